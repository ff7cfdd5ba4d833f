/* SPDX-License-Identifier: MIT */
/* Rules from a string, tapes from a line of text, matches as a line of text.
 *
 *     Lena_Harvik/person met (foreign minister)/title in Tehran/place.city:country=ir
 *
 * A word is an element; '_' is a blank inside one. Behind '/' stands a label of the element, behind ':' an attribute. A
 * bracketed group carries edges. Shapes follow from the letters.
 */
#ifndef WM_TESTS_RULE_FIXTURE_H
#define WM_TESTS_RULE_FIXTURE_H

#include "suite.h"

#include "base/utf8.h"
#include "rule/rule.h"

#include <stdio.h>
#include <stdlib.h>

enum { FIX_ELEMENTS = 8192, FIX_EDGES = 4096, FIX_TEXT = 1 << 17, FIX_LINE = 1 << 14, FIX_OPEN = 8 };
enum { FIX_CAP = 1, FIX_CAPS = 2, FIX_LOWER = 4, FIX_NUMBER = 8, FIX_STAR = 16 };

typedef struct fixture {
    wm_arena arena;
    wm_faults faults;
    wm_error err;
    wm_status status;
    wm_rules *rules;
    wm_matcher *matcher;
    wm_element elements[FIX_ELEMENTS];
    wm_edge edges[FIX_EDGES];
    char text[FIX_TEXT];
    wm_tape tape;
    char line[FIX_LINE];
} fixture;

static const wm_rule_shape fix_shapes[] = {{"Cap", FIX_CAP, 20},
                                           {"CAPS", FIX_CAPS, 3},
                                           {"lower", FIX_LOWER, 60},
                                           {"number", FIX_NUMBER, 4},
                                           {"*", FIX_STAR, 1}};
static const char *const fix_labels[] = {"person.given", "place.city", "place.country", "title", "role"};
static const char fix_lexicon[] = "# verbs\nmeet met\nvisit\ncarry\n= talk talks\nconfer conferred conferring\n";

static inline fixture *fixture_new(void)
{
    fixture *f = calloc(1, sizeof *f);
    wm_arena_init(&f->arena);
    f->faults.arena = &f->arena;
    return f;
}

static inline void fixture_free(fixture *f)
{
    wm_matcher_free(f->matcher);
    wm_rules_free(f->rules);
    wm_arena_done(&f->arena);
    free(f);
}

/* Loads files given as name, text, name, text, …, NULL. */
static inline void fixture_load(fixture *f, const char *const *files)
{
    wm_rule_source sources[8] = {{0}}, lexicon = {NULL, "verbs.txt", wm_slice_of(fix_lexicon)};
    uint32_t count = 0;
    for (; files[2 * count] != NULL; count++)
        sources[count] = (wm_rule_source){NULL, files[2 * count], wm_slice_of(files[2 * count + 1])};
    wm_rules_input input = {.files = sources,
                            .file_count = count,
                            .lexicons = &lexicon,
                            .lexicon_count = 1,
                            .labels = fix_labels,
                            .label_count = ROWS(fix_labels),
                            .shapes = fix_shapes,
                            .shape_count = ROWS(fix_shapes)};
    f->status = wm_rules_load(&input, &f->rules, &f->faults, &f->err);
    if (f->status == WM_OK && wm_matcher_new(f->rules, &f->matcher, &f->err) != WM_OK)
        abort();
}

/* One rule around a pattern, behind other rules; all its slots are used. */
static inline void fixture_load_behind(fixture *f, const char *before, const char *pattern)
{
    char slots[1024] = "", seen[16][16] = {{0}}, text[16384];
    uint32_t seen_count = 0;
    for (const char *p = pattern; *p != '\0'; p++) {
        const char *name = p;
        if (*p == '<' && p[1] != '=' && p[1] != '!' && strchr(p, '>') != NULL)
            p = strchr(p, '>');
        if (*p == '"' && strchr(p + 1, '"') != NULL)
            p = strchr(p + 1, '"');
        while (*p >= 'a' && *p <= 'z')
            p++;
        if (p == name || *p != '=' || (name > pattern && name[-1] == '?')) {
            p = p == name ? p : p - 1;
            continue;
        }
        bool known = false;
        for (uint32_t i = 0; i < seen_count; i++)
            known = known || (strlen(seen[i]) == (size_t)(p - name) && memcmp(seen[i], name, strlen(seen[i])) == 0);
        if (!known && seen_count < 16)
            memcpy(seen[seen_count++], name, (size_t)(p - name));
    }
    for (uint32_t i = 0; i < seen_count; i++) {
        char slot[64];
        snprintf(slot, sizeof slot, " %.15s=$%.15s", seen[i], seen[i]);
        strcat(slots, slot);
    }
    snprintf(text, sizeof text,
             "%s@actor = <person> | <place> | <role> <person>\n[t.rule]\nfind %s\ndo event x%s\nyes y\nno n\n", before,
             pattern, slots);
    const char *files[] = {"10-test.rules", text, NULL, NULL};
    fixture_load(f, files);
}

