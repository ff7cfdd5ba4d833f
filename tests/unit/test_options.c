/* SPDX-License-Identifier: MIT */
/* Command lines: what they mean, what is refused and with which words; and the help, which is made from the table. */
#include "suite.h"

#include "cli/help.h"
#include "cli/options.h"
#include "out/buffer.h"

#include <stdio.h>

enum { MAX_WORDS = 8 };

/* What was understood, in one line; only what is not the default. */
static void describe(const wm_options *o, char *out, size_t room)
{
    static const char *const formats[] = {"", " json", " jsonl", " text", " table", " tsv"};
    static const char *const whens[] = {"", " color", " no-color"};
    int len = snprintf(out, room, "%s%s%s%s%s%s%s%s%s%s%s%s%s", wm_command_name(o->command), formats[o->format],
                       whens[o->color], o->jsonl ? " lines" : "", o->only ? " only" : "", o->all_types ? " all" : "",
                       o->quiet ? " quiet" : "", o->verbose ? " verbose" : "", o->stats ? " stats" : "",
                       o->short_help ? " help" : "", o->long_help ? " long-help" : "", o->version ? " version" : "",
                       o->jobs != 0 ? " jobs=" : "");
    if (o->jobs != 0)
        len += snprintf(out + len, room - (size_t)len, "%u", o->jobs);
    if (o->out_path != NULL)
        len += snprintf(out + len, room - (size_t)len, " out=%s", o->out_path);
    if (o->date != NULL)
        len += snprintf(out + len, room - (size_t)len, " date=%s", o->date);
    if (o->errors)
        len += snprintf(out + len, room - (size_t)len, " errors=%u", (unsigned)o->error_limit);
    if (o->at_least != NULL)
        len += snprintf(out + len, room - (size_t)len, " at-least=%s", o->at_least);
    if (o->answers_path != NULL)
        len += snprintf(out + len, room - (size_t)len, " answers=%s", o->answers_path);
    for (uint32_t i = 0; i < o->gazetteers.count; i++)
        len += snprintf(out + len, room - (size_t)len, " gaz=%s", o->gazetteers.items[i]);
    for (uint32_t i = 0; i < o->rules.count; i++)
        len += snprintf(out + len, room - (size_t)len, " rules=%s", o->rules.items[i]);
    for (uint32_t i = 0; i < o->files.count; i++)
        len += snprintf(out + len, room - (size_t)len, " [%s]", o->files.items[i]);
}

static const struct {
    const char *label;
    const char *words[MAX_WORDS]; /* behind the name of the program; as in argv */
    const char *meaning;
} understood[] = {
    {"nothing", {NULL}, "annotate"},
    {"a file", {"a.txt"}, "annotate [a.txt]"},
    {"a command", {"triples", "a.txt"}, "triples [a.txt]"},
    {"annotate by name", {"annotate", "check"}, "annotate [check]"},
    {"a command behind a file is a file", {"a.txt", "check"}, "annotate [a.txt] [check]"},
    {"a command behind -- is a file", {"--", "check", "-q"}, "annotate [check] [-q]"},
    {"a path is no command", {"./check"}, "annotate [./check]"},
    {"options before the command", {"-q", "check"}, "check quiet"},
    {"options behind files", {"a", "-v", "b", "--stats"}, "annotate verbose stats [a] [b]"},
    {"standard input", {"-"}, "annotate [-]"},
    {"bundled flags", {"-qv"}, "annotate quiet verbose"},
    {"bundled with an argument", {"-qj4"}, "annotate quiet jobs=4"},
    {"argument of a letter apart", {"-j", "4"}, "annotate jobs=4"},
    {"long with equals sign", {"--jobs=4"}, "annotate jobs=4"},
    {"long with the next word", {"--jobs", "4"}, "annotate jobs=4"},
    {"argument that looks like an option", {"-o", "-x"}, "annotate out=-x"},
    {"- as output is standard output", {"-o-"}, "annotate"},
    {"empty argument", {"--rules="}, "annotate rules="},
    {"formats", {"--to=tsv", "--to=table"}, "annotate table"},
    {"lines and kinds", {"--jsonl", "--types=all", "--only"}, "annotate lines only all"},
    {"day", {"--date=2024-02-29"}, "annotate date=2024-02-29"},
    {"repeatable", {"--rules=a", "--rules", "b", "--gazetteer=c"}, "annotate gaz=c rules=a rules=b"},
    {"colour", {"--color=never"}, "annotate no-color"},
    {"compile", {"compile", "-o", "x", "a.tsv"}, "compile out=x [a.tsv]"},
    {"eval", {"eval", "--at-least=pairs:0.6", "--answers", "x", "g"}, "eval at-least=pairs:0.6 answers=x [g]"},
    {"an argument left out takes no next word", {"eval", "--errors", "5"}, "eval errors=0 [5]"},
    {"an argument that may be left out", {"eval", "--errors=5"}, "eval errors=5"},
    {"short help", {"-h"}, "annotate help"},
    {"long help wins over what is behind it", {"--help", "--nonsense"}, "annotate long-help"},
    {"version", {"-Vv"}, "annotate verbose version"},
};

static wm_status parse(const char *const *words, wm_arena *keep, wm_options *ret_options, wm_error *err)
{
    const char *argv[MAX_WORDS + 2] = {"whomet"};
    int argc = 1;
    for (; argc <= MAX_WORDS && words[argc - 1] != NULL; argc++)
        argv[argc] = words[argc - 1];
    return wm_options_parse(argc, argv, keep, ret_options, err);
}

