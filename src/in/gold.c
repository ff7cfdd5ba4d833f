/* SPDX-License-Identifier: MIT */
/* Reads annotated texts twice: once as a record, which settles whether the line is JSON and what its text is, once for
 * the annotation. So the second walk knows that brackets and commas are right and looks at meaning only.
 *
 * In: a line {"id", "text", "date", "entities": [{"start", "end", "type", "cluster"}], "events": [{"type", "status",
 * "mode", "trigger", "participants", "host", "place"}], "eval_spans": [[start, end]]}. Out: a wm_gold, or the first
 * fault with its column. Keys of other names are skipped; null is absence; of equal keys the last one counts.
 */
#include "in/gold.h"

#include "base/intern.h"
#include "base/utf8.h"
#include "in/record.h"
#include "in/scan.h"

typedef struct reading {
    wm_scan scan;
    wm_slice line;
    wm_arena *keep;
    wm_gold *gold;
    wm_intern clusters; /* values as they stand, by number */
    wm_error *err;
} reading;

/* Called for each key of an object, before its value; for each item of a list, with an empty key. */
typedef wm_status part_reader(reading *r, wm_slice key, void *to);

/* The column is counted when a fault is told, never while reading. */
static wm_status fault(reading *r, const char *at, const char *message)
{
    wm_fail(r->err, WM_BAD_DATA, NULL, "%s", message);
    r->err->column = (uint32_t)wm_utf8_count((wm_slice){r->line.at, (size_t)(at - r->line.at)}) + 1;
    return WM_BAD_DATA;
}

/* The bytes of the next value, whatever it is. It was checked when the line was read as a record, so scanning cannot
 * fail. */
static wm_slice raw_value(reading *r)
{
    wm_scan_peek(&r->scan);
    const char *first = r->scan.at;
    wm_scan_value(&r->scan, WM_SCAN_MAX_DEPTH);
    return (wm_slice){first, (size_t)(r->scan.at - first)};
}

/* For what somebody else keeps in the same line. */
static wm_status skip(reading *r)
{
    raw_value(r);
    return WM_OK;
}

/* A string, decoded, with a NUL behind it. */
static wm_slice decode(wm_arena *keep, wm_slice raw)
{
    char *text = wm_arena_alloc(keep, raw.len + 1);
    size_t len = wm_scan_decode(raw, text);
    text[len] = '\0';
    return (wm_slice){text, len};
}

/* Keys too are decoded: they may be escaped like any string. */
static wm_slice read_string(reading *r)
{
    wm_slice raw = {NULL, 0};
    bool escapes;
    wm_scan_string(&r->scan, &raw, &escapes);
    return decode(r->keep, raw);
}

/* A word of some list; null leaves it out. `message` is what to say of anything else. */
static wm_status read_word(reading *r, const char *message, const char **ret_word)
{
    *ret_word = NULL;
    char first = wm_scan_peek(&r->scan);
    if (first != '"' && first != 'n')
        return fault(r, r->scan.at, message);
    if (first == 'n')
        return skip(r);
    *ret_word = read_string(r).at;
    return WM_OK;
}

/* Only the kind of value is asked for; that its braces close was settled before. */
static wm_status read_object(reading *r, part_reader *read, void *to)
{
    if (!wm_scan_accept(&r->scan, '{'))
        return fault(r, r->scan.at, "not an object: write {\"…\": …}");
    wm_status status = WM_OK;
    bool more = !wm_scan_accept(&r->scan, '}');
    while (more && status == WM_OK) {
        wm_slice key = read_string(r);
        wm_scan_accept(&r->scan, ':');
        wm_scan_peek(&r->scan);
        status = read(r, key, to);
        more = status == WM_OK && !wm_scan_accept(&r->scan, '}') && wm_scan_accept(&r->scan, ',');
    }
    return status;
}

/* Null is an empty list. */
static wm_status read_list(reading *r, part_reader *read, void *to)
{
    if (wm_scan_peek(&r->scan) == 'n')
        return skip(r);
    if (!wm_scan_accept(&r->scan, '['))
        return fault(r, r->scan.at, "not a list: write […]");
    wm_status status = WM_OK;
    bool more = !wm_scan_accept(&r->scan, ']');
    while (more && status == WM_OK) {
        wm_scan_peek(&r->scan);
        status = read(r, (wm_slice){NULL, 0}, to);
        more = status == WM_OK && !wm_scan_accept(&r->scan, ']') && wm_scan_accept(&r->scan, ',');
    }
    return status;
}

