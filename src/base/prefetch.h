/* SPDX-License-Identifier: MIT */
/* Asking for memory before it is needed, where a table is too large for the cache. Never needed for the result. */
#ifndef WM_BASE_PREFETCH_H
#define WM_BASE_PREFETCH_H

static inline void wm_prefetch(const void *at)
{
#if defined(__GNUC__)
    __builtin_prefetch(at);
#else
    (void)at;
#endif
}

#endif
