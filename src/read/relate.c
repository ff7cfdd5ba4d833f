/* SPDX-License-Identifier: MIT */
/* Stage 5: contacts and relations. Each sentence is laid out once more, mentions as single elements, and the phases
 * from 50 on run over it: actor phrases, events, what blocks them, status, roles, place and time, relations. In:
 * mentions and entities. Out: event notes and relations; merging what was told twice waits for the whole document.
 */
#include "read/probe.h"

static void act(wm_scene *scene, const wm_match *match, const wm_action *action)
{
    const wm_known_labels *labels = &scene->reading->knowledge->labels;
    switch (action->verb) {
    case WM_DO_TAG:
        if (action->label == labels->actor || action->label == labels->owner ||
            (action->label == labels->place && wm_action_arg(action, "like") != NULL))
            wm_scene_tag_actor(scene, match, action);
        else
            wm_scene_label(scene, wm_scene_slot(match, action->slots[0]), action->label, NULL, NULL);
        break;
    case WM_DO_EVENT:
        wm_scene_event(scene, match, action);
        break;
    case WM_DO_SET:
        wm_scene_set(scene, match, action);
        break;
    case WM_DO_STATUS:
        wm_scene_status(scene, match, action);
        break;
    case WM_DO_RELATION:
        wm_scene_relation(scene, match, action);
        break;
    default: /* stop is the engine's; the rest is evidence about names, which are resolved by now */
        break;
    }
}

static void run_phase(wm_scene *scene, uint32_t phase)
{
    wm_reading *r = scene->reading;
    const wm_match *matches;
    if (scene->fresh_edges.count != 0)
        wm_scene_merge(scene);
    if (r->probe_begin < r->probe_end)
        wm_probe_phase(scene, phase);
    uint32_t count = wm_rules_match(r->knowledge->rules, r->document->matcher, phase, &scene->tape, &matches);
    wm_read_note_limits(r, scene->sentence);
    for (uint32_t i = 0; i < count; i++) {
        const wm_rule_info *rule = wm_rules_info(r->knowledge->rules, matches[i].rule);
        for (uint8_t a = 0; a < rule->action_count; a++)
            act(scene, &matches[i], &rule->actions[a]);
        if (r->trace)
            wm_read_trace(r, &matches[i], 0, scene->bounds);
    }
}

static void run_phases(wm_scene *scene, uint32_t from, uint32_t to)
{
    uint32_t count;
    const uint32_t *phases = wm_rules_phases(scene->reading->knowledge->rules, &count);
    for (uint32_t i = 0; i < count && phases[i] < to; i++)
        if (phases[i] >= from)
            run_phase(scene, phases[i]);
}

/* Whether a rule of phases [from, to) could find something in a sentence that holds these labels. */
static bool may_fire(const wm_reading *reading, uint32_t sentence, uint32_t from, uint32_t to, const wm_labels *labels)
{
    return wm_rules_may_fire(reading->document->matcher, from, to, &reading->votes[sentence].tape, labels);
}

/* Most sentences tell of no contact: nothing in them could make an event, so what prepares and completes events is left
 * out; and what completes them where there could have been one and is none. A traced reading runs everything, because
 * its examples are of every phase. */
static void relate_sentence(wm_scene *scene, bool may_tell)
{
    const wm_reading *r = scene->reading;
    if (may_tell)
        run_phases(scene, WM_PHASE_RELATE, WM_PHASE_STATUS);
    bool told = scene->first_event != r->document->event_notes.count;
    if (may_tell && (told || r->trace || !r->knowledge->status_is_of_events))
        run_phases(scene, WM_PHASE_STATUS, WM_PHASE_RELATION);
    run_phases(scene, WM_PHASE_RELATION, WM_PHASE_END);
}

/* The labels of a sentence before it is laid out: those of its tokens and of its mentions are all that a scene can hold
 * at first. *mention is moved behind the last one of the sentence. */
static wm_labels labels_of(const wm_reading *reading, uint32_t sentence, uint32_t *mention)
{
    const whomet_document *d = reading->document;
    wm_labels labels = reading->votes[sentence].tape.survey.labels;
    uint32_t end = reading->text.sentences[sentence].end;
    for (; *mention < d->mentions.count && d->mention_notes.items[*mention].begin < end; ++*mention) {
        wm_mention_derive(reading, *mention);
        wm_labels_join(&labels, &d->mention_notes.items[*mention].labels);
    }
    return labels;
}

enum { LOOK_BACK = 2 };

/* What the stage notes of a sentence. */
typedef struct progress {
    uint32_t first_mention;
    bool prepared; /* its phases before those of events have run */
} progress;

/* A sentence that tells of nothing still names whom the next one may mean: what was left out of it is made up for. */
static void prepare(wm_reading *reading, uint32_t sentence, progress *at)
{
    wm_arena_mark mark = wm_arena_tell(&reading->document->scratch);
    wm_scene scene;
    uint32_t mention = at->first_mention;
    wm_scene_begin(&scene, reading, sentence, &mention);
    run_phases(&scene, WM_PHASE_RELATE, reading->knowledge->back_end);
    wm_arena_rewind(&reading->document->scratch, mark);
    at->prepared = true;
}

static void relate(wm_reading *reading, uint32_t s, progress *done, uint32_t *mention)
{
    wm_scene scene;
    uint32_t first = *mention;
    done[s].first_mention = first;
    const whomet_knowledge *k = reading->knowledge;
    wm_labels labels = labels_of(reading, s, mention), later = labels;
    wm_labels_join(&later, &k->late_labels); /* those that only come while the phases run count as there */
    done[s].prepared = reading->trace || may_fire(reading, s, WM_PHASE_EVENT, WM_PHASE_STATUS, &later);
    if (!done[s].prepared && !may_fire(reading, s, WM_PHASE_RELATION, WM_PHASE_END, &labels))
        return;
    /* a plural asks who was named in the sentences before, a pronoun whom they were about */
    bool looks_back = done[s].prepared && may_fire(reading, s, k->back_begin, k->back_end, &later);
    for (uint32_t b = s < LOOK_BACK ? 0 : s - LOOK_BACK; looks_back && b < s; b++)
        if (!done[b].prepared)
            prepare(reading, b, &done[b]);
    wm_scene_begin(&scene, reading, s, &first);
    relate_sentence(&scene, done[s].prepared);
}

void wm_read_relate(wm_reading *reading)
{
    wm_arena *scratch = &reading->document->scratch;
    progress *done = WM_NEW_N(scratch, progress, reading->text.sentence_count);
    uint32_t mention = reading->first_mention;
    for (uint32_t s = 0; s < reading->text.sentence_count; s++) {
        wm_arena_mark mark = wm_arena_tell(scratch);
        relate(reading, s, done, &mention);
        wm_arena_rewind(scratch, mark);
    }
}
