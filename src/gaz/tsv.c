/* SPDX-License-Identifier: MIT */
/* Lines in, good rows out. Here are the checks that need more than one line: rows sorted by the bytes of the name, no
 * name twice with the same id, no id twice. Rows of one name are neighbours, so rows without id need no table.
 *
 * A file with very many faults is of another format; after FAULTS_MAX reading stops and says so.
 */
#include "gaz/tsv.h"

#include "base/utf8.h"

enum { FAULTS_MAX = 1000, ID_COLUMN = 2 };

/* `bytes` stay where they are until the last row is read: rows are slices of them. */
void wm_gaz_tsv_init(wm_gaz_tsv *ret_tsv, const char *shown, wm_slice bytes, wm_faults *faults, wm_arena *scratch)
{
    *ret_tsv = (wm_gaz_tsv){
        .line = {.path = shown, .faults = faults},
        .bytes = bytes,
        .rest = bytes,
        .faults_before = faults->list.count,
        .ids = {.arena = scratch},
        .scratch = scratch,
    };
}

/* Takes the carriage return off the line's end; the first one of a file is a fault. */
static void strip_return(wm_gaz_tsv *tsv)
{
    wm_slice *bytes = &tsv->line.bytes;
    if (bytes->len == 0 || bytes->at[bytes->len - 1] != '\r')
        return;
    wm_slice end = {bytes->at + bytes->len - 1, 1};
    bytes->len--;
    if (!tsv->told_return)
        WM_GAZ_FAULT(&tsv->line, end, "carriage return at the end of the line")->hint =
            "end lines with a line feed alone; other lines of the file are not told";
    tsv->told_return = true;
}

/* The next line that is no comment; false at the end of the file. */
static bool next_line(wm_gaz_tsv *tsv)
{
    wm_gaz_line *line = &tsv->line;
    while (tsv->rest.at != NULL && tsv->rest.len != 0) {
        line->number++;
        line->bytes = wm_slice_cut(&tsv->rest, '\n');
        if (line->faults->list.count - tsv->faults_before >= FAULTS_MAX) {
            line->bytes.len = 0;
            WM_GAZ_FAULT(line, line->bytes, "more than %d faults, the rest is not read", FAULTS_MAX);
            return false;
        }
        strip_return(tsv);
        if (line->bytes.len == 0)
            WM_GAZ_FAULT(line, line->bytes, "blank line")->hint = "delete it, or start a comment with '#'";
        else if (line->bytes.at[0] != '#')
            return true;
        else if (wm_utf8_valid(line->bytes, NULL) != line->bytes.len)
            WM_GAZ_FAULT(line, line->bytes, "comment is not UTF-8")->hint = "save the file as UTF-8";
    }
    return false;
}

/* A row out of order is compared with once, so one that strayed gives one fault, not one for all that follow. */
static void check_order(wm_gaz_tsv *tsv, const wm_gaz_row *row)
{
    int order = tsv->last_line != 0 ? wm_slice_compare(tsv->last_name, row->name) : -1;
    if (order > 0) {
        wm_fault *fault = WM_GAZ_FAULT(&tsv->line, row->name, "'%.*s' is out of order", WM_SLICE_ARG(row->name));
        fault->note = wm_arena_format(tsv->line.faults->arena, "sorts before '%.*s' in line %u",
                                      WM_SLICE_ARG(tsv->last_name), (unsigned)tsv->last_line);
        fault->hint = "sort the rows by the bytes of column 1";
    }
    if (order != 0)
        tsv->bare_line = 0;
    tsv->last_name = row->name;
    tsv->last_line = row->line;
}

