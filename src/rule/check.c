/* SPDX-License-Identifier: MIT */
/* What a pattern must not be: without bound where it says nothing, empty, looking back too far, negating more than one
 * element, capturing where nothing is captured. Also the measures those faults need, which compile.c and trigger.c use
 * again: how many elements a tree takes, and whether it is one set of atoms.
 */
#include "rule/load.h"

uint32_t wm_count_sum(uint32_t a, uint32_t b)
{
    return a > WM_FOREVER - b ? WM_FOREVER : a + b;
}

/* The same for products. */
static uint32_t times(uint32_t count, uint32_t by)
{
    if (count == 0 || by == 0)
        return 0;
    return by == WM_FOREVER || count > WM_FOREVER / by ? WM_FOREVER : count * by;
}

/* The shortest and the longest of all alternatives. */
static wm_extent extent_of_alternatives(const wm_node *node)
{
    wm_extent all = {WM_FOREVER, 0, 0};
    for (; node != NULL; node = node->next) {
        wm_extent one = wm_extent_of(node);
        all.min = one.min < all.min ? one.min : all.min;
        all.max = one.max > all.max ? one.max : all.max;
        all.edges = one.edges > all.edges ? one.edges : all.edges;
    }
    return all;
}

/* Labels may be borne by stretches of any length, so their elements are counted apart. */
static bool is_edge(const wm_node *node)
{
    return wm_labels_any(&node->labels);
}

/* A macro that could not be read counts as one element, so that it brings no second fault. */
static wm_extent extent_of_macro(wm_macro *macro)
{
    if (macro == NULL || macro->tree == NULL)
        return (wm_extent){1, 1, 0};
    if (!macro->measured)
        macro->extent = wm_extent_of(macro->tree);
    macro->measured = true;
    return macro->extent;
}

/* Look-around and ^ $ take no element. */
wm_extent wm_extent_of(const wm_node *node)
{
    wm_extent all = {0, 0, 0}, one;
    switch (node->kind) {
    case WM_NODE_SEQ:
    case WM_NODE_SLOT:
        for (const wm_node *kid = node->first; kid != NULL; kid = kid->next) {
            one = wm_extent_of(kid);
            all.min = wm_count_sum(all.min, one.min);
            all.max = wm_count_sum(all.max, one.max);
            all.edges = wm_count_sum(all.edges, one.edges);
        }
        return all;
    case WM_NODE_ALT:
        return extent_of_alternatives(node->first);
    case WM_NODE_REPEAT:
        one = wm_extent_of(node->first);
        return (wm_extent){times(one.min, node->min), times(one.max, node->max), times(one.edges, node->max)};
    case WM_NODE_MACRO:
        return extent_of_macro(node->macro);
    case WM_NODE_LOOK:
    case WM_NODE_BEGIN:
    case WM_NODE_END:
        return all;
    case WM_NODE_LABEL:
        return is_edge(node) ? (wm_extent){1, 0, 1} : (wm_extent){1, 1, 0};
    default:
        return (wm_extent){1, 1, 0};
    }
}

/* The first words of a set are not copied: the array counts as full, so that adding more moves it. */
static void add_words(const wm_node *node, wm_arena *brief, wm_atom_set *set)
{
    if (set->words.count == 0) {
        set->words.items = node->words;
        set->words.count = set->words.room = node->word_count; /* full: a push copies before it writes */
        return;
    }
    for (uint32_t i = 0; i < node->word_count; i++)
        *WM_PUSH(brief, &set->words) = node->words[i];
}

/* On failure the set may hold a part already; callers throw it away then. */
bool wm_atom_set_of(const wm_node *node, wm_arena *brief, wm_atom_set *set)
{
    switch (node->kind) {
    case WM_NODE_MACRO:
        return node->macro->tree != NULL && wm_atom_set_of(node->macro->tree, brief, set);
    case WM_NODE_ALT:
        for (const wm_node *kid = node->first; kid != NULL; kid = kid->next)
            if (!wm_atom_set_of(kid, brief, set))
                return false;
        return true;
    case WM_NODE_WORD:
    case WM_NODE_LEMMA:
    case WM_NODE_LABEL:
        add_words(node, brief, set);
        wm_labels_join(&set->labels, &node->labels);
        set->shape |= node->shape;
        return true;
    default:
        return false;
    }
}

/* Can the tree match elements without asking anything of any of them? */
static bool is_gap(const wm_node *node)
{
    bool some = false;
    switch (node->kind) {
    case WM_NODE_ANY:
        return true;
    case WM_NODE_MACRO:
        return node->macro != NULL && node->macro->tree != NULL && is_gap(node->macro->tree);
    case WM_NODE_REPEAT:
    case WM_NODE_SLOT:
        return is_gap(node->first);
    case WM_NODE_ALT:
        for (const wm_node *kid = node->first; kid != NULL && !some; kid = kid->next)
            some = is_gap(kid);
        return some;
    case WM_NODE_SEQ:
        for (const wm_node *kid = node->first; kid != NULL; kid = kid->next) {
            if (!is_gap(kid) && wm_extent_of(kid).min != 0)
                return false;
            some = some || is_gap(kid);
        }
        return some;
    default:
        return false;
    }
}

