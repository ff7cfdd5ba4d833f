/* SPDX-License-Identifier: MIT */
/* The names of token shapes in rules: <Cap>, <number>, … */
#ifndef WM_READ_SHAPE_H
#define WM_READ_SHAPE_H

#include "rule/rule.h"

extern const wm_rule_shape wm_shape_names[];
extern const uint32_t wm_shape_name_count;

#endif
