/* SPDX-License-Identifier: MIT */
/* annotate and triples: feeds inputs to the pool and writes what comes back, in order.
 *
 * In: files, directories, standard input; with --jsonl, lines. Out: one result an input. Knowledge is opened before
 * the output, so a wrong rule does not empty the file of -o. When the output fails, reading stops. Lines that pause
 * (a terminal, tail -f) are answered before more is waited for.
 */
#define _POSIX_C_SOURCE 200809L
#include "base/file.h"
#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "cli/pool.h"
#include "cli/say.h"
#include "in/path.h"
#include "out/table.h"

#include <stdio.h>
#include <unistd.h>

/* Shorter than a person notices, longer than a pipe needs to bring its next block. */
enum { PAUSE_MILLISECONDS = 20 };

typedef struct run {
    const wm_options *options;
    wm_job job;
    wm_paths paths;
    wm_output output;
    wm_pool *pool;
    wm_tally tally;
    wm_progress progress;
    double start_seconds;
    unsigned jobs;
} run;

/* Messages are not held back with the results: standard error waits for no buffer, here as everywhere. */
static void retire(void *user, wm_batch *batch)
{
    run *r = user;
    if (batch->out.error != 0) {
        wm_say("no memory for a result; its documents are left out");
        batch->tally.failed++;
    }
    if (batch->messages.len != 0) {
        wm_progress_hide(&r->progress);
        wm_say_bytes(batch->messages.at, batch->messages.len);
    }
    wm_buffer_put_bytes(&r->output.buffer, batch->out.at, batch->out.len);
    if (r->job.view.width != 0) /* a terminal: somebody is looking */
        wm_buffer_flush(&r->output.buffer);
    wm_tally_add(&r->tally, &batch->tally);
    wm_progress_show(&r->progress, &r->tally);
}

/* A folder that cannot be listed; the others go on, and the exit code tells. */
static void tell_path(void *user, const wm_error *error)
{
    (void)user;
    wm_say("%s", error->message);
}

/* Could this have been meant as a command? Paths with a slash, a dot or a capital are files and nothing else. */
static bool is_word(const char *text)
{
    size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz");
    return len != 0 && text[len] == '\0';
}

/* A first word that is neither command nor file is most likely a misspelt command. *ret_exit: end with that. */
static bool misses_command(const wm_options *options, int *ret_exit)
{
    if (options->command_given || options->files.count == 0)
        return false;
    const char *word = options->files.items[0];
    if (!is_word(word) || wm_file_exists(word))
        return false;
    char near[64];
    const char *list = "";
    for (int i = 0; i < WM_COMMAND_COUNT; i++)
        list = wm_arena_format(options->keep, "%s%s%s", list, i != 0 ? ", " : "", wm_command_name((wm_command)i));
    wm_options_suggest_command(word, near, sizeof near);
    wm_say("no file '%s', and no command: %s%s", word, list, near);
    *ret_exit = near[0] != '\0' ? WM_EXIT_USAGE : WM_EXIT_FAILED;
    return true;
}

/* Lists the inputs; the first `skip` arguments were told already. */
static void list_inputs(run *r, uint32_t skip)
{
    static const char *const texts[] = {".txt", ".text", ".md", NULL};
    static const char *const records[] = {".jsonl", ".ndjson", NULL};
    const wm_options *options = r->options;
    for (uint32_t i = skip; i < options->files.count; i++)
        r->tally.failed += wm_paths_add(&r->paths, options->files.items[i], options->jsonl ? records : texts,
                                        options->keep, tell_path, NULL);
    if (options->files.count == 0)
        *WM_PUSH(options->keep, &r->paths.list) = "-";
    else if (r->paths.list.count == 0 && r->tally.failed == 0 && !options->quiet)
        wm_say("no files found: directories are searched for %s; name others",
               options->jsonl ? "*.jsonl and *.ndjson" : "*.txt, *.text and *.md");
}

/* Files are opened by the workers, so that waiting for a disk is shared as well. */
static void feed_files(run *r)
{
    uint32_t at = 0, count = r->paths.list.count;
    while (at < count && r->output.buffer.error == 0) {
        wm_batch *batch = wm_pool_next(r->pool);
        while (at < count && batch->path_count < WM_BATCH_PATHS)
            batch->paths[batch->path_count++] = r->paths.list.items[at++];
        wm_pool_submit(r->pool);
    }
}

/* Before waiting for a slow input: finish and show what there is. A pause is told by poll(), so nothing is held back
 * while somebody types. */
static void catch_up(run *r, const wm_line_reader *reader)
{
    if (wm_line_reader_ready(reader, PAUSE_MILLISECONDS))
        return;
    wm_pool_drain(r->pool);
    wm_buffer_flush(&r->output.buffer);
}

