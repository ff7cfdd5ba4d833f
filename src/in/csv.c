/* SPDX-License-Identifier: MIT */
/* Records of a table to fields.
 *
 * In: pieces of a stream. Out: slices of them, unquoted in place. A field is quoted when it begins with a quote; a
 * quote inside is doubled, a separator or a line feed stays. With a tab between fields quotes mean nothing, as
 * databases and GeoNames write it. A byte order mark before the first record is left out.
 */
#include "in/csv.h"

/* `keep` holds the list of fields, which grows to the widest record and is used again for each. */
void wm_csv_init(wm_csv *csv, char separator, wm_arena *keep)
{
    *csv = (wm_csv){.separator = separator, .keep = keep};
}

static size_t count_byte(wm_piece record, char byte)
{
    size_t count = 0;
    for (size_t i = 0; i < record.len; i++)
        count += record.at[i] == byte;
    return count;
}

/* By the first record, which is the heading as a rule. A tab stands in no heading by chance, so one is enough; of the
 * other two the more frequent one is taken. */
static char guess_separator(wm_piece record)
{
    if (count_byte(record, '\t') != 0)
        return '\t';
    return count_byte(record, ';') > count_byte(record, ',') ? ';' : ',';
}

/* The field at `from`, which begins with a quote, moved over its quotes. *ret_end is behind the closing one; NULL when
 * there is none. In place, since what is written is never ahead of what is read. */
static wm_slice unquote(char *from, char *end, char **ret_end)
{
    char *to = from;
    *ret_end = NULL;
    for (char *at = from + 1; at < end; at++) {
        if (*at == '"') {
            if (at + 1 == end || at[1] != '"') {
                *ret_end = at + 1;
                break;
            }
            at++;
        }
        *to++ = *at;
    }
    return (wm_slice){from, (size_t)(to - from)};
}

/* `end` when it is not there. */
static char *find_byte(char *at, char *end, char byte)
{
    char *hit = at < end ? memchr(at, byte, (size_t)(end - at)) : NULL;
    return hit != NULL ? hit : end;
}

/* Linear: each byte is looked at once. A separator at the end of a record has an empty field behind it. */
const char *wm_csv_cut(wm_csv *csv, wm_piece record)
{
    char *at = record.at, *end = record.at + record.len;
    csv->fields.count = 0;
    for (;; at++) {
        wm_slice field;
        if (at < end && *at == '"' && csv->separator != '\t') {
            field = unquote(at, end, &at);
            if (at == NULL)
                return "a quote that does not end";
            if (at < end && *at != csv->separator)
                return "text behind a closing quote";
        } else {
            char *next = find_byte(at, end, csv->separator);
            field = (wm_slice){at, (size_t)(next - at)};
            at = next;
        }
        if (csv->fields.count == WM_CSV_FIELDS_MAX) /* a record may have 64 MiB, and that many separators */
            return "more than 4096 fields";
        *WM_PUSH(csv->keep, &csv->fields) = field;
        if (at == end)
            return NULL;
    }
}

/* Spreadsheets write one in front of UTF-8, where it would become part of the first heading. */
static void skip_mark(wm_piece *record)
{
    if (record->len >= 3 && memcmp(record->at, "\xEF\xBB\xBF", 3) == 0)
        *record = (wm_piece){record->at + 3, record->len - 3};
}

/* The first line tells the separator, and quotes count only when that is known. */
wm_status wm_csv_next(wm_csv *csv, wm_stream *stream, bool *ret_any, const char **ret_wrong, wm_error *err)
{
    wm_piece record;
    *ret_any = false;
    do {
        bool plain = csv->separator == '\t';
        wm_status status = plain
                               ? wm_stream_line(stream, &record, err)
                               : wm_stream_record(stream, csv->separator != '\0' ? csv->separator : ',', &record, err);
        if (status != WM_OK || record.at == NULL)
            return status;
        if (!csv->told_head)
            skip_mark(&record);
        csv->told_head = true;
    } while (record.len == 0);
    if (csv->separator == '\0')
        csv->separator = guess_separator(record);
    *ret_any = true;
    *ret_wrong = wm_csv_cut(csv, record);
    if (*ret_wrong != NULL)
        csv->fields.count = 0;
    return WM_OK;
}

/* Records are ragged; a field that is not there is an empty one. */
wm_slice wm_csv_field(const wm_csv *csv, uint32_t field)
{
    return field < csv->fields.count ? csv->fields.items[field] : (wm_slice){"", 0};
}
