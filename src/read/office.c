/* SPDX-License-Identifier: MIT */
/* Who is meant by an office: "the Egyptian minister", "its president", "the premier". In: the roles that the text has
 * told of people so far. Out: the one who holds it, of the country or body that is named with it. A role that fits
 * word by word goes before one that only ends alike; of several holders the one who was just named is meant, and if two
 * were, nobody is. Who is only named behind ("Zambia's mines minister met …" in a headline) is found at the end, if the
 * text has one such holder.
 */
#include "base/utf8.h"
#include "read/entity.h"
#include "read/same.h"
#include "read/scene.h"

enum { PEOPLE_WINDOW = 64, RECENT_SENTENCES = 2 };

/* How well a role fits, from no fit upwards. */
enum { NO_FIT, SAME_END, SAME_ROLE };

/* Folded; of a long text the end, as much as a fold surely holds. */
static wm_slice folded(wm_slice text, char *key)
{
    size_t skip = text.len > WM_FOLD_MAX / 4 ? text.len - WM_FOLD_MAX / 4 : 0;
    while (skip < text.len && (text.at[skip] & 0xC0) == 0x80)
        skip++;
    return (wm_slice){key, wm_utf8_fold((wm_slice){text.at + skip, text.len - skip}, key)};
}

/* Whether `text` ends with the words `end`. */
static bool ends_with(wm_slice text, wm_slice end)
{
    if (end.len > text.len || memcmp(text.at + text.len - end.len, end.at, end.len) != 0)
        return false;
    return end.len == text.len || strchr(" -\n\t", text.at[text.len - end.len - 1]) != NULL;
}

static wm_slice last_word(wm_slice text)
{
    size_t begin = text.len;
    while (begin > 0 && strchr(" \t\n-", text.at[begin - 1]) == NULL)
        begin--;
    return (wm_slice){text.at + begin, text.len - begin};
}

/* As one of its words, but not the last: what is asked for stands before an office. */
static bool has_word(wm_slice text, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i + len < text.len; i++)
        if ((i == 0 || strchr(" -\n\t", text.at[i - 1]) != NULL) && memcmp(text.at + i, word, len) == 0 &&
            strchr(" -\n\t", text.at[i + len]) != NULL)
            return true;
    return false;
}

/* What is asked for. */
typedef struct office {
    wm_slice phrase;  /* folded */
    wm_slice choices; /* offices that are told apart by '|', in place of the phrase; "*": any */
    const char *of;   /* id of the country or body, or NULL */
    const char *home; /* the country where the text was written, whose offices may go without it, or NULL */
    bool unowned;     /* of nobody knows what */
    bool bare;        /* nothing in the phrase tells which minister or president: the end alone may fit */
} office;

/* A vice president is no president, nor the other way round, and who was one before is none. A deputy minister may be
 * called the minister for short, but a minister is no deputy. */
static bool is_other_rank(wm_slice known, wm_slice phrase)
{
    static const char *const ranks[] = {"vice", "former", "ex"};
    for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
        if (has_word(known, ranks[i]) != has_word(phrase, ranks[i]))
            return true;
    return has_word(phrase, "deputy") && !has_word(known, "deputy");
}

/* How the words of a role fit the phrase, or the best of the choices; ranks aside. */
static int fit_words(wm_slice known, const office *asked)
{
    wm_slice choices = asked->choices;
    if (choices.at == NULL && ends_with(asked->phrase, known))
        return SAME_ROLE;
    if (choices.at == NULL)
        return asked->bare && ends_with(known, last_word(asked->phrase)) ? SAME_END : NO_FIT;
    while (choices.at != NULL && !has_word(known, "deputy"))
        if (ends_with(known, wm_slice_cut(&choices, '|')))
            return SAME_ROLE;
    return NO_FIT;
}

static int fit_role(const char *role, const office *asked)
{
    char key[WM_FOLD_MAX];
    if (wm_slice_is(asked->choices, "*"))
        return SAME_END;
    wm_slice known = folded(wm_slice_of(role), key);
    int fit = fit_words(known, asked);
    return fit != NO_FIT && is_other_rank(known, asked->phrase) ? NO_FIT : fit;
}

