/* SPDX-License-Identifier: MIT */
/* The matcher against a plain one: random small patterns on random tapes. The plain matcher lists all ways through the
 * pattern in order of preference, without memory of what it has tried; the first way is the match.
 */
#include "rule_fixture.h"

enum { PATTERNS = 4000, TAPES = 4, NODES = 64, WAYS = 4000, LENGTH = 9, FOREVER = 99, SEED = 20240229 };

#define STOP "[t.c]\nfind c\ndo stop\nyes c\nno x\n"

typedef enum kind { WORD, EXACT, LABEL, SHAPE, REGEX, ANY, NOT, SEQ, ALT, REPEAT, SLOT, LOOK, BEGIN, END } kind;

typedef struct node {
    kind kind;
    uint32_t pick; /* which word, label, slot … */
    uint32_t min, max;
    bool lazy, negative, behind;
    struct node *kids[4];
    uint32_t count;
} node;

typedef struct way {
    uint32_t end;
    uint32_t slots[2][2];
} way;

typedef struct ways {
    way items[WAYS];
    uint32_t count;
} ways;

static const char *const words[] = {"a", "b", "c", "B"};
static const char *const labels[] = {"person", "place", "place.city", "title"};

static uint64_t state;
static node nodes[NODES];
static uint32_t node_count;
static bool overflow;
static bool stops; /* every c is barred by an earlier rule */

static uint32_t below(uint32_t limit)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(state >> 33) % limit;
}

/* ---- a random pattern, as tree and as text ------------------------------------------------------------------- */

static node *new_node(kind k)
{
    node *n = &nodes[node_count < NODES - 1 ? node_count++ : node_count];
    *n = (node){.kind = k, .pick = below(4)};
    return n;
}

static node *random_atom(void)
{
    static const kind kinds[] = {WORD, WORD, WORD, EXACT, LABEL, LABEL, SHAPE, REGEX, ANY};
    return new_node(kinds[below(ROWS(kinds))]);
}

static node *random_tree(uint32_t depth, bool captures)
{
    static const kind kinds[] = {SEQ, SEQ, SEQ, ALT, ALT, REPEAT, REPEAT, SLOT, LOOK, NOT, BEGIN, END};
    kind k = depth == 0 || node_count > NODES - 12 || below(4) == 0 ? WORD : kinds[below(ROWS(kinds))];
    if (k == WORD || (k == SLOT && !captures) || ((k == BEGIN || k == END) && below(3) != 0))
        return random_atom();
    node *n = new_node(k);
    n->count = k == SEQ || k == ALT ? 2 + below(2) : k == BEGIN || k == END ? 0 : 1;
    n->lazy = below(3) == 0;
    n->negative = below(2) == 0;
    n->behind = below(2) == 0;
    n->min = below(3);
    n->max = below(3) == 0 ? FOREVER : n->min + below(3);
    n->max = n->max == 0 ? 1 : n->max;
    for (uint32_t i = 0; i < n->count; i++)
        n->kids[i] = k == NOT ? random_atom() : random_tree(depth - 1, captures && k != LOOK);
    return n;
}

