/* SPDX-License-Identifier: MIT */
/* Cutting bytes into tokens, in one pass from left to right. ASCII goes through a table of 128 classes; what lies
 * above is decoded and classed by Unicode. In: a range of bytes that begins and ends between code points. Out: tokens
 * in order, each with the white space before it, its shape and the hash of its fold.
 */
#include "text/text.h"

#include "base/array.h"
#include "base/utf8.h"
#include "text/letters.h"

/* U upper, L lower, D digit, _ joins words, s blank, n line break, c control, q double quote, a apostrophe, h hyphen,
 * e sentence end, & and, m may start an address, p other punctuation. */
static const char classes[128 + 1] = "cccccccccsnssncc"
                                     "cccccccccccccccc"
                                     "seqmpp&appppphep"
                                     "DDDDDDDDDDpppppe"
                                     "mUUUUUUUUUUUUUUU"
                                     "UUUUUUUUUUUpppp_"
                                     "pLLLLLLLLLLLLLLL"
                                     "LLLLLLLLLLLppppc";

typedef WM_ARRAY(wm_token) token_array;

typedef struct cutter {
    wm_slice bytes;
    const char *at, *end; /* what is left */
    bool mails;           /* there is an '@' in it */
} cutter;

/* What a word consists of. */
typedef struct word_facts {
    uint32_t upper, lower, digits;
    bool cap, unicode, dotted;
} word_facts;

static inline char class_of(const char *at)
{
    unsigned char c = (unsigned char)*at;
    return c < 0x80 ? classes[c] : 'H';
}

/* A letter, digit or mark starts at `at`. */
static bool is_word_start(const char *at, const char *end)
{
    if (at >= end)
        return false;
    char class = class_of(at);
    if (class != 'H')
        return class == 'U' || class == 'L' || class == 'D';
    uint32_t point;
    wm_utf8_next(at, end, &point);
    return (wm_utf8_class(point) & (WM_CP_LETTER | WM_CP_DIGIT | WM_CP_MARK)) != 0;
}

/* ---- white space ------------------------------------------------------------------------------------------------ */

/* Bytes of the white space or control character at `at`, 0 when there is none; `*lines` counts line breaks. */
static size_t gap_length(const char *at, const char *end, uint32_t *lines)
{
    switch (class_of(at)) {
    case 's':
    case 'c':
        return 1;
    case 'n':
        ++*lines;
        return *at == '\r' && at + 1 < end && at[1] == '\n' ? 2 : 1;
    case 'H':
        break;
    default:
        return 0;
    }
    uint32_t point;
    size_t len = wm_utf8_next(at, end, &point);
    if ((wm_utf8_class(point) & (WM_CP_SPACE | WM_CP_CONTROL)) == 0)
        return 0;
    *lines += point == 0x2029 ? 2 : point == 0x2028 || point == 0x85;
    return len;
}

static inline bool is_visible_ascii(char c)
{
    return c > ' ' && c < 0x7F;
}

/* Two short ways for what nearly every token has before it, then a loop for whatever else there is. */
static uint8_t skip_gap(cutter *c)
{
    /* Nearly always there is one blank or none. */
    if (c->end - c->at > 1 && is_visible_ascii(c->at[0]))
        return WM_GAP_NONE;
    if (c->end - c->at > 1 && c->at[0] == ' ' && is_visible_ascii(c->at[1])) {
        c->at++;
        return WM_GAP_BLANK;
    }
    const char *begin = c->at;
    uint32_t lines = 0;
    for (size_t len; c->at < c->end && (len = gap_length(c->at, c->end, &lines)) != 0;)
        c->at += len;
    if (lines != 0)
        return lines == 1 ? WM_GAP_LINE : WM_GAP_PARAGRAPH;
    return c->at == begin ? WM_GAP_NONE : WM_GAP_BLANK;
}

/* ---- words ------------------------------------------------------------------------------------------------------ */

/* The ASCII letters behind an apostrophe, when they are one of the endings that are tokens of their own. */
static size_t clitic_length(const char *at, const char *end)
{
    static const char *const endings[] = {"s", "d", "m", "re", "ve", "ll"};
    size_t len = 0;
    while (len < 3 && wm_is_letter(at + len, end))
        len++;
    if (is_word_start(at + len, end))
        return 0;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t want = strlen(endings[i]);
        if (len == want && (at[0] | 32) == endings[i][0] && (want == 1 || (at[1] | 32) == endings[i][1]))
            return len;
    }
    return 0;
}

/* Bytes of an apostrophe of any kind at `at`, else 0. */
static size_t apostrophe_length(const char *at, const char *end)
{
    if (*at == '\'')
        return 1;
    uint32_t point = 0;
    size_t len = wm_utf8_next(at, end, &point);
    return point == 0x2019 || point == 0x02BC ? len : 0;
}

