/* SPDX-License-Identifier: MIT */
/* Rule files: parsed once into an immutable set, then matched against tapes.
 *
 * A tape is a sentence as the caller sees it: a row of elements (tokens, or mentions found earlier) and, above them,
 * edges: labels that cover several elements (the gazetteer's "foreign minister"). The engine knows words, lemmas,
 * shapes and labels, nothing of news. What a rule's `do` lines mean is the caller's business; they are handed over
 * parsed.
 *
 * Matching is backtracking that visits each (state, element) once a rule and tape: linear in states x elements, and the
 * first alternative that succeeds wins, as in Perl. Source: the BitState matcher of RE2 (R. Cox, "Regular Expression
 * Matching in the Wild", 2010). A rule runs only on tapes that hold its trigger, the rarest thing it cannot do without.
 */
#ifndef WM_RULE_RULE_H
#define WM_RULE_RULE_H

#include "base/array.h"
#include "base/error.h"
#include "base/intern.h"

typedef struct wm_rules wm_rules;

enum { WM_LABEL_WORDS = 4, WM_LABELS_MAX = 64 * WM_LABEL_WORDS, WM_RULE_SLOTS_MAX = 12 };

/* A set of label numbers. */
typedef struct wm_labels {
    uint64_t bits[WM_LABEL_WORDS];
} wm_labels;

static inline void wm_labels_add(wm_labels *set, uint32_t label)
{
    set->bits[label / 64] |= UINT64_C(1) << label % 64;
}

static inline bool wm_labels_has(const wm_labels *set, uint32_t label)
{
    return (set->bits[label / 64] >> label % 64 & 1) != 0;
}

static inline bool wm_labels_meet(const wm_labels *a, const wm_labels *b)
{
    return ((a->bits[0] & b->bits[0]) | (a->bits[1] & b->bits[1]) | (a->bits[2] & b->bits[2]) |
            (a->bits[3] & b->bits[3])) != 0;
}

static inline bool wm_labels_any(const wm_labels *set)
{
    return (set->bits[0] | set->bits[1] | set->bits[2] | set->bits[3]) != 0;
}

static inline void wm_labels_join(wm_labels *set, const wm_labels *more)
{
    for (int w = 0; w < WM_LABEL_WORDS; w++)
        set->bits[w] |= more->bits[w];
}

typedef struct wm_rule_source {
    const char *path;  /* to read */
    const char *shown; /* for `why` and errors: "rules/20-person.rules" */
    wm_slice bytes;    /* its content, when it is in memory already; else a NULL `at` */
} wm_rule_source;

/* A shape atom: <Cap> matches elements whose `shape` shares a bit with `any`. One that is called by a sign, "-", is of
 * what is spelled so and of nothing else. */
typedef struct wm_rule_shape {
    const char *name;
    uint32_t any;
    uint32_t percent; /* of all elements that have it, roughly: a rule waits for the rarest */
} wm_rule_shape;

typedef enum wm_verb {
    WM_DO_TAG,      /* tag KIND $slot key=value… */
    WM_DO_VETO,     /* veto KIND $slot */
    WM_DO_RETYPE,   /* retype KIND $slot */
    WM_DO_JOIN,     /* join $a $b */
    WM_DO_ALIAS,    /* alias $a $b */
    WM_DO_SET,      /* set $slot key=value… */
    WM_DO_EVENT,    /* event TYPE role=$slot… key=value… */
    WM_DO_STATUS,   /* status VALUE key=value… */
    WM_DO_RELATION, /* relation TYPE subject=$slot object=$slot key=value… */
    WM_DO_STOP,     /* stop: no later rule of the phase may use these elements */
    WM_VERB_COUNT,
} wm_verb;

/* ---- lint ---------------------------------------------------------------------------------------------------- */

/* Phases [from, to) in which something bears a label without any rule's doing; from == to: never. */
typedef struct wm_label_span {
    uint32_t from, to;
} wm_label_span;

