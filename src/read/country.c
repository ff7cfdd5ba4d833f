/* SPDX-License-Identifier: MIT */
/* What a text tells of countries. Three things speak for one: its own name or that of its people; somebody or some body
 * that the lists know to be of it; and places that lie in it and have no likely namesake elsewhere, which say more of
 * where a text is set than names of states do. Every name counts once.
 *
 * In: offers and mentions of a part. Out: notes by country, kept with the document.
 */
#include "read/country.h"

#include "base/utf8.h"
#include "read/factbook.h"
#include "read/memory.h"
#include "read/wordbook.h"

/* A namesake with a tenth of the people is none that news would mean without saying so. */
enum { UNLIKELY = 10, NEAR_TOKENS = 40, CODE_TOKENS = 2 };

static wm_country_note *note_of(wm_reading *r, uint64_t id_hash, uint64_t name)
{
    whomet_document *d = r->document;
    int32_t *slot = wm_index_slot(&d->country_index, id_hash, &d->keep);
    if (*slot == 0) {
        wm_country_note *fresh = WM_PUSH(&d->keep, &d->country_notes);
        fresh->name = name;
        *slot = (int32_t)d->country_notes.count;
    }
    wm_country_note *note = &d->country_notes.items[*slot - 1];
    note->by_others = note->by_others || note->name != name;
    return note;
}

static uint64_t told_hash(uint64_t id_hash, uint64_t name)
{
    return id_hash * UINT64_C(0x9E3779B97F4A7C15) ^ name;
}

/* How much news speaks of a country. */
static uint8_t prominence_of(const wm_reading *r, uint64_t id_hash)
{
    for (uint32_t g = 0; g < r->knowledge->gaz_count; g++) {
        int32_t entry = wm_index_get(&r->knowledge->countries[g], id_hash, WHOMET_NONE);
        if (entry != WHOMET_NONE)
            return wm_gaz_entry_at(r->knowledge->gazetteers[g], (uint32_t)entry).weight;
    }
    return 0;
}

static void note_named(wm_reading *r, uint64_t id_hash, uint64_t name)
{
    wm_country_note *note = note_of(r, id_hash, name);
    if (note->prominence == 0)
        note->prominence = prominence_of(r, id_hash);
}

static void note_place(wm_reading *r, uint64_t id_hash, uint64_t name, bool is_division)
{
    whomet_document *d = r->document;
    int32_t *told = wm_index_slot(&d->told_places, told_hash(id_hash, name), &d->keep);
    if (*told != 0)
        return;
    *told = 1;
    wm_country_note *note = note_of(r, id_hash, name);
    note->places += note->places < UINT16_MAX;
    note->divisions += is_division && note->divisions < UINT16_MAX;
}

static bool names_country(const wm_reading *r, const wm_offer *offer)
{
    return offer->label == r->knowledge->labels.country || offer->label == r->knowledge->labels.nationality;
}

static bool is_capital(const wm_reading *r, const wm_offer *offer)
{
    return offer->label == r->knowledge->labels.city && (offer->marks & WM_MARK_CAPITAL) != 0;
}

/* The part names countries by themselves or by their people. */
static void survey_offers(wm_reading *r)
{
    for (uint32_t i = 0; i < r->offers.count; i++) {
        const wm_offer *offer = &r->offers.items[i];
        if (names_country(r, offer))
            note_named(r, wm_factbook_entry(r, offer->kind, offer->gaz, offer->entry)->names_hash,
                       wm_memory_hash(&r->text, offer->begin, offer->end));
    }
}

/* Is the entry of the mention the only one of its name that a text without further words may mean? */
static bool is_sole(wm_reading *r, const wm_mention_note *note, const wm_entry_facts *facts)
{
    const wm_offer *offer = &r->offers.items[note->offer];
    const wm_gaz *gaz = r->knowledge->gazetteers[note->gaz];
    for (uint32_t i = 0; i < offer->hit.posting_count && offer->hit.posting_count > 1; i++) {
        wm_gaz_posting posting;
        if (!wm_gaz_posting_at(gaz, &r->text, note->begin, &offer->hit, i, &posting) || posting.entry == note->entry ||
            r->knowledge->maps[note->gaz][posting.label].kind != note->kind)
            continue;
        const wm_entry_facts *other = wm_factbook_entry(r, note->kind, note->gaz, posting.entry);
        if (other->country_hash != facts->country_hash && other->weight + UNLIKELY > facts->weight)
            return false;
    }
    return true;
}

