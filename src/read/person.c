/* SPDX-License-Identifier: MIT */
/* People by their names: who bears a surname or a first name, and of which sex they are. The last one named goes before
 * the others, but "Ms Lind" is no man and "Mr Lind" no woman where titles or first names tell.
 *
 * In: mentions of people, in text order. Out: the entity of one that is named by less than the full name.
 */
#include "read/person.h"

#include "read/cascade.h"
#include "read/wordbook.h"

/* "Jr.", "III" */
static bool is_suffix(const wm_reading *r, uint32_t token)
{
    static const char *const suffixes[] = {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "."};
    wm_slice word = wm_token_slice(&r->text, &r->text.tokens[token]);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (wm_slice_is(word, suffixes[i]))
            return true;
    return false;
}

/* The token that is the family name: the last one but for "Jr.", but the first of "Lee Jae-myung". */
static const wm_token *family_token(const wm_reading *r, const wm_mention_note *note)
{
    uint32_t end = note->end;
    while (end - note->begin > 1 && is_suffix(r, end - 1))
        end--;
    const wm_token *last = &r->text.tokens[end - 1];
    return (last->shape & WM_SHAPE_LOWER) != 0 ? &r->text.tokens[note->begin] : last;
}

bool wm_person_is_single(const wm_mention_note *note)
{
    return note->end - note->begin == 1;
}

bool wm_person_is_open(const whomet_document *d, int32_t entity)
{
    return d->entity_notes.items[entity].name_tokens == 1 && d->entity_notes.items[entity].entry == WM_NO_ID;
}

/* ---- sex -------------------------------------------------------------------------------------------------------- */

/* A first name of 10^4.5 bearers and more: the few of the other sex are no match for them. */
enum { SURE_WEIGHT = 45 };

/* The sex of those who bear a first name, by the lists: 'm', 'f', or 0 where both do or nobody is known to. */
static char sex_of_given(const wm_reading *r, uint32_t token, bool *ret_sure)
{
    for (uint32_t i = r->offer_begin[token]; i < r->offer_begin[token + 1]; i++) {
        const wm_offer *offer = &r->offers.items[i];
        if (offer->end != token + 1)
            continue;
        wm_slice sex = wm_offer_attr(r, offer, "sex");
        if (sex.len != 1)
            continue;
        *ret_sure = wm_gaz_entry_at(r->knowledge->gazetteers[offer->gaz], offer->entry).weight >= SURE_WEIGHT;
        return sex.at[0];
    }
    return 0;
}

char wm_person_titled(const wm_reading *r, uint32_t begin)
{
    const wm_word_labels *labels = wm_wordbook_labels(r->document->wordbook);
    if (begin > 1 && wm_read_token_is(r, begin - 1, "."))
        begin--;
    if (begin == 0 || !wm_labels_has(&labels[r->word_labels[begin - 1]].all, r->knowledge->labels.title))
        return 0;
    wm_slice sex = wm_word_attr(r, begin - 1, r->knowledge->labels.title, "sex");
    return sex.len == 1 ? sex.at[0] : 0;
}

/* Learns it where a person is named in full, or with a title, until it is known for sure. */
void wm_person_learn_sex(wm_reading *r, uint32_t mention, int32_t entity)
{
    const wm_mention_note *note = &r->document->mention_notes.items[mention];
    wm_entity_note *person = &r->document->entity_notes.items[entity];
    if (note->kind != r->knowledge->labels.person || person->sex_sure)
        return;
    char sex = wm_person_titled(r, note->begin);
    if (sex != 0)
        person->sex = sex;
    else if (!wm_person_is_single(note) && person->sex == 0)
        person->sex = sex_of_given(r, note->begin, &person->sex_sure);
    person->sex_sure = person->sex_sure || sex != 0;
}

/* ---- names ------------------------------------------------------------------------------------------------------ */

/* A surname alone is the last person who bears it; a full name is the person known so far by that surname alone. */
int32_t wm_person_find(const wm_reading *r, const wm_mention_note *note)
{
    whomet_document *d = r->document;
    int32_t found = wm_index_get(&d->by_surname, family_token(r, note)->hash, WHOMET_NONE);
    if (found == WHOMET_NONE && wm_person_is_single(note))
        return wm_index_get(&d->by_given, r->text.tokens[note->begin].hash, WHOMET_NONE);
    return found == WHOMET_NONE || wm_person_is_single(note) || wm_person_is_open(d, found) ? found : WHOMET_NONE;
}

enum { BEARERS_MAX = 8 };

static int32_t find_given(const wm_reading *r, const wm_mention_note *note, char sex)
{
    const whomet_document *d = r->document;
    int32_t found = wm_index_get(&d->by_given, r->text.tokens[note->begin].hash, WHOMET_NONE);
    bool other =
        found != WHOMET_NONE && d->entity_notes.items[found].sex_sure && d->entity_notes.items[found].sex != sex;
    return other ? WHOMET_NONE : found;
}

int32_t wm_person_find_titled(const wm_reading *r, const wm_mention_note *note, char sex)
{
    const whomet_document *d = r->document;
    int32_t bearer = wm_index_get(&d->by_surname, family_token(r, note)->hash, WHOMET_NONE), likely = WHOMET_NONE;
    bool bears = bearer != WHOMET_NONE;
    for (int i = 0; i < BEARERS_MAX && bearer != WHOMET_NONE; i++) {
        const wm_entity_note *person = &d->entity_notes.items[bearer];
        if (person->sex == sex)
            return bearer;
        if (likely == WHOMET_NONE && !person->sex_sure)
            likely = bearer;
        bearer = person->namesake - 1;
    }
    return likely != WHOMET_NONE || bears ? likely : find_given(r, note, sex); /* "Sir Keir" */
}

/* A first name that two people bear is nobody's. */
void wm_person_index(wm_reading *r, const wm_mention_note *note, int32_t entity)
{
    whomet_document *d = r->document;
    uint64_t surname = family_token(r, note)->hash;
    int32_t last = wm_index_get(&d->by_surname, surname, entity);
    if (last != entity && d->entity_notes.items[entity].namesake == 0)
        d->entity_notes.items[entity].namesake = last + 1;
    wm_index_put(&d->by_surname, surname, entity, &d->keep);
    if (wm_person_is_single(note))
        return;
    uint64_t given = r->text.tokens[note->begin].hash;
    int32_t known = wm_index_get(&d->by_given, given, entity);
    wm_index_put(&d->by_given, given, known == entity ? entity : WHOMET_NONE, &d->keep);
}
