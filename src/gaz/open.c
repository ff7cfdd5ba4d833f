/* SPDX-License-Identifier: MIT */
/* Opening takes the same short time for any size: it looks at the header, at the table of sections, and at the two
 * bytes that end the strings. What the sections hold is checked where it is used. Reading all of it is
 * wm_gaz_verify()'s.
 *
 * Also here: what an entry says, which is a matter of looking up its record.
 */
#include "gaz/view.h"

#include "gaz/crc32c.h"

#include <stdlib.h>

static const uint32_t record_sizes[WM_GAZ_SECTION_COUNT] = {
    [WM_GAZ_FILES] = sizeof(wm_gaz_file_record),
    [WM_GAZ_LABELS] = sizeof(uint32_t),
    [WM_GAZ_FILTER] = sizeof(uint64_t),
    [WM_GAZ_WORDS] = sizeof(wm_gaz_word),
    [WM_GAZ_NODES] = sizeof(wm_gaz_node),
    [WM_GAZ_POSTINGS] = sizeof(wm_gaz_posting_record),
    [WM_GAZ_STYLES] = sizeof(wm_gaz_style),
    [WM_GAZ_ENTRIES] = sizeof(wm_gaz_entry_record),
    [WM_GAZ_STRINGS] = 1,
};

/* A section as found: where, and how many records. */
typedef struct found {
    const void *at;
    uint32_t count;
} found;

/* ---- checks ---------------------------------------------------------------------------------------------------- */

/* In the order in which it can be understood: without the magic nothing is, without the byte order no number. */
static wm_status check_header(wm_slice image, const char *shown, wm_error *err)
{
    static const char magic[8] = WM_GAZ_MAGIC_BYTES;
    wm_gaz_header header;
    if (image.len < sizeof magic || memcmp(image.at, magic, sizeof magic) != 0)
        return wm_fail(err, WM_BAD_DATA, shown, "'%s' is no compiled gazetteer", shown);
    if (image.len < sizeof header)
        return wm_fail(err, WM_BAD_DATA, shown, "'%s' is cut off after %zu bytes, compile it again", shown, image.len);
    memcpy(&header, image.at, sizeof header);
    if (header.byte_order != WM_GAZ_BYTE_ORDER)
        return wm_fail(err, WM_BAD_DATA, shown, "'%s' was compiled on a machine of another byte order, compile it here",
                       shown);
    if (header.version != WM_GAZ_VERSION || header.section_count != WM_GAZ_SECTION_COUNT)
        return wm_fail(err, WM_BAD_DATA, shown, "'%s' is of version %u, this program reads %d, compile it again", shown,
                       (unsigned)header.version, WM_GAZ_VERSION);
    if (header.file_size != image.len)
        return wm_fail(err, WM_BAD_DATA, shown, "'%s' has %zu bytes of %llu, compile it again", shown, image.len,
                       (unsigned long long)header.file_size);
    if ((uintptr_t)image.at % sizeof(uint64_t) != 0)
        return wm_fail(err, WM_BAD_USE, shown, "the image of '%s' does not start at a multiple of 8", shown);
    return WM_OK;
}

/* One message for whatever is wrong inside: nobody repairs such a file by hand. */
static wm_status fail_damaged(const char *shown, wm_error *err)
{
    return wm_fail(err, WM_BAD_DATA, shown, "'%s' is damaged, compile it again", shown);
}

/* False when a section lies outside the file, is not aligned or holds part of a record. The sizes are 64 bits wide and
 * hostile, so they are compared by what is left of the file, never added up. */