/* What a verb is good for. Lists end with NULL; a list that is NULL takes anything. */
typedef struct wm_verb_use {
    uint32_t from, to;        /* phases [from, to) in which it is carried out */
    const char *where;        /* why there: a hint */
    const char *const *whats; /* KIND, TYPE or VALUE */
    const char *const *keys;
} wm_verb_use;

/* The values that a key takes. */
typedef struct wm_key_values {
    const char *key;
    const char *const *values;
} wm_key_values;

/* What only the caller knows of rules that do nothing; with it they are told, too, though the set is sound. */
typedef struct wm_rules_lint {
    wm_faults *faults;           /* a list of its own, in the arena of the other one: these refuse no set */
    const wm_label_span *labels; /* by label of the input */
    const wm_verb_use *verbs;    /* by wm_verb */
    const wm_key_values *values;
    uint32_t value_count;
    const char *event_kind;      /* the label, alone and before ".TYPE", of what an `event` action made */
    uint32_t tag_phase;          /* from here on a tag is for later patterns only, below a vote as well */
    /* May a thing with this label pass <label key> or <label key=value>? `value.at` NULL: whatever its value. */
    bool (*has_attr)(const void *user, const char *label, const char *key, wm_slice value);
    const void *user;
} wm_rules_lint;

/* ---- loading -------------------------------------------------------------------------------------------------- */

/* What a set is made from. A label "a" in a pattern meets everything labelled "a" or "a.b", whether the caller sets one
 * bit or both. `labels` are those the caller brings (from gazetteers); every "a.b" also makes "a" known,
 * and so does every kind that a rule tags. A lexicon file has a lemma and its inflected forms a line, blanks between
 * them; regular forms that are not written are generated. */
typedef struct wm_rules_input {
    const wm_rule_source *files; /* the number before the first '-' of the file name is the phase */
    uint32_t file_count;
    const wm_rule_source *lexicons;
    uint32_t lexicon_count;
    const char *const *labels;
    uint32_t label_count;
    const wm_rule_shape *shapes;
    uint32_t shape_count;
    const wm_rules_lint *lint; /* NULL: rules that do nothing are not looked for */
} wm_rules_input;

/* Reads all files. Every fault of every file goes to `faults`; with any the status is WM_BAD_DATA and there is no set.
 */
wm_status wm_rules_load(const wm_rules_input *input, wm_rules **ret_rules, wm_faults *faults, wm_error *err);
void wm_rules_free(wm_rules *rules);

/* Where a compiled set may lie as a file. Such files are of one machine and one build of the program. */
typedef struct wm_rules_kept {
    const char *shipped; /* NULL: none */
    const char *cache;   /* asked next, and written to when the set had to be made from text; NULL: none */
    const char *out;     /* the set is made from text and written here, or the call fails; NULL: not wanted */
} wm_rules_kept;

/* The same set as wm_rules_load() gives, from a file that was made from the very same input if there is one. *ret_rules
 * is NULL before, and may be a set afterwards also when the call fails: free it. */
wm_status wm_rules_load_kept(const wm_rules_input *input, const wm_rules_kept *kept, wm_rules **ret_rules,
                             wm_faults *faults, wm_error *err);
/* No other set loaded by this process has it, not even one at the same address later. */
uint64_t wm_rules_serial(const wm_rules *rules);

/* The number of a label, "place" or "place.city", or WM_NO_ID. */
uint32_t wm_rules_label(const wm_rules *rules, wm_slice name);
uint32_t wm_rules_label_count(const wm_rules *rules);
const char *wm_rules_label_name(const wm_rules *rules, uint32_t label);
/* Those that some pattern asks for or some action names, in phases from `from` on; and what tests are asked of. */
wm_labels wm_rules_labels_used(const wm_rules *rules, uint32_t from);
/* Those that a `tag` of phases [from, to) may give. */
wm_labels wm_rules_labels_given(const wm_rules *rules, uint32_t from, uint32_t to);
/* Adds whatever tests might make of the labels. */
void wm_rules_labels_test(const wm_rules *rules, wm_labels *labels);
/* The value of `key` for the thing at hand, {NULL, 0} when it has none. */
typedef wm_slice wm_attr_of(const void *user, const char *key);
/* Adds to the labels of one thing those with tests (<place.city weighty>) that it passes. To the engine they are labels
 * like any other; the caller sets them once on each element and edge. `wanted` names those that matter, NULL: all;
 * `attr` NULL: the thing has no attributes. */
