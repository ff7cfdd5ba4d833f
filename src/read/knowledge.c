/* SPDX-License-Identifier: MIT */
/* Opening gazetteers, then rules, because rules may speak only of labels that exist. The names of a gazetteer's labels
 * become labels of the rule set; from then on a label is a number below WM_LABELS_MAX and a name at a place in the text
 * is a set of them. In: file names. Out: a knowledge that nothing changes any more.
 */
#include "read/knowledge.h"

#include "base/file.h"
#include "base/utf8.h"
#include "base/intern.h"
#include "read/cascade.h"
#include "read/lint.h"
#include "read/scene.h"
#include "read/shape.h"

#include <stdlib.h>

/* Labels that C code or the document's memory makes, beside those that gazetteers bring and rules tag. */
static const char *const own_labels[] = {
    "actor", "actor.pair", "owner",
    "event.meet", "event.visit", "known.person", "known.surname", "known.given", "known.start", "known.head",
    "known.place", "known.org", "known.team", "person", "place", "org", "date", "nationality", "role", "title",
    "place.country", "place.city", "place.subdivision", "state-code",
};

/* ---- label names ------------------------------------------------------------------------------------------------ */

static void add_label_names(const wm_gaz *gaz, wm_intern *names)
{
    for (uint32_t i = 0; i < wm_gaz_label_count(gaz); i++)
        wm_intern_put(names, wm_slice_of(wm_label_rule_name(wm_gaz_label(gaz, i))));
}

static wm_label_map map_label(const wm_rules *rules, const char *label)
{
    wm_slice name = wm_slice_of(wm_label_rule_name(label)), kind_name = name;
    wm_slice rest = name;
    kind_name = wm_slice_cut(&rest, '.');
    uint32_t number = wm_rules_label(rules, name);
    uint32_t kind = wm_label_is_word(label) ? number : wm_rules_label(rules, kind_name);
    wm_label_map map = {.label = (uint16_t)number, .kind = (uint16_t)kind, .is_word = wm_label_is_word(label)};
    wm_labels_add(&map.labels, number);
    wm_labels_add(&map.labels, kind);
    return map;
}

/* What a stage looks for without being told by a rule. */
static bool is_known(const wm_known_labels *labels, const wm_label_map *map)
{
    uint32_t kind = map->kind;
    return kind == labels->place || kind == labels->person || kind == labels->org || kind == labels->nationality ||
           kind == labels->role || kind == labels->title;
}

static void map_labels(whomet_knowledge *k)
{
    wm_labels used = wm_rules_labels_used(k->rules, 0);
    for (uint32_t g = 0; g < k->gaz_count; g++) {
        uint32_t count = wm_gaz_label_count(k->gazetteers[g]);
        wm_label_map *maps = WM_NEW_N(&k->keep, wm_label_map, count + 1);
        for (uint32_t i = 0; i < count; i++) {
            maps[i] = map_label(k->rules, wm_gaz_label(k->gazetteers[g], i));
            maps[i].is_idle = !wm_labels_meet(&used, &maps[i].labels) && !is_known(&k->labels, &maps[i]);
        }
        k->maps[g] = maps;
    }
}

/* Countries are asked for by code when only their people or their capital are named. */
static void index_countries(whomet_knowledge *k)
{
    for (uint32_t g = 0; g < k->gaz_count; g++) {
        uint32_t begin, end;
        for (uint32_t label = 0; label < wm_gaz_label_count(k->gazetteers[g]); label++) {
            if (k->maps[g][label].label != k->labels.country)
                continue;
            wm_gaz_label_entries(k->gazetteers[g], label, &begin, &end);
            for (uint32_t e = begin; e < end; e++) {
                wm_gaz_entry entry = wm_gaz_entry_at(k->gazetteers[g], e);
                if (entry.label == label)
                    wm_index_put(&k->countries[g], wm_utf8_hash(wm_slice_of(entry.id)), (int32_t)e, &k->keep);
            }
        }
    }
}

static void look_up_own_labels(whomet_knowledge *k)
{
    struct {
        const char *name;
        uint32_t *number;
    } wanted[] = {
        {"place", &k->labels.place}, {"person", &k->labels.person}, {"org", &k->labels.org},
        {"nationality", &k->labels.nationality}, {"role", &k->labels.role}, {"title", &k->labels.title},
        {"date", &k->labels.date}, {"actor", &k->labels.actor},
        {"actor.pair", &k->labels.pair}, {"owner", &k->labels.owner}, {"event", &k->labels.event},
        {"place.country", &k->labels.country}, {"place.city", &k->labels.city},
        {"place.subdivision", &k->labels.subdivision}, {"state-code", &k->labels.state_code},
        {"known.person", &k->labels.known_person}, {"known.surname", &k->labels.known_surname},
        {"known.given", &k->labels.known_given}, {"known.start", &k->labels.known_start},
        {"known.head", &k->labels.known_head}, {"known.place", &k->labels.known_place},
        {"known.org", &k->labels.known_org}, {"known.team", &k->labels.known_team},
    };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        *wanted[i].number = wm_rules_label(k->rules, wm_slice_of(wanted[i].name));
}

