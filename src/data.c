/* SPDX-License-Identifier: MIT */
/* The data folder holds gazetteers/whomet.gaz, rules/NN-name.rules, rules/lexicon/ (lemmas) and rules/words/ (lists for
 * sentence splitting). It is looked for in options->data_dir, in $WHOMET_DATA, around the running program (a build
 * folder or an installation that was moved), and where the library was installed to; the first folder that holds
 * rules/ is it.
 */
#include "data.h"

#include "base/file.h"

#include <stdlib.h>

#define COMPILED "gazetteers/whomet.gaz"

typedef WM_ARRAY(wm_rule_source) source_array;

static bool holds_data(const char *dir, wm_arena *keep)
{
    return dir != NULL && wm_file_is_dir(wm_arena_format(keep, "%s/rules", dir));
}

static const char *find_data_dir(wm_arena *keep)
{
    const char *env = getenv("WHOMET_DATA");
    if (env != NULL && env[0] != '\0')
        return env;
    const char *program = wm_file_program_dir(keep);
    static const char *const around[] = {"../share/whomet", "."};
    for (size_t i = 0; program != NULL && i < sizeof around / sizeof *around; i++) {
        const char *dir = wm_arena_format(keep, "%s/%s", program, around[i]);
        if (holds_data(dir, keep))
            return dir;
    }
    return WHOMET_DATADIR;
}

static void add_source(wm_arena *keep, source_array *sources, const char *path, const char *shown)
{
    *WM_PUSH(keep, sources) = (wm_rule_source){.path = path, .shown = shown};
}

/* Every file of `dir`/`folder` with this ending, shown as `folder`/name. */
static wm_status add_folder(const char *dir, const char *folder, const char *suffix, wm_arena *keep,
                            source_array *sources, wm_error *err)
{
    char **names;
    uint32_t count;
    wm_status status = wm_file_list(wm_arena_format(keep, "%s/%s", dir, folder), suffix, keep, &names, &count, err);
    for (uint32_t i = 0; status == WM_OK && i < count; i++)
        add_source(keep, sources, wm_arena_format(keep, "%s/%s/%s", dir, folder, names[i]),
                   wm_arena_format(keep, "%s/%s", folder, names[i]));
    return status;
}

static const char *existing(wm_arena *keep, const char *dir, const char *name)
{
    const char *path = wm_arena_format(keep, "%s/%s", dir, name);
    return wm_file_exists(path) ? path : NULL;
}

/* What every knowledge needs: the lexicon and the word lists, also when the shipped rules are left out. */
static wm_status add_language(const char *dir, wm_arena *keep, wm_knowledge_files *files, wm_error *err)
{
    source_array lexicons = {0};
    files->abbreviations = existing(keep, dir, "rules/words/abbreviations.txt");
    files->openers = existing(keep, dir, "rules/words/openers.txt");
    wm_status status = add_folder(dir, "rules/lexicon", ".txt", keep, &lexicons, err);
    files->lexicons = lexicons.items;
    files->lexicon_count = lexicons.count;
    return status;
}

wm_status wm_data_files(const whomet_options *options, wm_arena *keep, wm_knowledge_files *ret_files, wm_error *err)
{
    static const whomet_options none = {0};
    const whomet_options *o = options != NULL ? options : &none;
    const char *dir = o->data_dir != NULL ? o->data_dir : find_data_dir(keep);
    wm_knowledge_files files = {.gazetteers = o->gazetteers, .gaz_count = (uint32_t)o->gazetteer_count};
    source_array rules = {0};
    if (!holds_data(dir, keep))
        return wm_fail(err, WM_IO, dir,
                       "no data folder at '%s' (it should hold rules/ and gazetteers/): set WHOMET_DATA", dir);
    wm_status status = add_language(dir, keep, &files, err);
    if (status == WM_OK && !o->only) {
        files.compiled = wm_arena_format(keep, "%s/" COMPILED, dir);
        status = add_folder(dir, "rules", ".rules", keep, &rules, err);
    }
    for (size_t i = 0; i < o->rule_count; i++)
        add_source(keep, &rules, o->rules[i], o->rules[i]);
    files.rules = rules.items;
    files.rule_count = rules.count;
    if (status == WM_OK)
        *ret_files = files;
    return status;
}

const char *wm_data_shown(const char *path)
{
    static const char folder[] = "gazetteers/";
    const char *shown = path;
    for (const char *at = path; (at = strstr(at, folder)) != NULL; at++)
        if (at == path || at[-1] == '/')
            shown = at;
    return shown;
}