/* ---- spans ------------------------------------------------------------------------------------------------------ */

/* A count of code points: digits only, as offsets are written. */
static wm_status read_offset(reading *r, uint32_t *ret_offset)
{
    wm_slice raw = raw_value(r);
    uint64_t value = 0;
    for (size_t i = 0; i < raw.len && value <= UINT32_MAX; i++) {
        if (raw.at[i] < '0' || raw.at[i] > '9')
            return fault(r, raw.at, "not an offset: write a count of characters, from 0");
        value = value * 10 + (uint64_t)(raw.at[i] - '0');
    }
    *ret_offset = value <= UINT32_MAX ? (uint32_t)value : UINT32_MAX;
    return WM_OK;
}

/* A span that no text can have would never match and lower the score in silence. */
static wm_status check_span(reading *r, const char *at, wm_span span)
{
    if (span.begin >= span.end)
        return fault(r, at, "empty span: the end must be greater than the start");
    if (span.end > r->gold->chars)
        return fault(r, at, "span behind the end of the text");
    return WM_OK;
}

/* `[` and the first offset may be behind us already, when we were looking whether there is one span or a list. */
static wm_status read_rest_of_span(reading *r, const char *at, wm_spans *spans)
{
    static const char two[] = "not a span: write [start, end]";
    wm_span span;
    wm_status status = read_offset(r, &span.begin);
    if (status != WM_OK || !wm_scan_accept(&r->scan, ','))
        return status != WM_OK ? status : fault(r, at, two);
    status = read_offset(r, &span.end);
    if (status != WM_OK || !wm_scan_accept(&r->scan, ']'))
        return status != WM_OK ? status : fault(r, at, two);
    status = check_span(r, at, span);
    if (status == WM_OK)
        *WM_PUSH(r->keep, spans) = span;
    return status;
}

/* An item of a list of spans. */
static wm_status read_span(reading *r, wm_slice key, void *to)
{
    (void)key;
    const char *at = r->scan.at;
    if (!wm_scan_accept(&r->scan, '[') || wm_scan_peek(&r->scan) == ']')
        return fault(r, at, "not a span: write [start, end]");
    return read_rest_of_span(r, at, to);
}

/* `[3, 9]` or `[[3, 9], [20, 22]]`. Looking ahead is free, as a scan is two pointers. */
static wm_status read_spans(reading *r, wm_spans *ret_spans)
{
    *ret_spans = (wm_spans){0};
    wm_scan_peek(&r->scan);
    wm_scan ahead = r->scan;
    const char *at = ahead.at;
    if (!wm_scan_accept(&ahead, '[') || wm_scan_peek(&ahead) == '[' || wm_scan_peek(&ahead) == ']')
        return read_list(r, read_span, ret_spans);
    r->scan = ahead;
    return read_rest_of_span(r, at, ret_spans);
}

/* An actor without a span says nothing and is dropped. */
static wm_status read_actor(reading *r, wm_slice key, void *to)
{
    (void)key;
    wm_gold_actors *actors = to;
    wm_spans spans;
    wm_status status = read_spans(r, &spans);
    if (status == WM_OK && spans.count != 0)
        *WM_PUSH(r->keep, actors) = spans;
    return status;
}

/* Each actor is a list of spans, since a scorer may accept any of several mentions. */
static wm_status read_actors(reading *r, wm_gold_actors *ret_actors)
{
    *ret_actors = (wm_gold_actors){0};
    return read_list(r, read_actor, ret_actors);
}

/* ---- names ------------------------------------------------------------------------------------------------------ */

/* A name while its keys come, in any order. */
typedef struct draft {
    wm_name name;
    bool has_begin, has_end, scored;
    const char *type;
} draft;

/* A cluster of null is no cluster: such a name is scored as a name only. */
static wm_status read_name_part(reading *r, wm_slice key, void *to)
{
    draft *d = to;
    if (wm_slice_is(key, "start")) {
        d->has_begin = true;
        return read_offset(r, &d->name.span.begin);
    }
    if (wm_slice_is(key, "end")) {
        d->has_end = true;
        return read_offset(r, &d->name.span.end);
    }
    if (wm_slice_is(key, "type"))
        return read_word(r, "'type' is no string: write PER, LOC or ORG", &d->type);
    if (!wm_slice_is(key, "cluster") || wm_scan_peek(&r->scan) == 'n')
        return skip(r);
    r->gold->has_clusters = true;
    d->name.cluster = wm_intern_put(&r->clusters, raw_value(r)); /* as it stands: "7" is not 7 */
    return WM_OK;
}

