/* SPDX-License-Identifier: MIT */
/* The last step of loading: the vocabulary becomes a hash table, word sets become bitsets over it, and each phase gets
 * its lists of which word, label or shape wakes which rules. With them the cost of a sentence depends on what it holds,
 * not on how many rules there are.
 */
#include "rule/load.h"

#include "base/utf8.h"

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
}

/* 64-bit words of a bitset over the vocabulary. */
static uint32_t stride(const wm_loading *loading)
{
    return loading->words.strings.count / 64 + 1;
}

/* The words of a set, as loaded. */
static wm_slice set_words(const wm_loading *loading, uint32_t set)
{
    return loading->sets.strings.items[set];
}

/* Interned strings are not aligned for numbers. */
static uint32_t set_word(wm_slice words, uint32_t index)
{
    uint32_t word;
    memcpy(&word, words.at + index * sizeof word, sizeof word);
    return word;
}

/* One bitset for each distinct set of words. */
static const uint64_t **build_sets(wm_loading *loading)
{
    uint32_t count = loading->sets.strings.count;
    const uint64_t **sets = WM_NEW_N(loading->scratch, const uint64_t *, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t *bits = WM_NEW_N(loading->keep, uint64_t, stride(loading));
        wm_slice words = set_words(loading, i);
        for (uint32_t j = 0; j < words.len / sizeof(uint32_t); j++) {
            uint32_t word = set_word(words, j);
            bits[word / 64] |= UINT64_C(1) << word % 64;
        }
        sets[i] = bits;
    }
    return sets;
}

static void link_atom(wm_atom *atom, const uint64_t *const *sets)
{
    atom->words = atom->regex == NULL && atom->set != WM_NO_ID ? sets[atom->set] : NULL;
}

static void link_question(wm_question *question, const uint64_t *const *sets)
{
    for (wm_question *kid = question->first; kid != NULL; kid = kid->next)
        link_question(kid, sets);
    link_atom(&question->atom, sets);
}

/* Who is woken by what: pairs, counted first and placed then. */
typedef struct pairs {
    uint32_t *first, *items;
    uint32_t keys;
} pairs;

/* Calls itself for each word, label or shape of a rule's trigger: counts (items NULL) or places. */
static void put_pair(pairs *p, uint32_t key, uint32_t rule)
{
    if (p->items == NULL)
        p->first[key + 1]++;
    else
        p->items[p->first[key]++] = rule;
}

/* Everything that can wake one rule. */
static void put_trigger(const wm_loading *loading, const wm_atom *atom, uint32_t rule, pairs tables[3])
{
    if (atom->set != WM_NO_ID && atom->words != NULL) {
        wm_slice words = set_words(loading, atom->set);
        for (uint32_t i = 0; i < words.len / sizeof(uint32_t); i++)
            put_pair(&tables[0], set_word(words, i), rule);
    }
    for (uint32_t label = 0; label < WM_LABELS_MAX; label++)
        if (wm_labels_has(&atom->labels, label))
            put_pair(&tables[1], label, rule);
    for (uint32_t bit = 0; bit < 32; bit++)
        if ((atom->shape >> bit & 1) != 0)
            put_pair(&tables[2], bit, rule);
}

/* A trigger that is neither word nor label nor shape is a regex. */
static bool wakes_always(const wm_atom *atom)
{
    return atom->words == NULL && atom->shape == 0 && !wm_labels_any(&atom->labels);
}

/* Runs twice, once to count and once to place. */
static void put_phase(const wm_loading *loading, const wm_phase *phase, pairs tables[3])
{
    for (uint32_t rule = phase->begin; rule < phase->end; rule++)
        put_trigger(loading, &loading->rules->programs[rule].trigger.atom, rule - phase->begin, tables);
}

/* From counts to starts. */
static void sum_up(wm_arena *keep, pairs *p)
{
    for (uint32_t key = 0; key < p->keys; key++)
        p->first[key + 1] += p->first[key];
    p->items = WM_NEW_N(keep, uint32_t, p->first[p->keys] + 1);
}

