/* SPDX-License-Identifier: MIT */
/* What Wikidata's classes are to us. */
#ifndef WM_CLI_IMPORT_CLASSES_H
#define WM_CLI_IMPORT_CLASSES_H

#include "base/error.h"

/* Things, classes and their kinds; numbers are those behind Q. */
typedef struct wm_class_edge {
    uint32_t parent, child;
} wm_class_edge;

typedef struct wm_class_slot {
    uint32_t thing; /* 0: free */
    uint32_t value;
} wm_class_slot;

/* A map from things to numbers. */
typedef struct wm_class_map {
    wm_class_slot *slots;
    uint32_t room, count; /* room is a power of two */
} wm_class_map;

/* False when there is none. */
bool wm_class_get(const wm_class_map *map, uint32_t thing, uint32_t *ret_value);
/* The first value of a thing stays. */
bool wm_class_put(wm_class_map *map, uint32_t thing, uint32_t value, wm_arena *keep);

enum { WM_CLASS_PERSON, WM_CLASS_PLACE, WM_CLASS_ORG, WM_CLASS_OTHER, WM_CLASS_KINDS };

typedef struct wm_classes {
    wm_arena *keep;
    wm_class_edge *edges; /* from classes to their subclasses, as read */
    size_t edge_count, edge_room;
    wm_class_map kinds; /* class -> WM_CLASS_… */
    WM_ARRAY(uint32_t) roots;
} wm_classes;

enum { WM_CLASS_EDGES_MAX = 32 * 1024 * 1024 /* 256 MiB */ };

/* The classes of `table` (lines of kind, tab, Q and a number, and what else behind a tab), or our own list when that is
 * NULL. */
wm_status wm_classes_init(wm_classes *classes, const char *path, const wm_slice *table, wm_arena *keep, wm_error *err);
void wm_classes_done(wm_classes *classes);
/* `child` is a subclass of `parent`. */
wm_status wm_classes_add(wm_classes *classes, uint32_t parent, uint32_t child, wm_error *err);
/* Gives every subclass the kind of the root that is the fewest steps away, of two the earlier one in the table. */
void wm_classes_close(wm_classes *classes);

#endif
