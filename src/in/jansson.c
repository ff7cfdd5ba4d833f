/* SPDX-License-Identifier: MIT */
/* The only file that knows the jansson library. It is asked about a line that our own scanner (scan.c) has refused, so
 * it costs nothing on good input, and its messages are good.
 *
 * In: a JSON text. Out: what is wrong with it. Two things that JSON allows cannot be held by jansson and are refused
 * here only: numbers beyond the range of a double, and U+0000 in a key. NUL bytes between tokens, which JSON does not
 * allow, it may pass over.
 */
#include "in/jansson.h"

#include <jansson.h>

/* The tree that it builds is thrown away: only the refusal is wanted. */
bool wm_jansson_refuses(wm_slice json, wm_error *err)
{
    json_error_t error;
    json_t *value = json_loadb(json.at, json.len, JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL, &error);
    if (value != NULL) {
        json_decref(value);
        return false;
    }
    wm_fail(err, WM_BAD_DATA, NULL, "invalid JSON at byte %d: %s", error.position, error.text);
    if (err != NULL)
        err->column = error.position > 0 ? (uint32_t)error.position : 1;
    return true;
}