static void print(const node *n, char **to)
{
    static const char *const looks[] = {"(?= ", "(?! ", "(?<= ", "(?<! "};
    static const char *const regexes[] = {"/[ab]/", "/[A-Z]/", "/.b?/", "/c|a/i"};
    switch (n->kind) {
    case WORD:
        *to += sprintf(*to, "%s ", words[n->pick]);
        return;
    case EXACT:
        *to += sprintf(*to, "\"%s\" ", words[n->pick]);
        return;
    case LABEL:
        *to += sprintf(*to, "<%s> ", labels[n->pick]);
        return;
    case SHAPE:
        *to += sprintf(*to, "<Cap> ");
        return;
    case REGEX:
        *to += sprintf(*to, "%s ", regexes[n->pick]);
        return;
    case ANY:
        *to += sprintf(*to, "_ ");
        return;
    case BEGIN:
    case END:
        *to += sprintf(*to, n->kind == BEGIN ? "^ " : "$ ");
        return;
    default:
        break;
    }
    *to += sprintf(*to, "%s",
                   n->kind == NOT    ? "!"
                   : n->kind == SLOT ? (n->pick % 2 == 0 ? "x=(" : "y=(")
                   : n->kind == LOOK ? looks[n->negative + 2 * n->behind]
                                     : "(");
    for (uint32_t i = 0; i < n->count; i++) {
        *to += sprintf(*to, "%s", i != 0 && n->kind == ALT ? "| " : "");
        print(n->kids[i], to);
    }
    if (n->kind != NOT)
        *to += sprintf(*to, ")");
    if (n->kind == REPEAT && n->max == FOREVER)
        *to += sprintf(*to, "{%u,}%s", n->min, n->lazy ? "?" : "");
    else if (n->kind == REPEAT)
        *to += sprintf(*to, "{%u,%u}%s", n->min, n->max, n->lazy ? "?" : "");
    *to += sprintf(*to, " ");
}

/* ---- the plain matcher --------------------------------------------------------------------------------------- */

static bool meets(const fixture *f, const node *n, const wm_labels *set)
{
    const char *name = labels[n->pick];
    return wm_labels_has(set, wm_rules_label(f->rules, wm_slice_of(name))) ||
           (n->pick == 1 && wm_labels_has(set, wm_rules_label(f->rules, wm_slice_of("place.city"))));
}

static bool is_barred(const fixture *f, uint32_t begin, uint32_t end)
{
    bool barred = false;
    for (; stops && begin < end; begin++)
        barred = barred || f->tape.elements[begin].text.at[0] == 'c';
    return barred;
}

static bool fits(const fixture *f, const node *n, uint32_t at)
{
    if (n->kind != ANY && is_barred(f, at, at + 1))
        return false;
    const wm_element *e = &f->tape.elements[at];
    char c = e->text.at[0], lower = (char)(c | 32);
    switch (n->kind) {
    case WORD:
        return lower == (words[n->pick][0] | 32);
    case EXACT:
        return c == words[n->pick][0];
    case LABEL:
        return meets(f, n, &e->labels);
    case SHAPE:
        return c >= 'A' && c <= 'Z';
    case REGEX:
        return n->pick == 0   ? c == 'a' || c == 'b'
               : n->pick == 1 ? c >= 'A' && c <= 'Z'
               : n->pick == 2 ? true
                              : lower == 'a' || lower == 'c';
    default:
        return n->kind == ANY;
    }
}

static void add(ways *out, way w)
{
    if (out->count < WAYS)
        out->items[out->count++] = w;
    else
        overflow = true;
}

/* A run of alternatives that are words, labels and shapes is one set: its edges first, the longest first. */
static void set_ways(const fixture *f, node *const *set, uint32_t count, way in, ways *out)
{
    if (in.end >= f->tape.element_count)
        return;
    for (uint32_t len = 2 * LENGTH; len > 0; len--)
        for (uint32_t i = 0; i < f->tape.edge_count; i++) {
            const wm_edge *edge = &f->tape.edges[i];
            bool met = false;
            for (uint32_t k = 0; k < count; k++)
                met = met || (set[k]->kind == LABEL && meets(f, set[k], &edge->labels));
            way w = in;
            w.end += len;
            if (met && edge->begin == in.end && edge->end == w.end && !is_barred(f, in.end, w.end))
                add(out, w);
        }
    way w = in;
    w.end++;
    bool met = false;
    for (uint32_t k = 0; k < count; k++)
        met = met || fits(f, set[k], in.end);
    if (met)
        add(out, w);
}

static bool in_set(const node *n)
{
    bool all = n->kind == ALT || n->kind == WORD || n->kind == LABEL || n->kind == SHAPE;
    for (uint32_t i = 0; i < n->count; i++)
        all = all && in_set(n->kids[i]);
    return all;
}

