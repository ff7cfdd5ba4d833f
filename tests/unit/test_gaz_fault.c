/* SPDX-License-Identifier: MIT */
/* Every fault of an entry file, with its place and its exact words. */
#include "gaz_fixture.h"

Suite *gaz_fault_suite(void);

typedef struct fault_case {
    const char *label, *rows;
    const char *faults; /* "line:column+width message / note / hint", one a line */
} fault_case;

/* clang-format off */
static const fault_case cases[] = {
    {"all is well",
     "# What: a test\nBath\nKyiv\tKief|Kiev\tgeonames:703448\t6.4\tcountry=ua capital\n",
     ""},
    {"trailing columns may be empty or left out",
     "Aa\nBb\t\nCc\t\t\t\t\nDd\t\t\t0\n",
     ""},
    {"no line feed at the end",
     "Bath\t\t\t9",
     ""},
    {"empty file",
     "",
     ""},
    {"comments only",
     "# a\n#\n",
     ""},
    {"six columns",
     "Bath\t\tgeonames:1\t5\tctx\tmore\n",
     "1:24+4 6 columns, 5 at most /"
     " - /"
     " the columns are name, aliases, id, weight, attributes, with one tab between two\n"},
    {"eight columns",
     "Bath\t\t\t\t\t\t\t\n",
     "1:10+2 8 columns, 5 at most /"
     " - /"
     " the columns are name, aliases, id, weight, attributes, with one tab between two\n"},
    {"Latin-1",
     "Bath\nK\xF6" "ln\n",
     "2:2+1 not UTF-8: byte 0xF6 / - / save the file as UTF-8\n"},
    {"comment in Latin-1",
     "# K\xF6" "ln\nBath\n",
     "1:1+6 comment is not UTF-8 / - / save the file as UTF-8\n"},
    {"decomposed accent",
     "Bath\tMu\xCC\x88" "nchen\n",
     "1:6+8 not in composed form (NFC): 'Mu\xCC\x88" "nchen' /"
     " - /"
     " write accented letters as one character each, as Python's unicodedata.normalize('NFC', line) does\n"},
    {"unsorted",
     "Bath\nAachen\nBonn\n",
     "2:1+6 'Aachen' is out of order / sorts before 'Bath' in line 1 / sort the rows by the bytes of column 1\n"},
    {"sorted by bytes, not by letters",
     "Zug\na\n\xC3\x89" "vian\n",
     ""},
    {"same name, no id, twice",
     "Bath\nBath\n",
     "2:1+4 'Bath' without id stands here twice / first in line 1 / delete one, or tell them apart by their ids\n"},
    {"same name, other ids",
     "Bath\nBath\t\tgeonames:1\nBath\t\tgeonames:2\n",
     ""},
    {"same name and id",
     "Bath\t\tgeonames:1\nBath\t\tgeonames:2\nBath\t\tgeonames:1\n",
     "3:1+4 'Bath' with id 'geonames:1' stands here twice /"
     " first in line 1 /"
     " delete one, or tell them apart by their ids\n"},
    {"same id, other name",
     "Bath\t\tgeonames:1\nBonn\t\tgeonames:1\n",
     "2:7+10 id 'geonames:1' is used twice /"
     " by 'Bath' in line 1 /"
     " make them one row with aliases, or give one of them its own id\n"},
    {"alias is the name",
     "Kyiv\tKiev|Kyiv\n",
     "1:11+4 alias 'Kyiv' is the name itself / - / delete it\n"},
    {"alias with a mark is the name",
     "Kyiv\tKyiv+h\n",
     "1:6+4 alias 'Kyiv' is the name itself / - / delete it\n"},
    {"alias twice",
     "Kyiv\tKiev|Kief|Kiev+h\n",
     "1:16+4 alias 'Kiev' stands here twice / - / delete one\n"},
    {"empty alias",
     "Kyiv\tKiev||Kief\n",
     "1:11+1 empty alias / - / aliases have one '|' between them\n"},
    {"empty alias at the end",
     "Kyiv\tKiev|\n",
     "1:11+1 empty alias / - / aliases have one '|' between them\n"},
    {"empty alias with marks",
     "Kyiv\t+h\n",
     "1:6+1 empty alias / - / aliases have one '|' between them\n"},
    {"plus signs that are no marks",
     "Canal+\tCanal +|C++|LGBTQ+ Film\n",
     ""},
    {"unknown mark of an alias",
     "Islamic State\tIS+cas+ctx\n",
     "1:18+3 unknown mark 'cas' / - / did you mean 'case'?\n"},
    {"mark of an alias in capitals",
     "Islamic State\tIS+CASE\n",
     "1:18+4 unknown mark 'CASE' / - / the marks are ctx, case, h, capital, adj, plural\n"},
    {"bell",
     "Ba\a" "th\n",
     "1:3+1 control character U+0007 / - / delete it\n"},
    {"next line U+0085",
     "Ba\xC2\x85" "th\n",
     "1:3+1 control character U+0085 / - / delete it\n"},
    {"zero-width joiner",
     "Ba\xE2\x80\x8D" "th\n",
     "1:3+1 control character U+200D / - / delete it\n"},
    {"byte order mark",
     "\xEF\xBB\xBF" "Name\n",
     "1:1+1 control character U+FEFF / - / delete it\n"},
    {"no-break space",
     "New\xC2\xA0" "York\n",
     "1:4+1 white space U+00A0 / - / write a plain blank\n"},
    {"unknown mark",
     "Bath\t\t\t\tcaptial\n",
     "1:9+7 unknown mark 'captial' / - / did you mean 'capital'?\n"},
    {"unknown mark, far from any",
     "Bath\t\t\t\tzzzzzz\n",
     "1:9+6 unknown mark 'zzzzzz' / - / the marks are ctx, case, h, capital, adj, plural\n"},
    {"unknown key",
     "Bath\t\t\t\tctx contry=gb\n",
     "1:13+6 unknown key 'contry' / - / did you mean 'country'?\n"},
    {"unknown key, far from any",
     "Bath\t\t\t\tqqqqqq=gb\n",
     "1:9+6 unknown key 'qqqqqq' /"
     " - /"
     " the keys are country, in, role, of, from, to, kind, sex, demonym, wikidata, geonames, iso\n"},
    {"mark with a value",
     "Bath\t\t\t\tctx=yes\n",
     "1:9+7 mark 'ctx' takes no value / - / delete it from '=' on\n"},
    {"key without value",
     "Bath\t\t\t\tcountry\n",
     "1:9+7 key 'country' has no value / - / write key=value\n"},
    {"key with an empty value",
     "Bath\t\t\t\tcountry=\n",
     "1:9+8 key 'country' has no value / - / write key=value\n"},
    {"key twice",
     "Bath\t\t\t\tcountry=gb country=us\n",
     "1:20+10 'country' stands here twice / - / delete one\n"},
    {"weight is a word",
     "Bath\t\t\tbig\n",
     "1:8+3 weight 'big' is not a number / - / write 0 to 9 with at most one decimal, such as 6.4\n"},
    {"weight with a comma",
     "Bath\t\t\t6,4\n",
     "1:8+3 weight '6,4' is not a number / - / write 0 to 9 with at most one decimal, such as 6.4\n"},
    {"weight ends with its dot",
     "Bath\t\t\t6.\n",
     "1:8+2 weight '6.' is not a number / - / write 0 to 9 with at most one decimal, such as 6.4\n"},
    {"weight without digits",
     "Bath\t\t\t.5\n",
     "1:8+2 weight '.5' is not a number / - / write 0 to 9 with at most one decimal, such as 6.4\n"},
    {"weight too large",
     "Bath\t\t\t9.1\n",
     "1:8+3 weight '9.1' is out of range / - / write 0 to 9 with at most one decimal, such as 6.4\n"},
    {"weight far too large",
     "Bath\t\t\t99999999999999999999\n",
     "1:8+20 weight '99999999999999999999' is out of range /"
     " - /"
     " write 0 to 9 with at most one decimal, such as 6.4\n"},
    {"negative weight",
     "Bath\t\t\t-1\n",
     "1:8+2 weight '-1' is out of range / - / write 0 to 9 with at most one decimal, such as 6.4\n"},
    {"two decimals",
     "Bath\t\t\t6.43\n",
     "1:8+4 weight '6.43' has more than one decimal / - / write 0 to 9 with at most one decimal, such as 6.4\n"},
    {"largest and smallest weight",
     "Bath\t\t\t0.0\nBonn\t\t\t9.0\n",
     ""},
    {"trailing blank",
     "Bath \n",
     "1:5+1 trailing blank / - / one blank between words, none elsewhere\n"},
    {"trailing blanks behind a column",
     "Bath\t\t\t5  \n",
     "1:9+2 trailing blank / - / one blank between words, none elsewhere\n"},
    {"blank before a name",
     " Bath\n",
     "1:1+1 blank at the start of a column / - / one blank between words, none elsewhere\n"},
    {"blank behind a name",
     "Bath \tBathe\n",
     "1:5+1 blank at the end of a column / - / one blank between words, none elsewhere\n"},
    {"blank beside a bar",
     "Bath\tAa| Bb\n",
     "1:9+1 blank beside '|' / - / one blank between words, none elsewhere\n"},
    {"two blanks",
     "New  York\n",
     "1:4+2 more than one blank / - / one blank between words, none elsewhere\n"},
    {"two blanks between attributes",
     "Bath\t\t\t\tctx  h\n",
     "1:12+2 more than one blank / - / one blank between words, none elsewhere\n"},
    {"trailing blank of a comment is no matter",
     "# a \nBath\n",
     ""},
    {"carriage returns",
     "Bath\r\nBonn\r\n",
     "1:5+1 carriage return at the end of the line /"
     " - /"
     " end lines with a line feed alone; other lines of the file are not told\n"},
    {"carriage return in the middle",
     "Ba\rth\n",
     "1:3+1 control character U+000D / - / delete it\n"},
    {"empty name",
     "\tBath\n",
     "1:1+1 empty name / - / column 1 is the name\n"},
    {"tabs only",
     "\t\t\n",
     "1:1+1 empty name / - / column 1 is the name\n"},
    {"blank line",
     "Bath\n\nBonn\n",
     "2:1+1 blank line / - / delete it, or start a comment with '#'\n"},
    {"bar in a name",
     "Bath|Bathe\n",
     "1:5+1 '|' in a name / - / aliases go to column 2\n"},
    {"blank in an id",
     "Bath\t\tgeonames:26 56\n",
     "1:7+14 blank in id 'geonames:26 56' / - / write '-' for it\n"},
    {"id without scheme",
     "Bath\t\t2656\n",
     "1:7+4 id '2656' has no scheme /"
     " - /"
     " write scheme:local or kind/slug, such as geonames:703448 or org/red-cross\n"},
    {"name of too many words",
     "a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a"
     " a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a\n",
     "1:1+129 name of 65 words / - / names have 1 to 64 words\n"},
    {"several in one line, columns count code points",
     "\xC3\x89" "vian\tX+foo\t1\t10\tbar=1\n",
     "1:9+3 unknown mark 'foo' / - / the marks are ctx, case, h, capital, adj, plural\n"
     "1:13+1 id '1' has no scheme /"
     " - /"
     " write scheme:local or kind/slug, such as geonames:703448 or org/red-cross\n"
     "1:15+2 weight '10' is out of range / - / write 0 to 9 with at most one decimal, such as 6.4\n"
     "1:18+3 unknown key 'bar' /"
     " - /"
     " the keys are country, in, role, of, from, to, kind, sex, demonym, wikidata, geonames, iso\n"},
};
/* clang-format on */

