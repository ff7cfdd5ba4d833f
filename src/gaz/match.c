/* SPDX-License-Identifier: MIT */
/* Names in a text: from a token on, as far as the trie of words leads.
 *
 * Most tokens start no name, and the filter says so with one load. For the others: token hash -> word slot -> node,
 * then for each next token word slot -> child. A node that bears postings is a hit when the folds of its words
 * are those of the text (the hashes said so already; here it becomes certain) and one of the postings agrees with the
 * text about capitals. No memory is allocated and nothing is written but the caller's hits.
 */
#include "gaz/view.h"

#include "base/utf8.h"

/* ---- steps ----------------------------------------------------------------------------------------------------- */

/* The bound on the tries is for damaged images: a sound table has a free slot, which ends the search. */
uint32_t wm_gaz_find_word(const wm_gaz *gaz, uint64_t hash)
{
    uint32_t count = gaz->word_count, at = wm_gaz_word_place(hash, count);
    for (uint32_t tries = 0; tries < count; tries++) {
        if (gaz->words[at].hash == hash)
            return at;
        if (gaz->words[at].hash == 0)
            break;
        at = at + 1 < count ? at + 1 : 0;
    }
    return count;
}

/* Slots of words are spread like hashes, so looking where the word ought to lie needs two or three looks even among
 * thousands (interpolation search, Peterson 1957). Children lie behind their parent, which a damaged image may not
 * keep: without that test a walk could go in a circle. */
uint32_t wm_gaz_find_child(const wm_gaz *gaz, uint32_t node, uint32_t word)
{
    uint32_t begin = gaz->nodes[node].child, end = gaz->nodes[node + 1].child;
    if (begin <= node || end > gaz->node_count)
        return 0;
    uint64_t least = 0, most = gaz->word_count; /* what may lie in [begin, end): words in [least, most) */
    while (begin < end && least <= word && word < most) {
        uint32_t at = begin + (uint32_t)((word - least) * (end - begin) / (most - least));
        uint32_t found = gaz->nodes[at].word;
        if (found == word)
            return at;
        if (found < word) {
            begin = at + 1;
            least = (uint64_t)found + 1;
        } else {
            end = at;
            most = found;
        }
    }
    return 0;
}

/* Of ASCII alone; what lies above is folded. */
static inline char ascii_lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* The NUL test keeps a text with NULs from running over the end of the string. */
static bool is_same_but_case(wm_slice text, const char *spelled)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] == '\0' || ascii_lower(text.at[i]) != ascii_lower(spelled[i]))
            return false;
    return spelled[text.len] == '\0';
}

/* Most words are spelled in the text as in the names; the others are the same when their folds are. */
static bool is_word(const wm_gaz *gaz, const wm_text *text, uint32_t token, uint32_t word)
{
    wm_slice asked = wm_token_slice(text, &text->tokens[token]);
    const char *spelled = wm_gaz_string(gaz, gaz->words[word].spelled);
    if (is_same_but_case(asked, spelled))
        return true;
    char key[WM_FOLD_MAX], other[WM_FOLD_MAX];
    wm_slice fold = {key, wm_utf8_fold(asked, key)};
    return wm_slice_equal(fold, (wm_slice){other, wm_utf8_fold(wm_slice_of(spelled), other)});
}

/* ---- case ------------------------------------------------------------------------------------------------------ */

/* How the first words of a stretch of text are written; bit i is word i. */
typedef struct written {
    uint32_t capitals, acronyms;
} written;

/* Shifts in place of branches, since each word of each attempt comes here. */
static void note_case(written *case_of, const wm_token *token, uint32_t index)
{
    if (index >= WM_GAZ_FLAGGED_WORDS)
        return;
    case_of->capitals |= (uint32_t)((token->shape & (WM_SHAPE_CAP | WM_SHAPE_CAPS)) != 0) << index;
    case_of->acronyms |= (uint32_t)((token->shape & WM_SHAPE_CAPS) != 0) << index;
}

/* The text of `count` tokens is `name` to the byte, any white space counting as one blank. */
static bool is_exact(const wm_text *text, uint32_t token, uint32_t count, const char *name)
{
    for (uint32_t i = 0; i < count; i++) {
        const wm_token *t = &text->tokens[token + i];
        if (i != 0 && t->gap != WM_GAP_NONE && *name++ != ' ')
            return false;
        wm_slice bytes = wm_token_slice(text, t);
        if (strncmp(name, bytes.at, bytes.len) != 0 || memchr(bytes.at, '\0', bytes.len) != NULL)
            return false;
        name += bytes.len;
    }
    return *name == '\0';
}

