/* SPDX-License-Identifier: MIT */
/* eval: how good the answers are, by texts that somebody annotated.
 *
 * In: files of annotated texts; rules and gazetteers, or with --answers a file of answers. Out: scores for each file
 * and for all of them, with intervals; with --errors what is wrong. Exit 1 when a score is below its --at-least, 3 when
 * a line or a text had to be left out, which goes before 1: a score of something else was asked for.
 */
#include "cli/commands.h"
#include "cli/eval.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "cli/say.h"
#include "out/pretty.h"

/* Every part, wanted or not: it costs nothing beside the reading. */
static void score_texts(wm_eval *eval)
{
    for (uint32_t i = 0; i < eval->texts.count; i++) {
        wm_eval_text *text = &eval->texts.items[i];
        wm_score_names(&text->gold, &text->answer, &eval->scratch, &text->counts);
        wm_score_coreference(&text->gold, &text->answer, &eval->scratch, &text->counts);
        wm_score_contacts(&text->gold, &text->answer, &eval->scratch, &text->counts);
    }
}

/* All files together: a part is scored over the texts of those files that annotate it. */
static void add_total(wm_eval *eval)
{
    wm_eval_set total = {.count = eval->texts.count};
    for (uint32_t i = 0; i < eval->sets.count; i++)
        for (unsigned part = 0; part < WM_SCORE_PARTS; part++)
            total.texts[part] += eval->sets.items[i].texts[part];
    if (eval->sets.count > 1)
        *WM_PUSH(eval->keep, &eval->sets) = total;
}

/* The counts of the texts of `set` that are scored for `part`; their number is set->texts[part]. */
static const wm_counts **counts_of(wm_eval *eval, const wm_eval_set *set, wm_score_part part)
{
    uint32_t count = 0;
    const wm_counts **list = WM_NEW_N(&eval->scratch, const wm_counts *, set->texts[part]);
    for (uint32_t s = 0; s < eval->sets.count && eval->sets.items[s].path != NULL; s++) {
        const wm_eval_set *file = &eval->sets.items[s];
        if (file->texts[part] == 0 || (set->path != NULL && set != file))
            continue;
        for (uint32_t t = file->first; t < file->first + file->count; t++)
            list[count++] = &eval->texts.items[t].counts;
    }
    return list;
}

/* Sums, figures, intervals; the latter need the texts one by one. */
static void score_part(wm_eval *eval, wm_eval_set *set, wm_score_part part)
{
    wm_arena_mark mark = wm_arena_tell(&eval->scratch);
    const wm_counts **counts = counts_of(eval, set, part);
    wm_counts sum = {0};
    for (uint32_t i = 0; i < set->texts[part]; i++)
        wm_counts_add(&sum, counts[i]);
    for (unsigned m = 0; m < WM_MEASURES; m++)
        if (wm_measure_of(m)->part == part) {
            set->sum.of[m] = sum.of[m];
            set->figures[m] = wm_score_figures(m, &sum.of[m]);
        }
    wm_score_intervals(part, counts, set->texts[part], &eval->scratch, set->figures);
    wm_arena_rewind(&eval->scratch, mark);
}

/* Each set anew: intervals of all files are not made of those of the files. */
static void score_sets(wm_eval *eval)
{
    for (uint32_t i = 0; i < eval->sets.count; i++)
        for (unsigned part = 0; part < WM_SCORE_PARTS; part++)
            score_part(eval, &eval->sets.items[i], (wm_score_part)part);
}

/* People who ask for JSON on a terminal want to read it. */
static void put_indented(wm_buffer *out, const wm_eval *eval)
{
    wm_buffer draft;
    wm_buffer_init(&draft, -1);
    wm_eval_put_json(&draft, eval);
    if (draft.error != 0)
        out->error = draft.error;
    else
        wm_pretty_put(out, (wm_slice){draft.at, draft.len});
    wm_buffer_done(&draft);
}

