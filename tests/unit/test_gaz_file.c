/* SPDX-License-Identifier: MIT */
/* Compiled files that are not as they should be: refused by name, or opened and harmless. */
#include "gaz_fixture.h"

Suite *gaz_file_suite(void);

enum { TEXT_ROOM = 16 };

/* A writable copy of a small compiled file. */
static char *make_image(wm_arena *keep, size_t *ret_size)
{
    wm_faults faults = {0};
    gaz_source_text source = {"place/city.tsv", "Bath\tBathe|BA+case\t\t5\tcountry=gb\nNew York\tNew York City\n"};
    wm_slice image = gaz_image_of(&source, 1, keep, &faults);
    *ret_size = image.len;
    return wm_arena_copy(keep, image.at, image.len);
}

/* Asks for everything that can be asked for. */
static void use(const wm_gaz *gaz, wm_arena *keep)
{
    wm_text text = gaz_tokens_of("In Bath, Bathe and BA: New York, New York City", keep);
    for (uint32_t t = 0; t < text.token_count; t++) {
        wm_gaz_hit hits[TEXT_ROOM];
        uint32_t count = wm_gaz_match(gaz, &text, t, text.token_count, hits, TEXT_ROOM);
        for (uint32_t h = 0; h < count; h++) {
            wm_gaz_posting posting;
            for (uint32_t i = 0; i < hits[h].posting_count; i++) {
                if (!wm_gaz_posting_at(gaz, &text, t, &hits[h], i, &posting))
                    continue;
                wm_gaz_entry entry = wm_gaz_entry_at(gaz, posting.entry);
                ck_assert_uint_le(strlen(entry.name) + strlen(entry.id) + strlen(entry.file), 1000);
                ck_assert_uint_lt(strlen(wm_gaz_label(gaz, posting.label)), 1000);
                wm_gaz_attr(&entry, "country");
            }
        }
    }
}

/* ---- refused ---------------------------------------------------------------------------------------------------- */

enum { AS_IT_IS = -1, NO_CHANGE = 0 };

static const struct {
    const char *label;
    int size;         /* bytes to keep, AS_IT_IS for all */
    size_t at;        /* the byte to change … */
    unsigned char by; /* … by these bits */
    const char *message;
} damages[] = {
    {"intact", AS_IT_IS, 0, NO_CHANGE, NULL},
    {"empty", 0, 0, NO_CHANGE, "'x.gaz' is no compiled gazetteer"},
    {"seven bytes", 7, 0, NO_CHANGE, "'x.gaz' is no compiled gazetteer"},
    {"other magic", AS_IT_IS, 0, 1, "'x.gaz' is no compiled gazetteer"},
    {"magic only", 8, 0, NO_CHANGE, "'x.gaz' is cut off after 8 bytes, compile it again"},
    {"version 3", AS_IT_IS, 8, 1, "'x.gaz' is of version 3, this program reads 2, compile it again"},
    {"byte order", AS_IT_IS, 12, 1, "'x.gaz' was compiled on a machine of another byte order, compile it here"},
    {"cut off", 100, 0, NO_CHANGE, "'x.gaz' has 100 bytes of 1024, compile it again"},
    {"a section outside", AS_IT_IS, 64 + 7, 0x40, "'x.gaz' is damaged, compile it again"},
    {"a section too large", AS_IT_IS, 64 + 8 + 7, 0x40, "'x.gaz' is damaged, compile it again"},
    {"a section not aligned", AS_IT_IS, 64, 4, "'x.gaz' is damaged, compile it again"},
    {"a part of a record", AS_IT_IS, 64 + 8, 1, "'x.gaz' is damaged, compile it again"},
};

