/* SPDX-License-Identifier: MIT */
/* The wrapped allocator: counts, and fails once. The linker sends malloc() to __wrap_malloc() and gives us the true one
 * as __real_malloc(). The names are the linker's, hence the reserved underscores.
 */
#include "fail_malloc.h"

#include <stdbool.h>
#include <stddef.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *old);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *old);

static bool counting;
static long fail_at, tried, live;

void fail_malloc_start(long n)
{
    counting = true;
    fail_at = n;
    tried = live = 0;
}

void fail_malloc_stop(void)
{
    counting = false;
}

long fail_malloc_tried(void)
{
    return tried;
}

long fail_malloc_live(void)
{
    return live;
}

static bool fails_now(void)
{
    return counting && tried++ == fail_at;
}

static void *counted(void *fresh)
{
    live += counting && fresh != NULL;
    return fresh;
}

void *__wrap_malloc(size_t size)
{
    return fails_now() ? NULL : counted(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails_now() ? NULL : counted(__real_calloc(count, size));
}

void *__wrap_realloc(void *old, size_t size)
{
    if (fails_now())
        return NULL;
    return old == NULL ? counted(__real_realloc(old, size)) : __real_realloc(old, size);
}

void __wrap_free(void *old)
{
    live -= counting && old != NULL;
    __real_free(old);
}
