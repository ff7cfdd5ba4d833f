/* SPDX-License-Identifier: MIT */
/* From tables to the bytes of the compiled file (format.h): words get their slots, nodes their breadth-first numbers,
 * postings their order (heavier entries first, then as in the files), first words their bits in the filter. In: a build
 * without faults. Out: one block, zero wherever nothing is written, checksum last.
 */
#include "gaz/build.h"

#include "gaz/crc32c.h"
#include "gaz/gaz.h"

#include <stdlib.h>

typedef struct section {
    const void *data;
    size_t size; /* bytes */
} section;

/* Not by subtraction, which would overflow. */
static int by_number(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* ---- postings -------------------------------------------------------------------------------------------------- */

/* Sets where the postings of each node begin. Counted one place too far and then summed up, which leaves each node with
 * the number of postings before it. */
static void count_postings(const wm_gaz_build *build, wm_gaz_frozen *frozen)
{
    for (uint32_t i = 0; i < build->forms.count; i++)
        frozen->nodes[frozen->numbers[build->forms.items[i].node] + 1].posting++;
    for (uint32_t i = 0; i < frozen->count; i++)
        frozen->nodes[i + 1].posting += frozen->nodes[i].posting;
}

/* Form numbers, grouped by node; within a node heavier entries come first, then smaller form (and so entry) numbers.
 * The weight is turned round and put above the number, so that one comparison decides. */
static uint64_t *sort_forms(const wm_gaz_build *build, const wm_gaz_frozen *frozen, wm_arena *keep)
{
    uint64_t *sorted = WM_NEW_N(keep, uint64_t, build->forms.count);
    uint32_t *filled = WM_NEW_N(keep, uint32_t, frozen->count);
    for (uint32_t i = 0; i < build->forms.count; i++) {
        wm_gaz_form form = build->forms.items[i];
        uint32_t node = frozen->numbers[form.node];
        uint64_t lightness = 255u - build->entries.items[form.entry].weight;
        sorted[frozen->nodes[node].posting + filled[node]++] = lightness << 32 | i;
    }
    for (uint32_t i = 0; i < frozen->count; i++)
        if (filled[i] > 1)
            qsort(sorted + frozen->nodes[i].posting, filled[i], sizeof *sorted, by_number);
    return sorted;
}

/* From here on a node has its number of the file, and an entry the number it always had. */
static void add_postings(wm_gaz_build *build, wm_gaz_frozen *frozen, section *sections)
{
    count_postings(build, frozen);
    uint64_t *sorted = sort_forms(build, frozen, &build->tables);
    wm_gaz_posting_record *postings = WM_NEW_N(&build->tables, wm_gaz_posting_record, build->forms.count);
    for (uint32_t i = 0; i < build->forms.count; i++) {
        wm_gaz_form form = build->forms.items[(uint32_t)sorted[i]];
        postings[i] = (wm_gaz_posting_record){form.entry, form.style};
    }
    sections[WM_GAZ_NODES] = (section){frozen->nodes, (frozen->count + 1) * sizeof *frozen->nodes};
    sections[WM_GAZ_POSTINGS] = (section){postings, build->forms.count * sizeof *postings};
}

/* ---- words, nodes -------------------------------------------------------------------------------------- */

/* Words come first: the nodes are sorted by the slots of their words. */
static void add_words(wm_gaz_build *build, wm_gaz_frozen *ret_frozen, section *sections)
{
    wm_arena *tables = &build->tables;
    uint32_t slot_count, block_count, *places;
    uint64_t *blocks = wm_gaz_words_filter(&build->words, tables, &block_count);
    wm_gaz_word *slots = wm_gaz_words_freeze(&build->words, tables, &slot_count, &places);
    wm_gaz_trie_freeze(&build->trie, places, tables, ret_frozen);
    for (uint32_t child = ret_frozen->nodes[0].child; child < ret_frozen->nodes[1].child; child++)
        slots[ret_frozen->nodes[child].word].node = child;
    sections[WM_GAZ_FILTER] = (section){blocks, block_count * sizeof *blocks};
    sections[WM_GAZ_WORDS] = (section){slots, slot_count * sizeof *slots};
}

/* ---- the file -------------------------------------------------------------------------------------------------- */

/* Sections begin at cache lines, so that records may be read where they lie, whatever they hold. */
static size_t align_up(size_t at)
{
    return (at + WM_GAZ_ALIGN - 1) / WM_GAZ_ALIGN * WM_GAZ_ALIGN;
}

/* Lays the sections out behind the table and copies them. What lies between two of them is zero, so that the same
 * tables give the same bytes; the header is written when all that it sums up is there. */
static wm_slice write_sections(const section sections[WM_GAZ_SECTION_COUNT], wm_arena *keep)
{
    wm_gaz_extent extents[WM_GAZ_SECTION_COUNT];
    size_t at = sizeof(wm_gaz_header) + sizeof extents;
    for (int i = 0; i < WM_GAZ_SECTION_COUNT; i++) {
        at = align_up(at);
        extents[i] = (wm_gaz_extent){at, sections[i].size};
        at += sections[i].size;
    }
    at = align_up(at);
    char *image = WM_NEW_N(keep, char, at);
    memcpy(image + sizeof(wm_gaz_header), extents, sizeof extents);
    for (int i = 0; i < WM_GAZ_SECTION_COUNT; i++)
        if (sections[i].size != 0)
            memcpy(image + extents[i].begin, sections[i].data, sections[i].size);
    wm_gaz_header header = {
        .magic = WM_GAZ_MAGIC_BYTES,
        .version = WM_GAZ_VERSION,
        .byte_order = WM_GAZ_BYTE_ORDER,
        .file_size = at,
        .crc = wm_gaz_crc32c((wm_slice){image + sizeof header, at - sizeof header}),
        .section_count = WM_GAZ_SECTION_COUNT,
    };
    memcpy(image, &header, sizeof header);
    return (wm_slice){image, at};
}

/* What only finding needed is let go first: laying out takes as much again, and the two need not be there at once. The
 * build is of no use afterwards but to be done. */
wm_slice wm_gaz_build_image(wm_gaz_build *build, wm_arena *keep)
{
    section sections[WM_GAZ_SECTION_COUNT] = {
        [WM_GAZ_FILES] = {build->files.items, build->files.count * sizeof *build->files.items},
        [WM_GAZ_LABELS] = {build->labels.items, build->labels.count * sizeof *build->labels.items},
        [WM_GAZ_STYLES] = {build->styles.items, build->styles.count * sizeof *build->styles.items},
        [WM_GAZ_ENTRIES] = {build->entries.items, build->entries.count * sizeof *build->entries.items},
        [WM_GAZ_STRINGS] = {build->strings.bytes, build->strings.size},
    };
    wm_gaz_frozen frozen;
    wm_arena_done(&build->lookup);
    wm_arena_done(&build->file);
    add_words(build, &frozen, sections);
    add_postings(build, &frozen, sections);
    return write_sections(sections, keep);
}
