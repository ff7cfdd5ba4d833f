/* SPDX-License-Identifier: MIT */
/* One line becomes a row: name, aliases, id, weight, attributes. Every fault of the line is told, each at the bytes it
 * is about, because a person repairs a file line by line.
 *
 * A '+' starts a mark only when nothing but letters follow it up to the next '+' or the end: "IS+case+ctx" has two
 * marks, "Canal+" none. What needs the lines before this one (order, repeated ids) is tsv.c's.
 */
#include "gaz/row.h"

#include "gaz/gaz.h"
#include "gaz/marks.h"

enum { COLUMNS = 5, WEIGHT_MAX = 90 };

/* ---- aliases --------------------------------------------------------------------------------------------------- */

/* Of ASCII: marks are. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Where the marks of an alias begin: at a '+', or at the end. */
static size_t marks_begin(wm_slice alias)
{
    size_t begin = alias.len;
    for (size_t at = alias.len; at > 0; at--) {
        char c = alias.at[at - 1];
        if (c == '+' && at < begin)
            begin = at - 1;
        else if (!is_letter(c))
            break;
    }
    return begin;
}

/* Nothing is checked, so that checking and compiling cut a row alike. */
bool wm_gaz_row_alias(wm_slice *rest, wm_gaz_alias *ret_alias)
{
    if (rest->at == NULL)
        return false;
    wm_slice alias = wm_slice_cut(rest, '|');
    size_t begin = marks_begin(alias), marks = begin < alias.len ? begin + 1 : begin;
    ret_alias->name = (wm_slice){alias.at, begin};
    ret_alias->marks_text = (wm_slice){alias.at + marks, alias.len - marks};
    return true;
}

/* An unknown mark has no bit; it was told when the row was read. */
uint16_t wm_gaz_alias_marks(wm_slice marks_text)
{
    uint16_t bits = WM_MARK_ALIAS;
    while (marks_text.at != NULL && marks_text.len != 0)
        bits |= wm_gaz_mark_bit(wm_slice_cut(&marks_text, '+'));
    return bits;
}

/* Both columns that have marks say it alike. */
static void unknown_mark(const wm_gaz_line *line, wm_slice mark)
{
    WM_GAZ_FAULT(line, mark, "unknown mark '%.*s'", WM_SLICE_ARG(mark))->hint =
        wm_gaz_mark_hint(mark, line->faults->arena);
}

/* Bounded, as a line of a million '+' is one too. */
static void check_alias_marks(const wm_gaz_line *line, wm_slice marks_text)
{
    uint32_t most = line->faults->list.count + WM_GAZ_LINE_FAULTS;
    while (marks_text.at != NULL && marks_text.len != 0 && line->faults->list.count < most) {
        wm_slice mark = wm_slice_cut(&marks_text, '+');
        if (wm_gaz_mark_bit(mark) == 0)
            unknown_mark(line, mark);
    }
}

/* Does `name` stand in `aliases` before the alias at `end`? */
static bool stands_before(wm_slice aliases, const char *end, wm_slice name)
{
    wm_gaz_alias alias;
    while (wm_gaz_row_alias(&aliases, &alias) && alias.name.at < end)
        if (wm_slice_equal(alias.name, name))
            return true;
    return false;
}

/* At most one fault about the name, then those about its marks. */
static void check_alias(const wm_gaz_line *line, const wm_gaz_row *row, wm_gaz_alias alias)
{
    if (alias.name.len == 0)
        WM_GAZ_FAULT(line, alias.name, "empty alias")->hint = "aliases have one '|' between them";
    else if (wm_slice_equal(alias.name, row->name))
        WM_GAZ_FAULT(line, alias.name, "alias '%.*s' is the name itself", WM_SLICE_ARG(alias.name))->hint = "delete it";
    else if (stands_before(row->aliases, alias.name.at, alias.name))
        WM_GAZ_FAULT(line, alias.name, "alias '%.*s' stands here twice", WM_SLICE_ARG(alias.name))->hint = "delete one";
    check_alias_marks(line, alias.marks_text);
}

