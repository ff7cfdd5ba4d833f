/* SPDX-License-Identifier: MIT */
/* The closed lists: marks and keys that an entry file may use. */
#ifndef WM_GAZ_MARKS_H
#define WM_GAZ_MARKS_H

#include "base/arena.h"
#include "base/slice.h"

/* Marks of a row that tell of the thing and so hold for its aliases too; the others tell of one spelling. */
#define WM_GAZ_THING_MARKS (WM_MARK_HISTORIC | WM_MARK_CAPITAL)

/* The WM_MARK_… bit of a mark as written, 0 when there is no such mark. */
uint16_t wm_gaz_mark_bit(wm_slice mark);
bool wm_gaz_key_known(wm_slice key);
/* "did you mean 'case'?", or the list of what there is. */
const char *wm_gaz_mark_hint(wm_slice wrong, wm_arena *keep);
const char *wm_gaz_key_hint(wm_slice wrong, wm_arena *keep);

#endif
