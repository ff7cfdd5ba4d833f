/* SPDX-License-Identifier: MIT */
/* What patterns match: one row a construct, tapes in the notation of rule_fixture.h. */
#include "rule_fixture.h"

static const struct {
    const char *label, *pattern, *tape, *found;
} patterns[] = {
    {"word, any case", "talks", "Talks about TALKS", "rule 0-1; rule 2-3"},
    {"word with accents folded", "cafe", "the Café", "rule 1-2"},
    {"word with its dots", "U.S. troops", "U.S. troops", "rule 0-2"},
    {"word with an apostrophe", "'s here", "it 's here", "rule 1-3"},
    {"hyphen is an element", "co-host", "a co - host", "rule 1-4"},
    {"punctuation without quotes", "a, b; c: d", "a , b ; c : d", "rule 0-7"},
    {"any dash is a hyphen", "a - b", "a — b", "rule 0-3"},
    {"quotes want these bytes", "\"US\"", "us Us US", "rule 2-3"},
    {"quoted words in a row", "\"White House\"", "White house White House", "rule 2-4"},
    {"quoted punctuation", "a \".\"", "a .", "rule 0-2"},
    {"word that no tape has", "talks", "a b", ""},
    {"lemma, irregular", "%meet", "meet met meets meeting meeted", "rule 0-1; rule 1-2; rule 2-3; rule 3-4"},
    {"lemma, regular", "%visit", "visit visits visited visiting", "rule 0-1; rule 1-2; rule 2-3; rule 3-4"},
    {"lemma in y", "%carry", "carry carries carried carrying", "rule 0-1; rule 1-2; rule 2-3; rule 3-4"},
    {"lemma with '='", "%talk", "talk talks talked talking", "rule 0-1; rule 1-2"},
    {"lemma with doubled consonant", "%confer", "confer confers conferred conferring",
     "rule 0-1; rule 1-2; rule 2-3; rule 3-4"},
    {"label of an element", "<person>", "Lena/person said", "rule 0-1"},
    {"kind.file meets the kind", "<place>", "Muscat/place.city", "rule 0-1"},
    {"kind does not meet kind.file", "<place.city>", "Oman/place Muscat/place.city", "rule 1-2"},
    {"mention of two words is one element", "<person> said", "Lena_Harvik/person said", "rule 0-2"},
    {"words do not match inside a mention", "lena", "Lena_Harvik/person", ""},
    {"label of an edge", "<title> <Cap>", "(foreign minister)/title Abbas", "rule 0-3"},
    {"longest edge first", "<title>", "((deputy) (foreign minister)/title)/title x", "rule 0-3"},
    {"shorter edge when the longest fails", "<title> c", "((a b)/title c)/title d", "rule 0-3"},
    {"own label when the edge fails", "<title> b", "(a/title b)/title c", "rule 0-2"},
    {"attribute is", "<place country=ir>", "Rome/place:country=it Tehran/place:country=ir", "rule 1-2"},
    {"attribute is there", "<place country>", "Rome/place Tehran/place:country=ir", "rule 1-2"},
    {"attribute is not there", "<place !country>", "Tehran/place:country=ir Rome/place", "rule 1-2"},
    {"attribute of an edge", "<title kind=minister>", "(chief)/title:kind=head (foreign minister)/title:kind=minister",
     "rule 1-3"},
    {"two tests", "<place country !capital>", "a/place:capital=yes b/place:country=ir", "rule 1-2"},
    {"shape", "<Cap>{2}", "the Foreign Minister", "rule 1-3"},
    {"sign that is a shape", "a (\"*\" | b) c", "a x c a * c", "rule 3-6"},
    {"mention has no shape", "<Cap>", "Lena_Harvik/person", ""},
    {"regex on the whole element", "/[0-9]{4}/", "12 1999 19999 2004", "rule 1-2; rule 3-4"},
    {"regex without case", "/abc/i", "ABC abcd", "rule 0-1"},
    {"regex with letters at its end", "/[A-Z]+dome/", "Adome ADOME Bdomes Cdome", "rule 0-1; rule 3-4"},
    {"regex of alternatives with letters at their ends", "/[a-z]b|[a-z]cd/", "ab acd ad", "rule 0-1; rule 1-2"},
    {"regex with letters that may be left out at its end", "/a(bc)?d?/", "abcd a ad x", "rule 0-1; rule 1-2; rule 2-3"},
    {"regex with an escape at its end", "/a\\d/", "a1 ad", "rule 0-1"},
    {"regex with an escape of letters at its end", "/a\\pL|x/ | /b\\pL/ | /c\\x4a/", "ax bx cJ ca b1",
     "rule 0-1; rule 1-2; rule 2-3"},
    {"regex that folds letters at its end, as nothing before", "/x(?^i)ab/", "XAB xAB xab", "rule 1-2; rule 2-3"},
    {"regex that folds letters at its end", "/(?i)[a-z]ab/", "XAB xab xa", "rule 0-1; rule 1-2"},
    {"regex of letters beyond ASCII", "/\\p{Lu}\\w+/", "élan Élan", "rule 1-2"},
    {"regex on a long element", "/(ab)+/", "abababababababababababababababab abc", "rule 0-1"},
    {"any", "a _ b", "a x b", "rule 0-3"},
    {"any is one", "a _ b", "a b", ""},
    {"not a word", "a !b", "a b a c", "rule 2-4"},
    {"not at the end", "a !b", "a", ""},
    {"not one of these", "a !(b | <person> | /[0-9]+/)", "a b a Lena/person a 12 a c", "rule 6-8"},
    {"not an edge that starts here", "a !<title>", "a (b c)/title", ""},
    {"not, repeated", "a !b{2,3} b", "a c d b", "rule 0-4"},
    {"macro", "x=@actor %visit", "the minister/role Lena/person visited", "rule 1-4 x=1-3"},
    {"first alternative wins", "x=(a | a b)", "a b", "rule 0-1 x=0-1"},
    {"later alternative when it has to", "x=(a | a b) c", "a b c", "rule 0-3 x=0-2"},
    {"alternatives with a slot each", "(x=a b | b x=a)", "b a a b", "rule 0-2 x=1-2; rule 2-4 x=2-3"},
    {"optional", "a b? c", "a c a b c", "rule 0-2; rule 2-5"},
    {"star is greedy", "a x=b* b", "a b b b", "rule 0-4 x=1-3"},
    {"lazy star", "a x=b*? b", "a b b b", "rule 0-2"},
    {"plus", "a b+", "a a b b", "rule 1-4"},
    {"lazy plus", "a b+?", "a b b", "rule 0-2"},
    {"lazy optional", "x=a y=b??", "a b", "rule 0-1 x=0-1"},
    {"bounded", "a{2,3}", "a a a a a", "rule 0-3; rule 3-5"},
    {"bounded lazy", "a{2,3}?", "a a a", "rule 0-2"},
    {"exact count", "a{2}", "a a a a", "rule 0-2; rule 2-4"},
    {"open count", "a{2,}", "a b a a a", "rule 2-5"},
    {"greedy gap", "a _{0,3} b", "a b c b", "rule 0-4"},
    {"lazy gap", "a _{0,3}? b", "a b c b", "rule 0-2"},
    {"gap has its bound", "a _{0,2} b", "a x x x b", ""},
    {"slot takes the repetition with it", "x=<Cap>{1,4} said", "then Lena Harvik said", "rule 1-4 x=1-3"},
    {"slot that took no part", "a x=(b c)? d", "a d", "rule 0-2"},
    {"slot that took part", "a x=(b c)? d", "a b c d", "rule 0-4 x=1-3"},
    {"slot set back after a failure", "(x=a b | a y=c)", "a c", "rule 0-2 y=1-2"},
    {"slot in a repetition keeps the last", "(x=<Cap> ,?){1,3}", "A , B , C", "rule 0-5 x=4-5"},
    {"slots in each other", "x=(a y=b c)", "a b c", "rule 0-3 x=0-3 y=1-2"},
    {"look ahead", "a (?= b)", "a c a b", "rule 2-3"},
    {"look ahead, not", "a (?! b)", "a b a c a", "rule 2-3; rule 4-5"},
    {"look behind", "(?<= not) a", "a not a", "rule 2-3"},
    {"look behind, not", "(?<! not) a", "not a a", "rule 2-3"},
    {"look behind several", "(?<= did not _{0,2}) a", "did not ever a", "rule 3-4"},
    {"look behind an edge", "(?<= <title>) <Cap>", "Chief (foreign minister)/title Abbas", "rule 3-4"},
    {"look inside look", "a (?= b (?! c))", "a b c a b d", "rule 3-4"},
    {"look for the end", "a (?= \".\" | $)", "a b a . a", "rule 2-3; rule 4-5"},
    {"macro with slots in look-around", "(?<! (y=b | c)) a", "d a", NULL},
    {"begin", "^ a", "a a", "rule 0-1"},
    {"end", "a $", "a a", "rule 1-2"},
    {"both ends", "^ a b $", "a b a", ""},
    {"leftmost first", "b | a b", "a b", "rule 0-2"},
    {"matches do not overlap", "a a", "a a a a a", "rule 0-2; rule 2-4"},
    {"slot after a gap", "who=<person> _{0,5} whom=<person>", "A/person x y B/person", "rule 0-4 who=0-1 whom=3-4"},
    {"trigger far behind the start", "<Cap>+ _{0,3} zzz", "x Lena y z zzz", "rule 1-5"},
    {"trigger behind edges", "<title>{1,2} zzz", "(a b c)/title (d e)/title zzz", "rule 0-6"},
    {"trigger in one of two ways", "(aaa | <person> bbb) ccc", "x/person bbb ccc aaa ccc", "rule 0-3; rule 3-5"},
};

