/* SPDX-License-Identifier: MIT */
/* whomet on the command line: reads the options and starts a command. The program is a user of whomet.h like any other.
 *
 * In: argv. Out: the exit code (0 done, 1 answered "no", 2 wrong command line or data, 3 some input or output failed).
 */
#define _POSIX_C_SOURCE 200809L
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "cli/project.h"
#include "cli/say.h"
#include "cli/version.h"

#include <unistd.h>

typedef void page(wm_buffer *out, const wm_options *options);

/* What fits a screen. */
static void short_page(wm_buffer *out, const wm_options *options)
{
    (void)options;
    wm_help_put_short(out);
}

/* Everything. */
static void long_page(wm_buffer *out, const wm_options *options)
{
    (void)options;
    wm_help_put_long(out);
}

/* Help and version are results: they go where results go and fail as results fail. */
static int show(page *put, const wm_options *options)
{
    wm_output output;
    wm_error error;
    if (wm_output_open(&output, NULL, NULL, 0, &error) != WM_OK)
        return WM_EXIT_FAILED;
    put(&output.buffer, options);
    return wm_output_close(&output) ? WM_EXIT_DONE : WM_EXIT_FAILED;
}

/* Nobody named a file and nobody pipes one: a silent wait would look like a hang. */
static int show_usage(void)
{
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_help_put_short(&out);
    wm_say_bytes(out.at, out.len);
    wm_buffer_done(&out);
    return WM_EXIT_USAGE;
}

/* The order of these tests is the order of what a user would expect to win. */
static int run(int argc, char **argv, wm_arena *keep)
{
    wm_options options;
    wm_error error;
    if (wm_options_parse(argc, (const char *const *)argv, keep, &options, &error) != WM_OK) {
        wm_say("%s\nhint: 'whomet -h' lists the options", error.message);
        return WM_EXIT_USAGE;
    }
    if (options.short_help || options.long_help)
        return show(options.long_help ? long_page : short_page, &options);
    /* check reads the project itself, since it may do so again */
    bool knowing = options.command != WM_COMPILE && options.command != WM_IMPORT && options.command != WM_CHECK;
    knowing = options.version ? options.verbose : knowing;
    if (knowing && !wm_project_read(&options))
        return WM_EXIT_USAGE;
    if (options.version)
        return show(wm_version_put, &options);
    if (options.command == WM_COMPILE)
        return wm_compile_run(&options);
    if (options.command == WM_CHECK)
        return wm_check_run(&options);
    if (options.command == WM_IMPORT)
        return wm_import_run(&options);
    if (options.command == WM_NAMES)
        return wm_names_run(&options);
    if (options.command == WM_EVAL)
        return wm_eval_run(&options);
    if (options.files.count == 0 && isatty(STDIN_FILENO))
        return show_usage();
    if (options.command == WM_EXPLAIN)
        return wm_explain_run(&options);
    return wm_annotate_run(&options);
}

/* The handler for memory of everything below but threads and the library, which have their own. */
int main(int argc, char **argv)
{
    if (!wm_output_secure_streams()) {
        wm_say("standard output is closed: results have nowhere to go; use -o FILE or open it");
        return WM_EXIT_FAILED;
    }
    wm_arena keep;
    jmp_buf out_of_memory;
    wm_arena_init(&keep);
    keep.on_oom = &out_of_memory;
    int exit_code = WM_EXIT_FAILED;
    if (setjmp(out_of_memory) == 0)
        exit_code = run(argc, argv, &keep);
    else
        wm_say("out of memory");
    wm_arena_done(&keep);
    return exit_code;
}
