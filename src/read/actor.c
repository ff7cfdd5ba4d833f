/* SPDX-License-Identifier: MIT */
/* Who stands for whom. A slot of an event holds actor phrases; each is an entity or, when nobody is named, a
 * description. As a participant a capital speaks for its country ("Tehran and Washington agreed") and the name of a
 * people stands for it ("Israeli-Lebanese talks"); as a place a city is itself.
 */
#include "read/entity.h"
#include "read/scene.h"

/* ---- noting phrases --------------------------------------------------------------------------------------------- */

static wm_slice attr_of_actor(const void *user, const char *key)
{
    const wm_actor_phrase *actor = user;
    return strcmp(key, "country") == 0 ? actor->country : (wm_slice){NULL, 0};
}

/* "The Catalan leader" heads no state. */
static bool is_part(const wm_scene *scene, wm_stretch where)
{
    int32_t mention = wm_scene_mention(scene, where);
    wm_slice kind =
        mention != WHOMET_NONE ? wm_mention_attr(scene->reading, (uint32_t)mention, "kind") : (wm_slice){NULL, 0};
    return wm_slice_is(kind, "part");
}

/* The country or body that the phrase says its people belong to: a slot that names one, or a pronoun that means one. */
static const char *owner_of(wm_scene *scene, const wm_match *match, const wm_action *action, wm_actor_phrase *actor)
{
    whomet_document *d = scene->reading->document;
    const wm_arg *country = wm_action_arg(action, "country"), *owner = wm_action_arg(action, "owner");
    if (country != NULL && country->slot_count != 0 && is_part(scene, wm_scene_slot(match, country->slots[0])))
        return ""; /* of nobody that is known */
    if (country != NULL && country->slot_count != 0)
        actor->country = wm_scene_country(scene, wm_scene_slot(match, country->slots[0]));
    if (owner != NULL && owner->slot_count != 0) {
        int32_t mention = wm_scene_antecedent(scene, wm_scene_slot(match, owner->slots[0]));
        int32_t entity = mention != WHOMET_NONE ? wm_scene_acts_as(scene, (uint32_t)mention, false) : WHOMET_NONE;
        const char *id = entity != WHOMET_NONE ? d->entities.items[entity].id : NULL;
        if (id != NULL && d->entity_notes.items[entity].kind == scene->reading->knowledge->labels.place)
            actor->country = wm_slice_of(id + strlen("place/"));
        return id;
    }
    return actor->country.at != NULL ? wm_entity_country_id(&d->keep, actor->country) : NULL;
}

static wm_slice text_of_arg(const wm_action *action, const char *key)
{
    const wm_arg *arg = wm_action_arg(action, key);
    return arg != NULL && arg->text != NULL && arg->text[0] != '\0' ? wm_slice_of(arg->text) : (wm_slice){NULL, 0};
}

static uint32_t number_of_arg(const wm_action *action, const char *key)
{
    wm_slice text = text_of_arg(action, key);
    return text.len == 1 && text.at[0] >= '0' && text.at[0] <= '9' ? (uint32_t)(text.at[0] - '0') : 0;
}

/* Whom a plural means. */
static void find_plural(wm_scene *scene, const wm_match *match, wm_stretch where, const wm_action *action,
                        wm_actor_phrase *actor)
{
    const wm_arg *each = wm_action_arg(action, "each");
    if (each != NULL) {
        wm_scene_collect(scene, match, each, false, &actor->plural);
        return;
    }
    wm_slice kind = text_of_arg(action, "of");
    wm_plural plural = {.count = number_of_arg(action, "pair"),
                        .within = number_of_arg(action, "within"),
                        .group = wm_action_arg(action, "group") != NULL,
                        .group_last = text_of_arg(action, "group").at != NULL,
                        .others = wm_action_arg(action, "others") != NULL,
                        .kind = kind.at != NULL ? wm_rules_label(scene->reading->knowledge->rules, kind) : WM_NO_ID};
    actor->plural = wm_scene_plural(scene, where, &plural);
    actor->people = wm_action_arg(action, "people") != NULL;
}

/* Who is meant, where the phrase itself names nobody. */
static void find_meant(wm_scene *scene, const wm_match *match, const wm_action *action, wm_stretch where,
                       wm_actor_phrase *actor)
{
    const char *of = owner_of(scene, match, action, actor);
    wm_slice sort = text_of_arg(action, "like");
    actor->holder = WHOMET_NONE;
    if (wm_action_arg(action, "pair") != NULL)
        find_plural(scene, match, where, action, actor);
    else if (wm_slice_is(sort, "there"))
        actor->mention = wm_scene_last_place(scene, where);
    else if (wm_slice_is(sort, "capital"))
        actor->mention = wm_scene_capital(scene, actor->country);
    else if (wm_slice_is(sort, "guest") || wm_slice_is(sort, "host"))
        actor->holder = wm_scene_guest(scene, wm_slice_is(sort, "host"));
    else if (wm_slice_is(sort, "counterpart"))
        actor->holder = wm_scene_counterpart(scene, where);
    else if (sort.at != NULL)
        actor->holder = wm_scene_last_of(scene, where, sort);
    else if (actor->mention == WHOMET_NONE && !actor->first_person)
        actor->holder = wm_scene_holder(scene, where, text_of_arg(action, "office"), of);
}

