/* SPDX-License-Identifier: MIT */
/* What the next element has to be where the matcher goes on at an instruction: one bit of its row tells. For what takes
 * an element that is its atom. For a choice it is whatever may take one on any of the ways from there, joined to an
 * atom of its own, so that a macro of many alternatives is passed by with one question. Programs are read from their
 * end to their start, because ways lead forwards; where one leads back nothing is known.
 *
 * In: programs. Out: the tests of their instructions, and atoms for them. Looks count as met.
 */
#include "rule/emit.h"

#define ANY_ELEMENT (UINT32_MAX - 1)
#define UNKNOWN UINT32_MAX

typedef struct noting {
    wm_loading *loading;
    const wm_program *program;
    wm_intern pairs;           /* of atoms that were joined, as bytes … */
    WM_ARRAY(uint32_t) joined; /* … and what became of them */
    uint32_t *first;           /* by instruction: the atom that the next element has, or one of the above */
} noting;

/* ---- what is ahead of choices ------------------------------------------------------------------------------------ */

typedef WM_ARRAY(uint32_t) word_array;

static wm_slice words_of(const wm_loading *loading, uint32_t set)
{
    return set != WM_NO_ID ? loading->sets.strings.items[set] : (wm_slice){NULL, 0};
}

/* Both are sorted, and so is what becomes of them. */
static void merge_words(wm_loading *loading, wm_slice a, wm_slice b, word_array *ret_words)
{
    for (uint32_t i = 0, j = 0; i < wm_set_count(a) || j < wm_set_count(b);) {
        uint32_t x = i < wm_set_count(a) ? wm_set_word(a, i) : UINT32_MAX;
        uint32_t y = j < wm_set_count(b) ? wm_set_word(b, j) : UINT32_MAX;
        *WM_PUSH(loading->brief, ret_words) = x < y ? x : y;
        i += x <= y;
        j += y <= x;
    }
}

static uint32_t join_atoms(wm_loading *loading, const wm_atom *a, const wm_atom *b)
{
    word_array words = {0};
    wm_atom both = {.labels = a->labels, .shape = a->shape | b->shape};
    if (a->regex != NULL || b->regex != NULL)
        return ANY_ELEMENT;
    wm_labels_join(&both.labels, &b->labels);
    merge_words(loading, words_of(loading, a->set), words_of(loading, b->set), &words);
    both.set = wm_load_set(loading, words.items, words.count);
    return wm_load_atom(loading, &both);
}

static uint32_t join(noting *n, uint32_t a, uint32_t b)
{
    wm_loading *loading = n->loading;
    if (a == b || a == UNKNOWN || b == UNKNOWN)
        return a == b ? a : UNKNOWN;
    if (a == ANY_ELEMENT || b == ANY_ELEMENT)
        return ANY_ELEMENT;
    uint32_t key[2] = {a < b ? a : b, a < b ? b : a};
    uint32_t pair = wm_intern_put(&n->pairs, (wm_slice){(const char *)key, sizeof key});
    if (pair < n->joined.count)
        return n->joined.items[pair];
    const wm_atom *atoms = loading->rules->atoms.items;
    uint32_t joined = join_atoms(loading, &atoms[a], &atoms[b]);
    *WM_PUSH(loading->scratch, &n->joined) = joined;
    return joined;
}

/* The same of a question that has been noted. */
static uint32_t first_of_asked(const wm_rules *rules, uint32_t question)
{
    uint32_t first = rules->questions.items[question]->number;
    return first == WM_NO_ID ? ANY_ELEMENT : first;
}

/* What every element that says yes has. */
static uint32_t first_of_question(noting *n, const wm_question *question)
{
    uint32_t first = ANY_ELEMENT;
    const wm_question *kid = question->first;
    switch (question->op) {
    case WM_ASK_FITS:
    case WM_ASK_BEGINS:
        return question->atom.regex != NULL ? ANY_ELEMENT : question->number;
    case WM_ASK_ALL:
        for (; kid != NULL && first == ANY_ELEMENT; kid = kid->next)
            first = first_of_question(n, kid);
        return first;
    case WM_ASK_SOME:
        first = first_of_question(n, kid);
        while ((kid = kid->next) != NULL)
            first = join(n, first, first_of_question(n, kid));
        return first;
    case WM_ASK_MACRO: /* it comes before those that ask it */
        return first_of_asked(n->loading->rules, question->number);
    case WM_ASK_NOT:
        break;
    }
    return ANY_ELEMENT;
}

