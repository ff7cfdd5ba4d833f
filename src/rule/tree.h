/* SPDX-License-Identifier: MIT */
/* Rule files as trees: what parse.c and block.c make, check.c completes and compile.c reads. */
#ifndef WM_RULE_TREE_H
#define WM_RULE_TREE_H

#include "rule/regex.h"
#include "rule/rule.h"
#include "rule/source.h"

enum { WM_REPEAT_MAX = 100, WM_NEST_MAX = 50, WM_BEHIND_MAX = 8 };
#define WM_FOREVER UINT32_MAX /* as a count: without bound */

typedef enum wm_node_kind {
    WM_NODE_WORD,   /* talks */
    WM_NODE_EXACT,  /* "US" */
    WM_NODE_LEMMA,  /* %meet */
    WM_NODE_LABEL,  /* <place country=ir>, <Cap> */
    WM_NODE_REGEX,  /* /…/ */
    WM_NODE_ANY,    /* _ */
    WM_NODE_NOT,    /* !x */
    WM_NODE_MACRO,  /* @actors */
    WM_NODE_SEQ,    /* the kids one after another */
    WM_NODE_ALT,    /* one of the kids, the first that works */
    WM_NODE_REPEAT, /* the kid min to max times */
    WM_NODE_SLOT,   /* name=… */
    WM_NODE_LOOK,   /* (?= ) and its three brothers */
    WM_NODE_BEGIN,  /* ^ */
    WM_NODE_END,    /* $ */
} wm_node_kind;

typedef struct wm_macro wm_macro;
typedef struct wm_fragment wm_fragment; /* see compile.c */
typedef struct wm_node wm_node;

struct wm_node {
    wm_node_kind kind;
    wm_slice part; /* as written, in the file */
    wm_slice name; /* the word, lemma, regex, slot or macro; all between < and > */
    wm_node *first, *next;
    uint32_t min, max; /* of a repetition; max may be WM_FOREVER */
    bool lazy;
    bool negative, behind; /* of a look-around */
    bool fold_case;        /* of a regex: /…/i */
    /* Filled by check.c: */
    wm_macro *macro;
    uint32_t *words; /* slots of the vocabulary */
    uint32_t word_count;
    uint32_t set; /* number of the set of these words, plus one; 0: not asked for yet (by fold.c) */
    wm_labels labels;
    uint32_t shape;
    wm_regex *regex;
};

/* Least and greatest number of elements that a tree takes; every label counts 1 in `min`, nothing in `max`, and is
 * counted in `edges`, because an edge may be of any length. */
typedef struct wm_extent {
    uint32_t min, max, edges;
} wm_extent;

struct wm_macro {
    const wm_source *source;
    wm_slice name;
    wm_slice value;
    wm_node *tree;                                             /* NULL when it could not be read */
    enum { WM_MACRO_NEW, WM_MACRO_OPEN, WM_MACRO_DONE } state; /* while recursion is looked for */
    enum { WM_SLOTS_UNKNOWN, WM_SLOTS_NONE, WM_SLOTS_SOME } slots; /* by macro.c; a macro that is broken has some */
    bool measured;                                             /* `extent` is known */
    wm_extent extent;
    bool folded;       /* by fold.c */
    bool asked;        /* `question` is known */
    uint32_t question; /* by question.c; WM_NO_ID: it is none */
    wm_fragment *fragments[4]; /* its code: forwards, backwards, and the same where nothing is captured */
    uint32_t noted;    /* by lint.c: the last phase in which its labels are asked for, plus one */
};

/* `key value` of a block; the value may run over several lines, line ends and all. */
typedef struct wm_entry {
    wm_slice key, value;
} wm_entry;

typedef WM_ARRAY(wm_entry) wm_entries;
typedef WM_ARRAY(wm_macro *) wm_macros;

/* One rule while it is being read. */
typedef struct wm_block {
    const wm_source *source;
    const wm_macros *macros; /* of its file */
    wm_slice id;
    wm_entries entries;
    uint32_t phase, line;
    bool bad;       /* has a fault that makes its slots unknown: say nothing more of them */
    bool odd_key;   /* an unknown key may be the one that is missing */
    wm_node *tree;  /* of `find` */
    wm_node *near;  /* of `text`: a sequence of atoms */
    wm_regex *text; /* NULL for `find` */
    wm_slice slots[WM_RULE_SLOTS_MAX];
    const char *slot_names[WM_RULE_SLOTS_MAX];
    bool slot_used[WM_RULE_SLOTS_MAX];
    bool slot_of_macro[WM_RULE_SLOTS_MAX];
    uint32_t slot_count;
    WM_ARRAY(wm_action) actions;
    WM_ARRAY(wm_slice) action_whats; /* where KIND stands, for faults */
    wm_example *examples;
    uint32_t example_count;
} wm_block;

typedef WM_ARRAY(wm_block *) wm_blocks;

/* The number of a slot of the block, or WM_NO_ID. */
uint32_t wm_block_slot(const wm_block *block, wm_slice name);

#endif
