/* SPDX-License-Identifier: MIT */
/* Stage 4: which mentions are the same. In text order, the first of these that holds: the same gazetteer entry; the
 * same name of the same kind; the other half of an "X (Y)" pair; for a person's lone surname, the last person who bears
 * it; for a lone first name, the only person who does; for an organization's lone word, the last one that begins or
 * ends with it or has it as its acronym. Else a new entity. In: mentions. Out: entities.
 */
#include "read/cascade.h"
#include "read/country.h"
#include "read/entity.h"
#include "read/factbook.h"
#include "read/index.h"
#include "read/memory.h"
#include "read/namesake.h"
#include "read/person.h"

#include "base/utf8.h"

/* ---- which entity ----------------------------------------------------------------------------------------------- */

static uint64_t entry_hash(uint8_t gaz, uint32_t entry)
{
    return ((uint64_t)gaz + 1) * UINT64_C(0x9E3779B97F4A7C15) ^ ((uint64_t)entry + 1) * UINT64_C(0xC2B2AE3D27D4EB4F);
}

static uint64_t kind_hash(uint64_t name, uint16_t kind)
{
    return name ^ (uint64_t)kind << 48;
}

/* The initials of a name, as the hash of the acronym: "African Union" -> au. */
static uint64_t acronym_hash(const wm_text *text, uint32_t begin, uint32_t end)
{
    char letters[WM_FOLD_MAX];
    size_t len = 0;
    for (uint32_t i = begin; i < end && len + 4 < sizeof letters; i++)
        if ((text->tokens[i].shape & WM_SHAPE_CAP) != 0)
            len += wm_utf8_fold((wm_slice){text->bytes.at + text->tokens[i].begin, 1}, letters + len);
    return wm_utf8_hash((wm_slice){letters, len});
}

/* The entity whose name stands on the other side of an alias pair with this mention. */
static int32_t find_pair(const wm_reading *r, const wm_mention_note *note)
{
    for (uint32_t i = 0; i < r->aliases.count; i++) {
        const wm_alias_pair *pair = &r->aliases.items[i];
        for (int side = 0; side < 2; side++) {
            if (pair->begin[side] != note->begin || pair->end[side] != note->end)
                continue;
            uint64_t other = wm_memory_hash(&r->text, pair->begin[!side], pair->end[!side]);
            int32_t found = wm_index_get(&r->document->by_name, kind_hash(other, note->kind), WHOMET_NONE);
            if (found != WHOMET_NONE)
                return found;
        }
    }
    return WHOMET_NONE;
}

/* Heads and first words share an index. */
#define HEAD_SALT UINT64_C(0xC2B2AE3D27D4EB4F)

/* The same for an organization: "Nordhavn" or "the Commission", and "Nordhavn Energy" behind "Nordhavn". */
static int32_t find_organization(const wm_reading *r, const wm_mention_note *note)
{
    whomet_document *d = r->document;
    const wm_token *first = &r->text.tokens[note->begin];
    if (!wm_person_is_single(note)) {
        uint64_t name = wm_memory_hash(&r->text, note->begin, note->begin + 1);
        int32_t found = wm_index_get(&d->by_name, kind_hash(name, note->kind), WHOMET_NONE);
        return found != WHOMET_NONE && wm_person_is_open(d, found) ? found : WHOMET_NONE;
    }
    int32_t found =
        (first->shape & WM_SHAPE_CAPS) != 0 ? wm_index_get(&d->by_acronym, first->hash, WHOMET_NONE) : WHOMET_NONE;
    if (found == WHOMET_NONE)
        found = wm_index_get(&d->by_part, first->hash, WHOMET_NONE);
    return found != WHOMET_NONE ? found : wm_index_get(&d->by_part, first->hash ^ HEAD_SALT, WHOMET_NONE);
}

static int32_t find_unlisted(const wm_reading *r, const wm_mention_note *note)
{
    const wm_known_labels *labels = &r->knowledge->labels;
    uint64_t name = wm_memory_hash(&r->text, note->begin, note->end);
    char sex = note->kind == labels->person && wm_person_is_single(note) ? wm_person_titled(r, note->begin) : 0;
    if (sex != 0)
        return wm_person_find_titled(r, note, sex);
    int32_t found = wm_index_get(&r->document->by_name, kind_hash(name, note->kind), WHOMET_NONE);
    if (found == WHOMET_NONE)
        found = find_pair(r, note);
    if (found == WHOMET_NONE && note->kind == labels->person)
        found = wm_person_find(r, note);
    if (found == WHOMET_NONE && note->kind == labels->org)
        found = find_organization(r, note);
    return found;
}

/* A family name that begins with a particle is a name by itself: "Al-Rawahi" is Salim al-Rawahi. */
static void index_particles(wm_reading *r, const wm_mention_note *note, int32_t entity)
{
    whomet_document *d = r->document;
    for (uint32_t i = note->begin + 1; i + 1 < note->end; i++) {
        if ((r->text.tokens[i].shape & WM_SHAPE_LOWER) == 0)
            continue;
        uint64_t name = wm_memory_hash(&r->text, i, note->end);
        wm_index_put(&d->by_name, kind_hash(name, note->kind), entity, &d->keep);
    }
}

