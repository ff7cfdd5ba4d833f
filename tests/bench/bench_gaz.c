/* SPDX-License-Identifier: MIT */
/* Measures the gazetteer alone: bench_gaz OUT TEXT FILE.tsv… compiles the entry files to OUT, opens it, and matches at
 * every token of TEXT. Prints times, bytes an entry and the peak memory of the process; gates nothing.
 */
#define _POSIX_C_SOURCE 200809L
#include "base/file.h"
#include "gaz/gaz.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { ROUNDS = 9 /* of which the fastest counts */ };

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static long peak_kib(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static int fail(const wm_error *err)
{
    fprintf(stderr, "%s:%u: %s\n", err->path, (unsigned)err->line, err->message);
    return EXIT_FAILURE;
}

static void match_all(const wm_gaz *gaz, wm_slice bytes, wm_arena *scratch)
{
    wm_text text = {.bytes = bytes};
    wm_text_tokenize(&text, 0, (uint32_t)bytes.len, scratch);
    wm_gaz_filter filter = wm_gaz_filter_of(gaz);
    uint32_t passed = 0, hits = 0;
    for (uint32_t i = 0; i < text.token_count; i++)
        passed += wm_gaz_may_start(&filter, &text.tokens[i]);
    double spent = 1e9;
    wm_gaz_hit found[8];
    for (int round = 0; round < ROUNDS; round++) {
        double begin = seconds();
        hits = 0;
        for (uint32_t i = 0; i < text.token_count; i++)
            hits += wm_gaz_match(gaz, &text, i, text.token_count, found, 8);
        spent = seconds() - begin < spent ? seconds() - begin : spent;
    }
    printf("match     %.3f s for %u tokens: %.1f ns a token, %.0f MB/s of text; %u pass the filter, %u hits\n", spent,
           text.token_count, spent * 1e9 / text.token_count, (double)bytes.len / 1e6 / spent, passed, hits);
}

static wm_status compile(const char *out, char **files, int count, wm_arena *keep, wm_error *err)
{
    wm_faults faults = {.arena = keep};
    wm_gaz_source *sources = WM_NEW_N(keep, wm_gaz_source, (size_t)count);
    for (int i = 0; i < count; i++)
        sources[i] = (wm_gaz_source){files[i], files[i], NULL};
    wm_slice image;
    double begin = seconds();
    wm_status status = wm_gaz_compile(sources, (uint32_t)count, keep, &image, &faults, err);
    if (status != WM_OK)
        return status;
    printf("compile   %.3f s, peak %ld MiB, %zu bytes\n", seconds() - begin, peak_kib() / 1024, image.len);
    return wm_file_replace(out, image, err);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: %s OUT TEXT FILE.tsv...\n", argv[0]);
        return EXIT_FAILURE;
    }
    wm_arena keep;
    wm_arena_init(&keep);
    wm_error err;
    wm_slice text;
    wm_gaz *gaz;
    if (compile(argv[1], argv + 3, argc - 3, &keep, &err) != WM_OK ||
        wm_file_read(argv[2], &keep, &text, &err) != WM_OK)
        return fail(&err);
    double begin = seconds();
    if (wm_gaz_open(argv[1], &gaz, &err) != WM_OK)
        return fail(&err);
    printf("open      %.6f s, %u entries\n", seconds() - begin, wm_gaz_entry_count(gaz));
    begin = seconds();
    if (wm_gaz_verify(gaz, &err) != WM_OK)
        return fail(&err);
    printf("verify    %.3f s\n", seconds() - begin);
    match_all(gaz, text, &keep);
    wm_gaz_close(gaz);
    wm_arena_done(&keep);
    return EXIT_SUCCESS;
}
