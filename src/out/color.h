/* SPDX-License-Identifier: MIT */
/* A document for reading: its text with what was found in it marked, then who met whom. */
#ifndef WM_OUT_COLOR_H
#define WM_OUT_COLOR_H

#include "out/buffer.h"
#include "out/origin.h"

/* The whole text, a legend, the table, the warnings; lines and cells are broken at `width` columns (0: no limit).
 * Without `color` names stand in [brackets] and the words that tell of a contact in {braces}. */
void wm_color_put(wm_buffer *out, const whomet_result *result, const wm_origin *origin, size_t width, bool color);
/* `path`, as a heading over what was found in it. */
void wm_color_put_heading(wm_buffer *out, const wm_origin *origin, bool color);

#endif
