/* SPDX-License-Identifier: MIT */
/* Two classics: augmenting paths for the largest matching (Kuhn 1955 in the bipartite case), and the Hungarian method
 * with potentials for the heaviest one (Kuhn 1955, Munkres 1957; the O(n³) form of Jonker and Volgenant 1987).
 *
 * In: a matrix. Out: a size, or a column for each row. Which of several equally heavy matchings is found depends on the
 * order of rows and columns only. Limits: n is the longer side, memory is n² numbers, so texts with thousands of events
 * take their time.
 */
#include "cli/score_match.h"

#include <math.h>
#include <string.h>

wm_edges wm_edges_new(uint32_t rows, uint32_t columns, wm_arena *scratch)
{
    return (wm_edges){rows, columns, WM_NEW_N(scratch, bool, (size_t)rows *columns)};
}

wm_weights wm_weights_new(uint32_t rows, uint32_t columns, wm_arena *scratch)
{
    return (wm_weights){rows, columns, WM_NEW_N(scratch, double, (size_t)rows *columns)};
}

/* ---- the largest ------------------------------------------------------------------------------------------------ */

typedef struct search {
    const wm_edges *edges;
    uint32_t *owner;   /* row of each column */
    bool *seen;        /* columns of this search */
    uint32_t *path;    /* rows from the first one on */
    uint32_t *entered; /* the column by which a row of the path was left, also where its search goes on */
} search;

/* An edge of `row` to a column not seen yet, from `from` on. */
static bool next_edge(const search *s, uint32_t row, uint32_t from, uint32_t *ret_column)
{
    const bool *cells = s->edges->cells + (size_t)row * s->edges->columns;
    for (uint32_t j = from; j < s->edges->columns; j++)
        if (cells[j] && !s->seen[j]) {
            *ret_column = j;
            return true;
        }
    return false;
}

/* Depth first, with a stack of our own: a long chain of rows must not need a deep call stack. */
static bool augment(search *s, uint32_t row)
{
    uint32_t depth = 0;
    s->path[0] = row;
    s->entered[0] = 0;
    memset(s->seen, 0, s->edges->columns * sizeof *s->seen);
    for (;;) {
        uint32_t column;
        if (!next_edge(s, s->path[depth], s->entered[depth], &column)) {
            if (depth-- == 0)
                return false;
            continue;
        }
        s->seen[column] = true;
        s->entered[depth] = column;
        if (s->owner[column] == WM_NO_MATCH)
            break;
        s->path[++depth] = s->owner[column];
        s->entered[depth] = 0;
    }
    for (uint32_t i = 0; i <= depth; i++)
        s->owner[s->entered[i]] = s->path[i];
    return true;
}

uint32_t wm_match_largest(const wm_edges *edges, wm_arena *scratch)
{
    wm_arena_mark mark = wm_arena_tell(scratch);
    search s = {
        .edges = edges,
        .owner = WM_NEW_N(scratch, uint32_t, edges->columns),
        .seen = WM_NEW_N(scratch, bool, edges->columns),
        .path = WM_NEW_N(scratch, uint32_t, (size_t)edges->rows + 1),
        .entered = WM_NEW_N(scratch, uint32_t, (size_t)edges->rows + 1),
    };
    for (uint32_t j = 0; j < edges->columns; j++)
        s.owner[j] = WM_NO_MATCH;
    uint32_t size = 0;
    for (uint32_t i = 0; i < edges->rows; i++)
        size += augment(&s, i);
    wm_arena_rewind(scratch, mark);
    return size;
}

/* ---- the heaviest ----------------------------------------------------------------------------------------------- */

/* Rows and columns count from 1; number 0 is where a search begins. */
typedef struct hungarian {
    const wm_weights *weights;
    uint32_t n;
    double *row_price, *column_price, *low;
    uint32_t *owner, *way; /* row of each column; the column before it on the cheapest path */
    bool *used;
} hungarian;

/* The matrix is filled up to a square with zeros, and heavy is cheap. */
static double cost(const hungarian *h, uint32_t i, uint32_t j)
{
    const wm_weights *w = h->weights;
    return i <= w->rows && j <= w->columns ? -w->cells[(size_t)(i - 1) * w->columns + (j - 1)] : 0;
}

/* Looks at the columns from the row that owns `column`; the cheapest one that is not used is next. */
static uint32_t relax(hungarian *h, uint32_t column, double *ret_delta)
{
    uint32_t row = h->owner[column], next = 0;
    double delta = INFINITY;
    for (uint32_t j = 1; j <= h->n; j++) {
        if (h->used[j])
            continue;
        double price = cost(h, row, j) - h->row_price[row] - h->column_price[j];
        if (price < h->low[j]) {
            h->low[j] = price;
            h->way[j] = column;
        }
        if (h->low[j] < delta) {
            delta = h->low[j];
            next = j;
        }
    }
    *ret_delta = delta;
    return next;
}

static void add_row(hungarian *h, uint32_t row)
{
    uint32_t column = 0;
    h->owner[0] = row;
    for (uint32_t j = 0; j <= h->n; j++) {
        h->low[j] = INFINITY;
        h->used[j] = false;
    }
    do {
        double delta;
        h->used[column] = true;
        uint32_t next = relax(h, column, &delta);
        for (uint32_t j = 0; j <= h->n; j++)
            if (h->used[j]) {
                h->row_price[h->owner[j]] += delta;
                h->column_price[j] -= delta;
            } else {
                h->low[j] -= delta;
            }
        column = next;
    } while (h->owner[column] != 0);
    for (; column != 0; column = h->way[column])
        h->owner[column] = h->owner[h->way[column]];
}

uint32_t *wm_match_heaviest(const wm_weights *weights, wm_arena *scratch)
{
    uint32_t n = weights->rows > weights->columns ? weights->rows : weights->columns;
    uint32_t *match = WM_NEW_N(scratch, uint32_t, weights->rows);
    size_t size = (size_t)n + 1;
    wm_arena_mark mark = wm_arena_tell(scratch);
    hungarian h = {
        .weights = weights,
        .n = weights->rows != 0 && weights->columns != 0 ? n : 0,
        .row_price = WM_NEW_N(scratch, double, size),
        .column_price = WM_NEW_N(scratch, double, size),
        .low = WM_NEW_N(scratch, double, size),
        .owner = WM_NEW_N(scratch, uint32_t, size),
        .way = WM_NEW_N(scratch, uint32_t, size),
        .used = WM_NEW_N(scratch, bool, size),
    };
    for (uint32_t i = 1; i <= h.n; i++)
        add_row(&h, i);
    for (uint32_t i = 0; i < weights->rows; i++)
        match[i] = WM_NO_MATCH;
    for (uint32_t j = 1; j <= h.n; j++)
        if (h.owner[j] <= weights->rows && j <= weights->columns && cost(&h, h.owner[j], j) < 0)
            match[h.owner[j] - 1] = j - 1;
    wm_arena_rewind(scratch, mark);
    return match;
}
