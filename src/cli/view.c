/* SPDX-License-Identifier: MIT */
/* People get text and tables, programs get lines: what nobody asked for is decided by where the output goes.
 *
 * In: options, and whether standard output is a terminal. Out: a format that is spelled out. Colours follow NO_COLOR
 * (no-color.org) and TERM=dumb unless --color says otherwise.
 */
#define _DEFAULT_SOURCE /* struct winsize */
#define _POSIX_C_SOURCE 200809L
#include "cli/view.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* A file that is called ".tsv" and nothing else has no such ending. */
static bool ends_with(const char *path, const char *ending)
{
    size_t len = strlen(path), tail = strlen(ending);
    return len > tail && strcmp(path + len - tail, ending) == 0;
}

/* JSON lines for every other ending: the format that loses nothing. */
static wm_format format_of_ending(const char *path)
{
    if (ends_with(path, ".txt"))
        return WM_FORMAT_TEXT;
    return ends_with(path, ".tsv") ? WM_FORMAT_TSV : WM_FORMAT_JSONL;
}

/* Scores are a table for people, lines for programs, and one JSON object for whoever asks for it. */
static wm_format choose_score_format(const wm_options *options, bool terminal)
{
    if (options->out_path == NULL)
        return terminal ? WM_FORMAT_TABLE : WM_FORMAT_TSV;
    wm_format format = format_of_ending(options->out_path);
    return format == WM_FORMAT_TEXT ? WM_FORMAT_TABLE : format;
}

/* What was said comes first, then the ending of the output, then who is looking. */
static wm_format choose_format(const wm_options *options, bool terminal, bool many)
{
    wm_format format = options->format;
    bool triples = options->command == WM_TRIPLES;
    if (format == WM_FORMAT_JSON)
        return terminal ? WM_FORMAT_JSON : WM_FORMAT_JSONL;
    if (format != WM_FORMAT_AUTO)
        return format;
    if (options->command == WM_EVAL)
        return choose_score_format(options, terminal);
    if (options->out_path != NULL)
        format = format_of_ending(options->out_path);
    else if (terminal && !options->jsonl)
        format = many || triples ? WM_FORMAT_TABLE : WM_FORMAT_TEXT;
    else
        format = WM_FORMAT_JSONL;
    if (!triples)
        return format;
    return terminal || format == WM_FORMAT_TEXT ? WM_FORMAT_TABLE : WM_FORMAT_TSV;
}

/* An empty NO_COLOR means nothing, as no-color.org has it. */
static bool choose_color(wm_when when, bool terminal)
{
    if (when != WM_WHEN_AUTO)
        return when == WM_WHEN_ALWAYS;
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    return terminal && (no == NULL || *no == '\0') && term != NULL && strcmp(term, "dumb") != 0;
}

/* A width below 40 is more likely a terminal that does not know its size than a narrow one. */
static size_t terminal_width(void)
{
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        return size.ws_col;
    return 80;
}

/* What does not go together is refused here, before anything is read. */
wm_status wm_view_choose(const wm_options *options, bool many, wm_view *ret_view, wm_error *err)
{
    bool terminal = options->out_path == NULL && isatty(STDOUT_FILENO);
    if (options->command == WM_TRIPLES && options->format != WM_FORMAT_AUTO && options->format < WM_FORMAT_TABLE)
        return wm_fail(err, WM_BAD_USE, NULL,
                       "'triples' writes table or tsv; for JSON: whomet --to=jsonl FILE | jq -c '.triples[]'");
    if (options->command == WM_EVAL && options->format == WM_FORMAT_TEXT)
        return wm_fail(err, WM_BAD_USE, NULL, "'eval' writes table, tsv or json");
    *ret_view = (wm_view){
        .format = choose_format(options, terminal, many),
        .color = choose_color(options->color, terminal),
        .width = terminal ? terminal_width() : 0,
        .headings = many,
    };
    return WM_OK;
}
