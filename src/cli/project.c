/* SPDX-License-Identifier: MIT */
/* whomet.conf, one `key value` a line, '#' before comments:
 *
 *     rules      rules/60-sports.rules     a file, or a folder of *.rules; may be repeated
 *     gazetteer  names                     a .tsv or compiled file, or a folder of *.tsv; may be repeated
 *     only       yes                       leave out the shipped names and rules
 *
 * In: the working directory. Out: options. Paths are relative to the folder of the file. The nearest file counts, those
 * above it do not. All faults are told in one run.
 */
#define _POSIX_C_SOURCE 200809L
#include "cli/project.h"

#include "base/file.h"
#include "cli/knowledge.h"
#include "cli/say.h"
#include "in/path.h"

#include <unistd.h>

typedef struct reader {
    wm_options *options;
    const char *path, *folder; /* the folder ends in a slash, or is empty */
    wm_words rules, gazetteers;
    bool only;
    wm_faults faults;
    uint32_t line;
    wm_slice source; /* of the line */
} reader;

/* "", "../", "../../" … up to the root; NULL when there is no project. */
static const char *find_folder(wm_arena *keep)
{
    char here[4096];
    if (getcwd(here, sizeof here) == NULL)
        return NULL;
    const char *folder = "";
    for (const char *at = here; (at = strchr(at, '/')) != NULL; at++) {
        if (wm_file_exists(wm_arena_format(keep, "%swhomet.conf", folder)))
            return folder;
        folder = wm_arena_format(keep, "%s../", folder);
    }
    return NULL;
}

/* In the form of a rule file's, so that an editor finds it. */
static wm_fault *fault_at(reader *r, wm_slice part, const char *message)
{
    return wm_fault_add(&r->faults, r->path, r->line, r->source, part, "%s", message);
}

/* A folder that cannot be listed is a fault of the line that names it. */
static void tell_path(void *user, const wm_error *error)
{
    reader *r = user;
    fault_at(r, r->source, error->message);
}

/* The file, or the files of the folder, that `value` names. */
static void add_files(reader *r, wm_slice value, const char *const *endings, wm_words *list)
{
    wm_arena *keep = r->options->keep;
    wm_paths paths = {0};
    bool absolute = value.len != 0 && value.at[0] == '/';
    const char *path = wm_arena_format(keep, "%s%.*s", absolute ? "" : r->folder, WM_SLICE_ARG(value));
    if (!wm_file_exists(path)) {
        fault_at(r, value, wm_arena_format(keep, "no such file: '%s'", path))->hint =
            "paths are relative to the folder of the project file";
        return;
    }
    wm_paths_add(&paths, path, endings, keep, tell_path, r);
    for (uint32_t i = 0; i < paths.list.count; i++)
        *WM_PUSH(keep, list) = paths.list.items[i];
}

static void read_only(reader *r, wm_slice value)
{
    r->only = wm_slice_is(value, "yes");
    if (!r->only && !wm_slice_is(value, "no"))
        fault_at(r, value, "'only' is yes or no");
}

static void read_line(reader *r, wm_slice line)
{
    static const char *const rules[] = {".rules", NULL}, *const names[] = {".tsv", NULL};
    size_t len = 0;
    while (len < line.len && line.at[len] != ' ' && line.at[len] != '\t')
        len++;
    wm_slice key = {line.at, len}, value = wm_slice_trim((wm_slice){line.at + len, line.len - len});
    bool known = wm_slice_is(key, "rules") || wm_slice_is(key, "gazetteer") || wm_slice_is(key, "only");
    if (!known) {
        wm_arena *keep = r->options->keep;
        wm_fault *fault = fault_at(r, key, wm_arena_format(keep, "unknown key '%.*s'", WM_SLICE_ARG(key)));
        fault->note = "keys: rules, gazetteer, only";
    } else if (value.len == 0) {
        fault_at(r, key, wm_arena_format(r->options->keep, "'%.*s' without a value", WM_SLICE_ARG(key)));
    } else if (wm_slice_is(key, "rules")) {
        add_files(r, value, rules, &r->rules);
    } else if (wm_slice_is(key, "gazetteer")) {
        add_files(r, value, names, &r->gazetteers);
    } else {
        read_only(r, value);
    }
}

static void read_lines(reader *r, wm_slice rest)
{
    while (rest.at != NULL) {
        r->source = wm_slice_cut(&rest, '\n');
        if (r->source.len != 0 && r->source.at[r->source.len - 1] == '\r')
            r->source.len--;
        r->line++;
        wm_slice line = wm_slice_trim(r->source);
        if (line.len != 0 && line.at[0] != '#')
            read_line(r, line);
    }
}

/* What the project names comes first. */
static void put_before(wm_arena *keep, wm_words *list, wm_words first)
{
    for (uint32_t i = 0; i < list->count; i++)
        *WM_PUSH(keep, &first) = list->items[i];
    *list = first;
}

static void tell_faults(const wm_faults *faults)
{
    for (uint32_t i = 0; i < faults->list.count; i++) {
        const wm_fault *f = &faults->list.items[i];
        wm_knowledge_tell(NULL, &(whomet_fault){f->path, f->line, f->column, f->width, f->source, f->message, f->note,
                                                f->hint});
    }
}

static bool read_project(wm_options *options, bool silent)
{
    const char *folder = find_folder(options->keep);
    if (options->no_project || folder == NULL)
        return true;
    reader r = {.options = options, .folder = folder, .faults = {.arena = options->keep}};
    r.path = wm_arena_format(options->keep, "%swhomet.conf", folder);
    wm_slice bytes;
    wm_error error;
    if (wm_file_read(r.path, options->keep, &bytes, &error) != WM_OK) {
        if (!silent)
            wm_say("%s", error.message);
        return false;
    }
    read_lines(&r, bytes);
    if (!silent)
        tell_faults(&r.faults);
    put_before(options->keep, &options->rules, r.rules);
    put_before(options->keep, &options->gazetteers, r.gazetteers);
    options->only = options->only || r.only;
    options->project = r.path;
    return r.faults.list.count == 0;
}

bool wm_project_read(wm_options *options)
{
    return read_project(options, false);
}

void wm_project_list(wm_options *options)
{
    read_project(options, true);
}
