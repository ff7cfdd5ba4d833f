/* SPDX-License-Identifier: MIT */
/* How wm_utf8_next() reads byte sequences, for comparison with another decoder. In: one length byte and as many bytes,
 * again and again. Out: a line for each, `byte:point` of every code point in hexadecimal, and the well-formed length.
 */
#include "base/utf8.h"

#include <stdio.h>

int main(void)
{
    for (int len; (len = getchar()) != EOF;) {
        char bytes[256];
        if (fread(bytes, 1, (size_t)len, stdin) != (size_t)len)
            return 1;
        for (int at = 0; at < len;) {
            uint32_t point;
            size_t size = wm_utf8_next(bytes + at, bytes + len, &point);
            printf("%x:%x ", (unsigned)at, (unsigned)point);
            at += (int)size;
        }
        wm_slice whole = {bytes, (size_t)len};
        printf("%x %x\n", (unsigned)wm_utf8_count(whole), (unsigned)wm_utf8_valid(whole, NULL));
    }
    return 0;
}
