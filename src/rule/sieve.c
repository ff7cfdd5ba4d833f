/* SPDX-License-Identifier: MIT */
/* What the first elements of a match can be, read off the program. From its start, and from behind whatever takes the
 * first element, all instructions are gathered that may take the next one; looks that lie on every way to them count,
 * too. Labels may be edges of any length, so what stands behind one is noted to be uncertain there.
 *
 * In: programs with their triggers. Out: wm_sieve, entries by feature. It says yes too often, never no too often: a
 * regex or an exact spelling counts as met, and where a `stop` rule may bar elements, what must not be there is left
 * out. Limit: LOOKS_MAX looks a rule are examined.
 */
#include "rule/load.h"

#include "base/bits.h"

enum { LOOKS_MAX = 8 };
#define NOWHERE UINT32_MAX

typedef WM_ARRAY(uint32_t) places;

typedef struct sieving {
    wm_loading *loading;
    wm_sieve *sieve;
    wm_sieve_word *words;
    uint64_t *always;
    wm_facts facts;
    /* The rule at hand. */
    const wm_program *program;
    uint32_t word;
    uint64_t bit;
    bool may_bar; /* a rule of its phase stops */
    uint32_t *seen, stamp;
    places todo, takers, looks; /* what may take the next element; what is asked before */
    bool ends;                  /* it may be over without taking one */
} sieving;

/* ---- entries ---------------------------------------------------------------------------------------------------- */

static void put_at(sieving *s, uint32_t at, uint64_t bits, uint32_t feature)
{
    wm_fact *fact = WM_PUSH(s->loading->scratch, &s->facts);
    *fact = (wm_fact){.feature = feature, .at = at & 0x3FFFFFF, .bit = wm_bits_lowest(bits) & 63};
}

static void put(sieving *s, uint32_t plane, uint32_t feature)
{
    put_at(s, s->word * WM_PLANE_RAW_COUNT + plane, s->bit, feature);
}

static void put_always(sieving *s, uint32_t plane)
{
    s->always[s->word * WM_PLANE_RAW_COUNT + plane] |= s->bit;
}

/* The words and shapes of an atom. */
static void put_set(sieving *s, uint32_t at, uint64_t bits, const wm_atom *atom)
{
    if (atom->set != WM_NO_ID)
        put_at(s, at, bits, WM_FEATURE_SET + atom->set);
    for (uint64_t shapes = atom->shape; shapes != 0; shapes &= shapes - 1)
        put_at(s, at, bits, WM_FEATURE_SHAPE + wm_bits_lowest(shapes));
}

static void put_labels(sieving *s, uint32_t at, uint64_t bits, const wm_labels *labels)
{
    for (uint32_t w = 0; w < WM_LABEL_WORDS; w++)
        for (uint64_t some = labels->bits[w]; some != 0; some &= some - 1)
            put_at(s, at, bits, w * 64 + wm_bits_lowest(some));
}

static void put_atom(sieving *s, uint32_t plane, const wm_atom *atom)
{
    uint32_t at = s->word * WM_PLANE_RAW_COUNT + plane;
    put_set(s, at, s->bit, atom);
    put_labels(s, at, s->bit, &atom->labels);
}

/* The atoms themselves, behind the planes. */
static void sieve_atoms(sieving *s)
{
    uint32_t from = s->sieve->word_count * WM_PLANE_RAW_COUNT;
    for (uint32_t i = 0; i < s->loading->rules->atoms.count; i++) {
        const wm_atom *atom = &s->loading->rules->atoms.items[i];
        uint64_t bit = UINT64_C(1) << i % 64;
        if (atom->regex != NULL) {
            s->always[from + i / 64] |= bit;
            continue;
        }
        put_set(s, from + i / 64, bit, atom);
        put_labels(s, from + i / 64, bit, &atom->labels);
    }
}

/* What takes an element. */
static void put_taker(sieving *s, uint32_t plane, const wm_instr *in)
{
    const wm_atom *atom = in->op == WM_OP_ATOM || in->op == WM_OP_LABEL ? &s->program->atoms[in->a] : NULL;
    atom = in->op == WM_OP_WORD ? &s->program->atoms[in->b] : atom;
    if (in->op == WM_OP_ASK && !s->may_bar)
        put(s, plane, WM_FEATURE_QUESTION + in->a);
    else if (atom == NULL || atom->regex != NULL)
        put_always(s, plane);
    else if (in->op == WM_OP_LABEL)
        put_atom(s, plane, atom);
    else
        put_set(s, s->word * WM_PLANE_RAW_COUNT + plane, s->bit, atom);
}

/* ---- ways through the program ----------------------------------------------------------------------------------- */

static void go(sieving *s, uint32_t pc)
{
    if (s->seen[pc] == s->stamp)
        return;
    s->seen[pc] = s->stamp;
    *WM_PUSH(s->loading->brief, &s->todo) = pc;
}

