/* SPDX-License-Identifier: MIT */
/* UTF-8: ill-formed sequences one by one, classes, folding, slugs. tests/property/utf8.py compares many more sequences
 * with another decoder.
 */
#include "suite.h"

#include "base/utf8.h"

#include <stdio.h>

#define BAD 0xFFFD

/* Expected: what the Unicode Standard (3.9, table 3-7) calls maximal subparts, each read as one U+FFFD. */
static const struct {
    const char *label;
    wm_slice bytes;
    uint32_t points[6]; /* 0 ends them */
    size_t valid;       /* bytes at the start that are well-formed */
} decoded[] = {
    {"ASCII", {"met", 3}, {'m', 'e', 't'}, 3},
    {"two bytes, smallest", {"\xC2\x80", 2}, {0x80}, 2},
    {"two bytes, largest", {"\xDF\xBF", 2}, {0x7FF}, 2},
    {"three bytes, smallest", {"\xE0\xA0\x80", 3}, {0x800}, 3},
    {"before the surrogates", {"\xED\x9F\xBF", 3}, {0xD7FF}, 3},
    {"behind the surrogates", {"\xEE\x80\x80", 3}, {0xE000}, 3},
    {"three bytes, largest", {"\xEF\xBF\xBF", 3}, {0xFFFF}, 3},
    {"four bytes, smallest", {"\xF0\x90\x80\x80", 4}, {0x10000}, 4},
    {"four bytes, largest", {"\xF4\x8F\xBF\xBF", 4}, {0x10FFFF}, 4},
    {"U+FFFD itself is well-formed", {"\xEF\xBF\xBD", 3}, {BAD}, 3},
    {"continuation alone", {"\x80", 1}, {BAD}, 0},
    {"continuations alone", {"\xBF\x80\xBF", 3}, {BAD, BAD, BAD}, 0},
    {"overlong NUL", {"\xC0\x80", 2}, {BAD, BAD}, 0},
    {"overlong slash, two bytes", {"\xC1\xAF", 2}, {BAD, BAD}, 0},
    {"overlong slash, three bytes", {"\xE0\x80\xAF", 3}, {BAD, BAD, BAD}, 0},
    {"overlong, four bytes", {"\xF0\x8F\xBF\xBF", 4}, {BAD, BAD, BAD, BAD}, 0},
    {"surrogate half", {"\xED\xA0\x80", 3}, {BAD, BAD, BAD}, 0},
    {"surrogate pair", {"\xED\xA0\xBD\xED\xB8\x80", 6}, {BAD, BAD, BAD, BAD, BAD, BAD}, 0},
    {"above U+10FFFF", {"\xF4\x90\x80\x80", 4}, {BAD, BAD, BAD, BAD}, 0},
    {"lead bytes that never occur", {"\xF5\xFE\xFF", 3}, {BAD, BAD, BAD}, 0},
    {"two bytes, cut", {"a\xC3", 2}, {'a', BAD}, 1},
    {"three bytes, cut behind two", {"\xE2\x80", 2}, {BAD}, 0},
    {"three bytes, cut by a letter", {"\xE2\x80z", 3}, {BAD, 'z'}, 0},
    {"four bytes, cut behind three", {"\xF0\x9F\x98", 3}, {BAD}, 0},
    {"four bytes, cut by a lead byte", {"\xF0\x9F\xC3\xA9", 4}, {BAD, 0xE9}, 0},
    {"lead byte, lead byte", {"\xC3\xC3\xA9", 3}, {BAD, 0xE9}, 0},
    {"Latin-1", {"caf\xE9 x", 6}, {'c', 'a', 'f', BAD, ' ', 'x'}, 3},
    {"bad behind good", {"\xC3\xA9\xFF", 3}, {0xE9, BAD}, 2},
};

