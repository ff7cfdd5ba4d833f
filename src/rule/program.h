/* SPDX-License-Identifier: MIT */
/* The compiled set: what compile.c and trigger.c write and match.c and run.c read. Immutable once loaded. */
#ifndef WM_RULE_PROGRAM_H
#define WM_RULE_PROGRAM_H

#include "base/array.h"
#include "base/file.h"
#include "base/intern.h"
#include "rule/regex.h"
#include "rule/rule.h"
#include "rule/sieve.h"
#include "rule/tree.h"

enum { WM_CODE_MAX = 20 * 1000, WM_ALSO_MAX = 4 };

typedef enum wm_op {
    WM_OP_WORD,  /* the element's word is `a`; as an atom it is `b` */
    WM_OP_ATOM,  /* atom `a`, one element, no labels */
    WM_OP_LABEL, /* atom `a`, one element or an edge: a choice */
    WM_OP_ASK,   /* one element that says yes to question `a` */
    WM_OP_ANY,   /* any element */
    WM_OP_OTHER, /* any element that no earlier rule has stopped */
    WM_OP_NOT,   /* one element that atom `a` does not match */
    WM_OP_SPLIT, /* go on at `a`, failing that at `b`: a choice */
    WM_OP_JUMP,  /* go on at `a` */
    WM_OP_SAVE,  /* capture `a` is here */
    WM_OP_PEEK,  /* something that fits atom `a` begins here (or, when `negative`, none): a look-ahead at one atom */
    WM_OP_LOOK,  /* the code from `a` up to WM_OP_DONE matches here (or, when `negative`, does not). It cannot match
                  * where the nearest element does not fit atom `b` - 1; 0: none is known */
    WM_OP_DONE,  /* end of a look-around */
    WM_OP_BEGIN, /* at the first element */
    WM_OP_END,   /* behind the last one */
    WM_OP_MATCH,
} wm_op;

typedef struct wm_instr {
    uint8_t op;
    uint8_t back;                /* 1: reads towards the start, inside look-behind */
    uint8_t test_back, inverted; /* 0 or 1, of the test */
    uint16_t test; /* bit of the row of the element that is asked first (the one before `pos` where `test_back`); if it
                    * is not set (set, where `inverted`), no way leads on from here */
    uint16_t mark; /* number of the choice or look-around, for the table of places visited */
    uint32_t a;
    unsigned b : 28;
    unsigned negative : 1; /* of WM_OP_LOOK and WM_OP_PEEK */
    unsigned loops : 1;    /* of WM_OP_SPLIT: comes round again */
    unsigned sure : 1;     /* of what has an atom: its spelling does not matter */
    unsigned is_regex : 1; /* the atom is one */
} wm_instr;

/* Something that one element, or for its labels one edge, may be. Any of the parts is enough, except that `exact` has
 * to hold besides. */
typedef struct wm_atom {
    const uint64_t *words; /* bitset over the vocabulary; NULL when it has none */
    uint32_t set;          /* number of that set while loading, WM_NO_ID when it has none */
    uint32_t shape;
    wm_labels labels;
    wm_slice exact;        /* NULL `at`: any spelling */
    const wm_regex *regex; /* instead of everything else */
} wm_atom;

/* A question to one element and what begins at it; see question.c. */
enum { WM_QUESTIONS_MAX = 64 };

typedef enum wm_question_op {
    WM_ASK_FITS,   /* is the element of the atom? */
    WM_ASK_BEGINS, /* begins there anything of the atom? */
    WM_ASK_NOT,    /* the kid does not hold */
    WM_ASK_ALL,    /* all kids hold */
    WM_ASK_SOME,   /* one of them does */
    WM_ASK_MACRO,  /* question `number` holds */
} wm_question_op;

typedef struct wm_question wm_question;
struct wm_question {
    wm_question_op op;
    uint32_t number;
    wm_atom atom;
    wm_question *first, *next; /* kids */
    wm_slice part;
};

