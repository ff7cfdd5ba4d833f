/* SPDX-License-Identifier: MIT */
/* What is meant by a noun that names nothing: "the country", "the company", "there", "the Omani capital". In: what sort
 * of thing it asks for. Out: the one of its sort that was named last, or the place of the event told last; of two in
 * one sentence neither. Pronouns are in anaphor.c.
 */
#include "read/scene.h"

enum { NOUN_SENTENCES = 3, CAPITAL_MENTIONS = 1000 };

/* ---- nouns ------------------------------------------------------------------------------------------------------ */

/* What a mention is as one of a sort: its entity, for the sort of countries the one whose people or capital it names;
 * WHOMET_NONE when it is none of the sort. A body that no list knows may be of any sort of bodies. */
static int32_t as_one_of(wm_scene *scene, uint32_t mention, uint32_t sort)
{
    const whomet_document *d = scene->reading->document;
    const wm_known_labels *labels = &scene->reading->knowledge->labels;
    const wm_mention_note *note = &d->mention_notes.items[mention];
    const char *name = wm_rules_label_name(scene->reading->knowledge->rules, sort);
    if (sort == labels->country && note->kind == labels->nationality)
        return wm_scene_acts_as(scene, mention, false);
    bool unlisted = note->kind == labels->org && note->entry == WM_NO_ID && strncmp(name, "org.", 4) == 0;
    return wm_labels_has(&note->labels, sort) || unlisted ? d->mentions.items[mention].entity : WHOMET_NONE;
}

int32_t wm_scene_last_of(wm_scene *scene, wm_stretch where, wm_slice sort)
{
    const whomet_document *d = scene->reading->document;
    uint32_t label = wm_rules_label(scene->reading->knowledge->rules, sort);
    uint32_t here = scene->reading->first_sentence + scene->sentence, token = scene->bounds[where.begin], nearest = 0;
    int32_t found = WHOMET_NONE;
    for (uint32_t i = scene->mention_end; label != WM_NO_ID && i-- > scene->reading->first_mention;) {
        uint32_t sentence = d->mentions.items[i].sentence;
        if (sentence == here && d->mention_notes.items[i].begin >= token)
            continue;
        if (here - sentence > NOUN_SENTENCES || (found != WHOMET_NONE && sentence != nearest))
            break;
        int32_t one = as_one_of(scene, i, label);
        if (one == WHOMET_NONE || one == found)
            continue;
        if (found != WHOMET_NONE)
            return WHOMET_NONE;
        found = one;
        nearest = sentence;
    }
    return found;
}

/* ---- places ----------------------------------------------------------------------------------------------------- */

/* The first place of the last event that has one, told in the last few sentences. */
static int32_t last_event_place(const wm_scene *scene)
{
    enum { WINDOW = 4, SENTENCES = 4 };
    const wm_event_note *note;
    uint32_t from = wm_scene_reach(scene, SENTENCES);
    for (uint32_t back = 1; back <= WINDOW && (note = wm_scene_told(scene, back, from)) != NULL; back++)
        if (note->places.count != 0)
            return note->places.items[0].mention;
    return WHOMET_NONE;
}

/* The mention of the one city that the sentences before name last. */
static int32_t last_city(wm_scene *scene, wm_stretch where)
{
    const wm_reading *r = scene->reading;
    int32_t city = wm_scene_last_of(scene, where, wm_slice_of("place.city"));
    for (uint32_t i = scene->mention_end; city != WHOMET_NONE && i-- > r->first_mention;)
        if (r->document->mentions.items[i].entity == city)
            return (int32_t)i;
    return WHOMET_NONE;
}

/* "They met in Vienna. Lind went on to Oslo. There he saw Obi": a city of the sentence before goes before the place of
 * an event told earlier. */
static bool is_fresher(const wm_scene *scene, int32_t city, int32_t told)
{
    const whomet_document *d = scene->reading->document;
    uint32_t here = scene->reading->first_sentence + scene->sentence;
    return city != WHOMET_NONE && d->mentions.items[city].sentence + 1 == here &&
           d->mentions.items[told].sentence + 1 < here;
}

int32_t wm_scene_last_place(wm_scene *scene, wm_stretch where)
{
    const wm_reading *r = scene->reading;
    const wm_known_labels *labels = &r->knowledge->labels;
    int32_t country = WHOMET_NONE;
    for (uint32_t i = where.begin; i-- > 0;) {
        int32_t mention = scene->mentions[i];
        if (mention == WHOMET_NONE || r->document->mention_notes.items[mention].kind != labels->place)
            continue;
        if (!wm_labels_has(&r->document->mention_notes.items[mention].labels, labels->country))
            return mention;
        country = country == WHOMET_NONE ? mention : country; /* more likely who acts than where */
    }
    int32_t told = last_event_place(scene), city = last_city(scene, where);
    if (told == WHOMET_NONE || is_fresher(scene, city, told))
        told = city;
    return told != WHOMET_NONE ? told : country;
}

int32_t wm_scene_capital(const wm_scene *scene, wm_slice country)
{
    const whomet_document *d = scene->reading->document;
    uint32_t city = scene->reading->knowledge->labels.city, here = scene->mention_end;
    uint32_t end = d->mentions.count - here > CAPITAL_MENTIONS ? here + CAPITAL_MENTIONS : d->mentions.count;
    for (uint32_t i = here > CAPITAL_MENTIONS ? here - CAPITAL_MENTIONS : 0; country.at != NULL && i < end; i++)
        if (wm_labels_has(&d->mention_notes.items[i].labels, city) &&
            wm_mention_attr(scene->reading, i, "capital").at != NULL &&
            wm_slice_equal(wm_mention_attr(scene->reading, i, "country"), country))
            return (int32_t)i;
    return WHOMET_NONE;
}
