/* SPDX-License-Identifier: MIT */
/* What people see: tables, marked text, faults with their caret. */
#include "suite.h"

#include "fake_result.h"
#include "out/color.h"
#include "out/fault.h"
#include "out/screen.h"
#include "out/table.h"

static char *take(wm_buffer *out)
{
    wm_buffer_put_char(out, '\0');
    return out->at;
}

static const struct {
    const char *label, *text;
    size_t width;
} widths[] = {
    {"empty", "", 0},
    {"ASCII", "Muscat", 6},
    {"accents", "Jos\xC3\xA9", 4},
    {"combining mark", "Jose\xCC\x81", 4},
    {"Chinese", "\xE5\x8C\x97\xE4\xBA\xAC", 4},
    {"Hangul", "\xEC\x84\x9C", 2},
    {"emoji", "\xF0\x9F\x98\x80", 2},
    {"byte order mark", "\xEF\xBB\xBFx", 1},
    {"a control is shown", "\x1B[0m", 4},
    {"ill-formed is one", "a\xFF", 2},
};

START_TEST(width_is_in_columns)
{
    size_t got = wm_screen_width(wm_slice_of(widths[_i].text));
    ck_assert_msg(got == widths[_i].width, "%s: %zu", widths[_i].label, got);
}
END_TEST

START_TEST(controls_are_shown)
{
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_screen_put(&out, wm_slice_of("a\x1B[31m\tb\r\nc\rd\x7F\xC2\x9B\xE2\x80\xAE"));
    ck_assert_str_eq(take(&out), "a\xE2\x90\x9B[31m\tb\r\nc\xE2\x90\x8D"
                                 "d\xE2\x90\xA1\xEF\xBF\xBD\xEF\xBF\xBD");
    wm_buffer_done(&out);
}
END_TEST

static const struct {
    const char *label;
    whomet_triple triples[2];
    uint32_t count;
    size_t width;
    const char *table;
} tables[] = {
    {"nothing", {{0}}, 0, 80, "no meetings or visits found\n"},
    {"absent facts are empty, the last column too",
     {{"A", NULL, "visited", NULL, NULL, "B", NULL, NULL, "asserted", 0}},
     1,
     0,
     "WHO  DID      WHOM  WHERE  WHEN\nA    visited        B\n"},
    {"another status is said",
     {{"A", NULL, "met", "B", NULL, NULL, NULL, NULL, "refused", 0}},
     1,
     0,
     "WHO  DID            WHOM  WHERE  WHEN\nA    met (refused)  B\n"},
    {"wide characters keep the columns",
     {{"\xE5\x8C\x97\xE4\xBA\xAC", NULL, "met", "B", NULL, NULL, NULL, NULL, NULL, 0},
      {"Jos\xC3\xA9", NULL, "met", "C", NULL, NULL, NULL, NULL, NULL, 0}},
     2,
     0,
     "WHO   DID  WHOM  WHERE  WHEN\n\xE5\x8C\x97\xE4\xBA\xAC  met  B\nJos\xC3\xA9  met  C\n"},
    {"too wide: broken between words, dates stay whole",
     {{"one two three", NULL, "met", "four five six", NULL, "X", NULL, "2026-02-06", NULL, 0}},
     1,
     42,
     "WHO       DID  WHOM      WHERE  WHEN\none two   met  four      X      2026-02-06\nthree          five six\n"},
    {"a cell cannot break the table",
     {{"a\nb\tc", NULL, "met", "B", NULL, NULL, NULL, NULL, NULL, 0}},
     1,
     0,
     "WHO    DID  WHOM  WHERE  WHEN\na b c  met  B\n"},
};

START_TEST(table_has_columns)
{
    whomet_result result = fake_text("", 0);
    result.triples = (whomet_triple_list){tables[_i].triples, tables[_i].count};
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_table_put(&out, &result, tables[_i].width, false);
    const char *got = take(&out);
    ck_assert_msg(strcmp(got, tables[_i].table) == 0, "%s:\n%s", tables[_i].label, got);
    wm_buffer_done(&out);
}
END_TEST

