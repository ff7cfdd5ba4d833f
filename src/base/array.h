/* SPDX-License-Identifier: MIT */
/* Growable arrays in an arena.
 *
 *     WM_ARRAY(wm_token) tokens = {0};
 *     wm_token *t = WM_PUSH(arena, &tokens);
 *
 * `items` moves when the array grows, so keep indexes, not pointers. The old storage stays with the arena; growth is
 * by doubling, so at most as much again is wasted.
 */
#ifndef WM_BASE_ARRAY_H
#define WM_BASE_ARRAY_H

#include "base/arena.h"

#include <stdint.h>

#define WM_ARRAY(type)                                                                                                 \
    struct {                                                                                                           \
        type *items;                                                                                                   \
        uint32_t count, room;                                                                                          \
    }

/* A pointer to a new last item, filled with zeros. */
#define WM_PUSH(arena, array)                                                                                          \
    ((array)->items = wm_array_grow((arena), (array)->items, (array)->count, &(array)->room, sizeof *(array)->items),  \
     (array)->count++, &(array)->items[(array)->count - 1])

/* `items` with room for one more than `count`, the new one zeroed; used by WM_PUSH only. */
void *wm_array_grow(wm_arena *arena, void *items, uint32_t count, uint32_t *room, size_t item_size);

#endif
