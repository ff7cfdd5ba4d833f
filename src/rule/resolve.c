/* SPDX-License-Identifier: MIT */
/* Names to numbers: words and lemmas to slots of the vocabulary, <…> to shapes or labels, /…/ to
 * compiled regexes. Each tree is done once, macros too, so a fault in a macro is told once.
 *
 * A label "a" meets everything labelled "a.b"; its mask holds them all, so it does not matter whether a caller sets
 * one bit or both.
 */
#include "rule/lex.h"
#include "rule/load.h"

#include "base/utf8.h"

/* The slot of a word, new if need be. */
static uint32_t put_word(wm_loading *loading, wm_slice word)
{
    char folded[WM_FOLD_MAX];
    size_t len = wm_utf8_fold(word, folded);
    return wm_intern_put(&loading->words, (wm_slice){folded, len}) + 1;
}

/* The words of an atom; each gets its slot in the vocabulary when a rule first speaks of it. */
static void set_words(wm_loading *loading, wm_node *node, const wm_slice *words, uint32_t count)
{
    node->words = WM_NEW_N(loading->scratch, uint32_t, count);
    node->word_count = count;
    for (uint32_t i = 0; i < count; i++)
        node->words[i] = put_word(loading, words[i]);
}

/* Spelt in one way only: folding maps no other text to it, so the quotes ask for nothing more than the word. */
static bool is_only_spelling(wm_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if ((unsigned char)c >= 0x80 || letter || c == '\'' || c == '"' || c == '-')
            return false;
    }
    return true;
}

/* All forms of a lemma. */
static void resolve_lemma(wm_loading *loading, const wm_source *source, wm_node *node)
{
    const wm_forms *forms = wm_lexicon_forms(&loading->lexicon, node->name);
    if (forms != NULL) {
        set_words(loading, node, forms->items, forms->count);
        return;
    }
    wm_guess guess = wm_guess_of(node->name);
    for (uint32_t i = 0; i < loading->lexicon.lemmas.strings.count; i++)
        wm_guess_try(&guess, loading->lexicon.lemmas.strings.items[i]);
    wm_fault *fault = wm_source_fault(source, node->part, "unknown lemma '%.*s'", WM_SLICE_ARG(node->part));
    fault->hint = wm_guess_hint(&guess, loading->faults->arena, "%", "add it to a file of rules/lexicon");
}

/* The place to free it from comes first, so that running out of memory loses no regex. */
static void resolve_regex(wm_loading *loading, const wm_source *source, wm_node *node)
{
    wm_regex_fault wrong;
    wm_regex **kept = WM_PUSH(loading->keep, &loading->rules->regexes);
    wm_regex_source from = {.pattern = node->name, .whole = true, .fold_case = node->fold_case};
    node->regex = wm_regex_new(&from, loading->keep, &wrong);
    if (node->regex == NULL) {
        wm_slice part = {node->name.at + wrong.at_byte, 1};
        wm_source_fault(source, part, "bad regex: %s", wrong.message);
        return;
    }
    *kept = node->regex;
}

/* The bits of `name` and of everything below it. */
static void add_labels(const wm_loading *loading, wm_labels *labels, wm_slice name)
{
    const wm_intern *known = &loading->rules->labels;
    /* below it: "place.city" for "place", but not "placement" */
    for (uint32_t i = 0; i < known->strings.count; i++) {
        wm_slice label = known->strings.items[i];
        bool inside = label.len > name.len && label.at[name.len] == '.' && memcmp(label.at, name.at, name.len) == 0;
        if (inside || wm_slice_equal(label, name))
            wm_labels_add(labels, i);
    }
}

uint32_t wm_load_label(wm_loading *loading, const wm_source *source, wm_slice name)
{
    const wm_intern *known = &loading->rules->labels;
    uint32_t label = wm_intern_find(known, name);
    if (label != WM_NO_ID)
        return label;
    wm_guess guess = wm_guess_of(name);
    for (uint32_t i = 0; i < loading->input->shape_count; i++)
        wm_guess_try(&guess, wm_slice_of(loading->input->shapes[i].name));
    for (uint32_t i = 0; i < known->strings.count; i++)
        wm_guess_try(&guess, known->strings.items[i]);
    /* a capital first: a shape was meant, since no label has one */
    bool shape = name.len != 0 && name.at[0] >= 'A' && name.at[0] <= 'Z';
    wm_fault *fault = wm_source_fault(source, name, "unknown %s '%.*s'", shape ? "shape" : "label", WM_SLICE_ARG(name));
    fault->hint = wm_guess_hint(&guess, loading->faults->arena, "",
                                "labels are the gazetteers' kinds and files, and what a rule tags");
    return WM_NO_ID;
}

