/* SPDX-License-Identifier: MIT */
/* Dumps of JSON objects: OpenSanctions (FollowTheMoney, an entity a line) and the Research Organization Registry (one
 * array, schema 2).
 *
 * An entity of OpenSanctions is a person or an organization by its schema; its weak aliases need context. Of the
 * Registry the English or displayed name is the name, acronyms and other labels are aliases.
 */
#include "cli/import.h"

#include "in/value.h"

/* "" when there is nothing there, or no string. */
static wm_slice text_at(wm_import *import, wm_slice object, const char *path)
{
    return wm_value_text(wm_value_at(object, path), &import->scratch);
}

/* The first item of an array of strings. */
static wm_slice first_text(wm_import *import, wm_slice array)
{
    wm_slice key, value, rest = wm_value_inside(array);
    return wm_value_next(&rest, &key, &value) ? wm_value_text(value, &import->scratch) : (wm_slice){"", 0};
}

/* What cannot be an alias is left out one by one. */
static void add_all(wm_import *import, wm_import_row *row, wm_slice array, bool needs_context)
{
    wm_slice key, value;
    for (wm_slice rest = wm_value_inside(array); wm_value_next(&rest, &key, &value);)
        wm_import_alias(import, row, wm_value_text(value, &import->scratch), needs_context);
}

/* Vessels and planes are in the dump too, but no kind of ours; and a file is of one kind. */
static wm_status need_kind(wm_import *import, wm_error *err)
{
    if (import->options->kind == NULL || strcmp(import->options->kind, "place") == 0)
        return wm_fail(err, WM_BAD_USE, NULL,
                       "'opensanctions' holds persons and organizations: say which with --kind=person or --kind=org");
    return WM_OK;
}

/* ---- OpenSanctions ----------------------------------------------------------------------------------------------- */

/* The schemata of FollowTheMoney that are kinds of ours; NULL for the others. */
static const char *kind_of_schema(wm_slice schema)
{
    static const char *const organizations[] = {"Organization", "PublicBody", "Company", "LegalEntity"};
    if (wm_slice_is(schema, "Person"))
        return "person";
    for (size_t i = 0; i < sizeof organizations / sizeof *organizations; i++)
        if (wm_slice_is(schema, organizations[i]))
            return "org";
    return NULL;
}

/* The first name in Latin letters; the caption comes first. */
static wm_slice latin_name(wm_import *import, wm_slice entity)
{
    wm_slice key, value, name = text_at(import, entity, "caption");
    for (wm_slice rest = wm_value_inside(wm_value_at(entity, "properties.name"));
         !wm_import_is_latin(name) && wm_value_next(&rest, &key, &value);)
        name = wm_value_text(value, &import->scratch);
    return name;
}

/* Weak aliases are such as "the Doctor": whoever bears one, others do too. */
static void read_ftm_entity(wm_import *import, wm_slice entity)
{
    wm_slice id = text_at(import, entity, "id"), properties = wm_value_get(entity, "properties");
    wm_slice country = first_text(import, wm_value_get(properties, "country"));
    const char *kind = kind_of_schema(text_at(import, entity, "schema"));
    if (id.len == 0) {
        wm_import_bad(import, "an entity without id");
        return;
    }
    if (kind == NULL || strcmp(kind, import->options->kind) != 0 || !wm_import_wants_country(import, country)) {
        wm_import_skip(import, WM_IMPORT_UNWANTED);
        return;
    }
    wm_import_row row = {.weight = 0};
    wm_import_name(import, &row, latin_name(import, entity));
    bool person = strcmp(kind, "person") == 0;
    add_all(import, &row, wm_value_get(properties, "name"), false);
    add_all(import, &row, wm_value_get(properties, "alias"), false);
    add_all(import, &row, wm_value_get(properties, "weakAlias"), true);
    row.id = wm_slice_of(wm_arena_format(&import->scratch, "opensanctions:%.*s", WM_SLICE_ARG(id)));
    wm_import_country(import, &row, country);
    if (person)
        wm_import_attr(import, &row, "role", first_text(import, wm_value_get(properties, "position")));
    wm_import_attr(import, &row, "wikidata", first_text(import, wm_value_get(properties, "wikidataId")));
    wm_import_put(import, &row);
}

/* Blank lines are no records. */
static wm_status read_opensanctions(wm_import *import, wm_error *err)
{
    for (;;) {
        wm_piece line;
        wm_slice entity;
        wm_status status = wm_stream_line(&import->stream, &line, err);
        if (status != WM_OK || line.at == NULL)
            return status;
        if (line.len != 0 && wm_import_value(import, (wm_slice){line.at, line.len}, &entity))
            read_ftm_entity(import, entity);
    }
}

