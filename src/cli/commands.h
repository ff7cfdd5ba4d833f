/* SPDX-License-Identifier: MIT */
/* The commands. Each returns the exit code of the program. */
#ifndef WM_CLI_COMMANDS_H
#define WM_CLI_COMMANDS_H

#include "cli/options.h"

int wm_annotate_run(const wm_options *options); /* annotate and triples */
int wm_compile_run(const wm_options *options);
int wm_check_run(const wm_options *options);
int wm_import_run(const wm_options *options);
int wm_names_run(const wm_options *options);
int wm_eval_run(const wm_options *options);
int wm_explain_run(const wm_options *options);

#endif
