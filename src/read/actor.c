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

void wm_scene_tag_actor(wm_scene *scene, const wm_match *match, const wm_action *action)
{
    wm_stretch where = wm_scene_slot(match, action->slots[0]);
    if (where.begin == where.end)
        return;
    const wm_arg *head = wm_action_arg(action, "head"), *country = wm_action_arg(action, "country");
    wm_actor_phrase *actor = WM_PUSH(&scene->reading->document->scratch, &scene->actors);
    *actor = (wm_actor_phrase){.begin = where.begin, .end = where.end, .mention = WHOMET_NONE};
    if (head != NULL && head->slot_count != 0)
        actor->mention = wm_scene_mention(scene, wm_scene_slot(match, head->slots[0]));
    else if (head == NULL && where.end - where.begin == 1)
        actor->mention = scene->mentions[where.begin];
    actor->pronoun = wm_action_arg(action, "pronoun") != NULL;
    if (actor->pronoun)
        actor->mention = wm_scene_antecedent(scene, where);
    if (country != NULL && country->slot_count != 0)
        actor->country = wm_scene_country(scene, wm_scene_slot(match, country->slots[0]));
    actor->plural = wm_action_arg(action, "pair") != NULL;
    actor->holder = actor->mention == WHOMET_NONE ? wm_scene_holder(scene, where, actor->country) : WHOMET_NONE;
    bool known = actor->plural ? wm_scene_last_pair(scene, where) != NULL : actor->holder != WHOMET_NONE;
    if (wm_action_arg(action, "known") != NULL && !known) {
        scene->actors.count--; /* it describes nobody that the text has told of */
        return;
    }
    if (!actor->plural && (actor->pronoun || actor->holder != WHOMET_NONE))
        wm_scene_topic(scene, where, actor->mention, actor->holder);
    uint32_t label = actor->plural ? scene->reading->knowledge->labels.pair : action->label;
    wm_scene_label(scene, where, label, attr_of_actor, actor);
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

/* The entity that a mention acts as. */
static int32_t acting_entity(wm_scene *scene, uint32_t mention, bool as_place)
{
    const whomet_document *d = scene->reading->document;
    const wm_known_labels *labels = &scene->reading->knowledge->labels;
    const wm_mention_note *note = &d->mention_notes.items[mention];
    bool stands_for_country = note->kind == labels->nationality ||
                              (!as_place && note->kind == labels->place && is_capital(scene, mention));
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
    whomet_actor actor = {.entity = acting_entity(scene, mention, as_place), .mention = (int32_t)mention,
                          .range = m->range, .from = "clause"};
    if (actor.entity == WHOMET_NONE)
        actor.country = country_id(scene, wm_mention_attr(scene->reading, mention, "country"));
    return actor;
}

/* The range of a description: without the article it starts with. */
static whomet_range described_range(wm_scene *scene, const wm_actor_phrase *phrase)
{
    wm_stretch where = {phrase->begin, phrase->end};
    static const char *const articles[] = {"the", "a", "an", "The", "A", "An", "his", "her", "their", "its"};
    for (size_t i = 0; i < sizeof articles / sizeof *articles && where.end - where.begin > 1; i++)
        if (wm_slice_is(scene->tape.elements[where.begin].text, articles[i])) {
            where.begin++;
            break;
        }
    return wm_scene_range(scene, where);
}

static whomet_actor actor_of_phrase(wm_scene *scene, const wm_actor_phrase *phrase)
{
    if (phrase->mention != WHOMET_NONE) {
        whomet_actor actor = actor_of_mention(scene, (uint32_t)phrase->mention, false);
        if (phrase->pronoun) {
            actor.from = "pronoun";
            actor.mention = WHOMET_NONE;
            actor.range = wm_scene_range(scene, (wm_stretch){phrase->begin, phrase->end});
        }
        return actor;
    }
    return (whomet_actor){.entity = phrase->holder, .mention = WHOMET_NONE, .range = described_range(scene, phrase),
                          .country = country_id(scene, phrase->country),
                          .from = phrase->holder != WHOMET_NONE ? "document" : "clause"};
}

static bool same_actor(const whomet_actor *a, const whomet_actor *b)
{
    if (a->entity != WHOMET_NONE || b->entity != WHOMET_NONE)
        return a->entity == b->entity;
    return a->range.begin_byte == b->range.begin_byte;
}

static void add_actor(wm_scene *scene, wm_actor_list *list, whomet_actor actor)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (same_actor(&list->items[i], &actor))
            return;
    *WM_PUSH(&scene->reading->document->keep, list) = actor;
}

/* "Both sides": those of the contact told last. */
static void add_pair(wm_scene *scene, wm_actor_list *list, const wm_actor_phrase *phrase)
{
    const wm_actor_list *pair = wm_scene_last_pair(scene, (wm_stretch){phrase->begin, phrase->end});
    for (uint32_t i = 0; pair != NULL && i < pair->count; i++) {
        whomet_actor actor = pair->items[i];
        actor.mention = WHOMET_NONE;
        actor.range = described_range(scene, phrase);
        actor.from = "pronoun";
        if (actor.entity != WHOMET_NONE)
            add_actor(scene, list, actor);
    }
}

/* The longest actor phrase that starts at an element and ends by `end`, or NULL. */
static const wm_actor_phrase *longest_phrase(const wm_scene *scene, uint32_t begin, uint32_t end)
{
    const wm_actor_phrase *best = NULL;
    for (uint32_t i = 0; i < scene->actors.count; i++) {
        const wm_actor_phrase *phrase = &scene->actors.items[i];
        if (phrase->begin == begin && phrase->end <= end && (best == NULL || phrase->end > best->end))
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

/* True if there is anybody in the stretch. */
static bool collect_stretch(wm_scene *scene, wm_stretch where, bool as_place, wm_actor_list *list)
{
    bool found = false;
    for (uint32_t i = where.begin; i < where.end;) {
        const wm_actor_phrase *phrase = as_place ? NULL : longest_phrase(scene, i, where.end);
        int32_t mention = scene->mentions[i];
        if (phrase != NULL && phrase->plural) {
            add_pair(scene, list, phrase);
        } else if (phrase != NULL) {
            add_actor(scene, list, actor_of_phrase(scene, phrase));
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

/* "The rebels", "smaller left-wing parties", "the border towns": a rule took them for a party or a place, and nothing in
 * them has a name that fits. */
static void add_described(wm_scene *scene, wm_stretch where, wm_actor_list *list)
{
    wm_actor_phrase phrase = {.begin = where.begin, .end = where.end, .mention = WHOMET_NONE, .holder = WHOMET_NONE};
    add_actor(scene, list, actor_of_phrase(scene, &phrase));
}

void wm_scene_collect(wm_scene *scene, const wm_match *match, const wm_arg *arg, bool as_place, wm_actor_list *list)
{
    for (uint8_t i = 0; i < arg->slot_count; i++) {
        wm_stretch where = wm_scene_slot(match, arg->slots[i]);
        if (!collect_stretch(scene, where, as_place, list) && where.end > where.begin)
            add_described(scene, where, list);
    }
}
