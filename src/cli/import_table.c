/* SPDX-License-Identifier: MIT */
/* Dumps that are tables with headings: GLEIF's LEI-CDF golden copy, the surnames of the census of the United States of
 * 2010, and tables of one's own.
 *
 * Columns are found by their headings, which change their places from year to year. Of the census table only name and
 * count are read, never the columns of percentages.
 */
#include "cli/import.h"

#include "in/csv.h"

#include <stdlib.h>

enum { NOWHERE = -1 };

typedef void read_record(wm_import *import, const wm_csv *csv, const int *columns);

/* A table with some columns of interest. */
typedef struct table {
    const char *const *headings;
    int count;
    int needed; /* so many of the first must be there */
    read_record *read;
} table;

/* By its exact words; blanks around a heading are an accident of the export. */
static int find_heading(const wm_csv *csv, wm_slice heading)
{
    for (uint32_t i = 0; i < csv->fields.count; i++)
        if (wm_slice_equal(wm_slice_trim(csv->fields.items[i]), heading))
            return (int)i;
    return NOWHERE;
}

/* Empty for a column that the table does not have, which no row then misses. */
static wm_slice field(const wm_csv *csv, const int *columns, int which)
{
    return columns[which] != NOWHERE ? wm_slice_trim(wm_csv_field(csv, (uint32_t)columns[which])) : (wm_slice){"", 0};
}

/* Mostly the wrong file, or the right one in another edition. */
static wm_status no_heading(const wm_import *import, const char *heading, wm_error *err)
{
    return wm_fail(err, WM_BAD_DATA, import->stream.path,
                   "'%s' has no column '%s' in its first line: is it a table of another kind?", import->stream.path,
                   heading);
}

/* Records behind the heading. A bad record is told and skipped; the stream stands behind it. */
static wm_status read_records(wm_import *import, wm_csv *csv, const int *columns, read_record *read, wm_error *err)
{
    for (;;) {
        bool any;
        const char *wrong;
        wm_status status = wm_csv_next(csv, &import->stream, &any, &wrong, err);
        if (status != WM_OK || !any)
            return status;
        wm_import_begin(import);
        if (wrong != NULL)
            wm_import_bad(import, wrong);
        else
            read(import, csv, columns);
    }
}

/* A missing needed column is a fault of the whole table, told before the first record is read. */
static wm_status read_table(wm_import *import, const table *t, wm_error *err)
{
    wm_csv csv;
    bool any;
    const char *wrong;
    wm_csv_init(&csv, '\0', &import->keep);
    wm_status status = wm_csv_next(&csv, &import->stream, &any, &wrong, err);
    if (status != WM_OK || !any)
        return status;
    int *columns = WM_NEW_N(&import->keep, int, (size_t)t->count);
    for (int i = 0; i < t->count; i++) {
        columns[i] = find_heading(&csv, wm_slice_of(t->headings[i]));
        if (columns[i] == NOWHERE && i < t->needed)
            return no_heading(import, t->headings[i], err);
    }
    return read_records(import, &csv, columns, t->read, err);
}

/* ---- GLEIF ------------------------------------------------------------------------------------------------------- */

#define OTHER "Entity.OtherEntityNames.OtherEntityName."
#define LATIN "Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName."

static const char *const lei_headings[] = {
    "LEI",
    "Entity.LegalName",
    "Entity.LegalAddress.Country",
    "Entity.EntityCategory",
    "Entity.EntityStatus",
    LATIN "1",
    LATIN "2",
    OTHER "1",
    OTHER "2",
    OTHER "3",
    OTHER "4",
    OTHER "5",
};
enum { LEI, LEGAL_NAME, COUNTRY, CATEGORY, STATUS, LATIN_1, LATIN_2, OTHER_1, LEI_COLUMNS = 12 };

/* Legal forms are those of the gazetteer of cues, so there is no second list of them here. */
static void note_suffix(void *user, const whomet_name *name)
{
    bool *suffix = user;
    *suffix = *suffix || strcmp(name->label, "cue.org-suffix") == 0;
}

