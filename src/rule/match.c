/* SPDX-License-Identifier: MIT */
/* All rules of a phase on one tape. First the tape's words, labels and shapes wake rules through the phase's lists;
 * most tapes wake few, and those that wake none are done after one pass over their elements. Each rule that is awake is
 * then run from the elements near its trigger, in the order of the rules, so that a `stop` rule bars elements for those
 * behind it. `text` rules run their regex on the bytes of the sentence and are mapped back to elements.
 *
 * In: rules, a tape. Out: matches in the matcher's memory, valid until the next call.
 */
#include "rule/run.h"
#include "rule/wake.h"

#include "base/bits.h"

#include <stdlib.h>
#include <time.h>

/* Everything that depends on the rules alone is allocated here; what depends on tapes grows with the longest one. */
wm_status wm_matcher_new(const wm_rules *rules, wm_matcher **ret_matcher, wm_error *err)
{
    wm_matcher *m = calloc(1, sizeof *m);
    if (m == NULL)
        return wm_fail(err, WM_NO_MEMORY, NULL, "out of memory");
    jmp_buf on_oom;
    wm_arena_init(&m->arena);
    m->rules = rules;
    m->given_up = WM_NO_ID;
    m->regex_work = wm_regex_work_new();
    m->arena.on_oom = &on_oom;
    if (m->regex_work == NULL || setjmp(on_oom) != 0) {
        wm_matcher_free(m);
        return wm_fail(err, WM_NO_MEMORY, NULL, "out of memory");
    }
    uint32_t most = 0;
    for (uint32_t i = 0; i < rules->phase_count; i++)
        if (rules->phases[i].end - rules->phases[i].begin > most)
            most = rules->phases[i].end - rules->phases[i].begin;
    m->top_count = most / 4096 + 1;
    m->woken_top = WM_NEW_N(&m->arena, uint64_t, m->top_count);
    m->woken = WM_NEW_N(&m->arena, uint64_t, most / 64 + 1);
    m->places = WM_NEW_N(&m->arena, uint64_t, most + 1);
    m->memos = WM_NEW_N(&m->arena, wm_memo, WM_MEMO_COUNT);
    m->arena.on_oom = NULL;
    *ret_matcher = m;
    return WM_OK;
}

void wm_matcher_free(wm_matcher *matcher)
{
    if (matcher == NULL)
        return;
    wm_regex_work_free(matcher->regex_work);
    wm_arena_done(&matcher->arena);
    free(matcher);
}

void wm_matcher_on_oom(wm_matcher *matcher, jmp_buf *handler)
{
    matcher->arena.on_oom = handler;
}

uint32_t wm_matcher_given_up(wm_matcher *matcher)
{
    uint32_t rule = matcher->given_up;
    matcher->given_up = WM_NO_ID;
    return rule;
}

/* ---- running ------------------------------------------------------------------------------------------------- */

/* The map of barred elements exists only from the first `stop` on a tape on. */
static void bar(wm_matcher *m, uint32_t begin, uint32_t end)
{
    if (!m->any_barred) {
        if (m->element_count > m->barred_room) {
            m->barred = wm_arena_alloc(&m->arena, (size_t)m->element_count * 2);
            m->barred_room = m->element_count * 2;
        }
        memset(m->barred, 0, m->element_count);
        m->any_barred = true;
    }
    memset(m->barred + begin, 1, end - begin);
    m->has_answers = false;
}

/* A slot that is empty, or only half set, took no part. */
static void add_match(wm_matcher *m, uint32_t rule, uint32_t begin, uint32_t end)
{
    wm_match *match = WM_PUSH(&m->arena, &m->matches);
    const wm_program *program = &m->rules->programs[rule];
    match->rule = rule;
    match->begin = begin;
    match->end = end;
    for (uint32_t i = 0; i < program->slot_count; i++) {
        uint32_t from = m->captures[2 * i], to = m->captures[2 * i + 1];
        bool part = from != WM_NO_ID && to != WM_NO_ID && from < to;
        match->slots[i].begin = part ? from : WM_NO_ID;
        match->slots[i].end = part ? to : WM_NO_ID;
    }
}

