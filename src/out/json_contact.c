/* SPDX-License-Identifier: MIT */
/* The second half of a JSON line: events, their flat view, relations.
 *
 * In: the events of a result and the numbers of its mentions. Out: the lists `events`, `triples` and `relations`. An
 * actor whose mention is not among those written (a nationality, without --types=all) is given with its text and
 * place, so nothing points into the void and nothing is lost.
 */
#include "out/json_part.h"
#include "out/plover.h"

/* The number in the id of an actor's mention; 0: it has none, or it is not written. */
static uint32_t mention_number(const wm_json *json, const whomet_actor *actor)
{
    return actor->mention >= 0 ? json->numbers[actor->mention] : 0;
}

/* Three cases: a written mention; an entity found by other means; somebody described. The last two bring their text. */
static void put_actor(const wm_json *json, wm_buffer *out, const whomet_result *result, const whomet_actor *actor)
{
    WM_BUFFER_LITERAL(out, "{\"entity\":");
    if (actor->entity >= 0)
        wm_json_put_text(out, result->entities.items[actor->entity].id);
    else
        WM_BUFFER_LITERAL(out, "null");
    WM_BUFFER_LITERAL(out, ",\"mention\":");
    uint32_t number = mention_number(json, actor);
    if (number != 0) {
        wm_json_put_id(out, 'm', number);
    } else {
        WM_BUFFER_LITERAL(out, "null");
        if (actor->range.end_byte > actor->range.begin_byte) {
            WM_BUFFER_LITERAL(out, ",\"text\":");
            wm_json_put_slice(out, result, actor->range);
            wm_buffer_put_char(out, ',');
            wm_json_put_places(out, actor->range);
        }
    }
    if (actor->entity < 0)
        WM_JSON_OPTIONAL(out, ",\"country\":", actor->country);
    WM_JSON_OPTIONAL(out, ",\"from\":", actor->from);
    wm_buffer_put_char(out, '}');
}

/* An empty list is written too: a reader need not ask whether the key is there. */
static void put_actors(const wm_json *json, wm_buffer *out, const whomet_result *result, const char *key,
                       const whomet_actor *actors, uint32_t count)
{
    wm_buffer_put_text(out, key);
    for (uint32_t i = 0; i < count; i++) {
        if (i != 0)
            wm_buffer_put_char(out, ',');
        put_actor(json, out, result, &actors[i]);
    }
    wm_buffer_put_char(out, ']');
}

/* Without a value the words stand alone: "last week" is no day. */
static void put_times(wm_buffer *out, const whomet_result *result, const whomet_event *event)
{
    WM_BUFFER_LITERAL(out, ",\"time\":[");
    for (uint32_t i = 0; i < event->time_count; i++) {
        const whomet_time *time = &event->times[i];
        wm_buffer_put_text(out, i != 0 ? ",{\"text\":" : "{\"text\":");
        wm_json_put_slice(out, result, time->range);
        wm_buffer_put_char(out, ',');
        wm_json_put_places(out, time->range);
        WM_JSON_OPTIONAL(out, ",\"value\":", time->value);
        wm_buffer_put_char(out, '}');
    }
    wm_buffer_put_char(out, ']');
}

/* `evidence` is the sentence of the trigger; further ones, where the rest was said, follow under a key of their own. */
static void put_evidence(wm_buffer *out, const whomet_result *result, const whomet_event *event)
{
    WM_BUFFER_LITERAL(out, ",\"evidence\":");
    wm_json_put_quote(out, result, event->evidence_count != 0 ? event->evidence[0] : event->trigger);
    for (uint32_t i = 1; i < event->evidence_count; i++) {
        wm_buffer_put_text(out, i == 1 ? ",\"more_evidence\":[" : ",");
        wm_json_put_quote(out, result, event->evidence[i]);
    }
    if (event->evidence_count > 1)
        wm_buffer_put_char(out, ']');
}

static void put_plover(wm_buffer *out, const whomet_event *event)
{
    wm_plover plover = wm_plover_of(event);
    if (plover.type == NULL)
        return;
    WM_BUFFER_LITERAL(out, ",\"plover\":{\"type\":");
    wm_json_put_text(out, plover.type);
    WM_JSON_OPTIONAL(out, ",\"mode\":", plover.mode);
    WM_JSON_OPTIONAL(out, ",\"auxiliary\":", plover.auxiliary);
    wm_buffer_put_char(out, '}');
}

