/* SPDX-License-Identifier: MIT */
/* Whether any rule of some phases is worth running, asked before a tape is laid out for them. An earlier tape of the
 * same words tells: what rows of its elements know of the things that rules need is joined, and a rule of which
 * something is missing, or stands in another order, cannot match. Labels are told apart, because the tape to come has
 * others; where they will stand is not known.
 *
 * In: a matcher, a tape, labels. Out: yes or no.
 */
#include "rule/run.h"

static bool phase_wakes(const wm_phase *phase, const wm_tape_survey *survey, const wm_labels *labels)
{
    return (survey->word_phases & phase->bit) != 0 || phase->is_awake || (survey->shapes & phase->shapes) != 0 ||
           wm_labels_meet(labels, &phase->labels);
}

/* Which atoms fit anything on the tape. */
static void join_row(uint64_t *there, const uint64_t *row, uint32_t words)
{
    for (uint32_t w = 0; w < words; w++)
        there[w] |= row[w];
}

void wm_rules_foresee(wm_matcher *m, const wm_tape *tape)
{
    uint32_t words = m->rules->sieve.chain_words;
    wm_classes_fill(m->classes, tape);
    m->there = wm_run_grow(m, m->there, &m->there_room, words, sizeof *m->there);
    if (words != 0)
        memset(m->there, 0, words * sizeof *m->there);
    for (uint32_t i = 0; i < tape->element_count; i++)
        join_row(m->there, tape->survey.classes->rows[i] + WM_ANSWER_WORDS, words);
}

static inline bool is_there(const wm_matcher *m, const wm_chain *chain, uint32_t link, const wm_labels *labels)
{
    uint32_t atom = chain->atoms[link];
    return (m->there[atom / 64] >> atom % 64 & 1) != 0 ||
           ((chain->labelled >> link & 1) != 0 && wm_labels_meet(labels, &m->rules->atoms.items[atom].labels));
}

static inline bool rarest_is_there(const wm_matcher *m, const wm_chain *chain, const wm_labels *labels)
{
    return chain->count == 0 || is_there(m, chain, chain->rarest, labels);
}

static bool is_in_order(const wm_matcher *m, const wm_tape *tape, const wm_chain *chain)
{
    const wm_beside *way = m->rules->sieve.besides + chain->first_way;
    uint32_t at = 0;
    for (uint32_t i = 0; i < chain->count; way += chain->ways[i++]) {
        if ((chain->labelled >> i & 1) != 0)
            continue;
        while (at < tape->element_count && !wm_rows_link(tape->survey.classes->rows, chain, i, way, at))
            at++;
        if (at++ == tape->element_count)
            return false;
    }
    return true;
}

static bool chain_may_hold(const wm_matcher *m, const wm_tape *tape, const wm_chain *chain, const wm_labels *labels)
{
    for (uint32_t i = 0; i < chain->count; i++)
        if (!is_there(m, chain, i, labels))
            return false;
    return is_in_order(m, tape, chain);
}

static bool survey_has(const wm_tape_survey *survey, const wm_labels *labels, const wm_atom *atom)
{
    if ((survey->shapes & atom->shape) != 0 || wm_labels_meet(labels, &atom->labels))
        return true;
    for (uint32_t i = 0; atom->words != NULL && i < survey->word_count; i++)
        if (wm_word_in(atom->words, survey->words[i].word))
            return true;
    return false;
}

/* What looks ask for is in no chain. */
static bool rule_may_fire(const wm_program *program, const wm_tape_survey *survey, const wm_labels *labels)
{
    const wm_atom *atom = &program->trigger.atom;
    bool anywhere = atom->words == NULL && atom->shape == 0 && !wm_labels_any(&atom->labels);
    if (!anywhere && !survey_has(survey, labels, atom))
        return false;
    for (uint32_t i = 0; i < program->also_count; i++)
        if (!survey_has(survey, labels, &program->also[i]))
            return false;
    return true;
}

bool wm_rules_may_fire(wm_matcher *m, uint32_t from, uint32_t to, const wm_tape *tape, const wm_labels *labels)
{
    const wm_rules *rules = m->rules;
    for (uint32_t i = 0; i < rules->phase_count; i++) {
        const wm_phase *phase = &rules->phases[i];
        if (phase->number < from || phase->number >= to || !phase_wakes(phase, &tape->survey, labels))
            continue;
        const wm_sieve_word *words = &rules->sieve.words[phase->first_word];
        for (uint32_t rule = 0; rule < phase->end - phase->begin; rule++)
            if (rarest_is_there(m, &words[rule / 64].chains[rule % 64], labels) &&
                chain_may_hold(m, tape, &words[rule / 64].chains[rule % 64], labels) &&
                rule_may_fire(&rules->programs[phase->begin + rule], &tape->survey, labels))
                return true;
    }
    return false;
}

const uint32_t *wm_rules_phases(const wm_rules *rules, uint32_t *ret_count)
{
    *ret_count = rules->phase_count;
    return rules->phase_numbers;
}
