/* SPDX-License-Identifier: MIT */
/* Recursive descent over the signs of a pattern:
 *
 *     alternation = sequence ('|' sequence)*
 *     sequence    = item+
 *     item        = name= item | '!'? atom repeat?
 *     atom        = sign | '(' alternation ')' | look alternation ')'
 *
 * In: pattern text. Out: a tree whose nodes remember where they stand; names are not looked up here. The first fault
 * ends the pattern, because what follows a wrong bracket says little. Limit: WM_NEST_MAX brackets deep.
 */
#include "rule/parse.h"

typedef struct parser {
    wm_lexer lexer;
    wm_sign sign; /* the next one, not yet used */
    wm_arena *keep;
    uint32_t depth;
    wm_slice whole; /* the pattern, for faults that have no place of their own */
} parser;

static wm_node *parse_alternation(parser *p);

/* One sign of look-ahead is all the grammar needs. */
static void advance(parser *p)
{
    p->sign = wm_lex(&p->lexer);
}

/* Tells a fault; gives NULL, for `return`. */
static wm_node *fault_at(const parser *p, wm_slice part, const char *message, const char *note, const char *hint)
{
    wm_fault *fault = wm_source_fault(p->lexer.source, part, "%s", message);
    fault->note = note;
    fault->hint = hint;
    return NULL;
}

static wm_node *new_node(const parser *p, wm_node_kind kind, wm_slice part)
{
    wm_node *node = WM_NEW(p->keep, wm_node);
    node->kind = kind;
    node->part = node->name = part;
    return node;
}

/* A node round one kid. */
static wm_node *wrap(const parser *p, wm_node_kind kind, wm_slice part, wm_node *kid)
{
    wm_node *node = new_node(p, kind, part);
    node->first = kid;
    return node;
}

/* From the start of `from` to the end of `last`. */
static wm_slice part_from(wm_slice from, wm_slice last)
{
    return (wm_slice){from.at, (size_t)(last.at + last.len - from.at)};
}

/* "Exact words": one node a word. */
static wm_node *parse_exact(parser *p, wm_sign sign)
{
    wm_node *seq = new_node(p, WM_NODE_SEQ, sign.part), **link = &seq->first;
    wm_slice rest = sign.name;
    while (rest.at != NULL) {
        wm_slice word = wm_slice_cut(&rest, ' ');
        if (word.len == 0)
            continue;
        *link = new_node(p, WM_NODE_EXACT, word);
        (*link)->part = sign.part; /* explanations show all of the quote */
        link = &(*link)->next;
    }
    if (seq->first == NULL)
        return fault_at(p, sign.part, "nothing between the quotes", NULL, NULL);
    return seq->first->next == NULL ? seq->first : seq;
}

/* Behind an opening bracket: what is inside, up to the closing one, whose place goes to *ret_close. */
static wm_node *parse_inside(parser *p, wm_slice open, wm_slice *ret_close)
{
    if (p->depth == WM_NEST_MAX)
        return fault_at(p, open, "brackets more than 50 deep", NULL, "give parts of the pattern names: @name = …");
    p->depth++;
    wm_node *inside = parse_alternation(p);
    p->depth--;
    if (inside == NULL)
        return NULL;
    if (p->sign.kind != WM_SIGN_CLOSE)
        return fault_at(p, open, "bracket is never closed", "opened here", NULL);
    *ret_close = p->sign.part; /* before it is passed: a look-around is underlined to its end */
    advance(p);
    return inside;
}

/* A plain bracket leaves no node: its inside is the node. */
static wm_node *parse_bracket(parser *p)
{
    wm_sign open = p->sign;
    wm_slice close;
    advance(p);
    wm_node *inside = parse_inside(p, open.part, &close);
    if (inside == NULL || open.kind == WM_SIGN_OPEN)
        return inside;
    wm_node *look = wrap(p, WM_NODE_LOOK, part_from(open.part, close), inside);
    look->negative = open.negative;
    look->behind = open.behind;
    return look;
}

