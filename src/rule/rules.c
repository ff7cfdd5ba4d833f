/* SPDX-License-Identifier: MIT */
/* Asking a loaded set: its labels, words and rules. Nothing here changes anything, so threads may share a set. */
#include "rule/program.h"

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
