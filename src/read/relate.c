/* SPDX-License-Identifier: MIT */
/* Stage 5: contacts and relations. Each sentence is laid out once more, mentions as single elements, and the phases from
 * 50 on run over it: actor phrases, events, what blocks them, status, roles, place and time, relations. In: mentions and
 * entities. Out: event notes and relations; merging what was told twice waits for the whole document.
 */
#include "read/scene.h"

static void act(wm_scene *scene, const wm_match *match, const wm_action *action)
{
    const wm_known_labels *labels = &scene->reading->knowledge->labels;
    switch (action->verb) {
    case WM_DO_TAG:
        if (action->label == labels->actor)
            wm_scene_tag_actor(scene, match, action);
        else
            wm_scene_label(scene, wm_scene_slot(match, action->slots[0]), action->label, WM_EVENT_REF);
        break;
    case WM_DO_EVENT:
        wm_scene_event(scene, match, action);
        break;
    case WM_DO_SET:
        wm_scene_set(scene, match, action);
        break;
    case WM_DO_STATUS:
        wm_scene_status(scene, match, action);
        break;
    case WM_DO_RELATION:
        wm_scene_relation(scene, match, action);
        break;
    default: /* stop is the engine's; the rest is evidence about names, which are resolved by now */
        break;
    }
}

static void run_phase(wm_scene *scene, uint32_t phase)
{
    wm_reading *r = scene->reading;
    const wm_match *matches;
    wm_scene_merge(scene);
    uint32_t count = wm_rules_match(r->knowledge->rules, r->document->matcher, phase, &scene->tape, &matches);
    wm_read_note_limits(r, scene->sentence);
    for (uint32_t i = 0; i < count; i++) {
        const wm_rule_info *rule = wm_rules_info(r->knowledge->rules, matches[i].rule);
        for (uint8_t a = 0; a < rule->action_count; a++)
            act(scene, &matches[i], &rule->actions[a]);
        wm_read_trace(r, &matches[i], 0, scene->bounds);
    }
}

void wm_read_relate(wm_reading *reading)
{
    const wm_rules *rules = reading->knowledge->rules;
    uint32_t mention = reading->first_mention, first, end;
    wm_rules_range(rules, WM_PHASE_RELATE, WM_PHASE_END, &first, &end);
    for (uint32_t s = 0; s < reading->text.sentence_count; s++) {
        wm_arena *scratch = &reading->document->scratch;
        wm_arena_mark mark = wm_arena_tell(scratch);
        wm_scene scene;
        wm_scene_begin(&scene, reading, s, &mention);
        for (uint32_t rule = first; rule < end;) {
            uint32_t phase = wm_rules_info(rules, rule)->phase, next;
            run_phase(&scene, phase);
            wm_rules_range(rules, phase, phase + 1, &next, &rule);
        }
        wm_arena_rewind(scratch, mark);
    }
}
