/* SPDX-License-Identifier: MIT */
/* The names of token shapes in rules (<Cap>, <number>, …), and the one that takes a sentence to see: <Proper>. */
#ifndef WM_READ_SHAPE_H
#define WM_READ_SHAPE_H

#include "rule/rule.h"
#include "text/text.h"

/* A capital that says something: not the first of a sentence, a quote or a clause behind a colon, not on a line where
 * every word has one. A bit of wm_element.shape beside those of tokens. */
enum { WM_SHAPE_PROPER = 1 << 16 };

extern const wm_rule_shape wm_shape_names[];
extern const uint32_t wm_shape_name_count;

/* Whether capitals tell names from words in this sentence; they do not in headlines that capitalise all words, nor in
 * lines of capitals. */
bool wm_shape_case_tells(const wm_text *text, const wm_sentence *sentence);
/* The shape of token `i`, which has a capital, as rules see it where capitals tell. */
uint32_t wm_shape_of_capital(const wm_text *text, const wm_sentence *sentence, uint32_t i);
/* The shape of any token; `tells` is what wm_shape_case_tells() said of its sentence. */
static inline uint32_t wm_shape_of(const wm_text *text, const wm_sentence *sentence, uint32_t i, bool tells)
{
    uint32_t shape = text->tokens[i].shape;
    return tells && (shape & WM_SHAPE_CAP) != 0 ? wm_shape_of_capital(text, sentence, i) : shape;
}

#endif
