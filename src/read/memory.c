/* SPDX-License-Identifier: MIT */
/* The document's memory. After the first resolution every name that was taken is learned; then the sentences are shown
 * what was learned as labels, and the rules of phases 40 to 49 say what a known name is worth. Only words that start
 * with a capital are looked at. The longest name of the document bounds the work at each of them.
 */
#include "read/memory.h"

#include "read/index.h"

/* What is known of a word: parts of names that it was, whether it begins the name of a team, and from LENGTHS on a bit
 * for each number of words, less one, of the names that it begins. */
enum { SURNAME = 1, GIVEN = 2, START = 4, HEAD = 8, PARTS = SURNAME | GIVEN | START | HEAD, TEAM = 16, LENGTHS = 5 };

struct wm_memory {
    wm_arena *keep;
    wm_index names; /* hash of a whole name -> kind */
    wm_index hints; /* hash of a whole name, plus a kind -> what spoke for it so far, in tenths */
    wm_index words; /* hash of a word -> bits */
    wm_index teams; /* hash of a whole name of a place that was found as a body -> 1 */
};

enum { LONGEST_MAX = 8, SURNAME_LETTERS_MIN = 2, HINT_MAX = 1 << 30 };

wm_memory *wm_memory_new(wm_arena *keep)
{
    wm_memory *memory = WM_NEW(keep, wm_memory);
    memory->keep = keep;
    return memory;
}

uint64_t wm_memory_hash(const wm_text *text, uint32_t begin, uint32_t end)
{
    uint64_t hash = 0;
    for (uint32_t i = begin; i < end; i++)
        hash = (hash ^ text->tokens[i].hash) * UINT64_C(0x9E3779B97F4A7C15) + (hash >> 29);
    return hash == 0 ? 1 : hash;
}

float wm_memory_add(wm_memory *memory, const wm_reading *reading, const wm_candidate *c)
{
    uint64_t key = wm_memory_hash(&reading->text, c->begin, c->end) + c->kind;
    int64_t all = wm_index_get(&memory->hints, key, 0) + (int64_t)(c->score * 10);
    int32_t sum = (int32_t)(all < HINT_MAX ? all : HINT_MAX); /* a text of gigabytes may say one name all over */
    wm_index_put(&memory->hints, key, sum, memory->keep);
    return (float)sum / 10;
}

static void learn_word(wm_memory *memory, const wm_token *word, int32_t bits)
{
    *wm_index_slot(&memory->words, word->hash, memory->keep) |= bits;
}

/* The family name is the last word, but the first of "Lee Jae-myung": a last syllable is in lower case. */
static void learn_person(wm_memory *memory, const wm_token *first, const wm_token *last)
{
    if ((last->shape & WM_SHAPE_LOWER) != 0) {
        learn_word(memory, first, SURNAME);
        return;
    }
    if (last->end - last->begin >= SURNAME_LETTERS_MIN)
        learn_word(memory, last, SURNAME);
    if (first->end - first->begin >= SURNAME_LETTERS_MIN)
        learn_word(memory, first, GIVEN);
}

/* Of two kinds a name is what more has spoken for so far. */
static void learn_kind(wm_memory *memory, uint64_t name, uint16_t kind)
{
    int32_t old = wm_index_get(&memory->names, name, kind);
    if (old == kind || wm_index_get(&memory->hints, name + (uint64_t)old, 0) <=
                           wm_index_get(&memory->hints, name + kind, 0))
        wm_index_put(&memory->names, name, kind, memory->keep);
}

void wm_memory_learn(wm_memory *memory, const wm_reading *reading, uint32_t begin, uint32_t end, uint16_t kind)
{
    const wm_text *text = &reading->text;
    const wm_token *first = &text->tokens[begin], *last = &text->tokens[end - 1];
    uint32_t length = end - begin;
    if (length > LONGEST_MAX)
        return;
    learn_kind(memory, wm_memory_hash(text, begin, end), kind);
    learn_word(memory, first, 1 << (LENGTHS + length - 1));
    if (kind == reading->knowledge->labels.person && length > 1)
        learn_person(memory, first, last);
    if (kind == reading->knowledge->labels.org && length > 1) {
        learn_word(memory, first, START);
        learn_word(memory, last, HEAD);
    }
}

