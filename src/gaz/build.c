/* SPDX-License-Identifier: MIT */
/* Rows become entries, names become forms: a path in the trie and a style, which says how the name wants to be written.
 * The words of a name are those that the tokenizer makes of it, as it will of the text.
 *
 * Nothing here depends on anything but the bytes and the order of the sources, so equal sources give equal tables.
 */
#include "gaz/build.h"

#include "base/utf8.h"
#include "gaz/gaz.h"
#include "gaz/marks.h"
#include "gaz/tsv.h"

/* What 16 bits of a record can number. */
enum { FILES_MAX = 65536, LABELS_MAX = 65536 };

/* Four arenas, because what they hold ends at four times: tables with the build, look-up tables before the image is
 * laid out, the file and the name with the file and the name. Pointers to them are taken here, so the build must not
 * move. */
void wm_gaz_build_init(wm_gaz_build *ret_build, wm_faults *faults, jmp_buf *on_oom)
{
    *ret_build = (wm_gaz_build){.faults = faults};
    wm_arena *arenas[] = {&ret_build->tables, &ret_build->lookup, &ret_build->file, &ret_build->name};
    for (int i = 0; i < 4; i++) {
        wm_arena_init(arenas[i]);
        arenas[i]->on_oom = on_oom;
    }
    wm_arena *tables = &ret_build->tables, *lookup = &ret_build->lookup;
    wm_gaz_pool_init(&ret_build->strings, tables, lookup);
    wm_gaz_trie_init(&ret_build->trie, tables, lookup);
    ret_build->words = (wm_gaz_words){.arena = tables, .index = {.arena = lookup}};
    ret_build->style_index.arena = lookup;
}

/* Pieces of `bytes` that `byte` separates, a last empty one left out. */
static size_t count_byte(wm_slice bytes, char byte)
{
    size_t count = 0;
    for (wm_slice rest = bytes; rest.at != NULL && rest.len != 0; count++)
        wm_slice_cut(&rest, byte);
    return count;
}

/* An estimate, made by counting bytes, saves the doublings of the largest tables, whose old copies an arena keeps. Too
 * small an estimate costs only those; too large a one is memory that is never touched. */
void wm_gaz_build_reserve(wm_gaz_build *build, const wm_slice *files, uint32_t count)
{
    size_t rows = 0, names = 0, bytes = 0;
    for (uint32_t i = 0; i < count; i++) {
        size_t file_rows = count_byte(files[i], '\n'), aliases = count_byte(files[i], '|');
        rows += file_rows;
        /* more than two aliases a row, seen over a file, are no estimate to allocate by */
        names += file_rows + (aliases < 2 * file_rows ? aliases : 2 * file_rows);
        bytes += files[i].len;
    }
    if (bytes >= WM_GAZ_SOURCE_MAX)
        return;
    build->entries.items = wm_arena_alloc(&build->tables, rows * sizeof *build->entries.items);
    build->entries.room = (uint32_t)rows;
    build->forms.items = wm_arena_alloc(&build->tables, names * sizeof *build->forms.items);
    build->forms.room = (uint32_t)names;
    wm_gaz_pool_reserve(&build->strings, bytes);
}

/* Also for a build that a jump left half made: an arena is valid as soon as it is zero. */
void wm_gaz_build_done(wm_gaz_build *build)
{
    wm_arena_done(&build->tables);
    wm_arena_done(&build->lookup);
    wm_arena_done(&build->file);
    wm_arena_done(&build->name);
}

/* ---- names ----------------------------------------------------------------------------------------------------- */

/* The number of a style; equal ones share it. Styles have no padding, so their bytes can be compared. */
static uint32_t put_style(wm_gaz_build *build, wm_gaz_style style)
{
    uint64_t hash = wm_utf8_hash((wm_slice){(const char *)&style, sizeof style});
    uint32_t number;
    for (uint32_t at = 0; (number = wm_gaz_index_next(&build->style_index, hash, &at)) != WM_GAZ_NONE;)
        if (memcmp(&build->styles.items[number], &style, sizeof style) == 0)
            return number;
    *WM_PUSH(&build->tables, &build->styles) = style;
    wm_gaz_index_add(&build->style_index, hash, build->styles.count - 1);
    return build->styles.count - 1;
}

