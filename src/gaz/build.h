/* SPDX-License-Identifier: MIT */
/* What the compiler gathers from entry files before it writes the image. */
#ifndef WM_GAZ_BUILD_H
#define WM_GAZ_BUILD_H

#include "base/error.h"
#include "gaz/format.h"
#include "gaz/trie.h"
#include "gaz/words.h"

/* Entry files together are smaller than this, so that all offsets fit 32 bits. */
#define WM_GAZ_SOURCE_MAX (UINT32_C(1) << 30)

/* A name of an entry; forms are in the order of the entries. */
typedef struct wm_gaz_form {
    uint32_t node; /* old number */
    uint32_t entry, style;
} wm_gaz_form;

/* What the image is made of is in `tables`, what finds things again in `lookup`; `file` and `name` are rewound after
 * each of those. */
typedef struct wm_gaz_build {
    wm_arena tables, lookup, file, name;
    wm_faults *faults;
    wm_gaz_pool strings;
    wm_gaz_words words;
    wm_gaz_trie trie;
    WM_ARRAY(wm_gaz_file_record) files;
    WM_ARRAY(uint32_t) labels; /* strings */
    WM_ARRAY(wm_gaz_entry_record) entries;
    WM_ARRAY(wm_gaz_form) forms;
    WM_ARRAY(wm_gaz_style) styles;
    wm_gaz_index style_index;
    uint64_t source_bytes;
} wm_gaz_build;

/* `on_oom` is where the arenas of the build jump to; may be NULL. */
void wm_gaz_build_init(wm_gaz_build *ret_build, wm_faults *faults, jmp_buf *on_oom);
void wm_gaz_build_done(wm_gaz_build *build);
/* Makes room for what the entry files hold, so that the tables need not move. To be called first, or not at all. */
void wm_gaz_build_reserve(wm_gaz_build *build, const wm_slice *files, uint32_t count);
/* Takes in an entry file: its bytes, its name for people and its label (NULL: made from the name). Faults go to the
 * list of the build. */
void wm_gaz_build_add(wm_gaz_build *build, const char *shown, const char *label, wm_slice bytes);
/* The compiled file, in `keep`, of a build without faults, to which nothing can be added any more. */
wm_slice wm_gaz_build_image(wm_gaz_build *build, wm_arena *keep);

#endif
