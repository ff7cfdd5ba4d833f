/* SPDX-License-Identifier: MIT */
/* Who is meant by a pronoun: what its sentence, or the one before, is about; whom an object stands for is somebody else
 * than the subject. In: the mentions so far, and whom the sentences were about. Out: the mention that is meant. Nothing
 * is guessed across a tie: then nobody is meant. Nouns are in noun.c, offices in office.c, plurals in plural.c, "I" and
 * "we" in speaker.c.
 */
#include "read/scene.h"

enum { ANTECEDENT_SENTENCES = 2 };

/* A person of whatever sex. */
#define ANY_SEX '*'

/* ---- pronouns --------------------------------------------------------------------------------------------------- */

/* What a pronoun says of whom it stands for: 'm' for he, him and his, 'f' for she and her, 0 for it and its. */
static char sex_of_pronoun(wm_slice word)
{
    char first = word.at[0] | 32, last = word.at[word.len - 1] | 32;
    if (first == 'i')
        return 0;
    return (first == 's' || last == 'r') ? 'f' : 'm';
}

/* A capital that its sentence begins with does what its government does. */
static bool speaks_first(const wm_scene *scene, uint32_t mention)
{
    const wm_reading *r = scene->reading;
    if (mention < r->first_mention)
        return false; /* the tokens of earlier parts of the text are gone */
    uint32_t begin = r->document->mention_notes.items[mention].begin;
    uint32_t sentence = r->document->mentions.items[mention].sentence - r->first_sentence;
    return begin == r->text.sentences[sentence].begin && wm_mention_attr(r, mention, "capital").at != NULL;
}

/* Between brackets stands who reports, or what was named just before: "LIMA (Vendek Press)". */
static bool is_aside(const wm_scene *scene, uint32_t mention)
{
    const whomet_result *result = &scene->reading->document->result;
    const whomet_range *range = &scene->reading->document->mentions.items[mention].range;
    return range->begin_byte != 0 && range->end_byte < result->size && result->text[range->begin_byte - 1] == '(' &&
           result->text[range->end_byte] == ')';
}

/* Whether a pronoun may stand for a mention: he and she for people, if not known to be the other, it for bodies,
 * countries and the capitals that speak for them. */
static bool can_stand_for(const wm_scene *scene, char sex, uint32_t mention)
{
    if (is_aside(scene, mention))
        return false;
    const wm_known_labels *labels = &scene->reading->knowledge->labels;
    const whomet_document *d = scene->reading->document;
    const wm_mention_note *note = &d->mention_notes.items[mention];
    int32_t entity = d->mentions.items[mention].entity;
    char borne = entity != WHOMET_NONE ? d->entity_notes.items[entity].sex : 0;
    if (sex != 0)
        return note->kind == labels->person && (borne == 0 || sex == ANY_SEX || borne == sex);
    return note->kind == labels->org || wm_labels_has(&note->labels, labels->country) || speaks_first(scene, mention);
}

/* Whether what is known to be the topic goes before a mention: it stands in a later sentence, or earlier in its own. */
static bool topic_comes_first(const wm_scene *scene, char sex, uint32_t here, uint32_t token, int32_t best)
{
    const wm_reading *r = scene->reading;
    const whomet_document *d = r->document;
    if (!r->topic.told || here - r->topic.sentence > ANTECEDENT_SENTENCES ||
        (r->topic.sentence == here && r->topic.token >= token) || !can_stand_for(scene, sex, r->topic.mention))
        return false;
    if (best == WHOMET_NONE)
        return true;
    uint32_t sentence = d->mentions.items[best].sentence;
    return sentence < r->topic.sentence ||
           (sentence == r->topic.sentence && r->topic.token < d->mention_notes.items[best].begin);
}

/* Whether somebody is named before an element, or meant by a pronoun at the start; a day or a place is nobody. */
static bool names_actor(const wm_scene *scene, uint32_t end)
{
    const wm_reading *r = scene->reading;
    wm_slice front = scene->tape.elements[0].text;
    if (end != 0 && (wm_slice_is(front, "He") || wm_slice_is(front, "She") || wm_slice_is(front, "It")))
        return true;
    for (uint32_t i = 0; i < end; i++) {
        if (scene->mentions[i] == WHOMET_NONE)
            continue;
        uint16_t kind = r->document->mention_notes.items[scene->mentions[i]].kind;
        if (kind == r->knowledge->labels.person || kind == r->knowledge->labels.org)
            return true;
    }
    return false;
}

