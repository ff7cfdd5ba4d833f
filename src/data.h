/* SPDX-License-Identifier: MIT */
/* Where the shipped gazetteers and rules are, and which files a knowledge is made from. */
#ifndef WM_DATA_H
#define WM_DATA_H

#include "read/knowledge.h"
#include "whomet.h"

/* Fills *ret_files for `options` (may be NULL); all paths in `keep`. Fails when no data folder is found, naming
 * where it was looked for, or when a folder cannot be listed. */
wm_status wm_data_files(const whomet_options *options, wm_arena *keep, wm_knowledge_files *ret_files, wm_error *err);

/* The data folder when no option names one; never NULL, but nothing may be there. In `keep`, or constant. */
const char *wm_data_dir(wm_arena *keep);
/* The folder of the user's own names, in `keep`; NULL when the environment does not say where the home folder is. */
const char *wm_data_names_dir(wm_arena *keep);

/* A path as `why` shows it: from its last folder "gazetteers" on when it has one, else as it is. */
const char *wm_data_shown(const char *path);

#endif