/* Makes the entity findable by this mention's name. */
static void index_mention(wm_reading *r, const wm_mention_note *note, int32_t entity)
{
    whomet_document *d = r->document;
    uint64_t name = wm_memory_hash(&r->text, note->begin, note->end);
    wm_index_put(&d->by_name, kind_hash(name, note->kind), entity, &d->keep);
    if (note->kind == r->knowledge->labels.person)
        wm_person_index(r, note, entity);
    if (note->kind == r->knowledge->labels.person)
        index_particles(r, note, entity);
    if (note->kind == r->knowledge->labels.org && !wm_person_is_single(note)) {
        wm_index_put(&d->by_acronym, acronym_hash(&r->text, note->begin, note->end), entity, &d->keep);
        wm_index_put(&d->by_part, r->text.tokens[note->begin].hash, entity, &d->keep);
        wm_index_put(&d->by_part, r->text.tokens[note->end - 1].hash ^ HEAD_SALT, entity, &d->keep);
    }
}

/* The entity of an entry: known by the entry, or by its id when two gazetteers list the same. */
static int32_t entity_of_entry(wm_reading *r, const wm_mention_note *note, uint32_t entry)
{
    whomet_document *d = r->document;
    uint64_t hash = entry_hash(note->gaz, entry);
    int32_t found = wm_index_get(&d->by_entry, hash, WHOMET_NONE);
    if (found != WHOMET_NONE)
        return found;
    int32_t lone =
        note->kind == r->knowledge->labels.person && !wm_person_is_single(note) ? wm_person_find(r, note) : WHOMET_NONE;
    uint64_t id = wm_factbook_entry(r, note->kind, note->gaz, entry)->id_hash;
    if (lone != WHOMET_NONE)
        wm_entity_adopt(r, lone, note->gaz, entry);
    found = lone != WHOMET_NONE ? lone : wm_index_get(&d->by_id, id, WHOMET_NONE);
    if (found == WHOMET_NONE)
        found = wm_entity_new(r, note->kind, note->gaz, entry);
    wm_index_put(&d->by_entry, hash, found, &d->keep);
    wm_index_put(&d->by_id, id, found, &d->keep);
    return found;
}

/* A surname that the gazetteers give to somebody famous, but that the text gives to somebody else in full, or that is
 * only history's, says nothing of the famous one. */
static bool is_borrowed(const wm_reading *r, const wm_mention_note *note, const wm_index *surnames)
{
    if (note->kind != r->knowledge->labels.person || note->end - note->begin != 1 || note->offer == WM_NO_ID)
        return false;
    uint16_t marks = r->offers.items[note->offer].marks;
    return (marks & WM_MARK_CTX) != 0 &&
           ((marks & WM_MARK_HISTORIC) != 0 || wm_index_get(surnames, r->text.tokens[note->begin].hash, 0) != 0);
}

/* Last words of the people that the part names in full. */
static wm_index find_surnames(const wm_reading *r)
{
    wm_index surnames = {0};
    for (uint32_t i = r->first_mention; i < r->document->mentions.count; i++) {
        const wm_mention_note *note = &r->document->mention_notes.items[i];
        if (note->kind == r->knowledge->labels.person && note->end - note->begin > 1)
            wm_index_put(&surnames, r->text.tokens[note->end - 1].hash, 1, &r->document->scratch);
    }
    return surnames;
}

static int32_t entity_of(wm_reading *r, const wm_mention_note *note)
{
    if (note->entry != WM_NO_ID)
        return entity_of_entry(r, note, note->entry);
    int32_t found = find_unlisted(r, note);
    return found != WHOMET_NONE ? found : wm_entity_new(r, note->kind, 0, WM_NO_ID);
}

/* Tells which entry a mention means, and that it is why. */
static void name_entry(wm_reading *r, uint32_t mention)
{
    wm_mention_note *note = &r->document->mention_notes.items[mention];
    uint32_t likeliest = note->entry;
    if (likeliest == WM_NO_ID)
        return;
    note->entry = wm_namesake_pick(r, mention);
    if (note->entry != likeliest)
        r->document->mentions.items[mention].why = wm_read_why_entry(r->knowledge, note->gaz, note->entry);
}

void wm_read_corefer(wm_reading *reading)
{
    whomet_document *d = reading->document;
    const wm_known_labels *labels = &reading->knowledge->labels;
    wm_country_survey(reading);
    wm_namesake_survey(reading);
    wm_index surnames = find_surnames(reading);
    for (uint32_t i = reading->first_mention; i < d->mentions.count; i++) {
        wm_mention_note *note = &d->mention_notes.items[i];
        if (note->kind != labels->person && note->kind != labels->place && note->kind != labels->org)
            continue;
        if (is_borrowed(reading, note, &surnames)) {
            note->entry = WM_NO_ID;
            d->mentions.items[i].why = wm_read_why_rule(reading->knowledge, note->rule);
        }
        name_entry(reading, i);
        int32_t entity = entity_of(reading, note);
        wm_entity_add_mention(reading, entity, i);
        wm_person_learn_sex(reading, i, entity);
        index_mention(reading, note, entity);
    }
}
