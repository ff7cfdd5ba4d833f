/* SPDX-License-Identifier: MIT */
/* One program on one tape, by backtracking that tries each choice at each element once.
 *
 * Only choices branch (splits, labels with edges, look-around), so only they are remembered. A choice that failed at an
 * element fails there from whatever start and on whatever way it is reached again: patterns have no empty loops, so a
 * choice never waits for itself. Its mark therefore stays for all starts of a rule on a tape. The choices that led to a
 * match are still on the stack then; their marks are taken back. Inside look-around, where only yes or no counts, they
 * are noted as good instead. All in all every choice is tried once at every element: linear.
 *
 * Captures that are overwritten go to the stack, too, and are set back on the way back.
 */
#include "rule/run.h"

#include "base/bits.h"

/* ---- marks ------------------------------------------------------------------------------------------------------- */

void *wm_run_grow(wm_matcher *m, void *at, uint32_t *room, size_t need, size_t size)
{
    if (need <= *room)
        return at;
    size_t more = need * 2 < 256 ? 256 : need * 2;
    void *grown = wm_arena_zalloc(&m->arena, more, size); /* may not come back */
    *room = (uint32_t)more;
    return grown;
}

void wm_run_begin(wm_matcher *m)
{
    for (uint32_t i = 0; i < 2 * WM_RULE_SLOTS_MAX; i++)
        m->captures[i] = WM_NO_ID;
    m->captured = m->has_marks = false;
}

/* 64-bit words of marks for one place. */
static inline uint32_t mark_words(const wm_program *program)
{
    return program->mark_count / 64 + 1;
}

/* Most runs end before they come to a choice, and few places see one, so the marks of a place are cleared when the
 * first is reached there. */
static inline void need_marks(wm_matcher *m, const wm_program *program, uint32_t pos)
{
    size_t words = mark_words(program);
    if (!m->has_marks) {
        m->has_marks = true;
        m->seen = wm_run_grow(m, m->seen, &m->seen_room, words * (m->element_count + 1), sizeof *m->seen);
        m->good = wm_run_grow(m, m->good, &m->good_room, words * (m->element_count + 1), sizeof *m->good);
        m->marked = wm_run_grow(m, m->marked, &m->marked_room, m->element_count + 1, sizeof *m->marked);
        m->run_number++;
    }
    if (m->marked[pos] == m->run_number)
        return;
    m->marked[pos] = m->run_number;
    memset(m->seen + words * pos, 0, words * sizeof *m->seen);
    if (program->has_look)
        memset(m->good + words * pos, 0, words * sizeof *m->good);
}

/* ---- looking ahead ----------------------------------------------------------------------------------------------- */

/* Where the row of the element says that it may be taken: is it? The spelling is looked at only if it matters. */
static inline bool is_taken(wm_matcher *m, const wm_program *p, const wm_instr *in, uint32_t at)
{
    if (in->op == WM_OP_ATOM)
        return in->sure || wm_atom_fits(m, &p->atoms[in->a], &m->tape->elements[at]);
    if (in->op == WM_OP_NOT)
        return at < m->element_count;
    if (in->op == WM_OP_ASK)
        return (m->rows[at][WM_ANSWER_YES] >> in->a & 1) != 0 || wm_question_holds(m, in->a, at);
    return true;
}

/* Does the element at `at` fit an instruction that takes one? */
static inline bool takes(wm_matcher *m, const wm_program *p, const wm_instr *in, uint32_t at)
{
    if (m->quick)
        return is_taken(m, p, in, at);
    if (at >= m->element_count || (m->any_barred && in->op != WM_OP_ANY && m->barred[at] != 0))
        return false;
    const wm_element *element = &m->tape->elements[at];
    switch (in->op) {
    case WM_OP_WORD:
        return element->word == in->a;
    case WM_OP_ATOM:
        return wm_atom_fits(m, &p->atoms[in->a], element);
    case WM_OP_NOT:
        return !wm_atom_begins(m, &p->atoms[in->a], at);
    case WM_OP_ASK:
        return wm_question_holds(m, in->a, at);
    default:
        return true;
    }
}

static inline bool holds(const wm_matcher *m, const wm_program *p, uint32_t atom, uint32_t at)
{
    return m->quick ? wm_run_has(m, atom, at) : wm_run_holds(m, &p->atoms[atom], at);
}

/* Most looks are over at their nearest element. */
static inline bool may_see(const wm_matcher *m, const wm_program *p, const wm_instr *in, uint32_t pos)
{
    uint32_t at = pos - in->back;
    return in->b == 0 || (at < m->element_count && holds(m, p, in->b - 1, at));
}

/* A look at one atom: is it met? */
static inline bool peeks(const wm_matcher *m, const wm_program *p, const wm_instr *in, uint32_t at)
{
    bool begins =
        m->quick ? at < m->element_count && wm_run_has(m, in->a, at) : wm_atom_begins(m, &p->atoms[in->a], at);
    return begins != (in->negative != 0);
}

