/* SPDX-License-Identifier: MIT */
/* An entity of a large dump is a megabyte of JSON of which ten strings are wanted: building a tree of all of it would
 * cost most of the time. So the text is checked once, by the strict scanner, and what is asked for is found by scanning
 * again, which skips a value as fast as it can be read.
 *
 * In: one JSON text. Out: slices of it. Nesting deeper than WM_SCAN_MAX_DEPTH is refused.
 */
#include "in/value.h"

#include "base/utf8.h"
#include "in/jansson.h"
#include "in/scan.h"

/* What this has passed, the other functions here take for granted. */
wm_status wm_value_read(wm_slice text, wm_slice *ret_value, wm_error *err)
{
    bool ascii;
    wm_scan scan = {text.at, text.at + text.len};
    if (wm_utf8_valid(text, &ascii) != text.len)
        return wm_fail(err, WM_BAD_DATA, NULL, "not UTF-8");
    wm_scan_peek(&scan);
    const char *begin = scan.at;
    if (wm_scan_value(&scan, WM_SCAN_MAX_DEPTH)) {
        *ret_value = (wm_slice){begin, (size_t)(scan.at - begin)};
        if (wm_scan_peek(&scan) == '\0' && scan.at == scan.end)
            return WM_OK;
    }
    if (!wm_jansson_refuses(text, err))
        wm_fail(err, WM_BAD_DATA, NULL, "invalid JSON");
    return WM_BAD_DATA;
}

/* Without the brackets, which is what wm_value_next() walks over. */
wm_slice wm_value_inside(wm_slice value)
{
    bool holds = value.at != NULL && value.len >= 2 && (value.at[0] == '{' || value.at[0] == '[');
    return holds ? (wm_slice){value.at + 1, value.len - 2} : (wm_slice){NULL, 0};
}

/* Whether there is a key shows in the text itself: only in an object a colon follows a string. Rest and value are
 * slices of the same text, so walking allocates nothing. */
bool wm_value_next(wm_slice *rest, wm_slice *ret_key, wm_slice *ret_value)
{
    if (rest->at == NULL)
        return false;
    wm_scan scan = {rest->at, rest->at + rest->len};
    wm_scan_accept(&scan, ',');
    if (wm_scan_peek(&scan) == '\0')
        return false;
    const char *begin = scan.at;
    bool escapes;
    *ret_key = (wm_slice){"", 0};
    if (*begin == '"' && wm_scan_string(&scan, ret_key, &escapes) && wm_scan_accept(&scan, ':')) {
        wm_scan_peek(&scan);
        begin = scan.at;
    } else {
        scan.at = begin;
        *ret_key = (wm_slice){"", 0};
    }
    if (!wm_scan_value(&scan, WM_SCAN_MAX_DEPTH))
        return false;
    *ret_value = (wm_slice){begin, (size_t)(scan.at - begin)};
    *rest = (wm_slice){scan.at, (size_t)(scan.end - scan.at)};
    return true;
}

/* The first of equal keys. Keys are compared as they stand, so one that is written with escapes is not found; dumps
 * write none. */
static wm_slice get(wm_slice object, wm_slice wanted)
{
    wm_slice key, value;
    if (object.at == NULL || object.len == 0 || object.at[0] != '{')
        return (wm_slice){NULL, 0};
    for (wm_slice rest = wm_value_inside(object); wm_value_next(&rest, &key, &value);)
        if (wm_slice_equal(key, wanted))
            return value;
    return (wm_slice){NULL, 0};
}

wm_slice wm_value_get(wm_slice object, const char *key)
{
    return get(object, wm_slice_of(key));
}

/* A step that leads nowhere ends the walk with a NULL `at`, so a long path needs one test. */
wm_slice wm_value_at(wm_slice object, const char *path)
{
    for (wm_slice rest = wm_slice_of(path); rest.at != NULL && object.at != NULL;)
        object = get(object, wm_slice_cut(&rest, '.'));
    return object;
}

/* A copy is made only where an escape has to be decoded; anything but a string is the empty one. */
wm_slice wm_value_text(wm_slice value, wm_arena *keep)
{
    if (value.at == NULL || value.len < 2 || value.at[0] != '"')
        return (wm_slice){"", 0};
    wm_slice raw = {value.at + 1, value.len - 2};
    if (memchr(raw.at, '\\', raw.len) == NULL)
        return raw;
    char *out = wm_arena_alloc(keep, raw.len);
    return (wm_slice){out, wm_scan_decode(raw, out)};
}

/* Scans all of them: for small values. */
uint32_t wm_value_count(wm_slice value)
{
    wm_slice key, item;
    uint32_t count = 0;
    for (wm_slice rest = wm_value_inside(value); wm_value_next(&rest, &key, &item);)
        count++;
    return count;
}
