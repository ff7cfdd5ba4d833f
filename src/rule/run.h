/* SPDX-License-Identifier: MIT */
/* The working memory of a thread, and one program run on one tape. */
#ifndef WM_RULE_RUN_H
#define WM_RULE_RUN_H

#include "base/array.h"
#include "base/bits.h"
#include "rule/class.h"
#include "rule/program.h"

/* A thing to come back to: a choice with alternatives left, or a capture to be set back. */
typedef struct wm_frame {
    uint32_t pc, pos;
    uint32_t next; /* alternative to be tried next */
} wm_frame;

/* Edges by where they end, the longest first: those that end at `pos` are items[first[pos]] up to items[first[pos +
 * 1]].
 */
typedef struct wm_edge_list {
    uint32_t *first, *items;
    uint32_t first_room, item_room;
} wm_edge_list;

/* An answer of a regex on a short text, remembered. */
enum { WM_MEMO_TEXT = 22, WM_MEMO_COUNT = 4096 };
typedef struct wm_memo {
    const wm_regex *regex;
    char text[WM_MEMO_TEXT];
    uint8_t len;
    bool matches;
} wm_memo;

struct wm_matcher {
    const wm_rules *rules;
    wm_arena arena;
    wm_regex_work *regex_work;
    wm_memo *memos;
    uint32_t given_up;   /* a rule, or WM_NO_ID */
    wm_rule_cost *costs; /* by rule; NULL: not wanted */
    bool gave_up;        /* the rule that is being run has hit a limit */
    /* The tape and what is derived from it. */
    const wm_tape *tape;
    uint32_t element_count;
    wm_edge_list ends;
    bool has_ends;
    uint8_t *barred; /* by element: stopped by an earlier rule */
    uint32_t barred_room;
    bool any_barred;
    /* What questions were answered at each element, and with yes; cleared when the tape or what is barred changes. */
    uint64_t *answered, *agreed;
    uint32_t answered_room, agreed_room;
    bool has_answers;
    wm_classes *classes;
    const uint64_t *epoch; /* of the classes */
    uint32_t last_phase;   /* the index of the one asked for last */
    uint64_t *starts;      /* for each of 64 rules: the elements from which it is to be tried, as bits */
    uint32_t start_room;
    /* Rows of the tape's classes, by element, and what is where in a row. */
    const uint64_t *const *rows, *blocks;
    wm_row_layout layout;
    bool quick; /* rows tell all that there is: they are certain, and nothing is barred */
    /* One run. */
    WM_ARRAY(wm_frame) stack;
    uint64_t *seen, *good; /* by choice and element: tried; and, inside look-around, with success */
    uint32_t seen_room, good_room;
    uint64_t *marked, run_number; /* by element: the run for which the two were cleared there last */
    uint32_t marked_room;
    bool has_marks; /* there is room for the program that runs, and the run has a number */
    bool captured;  /* some capture is set */
    uint32_t captures[2 * WM_RULE_SLOTS_MAX];
    WM_ARRAY(wm_match) matches;
};

/* `at`, or more room (all zeros) when it has not `need` items. */
void *wm_run_grow(wm_matcher *m, void *at, uint32_t *room, size_t need, size_t size);
/* Forgets what was tried; before the first run of a program on the tape. */
void wm_run_begin(wm_matcher *m);
/* Matches the program from element `at` on; its captures are in m->captures. */
bool wm_run(wm_matcher *m, const wm_program *program, uint32_t at, uint32_t *ret_end);
/* Where the first way leads that label atom `in` leaves element `at` by; false when there is none. */
bool wm_run_label(wm_matcher *m, const wm_program *program, const wm_instr *in, uint32_t at, uint32_t *ret_end);
/* Does the atom fit element `at` (its labels: that element, or an edge that begins there)? */
static inline bool wm_run_holds(const wm_matcher *m, const wm_atom *atom, uint32_t at)
{
    const wm_element *element = &m->tape->elements[at];
    return wm_word_in(atom->words, element->word) || (element->shape & atom->shape) != 0 ||
           wm_labels_meet(&m->tape->survey.starts[at], &atom->labels);
}

/* The same from a row, which knows it already; `atom` is its number. */
static inline bool wm_row_has(const uint64_t *row, uint32_t atom)
{
    return wm_bits_has(row + WM_ANSWER_WORDS, atom);
}

/* Where it is `quick`. */
static inline bool wm_run_has(const wm_matcher *m, uint32_t atom, uint32_t at)
{
    return wm_row_has(m->rows[at], atom);
}

/* Does thing `link` of a chain stand at `at`, in one of its ways, of which the first is `way`? */
static inline bool wm_rows_link(const uint64_t *const *rows, const wm_chain *chain, uint32_t link, const wm_beside *way,
                                uint32_t at)
{
    if (!wm_row_has(rows[at], chain->atoms[link]))
        return false;
    for (uint32_t i = 0; i < chain->ways[link]; i++)
        if (wm_row_has(rows[at], way[i].atom) &&
            (way[i].left == WM_BESIDE_ANY || wm_row_has(rows[(int32_t)at - 1], way[i].left)) &&
            (way[i].right == WM_BESIDE_ANY || wm_row_has(rows[at + 1], way[i].right)))
            return true;
    return chain->ways[link] == 0;
}

/* May a way that goes on at an instruction lead anywhere from `pos`, by the element that is asked first on it? Without
 * a branch, because nobody could foretell it. Where it is `quick`. */
static inline bool wm_run_may(const wm_matcher *m, const wm_instr *in, uint32_t pos)
{
    uint64_t word = m->rows[(int32_t)(pos - in->test_back)][in->test / 64];
    return ((word >> in->test % 64 ^ in->inverted) & 1) != 0;
}

/* Has an earlier rule stopped any of the elements? */
static inline bool wm_run_barred(const wm_matcher *m, uint32_t begin, uint32_t end)
{
    if (!m->any_barred)
        return false;
    while (begin < end && m->barred[begin] == 0)
        begin++;
    return begin < end;
}

/* ---- atom.c --------------------------------------------------------------------------------------------------- */

/* Does the element fit by its word, shape or regex? */
bool wm_atom_fits(wm_matcher *m, const wm_atom *atom, const wm_element *element);
/* Does anything fit that begins at `at` and that no earlier rule has stopped? */
bool wm_atom_begins(const wm_matcher *m, const wm_atom *atom, uint32_t at);

/* Does the element at `at` say yes to a question? */
bool wm_question_holds(wm_matcher *m, uint32_t question, uint32_t at);

/* The edges over which a label atom may leave a place: so many, from this one on in their order. */
typedef struct wm_ways {
    uint32_t first, count;
} wm_ways;

wm_ways wm_ways_at(wm_matcher *m, const wm_instr *in, uint32_t pos);
/* The next of them, from number `*next` on, or behind them all the element, by which label atom `in` leaves `pos`. */
bool wm_ways_next(wm_matcher *m, const wm_program *p, const wm_instr *in, uint32_t pos, wm_ways w, uint32_t *next,
                  uint32_t *ret_pos);

#endif
