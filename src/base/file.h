/* SPDX-License-Identifier: MIT */
/* Files, the only place that talks to POSIX. Messages name the path and what the system said. */
#ifndef WM_BASE_FILE_H
#define WM_BASE_FILE_H

#include "base/error.h"

/* The whole file, NUL-terminated behind its end, in `keep`. Directories are refused. */
wm_status wm_file_read(const char *path, wm_arena *keep, wm_slice *ret_bytes, wm_error *err);

typedef struct wm_map {
    const char *at;
    size_t len;
} wm_map;

/* Maps a regular file read-only; an empty file gives an empty map with a NULL `at`. */
wm_status wm_file_map(const char *path, wm_map *ret_map, wm_error *err);
void wm_file_unmap(wm_map *map);

/* Replaces `path` by `bytes` as a whole: the old file stays until the new one is on disk. Devices and pipes are written
 * to; of a symbolic link the file that it leads to is replaced. */
wm_status wm_file_replace(const char *path, wm_slice bytes, wm_error *err);

/* Keeps every other process out that asks for the same `path`, a file that is made when it is missing and stays. Waits
 * five seconds for one that is in, then fails. End it with wm_file_unlock(*ret_lock); it ends with the process too. */
wm_status wm_file_lock(const char *path, int *ret_lock, wm_error *err);
void wm_file_unlock(int lock);

/* Names (not paths) in a directory whose name ends in `suffix` (any when NULL), without those that start with a dot,
 * sorted by bytes; `*ret_names` and the names are in `keep`. */
wm_status wm_file_list(const char *dir, const char *suffix, wm_arena *keep, char ***ret_names, uint32_t *ret_count,
                       wm_error *err);

/* The folder `path` and those above it, where they are missing. */
wm_status wm_file_make_dirs(const char *path, wm_arena *scratch, wm_error *err);
/* The same for the folder of a file. */
wm_status wm_file_make_parents(const char *path, wm_arena *scratch, wm_error *err);

bool wm_file_is_dir(const char *path);
bool wm_file_exists(const char *path);
/* Do both paths lead to one file? One file may have many paths. False when one leads to none. */
bool wm_file_same(const char *path, const char *other);
/* The directory of the running program, without a slash at its end, in `keep`; NULL when the system does not say. */
char *wm_file_program_dir(wm_arena *keep);

#endif
