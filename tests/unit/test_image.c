/* SPDX-License-Identifier: MIT */
/* Compiled sets as files: that nothing of this process is in them, that what is read is what was written, and that a
 * file which is not whole or not of this input is no set. */
#include "rule_fixture.h"

#include "rule/image.h"

#include <unistd.h>

static const char macros[] = "@side = <person> | <place> | <role> <person>\n@told = (said | told) that?\n";
static const char meetings[] =
    "[x.meet]\nwhy they met\nfind a=@side %meet (with | _{0,2}? /[0-9]{4}/) b=@side (?! again)\n"
    "do event meet participant=$a,$b status=held\nyes <a>Rome</a> met with <b>Oslo</b>\nno Rome\n"
    "[x.near]\nfind a=<place.city country=ir> \"US\" @told\ndo tag place.big $a +1.5\n"
    "yes y\nno n\n"
    "[x.text]\ntext /(?<who>[A-Z]\\w+) agreed/ near agreed\ndo event meet participant=$who\n"
    "yes y\nno n\n";
static const char tape[] =
    "Rome/place met with (foreign minister)/role Lena/person and Tehran/place.city:country=ir US said";

static fixture *load(void)
{
    const char *files[] = {"00-empty.rules", "", "00-macros.rules", macros, "10-test.rules", meetings, NULL, NULL};
    fixture *f = fixture_new();
    fixture_load(f, files);
    ck_assert_msg(f->status == WM_OK, "%s", f->err.message);
    return f;
}

static const char *path(void)
{
    static char name[64];
    snprintf(name, sizeof name, "test_image.%ld.set", (long)getpid());
    return name;
}

static void write_file(wm_slice bytes)
{
    FILE *file = fopen(path(), "wb");
    ck_assert(file != NULL && fwrite(bytes.at, 1, bytes.len, file) == bytes.len && fclose(file) == 0);
}

static wm_slice key(void)
{
    return wm_slice_of("made of this");
}

/* A pointer of this process, or what lay between two fields, would differ. */
START_TEST(test_same_bytes)
{
    fixture *a = load(), *b = load();
    wm_slice one = wm_rules_pack(a->rules, key(), &a->arena), two = wm_rules_pack(b->rules, key(), &b->arena);
    ck_assert(wm_slice_equal(one, two));
    fixture_free(a);
    fixture_free(b);
}
END_TEST

START_TEST(test_comes_back)
{
    fixture *f = load();
    fixture_tape(f, tape);
    char *before = wm_arena_format(&f->arena, "%s", fixture_match(f, 10));
    ck_assert(strstr(before, "meet") != NULL && strstr(before, "near") != NULL);
    wm_slice bytes = wm_rules_pack(f->rules, key(), &f->arena);
    write_file(bytes);
    wm_matcher_free(f->matcher);
    wm_rules_free(f->rules);
    f->rules = wm_rules_unpack(path(), key());
    ck_assert(f->rules != NULL && wm_matcher_new(f->rules, &f->matcher, &f->err) == WM_OK);
    fixture_tape(f, tape);
    ck_assert_str_eq(fixture_match(f, 10), before);
    ck_assert_str_eq(wm_rules_info(f->rules, 0)->why, "they met");
    ck_assert(wm_slice_equal(wm_rules_pack(f->rules, key(), &f->arena), bytes));
    remove(path());
    fixture_free(f);
}
END_TEST

/* Cut off, or one bit of it another. What fills the key up to a multiple of eight is looked at by nobody. */
START_TEST(test_damaged)
{
    fixture *f = load();
    wm_slice bytes = wm_rules_pack(f->rules, key(), &f->arena);
    char *copy = wm_arena_alloc(&f->arena, bytes.len);
    for (size_t i = 0; i < bytes.len; i += i < 256 ? 1 : 97) {
        write_file((wm_slice){bytes.at, i});
        ck_assert_msg(wm_rules_unpack(path(), key()) == NULL, "cut after %zu bytes", i);
        memcpy(copy, bytes.at, bytes.len);
        copy[i] = (char)(copy[i] ^ 0x40);
        write_file((wm_slice){copy, bytes.len});
        wm_rules *read = wm_rules_unpack(path(), key());
        bool padding = i >= sizeof(wm_image_head) + key().len && i < sizeof(wm_image_head) + (key().len + 7) / 8 * 8;
        ck_assert_msg((read == NULL) == !padding, "byte %zu is another", i);
        wm_rules_free(read);
    }
    write_file(bytes);
    ck_assert(wm_rules_unpack(path(), wm_slice_of("made of that")) == NULL);
    remove(path());
    ck_assert(wm_rules_unpack(path(), key()) == NULL);
    fixture_free(f);
}
END_TEST