void wm_rules_derive(const wm_rules *rules, const wm_labels *wanted, wm_labels *labels, wm_attr_of *attr,
                     const void *user);
/* The slot of a word in the rules' vocabulary, by the hash of its folded form; 0 when no rule speaks of it. */
uint32_t wm_rules_word(const wm_rules *rules, uint64_t hash);

/* ---- what a rule does ---------------------------------------------------------------------------------------- */

/* key=value, key=$slot or key=$slot,$slot; a value that is no slot is text. A bare word has an empty value. */
typedef struct wm_arg {
    const char *key;
    const char *text; /* NULL when slots are given */
    uint8_t slots[4]; /* numbers of the rule's slots */
    uint8_t slot_count;
} wm_arg;

typedef struct wm_action {
    wm_verb verb;
    const char *what; /* KIND, TYPE or VALUE; NULL for join, alias, set, stop */
    uint32_t label;   /* number of the label KIND for tag, veto, retype; else WM_NO_ID */
    uint8_t slots[2]; /* the bare $slots, in order */
    uint8_t slot_count;
    const wm_arg *args;
    uint8_t arg_count;
    float weight; /* log-odds; 0 when not written */
} wm_action;

/* An example: its text without the markup, and the slots that were marked in it (bytes of `text`). What stands in the
 * file, markup and all, is `part`. */
typedef struct wm_example_mark {
    uint32_t begin, end;
    wm_slice part;
    uint8_t slot;
} wm_example_mark;

typedef struct wm_example {
    const char *text;
    wm_slice part;
    const wm_example_mark *marks;
    uint8_t mark_count;
    bool positive;
    uint32_t line;
} wm_example;

typedef struct wm_rule_info {
    const char *id;
    const char *why;
    const char *file;               /* as shown */
    const struct wm_source *source; /* the file itself; see wm_rules_source() */
    uint32_t line;
    uint16_t phase;
    const char *const *slot_names;
    uint8_t slot_count;
    const wm_action *actions;
    uint8_t action_count;
    const wm_example *examples;
    uint32_t example_count;
} wm_rule_info;

uint32_t wm_rules_count(const wm_rules *rules);
/* Rules are numbered in the order in which they run: by phase, file name, place in the file. */
const wm_rule_info *wm_rules_info(const wm_rules *rules, uint32_t rule);
/* Rules of phases [from, to) are those from *ret_begin up to *ret_end. */
void wm_rules_range(const wm_rules *rules, uint32_t from, uint32_t to, uint32_t *ret_begin, uint32_t *ret_end);

/* ---- matching ------------------------------------------------------------------------------------------------ */

typedef struct wm_element {
    wm_slice text;    /* its bytes in the document */
    uint32_t word;    /* wm_rules_word() of a token; 0 for a mention of several tokens */
    uint32_t shape;   /* bits the caller's shape atoms speak of; 0 for a mention of several tokens */
    wm_labels labels; /* that it has by itself */
} wm_element;

/* A label over elements [begin, end). One over a single element is better given to the element itself. */
typedef struct wm_edge {
    uint32_t begin, end;
    wm_labels labels;
} wm_edge;

typedef WM_ARRAY(wm_edge) wm_edge_array;

/* A word of the tape that some rule waits for, and where it stands. */
typedef struct wm_tape_word {
    uint32_t word, at;
} wm_tape_word;

