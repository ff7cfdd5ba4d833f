/* SPDX-License-Identifier: MIT */
/* Whether any rule of some phases is worth running, asked before a tape is laid out for them: what a survey has seen of
 * words, labels and shapes is compared with what wakes them.
 *
 * In: rules, a survey. Out: yes or no.
 */
#include "rule/program.h"

static bool phase_wakes(const wm_phase *phase, const wm_tape_survey *survey)
{
    return (survey->word_phases & phase->bit) != 0 || phase->is_awake ||
           (survey->shapes & phase->shapes) != 0 || wm_labels_meet(&survey->labels, &phase->labels);
}

static bool survey_has(const wm_tape_survey *survey, const wm_atom *atom)
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
    if (!anywhere && !survey_has(survey, atom))
        return false;
    for (uint32_t i = 0; i < program->also_count; i++)
        if (!survey_has(survey, &program->also[i]))
            return false;
    return true;
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
