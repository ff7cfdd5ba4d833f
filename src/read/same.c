/* SPDX-License-Identifier: MIT */
/* Whether two tellings name the same parties. A party is told by a name, by who speaks for it ("Oman", "Omani
 * officials", "Salim al-Rawahi") or by a description that shares its head and its owner ("executives of Vendek",
 * "executives of Vendek Energy"). In: actors of events, when all entities are known. Out: yes or no; what a description
 * may mean beyond that stays open, as two parties that are taken for one are worse than one that is told twice.
 */
#include "read/same.h"

#include "read/scene.h"

bool wm_entity_lies_in(const whomet_entity *place, const whomet_entity *country)
{
    return place->country != NULL && strcmp(place->country, country->id) == 0;
}

wm_slice wm_actor_text(const whomet_document *d, const whomet_actor *a)
{
    return (wm_slice){d->result.text + a->range.begin_byte, a->range.end_byte - a->range.begin_byte};
}

/* ---- descriptions ----------------------------------------------------------------------------------------------- */

/* The first mention that begins at or behind a byte; they are in text order. */
static uint32_t mention_from(const whomet_document *d, uint32_t byte)
{
    uint32_t low = 0, high = d->mentions.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (d->mentions.items[middle].range.begin_byte < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

wm_entity_span wm_entities_near(const whomet_document *d, uint32_t byte)
{
    enum { MENTIONS = 32, ENTITIES = 256 };
    uint32_t at = mention_from(d, byte), newest = 0;
    for (uint32_t i = at > MENTIONS ? at - MENTIONS : 0; i < d->mentions.count && i < at + MENTIONS; i++)
        if (d->mentions.items[i].entity > (int32_t)newest)
            newest = (uint32_t)d->mentions.items[i].entity;
    uint32_t end = newest + ENTITIES < d->entities.count ? newest + ENTITIES : d->entities.count;
    return (wm_entity_span){newest > ENTITIES ? newest - ENTITIES : 0, end};
}

/* The body, or else the country, that a description names: officials of a bank are not those of its country. */
const char *wm_actor_owner(const whomet_document *d, const whomet_actor *a)
{
    const char *place = a->country;
    for (uint32_t i = mention_from(d, a->range.begin_byte); i < d->mentions.count; i++) {
        const whomet_mention *m = &d->mentions.items[i];
        if (m->range.end_byte > a->range.end_byte)
            break;
        const char *id = m->entity != WHOMET_NONE ? d->entities.items[m->entity].id : "";
        if (strncmp(id, "org/", 4) == 0)
            return id;
        if (place == NULL && strncmp(id, "place/", 6) == 0)
            place = id;
    }
    return place;
}

/* "executives" of "executives of Vendek", "officials" of "Omani officials". */
static wm_slice head_of(const whomet_document *d, const whomet_actor *a)
{
    wm_slice text = wm_actor_text(d, a), head = {NULL, 0};
    while (text.at != NULL) {
        wm_slice word = wm_slice_cut(&text, ' ');
        if (head.at != NULL && (wm_slice_is(word, "of") || wm_slice_is(word, "from") || wm_slice_is(word, "for")))
            break;
        head = word;
    }
    return head;
}

static bool is_plural(wm_slice head)
{
    return head.len > 3 && head.at[head.len - 1] == 's';
}

bool wm_entities_hold(const whomet_document *d, wm_entity_span span, wm_slice word)
{
    for (uint32_t i = span.begin; i < span.end; i++)
        if (wm_scene_holds(d, (int32_t)i, word))
            return true;
    return false;
}

/* An office that the text tells of by this word in the plural. */
static bool is_office(const whomet_document *d, wm_slice word, uint32_t byte)
{
    return wm_entities_hold(d, wm_entities_near(d, byte), word);
}

/* "Representatives of Georgian civil society": people of a country for whom no office holder speaks. */
static bool is_unofficial(const whomet_document *d, const whomet_actor *described)
{
    static const char *const words[] = {"society",  "opposition", "business", "businesses", "community", "diaspora",
                                        "students", "rebels",     "youth",    "companies",  "civil",     "expatriates"};
    wm_slice text = wm_actor_text(d, described);
    while (text.at != NULL) {
        wm_slice word = wm_slice_cut(&text, ' ');
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (wm_slice_is(word, words[i]))
                return true;
    }
    return false;
}

/* Whether somebody who speaks for the owner of a description is one of those whom it means: "officials" all are,
 * "ministers" those who hold that office. */
static bool is_among(const whomet_document *d, int32_t entity, const whomet_actor *described)
{
    if (is_unofficial(d, described) && d->entity_notes.items[entity].roles.count != 0)
        return false;
    wm_slice head = head_of(d, described);
    if (wm_slice_is(head, "delegation") || wm_slice_is(head, "government") || wm_slice_is(head, "team"))
        return true;
    if (!is_plural(head))
        return false; /* one holder of an office was sought before */
    head.len--;
    bool untold = d->entity_notes.items[entity].roles.count == 0; /* "her counterpart" */
    return untold || !is_office(d, head, described->range.begin_byte) || wm_scene_holds(d, entity, head);
}

/* ---- two actors ------------------------------------------------------------------------------------------------- */

bool wm_actor_same(const whomet_document *d, const whomet_actor *a, const whomet_actor *b)
{
    if (a->entity != WHOMET_NONE || b->entity != WHOMET_NONE)
        return a->entity == b->entity;
    if (wm_slice_equal(wm_actor_text(d, a), wm_actor_text(d, b)))
        return true;
    const char *x = wm_actor_owner(d, a), *y = wm_actor_owner(d, b);
    return x != NULL && y != NULL && strcmp(x, y) == 0 && wm_slice_equal(head_of(d, a), head_of(d, b));
}

static bool speaks_for(const wm_entity_note *note, const char *id)
{
    if (note->agent_of != NULL && strcmp(note->agent_of, id) == 0)
        return true;
    for (uint32_t i = 0; i < note->roles.count; i++)
        if (note->roles.items[i].of != NULL && strcmp(note->roles.items[i].of, id) == 0)
            return true;
    /* "Uruguay's Lucia Ferreiro", of whom no office is told */
    return note->roles.count == 0 && note->side != NULL && strcmp(note->side, id) == 0;
}

/* An office of which the text does not say where may be that of the description. */
static bool may_hold(const whomet_document *d, int32_t entity, const whomet_actor *described)
{
    wm_slice head = head_of(d, described);
    head.len -= is_plural(head);
    return wm_scene_holds_unowned(d, entity, head);
}

bool wm_actor_stands_for(const whomet_document *d, const whomet_actor *part, const whomet_actor *whole)
{
    if (part->entity == WHOMET_NONE && whole->entity == WHOMET_NONE)
        return false;
    if (part->entity == WHOMET_NONE) {
        const char *owner = wm_actor_owner(d, part);
        return owner != NULL && strcmp(owner, d->entities.items[whole->entity].id) == 0;
    }
    const wm_entity_note *note = &d->entity_notes.items[part->entity];
    if (whole->entity != WHOMET_NONE)
        return speaks_for(note, d->entities.items[whole->entity].id);
    const char *owner = wm_actor_owner(d, whole);
    return owner != NULL &&
           ((speaks_for(note, owner) && is_among(d, part->entity, whole)) || may_hold(d, part->entity, whole));
}

/* ---- lists ------------------------------------------------------------------------------------------------------ */

whomet_actor *wm_actors_find(const whomet_document *d, const wm_actor_list *list, const whomet_actor *actor)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (wm_actor_same(d, &list->items[i], actor))
            return &list->items[i];
    for (uint32_t i = 0; i < list->count; i++)
        if (wm_actor_stands_for(d, &list->items[i], actor) || wm_actor_stands_for(d, actor, &list->items[i]))
            return &list->items[i];
    return NULL;
}

uint32_t wm_actors_shared(const whomet_document *d, const wm_actor_list *a, const wm_actor_list *b)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < a->count; i++)
        count += wm_actors_find(d, b, &a->items[i]) != NULL;
    return count;
}

