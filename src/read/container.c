/* SPDX-License-Identifier: MIT */
/* Where the text says that a place lies: "Birmingham, Alabama", "Tripoli in northern Lebanon", "Lebanon's Tripoli".
 * Told from lists of states, which look alike.
 *
 * In: mentions in text order. Out: the mention of the place around.
 */
#include "read/container.h"

enum { FEW_WORDS = 2 };

static bool is_place_at(const wm_reading *r, uint32_t mention, uint32_t token)
{
    const whomet_document *d = r->document;
    return mention < d->mentions.count && d->mention_notes.items[mention].begin == token &&
           d->mention_notes.items[mention].kind == r->knowledge->labels.place;
}

/* Behind "X in", and a few small words ("in northern Lebanon"). */
static uint32_t behind_in(const wm_reading *r, uint32_t token)
{
    uint32_t end = token + 1 + FEW_WORDS;
    for (token++; token < end && token < r->text.token_count; token++)
        if ((r->text.tokens[token].shape & WM_SHAPE_LOWER) == 0)
            break;
    return token;
}

uint32_t wm_container_of(const wm_reading *r, uint32_t mention)
{
    const wm_mention_note *note = &r->document->mention_notes.items[mention];
    if (note->kind != r->knowledge->labels.place)
        return WM_NO_ID;
    if (wm_read_token_is(r, note->end, ",") && is_place_at(r, mention + 1, note->end + 1))
        return mention + 1;
    if (wm_read_token_is(r, note->end, "in") && is_place_at(r, mention + 1, behind_in(r, note->end)))
        return mention + 1;
    if (mention > r->first_mention && note->begin > 0 &&
        (r->text.tokens[note->begin - 1].shape & WM_SHAPE_POSSESSIVE) && note[-1].end + 1 == note->begin &&
        is_place_at(r, mention - 1, note[-1].begin))
        return mention - 1;
    return WM_NO_ID;
}

bool wm_container_is_listed(const wm_reading *r, uint32_t mention)
{
    const wm_mention_note *note = &r->document->mention_notes.items[mention], *next = note + 1;
    if (mention + 1 >= r->document->mentions.count)
        return false;
    bool more = wm_read_token_is(r, next->end, "and") || wm_read_token_is(r, next->end, "or") ||
                wm_read_token_is(r, next->end, "&") ||
                (wm_read_token_is(r, next->end, ",") && is_place_at(r, mention + 2, next->end + 1));
    bool before = mention > r->first_mention && note[-1].end + 1 == note->begin &&
                  wm_read_token_is(r, note[-1].end, ",") && is_place_at(r, mention - 1, note[-1].begin);
    return more || before;
}
