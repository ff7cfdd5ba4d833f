/* SPDX-License-Identifier: MIT */
/* Scores: matchings, names, coreference, contacts, figures, the random generator, and what --at-least understands. */
#include "suite.h"

#include "cli/eval.h"
#include "cli/score_contacts.h"
#include "cli/score_match.h"
#include "cli/twister.h"

#include <math.h>
#include <stdlib.h>

/* ---- matchings -------------------------------------------------------------------------------------------------- */

static const struct {
    const char *label;
    uint32_t rows, columns;
    const char *edges; /* one character a cell: a digit is its weight */
    uint32_t largest, heaviest;
} matrices[] = {
    {"nothing", 0, 0, "", 0, 0},
    {"no columns", 3, 0, "", 0, 0},
    {"no rows", 0, 3, "", 0, 0},
    {"no edge", 2, 2, "0000", 0, 0},
    {"one", 1, 1, "7", 1, 7},
    {"a row must give way", 2, 2, "1110", 2, 2},
    {"a chain of three must move", 3, 3, "110011100", 3, 3},
    {"two rows, one column", 2, 1, "39", 1, 9},
    {"one row, two columns", 1, 2, "39", 1, 9},
    {"the heaviest edge is not in it", 2, 2, "5995", 2, 18},
    {"greedy would take 9 and 1", 2, 2, "9881", 2, 16},
    {"heavy but small", 2, 2, "9110", 2, 9},
    {"all alike", 3, 3, "444444444", 3, 12},
    {"wide", 2, 4, "12343210", 2, 7},
    {"high", 4, 2, "14233241", 2, 8},
};

START_TEST(matching_is_best)
{
    wm_arena scratch;
    wm_arena_init(&scratch);
    uint32_t rows = matrices[_i].rows, columns = matrices[_i].columns;
    wm_edges edges = wm_edges_new(rows, columns, &scratch);
    wm_weights weights = wm_weights_new(rows, columns, &scratch);
    for (uint32_t c = 0; c < rows * columns; c++) {
        weights.cells[c] = matrices[_i].edges[c] - '0';
        edges.cells[c] = matrices[_i].edges[c] != '0';
    }
    ck_assert_msg(wm_match_largest(&edges, &scratch) == matrices[_i].largest, "%s: size %u", matrices[_i].label,
                  wm_match_largest(&edges, &scratch));
    const uint32_t *match = wm_match_heaviest(&weights, &scratch);
    double sum = 0;
    unsigned used = 0;
    for (uint32_t i = 0; i < rows; i++)
        if (match[i] != WM_NO_MATCH) {
            ck_assert_msg((used & 1u << match[i]) == 0, "%s: a column twice", matrices[_i].label);
            used |= 1u << match[i];
            sum += weights.cells[i * columns + match[i]];
        }
    ck_assert_msg(sum == matrices[_i].heaviest, "%s: weight %g", matrices[_i].label, sum);
    wm_arena_done(&scratch);
}
END_TEST

/* ---- names and coreference: "LOC:3-9#1", span 3 to 9 in cluster 1 ------------------------------------------------ */

static wm_gold parse_names(const char *text, wm_arena *keep)
{
    wm_gold gold = {.chars = 100, .has_names = true};
    for (wm_slice rest = wm_slice_of(text); rest.at != NULL && rest.len != 0;) {
        wm_slice word = wm_slice_cut(&rest, ' ');
        wm_name name = {.cluster = UINT32_MAX};
        while (strncmp(wm_name_type_word(name.type), word.at, 3) != 0)
            name.type++;
        char *at;
        name.span.begin = (uint32_t)strtoul(word.at + 4, &at, 10);
        name.span.end = (uint32_t)strtoul(at + 1, &at, 10);
        if (*at == '#')
            name.cluster = (uint32_t)strtoul(at + 1, NULL, 10);
        *WM_PUSH(keep, &gold.names) = name;
    }
    return gold;
}