START_TEST(pattern)
{
    fixture *f = fixture_new();
    fixture_load_pattern(f, patterns[_i].pattern);
    if (patterns[_i].found == NULL) {
        ck_assert_msg(f->status == WM_BAD_DATA, "%s: no fault", patterns[_i].label);
    } else {
        ck_assert_msg(f->status == WM_OK, "%s: %s", patterns[_i].label, f->err.message);
        fixture_tape(f, patterns[_i].tape);
        const char *found = fixture_match(f, 10);
        ck_assert_msg(strcmp(found, patterns[_i].found) == 0, "%s: '%s'", patterns[_i].label, found);
    }
    fixture_free(f);
}
END_TEST

#define MARKED "\nyes x\nno y\n"

static const struct {
    const char *label, *rules, *tape, *found;
    uint32_t phase;
} sets[] = {
    {"rules in the order of the file", "[r.b]\nfind x\ndo event e" MARKED "[r.a]\nfind x\ndo event e" MARKED, "x",
     "b 0-1; a 0-1", 10},
    {"other phase", "[r.b]\nfind x\ndo event e" MARKED, "x", "", 20},
    {"stop bars later rules", "[r.a]\nfind a b\ndo stop" MARKED "[r.b]\nfind b c\ndo event e" MARKED, "a b c b c",
     "a 0-2; b 3-5", 10},
    {"stop does not bar earlier rules", "[r.a]\nfind b c\ndo event e" MARKED "[r.b]\nfind a b\ndo stop" MARKED, "a b c",
     "a 1-3; b 0-2", 10},
    {"a gap may pass what is barred", "[r.a]\nfind b\ndo stop" MARKED "[r.b]\nfind a _ c\ndo event e" MARKED, "a b c",
     "a 1-2; b 0-3", 10},
    {"a negation may not", "[r.a]\nfind b\ndo stop" MARKED "[r.b]\nfind a !x c\ndo event e" MARKED, "a b c", "a 1-2",
     10},
    {"an edge over what is barred", "[r.a]\nfind b\ndo stop" MARKED "[r.b]\nfind <title>\ndo event e" MARKED,
     "(a b)/title (c)/title", "a 1-2; b 2-3", 10},
    {"text rule", "[r.a]\ntext /(?<day>\\d+) (?<month>March|May)/ near march may\ndo tag date $day k=$month" MARKED,
     "on 12 March 1999", "a 1-3 day=1-2 month=2-3", 10},
    {"text rule without its word", "[r.a]\ntext /\\d+/ near march\ndo event e" MARKED, "on 12 May", "", 10},
    {"text rule near a shape", "[r.a]\ntext /\\d+ \\w/\nnear <number>\ndo event e" MARKED, "on 12 May", "a 1-3", 10},
    {"part of an element counts", "[r.a]\ntext /(?<x>b c)d/ near <lower>\ndo tag k $x" MARKED, "ab cd e", "a 0-2 x=0-2",
     10},
    {"text rule more than once", "[r.a]\ntext /[ab]/ near a\ndo event e" MARKED, "a x b", "a 0-1; a 2-3", 10},
    {"text rule and barred elements", "[r.a]\nfind b\ndo stop" MARKED "[r.b]\ntext /[abc]/ near a\ndo event e" MARKED,
     "a b c", "a 1-2; b 0-1; b 2-3", 10},
    {"macro that asks one element", "@m = (?! b | <title>) (?= <Cap>) <Cap>\n[r.a]\nfind @m\ndo event e" MARKED,
     "Abc b Foo/title Bar", "a 0-1; a 3-4", 10},
    {"macro of a macro", "@n = (?! b) <Cap>\n@m = (?! foo) @n\n[r.a]\nfind @m\ndo event e" MARKED, "B Foo Bar", "a 2-3",
     10},
    {"macro with alternatives", "@m = ((?= <title>) <lower> | (?! <title>) <Cap>)\n[r.a]\nfind @m\ndo event e" MARKED,
     "a b/title C D/title", "a 1-2; a 2-3", 10},
    {"macro that must not follow, or nothing", "@m = (?! b) <Cap>\n[r.a]\nfind a (?! @m)\ndo event e" MARKED,
     "a Foo a B a", "a 2-3; a 4-5", 10},
    {"what it said changes with what is barred",
     "@m = (?! c) <Cap>\n[r.x]\nfind @m\ndo event e" MARKED "[r.y]\nfind b\ndo stop" MARKED
     "[r.z]\nfind @m\ndo event e" MARKED,
     "A B D", "x 0-1; x 1-2; x 2-3; y 1-2; z 0-1; z 2-3", 10},
    {"one alternative at the start only", "[r.a]\nfind (^ a | b) c\ndo event e" MARKED, "a c a c b c",
     "a 0-2; a 4-6", 10},
    {"all of it at the start only", "[r.a]\nfind ^ (a | b) <Cap>\ndo event e" MARKED, "b Foo a Foo", "a 0-2", 10},
    {"words far back", "[r.a]\nfind w\ndo event e" MARKED,
     "w x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x "
     "x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x x w w x w",
     "a 0-1; a 63-64; a 64-65; a 66-67", 10},
    {"near a macro", "@m = x | y\n[r.a]\ntext /a/ near @m\ndo event e" MARKED, "y a", "a 1-2", 10},
};

