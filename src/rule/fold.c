/* SPDX-License-Identifier: MIT */
/* Alternatives that are one set of words, labels and shapes become one node, in rules and in macros alike, and a macro
 * that is such a set is put where its name stood. Later steps then meet a list of forty words once, not at every level
 * of every rule that uses it.
 *
 * In: trees without faults, names resolved. Out: the same trees, smaller, meaning the same.
 */
#include "rule/load.h"

/* Makes the node a leaf that is the set. A node of kind label may have words and shapes, too. */
static void become_set(wm_loading *loading, wm_node *node, const wm_atom_set *set)
{
    uint32_t *words = WM_NEW_N(loading->scratch, uint32_t, set->words.count);
    if (set->words.count != 0)
        memcpy(words, set->words.items, set->words.count * sizeof *words);
    node->kind = WM_NODE_LABEL;
    node->first = NULL;
    node->words = words;
    node->word_count = set->words.count;
    node->labels = set->labels;
    node->shape = set->shape;
}

/* Puts a macro that is one set in place of its name. Other macros stay references: their trees are shared. */
static void fold_macro(wm_loading *loading, wm_node *node)
{
    wm_node *tree = node->macro->tree, *next = node->next;
    wm_slice part = node->part;
    if (!node->macro->folded)
        wm_load_fold(loading, tree);
    node->macro->folded = true;
    if (tree->kind != WM_NODE_LABEL)
        return;
    *node = *tree; /* the words are shared, nobody changes them */
    node->next = next;
    node->part = part;
}

/* Once for a leaf, however many rules come to it by their macros. */
static void number_set(wm_loading *loading, wm_node *node)
{
    bool is_leaf = node->kind == WM_NODE_WORD || node->kind == WM_NODE_LEMMA || node->kind == WM_NODE_LABEL;
    if (is_leaf && node->word_count != 0 && node->set == 0)
        node->set = wm_load_set(loading, node->words, node->word_count) + 1;
}

/* Neighbours among alternatives that are sets become one; tried in order or at once, they match the same. */
static void join_neighbours(wm_loading *loading, wm_node *kid)
{
    for (; kid != NULL; kid = kid->next) {
        wm_atom_set set = {0};
        wm_node *behind = kid;
        while (behind != NULL) {
            wm_atom_set grown = set;
            if (!wm_atom_set_of(behind, loading->brief, &grown))
                break;
            set = grown;
            behind = behind->next;
        }
        if (behind == kid || behind == kid->next)
            continue;
        become_set(loading, kid, &set);
        kid->set = 0;
        number_set(loading, kid);
        kid->next = behind;
    }
}

void wm_load_fold(wm_loading *loading, wm_node *node)
{
    for (wm_node *kid = node->first; kid != NULL; kid = kid->next)
        wm_load_fold(loading, kid);
    if (node->kind == WM_NODE_MACRO) {
        fold_macro(loading, node);
        return;
    }
    wm_atom_set set = {0};
    wm_arena_mark before = wm_arena_tell(loading->brief);
    if (node->kind == WM_NODE_ALT && wm_atom_set_of(node, loading->brief, &set))
        become_set(loading, node, &set);
    else if (node->kind == WM_NODE_ALT)
        join_neighbours(loading, node->first);
    wm_arena_rewind(loading->brief, before);
    number_set(loading, node);
}
