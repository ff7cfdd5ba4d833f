/* SPDX-License-Identifier: MIT */
/* Pattern text to signs. A word is a run of letters, digits, marks and apostrophes; dots stay in it as the tokenizer
 * keeps them (U.S., 3.5). Of punctuation only , ; : and - stand for themselves without quotes, because they mean
 * nothing else here; so "co-host" is the three elements that the text has. Non-ASCII punctuation is one sign each.
 *
 * In: a stretch of a rule file. Out: one sign a call. The first fault is told, and the sign is then WM_SIGN_BAD.
 */
#include "rule/lex.h"

#include "base/utf8.h"
#include "rule/tree.h"

/* A sign of `len` bytes; moves the lexer behind it. */
static wm_sign sign_of(wm_lexer *lexer, wm_sign_kind kind, size_t len)
{
    wm_slice part = {lexer->at, len};
    lexer->at += len;
    return (wm_sign){.kind = kind, .part = part, .name = part};
}

/* Tells a fault and gives the sign that ends the pattern. */
static wm_sign bad(wm_lexer *lexer, size_t len, const char *message, const char *note, const char *hint)
{
    wm_sign sign = sign_of(lexer, WM_SIGN_BAD, len);
    wm_fault *fault = wm_source_fault(lexer->source, sign.part, "%s", message);
    fault->note = note;
    fault->hint = hint;
    return sign;
}

/* A '#' starts a comment only at the start of a line: elsewhere it may be text. */
void wm_lex_skip(const char **at, const char *end)
{
    const char *p = *at;
    while (p < end) {
        if (*p == '\n' && p + 1 < end && p[1] == '#')
            while (p + 1 < end && p[1] != '\n')
                p++;
        else if (*p != ' ' && *p != '\t' && *p != '\r' && *p != '\n')
            break;
        p++;
    }
    *at = p;
}

/* By hand: <ctype.h> asks the locale. */
static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A '-' at its end is no part of it, so a name may stand before a dash. */
wm_slice wm_lex_name(const char *at, const char *end)
{
    const char *p = at;
    if (p < end && is_lower(*p))
        while (p < end && (is_lower(*p) || is_digit(*p) || *p == '-' || *p == '_'))
            p++;
    while (p > at && p[-1] == '-')
        p--;
    return (wm_slice){at, (size_t)(p - at)};
}

/* Bytes of the code point at `at` if it may stand inside a word, else 0. */
static size_t word_part(const char *at, const char *end)
{
    uint32_t point;
    size_t len = wm_utf8_next(at, end, &point);
    bool inside =
        point == '\'' || point == 0x2019 || (wm_utf8_class(point) & (WM_CP_LETTER | WM_CP_DIGIT | WM_CP_MARK)) != 0;
    return inside ? len : 0;
}

/* The word at the lexer: letters and digits, with dots between them, and a last dot as in "U.S." and "J.". */
static size_t word_len(const wm_lexer *lexer)
{
    const char *p = lexer->at;
    uint32_t parts = 0, dots = 0;
    while (p < lexer->end) {
        size_t len = word_part(p, lexer->end);
        if (len != 0) {
            p += len;
            parts++;
        } else if (*p == '.' && parts != 0 && p + 1 < lexer->end && word_part(p + 1, lexer->end) != 0) {
            p++;
            dots++;
        } else {
            break;
        }
    }
    if (p < lexer->end && *p == '.' && (dots != 0 || parts == 1))
        p++;
    return (size_t)(p - lexer->at);
}

/* A slot's name=, a word, or one of the few punctuation marks that need no quotes. */
static wm_sign lex_word(wm_lexer *lexer)
{
    const char *p = lexer->at; /* a slot first: only the '=' behind it tells it from a word */
    while (p < lexer->end && (is_lower(*p) || (p > lexer->at && (is_digit(*p) || *p == '_'))))
        p++;
    if (p > lexer->at && p < lexer->end && *p == '=') {
        wm_sign sign = sign_of(lexer, WM_SIGN_SLOT, (size_t)(p - lexer->at) + 1);
        sign.name.len--;
        return sign;
    }
    size_t len = word_len(lexer);
    if (len != 0)
        return sign_of(lexer, WM_SIGN_WORD, len);
    uint32_t point;
    len = wm_utf8_next(lexer->at, lexer->end, &point);
    if (point < 0x80 && strchr(",;:-", (int)point) == NULL)
        return bad(lexer, 1, "this character means nothing in a pattern", NULL,
                   "punctuation is written in quotes: \".\"");
    return sign_of(lexer, WM_SIGN_WORD, len);
}

