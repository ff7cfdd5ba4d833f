/* SPDX-License-Identifier: MIT */
/* Labels with tests (<place.city weighty>) of what the gazetteers offer. What a name passes depends on its entry and
 * its marks alone, so it is worked out once and remembered, by where the name stands in its gazetteer: a text says the
 * same few thousand names over and over.
 *
 * In: an offer. Out: its labels. A direct-mapped table of fixed size; a name that is pushed out is asked again.
 */
#include "read/label.h"

#include "read/cascade.h"

#include <stdlib.h>

enum { SLOTS = 8192 };

struct wm_label_memo {
    struct {
        uint64_t key; /* gazetteer and posting; 0 is free */
        wm_labels labels;
    } slots[SLOTS];
};

wm_label_memo *wm_label_memo_new(void)
{
    return calloc(1, sizeof(wm_label_memo));
}

void wm_label_memo_free(wm_label_memo *memo)
{
    free(memo);
}

typedef struct asked {
    const wm_reading *reading;
    const wm_offer *offer;
} asked;

static wm_slice attr_of_offer(const void *user, const char *key)
{
    const asked *a = user;
    return wm_offer_attr(a->reading, a->offer, key);
}

void wm_label_offer(const wm_reading *reading, wm_offer *offer, uint32_t posting)
{
    wm_label_memo *memo = reading->document->labels;
    uint64_t key = (uint64_t)(offer->gaz + 1) << 32 | posting;
    uint32_t at = (posting ^ posting >> 13 ^ (uint32_t)offer->gaz << 7) % SLOTS;
    if (memo->slots[at].key == key) {
        offer->labels = memo->slots[at].labels;
        return;
    }
    asked a = {reading, offer};
    wm_rules_derive(reading->knowledge->rules, NULL, &offer->labels, attr_of_offer, &a);
    memo->slots[at].key = key;
    memo->slots[at].labels = offer->labels;
}
