/* SPDX-License-Identifier: MIT */
/* whomet: who met whom, where.
 *
 *     whomet_knowledge *knowledge;
 *     whomet_document *document = whomet_document_new();
 *     whomet_error error;
 *     if (whomet_knowledge_open(NULL, &knowledge, &error) == WHOMET_OK &&
 *         whomet_read(knowledge, document, &(whomet_input){.text = text, .size = size}, &error) == WHOMET_OK)
 *         for (uint32_t i = 0; i < whomet_document_result(document)->events.count; i++)
 *             …
 *
 * Ownership: a pointer that a function hands out belongs to the object that it was asked of, and is valid until that
 * object is freed or, for a document, read into again; what a document hands out also ends with the knowledge that it
 * was read with. The library copies nothing that it is given: names and paths must live through the call, the text of a
 * document as long as the document is looked at. Strings are UTF-8 and NUL-terminated unless a size stands beside them.
 *
 * Threads: a knowledge is immutable, any number of threads may read with it; a document belongs to one thread at a
 * time. The library prints nothing, never exits, and keeps no state of its own. It writes what it is asked to, and
 * when the user has many names of his own, $XDG_CACHE_HOME/whomet/names.cache, by default below ~/.cache, which may be
 * removed at any time and need not be writable.
 *
 * Positions are half-open. `begin`/`end` count Unicode code points of the text as it came in, `begin_byte`/`end_byte`
 * its bytes; an ill-formed UTF-8 sequence counts as one code point, as it does for Python's errors="replace".
 */
#ifndef WHOMET_H
#define WHOMET_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define WHOMET_API __attribute__((visibility("default")))
#else
#define WHOMET_API
#endif

/* ---- errors ----------------------------------------------------------------------------------------------------- */

typedef enum whomet_status {
    WHOMET_OK = 0,
    WHOMET_BAD_DATA,  /* a rule, gazetteer or compiled file is wrong */
    WHOMET_BAD_USE,   /* the call cannot be: no text, a text over 4 GiB, a date that is none */
    WHOMET_IO,        /* the system refused to read or write; the message says what and why */
    WHOMET_NO_MEMORY, /* the document is empty, the knowledge usable as before */
} whomet_status;

/* The caller's; filled on failure only. `line` and `column` count from 1 and are 0 where they mean nothing. */
typedef struct whomet_error {
    whomet_status status;
    char path[512];
    uint32_t line, column;
    char message[512];
} whomet_error;

/* A fault in a rule or gazetteer file, valid during the callback that reports it. `column` and `width` are code points
 * of `source`, the faulty line; `note` (behind the caret) and `hint` (what to do) may be NULL. */
typedef struct whomet_fault {
    const char *path;
    uint32_t line, column, width;
    const char *source, *message, *note, *hint;
} whomet_fault;

typedef void whomet_fault_report(void *user, const whomet_fault *fault);

/* ---- knowledge: gazetteers and rules ---------------------------------------------------------------------------- */

typedef struct whomet_knowledge whomet_knowledge;

/* Zero is the default of every field. */
typedef struct whomet_options {
    const char *data_dir;              /* holds gazetteers/ and rules/; NULL: $WHOMET_DATA, then beside the
                                          program, then where the library was installed to */
    const char *const *gazetteers;     /* added: entry files (.tsv), compiled ones, shipped packs ("school") */
    size_t gazetteer_count;
    const char *const *rules;          /* added: rule files; the number before the first '-' of the name is the phase */
    size_t rule_count;
    int only;                          /* not 0: the shipped gazetteers and rules are left out, and the user's names */
    int no_user_names;                 /* not 0: without the files KIND/LABEL.tsv in whomet_names_dir() */
    int lint;                          /* not 0: rules that do nothing are reported as well, and no failure */
    const char *rules_out;             /* the rules, compiled for this program, are written here; may be NULL */
    whomet_fault_report *report_fault; /* called for every fault of every file; may be NULL */
    void *report_user;
} whomet_options;

/* Opens gazetteers and rules. `options` may be NULL. On failure *ret_knowledge is untouched; WHOMET_BAD_DATA after all
 * faults of all files were reported. Free with whomet_knowledge_close(), which takes NULL. */
WHOMET_API whomet_status whomet_knowledge_open(const whomet_options *options, whomet_knowledge **ret_knowledge,
                                               whomet_error *error);
WHOMET_API void whomet_knowledge_close(whomet_knowledge *knowledge);

/* The data folder that is used when whomet_options.data_dir is NULL, whether anything is there or not; and the folder
 * of the user's own names, $XDG_DATA_HOME/whomet/names, by default ~/.local/share/whomet/names. Both write the path to
 * `path`, which has room for `room` bytes, cut if need be and ended by a NUL, and return its length in bytes, as
 * snprintf() does; 0 when the environment does not say where, or memory is short. */
