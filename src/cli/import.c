/* SPDX-License-Identifier: MIT */
/* import: public dumps to entry files.
 *
 * In: a kind and files. Out: one entry file, sorted, on standard output or in the file of -o, that `compile` takes as
 * it is. Memory does not depend on the size of the dump: rows go through two external sorts, by id, so that each id
 * comes once, and by name. Every record that gives no row is counted, the first bad ones are told with file and line.
 */
#define _POSIX_C_SOURCE 200809L
#include "cli/import.h"

#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "cli/say.h"

#include "in/value.h"

#include <time.h>
#include <unistd.h>

enum { BAD_TOLD = 20, SHOW_EVERY = 1024 };

/* A new kind is a file of its own and a row here. */
static const wm_import_kind *const kinds[] = {&wm_import_geonames, &wm_import_wikidata, &wm_import_opensanctions,
                                              &wm_import_gleif,    &wm_import_ror,      &wm_import_census,
                                              &wm_import_csv};

/* NULL when there is no such kind. */
static const wm_import_kind *find_kind(const char *name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    return NULL;
}

/* ---- the account ------------------------------------------------------------------------------------------------- */

/* Asking the clock and the disk costs more than a short record does, so it is done for few of them. */
void wm_import_next(wm_import *import, uint64_t count, const char *what)
{
    wm_arena_rewind(&import->scratch, (wm_arena_mark){0});
    if (count % SHOW_EVERY == 0)
        wm_progress_show_bytes(&import->progress, wm_stream_read_bytes(&import->stream), import->stream.total_bytes,
                               count, what);
}

void wm_import_begin(wm_import *import)
{
    wm_import_next(import, ++import->records, "records");
}

/* The first ones show what is wrong with a file; thousands of them would hide it. */
void wm_import_bad(wm_import *import, const char *what)
{
    if (import->counts[WM_IMPORT_BAD]++ >= BAD_TOLD)
        return;
    wm_progress_hide(&import->progress);
    wm_say("%s:%llu: %s; the record is skipped", import->stream.path, (unsigned long long)import->stream.line, what);
}

/* The line of the stream is that of the record, which is what the message names. */
bool wm_import_value(wm_import *import, wm_slice text, wm_slice *ret_value)
{
    wm_error wrong;
    wm_import_begin(import);
    if (wm_value_read(text, ret_value, &wrong) == WM_OK)
        return true;
    wm_import_bad(import, wrong.message);
    return false;
}

/* Counted, not told: this is how nearly all records of a dump end. */
void wm_import_skip(wm_import *import, wm_import_reason reason)
{
    import->counts[reason]++;
}

/* Reasons that did not occur are left out. */
static void say_account(const wm_import *import)
{
    static const char *const reasons[] = {"bad", "not wanted", "without a name in Latin letters", "repeated"};
    wm_buffer line;
    wm_buffer_init(&line, -1);
    wm_buffer_put_uint(&line, import->rows);
    WM_BUFFER_LITERAL(&line, " rows of ");
    wm_buffer_put_uint(&line, import->records);
    WM_BUFFER_LITERAL(&line, " records");
    for (int i = 0; i < WM_IMPORT_REASONS; i++) {
        if (import->counts[i] == 0)
            continue;
        WM_BUFFER_LITERAL(&line, ", ");
        wm_buffer_put_uint(&line, import->counts[i]);
        wm_buffer_put_char(&line, ' ');
        wm_buffer_put_text(&line, reasons[i]);
    }
    if (import->cut_aliases != 0) {
        WM_BUFFER_LITERAL(&line, "; aliases left out where there were too many: ");
        wm_buffer_put_uint(&line, import->cut_aliases);
    }
    wm_say("%.*s", (int)line.len, line.at);
    wm_buffer_done(&line);
}

/* ---- writing ----------------------------------------------------------------------------------------------------- */

/* The part before the first `mark`. */
static wm_slice before(wm_slice line, char mark)
{
    return wm_slice_cut(&line, mark);
}

/* Is the alias, without its marks, the name or an alias of the row already? */
static bool is_told(wm_slice line, wm_slice alias)
{
    wm_slice own = before(alias, '+'), name = wm_slice_cut(&line, '\t'), aliases = before(line, '\t');
    if (wm_slice_equal(own, name))
        return true;
    while (aliases.at != NULL)
        if (wm_slice_equal(before(wm_slice_cut(&aliases, '|'), '+'), own))
            return true;
    return false;
}