/* The mention that the phrase names, or stands for as a pronoun. */
static int32_t head_of(wm_scene *scene, const wm_match *match, const wm_action *action, wm_stretch where)
{
    const wm_arg *head = wm_action_arg(action, "head");
    const wm_arg *doer = wm_action_arg(action, "object");
    if (doer != NULL && doer->slot_count != 0)
        return wm_scene_object(scene, where, wm_scene_mention(scene, wm_scene_slot(match, doer->slots[0])));
    if (doer != NULL)
        return wm_scene_object(scene, where, WHOMET_NONE);
    if (wm_action_arg(action, "pronoun") != NULL)
        return wm_scene_antecedent(scene, where);
    if (wm_action_arg(action, "salient") != NULL)
        return wm_scene_salient(scene, where);
    if (head != NULL)
        return head->slot_count != 0 ? wm_scene_mention(scene, wm_scene_slot(match, head->slots[0])) : WHOMET_NONE;
    return where.end - where.begin == 1 ? scene->mentions[where.begin] : WHOMET_NONE;
}

void wm_scene_tag_actor(wm_scene *scene, const wm_match *match, const wm_action *action)
{
    wm_stretch where = wm_scene_slot(match, action->slots[0]);
    if (where.begin == where.end)
        return;
    wm_actor_phrase actor = {.begin = where.begin, .end = where.end};
    actor.mention = head_of(scene, match, action, where);
    actor.unsaid = wm_action_arg(action, "salient") != NULL;
    actor.pronoun = actor.unsaid || wm_action_arg(action, "pronoun") != NULL;
    actor.first_person = wm_action_arg(action, "speaker") != NULL;
    find_meant(scene, match, action, where, &actor);
    bool plural = actor.plural.count != 0;
    bool place = action->label == scene->reading->knowledge->labels.place;
    if (wm_action_arg(action, "known") != NULL && !plural && actor.holder == WHOMET_NONE &&
        ((!actor.pronoun && !place) || actor.mention == WHOMET_NONE))
        return; /* it describes nobody that the text has told of */
    if (!plural && !place && (actor.pronoun || actor.holder != WHOMET_NONE))
        wm_scene_topic(scene, where, actor.mention, actor.holder);
    wm_scene_topic_untold(scene, &actor);
    if (actor.first_person)
        wm_speaker_note_first_person(scene, where);
    *WM_PUSH(&scene->reading->document->scratch, &scene->actors) = actor;
    uint32_t label = plural && action->label == scene->reading->knowledge->labels.actor
                         ? scene->reading->knowledge->labels.pair
                         : action->label;
    wm_scene_label(scene, where, label, attr_of_actor, &actor);
}

/* ---- collecting ------------------------------------------------------------------------------------------------- */

static const char *country_id(wm_scene *scene, wm_slice code)
{
    return code.at == NULL ? NULL : wm_entity_country_id(&scene->reading->document->keep, code);
}

static bool is_capital(const wm_scene *scene, uint32_t mention)
{
    return wm_mention_attr(scene->reading, mention, "capital").at != NULL;
}

int32_t wm_scene_acts_as(wm_scene *scene, uint32_t mention, bool as_place)
{
    const whomet_document *d = scene->reading->document;
    const wm_known_labels *labels = &scene->reading->knowledge->labels;
    const wm_mention_note *note = &d->mention_notes.items[mention];
    bool stands_for_country =
        note->kind == labels->nationality || (!as_place && note->kind == labels->place && is_capital(scene, mention));
    if (stands_for_country) {
        wm_slice code = wm_mention_attr(scene->reading, mention, "country");
        int32_t country = code.at != NULL ? wm_entity_of_country(scene->reading, code) : WHOMET_NONE;
        if (country != WHOMET_NONE)
            return country;
    }
    return d->mentions.items[mention].entity;
}

static whomet_actor actor_of_mention(wm_scene *scene, uint32_t mention, bool as_place)
{
    const whomet_mention *m = &scene->reading->document->mentions.items[mention];
    whomet_actor actor = {.entity = wm_scene_acts_as(scene, mention, as_place),
                          .mention = (int32_t)mention,
                          .range = m->range,
                          .from = "clause"};
    if (actor.entity == WHOMET_NONE)
        actor.country = country_id(scene, wm_mention_attr(scene->reading, mention, "country"));
    return actor;
}

