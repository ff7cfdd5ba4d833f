/* SPDX-License-Identifier: MIT */
/* Runs of ASCII letters, eight bytes at a time: three tokens of four are nothing else. */
#ifndef WM_TEXT_LETTERS_H
#define WM_TEXT_LETTERS_H

#include "base/bits.h"

#include <stdbool.h>
#include <string.h>

/* Bit 5 is all that parts upper from lower case in ASCII, so one comparison is enough. */
static inline bool wm_is_letter(const char *at, const char *end)
{
    return at < end && (unsigned char)((*at | 32) - 'a') < 26;
}

/* The top bits of those of eight bytes that are letters: what is at least 'a' and not more than 'z' with bit 5 set and
 * bit 7 clear. */
static inline uint64_t wm_letters_of(uint64_t eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones * 0x80;
    uint64_t lower = (eight | ones * 0x20) & ones * 0x7F;
    return (lower + ones * (0x80 - 'a')) & ~(lower + ones * (0x7F - 'z')) & ~eight & tops;
}

/* The end of the letters at `at`; `*ret_caps`: none of them is in lower case. */
static inline const char *wm_letters_end(const char *at, const char *end, bool *ret_caps)
{
    uint64_t lower = 0;
    bool more = true;
    while (WM_LITTLE_ENDIAN && more && end - at >= 8) {
        uint64_t eight;
        memcpy(&eight, at, sizeof eight);
        uint64_t letters = wm_letters_of(eight), others = letters ^ UINT64_C(0x8080808080808080);
        lower |= letters & (others - 1) & ~others & eight << 2; /* before the first other byte, with bit 5 */
        more = others == 0;
        at += more ? 8 : wm_bits_lowest(others) / 8;
    }
    for (; more && wm_is_letter(at, end); at++)
        lower |= (uint64_t)(*at >= 'a');
    *ret_caps = lower == 0;
    return at;
}

#endif
