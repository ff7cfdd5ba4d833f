/* SPDX-License-Identifier: MIT */
/* One sentence as the rules of phases 50 and later see it: a tape whose elements are mentions and, between them,
 * tokens; above it the gazetteers' cues, the actor phrases and the triggers of events found so far. */
#ifndef WM_READ_SCENE_H
#define WM_READ_SCENE_H

#include "read/cascade.h"

/* An actor phrase: "Iranian Foreign Minister Abbas Araghchi", "Omani officials". */
typedef struct wm_actor_phrase {
    uint32_t begin, end;  /* elements */
    int32_t mention;      /* its head, or WHOMET_NONE when it is described */
    wm_slice country;     /* code, or NULL */
    bool pronoun;         /* its mention is not here but before */
    bool unsaid;          /* not even a pronoun stands for it */
    bool first_person;    /* who speaks is told elsewhere */
    wm_actor_list plural; /* whom "both sides" means; else empty */
    bool people;          /* "officials from both countries": not they themselves */
    int32_t holder;       /* entity that a description means, or WHOMET_NONE */
} wm_actor_phrase;

/* What a plural says of whom it means. */
typedef struct wm_plural {
    uint32_t count;  /* 2 for "both"; 0: any number */
    uint32_t kind;   /* label of what they are, or WM_NO_ID */
    uint32_t within; /* sentences that they may lie back; 0: any number */
    bool group;      /* one group that nothing names will do, too: "survivors" … */
    bool group_last; /* … where there is no pair */
    bool others;     /* nobody of the same sentence: who brings both sides together is neither */
} wm_plural;

/* whomet_actor.from while the speaker is sought. */
#define WM_FROM_SPEAKER "speaker"

typedef struct wm_scene {
    wm_reading *reading;
    uint32_t sentence; /* in the part */
    wm_tape tape;
    uint32_t *bounds;     /* element i covers tokens [bounds[i], bounds[i + 1]) of the part */
    int32_t *mentions;    /* of each element, or WHOMET_NONE */
    uint32_t mention_end; /* the document's first mention behind the sentence */
    wm_edge_array edges, fresh_edges;
    WM_ARRAY(wm_actor_phrase) actors;
    uint32_t first_event; /* of the sentence, in document->event_notes */
} wm_scene;

/* A half-open range of elements. */
typedef struct wm_stretch {
    uint32_t begin, end;
} wm_stretch;

/* Lays out sentence `sentence`; `*mention` is the first mention of the document that may lie in it and is moved behind
 * the last. `scene` must not move afterwards. */
void wm_scene_begin(wm_scene *scene, wm_reading *reading, uint32_t sentence, uint32_t *mention);
/* Makes the edges of the last phase visible. */
void wm_scene_merge(wm_scene *scene);
/* Puts a label above a stretch; labels with tests ask `attr`, NULL: there are no attributes. */
void wm_scene_label(wm_scene *scene, wm_stretch where, uint32_t label, wm_attr_of *attr, const void *user);

/* Elements of a slot; empty when it took no part. */
wm_stretch wm_scene_slot(const wm_match *match, uint8_t slot);
whomet_range wm_scene_range(wm_scene *scene, wm_stretch where);
/* The byte where the sentence begins that lies `back` sentences before this one, in its part; the start of the text for
 * 0. */
uint32_t wm_scene_reach(const wm_scene *scene, uint32_t back);
/* The event that was told `back` events ago, 1 for the last one; NULL when there is none, or it is before a byte. */
const wm_event_note *wm_scene_told(const wm_scene *scene, uint32_t back, uint32_t from_byte);
/* The first mention in a stretch, or WHOMET_NONE. */
int32_t wm_scene_mention(const wm_scene *scene, wm_stretch where);
/* The country code that a stretch names by a country, its people or a place in it: "om"; a NULL `at` when none. */
wm_slice wm_scene_country(const wm_scene *scene, wm_stretch where);
/* An attribute of a mention's entry. */
wm_slice wm_mention_attr(const wm_reading *reading, uint32_t mention, const char *key);
/* Adds to a mention the labels with tests that its entry passes. */
void wm_mention_derive(const wm_reading *reading, uint32_t mention);

/* ---- actors ----------------------------------------------------------------------------------------------------- */

/* What the slots of `arg` say, as participants (a capital speaks for its country, a people's name stands for it) or as
 * places; each once. Appended to `list`, in the document's memory. */
void wm_scene_collect(wm_scene *scene, const wm_match *match, const wm_arg *arg, bool as_place, wm_actor_list *list);
/* Notes the actor phrase that a `tag actor $slot head=$slot country=$slot` found. */
void wm_scene_tag_actor(wm_scene *scene, const wm_match *match, const wm_action *action);

