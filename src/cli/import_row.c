/* SPDX-License-Identifier: MIT */
/* A record becomes a line that `compile` takes as it is: composed form, single blanks, no control characters, marks.
 *
 * A name of one word that is a common word needs context (ctx); one of up to four capitals wants its case. What no row
 * can hold is left out: names with '|', of more than 64 words or 300 bytes, without a letter, aliases that end like
 * marks ("A+B"). Aliases are cut at WM_IMPORT_ALIASES_MAX, which is counted.
 */
#include "cli/import.h"

#include "base/utf8.h"

#include <math.h>
#include <stdio.h>

#define PROPER_WEIGHT 6.0

enum { NAME_MAX_BYTES = 300, WORDS_MAX = 64, CAPITALS_MAX = 4 };

/* ---- names ------------------------------------------------------------------------------------------------------- */

/* Letters up to Latin Extended-B and the additions for Vietnamese; one letter at least. Other scripts are not what the
 * texts are written in. */
bool wm_import_is_latin(wm_slice text)
{
    bool any = false;
    for (const char *at = text.at, *end = text.at + text.len; at < end;) {
        uint32_t point;
        at += wm_utf8_next(at, end, &point);
        if ((wm_utf8_class(point) & WM_CP_LETTER) == 0)
            continue;
        any = true;
        bool modifier = point >= 0x2B0 && point <= 0x2FF;
        if (point > 0x24F && !modifier && (point < 0x1E00 || point > 0x1EFF))
            return false;
    }
    return any;
}

/* Blanks made single, controls dropped, composed. A NULL `at` when the text cannot be a name. What is left has at most
 * as many bytes as came, so one allocation is enough; composing may need another. */
static wm_slice clean(wm_import *import, wm_slice text)
{
    const wm_slice none = {NULL, 0};
    if (text.len == 0 || text.len > NAME_MAX_BYTES)
        return none;
    char *out = wm_arena_alloc(&import->scratch, text.len + 1);
    size_t len = 0;
    for (const char *at = text.at, *end = text.at + text.len; at < end;) {
        uint32_t point;
        size_t size = wm_utf8_next(at, end, &point);
        unsigned kind = wm_utf8_class(point);
        if (point == '|' || point == WM_REPLACEMENT)
            return none;
        if ((kind & WM_CP_SPACE) != 0 || point < 0x20 || point == 0x85) {
            if (len != 0 && out[len - 1] != ' ')
                out[len++] = ' ';
        } else if ((kind & WM_CP_CONTROL) == 0) {
            memcpy(out + len, at, size);
            len += size;
        }
        at += size;
    }
    while (len != 0 && out[len - 1] == ' ')
        len--;
    return len != 0 ? wm_utf8_nfc((wm_slice){out, len}, &import->scratch) : none;
}

/* Words as no tokenizer counts fewer: runs of letters and digits, and everything else one by one. */
static bool is_short_enough(wm_slice name)
{
    unsigned words = 0;
    bool in_word = false;
    for (const char *at = name.at, *end = name.at + name.len; at < end;) {
        uint32_t point;
        at += wm_utf8_next(at, end, &point);
        bool letter = (wm_utf8_class(point) & (WM_CP_LETTER | WM_CP_DIGIT | WM_CP_MARK)) != 0;
        words += point != ' ' && (!letter || !in_word);
        in_word = letter;
    }
    return words <= WORDS_MAX;
}

/* Blanks are single by then. */
static bool is_one_word(wm_slice name)
{
    return memchr(name.at, ' ', name.len) == NULL;
}

/* "WHO", "U.S.", but not "I". */
static bool is_acronym(wm_slice name)
{
    unsigned capitals = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (name.at[i] >= 'A' && name.at[i] <= 'Z')
            capitals++;
        else if (name.at[i] != '.')
            return false;
    }
    return capitals > 1 && capitals <= CAPITALS_MAX;
}

/* An alias ends in marks when only letters follow a plus sign, as the reader of entry files sees it. */
static bool ends_like_marks(wm_slice alias)
{
    for (size_t at = alias.len; at > 0; at--) {
        char c = alias.at[at - 1];
        if (c == '+')
            return true;
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z'))
            return false;
    }
    return false;
}

