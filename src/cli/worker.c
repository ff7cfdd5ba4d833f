/* SPDX-License-Identifier: MIT */
/* Reads each input of a batch, annotates it, writes it in the wanted form.
 *
 * In: paths, or lines of JSON. Out: bytes for standard output, messages for standard error, counts; the owner of the
 * batch writes them when its turn comes, so the order does not depend on threads. A bad input costs its own place
 * only: an error line in JSON, a message otherwise.
 */
#include "cli/worker.h"

#include "cli/say.h"
#include "in/charset.h"
#include "in/day.h"
#include "in/path.h"
#include "out/color.h"
#include "out/pretty.h"
#include "out/table.h"

enum { MAX_WARNINGS = 4 };

/* Both buffers are in memory: a batch is written by its owner when its turn comes, never by the thread. */
void wm_batch_init(wm_batch *batch)
{
    *batch = (wm_batch){0};
    wm_buffer_init(&batch->out, -1);
    wm_buffer_init(&batch->messages, -1);
}

/* Of one that was initialised. */
void wm_batch_done(wm_batch *batch)
{
    wm_lines_done(&batch->lines);
    wm_buffer_done(&batch->out);
    wm_buffer_done(&batch->messages);
}

/* On failure the worker can still be passed to wm_worker_done(). */
bool wm_worker_init(wm_worker *worker, const wm_job *job)
{
    *worker = (wm_worker){.job = job, .document = whomet_document_new()};
    wm_arena_init(&worker->keep);
    wm_json_init(&worker->json, job->options->all_types);
    wm_buffer_init(&worker->draft, -1);
    return worker->document != NULL;
}

/* Takes what wm_worker_init() left half made. */
void wm_worker_done(wm_worker *worker)
{
    whomet_document_free(worker->document);
    wm_arena_done(&worker->keep);
    wm_record_reader_done(&worker->records);
    wm_json_done(&worker->json);
    wm_buffer_done(&worker->draft);
}

/* One input on its way through. */
typedef struct item {
    wm_batch *batch;
    wm_origin origin;
    whomet_warning warnings[MAX_WARNINGS];
    char day[WM_DAY_ROOM]; /* of its own date; empty: none */
    uint64_t line;         /* 0 for a file */
} item;

/* Of the reading of a file or record; take_record() and run_file() add two at most, below MAX_WARNINGS. */
static void warn(item *it, const char *code, const char *text)
{
    it->warnings[it->origin.warning_count++] = (whomet_warning){.code = code, .text = text};
    it->origin.warnings = it->warnings;
}

/* The compact line first: there is one writer of JSON, and indenting is a matter of white space. */
static void put_indented(wm_worker *worker, wm_buffer *out, const whomet_result *result, const wm_origin *origin)
{
    worker->draft.len = 0;
    wm_json_put_document(&worker->json, &worker->draft, result, origin);
    if (worker->draft.error != 0)
        out->error = worker->draft.error;
    else
        wm_pretty_put(out, (wm_slice){worker->draft.at, worker->draft.len});
}

/* With several documents, those in which nobody met anybody are left out of tables, as grep leaves out files. */
static void put_result(wm_worker *worker, const item *it, const whomet_result *result)
{
    const wm_view *view = &worker->job->view;
    wm_buffer *out = &it->batch->out;
    bool heading = view->headings && (view->format == WM_FORMAT_TEXT || result->triples.count != 0);
    switch (view->format) {
    case WM_FORMAT_JSON:
        put_indented(worker, out, result, &it->origin);
        return;
    case WM_FORMAT_TSV:
        wm_table_put_tsv(out, result, &it->origin);
        return;
    case WM_FORMAT_TEXT:
    case WM_FORMAT_TABLE:
        if (heading)
            wm_color_put_heading(out, &it->origin, view->color);
        if (view->format == WM_FORMAT_TEXT)
            wm_color_put(out, result, &it->origin, view->width, view->color);
        else if (heading || !view->headings)
            wm_table_put(out, result, view->width, view->color);
        if (heading)
            wm_buffer_put_char(out, '\n');
        return;
    default:
        wm_json_put_document(&worker->json, out, result, &it->origin);
    }
}

/* One message about an input: its path, and its line if it is one of many. */
static void tell(const item *it, const char *kind, const char *text)
{
    if (it->line != 0)
        wm_say_to(&it->batch->messages, "%.*s:%llu: %s%s", WM_SLICE_ARG(it->origin.source),
                  (unsigned long long)it->line, kind, text);
    else
        wm_say_to(&it->batch->messages, "%.*s: %s%s", WM_SLICE_ARG(it->origin.source), kind, text);
}

/* Only with --verbose; in JSON they stand in the output anyway. */
static void tell_warnings(wm_arena *keep, const item *it, const whomet_warning *warnings, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const char *text = warnings[i].text != NULL ? warnings[i].text : warnings[i].code;
        if (warnings[i].range.end != 0)
            text = wm_arena_format(keep, "%s (at character %u)", text, (unsigned)warnings[i].range.begin);
        tell(it, "warning: ", text);
    }
}

