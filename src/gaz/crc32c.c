/* SPDX-License-Identifier: MIT */
/* The checksum of a compiled file, eight bytes a step: table k holds the CRC of a byte that k zero bytes follow, so
 * eight look-ups, independent of each other, replace eight in a row ("slicing-by-8", Kounavis and Berry 2005).
 *
 * The tables (8 KiB) are computed on every call, which takes microseconds: it is called for whole files only.
 */
#include "gaz/crc32c.h"

#define POLYNOMIAL UINT32_C(0x82F63B78) /* reflected */

enum { STEP = 8 };

/* Table 0 is the usual one, a byte through eight steps of the register; each further table is the one before with a
 * zero byte behind. */
static void fill_tables(uint32_t tables[STEP][256])
{
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ ((crc & 1) != 0 ? POLYNOMIAL : 0);
        tables[0][byte] = crc;
    }
    for (int k = 1; k < STEP; k++)
        for (uint32_t byte = 0; byte < 256; byte++)
            tables[k][byte] = tables[k - 1][byte] >> 8 ^ tables[0][tables[k - 1][byte] & 0xFF];
}

/* Starts with all ones and is inverted at the end, so that zeros in front or behind change it. */
uint32_t wm_gaz_crc32c(wm_slice bytes)
{
    uint32_t tables[STEP][256];
    fill_tables(tables);
    const unsigned char *at = (const unsigned char *)bytes.at;
    size_t left = bytes.len;
    uint32_t crc = UINT32_MAX;
    for (; left >= STEP; at += STEP, left -= STEP) {
        /* byte by byte, so that the value does not depend on the machine's byte order */
        uint32_t low = crc ^ (at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24);
        crc = tables[7][low & 0xFF] ^ tables[6][low >> 8 & 0xFF] ^ tables[5][low >> 16 & 0xFF] ^ tables[4][low >> 24] ^
              tables[3][at[4]] ^ tables[2][at[5]] ^ tables[1][at[6]] ^ tables[0][at[7]];
    }
    for (; left != 0; at++, left--)
        crc = crc >> 8 ^ tables[0][(crc ^ *at) & 0xFF];
    return ~crc;
}
