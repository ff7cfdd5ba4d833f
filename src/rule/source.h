/* SPDX-License-Identifier: MIT */
/* A file of rules or lemmas as it was read, and faults that point into it. */
#ifndef WM_RULE_SOURCE_H
#define WM_RULE_SOURCE_H

#include "base/error.h"
#include "rule/rule.h"

typedef struct wm_source {
    const char *shown; /* the path in messages */
    wm_slice bytes;    /* the whole file; slices of it know where they stand */
    wm_faults *faults;
    uint32_t *line_begins; /* in bytes */
    uint32_t line_count;
} wm_source;

/* Reads a file. What is not UTF-8 is a fault at each such line, and *ret_source is then empty. */
wm_status wm_source_read(const wm_rule_source *file, wm_arena *keep, wm_faults *faults, wm_source *ret_source,
                         wm_error *err);

/* The file of a rule; what is found wrong in it goes to `faults`. */
wm_source wm_rules_source(const wm_rules *rules, uint32_t rule, wm_faults *faults);
/* The line of a place in the file, from 1. */
uint32_t wm_source_line(const wm_source *source, const char *at);

/* A fault at `part`, which lies in the file; only its first line is underlined. */
wm_fault *wm_source_fault(const wm_source *source, wm_slice part, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 3, 4)))
#endif
    ;

/* The known name that is nearest to a misspelt one. */
typedef struct wm_guess {
    wm_slice wanted, best;
    unsigned distance;
} wm_guess;

wm_guess wm_guess_of(wm_slice wanted);
void wm_guess_try(wm_guess *guess, wm_slice known);
/* "did you mean 'x'?" with `mark` before the x, or `otherwise` (may be NULL) when nothing is near. */
const char *wm_guess_hint(const wm_guess *guess, wm_arena *keep, const char *mark, const char *otherwise);

#endif