/* The first element from `at` on that has a label of the atom, or that an edge with one begins at. */
static uint32_t next_label(const wm_matcher *m, const wm_atom *atom, uint32_t at)
{
    const wm_tape_survey *survey = &m->tape->survey;
    uint32_t count = m->element_count / 64 + 1, word = at / 64;
    uint64_t bits = survey->label_places[word] & UINT64_MAX << at % 64;
    for (;;) {
        for (; bits != 0; bits &= bits - 1) {
            uint32_t place = word * 64 + wm_bits_lowest(bits);
            if (wm_labels_meet(&survey->starts[place], &atom->labels))
                return place;
        }
        if (++word == count)
            return m->element_count;
        bits = survey->label_places[word];
    }
}

/* `places` is where the rule was woken. */
static uint32_t next_word(const wm_matcher *m, const wm_atom *atom, uint64_t places, uint32_t at)
{
    places &= UINT64_MAX << (at < 63 ? at : 63);
    if (places == 0)
        return m->element_count;
    if (wm_bits_lowest(places) < 63)
        return wm_bits_lowest(places);
    const wm_tape_survey *survey = &m->tape->survey;
    for (uint32_t i = 0; i < survey->word_count; i++)
        if (survey->words[i].at >= at && wm_word_in(atom->words, survey->words[i].word))
            return survey->words[i].at;
    return m->element_count;
}

static uint32_t next_shape(const wm_matcher *m, uint32_t shape, uint32_t at)
{
    uint32_t stride = m->element_count / 64 + 1;
    for (uint32_t word = at / 64; word < stride; word++) {
        uint64_t places = 0;
        for (uint64_t bits = shape; bits != 0; bits &= bits - 1)
            places |= m->tape->survey.shape_places[wm_bits_lowest(bits) * stride + word];
        if (word == at / 64)
            places &= UINT64_MAX << at % 64;
        if (places != 0)
            return word * 64 + wm_bits_lowest(places);
    }
    return m->element_count;
}

/* The first element from `at` on that the trigger may fit; element_count when there is none. Only where the survey has
 * noted something. */
static uint32_t next_place(const wm_matcher *m, const wm_atom *atom, uint64_t places, uint32_t at)
{
    uint32_t first = m->element_count, next;
    if (at >= first)
        return first;
    if (atom->shape != 0)
        first = next_shape(m, atom->shape, at);
    if (wm_labels_any(&atom->labels) && (next = next_label(m, atom, at)) < first)
        first = next;
    if (atom->words != NULL && (next = next_word(m, atom, places, at)) < first)
        first = next;
    return first;
}

static bool may_fit(const wm_matcher *m, const wm_regex *regex, uint32_t at)
{
    return regex != NULL && wm_regex_may_match(regex, m->tape->elements[at].text);
}

static bool fits_before(const wm_matcher *m, const wm_program *program, uint32_t at)
{
    const wm_atom *left = &program->left;
    const wm_element *before = &m->tape->elements[at];
    return wm_word_in(left->words, before->word) || (before->shape & left->shape) != 0 ||
           wm_labels_meet(&m->tape->survey.ends[at], &left->labels) || may_fit(m, program->left_or, at);
}

static bool fits_behind(const wm_matcher *m, const wm_program *program, uint32_t at)
{
    if (at >= m->element_count || (program->right_regex != NULL && !may_fit(m, program->right_regex, at)))
        return false;
    return !program->has_right || wm_run_holds(m, &program->right, at) || may_fit(m, program->right_or, at);
}

/* Do the elements next to a trigger at `at` fit? */
static bool fits_between(const wm_matcher *m, const wm_program *program, uint32_t at)
{
    if ((program->has_right || program->right_regex != NULL) && !fits_behind(m, program, at + 1))
        return false;
    return !program->has_left || (at != 0 && fits_before(m, program, at - 1));
}

