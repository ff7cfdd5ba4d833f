/* SPDX-License-Identifier: MIT */
/* The map from hashes to numbers. */
#include "suite.h"

#include "read/index.h"

START_TEST(an_empty_index_has_nothing)
{
    wm_index index = {0};
    ck_assert_int_eq(wm_index_get(&index, 1, -7), -7);
}
END_TEST

START_TEST(later_values_replace_earlier_ones)
{
    wm_arena arena;
    wm_arena_init(&arena);
    wm_index index = {0};
    wm_index_put(&index, 5, 1, &arena);
    wm_index_put(&index, 5, 2, &arena);
    ck_assert_int_eq(wm_index_get(&index, 5, -1), 2);
    ck_assert_uint_eq(index.count, 1);
    wm_arena_done(&arena);
}
END_TEST

/* Hashes that differ in their upper half only all start at one slot. */
START_TEST(many_hashes_of_one_slot)
{
    enum { MANY = 3000 };
    wm_arena arena;
    wm_arena_init(&arena);
    wm_index index = {0};
    for (int32_t i = 0; i < MANY; i++)
        wm_index_put(&index, ((uint64_t)i << 40) + 3, i, &arena);
    for (int32_t i = 0; i < MANY; i++)
        ck_assert_int_eq(wm_index_get(&index, ((uint64_t)i << 40) + 3, -1), i);
    ck_assert_int_eq(wm_index_get(&index, ((uint64_t)MANY << 40) + 3, -1), -1);
    ck_assert_int_eq(wm_index_get(&index, 4, -1), -1);
    wm_arena_done(&arena);
}
END_TEST

Suite *index_suite(void)
{
    Suite *suite = suite_create("index");
    TCase *all = tcase_create("index");
    tcase_add_test(all, an_empty_index_has_nothing);
    tcase_add_test(all, later_values_replace_earlier_ones);
    tcase_add_test(all, many_hashes_of_one_slot);
    suite_add_tcase(suite, all);
    return suite;
}
