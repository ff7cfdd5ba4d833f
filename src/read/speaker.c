/* SPDX-License-Identifier: MIT */
/* Who says "I" and "we". A quotation may end sentences before its speaker is told ("I met him. It was short," Vrba
 * said.) or begin after that, so that both are noted while the text is read and matched at its end. In: speakers and
 * first persons, in text order. Out: the speaker as the actor; for "we" the country or body that the speaker speaks
 * for, if the text says so. A first person without a speaker keeps its word alone.
 */
#include "base/utf8.h"
#include "read/entity.h"
#include "read/scene.h"

#include <stdlib.h>

enum { BEFORE_SENTENCES = 3, BEHIND_SENTENCES = 3 };

/* ---- noting ----------------------------------------------------------------------------------------------------- */

void wm_speaker_note(wm_scene *scene, wm_stretch where)
{
    int32_t entity = wm_scene_person(scene, where), mention = wm_scene_mention(scene, where);
    int32_t side = WHOMET_NONE;
    if (entity == WHOMET_NONE && mention != WHOMET_NONE)
        side = wm_scene_acts_as(scene, (uint32_t)mention, false);
    if (entity == WHOMET_NONE && side == WHOMET_NONE)
        return;
    wm_speaker *speaker = WM_PUSH(&scene->reading->document->keep, &scene->reading->document->speakers);
    speaker->byte = wm_scene_range(scene, where).begin_byte;
    speaker->sentence = scene->reading->first_sentence + scene->sentence;
    speaker->entity = entity;
    speaker->side = side;
}

static bool has_quote(const wm_scene *scene, uint32_t begin, uint32_t end)
{
    const wm_text *text = &scene->reading->text;
    for (uint32_t i = scene->bounds[begin]; i < scene->bounds[end]; i++) {
        const wm_token *token = &text->tokens[i];
        bool is_double = token->end - token->begin > 1 || text->bytes.at[token->begin] == '"';
        if ((token->shape & WM_SHAPE_QUOTE) != 0 && is_double)
            return true;
    }
    return false;
}

void wm_speaker_note_first_person(wm_scene *scene, wm_stretch where)
{
    whomet_document *d = scene->reading->document;
    char first = scene->tape.elements[where.begin].text.at[0] | 32;
    char last = scene->tape.elements[where.begin].text.at[scene->tape.elements[where.begin].text.len - 1] | 32;
    wm_first_person *person = WM_PUSH(&d->keep, &d->first_persons);
    person->byte = wm_scene_range(scene, where).begin_byte;
    person->sentence = scene->reading->first_sentence + scene->sentence;
    person->opened = has_quote(scene, 0, where.begin);
    person->closed = has_quote(scene, where.end, scene->tape.element_count);
    person->plural = first == 'w' || first == 'u' || (first == 'o' && last == 'r');
    person->entity = WHOMET_NONE;
}

/* ---- who speaks ------------------------------------------------------------------------------------------------- */

int32_t wm_speaks_for(const whomet_document *document, int32_t person)
{
    const wm_entity_note *note = &document->entity_notes.items[person];
    const char *id = note->agent_of;
    for (uint32_t i = 0; i < note->roles.count && id == NULL; i++)
        id = note->roles.items[i].of;
    id = id == NULL ? note->side : id;
    return id == NULL ? WHOMET_NONE : wm_index_get(&document->by_id, wm_utf8_hash(wm_slice_of(id)), WHOMET_NONE);
}

/* Sentences a speaker may stand before or behind a first person. A quotation that opens here and does not close is
 * explained behind it, one that was opened before and goes on was explained before it, if at all. */
static void set_reach(const wm_first_person *person, uint32_t *ret_before, uint32_t *ret_behind)
{
    *ret_before = person->opened ? (person->closed ? 1 : 0) : BEFORE_SENTENCES;
    *ret_behind = person->closed ? 0 : BEHIND_SENTENCES;
}

static uint32_t distance(const wm_speaker *speaker, const wm_first_person *person)
{
    return speaker->byte < person->byte ? person->byte - speaker->byte : speaker->byte - person->byte;
}

/* The nearest speaker of the same sentence, else the last one before it, else the first one behind it; `first` is the
 * first speaker that may be any of them. */
static const wm_speaker *find_speaker(const whomet_document *d, uint32_t first, const wm_first_person *person)
{
    const wm_speaker *same = NULL, *before = NULL, *behind = NULL;
    uint32_t reach_before, reach_behind;
    set_reach(person, &reach_before, &reach_behind);
    for (uint32_t i = first; i < d->speakers.count; i++) {
        const wm_speaker *speaker = &d->speakers.items[i];
        if (speaker->sentence > person->sentence + reach_behind)
            break;
        if (speaker->sentence == person->sentence) {
            if (same == NULL || distance(speaker, person) < distance(same, person))
                same = speaker;
        } else if (speaker->sentence < person->sentence) {
            if (person->sentence - speaker->sentence <= reach_before)
                before = speaker;
        } else if (behind == NULL) {
            behind = speaker;
        }
    }
    return same != NULL ? same : before != NULL ? before : behind;
}

static void find_speakers(whomet_document *d)
{
    uint32_t first = 0;
    for (uint32_t i = 0; i < d->first_persons.count; i++) {
        wm_first_person *person = &d->first_persons.items[i];
        while (first < d->speakers.count && d->speakers.items[first].sentence + BEFORE_SENTENCES < person->sentence)
            first++;
        const wm_speaker *speaker = find_speaker(d, first, person);
        if (speaker == NULL)
            continue;
        int32_t side = speaker->entity != WHOMET_NONE ? wm_speaks_for(d, speaker->entity) : speaker->side;
        person->entity = person->plural && side != WHOMET_NONE ? side : speaker->entity;
    }
}

/* ---- filling in ------------------------------------------------------------------------------------------------- */

static int32_t speaker_at(const whomet_document *d, uint32_t byte)
{
    uint32_t low = 0, high = d->first_persons.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (d->first_persons.items[middle].byte < byte)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < d->first_persons.count && d->first_persons.items[low].byte == byte;
    return found ? d->first_persons.items[low].entity : WHOMET_NONE;
}

/* Who meets the speaker is named already when the speaker is the only one besides. */
static void fill_list(const whomet_document *d, wm_actor_list *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        whomet_actor *actor = &list->items[i];
        if (strcmp(actor->from, WM_FROM_SPEAKER) != 0)
            continue;
        actor->entity = speaker_at(d, actor->range.begin_byte);
        actor->from = "pronoun";
    }
    wm_actors_once(list);
}

static int by_byte(const void *a, const void *b)
{
    const wm_first_person *x = a, *y = b;
    return x->byte < y->byte ? -1 : x->byte > y->byte;
}

void wm_speaker_resolve(whomet_document *document)
{
    if (document->first_persons.count == 0)
        return;
    qsort(document->first_persons.items, document->first_persons.count, sizeof *document->first_persons.items, by_byte);
    find_speakers(document);
    for (uint32_t i = 0; i < document->event_notes.count; i++) {
        wm_event_note *note = &document->event_notes.items[i];
        fill_list(document, &note->participants);
        fill_list(document, &note->hosts);
        fill_list(document, &note->mediators);
    }
}
