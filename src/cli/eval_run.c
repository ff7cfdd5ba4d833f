/* SPDX-License-Identifier: MIT */
/* Annotates texts that are all in memory: threads take the next one until there is none.
 *
 * In: texts of a gold. Out: their answers, each in its place, so that nothing depends on threads. Answers live in an
 * arena of the thread that found them until the scores are printed. A text that cannot be read counts as one in which
 * nothing was found; that is told, and ends in exit status 3.
 */
#define _POSIX_C_SOURCE 200809L
#include "cli/eval.h"
#include "cli/say.h"
#include "in/day.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct work {
    wm_eval *eval;
    const whomet_knowledge *knowledge;
    pthread_mutex_t mutex; /* guards what is below */
    uint32_t next;
    uint64_t failed;
} work;

/* A thread, and the memory of what it found: an arena of another thread could not be jumped out of. */
typedef struct seat {
    work *work;
    wm_arena *keep;
    pthread_t thread;
    bool running;
} seat;

/* The index of a text that nobody has taken; false at the end. */
static bool take(work *w, uint32_t *ret_index)
{
    pthread_mutex_lock(&w->mutex);
    bool more = w->next < w->eval->texts.count;
    if (more)
        *ret_index = w->next++;
    pthread_mutex_unlock(&w->mutex);
    return more;
}

/* The message is one write(), so it needs no lock. */
static void fail(work *w, const wm_gold *gold, const char *message)
{
    pthread_mutex_lock(&w->mutex);
    w->failed++;
    pthread_mutex_unlock(&w->mutex);
    wm_say("text '%.*s': %s", WM_SLICE_ARG(gold->id), message);
}

/* An arena of a thread that has run out may be used on: what it holds stays. */
static void keep_answer(seat *mine, const whomet_result *result, wm_eval_text *text)
{
    jmp_buf out_of_memory;
    mine->keep->on_oom = &out_of_memory;
    if (setjmp(out_of_memory) == 0) {
        wm_eval_answer(result, mine->keep, &text->answer);
    } else {
        text->answer = (wm_gold){0};
        fail(mine->work, &text->gold, "no memory for what was found");
    }
    mine->keep->on_oom = NULL;
}

/* The date of the text goes before that of the command line, as everywhere. */
static void annotate(seat *mine, whomet_document *document, wm_eval_text *text)
{
    char day[WM_DAY_ROOM];
    const wm_options *options = mine->work->eval->options;
    const wm_gold *gold = &text->gold;
    bool dated = gold->date.at != NULL && wm_day_read(gold->date, day);
    if (!dated && gold->date.len != 0 && !options->quiet)
        wm_say("text '%.*s': its date is no day YYYY-MM-DD and was not used", WM_SLICE_ARG(gold->id));
    whomet_input input = {.text = gold->text.at, .size = gold->text.len, .date = dated ? day : options->date};
    whomet_error error = {0};
    if (whomet_read(mine->work->knowledge, document, &input, &error) == WHOMET_OK)
        keep_answer(mine, whomet_document_result(document), text);
    else
        fail(mine->work, gold, error.message);
}

/* Texts differ in length, so they are taken one by one and not shared out beforehand. */
static void *run_thread(void *argument)
{
    seat *mine = argument;
    whomet_document *document = whomet_document_new();
    uint32_t index;
    while (document != NULL && take(mine->work, &index))
        annotate(mine, document, &mine->work->eval->texts.items[index]);
    whomet_document_free(document);
    return NULL;
}

/* No more than there are texts. */
static unsigned wanted_threads(const wm_eval *eval)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned most = processors < 1 ? 1 : processors > 256 ? 256 : (unsigned)processors;
    unsigned wanted = eval->options->jobs != 0 ? eval->options->jobs : most;
    return wanted < eval->texts.count ? wanted : eval->texts.count;
}

/* The first seat is that of the caller, so the work is done even if the system gives no thread. */
void wm_eval_annotate(wm_eval *eval, const whomet_knowledge *knowledge)
{
    work w = {.eval = eval, .knowledge = knowledge};
    unsigned count = wanted_threads(eval);
    seat *seats = WM_NEW_N(eval->keep, seat, count);
    eval->answer_arenas = WM_NEW_N(eval->keep, wm_arena, count);
    eval->answer_arena_count = count;
    pthread_mutex_init(&w.mutex, NULL);
    for (unsigned i = 0; i < count; i++)
        seats[i] = (seat){.work = &w, .keep = &eval->answer_arenas[i]};
    for (unsigned i = 1; i < count; i++)
        seats[i].running = pthread_create(&seats[i].thread, NULL, run_thread, &seats[i]) == 0;
    if (count != 0)
        run_thread(&seats[0]);
    for (unsigned i = 1; i < count; i++)
        if (seats[i].running)
            pthread_join(seats[i].thread, NULL);
    pthread_mutex_destroy(&w.mutex);
    if (w.next < eval->texts.count)
        wm_say("no memory for %u of the texts", (unsigned)(eval->texts.count - w.next));
    eval->failed += w.failed + (eval->texts.count - w.next);
}
