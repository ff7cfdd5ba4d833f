/* SPDX-License-Identifier: MIT */
/* A map from hashes to numbers, growing in an arena. */
#ifndef WM_READ_INDEX_H
#define WM_READ_INDEX_H

#include "base/arena.h"

#include <stdint.h>

typedef struct wm_index {
    struct wm_index_slot {
        uint64_t hash; /* 0: free */
        int32_t value;
    } *slots;
    uint32_t slot_count, count;
} wm_index;

/* The value kept for `hash`, or `missing`. */
int32_t wm_index_get(const wm_index *index, uint64_t hash, int32_t missing);
/* Where the value for `hash` is kept, 0 when it is new; good until the next one is added. */
int32_t *wm_index_slot(wm_index *index, uint64_t hash, wm_arena *keep);
/* Keeps `value` for `hash`, in place of an older one. */
void wm_index_put(wm_index *index, uint64_t hash, int32_t value, wm_arena *keep);

#endif