static bool is_id(const char *id, const char *of)
{
    return id != NULL && of != NULL && strcmp(id, of) == 0;
}

/* The country of the place that the text begins with, "SANTIAGO, Dec 11 -": its own ministers need no country. */
static const char *home_of(const whomet_document *d)
{
    enum { FRONT = 8, FRONT_BYTES = 300 };
    const char *text = d->result.text;
    for (uint32_t i = 0; i < d->mentions.count && i < FRONT; i++) {
        const whomet_mention *m = &d->mentions.items[i];
        uint32_t begin = m->range.begin_byte;
        if (begin > FRONT_BYTES)
            break;
        bool opens = begin == 0 || text[begin - 1] == '\n';
        bool capitals = m->range.end_byte > begin + 1 && text[begin + 1] >= 'A' && text[begin + 1] <= 'Z';
        if (opens && capitals && m->entity != WHOMET_NONE)
            return d->entities.items[m->entity].country;
    }
    return NULL;
}

/* Whether the sentence that names somebody first tells of no other country before: an office without one is of `home`.
 */
static bool is_at_home(const whomet_document *d, const wm_entity_note *note, const char *home)
{
    uint32_t first = note->mentions.count != 0 ? (uint32_t)note->mentions.items[0] : 0;
    uint32_t sentence = d->mentions.items[first].sentence;
    for (uint32_t i = first; i-- > 0 && d->mentions.items[i].sentence == sentence;) {
        const whomet_mention *m = &d->mentions.items[i];
        if (strcmp(m->type, "nationality") == 0)
            return false;
        const whomet_entity *entity = m->entity != WHOMET_NONE ? &d->entities.items[m->entity] : NULL;
        if (entity != NULL && strncmp(entity->id, "place/", 6) == 0 && !is_id(entity->country, home) &&
            !is_id(entity->id, home))
            return false;
    }
    return note->mentions.count != 0;
}

/* That of a person whom the gazetteers know. */
static const char *country_of(const whomet_document *d, const wm_entity_note *note)
{
    return note->entry != WM_NO_ID ? d->entities.items[note - d->entity_notes.items].country : NULL;
}

static int fit_person(const whomet_document *d, const wm_entity_note *note, const office *asked)
{
    int best = NO_FIT;
    if (asked->of != NULL && wm_slice_is(asked->choices, "*") &&
        (is_id(note->agent_of, asked->of) || is_id(note->side, asked->of)))
        return SAME_END;
    for (uint32_t i = 0; i < note->roles.count; i++) {
        const whomet_role *role = &note->roles.items[i];
        bool at_home = role->of == NULL && ((is_id(asked->home, asked->of) && is_at_home(d, note, asked->home)) ||
                                            is_id(country_of(d, note), asked->of));
        if ((asked->of != NULL && !is_id(role->of, asked->of) && !at_home) || (asked->unowned && role->of != NULL))
            continue;
        int fit = fit_role(role->role, asked);
        if (at_home && !wm_slice_is(asked->choices, "*"))
            fit = fit == SAME_ROLE ? SAME_END : NO_FIT; /* who is told to hold it there goes first */
        best = fit > best ? fit : best;
    }
    return best;
}

/* Named in the two sentences before, or in this one before `byte`. */
static bool is_recent(const wm_scene *scene, int32_t entity, uint32_t byte)
{
    const whomet_document *d = scene->reading->document;
    uint32_t here = scene->reading->first_sentence + scene->sentence;
    int32_t mention = wm_entity_mention_by(d, entity, byte);
    return mention != WHOMET_NONE && here - d->mentions.items[mention].sentence <= RECENT_SENTENCES;
}

/* Whether the word before the last one tells nothing of the office: "the minister", "the Omani minister", "the visiting
 * minister"; but "the trade minister" is no foreign minister. */
