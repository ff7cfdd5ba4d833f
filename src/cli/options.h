/* SPDX-License-Identifier: MIT */
/* The command line: one table of commands, one of options, and what they set. */
#ifndef WM_CLI_OPTIONS_H
#define WM_CLI_OPTIONS_H

#include "base/error.h"

typedef enum wm_command {
    WM_ANNOTATE,
    WM_TRIPLES,
    WM_COMPILE,
    WM_CHECK,
    WM_IMPORT,
    WM_NAMES,
    WM_EVAL,
    WM_EXPLAIN,
    WM_COMMAND_COUNT,
} wm_command;

typedef enum wm_format {
    WM_FORMAT_AUTO, /* by the ending of -o, else by where the output goes */
    WM_FORMAT_JSON,
    WM_FORMAT_JSONL,
    WM_FORMAT_TEXT,
    WM_FORMAT_TABLE,
    WM_FORMAT_TSV,
} wm_format;

typedef enum wm_when { WM_WHEN_AUTO, WM_WHEN_ALWAYS, WM_WHEN_NEVER } wm_when;

typedef WM_ARRAY(const char *) wm_words;

/* What the user wants. Strings belong to the command line, lists to the arena. */
typedef struct wm_options {
    wm_arena *keep;
    wm_command command;
    bool command_given;
    const char *out_path; /* NULL: standard output */
    wm_format format;
    bool jsonl;
    const char *date; /* YYYY-MM-DD, valid, or NULL */
    wm_words gazetteers, rules, files;
    bool only, no_user_names, no_project;
    const char *project; /* the project file that was read, or NULL */
    /* explain */
    uint64_t at; /* a code point, if at_given */
    bool at_given;
    const char *name, *event;
    /* check */
    bool profile, watch;
    /* import */
    const char *alias_path, *class_path, *columns, *kind;
    wm_words countries;
    unsigned long min_population;
    /* names add */
    wm_words aliases, attrs;
    const char *id, *weight;
    unsigned jobs; /* 0: as many as there are processors */
    bool all_types;
    wm_when color;
    const char *answers_path; /* of eval; NULL: the texts are annotated */
    const char *at_least;     /* of eval, not looked at yet; NULL: no floor */
    bool errors;              /* of eval: list them */
    uint32_t error_limit;     /* so many of a kind; 0: all */
    bool quiet, verbose, stats;
    bool short_help, long_help, version;
} wm_options;

/* One row of the table that parsing, the help, the tests of manual and completion all read. */
typedef struct wm_option {
    char letter;          /* '\0': none */
    const char *name;     /* without dashes */
    const char *argument; /* what --help calls it, "[=N]" when it may be left out; NULL: a flag */
    unsigned commands;    /* bit 1 << wm_command: who takes it */
    wm_status (*apply)(wm_options *options, const char *value, wm_error *err);
    const char *help; /* one line */
    const char *more; /* further lines of --help, or NULL */
} wm_option;

const wm_option *wm_option_table(size_t *ret_count);
const char *wm_command_name(wm_command command);

/* Fills *ret_options; `err` has a message with what to do. Behind a help option nothing is read. */
wm_status wm_options_parse(int argc, const char *const *argv, wm_arena *keep, wm_options *ret_options, wm_error *err);
/* Fills `message` with a question for the command that was perhaps meant by `word`; empty when none is near. */
void wm_options_suggest_command(const char *word, char *message, size_t room);

#endif
