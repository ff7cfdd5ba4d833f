/* SPDX-License-Identifier: MIT */
/* Days as people write them to programs. */
#ifndef WM_IN_DAY_H
#define WM_IN_DAY_H

#include "base/slice.h"

enum { WM_DAY_ROOM = 11 };

/* The day of `text`, a YYYY-MM-DD that exists in the calendar, alone or before a time ("2026-02-06T10:00:00Z"), as a
 * NUL-terminated string. False when it begins with none. */
bool wm_day_read(wm_slice text, char *ret_day);

#endif
