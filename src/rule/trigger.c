/* SPDX-License-Identifier: MIT */
/* What wakes a rule. Every match of a pattern holds certain things: a word of this set, an element with that label.
 * The rarest of them is the rule's trigger; together with how far behind the start of a match it can stand, it says on
 * which sentences, and from which elements, matching is worth trying. A second one is a cheap filter.
 *
 * In: a resolved tree. Out: the trigger of its program. Rarity is guessed: words, labels, words that are in every
 * second sentence, regexes (which can wake nobody, such rules always run), shapes.
 */
#include "rule/need.h"

#include "base/bits.h"
#include "base/utf8.h"

enum { RARE_PERCENT = 3 };

static const char *const COMMON[] = {
    "the",   "of",    "to",  "in",  "and", "a",   "on",  "for",  "that", "with", "at", "by",  "from", "as",  "is",
    "was",   "it",    "his", "her", "he",  "has", "had", "have", "said", "an",   "be", "but", "not",  "who", "will",
    "after", "their", "its", "'s",  ",",   ".",   "-",   "\"",   "'",    ":",    ";",  "(",   ")",
};

/* These are in every tenth. */
static const char *const FREQUENT[] = {
    "one",  "two", "first", "other", "new",  "all",   "more",  "some", "no",   "into",  "up",   "out",
    "over", "off", "down",  "about", "back", "under", "being", "when", "this", "which", "they", "across",
};

static bool is_listed(wm_slice text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text.len != 0 && text.at[0] == list[i][0] && wm_slice_is(text, list[i]))
            return true;
    return false;
}

/* How common a word is; the lists are read once for each. */
static int rank_of_word(wm_loading *loading, uint32_t word)
{
    while (loading->word_ranks.count <= word)
        *WM_PUSH(loading->scratch, &loading->word_ranks) = UINT8_MAX;
    uint8_t *known = &loading->word_ranks.items[word];
    wm_slice text = loading->words.strings.items[word - 1];
    if (*known != UINT8_MAX)
        return *known;
    if (is_listed(text, COMMON, sizeof COMMON / sizeof *COMMON))
        *known = WM_RANK_COMMON;
    else
        *known = is_listed(text, FREQUENT, sizeof FREQUENT / sizeof *FREQUENT) ? WM_RANK_FREQUENT : WM_RANK_WORDS;
    return *known;
}

/* How common the shapes are, when one of them is enough. */
static uint32_t shape_percent(const wm_loading *loading, const wm_need *n)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < loading->input->shape_count; i++)
        if ((n->set.shape & loading->input->shapes[i].any) != 0)
            sum += loading->input->shapes[i].percent;
    return sum;
}

/* A shape that few elements have is like a common word. */
static int rank_of(wm_loading *loading, const wm_need *n)
{
    uint32_t percent = n->set.shape != 0 ? shape_percent(loading, n) : 0;
    if (percent > RARE_PERCENT)
        return WM_RANK_SHAPES;
    if (n->regex)
        return WM_RANK_REGEX;
    if (percent != 0)
        return WM_RANK_COMMON;
    int rank = wm_labels_any(&n->set.labels) ? WM_RANK_LABELS : WM_RANK_WORDS;
    for (uint32_t i = 0; i < n->set.words.count; i++) {
        int one = rank_of_word(loading, n->set.words.items[i]);
        rank = one > rank ? one : rank;
    }
    return rank;
}

/* How much the element before it tells: much, little, nothing. */
static int left_rank(const wm_need *n)
{
    return n->left.anything ? 2 : n->left.set.shape != 0;
}

/* How common one of the labels is: one whose tests want a value is rarer than one that only wants to be there. */
static uint32_t label_weight(const wm_loading *loading, const wm_need *n)
{
    const wm_rules *rules = loading->rules;
    uint32_t weight = 0, plain = rules->labels.strings.count;
    for (uint32_t w = 0; w < WM_LABEL_WORDS; w++)
        for (uint64_t bits = n->set.labels.bits[w]; bits != 0; bits &= bits - 1) {
            uint32_t label = w * 64 + wm_bits_lowest(bits);
            weight += label >= plain && rules->derived.items[label - plain].tests[0].value.at != NULL ? 1 : 2;
        }
    return weight;
}

/* Is `a` the better trigger? */
static bool is_rarer(wm_loading *loading, wm_need *a, wm_need *b)
{
    if (a->rank != b->rank)
        return a->rank < b->rank;
    bool a_bound = a->before.max != WM_FOREVER, b_bound = b->before.max != WM_FOREVER;
    if (a_bound != b_bound)
        return a_bound;
    if (a->rank == WM_RANK_SHAPES)
        return shape_percent(loading, a) < shape_percent(loading, b);
    if (a->rank != WM_RANK_LABELS) /* of words the fewest */
        return a->set.words.count < b->set.words.count;
    if (label_weight(loading, a) != label_weight(loading, b))
        return label_weight(loading, a) < label_weight(loading, b);
    wm_need_find_left(loading, a);
    wm_need_find_left(loading, b);
    if (left_rank(a) != left_rank(b))
        return left_rank(a) < left_rank(b);
    return a->set.words.count < b->set.words.count;
}

