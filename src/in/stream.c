/* SPDX-License-Identifier: MIT */
/* One buffer that moves over a file, and three ideas of where a piece ends: at a line feed, at a line feed outside
 * quotes, at the brace that closes an object. The only file that includes zlib, which reads what is not compressed too.
 *
 * In: a path. Out: pieces. The buffer is as large as the longest piece so far and half a megabyte more; a piece of more
 * than WM_STREAM_PIECE_MAX bytes ends the reading. Damage is an error, not a short file.
 */
#define _POSIX_C_SOURCE 200809L
#include "in/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { BLOCK = 512 * 1024 };

/* The descriptor stays with zlib, which closes it, although nothing is read through it then. */
static wm_status open_bzip2(int fd, const char *path, wm_bzip2 **ret_bzip2, wm_error *err)
{
    if (!wm_bzip2_can_read())
        return wm_fail(err, WM_IO, path,
                       "'%s' is compressed by bzip2, which this program was built without: bzcat '%s' "
                       "| whomet import ... -",
                       path, path);
    *ret_bzip2 = wm_bzip2_new(fd);
    return *ret_bzip2 != NULL ? WM_OK : wm_fail(err, WM_NO_MEMORY, path, "no memory to read '%s'", path);
}

/* Standard input is duplicated, so that closing the stream leaves it open. */
wm_status wm_stream_open(wm_stream *stream, const char *path, wm_error *err)
{
    struct stat info;
    bool is_input = strcmp(path, "-") == 0;
    int fd = is_input ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &info) != 0 || S_ISDIR(info.st_mode)) {
        wm_fail(err, WM_IO, path, "cannot read '%s': %s", path, strerror(fd < 0 ? errno : EISDIR));
        if (fd >= 0)
            close(fd);
        return WM_IO;
    }
    gzFile gzip = gzdopen(fd, "rb");
    if (gzip == NULL) {
        close(fd);
        return wm_fail(err, WM_NO_MEMORY, path, "no memory to read '%s'", path);
    }
    wm_bzip2 *bzip2 = NULL;
    wm_status status = wm_bzip2_is(fd) ? open_bzip2(fd, path, &bzip2, err) : WM_OK;
    if (status != WM_OK) {
        gzclose(gzip);
        return status;
    }
    gzbuffer(gzip, BLOCK);
    *stream = (wm_stream){.path = is_input ? "stdin" : path, .gzip = gzip, .bzip2 = bzip2, .fd = fd, .next_line = 1};
    stream->total_bytes = S_ISREG(info.st_mode) ? (uint64_t)info.st_size : 0;
    return WM_OK;
}

/* A stream that was closed, or never opened, may be closed again: what must be let go is NULL then. */
void wm_stream_close(wm_stream *stream)
{
    wm_bzip2_free(stream->bzip2);
    if (stream->gzip != NULL)
        gzclose(stream->gzip);
    free(stream->at);
    *stream = (wm_stream){0};
}

/* Where the file stands, which is a block ahead of what was handed out: near enough for a progress line. A pipe has no
 * place and gives 0. */
uint64_t wm_stream_read_bytes(const wm_stream *stream)
{
    off_t at = lseek(stream->fd, 0, SEEK_CUR);
    return at > 0 ? (uint64_t)at : 0;
}

/* Moves what was not handed out to the front and makes room for a block behind it. Moving costs less than it seems:
 * what was not handed out is less than a piece. */
static wm_status make_room(wm_stream *stream, wm_error *err)
{
    if (stream->begin != 0) {
        memmove(stream->at, stream->at + stream->begin, stream->len - stream->begin);
        stream->len -= stream->begin;
        stream->begin = 0;
    }
    if (stream->len > WM_STREAM_PIECE_MAX)
        return wm_fail(err, WM_BAD_DATA, stream->path, "'%s', line %llu: a record of more than %d MiB", stream->path,
                       (unsigned long long)stream->next_line, WM_STREAM_PIECE_MAX / 1024 / 1024);
    if (stream->room - stream->len >= BLOCK)
        return WM_OK;
    size_t room = stream->room * 2 > stream->len + BLOCK ? stream->room * 2 : stream->len + BLOCK;
    char *at = realloc(stream->at, room);
    if (at == NULL)
        return wm_fail(err, WM_NO_MEMORY, stream->path, "no memory for a line of '%s'", stream->path);
    stream->at = at;
    stream->room = room;
    return WM_OK;
}

/* Bytes into `at`, 0 at the end, -1 with *ret_what set. zlib tells a file that is cut off by an error at its end. */
static long read_block(wm_stream *stream, char *at, const char **ret_what)
{
    if (stream->bzip2 != NULL)
        return wm_bzip2_read(stream->bzip2, at, BLOCK, ret_what);
    int got = gzread(stream->gzip, at, BLOCK), code = Z_OK;
    const char *what = gzerror(stream->gzip, &code);
    if (got > 0 || (got == 0 && (code == Z_OK || code == Z_STREAM_END)))
        return got;
    *ret_what = code == Z_ERRNO ? strerror(errno) : code == Z_BUF_ERROR ? "the compressed file is cut off" : what;
    return -1;
}

/* Reads a block; sets `ended` when there is none. */
static wm_status read_more(wm_stream *stream, wm_error *err)
{
    const char *what = "";
    wm_status status = make_room(stream, err);
    if (status != WM_OK)
        return status;
    long got = read_block(stream, stream->at + stream->len, &what);
    if (got < 0)
        return wm_fail(err, WM_IO, stream->path, "cannot read '%s': %s", stream->path, what);
    stream->len += (size_t)got;
    stream->ended = got == 0;
    return WM_OK;
}

/* Hands out [begin, begin + len) and goes `skip` bytes behind it. The bytes stay in the buffer until the next block is
 * read. */
