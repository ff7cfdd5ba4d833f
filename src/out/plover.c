/* SPDX-License-Identifier: MIT */
/* An event in the terms of PLOVER (the manual of 2021), for those who count events by its types.
 *
 * In: an event. Out: its type there, its mode where PLOVER has one for it, and what it calls an auxiliary mode. Other
 * types and statuses than those of the table have none, and no key is written.
 */
#include "out/plover.h"

#include <string.h>

/* Status decides the type: what did not take place is another event there. A contact that is denied or only thought of
 * stays a contact, and the auxiliary mode says so. */
static const struct {
    const char *status, *type, *mode, *auxiliary; /* mode NULL: that of the contact */
} rows[] = {
    {"asserted", "CONSULT", NULL, NULL},
    {"negated", "CONSULT", NULL, "negation"},
    {"possible", "CONSULT", NULL, "hypothetical"},
    {"planned", "AGREE", "", "future"},
    {"proposed", "REQUEST", "meet", NULL},
    {"refused", "REJECT", "meet", NULL},
    {"cancelled", "SANCTION", "withdraw", NULL},
};

/* PLOVER counts a video link among the calls; of meetings it only tells those of more than two. */
static const char *mode_of_contact(const whomet_event *event)
{
    if (strcmp(event->type, "visit") == 0)
        return "visit";
    if (event->mode != NULL && (strcmp(event->mode, "phone") == 0 || strcmp(event->mode, "video") == 0))
        return "phone";
    return event->participant_count > 2 ? "multilateral" : "";
}

wm_plover wm_plover_of(const whomet_event *event)
{
    wm_plover plover = {NULL, NULL, NULL};
    if (strcmp(event->type, "meet") != 0 && strcmp(event->type, "visit") != 0)
        return plover;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].status, event->status) == 0) {
            const char *mode = rows[i].mode != NULL ? rows[i].mode : mode_of_contact(event);
            plover = (wm_plover){rows[i].type, *mode != '\0' ? mode : NULL, rows[i].auxiliary};
        }
    return plover;
}
