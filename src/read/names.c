/* SPDX-License-Identifier: MIT */
/* The question of somebody who writes entries: is this name known, as what, and from which line?
 *
 * In: a name. Out: entries, gazetteer by gazetteer, each with what its file says of it. Marks are told as they are
 * written in entry files, so that the answer can be looked up there.
 */
#include "read/names.h"

enum { NEAR_MAX = 100, MARKS_ROOM = 64 };

typedef struct search {
    const wm_gaz *gaz;
    const char *asked;
    whomet_name_found *found;
    void *user;
    uint32_t count, limit;
} search;

/* "alias ctx"; into `out`, which has room for all of them. */
static void write_marks(uint16_t marks, char out[MARKS_ROOM])
{
    static const struct {
        uint16_t bit;
        const char *word;
    } words[] = {{WM_MARK_ALIAS, "alias"},     {WM_MARK_CTX, "ctx"}, {WM_MARK_CASE, "case"},    {WM_MARK_HISTORIC, "h"},
                 {WM_MARK_CAPITAL, "capital"}, {WM_MARK_ADJ, "adj"}, {WM_MARK_PLURAL, "plural"}};
    size_t len = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if ((marks & words[i].bit) == 0)
            continue;
        size_t size = strlen(words[i].word);
        if (len != 0)
            out[len++] = ' ';
        memcpy(out + len, words[i].word, size);
        len += size;
    }
    out[len] = '\0';
}

static void take(void *user, const wm_gaz_posting *posting, const char *spelling)
{
    search *s = user;
    char marks[MARKS_ROOM];
    if (s->count == s->limit)
        return;
    wm_gaz_entry entry = wm_gaz_entry_at(s->gaz, posting->entry);
    write_marks(posting->marks, marks);
    whomet_name name = {
        .name = entry.name,
        .spelling = spelling != NULL ? spelling : s->asked,
        .label = wm_gaz_label(s->gaz, posting->label),
        .id = entry.id,
        .marks = marks,
        .attrs = entry.attrs,
        .weight = entry.weight / 10.0,
        .file = entry.file,
        .line = entry.line,
    };
    s->count++;
    s->found(s->user, &name);
}

uint32_t wm_names_find(const whomet_knowledge *knowledge, wm_slice text, bool near, wm_arena *scratch,
                       whomet_name_found *found, void *user)
{
    wm_text question = {.bytes = text};
    wm_text_tokenize(&question, 0, (uint32_t)text.len, scratch);
    search s = {.asked = text.at, .found = found, .user = user, .limit = UINT32_MAX};
    for (uint32_t g = 0; g < knowledge->gaz_count; g++) {
        s.gaz = knowledge->gazetteers[g];
        wm_gaz_find(s.gaz, &question, take, &s);
    }
    s.limit = s.count == 0 && near ? NEAR_MAX : s.count;
    for (uint32_t g = 0; g < knowledge->gaz_count && s.count < s.limit; g++) {
        s.gaz = knowledge->gazetteers[g];
        wm_gaz_find_near(s.gaz, &question, scratch, take, &s);
    }
    return s.count;
}
