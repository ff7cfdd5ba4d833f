/* SPDX-License-Identifier: MIT */
/* Records of JSON Lines: what is read, what is refused, and that our scanner and jansson agree on what JSON is. */
#define _POSIX_C_SOURCE 200809L /* fileno */
#include "suite.h"

#include "in/day.h"
#include "in/jansson.h"
#include "in/line.h"
#include "in/record.h"
#include "in/scan.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

#define TEXT(s) s, sizeof(s) - 1

static const struct {
    const char *label, *line;
    const char *text;
    size_t text_len;
    const char *id, *date, *title; /* NULL: absent */
} good[] = {
    {"text alone", "{\"text\":\"Muscat\"}", TEXT("Muscat"), NULL, NULL, NULL},
    {"all keys", "{\"id\":\"a\",\"date\":\"2026-02-06\",\"title\":\"T\",\"text\":\"x\"}", TEXT("x"), "\"a\"",
     "2026-02-06", "T"},
    {"white space everywhere", " { \"text\"\t: \"x\" , \"id\" : [ 1 , 2 ] } \r\n", TEXT("x"), "[ 1 , 2 ]", NULL, NULL},
    {"empty text", "{\"text\":\"\"}", TEXT(""), NULL, NULL, NULL},
    {"id may be any value", "{\"text\":\"\",\"id\":{\"a\":[null,-1.5e+3]}}", TEXT(""), "{\"a\":[null,-1.5e+3]}", NULL,
     NULL},
    {"null is absent", "{\"text\":\"\",\"id\":null,\"date\":null,\"title\":null}", TEXT(""), "null", NULL, NULL},
    {"last key wins", "{\"text\":\"a\",\"text\":\"b\",\"id\":1,\"id\":2}", TEXT("b"), "2", NULL, NULL},
    {"last text wins over no string", "{\"text\":1,\"text\":\"b\"}", TEXT("b"), NULL, NULL, NULL},
    {"escapes", "{\"text\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", TEXT("\"\\/\b\f\n\r\t"), NULL, NULL, NULL},
    {"NUL", "{\"text\":\"a\\u0000b\"}", TEXT("a\0b"), NULL, NULL, NULL},
    {"code points", "{\"text\":\"\\u00e9\\u2014\\uD83D\\ude00\"}", TEXT("\xC3\xA9\xE2\x80\x94\xF0\x9F\x98\x80"), NULL,
     NULL, NULL},
    {"escaped key", "{\"t\\u0065xt\":\"x\"}", TEXT("x"), NULL, NULL, NULL},
    {"other keys are skipped", "{\"a\":{\"text\":\"no\"},\"text\":\"yes\",\"b\":[{},[]]}", TEXT("yes"), NULL, NULL,
     NULL},
    {"UTF-8 as it is", "{\"text\":\"\xC3\xA9\"}", TEXT("\xC3\xA9"), NULL, NULL, NULL},
    {"several decoded strings", "{\"text\":\"a\\n\",\"title\":\"b\\n\",\"date\":\"c\\n\"}", TEXT("a\n"), NULL, "c\n",
     "b\n"},
};

static bool is(wm_slice got, const char *wanted)
{
    return wanted == NULL ? got.at == NULL : got.at != NULL && wm_slice_is(got, wanted);
}

START_TEST(record_is_read)
{
    wm_record_reader reader = {0};
    wm_record record;
    const char *code;
    wm_error err = {0};
    wm_status status = wm_record_read(&reader, wm_slice_of(good[_i].line), &record, &code, &err);
    ck_assert_msg(status == WM_OK, "%s: %s", good[_i].label, err.message);
    ck_assert_msg(wm_slice_equal(record.text, (wm_slice){good[_i].text, good[_i].text_len}), "%s: text '%.*s'",
                  good[_i].label, WM_SLICE_ARG(record.text));
    ck_assert_msg(is(record.id, good[_i].id), "%s: id '%.*s'", good[_i].label, WM_SLICE_ARG(record.id));
    ck_assert_msg(is(record.date, good[_i].date), "%s: date '%.*s'", good[_i].label, WM_SLICE_ARG(record.date));
    ck_assert_msg(is(record.title, good[_i].title), "%s: title '%.*s'", good[_i].label, WM_SLICE_ARG(record.title));
    wm_record_reader_done(&reader);
}
END_TEST