static bool is_bare(const wm_scene *scene, wm_stretch where)
{
    static const char *const words[] = {"the",     "The",      "a",      "an",       "his",    "her",
                                        "its",     "their",    "new",    "visiting", "senior", "top",
                                        "veteran", "outgoing", "acting", "longtime"};
    if (where.end - where.begin < 2 || scene->mentions[where.end - 2] != WHOMET_NONE)
        return true;
    const wm_element *before = &scene->tape.elements[where.end - 2];
    if ((before->shape & WM_SHAPE_POSSESSIVE) != 0)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (wm_slice_is(before->text, words[i]))
            return true;
    return false;
}

/* The one who fits best; of several who do, the one who was just named. */
static int32_t best_holder(const wm_scene *scene, const office *asked, uint32_t byte)
{
    const whomet_document *d = scene->reading->document;
    int32_t found = WHOMET_NONE;
    int best = NO_FIT;
    bool recent = false, tie = false;
    uint32_t count = d->entities.count;
    for (uint32_t i = count > PEOPLE_WINDOW ? count - PEOPLE_WINDOW : 0; i < count; i++) {
        int fit = fit_person(d, &d->entity_notes.items[i], asked);
        if (fit == NO_FIT || fit < best)
            continue;
        bool now = !wm_slice_is(asked->choices, "*") && is_recent(scene, (int32_t)i, byte); /* of two Omanis neither */
        if (fit > best || now > recent) {
            found = (int32_t)i;
            best = fit;
            recent = now;
            tie = false;
        } else if (now == recent) {
            tie = true;
        }
    }
    return tie ? WHOMET_NONE : found;
}

/* The country of the first people that the sentence names before an element: "Greek opposition leader X said the prime
 * minister …" is not about any other one. */
static const char *home_before(const wm_scene *scene, uint32_t end)
{
    const wm_reading *r = scene->reading;
    for (uint32_t i = 0; i < end; i++) {
        int32_t mention = scene->mentions[i];
        if (mention == WHOMET_NONE ||
            r->document->mention_notes.items[mention].kind != r->knowledge->labels.nationality)
            continue;
        wm_slice code = wm_mention_attr(r, (uint32_t)mention, "country");
        return code.at != NULL ? wm_entity_country_id(&r->document->keep, code) : NULL;
    }
    return NULL;
}

int32_t wm_scene_holder(const wm_scene *scene, wm_stretch where, wm_slice offices, const char *of)
{
    char key[WM_FOLD_MAX];
    const wm_element *first = &scene->tape.elements[where.begin], *last = &scene->tape.elements[where.end - 1];
    wm_slice all = {first->text.at, (size_t)(last->text.at + last->text.len - first->text.at)};
    office asked = {.phrase = folded(all, key), .choices = offices, .of = of, .bare = is_bare(scene, where)};
    asked.home = of != NULL ? home_of(scene->reading->document) : NULL;
    uint32_t byte = scene->reading->text.tokens[scene->bounds[where.begin]].begin;
    int32_t found = best_holder(scene, &asked, byte);
    asked.of = of == NULL ? home_before(scene, where.begin) : NULL;
    int32_t home = asked.of != NULL ? best_holder(scene, &asked, byte) : WHOMET_NONE;
    return home != WHOMET_NONE ? home : found;
}

bool wm_scene_holds(const whomet_document *document, int32_t entity, wm_slice word)
{
    char key[WM_FOLD_MAX];
    office asked = {.phrase = folded(word, key), .bare = true};
    return fit_person(document, &document->entity_notes.items[entity], &asked) != NO_FIT;
}

bool wm_scene_holds_unowned(const whomet_document *document, int32_t entity, wm_slice word)
{
    char key[WM_FOLD_MAX];
    office asked = {.phrase = folded(word, key), .bare = true, .unowned = true};
    return fit_person(document, &document->entity_notes.items[entity], &asked) != NO_FIT;
}

/* "deputy ruler" of "deputy ruler of al wadi"; the whole text when there is no such word. */
static wm_slice before_of(wm_slice text)
{
    for (size_t i = 0; i + 4 < text.len; i++)
        if (memcmp(text.at + i, " of ", 4) == 0)
            return (wm_slice){text.at, i};
    return text;
}

