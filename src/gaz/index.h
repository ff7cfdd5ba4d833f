/* SPDX-License-Identifier: MIT */
/* The hash table under everything the compiler keeps once: it holds numbers, its user holds what they stand for.
 *
 *     uint32_t number;
 *     for (uint32_t at = 0; (number = wm_gaz_index_next(&index, hash, &at)) != WM_GAZ_NONE;)
 *         if (things[number] is the one)
 *             return number;
 *     wm_gaz_index_add(&index, hash, new_number);
 */
#ifndef WM_GAZ_INDEX_H
#define WM_GAZ_INDEX_H

#include "base/array.h"

/* No number: 2^32 - 1, which no count here reaches. */
#define WM_GAZ_NONE UINT32_MAX

typedef struct wm_gaz_index_slot {
    uint32_t tag;    /* of the hash */
    uint32_t number; /* + 1; 0 is free */
} wm_gaz_index_slot;

/* All zeros but the arena is an empty one. */
typedef struct wm_gaz_index {
    wm_arena *arena;
    wm_gaz_index_slot *slots;
    uint32_t slot_count; /* a power of two */
    uint32_t used;
} wm_gaz_index;

/* The next number that was added under a hash like this one, or WM_GAZ_NONE. `*at` starts at 0 and is the call's own.
 */
uint32_t wm_gaz_index_next(const wm_gaz_index *index, uint64_t hash, uint32_t *at);
void wm_gaz_index_add(wm_gaz_index *index, uint64_t hash, uint32_t number);

#endif
