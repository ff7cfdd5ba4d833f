/* SPDX-License-Identifier: MIT */
/* Words of which everything is known already. What the gazetteers offer for a single word depends on its spelling
 * alone, and a text says the same few thousand words over and over; so each spelling is looked up once. Names of
 * several words are walked anew each time, but only where the next word may follow the first.
 *
 * In: a token. Out: its word, its offers, the gazetteers in which longer names start with it. A table of fixed size,
 * which is emptied when it is full; words of more than TEXT_MAX bytes are not kept.
 */
#include "read/wordbook.h"

#include "base/bits.h"
#include "base/prefetch.h"
#include "base/utf8.h"
#include "read/label.h"
#include "read/tag.h"

#include <stdlib.h>

enum { SLOTS_MIN = 512, USED_MAX = 20 * 1000, TEXT_MAX = 21, HITS_MAX = 16, CACHE_LINE = 64 };
enum { OFFERS_MAX = 32 * 1024, WAYS_MAX = 16 * 1024 };
enum { CASE_BITS = WM_SHAPE_CAP | WM_SHAPE_CAPS | WM_SHAPE_LOWER | WM_SHAPE_UNICODE | WM_SHAPE_ADDRESS };

/* One cache line. */
typedef struct slot {
    uint64_t hash; /* of the token; 0 is free */
    uint16_t shape;
    uint8_t len;
    char text[TEXT_MAX];
    wm_word_note note;
} slot;

struct wm_wordbook {
    wm_arena keep; /* of the arrays, which are reused */
    uint32_t used;
    wm_offer_array offers;
    WM_ARRAY(wm_word_way) ways;
    wm_index label_index;            /* hash of labels -> place in `labels`, and one more */
    WM_ARRAY(wm_word_labels) labels; /* each of them once; these are never forgotten */
    slot *slots;         /* each in a line of its own */
    uint32_t slot_count; /* a power of two */
    wm_word_note longer; /* of the last word that was too long to be kept */
    wm_gaz_pair pairs[WM_GAZ_PAIRS];
};

wm_wordbook *wm_wordbook_new(void)
{
    return calloc(1, sizeof(wm_wordbook));
}

void wm_wordbook_free(wm_wordbook *book)
{
    if (book == NULL)
        return;
    wm_arena_done(&book->keep);
    free(book);
}

void wm_wordbook_on_oom(wm_wordbook *book, jmp_buf *handler)
{
    book->keep.on_oom = handler;
}

const wm_offer *wm_wordbook_offers(const wm_wordbook *book)
{
    return book->offers.items;
}

const wm_word_labels *wm_wordbook_labels(const wm_wordbook *book)
{
    return book->labels.items;
}

const wm_word_way *wm_wordbook_ways(const wm_wordbook *book)
{
    return book->ways.items;
}

wm_gaz_pair *wm_wordbook_pairs(wm_wordbook *book)
{
    return book->pairs;
}

void wm_offer_hit(const wm_reading *reading, uint32_t gaz, const wm_text *text, uint32_t at, const wm_gaz_hit *hit,
                  uint32_t begin, uint32_t end, wm_offer_array *offers, wm_arena *arena)
{
    wm_labels seen = {{0}};
    for (uint32_t i = 0; i < hit->posting_count; i++) {
        wm_gaz_posting posting;
        if (!wm_gaz_posting_at(reading->knowledge->gazetteers[gaz], text, at, hit, i, &posting))
            continue;
        const wm_label_map *map = &reading->knowledge->maps[gaz][posting.label];
        if (map->is_idle || wm_labels_has(&seen, map->label))
            continue;
        wm_labels_add(&seen, map->label);
        wm_offer *offer = WM_PUSH(arena, offers);
        *offer = (wm_offer){
            .begin = begin,
            .end = end,
            .labels = map->labels,
            .label = map->label,
            .kind = map->kind,
            .is_word = map->is_word,
            .marks = posting.marks,
            .gaz = (uint8_t)gaz,
            .entry = posting.entry,
            .hit = *hit,
        };
        wm_label_offer(reading, offer, hit->first_posting + i);
    }
}

/* "#TelAviv" is what "Tel Aviv" is: the names that all of its words make are offered for the tag. */
static void look_up_tag_words(wm_wordbook *book, const wm_reading *reading, uint32_t token, wm_token *words,
                              uint32_t length)
{
    const whomet_knowledge *k = reading->knowledge;
    wm_text tag = {.bytes = reading->text.bytes, .tokens = words, .token_count = length};
    for (uint32_t g = 0; g < k->gaz_count && length != 0; g++) {
        wm_gaz_hit hits[HITS_MAX];
        uint32_t count = wm_gaz_match(k->gazetteers[g], &tag, 0, length, hits, HITS_MAX);
        for (uint32_t i = 0; i < count; i++)
            if (hits[i].token_count == length)
                wm_offer_hit(reading, g, &tag, 0, &hits[i], token, token + 1, &book->offers, &book->keep);
    }
}

