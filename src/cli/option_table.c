/* SPDX-License-Identifier: MIT */
/* Every option, once: its names, its argument, who takes it, what it sets, its line in the help.
 *
 * In: an argument. Out: a field of wm_options. A check in tests/cli holds the manual page and the completion against
 * this table (as --help prints it), so an option cannot be added to one of them only.
 */
#include "cli/options.h"
#include "in/day.h"

#include <stdlib.h>

enum {
    SCORING = 1u << WM_EVAL,
    SHOWING = 1u << WM_ANNOTATE | 1u << WM_TRIPLES,
    READING = SHOWING | SCORING,
    CHECKING = 1u << WM_CHECK,
    EXPLAINING = 1u << WM_EXPLAIN,
    KNOWING = READING | CHECKING | EXPLAINING | 1u << WM_NAMES,
    WRITING = READING | 1u << WM_COMPILE | 1u << WM_IMPORT,
    IMPORT = 1u << WM_IMPORT,
    NAMES = 1u << WM_NAMES,
    EVERY = (1u << WM_COMMAND_COUNT) - 1,
};

/* "-" as everywhere; an empty name is most likely a shell variable that was not set. */
static wm_status set_output(wm_options *options, const char *value, wm_error *err)
{
    if (*value == '\0')
        return wm_fail(err, WM_BAD_USE, NULL, "'--output' needs the name of a file");
    options->out_path = strcmp(value, "-") == 0 ? NULL : value;
    return WM_OK;
}

/* Any format that there is; whether the command writes it is for the command to say. */
static wm_status set_format(wm_options *options, const char *value, wm_error *err)
{
    static const char *const names[] = {"json", "jsonl", "text", "table", "tsv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(value, names[i]) == 0) {
            options->format = (wm_format)(WM_FORMAT_JSON + i);
            return WM_OK;
        }
    return wm_fail(err, WM_BAD_USE, NULL, "unknown format '%s': json, jsonl, text, table or tsv", value);
}

static wm_status set_jsonl(wm_options *options, const char *value, wm_error *err)
{
    (void)value, (void)err;
    options->jsonl = true;
    return WM_OK;
}

/* Stricter than for records: who types a time here expects it to count, and it does not. */
static wm_status set_date(wm_options *options, const char *value, wm_error *err)
{
    char day[WM_DAY_ROOM];
    if (strlen(value) != 10 || !wm_day_read(wm_slice_of(value), day))
        return wm_fail(err, WM_BAD_USE, NULL, "no such day: '%s'; write it as YYYY-MM-DD, 2026-02-06", value);
    options->date = value;
    return WM_OK;
}

/* Given more than once they add up, in their order; the same goes for rules. */
static wm_status add_gazetteer(wm_options *options, const char *value, wm_error *err)
{
    (void)err;
    *WM_PUSH(options->keep, &options->gazetteers) = value;
    return WM_OK;
}

/* Whether there is such a file is told when it is read. */
static wm_status add_rules(wm_options *options, const char *value, wm_error *err)
{
    (void)err;
    *WM_PUSH(options->keep, &options->rules) = value;
    return WM_OK;
}

/* The file of a rule's author is then all there is, which makes a small test case. */
static wm_status set_only(wm_options *options, const char *value, wm_error *err)
{
    (void)value, (void)err;
    options->only = true;
    return WM_OK;
}

static wm_status set_no_user_names(wm_options *options, const char *value, wm_error *err)
{
    (void)value, (void)err;
    options->no_user_names = true;
    return WM_OK;
}

/* ---- import ------------------------------------------------------------------------------------------------------ */

static wm_status set_alias_file(wm_options *options, const char *value, wm_error *err)
{
    (void)err;
    options->alias_path = value;
    return WM_OK;
}

static wm_status set_class_file(wm_options *options, const char *value, wm_error *err)
{
    (void)err;
    options->class_path = value;
    return WM_OK;
}

/* What it maps is known where the headings are. */
static wm_status set_columns(wm_options *options, const char *value, wm_error *err)
{
    (void)err;
    options->columns = value;
    return WM_OK;
}

