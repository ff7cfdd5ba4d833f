/* SPDX-License-Identifier: MIT */
/* The entities of a document: making them, giving them names and ids. */
#ifndef WM_READ_ENTITY_H
#define WM_READ_ENTITY_H

#include "read/read.h"

/* A new entity of `kind`, of a gazetteer's entry when `entry` is not WM_NO_ID. Its name and id come from the
 * entry; else wm_entity_add_mention() sets them. */
int32_t wm_entity_new(wm_reading *reading, uint16_t kind, uint8_t gaz, uint32_t entry);
/* An entity that was known by one unlisted word turns out to be the entry's. */
void wm_entity_adopt(wm_reading *reading, int32_t entity, uint8_t gaz, uint32_t entry);
/* Mention `mention` belongs to `entity`: a name longer than its name takes its place, another becomes an alias. */
void wm_entity_add_mention(wm_reading *reading, int32_t entity, uint32_t mention);
/* The entity that a country code ("om") stands for: the one in the document, or a new one without mentions when a
 * gazetteer has it; WHOMET_NONE when none has. */
int32_t wm_entity_of_country(wm_reading *reading, wm_slice code);
/* Notes that a person holds a role; the same role twice is noted once. Strings live in the document. */
void wm_entity_add_role(whomet_document *document, int32_t entity, const char *role, const char *of);
/* The last mention of an entity that begins at or before a byte, or WHOMET_NONE. */
int32_t wm_entity_mention_by(const whomet_document *document, int32_t entity, uint32_t byte);
/* Notes another name, unless it is known. */
void wm_entity_add_alias(whomet_document *document, int32_t entity, const char *alias);
/* Joins entities that came to the same id by different names, and points everything that names one at the other. */
void wm_entity_unify(whomet_document *document);
/* An entity that stands in the list more than once stays where it stands first; nobody by name is left alone. */
void wm_actors_once(wm_actor_list *list);
/* Fills the public lists of all entities. */
void wm_entity_finish(whomet_document *document);

/* "place/om/muscat" for the kind "place", the country "om" (a NULL `at`: left out) and a name. */
const char *wm_entity_slug_id(wm_arena *keep, const char *kind, wm_slice country, const char *name);
/* "place/om" for the code "om". */
char *wm_entity_country_id(wm_arena *keep, wm_slice code);
/* White space runs as one blank: a name that was broken over lines. */
char *wm_entity_clean(wm_arena *keep, wm_slice text);

#endif