static inline void fixture_load_pattern(fixture *f, const char *pattern)
{
    fixture_load_behind(f, "", pattern);
}

/* Of "key=value". */
static inline wm_slice fixture_attr(const void *user, const char *key)
{
    const char *given = user;
    size_t len = strlen(key);
    if (strncmp(given, key, len) != 0 || given[len] != '=')
        return (wm_slice){NULL, 0};
    return wm_slice_of(given + len + 1);
}

static inline uint32_t fixture_shape(wm_slice word)
{
    unsigned char first = (unsigned char)word.at[0];
    uint32_t shape = first >= 'A' && first <= 'Z'   ? FIX_CAP
                     : first >= '0' && first <= '9' ? FIX_NUMBER
                     : first == '*'                 ? FIX_STAR
                     : first >= 'a' && first <= 'z' ? FIX_LOWER
                                                    : 0;
    bool caps = word.len > 1;
    for (size_t i = 0; i < word.len; i++)
        caps = caps && word.at[i] >= 'A' && word.at[i] <= 'Z';
    return caps ? shape | FIX_CAPS : shape;
}

/* "/label:key=value/label…" at *at. */
static inline void fixture_marks(fixture *f, const char **at, wm_labels *labels)
{
    char given[64] = "";
    while (**at == '/' || **at == ':') {
        bool attr = **at == ':';
        size_t len = strcspn(++*at, attr ? " /)" : " /:)");
        wm_slice name = {*at, len};
        if (attr)
            snprintf(given, sizeof given, "%.*s", (int)len, *at);
        else if (wm_rules_label(f->rules, name) != WM_NO_ID)
            wm_labels_add(labels, wm_rules_label(f->rules, name));
        *at += len;
    }
    wm_rules_derive(f->rules, NULL, labels, fixture_attr, given);
}

static inline void fixture_element(fixture *f, const char **at, size_t *size)
{
    static const wm_labels none;
    wm_element *element = &f->elements[f->tape.element_count++];
    size_t len = strcspn(*at, *at[0] == '(' ? " " : " /)");
    len = len == 0 ? 1 : len;
    if (*size != 0)
        f->text[(*size)++] = ' ';
    *element = (wm_element){.text = {f->text + *size, len}};
    for (size_t i = 0; i < len; i++)
        f->text[(*size)++] = (*at)[i] == '_' ? ' ' : (*at)[i];
    *at += len;
    fixture_marks(f, at, &element->labels);
    if (memcmp(&element->labels, &none, sizeof none) != 0 && memchr(element->text.at, ' ', len) != NULL)
        return;
    char folded[WM_FOLD_MAX];
    wm_slice key = {folded, wm_utf8_fold(element->text, folded)};
    element->word = wm_rules_word(f->rules, wm_utf8_hash(key));
    element->shape = fixture_shape(element->text);
}

static inline void fixture_tape(fixture *f, const char *words)
{
    uint32_t open[FIX_OPEN], depth = 0;
    size_t size = 0;
    f->tape = (wm_tape){.elements = f->elements, .edges = f->edges};
    for (const char *at = words; *at != '\0';) {
        if (*at == ' ') {
            at++;
        } else if (*at == '(' && at[1] != ' ' && at[1] != '\0' && depth < FIX_OPEN) {
            uint32_t edge = f->tape.edge_count++;
            f->edges[edge] = (wm_edge){.begin = f->tape.element_count};
            open[depth++] = edge;
            at++;
        } else if (*at == ')' && depth != 0) {
            wm_edge *edge = &f->edges[open[--depth]];
            at++;
            edge->end = f->tape.element_count;
            fixture_marks(f, &at, &edge->labels);
        } else {
            fixture_element(f, &at, &size);
        }
    }
    f->tape.text = (wm_slice){f->text, size};
    wm_rules_survey(f->rules, &f->tape, &f->arena);
}

/* "id 0-3 who=0-1; …" */
static inline const char *fixture_match(fixture *f, uint32_t phase)
{
    const wm_match *matches;
    uint32_t count = wm_rules_match(f->rules, f->matcher, phase, &f->tape, &matches);
    size_t size = 0;
    f->line[0] = '\0';
    for (uint32_t i = 0; i < count && size < FIX_LINE - 256; i++) {
        const wm_rule_info *info = wm_rules_info(f->rules, matches[i].rule);
        const char *id = strchr(info->id, '.');
        size += (size_t)snprintf(f->line + size, FIX_LINE - size, "%s%s %u-%u", i == 0 ? "" : "; ",
                                 id != NULL ? id + 1 : info->id, matches[i].begin, matches[i].end);
        for (uint32_t s = 0; s < info->slot_count; s++)
            if (matches[i].slots[s].begin != WM_NO_ID)
                size += (size_t)snprintf(f->line + size, FIX_LINE - size, " %s=%u-%u", info->slot_names[s],
                                         matches[i].slots[s].begin, matches[i].slots[s].end);
    }
    return f->line;
}

#endif