START_TEST(next_reads_maximal_subparts)
{
    wm_slice bytes = decoded[_i].bytes;
    size_t at = 0, count = 0;
    while (at < bytes.len) {
        uint32_t point;
        size_t len = wm_utf8_next(bytes.at + at, bytes.at + bytes.len, &point);
        ck_assert_msg(len >= 1 && at + len <= bytes.len, "%s: %zu bytes at %zu", decoded[_i].label, len, at);
        ck_assert_msg(count < 6 && point == decoded[_i].points[count], "%s: U+%04X at %zu", decoded[_i].label, point,
                      at);
        at += len;
        count++;
    }
    ck_assert_msg(count == 6 || decoded[_i].points[count] == 0, "%s: only %zu", decoded[_i].label, count);
    ck_assert_msg(wm_utf8_count(bytes) == count, "%s: counted %zu", decoded[_i].label, wm_utf8_count(bytes));
}
END_TEST

START_TEST(valid_stops_at_the_first_bad_part)
{
    bool ascii;
    size_t valid = wm_utf8_valid(decoded[_i].bytes, &ascii);
    ck_assert_msg(valid == decoded[_i].valid, "%s: %zu", decoded[_i].label, valid);
    ck_assert_msg(ascii == (_i == 0), "%s: ascii %d", decoded[_i].label, ascii);
    ck_assert_msg(wm_utf8_valid(decoded[_i].bytes, NULL) == valid, "%s: without ascii", decoded[_i].label);
}
END_TEST

/* Blocks of eight bytes are looked at together; a letter at every place of them. */
START_TEST(a_letter_at_every_place)
{
    char text[32];
    memset(text, 'a', sizeof text);
    memcpy(text + _i, "\xC3\xA9", 2);
    bool ascii;
    ck_assert_uint_eq(wm_utf8_count((wm_slice){text, sizeof text}), sizeof text - 1);
    ck_assert_uint_eq(wm_utf8_valid((wm_slice){text, sizeof text}, &ascii), sizeof text);
    ck_assert(!ascii);
    text[_i] = 'a';
    ck_assert_uint_eq(wm_utf8_valid((wm_slice){text, sizeof text}, NULL), (size_t)_i + 1);
}
END_TEST

START_TEST(put_and_next_agree)
{
    for (uint32_t point = 0; point <= 0x10FFFF; point += point < 0x900 ? 1 : 17) {
        if (point >= 0xD800 && point <= 0xDFFF)
            continue;
        char bytes[4];
        uint32_t back;
        size_t len = wm_utf8_put(point, bytes);
        ck_assert_uint_eq(wm_utf8_next(bytes, bytes + len, &back), len);
        ck_assert_uint_eq(back, point);
    }
}
END_TEST

static const struct {
    const char *label;
    uint32_t point;
    unsigned bits;
} classes[] = {
    {"A", 'A', WM_CP_UPPER | WM_CP_LETTER},
    {"z", 'z', WM_CP_LOWER | WM_CP_LETTER},
    {"\xC3\x89", 0xC9, WM_CP_UPPER | WM_CP_LETTER},
    {"\xC3\xA9", 0xE9, WM_CP_LOWER | WM_CP_LETTER},
    {"title-case digraph", 0x1C5, WM_CP_UPPER | WM_CP_LETTER},
    {"Cyrillic Ya", 0x42F, WM_CP_UPPER | WM_CP_LETTER},
    {"Arabic alef", 0x627, WM_CP_LETTER},
    {"Chinese", 0x4E2D, WM_CP_LETTER},
    {"modifier apostrophe", 0x2BC, WM_CP_LETTER},
    {"digit", '7', WM_CP_DIGIT},
    {"Arabic-Indic digit", 0x661, WM_CP_DIGIT},
    {"one half", 0xBD, WM_CP_DIGIT},
    {"combining acute", 0x301, WM_CP_MARK},
    {"blank", ' ', WM_CP_SPACE},
    {"tab", '\t', WM_CP_SPACE},
    {"line feed", '\n', WM_CP_SPACE},
    {"next line", 0x85, WM_CP_SPACE},
    {"no-break space", 0xA0, WM_CP_SPACE},
    {"line separator", 0x2028, WM_CP_SPACE},
    {"NUL", 0, WM_CP_CONTROL},
    {"delete", 0x7F, WM_CP_CONTROL},
    {"zero width space", 0x200B, WM_CP_CONTROL},
    {"unassigned", 0x378, WM_CP_CONTROL},
    {"full stop", '.', 0},
    {"dash", 0x2014, 0},
    {"euro", 0x20AC, 0},
    {"U+FFFD", 0xFFFD, 0},
};

