/* SPDX-License-Identifier: MIT */
/* names add: one more row in a file of the user's own, which is read at every start.
 *
 * In: kind and label, a name, options. Out: the row in its place in $XDG_DATA_HOME/whomet/names/KIND/LABEL.tsv. The
 * file with the new row is first written to a folder beside it and read as `check` would; what is faulty is told and
 * the old file stays. Only then it takes the place of the old one, as a whole.
 */
#define _POSIX_C_SOURCE 200809L
#include "cli/names.h"

#include "cli/knowledge.h"
#include "cli/say.h"

#include "base/file.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
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

static const char *names_dir(wm_arena *keep)
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (data != NULL && data[0] == '/')
        return wm_arena_format(keep, "%s/whomet/names", data);
    return home != NULL && home[0] == '/' ? wm_arena_format(keep, "%s/.local/share/whomet/names", home) : NULL;
}

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
    const char *dir = names_dir(keep);
    if (dir == NULL) {
        wm_say("no folder for your names: set HOME or XDG_DATA_HOME");
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

/* mkdir -p. */
static bool make_dirs(const char *path, wm_arena *keep)
{
    char *part = wm_arena_copy(keep, path, strlen(path));
    for (char *at = part + 1;; at++) {
        if (*at != '/' && *at != '\0')
            continue;
        bool last = *at == '\0';
        *at = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST) {
            wm_say("cannot make the folder '%s': %s", part, strerror(errno));
            return false;
        }
        if (last)
            return true;
        *at = '/';
    }
}

/* ---- the row ----------------------------------------------------------------------------------------------------- */

/* In composed form, so that nobody has to know what that is; ill-formed text is for the check to refuse. */
static wm_slice composed(wm_arena *keep, const char *text)
{
    wm_slice own = wm_slice_of(text), nfc = wm_utf8_nfc(own, keep);
    return nfc.at != NULL ? nfc : own;
}

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

static int write_and_check(const wm_options *options, const place *p, wm_slice text)
{
    wm_error error;
    if (!make_dirs(p->kind, options->keep) || !make_dirs(p->trial_kind, options->keep))
        return WM_EXIT_FAILED;
    if (wm_file_replace(p->trial_path, text, &error) != WM_OK) {
        wm_say("%s", error.message);
        return WM_EXIT_FAILED;
    }
    int exit_code = check(p);
    if (exit_code == WM_EXIT_DONE && rename(p->trial_path, p->path) != 0) {
        wm_say("cannot write '%s': %s", p->path, strerror(errno));
        exit_code = WM_EXIT_FAILED;
    }
    return exit_code;
}

int wm_names_add(const wm_options *options, const char *const *words, uint32_t count)
{
    place p;
    wm_error error;
    wm_slice old = {NULL, 0};
    if (count != 2) {
        wm_say("'names add' needs a label and one name: whomet names add person.public 'Jane Doe'");
        return WM_EXIT_USAGE;
    }
    if (!find_place(options, words[0], &p))
        return WM_EXIT_USAGE;
    if (words[1][0] == '#' || strpbrk(words[1], "\t\n|") != NULL) {
        wm_say("'%s' can be no name: no '#' in front, no tabs, line feeds or '|'", words[1]);
        return WM_EXIT_USAGE;
    }
    if (wm_file_exists(p.path)) {
        if (wm_file_read(p.path, options->keep, &old, &error) != WM_OK) {
            wm_say("%s", error.message);
            return WM_EXIT_FAILED;
        }
    } else {
        old = wm_slice_of(wm_arena_format(options->keep,
                                          "# What: names of my own, added by whomet names add %s\n"
                                          "# Columns: name\taliases\tid\tweight\tattrs\n",
                                          words[0]));
    }
    int exit_code = write_and_check(options, &p, insert(options->keep, old, make_row(options, words[1])));
    unlink(p.trial_path);
    rmdir(p.trial_kind);
    rmdir(p.trial);
    if (exit_code == WM_EXIT_DONE && options->verbose)
        wm_say("added to '%s'", p.path);
    return exit_code;
}
