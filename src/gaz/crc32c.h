/* SPDX-License-Identifier: MIT */
/* CRC-32C (Castagnoli), as in RFC 3720 appendix B.4. */
#ifndef WM_GAZ_CRC32C_H
#define WM_GAZ_CRC32C_H

#include "base/slice.h"

uint32_t wm_gaz_crc32c(wm_slice bytes);

#endif