/* Called for each entry that bears the word. */
static void note_label(void *user, const whomet_name *name)
{
    bool *common = user;
    /* the weight of a common word is ten times the share of proper nouns among its uses: "Smith" has 9 */
    if ((strcmp(name->label, "cue.common-word") == 0 && name->weight < PROPER_WEIGHT) ||
        strcmp(name->label, "cue.not-a-name") == 0)
        *common = true;
}

/* Asked of the shipped gazetteers themselves, so a row is marked by the words that it will meet in the text. */
bool wm_import_is_common(wm_import *import, wm_slice word)
{
    bool common = false;
    char *text = wm_arena_copy(&import->scratch, word.at, word.len);
    whomet_names_find(import->words, text, 0, note_label, &common, NULL, NULL);
    return common;
}

/* The marks of a spelling, each behind a '+'. A word that is common in texts would be found everywhere; with ctx a rule
 * has to want it. */
static const char *marks_of(wm_import *import, wm_slice name, bool needs_context)
{
    if (!is_one_word(name))
        return needs_context ? "+ctx" : "";
    bool acronym = is_acronym(name);
    if (needs_context || name.len == 1 || wm_import_is_common(import, name))
        return acronym ? "+case+ctx" : "+ctx";
    return acronym ? "+case" : "";
}

/* At most WM_IMPORT_ALIASES_MAX of them, so a table would not pay. */
static bool has_alias(const wm_import_row *row, wm_slice alias)
{
    for (uint32_t i = 0; i < row->aliases.count; i++)
        if (wm_slice_equal(row->aliases.items[i], alias))
            return true;
    return false;
}

/* What the reader of entry files would refuse is left out here, since one alias must not cost the row. */
void wm_import_alias(wm_import *import, wm_import_row *row, wm_slice alias, bool needs_context)
{
    alias = clean(import, alias);
    if (alias.at == NULL || !wm_import_is_latin(alias) || !is_short_enough(alias) || ends_like_marks(alias) ||
        wm_slice_equal(alias, row->name) || has_alias(row, alias))
        return;
    if (row->aliases.count == WM_IMPORT_ALIASES_MAX) {
        import->cut_aliases++;
        return;
    }
    *WM_PUSH(&import->scratch, &row->aliases) = alias;
    *WM_PUSH(&import->scratch, &row->alias_marks) = marks_of(import, alias, needs_context);
}

/* Any script's; a name without such a letter is one in capitals. */
static bool has_lower(wm_slice text)
{
    for (const char *at = text.at, *end = text.at + text.len; at < end;) {
        uint32_t point;
        at += wm_utf8_next(at, end, &point);
        if ((wm_utf8_class(point) & WM_CP_LOWER) != 0)
            return true;
    }
    return false;
}

/* Small words of several languages that stand inside names. */
static bool is_small(wm_slice word)
{
    static const char *const small[] = {"AND", "OF", "THE", "FOR", "DE",  "DEL", "DI", "DES", "DU", "LA", "ET",
                                        "Y",   "E",  "UND", "DER", "VON", "EN",  "IN", "DA",  "DO", "DOS"};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (wm_slice_is(word, small[i]))
            return true;
    return false;
}

/* One word with a capital first; short ones, ones with dots or digits, and known endings stay. */
static size_t write_title_word(wm_slice word, bool first, char *out)
{
    static const char *const kept[] = {"GMBH", "LLC", "LLP", "SARL", "OYJ"};
    bool keep = !(is_small(word) && !first) && word.len <= 3;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        keep = keep || wm_slice_is(word, kept[i]);
    for (size_t i = 0; i + 1 < word.len; i++)
        keep = keep || word.at[i] == '.' || (word.at[i] >= '0' && word.at[i] <= '9');
    if (keep) {
        memcpy(out, word.at, word.len);
        return word.len;
    }
    size_t len = 0;
    bool start = !is_small(word) || first;
    for (const char *at = word.at, *end = word.at + word.len; at < end;) {
        uint32_t point;
        at += wm_utf8_next(at, end, &point);
        bool letter = (wm_utf8_class(point) & WM_CP_LETTER) != 0;
        len += wm_utf8_put(start || !letter ? point : wm_utf8_lower(point), out + len);
        start = point == '-' || point == '(' || (start && !letter);
    }
    return len;
}

