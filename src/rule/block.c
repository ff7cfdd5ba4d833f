/* SPDX-License-Identifier: MIT */
/* A rule file to blocks:
 *
 *     @macro = pattern
 *     [rule.id]
 *     key  value
 *          goes on here
 *
 * A line that starts with a blank goes on with the value before it; '#' at the start of a line is a comment. In: the
 * bytes of a file. Out: macros and blocks, their patterns parsed. Each fault costs its own line or value only.
 */
#include "rule/load.h"
#include "rule/parse.h"

static const char *const KEYS[] = {"why", "find", "text", "near", "do", "yes", "no"};
enum { KEY_COUNT = sizeof KEYS / sizeof *KEYS };

typedef struct reader {
    wm_loading *loading;
    const wm_source *source;
    wm_macros *macros;
    wm_block *block;  /* the one being read, or NULL */
    wm_slice *value;  /* the one that a further line adds to, or NULL */
    wm_slice ignored; /* for the further lines of a line that had a fault */
    uint32_t phase;
    bool macros_only;
} reader;

/* Blanks and tabs; a value never holds the end of a line here. */
static size_t skip_blanks(wm_slice line, size_t at)
{
    while (at < line.len && (line.at[at] == ' ' || line.at[at] == '\t'))
        at++;
    return at;
}

/* What is left of a line from `at` on, without blanks around it. */
static wm_slice tail(wm_slice line, size_t at)
{
    return wm_slice_trim((wm_slice){line.at + at, line.len - at});
}

/* Lower-case words joined by '.' or '-', digits allowed. */
static bool is_id(wm_slice id)
{
    bool open = true;
    for (size_t i = 0; i < id.len; i++) {
        char c = id.at[i];
        bool letter = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9', joint = c == '.' || c == '-';
        if ((!letter && !digit && !joint) || (joint && open) || (i == 0 && !letter))
            return false;
        open = joint;
    }
    return !open;
}

/* [rule.id]: opens a block, also when its id is wrong, so that the lines behind it have a place to go. */
static void read_head(reader *r, wm_slice line)
{
    r->block = NULL;
    r->value = &r->ignored;
    const char *close = memchr(line.at, ']', line.len);
    wm_slice id = {line.at + 1, close != NULL ? (size_t)(close - line.at) - 1 : line.len - 1};
    if (close == NULL || close + 1 != line.at + line.len) {
        wm_fault *fault = wm_source_fault(r->source, line, "a rule starts with '[its.id]' and nothing behind it");
        fault->hint = close == NULL ? "the ']' is missing" : "comments have lines of their own";
    }
    if (!is_id(id)) {
        wm_fault *fault = wm_source_fault(r->source, id, "bad id '%.*s'", WM_SLICE_ARG(id));
        fault->hint = "an id is of lower-case letters and digits, joined by '.' or '-': contact.met-in";
    } else if (wm_intern_find(&r->loading->ids, id) != WM_NO_ID) {
        wm_fault *fault = wm_source_fault(r->source, id, "id '%.*s' is used twice", WM_SLICE_ARG(id));
        fault->hint = "ids are unique over all files";
    } else {
        wm_intern_put(&r->loading->ids, id);
    }
    if (r->macros_only) {
        wm_fault *fault = wm_source_fault(r->source, line, "a rule in the file of macros");
        fault->hint = "put it into the file of its phase";
    }
    /* faults above do not end the block: its actions and examples have faults of their own to tell */
    wm_block *block = WM_NEW(r->loading->scratch, wm_block);
    *block = (wm_block){.source = r->source, .macros = r->macros, .id = id, .phase = r->phase};
    block->line = wm_source_line(r->source, line.at);
    *WM_PUSH(r->loading->scratch, &r->loading->blocks) = block;
    r->block = block;
}

/* @name = pattern. The value is parsed when the file has been read, because it may go on over several lines. */
static void read_macro(reader *r, wm_slice line)
{
    r->block = NULL;
    r->value = &r->ignored;
    wm_slice name = wm_lex_name(line.at + 1, line.at + line.len);
    size_t at = skip_blanks(line, 1 + name.len);
    if (name.len == 0 || at == line.len || line.at[at] != '=') {
        wm_fault *fault = wm_source_fault(r->source, line, "a macro is written '@name = pattern'");
        fault->hint = "names are of lower-case letters, digits and '-'";
        return;
    }
    /* of this file, then of 00-macros: a name means one thing wherever it is read */
    for (int scope = 0; scope < 2; scope++) {
        const wm_macros *known = scope == 0 ? r->macros : &r->loading->macros;
        for (uint32_t i = 0; i < known->count; i++)
            if (wm_slice_equal(known->items[i]->name, name)) {
                wm_source_fault(r->source, (wm_slice){line.at, name.len + 1}, "macro '@%.*s' is given twice",
                                WM_SLICE_ARG(name));
                return;
            }
    }
    wm_macro *macro = WM_NEW(r->loading->scratch, wm_macro);
    *macro = (wm_macro){.source = r->source, .name = name, .value = tail(line, at + 1)};
    *WM_PUSH(r->loading->scratch, r->macros) = macro;
    *WM_PUSH(r->loading->scratch, &r->loading->all_macros) = macro;
    r->value = &macro->value;
}