START_TEST(tsv_has_a_field_for_each_column)
{
    wm_buffer out;
    wm_origin origin = {.id = wm_slice_of("a\tb")};
    wm_buffer_init(&out, -1);
    wm_table_put_tsv_head(&out);
    wm_table_put_tsv(&out, fake_result(), &origin);
    ck_assert_str_eq(
        take(&out), "document\twho\tdid\twhom\twhere\twhen\tstatus\twho_id\twhom_id\twhere_id\tevent\n"
                    "a b\tJos\xC3\xA9 Ruiz\tmet\tIranian \"envoys\"\tMuscat\t2026-02-06\tasserted\tperson/jose-ruiz\t\t"
                    "place/om/muscat\tv1\n"
                    "a b\tJos\xC3\xA9 Ruiz\tvisited\t\tMuscat\t\tplanned\tperson/jose-ruiz\t\tplace/om/muscat\tv2\n");
    wm_buffer_done(&out);
}
END_TEST

START_TEST(text_is_marked_and_whole)
{
    wm_buffer out;
    wm_origin origin = {.id = wm_slice_of("a")};
    wm_buffer_init(&out, -1);
    wm_color_put(&out, fake_result(), &origin, 0, false);
    const char *got = take(&out);
    static const char begin[] = "[Jos\xC3\xA9 Ruiz] {met} Iranian \"envoys\" in [Muscat]\xEF\xBF\xBD on Friday.\n\n"
                                "[person, place, organization]  {contact}\n\nWHO ";
    ck_assert_msg(strncmp(got, begin, sizeof begin - 1) == 0, "%s", got);
    ck_assert_ptr_nonnull(strstr(got, "\nwarning: read as U+FFFD (at character 40)\n"));
    wm_buffer_done(&out);
}
END_TEST

START_TEST(color_adds_codes_only)
{
    wm_buffer out;
    wm_origin origin = {.id = wm_slice_of("a")};
    wm_buffer_init(&out, -1);
    wm_color_put(&out, fake_result(), &origin, 0, true);
    static const char begin[] = "\033[1;36mJos\xC3\xA9 Ruiz\033[0m \033[1;31mmet\033[0m Iranian \"envoys\" in "
                                "\033[32mMuscat\033[0m\xEF\xBF\xBD on Friday.\n";
    ck_assert_int_eq(strncmp(take(&out), begin, sizeof begin - 1), 0);
    wm_buffer_done(&out);
}
END_TEST

static const struct {
    const char *label, *text;
    size_t width;
    const char *shown;
} pages[] = {
    {"no limit", "one two three four\n", 0, "one two three four\n"},
    {"between words", "one two three four\n", 9, "one two\nthree\nfour\n"},
    {"exactly as wide", "one two\n", 7, "one two\n"},
    {"its own lines stay", "one\n\ntwo three\r\n", 5, "one\n\ntwo\nthree\r\n"},
    {"a long word is left whole", "a longer-than-that b", 6, "a\nlonger-than-that\nb\n"},
    {"columns, not bytes", "\xC3\xA9\xC3\xA9\xC3\xA9 \xE5\x8C\x97\n", 6, "\xC3\xA9\xC3\xA9\xC3\xA9 \xE5\x8C\x97\n"},
    {"blanks at the beginning stay", "  one two\n", 6, "  one\ntwo\n"},
    {"a filled paragraph is filled anew",
     "the first line of a paragraph that somebody has filled at sixty\r\n"
     "columns, with words that go on to the next line and then end\nhere\n",
     50,
     "the first line of a paragraph that somebody has\nfilled at sixty columns, with words that go on to\n"
     "the next line and then end here\n"},
    {"a filled paragraph that fits stays",
     "the first line of a paragraph that somebody has filled at sixty\ncolumns, with words that go on\n", 63,
     "the first line of a paragraph that somebody has filled at sixty\ncolumns, with words that go on\n"},
    {"a headline is no full line", "Ministers meet\nthe first line of a paragraph that somebody has filled at sixty\n",
     50, "Ministers meet\nthe first line of a paragraph that somebody has\nfilled at sixty\n"},
    {"items and indented lines begin lines",
     "the first line of a paragraph that somebody has filled at sixty\n- one\n  two\n", 50,
     "the first line of a paragraph that somebody has\nfilled at sixty\n- one\n  two\n"},
    {"short lines are verse", "one two three four\nfive six seven eight\n", 10,
     "one two\nthree four\nfive six\nseven\neight\n"},
    {"a blank before the line feed",
     "the first line of a paragraph that somebody has filled at \nsixty columns\n", 57,
     "the first line of a paragraph that somebody has filled at\nsixty columns\n"},
};

