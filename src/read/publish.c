/* SPDX-License-Identifier: MIT */
/* What is done to events when all sentences have been read. Before they are compared: what their phrases for a time
 * mean. After it: a country and who speaks for it become one party, places are put in order, and each event that is
 * left is made public. In: event notes in text order. Out: values of times; the public events.
 */
#include "read/publish.h"

#include "read/same.h"
#include "read/scene.h"
#include "read/when.h"

#include <stdlib.h>

enum { WINDOW = 48 };

typedef wm_event_note event_note;

/* ---- times ------------------------------------------------------------------------------------------------------ */

static bool looks_ahead(const whomet_event *event)
{
    bool past = event->tense != NULL && strcmp(event->tense, "past") == 0; /* "had planned to" */
    return !past && strcmp(event->status, "asserted") != 0 && strcmp(event->status, "negated") != 0;
}

/* "Flew to Oslo on Monday for talks with …": the day of what took place is also that of what was still to come. */
static bool is_past_day(const whomet_document *d, uint32_t at, whomet_range day)
{
    uint32_t first = at < WINDOW ? 0 : at - WINDOW;
    for (uint32_t i = first; i < d->event_notes.count && i <= at + WINDOW; i++) {
        const event_note *note = &d->event_notes.items[i];
        for (uint32_t k = 0; k < note->times.count; k++)
            if (note->times.items[k].range.begin_byte == day.begin_byte && !looks_ahead(&note->event))
                return true;
    }
    return false;
}

/* Of what was called off or refused "in July" nobody says whether that was ahead: the nearer July. */
static bool is_nearer_past(const char *ahead, const char *past, const char *today)
{
    if (ahead == NULL || past == NULL || today == NULL || strlen(ahead) != strlen("YYYY-MM") ||
        strlen(past) != strlen(ahead))
        return false;
    long months[3];
    const char *const days[3] = {past, today, ahead};
    for (int i = 0; i < 3; i++)
        months[i] = 12 * strtol(days[i], NULL, 10) + strtol(days[i] + 5, NULL, 10);
    return months[1] - months[0] < months[2] - months[1];
}

static void value_times(whomet_document *d, uint32_t at)
{
    event_note *note = &d->event_notes.items[at];
    for (uint32_t i = 0; i < note->times.count; i++) {
        whomet_time *time = &note->times.items[i];
        wm_slice text = {d->result.text + time->range.begin_byte, time->range.end_byte - time->range.begin_byte};
        bool ahead = looks_ahead(&note->event) && !is_past_day(d, at, time->range);
        time->value = wm_when_value(text, d->result.date, ahead, &d->keep);
        bool off = strcmp(note->event.status, "cancelled") == 0 || strcmp(note->event.status, "refused") == 0;
        const char *past = off && ahead ? wm_when_value(text, d->result.date, false, &d->keep) : NULL;
        if (is_nearer_past(time->value, past, d->result.date))
            time->value = past;
    }
}

/* ---- parties and places ----------------------------------------------------------------------------------------- */

static bool lies_in(const whomet_document *d, const whomet_actor *inner, const whomet_actor *outer)
{
    return inner->entity != WHOMET_NONE && outer->entity != WHOMET_NONE &&
           wm_entity_lies_in(&d->entities.items[inner->entity], &d->entities.items[outer->entity]);
}

/* Most specific first: a city before its country, else as told. */
static void sort_places(const whomet_document *d, wm_actor_list *places)
{
    for (uint32_t i = 1; i < places->count; i++) {
        whomet_actor place = places->items[i];
        uint32_t at = i;
        for (; at > 0 && lies_in(d, &place, &places->items[at - 1]); at--)
            places->items[at] = places->items[at - 1];
        places->items[at] = place;
    }
}

/* "The U.S. and Ukraine, talks involving the U.S. secretary of state": a country and who speaks for it, one party. */
static void drop_represented(const whomet_document *d, wm_actor_list *parties)
{
    uint32_t kept = 0, count = parties->count;
    for (uint32_t i = 0; i < count; i++) {
        bool represented = false;
        for (uint32_t j = 0; j < count && count > 2; j++)
            represented |= i != j && wm_actor_stands_for(d, &parties->items[j], &parties->items[i]);
        if (!represented || i + 1 - kept > count - 2)
            parties->items[kept++] = parties->items[i];
    }
    parties->count = kept;
}

static void publish(whomet_document *d, event_note *note)
{
    whomet_event *event = &note->event;
    drop_represented(d, &note->participants);
    sort_places(d, &note->places);
    event->participants = note->participants.items;
    event->participant_count = note->participants.count;
    event->hosts = note->hosts.items;
    event->host_count = note->hosts.count;
    event->mediators = note->mediators.items;
    event->mediator_count = note->mediators.count;
    event->places = note->places.items;
    event->place_count = note->places.count;
    event->times = note->times.items;
    event->time_count = note->times.count;
    event->evidence = note->evidence.items;
    event->evidence_count = note->evidence.count;
    event->steps = note->steps.items;
    event->step_count = note->steps.count;
    event->confidence = wm_read_confidence(note->weight);
    if (note->attributed) {
        whomet_actor *attribution = WM_NEW(&d->keep, whomet_actor);
        *attribution = note->attribution;
        event->attribution = attribution;
    }
    *WM_PUSH(&d->keep, &d->events) = *event;
}

/* ---- all of them ------------------------------------------------------------------------------------------------ */

void wm_publish_times(whomet_document *document)
{
    for (uint32_t i = 0; i < document->event_notes.count; i++)
        value_times(document, i);
}

void wm_publish_events(whomet_document *document)
{
    for (uint32_t i = 0; i < document->event_notes.count; i++)
        if (!document->event_notes.items[i].gone)
            publish(document, &document->event_notes.items[i]);
}
