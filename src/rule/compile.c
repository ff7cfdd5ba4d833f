/* SPDX-License-Identifier: MIT */
/* Tree to program. Alternatives that are single atoms become one atom, so a macro of forty words is one instruction;
 * repetitions are written out; look-behind is the same code read backwards. Choices (splits, labels, look-around) are
 * numbered, because the matcher remembers where it has tried them.
 *
 * In: a block whose names are resolved. Out: wm_program, its trigger still open. Limit: WM_CODE_MAX instructions.
 */
#include "rule/emit.h"

/* Appends an instruction and gives its place; once the program is too large, the last place again. */
static uint32_t emit(wm_emitter *e, wm_op op, uint32_t a)
{
    if (e->code.count == WM_CODE_MAX) {
        e->too_large = true;
        return e->code.count - 1;
    }
    wm_instr *instr = WM_PUSH(e->loading->scratch, &e->code);
    *instr = (wm_instr){.op = (uint8_t)op, .back = e->back, .a = a};
    *WM_PUSH(e->loading->scratch, &e->parts) = wm_emit_part(e, e->part);
    *WM_PUSH(e->loading->scratch, &e->users) = e->user;
    if (op == WM_OP_SPLIT || op == WM_OP_LABEL)
        instr->mark = (uint16_t)e->mark_count++;
    return e->code.count - 1;
}

static wm_atom atom_of_set(wm_emitter *e, const wm_atom_set *set)
{
    return (wm_atom){
        .set = wm_load_set(e->loading, set->words.items, set->words.count), .shape = set->shape, .labels = set->labels};
}

static void emit_word(wm_emitter *e, uint32_t word)
{
    wm_atom atom = {.set = wm_load_set(e->loading, &word, 1)};
    uint32_t number = wm_emit_atom(e, &atom), at = emit(e, WM_OP_WORD, word);
    e->code.items[at].b = number;
}

/* One word is compared as a number, several through a bitset, and with labels it is a choice of ways. */
static void emit_set(wm_emitter *e, const wm_atom_set *set)
{
    if (set->words.count == 1 && set->shape == 0 && !wm_labels_any(&set->labels)) {
        emit_word(e, set->words.items[0]);
        return;
    }
    wm_atom atom = atom_of_set(e, set);
    emit(e, wm_labels_any(&set->labels) ? WM_OP_LABEL : WM_OP_ATOM, wm_emit_atom(e, &atom));
}

/* The same for a leaf whose set is numbered already. */
static void emit_leaf(wm_emitter *e, const wm_node *leaf)
{
    if (leaf->word_count == 1 && leaf->shape == 0 && !wm_labels_any(&leaf->labels)) {
        emit_word(e, leaf->words[0]);
        return;
    }
    wm_atom atom = {.set = leaf->set - 1, .shape = leaf->shape, .labels = leaf->labels};
    emit(e, wm_labels_any(&leaf->labels) ? WM_OP_LABEL : WM_OP_ATOM, wm_emit_atom(e, &atom));
}

/* An atom that is more than a set: an exact word, a regex. */
static void emit_special(wm_emitter *e, const wm_node *node)
{
    uint32_t set = wm_load_set(e->loading, node->words, node->word_count);
    wm_atom atom = {.set = set, .shape = node->shape, .labels = node->labels, .regex = node->regex};
    if (node->kind == WM_NODE_EXACT)
        atom.exact = node->name;
    emit(e, wm_labels_any(&node->labels) ? WM_OP_LABEL : WM_OP_ATOM, wm_emit_atom(e, &atom));
}

static void emit_node(wm_emitter *e, const wm_node *node);

/* A look at what begins here, or, without labels, ends here, and is one set. */
static bool is_peek(const wm_emitter *e, const wm_node *look)
{
    wm_atom_set set = {0};
    return wm_atom_set_of(look->first, e->loading->brief, &set) && (!look->behind || !wm_labels_any(&set.labels));
}

/* Looks that stand together hold in any order; those at a single atom cost least and go first. */
static const wm_node *emit_looks(wm_emitter *e, const wm_node *kid)
{
    const wm_node *end = kid;
    for (; end != NULL && end->kind == WM_NODE_LOOK; end = end->next)
        if (is_peek(e, end))
            emit_node(e, end);
    for (; kid != end; kid = kid->next)
        if (!is_peek(e, kid))
            emit_node(e, kid);
    return end;
}

