/* SPDX-License-Identifier: MIT */
/* Stage 3: one reading for each stretch. Of all candidates of a sentence the set is taken that does not overlap and has
 * the greatest sum (weighted interval scheduling by dynamic programming, one step a token). It runs twice: what the
 * first pass finds is remembered, the rules of phases 40 to 49 vote on what is remembered, and the second pass counts
 * again. In: candidates. Out: mentions, in text order.
 */
#include "read/factbook.h"
#include "read/memory.h"
#include "read/wordbook.h"

enum { NOTHING = -1 };

/* A longer name explains more words than its parts would. */
#define WORD_BONUS 2.0f
/* Names must be this sure to be remembered. */
#define SURE 2.0f
/* A name of several words is rarely taken by chance, so that less has to speak for it. */
#define SURE_LONG 1.0f

static float worth(const wm_candidate *c)
{
    return c->score + WORD_BONUS * (float)(c->end - c->begin - 1);
}

typedef struct choice {
    float sum;      /* best sum of the tokens before this position */
    int32_t ending; /* candidate of that sum that ends here, or NOTHING */
} choice;

/* Of all that end at a position the one with the best sum counts, the later one of two equal ones; it has to be better
 * than to end with nothing. */
static void extend(const wm_sentence_votes *votes, uint32_t first, uint32_t at, choice *best)
{
    const wm_candidate *candidates = votes->candidates.items;
    for (uint32_t i = votes->reading->candidate_at[first + at]; i != WM_NO_ID; i = candidates[i].next) {
        choice *end = &best[candidates[i].end - first];
        float sum = best[at].sum + worth(&candidates[i]);
        bool better = end->ending == NOTHING || sum > end->sum || (sum == end->sum && (int32_t)i > end->ending);
        if (candidates[i].score > 0 && better)
            *end = (choice){sum, (int32_t)i};
    }
}

/* The chosen candidates, as flags by candidate. */
static bool *choose(const wm_sentence_votes *votes)
{
    wm_arena *scratch = &votes->reading->document->scratch;
    const wm_sentence *s = &votes->reading->text.sentences[votes->sentence];
    uint32_t length = s->end - s->begin;
    bool *chosen = WM_NEW_N(scratch, bool, votes->candidates.count);
    choice *best = memset(wm_arena_alloc(scratch, (length + 1) * sizeof *best), 0xFF, (length + 1) * sizeof *best);
    best[0].sum = 0;
    for (uint32_t at = 0; at < length; at++) {
        extend(votes, s->begin, at, best);
        if (best[at + 1].ending == NOTHING || best[at + 1].sum <= best[at].sum)
            best[at + 1] = (choice){best[at].sum, NOTHING};
    }
    for (uint32_t at = length; at > 0;) {
        int32_t i = best[at].ending;
        if (i == NOTHING) {
            at--;
            continue;
        }
        chosen[i] = true;
        at = votes->candidates.items[i].begin - s->begin;
    }
    return chosen;
}

static bool is_name_kind(const whomet_knowledge *k, uint32_t kind)
{
    return kind == k->labels.person || kind == k->labels.place || kind == k->labels.org;
}

/* What several mentions say adds up, but for single words: a word that is weakly a name three times is often none. */
static bool is_sure(const wm_reading *r, const wm_candidate *c)
{
    float sum = wm_memory_add(r->document->memory, r, c);
    return c->score >= SURE || (c->end - c->begin > 1 && sum >= SURE_LONG);
}

static bool is_place_too(const wm_sentence_votes *votes, const wm_candidate *c)
{
    for (uint32_t i = 0; i < votes->candidates.count; i++) {
        const wm_candidate *other = &votes->candidates.items[i];
        if (other->begin == c->begin && other->end == c->end && other->kind == votes->reading->knowledge->labels.place)
            return true;
    }
    return false;
}

static void remember(wm_sentence_votes *votes)
{
    wm_reading *r = votes->reading;
    votes->chosen = choose(votes);
    for (uint32_t i = 0; i < votes->candidates.count; i++) {
        const wm_candidate *c = &votes->candidates.items[i];
        if (!votes->chosen[i] || !is_name_kind(r->knowledge, c->kind) || !is_sure(r, c))
            continue;
        wm_memory_learn(r->document->memory, r, c->begin, c->end, c->kind);
        if (c->kind == r->knowledge->labels.org && is_place_too(votes, c))
            wm_memory_learn_team(r->document->memory, &r->text, c->begin, c->end);
    }
}

