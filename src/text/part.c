/* SPDX-License-Identifier: MIT */
/* Cutting a long text into parts that can be read one after another: at a blank line if there is one in the second half
 * of what may be read at once, else at a line break, a sentence end, a blank, and at last between any two code points.
 */
#include "text/text.h"

/* The last place in (begin, end] behind which a part may end, for one kind of place: 0 blank line, 1 line break,
 * 2 sentence end, 3 blank. 0 when there is none. */
static uint32_t last_break(wm_slice bytes, uint32_t begin, uint32_t end, int kind)
{
    for (uint32_t at = end - 1; at > begin + 1; at--) {
        char here = bytes.at[at], before = bytes.at[at - 1];
        bool hit = kind == 0   ? here == '\n' && (before == '\n' || (before == '\r' && bytes.at[at - 2] == '\n'))
                   : kind == 1 ? here == '\n'
                   : kind == 2 ? here == ' ' && (before == '.' || before == '!' || before == '?')
                               : here == ' ';
        if (hit)
            return at + 1;
    }
    return 0;
}

/* Only the second half is searched, so a part is never less than half of what may be read, and a text of n bytes has at
 * most 2n/limit parts. The last step back is over continuation bytes, at most three. */
uint32_t wm_text_part_end(wm_slice bytes, uint32_t begin, uint32_t limit)
{
    if (bytes.len - begin <= limit)
        return (uint32_t)bytes.len;
    uint32_t end = begin + limit;
    for (int kind = 0; kind < 4; kind++) {
        uint32_t at = last_break(bytes, begin + limit / 2, end, kind);
        if (at != 0)
            return at;
    }
    uint32_t back = end;
    while (back > end - 4 && ((unsigned char)bytes.at[back] & 0xC0) == 0x80)
        back--;
    return back;
}
