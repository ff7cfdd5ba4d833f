/* SPDX-License-Identifier: MIT */
/* Open addressing, at most half full; hashes are taken as they are, because they come well mixed. */
#include "read/index.h"

static uint32_t find_slot(const wm_index *index, uint64_t hash)
{
    uint32_t mask = index->slot_count - 1, at = (uint32_t)hash & mask;
    while (index->slots[at].hash != 0 && index->slots[at].hash != hash)
        at = (at + 1) & mask;
    return at;
}

int32_t wm_index_get(const wm_index *index, uint64_t hash, int32_t missing)
{
    if (index->slot_count == 0)
        return missing;
    uint32_t at = find_slot(index, hash);
    return index->slots[at].hash == 0 ? missing : index->slots[at].value;
}

static void grow(wm_index *index, wm_arena *keep)
{
    wm_index old = *index;
    index->slot_count = old.slot_count == 0 ? 64 : old.slot_count * 2;
    index->slots = WM_NEW_N(keep, struct wm_index_slot, index->slot_count);
    for (uint32_t i = 0; i < old.slot_count; i++)
        if (old.slots[i].hash != 0)
            index->slots[find_slot(index, old.slots[i].hash)] = old.slots[i];
}

/* The value of a free slot is 0. */
static inline int32_t *take_slot(wm_index *index, uint64_t hash, wm_arena *keep)
{
    if (index->count * 2 >= index->slot_count)
        grow(index, keep);
    struct wm_index_slot *slot = &index->slots[find_slot(index, hash)];
    index->count += slot->hash == 0;
    slot->hash = hash;
    return &slot->value;
}

int32_t *wm_index_slot(wm_index *index, uint64_t hash, wm_arena *keep)
{
    return take_slot(index, hash, keep);
}

void wm_index_put(wm_index *index, uint64_t hash, int32_t value, wm_arena *keep)
{
    *take_slot(index, hash, keep) = value;
}