static void leaves(node *n, node **set, uint32_t *count)
{
    if (n->kind != ALT)
        set[(*count)++] = n;
    for (uint32_t i = 0; n->kind == ALT && i < n->count; i++)
        leaves(n->kids[i], set, count);
}

static void find_ways(const fixture *f, node *n, way in, ways *out);

static void seq_ways(const fixture *f, node *n, uint32_t kid, way in, ways *out)
{
    if (kid == n->count || kid == ROWS(n->kids)) { /* the second for compilers, who do not know that it is never so */
        add(out, in);
        return;
    }
    ways *some = calloc(1, sizeof *some);
    find_ways(f, n->kids[kid], in, some);
    for (uint32_t i = 0; i < some->count && !overflow; i++)
        seq_ways(f, n, kid + 1, some->items[i], out);
    free(some);
}

static void repeat_ways(const fixture *f, node *n, uint32_t done, way in, ways *out)
{
    if (n->lazy && done >= n->min)
        add(out, in);
    if (done < n->max && !overflow) {
        ways *some = calloc(1, sizeof *some);
        find_ways(f, n->kids[0], in, some);
        for (uint32_t i = 0; i < some->count; i++)
            repeat_ways(f, n, done + 1, some->items[i], out);
        free(some);
    }
    if (!n->lazy && done >= n->min)
        add(out, in);
}

static void alt_ways(const fixture *f, node *n, way in, ways *out)
{
    node *set[NODES];
    uint32_t count = 0;
    for (uint32_t i = 0; i < n->count; i++) {
        if (in_set(n->kids[i])) {
            leaves(n->kids[i], set, &count);
            if (i + 1 < n->count && in_set(n->kids[i + 1]))
                continue;
            set_ways(f, set, count, in, out);
            count = 0;
        } else {
            find_ways(f, n->kids[i], in, out);
        }
    }
}

static bool looks(const fixture *f, const node *n, uint32_t at)
{
    ways *some = calloc(1, sizeof *some);
    bool found = false;
    for (uint32_t from = n->behind ? 0 : at; from <= at && !found; from++) {
        some->count = 0;
        find_ways(f, n->kids[0], (way){.end = from}, some);
        for (uint32_t i = 0; i < some->count; i++)
            found = found || !n->behind || some->items[i].end == at;
    }
    free(some);
    return found != n->negative;
}

static bool is_not(const fixture *f, node *n, uint32_t at)
{
    ways *some = calloc(1, sizeof *some);
    node *set[NODES];
    uint32_t count = 0;
    leaves(n->kids[0], set, &count);
    set_ways(f, set, count, (way){.end = at}, some);
    bool none = some->count == 0;
    free(some);
    return none && at < f->tape.element_count && !is_barred(f, at, at + 1);
}

/* A slot round what may be left out is left out with it. */
static void slot_ways(const fixture *f, node *n, way in, ways *out)
{
    uint32_t slot = n->pick % 2;
    bool optional = n->kids[0]->kind == REPEAT && n->kids[0]->min == 0;
    node kid = *n->kids[0];
    if (optional)
        kid.min = 1;
    if (optional && kid.lazy)
        add(out, in);
    uint32_t from = out->count;
    way inside = in;
    inside.slots[slot][0] = in.end;
    find_ways(f, &kid, inside, out);
    for (; from < out->count; from++)
        out->items[from].slots[slot][1] = out->items[from].end;
    if (optional && !kid.lazy)
        add(out, in);
}

static void find_ways(const fixture *f, node *n, way in, ways *out)
{
    way next = in;
    next.end++;
    if (overflow)
        return;
    if (in_set(n) && n->kind == ALT) {
        alt_ways(f, n, in, out);
        return;
    }
    switch (n->kind) {
    case SEQ:
        seq_ways(f, n, 0, in, out);
        break;
    case ALT:
        alt_ways(f, n, in, out);
        break;
    case REPEAT:
        repeat_ways(f, n, 0, in, out);
        break;
    case SLOT:
        slot_ways(f, n, in, out);
        break;
    case LOOK:
        if (looks(f, n, in.end))
            add(out, in);
        break;
    case NOT:
        if (is_not(f, n, in.end))
            add(out, next);
        break;
    case BEGIN:
    case END:
        if (in.end == (n->kind == BEGIN ? 0 : f->tape.element_count))
            add(out, in);
        break;
    default:
        set_ways(f, &n, 1, in, out);
    }
}

