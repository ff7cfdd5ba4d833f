/* SPDX-License-Identifier: MIT */
/* Asking a loaded set: its labels, words and rules. Nothing here changes anything, so threads may share a set. */
#include "rule/program.h"

#include "base/bits.h"

/* What a reader remembers of words and labels holds for one serial only. */
uint64_t wm_rules_serial(const wm_rules *rules)
{
    return rules->serial;
}

/* Numbers of labels with names; those with tests come behind them and have none. */
uint32_t wm_rules_label(const wm_rules *rules, wm_slice name)
{
    return wm_intern_find(&rules->labels, name);
}

uint32_t wm_rules_label_count(const wm_rules *rules)
{
    return rules->labels.strings.count;
}

const char *wm_rules_label_name(const wm_rules *rules, uint32_t label)
{
    return label < rules->labels.strings.count ? rules->labels.strings.items[label].at : NULL;
}

/* Questions of macros in macros, too. Their nesting is that of the macros, which is never circular. */
static void add_asked(const wm_rules *rules, wm_labels *used, const wm_question *question)
{
    wm_labels_join(used, &question->atom.labels);
    if (question->op == WM_ASK_MACRO)
        add_asked(rules, used, rules->questions.items[question->number]);
    for (const wm_question *kid = question->first; kid != NULL; kid = kid->next)
        add_asked(rules, used, kid);
}

/* The trigger is among the atoms as a rule, but that of a `text` rule is not. */
static void add_program(const wm_rules *rules, wm_labels *used, const wm_program *program)
{
    wm_labels_join(used, &program->labels);
    for (uint64_t bits = program->questions; bits != 0; bits &= bits - 1)
        add_asked(rules, used, rules->questions.items[wm_bits_lowest(bits)]);
    wm_labels_join(used, &program->trigger.atom.labels);
}

/* Bases of tests are always in it, whatever the phase: who sets a label sets those that tests make of it. */
wm_labels wm_rules_labels_used(const wm_rules *rules, uint32_t from)
{
    wm_labels used = {{0}};
    for (uint32_t i = 0; i < rules->derived.count; i++)
        wm_labels_join(&used, &rules->derived.items[i].bases);
    for (uint32_t rule = 0; rule < rules->count; rule++) {
        const wm_rule_info *info = &rules->infos[rule];
        if (info->phase < from)
            continue;
        add_program(rules, &used, &rules->programs[rule]);
        for (uint8_t i = 0; i < info->action_count; i++)
            if (info->actions[i].label != WM_NO_ID)
                wm_labels_add(&used, info->actions[i].label);
    }
    return used;
}

wm_labels wm_rules_labels_given(const wm_rules *rules, uint32_t from, uint32_t to)
{
    wm_labels given = {{0}};
    for (uint32_t rule = 0; rule < rules->count; rule++) {
        const wm_rule_info *info = &rules->infos[rule];
        for (uint8_t i = 0; i < info->action_count && info->phase >= from && info->phase < to; i++)
            if (info->actions[i].verb == WM_DO_TAG && info->actions[i].label != WM_NO_ID)
                wm_labels_add(&given, info->actions[i].label);
    }
    return given;
}

void wm_rules_labels_test(const wm_rules *rules, wm_labels *labels)
{
    for (uint32_t i = 0; i < rules->derived.count; i++)
        if (wm_labels_meet(&rules->derived.items[i].bases, labels))
            wm_labels_add(labels, rules->labels.strings.count + i);
}

/* Hashes of 64 bits stand for the words: that two of a million share one has a chance of three in a hundred million. */
uint32_t wm_rules_word(const wm_rules *rules, uint64_t hash)
{
    uint32_t mask = rules->word_room - 1, at = (uint32_t)hash & mask;
    while (rules->words[at].hash != hash && rules->words[at].hash != 0)
        at = (at + 1) & mask;
    return rules->words[at].word;
}

uint32_t wm_rules_count(const wm_rules *rules)
{
    return rules->count;
}

const wm_rule_info *wm_rules_info(const wm_rules *rules, uint32_t rule)
{
    return rule < rules->count ? &rules->infos[rule] : NULL;
}

/* The bytes are kept for as long as the set is, so faults can be told long after loading. */
wm_source wm_rules_source(const wm_rules *rules, uint32_t rule, wm_faults *faults)
{
    wm_source source = *rules->infos[rule].source;
    source.shown = rules->infos[rule].file; /* the first one lived as long as the faults of loading */
    source.faults = faults;
    return source;
}

/* By going along: sets have hundreds of rules, and it is asked once a phase or probe. */
void wm_rules_range(const wm_rules *rules, uint32_t from, uint32_t to, uint32_t *ret_begin, uint32_t *ret_end)
{
    uint32_t begin = 0;
    while (begin < rules->count && rules->infos[begin].phase < from)
        begin++;
    uint32_t end = begin;
    while (end < rules->count && rules->infos[end].phase < to)
        end++;
    *ret_begin = begin;
    *ret_end = end;
}