START_TEST(set_of_rules)
{
    const char *files[] = {"10-test.rules", sets[_i].rules, NULL, NULL};
    fixture *f = fixture_new();
    fixture_load(f, files);
    ck_assert_msg(f->status == WM_OK, "%s: %s", sets[_i].label, f->err.message);
    fixture_tape(f, sets[_i].tape);
    const char *found = fixture_match(f, sets[_i].phase);
    ck_assert_msg(strcmp(found, sets[_i].found) == 0, "%s: '%s'", sets[_i].label, found);
    fixture_free(f);
}
END_TEST

START_TEST(phases_and_files_run_in_order)
{
    const char *files[] = {"rules/20-b.rules",
                           "[r.two]\nfind @x\ndo event e" MARKED,
                           "rules/3-first.rules",
                           "[r.one]\nfind x\ndo event e" MARKED,
                           "rules/20-a.rules",
                           "[r.three]\nfind @x <kind>\ndo event e" MARKED,
                           "00-macros.rules",
                           "@x = x\n",
                           "rules/30-t.rules",
                           "[r.tag]\nfind s=x\ndo tag kind $s" MARKED,
                           NULL,
                           NULL};
    uint32_t begin, end;
    fixture *f = fixture_new();
    fixture_load(f, files);
    ck_assert_msg(f->status == WM_OK, "%s", f->err.message);
    ck_assert_uint_eq(wm_rules_count(f->rules), 4);
    ck_assert_str_eq(wm_rules_info(f->rules, 0)->id, "r.one");
    ck_assert_str_eq(wm_rules_info(f->rules, 1)->id, "r.three");
    ck_assert_str_eq(wm_rules_info(f->rules, 2)->id, "r.two");
    ck_assert_uint_eq(wm_rules_info(f->rules, 3)->phase, 30);
    wm_rules_range(f->rules, 20, 30, &begin, &end);
    ck_assert_msg(begin == 1 && end == 3, "%u-%u", begin, end);
    fixture_free(f);
}
END_TEST

