/* SPDX-License-Identifier: MIT */
/* Stage 2: rules vote. For each sentence a tape of tokens is laid out, with the gazetteers' offers as edges above it,
 * and the phases run over it in order; what a phase tags is an edge for the next. Nothing is decided here: a tag adds
 * its weight to the candidate with that span and kind. In: offers. Out: candidates, by sentence.
 */
#include "read/cascade.h"

#include "read/shape.h"
#include "read/wordbook.h"

#include <assert.h>

/* ---- evidence --------------------------------------------------------------------------------------------------- */

/* An offer of this kind on exactly this span, or WM_NO_ID. */
static uint32_t find_offer(const wm_reading *r, uint32_t begin, uint32_t end, uint32_t kind)
{
    for (uint32_t i = r->offer_begin[begin]; i < r->offer_begin[begin + 1]; i++)
        if (r->offers.items[i].end == end && r->offers.items[i].kind == kind)
            return i;
    return WM_NO_ID;
}

/* Few begin at the same token, so those are chained. */
static wm_candidate *find_candidate(wm_sentence_votes *votes, uint32_t begin, uint32_t end, uint32_t kind)
{
    for (uint32_t i = votes->reading->candidate_at[begin]; i != WM_NO_ID; i = votes->candidates.items[i].next) {
        wm_candidate *c = &votes->candidates.items[i];
        if (c->end == end && c->kind == kind)
            return c;
    }
    return NULL;
}

static void add_weight(wm_sentence_votes *votes, wm_candidate *c, uint32_t rule, float weight)
{
    c->score += weight;
    if (votes->reading->trace)
        *WM_PUSH(&votes->reading->document->scratch, &votes->ballots) =
            (wm_ballot){(uint32_t)(c - votes->candidates.items), rule, weight};
}

static bool is_inside(const wm_objection *objection, const wm_candidate *c)
{
    return c->kind == objection->kind && c->begin >= objection->begin && c->end <= objection->end;
}

static wm_candidate *candidate_at(wm_sentence_votes *votes, uint32_t begin, uint32_t end, uint32_t kind)
{
    wm_candidate *c = find_candidate(votes, begin, end, kind);
    if (c != NULL)
        return c;
    wm_reading *r = votes->reading;
    c = WM_PUSH(&r->document->scratch, &votes->candidates);
    *c = (wm_candidate){.begin = begin, .end = end, .kind = (uint16_t)kind, .rule = WM_NO_ID,
                        .offer = find_offer(r, begin, end, kind), .next = r->candidate_at[begin]};
    r->candidate_at[begin] = votes->candidates.count - 1;
    for (uint32_t i = 0; i < votes->objections.count; i++)
        if (is_inside(&votes->objections.items[i], c))
            add_weight(votes, c, votes->objections.items[i].rule, votes->objections.items[i].weight);
    return c;
}

static void add_vote(wm_sentence_votes *votes, wm_candidate *c, uint32_t rule, float weight)
{
    add_weight(votes, c, rule, weight);
    if (c->rule == WM_NO_ID || weight > c->loudest) {
        c->rule = rule;
        c->loudest = weight;
    }
}

/* ---- actions ---------------------------------------------------------------------------------------------------- */

typedef struct token_span {
    uint32_t begin, end;
} token_span;

/* The tokens of a slot; an empty span when it took no part. */
static token_span slot_span(const wm_sentence_votes *votes, const wm_match *match, uint8_t slot)
{
    uint32_t first = votes->reading->text.sentences[votes->sentence].begin;
    if (match->slots[slot].begin == WM_NO_ID)
        return (token_span){first, first};
    return (token_span){first + match->slots[slot].begin, first + match->slots[slot].end};
}

static void put_edge(wm_sentence_votes *votes, token_span span, uint32_t label)
{
    uint32_t first = votes->reading->text.sentences[votes->sentence].begin;
    wm_edge *edge = WM_PUSH(&votes->reading->document->scratch, &votes->fresh_edges);
    *edge = (wm_edge){span.begin - first, span.end - first, votes->reading->knowledge->alone[label]};
}

static void do_tag(wm_sentence_votes *votes, const wm_match *match, const wm_action *action)
{
    token_span span = slot_span(votes, match, action->slots[0]);
    if (span.begin == span.end)
        return;
    float weight = action->weight != 0 ? action->weight : 1;
    add_vote(votes, candidate_at(votes, span.begin, span.end, action->label), match->rule, weight);
    if (weight > 0)
        put_edge(votes, span, action->label);
}

/* Whatever else speaks for it, no candidate of the kind inside the slot is taken, whether it is there already or comes
 * in a later phase; one that reaches beyond may be. */
