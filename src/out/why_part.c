/* SPDX-License-Identifier: MIT */
/* What explanations share: a line of the text with a caret under the part that is spoken of, and a rule with its place.
 *
 * In: ranges of the text. Out: lines in the manner of a compiler. A long line is cut on both sides to the width of the
 * screen; what was cut is shown by an ellipsis.
 */
#include "out/why.h"

#include "base/utf8.h"
#include "out/screen.h"

#include <stdlib.h>

enum { MARGIN = 5, RULE_COLUMN = 30, BEFORE = 30 };

/* Less than the text in colour; without colours like it. */
void wm_why_put_head(const wm_why *why, const char *text)
{
    wm_screen_style(why->out, WM_STYLE_HEAD, why->color);
    wm_buffer_put_text(why->out, text);
    wm_screen_style(why->out, WM_STYLE_PLAIN, why->color);
}

/* In tenths, and by hand, as printf() would follow the locale. */
void wm_why_put_score(wm_buffer *out, float number)
{
    if (number < 0)
        wm_buffer_put_char(out, '-');
    uint64_t tenths = (uint64_t)((number < 0 ? -number : number) * 10 + 0.5f);
    wm_buffer_put_uint(out, tenths / 10);
    wm_buffer_put_char(out, '.');
    wm_buffer_put_uint(out, tenths % 10);
}

/* Evidence for and against stands in one column, so the sign is always there. */
void wm_why_put_signed(wm_buffer *out, float number)
{
    if (number >= 0)
        wm_buffer_put_char(out, '+');
    wm_why_put_score(out, number);
}

/* From the text as it came in, on one line. */
void wm_why_put_quoted(const wm_why *why, whomet_range range)
{
    wm_buffer_put_char(why->out, '\'');
    wm_screen_put_cell(why->out,
                       (wm_slice){why->result->text + range.begin_byte, range.end_byte - range.begin_byte});
    wm_buffer_put_char(why->out, '\'');
}

/* Name, place and reason; the place is what editors and terminals make clickable. */
void wm_why_put_rule(const wm_why *why, const char *left, const whomet_why *rule)
{
    wm_buffer *out = why->out;
    const char *name = rule->rule != NULL ? rule->rule : rule->entry;
    wm_buffer_put_text(out, left);
    wm_screen_put_cell(out, wm_slice_of(name));
    size_t used = wm_screen_width(wm_slice_of(name));
    wm_buffer_put_run(out, ' ', used < RULE_COLUMN ? RULE_COLUMN - used : 1);
    wm_screen_style(out, WM_STYLE_PATH, why->color);
    wm_screen_put_cell(out, wm_slice_of(rule->file));
    wm_buffer_put_char(out, ':');
    wm_buffer_put_uint(out, rule->line);
    wm_screen_style(out, WM_STYLE_PLAIN, why->color);
    if (rule->reason != NULL) {
        WM_BUFFER_LITERAL(out, "  ");
        wm_screen_put_cell(out, wm_slice_of(rule->reason));
    }
    wm_buffer_put_char(out, '\n');
}

/* ---- excerpts --------------------------------------------------------------------------------------------------- */

/* At most `columns` columns before (back) or from `at`, not over a line break. */
static const char *walk(const wm_why *why, const char *at, size_t columns, bool back)
{
    const char *begin = why->result->text, *end = begin + why->result->size;
    while (columns != 0 && (back ? at > begin && at[-1] != '\n' : at < end && *at != '\n')) {
        const char *next = at;
        uint32_t point;
        if (back)
            for (next--; next > begin && (*next & 0xC0) == 0x80;)
                next--;
        else
            next += wm_utf8_next(at, end, &point);
        at = next;
        columns--;
    }
    return at;
}

/* Counted from the beginning each time: an explanation has a handful of excerpts. */
static uint64_t line_of(const wm_why *why, const char *at)
{
    uint64_t line = 1;
    for (const char *p = why->result->text; p < at && (p = memchr(p, '\n', (size_t)(at - p))) != NULL; p++)
        line++;
    return line;
}

