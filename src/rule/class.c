/* SPDX-License-Identifier: MIT */
/* Classes of elements. All that rules see of an element is its word, its shapes and the labels that begin there (its
 * spelling apart), and of those that no rule asks for nothing. Few combinations make up nearly all of a text, so for
 * each the planes of the sieve are joined once, from the features it has, and remembered.
 *
 * In: a tape. Out: a row of planes for each element. Memory: ROWS_BYTES for the rows; when they are used up all are
 * forgotten, and the tape at hand begins anew. What there is no room for then gets a row that says yes to everything.
 */
#include "rule/class.h"

#include "base/bits.h"
#include "base/prefetch.h"

enum { ROWS_BYTES = 12 << 20, ROWS_MAX = 16384, ROWS_MIN = 64, CHUNK_ROWS = 64 };
enum { BLOCK_BYTES = WM_PLANE_COUNT * 8, BLOCKS_MAX = 60 * 1000, BLOCK_SLOTS = 1 << 17 };

typedef struct class_key {
    uint64_t word_and_shape;
    wm_labels labels;
} class_key;

/* With the first word of what the row wakes, it is a line of the cache. */
typedef struct class_slot {
    class_key key;
    const uint64_t *row; /* NULL is free */
    uint64_t awake, also;
} class_slot;

/* Planes of some shapes together. */
typedef struct shape_slot {
    uint32_t shapes;
    uint64_t *raw; /* NULL is free */
} shape_slot;

struct wm_classes {
    const wm_rules *rules;
    wm_arena *keep;
    uint64_t epoch; /* counts how often all rows were forgotten */
    wm_row_layout layout;
    uint32_t row_words, count, most;
    uint64_t *chunks[ROWS_MAX / CHUNK_ROWS];
    class_slot *slots, last, any_slot;
    uint32_t slot_count;
    uint64_t *blocks;      /* from number 1 on */
    uint16_t *block_slots; /* numbers of blocks; 0 is free */
    uint32_t block_count, block_room;
    uint64_t *raw;
    shape_slot shaped[16];
    uint64_t *none, *any; /* rows */
};

/* Words that begin with a line of the cache. */
static uint64_t *new_lines(wm_arena *keep, size_t count)
{
    uint64_t *words = wm_arena_alloc(keep, (count + 8) * sizeof *words);
    return words + (8 - ((uintptr_t)words / sizeof *words) % 8) % 8;
}

/* ---- rows ------------------------------------------------------------------------------------------------------- */

static void join(uint64_t *raw, const wm_sieve *sieve, uint32_t feature)
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

/* The raw planes of an element with these shapes and nothing else. Few sets of shapes make up nearly all of a text, and
 * of all features they bring most. */
static const uint64_t *raw_of_shapes(wm_classes *c, uint32_t shapes)
{
    const wm_sieve *sieve = &c->rules->sieve;
    shape_slot *slot = &c->shaped[shapes * UINT32_C(0x9E3779B9) >> 28];
    if (slot->raw != NULL && slot->shapes == shapes)
        return slot->raw;
    if (slot->raw == NULL)
        slot->raw = WM_NEW_N(c->keep, uint64_t, sieve->raw_count + 1);
    slot->shapes = shapes;
    memcpy(slot->raw, sieve->always, sieve->raw_count * sizeof *slot->raw);
    for (uint64_t bits = shapes; bits != 0; bits &= bits - 1)
        join(slot->raw, sieve, WM_FEATURE_SHAPE + wm_bits_lowest(bits));
    return slot->raw;
}

static void join_features(wm_classes *c, const class_key *key)
{
    const wm_sieve *sieve = &c->rules->sieve;
    uint32_t word = (uint32_t)(key->word_and_shape >> 32);
    memcpy(c->raw, raw_of_shapes(c, (uint32_t)key->word_and_shape), sieve->raw_count * sizeof *c->raw);
    for (uint32_t w = 0; w < WM_LABEL_WORDS; w++)
        for (uint64_t bits = key->labels.bits[w]; bits != 0; bits &= bits - 1)
            join(c->raw, sieve, w * 64 + wm_bits_lowest(bits));
    if (word == 0)
        return;
    for (uint32_t i = sieve->set_first[word]; i < sieve->set_first[word + 1]; i++)
        join(c->raw, sieve, WM_FEATURE_SET + sieve->sets[i]);
}

