/* SPDX-License-Identifier: MIT */
/* Entities that turn out to be one. Names that differ in the text may give the same id ("Acme Corp" and "Acme
 * Corp."), or a name grows into one that was there already. The later entity goes into the earlier one; what is left
 * closes the gap, and mentions, actors and relations follow. In and out: the document before its events are merged.
 */
#include "read/entity.h"

#include "base/utf8.h"

/* Where each entity goes: its own place, or that of an earlier one with its id. */
static int32_t *find_targets(whomet_document *d, bool *ret_any)
{
    wm_index ids = {0};
    int32_t *targets = wm_arena_alloc(&d->scratch, d->entities.count * sizeof *targets);
    *ret_any = false;
    for (uint32_t i = 0; i < d->entities.count; i++) {
        uint64_t known_hash = d->entity_notes.items[i].id_hash;
        uint64_t hash = known_hash != 0 ? known_hash : wm_utf8_hash(wm_slice_of(d->entities.items[i].id));
        int32_t known = wm_index_get(&ids, hash, WHOMET_NONE);
        bool same = known != WHOMET_NONE && strcmp(d->entities.items[known].id, d->entities.items[i].id) == 0;
        targets[i] = same ? known : (int32_t)i;
        *ret_any |= same;
        if (known == WHOMET_NONE)
            wm_index_put(&ids, hash, (int32_t)i, &d->scratch);
    }
    return targets;
}

static void absorb(whomet_document *d, int32_t into, int32_t from)
{
    wm_entity_note *target = &d->entity_notes.items[into];
    const wm_entity_note *source = &d->entity_notes.items[from];
    for (uint32_t i = 0; i < source->mentions.count; i++) {
        int32_t mention = source->mentions.items[i];
        *WM_PUSH(&d->keep, &target->mentions) = mention;
        uint32_t at = target->mentions.count - 1;
        for (; at > 0 && target->mentions.items[at - 1] > mention; at--)
            target->mentions.items[at] = target->mentions.items[at - 1];
        target->mentions.items[at] = mention;
    }
    wm_entity_add_alias(d, into, d->entities.items[from].name);
    for (uint32_t i = 0; i < source->aliases.count; i++)
        wm_entity_add_alias(d, into, source->aliases.items[i]);
    for (uint32_t i = 0; i < source->roles.count; i++)
        wm_entity_add_role(d, into, source->roles.items[i].role, source->roles.items[i].of);
}

/* Moves the entities that stay together; targets become their new numbers. */
static void close_gaps(whomet_document *d, int32_t *targets)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < d->entities.count; i++) {
        if (targets[i] != (int32_t)i) {
            targets[i] = targets[targets[i]];
            continue;
        }
        d->entities.items[kept] = d->entities.items[i];
        d->entity_notes.items[kept] = d->entity_notes.items[i];
        targets[i] = (int32_t)kept++;
    }
    d->entities.count = d->entity_notes.count = kept;
}

void wm_actors_once(wm_actor_list *list)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        whomet_actor actor = list->items[i];
        bool told = false;
        for (uint32_t k = 0; k < kept && actor.entity != WHOMET_NONE; k++)
            told |= list->items[k].entity == actor.entity;
        if (!told)
            list->items[kept++] = actor;
    }
    list->count = kept;
}

static void point_actors(const int32_t *targets, wm_actor_list *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].entity != WHOMET_NONE)
            list->items[i].entity = targets[list->items[i].entity];
    wm_actors_once(list);
}

static void point_event(const int32_t *targets, wm_event_note *note)
{
    point_actors(targets, &note->participants);
    point_actors(targets, &note->hosts);
    point_actors(targets, &note->mediators);
    point_actors(targets, &note->places);
    if (note->attribution.entity != WHOMET_NONE)
        note->attribution.entity = targets[note->attribution.entity];
}

void wm_entity_unify(whomet_document *document)
{
    bool any;
    int32_t *targets = find_targets(document, &any);
    if (!any)
        return;
    for (uint32_t i = 0; i < document->entities.count; i++)
        if (targets[i] != (int32_t)i)
            absorb(document, targets[i], (int32_t)i);
    close_gaps(document, targets);
    for (uint32_t i = 0; i < document->mentions.count; i++)
        if (document->mentions.items[i].entity != WHOMET_NONE)
            document->mentions.items[i].entity = targets[document->mentions.items[i].entity];
    for (uint32_t i = 0; i < document->event_notes.count; i++)
        point_event(targets, &document->event_notes.items[i]);
    for (uint32_t i = 0; i < document->relations.count; i++)
        document->relations.items[i].subject = targets[document->relations.items[i].subject];
}
