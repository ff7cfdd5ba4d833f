/* SPDX-License-Identifier: MIT */
/* One line of an entry file, checked and cut into columns. */
#ifndef WM_GAZ_ROW_H
#define WM_GAZ_ROW_H

#include "base/error.h"

enum {
    WM_GAZ_ALIASES_MAX = 1000,   /* of a row */
    WM_GAZ_LINE_MAX = 64 * 1024, /* bytes */
    WM_GAZ_LINE_FAULTS = 20      /* told of each kind of thing in a line; every fault keeps a copy of the line */
};

/* A line and where its faults go. */
typedef struct wm_gaz_line {
    const char *path;
    uint32_t number;
    wm_slice bytes; /* without its line end */
    wm_faults *faults;
} wm_gaz_line;

#define WM_GAZ_FAULT(line, part, ...)                                                                                  \
    wm_fault_add((line)->faults, (line)->path, (line)->number, (line)->bytes, (part), __VA_ARGS__)

/* All slices lie in the line; a column that is left out is empty. */
typedef struct wm_gaz_row {
    uint32_t line;
    wm_slice name, aliases, id, attrs;
    uint8_t weight; /* tenths */
    uint16_t marks; /* of the canonical name */
} wm_gaz_row;

typedef struct wm_gaz_alias {
    wm_slice name, marks_text; /* the latter without its first '+' */
} wm_gaz_alias;

/* False when anything is wrong with the line, after all its faults were added. */
bool wm_gaz_row_read(const wm_gaz_line *line, wm_gaz_row *ret_row);
/* The next of the row's aliases, `*rest` being what is left of the column; false at its end. */
bool wm_gaz_row_alias(wm_slice *rest, wm_gaz_alias *ret_alias);
/* The marks of an alias as bits; unknown ones are left out. */
uint16_t wm_gaz_alias_marks(wm_slice marks_text);

/* Everything about the line's bytes alone (line.c): encoding, form, control characters, blanks. False after faults. */
bool wm_gaz_line_check(const wm_gaz_line *line);

#endif
