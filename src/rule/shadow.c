/* SPDX-License-Identifier: MIT */
/* Rules that another rule makes idle. Two rules of a phase are held against each other when they do the same: events,
 * statuses and relations are told once, so of two patterns the one inside the other is of no use. Votes add up, so
 * there only the same pattern twice is a fault, which is better said with one weight. And a rule whose words an earlier
 * one always takes first (an event's word, an event's status, a stop) never comes to its turn, whatever it does.
 *
 * In: a linked set. Out: faults at the id of the idle rule; the hint names the other one.
 */
#include "rule/lint.h"

/* A rule, and its block for faults. Blocks and rules are numbered alike. */
typedef struct pair {
    wm_lint *lint;
    uint32_t first, second; /* in the order in which they run */
} pair;

/* Infos are filled by then; the block is for what only the file knows. */
static const wm_rule_info *info_of(const pair *p, uint32_t rule)
{
    return &p->lint->loading->rules->infos[rule];
}

/* ---- what they do ----------------------------------------------------------------------------------------------- */

/* A pair once: two arguments may take the same slots. */
static void add_pair(wm_slot_pairs *pairs, uint8_t wide, uint8_t narrow)
{
    for (uint32_t i = 0; i < pairs->count; i++)
        if (pairs->wide[i] == wide && pairs->narrow[i] == narrow)
            return;
    if (pairs->count == WM_RULE_SLOTS_MAX)
        return;
    pairs->wide[pairs->count] = wide;
    pairs->narrow[pairs->count++] = narrow;
}

/* Of texts that may be missing. */
static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool same_arg(const wm_arg *a, const wm_arg *b, wm_slot_pairs *pairs)
{
    if (strcmp(a->key, b->key) != 0 || !same_text(a->text, b->text) || a->slot_count != b->slot_count)
        return false;
    for (uint8_t i = 0; i < a->slot_count; i++)
        add_pair(pairs, a->slots[i], b->slots[i]);
    return true;
}

/* Weights aside, which are compared where they matter. Arguments in another order count as other ones: that may miss a
 * fault, and never makes a false one. */
static bool same_action(const wm_action *a, const wm_action *b, wm_slot_pairs *pairs)
{
    if (a->verb != b->verb || a->label != b->label || !same_text(a->what, b->what) || a->arg_count != b->arg_count)
        return false;
    for (uint8_t i = 0; i < a->slot_count; i++)
        add_pair(pairs, a->slots[i], b->slots[i]);
    for (uint8_t i = 0; i < a->arg_count; i++)
        if (!same_arg(&a->args[i], &b->args[i], pairs))
            return false;
    return true;
}

static uint32_t find_slot(const wm_rule_info *info, const char *name)
{
    for (uint8_t i = 0; i < info->slot_count; i++)
        if (strcmp(info->slot_names[i], name) == 0)
            return i;
    return WM_NO_ID;
}

/* The slot named `trigger` counts without being told. An event that has it is no longer than that, however far its rule
 * goes on matching. */
static bool same_trigger(const wm_rule_info *a, const wm_rule_info *b, wm_slot_pairs *pairs)
{
    uint32_t in_a = find_slot(a, "trigger"), in_b = find_slot(b, "trigger");
    if (in_a != WM_NO_ID && in_b != WM_NO_ID) {
        add_pair(pairs, (uint8_t)in_a, (uint8_t)in_b);
        pairs->start_is_enough = a->actions[0].verb == WM_DO_EVENT && a->action_count == 1;
    }
    return (in_a == WM_NO_ID) == (in_b == WM_NO_ID);
}

static bool same_deeds(const wm_rule_info *a, const wm_rule_info *b, wm_slot_pairs *pairs)
{
    *pairs = (wm_slot_pairs){.count = 0};
    if (a->action_count != b->action_count || !same_trigger(a, b, pairs))
        return false;
    for (uint8_t i = 0; i < a->action_count; i++)
        if (!same_action(&a->actions[i], &b->actions[i], pairs))
            return false;
    return true;
}

