/* SPDX-License-Identifier: MIT */
/* UTF-8 is taken as it is, right or wrong: the reader of texts has the better view of what is ill-formed. UTF-16 is
 * recognised by its byte order mark, converted, and the caller warns, because positions then count the converted text.
 *
 * Limits: UTF-16 without a mark and other character sets are read as (ill-formed) UTF-8.
 */
#include "in/charset.h"

#include "base/utf8.h"

/* One unit of 16 bits, from bytes, whatever order the machine has. */
static uint32_t unit_at(const unsigned char *at, bool big)
{
    return big ? (uint32_t)at[0] << 8 | at[1] : (uint32_t)at[1] << 8 | at[0];
}

/* One code point of UTF-16 at `at`; an odd byte at the end and lone surrogates are replaced. Returns its bytes. */
static size_t next_point(const unsigned char *at, size_t room, bool big, uint32_t *ret_point)
{
    *ret_point = WM_REPLACEMENT;
    if (room < 2)
        return room;
    uint32_t high = unit_at(at, big);
    if (high < 0xD800 || high > 0xDFFF) {
        *ret_point = high;
        return 2;
    }
    uint32_t low = room >= 4 ? unit_at(at + 2, big) : 0;
    if (high > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
        return 2;
    *ret_point = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
    return 4;
}

/* Bytes that need nothing are given back as they are, without a copy. */
wm_slice wm_charset_decode(wm_slice bytes, wm_arena *keep, const char **ret_converted)
{
    *ret_converted = NULL;
    const unsigned char *at = (const unsigned char *)bytes.at;
    if (bytes.len < 2 || !((at[0] == 0xFE && at[1] == 0xFF) || (at[0] == 0xFF && at[1] == 0xFE)))
        return bytes;
    bool big = at[0] == 0xFE;
    /* two bytes become at most three */
    char *out = wm_arena_alloc(keep, bytes.len / 2 * 3 + 4);
    size_t len = 0;
    for (size_t done = 0; done < bytes.len;) {
        uint32_t point;
        done += next_point(at + done, bytes.len - done, big, &point);
        len += wm_utf8_put(point, out + len);
    }
    *ret_converted = big ? "UTF-16BE" : "UTF-16LE";
    return (wm_slice){out, len};
}
