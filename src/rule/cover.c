/* SPDX-License-Identifier: MIT */
/* Does one program match all that another one matches, with the same slots? Every way through the narrow one is walked,
 * and beside it the set of places where the wide one may be by then; each element that the narrow one takes has to be
 * one that the wide one takes from some of those places. It is inclusion of languages by subset construction (Hopcroft
 * and Ullman, 1979), with "every element that fits this atom fits that one" in place of equal letters. A macro that
 * both come to at the same time is taken as one letter: what it matches for the one it matches for the other.
 *
 * In: two programs of a linked set. Out: yes, or not known to. Limits: what several ways of the wide one cover together
 * is not seen; a condition of the wide one has to stand in the narrow one too; the numbers below end it with a no.
 */
#include "rule/lint.h"

enum { PLACES_MAX = 96, STEPS_MAX = 20 * 1000, DEPTH_MAX = 1000, FACTS_MAX = 16 };

/* Places in the wide program, ascending, the rest 0. Those that find no room are forgotten: with fewer places the wide
 * one can only seem to cover less. */
typedef struct place_set {
    uint32_t count, at[PLACES_MAX];
} place_set;

/* The narrow one stands at `pc`, the wide one somewhere in `wide`. */
typedef struct stand {
    uint32_t pc, all_saves;
    place_set wide;
} stand;

/* What the narrow one did since its last element: the slots it opened and closed, the conditions that hold here. */
typedef struct trail {
    uint32_t saves;
    uint32_t all_saves; /* since its start */
    uint32_t facts[FACTS_MAX];
    uint32_t fact_count;
} trail;

typedef struct cover {
    const wm_rules *rules;
    const wm_program *wide, *narrow; /* is every match of the narrow one one of the wide one? */
    const wm_slot_pairs *pairs;
    uint32_t stride;       /* of bitsets of words */
    uint32_t length;       /* of what the narrow one takes in this step: 1 is an element, more a macro */
    uint32_t steps, depth; /* of both walks together, and of the narrow one's calls */
    wm_arena *scratch;
    WM_ARRAY(stand) seen; /* few: most pairs part at their first word */
    uint64_t *visited;    /* by place of the wide one: the step that came to it, and with which saves */
    uint32_t step;        /* number of the step at hand */
} cover;

/* ---- atoms ------------------------------------------------------------------------------------------------------ */

/* What a WM_OP_WORD, WM_OP_ATOM or WM_OP_LABEL takes. */
typedef struct taken {
    uint32_t word; /* of WM_OP_WORD */
    const wm_atom *atom;
    wm_slice part;
} taken;

/* The instructions that name what they take. */
static bool is_set(const wm_instr *in)
{
    return in->op == WM_OP_WORD || in->op == WM_OP_ATOM || in->op == WM_OP_LABEL;
}

/* Exact words and regexes are atoms, too. */
static taken taken_by(const cover *c, const wm_program *program, uint32_t pc)
{
    const wm_instr *in = &program->code[pc];
    if (in->op == WM_OP_WORD)
        return (taken){in->a, NULL, c->rules->parts.items[program->parts[pc]]};
    return (taken){0, &program->atoms[in->a], c->rules->parts.items[program->parts[pc]]};
}

static bool words_lie_in(const cover *c, const wm_atom *narrow, const wm_atom *wide)
{
    for (uint32_t i = 0; narrow->words != NULL && i < c->stride; i++)
        if ((narrow->words[i] & ~(wide->words != NULL ? wide->words[i] : 0)) != 0)
            return false;
    if (narrow->words == NULL || wide->exact.at == NULL)
        return true;
    return narrow->exact.at != NULL && wm_slice_equal(narrow->exact, wide->exact);
}