/* ---- mentions --------------------------------------------------------------------------------------------------- */

/* Those without tests: a mention has its own attributes. */
static void add_both(wm_labels *labels, const wm_offer *offer)
{
    wm_labels_add(labels, offer->label);
    wm_labels_add(labels, offer->kind);
}

/* All labels that the gazetteers have for exactly this span. */
static wm_labels labels_of_span(const wm_reading *r, const wm_candidate *c)
{
    wm_labels labels = {{0}};
    wm_labels_add(&labels, c->kind);
    if (c->end == c->begin + 1)
        wm_labels_join(&labels, &wm_wordbook_labels(r->document->wordbook)[r->word_labels[c->begin]].bare);
    for (uint32_t i = r->offer_begin[c->begin]; i < r->offer_begin[c->begin + 1]; i++) {
        const wm_offer *offer = &r->offers.items[i];
        bool same = offer->end == c->end && !offer->is_word;
        if (same && (offer->kind == c->kind || !is_name_kind(r->knowledge, offer->kind)))
            add_both(&labels, offer);
    }
    return labels;
}

/* The "@" of an account is no part of its name. */
static whomet_range name_range(wm_reading *r, const wm_candidate *c)
{
    const wm_token *first = &r->text.tokens[c->begin];
    bool account = (first->shape & WM_SHAPE_ADDRESS) != 0 && r->text.bytes.at[first->begin] == '@';
    return wm_read_range(r->document, first->begin + (account ? 1 : 0), r->text.tokens[c->end - 1].end);
}

/* The entry, if there is one, else the rule that spoke loudest. */
static whomet_why why_of(wm_reading *r, const wm_candidate *c, const wm_offer *offer)
{
    if (offer == NULL)
        return wm_read_why_rule(r->knowledge, c->rule);
    const wm_entry_facts *facts = wm_factbook_entry(r, c->kind, offer->gaz, offer->entry);
    return (whomet_why){.entry = facts->name, .file = facts->file, .line = facts->line};
}

static void add_mention(wm_sentence_votes *votes, const wm_candidate *c)
{
    wm_reading *r = votes->reading;
    whomet_document *d = r->document;
    const wm_offer *offer = c->offer != WM_NO_ID ? &r->offers.items[c->offer] : NULL;
    *WM_PUSH(&d->keep, &d->mention_notes) = (wm_mention_note){
        .begin = c->begin, .end = c->end, .labels = labels_of_span(r, c), .kind = c->kind,
        .gaz = offer != NULL ? offer->gaz : 0, .entry = offer != NULL ? offer->entry : WM_NO_ID,
        .offer = c->offer, .rule = c->rule,
    };
    *WM_PUSH(&d->keep, &d->mentions) = (whomet_mention){
        .range = name_range(r, c),
        .type = wm_knowledge_type(r->knowledge, c->kind),
        .form = "name",
        .entity = WHOMET_NONE,
        .sentence = r->first_sentence + votes->sentence,
        .score = c->score,
        .why = why_of(r, c, offer),
    };
}

/* Candidates lie in the order in which they were voted for; mentions come in text order. */
static void add_chosen(wm_sentence_votes *votes)
{
    const wm_reading *r = votes->reading;
    const wm_sentence *s = &r->text.sentences[votes->sentence];
    for (uint32_t t = s->begin; t < s->end; t++)
        for (uint32_t i = r->candidate_at[t]; i != WM_NO_ID; i = votes->candidates.items[i].next)
            if (votes->chosen[i])
                add_mention(votes, &votes->candidates.items[i]);
}

void wm_read_resolve(wm_reading *reading)
{
    uint32_t count = reading->text.sentence_count;
    for (uint32_t s = 0; s < count; s++)
        if (reading->votes[s].candidates.count != 0)
            remember(&reading->votes[s]);
    for (uint32_t s = 0; s < count; s++) {
        wm_sentence_votes *votes = &reading->votes[s];
        bool recalled = wm_memory_recall(reading->document->memory, votes);
        if (recalled && wm_votes_run(votes, WM_PHASE_MEMORY, WM_PHASE_RELATE) && votes->candidates.count != 0)
            votes->chosen = choose(votes);
        if (votes->chosen != NULL)
            add_chosen(votes);
    }
}