/* Kids in order, or the last first where the program reads backwards. */
static void emit_sequence(wm_emitter *e, const wm_node *kid)
{
    if (kid == NULL || e->too_large)
        return;
    if (e->back) {
        emit_sequence(e, kid->next);
        emit_node(e, kid);
        return;
    }
    while (kid != NULL && !e->too_large) {
        if (kid->kind == WM_NODE_LOOK) {
            kid = emit_looks(e, kid);
            continue;
        }
        emit_node(e, kid);
        kid = kid->next;
    }
}

/* The longest run of kids from `kid` on that are sets, put together; gives the kid behind it. */
static const wm_node *join_sets(wm_emitter *e, const wm_node *kid, wm_atom_set *set)
{
    wm_slice from = kid->part;
    for (; kid != NULL; kid = kid->next) {
        wm_atom_set grown = *set;
        if (!wm_atom_set_of(kid, e->loading->brief, &grown))
            break;
        *set = grown;
        e->part = from;
        if (kid->part.at > from.at)
            e->part.len = (size_t)(kid->part.at + kid->part.len - from.at);
    }
    return kid;
}

/* Alternatives in order; neighbours that are sets are tried as one. */
static void emit_alternatives(wm_emitter *e, const wm_node *kid)
{
    WM_ARRAY(uint32_t) exits = {0};
    while (kid != NULL && !e->too_large) {
        wm_atom_set set = {0};
        const wm_node *next = join_sets(e, kid, &set);
        bool is_set = next != kid && next != kid->next;
        next = is_set ? next : kid->next;
        uint32_t split = next != NULL ? emit(e, WM_OP_SPLIT, e->code.count + 1) : WM_NO_ID;
        if (is_set)
            emit_set(e, &set);
        else
            emit_node(e, kid);
        if (next != NULL) {
            *WM_PUSH(e->loading->brief, &exits) = emit(e, WM_OP_JUMP, 0);
            e->code.items[split].b = e->code.count;
        }
        kid = next;
    }
    for (uint32_t i = 0; i < exits.count; i++)
        e->code.items[exits.items[i]].a = e->code.count;
}

/* Points a split of a repetition: into the body or past it first. */
static void aim(wm_emitter *e, uint32_t split, uint32_t past, bool lazy)
{
    e->code.items[split].a = lazy ? past : split + 1;
    e->code.items[split].b = lazy ? split + 1 : past;
}

/* x{2,4} is x x (x (x)?)?, with all exits to the same end; x{2,} ends in a loop. */
static void emit_repeat(wm_emitter *e, const wm_node *node)
{
    for (uint32_t i = 0; i < node->min && !e->too_large; i++)
        emit_node(e, node->first);
    if (node->max == WM_FOREVER) {
        uint32_t split = emit(e, WM_OP_SPLIT, 0);
        emit_node(e, node->first);
        emit(e, WM_OP_JUMP, split);
        e->code.items[split].loops = 1;
        aim(e, split, e->code.count, node->lazy);
        return;
    }
    uint32_t splits[WM_REPEAT_MAX], count = 0;
    for (uint32_t i = node->min; i < node->max && !e->too_large; i++) {
        splits[count++] = emit(e, WM_OP_SPLIT, 0);
        emit_node(e, node->first);
    }
    for (uint32_t i = 0; i < count; i++)
        aim(e, splits[i], e->code.count, node->lazy);
}

/* The atom, plus one, that whatever a look sees fits with its nearest element; 0 when there is none. */
static uint32_t put_fringe(wm_emitter *e, const wm_node *kid, bool behind)
{
    wm_fringe fringe = {0};
    bool empty = wm_fringe_add(e->loading, kid, behind, &fringe);
    if (empty || fringe.anything || fringe.or_regex != NULL || (behind && wm_labels_any(&fringe.set.labels)))
        return 0;
    wm_atom atom = atom_of_set(e, &fringe.set);
    return wm_emit_atom(e, &atom) + 1;
}

/* Looks at one macro see the same, wherever its name stands. */
static const wm_node *seen_by(const wm_node *tree)
{
    while (tree->kind == WM_NODE_MACRO)
        tree = tree->macro->tree;
    return tree;
}

static uint32_t find_body(const wm_emitter *e, const wm_node *tree, bool behind)
{
    for (uint32_t i = 0; i < e->bodies.count; i++)
        if (e->bodies.items[i].behind == behind && seen_by(e->bodies.items[i].tree) == seen_by(tree))
            return i;
    return WM_NO_ID;
}

