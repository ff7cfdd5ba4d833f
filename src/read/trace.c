/* SPDX-License-Identifier: MIT */
/* The trace of a reading: from what stages keep for themselves to what whomet.h hands out. What stages decide against
 * is told here too, since nothing of it is left in their own lists.
 *
 * In: votes of the sentences of a part, steps of events, matches that came to nothing. Out: the lists of whomet_result
 * that only a trace fills; those of a probe are probe.c's.
 */
#include "read/trace.h"

#include "read/probe.h"

/* What resolve.c adds for each further word; told apart from the votes. */
#define WORD_BONUS 2.0f

/* ---- candidates ------------------------------------------------------------------------------------------------- */

/* Mentions of a part come in text order and apart from each other. */
static int32_t mention_of(const wm_reading *r, const wm_candidate *c)
{
    const whomet_document *d = r->document;
    uint32_t low = r->first_mention, high = d->mention_notes.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (d->mention_notes.items[middle].begin < c->begin)
            low = middle + 1;
        else
            high = middle;
    }
    const wm_mention_note *note = low < d->mention_notes.count ? &d->mention_notes.items[low] : NULL;
    bool same = note != NULL && note->begin == c->begin && note->end == c->end && note->kind == c->kind;
    return same ? (int32_t)low : WHOMET_NONE;
}

static void publish_candidate(wm_sentence_votes *votes, uint32_t index)
{
    wm_reading *r = votes->reading;
    wm_arena *keep = &r->document->keep;
    const wm_candidate *c = &votes->candidates.items[index];
    WM_ARRAY(whomet_vote) cast = {0};
    for (uint32_t i = 0; i < votes->ballots.count; i++) {
        const wm_ballot *ballot = &votes->ballots.items[i];
        if (ballot->candidate == index)
            *WM_PUSH(keep, &cast) = (whomet_vote){ballot->weight, wm_read_why_rule(r->knowledge, ballot->rule)};
    }
    *WM_PUSH(keep, &r->document->candidates) = (whomet_candidate){
        .range = wm_read_token_range(r, c->begin, c->end),
        .type = wm_knowledge_type(r->knowledge, c->kind),
        .score = c->score,
        .worth = c->score + WORD_BONUS * (float)(c->end - c->begin - 1),
        .mention = mention_of(r, c),
        .votes = cast.items,
        .vote_count = cast.count,
    };
}

static void publish_offers(wm_reading *r)
{
    for (uint32_t i = 0; i < r->offers.count; i++) {
        const wm_offer *offer = &r->offers.items[i];
        *WM_PUSH(&r->document->keep, &r->document->offers) = (whomet_offer){
            .range = wm_read_token_range(r, offer->begin, offer->end),
            .label = wm_rules_label_name(r->knowledge->rules, offer->label),
            .ctx = (offer->marks & WM_MARK_CTX) != 0,
            .why = wm_read_why_entry(r->knowledge, offer->gaz, offer->entry),
        };
    }
}

void wm_trace_part(wm_reading *reading)
{
    whomet_document *d = reading->document;
    if (!reading->trace)
        return;
    publish_offers(reading);
    for (uint32_t s = 0; s < reading->text.sentence_count; s++) {
        const wm_sentence *sentence = &reading->text.sentences[s];
        *WM_PUSH(&d->keep, &d->sentences) = wm_read_token_range(reading, sentence->begin, sentence->end);
        for (uint32_t i = 0; i < reading->votes[s].candidates.count; i++)
            publish_candidate(&reading->votes[s], i);
        if (reading->probe_begin < reading->probe_end)
            wm_probe_names(&reading->votes[s]);
    }
}

/* ---- events ----------------------------------------------------------------------------------------------------- */

void wm_trace_step(wm_scene *scene, uint32_t rule, wm_event_note *note, whomet_step step)
{
    if (!scene->reading->trace)
        return;
    step.why = wm_read_why_rule(scene->reading->knowledge, rule);
    *WM_PUSH(&scene->reading->document->keep, &note->steps) = step;
}

uint32_t wm_trace_event_size(const wm_event_note *note)
{
    return note->participants.count + note->hosts.count + note->mediators.count + note->places.count +
           note->times.count + (note->event.attribution != NULL);
}

void wm_trace_arg(wm_scene *scene, const wm_match *match, const wm_arg *arg, uint32_t before, wm_event_note *note)
{
    if (!scene->reading->trace || strcmp(arg->key, "status") == 0)
        return;
    bool used = arg->text != NULL || wm_trace_event_size(note) > before;
    for (uint8_t i = 0; i < arg->slot_count; i++) {
        wm_stretch where = wm_scene_slot(match, arg->slots[i]);
        if (where.begin != where.end)
            wm_trace_step(scene, match->rule, note,
                          (whomet_step){.what = arg->key, .range = wm_scene_range(scene, where), .used = used});
    }
    if (arg->text != NULL)
        wm_trace_step(scene, match->rule, note,
                      (whomet_step){.what = arg->key, .value = arg->text, .range = note->event.trigger, .used = 1});
}

void wm_trace_alone(whomet_document *document, const wm_event_note *note)
{
    if (note->steps.count != 0)
        *WM_PUSH(&document->keep, &document->drops) = (whomet_drop){
            .type = note->event.type, .reason = "no-event-before", .range = note->event.trigger,
            .why = note->event.why};
}

void wm_trace_merge(whomet_document *document, wm_event_note *earlier, const wm_event_note *later)
{
    if (earlier->steps.count == 0) /* each has its first step, if there is a trace */
        return;
    *WM_PUSH(&document->keep, &document->drops) = (whomet_drop){
        .type = later->event.type, .reason = "merged", .range = later->event.trigger, .why = later->event.why,
        .by = earlier->event.why};
    *WM_PUSH(&document->keep, &earlier->steps) = (whomet_step){
        .what = "merged", .range = later->event.trigger, .used = 1, .why = later->event.why};
    for (uint32_t i = 0; i < later->steps.count; i++)
        *WM_PUSH(&document->keep, &earlier->steps) = later->steps.items[i];
}

void wm_trace_drop(wm_reading *reading, whomet_drop drop)
{
    if (reading->trace)
        *WM_PUSH(&reading->document->keep, &reading->document->drops) = drop;
}

/* ---- the end ---------------------------------------------------------------------------------------------------- */

static void publish_costs(wm_reading *reading)
{
    whomet_document *d = reading->document;
    uint32_t count = wm_rules_count(reading->knowledge->rules);
    whomet_cost *costs = WM_NEW_N(&d->keep, whomet_cost, count + 1);
    for (uint32_t i = 0; i < count; i++)
        costs[i] = (whomet_cost){d->costs[i].runs, d->costs[i].hits, d->costs[i].nanoseconds,
                                 wm_read_why_rule(reading->knowledge, i)};
    d->result.costs = (whomet_cost_list){costs, count};
    wm_matcher_profile(d->matcher, NULL);
}

void wm_trace_finish(wm_reading *reading)
{
    whomet_document *d = reading->document;
    whomet_result *result = &d->result;
    result->sentences = (whomet_range_list){d->sentences.items, d->sentences.count};
    result->candidates = (whomet_candidate_list){d->candidates.items, d->candidates.count};
    result->offers = (whomet_offer_list){d->offers.items, d->offers.count};
    result->drops = (whomet_drop_list){d->drops.items, d->drops.count};
    wm_probe_finish(d);
    if (d->costs != NULL)
        publish_costs(reading);
}
