/* SPDX-License-Identifier: MIT */
/* People by their names and titles. */
#ifndef WM_READ_PERSON_H
#define WM_READ_PERSON_H

#include "read/read.h"

bool wm_person_is_single(const wm_mention_note *note);
/* Known so far by one word that no list explains: a fuller name may turn out to be its own. */
bool wm_person_is_open(const whomet_document *document, int32_t entity);
/* The sex that the title before token `begin` tells ("Ms"): 'm', 'f' or 0. */
char wm_person_titled(const wm_reading *reading, uint32_t begin);
/* Notes what a mention tells of the person's sex. */
void wm_person_learn_sex(wm_reading *reading, uint32_t mention, int32_t entity);
/* Whom a surname, a first name or, where so far only the surname was known, a full name means; or WHOMET_NONE. */
int32_t wm_person_find(const wm_reading *reading, const wm_mention_note *note);
/* The last one of those who bear a surname who is of that sex, or may be. */
int32_t wm_person_find_titled(const wm_reading *reading, const wm_mention_note *note, char sex);
/* Makes a person findable by the mention's surname and first name. */
void wm_person_index(wm_reading *reading, const wm_mention_note *note, int32_t entity);

#endif
