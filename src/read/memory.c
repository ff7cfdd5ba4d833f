/* SPDX-License-Identifier: MIT */
/* The document's memory. After the first resolution every name that was taken is learned; then the sentences are shown
 * what was learned as labels, and the rules of phases 40 to 49 say what a known name is worth. Only words that start
 * with a capital are looked at. The longest name of the document bounds the work at each of them.
 */
#include "read/memory.h"

#include "read/index.h"

struct wm_memory {
    wm_arena *keep;
    wm_index names;    /* hash of a whole name -> kind */
    wm_index surnames; /* hash of the last word of a person's name -> 1 */
    wm_index givens;   /* hash of the first word of a person's name -> 1 */
    wm_index heads;    /* hash of the last word of an organization's name -> 1 */
    wm_index shorts;   /* hash of its first word -> 1 */
    wm_index starts;   /* hash of a first word -> 1 */
    uint32_t longest;  /* tokens */
};

enum { LONGEST_MAX = 8, SURNAME_LETTERS_MIN = 2 };

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

/* The family name is the last word, but the first of "Lee Jae-myung": a last syllable is in lower case. */
static void learn_person(wm_memory *memory, const wm_token *first, const wm_token *last)
{
    if ((last->shape & WM_SHAPE_LOWER) != 0) {
        wm_index_put(&memory->surnames, first->hash, 1, memory->keep);
        return;
    }
    if (last->end - last->begin >= SURNAME_LETTERS_MIN)
        wm_index_put(&memory->surnames, last->hash, 1, memory->keep);
    if (first->end - first->begin > SURNAME_LETTERS_MIN)
        wm_index_put(&memory->givens, first->hash, 1, memory->keep);
}

void wm_memory_learn(wm_memory *memory, const wm_reading *reading, uint32_t begin, uint32_t end, uint16_t kind)
{
    const wm_text *text = &reading->text;
    uint32_t length = end - begin;
    if (length > LONGEST_MAX)
        return;
    memory->longest = length > memory->longest ? length : memory->longest;
    wm_index_put(&memory->names, wm_memory_hash(text, begin, end), kind, memory->keep);
    wm_index_put(&memory->starts, text->tokens[begin].hash, 1, memory->keep);
    if (kind == reading->knowledge->labels.person && length > 1)
        learn_person(memory, &text->tokens[begin], &text->tokens[end - 1]);
    if (kind == reading->knowledge->labels.org && length > 1) {
        wm_index_put(&memory->shorts, text->tokens[begin].hash, 1, memory->keep);
        wm_index_put(&memory->heads, text->tokens[end - 1].hash, 1, memory->keep);
    }
}

/* The longest known name at token `i`; its length, 0 when there is none, and what it is. */
static uint32_t recall_name(const wm_memory *memory, const wm_text *text, uint32_t i, uint32_t limit, int32_t *ret_kind)
{
    uint32_t room = limit - i < memory->longest ? limit - i : memory->longest;
    for (uint32_t length = room; length > 0; length--) {
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
static void recall_part(const wm_memory *memory, wm_sentence_votes *votes, uint32_t i)
{
    const wm_known_labels *labels = &votes->reading->knowledge->labels;
    const struct {
        const wm_index *index;
        uint32_t label;
    } parts[] = {{&memory->surnames, labels->known_surname},
                 {&memory->givens, labels->known_given},
                 {&memory->shorts, labels->known_start},
                 {&memory->heads, labels->known_head}};
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
        if (wm_index_get(parts[p].index, votes->reading->text.tokens[i].hash, 0) != 0)
            wm_votes_label(votes, i, i + 1, parts[p].label);
}

bool wm_memory_recall(const wm_memory *memory, wm_sentence_votes *votes)
{
    const wm_reading *r = votes->reading;
    const wm_text *text = &r->text;
    const wm_sentence *s = &text->sentences[votes->sentence];
    bool any = false;
    uint32_t inside = s->begin; /* up to here a longer known name reaches */
    for (uint32_t i = s->begin; i < s->end; i++) {
        if ((text->tokens[i].shape & WM_SHAPE_CAP) == 0)
            continue;
        int32_t kind;
        uint32_t length = wm_index_get(&memory->starts, text->tokens[i].hash, 0) == 0
                              ? 0 : recall_name(memory, text, i, s->end, &kind);
        /* that a town of this name exists has been counted; that somebody here is called so is what counts anew */
        bool surname = length == 1 && wm_index_get(&memory->surnames, text->tokens[i].hash, 0) != 0;
        if (length != 0 && !(surname && kind == (int32_t)r->knowledge->labels.place))
            wm_votes_label(votes, i, i + length, known_label(r->knowledge, kind));
        if (length > 1 && i + length > inside)
            inside = i + length;
        if (i >= inside)
            recall_part(memory, votes, i);
        any |= length != 0 || votes->fresh_edges.count != 0;
    }
    return any;
}
