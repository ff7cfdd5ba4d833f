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

#include "base/utf8.h"

#include <assert.h>

static void *grow(wm_matcher *m, void *at, uint32_t *room, size_t need, size_t size)
{
    if (need <= *room)
        return at;
    size_t more = need * 2 < 256 ? 256 : need * 2;
    *room = (uint32_t)more;
    return wm_arena_zalloc(&m->arena, more, size);
}

/* ---- the tape ------------------------------------------------------------------------------------------------ */

/* Does edge `a` come before `b` in the list? */
static bool comes_before(const wm_tape *tape, bool by_end, uint32_t a, uint32_t b)
{
    const wm_edge *x = &tape->edges[a], *y = &tape->edges[b];
    uint32_t x_key = by_end ? x->end : x->begin, y_key = by_end ? y->end : y->begin;
    if (x_key != y_key)
        return x_key < y_key;
    uint32_t x_len = x->end - x->begin, y_len = y->end - y->begin;
    return x_len != y_len ? x_len > y_len : a < b;
}

/* The edges come sorted by begin, so insertion has little to move. */
static void sort_edges(wm_matcher *m, wm_edge_list *list, bool by_end)
{
    const wm_tape *tape = m->tape;
    size_t places = (size_t)m->element_count + 2;
    list->first = grow(m, list->first, &list->first_room, places, sizeof *list->first);
    list->items = grow(m, list->items, &list->item_room, (size_t)tape->edge_count + 1, sizeof *list->items);
    memset(list->first, 0, places * sizeof *list->first);
    for (uint32_t i = 0; i < tape->edge_count; i++) {
        uint32_t at = i;
        assert(tape->edges[i].begin < tape->edges[i].end && tape->edges[i].end <= m->element_count);
        for (; at > 0 && comes_before(tape, by_end, i, list->items[at - 1]); at--)
            list->items[at] = list->items[at - 1];
        list->items[at] = i;
        list->first[(by_end ? tape->edges[i].end : tape->edges[i].begin) + 1]++;
    }
    for (uint32_t pos = 0; pos + 1 < places; pos++)
        list->first[pos + 1] += list->first[pos];
}

static void need_edges(wm_matcher *m, bool by_end)
{
    bool *has = by_end ? &m->has_ends : &m->has_begins;
    if (!*has)
        sort_edges(m, by_end ? &m->ends : &m->begins, by_end);
    *has = true;
}

void wm_run_open(wm_matcher *m)
{
    const wm_tape *tape = m->tape;
    m->starts = grow(m, m->starts, &m->starts_room, (size_t)m->element_count + 1, sizeof *m->starts);
    for (uint32_t i = 0; i < m->element_count; i++)
        m->starts[i] = tape->elements[i].labels;
    m->longest_edge = 1;
    for (uint32_t i = 0; i < tape->edge_count; i++) {
        const wm_edge *edge = &tape->edges[i];
        for (int w = 0; w < WM_LABEL_WORDS; w++)
            m->starts[edge->begin].bits[w] |= edge->labels.bits[w];
        if (edge->end - edge->begin > m->longest_edge)
            m->longest_edge = edge->end - edge->begin;
    }
    m->has_begins = m->has_ends = false;
}

void wm_run_begin(wm_matcher *m, const wm_program *program)
{
    size_t bits = (size_t)program->mark_count * (m->element_count + 1), words = bits / 64 + 1;
    m->seen = grow(m, m->seen, &m->seen_room, words, sizeof *m->seen);
    memset(m->seen, 0, words * sizeof *m->seen);
    if (!program->has_look)
        return;
    m->good = grow(m, m->good, &m->good_room, words, sizeof *m->good);
    memset(m->good, 0, words * sizeof *m->good);
}

/* ---- atoms --------------------------------------------------------------------------------------------------- */

static bool is_barred(const wm_matcher *m, uint32_t begin, uint32_t end)
{
    if (!m->any_barred)
        return false;
    while (begin < end && m->barred[begin] == 0)
        begin++;
    return begin < end;
}

static bool ask_regex(wm_matcher *m, const wm_regex *regex, wm_slice text)
{
    wm_regex_result result = wm_regex_match(regex, m->regex_work, text, 0);
    m->gave_up = m->gave_up || result == WM_REGEX_GIVEN_UP;
    return result == WM_REGEX_YES;
}

