/* SPDX-License-Identifier: MIT */
/* Interning: ids in order of appearance, found again whatever the number of strings. */
#include "suite.h"

#include "base/intern.h"

#include <stdio.h>

static wm_arena arena;

static void open_arena(void)
{
    wm_arena_init(&arena);
}

static void close_arena(void)
{
    wm_arena_done(&arena);
}

static const struct {
    const char *label;
    wm_slice text;
    uint32_t id;
} puts_in_order[] = {
    {"first", {"met", 3}, 0},
    {"second", {"whom", 4}, 1},
    {"first again", {"met", 3}, 0},
    {"other case is another string", {"Met", 3}, 2},
    {"empty", {"", 0}, 3},
    {"begins like the first", {"me", 2}, 4},
    {"NUL inside", {"met\0whom", 8}, 5},
    {"other bytes behind the NUL", {"met\0who", 7}, 6},
    {"empty again", {NULL, 0}, 3},
    {"NUL inside again", {"met\0whom", 8}, 5},
};

START_TEST(equal_strings_get_equal_ids)
{
    wm_intern table = {.arena = &arena};
    for (int i = 0; i < ROWS(puts_in_order); i++) {
        uint32_t id = wm_intern_put(&table, puts_in_order[i].text);
        ck_assert_msg(id == puts_in_order[i].id, "%s: id %u", puts_in_order[i].label, id);
        ck_assert_msg(wm_intern_find(&table, puts_in_order[i].text) == id, "%s: not found", puts_in_order[i].label);
        ck_assert_msg(wm_slice_equal(table.strings.items[id], puts_in_order[i].text), "%s: text differs",
                      puts_in_order[i].label);
    }
    ck_assert_uint_eq(table.strings.count, 7);
}
END_TEST

START_TEST(unknown_strings_are_not_found)
{
    wm_intern table = {.arena = &arena};
    ck_assert_uint_eq(wm_intern_find(&table, wm_slice_of("met")), WM_NO_ID);
    wm_intern_put(&table, wm_slice_of("met"));
    ck_assert_uint_eq(wm_intern_find(&table, wm_slice_of("meet")), WM_NO_ID);
    ck_assert_uint_eq(wm_intern_find(&table, wm_slice_of("")), WM_NO_ID);
}
END_TEST

START_TEST(strings_are_copies_with_a_nul_behind)
{
    wm_intern table = {.arena = &arena};
    char text[] = "Muscat";
    uint32_t id = wm_intern_put(&table, (wm_slice){text, 3});
    memset(text, 'x', sizeof text);
    ck_assert_str_eq(table.strings.items[id].at, "Mus");
}
END_TEST

START_TEST(many_strings)
{
    enum { MANY = 20000 };
    wm_intern table = {.arena = &arena};
    char text[32];
    for (uint32_t i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "name %u", i);
        ck_assert_uint_eq(wm_intern_put(&table, wm_slice_of(text)), i);
    }
    for (uint32_t i = 0; i < MANY; i++) {
        snprintf(text, sizeof text, "name %u", i);
        ck_assert_uint_eq(wm_intern_find(&table, wm_slice_of(text)), i);
    }
    ck_assert_uint_eq(wm_intern_find(&table, wm_slice_of("name 20000")), WM_NO_ID);
}
END_TEST

Suite *intern_suite(void)
{
    Suite *suite = suite_create("intern");
    TCase *all = tcase_create("intern");
    tcase_add_checked_fixture(all, open_arena, close_arena);
    tcase_add_test(all, equal_strings_get_equal_ids);
    tcase_add_test(all, unknown_strings_are_not_found);
    tcase_add_test(all, strings_are_copies_with_a_nul_behind);
    tcase_add_test(all, many_strings);
    suite_add_tcase(suite, all);
    return suite;
}
