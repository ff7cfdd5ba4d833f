/* SPDX-License-Identifier: MIT */
/* The JSON writer: strings, numbers, and one whole document, key by key. */
#include "suite.h"

#include "fake_result.h"
#include "out/json.h"
#include "out/json_part.h"
#include "out/pretty.h"

#include <stdlib.h>

static char *take(wm_buffer *out)
{
    wm_buffer_put_char(out, '\0');
    return out->at;
}

static const struct {
    const char *label, *text;
    size_t len;
    const char *json;
} strings[] = {
    {"empty", "", 0, "\"\""},
    {"plain", "Muscat", 6, "\"Muscat\""},
    {"quote and backslash", "\"\\/", 3, "\"\\\"\\\\/\""},
    {"short escapes", "\b\t\n\f\r", 5, "\"\\b\\t\\n\\f\\r\""},
    {"NUL and other controls", "\0\x01\x1F\x7F", 4, "\"\\u0000\\u0001\\u001f\x7F\""},
    {"quote behind eight plain bytes", "12345678\"", 9, "\"12345678\\\"\""},
    {"quote as the eighth byte", "1234567\"", 8, "\"1234567\\\"\""},
    {"blanks next to a control", " \x1F  \x20\x1F   ", 9, "\" \\u001f   \\u001f   \""},
    {"two, three, four bytes", "\xC3\xA9\xE2\x80\x94\xF0\x9F\x98\x80", 9, "\"\xC3\xA9\xE2\x80\x94\xF0\x9F\x98\x80\""},
    {"lone byte", "a\xFFz", 3, "\"a\xEF\xBF\xBDz\""},
    {"cut sequence is one replacement", "\xE2\x80z", 3, "\"\xEF\xBF\xBDz\""},
    {"cut sequence at the end", "\xF0\x9F\x98", 3, "\"\xEF\xBF\xBD\""},
    {"surrogate is three replacements", "\xED\xA0\x80", 3, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
    {"overlong is two", "\xC0\xAF", 2, "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
    {"U+FFFD itself", "\xEF\xBF\xBD", 3, "\"\xEF\xBF\xBD\""},
};

START_TEST(string_is_escaped)
{
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_json_put_string(&out, (wm_slice){strings[_i].text, strings[_i].len});
    const char *got = take(&out);
    ck_assert_msg(strcmp(got, strings[_i].json) == 0, "%s: %s", strings[_i].label, got);
    wm_buffer_done(&out);
}
END_TEST

/* A three-byte character on every side of the seam between two stretches of the writer, and everything escaped. */
START_TEST(long_string_has_no_seams)
{
    enum { LEN = 3 * 4096 };
    char *text = malloc(LEN + 8);
    for (size_t shift = 0; shift < 8; shift++) {
        memset(text, '\x01', LEN + 8);
        for (size_t at = 4090 + shift; at + 3 < LEN; at += 4096)
            memcpy(text + at, "\xE2\x80\x94", 3);
        wm_buffer out;
        wm_buffer_init(&out, -1);
        wm_json_put_string(&out, (wm_slice){text, LEN});
        /* 2 characters of 3 bytes stay as they are, and the third one where it fits */
        size_t kept = 0;
        for (size_t at = 4090 + shift; at + 3 < LEN; at += 4096)
            kept += 3;
        ck_assert_uint_eq(out.len, 2 + (LEN - kept) * 6 + kept);
        wm_buffer_done(&out);
    }
    free(text);
}
END_TEST

static const struct {
    double number;
    const char *text;
} decimals[] = {
    {0, "0.00"},     {1, "1.00"},     {0.88, "0.88"},   {0.876, "0.88"},       {0.005, "0.01"},
    {0.004, "0.00"}, {-0.5, "-0.50"}, {-0.001, "0.00"}, {12345.6, "12345.60"}, {1e300, "0.00"},
};

START_TEST(number_has_two_decimals)
{
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_buffer_put_hundredths(&out, decimals[_i].number);
    ck_assert_str_eq(take(&out), decimals[_i].text);
    wm_buffer_done(&out);
}
END_TEST

static const struct {
    uint64_t number;
    const char *text;
} counts[] = {{0, "0"},
              {9, "9"},
              {10, "10"},
              {99, "99"},
              {100, "100"},
              {4294967295u, "4294967295"},
              {UINT64_MAX, "18446744073709551615"}};

START_TEST(count_is_exact)
{
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_buffer_put_uint(&out, counts[_i].number);
    ck_assert_str_eq(take(&out), counts[_i].text);
    wm_buffer_done(&out);
}
END_TEST

static char *write_fake(bool all_types, const wm_origin *origin, wm_buffer *out)
{
    wm_json json;
    wm_json_init(&json, all_types);
    wm_buffer_init(out, -1);
    wm_json_put_document(&json, out, fake_result(), origin);
    wm_json_done(&json);
    return take(out);
}

static wm_origin file_origin(void)
{
    return (wm_origin){.id = wm_slice_of("a"), .source = wm_slice_of("in/a.txt")};
}

#define WHY "\"why\":{\"rule\":\"contact.met\",\"file\":\"rules/60-contact.rules\",\"line\":12}"
#define ENVOYS "\"text\":\"Iranian \\\"envoys\\\"\",\"start\":14,\"end\":30,\"country\":\"place/ir\"}"
#define SENTENCE                                                                                                       \
    "{\"start\":0,\"end\":52,\"text\":\"Jos\xC3\xA9 Ruiz met Iranian \\\"envoys\\\" in Muscat\xEF\xBF\xBD on "         \
    "Friday.\"}"

static const char expected[] =
    "{\"schema\":\"whomet/1\",\"document\":{\"id\":\"a\",\"source\":\"in/a.txt\",\"title\":\"A \\\"title\\\"\","
    "\"date\":\"2026-02-06\",\"chars\":53,\"bytes\":54},\"mentions\":["
    "{\"id\":\"m1\",\"start\":0,\"end\":9,\"bytes\":[0,10],\"text\":\"Jos\xC3\xA9 Ruiz\",\"type\":\"person\","
    "\"form\":\"name\",\"entity\":\"person/jose-ruiz\",\"sentence\":0," WHY "},"
    "{\"id\":\"m2\",\"start\":34,\"end\":40,\"bytes\":[35,41],\"text\":\"Muscat\",\"type\":\"place\",\"form\":\"name\","
    "\"entity\":\"place/om/muscat\",\"sentence\":0,"
    "\"why\":{\"entry\":\"Muscat\",\"file\":\"gazetteers/place/city.tsv\",\"line\":7}}],"
    "\"entities\":[{\"id\":\"person/jose-ruiz\",\"type\":\"person\",\"name\":\"Jos\xC3\xA9 "
    "Ruiz\",\"aliases\":[\"Ruiz\"],"
    "\"ids\":{},\"roles\":[{\"role\":\"Envoy\",\"of\":\"place/"
    "ir\"},{\"role\":\"\\\"Captain\\\"\"}],\"mentions\":[\"m1\"]},"
    "{\"id\":\"place/om/muscat\",\"type\":\"place\",\"name\":\"Muscat\",\"aliases\":[],"
    "\"ids\":{\"geonames\":\"287286\",\"wikidata\":\"Q3826\"},\"country\":\"place/om\",\"mentions\":[\"m2\"]}],"
    "\"events\":[{\"id\":\"v1\",\"type\":\"meet\",\"mode\":\"in_person\",\"status\":\"asserted\",\"tense\":\"past\","
    "\"plover\":{\"type\":\"CONSULT\"},"
    "\"participants\":[{\"entity\":\"person/jose-ruiz\",\"mention\":\"m1\"},{\"entity\":null,\"mention\":null," ENVOYS
    "],"
    "\"host\":[],\"mediator\":[],\"place\":[{\"entity\":\"place/om/muscat\",\"mention\":\"m2\",\"from\":\"clause\"}],"
    "\"time\":[{\"text\":\"Friday\",\"start\":45,\"end\":51,\"value\":\"2026-02-06\"}],"
    "\"trigger\":{\"start\":10,\"end\":13,\"text\":\"met\"},\"evidence\":" SENTENCE ","
    "\"more_evidence\":[{\"start\":10,\"end\":13,\"text\":\"met\"}],\"attribution\":null,\"confidence\":0.88," WHY "},"
    "{\"id\":\"v2\",\"type\":\"visit\",\"status\":\"planned\","
    "\"plover\":{\"type\":\"AGREE\",\"auxiliary\":\"future\"},\"participants\":[],"
    "\"host\":[{\"entity\":\"place/om/muscat\",\"mention\":null,\"text\":\"Iranian\",\"start\":14,\"end\":21,"
    "\"from\":\"sentence\"}],\"mediator\":[{\"entity\":\"person/"
    "jose-ruiz\",\"mention\":\"m1\"}],\"place\":[],\"time\":[],"
    "\"trigger\":{\"start\":10,\"end\":13,\"text\":\"met\"},\"evidence\":" SENTENCE ","
    "\"attribution\":{\"entity\":null,\"mention\":null," ENVOYS ",\"confidence\":1.00," WHY "}],"
    "\"triples\":[{\"who\":\"Jos\xC3\xA9 Ruiz\",\"who_id\":\"person/jose-ruiz\",\"did\":\"met\","
    "\"whom\":\"Iranian \\\"envoys\\\"\",\"where\":\"Muscat\",\"where_id\":\"place/om/muscat\",\"when\":\"2026-02-06\","
    "\"status\":\"asserted\",\"event\":\"v1\"},{\"who\":\"Jos\xC3\xA9 Ruiz\",\"who_id\":\"person/jose-ruiz\","
    "\"did\":\"visited\",\"where\":\"Muscat\",\"where_id\":\"place/om/"
    "muscat\",\"status\":\"planned\",\"event\":\"v2\"}],"
    "\"relations\":[{\"id\":\"r1\",\"type\":\"holds_position\",\"subject\":\"person/jose-ruiz\",\"object\":\"place/"
    "ir\","
    "\"role\":\"Envoy\",\"evidence\":" SENTENCE ",\"confidence\":0.50," WHY "}],"
    "\"warnings\":[{\"code\":\"ill-formed-utf8\",\"text\":\"read as U+FFFD\",\"start\":40,\"end\":41}]}\n";

START_TEST(document_is_the_contract)
{
    wm_buffer out;
    wm_origin origin = file_origin();
    ck_assert_str_eq(write_fake(false, &origin, &out), expected);
    wm_buffer_done(&out);
}
END_TEST

START_TEST(all_types_keep_the_numbers)
{
    wm_buffer out;
    wm_origin origin = file_origin();
    const char *got = write_fake(true, &origin, &out);
    const char *added = strstr(got, "{\"id\":\"m3\",\"start\":14,\"end\":21,\"bytes\":[15,22],\"text\":\"Iranian\","
                                    "\"type\":\"nationality\",\"form\":\"name\",\"sentence\":0,");
    ck_assert_ptr_nonnull(added);
    ck_assert_ptr_nonnull(strstr(added, "{\"id\":\"m2\",\"start\":34,"));
    ck_assert_ptr_nonnull(strstr(got, "\"host\":[{\"entity\":\"place/om/muscat\",\"mention\":\"m3\",\"from\""));
    wm_buffer_done(&out);
}
END_TEST

START_TEST(record_goes_before_the_text)
{
    whomet_warning warning = {.code = "bad-date", .text = "no day"};
    wm_origin origin = {.id = wm_slice_of("[1, null]"),
                        .id_is_json = true,
                        .source = wm_slice_of("-"),
                        .title = wm_slice_of(""),
                        .date = wm_slice_of("yesterday"),
                        .warnings = &warning,
                        .warning_count = 1};
    wm_buffer out;
    const char *got = write_fake(false, &origin, &out);
    ck_assert_ptr_eq(strstr(got,
                            "{\"schema\":\"whomet/1\",\"document\":{\"id\":[1, null],\"source\":\"-\",\"title\":\"\","
                            "\"date\":\"yesterday\",\"chars\""),
                     got);
    ck_assert_ptr_nonnull(strstr(got, "\"warnings\":[{\"code\":\"bad-date\",\"text\":\"no day\",\"start\":0,\"end\":0},"
                                      "{\"code\":\"ill-formed-utf8\""));
    wm_buffer_done(&out);
}
END_TEST

START_TEST(error_has_its_line)
{
    wm_origin origin = {.id = wm_slice_of("7")};
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_json_put_error(&out, &origin, "bad-json", "near '\"'");
    ck_assert_str_eq(take(&out), "{\"schema\":\"whomet/1\",\"document\":{\"id\":\"7\"},"
                                 "\"error\":{\"code\":\"bad-json\",\"message\":\"near '\\\"'\"}}\n");
    wm_buffer_done(&out);
}
END_TEST

static const struct {
    const char *label, *compact, *pretty;
} layouts[] = {
    {"the outermost is always broken", "{\"a\":1}", "{\n  \"a\": 1\n}\n"},
    {"small ones stay on a line", "{\"a\":[1,{\"b\":\"x,:\\\"{\"}],\"c\":{}}",
     "{\n  \"a\": [1, {\"b\": \"x,:\\\"{\"}],\n  \"c\": {}\n}\n"},
};

START_TEST(pretty_keeps_the_value)
{
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_pretty_put(&out, wm_slice_of(layouts[_i].compact));
    const char *got = take(&out);
    ck_assert_msg(strcmp(got, layouts[_i].pretty) == 0, "%s: %s", layouts[_i].label, got);
    wm_buffer_done(&out);
}
END_TEST

/* Without the white space outside of strings the layout is the compact form again. */
START_TEST(pretty_adds_white_space_only)
{
    wm_buffer compact, out;
    wm_origin origin = file_origin();
    write_fake(true, &origin, &compact);
    wm_buffer_init(&out, -1);
    wm_pretty_put(&out, (wm_slice){compact.at, compact.len - 1});
    const char *at = compact.at, *pretty = take(&out);
    for (bool inside = false; *pretty != '\0'; pretty++) {
        if (!inside && (*pretty == ' ' || *pretty == '\n') && *at != *pretty)
            continue;
        if (*pretty == '"' && pretty[-1] != '\\')
            inside = !inside;
        ck_assert_int_eq(*pretty, *at);
        at++;
    }
    ck_assert_int_eq(*at, '\0');
    wm_buffer_done(&compact);
    wm_buffer_done(&out);
}
END_TEST

Suite *json_suite(void)
{
    Suite *suite = suite_create("json");
    TCase *tests = tcase_create("json");
    tcase_add_loop_test(tests, string_is_escaped, 0, ROWS(strings));
    tcase_add_test(tests, long_string_has_no_seams);
    tcase_add_loop_test(tests, number_has_two_decimals, 0, ROWS(decimals));
    tcase_add_loop_test(tests, count_is_exact, 0, ROWS(counts));
    tcase_add_test(tests, document_is_the_contract);
    tcase_add_test(tests, all_types_keep_the_numbers);
    tcase_add_test(tests, record_goes_before_the_text);
    tcase_add_test(tests, error_has_its_line);
    tcase_add_loop_test(tests, pretty_keeps_the_value, 0, ROWS(layouts));
    tcase_add_test(tests, pretty_adds_white_space_only);
    suite_add_tcase(suite, tests);
    return suite;
}
