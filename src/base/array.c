/* SPDX-License-Identifier: MIT */
/* The one function behind WM_PUSH. Indexes are 32 bits wide, which halves the tables that are full of them; an array
 * that would outgrow them counts as memory that ran out, so no caller has to ask.
 */
#include "base/array.h"

#include <stdbool.h>

/* The first room is 8, which most arrays never outgrow. The old items are copied, not moved by realloc(): the arena may
 * have given out what lies behind them. */
void *wm_array_grow(wm_arena *arena, void *items, uint32_t *room, size_t item_size)
{
    uint32_t more = *room == 0 ? 8 : *room * 2;
    bool fits = *room <= UINT32_MAX / 2 && more <= SIZE_MAX / item_size;
    void *moved = wm_arena_alloc(arena, fits ? more * item_size : SIZE_MAX);
    if (*room != 0)
        memcpy(moved, items, *room * item_size);
    *room = more;
    return moved;
}
