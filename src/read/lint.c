/* SPDX-License-Identifier: MIT */
/* What rules may count on: in which phases a label can be there without a rule's doing, which attributes entries have,
 * what each verb is good for and where. `check` asks; a reading never does.
 *
 * In: open gazetteers and the labels that rules may speak of. Out: wm_rules_lint. Limits: an attribute is looked for
 * among all entries of its label until one has it, so a rare or misspelt one costs a walk through them. Without any
 * gazetteer (--only) nothing can be said of labels, so all of them count as given.
 */
#include "read/lint.h"

#include "read/cascade.h"

/* ---- verbs ------------------------------------------------------------------------------------------------------ */

static const char *const statuses[] = {"asserted", "planned", "proposed", "refused", "cancelled", "negated", "possible",
                                       NULL};
static const char *const modes[] = {"in_person", "phone", "video", "indirect", "unspecified", NULL};
static const char *const tenses[] = {"past", "present", "future", NULL};
static const char *const event_types[] = {"meet", "visit", NULL};
static const char *const event_keys[] = {"participants", "host", "mediator", "place", "time", "attribution", "mode",
                                         "tense", "status", "anaphor", "more", "beside", "another", "apart", NULL};
static const char *const set_keys[] = {"participants", "host", "mediator", "place", "time", "attribution", "mode",
                                       "tense", "anaphor", "another", "dateline", "speaker", "together", NULL};
static const char *const relation_keys[] = {"subject", "object", "role", "one", "like", NULL};

static const char in_votes[] = "names are voted for in phases below 50";
static const char in_scenes[] = "events are spoken of from phase 50 on";
static const char in_events[] =
    "events are made in phases 60 to 69: a sentence in which no rule of these is awake is passed over";
static const char in_status[] = "events are made in phases 60 to 69, so put it into a file from 61 on";

static const wm_verb_use verbs[WM_VERB_COUNT] = {
    [WM_DO_TAG] = {0, WM_PHASE_END, NULL, NULL, NULL},
    [WM_DO_VETO] = {0, WM_PHASE_RELATE, in_votes, NULL, NULL},
    [WM_DO_RETYPE] = {0, WM_PHASE_RELATE, in_votes, NULL, NULL},
    [WM_DO_JOIN] = {0, WM_PHASE_RELATE, in_votes, NULL, NULL},
    [WM_DO_ALIAS] = {0, WM_PHASE_RELATE, in_votes, NULL, NULL},
    [WM_DO_SET] = {WM_PHASE_RELATE, WM_PHASE_END, in_scenes, NULL, set_keys},
    [WM_DO_EVENT] = {WM_PHASE_EVENT, WM_PHASE_STATUS, in_events, event_types, event_keys},
    [WM_DO_STATUS] = {WM_PHASE_EVENT + 1, WM_PHASE_END, in_status, statuses, event_keys},
    [WM_DO_RELATION] = {WM_PHASE_RELATE, WM_PHASE_END, in_scenes, NULL, relation_keys},
    [WM_DO_STOP] = {0, WM_PHASE_END, NULL, NULL, NULL},
};

static const wm_key_values values[] = {{"status", statuses}, {"mode", modes}, {"tense", tenses}};

/* ---- labels ----------------------------------------------------------------------------------------------------- */

const char *wm_label_rule_name(const char *label)
{
    return strncmp(label, "cue.", 4) == 0 ? label + 4 : label;
}

bool wm_label_is_word(const char *label)
{
    return strcmp(label, "person.given") == 0 || strcmp(label, "person.family") == 0 ||
           strcmp(label, "person.name-word") == 0;
}

static bool has_entry(const wm_gaz *gaz, uint32_t label)
{
    uint32_t begin, end;
    wm_gaz_label_entries(gaz, label, &begin, &end);
    for (uint32_t e = begin; e < end; e++)
        if (wm_gaz_entry_at(gaz, e).label == label)
            return true;
    return false;
}

/* Is `kind` the label itself, or the part of it before the '.'? */
static bool is_of_kind(const char *label, const char *kind)
{
    size_t len = strlen(kind);
    const char *name = wm_label_rule_name(label);
    if (strncmp(name, kind, len) != 0)
        return false;
    return name[len] == '\0' || (name[len] == '.' && !wm_label_is_word(label));
}

/* What the document teaches (memory.c) is told in its own phases, and names are settled behind them. */
static wm_label_span span_of(const whomet_knowledge *k, const char *label)
{
    if (strncmp(label, "known.", 6) == 0)
        return (wm_label_span){WM_PHASE_MEMORY, WM_PHASE_RELATE};
    bool made = strcmp(label, "actor.pair") == 0; /* by actor.c, of a tag; too seldom to be followed */
    for (uint32_t g = 0; g < k->gaz_count && !made; g++)
        for (uint32_t i = 0; i < wm_gaz_label_count(k->gazetteers[g]) && !made; i++)
            made = is_of_kind(wm_gaz_label(k->gazetteers[g], i), label) && has_entry(k->gazetteers[g], i);
    return (wm_label_span){0, made || k->gaz_count == 0 ? WM_PHASE_END : 0};
}

/* ---- attributes ------------------------------------------------------------------------------------------------- */

/* Marks of spellings, and what the cascade works out; not in the attributes of an entry. */
static bool is_mark(const char *key)
{
    static const char *const marks[] = {"ctx", "case", "h", "adj", "plural", "capital", "weighty"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strcmp(marks[i], key) == 0)
            return true;
    return false;
}

static bool some_entry_has(const wm_gaz *gaz, uint32_t label, const char *key, wm_slice value)
{
    uint32_t begin, end;
    wm_gaz_label_entries(gaz, label, &begin, &end);
    for (uint32_t e = begin; e < end; e++) {
        wm_gaz_entry entry = wm_gaz_entry_at(gaz, e);
        wm_slice given = wm_gaz_attr(&entry, key);
        if (given.at != NULL && (value.at == NULL || wm_slice_equal(given, value)))
            return true;
    }
    return false;
}

static bool has_attr(const void *user, const char *label, const char *key, wm_slice value)
{
    const whomet_knowledge *k = user;
    if (k->gaz_count == 0 || (value.at == NULL && is_mark(key)) || strncmp(label, "actor", 5) == 0)
        return true;
    for (uint32_t g = 0; g < k->gaz_count; g++)
        for (uint32_t i = 0; i < wm_gaz_label_count(k->gazetteers[g]); i++)
            if (is_of_kind(wm_gaz_label(k->gazetteers[g], i), label) &&
                some_entry_has(k->gazetteers[g], i, key, value))
                return true;
    return false;
}

void wm_lint_facts(whomet_knowledge *knowledge, const char *const *labels, uint32_t count, wm_faults *faults,
                   wm_rules_lint *ret_lint)
{
    wm_label_span *spans = WM_NEW_N(&knowledge->keep, wm_label_span, count + 1);
    for (uint32_t i = 0; i < count; i++)
        spans[i] = span_of(knowledge, labels[i]);
    *ret_lint = (wm_rules_lint){
        .faults = faults, .labels = spans, .verbs = verbs, .values = values,
        .value_count = sizeof values / sizeof *values, .event_kind = "event", .tag_phase = WM_PHASE_RELATE,
        .has_attr = has_attr, .user = knowledge,
    };
}
