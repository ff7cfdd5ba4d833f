/* SPDX-License-Identifier: MIT */
/* A strict JSON scanner that skips what nobody asked for. */
#ifndef WM_IN_SCAN_H
#define WM_IN_SCAN_H

#include "base/slice.h"

enum { WM_SCAN_MAX_DEPTH = 512 };

/* A place in one JSON text. UTF-8 is not looked at here: the owner checks the whole text at once. */
typedef struct wm_scan {
    const char *at, *end;
} wm_scan;

/* The next byte that is no white space; '\0' at the end (and for a NUL byte, which begins no token). */
char wm_scan_peek(wm_scan *scan);
/* Goes behind `c`, if that comes next. */
bool wm_scan_accept(wm_scan *scan, char c);
/* Goes behind a string and gives what is between its quotes; `*ret_escapes`: it has backslashes. */
bool wm_scan_string(wm_scan *scan, wm_slice *ret_raw, bool *ret_escapes);
/* Goes behind any value nested at most `depth` deep. */
bool wm_scan_value(wm_scan *scan, unsigned depth);
/* Decodes the inside of a string that was scanned, into `out` (room for raw.len). Returns the number of bytes. */
size_t wm_scan_decode(wm_slice raw, char *out);

#endif