/* Exactly, in lower case: a key that is nearly one is a fault with a hint, not a guess. */
static bool is_key(wm_slice key)
{
    for (size_t i = 0; i < KEY_COUNT; i++)
        if (wm_slice_is(key, KEYS[i]))
            return true;
    return false;
}

/* key value. An unknown key takes its further lines with it. */
static void read_entry(reader *r, wm_slice line)
{
    size_t len = 0;
    while (len < line.len && line.at[len] != ' ' && line.at[len] != '\t')
        len++;
    wm_slice key = {line.at, len};
    r->value = &r->ignored;
    if (!is_key(key)) {
        wm_guess guess = wm_guess_of(key);
        for (size_t i = 0; i < KEY_COUNT; i++)
            wm_guess_try(&guess, wm_slice_of(KEYS[i]));
        wm_fault *fault = wm_source_fault(r->source, key, "unknown key '%.*s'", WM_SLICE_ARG(key));
        fault->note = "keys of a rule: why, find, text, near, do, yes, no";
        if (r->block != NULL) /* so that the key it was meant to be is not missed besides */
            r->block->odd_key = true;
        fault->hint = wm_guess_hint(&guess, r->loading->faults->arena, "",
                                    "a line that goes on with the one before starts with a blank");
        return;
    }
    if (r->block == NULL) {
        wm_fault *fault = wm_source_fault(r->source, key, "key '%.*s' outside a rule", WM_SLICE_ARG(key));
        fault->hint = "a rule starts with a line '[its.id]'";
        return;
    }
    wm_entry *entry = WM_PUSH(r->loading->scratch, &r->block->entries);
    *entry = (wm_entry){key, tail(line, len)};
    r->value = &entry->value;
}

/* A line that starts with a blank: the value before it now ends here. What lies between, comment lines too, is skipped
 * by whoever reads the value. */
static void read_further(reader *r, wm_slice line)
{
    if (r->value == NULL) {
        wm_fault *fault = wm_source_fault(r->source, wm_slice_trim(line), "this line goes on with nothing");
        fault->hint = "only lines that go on with the one before start with a blank";
        r->value = &r->ignored;
    }
    if (r->value != &r->ignored)
        r->value->len = (size_t)(line.at + line.len - r->value->at);
}

/* The first byte tells what a line is. An empty line ends a value, so that a blank line between two rules never joins
 * them; a comment line does not, since people comment the alternatives of a long pattern. */
static void read_line(reader *r, wm_slice line)
{
    while (line.len != 0 && strchr(" \t\r", line.at[line.len - 1]) != NULL)
        line.len--;
    if (line.len == 0)
        r->value = NULL;
    else if (line.at[0] == '#')
        return;
    else if (line.at[0] == ' ' || line.at[0] == '\t')
        read_further(r, line);
    else if (line.at[0] == '[')
        read_head(r, line);
    else if (line.at[0] == '@')
        read_macro(r, line);
    else
        read_entry(r, line);
}

/* The first of that key; a key that may stand once only is told elsewhere. Blocks have a dozen entries at most. */
static const wm_entry *find_entry(const wm_block *block, const char *key)
{
    for (uint32_t i = 0; i < block->entries.count; i++)
        if (wm_slice_is(block->entries.items[i].key, key))
            return &block->entries.items[i];
    return NULL;
}

/* A required key; when some key was misspelt, that one is probably it. */
static void want_entry(const wm_block *block, const char *key, const char *hint)
{
    if (find_entry(block, key) != NULL || block->odd_key)
        return;
    wm_fault *fault =
        wm_source_fault(block->source, block->id, "rule '%.*s' has no '%s'", WM_SLICE_ARG(block->id), key);
    fault->hint = hint;
}

/* Which keys there are. why, find and text stand once; the others as often as you like. */
static void check_entries(wm_block *block)
{
    const wm_entry *find = find_entry(block, "find"), *text = find_entry(block, "text");
    for (uint32_t i = 0; i < block->entries.count; i++) {
        const wm_entry *entry = &block->entries.items[i], *first = find_entry(block, "");
        for (int k = 0; k < 3; k++)
            if (wm_slice_is(entry->key, KEYS[k]))
                first = find_entry(block, KEYS[k]);
        if (first != NULL && first != entry)
            wm_source_fault(block->source, entry->key, "key '%.*s' stands twice in rule '%.*s'",
                            WM_SLICE_ARG(entry->key), WM_SLICE_ARG(block->id));
    }
    if (find != NULL && text != NULL)
        wm_source_fault(block->source, text->key, "rule '%.*s' has 'find' and 'text'", WM_SLICE_ARG(block->id));
    if (text == NULL)
        want_entry(block, "find", "add 'find' with a pattern, or 'text' with a regex");
    want_entry(block, "do", "add a 'do' line that says what a match means");
    want_entry(block, "yes", "add a 'yes' line with a text that it must match");
    want_entry(block, "no", "add a 'no' line with a text that it must not match");
}