/* A label with tests lies in those it is made of. */
static bool labels_lie_in(const cover *c, const wm_labels *narrow, const wm_labels *wide)
{
    uint32_t named = c->rules->labels.strings.count;
    for (uint32_t label = 0; wm_labels_any(narrow) && label < WM_LABELS_MAX; label++) {
        if (!wm_labels_has(narrow, label) || wm_labels_has(wide, label))
            continue;
        if (label < named || label - named >= c->rules->derived.count ||
            !labels_lie_in(c, &c->rules->derived.items[label - named].bases, wide))
            return false;
    }
    return true;
}

static bool atom_lies_in(const cover *c, const wm_atom *narrow, const wm_atom *wide)
{
    return words_lie_in(c, narrow, wide) && labels_lie_in(c, &narrow->labels, &wide->labels) &&
           (narrow->shape & ~wide->shape) == 0;
}

/* Regexes are compared as written. */
static bool taken_lies_in(const cover *c, taken narrow, taken wide)
{
    if (narrow.atom != NULL && narrow.atom == wide.atom) /* rules share their atoms */
        return true;
    if (narrow.atom == NULL && wide.atom == NULL)
        return narrow.word == wide.word;
    if (narrow.atom == NULL)
        return wide.atom->regex == NULL && wide.atom->exact.at == NULL && wm_word_in(wide.atom->words, narrow.word);
    bool regex = narrow.atom->regex != NULL || (wide.atom != NULL && wide.atom->regex != NULL);
    if (regex)
        return wide.atom != NULL && narrow.atom->regex != NULL && wide.atom->regex != NULL &&
               wm_slice_equal(narrow.part, wide.part);
    return wide.atom != NULL && atom_lies_in(c, narrow.atom, wide.atom);
}

/* Is every element, or edge, that the narrow instruction takes taken by the wide one? */
static bool step_lies_in(const cover *c, uint32_t narrow_pc, uint32_t wide_pc)
{
    const wm_instr *narrow = &c->narrow->code[narrow_pc], *wide = &c->wide->code[wide_pc];
    if (is_set(narrow) && is_set(wide))
        return taken_lies_in(c, taken_by(c, c->narrow, narrow_pc), taken_by(c, c->wide, wide_pc));
    if (wide->op == WM_OP_ANY)
        return narrow->op != WM_OP_LABEL;
    if (wide->op == WM_OP_OTHER)
        return narrow->op != WM_OP_LABEL && narrow->op != WM_OP_ANY;
    if (wide->op == WM_OP_ASK)
        return narrow->op == WM_OP_ASK && narrow->a == wide->a;
    if (wide->op == WM_OP_NOT) /* what excludes more takes less */
        return narrow->op == WM_OP_NOT &&
               taken_lies_in(c, taken_by(c, c->wide, wide_pc), taken_by(c, c->narrow, narrow_pc));
    return false;
}

/* The bit of a capture of one of the programs, 0 when it is of no slot that matters. */
static uint32_t save_bit(const wm_slot_pairs *pairs, bool wide, uint32_t capture)
{
    for (uint32_t i = 0; i < pairs->count; i++)
        if ((wide ? pairs->wide[i] : pairs->narrow[i]) == capture / 2)
            return UINT32_C(1) << (2 * i + capture % 2);
    return 0;
}

/* ---- conditions ------------------------------------------------------------------------------------------------- */