/* "U.S." and "J.", 0 when there is no such thing at `at`. "U.S.A" takes its last letter along. */
static size_t dotted_length(const char *at, const char *end)
{
    const char *begin = at;
    while (wm_is_letter(at, end) && at + 1 < end && at[1] == '.')
        at += 2;
    size_t letters = (size_t)(at - begin) / 2;
    if (letters == 0 || (letters == 1 && class_of(begin) != 'U'))
        return 0;
    if (letters > 1 && wm_is_letter(at, end) && !is_word_start(at + 1, end))
        at++;
    return (size_t)(at - begin);
}

/* What an apostrophe at `at` means for the word that starts at `begin`: goes on behind it, or ends (*ret_stop) here or
 * before the n of n't. */
static const char *pass_apostrophe(const char *begin, const char *at, const char *end, size_t len, bool *ret_stop)
{
    const char *after = at + len;
    *ret_stop = true;
    if (!is_word_start(after, end) || clitic_length(after, end) != 0)
        return at;
    bool is_t = (*after | 32) == 't' && !is_word_start(after + 1, end);
    if (is_t && at - begin > 1 && (at[-1] | 32) == 'n')
        return at - 1;
    *ret_stop = false;
    return after;
}

/* Bytes of a non-ASCII letter, digit, mark or joiner at `at`, 0 when the word ends; counts it into `facts`. */
static size_t pass_unicode(const char *at, const char *end, word_facts *facts)
{
    uint32_t point;
    size_t len = wm_utf8_next(at, end, &point);
    unsigned class = wm_utf8_class(point);
    bool joins = point == 0xAD || point == 0x200C || point == 0x200D;
    if ((class & (WM_CP_LETTER | WM_CP_DIGIT | WM_CP_MARK)) == 0 && !joins)
        return 0;
    facts->unicode = true;
    facts->upper += (class & WM_CP_UPPER) != 0;
    facts->lower += (class & WM_CP_LETTER) != 0 && (class & WM_CP_UPPER) == 0;
    facts->digits += (class & WM_CP_DIGIT) != 0;
    return len;
}

/* "3.5" and "1,000" are one token, "3." and "A.5" are not. */
static inline bool is_number_mark(const word_facts *facts, const char *at, const char *end)
{
    return (*at == '.' || *at == ',') && facts->digits != 0 && facts->upper + facts->lower == 0 && at + 1 < end &&
           class_of(at + 1) == 'D';
}

/* The end of the word that starts at `begin`; fills `facts` but for `cap`. Each byte is looked at once, but for the few
 * behind an apostrophe. An ampersand between two letters joins them ("AT&T"). */
static const char *scan_word(const char *begin, const char *end, word_facts *facts)
{
    const char *at = begin;
    while (at < end) {
        switch (class_of(at)) {
        case 'U':
            facts->upper++, at++;
            continue;
        case 'L':
            facts->lower++, at++;
            continue;
        case 'D':
            facts->digits++, at++;
            continue;
        case '_':
            at++;
            continue;
        case '&':
            if (at == begin || !wm_is_letter(at - 1, end) || !wm_is_letter(at + 1, end))
                return at;
            at++;
            continue;
        case 'a':
        case 'H': {
            size_t len = at == begin ? 0 : apostrophe_length(at, end);
            bool stop = false;
            const char *next = len != 0 ? pass_apostrophe(begin, at, end, len, &stop)
                                        : at + pass_unicode(at, end, facts);
            facts->unicode |= len > 1 && !stop;
            if (stop || next == at)
                return next;
            at = next;
            continue;
        }
        default:
            if (!is_number_mark(facts, at, end))
                return at;
            at++;
        }
    }
    return at;
}

/* ---- addresses -------------------------------------------------------------------------------------------------- */

/* `lower` is plain ASCII; signs like ':' and '/' have bit 5 set already, so setting it harms none of them. */
static bool starts_with(const char *at, const char *end, const char *lower)
{
    for (; *lower != '\0'; at++, lower++)
        if (at == end || (*at | 32) != (*lower | 32))
            return false;
    return true;
}

/* An address starts here: https://, www., or @ and # before a word. */
static bool is_address_start(const char *at, const char *end)
{
    if (class_of(at) == 'm')
        return is_word_start(at + 1, end);
    return ((*at | 32) == 'h' && (starts_with(at, end, "http://") || starts_with(at, end, "https://"))) ||
           ((*at | 32) == 'w' && starts_with(at, end, "www."));
}