/* `text /regex/ near word…`; the regex is compiled here, because its groups are the slots. */
static void read_text(wm_loading *loading, wm_block *block, wm_slice value)
{
    wm_lexer lexer = {block->source, value.at, value.at + value.len};
    wm_sign sign = wm_lex(&lexer);
    block->bad = true; /* until its groups are known: they are its slots */
    if (sign.kind == WM_SIGN_BAD)
        return;
    if (sign.kind != WM_SIGN_REGEX) {
        wm_fault *fault = wm_source_fault(block->source, value, "'text' wants a regex");
        fault->hint = "write: text /regex/ near word word…";
        return;
    }
    wm_regex_fault wrong;
    wm_regex **kept = WM_PUSH(loading->keep, &loading->rules->regexes);
    wm_regex_source from = {.pattern = sign.name, .fold_case = sign.fold_case};
    block->text = wm_regex_new(&from, loading->keep, &wrong);
    if (block->text == NULL) {
        wm_slice part = {sign.name.at + wrong.at_byte, 1};
        wm_source_fault(block->source, part, "bad regex: %s", wrong.message);
        return;
    }
    *kept = block->text;
    block->bad = false;
    /* it would match between any two letters of any text */
    if (wm_regex_is_empty(block->text))
        wm_source_fault(block->source, sign.part, "regex can match nothing at all");
    wm_lex_skip(&lexer.at, lexer.end);
    wm_slice rest = {lexer.at, (size_t)(lexer.end - lexer.at)};
    if (rest.len == 0)
        return;
    if (rest.len > 5 && memcmp(rest.at, "near", 4) == 0 && strchr(" \t\n", rest.at[4]) != NULL)
        block->near = wm_parse_near(block->source, (wm_slice){rest.at + 5, rest.len - 5}, loading->scratch);
    else
        wm_source_fault(block->source, rest, "only 'near' and words may stand behind the regex");
    block->bad = block->near == NULL;
}

/* A further `near` line adds its words to those of the first. */
static void read_near(wm_loading *loading, wm_block *block, const wm_entry *entry)
{
    if (find_entry(block, "text") == NULL) {
        wm_fault *fault = wm_source_fault(block->source, entry->key, "'near' without 'text'");
        fault->hint = "'near' says when the regex of a 'text' rule is run";
        return;
    }
    wm_node *more = wm_parse_near(block->source, entry->value, loading->scratch);
    block->bad = block->bad || more == NULL;
    if (more == NULL)
        return;
    more->next = NULL;
    /* kids of one sequence: their order says nothing, any of them wakes the rule */
    wm_node **link = block->near == NULL ? &block->near : &block->near->first;
    if (block->near == NULL) {
        *link = more;
        return;
    }
    while (*link != NULL)
        link = &(*link)->next;
    *link = more->first;
}

/* Two passes, because `near` needs to know that there is a `text`, wherever it stands. */
static void read_patterns(wm_loading *loading, wm_block *block)
{
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < block->entries.count; i++) {
            const wm_entry *entry = &block->entries.items[i];
            if (pass == 0 && entry == find_entry(block, "find")) {
                block->tree = wm_parse_pattern(block->source, entry->value, loading->scratch);
                block->bad = block->bad || block->tree == NULL;
            } else if (pass == 0 && entry == find_entry(block, "text")) {
                read_text(loading, block, entry->value);
            } else if (pass == 1 && wm_slice_is(entry->key, "near")) {
                read_near(loading, block, entry);
            }
        }
    block->bad = block->bad || (block->tree == NULL && block->text == NULL);
}

void wm_load_blocks(wm_loading *loading, const wm_source *source, uint32_t phase, bool macros_only)
{
    wm_macros *macros = macros_only ? &loading->macros : WM_NEW(loading->scratch, wm_macros);
    uint32_t first_block = loading->blocks.count, first_macro = macros->count;
    reader r = {.loading = loading, .source = source, .macros = macros, .phase = phase, .macros_only = macros_only};
    wm_slice rest = source->bytes;
    while (rest.at != NULL)
        read_line(&r, wm_slice_cut(&rest, '\n'));
    /* only now, since a value may have gone on to the last line of the file */
    for (uint32_t i = first_macro; i < macros->count; i++) {
        wm_macro *macro = macros->items[i];
        macro->tree = wm_parse_pattern(source, macro->value, loading->scratch);
    }
    for (uint32_t i = first_block; i < loading->blocks.count; i++) {
        check_entries(loading->blocks.items[i]);
        read_patterns(loading, loading->blocks.items[i]);
    }
}