static void join_answers(wm_classes *c, const uint64_t *atoms, uint64_t *answers)
{
    asking asked = {.rules = c->rules, .atoms = atoms};
    for (uint32_t i = 0; i < c->rules->questions.count; i++) {
        answer found = ask_number(&asked, i);
        if (found == NO)
            continue;
        answers[found == YES ? WM_ANSWER_YES : WM_ANSWER_PERHAPS] |= UINT64_C(1) << i;
        answers[WM_ANSWER_MAY] |= UINT64_C(1) << i;
        join(c->raw, &c->rules->sieve, WM_FEATURE_QUESTION + i);
    }
}

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

/* The number of a block; a new one if there was none like it. There is room, see is_full(). */
static uint16_t put_block(wm_classes *c, const uint64_t *block)
{
    uint32_t at = (uint32_t)hash_of_block(block) & (BLOCK_SLOTS - 1);
    for (; c->block_slots[at] != 0; at = (at + 1) & (BLOCK_SLOTS - 1))
        if (memcmp(c->blocks + (size_t)c->block_slots[at] * WM_PLANE_COUNT, block, BLOCK_BYTES) == 0)
            return c->block_slots[at];
    if (c->block_count == c->block_room) {
        uint64_t *more = new_lines(c->keep, (size_t)c->block_room * 2 * WM_PLANE_COUNT);
        memcpy(more, c->blocks, c->block_count * (size_t)BLOCK_BYTES);
        c->blocks = more;
        c->block_room *= 2;
    }
    memcpy(c->blocks + (size_t)c->block_count * WM_PLANE_COUNT, block, BLOCK_BYTES);
    c->block_slots[at] = (uint16_t)c->block_count;
    return (uint16_t)c->block_count++;
}

static void make_row(wm_classes *c, const class_key *key, uint64_t *row)
{
    const wm_sieve *sieve = &c->rules->sieve;
    memset(row, 0, c->row_words * sizeof *row); /* no atom fits what is not there */
    uint64_t *answers = row, *atoms = row + WM_ANSWER_WORDS;
    answers[WM_ANSWER_FACTS] = WM_FACT_ALWAYS | (key != NULL ? WM_FACT_EXISTS : WM_FACT_END);
    if (key == NULL) {
        memcpy(c->raw, sieve->always, sieve->raw_count * sizeof *c->raw);
    } else {
        join_features(c, key);
        memcpy(atoms, c->raw + (size_t)sieve->word_count * WM_PLANE_RAW_COUNT, sieve->atom_words * sizeof *atoms);
        join_answers(c, atoms, answers);
    }
    uint16_t *blocks = (uint16_t *)(row + c->layout.first_block);
    for (uint32_t word = 0; word < sieve->word_count; word++) {
        uint64_t block[WM_PLANE_COUNT];
        finish_block(c->raw + (size_t)word * WM_PLANE_RAW_COUNT, block);
        blocks[word] = put_block(c, block);
        if (block[WM_PLANE_TRIGGER] != 0)
            row[c->layout.first_awake + word / 64] |= UINT64_C(1) << word % 64;
        if (block[WM_PLANE_ALSO] != 0)
            row[c->layout.first_awake + c->layout.awake_words + word / 64] |= UINT64_C(1) << word % 64;
        if ((block[WM_PLANE_TRIGGER] | block[WM_PLANE_ALSO] | (block[WM_PLANE_FIRST] & sieve->words[word].rules)) != 0)
            row[c->layout.first_heard + word / 64] |= UINT64_C(1) << word % 64;
    }
}

/* ---- the table -------------------------------------------------------------------------------------------------- */

static uint64_t *row_at(wm_classes *c, uint32_t number)
{
    uint64_t **chunk = &c->chunks[number / CHUNK_ROWS];
    if (*chunk == NULL)
        *chunk = new_lines(c->keep, (size_t)CHUNK_ROWS * c->row_words);
    return *chunk + (size_t)(number % CHUNK_ROWS) * c->row_words;
}

static bool is_same(const class_key *a, const class_key *b)
{
    uint64_t differ = a->word_and_shape ^ b->word_and_shape;
    for (uint32_t w = 0; w < WM_LABEL_WORDS; w++)
        differ |= a->labels.bits[w] ^ b->labels.bits[w];
    return differ == 0;
}