static const struct {
    const char *label, *gold, *answer;
    unsigned strict, relaxed, span, answered, wanted;
} names[] = {
    {"nothing", "", "", 0, 0, 0, 0, 0},
    {"right", "LOC:3-9", "LOC:3-9", 1, 1, 1, 1, 1},
    {"missed", "LOC:3-9", "", 0, 0, 0, 0, 1},
    {"false", "", "LOC:3-9", 0, 0, 0, 1, 0},
    {"another type", "LOC:3-9", "ORG:3-9", 0, 0, 1, 1, 1},
    {"too long", "LOC:3-9", "LOC:3-12", 0, 1, 0, 1, 1},
    {"side by side", "LOC:3-9", "LOC:9-12", 0, 0, 0, 1, 1},
    {"given twice", "LOC:3-9 LOC:3-9", "LOC:3-9 LOC:3-9 LOC:3-9", 1, 1, 1, 1, 1},
    {"two types on one span", "LOC:3-9 ORG:3-9", "ORG:3-9", 1, 1, 1, 1, 2},
    {"one answer meets one name", "PER:0-4 PER:5-9", "PER:0-9", 0, 1, 0, 1, 2},
    {"one name meets one answer", "PER:0-9", "PER:0-4 PER:5-9", 0, 1, 0, 2, 1},
    {"longest overlap first", "PER:0-10 PER:10-13", "PER:4-12", 0, 1, 0, 1, 2},
    {"two and two", "PER:0-10 PER:10-14", "PER:0-12 PER:12-14", 0, 2, 0, 2, 2},
    /* three overlaps of 2 characters in a chain: the middle one, the farthest, would leave one pair */
    {"then the nearest ends", "PER:4-8 PER:14-17", "PER:1-6 PER:6-16", 0, 2, 0, 2, 2},
    {"nested", "LOC:0-20 LOC:5-9", "LOC:5-9", 1, 1, 1, 1, 2},
    {"in any order", "ORG:20-25 LOC:3-9", "LOC:3-9 ORG:20-25", 2, 2, 2, 2, 2},
};

START_TEST(names_are_counted)
{
    wm_arena keep;
    wm_arena_init(&keep);
    wm_gold gold = parse_names(names[_i].gold, &keep), answer = parse_names(names[_i].answer, &keep);
    wm_counts counts = {0};
    wm_score_names(&gold, &answer, &keep, &counts);
    const wm_count *strict = &counts.of[WM_SCORED_STRICT + WM_NAME_TYPES];
    const wm_count *relaxed = &counts.of[WM_SCORED_RELAXED + WM_NAME_TYPES];
    ck_assert_msg(strict->right == names[_i].strict && strict->hit == strict->right, "%s: strict %g", names[_i].label,
                  strict->right);
    ck_assert_msg(relaxed->right == names[_i].relaxed, "%s: relaxed %g", names[_i].label, relaxed->right);
    ck_assert_msg(counts.of[WM_SCORED_SPAN].right == names[_i].span, "%s: span %g", names[_i].label,
                  counts.of[WM_SCORED_SPAN].right);
    ck_assert_msg(strict->system == names[_i].answered && strict->gold == names[_i].wanted, "%s: %g of %g",
                  names[_i].label, strict->system, strict->gold);
    wm_arena_done(&keep);
}
END_TEST

