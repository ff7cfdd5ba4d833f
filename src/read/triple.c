/* SPDX-License-Identifier: MIT */
/* The flat view of events: a row for each unordered pair of a meet, for each visitor and host or place of a visit. A
 * meet whose counterpart is not said gives no row.
 */
#include "read/entity.h"
#include "read/merge.h"
#include "read/same.h"

typedef struct who {
    const char *name, *id;
} who;

static who who_of(whomet_document *d, const whomet_actor *actor)
{
    if (actor->entity != WHOMET_NONE)
        return (who){d->entities.items[actor->entity].name, d->entities.items[actor->entity].id};
    return (who){wm_entity_clean(&d->keep, wm_actor_text(d, actor)), NULL};
}

static void add_triple(whomet_document *d, uint32_t number, const whomet_actor *a, const whomet_actor *b)
{
    const whomet_event *event = &d->events.items[number];
    who left = who_of(d, a), right = who_of(d, b), where = {NULL, NULL};
    if (event->place_count != 0)
        where = who_of(d, &event->places[0]);
    *WM_PUSH(&d->keep, &d->triples) = (whomet_triple){
        .who = left.name,
        .who_id = left.id,
        .did = strcmp(event->type, "visit") == 0 ? "visited" : "met",
        .whom = right.name,
        .whom_id = right.id,
        .where = where.name,
        .where_id = where.id,
        .when = event->time_count != 0 ? event->times[0].value : NULL,
        .status = event->status,
        .event = number,
    };
}

static void flatten_meet(whomet_document *d, uint32_t number)
{
    const whomet_event *event = &d->events.items[number];
    for (uint32_t i = 0; i < event->participant_count; i++)
        for (uint32_t j = i + 1; j < event->participant_count; j++)
            add_triple(d, number, &event->participants[i], &event->participants[j]);
}

static void flatten_visit(whomet_document *d, uint32_t number)
{
    const whomet_event *event = &d->events.items[number];
    for (uint32_t i = 0; i < event->participant_count; i++) {
        for (uint32_t j = 0; j < event->host_count; j++)
            add_triple(d, number, &event->participants[i], &event->hosts[j]);
        if (event->place_count != 0)
            add_triple(d, number, &event->participants[i], &event->places[0]);
    }
}

void wm_flatten_events(whomet_document *document)
{
    for (uint32_t i = 0; i < document->events.count; i++) {
        if (strcmp(document->events.items[i].type, "visit") == 0)
            flatten_visit(document, i);
        else
            flatten_meet(document, i);
    }
}
