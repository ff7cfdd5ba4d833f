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

/* Common words have labels, too, but wake nobody: most places would be noted in vain. */
static void note_labels(wm_tape_survey *survey, uint32_t at, const wm_labels *labels)
{
    if (wm_labels_meet(labels, &survey->waking))
        add_place(survey->label_places, at);
}

static void note_shapes(wm_tape_survey *survey, uint32_t at, uint32_t shapes, uint32_t stride)
{
    for (uint64_t bits = shapes; bits != 0; bits &= bits - 1)
        add_place(survey->shape_places + wm_bits_lowest(bits) * stride, at);
}

static void note_edge(wm_tape *tape, const wm_edge *edge)
{
    wm_tape_survey *survey = &tape->survey;
    wm_labels_join(&survey->labels, &edge->labels);
    wm_labels_join(&survey->starts[edge->begin], &edge->labels);
    wm_labels_join(&survey->ends[edge->end - 1], &edge->labels);
    note_labels(survey, edge->begin, &edge->labels);
    add_place(survey->edge_places, edge->begin);
    if (edge->end - edge->begin > survey->longest_edge)
        survey->longest_edge = edge->end - edge->begin;
}

void wm_rules_survey(const wm_rules *rules, wm_tape *tape, wm_arena *scratch)
{
    uint32_t count = tape->element_count;
    wm_tape_word *words = wm_arena_alloc(scratch, (count + 1) * sizeof *words);
    wm_tape_survey survey = {.words = words, .longest_edge = 1, .waking = rules->waking_labels};
    survey.shape_places = WM_NEW_N(scratch, uint64_t, 32 * (count / 64 + 1));
    survey.starts = wm_arena_alloc(scratch, (count + 1) * sizeof *survey.starts);
    survey.ends = wm_arena_alloc(scratch, (count + 1) * sizeof *survey.ends);
    survey.label_places = WM_NEW_N(scratch, uint64_t, count / 64 + 1);
    survey.edge_places = WM_NEW_N(scratch, uint64_t, count / 64 + 1);
    for (uint32_t i = 0; i < count; i++) {
        const wm_element *element = &tape->elements[i];
        if (wm_word_in(rules->watched_words, element->word)) {
            words[survey.word_count] = (wm_tape_word){element->word, i};
            survey.word_count++;
            survey.word_phases |= rules->word_phases[element->word];
        }
        note_labels(&survey, i, &element->labels);
        note_shapes(&survey, i, element->shape & rules->waking_shapes, count / 64 + 1);
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
    note_labels(survey, at, labels);
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