/* Placing has moved each start to its end, which is the next one's start. */
static wm_wakes settle(pairs *p)
{
    memmove(p->first + 1, p->first, p->keys * sizeof *p->first);
    p->first[0] = 0;
    return (wm_wakes){p->first, p->items};
}

/* What the phase looks for at all: one look at them tells most tapes that nobody will wake. */
static void build_filters(wm_loading *loading, wm_phase *phase)
{
    uint64_t *words = WM_NEW_N(loading->keep, uint64_t, stride(loading));
    uint32_t *always = WM_NEW_N(loading->keep, uint32_t, phase->end - phase->begin + 1);
    for (uint32_t word = 1; word <= loading->words.strings.count; word++)
        if (phase->by_word.first[word] != phase->by_word.first[word + 1])
            words[word / 64] |= UINT64_C(1) << word % 64;
    for (uint32_t rule = phase->begin; rule < phase->end; rule++) {
        const wm_atom *atom = &loading->rules->programs[rule].trigger.atom;
        wm_labels_join(&phase->labels, &atom->labels);
        phase->shapes |= atom->shape;
        if (wakes_always(atom))
            always[phase->always_count++] = rule - phase->begin;
    }
    phase->words = words;
    phase->always = always;
}

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
        wm_labels_join(&rules->waking_labels, &rules->phases[i].labels);
        rules->waking_shapes |= rules->phases[i].shapes;
        for (uint32_t word = 1; word <= loading->words.strings.count; word++)
            if (wm_word_in(rules->phases[i].words, word))
                rules->word_phases[word] |= rules->phases[i].bit;
    }
    for (uint32_t rule = 0; rule < rules->count; rule++)
        watch(rules->watched_words, rules->programs[rule].also.words, stride(loading));
}

/* Tables 0, 1 and 2 are words, labels and shapes. */
static void build_phase(wm_loading *loading, wm_phase *phase)
{
    pairs tables[3] = {{.keys = loading->words.strings.count + 1}, {.keys = WM_LABELS_MAX}, {.keys = 32}};
    for (int i = 0; i < 3; i++)
        tables[i].first = WM_NEW_N(loading->keep, uint32_t, tables[i].keys + 1);
    put_phase(loading, phase, tables);
    for (int i = 0; i < 3; i++)
        sum_up(loading->keep, &tables[i]);
    put_phase(loading, phase, tables);
    phase->by_word = settle(&tables[0]);
    phase->by_label = settle(&tables[1]);
    phase->by_shape = settle(&tables[2]);
    build_filters(loading, phase);
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
            uint32_t place = rules->phase_count - 1 < 63 ? rules->phase_count - 1 : 63;
            *last = (wm_phase){.number = rules->infos[rule].phase, .bit = UINT64_C(1) << place, .begin = rule};
        }
        last->end = rule + 1;
    }
}

void wm_index_build(wm_loading *loading)
{
    build_vocabulary(loading);
    const uint64_t *const *sets = build_sets(loading);
    for (uint32_t rule = 0; rule < loading->rules->count; rule++) {
        wm_program *program = &loading->rules->programs[rule];
        for (uint32_t i = 0; i < program->atom_count; i++)
            link_atom(&program->atoms[i], sets);
        link_atom(&program->trigger.atom, sets);
        link_atom(&program->also, sets);
        link_atom(&program->opens, sets);
        link_atom(&program->opens_inner, sets);
        link_atom(&program->left, sets);
        link_atom(&program->right, sets);
    }
    for (uint32_t i = 0; i < loading->rules->questions.count; i++)
        link_question(loading->rules->questions.items[i], sets);
    find_phases(loading);
    for (uint32_t i = 0; i < loading->rules->phase_count; i++)
        build_phase(loading, &loading->rules->phases[i]);
    gather_phases(loading);
}
