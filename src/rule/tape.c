/* SPDX-License-Identifier: MIT */
/* Making a tape ready for all phases. The survey says, once, which words some rule waits for, which labels and shapes
 * are there, and where; edges that come later are put among the others and noted.
 *
 * In: elements and edges. Out: tape->survey; edges sorted by begin, the longest first.
 */
#include "rule/program.h"

#include "base/bits.h"

static void add_place(uint64_t *places, uint32_t at)
{
    places[at / 64] |= UINT64_C(1) << at % 64;
}

/* The class of the element is to be found anew. */
static void note_change(wm_tape_survey *survey, uint32_t at)
{
    add_place(survey->classes->changed, at);
    survey->classes->complete = false;
}

static void note_edge(wm_tape *tape, const wm_edge *edge)
{
    wm_tape_survey *survey = &tape->survey;
    wm_labels_join(&survey->labels, &edge->labels);
    wm_labels_join(&survey->starts[edge->begin], &edge->labels);
    wm_labels_join(&survey->ends[edge->end - 1], &edge->labels);
    note_change(survey, edge->begin);
    add_place(survey->edge_places, edge->begin);
    if (edge->end - edge->begin > survey->longest_edge)
        survey->longest_edge = edge->end - edge->begin;
}

static wm_tape_classes *new_classes(const wm_rules *rules, uint32_t count, wm_arena *scratch)
{
    uint32_t stride = count / 64 + 1;
    wm_tape_classes *classes = WM_NEW(scratch, wm_tape_classes);
    classes->rows = (const uint64_t **)wm_arena_alloc(scratch, (count + 2) * sizeof *classes->rows) + 1;
    classes->changed = WM_NEW_N(scratch, uint64_t, stride + 2 * (rules->sieve.word_count / 64 + 1));
    classes->awake = classes->changed + stride;
    classes->also = classes->awake + rules->sieve.word_count / 64 + 1;
    return classes;
}

void wm_rules_survey(const wm_rules *rules, wm_tape *tape, wm_arena *scratch)
{
    uint32_t count = tape->element_count;
    wm_tape_word *words = wm_arena_alloc(scratch, (count + 1) * sizeof *words);
    wm_tape_survey survey = {.words = words, .longest_edge = 1};
    survey.classes = new_classes(rules, count, scratch);
    survey.starts = wm_arena_alloc(scratch, (count + 1) * sizeof *survey.starts);
    survey.ends = wm_arena_alloc(scratch, (count + 1) * sizeof *survey.ends);
    survey.edge_places = WM_NEW_N(scratch, uint64_t, count / 64 + 1);
    for (uint32_t i = 0; i < count; i++) {
        const wm_element *element = &tape->elements[i];
        if (wm_word_in(rules->watched_words, element->word)) {
            words[survey.word_count] = (wm_tape_word){element->word, i};
            survey.word_count++;
            survey.word_phases |= rules->word_phases[element->word];
        }
        survey.starts[i] = survey.ends[i] = element->labels;
        wm_labels_join(&survey.labels, &element->labels);
        survey.shapes |= element->shape;
    }
    tape->survey = survey;
    for (uint32_t i = 0; i < tape->edge_count; i++)
        note_edge(tape, &tape->edges[i]);
}

/* A label above one element is one of the element. */
static void note_element(wm_tape *tape, uint32_t at, const wm_labels *labels)
{
    wm_tape_survey *survey = &tape->survey;
    wm_labels_join(&tape->elements[at].labels, labels);
    wm_labels_join(&survey->starts[at], labels);
    wm_labels_join(&survey->ends[at], labels);
    wm_labels_join(&survey->labels, labels);
    note_change(survey, at);
}

/* An edge that comes later lies behind its equals. */
static bool comes_before(const wm_edge *a, const wm_edge *b)
{
    return a->begin != b->begin ? a->begin < b->begin : a->end > b->end;
}

void wm_tape_add(wm_tape *tape, wm_edge_array *edges, wm_edge_array *fresh, wm_arena *arena)
{
    for (uint32_t i = 0; i < fresh->count; i++) {
        const wm_edge *edge = &fresh->items[i];
        if (edge->end == edge->begin + 1) {
            note_element(tape, edge->begin, &edge->labels);
            continue;
        }
        (void)WM_PUSH(arena, edges);
        uint32_t at = edges->count - 1;
        for (; at > 0 && comes_before(edge, &edges->items[at - 1]); at--)
            edges->items[at] = edges->items[at - 1];
        edges->items[at] = *edge;
        note_edge(tape, edge);
    }
    fresh->count = 0;
    tape->edges = edges->items;
    tape->edge_count = edges->count;
}
