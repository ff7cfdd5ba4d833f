/* SPDX-License-Identifier: MIT */
/* check --watch. */
#ifndef WM_CLI_WATCH_H
#define WM_CLI_WATCH_H

#include "cli/options.h"

/* Checks, waits until a rule, gazetteer, lexicon or project file changes, checks again; until ^C, then gives the exit
 * code of the last check. */
int wm_watch_run(const wm_options *options);

#endif
