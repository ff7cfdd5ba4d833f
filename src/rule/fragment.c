/* SPDX-License-Identifier: MIT */
/* What programs share. Equal atoms, and neighbouring parts, are one; and macros are compiled once: where nothing is
 * captured, the code of a macro is the same in all programs but for its place, that is, the numbers of marks and of
 * what looks see, and the targets of jumps, which count from its start.
 *
 * In: what was emitted for a macro. Out: the same elsewhere, as a copy with its numbers moved.
 */
#include "rule/emit.h"

/* The number of a part; neighbours mostly have the same. */
uint32_t wm_emit_part(wm_emitter *e, wm_slice part)
{
    wm_rules *rules = e->loading->rules;
    const wm_slice *last = rules->parts.count != 0 ? &rules->parts.items[rules->parts.count - 1] : NULL;
    if (last == NULL || last->at != part.at || last->len != part.len)
        *WM_PUSH(e->loading->keep, &rules->parts) = part;
    return rules->parts.count - 1;
}

/* The number of an atom. All rules share them: equal ones, of which there are many, have one number, so that what an
 * element answers to it is known once for all. */
uint32_t wm_load_atom(wm_loading *loading, const wm_atom *atom)
{
    struct {
        wm_labels labels;
        const void *regex, *exact;
        uint32_t set, shape;
    } key = {atom->labels, atom->regex, atom->exact.at, atom->set, atom->shape};
    uint32_t number = wm_intern_put(&loading->atoms, (wm_slice){(const char *)&key, sizeof key});
    if (number < loading->rules->atoms.count)
        return number;
    wm_atom *kept = WM_PUSH(loading->keep, &loading->rules->atoms);
    *kept = *atom;
    if (atom->exact.at != NULL)
        kept->exact.at = wm_arena_copy(loading->keep, atom->exact.at, atom->exact.len);
    return number;
}

uint32_t wm_emit_atom(wm_emitter *e, const wm_atom *atom)
{
    wm_labels_join(&e->labels, &atom->labels);
    return wm_load_atom(e->loading, atom);
}

struct wm_fragment {
    const wm_instr *code;
    const uint32_t *parts;
    const wm_look_body *bodies; /* of looks, in their order */
    uint32_t count, mark_count;
    wm_labels labels;
    uint64_t questions;
    wm_slice last_part;
};

static bool has_saves(const wm_emitter *e, uint32_t from)
{
    for (uint32_t i = from; i < e->code.count; i++)
        if (e->code.items[i].op == WM_OP_SAVE)
            return true;
    return false;
}

/* What was emitted from `from` on, with `first_mark`. Marks of bodies are those of whoever looked at them first. */
wm_fragment *wm_fragment_new(wm_emitter *e, uint32_t from, uint32_t first_mark)
{
    if (has_saves(e, from))
        return NULL;
    wm_arena *keep = e->loading->scratch;
    uint32_t count = e->code.count - from, look_count = 0;
    wm_instr *code = wm_arena_alloc(keep, count * sizeof *code);
    uint32_t *parts = wm_arena_alloc(keep, count * sizeof *parts);
    wm_look_body *bodies = wm_arena_alloc(keep, count * sizeof *bodies);
    memcpy(parts, e->parts.items + from, count * sizeof *parts);
    for (uint32_t i = 0; i < count; i++) {
        wm_instr in = e->code.items[from + i];
        if (in.op == WM_OP_LOOK)
            bodies[look_count++] = e->bodies.items[in.a];
        in.a -= in.op == WM_OP_SPLIT || in.op == WM_OP_JUMP ? from : 0;
        in.b -= in.op == WM_OP_SPLIT ? from : 0;
        if (in.op == WM_OP_SPLIT || in.op == WM_OP_LABEL)
            in.mark = (uint16_t)(in.mark - first_mark);
        code[i] = in;
    }
    wm_fragment *fragment = WM_NEW(keep, wm_fragment);
    *fragment = (wm_fragment){code, parts, bodies, count, e->mark_count - first_mark, e->labels, e->questions, e->part};
    return fragment;
}

static void grow_code(wm_emitter *e, uint32_t count)
{
    while (e->code.room < e->code.count + count)
        e->code.items = wm_array_grow(e->loading->scratch, e->code.items, &e->code.room, sizeof *e->code.items);
    while (e->users.room < e->users.count + count)
        e->users.items = wm_array_grow(e->loading->scratch, e->users.items, &e->users.room, sizeof *e->users.items);
    while (e->parts.room < e->parts.count + count)
        e->parts.items = wm_array_grow(e->loading->scratch, e->parts.items, &e->parts.room, sizeof *e->parts.items);
}

void wm_fragment_emit(wm_emitter *e, const wm_fragment *fragment)
{
    uint32_t from = e->code.count, first_mark = e->mark_count, look = 0;
    if (from + fragment->count > WM_CODE_MAX) {
        e->too_large = true;
        return;
    }
    grow_code(e, fragment->count);
    wm_instr *code = e->code.items + from;
    memcpy(code, fragment->code, fragment->count * sizeof *code);
    memcpy(e->parts.items + from, fragment->parts, fragment->count * sizeof *fragment->parts);
    for (uint32_t i = 0; i < fragment->count; i++)
        e->users.items[from + i] = e->user;
    e->code.count = e->parts.count = e->users.count = from + fragment->count;
    e->mark_count += fragment->mark_count;
    for (uint32_t i = 0; i < fragment->count; i++) {
        wm_instr *in = &code[i];
        if (in->op == WM_OP_SPLIT || in->op == WM_OP_JUMP)
            in->a += from;
        if (in->op == WM_OP_SPLIT)
            in->b += from;
        if (in->op == WM_OP_SPLIT || in->op == WM_OP_LABEL)
            in->mark = (uint16_t)(in->mark + first_mark);
        if (in->op != WM_OP_LOOK)
            continue;
        in->a = wm_emit_body(e, &fragment->bodies[look++]);
        in->mark = (uint16_t)e->bodies.items[in->a].mark;
    }
    e->part = fragment->last_part;
    wm_labels_join(&e->labels, &fragment->labels);
    e->questions |= fragment->questions;
}
