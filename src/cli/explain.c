/* SPDX-License-Identifier: MIT */
/* explain: why is it so, and why is it not? One text is read with a trace; a place that was asked for is probed.
 *
 * In: a file and a question: a position, a name, an event, or none. Out: text on standard output, or with --to=json a
 * line of JSON for each answer; in a pipe too it is text unless somebody asks, because explanations are for people.
 * Exit code 1 when the text has no such name or event. A name that occurs often is explained at its first
 * OCCURRENCES_MAX places.
 */
#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "cli/say.h"
#include "cli/version.h"
#include "cli/view.h"
#include "base/utf8.h"
#include "in/charset.h"
#include "in/path.h"
#include "out/screen.h"
#include "out/why.h"
#include "out/why_json.h"

enum { OCCURRENCES_MAX = 5 };

/* One question, answered in one form. */
typedef struct asking {
    const wm_options *options;
    whomet_knowledge *knowledge;
    whomet_document *document;
    wm_slice text; /* decoded: positions are those that annotate would give */
    wm_output output;
    wm_why why;
    wm_why_json json; /* its `out` is NULL when the answer is text */
    wm_json numbers;
    wm_buffer line;
    int exit_code; /* of what went wrong first; 0 so far */
} asking;

/* ---- reading ---------------------------------------------------------------------------------------------------- */

/* Reads the text, with bytes [begin, end) as its probe. Each question is a reading of its own: only one place can be
 * probed at a time, and tracing costs memory. */
static bool read_text(asking *a, size_t begin, size_t end)
{
    whomet_error error = {0};
    whomet_input input = {.text = a->text.len != 0 ? a->text.at : "", .size = a->text.len, .date = a->options->date,
                          .trace = 1, .probe_begin = begin, .probe_end = end};
    whomet_status status = whomet_read(a->knowledge, a->document, &input, &error);
    if (status == WHOMET_OK)
        return true;
    wm_knowledge_tell_error(&error);
    a->exit_code = wm_knowledge_exit(status);
    return false;
}

/* Which data and project were used explains half of the surprises. */
static void put_head(asking *a)
{
    wm_buffer *out = &a->output.buffer;
    wm_screen_style(out, WM_STYLE_HEAD, a->why.color);
    WM_BUFFER_LITERAL(out, "whomet ");
    wm_buffer_put_text(out, whomet_version());
    WM_BUFFER_LITERAL(out, ", data ");
    wm_screen_put_cell(out, wm_slice_of(wm_version_data_folder(a->options->keep)));
    if (a->options->project != NULL) {
        WM_BUFFER_LITERAL(out, ", project ");
        wm_screen_put_cell(out, wm_slice_of(a->options->project));
    }
    wm_screen_style(out, WM_STYLE_PLAIN, a->why.color);
    WM_BUFFER_LITERAL(out, "\n\n");
}

/* The code points of a range of bytes; the text is walked from its start, once for each answer. */
static whomet_range range_of(const asking *a, size_t begin, size_t end)
{
    uint32_t from = (uint32_t)wm_utf8_count((wm_slice){a->text.at, begin});
    return (whomet_range){.begin_byte = (uint32_t)begin, .end_byte = (uint32_t)end, .begin = from,
                          .end = from + (uint32_t)wm_utf8_count((wm_slice){a->text.at + begin, end - begin})};
}

static void put_place(asking *a, size_t begin, size_t end)
{
    if (!read_text(a, begin, end))
        return;
    if (a->json.out != NULL)
        wm_why_json_put_place(&a->json, range_of(a, begin, end));
    else
        wm_why_put_place(&a->why, range_of(a, begin, end));
}

/* ---- questions -------------------------------------------------------------------------------------------------- */

/* Wider than a token: who points at "Al-Rawahi" means all of it. */
static bool is_word(const asking *a, size_t at, size_t *ret_len)
{
    uint32_t point;
    if (at >= a->text.len)
        return false;
    *ret_len = wm_utf8_next(a->text.at + at, a->text.at + a->text.len, &point);
    return point == '-' || point == '\'' || (wm_utf8_class(point) & (WM_CP_LETTER | WM_CP_DIGIT | WM_CP_MARK)) != 0;
}

/* The word at code point `wanted`. */
static void explain_at(asking *a, uint64_t wanted)
{
    size_t begin = 0, end, len = 0, word = 0;
    for (uint64_t point = 0; point < wanted && begin < a->text.len; point++) {
        word = is_word(a, begin, &len) ? word : begin + len; /* where the word at hand begins */
        begin += len;
    }
    if (begin >= a->text.len) {
        wm_say("the text has only %zu characters, so none at %llu; the first one is 0", wm_utf8_count(a->text),
               (unsigned long long)wanted);
        a->exit_code = WM_EXIT_USAGE;
        return;
    }
    for (end = begin; is_word(a, end, &len);)
        end += len;
    if (end == begin) /* a blank or a comma: nothing to widen */
        word = begin, end = begin + len;
    put_place(a, word, end);
}

/* The bytes that spell `name` at `at`, where any white space is as good as another; 0 when they do not. */
static size_t spelled_at(wm_slice text, size_t at, const char *name)
{
    size_t begin = at;
    for (; *name != '\0'; name++) {
        bool blank = *name == ' ';
        if (at >= text.len || (blank ? strchr(" \t\r\n", text.at[at]) == NULL : text.at[at] != *name))
            return 0;
        at++;
        while (blank && at < text.len && strchr(" \t\r\n", text.at[at]) != NULL)
            at++;
    }
    return at - begin;
}

