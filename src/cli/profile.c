/* SPDX-License-Identifier: MIT */
/* check --profile: which rules take the time, and which are never tried. Time is that of matching alone, by the clock
 * of the system, which costs some 50 ns a run itself; so small figures are upper bounds.
 *
 * In: texts, or the examples of all rules. Out: one line a rule, the most expensive first.
 */
#define _POSIX_C_SOURCE 200809L
#include "cli/profile.h"

#include "cli/knowledge.h"
#include "cli/output.h"
#include "cli/say.h"
#include "in/charset.h"
#include "in/path.h"
#include "out/screen.h"

#include <stdlib.h>
#include <unistd.h>

typedef struct profile {
    const whomet_knowledge *knowledge;
    whomet_document *document;
    const char *date;
    wm_arena *keep;
    whomet_cost *costs; /* NULL before the first text */
    uint32_t count, texts;
    uint64_t bytes, nanoseconds;
} profile;

/* Rules keep their places from text to text, so costs are added by index. */
static bool add_text(profile *p, wm_slice text)
{
    whomet_error error = {0};
    whomet_input input = {.text = text.len != 0 ? text.at : "", .size = text.len, .date = p->date, .profile = 1};
    if (whomet_read(p->knowledge, p->document, &input, &error) != WHOMET_OK) {
        wm_knowledge_tell_error(&error);
        return false;
    }
    whomet_cost_list costs = whomet_document_result(p->document)->costs;
    if (p->costs == NULL) {
        p->costs = WM_NEW_N(p->keep, whomet_cost, costs.count + 1);
        p->count = costs.count;
        for (uint32_t i = 0; i < costs.count; i++)
            p->costs[i].why = costs.items[i].why;
    }
    for (uint32_t i = 0; i < costs.count; i++) {
        p->costs[i].runs += costs.items[i].runs;
        p->costs[i].hits += costs.items[i].hits;
        p->costs[i].nanoseconds += costs.items[i].nanoseconds;
        p->nanoseconds += costs.items[i].nanoseconds;
    }
    p->texts++;
    p->bytes += text.len;
    return true;
}

/* The examples are the text that everybody has; they are short, so figures for them tell of tries more than of time. */
static bool add_texts(profile *p, const wm_words *texts)
{
    const char *example;
    for (uint32_t i = 0; texts->count == 0 && (example = whomet_example(p->knowledge, i)) != NULL; i++)
        if (!add_text(p, wm_slice_of(example)))
            return false;
    for (uint32_t i = 0; i < texts->count; i++) {
        wm_slice bytes;
        wm_error error;
        const char *converted;
        if (wm_path_read(texts->items[i], p->keep, &bytes, &error) != WM_OK) {
            wm_say("%s", error.message);
            return false;
        }
        if (!add_text(p, wm_charset_decode(bytes, p->keep, &converted)))
            return false;
    }
    return true;
}

/* The dearest first; the rules of equal cost stay in the order of their files. */
static int by_cost(const void *a, const void *b)
{
    const whomet_cost *x = a, *y = b;
    if (x->nanoseconds != y->nanoseconds)
        return x->nanoseconds > y->nanoseconds ? -1 : 1;
    int files = strcmp(x->why.file, y->why.file);
    return files != 0 ? files : (x->why.line > y->why.line) - (x->why.line < y->why.line);
}

/* Every rule, also those of no cost: which are never tried is half of the question. */
static void put_tsv(wm_buffer *out, const profile *p)
{
    WM_BUFFER_LITERAL(out, "nanoseconds\truns\thits\trule\tfile\tline\n");
    for (uint32_t i = 0; i < p->count; i++) {
        const whomet_cost *cost = &p->costs[i];
        const uint64_t numbers[] = {cost->nanoseconds, cost->runs, cost->hits};
        for (size_t n = 0; n < 3; n++) {
            wm_buffer_put_uint(out, numbers[n]);
            wm_buffer_put_char(out, '\t');
        }
        wm_buffer_put_text(out, cost->why.rule);
        wm_buffer_put_char(out, '\t');
        wm_screen_put_cell(out, wm_slice_of(cost->why.file));
        wm_buffer_put_char(out, '\t');
        wm_buffer_put_uint(out, cost->why.line);
        wm_buffer_put_char(out, '\n');
    }
}

/* Right-aligned in `columns`. */
static void put_number(wm_arena *keep, wm_buffer *out, size_t columns, const char *format, double number)
{
    const char *text = wm_arena_format(keep, format, number);
    wm_buffer_put_run(out, ' ', strlen(text) < columns ? columns - strlen(text) : 0);
    wm_buffer_put_text(out, text);
}

static void put_table(wm_buffer *out, const profile *p)
{
    WM_BUFFER_LITERAL(out, "   MS     %      RUNS      HITS  RULE\n");
    for (uint32_t i = 0; i < p->count; i++) {
        const whomet_cost *cost = &p->costs[i];
        double share = p->nanoseconds != 0 ? 100.0 * (double)cost->nanoseconds / (double)p->nanoseconds : 0;
        put_number(p->keep, out, 5, "%.2f", (double)cost->nanoseconds / 1e6);
        put_number(p->keep, out, 6, "%.1f", share);
        put_number(p->keep, out, 10, "%.0f", (double)cost->runs);
        put_number(p->keep, out, 10, "%.0f", (double)cost->hits);
        WM_BUFFER_LITERAL(out, "  ");
        wm_buffer_put_text(out, cost->why.rule);
        size_t used = strlen(cost->why.rule);
        wm_buffer_put_run(out, ' ', used < 30 ? 30 - used : 1);
        wm_screen_put_cell(out, wm_slice_of(cost->why.file));
        wm_buffer_put_char(out, ':');
        wm_buffer_put_uint(out, cost->why.line);
        wm_buffer_put_char(out, '\n');
    }
}

static int put(profile *p)
{
    wm_output output;
    wm_error error;
    if (p->count != 0)
        qsort(p->costs, p->count, sizeof *p->costs, by_cost);
    if (wm_output_open(&output, NULL, NULL, 0, &error) != WM_OK)
        return WM_EXIT_FAILED;
    (isatty(STDOUT_FILENO) ? put_table : put_tsv)(&output.buffer, p);
    if (!wm_output_close(&output))
        return WM_EXIT_FAILED;
    wm_say("%u texts, %llu bytes, %.2f ms in %u rules", (unsigned)p->texts, (unsigned long long)p->bytes,
           (double)p->nanoseconds / 1e6, (unsigned)p->count);
    return WM_EXIT_DONE;
}

int wm_profile_put(const whomet_knowledge *knowledge, const wm_options *options, const wm_words *texts)
{
    profile p = {.knowledge = knowledge, .document = whomet_document_new(), .date = options->date,
                 .keep = options->keep};
    int exit_code = WM_EXIT_FAILED;
    if (p.document != NULL && add_texts(&p, texts))
        exit_code = put(&p);
    whomet_document_free(p.document);
    return exit_code;
}
