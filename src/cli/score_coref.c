/* SPDX-License-Identifier: MIT */
/* Coreference of one text: MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998) and CEAF-e (Luo 2005), all in the form
 * of the CoNLL scorer (Pradhan et al. 2014), which needs no equal sets of mentions.
 *
 * In: clusters of the gold and of an answer; mentions are the same when their spans are, whatever their types. Out:
 * numerators and denominators, to be added up over texts. A mention that the other side lacks counts against this side:
 * as a part of its own (MUC), as nothing in common (B³, CEAF-e). A span given twice counts once, in its first cluster;
 * a name without a cluster is an entity of one mention.
 */
#include "cli/score.h"
#include "cli/score_match.h"

#include <stdlib.h>

/* A span and the number of its cluster on one side; after sorting, one for each span. */
typedef struct mention {
    wm_span span;
    uint32_t cluster, order;
} mention;

typedef struct side {
    mention *mentions;
    uint32_t count, clusters;
    uint32_t *sizes; /* of the clusters */
} side;

/* How many mentions a cluster of the gold and one of the answer share. */
typedef struct overlap {
    uint32_t gold, answer, shared;
} overlap;

typedef WM_ARRAY(overlap) overlaps;

/* Of two mentions at one place the first of the text stays. */
static int compare_mentions(const void *a, const void *b)
{
    const mention *x = a, *y = b;
    if (x->span.begin != y->span.begin)
        return x->span.begin < y->span.begin ? -1 : 1;
    if (x->span.end != y->span.end)
        return x->span.end < y->span.end ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* A mention is its place; types do not count. */
static bool same_span(const mention *a, const mention *b)
{
    return a->span.begin == b->span.begin && a->span.end == b->span.end;
}

/* One more than the highest number, to go on from. */
static uint32_t highest_cluster(const wm_gold *gold)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < gold->names.count; i++) {
        uint32_t cluster = gold->names.items[i].cluster;
        if (cluster != UINT32_MAX && cluster >= next)
            next = cluster + 1;
    }
    return next;
}

/* A name without a cluster is one of its own. */
static side take_side(const wm_gold *gold, wm_arena *scratch)
{
    uint32_t count = gold->names.count;
    side s = {.mentions = WM_NEW_N(scratch, mention, count), .clusters = highest_cluster(gold)};
    for (uint32_t i = 0; i < count; i++) {
        const wm_name *name = &gold->names.items[i];
        s.mentions[i] = (mention){name->span, name->cluster != UINT32_MAX ? name->cluster : s.clusters++, i};
    }
    qsort(s.mentions, count, sizeof *s.mentions, compare_mentions);
    for (uint32_t i = 0; i < count; i++)
        if (s.count == 0 || !same_span(&s.mentions[s.count - 1], &s.mentions[i]))
            s.mentions[s.count++] = s.mentions[i];
    s.sizes = WM_NEW_N(scratch, uint32_t, s.clusters);
    for (uint32_t i = 0; i < s.count; i++)
        s.sizes[s.mentions[i].cluster]++;
    return s;
}

/* By cluster of the gold, then of the answer. */
static int compare_overlaps(const void *a, const void *b)
{
    const overlap *x = a, *y = b;
    if (x->gold != y->gold)
        return x->gold < y->gold ? -1 : 1;
    return x->answer < y->answer ? -1 : x->answer > y->answer;
}

/* One for each two clusters that share something, by cluster of the gold. */
static overlaps find_overlaps(const side *gold, const side *answer, wm_arena *scratch)
{
    overlaps shared = {0}, sums = {0};
    for (uint32_t i = 0, j = 0; i < gold->count && j < answer->count;) {
        const mention *g = &gold->mentions[i], *a = &answer->mentions[j];
        bool same = same_span(g, a);
        if (same)
            *WM_PUSH(scratch, &shared) = (overlap){g->cluster, a->cluster, 1};
        bool gold_first = compare_mentions(g, &(mention){.span = a->span, .order = g->order}) < 0;
        i += same || gold_first;
        j += same || !gold_first;
    }
    if (shared.count != 0)
        qsort(shared.items, shared.count, sizeof *shared.items, compare_overlaps);
    for (uint32_t i = 0; i < shared.count; i++) {
        overlap *last = sums.count != 0 ? &sums.items[sums.count - 1] : NULL;
        if (last != NULL && compare_overlaps(last, &shared.items[i]) == 0)
            last->shared++;
        else
            *WM_PUSH(scratch, &sums) = shared.items[i];
    }
    return sums;
}