/* The range of a description: without the article it starts with. */
static whomet_range described_range(wm_scene *scene, const wm_actor_phrase *phrase)
{
    wm_stretch where = {phrase->begin, phrase->end};
    while (where.end - where.begin > 1 && (scene->tape.elements[where.begin].shape & WM_SHAPE_DASH) != 0)
        where.begin++; /* "LIMA - Officials of …" */
    static const char *const articles[] = {"the", "a", "an", "The", "A", "An", "his", "her", "their", "its", "whose"};
    for (size_t i = 0; i < sizeof articles / sizeof *articles && where.end - where.begin > 1; i++)
        if (wm_slice_is(scene->tape.elements[where.begin].text, articles[i])) {
            where.begin++;
            break;
        }
    return wm_scene_range(scene, where);
}

static whomet_actor actor_of_phrase(wm_scene *scene, const wm_actor_phrase *phrase, bool as_place)
{
    if (phrase->mention != WHOMET_NONE) {
        whomet_actor actor = actor_of_mention(scene, (uint32_t)phrase->mention, as_place);
        if (phrase->unsaid)
            actor.from = "document";
        else if (phrase->pronoun) {
            actor.from = "pronoun";
            actor.mention = WHOMET_NONE;
            actor.range = wm_scene_range(scene, (wm_stretch){phrase->begin, phrase->end});
        }
        return actor;
    }
    if (phrase->first_person)
        return (whomet_actor){.entity = WHOMET_NONE,
                              .mention = WHOMET_NONE,
                              .from = WM_FROM_SPEAKER,
                              .range = wm_scene_range(scene, (wm_stretch){phrase->begin, phrase->end})};
    return (whomet_actor){.entity = phrase->holder,
                          .mention = WHOMET_NONE,
                          .range = described_range(scene, phrase),
                          .country = country_id(scene, phrase->country),
                          .from = phrase->holder != WHOMET_NONE ? "document" : "clause"};
}

/* The same entity, or, where nobody is named, the same words. */
static bool same_actor(const wm_scene *scene, const whomet_actor *a, const whomet_actor *b)
{
    if (a->entity != WHOMET_NONE || b->entity != WHOMET_NONE)
        return a->entity == b->entity;
    const char *text = scene->reading->text.bytes.at;
    size_t len = a->range.end_byte - a->range.begin_byte;
    return len == b->range.end_byte - b->range.begin_byte &&
           memcmp(text + a->range.begin_byte, text + b->range.begin_byte, len) == 0;
}

static void add_actor(wm_scene *scene, wm_actor_list *list, whomet_actor actor)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (same_actor(scene, &list->items[i], &actor))
            return;
    *WM_PUSH(&scene->reading->document->keep, list) = actor;
}

void wm_actor_name(const whomet_document *document, whomet_actor *actor)
{
    if (actor->entity == WHOMET_NONE || actor->mention != WHOMET_NONE)
        return;
    int32_t mention = wm_entity_mention_by(document, actor->entity, actor->range.begin_byte);
    if (mention == WHOMET_NONE)
        return;
    actor->mention = mention;
    actor->range = document->mentions.items[mention].range;
}

/* "Both sides": those whom it means. */
static void add_plural(wm_scene *scene, wm_actor_list *list, const wm_actor_phrase *phrase)
{
    for (uint32_t i = 0; i < phrase->plural.count; i++) {
        whomet_actor actor = phrase->plural.items[i];
        if (actor.range.end_byte == 0) /* the country of somebody who was named */
            actor.range = described_range(scene, phrase);
        wm_actor_name(scene->reading->document, &actor);
        actor.from = phrase->people
                         ? "document"
                         : "pronoun"; /* its range stays where its name is: the plural is that of all of them */
        add_actor(scene, list, actor);
    }
}

/* Whether it describes people of whom it is not known who they are. */
static bool is_untold(const wm_actor_phrase *phrase)
{
    return phrase->mention == WHOMET_NONE && phrase->holder == WHOMET_NONE && phrase->plural.count == 0 &&
           !phrase->first_person;
}

/* Of two phrases of one length the first counts, unless only the other tells whom the text means by it. */
static bool goes_first(const wm_actor_phrase *phrase, const wm_actor_phrase *best)
{
    if (best == NULL || phrase->end != best->end)
        return best == NULL || phrase->end > best->end;
    return is_untold(best) && (phrase->holder != WHOMET_NONE || phrase->plural.count != 0);
}

/* The longest actor phrase that starts at an element and ends by `end`, or NULL. */
static const wm_actor_phrase *longest_phrase(const wm_scene *scene, uint32_t begin, uint32_t end)
{
    const wm_actor_phrase *best = NULL;
    for (uint32_t i = 0; i < scene->actors.count; i++) {
        const wm_actor_phrase *phrase = &scene->actors.items[i];
        if (phrase->begin == begin && phrase->end <= end && goes_first(phrase, best))
            best = phrase;
    }
    return best;
}

