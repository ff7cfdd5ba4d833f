/* SPDX-License-Identifier: MIT */
/* Elements that all rules see alike, and the planes of the sieve for them. */
#ifndef WM_RULE_CLASS_H
#define WM_RULE_CLASS_H

#include "rule/program.h"

/* A row is, in words of 64 bits: WM_ANSWER_WORDS words; the atoms that fit or begin there (of those with a regex or an
 * exact spelling: that may); which words of the sieve have a rule that it wakes, and which one for which it is the
 * second thing needed, and to which it says anything at all; and for each of these words the number, of 16 bits, of a
 * block with its planes. Blocks are shared by rows, because few differ. */
typedef struct wm_row_layout {
    uint32_t first_awake, awake_words, first_heard, first_block;
} wm_row_layout;

typedef struct wm_classes wm_classes;

/* Has a tape all its rows, and are they good still? */
static inline bool wm_classes_know(const wm_tape_classes *of, const wm_classes *classes, uint64_t epoch)
{
    return of->complete && of->owner == classes && of->epoch == epoch;
}

wm_classes *wm_classes_new(const wm_rules *rules, wm_arena *keep);
wm_row_layout wm_classes_layout(const wm_classes *classes);
/* Counts how often rows were forgotten; lies at the same place for the classes' life. */
const uint64_t *wm_classes_epoch(const wm_classes *classes);
/* Rows for all elements of a tape. They are good for this tape until the next one is asked for. False when some are a
 * row that says yes to everything, as on a tape of more classes than the table has room for. */
bool wm_classes_fill(wm_classes *classes, const wm_tape *tape);
/* WM_PLANE_COUNT planes for each number of a block; good until the next call of wm_classes_fill(). */
const uint64_t *wm_classes_blocks(const wm_classes *classes);

/* The block of a row for 64 rules, word `word` of the sieve. */
static inline const uint64_t *wm_row_block(const uint64_t *row, const wm_row_layout *layout, const uint64_t *blocks,
                                           uint32_t word)
{
    const uint16_t *numbers = (const uint16_t *)(row + layout->first_block);
    return blocks + (uint32_t)numbers[word] * WM_PLANE_COUNT;
}

#endif
