/* SPDX-License-Identifier: MIT */
/* Wikidata: the JSON dump (an array with one entity a line) or JSON Lines.
 *
 * The first pass reads only lines that speak of subclasses (P279), codes of countries (P297) and offices, and keeps
 * numbers: which class is a place or an organization, which thing is which country, what an office is called. The
 * second makes rows of the things that are of the wanted kind. Standard input can be read once only, so then the
 * classes are those of the table alone and rows have neither country nor role. Statements that Wikidata calls
 * deprecated do not count.
 */
#include "cli/import.h"

#include "cli/import_classes.h"
#include "cli/say.h"

#include "base/file.h"
#include "base/utf8.h"
#include "in/value.h"

#include <math.h>

enum { POSITION = 4164871, PUBLIC_OFFICE = 294414, OFFICE_BYTES_MAX = 16 * 1024 * 1024, THINGS_MAX = 16 };

/* What the first pass learns, in the arena of the run. */
typedef struct world {
    wm_classes classes;
    wm_class_map countries; /* thing -> two letters, 'o' << 8 | 'm' */
    wm_class_map offices;   /* thing -> index of a slug */
    WM_ARRAY(const char *) slugs;
    size_t slug_bytes;
} world;

/* ---- statements -------------------------------------------------------------------------------------------------- */

/* The number behind Q, 0 when it is none. */
static uint32_t thing_of(wm_slice id)
{
    uint64_t number = 0;
    if (id.len < 2 || id.len > 11 || id.at[0] != 'Q')
        return 0;
    for (size_t i = 1; i < id.len; i++) {
        if (id.at[i] < '0' || id.at[i] > '9')
            return 0;
        number = number * 10 + (uint64_t)(id.at[i] - '0');
    }
    return number < UINT32_MAX ? (uint32_t)number : 0;
}

/* The next statement of a property that counts: its value. */
static bool next_value(wm_import *import, wm_slice *rest, wm_slice *ret_value)
{
    wm_slice key, statement;
    while (wm_value_next(rest, &key, &statement)) {
        if (wm_slice_is(wm_value_text(wm_value_get(statement, "rank"), &import->scratch), "deprecated"))
            continue;
        *ret_value = wm_value_at(statement, "mainsnak.datavalue.value");
        if (ret_value->at != NULL)
            return true;
    }
    return false;
}

/* The things that a property names, THINGS_MAX at most. */
static uint32_t read_things(wm_import *import, wm_slice property, uint32_t things[THINGS_MAX])
{
    uint32_t count = 0;
    wm_slice value;
    for (wm_slice rest = wm_value_inside(property); count < THINGS_MAX && next_value(import, &rest, &value);) {
        uint32_t thing = thing_of(wm_value_text(wm_value_get(value, "id"), &import->scratch));
        if (thing != 0)
            things[count++] = thing;
    }
    return count;
}

