/* SPDX-License-Identifier: MIT */
/* JSON of what was found in a document: schema whomet/1, one compact line. */
#ifndef WM_OUT_JSON_H
#define WM_OUT_JSON_H

#include "out/buffer.h"
#include "out/origin.h"

/* Reusable; holds nothing between documents but memory. */
typedef struct wm_json {
    bool all_types;    /* mentions without an entity too */
    uint32_t *numbers; /* by index of a mention: the number in its id, 0 when it is not written */
    size_t number_room;
} wm_json;

void wm_json_init(wm_json *json, bool all_types);
void wm_json_done(wm_json *json);

/* One line with its line feed. Trouble is left in out->error. */
void wm_json_put_document(wm_json *json, wm_buffer *out, const whomet_result *result, const wm_origin *origin);
/* The line that stands in place of a document that could not be read. */
void wm_json_put_error(wm_buffer *out, const wm_origin *origin, const char *code, const char *message);

#endif
