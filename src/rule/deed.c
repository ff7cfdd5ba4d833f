/* SPDX-License-Identifier: MIT */
/* Actions that nobody carries out: a verb in a phase where it means nothing, a status or a key that no stage knows, a
 * tag that comes when names are settled and that no later pattern asks for.
 *
 * In: the actions of a rule, and what the caller says of each verb. Out: faults at the word that is wrong.
 */
#include "rule/lint.h"

/* Parts of actions are kept as strings; here is where they stand. Names of one rule are few, so the first place where
 * such a word stands alone is good enough. */
static wm_slice find_word(const wm_block *block, const char *word)
{
    size_t len = strlen(word);
    for (uint32_t i = 0; i < block->entries.count; i++) {
        wm_slice value = block->entries.items[i].value;
        if (!wm_slice_is(block->entries.items[i].key, "do"))
            continue;
        for (size_t at = 0; at + len <= value.len; at++) {
            bool begins = at == 0 || strchr(" \t\n;=,", value.at[at - 1]) != NULL;
            bool ends = at + len == value.len || strchr(" \t\r\n;=,", value.at[at + len]) != NULL;
            if (begins && ends && memcmp(value.at + at, word, len) == 0)
                return (wm_slice){value.at + at, len};
        }
    }
    return block->id;
}

/* For the note: "meet, visit". */
static const char *list_of(wm_arena *keep, const char *const *names)
{
    const char *all = "";
    for (; *names != NULL; names++)
        all = wm_arena_format(keep, "%s%s%s", all, *all != '\0' ? ", " : "", *names);
    return all;
}

/* Is the name on the list? If not, that is a fault. */
static void want_one_of(const wm_lint *lint, const wm_block *block, const char *name, const char *const *names,
                        const char *what)
{
    wm_guess guess = wm_guess_of(wm_slice_of(name));
    for (uint32_t i = 0; names != NULL && names[i] != NULL; i++) {
        if (strcmp(names[i], name) == 0)
            return;
        wm_guess_try(&guess, wm_slice_of(names[i]));
    }
    if (names == NULL)
        return;
    wm_arena *keep = lint->want->faults->arena;
    wm_fault *fault = wm_lint_fault(lint, block->source, find_word(block, name), "unknown %s '%s'", what, name);
    fault->note = wm_arena_format(keep, "known: %s", list_of(keep, names));
    fault->hint = wm_guess_hint(&guess, keep, "", NULL);
}

/* What is behind a status set by key: that of the verb of the same name. */
static void check_words(const wm_lint *lint, const wm_block *block, const wm_action *action)
{
    const wm_verb_use *use = &lint->want->verbs[action->verb];
    if (action->what != NULL)
        want_one_of(lint, block, action->what, use->whats, action->verb == WM_DO_EVENT ? "type of event" : "value");
    for (uint8_t i = 0; i < action->arg_count; i++) {
        const wm_arg *arg = &action->args[i];
        want_one_of(lint, block, arg->key, use->keys, "key");
        for (uint32_t v = 0; v < lint->want->value_count; v++)
            if (arg->text != NULL && strcmp(arg->key, lint->want->values[v].key) == 0)
                want_one_of(lint, block, arg->text, lint->want->values[v].values, "value");
    }
}

static void check_phase(const wm_lint *lint, const wm_block *block, const wm_action *action)
{
    static const char *const verbs[] = {"tag", "veto",  "retype", "join",     "alias",
                                        "set", "event", "status", "relation", "stop"};
    const wm_verb_use *use = &lint->want->verbs[action->verb];
    if (use->from <= block->phase && block->phase < use->to)
        return;
    const char *verb = verbs[action->verb];
    wm_fault *fault =
        wm_lint_fault(lint, block->source, find_word(block, verb), "'%s' does nothing in phase %u", verb, block->phase);
    fault->hint = use->where;
}

/* When names are settled a tag is a message to later patterns, and to nobody else. */
static void check_tag(const wm_lint *lint, const wm_block *block, const wm_action *action, wm_slice kind)
{
    if (action->verb != WM_DO_TAG || block->phase < lint->want->tag_phase || action->label == WM_NO_ID ||
        lint->last_asked[action->label] > block->phase + 1)
        return;
    wm_fault *fault = wm_lint_fault(lint, block->source, kind, "tag '%s' is of no use", action->what);
    fault->note = wm_arena_format(lint->want->faults->arena, "no pattern behind phase %u asks for it", block->phase);
    fault->hint = wm_arena_format(lint->want->faults->arena, "for names, put the rule into a file below %u",
                                  lint->want->tag_phase);
}

/* Each action by itself: what they do together is shadow.c's. */
void wm_lint_deeds(wm_lint *lint, const wm_block *block)
{
    for (uint32_t i = 0; i < block->actions.count; i++) {
        const wm_action *action = &block->actions.items[i];
        check_phase(lint, block, action);
        check_words(lint, block, action);
        check_tag(lint, block, action, block->action_whats.items[i]);
    }
}
