/* SPDX-License-Identifier: MIT */
/* The help is made from the table of options, so it cannot forget one.
 *
 * Out: the short page, which fits a terminal of 24 lines by 80 columns and leaves rare options out, and the long one.
 * Both are plain text.
 */
#include "cli/help.h"

#include "cli/options.h"

enum { HELP_COLUMN = 25 };

static const char usage[] = "whomet reads news and says who met whom, where.\n"
                            "\n"
                            "Usage: whomet [OPTION]... FILE...          what was found: JSON, or text\n"
                            "       whomet triples [OPTION]... FILE...  who met whom: TSV, or a table\n"
                            "       whomet explain [QUESTION] FILE      why it was found, or why not\n"
                            "       whomet check | compile | import | names | eval   your own: whomet --help\n"
                            "FILE may be - (standard input) or a directory, which is read recursively.\n"
                            "\n";

static const char after[] = "\n"
                            "Commands:\n"
                            "  annotate     the default: everything found. On a terminal one file is shown as\n"
                            "               coloured text and a table, several as tables; in a pipe or a file\n"
                            "               each document is a line of JSON (schema whomet/1), in input order.\n"
                            "  triples      only who did what with whom, where and when.\n"
                            "  compile      reads gazetteer entry files and writes one that opens at once.\n"
                            "               whomet compile -o OUT FILE... (without FILE: the shipped rules)\n"
                            "  check        tells all faults of the files given (.rules, else gazetteers) and of\n"
                            "               the shipped ones, and runs the examples written in the rules.\n"
                            "  import       makes an entry file of a public dump, plain, .gz or .bz2:\n"
                            "               whomet import KIND [-o OUT.tsv] FILE..., KIND one of geonames,\n"
                            "               wikidata, opensanctions, gleif, ror, census, csv.\n"
                            "  names        whomet names search TEXT... shows what is known of a name, and from\n"
                            "               which line; whomet names add KIND.LABEL NAME adds one of your own,\n"
                            "               whomet names list shows those.\n"
                            "  eval         precision, recall and F1 of names, coreference and contacts, with\n"
                            "               95 % intervals: a table, TSV in a pipe, JSON with --to=json.\n"
                            "  explain      shows why a name or an event is what it is, with every rule and entry\n"
                            "               that spoke, and what was missing where no name was found.\n"
                            "\n"
                            "Input: UTF-8 text, .txt, .text and .md in directories; with --jsonl an object a\n"
                            "line with the key \"text\", and perhaps \"id\", \"date\" and \"title\", passed through\n"
                            "(.jsonl and .ndjson in directories).\n"
                            "\n"
                            "Exit status:\n"
                            "  0  done, also when nothing was found\n"
                            "  1  check found faults, names search nothing, explain no such name or event,\n"
                            "     or eval is below --at-least\n"
                            "  2  the command line, a rule or a gazetteer is wrong\n"
                            "  3  finished, but some input could not be read, or the output not be written\n"
                            "     (also, without a message, when the reader of a pipe went away)\n"
                            "\n"
                            "Project: a file whomet.conf in this folder or above it names more rules and names,\n"
                            "with lines 'rules PATH', 'gazetteer PATH' and 'only yes'.\n"
                            "\n"
                            "Environment: WHOMET_DATA is the data folder; NO_COLOR turns colours off; your own\n"
                            "names are in XDG_DATA_HOME/whomet/names, by default below ~/.local/share.\n"
                            "\n"
                            "Examples:\n"
                            "  whomet article.txt\n"
                            "  whomet news/ | jq -r '.triples[] | [.who, .did, .whom, .where] | @tsv'\n"
                            "  whomet triples news/*.txt | cut -f2,4 | sort | uniq -c | sort -rn\n"
                            "  zcat 2026.jsonl.gz | whomet --jsonl -j 8 -o 2026.out.jsonl\n"
                            "  whomet --rules 60-mine.rules --gazetteer place/town.tsv article.txt\n"
                            "  whomet explain article.txt --name='Abbas Araghchi'\n"
                            "  whomet import geonames --country om -o place/town.tsv allCountries.txt\n"
                            "  whomet names add person.mine 'Jane Doe' --alias 'J. Doe' --attr role=mayor\n"
                            "\n"
                            "More: man whomet, man whomet-rules\n";

/* An option without a letter is indented as if it had one, so that the long names stand in a column. */
static void put_option(wm_buffer *out, const wm_option *option, bool more)
{
    size_t begin = out->len;
    WM_BUFFER_LITERAL(out, "  ");
    if (option->letter != '\0') {
        wm_buffer_put_char(out, '-');
        wm_buffer_put_char(out, option->letter);
        WM_BUFFER_LITERAL(out, ", ");
    } else {
        WM_BUFFER_LITERAL(out, "    ");
    }
    WM_BUFFER_LITERAL(out, "--");
    wm_buffer_put_text(out, option->name);
    if (option->argument != NULL) {
        if (option->argument[0] != '[')
            wm_buffer_put_char(out, '=');
        wm_buffer_put_text(out, option->argument);
    }
    size_t used = out->len - begin;
    wm_buffer_put_run(out, ' ', used < HELP_COLUMN ? HELP_COLUMN - used : 1);
    wm_buffer_put_text(out, option->help);
    wm_buffer_put_char(out, '\n');
    if (more && option->more != NULL) {
        wm_buffer_put_run(out, ' ', HELP_COLUMN);
        wm_buffer_put_text(out, option->more);
        wm_buffer_put_char(out, '\n');
    }
}

/* The short page has room for those who read news, and for them there are other ways to leave names out. */
static bool is_short(const wm_option *option)
{
    return (option->commands & 1u << WM_ANNOTATE) != 0 && strcmp(option->name, "no-user-names") != 0 &&
           strcmp(option->name, "no-project") != 0;
}

/* With `more` every option, and the further lines of each. */
static void put_options(wm_buffer *out, bool more)
{
    size_t count;
    const wm_option *table = wm_option_table(&count);
    for (size_t i = 0; i < count; i++)
        if (more || is_short(&table[i]))
            put_option(out, &table[i], more);
}

/* 23 lines, so that a terminal of 24 shows it all. */
void wm_help_put_short(wm_buffer *out)
{
    wm_buffer_put_text(out, usage);
    put_options(out, false);
}

/* Usage, all options, what the commands do, exit codes, examples. */
void wm_help_put_long(wm_buffer *out)
{
    wm_buffer_put_text(out, usage);
    WM_BUFFER_LITERAL(out, "Options:\n");
    put_options(out, true);
    wm_buffer_put_text(out, after);
}
