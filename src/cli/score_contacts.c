/* SPDX-License-Identifier: MIT */
/* Contacts of one text: pairs, pairs with their status, triples, events, and what is right about matched events.
 *
 * In: events of the gold and of an answer. Out: counts. An actor (a place) is right if one of its spans overlaps one of
 * gold's. A meet gives each unordered pair of participants; a visit each visitor with each host, and with the place,
 * which is one unit. Pairs match pairs of their own kind, one to one, as many as possible. Status classes are asserted
 * and everything else. For triples the place must be right too, or absent on both sides.
 */
#include "cli/score_contacts.h"

#include "cli/score.h"

typedef enum pair_kind { MEET, HOST, PLACE } pair_kind;

typedef struct pair {
    pair_kind kind;
    const wm_spans *left, *right;
    const wm_gold_event *event;
} pair;

typedef WM_ARRAY(pair) pairs;

/* Lists of spans are short: an actor is named a few times in a text. */
static bool touch(const wm_spans *a, const wm_spans *b)
{
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t j = 0; j < b->count; j++)
            if (a->items[i].begin < b->items[j].end && b->items[j].begin < a->items[i].end)
                return true;
    return false;
}

/* No place on both sides is agreement: the text gives none. */
bool wm_contacts_same_place(const wm_gold_event *a, const wm_gold_event *b)
{
    if (a->places.count == 0 || b->places.count == 0)
        return a->places.count == b->places.count;
    return touch(&a->places, &b->places);
}

/* Did it happen? The finer differences are told by the accuracy of the status. */
static bool same_class(const wm_gold_event *a, const wm_gold_event *b)
{
    return (a->status == WM_ASSERTED) == (b->status == WM_ASSERTED);
}

/* ---- pairs ------------------------------------------------------------------------------------------------------ */

/* n participants give n (n - 1) / 2 pairs. */
static void add_meet(pairs *to, const wm_gold_event *event, wm_arena *scratch)
{
    const wm_gold_actors *who = &event->participants;
    for (uint32_t i = 0; i < who->count; i++)
        for (uint32_t j = i + 1; j < who->count; j++)
            *WM_PUSH(scratch, to) = (pair){MEET, &who->items[i], &who->items[j], event};
}

/* A visitor may have hosts, a place, both or neither. */
static void add_visit(pairs *to, const wm_gold_event *event, wm_arena *scratch)
{
    for (uint32_t i = 0; i < event->participants.count; i++) {
        const wm_spans *visitor = &event->participants.items[i];
        for (uint32_t j = 0; j < event->hosts.count; j++)
            *WM_PUSH(scratch, to) = (pair){HOST, visitor, &event->hosts.items[j], event};
        if (event->places.count != 0)
            *WM_PUSH(scratch, to) = (pair){PLACE, visitor, &event->places, event};
    }
}

/* In the order of the events, which decides nothing: the size of a largest matching is unique. */
static pairs list_pairs(const wm_gold *from, wm_arena *scratch)
{
    pairs list = {0};
    for (uint32_t i = 0; i < from->events.count; i++) {
        const wm_gold_event *event = &from->events.items[i];
        if (event->visit)
            add_visit(&list, event, scratch);
        else
            add_meet(&list, event, scratch);
    }
    return list;
}

/* Who meets whom has no direction; who visits whom has one. */
static bool pair_fits(const pair *g, const pair *s)
{
    if (g->kind != s->kind)
        return false;
    if (touch(g->left, s->left) && touch(g->right, s->right))
        return true;
    return g->kind == MEET && touch(g->left, s->right) && touch(g->right, s->left);
}

/* What a matching of pairs asks for; each is a measure. */
static bool pair_counts(unsigned measure, const pair *g, const pair *s)
{
    switch (measure) {
    case WM_SCORED_PAIRS_MEET:
        return g->kind == MEET;
    case WM_SCORED_PAIRS_VISIT:
        return g->kind != MEET;
    case WM_SCORED_TRIPLES:
        return same_class(g->event, s->event) && wm_contacts_same_place(g->event, s->event);
    case WM_SCORED_PAIRS_STATUS:
        return same_class(g->event, s->event);
    default:
        return true;
    }
}

/* The pairs that a measure looks at, which is what its share is taken of. */
static uint32_t pairs_of(unsigned measure, const pairs *list)
{
    uint32_t meets = 0;
    for (uint32_t i = 0; i < list->count; i++)
        meets += list->items[i].kind == MEET;
    if (measure == WM_SCORED_PAIRS_MEET)
        return meets;
    return measure == WM_SCORED_PAIRS_VISIT ? list->count - meets : list->count;
}

/* Which pairs fit is found once for all five measures; each then drops those that it does not accept. */
static void count_pairs(const pairs *gold, const pairs *answer, wm_arena *scratch, wm_count *counts)
{
    static const unsigned measures[] = {WM_SCORED_PAIRS, WM_SCORED_PAIRS_STATUS, WM_SCORED_TRIPLES,
                                        WM_SCORED_PAIRS_MEET, WM_SCORED_PAIRS_VISIT};
    wm_edges fits = wm_edges_new(gold->count, answer->count, scratch);
    wm_edges edges = wm_edges_new(gold->count, answer->count, scratch);
    for (uint32_t i = 0; i < gold->count; i++)
        for (uint32_t j = 0; j < answer->count; j++)
            fits.cells[(size_t)i * answer->count + j] = pair_fits(&gold->items[i], &answer->items[j]);
    for (size_t k = 0; k < sizeof measures / sizeof *measures; k++) {
        for (size_t c = 0; c < (size_t)gold->count * answer->count; c++)
            edges.cells[c] = fits.cells[c] && pair_counts(measures[k], &gold->items[c / answer->count],
                                                          &answer->items[c % answer->count]);
        wm_count *count = &counts[measures[k]];
        uint32_t right = wm_match_largest(&edges, scratch);
        count->gold += pairs_of(measures[k], gold);
        count->system += pairs_of(measures[k], answer);
        count->right += right;
        count->hit += right;
    }
}

