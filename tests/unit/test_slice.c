/* SPDX-License-Identifier: MIT */
/* Slices: cutting, trimming, order and edit distance. */
#include "suite.h"

#include "base/slice.h"

static const struct {
    const char *label, *text;
    const char *parts; /* joined by '|' */
} cuts[] = {
    {"no mark", "one", "one"},
    {"two parts", "one\ttwo", "one|two"},
    {"empty text is one empty part", "", ""},
    {"empty part at both ends", "\tone\t", "|one|"},
    {"marks side by side", "one\t\ttwo", "one||two"},
};

START_TEST(cut_gives_every_part)
{
    char joined[64] = "";
    wm_slice rest = wm_slice_of(cuts[_i].text);
    while (rest.at != NULL) {
        wm_slice part = wm_slice_cut(&rest, '\t');
        strncat(joined, part.at, part.len);
        if (rest.at != NULL)
            strcat(joined, "|");
    }
    ck_assert_msg(strcmp(joined, cuts[_i].parts) == 0, "%s: got '%s'", cuts[_i].label, joined);
}
END_TEST

static const struct {
    const char *text, *trimmed;
} trims[] = {
    {"", ""},
    {" \t ", ""},
    {"plain", "plain"},
    {"  both ends\t", "both ends"},
    {"line end\r", "line end"},
    {" in  side ", "in  side"},
    {"\xC2\xA0no-break space stays", "\xC2\xA0no-break space stays"},
};

START_TEST(trim_takes_blanks_at_the_ends)
{
    wm_slice got = wm_slice_trim(wm_slice_of(trims[_i].text));
    ck_assert_msg(wm_slice_is(got, trims[_i].trimmed), "'%s': got '%.*s'", trims[_i].text, WM_SLICE_ARG(got));
}
END_TEST

static const struct {
    const char *a, *b;
    int order;
} orders[] = {
    {"", "", 0},
    {"", "a", -1},
    {"a", "a", 0},
    {"a", "b", -1},
    {"ab", "a", 1},
    {"Z", "a", -1},
    {"z", "\xC3\xA9", -1}, /* bytes are unsigned */
    {"\xC3\xA9", "\xE2\x80\x94", -1},
};

START_TEST(compare_is_byte_order)
{
    wm_slice a = wm_slice_of(orders[_i].a), b = wm_slice_of(orders[_i].b);
    int forth = wm_slice_compare(a, b), back = wm_slice_compare(b, a);
    ck_assert_msg((forth > 0) - (forth < 0) == orders[_i].order, "'%s' '%s': %d", orders[_i].a, orders[_i].b, forth);
    ck_assert_msg((back > 0) - (back < 0) == -orders[_i].order, "'%s' '%s': %d", orders[_i].b, orders[_i].a, back);
    ck_assert_msg(wm_slice_equal(a, b) == (orders[_i].order == 0), "'%s' '%s': equal?", orders[_i].a, orders[_i].b);
}
END_TEST

START_TEST(equal_looks_at_bytes_not_at_strings)
{
    ck_assert(!wm_slice_equal((wm_slice){"a\0b", 3}, (wm_slice){"a\0c", 3}));
    ck_assert(wm_slice_equal((wm_slice){NULL, 0}, wm_slice_of("")));
    ck_assert(!wm_slice_is((wm_slice){"meets", 5}, "meet"));
}
END_TEST

#define LONG_63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct {
    const char *label, *a, *b;
    unsigned limit, distance;
} distances[] = {
    {"same", "place", "place", 2, 0},
    {"nothing to anything", "", "abc", 5, 3},
    {"insert", "plce", "place", 2, 1},
    {"delete", "plaace", "place", 2, 1},
    {"change", "plade", "place", 2, 1},
    {"neighbours swapped", "wohm", "whom", 2, 1},
    {"swapped at the start", "hwo", "who", 2, 1},
    {"swap and insert", "wohmm", "whom", 2, 2},
    {"a letter stays beside the swapped ones", "ca", "abc", 5, 3}, /* restricted form: not 2 */
    {"kitten", "kitten", "sitting", 5, 3},
    {"stops above the limit", "person", "organization", 2, 3},
    {"longest that is measured", LONG_63, LONG_63, 2, 0},
    {"longer is far away", LONG_63 "b", LONG_63 "b", 2, 3},
};

START_TEST(distance_counts_edits)
{
    unsigned got = wm_slice_distance(wm_slice_of(distances[_i].a), wm_slice_of(distances[_i].b), distances[_i].limit);
    unsigned back = wm_slice_distance(wm_slice_of(distances[_i].b), wm_slice_of(distances[_i].a), distances[_i].limit);
    ck_assert_msg(got == distances[_i].distance, "%s: got %u", distances[_i].label, got);
    ck_assert_msg(back == got, "%s: %u there, %u back", distances[_i].label, got, back);
}
END_TEST

Suite *slice_suite(void)
{
    Suite *suite = suite_create("slice");
    TCase *all = tcase_create("slice");
    tcase_add_loop_test(all, cut_gives_every_part, 0, ROWS(cuts));
    tcase_add_loop_test(all, trim_takes_blanks_at_the_ends, 0, ROWS(trims));
    tcase_add_loop_test(all, compare_is_byte_order, 0, ROWS(orders));
    tcase_add_test(all, equal_looks_at_bytes_not_at_strings);
    tcase_add_loop_test(all, distance_counts_edits, 0, ROWS(distances));
    suite_add_tcase(suite, all);
    return suite;
}
