/* SPDX-License-Identifier: MIT */
/* A second, plainer machine for the programs of run.c: it visits every (instruction, element) that can be reached, in
 * the order in which the matcher would, captures nothing, and notes where it got furthest and which part of the pattern
 * failed there. Of several that failed at the same element the one furthest on in the program counts, because behind a
 * repetition stands what the rule cannot do without. What `stop` rules bar is not barred here.
 *
 * Asked about a word, it keeps ways that took this word by name apart from those that ran over it by a gap: a rule for
 * "hosted" that then found no guest is nearer than one for anything at all that went on to the end of the sentence.
 *
 * In: a rule, a tape, a start. Out: wm_near. Time: instructions x elements, with a search through all edges each.
 */
#include "rule/near.h"

#include "rule/run.h"

typedef struct place {
    uint32_t pc, pos;
    bool keyed; /* the way to here took the key by name */
} place;

typedef struct search {
    const wm_rules *rules;
    const wm_program *program;
    const wm_tape *tape;
    wm_regex_work *regex_work;
    wm_arena *scratch;
    WM_ARRAY(place) todo;
    uint8_t *seen;
    wm_near *near;   /* NULL inside look-around */
    wm_slice wanted; /* by the question that was asked last, when it was not met */
    uint32_t key;    /* element, or WM_NO_ID */
    bool keyed;      /* of the place at hand */
    uint32_t failed; /* instruction that `near` is told of */
} search;

/* Not under a negation: a question that excludes a word does not name it. */
static bool names_word(const wm_rules *rules, const wm_question *question, uint32_t word)
{
    bool some = wm_word_in(question->atom.words, word);
    if (question->op == WM_ASK_MACRO)
        return names_word(rules, rules->questions.items[question->number], word);
    for (const wm_question *kid = question->first; kid != NULL && !some; kid = kid->next)
        some = kid->op != WM_ASK_NOT && names_word(rules, kid, word);
    return some;
}

/* Does the instruction take this word, and because it is this one? */
static bool takes_word(const wm_rules *rules, const wm_program *program, const wm_instr *in, uint32_t word)
{
    if (word == 0)
        return false;
    if (in->op == WM_OP_WORD)
        return in->a == word;
    if (in->op == WM_OP_ATOM || in->op == WM_OP_LABEL)
        return wm_word_in(program->atoms[in->a].words, word);
    return in->op == WM_OP_ASK && names_word(rules, rules->questions.items[in->a], word);
}

/* What the instruction is about to take at `pos`: does the way behind it have the key? */
static void note_key(search *s, const wm_instr *in, uint32_t pos)
{
    if (pos == s->key && in->back == 0)
        s->keyed = s->keyed || takes_word(s->rules, s->program, in, s->tape->elements[pos].word);
}

/* As in atom.c, but without its memory of regexes: an explanation asks a handful of times. */
static bool element_fits(const search *s, const wm_atom *atom, const wm_element *element)
{
    if (atom->regex != NULL)
        return element->text.len != 0 && wm_regex_match(atom->regex, s->regex_work, element->text, 0) == WM_REGEX_YES;
    if (wm_labels_meet(&element->labels, &atom->labels))
        return true;
    if (!wm_word_in(atom->words, element->word))
        return (element->shape & atom->shape) != 0;
    return atom->exact.at == NULL || wm_slice_equal(atom->exact, element->text);
}

/* A place to go on from; the last one pushed is the first one tried, which makes it depth first. */
static void go(search *s, uint32_t pc, uint32_t pos)
{
    *WM_PUSH(s->scratch, &s->todo) = (place){pc, pos, s->keyed};
}

/* Over one element or edge that fits; the last pushed is tried first, so the longest edge goes last. */
static bool go_over(search *s, const wm_instr *in, uint32_t pc, uint32_t pos)
{
    const wm_atom *atom = &s->program->atoms[in->a];
    uint32_t at = pos - in->back, step = in->back ? pos - 1 : pos + 1;
    bool any = at < s->tape->element_count && element_fits(s, atom, &s->tape->elements[at]);
    if (any) {
        note_key(s, in, pos);
        go(s, pc + 1, step);
    }
    for (uint32_t i = s->tape->edge_count; i-- > 0;) {
        const wm_edge *edge = &s->tape->edges[i];
        if ((in->back ? edge->end : edge->begin) != pos || !wm_labels_meet(&edge->labels, &atom->labels))
            continue;
        go(s, pc + 1, in->back ? edge->begin : edge->end);
        any = true;
    }
    return any;
}

