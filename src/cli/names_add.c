/* SPDX-License-Identifier: MIT */
/* names add: one more row in a file of the user's own, which is read at every start.
 *
 * In: kind and label, a name, options. Out: the row in its place in KIND/LABEL.tsv in whomet_names_dir(). The file with
 * the new row is first written to a folder beside it and read as `check` would; what is faulty is told and the old file
 * stays. Only then it takes the place of the old one, as a whole. All under a lock, so that nobody's row is lost.
 */
#define _POSIX_C_SOURCE 200809L
#include "cli/names.h"

#include "cli/knowledge.h"
#include "cli/say.h"

#include "base/file.h"
#include "base/utf8.h"

#include <unistd.h>

/* Where things are; all in the arena of the options. */
typedef struct place {
    const char *dir;   /* …/names */
    const char *kind;  /* …/names/person */
    const char *path;  /* …/names/person/mine.tsv */
    const char *trial; /* …/names/.add-1234 */
    const char *trial_kind, *trial_path;
} place;

/* ---- label and places -------------------------------------------------------------------------------------------- */

/* Asked twice, for its length and for itself. */
const char *wm_names_dir(wm_arena *keep)
{
    size_t len = whomet_names_dir(NULL, 0);
    char *path = wm_arena_alloc(keep, len + 1);
    return len != 0 && whomet_names_dir(path, len + 1) == len ? path : NULL;
}