/* One element: an atom, or alternatives of atoms. */
static bool is_single(const wm_node *node)
{
    switch (node->kind) {
    case WM_NODE_WORD:
    case WM_NODE_EXACT:
    case WM_NODE_LEMMA:
    case WM_NODE_LABEL:
    case WM_NODE_REGEX:
    case WM_NODE_ANY:
        return true;
    case WM_NODE_MACRO:
        return node->macro == NULL || node->macro->tree == NULL || is_single(node->macro->tree);
    case WM_NODE_ALT:
        for (const wm_node *kid = node->first; kid != NULL; kid = kid->next)
            if (!is_single(kid))
                return false;
        return true;
    default:
        return false;
    }
}

/* Without bound may be repeated only what asks something of each element, and never nothing: the matcher's marks rely
 * on that there is no loop without an element in it. */
static void check_repeat(const wm_source *source, const wm_node *node)
{
    if (node->max == WM_FOREVER && is_gap(node->first)) {
        wm_fault *fault = wm_source_fault(source, node->part, "unbounded gap '%.*s'", WM_SLICE_ARG(node->part));
        fault->hint = "say how many elements at most: _{0,8}";
    } else if (node->max == WM_FOREVER && wm_extent_of(node->first).min == 0) {
        wm_fault *fault = wm_source_fault(source, node->part, "bad repetition: what it repeats may be nothing");
        fault->hint = "take the '?' or '*' inside away";
    }
}

/* Is the tree content with no element at all, wherever it stands? */
static bool is_vacuous(const wm_node *node)
{
    bool some = false, all = true;
    switch (node->kind) {
    case WM_NODE_MACRO:
        return node->macro != NULL && node->macro->tree != NULL && is_vacuous(node->macro->tree);
    case WM_NODE_REPEAT:
        return node->min == 0 || is_vacuous(node->first);
    case WM_NODE_SEQ:
    case WM_NODE_SLOT:
    case WM_NODE_ALT:
        for (const wm_node *kid = node->first; kid != NULL; kid = kid->next) {
            some = some || is_vacuous(kid);
            all = all && is_vacuous(kid);
        }
        return node->kind == WM_NODE_ALT ? some : all;
    default:
        return false;
    }
}

/* A look-behind tries every length, so its length is small; one that is always met says nothing. */
static void check_look(const wm_source *source, const wm_node *node)
{
    wm_extent extent = wm_extent_of(node->first);
    uint32_t most = wm_count_sum(extent.max, extent.edges); /* an edge counts as one here, however long it is */
    if (is_vacuous(node->first))
        wm_source_fault(source, node->part, "look-around that is met by nothing at all");
    else if (node->behind && most > WM_BEHIND_MAX) {
        wm_fault *fault = wm_source_fault(source, node->part, "look-behind over more than %d elements", WM_BEHIND_MAX);
        fault->hint = "bound its repetitions";
    }
}

/* The matcher keeps only yes or no of a look-around. */
static void check_captures(const wm_source *source, const wm_node *node)
{
    for (; node != NULL; node = node->next) {
        if (node->kind == WM_NODE_SLOT)
            wm_source_fault(source, node->part, "slot '%.*s' captures nothing inside look-around",
                            WM_SLICE_ARG(node->name));
        check_captures(source, node->first);
    }
}

/* The node itself, then its kids; macros are checked where they are written. */
static void check_node(const wm_source *source, const wm_node *node)
{
    if (node->kind == WM_NODE_REPEAT) {
        check_repeat(source, node);
    } else if (node->kind == WM_NODE_LOOK) {
        check_look(source, node);
        check_captures(source, node->first);
    } else if (node->kind == WM_NODE_NOT && !is_single(node->first)) {
        wm_fault *fault = wm_source_fault(source, node->part, "'!' wants one element");
        fault->hint = "for more than one write (?! … )";
    }
    for (const wm_node *kid = node->first; kid != NULL; kid = kid->next)
        check_node(source, kid);
}

/* That a pattern matches nothing is told only when nothing else was: an empty repetition would bring both. */
void wm_check_tree(const wm_source *source, const wm_node *tree, bool whole)
{
    uint32_t before = source->faults->list.count;
    check_node(source, tree);
    if (whole && source->faults->list.count == before && wm_extent_of(tree).min == 0) {
        wm_fault *fault = wm_source_fault(source, tree->part, "pattern can match nothing at all");
        fault->hint = "make one part of it required";
    }
}
