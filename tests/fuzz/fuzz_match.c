/* SPDX-License-Identifier: MIT */
/* A pattern on the first line, a tape behind it: words between blanks, each with the label that its last letter says
 * (p person, t title), and '(' … ')' an edge. Whatever comes, matches lie on the tape, in order, without overlap.
 */
#include "base/utf8.h"
#include "rule/rule.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ELEMENTS = 512, EDGES = 128, LINE = 512 };

typedef struct tape_room {
    wm_element elements[ELEMENTS];
    wm_edge edges[EDGES];
    wm_tape tape;
} tape_room;

static const wm_rule_shape shapes[] = {{"Cap", 1, 20}};
static const char *const labels[] = {"person", "title"};

static void add_word(const wm_rules *rules, tape_room *room, wm_slice word)
{
    char folded[WM_FOLD_MAX];
    wm_slice key = {folded, wm_utf8_fold(word, folded)};
    wm_element *element = &room->elements[room->tape.element_count++];
    *element = (wm_element){.text = word, .word = wm_rules_word(rules, wm_utf8_hash(key))};
    element->shape = word.at[0] >= 'A' && word.at[0] <= 'Z';
    if (word.at[word.len - 1] == 'p' || word.at[word.len - 1] == 't')
        wm_labels_add(&element->labels, word.at[word.len - 1] == 't');
}

static void fill(const wm_rules *rules, tape_room *room, wm_slice text)
{
    uint32_t open[EDGES], depth = 0;
    for (wm_slice rest = text; rest.at != NULL && room->tape.element_count < ELEMENTS;) {
        wm_slice word = wm_slice_cut(&rest, ' ');
        if (word.len == 0)
            continue;
        if (word.at[0] == '(' && room->tape.edge_count < EDGES) {
            open[depth++] = room->tape.edge_count;
            room->edges[room->tape.edge_count++] = (wm_edge){.begin = room->tape.element_count};
        }
        add_word(rules, room, word);
        if (word.at[0] == ')' && depth != 0) {
            wm_edge *edge = &room->edges[open[--depth]];
            edge->end = room->tape.element_count;
            wm_labels_add(&edge->labels, word.len % 2);
        }
    }
    while (depth != 0)
        room->edges[open[--depth]].end = room->tape.element_count;
    room->tape.elements = room->elements;
    room->tape.edges = room->edges;
    room->tape.text = text;
}

static void match(const wm_rules *rules, tape_room *room)
{
    wm_arena scratch;
    wm_arena_init(&scratch);
    wm_matcher *matcher;
    const wm_match *matches;
    if (wm_matcher_new(rules, &matcher, NULL) != WM_OK)
        abort();
    wm_rules_survey(rules, &room->tape, &scratch);
    uint32_t count = wm_rules_match(rules, matcher, 10, &room->tape, &matches), last = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (matches[i].begin < last || matches[i].begin >= matches[i].end || matches[i].end > room->tape.element_count)
            abort();
        last = matches[i].end;
    }
    wm_matcher_free(matcher);
    wm_arena_done(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    wm_slice text = {(const char *)data, size};
    if (data == NULL || size > 8192)
        return 0;
    wm_slice pattern = wm_slice_cut(&text, '\n');
    char rule[LINE + 64];
    if (pattern.len > LINE || text.at == NULL)
        return 0;
    int len = snprintf(rule, sizeof rule, "[r.a]\nfind %.*s\ndo event e\nyes x\nno y\n", WM_SLICE_ARG(pattern));
    wm_rule_source file = {NULL, "10-fuzz.rules", {rule, (size_t)len}};
    wm_rules_input input = {
        .files = &file, .file_count = 1, .labels = labels, .label_count = 2, .shapes = shapes, .shape_count = 1};
    wm_arena arena;
    wm_arena_init(&arena);
    wm_faults faults = {.arena = &arena};
    wm_rules *rules = NULL;
    if (wm_rules_load(&input, &rules, &faults, NULL) == WM_OK) {
        tape_room *room = calloc(1, sizeof *room);
        if (room == NULL)
            abort();
        fill(rules, room, text);
        match(rules, room);
        free(room);
    }
    wm_rules_free(rules);
    wm_arena_done(&arena);
    return 0;
}
