/* SPDX-License-Identifier: MIT */
/* A message is written with one write(), so messages of two programs do not mix within a line. Failures to write are
 * ignored: there is nobody left to tell.
 *
 * Paths and words of the input are part of messages; they are shown through screen.h, so none of them can command the
 * terminal. A message is cut at 4 KB.
 */
#define _POSIX_C_SOURCE 200809L
#include "cli/say.h"

#include "out/screen.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MESSAGE_ROOM = 4096 };

/* Cut at the room for a message, which may be inside a character; what is cut is shown as U+FFFD. */
static void put(wm_buffer *out, const char *format, va_list args)
{
    char text[MESSAGE_ROOM];
    vsnprintf(text, sizeof text, format, args);
    WM_BUFFER_LITERAL(out, "whomet: ");
    wm_screen_put(out, wm_slice_of(text));
    wm_buffer_put_char(out, '\n');
}

/* For one message now. */
void wm_say(const char *format, ...)
{
    wm_buffer out;
    wm_buffer_init(&out, -1);
    va_list args;
    va_start(args, format);
    put(&out, format, args);
    va_end(args);
    wm_say_bytes(out.at, out.len);
    wm_buffer_done(&out);
}

/* For messages that wait for their turn, as those of a batch do. */
void wm_say_to(wm_buffer *out, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put(out, format, args);
    va_end(args);
}

/* As they are: whoever made them made them harmless. */
void wm_say_bytes(const char *bytes, size_t len)
{
    while (len != 0) {
        ssize_t put = write(STDERR_FILENO, bytes, len);
        if (put <= 0)
            return;
        bytes += put;
        len -= (size_t)put;
    }
}

/* Asked of standard error; standard output may be a pipe meanwhile. */
bool wm_say_in_color(void)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDERR_FILENO) && (no == NULL || *no == '\0') && term != NULL && strcmp(term, "dumb") != 0;
}