/* NULL: the event may still be made, as "the talks" are. */
static const wm_arg *participants_of(const wm_action *action)
{
    for (uint8_t i = 0; i < action->arg_count; i++)
        if (strcmp(action->args[i].key, "participants") == 0)
            return &action->args[i];
    return NULL;
}

/* Of two events at one word, and of two statuses of one event, the first is taken, whatever else it says. An event is
 * only made when somebody takes part. */
static bool same_turn(const wm_rule_info *a, const wm_rule_info *b, wm_slot_pairs *pairs)
{
    *pairs = (wm_slot_pairs){.count = 0};
    if (a->action_count != 1 || b->action_count != 1 || a->actions[0].verb != b->actions[0].verb)
        return false;
    const wm_action *x = &a->actions[0], *y = &b->actions[0];
    if (x->verb == WM_DO_STATUS)
        return x->arg_count == 0 && y->arg_count == 0;
    const wm_arg *who = participants_of(x), *whom = participants_of(y);
    return x->verb == WM_DO_EVENT && who != NULL && whom != NULL && same_trigger(a, b, pairs) &&
           same_arg(who, whom, pairs);
}

static bool has_stop(const wm_rule_info *info)
{
    for (uint8_t i = 0; i < info->action_count; i++)
        if (info->actions[i].verb == WM_DO_STOP)
            return true;
    return false;
}

/* Weights of votes are added; other weights only order answers. */
static bool adds_up(const pair *p, const wm_rule_info *info)
{
    for (uint8_t i = 0; i < info->action_count; i++)
        if (info->actions[i].verb <= WM_DO_JOIN)
            return info->phase < p->lint->want->tag_phase;
    return false;
}

/* No weight is one of 1. */
static bool weighs_less(const wm_rule_info *a, const wm_rule_info *b)
{
    for (uint8_t i = 0; i < a->action_count; i++) {
        float x = a->actions[i].weight, y = b->actions[i].weight;
        if ((x != 0 ? x : 1) > (y != 0 ? y : 1))
            return false;
    }
    return true;
}

/* ---- what they match -------------------------------------------------------------------------------------------- */

static wm_slice value_of(const wm_block *block, const char *key)
{
    for (uint32_t i = 0; i < block->entries.count; i++)
        if (wm_slice_is(block->entries.items[i].key, key))
            return block->entries.items[i].value;
    return (wm_slice){NULL, 0};
}

/* Regexes on sentences are compared as written. */
static bool same_regex(const wm_block *a, const wm_block *b)
{
    return wm_slice_equal(value_of(a, "text"), value_of(b, "text")) &&
           wm_slice_equal(value_of(a, "near"), value_of(b, "near"));
}

/* `pairs` has the slots of the first of the two at `wide`. */
static bool covers(const pair *p, uint32_t wide, uint32_t narrow, const wm_slot_pairs *pairs)
{
    const wm_loading *l = p->lint->loading;
    const wm_program *programs = l->rules->programs;
    wm_slot_pairs turned = *pairs;
    if (programs[wide].text != NULL || programs[narrow].text != NULL)
        return programs[wide].text != NULL && programs[narrow].text != NULL &&
               same_regex(l->blocks.items[wide], l->blocks.items[narrow]);
    if (wide != p->first) {
        memcpy(turned.wide, pairs->narrow, sizeof turned.wide);
        memcpy(turned.narrow, pairs->wide, sizeof turned.narrow);
    }
    return wm_program_covers(l->rules, &programs[wide], &programs[narrow], &turned, l->words.strings.count, l->brief);
}

