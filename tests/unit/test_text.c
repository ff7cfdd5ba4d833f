/* SPDX-License-Identifier: MIT */
/* Text: tokens, their shapes, sentences, parts and code-point offsets, each as a table of text and what it is cut
 * into.
 */
#include "suite.h"

#include "base/utf8.h"
#include "text/text.h"

#include <stdlib.h>

static wm_arena arena;

static void open_arena(void)
{
    wm_arena_init(&arena);
}

static void close_arena(void)
{
    wm_arena_done(&arena);
}

static wm_text cut(const char *text)
{
    wm_text cut = {.bytes = wm_slice_of(text)};
    wm_text_tokenize(&cut, 0, (uint32_t)cut.bytes.len, &arena);
    return cut;
}

/* ---- tokens ----------------------------------------------------------------------------------------------------- */

static const struct {
    const char *label, *text, *tokens;
} tokens[] = {
    {"nothing", "", ""},
    {"only white space", " \t\r\n\xC2\xA0 ", ""},
    {"possessive and dotted", "U.S. envoys met Iran's delegation.", "U.S.|envoys|met|Iran|'s|delegation|."},
    {"possessive, typographic", "Iran\xE2\x80\x99s", "Iran|\xE2\x80\x99s"},
    {"possessive of a plural", "the ministers' talks", "the|ministers|'|talks"},
    {"possessive in capitals", "IRAN'S", "IRAN|'S"},
    {"possessive cut off before", "Lena 's car", "Lena|'s|car"},
    {"letter in quotation marks", "an 's' and 's", "an|'|s|'|and|'|s"},
    {"apostrophe inside", "O'Brien in Sana'a", "O'Brien|in|Sana'a"},
    {"apostrophe inside, typographic", "C\xC3\xB4te d\xE2\x80\x99Ivoire", "C\xC3\xB4te|d\xE2\x80\x99Ivoire"},
    {"modifier apostrophe alone", "\xCA\xBC", "\xCA\xBC"},
    {"modifier apostrophe first", "\xCA\xBC" "Abd met", "\xCA\xBC" "Abd|met"},
    {"modifier apostrophes in a row", "\xCA\xBC\xCA\xBC a", "\xCA\xBC|\xCA\xBC|a"},
    {"not", "didn't can't won't", "did|n't|ca|n't|wo|n't"},
    {"short verbs", "they're we've I'm he'll she'd", "they|'re|we|'ve|I|'m|he|'ll|she|'d"},
    {"s before more letters", "d'souza", "d'souza"},
    {"single quotes", "a 'quoted' word", "a|'|quoted|'|word"},
    {"decade", "the '90s", "the|'|90s"},
    {"initials", "J. D. Vance", "J.|D.|Vance"},
    {"initials, glued", "J.D. Vance", "J.D.|Vance"},
    {"dotted without a last dot", "U.S.A team", "U.S.A|team"},
    {"dotted at the end", "in the U.S.", "in|the|U.S."},
    {"dotted, lower case", "at 5 p.m. today", "at|5|p.m.|today"},
    {"dotted before a hyphen", "U.S.-Iran", "U.S.|-|Iran"},
    {"letter and full stop", "plan b. Next", "plan|b|.|Next"},
    {"abbreviation keeps no dot", "Mr. Smith", "Mr|.|Smith"},
    {"numbers", "3.5 1,000,000 10:30", "3.5|1,000,000|10|:|30"},
    {"number at the end", "in 2026.", "in|2026|."},
    {"number, comma", "5, 6", "5|,|6"},
    {"number and letters", "$5bn F-16s G7", "$|5bn|F|-|16s|G7"},
    {"hyphens", "Oman-mediated talks", "Oman|-|mediated|talks"},
    {"dashes", "talks\xE2\x80\x94indirect", "talks|\xE2\x80\x94|indirect"},
    {"and inside", "AT&T & co", "AT&T|&|co"},
    {"underscore", "a_b", "a_b"},
    {"URL", "see https://a.example/b?c=d, too", "see|https://a.example/b?c=d|,|too"},
    {"URL in brackets", "(www.a.example)", "(|www.a.example|)"},
    {"mail", "write to name@c.example.", "write|to|name@c.example|."},
    {"mail with dots and hyphens", "to A.Name@c.example or press-office@d.example!",
     "to|A.Name@c.example|or|press-office@d.example|!"},
    {"mail with letters beyond ASCII", "to m\xC3\xBCller@c.example", "to|m\xC3\xBCller@c.example"},
    {"mail with a plus", "to name+list@c.example", "to|name+list@c.example"},
    {"mail behind marks", "(-name@c.example", "(|-|name@c.example"},
    {"handle behind full stops", ".@whomet said. ..@whomet said.@whomet",
     ".|@whomet|said|.|..|@whomet|said|.|@whomet"},
    {"handle and tag", "@whomet said #talks!", "@whomet|said|#talks|!"},
    {"at and number sign alone", "5 @ 6 # 7", "5|@|6|#|7"},
    {"double quotes", "\"Yes,\" he said", "\"|Yes|,|\"|he|said"},
    {"typographic quotes", "\xE2\x80\x9CYes\xE2\x80\x9D", "\xE2\x80\x9C|Yes|\xE2\x80\x9D"},
    {"dots in a row are one", "wait... no", "wait|...|no"},
    {"ellipsis", "wait\xE2\x80\xA6", "wait|\xE2\x80\xA6"},
    {"brackets", "MUSCAT (Reuters) - Iran", "MUSCAT|(|Reuters|)|-|Iran"},
    {"composed", "Z\xC3\xBCrich", "Z\xC3\xBCrich"},
    {"decomposed", "Zu\xCC\x88rich", "Zu\xCC\x88rich"},
    {"soft hyphen", "nego\xC2\xADtiate", "nego\xC2\xADtiate"},
    {"Cyrillic", "\xD0\x9E\xD0\xBC\xD0\xB0\xD0\xBD.", "\xD0\x9E\xD0\xBC\xD0\xB0\xD0\xBD|."},
    {"BOM is white space", "\xEF\xBB\xBFIran", "Iran"},
    {"zero width space is white space", "a\xE2\x80\x8B" "b", "a|b"},
    {"no-break space", "10\xC2\xA0km", "10|km"},
    {"control characters", "a\x01" "b\x7F" "c", "a|b|c"},
    {"ill-formed", "caf\xE9 x", "caf|\xE9|x"},
    {"cut sequence at the end", "caf\xC3", "caf|\xC3"},
};