static bool may_begin(const wm_matcher *m, const wm_program *program, uint32_t at)
{
    if (program->open_regex != NULL && !may_fit(m, program->open_regex, at))
        return false;
    const wm_atom *opens = at != 0 && program->has_opens_inner ? &program->opens_inner : &program->opens;
    return !program->has_opens || wm_run_holds(m, opens, at) || may_fit(m, program->opens_or, at);
}

/* Starts from `from` to `to`; gives the first start that is still worth trying. */
static uint32_t try_starts(wm_matcher *m, uint32_t rule, uint32_t from, uint32_t to)
{
    const wm_program *program = &m->rules->programs[rule];
    while (from <= to) {
        uint32_t end;
        bool may_open = from < m->element_count && may_begin(m, program, from);
        if (may_open && wm_run(m, program, from, &end) && end > from) {
            add_match(m, rule, from, end);
            from = end;
        } else {
            from++;
        }
    }
    return from;
}

/* How far behind the start of a match its trigger can be, on this tape. */
static uint32_t reach(const wm_matcher *m, const wm_trigger *trigger)
{
    if (trigger->max == WM_FOREVER || trigger->edges == WM_FOREVER)
        return WM_FOREVER;
    uint64_t reach = trigger->max + (uint64_t)trigger->edges * m->tape->survey.longest_edge;
    return reach < WM_FOREVER ? (uint32_t)reach : WM_FOREVER;
}

/* A pattern of one label needs no machine. */
static void run_label(wm_matcher *m, uint32_t rule, uint64_t places)
{
    uint32_t at = 0;
    const wm_program *program = &m->rules->programs[rule];
    const wm_atom *atom = &program->trigger.atom;
    for (at = next_place(m, atom, places, at); at < m->element_count; at = next_place(m, atom, places, at)) {
        uint32_t end;
        if (wm_run_label(m, program, &program->code[1], at, &end)) {
            m->captures[0] = at;
            m->captures[1] = end;
            add_match(m, rule, at, end);
            at = end;
        } else {
            at++;
        }
    }
}

static void run_pattern(wm_matcher *m, uint32_t rule, uint64_t places)
{
    const wm_program *program = &m->rules->programs[rule];
    const wm_trigger *trigger = &program->trigger;
    if (program->has_also && !wm_survey_has(&m->tape->survey, &program->also))
        return;
    wm_run_begin(m);
    bool anywhere = trigger->atom.words == NULL && trigger->atom.shape == 0 &&
                    !wm_labels_meet(&trigger->atom.labels, &trigger->atom.labels);
    if (anywhere) {
        try_starts(m, rule, 0, m->element_count - 1);
        return;
    }
    uint32_t next = 0, most = reach(m, trigger);
    uint32_t at = next_place(m, &trigger->atom, places, trigger->min);
    for (; at < m->element_count; at = next_place(m, &trigger->atom, places, at + 1)) {
        if (!fits_between(m, program, at))
            continue;
        uint32_t from = at > most ? at - most : 0, to = at - trigger->min;
        if (program->is_anchored && (from != 0 || next != 0))
            return;
        to = program->is_anchored ? 0 : to;
        next = try_starts(m, rule, from > next ? from : next, to);
    }
}

/* Elements that share a byte with [begin, end) of the text; false when there are none. */
static bool cover(const wm_matcher *m, size_t begin, size_t end, uint32_t *ret_begin, uint32_t *ret_end)
{
    const wm_tape *tape = m->tape;
    uint32_t low = 0, high = m->element_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const wm_slice *text = &tape->elements[middle].text;
        if ((size_t)(text->at - tape->text.at) + text->len <= begin)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t to = low;
    while (to < m->element_count && (size_t)(tape->elements[to].text.at - tape->text.at) < end)
        to++;
    *ret_begin = low;
    *ret_end = to;
    return low < to;
}