/* Of a cell of aliases. */
static uint32_t count_aliases(wm_slice aliases)
{
    uint32_t count = 0;
    for (; aliases.at != NULL && aliases.len != 0; count++)
        wm_slice_cut(&aliases, '|');
    return count;
}

/* The row with aliases that came apart from it added to its second column, up to as many as any row may have; each is
 * compared with all before it. `aliases` has a line feed behind each. */
static void put_joined(wm_import *import, wm_slice line, wm_slice aliases)
{
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_slice rest = line, name = wm_slice_cut(&rest, '\t'), old = rest.at != NULL ? wm_slice_cut(&rest, '\t') : rest;
    wm_buffer_put_bytes(&out, name.at, name.len);
    wm_buffer_put_char(&out, '\t');
    wm_buffer_put_bytes(&out, old.at, old.len);
    uint32_t count = count_aliases(old);
    while (aliases.len != 0) {
        wm_slice alias = wm_slice_cut(&aliases, '\n');
        if (is_told((wm_slice){out.at, out.len}, alias))
            continue;
        if (count >= WM_IMPORT_ALIASES_MAX) {
            import->cut_aliases++;
            continue;
        }
        if (count++ != 0)
            wm_buffer_put_char(&out, '|');
        wm_buffer_put_bytes(&out, alias.at, alias.len);
    }
    wm_buffer_put_char(&out, '\t');
    wm_buffer_put_bytes(&out, rest.at, rest.len);
    wm_sort_put(&import->by_name, (wm_slice){out.at, out.len});
    wm_buffer_done(&out);
}

/* What is known of the id that the sort by id is at. */
typedef struct same_id {
    wm_buffer id, aliases;
    bool told; /* its row is through */
} same_id;

/* Aliases come first (they start with U+0001) and wait for the row; those of an id without a row are dropped. */
static void take_line(wm_import *import, same_id *same, wm_slice line)
{
    wm_slice rest = line, id = wm_slice_cut(&rest, '\n');
    if (!wm_slice_equal(id, (wm_slice){same->id.at, same->id.len})) {
        same->id.len = same->aliases.len = 0;
        same->told = false;
        wm_buffer_put_bytes(&same->id, id.at, id.len);
    }
    if (rest.len != 0 && rest.at[0] == '\001') {
        wm_buffer_put_bytes(&same->aliases, rest.at + 1, rest.len - 1);
        wm_buffer_put_char(&same->aliases, '\n');
    } else if (same->told) {
        wm_import_skip(import, WM_IMPORT_REPEATED);
    } else {
        same->told = true;
        put_joined(import, rest, (wm_slice){same->aliases.at, same->aliases.len});
    }
}

/* Hands rows on to the sort by name; of one id only the first. Ids repeat where dumps overlap, as those of countries
 * and of all countries do. */
static void drop_repeated_ids(wm_import *import)
{
    wm_slice line;
    same_id same = {.told = false};
    wm_buffer_init(&same.id, -1);
    wm_buffer_init(&same.aliases, -1);
    while (wm_sort_next(&import->by_id, &line))
        take_line(import, &same, line);
    wm_buffer_done(&same.id);
    wm_buffer_done(&same.aliases);
}

/* The column with this number, from 0; empty when the line is shorter. */
static wm_slice column(wm_slice line, int number)
{
    for (; number > 0 && line.at != NULL; number--)
        wm_slice_cut(&line, '\t');
    return line.at != NULL ? before(line, '\t') : (wm_slice){"", 0};
}

/* Weights have one digit before the point, so their bytes sort like numbers. */
static bool is_lighter(wm_slice one, wm_slice two)
{
    return wm_slice_compare(column(one, 3), column(two, 3)) < 0;
}

/* A copy, as the line of a sort lives until the next one is asked for. */
static void hold(wm_buffer *held, wm_slice line)
{
    held->len = 0;
    wm_buffer_put_bytes(held, line.at, line.len);
}

