/* SPDX-License-Identifier: MIT */
/* Who is meant by a plural: "both sides", "the two ministers", "they". Those who took part in the contact told last, or
 * who were last named together ("neither Vrba nor his deputy"), whichever is nearer; else the two people, countries or
 * bodies that the sentences before name, if they name just two. In: what the plural says of them: how many, of what
 * kind, how far back. Out: the actors, or none.
 */
#include "base/utf8.h"
#include "read/same.h"
#include "read/scene.h"

enum { WINDOW = 8, NAMED_SENTENCES = 2 };

/* ---- what the plural asks for ----------------------------------------------------------------------------------- */

/* "Both ministers": one of them is known for one, and none is known for something else alone; nor is one of them the
 * prime minister and the other is not. */
static bool fits_office(const whomet_document *d, const wm_actor_list *pair, wm_slice word)
{
    uint32_t holders = 0, others = 0, premiers = 0;
    for (uint32_t i = 0; i < pair->count; i++) {
        int32_t entity = pair->items[i].entity;
        if (entity == WHOMET_NONE)
            continue;
        bool holds = wm_scene_holds(d, entity, word);
        holders += holds;
        premiers += wm_slice_is(word, "minister") && wm_scene_holds_one(d, entity, "prime minister");
        others += !holds && d->entity_notes.items[entity].roles.count != 0;
    }
    return holders != 0 && others == 0 && (premiers == 0 || premiers == pair->count);
}

static bool is_head(wm_slice word)
{
    return wm_slice_is(word, "leader") || wm_slice_is(word, "chief") || wm_slice_is(word, "boss");
}

/* "Both leaders": nobody of whom only other offices are told, such as that of a foreign minister. */
static bool are_leaders(const whomet_document *d, const wm_actor_list *pair)
{
    static const char heads[] = "president|prime minister|premier|chancellor|king|queen|emir|sultan|leader|head|chief|"
                                "chair|chairman|chairwoman|chairperson|first minister|governor|mayor|pope|patriarch|"
                                "secretary general|crown prince|commander|executive|speaker|taoiseach|head of state|"
                                "head of government|ruler|general|boss|imam|rabbi|archbishop|bishop|director|captain";
    for (uint32_t i = 0; i < pair->count; i++) {
        int32_t entity = pair->items[i].entity;
        bool holds_office = entity != WHOMET_NONE && d->entity_notes.items[entity].roles.count != 0;
        if (holds_office && !wm_scene_holds_one(d, entity, heads))
            return false;
    }
    return true;
}

/* Any office that is told of in the text by this word. */
static bool is_office(const whomet_document *d, wm_slice word)
{
    enum { PEOPLE_WINDOW = 64 };
    uint32_t count = d->entities.count, first = count > PEOPLE_WINDOW ? count - PEOPLE_WINDOW : 0;
    return wm_entities_hold(d, (wm_entity_span){first, count}, word);
}

/* The last word of the plural, in the singular. */
static wm_slice office_word(const wm_scene *scene, wm_stretch where)
{
    wm_slice word = scene->tape.elements[where.end - 1].text;
    word.len -= word.len > 1 && word.at[word.len - 1] == 's';
    return word;
}

/* The country or body that somebody is or stands for, when the plural is one of those. */
static int32_t side_of(const wm_scene *scene, int32_t entity, uint32_t kind)
{
    const whomet_document *d = scene->reading->document;
    const wm_entity_note *note = &d->entity_notes.items[entity];
    if (kind == WM_NO_ID || note->kind == kind)
        return entity;
    int32_t side = wm_speaks_for(d, entity);
    return side != WHOMET_NONE && d->entity_notes.items[side].kind == kind ? side : WHOMET_NONE;
}

/* The same actors as what the plural calls them: "the two countries" behind a meeting of two ministers are theirs.
 * Empty when they are not all of that kind. */
static wm_actor_list as_kind(wm_scene *scene, const wm_actor_list *pair, uint32_t kind)
{
    wm_actor_list sides = {0};
    for (uint32_t i = 0; i < pair->count; i++) {
        whomet_actor actor = pair->items[i];
        if (strcmp(actor.from, WM_FROM_SPEAKER) == 0) /* who that is will be known at the end only */
            return (wm_actor_list){0};
        int32_t one = actor.entity == WHOMET_NONE ? WHOMET_NONE : side_of(scene, actor.entity, kind);
        if (kind != WM_NO_ID && one == WHOMET_NONE)
            return (wm_actor_list){0};
        if (one != actor.entity) { /* it is told by the name of the other */
            actor.entity = one;
            actor.mention = WHOMET_NONE;
            actor.range = (whomet_range){0};
        }
        *WM_PUSH(&scene->reading->document->keep, &sides) = actor;
    }
    return sides;
}