const wm_import_kind wm_import_opensanctions = {
    "opensanctions", "OpenSanctions (FollowTheMoney)",
    "CC BY-NC 4.0, www.opensanctions.org: commercial use needs a licence of theirs", read_opensanctions, need_kind};

/* ---- Research Organization Registry ------------------------------------------------------------------------------ */

/* A name may have several types, such as label and displayed name. */
static bool has_type(wm_import *import, wm_slice name, const char *type)
{
    wm_slice key, value;
    for (wm_slice rest = wm_value_inside(wm_value_get(name, "types")); wm_value_next(&rest, &key, &value);)
        if (wm_slice_is(wm_value_text(value, &import->scratch), type))
            return true;
    return false;
}

/* English before what is displayed, that before any label. */
static wm_slice best_name(wm_import *import, wm_slice names)
{
    wm_slice key, name, best = {"", 0};
    int best_rank = 0;
    for (wm_slice rest = wm_value_inside(names); wm_value_next(&rest, &key, &name);) {
        wm_slice text = text_at(import, name, "value");
        bool english = wm_slice_is(text_at(import, name, "lang"), "en");
        int rank = has_type(import, name, "acronym") || has_type(import, name, "alias") ? 0 : 1;
        rank = rank == 0 || !wm_import_is_latin(text) ? 0 : english ? 3 : has_type(import, name, "ror_display") ? 2 : 1;
        if (rank > best_rank) {
            best_rank = rank;
            best = text;
        }
    }
    return best;
}

/* `preferred` is null for many, though `all` has one. */
static wm_slice wikidata_of(wm_import *import, wm_slice organization)
{
    wm_slice key, id;
    for (wm_slice rest = wm_value_inside(wm_value_get(organization, "external_ids")); wm_value_next(&rest, &key, &id);)
        if (wm_slice_is(text_at(import, id, "type"), "wikidata")) {
            wm_slice preferred = text_at(import, id, "preferred");
            return preferred.len != 0 ? preferred : first_text(import, wm_value_get(id, "all"));
        }
    return (wm_slice){"", 0};
}

/* Of the first place of the organization. */
static wm_slice country_of(wm_import *import, wm_slice organization)
{
    wm_slice key, place, rest = wm_value_inside(wm_value_get(organization, "locations"));
    return wm_value_next(&rest, &key, &place) ? text_at(import, place, "geonames_details.country_code")
                                              : (wm_slice){"", 0};
}

/* The id is a URL, of which the last part is the id proper. Withdrawn entries are mistakes; inactive ones are history
 * and stay, since old news speaks of them. */
static void read_organization(wm_import *import, wm_slice organization)
{
    wm_slice id = text_at(import, organization, "id"), country = country_of(import, organization);
    wm_slice names = wm_value_get(organization, "names"), key, name;
    for (wm_slice rest = id; rest.at != NULL;)
        id = wm_slice_cut(&rest, '/');
    if (id.len == 0 || names.at == NULL) {
        wm_import_bad(import, "an organization without id or names (schema 2 is read)");
        return;
    }
    if (wm_slice_is(text_at(import, organization, "status"), "withdrawn") ||
        !wm_import_wants_country(import, country)) {
        wm_import_skip(import, WM_IMPORT_UNWANTED);
        return;
    }
    wm_import_row row = {.id = wm_slice_of(wm_arena_format(&import->scratch, "ror:%.*s", WM_SLICE_ARG(id)))};
    wm_slice best = best_name(import, names);
    if (best.len == 0) {
        wm_import_skip(import, WM_IMPORT_NAMELESS);
        return;
    }
    wm_import_name(import, &row, best);
    for (wm_slice rest = wm_value_inside(names); wm_value_next(&rest, &key, &name);)
        wm_import_alias(import, &row, text_at(import, name, "value"), false);
    wm_import_country(import, &row, country);
    wm_import_attr(import, &row, "kind", first_text(import, wm_value_get(organization, "types")));
    wm_import_attr(import, &row, "wikidata", wikidata_of(import, organization));
    wm_import_put(import, &row);
}

/* Objects of the array are cut out one by one, so its size does not matter. */
static wm_status read_ror(wm_import *import, wm_error *err)
{
    for (;;) {
        wm_piece piece;
        wm_slice organization;
        wm_status status = wm_stream_object(&import->stream, &piece, err);
        if (status != WM_OK || piece.at == NULL)
            return status;
        if (wm_import_value(import, (wm_slice){piece.at, piece.len}, &organization))
            read_organization(import, organization);
    }
}

const wm_import_kind wm_import_ror = {"ror", "Research Organization Registry", "CC0 1.0", read_ror, NULL};
