/* SPDX-License-Identifier: MIT */
/* RFC 8259, all of it, and nothing more: no comments, no trailing commas, no lone surrogates.
 *
 * In: the bytes of one JSON text. Out: where values end, and decoded strings. A value is skipped without recursion;
 * the kinds of the open containers are bits of a small stack, so a hostile line cannot overflow anything. Plain bytes
 * of strings are passed eight at a time. The scanner says only "no": the message for people comes from jansson.c.
 */
#include "in/scan.h"

#include "base/utf8.h"

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* RFC 8259 knows ASCII digits only. */
static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* RFC 8259, section 2: these four characters are white space and no others. */
char wm_scan_peek(wm_scan *scan)
{
    while (scan->at < scan->end && is_space(*scan->at))
        scan->at++;
    return scan->at < scan->end ? *scan->at : '\0';
}

/* The end is asked for too, since wm_scan_peek() gives NUL both there and for a NUL byte. */
bool wm_scan_accept(wm_scan *scan, char c)
{
    if (wm_scan_peek(scan) != c || scan->at == scan->end)
        return false;
    scan->at++;
    return true;
}

/* Is there a quote, a backslash or a control among eight bytes? Bit Twiddling Hacks, "has zero", "less than". */
static bool has_special(uint64_t word)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
    uint64_t quote = word ^ (ones * '"'), slash = word ^ (ones * '\\');
    uint64_t low = (word - ones * 0x20) & ~word;
    return ((low | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) & tops) != 0;
}

/* Long runs of plain text are nearly everything in a record of news. memcpy() is how C reads eight bytes from any
 * address; behind the end nothing is read. */
static const char *skip_plain(const char *at, const char *end)
{
    for (uint64_t word; end - at >= 8; at += 8) {
        memcpy(&word, at, 8);
        if (has_special(word))
            break;
    }
    while (at < end && *at != '"' && *at != '\\' && (unsigned char)*at >= 0x20)
        at++;
    return at;
}

/* Four hexadecimal digits, or -1. Setting bit 5 makes letters lower and leaves digits, which have it, alone. */
static int hex4(const char *at, const char *end)
{
    if (end - at < 4)
        return -1;
    int value = 0;
    for (int i = 0; i < 4; i++) {
        char c = at[i], lower = (char)(c | 0x20);
        if (is_digit(c))
            value = value * 16 + (c - '0');
        else if (lower >= 'a' && lower <= 'f')
            value = value * 16 + (lower - 'a' + 10);
        else
            return -1;
    }
    return value;
}

/* The code point of an escape whose digits are at `at`, and the bytes behind the `u`; 0 for none. What lies above
 * U+FFFF is written as two surrogates; one alone is no character and is refused, since no UTF-8 could hold it. */