/* Some edge that begins here, or the element itself, bears a label of the atom. */
static bool begins_label(const search *s, const wm_atom *atom, uint32_t at)
{
    for (uint32_t i = 0; i < s->tape->edge_count; i++)
        if (s->tape->edges[i].begin == at && wm_labels_meet(&s->tape->edges[i].labels, &atom->labels))
            return true;
    return wm_labels_meet(&s->tape->elements[at].labels, &atom->labels);
}

/* Does something that fits the atom begin here, or, looking back, the element before fit? */
static bool peek(const search *s, const wm_instr *in, uint32_t pos)
{
    const wm_atom *atom = &s->program->atoms[in->a];
    uint32_t at = pos - in->back;
    bool found = at < s->tape->element_count &&
                 (element_fits(s, atom, &s->tape->elements[at]) || (!in->back && begins_label(s, atom, at)));
    return found != (in->negative != 0);
}

/* Does the element say yes? If not, *ret_wanted is what was missing, as finely as code would tell. */
static bool agrees(const search *s, const wm_question *question, uint32_t at, wm_slice *ret_wanted)
{
    const wm_question *kid = question->first;
    wm_slice ignored;
    *ret_wanted = question->part;
    switch (question->op) {
    case WM_ASK_FITS:
        return element_fits(s, &question->atom, &s->tape->elements[at]);
    case WM_ASK_BEGINS:
        return element_fits(s, &question->atom, &s->tape->elements[at]) || begins_label(s, &question->atom, at);
    case WM_ASK_NOT:
        return !agrees(s, kid, at, &ignored);
    case WM_ASK_ALL:
        while (kid != NULL && agrees(s, kid, at, ret_wanted))
            kid = kid->next;
        return kid == NULL;
    case WM_ASK_SOME:
        while (kid != NULL && !agrees(s, kid, at, ret_wanted))
            kid = kid->next;
        return kid != NULL;
    case WM_ASK_MACRO:
        return agrees(s, s->rules->questions.items[question->number], at, ret_wanted);
    }
    return false;
}

/* What the question wanted is kept beside its answer, because "@name" alone would say little. */
static bool ask(search *s, const wm_instr *in, uint32_t pc, uint32_t pos)
{
    wm_slice wanted = s->rules->parts.items[s->program->parts[pc]];
    bool yes = pos < s->tape->element_count && agrees(s, s->rules->questions.items[in->a], pos, &wanted);
    s->wanted = wanted;
    if (yes) {
        note_key(s, in, pos);
        go(s, pc + 1, pos + 1);
    }
    return yes;
}

/* `any element`, and `not this one`. */
static bool go_past(search *s, const wm_instr *in, uint32_t pc, uint32_t pos)
{
    uint32_t at = pos - in->back;
    if (at >= s->tape->element_count)
        return false;
    if (in->op == WM_OP_NOT) {
        const wm_atom *atom = &s->program->atoms[in->a];
        if (element_fits(s, atom, &s->tape->elements[at]) || begins_label(s, atom, at))
            return false;
    }
    go(s, pc + 1, in->back ? pos - 1 : pos + 1);
    return true;
}

/* Looks call it again for their bodies. */
static bool run(search *s, uint32_t pc, uint32_t pos);

/* The body from its own start, with nothing to note: what a look misses is the look. */
static bool look(const search *s, uint32_t pc, uint32_t pos)
{
    search inner = {.key = WM_NO_ID,
                    .rules = s->rules,
                    .program = s->program,
                    .tape = s->tape,
                    .regex_work = s->regex_work,
                    .scratch = s->scratch};
    return run(&inner, s->program->code[pc].a, pos) != (s->program->code[pc].negative != 0);
}

/* One instruction; false when it asks for something that is not there. */
static bool step(search *s, uint32_t pc, uint32_t pos)
{
    const wm_instr *in = &s->program->code[pc];
    switch ((wm_op)in->op) {
    case WM_OP_WORD:
        if (pos - in->back >= s->tape->element_count || s->tape->elements[pos - in->back].word != in->a)
            return false;
        note_key(s, in, pos);
        go(s, pc + 1, in->back ? pos - 1 : pos + 1);
        return true;
    case WM_OP_ATOM:
    case WM_OP_LABEL:
        return go_over(s, in, pc, pos);
    case WM_OP_ASK:
        return ask(s, in, pc, pos);
    case WM_OP_ANY:
    case WM_OP_OTHER:
    case WM_OP_NOT:
        return go_past(s, in, pc, pos);
    case WM_OP_SPLIT:
        go(s, in->b, pos);
        go(s, in->a, pos);
        return true;
    case WM_OP_JUMP:
        go(s, in->a, pos);
        return true;
    case WM_OP_PEEK:
        if (!peek(s, in, pos))
            return false;
        go(s, pc + 1, pos);
        return true;
    case WM_OP_LOOK:
        if (!look(s, pc, pos))
            return false;
        go(s, pc + 1, pos);
        return true;
    case WM_OP_BEGIN:
    case WM_OP_END:
        if (pos != (in->op == WM_OP_BEGIN ? 0 : s->tape->element_count))
            return false;
        go(s, pc + 1, pos);
        return true;
    default: /* captures say nothing here; the two ends are seen by run() */
        go(s, pc + 1, pos);
        return true;
    }
}

