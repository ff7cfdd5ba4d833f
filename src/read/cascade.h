/* SPDX-License-Identifier: MIT */
/* The votes of one sentence: its tape and its candidates, kept until the whole part has been resolved, because what is
 * learned of the document lets more rules vote. */
#ifndef WM_READ_CASCADE_H
#define WM_READ_CASCADE_H

#include "read/read.h"

/* Evidence that nothing outweighs. */
#define WM_VETO (-100.0f)

enum {
    WM_PHASE_MEMORY = 40,    /* from here on rules see what the document has taught (<known.person> …) */
    WM_PHASE_RELATE = 50,    /* from here on they see mentions … */
    WM_PHASE_EVENT = 60,     /* … up to here they prepare events, which these make … */
    WM_PHASE_STATUS = 70,    /* … and these complete */
    WM_PHASE_RELATION = 80,  /* from here on they do without events */
    WM_PHASE_END = 100000,
};

/* Who voted; kept when traced. */
typedef struct wm_ballot {
    uint32_t candidate, rule;
    float weight;
} wm_ballot;

/* What speaks against every candidate of a kind inside tokens [begin, end), also against those still to come. */
typedef struct wm_objection {
    uint32_t begin, end, kind, rule;
    float weight;
} wm_objection;

typedef struct wm_sentence_votes {
    wm_reading *reading;
    uint32_t sentence; /* in the part */
    wm_tape tape;      /* one element a token */
    wm_edge_array edges;
    wm_edge_array fresh_edges; /* tagged in the phase that runs */
    WM_ARRAY(wm_candidate) candidates;
    WM_ARRAY(wm_objection) objections;
    bool *chosen; /* by candidate, once it is known; NULL: none is */
    WM_ARRAY(wm_ballot) ballots;
} wm_sentence_votes;

/* Lays out the tape of a sentence. `votes` must not move afterwards. */
void wm_votes_begin(wm_sentence_votes *votes, wm_reading *reading, uint32_t sentence);
/* Runs the rules of phases [from_phase, to_phase). Gives whether any of them matched. */
bool wm_votes_run(wm_sentence_votes *votes, uint32_t from_phase, uint32_t to_phase);
/* Puts a label that is neither offer nor tag above tokens [begin, end) of the part. */
void wm_votes_label(wm_sentence_votes *votes, uint32_t begin, uint32_t end, uint32_t label);

/* The value of `key` for an offer: a mark of the name or an attribute of its entry; a NULL `at` when it has none. */
wm_slice wm_offer_attr(const wm_reading *reading, const wm_offer *offer, const char *key);
/* The same for an entry's marks alone. */
wm_slice wm_mark_attr(uint16_t marks, const char *key);

#endif
