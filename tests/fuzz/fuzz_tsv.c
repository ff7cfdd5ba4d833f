/* SPDX-License-Identifier: MIT */
/* Any bytes as an entry file. Either there are faults, each of which lies inside its line, or there is an image that
 * opens, has the right checksum, and finds names in the bytes it was made of.
 */
#include "base/utf8.h"
#include "gaz/build.h"
#include "gaz/gaz.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* A NUL ends `source` early, so columns can only be checked in files without one. */
static void check_faults(const wm_faults *faults, bool has_nul)
{
    for (uint32_t i = 0; i < faults->list.count; i++) {
        const wm_fault *fault = &faults->list.items[i];
        require(fault->line >= 1 && fault->column >= 1 && fault->width >= 1);
        require(has_nul || fault->column <= wm_utf8_count(wm_slice_of(fault->source)) + 1);
    }
}

static void check_image(wm_slice image, wm_slice bytes, wm_arena *scratch)
{
    wm_gaz *gaz;
    wm_gaz_hit hits[8];
    uint32_t found = 0;
    require(wm_gaz_open_image(image, "fuzz", &gaz, NULL) == WM_OK);
    require(wm_gaz_verify(gaz, NULL) == WM_OK);
    for (uint32_t entry = 0; entry < wm_gaz_entry_count(gaz); entry++) {
        wm_text name = {.bytes = wm_slice_of(wm_gaz_entry_at(gaz, entry).name)};
        wm_text_tokenize(&name, 0, (uint32_t)name.bytes.len, scratch);
        found += wm_gaz_match(gaz, &name, 0, name.token_count, hits, 8) != 0;
    }
    require(found == wm_gaz_entry_count(gaz)); /* every name finds itself, or something shorter */
    wm_text text = {.bytes = bytes};
    wm_text_tokenize(&text, 0, (uint32_t)bytes.len, scratch);
    for (uint32_t t = 0; t < text.token_count; t++)
        wm_gaz_match(gaz, &text, t, text.token_count, hits, 8);
    wm_gaz_close(gaz);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    wm_arena arena;
    wm_arena_init(&arena);
    wm_slice bytes = {wm_arena_copy(&arena, (const char *)data, size), size};
    wm_faults faults = {.arena = &arena};
    wm_gaz_build build;
    wm_gaz_build_init(&build, &faults, NULL);
    wm_gaz_build_reserve(&build, &bytes, 1);
    wm_gaz_build_add(&build, "fuzz/fuzz.tsv", NULL, bytes);
    if (faults.list.count != 0)
        check_faults(&faults, memchr(bytes.at, '\0', size) != NULL);
    else
        check_image(wm_gaz_build_image(&build, &arena), bytes, &arena);
    wm_gaz_build_done(&build);
    wm_arena_done(&arena);
    return 0;
}
