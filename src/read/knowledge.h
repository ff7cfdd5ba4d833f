/* SPDX-License-Identifier: MIT */
/* What is known before a text is seen: gazetteers, rules, and how the labels of the one appear in the other. */
#ifndef WM_READ_KNOWLEDGE_H
#define WM_READ_KNOWLEDGE_H

#include "base/intern.h"
#include "gaz/gaz.h"
#include "read/index.h"
#include "rule/rule.h"
#include "text/text.h"
#include "whomet.h"

enum { WM_GAZ_MAX = 31 }; /* compiled ones; those given as text make one more */

/* How a gazetteer's label appears in rules: place/city.tsv is <place.city> and <place>, cue/title.tsv is <title>, and
 * person/given.tsv, which lists words and not people, is <person.given> alone. */
typedef struct wm_label_map {
    wm_labels labels;
    uint16_t label, kind;
    bool is_word; /* makes up names, names nothing */
    bool is_idle; /* no rule asks for it and no stage knows it: not worth an offer */
} wm_label_map;

/* Labels that the C code itself speaks of. */
typedef struct wm_known_labels {
    uint32_t place, person, org, nationality, role, title, date, actor, pair, owner, event, country, city;
    uint32_t subdivision, state_code;
    uint32_t known_person, known_surname, known_given, known_start, known_head, known_place, known_org, known_team;
} wm_known_labels;

struct whomet_knowledge {
    wm_arena keep;
    wm_gaz *gazetteers[WM_GAZ_MAX + 1];
    const wm_label_map *maps[WM_GAZ_MAX + 1]; /* by the gazetteer's own label number */
    wm_index countries[WM_GAZ_MAX + 1];       /* hash of the id of a country ("place/om") -> entry */
    uint32_t gaz_count;
    wm_rules *rules;
    wm_split_words words;
    wm_known_labels labels;
    const wm_labels *alone;    /* by label: what has it and no attribute bears these */
    wm_labels relating_labels; /* that rules about mentions ask for */
    wm_labels sought_kinds;    /* offers of these are looked at one by one; of others the labels are enough */
    bool status_is_of_events;  /* the phases of status do nothing in a sentence without an event */
    uint32_t back_begin, back_end; /* phases with a rule for "both", "he": they ask who was named before */
    wm_labels late_labels;     /* that nothing bears before the phases of actors and events have run */
};

/* The files to load; made by whomet.c from whomet_options. */
typedef struct wm_knowledge_files {
    const char *compiled; /* the shipped gazetteer; may be NULL */
    const char *abbreviations, *openers; /* word lists; may be NULL */
    const char *const *gazetteers; /* added: .tsv or compiled */
    uint32_t gaz_count;
    const char *const *names; /* entry files of the user, made one gazetteer */
    uint32_t name_count;
    const char *names_cache; /* where they may be kept compiled; may be NULL */
    const wm_rule_source *rules;
    uint32_t rule_count;
    const wm_rule_source *lexicons;
    uint32_t lexicon_count;
    wm_rules_kept rules_kept;
} wm_knowledge_files;

/* Fills an empty knowledge whose `keep` is ready; on failure what was opened is closed by wm_knowledge_done(). Rules
 * that do nothing are told to `lints`, which refuse nothing; NULL: they are not looked for. */
wm_status wm_knowledge_load(whomet_knowledge *knowledge, const wm_knowledge_files *files, wm_faults *faults,
                            wm_faults *lints, wm_error *err);
void wm_knowledge_done(whomet_knowledge *knowledge);

/* "organization" for the label "org", else the label's own name: what whomet_mention.type says. */
const char *wm_knowledge_type(const whomet_knowledge *knowledge, uint32_t label);

#endif
