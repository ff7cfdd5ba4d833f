/* SPDX-License-Identifier: MIT */
/* GeoNames: allCountries.txt, citiesN.txt and the files of single countries, 19 columns without a heading; English
 * names from alternateNamesV2.txt.
 *
 * Taken are settlements (P), countries and divisions (A), waters (H), mountains (T), areas (L) and airports. The names
 * of column 4 have no language ("BTS", "She", "Kievom"), so of them only those of capitals and of cities of a million
 * are taken, and of these only what looks like a name; with --aliases none. English names are sorted in front of the
 * rows with their ids, so a file of any size can be joined.
 */
#include "cli/import.h"

#include "base/utf8.h"
#include "in/csv.h"

#include <stdlib.h>

enum { ID, NAME, ASCII, ALTERNATES, CLASS = 6, CODE, COUNTRY, POPULATION = 14, COLUMNS = 19 };
enum { V2_PLACE = 1, V2_LANGUAGE, V2_NAME, V2_COLLOQUIAL = 6, V2_HISTORIC, V2_COLUMNS = 8 };
enum { BIG_CITY = 1000000 };

/* Codes of features are hierarchical: PPLX, PCLI, AIRPORT. */
static bool starts(wm_slice text, const char *beginning)
{
    size_t len = strlen(beginning);
    return text.len >= len && memcmp(text.at, beginning, len) == 0;
}

/* Our kind for a feature, NULL for what is not taken. */
static const char *kind_of(wm_slice feature, wm_slice code)
{
    char c = feature.len == 1 ? feature.at[0] : '\0';
    if (c == 'P')
        return starts(code, "PPLX") ? "quarter" : "city";
    if (c == 'A')
        return starts(code, "PCL") ? "country" : "division";
    if (c == 'S')
        return starts(code, "AIRP") ? "airport" : NULL;
    return c == 'H' ? "water" : c == 'T' ? "mountain" : c == 'L' ? "area" : NULL;
}

/* Fewer than 16, so that a number fits 64 bits. */
static bool is_digits(wm_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
    return text.len != 0 && text.len < 16;
}

/* Digits end at the tab behind them, so strtoull stops in time. */
static uint64_t number(wm_slice digits)
{
    return is_digits(digits) ? strtoull(digits.at, NULL, 10) : 0;
}

/* Names that differ in accents only are one key. */
static bool same_key(wm_slice a, wm_slice b)
{
    char one[WM_FOLD_MAX], two[WM_FOLD_MAX];
    return wm_slice_equal((wm_slice){one, wm_utf8_fold(a, one)}, (wm_slice){two, wm_utf8_fold(b, two)});
}

/* Neither a code nor a syllable nor an English word. The letters are decoded, since many of these names are not ASCII.
 */
static bool looks_like_name(wm_import *import, wm_slice name)
{
    uint32_t point;
    if (name.len < 4 || !wm_import_is_latin(name))
        return false;
    size_t first = wm_utf8_next(name.at, name.at + name.len, &point);
    if ((wm_utf8_class(point) & WM_CP_UPPER) == 0)
        return false;
    bool lower = false;
    for (const char *at = name.at + first; at < name.at + name.len;) {
        at += wm_utf8_next(at, name.at + name.len, &point);
        lower = lower || (wm_utf8_class(point) & WM_CP_LOWER) != 0;
    }
    return lower && !wm_import_is_common(import, name);
}

/* One cell, thousands of characters long for large places. */
static void add_alternates(wm_import *import, wm_import_row *row, wm_slice alternates)
{
    for (wm_slice rest = alternates; rest.at != NULL && rest.len != 0;) {
        wm_slice name = wm_slice_cut(&rest, ',');
        if (looks_like_name(import, name))
            wm_import_alias(import, row, name, false);
    }
}