static bool regex_fits(wm_matcher *m, const wm_regex *regex, wm_slice text)
{
    if (text.len == 0)
        return false;
    if (text.len > WM_MEMO_TEXT)
        return ask_regex(m, regex, text);
    uint64_t hash = wm_utf8_hash(text) ^ (uintptr_t)regex >> 4;
    wm_memo *memo = &m->memos[(hash ^ hash >> 17) % WM_MEMO_COUNT];
    if (memo->regex == regex && memo->len == text.len && memcmp(memo->text, text.at, text.len) == 0)
        return memo->matches;
    bool matches = ask_regex(m, regex, text);
    if (m->gave_up) /* to be told again next time */
        return false;
    *memo = (wm_memo){.regex = regex, .len = (uint8_t)text.len, .matches = matches};
    memcpy(memo->text, text.at, text.len);
    return matches;
}

/* An element by its word, shape or regex. */
static bool element_fits(wm_matcher *m, const wm_atom *atom, const wm_element *element)
{
    if (atom->regex != NULL)
        return regex_fits(m, atom->regex, element->text);
    if (!wm_word_in(atom->words, element->word))
        return (element->shape & atom->shape) != 0;
    return atom->exact.at == NULL || wm_slice_equal(atom->exact, element->text);
}

static bool tests_hold(const wm_matcher *m, const wm_atom *atom, uint32_t ref, bool edge)
{
    for (uint32_t i = 0; i < atom->test_count; i++) {
        const wm_label_test *test = &atom->tests[i];
        wm_slice value = {NULL, 0};
        if (m->tape->attr != NULL)
            value = m->tape->attr(m->tape->user, ref, edge, test->key);
        bool holds = test->value.at != NULL ? value.at != NULL && wm_slice_equal(value, test->value)
                                            : (value.at == NULL) == test->absent;
        if (!holds)
            return false;
    }
    return true;
}

bool wm_run_holds(const wm_matcher *m, const wm_atom *atom, uint32_t at)
{
    const wm_element *element = &m->tape->elements[at];
    return wm_word_in(atom->words, element->word) || (element->shape & atom->shape) != 0 ||
           wm_labels_meet(&m->starts[at], &atom->labels);
}

/* ---- choices ------------------------------------------------------------------------------------------------- */

/* The next element or edge, from number `*next` on, by which label atom `in` leaves `pos`. */
static bool next_way(wm_matcher *m, const wm_program *p, const wm_instr *in, uint32_t pos, uint32_t *next,
                     uint32_t *ret_pos)
{
    const wm_atom *atom = &p->atoms[in->a];
    const wm_edge_list *list = in->back ? &m->ends : &m->begins;
    uint32_t count = list->first[pos + 1] - list->first[pos];
    while (*next < count) {
        const wm_edge *edge = &m->tape->edges[list->items[list->first[pos] + (*next)++]];
        if (!wm_labels_meet(&edge->labels, &atom->labels) || is_barred(m, edge->begin, edge->end) ||
            !tests_hold(m, atom, edge->ref, true))
            continue;
        *ret_pos = in->back ? edge->begin : edge->end;
        return true;
    }
    uint32_t at = pos - in->back;
    if (*next > count || at >= m->element_count || is_barred(m, at, at + 1))
        return false;
    ++*next;
    *ret_pos = pos + 1 - 2 * in->back;
    const wm_element *element = &m->tape->elements[at];
    return element_fits(m, atom, element) ||
           (wm_labels_meet(&element->labels, &atom->labels) && tests_hold(m, atom, element->ref, false));
}

static size_t mark_at(const wm_program *p, const wm_instr *in, uint32_t pos)
{
    return (size_t)pos * p->mark_count + in->mark;
}

static bool has_bit(const uint64_t *bits, size_t at)
{
    return (bits[at / 64] >> at % 64 & 1) != 0;
}

static void set_bit(uint64_t *bits, size_t at)
{
    bits[at / 64] |= UINT64_C(1) << at % 64;
}

static void push(wm_matcher *m, uint32_t pc, uint32_t pos, uint32_t next)
{
    *WM_PUSH(&m->arena, &m->stack) = (wm_frame){pc, pos, next};
}

typedef enum outcome { FAILED, GOES_ON, REACHED } outcome;

