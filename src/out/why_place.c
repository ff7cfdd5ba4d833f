/* SPDX-License-Identifier: MIT */
/* Why a name is what it is, or is none: the candidates that cover a place with all votes, what the gazetteers know
 * there, and, when nothing was taken, the rules that came near and the part of their pattern that was missing.
 *
 * In: a traced result that was probed at the range. Out: text.
 */
#include "out/screen.h"
#include "out/why.h"

enum { LABEL_COLUMN = 20 };

/* Mentions do not overlap, so there is one at most. */
int32_t wm_why_mention_at(const whomet_result *result, uint32_t byte)
{
    for (uint32_t i = 0; i < result->mentions.count; i++)
        if (result->mentions.items[i].range.begin_byte <= byte && byte < result->mentions.items[i].range.end_byte)
            return (int32_t)i;
    return WHOMET_NONE;
}

/* ---- candidates ------------------------------------------------------------------------------------------------- */

/* Signs and points of all votes stand below each other up to +99.9. */
static void put_votes(const wm_why *why, const whomet_candidate *c)
{
    for (uint32_t i = 0; i < c->vote_count; i++) {
        const whomet_vote *vote = &c->votes[i];
        WM_BUFFER_LITERAL(why->out, "    ");
        if (vote->weight > -10 && vote->weight < 10)
            wm_buffer_put_char(why->out, ' ');
        wm_why_put_signed(why->out, vote->weight);
        wm_why_put_rule(why, "  ", &vote->why);
    }
}

/* What was taken in place of a candidate, or what else would have been. */
static float rivals_worth(const wm_why *why, const whomet_candidate *c, const whomet_candidate **ret_best)
{
    float sum = 0, best = 0;
    *ret_best = NULL;
    for (uint32_t i = 0; i < why->result->candidates.count; i++) {
        const whomet_candidate *other = &why->result->candidates.items[i];
        bool wanted = c->mention == WHOMET_NONE ? other->mention != WHOMET_NONE : other->score > 0;
        if (other == c || !wanted || !wm_why_overlap(other->range, c->range))
            continue;
        sum += other->worth;
        if (*ret_best == NULL || other->worth > best) {
            *ret_best = other;
            best = other->worth;
        }
    }
    return c->mention == WHOMET_NONE ? sum : best;
}

/* A candidate may lose to several short ones together, so it is held against the sum of those that were taken. */
static void put_verdict(const wm_why *why, const whomet_candidate *c)
{
    wm_buffer *out = why->out;
    const whomet_candidate *rival;
    float rivals = rivals_worth(why, c, &rival);
    WM_BUFFER_LITERAL(out, "    = ");
    wm_why_put_score(out, c->score);
    if (c->worth != c->score) {
        WM_BUFFER_LITERAL(out, ", and ");
        wm_why_put_signed(out, c->worth - c->score);
        WM_BUFFER_LITERAL(out, " for further words: ");
        wm_why_put_score(out, c->worth);
    }
    if (c->score <= 0) {
        WM_BUFFER_LITERAL(out, "; not above 0, so it cannot be taken\n");
        return;
    }
    if (rival == NULL) {
        wm_buffer_put_text(out, c->mention != WHOMET_NONE ? "; nothing else was possible here\n" : "\n");
        return;
    }
    wm_buffer_put_text(out, c->mention != WHOMET_NONE ? "; won by " : "; lost by ");
    wm_why_put_score(out, c->mention != WHOMET_NONE ? c->worth - rivals : rivals - c->worth);
    wm_buffer_put_text(out, c->mention != WHOMET_NONE ? " over " : " to ");
    wm_buffer_put_text(out, rival->type);
    wm_buffer_put_char(out, ' ');
    wm_why_put_quoted(why, rival->range);
    wm_buffer_put_char(out, '\n');
}

/* The heading says whether it won, the votes why it was worth so much, the verdict against what. */
static void put_candidate(const wm_why *why, const whomet_candidate *c)
{
    WM_BUFFER_LITERAL(why->out, "  ");
    wm_why_put_head(why, c->mention != WHOMET_NONE ? "taken: " : "not taken: ");
    wm_buffer_put_text(why->out, c->type);
    wm_buffer_put_char(why->out, ' ');
    wm_why_put_quoted(why, c->range);
    wm_buffer_put_char(why->out, '\n');
    put_votes(why, c);
    put_verdict(why, c);
}

/* The taken ones first. */
static uint32_t put_candidates(const wm_why *why, whomet_range range)
{
    uint32_t count = 0;
    for (int taken = 1; taken >= 0; taken--)
        for (uint32_t i = 0; i < why->result->candidates.count; i++) {
            const whomet_candidate *c = &why->result->candidates.items[i];
            if ((c->mention != WHOMET_NONE) != (taken != 0) || !wm_why_overlap(c->range, range))
                continue;
            put_candidate(why, c);
            count++;
        }
    return count;
}

