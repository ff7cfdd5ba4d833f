/* SPDX-License-Identifier: MIT */
/* Explanations for people: why something was found, and why it was not. */
#ifndef WM_OUT_WHY_H
#define WM_OUT_WHY_H

#include "out/buffer.h"
#include "whomet.h"

/* A traced result and how it is shown. */
typedef struct wm_why {
    wm_buffer *out;
    const whomet_result *result;
    size_t width; /* columns for lines of the text */
    bool color;
} wm_why;

/* Every sentence with what was found in it and the rules that fired. */
void wm_why_put_text(const wm_why *why);
/* All that spoke for and against names at a place; the rules that came near, if there is none. */
void wm_why_put_place(const wm_why *why, whomet_range range);
/* An event: each of its parts and the rule that gave it. */
void wm_why_put_event(const wm_why *why, uint32_t event);

/* The mention that holds the byte, or WHOMET_NONE. */
int32_t wm_why_mention_at(const whomet_result *result, uint32_t byte);

/* The number in the id of a mention, as in whomet --types=all: those with an entity come first, the others behind all
 * of them. `named_before` and `named_total` count those with an entity, before it and in all. */
static inline uint32_t wm_why_number(const whomet_result *result, uint32_t mention, uint32_t named_before,
                                     uint32_t named_total)
{
    bool named = result->mentions.items[mention].entity != WHOMET_NONE;
    return 1 + (named ? named_before : named_total + mention - named_before);
}
/* How many mentions up to `end` have an entity. */
uint32_t wm_why_named(const whomet_result *result, uint32_t end);

/* The firings in text order, to be freed; those of one place in the order in which they fired. NULL when there is no
 * memory. */
const whomet_firing **wm_why_firings(const whomet_result *result);

/* ---- parts (why_part.c) ----------------------------------------------------------------------------------------- */

/* The line around a range, cut to the width: the range underlined, a caret at byte `caret` inside it or at its end, a
 * note and what it is about behind it (may be NULL). */
void wm_why_put_excerpt(const wm_why *why, whomet_range range, uint32_t caret, const char *note, const char *what);
/* "  +3.0  person.given  rules/20-person.rules:12  why it says so" and a line feed; `left` comes first. */
void wm_why_put_rule(const wm_why *why, const char *left, const whomet_why *rule);
/* The bytes of a range, in quotes, on one line. */
void wm_why_put_quoted(const wm_why *why, whomet_range range);
void wm_why_put_signed(wm_buffer *out, float number);
void wm_why_put_score(wm_buffer *out, float number);
/* A word in a style, for heads. */
void wm_why_put_head(const wm_why *why, const char *text);

enum { WM_WHY_PHASE = 50 }; /* from here on rules are about events, see whomet-rules(5) */

static inline bool wm_why_overlap(whomet_range a, whomet_range b)
{
    return a.begin_byte < b.end_byte && b.begin_byte < a.end_byte;
}

#endif
