/* SPDX-License-Identifier: MIT */
/* One contact, one event. A meeting told three times is one event with three pieces of evidence; "the talks" says more
 * about the event before it. Two tellings are the same when type and status agree, the actors are the same, and
 * neither place nor time contradicts. Each event is compared with the WINDOW before it, so the work grows with the
 * text. In: event notes in text order. Out: the public events, numbered in text order.
 */
#include "read/merge.h"

#include "read/entity.h"
#include "read/publish.h"
#include "read/same.h"
#include "read/scene.h"
#include "read/trace.h"

enum { WINDOW = 48 };

typedef wm_event_note event_note;

/* ---- sameness --------------------------------------------------------------------------------------------------- */

/* "State House, Nairobi" is in Nairobi. */
static bool is_named_after(const whomet_entity *inner, const whomet_entity *outer)
{
    return strlen(inner->name) > strlen(outer->name) && strstr(inner->name, outer->name) != NULL;
}

/* One place lies in the other, or they are the same; "the embassy" may lie anywhere. */
static bool same_place(const whomet_document *d, const whomet_actor *a, const whomet_actor *b)
{
    if (a->entity == WHOMET_NONE && b->entity == WHOMET_NONE)
        return wm_slice_equal(wm_actor_text(d, a), wm_actor_text(d, b));
    if (a->entity == WHOMET_NONE || b->entity == WHOMET_NONE || a->entity == b->entity)
        return true;
    const whomet_entity *x = &d->entities.items[a->entity], *y = &d->entities.items[b->entity];
    return wm_entity_lies_in(x, y) || wm_entity_lies_in(y, x) || is_named_after(x, y) || is_named_after(y, x);
}

static bool places_agree(const whomet_document *d, const event_note *a, const event_note *b)
{
    if (a->places.count == 0 || b->places.count == 0)
        return true;
    bool whole = strcmp(a->event.type, "visit") == 0; /* who visits "the island" is not in a building */
    for (uint32_t i = 0; i < a->places.count; i++)
        for (uint32_t j = 0; j < b->places.count; j++)
            if (same_place(d, &a->places.items[i], &b->places.items[j]) &&
                !(whole && (a->places.items[i].entity == WHOMET_NONE) != (b->places.items[j].entity == WHOMET_NONE)))
                return true;
    return false;
}

static bool times_agree(const event_note *a, const event_note *b)
{
    if (a->times.count == 0 || b->times.count == 0)
        return true;
    const char *x = a->times.items[0].value, *y = b->times.items[0].value;
    return x == NULL || y == NULL || strcmp(x, y) == 0;
}

static bool modes_agree(const event_note *a, const event_note *b)
{
    const char *x = a->event.mode, *y = b->event.mode;
    if (x == NULL || y == NULL || strcmp(x, y) == 0)
        return true;
    return strcmp(x, "unspecified") == 0 || strcmp(y, "unspecified") == 0;
}

static bool is_status(const event_note *note, const char *status)
{
    return strcmp(note->event.status, status) == 0;
}

/* Still to come when it was told. */
static bool is_ahead(const event_note *note)
{
    return is_status(note, "planned") || is_status(note, "proposed") || is_status(note, "possible");
}

/* "Will resume talks": what was called off were the talks before. */
static bool is_resumed(const whomet_document *d, const event_note *note)
{
    static const char *const words[] = {"resum", "restart", "reopen", "revive"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t len = strlen(words[i]);
        for (uint32_t at = note->event.trigger.begin_byte; at + len <= note->event.trigger.end_byte; at++)
            if (memcmp(d->result.text + at, words[i], len) == 0)
                return true;
    }
    return false;
}

/* What was planned and then called off is one, told once as called off. */
static bool is_called_off(const whomet_document *d, const event_note *earlier, const event_note *later)
{
    return is_ahead(earlier) && !is_resumed(d, earlier) &&
           (is_status(later, "cancelled") || (later->anaphoric && is_status(later, "negated")));
}