static void follow(sieving *s, uint32_t pc, bool at_start, uint32_t avoided)
{
    const wm_instr *in = &s->program->code[pc];
    switch ((wm_op)in->op) {
    case WM_OP_SPLIT:
        go(s, in->a);
        go(s, in->b);
        break;
    case WM_OP_JUMP:
        go(s, in->a);
        break;
    case WM_OP_PEEK:
    case WM_OP_LOOK:
        if (pc == avoided)
            break;
        if (avoided == NOWHERE)
            *WM_PUSH(s->loading->brief, &s->looks) = pc;
        go(s, pc + 1);
        break;
    case WM_OP_BEGIN:
        if (!at_start)
            break;
        go(s, pc + 1);
        break;
    case WM_OP_SAVE:
    case WM_OP_END:
        go(s, pc + 1);
        break;
    case WM_OP_DONE:
    case WM_OP_MATCH:
        s->ends = true;
        break;
    default:
        *WM_PUSH(s->loading->brief, &s->takers) = pc;
    }
}

/* Everything that may take the element behind those that `from` took; from the start of the program when it is NULL. */
static void reach(sieving *s, const places *from, bool at_start, uint32_t avoided)
{
    s->stamp++;
    s->ends = false;
    s->takers.count = s->todo.count = 0;
    if (from == NULL)
        go(s, 0);
    for (uint32_t i = 0; from != NULL && i < from->count; i++)
        go(s, from->items[i] + 1);
    while (s->todo.count != 0)
        follow(s, s->todo.items[--s->todo.count], at_start, avoided);
}

/* Gives those takers a life of their own. */
static places taken(sieving *s)
{
    places copy = s->takers;
    s->takers = (places){0};
    return copy;
}

static bool any_label(const sieving *s, const places *takers)
{
    for (uint32_t i = 0; i < takers->count; i++)
        if (s->program->code[takers->items[i]].op == WM_OP_LABEL)
            return true;
    return false;
}

/* Puts what has been reached. */
static void put_reached(sieving *s, uint32_t plane)
{
    for (uint32_t i = 0; i < s->takers.count; i++)
        put_taker(s, plane, &s->program->code[s->takers.items[i]]);
    if (s->ends)
        put_always(s, plane);
}

/* ---- looks ------------------------------------------------------------------------------------------------------ */

typedef struct look_planes {
    uint32_t see, not, left, left_not; /* NOWHERE: not asked for */
    bool saw, saw_left;
} look_planes;

/* A look that no way to the first element goes past. */
static void put_look(sieving *s, const wm_instr *in, look_planes *planes)
{
    bool peek = in->op == WM_OP_PEEK;
    if ((!peek && (in->negative != 0 || in->back != 0 || in->b == 0)) || (s->may_bar && in->negative != 0))
        return;
    const wm_atom *atom = &s->program->atoms[peek ? in->a : in->b - 1u];
    uint32_t plane = in->back != 0 ? (in->negative != 0 ? planes->left_not : planes->left)
                                   : (in->negative != 0 ? planes->not : planes->see);
    bool *saw = in->back != 0 ? &planes->saw_left : &planes->saw;
    if (plane == NOWHERE || (in->negative == 0 && *saw)) /* of several things to be seen one is enough */
        return;
    *saw |= in->negative == 0;
    put_atom(s, plane, atom);
}

static void put_looks(sieving *s, bool at_start, look_planes planes)
{
    places looks = s->looks;
    s->looks = (places){0};
    for (uint32_t i = 0; i < looks.count && i < LOOKS_MAX; i++) {
        reach(s, NULL, at_start, looks.items[i]);
        if (s->takers.count == 0 && !s->ends)
            put_look(s, &s->program->code[looks.items[i]], &planes);
    }
    if (!planes.saw)
        put_always(s, planes.see);
    if (!planes.saw_left && planes.left != NOWHERE)
        put_always(s, planes.left);
    s->looks.count = 0;
}

/* ---- rules ------------------------------------------------------------------------------------------------------ */

static void sieve_inner(sieving *s)
{
    wm_sieve_word *word = &s->words[s->word];
    reach(s, NULL, false, NOWHERE);
    put_reached(s, WM_PLANE_FIRST);
    places first = taken(s);
    put_looks(s, false, (look_planes){WM_PLANE_SEE, WM_PLANE_NOT, WM_PLANE_LEFT, WM_PLANE_LEFT_NOT, false, false});
    reach(s, &first, false, NOWHERE);
    put_reached(s, WM_PLANE_SECOND);
    if (s->ends)
        put_always(s, WM_PLANE_THIRD);
    places second = taken(s);
    reach(s, &second, false, NOWHERE);
    put_reached(s, WM_PLANE_THIRD);
    word->wide_first |= any_label(s, &first) ? s->bit : 0;
    word->wide_second |= any_label(s, &second) ? s->bit : 0;
}

/* The regex that takes the first element, if nothing else may. */
static const wm_regex *only_regex(const sieving *s, const places *takers)
{
    const wm_regex *regex = NULL;
    for (uint32_t i = 0; i < takers->count; i++) {
        const wm_instr *in = &s->program->code[takers->items[i]];
        if (in->op != WM_OP_ATOM || s->program->atoms[in->a].regex == NULL ||
            (regex != NULL && regex != s->program->atoms[in->a].regex))
            return NULL;
        regex = s->program->atoms[in->a].regex;
    }
    return regex;
}

