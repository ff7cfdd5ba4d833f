/* SPDX-License-Identifier: MIT */
/* An entry file as rows: lines, comments, order, and what must not stand there twice. */
#ifndef WM_GAZ_TSV_H
#define WM_GAZ_TSV_H

#include "gaz/index.h"
#include "gaz/row.h"

/* A row with an id, to be found by it. */
typedef struct wm_gaz_seen {
    uint32_t begin_byte, line;
} wm_gaz_seen;

typedef struct wm_gaz_tsv {
    wm_gaz_line line;     /* the one read last */
    wm_slice bytes, rest; /* the file, and what is not read yet */
    uint32_t faults_before;
    bool told_return; /* a carriage return: one fault a file is enough */
    wm_slice last_name;
    uint32_t last_line;
    uint32_t bare_line; /* of the rows with this name: the one without id; 0 when there is none */
    wm_gaz_index ids;   /* into `seen` */
    wm_arena *scratch;
    WM_ARRAY(wm_gaz_seen) seen;
} wm_gaz_tsv;

/* `bytes`, below 4 GiB, stay where they are while the file is read. */
void wm_gaz_tsv_init(wm_gaz_tsv *ret_tsv, const char *shown, wm_slice bytes, wm_faults *faults, wm_arena *scratch);
/* The next row without faults; false at the end. */
bool wm_gaz_tsv_next(wm_gaz_tsv *tsv, wm_gaz_row *ret_row);

#endif