static bool find_sections(wm_slice image, found sections[WM_GAZ_SECTION_COUNT])
{
    wm_gaz_extent extents[WM_GAZ_SECTION_COUNT];
    size_t begin = sizeof(wm_gaz_header) + sizeof extents;
    if (image.len < begin)
        return false;
    memcpy(extents, image.at + sizeof(wm_gaz_header), sizeof extents);
    for (int i = 0; i < WM_GAZ_SECTION_COUNT; i++) {
        wm_gaz_extent e = extents[i];
        uint64_t count = e.size / record_sizes[i];
        if (e.begin < begin || e.begin > image.len || e.size > image.len - e.begin || e.begin % WM_GAZ_ALIGN != 0 ||
            e.size % record_sizes[i] != 0 || count >= UINT32_MAX)
            return false;
        sections[i] = (found){image.at + e.begin, (uint32_t)count};
    }
    return true;
}

/* What the rest of the code takes for granted: a filter, a root, and that strings end. */
static bool sections_fit(const found *sections)
{
    const char *strings = sections[WM_GAZ_STRINGS].at;
    uint32_t size = sections[WM_GAZ_STRINGS].count;
    return sections[WM_GAZ_NODES].count >= 2 && sections[WM_GAZ_FILTER].count != 0 && size != 0 &&
           strings[size - 1] == '\0';
}

/* ---- opening --------------------------------------------------------------------------------------------------- */

/* Sections are aligned and hold whole records, so they can be read where they lie. */
static void point_at_sections(wm_gaz *gaz, const found *s)
{
    gaz->filter = (wm_gaz_filter){s[WM_GAZ_FILTER].at, s[WM_GAZ_FILTER].count};
    gaz->words = s[WM_GAZ_WORDS].at;
    gaz->word_count = s[WM_GAZ_WORDS].count;
    gaz->nodes = s[WM_GAZ_NODES].at;
    gaz->node_count = s[WM_GAZ_NODES].count - 1;
    gaz->postings = s[WM_GAZ_POSTINGS].at;
    gaz->posting_count = s[WM_GAZ_POSTINGS].count;
    gaz->styles = s[WM_GAZ_STYLES].at;
    gaz->style_count = s[WM_GAZ_STYLES].count;
    gaz->entries = s[WM_GAZ_ENTRIES].at;
    gaz->entry_count = s[WM_GAZ_ENTRIES].count;
    gaz->files = s[WM_GAZ_FILES].at;
    gaz->file_count = s[WM_GAZ_FILES].count;
    gaz->labels = s[WM_GAZ_LABELS].at;
    gaz->label_count = s[WM_GAZ_LABELS].count;
    gaz->strings = s[WM_GAZ_STRINGS].at;
    gaz->string_size = s[WM_GAZ_STRINGS].count;
}

/* One allocation; the path is copied behind the struct, as errors may come long after the caller's string is gone. */
wm_status wm_gaz_open_image(wm_slice image, const char *shown, wm_gaz **ret_gaz, wm_error *err)
{
    found sections[WM_GAZ_SECTION_COUNT];
    wm_status status = check_header(image, shown, err);
    if (status != WM_OK)
        return status;
    if (!find_sections(image, sections) || !sections_fit(sections))
        return fail_damaged(shown, err);
    size_t name_size = strlen(shown) + 1;
    wm_gaz *gaz = calloc(1, sizeof *gaz + name_size);
    if (gaz == NULL)
        return wm_fail(err, WM_NO_MEMORY, shown, "out of memory while opening '%s'", shown);
    memcpy(gaz->shown, shown, name_size);
    gaz->image = image;
    point_at_sections(gaz, sections);
    *ret_gaz = gaz;
    return WM_OK;
}

/* The map is closed here unless the gazetteer takes it over. */
wm_status wm_gaz_open(const char *path, wm_gaz **ret_gaz, wm_error *err)
{
    wm_map map;
    wm_status status = wm_file_map(path, &map, err);
    if (status != WM_OK)
        return status;
    wm_gaz *gaz;
    status = wm_gaz_open_image((wm_slice){map.at, map.len}, path, &gaz, err);
    if (status != WM_OK) {
        wm_file_unmap(&map);
        return status;
    }
    gaz->map = map;
    *ret_gaz = gaz;
    return WM_OK;
}

