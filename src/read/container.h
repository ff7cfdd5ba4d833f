/* SPDX-License-Identifier: MIT */
/* Where the text says that a place lies. Mentions are numbers of the document, of the part at hand. */
#ifndef WM_READ_CONTAINER_H
#define WM_READ_CONTAINER_H

#include "read/read.h"

/* The place that a mention is said to lie in: the next mention of "X, Y" and "X in Y", the last one of "Y's X"; or
 * WM_NO_ID. */
uint32_t wm_container_of(const wm_reading *reading, uint32_t mention);
/* Are the mention and the next one states told one after the other ("Germany, Luxembourg, Belgium")? */
bool wm_container_is_listed(const wm_reading *reading, uint32_t mention);

#endif
