/* SPDX-License-Identifier: MIT */
/* The last step of loading: the vocabulary becomes a hash table, word sets become bitsets over it, each phase gets what
 * wakes it at all, and the sieve is made. With them the cost of a sentence depends on what it holds, not on how many
 * rules there are.
 */
#include "rule/emit.h"

#include "base/utf8.h"

#include <stdlib.h>

/* At most a third full, because every token of a text asks, and most are not in it. */
static void build_vocabulary(wm_loading *loading)
{
    uint32_t count = loading->words.strings.count, room = 64;
    while (room < count * 3)
        room *= 2;
    wm_word_slot *slots = WM_NEW_N(loading->keep, wm_word_slot, room);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t hash = wm_utf8_hash(loading->words.strings.items[i]);
        uint32_t at = (uint32_t)hash & (room - 1);
        while (slots[at].hash != 0 && slots[at].hash != hash)
            at = (at + 1) & (room - 1);
        slots[at] = (wm_word_slot){hash, i + 1};
    }
    loading->rules->words = slots;
    loading->rules->word_room = room;
    loading->rules->word_count = count;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

/* Equal sets get one number and, later, one bitset: many rules use the same macros. */
uint32_t wm_load_set(wm_loading *loading, uint32_t *words, uint32_t count)
{
    if (count == 0)
        return WM_NO_ID;
    bool sorted = true; /* as the words of a macro are: they were numbered in its order */
    for (uint32_t i = 1; i < count; i++)
        sorted = sorted && words[i - 1] <= words[i];
    if (!sorted)
        qsort(words, count, sizeof *words, by_number);
    uint32_t kept = 1;
    for (uint32_t i = 1; i < count; i++)
        if (words[i] != words[kept - 1])
            words[kept++] = words[i];
    return wm_intern_put(&loading->sets, (wm_slice){(const char *)words, kept * sizeof *words});
}

/* 64-bit words of a bitset over the vocabulary. */
static uint32_t stride(const wm_loading *loading)
{
    return loading->words.strings.count / 64 + 1;
}

/* One bitset for each distinct set of words. */
static const uint64_t **build_sets(wm_loading *loading)
{
    uint32_t count = loading->sets.strings.count;
    const uint64_t **sets = WM_NEW_N(loading->scratch, const uint64_t *, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t *bits = WM_NEW_N(loading->keep, uint64_t, stride(loading));
        wm_slice words = loading->sets.strings.items[i];
        for (uint32_t j = 0; j < wm_set_count(words); j++) {
            uint32_t word = wm_set_word(words, j);
            bits[word / 64] |= UINT64_C(1) << word % 64;
        }
        sets[i] = bits;
    }
    return sets;
}

/* A regex stands alone in its atom; a number of a set is of loading only. */
static void link_atom(wm_atom *atom, const uint64_t *const *sets)
{
    atom->words = atom->regex == NULL && atom->set != WM_NO_ID ? sets[atom->set] : NULL;
}

/* Atoms of questions are their own, not in the list of the set. */
static void link_question(wm_question *question, const uint64_t *const *sets)
{
    for (wm_question *kid = question->first; kid != NULL; kid = kid->next)
        link_question(kid, sets);
    link_atom(&question->atom, sets);
}

/* A trigger that is neither word nor label nor shape is a regex. */
static bool wakes_always(const wm_atom *atom)
{
    return atom->words == NULL && atom->shape == 0 && !wm_labels_any(&atom->labels);
}

/* Adds one set to another. */
static void watch(uint64_t *watched, const uint64_t *words, uint32_t size)
{
    for (uint32_t i = 0; words != NULL && i < size; i++)
        watched[i] |= words[i];
}

/* What the survey of a tape has to look for. */
static void gather_phases(wm_loading *loading)
{
    wm_rules *rules = loading->rules;
    rules->watched_words = WM_NEW_N(loading->keep, uint64_t, stride(loading));
    rules->word_phases = WM_NEW_N(loading->keep, uint64_t, loading->words.strings.count + 1);
    rules->phase_numbers = WM_NEW_N(loading->keep, uint32_t, rules->phase_count + 1);
    for (uint32_t i = 0; i < rules->phase_count; i++) {
        rules->phase_numbers[i] = rules->phases[i].number;
        watch(rules->watched_words, rules->phases[i].words, stride(loading));
        for (uint32_t word = 1; word <= loading->words.strings.count; word++)
            if (wm_word_in(rules->phases[i].words, word))
                rules->word_phases[word] |= rules->phases[i].bit;
    }
    for (uint32_t rule = 0; rule < rules->count; rule++) {
        const wm_program *program = &rules->programs[rule];
        for (uint32_t i = 0; i < program->also_count; i++)
            watch(rules->watched_words, program->also[i].words, stride(loading));
    }
}

/* What the phase looks for at all: one look at them tells most tapes that nobody will wake. */
static void build_phase(wm_loading *loading, wm_phase *phase)
{
    uint64_t *words = WM_NEW_N(loading->keep, uint64_t, stride(loading));
    for (uint32_t rule = phase->begin; rule < phase->end; rule++) {
        const wm_atom *atom = &loading->rules->programs[rule].trigger.atom;
        watch(words, atom->words, stride(loading));
        wm_labels_join(&phase->labels, &atom->labels);
        phase->shapes |= atom->shape;
        phase->is_awake = phase->is_awake || wakes_always(atom);
    }
    phase->words = words;
}

/* Rules come sorted by phase, so each phase is a stretch of them. */
static void find_phases(wm_loading *loading)
{
    wm_rules *rules = loading->rules;
    rules->phases = WM_NEW_N(loading->keep, wm_phase, rules->count + 1);
    for (uint32_t rule = 0; rule < rules->count; rule++) {
        wm_phase *last = &rules->phases[rules->phase_count - (rules->phase_count != 0)];
        if (rules->phase_count == 0 || last->number != rules->infos[rule].phase) {
            last = &rules->phases[rules->phase_count++];
            /* more phases than bits: the last ones share one, and wake each other */
            uint32_t place = rules->phase_count - 1 < 63 ? rules->phase_count - 1 : 63;
            *last = (wm_phase){.number = rules->infos[rule].phase, .bit = UINT64_C(1) << place, .begin = rule};
        }
        last->end = rule + 1;
    }
}

/* What is ahead of choices makes new sets; they are linked before phases, whose words are made of those of triggers,
 * and the sieve asks for both. */
void wm_index_build(wm_loading *loading)
{
    build_vocabulary(loading);
    wm_ahead_note(loading);
    const uint64_t *const *sets = build_sets(loading);
    for (uint32_t rule = 0; rule < loading->rules->count; rule++) {
        wm_program *program = &loading->rules->programs[rule];
        program->atoms = loading->rules->atoms.items;
        link_atom(&program->trigger.atom, sets);
        for (uint32_t i = 0; i < program->also_count; i++)
            link_atom(&program->also[i], sets);
    }
    for (uint32_t i = 0; i < loading->rules->atoms.count; i++)
        link_atom(&loading->rules->atoms.items[i], sets);
    for (uint32_t i = 0; i < loading->rules->questions.count; i++)
        link_question(loading->rules->questions.items[i], sets);
    find_phases(loading);
    for (uint32_t i = 0; i < loading->rules->phase_count; i++)
        build_phase(loading, &loading->rules->phases[i]);
    gather_phases(loading);
    wm_sieve_build(loading);
}
