/* SPDX-License-Identifier: MIT */
/* The words of a tag: "#TelAviv" is what "Tel Aviv" is. Capitals part them, which is all that a tag has to go by.
 *
 * In: a token. Out: tokens with shape and hash, as if there were blanks between them. Limit: WM_TAG_WORDS_MAX words.
 */
#include "read/tag.h"

#include "base/utf8.h"

bool wm_tag_is(const wm_text *text, uint32_t token)
{
    const wm_token *t = &text->tokens[token];
    char first = text->bytes.at[t->begin];
    return (t->shape & WM_SHAPE_ADDRESS) != 0 && (first == '#' || first == '@');
}

/* Where the word of a tag that starts at `at` ends: "TelAviv" parts before an upper-case letter behind a lower-case
 * one, "BBCNews" before the last of its capitals. */
static uint32_t tag_word_end(const char *bytes, uint32_t at, uint32_t end)
{
    for (uint32_t i = at + 1; i < end; i++) {
        bool upper = bytes[i] >= 'A' && bytes[i] <= 'Z', after_upper = bytes[i - 1] >= 'A' && bytes[i - 1] <= 'Z';
        bool before_lower = i + 1 < end && bytes[i + 1] >= 'a' && bytes[i + 1] <= 'z';
        if (upper && (!after_upper || before_lower))
            return i;
    }
    return end;
}

uint32_t wm_tag_cut(const wm_text *text, uint32_t token, wm_token words[WM_TAG_WORDS_MAX])
{
    const wm_token *tag = &text->tokens[token];
    const char *bytes = text->bytes.at;
    uint32_t count = 0;
    for (uint32_t at = tag->begin + 1, next; at < tag->end; at = next) {
        next = tag_word_end(bytes, at, tag->end);
        if (count == WM_TAG_WORDS_MAX || bytes[at] < 'A' || bytes[at] > 'Z')
            return 0;
        wm_slice word = {bytes + at, next - at};
        char key[WM_FOLD_MAX];
        bool caps = next - at > 1 && bytes[at + 1] >= 'A' && bytes[at + 1] <= 'Z';
        words[count++] = (wm_token){
            .begin = at,
            .end = next,
            .gap = WM_GAP_BLANK,
            .hash = wm_utf8_hash((wm_slice){key, wm_utf8_fold(word, key)}),
            .shape = (uint16_t)(WM_SHAPE_WORD | WM_SHAPE_CAP | (caps ? WM_SHAPE_CAPS : 0)),
        };
    }
    return count;
}

void wm_tag_join(const wm_text *text, wm_token *words, uint32_t count)
{
    char key[WM_FOLD_MAX];
    words[0].end = words[count - 1].end;
    wm_slice word = {text->bytes.at + words[0].begin, words[0].end - words[0].begin};
    words[0].hash = wm_utf8_hash((wm_slice){key, wm_utf8_fold(word, key)});
}
