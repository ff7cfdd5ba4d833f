/* SPDX-License-Identifier: MIT */
/* Lines of any length, read in blocks and handed on in blocks, so that other threads can take them apart.
 *
 * In: a descriptor. Out: blocks of whole lines. What is behind the last line feed is carried to the next block. A block
 * ends early when the input pauses: whoever types or tails a log sees answers at once. A line may be as long as memory.
 */
#define _POSIX_C_SOURCE 200809L
#include "in/line.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

/* A block that was never filled may be done too. */
void wm_lines_done(wm_lines *lines)
{
    free(lines->at);
    *lines = (wm_lines){0};
}

/* Nothing is read yet, so an empty file opens as well as any. */
wm_status wm_line_reader_open(wm_line_reader *reader, const char *path, wm_error *err)
{
    int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return wm_fail(err, WM_IO, path, "cannot open '%s': %s", path, strerror(errno));
    *reader = (wm_line_reader){.fd = fd};
    return WM_OK;
}

/* Standard input was not opened here and is not closed here. */
void wm_line_reader_close(wm_line_reader *reader)
{
    if (reader->fd != STDIN_FILENO)
        close(reader->fd);
    wm_lines_done(&reader->carry);
}

/* Doubles, so a line that goes on over many blocks is moved few times. */
static bool make_room(wm_lines *lines, size_t size)
{
    if (lines->room - lines->len >= size)
        return true;
    size_t room = lines->room * 2 > lines->len + size ? lines->room * 2 : lines->len + size;
    char *at = realloc(lines->at, room);
    if (at == NULL)
        return false;
    lines->at = at;
    lines->room = room;
    return true;
}

/* At the end of the input reading does not block, so it is ready; so is a regular file always. */
bool wm_line_reader_ready(const wm_line_reader *reader, int milliseconds)
{
    struct pollfd input = {.fd = reader->fd, .events = POLLIN};
    return reader->ended || poll(&input, 1, milliseconds) != 0;
}

/* Reads once. False on an error. */
static bool read_some(wm_line_reader *reader, wm_lines *lines)
{
    ssize_t got;
    do {
        got = read(reader->fd, lines->at + lines->len, WM_LINES_BLOCK);
        if (got < 0 && errno == EAGAIN)
            wm_line_reader_ready(reader, -1);
    } while (got < 0 && (errno == EINTR || errno == EAGAIN));
    if (got > 0)
        lines->len += (size_t)got;
    reader->ended = got <= 0;
    return got >= 0;
}

/* The number of bytes up to the last line feed in [from, len), or 0. */
static size_t whole_lines(const wm_lines *lines, size_t from)
{
    for (size_t at = lines->len; at > from; at--)
        if (lines->at[at - 1] == '\n')
            return at;
    return 0;
}

/* Copied, not moved: the block goes to another thread, the carry stays with the reader. */
static bool carry_over(wm_line_reader *reader, wm_lines *lines, size_t whole)
{
    size_t rest = lines->len - whole;
    if (!make_room(&reader->carry, rest))
        return false;
    memcpy(reader->carry.at, lines->at + whole, rest);
    reader->carry.len = rest;
    lines->len = whole;
    return true;
}

/* A loop that compilers turn into vector code; memchr() would stop at every line. */
static uint32_t count_lines(const wm_lines *lines)
{
    uint32_t count = 0;
    for (size_t i = 0; i < lines->len; i++)
        count += lines->at[i] == '\n';
    return count + (lines->len != 0 && lines->at[lines->len - 1] != '\n');
}

static wm_status no_memory(const char *path, wm_error *err)
{
    return wm_fail(err, WM_NO_MEMORY, path, "no memory for a line of '%s'", path);
}

/* Only new bytes are searched for a line feed, so one line of any length costs linear time. */
wm_status wm_line_reader_next(wm_line_reader *reader, wm_lines *lines, const char *path, wm_error *err)
{
    wm_status status = WM_OK;
    size_t whole = 0, seen = 0;
    lines->len = 0;
    lines->count = 0;
    if (!make_room(lines, reader->carry.len + WM_LINES_BLOCK))
        return no_memory(path, err);
    if (reader->carry.len != 0)
        memcpy(lines->at, reader->carry.at, reader->carry.len);
    lines->len = seen = reader->carry.len;
    reader->carry.len = 0;
    while (!reader->ended && (whole == 0 || (lines->len < WM_LINES_BLOCK && wm_line_reader_ready(reader, 0)))) {
        if (!make_room(lines, WM_LINES_BLOCK))
            return no_memory(path, err);
        if (!read_some(reader, lines))
            status = wm_fail(err, WM_IO, path, "cannot read '%s': %s", path, strerror(errno));
        size_t found = whole_lines(lines, seen);
        whole = found != 0 ? found : whole;
        seen = lines->len;
    }
    if (!reader->ended && whole != lines->len && !carry_over(reader, lines, whole))
        return no_memory(path, err);
    lines->count = count_lines(lines);
    return status;
}

/* Behind the last line feed of a file there is no further line, empty or not. */
bool wm_lines_cut(wm_slice *rest, wm_slice *ret_line)
{
    if (rest->len == 0)
        return false;
    const char *feed = memchr(rest->at, '\n', rest->len);
    size_t len = feed != NULL ? (size_t)(feed - rest->at) : rest->len;
    *ret_line = (wm_slice){rest->at, len};
    size_t used = feed != NULL ? len + 1 : len;
    *rest = (wm_slice){rest->at + used, rest->len - used};
    return true;
}
