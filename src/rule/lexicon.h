/* SPDX-License-Identifier: MIT */
/* Lemmas and their inflected forms.
 *
 *     meet met                 meet met meets meeting
 *     visit                    visit visits visited visiting
 *     confer conferred conferring     … and confers
 *     = talk talks             just these
 *
 * Forms that are written are forms. To them come -s and -ing by the usual spelling, and -ed when the line has the lemma
 * only; doubled consonants are written out. A line that starts with '=' gets nothing added. '#' starts a comment line.
 */
#ifndef WM_RULE_LEXICON_H
#define WM_RULE_LEXICON_H

#include "base/intern.h"
#include "rule/source.h"

typedef WM_ARRAY(wm_slice) wm_forms;

typedef struct wm_lexicon {
    wm_intern lemmas; /* folded */
    WM_ARRAY(wm_forms) forms;
} wm_lexicon;

/* Adds the lemmas of a file; a lemma that is there already is a fault. */
void wm_lexicon_read(wm_lexicon *lexicon, const wm_source *source, wm_arena *keep);
/* The forms of a lemma, itself among them; NULL when it is not known. */
const wm_forms *wm_lexicon_forms(const wm_lexicon *lexicon, wm_slice lemma);

#endif
