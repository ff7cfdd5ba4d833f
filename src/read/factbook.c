/* SPDX-License-Identifier: MIT */
/* Entries of which everything is known already. Ids, outside ids and countries are made of the strings of an entry, and
 * news names the same few thousand over and over, so they are made once. An entry's id is the entity's own when it is
 * of our form (place/om, org/united-nations); an id of somebody else (geonames:287286) goes to the outside ids and ours
 * is made of kind, country and name.
 *
 * In: an entry. Out: its facts. A table that is emptied between two documents when it is large, and grows no further
 * within one when it is twice as large; results point into it.
 */
#include "read/factbook.h"

#include "base/utf8.h"
#include "read/entity.h"

#include <stdlib.h>

enum { FACTS_MAX = 8192 };

struct wm_factbook {
    wm_arena keep;
    wm_index index;                  /* place in `facts`, and one more */
    WM_ARRAY(wm_entry_facts *) facts;
};

wm_factbook *wm_factbook_new(void)
{
    return calloc(1, sizeof(wm_factbook));
}

void wm_factbook_free(wm_factbook *book)
{
    if (book == NULL)
        return;
    wm_arena_done(&book->keep);
    free(book);
}

void wm_factbook_on_oom(wm_factbook *book, jmp_buf *handler)
{
    book->keep.on_oom = handler;
}

void wm_factbook_begin(wm_factbook *book)
{
    if (book->facts.count < FACTS_MAX)
        return;
    wm_arena_rewind(&book->keep, (wm_arena_mark){0});
    *book = (wm_factbook){.keep = book->keep};
}

/* ---- ids -------------------------------------------------------------------------------------------------------- */

typedef WM_ARRAY(whomet_id) id_array;

static void add_id(wm_arena *keep, id_array *ids, const char *scheme, wm_slice value)
{
    *WM_PUSH(keep, ids) = (whomet_id){scheme, wm_arena_copy(keep, value.at, value.len)};
}

/* "geonames:287286" is an outside id; attributes of the known schemes are more. */
static void collect_ids(wm_arena *keep, const wm_gaz_entry *entry, wm_entry_facts *facts)
{
    static const char *const schemes[] = {"geonames", "iso", "wikidata"};
    id_array ids = {0};
    wm_slice value = wm_slice_of(entry->id), scheme = wm_slice_cut(&value, ':');
    if (value.at != NULL)
        add_id(keep, &ids, wm_arena_copy(keep, scheme.at, scheme.len), value);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        wm_slice attr = wm_gaz_attr(entry, schemes[i]);
        if (attr.at != NULL && !(value.at != NULL && wm_slice_is(scheme, schemes[i])))
            add_id(keep, &ids, schemes[i], attr);
    }
    facts->ids = ids.items;
    facts->id_count = ids.count;
}

/* "in=US-TX" */
static uint64_t division_hash(const wm_gaz_entry *entry)
{
    char id[16] = "iso:";
    wm_slice code = wm_gaz_attr(entry, "in");
    if (code.at == NULL || code.len > sizeof id - 4 || code.len < 4 || code.at[2] != '-')
        return 0;
    memcpy(id + 4, code.at, code.len);
    return wm_utf8_hash((wm_slice){id, code.len + 4});
}

static void make_facts(const wm_reading *r, uint16_t kind, uint8_t gaz, uint32_t number, wm_arena *keep,
                       wm_entry_facts *facts)
{
    wm_gaz_entry entry = wm_gaz_entry_at(r->knowledge->gazetteers[gaz], number);
    wm_slice country = wm_gaz_attr(&entry, "country"), none = {NULL, 0};
    bool is_place = kind == r->knowledge->labels.place;
    bool own = strchr(entry.id, ':') == NULL && entry.id[0] != '\0';
    facts->name = entry.name;
    facts->weight = entry.weight;
    facts->file = entry.file;
    facts->line = entry.line;
    collect_ids(keep, &entry, facts);
    const char *kind_name = wm_rules_label_name(r->knowledge->rules, kind);
    facts->id = own ? entry.id : wm_entity_slug_id(keep, kind_name, is_place ? country : none, entry.name);
    facts->id_hash = wm_utf8_hash(wm_slice_of(facts->id));
    if (country.at != NULL) {
        facts->country = wm_entity_country_id(keep, country);
        facts->country_hash = wm_utf8_hash(wm_slice_of(facts->country));
    }
    facts->own_hash = wm_utf8_hash(wm_slice_of(entry.id));
    facts->division_hash = is_place ? division_hash(&entry) : 0;
    facts->names_hash = facts->country_hash != 0 ? facts->country_hash : facts->own_hash;
}

/* ---- the table -------------------------------------------------------------------------------------------------- */

/* Mixed without loss, so that no two entries have the same. */
static uint64_t key_of(uint16_t kind, uint8_t gaz, uint32_t entry)
{
    uint64_t key = ((uint64_t)kind << 40 | (uint64_t)gaz << 32 | entry) + 1;
    key *= UINT64_C(0x9E3779B97F4A7C15);
    return key ^ key >> 32;
}

const wm_entry_facts *wm_factbook_entry(wm_reading *reading, uint16_t kind, uint8_t gaz, uint32_t entry)
{
    wm_factbook *book = reading->document->factbook;
    uint64_t key = key_of(kind, gaz, entry);
    int32_t known = wm_index_get(&book->index, key, 0);
    if (known != 0)
        return book->facts.items[known - 1];
    bool full = book->facts.count >= 2 * FACTS_MAX;
    wm_arena *keep = full ? &reading->document->keep : &book->keep;
    wm_entry_facts *facts = WM_NEW(keep, wm_entry_facts);
    make_facts(reading, kind, gaz, entry, keep, facts);
    if (!full) {
        *WM_PUSH(keep, &book->facts) = facts;
        wm_index_put(&book->index, key, (int32_t)book->facts.count, keep);
    }
    return facts;
}