/* Up to the next white space or bracket, without the punctuation at its end, but one byte at least. */
static const char *scan_address(const char *begin, const char *end, word_facts *facts)
{
    const char *at = begin;
    uint32_t lines = 0;
    while (at < end && strchr("<>\"()[]{}", *at) == NULL && gap_length(at, end, &lines) == 0) {
        uint32_t point;
        size_t len = wm_utf8_next(at, end, &point);
        facts->unicode |= len > 1;
        at += len;
    }
    while (at > begin + 1 && strchr(".,;:!?'", at[-1]) != NULL)
        at--;
    return at > begin ? at : begin + 1;
}

/* ---- tokens ----------------------------------------------------------------------------------------------------- */

/* The first letter decides between upper, lower and number; the counts tell capitals and initials apart. */
static inline uint16_t word_shape(const word_facts *facts)
{
    unsigned shape = WM_SHAPE_WORD;
    uint32_t letters = facts->upper + facts->lower;
    if (facts->cap)
        shape |= WM_SHAPE_CAP;
    else if (facts->digits != 0)
        shape |= WM_SHAPE_NUMBER;
    else
        shape |= WM_SHAPE_LOWER;
    shape |= facts->upper > 1 && facts->lower == 0 ? WM_SHAPE_CAPS : 0;
    if (facts->upper == 1 && letters + facts->digits == 1)
        shape |= WM_SHAPE_INITIAL;
    shape |= (facts->dotted ? WM_SHAPE_DOTTED : 0) | (facts->unicode ? WM_SHAPE_UNICODE : 0);
    return (uint16_t)shape;
}

/* Titlecase letters (U+01C5) count as upper, digits do not. */
static bool starts_upper(const char *at, const char *end)
{
    if (class_of(at) != 'H')
        return class_of(at) == 'U';
    uint32_t point;
    wm_utf8_next(at, end, &point);
    return (wm_utf8_class(point) & WM_CP_UPPER) != 0;
}

/* A mail address shows only at its '@', before which there are at most 64 bytes (RFC 5321), a letter or digit first, no
 * full stop last: that one ends a sentence before a handle. */
static bool is_in_mail(const cutter *c)
{
    const char *at = c->at, *last = !c->mails ? at : c->end - at > 64 ? at + 64 : c->end;
    uint32_t point;
    while (at < last && (is_word_start(at, c->end) ||
                         (at != c->at && (*at == '.' || *at == '-' || *at == '_' || *at == '+'))))
        at += wm_utf8_next(at, c->end, &point);
    return at != c->at && at < c->end && *at == '@' && at[-1] != '.' && is_word_start(at + 1, c->end);
}

/* `dotted` goes first, since the full stops of "U.S." would end it as a word. */
static void take_word(cutter *c, wm_token *token)
{
    const char *begin = c->at;
    word_facts facts = {.cap = starts_upper(begin, c->end)};
    size_t dotted = dotted_length(begin, c->end);
    c->at = dotted != 0 ? begin + dotted : scan_word(begin, c->end, &facts);
    if (dotted != 0) {
        facts.dotted = c->at[-1] == '.';
        facts.upper = facts.cap ? (uint32_t)(dotted + 1) / 2 : 0;
        facts.lower = !facts.cap;
    }
    token->shape |= word_shape(&facts);
}

/* An apostrophe: the ending of the word before it, or a quotation mark. Texts that were cut into words before have a
 * blank before an ending ("Lena 's car"), and one behind it. */
static void take_apostrophe(cutter *c, wm_token *token, size_t len)
{
    const char *begin = c->at;
    bool behind_word = token->gap == WM_GAP_NONE && begin > c->bytes.at;
    size_t letters = behind_word || token->gap == WM_GAP_BLANK ? clitic_length(begin + len, c->end) : 0;
    if (!behind_word && (begin + len + letters == c->end || begin[len + letters] != ' '))
        letters = 0;
    c->at += len + letters;
    if (letters == 0) {
        token->shape |= WM_SHAPE_PUNCT | WM_SHAPE_QUOTE;
        if (behind_word && (begin[-1] | 32) == 's')
            token->shape |= WM_SHAPE_POSSESSIVE;
    } else {
        token->shape |= (begin[len] | 32) == 's' ? WM_SHAPE_POSSESSIVE : WM_SHAPE_WORD | WM_SHAPE_LOWER;
    }
    token->shape |= len > 1 ? WM_SHAPE_UNICODE : 0;
}

static unsigned punctuation_shape(uint32_t point)
{
    switch (point) {
    case '"': case 0x2018: case 0x2019: case 0x201A: case 0x201B:
    case 0x201C: case 0x201D: case 0x201E: case 0xAB: case 0xBB:
        return WM_SHAPE_PUNCT | WM_SHAPE_QUOTE;
    case '-': case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212:
        return WM_SHAPE_PUNCT | WM_SHAPE_DASH | (point == '-' ? WM_SHAPE_HYPHEN : 0);
    case '.': case '!': case '?': case 0x2026: case 0x3002: case 0x203C: case 0x2049:
        return WM_SHAPE_PUNCT | WM_SHAPE_END;
    default:
        return WM_SHAPE_PUNCT;
    }
}

