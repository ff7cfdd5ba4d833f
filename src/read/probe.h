/* SPDX-License-Identifier: MIT */
/* A place of which somebody asks why nothing was found there. */
#ifndef WM_READ_PROBE_H
#define WM_READ_PROBE_H

#include "read/scene.h"

/* Rules that vote for names, tried in a sentence that holds the probe. */
void wm_probe_names(wm_sentence_votes *votes);
/* Rules of a phase that make events or relations; before they run, on the tape that they will see. */
void wm_probe_phase(wm_scene *scene, uint32_t phase);
/* Fills the public lists. */
void wm_probe_finish(whomet_document *document);

#endif
