/* SPDX-License-Identifier: MIT */
/* The answers of `explain` as JSON: all that the text says and no less, since somebody wants to sum it, count it or
 * show it elsewhere. Every weight, vote and step comes with rule or entry, file and line.
 *
 * In: a traced result. Out: one line for each answer, keys in the order of whomet-explain-1.schema.json. What there is
 * none of is an empty list; of a sentence the firings are those that begin in it. Ids of mentions and events are those
 * of whomet --types=all.
 */
#include "out/why_json.h"

#include "out/json_part.h"
#include "out/pretty.h"
#include "out/why.h"

#include <errno.h>
#include <stdlib.h>

/* ---- parts ------------------------------------------------------------------------------------------------------ */

/* Opens a list: `,"votes":[`. */
static void open_list(const wm_why_json *why, const char *key)
{
    WM_BUFFER_LITERAL(why->line, ",\"");
    wm_buffer_put_text(why->line, key);
    WM_BUFFER_LITERAL(why->line, "\":[");
}

/* A comma before each item but the first, which stands behind the bracket; the line is all in memory, so it can be
 * looked at. No string ends like that: it would end with a quote. */
static void next_item(const wm_why_json *why)
{
    if (why->line->len != 0 && why->line->at[why->line->len - 1] != '[')
        wm_buffer_put_char(why->line, ',');
}

static void close_list(const wm_why_json *why)
{
    wm_buffer_put_char(why->line, ']');
}

static void put_number(const wm_why_json *why, const char *key, float number)
{
    WM_BUFFER_LITERAL(why->line, ",\"");
    wm_buffer_put_text(why->line, key);
    WM_BUFFER_LITERAL(why->line, "\":");
    wm_buffer_put_hundredths(why->line, (double)number);
}

static void put_quote(const wm_why_json *why, const char *key, whomet_range range)
{
    WM_BUFFER_LITERAL(why->line, ",\"");
    wm_buffer_put_text(why->line, key);
    WM_BUFFER_LITERAL(why->line, "\":");
    wm_json_put_quote(why->line, why->result, range);
}

/* `"start":1,"end":2,"text":"…"`, inside an object. */
static void put_range(const wm_why_json *why, whomet_range range)
{
    wm_json_put_places(why->line, range);
    WM_BUFFER_LITERAL(why->line, ",\"text\":");
    wm_json_put_slice(why->line, why->result, range);
}

/* As in a document, with the words of the rule for itself. */
static void put_why(const wm_why_json *why, const char *key, const whomet_why *from)
{
    wm_buffer *out = why->line;
    WM_BUFFER_LITERAL(out, ",\"");
    wm_buffer_put_text(out, key);
    WM_BUFFER_LITERAL(out, "\":{");
    wm_buffer_put_text(out, from->rule != NULL ? "\"rule\":" : "\"entry\":");
    wm_json_put_text(out, from->rule != NULL ? from->rule : from->entry != NULL ? from->entry : "");
    if (from->file != NULL) {
        WM_JSON_OPTIONAL(out, ",\"file\":", from->file);
        WM_BUFFER_LITERAL(out, ",\"line\":");
        wm_buffer_put_uint(out, from->line);
    }
    WM_JSON_OPTIONAL(out, ",\"reason\":", from->reason);
    wm_buffer_put_char(out, '}');
}

static void put_optional(const wm_why_json *why, const char *key, wm_slice text)
{
    if (text.at == NULL)
        return;
    wm_buffer_put_text(why->line, key);
    wm_json_put_string(why->line, text);
}

/* What every line begins with; which data and project were used explains half of the surprises. */
static void put_head(const wm_why_json *why, const char *kind)
{
    wm_buffer *out = why->line;
    WM_BUFFER_LITERAL(out, "{\"schema\":\"whomet-explain/1\",\"kind\":");
    wm_json_put_text(out, kind);
    WM_BUFFER_LITERAL(out, ",\"source\":");
    wm_json_put_string(out, why->source);
    WM_BUFFER_LITERAL(out, ",\"made_with\":{\"version\":");
    wm_json_put_text(out, why->version);
    put_optional(why, ",\"data\":", why->data);
    put_optional(why, ",\"project\":", why->project);
    WM_BUFFER_LITERAL(out, "},");
}

static bool is_ready(const wm_why_json *why)
{
    why->line->len = 0;
    if (wm_json_number(why->json, &why->result->mentions))
        return true;
    why->out->error = ENOMEM;
    return false;
}

/* The line is complete: out with it, as it is or for a person. */
static void finish(const wm_why_json *why)
{
    wm_buffer_put_char(why->line, '}');
    if (why->line->error != 0)
        why->out->error = why->line->error;
    else if (why->indented)
        wm_pretty_put(why->out, (wm_slice){why->line->at, why->line->len});
    else
        wm_buffer_put_bytes(why->out, why->line->at, why->line->len);
    if (!why->indented)
        wm_buffer_put_char(why->out, '\n');
    why->line->len = 0;
}

