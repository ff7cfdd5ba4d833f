/* SPDX-License-Identifier: MIT */
/* Bits: asking for one, walking and counting those of a word that are set; what order its bytes have. */
#ifndef WM_BASE_BITS_H
#define WM_BASE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Eight bytes that are read as a word lie in it from the lowest on. */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define WM_LITTLE_ENDIAN 1
#else
#define WM_LITTLE_ENDIAN 0
#endif

static inline bool wm_bits_has(const uint64_t *bits, size_t at)
{
    return (bits[at / 64] >> at % 64 & 1) != 0;
}

/* The place of the lowest set bit; `bits` is not 0. */
static inline uint32_t wm_bits_lowest(uint64_t bits)
{
#if defined(__GNUC__)
    return (uint32_t)__builtin_ctzll(bits);
#else
    uint32_t at = 0;
    for (uint32_t step = 32; step != 0; step /= 2)
        if ((bits & ((UINT64_C(1) << step) - 1)) == 0) {
            bits >>= step;
            at += step;
        }
    return at;
#endif
}

/* How many bits are set: sums of two, four and eight bits side by side. */
static inline uint32_t wm_bits_count(uint64_t bits)
{
    bits -= bits >> 1 & UINT64_C(0x5555555555555555);
    bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (uint32_t)(bits * UINT64_C(0x0101010101010101) >> 56);
}

#endif