/* May the way that begins at `in` lead anywhere from `pos`? Looks one instruction ahead and asks no regex. */
static bool may_go_slowly(wm_matcher *m, const wm_program *p, const wm_instr *in, uint32_t pos)
{
    while (in->op == WM_OP_SAVE || in->op == WM_OP_JUMP)
        in = in->op == WM_OP_SAVE ? in + 1 : &p->code[in->a];
    uint32_t at = pos - in->back;
    switch (in->op) {
    case WM_OP_WORD:
    case WM_OP_NOT:
    case WM_OP_ASK:
    case WM_OP_OTHER:
    case WM_OP_ANY:
        return takes(m, p, in, at);
    case WM_OP_ATOM:
        return in->is_regex ? at < m->element_count : takes(m, p, in, at);
    case WM_OP_LABEL:
        return at < m->element_count && (in->back != 0 || holds(m, p, in->a, at));
    case WM_OP_PEEK:
        return peeks(m, p, in, at);
    case WM_OP_LOOK:
        return in->negative != 0 || may_see(m, p, in, pos);
    case WM_OP_BEGIN:
        return pos == 0;
    default:
        return true;
    }
}

static inline bool may_go(wm_matcher *m, const wm_program *p, const wm_instr *in, uint32_t pos)
{
    return m->quick ? wm_run_may(m, in, pos) : may_go_slowly(m, p, in, pos);
}

/* ---- choices ------------------------------------------------------------------------------------------------- */

static size_t mark_at(const wm_program *p, const wm_instr *in, uint32_t pos)
{
    return (size_t)pos * mark_words(p) * 64 + in->mark;
}

static void set_bit(uint64_t *bits, size_t at)
{
    bits[at / 64] |= UINT64_C(1) << at % 64;
}

static inline void push(wm_matcher *m, uint32_t pc, uint32_t pos, uint32_t next)
{
    if (m->stack.count == m->stack.room)
        m->stack.items = wm_array_grow(&m->arena, m->stack.items, &m->stack.room, sizeof *m->stack.items);
    m->stack.items[m->stack.count++] = (wm_frame){pc, pos, next};
}

typedef enum outcome { FAILED, GOES_ON, REACHED } outcome;

/* Enters a choice that was not tried here yet, or says how it ended. */
static outcome enter(wm_matcher *m, const wm_program *p, const wm_instr *in, uint32_t pos)
{
    size_t mark = mark_at(p, in, pos);
    need_marks(m, p, pos);
    if (wm_bits_has(m->seen, mark))
        return p->has_look && wm_bits_has(m->good, mark) ? REACHED : FAILED;
    set_bit(m->seen, mark);
    return GOES_ON;
}

static outcome step_label(wm_matcher *m, const wm_program *p, uint32_t *pc, uint32_t *pos)
{
    const wm_instr *in = &p->code[*pc];
    uint32_t at = *pos - in->back;
    if (at >= m->element_count || (!in->back && !holds(m, p, in->a, at)))
        return FAILED;
    if (m->quick && !in->back && in->sure && (m->tape->survey.edge_places[at / 64] >> at % 64 & 1) == 0) {
        ++*pos; /* no edge begins here, so it is the element itself */
        ++*pc;
        return GOES_ON;
    }
    wm_ways w = wm_ways_at(m, in, *pos);
    uint32_t next = 0, behind, other;
    if (!wm_ways_next(m, p, in, *pos, w, &next, &behind))
        return FAILED;
    uint32_t more = next;
    if (wm_ways_next(m, p, in, *pos, w, &more, &other)) {
        outcome entered = enter(m, p, in, *pos);
        if (entered != GOES_ON)
            return entered;
        push(m, *pc, *pos, next);
    }
    *pos = behind;
    ++*pc;
    return GOES_ON;
}

/* Where only one way may lead on it is no choice. Around a loop the mark stays all the same, to keep it linear. */
static inline outcome step_split(wm_matcher *m, const wm_program *p, uint32_t *pc, uint32_t pos)
{
    const wm_instr *in = &p->code[*pc];
    bool first = may_go(m, p, &p->code[in->a], pos), second = may_go(m, p, &p->code[in->b], pos);
    if (!first && !second)
        return FAILED;
    if ((first && second) || in->loops) {
        outcome entered = enter(m, p, in, pos);
        if (entered != GOES_ON)
            return entered;
        push(m, *pc, pos, first && second ? 1 : 2);
    }
    *pc = first ? in->a : in->b;
    return GOES_ON;
}

static bool run_from(wm_matcher *m, const wm_program *p, uint32_t pc, uint32_t pos, uint32_t *ret_end);

static outcome step_look(wm_matcher *m, const wm_program *p, uint32_t *pc, uint32_t pos)
{
    const wm_instr *in = &p->code[*pc];
    if (!may_see(m, p, in, pos)) {
        ++*pc;
        return in->negative != 0 ? GOES_ON : FAILED;
    }
    size_t mark = mark_at(p, in, pos);
    uint32_t end;
    need_marks(m, p, pos);
    bool found = wm_bits_has(m->seen, mark) ? wm_bits_has(m->good, mark) : run_from(m, p, in->a, pos, &end);
    set_bit(m->seen, mark);
    if (found)
        set_bit(m->good, mark);
    if (found == (in->negative != 0))
        return FAILED;
    ++*pc;
    return GOES_ON;
}

