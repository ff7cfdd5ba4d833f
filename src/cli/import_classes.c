/* SPDX-License-Identifier: MIT */
/* From a few classes of Wikidata to all classes below them: the subclass links (P279) are gathered as pairs of numbers,
 * sorted, and followed breadth first from all roots at once, so each class gets the kind of its nearest root and a
 * class that is a place in one way and an organization in another is what it is more directly.
 *
 * Memory: 8 bytes a link (4 million in 2025: 32 MB), at most 256 MB, and 8 to 16 bytes a class reached.
 */
#include "cli/import_classes.h"

#include <stdlib.h>

/* What the roots are, for who reads this; the names are not used. */
static const char own_table[] = "person\tQ5\thuman\n"
                                "other\tQ13406463\tlist article\n"
                                "other\tQ4167410\tdisambiguation page\n"
                                "other\tQ4167836\tcategory\n"
                                "other\tQ95074\tfictional character\n"
                                "other\tQ386724\twork\n"
                                "other\tQ1656682\tevent\n"
                                "other\tQ16521\ttaxon\n"
                                "place\tQ486972\thuman settlement\n"
                                "place\tQ56061\tadministrative territorial entity\n"
                                "place\tQ6256\tcountry\n"
                                "place\tQ3624078\tsovereign state\n"
                                "place\tQ82794\tgeographic region\n"
                                "place\tQ618123\tgeographical feature\n"
                                "place\tQ5107\tcontinent\n"
                                "place\tQ23442\tisland\n"
                                "place\tQ8502\tmountain\n"
                                "place\tQ4022\triver\n"
                                "place\tQ165\tsea\n"
                                "place\tQ1248784\tairport\n"
                                "place\tQ41176\tbuilding\n"
                                "place\tQ27096213\tgeographic entity\n"
                                "org\tQ43229\torganization\n"
                                "org\tQ4830453\tbusiness\n"
                                "org\tQ783794\tcompany\n"
                                "org\tQ7278\tpolitical party\n"
                                "org\tQ327333\tgovernment agency\n"
                                "org\tQ484652\tinternational organization\n"
                                "org\tQ3918\tuniversity\n"
                                "org\tQ11032\tnewspaper\n"
                                "org\tQ17149090\tarmed organization\n"
                                "org\tQ476028\tassociation football club\n"
                                "org\tQ163740\tnonprofit organization\n"
                                "org\tQ79913\tnon-governmental organization\n";

/* ---- map --------------------------------------------------------------------------------------------------------- */

/* Multiplicative hashing (Knuth, volume 3, 6.4); the slot of `thing`, or a free one. */
static uint32_t slot_of(const wm_class_map *map, uint32_t thing)
{
    uint32_t at = (uint32_t)((thing * UINT64_C(0x9E3779B97F4A7C15)) >> 32) & (map->room - 1);
    while (map->slots[at].thing != 0 && map->slots[at].thing != thing)
        at = (at + 1) & (map->room - 1);
    return at;
}

/* Number 0 is no thing of Wikidata and marks a free slot. */
bool wm_class_get(const wm_class_map *map, uint32_t thing, uint32_t *ret_value)
{
    if (map->room == 0 || thing == 0)
        return false;
    wm_class_slot slot = map->slots[slot_of(map, thing)];
    if (slot.thing == thing)
        *ret_value = slot.value;
    return slot.thing == thing;
}

/* The old slots stay in the arena; together they are less than the new ones. */
static void grow(wm_class_map *map, wm_arena *keep)
{
    wm_class_map larger = {.room = map->room != 0 ? map->room * 2 : 1024, .count = map->count};
    larger.slots = WM_NEW_N(keep, wm_class_slot, larger.room);
    for (uint32_t i = 0; i < map->room; i++)
        if (map->slots[i].thing != 0)
            larger.slots[slot_of(&larger, map->slots[i].thing)] = map->slots[i];
    *map = larger;
}

bool wm_class_put(wm_class_map *map, uint32_t thing, uint32_t value, wm_arena *keep)
{
    if (thing == 0)
        return false;
    if (map->count + map->count / 2 >= map->room)
        grow(map, keep);
    wm_class_slot *slot = &map->slots[slot_of(map, thing)];
    if (slot->thing != 0)
        return false;
    *slot = (wm_class_slot){thing, value};
    map->count++;
    return true;
}

/* ---- table ------------------------------------------------------------------------------------------------------- */