static size_t unicode_escape(const char *at, const char *end, uint32_t *ret_point)
{
    int high = hex4(at, end);
    if (high < 0 || (high >= 0xDC00 && high <= 0xDFFF))
        return 0;
    *ret_point = (uint32_t)high;
    if (high < 0xD800 || high > 0xDBFF)
        return 4;
    int low = end - at >= 10 && at[4] == '\\' && at[5] == 'u' ? hex4(at + 6, end) : -1;
    if (low < 0xDC00 || low > 0xDFFF)
        return 0;
    *ret_point = 0x10000 + (((uint32_t)high - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
    return 10;
}

/* Bytes of the escape at `at`, a backslash; 0 when it is none. */
static size_t escape_length(const char *at, const char *end)
{
    if (end - at < 2)
        return 0;
    uint32_t point;
    size_t digits;
    switch (at[1]) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
        return 2;
    case 'u':
        digits = unicode_escape(at + 2, end, &point);
        return digits != 0 ? 2 + digits : 0;
    default:
        return 0;
    }
}

/* Escapes are checked here once, so that wm_scan_decode() can trust them. */
bool wm_scan_string(wm_scan *scan, wm_slice *ret_raw, bool *ret_escapes)
{
    if (!wm_scan_accept(scan, '"'))
        return false;
    const char *first = scan->at, *at = first;
    bool escapes = false;
    while ((at = skip_plain(at, scan->end)) < scan->end && *at != '"') {
        size_t len = *at == '\\' ? escape_length(at, scan->end) : 0;
        if (len == 0)
            return false;
        escapes = true;
        at += len;
    }
    if (at == scan->end)
        return false;
    scan->at = at + 1;
    *ret_raw = (wm_slice){first, (size_t)(at - first)};
    *ret_escapes = escapes;
    return true;
}

/* The quote, the backslash and the slash stand for themselves. */
static char plain_escape(char letter)
{
    switch (letter) {
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return letter;
    }
}

/* Decoding never makes a text longer: an escape of 6 bytes becomes at most 3, one of 12 becomes 4. */
size_t wm_scan_decode(wm_slice raw, char *out)
{
    const char *at = raw.at, *end = raw.at + raw.len;
    char *to = out;
    while (at < end) {
        const char *slash = memchr(at, '\\', (size_t)(end - at));
        size_t plain = (size_t)((slash != NULL ? slash : end) - at);
        memcpy(to, at, plain);
        to += plain;
        at += plain;
        if (slash == NULL)
            break;
        if (at[1] == 'u') {
            uint32_t point = WM_REPLACEMENT;
            at += 2 + unicode_escape(at + 2, end, &point);
            to += wm_utf8_put(point, to);
        } else {
            *to++ = plain_escape(at[1]);
            at += 2;
        }
    }
    return (size_t)(to - out);
}

/* One at least. */
static bool skip_digits(wm_scan *scan)
{
    const char *first = scan->at;
    while (scan->at < scan->end && is_digit(*scan->at))
        scan->at++;
    return scan->at > first;
}

/* No plus sign, no leading zero, a digit on both sides of the point. The value is not needed. */
static bool skip_number(wm_scan *scan)
{
    if (*scan->at == '-')
        scan->at++;
    const char *first = scan->at;
    if (!skip_digits(scan) || (*first == '0' && scan->at - first > 1))
        return false;
    if (scan->at < scan->end && *scan->at == '.') {
        scan->at++;
        if (!skip_digits(scan))
            return false;
    }
    if (scan->at < scan->end && (*scan->at == 'e' || *scan->at == 'E')) {
        scan->at++;
        if (scan->at < scan->end && (*scan->at == '+' || *scan->at == '-'))
            scan->at++;
        return skip_digits(scan);
    }
    return true;
}

/* What follows is not looked at: "nullx" fails where a comma or bracket is wanted. */
static bool skip_word(wm_scan *scan, const char *word)
{
    size_t len = strlen(word);
    if ((size_t)(scan->end - scan->at) < len || memcmp(scan->at, word, len) != 0)
        return false;
    scan->at += len;
    return true;
}

/* A value without parts; whatever follows it is for the caller to judge. */
static bool skip_scalar(wm_scan *scan)
{
    wm_slice raw;
    bool escapes;
    switch (wm_scan_peek(scan)) {
    case '"':
        return wm_scan_string(scan, &raw, &escapes);
    case 't':
        return skip_word(scan, "true");
    case 'f':
        return skip_word(scan, "false");
    case 'n':
        return skip_word(scan, "null");
    case '\0':
        return false;
    default:
        return skip_number(scan);
    }
}

/* The open containers: a bit each, set for an object. Its size is fixed, so no nesting can take memory. */
typedef struct stack {
    unsigned depth;
    unsigned char objects[WM_SCAN_MAX_DEPTH / 8];
} stack;

/* Asked only while something is open. */
static bool in_object(const stack *open)
{
    return open->objects[(open->depth - 1) / 8] >> ((open->depth - 1) % 8) & 1;
}

/* The bit is set or cleared: an earlier container of this depth may have left either. */
static void push(stack *open, bool object)
{
    unsigned char bit = (unsigned char)(1u << (open->depth % 8));
    unsigned char *byte = &open->objects[open->depth / 8];
    *byte = (unsigned char)(object ? *byte | bit : *byte & ~bit);
    open->depth++;
}

/* Keys may hold escapes like any string; who looks for one decodes it. */
static bool skip_key(wm_scan *scan)
{
    wm_slice raw;
    bool escapes;
    return wm_scan_string(scan, &raw, &escapes) && wm_scan_accept(scan, ':');
}

/* After a value: closes containers and goes behind the comma (and key) before the next one. */
static bool skip_between(wm_scan *scan, stack *open)
{
    while (open->depth != 0) {
        bool object = in_object(open);
        if (wm_scan_accept(scan, ','))
            return !object || skip_key(scan);
        if (!wm_scan_accept(scan, object ? '}' : ']'))
            return false;
        open->depth--;
    }
    return true;
}

/* Opens the container that comes next; `*ret_empty`: it is closed already. An empty one counts for the depth too: what
 * is too deep is refused whatever is in it. */
static bool enter(wm_scan *scan, stack *open, unsigned limit, bool *ret_empty)
{
    bool object = *scan->at++ == '{';
    *ret_empty = wm_scan_accept(scan, object ? '}' : ']');
    if (open->depth == limit)
        return false;
    if (*ret_empty)
        return true;
    push(open, object);
    return !object || skip_key(scan);
}

/* Each round reads one scalar or opens one container, then closes what ends there. On failure `scan` stands somewhere
 * inside, which nobody should rely on. */
bool wm_scan_value(wm_scan *scan, unsigned depth)
{
    stack open = {0};
    unsigned limit = depth < WM_SCAN_MAX_DEPTH ? depth : WM_SCAN_MAX_DEPTH;
    do {
        char c = wm_scan_peek(scan);
        if (c == '{' || c == '[') {
            bool empty;
            if (!enter(scan, &open, limit, &empty))
                return false;
            if (!empty)
                continue;
        } else if (!skip_scalar(scan)) {
            return false;
        }
        if (!skip_between(scan, &open))
            return false;
    } while (open.depth != 0);
    return true;
}
