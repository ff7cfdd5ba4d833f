/* SPDX-License-Identifier: MIT */
/* Which of several entries a name means. Each starts from how well known it is, the logarithm of its people; to that is
 * added what speaks for its country or division: where the text says that it lies there ("Birmingham, Alabama",
 * "Tripoli in Lebanon"), most; the country named near it, elsewhere in the text, or told by other places in it. What
 * one place of the text says of a name holds for its mentions near by (one sense per discourse: Gale, Church and
 * Yarowsky, 1992); the heuristics are those of Leidner, Toponym Resolution in Text, 2007, the weights are our own.
 *
 * In: mentions with the weightiest entry of their name. Out: the entry meant. All weights are tenths of a logarithm.
 */
#include "read/namesake.h"

#include "base/utf8.h"
#include "read/container.h"
#include "read/country.h"
#include "read/factbook.h"
#include "read/memory.h"
#include "read/wordbook.h"

enum {
    LIES_THERE = 60, /* the text says so */
    /* the country is named: the less of it is news otherwise, the more that says */
    NAMED_MOST = 15,
    NAMED_LEAST = 3,
    GREATEST = 94,
    NAMED_NEAR = 25, /* … near by: so many tenths of that */
    /* for other places in the country */
    FIRST_PLACE = 8,
    NEXT_PLACE = 3,
    PLACES_MOST = 14,
    IN_DIVISION = 10, /* for other places in the division, or its own name */
    FIRST_PEER = 10,  /* for a division of which others are named */
    NEXT_PEER = 5,
    STATE = 5,     /* a state, or its seat, is more than its people */
    GOVERNED = 25, /* a division whose governor stands beside it */
    SMALL = 10,    /* a town so far behind its greatest namesake is seldom meant */
    SENSE_SENTENCES = 6,
};

/* One entry that bears the name. */
typedef struct candidate {
    uint32_t entry;
    uint16_t label;
    bool is_capital;
    const wm_entry_facts *facts;
} candidate;

typedef WM_ARRAY(candidate) candidate_array;

/* ---- candidates -------------------------------------------------------------------------------------------------- */

/* The entries of the mention's kind that bear its name; none where there is no choice. */
static candidate_array candidates_of(wm_reading *r, const wm_mention_note *note)
{
    candidate_array found = {0};
    const wm_offer *offer = note->offer != WM_NO_ID ? &r->offers.items[note->offer] : NULL;
    bool tag = offer != NULL && offer->hit.token_count != note->end - note->begin; /* "#TelAviv", asked as two */
    if (offer == NULL || tag || offer->hit.posting_count == 1)
        return found;
    for (uint32_t i = 0; i < offer->hit.posting_count; i++) {
        wm_gaz_posting posting;
        if (!wm_gaz_posting_at(r->knowledge->gazetteers[note->gaz], &r->text, note->begin, &offer->hit, i, &posting))
            continue;
        const wm_label_map *map = &r->knowledge->maps[note->gaz][posting.label];
        if (map->kind == note->kind)
            *WM_PUSH(&r->document->scratch, &found) =
                (candidate){posting.entry, map->label, (posting.marks & WM_MARK_CAPITAL) != 0,
                            wm_factbook_entry(r, note->kind, note->gaz, posting.entry)};
    }
    return found;
}

static uint64_t name_of(const wm_reading *r, const wm_mention_note *note)
{
    return wm_memory_hash(&r->text, note->begin, note->end);
}

/* ---- where it lies -------------------------------------------------------------------------------------------- */

/* Does `inner` lie in `outer`? A city in a division and in its country, a division in a country. */
static int32_t containment(const wm_reading *r, const candidate *inner, const candidate *outer)
{
    const wm_known_labels *labels = &r->knowledge->labels;
    bool outer_is_division = outer->label == labels->subdivision;
    if (inner->entry == outer->entry) /* "Washington, D.C." */
        return LIES_THERE;
    if (inner->label == labels->country || outer->label == labels->city ||
        (outer_is_division && inner->label == labels->subdivision) || inner->facts->country_hash == 0 ||
        inner->facts->country_hash != outer->facts->country_hash)
        return 0;
    bool elsewhere =
        outer_is_division && inner->facts->division_hash != 0 && inner->facts->division_hash != outer->facts->own_hash;
    return elsewhere ? 0 : LIES_THERE;
}

/* The entry that a mention has so far. */
static candidate of_entry(wm_reading *r, const wm_mention_note *note)
{
    wm_gaz_entry entry = wm_gaz_entry_at(r->knowledge->gazetteers[note->gaz], note->entry);
    return (candidate){note->entry, r->knowledge->maps[note->gaz][entry.label].label, false,
                       wm_factbook_entry(r, note->kind, note->gaz, note->entry)};
}

/* What is known of the place around before it is told which one it is. */
static candidate_array outer_candidates(wm_reading *r, uint32_t container)
{
    const wm_mention_note *note = &r->document->mention_notes.items[container];
    candidate_array outer = candidates_of(r, note);
    if (outer.count == 0 && note->entry != WM_NO_ID)
        *WM_PUSH(&r->document->scratch, &outer) = of_entry(r, note);
    return outer;
}

