/* SPDX-License-Identifier: MIT */
/* Memory that runs out when a test says so.
 *
 * Programs that use it are linked with --wrap=malloc and so on: calls from our own objects come here, calls from shared
 * libraries do not, and the code under test needs no hook. It works under sanitizers too. Check itself may be linked
 * statically and then allocates here as well, so no ck_assert may stand between _start and _stop.
 */
#ifndef WM_TESTS_FAIL_MALLOC_H
#define WM_TESTS_FAIL_MALLOC_H

#include <stdbool.h>

/* The arena gives every allocation a block of its own under AddressSanitizer, so addresses and counts differ there. */
#if defined(__SANITIZE_ADDRESS__)
#define ONE_BLOCK_EACH true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ONE_BLOCK_EACH true
#endif
#endif
#ifndef ONE_BLOCK_EACH
#define ONE_BLOCK_EACH false
#endif

enum { FAIL_NEVER = -1 };

/* From now on the `n`-th allocation, counted from 0, gives NULL, and the ones behind it succeed again. Starts the
 * counts anew. */
void fail_malloc_start(long n);
/* From now on nothing fails and nothing is counted. */
void fail_malloc_stop(void);
/* Allocations tried between the two. */
long fail_malloc_tried(void);
/* Allocated between the two and not freed there. */
long fail_malloc_live(void);

#endif
