/* SPDX-License-Identifier: MIT */
/* What -V prints. */
#ifndef WM_CLI_VERSION_H
#define WM_CLI_VERSION_H

#include "cli/options.h"
#include "out/buffer.h"

/* The folder that is read from unless options say otherwise. */
const char *wm_version_data_folder(wm_arena *keep);
/* The version, the data folder and, with --verbose, how many files of what kind it holds. */
void wm_version_put(wm_buffer *out, const wm_options *options);

#endif