/* The fault stands at the later row, the note tells the earlier one. */
static void same_name_twice(wm_gaz_tsv *tsv, const wm_gaz_row *row, uint32_t first_line)
{
    wm_fault *fault = row->id.len == 0 ? WM_GAZ_FAULT(&tsv->line, row->name, "'%.*s' without id stands here twice",
                                                      WM_SLICE_ARG(row->name))
                                       : WM_GAZ_FAULT(&tsv->line, row->name, "'%.*s' with id '%.*s' stands here twice",
                                                      WM_SLICE_ARG(row->name), WM_SLICE_ARG(row->id));
    fault->note = wm_arena_format(tsv->line.faults->arena, "first in line %u", (unsigned)first_line);
    fault->hint = "delete one, or tell them apart by their ids";
}

/* Told at the later row too, by the id. */
static void same_id_twice(wm_gaz_tsv *tsv, const wm_gaz_row *row, wm_slice first_name, uint32_t first_line)
{
    wm_fault *fault = WM_GAZ_FAULT(&tsv->line, row->id, "id '%.*s' is used twice", WM_SLICE_ARG(row->id));
    fault->note = wm_arena_format(tsv->line.faults->arena, "by '%.*s' in line %u", WM_SLICE_ARG(first_name),
                                  (unsigned)first_line);
    fault->hint = "make them one row with aliases, or give one of them its own id";
}

/* Columns 1 and 3 of a line that was read before. The row was good when it was read, so it has the columns that are cut
 * here. */
static void cut_seen(const wm_gaz_tsv *tsv, wm_gaz_seen seen, wm_slice *ret_name, wm_slice *ret_id)
{
    wm_slice rest = {tsv->bytes.at + seen.begin_byte, tsv->bytes.len - seen.begin_byte}, line, cell = {NULL, 0};
    line = wm_slice_cut(&rest, '\n');
    *ret_name = wm_slice_cut(&line, '\t');
    for (int i = 0; i < ID_COLUMN && line.at != NULL; i++)
        cell = wm_slice_cut(&line, '\t');
    *ret_id = cell;
}

/* The table keeps line numbers only; the bytes are still there to compare. */
static void check_id_twice(wm_gaz_tsv *tsv, const wm_gaz_row *row)
{
    uint64_t hash = wm_utf8_hash(row->id);
    uint32_t number;
    for (uint32_t at = 0; (number = wm_gaz_index_next(&tsv->ids, hash, &at)) != WM_GAZ_NONE;) {
        wm_gaz_seen seen = tsv->seen.items[number];
        wm_slice name, id;
        cut_seen(tsv, seen, &name, &id);
        if (!wm_slice_equal(id, row->id))
            continue;
        if (wm_slice_equal(name, row->name))
            same_name_twice(tsv, row, seen.line);
        else
            same_id_twice(tsv, row, name, seen.line);
        return;
    }
    wm_gaz_seen *seen = WM_PUSH(tsv->scratch, &tsv->seen);
    *seen = (wm_gaz_seen){(uint32_t)(row->name.at - tsv->bytes.at), row->line};
    wm_gaz_index_add(&tsv->ids, hash, tsv->seen.count - 1);
}

/* Rows of one name are neighbours, so remembering one line is enough. */
static void check_bare_twice(wm_gaz_tsv *tsv, const wm_gaz_row *row)
{
    if (tsv->bare_line != 0)
        same_name_twice(tsv, row, tsv->bare_line);
    else
        tsv->bare_line = row->line;
}

/* The checks that look at other rows come after those of the row itself: a row that cannot be read has no name to
 * compare. */
bool wm_gaz_tsv_next(wm_gaz_tsv *tsv, wm_gaz_row *ret_row)
{
    while (next_line(tsv)) {
        wm_gaz_row row;
        if (!wm_gaz_row_read(&tsv->line, &row))
            continue;
        uint32_t before = tsv->line.faults->list.count;
        check_order(tsv, &row);
        if (row.id.len != 0)
            check_id_twice(tsv, &row);
        else
            check_bare_twice(tsv, &row);
        if (tsv->line.faults->list.count != before)
            continue;
        *ret_row = row;
        return true;
    }
    return false;
}
