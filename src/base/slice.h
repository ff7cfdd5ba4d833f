/* SPDX-License-Identifier: MIT */
/* A view of bytes owned by somebody else: not NUL-terminated, any content. */
#ifndef WM_BASE_SLICE_H
#define WM_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct wm_slice {
    const char *at;
    size_t len;
} wm_slice;

/* For "%.*s". */
#define WM_SLICE_ARG(s) (int)(s).len, (s).at

static inline wm_slice wm_slice_of(const char *text)
{
    return (wm_slice){text, strlen(text)};
}

static inline bool wm_slice_equal(wm_slice a, wm_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static inline bool wm_slice_is(wm_slice a, const char *text)
{
    return wm_slice_equal(a, wm_slice_of(text));
}

/* The part before the first `mark`, which `*rest` is moved behind; the whole of it when there is none. `*rest` with a
 * NULL `at` says that nothing is left. */
wm_slice wm_slice_cut(wm_slice *rest, char mark);
/* Without blanks and tabs at both ends. */
wm_slice wm_slice_trim(wm_slice s);
/* Byte order, shorter first among equals: <0, 0, >0. */
int wm_slice_compare(wm_slice a, wm_slice b);
/* The number of edits (insert, delete, change, swap neighbours) from a to b, for "did you mean"; stops counting above
 * `limit` and then gives limit + 1. Longer than 63 bytes counts as far away. Damerau 1964, restricted form. */
unsigned wm_slice_distance(wm_slice a, wm_slice b, unsigned limit);

#endif
