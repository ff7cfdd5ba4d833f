/* SPDX-License-Identifier: MIT */
/* Who met whom, where, when: as a table for people, as TSV for programs. */
#ifndef WM_OUT_TABLE_H
#define WM_OUT_TABLE_H

#include "out/buffer.h"
#include "out/origin.h"

/* The triples in columns; cells are broken into lines where the table would be wider than `width` (0: no limit).
 * One line says so when there are none. */
void wm_table_put(wm_buffer *out, const whomet_result *result, size_t width, bool color);
/* The names of the columns of wm_table_put_tsv(). */
void wm_table_put_tsv_head(wm_buffer *out);
/* One line a triple; absent facts are empty, tabs and line breaks in names are blanks. */
void wm_table_put_tsv(wm_buffer *out, const whomet_result *result, const wm_origin *origin);

#endif
