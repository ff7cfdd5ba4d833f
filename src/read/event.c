/* SPDX-License-Identifier: MIT */
/* What event, set and status actions do to the events of a sentence.
 *
 *     event meet participants=$who,$whom apart=$others place=$where time=$when mode=phone status=planned anaphor
 *     set $event host=$who mediator=$who place=$where time=$when mode=phone tense=past attribution=$who
 *     status planned
 *
 * The slot named `trigger` is the trigger, else the whole match. A word triggers one event only: of two rules that want
 * it the earlier one has it. Of two that give a status to an event the earlier one wins too.
 */
#include "read/scene.h"

#include "read/trace.h"
#include "read/when.h"

typedef wm_event_note event_note;

/* ---- lists ------------------------------------------------------------------------------------------------------ */

static void add_times(wm_scene *scene, const wm_match *match, const wm_arg *arg, event_note *note)
{
    whomet_document *d = scene->reading->document;
    for (uint8_t i = 0; i < arg->slot_count; i++) {
        wm_stretch where = wm_scene_slot(match, arg->slots[i]);
        int32_t mention = wm_scene_mention(scene, where);
        if (where.begin == where.end)
            continue;
        whomet_range range = mention != WHOMET_NONE ? d->mentions.items[mention].range : wm_scene_range(scene, where);
        bool known = false;
        for (uint32_t k = 0; k < note->times.count; k++)
            known |= note->times.items[k].range.begin_byte == range.begin_byte;
        if (!known)
            *WM_PUSH(&d->keep, &note->times) = (whomet_time){range, NULL};
    }
}

static void set_attribution(wm_scene *scene, const wm_match *match, const wm_arg *arg, event_note *note)
{
    wm_actor_list said = {0};
    wm_scene_collect(scene, match, arg, false, &said);
    if (said.count == 0 || note->attributed)
        return;
    note->attribution = said.items[0];
    note->attributed = true;
}

/* One argument of an event or set action. */
static void apply_arg(wm_scene *scene, const wm_match *match, const wm_arg *arg, event_note *note)
{
    if (strcmp(arg->key, "participants") == 0)
        wm_scene_collect(scene, match, arg, false, &note->participants);
    else if (strcmp(arg->key, "host") == 0)
        wm_scene_collect(scene, match, arg, false, &note->hosts);
    else if (strcmp(arg->key, "mediator") == 0)
        wm_scene_collect(scene, match, arg, false, &note->mediators);
    else if (strcmp(arg->key, "place") == 0) {
        note->placeless |= arg->slot_count == 0; /* place=none: nor is a time or mode */
        /* one rule names the whole chain; a second place is another's */
        if (note->places.count == 0 && !note->placeless)
            wm_scene_collect(scene, match, arg, true, &note->places);
    } else if (strcmp(arg->key, "time") == 0 && !note->placeless)
        add_times(scene, match, arg, note);
    else if (strcmp(arg->key, "attribution") == 0)
        set_attribution(scene, match, arg, note);
    else if (strcmp(arg->key, "mode") == 0 && !note->placeless)
        note->event.mode = note->event.mode != NULL ? arg->text : NULL; /* visits have none */
    else if (strcmp(arg->key, "tense") == 0)
        note->event.tense = arg->text;
    else if (strcmp(arg->key, "anaphor") == 0)
        note->anaphoric = true;
    else if (strcmp(arg->key, "more") == 0)
        note->more = true;
    else if (strcmp(arg->key, "beside") == 0)
        note->beside = true;
    else if (strcmp(arg->key, "another") == 0)
        note->another = true;
}

static void apply_args(wm_scene *scene, const wm_match *match, const wm_action *action, event_note *note)
{
    for (uint8_t i = 0; i < action->arg_count; i++) {
        uint32_t before = wm_trace_event_size(note);
        apply_arg(scene, match, &action->args[i], note);
        wm_trace_arg(scene, match, &action->args[i], before, note);
    }
}

