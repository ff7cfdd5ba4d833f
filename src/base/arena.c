/* SPDX-License-Identifier: MIT */
/* A stack of blocks. Allocation bumps a pointer in the top block; a request that does not fit opens the next block,
 * twice as large as the last (up to 1 MiB), or exactly as large as the request. Rewinding moves blocks to the spare
 * list, so a worker that reads one document after another reaches a steady state without calling malloc; that list is
 * bounded by what the largest round has needed.
 *
 * Under AddressSanitizer every allocation is a block of its own, so that reading past an object is seen.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ONE_BLOCK_EACH 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONE_BLOCK_EACH 1
#endif
#endif
#ifndef ONE_BLOCK_EACH
#define ONE_BLOCK_EACH 0
#endif

enum { ALIGN = alignof(max_align_t), FIRST_BLOCK = 16 * 1024, LARGEST_STEP = 1024 * 1024 };

struct wm_arena_block {
    wm_arena_block *below;
    size_t size; /* of data, in bytes */
    alignas(max_align_t) unsigned char data[];
};

/* No memory is taken before it is asked for, so an arena that is never used costs nothing. */
void wm_arena_init(wm_arena *arena)
{
    *arena = (wm_arena){0};
}

static void free_list(wm_arena_block *block)
{
    while (block != NULL) {
        wm_arena_block *below = block->below;
        free(block);
        block = below;
    }
}

/* Afterwards it is an empty arena, without a handler: to be done twice is harmless. */
void wm_arena_done(wm_arena *arena)
{
    free_list(arena->top);
    free_list(arena->spare);
    *arena = (wm_arena){0};
}

/* Arenas without a handler belong to programs that have nothing to clean up; NULL, which nobody checks, were worse. */
static _Noreturn void out_of_memory(wm_arena *arena)
{
    if (arena->on_oom == NULL)
        abort();
    longjmp(*arena->on_oom, 1);
}

/* Doubling keeps the number of blocks small, the limit what a small document may waste in its last one. */
static size_t next_block_size(const wm_arena *arena, size_t request)
{
    if (ONE_BLOCK_EACH)
        return request;
    size_t size = arena->top == NULL ? FIRST_BLOCK : arena->top->size * 2;
    if (size > LARGEST_STEP)
        size = LARGEST_STEP;
    return size < request ? request : size;
}

/* Spare blocks are sorted, smallest first, so that the first that fits is the one that fits best. Blocks that are given
 * back come largest first, mostly, and find their place in few steps. */
static void put_spare(wm_arena *arena, wm_arena_block *block)
{
    wm_arena_block **link = &arena->spare;
    while (*link != NULL && (*link)->size < block->size)
        link = &(*link)->below;
    block->below = *link;
    *link = block;
}

/* The smallest spare block that is large enough, unlinked. When none is, NULL, and the largest of them is given back to
 * the system: the new block takes its place. So there are never more blocks than one round has needed, and what stays
 * with the arena does not grow with the number of rounds. The walk is past the few blocks of less than LARGEST_STEP,
 * but for a request that is larger than that. */
static wm_arena_block *take_spare(wm_arena *arena, size_t request)
{
    wm_arena_block **link = &arena->spare, **last = NULL;
    for (; *link != NULL && (*link)->size < request; link = &(*link)->below)
        last = link;
    wm_arena_block *block = *link;
    if (block != NULL) {
        *link = block->below;
    } else if (last != NULL) {
        arena->total_bytes -= (*last)->size;
        free(*last);
        *last = NULL;
    }
    return block;
}

/* What is left of the old top is given up: it is at most what one request did not fit into. */
static void open_block(wm_arena *arena, size_t request)
{
    wm_arena_block *block = ONE_BLOCK_EACH ? NULL : take_spare(arena, request);
    if (block == NULL) {
        size_t size = next_block_size(arena, request);
        block = size <= SIZE_MAX - sizeof *block ? malloc(sizeof *block + size) : NULL;
        if (block == NULL)
            out_of_memory(arena);
        block->size = size;
        arena->total_bytes += size;
    }
    block->below = arena->top;
    arena->top = block;
    arena->used_bytes = 0;
}

/* Sizes are rounded up, so that what follows is aligned too; a sanitizer wants to know the true size, since the rest is
 * out of bounds. The comparison is with what is left, not with a sum that could overflow. */
void *wm_arena_alloc(wm_arena *arena, size_t size)
{
    if (size > SIZE_MAX - ALIGN)
        out_of_memory(arena);
    size_t rounded = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (ONE_BLOCK_EACH || arena->top == NULL || rounded > arena->top->size - arena->used_bytes)
        open_block(arena, ONE_BLOCK_EACH ? size : rounded);
    void *at = arena->top->data + arena->used_bytes;
    arena->used_bytes += ONE_BLOCK_EACH ? size : rounded;
    return at;
}

/* Blocks are used again, so memory that is fresh from the system cannot be counted on to be zero. */
void *wm_arena_zalloc(wm_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        out_of_memory(arena);
    void *at = wm_arena_alloc(arena, count * size);
    memset(at, 0, count * size);
    return at;
}

char *wm_arena_copy(wm_arena *arena, const char *bytes, size_t len)
{
    char *copy = wm_arena_alloc(arena, len + 1);
    if (len != 0)
        memcpy(copy, bytes, len);
    copy[len] = '\0';
    return copy;
}

/* Measured first, then written: texts of any length, no guess of a buffer. */
char *wm_arena_format(wm_arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = wm_arena_alloc(arena, (size_t)(len < 0 ? 0 : len) + 1);
    text[0] = '\0';
    if (len > 0)
        vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return text;
}

/* A mark holds no reference: that it outlives what it marks is the caller's to see to. */
wm_arena_mark wm_arena_tell(const wm_arena *arena)
{
    return (wm_arena_mark){arena->top, arena->used_bytes};
}

/* The cost is that of the blocks between here and the mark, not of the objects in them. Under AddressSanitizer they are
 * freed at once, so that a pointer that outlived its mark is seen. */
void wm_arena_rewind(wm_arena *arena, wm_arena_mark mark)
{
    while (arena->top != mark.top) {
        wm_arena_block *block = arena->top;
        assert(block != NULL); /* else the mark is of another arena, or of a time that was rewound before */
        arena->top = block->below;
        if (ONE_BLOCK_EACH) {
            arena->total_bytes -= block->size;
            free(block);
        } else {
            put_spare(arena, block);
        }
    }
    arena->used_bytes = mark.used_bytes;
}
