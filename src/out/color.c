/* SPDX-License-Identifier: MIT */
/* Marks mentions of persons, places and organizations, and the trigger of every event, in the text itself.
 *
 * In: a result. Out: the text, complete and in order; on a terminal lines are broken between words, and a paragraph
 * that was broken at another width is broken anew. Mentions come sorted and apart from each other; triggers may be in
 * any order, repeat, or lie inside a name, so all marks are sorted and one that begins inside another is left out.
 */
#include "out/color.h"

#include "out/screen.h"
#include "out/table.h"

#include <errno.h>
#include <stdlib.h>

typedef struct mark {
    uint32_t begin_byte, end_byte;
    wm_style style;
} mark;

/* Kinds without an entity are not marked, so three styles are all there are. */
static wm_style style_of(const char *type)
{
    if (strcmp(type, "person") == 0)
        return WM_STYLE_PERSON;
    return strcmp(type, "place") == 0 ? WM_STYLE_PLACE : WM_STYLE_ORGANIZATION;
}

/* A trigger has the highest style, so a name that begins at the same place comes first and is kept. */
static int by_place(const void *a, const void *b)
{
    const mark *x = a, *y = b;
    if (x->begin_byte != y->begin_byte)
        return x->begin_byte < y->begin_byte ? -1 : 1;
    return (int)x->style - (int)y->style;
}

/* All marks, sorted; NULL when memory is short. Free it. n log n, and no more memory than the marks. */
static mark *collect(const whomet_result *result, size_t *ret_count)
{
    mark *marks = malloc(sizeof *marks * ((size_t)result->mentions.count + result->events.count + 1));
    if (marks == NULL)
        return NULL;
    size_t count = 0;
    for (uint32_t i = 0; i < result->mentions.count; i++) {
        const whomet_mention *mention = &result->mentions.items[i];
        if (mention->entity >= 0)
            marks[count++] = (mark){mention->range.begin_byte, mention->range.end_byte, style_of(mention->type)};
    }
    for (uint32_t i = 0; i < result->events.count; i++) {
        whomet_range trigger = result->events.items[i].trigger;
        marks[count++] = (mark){trigger.begin_byte, trigger.end_byte, WM_STYLE_TRIGGER};
    }
    qsort(marks, count, sizeof *marks, by_place);
    *ret_count = count;
    return marks;
}

/* Text on its way to the screen. Lines are broken between words where a terminal would break them anywhere; a width of
 * 0 leaves them as they are. */
typedef struct page {
    wm_buffer *out;
    const char *end;  /* of the text */
    const char *line; /* of the text: where the present one begins */
    size_t width, column;
    bool color;
    const char *block_end; /* of the block of lines measured last: where its last line ends */
    size_t block_width;    /* columns of its longest line; 0 when its breaks are to stay */
} page;

/* Columns up to the next blank or line break, marks or no marks. */
static size_t word_width(const char *at, const char *end)
{
    const char *stop = at;
    while (stop < end && *stop != ' ' && *stop != '\n')
        stop++;
    return wm_screen_width((wm_slice){at, (size_t)(stop - at)});
}

/* A blank, or the line break that takes its place because the word behind it would not fit. */
static void put_blank(page *p, const char *behind)
{
    if (p->column != 0 && p->column + 1 + word_width(behind, p->end) > p->width) {
        wm_buffer_put_char(p->out, '\n');
        p->column = 0;
        return;
    }
    wm_buffer_put_char(p->out, ' ');
    p->column++;
}

/* ---- paragraphs that were broken before -------------------------------------------------------------------------- */

/* Prose that was broken at a fixed width has lines of about this length; shorter ones are lists and verse, longer ones
 * are paragraphs, each of them one line. */
enum { FILLED_MIN = 50, FILLED_MAX = 120 };

/* Of the line at `at`, without what ends it; `*ret_next` is where the next one begins, or the end of the text. */
static size_t line_width(const char *at, const char *end, const char **ret_next)
{
    const char *feed = memchr(at, '\n', (size_t)(end - at)), *stop = feed != NULL ? feed : end;
    *ret_next = feed != NULL ? feed + 1 : end;
    while (stop > at && stop[-1] == '\r')
        stop--;
    return wm_screen_width((wm_slice){at, (size_t)(stop - at)});
}

/* Looks at the lines from the present one to the next empty one, once for all of them. Where they fit as they are, with
 * all brackets, there is nothing to do. */
static void measure_block(page *p)
{
    size_t longest = 0, width = 0;
    const char *at = p->line, *next = at;
    while (at < p->end && (width = line_width(at, p->end, &next)) != 0) {
        longest = width > longest ? width : longest;
        at = next;
    }
    bool filled = longest >= FILLED_MIN && longest <= FILLED_MAX && (longest > p->width || !p->color);
    p->block_end = at > p->line ? at : next;
    p->block_width = filled ? longest : 0;
}

/* Did the line feed only end a full line? It did when the word behind it would have made that line the longest of its
 * paragraph; the end of a headline, of an item or of a paragraph is sooner. */
static bool is_soft(page *p, const char *feed)
{
    const char *next;
    if (p->block_end == NULL || feed >= p->block_end)
        measure_block(p);
    if (p->block_width == 0 || feed + 1 >= p->end || strchr(" \t\r\n-*", feed[1]) != NULL)
        return false;
    return line_width(p->line, p->end, &next) + 1 + word_width(feed + 1, p->end) > p->block_width;
}