/* The same code, instruction by instruction, up to the end of what the look sees. */
static bool is_same_look(const cover *c, uint32_t narrow_pc, uint32_t wide_pc)
{
    uint32_t narrow_begin = c->narrow->code[narrow_pc].a, wide_begin = c->wide->code[wide_pc].a;
    for (uint32_t i = 0;; i++) {
        const wm_instr *n = &c->narrow->code[narrow_begin + i], *w = &c->wide->code[wide_begin + i];
        if (n->op != w->op || n->back != w->back || n->negative != w->negative)
            return false;
        if (n->op == WM_OP_DONE)
            return true;
        bool jumps = n->op == WM_OP_SPLIT || n->op == WM_OP_JUMP;
        if (jumps ? n->a - narrow_begin != w->a - wide_begin : n->op == WM_OP_ASK && n->a != w->a)
            return false;
        if (n->op == WM_OP_SPLIT && n->b - narrow_begin != w->b - wide_begin)
            return false;
        if (n->op == WM_OP_LOOK && !is_same_look(c, narrow_begin + i, wide_begin + i))
            return false;
        bool atom = is_set(n) || n->op == WM_OP_NOT || n->op == WM_OP_PEEK;
        if (atom &&
            (!taken_lies_in(c, taken_by(c, c->narrow, narrow_begin + i), taken_by(c, c->wide, wide_begin + i)) ||
             !taken_lies_in(c, taken_by(c, c->wide, wide_begin + i), taken_by(c, c->narrow, narrow_begin + i))))
            return false;
    }
}

/* The name by which the rule uses the macro that an instruction is of; NULL `at`: it is of none. */
static wm_slice user_of(const cover *c, const wm_program *program, uint32_t pc)
{
    uint32_t user = program->users[pc];
    return user == WM_NO_ID ? (wm_slice){NULL, 0} : c->rules->parts.items[user];
}

/* Instructions from `pc` on that a macro of the rule came to, when it starts there; 0: none starts there, or one that
 * fills a slot that matters, which has to be walked. What goes in at its start comes out at its end. */
static uint32_t macro_length(const cover *c, bool wide, uint32_t pc)
{
    const wm_program *program = wide ? c->wide : c->narrow;
    const char *user = user_of(c, program, pc).at;
    uint32_t end = pc;
    if (user == NULL || (pc != 0 && user_of(c, program, pc - 1).at == user))
        return 0;
    for (; end < program->code_count && user_of(c, program, end).at == user; end++)
        if (program->code[end].op == WM_OP_SAVE && save_bit(c->pairs, wide, program->code[end].a) != 0)
            return 0;
    return end - pc;
}

/* Does the narrow one's condition say all that the wide one's says? */
static bool implies(const cover *c, uint32_t narrow_pc, uint32_t wide_pc)
{
    const wm_instr *narrow = &c->narrow->code[narrow_pc], *wide = &c->wide->code[wide_pc];
    if (narrow->op != wide->op || narrow->back != wide->back || narrow->negative != wide->negative)
        return false;
    if (wide->op == WM_OP_LOOK)
        return is_same_look(c, narrow_pc, wide_pc);
    if (wide->op != WM_OP_PEEK)
        return true; /* ^ and $ */
    taken n = taken_by(c, c->narrow, narrow_pc), w = taken_by(c, c->wide, wide_pc);
    return wide->negative ? taken_lies_in(c, w, n) : taken_lies_in(c, n, w);
}

/* More conditions of the narrow one do no harm: they make it narrower. */
static bool holds(const cover *c, const trail *at, uint32_t wide_pc)
{
    for (uint32_t i = 0; i < at->fact_count; i++)
        if (implies(c, at->facts[i], wide_pc))
            return true;
    return false;
}

/* ---- walking ---------------------------------------------------------------------------------------------------- */

static void add_place(place_set *set, uint32_t pc)
{
    uint32_t to = set->count;
    while (to > 0 && set->at[to - 1] > pc)
        to--;
    if (set->count == PLACES_MAX || (to > 0 && set->at[to - 1] == pc))
        return;
    memmove(&set->at[to + 1], &set->at[to], (set->count - to) * sizeof *set->at);
    set->at[to] = pc;
    set->count++;
}

/* Does the macro that the narrow one is about to take start here in the wide one, too? Code of one macro is the same
 * wherever it is used, and its parts lie where it is written. */
