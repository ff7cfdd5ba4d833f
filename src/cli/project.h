/* SPDX-License-Identifier: MIT */
/* The project file: rules and gazetteers that everybody below a folder uses. */
#ifndef WM_CLI_PROJECT_H
#define WM_CLI_PROJECT_H

#include "cli/options.h"

/* Finds whomet.conf in the working directory or above it and puts what it names before what the command line names;
 * options->project is its path then. False after its faults were told. */
bool wm_project_read(wm_options *options);
/* The same, without a word about faults. */
void wm_project_list(wm_options *options);

#endif
