/* SPDX-License-Identifier: MIT */
/* Rows of planes: all that rules can know of an element, from the features it has. Those of its shapes are joined once
 * for all elements with these shapes; half of the words of the sieve hear nothing of the others, so their part of the
 * row is taken as it is.
 *
 * In: features. Out: a row; its blocks are shared by all rows. Memory: the blocks, which the table gives up with the
 * rows.
 */
#include "rule/row.h"

#include "base/bits.h"

enum { BLOCK_BYTES = WM_PLANE_COUNT * 8, BLOCKS_MAX = 60 * 1000, BLOCK_SLOTS = 1 << 17 };

uint64_t *wm_rows_lines(wm_arena *keep, size_t count)
{
    uint64_t *words = wm_arena_alloc(keep, (count + 8) * sizeof *words);
    return words + (8 - ((uintptr_t)words / sizeof *words) % 8) % 8;
}

/* ---- features --------------------------------------------------------------------------------------------------- */

static void join(const wm_sieve *sieve, uint32_t feature, uint64_t *raw)
{
    for (uint32_t i = sieve->first[feature]; i < sieve->first[feature + 1]; i++)
        raw[sieve->entries[i].at] |= sieve->entries[i].bits;
}

typedef enum answer { NO, PERHAPS, YES } answer;

/* What has been asked of one row. */
typedef struct asking {
    const wm_rules *rules;
    const uint64_t *atoms; /* that fit or begin there */
    uint64_t known;
    uint8_t answers[WM_QUESTIONS_MAX];
} asking;

static inline bool has(const asking *a, uint32_t atom)
{
    return (a->atoms[atom / 64] >> atom % 64 & 1) != 0;
}

/* As the element's spelling is not known, a regex and an exact word may fit. */
static answer fits(const asking *a, const wm_question *question)
{
    if (!has(a, question->number))
        return NO;
    return question->atom.regex != NULL || question->atom.exact.at != NULL ? PERHAPS : YES;
}

static answer ask_number(asking *a, uint32_t number);

static answer ask(asking *a, const wm_question *question)
{
    const wm_question *kid = question->first;
    answer found = question->op == WM_ASK_SOME ? NO : YES;
    switch (question->op) {
    case WM_ASK_FITS:
    case WM_ASK_BEGINS:
        return fits(a, question);
    case WM_ASK_NOT:
        return (answer)(YES - ask(a, kid));
    case WM_ASK_ALL:
    case WM_ASK_SOME:
        for (; kid != NULL && found != (question->op == WM_ASK_ALL ? NO : YES); kid = kid->next) {
            answer one = ask(a, kid);
            if (question->op == WM_ASK_ALL ? one < found : one > found)
                found = one;
        }
        return found;
    case WM_ASK_MACRO:
        return ask_number(a, question->number);
    }
    return PERHAPS;
}

/* Questions are asked by others, so each is answered once. */
static answer ask_number(asking *a, uint32_t number)
{
    uint64_t bit = UINT64_C(1) << number;
    const wm_question *question = a->rules->questions.items[number];
    if ((a->known & bit) == 0)
        a->answers[number] =
            (uint8_t)(question->number == WM_NO_ID || has(a, question->number) ? ask(a, question) : NO);
    a->known |= bit;
    return (answer)a->answers[number];
}

/* ---- blocks ----------------------------------------------------------------------------------------------------- */

/* From all planes to those that are asked. */
static void finish_block(const uint64_t *from, uint64_t *to)
{
    memcpy(to, from, WM_PLANE_COUNT * sizeof *to);
    to[WM_PLANE_FIRST] &= from[WM_PLANE_SEE] & ~from[WM_PLANE_NOT];
    to[WM_PLANE_LEFT] &= ~from[WM_PLANE_LEFT_NOT];
    to[WM_PLANE_OUTER_FIRST] &= from[WM_PLANE_OUTER_SEE] & ~from[WM_PLANE_OUTER_NOT];
}

static uint64_t hash_of_block(const uint64_t *block)
{
    uint64_t hash = 0;
    for (uint32_t i = 0; i < WM_PLANE_COUNT; i++)
        hash = (hash + block[i]) * UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ hash >> 32;
}