/* Without a table of what was tried, these take exponential time. */
static const struct {
    const char *label, *pattern;

} long_tapes[] = {
    {"nested repetition", "(a+ b?)+ c"},
    {"choices in a row", "(a | a){1,} (a | a){1,} c"},
    {"look-around at each element", "((?= a+ c) a | a)+ c"},
    {"look behind at each element", "((?<= a{1,7}) a | a)+ c"},
};

START_TEST(long_tape_is_linear)
{
    static char tape[3 * FIX_ELEMENTS];
    fixture *f = fixture_new();
    char *to = tape;
    for (uint32_t i = 0; i < FIX_ELEMENTS - 1; i++)
        to += sprintf(to, "a ");
    fixture_load_pattern(f, long_tapes[_i].pattern);
    ck_assert_msg(f->status == WM_OK, "%s: %s", long_tapes[_i].label, f->err.message);
    fixture_tape(f, tape);
    ck_assert_str_eq(fixture_match(f, 10), "");
    sprintf(to, "c");
    fixture_tape(f, tape);
    ck_assert_str_eq(fixture_match(f, 10), "rule 0-8192");
    fixture_free(f);
}
END_TEST

START_TEST(greedy_regex_is_given_up)
{
    static char tape[2000];
    const char *files[] = {"10-test.rules",
                           "[r.a]\ntext /(a+ ?)+b/ near a\ndo event e" MARKED "[r.b]\nfind a\ndo event e" MARKED, NULL,
                           NULL};
    fixture *f = fixture_new();
    fixture_load(f, files);
    for (int i = 0; i < 400; i++)
        strcat(tape, "aa ");
    strcat(tape, "a cb");
    fixture_tape(f, tape);
    ck_assert_str_eq(fixture_match(f, 10), "b 400-401");
    ck_assert_uint_eq(wm_matcher_given_up(f->matcher), 0);
    ck_assert_uint_eq(wm_matcher_given_up(f->matcher), WM_NO_ID);
    fixture_free(f);
}
END_TEST

