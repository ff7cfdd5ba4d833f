/* SPDX-License-Identifier: MIT */
/* Strings, ids, ranges: the small change of the JSON writer.
 *
 * A string is copied eight bytes at a time as long as none of them needs an escape; news is nearly all such bytes.
 * Everything else goes byte by byte: quotes, backslashes and controls are escaped, well-formed UTF-8 is copied,
 * ill-formed is written as U+FFFD. The output is thus always valid JSON and valid UTF-8.
 */
#include "out/json_part.h"

#include "base/utf8.h"

/* Input bytes for which room is made at once, and the most that one byte can become (\u00XX). */
enum { STRETCH = 4096, WIDEST = 6 };

/* DEL is: RFC 8259 asks for escapes below U+0020 only. */
static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
}

/* The top bit of each of the eight bytes that has to be looked at is set. The tests of Bit Twiddling Hacks, "less than"
 * and "has zero"; a borrow may report a byte too many, never one too few. */
static inline uint64_t specials(uint64_t word)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t quote = word ^ (ones * '"'), slash = word ^ (ones * '\\');
    return word | (word - ones * 0x20) | (quote - ones) | (slash - ones);
}

static inline bool has_special(uint64_t word)
{
    return (specials(word) & UINT64_C(0x8080808080808080)) != 0; /* the other bits mean nothing */
}

/* The short forms where there are some, as every other writer of JSON does. */
static char *put_escape(char *to, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    static const char short_form[] = "\bb\tt\nn\ff\rr\"\"\\\\";
    *to++ = '\\';
    for (const char *pair = short_form; *pair != '\0'; pair += 2)
        if ((unsigned char)pair[0] == c) {
            *to++ = pair[1];
            return to;
        }
    memcpy(to, "u00", 3);
    to[3] = hex[c >> 4];
    to[4] = hex[c & 15];
    return to + 5;
}

/* Writes about `stretch` bytes from *at, which is moved; returns where the output ends. */
static char *put_stretch(char *to, const char **at, const char *stretch, const char *end)
{
    const char *from = *at;
    while (from < stretch) {
        uint64_t word;
        if (end - from >= 8 && (memcpy(&word, from, 8), !has_special(word))) {
            memcpy(to, from, 8);
            to += 8;
            from += 8;
            continue;
        }
        unsigned char c = (unsigned char)*from;
        if (is_plain(c)) {
            *to++ = *from++;
        } else if (c < 0x80) {
            to = put_escape(to, c);
            from++;
        } else {
            uint32_t point;
            from += wm_utf8_next(from, end, &point);
            to += wm_utf8_put(point, to);
        }
    }
    *at = from;
    return to;
}

/* Copies up to eight bytes, all that is left of a short text, and gives them in one word, padded with letters. */
static inline uint64_t copy_few(char *to, const char *from, size_t len)
{
    const uint64_t letters = UINT64_C(0x6161616161616161);
    if (len >= 4) { /* two words that overlap */
        uint32_t first, last;
        memcpy(&first, from, 4);
        memcpy(&last, from + len - 4, 4);
        memcpy(to, &first, 4);
        memcpy(to + len - 4, &last, 4);
        return first | (uint64_t)last << 32;
    }
    if (len == 0)
        return letters;
    char first = from[0], middle = from[len / 2], last = from[len - 1];
    to[0] = first;
    to[len / 2] = middle;
    to[len - 1] = last;
    return letters << 24 | (unsigned char)first | (uint64_t)(unsigned char)middle << 8 |
           (uint64_t)(unsigned char)last << 16;
}