/* The last three are examples of the papers, worked out by hand. */
static const struct {
    const char *label, *gold, *answer;
    double muc[2], b3[2], ceaf[2]; /* precision, recall */
} chains[] = {
    {"alike", "PER:0-1#1 PER:2-3#1 LOC:4-5#2", "PER:0-1#7 PER:2-3#7 LOC:4-5#8", {1, 1}, {1, 1}, {1, 1}},
    {"types do not matter", "PER:0-1#1 PER:2-3#1", "LOC:0-1#1 ORG:2-3#1", {1, 1}, {1, 1}, {1, 1}},
    {"nothing is answered", "PER:0-1#1 PER:2-3#1", "", {0, 0}, {0, 0}, {0, 0}},
    {"all apart", "PER:0-1#1 PER:2-3#1", "PER:0-1 PER:2-3", {0, 0}, {1, 0.5}, {1.0 / 3, 2.0 / 3}},
    {"all in one", "PER:0-1 PER:2-3", "PER:0-1#1 PER:2-3#1", {0, 0}, {0.5, 1}, {2.0 / 3, 1.0 / 3}},
    {"a span twice is of its first cluster",
     "PER:0-1#1 PER:2-3#1 LOC:0-1#2",
     "PER:0-1#1 PER:2-3#1",
     {1, 1},
     {1, 1},
     {1, 1}},
    /* Bagga and Baldwin 1998: 12345 67 89ABC, answered with 12345 and 6789ABC */
    {"two of three joined",
     "PER:1-2#1 PER:2-3#1 PER:3-4#1 PER:4-5#1 PER:5-6#1 PER:6-7#2 PER:7-8#2 PER:8-9#3 PER:9-10#3 PER:10-11#3 "
     "PER:11-12#3 PER:12-13#3",
     "PER:1-2#1 PER:2-3#1 PER:3-4#1 PER:4-5#1 PER:5-6#1 PER:6-7#2 PER:7-8#2 PER:8-9#2 PER:9-10#2 PER:10-11#2 "
     "PER:11-12#2 PER:12-13#2",
     {9.0 / 10, 1},
     {(5 + 2 * 2.0 / 7 + 5 * 5.0 / 7) / 12, 1},
     {(1 + 10.0 / 12) / 2, (1 + 10.0 / 12) / 3}},
    /* Luo et al. 2014: ab cde fghi, answered with ab cd fghi and an invention j */
    {"a mention lacks, one is invented",
     "PER:0-1#1 PER:1-2#1 PER:2-3#2 PER:3-4#2 PER:4-5#2 PER:5-6#3 PER:6-7#3 PER:7-8#3 PER:8-9#3",
     "PER:0-1#1 PER:1-2#1 PER:2-3#2 PER:3-4#2 PER:5-6#3 PER:6-7#3 PER:7-8#3 PER:8-9#3 PER:9-10#2",
     {5.0 / 6, 5.0 / 6},
     {(2 + 4.0 / 3 + 4) / 9, (2 + 4.0 / 3 + 4) / 9},
     {(1 + 4.0 / 6 + 1) / 3, (1 + 4.0 / 6 + 1) / 3}},
};

static void check_figures(const char *label, const char *name, unsigned measure, const wm_counts *counts,
                          const double *wanted)
{
    wm_figures got = wm_score_figures(measure, &counts->of[measure]);
    ck_assert_msg(fabs(got.of[0].value - wanted[0]) < 1e-12 && fabs(got.of[1].value - wanted[1]) < 1e-12,
                  "%s: %s %g %g", label, name, got.of[0].value, got.of[1].value);
}

START_TEST(coreference_is_counted)
{
    wm_arena keep;
    wm_arena_init(&keep);
    wm_gold gold = parse_names(chains[_i].gold, &keep), answer = parse_names(chains[_i].answer, &keep);
    wm_counts counts = {0};
    wm_score_coreference(&gold, &answer, &keep, &counts);
    check_figures(chains[_i].label, "muc", WM_SCORED_MUC, &counts, chains[_i].muc);
    check_figures(chains[_i].label, "b3", WM_SCORED_B3, &counts, chains[_i].b3);
    check_figures(chains[_i].label, "ceaf-e", WM_SCORED_CEAF_E, &counts, chains[_i].ceaf);
    wm_arena_done(&keep);
}
END_TEST

/* ---- contacts: read from JSON, as they are ----------------------------------------------------------------------- */

