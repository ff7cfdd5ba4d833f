/* SPDX-License-Identifier: MIT */
/* What the stages make of rules, for the lint in rule/: it knows patterns, not what becomes of a match. */
#ifndef WM_READ_LINT_H
#define WM_READ_LINT_H

#include "read/knowledge.h"

/* Fills *ret_lint for the labels that the rules are loaded with; its memory is the knowledge's, and faults will go to
 * `faults`. */
void wm_lint_facts(whomet_knowledge *knowledge, const char *const *labels, uint32_t count, wm_faults *faults,
                   wm_rules_lint *ret_lint);

/* A cue's label in rules is the bare file name: cue/title.tsv is <title>. */
const char *wm_label_rule_name(const char *label);
/* Labels of words that make up names, not of things named: they do not count as their folder's kind. */
bool wm_label_is_word(const char *label);

#endif
