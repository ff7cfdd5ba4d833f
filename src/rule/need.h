/* SPDX-License-Identifier: MIT */
/* What every match of a pattern must hold: what trigger.c gathers and chain.c puts in a row. */
#ifndef WM_RULE_NEED_H
#define WM_RULE_NEED_H

#include "rule/emit.h"

/* How common a need is, the rarest first. */
enum { WM_RANK_WORDS, WM_RANK_FREQUENT, WM_RANK_LABELS, WM_RANK_COMMON, WM_RANK_SHAPES, WM_RANK_REGEX };

/* Where in the tree something stands: in a row of kids, that in another one, and so on. */
typedef struct wm_trail {
    const struct wm_trail *outer;
    const wm_node *first, *kid; /* the row, and which of it; NULL: in a repetition */
} wm_trail;

/* One of the ways in which a need may be met: an element, and what stands before and behind it then. */
typedef struct wm_need_way {
    wm_atom_set set;
    wm_fringe left, right;
} wm_need_way;

typedef struct wm_need {
    wm_atom_set set;
    bool regex;
    bool seen; /* by a look only: where it stands is not said */
    const wm_trail *trail;
    wm_fringe left; /* what stands before it, once `has_left` */
    bool has_left;
    WM_ARRAY(wm_need_way) ways; /* of one that is joined from several */
    wm_extent before;           /* elements between the start of the match and it */
    int rank;
} wm_need;

typedef WM_ARRAY(wm_need) wm_needs;

wm_atom wm_need_atom(wm_loading *loading, const wm_atom_set *set);
/* Finds what stands before it. */
void wm_need_find_left(wm_loading *loading, wm_need *n);
/* The ways of one of several become ways of all. */
void wm_need_join_ways(wm_loading *loading, wm_need *all, wm_need *one);
/* Puts the needs of a rule in a row, of which `first` is its trigger. */
void wm_chain_find(wm_loading *loading, const wm_needs *list, const wm_need *first, wm_chain *chain);

#endif