void wm_scene_topic(wm_scene *scene, wm_stretch where, int32_t mention, int32_t entity)
{
    if (names_actor(scene, where.begin))
        return;
    if (mention == WHOMET_NONE && entity != WHOMET_NONE) {
        const wm_entity_note *note = &scene->reading->document->entity_notes.items[entity];
        mention = note->mentions.count != 0 ? note->mentions.items[note->mentions.count - 1] : WHOMET_NONE;
    }
    uint32_t here = scene->reading->first_sentence + scene->sentence;
    if (mention == WHOMET_NONE || (scene->reading->topic.told && scene->reading->topic.sentence > here))
        return; /* an earlier sentence that was made up for says nothing of later ones */
    scene->reading->topic.mention = (uint32_t)mention;
    scene->reading->topic.sentence = here;
    scene->reading->topic.token = scene->bounds[where.begin];
    scene->reading->topic.told = true;
}

/* Whether a mention is of somebody whose first name tells that sex. */
static bool is_surely(const wm_scene *scene, char sex, int32_t mention)
{
    const whomet_document *d = scene->reading->document;
    int32_t entity = mention != WHOMET_NONE ? d->mentions.items[mention].entity : WHOMET_NONE;
    return entity != WHOMET_NONE && sex != 0 && d->entity_notes.items[entity].sex == sex;
}

/* Whether a mention is the first person of its sentence, whom it is about. */
static bool leads_sentence(const wm_scene *scene, uint32_t mention)
{
    const whomet_document *d = scene->reading->document;
    uint32_t sentence = d->mentions.items[mention].sentence;
    for (uint32_t i = mention; i-- > 0 && d->mentions.items[i].sentence == sentence;)
        if (d->mention_notes.items[i].kind == scene->reading->knowledge->labels.person)
            return false;
    return true;
}

static bool closes_quote(const whomet_document *d, uint32_t begin, uint32_t end)
{
    static const char curly[] = "\xE2\x80\x9D";
    for (uint32_t i = begin; i < end; i++)
        if (d->result.text[i] == '"' || (i + 3 <= end && memcmp(d->result.text + i, curly, 3) == 0))
            return true;
    return false;
}

/* "We wait for Vrba," Obi said. She …: who is named in a quotation is rather whom it is about than who goes on. */
static int32_t rather_speaker(const wm_scene *scene, char sex, int32_t quoted)
{
    const whomet_document *d = scene->reading->document;
    const whomet_mention *m = quoted != WHOMET_NONE ? &d->mentions.items[quoted] : NULL;
    const wm_speaker *last = d->speakers.count != 0 ? &d->speakers.items[d->speakers.count - 1] : NULL;
    if (m == NULL || last == NULL || sex == 0 || last->sentence != m->sentence || last->byte < m->range.end_byte ||
        !closes_quote(d, m->range.end_byte, last->byte))
        return quoted;
    for (uint32_t i = (uint32_t)quoted; i < scene->mention_end && d->mentions.items[i].sentence == m->sentence; i++)
        if (d->mentions.items[i].entity == last->entity && can_stand_for(scene, sex, i))
            return (int32_t)i;
    return quoted;
}

/* The mention before `where` that fits a pronoun of that sex, and is not of the entity `not_this`. */
static int32_t find_antecedent(const wm_scene *scene, wm_stretch where, char sex, int32_t not_this)
{
    const whomet_document *d = scene->reading->document;
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
        bool fits = (not_this == WHOMET_NONE || m->entity != not_this) && can_stand_for(scene, sex, i);
        bool better = is_surely(scene, sex, (int32_t)i) || !is_surely(scene, sex, best) || leads_sentence(scene, i);
        if (fits && better)
            best = (int32_t)i;
    }
    if (scene->reading->topic.told && not_this != WHOMET_NONE &&
        d->mentions.items[scene->reading->topic.mention].entity == not_this)
        return best;
    if (topic_comes_first(scene, sex, here, token, best))
        return (int32_t)scene->reading->topic.mention;
    return not_this == WHOMET_NONE ? rather_speaker(scene, sex, best) : best;
}

/* The only person whom this sentence and the last ones name before `where`, if the lists are not sure of another sex.
 */
