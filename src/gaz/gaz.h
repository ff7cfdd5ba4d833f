/* SPDX-License-Identifier: MIT */
/* Gazetteers: entry files compiled to one position-independent file, mapped read-only, asked token by token.
 *
 * The folder of an entry file is its kind, its name the label: gazetteers/place/city.tsv gives "place.city". One row is
 * one entry with all its names:
 *
 *     Kyiv<TAB>Kief|Kiev<TAB>geonames:703448<TAB>6.4<TAB>country=ua capital
 *
 * name, aliases (| between them, marks behind +: IS+case+ctx), id, weight 0-9, attributes (key=value or a bare mark).
 */
#ifndef WM_GAZ_GAZ_H
#define WM_GAZ_GAZ_H

#include "base/error.h"
#include "text/text.h"

typedef struct wm_gaz wm_gaz;

/* Marks of a name, as bits. In the last column of a row `h` and `capital` tell of the thing and hold for all its names;
 * `ctx`, `case`, `adj` and `plural` tell of the canonical spelling alone, and aliases bring their own. */
enum {
    WM_MARK_CTX = 1,  /* offered only: a rule has to want it */
    WM_MARK_CASE = 2, /* this spelling to the byte */
    WM_MARK_HISTORIC = 4,
    WM_MARK_CAPITAL = 8, /* of a country */
    WM_MARK_ADJ = 16,
    WM_MARK_PLURAL = 32,
    WM_MARK_ALIAS = 64, /* set by the compiler: not the canonical name */
};

typedef struct wm_gaz_source {
    const char *path;  /* to read */
    const char *shown; /* for `why` and errors: "gazetteers/place/city.tsv" */
    const char *label; /* "place.city"; NULL: from the last two parts of `shown` */
} wm_gaz_source;

/* Compiles sources into an image in `keep` (8-aligned, the bytes of the file). All faults go to `faults`; with any the
 * status is WM_BAD_DATA and there is no image. The same sources give the same bytes. */
wm_status wm_gaz_compile(const wm_gaz_source *sources, uint32_t count, wm_arena *keep, wm_slice *ret_image,
                         wm_faults *faults, wm_error *err);

/* The same, but what was compiled is kept in the file `cache` (NULL: nowhere) and taken from there as long as version,
 * sources and their order are the same to the byte. Few sources are not worth it. A cache that is damaged, stale or
 * cannot be written is compiled anew, silently; it changes nothing but the time. */
wm_status wm_gaz_compile_cached(const wm_gaz_source *sources, uint32_t count, const char *cache, wm_arena *keep,
                                wm_slice *ret_image, wm_faults *faults, wm_error *err);

/* Opens a compiled file; refuses, by name, what is truncated, of another version or byte order, or no such file. Every
 * offset inside is checked before use, so damaged bytes give missing or wrong answers, never a crash. */
wm_status wm_gaz_open(const char *path, wm_gaz **ret_gaz, wm_error *err);
/* The same for an image in memory that outlives the gazetteer; `shown` names it in errors. */
wm_status wm_gaz_open_image(wm_slice image, const char *shown, wm_gaz **ret_gaz, wm_error *err);
void wm_gaz_close(wm_gaz *gaz);
/* Reads the whole file and compares its checksum, which opening does not. */
wm_status wm_gaz_verify(const wm_gaz *gaz, wm_error *err);

uint32_t wm_gaz_entry_count(const wm_gaz *gaz);
uint32_t wm_gaz_label_count(const wm_gaz *gaz);
/* "place.city"; lives as long as the gazetteer. */
const char *wm_gaz_label(const wm_gaz *gaz, uint32_t label);

/* Which tokens may start a name: a Bloom filter over the first words of all names, one word of memory a question. */
typedef struct wm_gaz_filter {
    const uint64_t *blocks;
    uint64_t block_count; /* at least 1, below 2^32 */
} wm_gaz_filter;

/* A lower-case word in the text starts only names whose first word is in lower case, so those have keys of their own.
 * (Compiled in two places: a change wants a new WM_GAZ_VERSION.) */
static inline uint64_t wm_gaz_filter_key(uint64_t hash, bool lower)
{
    return hash ^ (UINT64_C(0xD6E8FEB86659FD93) & (0 - (uint64_t)lower));
}

static inline uint64_t wm_gaz_filter_bits(uint64_t key)
{
    return UINT64_C(1) << (key & 63) | UINT64_C(1) << (key >> 6 & 63);
}

static inline uint64_t wm_gaz_filter_block(uint64_t key, uint64_t block_count)
{
    return (key >> 32) * block_count >> 32;
}

/* Where the answer about a token lies. */
static inline const uint64_t *wm_gaz_filter_at(const wm_gaz_filter *filter, const wm_token *token)
{
    uint64_t key = wm_gaz_filter_key(token->hash, (token->shape & WM_SHAPE_LOWER) != 0);
    return &filter->blocks[wm_gaz_filter_block(key, filter->block_count)];
}

/* False for a token that starts no name, which is what nearly all are; true for few others. */
static inline bool wm_gaz_may_start(const wm_gaz_filter *filter, const wm_token *token)
{
    uint64_t key = wm_gaz_filter_key(token->hash, (token->shape & WM_SHAPE_LOWER) != 0);
    uint64_t bits = wm_gaz_filter_bits(key);
    return (*wm_gaz_filter_at(filter, token) & bits) == bits;
}

