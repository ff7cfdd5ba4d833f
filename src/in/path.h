/* SPDX-License-Identifier: MIT */
/* From the arguments of a command to the files that it reads, and their bytes. */
#ifndef WM_IN_PATH_H
#define WM_IN_PATH_H

#include "base/error.h"

typedef void wm_path_report(void *user, const wm_error *error);

typedef struct wm_paths {
    WM_ARRAY(const char *) list; /* "-" is standard input */
} wm_paths;

/* Adds `argument`: itself, or, when it is a directory, the files below it whose names end in one of `suffixes` (a NULL
 * ends the list), by bytes of their names, without hidden ones and without following links to directories. A directory
 * that cannot be read is reported, the rest goes on. Returns the number of reports. */
uint32_t wm_paths_add(wm_paths *paths, const char *argument, const char *const *suffixes, wm_arena *keep,
                      wm_path_report *report, void *user);
/* The whole file, or standard input for "-". */
wm_status wm_path_read(const char *path, wm_arena *keep, wm_slice *ret_bytes, wm_error *err);
/* The name of a file without folders and the last ending: its document's id. "stdin" for "-". */
wm_slice wm_path_stem(const char *path);

#endif
