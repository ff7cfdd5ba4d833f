/* SPDX-License-Identifier: MIT */
/* JSON for a terminal: indented, small objects on one line. */
#ifndef WM_OUT_PRETTY_H
#define WM_OUT_PRETTY_H

#include "out/buffer.h"

/* `json` is one compact value (our own, so it is valid); written with line breaks and a line feed at its end. */
void wm_pretty_put(wm_buffer *out, wm_slice json);

#endif
