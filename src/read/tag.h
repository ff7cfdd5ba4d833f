/* SPDX-License-Identifier: MIT */
/* Tags ("#TelAviv"), cut into words. */
#ifndef WM_READ_TAG_H
#define WM_READ_TAG_H

#include "text/text.h"

/* Most words of a tag that is looked up: "#NewYorkCity" has three. */
enum { WM_TAG_WORDS_MAX = 6 };

bool wm_tag_is(const wm_text *text, uint32_t token);
/* The words of a tag as a text of their own, into `words`; how many, 0 when there are none or too many. */
uint32_t wm_tag_cut(const wm_text *text, uint32_t token, wm_token words[WM_TAG_WORDS_MAX]);
/* Makes one word of them, in words[0]. */
void wm_tag_join(const wm_text *text, wm_token *words, uint32_t count);

#endif
