/* SPDX-License-Identifier: MIT */
/* From a tape to the rules worth running on it. The tape is surveyed once: which words some rule waits for, which labels
 * and shapes are there, and where. Each phase then compares that with its lists, so that what a sentence costs depends
 * on what it holds and not on the number of rules.
 *
 * In: rules, a tape. Out: tape->survey; rules noted in the matcher's bits.
 */
#include "rule/wake.h"

#include "base/bits.h"

/* ---- survey --------------------------------------------------------------------------------------------------- */

static void add_labels(wm_labels *set, const wm_labels *more)
{
    for (int w = 0; w < WM_LABEL_WORDS; w++)
        set->bits[w] |= more->bits[w];
}

static void add_place(wm_tape_survey *survey, uint32_t at)
{
    survey->places[at / 64] |= UINT64_C(1) << at % 64;
}

void wm_tape_note_edge(wm_tape *tape, const wm_edge *edge)
{
    wm_tape_survey *survey = &tape->survey;
    add_labels(&survey->labels, &edge->labels);
    add_labels(&survey->starts[edge->begin], &edge->labels);
    add_place(survey, edge->begin);
    if (edge->end - edge->begin > survey->longest_edge)
        survey->longest_edge = edge->end - edge->begin;
}

void wm_rules_survey(const wm_rules *rules, wm_tape *tape, wm_arena *scratch)
{
    uint32_t count = tape->element_count;
    wm_tape_word *words = wm_arena_alloc(scratch, (count + 1) * sizeof *words);
    wm_tape_survey survey = {.words = words, .longest_edge = 1};
    survey.starts = wm_arena_alloc(scratch, (count + 1) * sizeof *survey.starts);
    survey.places = WM_NEW_N(scratch, uint64_t, count / 64 + 1);
    for (uint32_t i = 0; i < count; i++) {
        const wm_element *element = &tape->elements[i];
        if (wm_word_in(rules->watched_words, element->word)) {
            add_place(&survey, i);
            words[survey.word_count] = (wm_tape_word){element->word, i};
            survey.word_count += rules->word_phases[element->word] != 0;
            survey.word_phases |= rules->word_phases[element->word];
        }
        if ((element->labels.bits[0] | element->labels.bits[1]) != 0)
            add_place(&survey, i);
        survey.starts[i] = element->labels;
        add_labels(&survey.labels, &element->labels);
        survey.shapes |= element->shape;
    }
    tape->survey = survey;
    for (uint32_t i = 0; i < tape->edge_count; i++)
        wm_tape_note_edge(tape, &tape->edges[i]);
}

/* ---- waking --------------------------------------------------------------------------------------------------- */

static void wake(wm_matcher *m, uint32_t rule, uint32_t at)
{
    uint64_t bit = UINT64_C(1) << rule % 64;
    if ((m->woken[rule / 64] & bit) == 0)
        m->first_at[rule] = at;
    else if (at < m->first_at[rule])
        m->first_at[rule] = at;
    m->woken[rule / 64] |= bit;
    m->woken_top[rule / 4096] |= UINT64_C(1) << rule / 64 % 64;
}

static void wake_list(wm_matcher *m, const wm_wakes *wakes, uint32_t key, uint32_t at)
{
    for (uint32_t i = wakes->first[key]; i < wakes->first[key + 1]; i++)
        wake(m, wakes->items[i], at);
}

static bool phase_wakes(const wm_phase *phase, const wm_tape_survey *survey)
{
    return (survey->word_phases & phase->bit) != 0 || phase->always_count != 0 ||
           (survey->shapes & phase->shapes) != 0 || wm_labels_meet(&survey->labels, &phase->labels);
}

bool wm_rules_wake(const wm_rules *rules, uint32_t from, uint32_t to, const wm_tape *tape)
{
    for (uint32_t i = 0; i < rules->phase_count; i++)
        if (rules->phases[i].number >= from && rules->phases[i].number < to &&
            phase_wakes(&rules->phases[i], &tape->survey))
            return true;
    return false;
}

const uint32_t *wm_rules_phases(const wm_rules *rules, uint32_t *ret_count)
{
    *ret_count = rules->phase_count;
    return rules->phase_numbers;
}

bool wm_wake_rules(wm_matcher *m, const wm_phase *phase, const wm_tape_survey *survey)
{
    if (!phase_wakes(phase, survey))
        return false;
    for (uint32_t i = 0; (survey->word_phases & phase->bit) != 0 && i < survey->word_count; i++)
        if (wm_word_in(phase->words, survey->words[i].word))
            wake_list(m, &phase->by_word, survey->words[i].word, survey->words[i].at);
    for (uint32_t w = 0; w < WM_LABEL_WORDS; w++)
        for (uint64_t bits = survey->labels.bits[w] & phase->labels.bits[w]; bits != 0; bits &= bits - 1)
            wake_list(m, &phase->by_label, w * 64 + wm_bits_lowest(bits), 0);
    for (uint64_t bits = survey->shapes & phase->shapes; bits != 0; bits &= bits - 1)
        wake_list(m, &phase->by_shape, wm_bits_lowest(bits), 0);
    for (uint32_t i = 0; i < phase->always_count; i++)
        wake(m, phase->always[i], 0);
    uint64_t any = 0;
    for (uint32_t i = 0; i < m->top_count; i++)
        any |= m->woken_top[i];
    return any != 0;
}

