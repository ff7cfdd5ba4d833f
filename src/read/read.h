/* SPDX-License-Identifier: MIT */
/* A document being read: what the five stages share, and the stages themselves.
 *
 *     lookup    tokens            -> offers       what the gazetteers know at each place
 *     cascade   offers, rules     -> candidates   a span, a kind, a sum of evidence
 *     resolve   candidates        -> mentions     the best set of spans that do not overlap
 *     corefer   mentions          -> entities     which mentions are the same
 *     relate    mentions, rules   -> events, relations
 *
 * A long text is read in parts of WM_PART_BYTES; tokens, offers and candidates live in scratch memory as long as their
 * part, mentions and what comes after them in the document.
 */
#ifndef WM_READ_READ_H
#define WM_READ_READ_H

#include "read/index.h"
#include "read/knowledge.h"
#include "text/text.h"
#include "whomet.h"

enum { WM_PART_BYTES = 1 << 20 };

/* A label of the gazetteers over tokens [begin, end): one for each label that a name found there bears. */
typedef struct wm_offer {
    uint32_t begin, end;
    wm_labels labels; /* "place.city" and "place" */
    uint16_t label;   /* "place.city" */
    uint16_t kind;    /* "place" */
    uint16_t marks;   /* WM_MARK_… of the best entry */
    uint8_t gaz;      /* which gazetteer */
    bool is_word;     /* a word of names (person.given), nothing named */
    uint32_t entry;   /* the weightiest entry with this label */
    wm_gaz_hit hit;   /* for the others */
} wm_offer;

typedef WM_ARRAY(wm_offer) wm_offer_array;

/* A span, a kind and the sum of what speaks for it. */
typedef struct wm_candidate {
    uint32_t begin, end; /* tokens */
    uint16_t kind;       /* label */
    float score;         /* log-odds */
    uint32_t offer;      /* of this kind on this span, or WM_NO_ID */
    uint32_t next;       /* the candidate before that begins at the same token, or WM_NO_ID */
    uint32_t rule;       /* that spoke loudest for it */
    float loudest;
} wm_candidate;

/* What the document keeps of a mention beside the public part. Token numbers mean something in their own part only. */
typedef struct wm_mention_note {
    uint32_t begin, end; /* tokens */
    wm_labels labels;    /* kind, gazetteer labels on the same span */
    uint16_t kind;
    uint8_t gaz;
    uint32_t entry; /* or WM_NO_ID */
    uint32_t offer; /* or WM_NO_ID; in its part only */
    uint32_t rule;  /* that spoke loudest, or WM_NO_ID */
} wm_mention_note;

/* The same for an entity. */
typedef struct wm_entity_note {
    uint16_t kind;
    uint8_t gaz;
    uint32_t entry;        /* or WM_NO_ID */
    uint64_t id_hash;      /* wm_utf8_hash() of the id, of one with an entry */
    uint32_t name_tokens;  /* of the fullest name, when there is no entry */
    WM_ARRAY(const char *) aliases;
    WM_ARRAY(int32_t) mentions;
    WM_ARRAY(whomet_role) roles;
    const char *agent_of; /* id of the country or body it speaks for, or NULL */
    const char *side; /* id of the country or body named with it ("Uruguay's X"), or NULL */
    char sex;             /* of a person by the first name: 'm', 'f' or 0 */
    int32_t namesake;     /* who bore the surname before, and one more; 0: nobody */
    bool sex_sure;        /* by a title, or the lists know so many bearers that others hardly count */
} wm_entity_note;

/* Two spans that a rule says name the same: "African Union (AU)". */
typedef struct wm_alias_pair {
    uint32_t begin[2], end[2]; /* tokens */
} wm_alias_pair;

/* Who speaks at a place of the text, and a first person ("I", "we") that wants a speaker; see speaker.c. */
typedef struct wm_speaker {
    uint32_t byte, sentence; /* sentences of the document */
    int32_t entity;          /* a person, or WHOMET_NONE: a spokesman without a name */
    int32_t side;            /* whom he or she speaks for by the same phrase, or WHOMET_NONE */
} wm_speaker;