/* "The summit was called off on Thursday": the day is not that of the summit. */
static bool is_told_off(const whomet_document *d, const event_note *earlier, const event_note *later)
{
    return later->anaphoric && is_called_off(d, earlier, later);
}

/* Whether both tell the place, or the day. */
static bool are_tied(const event_note *earlier, const event_note *later)
{
    bool placed = earlier->places.count != 0 && later->places.count != 0;
    bool timed = earlier->times.count != 0 && later->times.count != 0 && earlier->times.items[0].value != NULL &&
                 later->times.items[0].value != NULL;
    return placed || timed;
}

/* Whether the sentence of the later one tells of the earlier one, too. */
static bool is_told_at_once(const event_note *earlier, const event_note *later)
{
    for (uint32_t i = 0; i < earlier->evidence.count; i++)
        if (earlier->evidence.items[i].begin_byte == later->evidence.items[0].begin_byte)
            return true;
    return false;
}

/* What was planned and then took place: the same place and time, and one of them is told of both; not in one sentence,
 * "will meet on Monday after talks that failed". */
static bool is_carried_out(const event_note *earlier, const event_note *later)
{
    return is_status(earlier, "planned") && is_status(later, "asserted") && are_tied(earlier, later) &&
           !is_told_at_once(earlier, later);
}

/* Whether the two statuses may be of one event, its places, times and actors aside. */
static bool statuses_agree(const whomet_document *d, const event_note *earlier, const event_note *later)
{
    return strcmp(earlier->event.status, later->event.status) == 0 || is_called_off(d, earlier, later) ||
           is_carried_out(earlier, later);
}

/* "They were joined by …", "she was joined by …": those of the earlier one, or some of them, and more. */
static bool takes_in(const whomet_document *d, const event_note *earlier, const event_note *later)
{
    uint32_t shared = wm_actors_shared(d, &earlier->participants, &later->participants);
    return earlier->participants.count >= 2 &&
           (shared == earlier->participants.count || (later->beside && shared != 0));
}

/* A headline tells in short what the sentences behind it tell. */
static bool is_headline_of(const whomet_document *d, const event_note *earlier, const event_note *later)
{
    enum { LEAD_BYTES = 600 };
    whomet_range line = earlier->evidence.items[0];
    if (line.begin_byte > LEAD_BYTES / 4 || later->event.trigger.begin_byte - line.end_byte > LEAD_BYTES)
        return false;
    char last = d->result.text[line.end_byte - 1];
    return later->event.trigger.begin_byte > line.end_byte && strchr(".!?\"", last) == NULL;
}

static bool tells_in_outline(const whomet_document *d, const event_note *earlier, const event_note *later)
{
    return is_headline_of(d, earlier, later) && wm_actors_outline(d, &earlier->participants, &later->participants);
}

/* Told again at once: the sentence behind a lead says who its ministers were. */
static bool is_told_on(const whomet_document *d, const event_note *earlier, const event_note *later)
{
    enum { NEAR_BYTES = 300 };
    uint32_t end = earlier->evidence.items[earlier->evidence.count - 1].end_byte;
    return is_status(later, "asserted") && wm_actors_detail(d, &earlier->participants, &later->participants) &&
           later->event.trigger.begin_byte > end && later->event.trigger.begin_byte - end < NEAR_BYTES;
}

/* "Vrba visits Georgia and Armenia", and the first sentence behind it: "Vrba paid a visit to the South Caucasus". */
static bool is_trip_of_headline(const whomet_document *d, const event_note *earlier, const event_note *later)
{
    enum { DATELINE_BYTES = 60 };
    return !earlier->gone && strcmp(earlier->event.type, "visit") == 0 && strcmp(later->event.type, "visit") == 0 &&
           !later->another && is_status(earlier, "asserted") && is_status(later, "asserted") &&
           earlier->times.count == 0 && is_headline_of(d, earlier, later) &&
           later->evidence.items[0].begin_byte - earlier->evidence.items[0].end_byte < DATELINE_BYTES &&
           earlier->participants.count == later->participants.count &&
           wm_actors_same(d, &earlier->participants, &later->participants);
}

