/* SPDX-License-Identifier: MIT */
/* Explanations for programs: schema whomet-explain/1, one compact line an answer. */
#ifndef WM_OUT_WHY_JSON_H
#define WM_OUT_WHY_JSON_H

#include "out/json.h"
#include "whomet.h"

/* What an explanation is about and made with. */
typedef struct wm_why_json {
    wm_buffer *out;
    wm_buffer *line; /* in memory; each answer is made there first */
    bool indented;   /* for people: over several lines */
    wm_json *json;   /* with all types, so that every mention has an id */
    const whomet_result *result;
    wm_slice source, data, project; /* NULL `at`: there is none */
    const char *version;
} wm_why_json;

/* The same three answers as in why.h; trouble is left in out->error. A text is a line for each sentence. */
void wm_why_json_put_text(const wm_why_json *why);
void wm_why_json_put_place(const wm_why_json *why, whomet_range range);
void wm_why_json_put_event(const wm_why_json *why, uint32_t event);

#endif