static wm_need *rarest(wm_loading *loading, const wm_needs *list)
{
    wm_need *best = NULL;
    for (uint32_t i = 0; i < list->count; i++)
        if (best == NULL || is_rarer(loading, &list->items[i], best))
            best = &list->items[i];
    return best;
}

static bool is_same_set(const wm_atom_set *a, const wm_atom_set *b)
{
    return a->shape == b->shape && memcmp(&a->labels, &b->labels, sizeof a->labels) == 0 &&
           a->words.count == b->words.count &&
           (a->words.count == 0 || memcmp(a->words.items, b->words.items, a->words.count * sizeof(uint32_t)) == 0);
}

wm_atom wm_need_atom(wm_loading *loading, const wm_atom_set *set)
{
    return (wm_atom){
        .set = wm_load_set(loading, set->words.items, set->words.count), .labels = set->labels, .shape = set->shape};
}

static bool is_among(const wm_need *const *chosen, uint32_t count, const wm_need *n)
{
    for (uint32_t i = 0; i < count; i++)
        if (is_same_set(&n->set, &chosen[i]->set))
            return true;
    return false;
}

/* The rarest of the others that are of some other thing than those chosen. */
static const wm_need *further(const wm_needs *list, const wm_need *const *chosen, uint32_t count)
{
    const wm_need *best = NULL;
    for (uint32_t i = 0; i < list->count; i++) {
        const wm_need *n = &list->items[i];
        if (n->rank <= WM_RANK_COMMON && !is_among(chosen, count, n) && (best == NULL || n->rank < best->rank))
            best = n;
    }
    return best;
}

static void find_others(wm_loading *loading, const wm_needs *list, const wm_need *first, wm_program *program)
{
    const wm_need *chosen[1 + WM_ALSO_MAX] = {first};
    while (program->also_count < WM_ALSO_MAX) {
        const wm_need *next = further(list, chosen, 1u + program->also_count);
        if (next == NULL)
            return;
        program->also[program->also_count++] = wm_need_atom(loading, &next->set);
        chosen[program->also_count] = next;
    }
}

static wm_extent extent_sum(wm_extent a, wm_extent b)
{
    return (wm_extent){wm_count_sum(a.min, b.min), wm_count_sum(a.max, b.max), wm_count_sum(a.edges, b.edges)};
}

static void add_need(wm_loading *loading, wm_needs *list, wm_need n)
{
    n.rank = rank_of(loading, &n);
    *WM_PUSH(loading->brief, list) = n;
}

static void join_fringes(wm_loading *loading, wm_fringe *all, const wm_fringe *one)
{
    all->anything = all->anything || one->anything;
    all->regex = all->regex == one->regex ? one->regex : NULL;
    wm_fringe_or(all, one->or_regex);
    if (!all->anything)
        wm_fringe_join(loading, &all->set, &one->set);
}

static void join(wm_loading *loading, wm_need *all, wm_need *one)
{
    wm_need_join_ways(loading, all, one);
    wm_fringe_join(loading, &all->set, &one->set);
    if (!all->has_left) /* the first of several */
        all->left = one->left;
    else
        join_fringes(loading, &all->left, &one->left);
    all->has_left = true;
    all->regex = all->regex || one->regex;
    all->seen = all->seen || one->seen;
    all->before.min = one->before.min < all->before.min ? one->before.min : all->before.min;
    all->before.max = one->before.max > all->before.max ? one->before.max : all->before.max;
    all->before.edges = one->before.edges > all->before.edges ? one->before.edges : all->before.edges;
}

static void collect(wm_loading *loading, const wm_node *node, wm_extent before, const wm_trail *at, wm_needs *list);

/* One of several: what is needed is the best of the first, or the best of the second, … */
static void collect_alternatives(wm_loading *loading, const wm_node *kid, wm_extent before, const wm_trail *at,
                                 wm_needs *list)
{
    wm_need all = {.before = {WM_FOREVER, 0, 0}};
    for (; kid != NULL; kid = kid->next) {
        wm_needs inside = {0};
        collect(loading, kid, before, at, &inside);
        wm_need *best = rarest(loading, &inside);
        if (best == NULL)
            return;
        wm_need_find_left(loading, best);
        join(loading, &all, best);
    }
    add_need(loading, list, all);
}

