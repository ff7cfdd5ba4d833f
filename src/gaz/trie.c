/* SPDX-License-Identifier: MIT */
/* Built by a hash table of edges, then renumbered breadth first, so that the children of a node lie side by side,
 * sorted by word, and a node needs to know its first child only.
 *
 * Renumbering goes level by level: a parent is always older than its child, so one pass gives the depths; the nodes of
 * one depth are sorted by (new number of the parent, slot of the word) and numbered in that order.
 */
#include "gaz/trie.h"

#include <stdlib.h>

/* Node 0 is the root; it is nobody's child, so 0 can mean that there is none. */
void wm_gaz_trie_init(wm_gaz_trie *ret_trie, wm_arena *arena, wm_arena *lookup)
{
    *ret_trie = (wm_gaz_trie){.arena = arena, .index = {.arena = lookup}};
    (void)WM_PUSH(arena, &ret_trie->nodes);
}

/* Two multiplications with a shift between them, as in SplitMix64 (Steele, Lea and Flood 2014): both numbers are small
 * and count up, which linear probing would turn into long runs. */
static uint64_t hash_edge(uint32_t node, uint32_t word)
{
    uint64_t h = ((uint64_t)node << 32 | word) * UINT64_C(0x9E3779B97F4A7C15);
    return (h ^ h >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
}

/* Most nodes have one child or none, so one hash table for all edges takes less room than a list at each node. */
uint32_t wm_gaz_trie_child(wm_gaz_trie *trie, uint32_t node, uint32_t word)
{
    uint64_t hash = hash_edge(node, word);
    uint32_t child;
    for (uint32_t at = 0; (child = wm_gaz_index_next(&trie->index, hash, &at)) != WM_GAZ_NONE;)
        if (trie->nodes.items[child].parent == node && trie->nodes.items[child].word == word)
            return child;
    *WM_PUSH(trie->arena, &trie->nodes) = (wm_gaz_trie_node){node, word};
    child = trie->nodes.count - 1;
    wm_gaz_index_add(&trie->index, hash, child);
    return child;
}

typedef struct sort_item {
    uint64_t key;
    uint32_t node; /* old number */
} sort_item;

/* Keys differ: two children of one parent have different words. So the order is the same on every machine, although
 * qsort() is not stable. */
static int by_key(const void *a, const void *b)
{
    uint64_t x = ((const sort_item *)a)->key, y = ((const sort_item *)b)->key;
    return (x > y) - (x < y);
}

/* Old node numbers in order of depth; level_begin[d] is where those of depth d begin. */
static uint32_t *list_by_depth(const wm_gaz_trie *trie, wm_arena *keep, uint32_t level_begin[WM_GAZ_WORDS_MAX + 2])
{
    uint32_t count = trie->nodes.count;
    uint8_t *depths = WM_NEW_N(keep, uint8_t, count);
    memset(level_begin, 0, (WM_GAZ_WORDS_MAX + 2) * sizeof *level_begin);
    level_begin[1] = 1; /* the root */
    for (uint32_t i = 1; i < count; i++) {
        depths[i] = (uint8_t)(depths[trie->nodes.items[i].parent] + 1);
        level_begin[depths[i] + 1]++;
    }
    for (int d = 1; d <= WM_GAZ_WORDS_MAX + 1; d++)
        level_begin[d] += level_begin[d - 1];
    uint32_t next[WM_GAZ_WORDS_MAX + 2], *order = WM_NEW_N(keep, uint32_t, count);
    memcpy(next, level_begin, sizeof next);
    for (uint32_t i = 0; i < count; i++)
        order[next[depths[i]]++] = i;
    return order;
}

/* Numbers the nodes order[begin, end), all of one depth, by their places in the sorted level. */
static void number_level(const wm_gaz_trie *trie, const uint32_t *places, const uint32_t *order, uint32_t begin,
                         uint32_t end, sort_item *items, wm_gaz_frozen *frozen)
{
    for (uint32_t i = begin; i < end; i++) {
        wm_gaz_trie_node node = trie->nodes.items[order[i]];
        items[i - begin] = (sort_item){(uint64_t)frozen->numbers[node.parent] << 32 | places[node.word], order[i]};
    }
    qsort(items, end - begin, sizeof *items, by_key);
    for (uint32_t i = begin; i < end; i++) {
        sort_item item = items[i - begin];
        frozen->numbers[item.node] = i;
        frozen->nodes[i].word = (uint32_t)item.key;
        frozen->nodes[(item.key >> 32) + 1].child++; /* counted now, summed up later */
    }
}

/* n log n for the sorting, the rest is linear. */
void wm_gaz_trie_freeze(const wm_gaz_trie *trie, const uint32_t *places, wm_arena *keep, wm_gaz_frozen *ret_frozen)
{
    uint32_t count = trie->nodes.count, level_begin[WM_GAZ_WORDS_MAX + 2];
    uint32_t *order = list_by_depth(trie, keep, level_begin);
    sort_item *items = WM_NEW_N(keep, sort_item, count);
    wm_gaz_frozen frozen = {count, WM_NEW_N(keep, wm_gaz_node, count + 1), WM_NEW_N(keep, uint32_t, count)};
    for (int d = 1; d <= WM_GAZ_WORDS_MAX; d++)
        number_level(trie, places, order, level_begin[d], level_begin[d + 1], items, &frozen);
    frozen.nodes[0].child = 1;
    for (uint32_t i = 1; i <= count; i++)
        frozen.nodes[i].child += frozen.nodes[i - 1].child;
    *ret_frozen = frozen;
}