static void hand_out(wm_stream *stream, size_t len, size_t skip, uint64_t lines, wm_piece *ret_piece)
{
    *ret_piece = (wm_piece){stream->at + stream->begin, len};
    stream->line = stream->next_line;
    stream->next_line += lines;
    stream->begin += len + skip;
}

/* Files of either kind of line end read alike. */
static void strip_return(wm_piece *line)
{
    if (line->len != 0 && line->at[line->len - 1] == '\r')
        line->len--;
}

/* `seen` bytes hold no line feed; only what came since is searched, so a long line costs linear time. */
wm_status wm_stream_line(wm_stream *stream, wm_piece *ret_line, wm_error *err)
{
    size_t seen = 0;
    for (;;) {
        size_t held = stream->len - stream->begin;
        const char *from = stream->at != NULL ? stream->at + stream->begin : "";
        const char *feed = held > seen ? memchr(from + seen, '\n', held - seen) : NULL;
        if (feed != NULL || (stream->ended && held != 0)) {
            hand_out(stream, feed != NULL ? (size_t)(feed - from) : held, feed != NULL, 1, ret_line);
            strip_return(ret_line);
            return WM_OK;
        }
        *ret_line = (wm_piece){NULL, 0};
        wm_status status = stream->ended ? WM_OK : read_more(stream, err);
        if (status != WM_OK || stream->ended)
            if (status != WM_OK || held == 0)
                return status;
        seen = held;
    }
}

/* Where a search for the end of a table's record stands. */
typedef struct quoting {
    size_t seen, first_feed; /* bytes looked at; the first line feed in quotes + 1 */
    uint64_t feeds;          /* in quotes */
    bool quoted, at_start;   /* of a field */
} quoting;

/* The index of the line feed that ends the record, or `held` when it is not there. A quote opens only at the start of a
 * field, as in `5" disk` it is part of the text. */
static size_t find_record_end(quoting *q, const char *from, size_t held, char separator)
{
    for (; q->seen < held; q->seen++) {
        char c = from[q->seen];
        if (c == '\n' && !q->quoted)
            return q->seen;
        if (c == '\n') {
            q->first_feed = q->first_feed == 0 ? q->seen + 1 : q->first_feed;
            q->feeds++;
        }
        bool counts = c == '"' && (q->quoted || q->at_start);
        q->quoted = q->quoted != counts;
        /* a doubled quote closes and opens at once, so behind a closing quote one may open again */
        q->at_start = c == separator || counts;
    }
    return held;
}

/* The state of the quotes goes on from block to block. A quote without end would swallow the rest of the file, so after
 * a megabyte it counts as a plain character and the record ends at the first line feed inside. */
wm_status wm_stream_record(wm_stream *stream, char separator, wm_piece *ret_record, wm_error *err)
{
    quoting q = {.at_start = true};
    for (;;) {
        size_t held = stream->len - stream->begin;
        size_t end = held != 0 ? find_record_end(&q, stream->at + stream->begin, held, separator) : 0;
        bool endless = end == held && q.first_feed != 0 && (held > WM_STREAM_QUOTE_MAX || stream->ended);
        if (endless) {
            hand_out(stream, q.first_feed - 1, 1, 1, ret_record);
            return WM_OK;
        }
        if (end < held || (stream->ended && held != 0)) {
            hand_out(stream, end, end < held, q.feeds + 1, ret_record);
            strip_return(ret_record);
            return WM_OK;
        }
        *ret_record = (wm_piece){NULL, 0};
        if (stream->ended)
            return WM_OK;
        wm_status status = read_more(stream, err);
        if (status != WM_OK)
            return status;
    }
}

/* Goes to the next brace that opens; false when there is none in the buffer. Commas, brackets and line feeds between
 * two objects mean nothing and are passed over. */
static bool find_object(wm_stream *stream)
{
    for (; stream->begin < stream->len; stream->begin++) {
        char c = stream->at[stream->begin];
        stream->next_line += c == '\n';
        if (c == '{')
            return true;
    }
    return false;
}

/* Where a search for the end of an object stands. */
typedef struct nesting {
    size_t seen;
    uint64_t feeds;
    unsigned depth;
    bool quoted, escaped;
} nesting;

/* Bytes of the object, or 0 when its end is not there. */
static size_t find_object_end(nesting *n, const char *from, size_t held)
{
    while (n->seen < held) {
        char c = from[n->seen++];
        n->feeds += c == '\n';
        if (n->escaped)
            n->escaped = false;
        else if (c == '\\' && n->quoted)
            n->escaped = true;
        else if (c == '"')
            n->quoted = !n->quoted;
        else if (c == '{' && !n->quoted)
            n->depth++;
        else if (c == '}' && !n->quoted && --n->depth == 0)
            return n->seen;
    }
    return 0;
}

/* Takes JSON Lines, one array of all objects, and Wikidata's mixture of both alike, without asking which it is. Braces
 * inside strings do not count. What is handed out is not known to be JSON yet, only to be balanced. */
wm_status wm_stream_object(wm_stream *stream, wm_piece *ret_object, wm_error *err)
{
    nesting n = {0};
    *ret_object = (wm_piece){NULL, 0};
    for (;;) {
        size_t end = 0;
        if (find_object(stream))
            end = find_object_end(&n, stream->at + stream->begin, stream->len - stream->begin);
        if (end == 0 && stream->ended)
            end = stream->len - stream->begin;
        if (end != 0 || stream->ended) {
            if (end != 0)
                hand_out(stream, end, 0, n.feeds, ret_object);
            return WM_OK;
        }
        wm_status status = read_more(stream, err);
        if (status != WM_OK)
            return status;
    }
}
