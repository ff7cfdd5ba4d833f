/* SPDX-License-Identifier: MIT */
/* Why an event is what it is: the rule that made it and, in their order, the rules that gave or changed its parts;
 * those that came too late are shown as such. Behind "merged" come the steps of a second telling.
 *
 * In: an event of a traced result. Out: text.
 */
#include "out/screen.h"
#include "out/why.h"

enum { WHAT_COLUMN = 14 };

/* A value stands for itself, as "refused" does; a part of the text is quoted. A rule that came too late is shown too:
 * it is what whoever wrote it is looking for. Steps come in the order in which the rules ran, which is that of their
 * phases. */
static void put_step(const wm_why *why, const whomet_step *step)
{
    wm_buffer *out = why->out;
    size_t used = strlen(step->what);
    WM_BUFFER_LITERAL(out, "      ");
    wm_buffer_put_text(out, step->what);
    wm_buffer_put_run(out, ' ', used < WHAT_COLUMN ? WHAT_COLUMN - used : 1);
    if (step->value != NULL)
        wm_screen_put_cell(out, wm_slice_of(*step->value != '\0' ? step->value : "yes"));
    else
        wm_why_put_quoted(why, step->range);
    if (!step->used)
        wm_buffer_put_text(out, step->value != NULL ? " (too late: an earlier rule has said it)" : " (nothing new)");
    wm_buffer_put_char(out, '\n');
}

/* Steps of one rule stand below it. */
static void put_steps(const wm_why *why, const whomet_event *event)
{
    const char *rule = NULL;
    for (uint32_t i = 0; i < event->step_count; i++) {
        const whomet_step *step = &event->steps[i];
        bool merged = strcmp(step->what, "merged") == 0;
        if (merged) {
            wm_why_put_head(why, "  told again by ");
            wm_why_put_quoted(why, step->range);
            wm_buffer_put_char(why->out, '\n');
        }
        if (rule == NULL || strcmp(rule, step->why.rule) != 0 || merged)
            wm_why_put_rule(why, "    ", &step->why);
        rule = step->why.rule;
        if (!merged)
            put_step(why, step);
    }
}

/* Did any rule have a say in this part? Steps are few. */
static bool has_step(const whomet_event *event, const char *what)
{
    for (uint32_t i = 0; i < event->step_count; i++)
        if (strcmp(event->steps[i].what, what) == 0)
            return true;
    return false;
}

/* Most are named in the clause itself, so only other sources are told. */
static void put_actors(const wm_why *why, const char *what, const whomet_actor *actors, uint32_t count)
{
    wm_buffer *out = why->out;
    for (uint32_t i = 0; i < count; i++) {
        WM_BUFFER_LITERAL(out, "  ");
        wm_buffer_put_text(out, what);
        wm_buffer_put_run(out, ' ', WHAT_COLUMN - strlen(what));
        if (actors[i].entity != WHOMET_NONE) {
            const whomet_entity *entity = &why->result->entities.items[actors[i].entity];
            wm_screen_put_cell(out, wm_slice_of(entity->name));
            WM_BUFFER_LITERAL(out, " (");
            wm_buffer_put_text(out, entity->id);
            WM_BUFFER_LITERAL(out, ")");
        } else {
            wm_why_put_quoted(why, actors[i].range);
            WM_BUFFER_LITERAL(out, ", described");
        }
        if (strcmp(actors[i].from, "clause") != 0) {
            WM_BUFFER_LITERAL(out, ", from the ");
            wm_buffer_put_text(out, actors[i].from);
        }
        wm_buffer_put_char(out, '\n');
    }
}

/* "last week" without a day of the text is no date; the hint says what would make it one. */
static void put_times(const wm_why *why, const whomet_event *event)
{
    for (uint32_t i = 0; i < event->time_count; i++) {
        WM_BUFFER_LITERAL(why->out, "  time          ");
        wm_why_put_quoted(why, event->times[i].range);
        WM_BUFFER_LITERAL(why->out, ": ");
        wm_buffer_put_text(why->out, event->times[i].value != NULL ? event->times[i].value
                                                                   : "no day can be told; --date may help");
        wm_buffer_put_char(why->out, '\n');
    }
}

/* First what the event is, then who is in it, at last how it came about: a reader stops where it is enough. */
void wm_why_put_event(const wm_why *why, uint32_t index)
{
    wm_buffer *out = why->out;
    const whomet_event *event = &why->result->events.items[index];
    WM_BUFFER_LITERAL(out, "event v");
    wm_buffer_put_uint(out, (uint64_t)index + 1);
    WM_BUFFER_LITERAL(out, ": ");
    wm_buffer_put_text(out, event->type);
    WM_BUFFER_LITERAL(out, ", ");
    wm_buffer_put_text(out, event->status);
    if (event->mode != NULL) {
        WM_BUFFER_LITERAL(out, ", ");
        wm_buffer_put_text(out, event->mode);
    }
    WM_BUFFER_LITERAL(out, ", confidence ");
    wm_buffer_put_hundredths(out, event->confidence);
    wm_buffer_put_char(out, '\n');
    wm_why_put_excerpt(why, event->trigger, event->trigger.begin_byte, NULL, NULL);
    put_actors(why, "participant", event->participants, event->participant_count);
    put_actors(why, "host", event->hosts, event->host_count);
    put_actors(why, "mediator", event->mediators, event->mediator_count);
    put_actors(why, "place", event->places, event->place_count);
    put_times(why, event);
    wm_why_put_head(why, "  how it came about:\n");
    put_steps(why, event);
    if (!has_step(event, "status"))
        WM_BUFFER_LITERAL(out, "    no rule gave it a status, so it is asserted\n");
}
