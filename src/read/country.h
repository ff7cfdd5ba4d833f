/* SPDX-License-Identifier: MIT */
/* Which countries, and which divisions of them, a text speaks of: what tells namesakes apart. */
#ifndef WM_READ_COUNTRY_H
#define WM_READ_COUNTRY_H

#include "read/read.h"

/* Notes what the mentions of the part, and the names of countries and peoples in it, tell. Before any of its mentions
 * is told what it is. */
void wm_country_survey(wm_reading *reading);
/* What the document told so far of the country or division with this hash of an id; NULL: nothing. */
const wm_country_note *wm_country_told(const wm_reading *reading, uint64_t id_hash);
/* Did this name of a place (wm_memory_hash()) speak for the country as one of its `places`? */
bool wm_country_counts(const wm_reading *reading, uint64_t id_hash, uint64_t name);
/* Is the country, its people or its capital named within a few dozen tokens of [begin, end), in its sentence, by
 * another name? */
bool wm_country_is_near(wm_reading *reading, uint64_t id_hash, uint32_t sentence, uint32_t begin, uint32_t end);

#endif
