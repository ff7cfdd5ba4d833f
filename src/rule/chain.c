/* SPDX-License-Identifier: MIT */
/* The chain of a rule: things that every match holds, in the order in which it holds them, and of each what stands
 * right before and behind it. "Ran into" needs an "into" that has "ran", "runs" or "bumped" before it, "one-on-one" a
 * "one" with a hyphen behind it; so few sentences hold a chain although its words are common.
 *
 * In: the needs of a pattern, in its order. Out: a chain of numbers of atoms, each with the ways in which it is met.
 * Neighbours are said by words and shapes only: labels may come with a later tape, where a name is one element.
 */
#include "rule/need.h"

enum { WAYS_MAX = 255 };

/* ---- neighbours ---------------------------------------------------------------------------------------------------
 */

void wm_need_find_left(wm_loading *loading, wm_need *n)
{
    if (n->has_left)
        return;
    n->has_left = true;
    bool open = true;
    for (const wm_trail *t = n->trail; t != NULL && open; t = t->outer)
        if (t->kid != NULL)
            open = wm_fringe_of_kids(loading, t->first, t->kid, true, &n->left);
    n->left.anything |= open;
}

/* What stands behind it. In a repetition it is met first where another round may follow. */
static void find_right(wm_loading *loading, const wm_need *n, wm_fringe *right)
{
    bool open = true;
    for (const wm_trail *t = n->trail; t != NULL && open && !right->anything; t = t->outer) {
        right->anything = t->kid == NULL;
        if (t->kid != NULL)
            open = wm_fringe_of_kids(loading, t->kid->next, NULL, false, right);
    }
    right->anything |= open;
}

static void add_own_way(wm_loading *loading, wm_need *all, wm_need *one)
{
    wm_need_find_left(loading, one);
    wm_need_way *way = WM_PUSH(loading->brief, &all->ways);
    *way = (wm_need_way){.set = one->set, .left = one->left};
    find_right(loading, one, &way->right);
}

void wm_need_join_ways(wm_loading *loading, wm_need *all, wm_need *one)
{
    if (one->ways.count == 0)
        add_own_way(loading, all, one);
    for (uint32_t i = 0; i < one->ways.count; i++)
        *WM_PUSH(loading->brief, &all->ways) = one->ways.items[i];
}

/* ---- ways ---------------------------------------------------------------------------------------------------------
 */

/* The number of an atom for the neighbour; WM_BESIDE_ANY when nothing is known of it. */
static uint16_t number_of_fringe(wm_loading *loading, const wm_fringe *fringe)
{
    if (fringe->anything || fringe->or_regex != NULL || wm_labels_any(&fringe->set.labels))
        return WM_BESIDE_ANY;
    wm_atom atom = wm_need_atom(loading, &fringe->set);
    uint32_t number = wm_load_atom(loading, &atom);
    return number < WM_BESIDE_ANY ? (uint16_t)number : WM_BESIDE_ANY;
}

/* False when there are more atoms than can be numbered. */
static bool put_way(wm_loading *loading, const wm_need_way *way)
{
    wm_atom atom = wm_need_atom(loading, &way->set);
    uint32_t number = wm_load_atom(loading, &atom);
    if (number < WM_BESIDE_ANY)
        *WM_PUSH(loading->scratch, &loading->besides) = (wm_beside){
            (uint16_t)number, number_of_fringe(loading, &way->left), number_of_fringe(loading, &way->right)};
    return number < WM_BESIDE_ANY;
}

/* The ways in which a need is met; none if they say no more than it does. */
static uint8_t put_ways(wm_loading *loading, wm_need *n)
{
    uint32_t before = loading->besides.count;
    if (n->ways.count == 0)
        add_own_way(loading, n, n);
    bool all = n->ways.count <= WAYS_MAX, tells = false;
    for (uint32_t i = 0; i < n->ways.count && all; i++)
        all = put_way(loading, &n->ways.items[i]);
    for (uint32_t i = before; i < loading->besides.count; i++)
        tells |= loading->besides.items[i].left != WM_BESIDE_ANY || loading->besides.items[i].right != WM_BESIDE_ANY;
    if (!all || !tells)
        loading->besides.count = before;
    return (uint8_t)(loading->besides.count - before);
}

/* ---- chains -------------------------------------------------------------------------------------------------------
 */

static bool is_chained(const wm_need *n, int most)
{
    return !n->seen && !n->regex && n->rank <= most;
}

static uint32_t chained_count(const wm_needs *list, int most)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < list->count; i++)
        count += is_chained(&list->items[i], most);
    return count;
}

static void add_link(wm_loading *loading, wm_need *n, wm_chain *chain, bool is_rarest)
{
    wm_atom atom = wm_need_atom(loading, &n->set);
    uint32_t number = wm_load_atom(loading, &atom);
    bool labelled = wm_labels_any(&atom.labels);
    if (number > UINT16_MAX)
        return;
    if (is_rarest)
        chain->rarest = chain->count;
    if (chain->count == 0)
        chain->before = (uint8_t)(n->before.min < UINT8_MAX ? n->before.min : UINT8_MAX);
    chain->labelled |= (uint8_t)(labelled << chain->count);
    chain->ways[chain->count] = labelled ? 0 : put_ways(loading, n);
    chain->atoms[chain->count++] = (uint16_t)number;
}

/* Needs stand in the list as they stand in the pattern, so each is behind the one before. Of too many the rarest. */
void wm_chain_find(wm_loading *loading, const wm_needs *list, const wm_need *first, wm_chain *chain)
{
    int most = WM_RANK_SHAPES;
    while (most > WM_RANK_WORDS && chained_count(list, most) > WM_CHAIN_MAX)
        most--;
    chain->first_way = loading->besides.count;
    for (uint32_t i = 0; i < list->count && chain->count < WM_CHAIN_MAX; i++)
        if (is_chained(&list->items[i], most))
            add_link(loading, &list->items[i], chain, &list->items[i] == first);
}