/* The style of a posting when it applies to the text, else NULL. Two masks answer for all words at once; comparing the
 * bytes comes last, since few names ask for it. */
static const wm_gaz_style *applying(const wm_gaz *gaz, const wm_text *text, uint32_t token, uint32_t count,
                                    written case_of, uint32_t posting)
{
    uint32_t number = gaz->postings[posting].style;
    if (number >= gaz->style_count)
        return NULL;
    const wm_gaz_style *style = &gaz->styles[number];
    bool agrees = (style->capitals & ~case_of.capitals) == 0 && (style->acronyms & ~case_of.acronyms) == 0;
    if (agrees && (style->marks & WM_MARK_CASE) != 0)
        agrees = is_exact(text, token, count, wm_gaz_string(gaz, style->exact));
    return agrees ? style : NULL;
}

/* ---- walk ------------------------------------------------------------------------------------------------------ */

/* One attempt: the tokens from `token` on, and the words found for them so far. */
typedef struct walk {
    const wm_gaz *gaz;
    const wm_text *text;
    uint32_t token, count, verified; /* tokens; of which the bytes were compared */
    uint32_t words[WM_GAZ_WORDS_MAX];
    written case_of;
} walk;

/* The text really spells the words that its hashes stand for. A word once compared is not compared again when the name
 * goes on. */
static bool verify(walk *w)
{
    while (w->verified < w->count && is_word(w->gaz, w->text, w->token + w->verified, w->words[w->verified]))
        w->verified++;
    return w->verified == w->count;
}

/* Fills *ret_hit when a name that ends at `node` applies. */
static bool take_hit(walk *w, uint32_t node, wm_gaz_hit *ret_hit)
{
    uint32_t begin = w->gaz->nodes[node].posting, end = w->gaz->nodes[node + 1].posting;
    if (begin >= end || end > w->gaz->posting_count || !verify(w))
        return false;
    for (uint32_t i = begin; i < end; i++) {
        if (applying(w->gaz, w->text, w->token, w->count, w->case_of, i) != NULL) {
            *ret_hit = (wm_gaz_hit){w->count, begin, end - begin};
            return true;
        }
    }
    return false;
}

/* Most names have one word and end there: the next one, which the table mostly does not have, need not be sought. */
static bool is_leaf(const wm_gaz *gaz, uint32_t node)
{
    return gaz->nodes[node].child >= gaz->nodes[node + 1].child;
}

/* The node behind `node` by the next token, 0 when the trie ends here. */
static uint32_t step(walk *w, uint32_t node)
{
    if (w->count != 0 && is_leaf(w->gaz, node))
        return 0;
    const wm_token *token = &w->text->tokens[w->token + w->count];
    uint32_t word = wm_gaz_find_word(w->gaz, token->hash);
    if (word == w->gaz->word_count)
        return 0;
    node = w->count == 0 ? w->gaz->words[word].node : wm_gaz_find_child(w->gaz, node, word);
    w->words[w->count] = word;
    note_case(&w->case_of, token, w->count);
    w->count++;
    return node < w->gaz->node_count ? node : 0;
}

/* `words` stays as it is: clearing it would cost more than the walk. */
static void begin_walk(walk *w, const wm_gaz *gaz, const wm_text *text, uint32_t token)
{
    w->gaz = gaz;
    w->text = text;
    w->token = token;
    w->count = w->verified = 0;
    w->case_of = (written){0, 0};
}

/* From `node` on. */
static uint32_t go_on(walk *w, uint32_t node, uint32_t most, wm_gaz_hit *hits, uint32_t room)
{
    uint32_t hit_count = 0;
    while (w->count < most && hit_count < room) {
        node = step(w, node);
        if (node == 0)
            break;
        hit_count += take_hit(w, node, &hits[hit_count]);
    }
    return hit_count;
}

/* A limit behind the end of the text is the end of the text. */
static uint32_t words_to(const wm_text *text, uint32_t token, uint32_t limit)
{
    limit = limit < text->token_count ? limit : text->token_count;
    if (token >= limit)
        return 0;
    return limit - token < WM_GAZ_WORDS_MAX ? limit - token : WM_GAZ_WORDS_MAX;
}

