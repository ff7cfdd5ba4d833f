/* SPDX-License-Identifier: MIT */
/* What every stage needs of a reading: ranges in code points, the reasons behind an answer, warnings, the trace; and
 * the end of it all, when the growing arrays become the public lists.
 */
#include "base/utf8.h"
#include "read/entity.h"
#include "read/merge.h"
#include "read/trace.h"

#include <math.h>

whomet_range wm_read_range(whomet_document *document, uint32_t begin_byte, uint32_t end_byte)
{
    whomet_range range = {.begin_byte = begin_byte, .end_byte = end_byte};
    range.begin = wm_points_at(&document->points, begin_byte);
    range.end = wm_points_at(&document->points, end_byte);
    return range;
}

whomet_range wm_read_token_range(wm_reading *reading, uint32_t begin, uint32_t end)
{
    return wm_read_range(reading->document, reading->text.tokens[begin].begin, reading->text.tokens[end - 1].end);
}

whomet_why wm_read_why_rule(const whomet_knowledge *knowledge, uint32_t rule)
{
    const wm_rule_info *info = wm_rules_info(knowledge->rules, rule);
    return (whomet_why){.rule = info->id, .file = info->file, .line = info->line, .reason = info->why};
}

whomet_why wm_read_why_entry(const whomet_knowledge *knowledge, uint8_t gaz, uint32_t entry)
{
    wm_gaz_entry found = wm_gaz_entry_at(knowledge->gazetteers[gaz], entry);
    return (whomet_why){.entry = found.name, .file = found.file, .line = found.line};
}

float wm_read_confidence(float weight)
{
    return 1.0f / (1.0f + expf(-weight));
}

void wm_read_warn(whomet_document *document, const char *code, whomet_range range, const char *text)
{
    *WM_PUSH(&document->keep, &document->warnings) = (whomet_warning){code, text, range};
}

void wm_read_tell_limit(wm_reading *reading, uint32_t sentence, uint32_t rule)
{
    whomet_document *d = reading->document;
    const wm_rule_info *info = wm_rules_info(reading->knowledge->rules, rule);
    const wm_sentence *s = &reading->text.sentences[sentence];
    wm_read_warn(d, "rule-limit", wm_read_token_range(reading, s->begin, s->end),
                 wm_arena_format(&d->keep, "rule '%s' (%s:%u) hit its match limit and was given up in this sentence",
                                 info->id, info->file, info->line));
}

enum { ILL_FORMED_TOLD = 20 };

/* A code point has four bytes at most. */
static bool is_ill_formed_at(wm_slice bytes, uint32_t at)
{
    size_t left = bytes.len - at;
    return wm_utf8_valid((wm_slice){bytes.at + at, left < 4 ? left : 4}, NULL) == 0;
}

/* One warning for each ill-formed stretch, and one more for those beyond the first few. */
static void warn_of_ill_formed(whomet_document *document, wm_slice bytes)
{
    uint32_t told = 0, more = 0;
    uint32_t at = 0;
    while (at < bytes.len) {
        at += (uint32_t)wm_utf8_valid((wm_slice){bytes.at + at, bytes.len - at}, NULL);
        uint32_t begin = at, point;
        while (at < bytes.len && is_ill_formed_at(bytes, at))
            at += (uint32_t)wm_utf8_next(bytes.at + at, bytes.at + bytes.len, &point);
        if (begin == at)
            break;
        if (told++ < ILL_FORMED_TOLD)
            wm_read_warn(document, "ill-formed-utf8", wm_read_range(document, begin, at),
                         "not UTF-8: read as U+FFFD, offsets are those of the input");
        else
            more++;
    }
    if (more != 0)
        wm_read_warn(document, "ill-formed-utf8", wm_read_range(document, 0, (uint32_t)bytes.len),
                     wm_arena_format(&document->keep, "%u more places that are not UTF-8", more));
}

static void warn_of_nul(whomet_document *document, wm_slice bytes)
{
    const char *first = bytes.len != 0 ? memchr(bytes.at, 0, bytes.len) : NULL;
    if (first == NULL)
        return;
    uint32_t at = (uint32_t)(first - bytes.at);
    wm_read_warn(document, "nul-bytes", wm_read_range(document, at, at + 1), "holds NUL bytes: read as white space");
}

void wm_read_survey(whomet_document *document, wm_slice bytes)
{
    bool ascii;
    size_t valid = wm_utf8_valid(bytes, &ascii);
    wm_points_init(&document->points, bytes, ascii, &document->keep);
    document->result.text = bytes.at;
    document->result.size = bytes.len;
    document->result.chars = wm_points_at(&document->points, (uint32_t)bytes.len);
    if (valid != bytes.len)
        warn_of_ill_formed(document, bytes);
    warn_of_nul(document, bytes);
}

/* The first token of element `i` of a traced tape. */
static uint32_t token_of(uint32_t first, const uint32_t *bounds, uint32_t i)
{
    return bounds == NULL ? first + i : bounds[i];
}

void wm_read_trace(wm_reading *reading, const wm_match *match, uint32_t first, const uint32_t *bounds)
{
    if (match->begin == match->end)
        return;
    whomet_document *d = reading->document;
    const wm_rule_info *info = wm_rules_info(reading->knowledge->rules, match->rule);
    whomet_slot *slots = WM_NEW_N(&d->keep, whomet_slot, info->slot_count);
    uint32_t count = 0;
    for (uint8_t i = 0; i < info->slot_count; i++) {
        uint32_t begin = match->slots[i].begin, end = match->slots[i].end;
        if (begin == WM_NO_ID || begin == end)
            continue;
        slots[count++] = (whomet_slot){info->slot_names[i],
                                       wm_read_token_range(reading, token_of(first, bounds, begin),
                                                           token_of(first, bounds, end))};
    }
    *WM_PUSH(&d->keep, &d->firings) = (whomet_firing){
        .why = wm_read_why_rule(reading->knowledge, match->rule),
        .range = wm_read_token_range(reading, token_of(first, bounds, match->begin),
                                     token_of(first, bounds, match->end)),
        .phase = info->phase,
        .slots = slots,
        .slot_count = count,
    };
}

void wm_read_finish(wm_reading *reading)
{
    whomet_document *d = reading->document;
    whomet_result *result = &d->result;
    wm_speaker_resolve(d);
    wm_entity_unify(d);
    wm_office_resolve(d);
    wm_merge_events(d);
    wm_flatten_events(d);
    wm_entity_finish(d);
    result->mentions = (whomet_mention_list){d->mentions.items, d->mentions.count};
    result->entities = (whomet_entity_list){d->entities.items, d->entities.count};
    result->events = (whomet_event_list){d->events.items, d->events.count};
    result->triples = (whomet_triple_list){d->triples.items, d->triples.count};
    result->relations = (whomet_relation_list){d->relations.items, d->relations.count};
    result->warnings = (whomet_warning_list){d->warnings.items, d->warnings.count};
    result->firings = (whomet_firing_list){d->firings.items, d->firings.count};
    wm_trace_finish(reading);
}
