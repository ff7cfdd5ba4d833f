/* SPDX-License-Identifier: MIT */
/* The parts of `names`. */
#ifndef WM_CLI_NAMES_H
#define WM_CLI_NAMES_H

#include "cli/options.h"

/* `words` are those behind "add". The exit code of the program. */
int wm_names_add(const wm_options *options, const char *const *words, uint32_t count);

#endif
