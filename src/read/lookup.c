/* SPDX-License-Identifier: MIT */
/* Stage 1: what the gazetteers know at each place. Every token is asked for the names that start there; a name found
 * becomes one offer for each label that it bears, because an offer decides nothing: "Paris" is a city, a given name and
 * a family name until the rules have spoken. A tag ("#TelAviv") is asked as the words it is made of. In: tokens and
 * sentences. Out: offers in text order, by sentence.
 */
#include "base/prefetch.h"
#include "base/utf8.h"
#include "read/label.h"

enum { HITS_MAX = 16 };

/* One offer for each label of a hit that anybody asks for; postings come weightiest first, so the first of a label is
 * the best. The hit covers tokens of `text` from `at` on, and the offer tokens [begin, end) of the document. */
static void offer_hit(wm_reading *r, uint8_t g, const wm_text *text, uint32_t at, const wm_gaz_hit *hit, uint32_t begin,
                      uint32_t end)
{
    wm_arena *scratch = &r->document->scratch;
    const wm_gaz *gaz = r->knowledge->gazetteers[g];
    wm_labels seen = {{0}};
    for (uint32_t i = 0; i < hit->posting_count; i++) {
        wm_gaz_posting posting;
        if (!wm_gaz_posting_at(gaz, text, at, hit, i, &posting))
            continue;
        const wm_label_map *map = &r->knowledge->maps[g][posting.label];
        if (map->is_idle || wm_labels_has(&seen, map->label))
            continue;
        wm_labels_add(&seen, map->label);
        *WM_PUSH(scratch, &r->offers) = (wm_offer){
            .begin = begin,
            .end = end,
            .labels = map->labels,
            .label = map->label,
            .kind = map->kind,
            .is_word = map->is_word,
            .marks = posting.marks,
            .gaz = g,
            .entry = posting.entry,
            .hit = *hit,
        };
        wm_label_offer(r, &r->offers.items[r->offers.count - 1], hit->first_posting + i);
    }
}

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

/* ---- tags ------------------------------------------------------------------------------------------------------- */

/* Most words of a tag that is looked up: "#NewYorkCity" has three. */
enum { TAG_WORDS_MAX = 6 };

static bool is_tag(const wm_text *text, uint32_t token)
{
    const wm_token *t = &text->tokens[token];
    return (t->shape & WM_SHAPE_ADDRESS) != 0 && text->bytes.at[t->begin] == '#';
}

/* Where the word of a tag that starts at `at` ends: "TelAviv" parts before an upper-case letter behind a lower-case
 * one, "BBCNews" before the last of its capitals. */
static uint32_t tag_word_end(const char *bytes, uint32_t at, uint32_t end)
{
    for (uint32_t i = at + 1; i < end; i++) {
        bool upper = bytes[i] >= 'A' && bytes[i] <= 'Z', after_upper = bytes[i - 1] >= 'A' && bytes[i - 1] <= 'Z';
        bool before_lower = i + 1 < end && bytes[i + 1] >= 'a' && bytes[i + 1] <= 'z';
        if (upper && (!after_upper || before_lower))
            return i;
    }
    return end;
}

/* The words of a tag as a text of their own, into `words`; how many, 0 when there are none or too many. */
static uint32_t cut_tag(const wm_reading *r, uint32_t token, wm_token *words)
{
    const wm_token *tag = &r->text.tokens[token];
    const char *bytes = r->text.bytes.at;
    uint32_t count = 0;
    for (uint32_t at = tag->begin + 1, next; at < tag->end; at = next) {
        next = tag_word_end(bytes, at, tag->end);
        if (count == TAG_WORDS_MAX || bytes[at] < 'A' || bytes[at] > 'Z')
            return 0;
        wm_slice word = {bytes + at, next - at};
        char key[WM_FOLD_MAX];
        bool caps = next - at > 1 && bytes[at + 1] >= 'A' && bytes[at + 1] <= 'Z';
        words[count++] = (wm_token){
            .begin = at,
            .end = next,
            .gap = WM_GAP_BLANK,
            .hash = wm_utf8_hash((wm_slice){key, wm_utf8_fold(word, key)}),
            .shape = (uint16_t)(WM_SHAPE_WORD | WM_SHAPE_CAP | (caps ? WM_SHAPE_CAPS : 0)),
        };
    }
    return count;
}

