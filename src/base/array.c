/* SPDX-License-Identifier: MIT */
/* The one function behind WM_PUSH. */
#include "base/array.h"

#include <string.h>

void *wm_array_grow(wm_arena *arena, void *items, uint32_t count, uint32_t *room, size_t item_size)
{
    if (count == *room) {
        uint32_t more = *room == 0 ? 8 : *room * 2;
        void *moved = wm_arena_alloc(arena, more * item_size);
        if (count != 0)
            memcpy(moved, items, count * item_size);
        items = moved;
        *room = more;
    }
    memset((char *)items + count * item_size, 0, item_size);
    return items;
}
