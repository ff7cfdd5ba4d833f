/* SPDX-License-Identifier: MIT */
/* Which of the entries that bear its name a mention means. */
#ifndef WM_READ_NAMESAKE_H
#define WM_READ_NAMESAKE_H

#include "read/read.h"

/* After wm_country_survey(): notes the places of the part that say where they lie ("Birmingham, Alabama"), because the
 * other mentions of the name, those before too, mean the same. */
void wm_namesake_survey(wm_reading *reading);
/* The entry for mention `mention` of the part, or WM_NO_ID; to be asked in text order, each answer kept in the note. */
uint32_t wm_namesake_pick(wm_reading *reading, uint32_t mention);

#endif