static const struct {
    const char *label, *line;
    size_t len;
    const char *code, *message, *id; /* `message`: its beginning */
} refused[] = {
    {"no text", TEXT("{\"id\":3}"), "no-text", "no 'text'", "3"},
    {"text is a number", TEXT("{\"text\":1,\"id\":4}"), "no-text", "'text' is not a string", "4"},
    {"text is null", TEXT("{\"text\":null}"), "no-text", "no 'text'", NULL},
    {"last text is no string", TEXT("{\"text\":\"a\",\"text\":[]}"), "no-text", "'text' is not a string", NULL},
    {"empty line", TEXT(""), "bad-json", "empty line", NULL},
    {"blanks", TEXT(" \t\r"), "bad-json", "empty line", NULL},
    {"a list", TEXT("[{\"text\":\"a\"}]"), "bad-json", "not a JSON object", NULL},
    {"a string", TEXT("\"text\""), "bad-json", "not a JSON object", NULL},
    {"cut behind the id", TEXT("{\"id\":\"x\",\"text\":\"ab"), "bad-json", "invalid JSON at byte ", "\"x\""},
    {"cut in the id", TEXT("{\"text\":\"a\",\"id\":\"x"), "bad-json", "invalid JSON at byte ", NULL},
    {"two objects", TEXT("{\"id\":1} {\"text\":\"a\"}"), "bad-json", "invalid JSON at byte ", "1"},
    {"ill-formed UTF-8", TEXT("{\"id\":1,\"text\":\"\xFF\"}"), "bad-json", "invalid JSON at byte ", "1"},
    {"ill-formed UTF-8 in the id", TEXT("{\"id\":\"\xFF\",\"text\":\"\"}"), "bad-json", "invalid JSON at byte ", NULL},
    {"lone high surrogate", TEXT("{\"text\":\"\\ud800\"}"), "bad-json", "invalid JSON at byte ", NULL},
    {"lone low surrogate", TEXT("{\"text\":\"\\udc00\"}"), "bad-json", "invalid JSON at byte ", NULL},
    {"a NUL byte", TEXT("{\"text\":\"a\0b\"}"), "bad-json", "invalid JSON at byte 11: NUL", NULL},
    {"NUL behind the object", TEXT("{\"text\":\"\"}\0"), "bad-json", "invalid JSON at byte 12: NUL", NULL},
    {"only a NUL byte", TEXT("\0"), "bad-json", "invalid JSON at byte 1: NUL", NULL},
    {"raw tab in a string", TEXT("{\"text\":\"a\tb\"}"), "bad-json", "invalid JSON at byte ", NULL},
};

START_TEST(record_is_refused)
{
    wm_record_reader reader = {0};
    wm_record record;
    const char *code = "";
    wm_error err = {0};
    wm_slice line = {refused[_i].line, refused[_i].len};
    wm_status status = wm_record_read(&reader, line, &record, &code, &err);
    ck_assert_msg(status == WM_BAD_DATA, "%s: taken", refused[_i].label);
    ck_assert_msg(strcmp(code, refused[_i].code) == 0, "%s: code '%s'", refused[_i].label, code);
    ck_assert_msg(strncmp(err.message, refused[_i].message, strlen(refused[_i].message)) == 0, "%s: message '%s'",
                  refused[_i].label, err.message);
    ck_assert_msg(is(record.id, refused[_i].id), "%s: id '%.*s'", refused[_i].label, WM_SLICE_ARG(record.id));
    wm_record_reader_done(&reader);
}
END_TEST

/* ---- our scanner against jansson -------------------------------------------------------------------------------- */

/* Each of these and each of their mutations gets the same answer from both. */
static const char *const seeds[] = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1.5e+3",
    "12E-2",
    "1e5",
    "\"\"",
    "\"a\"",
    "\"\\u00e9\\n\\\"\"",
    "\"\\ud83d\\ude00\"",
    "\"\xC3\xA9\xE2\x80\x94\"",
    "[]",
    "{}",
    "[1,[2,{\"a\":[]}],\"b\"]",
    "{\"a\":{\"b\":null},\"c\":[{}]}",
    " { \"a\" : [ true , false ] } ",
    "{\"text\":\"12345678\\\\\",\"id\":-0.25}",
    "[\"\\/\\b\\f\\r\\t\"]",
};

