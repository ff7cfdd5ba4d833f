/* SPDX-License-Identifier: MIT */
/* What a document has taught of names: the kind that a name was found to be, and the surnames of its people. */
#ifndef WM_READ_MEMORY_H
#define WM_READ_MEMORY_H

#include "read/cascade.h"

wm_memory *wm_memory_new(wm_arena *keep);
/* Counts a candidate that was taken; gives all that has spoken for this name as this kind so far. */
float wm_memory_add(wm_memory *memory, const wm_reading *reading, const wm_candidate *c);
/* Remembers the name on tokens [begin, end) of the part as `kind` (person, place or org). */
void wm_memory_learn(wm_memory *memory, const wm_reading *reading, uint32_t begin, uint32_t end, uint16_t kind);
/* Remembers that the place on these tokens was found as a body: a team called by its country or town. */
void wm_memory_learn_team(wm_memory *memory, const wm_text *text, uint32_t begin, uint32_t end);
/* Labels the names of the sentence that are known: <known.person>, <known.surname>, <known.place>, <known.org> and so
 * on. Gives whether there were any. */
bool wm_memory_recall(const wm_memory *memory, wm_sentence_votes *votes);

/* A hash of tokens [begin, end), the same for every spelling of case and accents. */
uint64_t wm_memory_hash(const wm_text *text, uint32_t begin, uint32_t end);

#endif
