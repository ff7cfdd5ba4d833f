/* SPDX-License-Identifier: MIT */
/* The closed lists of words of an annotation, in the order of their enumerations.
 *
 * In: a word. Out: its number, and the other way round. Lists are short, so they are searched from the beginning.
 */
#include "in/gold.h"

static const char *const types[WM_NAME_TYPES] = {"LOC", "ORG", "PER"};
static const char *const statuses[WM_EVENT_STATUSES] = {"asserted",  "planned", "proposed", "refused",
                                                        "cancelled", "negated", "possible"};
static const char *const modes[WM_EVENT_MODES] = {"in_person", "phone", "video", "indirect", "unspecified"};

/* The words are those of the files; the numbers are only ours. */
const char *wm_name_type_word(wm_name_type type)
{
    return types[type];
}

const char *wm_event_status_word(wm_event_status status)
{
    return statuses[status];
}

const char *wm_event_mode_word(wm_event_mode mode)
{
    return modes[mode];
}

/* The index of `word`, or `count`. */
static unsigned find(const char *const *words, unsigned count, const char *word)
{
    unsigned i = 0;
    while (i < count && strcmp(words[i], word) != 0)
        i++;
    return i;
}

/* NULL, a status that was left out, is an asserted event, as it is in the output. */
bool wm_event_status_of(const char *word, wm_event_status *ret_status)
{
    unsigned i = word != NULL ? find(statuses, WM_EVENT_STATUSES, word) : WM_ASSERTED;
    if (i == WM_EVENT_STATUSES)
        return false;
    *ret_status = (wm_event_status)i;
    return true;
}

/* NULL is unspecified. */
bool wm_event_mode_of(const char *word, wm_event_mode *ret_mode)
{
    unsigned i = word != NULL ? find(modes, WM_EVENT_MODES, word) : WM_UNSPECIFIED;
    if (i == WM_EVENT_MODES)
        return false;
    *ret_mode = (wm_event_mode)i;
    return true;
}