/* A name may have capitals inside, too: "#BlackBerry" is asked for as one word where two found nothing. */
static void look_up_tag(wm_wordbook *book, const wm_reading *reading, uint32_t token)
{
    wm_token words[WM_TAG_WORDS_MAX];
    uint32_t first = book->offers.count;
    uint32_t length = wm_tag_cut(&reading->text, token, words);
    look_up_tag_words(book, reading, token, words, length);
    if (length > 1 && book->offers.count == first) {
        wm_tag_join(&reading->text, words, length);
        look_up_tag_words(book, reading, token, words, 1);
    }
}

static void look_up_word(wm_wordbook *book, const wm_reading *reading, uint32_t token)
{
    const whomet_knowledge *k = reading->knowledge;
    for (uint32_t g = 0; g < k->gaz_count; g++) {
        wm_gaz_hit hits[HITS_MAX];
        uint32_t count = wm_gaz_match(k->gazetteers[g], &reading->text, token, token + 1, hits, HITS_MAX);
        for (uint32_t i = 0; i < count; i++)
            wm_offer_hit(reading, g, &reading->text, token, &hits[i], token, token + 1, &book->offers, &book->keep);
        wm_word_way way = wm_gaz_start_of(k->gazetteers[g], &reading->text, token);
        way.gaz = g;
        if (way.followers != 0)
            *WM_PUSH(&book->keep, &book->ways) = way;
    }
}

/* ---- labels ----------------------------------------------------------------------------------------------------- */

static void add_labels(const whomet_knowledge *k, const wm_offer *offer, wm_word_labels *labels)
{
    bool names = offer->kind == k->labels.place || offer->kind == k->labels.person || offer->kind == k->labels.org;
    wm_labels_join(&labels->all, &offer->labels);
    if (names || offer->is_word)
        return;
    wm_labels_join(&labels->cues, &offer->labels);
    wm_labels_add(&labels->bare, offer->label);
    wm_labels_add(&labels->bare, offer->kind);
}

static uint64_t hash_labels(const wm_word_labels *labels)
{
    return wm_utf8_hash((wm_slice){(const char *)labels, sizeof *labels});
}

/* Few combinations make up all words, so each is kept once. Those of one hash would only be kept more often. */
static uint32_t keep_labels(wm_wordbook *book, const wm_word_labels *labels)
{
    uint64_t hash = hash_labels(labels);
    int32_t known = wm_index_get(&book->label_index, hash, 0);
    if (known != 0 && memcmp(&book->labels.items[known - 1], labels, sizeof *labels) == 0)
        return (uint32_t)known - 1;
    *WM_PUSH(&book->keep, &book->labels) = *labels;
    wm_index_put(&book->label_index, hash, (int32_t)book->labels.count, &book->keep);
    return book->labels.count - 1;
}

/* Sums up the labels. Those offers that are sought lie once more behind all of them, unless all are. */
static void sum_up(wm_wordbook *book, const whomet_knowledge *k, wm_word_note *note)
{
    wm_word_labels labels = {.all = {{0}}};
    uint32_t begin = note->first_offer, end = book->offers.count;
    for (uint32_t i = begin; i < end; i++) {
        const wm_offer *offer = &book->offers.items[i];
        add_labels(k, offer, &labels);
        note->sought_count += offer->is_word || wm_labels_has(&k->sought_kinds, offer->kind);
    }
    note->offer_count = (uint16_t)(end - begin);
    note->labels = keep_labels(book, &labels);
    for (uint32_t i = begin; i < end && note->sought_count != note->offer_count; i++) {
        wm_offer offer = book->offers.items[i];
        if (offer.is_word || wm_labels_has(&k->sought_kinds, offer.kind))
            *WM_PUSH(&book->keep, &book->offers) = offer;
    }
}

/* Everything there is to know of the token. */
static wm_word_note look_up(wm_wordbook *book, const wm_reading *reading, uint32_t token)
{
    uint32_t word = wm_rules_word(reading->knowledge->rules, reading->text.tokens[token].hash);
    wm_word_note note = {.word = word, .first_offer = book->offers.count, .first_way = book->ways.count};
    (wm_tag_is(&reading->text, token) ? look_up_tag : look_up_word)(book, reading, token);
    sum_up(book, reading->knowledge, &note);
    note.way_count = (uint16_t)(book->ways.count - note.first_way);
    for (uint32_t i = note.first_way; i < book->ways.count; i++)
        note.followers |= book->ways.items[i].followers;
    return note;
}

static void empty(wm_wordbook *book)
{
    book->used = book->offers.count = book->ways.count = 0;
    memset(book->slots, 0, book->slot_count * sizeof *book->slots);
}

