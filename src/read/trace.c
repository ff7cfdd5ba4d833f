/* SPDX-License-Identifier: MIT */
/* The trace of a reading: from what stages keep for themselves to what whomet.h hands out. A probe is a place of which
 * somebody asks why no name was found there: each rule that tags is tried from every element before it, and those that
 * got furthest into it are kept, with the part of the pattern that was missing.
 *
 * In: votes of the sentences of a part, steps of events. Out: the lists of whomet_result that only a trace fills.
 */
#include "read/trace.h"

#include "rule/near.h"

enum { MISSES_MAX = 8, PROBE_BACK = 12, WANTED_MAX = 60 };

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

/* ---- the probe -------------------------------------------------------------------------------------------------- */

/* A rule, how near it came, and how much of the probe it took in. */
typedef struct attempt {
    wm_near near;
    uint32_t rule, inside, fits;
} attempt;

/* The elements of the sentence that share a byte with the probe; false when there are none. */
static bool probe_elements(const wm_sentence_votes *votes, uint32_t *ret_begin, uint32_t *ret_end)
{
    const wm_reading *r = votes->reading;
    const wm_sentence *s = &r->text.sentences[votes->sentence];
    uint32_t begin = s->begin, end;
    while (begin < s->end && r->text.tokens[begin].end <= r->probe_begin)
        begin++;
    for (end = begin; end < s->end && r->text.tokens[end].begin < r->probe_end;)
        end++;
    *ret_begin = begin - s->begin;
    *ret_end = end - s->begin;
    return begin < end;
}

static const wm_action *tag_of(const wm_rule_info *info)
{
    for (uint8_t i = 0; i < info->action_count; i++)
        if (info->actions[i].verb == WM_DO_TAG)
            return &info->actions[i];
    return NULL;
}

static bool is_nearer(const attempt *a, const attempt *b)
{
    return a->inside != b->inside ? a->inside > b->inside : a->fits > b->fits;
}

/* The nearest try of one rule that fits at least one element and ends at or in the probe. */
static bool try_rule(wm_sentence_votes *votes, uint32_t rule, uint32_t begin, uint32_t end, attempt *ret_best)
{
    const wm_reading *r = votes->reading;
    attempt best = {.rule = rule};
    for (uint32_t at = begin > PROBE_BACK ? begin - PROBE_BACK : 0; at < end; at++) {
        attempt now = {.rule = rule};
        if (!wm_rules_near(r->knowledge->rules, r->document->matcher, rule, &votes->tape, at, &r->document->scratch,
                           &now.near))
            return false;
        uint32_t reached = now.near.reached, from = at > begin ? at : begin, to = reached < end ? reached : end;
        if (now.near.matches || reached == at || reached < begin)
            continue;
        now.inside = to > from ? to - from : 0;
        now.fits = reached - at;
        if (best.fits == 0 || is_nearer(&now, &best))
            best = now;
    }
    *ret_best = best;
    return best.fits != 0;
}

/* A long list of alternatives says enough by its first ones. */
static const char *shorten(wm_arena *keep, wm_slice part)
{
    size_t len = part.len;
    if (len <= WANTED_MAX)
        return wm_arena_copy(keep, part.at, len);
    for (len = WANTED_MAX; len > 1 && part.at[len] != ' ';)
        len--;
    return wm_arena_format(keep, "%.*s \xE2\x80\xA6", (int)len, part.at);
}

static void publish_miss(wm_sentence_votes *votes, const attempt *a)
{
    wm_reading *r = votes->reading;
    const wm_rule_info *info = wm_rules_info(r->knowledge->rules, a->rule);
    const wm_sentence *s = &r->text.sentences[votes->sentence];
    uint32_t reached = s->begin + a->near.reached, last = reached < s->end ? reached : s->end - 1;
    whomet_range place = wm_read_token_range(r, last, last + 1);
    if (reached == s->end) {
        place.begin = place.end;
        place.begin_byte = place.end_byte;
    }
    *WM_PUSH(&r->document->keep, &r->document->misses) = (whomet_miss){
        .fits = wm_read_token_range(r, s->begin + a->near.begin, reached),
        .place = place,
        .wanted = shorten(&r->document->keep, a->near.wanted),
        .type = wm_knowledge_type(r->knowledge, tag_of(info)->label),
        .why = wm_read_why_rule(r->knowledge, a->rule),
    };
}

static void probe(wm_sentence_votes *votes)
{
    const wm_rules *rules = votes->reading->knowledge->rules;
    uint32_t begin, end, first, last, count = 0;
    attempt best[MISSES_MAX + 1];
    if (!probe_elements(votes, &begin, &end))
        return;
    wm_rules_range(rules, 0, WM_PHASE_RELATE, &first, &last);
    for (uint32_t rule = first; rule < last; rule++) {
        attempt now;
        if (tag_of(wm_rules_info(rules, rule)) == NULL || !try_rule(votes, rule, begin, end, &now))
            continue;
        uint32_t at = count;
        for (; at > 0 && is_nearer(&now, &best[at - 1]); at--)
            best[at] = best[at - 1];
        best[at] = now;
        count += count < MISSES_MAX;
    }
    for (uint32_t i = 0; i < count; i++)
        publish_miss(votes, &best[i]);
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
            probe(&reading->votes[s]);
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

void wm_trace_merge(whomet_document *document, wm_event_note *earlier, const wm_event_note *later)
{
    if (earlier->steps.count == 0) /* each has its first step, if there is a trace */
        return;
    *WM_PUSH(&document->keep, &earlier->steps) = (whomet_step){
        .what = "merged", .range = later->event.trigger, .used = 1, .why = later->event.why};
    for (uint32_t i = 0; i < later->steps.count; i++)
        *WM_PUSH(&document->keep, &earlier->steps) = later->steps.items[i];
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
    result->misses = (whomet_miss_list){d->misses.items, d->misses.count};
    if (d->costs != NULL)
        publish_costs(reading);
}