static bool is_same_macro(const cover *c, uint32_t narrow_pc, uint32_t wide_pc)
{
    const wm_slice *parts = c->rules->parts.items;
    return parts[c->narrow->parts[narrow_pc]].at == parts[c->wide->parts[wide_pc]].at &&
           c->narrow->code[narrow_pc].back == c->wide->code[wide_pc].back &&
           wm_slice_equal(user_of(c, c->narrow, narrow_pc), user_of(c, c->wide, wide_pc)) &&
           macro_length(c, true, wide_pc) == c->length;
}

/* What the wide one can do from `pc` on without an element, then with the one, or the macro of c->length instructions,
 * that the narrow one takes at `narrow_pc`: its places behind that go to `next`. True when it may end here. */
static bool step_wide(cover *c, uint32_t pc, uint32_t saves, const trail *at, uint32_t narrow_pc, place_set *next)
{
    bool ends = false;
    for (;;) {
        const wm_instr *in = &c->wide->code[pc];
        uint64_t visit = (uint64_t)c->step << 32 | saves;
        if (++c->steps > STEPS_MAX || c->visited[pc] == visit)
            return ends;
        c->visited[pc] = visit;
        if (c->length > 1 && saves == at->saves && is_same_macro(c, narrow_pc, pc))
            add_place(next, pc + c->length);
        switch (in->op) {
        case WM_OP_SPLIT:
            ends = step_wide(c, in->a, saves, at, narrow_pc, next) || ends;
            pc = in->b;
            continue;
        case WM_OP_JUMP:
            pc = in->a;
            continue;
        case WM_OP_SAVE:
            saves |= save_bit(c->pairs, true, in->a);
            break;
        case WM_OP_PEEK:
        case WM_OP_BEGIN:
        case WM_OP_END:
        case WM_OP_LOOK:
            if (!holds(c, at, pc))
                return ends;
            break;
        case WM_OP_MATCH:
            return ends || saves == at->saves;
        default:
            if (c->length == 1 && saves == at->saves && c->narrow->code[narrow_pc].op != WM_OP_MATCH &&
                step_lies_in(c, narrow_pc, pc))
                add_place(next, pc + 1);
            return ends;
        }
        pc++;
    }
}

/* From all its places. True when it may end. */
static bool step_all(cover *c, const place_set *from, const trail *at, uint32_t narrow_pc, place_set *next)
{
    bool ends = false;
    c->step++;
    for (uint32_t i = 0; i < from->count; i++)
        ends = step_wide(c, from->at[i], 0, at, narrow_pc, next) || ends;
    return ends;
}

static bool is_seen(const cover *c, const stand *at)
{
    for (uint32_t i = 0; i < c->seen.count; i++)
        if (memcmp(&c->seen.items[i], at, sizeof *at) == 0)
            return true;
    return false;
}

static bool covers_from(cover *c, uint32_t pc, const place_set *wide, trail at);

/* On from where a step has led. What was seen before, with the wide one in the same places, need not be walked again.
 */
static bool covers_next(cover *c, const stand *next)
{
    if (is_seen(c, next))
        return true;
    *WM_PUSH(c->scratch, &c->seen) = *next;
    c->depth++; /* the stack of a deep pattern must not be that of the program */
    bool covers = c->depth < DEPTH_MAX && covers_from(c, next->pc, &next->wide, (trail){.all_saves = next->all_saves});
    c->depth--;
    return covers;
}

/* Over one element, or, when `length` is more than 1 and the wide one may take it too, over a macro. Where the start of
 * a match is enough and all slots are filled alike, what the narrow one takes further on does not matter. */
static bool covers_behind(cover *c, uint32_t pc, const place_set *wide, const trail *at, uint32_t length,
                          bool *ret_known)
{
    stand next = {.pc = pc + length, .all_saves = at->all_saves};
    c->length = length;
    bool ends = step_all(c, wide, at, pc, &next.wide);
    *ret_known = true;
    if (ends && c->pairs->start_is_enough && at->all_saves == (UINT32_C(1) << 2 * c->pairs->count) - 1)
        return true;
    if (next.wide.count != 0)
        return covers_next(c, &next);
    *ret_known = length == 1;
    return false;
}