static const char *spelled(const wm_faults *faults, wm_arena *keep)
{
    const char *all = "";
    for (uint32_t i = 0; i < faults->list.count; i++) {
        const wm_fault *f = &faults->list.items[i];
        all = wm_arena_format(keep, "%s%u:%u+%u %s / %s / %s\n", all, (unsigned)f->line, (unsigned)f->column,
                              (unsigned)f->width, f->message, f->note != NULL ? f->note : "-",
                              f->hint != NULL ? f->hint : "-");
    }
    return all;
}

START_TEST(test_fault)
{
    const fault_case *c = &cases[_i];
    wm_arena keep;
    wm_faults faults = {0};
    wm_arena_init(&keep);
    wm_slice image = gaz_image_of(&(gaz_source_text){"gazetteers/place/city.tsv", c->rows}, 1, &keep, &faults);
    const char *found = spelled(&faults, &keep);
    ck_assert_msg(strcmp(found, c->faults) == 0, "%s:\n%swanted:\n%s", c->label, found, c->faults);
    ck_assert_msg((image.at != NULL) == (c->faults[0] == '\0'), "%s: image although there are faults, or none",
                  c->label);
    wm_arena_done(&keep);
}
END_TEST

/* Faults of the file as a whole stand in line 0. */
static const struct {
    const char *shown, *faults;
} paths[] = {
    {"gazetteers/place/city.tsv", ""},
    {"place/city.tsv", ""},
    {"a/b/org/armed-group.tsv", ""},
    {"city.tsv",
     "0:0+1 no label can be '.city' / - / give the file with its folder, as kind/name.tsv in lower case\n"},
    {"Place/city.tsv",
     "0:0+1 no label can be 'Place.city' / - / give the file with its folder, as kind/name.tsv in lower case\n"},
    {"place/big.city.tsv",
     "0:0+1 no label can be 'place.big.city' / - / give the file with its folder, as kind/name.tsv in lower case\n"},
};

