/* SPDX-License-Identifier: MIT */
/* Sorting lines, however many. */
#ifndef WM_CLI_SORT_H
#define WM_CLI_SORT_H

#include "base/slice.h"

#include <stdio.h>

enum { WM_SORT_HELD_BYTES = 64 * 1024 * 1024 };

/* A sorted part that lies in the temporary file, and a window on it. */
typedef struct wm_sort_run {
    uint64_t at_byte, end_byte; /* not read yet */
    char *window;
    size_t begin, len, room;
    wm_slice line;
} wm_sort_run;

/* Lines go in, then come out in the order of their bytes. */
typedef struct wm_sort {
    size_t held_max; /* bytes in memory; more than one line */
    char *bytes;
    size_t len, room;
    const char **lines; /* each a length and its bytes */
    size_t line_count, at;
    FILE *file;
    uint64_t file_bytes;
    wm_sort_run *runs;
    uint32_t *heap; /* of runs, the one with the smallest line first */
    uint32_t run_count, run_room, heap_count;
    bool started;
    int error; /* errno of the first failure */
} wm_sort;

/* `held_max` is WM_SORT_HELD_BYTES but in tests. */
void wm_sort_init(wm_sort *sort, size_t held_max);
void wm_sort_done(wm_sort *sort);
/* Takes a copy of the line. After a failure nothing is taken and `error` says why. */
void wm_sort_put(wm_sort *sort, wm_slice line);
/* The next line, valid until the one after it is asked for; none can be put any more. False at the end, and after a
 * failure. */
bool wm_sort_next(wm_sort *sort, wm_slice *ret_line);

#endif