static uint32_t hash_of(const class_key *key)
{
    const uint64_t *labels = key->labels.bits;
    uint64_t hash = key->word_and_shape * UINT64_C(0x9E3779B97F4A7C15) + labels[0] * UINT64_C(0xBF58476D1CE4E5B9) +
                    labels[1] * UINT64_C(0x94D049BB133111EB) + labels[2] * UINT64_C(0xD6E8FEB86659FD93) +
                    labels[3] * UINT64_C(0xA24BAED4963EE407);
    return (uint32_t)(hash >> 32 ^ hash >> 15);
}

/* No room for one more row, whose blocks may all be new. */
static bool is_full(const wm_classes *c)
{
    return c->count == c->most || c->block_count + c->rules->sieve.word_count > BLOCKS_MAX;
}

static class_slot *new_slots(const wm_classes *c)
{
    size_t words = sizeof(class_slot) / sizeof(uint64_t) * c->slot_count;
    return memset(new_lines(c->keep, words), 0, words * sizeof(uint64_t));
}

/* Twice as many slots; the old ones stay with the arena. */
static void grow(wm_classes *c)
{
    class_slot *old = c->slots;
    uint32_t count = c->slot_count;
    c->slot_count *= 2;
    c->slots = new_slots(c);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = hash_of(&old[i].key) & (c->slot_count - 1);
        while (old[i].row != NULL && c->slots[at].row != NULL)
            at = (at + 1) & (c->slot_count - 1);
        if (old[i].row != NULL)
            c->slots[at] = old[i];
    }
}

static class_slot slot_of(const wm_classes *c, const class_key *key, const uint64_t *row)
{
    return (class_slot){*key, row, row[c->layout.first_awake], row[c->layout.first_awake + c->layout.awake_words]};
}

static const class_slot *add_class(wm_classes *c, const class_key *key, class_slot *slot)
{
    if (is_full(c))
        return &c->any_slot;
    uint64_t *row = row_at(c, c->count++);
    make_row(c, key, row);
    *slot = slot_of(c, key, row);
    if (c->count <= c->slot_count / 2)
        return slot;
    c->last = *slot;
    grow(c);
    return &c->last;
}

static inline const class_slot *find_class(wm_classes *c, const class_key *key, uint32_t hash)
{
    uint32_t at = hash & (c->slot_count - 1);
    for (; c->slots[at].row != NULL; at = (at + 1) & (c->slot_count - 1))
        if (is_same(&c->slots[at].key, key))
            return &c->slots[at];
    return add_class(c, key, &c->slots[at]);
}

/* The two rows of no element; the blocks of them alone stay. */
static void begin(wm_classes *c)
{
    c->epoch++;
    c->count = 0;
    c->block_count = 1;
    memset(c->slots, 0, c->slot_count * sizeof *c->slots);
    memset(c->block_slots, 0, BLOCK_SLOTS * sizeof *c->block_slots);
    make_row(c, NULL, c->none);
    uint64_t ones[WM_PLANE_COUNT];
    memset(ones, 0xFF, sizeof ones);
    memset(c->any, 0xFF, c->row_words * sizeof *c->any);
    c->any_slot = slot_of(c, &(class_key){0}, c->any);
    uint16_t number = put_block(c, ones), *blocks = (uint16_t *)(c->any + c->layout.first_block);
    for (uint32_t word = 0; word < c->rules->sieve.word_count; word++)
        blocks[word] = number;
}

static uint32_t most_rows(const wm_classes *c)
{
    uint32_t most = (uint32_t)(ROWS_BYTES / (c->row_words * sizeof(uint64_t)));
    return most < ROWS_MIN ? ROWS_MIN : most > ROWS_MAX ? ROWS_MAX : most;
}

