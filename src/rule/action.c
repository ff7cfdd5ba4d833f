/* SPDX-License-Identifier: MIT */
/* `do` lines: verb, what, slots, arguments, weight, as the table says. Several actions stand on lines of their own or
 * are parted by ';' or '·'.
 *
 * In: the entries of a block whose slots are known. Out: block->actions; labels are numbered later, when all files have
 * said which kinds they tag.
 */
#include "rule/lex.h"
#include "rule/load.h"

/* What may stand behind a verb. */
typedef struct form {
    const char *name;
    wm_verb verb;
    bool what;         /* KIND, TYPE or VALUE comes first */
    uint8_t slots;     /* bare $slots */
    bool args, weight; /* may have them */
    const char *usage;
} form;

/* `veto` and `stop` take no arguments: what they would qualify is gone. */
static const form FORMS[] = {
    {"tag", WM_DO_TAG, true, 1, true, true, "tag KIND $slot key=value… +3"},
    {"veto", WM_DO_VETO, true, 1, false, true, "veto KIND $slot"},
    {"retype", WM_DO_RETYPE, true, 1, false, true, "retype KIND $slot"},
    {"join", WM_DO_JOIN, false, 2, false, true, "join $a $b"},
    {"alias", WM_DO_ALIAS, false, 2, false, true, "alias $a $b"},
    {"set", WM_DO_SET, false, 1, true, true, "set $slot key=value…"},
    {"event", WM_DO_EVENT, true, 0, true, true, "event TYPE role=$slot… key=value…"},
    {"status", WM_DO_STATUS, true, 0, true, true, "status VALUE key=value…"},
    {"relation", WM_DO_RELATION, true, 0, true, true, "relation TYPE subject=$slot object=$slot key=value…"},
    {"stop", WM_DO_STOP, false, 0, false, false, "stop"},
};
enum { FORM_COUNT = sizeof FORMS / sizeof *FORMS };

typedef struct reader {
    wm_loading *loading;
    wm_block *block;
    wm_slice rest;
    wm_slice all; /* the action */
    const form *form;
    wm_action action;
    WM_ARRAY(wm_arg) args;
    wm_slice what;
    bool bad; /* a fault was told: what is missing besides is not */
} reader;

/* The next part: up to a blank, but quotes hold blanks. A NULL `at` at the end. */
static wm_slice next_part(wm_slice *rest)
{
    const char *at = rest->at, *end = rest->at + rest->len;
    wm_lex_skip(&at, end);
    const char *from = at;
    for (bool quoted = false; at < end && (quoted || strchr(" \t\r\n", *at) == NULL); at++)
        quoted = quoted != (*at == '"');
    *rest = (wm_slice){at, (size_t)(end - at)};
    return from == at ? (wm_slice){NULL, 0} : (wm_slice){from, (size_t)(at - from)};
}

/* A fault of an action that is known; its form is the hint. */
static void wrong(reader *r, wm_slice part, const char *message)
{
    wm_fault *fault = wm_source_fault(r->block->source, part, "%s", message);
    fault->hint = wm_arena_format(r->loading->faults->arena, "write: %s", r->form->usage);
    r->bad = true;
}

/* The note of an unknown slot: which ones there are. */
static const char *slot_list(const reader *r)
{
    wm_arena *keep = r->loading->faults->arena;
    const char *list = "this pattern has no slots";
    for (uint32_t i = 0; i < r->block->slot_count; i++)
        list = wm_arena_format(keep, i == 0 ? "slots of this pattern: %s%s" : "%s, %s", i == 0 ? "" : list,
                               r->block->slot_names[i]);
    return list;
}

/* The slot that `$name` stands for; an unknown one is a fault and WM_NO_ID. */
static uint32_t read_slot(reader *r, wm_slice part)
{
    wm_slice name = {part.at + 1, part.len - 1};
    uint32_t slot = wm_block_slot(r->block, name);
    if (slot != WM_NO_ID) {
        r->block->slot_used[slot] = true;
        return slot;
    }
    r->bad = true;
    if (r->block->bad) /* its pattern had a fault, so its slots are not known */
        return slot;
    wm_fault *fault = wm_source_fault(r->block->source, part, "unknown slot '%.*s' in rule '%.*s'", WM_SLICE_ARG(name),
                                      WM_SLICE_ARG(r->block->id));
    wm_guess guess = wm_guess_of(name);
    for (uint32_t i = 0; i < r->block->slot_count; i++)
        wm_guess_try(&guess, r->block->slots[i]);
    fault->note = slot_list(r);
    fault->hint = wm_guess_hint(&guess, r->loading->faults->arena, "", NULL);
    return slot;
}