/* What the words of a name, as they are written, want of a text. */
static void read_case(const wm_text *name, wm_gaz_style *style)
{
    for (uint32_t i = 0; i < name->token_count && i < WM_GAZ_FLAGGED_WORDS; i++) {
        unsigned shape = name->tokens[i].shape, bit = 1u << i;
        if ((shape & (WM_SHAPE_CAP | WM_SHAPE_CAPS)) != 0)
            style->capitals |= (uint16_t)bit;
        if ((shape & WM_SHAPE_CAPS) != 0)
            style->acronyms |= (uint16_t)bit;
    }
}

/* The node at the end of the name's path, new where it was not there; its first word is noted for the filter. Case is
 * no part of the path, since words are hashes of folds; it is of the style, so two spellings end at one node. */
static uint32_t put_path(wm_gaz_build *build, const wm_text *name)
{
    uint32_t node = 0;
    for (uint32_t i = 0; i < name->token_count; i++) {
        uint32_t word = wm_gaz_words_put(&build->words, &build->strings, name, &name->tokens[i]);
        if (i == 0)
            build->words.list.items[word].starts |=
                WM_GAZ_STARTS | ((name->tokens[0].shape & WM_SHAPE_LOWER) != 0 ? WM_GAZ_STARTS_LOWER : 0);
        node = wm_gaz_trie_child(&build->trie, node, word);
    }
    return node;
}

/* The same entry may come to one node by two spellings (Sana'a with either apostrophe): one posting is enough when the
 * later one wants nothing that the earlier one does not. Forms of one entry lie together at the end of the list, so the
 * walk back is over its own names. */
static bool is_told_already(const wm_gaz_build *build, wm_gaz_form form)
{
    wm_gaz_style own = build->styles.items[form.style];
    for (uint32_t i = build->forms.count; i > 0 && build->forms.items[i - 1].entry == form.entry; i--) {
        if (build->forms.items[i - 1].node != form.node)
            continue;
        wm_gaz_style earlier = build->styles.items[build->forms.items[i - 1].style];
        earlier.marks |= WM_MARK_ALIAS;
        if (memcmp(&earlier, &own, sizeof own) == 0)
            return true;
    }
    return false;
}

/* One name of the entry that was added last. With WM_MARK_CASE the bytes decide alone, so no word has to be noted. */
static void add_name(wm_gaz_build *build, const wm_gaz_line *line, wm_slice name, uint16_t marks)
{
    wm_text text = {.bytes = name};
    wm_text_tokenize(&text, 0, (uint32_t)name.len, &build->name);
    if (text.token_count == 0 || text.token_count > WM_GAZ_WORDS_MAX) {
        WM_GAZ_FAULT(line, name, "name of %u words", (unsigned)text.token_count)->hint = "names have 1 to 64 words";
        return;
    }
    uint32_t file = build->files.count - 1;
    wm_gaz_style style = {.label = (uint16_t)build->files.items[file].label, .marks = marks};
    if ((marks & WM_MARK_CASE) != 0)
        style.exact = wm_gaz_pool_put(&build->strings, name);
    else
        read_case(&text, &style);
    wm_gaz_form form = {put_path(build, &text), build->entries.count - 1, put_style(build, style)};
    if (!is_told_already(build, form))
        *WM_PUSH(&build->tables, &build->forms) = form;
}

/* The entry first, since its names refer to it. Tokens of a name live in an arena of their own that is rewound behind
 * each, so a file of any length needs room for one name. */
static void add_row(wm_gaz_build *build, const wm_gaz_line *line, const wm_gaz_row *row)
{
    *WM_PUSH(&build->tables, &build->entries) = (wm_gaz_entry_record){
        .name = wm_gaz_pool_put(&build->strings, row->name),
        .id = wm_gaz_pool_put(&build->strings, row->id),
        .attrs = wm_gaz_pool_put(&build->strings, row->attrs),
        .line = row->line,
        .file = (uint16_t)(build->files.count - 1),
        .weight = row->weight,
    };
    wm_arena_mark mark = wm_arena_tell(&build->name);
    add_name(build, line, row->name, row->marks);
    wm_arena_rewind(&build->name, mark);
    if (row->aliases.len == 0)
        return;
    wm_slice rest = row->aliases;
    for (wm_gaz_alias alias; wm_gaz_row_alias(&rest, &alias);) {
        uint16_t marks = wm_gaz_alias_marks(alias.marks_text) | (row->marks & WM_GAZ_THING_MARKS);
        add_name(build, line, alias.name, marks);
        wm_arena_rewind(&build->name, mark);
    }
}

