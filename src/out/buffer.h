/* SPDX-License-Identifier: MIT */
/* An append-only output buffer: in memory, or in front of a file descriptor.
 *
 * Writing never has to be checked: the first failure stays in `error` (an errno), everything after it is dropped, and
 * whoever closes the output asks once. No stdio, so no locks and no locale.
 */
#ifndef WM_OUT_BUFFER_H
#define WM_OUT_BUFFER_H

#include "base/slice.h"

enum { WM_BUFFER_BLOCK = 256 * 1024 };

typedef struct wm_buffer {
    char *at;
    size_t len, room;
    int fd;    /* -1: memory only */
    int error; /* errno of the first failure; 0 while all is well */
} wm_buffer;

/* `fd` is written to but not closed by the buffer; -1 keeps everything in memory. */
void wm_buffer_init(wm_buffer *out, int fd);
/* Frees the memory. What was not flushed is lost. */
void wm_buffer_done(wm_buffer *out);
/* Writes what is held to the descriptor. Returns the sticky error. */
int wm_buffer_flush(wm_buffer *out);
/* Room for `size` more bytes and a pointer to it, NULL after an error; add to `len` what was used. */
char *wm_buffer_reserve(wm_buffer *out, size_t size);
/* Bytes of any number; many at once go straight to the descriptor. */
void wm_buffer_put_bytes(wm_buffer *out, const char *bytes, size_t len);
void wm_buffer_put_text(wm_buffer *out, const char *text);
void wm_buffer_put_uint(wm_buffer *out, uint64_t number);
/* `number` with two decimals, rounded half up; what is no number is written as 0.00. */
void wm_buffer_put_hundredths(wm_buffer *out, double number);
/* `count` times the byte `c`. */
void wm_buffer_put_run(wm_buffer *out, char c, size_t count);

/* A few bytes of a known number: a copy of constant size, once the room is there. */
static inline void wm_buffer_put_short(wm_buffer *out, const char *bytes, size_t len)
{
    char *to = out->room - out->len >= len ? out->at + out->len : wm_buffer_reserve(out, len);
    if (to == NULL)
        return;
    memcpy(to, bytes, len);
    out->len += len;
}

static inline void wm_buffer_put_char(wm_buffer *out, char c)
{
    wm_buffer_put_short(out, &c, 1);
}

#define WM_BUFFER_LITERAL(out, literal) wm_buffer_put_short((out), "" literal, sizeof(literal) - 1)

#endif