bool wm_scene_holds_one(const whomet_document *document, int32_t entity, const char *offices)
{
    office asked = {.phrase = {"", 0}, .choices = wm_slice_of(offices)};
    const wm_entity_note *note = &document->entity_notes.items[entity];
    for (uint32_t i = 0; i < note->roles.count; i++) {
        char key[WM_FOLD_MAX];
        wm_slice office_alone = before_of(wm_slice_of(note->roles.items[i].role));
        if (fit_words(folded(office_alone, key), &asked) != NO_FIT)
            return true;
    }
    return false;
}

/* ---- at the end ------------------------------------------------------------------------------------------------- */

static bool has_two_words(wm_slice text)
{
    wm_slice last = last_word(text);
    size_t rest = text.len - last.len;
    return rest > 1 && last_word((wm_slice){text.at, rest - 1}).len == rest - 1;
}

/* "the NATO chief", "the Apple boss": the word before the last is a name, which tells of no other office. */
static bool is_chief(wm_slice text, wm_slice folded_last)
{
    wm_slice last = last_word(text);
    if (last.len == text.len ||
        (!wm_slice_is(folded_last, "chief") && !wm_slice_is(folded_last, "boss") && !wm_slice_is(folded_last, "head")))
        return false;
    char first = last_word((wm_slice){text.at, text.len - last.len - 1}).at[0];
    return first >= 'A' && first <= 'Z';
}

/* The offices that a description may mean by another word. */
static wm_slice choices_of(wm_slice text, wm_slice last, const char *of)
{
    static const char leaders[] = "president|prime minister|premier|chancellor|king|queen|emir|sultan|leader";
    static const char chiefs[] =
        "secretary general|director general|chief executive|chief executive officer|ceo|president|"
        "chairman|chairwoman|chair|managing director|executive director|head";
    if (wm_slice_is(last, "leader"))
        return wm_slice_of(leaders);
    if (of != NULL && strncmp(of, "org/", 4) == 0 && is_chief(text, last))
        return wm_slice_of(chiefs);
    return (wm_slice){NULL, 0};
}

/* The one person of the text around a description who holds the office that it names. */
static int32_t only_holder(const whomet_document *d, const whomet_actor *actor)
{
    char key[WM_FOLD_MAX];
    wm_slice text = wm_actor_text(d, actor);
    wm_slice all = folded(text, key), head = before_of(all);
    const char *of = wm_actor_owner(d, actor);
    if (of == NULL && head.len == all.len)
        return WHOMET_NONE; /* it does not tell whose office */
    office asked = {.phrase = head,
                    .choices = choices_of(text, last_word(head), of),
                    .of = of,
                    .home = of != NULL ? home_of(d) : NULL,
                    .unowned = of == NULL,
                    .bare = of != NULL && has_two_words(all)};
    int32_t found = WHOMET_NONE;
    int best = NO_FIT;
    bool tie = false;
    wm_entity_span near = wm_entities_near(d, actor->range.begin_byte);
    for (uint32_t i = near.begin; i < near.end; i++) {
        int fit = fit_person(d, &d->entity_notes.items[i], &asked);
        if (fit == NO_FIT || fit < best)
            continue;
        tie = fit == best;
        found = (int32_t)i;
        best = fit;
    }
    return tie ? WHOMET_NONE : found;
}

static void resolve_list(const whomet_document *d, wm_actor_list *list)
{
    bool changed = false;
    for (uint32_t i = 0; i < list->count; i++) {
        whomet_actor *actor = &list->items[i];
        if (actor->entity != WHOMET_NONE)
            continue;
        actor->entity = only_holder(d, actor);
        if (actor->entity == WHOMET_NONE)
            continue;
        actor->from = "document";
        changed = true;
    }
    if (changed)
        wm_actors_once(list);
}

void wm_office_resolve(whomet_document *document)
{
    for (uint32_t i = 0; i < document->event_notes.count; i++) {
        wm_event_note *note = &document->event_notes.items[i];
        resolve_list(document, &note->participants);
        resolve_list(document, &note->hosts);
        resolve_list(document, &note->mediators);
    }
}
