/* SPDX-License-Identifier: MIT */
/* What may stand in the last column and behind '+'. The lists are closed, so a slip of the pen is a fault with a
 * proposal, not a silent new key. Adding one is adding a row here (and a WM_MARK_ bit for a mark).
 */
#include "gaz/marks.h"

#include "gaz/gaz.h"

typedef struct mark {
    const char *name;
    uint16_t bit;
} mark;

static const mark marks[] = {
    {"ctx", WM_MARK_CTX},         {"case", WM_MARK_CASE}, {"h", WM_MARK_HISTORIC},
    {"capital", WM_MARK_CAPITAL}, {"adj", WM_MARK_ADJ},   {"plural", WM_MARK_PLURAL},
};

static const char *const keys[] = {"country", "in",  "role",    "of",       "from",     "to",
                                   "kind",    "sex", "demonym", "wikidata", "geonames", "iso"};

enum { MARK_COUNT = sizeof marks / sizeof *marks, KEY_COUNT = sizeof keys / sizeof *keys };

/* Six words: comparing with each is faster than any table. */
uint16_t wm_gaz_mark_bit(wm_slice name)
{
    for (size_t i = 0; i < MARK_COUNT; i++)
        if (wm_slice_is(name, marks[i].name))
            return marks[i].bit;
    return 0;
}

/* Marks are no keys, so a word is one of the two or a fault. */
bool wm_gaz_key_known(wm_slice key)
{
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (wm_slice_is(key, keys[i]))
            return true;
    return false;
}

/* Keeps in *ret_best whichever of it and `name` is nearer to `wrong`; `*distance` is what it has to beat. */
static void consider(wm_slice wrong, const char *name, unsigned *distance, const char **ret_best)
{
    unsigned found = wm_slice_distance(wrong, wm_slice_of(name), *distance);
    if (found >= *distance)
        return;
    *distance = found;
    *ret_best = name;
}

/* Below this many edits two names are alike: a short one has no room for two slips. */
static unsigned alike(wm_slice wrong)
{
    return wrong.len < 4 ? 2 : 3;
}

/* A word of one letter is near to everything, so it gets the list. */
const char *wm_gaz_mark_hint(wm_slice wrong, wm_arena *keep)
{
    const char *best = NULL;
    unsigned distance = alike(wrong);
    for (size_t i = 0; i < MARK_COUNT; i++)
        if (wrong.len > 1)
            consider(wrong, marks[i].name, &distance, &best);
    return best != NULL ? wm_arena_format(keep, "did you mean '%s'?", best)
                        : "the marks are ctx, case, h, capital, adj, plural";
}

/* As for marks; one list for both would propose a key where only a mark can stand. */
const char *wm_gaz_key_hint(wm_slice wrong, wm_arena *keep)
{
    const char *best = NULL;
    unsigned distance = alike(wrong);
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (wrong.len > 1)
            consider(wrong, keys[i], &distance, &best);
    return best != NULL ? wm_arena_format(keep, "did you mean '%s'?", best)
                        : "the keys are country, in, role, of, from, to, kind, sex, demonym, wikidata, geonames, iso";
}