START_TEST(line_is_understood)
{
    wm_arena keep;
    wm_options options;
    wm_error err = {0};
    char meaning[512];
    wm_arena_init(&keep);
    wm_status status = parse(understood[_i].words, &keep, &options, &err);
    ck_assert_msg(status == WM_OK, "%s: %s", understood[_i].label, err.message);
    describe(&options, meaning, sizeof meaning);
    ck_assert_msg(strcmp(meaning, understood[_i].meaning) == 0, "%s: %s", understood[_i].label, meaning);
    wm_arena_done(&keep);
}
END_TEST

static const struct {
    const char *label;
    const char *words[MAX_WORDS];
    const char *message;
} refused[] = {
    {"unknown", {"--nonsense"}, "unknown option '--nonsense'"},
    {"nearly known", {"--colour=never"}, "unknown option '--colour'; did you mean '--color'?"},
    {"a command", {"--tripples"}, "unknown option '--tripples'; did you mean the command 'triples'?"},
    {"an event and more", {"explain", "--event=v1x"}, "'v1x' is no id of an event: v1, v2 ... as in the JSON"},
    {"no abbreviation", {"--verb"}, "unknown option '--verb'"},
    {"unknown letter", {"-qx"}, "unknown option '-x' in '-qx'"},
    {"argument for a flag", {"--quiet=yes"}, "'--quiet' takes no argument, so no '=yes'"},
    {"no argument", {"--rules"}, "'--rules' needs an argument: --rules=FILE"},
    {"no argument for a letter", {"-j"}, "'--jobs' needs an argument: --jobs=N"},
    {"empty output", {"--output="}, "'--output' needs the name of a file"},
    {"format", {"--to=xml"}, "unknown format 'xml': json, jsonl, text, table or tsv"},
    {"types", {"--types=some"}, "unknown types 'some': all, or entities (the default)"},
    {"colour", {"--color=yes"}, "'yes' does not say when to colour: auto, always or never"},
    {"no such day", {"--date=2026-02-30"}, "no such day: '2026-02-30'; write it as YYYY-MM-DD, 2026-02-06"},
    {"a time is no day",
     {"--date=2026-02-06T10:00"},
     "no such day: '2026-02-06T10:00'; write it as YYYY-MM-DD, 2026-02-06"},
    {"threads in words", {"-jmany"}, "'many' is no number of threads: 1 to 256, or 0 for one a processor"},
    {"too many threads", {"-j257"}, "'257' is no number of threads: 1 to 256, or 0 for one a processor"},
    {"below zero", {"-j-1"}, "'-1' is no number of threads: 1 to 256, or 0 for one a processor"},
    {"no errors at all", {"eval", "--errors=0"}, "'0' is no number of errors: 1 to 1000000, or nothing for all"},
    {"for eval only", {"triples", "--errors"}, "'--errors' does not go with 'triples'"},
    {"not for eval", {"eval", "--jsonl"}, "'--jsonl' does not go with 'eval'"},
    {"does not go with", {"compile", "--jsonl"}, "'--jsonl' does not go with 'compile'"},
    {"before the command too", {"-j2", "check"}, "'-j2' does not go with 'check'"},
};

START_TEST(line_is_refused)
{
    wm_arena keep;
    wm_options options;
    wm_error err = {0};
    wm_arena_init(&keep);
    wm_status status = parse(refused[_i].words, &keep, &options, &err);
    ck_assert_msg(status == WM_BAD_USE, "%s: taken", refused[_i].label);
    ck_assert_msg(strcmp(err.message, refused[_i].message) == 0, "%s: %s", refused[_i].label, err.message);
    wm_arena_done(&keep);
}
END_TEST

static const struct {
    const char *word, *question;
} near[] = {
    {"tripels", "; did you mean the command 'triples'?"},
    {"chekc", "; did you mean the command 'check'?"},
    {"explian", "; did you mean the command 'explain'?"},
    {"article", ""},
    {"", ""},
};

START_TEST(command_is_suggested)
{
    char question[64];
    wm_options_suggest_command(near[_i].word, question, sizeof question);
    ck_assert_str_eq(question, near[_i].question);
}
END_TEST

/* A terminal has 24 lines, and the last one is for what is typed next. */
START_TEST(short_help_fits_a_terminal)
{
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_help_put_short(&out);
    wm_slice rest = {out.at, out.len - 1};
    size_t lines = 0;
    for (; rest.at != NULL; lines++) {
        wm_slice line = wm_slice_cut(&rest, '\n');
        ck_assert_msg(line.len < 80, "%zu columns: %.*s", line.len, WM_SLICE_ARG(line));
    }
    ck_assert_uint_le(lines, 23);
    wm_buffer_done(&out);
}
END_TEST

Suite *options_suite(void)
{
    Suite *suite = suite_create("options");
    TCase *tests = tcase_create("options");
    tcase_add_loop_test(tests, line_is_understood, 0, ROWS(understood));
    tcase_add_loop_test(tests, line_is_refused, 0, ROWS(refused));
    tcase_add_loop_test(tests, command_is_suggested, 0, ROWS(near));
    tcase_add_test(tests, short_help_fits_a_terminal);
    suite_add_tcase(suite, tests);
    return suite;
}
