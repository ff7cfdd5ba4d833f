/* SPDX-License-Identifier: MIT */
/* Finds the four keys of a record in one pass over the line and decodes only those; the rest is checked and skipped.
 *
 * In: a line. Out: slices. A string without escapes is given as it stands in the line, no byte of it is moved. Of a
 * key that occurs twice the last one counts, as everywhere. Strings decode to at most their own length, so one buffer
 * as long as the line holds all of them. Nesting is limited to WM_SCAN_MAX_DEPTH.
 */
#include "in/record.h"

#include "base/utf8.h"
#include "in/jansson.h"
#include "in/scan.h"

#include <stdlib.h>

/* The decoded strings of the last record go with it. */
void wm_record_reader_done(wm_record_reader *reader)
{
    free(reader->bytes);
    *reader = (wm_record_reader){0};
}

/* What was there need not be kept, but realloc() is what grows in place. */
static bool make_room(wm_record_reader *reader, size_t size)
{
    if (reader->room >= size)
        return true;
    char *bytes = realloc(reader->bytes, size + size / 2);
    if (bytes == NULL)
        return false;
    reader->bytes = bytes;
    reader->room = size + size / 2;
    return true;
}

/* What is known while the line is read. */
typedef struct reading {
    wm_scan scan;
    char *free; /* of the reader's buffer */
    wm_record record;
    bool odd_text;
} reading;

/* `free` moves on, so strings of one record do not overlap; together they fit, as each is no longer than its source. */
static bool read_string(reading *r, wm_slice *ret_text)
{
    wm_slice raw;
    bool escapes;
    if (!wm_scan_string(&r->scan, &raw, &escapes))
        return false;
    if (escapes) {
        size_t len = wm_scan_decode(raw, r->free);
        raw = (wm_slice){r->free, len};
        r->free += len;
    }
    *ret_text = raw;
    return true;
}

/* A string, or null; anything else is skipped and called odd. */
static bool read_text(reading *r, wm_slice *ret_text, bool *ret_odd)
{
    *ret_odd = false;
    *ret_text = (wm_slice){NULL, 0};
    char first = wm_scan_peek(&r->scan);
    if (first == '"')
        return read_string(r, ret_text);
    *ret_odd = first != 'n';
    return wm_scan_value(&r->scan, WM_SCAN_MAX_DEPTH - 1);
}

/* As it stands in the line, quotes and escapes and all: it goes to the output in the same form, so that an id of any
 * type comes back as it was given. */
static bool read_id(reading *r)
{
    wm_scan_peek(&r->scan);
    const char *first = r->scan.at;
    if (!wm_scan_value(&r->scan, WM_SCAN_MAX_DEPTH - 1))
        return false;
    wm_slice id = {first, (size_t)(r->scan.at - first)};
    bool ascii;
    if (wm_utf8_valid(id, &ascii) == id.len)
        r->record.id = id;
    return true;
}

/* The depth that a value may have is one less than the limit, for the object around it. */
static bool read_member(reading *r)
{
    wm_slice key;
    if (!read_string(r, &key) || !wm_scan_accept(&r->scan, ':'))
        return false;
    if (wm_slice_is(key, "text"))
        return read_text(r, &r->record.text, &r->odd_text);
    if (wm_slice_is(key, "id"))
        return read_id(r);
    if (wm_slice_is(key, "date"))
        return read_text(r, &r->record.date, &r->record.odd_date);
    if (wm_slice_is(key, "title"))
        return read_text(r, &r->record.title, &r->record.odd_title);
    return wm_scan_value(&r->scan, WM_SCAN_MAX_DEPTH - 1);
}

/* Behind the object nothing but white space may stand. */
static bool read_object(reading *r)
{
    if (!wm_scan_accept(&r->scan, '{'))
        return false;
    bool more = !wm_scan_accept(&r->scan, '}');
    while (more) {
        if (!read_member(r))
            return false;
        more = wm_scan_accept(&r->scan, ',');
        if (!more && !wm_scan_accept(&r->scan, '}'))
            return false;
    }
    wm_scan_peek(&r->scan);
    return r->scan.at == r->scan.end;
}

/* Says why the line was refused. */
static wm_status refuse(wm_slice line, const char **ret_code, wm_error *err)
{
    *ret_code = "bad-json";
    wm_scan scan = {line.at, line.at + line.len};
    char first = wm_scan_peek(&scan);
    if (scan.at == scan.end)
        return wm_fail(err, WM_BAD_DATA, NULL, "empty line: each line must be a JSON object");
    const char *nul = memchr(line.at, '\0', line.len);
    if (nul != NULL) /* jansson passes over some of these */
        return wm_fail(err, WM_BAD_DATA, NULL, "invalid JSON at byte %zu: NUL byte; in a string write \\u0000",
                       (size_t)(nul - line.at) + 1);
    if (wm_jansson_refuses(line, err))
        return WM_BAD_DATA;
    if (first != '{')
        return wm_fail(err, WM_BAD_DATA, NULL, "not a JSON object: write {\"text\": …} on each line");
    return wm_fail(err, WM_BAD_DATA, NULL, "JSON nested deeper than %d levels", WM_SCAN_MAX_DEPTH);
}

/* The id is given also when the record is refused, so that the error line can be matched to its input. */
wm_status wm_record_read(wm_record_reader *reader, wm_slice line, wm_record *ret_record, const char **ret_code,
                         wm_error *err)
{
    *ret_record = (wm_record){0};
    if (!make_room(reader, line.len + 1)) {
        *ret_code = "no-memory";
        return wm_fail(err, WM_NO_MEMORY, NULL, "no memory for a line of %zu bytes", line.len);
    }
    reading r = {.scan = {line.at, line.at + line.len}, .free = reader->bytes};
    bool ascii, good = read_object(&r);
    ret_record->id = r.record.id;
    if (!good || wm_utf8_valid(line, &ascii) != line.len)
        return refuse(line, ret_code, err);
    *ret_code = "no-text";
    if (r.odd_text)
        return wm_fail(err, WM_BAD_DATA, NULL, "'text' is not a string");
    if (r.record.text.at == NULL)
        return wm_fail(err, WM_BAD_DATA, NULL, "no 'text': each record needs one, a string");
    *ret_record = r.record;
    return WM_OK;
}