/* The entity that a mention acts as: as a participant a capital is its country, and always a people is. */
int32_t wm_scene_acts_as(wm_scene *scene, uint32_t mention, bool as_place);

/* An actor that is told by a pronoun far away is shown where it was named last before that. */
void wm_actor_name(const whomet_document *document, whomet_actor *actor);

/* ---- who is meant (anaphor.c, noun.c, office.c, plural.c, speaker.c) -------------------------------------------- */

/* The mention that the pronoun at `where` stands for: the first fitting one before it in its sentence, else of the
 * sentences before, or the topic where that comes first; WHOMET_NONE when there is none. */
int32_t wm_scene_antecedent(const wm_scene *scene, wm_stretch where);
/* The same for "him" and "her" as an object: somebody else than the one of mention `doer`, or, if that
 * is WHOMET_NONE, than whom the sentence is about. */
int32_t wm_scene_object(const wm_scene *scene, wm_stretch where, int32_t doer);
/* The mention of the person that the text before is about; WHOMET_NONE when there is none. */
int32_t wm_scene_salient(const wm_scene *scene, wm_stretch where);
/* Remembers whom a sentence is about, where a pronoun or a description that was resolved comes before all its names.
 * The mention is that of its antecedent, or WHOMET_NONE: the last one of the entity. */
void wm_scene_topic(wm_scene *scene, wm_stretch where, int32_t mention, int32_t entity);
/* Remembers that a sentence is about somebody of whom nobody knows who it is, if the phrase says so. */
void wm_scene_topic_untold(wm_scene *scene, const wm_actor_phrase *phrase);
/* The entity named last that is of a sort, such as "place.country"; WHOMET_NONE when its sentence names two. */
int32_t wm_scene_last_of(wm_scene *scene, wm_stretch where, wm_slice sort);
/* The place that "there" means: the last one named before it in its sentence, else that of the event told last;
 * WHOMET_NONE when there is none near by. */
int32_t wm_scene_last_place(wm_scene *scene, wm_stretch where);
/* A mention of the capital of the country with that code, wherever the text around names it; WHOMET_NONE when it does
 * not. */
int32_t wm_scene_capital(const wm_scene *scene, wm_slice country);
/* The person of the text who holds the office that the phrase at `where` names, or one of those in `offices`
 * ("president|premier"); of a country or body unless `of` is NULL. WHOMET_NONE when there is none or a tie. */
int32_t wm_scene_holder(const wm_scene *scene, wm_stretch where, wm_slice offices, const char *of);
/* The person who came, or, for `host`, who received somebody, by the visit or reception told last near by; WHOMET_NONE
 * when there is none or there were several. */
int32_t wm_scene_guest(const wm_scene *scene, bool host);
/* Whom the person that the pronoun at `where` means had the last contact with; WHOMET_NONE when there is none near by
 * or there were several. */
int32_t wm_scene_counterpart(const wm_scene *scene, wm_stretch where);
/* Whether somebody holds an office that is called by this word. */
bool wm_scene_holds(const whomet_document *document, int32_t entity, wm_slice word);
/* The same of one of several, to the word: "president|prime minister". */
bool wm_scene_holds_one(const whomet_document *document, int32_t entity, const char *offices);
/* Whether somebody holds an office by this word of which the text does not say where. */
bool wm_scene_holds_unowned(const whomet_document *document, int32_t entity, wm_slice word);
/* Whom a plural means; empty when nobody. */
wm_actor_list wm_scene_plural(wm_scene *scene, wm_stretch where, const wm_plural *plural);
/* Remembers who was named together. */
void wm_scene_together(wm_scene *scene, const wm_match *match, wm_stretch where, const wm_arg *arg);
/* The person whom a stretch names, or means by a pronoun or an office; WHOMET_NONE when there is none. */
int32_t wm_scene_person(wm_scene *scene, wm_stretch where);
/* Remembers that the person or spokesman at `where` speaks, if it is told who or for whom. */
void wm_speaker_note(wm_scene *scene, wm_stretch where);
/* Remembers that somebody has to be found for an "I" or "we". */
void wm_speaker_note_first_person(wm_scene *scene, wm_stretch where);

/* ---- what actions do (event.c, relation.c) ---------------------------------------------------------------------- */

void wm_scene_event(wm_scene *scene, const wm_match *match, const wm_action *action);
void wm_scene_set(wm_scene *scene, const wm_match *match, const wm_action *action);
void wm_scene_status(wm_scene *scene, const wm_match *match, const wm_action *action);
void wm_scene_relation(wm_scene *scene, const wm_match *match, const wm_action *action);

/* The argument `key` of an action, or NULL. */
const wm_arg *wm_action_arg(const wm_action *action, const char *key);

#endif