/* The order of keys is that of the contract and of the schema; new ones go behind those of their kind. */
void wm_json_put_event(const wm_json *json, wm_buffer *out, const whomet_result *result, uint32_t index)
{
    const whomet_event *event = &result->events.items[index];
    WM_BUFFER_LITERAL(out, "{\"id\":");
    wm_json_put_id(out, 'v', index + 1);
    WM_JSON_OPTIONAL(out, ",\"type\":", event->type);
    WM_JSON_OPTIONAL(out, ",\"mode\":", event->mode);
    WM_JSON_OPTIONAL(out, ",\"status\":", event->status);
    WM_JSON_OPTIONAL(out, ",\"tense\":", event->tense);
    put_plover(out, event);
    put_actors(json, out, result, ",\"participants\":[", event->participants, event->participant_count);
    put_actors(json, out, result, ",\"host\":[", event->hosts, event->host_count);
    put_actors(json, out, result, ",\"mediator\":[", event->mediators, event->mediator_count);
    put_actors(json, out, result, ",\"place\":[", event->places, event->place_count);
    put_times(out, result, event);
    WM_BUFFER_LITERAL(out, ",\"trigger\":");
    wm_json_put_quote(out, result, event->trigger);
    put_evidence(out, result, event);
    WM_BUFFER_LITERAL(out, ",\"attribution\":");
    if (event->attribution != NULL)
        put_actor(json, out, result, event->attribution);
    else
        WM_BUFFER_LITERAL(out, "null");
    WM_BUFFER_LITERAL(out, ",\"confidence\":");
    wm_buffer_put_hundredths(out, (double)event->confidence);
    wm_json_put_why(out, &event->why);
    wm_buffer_put_char(out, '}');
}

/* Names and ids side by side, for people in a hurry and for joins. Derived from the events, and repeated for who does
 * not want to put them together. */
static void put_triple(wm_buffer *out, const whomet_triple *triple)
{
    WM_BUFFER_LITERAL(out, "{\"who\":");
    wm_json_put_text(out, triple->who != NULL ? triple->who : "");
    WM_JSON_OPTIONAL(out, ",\"who_id\":", triple->who_id);
    WM_JSON_OPTIONAL(out, ",\"did\":", triple->did);
    WM_JSON_OPTIONAL(out, ",\"whom\":", triple->whom);
    WM_JSON_OPTIONAL(out, ",\"whom_id\":", triple->whom_id);
    WM_JSON_OPTIONAL(out, ",\"where\":", triple->where);
    WM_JSON_OPTIONAL(out, ",\"where_id\":", triple->where_id);
    WM_JSON_OPTIONAL(out, ",\"when\":", triple->when);
    WM_JSON_OPTIONAL(out, ",\"status\":", triple->status);
    WM_BUFFER_LITERAL(out, ",\"event\":");
    wm_json_put_id(out, 'v', triple->event + 1);
    wm_buffer_put_char(out, '}');
}

/* Subjects are entities; objects may be known by their id only, from a gazetteer, without being named in the text. */
static void put_relation(wm_buffer *out, const whomet_result *result, uint32_t index)
{
    const whomet_relation *relation = &result->relations.items[index];
    WM_BUFFER_LITERAL(out, "{\"id\":");
    wm_json_put_id(out, 'r', index + 1);
    WM_JSON_OPTIONAL(out, ",\"type\":", relation->type);
    if (relation->subject >= 0)
        WM_JSON_OPTIONAL(out, ",\"subject\":", result->entities.items[relation->subject].id);
    WM_JSON_OPTIONAL(out, ",\"object\":", relation->object);
    WM_JSON_OPTIONAL(out, ",\"role\":", relation->role);
    WM_BUFFER_LITERAL(out, ",\"evidence\":");
    wm_json_put_quote(out, result, relation->evidence);
    WM_BUFFER_LITERAL(out, ",\"confidence\":");
    wm_buffer_put_hundredths(out, (double)relation->confidence);
    wm_json_put_why(out, &relation->why);
    wm_buffer_put_char(out, '}');
}

/* Ids are numbered by place in their list, so they are stable for the same text and rules, and no longer. */
void wm_json_put_contacts(const wm_json *json, wm_buffer *out, const whomet_result *result)
{
    WM_BUFFER_LITERAL(out, "\"events\":[");
    for (uint32_t i = 0; i < result->events.count; i++) {
        if (i != 0)
            wm_buffer_put_char(out, ',');
        wm_json_put_event(json, out, result, i);
    }
    WM_BUFFER_LITERAL(out, "],\"triples\":[");
    for (uint32_t i = 0; i < result->triples.count; i++) {
        if (i != 0)
            wm_buffer_put_char(out, ',');
        put_triple(out, &result->triples.items[i]);
    }
    WM_BUFFER_LITERAL(out, "],\"relations\":[");
    for (uint32_t i = 0; i < result->relations.count; i++) {
        if (i != 0)
            wm_buffer_put_char(out, ',');
        put_relation(out, result, i);
    }
    wm_buffer_put_char(out, ']');
}
