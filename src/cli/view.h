/* SPDX-License-Identifier: MIT */
/* How results are shown, once the options and the terminal are known. */
#ifndef WM_CLI_VIEW_H
#define WM_CLI_VIEW_H

#include "cli/options.h"

typedef struct wm_view {
    wm_format format; /* never AUTO; JSON is indented, JSONL is not */
    bool color;
    size_t width;  /* of the terminal; 0: no limit */
    bool headings; /* several documents: name each one */
} wm_view;

/* `many`: more than one document may come. Fails when the format does not go with the command. */
wm_status wm_view_choose(const wm_options *options, bool many, wm_view *ret_view, wm_error *err);

#endif