START_TEST(cut_into_tokens)
{
    wm_text text = cut(tokens[_i].text);
    char joined[256] = "";
    for (uint32_t i = 0; i < text.token_count; i++) {
        wm_slice token = wm_token_slice(&text, &text.tokens[i]);
        strcat(joined, i == 0 ? "" : "|");
        strncat(joined, token.at, token.len);
    }
    ck_assert_msg(strcmp(joined, tokens[_i].tokens) == 0, "%s: got '%s'", tokens[_i].label, joined);
}
END_TEST

START_TEST(hash_is_that_of_the_fold)
{
    wm_text text = cut(tokens[_i].text);
    for (uint32_t i = 0; i < text.token_count; i++) {
        wm_slice token = wm_token_slice(&text, &text.tokens[i]);
        char key[WM_FOLD_MAX];
        uint64_t hash = wm_utf8_hash((wm_slice){key, wm_utf8_fold(token, key)});
        ck_assert_msg(text.tokens[i].hash == hash, "%s: '%.*s'", tokens[_i].label, WM_SLICE_ARG(token));
    }
}
END_TEST

/* A NUL cannot stand in the table. */
START_TEST(nul_is_white_space)
{
    wm_text text = {.bytes = {"a\0b", 3}};
    wm_text_tokenize(&text, 0, 3, &arena);
    ck_assert_uint_eq(text.token_count, 2);
    ck_assert_uint_eq(text.tokens[1].begin, 2);
}
END_TEST

START_TEST(a_part_keeps_offsets_of_the_whole)
{
    wm_text text = {.bytes = wm_slice_of("Iran met Oman today")};
    wm_text_tokenize(&text, 5, 13, &arena);
    ck_assert_uint_eq(text.token_count, 2);
    ck_assert_uint_eq(text.tokens[0].begin, 5);
    ck_assert_uint_eq(text.tokens[1].end, 13);
}
END_TEST