/* Rows come sorted and leave sorted. */
static void put_row(wm_import *import, wm_buffer *out, wm_slice line)
{
    wm_buffer_put_bytes(out, line.at, line.len);
    wm_buffer_put_char(out, '\n');
    import->rows++;
}

/* Writes the row that is held, if there is one. */
static void put_held(wm_import *import, wm_buffer *out, wm_buffer *held)
{
    if (held->len != 0)
        put_row(import, out, (wm_slice){held->at, held->len});
    held->len = 0;
}

/* Rows of one name are neighbours; without id there may be one of them, so such a row is held back until the name is
 * over, and the heaviest stays. */
static void put_rows(wm_import *import, wm_buffer *out)
{
    wm_slice line;
    wm_buffer held;
    wm_buffer_init(&held, -1);
    while (wm_sort_next(&import->by_name, &line)) {
        wm_slice last = {held.at, held.len};
        if (held.len != 0 && !wm_slice_equal(column(last, 0), column(line, 0)))
            put_held(import, out, &held);
        if (column(line, 2).len != 0) {
            put_row(import, out, line);
            continue;
        }
        if (held.len != 0)
            wm_import_skip(import, WM_IMPORT_REPEATED);
        if (held.len == 0 || is_lighter(last, line))
            hold(&held, line);
    }
    put_held(import, out, &held);
    wm_buffer_done(&held);
}

/* Without its folder: where a file lay on somebody's disk is nobody's business. */
static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(path, "-") == 0 ? "standard input" : slash != NULL ? slash + 1 : path;
}

/* What was read, when and under which licence stands in the file itself, where nobody can lose it. */
static void put_head(wm_import *import, const wm_import_kind *kind, wm_buffer *out)
{
    char today[16] = "";
    time_t now = time(NULL);
    struct tm day;
    if (import->options->date == NULL && gmtime_r(&now, &day) != NULL)
        strftime(today, sizeof today, "%Y-%m-%d", &day);
    wm_buffer_put_text(out, wm_arena_format(&import->keep, "# Source: %s", kind->source));
    for (uint32_t i = 0; i < import->path_count; i++)
        wm_buffer_put_text(out,
                           wm_arena_format(&import->keep, "%s%s", i != 0 ? ", " : ": ", file_name(import->paths[i])));
    wm_buffer_put_text(out,
                       wm_arena_format(&import->keep, ", by whomet import %s, %s\n# Licence: %s\n", kind->name,
                                       import->options->date != NULL ? import->options->date : today, kind->licence));
    wm_buffer_put_text(out, "# Columns: name\taliases\tid\tweight\tattrs\n");
}

/* ---- the run ----------------------------------------------------------------------------------------------------- */

/* Sorts keep their first error and are asked at the end, not at each line. */
static wm_status sort_failed(const wm_sort *sort, wm_error *err)
{
    return sort->error == 0 ? WM_OK
                            : wm_fail(err, WM_IO, NULL, "cannot sort in a temporary file: %s; TMPDIR says where",
                                      strerror(sort->error));
}

/* A jump for want of memory leaves the stream open; wm_import_run() closes it. All dumps of one call become one file,
 * as if they had been one. */
static wm_status read_all(wm_import *import, const wm_import_kind *kind, wm_error *err)
{
    wm_status status = kind->prepare != NULL ? kind->prepare(import, err) : WM_OK;
    for (uint32_t i = 0; status == WM_OK && i < import->path_count; i++) {
        status = wm_stream_open(&import->stream, import->paths[i], err);
        if (status != WM_OK)
            break;
        status = kind->read(import, err);
        wm_stream_close(&import->stream);
    }
    if (status == WM_OK)
        drop_repeated_ids(import);
    if (status == WM_OK)
        status = sort_failed(&import->by_id, err);
    return status == WM_OK ? sort_failed(&import->by_name, err) : status;
}

