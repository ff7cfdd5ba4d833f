/* SPDX-License-Identifier: MIT */
/* The compiled file, byte for byte: a header, a table of sections, the sections.
 *
 * Numbers are in the byte order of the machine that compiled (the header says which), records are naturally aligned
 * and sections start at multiples of WM_GAZ_ALIGN, so a mapped file is used as it lies. References are indexes into a
 * section, or byte offsets into the strings; never pointers.
 *
 *     token hash ─► filter ─► word slot ─► node ─► child node … ─► postings ─► style, entry ─► strings
 *
 * A word's number is its slot in the hash table of words, so the numbers are spread evenly and the children of a node,
 * sorted by them, are found by interpolation. Nodes are numbered breadth first, so that children lie side by side and a
 * node needs to know its first child only. Node 0 is the root.
 */
#ifndef WM_GAZ_FORMAT_H
#define WM_GAZ_FORMAT_H

#include <stdint.h>

#define WM_GAZ_MAGIC_BYTES                                                                                             \
    {                                                                                                                  \
        'W', 'H', 'O', 'G', 'A', 'Z', '\0', '\1'                                                                       \
    }

enum {
    WM_GAZ_VERSION = 2,
    WM_GAZ_BYTE_ORDER = 0x01020304,
    WM_GAZ_ALIGN = 64,
    WM_GAZ_WORDS_MAX = 64,    /* words of a name */
    WM_GAZ_FLAGGED_WORDS = 16 /* of which so many have a say about case */
};

enum {
    WM_GAZ_FILES,
    WM_GAZ_LABELS, /* uint32_t: string */
    WM_GAZ_FILTER, /* uint64_t blocks, see wm_gaz_may_start */
    WM_GAZ_WORDS,
    WM_GAZ_NODES, /* one more than there are, to end the ranges of the last */
    WM_GAZ_POSTINGS,
    WM_GAZ_STYLES,
    WM_GAZ_ENTRIES,
    WM_GAZ_STRINGS, /* NUL-terminated, the first one empty */
    WM_GAZ_SECTION_COUNT
};

typedef struct wm_gaz_header {
    char magic[8];
    uint32_t version, byte_order;
    uint64_t file_size;
    uint32_t crc; /* CRC-32C of all that follows the header */
    uint32_t section_count;
    uint8_t zero[32];
} wm_gaz_header;

typedef struct wm_gaz_extent {
    uint64_t begin, size; /* bytes of the file */
} wm_gaz_extent;

typedef struct wm_gaz_file_record {
    uint32_t shown; /* string */
    uint32_t label;
} wm_gaz_file_record;

/* A slot of an open-addressing table with linear probing; hash 0 is free. */
typedef struct wm_gaz_word {
    uint64_t hash;    /* wm_utf8_hash of the folded word */
    uint32_t spelled; /* string: the word as the first name that has it spells it, not folded */
    uint32_t node;    /* of the names that start with it; 0: none */
} wm_gaz_word;

/* Where a search for `hash` begins. */
static inline uint32_t wm_gaz_word_place(uint64_t hash, uint32_t slot_count)
{
    return (uint32_t)((hash >> 32) * slot_count >> 32);
}

/* Its children are those from `child` up to the next node's `child`, and so are its postings. */
typedef struct wm_gaz_node {
    uint32_t word;    /* slot of the word that leads here */
    uint32_t child;   /* the first one */
    uint32_t posting; /* the first one */
} wm_gaz_node;

typedef struct wm_gaz_posting_record {
    uint32_t entry, style;
} wm_gaz_posting_record;

/* How a name wants to be written: few differ, so postings share them. Bit i of the masks is word i of the name. */
typedef struct wm_gaz_style {
    uint16_t label, marks;
    uint16_t capitals; /* these words start with a capital in the text */
    uint16_t acronyms; /* these are capitals only in the text */
    uint32_t exact;    /* string, with WM_MARK_CASE: the very bytes */
} wm_gaz_style;

typedef struct wm_gaz_entry_record {
    uint32_t name, id, attrs; /* strings */
    uint32_t line;
    uint16_t file;
    uint8_t weight; /* tenths */
    uint8_t zero;
} wm_gaz_entry_record;

#endif
