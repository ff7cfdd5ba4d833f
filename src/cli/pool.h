/* SPDX-License-Identifier: MIT */
/* Threads that work on batches, and get them back in the order in which they were handed in. */
#ifndef WM_CLI_POOL_H
#define WM_CLI_POOL_H

#include "cli/worker.h"

typedef struct wm_pool wm_pool;
/* Called in the thread that owns the pool, once for each batch, in order; it may keep nothing of the batch. */
typedef void wm_pool_retire(void *user, wm_batch *batch);

/* NULL when memory is short. Threads are not started before there are two batches to work on. */
wm_pool *wm_pool_new(const wm_job *job, unsigned jobs, wm_pool_retire *retire, void *user);
/* An empty batch to fill; waits for the oldest one, and retires it, when all are in use. */
wm_batch *wm_pool_next(wm_pool *pool);
/* Hands in the batch of the last wm_pool_next(). */
void wm_pool_submit(wm_pool *pool);
/* Waits for all batches and retires them. */
void wm_pool_drain(wm_pool *pool);
/* Ends the threads; what was not retired is dropped. Takes NULL. */
void wm_pool_free(wm_pool *pool);

#endif
