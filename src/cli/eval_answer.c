/* SPDX-License-Identifier: MIT */
/* A result of the library in the shape of the gold, so that both can be scored alike.
 *
 * In: a result. Out: an answer in memory of its own, since the document is used again. An actor is one span, that of
 * its mention. Left out, because the gold has nothing like it: mentions that are no names, events of other types than
 * meet and visit, and places that only the dateline gives.
 */
#include "cli/eval.h"

/* `rule file:line`, for lists of errors. */
static const char *who_says(const whomet_why *why, wm_arena *keep)
{
    const char *id = why->rule != NULL ? why->rule : why->entry;
    if (id == NULL)
        return NULL;
    if (why->file == NULL)
        return wm_arena_copy(keep, id, strlen(id));
    return wm_arena_format(keep, "%s %s:%u", id, why->file, (unsigned)why->line);
}

/* False for kinds that are no names: dates, roles, nationalities. */
static bool type_of(const char *type, wm_name_type *ret_type)
{
    static const char *const types[WM_NAME_TYPES] = {"place", "organization", "person"};
    for (unsigned i = 0; i < WM_NAME_TYPES; i++)
        if (strcmp(type, types[i]) == 0) {
            *ret_type = (wm_name_type)i;
            return true;
        }
    return false;
}

/* Descriptions and pronouns are mentions too, but the gold has names only. */
static void take_name(const whomet_mention *mention, wm_arena *keep, wm_gold *answer)
{
    wm_name name = {.span = {mention->range.begin, mention->range.end}, .cluster = UINT32_MAX};
    if (mention->form == NULL || strcmp(mention->form, "name") != 0 || !type_of(mention->type, &name.type))
        return;
    if (mention->entity >= 0)
        name.cluster = (uint32_t)mention->entity;
    name.by = who_says(&mention->why, keep);
    *WM_PUSH(keep, &answer->names) = name;
}

/* Empty when the actor has no place in the text. */
static wm_spans span_of(const whomet_result *result, const whomet_actor *actor, wm_arena *keep)
{
    wm_spans spans = {0};
    const whomet_range *range = actor->mention >= 0 ? &result->mentions.items[actor->mention].range : &actor->range;
    if (range->begin < range->end)
        *WM_PUSH(keep, &spans) = (wm_span){range->begin, range->end};
    return spans;
}

/* Somebody without a place in the text cannot be compared and is left out. */
static wm_gold_actors take_actors(const whomet_result *result, const whomet_actor *actors, uint32_t count,
                                  wm_arena *keep)
{
    wm_gold_actors list = {0};
    for (uint32_t i = 0; i < count; i++) {
        wm_spans spans = span_of(result, &actors[i], keep);
        if (spans.count != 0)
            *WM_PUSH(keep, &list) = spans;
    }
    return list;
}

/* All places are one unit, of which any may be the right one. */
static wm_spans take_places(const whomet_result *result, const whomet_event *event, wm_arena *keep)
{
    wm_spans places = {0};
    for (uint32_t i = 0; i < event->place_count; i++) {
        const whomet_actor *place = &event->places[i];
        wm_spans spans = span_of(result, place, keep);
        if (spans.count != 0 && (place->from == NULL || strcmp(place->from, "dateline") != 0))
            *WM_PUSH(keep, &places) = spans.items[0];
    }
    return places;
}

/* Words that the gold does not know become the most careful one that it knows. */
static void take_event(const whomet_result *result, const whomet_event *event, wm_arena *keep, wm_gold *answer)
{
    wm_gold_event taken = {.visit = strcmp(event->type, "visit") == 0};
    if (!taken.visit && strcmp(event->type, "meet") != 0)
        return;
    if (!wm_event_status_of(event->status, &taken.status))
        taken.status = WM_POSSIBLE; /* a word that is new: not asserted, whatever it is */
    if (!wm_event_mode_of(event->mode, &taken.mode))
        taken.mode = WM_UNSPECIFIED;
    if (event->trigger.begin < event->trigger.end)
        *WM_PUSH(keep, &taken.trigger) = (wm_span){event->trigger.begin, event->trigger.end};
    taken.participants = take_actors(result, event->participants, event->participant_count, keep);
    taken.hosts = take_actors(result, event->hosts, event->host_count, keep);
    taken.places = take_places(result, event, keep);
    taken.by = who_says(&event->why, keep);
    *WM_PUSH(keep, &answer->events) = taken;
}

/* All of it is in `keep`, which is the thread's. */
void wm_eval_answer(const whomet_result *result, wm_arena *keep, wm_gold *ret_answer)
{
    *ret_answer = (wm_gold){.chars = result->chars};
    for (uint32_t i = 0; i < result->mentions.count; i++)
        take_name(&result->mentions.items[i], keep, ret_answer);
    for (uint32_t i = 0; i < result->events.count; i++)
        take_event(result, &result->events.items[i], keep, ret_answer);
}
