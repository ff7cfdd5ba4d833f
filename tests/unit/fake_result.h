/* SPDX-License-Identifier: MIT */
/* A whomet_result filled by hand: all that can be found, in one short text, and none of the engine. */
#ifndef WM_TESTS_FAKE_RESULT_H
#define WM_TESTS_FAKE_RESULT_H

#include "whomet.h"

const whomet_result *fake_result(void);
/* A result that holds nothing but its text. */
whomet_result fake_text(const char *text, size_t size);

#endif
