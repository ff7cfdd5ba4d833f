/* SPDX-License-Identifier: MIT */
/* Output is collected in one block and leaves it in writes of at least WM_BUFFER_BLOCK bytes, so that the number of
 * system calls does not depend on how small the pieces are.
 *
 * In: bytes. Out: the same bytes, in order, to a descriptor or in memory. After an error (disk full, reader gone, no
 * memory) the buffer swallows everything and keeps the errno: a half-written line is never continued later.
 */
#define _POSIX_C_SOURCE 200809L
#include "out/buffer.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

/* With a descriptor it is a file on its way out, with -1 a text in memory. Nothing is allocated yet. */
void wm_buffer_init(wm_buffer *out, int fd)
{
    *out = (wm_buffer){.fd = fd};
}

/* What was not flushed is lost, which is right after an error and never else. */
void wm_buffer_done(wm_buffer *out)
{
    free(out->at);
    *out = (wm_buffer){.fd = -1};
}

/* The first error is the cause, later ones are its echo. */
static void fail(wm_buffer *out, int error)
{
    if (out->error == 0)
        out->error = error;
    out->len = 0;
}

/* A pipe takes what it has room for, so one write() may not be enough. */
static void write_all(wm_buffer *out, const char *bytes, size_t len)
{
    while (len != 0 && out->error == 0) {
        ssize_t put = write(out->fd, bytes, len);
        if (put > 0) {
            bytes += put;
            len -= (size_t)put;
        } else if (put < 0 && errno == EAGAIN) {
            /* somebody made the terminal or pipe non-blocking: wait, do not lose */
            poll(&(struct pollfd){.fd = out->fd, .events = POLLOUT}, 1, -1);
        } else if (put < 0 && errno != EINTR) {
            fail(out, errno);
        }
    }
}

/* In memory there is nothing to flush; the bytes stay. */
int wm_buffer_flush(wm_buffer *out)
{
    if (out->fd >= 0 && out->len != 0) {
        write_all(out, out->at, out->len);
        out->len = 0;
    }
    return out->error;
}

/* A buffer with a descriptor starts at its final size: it is flushed, not grown, but for a single huge piece. Doubling
 * keeps the cost of a byte constant; sizes here are far from overflowing, as no text has 4 GiB. */
static bool grow(wm_buffer *out, size_t size)
{
    size_t room = out->room != 0 ? out->room : (out->fd >= 0 ? 2 * WM_BUFFER_BLOCK : 4096);
    while (room - out->len < size)
        room *= 2;
    char *at = realloc(out->at, room);
    if (at == NULL) {
        fail(out, ENOMEM);
        return false;
    }
    out->at = at;
    out->room = room;
    return true;
}

/* Room for `size` bytes behind what is there; `len` is the caller's to move on. NULL after an error, when there is no
 * use in writing. */
char *wm_buffer_reserve(wm_buffer *out, size_t size)
{
    if (out->error != 0)
        return NULL;
    if (out->fd >= 0 && out->len >= WM_BUFFER_BLOCK && wm_buffer_flush(out) != 0)
        return NULL;
    if (out->room - out->len < size && !grow(out, size))
        return NULL;
    return out->at + out->len;
}

/* A large piece is written from where it is; copying it would only cost. */
void wm_buffer_put_bytes(wm_buffer *out, const char *bytes, size_t len)
{
    if (out->fd >= 0 && len >= WM_BUFFER_BLOCK) {
        if (wm_buffer_flush(out) == 0)
            write_all(out, bytes, len);
        return;
    }
    char *to = len != 0 ? wm_buffer_reserve(out, len) : NULL;
    if (to == NULL)
        return;
    memcpy(to, bytes, len);
    out->len += len;
}

void wm_buffer_put_text(wm_buffer *out, const char *text)
{
    wm_buffer_put_bytes(out, text, strlen(text));
}

static const char two_digits[] = "0001020304050607080910111213141516171819"
                                 "2021222324252627282930313233343536373839"
                                 "4041424344454647484950515253545556575859"
                                 "6061626364656667686970717273747576777879"
                                 "8081828384858687888990919293949596979899";

/* Up to four digits are written where they stand; places in a text seldom have more. */
static char *put_few_digits(char *to, unsigned number)
{
    unsigned high = number / 100, low = number % 100, pair = high != 0 ? high : low;
    if (pair >= 10)
        *to++ = (char)('0' + pair / 10);
    *to++ = (char)('0' + pair % 10);
    if (high != 0) {
        memcpy(to, two_digits + low * 2, 2);
        to += 2;
    }
    return to;
}

/* Two digits a division: Alexandrescu 2012, "Three optimization tips". */
void wm_buffer_put_uint(wm_buffer *out, uint64_t number)
{
    char digits[20];
    size_t first = sizeof digits;
    if (number < 10000 && out->room - out->len >= 4) {
        out->len = (size_t)(put_few_digits(out->at + out->len, (unsigned)number) - out->at);
        return;
    }
    while (number >= 100) {
        first -= 2;
        memcpy(digits + first, two_digits + number % 100 * 2, 2);
        number /= 100;
    }
    if (number >= 10) {
        first -= 2;
        memcpy(digits + first, two_digits + number * 2, 2);
    } else {
        digits[--first] = (char)('0' + number);
    }
    wm_buffer_put_bytes(out, digits + first, sizeof digits - first);
}

/* Not by printf: its decimal point depends on the locale. */
void wm_buffer_put_hundredths(wm_buffer *out, double number)
{
    if (!(number > -1e15 && number < 1e15))
        number = 0;
    uint64_t hundredths = (uint64_t)((number < 0 ? -number : number) * 100 + 0.5);
    if (number < 0 && hundredths != 0)
        wm_buffer_put_char(out, '-');
    wm_buffer_put_uint(out, hundredths / 100);
    wm_buffer_put_char(out, '.');
    wm_buffer_put_short(out, two_digits + hundredths % 100 * 2, 2);
}

/* For indents and underlines. */
void wm_buffer_put_run(wm_buffer *out, char c, size_t count)
{
    char *to = count != 0 ? wm_buffer_reserve(out, count) : NULL;
    if (to == NULL)
        return;
    memset(to, c, count);
    out->len += count;
}
