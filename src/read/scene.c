/* SPDX-License-Identifier: MIT */
/* Laying out a sentence for the relation rules. A mention is one element with the labels of its kind and of everything
 * the gazetteers have on the same span; cue words (roles, groups, people's names) that lie between mentions are edges.
 * Offers of names that were not taken are left out: what was resolved is resolved.
 */
#include "read/scene.h"

#include "read/wordbook.h"

/* ---- attributes ------------------------------------------------------------------------------------------------- */

wm_slice wm_mention_attr(const wm_reading *reading, uint32_t mention, const char *key)
{
    const wm_mention_note *note = &reading->document->mention_notes.items[mention];
    if (note->entry == WM_NO_ID)
        return (wm_slice){NULL, 0};
    wm_gaz_entry entry = wm_gaz_entry_at(reading->knowledge->gazetteers[note->gaz], note->entry);
    return wm_gaz_attr(&entry, key);
}

typedef struct mention_asked {
    const wm_reading *reading;
    uint32_t mention;
} mention_asked;

static wm_slice attr_of_mention(const void *user, const char *key)
{
    const mention_asked *asked = user;
    return wm_mention_attr(asked->reading, asked->mention, key);
}

void wm_mention_derive(const wm_reading *reading, uint32_t mention)
{
    mention_asked asked = {reading, mention};
    wm_mention_note *note = &reading->document->mention_notes.items[mention];
    wm_rules_derive(reading->knowledge->rules, &reading->knowledge->relating_labels, &note->labels, attr_of_mention,
                    &asked);
}

/* ---- layout ----------------------------------------------------------------------------------------------------- */

static void put_element(wm_scene *scene, wm_element *elements, uint32_t token, uint32_t end, int32_t mention)
{
    const wm_reading *r = scene->reading;
    uint32_t at = scene->tape.element_count++;
    scene->bounds[at] = token;
    scene->mentions[at] = mention;
    wm_element *element = &elements[at];
    *element = (wm_element){.word = 0};
    uint32_t begin_byte = r->text.tokens[token].begin, end_byte = r->text.tokens[end - 1].end;
    element->text = (wm_slice){r->text.bytes.at + begin_byte, end_byte - begin_byte};
    if (mention != WHOMET_NONE) {
        element->labels = r->document->mention_notes.items[mention].labels;
    } else {
        element->word = r->words[token];
        element->labels = wm_wordbook_labels(r->document->wordbook)[r->word_labels[token]].cues;
        element->shape = r->text.tokens[token].shape;
    }
}

static void lay_elements(wm_scene *scene, uint32_t *mention)
{
    wm_reading *r = scene->reading;
    const wm_sentence *s = &r->text.sentences[scene->sentence];
    uint32_t length = s->end - s->begin;
    wm_element *elements = wm_arena_alloc(&r->document->scratch, length * sizeof *elements);
    scene->bounds = wm_arena_alloc(&r->document->scratch, (length + 1) * sizeof *scene->bounds);
    scene->mentions = wm_arena_alloc(&r->document->scratch, length * sizeof *scene->mentions);
    scene->tape.elements = elements;
    for (uint32_t i = s->begin; i < s->end;) {
        const wm_mention_note *note =
            *mention < r->document->mentions.count ? &r->document->mention_notes.items[*mention] : NULL;
        bool here = note != NULL && note->begin == i;
        uint32_t end = here ? note->end : i + 1;
        put_element(scene, elements, i, end, here ? (int32_t)(*mention)++ : WHOMET_NONE);
        i = end;
    }
    scene->bounds[scene->tape.element_count] = s->end;
    scene->mention_end = *mention;
}

static bool names_something(const whomet_knowledge *k, const wm_offer *offer)
{
    return offer->is_word || offer->kind == k->labels.place || offer->kind == k->labels.person ||
           offer->kind == k->labels.org;
}

/* What the gazetteers offer for several tokens inside and between mentions, but not on them; single tokens bear it
 * already. Offers come by their begin, as elements do, so both are walked once. */
static void lay_cues(wm_scene *scene)
{
    const wm_reading *r = scene->reading;
    const wm_sentence *s = &r->text.sentences[scene->sentence];
    uint32_t begin = 0;
    for (uint32_t i = r->offer_begin[s->begin]; i < r->offer_begin[s->end]; i++) {
        const wm_offer *offer = &r->offers.items[i];
        if (offer->end == offer->begin + 1 || names_something(r->knowledge, offer))
            continue;
        while (scene->bounds[begin] < offer->begin)
            begin++;
        if (scene->bounds[begin] != offer->begin)
            continue;
        uint32_t end = begin + 1;
        while (scene->bounds[end] < offer->end)
            end++;
        bool is_mention = end == begin + 1 && scene->mentions[begin] != WHOMET_NONE;
        if (scene->bounds[end] != offer->end || is_mention)
            continue;
        if (end == begin + 1)
            wm_labels_join(&scene->tape.elements[begin].labels, &offer->labels);
        else
            *WM_PUSH(&r->document->scratch, &scene->fresh_edges) = (wm_edge){begin, end, offer->labels};
    }
}