/* Our own words for the types are taken as well. */
static bool take_type(draft *d)
{
    static const char *const ours[WM_NAME_TYPES] = {"place", "organization", "person"};
    for (unsigned i = 0; i < WM_NAME_TYPES; i++)
        if (strcmp(d->type, wm_name_type_word((wm_name_type)i)) == 0 || strcmp(d->type, ours[i]) == 0) {
            d->name.type = (wm_name_type)i;
            return true;
        }
    return false;
}

/* Names of a type that is not scored are counted, so that whoever compares two figures knows how many were left out. */
static wm_status read_name(reading *r, wm_slice key, void *to)
{
    (void)key, (void)to;
    const char *at = r->scan.at;
    draft d = {.name.cluster = UINT32_MAX};
    wm_status status = read_object(r, read_name_part, &d);
    if (status == WM_OK && (!d.has_begin || !d.has_end || d.type == NULL))
        status = fault(r, at, "a name needs 'start', 'end' and 'type'");
    if (status == WM_OK)
        status = check_span(r, at, d.name.span);
    if (status != WM_OK)
        return status;
    if (take_type(&d))
        *WM_PUSH(r->keep, &r->gold->names) = d.name;
    else
        r->gold->others++;
    return WM_OK;
}

/* ---- events ----------------------------------------------------------------------------------------------------- */

/* An event while its keys come; its type may be the last of them. */
typedef struct event_draft {
    wm_gold_event event;
    const char *type;
} event_draft;

/* A misspelt status would be scored as a false one; it is refused. */
static wm_status read_status(reading *r, wm_event_status *ret_status)
{
    const char *at = r->scan.at, *word;
    wm_status status = read_word(r, "'status' is no string", &word);
    if (status == WM_OK && !wm_event_status_of(word, ret_status))
        status =
            fault(r, at, "unknown status: write asserted, planned, proposed, refused, cancelled, negated or possible");
    return status;
}

/* As with the status. */
static wm_status read_mode(reading *r, wm_event_mode *ret_mode)
{
    const char *at = r->scan.at, *word;
    wm_status status = read_word(r, "'mode' is no string", &word);
    if (status == WM_OK && !wm_event_mode_of(word, ret_mode))
        status = fault(r, at, "unknown mode: write in_person, phone, video, indirect or unspecified");
    return status;
}

/* Mediators and times are not scored and so not read. */
static wm_status read_event_part(reading *r, wm_slice key, void *to)
{
    event_draft *d = to;
    wm_gold_event *event = &d->event;
    if (wm_slice_is(key, "type"))
        return read_word(r, "'type' is no string: write meet or visit", &d->type);
    if (wm_slice_is(key, "status"))
        return read_status(r, &event->status);
    if (wm_slice_is(key, "mode"))
        return read_mode(r, &event->mode);
    if (wm_slice_is(key, "trigger"))
        return read_spans(r, &event->trigger);
    if (wm_slice_is(key, "place"))
        return read_spans(r, &event->places);
    if (wm_slice_is(key, "participants"))
        return read_actors(r, &event->participants);
    if (wm_slice_is(key, "host"))
        return read_actors(r, &event->hosts);
    return skip(r);
}

/* A type that is left out is no meet by default: it is most likely a slip. */
static wm_status read_event(reading *r, wm_slice key, void *to)
{
    (void)key, (void)to;
    const char *at = r->scan.at;
    event_draft d = {.event.mode = WM_UNSPECIFIED};
    wm_status status = read_object(r, read_event_part, &d);
    if (status != WM_OK)
        return status;
    d.event.visit = d.type != NULL && strcmp(d.type, "visit") == 0;
    if (!d.event.visit && (d.type == NULL || strcmp(d.type, "meet") != 0))
        return fault(r, at, "an event needs a 'type': meet or visit");
    *WM_PUSH(r->keep, &r->gold->events) = d.event;
    return WM_OK;
}

/* ---- the line --------------------------------------------------------------------------------------------------- */

/* Equal keys: the last one counts, so the list begins anew. Whether a part was there at all is noted: a text without
 * "events" is no text without events, and is not scored for them. */