/* $a,$b behind a key. Text and slots do not mix, because an argument is the one or the other. */
static void read_slot_list(reader *r, wm_arg *arg, wm_slice value)
{
    while (value.at != NULL) {
        wm_slice part = wm_slice_cut(&value, ',');
        if (part.len < 2 || part.at[0] != '$') {
            wrong(r, part.len != 0 ? part : (wm_slice){part.at, 1}, "a list of values is of $slots only");
            return;
        }
        if (arg->slot_count == sizeof arg->slots) {
            wrong(r, part, "more than four slots for one key");
            return;
        }
        arg->slots[arg->slot_count] = (uint8_t)read_slot(r, part);
        arg->slot_count++;
    }
}

/* key=value, key=$slot,… or a bare word, which is a key without a value. */
static void read_arg(reader *r, wm_slice part)
{
    wm_slice value = part, key = wm_slice_cut(&value, '=');
    if (!r->form->args) {
        wrong(r, part, wm_arena_format(r->loading->scratch, "'%s' takes no '%.*s'", r->form->name, WM_SLICE_ARG(part)));
        return;
    }
    if (key.len == 0 || (value.at != NULL && value.len == 0)) {
        wrong(r, part, "an argument is key=value");
        return;
    }
    wm_arg *arg = WM_PUSH(r->loading->brief, &r->args);
    arg->key = wm_arena_copy(r->loading->keep, key.at, key.len);
    if (value.at != NULL && value.at[0] == '$') {
        read_slot_list(r, arg, value);
        return;
    }
    /* quotes are for values with blanks and are no part of the value */
    if (value.len >= 2 && value.at[0] == '"' && value.at[value.len - 1] == '"')
        value = (wm_slice){value.at + 1, value.len - 2};
    arg->text = wm_arena_copy(r->loading->keep, value.at, value.len);
}

/* +3, -2, +0.5: read by hand, because strtod() asks the locale. */
static bool is_weight(wm_slice part, float *ret_weight)
{
    if (part.len < 2 || (part.at[0] != '+' && part.at[0] != '-'))
        return false;
    double value = 0, unit = 1;
    bool dot = false, digits = false;
    for (size_t i = 1; i < part.len; i++) {
        if (part.at[i] == '.' && !dot) {
            dot = true;
        } else if (part.at[i] >= '0' && part.at[i] <= '9') {
            unit = dot ? unit / 10 : unit;
            value = dot ? value + unit * (part.at[i] - '0') : value * 10 + (part.at[i] - '0');
            digits = true;
        } else {
            return false;
        }
    }
    *ret_weight = (float)(part.at[0] == '-' ? -value : value);
    return digits;
}

/* One part behind the verb. Slots, weight and arguments tell themselves apart by how they start; the first other
 * part is what the action is about. */
static void read_part(reader *r, wm_slice part)
{
    float weight;
    wm_action *action = &r->action;
    if (is_weight(part, &weight)) {
        if (!r->form->weight || action->weight != 0)
            wrong(r, part, "no weight may stand here");
        else if (weight > 99 || weight < -99) /* beyond that it is no evidence but a decree */
            wrong(r, part, "a weight is between -99 and +99");
        action->weight = weight;
    } else if (part.at[0] == '$' && part.len > 1) {
        if (action->slot_count == r->form->slots) {
            wrong(r, part, wm_arena_format(r->loading->scratch, "one slot too many for '%s'", r->form->name));
            return;
        }
        action->slots[action->slot_count++] = (uint8_t)read_slot(r, part);
    } else if (r->form->what && r->what.at == NULL) {
        r->what = part;
        action->what = wm_arena_copy(r->loading->keep, part.at, part.len);
    } else {
        read_arg(r, part);
    }
}

/* An argument with text in place of a slot does not count: it names nobody. */
static bool has_slot_arg(const reader *r, const char *key)
{
    for (uint32_t i = 0; i < r->args.count; i++)
        if (strcmp(r->args.items[i].key, key) == 0 && r->args.items[i].slot_count != 0)
            return true;
    return false;
}