static bool is_same(const whomet_document *d, const event_note *earlier, const event_note *later)
{
    const wm_actor_list *before = &earlier->participants, *after = &later->participants;
    if (is_trip_of_headline(d, earlier, later))
        return true;
    if (earlier->gone || later->another || strcmp(earlier->event.type, later->event.type) != 0 ||
        !modes_agree(earlier, later) || !places_agree(d, earlier, later) ||
        !(times_agree(earlier, later) || is_told_off(d, earlier, later)))
        return false;
    if (later->anaphoric &&
        (later->more || wm_actors_shared(d, after, before) == after->count || takes_in(d, earlier, later)))
        return !later->status_set || statuses_agree(d, earlier, later);
    if (!statuses_agree(d, earlier, later))
        return false;
    if (tells_in_outline(d, earlier, later))
        return true;
    return wm_actors_agree(d, before, after) && (wm_actors_same(d, before, after) || are_tied(earlier, later) ||
                                                 is_headline_of(d, earlier, later) || is_told_on(d, earlier, later));
}

/* ---- joining ---------------------------------------------------------------------------------------------------- */

static void add_actors(whomet_document *d, wm_actor_list *into, const wm_actor_list *from, const char *how)
{
    for (uint32_t i = 0; i < from->count; i++) {
        whomet_actor *known = wm_actors_find(d, into, &from->items[i]);
        if (known != NULL && wm_actor_stands_for(d, &from->items[i], known))
            *known = from->items[i]; /* who came is more than whose envoy came */
        if (known != NULL)
            continue;
        whomet_actor *added = WM_PUSH(&d->keep, into);
        *added = from->items[i];
        added->from = how;
    }
}

static void join(whomet_document *d, event_note *earlier, event_note *later)
{
    if (tells_in_outline(d, earlier, later))
        wm_actors_drop_outline(d, &earlier->participants, &later->participants);
    add_actors(d, &earlier->participants, &later->participants, "document");
    add_actors(d, &earlier->hosts, &later->hosts, "document");
    add_actors(d, &earlier->mediators, &later->mediators, "document");
    add_actors(d, &earlier->places, &later->places, "document");
    bool dated = earlier->times.count != 0 || is_told_off(d, earlier, later);
    for (uint32_t i = 0; i < later->times.count && !dated; i++)
        *WM_PUSH(&d->keep, &earlier->times) = later->times.items[i];
    for (uint32_t i = 0; i < later->evidence.count; i++)
        if (later->evidence.items[i].begin_byte != earlier->evidence.items[earlier->evidence.count - 1].begin_byte)
            *WM_PUSH(&d->keep, &earlier->evidence) = later->evidence.items[i];
    if (earlier->event.mode != NULL && strcmp(earlier->event.mode, "unspecified") == 0)
        earlier->event.mode = later->event.mode;
    if (earlier->event.tense == NULL)
        earlier->event.tense = later->event.tense;
    if (is_called_off(d, earlier, later) || (!later->anaphoric && is_carried_out(earlier, later)))
        earlier->event.status = later->event.status;
    if (later->weight > earlier->weight)
        earlier->weight = later->weight;
    wm_trace_merge(d, earlier, later);
    later->gone = true;
}

/* Whether those of `earlier` may be the parties of `later`, which only tells of some of them. */
static bool may_be_parties(const whomet_document *d, const event_note *earlier, const event_note *later)
{
    bool unlike = later->another && !(later->anaphoric && later->participants.count == 0);
    bool phone = earlier->event.mode != NULL && strcmp(earlier->event.mode, "phone") == 0; /* a call has no round */
    return !earlier->gone && !unlike && strcmp(earlier->event.type, later->event.type) == 0 &&
           earlier->participants.count >= 2 && (!phone || later->participants.count != 0) &&
           wm_actors_shared(d, &later->participants, &earlier->participants) == later->participants.count;
}

