/* SPDX-License-Identifier: MIT */
/* All rules of a phase on one tape. First the sieve says, for 64 rules at once, from which elements each may match at
 * all; most rules from none. The others are run from these elements, in the order of the rules, so that a `stop` rule
 * bars elements for those behind it. `text` rules run their regex on the bytes of the sentence and are mapped back to
 * elements.
 *
 * In: rules, a tape. Out: matches in the matcher's memory, valid until the next call.
 */
#include "rule/run.h"

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
    m->classes = wm_classes_new(rules, &m->arena);
    m->epoch = wm_classes_epoch(m->classes);
    m->layout = wm_classes_layout(m->classes);
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

/* ---- noting -------------------------------------------------------------------------------------------------- */

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
    m->has_answers = m->quick = false;
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

/* ---- sifting ------------------------------------------------------------------------------------------------- */

/* The block of element `i`, or of none beyond the ends: i may be -1, as UINT32_MAX, and the count. */
static inline const uint64_t *block_at(const wm_matcher *m, uint32_t i, uint32_t word)
{
    return wm_row_block(m->rows[(int32_t)i], &m->layout, m->blocks, word);
}

/* Is the trigger of a rule as near behind element `i` as it has to be? */
static bool has_trigger(const wm_matcher *m, const wm_sieve_word *in, uint32_t rule, uint32_t i)
{
    const wm_trigger *trigger = &m->rules->programs[in->first_rule + rule].trigger;
    uint64_t end = (uint64_t)i + trigger->max + (uint64_t)trigger->edges * m->tape->survey.longest_edge + 1;
    uint32_t word = (uint32_t)(in - m->rules->sieve.words);
    for (i += trigger->min; i < end && i < m->element_count; i++)
        if ((block_at(m, i, word)[WM_PLANE_TRIGGER] >> rule & 1) != 0)
            return true;
    return false;
}

/* Notes that the rules may match from element `i`, unless their next trigger is too far away; gives those noted.
 * `known` are noted already from elsewhere. */
static uint64_t note_starts(wm_matcher *m, const wm_sieve_word *in, uint64_t rules, uint64_t known, uint32_t i)
{
    uint32_t stride = m->element_count / 64 + 1;
    uint64_t noted = rules;
    for (; rules != 0; rules &= rules - 1) {
        uint32_t rule = wm_bits_lowest(rules);
        uint64_t bit = UINT64_C(1) << rule, *starts = m->starts + (size_t)rule * stride;
        if ((in->bounded & bit) != 0 && !has_trigger(m, in, rule, i)) {
            noted &= ~bit;
            continue;
        }
        if ((known & bit) == 0 && stride == 1) /* as it mostly is */
            starts[0] = 0;
        else if ((known & bit) == 0)
            memset(starts, 0, stride * sizeof *starts);
        starts[i / 64] |= UINT64_C(1) << i % 64;
    }
    return noted;
}

/* Of rules that may begin at element `i` by what it is itself, those that may by what stands around it. */
static uint64_t look_around(const wm_matcher *m, const wm_sieve_word *in, uint64_t rules, uint32_t i)
{
    uint32_t word = (uint32_t)(in - m->rules->sieve.words), next = i + 1, last = m->element_count;
    const uint64_t *edges = m->tape->survey.edge_places;
    uint64_t wide = 0 - (edges[i / 64] >> i % 64 & 1), wide_next = 0 - (edges[next / 64] >> next % 64 & 1);
    uint64_t second = block_at(m, next, word)[WM_PLANE_SECOND];
    uint64_t third = block_at(m, next < last ? next + 1 : last, word)[WM_PLANE_THIRD];
    wide &= in->wide_first;
    wide_next &= next < last ? in->wide_second : 0;
    return rules & block_at(m, i - 1, word)[WM_PLANE_LEFT] & (second | wide) & (third | wide | wide_next);
}

/* The rules of word `word` of the sieve that are worth trying; from where is in m->starts. From the end to the start of
 * the tape, because what a match needs lies at its start or behind. Most elements say nothing to most words. */
static uint64_t sift(wm_matcher *m, uint32_t word)
{
    const wm_sieve_word *in = &m->rules->sieve.words[word];
    const uint64_t *here, *edges = m->tape->survey.edge_places;
    uint64_t trigger = 0, also = 0, found = 0, may, second;
    for (uint32_t i = m->element_count - 1; i != 0; i--) {
        if ((m->rows[i][m->layout.first_heard + word / 64] >> word % 64 & 1) == 0)
            continue;
        here = block_at(m, i, word);
        trigger |= here[WM_PLANE_TRIGGER];
        also |= here[WM_PLANE_ALSO];
        may = here[WM_PLANE_FIRST] & trigger & also & in->rules;
        if (may != 0 && (may = look_around(m, in, may, i)) != 0)
            found |= note_starts(m, in, may, found, i);
    }
    here = block_at(m, 0, word);
    trigger |= here[WM_PLANE_TRIGGER];
    also |= here[WM_PLANE_ALSO];
    second = block_at(m, 1, word)[WM_PLANE_OUTER_SECOND] | ((edges[0] & 1) != 0 ? in->wide_outer : 0);
    may = here[WM_PLANE_OUTER_FIRST] & second & trigger & also & in->rules;
    if (may != 0)
        found |= note_starts(m, in, may, found, 0);
    return found | (trigger & also & in->texts);
}

/* ---- running ------------------------------------------------------------------------------------------------- */

