/* SPDX-License-Identifier: MIT */
/* What a relation action does: `relation holds_position subject=$person object=$country role=$role`. The subject is an
 * entity of the sentence; the object is one too, or the country that the slot's people or place belong to, or what
 * "its" means; the role is the text of its slot. holds_position also gives the subject its role.
 */
#include "read/entity.h"
#include "read/scene.h"
#include "read/trace.h"

static int32_t subject_of(const wm_scene *scene, const wm_match *match, const wm_action *action)
{
    const wm_arg *arg = wm_action_arg(action, "subject");
    if (arg == NULL || arg->slot_count == 0)
        return WHOMET_NONE;
    int32_t mention = wm_scene_mention(scene, wm_scene_slot(match, arg->slots[0]));
    return mention == WHOMET_NONE ? WHOMET_NONE : scene->reading->document->mentions.items[mention].entity;
}

/* The id of the object: a people's name, and a capital that acts, stand for their country. */
static const char *object_in(wm_scene *scene, wm_stretch where)
{
    whomet_document *d = scene->reading->document;
    int32_t mention = wm_scene_mention(scene, where);
    if (mention == WHOMET_NONE)
        return NULL;
    const wm_mention_note *note = &d->mention_notes.items[mention];
    bool is_people = note->kind == scene->reading->knowledge->labels.nationality;
    if (is_people && wm_slice_is(wm_mention_attr(scene->reading, (uint32_t)mention, "kind"), "part"))
        return NULL; /* "the Catalan leader" leads no state */
    bool is_capital = wm_mention_attr(scene->reading, (uint32_t)mention, "capital").at != NULL;
    if (is_people || is_capital) {
        wm_slice code = wm_scene_country(scene, where);
        int32_t country = code.at != NULL ? wm_entity_of_country(scene->reading, code) : WHOMET_NONE;
        if (country != WHOMET_NONE)
            return d->entities.items[country].id;
    }
    int32_t entity = d->mentions.items[mention].entity;
    return entity == WHOMET_NONE ? NULL : d->entities.items[entity].id;
}

static bool is_body(const wm_scene *scene, uint32_t mention)
{
    const wm_known_labels *labels = &scene->reading->knowledge->labels;
    const wm_mention_note *note = &scene->reading->document->mention_notes.items[mention];
    return note->kind == labels->org || wm_labels_has(&note->labels, labels->country);
}

/* "Acme said its chairman, …": the only body or country that the sentence has named so far. */
static const char *its_owner(wm_scene *scene, wm_stretch where)
{
    const whomet_document *d = scene->reading->document;
    int32_t owner = WHOMET_NONE;
    for (uint32_t i = 0; i < where.begin; i++) {
        if (scene->mentions[i] == WHOMET_NONE || !is_body(scene, (uint32_t)scene->mentions[i]))
            continue;
        int32_t entity = d->mentions.items[scene->mentions[i]].entity;
        if (owner != WHOMET_NONE && owner != entity)
            return NULL;
        owner = entity;
    }
    return owner == WHOMET_NONE ? NULL : d->entities.items[owner].id;
}

static bool is_its(const wm_scene *scene, wm_stretch where)
{
    if (where.begin == where.end)
        return false;
    wm_slice word = scene->tape.elements[where.begin].text;
    return wm_slice_is(word, "its") || wm_slice_is(word, "Its");
}

/* That of the first slot that names one, or means one. */
static const char *object_of(wm_scene *scene, const wm_match *match, const wm_arg *arg)
{
    const char *object = NULL;
    for (uint8_t i = 0; object == NULL && i < arg->slot_count; i++) {
        wm_stretch where = wm_scene_slot(match, arg->slots[i]);
        object = is_its(scene, where) ? its_owner(scene, where) : object_in(scene, where);
    }
    return object;
}

/* "Former Nigerian President X": he is none, though the country stands between. */
static bool is_past(const wm_scene *scene, uint32_t begin)
{
    static const char *const words[] = {"former", "Former", "ex", "Ex", "then", "late"};
    begin -= begin > 1 && wm_slice_is(scene->tape.elements[begin - 1].text, "-"); /* "ex-Norwegian" */
    wm_slice word = begin > 0 ? scene->tape.elements[begin - 1].text : (wm_slice){NULL, 0};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wm_slice_is(word, words[i]))
            return true;
    return false;
}

/* With `one` the role is told of several ("ministers") and given to each. */
static const char *role_of(wm_scene *scene, const wm_match *match, const wm_arg *arg, bool one)
{
    wm_stretch where = wm_scene_slot(match, arg->slots[0]);
    while (where.begin < where.end && (scene->tape.elements[where.begin].shape & WM_SHAPE_DASH) != 0)
        where.begin++; /* "LIMA - President …" */
    if (where.begin == where.end)
        return NULL;
    whomet_range range = wm_scene_range(scene, where);
    wm_slice text = {scene->reading->text.bytes.at + range.begin_byte, range.end_byte - range.begin_byte};
    text.len -= one && text.len > 1 && text.at[text.len - 1] == 's';
    char *role = wm_entity_clean(&scene->reading->document->keep, text);
    bool past = match->begin < where.begin && is_past(scene, match->begin);
    return past ? wm_arena_format(&scene->reading->document->keep, "former %s", role) : role;
}

