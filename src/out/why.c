/* SPDX-License-Identifier: MIT */
/* A whole text explained: each sentence, the names and contacts found in it, and beneath them the rules that fired.
 *
 * In: a traced result. Out: text. Firings come by stage, so they are put into text order first; mentions and events
 * are in that order already, and each is looked at once.
 */
#include "out/why.h"

#include "out/screen.h"

#include <errno.h>
#include <stdlib.h>

/* How far the text has been told. */
typedef struct cursor {
    const whomet_firing **firings; /* in text order */
    uint32_t mention, event, firing;
    uint32_t named, named_total; /* mentions with an entity: told, and in all */
} cursor;

/* Sentences are told by their ends: what begins before one belongs to it or to an earlier one, which has told it. */
static bool begins_before(whomet_range inner, uint32_t end)
{
    return inner.begin_byte < end;
}

/* Also those without an entity, which the JSON leaves out unless --types=all: rules speak of them. */
static void put_mentions(const wm_why *why, uint32_t end, cursor *at)
{
    wm_buffer *out = why->out;
    const whomet_mention_list *list = &why->result->mentions;
    for (; at->mention < list->count && begins_before(list->items[at->mention].range, end); at->mention++) {
        const whomet_mention *m = &list->items[at->mention];
        WM_BUFFER_LITERAL(out, "    m");
        wm_buffer_put_uint(out, wm_why_number(why->result, at->mention, at->named, at->named_total));
        at->named += m->entity != WHOMET_NONE;
        wm_buffer_put_char(out, ' ');
        wm_buffer_put_text(out, m->type);
        wm_buffer_put_char(out, ' ');
        wm_why_put_quoted(why, m->range);
        wm_buffer_put_char(out, ' ');
        wm_why_put_signed(out, m->score);
        if (m->entity != WHOMET_NONE) {
            WM_BUFFER_LITERAL(out, "  ");
            wm_buffer_put_text(out, why->result->entities.items[m->entity].id);
        }
        wm_buffer_put_char(out, '\n');
    }
}

/* An event belongs to the sentence of its trigger, whatever it has taken from others. */
static void put_events(const wm_why *why, uint32_t end, cursor *at)
{
    wm_buffer *out = why->out;
    const whomet_event_list *list = &why->result->events;
    for (; at->event < list->count && begins_before(list->items[at->event].trigger, end); at->event++) {
        const whomet_event *event = &list->items[at->event];
        WM_BUFFER_LITERAL(out, "    v");
        wm_buffer_put_uint(out, (uint64_t)at->event + 1);
        wm_buffer_put_char(out, ' ');
        wm_buffer_put_text(out, event->type);
        WM_BUFFER_LITERAL(out, ", ");
        wm_buffer_put_text(out, event->status);
        WM_BUFFER_LITERAL(out, ", by ");
        wm_why_put_quoted(why, event->trigger);
        wm_buffer_put_char(out, '\n');
    }
}

/* With its slots, since they say what the rule took for what. */
static void put_firing(const wm_why *why, const whomet_firing *firing)
{
    wm_buffer *out = why->out;
    whomet_why rule = firing->why;
    rule.reason = NULL; /* its slots say more here */
    wm_why_put_rule(why, "      ", &rule);
    WM_BUFFER_LITERAL(out, "        ");
    if (firing->slot_count == 0)
        wm_why_put_quoted(why, firing->range);
    for (uint32_t i = 0; i < firing->slot_count; i++) {
        wm_buffer_put_text(out, i != 0 ? "  " : "");
        wm_buffer_put_text(out, firing->slots[i].name);
        wm_buffer_put_char(out, '=');
        wm_why_put_quoted(why, firing->slots[i].range);
    }
    wm_buffer_put_char(out, '\n');
}

/* A firing over several sentences is told with the first. */
static void put_firings(const wm_why *why, uint32_t end, cursor *at)
{
    uint32_t count = why->result->firings.count;
    for (bool any = false; at->firing < count && begins_before(at->firings[at->firing]->range, end); at->firing++) {
        if (!any)
            wm_why_put_head(why, "    rules\n");
        any = true;
        put_firing(why, at->firings[at->firing]);
    }
}

/* What lies behind the last sentence is nothing: sentences cover all tokens. */
void wm_why_put_text(const wm_why *why)
{
    const whomet_result *result = why->result;
    cursor at = {.firings = wm_why_firings(result), .named_total = wm_why_named(result, result->mentions.count)};
    if (at.firings == NULL) {
        why->out->error = ENOMEM;
        return;
    }
    for (uint32_t s = 0; s < result->sentences.count; s++) {
        whomet_range sentence = result->sentences.items[s];
        wm_screen_put_cell(why->out,
                           (wm_slice){result->text + sentence.begin_byte, sentence.end_byte - sentence.begin_byte});
        wm_buffer_put_char(why->out, '\n');
        put_mentions(why, sentence.end_byte, &at);
        put_events(why, sentence.end_byte, &at);
        put_firings(why, sentence.end_byte, &at);
        wm_buffer_put_char(why->out, '\n');
    }
    free(at.firings);
}