bool wm_actors_agree(const whomet_document *d, const wm_actor_list *a, const wm_actor_list *b)
{
    return a->count == b->count && wm_actors_shared(d, a, b) == a->count;
}

bool wm_actors_same(const whomet_document *d, const wm_actor_list *earlier, const wm_actor_list *later)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < later->count; i++) {
        bool same = strcmp(later->items[i].from, "pronoun") == 0;
        for (uint32_t j = 0; j < earlier->count && !same; j++)
            same = wm_actor_same(d, &earlier->items[j], &later->items[i]);
        count += same;
    }
    return count == later->count;
}

bool wm_actors_detail(const whomet_document *d, const wm_actor_list *earlier, const wm_actor_list *later)
{
    for (uint32_t i = 0; i < later->count; i++) {
        bool told = false;
        for (uint32_t j = 0; j < earlier->count && !told; j++)
            told = wm_actor_same(d, &earlier->items[j], &later->items[i]) ||
                   wm_actor_stands_for(d, &later->items[i], &earlier->items[j]);
        if (!told)
            return false;
    }
    return true;
}

/* Whether an actor may be one of a group, or the group itself: not somebody of another country or body. */
static bool may_be_of(const whomet_document *d, const whomet_actor *one, const char *owner)
{
    if (owner == NULL || one->entity == WHOMET_NONE)
        return true;
    const char *id = d->entities.items[one->entity].id;
    return strcmp(id, owner) == 0 || speaks_for(&d->entity_notes.items[one->entity], owner);
}

