/* SPDX-License-Identifier: MIT */
/* The distinct words of all names, numbered in order of appearance, and their table in the compiled file. */
#ifndef WM_GAZ_WORDS_H
#define WM_GAZ_WORDS_H

#include "gaz/format.h"
#include "gaz/pool.h"
#include "text/text.h"

/* Does a name start with this word, and one that has it in lower case? */
enum { WM_GAZ_STARTS = 1, WM_GAZ_STARTS_LOWER = 2 };

typedef struct wm_gaz_word_item {
    uint64_t hash;
    uint32_t spelled; /* string */
    uint32_t starts;
} wm_gaz_word_item;

typedef struct wm_gaz_words {
    wm_arena *arena;
    wm_gaz_index index;
    WM_ARRAY(wm_gaz_word_item) list;
} wm_gaz_words;

/* The number of a token's folded word. The word goes to `strings` as it is spelled here, which for a name of one word
 * is the string that its entry needs anyway. */
uint32_t wm_gaz_words_put(wm_gaz_words *words, wm_gaz_pool *strings, const wm_text *text, const wm_token *token);

/* The blocks of the filter of first words, in `keep`. */
uint64_t *wm_gaz_words_filter(const wm_gaz_words *words, wm_arena *keep, uint32_t *ret_block_count);
/* The slots of the words' hash table, in `keep`; (*ret_places)[word] is its slot. */
wm_gaz_word *wm_gaz_words_freeze(const wm_gaz_words *words, wm_arena *keep, uint32_t *ret_slot_count,
                                 uint32_t **ret_places);

#endif
