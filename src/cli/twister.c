/* SPDX-License-Identifier: MIT */
/* Matsumoto and Nishimura 1998, "Mersenne Twister"; seeding by array and the 53-bit numbers are those of the reference
 * code of 2002, which Python uses. So intervals can be compared with those of scripts, draw by draw.
 *
 * In: a seed. Out: numbers. Not for secrets.
 */
#include "cli/twister.h"

enum { WORDS = WM_TWISTER_WORDS, MIDDLE = 397 };

/* The array of keys has one item, the seed, so its index is always 0. */
void wm_twister_init(wm_twister *twister, uint32_t seed)
{
    uint32_t *w = twister->words;
    w[0] = 19650218;
    for (uint32_t i = 1; i < WORDS; i++)
        w[i] = 1812433253u * (w[i - 1] ^ (w[i - 1] >> 30)) + i;
    uint32_t at = 1;
    for (unsigned k = 0; k < WORDS; k++) {
        w[at] = (w[at] ^ ((w[at - 1] ^ (w[at - 1] >> 30)) * 1664525u)) + seed;
        if (++at == WORDS) {
            w[0] = w[WORDS - 1];
            at = 1;
        }
    }
    for (unsigned k = 0; k < WORDS - 1; k++) {
        w[at] = (w[at] ^ ((w[at - 1] ^ (w[at - 1] >> 30)) * 1566083941u)) - at;
        if (++at == WORDS) {
            w[0] = w[WORDS - 1];
            at = 1;
        }
    }
    w[0] = 0x80000000u;
    twister->next = WORDS;
}

/* All words at once; the indexes wrap round, which gives the numbers of the three loops of the reference code. */
static void refill(wm_twister *twister)
{
    uint32_t *w = twister->words;
    for (uint32_t i = 0; i < WORDS; i++) {
        uint32_t y = (w[i] & 0x80000000u) | (w[(i + 1) % WORDS] & 0x7FFFFFFFu);
        w[i] = w[(i + MIDDLE) % WORDS] ^ (y >> 1) ^ ((y & 1) != 0 ? 0x9908B0DFu : 0);
    }
    twister->next = 0;
}

/* Tempered, as the raw words are linear. */
static uint32_t next_word(wm_twister *twister)
{
    if (twister->next == WORDS)
        refill(twister);
    uint32_t y = twister->words[twister->next++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9D2C5680u;
    y ^= (y << 15) & 0xEFC60000u;
    return y ^ (y >> 18);
}

/* 53 bits in [0, 1): 27 of one word and 26 of another. */
double wm_twister_next(wm_twister *twister)
{
    uint32_t high = next_word(twister) >> 5, low = next_word(twister) >> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
}