/* The same relation is there, or was without its object, which it then gets. Looked for among the last few
 * hundred, so that a long text costs no more a sentence than a short one. */
static bool is_told(whomet_document *d, const whomet_relation *relation)
{
    enum { WINDOW = 256 };
    for (uint32_t i = d->relations.count > WINDOW ? d->relations.count - WINDOW : 0; i < d->relations.count; i++) {
        whomet_relation *known = &d->relations.items[i];
        bool same_object = known->object == relation->object || (known->object != NULL && relation->object != NULL &&
                                                                 strcmp(known->object, relation->object) == 0);
        bool same_role = known->role == relation->role ||
                         (known->role != NULL && relation->role != NULL && strcmp(known->role, relation->role) == 0);
        bool same = known->subject == relation->subject && same_role && strcmp(known->type, relation->type) == 0;
        if (same && (same_object || relation->object == NULL))
            return true;
        if (same && known->object == NULL) {
            *known = *relation;
            return true;
        }
    }
    return false;
}

/* "Vrba said that Obi would see his counterpart": the last person named before a pronoun is not the one whom it seems
 * to mean. */
static bool is_other_named(const wm_scene *scene, const wm_match *match, uint8_t slot, int32_t owner)
{
    const whomet_document *d = scene->reading->document;
    for (uint32_t i = wm_scene_slot(match, slot).begin; i-- > 0;) {
        int32_t mention = scene->mentions[i];
        if (mention != WHOMET_NONE && d->mention_notes.items[mention].kind == scene->reading->knowledge->labels.person)
            return d->mentions.items[mention].entity != owner;
    }
    return false;
}

/* With `like=$owner` the subject is what the owner is, of the object: the counterpart of a minister is one too. */
static void give_like_roles(wm_scene *scene, const wm_match *match, const wm_action *action,
                            const whomet_relation *relation)
{
    whomet_document *d = scene->reading->document;
    const wm_arg *like = wm_action_arg(action, "like");
    int32_t owner = WHOMET_NONE;
    if (like != NULL && like->slot_count != 0)
        owner = wm_scene_person(scene, wm_scene_slot(match, like->slots[0]));
    if (owner == WHOMET_NONE || owner == relation->subject || is_other_named(scene, match, like->slots[0], owner))
        return;
    for (uint32_t i = 0; i < d->entity_notes.items[owner].roles.count; i++)
        wm_entity_add_role(d, relation->subject, d->entity_notes.items[owner].roles.items[i].role, relation->object);
}

void wm_scene_relation(wm_scene *scene, const wm_match *match, const wm_action *action)
{
    whomet_document *d = scene->reading->document;
    const wm_arg *object = wm_action_arg(action, "object"), *role = wm_action_arg(action, "role");
    whomet_relation relation = {
        .type = action->what,
        .subject = subject_of(scene, match, action),
        .object = object != NULL && object->slot_count != 0 ? object_of(scene, match, object) : NULL,
        .role = role == NULL            ? NULL
                : role->slot_count != 0 ? role_of(scene, match, role, wm_action_arg(action, "one") != NULL)
                                        : role->text,
        .evidence = wm_scene_range(scene, (wm_stretch){match->begin, match->end}),
        .confidence = wm_read_confidence(action->weight != 0 ? action->weight : 1),
        .why = wm_read_why_rule(scene->reading->knowledge, match->rule),
    };
    bool of_itself = relation.subject != WHOMET_NONE && relation.object != NULL &&
                     strcmp(d->entities.items[relation.subject].id, relation.object) == 0;
    bool empty = of_itself || (relation.object == NULL && relation.role == NULL);
    if (relation.subject == WHOMET_NONE || empty) {
        wm_trace_drop(scene->reading, (whomet_drop){.type = relation.type,
                                                    .range = relation.evidence,
                                                    .reason = empty ? "no-object" : "no-subject",
                                                    .why = relation.why});
        return;
    }
    if (strcmp(relation.type, "holds_position") == 0 && relation.role != NULL)
        wm_entity_add_role(d, relation.subject, relation.role, relation.object); /* told again it may add its object */
    give_like_roles(scene, match, action, &relation);
    if (is_told(d, &relation))
        return;
    *WM_PUSH(&d->keep, &d->relations) = relation;
    if (strcmp(relation.type, "agent_of") == 0)
        d->entity_notes.items[relation.subject].agent_of = relation.object;
    if (strcmp(relation.type, "citizen_of") == 0 || strcmp(relation.type, "employed_by") == 0)
        d->entity_notes.items[relation.subject].side = relation.object;
}
