/* SPDX-License-Identifier: MIT */
/* --at-least: scores that must not be missed, for whoever tests rules.
 *
 * In: "0.8" or "names:0.8,pairs:0.6". Out: floors, and whether the scores reach them. `names` is strict F1 over all
 * types; every other name is that of a measure, of which the line over all types counts: its F1, or its accuracy. A
 * score that cannot be given because nothing is annotated does not reach its floor.
 */
#include "cli/eval.h"
#include "cli/say.h"

#include <stdlib.h>

/* The first measure of a name is the one over everything, but for names, where it is the last. */
static bool find_measure(wm_slice name, unsigned *ret_measure)
{
    if (wm_slice_is(name, "names") || wm_slice_is(name, "strict") || wm_slice_is(name, "relaxed")) {
        *ret_measure = (wm_slice_is(name, "relaxed") ? WM_SCORED_RELAXED : WM_SCORED_STRICT) + WM_NAME_TYPES;
        return true;
    }
    for (unsigned m = WM_SCORED_SPAN; m < WM_SCORED_FALSE_EVENTS; m++)
        if (wm_slice_is(name, wm_measure_of(m)->name)) {
            *ret_measure = m;
            return true;
        }
    return false;
}

/* The decimal point of strtod() would follow the locale, which this program does not set. */
static bool read_share(wm_slice text, wm_arena *keep, double *ret_share)
{
    const char *at = wm_arena_copy(keep, text.at, text.len);
    char *end;
    *ret_share = strtod(at, &end);
    return text.len != 0 && *end == '\0' && at[0] >= '0' && at[0] <= '9' && *ret_share >= 0 && *ret_share <= 1;
}

/* A number alone is for names, the score that people mean by F1. */
static wm_status read_floor(wm_slice part, wm_arena *keep, wm_floors *floors, wm_error *err)
{
    wm_slice rest = part, name = wm_slice_cut(&rest, ':');
    if (rest.at == NULL) {
        rest = name;
        name = wm_slice_of("names");
    }
    wm_floor floor = {.name = wm_arena_copy(keep, name.at, name.len)};
    if (!find_measure(name, &floor.measure))
        return wm_fail(err, WM_BAD_USE, NULL,
                       "unknown measure '%.40s' in --at-least: names, relaxed, span, muc, b3, ceaf-e, pairs, "
                       "pairs+status, triples, events, status, class, place or mode",
                       floor.name);
    if (!read_share(rest, keep, &floor.least))
        return wm_fail(err, WM_BAD_USE, NULL,
                       "'%.*s' is no score for --at-least: write a number from 0 to 1, as 0.8 or pairs:0.6",
                       (int)(rest.len < 40 ? rest.len : 40), rest.at);
    *WM_PUSH(keep, floors) = floor;
    return WM_OK;
}

/* Read before the texts are: a slip here must not cost the run. */
wm_status wm_floors_read(const char *text, wm_arena *keep, wm_floors *ret_floors, wm_error *err)
{
    wm_slice rest = wm_slice_of(text);
    wm_floors floors = {0};
    wm_status status = WM_OK;
    do
        status = read_floor(wm_slice_cut(&rest, ','), keep, &floors, err);
    while (status == WM_OK && rest.at != NULL);
    if (status == WM_OK)
        *ret_floors = floors;
    return status;
}

/* All that are missed are told, not the first one only. It is the set of all files that counts. */
bool wm_floors_hold(const wm_floors *floors, const wm_eval_set *set)
{
    bool hold = true;
    for (uint32_t i = 0; i < floors->count; i++) {
        const wm_floor *floor = &floors->items[i];
        const wm_figure *figure = &set->figures[floor->measure].of[wm_measure_figures(floor->measure) - 1];
        bool annotated = set->texts[wm_measure_of(floor->measure)->part] != 0;
        if (annotated && figure->known && figure->value >= floor->least)
            continue;
        hold = false;
        if (annotated && figure->known)
            wm_say("%s: %.4f is below %.4f", floor->name, figure->value, floor->least);
        else
            wm_say("%s: nothing to score, and %.4f was asked for", floor->name, floor->least);
    }
    return hold;
}