/* A soft line feed becomes a blank, and `at` is behind it. */
static const char *put_soft(page *p, const char *at, const char *feed)
{
    wm_slice part = {at, (size_t)(feed - at)};
    while (part.len != 0 && part.at[part.len - 1] == '\r')
        part.len--;
    wm_screen_put(p->out, part);
    p->column += wm_screen_width(part);
    p->line = feed + 1;
    if (p->column != 0) /* a blank before the line feed may have ended the line already */
        put_blank(p, feed + 1);
    return feed + 1;
}

/* Blanks and line feeds are looked at one by one, what is between them is written as it is. A word that a mark ends
 * inside is written in two parts; its width is looked at when it begins. */
static void put_part(page *p, const char *at, const char *end)
{
    while (at < end) {
        if (*at == ' ' && p->width != 0) {
            put_blank(p, ++at);
            continue;
        }
        const char *stop = at;
        while (stop < end && *stop != '\n' && (*stop != ' ' || p->width == 0))
            stop++;
        bool line_ends = stop < end && *stop == '\n';
        if (line_ends && p->width != 0 && is_soft(p, stop)) {
            at = put_soft(p, at, stop);
            continue;
        }
        stop += line_ends;
        p->line = line_ends ? stop : p->line;
        wm_slice part = {at, (size_t)(stop - at)};
        wm_screen_put(p->out, part);
        p->column = line_ends || p->width == 0 ? 0 : p->column + wm_screen_width(part);
        at = stop;
    }
}

/* Where colours cannot show, brackets must: the marks are what this format is for. */
static void put_marked(page *p, const char *at, const char *end, wm_style style)
{
    bool trigger = style == WM_STYLE_TRIGGER;
    if (!p->color)
        wm_buffer_put_char(p->out, trigger ? '{' : '[');
    wm_screen_style(p->out, style, p->color);
    put_part(p, at, end);
    wm_screen_style(p->out, WM_STYLE_PLAIN, p->color);
    if (!p->color) {
        wm_buffer_put_char(p->out, trigger ? '}' : ']');
        p->column += 2;
    }
}

/* A mark inside another is left out, not the text: `at` only moves forward and every byte is written once. */
static void put_text(wm_buffer *out, const whomet_result *result, size_t width, bool color)
{
    size_t count = 0;
    mark *marks = collect(result, &count);
    if (marks == NULL) {
        out->error = ENOMEM;
        return;
    }
    const char *text = result->text;
    /* brackets take two columns that word_width() does not see */
    page p = {.out = out, .line = text, .end = text + result->size, .color = color};
    p.width = color || width == 0 ? width : width - 2;
    uint32_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const mark *next = &marks[i];
        if (next->begin_byte < at || next->end_byte <= next->begin_byte)
            continue;
        put_part(&p, text + at, text + next->begin_byte);
        put_marked(&p, text + next->begin_byte, text + next->end_byte, next->style);
        at = next->end_byte;
    }
    free(marks);
    put_part(&p, text + at, text + result->size);
    if (result->size == 0 || text[result->size - 1] != '\n')
        wm_buffer_put_char(out, '\n');
}

/* Without colours the brackets themselves are the legend. */
static void put_legend(wm_buffer *out, bool color)
{
    static const struct {
        const char *name;
        wm_style style;
    } kinds[] = {{"person", WM_STYLE_PERSON},
                 {"place", WM_STYLE_PLACE},
                 {"organization", WM_STYLE_ORGANIZATION},
                 {"contact", WM_STYLE_TRIGGER}};
    if (!color) {
        wm_buffer_put_text(out, "[person, place, organization]  {contact}\n");
        return;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        wm_buffer_put_text(out, i != 0 ? "  " : "");
        wm_screen_style(out, kinds[i].style, color);
        wm_buffer_put_text(out, kinds[i].name);
        wm_screen_style(out, WM_STYLE_PLAIN, color);
    }
    wm_buffer_put_char(out, '\n');
}

/* Behind the table, where they are seen; those of the input come first. */
static void put_warnings(wm_buffer *out, const whomet_warning *warnings, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        WM_BUFFER_LITERAL(out, "warning: ");
        wm_screen_put_cell(out, wm_slice_of(warnings[i].text != NULL ? warnings[i].text : warnings[i].code));
        if (warnings[i].range.end != 0) {
            WM_BUFFER_LITERAL(out, " (at character ");
            wm_buffer_put_uint(out, warnings[i].range.begin);
            wm_buffer_put_char(out, ')');
        }
        wm_buffer_put_char(out, '\n');
    }
}

void wm_color_put_heading(wm_buffer *out, const wm_origin *origin, bool color)
{
    wm_screen_style(out, WM_STYLE_PATH, color);
    wm_screen_put_cell(out, origin->source.at != NULL ? origin->source : origin->id);
    wm_screen_style(out, WM_STYLE_PLAIN, color);
    wm_buffer_put_char(out, '\n');
}

/* Text, legend, table, warnings: what is asked for most stands last, where a terminal stops. */
void wm_color_put(wm_buffer *out, const whomet_result *result, const wm_origin *origin, size_t width, bool color)
{
    put_text(out, result, width, color);
    wm_buffer_put_char(out, '\n');
    put_legend(out, color);
    wm_buffer_put_char(out, '\n');
    wm_table_put(out, result, width, color);
    put_warnings(out, origin->warnings, origin->warning_count);
    put_warnings(out, result->warnings.items, result->warnings.count);
}
