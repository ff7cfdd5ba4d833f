/* SPDX-License-Identifier: MIT */
/* Decoding, classes and folding. The only file that includes utf8proc, which knows Unicode's tables; plain ASCII, which
 * is nearly all of English news, never reaches it.
 */
#include "base/utf8.h"

#include "base/bits.h"

#include <stdlib.h>
#include <utf8proc.h>

/* The first continuation byte is narrower than 0x80..0xBF after four lead bytes (Unicode table 3-7). */
static bool second_fits(unsigned char lead, unsigned char second)
{
    switch (lead) {
    case 0xE0:
        return second >= 0xA0 && second <= 0xBF;
    case 0xED:
        return second >= 0x80 && second <= 0x9F;
    case 0xF0:
        return second >= 0x90 && second <= 0xBF;
    case 0xF4:
        return second >= 0x80 && second <= 0x8F;
    default:
        return second >= 0x80 && second <= 0xBF;
    }
}

/* By the lead byte. 0xC0, 0xC1 could only start overlong forms and 0xF5 to 0xFF nothing below U+110000, so they lead
 * nothing, like continuation bytes. */
static size_t announced_length(unsigned char lead)
{
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    if (lead >= 0xF0 && lead <= 0xF4)
        return 4;
    return 0;
}

/* Stops before the first byte that does not continue, so one ill-formed part is as long as it could have been right and
 * never takes the start of the next character along. */
size_t wm_utf8_next(const char *at, const char *end, uint32_t *ret_point)
{
    const unsigned char *s = (const unsigned char *)at;
    size_t room = (size_t)(end - at);
    if (s[0] < 0x80) {
        *ret_point = s[0];
        return 1;
    }
    *ret_point = WM_REPLACEMENT;
    size_t need = announced_length(s[0]);
    if (need == 0 || room < 2 || !second_fits(s[0], s[1]))
        return 1;
    uint32_t point = s[0] & (0xFFu >> (need + 1));
    point = point << 6 | (s[1] & 0x3Fu);
    for (size_t i = 2; i < need; i++) {
        if (i == room || (s[i] & 0xC0) != 0x80)
            return i;
        point = point << 6 | (s[i] & 0x3Fu);
    }
    *ret_point = point;
    return need;
}

/* Nothing is written for what lies above U+10FFFF; wm_utf8_next() gives no such point, and no surrogate either. */
size_t wm_utf8_put(uint32_t point, char *out)
{
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)point, (utf8proc_uint8_t *)out);
}

/* Eight bytes at a time as long as no top bit is set; memcpy() is how C reads them from any address. */
size_t wm_utf8_ascii_run(const char *at, size_t len)
{
    size_t i = 0;
    uint64_t eight;
    while (i + sizeof eight <= len) {
        memcpy(&eight, at + i, sizeof eight);
        if ((eight & UINT64_C(0x8080808080808080)) != 0)
            break;
        i += sizeof eight;
    }
    while (i < len && (unsigned char)at[i] < 0x80)
        i++;
    return i;
}

/* Linear, with ASCII at several bytes a cycle; who asks about many places of one text wants wm_points. */
size_t wm_utf8_count(wm_slice s)
{
    size_t count = 0;
    const char *end = s.at + s.len;
    for (const char *at = s.at; at < end;) {
        size_t plain = wm_utf8_ascii_run(at, (size_t)(end - at));
        count += plain;
        at += plain;
        uint32_t point;
        if (at < end) {
            at += wm_utf8_next(at, end, &point);
            count++;
        }
    }
    return count;
}

/* U+FFFD itself is three well-formed bytes; an ill-formed part reads as it but is not spelled so. */
static bool is_ill_formed(const char *at, size_t len, uint32_t point)
{
    return point == WM_REPLACEMENT && !(len == 3 && memcmp(at, "\xEF\xBF\xBD", 3) == 0);
}

/* *ret_ascii is about the part before the fault, so it means something only when there is none. */
size_t wm_utf8_valid(wm_slice s, bool *ret_ascii)
{
    bool ascii = true;
    size_t at = 0;
    while (at < s.len) {
        at += wm_utf8_ascii_run(s.at + at, s.len - at);
        if (at == s.len)
            break;
        ascii = false;
        uint32_t point;
        size_t len = wm_utf8_next(s.at + at, s.at + s.len, &point);
        if (is_ill_formed(s.at + at, len, point))
            break;
        at += len;
    }
    if (ret_ascii != NULL)
        *ret_ascii = ascii;
    return at;
}

