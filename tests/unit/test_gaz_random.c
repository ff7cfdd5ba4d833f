/* SPDX-License-Identifier: MIT */
/* Random entries and random texts: the compiled gazetteer agrees with a search that goes through all names one by one.
 *
 * The words are few, so that names begin alike, end inside each other and bear several entries. The seed is fixed and
 * stands in the message of a failure.
 */
#include "gaz_fixture.h"

#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

Suite *gaz_random_suite(void);

enum { ROUNDS = 60, NAMES = 60, TEXT_WORDS = 120, NAME_WORDS = 4, HITS = 16 };

static const char *const vocabulary[] = {"alpha", "Alpha", "ALPHA", "beta", "Beta", "BETA", "of",  "Of",
                                         "x",     "X",     "-",     "'s",   "U.S.", "eta",  "Eta", "\xC3\xA9ta"};

enum { VOCABULARY = sizeof vocabulary / sizeof *vocabulary };

typedef struct name {
    char text[64];
    bool exact;
} name;

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static void put_words(uint64_t *state, uint64_t count, char *out, size_t size)
{
    size_t len = 0;
    for (uint64_t i = 0; i < count; i++)
        len += (size_t)snprintf(out + len, size - len, "%s%s", i != 0 ? " " : "",
                                vocabulary[next_random(state) % VOCABULARY]);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(((const name *)a)->text, ((const name *)b)->text);
}

/* Distinct names, sorted; returns how many. */
static uint32_t make_names(uint64_t *state, name names[NAMES])
{
    for (uint32_t i = 0; i < NAMES; i++)
        put_words(state, 1 + next_random(state) % NAME_WORDS, names[i].text, sizeof names[i].text);
    qsort(names, NAMES, sizeof *names, by_text);
    uint32_t count = 0;
    for (uint32_t i = 0; i < NAMES; i++)
        if (count == 0 || strcmp(names[count - 1].text, names[i].text) != 0)
            names[count++] = names[i];
    for (uint32_t i = 0; i < count; i++)
        names[i].exact = next_random(state) % 8 == 0;
    return count;
}

/* ---- the search one by one -------------------------------------------------------------------------------------- */

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Two letters or more, none of them small. */
static bool is_capitals(wm_slice word)
{
    size_t upper = 0;
    for (size_t i = 0; i < word.len; i++) {
        if ((word.at[i] >= 'a' && word.at[i] <= 'z') || (unsigned char)word.at[i] >= 0x80)
            return false;
        upper += is_upper(word.at[i]);
    }
    return upper > 1;
}

static bool word_fits(wm_slice wanted, wm_slice found, bool exact)
{
    if (exact)
        return wm_slice_equal(wanted, found);
    char a[WM_FOLD_MAX], b[WM_FOLD_MAX];
    size_t a_len = wm_utf8_fold(wanted, a), b_len = wm_utf8_fold(found, b);
    if (a_len != b_len || memcmp(a, b, a_len) != 0)
        return false;
    if (is_capitals(wanted))
        return is_capitals(found);
    return !is_upper(wanted.at[0]) || is_upper(found.at[0]);
}

static bool name_fits(const wm_text *wanted, const wm_text *text, uint32_t token, bool exact)
{
    if (wanted->token_count > text->token_count - token)
        return false;
    for (uint32_t i = 0; i < wanted->token_count; i++) {
        const wm_token *w = &wanted->tokens[i], *t = &text->tokens[token + i];
        if (!word_fits(wm_token_slice(wanted, w), wm_token_slice(text, t), exact))
            return false;
        if (exact && i != 0 && (w->gap == WM_GAP_NONE) != (t->gap == WM_GAP_NONE))
            return false;
    }
    return true;
}

/* ---- the comparison --------------------------------------------------------------------------------------------- */