/* ---- who was named ---------------------------------------------------------------------------------------------- */

static bool is_kind(const wm_scene *scene, uint32_t mention, uint32_t kind)
{
    const wm_known_labels *labels = &scene->reading->knowledge->labels;
    const wm_mention_note *note = &scene->reading->document->mention_notes.items[mention];
    if (kind == labels->place)
        return wm_labels_has(&note->labels, labels->country);
    return note->kind == (kind == WM_NO_ID ? labels->person : kind);
}

static void put_once(wm_scene *scene, wm_actor_list *list, uint32_t mention)
{
    const whomet_mention *m = &scene->reading->document->mentions.items[mention];
    for (uint32_t i = 0; i < list->count; i++)
        if (list->items[i].entity == m->entity)
            return;
    whomet_actor *actor = WM_PUSH(&scene->reading->document->keep, list);
    *actor = (whomet_actor){.entity = m->entity, .mention = (int32_t)mention, .range = m->range, .from = "document"};
}

/* All of a kind that the last `sentences` sentences name before `where`, this one included; without a kind: people. */
static wm_actor_list named_before(wm_scene *scene, wm_stretch where, uint32_t kind, uint32_t sentences)
{
    const whomet_document *d = scene->reading->document;
    uint32_t here = scene->reading->first_sentence + scene->sentence, token = scene->bounds[where.begin];
    wm_actor_list named = {0};
    for (uint32_t i = scene->mention_end; i-- > scene->reading->first_mention;) {
        uint32_t sentence = d->mentions.items[i].sentence;
        if (here - sentence >= sentences)
            break;
        uint32_t byte = d->mentions.items[i].range.begin_byte;
        bool aside = byte != 0 && d->result.text[byte - 1] == '('; /* who reports: "LIMA (Vendek Press) - …" */
        if (!aside && (sentence != here || d->mention_notes.items[i].begin < token) && is_kind(scene, i, kind))
            put_once(scene, &named, i);
    }
    return named;
}

/* ---- who is meant ----------------------------------------------------------------------------------------------- */

void wm_scene_together(wm_scene *scene, const wm_match *match, wm_stretch where, const wm_arg *arg)
{
    wm_actor_list together = {0};
    wm_scene_collect(scene, match, arg, false, &together);
    wm_reading *r = scene->reading;
    wm_together note = {together, wm_scene_range(scene, where).begin_byte};
    (void)WM_PUSH(&r->document->keep, &r->together);
    uint32_t at = r->together.count - 1;
    for (; at > 0 && r->together.items[at - 1].byte > note.byte; at--) /* of a sentence that was made up for */
        r->together.items[at] = r->together.items[at - 1];
    r->together.items[at] = note;
}

static bool fits(const wm_scene *scene, const wm_actor_list *list, const wm_plural *plural, wm_slice office)
{
    bool group = plural->group && list->count == 1 && list->items[0].entity == WHOMET_NONE;
    if ((list->count < 2 && !group) || (plural->count != 0 && list->count != plural->count))
        return false;
    if (is_head(office))
        return are_leaders(scene->reading->document, list);
    return office.at == NULL || fits_office(scene->reading->document, list, office);
}

/* Who was named together last before a byte, in the same part. */
static const wm_together *together_before(const wm_reading *r, uint32_t byte)
{
    for (uint32_t i = r->together.count; i-- > 0;)
        if (r->together.items[i].byte < byte)
            return &r->together.items[i];
    return NULL;
}

/* "Both sides" are those of a contact, not two places or bodies that happen to be named. */
static bool is_sides(wm_slice word)
{
    return wm_slice_is(word, "side");
}

/* "Both" are rather two who were named since than a pair that nothing names. */
static bool is_described(const wm_actor_list *list, wm_stretch where)
{
    bool described = where.end - where.begin == 1 && list->count == 2;
    for (uint32_t i = 0; i < list->count; i++)
        described &= list->items[i].entity == WHOMET_NONE && list->items[i].mention == WHOMET_NONE;
    return described;
}

/* Whom the contacts told before mean by it, the last one first. */
typedef struct told {
    wm_actor_list actors;
    uint32_t byte;  /* of the contact that says so */
    uint32_t times; /* how many contacts say so */
    bool derived;   /* those for whom the actors speak */
    bool torn;      /* nobody can tell which two */
} told;

