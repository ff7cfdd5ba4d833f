/* SPDX-License-Identifier: MIT */
/* Strings in, offsets out. The pool is one block that moves when it grows; it stays below 4 GiB because the compiler
 * refuses more source bytes than that (WM_GAZ_SOURCE_MAX).
 */
#include "gaz/pool.h"

#include "base/utf8.h"

enum { FIRST_ROOM = 4096 };

/* The empty string is there from the beginning, at 0, so a record of zeros has valid strings. */
void wm_gaz_pool_init(wm_gaz_pool *ret_pool, wm_arena *arena, wm_arena *lookup)
{
    *ret_pool = (wm_gaz_pool){.arena = arena, .index = {.arena = lookup}, .room = FIRST_ROOM, .size = 1};
    ret_pool->bytes = wm_arena_alloc(arena, FIRST_ROOM);
    ret_pool->bytes[0] = '\0';
}

/* Doubles at least, so that filling it costs no more than a copy or two of each byte. */
void wm_gaz_pool_reserve(wm_gaz_pool *pool, size_t more)
{
    if (pool->room - pool->size >= more)
        return;
    size_t room = pool->size + (more > pool->room ? more : pool->room);
    char *moved = wm_arena_alloc(pool->arena, room);
    memcpy(moved, pool->bytes, pool->size);
    pool->bytes = moved;
    pool->room = (uint32_t)room;
}

/* The string at `offset` is `s`, to its end. */
static bool is_at(const wm_gaz_pool *pool, uint32_t offset, wm_slice s)
{
    return s.len < pool->size - offset && memcmp(pool->bytes + offset, s.at, s.len) == 0 &&
           pool->bytes[offset + s.len] == '\0';
}

/* The index gives candidates by hash, the bytes decide. */
uint32_t wm_gaz_pool_put(wm_gaz_pool *pool, wm_slice s)
{
    if (s.len == 0)
        return 0;
    uint64_t hash = wm_utf8_hash(s);
    uint32_t offset;
    for (uint32_t at = 0; (offset = wm_gaz_index_next(&pool->index, hash, &at)) != WM_GAZ_NONE;)
        if (is_at(pool, offset, s))
            return offset;
    wm_gaz_pool_reserve(pool, s.len + 1);
    offset = pool->size;
    memcpy(pool->bytes + offset, s.at, s.len);
    pool->bytes[offset + s.len] = '\0';
    pool->size += (uint32_t)s.len + 1;
    wm_gaz_index_add(&pool->index, hash, offset);
    return offset;
}