START_TEST(test_refused)
{
    wm_arena keep;
    wm_error err = {0};
    wm_gaz *gaz = NULL;
    size_t size;
    wm_arena_init(&keep);
    char *bytes = make_image(&keep, &size);
    bytes[damages[_i].at] ^= (char)damages[_i].by;
    if (damages[_i].size != AS_IT_IS)
        size = (size_t)damages[_i].size;
    wm_status status = wm_gaz_open_image((wm_slice){bytes, size}, "x.gaz", &gaz, &err);
    if (damages[_i].message == NULL) {
        ck_assert_int_eq(status, WM_OK);
    } else {
        ck_assert_int_eq(status, WM_BAD_DATA);
        ck_assert_ptr_null(gaz);
        ck_assert_str_eq(err.message, damages[_i].message);
        ck_assert_str_eq(err.path, "x.gaz");
    }
    wm_gaz_close(gaz);
    wm_arena_done(&keep);
}
END_TEST

START_TEST(test_not_aligned)
{
    wm_arena keep;
    wm_error err = {0};
    wm_gaz *gaz;
    size_t size;
    wm_arena_init(&keep);
    char *bytes = make_image(&keep, &size), *moved = wm_arena_alloc(&keep, size + 1);
    memcpy(moved + 1, bytes, size);
    ck_assert_int_eq(wm_gaz_open_image((wm_slice){moved + 1, size}, "x.gaz", &gaz, &err), WM_BAD_USE);
    ck_assert_str_eq(err.message, "the image of 'x.gaz' does not start at a multiple of 8");
    wm_arena_done(&keep);
}
END_TEST

/* ---- harmless --------------------------------------------------------------------------------------------------- */

/* Every byte of the file, changed in three ways: refused or opened, noticed by wm_gaz_verify when it lies behind the
 * header, and never a crash. */
START_TEST(test_every_byte)
{
    static const unsigned char changes[] = {0x01, 0x80, 0xFF};
    wm_arena keep;
    size_t size;
    wm_arena_init(&keep);
    char *bytes = make_image(&keep, &size);
    for (size_t at = 0; at < size; at++) {
        char before = bytes[at];
        wm_arena_mark mark = wm_arena_tell(&keep);
        bytes[at] = (char)(before ^ (char)changes[_i]);
        wm_gaz *gaz = NULL;
        if (wm_gaz_open_image((wm_slice){bytes, size}, "x.gaz", &gaz, NULL) == WM_OK) {
            use(gaz, &keep);
            ck_assert_msg(at < 64 || wm_gaz_verify(gaz, NULL) == WM_BAD_DATA, "a change of byte %zu is not seen", at);
        }
        wm_gaz_close(gaz);
        wm_arena_rewind(&keep, mark);
        bytes[at] = before;
    }
    wm_arena_done(&keep);
}
END_TEST

START_TEST(test_verify)
{
    wm_arena keep;
    wm_error err = {0};
    wm_gaz *gaz;
    size_t size;
    wm_arena_init(&keep);
    char *bytes = make_image(&keep, &size);
    ck_assert_int_eq(wm_gaz_open_image((wm_slice){bytes, size}, "x.gaz", &gaz, &err), WM_OK);
    ck_assert_int_eq(wm_gaz_verify(gaz, &err), WM_OK);
    bytes[size - 1] ^= 1; /* padding, which nobody reads */
    ck_assert_int_eq(wm_gaz_verify(gaz, &err), WM_BAD_DATA);
    ck_assert_str_eq(err.message, "'x.gaz' is damaged, compile it again");
    wm_gaz_close(gaz);
    wm_arena_done(&keep);
}
END_TEST

Suite *gaz_file_suite(void)
{
    Suite *suite = suite_create("gaz_file");
    TCase *tests = tcase_create("file");
    tcase_add_loop_test(tests, test_refused, 0, sizeof damages / sizeof *damages);
    tcase_add_test(tests, test_not_aligned);
    tcase_add_loop_test(tests, test_every_byte, 0, 3);
    tcase_add_test(tests, test_verify);
    suite_add_tcase(suite, tests);
    return suite;
}