static const struct {
    const char *text; /* its last token is looked at */
    unsigned shape;
} shapes[] = {
    {"met", WM_SHAPE_LOWER | WM_SHAPE_WORD},
    {"Oman", WM_SHAPE_CAP | WM_SHAPE_WORD},
    {"OMAN", WM_SHAPE_CAP | WM_SHAPE_CAPS | WM_SHAPE_WORD},
    {"iPhone", WM_SHAPE_LOWER | WM_SHAPE_WORD},
    {"A", WM_SHAPE_CAP | WM_SHAPE_INITIAL | WM_SHAPE_WORD},
    {"J.", WM_SHAPE_CAP | WM_SHAPE_INITIAL | WM_SHAPE_DOTTED | WM_SHAPE_WORD},
    {"U.S.", WM_SHAPE_CAP | WM_SHAPE_CAPS | WM_SHAPE_DOTTED | WM_SHAPE_WORD},
    {"p.m.", WM_SHAPE_LOWER | WM_SHAPE_DOTTED | WM_SHAPE_WORD},
    {"2026", WM_SHAPE_NUMBER | WM_SHAPE_WORD},
    {"5bn", WM_SHAPE_NUMBER | WM_SHAPE_WORD},
    {"\xC3\x89tat", WM_SHAPE_CAP | WM_SHAPE_UNICODE | WM_SHAPE_WORD},
    {"\xD8\xB9\xD9\x85\xD8\xA7\xD9\x86", WM_SHAPE_LOWER | WM_SHAPE_UNICODE | WM_SHAPE_WORD},
    {"Iran's", WM_SHAPE_POSSESSIVE | WM_SHAPE_GLUED},
    {"ministers'", WM_SHAPE_PUNCT | WM_SHAPE_QUOTE | WM_SHAPE_POSSESSIVE | WM_SHAPE_GLUED},
    {"\"", WM_SHAPE_PUNCT | WM_SHAPE_QUOTE},
    {"\xE2\x80\x9D", WM_SHAPE_PUNCT | WM_SHAPE_QUOTE | WM_SHAPE_UNICODE},
    {"-", WM_SHAPE_PUNCT | WM_SHAPE_DASH | WM_SHAPE_HYPHEN},
    {"\xE2\x80\x93", WM_SHAPE_PUNCT | WM_SHAPE_DASH | WM_SHAPE_UNICODE},
    {"end.", WM_SHAPE_PUNCT | WM_SHAPE_END | WM_SHAPE_GLUED},
    {"end .", WM_SHAPE_PUNCT | WM_SHAPE_END},
    {",", WM_SHAPE_PUNCT},
    {"https://a.example", WM_SHAPE_ADDRESS},
    {"@name", WM_SHAPE_ADDRESS},
};

START_TEST(shapes_of_tokens)
{
    wm_text text = cut(shapes[_i].text);
    ck_assert_uint_gt(text.token_count, 0);
    unsigned shape = text.tokens[text.token_count - 1].shape;
    ck_assert_msg(shape == shapes[_i].shape, "%s: %#x, not %#x", shapes[_i].text, shape, shapes[_i].shape);
}
END_TEST

static const struct {
    const char *label, *text;
    unsigned gap; /* before the second token */
} gaps[] = {
    {"none", "a,", WM_GAP_NONE},
    {"blank", "a b", WM_GAP_BLANK},
    {"tabs", "a\t\tb", WM_GAP_BLANK},
    {"line", "a\nb", WM_GAP_LINE},
    {"CR LF is one line", "a\r\nb", WM_GAP_LINE},
    {"CR alone", "a\rb", WM_GAP_LINE},
    {"line and blanks", "a \n  b", WM_GAP_LINE},
    {"blank line", "a\n\nb", WM_GAP_PARAGRAPH},
    {"blank line of CR LF", "a\r\n\r\nb", WM_GAP_PARAGRAPH},
    {"blank line that holds blanks", "a\n \t\nb", WM_GAP_PARAGRAPH},
    {"line separator", "a\xE2\x80\xA8" "b", WM_GAP_LINE},
    {"paragraph separator", "a\xE2\x80\xA9" "b", WM_GAP_PARAGRAPH},
};

START_TEST(white_space_before_tokens)
{
    wm_text text = cut(gaps[_i].text);
    ck_assert_uint_eq(text.token_count, 2);
    ck_assert_msg(text.tokens[1].gap == gaps[_i].gap, "%s: %u", gaps[_i].label, text.tokens[1].gap);
}
END_TEST

