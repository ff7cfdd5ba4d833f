/* SPDX-License-Identifier: MIT */
/* Who is meant by a part that somebody had in a contact: "the visitor", "his guest", "his host", "his counterpart". In:
 * the contacts told so far. Out: the person who had that part in the visit or reception that was told last, if it was
 * just told and only one person had it; a contact that nobody hosted tells of neither.
 */
#include "read/scene.h"

enum { WINDOW = 6, SENTENCES = 4 };

static bool is_person(const wm_scene *scene, const whomet_actor *actor)
{
    return actor->entity != WHOMET_NONE &&
           scene->reading->document->entity_notes.items[actor->entity].kind == scene->reading->knowledge->labels.person;
}

/* The only person of the list, `not_this` aside. */
static int32_t only_person(const wm_scene *scene, const wm_actor_list *list, int32_t not_this)
{
    int32_t only = WHOMET_NONE;
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i].entity == not_this && not_this != WHOMET_NONE)
            continue;
        if (only != WHOMET_NONE || !is_person(scene, &list->items[i]))
            return WHOMET_NONE;
        only = list->items[i].entity;
    }
    return only;
}

int32_t wm_scene_guest(const wm_scene *scene, bool host)
{
    const wm_event_note *note;
    uint32_t from = wm_scene_reach(scene, SENTENCES);
    for (uint32_t back = 1; back <= WINDOW && (note = wm_scene_told(scene, back, from)) != NULL; back++) {
        bool is_visit = strcmp(note->event.type, "visit") == 0;
        int32_t receiver = only_person(scene, &note->hosts, WHOMET_NONE);
        if (receiver != WHOMET_NONE)
            return host ? receiver : only_person(scene, &note->participants, receiver);
        if (is_visit && !host)
            return only_person(scene, &note->participants, WHOMET_NONE);
    }
    return WHOMET_NONE;
}

int32_t wm_scene_counterpart(const wm_scene *scene, wm_stretch where)
{
    const whomet_document *d = scene->reading->document;
    int32_t mention = wm_scene_antecedent(scene, where);
    int32_t one = mention != WHOMET_NONE ? d->mentions.items[mention].entity : WHOMET_NONE;
    if (one == WHOMET_NONE)
        return WHOMET_NONE;
    const wm_event_note *note;
    uint32_t from = wm_scene_reach(scene, SENTENCES);
    for (uint32_t back = 1; back <= WINDOW && (note = wm_scene_told(scene, back, from)) != NULL; back++) {
        bool is_his = false;
        for (uint32_t i = 0; i < note->participants.count; i++)
            is_his |= note->participants.items[i].entity == one;
        if (is_his && strcmp(note->event.type, "meet") == 0)
            return only_person(scene, &note->participants, one);
    }
    return WHOMET_NONE;
}
