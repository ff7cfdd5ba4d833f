/* SPDX-License-Identifier: MIT */
/* Opening rules and gazetteers, with all their faults told. */
#ifndef WM_CLI_KNOWLEDGE_H
#define WM_CLI_KNOWLEDGE_H

#include "cli/options.h"
#include "whomet.h"

/* Exit codes of the program. */
enum { WM_EXIT_DONE = 0, WM_EXIT_NO = 1, WM_EXIT_USAGE = 2, WM_EXIT_FAILED = 3 };

/* NULL after everything was told, *ret_exit says with what to end then. `check` is also told of rules that do nothing,
 * and *ret_exit is WM_EXIT_NO though there is a knowledge. Close with whomet_knowledge_close(). */
whomet_knowledge *wm_knowledge_open(const wm_options *options, int *ret_exit);
/* The exit code for an error of the library. */
int wm_knowledge_exit(whomet_status status);
/* A whomet_fault_report that writes to standard error; `user` may point to a uint32_t that counts, or be NULL. */
void wm_knowledge_tell(void *user, const whomet_fault *fault);
/* Tells an error of the library. */
void wm_knowledge_tell_error(const whomet_error *error);

#endif
