/* SPDX-License-Identifier: MIT */
/* How near a rule came to matching: for explanations, never while texts are read. */
#ifndef WM_RULE_NEAR_H
#define WM_RULE_NEAR_H

#include "rule/rule.h"

/* From element `begin` on, [begin, reached) fits; there the pattern wants something that is not there. */
typedef struct wm_near {
    uint32_t begin, reached;
    wm_slice wanted; /* as written in the rule or the macro */
    bool matches;    /* nothing is missing: the pattern matches */
    bool keyed;      /* a way was found on which the pattern takes the key by name; only such are told of then */
} wm_near;

/* Tries a rule with a pattern from element `begin` on. `key` is an element that is asked about, or WM_NO_ID: the words
 * of a rule that name it count for more than a gap that runs over it. False for a `text` rule, which has no elements.
 */
bool wm_rules_near(const wm_rules *rules, wm_matcher *matcher, uint32_t rule, const wm_tape *tape, uint32_t begin,
                   uint32_t key, wm_arena *scratch, wm_near *ret_near);
/* Does the pattern of the rule speak of this word (a slot of the vocabulary), and not in a look-around only? */
bool wm_rules_speaks_of(const wm_rules *rules, uint32_t rule, uint32_t word);

#endif