/* "#TelAviv" is what "Tel Aviv" is: the names that all of its words make are offered for the tag. */
static void look_up_tag(wm_reading *r, uint32_t token)
{
    wm_token words[TAG_WORDS_MAX];
    wm_text tag = {.bytes = r->text.bytes, .tokens = words, .token_count = cut_tag(r, token, words)};
    wm_gaz_hit hits[HITS_MAX];
    for (uint32_t g = 0; g < r->knowledge->gaz_count && tag.token_count != 0; g++) {
        uint32_t count = wm_gaz_match(r->knowledge->gazetteers[g], &tag, 0, tag.token_count, hits, HITS_MAX);
        for (uint32_t i = 0; i < count; i++)
            if (hits[i].token_count == tag.token_count)
                offer_hit(r, (uint8_t)g, &tag, 0, &hits[i], token, token + 1);
    }
}

static void look_up_token(wm_reading *r, uint32_t token, uint32_t limit)
{
    if (is_tag(&r->text, token)) {
        look_up_tag(r, token);
        return;
    }
    uint32_t first = r->offers.count;
    wm_gaz_hit hits[HITS_MAX];
    for (uint32_t g = 0; g < r->knowledge->gaz_count; g++) {
        uint32_t count = wm_gaz_match(r->knowledge->gazetteers[g], &r->text, token, limit, hits, HITS_MAX);
        for (uint32_t i = 0; i < count; i++)
            offer_hit(r, (uint8_t)g, &r->text, token, &hits[i], token, token + hits[i].token_count);
    }
    if (r->knowledge->gaz_count > 1)
        sort_offers(r, first);
}

/* ---- asking ahead ----------------------------------------------------------------------------------------------- */

/* The tokens that may start a name, in order. The filters are asked for so many tokens before they are looked at. */
static uint32_t find_starts(const wm_reading *r, uint32_t *starts)
{
    enum { AHEAD = 16 };
    wm_gaz_filter filters[WM_GAZ_MAX];
    const wm_text *text = &r->text;
    uint32_t count = 0;
    for (uint32_t g = 0; g < r->knowledge->gaz_count; g++)
        filters[g] = wm_gaz_filter_of(r->knowledge->gazetteers[g]);
    for (uint32_t i = 0; i < text->token_count; i++) {
        bool may = false;
        for (uint32_t g = 0; g < r->knowledge->gaz_count; g++) {
            if (i + AHEAD < text->token_count)
                wm_prefetch(wm_gaz_filter_at(&filters[g], &text->tokens[i + AHEAD]));
            may |= wm_gaz_may_start(&filters[g], &text->tokens[i]);
        }
        starts[count] = i;
        count += may || is_tag(text, i);
    }
    return count;
}

/* While one start is looked up, the words of some behind it are fetched (and the word behind each, which a longer name
 * asks for), and what those lead to of the next few. */
static void expect(const wm_reading *r, const uint32_t *starts, uint32_t count, uint32_t at)
{
    enum { WORDS_AHEAD = 9, NODES_AHEAD = 6, POSTINGS_AHEAD = 3 };
    const wm_token *tokens = r->text.tokens;
    for (uint32_t g = 0; g < r->knowledge->gaz_count && at + WORDS_AHEAD + 1 < count; g++) {
        const wm_gaz *gaz = r->knowledge->gazetteers[g];
        wm_gaz_expect_word(gaz, &tokens[starts[at + WORDS_AHEAD]]);
        wm_gaz_expect_word(gaz, &tokens[starts[at + WORDS_AHEAD] + 1]);
        wm_gaz_expect_node(gaz, &tokens[starts[at + NODES_AHEAD]]);
        wm_gaz_expect_posting(gaz, &tokens[starts[at + POSTINGS_AHEAD]]);
    }
}

void wm_read_lookup(wm_reading *reading)
{
    wm_arena *scratch = &reading->document->scratch;
    const wm_text *text = &reading->text;
    reading->words = wm_arena_alloc(scratch, (text->token_count + 1) * sizeof *reading->words);
    reading->offer_begin = WM_NEW_N(scratch, uint32_t, text->sentence_count + 1);
    for (uint32_t i = 0; i < text->token_count; i++)
        reading->words[i] = wm_rules_word(reading->knowledge->rules, text->tokens[i].hash);
    uint32_t *starts = wm_arena_alloc(scratch, (text->token_count + 1) * sizeof *starts);
    uint32_t count = find_starts(reading, starts), at = 0;
    /* About what is needed: an array that doubles would copy as much again. */
    reading->offers.room = count + count / 2 + 16;
    reading->offers.items = wm_arena_alloc(scratch, reading->offers.room * sizeof *reading->offers.items);
    for (uint32_t s = 0; s < text->sentence_count; s++) {
        reading->offer_begin[s] = reading->offers.count;
        for (; at < count && starts[at] < text->sentences[s].end; at++) {
            expect(reading, starts, count, at);
            look_up_token(reading, starts[at], text->sentences[s].end);
        }
    }
    reading->offer_begin[text->sentence_count] = reading->offers.count;
}
