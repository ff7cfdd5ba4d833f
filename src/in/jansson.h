/* SPDX-License-Identifier: MIT */
/* A second opinion on a JSON text, with a message for people. */
#ifndef WM_IN_JANSSON_H
#define WM_IN_JANSSON_H

#include "base/error.h"

/* Fills `err` (message and column, a byte count from 1) and returns true, if `json` is not valid. */
bool wm_jansson_refuses(wm_slice json, wm_error *err);

#endif