static wm_rules *load_kept(fixture *f, const char *text, const wm_rules_kept *kept)
{
    wm_rule_source file = {NULL, "10-test.rules", wm_slice_of(text)};
    wm_rules_input input = {.files = &file, .file_count = 1};
    wm_rules *loaded = NULL;
    f->status = wm_rules_load_kept(&input, kept, &loaded, &f->faults, &f->err);
    return loaded;
}

static bool is_mapped(const wm_rules *loaded)
{
    return loaded != NULL && loaded->map.at != NULL;
}

/* Packing goes along every pointer of the set. */
static bool is_sound(fixture *f, const wm_rules *loaded, const char *text)
{
    wm_rules *fresh = load_kept(f, text, &(wm_rules_kept){0});
    bool same = wm_slice_equal(wm_rules_pack(loaded, key(), &f->arena), wm_rules_pack(fresh, key(), &f->arena));
    wm_rules_free(fresh);
    return same;
}

/* Made and kept, found, stale after a change, made again. */
START_TEST(test_cache)
{
    static const char one[] = "[t.one]\nfind a=one two\ndo event meet participant=$a\nyes y\nno n\n";
    static const char other[] = "[t.one]\nfind a=one too\ndo event meet participant=$a\nyes y\nno n\n";
    static const char bad[] = "[t.one]\nfind a=(one\n";
    static const struct {
        const char *label, *text;
        bool loads, mapped;
    } steps[] = {
        {"nothing is kept", one, true, false},   {"kept", one, true, true},
        {"of another text", other, true, false}, {"kept instead", other, true, true},
        {"the first again", one, true, false},   {"with a fault", bad, false, false},
    };
    fixture *f = fixture_new();
    char *cache = wm_arena_format(&f->arena, "./%s", path());
    wm_rules_kept kept = {.shipped = "none.set", .cache = cache};
    for (int i = 0; i < ROWS(steps); i++) {
        wm_rules *loaded = load_kept(f, steps[i].text, &kept);
        ck_assert_msg((loaded != NULL) == steps[i].loads, "%s", steps[i].label);
        ck_assert_msg(is_mapped(loaded) == steps[i].mapped, "%s", steps[i].label);
        ck_assert_msg(!steps[i].mapped || is_sound(f, loaded, steps[i].text), "%s", steps[i].label);
        wm_rules_free(loaded);
    }
    remove(cache);
    fixture_free(f);
}
END_TEST

/* Who asked for the file is told when it cannot be written. */
START_TEST(test_out)
{
    fixture *f = fixture_new();
    wm_rules *loaded = load_kept(f, "[t.one]\nfind a=one\ndo event meet participant=$a\nyes y\nno n\n",
                                 &(wm_rules_kept){.out = "no such folder/x.set"});
    ck_assert_int_eq(f->status, WM_IO);
    ck_assert(strstr(f->err.message, "x.set") != NULL);
    wm_rules_free(loaded);
    fixture_free(f);
}
END_TEST

Suite *image_suite(void)
{
    Suite *suite = suite_create("image");
    TCase *tc = tcase_create("sets as files");
    tcase_add_test(tc, test_same_bytes);
    tcase_add_test(tc, test_comes_back);
    tcase_add_test(tc, test_damaged);
    tcase_add_test(tc, test_cache);
    tcase_add_test(tc, test_out);
    suite_add_tcase(suite, tc);
    return suite;
}
