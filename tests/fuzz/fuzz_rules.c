/* SPDX-License-Identifier: MIT */
/* Any bytes as a rule file: refused with faults that point into the file, or loaded and run on a fixed tape. */
#include "base/utf8.h"
#include "rule/rule.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const wm_rule_shape shapes[] = {{"Cap", 1, 20}, {"lower", 2, 60}};
static const char *const labels[] = {"person", "place.city", "role"};
static const char words[] = "Lena Harvik met Salim in Muscat on 12 March , officials said .";

/* Columns count from 1 and end behind the line at the latest. */
static void check_faults(const wm_faults *faults)
{
    for (uint32_t i = 0; i < faults->list.count; i++) {
        const wm_fault *fault = &faults->list.items[i];
        size_t points = wm_utf8_count(wm_slice_of(fault->source));
        if (fault->line == 0 || fault->column == 0 || fault->column > points + 1 || fault->width == 0)
            abort();
    }
}

static void run(const wm_rules *rules)
{
    wm_element elements[16];
    uint32_t count = 0;
    for (wm_slice rest = wm_slice_of(words), word; rest.at != NULL; count++) {
        char folded[WM_FOLD_MAX];
        word = wm_slice_cut(&rest, ' ');
        wm_slice key = {folded, wm_utf8_fold(word, folded)};
        elements[count] = (wm_element){.text = word, .word = wm_rules_word(rules, wm_utf8_hash(key))};
        elements[count].shape = word.at[0] >= 'A' && word.at[0] <= 'Z' ? 1 : 2;
    }
    wm_labels_add(&elements[5].labels, wm_rules_label(rules, wm_slice_of("place.city")));
    wm_edge edges[] = {{.begin = 0, .end = 2}, {.begin = 3, .end = 4}};
    wm_labels_add(&edges[0].labels, wm_rules_label(rules, wm_slice_of("person")));
    wm_labels_add(&edges[1].labels, wm_rules_label(rules, wm_slice_of("person")));
    wm_tape tape = {.elements = elements, .element_count = count, .edges = edges, .edge_count = 2};
    tape.text = wm_slice_of(words);
    wm_arena scratch;
    wm_arena_init(&scratch);
    wm_matcher *matcher;
    const wm_match *matches;
    wm_rules_survey(rules, &tape, &scratch);
    if (wm_matcher_new(rules, &matcher, NULL) != WM_OK)
        abort();
    for (uint32_t i = 0; i < wm_rules_count(rules); i++) {
        uint32_t found = wm_rules_match(rules, matcher, wm_rules_info(rules, i)->phase, &tape, &matches);
        for (uint32_t m = 0; m < found; m++)
            if (matches[m].begin >= matches[m].end || matches[m].end > count)
                abort();
    }
    wm_matcher_free(matcher);
    wm_arena_done(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char lexicon[] = "meet met\nvisit\n";
    wm_rule_source file = {NULL, "10-fuzz.rules", {(const char *)data, size}};
    wm_rule_source verbs = {NULL, "verbs.txt", {lexicon, sizeof lexicon - 1}};
    wm_rules_input input = {.files = &file,
                            .file_count = 1,
                            .lexicons = &verbs,
                            .lexicon_count = 1,
                            .labels = labels,
                            .label_count = 3,
                            .shapes = shapes,
                            .shape_count = 2};
    if (data == NULL || size > 20000)
        return 0;
    wm_arena arena;
    wm_arena_init(&arena);
    wm_faults faults = {.arena = &arena};
    wm_rules *rules = NULL;
    wm_error err;
    wm_status status = wm_rules_load(&input, &rules, &faults, &err);
    if ((status == WM_OK) != (faults.list.count == 0))
        abort();
    check_faults(&faults);
    if (status == WM_OK)
        run(rules);
    wm_rules_free(rules);
    wm_arena_done(&arena);
    return 0;
}