/* ---- the machine --------------------------------------------------------------------------------------------- */

/* `*tested`: the way that begins here has been looked at, by the split that chose it, or where a save or jump that has
 * the same test led here. */
static inline outcome step(wm_matcher *m, const wm_program *p, uint32_t *pc, uint32_t *pos, bool *tested)
{
    const wm_instr *in = &p->code[*pc];
    uint32_t at = *pos - in->back;
    if (m->quick && !*tested && !wm_run_may(m, in, *pos))
        return FAILED;
    *tested = in->op == WM_OP_SPLIT || in->op == WM_OP_JUMP || in->op == WM_OP_SAVE;
    switch ((wm_op)in->op) {
    case WM_OP_WORD:
    case WM_OP_ATOM:
    case WM_OP_ANY:
    case WM_OP_OTHER:
    case WM_OP_NOT:
    case WM_OP_ASK:
        *pos += 1 - 2 * (uint32_t)in->back;
        ++*pc;
        return takes(m, p, in, at) ? GOES_ON : FAILED;
    case WM_OP_LABEL:
        return step_label(m, p, pc, pos);
    case WM_OP_SPLIT:
        return step_split(m, p, pc, *pos);
    case WM_OP_PEEK:
        ++*pc;
        return peeks(m, p, in, at) ? GOES_ON : FAILED;
    case WM_OP_JUMP:
        *pc = in->a;
        return GOES_ON;
    case WM_OP_SAVE:
        if (m->stack.count != 0) /* else there is nothing to come back to */
            push(m, *pc, m->captures[in->a], 0);
        m->captures[in->a] = *pos;
        m->captured = true;
        ++*pc;
        return GOES_ON;
    case WM_OP_LOOK:
        return step_look(m, p, pc, *pos);
    case WM_OP_BEGIN:
        ++*pc;
        return *pos == 0 ? GOES_ON : FAILED;
    case WM_OP_END:
        ++*pc;
        return *pos == m->element_count ? GOES_ON : FAILED;
    case WM_OP_DONE:
    case WM_OP_MATCH:
        return REACHED;
    }
    return FAILED;
}

/* Takes the last choice that has an alternative left; false when none above `base` has. */
static bool take_back(wm_matcher *m, const wm_program *p, uint32_t base, uint32_t *pc, uint32_t *pos)
{
    while (m->stack.count > base) {
        wm_frame *frame = &m->stack.items[m->stack.count - 1];
        const wm_instr *in = &p->code[frame->pc];
        if (in->op == WM_OP_SPLIT && frame->next == 1) {
            frame->next = 2;
            *pc = in->b;
            *pos = frame->pos;
            return true;
        }
        uint32_t behind; /* and not *pos itself, which would then have to lie in memory all the time */
        if (in->op == WM_OP_LABEL &&
            wm_ways_next(m, p, in, frame->pos, wm_ways_at(m, in, frame->pos), &frame->next, &behind)) {
            *pc = frame->pc + 1;
            *pos = behind;
            return true;
        }
        if (in->op == WM_OP_SAVE)
            m->captures[in->a] = frame->pos;
        m->stack.count--;
    }
    return false;
}

/* The choices on the stack led to success. Elsewhere that is no reason to try them again; from the next start it is. */
static void keep_success(wm_matcher *m, const wm_program *p, uint32_t base, bool in_look)
{
    while (m->stack.count > base) {
        const wm_frame *frame = &m->stack.items[--m->stack.count];
        const wm_instr *in = &p->code[frame->pc];
        if (in->op == WM_OP_SAVE)
            continue;
        size_t mark = mark_at(p, in, frame->pos);
        if (in_look)
            set_bit(m->good, mark);
        else
            m->seen[mark / 64] &= ~(UINT64_C(1) << mark % 64);
    }
}

static bool run_from(wm_matcher *m, const wm_program *p, uint32_t pc, uint32_t pos, uint32_t *ret_end)
{
    uint32_t base = m->stack.count;
    bool tested = false;
    for (;;) {
        outcome now = step(m, p, &pc, &pos, &tested);
        if (now == REACHED) {
            keep_success(m, p, base, p->code[pc].op != WM_OP_MATCH);
            *ret_end = pos;
            return true;
        }
        if (now == FAILED) {
            if (!take_back(m, p, base, &pc, &pos))
                return false;
            tested = false;
        }
    }
}

bool wm_run(wm_matcher *m, const wm_program *program, uint32_t at, uint32_t *ret_end)
{
    for (uint32_t i = 0; m->captured && i < 2 * (uint32_t)program->slot_count; i++)
        m->captures[i] = WM_NO_ID;
    m->captured = false;
    return run_from(m, program, 0, at, ret_end);
}

bool wm_run_label(wm_matcher *m, const wm_program *program, const wm_instr *in, uint32_t at, uint32_t *ret_end)
{
    uint32_t next = 0;
    return wm_ways_next(m, program, in, at, wm_ways_at(m, in, at), &next, ret_end);
}