/* What the matcher has found of each element's class; see rule/sieve.h. */
typedef struct wm_tape_classes {
    const void *owner; /* of the rows, and how often it had forgotten all rows by then */
    uint64_t epoch;
    bool complete;         /* no row is missing */
    bool certain;          /* none is a mere guess */
    const uint64_t **rows; /* by element; rows[-1] and rows[element_count] are those of no element */
    uint64_t *changed;     /* bit i: the row of element i is to be found anew */
    /* Bit w % 64 of word w / 64: word w of the sieve has a rule that some element wakes; one that misses nothing else.
     */
    uint64_t *awake, *also;
} wm_tape_classes;

/* Everything on a tape that can wake a rule, and where. */
typedef struct wm_tape_survey {
    const wm_tape_word *words;
    uint32_t word_count;
    uint64_t word_phases; /* that some of the words wake, see wm_phase.bit */
    wm_labels labels;     /* of elements and edges */
    uint32_t shapes;
    wm_labels *starts;      /* by element: its labels and those of the edges that begin there */
    wm_labels *ends;        /* the same of the edges that end behind it */
    wm_tape_classes *classes;
    uint64_t *edge_places;  /* bit i: an edge begins there */
    uint32_t longest_edge;
} wm_tape_survey;

typedef struct wm_tape {
    wm_element *elements;
    uint32_t element_count;
    const wm_edge *edges; /* sorted by begin, the longest first */
    uint32_t edge_count;
    wm_tape_survey survey; /* by wm_rules_survey() */
    wm_slice text;         /* the sentence, for `text` rules; elements lie inside */
} wm_tape;

typedef struct wm_match {
    uint32_t rule;
    uint32_t begin, end; /* elements */
    struct {
        uint32_t begin, end; /* elements; begin == WM_NO_ID: the slot took no part */
    } slots[WM_RULE_SLOTS_MAX];
} wm_match;

/* Working memory of one thread; matches stay valid until the next call with the same matcher. */
typedef struct wm_matcher wm_matcher;
wm_status wm_matcher_new(const wm_rules *rules, wm_matcher **ret_matcher, wm_error *err);
void wm_matcher_free(wm_matcher *matcher);
/* Where wm_rules_match() jumps when memory runs out (NULL: it aborts); the matcher can only be freed then. */
void wm_matcher_on_oom(wm_matcher *matcher, jmp_buf *handler);

/* Fills tape->survey from elements and edges, once for all phases. */
void wm_rules_survey(const wm_rules *rules, wm_tape *tape, wm_arena *scratch);
/* Moves `fresh` edges among those of a tape that has been surveyed, or to its elements, if they cover but one. `edges`
 * holds the tape's. */
void wm_tape_add(wm_tape *tape, wm_edge_array *edges, wm_edge_array *fresh, wm_arena *arena);
/* Whether some rule of phases [from, to) may fire on a tape to come that has the words of this one, in their order, and
 * labels of these: whatever its matches must hold is there. */
bool wm_rules_may_fire(wm_matcher *matcher, uint32_t from, uint32_t to, const wm_tape *tape, const wm_labels *labels);
/* The phases that have rules, ascending. */
const uint32_t *wm_rules_phases(const wm_rules *rules, uint32_t *ret_count);

/* All matches of the rules of phase `phase` on the tape: for each rule from left to right, not overlapping each other,
 * rules in their order. Gives the count; the matches are at *ret_matches. A `text` rule that hits its limits is given
 * up for this tape and noted (wm_matcher_given_up). */
uint32_t wm_rules_match(const wm_rules *rules, wm_matcher *matcher, uint32_t phase, const wm_tape *tape,
                        const wm_match **ret_matches);
/* What a rule costs: sentences and phases in which it was tried, matches, time. */
typedef struct wm_rule_cost {
    uint64_t runs, hits, nanoseconds;
} wm_rule_cost;
/* From now on costs[rule] is added to; NULL: no longer. */
void wm_matcher_profile(wm_matcher *matcher, wm_rule_cost *costs);
/* The rule that hit its limits since the last call, or WM_NO_ID. */
uint32_t wm_matcher_given_up(wm_matcher *matcher);

#endif
