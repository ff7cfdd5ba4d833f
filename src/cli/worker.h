/* SPDX-License-Identifier: MIT */
/* The work of one thread: batches of inputs to batches of output. */
#ifndef WM_CLI_WORKER_H
#define WM_CLI_WORKER_H

#include "cli/tally.h"
#include "cli/view.h"
#include "in/line.h"
#include "in/record.h"
#include "out/json.h"
#include "out/origin.h"

enum { WM_BATCH_PATHS = 4 };

/* Some inputs, and what came of them. Whoever fills it and whoever works on it take turns. */
typedef struct wm_batch {
    /* in: either files … */
    const char *paths[WM_BATCH_PATHS];
    uint32_t path_count;
    /* … or, when `source` is set, lines of JSON */
    const char *source;
    wm_lines lines;
    uint64_t first_line; /* from 1 */
    /* out */
    wm_buffer out, messages;
    wm_tally tally;
} wm_batch;

void wm_batch_init(wm_batch *batch);
void wm_batch_done(wm_batch *batch);

/* The same for all threads, and read only. */
typedef struct wm_job {
    const whomet_knowledge *knowledge;
    const wm_options *options;
    wm_view view;
} wm_job;

typedef struct wm_worker {
    const wm_job *job;
    whomet_document *document;
    wm_arena keep; /* of one document */
    wm_record_reader records;
    wm_json json;
    wm_buffer draft; /* JSON before it is indented */
} wm_worker;

/* False when memory is short. */
bool wm_worker_init(wm_worker *worker, const wm_job *job);
void wm_worker_done(wm_worker *worker);
/* Fills the output of `batch`. */
void wm_worker_run(wm_worker *worker, wm_batch *batch);

#endif