/* ---- sentences -------------------------------------------------------------------------------------------------- */

static const char abbreviations[] = "# titles\nMr.\nGen.\nSen.\n\nJan.\nNo.\nSt.\nCo.\n";
static const char openers[] = "The\nIn\nHe\nIt\n";

static const struct {
    const char *label, *text;
    const char *sentences; /* joined by '|'; a headline ends in '=' */
} sentences[] = {
    {"nothing", "", ""},
    {"one", "Iran met Oman.", "Iran met Oman."},
    {"one without a stop", "Iran met Oman", "Iran met Oman"},
    {"two", "Iran met Oman. They talked.", "Iran met Oman.|They talked."},
    {"exclamation and question", "Really? Yes! Good.", "Really?|Yes!|Good."},
    {"title", "He met Gen. Smith. They talked.", "He met Gen. Smith.|They talked."},
    {"abbreviation, typed otherwise", "He met MR. Smith.", "He met MR. Smith."},
    {"abbreviation before an opener", "It is Smith & Co. The firm grew.", "It is Smith & Co.|The firm grew."},
    {"initials", "J. D. Vance met George W. Bush.", "J. D. Vance met George W. Bush."},
    {"dotted before a name", "The U.S. Senate met.", "The U.S. Senate met."},
    {"dotted before an opener", "He flew to the U.S. The talks failed.", "He flew to the U.S.|The talks failed."},
    {"dotted before lower case", "They met at 5 p.m. on Friday.", "They met at 5 p.m. on Friday."},
    {"dotted at the end", "He flew to the U.S.", "He flew to the U.S."},
    {"number", "It rose 3.5 percent. In 2026. 5 died.", "It rose 3.5 percent.|In 2026.|5 died."},
    {"ellipsis before lower case", "Well... maybe. Yes.", "Well... maybe.|Yes."},
    {"quote closes behind the stop", "\"We met.\" He left.", "\"We met.\"|He left."},
    {"quote goes on in lower case", "\"Did we meet?\" he asked.", "\"Did we meet?\" he asked."},
    {"typographic quote opens", "He left. \xE2\x80\x9CWe met,\xE2\x80\x9D she said.",
     "He left.|\xE2\x80\x9CWe met,\xE2\x80\x9D she said."},
    {"bracket closes behind the stop", "They met. (It was late.) They left.", "They met.|(It was late.)|They left."},
    {"stop inside brackets", "Smith (Rep. of Ohio) met him.", "Smith (Rep. of Ohio) met him."},
    {"blank line ends always", "No stop here\n\nnext part.", "No stop here=|next part."},
    {"headline", "Iran Meets Oman\n\nMUSCAT (AP) - They met. It rained.",
     "Iran Meets Oman=|MUSCAT (AP) - They met.|It rained."},
    {"line with a stop is no headline", "Iran met Oman.\n\nIt rained.", "Iran met Oman.|It rained."},
    {"headline on a line of its own", "Iran Meets Oman\nThe envoys met.", "Iran Meets Oman=|The envoys met."},
    {"CR LF", "Iran Meets Oman\r\n\r\nThe envoys met.", "Iran Meets Oman=|The envoys met."},
    {"missing blank", "They met.The talks failed.", "They met.|The talks failed."},
    {"a name in lower case begins nothing", "They met. iran left.", "They met. iran left."},
    {"hard-wrapped lines",
     "The foreign minister of Iran and the\nspecial envoy of Oman met in Muscat\non Friday for talks that were led by\n"
     "Salim of Oman. They left.",
     "The foreign minister of Iran and the\nspecial envoy of Oman met in Muscat\non Friday for talks that were led by\n"
     "Salim of Oman.|They left."},
    {"lines that are not wrapped", "Iran\nOman\nQatar", "Iran=|Oman=|Qatar"},
};

START_TEST(split_into_sentences)
{
    wm_split_words words;
    wm_wordset_read(&words.abbreviations, wm_slice_of(abbreviations), &arena);
    wm_wordset_read(&words.openers, wm_slice_of(openers), &arena);
    wm_text text = cut(sentences[_i].text);
    wm_text_split(&text, &words, &arena);
    char joined[512] = "";
    for (uint32_t i = 0; i < text.sentence_count; i++) {
        const wm_sentence *sentence = &text.sentences[i];
        uint32_t begin = text.tokens[sentence->begin].begin, end = text.tokens[sentence->end - 1].end;
        strcat(joined, i == 0 ? "" : "|");
        strncat(joined, text.bytes.at + begin, end - begin);
        strcat(joined, sentence->headline ? "=" : "");
    }
    ck_assert_msg(strcmp(joined, sentences[_i].sentences) == 0, "%s: got '%s'", sentences[_i].label, joined);
}
END_TEST