/* For callers that ask it themselves to save the call; wm_gaz_match does too. Lives as long as the gazetteer. */
wm_gaz_filter wm_gaz_filter_of(const wm_gaz *gaz);

/* A name found in the text: one posting for each entry that bears it. */
typedef struct wm_gaz_hit {
    uint32_t token_count; /* tokens covered, from the first one asked for */
    uint32_t first_posting, posting_count;
} wm_gaz_hit;

typedef struct wm_gaz_posting {
    uint32_t entry;
    uint16_t label;
    uint16_t marks; /* WM_MARK_… of this name */
} wm_gaz_posting;

typedef struct wm_gaz_entry {
    const char *name;  /* canonical */
    const char *id;    /* "geonames:703448" or "place/ua"; "" when the row has none */
    const char *attrs; /* "country=ua capital" as written, marks and all */
    const char *file;  /* as shown */
    uint32_t line;
    uint16_t label;
    uint8_t weight; /* tenths */
} wm_gaz_entry;

/* Names that start at `token` and end before `limit`, shortest first, into `hits` (room for `room`); gives how many.
 * Matching: an upper-case letter that starts a word of the entry wants one in the text; an entry word in lower case
 * takes any case; in a word of capitals only, case says nothing, but an entry word of capitals only (WHO) wants them;
 * WM_MARK_CASE compares bytes. Case has a say in the first 16 words. Hits whose postings all
 * fail that are left out. Those that do not fit are not told. White space between tokens does not matter, except that
 * WM_MARK_CASE wants some where the entry has a blank and none where it has none. */
uint32_t wm_gaz_match(const wm_gaz *gaz, const wm_text *text, uint32_t token, uint32_t limit, wm_gaz_hit *hits,
                      uint32_t room);

/* How names of two tokens and more that start with a token go on. */
typedef struct wm_gaz_start {
    uint64_t followers; /* tokens that may come next, as a filter of 64 bits; 0: there are no such names */
    uint32_t word, node;
    uint32_t gaz; /* any number of the caller's, one for each gazetteer */
} wm_gaz_start;

wm_gaz_start wm_gaz_start_of(const wm_gaz *gaz, const wm_text *text, uint32_t token);
static inline bool wm_gaz_may_follow(uint64_t followers, const wm_token *token)
{
    return (followers >> (token->hash >> 40 & 63) & 1) != 0;
}

/* Where the first two tokens of names lead, remembered, since each of the steps waits for memory and few pairs make up
 * most of any text. Of the caller's, who fills it with zeros; a pair that is pushed out is sought again. */
enum { WM_GAZ_PAIRS = 8192 };
typedef struct wm_gaz_pair {
    uint64_t key; /* 0 is free */
    uint32_t word, node;
} wm_gaz_pair;

static inline uint64_t wm_gaz_pair_key(const wm_gaz_start *start, const wm_token *second)
{
    return second->hash ^ (((uint64_t)start->gaz << 32 | start->node) + 1) * UINT64_C(0x9E3779B97F4A7C15);
}

static inline wm_gaz_pair *wm_gaz_pair_at(wm_gaz_pair pairs[WM_GAZ_PAIRS], uint64_t key)
{
    return &pairs[(key ^ key >> 32) % WM_GAZ_PAIRS];
}

/* As wm_gaz_match(), for the names of two tokens and more that begin with `start`, that of the token. */
uint32_t wm_gaz_match_longer(const wm_gaz *gaz, const wm_gaz_start *start, wm_gaz_pair pairs[WM_GAZ_PAIRS],
                             const wm_text *text, uint32_t token, uint32_t limit, wm_gaz_hit *hits, uint32_t room);
/* False when a posting of the hit does not apply to the text (case), else fills *ret_posting. `index` counts from 0 to
 * posting_count. */
bool wm_gaz_posting_at(const wm_gaz *gaz, const wm_text *text, uint32_t token, const wm_gaz_hit *hit, uint32_t index,
                       wm_gaz_posting *ret_posting);
/* Gets a posting of a name; `spelling` is the one that the entry insists on (WM_MARK_CASE), else NULL, or with
 * wm_gaz_find_near() the folded words that were found. */
typedef void wm_gaz_take(void *user, const wm_gaz_posting *posting, const char *spelling);
/* Every posting of the name that all of `text` is, whatever its case. */
void wm_gaz_find(const wm_gaz *gaz, const wm_text *text, wm_gaz_take *take, void *user);
/* Every posting of the names that differ from `text` by one edit in one word; spellings in `keep`. Reads the table of
 * words once for each word of the text, at most 8 times. */
void wm_gaz_find_near(const wm_gaz *gaz, const wm_text *text, wm_arena *keep, wm_gaz_take *take, void *user);
/* All entries of a label lie in [*ret_begin, *ret_end); so may others when several files share the label. */
void wm_gaz_label_entries(const wm_gaz *gaz, uint32_t label, uint32_t *ret_begin, uint32_t *ret_end);
wm_gaz_entry wm_gaz_entry_at(const wm_gaz *gaz, uint32_t entry);
/* The value of `key` in an entry's attributes; a bare mark gives "yes" (at, 3); a NULL `at` when it is absent. */
wm_slice wm_gaz_attr(const wm_gaz_entry *entry, const char *key);

#endif
