/* SPDX-License-Identifier: MIT */
/* What the gazetteers and the rules know of single words, remembered by their spelling. */
#ifndef WM_READ_WORDBOOK_H
#define WM_READ_WORDBOOK_H

#include "read/read.h"

/* A gazetteer in which longer names start with the word. */
typedef wm_gaz_start wm_word_way;

typedef struct wm_word_note {
    uint64_t followers; /* of all its ways */
    uint32_t word;      /* wm_rules_word() */
    uint32_t labels;    /* of all its offers */
    uint32_t first_offer, first_way;
    uint16_t offer_count, way_count;
    uint16_t sought_count; /* offers that are looked at one by one; they lie behind the others, unless all are */
} wm_word_note;

/* What the offers for a single word come to. */
typedef struct wm_word_labels {
    wm_labels all;
    wm_labels cues; /* of offers that name nothing: roles, groups, common words */
    wm_labels bare; /* of these, without the labels with tests */
} wm_word_labels;

/* Lives with the document, for one knowledge. NULL when there is no memory. */
wm_wordbook *wm_wordbook_new(void);
void wm_wordbook_free(wm_wordbook *book);
/* Where to jump when its memory runs out (NULL: it aborts). */
void wm_wordbook_on_oom(wm_wordbook *book, jmp_buf *handler);
/* Before a sentence; until the next call offers and ways stay good. */
void wm_wordbook_begin(wm_wordbook *book);
/* A token will be asked for some tokens later. */
void wm_wordbook_expect(const wm_wordbook *book, const wm_token *token);
/* What is known of a token of the part, until the next call. Its offers, of one token, are to be moved there. */
const wm_word_note *wm_wordbook_at(wm_reading *reading, uint32_t token);
/* The offers, labels and ways that notes number; they lie there until the next call of wm_wordbook_at(). */
const wm_offer *wm_wordbook_offers(const wm_wordbook *book);
const wm_word_labels *wm_wordbook_labels(const wm_wordbook *book);
/* The first entry with a label, and with an attribute unless `key` is NULL, of the names that start at token `begin`
 * and do not reach beyond `end`. False when there is none. Not remembered: for the few words about which more is asked
 * than labels tell. */
bool wm_word_entry(const wm_reading *reading, uint32_t begin, uint32_t end, uint32_t label, const char *key,
                   uint8_t *ret_gaz, uint32_t *ret_entry);
/* The attribute of that entry of a single word; else {NULL, 0}. */
wm_slice wm_word_attr(const wm_reading *reading, uint32_t token, uint32_t label, const char *key);
const wm_word_way *wm_wordbook_ways(const wm_wordbook *book);
/* For wm_gaz_match_longer(); the same all the time. */
wm_gaz_pair *wm_wordbook_pairs(wm_wordbook *book);

/* One offer for each label of a hit that anybody asks for, to `offers`. Postings come weightiest first, so the first of
 * a label is the best. The hit covers tokens of `text` from `at` on, and the offers tokens [begin, end) of the part. */
void wm_offer_hit(const wm_reading *reading, uint32_t gaz, const wm_text *text, uint32_t at, const wm_gaz_hit *hit,
                  uint32_t begin, uint32_t end, wm_offer_array *offers, wm_arena *arena);

#endif