static int32_t only_person(const wm_scene *scene, wm_stretch where)
{
    const whomet_document *d = scene->reading->document;
    uint32_t here = scene->reading->first_sentence + scene->sentence, token = scene->bounds[where.begin];
    int32_t only = WHOMET_NONE;
    for (uint32_t i = scene->mention_end; i-- > scene->reading->first_mention;) {
        const whomet_mention *m = &d->mentions.items[i];
        if (here - m->sentence > ANTECEDENT_SENTENCES)
            break;
        bool before = m->sentence != here || d->mention_notes.items[i].begin < token;
        if (!before || d->mention_notes.items[i].kind != scene->reading->knowledge->labels.person)
            continue;
        if (only != WHOMET_NONE && d->mentions.items[only].entity != m->entity)
            return WHOMET_NONE;
        only = (int32_t)i;
    }
    bool sure = only != WHOMET_NONE && d->mentions.items[only].entity != WHOMET_NONE &&
                d->entity_notes.items[d->mentions.items[only].entity].sex_sure;
    return sure ? WHOMET_NONE : only;
}

/* The mention of the person named last in a stretch, or WHOMET_NONE. */
static int32_t last_person(const wm_scene *scene, wm_stretch where)
{
    const wm_reading *r = scene->reading;
    for (uint32_t i = where.end; i-- > where.begin;) {
        int32_t mention = scene->mentions[i];
        if (mention != WHOMET_NONE && r->document->mention_notes.items[mention].kind == r->knowledge->labels.person)
            return mention;
    }
    return WHOMET_NONE;
}

static bool names_person(const wm_scene *scene, wm_stretch where)
{
    return last_person(scene, where) != WHOMET_NONE;
}

/* Whether another phrase that begins there tells whom the text means. */
static bool is_told(const wm_scene *scene, uint32_t begin)
{
    for (uint32_t i = 0; i < scene->actors.count; i++)
        if (scene->actors.items[i].begin == begin && scene->actors.items[i].holder != WHOMET_NONE)
            return true;
    return false;
}

/* "The U.S. envoy for the Western Balkans, Richard Grenell": whether the description goes on to a name. */
static bool goes_on_to_person(const wm_scene *scene, uint32_t at)
{
    static const char *const words[] = {"for", "of", "in", "to", "the", "and", ","};
    const wm_reading *r = scene->reading;
    for (; at < scene->tape.element_count; at++) {
        int32_t mention = scene->mentions[at];
        if (mention != WHOMET_NONE && r->document->mention_notes.items[mention].kind == r->knowledge->labels.person)
            return true;
        bool link = mention != WHOMET_NONE;
        for (size_t i = 0; i < sizeof words / sizeof *words && !link; i++)
            link = wm_slice_is(scene->tape.elements[at].text, words[i]);
        if (!link)
            return false;
    }
    return false;
}

/* A description of one office holder at the front of a sentence, of whom nobody knows who it is. */
static bool is_untold_person(const wm_scene *scene, const wm_actor_phrase *phrase)
{
    enum { FRONT = 4, NAME_BEHIND = 3 };
    if (phrase->mention != WHOMET_NONE || phrase->holder != WHOMET_NONE || phrase->country.at == NULL ||
        phrase->begin > FRONT)
        return false;
    uint32_t behind = phrase->end + NAME_BEHIND, count = scene->tape.element_count;
    if (names_person(scene, (wm_stretch){phrase->end, behind < count ? behind : count}) ||
        goes_on_to_person(scene, phrase->end))
        return false;
    uint32_t role = wm_rules_label(scene->reading->knowledge->rules, wm_slice_of("role"));
    const wm_element *last = &scene->tape.elements[phrase->end - 1];
    return role != WM_NO_ID && wm_labels_has(&last->labels, role) && last->text.at[last->text.len - 1] != 's';
}

void wm_scene_topic_untold(wm_scene *scene, const wm_actor_phrase *phrase)
{
    uint32_t next = scene->reading->first_sentence + scene->sentence + 1;
    if (next > scene->reading->topic.untold && is_untold_person(scene, phrase) && !names_actor(scene, phrase->begin))
        scene->reading->topic.untold = next; /* a sentence that was made up for says nothing of later ones */
}

/* "On Friday the Chadian general left for Oslo, where he …": the sentence is about somebody of whom nobody knows who it
 * is, so that "he" is nobody of the sentences before; nor is the "He" that the next one begins with. */
