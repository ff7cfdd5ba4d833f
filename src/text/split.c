/* SPDX-License-Identifier: MIT */
/* Sentences: one decision a token, from what stands around it. A full stop ends a sentence unless an abbreviation, an
 * initial or a dotted word stands before it or a lower-case word behind it; a blank line ends one always; a single line
 * break ends one unless the text is hard-wrapped. In: tokens. Out: ranges of tokens that cover all of them.
 */
#include "text/text.h"

#include "base/array.h"

typedef WM_ARRAY(wm_sentence) sentence_array;

/* What is the same for all decisions in a part of the text. */
typedef struct splitter {
    const wm_text *text;
    const wm_split_words *words;
    bool wrapped;
    uint32_t line_bytes; /* the longest line of a wrapped text */
} splitter;

/* Quotes are closing when nothing separates them from what stands before; `" he said` opens, `."` closes. */
static bool is_closing(const wm_text *text, const wm_token *token)
{
    return (token->shape & WM_SHAPE_GLUED) != 0 &&
           ((token->shape & WM_SHAPE_QUOTE) != 0 || text->bytes.at[token->begin] == ')' ||
            text->bytes.at[token->begin] == ']');
}

/* A text is wrapped when a quarter of its line breaks, and at least one, stand before a lower-case word. */
static void look_for_wraps(splitter *s)
{
    uint32_t breaks = 0, inside = 0, line_begin = 0;
    for (uint32_t i = 1; i < s->text->token_count; i++) {
        const wm_token *token = &s->text->tokens[i];
        if (token->gap < WM_GAP_LINE)
            continue;
        uint32_t line = s->text->tokens[i - 1].end - line_begin;
        line_begin = token->begin;
        if (token->gap != WM_GAP_LINE)
            continue;
        breaks++;
        inside += (token->shape & WM_SHAPE_LOWER) != 0;
        s->line_bytes = line > s->line_bytes ? line : s->line_bytes;
    }
    s->wrapped = inside >= 1 && inside * 4 >= breaks;
}

/* The line that ends before token `i` is so short that the writer broke it on purpose. */
static bool is_short_line(const splitter *s, uint32_t first, uint32_t i)
{
    uint32_t begin = i;
    while (begin > first && s->text->tokens[begin - 1].gap < WM_GAP_LINE)
        begin--;
    begin -= begin > first;
    return (s->text->tokens[i - 1].end - s->text->tokens[begin].begin) * 10 < s->line_bytes * 6;
}

/* The break of one line before token `i` ends the sentence that starts at `first`. */
static bool line_ends(const splitter *s, uint32_t first, uint32_t i)
{
    if ((s->text->tokens[i].shape & WM_SHAPE_LOWER) != 0)
        return false;
    return !s->wrapped || is_short_line(s, first, i);
}

/* The dot of token `i` (a full stop, or a dotted word) belongs to what stands before it. */
static bool is_abbreviation(const splitter *s, uint32_t i)
{
    const wm_token *token = &s->text->tokens[i];
    if ((token->shape & WM_SHAPE_DOTTED) != 0)
        return true;
    return i != 0 && (token->shape & WM_SHAPE_GLUED) != 0 &&
           s->text->bytes.at[token->begin] == '.' && token->end - token->begin == 1 &&
           wm_wordset_has(&s->words->abbreviations, token[-1].hash);
}

/* A sentence may begin with token `i`, after a stop. */
static bool may_begin(const wm_text *text, uint32_t i)
{
    const wm_token *token = &text->tokens[i];
    if ((token->shape & (WM_SHAPE_CAP | WM_SHAPE_NUMBER | WM_SHAPE_ADDRESS)) != 0)
        return true;
    if ((token->shape & WM_SHAPE_LOWER) != 0)
        return false;
    /* an opening quote or bracket, a dash, a letter without case: what follows it decides */
    bool opens = (token->shape & (WM_SHAPE_PUNCT | WM_SHAPE_POSSESSIVE)) == WM_SHAPE_PUNCT;
    return !opens || i + 1 == text->token_count || (text->tokens[i + 1].shape & WM_SHAPE_LOWER) == 0;
}

/* Token `i` - 1, or closing marks behind it, ended a sentence: does it end before `i`? `stop` is the token that
 * stops. */
static bool stop_ends(const splitter *s, uint32_t stop, uint32_t i)
{
    if (!may_begin(s->text, i))
        return false;
    if (is_abbreviation(s, stop))
        return (s->text->tokens[i].shape & WM_SHAPE_CAP) != 0 &&
               wm_wordset_has(&s->words->openers, s->text->tokens[i].hash);
    bool glued = (s->text->tokens[i].shape & WM_SHAPE_GLUED) != 0;
    return !glued || (s->text->tokens[i].shape & WM_SHAPE_CAP) != 0;
}

/* The token that stops before `i`, closing quotes and brackets between them passed over; `i` when there is none. */
static uint32_t stop_before(const splitter *s, uint32_t first, uint32_t i)
{
    uint32_t at = i - 1;
    while (at > first && is_closing(s->text, &s->text->tokens[at]))
        at--;
    return (s->text->tokens[at].shape & (WM_SHAPE_END | WM_SHAPE_DOTTED)) != 0 ? at : i;
}

/* The sentence that starts at `first` ends before token `i`. */
static bool ends_before(const splitter *s, uint32_t first, uint32_t i)
{
    const wm_token *token = &s->text->tokens[i];
    bool stops = (token[-1].shape & (WM_SHAPE_END | WM_SHAPE_DOTTED | WM_SHAPE_GLUED)) != 0; /* or is a closing mark */
    if (!stops && token->gap < WM_GAP_LINE && i - first < WM_SENTENCE_TOKENS_MAX) /* most tokens */
        return false;
    if (token->gap == WM_GAP_PARAGRAPH || i - first >= WM_SENTENCE_TOKENS_MAX)
        return true;
    if (token->gap == WM_GAP_LINE && line_ends(s, first, i))
        return true;
    if (is_closing(s->text, token))
        return false;
    uint32_t stop = stop_before(s, first, i);
    return stop != i && stop_ends(s, stop, i);
}

/* A line of its own without a stop at its end. The end of the text counts as no line break: a lone line may be a whole
 * document. */
static bool is_headline(const splitter *s, uint32_t begin, uint32_t end)
{
    enum { LONGEST = 40 };
    const wm_token *tokens = s->text->tokens;
    bool own_line = (begin == 0 || tokens[begin].gap >= WM_GAP_LINE) &&
                    end < s->text->token_count && tokens[end].gap >= WM_GAP_LINE;
    return own_line && end - begin <= LONGEST && stop_before(s, begin, end) == end;
}

/* Every token is in one sentence, and no sentence is empty. One pass: what a decision looks back at is bounded by the
 * sentence, and WM_SENTENCE_TOKENS_MAX bounds that. */
void wm_text_split(wm_text *text, const wm_split_words *words, wm_arena *scratch)
{
    splitter s = {.text = text, .words = words};
    sentence_array sentences = {0};
    look_for_wraps(&s);
    uint32_t first = 0;
    for (uint32_t i = 1; i <= text->token_count; i++) {
        if (i < text->token_count && !ends_before(&s, first, i))
            continue;
        *WM_PUSH(scratch, &sentences) = (wm_sentence){first, i, is_headline(&s, first, i)};
        first = i;
    }
    text->sentences = sentences.items;
    text->sentence_count = sentences.count;
}
