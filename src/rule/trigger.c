/* SPDX-License-Identifier: MIT */
/* What wakes a rule. Every match of a pattern holds certain things: a word of this set, an element with that label.
 * The rarest of them is the rule's trigger; together with how far behind the start of a match it can stand, it says on
 * which sentences, and from which elements, matching is worth trying. A second one is a cheap filter.
 *
 * In: a resolved tree. Out: the trigger of its program. Rarity is guessed: words, labels, words that are in every
 * second sentence, regexes (which can wake nobody, such rules always run), shapes.
 */
#include "rule/load.h"

#include "base/utf8.h"

enum { RANK_WORDS, RANK_LABELS, RANK_COMMON, RANK_REGEX, RANK_SHAPES };

typedef struct need {
    wm_atom_set set;
    bool regex;
    wm_extent before; /* elements between the start of the match and it */
    int rank;
} need;

typedef WM_ARRAY(need) needs;

static const char *const COMMON[] = {
    "the",   "of",    "to",  "in",  "and", "a",   "on",  "for",  "that", "with", "at", "by",  "from", "as",  "is",
    "was",   "it",    "his", "her", "he",  "has", "had", "have", "said", "an",   "be", "but", "not",  "who", "will",
    "after", "their", "its", "'s",  ",",   ".",   "-",   "\"",   "'",    ":",    ";",  "(",   ")",
};

static bool is_common(const wm_loading *loading, uint32_t word)
{
    wm_slice text = loading->words.strings.items[word - 1];
    if (text.len > 5) /* longer than any of them */
        return false;
    for (size_t i = 0; i < sizeof COMMON / sizeof *COMMON; i++)
        if (wm_slice_is(text, COMMON[i]))
            return true;
    return false;
}

/* A set is as common as its commonest part. */
static int rank_of(const wm_loading *loading, const need *n)
{
    if (n->set.shape != 0)
        return RANK_SHAPES;
    if (n->regex)
        return RANK_REGEX;
    for (uint32_t i = 0; i < n->set.words.count; i++)
        if (is_common(loading, n->set.words.items[i]))
            return RANK_COMMON;
    return (n->set.labels.bits[0] | n->set.labels.bits[1]) != 0 ? RANK_LABELS : RANK_WORDS;
}

/* Is `a` the better trigger? */
static bool is_rarer(const need *a, const need *b)
{
    if (a->rank != b->rank)
        return a->rank < b->rank;
    bool a_bound = a->before.max != WM_FOREVER, b_bound = b->before.max != WM_FOREVER;
    if (a_bound != b_bound)
        return a_bound;
    return a->set.words.count < b->set.words.count;
}

/* The best of the list apart from one; NULL when there is none. */
static const need *rarest(const needs *list, const need *except)
{
    const need *best = NULL;
    for (uint32_t i = 0; i < list->count; i++)
        if (&list->items[i] != except && (best == NULL || is_rarer(&list->items[i], best)))
            best = &list->items[i];
    return best;
}

static wm_extent extent_sum(wm_extent a, wm_extent b)
{
    return (wm_extent){wm_count_sum(a.min, b.min), wm_count_sum(a.max, b.max), wm_count_sum(a.edges, b.edges)};
}

/* Adds a need with its rank. */
static void add_need(wm_loading *loading, needs *list, need n)
{
    n.rank = rank_of(loading, &n);
    *WM_PUSH(loading->brief, list) = n;
}

/* Needs of alternatives become one: any of their things, at any of their distances. */
static void join(wm_loading *loading, need *all, const need *one)
{
    for (uint32_t i = 0; i < one->set.words.count; i++)
        *WM_PUSH(loading->brief, &all->set.words) = one->set.words.items[i];
    for (int i = 0; i < WM_LABEL_WORDS; i++)
        all->set.labels.bits[i] |= one->set.labels.bits[i];
    all->set.shape |= one->set.shape;
    all->regex = all->regex || one->regex;
    all->before.min = one->before.min < all->before.min ? one->before.min : all->before.min;
    all->before.max = one->before.max > all->before.max ? one->before.max : all->before.max;
    all->before.edges = one->before.edges > all->before.edges ? one->before.edges : all->before.edges;
}

static void collect(wm_loading *loading, const wm_node *node, wm_extent before, needs *list);

/* One of several: what is needed is the best of the first, or the best of the second, … */
static void collect_alternatives(wm_loading *loading, const wm_node *kid, wm_extent before, needs *list)
{
    need all = {.before = {WM_FOREVER, 0, 0}};
    for (; kid != NULL; kid = kid->next) {
        needs inside = {0};
        collect(loading, kid, before, &inside);
        const need *best = rarest(&inside, NULL);
        if (best == NULL)
            return;
        join(loading, &all, best);
    }
    add_need(loading, list, all);
}

/* An exact word wakes by its word, a label with tests by the label alone: a trigger may be too wide, never too narrow.
 */
static void collect_atom(wm_loading *loading, const wm_node *node, wm_extent before, needs *list)
{
    need n = {.before = before, .regex = node->kind == WM_NODE_REGEX};
    for (uint32_t i = 0; i < node->word_count; i++)
        *WM_PUSH(loading->brief, &n.set.words) = node->words[i];
    n.set.labels = node->labels;
    n.set.shape = node->shape;
    add_need(loading, list, n);
}