/* Nothing is written before all was read, so a dump that cannot be read leaves no half of a file. */
static int run(wm_import *import, const wm_import_kind *kind)
{
    wm_error error;
    wm_output output;
    wm_status status = read_all(import, kind, &error);
    wm_progress_hide(&import->progress);
    if (status == WM_OK && import->records == 0)
        status = wm_fail(&error, WM_BAD_DATA, import->paths[0], "no record in '%s': is it a dump of %s?",
                         import->paths[0], kind->name);
    if (status == WM_OK)
        status = wm_output_open_for(&output, import->options, import->paths, import->path_count, &error);
    if (status != WM_OK) {
        wm_say("%s", error.message);
        return status == WM_BAD_USE ? WM_EXIT_USAGE : WM_EXIT_FAILED;
    }
    put_head(import, kind, &output.buffer);
    put_rows(import, &output.buffer);
    bool written = wm_output_close(&output);
    if (sort_failed(&import->by_name, &error) != WM_OK) {
        wm_say("%s", error.message);
        return WM_EXIT_FAILED;
    }
    if (!import->options->quiet)
        say_account(import);
    return written && import->counts[WM_IMPORT_BAD] == 0 ? WM_EXIT_DONE : WM_EXIT_FAILED;
}

/* All that is allocated by `run` is let go here, also when memory ran out. */
static int run_guarded(wm_import *import, const wm_import_kind *kind)
{
    jmp_buf oom;
    int exit_code = WM_EXIT_FAILED;
    import->keep.on_oom = import->scratch.on_oom = &oom;
    if (setjmp(oom) == 0)
        exit_code = run(import, kind);
    else
        wm_say("out of memory");
    return exit_code;
}

/* Every refusal says how it is written. */
static int refuse(const char *what)
{
    wm_say("%s: whomet import KIND FILE..., KIND one of geonames, wikidata, opensanctions, gleif, ror, census, csv",
           what);
    return WM_EXIT_USAGE;
}

/* The option that this kind of dump does not heed, or NULL. What was asked for and not done must be told. */
static const char *idle_option(const wm_import_kind *kind, const wm_options *o)
{
    bool mixed = kind == &wm_import_wikidata || kind == &wm_import_opensanctions;
    if (o->kind != NULL && !mixed)
        return "kind";
    if (o->class_path != NULL && kind != &wm_import_wikidata)
        return "classes";
    if (o->columns != NULL && kind != &wm_import_csv)
        return "columns";
    if (o->countries.count != 0 && kind == &wm_import_census)
        return "country";
    if (kind == &wm_import_geonames)
        return NULL;
    return o->alias_path != NULL ? "aliases" : o->min_population != 0 ? "min-population" : NULL;
}

/* The shipped names are opened for their common words, without the user's own: what an import makes must not depend on
 * those. */
int wm_import_run(const wm_options *options)
{
    if (options->files.count == 0)
        return refuse("'import' needs a kind and dumps");
    const wm_import_kind *kind = find_kind(options->files.items[0]);
    if (kind == NULL)
        return refuse(wm_arena_format(options->keep, "'%s' is no kind of dump", options->files.items[0]));
    if (options->files.count == 1)
        return refuse(wm_arena_format(options->keep, "'import %s' needs dumps", kind->name));
    const char *idle = idle_option(kind, options);
    if (idle != NULL) {
        wm_say("'--%s' means nothing for %s: leave it out", idle, kind->name);
        return WM_EXIT_USAGE;
    }
    int exit_code = WM_EXIT_DONE;
    wm_options shipped = {.keep = options->keep, .command = WM_IMPORT, .no_user_names = true};
    wm_import import = {.options = options, .paths = options->files.items + 1, .path_count = options->files.count - 1};
    import.words = wm_knowledge_open(&shipped, &exit_code);
    if (import.words == NULL)
        return exit_code;
    wm_arena_init(&import.keep);
    wm_arena_init(&import.scratch);
    wm_sort_init(&import.by_id, WM_SORT_HELD_BYTES);
    wm_sort_init(&import.by_name, WM_SORT_HELD_BYTES);
    wm_progress_begin(&import.progress, options->quiet);
    /* rows come after the last progress line, so they may go to the same terminal */
    import.progress.wanted = !options->quiet && isatty(STDERR_FILENO);
    exit_code = run_guarded(&import, kind);
    if (import.stream.gzip != NULL)
        wm_stream_close(&import.stream);
    wm_sort_done(&import.by_id);
    wm_sort_done(&import.by_name);
    wm_arena_done(&import.keep);
    wm_arena_done(&import.scratch);
    whomet_knowledge_close(import.words);
    return exit_code;
}