/* Every way that the narrow one has from `pc` on. */
static bool covers_from(cover *c, uint32_t pc, const place_set *wide, trail at)
{
    for (;; pc++) {
        const wm_instr *in = &c->narrow->code[pc];
        uint32_t length = macro_length(c, false, pc);
        bool known = false, covers = false;
        if (++c->steps > STEPS_MAX)
            return false;
        if (length > 1)
            covers = covers_behind(c, pc, wide, &at, length, &known);
        if (known)
            return covers;
        switch (in->op) {
        case WM_OP_SPLIT: /* out of a repetition first: what differs stands behind it */
            if (!covers_from(c, in->b, wide, at))
                return false;
            pc = in->a - 1;
            break;
        case WM_OP_JUMP:
            pc = in->a - 1;
            break;
        case WM_OP_SAVE:
            at.saves |= save_bit(c->pairs, false, in->a);
            at.all_saves |= at.saves;
            break;
        case WM_OP_PEEK:
        case WM_OP_LOOK:
        case WM_OP_BEGIN:
        case WM_OP_END:
            if (at.fact_count < FACTS_MAX)
                at.facts[at.fact_count++] = pc;
            break;
        case WM_OP_MATCH:
            c->length = 1;
            return step_all(c, wide, &at, pc, &(place_set){0});
        default:
            return covers_behind(c, pc, wide, &at, 1, &known);
        }
    }
}

/* ---- a quick no ------------------------------------------------------------------------------------------------- */

/* Does the question speak of words, so that it may be what a trigger was taken from? */
static bool asks_words(const wm_rules *rules, const wm_question *question)
{
    if (question->op == WM_ASK_MACRO)
        return asks_words(rules, rules->questions.items[question->number]);
    bool some = question->atom.words != NULL;
    for (const wm_question *kid = question->first; kid != NULL && !some; kid = kid->next)
        some = asks_words(rules, kid);
    return some;
}

/* Every match of the wide one holds one of its trigger words; so the narrow one has to ask for some of them. Of a
 * thousand rules that differ in their verb only, this leaves few pairs to be walked. */
static bool may_cover(const cover *c)
{
    const wm_atom *trigger = &c->wide->trigger.atom;
    if (trigger->words == NULL || trigger->shape != 0 || trigger->regex != NULL || wm_labels_any(&trigger->labels))
        return true;
    taken wanted = {0, trigger, {NULL, 0}};
    for (uint32_t pc = 0; pc < c->narrow->code_count; pc++) {
        const wm_instr *in = &c->narrow->code[pc];
        bool words = in->op == WM_OP_WORD || (is_set(in) && c->narrow->atoms[in->a].words != NULL);
        if (words && taken_lies_in(c, taken_by(c, c->narrow, pc), wanted))
            return true;
        if (in->op == WM_OP_ASK && asks_words(c->rules, c->rules->questions.items[in->a]))
            return true;
    }
    return false;
}

bool wm_program_covers(const wm_rules *rules, const wm_program *wide, const wm_program *narrow,
                       const wm_slot_pairs *pairs, uint32_t word_count, wm_arena *scratch)
{
    /* without code it is a `text` rule, which shadow.c compares as written */
    if (wide->code_count == 0 || narrow->code_count == 0)
        return false;
    wm_arena_mark mark = wm_arena_tell(scratch);
    cover *c = WM_NEW(scratch, cover);
    *c = (cover){.rules = rules, .wide = wide, .narrow = narrow, .pairs = pairs, .scratch = scratch};
    c->stride = word_count / 64 + 1;
    place_set start = {.count = 1};
    c->visited = WM_NEW_N(scratch, uint64_t, wide->code_count);
    bool covers = may_cover(c) && covers_from(c, 0, &start, (trail){0});
    wm_arena_rewind(scratch, mark);
    return covers;
}
