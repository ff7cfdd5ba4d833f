/* SPDX-License-Identifier: MIT */
/* One-to-one matchings between what is right and what was answered. */
#ifndef WM_CLI_SCORE_MATCH_H
#define WM_CLI_SCORE_MATCH_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* What `rows` and `columns` have to do with each other: cell [row * columns + column]. */
typedef struct wm_edges {
    uint32_t rows, columns;
    bool *cells;
} wm_edges;

typedef struct wm_weights {
    uint32_t rows, columns;
    double *cells; /* 0: no edge; none is negative */
} wm_weights;

#define WM_NO_MATCH UINT32_MAX

/* No edges yet; in `scratch`. */
wm_edges wm_edges_new(uint32_t rows, uint32_t columns, wm_arena *scratch);
wm_weights wm_weights_new(uint32_t rows, uint32_t columns, wm_arena *scratch);

/* The greatest number of edges of which no two share an end. */
uint32_t wm_match_largest(const wm_edges *edges, wm_arena *scratch);
/* The matching of greatest total weight: for each row its column or WM_NO_MATCH. In `scratch`. */
uint32_t *wm_match_heaviest(const wm_weights *weights, wm_arena *scratch);

#endif