/* The fault of a sign that cannot stand where it does. */
static wm_node *parse_stray(parser *p)
{
    switch (p->sign.kind) {
    case WM_SIGN_BAD:
        return NULL;
    case WM_SIGN_REPEAT:
        return fault_at(p, p->sign.part, "nothing to repeat here", NULL,
                        "a repetition stands behind what it repeats; the sign itself is written in quotes");
    case WM_SIGN_CLOSE:
        return fault_at(p, p->sign.part, "')' without '('", NULL, NULL);
    default:
        return fault_at(p, p->sign.part.len != 0 ? p->sign.part : p->whole, "pattern ends too early", NULL, NULL);
    }
}

/* One sign or one bracket; repetitions are the caller's. */
static wm_node *parse_atom(parser *p)
{
    static const wm_node_kind KINDS[] = {
        [WM_SIGN_WORD] = WM_NODE_WORD,   [WM_SIGN_LEMMA] = WM_NODE_LEMMA, [WM_SIGN_LABEL] = WM_NODE_LABEL,
        [WM_SIGN_REGEX] = WM_NODE_REGEX, [WM_SIGN_ANY] = WM_NODE_ANY,     [WM_SIGN_MACRO] = WM_NODE_MACRO,
        [WM_SIGN_BEGIN] = WM_NODE_BEGIN, [WM_SIGN_END] = WM_NODE_END,
    };
    wm_sign sign = p->sign;
    switch (sign.kind) {
    case WM_SIGN_OPEN:
    case WM_SIGN_LOOK:
        return parse_bracket(p);
    case WM_SIGN_EXACT:
        advance(p);
        return parse_exact(p, sign);
    case WM_SIGN_WORD:
    case WM_SIGN_LEMMA:
    case WM_SIGN_LABEL:
    case WM_SIGN_REGEX:
    case WM_SIGN_ANY:
    case WM_SIGN_MACRO:
    case WM_SIGN_BEGIN:
    case WM_SIGN_END: {
        wm_node *node = new_node(p, KINDS[sign.kind], sign.part);
        node->name = sign.name;
        node->fold_case = sign.fold_case;
        advance(p);
        return node;
    }
    default:
        return parse_stray(p);
    }
}

/* The repetition behind an atom, if there is one. Two in a row are refused rather than read as something. */
static wm_node *parse_repeat(parser *p, wm_node *kid, wm_slice from)
{
    if (p->sign.kind != WM_SIGN_REPEAT)
        return kid;
    if (kid->kind == WM_NODE_LOOK || kid->kind == WM_NODE_BEGIN || kid->kind == WM_NODE_END)
        return fault_at(p, p->sign.part, "bad repetition: it stands behind something that has no length", NULL, NULL);
    wm_node *node = wrap(p, WM_NODE_REPEAT, part_from(from, p->sign.part), kid);
    node->min = p->sign.min;
    node->max = p->sign.max;
    node->lazy = p->sign.lazy;
    wm_slice repeat = p->sign.part;
    advance(p);
    if (p->sign.kind == WM_SIGN_REPEAT) {
        wm_slice both = part_from(repeat, p->sign.part);
        return fault_at(p, both, "bad repetition: two of them in a row", NULL, "put the first into brackets");
    }
    return node;
}

/* A slot round something that may be left out takes no part when it is: name=x? is (name=x)?. */
static wm_node *new_slot(const parser *p, wm_sign sign, wm_node *kid)
{
    wm_slice part = part_from(sign.part, kid->part);
    bool optional = kid->kind == WM_NODE_REPEAT && kid->min == 0;
    if (optional)
        kid->min = 1;
    wm_node *slot = wrap(p, WM_NODE_SLOT, sign.part, kid);
    slot->name = sign.name;
    if (!optional)
        return slot;
    wm_node *outer = wrap(p, WM_NODE_REPEAT, part, slot);
    outer->max = 1;
    outer->lazy = kid->lazy;
    return outer;
}