/* The first place from `at` on that is in the bits; element_count when there is none. */
static uint32_t next_start(const wm_matcher *m, const uint64_t *starts, uint32_t at)
{
    if (at >= m->element_count)
        return m->element_count;
    uint32_t word = at / 64;
    uint64_t bits = starts[word] & UINT64_MAX << at % 64;
    while (bits == 0) {
        if (++word == m->element_count / 64 + 1)
            return m->element_count;
        bits = starts[word];
    }
    return word * 64 + wm_bits_lowest(bits);
}

static bool may_fit(const wm_matcher *m, const wm_regex *regex, uint32_t at)
{
    return regex == NULL || wm_regex_may_match(regex, m->tape->elements[at].text);
}

/* A pattern of one label needs no machine. */
static void run_label(wm_matcher *m, uint32_t rule, const uint64_t *starts)
{
    const wm_program *program = &m->rules->programs[rule];
    for (uint32_t at = next_start(m, starts, 0); at < m->element_count;) {
        uint32_t end;
        bool matches = wm_run_label(m, program, &program->code[1], at, &end);
        if (matches) {
            m->captures[0] = at;
            m->captures[1] = end;
            add_match(m, rule, at, end);
        }
        at = next_start(m, starts, matches ? end : at + 1);
    }
}

/* Behind the last element from which a match can start, because what it needs in a row stands there or behind. */
static uint32_t end_of_starts(const wm_matcher *m, const wm_chain *chain)
{
    uint32_t at = m->element_count;
    const wm_beside *way = m->rules->sieve.besides + chain->first_way;
    for (uint32_t i = 0; i < chain->count; i++)
        way += chain->ways[i];
    for (uint32_t i = chain->count; i > 0; i--) {
        way -= chain->ways[i - 1];
        do
            if (at-- == 0)
                return 0;
        while (!wm_rows_link(m->rows, chain, i - 1, way, at));
    }
    return at + 1 > chain->before ? at + 1 - chain->before : 0;
}

static void run_pattern(wm_matcher *m, uint32_t rule, const wm_chain *chain, const uint64_t *starts)
{
    const wm_program *program = &m->rules->programs[rule];
    uint32_t last = chain->count > 1 ? end_of_starts(m, chain) : m->element_count;
    wm_run_begin(m);
    for (uint32_t at = next_start(m, starts, 0); at < last;) {
        uint32_t end;
        bool matches = may_fit(m, program->open_regex, at) && wm_run(m, program, at, &end) && end > at;
        if (matches)
            add_match(m, rule, at, end);
        at = next_start(m, starts, matches ? end : at + 1);
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
    const uint64_t *starts = m->starts + (size_t)(local % 64) * (m->element_count / 64 + 1);
    const wm_program *program = &m->rules->programs[rule];
    m->gave_up = false;
    if (program->text != NULL)
        run_text(m, rule);
    else if (program->is_label)
        run_label(m, rule, starts);
    else
        run_pattern(m, rule, &m->rules->sieve.words[phase->first_word + local / 64].chains[local % 64], starts);
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

/* They are mostly asked for one after the other. */
static const wm_phase *find_phase(wm_matcher *m, uint32_t number)
{
    const wm_rules *rules = m->rules;
    if (++m->last_phase < rules->phase_count && rules->phases[m->last_phase].number == number)
        return &rules->phases[m->last_phase];
    uint32_t low = 0, high = rules->phase_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (rules->phases[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    m->last_phase = low;
    return low < rules->phase_count && rules->phases[low].number == number ? &rules->phases[low] : NULL;
}

static inline bool is_word_awake(const wm_tape_classes *classes, uint32_t word)
{
    return wm_bits_has(classes->awake, word) && wm_bits_has(classes->also, word);
}

static bool is_awake(const wm_phase *phase, const wm_tape_classes *classes)
{
    uint32_t end = phase->first_word + (phase->end - phase->begin + 63) / 64;
    for (uint32_t word = phase->first_word; word < end; word++)
        if (is_word_awake(classes, word))
            return true;
    return false;
}

static void begin_tape(wm_matcher *m, const wm_tape *tape)
{
    m->tape = tape;
    m->element_count = tape->element_count;
    m->any_barred = m->has_ends = m->has_answers = false;
    m->quick = tape->survey.classes->certain && m->rules->atoms.count < WM_TEST_MAX - WM_FIRST_ATOM;
    m->rows = tape->survey.classes->rows;
    m->blocks = wm_classes_blocks(m->classes);
    m->starts = wm_run_grow(m, m->starts, &m->start_room, ((size_t)m->element_count / 64 + 1) * 64, sizeof *m->starts);
}

uint32_t wm_rules_match(const wm_rules *rules, wm_matcher *matcher, uint32_t phase, const wm_tape *tape,
                        const wm_match **ret_matches)
{
    wm_matcher *m = matcher;
    const wm_phase *in = find_phase(m, phase);
    wm_tape_classes *classes = tape->survey.classes;
    (void)rules;
    m->matches.count = m->stack.count = 0;
    *ret_matches = NULL;
    if (in == NULL || tape->element_count == 0)
        return 0;
    if (!wm_classes_know(classes, m->classes, *m->epoch))
        wm_classes_fill(m->classes, tape);
    if (!is_awake(in, classes))
        return 0;
    begin_tape(m, tape);
    for (uint32_t local = 0; local < in->end - in->begin; local += 64) {
        uint32_t word = in->first_word + local / 64;
        uint64_t found = is_word_awake(classes, word) ? sift(m, word) : 0;
        for (; found != 0; found &= found - 1)
            (m->costs == NULL ? run_rule : run_timed)(m, in, local + wm_bits_lowest(found));
    }
    *ret_matches = m->matches.items;
    return m->matches.count;
}