/* As the compiler of entry files wants it, and nothing that could lead out of the folder. */
static bool is_part(wm_slice part)
{
    for (size_t i = 0; i < part.len; i++) {
        char c = part.at[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            return false;
    }
    return part.len != 0;
}

/* False after it was told what is wrong. */
static bool find_place(const wm_options *options, const char *label, place *ret_place)
{
    wm_arena *keep = options->keep;
    wm_slice name = wm_slice_of(label), kind = wm_slice_cut(&name, '.');
    if (name.at == NULL || !is_part(kind) || !is_part(name)) {
        wm_say("'%s' is no label: write kind.label in lower case, such as person.public, place.city or org.company",
               label);
        return false;
    }
    const char *dir = wm_names_dir(keep);
    if (dir == NULL) {
        wm_say("no folder for your names: set HOME or XDG_DATA_HOME to an absolute path");
        return false;
    }
    place p = {.dir = dir};
    p.kind = wm_arena_format(keep, "%s/%.*s", dir, WM_SLICE_ARG(kind));
    p.path = wm_arena_format(keep, "%s/%.*s.tsv", p.kind, WM_SLICE_ARG(name));
    p.trial = wm_arena_format(keep, "%s/.add-%ld", dir, (long)getpid());
    p.trial_kind = wm_arena_format(keep, "%s/%.*s", p.trial, WM_SLICE_ARG(kind));
    p.trial_path = wm_arena_format(keep, "%s/%.*s.tsv", p.trial_kind, WM_SLICE_ARG(name));
    *ret_place = p;
    return true;
}

/* ---- the row ----------------------------------------------------------------------------------------------------- */

/* In composed form, so that nobody has to know what that is; ill-formed text is for the check to refuse. */
static wm_slice composed(wm_arena *keep, const char *text)
{
    wm_slice own = wm_slice_of(text), nfc = wm_utf8_nfc(own, keep);
    return nfc.at != NULL ? nfc : own;
}

/* Quadratic in the aliases of one name, which somebody has typed. */
static const char *join(wm_arena *keep, const wm_words *words, char mark)
{
    const char *all = "";
    for (uint32_t i = 0; i < words->count; i++) {
        wm_slice word = composed(keep, words->items[i]);
        all = i == 0 ? wm_arena_format(keep, "%.*s", WM_SLICE_ARG(word))
                     : wm_arena_format(keep, "%s%c%.*s", all, mark, WM_SLICE_ARG(word));
    }
    return all;
}

/* Empty columns at the end are left out, as in the shipped files. */
static wm_slice make_row(const wm_options *o, const char *name)
{
    char *line = wm_arena_format(o->keep, "%.*s\t%s\t%s\t%s\t%s", WM_SLICE_ARG(composed(o->keep, name)),
                                 join(o->keep, &o->aliases, '|'), o->id != NULL ? o->id : "",
                                 o->weight != NULL ? o->weight : "", join(o->keep, &o->attrs, ' '));
    size_t len = strlen(line);
    while (len != 0 && line[len - 1] == '\t')
        len--;
    return (wm_slice){line, len};
}

/* The first column. */
static wm_slice name_of(wm_slice line)
{
    return wm_slice_cut(&line, '\t');
}

/* The old file with the row behind the last name that is not greater. */
static wm_slice insert(wm_arena *keep, wm_slice old, wm_slice row)
{
    size_t at = 0;
    for (wm_slice rest = old; rest.at != NULL && rest.len != 0;) {
        wm_slice line = wm_slice_cut(&rest, '\n');
        if (line.len != 0 && line.at[0] != '#' && wm_slice_compare(name_of(line), name_of(row)) > 0)
            break;
        at = rest.at != NULL ? (size_t)(rest.at - old.at) : old.len;
    }
    const char *feed = at != 0 && old.at[at - 1] != '\n' ? "\n" : "";
    char *text = wm_arena_alloc(keep, old.len + row.len + 2);
    size_t len = at;
    memcpy(text, old.at, at);
    memcpy(text + len, feed, strlen(feed));
    len += strlen(feed);
    memcpy(text + len, row.at, row.len);
    len += row.len;
    text[len++] = '\n';
    memcpy(text + len, old.at + at, old.len - at);
    return (wm_slice){text, len + old.len - at};
}

/* ---- trial ------------------------------------------------------------------------------------------------------- */

typedef struct trial {
    const place *place;
    uint32_t faults;
} trial;

/* The file is told by the name that it will have. */
static void tell_fault(void *user, const whomet_fault *fault)
{
    trial *t = user;
    whomet_fault own = *fault;
    if (strcmp(own.path, t->place->trial_path) == 0)
        own.path = t->place->path;
    wm_knowledge_tell(&t->faults, &own);
}

/* Reads the file as a start of the program will. */
static int check(const place *p)
{
    trial t = {.place = p};
    whomet_options wanted = {
        .gazetteers = &p->trial_path, .gazetteer_count = 1, .only = 1, .report_fault = tell_fault, .report_user = &t};
    whomet_knowledge *knowledge = NULL;
    whomet_error error = {0};
    whomet_status status = whomet_knowledge_open(&wanted, &knowledge, &error);
    whomet_knowledge_close(status == WHOMET_OK ? knowledge : NULL);
    if (status != WHOMET_OK && t.faults == 0)
        wm_knowledge_tell_error(&error);
    if (status != WHOMET_OK)
        wm_say("nothing was added to '%s'", p->path);
    return wm_knowledge_exit(status);
}

/* The row in its place, in what is in the file now. */
static bool make_text(const wm_options *options, const place *p, const char *const *words, wm_slice *ret_text,
                      wm_error *err)
{
    wm_arena *keep = options->keep;
    wm_slice old = wm_slice_of(wm_arena_format(keep,
                                               "# What: names of my own, added by whomet names add %s\n"
                                               "# Columns: name\taliases\tid\tweight\tattrs\n",
                                               words[0]));
    if (wm_file_exists(p->path) && wm_file_read(p->path, keep, &old, err) != WM_OK)
        return false;
    *ret_text = insert(keep, old, make_row(options, words[1]));
    return true;
}

/* Under the lock, so that of two that add at once the second one reads what the first one wrote. */
static int add(const wm_options *options, const place *p, const char *const *words, wm_error *err)
{
    wm_slice text;
    if (!make_text(options, p, words, &text, err) || wm_file_make_dirs(p->trial_kind, options->keep, err) != WM_OK ||
        wm_file_replace(p->trial_path, text, err) != WM_OK)
        return WM_EXIT_FAILED;
    int exit_code = check(p);
    if (exit_code == WM_EXIT_DONE && wm_file_replace(p->path, text, err) != WM_OK)
        exit_code = WM_EXIT_FAILED;
    return exit_code;
}

/* What the trial has made is taken away whatever came of it, before anybody else may add. */
static int add_locked(const wm_options *options, const place *p, const char *const *words)
{
    int lock;
    wm_error error = {0};
    const char *lock_path = wm_arena_format(options->keep, "%s/.lock", p->dir);
    int exit_code = WM_EXIT_FAILED;
    if (wm_file_make_dirs(p->kind, options->keep, &error) == WM_OK && wm_file_lock(lock_path, &lock, &error) == WM_OK) {
        exit_code = add(options, p, words, &error);
        unlink(p->trial_path);
        rmdir(p->trial_kind);
        rmdir(p->trial);
        wm_file_unlock(lock);
    }
    if (error.status != WM_OK)
        wm_say("%s; nothing was added", error.message);
    return exit_code;
}

/* What would break the columns of the row; the rest is for the trial to find. */
static bool is_name(const char *text)
{
    return text[strspn(text, " ")] != '\0' && strpbrk(text, "\t\n|") == NULL;
}

/* Rules of one's own may speak of any kind, so this is no fault; but more often it is a slip, and then the name would
 * never be found. */
static void tell_unknown_kind(const wm_options *options, const char *label)
{
    static const char *const kinds[] = {"person", "place", "org", "cue", "other"};
    wm_slice rest = wm_slice_of(label), kind = wm_slice_cut(&rest, '.');
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (wm_slice_is(kind, kinds[i]))
            return;
    if (!options->quiet)
        wm_say("no shipped rule asks for '%s': the kinds are person, place, org and cue, others need rules of your own",
               label);
}

/* What is wrong with the words is told here; what is wrong with the row, by those who will read it. */
int wm_names_add(const wm_options *options, const char *const *words, uint32_t count)
{
    place p;
    if (count != 2) {
        wm_say("'names add' needs a label and one name: whomet names add person.public 'Jane Doe'");
        return WM_EXIT_USAGE;
    }
    if (!find_place(options, words[0], &p))
        return WM_EXIT_USAGE;
    if (words[1][0] == '#' || !is_name(words[1])) {
        wm_say("'%s' can be no name: no '#' in front, no tabs, line feeds or '|', and not nothing", words[1]);
        return WM_EXIT_USAGE;
    }
    for (uint32_t i = 0; i < options->aliases.count; i++)
        if (!is_name(options->aliases.items[i])) {
            wm_say("'%s' can be no alias: no tabs, line feeds or '|'; write --alias once for each",
                   options->aliases.items[i]);
            return WM_EXIT_USAGE;
        }
    tell_unknown_kind(options, words[0]);
    int exit_code = add_locked(options, &p, words);
    if (exit_code == WM_EXIT_DONE && options->verbose)
        wm_say("added to '%s'", p.path);
    return exit_code;
}
