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
#include <string.h>

#define WM_ARRAY(type)                                                                                                 \
    struct {                                                                                                           \
        type *items;                                                                                                   \
        uint32_t count, room;                                                                                          \
    }

/* A pointer to a new last item, filled with zeros. */
#define WM_PUSH(arena, array)                                                                                          \
    ((void)((array)->count == (array)->room                                                                            \
                ? ((array)->items = wm_array_grow((arena), (array)->items, &(array)->room, sizeof *(array)->items))    \
                : NULL),                                                                                               \
     (array)->count++, memset(&(array)->items[(array)->count - 1], 0, sizeof *(array)->items),                         \
     &(array)->items[(array)->count - 1])

/* A copy of the `*room` items in twice the room; used by WM_PUSH only. */
void *wm_array_grow(wm_arena *arena, void *items, uint32_t *room, size_t item_size);

#endif
