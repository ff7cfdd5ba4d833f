/* SPDX-License-Identifier: MIT */
/* What the importers of single dumps share: a stream in, rows out, and an account of what became of every record. */
#ifndef WM_CLI_IMPORT_H
#define WM_CLI_IMPORT_H

#include "cli/options.h"
#include "cli/sort.h"
#include "cli/tally.h"
#include "in/stream.h"

/* Why a record gave no row; each is counted. */
typedef enum wm_import_reason {
    WM_IMPORT_BAD,      /* told with file and line */
    WM_IMPORT_UNWANTED, /* another kind, country, too small */
    WM_IMPORT_NAMELESS, /* no name in Latin letters */
    WM_IMPORT_REPEATED, /* the same id, or the same name without one */
    WM_IMPORT_REASONS
} wm_import_reason;

/* Of one row; `compile` takes more, but nobody reads them. */
enum { WM_IMPORT_ALIASES_MAX = 60 };

/* A row as it is put together; all in the scratch arena of the import. */
typedef struct wm_import_row {
    wm_slice name;
    WM_ARRAY(wm_slice) aliases;
    WM_ARRAY(const char *) alias_marks; /* "+ctx", or "" */
    wm_slice id;
    double weight;
    const char *attrs; /* key=value words with blanks between them */
} wm_import_row;

typedef struct wm_import {
    const wm_options *options;
    const char *const *paths; /* of the dumps */
    uint32_t path_count;
    whomet_knowledge *words; /* the shipped names, which tell common words */
    wm_arena keep, scratch;  /* of the run; of one record */
    wm_stream stream;
    wm_sort by_id, by_name;
    wm_progress progress;
    void *more; /* of one kind of dump, in `keep` */
    uint64_t records, rows, cut_aliases, counts[WM_IMPORT_REASONS];
} wm_import;

/* One sort of dump. */
typedef struct wm_import_kind {
    const char *name;
    const char *source, *licence;                           /* of the data, for the head comment */
    wm_status (*read)(wm_import *import, wm_error *err);    /* all of import->stream */
    wm_status (*prepare)(wm_import *import, wm_error *err); /* before the first file; may be NULL */
} wm_import_kind;

extern const wm_import_kind wm_import_geonames, wm_import_wikidata, wm_import_opensanctions, wm_import_gleif,
    wm_import_ror, wm_import_census, wm_import_csv;

/* Before each record: counts it, rewinds the scratch arena, shows progress. */
void wm_import_begin(wm_import *import);
/* The same before what is no record by itself, the `count`-th one of `what`. */
void wm_import_next(wm_import *import, uint64_t count, const char *what);
/* Tells file and line, and counts. */
void wm_import_bad(wm_import *import, const char *what);
/* Begins a record of JSON; false, and counted as bad, where `text` is none. */
bool wm_import_value(wm_import *import, wm_slice text, wm_slice *ret_value);
void wm_import_skip(wm_import *import, wm_import_reason reason);
/* Is `code` a country that the user wants? In any case of letters. */
bool wm_import_wants_country(const wm_import *import, wm_slice code);

/* What follows adds to `row`; whatever cannot stand in an entry file is left out. Empty values add nothing. */
void wm_import_alias(wm_import *import, wm_import_row *row, wm_slice alias, bool needs_context);
void wm_import_attr(wm_import *import, wm_import_row *row, const char *key, wm_slice value);
/* "om" of "OM"; only two letters count. */
void wm_import_country(wm_import *import, wm_import_row *row, wm_slice code);
/* 6.4 of 2.5 million. */
double wm_import_log_weight(double number);
/* Is every letter a Latin one? */
bool wm_import_is_latin(wm_slice text);
/* Sets the name, and what all-capitals names need: "BANCO SANTANDER, S.A." is "Banco Santander, S.A." with the other as
 * an alias. */
void wm_import_name(wm_import *import, wm_import_row *row, wm_slice name);
/* Cleans, marks and hands the row on; counts it as bad or nameless if it cannot be one. */
void wm_import_put(wm_import *import, wm_import_row *row);
/* An alias, marks and all, for the row with this id, which may come later or never. */
void wm_import_put_alias(wm_import *import, const char *id, const char *alias);
/* Does the word stand in cue/common-word, more often as a word than as a name, or in cue/not-a-name? */
bool wm_import_is_common(wm_import *import, wm_slice word);

#endif
