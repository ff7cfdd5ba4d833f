/* SPDX-License-Identifier: MIT */
/* The parts that the JSON of a document is made of; between the files that write JSON only. */
#ifndef WM_OUT_JSON_PART_H
#define WM_OUT_JSON_PART_H

#include "out/json.h"

/* A JSON string in quotes; ill-formed UTF-8 becomes U+FFFD, one for each maximal part. */
void wm_json_put_string(wm_buffer *out, wm_slice text);
/* The same, which is slower for short ones. */
void wm_json_put_long(wm_buffer *out, wm_slice text);
void wm_json_put_text(wm_buffer *out, const char *text);
/* `key` is written as it stands, with comma, quotes and colon: `,"role":`. A key without a value is left out, not null:
 * absence is said once. A macro, so that keys are copied by their known size. */
#define WM_JSON_OPTIONAL(out, key, text)                                                                               \
    do {                                                                                                               \
        const char *wm_text_ = (text);                                                                                 \
        if (wm_text_ != NULL) {                                                                                        \
            WM_BUFFER_LITERAL(out, key);                                                                               \
            wm_json_put_text(out, wm_text_);                                                                           \
        }                                                                                                              \
    } while (0)
void wm_json_put_id(wm_buffer *out, char letter, uint32_t number);
/* `"start":1,"end":2` */
void wm_json_put_places(wm_buffer *out, whomet_range range);
/* `{"start":1,"end":2,"text":"…"}` */
void wm_json_put_quote(wm_buffer *out, const whomet_result *result, whomet_range range);
/* The exact slice, as a string. */
void wm_json_put_slice(wm_buffer *out, const whomet_result *result, whomet_range range);
/* `,"why":{…}` */
void wm_json_put_why(wm_buffer *out, const whomet_why *why);

/* Gives each mention that is written its number; false when there is no memory. */
bool wm_json_number(wm_json *json, const whomet_mention_list *mentions);
/* An event, as an object. */
void wm_json_put_event(const wm_json *json, wm_buffer *out, const whomet_result *result, uint32_t index);
/* `"events":[…],"triples":[…],"relations":[…]` */
void wm_json_put_contacts(const wm_json *json, wm_buffer *out, const whomet_result *result);

#endif
