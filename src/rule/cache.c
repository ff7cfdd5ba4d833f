/* SPDX-License-Identifier: MIT */
/* A set between two runs. Its file begins with everything that the set was made from: this build of the program, the
 * labels and shapes, and every rule file with its bytes. So whether a file is stale needs no clock and no luck: the
 * sources are read anyway and compared, which takes a fiftieth of the time that compiling does.
 *
 * In: what a set is made from, and where it may lie. Out: the set. Whatever is wrong with a file means that there is
 * none: it belongs to nobody but this program, and anybody may remove it at any time.
 */
#include "rule/image.h"
#include "rule/stamp.h"

#include "base/file.h"

/* The input with the bytes of all files, and the same as one text. */
typedef struct held {
    wm_rules_input input;
    wm_slice key;
} held;

/* Copies of sources whose bytes are there; false when one cannot be read, which loading will tell. */
static bool hold(const wm_rule_source **files, uint32_t count, wm_arena *scratch)
{
    wm_rule_source *copies = WM_NEW_N(scratch, wm_rule_source, count);
    for (uint32_t i = 0; i < count; i++) {
        copies[i] = (*files)[i];
        if (copies[i].bytes.at == NULL && wm_file_read(copies[i].path, scratch, &copies[i].bytes, NULL) != WM_OK)
            return false;
    }
    *files = copies;
    return true;
}

typedef WM_ARRAY(wm_slice) piece_array;

static void add(piece_array *pieces, wm_arena *scratch, const char *text)
{
    *WM_PUSH(scratch, pieces) = wm_slice_of(text);
}

/* Sizes stand before what they measure, so that no two inputs give the same text. */
static void add_files(piece_array *pieces, wm_arena *scratch, const wm_rule_source *files, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        add(pieces, scratch, wm_arena_format(scratch, "%zu %zu\n", strlen(files[i].shown), files[i].bytes.len));
        add(pieces, scratch, files[i].shown);
        *WM_PUSH(scratch, pieces) = files[i].bytes;
    }
}

static wm_slice join(const piece_array *pieces, wm_arena *scratch)
{
    wm_slice all = {NULL, 0};
    for (uint32_t i = 0; i < pieces->count; i++)
        all.len += pieces->items[i].len;
    char *at = wm_arena_alloc(scratch, all.len);
    all.at = at;
    for (uint32_t i = 0; i < pieces->count; at += pieces->items[i++].len)
        if (pieces->items[i].len != 0)
            memcpy(at, pieces->items[i].at, pieces->items[i].len);
    return all;
}

/* Structs lie in the file as the compiler laid them out; the stamp is of the sources of this folder. */
static wm_slice key_of(const wm_rules_input *input, wm_arena *scratch)
{
    piece_array pieces = {0};
    add(&pieces, scratch,
        wm_arena_format(scratch, WHOMET_VERSION " %u %zu %zu %zu %zu\n", WM_RULE_STAMP, sizeof(void *),
                        sizeof(wm_rules), sizeof(wm_program), sizeof(wm_rule_info)));
    add(&pieces, scratch,
        wm_arena_format(scratch, "%u %u %u %u\n", input->label_count, input->shape_count, input->file_count,
                        input->lexicon_count));
    for (uint32_t i = 0; i < input->label_count; i++)
        add(&pieces, scratch, wm_arena_format(scratch, "%s\n", input->labels[i]));
    for (uint32_t i = 0; i < input->shape_count; i++)
        add(&pieces, scratch,
            wm_arena_format(scratch, "%s %u %u\n", input->shapes[i].name, input->shapes[i].any,
                            input->shapes[i].percent));
    add_files(&pieces, scratch, input->files, input->file_count);
    add_files(&pieces, scratch, input->lexicons, input->lexicon_count);
    return join(&pieces, scratch);
}

/* What is made of the held bytes is made of what the key says, whoever writes to the files meanwhile. */
static bool hold_all(const wm_rules_input *input, wm_arena *scratch, held *ret_held)
{
    held all = {.input = *input};
    if (!hold(&all.input.files, input->file_count, scratch) ||
        !hold(&all.input.lexicons, input->lexicon_count, scratch))
        return false;
    all.key = key_of(&all.input, scratch);
    *ret_held = all;
    return true;
}

/* A cache that cannot be written is missed by nobody. */
static void store(const wm_rules *rules, wm_slice key, const char *path, wm_arena *scratch)
{
    if (wm_file_make_parents(path, scratch, NULL) == WM_OK)
        wm_file_replace(path, wm_rules_pack(rules, key, scratch), NULL);
}

static wm_rules *find(const wm_rules_kept *kept, wm_slice key)
{
    wm_rules *rules = kept->shipped != NULL ? wm_rules_unpack(kept->shipped, key) : NULL;
    return rules == NULL && kept->cache != NULL ? wm_rules_unpack(kept->cache, key) : rules;
}

/* The lint looks at trees, which no file has. */
static wm_status load(const wm_rules_input *input, const wm_rules_kept *kept, wm_arena *scratch, wm_rules **ret_rules,
                      wm_faults *faults, wm_error *err)
{
    held from;
    bool wanted = kept->shipped != NULL || kept->cache != NULL || kept->out != NULL;
    if (input->lint != NULL || !wanted || !hold_all(input, scratch, &from))
        return wm_rules_load(input, ret_rules, faults, err);
    *ret_rules = kept->out == NULL ? find(kept, from.key) : NULL;
    if (*ret_rules != NULL)
        return WM_OK;
    wm_status status = wm_rules_load(&from.input, ret_rules, faults, err);
    if (status == WM_OK && kept->out != NULL)
        return wm_file_replace(kept->out, wm_rules_pack(*ret_rules, from.key, scratch), err);
    if (status == WM_OK && kept->cache != NULL)
        store(*ret_rules, from.key, kept->cache, scratch);
    return status;
}

/* The set is the caller's as soon as there is one, so that a jump loses nothing; and one that there is not enough
 * memory to keep is a set all the same. */
wm_status wm_rules_load_kept(const wm_rules_input *input, const wm_rules_kept *kept, wm_rules **ret_rules,
                             wm_faults *faults, wm_error *err)
{
    wm_arena scratch;
    wm_arena_init(&scratch);
    jmp_buf on_oom;
    volatile wm_status status;
    scratch.on_oom = &on_oom;
    if (setjmp(on_oom) == 0)
        status = load(input, kept, &scratch, ret_rules, faults, err);
    else if (*ret_rules != NULL && kept->out == NULL)
        status = WM_OK;
    else
        status = wm_fail(err, WM_NO_MEMORY, NULL, "out of memory while rules were read");
    wm_arena_done(&scratch);
    return status;
}