/* ---- names ------------------------------------------------------------------------------------------------------ */

/* What both sentence and place tell of a mention. */
static void put_mention(const wm_why_json *why, uint32_t index)
{
    const whomet_mention *m = &why->result->mentions.items[index];
    WM_BUFFER_LITERAL(why->line, "{\"id\":");
    wm_json_put_id(why->line, 'm', why->json->numbers[index]);
    wm_buffer_put_char(why->line, ',');
    put_range(why, m->range);
    WM_JSON_OPTIONAL(why->line, ",\"type\":", m->type);
    if (m->entity >= 0)
        WM_JSON_OPTIONAL(why->line, ",\"entity\":", why->result->entities.items[m->entity].id);
    put_number(why, "score", m->score);
    wm_buffer_put_char(why->line, '}');
}

static void put_candidate(const wm_why_json *why, const whomet_candidate *c)
{
    next_item(why);
    wm_buffer_put_char(why->line, '{');
    put_range(why, c->range);
    WM_JSON_OPTIONAL(why->line, ",\"type\":", c->type);
    if (c->mention != WHOMET_NONE) {
        WM_BUFFER_LITERAL(why->line, ",\"mention\":");
        wm_json_put_id(why->line, 'm', why->json->numbers[c->mention]);
    }
    put_number(why, "score", c->score);
    put_number(why, "worth", c->worth);
    open_list(why, "votes");
    for (uint32_t i = 0; i < c->vote_count; i++) {
        next_item(why);
        WM_BUFFER_LITERAL(why->line, "{\"weight\":");
        wm_buffer_put_hundredths(why->line, (double)c->votes[i].weight);
        put_why(why, "why", &c->votes[i].why);
        wm_buffer_put_char(why->line, '}');
    }
    close_list(why);
    wm_buffer_put_char(why->line, '}');
}

static void put_candidates(const wm_why_json *why, whomet_range range)
{
    open_list(why, "candidates");
    for (uint32_t i = 0; i < why->result->candidates.count; i++)
        if (wm_why_overlap(why->result->candidates.items[i].range, range))
            put_candidate(why, &why->result->candidates.items[i]);
    close_list(why);
}

static void put_offers(const wm_why_json *why, whomet_range range)
{
    open_list(why, "gazetteers");
    for (uint32_t i = 0; i < why->result->offers.count; i++) {
        const whomet_offer *offer = &why->result->offers.items[i];
        if (!wm_why_overlap(offer->range, range))
            continue;
        next_item(why);
        wm_buffer_put_char(why->line, '{');
        put_range(why, offer->range);
        WM_JSON_OPTIONAL(why->line, ",\"label\":", offer->label);
        wm_buffer_put_text(why->line, offer->ctx ? ",\"ctx\":true" : "");
        put_why(why, "why", &offer->why);
        wm_buffer_put_char(why->line, '}');
    }
    close_list(why);
}

/* ---- what was missed -------------------------------------------------------------------------------------------- */

static void put_misses(const wm_why_json *why, const char *key, const whomet_miss_list *misses)
{
    open_list(why, key);
    for (uint32_t i = 0; i < misses->count; i++) {
        const whomet_miss *miss = &misses->items[i];
        next_item(why);
        WM_BUFFER_LITERAL(why->line, "{\"type\":");
        wm_json_put_text(why->line, miss->type);
        wm_buffer_put_text(why->line, miss->known ? ",\"known\":true" : "");
        WM_JSON_OPTIONAL(why->line, ",\"wanted\":", miss->wanted);
        put_quote(why, "at", miss->place);
        put_quote(why, "fits", miss->fits);
        put_why(why, "why", &miss->why);
        wm_buffer_put_char(why->line, '}');
    }
    close_list(why);
}

static void put_drops(const wm_why_json *why, whomet_range range)
{
    open_list(why, "dropped");
    for (uint32_t i = 0; i < why->result->drops.count; i++) {
        const whomet_drop *drop = &why->result->drops.items[i];
        if (!wm_why_overlap(drop->range, range))
            continue;
        next_item(why);
        WM_BUFFER_LITERAL(why->line, "{\"type\":");
        wm_json_put_text(why->line, drop->type);
        WM_JSON_OPTIONAL(why->line, ",\"reason\":", drop->reason);
        put_quote(why, "at", drop->range);
        put_why(why, "why", &drop->why);
        if (drop->by.rule != NULL)
            put_why(why, "by", &drop->by);
        wm_buffer_put_char(why->line, '}');
    }
    close_list(why);
}

/* ---- rules that fired ------------------------------------------------------------------------------------------- */

