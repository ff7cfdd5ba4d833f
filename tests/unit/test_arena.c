/* SPDX-License-Identifier: MIT */
/* The arena: alignment, contents, rewinding without new memory, and every allocation failing once. */
#include "fail_malloc.h"
#include "suite.h"

#include "base/arena.h"
#include "base/array.h"

#include <signal.h>
#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static const size_t sizes[] = {
    0, 1, 7, 8, 15, 16, 17, 4095, 16 * 1024, 16 * 1024 + 1, 1024 * 1024, 3 * 1024 * 1024 + 5};

START_TEST(any_size_is_aligned_and_apart)
{
    size_t size = sizes[_i];
    wm_arena arena;
    wm_arena_init(&arena);
    unsigned char *first = wm_arena_alloc(&arena, size), *second = wm_arena_alloc(&arena, size);
    ck_assert_msg((uintptr_t)first % alignof(max_align_t) == 0, "size %zu: not aligned", size);
    ck_assert_msg((uintptr_t)second % alignof(max_align_t) == 0, "size %zu: second not aligned", size);
    memset(first, 0xAA, size);
    memset(second, 0x55, size);
    for (size_t i = 0; i < size; i++)
        if (first[i] != 0xAA)
            ck_abort_msg("size %zu: byte %zu overwritten", size, i);
    wm_arena_done(&arena);
    ck_assert_ptr_null(arena.top);
}
END_TEST

START_TEST(zalloc_clears_memory_that_was_used_before)
{
    wm_arena arena;
    wm_arena_init(&arena);
    wm_arena_mark start = wm_arena_tell(&arena);
    memset(wm_arena_alloc(&arena, 4000), 0xFF, 4000);
    wm_arena_rewind(&arena, start);
    const unsigned char *bytes = wm_arena_zalloc(&arena, 40, 100);
    for (size_t i = 0; i < 4000; i++)
        ck_assert_msg(bytes[i] == 0, "byte %zu is %d", i, bytes[i]);
    wm_arena_done(&arena);
}
END_TEST

START_TEST(copy_ends_with_nul_and_keeps_nuls)
{
    wm_arena arena;
    wm_arena_init(&arena);
    ck_assert_mem_eq(wm_arena_copy(&arena, "a\0b", 3), "a\0b", 4);
    ck_assert_str_eq(wm_arena_copy(&arena, NULL, 0), "");
    wm_arena_done(&arena);
}
END_TEST

START_TEST(format_takes_any_length)
{
    wm_arena arena;
    wm_arena_init(&arena);
    ck_assert_str_eq(wm_arena_format(&arena, "%s-%d", "v", 12), "v-12");
    ck_assert_str_eq(wm_arena_format(&arena, "%s", ""), "");
    const char *wide = wm_arena_format(&arena, "%40000d|", 7);
    ck_assert_uint_eq(strlen(wide), 40001);
    ck_assert_str_eq(wide + 39999, "7|");
    wm_arena_done(&arena);
}
END_TEST

START_TEST(array_keeps_items_while_it_grows)
{
    wm_arena arena;
    wm_arena_init(&arena);
    WM_ARRAY(uint32_t) numbers = {0};
    for (uint32_t i = 0; i < 10000; i++) {
        uint32_t *fresh = WM_PUSH(&arena, &numbers);
        ck_assert_msg(*fresh == 0, "item %u not zeroed", i);
        *fresh = i * 3;
    }
    ck_assert_uint_eq(numbers.count, 10000);
    for (uint32_t i = 0; i < numbers.count; i++)
        ck_assert_uint_eq(numbers.items[i], i * 3);
    wm_arena_done(&arena);
}
END_TEST

static const struct {
    const char *label;
    uint32_t room;
    size_t item_size;
} too_many[] = {
    {"room has 31 bits", UINT32_C(1) << 31, 1},
    {"room is as large as can be", UINT32_MAX, 1},
    {"bytes overflow", UINT32_C(1) << 30, SIZE_MAX / 4},
};

START_TEST(array_that_outgrows_its_counters_goes_to_the_handler)
{
    wm_arena arena;
    jmp_buf handler;
    wm_arena_init(&arena);
    arena.on_oom = &handler;
    if (setjmp(handler) == 0) {
        uint32_t room = too_many[_i].room;
        wm_array_grow(&arena, NULL, &room, too_many[_i].item_size);
        ck_abort_msg("%s: it grew", too_many[_i].label);
    }
    wm_arena_done(&arena);
}
END_TEST

/* One document's worth of memory over several blocks, one of them larger than a step. */
static void fill(wm_arena *arena)
{
    for (size_t i = 0; i < 200; i++)
        memset(wm_arena_alloc(arena, 100 * i), (int)i, 100 * i);
    memset(wm_arena_alloc(arena, 2 * 1024 * 1024), 1, 2 * 1024 * 1024);
}

START_TEST(rewound_arena_needs_no_new_memory)
{
    wm_arena arena;
    wm_arena_init(&arena);
    wm_arena_mark start = wm_arena_tell(&arena);
    fill(&arena);
    wm_arena_rewind(&arena, start);
    size_t total = arena.total_bytes;
    fail_malloc_start(FAIL_NEVER);
    for (int round = 0; round < 5; round++) {
        fill(&arena);
        wm_arena_rewind(&arena, start);
    }
    fail_malloc_stop();
    if (!ONE_BLOCK_EACH) {
        ck_assert_int_eq(fail_malloc_tried(), 0);
        ck_assert_uint_eq(arena.total_bytes, total);
    }
    wm_arena_done(&arena);
}
END_TEST