/* `line` 0: the line of the caret, which has none. */
static void put_line_head(const wm_why *why, uint64_t line)
{
    size_t digits = 1;
    for (uint64_t rest = line; rest >= 10; rest /= 10)
        digits++;
    wm_buffer_put_run(why->out, ' ', line == 0 ? MARGIN : digits < MARGIN ? MARGIN - digits : 0);
    if (line != 0)
        wm_buffer_put_uint(why->out, line);
    WM_BUFFER_LITERAL(why->out, " | ");
}

/* Of two places of the text, the earlier one first. */
static wm_slice between(const char *from, const char *to)
{
    return (wm_slice){from, (size_t)(to - from)};
}

/* `~~~^~~`: from `at` to `under`, at least one sign. */
static void put_underline(const wm_why *why, const char *at, const char *caret, const char *under)
{
    size_t before = caret < under ? wm_screen_width(between(at, caret)) : wm_screen_width(between(at, under));
    size_t columns = wm_screen_width(between(at, under));
    wm_screen_style(why->out, WM_STYLE_TRIGGER, why->color);
    wm_buffer_put_run(why->out, '~', before);
    wm_buffer_put_char(why->out, '^');
    wm_buffer_put_run(why->out, '~', columns > before + 1 ? columns - before - 1 : 0);
    wm_screen_style(why->out, WM_STYLE_PLAIN, why->color);
}

/* BEFORE columns of what precedes, then as much as the line holds; a longer range is underlined up to the cut. */
void wm_why_put_excerpt(const wm_why *why, whomet_range range, uint32_t caret, const char *note, const char *what)
{
    static const char ellipsis[] = "\xE2\x80\xA6";
    const char *at = why->result->text + range.begin_byte, *last = why->result->text + range.end_byte;
    size_t room = why->width > 3 * BEFORE ? why->width - MARGIN - 5 : 2 * BEFORE;
    const char *from = walk(why, at, BEFORE, true), *to = walk(why, from, room, false);
    bool cut_left = from > why->result->text && from[-1] != '\n';
    bool cut_right = to < why->result->text + why->result->size && *to != '\n';
    const char *under = last < to ? last : to > at ? to : at;
    put_line_head(why, line_of(why, at));
    if (cut_left)
        wm_buffer_put_text(why->out, ellipsis);
    wm_screen_put_cell(why->out, between(from, to));
    wm_buffer_put_text(why->out, cut_right ? ellipsis : "");
    wm_buffer_put_char(why->out, '\n');
    put_line_head(why, 0);
    wm_buffer_put_run(why->out, ' ', cut_left + wm_screen_width(between(from, at)));
    put_underline(why, at, why->result->text + caret, under);
    if (note != NULL) {
        wm_buffer_put_char(why->out, ' ');
        wm_screen_put_cell(why->out, wm_slice_of(note));
        wm_screen_put_cell(why->out, wm_slice_of(what != NULL ? what : ""));
    }
    wm_buffer_put_char(why->out, '\n');
}

/* ---- lists ------------------------------------------------------------------------------------------------------ */

/* Numbers of mentions are those of the JSON, where those with an entity come first. */
uint32_t wm_why_named(const whomet_result *result, uint32_t end)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < end; i++)
        count += result->mentions.items[i].entity != WHOMET_NONE;
    return count;
}

static int by_place(const void *a, const void *b)
{
    const whomet_firing *x = *(const whomet_firing *const *)a, *y = *(const whomet_firing *const *)b;
    if (x->range.begin_byte != y->range.begin_byte)
        return x->range.begin_byte < y->range.begin_byte ? -1 : 1;
    return (x > y) - (x < y); /* of one place in the order in which they fired */
}

const whomet_firing **wm_why_firings(const whomet_result *result)
{
    const whomet_firing **firings = malloc(sizeof *firings * ((size_t)result->firings.count + 1));
    if (firings == NULL)
        return NULL;
    for (uint32_t i = 0; i < result->firings.count; i++)
        firings[i] = &result->firings.items[i];
    qsort(firings, result->firings.count, sizeof *firings, by_place);
    return firings;
}
