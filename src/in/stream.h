/* SPDX-License-Identifier: MIT */
/* Dumps of any size, piece by piece. */
#ifndef WM_IN_STREAM_H
#define WM_IN_STREAM_H

#include "base/error.h"
#include "in/bzip2.h"

enum { WM_STREAM_PIECE_MAX = 64 * 1024 * 1024, WM_STREAM_QUOTE_MAX = 1024 * 1024 };

/* A file that is read from front to back. */
typedef struct wm_stream {
    const char *path;
    void *gzip;      /* of zlib, which reads plain files too; owns `fd` */
    wm_bzip2 *bzip2; /* NULL: the file is read through zlib */
    int fd;          /* where it reads, to ask how far it is */
    char *at;   /* the buffer: [begin, len) was read and not handed out */
    size_t begin, len, room;
    uint64_t line;        /* of the piece handed out last, from 1 */
    uint64_t next_line;   /* of what comes behind it */
    uint64_t total_bytes; /* on disk; 0 when nobody knows */
    bool ended;
} wm_stream;

/* A piece is in the buffer of the stream, may be changed there, and is valid until the next one is asked for. A NULL
 * `at` tells the end. */
typedef struct wm_piece {
    char *at;
    size_t len;
} wm_piece;

/* `path`: a file, compressed by gzip or bzip2 or not at all, or "-" for standard input. Close it if that went well. */
wm_status wm_stream_open(wm_stream *stream, const char *path, wm_error *err);
void wm_stream_close(wm_stream *stream);
/* Bytes read from the disk so far. */
uint64_t wm_stream_read_bytes(const wm_stream *stream);

/* The next line, without its line end. */
wm_status wm_stream_line(wm_stream *stream, wm_piece *ret_line, wm_error *err);
/* The next record of a table in which fields between quotes may hold line feeds, without its line end. A quote that
 * does not end within WM_STREAM_QUOTE_MAX bytes ends with its line. */
wm_status wm_stream_record(wm_stream *stream, char separator, wm_piece *ret_record, wm_error *err);
/* The next {…} that is in no other one, whatever stands between two of them; an open one at the end as it is. */
wm_status wm_stream_object(wm_stream *stream, wm_piece *ret_object, wm_error *err);

#endif
