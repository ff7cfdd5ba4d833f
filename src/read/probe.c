/* SPDX-License-Identifier: MIT */
/* The probe: each rule that could have found something at a place is tried from every element before it, and those that
 * came nearest are kept, with the part of the pattern that was missing. For names the nearest is who got furthest into
 * the probe. Rules for events have gaps that run over anything, so there a rule that names the word at the probe comes
 * before all that merely came by; when no rule names it, those that wanted another word just there are told instead.
 *
 * In: tapes, before their rules run. Out: whomet_result.misses and event_misses. Time: rules x elements, each a search
 * of its own, but only for the sentence asked about. Limit: PROBE_BACK elements back, MISSES_MAX answers of a kind.
 */
#include "read/probe.h"

#include "rule/near.h"

enum { NAME_MISSES_MAX = 8, EVENT_MISSES_MAX = 5, PROBE_BACK = 12, EVENT_BACK = 24, WANTED_MAX = 60 };

/* A rule, how near it came, and how much of the probe it took in. */
typedef struct attempt {
    wm_near near;
    uint32_t rule, inside, fits;
    bool known; /* it names the word at the probe */
} attempt;

/* A miss that is told, with what it is ordered by. */
typedef struct ranked {
    attempt by;
    whomet_miss miss;
} ranked;

/* In the document's memory; the nearest first. */
struct wm_near_misses {
    ranked names[NAME_MISSES_MAX + 1], events[EVENT_MISSES_MAX + 1];
    uint32_t name_count, event_count;
};

/* A tape, and how its elements lie in the text: element i is tokens [bounds[i], bounds[i + 1]) of the part, or, when
 * `bounds` is NULL, token first + i. */
typedef struct probing {
    wm_reading *reading;
    const wm_tape *tape;
    const uint32_t *bounds;
    uint32_t first;
    uint32_t begin, end; /* elements of the probe */
} probing;

/* ---- places ----------------------------------------------------------------------------------------------------- */

static uint32_t token_at(const probing *p, uint32_t element)
{
    return p->bounds != NULL ? p->bounds[element] : p->first + element;
}

/* The elements that share a byte with the probe; false when there are none. */
static bool find_elements(probing *p)
{
    const wm_reading *r = p->reading;
    const wm_token *tokens = r->text.tokens;
    uint32_t count = p->tape->element_count;
    while (p->begin < count && tokens[token_at(p, p->begin + 1) - 1].end <= r->probe_begin)
        p->begin++;
    for (p->end = p->begin; p->end < count && tokens[token_at(p, p->end)].begin < r->probe_end;)
        p->end++;
    return p->begin < p->end;
}

/* A long list of alternatives says enough by its first ones. */
static const char *shorten(wm_arena *keep, wm_slice part)
{
    size_t len = part.len;
    if (len <= WANTED_MAX)
        return wm_arena_copy(keep, part.at, len);
    for (len = WANTED_MAX; len > 1 && part.at[len] != ' ';)
        len--;
    return wm_arena_format(keep, "%.*s \xE2\x80\xA6", (int)len, part.at);
}

static whomet_miss miss_of(const probing *p, const attempt *a, const char *type)
{
    wm_reading *r = p->reading;
    uint32_t count = p->tape->element_count, last = a->near.reached < count ? a->near.reached : count - 1;
    whomet_range place = wm_read_token_range(r, token_at(p, last), token_at(p, last + 1));
    if (a->near.reached == count) {
        place.begin = place.end;
        place.begin_byte = place.end_byte;
    }
    whomet_range fits = place;
    if (a->near.reached > a->near.begin)
        fits = wm_read_token_range(r, token_at(p, a->near.begin), token_at(p, a->near.reached));
    else
        fits.end = fits.begin, fits.end_byte = fits.begin_byte;
    return (whomet_miss){
        .fits = fits,
        .place = place,
        .wanted = shorten(&r->document->keep, a->near.wanted),
        .type = type,
        .known = a->known,
        .why = wm_read_why_rule(r->knowledge, a->rule),
    };
}

