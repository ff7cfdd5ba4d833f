/* SPDX-License-Identifier: MIT */
/* An example is read like any text, with a trace. A `yes` holds when its rule fired at least once and one firing has
 * every marked slot exactly where it is marked; a `no` holds when its rule did not fire.
 */
#include "read/check.h"

static const whomet_slot *find_slot(const whomet_firing *firing, const char *name)
{
    for (uint32_t i = 0; i < firing->slot_count; i++)
        if (strcmp(firing->slots[i].name, name) == 0)
            return &firing->slots[i];
    return NULL;
}

/* The first mark that the firing does not have in its place, or mark_count. */
static uint8_t first_wrong_mark(const wm_rule_info *info, const wm_example *example, const whomet_firing *firing)
{
    for (uint8_t i = 0; i < example->mark_count; i++) {
        const whomet_slot *slot = find_slot(firing, info->slot_names[example->marks[i].slot]);
        if (slot == NULL || slot->range.begin_byte != example->marks[i].begin ||
            slot->range.end_byte != example->marks[i].end)
            return i;
    }
    return example->mark_count;
}

static const char *describe_mark(const wm_rule_info *info, const wm_example *example, const whomet_firing *firing,
                                 uint8_t mark, wm_arena *keep)
{
    const char *name = info->slot_names[example->marks[mark].slot];
    const whomet_slot *slot = find_slot(firing, name);
    if (slot == NULL)
        return wm_arena_format(keep, "rule '%s' fired without slot '%s'", info->id, name);
    return wm_arena_format(keep, "rule '%s' fired with '%.*s' in slot '%s'", info->id,
                           (int)(slot->range.end_byte - slot->range.begin_byte),
                           example->text + slot->range.begin_byte, name);
}

/* Where the file has these bytes of the example, if markup does not cut them; else all of it. */
static wm_slice part_of(const wm_example *example, whomet_range range)
{
    size_t len = range.end_byte - range.begin_byte;
    for (size_t i = 0; i + len <= example->part.len; i++)
        if (memcmp(example->part.at + i, example->text + range.begin_byte, len) == 0)
            return (wm_slice){example->part.at + i, len};
    return example->part;
}

bool wm_check_example(const whomet_knowledge *knowledge, uint32_t rule, const wm_example *example,
                      const whomet_result *result, wm_arena *keep, const char **ret_what, wm_slice *ret_part)
{
    const wm_rule_info *info = wm_rules_info(knowledge->rules, rule);
    const char *wrong = NULL;
    *ret_part = example->part;
    for (uint32_t i = 0; i < result->firings.count; i++) {
        const whomet_firing *firing = &result->firings.items[i];
        if (strcmp(firing->why.rule, info->id) != 0)
            continue;
        if (!example->positive) {
            *ret_what = wm_arena_format(keep, "rule '%s' fired on '%.*s'", info->id,
                                        (int)(firing->range.end_byte - firing->range.begin_byte),
                                        example->text + firing->range.begin_byte);
            *ret_part = part_of(example, firing->range);
            return false;
        }
        uint8_t mark = first_wrong_mark(info, example, firing);
        if (mark == example->mark_count)
            return true;
        wrong = describe_mark(info, example, firing, mark, keep);
        *ret_part = example->marks[mark].part;
    }
    if (!example->positive)
        return true;
    *ret_what = wrong != NULL ? wrong : wm_arena_format(keep, "rule '%s' did not fire", info->id);
    return false;
}
