/* SPDX-License-Identifier: MIT */
/* What the gazetteers say of entries, ready to be used, remembered from one reading to the next. */
#ifndef WM_READ_FACTBOOK_H
#define WM_READ_FACTBOOK_H

#include "read/read.h"

/* Of an entry as a name of some kind. */
typedef struct wm_entry_facts {
    const char *name, *id, *country; /* as whomet_entity has them */
    const whomet_id *ids;
    uint32_t id_count;
    uint32_t line;         /* of the row */
    const char *file;      /* as shown */
    uint8_t weight;        /* tenths */
    uint64_t id_hash;      /* wm_utf8_hash() of the id */
    uint64_t country_hash; /* of the id of the country that it lies in or belongs to; 0: of none */
    uint64_t own_hash;     /* of the id that the entry itself has ("iso:US-TX") */
    uint64_t division_hash; /* of the division that it lies in, as such an id; 0: not known */
    uint64_t names_hash;   /* the same, else of the id that the entry itself has: the country that is named by it */
} wm_entry_facts;

/* Lives with the document, for one knowledge. NULL when there is no memory. */
wm_factbook *wm_factbook_new(void);
void wm_factbook_free(wm_factbook *book);
/* Where to jump when its memory runs out (NULL: it aborts). */
void wm_factbook_on_oom(wm_factbook *book, jmp_buf *handler);
/* Before a document; what was given to the one before is good no longer. */
void wm_factbook_begin(wm_factbook *book);
/* Good until the next document. */
const wm_entry_facts *wm_factbook_entry(wm_reading *reading, uint16_t kind, uint8_t gaz, uint32_t entry);

#endif