/* From bytes to elements; a match on barred elements is dropped. */
static void add_text_match(wm_matcher *m, uint32_t rule, size_t begin_byte, size_t end_byte)
{
    const wm_program *program = &m->rules->programs[rule];
    uint32_t begin, end;
    if (!cover(m, begin_byte, end_byte, &begin, &end))
        return;
    for (uint32_t i = begin; m->any_barred && i < end; i++)
        if (m->barred[i] != 0)
            return;
    for (uint32_t i = 0; i < program->slot_count; i++) {
        size_t from, to;
        m->captures[2 * i] = m->captures[2 * i + 1] = WM_NO_ID;
        if (wm_regex_group(m->regex_work, program->groups[i], &from, &to) && from < to)
            cover(m, from, to, &m->captures[2 * i], &m->captures[2 * i + 1]);
    }
    add_match(m, rule, begin, end);
}

/* All matches of the regex in the sentence, or those before it gave up. */
static void run_text(wm_matcher *m, uint32_t rule)
{
    const wm_program *program = &m->rules->programs[rule];
    for (size_t from = 0, begin, end; from < m->tape->text.len; from = end) {
        wm_regex_result result = wm_regex_match(program->text, m->regex_work, m->tape->text, from);
        m->gave_up = m->gave_up || result == WM_REGEX_GIVEN_UP;
        if (result != WM_REGEX_YES || !wm_regex_group(m->regex_work, 0, &begin, &end) || end <= from)
            return;
        add_text_match(m, rule, begin, end);
    }
}

static uint64_t nanoseconds(void)
{
    struct timespec now;
    timespec_get(&now, TIME_UTC);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void wm_matcher_profile(wm_matcher *matcher, wm_rule_cost *costs)
{
    matcher->costs = costs;
}

/* One rule; what a `stop` rule matched is barred when all its own matches are found. */
static void run_rule(wm_matcher *m, const wm_phase *phase, uint32_t local)
{
    uint32_t rule = phase->begin + local, before = m->matches.count;
    const wm_program *program = &m->rules->programs[rule];
    m->gave_up = false;
    if (program->text != NULL)
        run_text(m, rule);
    else if (program->is_label)
        run_label(m, rule, m->places[local]);
    else
        run_pattern(m, rule, m->places[local]);
    if (m->gave_up)
        m->given_up = rule;
    for (uint32_t i = before; program->stops && i < m->matches.count; i++)
        bar(m, m->matches.items[i].begin, m->matches.items[i].end);
}

static void run_timed(wm_matcher *m, const wm_phase *phase, uint32_t local)
{
    wm_rule_cost *cost = &m->costs[phase->begin + local];
    uint32_t before = m->matches.count;
    uint64_t from = nanoseconds();
    run_rule(m, phase, local);
    cost->nanoseconds += nanoseconds() - from;
    cost->hits += m->matches.count - before;
    cost->runs++;
}

static const wm_phase *find_phase(const wm_rules *rules, uint32_t number)
{
    uint32_t low = 0, high = rules->phase_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (rules->phases[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < rules->phase_count && rules->phases[low].number == number ? &rules->phases[low] : NULL;
}

/* The awake rules are bits in two levels, so they come out in order, and those asleep cost nothing. */
uint32_t wm_rules_match(const wm_rules *rules, wm_matcher *matcher, uint32_t phase, const wm_tape *tape,
                        const wm_match **ret_matches)
{
    wm_matcher *m = matcher;
    const wm_phase *in = find_phase(rules, phase);
    m->matches.count = m->stack.count = 0;
    *ret_matches = NULL;
    if (in == NULL || tape->element_count == 0 || !wm_wake_rules(m, in, &tape->survey))
        return 0;
    m->tape = tape;
    m->element_count = tape->element_count;
    m->any_barred = false;
    m->has_ends = m->has_answers = false;
    for (uint32_t top = 0; top * 4096 < in->end - in->begin; top++) {
        for (; m->woken_top[top] != 0; m->woken_top[top] &= m->woken_top[top] - 1) {
            uint32_t word = top * 64 + wm_bits_lowest(m->woken_top[top]);
            for (; m->woken[word] != 0; m->woken[word] &= m->woken[word] - 1)
                (m->costs == NULL ? run_rule : run_timed)(m, in, word * 64 + wm_bits_lowest(m->woken[word]));
        }
    }
    *ret_matches = m->matches.items;
    return m->matches.count;
}
