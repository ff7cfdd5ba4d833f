/* SPDX-License-Identifier: MIT */
/* Ten lines that use the installed library as anybody would. */
#include <stdio.h>
#include <string.h>
#include <whomet.h>

int main(void)
{
    const char *text = "Iranian Foreign Minister Abbas Araghchi met with Omani officials in Muscat on Friday.";
    whomet_knowledge *knowledge = NULL;
    whomet_document *document = whomet_document_new();
    whomet_error error = {0};
    whomet_input input = {.text = text, .size = strlen(text)};
    if (whomet_knowledge_open(NULL, &knowledge, &error) != WHOMET_OK ||
        whomet_read(knowledge, document, &input, &error) != WHOMET_OK)
        return fprintf(stderr, "%s:%u: %s\n", error.path, (unsigned)error.line, error.message), 1;
    for (uint32_t i = 0; i < whomet_document_result(document)->entities.count; i++)
        puts(whomet_document_result(document)->entities.items[i].name);
    whomet_document_free(document);
    whomet_knowledge_close(knowledge);
    return 0;
}
