/* SPDX-License-Identifier: MIT */
/* Reads a command line by the table in option_table.c, with the conventions of GNU getopt_long: -qv, -j4, -j 4,
 * --jobs=4, --jobs 4, options and files in any order, `--` ends the options, `-` is a file.
 *
 * In: argv. Out: wm_options, or a message that says what was wrong and what to write instead. Nothing is abbreviated:
 * a new option must not change the meaning of an old command line.
 */
#include "cli/options.h"

#include <stdio.h>

/* The place in argv. */
typedef struct cursor {
    const char *const *argv;
    int argc, at;
} cursor;

static const char *const commands[WM_COMMAND_COUNT] = {
    [WM_ANNOTATE] = "annotate", [WM_TRIPLES] = "triples", [WM_COMPILE] = "compile", [WM_CHECK] = "check",
    [WM_IMPORT] = "import",     [WM_NAMES] = "names",     [WM_EVAL] = "eval",       [WM_EXPLAIN] = "explain"};

/* For messages. */
const char *wm_command_name(wm_command command)
{
    return commands[command];
}

/* Whole names only: see above. */
static const wm_option *find_long(wm_slice name)
{
    size_t count;
    const wm_option *table = wm_option_table(&count);
    for (size_t i = 0; i < count; i++)
        if (wm_slice_is(name, table[i].name))
            return &table[i];
    return NULL;
}

/* Options without a letter have NUL, which nobody can ask for. */
static const wm_option *find_letter(char letter)
{
    size_t count;
    const wm_option *table = wm_option_table(&count);
    for (size_t i = 0; i < count; i++)
        if (letter != '\0' && table[i].letter == letter)
            return &table[i];
    return NULL;
}

/* Two edits away at most: further off, a guess confuses more than it helps. */
void wm_options_suggest_command(const char *word, char *message, size_t room)
{
    unsigned best = 3;
    message[0] = '\0';
    for (size_t i = 0; i < WM_COMMAND_COUNT; i++) {
        unsigned distance = wm_slice_distance(wm_slice_of(word), wm_slice_of(commands[i]), 2);
        if (distance < best) {
            best = distance;
            snprintf(message, room, "; did you mean the command '%s'?", commands[i]);
        }
    }
}

/* Commands are written as options so often that they are looked at too. */
static wm_status unknown_long(wm_slice name, wm_error *err)
{
    size_t count;
    const wm_option *table = wm_option_table(&count);
    unsigned best = 3;
    const char *near = NULL;
    for (size_t i = 0; i < count; i++) {
        unsigned distance = wm_slice_distance(name, wm_slice_of(table[i].name), 2);
        if (distance < best) {
            best = distance;
            near = table[i].name;
        }
    }
    int shown = name.len < 60 ? (int)name.len : 60;
    if (near != NULL)
        return wm_fail(err, WM_BAD_USE, NULL, "unknown option '--%.*s'; did you mean '--%s'?", shown, name.at, near);
    char word[64], command[64];
    snprintf(word, sizeof word, "%.*s", shown, name.at);
    wm_options_suggest_command(word, command, sizeof command);
    return wm_fail(err, WM_BAD_USE, NULL, "unknown option '--%s'%s", word, command);
}

/* With an example of how it is written. */
static wm_status need_argument(const wm_option *option, wm_error *err)
{
    return wm_fail(err, WM_BAD_USE, NULL, "'--%s' needs an argument: --%s=%s", option->name, option->name,
                   option->argument);
}

/* An argument that may be left out can stand behind an equals sign only. Else `--errors file` could mean two things. */
static bool may_lack_argument(const wm_option *option)
{
    return option->argument == NULL || option->argument[0] == '[';
}

/* `--name`, `--name=value`, `--name value` */
static wm_status parse_long(cursor *c, wm_options *options, wm_error *err, unsigned *ret_commands)
{
    wm_slice rest = wm_slice_of(c->argv[c->at] + 2);
    wm_slice name = wm_slice_cut(&rest, '=');
    const wm_option *option = find_long(name);
    if (option == NULL)
        return unknown_long(name, err);
    *ret_commands = option->commands;
    const char *value = rest.at;
    if (option->argument == NULL && value != NULL)
        return wm_fail(err, WM_BAD_USE, NULL, "'--%s' takes no argument, so no '=%.60s'", option->name, value);
    if (option->argument == NULL)
        return option->apply(options, option->name, err);
    if (value == NULL && !may_lack_argument(option)) {
        if (c->at + 1 >= c->argc)
            return need_argument(option, err);
        value = c->argv[++c->at];
    }
    return option->apply(options, value, err);
}

/* `-qv`, `-j4`, `-j 4` Who takes all letters of a word takes the word. */
static wm_status parse_letters(cursor *c, wm_options *options, wm_error *err, unsigned *ret_commands)
{
    for (const char *at = c->argv[c->at] + 1; *at != '\0'; at++) {
        const wm_option *option = find_letter(*at);
        if (option == NULL)
            return wm_fail(err, WM_BAD_USE, NULL, "unknown option '-%.*s' in '%.60s'", *at > 0 ? 1 : 0, at,
                           c->argv[c->at]);
        *ret_commands &= option->commands;
        if (option->argument == NULL) {
            option->apply(options, NULL, err);
            continue;
        }
        if (at[1] == '\0' && c->at + 1 >= c->argc)
            return need_argument(option, err);
        return option->apply(options, at[1] != '\0' ? at + 1 : c->argv[++c->at], err);
    }
    return WM_OK;
}

/* Only the first word can be a command, so a file may be called like one anywhere else. */
static bool take_command(wm_options *options, const char *word)
{
    for (size_t i = 0; i < WM_COMMAND_COUNT; i++)
        if (strcmp(word, commands[i]) == 0) {
            options->command = (wm_command)i;
            options->command_given = true;
            return true;
        }
    return false;
}

/* Options may come before the command, so who takes them is checked at the end; `users[i]` belongs to argv[i]. */
static wm_status check_users(const cursor *c, const wm_options *options, const unsigned *users, wm_error *err)
{
    for (int i = 1; i < c->argc; i++)
        if ((users[i] & 1u << options->command) == 0)
            return wm_fail(err, WM_BAD_USE, NULL, "'%.60s' does not go with '%s'", c->argv[i],
                           commands[options->command]);
    return WM_OK;
}

/* *ret_options is set when all words were understood. A second word that is called like a command is a file. */
wm_status wm_options_parse(int argc, const char *const *argv, wm_arena *keep, wm_options *ret_options, wm_error *err)
{
    wm_options options = {.keep = keep};
    cursor c = {argv, argc, 1};
    unsigned *users = WM_NEW_N(keep, unsigned, (size_t)argc + 1);
    bool files_only = false;
    for (int i = 0; i < argc; i++)
        users[i] = ~0u;
    for (; c.at < argc && !options.short_help && !options.long_help; c.at++) {
        const char *word = argv[c.at];
        wm_status status = WM_OK;
        int at = c.at;
        if (files_only || word[0] != '-' || word[1] == '\0') {
            if (files_only || options.command_given || options.files.count != 0 || !take_command(&options, word))
                *WM_PUSH(keep, &options.files) = word;
        } else if (strcmp(word, "--") == 0) {
            files_only = true;
        } else if (word[1] == '-') {
            status = parse_long(&c, &options, err, &users[at]);
        } else {
            status = parse_letters(&c, &options, err, &users[at]);
        }
        if (status != WM_OK)
            return status;
    }
    *ret_options = options;
    return options.short_help || options.long_help || options.version ? WM_OK : check_users(&c, &options, users, err);
}
