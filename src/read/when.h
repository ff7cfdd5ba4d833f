/* SPDX-License-Identifier: MIT */
/* What a phrase for a time means: "Tuesday", "6 February 2026", "next week". */
#ifndef WM_READ_WHEN_H
#define WM_READ_WHEN_H

#include "base/arena.h"
#include "base/slice.h"

/* The ISO 8601 value of a phrase, "2026-02-06", "2026-W07", "2026-02" or "2026", in `keep`; NULL when it cannot be
 * told. `date` is that of the text, YYYY-MM-DD, or NULL, which leaves relative phrases unknown. With `ahead` a
 * weekday or month is the next one from that day on, else the last one up to it. */
const char *wm_when_value(wm_slice phrase, const char *date, bool ahead, wm_arena *keep);
/* Is this a day of the calendar, written YYYY-MM-DD? */
bool wm_when_is_date(const char *text);

#endif
