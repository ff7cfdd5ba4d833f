/* SPDX-License-Identifier: MIT */
/* Names of one text: right exactly, or at least in part.
 *
 * In: names of the gold and of an answer. Out: counts for each type and for all. Strict: same begin, end and type.
 * Relaxed: same type and a character in common; pairs are made one to one, longest overlap first, then the nearest
 * ends, then text order. Span: the type does not matter. A name given twice counts once. Where only parts of a text are
 * annotated, names outside are not looked at on either side.
 */
#include "cli/score.h"

#include <stdlib.h>

typedef WM_ARRAY(wm_name) names;

/* By begin, end, type: the order of the text. */
static int compare_names(const void *a, const void *b)
{
    const wm_name *x = a, *y = b;
    if (x->span.begin != y->span.begin)
        return x->span.begin < y->span.begin ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end < y->span.end ? -1 : 1;
    return (int)x->type - (int)y->type;
}

/* Types do not count. */
static int compare_spans(const wm_name *x, const wm_name *y)
{
    wm_name other = *y;
    other.type = x->type;
    return compare_names(x, &other);
}

/* A name that is partly outside is outside, as nobody has looked at all of it. */
bool wm_score_is_annotated(const wm_gold *gold, wm_span span)
{
    bool in = !gold->partly;
    for (uint32_t i = 0; !in && i < gold->parts.count; i++)
        in = gold->parts.items[i].begin <= span.begin && span.end <= gold->parts.items[i].end;
    return in;
}

/* The names of `from` that count, sorted, each once. */
static names collect(const wm_gold *gold, const wm_gold *from, wm_arena *scratch)
{
    names all = {0}, once = {0};
    for (uint32_t i = 0; i < from->names.count; i++)
        if (wm_score_is_annotated(gold, from->names.items[i].span))
            *WM_PUSH(scratch, &all) = from->names.items[i];
    if (all.count != 0)
        qsort(all.items, all.count, sizeof *all.items, compare_names);
    for (uint32_t i = 0; i < all.count; i++)
        if (i == 0 || compare_names(&all.items[i - 1], &all.items[i]) != 0)
            *WM_PUSH(scratch, &once) = all.items[i];
    return once;
}

/* One name is right: for its type and for all. */
static void count_hit(wm_count *counts, wm_name_type type)
{
    counts[type].right++;
    counts[type].hit++;
    counts[WM_NAME_TYPES].right++;
    counts[WM_NAME_TYPES].hit++;
}

/* What was to be found and what was answered; the rest is counting hits. */
static void count_sizes(wm_count *counts, const names *gold, const names *answer)
{
    for (uint32_t i = 0; i < gold->count; i++)
        counts[gold->items[i].type].gold++;
    for (uint32_t i = 0; i < answer->count; i++)
        counts[answer->items[i].type].system++;
    counts[WM_NAME_TYPES].gold += gold->count;
    counts[WM_NAME_TYPES].system += answer->count;
}

/* Both lists are sorted alike, so one walk finds what they share. */
static void count_strict(wm_count *counts, const names *gold, const names *answer)
{
    for (uint32_t i = 0, j = 0; i < gold->count && j < answer->count;) {
        int order = compare_names(&gold->items[i], &answer->items[j]);
        if (order == 0)
            count_hit(counts, gold->items[i].type);
        i += order <= 0;
        j += order >= 0;
    }
}

/* ---- overlapping ------------------------------------------------------------------------------------------------ */

typedef struct meeting {
    uint32_t overlap, distance, gold, answer;
} meeting;

typedef WM_ARRAY(meeting) meetings;

/* Total, so qsort() gives one order everywhere. */
static int compare_meetings(const void *a, const void *b)
{
    const meeting *x = a, *y = b;
    if (x->overlap != y->overlap)
        return x->overlap > y->overlap ? -1 : 1;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    if (x->gold != y->gold)
        return x->gold < y->gold ? -1 : 1;
    return x->answer < y->answer ? -1 : x->answer > y->answer;
}

/* Of two ends. */
static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

/* Answers that end before a name begins cannot meet later names either, as long as all before them do too. */
static meetings find_meetings(const names *gold, const names *answer, wm_arena *scratch)
{
    meetings found = {0};
    uint32_t first = 0;
    for (uint32_t i = 0; i < gold->count; i++) {
        wm_span g = gold->items[i].span;
        while (first < answer->count && answer->items[first].span.end <= g.begin)
            first++;
        for (uint32_t j = first; j < answer->count && answer->items[j].span.begin < g.end; j++) {
            wm_span s = answer->items[j].span;
            uint32_t begin = g.begin > s.begin ? g.begin : s.begin, end = g.end < s.end ? g.end : s.end;
            if (begin < end && gold->items[i].type == answer->items[j].type)
                *WM_PUSH(scratch, &found) =
                    (meeting){end - begin, distance(g.begin, s.begin) + distance(g.end, s.end), i, j};
        }
    }
    if (found.count != 0)
        qsort(found.items, found.count, sizeof *found.items, compare_meetings);
    return found;
}

/* Greedy, from the best pair down. It is what the definition says, and not the largest matching. */
static void count_relaxed(wm_count *counts, const names *gold, const names *answer, wm_arena *scratch)
{
    meetings found = find_meetings(gold, answer, scratch);
    bool *gold_used = WM_NEW_N(scratch, bool, gold->count), *answer_used = WM_NEW_N(scratch, bool, answer->count);
    for (uint32_t k = 0; k < found.count; k++) {
        const meeting *m = &found.items[k];
        if (gold_used[m->gold] || answer_used[m->answer])
            continue;
        gold_used[m->gold] = answer_used[m->answer] = true;
        count_hit(counts, gold->items[m->gold].type);
    }
}

/* ---- spans ------------------------------------------------------------------------------------------------------ */

/* Spans of different types that are equal stand side by side. */
static bool is_new(const names *list, uint32_t i)
{
    return i == 0 || compare_spans(&list->items[i - 1], &list->items[i]) != 0;
}

/* One walk over both lists, which are sorted by span first. */
static void count_spans(wm_count *count, const names *gold, const names *answer)
{
    for (uint32_t i = 0; i < gold->count; i++)
        count->gold += is_new(gold, i);
    for (uint32_t j = 0; j < answer->count; j++)
        count->system += is_new(answer, j);
    for (uint32_t i = 0, j = 0; i < gold->count && j < answer->count;) {
        int order = compare_spans(&gold->items[i], &answer->items[j]);
        bool counts = order == 0 && is_new(gold, i);
        count->right += counts;
        count->hit += counts;
        i += order <= 0;
        j += order > 0;
    }
}

/* Adds to `counts`; `scratch` is as it was. */
void wm_score_names(const wm_gold *gold, const wm_gold *answer, wm_arena *scratch, wm_counts *counts)
{
    wm_arena_mark mark = wm_arena_tell(scratch);
    names g = collect(gold, gold, scratch), a = collect(gold, answer, scratch);
    count_sizes(&counts->of[WM_SCORED_STRICT], &g, &a);
    count_sizes(&counts->of[WM_SCORED_RELAXED], &g, &a);
    count_strict(&counts->of[WM_SCORED_STRICT], &g, &a);
    count_relaxed(&counts->of[WM_SCORED_RELAXED], &g, &a, scratch);
    count_spans(&counts->of[WM_SCORED_SPAN], &g, &a);
    wm_arena_rewind(scratch, mark);
}
