/* SPDX-License-Identifier: MIT */
/* Strings as small numbers: equal strings get equal ids, counted from 0 in order of first appearance. */
#ifndef WM_BASE_INTERN_H
#define WM_BASE_INTERN_H

#include "base/array.h"
#include "base/slice.h"

#define WM_NO_ID UINT32_MAX

/* All storage is in `arena`, which whoever creates the table sets. */
typedef struct wm_intern {
    wm_arena *arena;
    WM_ARRAY(wm_slice) strings; /* by id; NUL-terminated copies */
    uint32_t *slots;            /* id + 1, 0 is free; open addressing */
    uint32_t slot_count;        /* a power of two */
} wm_intern;

/* The id of `s`, new if it was not there. */
uint32_t wm_intern_put(wm_intern *table, wm_slice s);
/* The id of `s`, or WM_NO_ID. */
uint32_t wm_intern_find(const wm_intern *table, wm_slice s);

#endif
