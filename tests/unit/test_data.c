/* SPDX-License-Identifier: MIT */
/* The folders of the library, as the environment tells them. */
#define _POSIX_C_SOURCE 200809L
#include "suite.h"

#include "whomet.h"

#include <stdlib.h>
#include <string.h>

static void set(const char *name, const char *value)
{
    ck_assert_int_eq(value != NULL ? setenv(name, value, 1) : unsetenv(name), 0);
}

static const struct {
    const char *label, *data_home, *home, *path;
} homes[] = {
    {"XDG_DATA_HOME", "/data", "/me", "/data/whomet/names"},
    {"a relative one is ignored", "data", "/me", "/me/.local/share/whomet/names"},
    {"an empty one too", "", "/me", "/me/.local/share/whomet/names"},
    {"home alone", NULL, "/me", "/me/.local/share/whomet/names"},
    {"a relative home", NULL, "me", ""},
    {"nothing", NULL, NULL, ""},
};

START_TEST(names_are_where_the_environment_says)
{
    char path[256] = "untouched";
    set("XDG_DATA_HOME", homes[_i].data_home);
    set("HOME", homes[_i].home);
    size_t len = whomet_names_dir(path, sizeof path);
    ck_assert_msg(strcmp(path, homes[_i].path) == 0, "%s: '%s'", homes[_i].label, path);
    ck_assert_msg(len == strlen(path), "%s: length %zu", homes[_i].label, len);
}
END_TEST

static const struct {
    const char *label;
    size_t room;
    const char *path; /* NULL: not touched */
} rooms[] = {
    {"ample", 64, "/some/data"},
    {"just enough", 11, "/some/data"},
    {"one short", 10, "/some/dat"},
    {"for the NUL", 1, ""},
    {"none", 0, NULL},
};

START_TEST(a_path_is_cut_but_measured_whole)
{
    char path[64] = "untouched";
    set("WHOMET_DATA", "/some/data");
    size_t len = whomet_data_dir(rooms[_i].room != 0 ? path : NULL, rooms[_i].room);
    ck_assert_msg(len == 10, "%s: length %zu", rooms[_i].label, len);
    const char *wanted = rooms[_i].path != NULL ? rooms[_i].path : "untouched";
    ck_assert_msg(strcmp(path, wanted) == 0, "%s: '%s'", rooms[_i].label, path);
}
END_TEST

START_TEST(there_is_always_a_data_folder)
{
    set("WHOMET_DATA", NULL);
    ck_assert_uint_ne(whomet_data_dir(NULL, 0), 0);
    size_t len = whomet_data_dir(NULL, 0);
    set("WHOMET_DATA", "");
    ck_assert_uint_eq(whomet_data_dir(NULL, 0), len);
}
END_TEST

Suite *data_suite(void)
{
    Suite *suite = suite_create("data");
    TCase *folders = tcase_create("folders");
    tcase_add_loop_test(folders, names_are_where_the_environment_says, 0, ROWS(homes));
    tcase_add_loop_test(folders, a_path_is_cut_but_measured_whole, 0, ROWS(rooms));
    tcase_add_test(folders, there_is_always_a_data_folder);
    suite_add_tcase(suite, folders);
    return suite;
}
