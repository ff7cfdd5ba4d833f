/* SPDX-License-Identifier: MIT */
/* Errors and faults: what is filled in, what is cut, and columns in code points. */
#include "suite.h"

#include "base/error.h"

#include <stdio.h>

START_TEST(fail_fills_everything_and_returns_the_status)
{
    wm_error err = {.line = 7, .column = 8};
    ck_assert_int_eq(wm_fail(&err, WM_IO, "a/b.tsv", "cannot open '%s'", "b"), WM_IO);
    ck_assert_int_eq(err.status, WM_IO);
    ck_assert_str_eq(err.path, "a/b.tsv");
    ck_assert_str_eq(err.message, "cannot open 'b'");
    ck_assert_uint_eq(err.line, 0);
    ck_assert_uint_eq(err.column, 0);
}
END_TEST

START_TEST(fail_without_a_place)
{
    wm_error err;
    ck_assert_int_eq(wm_fail(NULL, WM_BAD_USE, NULL, "no text"), WM_BAD_USE);
    ck_assert_int_eq(wm_fail(&err, WM_BAD_USE, NULL, "no text"), WM_BAD_USE);
    ck_assert_str_eq(err.path, "");
}
END_TEST

START_TEST(long_words_are_cut_to_the_room)
{
    char word[2000];
    memset(word, 'w', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    wm_error err;
    wm_fail(&err, WM_BAD_DATA, word, "%s", word);
    ck_assert_uint_eq(strlen(err.path), sizeof err.path - 1);
    ck_assert_uint_eq(strlen(err.message), sizeof err.message - 1);
}
END_TEST

static const struct {
    const char *label, *source;
    size_t at, len; /* bytes of the faulty part */
    uint32_t column, width;
} places[] = {
    {"first word", "emit meet", 0, 4, 1, 4},
    {"second word", "emit meet", 5, 4, 6, 4},
    {"behind two-byte letters", "\xC3\xA9\xC3\xA9 x", 5, 1, 4, 1},
    {"wide part", "a \xC3\xA9\xE2\x80\x94", 2, 5, 3, 2},
    {"an ill-formed byte is one column", "\xFF\xFF x", 3, 1, 4, 1},
    {"nothing at the end has a width", "emit", 4, 0, 5, 1},
};

START_TEST(columns_count_code_points)
{
    wm_arena arena;
    wm_arena_init(&arena);
    wm_faults faults = {.arena = &arena};
    wm_slice source = wm_slice_of(places[_i].source);
    wm_slice part = {source.at + places[_i].at, places[_i].len};
    const wm_fault *fault = wm_fault_add(&faults, "x.rules", 3, source, part, "bad");
    ck_assert_msg(fault->column == places[_i].column, "%s: column %u", places[_i].label, fault->column);
    ck_assert_msg(fault->width == places[_i].width, "%s: width %u", places[_i].label, fault->width);
    ck_assert_str_eq(fault->source, places[_i].source);
    ck_assert_ptr_null(fault->note);
    ck_assert_ptr_null(fault->hint);
    wm_arena_done(&arena);
}
END_TEST

START_TEST(a_fault_without_a_part_is_the_line)
{
    wm_arena arena;
    wm_arena_init(&arena);
    wm_faults faults = {.arena = &arena};
    const wm_fault *fault =
        wm_fault_add(&faults, "x.tsv", 1, wm_slice_of("Muscat\t"), (wm_slice){NULL, 0}, "trailing blank");
    ck_assert_uint_eq(fault->column, 1);
    ck_assert_uint_eq(fault->width, 7);
    wm_arena_done(&arena);
}
END_TEST

static const struct {
    uint32_t faults;
    wm_status status;
    const char *message;
} sums[] = {
    {0, WM_OK, ""},
    {1, WM_BAD_DATA, "fault 1"},
    {3, WM_BAD_DATA, "fault 1 (and 2 more)"},
};

START_TEST(the_first_fault_speaks_for_all)
{
    wm_arena arena;
    wm_arena_init(&arena);
    wm_faults faults = {.arena = &arena};
    wm_slice line = wm_slice_of("some line");
    for (uint32_t i = 0; i < sums[_i].faults; i++)
        wm_fault_add(&faults, "x.tsv", 10 + i, line, (wm_slice){line.at + 5, 4}, "fault %u", i + 1);
    wm_error err = {0};
    ck_assert_int_eq(wm_faults_status(&faults, &err), sums[_i].status);
    ck_assert_int_eq(wm_faults_status(&faults, NULL), sums[_i].status);
    ck_assert_str_eq(err.message, sums[_i].message);
    ck_assert_uint_eq(err.line, sums[_i].faults == 0 ? 0 : 10);
    ck_assert_uint_eq(err.column, sums[_i].faults == 0 ? 0 : 6);
    wm_arena_done(&arena);
}
END_TEST

Suite *error_suite(void)
{
    Suite *suite = suite_create("error");
    TCase *all = tcase_create("error");
    tcase_add_test(all, fail_fills_everything_and_returns_the_status);
    tcase_add_test(all, fail_without_a_place);
    tcase_add_test(all, long_words_are_cut_to_the_room);
    tcase_add_loop_test(all, columns_count_code_points, 0, ROWS(places));
    tcase_add_test(all, a_fault_without_a_part_is_the_line);
    tcase_add_loop_test(all, the_first_fault_speaks_for_all, 0, ROWS(sums));
    suite_add_tcase(suite, all);
    return suite;
}