/* "The talks will go on in Oslo": none was told that this could be, but those of the last one that fits it take part;
 * rather those who met each other than those whom a third one received. Who refuses to meet has met one only. */
static void inherit_parties(whomet_document *d, uint32_t at)
{
    enum { NEAR = 8 };
    event_note *later = &d->event_notes.items[at];
    const event_note *found = NULL;
    for (uint32_t back = 1; back <= NEAR && back <= at; back++) {
        const event_note *earlier = &d->event_notes.items[at - back];
        if (!may_be_parties(d, earlier, later))
            continue;
        if (found != NULL && is_status(later, "refused") &&
            !wm_actors_agree(d, &found->participants, &earlier->participants))
            return;
        if (found == NULL || (found->hosts.count != 0 && earlier->hosts.count == 0 && later->participants.count == 0))
            found = earlier;
    }
    if (found == NULL)
        return;
    add_actors(d, &later->participants, &found->participants, "document");
    for (uint32_t i = 0; i < later->participants.count; i++)
        wm_actor_name(d, &later->participants.items[i]);
}

/* "Talks in Doha ended on Friday. Norway and Oman had met …": the parties may be told behind, by the next contact that
 * fits; what the first sentence says of place and time is then said of it. */
static bool find_parties(whomet_document *d, uint32_t at)
{
    enum { NEXT = 2, NEAR_BYTES = 400 };
    event_note *first = &d->event_notes.items[at];
    if (first->places.count == 0 && first->times.count == 0)
        return false;
    for (uint32_t i = at + 1; i <= at + NEXT && i < d->event_notes.count; i++) {
        event_note *next = &d->event_notes.items[i];
        if (next->event.trigger.begin_byte - first->event.trigger.begin_byte > NEAR_BYTES)
            return false;
        bool fits = strcmp(next->event.type, first->event.type) == 0 && modes_agree(first, next) &&
                    places_agree(d, first, next) && times_agree(first, next) &&
                    strcmp(first->event.status, next->event.status) == 0;
        if (!fits || next->participants.count < 2 || next->anaphoric)
            continue;
        join(d, next, first);
        return true;
    }
    return false;
}

/* "After the talks with Oman": a definite noun just before its one party. */
static bool is_definite(const whomet_document *d, const event_note *note)
{
    static const char *const words[] = {"the ", "that ", "those ", "his ", "her ", "its ", "their "};
    uint32_t byte = note->event.trigger.begin_byte;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        uint32_t len = (uint32_t)strlen(words[i]);
        const char *at = byte > len ? d->result.text + byte - len : NULL;
        if (at != NULL && memcmp(at, words[i], len) == 0 && (at[-1] == ' ' || at[-1] == '\n'))
            return true;
    }
    return false;
}

/* Whether talks that are told of with one of their parties may be this contact. */
static bool may_be_talks(const whomet_document *d, const event_note *earlier, const event_note *later)
{
    return !earlier->gone && earlier->participants.count >= 2 && strcmp(earlier->event.type, "meet") == 0 &&
           is_status(earlier, "asserted") && modes_agree(earlier, later) && places_agree(d, earlier, later) &&
           times_agree(earlier, later) && wm_actors_shared(d, &later->participants, &earlier->participants) == 1;
}

/* Such talks were told before, if the one party had any that could be them: they are those, or one of several that
 * nobody can tell apart. */
static bool is_told_before(whomet_document *d, uint32_t at)
{
    enum { NEAR = 8 };
    event_note *later = &d->event_notes.items[at], *found = NULL;
    bool tie = false;
    if (strcmp(later->event.type, "meet") != 0 || later->participants.count != 1 || later->another ||
        !is_status(later, "asserted") || !is_definite(d, later))
        return false;
    for (uint32_t back = 1; back <= NEAR && back <= at; back++) {
        event_note *earlier = &d->event_notes.items[at - back];
        if (!may_be_talks(d, earlier, later))
            continue;
        tie |= found != NULL;
        found = found == NULL ? earlier : found;
    }
    if (found != NULL && !tie)
        join(d, found, later);
    if (found != NULL && tie) {
        later->gone = true;
        wm_trace_alone(d, later);
    }
    return found != NULL;
}

