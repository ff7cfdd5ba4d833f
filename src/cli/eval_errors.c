/* SPDX-License-Identifier: MIT */
/* What was missed, what is false, and what differs, each with the text around it and whoever said so.
 *
 * In: texts with their answers. Out: errors in words, in the order of the texts. Names are wrong when they are not
 * strictly right; an event that was matched differs when its status, place, mode or participants do. With a limit of N
 * errors of a kind the N are spread evenly over all of them, so that they are a fair sample of all texts.
 */
#include "base/utf8.h"
#include "cli/eval.h"
#include "cli/score_contacts.h"

enum { CONTEXT_CHARS = 40 };

typedef enum sort { NAME_MISSED, NAME_FALSE, EVENT_MISSED, EVENT_FALSE, EVENT_DIFFERS, SORTS } sort;

/* An error before it is put into words. */
typedef struct finding {
    sort sort;
    uint32_t text, set;
    const wm_name *name;
    const wm_gold_event *gold, *answer;
} finding;

typedef struct findings {
    wm_arena *scratch;
    WM_ARRAY(finding) list;
    uint32_t counts[SORTS];
} findings;

/* Counted by kind, which is how many of them a limit chooses from. */
static void add(findings *to, finding found)
{
    *WM_PUSH(to->scratch, &to->list) = found;
    to->counts[found.sort]++;
}

/* ---- finding ---------------------------------------------------------------------------------------------------- */

/* Half-open, so names side by side do not. */
static bool overlap(wm_span a, wm_span b)
{
    return a.begin < b.end && b.begin < a.end;
}

/* Strictly: anything else is an error worth a look. */
static bool has_name(const wm_gold *in, const wm_name *name)
{
    for (uint32_t i = 0; i < in->names.count; i++) {
        const wm_name *other = &in->names.items[i];
        if (other->span.begin == name->span.begin && other->span.end == name->span.end && other->type == name->type)
            return true;
    }
    return false;
}

/* Both ways round: what only the gold has was missed, what only the answer has is false. */
static void find_names(findings *to, const wm_eval_text *text, finding base)
{
    const wm_gold *sides[] = {&text->gold, &text->answer};
    for (unsigned s = 0; s < 2; s++)
        for (uint32_t i = 0; i < sides[s]->names.count; i++) {
            base.name = &sides[s]->names.items[i];
            base.sort = s == 0 ? NAME_MISSED : NAME_FALSE;
            if (wm_score_is_annotated(&text->gold, base.name->span) && !has_name(sides[1 - s], base.name))
                add(to, base);
        }
}

/* In a part of which the scores speak; triggers may differ. */
static bool differ(const wm_gold_event *gold, const wm_gold_event *answer, wm_arena *scratch)
{
    uint32_t shared = wm_contacts_shared(gold, answer, scratch);
    return gold->status != answer->status || (!gold->visit && gold->mode != answer->mode) ||
           !wm_contacts_same_place(gold, answer) || shared < gold->participants.count ||
           shared < answer->participants.count;
}

/* The matching is that of the scores, so what is listed is what was counted. */
static void find_events(findings *to, const wm_eval_text *text, finding base)
{
    const uint32_t *match = wm_contacts_match(&text->gold, &text->answer, to->scratch);
    bool *matched = WM_NEW_N(to->scratch, bool, text->answer.events.count);
    for (uint32_t i = 0; i < text->gold.events.count; i++) {
        base.gold = &text->gold.events.items[i];
        base.answer = match[i] != WM_NO_MATCH ? &text->answer.events.items[match[i]] : NULL;
        base.sort = base.answer == NULL ? EVENT_MISSED : EVENT_DIFFERS;
        if (match[i] != WM_NO_MATCH)
            matched[match[i]] = true;
        if (base.answer == NULL || differ(base.gold, base.answer, to->scratch))
            add(to, base);
    }
    for (uint32_t j = 0; j < text->answer.events.count; j++)
        if (!matched[j]) {
            base.gold = NULL;
            base.answer = &text->answer.events.items[j];
            base.sort = EVENT_FALSE;
            add(to, base);
        }
}

/* A part that a file does not annotate has no errors in it. The set of all files would list everything twice. */
static void find_all(findings *to, const wm_eval *eval)
{
    for (uint32_t s = 0; s < eval->sets.count && eval->sets.items[s].path != NULL; s++) {
        const wm_eval_set *set = &eval->sets.items[s];
        for (uint32_t t = set->first; t < set->first + set->count; t++) {
            finding base = {.text = t, .set = s};
            if (set->texts[WM_PART_NAMES] != 0)
                find_names(to, &eval->texts.items[t], base);
            if (set->texts[WM_PART_CONTACTS] != 0)
                find_events(to, &eval->texts.items[t], base);
        }
    }
}

/* ---- words ------------------------------------------------------------------------------------------------------ */

/* A text and where its code points begin. */
typedef struct view {
    const wm_gold *gold;
    uint32_t *bytes; /* of code point i, and of the end */
    wm_arena *keep;
} view;

/* Spans count code points, texts are bytes; one table a text is quicker than counting for each error. */
static view look(const wm_gold *gold, wm_arena *scratch, wm_arena *keep)
{
    view v = {gold, WM_NEW_N(scratch, uint32_t, (size_t)gold->chars + 1), keep};
    const char *at = gold->text.at, *end = at + gold->text.len;
    for (uint32_t i = 0; i < gold->chars; i++) {
        uint32_t point;
        v.bytes[i] = (uint32_t)(at - gold->text.at);
        at += wm_utf8_next(at, end, &point);
    }
    v.bytes[gold->chars] = (uint32_t)gold->text.len;
    return v;
}

