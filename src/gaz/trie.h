/* SPDX-License-Identifier: MIT */
/* Names as paths of words from a root: node 0. */
#ifndef WM_GAZ_TRIE_H
#define WM_GAZ_TRIE_H

#include "gaz/format.h"
#include "gaz/index.h"

typedef struct wm_gaz_trie_node {
    uint32_t parent, word;
} wm_gaz_trie_node;

typedef struct wm_gaz_trie {
    wm_arena *arena;
    wm_gaz_index index; /* of nodes, by parent and word */
    WM_ARRAY(wm_gaz_trie_node) nodes;
} wm_gaz_trie;

/* `arena` for the nodes, `lookup` for what finds them again while the trie is filled. */
void wm_gaz_trie_init(wm_gaz_trie *ret_trie, wm_arena *arena, wm_arena *lookup);
/* The child of `node` that `word` leads to, new if it was not there. */
uint32_t wm_gaz_trie_child(wm_gaz_trie *trie, uint32_t node, uint32_t word);

/* The nodes numbered as in the compiled file. */
typedef struct wm_gaz_frozen {
    uint32_t count;
    wm_gaz_node *nodes; /* one more than `count`; `posting` is not set */
    uint32_t *numbers;  /* by old number: the new one */
} wm_gaz_frozen;

/* `places` gives the slot of each word. */
void wm_gaz_trie_freeze(const wm_gaz_trie *trie, const uint32_t *places, wm_arena *keep, wm_gaz_frozen *ret_frozen);

#endif