static bool fits(const wm_scene *scene, int32_t mention, bool as_place)
{
    const wm_known_labels *labels = &scene->reading->knowledge->labels;
    uint16_t kind = scene->reading->document->mention_notes.items[mention].kind;
    if (as_place)
        return kind == labels->place;
    return kind == labels->person || kind == labels->org || kind == labels->place || kind == labels->nationality;
}

/* "Rwandan" in "the Rwandan-backed rebels", which only says more of whom is named behind it. */
static bool is_suffixed(const wm_scene *scene, uint32_t at, uint32_t end)
{
    const whomet_document *d = scene->reading->document;
    return at + 3 < end && wm_slice_is(scene->tape.elements[at + 1].text, "-") &&
           scene->mentions[at + 2] == WHOMET_NONE &&
           d->mention_notes.items[scene->mentions[at]].kind == scene->reading->knowledge->labels.nationality;
}

/* "There", "the country", "the Omani capital": a place that was named elsewhere. */
static bool names_place(const wm_scene *scene, const wm_actor_phrase *phrase)
{
    const whomet_document *d = scene->reading->document;
    uint32_t place = scene->reading->knowledge->labels.place;
    if (phrase->holder != WHOMET_NONE)
        return d->entity_notes.items[phrase->holder].kind == place;
    bool elsewhere = phrase->mention != WHOMET_NONE && phrase->mention != scene->mentions[phrase->begin];
    int32_t inside = wm_scene_mention(scene, (wm_stretch){phrase->begin, phrase->end});
    return elsewhere && !phrase->pronoun && d->mention_notes.items[phrase->mention].kind == place &&
           (inside == WHOMET_NONE || d->mention_notes.items[inside].kind != place);
}

/* True if there is anybody in the stretch. */
static bool collect_stretch(wm_scene *scene, wm_stretch where, bool as_place, wm_actor_list *list)
{
    bool found = false;
    for (uint32_t i = where.begin; i < where.end;) {
        const wm_actor_phrase *phrase = longest_phrase(scene, i, where.end);
        if (as_place && !(phrase != NULL && names_place(scene, phrase)))
            phrase = NULL;
        int32_t mention = scene->mentions[i];
        if (phrase != NULL && phrase->plural.count != 0) {
            add_plural(scene, list, phrase);
        } else if (phrase != NULL) {
            add_actor(scene, list, actor_of_phrase(scene, phrase, as_place));
        } else if (mention != WHOMET_NONE && fits(scene, mention, as_place) && !is_suffixed(scene, i, where.end)) {
            add_actor(scene, list, actor_of_mention(scene, (uint32_t)mention, as_place));
        } else {
            i++;
            continue;
        }
        found = true;
        i = phrase != NULL ? phrase->end : i + 1;
    }
    return found;
}

/* "The rebels", "smaller left-wing parties", "the border towns": a rule took them for a party or a place, and nothing
 * in them has a name that fits. */
static void add_described(wm_scene *scene, wm_stretch where, wm_actor_list *list)
{
    wm_actor_phrase phrase = {.begin = where.begin, .end = where.end, .mention = WHOMET_NONE, .holder = WHOMET_NONE};
    add_actor(scene, list, actor_of_phrase(scene, &phrase, false));
}

void wm_scene_collect(wm_scene *scene, const wm_match *match, const wm_arg *arg, bool as_place, wm_actor_list *list)
{
    for (uint8_t i = 0; i < arg->slot_count; i++) {
        wm_stretch where = wm_scene_slot(match, arg->slots[i]);
        if (!collect_stretch(scene, where, as_place, list) && where.end > where.begin)
            add_described(scene, where, list);
    }
}

int32_t wm_scene_person(wm_scene *scene, wm_stretch where)
{
    const wm_known_labels *labels = &scene->reading->knowledge->labels;
    const whomet_document *d = scene->reading->document;
    for (uint32_t i = where.begin; i < where.end; i++) {
        int32_t mention = scene->mentions[i];
        if (mention != WHOMET_NONE && d->mention_notes.items[mention].kind == labels->person)
            return d->mentions.items[mention].entity;
    }
    if (where.end - where.begin == 1 && scene->tape.elements[where.begin].text.len <= 3) { /* he, she */
        int32_t mention = wm_scene_antecedent(scene, where);
        return mention == WHOMET_NONE ? WHOMET_NONE : d->mentions.items[mention].entity;
    }
    wm_slice code = wm_scene_country(scene, where);
    const char *of = code.at != NULL ? wm_entity_country_id(&scene->reading->document->keep, code) : NULL;
    return wm_scene_holder(scene, where, (wm_slice){NULL, 0}, of);
}