/* What lies ahead of `pc`; what lies ahead of all behind it is known. */
static uint32_t find_first(noting *n, uint32_t pc)
{
    const wm_instr *in = &n->program->code[pc];
    switch ((wm_op)in->op) {
    case WM_OP_WORD:
        return in->b;
    case WM_OP_ATOM:
        return in->a;
    case WM_OP_LABEL: /* an edge that ends there is not in the row */
        return in->back != 0 ? ANY_ELEMENT : in->a;
    case WM_OP_ASK:
        return first_of_asked(n->loading->rules, in->a);
    case WM_OP_NOT:
    case WM_OP_ANY:
    case WM_OP_OTHER:
        return ANY_ELEMENT;
    case WM_OP_SAVE:
    case WM_OP_PEEK:
    case WM_OP_LOOK:
    case WM_OP_BEGIN:
        return n->first[pc + 1];
    case WM_OP_JUMP:
        return in->a > pc ? n->first[in->a] : UNKNOWN;
    case WM_OP_SPLIT:
        return in->a > pc && in->b > pc ? join(n, n->first[in->a], n->first[in->b]) : UNKNOWN;
    case WM_OP_END:
    case WM_OP_DONE:
    case WM_OP_MATCH:
        break;
    }
    return UNKNOWN;
}

/* ---- tests ------------------------------------------------------------------------------------------------------- */

/* The bit of a row that an instruction asks for. */
static uint32_t test_of(const noting *n, uint32_t pc)
{
    const uint32_t always = WM_ANSWER_FACTS * 64, exists = always + 1, end = always + 2;
    const wm_instr *in = &n->program->code[pc];
    switch ((wm_op)in->op) {
    case WM_OP_NOT:
    case WM_OP_PEEK:
        return WM_FIRST_ATOM + in->a;
    case WM_OP_ASK:
        return WM_ANSWER_MAY * 64 + in->a;
    case WM_OP_LOOK:
        return in->negative == 0 && in->b != 0 ? WM_FIRST_ATOM - 1u + in->b : always;
    case WM_OP_END:
        return in->back == 0 ? end : always;
    case WM_OP_BEGIN:
        return always;
    default:
        return n->first[pc] == UNKNOWN ? always : n->first[pc] == ANY_ELEMENT ? exists : WM_FIRST_ATOM + n->first[pc];
    }
}

/* Nothing is asked between a save or jump and what follows. */
static void note_test(const noting *n, uint32_t pc)
{
    wm_instr *of = &n->program->code[pc];
    const wm_instr *in = of;
    while (in->op == WM_OP_SAVE || in->op == WM_OP_JUMP)
        in = in->op == WM_OP_SAVE ? in + 1 : &n->program->code[in->a];
    of->test = (uint16_t)test_of(n, (uint32_t)(in - n->program->code)); /* with too many the matcher does without */
    of->test_back = in->back;
    of->inverted = in->op == WM_OP_NOT || (in->op == WM_OP_PEEK && in->negative != 0);
    if (of->op != WM_OP_ATOM && of->op != WM_OP_LABEL)
        return;
    const wm_atom *atom = &n->loading->rules->atoms.items[of->a];
    of->is_regex = atom->regex != NULL;
    of->sure = !of->is_regex && atom->exact.at == NULL;
}

static void note_program(noting *n, const wm_program *program)
{
    n->program = program;
    n->first = WM_NEW_N(n->loading->brief, uint32_t, program->code_count + 1);
    for (uint32_t pc = program->code_count; pc > 0; pc--)
        n->first[pc - 1] = find_first(n, pc - 1);
    for (uint32_t pc = 0; pc < program->code_count; pc++)
        note_test(n, pc);
}

/* Most elements lack what a macro wants in any case. */
static void note_question(noting *n, wm_question *question)
{
    uint32_t first = first_of_question(n, question);
    question->number = first == ANY_ELEMENT || first == UNKNOWN ? WM_NO_ID : first;
}

void wm_ahead_note(wm_loading *loading)
{
    noting n = {.loading = loading, .pairs.arena = loading->scratch};
    wm_arena_mark before = wm_arena_tell(loading->brief);
    for (uint32_t i = 0; i < loading->rules->questions.count; i++)
        note_question(&n, loading->rules->questions.items[i]);
    for (uint32_t rule = 0; rule < loading->rules->count; rule++) {
        note_program(&n, &loading->rules->programs[rule]);
        wm_arena_rewind(loading->brief, before);
    }
}
