/* SPDX-License-Identifier: MIT */
/* Whether any rule of some phases is worth running, asked before a tape is laid out for them. An earlier tape of the
 * same words tells: a rule cannot match of which something is missing on it, or stands in another order. Labels are
 * told apart, because the tape to come has others; where they will stand is not known.
 *
 * In: a matcher, a tape, labels. Out: yes or no.
 */
#include "rule/run.h"

#include "base/bits.h"

static bool phase_wakes(const wm_phase *phase, const wm_tape_survey *survey, const wm_labels *labels)
{
    return (survey->word_phases & phase->bit) != 0 || phase->is_awake || (survey->shapes & phase->shapes) != 0 ||
           wm_labels_meet(labels, &phase->labels);
}

/* Of 64 rules those of which the trigger and the second thing are on the tape, or may come with a label. */
static uint64_t candidates(const wm_matcher *m, const wm_tape *tape, uint32_t word)
{
    const wm_sieve_word *in = &m->rules->sieve.words[word];
    const uint64_t *blocks = wm_classes_blocks(m->classes), *const *rows = tape->survey.classes->rows;
    uint64_t trigger = in->late_trigger, also = in->late_also;
    if ((trigger == 0 && !wm_bits_has(tape->survey.classes->awake, word)) ||
        (also == 0 && !wm_bits_has(tape->survey.classes->also, word)))
        return 0;
    for (uint32_t i = 0; i < tape->element_count; i++) {
        const uint64_t *block = wm_row_block(rows[i], &m->layout, blocks, word);
        trigger |= block[WM_PLANE_TRIGGER];
        also |= block[WM_PLANE_ALSO];
    }
    return trigger & also & in->rules;
}

/* Of a thing with a label is only known whether it is there. */
static bool is_there(const wm_matcher *m, const wm_tape *tape, uint32_t atom, const wm_labels *labels)
{
    if (wm_labels_meet(labels, &m->rules->atoms.items[atom].labels))
        return true;
    for (uint32_t i = 0; i < tape->element_count; i++)
        if (wm_row_has(tape->survey.classes->rows[i], atom))
            return true;
    return false;
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
    if (!is_in_order(m, tape, chain))
        return false;
    for (uint32_t i = 0; i < chain->count; i++)
        if ((chain->labelled >> i & 1) != 0 && !is_there(m, tape, chain->atoms[i], labels))
            return false;
    return true;
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

static bool phase_may_fire(const wm_matcher *m, const wm_phase *phase, const wm_tape *tape, const wm_labels *labels)
{
    for (uint32_t first = phase->begin, word = phase->first_word; first < phase->end; first += 64, word++)
        for (uint64_t rules = candidates(m, tape, word); rules != 0; rules &= rules - 1) {
            uint32_t rule = wm_bits_lowest(rules);
            if (chain_may_hold(m, tape, &m->rules->sieve.words[word].chains[rule], labels) &&
                rule_may_fire(&m->rules->programs[first + rule], &tape->survey, labels))
                return true;
        }
    return false;
}

bool wm_rules_may_fire(wm_matcher *m, uint32_t from, uint32_t to, const wm_tape *tape, const wm_labels *labels)
{
    if (!wm_classes_know(tape->survey.classes, m->classes, *m->epoch))
        wm_classes_fill(m->classes, tape);
    for (uint32_t i = 0; i < m->rules->phase_count; i++) {
        const wm_phase *phase = &m->rules->phases[i];
        if (phase->number >= from && phase->number < to && phase_wakes(phase, &tape->survey, labels) &&
            phase_may_fire(m, phase, tape, labels))
            return true;
    }
    return false;
}

const uint32_t *wm_rules_phases(const wm_rules *rules, uint32_t *ret_count)
{
    *ret_count = rules->phase_count;
    return rules->phase_numbers;
}
