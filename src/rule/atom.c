/* SPDX-License-Identifier: MIT */
/* What fits an atom: an element by its word, shape or regex; by its labels also every edge that begins, or ends, there.
 * Edges are asked for from either side: those that begin at a place lie together on the tape, those that end there are
 * listed when the first look-behind wants them.
 *
 * In: a tape, an atom, a place. Out: whether it fits, and where the ways behind it lead. Bars of `stop` rules count.
 */
#include "rule/run.h"

#include "base/utf8.h"

/* ---- elements ---------------------------------------------------------------------------------------------------- */

static bool ask_regex(wm_matcher *m, const wm_regex *regex, wm_slice text)
{
    wm_regex_result result = wm_regex_match(regex, m->regex_work, text, 0);
    m->gave_up = m->gave_up || result == WM_REGEX_GIVEN_UP;
    return result == WM_REGEX_YES;
}

static bool regex_fits(wm_matcher *m, const wm_regex *regex, wm_slice text)
{
    if (!wm_regex_may_match(regex, text))
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

bool wm_atom_fits(wm_matcher *m, const wm_atom *atom, const wm_element *element)
{
    if (atom->regex != NULL)
        return regex_fits(m, atom->regex, element->text);
    if (!wm_word_in(atom->words, element->word))
        return (element->shape & atom->shape) != 0;
    return atom->exact.at == NULL || wm_slice_equal(atom->exact, element->text);
}

bool wm_atom_begins(const wm_matcher *m, const wm_atom *atom, uint32_t at)
{
    if (at >= m->element_count || !wm_run_holds(m, atom, at))
        return false;
    if (!m->any_barred)
        return true;
    const wm_element *element = &m->tape->elements[at];
    if (m->barred[at] == 0 && (wm_word_in(atom->words, element->word) || (element->shape & atom->shape) != 0 ||
                               wm_labels_meet(&element->labels, &atom->labels)))
        return true;
    for (uint32_t i = 0; i < m->tape->edge_count; i++) {
        const wm_edge *edge = &m->tape->edges[i];
        if (edge->begin == at && wm_labels_meet(&edge->labels, &atom->labels) && !wm_run_barred(m, at, edge->end))
            return true;
    }
    return false;
}

/* ---- questions ---------------------------------------------------------------------------------------------- */

static bool holds(wm_matcher *m, const wm_question *question, uint32_t at)
{
    const wm_question *kid = question->first;
    switch (question->op) {
    case WM_ASK_FITS:
        return (!m->any_barred || m->barred[at] == 0) && wm_atom_fits(m, &question->atom, &m->tape->elements[at]);
    case WM_ASK_BEGINS:
        return wm_atom_begins(m, &question->atom, at);
    case WM_ASK_NOT:
        return !holds(m, kid, at);
    case WM_ASK_ALL:
        while (kid != NULL && holds(m, kid, at))
            kid = kid->next;
        return kid == NULL;
    case WM_ASK_SOME:
        while (kid != NULL && !holds(m, kid, at))
            kid = kid->next;
        return kid != NULL;
    case WM_ASK_MACRO:
        return wm_question_holds(m, question->number, at);
    }
    return false;
}

bool wm_question_holds(wm_matcher *m, uint32_t question, uint32_t at)
{
    uint64_t bit = UINT64_C(1) << question;
    if (!m->has_answers) {
        m->has_answers = true;
        m->answered = wm_run_grow(m, m->answered, &m->answered_room, m->element_count, sizeof *m->answered);
        m->agreed = wm_run_grow(m, m->agreed, &m->agreed_room, m->element_count, sizeof *m->agreed);
        memset(m->answered, 0, m->element_count * sizeof *m->answered);
    }
    if ((m->answered[at] & bit) == 0) {
        m->agreed[at] &= ~bit;
        if (holds(m, m->rules->questions.items[question], at))
            m->agreed[at] |= bit;
        m->answered[at] |= bit;
    }
    return (m->agreed[at] & bit) != 0;
}

/* ---- edges ------------------------------------------------------------------------------------------------------- */

/* Does edge `a` come before `b` in the list of ends? */
static bool ends_before(const wm_edge *edges, uint32_t a, uint32_t b)
{
    const wm_edge *x = &edges[a], *y = &edges[b];
    if (x->end != y->end)
        return x->end < y->end;
    return x->begin != y->begin ? x->begin < y->begin : a < b;
}

/* By insertion: edges that come sorted by begin are nearly sorted by end. */
static void index_ends(wm_matcher *m)
{
    const wm_tape *tape = m->tape;
    wm_edge_list *list = &m->ends;
    m->has_ends = true;
    size_t places = (size_t)m->element_count + 2;
    list->first = wm_run_grow(m, list->first, &list->first_room, places, sizeof *list->first);
    list->items = wm_run_grow(m, list->items, &list->item_room, (size_t)tape->edge_count + 1, sizeof *list->items);
    memset(list->first, 0, places * sizeof *list->first);
    for (uint32_t i = 0; i < tape->edge_count; i++) {
        uint32_t at = i;
        for (; at > 0 && ends_before(tape->edges, i, list->items[at - 1]); at--)
            list->items[at] = list->items[at - 1];
        list->items[at] = i;
        list->first[tape->edges[i].end + 1]++;
    }
    for (uint32_t pos = 0; pos + 1 < places; pos++)
        list->first[pos + 1] += list->first[pos];
}

static wm_ways ways_back(wm_matcher *m, uint32_t pos)
{
    if (!m->has_ends)
        index_ends(m);
    return (wm_ways){m->ends.first[pos], m->ends.first[pos + 1] - m->ends.first[pos]};
}

wm_ways wm_ways_at(wm_matcher *m, const wm_instr *in, uint32_t pos)
{
    const wm_edge *edges = m->tape->edges;
    uint32_t low = 0, high = m->tape->edge_count, end = high;
    if (in->back != 0 && high != 0)
        return ways_back(m, pos);
    if (pos >= m->element_count || (m->tape->survey.edge_places[pos / 64] >> pos % 64 & 1) == 0)
        return (wm_ways){0, 0};
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (edges[middle].begin < pos)
            low = middle + 1;
        else
            high = middle;
    }
    wm_ways found = {low, 0};
    while (low + found.count < end && edges[low + found.count].begin == pos)
        found.count++;
    return found;
}

bool wm_ways_next(wm_matcher *m, const wm_program *p, const wm_instr *in, uint32_t pos, wm_ways w, uint32_t *next,
                  uint32_t *ret_pos)
{
    const wm_atom *atom = &p->atoms[in->a];
    while (*next < w.count) {
        uint32_t number = w.first + (*next)++;
        const wm_edge *edge = &m->tape->edges[in->back ? m->ends.items[number] : number];
        if (!wm_labels_meet(&edge->labels, &atom->labels) || wm_run_barred(m, edge->begin, edge->end))
            continue;
        *ret_pos = in->back ? edge->begin : edge->end;
        return true;
    }
    uint32_t at = pos - in->back;
    if (*next > w.count || at >= m->element_count || wm_run_barred(m, at, at + 1))
        return false;
    ++*next;
    *ret_pos = pos + 1 - 2 * in->back;
    const wm_element *element = &m->tape->elements[at];
    return wm_atom_fits(m, atom, element) || wm_labels_meet(&element->labels, &atom->labels);
}
