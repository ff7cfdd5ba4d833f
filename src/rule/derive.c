/* SPDX-License-Identifier: MIT */
/* Labels with tests. <place.city weighty> is, from the first rule that says so on, a label with a number of its own,
 * behind the numbers of those with names. Whoever lays out a tape sets it where the tests hold, once for all rules; in
 * patterns it is a label as cheap as any: part of sets, triggers and look-arounds.
 *
 * In: a label's tests while loading; the labels and attributes of one thing while reading. Out: more labels.
 * Limit: WM_LABELS_MAX labels, those with names and those with tests together.
 */
#include "rule/load.h"

#include "base/bits.h"

/* Written in another order two labels count as two, which costs a number and nothing else. */
static bool is_same_test(const wm_label_test *a, const wm_label_test *b)
{
    return a->absent == b->absent && strcmp(a->key, b->key) == 0 && (a->value.at == NULL) == (b->value.at == NULL) &&
           (a->value.at == NULL || wm_slice_equal(a->value, b->value));
}

static bool is_same(const wm_derived *a, const wm_derived *b)
{
    if (a->test_count != b->test_count || memcmp(&a->bases, &b->bases, sizeof a->bases) != 0)
        return false;
    for (uint32_t i = 0; i < a->test_count; i++)
        if (!is_same_test(&a->tests[i], &b->tests[i]))
            return false;
    return true;
}

uint32_t wm_load_derived(wm_loading *loading, const wm_derived *wanted)
{
    wm_rules *rules = loading->rules;
    uint32_t first = rules->labels.strings.count;
    for (uint32_t i = 0; i < rules->derived.count; i++)
        if (is_same(&rules->derived.items[i], wanted))
            return first + i;
    if (first + rules->derived.count >= WM_LABELS_MAX)
        return WM_NO_ID;
    *WM_PUSH(loading->keep, &rules->derived) = *wanted;
    return first + rules->derived.count - 1;
}

/* Only tests that something be absent: a thing without attributes passes them all. */
static bool is_plain(const wm_derived *derived)
{
    for (uint32_t i = 0; i < derived->test_count; i++)
        if (!derived->tests[i].absent)
            return false;
    return true;
}

/* By label, so that a reader who sets one finds in one step what else to ask. */
void wm_load_derivable(wm_loading *loading)
{
    wm_rules *rules = loading->rules;
    uint32_t first = rules->labels.strings.count;
    rules->derivable = WM_NEW_N(loading->keep, wm_labels, WM_LABELS_MAX);
    rules->plain = WM_NEW_N(loading->keep, wm_labels, WM_LABELS_MAX);
    for (uint32_t i = 0; i < rules->derived.count; i++)
        for (uint32_t label = 0; label < first && label < WM_LABELS_MAX; label++) {
            if (!wm_labels_has(&rules->derived.items[i].bases, label))
                continue;
            wm_labels_add(&rules->derivable[label], first + i);
            if (is_plain(&rules->derived.items[i]))
                wm_labels_add(&rules->plain[label], first + i);
        }
}

/* One thing whose attributes are asked for; tests of one key tend to stand together. */
typedef struct asked {
    wm_attr_of *attr;
    const void *user;
    const char *key;
    wm_slice value;
} asked;

static bool tests_hold(asked *thing, const wm_derived *derived)
{
    for (uint32_t i = 0; i < derived->test_count; i++) {
        const wm_label_test *test = &derived->tests[i];
        if ((thing->key == NULL || strcmp(thing->key, test->key) != 0)) {
            thing->value = thing->attr(thing->user, test->key);
            thing->key = test->key;
        }
        bool given = thing->value.at != NULL;
        if (test->value.at != NULL ? !given || !wm_slice_equal(thing->value, test->value) : given == test->absent)
            return false;
    }
    return true;
}

/* What any of the labels leads to. */
static wm_labels follow(const wm_labels *labels, const wm_labels *to)
{
    wm_labels all = {{0}};
    for (uint32_t w = 0; w < WM_LABEL_WORDS; w++)
        for (uint64_t bits = labels->bits[w]; bits != 0; bits &= bits - 1)
            wm_labels_join(&all, &to[w * 64 + wm_bits_lowest(bits)]);
    return all;
}

void wm_rules_derive(const wm_rules *rules, const wm_labels *wanted, wm_labels *labels, wm_attr_of *attr,
                     const void *user)
{
    asked thing = {attr, user, NULL, {NULL, 0}};
    uint32_t first = rules->labels.strings.count;
    wm_labels may = follow(labels, attr != NULL ? rules->derivable : rules->plain);
    if (attr == NULL) {
        wm_labels_join(labels, &may);
        return;
    }
    for (uint32_t w = 0; w < WM_LABEL_WORDS; w++) {
        uint64_t of_use = wanted != NULL ? wanted->bits[w] : UINT64_MAX;
        for (uint64_t bits = may.bits[w] & of_use; bits != 0; bits &= bits - 1) {
            uint32_t label = w * 64 + wm_bits_lowest(bits);
            if (tests_hold(&thing, &rules->derived.items[label - first]))
                wm_labels_add(labels, label);
        }
    }
}
