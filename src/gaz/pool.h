/* SPDX-License-Identifier: MIT */
/* The strings of a compiled file, each once, NUL-terminated one after the other; "" is at offset 0. */
#ifndef WM_GAZ_POOL_H
#define WM_GAZ_POOL_H

#include "base/slice.h"
#include "gaz/index.h"

typedef struct wm_gaz_pool {
    wm_arena *arena;
    wm_gaz_index index; /* of offsets */
    char *bytes;
    uint32_t size, room;
} wm_gaz_pool;

/* `arena` for the strings, `lookup` for what finds them again while the pool is filled. */
void wm_gaz_pool_init(wm_gaz_pool *ret_pool, wm_arena *arena, wm_arena *lookup);
/* Room for `more` bytes of strings at once. */
void wm_gaz_pool_reserve(wm_gaz_pool *pool, size_t more);
/* The offset of `s`, which holds no NUL. */
uint32_t wm_gaz_pool_put(wm_gaz_pool *pool, wm_slice s);

#endif
