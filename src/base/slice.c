/* SPDX-License-Identifier: MIT */
/* Cutting, comparing and measuring views of bytes. Nothing here allocates. */
#include "base/slice.h"

/* An empty rest and no rest are two things: "a," has two parts, of which the second is empty. memchr() must not see the
 * NULL of the latter, even for no bytes. */
wm_slice wm_slice_cut(wm_slice *rest, char mark)
{
    const char *hit = rest->len != 0 ? memchr(rest->at, mark, rest->len) : NULL;
    wm_slice head = *rest;
    if (hit == NULL) {
        *rest = (wm_slice){NULL, 0};
        return head;
    }
    head.len = (size_t)(hit - rest->at);
    *rest = (wm_slice){hit + 1, rest->len - head.len - 1};
    return head;
}

/* Those that may stand around a cell or a line of a file that a person wrote. */
static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* A carriage return counts as a blank, so that files with either kind of line ends read alike. */
wm_slice wm_slice_trim(wm_slice s)
{
    while (s.len != 0 && is_blank(s.at[0]))
        s = (wm_slice){s.at + 1, s.len - 1};
    while (s.len != 0 && is_blank(s.at[s.len - 1]))
        s.len--;
    return s;
}

/* As memcmp() on bytes that are unsigned, so UTF-8 sorts by code point. */
int wm_slice_compare(wm_slice a, wm_slice b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common != 0 ? memcmp(a.at, b.at, common) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* Of two numbers of edits. */
static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Three rows of the matrix are enough: a swap of neighbours looks two rows back, everything else one. The limit on the
 * length keeps them on the stack and the work below 4096 steps, whatever somebody types. */
unsigned wm_slice_distance(wm_slice a, wm_slice b, unsigned limit)
{
    enum { LONGEST = 63 };
    unsigned rows[3][LONGEST + 1];
    if (a.len > LONGEST || b.len > LONGEST)
        return limit + 1;
    unsigned *before = rows[0], *last = rows[1], *now = rows[2];
    for (unsigned j = 0; j <= b.len; j++)
        last[j] = j;
    memcpy(before, last, sizeof rows[0]);
    for (unsigned i = 1; i <= a.len; i++) {
        now[0] = i;
        for (unsigned j = 1; j <= b.len; j++) {
            unsigned change = last[j - 1] + (a.at[i - 1] != b.at[j - 1]);
            now[j] = least(change, least(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
        }
        unsigned *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[b.len] > limit ? limit + 1 : last[b.len];
}
