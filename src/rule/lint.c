/* SPDX-License-Identifier: MIT */
/* Rules that do nothing, looked for when somebody checks them: which label lives in which phases is worked out first,
 * then each rule is held against that and against its neighbours. Such rules harm nobody but their author, so they are
 * told in a list of their own and never refuse a set: a rule that ships tomorrow may make one of a user's idle.
 *
 * In: blocks without faults, before and after they are compiled. Out: faults. Time: every pair of rules of a phase with
 * the same action is compared, which is nothing for hundreds and a second for thousands.
 */
#include "rule/lint.h"

#include <stdarg.h>
#include <stdio.h>

/* The file itself tells its faults to the list that refuses the set. */
wm_fault *wm_lint_fault(const wm_lint *lint, const wm_source *file, wm_slice part, const char *format, ...)
{
    char message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    wm_source source = *file;
    source.faults = lint->want->faults;
    return wm_source_fault(&source, part, "%s", message);
}

/* ---- lives of labels -------------------------------------------------------------------------------------------- */

/* Notes the earliest giver. What gazetteers give from the start stays so, without a rule to name. */
static void give(wm_lint *lint, wm_slice name, const wm_block *giver)
{
    uint32_t label = wm_intern_find(&lint->loading->rules->labels, name);
    if (label == WM_NO_ID)
        return;
    wm_label_life *life = &lint->lives[label];
    if (life->from == life->to || giver->phase + 1 < life->from) {
        life->giver = giver;
        life->from = giver->phase + 1;
    }
    life->to = WM_FOREVER;
}

/* A tag is seen from the next phase on, if it speaks for its kind at all; so is what an event is labelled. */
static void give_by_action(wm_lint *lint, const wm_block *block, const wm_action *action)
{
    if (action->verb == WM_DO_TAG && action->label != WM_NO_ID && action->weight >= 0)
        give(lint, lint->loading->rules->labels.strings.items[action->label], block);
    if (action->verb != WM_DO_EVENT)
        return;
    char name[128];
    int len = snprintf(name, sizeof name, "%s.%s", lint->want->event_kind, action->what);
    if (len > 0 && (size_t)len < sizeof name)
        give(lint, (wm_slice){name, (size_t)len}, block);
    give(lint, wm_slice_of(lint->want->event_kind), block);
}

static void find_lives(wm_lint *lint)
{
    const wm_rules_input *input = lint->loading->input;
    for (uint32_t i = 0; i < input->label_count; i++) {
        uint32_t label = wm_intern_find(&lint->loading->rules->labels, wm_slice_of(input->labels[i]));
        lint->lives[label].from = lint->want->labels[i].from;
        lint->lives[label].to = lint->want->labels[i].to;
    }
    for (uint32_t i = 0; i < lint->loading->blocks.count; i++) {
        const wm_block *block = lint->loading->blocks.items[i];
        for (uint32_t a = 0; a < block->actions.count; a++)
            give_by_action(lint, block, &block->actions.items[a]);
    }
}

/* ---- who asks --------------------------------------------------------------------------------------------------- */

/* A label with tests asks for its bases. */
static void note_labels(wm_lint *lint, const wm_labels *labels, uint32_t phase)
{
    const wm_rules *rules = lint->loading->rules;
    uint32_t named = rules->labels.strings.count;
    for (uint32_t i = 0; i < rules->derived.count; i++)
        if (wm_labels_has(labels, named + i))
            note_labels(lint, &rules->derived.items[i].bases, phase);
    for (uint32_t label = 0; label < named; label++)
        if (wm_labels_has(labels, label) && lint->last_asked[label] <= phase)
            lint->last_asked[label] = phase + 1;
}

/* What a macro asks for is asked for by each rule that uses it. */
static void note_tree(wm_lint *lint, const wm_node *node, uint32_t phase)
{
    for (; node != NULL; node = node->next) {
        if (node->kind == WM_NODE_LABEL && wm_labels_any(&node->labels))
            note_labels(lint, &node->labels, phase);
        if (node->kind == WM_NODE_MACRO && node->macro->noted <= phase) {
            node->macro->noted = phase + 1; /* macros in macros double at each level */
            note_tree(lint, node->macro->tree, phase);
        }
        note_tree(lint, node->first, phase);
    }
}

/* ---- all of it -------------------------------------------------------------------------------------------------- */

/* Labels are all known now, and trees still say which of them each alternative asks for. */
wm_lint *wm_lint_new(wm_loading *loading)
{
    wm_lint *lint = WM_NEW(loading->scratch, wm_lint);
    uint32_t count = loading->rules->labels.strings.count;
    *lint = (wm_lint){.loading = loading, .want = loading->input->lint};
    lint->lives = WM_NEW_N(loading->scratch, wm_label_life, count + 1);
    lint->last_asked = WM_NEW_N(loading->scratch, uint32_t, count + 1);
    find_lives(lint);
    for (uint32_t i = 0; i < loading->blocks.count; i++)
        note_tree(lint, loading->blocks.items[i]->tree, loading->blocks.items[i]->phase);
    return lint;
}

void wm_lint_trees(wm_lint *lint)
{
    for (uint32_t i = 0; i < lint->loading->blocks.count; i++) {
        const wm_block *block = lint->loading->blocks.items[i];
        if (block->tree != NULL)
            wm_lint_reach(lint, block);
        wm_lint_regexes(lint, block);
        wm_lint_deeds(lint, block);
    }
    for (uint32_t i = 0; i < lint->loading->all_macros.count; i++)
        wm_lint_macro_regexes(lint, lint->loading->all_macros.items[i]);
}
