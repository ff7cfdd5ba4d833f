/* SPDX-License-Identifier: MIT */
/* Memory with one lifetime: allocate many, release all at once.
 *
 * Whoever creates an arena owns everything allocated from it. An allocation never returns NULL: when memory runs out
 * the arena jumps to the handler set by its creator (wm_arena.on_oom), and to abort() when there is none. Only public
 * entry points set a handler, so no function in between has to check.
 */
#ifndef WM_BASE_ARENA_H
#define WM_BASE_ARENA_H

#include <setjmp.h>
#include <stddef.h>

typedef struct wm_arena_block wm_arena_block;

typedef struct wm_arena {
    wm_arena_block *top;   /* the block in use; older ones hang below it */
    wm_arena_block *spare; /* blocks given back by a rewind, for the next round; smallest first */
    size_t used_bytes;     /* in the top block */
    size_t total_bytes;    /* obtained from the system and not given back */
    jmp_buf *on_oom;       /* where to go when memory runs out; may be NULL */
} wm_arena;

/* A position to come back to; valid until the arena is rewound to an earlier one. */
typedef struct wm_arena_mark {
    wm_arena_block *top;
    size_t used_bytes;
} wm_arena_mark;

void wm_arena_init(wm_arena *arena);
void wm_arena_done(wm_arena *arena);

/* `size` bytes aligned for any object, contents undefined. A size of 0 gives a valid pointer. */
void *wm_arena_alloc(wm_arena *arena, size_t size);
/* The same, filled with zeros; `count * size` is checked for overflow. */
void *wm_arena_zalloc(wm_arena *arena, size_t count, size_t size);
/* A NUL-terminated copy of `len` bytes. */
char *wm_arena_copy(wm_arena *arena, const char *bytes, size_t len);
/* printf into the arena. */
char *wm_arena_format(wm_arena *arena, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 2, 3)))
#endif
    ;

wm_arena_mark wm_arena_tell(const wm_arena *arena);
/* Releases everything allocated since `mark`; the blocks stay with the arena for reuse. */
void wm_arena_rewind(wm_arena *arena, wm_arena_mark mark);

#define WM_NEW(arena, type) ((type *)wm_arena_zalloc((arena), 1, sizeof(type)))
#define WM_NEW_N(arena, type, count) ((type *)wm_arena_zalloc((arena), (count), sizeof(type)))

#endif
