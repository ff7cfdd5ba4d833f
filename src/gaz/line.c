/* SPDX-License-Identifier: MIT */
/* The bytes of a line, before anybody asks what its columns mean: well-formed UTF-8 in composed form, no control or
 * format characters, no white space but single blanks between words. These are the faults that nobody sees in an
 * editor, and each would make a name that no text can match.
 */
#include "gaz/row.h"

#include "base/utf8.h"

/* The fault keeps the beginning of the line only, which may be the whole of some other file. */
static bool check_length(const wm_gaz_line *line)
{
    enum { SHOWN = 64 };
    if (line->bytes.len <= WM_GAZ_LINE_MAX)
        return true;
    wm_gaz_line begin = *line;
    begin.bytes.len = SHOWN;
    WM_GAZ_FAULT(&begin, begin.bytes, "line of %zu bytes, %d at most", line->bytes.len, WM_GAZ_LINE_MAX)->hint =
        "end lines with a line feed";
    return false;
}

/* The first wrong byte is enough: the columns of what follows could not be told. */
static bool check_encoding(const wm_gaz_line *line, bool *ret_ascii)
{
    wm_slice bytes = line->bytes;
    size_t good = wm_utf8_valid(bytes, ret_ascii);
    if (good == bytes.len)
        return true;
    unsigned byte = (unsigned char)bytes.at[good];
    WM_GAZ_FAULT(line, ((wm_slice){bytes.at + good, 1}), "not UTF-8: byte 0x%02X", byte)->hint =
        "save the file as UTF-8";
    return false;
}

/* Column by column, so that the fault is not the whole line. */
static void check_composed(const wm_gaz_line *line)
{
    wm_slice rest = line->bytes;
    while (rest.at != NULL) {
        wm_slice cell = wm_slice_cut(&rest, '\t');
        if (!wm_utf8_is_nfc(cell))
            WM_GAZ_FAULT(line, cell, "not in composed form (NFC): '%.*s'", WM_SLICE_ARG(cell))->hint =
                "write accented letters as one character each, as Python's unicodedata.normalize('NFC', line) does";
    }
}

/* Format characters (joiners, marks of direction, byte order marks) count as control characters. */
static void check_point(const wm_gaz_line *line, wm_slice part, uint32_t point)
{
    unsigned kind = wm_utf8_class(point);
    if ((kind & WM_CP_CONTROL) != 0 || (point < 0x20 && point != '\t') || point == 0x85)
        WM_GAZ_FAULT(line, part, "control character U+%04X", (unsigned)point)->hint = "delete it";
    else if ((kind & WM_CP_SPACE) != 0 && point != ' ' && point != '\t')
        WM_GAZ_FAULT(line, part, "white space U+%04X", (unsigned)point)->hint = "write a plain blank";
}

/* Printable ASCII, which is nearly everything, is passed over. */
static void check_points(const wm_gaz_line *line)
{
    const char *end = line->bytes.at + line->bytes.len;
    uint32_t most = line->faults->list.count + WM_GAZ_LINE_FAULTS;
    for (const char *at = line->bytes.at; at < end && line->faults->list.count < most;) {
        uint32_t point;
        size_t len = wm_utf8_next(at, end, &point);
        if (point < 0x20 || point >= 0x7F)
            check_point(line, (wm_slice){at, len}, point);
        at += len;
    }
}

/* What is wrong with the blanks at `run`, `before` and `after` being the bytes around them (a tab at the line's ends).
 */
static const char *blank_fault(wm_slice run, char before, char after, bool at_end)
{
    if (at_end)
        return "trailing blank";
    if (before == '\t')
        return "blank at the start of a column";
    if (after == '\t')
        return "blank at the end of a column";
    if (before == '|' || after == '|')
        return "blank beside '|'";
    return run.len > 1 ? "more than one blank" : NULL;
}

/* Blanks where they separate nothing: around a cell and one behind another. */
static void check_blanks(const wm_gaz_line *line)
{
    const char *begin = line->bytes.at, *end = begin + line->bytes.len;
    uint32_t most = line->faults->list.count + WM_GAZ_LINE_FAULTS;
    for (const char *at = begin; at < end && line->faults->list.count < most; at++) {
        if (*at != ' ')
            continue;
        wm_slice run = {at, 1};
        for (; at + 1 < end && at[1] == ' '; at++)
            run.len++;
        const char *fault =
            blank_fault(run, run.at == begin ? '\t' : run.at[-1], at + 1 == end ? '\t' : at[1], at + 1 == end);
        if (fault != NULL)
            WM_GAZ_FAULT(line, run, "%s", fault)->hint = "one blank between words, none elsewhere";
    }
}

/* In an order in which each check may rely on those before it: points can be told only of well-formed text, and
 * composed form costs an allocation, so ASCII, which is in it always, is spared. */
bool wm_gaz_line_check(const wm_gaz_line *line)
{
    uint32_t before = line->faults->list.count;
    bool ascii;
    if (!check_length(line) || !check_encoding(line, &ascii))
        return false;
    if (!ascii)
        check_composed(line);
    check_points(line);
    check_blanks(line);
    return line->faults->list.count == before;
}