START_TEST(classes_of_code_points)
{
    unsigned bits = wm_utf8_class(classes[_i].point);
    ck_assert_msg(bits == classes[_i].bits, "%s: %u", classes[_i].label, bits);
}
END_TEST

static const struct {
    const char *label, *text;
    bool composed;
} forms[] = {
    {"ASCII", "Muscat", true},
    {"empty", "", true},
    {"composed", "Z\xC3\xBCrich", true},
    {"decomposed", "Zu\xCC\x88rich", false},
    {"mark that has no composed letter", "q\xCC\x88", true},
    {"Angstrom sign", "\xE2\x84\xAB", false},
    {"ill-formed", "Z\xFCrich", false},
};

START_TEST(nfc_is_recognised)
{
    ck_assert_msg(wm_utf8_is_nfc(wm_slice_of(forms[_i].text)) == forms[_i].composed, "%s", forms[_i].label);
}
END_TEST

static const struct {
    const char *label, *text, *composed; /* NULL: there is none */
} composings[] = {
    {"ASCII", "Omar", "Omar"},
    {"composed", "Andr\xC3\xA9", "Andr\xC3\xA9"},
    {"letter and mark", "Andre\xCC\x81", "Andr\xC3\xA9"},
    {"two marks out of order", "a\xCC\x81\xCC\xA3", "\xE1\xBA\xA1\xCC\x81"},
    {"Hangul", "\xE1\x84\x80\xE1\x85\xA1", "\xEA\xB0\x80"},
    {"a singleton", "\xE2\x84\xAB", "\xC3\x85"},
    {"grows", "\xF0\x9D\x85\x9E", "\xF0\x9D\x85\x97\xF0\x9D\x85\xA5"},
    {"ill-formed", "a\xC3", NULL},
    {"nothing", "", ""},
};

START_TEST(nfc_is_made)
{
    wm_arena arena;
    wm_arena_init(&arena);
    wm_slice made = wm_utf8_nfc(wm_slice_of(composings[_i].text), &arena);
    const char *wanted = composings[_i].composed;
    bool right = wanted != NULL ? made.at != NULL && wm_slice_is(made, wanted) : made.at == NULL;
    ck_assert_msg(right, "%s: '%.*s'", composings[_i].label, WM_SLICE_ARG(made));
    wm_arena_done(&arena);
}
END_TEST

static const struct {
    const char *word, *folded, *slug;
} folds[] = {
    {"", "", ""},
    {"MUSCAT", "muscat", "muscat"},
    {"Z\xC3\xBCrich", "zurich", "zurich"},
    {"Zu\xCC\x88rich", "zurich", "zurich"},
    {"\xC3\x85lesund", "alesund", "alesund"},
    {"Troms\xC3\xB8", "tromso", "tromso"},
    {"\xC5\x81\xC3\xB3\x64\xC5\xBA", "lodz", "lodz"},
    {"stra\xC3\x9F\x65", "strasse", "strasse"},
    {"\xC4\xB0zmir", "izmir", "izmir"},
    {"Sana\xE2\x80\x99" "a", "sana'a", "sana-a"},
    {"C\xC3\xB4te d\xE2\x80\x99Ivoire", "cote d'ivoire", "cote-d-ivoire"},
    {"U.S.", "u.s.", "u-s"},
    {"Oman\xE2\x80\x93Iran", "oman-iran", "oman-iran"},
    {"\xC2\xABMuscat\xC2\xBB", "\"muscat\"", "muscat"},
    {"zero\xE2\x80\x8Bwidth", "zerowidth", "zerowidth"},
    {"\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0", "\xD0\xBC\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0",
     "\xD0\xBC\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0"},
    {"  (2nd)  Army--Corps ", "  (2nd)  army--corps ", "2nd-army-corps"},
    {"bad\xFF" "byte", "bad\xEF\xBF\xBD" "byte", "bad\xEF\xBF\xBD" "byte"},
};