/* Checked here and not by each kind of dump: a misspelt kind must not cost an hour of reading. */
static wm_status set_kind(wm_options *options, const char *value, wm_error *err)
{
    if (strcmp(value, "person") != 0 && strcmp(value, "place") != 0 && strcmp(value, "org") != 0)
        return wm_fail(err, WM_BAD_USE, NULL, "unknown kind '%s': person, place or org", value);
    options->kind = value;
    return WM_OK;
}

/* Two letters of any case; whether there is such a country only the dump can tell. */
static wm_status add_country(wm_options *options, const char *value, wm_error *err)
{
    if (strlen(value) != 2)
        return wm_fail(err, WM_BAD_USE, NULL, "'%s' is no code of a country: write two letters, such as om", value);
    *WM_PUSH(options->keep, &options->countries) = value;
    return WM_OK;
}

/* Whole and positive; strtoul alone would take "-1" for four billion. */
static wm_status set_min_population(wm_options *options, const char *value, wm_error *err)
{
    char *end;
    unsigned long number = strtoul(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end != '\0')
        return wm_fail(err, WM_BAD_USE, NULL, "'%s' is no number of people", value);
    options->min_population = number;
    return WM_OK;
}

/* ---- names add --------------------------------------------------------------------------------------------------- */

/* Values of `names add` are checked by the reader of entry files, with its own words for what is wrong. */
static wm_status add_alias(wm_options *options, const char *value, wm_error *err)
{
    (void)err;
    *WM_PUSH(options->keep, &options->aliases) = value;
    return WM_OK;
}

/* Checked with the row. */
static wm_status add_attr(wm_options *options, const char *value, wm_error *err)
{
    (void)err;
    *WM_PUSH(options->keep, &options->attrs) = value;
    return WM_OK;
}

static wm_status set_id(wm_options *options, const char *value, wm_error *err)
{
    (void)err;
    options->id = value;
    return WM_OK;
}

/* Checked with the row, where the message can point at it. */
static wm_status set_weight(wm_options *options, const char *value, wm_error *err)
{
    (void)err;
    options->weight = value;
    return WM_OK;
}

/* ---- all --------------------------------------------------------------------------------------------------------- */

static wm_status set_no_project(wm_options *options, const char *value, wm_error *err)
{
    (void)value, (void)err;
    options->no_project = true;
    return WM_OK;
}

/* A position behind the end of the text is told where the text is known. */
static wm_status set_at(wm_options *options, const char *value, wm_error *err)
{
    char *end;
    options->at = strtoull(value, &end, 10);
    options->at_given = true;
    if (value[0] < '0' || value[0] > '9' || *end != '\0')
        return wm_fail(err, WM_BAD_USE, NULL, "'%s' is no position: characters from 0, as 'start' in the JSON", value);
    return WM_OK;
}

/* An empty name would be found everywhere. */
static wm_status set_name(wm_options *options, const char *value, wm_error *err)
{
    options->name = value;
    return *value != '\0' ? WM_OK : wm_fail(err, WM_BAD_USE, NULL, "'--name' needs words of the text");
}

/* "3" is taken for "v3": whoever counts events need not know how ids are made. */
static wm_status set_event(wm_options *options, const char *value, wm_error *err)
{
    options->event = value;
    const char *at = value + (*value == 'v');
    if (at[0] == '\0' || strspn(at, "0123456789") != strlen(at))
        return wm_fail(err, WM_BAD_USE, NULL, "'%s' is no id of an event: v1, v2 ... as in the JSON", value);
    return WM_OK;
}

/* With --watch as well: then each round is measured. */
static wm_status set_profile(wm_options *options, const char *value, wm_error *err)
{
    (void)value, (void)err;
    options->profile = true;
    return WM_OK;
}

static wm_status set_watch(wm_options *options, const char *value, wm_error *err)
{
    (void)value, (void)err;
    options->watch = true;
    return WM_OK;
}