WHOMET_API size_t whomet_data_dir(char *path, size_t room);
WHOMET_API size_t whomet_names_dir(char *path, size_t room);

/* An entry that bears a name, valid during the callback that gets it. */
typedef struct whomet_name {
    const char *name;     /* canonical */
    const char *spelling; /* the one that was found: as the entry insists on it, as asked, or, when near, in lower case
                             without accents */
    const char *label;    /* "place.city" */
    const char *id;       /* "" when the entry has none */
    const char *marks;    /* of the spelling, as in the entry file: "alias ctx", or "" */
    const char *attrs;    /* of the entry, as written */
    double weight;        /* 0 to 9 */
    const char *file;
    uint32_t line;
} whomet_name;

typedef void whomet_name_found(void *user, const whomet_name *name);

/* Calls `found` for every entry of which `text` is a name, whatever its case; when `near` is not 0 and there is none,
 * for those that one edit in one word leads to, 100 at most. *ret_count (may be NULL) is the number of calls. Fails for
 * WHOMET_NO_MEMORY and WHOMET_BAD_USE (a text over 64 KiB) only. */
WHOMET_API whomet_status whomet_names_find(const whomet_knowledge *knowledge, const char *text, int near,
                                           whomet_name_found *found, void *user, uint32_t *ret_count,
                                           whomet_error *error);

/* Compiles gazetteer entry files into one file that whomet_options.gazetteers takes. The last folder and the name of a
 * file are its label (…/place/city.tsv: place.city). `out_path` must be none of `paths`. */
WHOMET_API whomet_status whomet_compile(const char *const *paths, size_t count, const char *out_path,
                                        whomet_fault_report *report_fault, void *report_user, whomet_error *error);

/* ---- reading a text --------------------------------------------------------------------------------------------- */

typedef struct whomet_document whomet_document;

/* An empty document, reusable: its memory is kept from one reading to the next. NULL when memory is short. */
WHOMET_API whomet_document *whomet_document_new(void);
/* Takes NULL. */
WHOMET_API void whomet_document_free(whomet_document *document);

typedef struct whomet_input {
    const char *text; /* UTF-8 or nearly; any byte may occur */
    size_t size;      /* bytes */
    const char *date; /* of the text, YYYY-MM-DD, for "on Tuesday"; NULL: its dateline, or none */
    int trace;        /* not 0: keep what explanations are made of: firings, candidates, offers, steps, misses */
    size_t probe_begin, probe_end; /* bytes; with a trace and when not empty: what nearly found something there */
    int profile;                   /* not 0: add up what each rule costs */
} whomet_input;

/* Reads a text into `document`, which forgets what it held. Fails only for WHOMET_BAD_USE and WHOMET_NO_MEMORY;
 * what had to be skipped, replaced or given up stands in the warnings. */
WHOMET_API whomet_status whomet_read(const whomet_knowledge *knowledge, whomet_document *document,
                                     const whomet_input *input, whomet_error *error);

/* ---- what was found --------------------------------------------------------------------------------------------- */

enum { WHOMET_NONE = -1 };

typedef struct whomet_range {
    uint32_t begin, end;           /* code points */
    uint32_t begin_byte, end_byte; /* bytes */
} whomet_range;

/* Where an answer comes from: a rule, or a gazetteer entry; the other one is NULL. */
typedef struct whomet_why {
    const char *rule;  /* its id */
    const char *entry; /* its canonical name */
    const char *file;  /* as in the data folder, "rules/20-person.rules"; a user's own as it was given */
    uint32_t line;
    const char *reason; /* what the rule says of itself, or NULL */
} whomet_why;

/* A place in the text that names, describes or stands for an entity. */
typedef struct whomet_mention {
    whomet_range range;
    const char *type; /* "person", "place", "organization", or another kind: "nationality", "role", "date" … */
    const char *form; /* "name", "nominal", "pronoun" */
    int32_t entity;   /* index of its entity, or WHOMET_NONE for other kinds */
    uint32_t sentence; /* from 0 */
    float score;      /* evidence for it, log-odds */
    whomet_why why;
} whomet_mention;

typedef struct whomet_id {
    const char *scheme, *value; /* "geonames", "287286" */
} whomet_id;

typedef struct whomet_role {
    const char *role; /* "Foreign Minister", as in the text */
    const char *of;   /* id of an entity, or NULL */
} whomet_role;