#define MEET(status, who, place)                                                                                       \
    "{\"type\":\"meet\",\"status\":\"" status "\",\"participants\":[" who "],\"place\":[" place "]}"
#define VISIT(who, host, place)                                                                                        \
    "{\"type\":\"visit\",\"participants\":[" who "],\"host\":[" host "],\"place\":[" place "]}"
#define A "[[0,3]]"
#define B "[[4,7],[30,32]]"
#define C "[[8,11]]"
#define B_AGAIN "[[31,33]]"

static const struct {
    const char *label, *gold, *answer;
    unsigned pairs, with_status, triples, all_gold, all_system, events;
} contacts[] = {
    {"nothing", "", "", 0, 0, 0, 0, 0, 0},
    {"right", MEET("asserted", A "," B, "[20,24]"), MEET("asserted", A "," B, "[20,24]"), 1, 1, 1, 1, 1, 1},
    {"in another order", MEET("asserted", A "," B, ""), MEET("asserted", B_AGAIN "," A, ""), 1, 1, 1, 1, 1, 1},
    {"another class", MEET("asserted", A "," B, ""), MEET("planned", A "," B, ""), 1, 0, 0, 1, 1, 1},
    {"another status of the same class", MEET("refused", A "," B, ""), MEET("planned", A "," B, ""), 1, 1, 1, 1, 1, 1},
    {"place missed", MEET("asserted", A "," B, "[20,24]"), MEET("asserted", A "," B, ""), 1, 1, 0, 1, 1, 1},
    {"place invented", MEET("asserted", A "," B, ""), MEET("asserted", A "," B, "[20,24]"), 1, 1, 0, 1, 1, 1},
    {"place in part", MEET("asserted", A "," B, "[20,24]"), MEET("asserted", A "," B, "[23,29]"), 1, 1, 1, 1, 1, 1},
    {"three make three pairs", MEET("asserted", A "," B "," C, ""), MEET("asserted", A "," C, ""), 1, 1, 1, 3, 1, 1},
    {"one makes none", MEET("asserted", A, ""), MEET("asserted", A, ""), 0, 0, 0, 0, 0, 1},
    {"nobody in common", MEET("asserted", A, ""), MEET("asserted", C, ""), 0, 0, 0, 0, 0, 0},
    {"told twice counts once", MEET("asserted", A "," B, ""),
     MEET("asserted", A "," B, "") "," MEET("asserted", A "," B, ""), 1, 1, 1, 1, 2, 1},
    {"a visit has host and place", VISIT(A, B, "[20,24],[26,28]"), VISIT(A, B_AGAIN, "[26,28]"), 2, 2, 2, 2, 2, 1},
    {"a visit is no meet", VISIT(A, B, ""), MEET("asserted", A "," B, ""), 0, 0, 0, 1, 1, 0},
    {"visitor and host do not swap", VISIT(A, B, ""), VISIT(B, A, ""), 0, 0, 0, 1, 1, 0},
    {"pairs may cross events", MEET("asserted", A "," B, "") "," MEET("planned", A "," C, ""),
     MEET("planned", A "," B, "") "," MEET("asserted", A "," C, ""), 2, 0, 0, 2, 2, 2},
};

static wm_gold parse_events(const char *events, wm_arena *keep)
{
    wm_gold gold;
    wm_error err = {0};
    const char *line = wm_arena_format(keep, "{\"text\":\"%040d\",\"events\":[%s]}", 0, events);
    wm_status status = wm_gold_read(wm_slice_of(line), false, keep, &gold, &err);
    ck_assert_msg(status == WM_OK, "%s: column %u: %s", line, err.column, err.message);
    return gold;
}