START_TEST(lines_break_between_words)
{
    whomet_result result = fake_text(pages[_i].text, strlen(pages[_i].text));
    wm_origin origin = {.id = wm_slice_of("a")};
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_color_put(&out, &result, &origin, pages[_i].width, true);
    const char *got = take(&out);
    ck_assert_msg(strncmp(got, pages[_i].shown, strlen(pages[_i].shown)) == 0, "%s:\n%s", pages[_i].label, got);
    wm_buffer_done(&out);
}
END_TEST

static const struct {
    const char *label;
    whomet_fault fault;
    const char *shown;
} faults[] = {
    {"the form of the contract",
     {"rules/60-contact.rules", 27, 28, 5, "  emit  meet who=$who whom=$wohm",
      "unknown slot 'wohm' in rule 'contact.met'", "slots of this pattern: who, whom, where", "did you mean 'whom'?"},
     "rules/60-contact.rules:27:28: error: unknown slot 'wohm' in rule 'contact.met'\n"
     "   27 |   emit  meet who=$who whom=$wohm\n"
     "      |                            ^~~~~ slots of this pattern: who, whom, where\n"
     "hint: did you mean 'whom'?\n"},
    {"tabs are repeated, accents are one column",
     {"a", 1, 4, 2, "\t\xC3\xA9\tbc", "bad", NULL, NULL},
     "a:1:4: error: bad\n    1 | \t\xC3\xA9\tbc\n      | \t \t^~\n"},
    {"wide characters before and under the caret",
     {"a", 1, 2, 1, "\xE5\x8C\x97\xE4\xBA\xAC", "bad", NULL, NULL},
     "a:1:2: error: bad\n    1 | \xE5\x8C\x97\xE4\xBA\xAC\n      |   ^~\n"},
    {"behind the end of the line",
     {"a", 1, 3, 1, "b", "bad", NULL, NULL},
     "a:1:3: error: bad\n    1 | b\n      |   ^\n"},
    {"a long line number",
     {"a", 1234567, 1, 1, "b", "bad", NULL, NULL},
     "a:1234567:1: error: bad\n1234567 | b\n        | ^\n"},
    {"no column", {"a", 5, 0, 0, "b", "bad", NULL, NULL}, "a:5: error: bad\n    5 | b\n"},
    {"no line", {"a", 0, 0, 0, NULL, "bad", NULL, "do"}, "a: error: bad\nhint: do\n"},
};

START_TEST(fault_is_shown)
{
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_fault_put(&out, &faults[_i].fault, false);
    const char *got = take(&out);
    ck_assert_msg(strcmp(got, faults[_i].shown) == 0, "%s:\n%s", faults[_i].label, got);
    wm_buffer_done(&out);
}
END_TEST

static const struct {
    whomet_error error;
    const char *shown;
} errors[] = {
    {{WHOMET_BAD_DATA, "a.rules", 3, 4, "bad"}, "a.rules:3:4: error: bad\n"},
    {{WHOMET_BAD_DATA, "a.gaz", 0, 0, "not a gazetteer"}, "a.gaz: error: not a gazetteer\n"},
    {{WHOMET_IO, "a", 0, 0, "cannot open 'a': gone"}, "whomet: error: cannot open 'a': gone\n"},
    {{WHOMET_NO_MEMORY, "", 0, 0, "no memory"}, "whomet: error: no memory\n"},
};

START_TEST(error_is_shown)
{
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_fault_put_error(&out, &errors[_i].error, false);
    ck_assert_str_eq(take(&out), errors[_i].shown);
    wm_buffer_done(&out);
}
END_TEST

Suite *table_suite(void)
{
    Suite *suite = suite_create("table");
    TCase *tests = tcase_create("table");
    tcase_add_loop_test(tests, width_is_in_columns, 0, ROWS(widths));
    tcase_add_test(tests, controls_are_shown);
    tcase_add_loop_test(tests, table_has_columns, 0, ROWS(tables));
    tcase_add_test(tests, tsv_has_a_field_for_each_column);
    tcase_add_test(tests, text_is_marked_and_whole);
    tcase_add_test(tests, color_adds_codes_only);
    tcase_add_loop_test(tests, lines_break_between_words, 0, ROWS(pages));
    tcase_add_loop_test(tests, fault_is_shown, 0, ROWS(faults));
    tcase_add_loop_test(tests, error_is_shown, 0, ROWS(errors));
    suite_add_tcase(suite, tests);
    return suite;
}