/* Bytes that mean something in JSON, and some that never may occur. Without NUL: jansson passes over some of them. */
static const char alphabet[] = "\"\\{}[],:0-1.e+EutrflnasdD8c/ \t\n\x01\x7F\x80\xC3\xA9\xED\xA0\xFF";

static bool ours_accepts(wm_slice json)
{
    wm_scan scan = {json.at, json.at + json.len};
    bool ascii;
    return wm_scan_value(&scan, WM_SCAN_MAX_DEPTH) && (wm_scan_peek(&scan), scan.at == scan.end) &&
           wm_utf8_valid(json, &ascii) == json.len;
}

static void compare(wm_slice json)
{
    wm_error err;
    bool ours = ours_accepts(json), theirs = !wm_jansson_refuses(json, &err);
    ck_assert_msg(ours == theirs, "'%.*s': ours %d, jansson %d (%s)", WM_SLICE_ARG(json), ours, theirs,
                  theirs ? "" : err.message);
}

/* Every byte replaced, inserted and deleted, and every beginning. */
START_TEST(scanner_agrees_with_jansson)
{
    char json[128];
    size_t len = strlen(seeds[_i]);
    compare(wm_slice_of(seeds[_i]));
    for (size_t at = 0; at <= len; at++) {
        compare((wm_slice){seeds[_i], at});
        for (size_t c = 0; c < sizeof alphabet - 1; c++) {
            memcpy(json, seeds[_i], len);
            json[at] = alphabet[c];
            compare((wm_slice){json, at < len ? len : len + 1});
            memcpy(json + at + 1, seeds[_i] + at, len - at);
            compare((wm_slice){json, len + 1});
        }
        if (at == len)
            break;
        memcpy(json, seeds[_i], at);
        memcpy(json + at, seeds[_i] + at + 1, len - at - 1);
        compare((wm_slice){json, len - 1});
    }
}
END_TEST

/* A small linear congruential generator: the same texts everywhere. */
START_TEST(scanner_agrees_on_noise)
{
    uint64_t state = 2026;
    for (int round = 0; round < 100000; round++) {
        char json[12];
        size_t len = (size_t)(state >> 33) % sizeof json + 1;
        for (size_t i = 0; i < len; i++) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            json[i] = alphabet[(size_t)(state >> 33) % (sizeof alphabet - 1)];
        }
        compare((wm_slice){json, len});
    }
}
END_TEST

static char *nested(const char *open, const char *close, size_t depth)
{
    size_t a = strlen(open), b = strlen(close);
    char *json = malloc(depth * (a + b) + 1), *at = json;
    for (size_t i = 0; i < depth; i++, at += a)
        memcpy(at, open, a);
    for (size_t i = 0; i < depth; i++, at += b)
        memcpy(at, close, b);
    *at = '\0';
    return json;
}

static const struct {
    const char *label, *open, *close;
    size_t depth;
    bool valid;
} depths[] = {
    {"lists to the limit", "[", "]", 512, true},
    {"one list more", "[", "]", 513, false},
    {"objects to the limit", "{\"a\":", "}", 511, true},
    {"a million", "[", "]", 1000000, false},
};

START_TEST(depth_has_a_limit)
{
    char *json = nested(depths[_i].open, depths[_i].close, depths[_i].depth);
    if (depths[_i].open[0] == '{') { /* the innermost needs a value */
        char *filled = malloc(strlen(json) + 2);
        size_t half = depths[_i].depth * strlen(depths[_i].open);
        memcpy(filled, json, half);
        filled[half] = '1';
        strcpy(filled + half + 1, json + half);
        free(json);
        json = filled;
    }
    ck_assert_msg(ours_accepts(wm_slice_of(json)) == depths[_i].valid, "%s", depths[_i].label);
    free(json);
}
END_TEST

START_TEST(deep_record_says_so)
{
    char *deep = nested("[", "]", 600);
    size_t size = strlen(deep) + 32;
    char *line = malloc(size);
    snprintf(line, size, "{\"id\":5,\"a\":%s}", deep);
    wm_record_reader reader = {0};
    wm_record record;
    const char *code;
    wm_error err;
    ck_assert_int_eq(wm_record_read(&reader, wm_slice_of(line), &record, &code, &err), WM_BAD_DATA);
    ck_assert_str_eq(err.message, "JSON nested deeper than 512 levels");
    ck_assert(is(record.id, "5"));
    wm_record_reader_done(&reader);
    free(line);
    free(deep);
}
END_TEST