/* ---- event ------------------------------------------------------------------------------------------------------ */

static wm_stretch trigger_of(const wm_rule_info *rule, const wm_match *match)
{
    for (uint8_t i = 0; i < rule->slot_count; i++)
        if (strcmp(rule->slot_names[i], "trigger") == 0 && match->slots[i].begin != WM_NO_ID)
            return wm_scene_slot(match, i);
    return (wm_stretch){match->begin, match->end};
}

static bool touch(whomet_range a, whomet_range b)
{
    return a.begin_byte < b.end_byte && b.begin_byte < a.end_byte;
}

/* The event of the sentence whose trigger shares a word with `trigger`, or NULL. */
static const event_note *taken_by(const wm_scene *scene, whomet_range trigger)
{
    const whomet_document *d = scene->reading->document;
    for (uint32_t i = scene->first_event; i < d->event_notes.count; i++)
        if (touch(d->event_notes.items[i].event.trigger, trigger))
            return &d->event_notes.items[i];
    return NULL;
}

static void drop(wm_scene *scene, const whomet_event *event, const char *reason, const event_note *by)
{
    whomet_drop dropped = {.type = event->type, .reason = reason, .range = event->trigger, .why = event->why};
    if (by != NULL)
        dropped.by = by->event.why;
    wm_trace_drop(scene->reading, dropped);
}

static uint32_t event_label(const wm_scene *scene, const char *type)
{
    char name[64] = "event.";
    size_t len = strlen(type) < 48 ? strlen(type) : 48;
    memcpy(name + 6, type, len);
    uint32_t label = wm_rules_label(scene->reading->knowledge->rules, (wm_slice){name, 6 + len});
    return label == WM_NO_ID ? scene->reading->knowledge->labels.event : label;
}

static void label_trigger(wm_scene *scene, wm_stretch trigger, const char *type)
{
    wm_scene_label(scene, trigger, event_label(scene, type), NULL, NULL);
    wm_scene_label(scene, trigger, scene->reading->knowledge->labels.event, NULL, NULL);
}

/* The status that the action itself gives. */
static void give_status(wm_scene *scene, const wm_match *match, const wm_action *action, event_note *note)
{
    const wm_arg *status = wm_action_arg(action, "status");
    if (status == NULL || status->text == NULL)
        return;
    note->event.status = status->text;
    note->status_set = true;
    wm_trace_step(scene, match->rule, note,
                  (whomet_step){.what = "status", .value = status->text, .range = note->event.trigger, .used = 1});
}

/* A list of its own for each of several events that were one phrase. */
static wm_actor_list copy_actors(wm_arena *keep, const wm_actor_list *list)
{
    wm_actor_list copy = {0};
    for (uint32_t i = 0; i < list->count; i++)
        *WM_PUSH(keep, &copy) = list->items[i];
    return copy;
}

/* "Met separately with A and B": one event with each of them. */
static void push_events(wm_scene *scene, const wm_match *match, const wm_action *action, const event_note *note)
{
    whomet_document *d = scene->reading->document;
    const wm_arg *apart = wm_action_arg(action, "apart");
    wm_actor_list others = {0};
    if (apart != NULL)
        wm_scene_collect(scene, match, apart, false, &others);
    for (uint32_t i = 0; i < (others.count == 0 ? 1 : others.count); i++) {
        event_note one = *note;
        one.participants = copy_actors(&d->keep, &note->participants);
        if (i < others.count)
            *WM_PUSH(&d->keep, &one.participants) = others.items[i];
        one.hosts = copy_actors(&d->keep, &note->hosts);
        one.mediators = copy_actors(&d->keep, &note->mediators);
        one.places = copy_actors(&d->keep, &note->places);
        one.evidence.items = NULL;
        one.evidence.count = one.evidence.room = 0;
        *WM_PUSH(&d->keep, &one.evidence) = wm_scene_range(scene, (wm_stretch){0, scene->tape.element_count});
        *WM_PUSH(&d->keep, &d->event_notes) = one;
    }
}

