/* SPDX-License-Identifier: MIT */
/* Replays a corpus through a fuzz target without a fuzzer, so that every compiler and every run of the tests does. In:
 * folders. Each file goes in whole, and cut at up to 64 places, since broken-off data is what breaks readers. Out: TAP.
 */
#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A copy of exactly `size` bytes, so that sanitizers see a read behind it. */
static void feed(const char *bytes, size_t size)
{
    uint8_t *copy = malloc(size == 0 ? 1 : size);
    if (copy == NULL)
        abort();
    if (size != 0)
        memcpy(copy, bytes, size);
    LLVMFuzzerTestOneInput(copy, size);
    free(copy);
}

static void replay(wm_slice bytes)
{
    enum { CUTS = 64 };
    feed(bytes.at, bytes.len);
    size_t step = bytes.len / CUTS + 1;
    for (size_t size = 0; size < bytes.len; size += step)
        feed(bytes.at, size);
}

/* The number of files in `dir`, all replayed; prints a line for each, numbered from `number`. */
static unsigned replay_folder(const char *dir, unsigned number)
{
    wm_arena arena;
    wm_arena_init(&arena);
    char **names;
    uint32_t count;
    wm_error err;
    if (wm_file_list(dir, NULL, &arena, &names, &count, &err) != WM_OK) {
        printf("not ok %u - %s\n", number, err.message);
        exit(EXIT_FAILURE);
    }
    for (uint32_t i = 0; i < count; i++) {
        wm_slice bytes;
        char *path = wm_arena_format(&arena, "%s/%s", dir, names[i]);
        if (wm_file_read(path, &arena, &bytes, &err) != WM_OK) {
            printf("not ok %u - %s\n", number + i, err.message);
            exit(EXIT_FAILURE);
        }
        replay(bytes);
        printf("ok %u - %s\n", number + i, names[i]);
    }
    wm_arena_done(&arena);
    return count;
}

int main(int argc, char **argv)
{
    unsigned count = 0;
    for (int i = 1; i < argc; i++)
        count += replay_folder(argv[i], count + 1);
    printf("1..%u\n", count);
    return count == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