/* An input that breaks off is told after the results of what was read before it. */
static void feed_lines(run *r, const char *path)
{
    wm_line_reader reader;
    wm_error error;
    wm_status status = wm_line_reader_open(&reader, path, &error);
    bool opened = status == WM_OK;
    uint64_t line = 1;
    bool more = opened;
    while (more && status == WM_OK && r->output.buffer.error == 0) {
        if (!wm_line_reader_ready(&reader, 0))
            catch_up(r, &reader);
        wm_batch *batch = wm_pool_next(r->pool);
        status = wm_line_reader_next(&reader, &batch->lines, path, &error);
        batch->source = path;
        batch->first_line = line;
        line += batch->lines.count;
        more = batch->lines.count != 0;
        wm_pool_submit(r->pool);
    }
    if (opened)
        wm_line_reader_close(&reader);
    if (status == WM_OK)
        return;
    wm_pool_drain(r->pool);
    wm_say("%s", error.message);
    r->tally.failed++;
}

/* Only what nobody has said yet: a single failed file has had its message, and JSON holds its own warnings. */
static void summarize(run *r)
{
    const wm_options *options = r->options;
    wm_progress_hide(&r->progress);
    double seconds = wm_progress_seconds(&r->progress);
    uint64_t failed = r->tally.failed, all = failed + r->tally.documents;
    bool in_place = options->jsonl && r->job.view.format <= WM_FORMAT_JSONL;
    if (failed != 0 && (all > 1 || in_place) && !options->quiet)
        wm_say("%llu of %llu %s could not be read%s", (unsigned long long)failed, (unsigned long long)all,
               options->jsonl ? "records" : "inputs",
               in_place && !options->verbose ? "; the output says why in their places" : "");
    bool unseen = r->job.view.format == WM_FORMAT_TABLE || r->job.view.format == WM_FORMAT_TSV;
    if (r->tally.warnings != 0 && unseen && !options->verbose && !options->quiet)
        wm_say("warnings: %llu; -v tells them", (unsigned long long)r->tally.warnings);
    if (options->verbose && !options->quiet)
        wm_say("%llu documents, %llu contacts in %.2f s", (unsigned long long)r->tally.documents,
               (unsigned long long)r->tally.events, seconds);
    if (options->stats)
        wm_tally_say(&r->tally, seconds, r->start_seconds, r->jobs);
}

/* Those that this machine has, which may be more than this process may use; the clamp is that of --jobs. An unknown
 * number is one. */
static unsigned processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > 256 ? 256 : (unsigned)count;
}

/* Lists of lines are read one after another, so that their results come in the order of the arguments. */
static void read_inputs(run *r)
{
    if (r->job.view.format == WM_FORMAT_TSV)
        wm_table_put_tsv_head(&r->output.buffer);
    if (!r->options->jsonl)
        feed_files(r);
    for (uint32_t i = 0; r->options->jsonl && i < r->paths.list.count; i++)
        feed_lines(r, r->paths.list.items[i]);
    wm_pool_drain(r->pool);
}

/* Everything behind an open knowledge. The output is closed before the summary, which may have to tell that it failed.
 */
static int work(run *r)
{
    wm_error error;
    wm_status status = wm_output_open_for(&r->output, r->options, r->paths.list.items, r->paths.list.count, &error);
    if (status != WM_OK) {
        wm_say("%s", error.message);
        return status == WM_BAD_USE ? WM_EXIT_USAGE : WM_EXIT_FAILED;
    }
    r->jobs = r->options->jobs != 0 ? r->options->jobs : processors();
    r->pool = wm_pool_new(&r->job, r->jobs, retire, r);
    if (r->pool != NULL)
        read_inputs(r);
    else
        wm_say("no memory to begin with");
    bool read = r->pool != NULL && r->tally.failed == 0;
    wm_pool_free(r->pool);
    bool written = wm_output_close(&r->output);
    summarize(r);
    return read && written ? WM_EXIT_DONE : WM_EXIT_FAILED;
}

/* Inputs are listed before rules are opened: a wrong path is told at once. */
int wm_annotate_run(const wm_options *options)
{
    run r = {.options = options, .job.options = options};
    wm_error error;
    int status = WM_EXIT_DONE;
    bool missed = misses_command(options, &status);
    if (status == WM_EXIT_USAGE)
        return status;
    wm_progress_begin(&r.progress, options->quiet);
    r.tally.failed += missed;
    list_inputs(&r, missed);
    bool many = options->jsonl || r.paths.list.count > 1 || options->files.count > 1;
    if (wm_view_choose(options, many, &r.job.view, &error) != WM_OK) {
        wm_say("%s", error.message);
        return WM_EXIT_USAGE;
    }
    whomet_knowledge *knowledge = wm_knowledge_open(options, &status);
    if (knowledge == NULL)
        return status;
    r.job.knowledge = knowledge;
    r.start_seconds = wm_progress_seconds(&r.progress);
    status = work(&r);
    whomet_knowledge_close(knowledge);
    return status;
}
