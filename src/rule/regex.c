/* SPDX-License-Identifier: MIT */
/* PCRE2 behind five functions. Each match runs under three limits, so that no text and no regex can hold up a
 * document: what hits one is given up and said so. Where PCRE2 has a just-in-time compiler, it is used for the regexes
 * that are run on whole sentences; those on single elements are not worth its start-up time.
 *
 * In: patterns and texts as slices. Out: yes, no or given up, and byte ranges of groups. Limits: below.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "rule/regex.h"

#include "rule/ending.h"

#include <pcre2.h>
#include <stdlib.h>

enum { STEPS_MAX = 200 * 1000, DEPTH_MAX = 5 * 1000, HEAP_MAX_KIB = 4 * 1024, GROUPS_MAX = 64 };

struct wm_regex {
    wm_regex_source source;
    pcre2_code *code;
    uint32_t name_count, name_size;
    uint32_t min_length;   /* of a match, in code points */
    const uint8_t *firsts; /* bits of the bytes a match may begin with; NULL: not known */
    wm_endings endings;
    PCRE2_SPTR names; /* name_count records: group number in 2 bytes, name, NUL */
};

struct wm_regex_work {
    pcre2_match_data *data;
    pcre2_match_context *limits;
    int group_count; /* of the last match */
};

/* \C is refused because it could stop inside a letter. */
wm_regex *wm_regex_new(const wm_regex_source *source, wm_arena *keep, wm_regex_fault *ret_fault)
{
    wm_slice pattern = source->pattern;
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
    if (source->whole)
        options |= PCRE2_ANCHORED | PCRE2_ENDANCHORED;
    if (source->fold_case)
        options |= PCRE2_CASELESS;
    int code;
    PCRE2_SIZE at;
    wm_regex *regex = WM_NEW(keep, wm_regex);
    regex->source = *source;
    if (source->whole && !source->fold_case)
        wm_endings_find(source->pattern, &regex->endings);
    regex->code = pcre2_compile((PCRE2_SPTR)pattern.at, pattern.len, options, &code, &at, NULL);
    if (regex->code == NULL) {
        pcre2_get_error_message(code, (PCRE2_UCHAR *)ret_fault->message, sizeof ret_fault->message);
        ret_fault->at_byte = at < pattern.len ? at : pattern.len;
        return NULL;
    }
    if (!source->whole)
        pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMECOUNT, &regex->name_count);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMEENTRYSIZE, &regex->name_size);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMETABLE, &regex->names);
    pcre2_pattern_info(regex->code, PCRE2_INFO_FIRSTBITMAP, &regex->firsts);
    pcre2_pattern_info(regex->code, PCRE2_INFO_MINLENGTH, &regex->min_length);
    return regex;
}

const wm_regex_source *wm_regex_source_of(const wm_regex *regex)
{
    return &regex->source;
}

bool wm_regex_may_match(const wm_regex *regex, wm_slice text)
{
    if (text.len == 0 || text.len < regex->min_length)
        return false;
    unsigned char c = (unsigned char)text.at[0];
    if (c < 0x80 && regex->firsts != NULL && (regex->firsts[c / 8] >> c % 8 & 1) == 0)
        return false;
    return wm_endings_meet(&regex->endings, text);
}

/* The struct itself is the arena's. */
void wm_regex_free(wm_regex *regex)
{
    if (regex != NULL)
        pcre2_code_free(regex->code);
}

/* Asked before such a regex is accepted; matches ask for non-empty ones besides. */
bool wm_regex_is_empty(const wm_regex *regex)
{
    uint32_t empty = 0;
    pcre2_pattern_info(regex->code, PCRE2_INFO_MATCHEMPTY, &empty);
    return empty != 0;
}

uint32_t wm_regex_name_count(const wm_regex *regex)
{
    return regex->name_count;
}

/* PCRE2 sorts its table by name; the order of the pattern is that of the group numbers. */
wm_slice wm_regex_name(const wm_regex *regex, uint32_t index, uint32_t *ret_group)
{
    for (uint32_t i = 0; i < regex->name_count; i++) {
        PCRE2_SPTR record = regex->names + i * regex->name_size;
        uint32_t group = (uint32_t)record[0] << 8 | record[1], before = 0;
        for (uint32_t j = 0; j < regex->name_count; j++) {
            PCRE2_SPTR other = regex->names + j * regex->name_size;
            before += ((uint32_t)other[0] << 8 | other[1]) < group;
        }
        if (before == index) {
            *ret_group = group;
            return wm_slice_of((const char *)record + 2);
        }
    }
    return (wm_slice){NULL, 0};
}

/* Memory and limits of one thread's matches. */
wm_regex_work *wm_regex_work_new(void)
{
    wm_regex_work *work = malloc(sizeof *work);
    if (work == NULL)
        return NULL;
    work->data = pcre2_match_data_create(GROUPS_MAX, NULL);
    work->limits = pcre2_match_context_create(NULL);
    work->group_count = 0;
    if (work->data == NULL || work->limits == NULL) {
        wm_regex_work_free(work);
        return NULL;
    }
    pcre2_set_match_limit(work->limits, STEPS_MAX);
    pcre2_set_depth_limit(work->limits, DEPTH_MAX);
    pcre2_set_heap_limit(work->limits, HEAP_MAX_KIB);
    return work;
}

/* PCRE2 takes NULL for each part, so a half-made one can be freed. */
void wm_regex_work_free(wm_regex_work *work)
{
    if (work == NULL)
        return;
    pcre2_match_data_free(work->data);
    pcre2_match_context_free(work->limits);
    free(work);
}

/* A count of 0 says that there were more groups than room. */
wm_regex_result wm_regex_match(const wm_regex *regex, wm_regex_work *work, wm_slice text, size_t from)
{
    int count = pcre2_match(regex->code, (PCRE2_SPTR)text.at, text.len, from, PCRE2_NOTEMPTY, work->data, work->limits);
    work->group_count = count == 0 ? GROUPS_MAX : count;
    if (count >= 0)
        return WM_REGEX_YES;
    return count == PCRE2_ERROR_NOMATCH ? WM_REGEX_NO : WM_REGEX_GIVEN_UP;
}

/* \K could put the end before the start. */
bool wm_regex_group(const wm_regex_work *work, uint32_t group, size_t *ret_begin, size_t *ret_end)
{
    const PCRE2_SIZE *places = pcre2_get_ovector_pointer(work->data);
    if ((int64_t)group >= work->group_count || places[2 * group] == PCRE2_UNSET)
        return false;
    *ret_begin = places[2 * group];
    *ret_end = places[2 * group + 1];
    return *ret_begin <= *ret_end;
}
