/* SPDX-License-Identifier: MIT */
/* The labels of offers, those with tests too, remembered by name. */
#ifndef WM_READ_LABEL_H
#define WM_READ_LABEL_H

#include "read/read.h"

/* Lives with the document, for one knowledge. NULL when there is no memory. */
wm_label_memo *wm_label_memo_new(void);
void wm_label_memo_free(wm_label_memo *memo);

/* Adds to an offer, made from posting number `posting` of its gazetteer, the labels with tests that it passes. */
void wm_label_offer(const wm_reading *reading, wm_offer *offer, uint32_t posting);

#endif
