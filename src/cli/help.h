/* SPDX-License-Identifier: MIT */
/* What the program says about itself. */
#ifndef WM_CLI_HELP_H
#define WM_CLI_HELP_H

#include "out/buffer.h"

/* One screen of 24 lines by 80 columns. */
void wm_help_put_short(wm_buffer *out);
/* All of it: commands, options, formats, exit codes, examples. */
void wm_help_put_long(wm_buffer *out);

#endif
