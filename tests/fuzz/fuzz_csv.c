/* SPDX-License-Identifier: MIT */
/* Tables and dumps of JSON: whatever comes, pieces lie in the buffer, do not overlap, and the reading ends. Fields hold
 * at most the bytes of their record, and a value that was taken can be walked over to its end.
 */
#define _POSIX_C_SOURCE 200809L
#include "in/csv.h"
#include "in/value.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/* A path of a file with these bytes; the file goes when it is closed. */
static FILE *make_file(const uint8_t *data, size_t size, char path[64])
{
    FILE *file = tmpfile();
    demand(file != NULL && fwrite(data, 1, size, file) == size && fflush(file) == 0);
    snprintf(path, 64, "/dev/fd/%d", fileno(file));
    return file;
}

static void read_table(const char *path, char separator, size_t size)
{
    wm_arena keep;
    wm_stream stream;
    wm_csv csv;
    wm_error err;
    wm_arena_init(&keep);
    /* bytes that look like gzip are damaged or not: both are told or read */
    demand(wm_stream_open(&stream, path, &err) == WM_OK);
    wm_csv_init(&csv, separator, &keep);
    uint64_t line = 0;
    for (size_t records = 0;; records++) {
        bool any;
        const char *wrong;
        if (wm_csv_next(&csv, &stream, &any, &wrong, &err) != WM_OK || !any)
            break;
        demand(records <= size || stream.total_bytes != size);
        demand(stream.line > line && (wrong == NULL) == (csv.fields.count != 0));
        line = stream.line;
        for (uint32_t i = 0; i < csv.fields.count; i++)
            demand(csv.fields.items[i].at >= stream.at && csv.fields.items[i].at <= stream.at + stream.len);
    }
    wm_stream_close(&stream);
    wm_arena_done(&keep);
}

static void walk(wm_slice value, unsigned depth, wm_arena *keep)
{
    wm_slice key, inner;
    uint32_t count = 0;
    for (wm_slice rest = wm_value_inside(value); depth < 20 && wm_value_next(&rest, &key, &inner); count++) {
        demand(inner.len != 0 && inner.at >= value.at && inner.at + inner.len <= value.at + value.len);
        demand(wm_value_text(inner, keep).len <= inner.len);
        walk(inner, depth + 1, keep);
    }
    demand(depth >= 20 || count == wm_value_count(value));
}

static void read_objects(const char *path)
{
    wm_arena keep;
    wm_stream stream;
    wm_error err;
    wm_piece piece;
    wm_slice value;
    wm_arena_init(&keep);
    demand(wm_stream_open(&stream, path, &err) == WM_OK);
    while (wm_stream_object(&stream, &piece, &err) == WM_OK && piece.at != NULL) {
        demand(piece.len != 0 && piece.at[0] == '{');
        if (wm_value_read((wm_slice){piece.at, piece.len}, &value, &err) == WM_OK)
            walk(value, 0, &keep);
    }
    wm_stream_close(&stream);
    wm_arena_done(&keep);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char separators[] = {'\0', ',', ';', '\t'};
    char path[64];
    FILE *file = make_file(data, size, path);
    for (size_t i = 0; i < sizeof separators; i++)
        read_table(path, separators[i], size);
    read_objects(path);
    fclose(file);
    return 0;
}