/* A sentence finds room even if all its words are new. */
static bool is_full(const wm_wordbook *book)
{
    return book->used >= USED_MAX || book->offers.count > OFFERS_MAX || book->ways.count > WAYS_MAX;
}

static uint32_t place_of(const wm_wordbook *book, uint64_t hash, uint16_t shape)
{
    return (uint32_t)(hash >> 20 ^ (shape & CASE_BITS)) & (book->slot_count - 1);
}

/* Twice as many slots: a short text wants few pages of memory. The old ones stay with the arena. */
static void grow(wm_wordbook *book)
{
    const slot *old = book->slots;
    uint32_t count = book->slot_count;
    book->slot_count = count == 0 ? SLOTS_MIN : count * 2;
    char *room = wm_arena_zalloc(&book->keep, book->slot_count + 1, sizeof *book->slots);
    book->slots = (slot *)(room + (CACHE_LINE - (uintptr_t)room % CACHE_LINE) % CACHE_LINE);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = place_of(book, old[i].hash, old[i].shape);
        while (old[i].hash != 0 && book->slots[at].hash != 0)
            at = (at + 1) & (book->slot_count - 1);
        if (old[i].hash != 0)
            book->slots[at] = old[i];
    }
}

void wm_wordbook_begin(wm_wordbook *book)
{
    if (is_full(book))
        empty(book);
    while (book->used + WM_SENTENCE_TOKENS_MAX > book->slot_count / 4 * 3)
        grow(book);
}

void wm_wordbook_expect(const wm_wordbook *book, const wm_token *token)
{
    wm_prefetch(&book->slots[place_of(book, token->hash, token->shape)]);
}

/* Words of up to eight bytes are compared without a call, unless the text ends before eight bytes are read. */
static inline bool is_spelled(const slot *s, wm_slice text, const char *end)
{
    if (!WM_LITTLE_ENDIAN || text.len > 8 || text.len == 0 || end - text.at < 8)
        return memcmp(s->text, text.at, text.len) == 0;
    uint64_t known, asked;
    memcpy(&known, s->text, sizeof known);
    memcpy(&asked, text.at, sizeof asked);
    return (known ^ asked) << (8 - text.len) * 8 == 0;
}

const wm_word_note *wm_wordbook_at(wm_reading *reading, uint32_t token)
{
    wm_wordbook *book = reading->document->wordbook;
    const wm_token *t = &reading->text.tokens[token];
    wm_slice text = wm_token_slice(&reading->text, t), bytes = reading->text.bytes;
    uint16_t shape = t->shape & CASE_BITS;
    uint32_t at = place_of(book, t->hash, t->shape);
    for (; book->slots[at].hash != 0; at = (at + 1) & (book->slot_count - 1)) {
        const slot *s = &book->slots[at];
        bool same = s->hash == t->hash && s->shape == shape && s->len == text.len;
        if (same && is_spelled(s, text, bytes.at + bytes.len))
            return &s->note;
    }
    wm_word_note note = look_up(book, reading, token);
    if (text.len > TEXT_MAX) {
        book->longer = note;
        return &book->longer;
    }
    slot *s = &book->slots[at];
    *s = (slot){.hash = t->hash, .shape = shape, .len = (uint8_t)text.len, .note = note};
    memcpy(s->text, text.at, text.len);
    book->used++;
    return &s->note;
}

bool wm_word_entry(const wm_reading *reading, uint32_t begin, uint32_t end, uint32_t label, const char *key,
                   uint8_t *ret_gaz, uint32_t *ret_entry)
{
    const whomet_knowledge *k = reading->knowledge;
    for (uint32_t g = 0; g < k->gaz_count; g++) {
        wm_gaz_hit hits[HITS_MAX];
        wm_gaz_posting posting;
        uint32_t count = wm_gaz_match(k->gazetteers[g], &reading->text, begin, end, hits, HITS_MAX);
        for (uint32_t i = 0; i < count; i++)
            for (uint32_t p = 0; p < hits[i].posting_count; p++) {
                if (!wm_gaz_posting_at(k->gazetteers[g], &reading->text, begin, &hits[i], p, &posting) ||
                    k->maps[g][posting.label].label != label)
                    continue;
                wm_gaz_entry entry = wm_gaz_entry_at(k->gazetteers[g], posting.entry);
                if (key != NULL && wm_gaz_attr(&entry, key).at == NULL)
                    continue;
                *ret_gaz = (uint8_t)g;
                *ret_entry = posting.entry;
                return true;
            }
    }
    return false;
}

wm_slice wm_word_attr(const wm_reading *reading, uint32_t token, uint32_t label, const char *key)
{
    uint8_t gaz;
    uint32_t number;
    if (!wm_word_entry(reading, token, token + 1, label, key, &gaz, &number))
        return (wm_slice){NULL, 0};
    wm_gaz_entry entry = wm_gaz_entry_at(reading->knowledge->gazetteers[gaz], number);
    return wm_gaz_attr(&entry, key);
}