/* "The union" of a headline is the one body of the lead that is called a union. */
static bool is_kind_of(const whomet_document *d, const whomet_actor *group, const whomet_actor *one)
{
    if (one->entity == WHOMET_NONE || strncmp(d->entities.items[one->entity].id, "org/", 4) != 0)
        return false;
    wm_slice word = wm_actor_text(d, group), name = wm_slice_of(d->entities.items[one->entity].name), last = name;
    while (name.at != NULL)
        last = wm_slice_cut(&name, ' ');
    return word.len > 3 && word.len == last.len && (word.at[0] | 32) == (last.at[0] | 32) &&
           memcmp(word.at + 1, last.at + 1, last.len - 1) == 0;
}

/* A group without a name that actors of the lead may be which the headline does not name: several, or one that is no
 * single person. */
static bool is_outline(const whomet_document *d, const whomet_actor *group, const wm_actor_list *headline,
                       const wm_actor_list *lead)
{
    if (group->entity != WHOMET_NONE || strcmp(group->from, "clause") != 0)
        return false;
    const char *owner = wm_actor_owner(d, group);
    uint32_t others = 0, people = 0, kinds = 0;
    for (uint32_t i = 0; i < lead->count; i++) {
        const whomet_actor *one = &lead->items[i];
        if (wm_actors_find(d, headline, one) != NULL)
            continue;
        if (!may_be_of(d, one, owner))
            return false;
        others++;
        kinds += is_kind_of(d, group, one);
        people += one->entity != WHOMET_NONE && strncmp(d->entities.items[one->entity].id, "person/", 7) == 0;
    }
    if (!is_plural(head_of(d, group)))
        return others == 1 && kinds == 1;
    return others > 1 || (others == 1 && people == 0);
}

bool wm_actors_outline(const whomet_document *d, const wm_actor_list *headline, const wm_actor_list *lead)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < headline->count; i++) {
        bool told = wm_actors_find(d, lead, &headline->items[i]) != NULL;
        if (!told && !is_outline(d, &headline->items[i], headline, lead))
            return false;
        found += told;
    }
    return found != 0 && found < headline->count;
}

void wm_actors_drop_outline(const whomet_document *d, wm_actor_list *headline, const wm_actor_list *lead)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < headline->count; i++)
        if (wm_actors_find(d, lead, &headline->items[i]) != NULL)
            headline->items[kept++] = headline->items[i];
    headline->count = kept;
}