/* Kinds for which rules vote, and those that stages ask for. */
static wm_labels find_sought_kinds(const whomet_knowledge *k)
{
    const wm_known_labels *own = &k->labels;
    const uint32_t asked[] = {own->place, own->person, own->org, own->nationality};
    wm_labels sought = {{0}};
    uint32_t begin, end;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        wm_labels_add(&sought, asked[i]);
    wm_rules_range(k->rules, 0, WM_PHASE_RELATE, &begin, &end);
    for (; begin < end; begin++) {
        const wm_rule_info *rule = wm_rules_info(k->rules, begin);
        for (uint8_t i = 0; i < rule->action_count; i++)
            if (rule->actions[i].label != WM_NO_ID)
                wm_labels_add(&sought, rule->actions[i].label);
    }
    return sought;
}

/* `status` and `set` complete events, but for a few uses of `set` that remember something. */
static bool completes_events(const wm_action *action)
{
    static const char *const remembers[] = {"dateline", "speaker", "together"};
    bool completes = action->verb == WM_DO_STATUS || action->verb == WM_DO_SET || action->verb == WM_DO_STOP;
    for (size_t i = 0; i < sizeof remembers / sizeof *remembers; i++)
        completes = completes && wm_action_arg(action, remembers[i]) == NULL;
    return completes;
}

static bool is_status_of_events(const whomet_knowledge *k)
{
    uint32_t begin, end;
    wm_rules_range(k->rules, WM_PHASE_STATUS, WM_PHASE_RELATION, &begin, &end);
    for (; begin < end; begin++) {
        const wm_rule_info *rule = wm_rules_info(k->rules, begin);
        for (uint8_t i = 0; i < rule->action_count; i++)
            if (!completes_events(&rule->actions[i]))
                return false;
    }
    return true;
}

/* Does the rule ask who was named, or what was told of, in the sentences before? */
static bool looks_back(const wm_rule_info *rule)
{
    for (uint8_t i = 0; i < rule->action_count; i++)
        if (wm_action_arg(&rule->actions[i], "pair") != NULL || wm_action_arg(&rule->actions[i], "pronoun") != NULL)
            return true;
    return false;
}

static void find_back_phases(whomet_knowledge *k)
{
    uint32_t begin, end;
    wm_rules_range(k->rules, WM_PHASE_RELATE, WM_PHASE_EVENT, &begin, &end);
    for (; begin < end; begin++) {
        const wm_rule_info *rule = wm_rules_info(k->rules, begin);
        if (!looks_back(rule))
            continue;
        k->back_begin = k->back_end == 0 ? rule->phase : k->back_begin;
        k->back_end = rule->phase + 1u;
    }
}

/* What tags, actors and events add to a sentence while its phases run. */
static wm_labels find_late_labels(const whomet_knowledge *k)
{
    wm_labels late = wm_rules_labels_given(k->rules, WM_PHASE_RELATE, WM_PHASE_STATUS);
    static const char *const made[] = {"actor", "actor.pair", "owner", "event", "event.meet", "event.visit"};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        uint32_t label = wm_rules_label(k->rules, wm_slice_of(made[i]));
        if (label != WM_NO_ID)
            wm_labels_add(&late, label);
    }
    wm_rules_labels_test(k->rules, &late);
    return late;
}

/* What rules tag is mostly that, so it is worked out once. */
static const wm_labels *derive_alone(whomet_knowledge *k)
{
    wm_labels *alone = WM_NEW_N(&k->keep, wm_labels, WM_LABELS_MAX);
    for (uint32_t label = 0; label < wm_rules_label_count(k->rules); label++) {
        wm_labels_add(&alone[label], label);
        wm_rules_derive(k->rules, NULL, &alone[label], NULL, NULL);
    }
    return alone;
}

/* ---- loading ---------------------------------------------------------------------------------------------------- */

static wm_status no_room(const char *path, wm_error *err)
{
    return wm_fail(err, WM_BAD_USE, path, "more than %d gazetteers: compile '%s' and others into one", WM_GAZ_MAX,
                   path);
}

/* Entry files, compiled in memory to one gazetteer; from `cache` (may be NULL) when they are as they were. */
static wm_status open_entries(whomet_knowledge *k, const char *const *paths, uint32_t count, const char *cache,
                              wm_faults *faults, wm_error *err)
{
    wm_gaz_source *sources = WM_NEW_N(&k->keep, wm_gaz_source, count);
    for (uint32_t i = 0; i < count; i++)
        sources[i] = (wm_gaz_source){.path = paths[i], .shown = paths[i]};
    wm_slice image;
    wm_status status = wm_gaz_compile_cached(sources, count, cache, &k->keep, &image, faults, err);
    if (status == WM_OK)
        status = wm_gaz_open_image(image, paths[0], &k->gazetteers[k->gaz_count], err);
    k->gaz_count += status == WM_OK;
    return status;
}