/* Does the gazetteer find entry `entry` over `count` tokens at `token`? */
static bool is_found(const wm_gaz *gaz, const wm_text *text, uint32_t token, uint32_t count, uint32_t entry)
{
    wm_gaz_hit hits[HITS];
    uint32_t hit_count = wm_gaz_match(gaz, text, token, text->token_count, hits, HITS);
    for (uint32_t h = 0; h < hit_count; h++)
        for (uint32_t i = 0; hits[h].token_count == count && i < hits[h].posting_count; i++) {
            wm_gaz_posting posting;
            if (wm_gaz_posting_at(gaz, text, token, &hits[h], i, &posting) && posting.entry == entry)
                return true;
        }
    return false;
}

/* How many names the gazetteer finds at `token`. */
static uint32_t count_found(const wm_gaz *gaz, const wm_text *text, uint32_t token)
{
    wm_gaz_hit hits[HITS];
    uint32_t hit_count = wm_gaz_match(gaz, text, token, text->token_count, hits, HITS), count = 0;
    for (uint32_t h = 0; h < hit_count; h++)
        for (uint32_t i = 0; i < hits[h].posting_count; i++) {
            wm_gaz_posting posting;
            count += wm_gaz_posting_at(gaz, text, token, &hits[h], i, &posting);
        }
    return count;
}

/* Compares all names at all tokens of one text; returns how many matches there were. */
static uint32_t compare(const wm_gaz *gaz, const name *names, uint32_t name_count, const wm_text *text, uint64_t seed,
                        wm_arena *keep)
{
    wm_text wanted[NAMES];
    uint32_t all = 0;
    for (uint32_t n = 0; n < name_count; n++)
        wanted[n] = gaz_tokens_of(names[n].text, keep);
    for (uint32_t t = 0; t < text->token_count; t++) {
        uint32_t count = 0;
        for (uint32_t n = 0; n < name_count; n++) {
            bool fits = name_fits(&wanted[n], text, t, names[n].exact);
            ck_assert_msg(is_found(gaz, text, t, wanted[n].token_count, n) == fits,
                          "seed %llu: '%s' at token %u of '%s'", (unsigned long long)seed, names[n].text, (unsigned)t,
                          text->bytes.at);
            count += fits;
        }
        ck_assert_msg(count_found(gaz, text, t) == count, "seed %llu: too much at token %u of '%s'",
                      (unsigned long long)seed, (unsigned)t, text->bytes.at);
        all += count;
    }
    return all;
}

static uint32_t one_round(uint64_t seed)
{
    uint64_t state = seed;
    wm_arena keep;
    wm_arena_init(&keep);
    name names[NAMES];
    char words[TEXT_WORDS * 8];
    uint32_t name_count = make_names(&state, names);
    const char *rows = "";
    for (uint32_t i = 0; i < name_count; i++)
        rows = wm_arena_format(&keep, "%s%s\t\t\t%u\t%s\n", rows, names[i].text, (unsigned)(next_random(&state) % 10),
                               names[i].exact ? "case" : "");
    put_words(&state, TEXT_WORDS, words, sizeof words);
    wm_gaz *gaz = gaz_open_rows("x/y.tsv", rows, &keep);
    wm_text text = gaz_tokens_of(words, &keep);
    uint32_t matches = compare(gaz, names, name_count, &text, seed, &keep);
    wm_gaz_close(gaz);
    wm_arena_done(&keep);
    return matches;
}

START_TEST(test_agreement)
{
    uint32_t matches = 0;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++)
        matches += one_round(seed);
    ck_assert_msg(matches > ROUNDS * 20, "only %u matches: the texts try nothing", (unsigned)matches);
}
END_TEST

Suite *gaz_random_suite(void)
{
    Suite *suite = suite_create("gaz_random");
    TCase *random = tcase_create("agreement");
    tcase_set_timeout(random, 60);
    tcase_add_test(random, test_agreement);
    suite_add_tcase(suite, random);
    return suite;
}