START_TEST(contacts_are_counted)
{
    wm_arena keep;
    wm_arena_init(&keep);
    wm_gold gold = parse_events(contacts[_i].gold, &keep), answer = parse_events(contacts[_i].answer, &keep);
    wm_counts counts = {0};
    wm_score_contacts(&gold, &answer, &keep, &counts);
    const wm_count *pairs = &counts.of[WM_SCORED_PAIRS];
    const char *label = contacts[_i].label;
    ck_assert_msg(pairs->right == contacts[_i].pairs, "%s: pairs %g", label, pairs->right);
    ck_assert_msg(pairs->gold == contacts[_i].all_gold && pairs->system == contacts[_i].all_system, "%s: %g %g", label,
                  pairs->gold, pairs->system);
    ck_assert_msg(counts.of[WM_SCORED_PAIRS_STATUS].right == contacts[_i].with_status, "%s: pairs+status %g", label,
                  counts.of[WM_SCORED_PAIRS_STATUS].right);
    ck_assert_msg(counts.of[WM_SCORED_TRIPLES].right == contacts[_i].triples, "%s: triples %g", label,
                  counts.of[WM_SCORED_TRIPLES].right);
    ck_assert_msg(counts.of[WM_SCORED_EVENTS].right == contacts[_i].events, "%s: events %g", label,
                  counts.of[WM_SCORED_EVENTS].right);
    wm_arena_done(&keep);
}
END_TEST

/* ---- figures ----------------------------------------------------------------------------------------------------- */

static const struct {
    const char *label;
    unsigned measure;
    wm_count count;
    double wanted[WM_FIGURES]; /* below 0: unknown */
} figures[] = {
    {"names", WM_SCORED_STRICT, {3, 4, 3, 6}, {0.75, 0.5, 0.6}},
    {"names without answers", WM_SCORED_STRICT, {0, 0, 0, 6}, {0, 0, 0}},
    {"no names at all", WM_SCORED_STRICT, {0, 0, 0, 0}, {0, 0, 0}},
    {"pairs", WM_SCORED_PAIRS, {3, 4, 3, 6}, {0.75, 0.5, 0.6}},
    {"pairs without answers", WM_SCORED_PAIRS, {0, 0, 0, 6}, {-1, 0, 0}},
    {"no pairs at all", WM_SCORED_PAIRS, {0, 0, 0, 0}, {-1, -1, -1}},
    {"accuracy", WM_SCORED_MODE, {0, 0, 3, 4}, {0.75, -1, -1}},
    {"no cases", WM_SCORED_MODE, {0, 0, 0, 0}, {-1, -1, -1}},
    {"false events", WM_SCORED_FALSE_EVENTS, {0, 0, 3, 60}, {5, -1, -1}},
};

START_TEST(figures_are_computed)
{
    wm_figures got = wm_score_figures(figures[_i].measure, &figures[_i].count);
    for (unsigned f = 0; f < WM_FIGURES; f++) {
        double wanted = figures[_i].wanted[f];
        ck_assert_msg(got.of[f].known == (wanted >= 0), "%s: figure %u", figures[_i].label, f);
        if (wanted >= 0)
            ck_assert_msg(fabs(got.of[f].value - wanted) < 1e-15, "%s: figure %u is %g", figures[_i].label, f,
                          got.of[f].value);
    }
}
END_TEST

/* What random.Random(seed).random() gives in Python. */
static const struct {
    uint32_t seed;
    double first, second;
} seeds[] = {
    {0, 0.8444218515250481, 0.7579544029403025},
    {1, 0.13436424411240122, 0.8474337369372327},
    {4294967295u, 0.6353574441341173, 0.20319993954407756},
};

START_TEST(generator_is_that_of_python)
{
    wm_twister twister;
    wm_twister_init(&twister, seeds[_i].seed);
    ck_assert_double_eq(wm_twister_next(&twister), seeds[_i].first);
    ck_assert_double_eq(wm_twister_next(&twister), seeds[_i].second);
}
END_TEST