START_TEST(test_path)
{
    wm_arena keep;
    wm_faults faults = {0};
    wm_arena_init(&keep);
    gaz_image_of(&(gaz_source_text){paths[_i].shown, "Bath\n"}, 1, &keep, &faults);
    const char *found = spelled(&faults, &keep);
    ck_assert_msg(strcmp(found, paths[_i].faults) == 0, "%s:\n%s", paths[_i].shown, found);
    wm_arena_done(&keep);
}
END_TEST

START_TEST(test_too_many_faults)
{
    char rows[2 * 1200 + 1];
    for (int i = 0; i < 1200; i++)
        memcpy(rows + 2 * i, "|\n", 3);
    wm_arena keep;
    wm_faults faults = {0};
    wm_arena_init(&keep);
    gaz_image_of(&(gaz_source_text){"place/city.tsv", rows}, 1, &keep, &faults);
    ck_assert_uint_eq(faults.list.count, 1001);
    ck_assert_str_eq(faults.list.items[1000].message, "more than 1000 faults, the rest is not read");
    ck_assert_uint_eq(faults.list.items[1000].line, 1001);
    wm_arena_done(&keep);
}
END_TEST

/* One line can be the whole of a file of another kind, and all of it wrong. */
static const struct {
    const char *label;
    char begin, filling;
    size_t size;
    uint32_t fault_count;
    const char *first;
} lines[] = {
    {"too long", 'a', 'a', 70000, 1, "line of 70001 bytes, 65536 at most"},
    {"as long as can be", 'a', 'a', 65535, 0, NULL},
    {"control characters", 'a', '\x01', 5000, 20, "control character U+0001"},
    {"columns", 'a', '\t', 5000, 1, "5001 columns, 5 at most"},
    {"aliases", '\t', '|', 5000, 21, "empty name"},
};

