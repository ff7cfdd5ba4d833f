/* SPDX-License-Identifier: MIT */
/* What is done to events when all sentences have been read. */
#ifndef WM_READ_PUBLISH_H
#define WM_READ_PUBLISH_H

#include "read/read.h"

/* Says which days the phrases for a time mean. */
void wm_publish_times(whomet_document *document);
/* Fills document->events with the notes that are left. */
void wm_publish_events(whomet_document *document);

#endif
