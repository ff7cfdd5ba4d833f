/* SPDX-License-Identifier: MIT */
/* What all rows of a table share, and one row made. */
#ifndef WM_RULE_ROW_H
#define WM_RULE_ROW_H

#include "rule/class.h"

typedef struct wm_class_key {
    uint64_t word_and_shape;
    wm_labels labels;
} wm_class_key;

/* An element with some shapes and nothing else. */
typedef struct wm_shape_row {
    uint32_t shapes;
    uint64_t *raw; /* NULL is free */
    uint64_t *row; /* awake, also, heard, blocks; the rest is not filled */
    bool is_fresh; /* … with the blocks there are */
} wm_shape_row;

typedef struct wm_rows {
    const wm_rules *rules;
    wm_arena *keep;
    wm_row_layout layout;
    uint32_t row_words;
    uint64_t *blocks;      /* from number 1 on */
    uint16_t *block_slots; /* numbers of blocks; 0 is free */
    uint32_t block_count, block_room;
    uint64_t *raw; /* of the row at hand */
    wm_shape_row shaped[64];
} wm_rows;

/* Words that begin with a line of the cache. */
uint64_t *wm_rows_lines(wm_arena *keep, size_t count);
void wm_rows_init(wm_rows *rows, const wm_rules *rules, wm_arena *keep);
/* Forgets all blocks. */
void wm_rows_forget(wm_rows *rows);
/* Is there no room for the blocks of one more row? */
bool wm_rows_are_full(const wm_rows *rows);
/* The row of elements with that key; of no element, when it is NULL. There is room for it. */
void wm_rows_make(wm_rows *rows, const wm_class_key *key, uint64_t *row);
/* A row that says yes to everything. */
void wm_rows_make_any(wm_rows *rows, uint64_t *row);

#endif