/* Where a gap may stretch over anything, the rule can match elsewhere than a tighter one before it would have it. */
static bool has_gap(const pair *p, uint32_t rule)
{
    const wm_program *program = &p->lint->loading->rules->programs[rule];
    for (uint32_t i = 0; i < program->code_count; i++)
        if (program->code[i].op == WM_OP_ANY)
            return true;
    return false;
}

/* ---- faults ----------------------------------------------------------------------------------------------------- */

static const char first_come[] = "that one matches all that this one matches, and comes first";
static const char same_deed[] = "that one matches all that this one matches, and does the same";
static const char put_before[] = "put this one before it, or narrow that one";

/* "rule 'idle' is shadowed by rule 'other'": the message is what stands between the two. */
static void tell(const pair *p, uint32_t idle, uint32_t other, const char *message, const char *note, const char *hint)
{
    const wm_block *block = p->lint->loading->blocks.items[idle];
    const wm_rule_info *by = info_of(p, other);
    wm_arena *keep = p->lint->want->faults->arena;
    wm_fault *fault =
        wm_lint_fault(p->lint, block->source, block->id, "rule '%s' %s '%s'", info_of(p, idle)->id, message, by->id);
    fault->note = note;
    fault->hint = wm_arena_format(keep, "'%s' is in %s:%u; %s", by->id, by->file, by->line, hint);
}

/* Of two that are alike the one whose file was given later is told: a user's own comes behind what ships. */
static bool is_given_later(const pair *p, uint32_t rule, uint32_t than)
{
    const wm_rules_input *input = p->lint->loading->input;
    for (uint32_t i = 0; i < input->file_count; i++) {
        bool one = strcmp(input->files[i].shown, info_of(p, rule)->file) == 0;
        bool other = strcmp(input->files[i].shown, info_of(p, than)->file) == 0;
        if (one || other)
            return other && !one;
    }
    return false;
}

static bool tell_repeated(const pair *p, const wm_slot_pairs *pairs)
{
    bool second_inside = covers(p, p->first, p->second, pairs);
    bool first_inside = covers(p, p->second, p->first, pairs);
    const wm_rule_info *first = info_of(p, p->first), *second = info_of(p, p->second);
    bool turn = is_given_later(p, p->first, p->second);
    if (second_inside && first_inside)
        tell(p, turn ? p->first : p->second, turn ? p->second : p->first, "repeats rule",
             "it has the same pattern and does the same",
             adds_up(p, second) ? "their weights add up: one rule with the sum says it better"
                                : "one of them is enough");
    else if (adds_up(p, second))
        return false;
    else if (second_inside)
        tell(p, p->second, p->first, "is shadowed by rule", first_come, "one of them is enough");
    else if (first_inside && weighs_less(first, second) && !has_gap(p, p->second))
        tell(p, p->first, p->second, "is shadowed by rule", same_deed, "one of them is enough");
    else
        return false;
    return true;
}

/* The sharpest thing that can be said of two rules is told, and nothing besides. */
static void compare(const pair *p)
{
    static const wm_slot_pairs none;
    wm_slot_pairs pairs;
    const wm_rule_info *first = info_of(p, p->first), *second = info_of(p, p->second);
    if (same_deeds(first, second, &pairs) && tell_repeated(p, &pairs))
        return;
    if (has_stop(first) && covers(p, p->first, p->second, &none))
        tell(p, p->second, p->first, "never comes after rule",
             "that one stops all that this one matches, and comes first", put_before);
    else if (same_turn(first, second, &pairs) && covers(p, p->first, p->second, &pairs))
        tell(p, p->second, p->first, "is shadowed by rule", first_come, put_before);
}

void wm_lint_shadows(wm_lint *lint)
{
    const wm_rules *rules = lint->loading->rules;
    for (uint32_t i = 0; i < rules->phase_count; i++)
        for (uint32_t second = rules->phases[i].begin; second < rules->phases[i].end; second++)
            for (uint32_t first = rules->phases[i].begin; first < second; first++)
                compare(&(pair){lint, first, second});
}