/* The name without a legal form at its end ("Inc.", "S.A."); itself when there is none. Twice at most, as in "Co.,
 * Ltd.". */
static wm_slice without_form(wm_import *import, wm_slice name)
{
    for (int round = 0; round < 2; round++) {
        size_t at = name.len;
        while (at > 0 && name.at[at - 1] != ' ')
            at--;
        if (at < 2)
            break;
        bool suffix = false;
        char *last = wm_arena_copy(&import->scratch, name.at + at, name.len - at);
        whomet_names_find(import->words, last, 0, note_suffix, &suffix, NULL, NULL);
        if (!suffix)
            break;
        for (at--; at > 0 && (name.at[at - 1] == ',' || name.at[at - 1] == ' ');)
            at--;
        name.len = at;
    }
    return name;
}

/* Funds and branches have names of their companies in them and would take their mentions. */
static void read_lei(wm_import *import, const wm_csv *csv, const int *columns)
{
    wm_slice category = field(csv, columns, CATEGORY), country = field(csv, columns, COUNTRY);
    wm_slice lei = field(csv, columns, LEI), name = field(csv, columns, LEGAL_NAME);
    if (lei.len != 20) {
        wm_import_bad(import, "no LEI of 20 characters");
        return;
    }
    if (wm_slice_is(category, "FUND") || wm_slice_is(category, "BRANCH") || !wm_import_wants_country(import, country) ||
        wm_slice_is(field(csv, columns, STATUS), "INACTIVE")) {
        wm_import_skip(import, WM_IMPORT_UNWANTED);
        return;
    }
    /* a legal name in another script: its transliterations, then the first other name, which is often English */
    for (int i = LATIN_1; i <= OTHER_1 && !wm_import_is_latin(name); i++)
        name = field(csv, columns, i);
    wm_import_row row = {.id = wm_slice_of(wm_arena_format(&import->scratch, "lei:%.*s", WM_SLICE_ARG(lei)))};
    wm_import_name(import, &row, name);
    wm_slice bare = without_form(import, row.name);
    if (bare.len != row.name.len)
        wm_import_alias(import, &row, bare, true);
    for (int i = LATIN_1; i < LEI_COLUMNS; i++)
        wm_import_alias(import, &row, field(csv, columns, i), false);
    wm_import_country(import, &row, country);
    wm_import_attr(import, &row, "kind", wm_slice_of("company"));
    wm_import_put(import, &row);
}

/* STATUS is the first column that may be missing. */
static wm_status read_gleif(wm_import *import, wm_error *err)
{
    static const table t = {lei_headings, LEI_COLUMNS, STATUS, read_lei};
    return read_table(import, &t, err);
}

const wm_import_kind wm_import_gleif = {"gleif", "GLEIF golden copy (LEI-CDF)", "CC0 1.0", read_gleif, NULL};

/* ---- census ------------------------------------------------------------------------------------------------------ */

static const char *const census_headings[] = {"name", "count"};

/* The table has lost apostrophes; these stems stand behind O' in news. */
static bool is_irish(wm_slice stem)
{
    static const char *const stems[] = {
        "BOYLE",    "BRIAN",    "BRIEN", "BRYAN",    "BRYANT",   "CALLAGHAN", "CONNELL", "CONNER",      "CONNOR",
        "DANIEL",   "DAY",      "DEA",   "DELL",     "DONNELL",  "DONOGHUE",  "DONOHUE", "DONOVAN",     "DOHERTY",
        "DOWD",     "DRISCOLL", "DWYER", "FARRELL",  "FLAHERTY", "FLYNN",     "GORMAN",  "GRADY",       "HAGAN",
        "HALLORAN", "HANLON",   "HARA",  "HARE",     "HEARN",    "HERLIHY",   "KANE",    "KEEFE",       "KEEFFE",
        "KELLEY",   "KELLY",    "LEARY", "LOUGHLIN", "MAHONY",   "MALLEY",    "MARA",    "MEARA",       "NEAL",
        "NEIL",     "NEILL",    "QUINN", "REGAN",    "REILLY",   "RIORDAN",   "ROURKE",  "SHAUGHNESSY", "SHEA",
        "SHIELDS",  "SULLIVAN", "TOOLE",
    };
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (wm_slice_is(stem, stems[i]))
            return true;
    return false;
}

