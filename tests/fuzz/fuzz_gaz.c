/* SPDX-License-Identifier: MIT */
/* Any bytes as a compiled gazetteer, then every question about a fixed text. The corpus holds small compiled files;
 * they have to be made again when the format changes, or all of them are refused at the door.
 */
#include "gaz/gaz.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ROOM = 32 };

static const char words[] =
    "The president of New York City met Iran's foreign minister, Ali X. O'Neill, in Bath (U.S.) "
    "and Sana\xE2\x80\x99"
    "a; IS, ISIS and al-Shabaab\nCANAL+ said a b c d e f g h.";

static size_t ask(const wm_gaz *gaz, const wm_text *text, uint32_t token)
{
    size_t used = 0;
    wm_gaz_hit hits[ROOM];
    uint32_t count = wm_gaz_match(gaz, text, token, text->token_count, hits, ROOM);
    for (uint32_t h = 0; h < count; h++) {
        wm_gaz_posting posting;
        for (uint32_t i = 0; i < hits[h].posting_count && i < 1000; i++) {
            if (!wm_gaz_posting_at(gaz, text, token, &hits[h], i, &posting))
                continue;
            wm_gaz_entry entry = wm_gaz_entry_at(gaz, posting.entry);
            /* every string has to end inside the image */
            used += strlen(entry.name) + strlen(entry.id) + strlen(entry.file);
            used += strlen(wm_gaz_label(gaz, posting.label)) + wm_gaz_attr(&entry, "country").len;
        }
    }
    return used;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    wm_arena arena;
    wm_gaz *gaz;
    wm_arena_init(&arena);
    char *image = wm_arena_alloc(&arena, size);
    if (size != 0)
        memcpy(image, data, size);
    if (wm_gaz_open_image((wm_slice){image, size}, "fuzz", &gaz, NULL) == WM_OK) {
        wm_text text = {.bytes = {words, sizeof words - 1}};
        wm_text_tokenize(&text, 0, (uint32_t)text.bytes.len, &arena);
        size_t used = 0;
        for (uint32_t t = 0; t < text.token_count; t++)
            used += ask(gaz, &text, t);
        if (used == SIZE_MAX)
            abort(); /* never; it keeps the questions from being optimized away */
        wm_gaz_verify(gaz, NULL);
        wm_gaz_close(gaz);
    }
    wm_arena_done(&arena);
    return 0;
}
