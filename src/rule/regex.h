/* SPDX-License-Identifier: MIT */
/* Regexes, by PCRE2: the only header of the project that knows there is such a thing is regex.c's. */
#ifndef WM_RULE_REGEX_H
#define WM_RULE_REGEX_H

#include "base/arena.h"
#include "base/slice.h"

typedef struct wm_regex wm_regex;           /* compiled; shared by threads */
typedef struct wm_regex_work wm_regex_work; /* of one thread */

enum { WM_REGEX_MESSAGE = 256 };

/* What is wrong with a pattern: PCRE2's own words and the byte of the pattern they are about. */
typedef struct wm_regex_fault {
    char message[WM_REGEX_MESSAGE];
    size_t at_byte;
} wm_regex_fault;

/* What a regex is made from. UTF-8 and Unicode classes; `whole` anchors at both ends. */
typedef struct wm_regex_source {
    wm_slice pattern; /* must live as long as the regex */
    bool whole, fold_case;
} wm_regex_source;

/* NULL with *ret_fault filled when it does not compile. */
wm_regex *wm_regex_new(const wm_regex_source *source, wm_arena *keep, wm_regex_fault *ret_fault);
const wm_regex_source *wm_regex_source_of(const wm_regex *regex);
void wm_regex_free(wm_regex *regex);
/* False when its length, first byte or end says already that it is no match of the whole. */
bool wm_regex_may_match(const wm_regex *regex, wm_slice text);
/* Can it match no text at all? */
bool wm_regex_is_empty(const wm_regex *regex);
uint32_t wm_regex_name_count(const wm_regex *regex);
/* The `index`-th named group, in order of appearance; its number goes to *ret_group. */
wm_slice wm_regex_name(const wm_regex *regex, uint32_t index, uint32_t *ret_group);

/* NULL when there is no memory. */
wm_regex_work *wm_regex_work_new(void);
void wm_regex_work_free(wm_regex_work *work);

typedef enum wm_regex_result { WM_REGEX_NO, WM_REGEX_YES, WM_REGEX_GIVEN_UP } wm_regex_result;

/* The first match, never an empty one, at or after byte `from`. The text may be ill-formed. */
wm_regex_result wm_regex_match(const wm_regex *regex, wm_regex_work *work, wm_slice text, size_t from);
/* Bytes of a group of the last match, 0 is the whole; false when it took no part. */
bool wm_regex_group(const wm_regex_work *work, uint32_t group, size_t *ret_begin, size_t *ret_end);

#endif