/* The number of a block; a new one if there was none like it. There is room, see wm_rows_are_full(). */
static uint16_t put_block(wm_rows *r, const uint64_t *block)
{
    uint32_t at = (uint32_t)hash_of_block(block) & (BLOCK_SLOTS - 1);
    for (; r->block_slots[at] != 0; at = (at + 1) & (BLOCK_SLOTS - 1))
        if (memcmp(r->blocks + (size_t)r->block_slots[at] * WM_PLANE_COUNT, block, BLOCK_BYTES) == 0)
            return r->block_slots[at];
    if (r->block_count == r->block_room) {
        uint64_t *more = wm_rows_lines(r->keep, (size_t)r->block_room * 2 * WM_PLANE_COUNT);
        memcpy(more, r->blocks, r->block_count * (size_t)BLOCK_BYTES);
        r->blocks = more;
        r->block_room *= 2;
    }
    memcpy(r->blocks + (size_t)r->block_count * WM_PLANE_COUNT, block, BLOCK_BYTES);
    r->block_slots[at] = (uint16_t)r->block_count;
    return (uint16_t)r->block_count++;
}

static void set_bit(uint64_t *bits, uint64_t bit, bool set)
{
    *bits = set ? *bits | bit : *bits & ~bit;
}

/* The block of a word, and what it says of the row. */
static void put_word(wm_rows *r, const uint64_t *raw, uint32_t word, uint64_t *row)
{
    const wm_row_layout *layout = &r->layout;
    uint64_t block[WM_PLANE_COUNT], bit = UINT64_C(1) << word % 64;
    finish_block(raw + (size_t)word * WM_PLANE_RAW_COUNT, block);
    ((uint16_t *)(row + layout->first_block))[word] = put_block(r, block);
    uint64_t *awake = row + layout->first_awake + word / 64, *heard = row + layout->first_heard + word / 64;
    uint64_t first = block[WM_PLANE_FIRST] & r->rules->sieve.words[word].rules;
    set_bit(&awake[0], bit, block[WM_PLANE_TRIGGER] != 0);
    set_bit(&awake[layout->awake_words], bit, block[WM_PLANE_ALSO] != 0);
    set_bit(heard, bit, (block[WM_PLANE_TRIGGER] | block[WM_PLANE_ALSO] | first) != 0);
}

/* ---- rows ------------------------------------------------------------------------------------------------------- */

static void put_all_words(wm_rows *r, const uint64_t *raw, uint64_t *row)
{
    for (uint32_t word = 0; word < r->rules->sieve.word_count; word++)
        put_word(r, raw, word, row);
}

/* An element with these shapes and nothing else. Few sets of shapes make up nearly all of a text, and of all features
 * they bring most. */
static const wm_shape_row *shape_row(wm_rows *r, uint32_t shapes)
{
    const wm_sieve *sieve = &r->rules->sieve;
    wm_shape_row *of = &r->shaped[shapes * UINT32_C(0x9E3779B9) >> 26];
    if (of->raw == NULL) {
        of->raw = WM_NEW_N(r->keep, uint64_t, sieve->raw_count + 1);
        of->row = wm_rows_lines(r->keep, r->row_words);
    } else if (of->is_fresh && of->shapes == shapes) {
        return of;
    }
    of->shapes = shapes;
    of->is_fresh = true;
    memcpy(of->raw, sieve->always, sieve->raw_count * sizeof *of->raw);
    for (uint64_t bits = shapes; bits != 0; bits &= bits - 1)
        join(sieve, WM_FEATURE_SHAPE + wm_bits_lowest(bits), of->raw);
    memset(of->row, 0, r->row_words * sizeof *of->row);
    put_all_words(r, of->raw, of->row);
    return of;
}

static void join_features(wm_rows *r, const wm_class_key *key)
{
    const wm_sieve *sieve = &r->rules->sieve;
    uint32_t word = (uint32_t)(key->word_and_shape >> 32);
    for (uint32_t w = 0; w < WM_LABEL_WORDS; w++)
        for (uint64_t bits = key->labels.bits[w]; bits != 0; bits &= bits - 1)
            join(sieve, w * 64 + wm_bits_lowest(bits), r->raw);
    if (word == 0)
        return;
    for (uint32_t i = sieve->set_first[word]; i < sieve->set_first[word + 1]; i++)
        join(sieve, WM_FEATURE_SET + sieve->sets[i], r->raw);
}

