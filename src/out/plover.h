/* SPDX-License-Identifier: MIT */
/* Events in the terms of PLOVER, the successor of CAMEO: the political event codes of other systems. */
#ifndef WM_OUT_PLOVER_H
#define WM_OUT_PLOVER_H

#include "whomet.h"

/* Static strings; NULL: there is none. */
typedef struct wm_plover {
    const char *type;      /* CONSULT, AGREE, REQUEST, REJECT, SANCTION */
    const char *mode;      /* visit, phone, multilateral, meet, withdraw */
    const char *auxiliary; /* negation, hypothetical, future */
} wm_plover;

wm_plover wm_plover_of(const whomet_event *event);

#endif
