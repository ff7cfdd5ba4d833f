/* SPDX-License-Identifier: MIT */
/* The parts of `names`. */
#ifndef WM_CLI_NAMES_H
#define WM_CLI_NAMES_H

#include "cli/options.h"

/* The folder of the user's own names, in `keep`; NULL when nothing says where. */
const char *wm_names_dir(wm_arena *keep);
/* Prints the names of the user's own. The exit code of the program. */
int wm_names_list(const wm_options *options);
/* `words` are those behind "add". The exit code of the program. */
int wm_names_add(const wm_options *options, const char *const *words, uint32_t count);

#endif
