/* SPDX-License-Identifier: MIT */
/* Text for eyes: how many columns it takes, and a form that cannot command a terminal. */
#ifndef WM_OUT_SCREEN_H
#define WM_OUT_SCREEN_H

#include "out/buffer.h"

/* Columns of one code point: 0 for combining marks, 2 for East Asian wide ones, 1 for the rest. */
unsigned wm_screen_width_of(uint32_t point);
/* Columns of a line, written with wm_screen_put_cell(). */
size_t wm_screen_width(wm_slice text);
/* Text as it is, line feeds and tabs too; controls as their pictures (ESC: U+241B), ill-formed parts as U+FFFD. */
void wm_screen_put(wm_buffer *out, wm_slice text);
/* The same on one line: line feeds and tabs become blanks. */
void wm_screen_put_cell(wm_buffer *out, wm_slice text);

typedef enum wm_style {
    WM_STYLE_PLAIN,
    WM_STYLE_PERSON,
    WM_STYLE_PLACE,
    WM_STYLE_ORGANIZATION,
    WM_STYLE_TRIGGER,
    WM_STYLE_HEAD, /* heads of columns, legends: less than the text */
    WM_STYLE_PATH,
    WM_STYLE_ERROR,
} wm_style;

/* Begins a style, WM_STYLE_PLAIN ends it. Writes nothing unless `color`. */
void wm_screen_style(wm_buffer *out, wm_style style, bool color);

#endif