/* ---- both -------------------------------------------------------------------------------------------------- */

static void random_tape(char *to)
{
    uint32_t length = 1 + below(LENGTH);
    for (uint32_t i = 0; i < length; i++) {
        bool open = below(4) == 0;
        uint32_t len = 1 + below(3), more = below(2);
        to += sprintf(to, "%s%s%s", open ? "(" : "", words[below(4)], below(3) == 0 ? "/" : "");
        if (to[-1] == '/')
            to += sprintf(to, "%s", labels[below(4)]);
        for (uint32_t j = 1; open && j < len && i + 1 < length; j++, i++)
            to += sprintf(to, "%s %s%s", more == 1 && j == 1 ? " (c)/title" : "", words[below(4)], "");
        to += sprintf(to, open ? ")/%s " : " ", labels[below(4)]);
    }
}

static const char *plain_match(const fixture *f, node *tree, char *line)
{
    char *to = line;
    *to = '\0';
    ways *some = calloc(1, sizeof *some);
    for (uint32_t at = 0; at < f->tape.element_count && !overflow;) {
        way in = {.end = at, .slots = {{WM_NO_ID, WM_NO_ID}, {WM_NO_ID, WM_NO_ID}}};
        some->count = 0;
        find_ways(f, tree, in, some);
        if (some->count == 0 || some->items[0].end == at) {
            at++;
            continue;
        }
        to += sprintf(to, "%srule %u-%u", to == line ? "" : "; ", at, some->items[0].end);
        const wm_rule_info *info = wm_rules_info(f->rules, stops);
        for (uint32_t i = 0; i < info->slot_count; i++) {
            const uint32_t *slot = some->items[0].slots[info->slot_names[i][0] == 'y'];
            if (slot[0] != WM_NO_ID && slot[0] != slot[1])
                to += sprintf(to, " %s=%u-%u", info->slot_names[i], slot[0], slot[1]);
        }
        at = some->items[0].end;
    }
    free(some);
    return line;
}

START_TEST(agrees_with_a_plain_matcher)
{
    uint32_t loaded = 0, matched = 0;
    state = SEED + (uint64_t)_i;
    stops = _i % 2 == 1;
    for (uint32_t i = 0; i < PATTERNS; i++) {
        char pattern[8192], tape[1024], line[8192], *to = pattern;
        node_count = 0;
        node *tree = random_tree(4, true);
        print(tree, &to);
        if (to - pattern > 3000)
            continue;
        fixture *f = fixture_new();
        fixture_load_behind(f, stops ? STOP : "", pattern);
        for (uint32_t t = 0; f->status == WM_OK && t < TAPES; t++) {
            random_tape(tape);
            fixture_tape(f, tape);
            overflow = false;
            plain_match(f, tree, line);
            const char *found = fixture_match(f, 10), *rule = strstr(found, "rule");
            found = rule != NULL ? rule : "";
            ck_assert_msg(overflow || strcmp(found, line) == 0, "%s on %s: '%s', plainly '%s'", pattern, tape, found,
                          line);
            matched += *found != '\0';
        }
        loaded += f->status == WM_OK;
        fixture_free(f);
    }
    ck_assert_msg(loaded > PATTERNS / 4 && matched > PATTERNS / 4, "%u loaded, %u matched", loaded, matched);
}
END_TEST

Suite *rule_random_suite(void)
{
    Suite *suite = suite_create("rule_random");
    TCase *tests = tcase_create("random");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, agrees_with_a_plain_matcher, 0, 4);
    suite_add_tcase(suite, tests);
    return suite;
}
