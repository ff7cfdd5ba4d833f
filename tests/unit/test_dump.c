/* SPDX-License-Identifier: MIT */
/* What reads dumps: pieces of a stream, records of tables, JSON without a tree, sorting with little memory. */
#define _POSIX_C_SOURCE 200809L /* mkstemp */
#include "suite.h"

#include "base/utf8.h"
#include "cli/sort.h"
#include "in/csv.h"
#include "in/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A file with these bytes, already unlinked; `path` names it while *ret_fd is open. */
static void make_file(const char *bytes, size_t len, int *ret_fd, char path[64])
{
    char name[] = "test_dump_XXXXXX";
    *ret_fd = mkstemp(name);
    ck_assert_int_ge(*ret_fd, 0);
    unlink(name);
    ck_assert_int_eq(write(*ret_fd, bytes, len), (ssize_t)len);
    snprintf(path, 64, "/dev/fd/%d", *ret_fd);
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

/* Fields are shown with '|' between them, records with ';', and what is wrong in '!'. */
static const struct {
    const char *label, *bytes, *shown;
    char separator;
} tables[] = {
    {"plain", "a,b\nc,d\n", "a|b;c|d;", 0},
    {"no line end", "a,b", "a|b;", 0},
    {"carriage returns", "a,b\r\nc,d\r\n", "a|b;c|d;", 0},
    {"byte order mark",
     "\xEF\xBB\xBF"
     "a,b\n",
     "a|b;", 0},
    {"empty fields", ",a,,\n", "|a||;", 0},
    {"blank lines", "\n\na\n\r\nb\n", "a;b;", 0},
    {"quoted", "\"a\",\"b,c\"\n", "a|b,c;", 0},
    {"doubled quotes", "\"a \"\"b\"\"\",c\n", "a \"b\"|c;", 0},
    {"only doubled quotes", "\"\"\"\",\"\"\n", "\"|;", 0},
    {"line feed in quotes", "\"a\nb\",c\nd,e\n", "a\nb|c;d|e;", 0},
    {"quote inside a field", "a \"b\",c\nd,e\n", "a \"b\"|c;d|e;", 0},
    {"doubled quote inside a field", "a \"\"b,c\nd,e\n", "a \"\"b|c;d|e;", 0},
    {"semicolons", "a;b,c;d\n1;2;3\n", "a|b,c|d;1|2|3;", 0},
    {"tabs", "a\tb,c\n\"x\ty\"\n", "a|b,c;\"x|y\";", 0},
    {"quote that does not end", "a,b\n\"c,d\ne,f\n", "a|b;!a quote that does not end!;e|f;", 0},
    {"text behind a quote", "\"a\"b,c\nd,e\n", "!text behind a closing quote!;d|e;", 0},
    {"nothing", "", "", 0},
    {"NUL", "a\0b,c\n", "a\0b|c;", 0},
    {"separator that is told", "a,b;c\n", "a,b|c;", ';'},
};

START_TEST(table_is_read)
{
    size_t len = strcmp(tables[_i].label, "NUL") == 0 ? 6 : strlen(tables[_i].bytes);
    char path[64], shown[256];
    int fd;
    make_file(tables[_i].bytes, len, &fd, path);
    wm_arena keep;
    wm_arena_init(&keep);
    wm_stream stream;
    wm_error err;
    wm_csv csv;
    ck_assert_int_eq(wm_stream_open(&stream, path, &err), WM_OK);
    wm_csv_init(&csv, tables[_i].separator, &keep);
    size_t at = 0;
    for (;;) {
        bool any;
        const char *wrong;
        ck_assert_int_eq(wm_csv_next(&csv, &stream, &any, &wrong, &err), WM_OK);
        if (!any)
            break;
        if (wrong != NULL)
            at += (size_t)snprintf(shown + at, sizeof shown - at, "!%s!", wrong);
        for (uint32_t i = 0; i < csv.fields.count; i++) {
            wm_slice field = csv.fields.items[i];
            if (i != 0)
                shown[at++] = '|';
            memcpy(shown + at, field.at, field.len);
            at += field.len;
        }
        shown[at++] = ';';
    }
    size_t wanted = len == 6 && tables[_i].bytes[1] == '\0' ? 6 : strlen(tables[_i].shown);
    ck_assert_msg(at == wanted && memcmp(shown, tables[_i].shown, at) == 0, "%s: '%.*s'", tables[_i].label, (int)at,
                  shown);
    wm_stream_close(&stream);
    wm_arena_done(&keep);
    close(fd);
}
END_TEST

START_TEST(a_record_has_only_so_many_fields)
{
    static char commas[WM_CSV_FIELDS_MAX];
    wm_arena keep;
    wm_arena_init(&keep);
    wm_csv csv;
    wm_csv_init(&csv, ',', &keep);
    memset(commas, ',', sizeof commas);
    ck_assert_ptr_null(wm_csv_cut(&csv, (wm_piece){commas, sizeof commas - 1}));
    ck_assert_uint_eq(csv.fields.count, WM_CSV_FIELDS_MAX);
    const char *wrong = wm_csv_cut(&csv, (wm_piece){commas, sizeof commas});
    ck_assert_ptr_nonnull(wrong);
    ck_assert_str_eq(wrong, "more than 4096 fields");
    wm_arena_done(&keep);
}
END_TEST

/* Lines are counted, also those inside quotes, so that a fault can be found with an editor. */
START_TEST(lines_are_counted)
{
    static const char bytes[] = "a\n\"b\nb\"\nc\n";
    static const uint64_t wanted[] = {1, 2, 4};
    char path[64];
    int fd;
    make_file(bytes, sizeof bytes - 1, &fd, path);
    wm_stream stream;
    wm_error err;
    wm_piece piece;
    ck_assert_int_eq(wm_stream_open(&stream, path, &err), WM_OK);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(wm_stream_record(&stream, ',', &piece, &err), WM_OK);
        ck_assert_uint_eq(stream.line, wanted[i]);
    }
    wm_stream_close(&stream);
    close(fd);
}
END_TEST

