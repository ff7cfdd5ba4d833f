/* SPDX-License-Identifier: MIT */
/* check: are the rules and gazetteers right, and do the examples in the rules hold?
 *
 * In: files that are added to the shipped ones, .rules as rules and everything else as gazetteers (directories are
 * searched for .rules and .tsv); with --profile .txt, .text and .md are texts to measure with. Out: faults on standard
 * error, the count of examples or the profile on standard output, exit code 1 if there is any fault. With --watch all
 * of that anew, project file included, whenever a file has changed.
 */
#include "cli/check.h"

#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "cli/profile.h"
#include "cli/project.h"
#include "cli/say.h"
#include "cli/watch.h"
#include "in/path.h"

/* Silent for the watch, which looks again every moment. */
static void tell_path(void *user, const wm_error *error)
{
    if (user == NULL)
        wm_say("%s", error->message);
}

/* An ending alone (".rules") is a name, too. */
static bool ends_with(const char *path, const char *ending)
{
    size_t len = strlen(path), tail = strlen(ending);
    return len >= tail && memcmp(path + len - tail, ending, tail) == 0;
}

static bool is_text(const char *path)
{
    return ends_with(path, ".txt") || ends_with(path, ".text") || ends_with(path, ".md");
}

uint32_t wm_check_files(wm_options *options, wm_words *texts, bool silent)
{
    static const char *const endings[] = {".rules", ".tsv", NULL};
    static const char *const more_endings[] = {".rules", ".tsv", ".txt", ".text", ".md", NULL};
    wm_paths paths = {0};
    uint32_t failed = 0;
    for (uint32_t i = 0; i < options->files.count; i++)
        failed += wm_paths_add(&paths, options->files.items[i], options->profile ? more_endings : endings,
                               options->keep, tell_path, silent ? options : NULL);
    for (uint32_t i = 0; i < paths.list.count; i++) {
        const char *path = paths.list.items[i];
        wm_words *list = ends_with(path, ".rules") ? &options->rules : &options->gazetteers;
        *WM_PUSH(options->keep, options->profile && is_text(path) ? texts : list) = path;
    }
    return failed;
}

/* The one line that people and scripts look for. */
static bool put_counts(uint32_t passed, uint32_t failed)
{
    wm_output output;
    wm_error error;
    if (wm_output_open(&output, NULL, NULL, 0, &error) != WM_OK)
        return false;
    wm_buffer_put_uint(&output.buffer, passed);
    WM_BUFFER_LITERAL(&output.buffer, " examples passed, ");
    wm_buffer_put_uint(&output.buffer, failed);
    WM_BUFFER_LITERAL(&output.buffer, " failed\n");
    return wm_output_close(&output);
}

static int check(const whomet_knowledge *knowledge, const wm_options *options, const wm_words *texts)
{
    uint32_t passed = 0, failed = 0;
    whomet_error error = {0};
    whomet_status status = whomet_check(knowledge, &passed, &failed, wm_knowledge_tell, NULL, &error);
    if (status != WHOMET_OK) {
        wm_knowledge_tell_error(&error);
        return wm_knowledge_exit(status);
    }
    if (options->profile) {
        int exit_code = wm_profile_put(knowledge, options, texts);
        if (exit_code != WM_EXIT_DONE)
            return exit_code;
        wm_say("%u examples passed, %u failed", (unsigned)passed, (unsigned)failed);
    } else if (!put_counts(passed, failed)) {
        return WM_EXIT_FAILED;
    }
    return failed != 0 ? WM_EXIT_NO : WM_EXIT_DONE;
}

/* Examples are run though the lint found something: a rule that does nothing keeps nobody from checking the others. */
int wm_check_once(const wm_options *options)
{
    wm_options wanted = *options;
    wm_words texts = {0};
    int exit_code = WM_EXIT_DONE;
    if (!wm_project_read(&wanted))
        return WM_EXIT_NO;
    if (wm_check_files(&wanted, &texts, false) != 0)
        return WM_EXIT_USAGE;
    whomet_knowledge *knowledge = wm_knowledge_open(&wanted, &exit_code);
    if (knowledge == NULL)
        return exit_code;
    int examples = check(knowledge, &wanted, &texts);
    whomet_knowledge_close(knowledge);
    return examples != WM_EXIT_DONE ? examples : exit_code;
}

int wm_check_run(const wm_options *options)
{
    return options->watch ? wm_watch_run(options) : wm_check_once(options);
}
