/* SPDX-License-Identifier: MIT */
/* Filling wm_error and the list of faults.
 *
 * In: a printf format. Out: a message in a room of its own, cut when it does not fit: an error must be tellable when
 * memory has run out. Faults are copied to their arena, since the line they show may be gone when they are told.
 * Columns count code points, as editors do.
 */
#include "base/error.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

/* A path that is too long loses its end; it is for people, and the message mostly names it again. */
static void put_path(wm_error *err, const char *path)
{
    snprintf(err->path, sizeof err->path, "%s", path != NULL ? path : "");
}

/* Everything in `err` is set, also what does not apply, so that a caller may use one twice. */
wm_status wm_fail(wm_error *err, wm_status status, const char *path, const char *format, ...)
{
    if (err == NULL)
        return status;
    *err = (wm_error){.status = status};
    put_path(err, path);
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return status;
}

/* The column is counted here, once, from the place of `part` in `source`: a caller has pointers, not numbers. */
wm_fault *wm_fault_add(wm_faults *faults, const char *path, uint32_t line, wm_slice source, wm_slice part,
                       const char *format, ...)
{
    char message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (part.at == NULL)
        part = source;
    wm_fault *fault = WM_PUSH(faults->arena, &faults->list);
    size_t before = part.at != NULL && source.at != NULL ? (size_t)(part.at - source.at) : 0;
    size_t width = wm_utf8_count(part);
    *fault = (wm_fault){
        .path = path,
        .line = line,
        .column = 1 + (uint32_t)wm_utf8_count((wm_slice){source.at, before}),
        .width = width == 0 ? 1 : (uint32_t)width,
        .source = wm_arena_copy(faults->arena, source.at, source.len),
        .message = wm_arena_copy(faults->arena, message, strlen(message)),
    };
    return fault;
}

/* The first fault stands for all, since later ones are often its consequences. */
wm_status wm_faults_status(const wm_faults *faults, wm_error *err)
{
    if (faults->list.count == 0)
        return WM_OK;
    const wm_fault *first = &faults->list.items[0];
    if (faults->list.count == 1)
        wm_fail(err, WM_BAD_DATA, first->path, "%s", first->message);
    else
        wm_fail(err, WM_BAD_DATA, first->path, "%s (and %u more)", first->message, faults->list.count - 1);
    if (err != NULL) {
        err->line = first->line;
        err->column = first->column;
    }
    return WM_BAD_DATA;
}