/* Tab, line feed and the like are controls in Unicode's view and white space in ours: text is cut at them. */
unsigned wm_utf8_class(uint32_t point)
{
    switch (utf8proc_category((utf8proc_int32_t)point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        return WM_CP_UPPER | WM_CP_LETTER;
    case UTF8PROC_CATEGORY_LL:
        return WM_CP_LOWER | WM_CP_LETTER;
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return WM_CP_LETTER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return WM_CP_DIGIT;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return WM_CP_MARK;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return WM_CP_SPACE;
    case UTF8PROC_CATEGORY_CC:
        return point == '\t' || point == '\n' || point == '\v' || point == '\f' || point == '\r' || point == 0x85
                   ? WM_CP_SPACE
                   : WM_CP_CONTROL;
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
        return WM_CP_CONTROL;
    default:
        return 0;
    }
}

/* utf8proc allocates what it composes; only text with bytes above 0x7F gets there. */
bool wm_utf8_is_nfc(wm_slice s)
{
    bool ascii;
    if (wm_utf8_valid(s, &ascii) != s.len)
        return false;
    if (ascii)
        return true;
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)s.at, (utf8proc_ssize_t)s.len, &composed,
                                        UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    bool same = len == (utf8proc_ssize_t)s.len && memcmp(composed, s.at, s.len) == 0;
    free(composed);
    return same;
}

/* Where the text is composed already, which it nearly always is, no copy is made. Composed in the arena, by the two
 * steps of utf8proc_map(), whose memory a jump would leak: the code points give way to their bytes in place. */
wm_slice wm_utf8_nfc(wm_slice s, wm_arena *keep)
{
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s.at;
    const wm_slice none = {NULL, 0};
    bool ascii;
    if (wm_utf8_valid(s, &ascii) != s.len)
        return none;
    if (ascii)
        return s;
    wm_arena_mark mark = wm_arena_tell(keep);
    utf8proc_ssize_t room = utf8proc_decompose(bytes, (utf8proc_ssize_t)s.len, NULL, 0, options);
    utf8proc_int32_t *points = wm_arena_alloc(keep, ((size_t)(room < 0 ? 0 : room) + 1) * sizeof *points);
    utf8proc_ssize_t count =
        room < 0 ? room : utf8proc_decompose(bytes, (utf8proc_ssize_t)s.len, points, room, options);
    utf8proc_ssize_t len = count < 0 ? count : utf8proc_reencode(points, count, options);
    wm_slice composed = {(const char *)points, len < 0 ? 0 : (size_t)len};
    bool same = wm_slice_equal(composed, s);
    if (len >= 0 && !same)
        return composed;
    wm_arena_rewind(keep, mark);
    return same ? s : none;
}

/* Unicode's simple mapping, one code point for one. For comparing words there is wm_utf8_fold(). */
uint32_t wm_utf8_lower(uint32_t point)
{
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
}

/* Letters that have no decomposition but that English keys drop the stroke or ligature of; typographic quotes and
 * dashes as their plain forms. NULL when there is none. */
static const char *plain_form(uint32_t point)
{
    switch (point) {
    case 0x2018: case 0x2019: case 0x02BC: case 0x02BB: case 0x02BF: case 0x02BE: case 0x00B4: case 0x2032:
        return "'";
    case 0x201C: case 0x201D: case 0x201E: case 0x00AB: case 0x00BB:
        return "\"";
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212:
        return "-";
    case 0x00D8: case 0x00F8:
        return "o";
    case 0x0141: case 0x0142:
        return "l";
    case 0x0110: case 0x0111: case 0x00D0: case 0x00F0:
        return "d";
    case 0x0131: case 0x0130:
        return "i";
    case 0x00DE: case 0x00FE:
        return "th";
    case 0x00C6: case 0x00E6:
        return "ae";
    case 0x0152: case 0x0153:
        return "oe";
    case 0x00DF: case 0x1E9E:
        return "ss";
    case 0x018F: case 0x0259:
        return "e";
    case 0x00AD: case 0x200B: case 0x200C: case 0x200D: case 0x2060: case 0xFEFF:
        return "";
    default:
        return NULL;
    }
}

/* The fold of one code point, appended to `out` at `len`; returns the new length, or `len` when there is no room.
 * Decomposed and without its marks: an accent is a code point of its own then, and is dropped. 8 parts are more than
 * any code point has without compatibility forms. */