static wm_status open_compiled(whomet_knowledge *k, const char *path, wm_error *err)
{
    if (k->gaz_count == WM_GAZ_MAX)
        return no_room(path, err);
    wm_status status = wm_gaz_open(path, &k->gazetteers[k->gaz_count], err);
    k->gaz_count += status == WM_OK;
    return status;
}

static bool is_entry_file(const char *path)
{
    size_t len = strlen(path);
    return len > 4 && strcmp(path + len - 4, ".tsv") == 0;
}

/* Entry files, those of the user too, become one gazetteer: one to ask at each token, and the faults of every file are
 * told. Faults alone do not end the loading, so that those of the rules are told as well. */
static wm_status open_gazetteers(whomet_knowledge *k, const wm_knowledge_files *files, wm_faults *faults, wm_error *err)
{
    WM_ARRAY(const char *) entries = {0};
    wm_status status = files->compiled != NULL ? open_compiled(k, files->compiled, err) : WM_OK;
    for (uint32_t i = 0; status == WM_OK && i < files->gaz_count; i++) {
        if (is_entry_file(files->gazetteers[i]))
            *WM_PUSH(&k->keep, &entries) = files->gazetteers[i];
        else
            status = open_compiled(k, files->gazetteers[i], err);
    }
    for (uint32_t i = 0; i < files->name_count; i++)
        *WM_PUSH(&k->keep, &entries) = files->names[i];
    if (status != WM_OK || entries.count == 0)
        return status;
    uint32_t before = faults->list.count;
    /* with other files the set changes from call to call, and the one cache would never hold the right one */
    const char *cache = entries.count == files->name_count ? files->names_cache : NULL;
    status = open_entries(k, entries.items, entries.count, cache, faults, err);
    return faults->list.count != before ? WM_OK : status;
}

static wm_status read_words(whomet_knowledge *k, const char *path, wm_wordset *ret_set, wm_error *err)
{
    wm_slice lines;
    if (path == NULL)
        return WM_OK;
    wm_status status = wm_file_read(path, &k->keep, &lines, err);
    if (status == WM_OK)
        wm_wordset_read(ret_set, lines, &k->keep);
    return status;
}

static wm_status load_rules(whomet_knowledge *k, const wm_knowledge_files *files, wm_faults *faults, wm_faults *lints,
                            wm_error *err)
{
    wm_intern names = {.arena = &k->keep};
    for (uint32_t g = 0; g < k->gaz_count; g++)
        add_label_names(k->gazetteers[g], &names);
    for (size_t i = 0; i < sizeof own_labels / sizeof *own_labels; i++)
        wm_intern_put(&names, wm_slice_of(own_labels[i]));
    const char **labels = WM_NEW_N(&k->keep, const char *, names.strings.count);
    for (uint32_t i = 0; i < names.strings.count; i++)
        labels[i] = names.strings.items[i].at;
    wm_rules_input input = {
        .files = files->rules, .file_count = files->rule_count,
        .lexicons = files->lexicons, .lexicon_count = files->lexicon_count,
        .labels = labels, .label_count = names.strings.count,
        .shapes = wm_shape_names, .shape_count = wm_shape_name_count,
    };
    wm_rules_lint lint;
    if (lints != NULL) {
        wm_lint_facts(k, labels, names.strings.count, lints, &lint);
        input.lint = &lint;
    }
    return wm_rules_load_kept(&input, &files->rules_kept, &k->rules, faults, err);
}

wm_status wm_knowledge_load(whomet_knowledge *knowledge, const wm_knowledge_files *files, wm_faults *faults,
                            wm_faults *lints, wm_error *err)
{
    wm_status status = open_gazetteers(knowledge, files, faults, err);
    if (status == WM_OK)
        status = read_words(knowledge, files->abbreviations, &knowledge->words.abbreviations, err);
    if (status == WM_OK)
        status = read_words(knowledge, files->openers, &knowledge->words.openers, err);
    if (status == WM_OK)
        status = load_rules(knowledge, files, faults, lints, err);
    if (status == WM_OK)
        status = wm_faults_status(faults, err);
    if (status != WM_OK)
        return status;
    look_up_own_labels(knowledge);
    knowledge->alone = derive_alone(knowledge);
    knowledge->sought_kinds = find_sought_kinds(knowledge);
    knowledge->status_is_of_events = is_status_of_events(knowledge);
    find_back_phases(knowledge);
    knowledge->late_labels = find_late_labels(knowledge);
    knowledge->relating_labels = wm_rules_labels_used(knowledge->rules, WM_PHASE_RELATE);
    map_labels(knowledge);
    index_countries(knowledge);
    return WM_OK;
}

void wm_knowledge_done(whomet_knowledge *knowledge)
{
    wm_rules_free(knowledge->rules);
    for (uint32_t i = 0; i < knowledge->gaz_count; i++)
        wm_gaz_close(knowledge->gazetteers[i]);
    wm_arena_done(&knowledge->keep);
}

const char *wm_knowledge_type(const whomet_knowledge *knowledge, uint32_t label)
{
    return label == knowledge->labels.org ? "organization" : wm_rules_label_name(knowledge->rules, label);
}
