/* SPDX-License-Identifier: MIT */
/* Patterns that no sentence can match, whole or in part: they ask for a label that nothing gives by their phase, for an
 * attribute that no entry has, or for what a look-around beside it excludes. A part that must be there takes the
 * pattern with it; an alternative or an optional part is told on its own.
 *
 * In: trees before fold.c, and the life of each label. Out: faults. Limits: words, shapes and regexes always can match;
 * two conditions are held against each other only where both are sets of words, labels and shapes side by side. Macros
 * serve many rules in many phases, so a dead part inside one is a fault only where a rule cannot do without it.
 */
#include "rule/lint.h"

enum { STEPS_MAX = 200 * 1000 }; /* macros in macros double at each level; what is not seen then counts as alive */

/* Why a part cannot match; `label` is the node it comes from, perhaps in a macro of another file. */
typedef struct death {
    const wm_node *node;
    const char *note; /* NULL: it can match */
    const char *hint;
} death;

static const death ALIVE = {NULL, NULL, NULL};

static death find_death(wm_lint *lint, uint32_t phase, const wm_node *node);

/* ---- labels ----------------------------------------------------------------------------------------------------- */

/* What a phase tags the next one sees, and lint.c counts so. */
static bool lives(const wm_lint *lint, uint32_t label, uint32_t phase)
{
    const wm_label_life *life = &lint->lives[label];
    return life->from <= phase && phase < life->to;
}

/* `!key` beside `key`, or two values of one key. */
static bool contradict(const wm_label_test *a, const wm_label_test *b)
{
    if (strcmp(a->key, b->key) != 0)
        return false;
    bool two_values = a->value.at != NULL && b->value.at != NULL && !wm_slice_equal(a->value, b->value);
    return a->absent != b->absent || two_values;
}

/* A label has two or three tests. */
static bool tests_contradict(const wm_derived *derived)
{
    for (uint32_t i = 0; i < derived->test_count; i++)
        for (uint32_t j = 0; j < i; j++)
            if (contradict(&derived->tests[i], &derived->tests[j]))
                return true;
    return false;
}

/* Is there, as far as each test alone goes, a thing with this label that passes all of them? */
static bool may_pass(const wm_lint *lint, const wm_derived *derived, uint32_t label)
{
    const char *name = lint->loading->rules->labels.strings.items[label].at;
    for (uint32_t i = 0; i < derived->test_count; i++) {
        const wm_label_test *test = &derived->tests[i];
        if (!test->absent && !lint->want->has_attr(lint->want->user, name, test->key, test->value))
            return false;
    }
    return true;
}

/* The hint names the rule that comes too late, or says where labels come from. */
static death no_giver(const wm_lint *lint, const wm_node *node, const wm_labels *labels, uint32_t phase)
{
    wm_arena *keep = lint->want->faults->arena;
    death why = {node, wm_arena_format(keep, "nothing gives it before phase %u", phase),
                 "labels come from entries of the gazetteers, and from 'tag' in earlier phases"};
    for (uint32_t label = 0; label < lint->loading->rules->labels.strings.count; label++) {
        const wm_label_life *life = &lint->lives[label];
        if (!wm_labels_has(labels, label) || life->from == life->to)
            continue;
        if (life->to <= phase) {
            why.note = wm_arena_format(keep, "it is gone after phase %u", life->to - 1);
            why.hint = "move the rule to a file with a lower number";
        } else if (life->giver == NULL) {
            why.hint = wm_arena_format(keep, "it is there from phase %u on", life->from);
        } else {
            why.hint = wm_arena_format(keep, "rule '%.*s' (%s:%u) gives it, in phase %u; a later phase sees it",
                                       WM_SLICE_ARG(life->giver->id), life->giver->source->shown, life->giver->line,
                                       life->giver->phase);
        }
        break;
    }
    return why;
}

