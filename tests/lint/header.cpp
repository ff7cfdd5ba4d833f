/* SPDX-License-Identifier: MIT */
/* The public header alone, in C++11. */
#include "whomet.h"

int count_events(const whomet_document *document)
{
    return static_cast<int>(whomet_document_result(document)->events.count);
}
