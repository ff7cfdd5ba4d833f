/* SPDX-License-Identifier: MIT */
/* Tokens in, word numbers out; at the end the table that the matcher probes and the filter before it.
 *
 * The table is six sevenths full. Half full it would be a third of the shipped file, and save 5 ns a token with a
 * million entries, where reading a token takes microseconds.
 *
 * Two words with the same 64-bit hash count as one, of which the matcher, comparing their folds, finds the first
 * only. Among a million words that happens with a chance of 3 in 100 million.
 */
#include "gaz/words.h"

#include "gaz/gaz.h"

enum { FILTER_KEYS_A_BLOCK = 4 /* 16 bits a key: about 1 stranger in 70 passes */ };

/* By hash alone; see above what that costs. */
uint32_t wm_gaz_words_put(wm_gaz_words *words, wm_gaz_pool *strings, const wm_text *text, const wm_token *token)
{
    uint32_t number;
    for (uint32_t at = 0; (number = wm_gaz_index_next(&words->index, token->hash, &at)) != WM_GAZ_NONE;)
        if (words->list.items[number].hash == token->hash)
            return number;
    wm_gaz_word_item *word = WM_PUSH(words->arena, &words->list);
    word->hash = token->hash;
    word->spelled = wm_gaz_pool_put(strings, wm_token_slice(text, token));
    number = words->list.count - 1;
    wm_gaz_index_add(&words->index, token->hash, number);
    return number;
}

/* Two bits in one block, so a question is one load, whatever the answer (a blocked Bloom filter: Putze, Sanders and
 * Singler 2007). One block more than needed, so that there is one when there are no names. */
uint64_t *wm_gaz_words_filter(const wm_gaz_words *words, wm_arena *keep, uint32_t *ret_block_count)
{
    uint32_t key_count = 0;
    for (uint32_t i = 0; i < words->list.count; i++)
        key_count += (words->list.items[i].starts & WM_GAZ_STARTS) + (words->list.items[i].starts >> 1);
    uint32_t block_count = key_count / FILTER_KEYS_A_BLOCK + 1;
    uint64_t *blocks = WM_NEW_N(keep, uint64_t, block_count);
    for (uint32_t i = 0; i < words->list.count; i++) {
        wm_gaz_word_item word = words->list.items[i];
        for (int lower = 0; lower < 2; lower++) {
            uint64_t key = wm_gaz_filter_key(word.hash, lower != 0);
            if ((word.starts >> lower & 1) != 0)
                blocks[wm_gaz_filter_block(key, block_count)] |= wm_gaz_filter_bits(key);
        }
    }
    *ret_block_count = block_count;
    return blocks;
}

/* One slot more than words, so that a search for a strange word ends. Words go in by number, so equal builds give equal
 * tables. */
wm_gaz_word *wm_gaz_words_freeze(const wm_gaz_words *words, wm_arena *keep, uint32_t *ret_slot_count,
                                 uint32_t **ret_places)
{
    uint32_t count = words->list.count, slot_count = count + count / 6 + 1;
    wm_gaz_word *slots = WM_NEW_N(keep, wm_gaz_word, slot_count);
    uint32_t *places = WM_NEW_N(keep, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t hash = words->list.items[i].hash;
        uint32_t at = wm_gaz_word_place(hash, slot_count);
        while (slots[at].hash != 0)
            at = at + 1 < slot_count ? at + 1 : 0;
        slots[at] = (wm_gaz_word){.hash = hash, .spelled = words->list.items[i].spelled};
        places[i] = at;
    }
    *ret_slot_count = slot_count;
    *ret_places = places;
    return slots;
}