/* TSV has a line for each figure, JSON an object for each measure; both hold what the table shows and more. */
static void put(wm_buffer *out, const wm_eval *eval, const wm_view *view)
{
    if (view->format == WM_FORMAT_TABLE)
        wm_eval_put_table(out, eval, view);
    else if (view->format == WM_FORMAT_TSV)
        wm_eval_put_tsv(out, eval);
    else if (view->format == WM_FORMAT_JSON)
        put_indented(out, eval);
    else
        wm_eval_put_json(out, eval);
}

/* The output is opened last: a run that fails must not empty the file of -o. */
static int write_scores(wm_eval *eval, const wm_view *view, const wm_floors *floors)
{
    wm_output output;
    wm_error error;
    const wm_options *options = eval->options;
    wm_words gold = {0}; /* a folder of the command line stands for the files in it */
    for (uint32_t i = 0; i < eval->sets.count; i++)
        if (eval->sets.items[i].path != NULL)
            *WM_PUSH(eval->keep, &gold) = eval->sets.items[i].path;
    wm_status status = wm_output_open_for(&output, options, gold.items, gold.count, &error);
    if (status != WM_OK) {
        wm_say("%s", error.message);
        return status == WM_BAD_USE ? WM_EXIT_USAGE : WM_EXIT_FAILED;
    }
    put(&output.buffer, eval, view);
    bool written = wm_output_close(&output);
    bool hold = wm_floors_hold(floors, &eval->sets.items[eval->sets.count - 1]);
    if (eval->failed != 0 && !options->quiet)
        wm_say("%llu lines, files or texts were left out", (unsigned long long)eval->failed);
    if (!written || eval->failed != 0)
        return WM_EXIT_FAILED;
    return hold ? WM_EXIT_DONE : WM_EXIT_NO;
}

/* Answers from a file or from rules; false after *ret_exit was set. */
static bool find_answers(wm_eval *eval, int *ret_exit)
{
    if (eval->options->answers_path != NULL) {
        wm_eval_load_answers(eval, eval->options->answers_path);
        return true;
    }
    whomet_knowledge *knowledge = wm_knowledge_open(eval->options, ret_exit);
    if (knowledge != NULL)
        wm_eval_annotate(eval, knowledge);
    whomet_knowledge_close(knowledge);
    return knowledge != NULL;
}

/* Gold comes before knowledge: a wrong path is told at once. */
static int run(wm_eval *eval, const wm_view *view, const wm_floors *floors)
{
    int status = WM_EXIT_FAILED;
    wm_eval_load(eval);
    if (eval->texts.count == 0) {
        wm_say("no annotated texts: eval reads JSON Lines with text, entities and events");
        return WM_EXIT_FAILED;
    }
    if (!find_answers(eval, &status))
        return status;
    score_texts(eval);
    add_total(eval);
    score_sets(eval);
    if (eval->options->errors)
        wm_eval_find_errors(eval);
    return write_scores(eval, view, floors);
}

/* What is wrong with the command line is told before anything is read. */
int wm_eval_run(const wm_options *options)
{
    wm_error error;
    wm_view view;
    wm_floors floors = {0};
    wm_eval eval = {.options = options, .keep = options->keep, .scratch.on_oom = options->keep->on_oom};
    if (options->files.count == 0) {
        wm_say("'eval' needs annotated texts: whomet eval GOLD.jsonl...");
        return WM_EXIT_USAGE;
    }
    wm_status status = wm_view_choose(options, false, &view, &error);
    if (status == WM_OK && options->at_least != NULL)
        status = wm_floors_read(options->at_least, options->keep, &floors, &error);
    if (status != WM_OK) {
        wm_say("%s", error.message);
        return WM_EXIT_USAGE;
    }
    int exit_code = run(&eval, &view, &floors);
    for (unsigned i = 0; i < eval.answer_arena_count; i++)
        wm_arena_done(&eval.answer_arenas[i]);
    wm_arena_done(&eval.scratch);
    return exit_code;
}
