/* SPDX-License-Identifier: MIT */
/* Files compressed by bzip2, front to back. */
#ifndef WM_IN_BZIP2_H
#define WM_IN_BZIP2_H

#include <stdbool.h>
#include <stddef.h>

typedef struct wm_bzip2 wm_bzip2;

/* Does the file start like one? A pipe cannot be looked into and counts as not. The position stays. */
bool wm_bzip2_is(int fd);
/* Was the program built with libbz2? */
bool wm_bzip2_can_read(void);
/* Reads from where `fd` is, which stays the caller's. NULL when memory is short. */
wm_bzip2 *wm_bzip2_new(int fd);
void wm_bzip2_free(wm_bzip2 *bzip2);
/* Up to `room` bytes into `at`; 0 at the end of the file, -1 with *ret_what set when it cannot be read. */
long wm_bzip2_read(wm_bzip2 *bzip2, char *at, size_t room, const char **ret_what);

#endif