static int32_t best_containment(const wm_reading *r, const candidate *inner, const candidate_array *outer)
{
    int32_t best = 0;
    for (uint32_t i = 0; i < outer->count; i++) {
        int32_t now = containment(r, inner, &outer->items[i]);
        best = now > best ? now : best;
    }
    return best;
}

static bool any_is_country(const wm_reading *r, const candidate_array *found)
{
    for (uint32_t i = 0; i < found->count; i++)
        if (found->items[i].label == r->knowledge->labels.country)
            return true;
    return false;
}

/* ---- what else speaks for one ------------------------------------------------------------------------------------ */

static int32_t by_naming(wm_reading *r, uint32_t mention, const candidate *c, const wm_country_note *country,
                         uint64_t name)
{
    const wm_mention_note *note = &r->document->mention_notes.items[mention];
    if (country->prominence == 0 || (!country->by_others && country->name == name))
        return 0;
    int32_t named = GREATEST - country->prominence;
    named = named < NAMED_LEAST ? NAMED_LEAST : named > NAMED_MOST ? NAMED_MOST : named;
    uint32_t sentence = r->document->mentions.items[mention].sentence - r->first_sentence;
    bool near = wm_country_is_near(r, c->facts->country_hash, sentence, note->begin, note->end);
    return near ? named * NAMED_NEAR / 10 : named;
}

static int32_t by_places(const wm_reading *r, const candidate *c, const wm_country_note *country, uint64_t name)
{
    uint32_t own = wm_country_counts(r, c->facts->country_hash, name) ? 1 : 0;
    if (country->places <= own)
        return 0;
    int32_t sum = FIRST_PLACE + NEXT_PLACE * (int32_t)(country->places - own - 1);
    sum = sum > PLACES_MOST ? PLACES_MOST : sum;
    if (c->label == r->knowledge->labels.subdivision && country->divisions > own)
        sum += country->divisions > own + 1 ? FIRST_PEER + NEXT_PEER : FIRST_PEER;
    return sum;
}

/* Other places of the division, or the division itself for a city in it. */
static int32_t by_division(const wm_reading *r, const candidate *c, uint64_t name)
{
    bool is_division = c->label == r->knowledge->labels.subdivision;
    uint64_t division = is_division ? c->facts->own_hash : c->facts->division_hash;
    const wm_country_note *note = wm_country_told(r, division);
    uint32_t own = note != NULL && wm_country_counts(r, division, name) ? 1 : 0;
    return note != NULL && note->places > own ? IN_DIVISION : 0;
}

/* Is there a role or title at the token whose bearers govern a division? */
static bool is_governor(const wm_reading *r, uint32_t token)
{
    const wm_known_labels *labels = &r->knowledge->labels;
    if (token >= r->text.token_count)
        return false;
    wm_slice role = wm_word_attr(r, token, labels->role, "kind"), title = wm_word_attr(r, token, labels->title, "kind");
    return wm_slice_is(role, "governor") || wm_slice_is(title, "governor");
}

/* "Georgia Gov. X", "Georgia's governor", "Washington state", "the governor of Georgia", "Gov. X of Georgia". */
static bool is_governed(const wm_reading *r, uint32_t mention)
{
    const wm_mention_note *note = &r->document->mention_notes.items[mention];
    uint32_t next = note->end;
    if (next < r->text.token_count && (r->text.tokens[next].shape & WM_SHAPE_POSSESSIVE) != 0)
        next++;
    if (wm_read_token_is(r, next, "state") || wm_read_token_is(r, next, "province") || is_governor(r, next))
        return true;
    if (note->begin < 2 || !wm_read_token_is(r, note->begin - 1, "of"))
        return false;
    bool person = mention > r->first_mention && note[-1].kind == r->knowledge->labels.person &&
                  note[-1].end + 1 == note->begin && note[-1].begin > 0;
    return is_governor(r, (person ? note[-1].begin : note->begin - 1) - 1);
}

static int32_t by_label(const wm_reading *r, uint32_t mention, const candidate *c)
{
    const wm_known_labels *labels = &r->knowledge->labels;
    if (c->label == labels->country || c->is_capital)
        return STATE;
    return c->label == labels->subdivision && is_governed(r, mention) ? GOVERNED : 0;
}

/* `name` is the hash of the mention's name, `greatest` the weight of the best known of all candidates. */
static int32_t weigh(wm_reading *r, uint32_t mention, uint64_t name, const candidate *c, uint8_t greatest)
{
    const wm_mention_note *note = &r->document->mention_notes.items[mention];
    const wm_country_note *country = wm_country_told(r, c->facts->country_hash);
    int32_t named = country != NULL ? by_naming(r, mention, c, country, name) : 0;
    if (note->kind != r->knowledge->labels.place)
        return c->facts->weight + named;
    int32_t around = by_division(r, c, name) + (country != NULL ? by_places(r, c, country, name) : 0);
    if (c->label == r->knowledge->labels.city && c->facts->weight + SMALL <= greatest)
        around /= 2;
    return c->facts->weight + named + around + by_label(r, mention, c);
}