/* Dots in a row are one token: an ellipsis ends a sentence once. */
static void take_punctuation(cutter *c, wm_token *token)
{
    uint32_t point;
    size_t len = wm_utf8_next(c->at, c->end, &point);
    c->at += len;
    while (point == '.' && c->at < c->end && *c->at == '.')
        c->at++;
    token->shape |= punctuation_shape(point);
    token->shape |= len > 1 ? WM_SHAPE_UNICODE : 0;
}

/* May a word of letters go on with a byte of this class? */
static inline bool goes_on(char class)
{
    return class == 'D' || class == '_' || class == 'a' || class == '&' || class == 'm' || class == 'H';
}

/* Three tokens of four are ASCII letters with a blank or plain punctuation behind them, so they have a short way;
 * false when the token is anything else. What follows the letters tells dotted words and addresses. */
static bool take_plain_word(cutter *c, wm_token *token)
{
    bool caps;
    const char *at = wm_letters_end(c->at, c->end, &caps);
    if (at - c->at < 2 || at == c->end || goes_on(class_of(at)))
        return false;
    char first = *c->at;
    if ((*at == ':' && (first | 32) == 'h') || (*at == '.' && (first | 32) == 'w') ||
        ((*at == '.' || *at == '-' || *at == '+') && is_in_mail(c)))
        return false;
    unsigned shape = WM_SHAPE_WORD | (first < 'a' ? WM_SHAPE_CAP : WM_SHAPE_LOWER) | (caps ? WM_SHAPE_CAPS : 0);
    token->shape |= (uint16_t)shape;
    c->at = at;
    return true;
}

/* From the frequent to the rare; addresses before words, as "www" would be one. Each branch takes a byte at least. */
static void take_token(cutter *c, wm_token *token)
{
    size_t apostrophe;
    if (take_plain_word(c, token))
        return;
    if (is_address_start(c->at, c->end) || is_in_mail(c)) {
        word_facts facts = {0};
        c->at = scan_address(c->at, c->end, &facts); /* is no word, however it begins */
        token->shape |= WM_SHAPE_ADDRESS | (facts.unicode ? WM_SHAPE_UNICODE : 0);
    } else if (is_word_start(c->at, c->end)) {
        take_word(c, token);
    } else if ((apostrophe = apostrophe_length(c->at, c->end)) != 0) {
        take_apostrophe(c, token, apostrophe);
    } else {
        take_punctuation(c, token);
    }
}

/* Taken here, while the bytes are in the cache: every later stage compares hashes. */
static inline uint64_t token_hash(const cutter *c, const wm_token *token)
{
    wm_slice word = {c->bytes.at + token->begin, token->end - token->begin};
    bool ascii = (token->shape & WM_SHAPE_UNICODE) == 0;
    if (WM_LITTLE_ENDIAN && ascii && word.len <= 8 && c->bytes.len - token->begin >= 8) { /* most words */
        uint64_t eight;
        memcpy(&eight, word.at, sizeof eight);
        eight &= UINT64_MAX >> (8 - word.len) * 8;
        return wm_utf8_hash_last(wm_utf8_hash_first(word.len), wm_utf8_lower_eight(eight));
    }
    if (ascii)
        return wm_utf8_hash_ascii(word, c->bytes.at + c->bytes.len);
    char key[WM_FOLD_MAX];
    return wm_utf8_hash((wm_slice){key, wm_utf8_fold(word, key)});
}

/* Room for a token every five bytes, which English needs; denser text makes the array grow. */
void wm_text_tokenize(wm_text *text, uint32_t begin, uint32_t end, wm_arena *scratch)
{
    cutter c = {.bytes = text->bytes, .at = text->bytes.at + begin, .end = text->bytes.at + end};
    c.mails = begin != end && memchr(c.at, '@', end - begin) != NULL;
    token_array tokens = {.room = (end - begin) / 5 + 16};
    tokens.items = wm_arena_alloc(scratch, tokens.room * sizeof *tokens.items);
    for (uint8_t gap; gap = skip_gap(&c), c.at < c.end;) {
        wm_token *token = WM_PUSH(scratch, &tokens);
        token->gap = gap;
        token->begin = (uint32_t)(c.at - text->bytes.at);
        if (gap == WM_GAP_NONE && tokens.count > 1)
            token->shape = WM_SHAPE_GLUED;
        take_token(&c, token);
        token->end = (uint32_t)(c.at - text->bytes.at);
        token->hash = token_hash(&c, token);
    }
    text->tokens = tokens.items;
    text->token_count = tokens.count;
}
