/* SPDX-License-Identifier: MIT */
/* names: what is known of a name, and names of one's own.
 *
 * `search` shows every entry that bears a name, all namesakes, with the file and line that say so; when there is none,
 * what one edit would find. A table on a terminal, TSV in a pipe; exit code 1 when nothing was found for some name.
 * `add` is names_add.c's, `list` names_list.c's.
 */
#define _POSIX_C_SOURCE 200809L
#include "cli/names.h"

#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "cli/say.h"
#include "out/screen.h"

#include <unistd.h>

enum { ASKED, NAME, SPELLING, LABEL, ID, WEIGHT, MARKS, ATTRS, PLACE, MATCH, CELLS, GAP = 2 };

static const char *const heads[CELLS] = {"asked",  "name",  "spelling", "label", "id",
                                         "weight", "marks", "attrs",    "from",  "match"};

typedef struct row {
    const char *cells[CELLS];
} row;

typedef struct search {
    wm_arena *keep;
    const char *asked;
    WM_ARRAY(row) rows;
} search;

/* What a search hands out lives until it returns; the table needs all of it. */
static const char *copy(wm_arena *keep, const char *text)
{
    return wm_arena_copy(keep, text, strlen(text));
}

/* One digit behind the point, by hand: printf writes a comma in some countries. */
static const char *write_weight(wm_arena *keep, double weight)
{
    unsigned tenths = (unsigned)(weight * 10 + 0.5);
    return tenths == 0 ? "" : wm_arena_format(keep, "%u.%u", tenths / 10, tenths % 10);
}

/* Is a whomet_name_found. */
static void take(void *user, const whomet_name *name)
{
    search *s = user;
    row *r = WM_PUSH(s->keep, &s->rows);
    r->cells[ASKED] = s->asked;
    r->cells[NAME] = copy(s->keep, name->name);
    r->cells[SPELLING] = copy(s->keep, name->spelling);
    r->cells[LABEL] = copy(s->keep, name->label);
    r->cells[ID] = copy(s->keep, name->id);
    r->cells[WEIGHT] = write_weight(s->keep, name->weight);
    r->cells[MARKS] = copy(s->keep, name->marks);
    r->cells[ATTRS] = copy(s->keep, name->attrs);
    r->cells[PLACE] = wm_arena_format(s->keep, "%s:%u", name->file, (unsigned)name->line);
    r->cells[MATCH] = "exact";
}

/* ---- output ------------------------------------------------------------------------------------------------------ */

/* Cells, so a tab in somebody's name cannot shift the columns. */
static void put_tsv_row(wm_buffer *out, const char *const *cells)
{
    for (int i = 0; i < CELLS; i++) {
        if (i != 0)
            wm_buffer_put_char(out, '\t');
        wm_screen_put_cell(out, wm_slice_of(cells[i]));
    }
    wm_buffer_put_char(out, '\n');
}

/* What stands in columns on a terminal. What was asked stands above, and exact finds need no word for it. */
static bool is_column(int cell)
{
    return cell != ASKED && cell <= WEIGHT;
}

/* Blanks are owed until the next cell that is not empty, so no line ends in them. */
static void put_columns(wm_buffer *out, const char *const *cells, const size_t *widths)
{
    size_t owed = 0;
    for (int i = 0; i < CELLS; i++) {
        if (!is_column(i) || widths[i] == 0)
            continue;
        wm_slice text = wm_slice_of(cells[i]);
        if (text.len != 0) {
            wm_buffer_put_run(out, ' ', owed);
            owed = 0;
            wm_screen_put_cell(out, text);
        }
        owed += widths[i] - wm_screen_width(text) + GAP;
    }
    wm_buffer_put_char(out, '\n');
}

/* The rest has no use for columns, and with it a row would not fit a terminal. */
static void put_details(wm_buffer *out, const char *const *cells)
{
    static const int details[] = {PLACE, MARKS, ATTRS};
    WM_BUFFER_LITERAL(out, "  ");
    for (size_t i = 0; i < sizeof details / sizeof *details; i++) {
        if (cells[details[i]][0] == '\0')
            continue;
        WM_BUFFER_LITERAL(out, "  ");
        wm_screen_put_cell(out, wm_slice_of(cells[details[i]]));
    }
    wm_buffer_put_char(out, '\n');
}

