/* SPDX-License-Identifier: MIT */
/* The table of measures, and the arithmetic from counts to figures.
 *
 * In: sums of counts. Out: figures. Names and coreference count 0 where nothing was to be found or nothing was
 * answered; contacts leave such a figure open. The order of operations is part of the definition: another order may
 * change the last digit.
 */
#include "cli/score.h"

#define NAMES(first, name)                                                                                             \
    [(first) + WM_NAME_LOC] = {WM_PART_NAMES, name, "LOC", WM_SCORE_PRF},                                              \
               [(first) + WM_NAME_ORG] = {WM_PART_NAMES, name, "ORG", WM_SCORE_PRF},                                   \
               [(first) + WM_NAME_PER] = {WM_PART_NAMES, name, "PER", WM_SCORE_PRF},                                   \
               [(first) + WM_NAME_TYPES] = {WM_PART_NAMES, name, "micro", WM_SCORE_PRF}

static const wm_measure measures[WM_MEASURES] = {
    NAMES(WM_SCORED_STRICT, "strict"),
    NAMES(WM_SCORED_RELAXED, "relaxed"),
    [WM_SCORED_SPAN] = {WM_PART_NAMES, "span", "any", WM_SCORE_PRF},
    [WM_SCORED_MUC] = {WM_PART_COREFERENCE, "muc", "links", WM_SCORE_PRF},
    [WM_SCORED_B3] = {WM_PART_COREFERENCE, "b3", "mentions", WM_SCORE_PRF},
    [WM_SCORED_CEAF_E] = {WM_PART_COREFERENCE, "ceaf-e", "entities", WM_SCORE_PRF},
    [WM_SCORED_PAIRS] = {WM_PART_CONTACTS, "pairs", "all", WM_SCORE_PRF_KNOWN},
    [WM_SCORED_PAIRS_STATUS] = {WM_PART_CONTACTS, "pairs+status", "all", WM_SCORE_PRF_KNOWN},
    [WM_SCORED_TRIPLES] = {WM_PART_CONTACTS, "triples", "all", WM_SCORE_PRF_KNOWN},
    [WM_SCORED_PAIRS_MEET] = {WM_PART_CONTACTS, "pairs", "meet", WM_SCORE_PRF_KNOWN},
    [WM_SCORED_PAIRS_VISIT] = {WM_PART_CONTACTS, "pairs", "visit", WM_SCORE_PRF_KNOWN},
    [WM_SCORED_EVENTS] = {WM_PART_CONTACTS, "events", "all", WM_SCORE_PRF_KNOWN},
    [WM_SCORED_EVENTS_MEET] = {WM_PART_CONTACTS, "events", "meet", WM_SCORE_PRF_KNOWN},
    [WM_SCORED_EVENTS_VISIT] = {WM_PART_CONTACTS, "events", "visit", WM_SCORE_PRF_KNOWN},
    [WM_SCORED_STATUS] = {WM_PART_CONTACTS, "status", "matched", WM_SCORE_ACCURACY},
    [WM_SCORED_CLASS] = {WM_PART_CONTACTS, "class", "matched", WM_SCORE_ACCURACY},
    [WM_SCORED_PLACE] = {WM_PART_CONTACTS, "place", "matched", WM_SCORE_ACCURACY},
    [WM_SCORED_PLACE_GIVEN] = {WM_PART_CONTACTS, "place", "given", WM_SCORE_ACCURACY},
    [WM_SCORED_MODE] = {WM_PART_CONTACTS, "mode", "matched", WM_SCORE_ACCURACY},
    [WM_SCORED_FALSE_EVENTS] = {WM_PART_CONTACTS, "false-events", "none", WM_SCORE_PER_HUNDRED},
};

/* `measure` is below WM_MEASURES. */
const wm_measure *wm_measure_of(unsigned measure)
{
    return &measures[measure];
}

/* Three for precision, recall and F1, one for the rest. */
unsigned wm_measure_figures(unsigned measure)
{
    return measures[measure].form <= WM_SCORE_PRF_KNOWN ? WM_FIGURES : 1;
}

/* As in TSV and JSON. */
const char *wm_measure_figure_name(unsigned measure, unsigned figure)
{
    static const char *const names[WM_FIGURES] = {"precision", "recall", "f1"};
    if (measures[measure].form == WM_SCORE_ACCURACY)
        return "accuracy";
    return measures[measure].form == WM_SCORE_PER_HUNDRED ? "per-100" : names[figure];
}

/* Unknown when there is nothing to divide by. */
static wm_figure share(double part, double whole)
{
    return whole != 0 ? (wm_figure){.value = part / whole, .known = true} : (wm_figure){0};
}

/* van Rijsbergen 1979, from the two rounded quotients. */
static wm_figure harmonic_mean(double p, double r)
{
    return (wm_figure){.value = p + r != 0 ? 2 * p * r / (p + r) : 0, .known = true};
}

/* F1 of contacts is taken from the counts at once, which is the same number but for rounding and is known also where
 * precision is not. */
wm_figures wm_score_figures(unsigned measure, const wm_count *count)
{
    wm_score_form form = measures[measure].form;
    if (form == WM_SCORE_ACCURACY)
        return (wm_figures){{share(count->hit, count->gold)}};
    if (form == WM_SCORE_PER_HUNDRED) {
        wm_figure figure = share(count->hit, count->gold);
        figure.value *= 100;
        return (wm_figures){{figure}};
    }
    wm_figure p = share(count->right, count->system), r = share(count->hit, count->gold);
    if (form == WM_SCORE_PRF_KNOWN)
        return (wm_figures){{p, r, share(2 * count->right, count->gold + count->system)}};
    p.known = r.known = true;
    return (wm_figures){{p, r, harmonic_mean(p.value, r.value)}};
}

/* Counts are doubles, exact up to 2^53 for those that are whole. */
void wm_counts_add(wm_counts *sum, const wm_counts *more)
{
    for (unsigned m = 0; m < WM_MEASURES; m++) {
        sum->of[m].right += more->of[m].right;
        sum->of[m].system += more->of[m].system;
        sum->of[m].hit += more->of[m].hit;
        sum->of[m].gold += more->of[m].gold;
    }
}
