/* SPDX-License-Identifier: MIT */
/* `yes` and `no` lines: a text with the slots marked in it, <who>Lena Harvik</who>; a '<' of the text is written '<<'.
 *
 * In: the entries of a block whose slots are known. Out: block->examples, markup taken out, marks as byte ranges.
 */
#include "rule/lex.h"
#include "rule/load.h"

typedef struct reader {
    wm_loading *loading;
    wm_block *block;
    wm_slice rest; /* of the value */
    char *out;
    size_t len;
    wm_example example;
    wm_example_mark marks[WM_RULE_SLOTS_MAX];
    uint8_t open[WM_RULE_SLOTS_MAX]; /* marks that are open, innermost last */
    wm_slice open_at[WM_RULE_SLOTS_MAX];
    uint32_t depth; /* never above the number of marks, which has its own limit */
    bool bad;       /* something was told: what follows from it is not */
} reader;

/* Told only when the slots of the rule are known for sure. */
static void unknown_slot(reader *r, wm_slice part, wm_slice name)
{
    if (r->block->bad)
        return;
    wm_fault *fault = wm_source_fault(r->block->source, part, "unknown slot '%.*s' in an example of rule '%.*s'",
                                      WM_SLICE_ARG(name), WM_SLICE_ARG(r->block->id));
    wm_guess guess = wm_guess_of(name);
    for (uint32_t i = 0; i < r->block->slot_count; i++)
        wm_guess_try(&guess, r->block->slots[i]);
    fault->hint = wm_guess_hint(&guess, r->loading->faults->arena, "", "a '<' of the text is written '<<'");
}

/* <slot>: remembers where the marked text begins. */
static void open_mark(reader *r, wm_slice part, wm_slice name)
{
    uint32_t slot = wm_block_slot(r->block, name);
    if (slot == WM_NO_ID) {
        unknown_slot(r, part, name);
        r->bad = true;
        return;
    }
    if (r->example.mark_count == WM_RULE_SLOTS_MAX) {
        wm_source_fault(r->block->source, part, "more than %d marks in one example", WM_RULE_SLOTS_MAX);
        r->bad = true;
        return;
    }
    uint8_t mark = r->example.mark_count++;
    r->marks[mark].slot = (uint8_t)slot;
    r->marks[mark].begin = r->marks[mark].end = (uint32_t)r->len;
    r->marks[mark].part = (wm_slice){part.at + part.len, 0};
    r->open[r->depth] = mark;
    r->open_at[r->depth++] = part;
}

/* </slot>: marks close in the order opposite to that in which they opened, as in XML. */
static void close_mark(reader *r, wm_slice part, wm_slice name)
{
    if (r->bad)
        return;
    if (r->depth == 0 || !wm_slice_equal(r->block->slots[r->marks[r->open[r->depth - 1]].slot], name)) {
        wm_source_fault(r->block->source, part, "'</%.*s>' closes nothing", WM_SLICE_ARG(name));
        r->bad = true;
        return;
    }
    uint8_t mark = r->open[--r->depth];
    r->marks[mark].end = (uint32_t)r->len;
    r->marks[mark].part.len = (size_t)(part.at - r->marks[mark].part.at);
    if (r->marks[mark].begin != r->marks[mark].end)
        return;
    wm_source_fault(r->block->source, part, "nothing is marked as '%.*s'", WM_SLICE_ARG(name));
    r->bad = true;
}

/* Reads <slot> or </slot> at the start of r->rest. */
static void read_markup(reader *r)
{
    const char *close = memchr(r->rest.at, '>', r->rest.len);
    if (close == NULL) {
        if (!r->bad) {
            wm_fault *fault = wm_source_fault(r->block->source, (wm_slice){r->rest.at, 1}, "markup without its '>'");
            fault->hint = "a '<' of the text is written '<<'";
        }
        r->bad = true;
        r->rest = (wm_slice){r->rest.at + r->rest.len, 0};
        return;
    }
    wm_slice part = {r->rest.at, (size_t)(close - r->rest.at) + 1}, name = {part.at + 1, part.len - 2};
    r->rest = (wm_slice){r->rest.at + part.len, r->rest.len - part.len};
    if (name.len != 0 && name.at[0] == '/')
        close_mark(r, part, (wm_slice){name.at + 1, name.len - 1});
    else
        open_mark(r, part, name);
}

/* A line end with what belongs to it becomes one blank. */
static void read_line_end(reader *r)
{
    const char *at = r->rest.at;
    wm_lex_skip(&at, r->rest.at + r->rest.len);
    r->rest = (wm_slice){at, r->rest.len - (size_t)(at - r->rest.at)};
    while (r->len != 0 && (r->out[r->len - 1] == ' ' || r->out[r->len - 1] == '\r'))
        r->len--;
    r->out[r->len++] = ' ';
}

/* The plain text is never longer than the marked one, so it is written in one go. */
static void read_example(wm_loading *loading, wm_block *block, const wm_entry *entry)
{
    reader r = {.loading = loading, .block = block, .rest = entry->value};
    r.out = wm_arena_alloc(loading->keep, entry->value.len + 1);
    r.example.positive = wm_slice_is(entry->key, "yes");
    r.example.line = wm_source_line(block->source, entry->key.at);
    r.example.part = entry->value;
    while (r.rest.len != 0) {
        bool doubled = r.rest.len > 1 && r.rest.at[0] == '<' && r.rest.at[1] == '<';
        if (r.rest.at[0] == '<' && !doubled) {
            read_markup(&r);
        } else if (r.rest.at[0] == '\n') {
            read_line_end(&r);
        } else {
            r.out[r.len++] = r.rest.at[0];
            r.rest = (wm_slice){r.rest.at + 1 + doubled, r.rest.len - 1 - doubled};
        }
    }
    r.out[r.len] = '\0';
    r.example.text = r.out;
    r.example.marks = wm_load_keep(loading, r.marks, r.example.mark_count, sizeof *r.marks);
    if (r.len == 0 && !r.bad)
        wm_source_fault(block->source, entry->key, "an example without text");
    if (r.depth != 0 && !r.bad)
        wm_source_fault(block->source, r.open_at[r.depth - 1], "markup is never closed");
    block->examples[block->example_count++] = r.example;
}

/* Both have the same markup; that of a `no` is only read for its faults. */
static bool is_example(const wm_entry *entry)
{
    return wm_slice_is(entry->key, "yes") || wm_slice_is(entry->key, "no");
}

/* Counted first: examples are kept with the rule and never grow again. */
void wm_load_examples(wm_loading *loading, wm_block *block)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < block->entries.count; i++)
        count += is_example(&block->entries.items[i]);
    block->examples = WM_NEW_N(loading->keep, wm_example, count);
    for (uint32_t i = 0; i < block->entries.count; i++)
        if (is_example(&block->entries.items[i]))
            read_example(loading, block, &block->entries.items[i]);
}