static const wm_regex *sieve_outer(sieving *s)
{
    wm_sieve_word *word = &s->words[s->word];
    reach(s, NULL, true, NOWHERE);
    put_reached(s, WM_PLANE_OUTER_FIRST);
    places first = taken(s);
    put_looks(s, true, (look_planes){WM_PLANE_OUTER_SEE, WM_PLANE_OUTER_NOT, NOWHERE, NOWHERE, false, false});
    reach(s, &first, false, NOWHERE);
    put_reached(s, WM_PLANE_OUTER_SECOND);
    word->wide_outer |= any_label(s, &first) ? s->bit : 0;
    return only_regex(s, &first);
}

static bool is_blank(const wm_atom *atom)
{
    return atom->set == WM_NO_ID && atom->shape == 0 && !wm_labels_any(&atom->labels);
}

static void sieve_rule(sieving *s, wm_program *program)
{
    wm_arena_mark mark = wm_arena_tell(s->loading->brief);
    s->program = program;
    s->todo = s->takers = s->looks = (places){0};
    s->seen = WM_NEW_N(s->loading->brief, uint32_t, program->code_count + 1);
    s->stamp = 0;
    if (is_blank(&program->trigger.atom))
        put_always(s, WM_PLANE_TRIGGER);
    put_atom(s, WM_PLANE_TRIGGER, &program->trigger.atom);
    if (wm_labels_any(&program->trigger.atom.labels))
        s->words[s->word].late_trigger |= s->bit;
    if (program->also_count != 0 && wm_labels_any(&program->also[0].labels))
        s->words[s->word].late_also |= s->bit;
    if (program->also_count != 0)
        put_atom(s, WM_PLANE_ALSO, &program->also[0]);
    else
        put_always(s, WM_PLANE_ALSO);
    if (program->text != NULL) {
        s->words[s->word].texts |= s->bit;
    } else {
        const wm_trigger *t = &program->trigger;
        bool is_near = t->max != WM_FOREVER && t->edges != WM_FOREVER && t->max + t->edges != 0;
        s->words[s->word].bounded |= is_near ? s->bit : 0;
        sieve_inner(s);
        program->open_regex = sieve_outer(s);
    }
    wm_arena_rewind(s->loading->brief, mark);
}

static void sieve_phase(sieving *s, const wm_phase *phase)
{
    s->may_bar = false;
    for (uint32_t rule = phase->begin; rule < phase->end; rule++)
        s->may_bar |= s->loading->rules->programs[rule].stops;
    for (uint32_t rule = phase->begin; rule < phase->end; rule++) {
        s->word = phase->first_word + (rule - phase->begin) / 64;
        s->bit = UINT64_C(1) << (rule - phase->begin) % 64;
        if (s->bit == 1)
            s->words[s->word].first_rule = rule;
        s->words[s->word].rules |= s->bit;
        s->words[s->word].chains[(rule - phase->begin) % 64] = s->sieve->chains[rule];
        sieve_rule(s, &s->loading->rules->programs[rule]);
    }
}

/* What the questions ask of an element belongs to its class. */
static void note_asked(wm_sieve *sieve, const wm_question *question)
{
    for (const wm_question *kid = question->first; kid != NULL; kid = kid->next)
        note_asked(sieve, kid);
    wm_labels_join(&sieve->labels, &question->atom.labels);
    sieve->shapes |= question->atom.shape;
}

void wm_sieve_build(wm_loading *loading)
{
    wm_rules *rules = loading->rules;
    wm_sieve *sieve = &rules->sieve;
    sieving s = {.loading = loading, .sieve = sieve};
    sieve->set_count = loading->sets.strings.count;
    for (uint32_t i = 0; i < rules->phase_count; i++) {
        rules->phases[i].first_word = sieve->word_count;
        sieve->word_count += (rules->phases[i].end - rules->phases[i].begin + 63) / 64;
    }
    s.words = WM_NEW_N(loading->keep, wm_sieve_word, sieve->word_count + 1);
    sieve->words = s.words;
    sieve->atom_words = (rules->atoms.count + 63) / 64;
    sieve->raw_count = sieve->word_count * WM_PLANE_RAW_COUNT + sieve->atom_words;
    s.always = WM_NEW_N(loading->keep, uint64_t, sieve->raw_count + 1);
    sieve->always = s.always;
    for (uint32_t i = 0; i < rules->phase_count; i++)
        sieve_phase(&s, &rules->phases[i]);
    sieve_atoms(&s);
    for (uint32_t i = 0; i < rules->questions.count; i++)
        note_asked(sieve, rules->questions.items[i]);
    wm_sieve_index(loading, &s.facts);
    sieve->chains = NULL;
    sieve->beside_count = loading->besides.count;
    sieve->besides = wm_load_keep(loading, loading->besides.items, sieve->beside_count, sizeof *sieve->besides);
}