/* strtoul takes signs and blanks, so the first character is looked at too. */
static wm_status set_jobs(wm_options *options, const char *value, wm_error *err)
{
    char *end;
    unsigned long jobs = strtoul(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end != '\0' || jobs > 256)
        return wm_fail(err, WM_BAD_USE, NULL, "'%s' is no number of threads: 1 to 256, or 0 for one a processor",
                       value);
    options->jobs = (unsigned)jobs;
    return WM_OK;
}

/* "entities" is the default; it can be written so that a script may say what it relies on. */
static wm_status set_types(wm_options *options, const char *value, wm_error *err)
{
    if (strcmp(value, "all") != 0 && strcmp(value, "entities") != 0)
        return wm_fail(err, WM_BAD_USE, NULL, "unknown types '%s': all, or entities (the default)", value);
    options->all_types = strcmp(value, "all") == 0;
    return WM_OK;
}

/* In the order of wm_when. */
static wm_status set_color(wm_options *options, const char *value, wm_error *err)
{
    static const char *const names[] = {"auto", "always", "never"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(value, names[i]) == 0) {
            options->color = (wm_when)i;
            return WM_OK;
        }
    return wm_fail(err, WM_BAD_USE, NULL, "'%s' does not say when to colour: auto, always or never", value);
}

/* Errors are told all the same: quiet is for what is not wrong. */
static wm_status set_quiet(wm_options *options, const char *value, wm_error *err)
{
    (void)value, (void)err;
    options->quiet = true;
    return WM_OK;
}

static wm_status set_verbose(wm_options *options, const char *value, wm_error *err)
{
    (void)value, (void)err;
    options->verbose = true;
    return WM_OK;
}

static wm_status set_stats(wm_options *options, const char *value, wm_error *err)
{
    (void)value, (void)err;
    options->stats = true;
    return WM_OK;
}

static wm_status set_answers(wm_options *options, const char *value, wm_error *err)
{
    if (*value == '\0')
        return wm_fail(err, WM_BAD_USE, NULL, "'--answers' needs the name of a file");
    options->answers_path = value;
    return WM_OK;
}

/* What it names is known where the scores are. */
static wm_status set_at_least(wm_options *options, const char *value, wm_error *err)
{
    (void)err;
    options->at_least = value;
    return WM_OK;
}

/* Without a number `value` is NULL. */
static wm_status set_errors(wm_options *options, const char *value, wm_error *err)
{
    char *end = NULL;
    unsigned long limit = value != NULL ? strtoul(value, &end, 10) : 0;
    if (value != NULL && (value[0] < '0' || value[0] > '9' || *end != '\0' || limit == 0 || limit > 1000000))
        return wm_fail(err, WM_BAD_USE, NULL, "'%s' is no number of errors: 1 to 1000000, or nothing for all", value);
    options->errors = true;
    options->error_limit = (uint32_t)limit;
    return WM_OK;
}

/* -h is short, --help is long; the parser passes the way it was written. */
static wm_status set_help(wm_options *options, const char *value, wm_error *err)
{
    (void)err;
    *(value != NULL ? &options->long_help : &options->short_help) = true;
    return WM_OK;
}

/* Shown after all options were read, since -v adds to it. */
static wm_status set_version(wm_options *options, const char *value, wm_error *err)
{
    (void)value, (void)err;
    options->version = true;
    return WM_OK;
}

/* In the order of the help: what readers of news need first, then what belongs to single commands. The help, the manual
 * page and the completion are compared with this table by a test. */
