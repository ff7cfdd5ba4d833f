/* SPDX-License-Identifier: MIT */
/* Width by code point and harmless text. The widths are those that terminals agree on: Unicode's East Asian Wide and
 * Fullwidth blocks and emoji are two columns, combining marks none. No locale is asked, so the result does not depend
 * on the environment; an odd symbol in a narrow block may be off by one.
 *
 * Text comes from strangers. Written to a terminal it must not move the cursor or retitle the window, so controls
 * (C0 but line feed and tab, DEL, C1, and the bidirectional overrides) are shown, not sent.
 */
#include "out/screen.h"

#include "base/utf8.h"

typedef struct span {
    uint32_t first, last;
} span;

static const span wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x2614, 0x2615},   {0x26A1, 0x26A1},
    {0x2705, 0x2705},   {0x274C, 0x274C},   {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
    {0x1F900, 0x1F9FF}, {0x20000, 0x2FFFD}, {0x30000, 0x3FFFD},
};

/* Nothing below U+0300 is wide or combining, which is nearly all of English news. */
unsigned wm_screen_width_of(uint32_t point)
{
    if (point < 0x300)
        return 1;
    if (wm_utf8_class(point) & WM_CP_MARK || point == 0x200B || point == 0x200D || point == 0xFEFF)
        return 0;
    for (size_t i = 0; i < sizeof wide / sizeof *wide && wide[i].first <= point; i++)
        if (point <= wide[i].last)
            return 2;
    return 1;
}

/* U+202A to U+202E and U+2066 to U+2069 turn the direction of writing and can make a line show what it does not say. */
static bool is_control(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2066 && point <= 0x2069);
}

/* What is shown for a control: its picture where there is one. */
static uint32_t picture(uint32_t point)
{
    if (point < 0x20)
        return 0x2400 + point;
    return point == 0x7F ? 0x2421 : WM_REPLACEMENT;
}

/* As it will be written: a control is one column, since its picture is. */
size_t wm_screen_width(wm_slice text)
{
    size_t width = 0;
    for (const char *at = text.at, *end = text.at + text.len; at < end;) {
        uint32_t point;
        at += wm_utf8_next(at, end, &point);
        width += is_control(point) ? 1 : wm_screen_width_of(point);
    }
    return width;
}

/* A carriage return before a line feed is harmless and stays; alone it would overwrite the line. */
static void put(wm_buffer *out, wm_slice text, bool one_line)
{
    for (const char *at = text.at, *end = text.at + text.len; text.len != 0 && at < end;) {
        uint32_t point;
        size_t len = wm_utf8_next(at, end, &point);
        bool line_break = point == '\n' || (point == '\r' && at + 1 < end && at[1] == '\n');
        at += len;
        if (line_break || point == '\t')
            point = one_line ? ' ' : point;
        else if (is_control(point))
            point = picture(point);
        char bytes[4];
        wm_buffer_put_short(out, bytes, wm_utf8_put(point, bytes));
    }
}

/* For text that has lines. */
void wm_screen_put(wm_buffer *out, wm_slice text)
{
    put(out, text, false);
}

/* For whatever stands among other things on a line, and for TSV, where a tab would shift the columns. */
void wm_screen_put_cell(wm_buffer *out, wm_slice text)
{
    put(out, text, true);
}

/* ANSI codes that every terminal of today knows. */
void wm_screen_style(wm_buffer *out, wm_style style, bool color)
{
    static const char *const codes[] = {
        [WM_STYLE_PLAIN] = "\033[0m",      [WM_STYLE_PERSON] = "\033[1;36m",     [WM_STYLE_PLACE] = "\033[32m",
        [WM_STYLE_TRIGGER] = "\033[1;31m", [WM_STYLE_ORGANIZATION] = "\033[33m", [WM_STYLE_HEAD] = "\033[2m",
        [WM_STYLE_PATH] = "\033[35m",      [WM_STYLE_ERROR] = "\033[1;31m",
    };
    if (color)
        wm_buffer_put_text(out, codes[style]);
}
