/* SPDX-License-Identifier: MIT */
/* An open gazetteer: the sections of an image as typed arrays. Nothing inside them is trusted: every number read from
 * the image is compared with a count from here before it is used.
 */
#ifndef WM_GAZ_VIEW_H
#define WM_GAZ_VIEW_H

#include "base/file.h"
#include "gaz/format.h"
#include "gaz/gaz.h"

struct wm_gaz {
    wm_gaz_filter filter;
    const wm_gaz_word *words;
    const wm_gaz_node *nodes; /* one more than node_count */
    const wm_gaz_posting_record *postings;
    const wm_gaz_style *styles;
    const wm_gaz_entry_record *entries;
    const wm_gaz_file_record *files;
    const uint32_t *labels;
    const char *strings; /* the last byte is NUL */
    uint32_t word_count, node_count, posting_count, style_count, entry_count, file_count, label_count, string_size;
    wm_slice image;
    wm_map map;   /* empty when the image is the caller's */
    char shown[]; /* for errors */
};

/* A string of the image; "" when there is none at `offset`. */
static inline const char *wm_gaz_string(const wm_gaz *gaz, uint32_t offset)
{
    return offset < gaz->string_size ? gaz->strings + offset : "";
}

/* The slot of a word, or word_count. */
uint32_t wm_gaz_find_word(const wm_gaz *gaz, uint64_t hash);
/* The child of `node` (below node_count) behind slot `word`; 0 when there is none. */
uint32_t wm_gaz_find_child(const wm_gaz *gaz, uint32_t node, uint32_t word);

#endif