static bool is_about_untold(const wm_scene *scene, wm_stretch where)
{
    const wm_reading *r = scene->reading;
    uint32_t here = r->first_sentence + scene->sentence;
    if (where.begin == 0 && here != 0 && r->topic.untold == here)
        return !r->topic.told || r->topic.sentence != here - 1;
    if (names_person(scene, (wm_stretch){0, where.begin}))
        return false;
    for (uint32_t i = 0; i < scene->actors.count; i++) {
        const wm_actor_phrase *phrase = &scene->actors.items[i];
        if (phrase->end <= where.begin && is_untold_person(scene, phrase))
            return !is_told(scene, phrase->begin);
    }
    return false;
}

int32_t wm_scene_antecedent(const wm_scene *scene, wm_stretch where)
{
    char sex = sex_of_pronoun(scene->tape.elements[where.begin].text);
    if (sex != 0 && is_about_untold(scene, where))
        return WHOMET_NONE;
    int32_t found = find_antecedent(scene, where, sex, WHOMET_NONE);
    return found == WHOMET_NONE && sex != 0 ? only_person(scene, where) : found;
}

/* Who spoke last, in a sentence that says "I". */
static int32_t speaker_before(const wm_scene *scene)
{
    const whomet_document *d = scene->reading->document;
    uint32_t here = scene->reading->first_sentence + scene->sentence;
    if (d->first_persons.count == 0 || d->first_persons.items[d->first_persons.count - 1].sentence != here ||
        d->speakers.count == 0)
        return WHOMET_NONE;
    const wm_speaker *last = &d->speakers.items[d->speakers.count - 1];
    return here - last->sentence <= ANTECEDENT_SENTENCES ? last->entity : WHOMET_NONE;
}

/* Whom the sentence is about so far: the topic if it is in this sentence, else the first of the sex. */
static int32_t subject_before(const wm_scene *scene, wm_stretch where, char sex)
{
    const wm_reading *r = scene->reading;
    const whomet_document *d = r->document;
    uint32_t here = r->first_sentence + scene->sentence;
    if (r->topic.told && r->topic.sentence == here && r->topic.token < scene->bounds[where.begin])
        return d->mentions.items[r->topic.mention].entity;
    for (uint32_t i = 0; i < where.begin; i++)
        if (scene->mentions[i] != WHOMET_NONE && can_stand_for(scene, sex, (uint32_t)scene->mentions[i]))
            return d->mentions.items[scene->mentions[i]].entity;
    return speaker_before(scene);
}

/* The word that opens the relative clause which `at` stands in, or 0. */
static uint32_t relative_before(const wm_scene *scene, uint32_t at)
{
    for (uint32_t i = at; i-- > 1;) {
        wm_slice word = scene->tape.elements[i].text;
        if ((wm_slice_is(word, "who") || wm_slice_is(word, "whose")) &&
            wm_slice_is(scene->tape.elements[i - 1].text, ","))
            return i;
        if (wm_slice_is(word, ",") || wm_slice_is(word, "and"))
            return 0;
    }
    return 0;
}

int32_t wm_scene_object(const wm_scene *scene, wm_stretch where, int32_t doer)
{
    const whomet_document *d = scene->reading->document;
    char sex = sex_of_pronoun(scene->tape.elements[where.begin].text);
    uint32_t relative = doer == WHOMET_NONE ? relative_before(scene, where.begin) : 0;
    if (relative != 0) { /* "Vrba, Obi's guest, praised Lind, who had called on him": none but Lind is ruled out */
        int32_t mention = last_person(scene, (wm_stretch){0, relative}), first = subject_before(scene, where, sex);
        int32_t head = mention == WHOMET_NONE ? WHOMET_NONE : d->mentions.items[mention].entity;
        return find_antecedent(scene, where, sex, head == first ? WHOMET_NONE : head);
    }
    if (doer != WHOMET_NONE)
        return find_antecedent(scene, where, sex, d->mentions.items[doer].entity);
    int32_t subject = subject_before(scene, where, sex);
    uint32_t here = scene->reading->first_sentence + scene->sentence, token = scene->bounds[where.begin];
    for (uint32_t i = scene->mention_end; subject != WHOMET_NONE && i-- > scene->reading->first_mention;) {
        const whomet_mention *m = &d->mentions.items[i];
        if (here - m->sentence > ANTECEDENT_SENTENCES)
            break;
        bool before = m->sentence != here || d->mention_notes.items[i].begin < token;
        if (before && m->entity != subject && can_stand_for(scene, sex, i))
            return (int32_t)i;
    }
    return find_antecedent(scene, where, sex, WHOMET_NONE);
}

int32_t wm_scene_salient(const wm_scene *scene, wm_stretch where)
{
    return find_antecedent(scene, where, ANY_SEX, WHOMET_NONE);
}
