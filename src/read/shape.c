/* SPDX-License-Identifier: MIT */
/* One row a shape atom; text/text.h says what the bits mean. */
#include "read/shape.h"

#include "text/text.h"

const wm_rule_shape wm_shape_names[] = {
    {"Cap", WM_SHAPE_CAP},          {"CAPS", WM_SHAPE_CAPS},
    {"lower", WM_SHAPE_LOWER},      {"number", WM_SHAPE_NUMBER},
    {"Initial", WM_SHAPE_INITIAL},  {"Dotted", WM_SHAPE_DOTTED},
    {"punct", WM_SHAPE_PUNCT},      {"quote", WM_SHAPE_QUOTE},
    {"dash", WM_SHAPE_DASH},        {"possessive", WM_SHAPE_POSSESSIVE},
    {"address", WM_SHAPE_ADDRESS},  {"word", WM_SHAPE_WORD},
    {"glued", WM_SHAPE_GLUED},      {"end", WM_SHAPE_END},
};

const uint32_t wm_shape_name_count = sizeof wm_shape_names / sizeof *wm_shape_names;