void wm_scene_event(wm_scene *scene, const wm_match *match, const wm_action *action)
{
    wm_reading *r = scene->reading;
    const wm_rule_info *rule = wm_rules_info(r->knowledge->rules, match->rule);
    wm_stretch trigger = trigger_of(rule, match);
    whomet_range range = wm_scene_range(scene, trigger);
    const event_note *taken = taken_by(scene, range);
    if (taken != NULL && !r->trace)
        return;
    event_note note = {.weight = action->weight != 0 ? action->weight : 1, .attribution.entity = WHOMET_NONE};
    note.event = (whomet_event){
        .type = action->what,
        .status = "asserted",
        .trigger = range,
        .mode = strcmp(action->what, "meet") == 0 ? "unspecified" : NULL,
        .why = wm_read_why_rule(r->knowledge, match->rule),
    };
    if (taken != NULL) {
        drop(scene, &note.event, "taken", taken);
        return;
    }
    wm_trace_step(scene, match->rule, &note, (whomet_step){.what = "event", .range = range, .used = 1});
    apply_args(scene, match, action, &note);
    if (note.participants.count == 0 && !note.anaphoric) {
        drop(scene, &note.event, "no-participants", NULL);
        return;
    }
    give_status(scene, match, action, &note);
    push_events(scene, match, action, &note);
    label_trigger(scene, trigger, action->what);
}

/* ---- set and status --------------------------------------------------------------------------------------------- */

/* `set $date dateline`: the text was written on that day, unless its date is known. */
static void set_date(whomet_document *d, whomet_range range)
{
    wm_slice text = {d->result.text + range.begin_byte, range.end_byte - range.begin_byte};
    const char *value = wm_when_value(text, NULL, false, &d->keep);
    if (d->result.date == NULL && value != NULL && wm_when_is_date(value))
        d->result.date = value;
}

/* `set $who speaker`, `set $who together=$who`: what later pronouns may need. */
static bool set_person(wm_scene *scene, const wm_match *match, const wm_action *action, wm_stretch where)
{
    const wm_arg *together = wm_action_arg(action, "together");
    if (together != NULL)
        wm_scene_together(scene, match, where, together);
    if (together != NULL || wm_action_arg(action, "speaker") == NULL)
        return together != NULL;
    wm_speaker_note(scene, where);
    return true;
}

void wm_scene_set(wm_scene *scene, const wm_match *match, const wm_action *action)
{
    whomet_document *d = scene->reading->document;
    wm_stretch where = wm_scene_slot(match, action->slots[0]);
    if (where.begin == where.end)
        return;
    whomet_range range = wm_scene_range(scene, where);
    if (wm_action_arg(action, "dateline") != NULL) {
        set_date(d, range);
        return;
    }
    if (set_person(scene, match, action, where))
        return;
    for (uint32_t i = scene->first_event; i < d->event_notes.count; i++)
        if (touch(d->event_notes.items[i].event.trigger, range))
            apply_args(scene, match, action, &d->event_notes.items[i]);
}

void wm_scene_status(wm_scene *scene, const wm_match *match, const wm_action *action)
{
    whomet_document *d = scene->reading->document;
    whomet_range range = wm_scene_range(scene, (wm_stretch){match->begin, match->end});
    for (uint32_t i = scene->first_event; i < d->event_notes.count; i++) {
        event_note *note = &d->event_notes.items[i];
        if (!touch(note->event.trigger, range))
            continue;
        if (!note->status_set || note->event.tense == NULL) /* the tense is that of the status */
            apply_args(scene, match, action, note);
        wm_trace_step(
            scene, match->rule, note,
            (whomet_step){.what = "status", .value = action->what, .range = range, .used = !note->status_set});
        if (note->status_set)
            continue;
        note->event.status = action->what;
        note->status_set = true;
    }
}