/* A capital speaks for its state, wherever the text is set. */
static void survey_mention(wm_reading *r, const wm_mention_note *note)
{
    const wm_known_labels *labels = &r->knowledge->labels;
    const wm_offer *offer = &r->offers.items[note->offer];
    const wm_entry_facts *facts = wm_factbook_entry(r, note->kind, note->gaz, note->entry);
    uint64_t name = wm_memory_hash(&r->text, note->begin, note->end);
    if (facts->country_hash == 0 || offer->label == labels->country || !is_sole(r, note, facts))
        return;
    if (note->kind != labels->place || (offer->marks & WM_MARK_CAPITAL) != 0) {
        note_named(r, facts->country_hash, name);
        return;
    }
    bool is_division = offer->label == labels->subdivision;
    note_place(r, facts->country_hash, name, is_division);
    if (is_division || facts->division_hash != 0)
        note_place(r, is_division ? facts->own_hash : facts->division_hash, name, is_division);
}

/* ---- codes of divisions ------------------------------------------------------------------------------------------ */

/* The division with an id, in one gazetteer. */
static uint32_t find_division(const wm_reading *r, uint32_t g, const char *id)
{
    const wm_gaz *gaz = r->knowledge->gazetteers[g];
    for (uint32_t label = 0; label < wm_gaz_label_count(gaz); label++) {
        uint32_t begin, end;
        if (r->knowledge->maps[g][label].label != r->knowledge->labels.subdivision)
            continue;
        wm_gaz_label_entries(gaz, label, &begin, &end);
        for (; begin < end; begin++)
            if (strcmp(wm_gaz_entry_at(gaz, begin).id, id) == 0)
                return begin;
    }
    return WM_NO_ID;
}

/* The division whose code an entry is; sought through all of them, so once a document. */
static uint32_t division_of_code(wm_reading *r, uint32_t g, uint32_t code)
{
    whomet_document *d = r->document;
    uint64_t hash = ((uint64_t)g << 32 | code) * UINT64_C(0x9E3779B97F4A7C15) + 1;
    int32_t *known = wm_index_slot(&d->code_divisions, hash, &d->keep);
    if (*known == 0)
        *known = (int32_t)(find_division(r, g, wm_gaz_entry_at(r->knowledge->gazetteers[g], code).id) + 2);
    return (uint32_t)*known - 2;
}

/* "MA" behind "Salem," is found by a rule; its code says which division it is. */
static void adopt_code(wm_reading *r, wm_mention_note *note)
{
    uint8_t gaz;
    uint32_t code;
    if (!wm_word_entry(r, note->begin, note->end, r->knowledge->labels.state_code, NULL, &gaz, &code))
        return;
    note->entry = division_of_code(r, gaz, code);
    note->gaz = gaz;
}

/* Rules find codes behind a comma only. */
static void adopt_codes(wm_reading *r)
{
    whomet_document *d = r->document;
    for (uint32_t i = r->first_mention; i < d->mentions.count; i++) {
        wm_mention_note *note = &d->mention_notes.items[i];
        if (note->kind == r->knowledge->labels.place && note->entry == WM_NO_ID && note->begin > 0 &&
            note->end - note->begin <= CODE_TOKENS && wm_read_token_is(r, note->begin - 1, ","))
            adopt_code(r, note);
    }
}

void wm_country_survey(wm_reading *reading)
{
    whomet_document *d = reading->document;
    adopt_codes(reading);
    survey_offers(reading);
    for (uint32_t i = reading->first_mention; i < d->mentions.count; i++) {
        const wm_mention_note *note = &d->mention_notes.items[i];
        if (note->entry != WM_NO_ID && note->offer != WM_NO_ID)
            survey_mention(reading, note);
    }
}

const wm_country_note *wm_country_told(const wm_reading *reading, uint64_t id_hash)
{
    const whomet_document *d = reading->document;
    int32_t number = id_hash == 0 ? 0 : wm_index_get(&d->country_index, id_hash, 0);
    return number == 0 ? NULL : &d->country_notes.items[number - 1];
}

bool wm_country_counts(const wm_reading *reading, uint64_t id_hash, uint64_t name)
{
    return wm_index_get(&reading->document->told_places, told_hash(id_hash, name), 0) != 0;
}

bool wm_country_is_near(wm_reading *reading, uint64_t id_hash, uint32_t sentence, uint32_t begin, uint32_t end)
{
    const wm_sentence *s = &reading->text.sentences[sentence];
    uint32_t from = begin > s->begin + NEAR_TOKENS ? begin - NEAR_TOKENS : s->begin;
    uint32_t to = end + NEAR_TOKENS < s->end ? end + NEAR_TOKENS : s->end;
    for (uint32_t i = reading->offer_begin[from]; i < reading->offer_begin[to]; i++) {
        const wm_offer *offer = &reading->offers.items[i];
        if ((names_country(reading, offer) || is_capital(reading, offer)) &&
            (offer->end <= begin || offer->begin >= end) &&
            wm_factbook_entry(reading, offer->kind, offer->gaz, offer->entry)->names_hash == id_hash)
            return true;
    }
    return false;
}
