/* SPDX-License-Identifier: MIT */
/* UTF-8 as it comes: valid or not.
 *
 * Text is never repaired in place. Everything that walks it uses wm_utf8_next(), which reads each maximal ill-formed
 * part as one U+FFFD (Unicode 3.9, "U+FFFD Substitution of Maximal Subparts", what Python and browsers do). So code
 * points are counted alike everywhere and byte offsets stay those of the input.
 */
#ifndef WM_BASE_UTF8_H
#define WM_BASE_UTF8_H

#include "base/arena.h"
#include "base/slice.h"

enum { WM_REPLACEMENT = 0xFFFD };

/* Classes of code points, as bits. */
enum {
    WM_CP_UPPER = 1,
    WM_CP_LOWER = 2,
    WM_CP_LETTER = 4, /* upper and lower ones too */
    WM_CP_DIGIT = 8,
    WM_CP_MARK = 16, /* combining */
    WM_CP_SPACE = 32,
    WM_CP_CONTROL = 64, /* also format characters and unassigned ones */
};

/* Bytes of the code point at `at` (at < end), which goes to *ret_point; an ill-formed part gives WM_REPLACEMENT. */
size_t wm_utf8_next(const char *at, const char *end, uint32_t *ret_point);
/* Writes `point` to `out` (room for 4) and returns the number of bytes. */
size_t wm_utf8_put(uint32_t point, char *out);
/* Bytes at the start of `len` that are below 0x80, looked at eight at a time. */
size_t wm_utf8_ascii_run(const char *at, size_t len);
/* Code points in `s`. */
size_t wm_utf8_count(wm_slice s);
/* Bytes from the start of `s` that are well-formed; s.len when all are. `*ret_ascii` (may be NULL): no byte >= 0x80. */
size_t wm_utf8_valid(wm_slice s, bool *ret_ascii);
/* The class bits of a code point. */
unsigned wm_utf8_class(uint32_t point);
/* `s` in canonical composed form (NFC)? Ill-formed text is not. */
bool wm_utf8_is_nfc(wm_slice s);
/* `s` in that form: itself, or a copy in `keep`. A NULL `at` when it is ill-formed. */
wm_slice wm_utf8_nfc(wm_slice s, wm_arena *keep);
/* The same letter in lower case. */
uint32_t wm_utf8_lower(uint32_t point);

enum { WM_FOLD_MAX = 256 };
/* The key under which a word is looked up: lower case, no accents, straight quotes and hyphens, into `out` (room for
 * WM_FOLD_MAX). Returns its length; a key that would not fit is cut. */
size_t wm_utf8_fold(wm_slice word, char *out);
/* A 64-bit hash of a folded key; never 0. */
uint64_t wm_utf8_hash(wm_slice key);
/* Its steps, for who has a key of up to eight bytes in a register: the first and the last one make its hash.
 * Multiplication by 2^64 divided by the golden ratio (Knuth, volume 3, 6.4) moves what differs to the upper half; the
 * shift brings it down again, where tables look. */
static inline uint64_t wm_utf8_mix(uint64_t h)
{
    h *= UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 32;
}

static inline uint64_t wm_utf8_hash_first(size_t len)
{
    return len * UINT64_C(0xC2B2AE3D27D4EB4F);
}

static inline uint64_t wm_utf8_hash_last(uint64_t h, uint64_t part)
{
    h = wm_utf8_mix(wm_utf8_mix(h ^ part));
    return h == 0 ? 1 : h;
}

/* Eight ASCII bytes in lower case: bit 7 of (c + 0x3F) & ~(c + 0x25) is set for A-Z alone. */
static inline uint64_t wm_utf8_lower_eight(uint64_t eight)
{
    uint64_t upper = (eight + UINT64_C(0x3F3F3F3F3F3F3F3F)) & ~(eight + UINT64_C(0x2525252525252525));
    return eight | (upper & UINT64_C(0x8080808080808080)) >> 2;
}

/* The hash of the fold of a word that is all ASCII, without writing the fold; bytes up to `limit` may be read. */
uint64_t wm_utf8_hash_ascii(wm_slice word, const char *limit);
/* Lower-case ASCII letters and digits joined by '-', from any text: "Côte d'Ivoire" -> "cote-d-ivoire". Letters that
 * do not fold to ASCII stay as they are. Into `out` (room for WM_FOLD_MAX), NUL-terminated; returns the length. */
size_t wm_utf8_slug(wm_slice text, char *out);

#endif
