/* SPDX-License-Identifier: MIT */
/* Where rules may match at all, for 64 rules at once.
 *
 * Of each rule is known, without running it, what may stand at the first elements of a match and before it, and what a
 * match cannot do without further on. Each of these demands is a plane of bits, one a rule. An element is tried against
 * a plane by its features: its word, shapes, labels, and the questions it says yes to. Elements with the same features
 * are of one class, and the planes of a class are worked out once; see class.c. What a plane says yes to may still
 * fail, what it says no to cannot match.
 */
#ifndef WM_RULE_SIEVE_H
#define WM_RULE_SIEVE_H

#include "rule/rule.h"

/* The planes of a class come first, those that it is made of behind them. "Inner" matches do not begin with the tape,
 * "outer" ones do: '^' holds for them. */
enum {
    WM_PLANE_TRIGGER, /* the rarest thing of a match, at its start or behind */
    WM_PLANE_ALSO,    /* a second one */
    WM_PLANE_FIRST,   /* its first element, and the two behind, of inner matches */
    WM_PLANE_SECOND,
    WM_PLANE_THIRD,
    WM_PLANE_LEFT, /* the element before it */
    WM_PLANE_OUTER_FIRST,
    WM_PLANE_OUTER_SECOND,
    WM_PLANE_COUNT,                /* 64 bytes for 64 rules: a line of the cache */
    WM_PLANE_NOT = WM_PLANE_COUNT, /* looks at the first element: it must not be this */
    WM_PLANE_SEE,                  /* it must be this, too */
    WM_PLANE_LEFT_NOT,
    WM_PLANE_OUTER_NOT,
    WM_PLANE_OUTER_SEE,
    WM_PLANE_RAW_COUNT
};

/* What a row says before the atoms: to which questions the answer is yes, which cannot be answered without the
 * spelling, either of the two; and whether there is an element at all. */
enum { WM_ANSWER_YES, WM_ANSWER_PERHAPS, WM_ANSWER_MAY, WM_ANSWER_FACTS, WM_ANSWER_WORDS };
enum { WM_FACT_ALWAYS = 1, WM_FACT_EXISTS = 2, WM_FACT_END = 4 };
enum { WM_FIRST_ATOM = WM_ANSWER_WORDS * 64, WM_TEST_MAX = UINT16_MAX }; /* bits */

/* Rules with a demand that a feature meets, or atoms that it is enough for: bits of raw[at]. */
typedef struct wm_sieve_entry {
    uint32_t at;
    uint64_t bits;
} wm_sieve_entry;

/* Things that every match holds one behind the other, the first at least `before` elements behind its start: numbers
 * of atoms. A tape that has them all, but not in this order, need not be tried. */
enum { WM_CHAIN_MAX = 7 };
typedef struct wm_chain {
    uint16_t atoms[WM_CHAIN_MAX];
    uint8_t count, before, rarest;
    uint8_t labelled;           /* bit i: atoms[i] may be a label */
    uint8_t ways[WM_CHAIN_MAX]; /* how many it has; 0: what stands beside it does not matter */
    uint32_t first_way;         /* of the first that has any, in wm_sieve.besides */
} wm_chain;

/* A way in which a thing of a chain is met: an element that fits the first atom and stands between two that fit the
 * others. */
enum { WM_BESIDE_ANY = UINT16_MAX };
typedef struct wm_beside {
    uint16_t atom, left, right;
} wm_beside;

/* 64 rules of a phase. */
typedef struct wm_sieve_word {
    uint64_t wide_first, wide_second, wide_outer; /* the element may be an edge: what stands behind is not known */
    uint32_t first_rule;
    uint64_t rules;                   /* those there are */
    uint64_t texts;                   /* `text` rules, which have no starts */
    uint64_t bounded;                 /* of which the trigger stands near the start */
    uint64_t late_trigger, late_also; /* of which the trigger, or the second thing, may be a label */
    wm_chain chains[64];
} wm_sieve_word;

/* Feature numbers: labels, shapes, questions, sets of words. */
enum {
    WM_FEATURE_SHAPE = WM_LABELS_MAX,
    WM_FEATURE_QUESTION = WM_FEATURE_SHAPE + 32,
    WM_FEATURE_SET = WM_FEATURE_QUESTION + 64
};

typedef struct wm_sieve {
    uint32_t word_count;        /* of 64 rules; each phase begins a new one */
    uint32_t atom_words;        /* of 64 atoms */
    uint32_t raw_count;         /* of words: WM_PLANE_RAW_COUNT planes for each 64 rules, then the atoms */
    const wm_sieve_word *words; /* by that */
    const uint64_t *always;     /* raw planes: what holds whatever the element is */
    const uint32_t *first;      /* by feature: its entries are entries[first[f]] up to entries[first[f + 1]] */
    const wm_sieve_entry *entries;
    const uint32_t *set_first, *sets; /* by word of the vocabulary: the sets it is in */
    uint32_t set_count;
    wm_labels labels; /* with entries, or asked by a question */
    uint32_t shapes;
    uint64_t questions;
    const wm_beside *besides; /* of all chains */
    uint32_t beside_count;
    wm_chain *chains; /* by rule, until they are in the words */
} wm_sieve;

#endif