uint32_t wm_emit_body(wm_emitter *e, const wm_look_body *body)
{
    uint32_t known = find_body(e, body->tree, body->behind);
    if (known != WM_NO_ID)
        return known;
    wm_look_body *found = WM_PUSH(e->loading->brief, &e->bodies);
    *found = *body;
    found->mark = e->mark_count++;
    return e->bodies.count - 1;
}

static uint32_t put_body(wm_emitter *e, const wm_node *tree, bool behind)
{
    uint32_t known = find_body(e, tree, behind);
    return known != WM_NO_ID
               ? known
               : wm_emit_body(e,
                              &(wm_look_body){.tree = tree, .behind = behind, .fringe = put_fringe(e, tree, behind)});
}

/* At a set, one instruction. Else the body is a subroutine; the matcher is told what the nearest element must fit, so
 * that it need not go there for most. */
static void emit_look(wm_emitter *e, const wm_node *kid, bool negative, bool behind)
{
    wm_atom_set set = {0};
    if (wm_atom_set_of(kid, e->loading->brief, &set) && (!behind || !wm_labels_any(&set.labels))) {
        wm_atom atom = atom_of_set(e, &set);
        uint32_t peek = emit(e, WM_OP_PEEK, wm_emit_atom(e, &atom));
        e->code.items[peek].negative = negative;
        e->code.items[peek].back = behind;
        return;
    }
    uint32_t body = put_body(e, kid, behind), look = emit(e, WM_OP_LOOK, body);
    e->code.items[look].negative = negative;
    e->code.items[look].back = behind;
    e->code.items[look].mark = (uint16_t)e->bodies.items[body].mark;
    e->code.items[look].b = e->bodies.items[body].fringe;
}

/* !x is (?!x)_ where x is more than a set. */
static void emit_not(wm_emitter *e, const wm_node *kid)
{
    wm_atom_set set = {0};
    if (wm_atom_set_of(kid, e->loading->brief, &set)) {
        wm_atom atom = atom_of_set(e, &set);
        emit(e, WM_OP_NOT, wm_emit_atom(e, &atom));
        return;
    }
    if (e->back)
        emit(e, WM_OP_OTHER, 0);
    emit_look(e, kid, true, false);
    if (!e->back)
        emit(e, WM_OP_OTHER, 0);
}

/* Two saves round the body. */
static void emit_slot(wm_emitter *e, const wm_node *node)
{
    if (e->in_look) {
        emit_node(e, node->first);
        return;
    }
    uint32_t slot = wm_block_slot(e->block, node->name);
    emit(e, WM_OP_SAVE, 2 * slot);
    emit_node(e, node->first);
    emit(e, WM_OP_SAVE, 2 * slot + 1);
}

/* The code of a macro: a copy if it is known. */
static void emit_macro_tree(wm_emitter *e, wm_macro *macro)
{
    wm_fragment **known = &macro->fragments[e->back + 2 * e->in_look];
    if (*known != NULL) {
        wm_fragment_emit(e, *known);
        return;
    }
    uint32_t from = e->code.count, first_mark = e->mark_count;
    wm_labels labels = e->labels;
    uint64_t questions = e->questions;
    e->labels = (wm_labels){{0}};
    e->questions = 0;
    emit_node(e, macro->tree);
    if (!e->too_large)
        *known = wm_fragment_new(e, from, first_mark);
    wm_labels_join(&e->labels, &labels);
    e->questions |= questions;
}

/* A question of one element where the program reads forwards, else the code of its tree. */
static void emit_macro(wm_emitter *e, const wm_node *node)
{
    uint32_t question = e->back ? WM_NO_ID : wm_load_question(e->loading, node->macro);
    if (question != WM_NO_ID) {
        emit(e, WM_OP_ASK, question);
        e->questions |= UINT64_C(1) << question;
        return;
    }
    uint32_t user = e->user;
    if (user == WM_NO_ID) /* of macros in macros the outermost is the one that the reader of the rule sees */
        e->user = wm_emit_part(e, node->part);
    emit_macro_tree(e, node->macro);
    e->user = user;
}

