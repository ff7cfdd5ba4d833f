/* SPDX-License-Identifier: MIT */
/* Faults of rules that are well written and yet do nothing: what the parts of the lint share. Only `check` asks. */
#ifndef WM_RULE_LINT_H
#define WM_RULE_LINT_H

#include "rule/load.h"

/* Phases [from, to) in which something can bear a label; and the rule that gives it first, NULL: none does. */
typedef struct wm_label_life {
    uint32_t from, to;
    const wm_block *giver;
} wm_label_life;

typedef struct wm_lint {
    wm_loading *loading;
    const wm_rules_lint *want;
    wm_label_life *lives; /* by label with a name */
    uint32_t steps;       /* of reach.c, in the rule at hand */
    uint32_t *last_asked; /* by label with a name: the last phase whose patterns ask for it, plus one; 0: none do */
} wm_lint;

/* lint.c: the steps in order. Trees are looked at before they are folded, programs when all are linked. */
wm_lint *wm_lint_new(wm_loading *loading);
void wm_lint_trees(wm_lint *lint);

/* A fault of the lint at `part`, which lies in the file. */
wm_fault *wm_lint_fault(const wm_lint *lint, const wm_source *file, wm_slice part, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 4, 5)))
#endif
    ;

/* reach.c: patterns, or parts of them, that no sentence can match. Before fold.c, which joins alternatives. */
void wm_lint_reach(wm_lint *lint, const wm_block *block);
/* deed.c: actions that nobody carries out. */
void wm_lint_deeds(wm_lint *lint, const wm_block *block);
/* pump.c: regexes that some text keeps busy until they are given up. */
void wm_lint_regexes(wm_lint *lint, const wm_block *block);
void wm_lint_macro_regexes(wm_lint *lint, const wm_macro *macro);
/* shadow.c: rules that another one makes idle. Needs programs. */
void wm_lint_shadows(wm_lint *lint);

/* cover.c: slots that two rules use alike. */
typedef struct wm_slot_pairs {
    uint8_t wide[WM_RULE_SLOTS_MAX], narrow[WM_RULE_SLOTS_MAX];
    uint32_t count;
    bool start_is_enough; /* see below */
} wm_slot_pairs;
/* Is every match of `narrow` one of `wide`, too, with the same elements in each pair of slots, or does it at least
 * start with one, if that is enough? A no may be wrong; a yes is right but for the order of alternatives. */
bool wm_program_covers(const wm_rules *rules, const wm_program *wide, const wm_program *narrow,
                       const wm_slot_pairs *pairs, uint32_t word_count, wm_arena *scratch);

#endif