/* Links that the answer keeps: size less the parts into which the other side cuts the cluster, where every mention that
 * it lacks is a part. Written as a sum of (shared - 1) over the overlaps, which is the same from both sides. */
static void count_muc(wm_count *count, const side *gold, const side *answer, const overlaps *shared)
{
    for (uint32_t i = 0; i < shared->count; i++) {
        count->right += shared->items[i].shared - 1;
        count->hit += shared->items[i].shared - 1;
    }
    for (uint32_t i = 0; i < gold->clusters; i++)
        count->gold += gold->sizes[i] != 0 ? gold->sizes[i] - 1 : 0;
    for (uint32_t i = 0; i < answer->clusters; i++)
        count->system += answer->sizes[i] != 0 ? answer->sizes[i] - 1 : 0;
}

/* A mention gets the share of its cluster that is right; all mentions of an overlap get the same. */
static void count_b3(wm_count *count, const side *gold, const side *answer, const overlaps *shared)
{
    for (uint32_t i = 0; i < shared->count; i++) {
        const overlap *o = &shared->items[i];
        double square = (double)o->shared * o->shared;
        count->hit += square / gold->sizes[o->gold];
        count->right += square / answer->sizes[o->answer];
    }
    count->gold += gold->count;
    count->system += answer->count;
}

/* Clusters that lost all their mentions to doubles are none. */
static uint32_t entities(const side *s)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->clusters; i++)
        count += s->sizes[i] != 0;
    return count;
}

/* Entities are aligned one to one so that their similarity, Luo's φ4, is greatest. Only those that share something with
 * another one take part, which keeps the matrix small; `place` numbers them. */
static uint32_t renumber(uint32_t clusters, const overlaps *shared, bool gold, uint32_t *place)
{
    uint32_t next = 0;
    memset(place, 0xFF, clusters * sizeof *place);
    for (uint32_t i = 0; i < shared->count; i++) {
        uint32_t cluster = gold ? shared->items[i].gold : shared->items[i].answer;
        if (place[cluster] == UINT32_MAX)
            place[cluster] = next++;
    }
    return next;
}

/* The matching takes time by the cube of the rows that are left. */
static void count_ceaf(wm_count *count, const side *gold, const side *answer, const overlaps *shared, wm_arena *scratch)
{
    uint32_t *rows = WM_NEW_N(scratch, uint32_t, gold->clusters);
    uint32_t *columns = WM_NEW_N(scratch, uint32_t, answer->clusters);
    uint32_t row_count = renumber(gold->clusters, shared, true, rows);
    uint32_t column_count = renumber(answer->clusters, shared, false, columns);
    wm_weights weights = wm_weights_new(row_count, column_count, scratch);
    for (uint32_t i = 0; i < shared->count; i++) {
        const overlap *o = &shared->items[i];
        weights.cells[(size_t)rows[o->gold] * column_count + columns[o->answer]] =
            2.0 * o->shared / (gold->sizes[o->gold] + answer->sizes[o->answer]);
    }
    const uint32_t *match = wm_match_heaviest(&weights, scratch);
    for (uint32_t i = 0; i < row_count; i++)
        if (match[i] != WM_NO_MATCH)
            count->right += weights.cells[(size_t)i * column_count + match[i]];
    count->hit = count->right;
    count->gold += entities(gold);
    count->system += entities(answer);
}

/* Adds to `counts`; `scratch` is as it was. */
void wm_score_coreference(const wm_gold *gold, const wm_gold *answer, wm_arena *scratch, wm_counts *counts)
{
    wm_arena_mark mark = wm_arena_tell(scratch);
    side g = take_side(gold, scratch), a = take_side(answer, scratch);
    overlaps shared = find_overlaps(&g, &a, scratch);
    count_muc(&counts->of[WM_SCORED_MUC], &g, &a, &shared);
    count_b3(&counts->of[WM_SCORED_B3], &g, &a, &shared);
    count_ceaf(&counts->of[WM_SCORED_CEAF_E], &g, &a, &shared, scratch);
    wm_arena_rewind(scratch, mark);
}