START_TEST(fold_and_slug)
{
    char out[WM_FOLD_MAX];
    wm_slice word = wm_slice_of(folds[_i].word);
    wm_slice folded = {out, wm_utf8_fold(word, out)};
    ck_assert_msg(wm_slice_is(folded, folds[_i].folded), "%s: '%.*s'", folds[_i].word, WM_SLICE_ARG(folded));
    char again[WM_FOLD_MAX];
    wm_slice twice = {again, wm_utf8_fold(folded, again)};
    ck_assert_msg(wm_slice_equal(folded, twice), "%s: folds twice to '%.*s'", folds[_i].word, WM_SLICE_ARG(twice));
    size_t len = wm_utf8_slug(word, out);
    ck_assert_msg(strcmp(out, folds[_i].slug) == 0, "%s: slug '%s'", folds[_i].word, out);
    ck_assert_uint_eq(strlen(out), len);
}
END_TEST

START_TEST(long_words_are_cut_between_code_points)
{
    char word[400], out[WM_FOLD_MAX];
    memset(word, 'A', sizeof word);
    ck_assert_uint_eq(wm_utf8_fold((wm_slice){word, sizeof word}, out), WM_FOLD_MAX);
    memcpy(word + WM_FOLD_MAX - 1, "\xC3\x9F", 2); /* folds to two letters, room for one */
    ck_assert_uint_eq(wm_utf8_fold((wm_slice){word, WM_FOLD_MAX + 1}, out), WM_FOLD_MAX - 1);
    size_t len = wm_utf8_slug((wm_slice){word, sizeof word}, out);
    ck_assert_uint_lt(len, WM_FOLD_MAX);
    ck_assert_int_eq(out[len], '\0');
}
END_TEST

START_TEST(hash_tells_keys_apart)
{
    enum { KEYS = 4096 };
    static uint64_t seen[KEYS];
    char key[24];
    for (int i = 0; i < KEYS; i++) {
        snprintf(key, sizeof key, "%.*s%d", i % 13, "abcdefghijklm", i);
        seen[i] = wm_utf8_hash(wm_slice_of(key));
        ck_assert_uint_ne(seen[i], 0);
        for (int j = 0; j < i; j++)
            if (seen[j] == seen[i])
                ck_abort_msg("'%s' has the hash of key %d", key, j);
    }
    ck_assert_uint_ne(wm_utf8_hash((wm_slice){"", 0}), 0);
    ck_assert_uint_ne(wm_utf8_hash((wm_slice){"\0", 1}), wm_utf8_hash((wm_slice){"\0\0", 2}));
}
END_TEST

Suite *utf8_suite(void)
{
    Suite *suite = suite_create("utf8");
    TCase *decoding = tcase_create("decoding");
    tcase_add_loop_test(decoding, next_reads_maximal_subparts, 0, ROWS(decoded));
    tcase_add_loop_test(decoding, valid_stops_at_the_first_bad_part, 0, ROWS(decoded));
    tcase_add_loop_test(decoding, a_letter_at_every_place, 0, 30);
    tcase_add_test(decoding, put_and_next_agree);
    suite_add_tcase(suite, decoding);
    TCase *tables = tcase_create("tables");
    tcase_add_loop_test(tables, classes_of_code_points, 0, ROWS(classes));
    tcase_add_loop_test(tables, nfc_is_recognised, 0, ROWS(forms));
    tcase_add_loop_test(tables, nfc_is_made, 0, ROWS(composings));
    tcase_add_loop_test(tables, fold_and_slug, 0, ROWS(folds));
    tcase_add_test(tables, long_words_are_cut_between_code_points);
    tcase_add_test(tables, hash_tells_keys_apart);
    suite_add_tcase(suite, tables);
    return suite;
}
