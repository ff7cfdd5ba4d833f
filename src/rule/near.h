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
} wm_near;

/* Tries a rule with a pattern from element `begin` on. False for a `text` rule, which has no elements. */
bool wm_rules_near(const wm_rules *rules, wm_matcher *matcher, uint32_t rule, const wm_tape *tape, uint32_t begin,
                   wm_arena *scratch, wm_near *ret_near);

#endif