/* key=value, key or !key. Tests are few, so the array is copied for each. */
static void add_test(wm_loading *loading, const wm_source *source, wm_derived *derived, wm_slice part)
{
    wm_slice value = part, key = wm_slice_cut(&value, '=');
    bool absent = key.at[0] == '!';
    if (absent)
        key = (wm_slice){key.at + 1, key.len - 1};
    if (key.len == 0 || (value.at != NULL && (value.len == 0 || absent))) {
        wm_fault *fault = wm_source_fault(source, part, "bad test '%.*s' of a label", WM_SLICE_ARG(part));
        fault->hint = "write <label key=value>, <label key> or <label !key>";
        return;
    }
    wm_label_test *tests = WM_NEW_N(loading->keep, wm_label_test, derived->test_count + 1);
    if (derived->test_count != 0)
        memcpy(tests, derived->tests, derived->test_count * sizeof *tests);
    tests[derived->test_count].key = wm_arena_copy(loading->keep, key.at, key.len);
    if (value.at != NULL)
        tests[derived->test_count].value = (wm_slice){wm_arena_copy(loading->keep, value.at, value.len), value.len};
    tests[derived->test_count].absent = absent;
    derived->tests = tests;
    derived->test_count++;
}

/* A dozen shapes, asked for once a label in a rule. */
static const wm_rule_shape *find_shape(const wm_loading *loading, wm_slice name)
{
    for (uint32_t i = 0; i < loading->input->shape_count; i++)
        if (wm_slice_is(name, loading->input->shapes[i].name))
            return &loading->input->shapes[i];
    return NULL;
}

/* What stands between < and > is parted by blanks, however many. */
static wm_slice next_blank_part(wm_slice *rest)
{
    *rest = wm_slice_trim(*rest);
    return wm_slice_cut(rest, ' ');
}

/* The label and its tests as one label. */
static void become_derived(wm_loading *loading, const wm_source *source, wm_node *node, wm_derived *derived)
{
    derived->bases = node->labels;
    uint32_t label = wm_load_derived(loading, derived);
    if (label == WM_NO_ID) {
        wm_source_fault(source, node->part, "too many labels: %d are possible, and each with other tests counts as one",
                        WM_LABELS_MAX);
        return;
    }
    node->labels = (wm_labels){{0}};
    wm_labels_add(&node->labels, label);
}

/* Shapes come before labels, so a file in a gazetteer cannot change what <Cap> means. */
static void resolve_label(wm_loading *loading, const wm_source *source, wm_node *node)
{
    wm_slice rest = node->name, name = next_blank_part(&rest);
    if (name.len == 0) {
        wm_source_fault(source, node->part, "nothing between '<' and '>'");
        return;
    }
    const wm_rule_shape *shape = find_shape(loading, name);
    if (shape != NULL)
        node->shape = shape->any;
    else if (wm_load_label(loading, source, name) != WM_NO_ID)
        add_labels(loading, &node->labels, name);
    wm_derived derived = {.test_count = 0};
    while (rest.at != NULL) {
        wm_slice part = next_blank_part(&rest);
        if (part.len != 0 && shape != NULL) {
            wm_source_fault(source, part, "a shape takes no test");
            return;
        }
        if (part.len != 0)
            add_test(loading, source, &derived, part);
    }
    if (derived.test_count != 0)
        become_derived(loading, source, node, &derived);
}

/* A sign that is a shape is asked for as one, so that it may stand in a set. */
static bool become_shape(const wm_loading *loading, wm_node *node)
{
    char c = node->name.len != 0 ? node->name.at[0] : 'a';
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const wm_rule_shape *shape = letter ? NULL : find_shape(loading, node->name);
    if (shape == NULL)
        return false;
    node->kind = WM_NODE_LABEL;
    node->shape = shape->any;
    return true;
}

/* All nodes from `node` on, with their kids. Macros are done on their own. */
void wm_load_names(wm_loading *loading, const wm_source *source, wm_node *node)
{
    for (; node != NULL; node = node->next) {
        if (node->kind == WM_NODE_EXACT && become_shape(loading, node))
            continue;
        if (node->kind == WM_NODE_WORD || node->kind == WM_NODE_EXACT) {
            set_words(loading, node, &node->name, 1);
            if (node->kind == WM_NODE_EXACT && is_only_spelling(node->name))
                node->kind = WM_NODE_WORD;
        } else if (node->kind == WM_NODE_LEMMA) {
            resolve_lemma(loading, source, node);
        } else if (node->kind == WM_NODE_LABEL) {
            resolve_label(loading, source, node);
        } else if (node->kind == WM_NODE_REGEX) {
            resolve_regex(loading, source, node);
        }
        wm_load_names(loading, source, node->first);
    }
}
