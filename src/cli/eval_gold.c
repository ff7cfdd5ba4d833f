/* SPDX-License-Identifier: MIT */
/* Files of annotated texts, and of answers to them.
 *
 * In: JSON Lines. Out: texts, in the order of the files. A bad line is told with its column and left out, as are a
 * second text of one id in a file and an answer to a text that is not there; the rest goes on. A text without an answer
 * counts as one in which nothing was found.
 */
#include "base/intern.h"
#include "cli/eval.h"
#include "cli/knowledge.h"
#include "cli/say.h"
#include "in/line.h"
#include "in/path.h"

#include <stdio.h>

/* In the form of fault.h, so that an editor jumps to the line. */
static void tell(wm_eval *eval, const char *path, uint64_t line, const wm_error *error)
{
    whomet_error shown = {.line = (uint32_t)line, .column = error->column};
    snprintf(shown.path, sizeof shown.path, "%s", path);
    snprintf(shown.message, sizeof shown.message, "%s", error->message);
    wm_knowledge_tell_error(&shown);
    eval->failed++;
}

/* Called for each line that could be read. */
typedef void gold_taker(wm_eval *eval, wm_gold *gold, const char *path, void *user);

/* The last line of a file that was edited by hand often is. */
static bool is_blank(wm_slice line)
{
    size_t i = 0;
    while (i < line.len && (line.at[i] == ' ' || line.at[i] == '\t' || line.at[i] == '\r'))
        i++;
    return i == line.len;
}

/* A text without id has the number of its line for one, on both sides, so files in the same order need no ids. */
static void read_lines(wm_eval *eval, const char *path, wm_slice bytes, gold_taker *take, void *user)
{
    bool answers = path == eval->options->answers_path;
    wm_slice rest = bytes, line;
    for (uint64_t number = 1; wm_lines_cut(&rest, &line); number++) {
        wm_gold gold;
        wm_error error = {0};
        if (is_blank(line))
            continue;
        if (wm_gold_read(line, answers, eval->keep, &gold, &error) != WM_OK) {
            tell(eval, path, number, &error);
            continue;
        }
        gold.line = number;
        if (gold.id.at == NULL) {
            char *id = wm_arena_format(eval->keep, "%llu", (unsigned long long)number);
            gold.id = wm_slice_of(id);
        }
        take(eval, &gold, path, user);
    }
}

/* Files are read whole: the texts are needed until the end anyway. */
static void read_file(wm_eval *eval, const char *path, gold_taker *take, void *user)
{
    wm_slice bytes;
    wm_error error;
    if (wm_path_read(path, eval->keep, &bytes, &error) == WM_OK) {
        read_lines(eval, path, bytes, take, user);
        return;
    }
    wm_say("%s", error.message);
    eval->failed++;
}

/* ---- gold ------------------------------------------------------------------------------------------------------- */

/* What is said once for a file. */
typedef struct file {
    wm_intern ids;
    uint64_t others;
    bool has[WM_SCORE_PARTS];
} file;

/* Ids are unique within a file; two files may use the same. */
static void take_text(wm_eval *eval, wm_gold *gold, const char *path, void *user)
{
    file *f = user;
    wm_error error = {0};
    uint32_t known = f->ids.strings.count;
    if (wm_intern_put(&f->ids, gold->id) != known) {
        wm_fail(&error, WM_BAD_DATA, path, "id '%.*s' was used before: each text needs its own",
                WM_SLICE_ARG(gold->id));
        tell(eval, path, gold->line, &error);
        return;
    }
    f->others += gold->others;
    f->has[WM_PART_NAMES] |= gold->has_names;
    f->has[WM_PART_COREFERENCE] |= gold->has_clusters;
    f->has[WM_PART_CONTACTS] |= gold->has_events;
    WM_PUSH(eval->keep, &eval->texts)->gold = *gold;
}

/* What a file annotates anywhere it annotates everywhere: a text without the key has none of it. */
static void load_file(wm_eval *eval, const char *path)
{
    file f = {.ids.arena = eval->keep};
    uint32_t first = eval->texts.count;
    read_file(eval, path, take_text, &f);
    wm_eval_set *set = WM_PUSH(eval->keep, &eval->sets);
    *set = (wm_eval_set){.path = path, .first = first, .count = eval->texts.count - first};
    for (unsigned part = 0; part < WM_SCORE_PARTS; part++)
        set->texts[part] = f.has[part] ? set->count : 0;
    if (f.others != 0 && !eval->options->quiet)
        wm_say("%s: %llu names of other types than PER, LOC and ORG are not scored", path,
               (unsigned long long)f.others);
}

