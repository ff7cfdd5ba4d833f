/* SPDX-License-Identifier: MIT */
/* Indents compact JSON. A list or object that fits on a line stays on one, as a person would write it: an event takes
 * ten lines, not sixty.
 *
 * In: compact JSON as json.c writes it. Out: the same value for people. A container is looked ahead
 * into for one line at most.
 */
#include "out/pretty.h"

enum { LINE_WIDTH = 100, INDENT = 2 };

/* A backslash takes the next character along, so an escaped quote does not end it. */
static const char *skip_string(const char *at, const char *end)
{
    for (at++; at < end && *at != '"'; at++)
        at += *at == '\\' && at + 1 < end;
    return at < end ? at + 1 : end;
}

/* Behind the container that begins at `at`; NULL when it does not end before `limit`. */
static const char *skip_container(const char *at, const char *limit)
{
    int depth = 0;
    while (at < limit) {
        if (*at == '"') {
            at = skip_string(at, limit);
            continue;
        }
        depth += *at == '{' || *at == '[';
        depth -= *at == '}' || *at == ']';
        at++;
        if (depth == 0)
            return at;
    }
    return NULL;
}

/* Strings are copied as they are, whatever brackets they hold. */
static const char *put_string(wm_buffer *out, const char *at, const char *end)
{
    const char *behind = skip_string(at, end);
    wm_buffer_put_bytes(out, at, (size_t)(behind - at));
    return behind;
}

/* With the blanks that json.c leaves out. */
static void put_flat(wm_buffer *out, const char *at, const char *end)
{
    while (at < end) {
        if (*at == '"') {
            at = put_string(out, at, end);
            continue;
        }
        wm_buffer_put_char(out, *at);
        if (*at == ',' || *at == ':')
            wm_buffer_put_char(out, ' ');
        at++;
    }
}

/* Two blanks a level, as jq does. */
static void put_break(wm_buffer *out, size_t depth)
{
    wm_buffer_put_char(out, '\n');
    wm_buffer_put_run(out, ' ', depth * INDENT);
}

/* Writes the container at `at` on one line if it fits; returns where it ends, or NULL. */
static const char *put_if_short(wm_buffer *out, const char *at, const char *end, size_t depth)
{
    size_t width = depth * INDENT < LINE_WIDTH / 2 ? LINE_WIDTH - depth * INDENT : LINE_WIDTH / 2;
    const char *limit = (size_t)(end - at) > width ? at + width : end;
    const char *behind = depth != 0 ? skip_container(at, limit) : NULL;
    if (behind != NULL)
        put_flat(out, at, behind);
    return behind;
}

/* Linear, but for looking ahead one line at each container. The outermost one is always broken up. */
void wm_pretty_put(wm_buffer *out, wm_slice json)
{
    size_t depth = 0;
    for (const char *at = json.at, *end = json.at + json.len; at < end;) {
        const char *behind = *at == '{' || *at == '[' ? put_if_short(out, at, end, depth) : NULL;
        if (behind == NULL && *at == '"')
            behind = put_string(out, at, end);
        if (behind != NULL) {
            at = behind;
            continue;
        }
        char c = *at++;
        if (c == '}' || c == ']')
            put_break(out, --depth);
        if (c != '\n')
            wm_buffer_put_char(out, c);
        if (c == ':')
            wm_buffer_put_char(out, ' ');
        if (c == '{' || c == '[')
            put_break(out, ++depth);
        if (c == ',')
            put_break(out, depth);
    }
    wm_buffer_put_char(out, '\n');
}
