/* SPDX-License-Identifier: MIT */
/* Which rules of a phase are worth running on a tape. What the survey has seen of words, labels and shapes is compared
 * with the phase's lists, so that what a sentence costs depends on what it holds and not on the number of rules.
 *
 * In: rules, the survey of a tape. Out: rules noted in the matcher's bits, with the places of the words that woke
 * them.
 */
#include "rule/wake.h"

#include "base/bits.h"

static void wake(wm_matcher *m, uint32_t rule, uint64_t place)
{
    uint64_t bit = UINT64_C(1) << rule % 64;
    if ((m->woken[rule / 64] & bit) == 0)
        m->places[rule] = 0;
    m->places[rule] |= place;
    m->woken[rule / 64] |= bit;
    m->woken_top[rule / 4096] |= UINT64_C(1) << rule / 64 % 64;
}

static void wake_list(wm_matcher *m, const wm_wakes *wakes, uint32_t key, uint64_t place)
{
    for (uint32_t i = wakes->first[key]; i < wakes->first[key + 1]; i++)
        wake(m, wakes->items[i], place);
}

static bool phase_wakes(const wm_phase *phase, const wm_tape_survey *survey)
{
    return (survey->word_phases & phase->bit) != 0 || phase->always_count != 0 ||
           (survey->shapes & phase->shapes) != 0 || wm_labels_meet(&survey->labels, &phase->labels);
}

bool wm_rules_wake(const wm_rules *rules, uint32_t from, uint32_t to, const wm_tape_survey *survey)
{
    for (uint32_t i = 0; i < rules->phase_count; i++)
        if (rules->phases[i].number >= from && rules->phases[i].number < to && phase_wakes(&rules->phases[i], survey))
            return true;
    return false;
}

bool wm_survey_has(const wm_tape_survey *survey, const wm_atom *atom)
{
    if ((survey->shapes & atom->shape) != 0 || wm_labels_meet(&survey->labels, &atom->labels))
        return true;
    for (uint32_t i = 0; atom->words != NULL && i < survey->word_count; i++)
        if (wm_word_in(atom->words, survey->words[i].word))
            return true;
    return false;
}

static bool rule_may_fire(const wm_program *program, const wm_tape_survey *survey)
{
    const wm_atom *atom = &program->trigger.atom;
    bool anywhere = atom->words == NULL && atom->shape == 0 && !wm_labels_meet(&atom->labels, &atom->labels);
    return (anywhere || wm_survey_has(survey, atom)) && (!program->has_also || wm_survey_has(survey, &program->also));
}

bool wm_rules_may_fire(const wm_rules *rules, uint32_t from, uint32_t to, const wm_tape_survey *survey)
{
    for (uint32_t i = 0; i < rules->phase_count; i++) {
        const wm_phase *phase = &rules->phases[i];
        if (phase->number < from || phase->number >= to || !phase_wakes(phase, survey))
            continue;
        for (uint32_t rule = phase->begin; rule < phase->end; rule++)
            if (rule_may_fire(&rules->programs[rule], survey))
                return true;
    }
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
            wake_list(m, &phase->by_word, survey->words[i].word,
                      UINT64_C(1) << (survey->words[i].at < 63 ? survey->words[i].at : 63));
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
