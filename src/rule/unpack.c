/* SPDX-License-Identifier: MIT */
/* The file of a set → the set. What holds no pointer stays where the file is mapped, so that nobody reads what is not
 * asked for, and programs that run at once share it; the rest is copied, and its pointers are set. Regexes are compiled
 * again.
 *
 * In: a path, the key that the file must have. Out: a set like that of wm_rules_load(), or none. A file that passes its
 * checksum is believed, as it is the program's own.
 */
#include "rule/image.h"

#include <stddef.h>
#include <stdlib.h>

/* The parts of a file that is whole. */
typedef struct file_parts {
    const wm_image_head *head;
    const char *flat, *linked;
    const uint32_t *links;
} file_parts;

static void add_words(const void *bytes, size_t size, uint64_t sums[2])
{
    const char *at = bytes;
    uint64_t first = sums[0], second = sums[1], word;
    for (size_t i = 0; i + sizeof word <= size; i += sizeof word) {
        memcpy(&word, at + i, sizeof word);
        first += word;
        second += first;
    }
    sums[0] = first;
    sums[1] = second;
}

void wm_image_sum(const wm_image_head *head, wm_slice body, uint64_t ret_sums[2])
{
    ret_sums[0] = 1;
    ret_sums[1] = 0;
    add_words(head, offsetof(wm_image_head, sums), ret_sums);
    add_words(body.at, body.len, ret_sums);
}

/* Takes `size` off what is left; false when it is not there, or crooked. */
static bool cut(wm_slice *rest, uint64_t size, const char **ret_at)
{
    if (size > rest->len || size % WM_IMAGE_ALIGN != 0)
        return false;
    *ret_at = rest->at;
    *rest = (wm_slice){rest->at + size, rest->len - (size_t)size};
    return true;
}

/* The sizes are checked one after another, then the key, and only then is all of it read once for the sums. */
static bool find_parts(wm_slice file, wm_slice key, file_parts *ret_parts)
{
    static const char magic[8] = WM_IMAGE_MAGIC;
    const char *head, *key_at, *links;
    uint64_t sums[2];
    file_parts found;
    wm_slice rest = file;
    if (!cut(&rest, sizeof(wm_image_head), &head) || memcmp(head, magic, sizeof magic) != 0)
        return false;
    found.head = (const wm_image_head *)head;
    if (!cut(&rest, found.head->key_size, &key_at) || found.head->key_size < key.len ||
        found.head->key_size - key.len >= WM_IMAGE_ALIGN || memcmp(key_at, key.at, key.len) != 0)
        return false;
    wm_image_sum(found.head, rest, sums);
    if (memcmp(sums, found.head->sums, sizeof sums) != 0)
        return false;
    if (!cut(&rest, found.head->flat_size, &found.flat) || !cut(&rest, found.head->linked_size, &found.linked))
        return false;
    links = rest.at;
    found.links = (const uint32_t *)links;
    *ret_parts = found;
    return rest.len / sizeof *found.links >= found.head->link_count;
}

/* Pointers of the copy at `linked`: those to the regexes of `to_regexes_of`, or, when it is NULL, all others. A set may
 * have no regex at all. */
static void set_pointers(const file_parts *parts, char *linked, const wm_rules *to_regexes_of)
{
    const uint32_t mask = (UINT32_C(1) << WM_LINK_BITS) - 1;
    for (uint64_t i = 0; i < parts->head->link_count; i++) {
        wm_link_to to = (wm_link_to)(parts->links[i] & mask);
        char *field = linked + (parts->links[i] & ~mask);
        uintptr_t value;
        if ((to == WM_LINK_REGEX) != (to_regexes_of != NULL))
            continue;
        memcpy(&value, field, sizeof value);
        const void *target = to == WM_LINK_FLAT ? parts->flat + value : linked + value;
        if (to == WM_LINK_REGEX)
            target = to_regexes_of->regexes.items[value];
        memcpy(field, &target, sizeof target);
    }
}

/* False when one does not compile, as with another PCRE2. Room for each in `rules`, where it is freed, is made first:
 * a jump between the two would lose it. */
static bool make_regexes(wm_rules *rules, const wm_regex_source *sources, uint32_t count)
{
    wm_regex_fault wrong;
    for (uint32_t i = 0; i < count; i++) {
        wm_regex **kept = WM_PUSH(&rules->keep, &rules->regexes);
        *kept = wm_regex_new(&sources[i], &rules->keep, &wrong);
        if (*kept == NULL)
            return false;
    }
    return true;
}

/* The struct in the file becomes the one that there is, but for what is this process's own. */
static void take_over(wm_rules *rules, const wm_rules *read)
{
    wm_rules own = *rules;
    *rules = *read;
    rules->keep = own.keep;
    rules->map = own.map;
    rules->serial = wm_rules_new_serial(rules);
    rules->labels.arena = NULL; /* nothing is added any more */
}

static bool fill(wm_rules *rules, wm_slice key)
{
    file_parts parts;
    if (!find_parts((wm_slice){rules->map.at, rules->map.len}, key, &parts))
        return false;
    char *linked = wm_arena_alloc(&rules->keep, (size_t)parts.head->linked_size);
    memcpy(linked, parts.linked, (size_t)parts.head->linked_size);
    set_pointers(&parts, linked, NULL);
    const wm_rules *read = (const wm_rules *)linked;
    if (!make_regexes(rules, (const wm_regex_source *)(linked + parts.head->regexes_at), read->regexes.count))
        return false;
    set_pointers(&parts, linked, rules);
    take_over(rules, read);
    return true;
}

wm_rules *wm_rules_unpack(const char *path, wm_slice key)
{
    wm_rules *volatile rules = calloc(1, sizeof *rules); /* read behind setjmp() */
    jmp_buf on_oom;
    volatile bool done = false;
    if (rules == NULL || wm_file_map(path, &rules->map, NULL) != WM_OK) {
        free(rules);
        return NULL;
    }
    wm_arena_init(&rules->keep);
    rules->keep.on_oom = &on_oom;
    if (setjmp(on_oom) == 0)
        done = fill(rules, key);
    rules->keep.on_oom = NULL;
    if (done)
        return rules;
    wm_rules_free(rules);
    return NULL;
}