/* What follows the class is for people. */
static bool read_line(wm_slice line, uint32_t *ret_kind, uint32_t *ret_class)
{
    static const char *const kinds[WM_CLASS_KINDS] = {"person", "place", "org", "other"};
    wm_slice kind = wm_slice_cut(&line, '\t');
    wm_slice class = line.at != NULL ? wm_slice_cut(&line, '\t') : (wm_slice){"", 0};
    uint64_t number = 0;
    *ret_kind = 0;
    while (*ret_kind < WM_CLASS_KINDS && !wm_slice_is(kind, kinds[*ret_kind]))
        ++*ret_kind;
    for (size_t i = 1; i < class.len && number < UINT32_MAX; i++) {
        if (class.at[i] < '0' || class.at[i] > '9')
            return false;
        number = number * 10 + (uint64_t)(class.at[i] - '0');
    }
    *ret_class = (uint32_t)number;
    return *ret_kind<WM_CLASS_KINDS &&class.len> 1 && class.at[0] == 'Q' && number != 0 && number < UINT32_MAX;
}

/* The first fault of a file ends the reading of it. */
wm_status wm_classes_init(wm_classes *classes, const char *path, const wm_slice *table, wm_arena *keep, wm_error *err)
{
    *classes = (wm_classes){.keep = keep};
    unsigned number = 0;
    for (wm_slice rest = table != NULL ? *table : wm_slice_of(own_table); rest.at != NULL && rest.len != 0;) {
        uint32_t kind, class;
        wm_slice line = wm_slice_trim(wm_slice_cut(&rest, '\n'));
        number++;
        if (line.len == 0 || line.at[0] == '#')
            continue;
        if (!read_line(line, &kind, &class)) {
            wm_classes_done(classes);
            return wm_fail(err, WM_BAD_USE, path,
                           "%s:%u: a line is a kind (person, place, org or other), a tab and a "
                           "class such as Q515",
                           path, number);
        }
        if (wm_class_put(&classes->kinds, class, kind, keep))
            *WM_PUSH(keep, &classes->roots) = class;
    }
    return WM_OK;
}

/* The map and the roots are the arena's. */
void wm_classes_done(wm_classes *classes)
{
    free(classes->edges);
    *classes = (wm_classes){0};
}

/* ---- closure ----------------------------------------------------------------------------------------------------- */

/* A hostile dump may have any number of links; the limit ends it before memory does. */
wm_status wm_classes_add(wm_classes *classes, uint32_t parent, uint32_t child, wm_error *err)
{
    if (classes->edge_count == WM_CLASS_EDGES_MAX)
        return wm_fail(err, WM_BAD_DATA, NULL, "more than %d subclass links", WM_CLASS_EDGES_MAX);
    if (classes->edge_count == classes->edge_room) {
        size_t room = classes->edge_room != 0 ? classes->edge_room * 2 : 4096;
        wm_class_edge *edges = realloc(classes->edges, room * sizeof *edges);
        if (edges == NULL)
            return wm_fail(err, WM_NO_MEMORY, NULL, "no memory for subclass links");
        classes->edges = edges;
        classes->edge_room = room;
    }
    classes->edges[classes->edge_count++] = (wm_class_edge){parent, child};
    return WM_OK;
}

/* By parent, so the children of a class are neighbours. */
static int compare_edges(const void *a, const void *b)
{
    const wm_class_edge *one = a, *two = b;
    if (one->parent != two->parent)
        return one->parent < two->parent ? -1 : 1;
    return (one->child > two->child) - (one->child < two->child);
}

/* The first link of `parent`. */
static size_t first_edge(const wm_classes *classes, uint32_t parent)
{
    size_t begin = 0, end = classes->edge_count;
    while (begin < end) {
        size_t middle = begin + (end - begin) / 2;
        if (classes->edges[middle].parent < parent)
            begin = middle + 1;
        else
            end = middle;
    }
    return begin;
}

/* A class is queued when it gets its kind and never again, so a circle of subclasses comes to an end. */
void wm_classes_close(wm_classes *classes)
{
    if (classes->edge_count != 0)
        qsort(classes->edges, classes->edge_count, sizeof *classes->edges, compare_edges);
    /* `roots` grows to the queue of the search */
    for (uint32_t i = 0; i < classes->roots.count; i++) {
        uint32_t parent = classes->roots.items[i], kind = WM_CLASS_OTHER;
        wm_class_get(&classes->kinds, parent, &kind);
        for (size_t e = first_edge(classes, parent); e < classes->edge_count && classes->edges[e].parent == parent; e++)
            if (wm_class_put(&classes->kinds, classes->edges[e].child, kind, classes->keep))
                *WM_PUSH(classes->keep, &classes->roots) = classes->edges[e].child;
    }
    free(classes->edges);
    classes->edges = NULL;
    classes->edge_count = classes->edge_room = 0;
}