/* What is a set wherever it stands is one atom; everything else by its kind. */
static void emit_node(wm_emitter *e, const wm_node *node)
{
    wm_atom_set set = {0};
    if (e->too_large)
        return;
    e->part = node->part;
    if (node->set != 0) {
        emit_leaf(e, node);
        return;
    }
    if (wm_atom_set_of(node, e->loading->brief, &set)) {
        emit_set(e, &set);
        return;
    }
    switch (node->kind) {
    case WM_NODE_WORD:
    case WM_NODE_EXACT:
    case WM_NODE_LEMMA:
    case WM_NODE_LABEL:
    case WM_NODE_REGEX:
        emit_special(e, node);
        break;
    case WM_NODE_ANY:
        emit(e, WM_OP_ANY, 0);
        break;
    case WM_NODE_NOT:
        emit_not(e, node->first);
        break;
    case WM_NODE_MACRO:
        emit_macro(e, node);
        break;
    case WM_NODE_SEQ:
        emit_sequence(e, node->first);
        break;
    case WM_NODE_ALT:
        emit_alternatives(e, node->first);
        break;
    case WM_NODE_REPEAT:
        emit_repeat(e, node);
        break;
    case WM_NODE_SLOT:
        emit_slot(e, node);
        break;
    case WM_NODE_LOOK:
        emit_look(e, node->first, node->negative, node->behind);
        break;
    case WM_NODE_BEGIN:
    case WM_NODE_END:
        emit(e, node->kind == WM_NODE_BEGIN ? WM_OP_BEGIN : WM_OP_END, 0);
        break;
    }
}

/* Like subroutines, each ending in WM_OP_DONE; they may ask for more of them. Then looks know where theirs is. */
static void emit_bodies(wm_emitter *e)
{
    for (uint32_t i = 0; i < e->bodies.count && !e->too_large; i++) {
        const wm_look_body body = e->bodies.items[i];
        e->bodies.items[i].begin = e->code.count;
        e->back = body.behind;
        e->in_look = true;
        emit_node(e, body.tree);
        emit(e, WM_OP_DONE, 0);
    }
    for (uint32_t i = 0; i < e->code.count; i++)
        if (e->code.items[i].op == WM_OP_LOOK)
            e->code.items[i].a = e->bodies.items[e->code.items[i].a].begin;
}

/* name=<label>, as many rules are; the matcher has a short way for them. */
static bool is_label(const wm_instr *code, uint32_t count)
{
    return count == 4 && code[0].op == WM_OP_SAVE && code[1].op == WM_OP_LABEL && code[2].op == WM_OP_SAVE &&
           code[0].a == 0 && code[2].a == 1;
}

/* A `text` rule's slots are the named groups of its regex, in their order. */
static void number_groups(const wm_block *block, wm_program *program)
{
    for (uint32_t i = 0; i < block->slot_count; i++) {
        uint32_t group;
        wm_slice name = wm_regex_name(block->text, i, &group);
        uint32_t slot = wm_block_slot(block, name);
        if (slot != WM_NO_ID)
            program->groups[slot] = group;
    }
}

/* A pattern that is too large is told at its whole: no part of it is the one that is too much. */
bool wm_compile_block(wm_loading *loading, wm_block *block, wm_program *ret_program)
{
    bool too_large = false;
    wm_program program = {.slot_count = (uint8_t)block->slot_count, .text = block->text};
    for (uint32_t i = 0; i < block->actions.count; i++)
        program.stops = program.stops || block->actions.items[i].verb == WM_DO_STOP;
    if (block->text != NULL) {
        number_groups(block, &program);
    } else {
        wm_emitter e = {.loading = loading,
                        .block = block,
                        .user = WM_NO_ID,
                        .code = loading->code,
                        .parts = loading->parts,
                        .users = loading->users};
        e.code.count = e.parts.count = e.users.count = 0;
        emit_node(&e, block->tree);
        emit(&e, WM_OP_MATCH, 0);
        emit_bodies(&e);
        too_large = e.too_large;
        if (too_large) {
            wm_fault *fault =
                wm_source_fault(block->source, block->tree->part, "pattern too large: more than %d steps", WM_CODE_MAX);
            fault->hint = "large repetitions in each other multiply; make their numbers smaller";
        }
        program.code = wm_load_keep(loading, e.code.items, e.code.count, sizeof *e.code.items);
        program.code_count = e.code.count;
        program.parts = wm_load_keep(loading, e.parts.items, e.parts.count, sizeof *e.parts.items);
        program.users = wm_load_keep(loading, e.users.items, e.users.count, sizeof *e.users.items);
        program.mark_count = e.mark_count;
        program.labels = e.labels;
        program.questions = e.questions;
        program.has_look = e.bodies.count != 0;
        loading->code = e.code; /* room for the next one */
        loading->parts = e.parts;
        loading->users = e.users;
        program.is_label = is_label(e.code.items, e.code.count);
    }
    *ret_program = program;
    return !too_large;
}