START_TEST(a_sentence_without_end_is_cut)
{
    enum { WORDS = 3 * WM_SENTENCE_TOKENS_MAX + 7 };
    char *bytes = wm_arena_alloc(&arena, 2 * WORDS + 1);
    for (int i = 0; i < WORDS; i++)
        memcpy(bytes + 2 * i, "a ", 3);
    wm_split_words none = {{0}, {0}};
    wm_text text = cut(bytes);
    wm_text_split(&text, &none, &arena);
    ck_assert_uint_eq(text.sentence_count, 4);
    uint32_t next = 0;
    for (uint32_t i = 0; i < text.sentence_count; i++) {
        ck_assert_uint_eq(text.sentences[i].begin, next);
        next = text.sentences[i].end;
    }
    ck_assert_uint_eq(next, WORDS);
}
END_TEST

/* ---- word sets, parts, points ----------------------------------------------------------------------------------- */

static const struct {
    const char *word;
    bool has;
} wordset_words[] = {
    {"mr", true},      {"gen", true},  {"co", true}, {"jan", true}, /* as they are folded */
    {"titles", false}, {"mr.", false}, {"", false},  {"m", false},
};

START_TEST(wordset_has_its_words)
{
    wm_wordset set, none = {0};
    wm_wordset_read(&set, wm_slice_of(abbreviations), &arena);
    uint64_t hash = wm_utf8_hash(wm_slice_of(wordset_words[_i].word));
    ck_assert_msg(wm_wordset_has(&set, hash) == wordset_words[_i].has, "'%s'", wordset_words[_i].word);
    ck_assert(!wm_wordset_has(&none, hash));
    ck_assert_uint_eq(set.count, 7);
}
END_TEST

static const struct {
    const char *label, *text;
    uint32_t begin, limit, end;
} parts[] = {
    {"short enough", "abc", 0, 3, 3},
    {"rest short enough", "abc def", 4, 3, 7},
    {"blank line first", "aaaa bbbbbb\n\nc. d e f", 0, 18, 13},
    {"line break next", "aaaa bbbbbb\nc. d ee ff", 0, 18, 12},
    {"sentence end next", "aaaa bbbbbb. c d ee ff", 0, 18, 13},
    {"white space next", "aaaa bbbbbb cccccc dd", 0, 16, 12},
    {"between code points at last", "\xE2\x80\xA6\xE2\x80\xA6\xE2\x80\xA6\xE2\x80\xA6", 0, 8, 6},
    {"anywhere in one long word", "aaaaaaaaaaaaaaaa", 0, 8, 8},
};

START_TEST(parts_end_where_it_hurts_least)
{
    uint32_t end = wm_text_part_end(wm_slice_of(parts[_i].text), parts[_i].begin, parts[_i].limit);
    ck_assert_msg(end == parts[_i].end, "%s: %u", parts[_i].label, end);
}
END_TEST

/* ASCII, letters of two to four bytes and ill-formed bytes, longer than many steps. */
static wm_slice mixed_text(size_t pieces)
{
    static const char *const all[] = {"a", "plain ascii words ", "\xC3\xA9", "\xE2\x80\x94", "\xF0\x9F\x98\x80", "\xFF",
                                      "\xE2\x80"};
    char *text = wm_arena_alloc(&arena, pieces * 18 + 1);
    size_t len = 0;
    srand(7);
    for (size_t i = 0; i < pieces; i++) {
        const char *piece = all[(size_t)rand() % (sizeof all / sizeof *all)];
        memcpy(text + len, piece, strlen(piece));
        len += strlen(piece);
    }
    return (wm_slice){text, len};
}

static uint32_t naive_points(wm_slice bytes, uint32_t *starts)
{
    uint32_t count = 0, point;
    for (size_t at = 0; at < bytes.len; at += wm_utf8_next(bytes.at + at, bytes.at + bytes.len, &point))
        starts[count++] = (uint32_t)at;
    starts[count] = (uint32_t)bytes.len;
    return count;
}

