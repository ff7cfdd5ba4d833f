/* SPDX-License-Identifier: MIT */
/* A program while it is made: what compile.c and fragment.c share. */
#ifndef WM_RULE_EMIT_H
#define WM_RULE_EMIT_H

#include "rule/load.h"

/* What a look sees: one body for all looks at the same tree, because what it sees at a place is the same for all. */
typedef struct wm_look_body {
    const wm_node *tree;
    bool behind;
    uint32_t begin, mark, fringe;
} wm_look_body;

typedef struct wm_emitter {
    wm_loading *loading;
    const wm_block *block;
    wm_code code;
    wm_numbers parts;              /* by instruction */
    wm_numbers users;              /* by instruction: the macro that it is of, as the rule names it */
    uint32_t user;                 /* WM_NO_ID: the rule itself */
    wm_slice part;                 /* of the node at hand */
    WM_ARRAY(wm_look_body) bodies; /* those of looks, which stand behind the pattern */
    uint32_t mark_count;
    bool back;          /* inside look-behind */
    bool in_look;       /* nothing is captured */
    wm_labels labels;   /* that are asked for */
    uint64_t questions; /* that are asked */
    bool too_large;
} wm_emitter;

/* The number of a body that is known but for its place; a new one, with a mark, if it is not there yet. */
uint32_t wm_emit_body(wm_emitter *e, const wm_look_body *body);

/* ---- fragment.c ------------------------------------------------------------------------------------------------- */

/* The number of a part in wm_rules.parts. */
uint32_t wm_emit_part(wm_emitter *e, wm_slice part);
/* The number of an atom in wm_rules.atoms; with the emitter, it is one that the program asks for. */
uint32_t wm_load_atom(wm_loading *loading, const wm_atom *atom);
uint32_t wm_emit_atom(wm_emitter *e, const wm_atom *atom);
/* What was emitted from instruction `from` on, since when marks were counted from `first_mark`, and the labels and
 * questions of `e` are its own; NULL when something is captured in it. */
wm_fragment *wm_fragment_new(wm_emitter *e, uint32_t from, uint32_t first_mark);
/* The same once more. */
void wm_fragment_emit(wm_emitter *e, const wm_fragment *fragment);

/* ---- ahead.c ---------------------------------------------------------------------------------------------------- */

/* Notes at each instruction of all programs what the next element has to be. */
void wm_ahead_note(wm_loading *loading);

#endif