START_TEST(test_long_line)
{
    wm_arena keep;
    wm_faults faults = {0};
    wm_arena_init(&keep);
    char *row = WM_NEW_N(&keep, char, lines[_i].size + 2);
    memset(row, lines[_i].filling, lines[_i].size + 1);
    row[0] = lines[_i].begin;
    gaz_image_of(&(gaz_source_text){"place/city.tsv", row}, 1, &keep, &faults);
    ck_assert_msg(faults.list.count == lines[_i].fault_count, "%s: %u faults", lines[_i].label,
                  (unsigned)faults.list.count);
    if (lines[_i].first != NULL)
        ck_assert_str_eq(faults.list.items[0].message, lines[_i].first);
    wm_arena_done(&keep);
}
END_TEST

Suite *gaz_fault_suite(void)
{
    Suite *suite = suite_create("gaz_fault");
    TCase *tests = tcase_create("faults");
    tcase_add_loop_test(tests, test_fault, 0, sizeof cases / sizeof *cases);
    tcase_add_loop_test(tests, test_path, 0, sizeof paths / sizeof *paths);
    tcase_add_test(tests, test_too_many_faults);
    tcase_add_loop_test(tests, test_long_line, 0, sizeof lines / sizeof *lines);
    suite_add_tcase(suite, tests);
    return suite;
}
