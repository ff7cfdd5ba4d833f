/* SPDX-License-Identifier: MIT */
/* Names and ids of entities. Those of an entry come from the facts about it. An entity without an entry is called by
 * the fullest name found, and its id is kind/slug, so that another document finds the same. In: mentions. Out: entities
 * with names, aliases and roles.
 */
#include "read/entity.h"

#include "base/utf8.h"
#include "read/factbook.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

char *wm_entity_clean(wm_arena *keep, wm_slice text)
{
    char *clean = wm_arena_alloc(keep, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!is_blank(text.at[i]))
            clean[len++] = text.at[i];
        else if (len != 0 && clean[len - 1] != ' ')
            clean[len++] = ' ';
    }
    clean[len] = '\0';
    return clean;
}

/* "kind/name" */
static char *make_id(wm_arena *keep, const char *kind, wm_slice name)
{
    size_t len = strlen(kind);
    char *id = wm_arena_alloc(keep, len + name.len + 2);
    memcpy(id, kind, len);
    id[len] = '/';
    memcpy(id + len + 1, name.at, name.len);
    id[len + 1 + name.len] = '\0';
    return id;
}

char *wm_entity_country_id(wm_arena *keep, wm_slice code)
{
    return make_id(keep, "place", code);
}

const char *wm_entity_slug_id(wm_arena *keep, const char *kind, wm_slice country, const char *name)
{
    char slug[WM_FOLD_MAX + 1];
    wm_slice slice = {slug, wm_utf8_slug(wm_slice_of(name), slug)};
    return make_id(keep, country.at != NULL ? make_id(keep, kind, country) : kind, slice);
}

static void name_from_entry(wm_reading *r, whomet_entity *entity, wm_entity_note *note)
{
    const wm_entry_facts *facts = wm_factbook_entry(r, note->kind, note->gaz, note->entry);
    entity->name = facts->name;
    entity->id = facts->id;
    note->id_hash = facts->id_hash;
    entity->ids = facts->ids;
    entity->id_count = facts->id_count;
    if (facts->country != NULL)
        entity->country = facts->country;
}

int32_t wm_entity_new(wm_reading *reading, uint16_t kind, uint8_t gaz, uint32_t entry)
{
    whomet_document *d = reading->document;
    wm_entity_note *note = WM_PUSH(&d->keep, &d->entity_notes);
    whomet_entity *entity = WM_PUSH(&d->keep, &d->entities);
    note->kind = kind;
    note->gaz = gaz;
    note->entry = entry;
    entity->type = wm_knowledge_type(reading->knowledge, kind);
    entity->name = entity->id = "";
    if (entry != WM_NO_ID)
        name_from_entry(reading, entity, note);
    return (int32_t)d->entities.count - 1;
}

/* ---- names ------------------------------------------------------------------------------------------------------ */

static void add_alias(wm_arena *keep, wm_entity_note *note, const char *name, const char *alias)
{
    if (strcmp(name, alias) == 0)
        return;
    for (uint32_t i = 0; i < note->aliases.count; i++)
        if (strcmp(note->aliases.items[i], alias) == 0)
            return;
    *WM_PUSH(keep, &note->aliases) = alias;
}

/* An unlisted entity takes the fullest name; what it was called before becomes an alias. */
static void take_name(wm_reading *r, whomet_entity *entity, wm_entity_note *note, const char *name, uint32_t tokens)
{
    wm_arena *keep = &r->document->keep;
    const char *before = entity->name;
    entity->name = name;
    const char *kind = wm_rules_label_name(r->knowledge->rules, note->kind);
    entity->id = wm_entity_slug_id(keep, kind, (wm_slice){NULL, 0}, name);
    note->name_tokens = tokens;
    if (before[0] != '\0')
        add_alias(keep, note, name, before);
}

/* White space is single blanks already. */
static bool is_clean(wm_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] <= ' ' && (text.at[i] != ' ' || i == 0 || text.at[i - 1] == ' '))
            return false;
    return true;
}

/* Most mentions repeat a name or an alias, to the byte. */
static bool is_known_as(const wm_entity_note *note, const char *name, wm_slice text)
{
    bool known = wm_slice_is(text, name);
    for (uint32_t i = 0; i < note->aliases.count && !known; i++)
        known = wm_slice_is(text, note->aliases.items[i]);
    return known;
}

