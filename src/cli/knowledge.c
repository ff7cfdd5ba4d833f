/* SPDX-License-Identifier: MIT */
/* Between the options and whomet_knowledge_open(): the files that were named, and the faults found in them.
 *
 * Out: a knowledge, or NULL after every fault was written to standard error in the form of fault.h. An error of the
 * library is told only when no fault was, since for faults it merely repeats the first one.
 */
#include "cli/knowledge.h"

#include "cli/say.h"
#include "out/fault.h"

/* More faults than this scroll away before they are read, so their number is told at the end. */
enum { ONE_SCREEN = 10 };

/* One write, so that faults of two programs do not mix. */
static void say_and_free(wm_buffer *out)
{
    wm_say_bytes(out->at, out->len);
    wm_buffer_done(out);
}

/* Is a whomet_fault_report; `user` points to a count, or is NULL. */
void wm_knowledge_tell(void *user, const whomet_fault *fault)
{
    uint32_t *count = user;
    if (count != NULL)
        ++*count;
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_fault_put(&out, fault, wm_say_in_color());
    say_and_free(&out);
}

/* An error has no source line, so it is shorter than a fault. */
void wm_knowledge_tell_error(const whomet_error *error)
{
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_fault_put_error(&out, error, wm_say_in_color());
    say_and_free(&out);
}

/* A missing file is a wrong command line; want of memory is nobody's fault. */
int wm_knowledge_exit(whomet_status status)
{
    if (status == WHOMET_OK)
        return WM_EXIT_DONE;
    return status == WHOMET_NO_MEMORY ? WM_EXIT_FAILED : WM_EXIT_USAGE;
}

/* The exit code is set on failure only. */
whomet_knowledge *wm_knowledge_open(const wm_options *options, int *ret_exit)
{
    uint32_t faults = 0;
    whomet_options wanted = {
        .gazetteers = options->gazetteers.items,
        .gazetteer_count = options->gazetteers.count,
        .rules = options->rules.items,
        .rule_count = options->rules.count,
        .only = options->only,
        .no_user_names = options->no_user_names,
        .lint = options->command == WM_CHECK,
        .rules_out = options->command == WM_COMPILE ? options->out_path : NULL,
        .report_fault = wm_knowledge_tell,
        .report_user = &faults,
    };
    whomet_knowledge *knowledge = NULL;
    whomet_error error = {0};
    whomet_status status = whomet_knowledge_open(&wanted, &knowledge, &error);
    if (status == WHOMET_OK) {
        *ret_exit = faults != 0 ? WM_EXIT_NO : *ret_exit; /* of the lint: they leave the rules usable */
        return knowledge;
    }
    *ret_exit = wm_knowledge_exit(status);
    /* check answers "no"; for the others the command line is wrong */
    if (status == WHOMET_BAD_DATA && options->command == WM_CHECK)
        *ret_exit = WM_EXIT_NO;
    if (status == WHOMET_IO && wanted.rules_out != NULL) /* the output, in all likelihood */
        *ret_exit = WM_EXIT_FAILED;
    if (faults == 0)
        wm_knowledge_tell_error(&error);
    if (faults > ONE_SCREEN)
        wm_say("%u faults in all; the first is the best to begin with", (unsigned)faults);
    return NULL;
}
