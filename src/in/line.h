/* SPDX-License-Identifier: MIT */
/* Blocks of whole lines from a descriptor. */
#ifndef WM_IN_LINE_H
#define WM_IN_LINE_H

#include "base/error.h"

enum { WM_LINES_BLOCK = 256 * 1024 };

/* Whole lines, each with its line feed; only the last one of the input may lack it. Used again, freed by its owner. */
typedef struct wm_lines {
    char *at;
    size_t len, room;
    uint32_t count; /* of lines */
} wm_lines;

void wm_lines_done(wm_lines *lines);

typedef struct wm_line_reader {
    int fd;
    wm_lines carry; /* the beginning of a line whose end is not read yet */
    bool ended;
} wm_line_reader;

/* "-" is standard input. Close it when that went well. */
wm_status wm_line_reader_open(wm_line_reader *reader, const char *path, wm_error *err);
void wm_line_reader_close(wm_line_reader *reader);

/* Reads at least one line, and more while they come without waiting, to about WM_LINES_BLOCK bytes. No lines at the
 * end of the input. After an error what was read before it is in `lines` as well. */
wm_status wm_line_reader_next(wm_line_reader *reader, wm_lines *lines, const char *path, wm_error *err);
/* Will reading go on at once (or tell the end)? Waits up to `milliseconds` for it. */
bool wm_line_reader_ready(const wm_line_reader *reader, int milliseconds);
/* The next line without its line feed; `*rest` goes behind it. False when there is none. */
bool wm_lines_cut(wm_slice *rest, wm_slice *ret_line);

#endif
