/* SPDX-License-Identifier: MIT */
/* From what a file holds to UTF-8. */
#ifndef WM_IN_CHARSET_H
#define WM_IN_CHARSET_H

#include "base/arena.h"
#include "base/slice.h"

/* `bytes` as UTF-8: themselves, or, when they begin with a byte order mark of UTF-16, a conversion in `keep`.
 * *ret_converted names what they were converted from, or is NULL. A BOM stays the first character. */
wm_slice wm_charset_decode(wm_slice bytes, wm_arena *keep, const char **ret_converted);

#endif
