/* SPDX-License-Identifier: MIT */
/* One run of check, for those that repeat it. */
#ifndef WM_CLI_CHECK_H
#define WM_CLI_CHECK_H

#include "cli/options.h"

/* Checks once; gives the exit code. */
int wm_check_once(const wm_options *options);
/* Sorts the files of the command line into rules, gazetteers and texts. Returns how many could not be looked at, which
 * is told unless `silent`. */
uint32_t wm_check_files(wm_options *options, wm_words *texts, bool silent);

#endif