/* ---- what is known ---------------------------------------------------------------------------------------------- */

/* Also those that no rule has wanted: that they were there and not taken is often the answer. */
static void put_offers(const wm_why *why, whomet_range range)
{
    wm_buffer *out = why->out;
    uint32_t count = 0;
    for (uint32_t i = 0; i < why->result->offers.count; i++) {
        const whomet_offer *offer = &why->result->offers.items[i];
        if (!wm_why_overlap(offer->range, range))
            continue;
        if (count++ == 0)
            wm_why_put_head(why, "  the gazetteers have:\n");
        whomet_why entry = offer->why;
        entry.reason = offer->ctx ? "ctx: only for rules that ask for context" : NULL;
        size_t used = strlen(offer->label);
        WM_BUFFER_LITERAL(out, "    <");
        wm_buffer_put_text(out, offer->label);
        WM_BUFFER_LITERAL(out, ">");
        wm_buffer_put_run(out, ' ', used < LABEL_COLUMN ? LABEL_COLUMN - used : 1);
        wm_why_put_rule(why, "", &entry);
    }
    if (count == 0)
        wm_why_put_head(why, "  the gazetteers have nothing here\n");
}

static void put_misses(const wm_why *why, const whomet_miss_list *misses)
{
    wm_buffer *out = why->out;
    for (uint32_t i = 0; i < misses->count; i++) {
        const whomet_miss *miss = &misses->items[i];
        bool at_end = miss->place.begin == miss->place.end;
        WM_BUFFER_LITERAL(out, "  ");
        wm_buffer_put_text(out, miss->type);
        wm_why_put_rule(why, "  ", &miss->why);
        whomet_range both = {.begin_byte = miss->fits.begin_byte, .end_byte = miss->place.end_byte};
        wm_why_put_excerpt(why, both, miss->place.begin_byte, at_end ? "the sentence ends; wanted: " : "wanted: ",
                           miss->wanted);
    }
}

/* The nearest first, as the library lists them. */
static void put_name_misses(const wm_why *why)
{
    wm_why_put_head(why, why->result->misses.count == 0 ? "  no rule came near\n"
                                                        : "  rules that came near, and what they missed:\n");
    put_misses(why, &why->result->misses);
}

/* ---- events ----------------------------------------------------------------------------------------------------- */

/* Why a match came to nothing, in words. */
static const char *reason_of(const whomet_drop *drop)
{
    static const struct {
        const char *reason, *words;
    } reasons[] = {
        {"taken", "another rule has this word already: "},
        {"merged", "it tells again what was told by "},
        {"no-participants", "none of its slots holds anybody who is known"},
        {"no-event-before", "it speaks of one told before, and there is none"},
        {"no-subject", "its subject is nobody who is known"},
        {"no-object", "its object is nothing that is known"},
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (strcmp(reasons[i].reason, drop->reason) == 0)
            return reasons[i].words;
    return drop->reason;
}

/* The rule that was faster is named with its place, as whoever asks will want to see it. */
static void put_drop(const wm_why *why, const whomet_drop *drop)
{
    wm_buffer *out = why->out;
    whomet_why rule = drop->why;
    rule.reason = NULL; /* the reason to drop it says more here */
    WM_BUFFER_LITERAL(out, "  ");
    wm_buffer_put_text(out, drop->type);
    wm_why_put_rule(why, "  ", &rule);
    WM_BUFFER_LITERAL(out, "    ");
    wm_buffer_put_text(out, reason_of(drop));
    if (drop->by.rule != NULL) {
        wm_screen_put_cell(out, wm_slice_of(drop->by.rule));
        wm_buffer_put_char(out, ' ');
        wm_screen_style(out, WM_STYLE_PATH, why->color);
        wm_screen_put_cell(out, wm_slice_of(drop->by.file));
        wm_buffer_put_char(out, ':');
        wm_buffer_put_uint(out, drop->by.line);
        wm_screen_style(out, WM_STYLE_PLAIN, why->color);
    }
    wm_buffer_put_char(out, '\n');
}

/* Without these, a rule that matched and left nothing looks like one that did not match. */
static void put_drops(const wm_why *why, whomet_range range)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < why->result->drops.count; i++) {
        const whomet_drop *drop = &why->result->drops.items[i];
        if (!wm_why_overlap(drop->range, range))
            continue;
        if (count++ == 0)
            wm_why_put_head(why, "  rules that matched here, and made no event or relation of their own:\n");
        put_drop(why, drop);
    }
}