START_TEST(rewind_keeps_what_is_older)
{
    wm_arena arena;
    wm_arena_init(&arena);
    const char *kept = wm_arena_copy(&arena, "kept", 4);
    wm_arena_mark mark = wm_arena_tell(&arena);
    const char *gone = wm_arena_copy(&arena, "gone", 4);
    fill(&arena);
    wm_arena_rewind(&arena, mark);
    const char *fresh = wm_arena_copy(&arena, "new", 3);
    ck_assert_str_eq(kept, "kept");
    ck_assert_str_eq(fresh, "new");
    if (!ONE_BLOCK_EACH)
        ck_assert_ptr_eq(fresh, gone);
    wm_arena_done(&arena);
}
END_TEST

/* Rounds of very different sizes, no two alike: what stays is bounded by the largest, not by how many there were. */
START_TEST(many_rounds_of_any_size_keep_what_one_needs)
{
    wm_arena arena;
    wm_arena_init(&arena);
    wm_arena_mark start = wm_arena_tell(&arena);
    uint32_t state = 1;
    size_t largest = 0;
    for (int round = 0; round < 2000; round++) {
        size_t total = 0;
        for (int i = 0; i < 12; i++) {
            state = state * 1664525 + 1013904223; /* Numerical Recipes */
            size_t size = ((size_t)64 << (state >> 28)) + (state >> 8) % 4096;
            wm_arena_alloc(&arena, size);
            total += size;
        }
        largest = total > largest ? total : largest;
        wm_arena_rewind(&arena, start);
    }
    ck_assert_msg(arena.total_bytes <= 2 * largest, "%zu bytes stay, the largest round took %zu", arena.total_bytes,
                  largest);
    wm_arena_done(&arena);
}
END_TEST

static const struct {
    const char *label;
    size_t count, size;
} too_much[] = {
    {"product overflows", SIZE_MAX / 2, 3},
    {"rounding overflows", 1, SIZE_MAX},
    {"block head overflows", 1, SIZE_MAX - 64},
    {"more than there is", 1, SIZE_MAX / 4},
};

START_TEST(impossible_sizes_go_to_the_handler)
{
    wm_arena arena;
    jmp_buf handler;
    wm_arena_init(&arena);
    arena.on_oom = &handler;
    if (setjmp(handler) == 0) {
        wm_arena_zalloc(&arena, too_much[_i].count, too_much[_i].size);
        ck_abort_msg("%s: an allocation was made", too_much[_i].label);
    }
    ck_assert_str_eq(wm_arena_copy(&arena, "usable", 6), "usable");
    wm_arena_done(&arena);
}
END_TEST

START_TEST(without_handler_it_aborts)
{
    wm_arena arena;
    wm_arena_init(&arena);
    wm_arena_zalloc(&arena, SIZE_MAX / 2, 3);
}
END_TEST

/* Runs fill() with the n-th allocation failing; false when memory ran out. */
static bool fill_failing_at(long n)
{
    wm_arena arena;
    jmp_buf handler;
    wm_arena_init(&arena);
    arena.on_oom = &handler;
    fail_malloc_start(n);
    bool filled = setjmp(handler) == 0;
    if (filled)
        fill(&arena);
    wm_arena_done(&arena);
    fail_malloc_stop();
    return filled;
}

START_TEST(every_allocation_may_fail)
{
    long n = 0;
    while (!fill_failing_at(n)) {
        ck_assert_msg(fail_malloc_live() == 0, "allocation %ld failed: %ld blocks leak", n, fail_malloc_live());
        n++;
    }
    ck_assert_int_ge(n, 5);
    ck_assert_int_eq(fail_malloc_live(), 0);
}
END_TEST

Suite *arena_suite(void)
{
    Suite *suite = suite_create("arena");
    TCase *contents = tcase_create("contents");
    tcase_add_loop_test(contents, any_size_is_aligned_and_apart, 0, ROWS(sizes));
    tcase_add_test(contents, zalloc_clears_memory_that_was_used_before);
    tcase_add_test(contents, copy_ends_with_nul_and_keeps_nuls);
    tcase_add_test(contents, format_takes_any_length);
    tcase_add_test(contents, array_keeps_items_while_it_grows);
    suite_add_tcase(suite, contents);
    TCase *rewind = tcase_create("rewind");
    tcase_add_test(rewind, rewound_arena_needs_no_new_memory);
    tcase_add_test(rewind, rewind_keeps_what_is_older);
    tcase_add_test(rewind, many_rounds_of_any_size_keep_what_one_needs);
    suite_add_tcase(suite, rewind);
    TCase *memory = tcase_create("out of memory");
    tcase_add_loop_test(memory, impossible_sizes_go_to_the_handler, 0, ROWS(too_much));
    tcase_add_loop_test(memory, array_that_outgrows_its_counters_goes_to_the_handler, 0, ROWS(too_many));
    tcase_add_test_raise_signal(memory, without_handler_it_aborts, SIGABRT);
    tcase_add_test(memory, every_allocation_may_fail);
    suite_add_tcase(suite, memory);
    return suite;
}
