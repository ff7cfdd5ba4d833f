/* SPDX-License-Identifier: MIT */
/* Random numbers that are the same everywhere: MT19937, seeded and read as Python's random.Random does. */
#ifndef WM_CLI_TWISTER_H
#define WM_CLI_TWISTER_H

#include <stdint.h>

enum { WM_TWISTER_WORDS = 624 };

typedef struct wm_twister {
    uint32_t words[WM_TWISTER_WORDS];
    uint32_t next;
} wm_twister;

void wm_twister_init(wm_twister *twister, uint32_t seed);
/* In [0, 1), a multiple of 2^-53. */
double wm_twister_next(wm_twister *twister);

#endif
