/* SPDX-License-Identifier: MIT */
/* JSON values as slices of a text, looked into without a tree. */
#ifndef WM_IN_VALUE_H
#define WM_IN_VALUE_H

#include "base/error.h"

/* Checks the whole of `text`, one JSON value in UTF-8; *ret_value is it without white space around. All functions below
 * take values that come from here, so they need not fail. */
wm_status wm_value_read(wm_slice text, wm_slice *ret_value, wm_error *err);

/* Walks over the members of an object or (with an empty key) the items of an array; nothing for other values.
 *     wm_slice key, value;
 *     for (wm_slice rest = wm_value_inside(object); wm_value_next(&rest, &key, &value);)
 * Keys are as they are written, without quotes. */
wm_slice wm_value_inside(wm_slice value);
bool wm_value_next(wm_slice *rest, wm_slice *ret_key, wm_slice *ret_value);
/* The first member with this key; a NULL `at` when there is none. */
wm_slice wm_value_get(wm_slice object, const char *key);
/* The member of a member, and so on; `path` has dots between the keys. */
wm_slice wm_value_at(wm_slice object, const char *path);
/* The text of a string, decoded, in `keep` if it has escapes; empty for other values. */
wm_slice wm_value_text(wm_slice value, wm_arena *keep);
/* Members or items. */
uint32_t wm_value_count(wm_slice value);

#endif
