/* SPDX-License-Identifier: MIT */
/* Who is meant by a word that names nobody: a pronoun, "the Egyptian minister", "both sides". A pronoun stands for what
 * its sentence, or the one before, is about; a description for the one person of the text who holds such an office; a
 * plural for those who took part in the contact told last. Nothing is guessed across a tie: then nobody is meant.
 */
#include "read/scene.h"

#include "base/utf8.h"

enum { ANTECEDENT_SENTENCES = 2, PEOPLE_WINDOW = 64 };

/* ---- pronouns --------------------------------------------------------------------------------------------------- */

/* What a pronoun says of whom it stands for: 'm' for he and him, 'f' for she and her, 0 for it. */
static char sex_of_pronoun(wm_slice word)
{
    char first = word.at[0] | 32, last = word.at[word.len - 1] | 32;
    if (first == 'i')
        return 0;
    return first == 's' || last == 'r' ? 'f' : 'm';
}

/* Whether a pronoun may stand for a mention: he and she for people, if not known to be the other, it for bodies and
 * countries. */
static bool can_stand_for(const wm_scene *scene, char sex, uint32_t mention)
{
    const wm_known_labels *labels = &scene->reading->knowledge->labels;
    const whomet_document *d = scene->reading->document;
    const wm_mention_note *note = &d->mention_notes.items[mention];
    int32_t entity = d->mentions.items[mention].entity;
    char borne = entity != WHOMET_NONE ? d->entity_notes.items[entity].sex : 0;
    if (sex != 0)
        return note->kind == labels->person && (borne == 0 || borne == sex);
    return note->kind == labels->org || wm_labels_has(&note->labels, labels->country);
}

/* Whether what is known to be the topic goes before a mention: it stands in a later sentence, or earlier in its own. */
static bool topic_comes_first(const wm_scene *scene, char sex, uint32_t here, uint32_t token, int32_t best)
{
    const wm_reading *r = scene->reading;
    const whomet_document *d = r->document;
    if (!r->topic.told || here - r->topic.sentence > ANTECEDENT_SENTENCES ||
        (r->topic.sentence == here && r->topic.token >= token) ||
        !can_stand_for(scene, sex, r->topic.mention))
        return false;
    if (best == WHOMET_NONE)
        return true;
    uint32_t sentence = d->mentions.items[best].sentence;
    return sentence < r->topic.sentence ||
           (sentence == r->topic.sentence && r->topic.token < d->mention_notes.items[best].begin);
}

void wm_scene_topic(wm_scene *scene, wm_stretch where, int32_t mention, int32_t entity)
{
    if (wm_scene_mention(scene, (wm_stretch){0, where.begin}) != WHOMET_NONE)
        return;
    if (mention == WHOMET_NONE && entity != WHOMET_NONE) {
        const wm_entity_note *note = &scene->reading->document->entity_notes.items[entity];
        mention = note->mentions.count != 0 ? note->mentions.items[note->mentions.count - 1] : WHOMET_NONE;
    }
    if (mention == WHOMET_NONE)
        return;
    scene->reading->topic.mention = (uint32_t)mention;
    scene->reading->topic.sentence = scene->reading->first_sentence + scene->sentence;
    scene->reading->topic.token = scene->bounds[where.begin];
    scene->reading->topic.told = true;
}

int32_t wm_scene_antecedent(const wm_scene *scene, wm_stretch where)
{
    const whomet_document *d = scene->reading->document;
    const wm_slice word = scene->tape.elements[where.begin].text;
    char sex = sex_of_pronoun(word);
    uint32_t here = scene->reading->first_sentence + scene->sentence, token = scene->bounds[where.begin];
    int32_t best = WHOMET_NONE;
    for (uint32_t i = scene->mention_end; i-- > scene->reading->first_mention;) {
        const whomet_mention *m = &d->mentions.items[i];
        if (m->sentence == here && d->mention_notes.items[i].begin >= token)
            continue;
        if (here - m->sentence > ANTECEDENT_SENTENCES)
            break;
        if (best != WHOMET_NONE && d->mentions.items[best].sentence != m->sentence)
            break;
        if (can_stand_for(scene, sex, i))
            best = (int32_t)i;
    }
    return topic_comes_first(scene, sex, here, token, best) ? (int32_t)scene->reading->topic.mention : best;
}