/* name=!x{2} is a slot round a repetition of a negation. */
static wm_node *parse_item(parser *p)
{
    wm_sign sign = p->sign;
    if (sign.kind == WM_SIGN_SLOT) {
        advance(p);
        if (p->sign.kind == WM_SIGN_SLOT)
            return fault_at(p, p->sign.part, "a slot directly in a slot", NULL, "a slot stands before an atom or '('");
        wm_node *kid = parse_item(p);
        return kid == NULL ? NULL : new_slot(p, sign, kid);
    }
    if (sign.kind != WM_SIGN_NOT) {
        wm_node *atom = parse_atom(p);
        return atom == NULL ? NULL : parse_repeat(p, atom, sign.part);
    }
    advance(p);
    wm_node *atom = parse_atom(p);
    if (atom == NULL)
        return NULL;
    wm_node *not = wrap(p, WM_NODE_NOT, part_from(sign.part, atom->part), atom);
    return parse_repeat(p, not, sign.part);
}

/* A ')' too many ends it as well; whoever asked for the sequence then tells it. */
static bool ends_sequence(wm_sign_kind kind)
{
    return kind == WM_SIGN_BAR || kind == WM_SIGN_CLOSE || kind == WM_SIGN_NONE;
}

/* An empty one is refused: `(a | )` is more likely a slip than an option. */
static wm_node *parse_sequence(parser *p)
{
    wm_slice from = p->sign.part, last = from;
    if (p->sign.kind == WM_SIGN_BAR || (p->sign.kind == WM_SIGN_CLOSE && p->depth != 0))
        return fault_at(p, from, "nothing stands before this", NULL, "what may be left out is written (…)?");
    wm_node *seq = new_node(p, WM_NODE_SEQ, from), **link = &seq->first;
    do {
        wm_node *item = parse_item(p);
        if (item == NULL)
            return NULL;
        last = item->part;
        *link = item;
        link = &item->next;
    } while (!ends_sequence(p->sign.kind));
    seq->part = part_from(from, last);
    return seq->first->next == NULL ? seq->first : seq;
}

/* A single sequence is no alternation. */
static wm_node *parse_alternation(parser *p)
{
    wm_node *first = parse_sequence(p), *last = first;
    if (first == NULL || p->sign.kind != WM_SIGN_BAR)
        return first;
    wm_node *alt = wrap(p, WM_NODE_ALT, first->part, first);
    while (p->sign.kind == WM_SIGN_BAR) {
        advance(p);
        wm_node *next = parse_sequence(p);
        if (next == NULL)
            return NULL;
        last = last->next = next;
    }
    alt->part = part_from(alt->part, last->part);
    return alt;
}

/* False when there is nothing in it. */
static bool begin(parser *p, const wm_source *source, wm_slice text, wm_arena *keep)
{
    *p = (parser){.lexer = {source, text.at, text.at + text.len}, .keep = keep, .whole = text};
    advance(p);
    return p->sign.kind != WM_SIGN_NONE;
}

/* What is left behind a whole alternation is a sign that opens nothing, such as a ')'. */
wm_node *wm_parse_pattern(const wm_source *source, wm_slice pattern, wm_arena *keep)
{
    parser p;
    if (!begin(&p, source, pattern, keep))
        return fault_at(&p, pattern, "empty pattern", NULL, NULL);
    wm_node *tree = parse_alternation(&p);
    if (tree == NULL)
        return NULL;
    return p.sign.kind == WM_SIGN_NONE ? tree : parse_stray(&p);
}

/* Atoms only: the words wait for a sentence, they match nothing in it. */
wm_node *wm_parse_near(const wm_source *source, wm_slice words, wm_arena *keep)
{
    parser p;
    if (!begin(&p, source, words, keep))
        return fault_at(&p, words, "no words behind 'near'", NULL, NULL);
    wm_node *seq = new_node(&p, WM_NODE_SEQ, words), **link = &seq->first;
    while (p.sign.kind != WM_SIGN_NONE) {
        wm_node *atom = parse_atom(&p);
        if (atom == NULL)
            return NULL;
        *link = atom;
        link = &atom->next;
    }
    return seq;
}
