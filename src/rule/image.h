/* SPDX-License-Identifier: MIT */
/* A compiled set as a file: what pack.c writes, unpack.c reads, and cache.c keeps between two runs.
 *
 * The file is of this machine and of this build of the program: structs lie in it as they lie in memory. There is
 *
 *     head | key | flat | linked | links
 *
 * the key, which says what the set was made from, and whoever wants the set compares it; flat data, which hold no
 * pointer and are used where the file is mapped; structs with pointers, which are copied; and where in these the
 * pointers are. So opening one costs what its few structs cost, not what its programs do.
 */
#ifndef WM_RULE_IMAGE_H
#define WM_RULE_IMAGE_H

#include "rule/program.h"

/* What a pointer of the linked part leads to. In the file it holds an offset, or the number of a regex. */
typedef enum wm_link_to { WM_LINK_FLAT, WM_LINK_LINKED, WM_LINK_REGEX } wm_link_to;

/* A link is the offset of its pointer in the linked part, a multiple of 4, and in the lowest bits wm_link_to. */
enum { WM_LINK_BITS = 2, WM_IMAGE_ALIGN = 8 };

typedef struct wm_image_head {
    char magic[8];
    uint64_t key_size, flat_size, linked_size; /* each filled up to a multiple of WM_IMAGE_ALIGN */
    uint64_t link_count;
    uint64_t regexes_at; /* in the linked part: a wm_regex_source each */
    uint64_t sums[2];    /* of the head up to here and of all that follows the key */
} wm_image_head;

#define WM_IMAGE_MAGIC                                                                                                 \
    {                                                                                                                  \
        'W', 'H', 'O', 'R', 'U', 'L', '\n', '\1'                                                                       \
    }

/* A set without faults as the bytes of its file, in `scratch`. */
wm_slice wm_rules_pack(const wm_rules *rules, wm_slice key, wm_arena *scratch);
/* The set in a file that has this key and is whole; the file stays mapped as long as the set is. NULL when it is not
 * there, not this, or damaged: then it has to be made from text. May jump when memory runs out (`on_oom`). */
wm_rules *wm_rules_unpack(const char *path, wm_slice key);

/* Two sums over words of 64 bits, the second one of the first one's steps, so that order counts. For broken disks, not
 * against forgers. Source: J. Fletcher, "An Arithmetic Checksum for Serial Transmissions", 1982. */
void wm_image_sum(const wm_image_head *head, wm_slice body, uint64_t ret_sums[2]);

#endif