wm_classes *wm_classes_new(const wm_rules *rules, wm_arena *keep)
{
    wm_classes *c = WM_NEW(keep, wm_classes);
    const wm_sieve *sieve = &rules->sieve;
    c->rules = rules;
    c->keep = keep;
    c->layout.first_awake = WM_ANSWER_WORDS + sieve->atom_words;
    c->layout.awake_words = sieve->word_count / 64 + 1;
    c->layout.first_heard = c->layout.first_awake + 2 * c->layout.awake_words;
    c->layout.first_block = c->layout.first_heard + c->layout.awake_words;
    c->row_words = (c->layout.first_block + (sieve->word_count + 3) / 4 + 7) / 8 * 8;
    c->most = most_rows(c);
    c->slot_count = 512;
    c->slots = new_slots(c);
    c->raw = WM_NEW_N(keep, uint64_t, sieve->raw_count + 1);
    c->block_slots = wm_arena_alloc(keep, BLOCK_SLOTS * sizeof *c->block_slots); /* begin() clears them */
    c->block_room = 256;
    c->blocks = new_lines(keep, (size_t)c->block_room * WM_PLANE_COUNT);
    c->none = new_lines(keep, c->row_words);
    c->any = new_lines(keep, c->row_words);
    begin(c);
    return c;
}

const uint64_t *wm_classes_epoch(const wm_classes *classes)
{
    return &classes->epoch;
}

wm_row_layout wm_classes_layout(const wm_classes *classes)
{
    return classes->layout;
}

const uint64_t *wm_classes_blocks(const wm_classes *classes)
{
    return classes->blocks;
}

static class_key key_of(const wm_sieve *sieve, const wm_tape *tape, uint32_t i)
{
    const uint64_t *labels = tape->survey.starts[i].bits, *known = sieve->labels.bits;
    const wm_element *element = &tape->elements[i];
    return (class_key){(uint64_t)element->word << 32 | (element->shape & sieve->shapes),
                       {{labels[0] & known[0], labels[1] & known[1], labels[2] & known[2], labels[3] & known[3]}}};
}

static void set_class(const wm_classes *c, const wm_tape *tape, uint32_t i, const class_slot *slot)
{
    wm_tape_classes *of = tape->survey.classes;
    of->rows[i] = slot->row;
    of->certain = of->certain && slot->row != c->any;
    of->awake[0] |= slot->awake;
    of->also[0] |= slot->also;
    for (uint32_t w = 1; w < c->layout.awake_words; w++) {
        of->awake[w] |= slot->row[c->layout.first_awake + w];
        of->also[w] |= slot->row[c->layout.first_awake + c->layout.awake_words + w];
    }
}

/* Up to 64 elements; first all are asked for, because the table is larger than the cache. */
static void fill(wm_classes *c, const wm_tape *tape, uint32_t first, uint64_t changed)
{
    class_key keys[64];
    uint32_t hashes[64], count = 0;
    for (uint64_t bits = changed; bits != 0; bits &= bits - 1, count++) {
        keys[count] = key_of(&c->rules->sieve, tape, first + wm_bits_lowest(bits));
        hashes[count] = hash_of(&keys[count]);
        wm_prefetch(&c->slots[hashes[count] & (c->slot_count - 1)]);
    }
    count = 0;
    for (uint64_t bits = changed; bits != 0; bits &= bits - 1, count++)
        set_class(c, tape, first + wm_bits_lowest(bits), find_class(c, &keys[count], hashes[count]));
}

/* All rows of the tape are to be found anew. */
static void forget_rows(const wm_classes *c, const wm_tape *tape)
{
    wm_tape_classes *of = tape->survey.classes;
    uint32_t stride = tape->element_count / 64 + 1;
    memset(of->changed, 0xFF, stride * sizeof *of->changed);
    of->changed[stride - 1] = (UINT64_C(1) << tape->element_count % 64) - 1;
    of->certain = true;
    of->rows[-1] = of->rows[tape->element_count] = c->none;
}

/* Whether a tape has rows that are guesses depends on it alone, not on the tapes before it: where the table is used up
 * in the middle of it, it is filled once more with all there is room for. */
bool wm_classes_fill(wm_classes *classes, const wm_tape *tape)
{
    wm_tape_classes *of = tape->survey.classes;
    bool known = of->owner == classes && of->epoch == classes->epoch, done = known && of->complete;
    for (bool fresh = !done && is_full(classes); !done; fresh = true) {
        if (fresh)
            begin(classes);
        if (fresh || !known)
            forget_rows(classes, tape);
        for (uint32_t word = 0; word < tape->element_count / 64 + 1; word++) {
            fill(classes, tape, word * 64, of->changed[word]);
            of->changed[word] = 0;
        }
        done = of->certain || fresh;
    }
    of->owner = classes;
    of->epoch = classes->epoch;
    of->complete = true;
    return of->certain;
}
