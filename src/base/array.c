/* SPDX-License-Identifier: MIT */
/* The one function behind WM_PUSH. */
#include "base/array.h"

void *wm_array_grow(wm_arena *arena, void *items, uint32_t *room, size_t item_size)
{
    uint32_t more = *room == 0 ? 8 : *room * 2;
    void *moved = wm_arena_alloc(arena, more * item_size);
    if (*room != 0)
        memcpy(moved, items, *room * item_size);
    *room = more;
    return moved;
}