/* Is the failure one more in the macro in which another one failed at the same element? */
static bool is_same_macro(const search *s, place at)
{
    const wm_slice *all = s->rules->parts.items;
    const uint32_t *parts = s->program->parts, *users = s->program->users;
    return s->near->wanted.at != NULL && at.keyed == s->near->keyed && at.pos == s->near->reached &&
           users[at.pc] != WM_NO_ID && users[s->failed] != WM_NO_ID &&
           all[users[at.pc]].at == all[users[s->failed]].at && all[parts[at.pc]].at != all[parts[s->failed]].at;
}

/* Notes a place where the pattern wants something else, if it is nearer than what was known. When several things in one
 * macro would have done, the macro says it better than the last of them. */
static void note_failure(search *s, place at, wm_op op)
{
    wm_near *near = s->near;
    if (near == NULL || (near->keyed && !at.keyed))
        return;
    if (is_same_macro(s, at)) {
        near->wanted = s->rules->parts.items[s->program->users[at.pc]];
        s->failed = at.pc > s->failed ? at.pc : s->failed;
        return;
    }
    bool nearer = at.pos != near->reached ? at.pos > near->reached : at.pc >= s->failed;
    if (near->keyed == at.keyed && !nearer)
        return;
    s->failed = at.pc;
    near->keyed = at.keyed;
    near->reached = at.pos;
    near->wanted = op == WM_OP_ASK ? s->wanted : s->rules->parts.items[s->program->parts[at.pc]];
}

/* Everything that can be reached from a place; true as soon as an end is. A place may be come to with the key and
 * without it, and is then visited for both. */
static bool run(search *s, uint32_t pc, uint32_t pos)
{
    uint32_t width = s->tape->element_count + 1;
    s->seen = wm_arena_zalloc(s->scratch, s->program->code_count, width);
    go(s, pc, pos);
    while (s->todo.count != 0) {
        place at = s->todo.items[--s->todo.count];
        wm_op op = (wm_op)s->program->code[at.pc].op;
        if (op == WM_OP_MATCH && s->near != NULL)
            s->near->keyed = at.keyed;
        if (op == WM_OP_MATCH || op == WM_OP_DONE)
            return true;
        uint8_t *seen = &s->seen[(size_t)at.pc * width + at.pos];
        if ((*seen & (1 + at.keyed)) != 0)
            continue;
        *seen = (uint8_t)(*seen | (1 + at.keyed));
        s->keyed = at.keyed;
        if (!step(s, at.pc, at.pos))
            note_failure(s, at, op);
    }
    return false;
}

bool wm_rules_near(const wm_rules *rules, wm_matcher *matcher, uint32_t rule, const wm_tape *tape, uint32_t begin,
                   uint32_t key, wm_arena *scratch, wm_near *ret_near)
{
    const wm_program *program = &rules->programs[rule];
    if (program->text != NULL || program->code_count == 0)
        return false;
    wm_arena_mark mark = wm_arena_tell(scratch); /* a probe runs hundreds of these */
    wm_near near = {.begin = begin, .reached = begin};
    search s = {.rules = rules,
                .program = program,
                .tape = tape,
                .regex_work = matcher->regex_work,
                .scratch = scratch,
                .near = &near,
                .key = key};
    near.matches = run(&s, 0, begin);
    wm_arena_rewind(scratch, mark);
    *ret_near = near;
    return true;
}

/* Bodies of looks are jumped over: what they name need not be there, or must not. */
bool wm_rules_speaks_of(const wm_rules *rules, uint32_t rule, uint32_t word)
{
    const wm_program *program = &rules->programs[rule];
    for (uint32_t pc = 0; pc < program->code_count && program->code[pc].op != WM_OP_MATCH; pc++)
        if (takes_word(rules, program, &program->code[pc], word)) /* what looks see stands behind */
            return true;
    return false;
}