/* Tells that this input has failed: in its place of the output for lines, and to people. */
static void refuse(wm_worker *worker, const item *it, const char *code, const char *message)
{
    bool in_place = it->line != 0 && worker->job->view.format <= WM_FORMAT_JSONL;
    it->batch->tally.failed++;
    if (in_place)
        wm_json_put_error(&it->batch->out, &it->origin, code, message);
    if (it->line == 0)
        wm_say_to(&it->batch->messages, "%s", message);
    else if (!in_place || worker->job->options->verbose)
        tell(it, "", message);
}

/* From a text to its place in the output. The only failures of whomet_read() are a text that is too large and memory.
 * The document is used again for the next text, so what is written of it is written here. */
static void annotate(wm_worker *worker, item *it, wm_slice text)
{
    const wm_options *options = worker->job->options;
    whomet_input input = {
        .text = text.len != 0 ? text.at : "", .size = text.len, .date = it->day[0] != '\0' ? it->day : options->date};
    whomet_error error = {0};
    whomet_status status = whomet_read(worker->job->knowledge, worker->document, &input, &error);
    if (status != WHOMET_OK) {
        const char *message = error.message;
        if (it->line == 0)
            message =
                wm_arena_format(&worker->keep, "cannot read '%.*s': %s", WM_SLICE_ARG(it->origin.source), message);
        refuse(worker, it, status == WHOMET_NO_MEMORY ? "no-memory" : "bad-text", message);
        return;
    }
    const whomet_result *result = whomet_document_result(worker->document);
    wm_tally_count(&it->batch->tally, result, it->origin.warning_count);
    put_result(worker, it, result);
    if (options->verbose && !options->quiet) {
        tell_warnings(&worker->keep, it, it->warnings, it->origin.warning_count);
        tell_warnings(&worker->keep, it, result->warnings.items, result->warnings.count);
    }
}

/* A file as UTF-8. The one place where an input may be larger than memory. */
static wm_status read_file(wm_arena *keep, const char *path, wm_slice *ret_text, const char **ret_converted,
                           wm_error *err)
{
    jmp_buf out_of_memory;
    wm_slice bytes;
    keep->on_oom = &out_of_memory;
    if (setjmp(out_of_memory) != 0) {
        keep->on_oom = NULL;
        return wm_fail(err, WM_NO_MEMORY, path, "no memory to read '%s'", path);
    }
    wm_status status = wm_path_read(path, keep, &bytes, err);
    if (status == WM_OK)
        *ret_text = wm_charset_decode(bytes, keep, ret_converted);
    keep->on_oom = NULL;
    return status;
}

/* A converted text is told, because its positions are not those of the file on the disk. The id is the name of the file
 * without its ending. */
static void run_file(wm_worker *worker, wm_batch *batch, const char *path)
{
    item it = {.batch = batch, .origin = {.id = wm_path_stem(path), .source = wm_slice_of(path)}};
    wm_slice text;
    wm_error error;
    const char *converted;
    if (read_file(&worker->keep, path, &text, &converted, &error) != WM_OK) {
        refuse(worker, &it, "unreadable", error.message);
        return;
    }
    if (converted != NULL)
        warn(&it, "converted",
             wm_arena_format(&worker->keep, "converted from %s to UTF-8, which the positions count", converted));
    annotate(worker, &it, text);
}

/* What a record says about itself; odd things are left out with a warning. */
static void take_record(wm_worker *worker, item *it, const wm_record *record)
{
    it->origin.title = record->title;
    it->origin.date = record->date;
    if (record->date.at != NULL && !wm_day_read(record->date, it->day))
        warn(it, "bad-date",
             wm_arena_format(&worker->keep, "the record's date '%.*s' is no day YYYY-MM-DD and was not used",
                             (int)(record->date.len < 60 ? record->date.len : 60), record->date.at));
    if (record->odd_date)
        warn(it, "bad-date", "the record's 'date' is not a string and was left out");
    if (record->odd_title)
        warn(it, "bad-title", "the record's 'title' is not a string and was left out");
}

/* A record without an id is called by its line, also when the line cannot be read. */
static void run_line(wm_worker *worker, wm_batch *batch, wm_slice line, uint64_t number)
{
    item it = {.batch = batch, .line = number, .origin.source = wm_slice_of(batch->source)};
    wm_record record;
    const char *code;
    wm_error error;
    wm_status status = wm_record_read(&worker->records, line, &record, &code, &error);
    it.origin.id = record.id;
    it.origin.id_is_json = record.id.at != NULL;
    char *digits = record.id.at == NULL ? wm_arena_format(&worker->keep, "%llu", (unsigned long long)number) : NULL;
    if (digits != NULL)
        it.origin.id = wm_slice_of(digits);
    if (status != WM_OK) {
        refuse(worker, &it, code, error.message);
        return;
    }
    take_record(worker, &it, &record);
    annotate(worker, &it, record.text);
}

/* Memory of one input is let go before the next, so a batch takes no more than its largest. */
void wm_worker_run(wm_worker *worker, wm_batch *batch)
{
    wm_arena_mark mark = wm_arena_tell(&worker->keep);
    for (uint32_t i = 0; i < batch->path_count; i++) {
        run_file(worker, batch, batch->paths[i]);
        wm_arena_rewind(&worker->keep, mark);
    }
    wm_slice rest = {batch->lines.at, batch->source != NULL ? batch->lines.len : 0}, line;
    for (uint64_t number = batch->first_line; wm_lines_cut(&rest, &line); number++) {
        run_line(worker, batch, line, number);
        wm_arena_rewind(&worker->keep, mark);
    }
}
