/* SPDX-License-Identifier: MIT */
/* What is measured, how it is counted text by text, and how counts become figures. */
#ifndef WM_CLI_SCORE_H
#define WM_CLI_SCORE_H

#include "base/arena.h"
#include "in/gold.h"

typedef enum wm_score_part { WM_PART_NAMES, WM_PART_COREFERENCE, WM_PART_CONTACTS, WM_SCORE_PARTS } wm_score_part;

typedef enum wm_score_form {
    WM_SCORE_PRF,        /* precision, recall, F1; 0 where there is nothing */
    WM_SCORE_PRF_KNOWN,  /* the same; unknown where there is nothing */
    WM_SCORE_ACCURACY,   /* right of gold */
    WM_SCORE_PER_HUNDRED /* answers a hundred texts */
} wm_score_form;

typedef struct wm_measure {
    wm_score_part part;
    const char *name; /* "strict" */
    const char *type; /* "PER", "all" … */
    wm_score_form form;
} wm_measure;

enum {
    /* names: three types and all, strict and overlapping; spans alone */
    WM_SCORED_STRICT = 0,
    WM_SCORED_RELAXED = WM_SCORED_STRICT + WM_NAME_TYPES + 1,
    WM_SCORED_SPAN = WM_SCORED_RELAXED + WM_NAME_TYPES + 1,
    WM_SCORED_MUC,
    WM_SCORED_B3,
    WM_SCORED_CEAF_E,
    WM_SCORED_PAIRS,
    WM_SCORED_PAIRS_STATUS,
    WM_SCORED_TRIPLES,
    WM_SCORED_PAIRS_MEET,
    WM_SCORED_PAIRS_VISIT,
    WM_SCORED_EVENTS,
    WM_SCORED_EVENTS_MEET,
    WM_SCORED_EVENTS_VISIT,
    WM_SCORED_STATUS,
    WM_SCORED_CLASS,
    WM_SCORED_PLACE,
    WM_SCORED_PLACE_GIVEN,
    WM_SCORED_MODE,
    WM_SCORED_FALSE_EVENTS,
    WM_MEASURES
};

/* Counts of a text or a sum of them. `right` and `found` of `system` make precision, `hit` of `gold` recall; the two
 * numerators differ only for coreference, where they are no whole numbers either. */
typedef struct wm_count {
    double right, system, hit, gold;
} wm_count;

typedef struct wm_counts {
    wm_count of[WM_MEASURES];
} wm_counts;

/* A number, if there is one, and the 95 % interval around it, if that is known. */
typedef struct wm_figure {
    double value, low, high;
    bool known, bounded;
} wm_figure;

enum { WM_FIGURES = 3 };

/* Precision, recall, F1; the other forms have one figure, the first. */
typedef struct wm_figures {
    wm_figure of[WM_FIGURES];
} wm_figures;

const wm_measure *wm_measure_of(unsigned measure);
unsigned wm_measure_figures(unsigned measure);
/* "precision", "recall", "f1", "accuracy", "per-100" */
const char *wm_measure_figure_name(unsigned measure, unsigned figure);
/* The figures of a sum, without intervals. */
wm_figures wm_score_figures(unsigned measure, const wm_count *count);

void wm_counts_add(wm_counts *sum, const wm_counts *more);

/* Is `span` in a part of the text whose names are annotated? */
bool wm_score_is_annotated(const wm_gold *gold, wm_span span);

/* Each adds what it counts in one text to `counts`. */
void wm_score_names(const wm_gold *gold, const wm_gold *answer, wm_arena *scratch, wm_counts *counts);
void wm_score_coreference(const wm_gold *gold, const wm_gold *answer, wm_arena *scratch, wm_counts *counts);
void wm_score_contacts(const wm_gold *gold, const wm_gold *answer, wm_arena *scratch, wm_counts *counts);

/* Fills the intervals of one part: texts are drawn with replacement, as many as there are, 1000 times; the bounds are
 * percentiles. `counts` are those of the texts, `figures` has an item for each measure. */
void wm_score_intervals(wm_score_part part, const wm_counts *const *counts, uint32_t count, wm_arena *scratch,
                        wm_figures *figures);

#endif
