/* SPDX-License-Identifier: MIT */
/* Byte offsets to code-point offsets. Plain ASCII needs nothing; else a mark every 1024 bytes remembers where a code
 * point starts and its number, and an answer counts on from a mark or from the last answer, whichever is nearer.
 */
#include "text/text.h"

#include "base/utf8.h"

enum { STEP = 1024 };

/* One pass. Where the step that a mark belongs to begins inside a code point, the mark is at the next one, which is at
 * most three bytes further; wm_points_at() allows for that. */
void wm_points_init(wm_points *ret_points, wm_slice bytes, bool ascii, wm_arena *keep)
{
    *ret_points = (wm_points){.bytes = bytes, .ascii = ascii};
    if (ascii)
        return;
    ret_points->marks = WM_NEW_N(keep, wm_point_mark, bytes.len / STEP + 1);
    const char *at = bytes.at, *end = bytes.at + bytes.len;
    size_t next = 0;
    for (uint32_t number = 0; at < end;) {
        size_t byte = (size_t)(at - bytes.at), left = (size_t)(end - at);
        if (byte >= next) {
            ret_points->marks[next / STEP] = (wm_point_mark){(uint32_t)byte, number};
            next += STEP;
        }
        size_t plain = wm_utf8_ascii_run(at, left < next - byte ? left : next - byte);
        number += (uint32_t)plain;
        at += plain;
        if (plain != 0)
            continue;
        uint32_t point;
        at += wm_utf8_next(at, end, &point);
        number++;
    }
    if (next <= bytes.len) /* the last step may begin inside the last code point */
        ret_points->marks[next / STEP] = (wm_point_mark){UINT32_MAX, 0};
}

/* Questions come nearly in order, mention after mention, so the last answer is nearly always the nearer start; from a
 * mark it is about 1024 bytes at worst. */
uint32_t wm_points_at(wm_points *points, uint32_t byte)
{
    if (points->ascii)
        return byte;
    wm_point_mark from = points->last;
    if (byte < from.byte || byte - from.byte > STEP) {
        from = points->marks[byte / STEP];
        if (from.byte > byte)
            from = points->marks[byte / STEP - 1];
    }
    wm_slice between = {points->bytes.at + from.byte, byte - from.byte};
    points->last = (wm_point_mark){byte, from.point + (uint32_t)wm_utf8_count(between)};
    return points->last.point;
}