/* The limit keeps a hostile row from costing the square of its length. */
static void check_aliases(const wm_gaz_line *line, const wm_gaz_row *row)
{
    if (row->aliases.len == 0)
        return;
    wm_slice rest = row->aliases;
    wm_gaz_alias alias;
    uint32_t most = line->faults->list.count + WM_GAZ_LINE_FAULTS;
    for (uint32_t count = 1; wm_gaz_row_alias(&rest, &alias) && line->faults->list.count < most; count++) {
        if (count > WM_GAZ_ALIASES_MAX) {
            WM_GAZ_FAULT(line, alias.name, "more than %d aliases", WM_GAZ_ALIASES_MAX)->hint = "make it several rows";
            return;
        }
        check_alias(line, row, alias);
    }
}

/* ---- the other columns ----------------------------------------------------------------------------------------- */

/* What a name may hold is line.c's; here is what the columns make of it. */
static void check_name(const wm_gaz_line *line, wm_slice name)
{
    const char *bar = name.len != 0 ? memchr(name.at, '|', name.len) : NULL;
    if (name.len == 0)
        WM_GAZ_FAULT(line, name, "empty name")->hint = "column 1 is the name";
    else if (bar != NULL)
        WM_GAZ_FAULT(line, ((wm_slice){bar, 1}), "'|' in a name")->hint = "aliases go to column 2";
}

/* An id is for machines, here and elsewhere: no blanks, and something that says whose id it is. */
static void check_id(const wm_gaz_line *line, wm_slice id)
{
    if (id.len == 0)
        return;
    if (memchr(id.at, ' ', id.len) != NULL)
        WM_GAZ_FAULT(line, id, "blank in id '%.*s'", WM_SLICE_ARG(id))->hint = "write '-' for it";
    else if (memchr(id.at, ':', id.len) == NULL && memchr(id.at, '/', id.len) == NULL)
        WM_GAZ_FAULT(line, id, "id '%.*s' has no scheme", WM_SLICE_ARG(id))->hint =
            "write scheme:local or kind/slug, such as geonames:703448 or org/red-cross";
}

/* Not isdigit(), which asks the locale. */
static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* What is wrong with a weight, as the end of a sentence; NULL and *ret_tenths when nothing is. By hand, since strtod()
 * takes "1e1", "inf" and, in some countries, a comma. The sum stops growing above the limit, so no number of digits
 * overflows it. */
static const char *read_weight(wm_slice text, uint8_t *ret_tenths)
{
    size_t at = 0, decimals = 0;
    unsigned tenths = 0;
    bool negative = text.at[0] == '-';
    for (at = negative; at < text.len && is_digit(text.at[at]); at++)
        if (tenths <= WEIGHT_MAX)
            tenths = tenths * 10 + (unsigned)(text.at[at] - '0') * 10;
    if (at == (size_t)negative)
        return "is not a number";
    if (at < text.len && text.at[at] == '.')
        for (at++; at < text.len && is_digit(text.at[at]); at++)
            if (decimals++ == 0)
                tenths += (unsigned)(text.at[at] - '0');
    if (at < text.len || text.at[at - 1] == '.')
        return "is not a number";
    if (negative || tenths > WEIGHT_MAX)
        return "is out of range";
    if (decimals > 1)
        return "has more than one decimal";
    *ret_tenths = (uint8_t)tenths;
    return NULL;
}

/* An empty column is weight 0. */
static void check_weight(const wm_gaz_line *line, wm_slice weight, uint8_t *ret_tenths)
{
    const char *wrong = weight.len != 0 ? read_weight(weight, ret_tenths) : NULL;
    if (wrong != NULL)
        WM_GAZ_FAULT(line, weight, "weight '%.*s' %s", WM_SLICE_ARG(weight), wrong)->hint =
            "write 0 to 9 with at most one decimal, such as 6.4";
}

/* ---- attributes ------------------------------------------------------------------------------------------------ */

