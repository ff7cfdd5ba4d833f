/* SPDX-License-Identifier: MIT */
/* The letters that whatever a regex matches has to end with: "tion" and "ment" for [A-Z][a-z]+(tion|ment). Many regexes
 * on words are about endings, and nearly all words have others, which is seen here a hundred times faster than by
 * running the regex.
 *
 * The pattern is only skimmed: letters at its end, or at the end of each alternative of the group that ends it. What is
 * not plain is taken for anything, so an ending may be missed, but none is made up.
 *
 * In: a pattern that PCRE2 has accepted. Out: endings, as views of it.
 */
#include "rule/ending.h"

#include <string.h>

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Behind the sign at `at`: an escaped character, a class, a group with all that is in it, or one character. NULL when
 * the end comes first. */
static const char *skip(const char *at, const char *end)
{
    int depth = 0;
    do {
        if (*at == '\\')
            at++;
        else if (*at == '[') {
            at += at + 1 < end && at[1] == '^' ? 2 : 1;
            for (at += at < end && *at == ']'; at < end && *at != ']'; at++)
                at += *at == '\\';
        } else
            depth += (*at == '(') - (*at == ')');
        at++;
    } while (depth > 0 && at < end);
    return at > end || depth != 0 ? NULL : at;
}

static bool add(wm_endings *endings, const char *from, const char *to)
{
    if (from == to || endings->count == WM_ENDINGS_MAX)
        return false;
    endings->items[endings->count++] = (wm_slice){from, (size_t)(to - from)};
    return true;
}

static bool add_alternatives(wm_endings *endings, const char *at, const char *end);

/* What stands in a group that only groups: neither a look-around nor anything else that begins with a sign. */
static bool add_group(wm_endings *endings, const char *at, const char *end)
{
    if (end - at > 2 && at[0] == '?' && at[1] == ':')
        at += 2;
    return at < end && *at != '?' && *at != '*' && add_alternatives(endings, at, end);
}

/* One alternative: letters at its end, of which the last may be optional, or a group there. A letter right behind an
 * escape may belong to it: \pL, \x4a. */
static bool add_branch(wm_endings *endings, const char *at, const char *end)
{
    const char *letters = at, *last = at;
    bool escaped = false;
    for (const char *next; at < end; at = next) {
        next = skip(at, end);
        if (next == NULL)
            return false;
        escaped = *at == '\\' || (escaped && (is_letter(*at) || (*at >= '0' && *at <= '9')));
        bool optional = *at == '?' && next == end && last < at && is_letter(*last) && letters <= last;
        if (optional)
            return add(endings, letters, last) && add(endings, letters, at);
        if (!is_letter(*at) || escaped)
            letters = next;
        last = at;
    }
    if (last < end && *last == '(')
        return add_group(endings, last + 1, end - 1);
    return add(endings, letters, end);
}

static bool add_alternatives(wm_endings *endings, const char *at, const char *end)
{
    const char *begin = at;
    for (const char *next; at < end; at = next) {
        next = skip(at, end);
        if (next == NULL)
            return false;
        if (*at == '|') {
            if (!add_branch(endings, begin, at))
                return false;
            begin = next;
        }
    }
    return add_branch(endings, begin, end);
}

/* Letters that fold, blanks that do not count, verbs that end a match early and literals between \Q and \E change what
 * letters are; a dot that takes line ends, as in (?s), does not. A comment may hold any sign, and
 * a class with a name in it, as [[:digit:]x], ends later than it seems. */
static bool is_plain(wm_slice pattern)
{
    for (size_t i = 0; i + 1 < pattern.len; i++) {
        const char *at = pattern.at + i;
        if ((at[0] == '\\' && at[1] == 'Q') || (at[0] == '(' && at[1] == '*') || (at[0] == '[' && at[1] == ':'))
            return false;
        if (at[0] != '(' || at[1] != '?' || i + 3 >= pattern.len)
            continue;
        bool dots = at[2] == 's' && (at[3] == ')' || at[3] == ':');
        if (!dots && (is_letter(at[2]) || at[2] == '^' || at[2] == '#'))
            return false;
    }
    return true;
}

void wm_endings_find(wm_slice pattern, wm_endings *ret_endings)
{
    ret_endings->count = 0;
    if (!is_plain(pattern) || !add_alternatives(ret_endings, pattern.at, pattern.at + pattern.len))
        ret_endings->count = 0;
}

bool wm_endings_meet(const wm_endings *endings, wm_slice text)
{
    for (uint32_t i = 0; i < endings->count; i++) {
        wm_slice ending = endings->items[i];
        if (text.len >= ending.len && memcmp(text.at + text.len - ending.len, ending.at, ending.len) == 0)
            return true;
    }
    return endings->count == 0;
}