/* From cheap to dear: most records of a dump are not wanted. */
static void read_place(wm_import *import, const wm_csv *line)
{
    if (line->fields.count != COLUMNS || !is_digits(line->fields.items[ID])) {
        wm_import_bad(import, wm_arena_format(&import->scratch, "%u columns, and a number first, where GeoNames has %d",
                                              (unsigned)line->fields.count, COLUMNS));
        return;
    }
    const wm_slice *f = line->fields.items;
    const char *kind = kind_of(f[CLASS], f[CODE]);
    uint64_t people = number(f[POPULATION]);
    if (kind == NULL || people < import->options->min_population || !wm_import_wants_country(import, f[COUNTRY])) {
        wm_import_skip(import, WM_IMPORT_UNWANTED);
        return;
    }
    wm_import_row row = {.weight = wm_import_log_weight((double)people)};
    bool capital = wm_slice_is(f[CODE], "PPLC");
    wm_import_name(import, &row, f[ASCII].len == 0 || wm_import_is_latin(f[NAME]) ? f[NAME] : f[ASCII]);
    if (!same_key(f[ASCII], row.name))
        wm_import_alias(import, &row, f[ASCII], false);
    if (import->options->alias_path == NULL && (capital || people >= BIG_CITY))
        add_alternates(import, &row, f[ALTERNATES]);
    row.id = wm_slice_of(wm_arena_format(&import->scratch, "geonames:%.*s", WM_SLICE_ARG(f[ID])));
    wm_import_country(import, &row, f[COUNTRY]);
    wm_import_attr(import, &row, "kind", wm_slice_of(kind));
    if (capital)
        row.attrs = wm_arena_format(&import->scratch, "%s capital", row.attrs);
    wm_import_put(import, &row);
}

/* The file has tabs and no quotes, so a line cannot be wrong in itself. */
static wm_status read_places(wm_import *import, wm_error *err)
{
    wm_csv csv;
    wm_csv_init(&csv, '\t', &import->keep);
    for (;;) {
        bool any;
        const char *wrong;
        wm_status status = wm_csv_next(&csv, &import->stream, &any, &wrong, err);
        if (status != WM_OK || !any)
            return status;
        wm_import_begin(import);
        read_place(import, &csv);
    }
}

/* ---- alternateNamesV2.txt ---------------------------------------------------------------------------------------- */

/* A row of one alias takes the road of all aliases, so it is cleaned and marked like them. */
static void read_alias(wm_import *import, const wm_csv *line)
{
    wm_slice language = wm_csv_field(line, V2_LANGUAGE), place = wm_csv_field(line, V2_PLACE);
    if (!wm_slice_is(language, "en") && !wm_slice_is(language, "abbr"))
        return;
    if (line->fields.count < V2_COLUMNS - 2 || !is_digits(place)) {
        wm_import_bad(import, "no line of alternateNamesV2.txt");
        return;
    }
    wm_import_row row = {.name = {"", 0}};
    bool colloquial = wm_slice_is(wm_csv_field(line, V2_COLLOQUIAL), "1");
    wm_import_alias(import, &row, wm_csv_field(line, V2_NAME), colloquial || wm_slice_is(language, "abbr"));
    if (row.aliases.count == 0)
        return;
    const char *old = wm_slice_is(wm_csv_field(line, V2_HISTORIC), "1") ? "+h" : "";
    wm_import_put_alias(import, wm_arena_format(&import->scratch, "geonames:%.*s", WM_SLICE_ARG(place)),
                        wm_arena_format(&import->scratch, "%.*s%s%s", WM_SLICE_ARG(row.aliases.items[0]),
                                        row.alias_marks.items[0], old));
}

/* These lines are counted for the progress line alone: the account is one of places. */
static wm_status read_aliases(wm_import *import, wm_error *err)
{
    wm_csv csv;
    wm_csv_init(&csv, '\t', &import->keep);
    for (uint64_t lines = 1;; lines++) {
        bool any;
        const char *wrong;
        wm_status status = wm_csv_next(&csv, &import->stream, &any, &wrong, err);
        if (status != WM_OK || !any)
            return status;
        wm_import_next(import, lines, "lines of alternate names");
        read_alias(import, &csv);
    }
}

/* Aliases come before the rows that they belong to, because the sort puts both together anyway. */
static wm_status prepare(wm_import *import, wm_error *err)
{
    if (import->options->alias_path == NULL)
        return WM_OK;
    wm_status status = wm_stream_open(&import->stream, import->options->alias_path, err);
    if (status != WM_OK)
        return status;
    status = read_aliases(import, err);
    wm_stream_close(&import->stream);
    return status;
}

const wm_import_kind wm_import_geonames = {
    "geonames", "GeoNames", "CC BY 4.0, (c) GeoNames, www.geonames.org; changed: selected, names and marks by import",
    read_places, prepare};