static void put_firing(const wm_why_json *why, const whomet_firing *firing)
{
    next_item(why);
    wm_buffer_put_char(why->line, '{');
    put_range(why, firing->range);
    WM_BUFFER_LITERAL(why->line, ",\"phase\":");
    wm_buffer_put_uint(why->line, firing->phase);
    WM_BUFFER_LITERAL(why->line, ",\"slots\":{");
    for (uint32_t i = 0; i < firing->slot_count; i++) {
        wm_buffer_put_text(why->line, i != 0 ? "," : "");
        wm_json_put_text(why->line, firing->slots[i].name);
        wm_buffer_put_char(why->line, ':');
        wm_json_put_quote(why->line, why->result, firing->slots[i].range);
    }
    wm_buffer_put_char(why->line, '}');
    put_why(why, "why", &firing->why);
    wm_buffer_put_char(why->line, '}');
}

/* Does the event owe anything to a telling at the range? */
static bool is_told_at(const whomet_event *event, whomet_range range)
{
    if (wm_why_overlap(event->trigger, range))
        return true;
    for (uint32_t i = 0; i < event->step_count; i++)
        if (strcmp(event->steps[i].what, "merged") == 0 && wm_why_overlap(event->steps[i].range, range))
            return true;
    return false;
}

static void put_event_ids(const wm_why_json *why, whomet_range range)
{
    open_list(why, "events");
    for (uint32_t i = 0; i < why->result->events.count; i++) {
        if (!is_told_at(&why->result->events.items[i], range))
            continue;
        next_item(why);
        wm_json_put_id(why->line, 'v', i + 1);
    }
    close_list(why);
}

/* ---- answers ---------------------------------------------------------------------------------------------------- */

void wm_why_json_put_place(const wm_why_json *why, whomet_range range)
{
    if (!is_ready(why))
        return;
    put_head(why, "place");
    put_range(why, range);
    int32_t mention = wm_why_mention_at(why->result, range.begin_byte);
    if (mention != WHOMET_NONE) {
        WM_BUFFER_LITERAL(why->line, ",\"mention\":");
        put_mention(why, (uint32_t)mention);
    }
    put_candidates(why, range);
    put_offers(why, range);
    put_misses(why, "misses", &why->result->misses);
    put_event_ids(why, range);
    put_drops(why, range);
    open_list(why, "firings");
    for (uint32_t i = 0; i < why->result->firings.count; i++)
        if (wm_why_overlap(why->result->firings.items[i].range, range))
            put_firing(why, &why->result->firings.items[i]);
    close_list(why);
    put_misses(why, "event_misses", &why->result->event_misses);
    finish(why);
}

/* The event as in a document, then what each rule did to it, in that order. */
void wm_why_json_put_event(const wm_why_json *why, uint32_t index)
{
    const whomet_event *event = &why->result->events.items[index];
    if (!is_ready(why))
        return;
    put_head(why, "event");
    WM_BUFFER_LITERAL(why->line, "\"event\":");
    wm_json_put_event(why->json, why->line, why->result, index);
    open_list(why, "steps");
    for (uint32_t i = 0; i < event->step_count; i++) {
        const whomet_step *step = &event->steps[i];
        next_item(why);
        WM_BUFFER_LITERAL(why->line, "{\"what\":");
        wm_json_put_text(why->line, step->what);
        WM_JSON_OPTIONAL(why->line, ",\"value\":", step->value);
        put_quote(why, "at", step->range);
        wm_buffer_put_text(why->line, step->used ? ",\"used\":true" : ",\"used\":false");
        put_why(why, "why", &step->why);
        wm_buffer_put_char(why->line, '}');
    }
    close_list(why);
    finish(why);
}

/* Mentions and firings are in text order, so each is looked at once. */
static void put_sentence(const wm_why_json *why, whomet_range range, const whomet_firing **firings, uint32_t *mention,
                         uint32_t *firing)
{
    const whomet_result *r = why->result;
    put_head(why, "sentence");
    put_range(why, range);
    open_list(why, "mentions");
    for (; *mention < r->mentions.count && r->mentions.items[*mention].range.begin_byte < range.end_byte; ++*mention) {
        next_item(why);
        put_mention(why, *mention);
    }
    close_list(why);
    put_event_ids(why, range);
    open_list(why, "firings");
    for (; *firing < r->firings.count && firings[*firing]->range.begin_byte < range.end_byte; ++*firing)
        put_firing(why, firings[*firing]);
    close_list(why);
    finish(why);
}

void wm_why_json_put_text(const wm_why_json *why)
{
    uint32_t mention = 0, firing = 0;
    if (!is_ready(why))
        return;
    const whomet_firing **firings = wm_why_firings(why->result);
    for (uint32_t i = 0; firings != NULL && i < why->result->sentences.count; i++)
        put_sentence(why, why->result->sentences.items[i], firings, &mention, &firing);
    if (firings == NULL)
        why->out->error = ENOMEM;
    free(firings);
}
