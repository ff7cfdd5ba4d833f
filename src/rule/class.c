/* SPDX-License-Identifier: MIT */
/* Classes of elements. All that rules see of an element is its word, its shapes and the labels that begin there (its
 * spelling apart), and of those that no rule asks for nothing. Few combinations make up nearly all of a text, so for
 * each the planes of the sieve are joined once, from the features it has, and remembered.
 *
 * In: a tape. Out: a row of planes for each element. Memory: ROWS_BYTES for the rows; when they are used up all are
 * forgotten, and the tape at hand begins anew. What there is no room for then gets a row that says yes to everything.
 */
#include "rule/row.h"

#include "base/bits.h"
#include "base/prefetch.h"

enum { ROWS_BYTES = 20 << 20, ROWS_MAX = 32768, ROWS_MIN = 64, CHUNK_ROWS = 64 };

/* With the first word of what the row wakes, it is a line of the cache. */
typedef struct class_slot {
    wm_class_key key;
    const uint64_t *row; /* NULL is free */
    uint64_t awake, also;
} class_slot;

struct wm_classes {
    wm_rows rows;
    uint64_t epoch; /* counts how often all rows were forgotten */
    uint32_t count, most;
    uint64_t *chunks[ROWS_MAX / CHUNK_ROWS];
    class_slot *slots, last, any_slot;
    uint32_t slot_count;
    uint64_t *none, *any; /* rows */
};

/* ---- the table -------------------------------------------------------------------------------------------------- */

static uint64_t *row_at(wm_classes *c, uint32_t number)
{
    uint64_t **chunk = &c->chunks[number / CHUNK_ROWS];
    if (*chunk == NULL)
        *chunk = wm_rows_lines(c->rows.keep, (size_t)CHUNK_ROWS * c->rows.row_words);
    return *chunk + (size_t)(number % CHUNK_ROWS) * c->rows.row_words;
}

static bool is_same(const wm_class_key *a, const wm_class_key *b)
{
    uint64_t differ = a->word_and_shape ^ b->word_and_shape;
    for (uint32_t w = 0; w < WM_LABEL_WORDS; w++)
        differ |= a->labels.bits[w] ^ b->labels.bits[w];
    return differ == 0;
}

static uint32_t hash_of(const wm_class_key *key)
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
    return c->count == c->most || wm_rows_are_full(&c->rows);
}

static class_slot *new_slots(const wm_classes *c)
{
    size_t words = sizeof(class_slot) / sizeof(uint64_t) * c->slot_count;
    return memset(wm_rows_lines(c->rows.keep, words), 0, words * sizeof(uint64_t));
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

static class_slot slot_of(const wm_classes *c, const wm_class_key *key, const uint64_t *row)
{
    return (class_slot){*key, row, row[c->rows.layout.first_awake],
                        row[c->rows.layout.first_awake + c->rows.layout.awake_words]};
}

static const class_slot *add_class(wm_classes *c, const wm_class_key *key, class_slot *slot)
{
    if (is_full(c))
        return &c->any_slot;
    uint64_t *row = row_at(c, c->count++);
    wm_rows_make(&c->rows, key, row);
    *slot = slot_of(c, key, row);
    if (c->count <= c->slot_count / 2)
        return slot;
    c->last = *slot;
    grow(c);
    return &c->last;
}

static inline const class_slot *find_class(wm_classes *c, const wm_class_key *key, uint32_t hash)
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
    memset(c->slots, 0, c->slot_count * sizeof *c->slots);
    wm_rows_forget(&c->rows);
    wm_rows_make(&c->rows, NULL, c->none);
    wm_rows_make_any(&c->rows, c->any);
    c->any_slot = slot_of(c, &(wm_class_key){0}, c->any);
}

static uint32_t most_rows(const wm_classes *c)
{
    uint32_t most = (uint32_t)(ROWS_BYTES / (c->rows.row_words * sizeof(uint64_t)));
    return most < ROWS_MIN ? ROWS_MIN : most > ROWS_MAX ? ROWS_MAX : most;
}

wm_classes *wm_classes_new(const wm_rules *rules, wm_arena *keep)
{
    wm_classes *c = WM_NEW(keep, wm_classes);
    wm_rows_init(&c->rows, rules, keep);
    c->most = most_rows(c);
    c->slot_count = 512;
    c->slots = new_slots(c);
    c->none = wm_rows_lines(keep, c->rows.row_words);
    c->any = wm_rows_lines(keep, c->rows.row_words);
    begin(c);
    return c;
}

const uint64_t *wm_classes_epoch(const wm_classes *classes)
{
    return &classes->epoch;
}

wm_row_layout wm_classes_layout(const wm_classes *classes)
{
    return classes->rows.layout;
}

const uint64_t *wm_classes_blocks(const wm_classes *classes)
{
    return classes->rows.blocks;
}

static wm_class_key key_of(const wm_sieve *sieve, const wm_tape *tape, uint32_t i)
{
    const uint64_t *labels = tape->survey.starts[i].bits, *known = sieve->labels.bits;
    const wm_element *element = &tape->elements[i];
    return (wm_class_key){(uint64_t)element->word << 32 | (element->shape & sieve->shapes),
                          {{labels[0] & known[0], labels[1] & known[1], labels[2] & known[2], labels[3] & known[3]}}};
}

static void set_class(const wm_classes *c, const wm_tape *tape, uint32_t i, const class_slot *slot)
{
    wm_tape_classes *of = tape->survey.classes;
    of->rows[i] = slot->row;
    of->certain = of->certain && slot->row != c->any;
    of->awake[0] |= slot->awake;
    of->also[0] |= slot->also;
    for (uint32_t w = 1; w < c->rows.layout.awake_words; w++) {
        of->awake[w] |= slot->row[c->rows.layout.first_awake + w];
        of->also[w] |= slot->row[c->rows.layout.first_awake + c->rows.layout.awake_words + w];
    }
}

/* Up to 64 elements; first all are asked for, because the table is larger than the cache. */
static void fill(wm_classes *c, const wm_tape *tape, uint32_t first, uint64_t changed)
{
    wm_class_key keys[64];
    uint32_t hashes[64], count = 0;
    for (uint64_t bits = changed; bits != 0; bits &= bits - 1, count++) {
        keys[count] = key_of(&c->rows.rules->sieve, tape, first + wm_bits_lowest(bits));
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