/* ---- descriptions ----------------------------------------------------------------------------------------------- */

/* The last word of a role or description, folded into `key`. */
static wm_slice last_word(wm_slice text, char *key)
{
    size_t begin = text.len;
    while (begin > 0 && strchr(" \t\n-", text.at[begin - 1]) == NULL)
        begin--;
    return (wm_slice){key, wm_utf8_fold((wm_slice){text.at + begin, text.len - begin}, key)};
}

static bool is_of_country(const char *of, wm_slice country)
{
    return of != NULL && strncmp(of, "place/", 6) == 0 && wm_slice_is(country, of + 6);
}

/* Does the person hold an office that is called by this word, of this country if one is told? */
static bool holds_office(const wm_entity_note *note, wm_slice word, wm_slice country)
{
    for (uint32_t i = 0; i < note->roles.count; i++) {
        char key[WM_FOLD_MAX];
        const whomet_role *role = &note->roles.items[i];
        bool same_country = country.at == NULL || is_of_country(role->of, country);
        if (same_country && wm_slice_equal(last_word(wm_slice_of(role->role), key), word))
            return true;
    }
    return false;
}

int32_t wm_scene_holder(const wm_scene *scene, wm_stretch where, wm_slice country)
{
    const whomet_document *d = scene->reading->document;
    char key[WM_FOLD_MAX];
    wm_slice word = last_word(scene->tape.elements[where.end - 1].text, key);
    int32_t found = WHOMET_NONE;
    uint32_t count = d->entities.count, first = count > PEOPLE_WINDOW ? count - PEOPLE_WINDOW : 0;
    for (uint32_t i = first; i < count; i++) {
        if (!holds_office(&d->entity_notes.items[i], word, country))
            continue;
        if (found != WHOMET_NONE)
            return WHOMET_NONE;
        found = (int32_t)i;
    }
    return found;
}

/* ---- plurals ---------------------------------------------------------------------------------------------------- */

/* "Both ministers": one of them is known for one, and none is known for something else alone. */
static bool fits_office(const whomet_document *d, const wm_actor_list *pair, wm_slice word)
{
    uint32_t holders = 0, others = 0;
    for (uint32_t i = 0; i < pair->count; i++) {
        if (pair->items[i].entity == WHOMET_NONE)
            continue;
        const wm_entity_note *note = &d->entity_notes.items[pair->items[i].entity];
        bool holds = holds_office(note, word, (wm_slice){NULL, 0});
        holders += holds;
        others += !holds && note->roles.count != 0;
    }
    return holders != 0 && others == 0;
}

/* Any office that is told of in the text by this word. */
static bool is_office(const whomet_document *d, wm_slice word)
{
    uint32_t count = d->entities.count, first = count > PEOPLE_WINDOW ? count - PEOPLE_WINDOW : 0;
    for (uint32_t i = first; i < count; i++)
        if (holds_office(&d->entity_notes.items[i], word, (wm_slice){NULL, 0}))
            return true;
    return false;
}

const wm_actor_list *wm_scene_last_pair(const wm_scene *scene, wm_stretch where)
{
    enum { WINDOW = 8 };
    const whomet_document *d = scene->reading->document;
    char key[WM_FOLD_MAX];
    wm_slice word = last_word(scene->tape.elements[where.end - 1].text, key);
    word.len -= word.len > 1 && word.at[word.len - 1] == 's';
    bool office = is_office(d, word);
    for (uint32_t back = 1; back <= WINDOW && back <= d->event_notes.count; back++) {
        const wm_actor_list *pair = &d->event_notes.items[d->event_notes.count - back].participants;
        if (pair->count >= 2 && (!office || fits_office(d, pair, word)))
            return pair;
    }
    return NULL;
}