/* What has to be there. Only asked when nothing else was wrong, since one slip would bring two faults. */
static void check_complete(reader *r)
{
    if (r->bad)
        return;
    if (r->form->what && r->what.at == NULL)
        wrong(r, r->all, wm_arena_format(r->loading->scratch, "'%s' of what?", r->form->name));
    else if (r->action.slot_count < r->form->slots)
        wrong(r, r->all,
              wm_arena_format(r->loading->scratch, "'%s' wants %s", r->form->name,
                              r->form->slots == 1 ? "a slot" : "two slots"));
    else if (r->form->verb == WM_DO_SET && r->args.count == 0)
        wrong(r, r->all, "'set' wants key=value");
    else if (r->form->verb == WM_DO_RELATION && (!has_slot_arg(r, "subject") || !has_slot_arg(r, "object")))
        wrong(r, r->all, "'relation' wants subject=$slot and object=$slot");
}

/* The row of a verb; an unknown verb is a fault and NULL. */
static const form *find_form(reader *r, wm_slice verb)
{
    for (size_t i = 0; i < FORM_COUNT; i++)
        if (wm_slice_is(verb, FORMS[i].name))
            return &FORMS[i];
    wm_guess guess = wm_guess_of(verb);
    for (size_t i = 0; i < FORM_COUNT; i++)
        wm_guess_try(&guess, wm_slice_of(FORMS[i].name));
    wm_fault *fault = wm_source_fault(r->block->source, verb, "unknown action '%.*s'", WM_SLICE_ARG(verb));
    fault->note = "actions: tag, veto, retype, join, alias, set, event, status, relation, stop";
    fault->hint = wm_guess_hint(&guess, r->loading->faults->arena, "", NULL);
    return NULL;
}

/* One action, from its verb to the end of `text`. */
static void read_action(wm_loading *loading, wm_block *block, wm_slice text)
{
    reader r = {.loading = loading, .block = block, .rest = text, .all = text};
    wm_slice verb = next_part(&r.rest);
    if (verb.at == NULL) {
        wm_source_fault(block->source, text, "an action is missing here");
        return;
    }
    r.form = find_form(&r, verb);
    if (r.form == NULL) {
        block->bad = true; /* its slots are not known to be used */
        return;
    }
    r.all = verb;
    r.action = (wm_action){.verb = r.form->verb, .label = WM_NO_ID};
    for (wm_slice part; (part = next_part(&r.rest)).at != NULL;)
        read_part(&r, part);
    check_complete(&r);
    if (r.args.count > UINT8_MAX)
        wrong(&r, r.all, "too many arguments");
    r.action.args = wm_load_keep(loading, r.args.items, r.args.count, sizeof *r.args.items);
    r.action.arg_count = (uint8_t)r.args.count;
    *WM_PUSH(loading->scratch, &block->actions) = r.action;
    *WM_PUSH(loading->scratch, &block->action_whats) = r.what;
}

/* Where the action at the start of `text` ends: before ';' or '·' (two bytes), outside quotes. */
static size_t action_end(wm_slice text, size_t *ret_mark)
{
    *ret_mark = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.len; i++) {
        quoted = quoted != (text.at[i] == '"');
        if (quoted)
            continue;
        bool dot = i + 1 < text.len && memcmp(text.at + i, "\xC2\xB7", 2) == 0;
        if (dot || text.at[i] == ';') {
            *ret_mark = dot ? 2 : 1;
            return i;
        }
    }
    return text.len;
}

/* An empty action between two marks is a fault, so a mark too many is no slip that passes. */
void wm_load_actions(wm_loading *loading, wm_block *block)
{
    for (uint32_t i = 0; i < block->entries.count; i++) {
        if (!wm_slice_is(block->entries.items[i].key, "do"))
            continue;
        wm_slice text = block->entries.items[i].value;
        for (size_t mark = 1; mark != 0;) {
            size_t end = action_end(text, &mark);
            read_action(loading, block, (wm_slice){text.at, end});
            text = (wm_slice){text.at + end + mark, text.len - end - mark};
        }
    }
    if (block->actions.count > UINT8_MAX)
        wm_source_fault(block->source, block->id, "too many actions in rule '%.*s'", WM_SLICE_ARG(block->id));
}
