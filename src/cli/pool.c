/* SPDX-License-Identifier: MIT */
/* A ring of batches. The owner fills them at one end and retires them at the other; workers take them in between.
 *
 *     retired ◄─ [oldest … working/done … | next_taken … waiting … | free …] ◄─ filled
 *
 * Counters only grow; a batch's place is its number modulo the size of the ring. One mutex guards the counters and the
 * `finished` marks; batches themselves are touched by one thread at a time. With one job, or before a second batch
 * exists, everything happens in the owner's thread: one small document costs no thread.
 */
#define _POSIX_C_SOURCE 200809L
#include "cli/pool.h"

#include <pthread.h>
#include <stdlib.h>

/* A thread and what it works with. */
typedef struct seat {
    wm_pool *pool;
    wm_worker worker;
    pthread_t thread;
} seat;

struct wm_pool {
    const wm_job *job;
    wm_pool_retire *retire;
    void *user;
    unsigned jobs, started; /* threads wanted, threads that run */
    wm_worker here;         /* works in the owner's thread */
    wm_batch *ring;
    bool *finished; /* by place in the ring */
    size_t size;
    uint64_t oldest, taken, filled;
    bool ending;
    pthread_mutex_t mutex;
    pthread_cond_t work, done;
    seat *seats;
};

/* Batches are taken in the order of the ring, so the oldest one is always in work and nobody can wait for ever. */
static void *run_thread(void *argument)
{
    seat *mine = argument;
    wm_pool *pool = mine->pool;
    pthread_mutex_lock(&pool->mutex);
    for (;;) {
        while (!pool->ending && pool->taken == pool->filled)
            pthread_cond_wait(&pool->work, &pool->mutex);
        if (pool->ending)
            break;
        size_t place = (size_t)(pool->taken++ % pool->size);
        pthread_mutex_unlock(&pool->mutex);
        wm_worker_run(&mine->worker, &pool->ring[place]);
        pthread_mutex_lock(&pool->mutex);
        pool->finished[place] = true;
        pthread_cond_signal(&pool->done);
    }
    pthread_mutex_unlock(&pool->mutex);
    return NULL;
}

/* Two batches a thread: one in work, one waiting. Two more for the ends of the ring. A lone thread has done with one
 * before the next is filled, and finds its memory still in the cache. */
wm_pool *wm_pool_new(const wm_job *job, unsigned jobs, wm_pool_retire *retire, void *user)
{
    wm_pool *pool = calloc(1, sizeof *pool);
    if (pool == NULL)
        return NULL;
    *pool = (wm_pool){.job = job, .retire = retire, .user = user, .jobs = jobs, .size = jobs == 1 ? 1 : jobs * 2 + 2};
    pool->ring = calloc(pool->size, sizeof *pool->ring);
    pool->finished = calloc(pool->size, sizeof *pool->finished);
    pool->seats = calloc(jobs, sizeof *pool->seats);
    pthread_mutex_init(&pool->mutex, NULL);
    pthread_cond_init(&pool->work, NULL);
    pthread_cond_init(&pool->done, NULL);
    bool usable = wm_worker_init(&pool->here, job);
    for (size_t i = 0; pool->ring != NULL && i < pool->size; i++)
        wm_batch_init(&pool->ring[i]);
    if (usable && pool->ring != NULL && pool->finished != NULL && pool->seats != NULL)
        return pool;
    wm_pool_free(pool);
    return NULL;
}

/* Works on the next waiting batch in this thread. Only while no other thread runs, or with the mutex held. */
static void run_here(wm_pool *pool)
{
    size_t place = (size_t)(pool->taken++ % pool->size);
    wm_worker_run(&pool->here, &pool->ring[place]);
    pool->finished[place] = true;
}

/* A finished mark is read under the mutex, which also makes the bytes of the batch visible here. */
static void retire_oldest(wm_pool *pool)
{
    size_t place = (size_t)(pool->oldest % pool->size);
    if (pool->started == 0) {
        run_here(pool);
    } else {
        pthread_mutex_lock(&pool->mutex);
        while (!pool->finished[place])
            pthread_cond_wait(&pool->done, &pool->mutex);
        pthread_mutex_unlock(&pool->mutex);
    }
    pool->retire(pool->user, &pool->ring[place]);
    pool->oldest++;
}

/* Buffers keep their memory from one use to the next: in steady state nothing is allocated. */
wm_batch *wm_pool_next(wm_pool *pool)
{
    if (pool->filled - pool->oldest == pool->size)
        retire_oldest(pool);
    size_t place = (size_t)(pool->filled % pool->size);
    wm_batch *batch = &pool->ring[place];
    batch->path_count = 0;
    batch->source = NULL;
    batch->lines.len = 0;
    batch->out.len = batch->messages.len = 0;
    batch->out.error = batch->messages.error = 0;
    batch->tally = (wm_tally){0};
    pool->finished[place] = false;
    return batch;
}

/* Starts what threads the system gives; with none, the work is done here. */
static void start_threads(wm_pool *pool)
{
    bool more = true;
    while (more && pool->started < pool->jobs) {
        seat *next = &pool->seats[pool->started];
        next->pool = pool;
        more = wm_worker_init(&next->worker, pool->job) && pthread_create(&next->thread, NULL, run_thread, next) == 0;
        if (more)
            pool->started++;
        else
            wm_worker_done(&next->worker);
    }
    if (pool->started == 0)
        pool->jobs = 1;
}

/* The counter is changed under the mutex even without threads; it costs nothing there. */
void wm_pool_submit(wm_pool *pool)
{
    pthread_mutex_lock(&pool->mutex);
    pool->filled++;
    pthread_cond_signal(&pool->work);
    pthread_mutex_unlock(&pool->mutex);
    if (pool->jobs == 1)
        wm_pool_drain(pool);
    else if (pool->started == 0 && pool->filled - pool->oldest >= 2)
        start_threads(pool);
}

/* Waits for all that was submitted; afterwards everything is written in order. */
void wm_pool_drain(wm_pool *pool)
{
    while (pool->oldest != pool->filled)
        retire_oldest(pool);
}

/* Batches that wait are dropped: this is the end of the run, or an output that failed. Takes what wm_pool_new() left
 * half made. */
void wm_pool_free(wm_pool *pool)
{
    if (pool == NULL)
        return;
    pthread_mutex_lock(&pool->mutex);
    pool->ending = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->mutex);
    for (unsigned i = 0; i < pool->started; i++) {
        pthread_join(pool->seats[i].thread, NULL);
        wm_worker_done(&pool->seats[i].worker);
    }
    for (size_t i = 0; pool->ring != NULL && i < pool->size; i++)
        wm_batch_done(&pool->ring[i]);
    wm_worker_done(&pool->here);
    pthread_mutex_destroy(&pool->mutex);
    pthread_cond_destroy(&pool->work);
    pthread_cond_destroy(&pool->done);
    free(pool->ring);
    free(pool->finished);
    free(pool->seats);
    free(pool);
}
