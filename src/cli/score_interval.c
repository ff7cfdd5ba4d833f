/* SPDX-License-Identifier: MIT */
/* Percentile bootstrap (Efron 1979): how far would the figures have been off with other texts of the same kind?
 *
 * In: counts of each text. Out: for each figure of a part the 2.5th and 97.5th percentile over 1000 sets of texts drawn
 * with replacement. The seed is fixed, so the same counts have the same intervals. Limits: below 30 texts intervals
 * come out too narrow, and texts of one source are not independent.
 */
#include "cli/score.h"
#include "cli/twister.h"

#include <math.h>
#include <stdlib.h>

enum { ROUNDS = 1000, SEED = 1 };

/* The measures of one part are neighbours. */
typedef struct range {
    unsigned begin, end;
} range;

/* The part has measures, so the search ends. */
static range measures_of(wm_score_part part)
{
    range r = {0, WM_MEASURES};
    while (wm_measure_of(r.begin)->part != part)
        r.begin++;
    for (r.end = r.begin; r.end < WM_MEASURES && wm_measure_of(r.end)->part == part;)
        r.end++;
    return r;
}

/* Values of the figures that are known, of all rounds. */
typedef struct samples {
    double *values;
    uint32_t count;
} samples;

/* No NaN comes here: unknown figures are left out. */
static int compare_values(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Two conventions for the same percentiles: with n values, index 0.025 n and 0.975 n cut down, or 0.025 (n - 1) cut
 * down and 0.975 (n - 1) rounded, half to even. */
static void bound(samples *s, wm_score_form form, wm_figure *figure)
{
    if (s->count == 0)
        return;
    qsort(s->values, s->count, sizeof *s->values, compare_values);
    uint32_t last = s->count - 1, low, high;
    if (form == WM_SCORE_PRF) {
        low = (uint32_t)(0.025 * s->count);
        high = (uint32_t)(0.975 * s->count);
    } else {
        low = (uint32_t)(0.025 * last);
        high = (uint32_t)nearbyint(0.975 * last);
    }
    figure->low = s->values[low];
    figure->high = s->values[high < last ? high : last];
    figure->bounded = true;
}

/* As many texts as there are, of which some come twice and some not at all. */
static void draw(wm_twister *twister, range r, const wm_counts *const *counts, uint32_t count, wm_counts *ret_sum)
{
    *ret_sum = (wm_counts){0};
    for (uint32_t i = 0; i < count; i++) {
        const wm_counts *one = counts[(uint32_t)(wm_twister_next(twister) * count)];
        for (unsigned m = r.begin; m < r.end; m++) {
            ret_sum->of[m].right += one->of[m].right;
            ret_sum->of[m].system += one->of[m].system;
            ret_sum->of[m].hit += one->of[m].hit;
            ret_sum->of[m].gold += one->of[m].gold;
        }
    }
}

/* A draw in which a figure is unknown gives none, and the percentiles are of the others. */
static void collect(samples *all, range r, const wm_counts *sum)
{
    for (unsigned m = r.begin; m < r.end; m++) {
        wm_figures figures = wm_score_figures(m, &sum->of[m]);
        for (unsigned f = 0; f < wm_measure_figures(m); f++) {
            samples *s = &all[m * WM_FIGURES + f];
            if (figures.of[f].known)
                s->values[s->count++] = figures.of[f].value;
        }
    }
}

/* ROUNDS times the number of texts: the time of eval on large gold. The twister starts anew for each part, so a part
 * has the same intervals whatever others there are. */
void wm_score_intervals(wm_score_part part, const wm_counts *const *counts, uint32_t count, wm_arena *scratch,
                        wm_figures *figures)
{
    if (count == 0)
        return;
    wm_arena_mark mark = wm_arena_tell(scratch);
    range r = measures_of(part);
    samples *all = WM_NEW_N(scratch, samples, WM_MEASURES * WM_FIGURES);
    for (unsigned i = r.begin * WM_FIGURES; i < r.end * WM_FIGURES; i++)
        all[i].values = WM_NEW_N(scratch, double, ROUNDS);
    wm_twister twister;
    wm_twister_init(&twister, SEED);
    for (unsigned round = 0; round < ROUNDS; round++) {
        wm_counts sum;
        draw(&twister, r, counts, count, &sum);
        collect(all, r, &sum);
    }
    for (unsigned m = r.begin; m < r.end; m++)
        for (unsigned f = 0; f < wm_measure_figures(m); f++)
            bound(&all[m * WM_FIGURES + f], wm_measure_of(m)->form, &figures[m].of[f]);
    wm_arena_rewind(scratch, mark);
}
