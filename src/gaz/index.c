/* SPDX-License-Identifier: MIT */
/* Open addressing with linear probing, at most half full. A slot keeps 32 bits of the hash: they give its place and
 * turn away nearly all strangers without a look at the thing itself, and growing needs nothing but them.
 */
#include "gaz/index.h"

enum { FIRST_SLOTS = 64 };

/* Both halves of the hash, since its user may have spent one of them already. */
static uint32_t tag_of(uint64_t hash)
{
    return (uint32_t)(hash ^ hash >> 32);
}

/* Strangers that share a tag are rare, about one in 2^32 a pair, but possible, so the user compares the things
 * themselves. */
uint32_t wm_gaz_index_next(const wm_gaz_index *index, uint64_t hash, uint32_t *at)
{
    if (index->slot_count == 0)
        return WM_GAZ_NONE;
    uint32_t tag = tag_of(hash), mask = index->slot_count - 1;
    for (;;) {
        const wm_gaz_index_slot *slot = &index->slots[(tag + *at) & mask];
        if (slot->number == 0)
            return WM_GAZ_NONE;
        ++*at;
        if (slot->tag == tag)
            return slot->number - 1;
    }
}

/* Into the first free slot; there is one. */
static void put(wm_gaz_index *index, wm_gaz_index_slot added)
{
    uint32_t mask = index->slot_count - 1, at = added.tag & mask;
    while (index->slots[at].number != 0)
        at = (at + 1) & mask;
    index->slots[at] = added;
}

/* Tags are enough to place a slot again; the things are not looked at, which would miss the cache for each. */
static void grow(wm_gaz_index *index)
{
    wm_gaz_index_slot *old = index->slots;
    uint32_t old_count = index->slot_count;
    index->slot_count = old_count == 0 ? FIRST_SLOTS : old_count * 2;
    index->slots = WM_NEW_N(index->arena, wm_gaz_index_slot, index->slot_count);
    for (uint32_t i = 0; i < old_count; i++)
        if (old[i].number != 0)
            put(index, old[i]);
}

/* Whether it is there already is the user's to have asked. */
void wm_gaz_index_add(wm_gaz_index *index, uint64_t hash, uint32_t number)
{
    if (index->used * 2 >= index->slot_count)
        grow(index);
    put(index, (wm_gaz_index_slot){tag_of(hash), number + 1});
    index->used++;
}