/* MCDONALD: McDonald, OBRIEN: O'Brien. DELACRUZ stays one word, since where it is cut nobody can tell by rule; case
 * inside a word does not matter for matching. */
static wm_slice spell(wm_import *import, wm_slice name)
{
    char *out = wm_arena_alloc(&import->scratch, name.len + 2);
    size_t len = 0;
    bool start = true, mac = name.len > 4 && memcmp(name.at, "MC", 2) == 0;
    bool irish = name.len > 3 && name.at[0] == 'O' && is_irish((wm_slice){name.at + 1, name.len - 1});
    for (size_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        start = start || (mac && i == 2);
        out[len++] = start || c < 'A' || c > 'Z' ? c : (char)(c | 0x20);
        start = c == '-' || c == ' ';
        if (irish && i == 0) {
            out[len++] = '\'';
            start = true;
        }
    }
    return (wm_slice){out, len};
}

/* strtod wants an end that it can see, and a field is a slice of the record, so the number is copied. */
static void read_surname(wm_import *import, const wm_csv *csv, const int *columns)
{
    wm_slice name = field(csv, columns, 0), count = field(csv, columns, 1);
    double bearers = count.len != 0 ? strtod(wm_arena_copy(&import->scratch, count.at, count.len), NULL) : 0;
    if (bearers <= 0) {
        wm_import_bad(import, "no count of bearers");
        return;
    }
    if (wm_slice_is(name, "ALL OTHER NAMES")) {
        wm_import_skip(import, WM_IMPORT_UNWANTED);
        return;
    }
    wm_import_row row = {.weight = wm_import_log_weight(bearers)};
    wm_import_name(import, &row, spell(import, name));
    wm_import_put(import, &row);
}

/* Both columns are needed. */
static wm_status read_census(wm_import *import, wm_error *err)
{
    static const table t = {census_headings, 2, 2, read_surname};
    return read_table(import, &t, err);
}

const wm_import_kind wm_import_census = {"census", "surnames of the census of the United States",
                                         "public domain (Census Bureau)", read_census, NULL};

/* ---- one's own --------------------------------------------------------------------------------------------------- */

static const char *const own_fields[] = {"name", "aliases", "id", "country", "weight", "kind", "wikidata"};
enum { OWN_NAME, OWN_ALIASES, OWN_ID, OWN_COUNTRY, OWN_WEIGHT, OWN_KIND, OWN_WIKIDATA, OWN_COLUMNS };

/* With a scheme, which tells whose id it is. */
static wm_slice own_id(wm_import *import, wm_slice text)
{
    if (text.len == 0)
        return text;
    bool scheme = memchr(text.at, ':', text.len) != NULL || memchr(text.at, '/', text.len) != NULL;
    return wm_slice_of(wm_arena_format(&import->scratch, "%s%.*s", scheme ? "" : "own:", WM_SLICE_ARG(text)));
}

