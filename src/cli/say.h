/* SPDX-License-Identifier: MIT */
/* Messages for people: the only door to standard error. */
#ifndef WM_CLI_SAY_H
#define WM_CLI_SAY_H

#include "out/buffer.h"

#if defined(__GNUC__)
#define WM_PRINTF(template, args) __attribute__((format(printf, template, args)))
#else
#define WM_PRINTF(template, args)
#endif

/* `whomet: …` and a line feed. */
void wm_say(const char *format, ...) WM_PRINTF(1, 2);
/* The same into a buffer: for workers, whose messages come out in the order of the inputs. */
void wm_say_to(wm_buffer *out, const char *format, ...) WM_PRINTF(2, 3);
/* Bytes as they are, at once. */
void wm_say_bytes(const char *bytes, size_t len);
/* Is standard error a terminal that takes colours? */
bool wm_say_in_color(void);

#endif