static death death_of_label(const wm_lint *lint, uint32_t phase, const wm_node *node)
{
    const wm_rules *rules = lint->loading->rules;
    uint32_t named = rules->labels.strings.count;
    const wm_derived *derived = NULL;
    wm_labels bases = node->labels;
    for (uint32_t i = 0; i < rules->derived.count; i++)
        if (wm_labels_has(&node->labels, named + i))
            derived = &rules->derived.items[i];
    if (derived != NULL)
        bases = derived->bases;
    bool alive = false, passes = derived == NULL;
    for (uint32_t label = 0; label < named; label++) {
        if (!wm_labels_has(&bases, label) || !lives(lint, label, phase))
            continue;
        alive = true;
        passes = passes || may_pass(lint, derived, label);
    }
    if (derived != NULL && tests_contradict(derived))
        return (death){node, "its tests contradict each other", "one of them has to go"};
    if (!alive)
        return no_giver(lint, node, &bases, phase);
    if (!passes)
        return (death){node, "no entry has it", "attributes and their values are those of the gazetteers' last column"};
    return ALIVE;
}

/* ---- neighbours ------------------------------------------------------------------------------------------------- */

/* Sets here are of single rules, not the vocabulary. */
static bool has_word(const wm_atom_set *set, uint32_t word)
{
    for (uint32_t i = 0; i < set->words.count; i++)
        if (set->words.items[i] == word)
            return true;
    return false;
}

/* Does everything in `part` lie in `whole`? */
static bool lies_in(const wm_atom_set *part, const wm_atom_set *whole)
{
    for (uint32_t i = 0; i < part->words.count; i++)
        if (!has_word(whole, part->words.items[i]))
            return false;
    for (int w = 0; w < WM_LABEL_WORDS; w++)
        if ((part->labels.bits[w] & ~whole->labels.bits[w]) != 0)
            return false;
    return (part->shape & ~whole->shape) == 0;
}

/* Words only: of two such sets it can be said that they share nothing. */
static bool are_apart(const wm_atom_set *a, const wm_atom_set *b)
{
    if (a->shape != 0 || b->shape != 0 || wm_labels_any(&a->labels) || wm_labels_any(&b->labels))
        return false;
    for (uint32_t i = 0; i < a->words.count; i++)
        if (has_word(b, a->words.items[i]))
            return false;
    return true;
}

/* The set that the first element of a tree, or its last one, must be of; false when it is none. */
static bool set_at_edge(const wm_node *node, bool last, wm_arena *scratch, wm_atom_set *set)
{
    const wm_node *kid = node->first;
    if (node->kind == WM_NODE_SLOT || (node->kind == WM_NODE_REPEAT && node->min != 0))
        return set_at_edge(node->first, last, scratch, set);
    if (node->kind == WM_NODE_MACRO && node->macro->tree->kind == WM_NODE_SEQ)
        return set_at_edge(node->macro->tree, last, scratch, set);
    if (node->kind != WM_NODE_SEQ)
        return wm_atom_set_of(node, scratch, set);
    if (!last) {
        while (kid->kind == WM_NODE_LOOK && kid->next != NULL)
            kid = kid->next;
        return set_at_edge(kid, false, scratch, set);
    }
    while (kid->next != NULL)
        kid = kid->next;
    return set_at_edge(kid, true, scratch, set);
}

/* The neighbour that a look-around looks at: behind it or, for a look-behind, before it. */
static const wm_node *looked_at(const wm_node *first, const wm_node *look)
{
    const wm_node *before = NULL, *after = look->next;
    for (const wm_node *kid = first; kid != look; kid = kid->next)
        if (kid->kind != WM_NODE_LOOK)
            before = kid;
    while (after != NULL && after->kind == WM_NODE_LOOK)
        after = after->next;
    return look->behind ? before : after;
}

static death death_of_look(const wm_lint *lint, const wm_node *first, const wm_node *look)
{
    wm_atom_set seen = {0}, asked = {0};
    const wm_node *beside = looked_at(first, look);
    wm_arena *scratch = lint->loading->scratch;
    if (beside == NULL || !set_at_edge(beside, look->behind, scratch, &seen) ||
        !wm_atom_set_of(look->first, scratch, &asked))
        return ALIVE;
    if (look->negative ? !lies_in(&seen, &asked) : !are_apart(&seen, &asked))
        return ALIVE;
    while (beside->kind == WM_NODE_SLOT)
        beside = beside->first;
    const char *note = wm_arena_format(lint->want->faults->arena, "contradicts '%.*s'", WM_SLICE_ARG(beside->part));
    return (death){look, note, "no element is both; take one of them away"};
}