typedef struct wm_first_person {
    uint32_t byte, sentence;
    int32_t entity;      /* who it is, at the end */
    bool opened, closed; /* its sentence has a quotation mark before it, behind it */
    bool plural;
} wm_first_person;

/* What the text tells of a country ("place/om"), or of a division of one ("iso:US-TX"); see country.c. */
typedef struct wm_country_note {
    uint64_t name;       /* hash of the first name that told of it */
    bool by_others;      /* other names did, too */
    uint8_t prominence;  /* of a country that is named, in tenths: how much news speaks of it */
    uint16_t places;     /* so many places in it are named that have no likely namesake elsewhere */
    uint16_t divisions;  /* … and so many of them are its divisions */
} wm_country_note;

/* Which entry a name of a place means, where the text says where it lies, and the last sentence where it did. */
typedef struct wm_sense {
    uint32_t entry, sentence;
} wm_sense;

/* What a name was found to be. A person's last word is kept too, as a surname. */
typedef struct wm_memory wm_memory;
/* Labels of offers, remembered from one reading to the next; see label.h. */
typedef struct wm_label_memo wm_label_memo;
/* Single words, remembered from one reading to the next; see wordbook.h. */
typedef struct wm_wordbook wm_wordbook;
/* Entries, remembered from one reading to the next; see factbook.h. */
typedef struct wm_factbook wm_factbook;

typedef WM_ARRAY(whomet_actor) wm_actor_list;

/* Who was named together ("neither Vrba nor his deputy"), and where. */
typedef struct wm_together {
    wm_actor_list actors;
    uint32_t byte;
} wm_together;

/* An event while its parts are collected. */
typedef struct wm_event_note {
    whomet_event event; /* its lists are filled from these at the end */
    wm_actor_list participants, hosts, mediators, places;
    whomet_actor attribution; /* when `attributed` */
    bool attributed;
    WM_ARRAY(whomet_time) times;
    WM_ARRAY(whomet_range) evidence;
    WM_ARRAY(whomet_step) steps; /* when traced */
    float weight;     /* log-odds */
    bool status_set;  /* by a rule; the first one wins */
    bool anaphoric; /* "the talks": says more about an event told before */
    bool more;      /* its participants are more of those of that event */
    bool beside;    /* some of its participants are those of that event, the others more of them */
    bool another;   /* none of those told before: "their first encounter in 2019 had been short" */
    bool placeless; /* no place, time and mode told with it are its own: "they discussed the war in Yemen" */
    bool gone;      /* merged into another one, or dropped */
} wm_event_note;

struct whomet_document {
    wm_arena keep, scratch;
    whomet_result result;
    wm_points points;
    wm_memory *memory; /* of the names resolved so far */
    wm_index by_entry, by_id, by_name, by_surname, by_given, by_acronym, by_part; /* entities */
    wm_index country_index, told_places, code_divisions; /* see country.c */
    WM_ARRAY(wm_country_note) country_notes;
    wm_index sense_index; /* of names of places; see namesake.c */
    WM_ARRAY(wm_sense) senses;
    WM_ARRAY(whomet_mention) mentions;
    WM_ARRAY(wm_mention_note) mention_notes;
    WM_ARRAY(whomet_entity) entities;
    WM_ARRAY(wm_entity_note) entity_notes;
    WM_ARRAY(wm_event_note) event_notes;
    WM_ARRAY(wm_speaker) speakers;
    WM_ARRAY(wm_first_person) first_persons;
    WM_ARRAY(whomet_event) events;
    WM_ARRAY(whomet_triple) triples;
    WM_ARRAY(whomet_relation) relations;
    WM_ARRAY(whomet_warning) warnings;
    WM_ARRAY(whomet_firing) firings;
    WM_ARRAY(whomet_range) sentences; /* these five: when traced */
    WM_ARRAY(whomet_candidate) candidates;
    WM_ARRAY(whomet_offer) offers;
    WM_ARRAY(whomet_drop) drops;
    struct wm_near_misses *near_misses; /* of the probe; NULL: none was tried */
    wm_rule_cost *costs; /* by rule; NULL unless profiled */
    wm_matcher *matcher; /* these four: for the rules of this serial */
    wm_label_memo *labels;
    wm_wordbook *wordbook;
    wm_factbook *factbook;
    uint64_t rules_serial;
};