static wm_status read_part(reading *r, wm_slice key, void *to)
{
    wm_gold *gold = to;
    if (wm_slice_is(key, "entities")) {
        gold->has_names = true;
        gold->names.count = 0;
        return read_list(r, read_name, NULL);
    }
    if (wm_slice_is(key, "events")) {
        gold->has_events = true;
        gold->events.count = 0;
        return read_list(r, read_event, NULL);
    }
    if (wm_slice_is(key, "eval_spans") && wm_scan_peek(&r->scan) != 'n') {
        gold->partly = true;
        return read_spans(r, &gold->parts);
    }
    return skip(r);
}

/* The line that they stand in is gone before the texts are annotated. */
static wm_slice copy(wm_arena *keep, wm_slice text)
{
    return text.at != NULL ? (wm_slice){wm_arena_copy(keep, text.at, text.len), text.len} : text;
}

/* Ids of two files are compared, and they may be escaped in one of them only. */
static wm_slice take_id(wm_arena *keep, wm_slice raw)
{
    if (raw.at == NULL || raw.at[0] != '"')
        return copy(keep, raw);
    return decode(keep, (wm_slice){raw.at + 1, raw.len - 2});
}

/* Whether the line is JSON, and the four keys of every record. */
static wm_status read_record(wm_slice line, bool answers, wm_arena *keep, wm_gold *gold, wm_error *err)
{
    wm_record_reader reader = {0};
    wm_record record;
    const char *code;
    wm_status status = wm_record_read(&reader, line, &record, &code, err);
    if (answers && status == WM_BAD_DATA && strcmp(code, "no-text") == 0) {
        status = WM_OK;
        record.text = (wm_slice){NULL, 0};
    }
    if (status == WM_OK) {
        gold->id = take_id(keep, record.id);
        gold->text = copy(keep, record.text);
        gold->date = copy(keep, record.date);
        gold->chars = record.text.at != NULL ? (uint32_t)wm_utf8_count(record.text) : UINT32_MAX;
    } else if (err->column > 1) {
        size_t bytes = err->column - 1 < line.len ? err->column - 1 : line.len;
        err->column = (uint32_t)wm_utf8_count((wm_slice){line.at, bytes}) + 1;
    }
    wm_record_reader_done(&reader);
    return status;
}

/* All of *ret_gold is in `keep`, also what a fault leaves behind: nothing has to be freed. */
wm_status wm_gold_read(wm_slice line, bool answers, wm_arena *keep, wm_gold *ret_gold, wm_error *err)
{
    wm_gold gold = {0};
    wm_status status = read_record(line, answers, keep, &gold, err);
    if (status != WM_OK)
        return status;
    reading r = {.scan = {line.at, line.at + line.len}, .line = line, .keep = keep, .gold = &gold,
                 .clusters = {.arena = keep}, .err = err};
    status = read_object(&r, read_part, &gold);
    if (status == WM_OK)
        *ret_gold = gold;
    return status;
}

/* ---- afterwards ------------------------------------------------------------------------------------------------- */

/* The first span that ends behind the text, or NULL. */
static const wm_span *beyond(const wm_spans *spans, uint32_t chars)
{
    for (uint32_t i = 0; i < spans->count; i++)
        if (spans->items[i].end > chars)
            return &spans->items[i];
    return NULL;
}

static const wm_span *actors_beyond(const wm_gold_actors *actors, uint32_t chars)
{
    const wm_span *found = NULL;
    for (uint32_t i = 0; found == NULL && i < actors->count; i++)
        found = beyond(&actors->items[i], chars);
    return found;
}

/* Answers come without their text, so only when the gold with the same id is found can their offsets be checked. */
const wm_span *wm_gold_beyond(const wm_gold *gold, uint32_t chars)
{
    for (uint32_t i = 0; i < gold->names.count; i++)
        if (gold->names.items[i].span.end > chars)
            return &gold->names.items[i].span;
    const wm_span *found = NULL;
    for (uint32_t i = 0; found == NULL && i < gold->events.count; i++) {
        const wm_gold_event *event = &gold->events.items[i];
        found = beyond(&event->trigger, chars);
        found = found != NULL ? found : beyond(&event->places, chars);
        found = found != NULL ? found : actors_beyond(&event->participants, chars);
        found = found != NULL ? found : actors_beyond(&event->hosts, chars);
    }
    return found;
}