/* ^ and $ where an element stands on the wrong side. */
static death death_of_end(const wm_node *first, const wm_node *node)
{
    bool begin = node->kind == WM_NODE_BEGIN;
    for (const wm_node *kid = begin ? first : node->next; kid != (begin ? node : NULL); kid = kid->next)
        if (wm_extent_of(kid).min != 0)
            return (death){node, begin ? "something has to stand before it" : "something has to stand behind it",
                           begin ? "'^' is the start of the sentence" : "'$' is the end of the sentence"};
    return ALIVE;
}

/* ---- trees ------------------------------------------------------------------------------------------------------ */

/* The first kid that kills it is told: what comes after it may be a consequence. */
static death death_in_sequence(wm_lint *lint, uint32_t phase, const wm_node *first)
{
    death why = ALIVE;
    for (const wm_node *kid = first; kid != NULL && why.note == NULL; kid = kid->next) {
        why = find_death(lint, phase, kid);
        if (why.note == NULL && kid->kind == WM_NODE_LOOK)
            why = death_of_look(lint, first, kid);
        else if (why.note == NULL && (kid->kind == WM_NODE_BEGIN || kid->kind == WM_NODE_END))
            why = death_of_end(first, kid);
    }
    return why;
}

/* One that can match is enough. */
static death death_of_alternatives(wm_lint *lint, uint32_t phase, const wm_node *first)
{
    death why = ALIVE;
    for (const wm_node *kid = first; kid != NULL; kid = kid->next) {
        death one = find_death(lint, phase, kid);
        if (one.note == NULL)
            return ALIVE;
        why = why.note == NULL ? one : why;
    }
    return why;
}

static death find_death(wm_lint *lint, uint32_t phase, const wm_node *node)
{
    if (++lint->steps > STEPS_MAX)
        return ALIVE;
    switch (node->kind) {
    case WM_NODE_LABEL:
        return node->shape != 0 ? ALIVE : death_of_label(lint, phase, node);
    case WM_NODE_MACRO:
        return find_death(lint, phase, node->macro->tree);
    case WM_NODE_SLOT:
    case WM_NODE_SEQ:
        return death_in_sequence(lint, phase, node->first);
    case WM_NODE_ALT:
        return death_of_alternatives(lint, phase, node->first);
    case WM_NODE_REPEAT:
        return node->min == 0 ? ALIVE : find_death(lint, phase, node->first);
    case WM_NODE_LOOK:
        return node->negative ? ALIVE : find_death(lint, phase, node->first);
    case WM_NODE_NOT:
        return node->first->kind == WM_NODE_ANY ? (death){node, "nothing is left", "'_' is any element"} : ALIVE;
    default:
        return ALIVE;
    }
}

/* ---- faults ----------------------------------------------------------------------------------------------------- */

/* As bytes of one file: a macro of another file never lies inside. */
static bool lies_inside(wm_slice part, wm_slice whole)
{
    return part.at >= whole.at && part.at + part.len <= whole.at + whole.len;
}

/* At the culprit where it stands in the part itself, else at the part, which leads to it by a macro. */
static void tell(const wm_lint *lint, const wm_block *block, const wm_node *node, death why, const char *what)
{
    bool here = lies_inside(why.node->part, node->part);
    wm_fault *fault = wm_lint_fault(lint, block->source, here ? why.node->part : node->part,
                                    "%s of rule '%.*s' can never match", what, WM_SLICE_ARG(block->id));
    fault->note =
        here ? why.note
             : wm_arena_format(lint->want->faults->arena, "'%.*s' in it: %s", WM_SLICE_ARG(why.node->part), why.note);
    fault->hint = why.hint;
}

/* What may be missing, part by part: the greatest parts that are dead. */
static void tell_parts(wm_lint *lint, const wm_block *block, const wm_node *node)
{
    for (; node != NULL; node = node->next) {
        death why = find_death(lint, block->phase, node);
        if (why.note != NULL)
            tell(lint, block, node, why, "part");
        else
            tell_parts(lint, block, node->first);
    }
}

/* A pattern that is dead as a whole is one fault; its dead parts would only repeat it. */
void wm_lint_reach(wm_lint *lint, const wm_block *block)
{
    lint->steps = 0;
    death why = find_death(lint, block->phase, block->tree);
    if (why.note == NULL)
        tell_parts(lint, block, block->tree->first);
    else
        tell(lint, block, block->tree, why, "pattern");
}
