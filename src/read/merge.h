/* SPDX-License-Identifier: MIT */
/* From what each sentence tells to what the document tells. */
#ifndef WM_READ_MERGE_H
#define WM_READ_MERGE_H

#include "read/read.h"

/* Joins event notes that tell the same contact and fills document->events. */
void wm_merge_events(whomet_document *document);
/* Fills document->triples from the events. */
void wm_flatten_events(whomet_document *document);

#endif
