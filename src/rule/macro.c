/* SPDX-License-Identifier: MIT */
/* Macros and slots. A macro is known in its own file, and in all files when it stands in 00-macros; nodes that name
 * one are pointed at it here, and a macro that leads back to itself is refused. The slots of a rule are those of its
 * pattern and of the macros it uses, in order of appearance; look-around captures nothing.
 */
#include "rule/lex.h"
#include "rule/load.h"

/* By going through them: a file has a few dozen, and this happens once a use. */
static wm_macro *find_macro(const wm_macros *macros, wm_slice name)
{
    for (uint32_t i = 0; macros != NULL && i < macros->count; i++)
        if (wm_slice_equal(macros->items[i]->name, name))
            return macros->items[i];
    return NULL;
}

/* Both scopes are guessed from, as both are looked in. */
static void guess_macros(wm_guess *guess, const wm_macros *macros)
{
    for (uint32_t i = 0; macros != NULL && i < macros->count; i++)
        wm_guess_try(guess, macros->items[i]->name);
}

/* Macros of the file hide nothing: a name that 00-macros has is refused where it is given again. */
static void link_macro(wm_loading *loading, const wm_source *source, const wm_macros *local, wm_node *node)
{
    node->macro = find_macro(local, node->name);
    if (node->macro == NULL)
        node->macro = find_macro(&loading->macros, node->name);
    if (node->macro != NULL)
        return;
    wm_guess guess = wm_guess_of(node->name);
    guess_macros(&guess, local);
    guess_macros(&guess, &loading->macros);
    wm_fault *fault = wm_source_fault(source, node->part, "unknown macro '%.*s'", WM_SLICE_ARG(node->part));
    fault->hint = wm_guess_hint(&guess, loading->faults->arena, "@",
                                "macros of this file and of 00-macros are known: @name = pattern");
}

/* All nodes from `node` on, with their kids. */
static void link_tree(wm_loading *loading, const wm_source *source, const wm_macros *local, wm_node *node)
{
    for (; node != NULL; node = node->next) {
        if (node->kind == WM_NODE_MACRO)
            link_macro(loading, source, local, node);
        link_tree(loading, source, local, node->first);
    }
}

static void refuse_recursion(wm_loading *loading, wm_macro *macro);

/* Depth first; a macro that is still open when it is met again contains itself. The reference is cut, so that later
 * steps can walk the tree. */
static void walk_recursion(wm_loading *loading, const wm_source *source, wm_node *node)
{
    for (; node != NULL; node = node->next) {
        if (node->kind == WM_NODE_MACRO && node->macro != NULL && node->macro->state == WM_MACRO_OPEN) {
            wm_fault *fault =
                wm_source_fault(source, node->part, "macro '%.*s' contains itself", WM_SLICE_ARG(node->part));
            fault->hint = "say how often with a repetition, such as {1,5}";
            node->macro = NULL;
        } else if (node->kind == WM_NODE_MACRO && node->macro != NULL) {
            refuse_recursion(loading, node->macro);
        }
        walk_recursion(loading, source, node->first);
    }
}

static void refuse_recursion(wm_loading *loading, wm_macro *macro)
{
    if (macro->state != WM_MACRO_NEW)
        return;
    macro->state = WM_MACRO_OPEN;
    walk_recursion(loading, macro->source, macro->tree);
    macro->state = WM_MACRO_DONE;
}

/* The macros of the file that `macro` stands in. */
static const wm_macros *neighbours(const wm_loading *loading, const wm_macro *macro)
{
    for (uint32_t i = 0; i < loading->blocks.count; i++)
        if (loading->blocks.items[i]->source == macro->source)
            return loading->blocks.items[i]->macros;
    return NULL;
}

/* All links first, then recursion: a macro may name one that stands below it. */
void wm_load_macros(wm_loading *loading)
{
    for (uint32_t i = 0; i < loading->all_macros.count; i++) {
        wm_macro *macro = loading->all_macros.items[i];
        link_tree(loading, macro->source, neighbours(loading, macro), macro->tree);
    }
    for (uint32_t i = 0; i < loading->all_macros.count; i++)
        refuse_recursion(loading, loading->all_macros.items[i]);
    for (uint32_t i = 0; i < loading->blocks.count; i++) {
        wm_block *block = loading->blocks.items[i];
        link_tree(loading, block->source, block->macros, block->tree);
        link_tree(loading, block->source, block->macros, block->near);
    }
}