/* Two passes: widths first. A column that is empty in all rows is left out. */
static void put_table(wm_buffer *out, const search *s, uint32_t first)
{
    size_t widths[CELLS] = {0};
    for (int c = 0; c < CELLS; c++)
        for (uint32_t i = first; i < s->rows.count; i++) {
            size_t width = wm_screen_width(wm_slice_of(s->rows.items[i].cells[c]));
            width = width != 0 && width < strlen(heads[c]) ? strlen(heads[c]) : width;
            widths[c] = width > widths[c] ? width : widths[c];
        }
    put_columns(out, heads, widths);
    for (uint32_t i = first; i < s->rows.count; i++) {
        put_columns(out, s->rows.items[i].cells, widths);
        put_details(out, s->rows.items[i].cells);
    }
}

/* ---- search ------------------------------------------------------------------------------------------------------ */

/* Finds one name; false when nothing bears it. */
static bool search_one(const whomet_knowledge *knowledge, search *s, const char *text, wm_buffer *out, bool table)
{
    uint32_t first = s->rows.count, exact = 0;
    whomet_error error = {0};
    s->asked = text;
    if (whomet_names_find(knowledge, text, 0, take, s, &exact, &error) != WHOMET_OK) {
        wm_knowledge_tell_error(&error);
        return false;
    }
    if (exact == 0) {
        whomet_names_find(knowledge, text, 1, take, s, NULL, NULL);
        for (uint32_t i = first; i < s->rows.count; i++)
            s->rows.items[i].cells[MATCH] = "near";
    }
    if (exact == 0)
        wm_say(s->rows.count == first ? "nothing is called '%s'" : "nothing is called '%s', but this is near:", text);
    if (s->rows.count == first)
        return false;
    if (table)
        put_table(out, s, first);
    for (uint32_t i = first; i < s->rows.count && !table; i++)
        put_tsv_row(out, s->rows.items[i].cells);
    return exact != 0;
}

/* Flushed, since what is said of this name goes to the same terminal by another way. */
static void put_asked(wm_buffer *out, const char *text, bool first)
{
    wm_buffer_put_text(out, first ? "" : "\n");
    wm_screen_put_cell(out, wm_slice_of(text));
    WM_BUFFER_LITERAL(out, ":\n");
    wm_buffer_flush(out);
}

/* Knowledge is opened once for all names. */
static int search_all(const wm_options *options, const char *const *texts, uint32_t count)
{
    int exit_code = WM_EXIT_DONE;
    whomet_knowledge *knowledge = wm_knowledge_open(options, &exit_code);
    if (knowledge == NULL)
        return exit_code;
    wm_output output;
    wm_error error;
    bool table = isatty(STDOUT_FILENO), all = true;
    search s = {.keep = options->keep};
    if (wm_output_open(&output, NULL, NULL, 0, &error) != WM_OK) {
        whomet_knowledge_close(knowledge);
        return WM_EXIT_FAILED;
    }
    if (!table)
        put_tsv_row(&output.buffer, heads);
    for (uint32_t i = 0; i < count; i++) {
        if (table && count > 1)
            put_asked(&output.buffer, texts[i], i == 0);
        all = search_one(knowledge, &s, texts[i], &output.buffer, table) && all;
    }
    whomet_knowledge_close(knowledge);
    if (!wm_output_close(&output))
        return WM_EXIT_FAILED;
    return all ? WM_EXIT_DONE : WM_EXIT_NO;
}

/* Options of `add` given to `search` are refused, since what they ask for would not be done. */
int wm_names_run(const wm_options *options)
{
    const char *what = options->files.count != 0 ? options->files.items[0] : "";
    bool adds =
        options->aliases.count != 0 || options->attrs.count != 0 || options->id != NULL || options->weight != NULL;
    if (strcmp(what, "add") == 0)
        return wm_names_add(options, options->files.items + 1, options->files.count - 1);
    if (strcmp(what, "search") == 0 && options->files.count > 1 && !adds)
        return search_all(options, options->files.items + 1, options->files.count - 1);
    if (strcmp(what, "list") == 0 && options->files.count == 1 && !adds)
        return wm_names_list(options);
    const char *folder = wm_names_dir(options->keep);
    const char *hint =
        folder == NULL ? "" : wm_arena_format(options->keep, "\nhint: to remove one, edit its file in '%s'", folder);
    wm_say("'names' searches, adds or lists:\n"
           "  whomet names search TEXT...\n"
           "  whomet names add KIND.LABEL NAME [--alias NAME]... [--id ID] [--weight W]\n"
           "                   [--attr KEY=VALUE]...\n"
           "  whomet names list%s",
           hint);
    return WM_EXIT_USAGE;
}