START_TEST(ill_formed_text_is_matched)
{
    const char *files[] = {"10-test.rules", "[r.a]\ntext /b c/ near b\ndo event e" MARKED, NULL, NULL};
    fixture *f = fixture_new();
    fixture_load(f, files);
    fixture_tape(f, "\xff\xc3 b c \xe2\x82");
    ck_assert_str_eq(fixture_match(f, 10), "a 1-3");
    fixture_free(f);
}
END_TEST

START_TEST(empty_set_and_empty_tape)
{
    const char *files[] = {"10-test.rules", "# nothing\n", NULL, NULL};
    fixture *f = fixture_new();
    fixture_load(f, files);
    ck_assert_int_eq(f->status, WM_OK);
    ck_assert_uint_eq(wm_rules_word(f->rules, 12345), 0);
    fixture_tape(f, "");
    ck_assert_str_eq(fixture_match(f, 10), "");
    fixture_free(f);
}
END_TEST

Suite *rule_match_suite(void)
{
    Suite *suite = suite_create("rule_match");
    TCase *tests = tcase_create("match");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, pattern, 0, ROWS(patterns));
    tcase_add_loop_test(tests, set_of_rules, 0, ROWS(sets));
    tcase_add_test(tests, phases_and_files_run_in_order);
    tcase_add_loop_test(tests, long_tape_is_linear, 0, ROWS(long_tapes));
    tcase_add_test(tests, greedy_regex_is_given_up);
    tcase_add_test(tests, ill_formed_text_is_matched);
    tcase_add_test(tests, empty_set_and_empty_tape);
    suite_add_tcase(suite, tests);
    return suite;
}
