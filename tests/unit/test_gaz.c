/* SPDX-License-Identifier: MIT */
/* Gazetteers from rows to answers: which names match where, in which case, with which entries behind them. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "gaz_fixture.h"

#include "base/file.h"

#include <stdlib.h>
#include <unistd.h>

Suite *gaz_suite(void);

enum { ROOM = 16 };

/* All answers at every token of a text: "begin+count:entry name(marks)…" for each hit, blanks between. */
static const char *answers(const wm_gaz *gaz, const char *text, wm_arena *keep)
{
    wm_text tokens = gaz_tokens_of(text, keep);
    const char *all = "";
    for (uint32_t t = 0; t < tokens.token_count; t++) {
        wm_gaz_hit hits[ROOM];
        uint32_t count = wm_gaz_match(gaz, &tokens, t, tokens.token_count, hits, ROOM);
        for (uint32_t h = 0; h < count; h++) {
            all = wm_arena_format(keep, "%s%s%u+%u", all, *all != '\0' ? " " : "", (unsigned)t,
                                  (unsigned)hits[h].token_count);
            wm_gaz_posting p;
            for (uint32_t i = 0; i < hits[h].posting_count; i++)
                if (wm_gaz_posting_at(gaz, &tokens, t, &hits[h], i, &p))
                    all =
                        wm_arena_format(keep, "%s:%s(%u)", all, wm_gaz_entry_at(gaz, p.entry).name, (unsigned)p.marks);
        }
    }
    return all;
}

/* ---- matching --------------------------------------------------------------------------------------------------- */

static const char *const rows = "ASEAN\n"
                                "Ali\n"
                                "Bath\t\t\t5.0\tctx\n"
                                "Canal+\n"
                                "C\xC3\xB4te d'Ivoire\tCote d'Ivoire|Ivory Coast\n"
                                "Islamic State\tIS+case+ctx|Islamic State group|ISIS\n"
                                "McDonald\n"
                                "New York\tNew York City\n"
                                "Paris\t\tgeonames:1\t4.0\n"
                                "Paris\t\tgeonames:2\t6.9\th\n"
                                "Paris\t\tgeonames:3\t4.0\n"
                                "Sana'a\tSana\xE2\x80\x99"
                                "a+plural\n"
                                "The Hague\n"
                                "U.S.\tUS+case\n"
                                "al-Shabaab\n"
                                "foreign minister\n"
                                "iPhone\n"
                                "president\n"
                                "\xC3\x89vian\n";

static const struct {
    const char *label, *text, *answers;
} matches[] = {
    {"no name", "Nobody met anybody.", ""},
    {"empty text", "", ""},
    {"one word", "In Bath.", "1+1:Bath(1)"},
    {"shortest first", "New York City", "0+2:New York(0) 0+3:New York(64)"},
    {"a name inside a longer one", "New New York", "1+2:New York(0)"},
    {"the beginning of a name", "New", ""},
    {"the beginning of a name, then another word", "New Orleans", ""},
    {"over a line break", "New\nYork", "0+2:New York(0)"},
    {"heavier first, then as in the file", "Paris", "0+1:Paris(4):Paris(0):Paris(0)"},

    {"a capital is wanted", "bath", ""},
    {"a capital is wanted in each such word", "New york", ""},
    {"capitals only", "NEW YORK", "0+2:New York(0)"},
    {"capitals in one word", "New YORK", "0+2:New York(0)"},
    {"inner letters do not count", "Mcdonald", "0+1:McDonald(0)"},
    {"lower case takes any case", "president President PRESIDENT",
     "0+1:president(0) 1+1:president(0) 2+1:president(0)"},
    {"lower case of two words takes any case", "Foreign minister", "0+2:foreign minister(0)"},
    {"lower case, headline", "FOREIGN MINISTER", "0+2:foreign minister(0)"},
    {"lower first word, capital behind", "al-Shabaab Al-Shabaab", "0+3:al-Shabaab(0) 3+3:al-Shabaab(0)"},
    {"lower first word, the capital missing", "al-shabaab", ""},
    {"lower-case brand", "iPhone IPHONE Iphone", "0+1:iPhone(0) 1+1:iPhone(0) 2+1:iPhone(0)"},
    {"acronym", "ASEAN Asean asean", "0+1:ASEAN(0)"},
    {"a lower-case article before a name", "the Hague", ""},

    {"case to the byte", "IS Is is", "0+1:Islamic State(67)"},
    {"case to the byte: us", "US us Us U.S.", "0+1:U.S.(66) 3+1:U.S.(0)"},
    {"acronym alias beside its row", "ISIS Isis", "0+1:Islamic State(64)"},

    {"accents", "Evian \xC3\x89vian", "0+1:\xC3\x89vian(0) 1+1:\xC3\x89vian(0)"},
    {"two spellings of one entry count once", "Cote d'Ivoire", "0+2:C\xC3\xB4te d'Ivoire(0)"},
    {"but not when their marks differ",
     "Sana\xE2\x80\x99"
     "a",
     "0+1:Sana'a(0):Sana'a(96)"},
    {"en dash for hyphen", "al\xE2\x80\x93Shabaab", "0+3:al-Shabaab(0)"},
    {"possessive behind it", "Bath's", "0+1:Bath(1)"},
    {"punctuation in a name", "Canal+", "0+2:Canal+(0)"},
    {"alias of more words", "The Islamic State group", "1+2:Islamic State(0) 1+3:Islamic State(64)"},
};