static bool same_list(const wm_actor_list *a, const wm_actor_list *b)
{
    uint32_t shared = 0;
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t j = 0; j < b->count; j++)
            shared += a->items[i].entity == b->items[j].entity;
    return shared == a->count && a->count == b->count;
}

/* "Youssouf spoke to Burhan and hopes to meet Dagalo": nobody can tell which two are "the two sides". */
static bool is_between(const whomet_document *d, const wm_event_note *note)
{
    for (uint32_t i = d->event_notes.count; i-- > 0;) {
        const wm_event_note *other = &d->event_notes.items[i];
        if (other->evidence.items[0].begin_byte < note->evidence.items[0].begin_byte)
            break;
        uint32_t shared = wm_actors_shared(d, &other->participants, &note->participants);
        if (other != note && other->evidence.items[0].begin_byte == note->evidence.items[0].begin_byte &&
            strcmp(other->event.type, "meet") == 0 && other->participants.count == 2 && shared == 1)
            return true;
    }
    return false;
}

/* Those of the last contact that fits; where only their countries are meant, those of the most contacts: a mediator's
 * talks with each side do not make his country one of "the two". */
static told told_last(wm_scene *scene, const wm_plural *plural, uint32_t from, wm_slice office, bool sides)
{
    const whomet_document *d = scene->reading->document;
    told all[WINDOW] = {{.byte = from, .torn = false}}, *best = &all[0];
    uint32_t count = 0;
    for (uint32_t back = 1; back <= WINDOW && back <= d->event_notes.count; back++) {
        const wm_event_note *note = &d->event_notes.items[d->event_notes.count - back];
        if (note->event.trigger.begin_byte < from || !fits(scene, &note->participants, plural, office))
            continue;
        if (sides && is_between(d, note)) {
            best->torn = true;
            break;
        }
        told one = {as_kind(scene, &note->participants, plural->kind), note->event.trigger.begin_byte, 1, false, false};
        if (one.actors.count == 0)
            continue;
        one.derived = one.actors.items[0].entity != note->participants.items[0].entity;
        uint32_t known = 0;
        while (known < count && !same_list(&all[known].actors, &one.actors))
            known++;
        if (known == count)
            all[count++] = one;
        else
            all[known].times++;
        if (!all[0].derived)
            break;
        best = all[known].times > best->times ? &all[known] : best;
    }
    return *best;
}

/* "Ford breakfasted with Wilson; then the two …": the two whom the sentence itself names. */
static bool are_named_here(wm_scene *scene, wm_stretch where, const wm_plural *plural, wm_slice office,
                           wm_actor_list *ret_two)
{
    if (plural->count != 2 || plural->kind != WM_NO_ID || plural->others)
        return false;
    wm_actor_list here = named_before(scene, where, WM_NO_ID, 1);
    if (here.count != 2 || !fits(scene, &here, plural, office))
        return false;
    *ret_two = here;
    return true;
}

wm_actor_list wm_scene_plural(wm_scene *scene, wm_stretch where, const wm_plural *plural)
{
    wm_reading *r = scene->reading;
    uint32_t from = wm_scene_reach(scene, plural->within);
    wm_slice word = office_word(scene, where);
    bool told_of = is_office(r->document, word);
    wm_slice office = told_of || is_head(word) ? word : (wm_slice){NULL, 0};
    wm_stretch end = plural->others ? (wm_stretch){0, 1} : where;
    const wm_together *together = together_before(r, wm_scene_range(scene, end).begin_byte);
    told last = told_last(scene, plural, from, office, is_sides(word));
    wm_actor_list found = last.actors;
    if (last.torn)
        return (wm_actor_list){0};
    uint32_t begin = wm_scene_range(scene, (wm_stretch){0, 1}).begin_byte;
    bool earlier = last.byte < begin && (together == NULL || together->byte < begin || together->actors.count < 2) &&
                   !is_sides(word);
    wm_actor_list two;
    if (earlier && found.count != 0 && are_named_here(scene, where, plural, office, &two))
        return two;
    bool late = plural->group_last && found.count != 0 && together != NULL && together->actors.count == 1;
    if (together != NULL && !late && together->byte >= last.byte && fits(scene, &together->actors, plural, office))
        found = as_kind(scene, &together->actors, plural->kind);
    if ((found.count != 0 && !is_described(&found, where)) || told_of || plural->others || is_sides(word))
        return found;
    wm_actor_list named = named_before(scene, where, plural->kind, NAMED_SENTENCES);
    return named.count == 2 && fits(scene, &named, plural, office) ? named : found;
}