static void join_answers(wm_rows *r, const uint64_t *atoms, uint64_t *answers)
{
    asking asked = {.rules = r->rules, .atoms = atoms};
    for (uint32_t i = 0; i < r->rules->questions.count; i++) {
        answer found = ask_number(&asked, i);
        if (found == NO)
            continue;
        answers[found == YES ? WM_ANSWER_YES : WM_ANSWER_PERHAPS] |= UINT64_C(1) << i;
        answers[WM_ANSWER_MAY] |= UINT64_C(1) << i;
        join(&r->rules->sieve, WM_FEATURE_QUESTION + i, r->raw);
    }
}

static void make_none(wm_rows *r, uint64_t *row)
{
    memset(row, 0, r->row_words * sizeof *row); /* no atom fits what is not there */
    row[WM_ANSWER_FACTS] = WM_FACT_ALWAYS | WM_FACT_END;
    put_all_words(r, r->rules->sieve.always, row);
}

void wm_rows_make(wm_rows *r, const wm_class_key *key, uint64_t *row)
{
    if (key == NULL) {
        make_none(r, row);
        return;
    }
    const wm_sieve *sieve = &r->rules->sieve;
    const wm_shape_row *shaped = shape_row(r, (uint32_t)key->word_and_shape);
    uint64_t *atoms = row + WM_ANSWER_WORDS;
    memcpy(row, shaped->row, r->row_words * sizeof *row);
    memcpy(r->raw, shaped->raw, sieve->raw_count * sizeof *r->raw);
    row[WM_ANSWER_FACTS] = WM_FACT_ALWAYS | WM_FACT_EXISTS;
    join_features(r, key);
    memcpy(atoms, r->raw + (size_t)sieve->word_count * WM_PLANE_RAW_COUNT, sieve->atom_words * sizeof *atoms);
    join_answers(r, atoms, row);
    for (uint32_t word = 0, at = 0; word < sieve->word_count; word++, at += WM_PLANE_RAW_COUNT)
        if (memcmp(r->raw + at, shaped->raw + at, WM_PLANE_RAW_COUNT * sizeof *r->raw) != 0)
            put_word(r, r->raw, word, row);
}

void wm_rows_make_any(wm_rows *r, uint64_t *row)
{
    uint64_t ones[WM_PLANE_COUNT];
    memset(ones, 0xFF, sizeof ones);
    memset(row, 0xFF, r->row_words * sizeof *row);
    uint16_t number = put_block(r, ones), *blocks = (uint16_t *)(row + r->layout.first_block);
    for (uint32_t word = 0; word < r->rules->sieve.word_count; word++)
        blocks[word] = number;
}

/* ---- all of them ------------------------------------------------------------------------------------------------ */

void wm_rows_init(wm_rows *r, const wm_rules *rules, wm_arena *keep)
{
    const wm_sieve *sieve = &rules->sieve;
    *r = (wm_rows){.rules = rules, .keep = keep};
    r->layout.first_awake = WM_ANSWER_WORDS + sieve->atom_words;
    r->layout.awake_words = sieve->word_count / 64 + 1;
    r->layout.first_heard = r->layout.first_awake + 2 * r->layout.awake_words;
    r->layout.first_block = r->layout.first_heard + r->layout.awake_words;
    r->row_words = (r->layout.first_block + (sieve->word_count + 3) / 4 + 7) / 8 * 8;
    r->raw = WM_NEW_N(keep, uint64_t, sieve->raw_count + 1);
    r->block_slots = wm_arena_alloc(keep, BLOCK_SLOTS * sizeof *r->block_slots); /* the first to forget clears them */
    r->block_room = 256;
    r->blocks = wm_rows_lines(keep, (size_t)r->block_room * WM_PLANE_COUNT);
}

void wm_rows_forget(wm_rows *r)
{
    r->block_count = 1;
    memset(r->block_slots, 0, BLOCK_SLOTS * sizeof *r->block_slots);
    for (uint32_t i = 0; i < sizeof r->shaped / sizeof *r->shaped; i++)
        r->shaped[i].is_fresh = false;
}

/* A row may need those of its shapes besides its own. */
bool wm_rows_are_full(const wm_rows *r)
{
    return r->block_count + 2 * r->rules->sieve.word_count > BLOCKS_MAX;
}