START_TEST(test_match)
{
    wm_arena keep;
    wm_arena_init(&keep);
    wm_gaz *gaz = gaz_open_rows("gazetteers/x/y.tsv", rows, &keep);
    const char *found = answers(gaz, matches[_i].text, &keep);
    ck_assert_msg(strcmp(found, matches[_i].answers) == 0, "%s: %s", matches[_i].label, found);
    wm_gaz_close(gaz);
    wm_arena_done(&keep);
}
END_TEST

START_TEST(test_case_across_lines)
{
    wm_arena keep;
    wm_arena_init(&keep);
    wm_gaz *gaz = gaz_open_rows("org/x.tsv", "Big Ben\t\t\t\tcase\nX-Y\t\t\t\tcase\n", &keep);
    ck_assert_str_eq(answers(gaz, "Big\n Ben", &keep), "0+2:Big Ben(2)");
    ck_assert_str_eq(answers(gaz, "BIG BEN", &keep), "");
    ck_assert_str_eq(answers(gaz, "X-Y X- Y", &keep), "0+3:X-Y(2)");
    wm_gaz_close(gaz);
    wm_arena_done(&keep);
}
END_TEST

START_TEST(test_limit_and_room)
{
    wm_arena keep;
    wm_arena_init(&keep);
    wm_gaz *gaz = gaz_open_rows("place/city.tsv", rows, &keep);
    wm_text text = gaz_tokens_of("New York City", &keep);
    wm_gaz_hit hits[2];
    ck_assert_uint_eq(wm_gaz_match(gaz, &text, 0, 3, hits, 2), 2);
    ck_assert_uint_eq(wm_gaz_match(gaz, &text, 0, 2, hits, 2), 1);
    ck_assert_uint_eq(wm_gaz_match(gaz, &text, 0, 1, hits, 2), 0);
    ck_assert_uint_eq(wm_gaz_match(gaz, &text, 0, 99, hits, 2), 2);
    ck_assert_uint_eq(wm_gaz_match(gaz, &text, 0, 3, hits, 1), 1);
    ck_assert_uint_eq(hits[0].token_count, 2);
    ck_assert_uint_eq(wm_gaz_match(gaz, &text, 0, 3, hits, 0), 0);
    ck_assert_uint_eq(wm_gaz_match(gaz, &text, 7, 3, hits, 2), 0);
    wm_gaz_close(gaz);
    wm_arena_done(&keep);
}
END_TEST

