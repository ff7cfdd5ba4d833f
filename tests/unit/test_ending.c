/* SPDX-License-Identifier: MIT */
/* Endings: what is found in a pattern, and that no pattern is refused a text that it matches. */
#include "suite.h"

#include "rule/ending.h"
#include "rule/regex.h"

#include <string.h>

static const struct {
    const char *label, *pattern;
    const char *endings; /* joined by ' ' */
} finds[] = {
    {"letters at the end", "[A-Z]+dome", "dome"},
    {"nothing but letters", "dome", "dome"},
    {"a group of alternatives", "[A-Z][a-z]+(tion|ment)", "tion ment"},
    {"a group that captures nothing", "[a-z]+(?:ed|ing)", "ed ing"},
    {"groups in groups", "x(?:a(b|c)|d)", "b c d"},
    {"alternatives of the whole", "[a-z]b|[a-z]cd", "b cd"},
    {"a letter that may be left out", "[a-z]+ances?", "ance ances"},
    {"a class before letters", "(ed|[b-h]s)", "ed s"},
    {"a class of brackets", "[])(]ab", "ab"},
    {"no brackets of a class", "[^]ab", ""},
    {"a class with a name in it", "[[:digit:][]ab|[xy]cd", ""},
    {"brackets that are escaped", "\\(a\\)\\[-bc", "bc"},
    {"an end of one class", "ab[cd]", ""},
    {"one alternative that ends with anything", "(ab|c.)", ""},
    {"an alternative of nothing", "(ab|)", ""},
    {"a letter alone that may be left out", "a(bc)?d?", ""},
    {"letters that are repeated", "abc+", ""},
    {"a group that is repeated", "x(ab)*", ""},
    {"a group that may be left out", "x(ab)?", ""},
    {"lazy letters", "abc??", ""},
    {"letters behind a repeated group", "(ab)*cd", "cd"},
    {"a look-behind", "[a-z]+(?<=ab|c)", ""},
    {"a look-ahead before it", "(?!.*(?:s|ion)$)[a-z]+ab", "ab"},
    {"an escape of a letter", "a\\d", ""},
    {"an escape that takes a letter", "a\\pL", ""},
    {"an escape that takes digits", "b\\x4a", ""},
    {"an escape in braces", "b\\x{4a}cd", "cd"},
    {"a quotation", "a\\Qb|c", ""},
    {"a verb", "a(*ACCEPT)bc", ""},
    {"a comment", "(?#[)a|b[])]x", ""},
    {"letters that fold", "(?i)ab", ""},
    {"letters that fold in a part", "a(?i:b)c", ""},
    {"options taken back", "x(?^i)ab", ""},
    {"a dot that takes line ends", "(?s).*ab", "ab"},
};

START_TEST(endings_of_patterns_are_found)
{
    char joined[128] = "";
    wm_endings found;
    wm_endings_find(wm_slice_of(finds[_i].pattern), &found);
    for (uint32_t i = 0; i < found.count; i++) {
        strcat(joined, i == 0 ? "" : " ");
        strncat(joined, found.items[i].at, found.items[i].len);
    }
    ck_assert_msg(strcmp(joined, finds[_i].endings) == 0, "%s: got '%s'", finds[_i].label, joined);
}
END_TEST

/* Whatever the regex matches, its endings let through. */
START_TEST(no_match_is_lost)
{
    static const char *const texts[] = {"ab",  "cd",    "a",    "abcd", "xab", "XAB",   "Ation",  "Station", "abc",
                                        "a1",  "bJ",    "bJcd", "aL",   "abb", "xb",    "xac",    "d",       "x",
                                        "b)x", "a(b[c", "(ab",  ")ab",  "aab", "ances", "dances", "1ab",     "[ab"};
    wm_arena keep;
    wm_arena_init(&keep);
    wm_regex_fault fault;
    wm_regex_work *work = wm_regex_work_new();
    wm_regex *regex = wm_regex_new(&(wm_regex_source){wm_slice_of(finds[_i].pattern), true, false}, &keep, &fault);
    for (int i = 0; regex != NULL && i < ROWS(texts); i++) {
        wm_slice text = wm_slice_of(texts[i]);
        bool matches = wm_regex_match(regex, work, text, 0) == WM_REGEX_YES;
        ck_assert_msg(!matches || wm_regex_may_match(regex, text), "%s: '%s' is lost", finds[_i].label, texts[i]);
    }
    wm_regex_free(regex);
    wm_regex_work_free(work);
    wm_arena_done(&keep);
}
END_TEST

Suite *ending_suite(void)
{
    Suite *suite = suite_create("ending");
    TCase *tests = tcase_create("endings");
    tcase_add_loop_test(tests, endings_of_patterns_are_found, 0, ROWS(finds));
    tcase_add_loop_test(tests, no_match_is_lost, 0, ROWS(finds));
    suite_add_tcase(suite, tests);
    return suite;
}
