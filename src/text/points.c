/* SPDX-License-Identifier: MIT */
/* Byte offsets to code-point offsets. Plain ASCII needs nothing; else there is a bit for each byte that goes on with a
 * code point, and for each 64 bytes the number of those before, so that an answer is one count of bits, whatever was
 * asked before. In: a text, then bytes of it. Out: numbers. Memory: a fifth of the text.
 */
#include "text/text.h"

#include "base/bits.h"
#include "base/utf8.h"

/* An ill-formed part is one code point like any other. */
static void mark_continued(wm_points *points)
{
    const char *at = points->bytes.at, *end = at + points->bytes.len;
    while (at < end) {
        at += wm_utf8_ascii_run(at, (size_t)(end - at));
        if (at == end)
            break;
        size_t byte = (size_t)(at - points->bytes.at);
        uint32_t point;
        size_t len = wm_utf8_next(at, end, &point);
        for (size_t i = byte + 1; i < byte + len; i++)
            points->continued[i / 64] |= UINT64_C(1) << i % 64;
        at += len;
    }
}

/* One word more than there are whole ones, for the end of the text. */
void wm_points_init(wm_points *ret_points, wm_slice bytes, bool ascii, wm_arena *keep)
{
    *ret_points = (wm_points){.bytes = bytes, .ascii = ascii};
    if (ascii)
        return;
    size_t words = bytes.len / 64 + 1;
    ret_points->continued = WM_NEW_N(keep, uint64_t, words);
    ret_points->before = wm_arena_alloc(keep, words * sizeof *ret_points->before);
    mark_continued(ret_points);
    uint32_t before = 0;
    for (size_t i = 0; i < words; i++) {
        ret_points->before[i] = before;
        before += wm_bits_count(ret_points->continued[i]);
    }
}

/* Each code point has one byte that does not go on. */
uint32_t wm_points_at(const wm_points *points, uint32_t byte)
{
    if (points->ascii)
        return byte;
    uint64_t here = points->continued[byte / 64] & ((UINT64_C(1) << byte % 64) - 1);
    return byte - points->before[byte / 64] - wm_bits_count(here);
}