/* ---- order ------------------------------------------------------------------------------------------------------ */

static bool is_nearer(const attempt *a, const attempt *b)
{
    if (a->known != b->known)
        return a->known;
    if (a->near.keyed != b->near.keyed)
        return a->near.keyed;
    return a->inside != b->inside ? a->inside > b->inside : a->fits > b->fits;
}

/* Puts a miss in its place; the last of more than `most` falls out. */
static void rank(const probing *p, const attempt *a, const char *type, ranked *list, uint32_t *count, uint32_t most)
{
    uint32_t at = *count;
    for (; at > 0 && is_nearer(a, &list[at - 1].by); at--)
        list[at] = list[at - 1];
    list[at].by = *a;
    if (at < most)
        list[at].miss = miss_of(p, a, type);
    *count += *count < most;
}

static struct wm_near_misses *misses_of(whomet_document *document)
{
    if (document->near_misses == NULL)
        document->near_misses = WM_NEW(&document->keep, struct wm_near_misses);
    return document->near_misses;
}

/* ---- names ------------------------------------------------------------------------------------------------------ */

static const wm_action *tag_of(const wm_rule_info *info)
{
    for (uint8_t i = 0; i < info->action_count; i++)
        if (info->actions[i].verb == WM_DO_TAG)
            return &info->actions[i];
    return NULL;
}

/* One start of a rule; false when it tells nothing: it matches, fits nothing or ends before the probe. *ret_now says
 * which. */
static bool try_start(const probing *p, uint32_t rule, uint32_t at, uint32_t key, attempt *ret_now)
{
    const wm_reading *r = p->reading;
    attempt now = {.rule = rule};
    bool tried = wm_rules_near(r->knowledge->rules, r->document->matcher, rule, p->tape, at, key, &r->document->scratch,
                               &now.near);
    uint32_t reached = now.near.reached, from = at > p->begin ? at : p->begin, to = reached < p->end ? reached : p->end;
    now.inside = to > from ? to - from : 0;
    now.fits = reached > at ? reached - at : 0;
    *ret_now = now;
    return tried && !now.near.matches && reached > at && reached >= p->begin;
}

/* The nearest try of one rule that fits at least one element and ends at or in the probe. */
static bool try_name(const probing *p, uint32_t rule, attempt *ret_best)
{
    attempt best = {.rule = rule}, now;
    for (uint32_t at = p->begin > PROBE_BACK ? p->begin - PROBE_BACK : 0; at < p->end; at++)
        if (try_start(p, rule, at, WM_NO_ID, &now) && (best.fits == 0 || is_nearer(&now, &best)))
            best = now;
    *ret_best = best;
    return best.fits != 0;
}

void wm_probe_names(wm_sentence_votes *votes)
{
    wm_reading *r = votes->reading;
    const wm_rules *rules = r->knowledge->rules;
    uint32_t first, last;
    probing p = {.reading = r, .tape = &votes->tape, .first = r->text.sentences[votes->sentence].begin};
    if (!find_elements(&p))
        return;
    struct wm_near_misses *misses = misses_of(r->document);
    wm_rules_range(rules, 0, WM_PHASE_RELATE, &first, &last);
    for (uint32_t rule = first; rule < last; rule++) {
        attempt now;
        const wm_action *tag = tag_of(wm_rules_info(rules, rule));
        if (tag != NULL && try_name(&p, rule, &now))
            rank(&p, &now, wm_knowledge_type(r->knowledge, tag->label), misses->names, &misses->name_count,
                 NAME_MISSES_MAX);
    }
}

/* ---- events and relations --------------------------------------------------------------------------------------- */