/* Case has a say in the first 16 words of a name only; names have up to 64. */
START_TEST(test_long_name)
{
    wm_arena keep;
    wm_arena_init(&keep);
    const char *name = "A";
    for (int i = 1; i < 64; i++)
        name = wm_arena_format(&keep, "%s %s", name, i % 2 != 0 ? "B" : "C");
    wm_gaz *gaz = gaz_open_rows("org/x.tsv", wm_arena_format(&keep, "%s\n", name), &keep);
    const char *want = wm_arena_format(&keep, "0+64:%s(0)", name);
    ck_assert_str_eq(answers(gaz, name, &keep), want);
    char *late = wm_arena_copy(&keep, name, strlen(name));
    late[2 * 16] = 'c'; /* word 16 */
    ck_assert_str_eq(answers(gaz, late, &keep), want);
    late[2 * 15] = 'b';
    ck_assert_str_eq(answers(gaz, late, &keep), "");
    wm_gaz_close(gaz);
    wm_arena_done(&keep);
}
END_TEST

/* ---- entries ---------------------------------------------------------------------------------------------------- */

START_TEST(test_entry)
{
    wm_arena keep;
    wm_faults faults = {0};
    wm_gaz *gaz;
    wm_arena_init(&keep);
    gaz_source_text sources[] = {
        {"gazetteers/place/city.tsv", "# a comment\nKyiv\tKiev|Kief+h\tgeonames:703448\t6.4\tcountry=ua capital\n"},
        {"gazetteers/org/party.tsv", "Labour\n"},
    };
    wm_slice image = gaz_image_of(sources, 2, &keep, &faults);
    ck_assert_int_eq(wm_gaz_open_image(image, "x", &gaz, NULL), WM_OK);
    ck_assert_uint_eq(wm_gaz_entry_count(gaz), 2);
    ck_assert_uint_eq(wm_gaz_label_count(gaz), 2);
    ck_assert_str_eq(wm_gaz_label(gaz, 1), "org.party");
    ck_assert_str_eq(wm_gaz_label(gaz, 2), "");
    wm_gaz_entry kyiv = wm_gaz_entry_at(gaz, 0), labour = wm_gaz_entry_at(gaz, 1);
    ck_assert_str_eq(kyiv.name, "Kyiv");
    ck_assert_str_eq(kyiv.id, "geonames:703448");
    ck_assert_str_eq(kyiv.attrs, "country=ua capital");
    ck_assert_str_eq(kyiv.file, "gazetteers/place/city.tsv");
    ck_assert_uint_eq(kyiv.line, 2);
    ck_assert_uint_eq(kyiv.weight, 64);
    ck_assert_str_eq(wm_gaz_label(gaz, kyiv.label), "place.city");
    ck_assert_str_eq(labour.id, "");
    ck_assert_uint_eq(labour.line, 1);
    ck_assert_str_eq(wm_gaz_entry_at(gaz, 2).name, "");
    /* what is true of the thing is true under its other names */
    ck_assert_str_eq(answers(gaz, "Kyiv, Kiev, Kief", &keep), "0+1:Kyiv(8) 2+1:Kyiv(72) 4+1:Kyiv(76)");
    wm_gaz_close(gaz);
    wm_arena_done(&keep);
}
END_TEST

/* Two files of one label with another between them: its entries are inside the range. */
static const struct {
    uint32_t label, begin, end;
} ranges[] = {{0, 0, 4}, {1, 2, 3}, {2, 4, 4}, {3, 0, 0}};

START_TEST(test_label_entries)
{
    wm_arena keep;
    wm_faults faults = {0};
    wm_gaz *gaz;
    wm_arena_init(&keep);
    gaz_source_text sources[] = {
        {"place/city.tsv", "Bath\nBonn\n"}, {"org/x.tsv", "UN\n"}, {"my/place/city.tsv", "Brno\n"}, {"org/y.tsv", ""}};
    wm_slice image = gaz_image_of(sources, 4, &keep, &faults);
    ck_assert_int_eq(wm_gaz_open_image(image, "x", &gaz, NULL), WM_OK);
    uint32_t begin, end;
    wm_gaz_label_entries(gaz, ranges[_i].label, &begin, &end);
    ck_assert_uint_eq(begin, ranges[_i].begin);
    ck_assert_uint_eq(end, ranges[_i].end);
    wm_gaz_close(gaz);
    wm_arena_done(&keep);
}
END_TEST

