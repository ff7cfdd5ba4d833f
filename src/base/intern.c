/* SPDX-License-Identifier: MIT */
/* A hash table with linear probing, at most half full.
 *
 * In: strings. Out: numbers, and the strings by number. Slots hold numbers and not hashes: whole strings are compared,
 * of which there are few, and growing hashes them again.
 */
#include "base/intern.h"

#include "base/utf8.h"

/* The slot of `s`, or the free one where it belongs. There is always a free one, which ends the search. */
static uint32_t find_slot(const wm_intern *table, wm_slice s)
{
    uint32_t mask = table->slot_count - 1, at = (uint32_t)wm_utf8_hash(s) & mask;
    while (table->slots[at] != 0 && !wm_slice_equal(table->strings.items[table->slots[at] - 1], s))
        at = (at + 1) & mask;
    return at;
}

/* The old slots stay in the arena; as each table is twice the last, all of them are less than the present one. */
static void grow(wm_intern *table)
{
    table->slot_count = table->slot_count == 0 ? 64 : table->slot_count * 2;
    table->slots = WM_NEW_N(table->arena, uint32_t, table->slot_count);
    for (uint32_t id = 0; id < table->strings.count; id++)
        table->slots[find_slot(table, table->strings.items[id])] = id + 1;
}

/* The copy is made only for a new string, so asking often for few strings allocates nothing. */
uint32_t wm_intern_put(wm_intern *table, wm_slice s)
{
    if (table->strings.count * 2 >= table->slot_count)
        grow(table);
    uint32_t at = find_slot(table, s);
    if (table->slots[at] == 0) {
        wm_slice copy = {wm_arena_copy(table->arena, s.at, s.len), s.len};
        *WM_PUSH(table->arena, &table->strings) = copy;
        table->slots[at] = table->strings.count;
    }
    return table->slots[at] - 1;
}

/* A table without slots is empty; it has no mask to search with. */
uint32_t wm_intern_find(const wm_intern *table, wm_slice s)
{
    if (table->slot_count == 0)
        return WM_NO_ID;
    uint32_t slot = table->slots[find_slot(table, s)];
    return slot == 0 ? WM_NO_ID : slot - 1;
}