/* ---- events ----------------------------------------------------------------------------------------------------- */

/* One to one: an answer that names one participant twice gets it right once. */
uint32_t wm_contacts_shared(const wm_gold_event *a, const wm_gold_event *b, wm_arena *scratch)
{
    wm_arena_mark mark = wm_arena_tell(scratch);
    wm_edges edges = wm_edges_new(a->participants.count, b->participants.count, scratch);
    for (uint32_t i = 0; i < edges.rows; i++)
        for (uint32_t j = 0; j < edges.columns; j++)
            edges.cells[(size_t)i * edges.columns + j] = touch(&a->participants.items[i], &b->participants.items[j]);
    uint32_t shared = wm_match_largest(&edges, scratch);
    wm_arena_rewind(scratch, mark);
    return shared;
}

/* The weights make one more event worth more than everything else, one more participant more than the rest. */
static double weigh(const wm_gold_event *g, const wm_gold_event *s, wm_arena *scratch)
{
    uint32_t shared = g->visit == s->visit ? wm_contacts_shared(g, s, scratch) : 0;
    if (shared == 0)
        return 0;
    return 1e6 + 100.0 * shared + 10 * touch(&g->trigger, &s->trigger) + (g->status == s->status);
}

/* In `scratch`; by event of the gold, WM_NO_MATCH for one that was missed. */
uint32_t *wm_contacts_match(const wm_gold *gold, const wm_gold *answer, wm_arena *scratch)
{
    wm_weights weights = wm_weights_new(gold->events.count, answer->events.count, scratch);
    for (uint32_t i = 0; i < weights.rows; i++)
        for (uint32_t j = 0; j < weights.columns; j++)
            weights.cells[(size_t)i * weights.columns + j] =
                weigh(&gold->events.items[i], &answer->events.items[j], scratch);
    return wm_match_heaviest(&weights, scratch);
}

/* For accuracies `gold` counts the cases. */
static void count_answer(wm_count *count, bool right)
{
    count->gold++;
    count->hit += right;
}

/* Accuracies, over one event that was matched. */
static void count_matched(const wm_gold_event *g, const wm_gold_event *s, wm_count *counts)
{
    bool place = wm_contacts_same_place(g, s);
    count_answer(&counts[WM_SCORED_STATUS], g->status == s->status);
    count_answer(&counts[WM_SCORED_CLASS], same_class(g, s));
    count_answer(&counts[WM_SCORED_PLACE], place);
    if (g->places.count != 0)
        count_answer(&counts[WM_SCORED_PLACE_GIVEN], place);
    if (!g->visit)
        count_answer(&counts[WM_SCORED_MODE], g->mode == s->mode);
}

/* The measure of its type alone. */
static unsigned measure_of_type(const wm_gold_event *event)
{
    return event->visit ? WM_SCORED_EVENTS_VISIT : WM_SCORED_EVENTS_MEET;
}

/* Matchings are one to one, so both sides count the same. */
static void count_hit(wm_count *count)
{
    count->right++;
    count->hit++;
}

/* Texts without a contact are counted apart: an invented meeting is worse than a missed one. */
static void count_events(const wm_gold *gold, const wm_gold *answer, wm_arena *scratch, wm_count *counts)
{
    const uint32_t *match = wm_contacts_match(gold, answer, scratch);
    counts[WM_SCORED_EVENTS].gold += gold->events.count;
    counts[WM_SCORED_EVENTS].system += answer->events.count;
    for (uint32_t i = 0; i < gold->events.count; i++)
        counts[measure_of_type(&gold->events.items[i])].gold++;
    for (uint32_t j = 0; j < answer->events.count; j++)
        counts[measure_of_type(&answer->events.items[j])].system++;
    for (uint32_t i = 0; i < gold->events.count; i++) {
        const wm_gold_event *g = &gold->events.items[i];
        if (match[i] == WM_NO_MATCH)
            continue;
        count_hit(&counts[WM_SCORED_EVENTS]);
        count_hit(&counts[measure_of_type(g)]);
        count_matched(g, &answer->events.items[match[i]], counts);
    }
    if (gold->events.count == 0) {
        counts[WM_SCORED_FALSE_EVENTS].gold++;
        counts[WM_SCORED_FALSE_EVENTS].hit += answer->events.count;
    }
}

/* Adds to `counts`; `scratch` is as it was. */
void wm_score_contacts(const wm_gold *gold, const wm_gold *answer, wm_arena *scratch, wm_counts *counts)
{
    wm_arena_mark mark = wm_arena_tell(scratch);
    pairs g = list_pairs(gold, scratch), a = list_pairs(answer, scratch);
    count_pairs(&g, &a, scratch, counts->of);
    count_events(gold, answer, scratch, counts->of);
    wm_arena_rewind(scratch, mark);
}