/* Goes through what every match must pass. Gaps, negations and look-around ask for nothing that could be looked for. */
static void collect(wm_loading *loading, const wm_node *node, wm_extent before, needs *list)
{
    switch (node->kind) {
    case WM_NODE_WORD:
    case WM_NODE_EXACT:
    case WM_NODE_LEMMA:
    case WM_NODE_LABEL:
    case WM_NODE_REGEX:
        collect_atom(loading, node, before, list);
        break;
    case WM_NODE_MACRO:
        collect(loading, node->macro->tree, before, list);
        break;
    case WM_NODE_SLOT:
    case WM_NODE_SEQ:
        for (const wm_node *kid = node->first; kid != NULL; kid = kid->next) {
            collect(loading, kid, before, list);
            before = extent_sum(before, wm_extent_of(kid));
        }
        break;
    case WM_NODE_REPEAT:
        if (node->min != 0)
            collect(loading, node->first, before, list);
        break;
    case WM_NODE_ALT:
        collect_alternatives(loading, node->first, before, list);
        break;
    case WM_NODE_ANY:
    case WM_NODE_NOT:
    case WM_NODE_LOOK:
    case WM_NODE_BEGIN:
    case WM_NODE_END:
        break;
    }
}

/* What the first element of a match may be. */
typedef struct opening {
    need set;
    bool anything; /* cannot be said by words, labels and shapes */
} opening;

/* Adds the openings of a node; gives whether the node may match nothing, so that what follows may open the match. */
static bool add_opening(wm_loading *loading, const wm_node *node, opening *open)
{
    bool empty = false;
    need one = {0};
    switch (node->kind) {
    case WM_NODE_WORD:
    case WM_NODE_EXACT:
    case WM_NODE_LEMMA:
    case WM_NODE_LABEL:
        for (uint32_t i = 0; i < node->word_count; i++)
            *WM_PUSH(loading->scratch, &one.set.words) = node->words[i];
        one.set.labels = node->labels;
        one.set.shape = node->shape;
        join(loading, &open->set, &one);
        return false;
    case WM_NODE_MACRO:
        return add_opening(loading, node->macro->tree, open);
    case WM_NODE_SLOT:
    case WM_NODE_SEQ:
        empty = true;
        for (const wm_node *kid = node->first; kid != NULL && empty; kid = kid->next)
            empty = add_opening(loading, kid, open);
        return empty;
    case WM_NODE_REPEAT:
        empty = add_opening(loading, node->first, open);
        return empty || node->min == 0;
    case WM_NODE_ALT:
        for (const wm_node *kid = node->first; kid != NULL; kid = kid->next)
            empty |= add_opening(loading, kid, open);
        return empty;
    case WM_NODE_REGEX:
    case WM_NODE_ANY:
    case WM_NODE_NOT:
        open->anything = true;
        return false;
    case WM_NODE_LOOK:
    case WM_NODE_BEGIN:
    case WM_NODE_END:
        return true;
    }
    return true;
}

static wm_atom atom_of(wm_loading *loading, const need *n)
{
    return (wm_atom){.set = wm_load_set(loading, n->set.words.items, n->set.words.count),
                     .labels = n->set.labels,
                     .shape = n->set.shape};
}

/* The words behind `near` together; false when one of them is no atom that could be looked for. */
static bool find_near(wm_loading *loading, const wm_block *block, wm_trigger *trigger)
{
    trigger->atom.set = WM_NO_ID;
    need all = {.before = {0, WM_FOREVER, 0}};
    if (block->near == NULL)
        return false;
    for (const wm_node *kid = block->near->first; kid != NULL; kid = kid->next) {
        needs inside = {0};
        collect(loading, kid, (wm_extent){0, 0, 0}, &inside);
        const need *best = rarest(&inside, NULL);
        if (best == NULL || best->regex) {
            wm_fault *fault = wm_source_fault(block->source, kid->part, "'near' wants words, lemmas, labels or shapes");
            fault->hint = "the regex of the rule is run on sentences that hold one of them";
            return true;
        }
        join(loading, &all, best);
    }
    trigger->atom = atom_of(loading, &all);
    trigger->max = WM_FOREVER;
    return true;
}

/* The second need only when it is rare enough to be worth the look. */
bool wm_trigger_find(wm_loading *loading, const wm_block *block, wm_program *program)
{
    program->also.set = program->opens.set = WM_NO_ID;
    if (block->text != NULL)
        return find_near(loading, block, &program->trigger);
    program->trigger.atom.set = WM_NO_ID;
    needs list = {0};
    collect(loading, block->tree, (wm_extent){0, 0, 0}, &list);
    const need *first = rarest(&list, NULL);
    if (first == NULL)
        return false;
    program->trigger.min = first->before.min;
    program->trigger.max = first->before.max;
    program->trigger.edges = first->before.edges;
    if (!first->regex)
        program->trigger.atom = atom_of(loading, first);
    opening open = {0};
    bool empty = add_opening(loading, block->tree, &open);
    program->has_opens = !empty && !open.anything;
    program->opens = atom_of(loading, &open.set);
    const need *second = rarest(&list, first);
    if (second != NULL && second->rank <= RANK_LABELS) {
        program->also = atom_of(loading, second);
        program->has_also = true;
    }
    return true;
}