/* Counted as left out, which the exit code tells. */
static void tell_path(void *user, const wm_error *error)
{
    wm_eval *eval = user;
    wm_say("%s", error->message);
    eval->failed++;
}

/* Each file is a set of its own, also when it came from a folder. */
void wm_eval_load(wm_eval *eval)
{
    static const char *const endings[] = {".jsonl", ".ndjson", NULL};
    const wm_options *options = eval->options;
    wm_paths paths = {0};
    for (uint32_t i = 0; i < options->files.count; i++)
        wm_paths_add(&paths, options->files.items[i], endings, options->keep, tell_path, eval);
    for (uint32_t i = 0; i < paths.list.count; i++)
        load_file(eval, paths.list.items[i]);
}

/* ---- answers ---------------------------------------------------------------------------------------------------- */

typedef struct answers {
    wm_intern ids, gold_ids;
    WM_ARRAY(wm_gold) list; /* by number of the id */
} answers;

/* An answer is held against its texts when these are known: see give(). */
static void take_answer(wm_eval *eval, wm_gold *answer, const char *path, void *user)
{
    answers *a = user;
    wm_error error = {0};
    const char *what = NULL;
    if (wm_intern_find(&a->gold_ids, answer->id) == WM_NO_ID)
        what = "no text has the id '%.*s'";
    else if (wm_intern_find(&a->ids, answer->id) != WM_NO_ID)
        what = "id '%.*s' was answered before";
    if (what != NULL) {
        char *message = wm_arena_format(eval->keep, what, WM_SLICE_ARG(answer->id));
        wm_fail(&error, WM_BAD_DATA, path, "%s", message);
        tell(eval, path, answer->line, &error);
        return;
    }
    wm_intern_put(&a->ids, answer->id);
    *WM_PUSH(eval->keep, &a->list) = *answer;
}

/* Positions mean something only in the text that they were found in. */
static bool fits(const wm_gold *gold, const wm_gold *answer, wm_error *err)
{
    if (answer->text.at != NULL && !wm_slice_equal(answer->text, gold->text))
        return wm_fail(err, WM_BAD_DATA, NULL, "the text of '%.*s' is not that of the gold", WM_SLICE_ARG(gold->id)) ==
               WM_OK;
    const wm_span *span = wm_gold_beyond(answer, gold->chars);
    if (span != NULL)
        wm_fail(err, WM_BAD_DATA, NULL, "span [%u, %u] is behind the end of the text '%.*s'", (unsigned)span->begin,
                (unsigned)span->end, WM_SLICE_ARG(gold->id));
    return span == NULL;
}

/* Texts of several files may share an id; each gets the one answer. */
static void give(wm_eval *eval, wm_eval_text *text, const answers *a, const char *path, uint32_t *ret_lacking)
{
    wm_error error = {0};
    uint32_t number = wm_intern_find(&a->ids, text->gold.id);
    if (number == WM_NO_ID) {
        ++*ret_lacking;
        return;
    }
    const wm_gold *answer = &a->list.items[number];
    if (fits(&text->gold, answer, &error))
        text->answer = *answer;
    else
        tell(eval, path, answer->line, &error);
}

/* Ids are numbered in one table, so giving is linear. */
void wm_eval_load_answers(wm_eval *eval, const char *path)
{
    answers a = {.ids.arena = eval->keep, .gold_ids.arena = eval->keep};
    uint32_t lacking = 0;
    for (uint32_t i = 0; i < eval->texts.count; i++)
        wm_intern_put(&a.gold_ids, eval->texts.items[i].gold.id);
    read_file(eval, path, take_answer, &a);
    for (uint32_t i = 0; i < eval->texts.count; i++)
        give(eval, &eval->texts.items[i], &a, path, &lacking);
    if (lacking != 0 && !eval->options->quiet)
        wm_say("%s: no answer to %u of %u texts; they count as answered with nothing", path, (unsigned)lacking,
               (unsigned)eval->texts.count);
}
