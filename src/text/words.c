/* SPDX-License-Identifier: MIT */
/* Sets of folded words as hashes in an open-addressing table, at most half full. Two words with one 64-bit hash would
 * be taken for each other; among thousands of words that does not happen by chance.
 */
#include "text/text.h"

#include "base/utf8.h"

/* Never full, so the search for a free slot ends. */
static void put(wm_wordset *set, uint64_t hash)
{
    uint32_t mask = set->slot_count - 1, at = (uint32_t)hash & mask;
    while (set->slots[at] != 0 && set->slots[at] != hash)
        at = (at + 1) & mask;
    set->count += set->slots[at] == 0;
    set->slots[at] = hash;
}

/* The word of a line, without comment, blanks and final dot. */
static wm_slice word_of_line(wm_slice line)
{
    wm_slice word = wm_slice_trim(wm_slice_cut(&line, '#'));
    if (word.len > 1 && word.at[word.len - 1] == '.')
        word.len--;
    return word;
}

/* Lines are counted first, which is cheaper than growing. A word of several parts is hashed as one, blanks and all, and
 * so can be found by no token: lists are of single words. */
void wm_wordset_read(wm_wordset *ret_set, wm_slice lines, wm_arena *keep)
{
    uint32_t count = 1;
    for (size_t i = 0; i < lines.len; i++)
        count += lines.at[i] == '\n';
    wm_wordset set = {.slot_count = 16};
    while (set.slot_count < count * 2)
        set.slot_count *= 2;
    set.slots = WM_NEW_N(keep, uint64_t, set.slot_count);
    while (lines.at != NULL) {
        wm_slice word = word_of_line(wm_slice_cut(&lines, '\n'));
        char key[WM_FOLD_MAX];
        if (word.len != 0)
            put(&set, wm_utf8_hash((wm_slice){key, wm_utf8_fold(word, key)}));
    }
    *ret_set = set;
}

/* A set that was never read has no slots and holds nothing. */
bool wm_wordset_has(const wm_wordset *set, uint64_t hash)
{
    if (set->slot_count == 0)
        return false;
    uint32_t mask = set->slot_count - 1, at = (uint32_t)hash & mask;
    while (set->slots[at] != 0 && set->slots[at] != hash)
        at = (at + 1) & mask;
    return set->slots[at] == hash;
}