/* Copies a text as it is; false when it has to be looked at more closely, and then what was copied does not count. */
static inline bool copy_plain(char *to, const char *from, size_t len)
{
    uint64_t word;
    if (len < sizeof word)
        return !has_special(copy_few(to, from, len));
    uint64_t special = 0;
    for (size_t i = 0; i + sizeof word < len; i += sizeof word) {
        memcpy(&word, from + i, sizeof word);
        memcpy(to + i, &word, sizeof word);
        special |= specials(word);
    }
    memcpy(&word, from + len - sizeof word, sizeof word); /* the last eight overlap */
    memcpy(to + len - sizeof word, &word, sizeof word);
    return ((special | specials(word)) & UINT64_C(0x8080808080808080)) == 0;
}

/* Room is made for the worst case of a stretch, so the inner loop checks no bounds. */
void wm_json_put_long(wm_buffer *out, wm_slice text)
{
    wm_buffer_put_char(out, '"');
    const char *at = text.at, *end = text.at + text.len;
    while (text.len != 0 && at < end) {
        const char *stretch = end - at > STRETCH ? at + STRETCH : end;
        char *to = wm_buffer_reserve(out, (size_t)(stretch - at + 8) * WIDEST);
        if (to == NULL)
            return;
        out->len += (size_t)(put_stretch(to, &at, stretch, end) - to);
    }
    wm_buffer_put_char(out, '"');
}

/* Most strings are short and plain; the others have a function of their own, so that these need no registers saved. */
static inline void put_string(wm_buffer *out, const char *at, size_t len)
{
    enum { SHORT = 64 };
    if (len <= SHORT && out->room - out->len >= SHORT + 2) {
        char *to = out->at + out->len;
        if (copy_plain(to + 1, at, len)) {
            to[0] = to[1 + len] = '"';
            out->len += len + 2;
            return;
        }
    }
    wm_json_put_long(out, (wm_slice){at, len});
}

void wm_json_put_string(wm_buffer *out, wm_slice text)
{
    put_string(out, text.at, text.len);
}

void wm_json_put_text(wm_buffer *out, const char *text)
{
    put_string(out, text, strlen(text));
}

/* A letter tells of what the number is one; ids of two kinds never meet. */
void wm_json_put_id(wm_buffer *out, char letter, uint32_t number)
{
    wm_buffer_put_char(out, '"');
    wm_buffer_put_char(out, letter);
    wm_buffer_put_uint(out, number);
    wm_buffer_put_char(out, '"');
}

/* In code points, as most languages count. */
void wm_json_put_places(wm_buffer *out, whomet_range range)
{
    WM_BUFFER_LITERAL(out, "\"start\":");
    wm_buffer_put_uint(out, range.begin);
    WM_BUFFER_LITERAL(out, ",\"end\":");
    wm_buffer_put_uint(out, range.end);
}

/* From the text as it came in; what is ill-formed there is replaced here. */
void wm_json_put_slice(wm_buffer *out, const whomet_result *result, whomet_range range)
{
    wm_json_put_string(out, (wm_slice){result->text + range.begin_byte, range.end_byte - range.begin_byte});
}

void wm_json_put_quote(wm_buffer *out, const whomet_result *result, whomet_range range)
{
    wm_buffer_put_char(out, '{');
    wm_json_put_places(out, range);
    WM_BUFFER_LITERAL(out, ",\"text\":");
    wm_json_put_slice(out, result, range);
    wm_buffer_put_char(out, '}');
}

/* A rule or an entry, and where it stands: enough to open the file at the line. */
void wm_json_put_why(wm_buffer *out, const whomet_why *why)
{
    WM_BUFFER_LITERAL(out, ",\"why\":{");
    if (why->rule != NULL) {
        WM_BUFFER_LITERAL(out, "\"rule\":");
        wm_json_put_text(out, why->rule);
    } else {
        WM_BUFFER_LITERAL(out, "\"entry\":");
        wm_json_put_text(out, why->entry != NULL ? why->entry : "");
    }
    WM_JSON_OPTIONAL(out, ",\"file\":", why->file);
    if (why->file != NULL) {
        WM_BUFFER_LITERAL(out, ",\"line\":");
        wm_buffer_put_uint(out, why->line);
    }
    wm_buffer_put_char(out, '}');
}