typedef struct whomet_entity {
    const char *id;   /* "place/om/muscat": the gazetteer's, or kind/slug of the fullest name */
    const char *type; /* as its mentions */
    const char *name; /* canonical, else the fullest found */
    const char *const *aliases; /* other names found in this text */
    uint32_t alias_count;
    const whomet_id *ids;
    uint32_t id_count;
    const char *country; /* id of the country, or NULL */
    const whomet_role *roles;
    uint32_t role_count;
    const int32_t *mentions; /* indexes, ascending */
    uint32_t mention_count;
} whomet_entity;

/* Who takes part. A described actor ("Iranian officials") has no entity, but a range and perhaps a country. */
typedef struct whomet_actor {
    int32_t entity;  /* index, or WHOMET_NONE */
    int32_t mention; /* index, or WHOMET_NONE */
    whomet_range range;
    const char *country; /* id, or NULL */
    const char *from;    /* "clause", "sentence", "dateline", "document", "pronoun" */
} whomet_actor;

typedef struct whomet_time {
    whomet_range range;
    const char *value; /* "2026-02-06", or NULL when it cannot be told */
} whomet_time;

/* How a rule changed an event, in this order; kept when the reading was traced. */
typedef struct whomet_step {
    const char *what;  /* "event", "status", "participants", "mode" …, "merged" with an event told again */
    const char *value; /* a status, a mode; NULL: what stands at `range` */
    whomet_range range;
    int used; /* 0: it came too late, or said nothing new */
    whomet_why why;
} whomet_step;

typedef struct whomet_event {
    const char *type;   /* "meet", "visit" */
    const char *mode;   /* of a meet: "in_person", "phone", "video", "indirect", "unspecified"; else NULL */
    const char *status; /* "asserted", "planned", "proposed", "refused", "cancelled", "negated", "possible" */
    const char *tense;  /* "past", "present", "future", or NULL */
    const whomet_actor *participants;
    uint32_t participant_count;
    const whomet_actor *hosts;
    uint32_t host_count;
    const whomet_actor *mediators;
    uint32_t mediator_count;
    const whomet_actor *places; /* most specific first */
    uint32_t place_count;
    const whomet_time *times;
    uint32_t time_count;
    whomet_range trigger;
    const whomet_range *evidence; /* sentences, the first one that of the trigger */
    uint32_t evidence_count;
    const whomet_actor *attribution; /* who says so; NULL: the text itself */
    float confidence;                /* 0 to 1; orders answers, is no probability */
    whomet_why why;
    const whomet_step *steps; /* when traced */
    uint32_t step_count;
} whomet_event;

/* The flat view: one for each unordered pair of a meet, each visitor and host or place of a visit. Ids are NULL for
 * described actors. */
typedef struct whomet_triple {
    const char *who, *who_id, *did, *whom, *whom_id, *where, *where_id, *when, *status;
    uint32_t event; /* index */
} whomet_triple;

typedef struct whomet_relation {
    const char *type;   /* "holds_position", "leads", … */
    int32_t subject;    /* index of an entity */
    const char *object; /* id of an entity, or NULL */
    const char *role;   /* or NULL */
    whomet_range evidence;
    float confidence;
    whomet_why why;
} whomet_relation;

/* Something skipped, cut, replaced or given up. */
typedef struct whomet_warning {
    const char *code; /* "ill-formed-utf8", "rule-limit", … */
    const char *text; /* for people */
    whomet_range range;
} whomet_warning;

/* ---- why: kept when the reading was traced ---------------------------------------------------------------------- */

/* A match of a rule. Slots that took no part are left out. */
typedef struct whomet_slot {
    const char *name;
    whomet_range range;
} whomet_slot;

typedef struct whomet_firing {
    whomet_why why;
    whomet_range range;
    uint32_t phase;
    const whomet_slot *slots;
    uint32_t slot_count;
} whomet_firing;

/* A rule that spoke for or against a candidate. */
typedef struct whomet_vote {
    float weight; /* log-odds */
    whomet_why why;
} whomet_vote;

/* A span that might be a mention. Of those that overlap the set with the greatest sum of `worth` is taken. */
typedef struct whomet_candidate {
    whomet_range range;
    const char *type;
    float score;     /* sum of the votes; never taken unless above 0 */
    float worth;     /* score, and what a longer name explains besides */
    int32_t mention; /* that it became, or WHOMET_NONE */
    const whomet_vote *votes;
    uint32_t vote_count;
} whomet_candidate;

/* A name that the gazetteers know, wanted by a rule or not. */
typedef struct whomet_offer {
    whomet_range range;
    const char *label; /* "place.city" */
    int ctx;           /* not 0: only rules that ask for context take it */
    whomet_why why;
} whomet_offer;

