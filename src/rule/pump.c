/* SPDX-License-Identifier: MIT */
/* Regexes that some text keeps busy for ever. Such a regex has a repeated group that can cut the same text in many
 * ways: /(a+)+/ tries all of them on "aaaa…!" before it says no. Each repeated group is taken out and run alone on a
 * short piece of text written many times and an end that fits nothing; one that hits the limits there is told.
 *
 * In: regexes as written. Out: faults at the group. Method: trying, not proving: no alarm is false, since a text is
 * known that does it, but a group that needs a piece of more than two letters is not found. The limits of regex.h hold
 * for every text all the same; this only tells the author early.
 */
#include "rule/lex.h"
#include "rule/lint.h"

enum { PUMPS = 40, LETTERS_MAX = 14, SUBJECT_MAX = 2 * PUMPS + 2 };

/* Behind a class or an escape, or one byte on. */
static size_t skip_one(wm_slice regex, size_t at)
{
    if (regex.at[at] == '\\')
        return at + 2 < regex.len ? at + 2 : regex.len;
    if (regex.at[at] != '[')
        return at + 1;
    at += at + 1 < regex.len && regex.at[at + 1] == '^' ? 2 : 1;
    for (bool first = true; at < regex.len && (first || regex.at[at] != ']'); first = false)
        at += regex.at[at] == '\\' ? 2 : 1;
    return at < regex.len ? at + 1 : regex.len;
}

/* Behind the bracket that closes the one at `at`. */
static size_t group_end(wm_slice regex, size_t at)
{
    for (uint32_t depth = 0; at < regex.len;) {
        depth += regex.at[at] == '(';
        depth -= regex.at[at] == ')';
        at = skip_one(regex, at);
        if (depth == 0)
            break;
    }
    return at;
}

/* A repetition without bound, or with a great one. */
static bool repeats(wm_slice regex, size_t at)
{
    if (at >= regex.len)
        return false;
    if (regex.at[at] == '+' || regex.at[at] == '*')
        return true;
    const char *close = regex.at[at] == '{' ? memchr(regex.at + at, '}', regex.len - at) : NULL;
    return close != NULL && (close[-1] == ',' || close - (regex.at + at) > 3);
}

/* Letters to try: some of each class, and those that the group itself speaks of. */
static size_t letters_of(wm_slice group, char *letters)
{
    static const char usual[] = "aA0 -.'";
    size_t count = sizeof usual - 1;
    memcpy(letters, usual, count);
    for (size_t i = 0; i < group.len && count < LETTERS_MAX; i++) {
        char c = group.at[i];
        bool sign = c < ' ' || strchr("()[]{}|?*+\\^$", c) != NULL;
        if (!sign && memchr(letters, c, count) == NULL)
            letters[count++] = c;
    }
    return count;
}

/* The end fits nothing that people write, so the regex has to try every way of cutting before it says no. */
static bool is_given_up(const wm_regex *regex, wm_regex_work *work, char a, char b)
{
    char subject[SUBJECT_MAX];
    size_t len = 0;
    for (int i = 0; i < PUMPS; i++) {
        subject[len++] = a;
        if (b != '\0')
            subject[len++] = b;
    }
    subject[len++] = '\x01';
    return wm_regex_match(regex, work, (wm_slice){subject, len}, 0) == WM_REGEX_GIVEN_UP;
}

/* The piece of text that does it, one or two letters; false: none was found. */
static bool find_pump(const wm_regex *regex, wm_regex_work *work, wm_slice group, char *ret_pump)
{
    char letters[LETTERS_MAX];
    size_t count = letters_of(group, letters);
    for (size_t j = 0; j <= count; j++) /* alone first, as the shorter answer */
        for (size_t i = 0; i < count; i++) {
            char second = j == 0 ? '\0' : letters[j - 1];
            if (letters[i] == second || !is_given_up(regex, work, letters[i], second))
                continue;
            ret_pump[0] = letters[i];
            ret_pump[1] = second;
            return true;
        }
    return false;
}

/* A group that refers to another one does not compile alone, and is left. All is freed before anything is told, because
 * telling may run out of memory and jump. */
static void try_group(const wm_lint *lint, const wm_source *file, wm_slice group)
{
    char pump[3] = "";
    bool found = false;
    wm_regex_fault wrong; /* not told: the group may refer to what was left out */
    wm_regex *regex = wm_regex_new(&(wm_regex_source){.pattern = group, .whole = true}, lint->loading->scratch, &wrong);
    wm_regex_work *work = regex != NULL ? wm_regex_work_new() : NULL;
    if (work != NULL)
        found = find_pump(regex, work, group, pump);
    wm_regex_work_free(work);
    wm_regex_free(regex);
    if (!found)
        return;
    wm_fault *fault = wm_lint_fault(lint, file, group, "regex that may never end");
    fault->note = wm_arena_format(lint->want->faults->arena, "given up on '%s%s%s\xE2\x80\xA6'", pump, pump, pump);
    fault->hint = "let each text be cut in one way only: (a+)+ is a+, (a|b+)* is [ab]*; or make it atomic: (?>a+)+";
}

/* The outermost group that does it is told, not those around or inside it. */
static void try_regex(const wm_lint *lint, const wm_source *file, wm_slice regex)
{
    uint32_t before = lint->want->faults->list.count;
    for (size_t at = 0; at < regex.len && lint->want->faults->list.count == before; at = skip_one(regex, at)) {
        if (regex.at[at] != '(')
            continue;
        size_t end = group_end(regex, at);
        if (!repeats(regex, end))
            continue;
        size_t behind = regex.at[end] == '{' ? end + strcspn(regex.at + end, "}") + 1 : end + 1;
        try_group(lint, file, (wm_slice){regex.at + at, behind - at});
    }
}

/* Macros are tried where they are written, once. */
static void try_tree(const wm_lint *lint, const wm_source *file, const wm_node *node)
{
    for (; node != NULL; node = node->next) {
        if (node->kind == WM_NODE_REGEX)
            try_regex(lint, file, node->name);
        try_tree(lint, file, node->first);
    }
}

/* The regex of a `text` rule, as written. */
static wm_slice regex_of(const wm_block *block)
{
    for (uint32_t i = 0; i < block->entries.count; i++) {
        const wm_entry *entry = &block->entries.items[i];
        wm_lexer lexer = {block->source, entry->value.at, entry->value.at + entry->value.len};
        if (wm_slice_is(entry->key, "text"))
            return wm_lex(&lexer).name;
    }
    return (wm_slice){NULL, 0};
}

void wm_lint_regexes(wm_lint *lint, const wm_block *block)
{
    if (block->text != NULL)
        try_regex(lint, block->source, regex_of(block));
    try_tree(lint, block->source, block->tree);
}

void wm_lint_macro_regexes(wm_lint *lint, const wm_macro *macro)
{
    try_tree(lint, macro->source, macro->tree);
}
