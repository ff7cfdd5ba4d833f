/* SPDX-License-Identifier: MIT */
/* What the tests of gazetteers share: entry rows in a string -> faults, or an open gazetteer; text -> tokens. */
#ifndef WM_TESTS_GAZ_FIXTURE_H
#define WM_TESTS_GAZ_FIXTURE_H

#include "gaz/build.h"
#include "gaz/gaz.h"

#include <check.h>

typedef struct gaz_source_text {
    const char *shown, *rows;
} gaz_source_text;

/* Compiles the sources; an image with a NULL `at` when there are faults. */
static inline wm_slice gaz_image_of(const gaz_source_text *sources, uint32_t count, wm_arena *keep, wm_faults *faults)
{
    wm_gaz_build build;
    wm_slice image = {NULL, 0};
    faults->arena = keep;
    wm_gaz_build_init(&build, faults, NULL);
    for (uint32_t i = 0; i < count; i++)
        wm_gaz_build_add(&build, sources[i].shown, NULL, wm_slice_of(sources[i].rows));
    if (faults->list.count == 0)
        image = wm_gaz_build_image(&build, keep);
    wm_gaz_build_done(&build);
    return image;
}

static inline wm_gaz *gaz_open_rows(const char *shown, const char *rows, wm_arena *keep)
{
    wm_faults faults = {0};
    wm_error err = {0};
    wm_gaz *gaz = NULL;
    wm_slice image = gaz_image_of(&(gaz_source_text){shown, rows}, 1, keep, &faults);
    ck_assert_msg(image.at != NULL, "%s", faults.list.count != 0 ? faults.list.items[0].message : "no image");
    ck_assert_msg(wm_gaz_open_image(image, "test.gaz", &gaz, &err) == WM_OK, "%s", err.message);
    return gaz;
}

static inline wm_text gaz_tokens_of(const char *text, wm_arena *keep)
{
    wm_text tokens = {.bytes = wm_slice_of(text)};
    wm_text_tokenize(&tokens, 0, (uint32_t)tokens.bytes.len, keep);
    return tokens;
}

#endif
