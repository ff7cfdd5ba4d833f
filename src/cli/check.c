/* SPDX-License-Identifier: MIT */
/* check: are the rules and gazetteers right, and do the examples in the rules hold?
 *
 * In: files that are added to the shipped ones, .rules as rules and everything else as gazetteers (directories are
 * searched for .rules and .tsv). Out: faults on standard error, the count of examples on standard output, exit code 1
 * if there is any fault.
 */
#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "cli/say.h"
#include "in/path.h"

static void tell_path(void *user, const wm_error *error)
{
    (void)user;
    wm_say("%s", error->message);
}

static bool is_rules(const char *path)
{
    static const char ending[] = ".rules";
    size_t len = strlen(path), tail = sizeof ending - 1;
    return len >= tail && memcmp(path + len - tail, ending, tail) == 0;
}

static uint32_t add_files(wm_options *options)
{
    static const char *const endings[] = {".rules", ".tsv", NULL};
    wm_paths paths = {0};
    uint32_t failed = 0;
    for (uint32_t i = 0; i < options->files.count; i++)
        failed += wm_paths_add(&paths, options->files.items[i], endings, options->keep, tell_path, NULL);
    for (uint32_t i = 0; i < paths.list.count; i++) {
        const char *path = paths.list.items[i];
        *WM_PUSH(options->keep, is_rules(path) ? &options->rules : &options->gazetteers) = path;
    }
    return failed;
}

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

int wm_check_run(const wm_options *options)
{
    wm_options wanted = *options;
    int exit_code = WM_EXIT_DONE;
    if (add_files(&wanted) != 0)
        return WM_EXIT_USAGE;
    whomet_knowledge *knowledge = wm_knowledge_open(&wanted, &exit_code);
    if (knowledge == NULL)
        return exit_code;
    uint32_t passed = 0, failed = 0;
    whomet_error error = {0};
    whomet_status status = whomet_check(knowledge, &passed, &failed, wm_knowledge_tell, NULL, &error);
    whomet_knowledge_close(knowledge);
    if (status != WHOMET_OK) {
        wm_knowledge_tell_error(&error);
        return wm_knowledge_exit(status);
    }
    if (!put_counts(passed, failed))
        return WM_EXIT_FAILED;
    return failed != 0 ? WM_EXIT_NO : WM_EXIT_DONE;
}