/* A rule that nearly found a name, an event or a relation at the probe. */
typedef struct whomet_miss {
    whomet_range fits;  /* as far as the pattern fits; may be empty */
    whomet_range place; /* where it does not; empty at the end of the sentence */
    const char *wanted; /* the part of the pattern that wants something else there */
    const char *type;   /* what the rule would have tagged, or the type of event or relation */
    int known;          /* not 0: the rule names the word at the probe, it has not merely come by */
    whomet_why why;
} whomet_miss;

/* A match of a rule that became no event or relation of its own. */
typedef struct whomet_drop {
    const char *type;
    const char *reason; /* "taken": `by` has the word already; "merged" into what `by` told; "no-participants": none of
                           its slots holds somebody known; "no-event-before": "the talks" without talks; "no-subject";
                           "no-object" */
    whomet_range range; /* of its trigger, or of a relation's match */
    whomet_why why;
    whomet_why by; /* its `rule` is NULL when there is none */
} whomet_drop;

/* What a rule cost in this reading, if profiled. */
typedef struct whomet_cost {
    uint64_t runs, hits; /* sentences and phases in which it was tried; matches */
    uint64_t nanoseconds;
    whomet_why why;
} whomet_cost;

/* Everything of one sort, in text order. */
typedef struct whomet_mention_list { const whomet_mention *items; uint32_t count; } whomet_mention_list;
typedef struct whomet_entity_list { const whomet_entity *items; uint32_t count; } whomet_entity_list;
typedef struct whomet_event_list { const whomet_event *items; uint32_t count; } whomet_event_list;
typedef struct whomet_triple_list { const whomet_triple *items; uint32_t count; } whomet_triple_list;
typedef struct whomet_relation_list { const whomet_relation *items; uint32_t count; } whomet_relation_list;
typedef struct whomet_warning_list { const whomet_warning *items; uint32_t count; } whomet_warning_list;
typedef struct whomet_firing_list { const whomet_firing *items; uint32_t count; } whomet_firing_list;
typedef struct whomet_range_list { const whomet_range *items; uint32_t count; } whomet_range_list;
typedef struct whomet_candidate_list { const whomet_candidate *items; uint32_t count; } whomet_candidate_list;
typedef struct whomet_offer_list { const whomet_offer *items; uint32_t count; } whomet_offer_list;
typedef struct whomet_miss_list { const whomet_miss *items; uint32_t count; } whomet_miss_list;
typedef struct whomet_drop_list { const whomet_drop *items; uint32_t count; } whomet_drop_list;
typedef struct whomet_cost_list { const whomet_cost *items; uint32_t count; } whomet_cost_list;

/* What a document holds. The lists are never NULL; empty before the first reading. Mentions do not overlap and include
 * every kind: those without an entity are what --types=all adds. Entities come in order of first mention. */
typedef struct whomet_result {
    const char *text; /* as given to whomet_read() */
    size_t size;
    uint32_t chars;    /* code points of the text */
    const char *title; /* its headline, in the document's memory; NULL when there is none */
    const char *date;  /* as given, else of the dateline, else NULL */
    whomet_mention_list mentions;
    whomet_entity_list entities;
    whomet_event_list events;
    whomet_triple_list triples;
    whomet_relation_list relations;
    whomet_warning_list warnings;
    whomet_firing_list firings; /* this and what follows: empty without a trace */
    whomet_range_list sentences;
    whomet_candidate_list candidates; /* by sentence */
    whomet_offer_list offers;
    whomet_miss_list misses; /* of names, the nearest first */
    whomet_miss_list event_misses; /* of events and relations, the nearest first */
    whomet_drop_list drops;
    whomet_cost_list costs;  /* one for each rule, in the order in which they run; empty unless profiled */
} whomet_result;

WHOMET_API const whomet_result *whomet_document_result(const whomet_document *document);

/* ---- examples in rule files ------------------------------------------------------------------------------------- */

/* Runs every `yes` and `no` line of the rules through the whole reading; reports those that fail as faults. Gives the
 * numbers that passed and failed (either may be NULL). Fails for WHOMET_NO_MEMORY only. */
WHOMET_API whomet_status whomet_check(const whomet_knowledge *knowledge, uint32_t *ret_passed, uint32_t *ret_failed,
                                      whomet_fault_report *report_fault, void *report_user, whomet_error *error);

/* The text of the `index`-th `yes` or `no` line of all rules, or NULL behind the last one. It belongs to
 * `knowledge`. */
WHOMET_API const char *whomet_example(const whomet_knowledge *knowledge, uint32_t index);

/* "0.1.0"; a constant. */
WHOMET_API const char *whomet_version(void);

#ifdef __cplusplus
}
#endif

#endif
