/* SPDX-License-Identifier: MIT */
/* compile: gazetteer entry files to one file that opens at once; without files the shipped rules, which the program
 * then need not compile each time it starts.
 *
 * In: files, or directories with .tsv files. Out: the file of -o, replaced as a whole; nothing on standard output. All
 * faults of all files are told in one run.
 */
#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/say.h"
#include "in/path.h"

/* Nothing is compiled when one is missing: a gazetteer with a part of the names would look complete. */
static void tell_path(void *user, const wm_error *error)
{
    (void)user;
    wm_say("%s", error->message);
}

/* The labels of the user's own names would be in it, and nobody else has them. */
static int compile_rules(const wm_options *options)
{
    wm_options shipped = *options;
    shipped.no_user_names = true;
    int exit = WM_EXIT_DONE;
    whomet_knowledge *knowledge = wm_knowledge_open(&shipped, &exit);
    whomet_knowledge_close(knowledge);
    if (knowledge != NULL && options->verbose)
        wm_say("compiled the rules to '%s'", options->out_path);
    return exit;
}

/* Nothing is written to standard output: a compiled file on a terminal is of no use to anybody. */
int wm_compile_run(const wm_options *options)
{
    static const char *const endings[] = {".tsv", NULL};
    if (options->out_path == NULL) {
        wm_say("'compile' needs an output: whomet compile -o OUT FILE...");
        return WM_EXIT_USAGE;
    }
    if (options->files.count == 0)
        return compile_rules(options);
    wm_paths paths = {0};
    uint32_t failed = 0, faults = 0;
    for (uint32_t i = 0; i < options->files.count; i++)
        failed += wm_paths_add(&paths, options->files.items[i], endings, options->keep, tell_path, NULL);
    if (failed != 0 || paths.list.count == 0) {
        wm_say("nothing was compiled%s", failed == 0 ? ": no .tsv files there" : "");
        return WM_EXIT_USAGE;
    }
    whomet_error error = {0};
    whomet_status status =
        whomet_compile(paths.list.items, paths.list.count, options->out_path, wm_knowledge_tell, &faults, &error);
    if (status != WHOMET_OK && faults == 0)
        wm_knowledge_tell_error(&error);
    if (status == WHOMET_OK && options->verbose)
        wm_say("compiled %u file%s to '%s'", (unsigned)paths.list.count, paths.list.count == 1 ? "" : "s",
               options->out_path);
    return status == WHOMET_IO ? WM_EXIT_FAILED : wm_knowledge_exit(status);
}