/* ---- objects ----------------------------------------------------------------------------------------------------- */

static const struct {
    const char *label, *bytes, *shown;
} objects[] = {
    {"an array", "[{\"a\":1},\n {\"b\":{}} ]\n", "{\"a\":1};{\"b\":{}};"},
    {"lines", "{\"a\":1}\n{\"b\":2}\n", "{\"a\":1};{\"b\":2};"},
    {"braces in strings", "[{\"a\":\"}{\"},{\"b\":\"\\\"}\"}]", "{\"a\":\"}{\"};{\"b\":\"\\\"}\"};"},
    {"nested", "{\"a\":[{\"b\":{}}]}", "{\"a\":[{\"b\":{}}]};"},
    {"one that does not end", "{\"a\":1},{\"b\":", "{\"a\":1};{\"b\":;"},
    {"none", "[ ]\n", ""},
};

START_TEST(objects_are_cut)
{
    char path[64], shown[256];
    int fd;
    size_t at = 0;
    make_file(objects[_i].bytes, strlen(objects[_i].bytes), &fd, path);
    wm_stream stream;
    wm_error err;
    wm_piece piece;
    ck_assert_int_eq(wm_stream_open(&stream, path, &err), WM_OK);
    for (;;) {
        ck_assert_int_eq(wm_stream_object(&stream, &piece, &err), WM_OK);
        if (piece.at == NULL)
            break;
        at += (size_t)snprintf(shown + at, sizeof shown - at, "%.*s;", (int)piece.len, piece.at);
    }
    shown[at] = '\0';
    ck_assert_str_eq(shown, objects[_i].shown);
    wm_stream_close(&stream);
    close(fd);
}
END_TEST

static const struct {
    const char *label, *path, *text;
} values[] = {
    {"a string", "a", "x"},       {"with escapes", "b", "\xC3\xA9\n"},
    {"inside", "c.d.e", "deep"},  {"white space", "f.g", "h"},
    {"no string", "c.d", ""},     {"absent", "z", ""},
    {"absent inside", "a.b", ""}, {"behind an array of strings", "k", "last"},
};

START_TEST(value_is_found)
{
    static const char json[] = "{\"a\":\"x\",\"b\":\"\\u00e9\\n\",\"c\":{\"n\":[1,{\"e\":2}],\"d\":{\"e\":\"deep\"}},"
                               "\"f\" : { \"g\" : \"h\" } ,\"i\":[\"k\",\"a:b\"],\"k\":\"last\"}";
    wm_arena keep;
    wm_arena_init(&keep);
    wm_slice value;
    wm_error err;
    ck_assert_int_eq(wm_value_read(wm_slice_of(json), &value, &err), WM_OK);
    wm_slice text = wm_value_text(wm_value_at(value, values[_i].path), &keep);
    ck_assert_msg(wm_slice_is(text, values[_i].text), "%s: '%.*s'", values[_i].label, WM_SLICE_ARG(text));
    ck_assert_uint_eq(wm_value_count(wm_value_get(value, "i")), 2);
    ck_assert_uint_eq(wm_value_count(value), 6);
    wm_arena_done(&keep);
}
END_TEST

