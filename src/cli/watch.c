/* SPDX-License-Identifier: MIT */
/* Four times a second the state of all files is summed up: names, sizes, times of change. That finds new files and
 * editors that replace a file as a whole, and needs nothing of one system. A change is waited out until the state is
 * the same twice. ^C ends the wait, not by a handler but by being waited for; while a check runs it ends the program.
 *
 * In: options. Out: what check writes, again and again, on a cleared screen if it is a terminal.
 */
#define _POSIX_C_SOURCE 200809L
#include "cli/watch.h"

#include "base/file.h"
#include "base/utf8.h"
#include "cli/check.h"
#include "cli/project.h"
#include "cli/say.h"
#include "cli/version.h"

#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { POLL_MS = 250 };

typedef struct state {
    uint64_t hash;
    uint32_t files;
} state;

/* A file that is gone counts by its name alone, so going and coming both change the sum. */
static void add_path(state *s, const char *path)
{
    struct stat info;
    uint64_t part[4] = {wm_utf8_hash(wm_slice_of(path)), 0, 0, 0};
    if (stat(path, &info) == 0) {
        part[1] = (uint64_t)info.st_size;
        part[2] = (uint64_t)info.st_mtim.tv_sec;
        part[3] = (uint64_t)info.st_mtim.tv_nsec;
        s->files++;
    }
    for (size_t i = 0; i < 4; i++)
        s->hash = (s->hash ^ part[i]) * UINT64_C(0x9E3779B97F4A7C15) + (s->hash >> 29);
}

static void add_folder(state *s, wm_arena *keep, const char *folder, const char *suffix)
{
    char **names;
    uint32_t count = 0;
    wm_error error;
    if (wm_file_list(folder, suffix, keep, &names, &count, &error) != WM_OK)
        return;
    for (uint32_t i = 0; i < count; i++)
        add_path(s, wm_arena_format(keep, "%s/%s", folder, names[i]));
}

static void add_words(state *s, const wm_words *words)
{
    for (uint32_t i = 0; i < words->count; i++)
        add_path(s, words->items[i]);
}

/* Everything that a check depends on, as it is now. What is wrong with it the check has told. */
static state look(const wm_options *options, wm_arena *scratch)
{
    state s = {0};
    wm_arena_mark mark = wm_arena_tell(scratch);
    wm_options now = *options;
    wm_words texts = {0};
    now.keep = scratch;
    now.rules = now.gazetteers = (wm_words){0};
    const char *data = wm_version_data_folder(scratch);
    add_folder(&s, scratch, wm_arena_format(scratch, "%s/rules", data), ".rules");
    add_folder(&s, scratch, wm_arena_format(scratch, "%s/rules/lexicon", data), ".txt");
    add_folder(&s, scratch, wm_arena_format(scratch, "%s/rules/words", data), ".txt");
    add_folder(&s, scratch, wm_arena_format(scratch, "%s/gazetteers", data), ".gaz");
    wm_project_list(&now);
    wm_check_files(&now, &texts, true);
    if (now.project != NULL)
        add_path(&s, now.project);
    add_words(&s, &options->rules);
    add_words(&s, &options->gazetteers);
    add_words(&s, &now.rules);
    add_words(&s, &now.gazetteers);
    add_words(&s, &texts);
    wm_arena_rewind(scratch, mark);
    return s;
}

/* False when a signal ends it all. */
/* A signal that is waited for cannot be missed between a test and a sleep, and needs no handler. */
static bool pause_for(const sigset_t *ends)
{
    struct timespec wait = {0, POLL_MS * 1000000L};
    return sigtimedwait(ends, NULL, &wait) <= 0;
}

/* Until the state differs from `before` and then stays; false when a signal ends it all. */
static bool wait_for_change(const wm_options *options, wm_arena *scratch, const sigset_t *ends, state before)
{
    state now = before, last;
    do {
        if (!pause_for(ends))
            return false;
        last = now;
        now = look(options, scratch);
    } while (now.hash == before.hash || now.hash != last.hash);
    return true;
}

/* Each round works in memory of its own, so that a day of watching takes no more than an hour. */
static int check_round(const wm_options *options)
{
    wm_arena keep;
    wm_options round = *options;
    wm_arena_init(&keep);
    keep.on_oom = options->keep->on_oom;
    round.keep = &keep;
    round.rules = round.gazetteers = (wm_words){0};
    for (uint32_t i = 0; i < options->rules.count; i++)
        *WM_PUSH(&keep, &round.rules) = options->rules.items[i];
    for (uint32_t i = 0; i < options->gazetteers.count; i++)
        *WM_PUSH(&keep, &round.gazetteers) = options->gazetteers.items[i];
    int exit_code = wm_check_once(&round);
    wm_arena_done(&keep);
    return exit_code;
}

int wm_watch_run(const wm_options *options)
{
    static const char clear[] = "\033[H\033[2J";
    sigset_t ends, before;
    int exit_code;
    wm_arena scratch;
    wm_arena_init(&scratch);
    scratch.on_oom = options->keep->on_oom;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    state seen;
    do {
        if (isatty(STDOUT_FILENO))
            (void)!write(STDOUT_FILENO, clear, sizeof clear - 1);
        seen = look(options, &scratch);
        exit_code = check_round(options);
        wm_say("watching %u files; ^C ends", (unsigned)seen.files);
        sigprocmask(SIG_BLOCK, &ends, &before);
        bool goes_on = wait_for_change(options, &scratch, &ends, seen);
        sigprocmask(SIG_SETMASK, &before, NULL);
        if (!goes_on)
            break;
    } while (true);
    wm_arena_done(&scratch);
    return exit_code;
}
