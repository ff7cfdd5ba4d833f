/* SPDX-License-Identifier: MIT */
/* The public header alone: it needs nothing before it, and is plain C11. Compiled with all warnings as errors. */
#include "whomet.h"

/* A declaration a call a reader would write, so that the types fit together. */
whomet_status read_one(const whomet_knowledge *knowledge, const char *text, size_t size);

whomet_status read_one(const whomet_knowledge *knowledge, const char *text, size_t size)
{
    whomet_error error;
    whomet_document *document = whomet_document_new();
    whomet_input input = {.text = text, .size = size};
    whomet_status status = whomet_read(knowledge, document, &input, &error);
    whomet_document_free(document);
    return status;
}
