/* SPDX-License-Identifier: MIT */
/* Where results go: standard output or the file of -o. */
#ifndef WM_CLI_OUTPUT_H
#define WM_CLI_OUTPUT_H

#include "base/error.h"
#include "cli/options.h"
#include "out/buffer.h"

typedef struct wm_output {
    wm_buffer buffer;
    const char *path; /* NULL: standard output */
} wm_output;

/* Gives closed standard descriptors to /dev/null, so that no file gets their numbers, and ignores SIGPIPE. False:
 * standard output was closed. Call it first. */
bool wm_output_secure_streams(void);
/* Opens `path` (NULL: standard output) for writing; refuses a file that is one of `inputs`. */
wm_status wm_output_open(wm_output *output, const char *path, const char *const *inputs, uint32_t count, wm_error *err);
/* The same for the output of a command: whatever its options name is an input too. */
wm_status wm_output_open_for(wm_output *output, const wm_options *options, const char *const *inputs, uint32_t count,
                             wm_error *err);
/* Writes the rest and closes. False when something could not be written; that was told, unless the reader of a pipe has
 * gone away, which is no news. */
bool wm_output_close(wm_output *output);

#endif