/* The place of `close` on the line of the lexer; NULL when there is none. A backslash hides the next byte. */
static const char *closing(const wm_lexer *lexer, char close, bool escapes)
{
    for (const char *p = lexer->at + 1; p < lexer->end && *p != '\n'; p++) {
        if (escapes && *p == '\\' && p + 1 < lexer->end && p[1] != '\n')
            p++;
        else if (*p == close)
            return p;
    }
    return NULL;
}

/* "…", <…> */
static wm_sign lex_enclosed(wm_lexer *lexer, wm_sign_kind kind, char close, const char *message, const char *hint)
{
    const char *end = closing(lexer, close, false);
    if (end == NULL)
        return bad(lexer, 1, message, "opened here", hint);
    wm_sign sign = sign_of(lexer, kind, (size_t)(end - lexer->at) + 1);
    sign.name = (wm_slice){sign.part.at + 1, sign.part.len - 2};
    return sign;
}

/* /…/ or /…/i. What stands in it is PCRE2's business, apart from where it ends. */
static wm_sign lex_regex(wm_lexer *lexer)
{
    const char *end = closing(lexer, '/', true);
    if (end == NULL)
        return bad(lexer, 1, "regex without its closing '/'", "opened here", "a '/' inside a regex is written '\\/'");
    wm_sign sign = sign_of(lexer, WM_SIGN_REGEX, (size_t)(end - lexer->at) + 1);
    sign.name = (wm_slice){sign.part.at + 1, sign.part.len - 2};
    if (lexer->at < lexer->end && *lexer->at == 'i') {
        sign.fold_case = true;
        sign.part.len++;
        lexer->at++;
    }
    /* /x/g and the like: better told than read as a word of its own */
    if (lexer->at < lexer->end && word_part(lexer->at, lexer->end) != 0)
        return bad(lexer, 1, "only 'i' may stand behind a regex", NULL, "other options go inside it: /(?x) …/");
    return sign;
}

/* @name, %lemma */
static wm_sign lex_named(wm_lexer *lexer, wm_sign_kind kind, const char *message, const char *hint)
{
    const char *p = lexer->at + 1;
    if (kind == WM_SIGN_MACRO)
        p += wm_lex_name(p, lexer->end).len;
    else
        for (size_t len; p < lexer->end && (len = word_part(p, lexer->end)) != 0;)
            p += len;
    if (p == lexer->at + 1)
        return bad(lexer, 1, message, NULL, hint);
    wm_sign sign = sign_of(lexer, kind, (size_t)(p - lexer->at));
    sign.name = (wm_slice){sign.part.at + 1, sign.part.len - 1};
    return sign;
}

/* Never past the end of the pattern. */
static bool starts(const wm_lexer *lexer, const char *text)
{
    size_t len = strlen(text);
    return (size_t)(lexer->end - lexer->at) >= len && memcmp(lexer->at, text, len) == 0;
}

/* A bracket, plain or of one of the four kinds of look-around. */
static wm_sign lex_open(wm_lexer *lexer)
{
    static const struct {
        const char *text;
        bool negative, behind;
    } LOOKS[] = {{"(?=", false, false}, {"(?!", true, false}, {"(?<=", false, true}, {"(?<!", true, true}};
    for (size_t i = 0; i < sizeof LOOKS / sizeof *LOOKS; i++) {
        if (!starts(lexer, LOOKS[i].text))
            continue;
        wm_sign sign = sign_of(lexer, WM_SIGN_LOOK, strlen(LOOKS[i].text));
        sign.negative = LOOKS[i].negative;
        sign.behind = LOOKS[i].behind;
        return sign;
    }
    /* (?: and (?<name>, which people know from elsewhere */
    if (starts(lexer, "(?"))
        return bad(lexer, 2, "unknown kind of bracket '(?'", NULL,
                   "look-around is (?= ), (?! ), (?<= ) or (?<! ); a plain ( ) captures nothing");
    return sign_of(lexer, WM_SIGN_OPEN, 1);
}

