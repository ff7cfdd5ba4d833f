/* SPDX-License-Identifier: MIT */
/* What the steps of loading hand to each other; load.c says in which order they run. */
#ifndef WM_RULE_LOAD_H
#define WM_RULE_LOAD_H

#include "rule/lexicon.h"
#include "rule/program.h"
#include "rule/tree.h"

typedef WM_ARRAY(wm_instr) wm_code;
typedef WM_ARRAY(uint32_t) wm_numbers;

typedef struct wm_loading {
    const wm_rules_input *input;
    wm_rules *rules;
    wm_arena *keep;    /* of the rules */
    wm_arena *scratch; /* until loading ends */
    wm_arena *brief;   /* until the rule at hand is done */
    wm_faults *faults;
    wm_lexicon lexicon;
    wm_intern words;  /* folded; the slot is the id + 1 */
    wm_intern sets;   /* of word slots, as bytes of sorted uint32_t */
    wm_intern atoms;  /* as bytes of what makes them differ */
    wm_macros macros; /* of 00-macros, seen by all files */
    wm_blocks blocks; /* in the order in which they run */
    wm_intern ids;
    WM_ARRAY(wm_macro *) all_macros;
    WM_ARRAY(uint8_t) word_ranks; /* by word: how common it is; UINT8_MAX: not known yet */
    WM_ARRAY(wm_beside) besides;
    wm_code code;            /* where programs are made, one after the other … */
    wm_numbers parts, users; /* … and what is noted with them */
} wm_loading;

/* block.c: one file to blocks and macros, patterns parsed. */
void wm_load_blocks(wm_loading *loading, const wm_source *source, uint32_t phase, bool macros_only);
/* macro.c: names to macros; the slots of a rule, its own and those of its macros. */
void wm_load_macros(wm_loading *loading);
void wm_load_slots(wm_loading *loading, wm_block *block);
/* action.c, example.c: the `do`, `yes` and `no` lines of a block whose slots are known. */
void wm_load_actions(wm_loading *loading, wm_block *block);
void wm_load_examples(wm_loading *loading, wm_block *block);
/* The faults of slots that no action uses. */
void wm_load_unused(wm_loading *loading, const wm_block *block);
/* resolve.c: words, lemmas, labels, shapes and regexes of a tree. */
void wm_load_names(wm_loading *loading, const wm_source *source, wm_node *tree);
/* A label by its name; an unknown one is a fault, and WM_NO_ID. */
uint32_t wm_load_label(wm_loading *loading, const wm_source *source, wm_slice name);
/* derive.c: the number of a label with tests, a new one if need be; WM_NO_ID when there are too many labels. */
uint32_t wm_load_derived(wm_loading *loading, const wm_derived *wanted);
/* Notes at each label those that tests may make of it. */
void wm_load_derivable(wm_loading *loading);
/* check.c: what a tree must not do. `whole` asks that it match something. */
void wm_check_tree(const wm_source *source, const wm_node *tree, bool whole);
/* fold.c: alternatives that are one set become one node. */
void wm_load_fold(wm_loading *loading, wm_node *node);
/* question.c: the number of the question that a macro is to one element, WM_NO_ID when it is none. */
uint32_t wm_load_question(wm_loading *loading, wm_macro *macro);
/* compile.c: a block without faults to a program; false when it is too large, which is told. */
bool wm_compile_block(wm_loading *loading, wm_block *block, wm_program *ret_program);
/* trigger.c: what wakes the rule; false when nothing can. */
bool wm_trigger_find(wm_loading *loading, const wm_block *block, wm_program *program);
/* index.c: word sets to bitsets, then what wakes each phase. */
void wm_index_build(wm_loading *loading);
/* sieve.c: where matches may begin. */
void wm_sieve_build(wm_loading *loading);
/* feature.c: what was found there, by feature: a bit of raw[at] that it brings. Small, because there are many. */
typedef struct wm_fact {
    uint32_t feature;
    unsigned at : 26, bit : 6;
} wm_fact;
typedef WM_ARRAY(wm_fact) wm_facts;
void wm_sieve_index(wm_loading *loading, const wm_facts *facts);

/* The number of the set of these words, WM_NO_ID for none. Sorts them where they are, and may repeat some at the end;
 * they stay the same set. */
uint32_t wm_load_set(wm_loading *loading, uint32_t *words, uint32_t count);

/* How many words a set has, and one of them; as an interned string it is not aligned for numbers. */
static inline uint32_t wm_set_count(wm_slice set)
{
    return (uint32_t)(set.len / sizeof(uint32_t));
}

static inline uint32_t wm_set_word(wm_slice set, uint32_t index)
{
    uint32_t word;
    memcpy(&word, set.at + (size_t)index * sizeof word, sizeof word);
    return word;
}

wm_extent wm_extent_of(const wm_node *node);
/* `count` items of `size` bytes at `from`, copied to what is kept. */
void *wm_load_keep(wm_loading *loading, const void *from, uint32_t count, size_t size);
/* Counts that stay at WM_FOREVER. */
uint32_t wm_count_sum(uint32_t a, uint32_t b);
/* Is the tree one atom, or alternatives that are, all of them words, lemmas, shapes and labels? Adds them to
 * the set. */
typedef struct wm_atom_set {
    WM_ARRAY(uint32_t) words;
    wm_labels labels;
    uint32_t shape;
} wm_atom_set;
bool wm_atom_set_of(const wm_node *node, wm_arena *brief, wm_atom_set *set);

/* fringe.c: what the first, or last, element of a match of a tree may be. */
typedef struct wm_fringe {
    wm_atom_set set;
    const wm_regex *or_regex; /* it may fit this instead; NULL: no */
    bool inner;               /* asked for: what stands behind the first element of the tape only, where no '^' holds */
    bool skipped;             /* … and something was left out for it */
    bool anything;            /* cannot be said by words, labels and shapes … */
    const wm_regex *regex;    /* … but it fits this */
} wm_fringe;
/* Adds those of a node; gives whether it may match nothing, so that its neighbour counts too. */
bool wm_fringe_add(wm_loading *loading, const wm_node *node, bool last, wm_fringe *fringe);
/* The same for the kids from `kid` up to `end` in a row. */
bool wm_fringe_of_kids(wm_loading *loading, const wm_node *kid, const wm_node *end, bool last, wm_fringe *fringe);

/* Does it hold at the start of a tape only? */
bool wm_fringe_is_anchored(const wm_node *node);
/* It may fit this regex, too; of two different ones nothing is said. */
void wm_fringe_or(wm_fringe *fringe, const wm_regex *regex);
/* Adds the words, labels and shapes of one set to another. */
void wm_fringe_join(wm_loading *loading, wm_atom_set *all, const wm_atom_set *one);

#endif