/* One reading: the knowledge, the document, and the part at hand. */
typedef struct wm_reading {
    const whomet_knowledge *knowledge;
    whomet_document *document;
    bool trace;
    uint32_t probe_begin, probe_end; /* bytes; see whomet_input */
    wm_text text;          /* of the part */
    uint32_t *words;       /* wm_rules_word() of each token */
    uint32_t *word_labels; /* of each token, an index into wm_wordbook_labels() */
    wm_offer_array offers; /* by begin, then end; without those that are cues of one token, unless traced */
    uint32_t *offer_begin; /* first offer of each token, and the count behind the last */
    uint32_t *candidate_at; /* the last candidate, of its sentence, that begins at each token, or WM_NO_ID */
    struct wm_sentence_votes *votes; /* one a sentence */
    WM_ARRAY(wm_alias_pair) aliases;
    uint32_t first_mention;  /* of the part, in the document */
    uint32_t first_sentence; /* number of the part's first sentence in the document */
    struct {                 /* whom the sentence told last is about, where a pronoun or an office says so */
        uint32_t mention, sentence, token;
        bool told;
        uint32_t untold; /* the sentence behind one that is about somebody of whom nobody knows who it is, or 0 */
    } topic;
    WM_ARRAY(wm_together) together;
} wm_reading;

/* Before the first part: counts code points and warns of bytes that are no text. */
void wm_read_survey(whomet_document *document, wm_slice bytes);

/* ---- the stages, in this order ---------------------------------------------------------------------------------- */

void wm_read_lookup(wm_reading *reading);
void wm_read_cascade(wm_reading *reading);
void wm_read_resolve(wm_reading *reading);
void wm_read_corefer(wm_reading *reading);
void wm_read_relate(wm_reading *reading);

/* Who "I" and "we" are, in all events. */
void wm_speaker_resolve(whomet_document *document);
/* Who holds the offices that events tell of without a name, where the text names one such holder. */
void wm_office_resolve(whomet_document *document);
/* The country or body that a person speaks for by an office, or WHOMET_NONE. */
int32_t wm_speaks_for(const whomet_document *document, int32_t person);

/* After the last part: merges what was told twice, flattens events to triples, fills the public lists. */
void wm_read_finish(wm_reading *reading);

/* ---- for the stages --------------------------------------------------------------------------------------------- */

/* Is that token of the part, if there is one, this text? */
static inline bool wm_read_token_is(const wm_reading *reading, uint32_t token, const char *text)
{
    return token < reading->text.token_count &&
           wm_slice_is(wm_token_slice(&reading->text, &reading->text.tokens[token]), text);
}

/* The range of bytes [begin, end) of the text. */
whomet_range wm_read_range(whomet_document *document, uint32_t begin_byte, uint32_t end_byte);
/* The range of tokens [begin, end) of the part. */
whomet_range wm_read_token_range(wm_reading *reading, uint32_t begin, uint32_t end);
whomet_why wm_read_why_rule(const whomet_knowledge *knowledge, uint32_t rule);
whomet_why wm_read_why_entry(const whomet_knowledge *knowledge, uint8_t gaz, uint32_t entry);
/* Log-odds as a number between 0 and 1 that orders alike (logistic). */
float wm_read_confidence(float weight);
void wm_read_warn(whomet_document *document, const char *code, whomet_range range, const char *text);
/* Keeps a match for whomet_result.firings; of a traced reading. Element i of the tape covers tokens [bounds[i],
 * bounds[i + 1]) of the part; `bounds` NULL: the one token first + i. */
void wm_read_trace(wm_reading *reading, const wm_match *match, uint32_t first, const uint32_t *bounds);
/* Warns of a rule that the engine gave up in a sentence of the part. */
void wm_read_tell_limit(wm_reading *reading, uint32_t sentence, uint32_t rule);

/* The same, if it did: asked after every phase. */
static inline void wm_read_note_limits(wm_reading *reading, uint32_t sentence)
{
    uint32_t rule = wm_matcher_given_up(reading->document->matcher);
    if (rule != WM_NO_ID)
        wm_read_tell_limit(reading, sentence, rule);
}

#endif