/* Whatever the table lacks is empty, and only the name has to be there. */
static void read_own(wm_import *import, const wm_csv *csv, const int *columns)
{
    wm_import_row row = {0};
    wm_slice weight = field(csv, columns, OWN_WEIGHT), country = field(csv, columns, OWN_COUNTRY);
    if (!wm_import_wants_country(import, country)) {
        wm_import_skip(import, WM_IMPORT_UNWANTED);
        return;
    }
    row.weight = weight.len != 0 ? strtod(wm_arena_copy(&import->scratch, weight.at, weight.len), NULL) : 0;
    if (!(row.weight >= 0 && row.weight <= 9)) {
        wm_import_bad(import, "a weight that is not 0 to 9");
        return;
    }
    wm_import_name(import, &row, field(csv, columns, OWN_NAME));
    wm_slice aliases = field(csv, columns, OWN_ALIASES);
    /* both are in use; a '|' anywhere says that ';' is part of the names */
    char mark = aliases.len != 0 && memchr(aliases.at, '|', aliases.len) != NULL ? '|' : ';';
    for (wm_slice rest = aliases; rest.at != NULL && rest.len != 0;)
        wm_import_alias(import, &row, wm_slice_trim(wm_slice_cut(&rest, mark)), false);
    row.id = own_id(import, field(csv, columns, OWN_ID));
    wm_import_country(import, &row, country);
    wm_import_attr(import, &row, "kind", field(csv, columns, OWN_KIND));
    wm_import_attr(import, &row, "wikidata", field(csv, columns, OWN_WIKIDATA));
    wm_import_put(import, &row);
}

/* Four digits at most: no table has more columns, and atoi cannot overflow. */
static bool is_number(wm_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.len != 0 && text.len < 5;
}

/* One `field=heading` of --columns; headings of digits only are numbers of columns, from 1. */
static wm_status map_column(const wm_import *import, const wm_csv *csv, wm_slice pair, int *columns, wm_error *err)
{
    wm_slice heading = pair, key = wm_slice_cut(&heading, '=');
    int which = 0;
    while (which < OWN_COLUMNS && !wm_slice_is(key, own_fields[which]))
        which++;
    if (which == OWN_COLUMNS || heading.at == NULL)
        return wm_fail(err, WM_BAD_USE, NULL,
                       "'%.*s' in --columns is none of name, aliases, id, country, weight, kind or "
                       "wikidata, '=' and a heading",
                       WM_SLICE_ARG(pair));
    columns[which] = is_number(heading) ? atoi(heading.at) - 1 : find_heading(csv, heading);
    if (columns[which] >= 0)
        return WM_OK;
    return wm_fail(err, WM_BAD_USE, NULL,
                   "'%s' has no column '%.*s' in its first line: say which it is with --columns=%.*s=HEADING, or by "
                   "its number",
                   import->stream.path, WM_SLICE_ARG(heading), WM_SLICE_ARG(key));
}

/* Without a heading every column is named by its number. */
static bool only_numbers(wm_slice map)
{
    while (map.at != NULL) {
        wm_slice pair = wm_slice_cut(&map, ',');
        wm_slice_cut(&pair, '=');
        if (pair.at != NULL && !is_number(pair))
            return false;
    }
    return true;
}

/* The first line is read before --columns, since it tells which numbers the headings have. */
static wm_status read_csv(wm_import *import, wm_error *err)
{
    wm_csv csv;
    bool any;
    const char *wrong, *map = import->options->columns != NULL ? import->options->columns : "name=name";
    int columns[OWN_COLUMNS];
    for (int i = 0; i < OWN_COLUMNS; i++)
        columns[i] = NOWHERE;
    wm_csv_init(&csv, '\0', &import->keep);
    wm_status status = wm_csv_next(&csv, &import->stream, &any, &wrong, err);
    if (status != WM_OK || !any)
        return status;
    for (wm_slice rest = wm_slice_of(map); status == WM_OK && rest.at != NULL;)
        status = map_column(import, &csv, wm_slice_cut(&rest, ','), columns, err);
    if (status == WM_OK && columns[OWN_NAME] == NOWHERE)
        status =
            wm_fail(err, WM_BAD_USE, NULL, "--columns has to say which column is the name: --columns name=HEADING");
    if (status != WM_OK)
        return status;
    if (only_numbers(wm_slice_of(map))) { /* then the first line is a record, too */
        wm_import_begin(import);
        read_own(import, &csv, columns);
    }
    return read_records(import, &csv, columns, read_own, err);
}

const wm_import_kind wm_import_csv = {"csv", "a table of one's own", "as its owner says", read_csv, NULL};