static const wm_option table[] = {
    {'o', "output", "FILE", WRITING, set_output, "write to FILE; its ending names the format",
     ".json and .jsonl: JSON lines, .txt: text, .tsv: triples"},
    {0, "to", "FORMAT", READING | EXPLAINING, set_format, "json, jsonl, text, table or tsv",
     "json: indented on a terminal, else as jsonl"},
    {0, "jsonl", NULL, SHOWING, set_jsonl, "input is JSON Lines: text, perhaps id, date, title",
     "one line of output for each line of input, in order"},
    {0, "date", "DAY", READING | IMPORT | EXPLAINING, set_date, "day of the texts, YYYY-MM-DD, for \"on Tuesday\"",
     "a record's own date goes first; import: day of the dump"},
    {0, "gazetteer", "FILE", KNOWING, add_gazetteer, "add names: a .tsv or a compiled file (repeatable)",
     "or a pack by its name: school, brand, airport or event"},
    {0, "rules", "FILE", KNOWING, add_rules, "add a file of rules (repeatable)", NULL},
    {0, "only", NULL, KNOWING, set_only, "leave out the shipped names and rules", "and your own names"},
    {0, "no-user-names", NULL, KNOWING, set_no_user_names, "leave out your own names ('names add')", NULL},
    {0, "no-project", NULL, KNOWING, set_no_project, "do not look for a whomet.conf", NULL},
    {0, "at", "OFFSET", EXPLAINING, set_at, "explain: the name at this character", NULL},
    {0, "name", "TEXT", EXPLAINING, set_name, "explain: these words, a name or not", NULL},
    {0, "event", "ID", EXPLAINING, set_event, "explain: this event, v1", NULL},
    {0, "profile", NULL, CHECKING, set_profile, "check: hits and time of each rule",
     "on the texts given, else on the examples"},
    {0, "watch", NULL, CHECKING, set_watch, "check: again whenever a file changes", NULL},
    {'j', "jobs", "N", READING, set_jobs, "threads; default: one for each processor",
     "the output is the same with any number"},
    {0, "types", "all", SHOWING, set_types, "mentions of other kinds too: date, role ...",
     "\"all\", or \"entities\", the default"},
    {0, "color", "WHEN", READING | EXPLAINING, set_color, "auto, always or never",
     "auto: on a terminal, unless NO_COLOR is set"},
    {0, "at-least", "F", SCORING, set_at_least, "eval: exit 1 if F1 is below F (0.8, or pairs:0.6,...)",
     "one number is for names; else measure:number, with commas"},
    {0, "errors", "[=N]", SCORING, set_errors, "eval: list what was missed and what is false",
     "N of each kind, spread over the texts; default: all"},
    {0, "answers", "FILE", SCORING, set_answers, "eval: score these answers; annotate nothing",
     "JSON Lines in the shape of the gold, found by id"},
    {'q', "quiet", NULL, EVERY, set_quiet, "no warnings, no progress, no summary", NULL},
    {'v', "verbose", NULL, EVERY, set_verbose, "tell each warning, and a summary", NULL},
    {0, "stats", NULL, SHOWING, set_stats, "figures on stderr: time, MB/s, findings, memory", NULL},
    {0, "kind", "KIND", IMPORT, set_kind, "import: person, place or org of mixed dumps", NULL},
    {0, "country", "CC", IMPORT, add_country, "import: of this country only (repeatable)", NULL},
    {0, "min-population", "N", IMPORT, set_min_population, "import geonames: places of at least N people", NULL},
    {0, "aliases", "FILE", IMPORT, set_alias_file, "import geonames: English names of alternateNamesV2", NULL},
    {0, "classes", "FILE", IMPORT, set_class_file, "import wikidata: what is a place, an organization",
     "lines of kind, tab, class (Q515)"},
    {0, "columns", "MAP", IMPORT, set_columns, "import csv: name=HEAD,aliases=HEAD,id=HEAD ...",
     "a heading or number; also country, weight, kind, wikidata"},
    {0, "alias", "NAME", NAMES, add_alias, "names add: another name (repeatable)", NULL},
    {0, "id", "ID", NAMES, set_id, "names add: the id, as scheme:local or kind/slug", NULL},
    {0, "weight", "W", NAMES, set_weight, "names add: prominence, 0 to 9", NULL},
    {0, "attr", "KEY=VALUE", NAMES, add_attr, "names add: an attribute or a mark (repeatable)", NULL},
    {'h', "help", NULL, EVERY, set_help, "-h: this page, --help: more", NULL},
    {'V', "version", NULL, EVERY, set_version, "version and data folder", NULL},
};

/* Constant; the order is that of the help. */
const wm_option *wm_option_table(size_t *ret_count)
{
    *ret_count = sizeof table / sizeof *table;
    return table;
}
