/* SPDX-License-Identifier: MIT */
/* The JSON line of a document: its head, its mentions and entities; json_contact.c writes the rest.
 *
 * In: a whomet_result and where the text came from. Out: one compact line, keys always in the order of
 * whomet-1.schema.json, the same bytes for the same result. Ids of mentions are numbers in text order; what
 * --types=all adds is numbered behind the others, so that "m7" is the same mention with and without it.
 */
#include "out/json.h"

#include "out/json_part.h"

#include <errno.h>
#include <stdlib.h>

/* One for each thread, used for any number of documents. */
void wm_json_init(wm_json *json, bool all_types)
{
    *json = (wm_json){.all_types = all_types};
}

/* The numbers are all that it owns. */
void wm_json_done(wm_json *json)
{
    free(json->numbers);
    *json = (wm_json){0};
}

/* Those with an entity first, in text order: see the head of this file. */
bool wm_json_number(wm_json *json, const whomet_mention_list *mentions)
{
    if (mentions->count > json->number_room) {
        uint32_t *numbers = realloc(json->numbers, sizeof *numbers * mentions->count);
        if (numbers == NULL)
            return false;
        json->numbers = numbers;
        json->number_room = mentions->count;
    }
    uint32_t last = 0;
    for (uint32_t i = 0; i < mentions->count; i++)
        json->numbers[i] = mentions->items[i].entity >= 0 ? ++last : 0;
    for (uint32_t i = 0; json->all_types && i < mentions->count; i++)
        if (json->numbers[i] == 0)
            json->numbers[i] = ++last;
    return true;
}

/* The text is cut from the document by bytes, so it is the exact slice whatever the text is. */
static void put_mention(wm_buffer *out, const whomet_result *result, const whomet_mention *mention, uint32_t number)
{
    WM_BUFFER_LITERAL(out, "{\"id\":");
    wm_json_put_id(out, 'm', number);
    wm_buffer_put_char(out, ',');
    wm_json_put_places(out, mention->range);
    WM_BUFFER_LITERAL(out, ",\"bytes\":[");
    wm_buffer_put_uint(out, mention->range.begin_byte);
    wm_buffer_put_char(out, ',');
    wm_buffer_put_uint(out, mention->range.end_byte);
    WM_BUFFER_LITERAL(out, "],\"text\":");
    wm_json_put_slice(out, result, mention->range);
    WM_JSON_OPTIONAL(out, ",\"type\":", mention->type);
    WM_JSON_OPTIONAL(out, ",\"form\":", mention->form);
    if (mention->entity >= 0)
        WM_JSON_OPTIONAL(out, ",\"entity\":", result->entities.items[mention->entity].id);
    WM_BUFFER_LITERAL(out, ",\"sentence\":");
    wm_buffer_put_uint(out, mention->sentence);
    wm_json_put_why(out, &mention->why);
    wm_buffer_put_char(out, '}');
}

/* Number 0: not asked for. */
static void put_mentions(const wm_json *json, wm_buffer *out, const whomet_result *result)
{
    WM_BUFFER_LITERAL(out, ",\"mentions\":[");
    bool first = true;
    for (uint32_t i = 0; i < result->mentions.count; i++) {
        if (json->numbers[i] == 0)
            continue;
        if (!first)
            wm_buffer_put_char(out, ',');
        put_mention(out, result, &result->mentions.items[i], json->numbers[i]);
        first = false;
    }
    wm_buffer_put_char(out, ']');
}

/* Schemes of an entity are distinct, so this is an object. */
static void put_outside_ids(wm_buffer *out, const whomet_entity *entity)
{
    WM_BUFFER_LITERAL(out, ",\"ids\":{");
    for (uint32_t i = 0; i < entity->id_count; i++) {
        if (i != 0)
            wm_buffer_put_char(out, ',');
        wm_json_put_text(out, entity->ids[i].scheme);
        wm_buffer_put_char(out, ':');
        wm_json_put_text(out, entity->ids[i].value);
    }
    wm_buffer_put_char(out, '}');
}

/* Most entities have none, and then the key is left out. */
static void put_roles(wm_buffer *out, const whomet_entity *entity)
{
    if (entity->role_count == 0)
        return;
    WM_BUFFER_LITERAL(out, ",\"roles\":[");
    for (uint32_t i = 0; i < entity->role_count; i++) {
        wm_buffer_put_text(out, i != 0 ? ",{\"role\":" : "{\"role\":");
        wm_json_put_text(out, entity->roles[i].role);
        WM_JSON_OPTIONAL(out, ",\"of\":", entity->roles[i].of);
        wm_buffer_put_char(out, '}');
    }
    wm_buffer_put_char(out, ']');
}

