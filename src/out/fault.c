/* SPDX-License-Identifier: MIT */
/* An error that can be clicked on and understood: where, what, the faulty line, what to do.
 *
 * In: a fault whose column and width count code points from 1. Out: two to four lines. The padding in front of the
 * caret repeats the tabs of the source, and both lines have the same margin, so the caret stands right for any width
 * of a tab.
 */
#include "out/fault.h"

#include "base/utf8.h"
#include "out/screen.h"

enum { MARGIN = 5 };

/* The form that editors and terminals make clickable. */
static void put_place(wm_buffer *out, const char *path, uint32_t line, uint32_t column)
{
    wm_screen_put_cell(out, wm_slice_of(path));
    if (line != 0) {
        wm_buffer_put_char(out, ':');
        wm_buffer_put_uint(out, line);
    }
    if (line != 0 && column != 0) {
        wm_buffer_put_char(out, ':');
        wm_buffer_put_uint(out, column);
    }
    WM_BUFFER_LITERAL(out, ": ");
}

/* Messages quote what stands in files, so they are made harmless like any text. */
static void put_message(wm_buffer *out, const char *message, bool color)
{
    wm_screen_style(out, WM_STYLE_ERROR, color);
    WM_BUFFER_LITERAL(out, "error:");
    wm_screen_style(out, WM_STYLE_PLAIN, color);
    wm_buffer_put_char(out, ' ');
    wm_screen_put_cell(out, wm_slice_of(message));
    wm_buffer_put_char(out, '\n');
}

/* Of a number in decimal. */
static size_t digits(uint32_t number)
{
    size_t count = 1;
    for (; number >= 10; number /= 10)
        count++;
    return count;
}

/* The margin holds numbers up to 99999 and grows behind that; the caret line follows it. */
static void put_source(wm_buffer *out, const whomet_fault *fault)
{
    size_t len = digits(fault->line);
    wm_buffer_put_run(out, ' ', len < MARGIN ? MARGIN - len : 0);
    wm_buffer_put_uint(out, fault->line);
    WM_BUFFER_LITERAL(out, " | ");
    /* a tab stays a tab here: the caret line has the same ones */
    wm_screen_put(out, wm_slice_of(fault->source));
    wm_buffer_put_char(out, '\n');
}

/* The columns from `at` on, as blanks; at most `points` code points. Returns where it stopped. */
static const char *put_blanks(wm_buffer *out, const char *at, const char *end, uint32_t points)
{
    for (; points != 0 && at < end; points--) {
        uint32_t point;
        at += wm_utf8_next(at, end, &point);
        if (point == '\t')
            wm_buffer_put_char(out, '\t');
        else
            wm_buffer_put_run(out, ' ', wm_screen_width_of(point));
    }
    wm_buffer_put_run(out, ' ', points); /* a fault behind the end of its line */
    return at;
}

/* Columns of the faulty part; a width that runs over the end of the line is cut there. */
static size_t caret_columns(const char *at, const char *end, uint32_t points)
{
    size_t columns = 0;
    for (; points != 0 && at < end; points--) {
        uint32_t point;
        at += wm_utf8_next(at, end, &point);
        columns += wm_screen_width_of(point);
    }
    return columns != 0 ? columns : 1;
}

/* The margin is that of put_source(), so that the caret stands below what it means. */
static void put_caret(wm_buffer *out, const whomet_fault *fault, bool color)
{
    size_t len = digits(fault->line);
    const char *end = fault->source + strlen(fault->source);
    wm_buffer_put_run(out, ' ', len < MARGIN ? MARGIN : len);
    WM_BUFFER_LITERAL(out, " | ");
    const char *at = put_blanks(out, fault->source, end, fault->column - 1);
    wm_screen_style(out, WM_STYLE_ERROR, color);
    wm_buffer_put_char(out, '^');
    wm_buffer_put_run(out, '~', caret_columns(at, end, fault->width) - 1);
    wm_screen_style(out, WM_STYLE_PLAIN, color);
    if (fault->note != NULL) {
        wm_buffer_put_char(out, ' ');
        wm_screen_put_cell(out, wm_slice_of(fault->note));
    }
    wm_buffer_put_char(out, '\n');
}

/* Whatever is NULL or 0 is left out; a fault of a whole file is its path and its message. */
void wm_fault_put(wm_buffer *out, const whomet_fault *fault, bool color)
{
    put_place(out, fault->path != NULL ? fault->path : "(no file)", fault->line, fault->column);
    put_message(out, fault->message, color);
    if (fault->source != NULL && fault->line != 0) {
        put_source(out, fault);
        if (fault->column != 0)
            put_caret(out, fault, color);
    }
    if (fault->hint != NULL) {
        WM_BUFFER_LITERAL(out, "hint: ");
        wm_screen_put_cell(out, wm_slice_of(fault->hint));
        wm_buffer_put_char(out, '\n');
    }
}

/* A path that the message names already would only be said twice. */
void wm_fault_put_error(wm_buffer *out, const whomet_error *error, bool color)
{
    if (error->path[0] == '\0' || (error->line == 0 && strstr(error->message, error->path) != NULL))
        WM_BUFFER_LITERAL(out, "whomet: ");
    else
        put_place(out, error->path, error->line, error->column);
    put_message(out, error->message, color);
}