static const wm_action *deed_of(const wm_rule_info *info)
{
    for (uint8_t i = 0; i < info->action_count; i++)
        if (info->actions[i].verb == WM_DO_EVENT || info->actions[i].verb == WM_DO_RELATION)
            return &info->actions[i];
    return NULL;
}

/* The word of the probe that the rule names, as element; WM_NO_ID: none of them. */
static uint32_t find_key(const probing *p, uint32_t rule)
{
    for (uint32_t at = p->begin; at < p->end; at++)
        if (wm_rules_speaks_of(p->reading->knowledge->rules, rule, p->tape->elements[at].word))
            return at;
    return WM_NO_ID;
}

/* Nothing fits before the word that the rule names: what it wants there is told, at the element before it. */
static bool try_before(const probing *p, uint32_t rule, uint32_t key, attempt *ret_now)
{
    const wm_reading *r = p->reading;
    attempt now = {.rule = rule, .known = true};
    uint32_t at = key > 0 ? key - 1 : key;
    if (!wm_rules_near(r->knowledge->rules, r->document->matcher, rule, p->tape, at, key, &r->document->scratch,
                       &now.near) ||
        now.near.matches)
        return false;
    now.fits = now.near.reached - at;
    *ret_now = now;
    return true;
}

/* The nearest try of one rule. It may match, from some start: then the word was told of, or dropped, and is no miss.
 * One that does not name the word counts only where it wanted another one just there. */
static bool try_deed(const probing *p, uint32_t rule, attempt *ret_best)
{
    attempt best = {.rule = rule}, now;
    uint32_t key = find_key(p, rule);
    for (uint32_t at = p->begin > EVENT_BACK ? p->begin - EVENT_BACK : 0; at < p->end; at++) {
        bool told = try_start(p, rule, at, key, &now);
        if (now.near.matches && now.near.keyed)
            return false;
        if (!told || (key == WM_NO_ID && now.near.reached != p->begin))
            continue;
        now.known = key != WM_NO_ID;
        if (best.fits == 0 || is_nearer(&now, &best))
            best = now;
    }
    *ret_best = best;
    return best.fits != 0 || (key != WM_NO_ID && try_before(p, rule, key, ret_best));
}

void wm_probe_phase(wm_scene *scene, uint32_t phase)
{
    wm_reading *r = scene->reading;
    const wm_rules *rules = r->knowledge->rules;
    uint32_t first, last;
    probing p = {.reading = r, .tape = &scene->tape, .bounds = scene->bounds};
    if (!r->trace || r->probe_begin >= r->probe_end || !find_elements(&p))
        return;
    struct wm_near_misses *misses = misses_of(r->document);
    wm_rules_range(rules, phase, phase + 1, &first, &last);
    for (uint32_t rule = first; rule < last; rule++) {
        attempt now;
        const wm_action *deed = deed_of(wm_rules_info(rules, rule));
        if (deed != NULL && try_deed(&p, rule, &now))
            rank(&p, &now, deed->what, misses->events, &misses->event_count, EVENT_MISSES_MAX);
    }
}

/* ---- the end ---------------------------------------------------------------------------------------------------- */

/* Rules that name the word are told alone, if there are any. */
void wm_probe_finish(whomet_document *document)
{
    const struct wm_near_misses *misses = document->near_misses;
    if (misses == NULL)
        return;
    whomet_miss *names = WM_NEW_N(&document->keep, whomet_miss, misses->name_count + 1);
    whomet_miss *events = WM_NEW_N(&document->keep, whomet_miss, misses->event_count + 1);
    uint32_t count = 0;
    for (uint32_t i = 0; i < misses->name_count; i++)
        names[i] = misses->names[i].miss;
    for (uint32_t i = 0; i < misses->event_count; i++)
        if (misses->events[i].by.known == misses->events[0].by.known)
            events[count++] = misses->events[i].miss;
    document->result.misses = (whomet_miss_list){names, misses->name_count};
    document->result.event_misses = (whomet_miss_list){events, count};
}