static void do_veto(wm_sentence_votes *votes, const wm_match *match, const wm_action *action)
{
    token_span span = slot_span(votes, match, action->slots[0]);
    if (span.begin == span.end)
        return;
    candidate_at(votes, span.begin, span.end, action->label);
    wm_objection *objection = WM_PUSH(&votes->reading->document->scratch, &votes->objections);
    *objection = (wm_objection){span.begin, span.end, action->label, match->rule,
                                action->weight != 0 ? action->weight : WM_VETO};
    for (uint32_t begin = span.begin; begin < span.end; begin++)
        for (uint32_t i = votes->reading->candidate_at[begin]; i != WM_NO_ID; i = votes->candidates.items[i].next)
            if (is_inside(objection, &votes->candidates.items[i]))
                add_weight(votes, &votes->candidates.items[i], match->rule, objection->weight);
}

/* What spoke for the slot as anything else now speaks for it as this kind. */
static void do_retype(wm_sentence_votes *votes, const wm_match *match, const wm_action *action)
{
    token_span span = slot_span(votes, match, action->slots[0]);
    float moved = 0;
    for (uint32_t i = 0; i < votes->candidates.count; i++) {
        wm_candidate *c = &votes->candidates.items[i];
        if (c->begin != span.begin || c->end != span.end || c->kind == action->label || c->score <= 0)
            continue;
        moved = c->score > moved ? c->score : moved;
        add_weight(votes, c, match->rule, WM_VETO - c->score);
    }
    if (moved > 0)
        add_vote(votes, candidate_at(votes, span.begin, span.end, action->label), match->rule, moved + action->weight);
}

/* Two neighbouring spans are one name; its kind is that of the stronger one. */
static void do_join(wm_sentence_votes *votes, const wm_match *match, const wm_action *action)
{
    token_span a = slot_span(votes, match, action->slots[0]), b = slot_span(votes, match, action->slots[1]);
    const wm_candidate *best = NULL;
    for (uint32_t i = 0; i < votes->candidates.count; i++) {
        const wm_candidate *c = &votes->candidates.items[i];
        bool side = (c->begin == a.begin && c->end == a.end) || (c->begin == b.begin && c->end == b.end);
        if (side && (best == NULL || c->score > best->score))
            best = c;
    }
    if (best == NULL || best->score <= 0)
        return;
    float weight = best->score + action->weight;
    uint32_t begin = a.begin < b.begin ? a.begin : b.begin, end = a.end > b.end ? a.end : b.end;
    add_vote(votes, candidate_at(votes, begin, end, best->kind), match->rule, weight);
}

static void do_alias(wm_sentence_votes *votes, const wm_match *match, const wm_action *action)
{
    token_span a = slot_span(votes, match, action->slots[0]);
    token_span b = slot_span(votes, match, action->slots[1]);
    if (a.begin == a.end || b.begin == b.end)
        return;
    *WM_PUSH(&votes->reading->document->scratch, &votes->reading->aliases) =
        (wm_alias_pair){{a.begin, b.begin}, {a.end, b.end}};
}

static void act(wm_sentence_votes *votes, const wm_match *match)
{
    const wm_rule_info *info = wm_rules_info(votes->reading->knowledge->rules, match->rule);
    for (uint8_t i = 0; i < info->action_count; i++) {
        const wm_action *action = &info->actions[i];
        switch (action->verb) {
        case WM_DO_TAG:
            do_tag(votes, match, action);
            break;
        case WM_DO_VETO:
            do_veto(votes, match, action);
            break;
        case WM_DO_RETYPE:
            do_retype(votes, match, action);
            break;
        case WM_DO_JOIN:
            do_join(votes, match, action);
            break;
        case WM_DO_ALIAS:
            do_alias(votes, match, action);
            break;
        default: /* stop is the engine's; the rest speaks of events, which come later */
            break;
        }
    }
}

/* ---- tape ------------------------------------------------------------------------------------------------------- */