/* What every match must hold one of, so many elements behind its start: at least `min`, at most `max` and as many
 * edges as `edges` says. A max of WM_FOREVER: anywhere. */
typedef struct wm_trigger {
    wm_atom atom;
    uint32_t min, max, edges;
} wm_trigger;

typedef struct wm_program {
    wm_instr *code;
    const uint32_t *parts; /* by instruction: what stands in the file, for explanations, in wm_rules.parts */
    const uint32_t *users; /* the same: the macro it came by, as the rule names it; WM_NO_ID: none */
    const wm_atom *atoms;  /* those of all rules */
    uint32_t code_count, mark_count;
    wm_labels labels;   /* that its atoms ask for */
    uint64_t questions; /* that it asks */
    bool has_look;
    bool stops;    /* has a `stop` action */
    bool is_label; /* one label in a slot and nothing else: x=<place.country !ctx>, as many rules are */
    uint8_t slot_count;
    wm_trigger trigger;
    const wm_regex *open_regex; /* what the first element of a match fits; NULL: none is known */
    wm_atom also[WM_ALSO_MAX];  /* further things that every match must hold, the rarest first */
    uint8_t also_count;
    const wm_regex *text; /* of a `text` rule; then there is no code */
    uint32_t groups[WM_RULE_SLOTS_MAX];
} wm_program;

typedef struct wm_phase {
    uint32_t number;
    uint64_t bit;          /* of wm_tape_survey.word_phases; phases from the 64th on share the last one */
    uint32_t begin, end;   /* rules */
    uint32_t first_word;   /* of wm_sieve */
    const uint64_t *words; /* those that wake a rule, as bitset */
    wm_labels labels;      /* the same */
    uint32_t shapes;
    bool is_awake; /* has a rule that needs none of them */
} wm_phase;

typedef struct wm_word_slot {
    uint64_t hash; /* 0 is free */
    uint32_t word;
} wm_word_slot;

/* <label key=value>, <label key>, <label !key> */
typedef struct wm_label_test {
    const char *key;
    wm_slice value; /* NULL `at`: the key has to be there, or, when `absent`, not to be there */
    bool absent;
} wm_label_test;

/* A label with tests: what has one of the bases has it, too, if all tests hold. */
typedef struct wm_derived {
    wm_labels bases;
    wm_label_test *tests;
    uint32_t test_count;
} wm_derived;

struct wm_rules {
    wm_arena keep;
    wm_map map; /* the file that it lies in; empty when it was made from text */
    uint64_t serial;
    wm_intern labels;
    WM_ARRAY(wm_derived) derived; /* their numbers follow those of the labels */
    wm_labels *derivable;         /* by label: those that tests may make of it */
    wm_labels *plain;             /* by label: those of them that a thing without attributes passes */
    const wm_word_slot *words;    /* open addressing */
    uint32_t word_room;           /* a power of two, 0 when there is no word */
    uint32_t word_count;          /* numbered from 1 */
    WM_ARRAY(wm_atom) atoms;      /* equal ones are one */
    WM_ARRAY(wm_slice) parts;
    WM_ARRAY(const wm_source *) sources; /* all files */
    wm_program *programs;
    wm_rule_info *infos;
    uint32_t count;
    WM_ARRAY(wm_question *) questions;
    wm_phase *phases;
    uint32_t *phase_numbers;
    uint32_t phase_count;
    wm_sieve sieve;
    uint64_t *watched_words;      /* those that wake a rule in any phase or are its second need, as bitset */
    uint64_t *word_phases;        /* by word: bits of the phases that have a rule for it to wake */
    WM_ARRAY(wm_regex *) regexes; /* to be freed */
};

/* load.c: what wm_rules_serial() gives for a new set. */
uint64_t wm_rules_new_serial(const wm_rules *rules);

static inline bool wm_word_in(const uint64_t *words, uint32_t word)
{
    return words != NULL && (words[word / 64] >> word % 64 & 1) != 0;
}

#endif
