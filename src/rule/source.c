/* SPDX-License-Identifier: MIT */
/* Places in a rule file. Everything the parser hands on is a slice of the file's bytes, so line, column and the source
 * line of a fault are found when there is one and cost nothing before. Also the "did you mean" guesses: the nearest
 * known name, if it is near enough to be a slip of the fingers.
 */
#include "rule/source.h"

#include "base/file.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>

/* Bytes from the start that are text: well-formed and without NUL. */
static size_t text_len(wm_slice bytes)
{
    const char *nul = bytes.len != 0 ? memchr(bytes.at, '\0', bytes.len) : NULL;
    return wm_utf8_valid((wm_slice){bytes.at, nul != NULL ? (size_t)(nul - bytes.at) : bytes.len}, NULL);
}

/* One fault for each line that is not UTF-8 text. */
static void refuse_ill_formed(const wm_source *source)
{
    wm_slice rest = source->bytes;
    for (uint32_t line = 1; rest.at != NULL; line++) {
        wm_slice text = wm_slice_cut(&rest, '\n');
        size_t good = text_len(text);
        if (good == text.len)
            continue;
        wm_slice part = {text.at + good, 1};
        wm_fault *fault = wm_fault_add(source->faults, source->shown, line, text, part, "not UTF-8: byte 0x%02X",
                                       (unsigned)(unsigned char)text.at[good]);
        fault->hint = "save the file as UTF-8";
    }
}

/* Every rule and example has a line number, so finding one must not go through the file. */
static void find_lines(wm_source *source, wm_arena *keep)
{
    WM_ARRAY(uint32_t) begins = {0};
    wm_slice rest = source->bytes;
    while (rest.at != NULL) {
        *WM_PUSH(keep, &begins) = (uint32_t)(rest.at - source->bytes.at);
        wm_slice_cut(&rest, '\n');
    }
    source->line_begins = begins.items;
    source->line_count = begins.count;
}

wm_status wm_source_read(const wm_rule_source *file, wm_arena *keep, wm_faults *faults, wm_source *ret_source,
                         wm_error *err)
{
    wm_source source = {.bytes = file->bytes, .faults = faults};
    source.shown = wm_arena_copy(faults->arena, file->shown, strlen(file->shown));
    wm_status status = file->bytes.at != NULL ? WM_OK : wm_file_read(file->path, keep, &source.bytes, err);
    if (status != WM_OK)
        return status;
    if (source.bytes.len >= 3 && memcmp(source.bytes.at, "\xEF\xBB\xBF", 3) == 0)
        source.bytes = (wm_slice){source.bytes.at + 3, source.bytes.len - 3};
    if (text_len(source.bytes) != source.bytes.len) {
        refuse_ill_formed(&source);
        source.bytes.len = 0;
    }
    find_lines(&source, keep);
    *ret_source = source;
    return WM_OK;
}

/* The last line that begins at or before the place. */
uint32_t wm_source_line(const wm_source *source, const char *at)
{
    uint32_t low = 0, high = source->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->bytes.at + source->line_begins[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

/* Widens the place to its line, and cuts it where the line ends. */
wm_fault *wm_source_fault(const wm_source *source, wm_slice part, const char *format, ...)
{
    char message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    const char *begin = part.at, *end = part.at, *file_end = source->bytes.at + source->bytes.len;
    while (begin > source->bytes.at && begin[-1] != '\n')
        begin--;
    while (end < file_end && *end != '\n' && *end != '\r')
        end++;
    if (part.len > (size_t)(end - part.at))
        part.len = (size_t)(end - part.at);
    wm_slice line = {begin, (size_t)(end - begin)};
    return wm_fault_add(source->faults, source->shown, wm_source_line(source, part.at), line, part, "%s", message);
}

/* The longer a name, the more slips it may have. */
wm_guess wm_guess_of(wm_slice wanted)
{
    unsigned near = wanted.len < 4 ? 1 : wanted.len < 8 ? 2 : 3;
    return (wm_guess){.wanted = wanted, .distance = near + 1};
}

/* In bytes, which is near enough for a guess. */
static size_t length_apart(wm_slice a, wm_slice b)
{
    return a.len > b.len ? a.len - b.len : b.len - a.len;
}

/* Of two that are equally near, the one of the more similar length: a wrong letter is likelier than a missing one. */
void wm_guess_try(wm_guess *guess, wm_slice known)
{
    unsigned distance = wm_slice_distance(guess->wanted, known, guess->distance);
    bool nearer = distance < guess->distance;
    if (distance == guess->distance && guess->best.at != NULL)
        nearer = length_apart(guess->wanted, known) < length_apart(guess->wanted, guess->best);
    if (nearer && distance < known.len) {
        guess->distance = distance;
        guess->best = known;
    }
}

const char *wm_guess_hint(const wm_guess *guess, wm_arena *keep, const char *mark, const char *otherwise)
{
    if (guess->best.at == NULL)
        return otherwise;
    return wm_arena_format(keep, "did you mean '%s%.*s'?", mark, WM_SLICE_ARG(guess->best));
}
