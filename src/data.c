/* SPDX-License-Identifier: MIT */
/* The data folder holds gazetteers/whomet.gaz, rules/NN-name.rules, rules/lexicon/ (lemmas) and rules/words/ (lists for
 * sentence splitting), perhaps gazetteers/pack/NAME.gaz and whomet.set, the rules compiled. It is looked for in
 * options->data_dir, in $WHOMET_DATA, around the running program (a build folder or an installation that was moved),
 * and where the library was installed to; the first folder that holds rules/ is it. The user's own names lie elsewhere,
 * in the home folder.
 */
#include "data.h"

#include "base/file.h"

#include <stdlib.h>

#define COMPILED "gazetteers/whomet.gaz"
#define COMPILED_RULES "whomet.set"
#define PACKS "gazetteers/pack"

typedef WM_ARRAY(wm_rule_source) source_array;

/* Rules are what nothing works without; gazetteers may be missing. */
static bool holds_data(const char *dir, wm_arena *keep)
{
    return dir != NULL && wm_file_is_dir(wm_arena_format(keep, "%s/rules", dir));
}

/* The environment is not checked: whoever sets it wants it, and is told when it is wrong. Around the program goes
 * before the installed folder, so that a build that was not installed uses its own data. */
const char *wm_data_dir(wm_arena *keep)
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

/* `shown` is what explanations and faults call the file. */
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

/* NULL when it is not there: word lists may be left out. */
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

/* ---- names of the user, packs ----------------------------------------------------------------------------------- */

/* `variable`, or `usual` in the home folder, and `name` in it; NULL when neither says where (XDG Base Directory
 * Specification: a path that is not absolute is ignored). */
static const char *in_home(wm_arena *keep, const char *variable, const char *usual, const char *name)
{
    const char *set = getenv(variable), *home = getenv("HOME");
    if (set != NULL && set[0] == '/')
        return wm_arena_format(keep, "%s/%s", set, name);
    return home != NULL && home[0] == '/' ? wm_arena_format(keep, "%s/%s/%s", home, usual, name) : NULL;
}

const char *wm_data_names_dir(wm_arena *keep)
{
    return in_home(keep, "XDG_DATA_HOME", ".local/share", "whomet/names");
}

/* Every KIND/LABEL.tsv below `dir`, in the order of bytes; no folder, no names. Two levels and no more; other files
 * there are left alone. */
static wm_status add_names(const char *dir, wm_arena *keep, wm_knowledge_files *files, wm_error *err)
{
    char **kinds, **labels;
    uint32_t kind_count, label_count;
    WM_ARRAY(const char *) names = {0};
    if (dir == NULL || !wm_file_is_dir(dir))
        return WM_OK;
    wm_status status = wm_file_list(dir, NULL, keep, &kinds, &kind_count, err);
    for (uint32_t i = 0; status == WM_OK && i < kind_count; i++) {
        const char *kind = wm_arena_format(keep, "%s/%s", dir, kinds[i]);
        if (!wm_file_is_dir(kind))
            continue;
        status = wm_file_list(kind, ".tsv", keep, &labels, &label_count, err);
        for (uint32_t j = 0; status == WM_OK && j < label_count; j++)
            *WM_PUSH(keep, &names) = wm_arena_format(keep, "%s/%s", kind, labels[j]);
    }
    files->names = names.items;
    files->name_count = names.count;
    return status;
}

/* A bare word that is no file is the name of a pack. */
static bool is_pack(const char *name)
{
    return name[0] != '\0' && strchr(name, '/') == NULL && strchr(name, '.') == NULL && !wm_file_exists(name);
}

