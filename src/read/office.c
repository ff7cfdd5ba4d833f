/* SPDX-License-Identifier: MIT */
/* Who is meant by an office: "the Egyptian minister", "its president", "the premier". In: the roles that the text has
 * told of people so far. Out: the one who holds it, of the country or body that is named with it. A role that fits
 * word by word goes before one that only ends alike; of several holders the one who was just named is meant, and if two
 * were, nobody is.
 */
#include "base/utf8.h"
#include "read/entity.h"
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

/* A vice president is no president, nor the other way round. A deputy minister may be called the minister for short,
 * but a minister is no deputy. */
static bool is_other_rank(wm_slice known, wm_slice phrase)
{
    return has_word(known, "vice") != has_word(phrase, "vice") ||
           (has_word(phrase, "deputy") && !has_word(known, "deputy"));
}

/* How a role fits the phrase, or the best of the offices that are told apart by '|'. */
static int fit_role(const char *role, wm_slice phrase, wm_slice offices)
{
    char role_key[WM_FOLD_MAX];
    wm_slice known = folded(wm_slice_of(role), role_key);
    if (is_other_rank(known, phrase))
        return NO_FIT;
    if (offices.at == NULL && ends_with(phrase, known))
        return SAME_ROLE;
    if (offices.at == NULL)
        return ends_with(known, last_word(phrase)) ? SAME_END : NO_FIT;
    while (offices.at != NULL)
        if (ends_with(known, wm_slice_cut(&offices, '|')))
            return SAME_ROLE;
    return NO_FIT;
}

static int fit_person(const wm_entity_note *note, wm_slice phrase, wm_slice offices, const char *of)
{
    int best = NO_FIT;
    for (uint32_t i = 0; i < note->roles.count; i++) {
        const whomet_role *role = &note->roles.items[i];
        if (of != NULL && (role->of == NULL || strcmp(role->of, of) != 0))
            continue;
        int fit = fit_role(role->role, phrase, offices);
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

int32_t wm_scene_holder(const wm_scene *scene, wm_stretch where, wm_slice offices, const char *of)
{
    const whomet_document *d = scene->reading->document;
    char key[WM_FOLD_MAX];
    const wm_element *first = &scene->tape.elements[where.begin], *last = &scene->tape.elements[where.end - 1];
    wm_slice all = {first->text.at, (size_t)(last->text.at + last->text.len - first->text.at)};
    wm_slice phrase = folded(all, key);
    uint32_t byte = scene->reading->text.tokens[scene->bounds[where.begin]].begin;
    int32_t found = WHOMET_NONE;
    int best = NO_FIT;
    bool recent = false, tie = false;
    uint32_t count = d->entities.count;
    for (uint32_t i = count > PEOPLE_WINDOW ? count - PEOPLE_WINDOW : 0; i < count; i++) {
        int fit = fit_person(&d->entity_notes.items[i], phrase, offices, of);
        if (fit == NO_FIT || fit < best)
            continue;
        bool now = is_recent(scene, (int32_t)i, byte);
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

bool wm_scene_holds(const whomet_document *document, int32_t entity, wm_slice word)
{
    char key[WM_FOLD_MAX];
    return fit_person(&document->entity_notes.items[entity], folded(word, key), (wm_slice){NULL, 0}, NULL) != NO_FIT;
}