uint32_t wm_block_slot(const wm_block *block, wm_slice name)
{
    for (uint32_t i = 0; i < block->slot_count; i++)
        if (wm_slice_equal(block->slots[i], name))
            return i;
    return WM_NO_ID;
}

/* A slot that a macro and the rule share is the rule's. */
static void add_slot(wm_loading *loading, wm_block *block, wm_slice name, wm_slice part, bool of_macro)
{
    uint32_t slot = wm_block_slot(block, name);
    if (slot != WM_NO_ID) {
        block->slot_of_macro[slot] = block->slot_of_macro[slot] && of_macro;
        return;
    }
    if (block->slot_count == WM_RULE_SLOTS_MAX) {
        if (!block->bad)
            wm_source_fault(block->source, part, "too many slots: a rule has at most %d", WM_RULE_SLOTS_MAX);
        block->bad = true;
        return;
    }
    slot = block->slot_count++;
    block->slots[slot] = name;
    block->slot_names[slot] = wm_arena_copy(loading->keep, name.at, name.len);
    block->slot_of_macro[slot] = of_macro; /* these may stay unused */
}

static bool has_slots(const wm_node *node);

/* Most macros have none, and rules use them by the hundred, so each is walked once. */
static bool macro_has_slots(wm_macro *macro)
{
    if (macro == NULL || macro->tree == NULL)
        return true;
    if (macro->slots == WM_SLOTS_UNKNOWN)
        macro->slots = has_slots(macro->tree) ? WM_SLOTS_SOME : WM_SLOTS_NONE;
    return macro->slots == WM_SLOTS_SOME;
}

static bool has_slots(const wm_node *node)
{
    for (; node != NULL; node = node->next) {
        bool captures = node->kind != WM_NODE_LOOK && node->kind != WM_NODE_NOT;
        if (node->kind == WM_NODE_SLOT || (node->kind == WM_NODE_MACRO && macro_has_slots(node->macro)) ||
            (captures && has_slots(node->first)))
            return true;
    }
    return false;
}

/* `user` is where the rule itself uses the macro that the walk is in; NULL `at` outside macros. */
static void walk_slots(wm_loading *loading, wm_block *block, const wm_node *node, wm_slice user)
{
    for (; node != NULL; node = node->next) {
        if (node->kind == WM_NODE_SLOT)
            add_slot(loading, block, node->name, user.at != NULL ? user : node->part, user.at != NULL);
        if (node->kind == WM_NODE_MACRO && (node->macro == NULL || node->macro->tree == NULL))
            block->bad = true;
        else if (node->kind == WM_NODE_MACRO && macro_has_slots(node->macro))
            walk_slots(loading, block, node->macro->tree, user.at != NULL ? user : node->part);
        if (node->kind != WM_NODE_LOOK && node->kind != WM_NODE_NOT)
            walk_slots(loading, block, node->first, user);
    }
}

void wm_load_slots(wm_loading *loading, wm_block *block)
{
    if (block->tree != NULL)
        walk_slots(loading, block, block->tree, (wm_slice){NULL, 0});
    for (uint32_t i = 0; block->text != NULL && i < wm_regex_name_count(block->text); i++) {
        uint32_t group;
        wm_slice name = wm_regex_name(block->text, i, &group);
        add_slot(loading, block, name, block->id, false);
    }
}

/* Slots of macros may stay unused: a macro serves many rules. */
void wm_load_unused(wm_loading *loading, const wm_block *block)
{
    for (uint32_t i = 0; i < block->slot_count; i++) {
        /* `trigger` needs no mention: an event takes it as its trigger without being told */
        if (block->slot_used[i] || block->slot_of_macro[i] || strcmp(block->slot_names[i], "trigger") == 0)
            continue;
        wm_fault *fault =
            wm_source_fault(block->source, block->text == NULL ? block->slots[i] : block->id,
                            "slot '%s' is never used in rule '%.*s'", block->slot_names[i], WM_SLICE_ARG(block->id));
        fault->hint = wm_arena_format(loading->faults->arena, "use $%s in a 'do' line, or leave the slot out",
                                      block->slot_names[i]);
    }
}