/* The marks of a name, which rules ask for like attributes: <place ctx>. */
wm_slice wm_mark_attr(uint16_t marks, const char *key)
{
    if ((marks & ~WM_MARK_ALIAS) == 0) /* most names */
        return (wm_slice){NULL, 0};
    static const struct {
        const char *key;
        uint16_t mark;
    } names[] = {{"ctx", WM_MARK_CTX}, {"case", WM_MARK_CASE}, {"h", WM_MARK_HISTORIC}, {"adj", WM_MARK_ADJ},
                 {"plural", WM_MARK_PLURAL}, {"capital", WM_MARK_CAPITAL}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if ((marks & names[i].mark) != 0 && strcmp(key, names[i].key) == 0)
            return wm_slice_of("yes");
    return (wm_slice){NULL, 0};
}

/* <place.city weighty>: from here on, in tenths. A hundred thousand people; for a common word, half its uses. */
enum { WEIGHTY = 50 };

wm_slice wm_offer_attr(const wm_reading *r, const wm_offer *offer, const char *key)
{
    wm_slice mark = wm_mark_attr(offer->marks, key);
    if (mark.at != NULL || strcmp(key, "ctx") == 0)
        return mark;
    wm_gaz_entry entry = wm_gaz_entry_at(r->knowledge->gazetteers[offer->gaz], offer->entry);
    if (strcmp(key, "weighty") == 0)
        return entry.weight >= WEIGHTY ? wm_slice_of("yes") : (wm_slice){NULL, 0};
    return wm_gaz_attr(&entry, key);
}

static wm_slice sentence_bytes(const wm_reading *r, uint32_t sentence)
{
    const wm_sentence *s = &r->text.sentences[sentence];
    uint32_t begin = r->text.tokens[s->begin].begin, end = r->text.tokens[s->end - 1].end;
    return (wm_slice){r->text.bytes.at + begin, end - begin};
}

static void lay_elements(wm_sentence_votes *votes)
{
    wm_reading *r = votes->reading;
    const wm_sentence *s = &r->text.sentences[votes->sentence];
    wm_element *elements = wm_arena_alloc(&r->document->scratch, (s->end - s->begin) * sizeof *elements);
    const wm_word_labels *labels = wm_wordbook_labels(r->document->wordbook);
    bool tells = wm_shape_case_tells(&r->text, s);
    for (uint32_t i = s->begin; i < s->end; i++)
        elements[i - s->begin] = (wm_element){
            .text = wm_token_slice(&r->text, &r->text.tokens[i]),
            .word = r->words[i],
            .shape = wm_shape_of(&r->text, s, i, tells),
            .labels = labels[r->word_labels[i]].all,
        };
    uint32_t offer_count = r->offer_begin[s->end] - r->offer_begin[s->begin];
    votes->edges.room = 2 * offer_count + 8; /* with those that rules will tag */
    votes->edges.items = wm_arena_alloc(&r->document->scratch, votes->edges.room * sizeof *votes->edges.items);
    for (uint32_t i = r->offer_begin[s->begin]; i < r->offer_begin[s->end]; i++) {
        const wm_offer *offer = &r->offers.items[i];
        if (offer->end != offer->begin + 1)
            *WM_PUSH(&r->document->scratch, &votes->fresh_edges) =
                (wm_edge){offer->begin - s->begin, offer->end - s->begin, offer->labels};
    }
    votes->tape = (wm_tape){.elements = elements, .element_count = s->end - s->begin,
                            .text = sentence_bytes(r, votes->sentence)};
}

/* Moves what the last phase tagged among the edges. */
static void merge_edges(wm_sentence_votes *votes)
{
    if (votes->fresh_edges.count != 0 || votes->tape.edges == NULL)
        wm_tape_add(&votes->tape, &votes->edges, &votes->fresh_edges, &votes->reading->document->scratch);
}

/* ---- running ---------------------------------------------------------------------------------------------------- */

static bool run_phase(wm_sentence_votes *votes, uint32_t phase)
{
    wm_reading *r = votes->reading;
    const wm_match *matches;
    merge_edges(votes);
    uint32_t count = wm_rules_match(r->knowledge->rules, r->document->matcher, phase, &votes->tape, &matches);
    wm_read_note_limits(r, votes->sentence);
    for (uint32_t i = 0; i < count; i++) {
        act(votes, &matches[i]);
        if (r->trace)
            wm_read_trace(r, &matches[i], r->text.sentences[votes->sentence].begin, NULL);
    }
    return count != 0;
}

void wm_votes_begin(wm_sentence_votes *votes, wm_reading *reading, uint32_t sentence)
{
    *votes = (wm_sentence_votes){.reading = reading, .sentence = sentence};
    lay_elements(votes);
    wm_rules_survey(reading->knowledge->rules, &votes->tape, &reading->document->scratch);
    merge_edges(votes);
}

bool wm_votes_run(wm_sentence_votes *votes, uint32_t from_phase, uint32_t to_phase)
{
    bool any = false;
    uint32_t count;
    const uint32_t *phases = wm_rules_phases(votes->reading->knowledge->rules, &count);
    for (uint32_t i = 0; i < count && phases[i] < to_phase; i++)
        if (phases[i] >= from_phase)
            any |= run_phase(votes, phases[i]);
    return any;
}

void wm_votes_label(wm_sentence_votes *votes, uint32_t begin, uint32_t end, uint32_t label)
{
    put_edge(votes, (token_span){begin, end}, label);
}

void wm_read_cascade(wm_reading *reading)
{
    uint32_t count = reading->text.sentence_count;
    wm_arena *scratch = &reading->document->scratch;
    size_t chains = reading->text.token_count * sizeof *reading->candidate_at;
    reading->votes = wm_arena_alloc(scratch, (count + 1) * sizeof *reading->votes);
    reading->candidate_at = memset(wm_arena_alloc(scratch, chains), 0xFF, chains);
    for (uint32_t s = 0; s < count; s++) {
        wm_votes_begin(&reading->votes[s], reading, s);
        wm_votes_run(&reading->votes[s], 0, WM_PHASE_MEMORY);
    }
}
