/* SPDX-License-Identifier: MIT */
/* The letters that whatever a regex matches has to end with. */
#ifndef WM_RULE_ENDING_H
#define WM_RULE_ENDING_H

#include "base/slice.h"

enum { WM_ENDINGS_MAX = 24 };

/* Views of the pattern; one of them ends each match. None: nothing is known. */
typedef struct wm_endings {
    wm_slice items[WM_ENDINGS_MAX];
    uint32_t count;
} wm_endings;

/* For a pattern that matches the whole of a text, and letters as they are. */
void wm_endings_find(wm_slice pattern, wm_endings *ret_endings);
/* Does the text end with one of them? Where none is known, it may. */
bool wm_endings_meet(const wm_endings *endings, wm_slice text);

#endif
