/* SPDX-License-Identifier: MIT */
/* Macros that ask one element a question. "A capitalised word that may begin a name" is looks at one place and a word,
 * and twenty rules ask it at the same words. Such a macro is no code but a tree of yes and no, and what it said of an
 * element holds for all rules until the tape changes.
 *
 * In: the tree of a macro, folded. Out: a question with a number of its own. None where the tree may take an edge, more
 * than one element, captures, or looks behind. Limit: WM_QUESTIONS_MAX; macros beyond are code.
 */
#include "rule/emit.h"

static wm_question *taking(wm_loading *loading, const wm_node *node, bool in_look);

/* Kept: the matcher asks it for as long as the set lives. */
static wm_question *new_question(wm_loading *loading, wm_question_op op, const wm_node *node)
{
    wm_question *question = WM_NEW(loading->keep, wm_question);
    question->op = op;
    question->part = node->part;
    question->atom.set = WM_NO_ID;
    return question;
}

static wm_question *negate(wm_loading *loading, const wm_node *node, wm_question *asked)
{
    wm_question *question = new_question(loading, WM_ASK_NOT, node);
    question->first = asked;
    return question;
}

/* A set of words, labels and shapes; with labels it may be an edge, which only a look does not go along. */
static wm_question *of_set(wm_loading *loading, const wm_node *node, wm_atom_set *set, bool in_look)
{
    if (wm_labels_any(&set->labels) && !in_look)
        return NULL;
    wm_question *question = new_question(loading, in_look ? WM_ASK_BEGINS : WM_ASK_FITS, node);
    question->atom.set = wm_load_set(loading, set->words.items, set->words.count);
    question->atom.labels = set->labels;
    question->atom.shape = set->shape;
    question->number = wm_load_atom(loading, &question->atom);
    return question;
}

static wm_question *of_special(wm_loading *loading, const wm_node *node)
{
    wm_question *question = new_question(loading, WM_ASK_FITS, node);
    question->atom.regex = node->regex;
    if (node->kind == WM_NODE_EXACT) {
        question->atom.set = wm_load_set(loading, node->words, node->word_count);
        question->atom.exact = (wm_slice){wm_arena_copy(loading->keep, node->name.at, node->name.len), node->name.len};
    }
    question->number = wm_load_atom(loading, &question->atom);
    return question;
}

/* By number, so that an inner macro is answered once for all macros that use it. */
static wm_question *of_macro(wm_loading *loading, const wm_node *node)
{
    uint32_t number = wm_load_question(loading, node->macro);
    if (number == WM_NO_ID)
        return NULL;
    wm_question *question = new_question(loading, WM_ASK_MACRO, node);
    question->number = number;
    return question;
}

/* What looks at the element and takes nothing. */
static wm_question *looking(wm_loading *loading, const wm_node *node)
{
    if (node->kind != WM_NODE_LOOK && node->kind != WM_NODE_ALT)
        return NULL;
    if (node->kind == WM_NODE_LOOK) {
        wm_question *seen = node->behind ? NULL : taking(loading, node->first, true);
        return seen != NULL && node->negative ? negate(loading, node, seen) : seen;
    }
    wm_question *some = new_question(loading, WM_ASK_SOME, node);
    wm_question **to = &some->first;
    for (const wm_node *kid = node->first; kid != NULL; kid = kid->next) {
        wm_question *one = looking(loading, kid);
        if (one == NULL)
            return NULL;
        *to = one;
        to = &one->next;
    }
    return some;
}

/* Kids that all have to hold (looks, and what takes the element last), or one of which does. */
static wm_question *of_kids(wm_loading *loading, const wm_node *node, bool in_look)
{
    bool all = node->kind == WM_NODE_SEQ;
    wm_question *question = new_question(loading, all ? WM_ASK_ALL : WM_ASK_SOME, node);
    wm_question **to = &question->first;
    for (const wm_node *kid = node->first; kid != NULL; kid = kid->next) {
        bool takes = !all || kid->next == NULL;
        wm_question *one = takes ? taking(loading, kid, in_look) : looking(loading, kid);
        if (one == NULL)
            return NULL;
        *to = one;
        to = &one->next;
    }
    return question->first != NULL ? question : NULL;
}

/* What takes the one element. */
static wm_question *taking(wm_loading *loading, const wm_node *node, bool in_look)
{
    wm_atom_set set = {0};
    if (wm_atom_set_of(node, loading->brief, &set))
        return of_set(loading, node, &set, in_look);
    switch (node->kind) {
    case WM_NODE_EXACT:
    case WM_NODE_REGEX:
        return of_special(loading, node);
    case WM_NODE_MACRO:
        return of_macro(loading, node);
    case WM_NODE_SEQ:
    case WM_NODE_ALT:
        return of_kids(loading, node, in_look);
    default:
        return NULL;
    }
}

uint32_t wm_load_question(wm_loading *loading, wm_macro *macro)
{
    wm_rules *rules = loading->rules;
    if (macro->asked)
        return macro->question;
    macro->asked = true; /* also when it is none: it would be tried anew for each rule */
    macro->question = WM_NO_ID;
    bool many = macro->tree->kind == WM_NODE_SEQ || macro->tree->kind == WM_NODE_ALT;
    wm_question *question = many ? of_kids(loading, macro->tree, false) : NULL;
    if (question == NULL || rules->questions.count == WM_QUESTIONS_MAX)
        return WM_NO_ID;
    *WM_PUSH(loading->keep, &rules->questions) = question;
    macro->question = rules->questions.count - 1;
    return macro->question;
}
