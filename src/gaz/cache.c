/* SPDX-License-Identifier: MIT */
/* An image between two runs. The cache holds, one behind the other, a head, the very sources that the image was made
 * from, and the image. So whether it is stale needs no clock, no hash and no luck: the sources are read anyway and
 * compared, which takes a thirtieth of the time that compiling does.
 *
 * In: sources. Out: their image, from the cache or compiled. Whatever is wrong with the cache means that there is none:
 * the file belongs to nobody but this one, and any program may remove it at any time.
 */
#include "gaz/crc32c.h"
#include "gaz/format.h"
#include "gaz/gaz.h"

#include "base/file.h"

#include <stdlib.h>

/* Below this many bytes of sources compiling takes less than a millisecond, and a file in somebody's home is not worth
 * that. */
enum { WORTH_IT_BYTES = 16 * 1024 };

/* Its size is a multiple of 8, and so is that of the sources with their padding: the image wants to be aligned. */
typedef struct head {
    char magic[8];
    uint64_t sources_size, image_size;
    uint32_t crc, zero; /* of the image, since sources are compared */
} head;

static const char magic[8] = {'W', 'H', 'O', 'G', 'A', 'Z', 'C', '\1'};

/* Up to the next multiple of 8. */
static size_t padded(size_t size)
{
    return (size + 7) / 8 * 8;
}

/* Everything that the image depends on as one text: the program, and each source with its place, label and bytes.
 * Sizes stand before what they measure, so that no two lists of sources give the same text. False when one cannot be
 * read, which compiling will tell. */
static bool gather(const wm_gaz_source *sources, uint32_t count, wm_arena *keep, wm_slice *ret_text)
{
    wm_slice *files = WM_NEW_N(keep, wm_slice, count);
    const char **heads = WM_NEW_N(keep, const char *, count);
    const char *first = wm_arena_format(keep, "%s %d\n", WHOMET_VERSION, WM_GAZ_VERSION);
    size_t size = strlen(first);
    for (uint32_t i = 0; i < count; i++) {
        if (wm_file_read(sources[i].path, keep, &files[i], NULL) != WM_OK)
            return false;
        const char *label = sources[i].label != NULL ? sources[i].label : "";
        heads[i] = wm_arena_format(keep, "%zu %zu %zu\n%s%s", strlen(sources[i].shown), strlen(label), files[i].len,
                                   sources[i].shown, label);
        size += strlen(heads[i]) + files[i].len;
    }
    char *text = wm_arena_zalloc(keep, padded(size), 1), *at = text + strlen(first);
    memcpy(text, first, strlen(first));
    for (uint32_t i = 0; i < count; i++) {
        size_t len = strlen(heads[i]);
        memcpy(at, heads[i], len);
        memcpy(at + len, files[i].at, files[i].len);
        at += len + files[i].len;
    }
    *ret_text = (wm_slice){text, padded(size)};
    return true;
}

/* The image in `cache` when it was made from `text`; a NULL `at` otherwise. */
static wm_slice find_image(wm_slice cache, wm_slice text)
{
    static const wm_slice none = {NULL, 0};
    head h;
    if (cache.len < sizeof h + text.len)
        return none;
    memcpy(&h, cache.at, sizeof h);
    wm_slice image = {cache.at + sizeof h + text.len, cache.len - sizeof h - text.len};
    bool same = memcmp(h.magic, magic, sizeof magic) == 0 && h.sources_size == text.len && h.image_size == image.len &&
                memcmp(cache.at + sizeof h, text.at, text.len) == 0;
    return same && wm_gaz_crc32c(image) == h.crc ? image : none;
}

/* The file is replaced as a whole, so another program that starts meanwhile sees the old one or the new one. */
static void store(const char *cache, wm_slice text, wm_slice image, wm_arena *keep)
{
    head h = {.sources_size = text.len, .image_size = image.len, .crc = wm_gaz_crc32c(image)};
    memcpy(h.magic, magic, sizeof magic);
    size_t size = sizeof h + text.len + image.len;
    char *bytes = wm_file_make_parents(cache, keep, NULL) == WM_OK ? malloc(size) : NULL;
    if (bytes == NULL)
        return;
    memcpy(bytes, &h, sizeof h);
    memcpy(bytes + sizeof h, text.at, text.len);
    memcpy(bytes + sizeof h + text.len, image.at, image.len);
    wm_file_replace(cache, (wm_slice){bytes, size}, NULL);
    free(bytes);
}

/* The cache is read before the sources, so that these can be given back when it is used. They are read once more behind
 * compiling: if somebody wrote to them meanwhile, nobody knows what the image was made from. */
wm_status wm_gaz_compile_cached(const wm_gaz_source *sources, uint32_t count, const char *cache, wm_arena *keep,
                                wm_slice *ret_image, wm_faults *faults, wm_error *err)
{
    wm_slice held = {NULL, 0}, before, after;
    wm_arena_mark start = wm_arena_tell(keep);
    if (cache != NULL && wm_file_read(cache, keep, &held, NULL) != WM_OK)
        held = (wm_slice){NULL, 0};
    wm_arena_mark behind_cache = wm_arena_tell(keep);
    if (cache == NULL || !gather(sources, count, keep, &before) || before.len < WORTH_IT_BYTES) {
        wm_arena_rewind(keep, start);
        return wm_gaz_compile(sources, count, keep, ret_image, faults, err);
    }
    wm_slice image = find_image(held, before);
    if (image.at != NULL) {
        wm_arena_rewind(keep, behind_cache);
        *ret_image = image;
        return WM_OK;
    }
    wm_status status = wm_gaz_compile(sources, count, keep, ret_image, faults, err);
    if (status == WM_OK && gather(sources, count, keep, &after) && wm_slice_equal(before, after))
        store(cache, before, *ret_image, keep);
    return status;
}
