/* SPDX-License-Identifier: MIT */
/* Bytes cut into tokens and sentences.
 *
 *     "U.S. envoys met Iran's delegation."
 *      U.S.|envoys|met|Iran|'s|delegation|.
 *
 * A token is a run of letters, digits and marks; apostrophes stay inside (O'Brien, Sana'a) except before a possessive s
 * and in n't, which are tokens of their own; dots stay in initials and dotted letters (J., U.S.) and in numbers (3.5,
 * 1,000). Hyphens and dashes are tokens, so "Oman-mediated" is three. An address (https://…, name@host, @name) is one.
 * Everything else is one token a code point. Tokens never overlap, and only white space lies between them.
 */
#ifndef WM_TEXT_TEXT_H
#define WM_TEXT_TEXT_H

#include "base/arena.h"
#include "base/slice.h"

/* Shapes, as bits. */
enum {
    WM_SHAPE_CAP = 1 << 0,        /* starts with an upper-case letter */
    WM_SHAPE_CAPS = 1 << 1,       /* two or more letters, all upper-case; also dotted ones (U.S.) */
    WM_SHAPE_LOWER = 1 << 2,      /* letters, the first not upper-case */
    WM_SHAPE_NUMBER = 1 << 3,     /* starts with a digit */
    WM_SHAPE_INITIAL = 1 << 4,    /* one upper-case letter with or without its dot */
    WM_SHAPE_PUNCT = 1 << 5,      /* neither letter nor digit */
    WM_SHAPE_QUOTE = 1 << 6,      /* a quotation mark, single or double */
    WM_SHAPE_POSSESSIVE = 1 << 7, /* 's or ' behind a word */
    WM_SHAPE_DASH = 1 << 8,       /* hyphen, en or em dash, minus */
    WM_SHAPE_ADDRESS = 1 << 9,    /* URL, mail address, @name, #tag */
    WM_SHAPE_GLUED = 1 << 10,     /* no white space before it */
    WM_SHAPE_WORD = 1 << 11,      /* letters or digits */
    WM_SHAPE_UNICODE = 1 << 12,   /* holds a byte >= 0x80 */
    WM_SHAPE_DOTTED = 1 << 13,    /* ends with a dot that belongs to it (J., U.S.) */
    WM_SHAPE_END = 1 << 14,       /* . ! ? or an ellipsis */
    WM_SHAPE_HYPHEN = 1 << 15,    /* - and no other dash */
};

/* White space before a token. */
enum { WM_GAP_NONE, WM_GAP_BLANK, WM_GAP_LINE, WM_GAP_PARAGRAPH };

typedef struct wm_token {
    uint32_t begin, end; /* bytes of the text */
    uint64_t hash;       /* wm_utf8_hash of the folded token (wm_utf8_fold), punctuation too */
    uint16_t shape;      /* WM_SHAPE_… */
    uint8_t gap;         /* WM_GAP_… */
} wm_token;

/* Half-open range of tokens; never empty. */
typedef struct wm_sentence {
    uint32_t begin, end;
    bool headline; /* a line of its own that ends without a full stop */
} wm_sentence;

/* Part of a text, cut. Token offsets count from the start of `bytes`, whatever the part. */
typedef struct wm_text {
    wm_slice bytes; /* the whole text */
    wm_token *tokens;
    uint32_t token_count;
    wm_sentence *sentences;
    uint32_t sentence_count;
} wm_text;

/* A set of folded words, such as abbreviations. */
typedef struct wm_wordset {
    uint64_t *slots; /* hashes, 0 is free */
    uint32_t slot_count, count;
} wm_wordset;

/* One word a line, '#' starts a comment; storage in `keep`. A final dot of a word is ignored. */
void wm_wordset_read(wm_wordset *ret_set, wm_slice lines, wm_arena *keep);
bool wm_wordset_has(const wm_wordset *set, uint64_t hash);

/* What sentence splitting knows of words. */
typedef struct wm_split_words {
    wm_wordset abbreviations; /* their dot ends no sentence (Mr., Gen., Jan.) … */
    wm_wordset openers;       /* … unless one of these follows with a capital (The, In, However) */
} wm_split_words;

/* Cuts bytes [begin, end) of `text->bytes` into tokens; replaces text->tokens. `begin` and `end` lie between code
 * points. Texts are below 4 GiB. */
void wm_text_tokenize(wm_text *text, uint32_t begin, uint32_t end, wm_arena *scratch);
enum { WM_SENTENCE_TOKENS_MAX = 400 };
/* Groups the tokens into sentences; replaces text->sentences. A sentence ends at . ! ? (with the closing quotes and
 * brackets behind it), at a blank line, and at a line break unless the text is hard-wrapped; after
 * WM_SENTENCE_TOKENS_MAX tokens in any case. */
void wm_text_split(wm_text *text, const wm_split_words *words, wm_arena *scratch);
/* Where a part that starts at `begin` ends: at the end of the text when it is not longer than `limit` bytes, else at
 * the last blank line, line break, sentence end or blank in the second half of the limit (between code points if
 * there is none). */
uint32_t wm_text_part_end(wm_slice bytes, uint32_t begin, uint32_t limit);

static inline wm_slice wm_token_slice(const wm_text *text, const wm_token *token)
{
    return (wm_slice){text->bytes.at + token->begin, token->end - token->begin};
}

/* From bytes to code points. */
typedef struct wm_points {
    wm_slice bytes;
    bool ascii;
    uint64_t *continued; /* bit i % 64 of word i / 64: byte i goes on with a code point; NULL when ascii */
    uint32_t *before;    /* such bytes before each word */
} wm_points;

void wm_points_init(wm_points *ret_points, wm_slice bytes, bool ascii, wm_arena *keep);
/* Code points before byte `byte`, which lies between code points. */
uint32_t wm_points_at(const wm_points *points, uint32_t byte);

#endif
