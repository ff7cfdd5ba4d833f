/* SPDX-License-Identifier: MIT */
/* What is known about a document besides what was read in it: where it comes from and what its record says. */
#ifndef WM_OUT_ORIGIN_H
#define WM_OUT_ORIGIN_H

#include "base/slice.h"
#include "whomet.h"

/* A slice with a NULL `at` is absent. All of it belongs to the caller. */
typedef struct wm_origin {
    wm_slice id;                    /* of the document */
    bool id_is_json;                /* `id` is a JSON value, passed through as it stands */
    wm_slice source;                /* the path as it was given */
    wm_slice title;                 /* goes before the title found in the text */
    wm_slice date;                  /* goes before the date found in the text */
    const whomet_warning *warnings; /* of the reading of the file, before those of the text */
    uint32_t warning_count;
} wm_origin;

#endif