static const char *const no_values[] = {"", "{", "{\"a\":1,}", "{} {}", "\"\xFF\"", "[1 2]", "{\"a\" 1}"};

START_TEST(value_is_refused)
{
    wm_slice value;
    wm_error err = {.message = ""};
    ck_assert_int_eq(wm_value_read(wm_slice_of(no_values[_i]), &value, &err), WM_BAD_DATA);
    ck_assert_msg(err.message[0] != '\0', "no message for '%s'", no_values[_i]);
}
END_TEST

/* ---- sorting ----------------------------------------------------------------------------------------------------- */

/* With memory for everything, for some lines, and for hardly one: the same order. */
static const size_t limits[] = {1 << 20, 4096, 40};

START_TEST(lines_come_out_in_order)
{
    enum { COUNT = 2000 };
    wm_sort sort;
    wm_sort_init(&sort, limits[_i]);
    uint64_t sum = 0, again = 0;
    char line[64], last[64] = "";
    for (uint32_t i = 0; i < COUNT; i++) {
        uint32_t mixed = i * UINT32_C(2654435761);
        sum += mixed;
        int len = snprintf(line, sizeof line, "%010u%.*s", mixed, (int)(mixed % 20), "xxxxxxxxxxxxxxxxxxxx");
        wm_sort_put(&sort, (wm_slice){line, (size_t)len});
    }
    wm_slice got;
    uint32_t count = 0;
    for (; wm_sort_next(&sort, &got); count++) {
        snprintf(line, sizeof line, "%.*s", WM_SLICE_ARG(got));
        ck_assert_msg(strcmp(last, line) < 0, "'%s' after '%s'", line, last);
        again += strtoull(
            (char[11]){line[0], line[1], line[2], line[3], line[4], line[5], line[6], line[7], line[8], line[9], '\0'},
            NULL, 10);
        memcpy(last, line, sizeof last);
    }
    ck_assert_int_eq(sort.error, 0);
    ck_assert_uint_eq(count, COUNT);
    ck_assert_uint_eq(sum, again);
    wm_sort_done(&sort);
}
END_TEST

START_TEST(empty_sort_is_empty)
{
    wm_sort sort;
    wm_slice line;
    wm_sort_init(&sort, WM_SORT_HELD_BYTES);
    ck_assert(!wm_sort_next(&sort, &line));
    ck_assert(!wm_sort_next(&sort, &line));
    wm_sort_done(&sort);
}
END_TEST

START_TEST(text_is_composed)
{
    wm_arena keep;
    wm_arena_init(&keep);
    ck_assert(wm_slice_is(wm_utf8_nfc(wm_slice_of("Kyi\xCC\x81v"), &keep), "Ky\xC3\xADv"));
    ck_assert(wm_slice_is(wm_utf8_nfc(wm_slice_of("plain"), &keep), "plain"));
    ck_assert_ptr_null(wm_utf8_nfc(wm_slice_of("\xFF"), &keep).at);
    ck_assert_uint_eq(wm_utf8_lower(0xDC), 0xFC);
    wm_arena_done(&keep);
}
END_TEST

Suite *dump_suite(void)
{
    Suite *suite = suite_create("dump");
    TCase *tests = tcase_create("dump");
    tcase_add_loop_test(tests, table_is_read, 0, ROWS(tables));
    tcase_add_test(tests, a_record_has_only_so_many_fields);
    tcase_add_test(tests, lines_are_counted);
    tcase_add_loop_test(tests, objects_are_cut, 0, ROWS(objects));
    tcase_add_loop_test(tests, value_is_found, 0, ROWS(values));
    tcase_add_loop_test(tests, value_is_refused, 0, ROWS(no_values));
    tcase_add_loop_test(tests, lines_come_out_in_order, 0, ROWS(limits));
    tcase_add_test(tests, empty_sort_is_empty);
    tcase_add_test(tests, text_is_composed);
    suite_add_tcase(suite, tests);
    return suite;
}
