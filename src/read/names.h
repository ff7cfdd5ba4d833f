/* SPDX-License-Identifier: MIT */
/* What the gazetteers of a knowledge know of a name. */
#ifndef WM_READ_NAMES_H
#define WM_READ_NAMES_H

#include "read/knowledge.h"

enum { WM_NAME_MAX_BYTES = 65536 };

/* Calls `found` as whomet_names_find() says, and gives how often. */
uint32_t wm_names_find(const whomet_knowledge *knowledge, wm_slice text, bool near, wm_arena *scratch,
                       whomet_name_found *found, void *user);

#endif
