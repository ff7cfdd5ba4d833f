/* SPDX-License-Identifier: MIT */
/* Which events of a gold and of an answer are the same, for counting them and for showing what is wrong with them. */
#ifndef WM_CLI_SCORE_CONTACTS_H
#define WM_CLI_SCORE_CONTACTS_H

#include "cli/score_match.h"
#include "in/gold.h"

/* For each event of the gold that of the answer, or WM_NO_MATCH; one to one, of one type, with a participant in common.
 * Of several matchings the one with most events is taken, then most participants, triggers, statuses. */
uint32_t *wm_contacts_match(const wm_gold *gold, const wm_gold *answer, wm_arena *scratch);
/* Do the places overlap, or are there none on both sides? */
bool wm_contacts_same_place(const wm_gold_event *a, const wm_gold_event *b);
/* The number of participants that are right. */
uint32_t wm_contacts_shared(const wm_gold_event *a, const wm_gold_event *b, wm_arena *scratch);

#endif