START_TEST(points_agree_with_counting)
{
    wm_slice bytes = mixed_text(3000);
    uint32_t *starts = WM_NEW_N(&arena, uint32_t, bytes.len + 1);
    uint32_t count = naive_points(bytes, starts);
    wm_points points;
    wm_points_init(&points, bytes, false, &arena);
    for (uint32_t i = 0; i <= count; i++)
        if (wm_points_at(&points, starts[i]) != i)
            ck_abort_msg("ascending: byte %u is %u, not %u", starts[i], wm_points_at(&points, starts[i]), i);
    for (uint32_t n = 0; n < 20000; n++) {
        uint32_t i = (uint32_t)rand() % (count + 1);
        if (wm_points_at(&points, starts[i]) != i)
            ck_abort_msg("any order: byte %u is %u, not %u", starts[i], wm_points_at(&points, starts[i]), i);
    }
}
END_TEST

/* Texts that end just before, at and behind a step. */
START_TEST(points_at_the_edges_of_a_step)
{
    char text[2 * 1024 + 16];
    memset(text, 'a', sizeof text);
    memcpy(text, "\xC3\xA9", 2);
    size_t len = 1024 + (size_t)_i;
    wm_points points;
    wm_points_init(&points, (wm_slice){text, len}, false, &arena);
    ck_assert_uint_eq(wm_points_at(&points, (uint32_t)len), len - 1);
    ck_assert_uint_eq(wm_points_at(&points, 0), 0);
    ck_assert_uint_eq(wm_points_at(&points, 2), 1);
    wm_points_init(&points, (wm_slice){text + 2, len - 2}, true, &arena);
    ck_assert_uint_eq(wm_points_at(&points, (uint32_t)len - 2), len - 2);
}
END_TEST

START_TEST(points_behind_a_letter_over_the_edge)
{
    char text[1024 + 8];
    memset(text, 'a', sizeof text);
    memcpy(text + 1020 + _i, "\xF0\x9F\x98\x80", 4);
    for (size_t len = 1024 + (size_t)_i; len <= sizeof text; len++) {
        wm_points points;
        wm_points_init(&points, (wm_slice){text, len}, false, &arena);
        ck_assert_uint_eq(wm_points_at(&points, (uint32_t)len), len - 3);
        ck_assert_uint_eq(wm_points_at(&points, 0), 0);
        ck_assert_uint_eq(wm_points_at(&points, (uint32_t)(1024 + _i)), 1021 + _i);
    }
}
END_TEST

Suite *text_suite(void)
{
    Suite *suite = suite_create("text");
    TCase *cutting = tcase_create("tokens");
    tcase_add_checked_fixture(cutting, open_arena, close_arena);
    tcase_add_loop_test(cutting, cut_into_tokens, 0, ROWS(tokens));
    tcase_add_loop_test(cutting, hash_is_that_of_the_fold, 0, ROWS(tokens));
    tcase_add_test(cutting, nul_is_white_space);
    tcase_add_test(cutting, a_part_keeps_offsets_of_the_whole);
    tcase_add_loop_test(cutting, shapes_of_tokens, 0, ROWS(shapes));
    tcase_add_loop_test(cutting, white_space_before_tokens, 0, ROWS(gaps));
    suite_add_tcase(suite, cutting);
    TCase *splitting = tcase_create("sentences");
    tcase_add_checked_fixture(splitting, open_arena, close_arena);
    tcase_add_loop_test(splitting, split_into_sentences, 0, ROWS(sentences));
    tcase_add_test(splitting, a_sentence_without_end_is_cut);
    suite_add_tcase(suite, splitting);
    TCase *places = tcase_create("words, parts, points");
    tcase_add_checked_fixture(places, open_arena, close_arena);
    tcase_add_loop_test(places, wordset_has_its_words, 0, ROWS(wordset_words));
    tcase_add_loop_test(places, parts_end_where_it_hurts_least, 0, ROWS(parts));
    tcase_add_test(places, points_agree_with_counting);
    tcase_add_loop_test(places, points_at_the_edges_of_a_step, 0, 6);
    tcase_add_loop_test(places, points_behind_a_letter_over_the_edge, 0, 5);
    suite_add_tcase(suite, places);
    return suite;
}