/* Rules about names have had their say as votes. What else fired over the word may be what blocks it. */
static void put_firings(const wm_why *why, whomet_range range)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < why->result->firings.count; i++) {
        const whomet_firing *firing = &why->result->firings.items[i];
        if (firing->phase < WM_WHY_PHASE || !wm_why_overlap(firing->range, range))
            continue;
        if (count++ == 0)
            wm_why_put_head(why, "  rules that fired over it:\n");
        wm_why_put_rule(why, "    ", &firing->why);
    }
}

/* The events of the word; false when it tells none. */
static bool put_events(const wm_why *why, whomet_range range)
{
    bool any = false;
    for (uint32_t i = 0; i < why->result->events.count; i++) {
        if (!wm_why_overlap(why->result->events.items[i].trigger, range))
            continue;
        any = true;
        WM_BUFFER_LITERAL(why->out, "  it tells of an event; more: --event=v");
        wm_buffer_put_uint(why->out, (uint64_t)i + 1);
        wm_buffer_put_char(why->out, '\n');
    }
    return any;
}

/* The events that the word has told once more. */
static bool put_told_again(const wm_why *why, whomet_range range)
{
    bool any = false;
    for (uint32_t i = 0; i < why->result->events.count; i++) {
        const whomet_event *event = &why->result->events.items[i];
        for (uint32_t s = 0; s < event->step_count; s++) {
            if (strcmp(event->steps[s].what, "merged") != 0 || !wm_why_overlap(event->steps[s].range, range))
                continue;
            any = true;
            WM_BUFFER_LITERAL(why->out, "  it tells again of an event; more: --event=v");
            wm_buffer_put_uint(why->out, (uint64_t)i + 1);
            wm_buffer_put_char(why->out, '\n');
        }
    }
    return any;
}

/* A word is no name and tells nothing: the rules that would have it tell something. */
static void put_event_misses(const wm_why *why)
{
    const whomet_miss_list *misses = &why->result->event_misses;
    if (misses->count == 0)
        wm_why_put_head(why, "  no rule for events or relations came near\n");
    else if (misses->items[0].known)
        wm_why_put_head(why, "  rules for events and relations that know the word, and what they missed:\n");
    else
        wm_why_put_head(why, "  no rule for events or relations knows the word; here some wanted another one:\n");
    put_misses(why, misses);
}

/* ---- all of it -------------------------------------------------------------------------------------------------- */

/* The number is that of the JSON, so that both can be read side by side. */
static void put_found(const wm_why *why, int32_t index)
{
    wm_buffer *out = why->out;
    const whomet_mention *m = &why->result->mentions.items[index];
    wm_buffer_put_text(out, m->type);
    wm_buffer_put_char(out, ' ');
    wm_why_put_quoted(why, m->range);
    WM_BUFFER_LITERAL(out, ", mention m");
    wm_buffer_put_uint(out, wm_why_number(why->result, (uint32_t)index, wm_why_named(why->result, (uint32_t)index),
                                          wm_why_named(why->result, why->result->mentions.count)));
    if (m->entity != WHOMET_NONE) {
        const whomet_entity *entity = &why->result->entities.items[m->entity];
        WM_BUFFER_LITERAL(out, ", is ");
        wm_screen_put_cell(out, wm_slice_of(entity->name));
        WM_BUFFER_LITERAL(out, " (");
        wm_buffer_put_text(out, entity->id);
        wm_buffer_put_char(out, ')');
    }
    wm_buffer_put_char(out, '\n');
}

/* Who asks about a word in lower case asks what it tells, and does not wonder that it is no name. */
static bool is_lower(const wm_why *why, whomet_range range)
{
    char first = why->result->text[range.begin_byte];
    return first >= 'a' && first <= 'z';
}

/* What was found, what spoke for it, what is known, what it tells; for a word that is no name, what was missing. */
void wm_why_put_place(const wm_why *why, whomet_range range)
{
    int32_t mention = wm_why_mention_at(why->result, range.begin_byte);
    if (mention != WHOMET_NONE) {
        put_found(why, mention);
    } else {
        wm_why_put_quoted(why, range);
        wm_buffer_put_text(why->out, is_lower(why, range) ? " is no name\n" : " was not found to be a name\n");
    }
    whomet_range shown = mention != WHOMET_NONE ? why->result->mentions.items[mention].range : range;
    wm_why_put_excerpt(why, shown, shown.begin_byte, NULL, NULL);
    if (put_candidates(why, range) == 0 && !is_lower(why, range))
        wm_why_put_head(why, "  no rule spoke for a name here\n");
    put_offers(why, range);
    bool tells = put_events(why, range), again = put_told_again(why, range);
    put_drops(why, range);
    if (mention != WHOMET_NONE)
        return;
    put_firings(why, range);
    if (!is_lower(why, range))
        put_name_misses(why);
    if (!tells && !again)
        put_event_misses(why);
}
