/* SPDX-License-Identifier: MIT */
/* Pattern text to tree. */
#ifndef WM_RULE_PARSE_H
#define WM_RULE_PARSE_H

#include "rule/lex.h"
#include "rule/tree.h"

/* The tree of a pattern, in `keep`, or NULL when it has a fault (which is told). */
wm_node *wm_parse_pattern(const wm_source *source, wm_slice pattern, wm_arena *keep);
/* The words behind `near`: a sequence of plain atoms. */
wm_node *wm_parse_near(const wm_source *source, wm_slice words, wm_arena *keep);

#endif
