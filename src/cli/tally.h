/* SPDX-License-Identifier: MIT */
/* What a run has done so far: for the summary, --stats and the exit code. */
#ifndef WM_CLI_TALLY_H
#define WM_CLI_TALLY_H

#include "out/buffer.h"
#include "whomet.h"

typedef struct wm_tally {
    uint64_t documents; /* read */
    uint64_t failed;    /* inputs that could not be read */
    uint64_t bytes;     /* of text */
    uint64_t mentions, entities, events, triples, relations, warnings;
} wm_tally;

void wm_tally_count(wm_tally *tally, const whomet_result *result, uint32_t more_warnings);
void wm_tally_add(wm_tally *tally, const wm_tally *part);

/* A clock of a run, and its progress line on a terminal. */
typedef struct wm_progress {
    double begin_seconds, shown_seconds;
    bool wanted; /* standard error is a terminal, standard output is none, not --quiet */
    bool visible;
} wm_progress;

void wm_progress_begin(wm_progress *progress, bool quiet);
double wm_progress_seconds(const wm_progress *progress);
/* Shows how far the run is, after its first second and then five times a second. */
void wm_progress_show(wm_progress *progress, const wm_tally *tally);
/* The same for a dump: bytes of `total` (0: nobody knows) and how many of what. */
void wm_progress_show_bytes(wm_progress *progress, uint64_t bytes, uint64_t total, uint64_t count, const char *what);
/* Takes the line away, before anything else is written to the terminal. */
void wm_progress_hide(wm_progress *progress);

/* --stats. `start_seconds`: opening rules and gazetteers. */
void wm_tally_say(const wm_tally *tally, double seconds, double start_seconds, unsigned jobs);

#endif
