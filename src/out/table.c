/* SPDX-License-Identifier: MIT */
/* Columns as wide as their widest cell. When that is wider than the terminal, the widest columns give way and their
 * cells go on in the next line, broken between words: nothing is cut.
 *
 * In: the triples of a result. Out: text in columns. Widths are display columns (screen.h), so accents and Chinese
 * names keep the table straight.
 */
#include "out/table.h"

#include "base/utf8.h"
#include "out/screen.h"

#include <stdio.h>

enum { COLUMNS = 5, GAP = 2, WIDEST_WORD = 24, DID_ROOM = 128 };

typedef struct row {
    wm_slice cells[COLUMNS];
    char did[DID_ROOM]; /* storage of the second cell */
} row;

/* What is not known is an empty cell. */
static wm_slice cell(const char *text)
{
    return text != NULL ? wm_slice_of(text) : (wm_slice){"", 0};
}

/* "met", but "met (planned)": a table must not claim more than the text. */
static void fill_row(row *ret_row, const whomet_triple *triple)
{
    const char *did = triple->did != NULL ? triple->did : "";
    if (triple->status == NULL || strcmp(triple->status, "asserted") == 0)
        snprintf(ret_row->did, DID_ROOM, "%s", did);
    else
        snprintf(ret_row->did, DID_ROOM, "%s (%s)", did, triple->status);
    ret_row->cells[0] = cell(triple->who);
    ret_row->cells[1] = wm_slice_of(ret_row->did);
    ret_row->cells[2] = cell(triple->whom);
    ret_row->cells[3] = cell(triple->where);
    ret_row->cells[4] = cell(triple->when);
}

/* Columns of the longest word: narrower than that a cell is hard to read. */
static size_t longest_word(wm_slice text)
{
    size_t longest = 0;
    while (text.at != NULL) {
        size_t width = wm_screen_width(wm_slice_cut(&text, ' '));
        longest = width > longest ? width : longest;
    }
    return longest < WIDEST_WORD ? longest : WIDEST_WORD;
}

/* How wide a column is and how narrow it may become. */
typedef struct column {
    size_t width, floor;
} column;

/* The head counts as a cell. */
static void widen(column *c, wm_slice text)
{
    size_t width = wm_screen_width(text), word = longest_word(text);
    c->width = width > c->width ? width : c->width;
    c->floor = word > c->floor ? word : c->floor;
}

/* Takes from the widest column that can give, until the row fits or none can. */
static void fit(column *columns, size_t limit)
{
    for (;;) {
        size_t sum = GAP * (COLUMNS - 1);
        column *widest = NULL;
        for (size_t i = 0; i < COLUMNS; i++) {
            sum += columns[i].width;
            if (columns[i].width > columns[i].floor && (widest == NULL || columns[i].width > widest->width))
                widest = &columns[i];
        }
        if (limit == 0 || sum <= limit || widest == NULL)
            return;
        widest->width--;
    }
}

/* Two passes over the triples: one to measure, one to write. Nothing is stored. */
static void measure(const whomet_result *result, const row *head, column *columns, size_t limit)
{
    for (size_t i = 0; i < COLUMNS; i++)
        widen(&columns[i], head->cells[i]);
    for (uint32_t t = 0; t < result->triples.count; t++) {
        row line;
        fill_row(&line, &result->triples.items[t]);
        for (size_t i = 0; i < COLUMNS; i++)
            widen(&columns[i], line.cells[i]);
    }
    fit(columns, limit);
}

/* The part of *rest that fits into `width` columns, up to a blank if there is one; *rest is moved behind it. At least
 * one character is taken, however narrow the column is, so this comes to an end. */
static wm_slice take(wm_slice *rest, size_t width)
{
    const char *at = rest->at, *end = rest->at + rest->len, *blank = NULL;
    size_t used = 0;
    while (at < end) {
        uint32_t point;
        size_t len = wm_utf8_next(at, end, &point);
        if (point == ' ')
            blank = at;
        used += wm_screen_width_of(point);
        if (used > width && at != rest->at)
            break;
        at += len;
    }
    if (at < end && blank != NULL && blank != rest->at)
        at = blank;
    wm_slice part = {rest->at, (size_t)(at - rest->at)};
    while (at < end && *at == ' ')
        at++;
    *rest = (wm_slice){at, (size_t)(end - at)};
    return part;
}

/* One line of a row; returns whether something is left for another. */
static bool put_line(wm_buffer *out, row *line, const column *columns)
{
    bool more = false;
    size_t owed = 0; /* blanks before the next cell that is not empty, so that no line ends in blanks */
    for (size_t i = 0; i < COLUMNS; i++) {
        wm_slice part = take(&line->cells[i], columns[i].width);
        more = more || line->cells[i].len != 0;
        if (part.len != 0) {
            wm_buffer_put_run(out, ' ', owed);
            owed = 0;
            wm_screen_put_cell(out, part);
        }
        owed += columns[i].width - (part.len != 0 ? wm_screen_width(part) : 0) + GAP;
    }
    return more;
}

/* Several lines when a cell is broken; cells that are through leave their column blank. */
static void put_row(wm_buffer *out, row *line, const column *columns)
{
    bool more;
    do {
        more = put_line(out, line, columns);
        wm_buffer_put_char(out, '\n');
    } while (more);
}

/* "nothing found" is an answer too; silence would look like a failure. */
void wm_table_put(wm_buffer *out, const whomet_result *result, size_t width, bool color)
{
    if (result->triples.count == 0) {
        wm_screen_style(out, WM_STYLE_HEAD, color);
        WM_BUFFER_LITERAL(out, "no meetings or visits found");
        wm_screen_style(out, WM_STYLE_PLAIN, color);
        wm_buffer_put_char(out, '\n');
        return;
    }
    row head = {.cells = {cell("WHO"), cell("DID"), cell("WHOM"), cell("WHERE"), cell("WHEN")}};
    column columns[COLUMNS] = {0};
    measure(result, &head, columns, width);
    wm_screen_style(out, WM_STYLE_HEAD, color);
    put_line(out, &head, columns);
    wm_screen_style(out, WM_STYLE_PLAIN, color);
    wm_buffer_put_char(out, '\n');
    for (uint32_t t = 0; t < result->triples.count; t++) {
        row line;
        fill_row(&line, &result->triples.items[t]);
        put_row(out, &line, columns);
    }
}

/* Once a run, not once a document, so that the output of a folder is one table. */
void wm_table_put_tsv_head(wm_buffer *out)
{
    WM_BUFFER_LITERAL(out, "document\twho\tdid\twhom\twhere\twhen\tstatus\twho_id\twhom_id\twhere_id\tevent\n");
}

/* Scripts count columns, so a new one goes behind the others. */
void wm_table_put_tsv(wm_buffer *out, const whomet_result *result, const wm_origin *origin)
{
    for (uint32_t t = 0; t < result->triples.count; t++) {
        const whomet_triple *triple = &result->triples.items[t];
        const char *const fields[] = {triple->who,    triple->did,    triple->whom,    triple->where,   triple->when,
                                      triple->status, triple->who_id, triple->whom_id, triple->where_id};
        wm_screen_put_cell(out, origin->id);
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
            wm_buffer_put_char(out, '\t');
            wm_screen_put_cell(out, cell(fields[i]));
        }
        WM_BUFFER_LITERAL(out, "\tv");
        wm_buffer_put_uint(out, triple->event + 1);
        wm_buffer_put_char(out, '\n');
    }
}