uint32_t wm_gaz_match(const wm_gaz *gaz, const wm_text *text, uint32_t token, uint32_t limit, wm_gaz_hit *hits,
                      uint32_t room)
{
    uint32_t most = words_to(text, token, limit);
    if (most == 0 || !wm_gaz_may_start(&gaz->filter, &text->tokens[token]))
        return 0;
    walk w;
    begin_walk(&w, gaz, text, token);
    return go_on(&w, 0, most, hits, room);
}

/* The second step, from memory if it was made before. What is kept is verified like any other word, so two pairs with
 * one key cost a name and give none. */
static uint32_t step_again(walk *w, const wm_gaz_start *start, wm_gaz_pair *pairs)
{
    const wm_token *token = &w->text->tokens[w->token + 1];
    uint64_t key = wm_gaz_pair_key(start, token);
    wm_gaz_pair *pair = wm_gaz_pair_at(pairs, key);
    if (pair->key == key) {
        w->words[1] = pair->word;
        note_case(&w->case_of, token, 1);
        w->count = 2;
        return pair->node;
    }
    uint32_t node = step(w, start->node);
    *pair = (wm_gaz_pair){key, node != 0 ? w->words[1] : 0, node};
    return node;
}

uint32_t wm_gaz_match_longer(const wm_gaz *gaz, const wm_gaz_start *start, wm_gaz_pair pairs[WM_GAZ_PAIRS],
                             const wm_text *text, uint32_t token, uint32_t limit, wm_gaz_hit *hits, uint32_t room)
{
    uint32_t most = words_to(text, token, limit);
    if (most < 2 || room == 0)
        return 0;
    walk w;
    begin_walk(&w, gaz, text, token);
    w.words[0] = start->word;
    w.count = w.verified = 1;
    note_case(&w.case_of, &text->tokens[token], 0);
    uint32_t node = step_again(&w, start, pairs);
    if (node == 0)
        return 0;
    uint32_t hit_count = take_hit(&w, node, hits);
    return hit_count + go_on(&w, node, most, hits + hit_count, room - hit_count);
}

/* Bits of hashes, so a set bit may be another word's; a clear one is certain. Once all are set the rest tells nothing.
 */
static uint64_t followers_of(const wm_gaz *gaz, uint32_t node)
{
    uint64_t followers = 0;
    for (uint32_t at = gaz->nodes[node].child; at < gaz->nodes[node + 1].child && at < gaz->node_count; at++) {
        if (gaz->nodes[at].word < gaz->word_count)
            followers |= UINT64_C(1) << (gaz->words[gaz->nodes[at].word].hash >> 40 & 63);
        if (followers == UINT64_MAX)
            break;
    }
    return followers;
}

/* The bytes are compared here, once for all names that start so. */
wm_gaz_start wm_gaz_start_of(const wm_gaz *gaz, const wm_text *text, uint32_t token)
{
    wm_gaz_start none = {0, 0, 0, 0};
    const wm_token *first = &text->tokens[token];
    uint32_t word = wm_gaz_may_start(&gaz->filter, first) ? wm_gaz_find_word(gaz, first->hash) : gaz->word_count;
    uint32_t node = word < gaz->word_count ? gaz->words[word].node : 0;
    if (node == 0 || node >= gaz->node_count || is_leaf(gaz, node) || !is_word(gaz, text, token, word))
        return none;
    return (wm_gaz_start){followers_of(gaz, node), word, node, 0};
}

/* Case is noted again and not kept in the hit: hits are many, those whose postings are asked for are few. */
bool wm_gaz_posting_at(const wm_gaz *gaz, const wm_text *text, uint32_t token, const wm_gaz_hit *hit, uint32_t index,
                       wm_gaz_posting *ret_posting)
{
    if (index >= hit->posting_count || hit->first_posting >= gaz->posting_count ||
        index >= gaz->posting_count - hit->first_posting)
        return false;
    written case_of = {0, 0};
    for (uint32_t i = 0; i < hit->token_count && i < WM_GAZ_FLAGGED_WORDS; i++)
        note_case(&case_of, &text->tokens[token + i], i);
    uint32_t posting = hit->first_posting + index;
    const wm_gaz_style *style = applying(gaz, text, token, hit->token_count, case_of, posting);
    if (style == NULL || gaz->postings[posting].entry >= gaz->entry_count || style->label >= gaz->label_count)
        return false;
    *ret_posting = (wm_gaz_posting){gaz->postings[posting].entry, style->label, style->marks};
    return true;
}
