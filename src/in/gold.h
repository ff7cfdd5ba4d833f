/* SPDX-License-Identifier: MIT */
/* JSON Lines of annotated texts: what is right in a text, or what somebody answered about it. */
#ifndef WM_IN_GOLD_H
#define WM_IN_GOLD_H

#include "base/error.h"

/* Half-open, code points of the text. */
typedef struct wm_span {
    uint32_t begin, end;
} wm_span;

typedef WM_ARRAY(wm_span) wm_spans;

/* In the order of their names, by which equal spans are sorted. Others are not scored. */
typedef enum wm_name_type { WM_NAME_LOC, WM_NAME_ORG, WM_NAME_PER, WM_NAME_TYPES } wm_name_type;

typedef struct wm_name {
    wm_span span;
    wm_name_type type;
    uint32_t cluster; /* names with one number are names of one entity; UINT32_MAX: of an entity of its own */
    const char *by;   /* of an answer: the rule or entry that gave it; NULL: nobody says */
} wm_name;

typedef enum wm_event_status {
    WM_ASSERTED,
    WM_PLANNED,
    WM_PROPOSED,
    WM_REFUSED,
    WM_CANCELLED,
    WM_NEGATED,
    WM_POSSIBLE,
    WM_EVENT_STATUSES
} wm_event_status;

typedef enum wm_event_mode {
    WM_IN_PERSON,
    WM_PHONE,
    WM_VIDEO,
    WM_INDIRECT,
    WM_UNSPECIFIED,
    WM_EVENT_MODES
} wm_event_mode;

const char *wm_name_type_word(wm_name_type type);
const char *wm_event_status_word(wm_event_status status);
const char *wm_event_mode_word(wm_event_mode mode);
/* False for a word that is none; NULL gives the default, asserted or unspecified. */
bool wm_event_status_of(const char *word, wm_event_status *ret_status);
bool wm_event_mode_of(const char *word, wm_event_mode *ret_mode);

/* An actor is the list of all spans that name it. */
typedef WM_ARRAY(wm_spans) wm_gold_actors;

typedef struct wm_gold_event {
    bool visit; /* else a meet */
    wm_event_status status;
    wm_event_mode mode;
    wm_gold_actors participants, hosts;
    wm_spans trigger, places;
    const char *by; /* as of a name */
} wm_gold_event;

/* One text. Everything is in the arena that it was read with. */
typedef struct wm_gold {
    wm_slice id;    /* decoded; an id that is no string as it stands, an absent one has a NULL `at` */
    wm_slice text;  /* decoded; NULL `at`: absent, which answers may be */
    wm_slice date;  /* decoded, or absent */
    uint32_t chars; /* of the text; UINT32_MAX when it is absent */
    uint64_t line;  /* of the file, from 1 */
    bool has_names, has_clusters, has_events; /* is there a key of that name? */
    bool partly;                              /* names are annotated in `parts` only */
    uint32_t others;                          /* names of types that are not scored */
    wm_spans parts;
    WM_ARRAY(wm_name) names;
    WM_ARRAY(wm_gold_event) events;
} wm_gold;

/* Reads `line`. `answers`: the text may be absent, and spans are not held against its end then. When something is
 * wrong, `err` has the message and the column, which counts code points of the line from 1. */
wm_status wm_gold_read(wm_slice line, bool answers, wm_arena *keep, wm_gold *ret_gold, wm_error *err);
/* The first span that ends behind `chars`, or NULL: for answers, once their text is known. */
const wm_span *wm_gold_beyond(const wm_gold *gold, uint32_t chars);

#endif
