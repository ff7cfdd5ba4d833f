/* SPDX-License-Identifier: MIT */
/* Running the examples in rule files. */
#ifndef WM_READ_CHECK_H
#define WM_READ_CHECK_H

#include "read/read.h"

/* Does example `example` of rule `rule` hold in `result`, the traced reading of its text? On "no" *ret_what says
 * what is wrong, in `keep`. */
bool wm_check_example(const whomet_knowledge *knowledge, uint32_t rule, const wm_example *example,
                      const whomet_result *result, wm_arena *keep, const char **ret_what, wm_slice *ret_part);

#endif