/* Cut at the end of the text, so that the context of a last word needs no test. */
static wm_slice quote(const view *v, uint32_t begin, uint32_t end)
{
    end = end < v->gold->chars ? end : v->gold->chars;
    return (wm_slice){v->gold->text.at + v->bytes[begin], v->bytes[end] - v->bytes[begin]};
}

/* As many characters on both sides as tell a person where it is. */
static const char *context(const view *v, wm_span span)
{
    uint32_t first = span.begin > CONTEXT_CHARS ? span.begin - CONTEXT_CHARS : 0;
    wm_slice before = quote(v, first, span.begin), at = quote(v, span.begin, span.end);
    wm_slice after = quote(v, span.end, span.end + CONTEXT_CHARS);
    return wm_arena_format(v->keep, "%.*s[%.*s]%.*s", WM_SLICE_ARG(before), WM_SLICE_ARG(at), WM_SLICE_ARG(after));
}

/* The first name of the other side that overlaps, with whoever said so. */
static const char *name_instead(const view *v, const wm_gold *other, const wm_name *name)
{
    for (uint32_t i = 0; i < other->names.count; i++) {
        const wm_name *o = &other->names.items[i];
        if (!overlap(o->span, name->span))
            continue;
        wm_slice text = quote(v, o->span.begin, o->span.end);
        return wm_arena_format(v->keep, "%s '%.*s'%s%s%s", wm_name_type_word(o->type), WM_SLICE_ARG(text),
                               o->by != NULL ? " by " : "", o->by != NULL ? o->by : "", "");
    }
    return NULL;
}

/* `so_far` and the first spans of the actors: " | host Oman, Qatar". */
static const char *add_actors(const view *v, const char *so_far, const char *head, const wm_gold_actors *actors)
{
    for (uint32_t i = 0; i < actors->count; i++) {
        wm_span span = actors->items[i].items[0];
        wm_slice text = quote(v, span.begin, span.end);
        so_far = wm_arena_format(v->keep, "%s%s%.*s", so_far, i == 0 ? head : ", ", WM_SLICE_ARG(text));
    }
    return so_far;
}

/* "meet asserted in_person: Macron, Starmer | place London" */
static const char *describe(const view *v, const wm_gold_event *event)
{
    const char *text =
        wm_arena_format(v->keep, "%s %s%s%s", event->visit ? "visit" : "meet", wm_event_status_word(event->status),
                        event->visit ? "" : " ", event->visit ? "" : wm_event_mode_word(event->mode));
    text = add_actors(v, text, ": ", &event->participants);
    text = add_actors(v, text, " | host ", &event->hosts);
    if (event->places.count == 0)
        return text;
    wm_gold_actors place = {.items = (wm_spans *)&event->places, .count = 1};
    return add_actors(v, text, " | place ", &place);
}

/* Where an event is: at its trigger, else at its first participant, else at the beginning. */
static wm_span place_of(const wm_gold_event *event)
{
    if (event->trigger.count != 0)
        return event->trigger.items[0];
    return event->participants.count != 0 ? event->participants.items[0].items[0] : (wm_span){0, 0};
}

/* The gold's side first, as that is what should have been said. */
static void say_event(const view *v, const finding *found, wm_eval_error *error)
{
    const wm_gold_event *told = found->gold != NULL ? found->gold : found->answer;
    wm_span span = place_of(told);
    error->begin = span.begin;
    error->what = describe(v, told);
    error->context = context(v, span);
    if (found->answer != NULL)
        error->by = found->answer->by;
    if (found->sort == EVENT_DIFFERS)
        error->instead = describe(v, found->answer);
}

/* What the other side has in its place is mostly the reason: another end, another type. */
static void say_name(const view *v, const wm_eval_text *text, const finding *found, wm_eval_error *error)
{
    error->begin = found->name->span.begin;
    error->what = wm_name_type_word(found->name->type);
    error->context = context(v, found->name->span);
    error->by = found->name->by;
    error->instead = name_instead(v, found->sort == NAME_MISSED ? &text->answer : &text->gold, found->name);
}

/* Everything that is shown is copied to `keep`; the view of the text is gone when it is printed. */
static void say(wm_eval *eval, const view *v, const finding *found)
{
    static const char *const kinds[SORTS] = {"missed", "false", "missed", "false", "differs"};
    const wm_eval_text *text = &eval->texts.items[found->text];
    wm_eval_error error = {.path = eval->sets.items[found->set].path, .id = text->gold.id, .kind = kinds[found->sort]};
    if (found->name != NULL)
        say_name(v, text, found, &error);
    else
        say_event(v, found, &error);
    *WM_PUSH(eval->keep, &eval->errors) = error;
}

/* Number `i` of `count` is among `limit` that are spread evenly. */
static bool is_chosen(uint64_t i, uint64_t count, uint64_t limit)
{
    return limit == 0 || count <= limit || i * limit / count != (i + 1) * limit / count;
}

/* Found first and put into words later, since with a limit most are not shown. */
void wm_eval_find_errors(wm_eval *eval)
{
    wm_arena_mark mark = wm_arena_tell(&eval->scratch);
    findings all = {.scratch = &eval->scratch};
    uint32_t seen[SORTS] = {0};
    find_all(&all, eval);
    view v = {0};
    for (uint32_t i = 0; i < all.list.count; i++) {
        const finding *found = &all.list.items[i];
        const wm_gold *gold = &eval->texts.items[found->text].gold;
        if (!is_chosen(seen[found->sort]++, all.counts[found->sort], eval->options->error_limit))
            continue;
        if (v.gold != gold)
            v = look(gold, &eval->scratch, eval->keep);
        say(eval, &v, found);
    }
    wm_arena_rewind(&eval->scratch, mark);
}
