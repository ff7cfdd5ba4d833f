/* SPDX-License-Identifier: MIT */
/* The tables of the sieve, by feature. What was gathered rule by rule is sorted by the feature that brings it, so that
 * an element's row is made from its features alone; and of each word it is noted in which sets it is.
 *
 * In: facts, the sets as loaded. Out: wm_sieve.first, .entries, .set_first, .sets.
 */
#include "rule/load.h"

/* Entries of one feature at one place become one; gives how many are left. `slots` is a place for each, zeroed. */
static uint32_t merge(wm_sieve_entry *entries, uint32_t count, uint32_t *slots)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        wm_sieve_entry entry = entries[i];
        uint32_t *slot = &slots[entry.at];
        if (*slot == 0) {
            entries[kept++] = entry;
            *slot = kept;
        } else {
            entries[*slot - 1].bits |= entry.bits;
        }
    }
    for (uint32_t i = 0; i < kept; i++)
        slots[entries[i].at] = 0;
    return kept;
}

/* From where the entries of each feature begin, counted in all, to where they lie without those that were merged. */
static void merge_all(wm_loading *loading, uint32_t *first, wm_sieve_entry *entries, uint32_t feature_count)
{
    uint32_t *slots = WM_NEW_N(loading->scratch, uint32_t, loading->rules->sieve.raw_count);
    uint32_t kept = 0;
    for (uint32_t f = 0; f < feature_count; f++) {
        uint32_t begin = first[f], count = merge(entries + begin, first[f + 1] - begin, slots);
        memmove(entries + kept, entries + begin, count * sizeof *entries);
        first[f] = kept;
        kept += count;
    }
    first[feature_count] = kept;
}

/* Counted first and placed then. */
static void index_facts(wm_loading *loading, const wm_facts *facts, uint32_t feature_count)
{
    wm_arena *keep = loading->keep;
    wm_sieve *sieve = &loading->rules->sieve;
    uint32_t *first = WM_NEW_N(keep, uint32_t, feature_count + 2);
    wm_sieve_entry *entries = WM_NEW_N(keep, wm_sieve_entry, facts->count + 1);
    for (uint32_t i = 0; i < facts->count; i++)
        first[facts->items[i].feature + 2]++;
    for (uint32_t f = 0; f < feature_count; f++)
        first[f + 2] += first[f + 1];
    for (uint32_t i = 0; i < facts->count; i++) {
        const wm_fact *one = &facts->items[i];
        entries[first[one->feature + 1]++] = (wm_sieve_entry){one->at, UINT64_C(1) << one->bit};
        if (one->feature < WM_FEATURE_SHAPE)
            wm_labels_add(&sieve->labels, one->feature);
        else if (one->feature < WM_FEATURE_QUESTION)
            sieve->shapes |= UINT32_C(1) << (one->feature - WM_FEATURE_SHAPE);
        else if (one->feature < WM_FEATURE_SET)
            sieve->questions |= UINT64_C(1) << (one->feature - WM_FEATURE_QUESTION);
    }
    merge_all(loading, first, entries, feature_count);
    sieve->first = first;
    sieve->entries = entries;
}

/* By word: the sets it is in. */
static void index_sets(wm_loading *loading, wm_sieve *sieve)
{
    uint32_t word_count = loading->words.strings.count + 1, total = 0;
    const wm_slice *words = loading->sets.strings.items; /* by set */
    uint32_t *first = WM_NEW_N(loading->keep, uint32_t, word_count + 2);
    for (uint32_t set = 0; set < sieve->set_count; set++)
        for (uint32_t i = 0; i < wm_set_count(words[set]); i++, total++)
            first[wm_set_word(words[set], i) + 2]++;
    uint32_t *sets = WM_NEW_N(loading->keep, uint32_t, total + 1);
    for (uint32_t word = 0; word < word_count; word++)
        first[word + 2] += first[word + 1];
    for (uint32_t set = 0; set < sieve->set_count; set++)
        for (uint32_t i = 0; i < wm_set_count(words[set]); i++)
            sets[first[wm_set_word(words[set], i) + 1]++] = set;
    sieve->set_first = first;
    sieve->sets = sets;
}

void wm_sieve_index(wm_loading *loading, const wm_facts *facts)
{
    wm_sieve *sieve = &loading->rules->sieve;
    index_sets(loading, sieve);
    index_facts(loading, facts, WM_FEATURE_SET + sieve->set_count);
}