/* The mentions of an entity are all numbered: those without a number have no entity. */
static void put_entity(const wm_json *json, wm_buffer *out, const whomet_entity *entity)
{
    WM_BUFFER_LITERAL(out, "{\"id\":");
    wm_json_put_text(out, entity->id);
    WM_JSON_OPTIONAL(out, ",\"type\":", entity->type);
    WM_JSON_OPTIONAL(out, ",\"name\":", entity->name);
    WM_BUFFER_LITERAL(out, ",\"aliases\":[");
    for (uint32_t i = 0; i < entity->alias_count; i++) {
        if (i != 0)
            wm_buffer_put_char(out, ',');
        wm_json_put_text(out, entity->aliases[i]);
    }
    wm_buffer_put_char(out, ']');
    put_outside_ids(out, entity);
    WM_JSON_OPTIONAL(out, ",\"country\":", entity->country);
    put_roles(out, entity);
    WM_BUFFER_LITERAL(out, ",\"mentions\":[");
    for (uint32_t i = 0; i < entity->mention_count; i++) {
        if (i != 0)
            wm_buffer_put_char(out, ',');
        wm_json_put_id(out, 'm', json->numbers[entity->mentions[i]]);
    }
    WM_BUFFER_LITERAL(out, "]}");
}

/* Warnings come from two sides, the reader of the input and the library; for who reads the JSON they are one list. */
static void put_warning_list(wm_buffer *out, const whomet_warning *warnings, uint32_t count, bool first)
{
    for (uint32_t i = 0; i < count; i++) {
        wm_buffer_put_text(out, first && i == 0 ? "{\"code\":" : ",{\"code\":");
        wm_json_put_text(out, warnings[i].code);
        WM_JSON_OPTIONAL(out, ",\"text\":", warnings[i].text);
        wm_buffer_put_char(out, ',');
        wm_json_put_places(out, warnings[i].range);
        wm_buffer_put_char(out, '}');
    }
}

/* The beginning that documents and error lines share. */
static void put_document_id(wm_buffer *out, const wm_origin *origin)
{
    WM_BUFFER_LITERAL(out, "{\"schema\":\"whomet/1\",\"document\":{\"id\":");
    if (origin->id_is_json)
        wm_buffer_put_bytes(out, origin->id.at, origin->id.len);
    else
        wm_json_put_string(out, origin->id);
}

/* A record knows its title and date better than we can guess them from the text. `chars` and `bytes` let a reader check
 * that it cuts the same text. */
static void put_head(wm_buffer *out, const whomet_result *result, const wm_origin *origin)
{
    put_document_id(out, origin);
    if (origin->source.at != NULL) {
        WM_BUFFER_LITERAL(out, ",\"source\":");
        wm_json_put_string(out, origin->source);
    }
    if (origin->title.at != NULL) {
        WM_BUFFER_LITERAL(out, ",\"title\":");
        wm_json_put_string(out, origin->title);
    } else {
        WM_JSON_OPTIONAL(out, ",\"title\":", result->title);
    }
    if (origin->date.at != NULL) {
        WM_BUFFER_LITERAL(out, ",\"date\":");
        wm_json_put_string(out, origin->date);
    } else {
        WM_JSON_OPTIONAL(out, ",\"date\":", result->date);
    }
    WM_BUFFER_LITERAL(out, ",\"chars\":");
    wm_buffer_put_uint(out, result->chars);
    WM_BUFFER_LITERAL(out, ",\"bytes\":");
    wm_buffer_put_uint(out, result->size);
    wm_buffer_put_char(out, '}');
}

/* The numbers come first: entities and events refer to mentions by them. */
void wm_json_put_document(wm_json *json, wm_buffer *out, const whomet_result *result, const wm_origin *origin)
{
    if (!wm_json_number(json, &result->mentions)) {
        out->error = ENOMEM;
        return;
    }
    put_head(out, result, origin);
    put_mentions(json, out, result);
    WM_BUFFER_LITERAL(out, ",\"entities\":[");
    for (uint32_t i = 0; i < result->entities.count; i++) {
        if (i != 0)
            wm_buffer_put_char(out, ',');
        put_entity(json, out, &result->entities.items[i]);
    }
    WM_BUFFER_LITERAL(out, "],");
    wm_json_put_contacts(json, out, result);
    WM_BUFFER_LITERAL(out, ",\"warnings\":[");
    put_warning_list(out, origin->warnings, origin->warning_count, true);
    put_warning_list(out, result->warnings.items, result->warnings.count, origin->warning_count == 0);
    WM_BUFFER_LITERAL(out, "]}\n");
}

/* The same beginning as a document, so that a reader of lines finds the id in the same place. */
void wm_json_put_error(wm_buffer *out, const wm_origin *origin, const char *code, const char *message)
{
    put_document_id(out, origin);
    WM_BUFFER_LITERAL(out, "},\"error\":{\"code\":");
    wm_json_put_text(out, code);
    WM_BUFFER_LITERAL(out, ",\"message\":");
    wm_json_put_text(out, message);
    WM_BUFFER_LITERAL(out, "}}\n");
}
