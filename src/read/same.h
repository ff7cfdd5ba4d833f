/* SPDX-License-Identifier: MIT */
/* Whether two tellings of a contact name the same parties. */
#ifndef WM_READ_SAME_H
#define WM_READ_SAME_H

#include "read/read.h"

/* Numbers of entities. */
typedef struct wm_entity_span {
    uint32_t begin, end;
} wm_entity_span;

/* The entities that the text names for the first time around a byte: of an article all, of a book those near, so that
 * looking through them takes no longer in a long text. */
wm_entity_span wm_entities_near(const whomet_document *document, uint32_t byte);
/* Whether one of them holds an office that is called by this word. */
bool wm_entities_hold(const whomet_document *document, wm_entity_span span, wm_slice word);
/* Whether a place is told to be in a country. */
bool wm_entity_lies_in(const whomet_entity *place, const whomet_entity *country);
/* The words of an actor, as they stand in the text. */
wm_slice wm_actor_text(const whomet_document *document, const whomet_actor *actor);
/* The same entity, or the same description of nobody by name. */
bool wm_actor_same(const whomet_document *document, const whomet_actor *a, const whomet_actor *b);
/* A person stands for the country or body that he or she speaks for, and for "its officials"; they stand for it too. */
bool wm_actor_stands_for(const whomet_document *document, const whomet_actor *part, const whomet_actor *whole);
/* The id of the country, place or body whose people a description means, or NULL. */
const char *wm_actor_owner(const whomet_document *document, const whomet_actor *described);
/* The actor of the list that is this one, stands for it, or is stood for by it; NULL when none is. */
whomet_actor *wm_actors_find(const whomet_document *document, const wm_actor_list *list, const whomet_actor *actor);
/* How many of `a` are among `b`. */
uint32_t wm_actors_shared(const whomet_document *document, const wm_actor_list *a, const wm_actor_list *b);
/* As many as each other, and the same. */
bool wm_actors_agree(const whomet_document *document, const wm_actor_list *a, const wm_actor_list *b);
/* The same one by one, not those for whom they stand, unless a plural means just those: "the two countries". */
bool wm_actors_same(const whomet_document *document, const wm_actor_list *earlier, const wm_actor_list *later);
/* Each of `later` is one of `earlier` or speaks for one: the second telling says who came. */
bool wm_actors_detail(const whomet_document *document, const wm_actor_list *earlier, const wm_actor_list *later);
/* What a headline tells in short: one of its parties at least is of the lead, the others are groups that the lead may
 * name one by one: "meets Nordic leaders". */
bool wm_actors_outline(const whomet_document *document, const wm_actor_list *headline, const wm_actor_list *lead);
/* Takes those groups out of the headline's. */
void wm_actors_drop_outline(const whomet_document *document, wm_actor_list *headline, const wm_actor_list *lead);

#endif