/* Each place is read anew, so a name that stands on every line must not cost a reading a line. */
static void explain_name(asking *a, const char *name)
{
    uint32_t count = 0;
    for (size_t at = 0; *name != '\0' && at < a->text.len && a->exit_code == 0; at++) {
        size_t len = spelled_at(a->text, at, name);
        if (len == 0)
            continue;
        if (count < OCCURRENCES_MAX) {
            wm_buffer_put_text(&a->output.buffer, count != 0 && a->json.out == NULL ? "\n" : "");
            put_place(a, at, at + len);
        }
        count++;
        at += len - 1;
    }
    if (count > OCCURRENCES_MAX)
        wm_say("'%s' occurs %u times; the first %d are explained, --at=OFFSET asks for another", name, (unsigned)count,
               OCCURRENCES_MAX);
    if (count != 0 || a->exit_code != 0)
        return;
    wm_say("'%s' does not occur in the text, spelled like this", name);
    a->exit_code = WM_EXIT_NO;
}

/* "v3", or "3". */
static void explain_event(asking *a, const char *id)
{
    uint64_t number = 0;
    if (!read_text(a, 0, 0))
        return;
    for (const char *at = id + (id[0] == 'v'); *at >= '0' && *at <= '9' && number < UINT32_MAX; at++)
        number = number * 10 + (uint64_t)(*at - '0');
    uint32_t count = whomet_document_result(a->document)->events.count;
    if (number >= 1 && number <= count) {
        if (a->json.out != NULL)
            wm_why_json_put_event(&a->json, (uint32_t)number - 1);
        else
            wm_why_put_event(&a->why, (uint32_t)number - 1);
        return;
    }
    if (count == 0)
        wm_say("no event '%s': the text has none", id);
    else
        wm_say("no event '%s': the text has v1 to v%u", id, (unsigned)count);
    a->exit_code = WM_EXIT_NO;
}

/* wm_explain_run() has seen to it that there is one question at most. */
static void explain(asking *a)
{
    const wm_options *options = a->options;
    if (a->json.out == NULL)
        put_head(a);
    if (options->at_given)
        explain_at(a, options->at);
    else if (options->name != NULL)
        explain_name(a, options->name);
    else if (options->event != NULL)
        explain_event(a, options->event);
    else if (read_text(a, 0, 0) && a->json.out != NULL)
        wm_why_json_put_text(&a->json);
    else if (a->exit_code == 0)
        wm_why_put_text(&a->why);
}

/* ---- the command ------------------------------------------------------------------------------------------------ */

/* As annotate reads a file, UTF-16 and all, or its offsets would mean something else. */
static bool load_text(asking *a)
{
    wm_slice bytes;
    wm_error error;
    const char *converted;
    const char *path = a->options->files.count != 0 ? a->options->files.items[0] : "-";
    if (wm_path_read(path, a->options->keep, &bytes, &error) != WM_OK) {
        wm_say("%s", error.message);
        a->exit_code = WM_EXIT_FAILED;
        return false;
    }
    a->text = wm_charset_decode(bytes, a->options->keep, &converted);
    return true;
}

/* In which form; the text of the answers goes on holding for both. */
static void choose_form(asking *a, const wm_view *view)
{
    const wm_options *options = a->options;
    const whomet_result *result = whomet_document_result(a->document);
    a->why = (wm_why){&a->output.buffer, result, view->width != 0 ? view->width : 100, view->color};
    if (options->format != WM_FORMAT_JSON && options->format != WM_FORMAT_JSONL)
        return;
    a->json = (wm_why_json){
        .out = &a->output.buffer, .line = &a->line, .indented = view->format == WM_FORMAT_JSON, .json = &a->numbers,
        .result = result, .source = wm_slice_of(options->files.count != 0 ? options->files.items[0] : "-"),
        .data = wm_slice_of(wm_version_data_folder(options->keep)), .version = whomet_version(),
    };
    if (options->project != NULL)
        a->json.project = wm_slice_of(options->project);
}

static void answer(asking *a)
{
    wm_error error;
    wm_view view;
    if (!load_text(a))
        return;
    if (wm_view_choose(a->options, false, &view, &error) != WM_OK ||
        wm_output_open(&a->output, NULL, NULL, 0, &error) != WM_OK) {
        a->exit_code = WM_EXIT_FAILED;
        return;
    }
    wm_buffer_init(&a->line, -1);
    wm_json_init(&a->numbers, true);
    choose_form(a, &view);
    explain(a);
    wm_json_done(&a->numbers);
    wm_buffer_done(&a->line);
    if (!wm_output_close(&a->output))
        a->exit_code = WM_EXIT_FAILED;
}

int wm_explain_run(const wm_options *options)
{
    asking a = {.options = options};
    if (options->files.count > 1) {
        wm_say("'explain' reads one file, not %u", (unsigned)options->files.count);
        return WM_EXIT_USAGE;
    }
    if (options->at_given + (options->name != NULL) + (options->event != NULL) > 1) {
        wm_say("one question at a time: --at, --name or --event");
        return WM_EXIT_USAGE;
    }
    if (options->format == WM_FORMAT_TABLE || options->format == WM_FORMAT_TSV) {
        wm_say("'explain' writes text or json");
        return WM_EXIT_USAGE;
    }
    a.knowledge = wm_knowledge_open(options, &a.exit_code);
    if (a.knowledge == NULL)
        return a.exit_code;
    a.document = whomet_document_new();
    if (a.document != NULL)
        answer(&a);
    else
        a.exit_code = WM_EXIT_FAILED;
    whomet_document_free(a.document);
    whomet_knowledge_close(a.knowledge);
    return a.exit_code;
}
