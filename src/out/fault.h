/* SPDX-License-Identifier: MIT */
/* Faults in rule and gazetteer files, as compilers show them. */
#ifndef WM_OUT_FAULT_H
#define WM_OUT_FAULT_H

#include "out/buffer.h"
#include "whomet.h"

/* `path:line:column: error: message`, the line with a caret under the fault and the note behind it, the hint. */
void wm_fault_put(wm_buffer *out, const whomet_fault *fault, bool color);
/* `path:line:column: error: message`; numbers that are 0 are left out, and `error.path` if the message names it. */
void wm_fault_put_error(wm_buffer *out, const whomet_error *error, bool color);

#endif