/* The last event that this one tells again, or NULL. "The meeting in Oslo" is rather one that was told to be there than
 * a later one of which nobody knows where it was. */
static event_note *find_same(whomet_document *d, uint32_t at)
{
    const event_note *later = &d->event_notes.items[at];
    bool named = later->anaphoric && later->places.count != 0 && later->places.items[0].entity != WHOMET_NONE;
    event_note *found = NULL;
    for (uint32_t back = 1; back <= WINDOW && back <= at; back++) {
        event_note *earlier = &d->event_notes.items[at - back];
        bool placed = !named || earlier->places.count != 0;
        if ((found != NULL && !placed) || !is_same(d, earlier, later))
            continue;
        found = earlier;
        if (placed)
            break;
    }
    return found;
}

/* "The sides agreed that …", behind a contact of theirs that is still to come: they agreed without one. */
static bool is_only_ahead(const whomet_document *d, uint32_t at)
{
    const event_note *later = &d->event_notes.items[at];
    if (!later->anaphoric || !is_status(later, "asserted") || !later->status_set || later->participants.count == 0)
        return false;
    for (uint32_t i = 0; i < later->participants.count; i++)
        if (strcmp(later->participants.items[i].from, "pronoun") != 0)
            return false;
    for (uint32_t back = 1; back <= WINDOW && back <= at; back++) {
        const event_note *earlier = &d->event_notes.items[at - back];
        if (!earlier->gone && strcmp(earlier->event.type, later->event.type) == 0 &&
            wm_actors_agree(d, &earlier->participants, &later->participants))
            return is_ahead(earlier);
    }
    return false;
}

/* Told without saying who, and of the parties before: who refuses to take part is told, or is none of them. */
static bool may_inherit(const event_note *later)
{
    return later->another || is_status(later, "planned") || is_status(later, "cancelled") ||
           is_status(later, "proposed") || (is_status(later, "refused") && later->participants.count == 1);
}

/* The host and mediator of a talk are those who bring others together: not among those others unless a sentence says
 * so by itself, which the rules of that sentence decide. */
static void merge_one(whomet_document *d, uint32_t at)
{
    event_note *later = &d->event_notes.items[at], *earlier = find_same(d, at);
    if (earlier != NULL) {
        join(d, earlier, later);
        return;
    }
    if (is_told_before(d, at))
        return;
    if (later->anaphoric && later->participants.count < 2 && may_inherit(later))
        inherit_parties(d, at);
    if (later->participants.count == 0 && find_parties(d, at))
        return;
    /* "his trip" leads nowhere that was told of */
    bool aimless = later->anaphoric && strcmp(later->event.type, "visit") == 0 && later->places.count == 0;
    /* "the talks" without talks before them tell of no contact unless they name somebody */
    if (later->participants.count == 0 || aimless || is_only_ahead(d, at)) {
        later->gone = true;
        wm_trace_alone(d, later);
    }
}

/* Rules run phase by phase, so the events of a sentence are not in text order. */
static void sort_notes(whomet_document *d)
{
    for (uint32_t i = 1; i < d->event_notes.count; i++) {
        event_note note = d->event_notes.items[i];
        uint32_t at = i;
        for (; at > 0 && d->event_notes.items[at - 1].event.trigger.begin_byte > note.event.trigger.begin_byte; at--)
            d->event_notes.items[at] = d->event_notes.items[at - 1];
        d->event_notes.items[at] = note;
    }
}

void wm_merge_events(whomet_document *document)
{
    sort_notes(document);
    wm_publish_times(document);
    for (uint32_t i = 0; i < document->event_notes.count; i++)
        merge_one(document, i);
    wm_publish_events(document);
}
