/* SPDX-License-Identifier: MIT */
/* Who bears a name, asked by a person: the whole of a short text, whatever its case, and what is spelled nearly so.
 *
 * In: tokens, all of which have to be in the name. Out: its postings, one by one, in the order of the image. Near means
 * that one word differs by one edit and starts with the same byte: for each word of the question the table of words is
 * read once, so the work grows with the table and not with the answers. Nothing in the image is trusted.
 */
#include "gaz/view.h"

#include "base/utf8.h"

enum { NEAR_WORD_MIN = 4, PLACES_TRIED_MAX = 8 };

/* The node that the words lead to, 0 when there is none. */
static uint32_t walk(const wm_gaz *gaz, const uint32_t *words, uint32_t count)
{
    uint32_t node = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (words[i] >= gaz->word_count)
            return 0;
        node = i == 0 ? gaz->words[words[0]].node : wm_gaz_find_child(gaz, node, words[i]);
        if (node == 0 || node >= gaz->node_count)
            return 0;
    }
    return node;
}

/* A posting that points nowhere is passed over: the rest of the image may be right. */
static void tell(const wm_gaz *gaz, uint32_t node, const char *spelling, wm_gaz_take *take, void *user)
{
    uint32_t end = gaz->nodes[node + 1].posting;
    for (uint32_t i = gaz->nodes[node].posting; i < end && i < gaz->posting_count; i++) {
        wm_gaz_posting_record record = gaz->postings[i];
        if (record.style >= gaz->style_count || record.entry >= gaz->entry_count)
            continue;
        const wm_gaz_style *style = &gaz->styles[record.style];
        wm_gaz_posting posting = {record.entry, style->label, style->marks};
        if (style->label < gaz->label_count)
            take(user, &posting, style->exact != 0 ? wm_gaz_string(gaz, style->exact) : spelling);
    }
}

/* A word that no name has is given the slot behind the last, which leads nowhere. */
static bool read_words(const wm_gaz *gaz, const wm_text *text, uint32_t words[WM_GAZ_WORDS_MAX])
{
    for (uint32_t i = 0; i < text->token_count && i < WM_GAZ_WORDS_MAX; i++)
        words[i] = wm_gaz_find_word(gaz, text->tokens[i].hash);
    return text->token_count != 0 && text->token_count <= WM_GAZ_WORDS_MAX;
}

/* Case is not asked: a person who looks for a name may write it in any way. */
void wm_gaz_find(const wm_gaz *gaz, const wm_text *text, wm_gaz_take *take, void *user)
{
    uint32_t words[WM_GAZ_WORDS_MAX];
    uint32_t node = read_words(gaz, text, words) ? walk(gaz, words, text->token_count) : 0;
    if (node != 0)
        tell(gaz, node, NULL, take, user);
}

/* The image keeps words as they are spelled; folds are made when somebody asks, which is seldom. */
static wm_slice fold_word(const wm_gaz *gaz, uint32_t slot, char folded[WM_FOLD_MAX])
{
    return (wm_slice){folded, wm_utf8_fold(wm_slice_of(wm_gaz_string(gaz, gaz->words[slot].spelled)), folded)};
}

/* The folded words, with a blank between two. Quadratic in the words of one name, of which there are few. */
static char *spell(const wm_gaz *gaz, const uint32_t *words, uint32_t count, wm_arena *keep)
{
    char *spelling = wm_arena_copy(keep, "", 0);
    for (uint32_t i = 0; i < count; i++) {
        char folded[WM_FOLD_MAX];
        wm_slice word = fold_word(gaz, words[i], folded);
        spelling = wm_arena_format(keep, "%s%s%.*s", spelling, i != 0 ? " " : "", WM_SLICE_ARG(word));
    }
    return spelling;
}

/* Tries every word of the table that is near word `place` of the question. */
static void find_at(const wm_gaz *gaz, const wm_text *text, uint32_t words[WM_GAZ_WORDS_MAX], uint32_t place,
                    wm_arena *keep, wm_gaz_take *take, void *user)
{
    char folded[WM_FOLD_MAX];
    wm_slice wanted = {folded, wm_utf8_fold(wm_token_slice(text, &text->tokens[place]), folded)};
    uint32_t own = words[place];
    for (uint32_t slot = 0; wanted.len >= NEAR_WORD_MIN && slot < gaz->word_count; slot++) {
        char other[WM_FOLD_MAX];
        if (gaz->words[slot].hash == 0 || slot == own)
            continue;
        wm_slice word = fold_word(gaz, slot, other);
        if (word.len == 0 || word.at[0] != wanted.at[0] || wm_slice_distance(wanted, word, 1) > 1)
            continue;
        words[place] = slot;
        uint32_t node = walk(gaz, words, text->token_count);
        if (node != 0)
            tell(gaz, node, spell(gaz, words, text->token_count, keep), take, user);
    }
    words[place] = own;
}

/* Only the first PLACES_TRIED_MAX words are tried, so a long question costs no more than that many readings of the
 * table. */
void wm_gaz_find_near(const wm_gaz *gaz, const wm_text *text, wm_arena *keep, wm_gaz_take *take, void *user)
{
    uint32_t words[WM_GAZ_WORDS_MAX];
    if (!read_words(gaz, text, words))
        return;
    uint32_t strange = 0;
    for (uint32_t i = 0; i < text->token_count; i++)
        strange += words[i] == gaz->word_count;
    /* one edit mends one word only */
    for (uint32_t i = 0; i < text->token_count && i < PLACES_TRIED_MAX && strange <= 1; i++)
        if (strange == 0 || words[i] == gaz->word_count)
            find_at(gaz, text, words, i, keep, take, user);
}