/* What a look-ahead wants is there, too. Shapes apart, for which the element itself says more. */
static void collect_look(wm_loading *loading, const wm_node *look, wm_extent before, const wm_trail *at, wm_needs *list)
{
    wm_needs inside = {0};
    collect(loading, look->first, before, at, &inside);
    for (uint32_t i = 0; i < inside.count; i++)
        if (inside.items[i].rank <= WM_RANK_COMMON) {
            inside.items[i].seen = true;
            *WM_PUSH(loading->brief, list) = inside.items[i];
        }
}

static void collect_atom(wm_loading *loading, const wm_node *node, wm_extent before, const wm_trail *at, wm_needs *list)
{
    wm_need n = {.before = before, .regex = node->kind == WM_NODE_REGEX, .trail = at};
    for (uint32_t i = 0; i < node->word_count; i++)
        *WM_PUSH(loading->brief, &n.set.words) = node->words[i];
    n.set.labels = node->labels;
    n.set.shape = node->shape;
    add_need(loading, list, n);
}

static const wm_trail *new_trail(wm_loading *loading, const wm_trail *outer, const wm_node *first, const wm_node *kid)
{
    wm_trail *t = WM_NEW(loading->brief, wm_trail);
    *t = (wm_trail){outer, first, kid};
    return t;
}

static void collect(wm_loading *loading, const wm_node *node, wm_extent before, const wm_trail *at, wm_needs *list)
{
    switch (node->kind) {
    case WM_NODE_WORD:
    case WM_NODE_EXACT:
    case WM_NODE_LEMMA:
    case WM_NODE_LABEL:
    case WM_NODE_REGEX:
        collect_atom(loading, node, before, at, list);
        break;
    case WM_NODE_MACRO:
        collect(loading, node->macro->tree, before, at, list);
        break;
    case WM_NODE_SLOT:
    case WM_NODE_SEQ:
        for (const wm_node *kid = node->first; kid != NULL; kid = kid->next) {
            collect(loading, kid, before, new_trail(loading, at, node->first, kid), list);
            before = extent_sum(before, wm_extent_of(kid));
        }
        break;
    case WM_NODE_REPEAT:
        if (node->min != 0)
            collect(loading, node->first, before, new_trail(loading, at, NULL, NULL), list);
        break;
    case WM_NODE_ALT:
        collect_alternatives(loading, node->first, before, at, list);
        break;
    case WM_NODE_LOOK:
        if (!node->negative && !node->behind)
            collect_look(loading, node, before, new_trail(loading, at, NULL, NULL), list);
        break;
    case WM_NODE_ANY:
    case WM_NODE_NOT:
    case WM_NODE_BEGIN:
    case WM_NODE_END:
        break;
    }
}

/* The words behind `near` together; false when one of them is no atom that could be looked for. */
static bool find_near(wm_loading *loading, const wm_block *block, wm_trigger *trigger)
{
    trigger->atom.set = WM_NO_ID;
    wm_need all = {.before = {0, WM_FOREVER, 0}};
    if (block->near == NULL)
        return false;
    for (const wm_node *kid = block->near->first; kid != NULL; kid = kid->next) {
        wm_needs inside = {0};
        collect(loading, kid, (wm_extent){0, 0, 0}, NULL, &inside);
        wm_need *best = rarest(loading, &inside);
        if (best == NULL || best->regex) {
            wm_fault *fault = wm_source_fault(block->source, kid->part, "'near' wants words, lemmas, labels or shapes");
            fault->hint = "the regex of the rule is run on sentences that hold one of them";
            return true;
        }
        join(loading, &all, best);
    }
    trigger->atom = wm_need_atom(loading, &all.set);
    trigger->max = WM_FOREVER;
    return true;
}

bool wm_trigger_find(wm_loading *loading, const wm_block *block, wm_program *program)
{
    if (loading->rules->sieve.chains == NULL)
        loading->rules->sieve.chains = WM_NEW_N(loading->scratch, wm_chain, loading->rules->count);
    if (block->text != NULL)
        return find_near(loading, block, &program->trigger);
    program->trigger.atom.set = WM_NO_ID;
    wm_needs list = {0};
    collect(loading, block->tree, (wm_extent){0, 0, 0}, NULL, &list);
    const wm_need *first = rarest(loading, &list);
    if (first == NULL)
        return false;
    program->trigger.min = first->before.min;
    program->trigger.max = first->before.max;
    program->trigger.edges = first->before.edges;
    if (!first->regex)
        program->trigger.atom = wm_need_atom(loading, &first->set);
    find_others(loading, &list, first, program);
    wm_chain_find(loading, &list, first, &loading->rules->sieve.chains[program - loading->rules->programs]);
    return true;
}
