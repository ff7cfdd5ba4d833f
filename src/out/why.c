/* SPDX-License-Identifier: MIT */
/* A whole text explained: each sentence, the names and contacts found in it, and beneath them the rules that fired.
 *
 * In: a traced result. Out: text. Firings come by stage, so those of a sentence are looked for among all of them.
 */
#include "out/why.h"

#include "out/screen.h"

static bool lies_in(whomet_range inner, whomet_range outer)
{
    return inner.begin_byte >= outer.begin_byte && inner.begin_byte < outer.end_byte;
}

static void put_mentions(const wm_why *why, whomet_range sentence)
{
    wm_buffer *out = why->out;
    for (uint32_t i = 0; i < why->result->mentions.count; i++) {
        const whomet_mention *m = &why->result->mentions.items[i];
        if (!lies_in(m->range, sentence))
            continue;
        WM_BUFFER_LITERAL(out, "    m");
        wm_buffer_put_uint(out, (uint64_t)i + 1);
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

static void put_events(const wm_why *why, whomet_range sentence)
{
    wm_buffer *out = why->out;
    for (uint32_t i = 0; i < why->result->events.count; i++) {
        const whomet_event *event = &why->result->events.items[i];
        if (!lies_in(event->trigger, sentence))
            continue;
        WM_BUFFER_LITERAL(out, "    v");
        wm_buffer_put_uint(out, (uint64_t)i + 1);
        wm_buffer_put_char(out, ' ');
        wm_buffer_put_text(out, event->type);
        WM_BUFFER_LITERAL(out, ", ");
        wm_buffer_put_text(out, event->status);
        WM_BUFFER_LITERAL(out, ", by ");
        wm_why_put_quoted(why, event->trigger);
        wm_buffer_put_char(out, '\n');
    }
}

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

void wm_why_put_text(const wm_why *why)
{
    for (uint32_t s = 0; s < why->result->sentences.count; s++) {
        whomet_range sentence = why->result->sentences.items[s];
        bool any = false;
        wm_screen_put_cell(why->out, (wm_slice){why->result->text + sentence.begin_byte,
                                                sentence.end_byte - sentence.begin_byte});
        wm_buffer_put_char(why->out, '\n');
        put_mentions(why, sentence);
        put_events(why, sentence);
        for (uint32_t i = 0; i < why->result->firings.count; i++) {
            if (!lies_in(why->result->firings.items[i].range, sentence))
                continue;
            if (!any)
                wm_why_put_head(why, "    rules\n");
            any = true;
            put_firing(why, &why->result->firings.items[i]);
        }
        wm_buffer_put_char(why->out, '\n');
    }
}
