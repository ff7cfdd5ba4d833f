/* SPDX-License-Identifier: MIT */
/* What each rule costs. */
#ifndef WM_CLI_PROFILE_H
#define WM_CLI_PROFILE_H

#include "cli/options.h"
#include "whomet.h"

/* Reads the texts, or the examples of the rules when there are none, and writes a table on a terminal, TSV elsewhere.
 * Gives the exit code. */
int wm_profile_put(const whomet_knowledge *knowledge, const wm_options *options, const wm_words *texts);

#endif