/* One text has no other to be exchanged with; two that differ do. */
START_TEST(intervals_follow_the_texts)
{
    wm_arena scratch;
    wm_arena_init(&scratch);
    wm_counts good = {.of[WM_SCORED_STRICT] = {1, 1, 1, 1}}, bad = {.of[WM_SCORED_STRICT] = {0, 1, 0, 1}};
    const wm_counts *texts[] = {&good, &bad};
    wm_figures figures_of[WM_MEASURES] = {0};
    wm_score_intervals(WM_PART_NAMES, texts, 1, &scratch, figures_of);
    ck_assert(figures_of[WM_SCORED_STRICT].of[2].low == 1 && figures_of[WM_SCORED_STRICT].of[2].high == 1);
    wm_score_intervals(WM_PART_NAMES, texts, 2, &scratch, figures_of);
    ck_assert(figures_of[WM_SCORED_STRICT].of[2].low == 0 && figures_of[WM_SCORED_STRICT].of[2].high == 1);
    ck_assert(!figures_of[WM_SCORED_PAIRS].of[0].bounded);
    wm_arena_done(&scratch);
}
END_TEST

static const struct {
    const char *text;
    unsigned count; /* 0: refused */
    unsigned measure;
    double least; /* of the last one */
} floors[] = {
    {"0.8", 1, WM_SCORED_STRICT + WM_NAME_TYPES, 0.8},
    {"names:0.8", 1, WM_SCORED_STRICT + WM_NAME_TYPES, 0.8},
    {"relaxed:1", 1, WM_SCORED_RELAXED + WM_NAME_TYPES, 1},
    {"names:0.8,pairs:0.6", 2, WM_SCORED_PAIRS, 0.6},
    {"pairs+status:0", 1, WM_SCORED_PAIRS_STATUS, 0},
    {"ceaf-e:0.5,b3:0.5,triples:.5", 0, 0, 0},
    {"place:0.5", 1, WM_SCORED_PLACE, 0.5},
    {"", 0, 0, 0},
    {"1.01", 0, 0, 0},
    {"80", 0, 0, 0},
    {"names:", 0, 0, 0},
    {":0.5", 0, 0, 0},
    {"names:0.5x", 0, 0, 0},
    {"names:nan", 0, 0, 0},
    {"false-events:0.5", 0, 0, 0},
};

START_TEST(floors_are_read)
{
    wm_arena keep;
    wm_floors got = {0};
    wm_error err = {0};
    wm_arena_init(&keep);
    wm_status status = wm_floors_read(floors[_i].text, &keep, &got, &err);
    ck_assert_msg((status == WM_OK) == (floors[_i].count != 0), "'%s': %s", floors[_i].text, err.message);
    ck_assert_msg(got.count == floors[_i].count, "'%s': %u", floors[_i].text, got.count);
    if (got.count != 0) {
        ck_assert_uint_eq(got.items[got.count - 1].measure, floors[_i].measure);
        ck_assert_double_eq(got.items[got.count - 1].least, floors[_i].least);
    }
    wm_arena_done(&keep);
}
END_TEST

Suite *score_suite(void)
{
    Suite *suite = suite_create("score");
    TCase *tests = tcase_create("score");
    tcase_add_loop_test(tests, matching_is_best, 0, ROWS(matrices));
    tcase_add_loop_test(tests, names_are_counted, 0, ROWS(names));
    tcase_add_loop_test(tests, coreference_is_counted, 0, ROWS(chains));
    tcase_add_loop_test(tests, contacts_are_counted, 0, ROWS(contacts));
    tcase_add_loop_test(tests, figures_are_computed, 0, ROWS(figures));
    tcase_add_loop_test(tests, generator_is_that_of_python, 0, ROWS(seeds));
    tcase_add_test(tests, intervals_follow_the_texts);
    tcase_add_loop_test(tests, floors_are_read, 0, ROWS(floors));
    suite_add_tcase(suite, tests);
    return suite;
}