static size_t fold_point(uint32_t point, char *out, size_t len)
{
    const char *plain = plain_form(point);
    char spelled[64];
    size_t size = 0;
    if (plain != NULL) {
        size = strlen(plain);
        memcpy(spelled, plain, size);
    } else {
        utf8proc_int32_t parts[8];
        int boundary = 0;
        utf8proc_ssize_t n =
            utf8proc_decompose_char((utf8proc_int32_t)point, parts, 8,
                                    UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD, &boundary);
        for (utf8proc_ssize_t i = 0; i < n && i < 8; i++)
            size += wm_utf8_put((uint32_t)parts[i], spelled + size);
    }
    if (len + size > WM_FOLD_MAX)
        return len;
    memcpy(out + len, spelled, size);
    return len + size;
}

/* Without a branch, as the case of letters is what a processor cannot guess. */
static inline char lower_ascii(char c)
{
    return (char)(c + ((unsigned char)(c - 'A') < 26 ? 32 : 0));
}

/* Folding is for looking up, not for showing: "Müller" and "Muller" must meet, and "MÜLLER" in a headline too. Words of
 * ASCII, which are nearly all, take the short way at the top of the loop. A word of more than WM_FOLD_MAX bytes meets
 * every other with the same beginning; no name is that long. */
size_t wm_utf8_fold(wm_slice word, char *out)
{
    size_t len = 0;
    const char *end = word.at + word.len;
    for (const char *at = word.at; at < end && len < WM_FOLD_MAX;) {
        if ((unsigned char)*at < 0x80) {
            out[len++] = lower_ascii(*at++);
            continue;
        }
        uint32_t point;
        at += wm_utf8_next(at, end, &point);
        len = fold_point(point, out, len);
    }
    return len;
}

/* The same number on every machine, so that a compiled file does not depend on where it was made. */
static inline uint64_t read_eight(const char *at)
{
    uint64_t eight = 0;
    if (WM_LITTLE_ENDIAN) {
        memcpy(&eight, at, sizeof eight);
        return eight;
    }
    for (size_t i = 0; i < 8; i++)
        eight |= (uint64_t)(unsigned char)at[i] << 8 * i;
    return eight;
}

/* Eight bytes a step. The length is in the start value, since the last step is padded with zeros: "a" and "a\0" differ.
 * Not for adversaries: who knows the constants can make collisions. Where one would give a wrong name the bytes are
 * compared as well. */
uint64_t wm_utf8_hash(wm_slice key)
{
    uint64_t h = wm_utf8_hash_first(key.len), part;
    const char *at = key.at;
    size_t left = key.len;
    for (; left > 8; at += 8, left -= 8)
        h = wm_utf8_mix(h ^ read_eight(at));
    part = 0;
    if (WM_LITTLE_ENDIAN && key.len >= 8) { /* the last eight bytes, without those that were read already */
        memcpy(&part, at + left - 8, sizeof part);
        return wm_utf8_hash_last(h, part >> (8 - left) * 8);
    }
    for (size_t i = 0; i < left; i++)
        part |= (uint64_t)(unsigned char)at[i] << 8 * i;
    return wm_utf8_hash_last(h, part);
}

/* Reads eight bytes where fewer are left of the word and masks them, so the room behind it is asked for first. Must
 * agree with wm_utf8_fold() and wm_utf8_hash() to the bit: compiled gazetteers hold hashes of the one, texts of the
 * other. */
uint64_t wm_utf8_hash_ascii(wm_slice word, const char *limit)
{
    if (!WM_LITTLE_ENDIAN || (size_t)(limit - word.at) < (word.len + 7) / 8 * 8) {
        char key[WM_FOLD_MAX];
        return wm_utf8_hash((wm_slice){key, wm_utf8_fold(word, key)});
    }
    size_t left = word.len < WM_FOLD_MAX ? word.len : WM_FOLD_MAX;
    uint64_t h = wm_utf8_hash_first(left), part;
    const char *at = word.at;
    for (; left > 8; at += 8, left -= 8) {
        memcpy(&part, at, 8);
        h = wm_utf8_mix(h ^ wm_utf8_lower_eight(part));
    }
    memcpy(&part, at, 8);
    part = left == 0 ? 0 : wm_utf8_lower_eight(part & UINT64_MAX >> (8 - left) * 8);
    return wm_utf8_hash_last(h, part);
}

/* Ids are made of it, so it must never change for the same text. */
size_t wm_utf8_slug(wm_slice text, char *out)
{
    char folded[WM_FOLD_MAX];
    size_t len = wm_utf8_fold(text, folded), size = 0;
    bool gap = false;
    for (size_t i = 0; i < len && size + 2 < WM_FOLD_MAX; i++) {
        unsigned char c = (unsigned char)folded[i];
        bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
        if (keep && gap && size != 0)
            out[size++] = '-';
        if (keep)
            out[size++] = (char)c;
        gap = !keep;
    }
    out[size] = '\0';
    return size;
}