/* ---- files ----------------------------------------------------------------------------------------------------- */

/* There are few labels, so looking at each is fast enough. */
static uint32_t put_label(wm_gaz_build *build, wm_slice name)
{
    uint32_t string = wm_gaz_pool_put(&build->strings, name);
    for (uint32_t i = 0; i < build->labels.count; i++)
        if (build->labels.items[i] == string)
            return i;
    *WM_PUSH(&build->tables, &build->labels) = string;
    return build->labels.count - 1;
}

/* Lower-case letters, digits and '-', one dot in the middle. */
static bool is_label(wm_slice label)
{
    size_t dots = 0;
    for (size_t i = 0; i < label.len; i++) {
        char c = label.at[i];
        bool is_dot = c == '.' && i != 0 && i + 1 != label.len;
        dots += is_dot;
        if (!is_dot && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            return false;
    }
    return dots == 1;
}

/* "place.city" of "gazetteers/place/city.tsv"; without a folder no label. */
static wm_slice label_of_path(const char *shown, wm_arena *scratch)
{
    wm_slice rest = wm_slice_of(shown), folder = {"", 0}, last = {"", 0};
    while (rest.at != NULL) {
        folder = last;
        last = wm_slice_cut(&rest, '/');
    }
    if (last.len > 4 && memcmp(last.at + last.len - 4, ".tsv", 4) == 0)
        last.len -= 4;
    return wm_slice_of(wm_arena_format(scratch, "%.*s.%.*s", WM_SLICE_ARG(folder), WM_SLICE_ARG(last)));
}

/* A fault of the file as a whole, which has no line. */
static void fault_of_file(wm_gaz_build *build, const char *shown, wm_slice subject, const char *what, const char *hint)
{
    wm_slice none = {"", 0};
    wm_fault *fault = wm_fault_add(build->faults, shown, 0, none, none, "%s '%.*s'", what, WM_SLICE_ARG(subject));
    fault->column = 0;
    fault->hint = hint;
}

/* Opens a record for the file; false after a fault. */
static bool add_file(wm_gaz_build *build, const char *shown, const char *label, wm_slice bytes)
{
    wm_slice name = label != NULL ? wm_slice_of(label) : label_of_path(shown, &build->file);
    build->source_bytes += bytes.len;
    if (!is_label(name))
        fault_of_file(build, shown, name, "no label can be",
                      "give the file with its folder, as kind/name.tsv in lower case");
    else if (build->source_bytes >= WM_GAZ_SOURCE_MAX)
        fault_of_file(build, shown, wm_slice_of(shown), "more than 1 GiB of entries with", "compile fewer at a time");
    else if (build->files.count == FILES_MAX || build->labels.count == LABELS_MAX)
        fault_of_file(build, shown, wm_slice_of(shown), "too many files with", "compile fewer at a time");
    else {
        wm_gaz_file_record record = {wm_gaz_pool_put(&build->strings, wm_slice_of(shown)), put_label(build, name)};
        *WM_PUSH(&build->tables, &build->files) = record;
        return true;
    }
    return false;
}

/* Of `bytes` nothing is kept: what is needed of them goes to the pool. */
void wm_gaz_build_add(wm_gaz_build *build, const char *shown, const char *label, wm_slice bytes)
{
    wm_arena_mark mark = wm_arena_tell(&build->file);
    if (add_file(build, shown, label, bytes)) {
        wm_gaz_tsv tsv;
        wm_gaz_row row;
        wm_gaz_tsv_init(&tsv, shown, bytes, build->faults, &build->file);
        while (wm_gaz_tsv_next(&tsv, &row))
            add_row(build, &tsv.line, &row);
    }
    wm_arena_rewind(&build->file, mark);
}
