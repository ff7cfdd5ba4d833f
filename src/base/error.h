/* SPDX-License-Identifier: MIT */
/* How things fail: one status and one message for a call, a list of faults for a data file.
 *
 * Wording: no capital, no full stop, the fault first, its subject in single quotes, then what to do.
 */
#ifndef WM_BASE_ERROR_H
#define WM_BASE_ERROR_H

#include "base/array.h"
#include "base/slice.h"

typedef enum wm_status {
    WM_OK = 0,
    WM_BAD_DATA, /* a rule, gazetteer or compiled file is wrong */
    WM_BAD_USE,  /* the caller asked for something that cannot be */
    WM_IO,       /* the system refused to read or write */
    WM_NO_MEMORY,
} wm_status;

/* Owned by the caller; filled on failure only. `line` and `column` count from 1, 0 when they do not apply. */
typedef struct wm_error {
    wm_status status;
    char path[512];
    uint32_t line, column;
    char message[512];
} wm_error;

/* Fills `err` (which may be NULL) and returns `status`, so that a caller writes `return wm_fail(…)`. */
wm_status wm_fail(wm_error *err, wm_status status, const char *path, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 4, 5)))
#endif
    ;

/* One fault of a text file. All strings belong to the arena of the list. */
typedef struct wm_fault {
    const char *path;
    uint32_t line, column; /* from 1; the column counts code points */
    uint32_t width;        /* code points to underline, at least 1 */
    const char *source;    /* the line itself */
    const char *message;
    const char *note; /* behind the caret; may be NULL */
    const char *hint; /* what to do; may be NULL */
} wm_fault;

/* All faults of a run; `arena` is set by whoever creates the list. */
typedef struct wm_faults {
    wm_arena *arena;
    WM_ARRAY(wm_fault) list;
} wm_faults;

/* Adds a fault at `part`, a slice inside `source`; `message` and the rest are copied when needed. Returns the new
 * fault, whose note and hint may be set. `part.at` NULL means the whole line. */
wm_fault *wm_fault_add(wm_faults *faults, const char *path, uint32_t line, wm_slice source, wm_slice part,
                       const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 6, 7)))
#endif
    ;

/* `err` from the first fault and the count of the others. Returns WM_BAD_DATA, or WM_OK when there is no fault. */
wm_status wm_faults_status(const wm_faults *faults, wm_error *err);

#endif