/* Does a word with `key` stand in `attrs` before `end`? */
static bool key_stands_before(wm_slice attrs, const char *end, wm_slice key)
{
    while (attrs.at != NULL && attrs.at < end) {
        wm_slice word = wm_slice_cut(&attrs, ' ');
        if (word.at < end && wm_slice_equal(wm_slice_cut(&word, '='), key))
            return true;
    }
    return false;
}

/* One word of the column, `key=value` or a mark; one fault at most. */
static void check_attr(const wm_gaz_line *line, wm_slice attrs, wm_slice word)
{
    wm_slice value = word, key = wm_slice_cut(&value, '=');
    bool has_value = value.at != NULL;
    if (wm_gaz_mark_bit(key) != 0 && has_value)
        WM_GAZ_FAULT(line, word, "mark '%.*s' takes no value", WM_SLICE_ARG(key))->hint = "delete it from '=' on";
    else if (wm_gaz_key_known(key) && value.len == 0)
        WM_GAZ_FAULT(line, word, "key '%.*s' has no value", WM_SLICE_ARG(key))->hint = "write key=value";
    else if (!has_value && memchr(key.at, ':', key.len) != NULL)
        WM_GAZ_FAULT(line, word, "'%.*s' is no attribute", WM_SLICE_ARG(word))->hint = "write key=value, with '='";
    else if (!has_value && wm_gaz_mark_bit(key) == 0)
        unknown_mark(line, key);
    else if (has_value && !wm_gaz_key_known(key))
        WM_GAZ_FAULT(line, key, "unknown key '%.*s'", WM_SLICE_ARG(key))->hint =
            wm_gaz_key_hint(key, line->faults->arena);
    else if (key_stands_before(attrs, word.at, key))
        WM_GAZ_FAULT(line, word, "'%.*s' stands here twice", WM_SLICE_ARG(key))->hint = "delete one";
}

/* The marks among the attributes, as bits. */
static uint16_t check_attrs(const wm_gaz_line *line, wm_slice attrs)
{
    uint16_t marks = 0;
    uint32_t most = line->faults->list.count + WM_GAZ_LINE_FAULTS;
    for (wm_slice rest = attrs; rest.at != NULL && rest.len != 0 && line->faults->list.count < most;) {
        wm_slice word = wm_slice_cut(&rest, ' ');
        check_attr(line, attrs, word);
        marks |= wm_gaz_mark_bit(word);
    }
    return marks;
}

/* ---- the row --------------------------------------------------------------------------------------------------- */

/* Cuts the line into columns; missing ones are empty. False after a fault. */
static bool cut_columns(const wm_gaz_line *line, wm_slice columns[COLUMNS])
{
    wm_slice rest = line->bytes;
    for (int i = 0; i < COLUMNS; i++)
        columns[i] = rest.at != NULL ? wm_slice_cut(&rest, '\t') : (wm_slice){line->bytes.at + line->bytes.len, 0};
    if (rest.at == NULL)
        return true;
    unsigned count = COLUMNS;
    for (wm_slice more = rest; more.at != NULL; count++)
        wm_slice_cut(&more, '\t');
    WM_GAZ_FAULT(line, rest, "%u columns, %d at most", count, COLUMNS)->hint =
        "the columns are name, aliases, id, weight, attributes, with one tab between two";
    return false;
}

/* All columns are looked at even when one is wrong. A row with a fault is not handed on, so that nothing behind this
 * has to ask. */
bool wm_gaz_row_read(const wm_gaz_line *line, wm_gaz_row *ret_row)
{
    uint32_t before = line->faults->list.count;
    wm_slice columns[COLUMNS];
    if (!wm_gaz_line_check(line) || !cut_columns(line, columns))
        return false;
    wm_gaz_row row = {
        .line = line->number, .name = columns[0], .aliases = columns[1], .id = columns[2], .attrs = columns[4]};
    check_name(line, row.name);
    check_aliases(line, &row);
    check_id(line, row.id);
    check_weight(line, columns[3], &row.weight);
    row.marks = check_attrs(line, row.attrs);
    if (line->faults->list.count != before)
        return false;
    *ret_row = row;
    return true;
}
