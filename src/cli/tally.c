/* SPDX-License-Identifier: MIT */
/* Counting, and telling the counts.
 *
 * In: results. Out: lines on standard error. Rates are bytes of text (not of JSON around it) over wall-clock seconds;
 * memory is the peak of the whole process, as the system counts it.
 */
#define _POSIX_C_SOURCE 200809L
#include "cli/tally.h"

#include "cli/say.h"

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* `more_warnings` are those of the reading of the file, which the result does not know. */
void wm_tally_count(wm_tally *tally, const whomet_result *result, uint32_t more_warnings)
{
    tally->documents++;
    tally->bytes += result->size;
    tally->mentions += result->mentions.count;
    tally->entities += result->entities.count;
    tally->events += result->events.count;
    tally->triples += result->triples.count;
    tally->relations += result->relations.count;
    tally->warnings += result->warnings.count + more_warnings;
}

/* Each thread counts for itself; sums are made when batches retire, so no counter is shared. */
void wm_tally_add(wm_tally *tally, const wm_tally *part)
{
    tally->documents += part->documents;
    tally->failed += part->failed;
    tally->bytes += part->bytes;
    tally->mentions += part->mentions;
    tally->entities += part->entities;
    tally->events += part->events;
    tally->triples += part->triples;
    tally->relations += part->relations;
    tally->warnings += part->warnings;
}

/* Monotonic: a clock that is set while we run must not give negative speeds. */
static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* With results on the same terminal a progress line would tear them apart. */
void wm_progress_begin(wm_progress *progress, bool quiet)
{
    *progress = (wm_progress){
        .begin_seconds = now(),
        .wanted = !quiet && isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO),
    };
}

/* By a clock that nobody sets while it runs. */
double wm_progress_seconds(const wm_progress *progress)
{
    return now() - progress->begin_seconds;
}

/* Megabytes are 10^6 bytes, as disks and networks count. */
static void put_rate(wm_buffer *out, uint64_t bytes, double seconds)
{
    wm_buffer_put_hundredths(out, (double)bytes / 1e6);
    WM_BUFFER_LITERAL(out, " MB, ");
    wm_buffer_put_hundredths(out, seconds > 0 ? (double)bytes / 1e6 / seconds : 0);
    WM_BUFFER_LITERAL(out, " MB/s");
}

/* Five times a second is often enough for eyes; work below a second needs no progress at all. */
static bool is_time_to_show(wm_progress *progress, double seconds)
{
    if (!progress->wanted || seconds < 1 || seconds - progress->shown_seconds < 0.2)
        return false;
    progress->shown_seconds = seconds;
    return progress->visible = true;
}

/* Rewrites its line from the beginning and clears the rest of it. */
void wm_progress_show_bytes(wm_progress *progress, uint64_t bytes, uint64_t total, uint64_t count, const char *what)
{
    if (!is_time_to_show(progress, wm_progress_seconds(progress)))
        return;
    wm_buffer line;
    wm_buffer_init(&line, -1);
    WM_BUFFER_LITERAL(&line, "\r\033[K");
    wm_buffer_put_hundredths(&line, (double)bytes / 1e6);
    if (total != 0) {
        WM_BUFFER_LITERAL(&line, " of ");
        wm_buffer_put_hundredths(&line, (double)total / 1e6);
    }
    WM_BUFFER_LITERAL(&line, " MB, ");
    wm_buffer_put_uint(&line, count);
    wm_buffer_put_char(&line, ' ');
    wm_buffer_put_text(&line, what);
    wm_say_bytes(line.at, line.len);
    wm_buffer_done(&line);
}

/* The rate is that since the start. */
void wm_progress_show(wm_progress *progress, const wm_tally *tally)
{
    double seconds = wm_progress_seconds(progress);
    if (!is_time_to_show(progress, seconds))
        return;
    wm_buffer line;
    wm_buffer_init(&line, -1);
    WM_BUFFER_LITERAL(&line, "\r\033[K");
    wm_buffer_put_uint(&line, tally->documents);
    WM_BUFFER_LITERAL(&line, " documents, ");
    put_rate(&line, tally->bytes, seconds);
    wm_say_bytes(line.at, line.len);
    wm_buffer_done(&line);
}

/* Before anything else is written to the terminal. */
void wm_progress_hide(wm_progress *progress)
{
    if (progress->visible)
        wm_say_bytes("\r\033[K", 4);
    progress->visible = false;
}

/* For a text before and behind a number. */
static void put_count(wm_buffer *out, const char *before, uint64_t count, const char *after)
{
    wm_buffer_put_text(out, before);
    wm_buffer_put_uint(out, count);
    wm_buffer_put_text(out, after);
}

/* One fact a line and its name first, so that a script can find it. */
void wm_tally_say(const wm_tally *tally, double seconds, double start_seconds, unsigned jobs)
{
    wm_buffer out;
    wm_buffer_init(&out, -1);
    put_count(&out, "documents  ", tally->documents, "");
    put_count(&out, ", failed ", tally->failed, "\ntext       ");
    put_rate(&out, tally->bytes, seconds);
    WM_BUFFER_LITERAL(&out, "\ntime       ");
    wm_buffer_put_hundredths(&out, seconds);
    put_count(&out, " s, threads ", jobs, ", start ");
    wm_buffer_put_hundredths(&out, start_seconds * 1e3);
    put_count(&out, " ms\nfound      ", tally->mentions, " mentions, ");
    put_count(&out, "", tally->entities, " entities, ");
    put_count(&out, "", tally->events, " events, ");
    put_count(&out, "", tally->triples, " triples, ");
    put_count(&out, "", tally->relations, " relations\n");
    put_count(&out, "warnings   ", tally->warnings, "\nmemory     ");
    struct rusage usage = {0};
    getrusage(RUSAGE_SELF, &usage);
    wm_buffer_put_hundredths(&out, (double)usage.ru_maxrss * 1024 / 1e6);
    WM_BUFFER_LITERAL(&out, " MB peak\n");
    wm_say_bytes(out.at, out.len);
    wm_buffer_done(&out);
}