void wm_scene_label(wm_scene *scene, wm_stretch where, uint32_t label, wm_attr_of *attr, const void *user)
{
    if (where.begin == where.end)
        return;
    wm_edge *edge = WM_PUSH(&scene->reading->document->scratch, &scene->fresh_edges);
    *edge = (wm_edge){.begin = where.begin, .end = where.end};
    if (attr == NULL) {
        edge->labels = scene->reading->knowledge->alone[label];
        return;
    }
    wm_labels_add(&edge->labels, label);
    wm_rules_derive(scene->reading->knowledge->rules, NULL, &edge->labels, attr, user);
}

void wm_scene_merge(wm_scene *scene)
{
    if (scene->fresh_edges.count != 0 || scene->tape.edges == NULL)
        wm_tape_add(&scene->tape, &scene->edges, &scene->fresh_edges, &scene->reading->document->scratch);
}

void wm_scene_begin(wm_scene *scene, wm_reading *reading, uint32_t sentence, uint32_t *mention)
{
    const wm_sentence *s = &reading->text.sentences[sentence];
    uint32_t begin = reading->text.tokens[s->begin].begin, end = reading->text.tokens[s->end - 1].end;
    *scene = (wm_scene){.reading = reading, .sentence = sentence, .first_event = reading->document->event_notes.count};
    lay_elements(scene, mention);
    lay_cues(scene);
    scene->tape.text = (wm_slice){reading->text.bytes.at + begin, end - begin};
    wm_rules_survey(reading->knowledge->rules, &scene->tape, &reading->document->scratch);
    wm_scene_merge(scene);
}

/* ---- looking ---------------------------------------------------------------------------------------------------- */

wm_stretch wm_scene_slot(const wm_match *match, uint8_t slot)
{
    if (match->slots[slot].begin == WM_NO_ID)
        return (wm_stretch){0, 0};
    return (wm_stretch){match->slots[slot].begin, match->slots[slot].end};
}

whomet_range wm_scene_range(wm_scene *scene, wm_stretch where)
{
    return wm_read_token_range(scene->reading, scene->bounds[where.begin], scene->bounds[where.end]);
}

uint32_t wm_scene_reach(const wm_scene *scene, uint32_t back)
{
    const wm_text *text = &scene->reading->text;
    uint32_t sentence = back > scene->sentence ? 0 : scene->sentence - back;
    return back == 0 ? 0 : text->tokens[text->sentences[sentence].begin].begin;
}

const wm_event_note *wm_scene_told(const wm_scene *scene, uint32_t back, uint32_t from_byte)
{
    const whomet_document *d = scene->reading->document;
    if (back > d->event_notes.count)
        return NULL;
    const wm_event_note *note = &d->event_notes.items[d->event_notes.count - back];
    return note->event.trigger.begin_byte >= from_byte ? note : NULL;
}

int32_t wm_scene_mention(const wm_scene *scene, wm_stretch where)
{
    for (uint32_t i = where.begin; i < where.end; i++)
        if (scene->mentions[i] != WHOMET_NONE)
            return scene->mentions[i];
    return WHOMET_NONE;
}

static wm_slice country_of_entry(const whomet_knowledge *k, const wm_gaz_entry *entry, uint32_t label)
{
    if (label == k->labels.country && strncmp(entry->id, "place/", 6) == 0)
        return wm_slice_of(entry->id + 6);
    return wm_gaz_attr(entry, "country");
}

wm_slice wm_scene_country(const wm_scene *scene, wm_stretch where)
{
    const wm_reading *r = scene->reading;
    const whomet_knowledge *k = r->knowledge;
    for (uint32_t i = where.begin; i < where.end; i++) {
        if (scene->mentions[i] == WHOMET_NONE)
            continue;
        const wm_mention_note *note = &r->document->mention_notes.items[scene->mentions[i]];
        if (note->entry == WM_NO_ID)
            continue;
        wm_gaz_entry entry = wm_gaz_entry_at(k->gazetteers[note->gaz], note->entry);
        wm_slice code = country_of_entry(k, &entry, k->maps[note->gaz][entry.label].label);
        if (code.at != NULL)
            return code;
    }
    return (wm_slice){NULL, 0};
}

const wm_arg *wm_action_arg(const wm_action *action, const char *key)
{
    for (uint8_t i = 0; i < action->arg_count; i++)
        if (action->args[i].key[0] == key[0] && strcmp(action->args[i].key, key) == 0) /* most differ there */
            return &action->args[i];
    return NULL;
}