/* ---- picking ----------------------------------------------------------------------------------------------------- */

static uint8_t greatest_of(const candidate_array *found)
{
    uint8_t greatest = 0;
    for (uint32_t i = 0; i < found->count; i++)
        if (found->items[i].facts->weight > greatest)
            greatest = found->items[i].facts->weight;
    return greatest;
}

/* What "Atlanta, Georgia" says of Georgia, when it is told which Atlanta is meant. */
static int32_t by_inner(wm_reading *r, uint32_t mention, const candidate *c)
{
    if (mention == r->first_mention || wm_container_of(r, mention - 1) != mention)
        return 0;
    const wm_mention_note *note = &r->document->mention_notes.items[mention - 1];
    if (note->entry == WM_NO_ID)
        return 0;
    candidate inner = of_entry(r, note);
    return containment(r, &inner, c);
}

/* The best of the candidates; the text says where it lies, or what lies in it, when `*ret_said`. */
static uint32_t best_of(wm_reading *r, uint32_t mention, const candidate_array *found, bool *ret_said)
{
    const wm_mention_note *note = &r->document->mention_notes.items[mention];
    bool is_place = note->kind == r->knowledge->labels.place;
    uint32_t container = is_place ? wm_container_of(r, mention) : WM_NO_ID, best = note->entry;
    candidate_array outer = {0};
    if (container != WM_NO_ID && !(any_is_country(r, found) && wm_container_is_listed(r, mention)))
        outer = outer_candidates(r, container);
    int32_t most = INT32_MIN;
    uint8_t greatest = greatest_of(found);
    uint64_t name = name_of(r, note);
    for (uint32_t i = 0; i < found->count; i++) {
        const candidate *c = &found->items[i];
        int32_t said = best_containment(r, c, &outer) + (is_place ? by_inner(r, mention, c) : 0);
        int32_t sum = weigh(r, mention, name, c, greatest) + said;
        if (sum > most || (sum == most && c->entry == note->entry)) {
            most = sum;
            best = c->entry;
            *ret_said = said > 0;
        }
    }
    return best;
}

/* ---- senses ------------------------------------------------------------------------------------------------------ */

/* What the text said of a name, by name, kind and gazetteer; 0 while it said nothing. */
static int32_t *sense_slot(wm_reading *r, const wm_mention_note *note)
{
    uint64_t hash = (name_of(r, note) ^ (uint64_t)note->kind << 48) + note->gaz;
    return wm_index_slot(&r->document->sense_index, hash, &r->document->keep);
}

static void learn_sense(wm_reading *r, uint32_t mention, uint32_t entry)
{
    whomet_document *d = r->document;
    int32_t *slot = sense_slot(r, &d->mention_notes.items[mention]);
    if (*slot == 0) {
        *WM_PUSH(&d->keep, &d->senses) = (wm_sense){0};
        *slot = (int32_t)d->senses.count;
    }
    d->senses.items[*slot - 1] = (wm_sense){entry, d->mentions.items[mention].sentence};
}

/* The entry that the text said of this name a few sentences before or behind, or that a mention there had of it. */
static uint32_t recall_sense(wm_reading *r, uint32_t mention, uint32_t best)
{
    const whomet_document *d = r->document;
    uint32_t sentence = d->mentions.items[mention].sentence;
    int32_t number = *sense_slot(r, &d->mention_notes.items[mention]);
    wm_sense *sense = number != 0 ? &d->senses.items[number - 1] : NULL;
    if (sense == NULL || sense->sentence > sentence + SENSE_SENTENCES || sentence > sense->sentence + SENSE_SENTENCES)
        return best;
    sense->sentence = sentence;
    return sense->entry;
}

void wm_namesake_survey(wm_reading *reading)
{
    const whomet_document *d = reading->document;
    for (uint32_t i = d->mentions.count; i > reading->first_mention; i--) { /* the first is learnt last, and stays */
        const wm_mention_note *note = &d->mention_notes.items[i - 1];
        if (note->entry == WM_NO_ID || note->kind != reading->knowledge->labels.place ||
            wm_container_of(reading, i - 1) == WM_NO_ID)
            continue;
        candidate_array found = candidates_of(reading, note);
        bool said = false;
        uint32_t best = best_of(reading, i - 1, &found, &said);
        if (said)
            learn_sense(reading, i - 1, best);
    }
}

uint32_t wm_namesake_pick(wm_reading *reading, uint32_t mention)
{
    const wm_mention_note *note = &reading->document->mention_notes.items[mention];
    candidate_array found = candidates_of(reading, note);
    bool said = false;
    if (found.count < 2)
        return note->entry;
    uint32_t best = best_of(reading, mention, &found, &said);
    if (said)
        learn_sense(reading, mention, best);
    return said || note->kind != reading->knowledge->labels.place ? best : recall_sense(reading, mention, best);
}