/* ---- lines and days --------------------------------------------------------------------------------------------- */

static const struct {
    const char *label, *text, *lines; /* joined by '|' */
} cuts[] = {
    {"nothing", "", ""},           {"one line", "a\n", "a|"},     {"no feed at the end", "a\nb", "a|b|"},
    {"empty lines", "\n\n", "||"}, {"CR stays", "a\r\n", "a\r|"},
};

START_TEST(lines_are_cut)
{
    char joined[64] = "";
    wm_slice rest = wm_slice_of(cuts[_i].text), line;
    while (wm_lines_cut(&rest, &line)) {
        strncat(joined, line.at, line.len);
        strcat(joined, "|");
    }
    ck_assert_msg(strcmp(joined, cuts[_i].lines) == 0, "%s: '%s'", cuts[_i].label, joined);
}
END_TEST

/* Lines longer than a block, and whole files, come out as they went in, and are counted. */
START_TEST(long_lines_are_carried)
{
    static const size_t sizes[] = {1, WM_LINES_BLOCK - 1, WM_LINES_BLOCK, WM_LINES_BLOCK + 1, 3 * WM_LINES_BLOCK, 7};
    FILE *file = tmpfile();
    size_t total = 0;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (size_t k = 1; k < sizes[i]; k++)
            fputc((int)('a' + i), file);
        fputs(i + 1 < sizeof sizes / sizeof *sizes ? "\n" : "z", file);
        total += sizes[i];
    }
    fflush(file);
    rewind(file);
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", fileno(file));
    wm_line_reader reader;
    wm_lines lines = {0};
    wm_error err;
    ck_assert_int_eq(wm_line_reader_open(&reader, path, &err), WM_OK);
    size_t bytes = 0, count = 0, seen = 0;
    do {
        ck_assert_int_eq(wm_line_reader_next(&reader, &lines, path, &err), WM_OK);
        bytes += lines.len;
        count += lines.count;
        wm_slice rest = {lines.at, lines.len}, line;
        for (; wm_lines_cut(&rest, &line); seen++)
            ck_assert_uint_eq(line.len + (seen < 5), sizes[seen]);
    } while (lines.count != 0);
    ck_assert_uint_eq(bytes, total);
    ck_assert_uint_eq(count, 6);
    ck_assert_uint_eq(seen, 6);
    wm_lines_done(&lines);
    wm_line_reader_close(&reader);
    fclose(file);
}
END_TEST

static const struct {
    const char *text, *day; /* NULL: none */
} days[] = {
    {"2026-02-06", "2026-02-06"}, {"2026-02-06T10:00:00Z", "2026-02-06"},
    {"2024-02-29", "2024-02-29"}, {"2000-02-29", "2000-02-29"},
    {"2026-02-29", NULL},         {"1900-02-29", NULL},
    {"2026-13-01", NULL},         {"2026-00-10", NULL},
    {"2026-04-31", NULL},         {"2026-02-00", NULL},
    {"2026-2-6", NULL},           {"2026-02-061", NULL},
    {"0000-01-01", NULL},         {"", NULL},
    {"yesterday!", NULL},
};

START_TEST(day_is_checked)
{
    char day[WM_DAY_ROOM] = "";
    bool valid = wm_day_read(wm_slice_of(days[_i].text), day);
    ck_assert_msg(valid == (days[_i].day != NULL), "'%s': %d", days[_i].text, valid);
    if (valid)
        ck_assert_str_eq(day, days[_i].day);
}
END_TEST

Suite *record_suite(void)
{
    Suite *suite = suite_create("record");
    TCase *tests = tcase_create("record");
    tcase_add_loop_test(tests, record_is_read, 0, ROWS(good));
    tcase_add_loop_test(tests, record_is_refused, 0, ROWS(refused));
    tcase_add_loop_test(tests, scanner_agrees_with_jansson, 0, ROWS(seeds));
    tcase_add_test(tests, scanner_agrees_on_noise);
    tcase_add_loop_test(tests, depth_has_a_limit, 0, ROWS(depths));
    tcase_add_test(tests, deep_record_says_so);
    tcase_add_loop_test(tests, lines_are_cut, 0, ROWS(cuts));
    tcase_add_test(tests, long_lines_are_carried);
    tcase_add_loop_test(tests, day_is_checked, 0, ROWS(days));
    suite_add_tcase(suite, tests);
    return suite;
}