static const struct {
    const char *attrs, *key, *value; /* NULL: absent */
} attrs[] = {
    {"country=ua capital", "country", "ua"},
    {"country=ua capital", "capital", "yes"},
    {"country=ua capital", "count", NULL},
    {"country=ua capital", "ua", NULL},
    {"of=a=b", "of", "a=b"},
    {"", "ctx", NULL},
};

START_TEST(test_attr)
{
    wm_gaz_entry entry = {.attrs = attrs[_i].attrs};
    wm_slice value = wm_gaz_attr(&entry, attrs[_i].key);
    if (attrs[_i].value == NULL)
        ck_assert_ptr_null(value.at);
    else
        ck_assert(value.at != NULL && wm_slice_is(value, attrs[_i].value));
}
END_TEST

START_TEST(test_no_entries)
{
    wm_arena keep;
    wm_arena_init(&keep);
    wm_gaz *gaz = gaz_open_rows("place/city.tsv", "# nothing\n", &keep);
    ck_assert_uint_eq(wm_gaz_entry_count(gaz), 0);
    ck_assert_str_eq(answers(gaz, "Any text at all.", &keep), "");
    wm_gaz_close(gaz);
    wm_arena_done(&keep);
}
END_TEST

/* ---- files ------------------------------------------------------------------------------------------------------ */

/* wm_gaz_compile, wm_file_replace, wm_gaz_open: the way a user goes. */
START_TEST(test_compile_and_open)
{
    wm_arena keep;
    wm_faults faults = {.arena = &keep};
    wm_error err = {0};
    wm_slice image, again;
    wm_gaz *gaz;
    wm_arena_init(&keep);
    char folder[] = "gaz-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    const char *tsv = wm_arena_format(&keep, "%s/city.tsv", folder);
    const char *compiled = wm_arena_format(&keep, "%s/city.gaz", folder);
    ck_assert_int_eq(wm_file_replace(tsv, wm_slice_of("Bath\nBonn\n"), &err), WM_OK);
    wm_gaz_source source = {tsv, "my/city.tsv", "place.town"};
    ck_assert_int_eq(wm_gaz_compile(&source, 1, &keep, &image, &faults, &err), WM_OK);
    ck_assert_int_eq(wm_gaz_compile(&source, 1, &keep, &again, &faults, &err), WM_OK);
    ck_assert_msg(wm_slice_equal(image, again), "the same sources give other bytes");
    ck_assert_int_eq(wm_file_replace(compiled, image, &err), WM_OK);
    ck_assert_int_eq(wm_gaz_open(compiled, &gaz, &err), WM_OK);
    ck_assert_int_eq(wm_gaz_verify(gaz, &err), WM_OK);
    ck_assert_str_eq(answers(gaz, "Bath and Bonn", &keep), "0+1:Bath(0) 2+1:Bonn(0)");
    ck_assert_str_eq(wm_gaz_label(gaz, 0), "place.town");
    ck_assert_str_eq(wm_gaz_entry_at(gaz, 1).file, "my/city.tsv");
    wm_gaz_close(gaz);
    unlink(tsv);
    unlink(compiled);
    rmdir(folder);
    ck_assert_int_eq(wm_gaz_compile(&source, 1, &keep, &image, &faults, &err), WM_IO);
    ck_assert_int_eq(wm_gaz_open(compiled, &gaz, &err), WM_IO);
    wm_arena_done(&keep);
}
END_TEST

Suite *gaz_suite(void)
{
    Suite *suite = suite_create("gaz");
    TCase *match = tcase_create("match");
    tcase_add_loop_test(match, test_match, 0, sizeof matches / sizeof *matches);
    tcase_add_test(match, test_case_across_lines);
    tcase_add_test(match, test_limit_and_room);
    tcase_add_test(match, test_long_name);
    suite_add_tcase(suite, match);
    TCase *entries = tcase_create("entries");
    tcase_add_test(entries, test_entry);
    tcase_add_loop_test(entries, test_label_entries, 0, sizeof ranges / sizeof *ranges);
    tcase_add_loop_test(entries, test_attr, 0, sizeof attrs / sizeof *attrs);
    tcase_add_test(entries, test_no_entries);
    tcase_add_test(entries, test_compile_and_open);
    suite_add_tcase(suite, entries);
    return suite;
}