/* The decimal number at *at, at most WM_REPEAT_MAX + 1; false when there is none. */
static bool read_count(const char **at, const char *end, uint32_t *ret_count)
{
    uint32_t count = 0;
    const char *p = *at;
    for (; p < end && is_digit(*p); p++)
        if (count <= WM_REPEAT_MAX) /* no overflow: what is too large stays so */
            count = count * 10 + (uint32_t)(*p - '0');
    if (p == *at)
        return false;
    *at = p;
    *ret_count = count;
    return true;
}

/* {m}, {m,} and {m,n}; anything else in braces is a fault, not text. */
static wm_sign lex_braces(wm_lexer *lexer)
{
    const char *end = closing(lexer, '}', false);
    size_t len = end != NULL ? (size_t)(end - lexer->at) + 1 : 1;
    const char *p = lexer->at + 1;
    uint32_t min = 0, max = 0;
    bool good = end != NULL && read_count(&p, end, &min);
    max = min;
    if (good && p < end && *p == ',') {
        p++;
        if (p == end)
            max = WM_FOREVER;
        else
            good = read_count(&p, end, &max);
    }
    if (!good || p != end)
        return bad(lexer, len, "bad repetition", NULL, "write {2}, {2,} or {2,5}, without blanks");
    if (max == 0 || max < min)
        return bad(lexer, len, "bad repetition: it can never be met", NULL, "the second number is the larger one");
    if (min > WM_REPEAT_MAX || (max > WM_REPEAT_MAX && max != WM_FOREVER))
        return bad(lexer, len, "bad repetition: more than 100 times", NULL, NULL);
    wm_sign sign = sign_of(lexer, WM_SIGN_REPEAT, len);
    sign.min = min;
    sign.max = max;
    return sign;
}

/* ? * + or braces, and the ? behind them that makes them lazy. */
static wm_sign lex_repeat(wm_lexer *lexer)
{
    wm_sign sign;
    if (*lexer->at == '{') {
        sign = lex_braces(lexer);
        if (sign.kind == WM_SIGN_BAD)
            return sign;
    } else {
        char c = *lexer->at;
        sign = sign_of(lexer, WM_SIGN_REPEAT, 1);
        sign.min = c == '+';
        sign.max = c == '?' ? 1 : WM_FOREVER;
    }
    if (lexer->at < lexer->end && *lexer->at == '?') {
        sign.lazy = true;
        sign.part.len++;
        lexer->at++;
    }
    return sign;
}

/* The first byte tells which sign it is. */
wm_sign wm_lex(wm_lexer *lexer)
{
    wm_lex_skip(&lexer->at, lexer->end);
    if (lexer->at == lexer->end)
        return sign_of(lexer, WM_SIGN_NONE, 0);
    switch (*lexer->at) {
    case '"':
        return lex_enclosed(lexer, WM_SIGN_EXACT, '"', "quote without its end",
                            "a quote ends on the line it starts on");
    case '<':
        return lex_enclosed(lexer, WM_SIGN_LABEL, '>', "label without its closing '>'", NULL);
    case '/':
        return lex_regex(lexer);
    case '@':
        return lex_named(lexer, WM_SIGN_MACRO, "'@' without the name of a macro", "a literal @ is written \"@\"");
    case '%':
        return lex_named(lexer, WM_SIGN_LEMMA, "'%' without a lemma", "a literal % is written \"%\"");
    case '(':
        return lex_open(lexer);
    case ')':
        return sign_of(lexer, WM_SIGN_CLOSE, 1);
    case '|':
        return sign_of(lexer, WM_SIGN_BAR, 1);
    case '!':
        return sign_of(lexer, WM_SIGN_NOT, 1);
    case '_':
        return sign_of(lexer, WM_SIGN_ANY, 1);
    case '^':
        return sign_of(lexer, WM_SIGN_BEGIN, 1);
    case '$':
        return sign_of(lexer, WM_SIGN_END, 1);
    case '?':
    case '*':
    case '+':
    case '{':
        return lex_repeat(lexer);
    default:
        return lex_word(lexer);
    }
}
