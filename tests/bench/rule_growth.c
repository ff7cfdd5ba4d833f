/* SPDX-License-Identifier: MIT */
/* Does a sentence cost more when there are more rules that it does not wake? Sets of 50 to 5,000 rules, each with a
 * trigger word of its own, on a sentence of 25 elements that wakes three of them; printed is the time of one
 * survey and match and of loading, best of several rounds.
 *
 * Usage: rule_growth
 */
#include "base/utf8.h"
#include "rule/rule.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 7, CALLS = 100 * 1000, ELEMENTS = 25 };

static double now(void)
{
    struct timespec t;
    timespec_get(&t, TIME_UTC);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static char *make_rules(uint32_t count)
{
    char *text = malloc(64 + (size_t)count * 512), *to = text;
    to += sprintf(to, "@actor = <person> | <place> | <role> <person>\n");
    for (uint32_t i = 0; i < count; i++)
        to += sprintf(to,
                      "[t.rule-%u]\nfind who=@actor _{0,4} (trigger%u|other%u) with? whom=@actor (_{0,6} (in|at) "
                      "where=<place>)?\ndo event meet a=$who,$whom b=$where\nyes y\nno n\n",
                      i, i, i);
    return text;
}

static wm_rules *load(const char *text, double *ret_time)
{
    static const wm_rule_shape shapes[] = {{"Cap", 1, 20}};
    static const char *const labels[] = {"person", "place.city", "role"};
    wm_rule_source file = {NULL, "60-bench.rules", wm_slice_of(text)};
    wm_rules_input input = {
        .files = &file, .file_count = 1, .labels = labels, .label_count = 3, .shapes = shapes, .shape_count = 1};
    wm_arena arena;
    wm_arena_init(&arena);
    wm_faults faults = {.arena = &arena};
    wm_rules *rules = NULL;
    wm_error err;
    double from = now();
    if (wm_rules_load(&input, &rules, &faults, &err) != WM_OK) {
        fprintf(stderr, "%s\n", err.message);
        exit(1);
    }
    *ret_time = now() - from;
    wm_arena_done(&arena);
    return rules;
}

/* "Lena yesterday trigger0 with Salim … trigger1 … trigger2 in Muscat …" */
static void fill(const wm_rules *rules, wm_element *elements)
{
    static const char *const words[ELEMENTS] = {"On",  "Tuesday", "Lena", "again",  "trigger0", "with", "Salim",
                                                "and", "others",  "of",   "the",    "team",     ",",    "while",
                                                "it",  "said",    "that", "nobody", "other1",   "at",   "first",
                                                "or",  "other2",  "in",   "Muscat"};
    for (uint32_t i = 0; i < ELEMENTS; i++) {
        char folded[WM_FOLD_MAX];
        wm_slice text = wm_slice_of(words[i]), key = {folded, wm_utf8_fold(text, folded)};
        elements[i] = (wm_element){.text = text, .word = wm_rules_word(rules, wm_utf8_hash(key))};
        elements[i].shape = text.at[0] >= 'A' && text.at[0] <= 'Z';
    }
    wm_labels_add(&elements[2].labels, wm_rules_label(rules, wm_slice_of("person")));
    wm_labels_add(&elements[6].labels, wm_rules_label(rules, wm_slice_of("person")));
    wm_labels_add(&elements[24].labels, wm_rules_label(rules, wm_slice_of("place.city")));
}

static void measure(uint32_t count)
{
    char *text = make_rules(count);
    double load_time, best = 1e18;
    wm_rules *rules = load(text, &load_time);
    wm_matcher *matcher;
    wm_element elements[ELEMENTS];
    if (wm_matcher_new(rules, &matcher, NULL) != WM_OK)
        exit(1);
    fill(rules, elements);
    wm_tape tape = {.elements = elements, .element_count = ELEMENTS};
    const wm_match *matches;
    uint32_t found = 0;
    wm_arena scratch;
    wm_arena_init(&scratch);
    wm_arena_mark mark = wm_arena_tell(&scratch);
    for (int round = 0; round < ROUNDS; round++) {
        double from = now();
        for (uint32_t i = 0; i < CALLS; i++) {
            wm_rules_survey(rules, &tape, &scratch);
            found = wm_rules_match(rules, matcher, 60, &tape, &matches);
            wm_arena_rewind(&scratch, mark);
        }
        double each = (now() - from) / CALLS;
        best = each < best ? each : best;
    }
    printf("%5u rules: %6.0f ns a sentence (%u matches), loaded in %.2f ms\n", count, best, found, load_time / 1e6);
    wm_arena_done(&scratch);
    wm_matcher_free(matcher);
    wm_rules_free(rules);
    free(text);
}

int main(void)
{
    static const uint32_t counts[] = {50, 100, 200, 500, 1000, 5000};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        measure(counts[i]);
    return 0;
}