/* Enters a choice that was not tried here yet, or says how it ended. */
static outcome enter(wm_matcher *m, const wm_program *p, const wm_instr *in, uint32_t pos)
{
    size_t mark = mark_at(p, in, pos);
    if (has_bit(m->seen, mark))
        return p->has_look && has_bit(m->good, mark) ? REACHED : FAILED;
    set_bit(m->seen, mark);
    return GOES_ON;
}

static outcome step_label(wm_matcher *m, const wm_program *p, uint32_t *pc, uint32_t *pos)
{
    const wm_instr *in = &p->code[*pc];
    const wm_atom *atom = &p->atoms[in->a];
    uint32_t at = *pos - in->back;
    if (at >= m->element_count || (!in->back && !wm_run_holds(m, atom, at)))
        return FAILED;
    need_edges(m, in->back != 0);
    outcome entered = enter(m, p, in, *pos);
    if (entered != GOES_ON)
        return entered;
    push(m, *pc, *pos, 0);
    return FAILED; /* the frame is the way on */
}

static bool run_from(wm_matcher *m, const wm_program *p, uint32_t pc, uint32_t pos, uint32_t *ret_end);

static outcome step_look(wm_matcher *m, const wm_program *p, uint32_t *pc, uint32_t pos)
{
    const wm_instr *in = &p->code[*pc];
    size_t mark = mark_at(p, in, pos);
    uint32_t end;
    bool found = has_bit(m->seen, mark) ? has_bit(m->good, mark) : run_from(m, p, *pc + 1, pos, &end);
    set_bit(m->seen, mark);
    if (found)
        set_bit(m->good, mark);
    if (found == (in->negative != 0))
        return FAILED;
    *pc = in->a;
    return GOES_ON;
}

/* ---- the machine --------------------------------------------------------------------------------------------- */

/* One element forward, or back, if it fits. */
static outcome step_element(wm_matcher *m, const wm_program *p, uint32_t *pc, uint32_t *pos)
{
    const wm_instr *in = &p->code[*pc];
    uint32_t at = *pos - in->back;
    if (at >= m->element_count || (in->op != WM_OP_ANY && is_barred(m, at, at + 1)))
        return FAILED;
    const wm_element *element = &m->tape->elements[at];
    bool fits = true;
    if (in->op == WM_OP_WORD)
        fits = element->word == in->a;
    else if (in->op == WM_OP_ATOM)
        fits = element_fits(m, &p->atoms[in->a], element);
    else if (in->op == WM_OP_NOT)
        fits = !wm_run_holds(m, &p->atoms[in->a], at);
    *pos += 1 - 2 * (uint32_t)in->back;
    ++*pc;
    return fits ? GOES_ON : FAILED;
}

static outcome step(wm_matcher *m, const wm_program *p, uint32_t *pc, uint32_t *pos)
{
    const wm_instr *in = &p->code[*pc];
    outcome entered;
    switch ((wm_op)in->op) {
    case WM_OP_WORD:
    case WM_OP_ATOM:
    case WM_OP_ANY:
    case WM_OP_OTHER:
    case WM_OP_NOT:
        return step_element(m, p, pc, pos);
    case WM_OP_LABEL:
        return step_label(m, p, pc, pos);
    case WM_OP_SPLIT:
        entered = enter(m, p, in, *pos);
        if (entered == GOES_ON)
            push(m, *pc, *pos, 1);
        *pc = in->a;
        return entered;
    case WM_OP_JUMP:
        *pc = in->a;
        return GOES_ON;
    case WM_OP_SAVE:
        push(m, *pc, m->captures[in->a], 0);
        m->captures[in->a] = *pos;
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
        if (in->op == WM_OP_LABEL && next_way(m, p, in, frame->pos, &frame->next, pos)) {
            *pc = frame->pc + 1;
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
    for (;;) {
        outcome now = step(m, p, &pc, &pos);
        if (now == REACHED) {
            keep_success(m, p, base, p->code[pc].op != WM_OP_MATCH);
            *ret_end = pos;
            return true;
        }
        if (now == FAILED && !take_back(m, p, base, &pc, &pos))
            return false;
    }
}

bool wm_run(wm_matcher *m, const wm_program *program, uint32_t at, uint32_t *ret_end)
{
    for (uint32_t i = 0; i < 2 * (uint32_t)program->slot_count; i++)
        m->captures[i] = WM_NO_ID;
    return run_from(m, program, 0, at, ret_end);
}
