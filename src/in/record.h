/* SPDX-License-Identifier: MIT */
/* JSON Lines: one record with the keys text, and perhaps id, date and title. */
#ifndef WM_IN_RECORD_H
#define WM_IN_RECORD_H

#include "base/error.h"

/* Slices are in the line or in the reader, valid until the next record is read; a NULL `at` is an absent key. */
typedef struct wm_record {
    wm_slice text;            /* decoded */
    wm_slice id;              /* a JSON value as it stands in the line; never ill-formed UTF-8 */
    wm_slice date, title;     /* decoded; null counts as absent */
    bool odd_date, odd_title; /* there, but not a string: left out */
} wm_record;

/* Memory that is used again for each line; zero is a good beginning. */
typedef struct wm_record_reader {
    char *bytes;
    size_t room;
} wm_record_reader;

void wm_record_reader_done(wm_record_reader *reader);

/* Reads the line (with or without its line feed). When it is refused, `err` says why and where, `*ret_code` holds a
 * short word for programs ("bad-json", "no-text", "no-memory"), and of *ret_record only the id counts, which is set if
 * it was read before the fault. */
wm_status wm_record_read(wm_record_reader *reader, wm_slice line, wm_record *ret_record, const char **ret_code,
                         wm_error *err);

#endif
