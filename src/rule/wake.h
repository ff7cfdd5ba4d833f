/* SPDX-License-Identifier: MIT */
/* Which rules a tape wakes. */
#ifndef WM_RULE_WAKE_H
#define WM_RULE_WAKE_H

#include "rule/run.h"

/* Notes in the matcher the rules of a phase whose trigger is on the tape; false when there are none. */
bool wm_wake_rules(wm_matcher *m, const wm_phase *phase, const wm_tape_survey *survey);
/* Has the survey seen anything that fits the atom? */
bool wm_survey_has(const wm_tape_survey *survey, const wm_atom *atom);

#endif