/* Registers write in capitals, news does not; capitals only would match headlines alone. */
static wm_slice title_case(wm_import *import, wm_slice name)
{
    /* lower case may need more bytes, but never twice as many */
    char *out = wm_arena_alloc(&import->scratch, 2 * name.len + 1);
    size_t len = 0;
    bool first = true;
    for (wm_slice rest = name; rest.at != NULL; first = false) {
        wm_slice word = wm_slice_cut(&rest, ' ');
        if (!first)
            out[len++] = ' ';
        len += write_title_word(word, first, out + len);
    }
    return wm_utf8_nfc((wm_slice){out, len}, &import->scratch);
}

/* "IBM" stays as it is: a short word in capitals is more likely an acronym than a shouted name. */
void wm_import_name(wm_import *import, wm_import_row *row, wm_slice name)
{
    name = clean(import, name);
    row->name = name.at != NULL ? name : (wm_slice){"", 0};
    if (name.at == NULL || has_lower(name) || (is_one_word(name) && name.len <= CAPITALS_MAX + 1))
        return;
    row->name = title_case(import, name);
    wm_import_alias(import, row, name, false);
}

/* ---- the other columns ------------------------------------------------------------------------------------------- */

/* Values are one word: blanks become '-'. */
void wm_import_attr(wm_import *import, wm_import_row *row, const char *key, wm_slice value)
{
    wm_slice text = clean(import, value);
    if (text.at == NULL)
        return;
    char *word = wm_arena_copy(&import->scratch, text.at, text.len);
    for (size_t i = 0; i < text.len; i++)
        word[i] = word[i] == ' ' ? '-' : word[i];
    const char *before = row->attrs != NULL ? row->attrs : "";
    row->attrs = wm_arena_format(&import->scratch, "%s%s%s=%s", before, *before != '\0' ? " " : "", key, word);
}

/* By hand: <ctype.h> asks the locale. */
static bool is_ascii_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Entries have codes in lower case. What is no code of two letters is left out: the row is good without it. */
void wm_import_country(wm_import *import, wm_import_row *row, wm_slice code)
{
    if (code.len != 2 || !is_ascii_letter(code.at[0]) || !is_ascii_letter(code.at[1]))
        return;
    char lower[2] = {(char)(code.at[0] | 0x20), (char)(code.at[1] | 0x20)};
    wm_import_attr(import, row, "country", (wm_slice){lower, 2});
}

/* Without --country every one is wanted, also an unknown one. */
bool wm_import_wants_country(const wm_import *import, wm_slice code)
{
    const wm_options *o = import->options;
    for (uint32_t i = 0; i < o->countries.count; i++) {
        const char *wanted = o->countries.items[i];
        if (code.len == 2 && (code.at[0] | 0x20) == (wanted[0] | 0x20) && (code.at[1] | 0x20) == (wanted[1] | 0x20))
            return true;
    }
    return o->countries.count == 0;
}

/* Prominence grows with the order of magnitude: a village of a thousand has 3, a city of a million 6. */
double wm_import_log_weight(double number)
{
    double weight = number > 0 ? log10(number + 1) : 0;
    return weight < 9 ? weight : 9;
}

/* ---- the row ----------------------------------------------------------------------------------------------------- */

/* "4.3"; nothing for 0. By hand, since printf writes a comma in some countries. */
static void put_weight(wm_buffer *line, double weight)
{
    unsigned tenths = weight > 0 ? (unsigned)(weight * 10 + 0.5) : 0;
    if (tenths == 0)
        return;
    wm_buffer_put_uint(line, tenths / 10);
    if (tenths % 10 != 0) {
        wm_buffer_put_char(line, '.');
        wm_buffer_put_uint(line, tenths % 10);
    }
}