void wm_entity_add_mention(wm_reading *reading, int32_t entity, uint32_t mention)
{
    whomet_document *d = reading->document;
    wm_entity_note *note = &d->entity_notes.items[entity];
    whomet_entity *public = &d->entities.items[entity];
    whomet_mention *m = &d->mentions.items[mention];
    wm_slice text = {reading->text.bytes.at + m->range.begin_byte, m->range.end_byte - m->range.begin_byte};
    const wm_mention_note *span = &d->mention_notes.items[mention];
    m->entity = entity;
    *WM_PUSH(&d->keep, &note->mentions) = (int32_t)mention;
    bool fuller = note->entry == WM_NO_ID && span->end - span->begin > note->name_tokens;
    if (!fuller && is_clean(text) && is_known_as(note, public->name, text))
        return;
    const char *name = wm_entity_clean(&d->keep, text);
    if (fuller)
        take_name(reading, public, note, name, span->end - span->begin);
    else
        add_alias(&d->keep, note, public->name, name);
}

void wm_entity_adopt(wm_reading *reading, int32_t entity, uint8_t gaz, uint32_t entry)
{
    whomet_document *d = reading->document;
    wm_entity_note *note = &d->entity_notes.items[entity];
    whomet_entity *public = &d->entities.items[entity];
    const char *before = public->name;
    note->gaz = gaz;
    note->entry = entry;
    name_from_entry(reading, public, note);
    add_alias(&d->keep, note, public->name, before);
}

/* ---- countries and roles ---------------------------------------------------------------------------------------- */

/* The entry of a country in the gazetteers, asked by its id through the names of its text form. */
static bool find_country(const wm_reading *r, const char *id, uint8_t *ret_gaz, uint32_t *ret_entry)
{
    for (uint32_t g = 0; g < r->knowledge->gaz_count; g++) {
        uint32_t entry = wm_index_get(&r->knowledge->countries[g], wm_utf8_hash(wm_slice_of(id)), -1);
        if (entry != WM_NO_ID) {
            *ret_gaz = (uint8_t)g;
            *ret_entry = entry;
            return true;
        }
    }
    return false;
}

int32_t wm_entity_of_country(wm_reading *reading, wm_slice code)
{
    whomet_document *d = reading->document;
    char *id = wm_entity_country_id(&d->keep, code);
    uint64_t hash = wm_utf8_hash(wm_slice_of(id));
    int32_t known = wm_index_get(&d->by_id, hash, WHOMET_NONE);
    uint8_t gaz;
    uint32_t entry;
    if (known != WHOMET_NONE || !find_country(reading, id, &gaz, &entry))
        return known;
    int32_t entity = wm_entity_new(reading, (uint16_t)reading->knowledge->labels.place, gaz, entry);
    wm_index_put(&d->by_id, hash, entity, &d->keep);
    return entity;
}

void wm_entity_add_role(whomet_document *document, int32_t entity, const char *role, const char *of)
{
    wm_entity_note *note = &document->entity_notes.items[entity];
    for (uint32_t i = 0; i < note->roles.count; i++) {
        whomet_role *known = &note->roles.items[i];
        if (strcmp(known->role, role) != 0)
            continue;
        if (known->of == NULL)
            known->of = of;
        if (of == NULL || strcmp(known->of, of) == 0)
            return;
    }
    *WM_PUSH(&document->keep, &note->roles) = (whomet_role){role, of};
}

int32_t wm_entity_mention_by(const whomet_document *document, int32_t entity, uint32_t byte)
{
    const wm_entity_note *note = &document->entity_notes.items[entity];
    uint32_t low = 0, high = note->mentions.count; /* of those before `low` each begins by `byte` */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (document->mentions.items[note->mentions.items[middle]].range.begin_byte <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? WHOMET_NONE : note->mentions.items[low - 1];
}

void wm_entity_add_alias(whomet_document *document, int32_t entity, const char *alias)
{
    add_alias(&document->keep, &document->entity_notes.items[entity], document->entities.items[entity].name, alias);
}

void wm_entity_finish(whomet_document *document)
{
    for (uint32_t i = 0; i < document->entities.count; i++) {
        const wm_entity_note *note = &document->entity_notes.items[i];
        whomet_entity *entity = &document->entities.items[i];
        entity->aliases = note->aliases.items;
        entity->alias_count = note->aliases.count;
        entity->mentions = note->mentions.items;
        entity->mention_count = note->mentions.count;
        entity->roles = note->roles.items;
        entity->role_count = note->roles.count;
    }
}
