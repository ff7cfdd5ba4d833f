/* SPDX-License-Identifier: MIT */
/* Stage 1: what the gazetteers know at each place. Every token is asked for the names that start there; a name found
 * becomes one offer for each label that it bears, because an offer decides nothing: "Paris" is a city, a given name and
 * a family name until the rules have spoken. In: tokens and sentences. Out: offers in text order, by sentence.
 */
#include "base/prefetch.h"
#include "read/wordbook.h"

enum { HITS_MAX = 16 };

/* Keeps the offers that start at one token sorted by end; several gazetteers may have brought some. */
static void sort_offers(wm_reading *r, uint32_t first)
{
    for (uint32_t i = first + 1; i < r->offers.count; i++) {
        wm_offer offer = r->offers.items[i];
        uint32_t at = i;
        for (; at > first && r->offers.items[at - 1].end > offer.end; at--)
            r->offers.items[at] = r->offers.items[at - 1];
        r->offers.items[at] = offer;
    }
}

static void look_up_longer(wm_reading *r, const wm_word_note *note, uint32_t token, uint32_t limit)
{
    wm_arena *scratch = &r->document->scratch;
    uint32_t first = r->offers.count;
    wm_gaz_hit hits[HITS_MAX];
    wm_wordbook *book = r->document->wordbook;
    for (uint32_t w = 0; w < note->way_count; w++) {
        const wm_word_way *way = &wm_wordbook_ways(book)[note->first_way + w];
        if (!wm_gaz_may_follow(way->followers, &r->text.tokens[token + 1]))
            continue;
        uint32_t count = wm_gaz_match_longer(r->knowledge->gazetteers[way->gaz], way, wm_wordbook_pairs(book), &r->text,
                                             token, limit, hits, HITS_MAX);
        for (uint32_t i = 0; i < count; i++)
            wm_offer_hit(r, way->gaz, &r->text, token, &hits[i], token, token + hits[i].token_count, &r->offers,
                         scratch);
    }
    if (note->way_count > 1)
        sort_offers(r, first);
}

/* A token at which there is something to offer. */
typedef struct busy {
    wm_word_note note;
    uint32_t token;
    bool longer; /* names of several tokens may start there */
} busy;

/* NULL as long as no word has any. */
static const wm_offer *known_offers(const wm_reading *r, const wm_word_note *note)
{
    const wm_offer *all = wm_wordbook_offers(r->document->wordbook);
    bool behind = !r->trace && note->sought_count != note->offer_count;
    return all != NULL ? &all[note->first_offer + (behind ? note->offer_count : 0)] : NULL;
}

static void take_offers(wm_reading *r, const busy *at, uint32_t limit)
{
    const wm_offer *known = known_offers(r, &at->note);
    uint32_t count = r->trace ? at->note.offer_count : at->note.sought_count;
    for (uint32_t i = 0; i < count; i++) {
        wm_offer *offer = WM_PUSH(&r->document->scratch, &r->offers);
        *offer = known[i];
        offer->begin = at->token;
        offer->end = at->token + 1;
    }
    if (at->longer)
        look_up_longer(r, &at->note, at->token, limit);
}

/* Asks for what take_offers() will want of the memory. */
static void expect_offers(const wm_reading *r, const busy *at)
{
    wm_wordbook *book = r->document->wordbook;
    const wm_token *second = &r->text.tokens[at->token + 1];
    wm_prefetch(known_offers(r, &at->note));
    for (uint32_t w = 0; at->longer && w < at->note.way_count; w++) {
        const wm_word_way *way = &wm_wordbook_ways(book)[at->note.first_way + w];
        wm_prefetch(wm_gaz_pair_at(wm_wordbook_pairs(book), wm_gaz_pair_key(way, second)));
    }
}

/* Notes each token; gives how many are busy. What is needed of the memory soon is asked for first: the notes of some
 * words ahead. Whether a token is busy is what a processor cannot guess, so it is counted and not branched on. */
static uint32_t note_words(wm_reading *r, const wm_sentence *sentence, busy *tokens_at)
{
    enum { AHEAD = 8 };
    wm_wordbook *book = r->document->wordbook;
    const wm_token *tokens = r->text.tokens;
    uint32_t count = 0;
    for (uint32_t i = sentence->begin; i < sentence->end; i++) {
        if (i + AHEAD < r->text.token_count)
            wm_wordbook_expect(book, &tokens[i + AHEAD]);
        const wm_word_note *note = wm_wordbook_at(r, i);
        bool longer = i + 1 < sentence->end && wm_gaz_may_follow(note->followers, &tokens[i + 1]);
        r->words[i] = note->word;
        r->word_labels[i] = note->labels;
        tokens_at[count] = (busy){*note, i, longer};
        count += longer | (note->sought_count != 0) | (r->trace && note->offer_count != 0);
    }
    return count;
}

static void look_up_sentence(wm_reading *r, const wm_sentence *sentence)
{
    busy tokens_at[WM_SENTENCE_TOKENS_MAX + 1]; /* one more is written than is counted */
    wm_wordbook_begin(r->document->wordbook);
    uint32_t count = note_words(r, sentence, tokens_at), next = sentence->begin;
    for (uint32_t i = 0; i < count; i++)
        expect_offers(r, &tokens_at[i]);
    for (uint32_t i = 0; i < count; i++) {
        while (next <= tokens_at[i].token)
            r->offer_begin[next++] = r->offers.count;
        take_offers(r, &tokens_at[i], sentence->end);
    }
    while (next < sentence->end)
        r->offer_begin[next++] = r->offers.count;
}

void wm_read_lookup(wm_reading *reading)
{
    wm_arena *scratch = &reading->document->scratch;
    const wm_text *text = &reading->text;
    reading->words = wm_arena_alloc(scratch, (text->token_count + 1) * sizeof *reading->words);
    reading->word_labels = wm_arena_alloc(scratch, (text->token_count + 1) * sizeof *reading->word_labels);
    reading->offer_begin = wm_arena_alloc(scratch, (text->token_count + 1) * sizeof *reading->offer_begin);
    /* About what is needed: an array that doubles would copy as much again. */
    reading->offers.room = text->token_count / 2 + 16;
    reading->offers.items = wm_arena_alloc(scratch, reading->offers.room * sizeof *reading->offers.items);
    for (uint32_t s = 0; s < text->sentence_count; s++)
        look_up_sentence(reading, &text->sentences[s]);
    reading->offer_begin[text->token_count] = reading->offers.count;
}