void wm_memory_learn_team(wm_memory *memory, const wm_text *text, uint32_t begin, uint32_t end)
{
    wm_index_put(&memory->teams, wm_memory_hash(text, begin, end), 1, memory->keep);
    learn_word(memory, &text->tokens[begin], TEAM);
}

/* The longest known name at token `i`, whose word bears `bits`; its length, 0 when there is none, and what it is. */
static uint32_t recall_name(const wm_memory *memory, const wm_text *text, uint32_t i, uint32_t limit, int32_t bits,
                            int32_t *ret_kind)
{
    for (uint32_t length = limit - i < LONGEST_MAX ? limit - i : LONGEST_MAX; length > 0; length--) {
        if ((bits >> (LENGTHS + length - 1) & 1) == 0)
            continue;
        *ret_kind = wm_index_get(&memory->names, wm_memory_hash(text, i, i + length), WHOMET_NONE);
        if (*ret_kind != WHOMET_NONE)
            return length;
    }
    return 0;
}

static uint32_t known_label(const whomet_knowledge *k, int32_t kind)
{
    if (kind == (int32_t)k->labels.person)
        return k->labels.known_person;
    return kind == (int32_t)k->labels.place ? k->labels.known_place : k->labels.known_org;
}

/* The word as a part of longer names. */
static void recall_part(wm_sentence_votes *votes, uint32_t i, int32_t bits)
{
    const wm_known_labels *labels = &votes->reading->knowledge->labels;
    const struct {
        int32_t bit;
        uint32_t label;
    } parts[] = {{SURNAME, labels->known_surname},
                 {GIVEN, labels->known_given},
                 {START, labels->known_start},
                 {HEAD, labels->known_head}};
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
        if ((bits & parts[p].bit) != 0)
            wm_votes_label(votes, i, i + 1, parts[p].label);
}

/* What the word at token `i` recalls; a longer known name reaches to *inside. */
static bool recall_word(const wm_memory *memory, wm_sentence_votes *votes, uint32_t i, int32_t bits, uint32_t *inside)
{
    const wm_reading *r = votes->reading;
    uint32_t limit = r->text.sentences[votes->sentence].end;
    int32_t kind;
    uint32_t length = recall_name(memory, &r->text, i, limit, bits, &kind);
    /* that a town of this name exists has been counted; that somebody here is called so is what counts anew */
    bool surname = length == 1 && (bits & SURNAME) != 0;
    if (length != 0 && !(surname && kind == (int32_t)r->knowledge->labels.place))
        wm_votes_label(votes, i, i + length, known_label(r->knowledge, kind));
    if (length != 0 && (bits & TEAM) != 0 &&
        wm_index_get(&memory->teams, wm_memory_hash(&r->text, i, i + length), 0) != 0)
        wm_votes_label(votes, i, i + length, r->knowledge->labels.known_team);
    if (length > 1 && i + length > *inside)
        *inside = i + length;
    if (i >= *inside && (bits & PARTS) != 0)
        recall_part(votes, i, bits);
    return length != 0;
}

bool wm_memory_recall(const wm_memory *memory, wm_sentence_votes *votes)
{
    const wm_text *text = &votes->reading->text;
    const wm_sentence *s = &text->sentences[votes->sentence];
    bool any = false, caps = false;
    uint32_t inside = s->begin;
    for (uint32_t i = s->begin; i < s->end; i++) {
        if ((text->tokens[i].shape & WM_SHAPE_CAP) == 0)
            continue;
        int32_t bits = wm_index_get(&memory->words, text->tokens[i].hash, 0);
        any |= bits != 0 && recall_word(memory, votes, i, bits, &inside);
        caps = true;
    }
    return any || (caps && votes->fresh_edges.count != 0);
}