/* Takes NULL. An image of the caller's is not touched, since its map is empty. */
void wm_gaz_close(wm_gaz *gaz)
{
    if (gaz == NULL)
        return;
    wm_file_unmap(&gaz->map);
    free(gaz);
}

/* Reads every page of the file, which is why opening does not. */
wm_status wm_gaz_verify(const wm_gaz *gaz, wm_error *err)
{
    wm_gaz_header header;
    memcpy(&header, gaz->image.at, sizeof header);
    wm_slice rest = {gaz->image.at + sizeof header, gaz->image.len - sizeof header};
    return wm_gaz_crc32c(rest) == header.crc ? WM_OK : fail_damaged(gaz->shown, err);
}

/* ---- what it says ---------------------------------------------------------------------------------------------- */

uint32_t wm_gaz_entry_count(const wm_gaz *gaz)
{
    return gaz->entry_count;
}

uint32_t wm_gaz_label_count(const wm_gaz *gaz)
{
    return gaz->label_count;
}

/* "" for a label that is none, as for all strings. */
const char *wm_gaz_label(const wm_gaz *gaz, uint32_t label)
{
    return label < gaz->label_count ? wm_gaz_string(gaz, gaz->labels[label]) : "";
}

wm_gaz_filter wm_gaz_filter_of(const wm_gaz *gaz)
{
    return gaz->filter;
}

/* An entry that does not exist has empty strings, not NULL, so that nobody has to ask. Strings point into the image and
 * live as long as it. */
wm_gaz_entry wm_gaz_entry_at(const wm_gaz *gaz, uint32_t entry)
{
    if (entry >= gaz->entry_count)
        return (wm_gaz_entry){.name = "", .id = "", .attrs = "", .file = ""};
    wm_gaz_entry_record record = gaz->entries[entry];
    wm_gaz_file_record file = record.file < gaz->file_count ? gaz->files[record.file] : (wm_gaz_file_record){0, 0};
    return (wm_gaz_entry){
        .name = wm_gaz_string(gaz, record.name),
        .id = wm_gaz_string(gaz, record.id),
        .attrs = wm_gaz_string(gaz, record.attrs),
        .file = wm_gaz_string(gaz, file.shown),
        .line = record.line,
        .label = (uint16_t)file.label,
        .weight = record.weight,
    };
}

/* The first entry whose file is not before `file`; entries lie in the order of their files. Binary search; on a damaged
 * image, where they do not, it ends all the same and gives some entry. */
static uint32_t first_of_file(const wm_gaz *gaz, uint32_t file)
{
    uint32_t low = 0, high = gaz->entry_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (gaz->entries[middle].file < file)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Files of one label need not be neighbours, so the range may hold others; the caller looks at each entry's label. */
void wm_gaz_label_entries(const wm_gaz *gaz, uint32_t label, uint32_t *ret_begin, uint32_t *ret_end)
{
    uint32_t first = gaz->file_count, last = 0;
    for (uint32_t file = 0; file < gaz->file_count; file++) {
        if (gaz->files[file].label != label)
            continue;
        first = first == gaz->file_count ? file : first;
        last = file;
    }
    *ret_begin = first == gaz->file_count ? 0 : first_of_file(gaz, first);
    *ret_end = first == gaz->file_count ? 0 : first_of_file(gaz, last + 1);
}

/* Attributes are few and asked for seldom: they stay as they are written. */
wm_slice wm_gaz_attr(const wm_gaz_entry *entry, const char *key)
{
    for (const char *at = entry->attrs; *at != '\0'; at += *at == ' ') {
        size_t same = 0, len = 0;
        while (key[same] != '\0' && at[same] == key[same])
            same++;
        bool whole = key[same] == '\0' && (at[same] == '=' || at[same] == ' ' || at[same] == '\0');
        if (whole && at[same] != '=')
            return (wm_slice){"yes", 3};
        at += whole ? same + 1 : 0;
        while (at[len] != '\0' && at[len] != ' ')
            len++;
        if (whole)
            return (wm_slice){at, len};
        at += len;
    }
    return (wm_slice){NULL, 0};
}
