/* SPDX-License-Identifier: MIT */
/* With what a tree may begin or end: the set of its first, or last, elements. Starts that the set excludes need not be
 * tried, nor triggers whose neighbour it excludes.
 *
 * In: a resolved tree. Out: words, labels and shapes, one of which the element has; or that it may be anything.
 */
#include "rule/load.h"

void wm_fringe_join(wm_loading *loading, wm_atom_set *all, const wm_atom_set *one)
{
    for (uint32_t i = 0; i < one->words.count; i++)
        *WM_PUSH(loading->brief, &all->words) = one->words.items[i];
    wm_labels_join(&all->labels, &one->labels);
    all->shape |= one->shape;
}

void wm_fringe_or(wm_fringe *fringe, const wm_regex *regex)
{
    if (regex == NULL)
        return;
    fringe->anything = fringe->anything || (fringe->or_regex != NULL && fringe->or_regex != regex);
    fringe->or_regex = regex;
}

static void add_atom(wm_loading *loading, const wm_node *node, wm_fringe *fringe)
{
    for (uint32_t i = 0; i < node->word_count; i++)
        *WM_PUSH(loading->brief, &fringe->set.words) = node->words[i];
    wm_labels_join(&fringe->set.labels, &node->labels);
    fringe->set.shape |= node->shape;
}

static bool is_look_at_set(wm_loading *loading, const wm_node *node, wm_atom_set *set)
{
    return node->kind == WM_NODE_LOOK && !node->negative && !node->behind &&
           wm_atom_set_of(node->first, loading->brief, set);
}

static bool is_blank(const wm_fringe *fringe)
{
    return !fringe->anything && fringe->or_regex == NULL && fringe->set.words.count == 0 && fringe->set.shape == 0 &&
           !wm_labels_any(&fringe->set.labels);
}

/* Behind a look at a set: what the set says counts where what follows says nothing. */
static bool add_behind_look(wm_loading *loading, const wm_node *kid, const wm_node *end, const wm_atom_set *set,
                            wm_fringe *fringe)
{
    wm_fringe rest = {.inner = fringe->inner};
    bool empty = wm_fringe_of_kids(loading, kid, end, false, &rest);
    fringe->skipped = fringe->skipped || rest.skipped;
    if (empty || rest.anything) {
        fringe->regex = !empty && is_blank(fringe) ? rest.regex : NULL;
        wm_fringe_join(loading, &fringe->set, set);
    } else {
        wm_fringe_join(loading, &fringe->set, &rest.set);
        wm_fringe_or(fringe, rest.or_regex);
    }
    return false;
}

bool wm_fringe_is_anchored(const wm_node *node)
{
    if (node->kind == WM_NODE_MACRO)
        return wm_fringe_is_anchored(node->macro->tree);
    if (node->kind == WM_NODE_SEQ || node->kind == WM_NODE_SLOT)
        return node->first != NULL && wm_fringe_is_anchored(node->first);
    return node->kind == WM_NODE_BEGIN;
}

bool wm_fringe_of_kids(wm_loading *loading, const wm_node *kid, const wm_node *end, bool last, wm_fringe *fringe)
{
    wm_atom_set seen = {0};
    if (kid == end)
        return true;
    if (!last && !fringe->anything && is_look_at_set(loading, kid, &seen))
        return add_behind_look(loading, kid->next, end, &seen, fringe);
    if (!last)
        return wm_fringe_add(loading, kid, false, fringe) && wm_fringe_of_kids(loading, kid->next, end, false, fringe);
    return wm_fringe_of_kids(loading, kid->next, end, true, fringe) && wm_fringe_add(loading, kid, true, fringe);
}

bool wm_fringe_add(wm_loading *loading, const wm_node *node, bool last, wm_fringe *fringe)
{
    bool empty = false;
    bool first = is_blank(fringe);
    fringe->regex = NULL;
    if (fringe->anything) /* more would not change it */
        return false;
    if (fringe->inner && wm_fringe_is_anchored(node)) {
        fringe->skipped = true;
        return false;
    }
    switch (node->kind) {
    case WM_NODE_WORD:
    case WM_NODE_EXACT:
    case WM_NODE_LEMMA:
    case WM_NODE_LABEL:
        add_atom(loading, node, fringe);
        return false;
    case WM_NODE_MACRO:
        return wm_fringe_add(loading, node->macro->tree, last, fringe);
    case WM_NODE_SLOT:
    case WM_NODE_SEQ:
        return wm_fringe_of_kids(loading, node->first, NULL, last, fringe);
    case WM_NODE_REPEAT:
        empty = wm_fringe_add(loading, node->first, last, fringe);
        return empty || node->min == 0;
    case WM_NODE_ALT:
        for (const wm_node *kid = node->first; kid != NULL; kid = kid->next)
            empty |= wm_fringe_add(loading, kid, last, fringe);
        return empty;
    case WM_NODE_REGEX:
        if (!first) {
            wm_fringe_or(fringe, node->regex);
            return false;
        }
        fringe->regex = node->regex;
        fringe->anything = true;
        return false;
    case WM_NODE_ANY:
    case WM_NODE_NOT:
        fringe->anything = true;
        return false;
    case WM_NODE_LOOK:
    case WM_NODE_BEGIN:
    case WM_NODE_END:
        return true;
    }
    return true;
}
