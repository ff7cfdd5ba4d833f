/* SPDX-License-Identifier: MIT */
/* names list: the names of one's own, as they stand in their files.
 *
 * In: the files KIND/LABEL.tsv of whomet_names_dir(). Out: on a terminal each file with its rows below it, so that it
 * can be opened and changed; in a pipe TSV, a row a name, with its label and line. Nothing is checked: a file that is
 * wrong must be seen to be repaired. Exit code 1 when there is no name.
 */
#define _POSIX_C_SOURCE 200809L
#include "cli/names.h"

#include "base/file.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "cli/say.h"
#include "in/path.h"
#include "out/screen.h"

#include <unistd.h>

/* Name, aliases, id, weight, attributes. */
enum { COLUMNS = 5 };

typedef struct list {
    wm_buffer *out;
    bool terminal;
    uint64_t count;
} list;

/* "person.mine" of …/person/mine.tsv. */
static const char *label_of(const char *path, wm_arena *keep)
{
    wm_slice rest = wm_slice_of(path), kind = {"", 0}, last = {"", 0};
    while (rest.at != NULL) {
        kind = last;
        last = wm_slice_cut(&rest, '/');
    }
    wm_slice stem = wm_path_stem(path);
    return wm_arena_format(keep, "%.*s.%.*s", WM_SLICE_ARG(kind), WM_SLICE_ARG(stem));
}

/* For people: what is empty is left out. */
static void put_line(wm_buffer *out, wm_slice line)
{
    while (line.at != NULL) {
        wm_slice cell = wm_slice_cut(&line, '\t');
        if (cell.len == 0)
            continue;
        WM_BUFFER_LITERAL(out, "  ");
        wm_screen_put_cell(out, cell);
    }
    wm_buffer_put_char(out, '\n');
}

static void put_row(wm_buffer *out, const char *label, wm_slice line, const char *path, uint64_t number)
{
    wm_screen_put_cell(out, wm_slice_of(label));
    for (int i = 0; i < COLUMNS; i++) {
        wm_buffer_put_char(out, '\t');
        wm_screen_put_cell(out, line.at != NULL ? wm_slice_cut(&line, '\t') : (wm_slice){"", 0});
    }
    wm_buffer_put_char(out, '\t');
    wm_screen_put_cell(out, wm_slice_of(path));
    wm_buffer_put_char(out, ':');
    wm_buffer_put_uint(out, number);
    wm_buffer_put_char(out, '\n');
}

/* The heading comes with the first row, so a file of comments shows nothing. */
static void put_file(list *l, const char *path, const char *label, wm_slice rest)
{
    bool any = false;
    for (uint64_t number = 1; rest.at != NULL && rest.len != 0; number++) {
        wm_slice line = wm_slice_trim(wm_slice_cut(&rest, '\n'));
        if (line.len == 0 || line.at[0] == '#')
            continue;
        if (l->terminal && !any) {
            wm_screen_put_cell(l->out, wm_slice_of(path));
            wm_buffer_put_char(l->out, '\n');
        }
        any = true;
        l->count++;
        if (l->terminal)
            put_line(l->out, line);
        else
            put_row(l->out, label, line, path, number);
    }
}

static void tell_path(void *user, const wm_error *error)
{
    (void)user;
    wm_say("%s", error->message);
}

/* The folders are walked as those of inputs are, in the order of bytes. */
static uint32_t put_files(list *l, const char *folder, wm_arena *keep)
{
    static const char *const endings[] = {".tsv", NULL};
    wm_paths paths = {0};
    wm_error error;
    wm_slice bytes;
    uint32_t failed = wm_file_is_dir(folder) ? wm_paths_add(&paths, folder, endings, keep, tell_path, NULL) : 0;
    for (uint32_t i = 0; i < paths.list.count; i++) {
        const char *path = paths.list.items[i];
        if (wm_file_read(path, keep, &bytes, &error) == WM_OK) {
            put_file(l, path, label_of(path, keep), bytes);
        } else {
            wm_say("%s", error.message);
            failed++;
        }
    }
    return failed;
}

int wm_names_list(const wm_options *options)
{
    wm_output output;
    wm_error error;
    const char *folder = wm_names_dir(options->keep);
    if (folder == NULL) {
        wm_say("no folder for your names: set HOME or XDG_DATA_HOME to an absolute path");
        return WM_EXIT_USAGE;
    }
    if (wm_output_open(&output, NULL, NULL, 0, &error) != WM_OK)
        return WM_EXIT_FAILED;
    list l = {.out = &output.buffer, .terminal = isatty(STDOUT_FILENO)};
    if (!l.terminal)
        wm_buffer_put_text(l.out, "label\tname\taliases\tid\tweight\tattrs\tfrom\n");
    uint32_t failed = put_files(&l, folder, options->keep);
    if (!wm_output_close(&output) || failed != 0)
        return WM_EXIT_FAILED;
    if (l.count == 0)
        wm_say("there are no names of your own in '%s': whomet names add person.mine 'Jane Doe' adds one", folder);
    return l.count != 0 ? WM_EXIT_DONE : WM_EXIT_NO;
}
