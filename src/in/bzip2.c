/* SPDX-License-Identifier: MIT */
/* bzip2, the only file that includes bzlib.h. Without the library it can still tell such a file from text, so that the
 * user hears what to do.
 *
 * In: a descriptor. Out: bytes. Programs that compress with several threads, and whoever joins two files, write several
 * streams one behind the other: each one that ends is followed by the next until the file is at its end.
 */
#define _POSIX_C_SOURCE 200809L
#include "in/bzip2.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* pread() leaves the position where it is, so whoever reads next sees the file from its start. */
bool wm_bzip2_is(int fd)
{
    char magic[3];
    off_t at = lseek(fd, 0, SEEK_CUR);
    return at >= 0 && pread(fd, magic, sizeof magic, at) == sizeof magic && memcmp(magic, "BZh", sizeof magic) == 0;
}

#if WHOMET_BZIP2

#include <bzlib.h>

enum { BLOCK = 128 * 1024 };

/* Between two calls `stream` points into `block`, so one of these must not be copied. */

struct wm_bzip2 {
    bz_stream stream;
    int fd;
    bool open;  /* `stream` is to be ended */
    bool ended; /* nothing more comes from `fd` */
    char block[BLOCK];
};

bool wm_bzip2_can_read(void)
{
    return true;
}

wm_bzip2 *wm_bzip2_new(int fd)
{
    wm_bzip2 *bzip2 = calloc(1, sizeof *bzip2);
    if (bzip2 != NULL)
        bzip2->fd = fd;
    return bzip2;
}

/* libbz2 holds some megabytes for an open stream. */
static void end_stream(wm_bzip2 *bzip2)
{
    if (bzip2->open)
        BZ2_bzDecompressEnd(&bzip2->stream);
    bzip2->open = false;
}

void wm_bzip2_free(wm_bzip2 *bzip2)
{
    if (bzip2 == NULL)
        return;
    end_stream(bzip2);
    free(bzip2);
}

/* More compressed bytes, when none are left; false when the system refuses. */
static bool fill(wm_bzip2 *bzip2)
{
    if (bzip2->stream.avail_in != 0 || bzip2->ended)
        return true;
    ssize_t got;
    do
        got = read(bzip2->fd, bzip2->block, BLOCK);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return false;
    bzip2->ended = got == 0;
    bzip2->stream.next_in = bzip2->block;
    bzip2->stream.avail_in = (unsigned)got;
    return true;
}

/* The next stream, keeping the compressed bytes that the last one left; what libbz2 says. */
static int begin_stream(wm_bzip2 *bzip2)
{
    bz_stream fresh = {.next_in = bzip2->stream.next_in, .avail_in = bzip2->stream.avail_in};
    bzip2->stream = fresh;
    int code = BZ2_bzDecompressInit(&bzip2->stream, 0, 0);
    bzip2->open = code == BZ_OK;
    return code;
}

/* What can be wrong is little: libbz2 tells damage of several kinds, which are one to the user. */
static long fail(const char **ret_what, int code)
{
    *ret_what = code == BZ_MEM_ERROR ? "out of memory" : "the compressed file is damaged";
    return -1;
}

/* Goes on until something comes out, the file ends or an error shows: libbz2 decodes a block of up to 900 kB before it
 * gives the first byte of it. A file that ends inside a stream is told; it is no short file. */
long wm_bzip2_read(wm_bzip2 *bzip2, char *at, size_t room, const char **ret_what)
{
    unsigned wanted = room < BLOCK ? (unsigned)room : BLOCK, left = wanted;
    while (left == wanted) {
        if (!fill(bzip2)) {
            *ret_what = strerror(errno);
            return -1;
        }
        bool empty = bzip2->stream.avail_in == 0;
        if (empty && !bzip2->open)
            return 0;
        int code = bzip2->open ? BZ_OK : begin_stream(bzip2);
        if (code != BZ_OK)
            return fail(ret_what, code);
        bzip2->stream.next_out = at;
        bzip2->stream.avail_out = left;
        code = BZ2_bzDecompress(&bzip2->stream);
        left = bzip2->stream.avail_out;
        if (code != BZ_OK && code != BZ_STREAM_END)
            return fail(ret_what, code);
        if (code == BZ_STREAM_END)
            end_stream(bzip2);
        else if (empty && left == wanted) {
            *ret_what = "the compressed file is cut off";
            return -1;
        }
    }
    return (long)(wanted - left);
}

#else

bool wm_bzip2_can_read(void)
{
    return false;
}

wm_bzip2 *wm_bzip2_new(int fd)
{
    (void)fd;
    return NULL;
}

void wm_bzip2_free(wm_bzip2 *bzip2)
{
    (void)bzip2;
}

long wm_bzip2_read(wm_bzip2 *bzip2, char *at, size_t room, const char **ret_what)
{
    (void)bzip2, (void)at, (void)room;
    *ret_what = "built without libbz2";
    return -1;
}

#endif
