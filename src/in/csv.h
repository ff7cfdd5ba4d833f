/* SPDX-License-Identifier: MIT */
/* Tables of text: RFC 4180 with any separator. */
#ifndef WM_IN_CSV_H
#define WM_IN_CSV_H

#include "in/stream.h"

/* Of a record; the widest of the dumps, GLEIF's, have a few hundred. */
enum { WM_CSV_FIELDS_MAX = 4096 };

typedef struct wm_csv {
    char separator;
    WM_ARRAY(wm_slice) fields; /* of the record read last */
    wm_arena *keep;            /* of the array */
    bool told_head;            /* the first record is behind us */
} wm_csv;

/* `separator` '\0': a tab when the first record holds one, else the commoner of ',' and ';'. */
void wm_csv_init(wm_csv *csv, char separator, wm_arena *keep);
/* The next record; blank lines are passed over. Its fields are in the buffer of the stream. *ret_wrong is NULL, or says
 * what is wrong with a record, which then has no fields. False at the end. */
wm_status wm_csv_next(wm_csv *csv, wm_stream *stream, bool *ret_any, const char **ret_wrong, wm_error *err);
/* Cuts one record; quotes are taken away where it lies. NULL, or what is wrong. */
const char *wm_csv_cut(wm_csv *csv, wm_piece record);
/* The field with this number; empty when the record is shorter. */
wm_slice wm_csv_field(const wm_csv *csv, uint32_t field);

#endif
