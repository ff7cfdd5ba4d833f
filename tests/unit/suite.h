/* SPDX-License-Identifier: MIT */
/* What every test program shares: one Check suite each, run by main.c.
 *
 * The build names the suite (-DSUITE=arena_suite), so that test_arena.c defines `Suite *arena_suite(void)` and nothing
 * is registered anywhere else.
 */
#ifndef WM_TESTS_SUITE_H
#define WM_TESTS_SUITE_H

#include <check.h>

Suite *SUITE(void);

/* Rows of a table, for tcase_add_loop_test(). */
#define ROWS(table) ((int)(sizeof(table) / sizeof(table)[0]))

#endif
