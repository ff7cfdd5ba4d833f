/* SPDX-License-Identifier: MIT */
/* What explanations are made of, collected while a traced text is read. Without a trace each of these does nothing. */
#ifndef WM_READ_TRACE_H
#define WM_READ_TRACE_H

#include "read/scene.h"

/* Behind the last stage that needs candidates: publishes sentences, offers, candidates and their votes, and looks for
 * the rules that came near the probe. */
void wm_trace_part(wm_reading *reading);
/* Fills the public lists. */
void wm_trace_finish(wm_reading *reading);

/* ---- events ----------------------------------------------------------------------------------------------------- */

/* The rule did this to the event. */
void wm_trace_step(wm_scene *scene, uint32_t rule, wm_event_note *note, whomet_step step);
/* How many parts an event has: tells whether an argument added any. */
uint32_t wm_trace_event_size(const wm_event_note *note);
/* An argument of an action was applied to an event that had `before` parts. */
void wm_trace_arg(wm_scene *scene, const wm_match *match, const wm_arg *arg, uint32_t before, wm_event_note *note);
/* A match came to nothing. */
void wm_trace_drop(wm_reading *reading, whomet_drop drop);
/* It speaks of an event told before, and there is none. */
void wm_trace_alone(whomet_document *document, const wm_event_note *note);
/* `later` becomes part of `earlier`. */
void wm_trace_merge(whomet_document *document, wm_event_note *earlier, const wm_event_note *later);

#endif