/* "+case+ctx" as attributes. */
static void put_attrs(wm_buffer *line, const wm_import_row *row, const char *marks)
{
    wm_buffer_put_text(line, row->attrs != NULL ? row->attrs : "");
    for (wm_slice rest = wm_slice_of(marks); rest.at != NULL && rest.len != 0;) {
        wm_slice mark = wm_slice_cut(&rest, '+');
        if (mark.len == 0)
            continue;
        if (line->len != 0 && line->at[line->len - 1] != '\t')
            wm_buffer_put_char(line, ' ');
        wm_buffer_put_bytes(line, mark.at, mark.len);
    }
}

/* The five columns of an entry file; empty ones at the end are left out, tabs and all. */
static void put_line(wm_import *import, const wm_import_row *row, wm_buffer *line)
{
    wm_buffer_put_bytes(line, row->name.at, row->name.len);
    wm_buffer_put_char(line, '\t');
    for (uint32_t i = 0; i < row->aliases.count; i++) {
        wm_slice alias = row->aliases.items[i];
        if (wm_slice_equal(alias, row->name))
            continue;
        if (line->at[line->len - 1] != '\t')
            wm_buffer_put_char(line, '|');
        wm_buffer_put_bytes(line, alias.at, alias.len);
        wm_buffer_put_text(line, row->alias_marks.items[i]);
    }
    wm_buffer_put_char(line, '\t');
    wm_buffer_put_bytes(line, row->id.at, row->id.len);
    wm_buffer_put_char(line, '\t');
    put_weight(line, row->weight);
    wm_buffer_put_char(line, '\t');
    put_attrs(line, row, marks_of(import, row->name, false));
    while (line->len != 0 && line->at[line->len - 1] == '\t')
        line->len--;
}

/* An id as an entry may have it: composed, with '-' for blanks and controls, which would end its column or its line. A
 * NULL `at` when it is no UTF-8 or too long. */
static wm_slice clean_id(wm_import *import, wm_slice id)
{
    if (id.len == 0)
        return (wm_slice){"", 0};
    if (id.len > NAME_MAX_BYTES)
        return (wm_slice){NULL, 0};
    char *out = wm_arena_alloc(&import->scratch, id.len + 1);
    size_t len = 0;
    for (const char *at = id.at, *end = id.at + id.len; at < end;) {
        uint32_t point;
        size_t size = wm_utf8_next(at, end, &point);
        if ((wm_utf8_class(point) & (WM_CP_SPACE | WM_CP_CONTROL)) != 0) {
            out[len++] = '-';
        } else {
            memcpy(out + len, at, size);
            len += size;
        }
        at += size;
    }
    return wm_utf8_nfc((wm_slice){out, len}, &import->scratch);
}

/* Rows with an id are sorted by it first, so that each id comes once. */
void wm_import_put(wm_import *import, wm_import_row *row)
{
    row->id = clean_id(import, row->id);
    if (row->id.at == NULL) {
        wm_import_bad(import, "an id that no entry can have");
        return;
    }
    if (row->name.len == 0 || row->name.at[0] == '#' || !is_short_enough(row->name)) {
        wm_import_bad(import,
                      row->name.len == 0 ? "no name, or one that no entry can bear" : "a name that no entry can bear");
        return;
    }
    if (!wm_import_is_latin(row->name)) {
        wm_import_skip(import, WM_IMPORT_NAMELESS);
        return;
    }
    wm_buffer line;
    wm_buffer_init(&line, -1);
    if (row->id.len != 0) {
        wm_buffer_put_bytes(&line, row->id.at, row->id.len);
        wm_buffer_put_char(&line, '\n');
    }
    size_t begin = line.len;
    put_line(import, row, &line);
    if (row->id.len != 0)
        wm_sort_put(&import->by_id, (wm_slice){line.at, line.len});
    else
        wm_sort_put(&import->by_name, (wm_slice){line.at + begin, line.len - begin});
    wm_buffer_done(&line);
}

/* U+0001 sorts before every name, so aliases of an id stand before its row. */
void wm_import_put_alias(wm_import *import, const char *id, const char *alias)
{
    wm_sort_put(&import->by_id, wm_slice_of(wm_arena_format(&import->scratch, "%s\n\001%s", id, alias)));
}