/* Names those that there are, since nobody remembers them. */
static wm_status no_pack(const char *dir, const char *name, wm_arena *keep, wm_error *err)
{
    char **names;
    uint32_t count = 0;
    const char *list = "";
    if (wm_file_list(wm_arena_format(keep, "%s/" PACKS, dir), ".gaz", keep, &names, &count, err) != WM_OK)
        count = 0;
    for (uint32_t i = 0; i < count; i++)
        list = wm_arena_format(keep, "%s%s%.*s", list, i != 0 ? ", " : "", (int)strlen(names[i]) - 4, names[i]);
    return wm_fail(err, WM_IO, NULL, "no file and no pack is called '%s'; packs: %s", name,
                   count != 0 ? list : "none are installed");
}

/* A word that is no pack either is most likely a file that is not there. */
static wm_status add_gazetteers(const whomet_options *o, const char *dir, wm_arena *keep, wm_knowledge_files *files,
                                wm_error *err)
{
    const char **paths = WM_NEW_N(keep, const char *, o->gazetteer_count + 1);
    for (size_t i = 0; i < o->gazetteer_count; i++) {
        paths[i] = o->gazetteers[i];
        if (!is_pack(paths[i]))
            continue;
        paths[i] = wm_arena_format(keep, "%s/" PACKS "/%s.gaz", dir, o->gazetteers[i]);
        if (!wm_file_exists(paths[i]))
            return no_pack(dir, o->gazetteers[i], keep, err);
    }
    files->gazetteers = paths;
    files->gaz_count = (uint32_t)o->gazetteer_count;
    return WM_OK;
}

/* The shipped rules as they are have their file; with names of the user's own kinds they are kept in the cache. With
 * rule files of his own the set changes from call to call. */
static wm_rules_kept kept_rules(const whomet_options *o, const char *dir, wm_arena *keep)
{
    wm_rules_kept kept = {.out = o->rules_out};
    if (o->only || o->rule_count != 0)
        return kept;
    kept.shipped = wm_arena_format(keep, "%s/" COMPILED_RULES, dir);
    kept.cache = in_home(keep, "XDG_CACHE_HOME", ".cache", "whomet/rules.cache");
    return kept;
}

/* Nothing is opened here but folders; *ret_files is set when all of it was found. */
wm_status wm_data_files(const whomet_options *options, wm_arena *keep, wm_knowledge_files *ret_files, wm_error *err)
{
    static const whomet_options none = {0};
    const whomet_options *o = options != NULL ? options : &none;
    const char *dir = o->data_dir != NULL ? o->data_dir : wm_data_dir(keep);
    wm_knowledge_files files = {0};
    source_array rules = {0};
    if (!holds_data(dir, keep))
        return wm_fail(err, WM_IO, dir,
                       "no data folder at '%s' (it should hold rules/ and gazetteers/): set WHOMET_DATA", dir);
    wm_status status = add_language(dir, keep, &files, err);
    if (status == WM_OK)
        status = add_gazetteers(o, dir, keep, &files, err);
    if (status == WM_OK && !o->only && !o->no_user_names)
        status = add_names(wm_data_names_dir(keep), keep, &files, err);
    files.names_cache = in_home(keep, "XDG_CACHE_HOME", ".cache", "whomet/names.cache");
    if (status == WM_OK && !o->only) {
        files.compiled = wm_arena_format(keep, "%s/" COMPILED, dir);
        status = add_folder(dir, "rules", ".rules", keep, &rules, err);
    }
    for (size_t i = 0; i < o->rule_count; i++)
        add_source(keep, &rules, o->rules[i], o->rules[i]);
    files.rules = rules.items;
    files.rule_count = rules.count;
    files.rules_kept = kept_rules(o, dir, keep);
    if (status == WM_OK)
        *ret_files = files;
    return status;
}

/* The last one, as a folder above may be called so too. */
const char *wm_data_shown(const char *path)
{
    static const char folder[] = "gazetteers/";
    const char *shown = path;
    for (const char *at = path; (at = strstr(at, folder)) != NULL; at++)
        if (at == path || at[-1] == '/')
            shown = at;
    return shown;
}