/* Of the first statement that has one. */
static wm_slice first_text(wm_import *import, wm_slice property)
{
    wm_slice value, rest = wm_value_inside(property);
    return next_value(import, &rest, &value) ? wm_value_text(value, &import->scratch) : (wm_slice){"", 0};
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

/* The object in a line of the dump; a NULL `at` for the brackets around the array. */
static wm_slice entity_text(wm_piece line)
{
    wm_slice text = wm_slice_trim((wm_slice){line.at, line.len});
    if (text.len != 0 && text.at[text.len - 1] == ',')
        text.len--;
    if (text.len != 0 && text.at[0] == '[')
        text = wm_slice_trim((wm_slice){text.at + 1, text.len - 1});
    if (text.len != 0 && text.at[text.len - 1] == ']' && text.at[0] != '{')
        text.len--;
    return text.len != 0 ? text : (wm_slice){NULL, 0};
}

/* Does the word stand in the line? memchr() for its first byte would stop at every quote. */
static bool holds(wm_slice text, const char *word)
{
    size_t len = strlen(word);
    if (text.len < len)
        return false;
    for (const char *at = text.at, *end = text.at + text.len - len + 1; at < end; at++) {
        at = memchr(at, word[0], (size_t)(end - at));
        if (at == NULL)
            return false;
        if (memcmp(at, word, len) == 0)
            return true;
    }
    return false;
}

/* ---- first pass -------------------------------------------------------------------------------------------------- */

/* By its own class only: subclasses of offices are not followed. */
static bool is_office(wm_import *import, wm_slice claims)
{
    uint32_t things[THINGS_MAX], count = read_things(import, wm_value_get(claims, "P31"), things);
    for (uint32_t i = 0; i < count; i++)
        if (things[i] == POSITION || things[i] == PUBLIC_OFFICE)
            return true;
    return false;
}

/* As a slug, which is what a role attribute holds; up to OFFICE_BYTES_MAX of them, later ones stay nameless. */
static void learn_office(wm_import *import, world *w, wm_slice entity, uint32_t thing)
{
    char slug[WM_FOLD_MAX];
    wm_slice label = wm_value_text(wm_value_at(entity, "labels.en.value"), &import->scratch);
    size_t len = wm_utf8_slug(label, slug);
    if (len == 0 || w->slug_bytes + len > OFFICE_BYTES_MAX || !wm_import_is_latin(label))
        return;
    if (!wm_class_put(&w->offices, thing, w->slugs.count, &import->keep))
        return;
    *WM_PUSH(&import->keep, &w->slugs) = wm_arena_copy(&import->keep, slug, len);
    w->slug_bytes += len;
}

/* Numbers are kept in place of names: a pass over the dump has to fit memory. */
static wm_status learn(wm_import *import, world *w, wm_slice entity, wm_error *err)
{
    uint32_t parents[THINGS_MAX];
    uint32_t thing = thing_of(wm_value_text(wm_value_get(entity, "id"), &import->scratch));
    wm_slice claims = wm_value_get(entity, "claims");
    if (thing == 0)
        return WM_OK;
    uint32_t count = read_things(import, wm_value_get(claims, "P279"), parents);
    for (uint32_t i = 0; i < count; i++) {
        wm_status status = wm_classes_add(&w->classes, parents[i], thing, err);
        if (status != WM_OK)
            return status;
    }
    wm_slice code = first_text(import, wm_value_get(claims, "P297"));
    if (code.len == 2)
        wm_class_put(&w->countries, thing,
                     (uint32_t)(unsigned char)code.at[0] << 8 | (uint32_t)(unsigned char)code.at[1], &import->keep);
    if (is_office(import, claims))
        learn_office(import, w, entity, thing);
    return WM_OK;
}

/* Most lines hold none of this, and a search for bytes is far cheaper than reading JSON. */
static bool is_worth_learning(wm_slice text)
{
    return holds(text, "P279\"") || holds(text, "P297\"") || holds(text, "Q4164871\"") || holds(text, "Q294414\"");
}

/* Bad lines are told by the second pass. */
static wm_status learn_all(wm_import *import, world *w, wm_error *err)
{
    for (uint64_t lines = 0;; lines++) {
        wm_piece line;
        wm_error ignored;
        wm_slice entity;
        wm_status status = wm_stream_line(&import->stream, &line, err);
        if (status != WM_OK || line.at == NULL)
            return status;
        wm_arena_rewind(&import->scratch, (wm_arena_mark){0});
        if (lines % 1024 == 0)
            wm_progress_show_bytes(&import->progress, wm_stream_read_bytes(&import->stream), import->stream.total_bytes,
                                   lines, "entities, first pass");
        wm_slice text = entity_text(line);
        if (text.at == NULL || !is_worth_learning(text) || wm_value_read(text, &entity, &ignored) != WM_OK)
            continue;
        status = learn(import, w, entity, err);
        if (status != WM_OK)
            return status;
    }
}

/* The dump is read twice, since what the second pass needs of it would not fit memory. */
static wm_status first_pass(wm_import *import, world *w, wm_error *err)
{
    wm_status status = WM_OK;
    for (uint32_t i = 0; i < import->path_count; i++)
        if (strcmp(import->paths[i], "-") == 0) {
            wm_say("standard input can be read once only: no subclasses, countries and offices");
            return WM_OK;
        }
    for (uint32_t i = 0; status == WM_OK && i < import->path_count; i++) {
        status = wm_stream_open(&import->stream, import->paths[i], err);
        if (status != WM_OK)
            return status;
        status = learn_all(import, w, err);
        wm_stream_close(&import->stream);
    }
    return status;
}

/* All that can be wrong with the command line is told before the dump is read. */
static wm_status prepare(wm_import *import, wm_error *err)
{
    const char *path = import->options->class_path;
    wm_slice table;
    if (import->options->kind == NULL)
        return wm_fail(err, WM_BAD_USE, NULL,
                       "'wikidata' holds everything: say what you want with --kind=person, --kind=place or --kind=org");
    if (path != NULL && wm_file_read(path, &import->keep, &table, err) != WM_OK)
        return WM_BAD_USE;
    world *w = WM_NEW(&import->keep, world);
    import->more = w;
    wm_status status = wm_classes_init(&w->classes, path, path != NULL ? &table : NULL, &import->keep, err);
    if (status == WM_OK)
        status = first_pass(import, w, err);
    if (status == WM_OK)
        wm_classes_close(&w->classes);
    else
        wm_classes_done(&w->classes);
    return status;
}

/* ---- second pass ------------------------------------------------------------------------------------------------- */

/* The first class that is known of decides. */
static bool is_wanted(wm_import *import, const world *w, wm_slice claims)
{
    static const char *const kinds[] = {"person", "place", "org"};
    uint32_t things[THINGS_MAX], count = read_things(import, wm_value_get(claims, "P31"), things), kind;
    for (uint32_t i = 0; i < count; i++)
        if (wm_class_get(&w->classes.kinds, things[i], &kind))
            return kind < WM_CLASS_OTHER && strcmp(kinds[kind], import->options->kind) == 0;
    return false;
}

/* Two letters in one number, as the map has them. */
static void write_code(uint32_t value, char code[2])
{
    code[0] = (char)(value >> 8);
    code[1] = (char)(value & 0xFF);
}

/* The first country of P27 (citizenship) or P17; "" when it is none that has a code. */
static wm_slice country_of(wm_import *import, const world *w, wm_slice claims)
{
    static const char *const properties[] = {"P27", "P17"};
    uint32_t things[THINGS_MAX], value;
    for (size_t p = 0; p < 2; p++) {
        uint32_t count = read_things(import, wm_value_get(claims, properties[p]), things);
        for (uint32_t i = 0; i < count; i++)
            if (wm_class_get(&w->countries, things[i], &value)) {
                char code[2];
                write_code(value, code);
                return (wm_slice){wm_arena_copy(&import->scratch, code, 2), 2};
            }
    }
    return (wm_slice){"", 0};
}

/* The first office that has a name; the dump does not say which of them somebody is known for. */
static void add_role(wm_import *import, const world *w, wm_import_row *row, wm_slice claims)
{
    uint32_t things[THINGS_MAX], index, count = read_things(import, wm_value_get(claims, "P39"), things);
    for (uint32_t i = 0; i < count; i++)
        if (wm_class_get(&w->offices, things[i], &index)) {
            wm_import_attr(import, row, "role", wm_slice_of(w->slugs.items[index]));
            return;
        }
}

/* 300 pages on sister projects weigh 8.2, 10 weigh 4.6, none 2. */
static double weight_of(uint32_t sitelinks)
{
    double weight = 2 + 2.5 * log10(1.0 + sitelinks);
    return weight < 9 ? weight : 9;
}

/* English ones only, as the texts are. */
static void add_aliases(wm_import *import, wm_import_row *row, wm_slice entity, bool person)
{
    wm_slice key, alias;
    for (wm_slice rest = wm_value_inside(wm_value_at(entity, "aliases.en")); wm_value_next(&rest, &key, &alias);) {
        wm_slice text = wm_value_text(wm_value_get(alias, "value"), &import->scratch);
        /* one word is a surname or a nickname, which others bear too */
        wm_import_alias(import, row, text, person && memchr(text.at, ' ', text.len) == NULL);
    }
}

/* Tests go from cheap to dear: most entities are not of the wanted kind. */
static void read_entity(wm_import *import, const world *w, wm_slice entity)
{
    wm_slice id = wm_value_text(wm_value_get(entity, "id"), &import->scratch), claims = wm_value_get(entity, "claims");
    bool person = strcmp(import->options->kind, "person") == 0;
    if (id.len == 0) {
        wm_import_bad(import, "an entity without id");
        return;
    }
    wm_slice country = is_wanted(import, w, claims) ? country_of(import, w, claims) : (wm_slice){NULL, 0};
    if (country.at == NULL || !wm_import_wants_country(import, country)) {
        wm_import_skip(import, WM_IMPORT_UNWANTED);
        return;
    }
    wm_slice label = wm_value_text(wm_value_at(entity, "labels.en.value"), &import->scratch);
    if (label.len == 0)
        label = wm_value_text(wm_value_at(entity, "labels.mul.value"), &import->scratch);
    if (label.len == 0) {
        wm_import_skip(import, WM_IMPORT_NAMELESS);
        return;
    }
    wm_import_row row = {.weight = weight_of(wm_value_count(wm_value_get(entity, "sitelinks")))};
    wm_import_name(import, &row, label);
    add_aliases(import, &row, entity, person);
    row.id = wm_slice_of(wm_arena_format(&import->scratch, "wikidata:%.*s", WM_SLICE_ARG(id)));
    wm_slice code = first_text(import, wm_value_get(claims, "P297"));
    wm_import_country(import, &row, country.len != 0 ? country : code);
    if (person)
        add_role(import, w, &row, claims);
    wm_import_attr(import, &row, "geonames", first_text(import, wm_value_get(claims, "P1566")));
    if (code.len == 2) {
        char lower[2] = {(char)(code.at[0] | 0x20), (char)(code.at[1] | 0x20)};
        wm_import_attr(import, &row, "iso", (wm_slice){lower, 2});
    }
    wm_import_put(import, &row);
}

/* The brackets of the array and the commas between entities are passed over by entity_text(). */
static wm_status read_wikidata(wm_import *import, wm_error *err)
{
    const world *w = import->more;
    for (;;) {
        wm_piece line;
        wm_slice entity;
        wm_status status = wm_stream_line(&import->stream, &line, err);
        if (status != WM_OK || line.at == NULL)
            return status;
        wm_slice text = entity_text(line);
        if (text.at != NULL && wm_import_value(import, text, &entity))
            read_entity(import, w, entity);
    }
}

const wm_import_kind wm_import_wikidata = {"wikidata", "Wikidata", "CC0 1.0", read_wikidata, prepare};
