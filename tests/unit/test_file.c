/* SPDX-License-Identifier: MIT */
/* Files: read, map, replace, lock, list, each with the ways in which the system refuses. */
#define _POSIX_C_SOURCE 200809L
#include "suite.h"

#include "base/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Every test works in an empty folder of its own and leaves none behind. */
static char folder[] = "whomet-test-file-XXXXXX";
static wm_arena arena;

static void open_folder(void)
{
    wm_arena_init(&arena);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

static void close_folder(void)
{
    char **names;
    uint32_t count;
    ck_assert_int_eq(wm_file_list(".", NULL, &arena, &names, &count, NULL), WM_OK);
    for (uint32_t i = 0; i < count; i++)
        remove(names[i]);
    remove(".hidden.tsv");
    ck_assert_int_eq(chdir(".."), 0);
    ck_assert_msg(rmdir(folder) == 0, "files are left in %s", folder);
    wm_arena_done(&arena);
}

static void put(const char *name, wm_slice bytes)
{
    FILE *out = fopen(name, "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(bytes.at, 1, bytes.len, out), bytes.len);
    ck_assert_int_eq(fclose(out), 0);
}

static const struct {
    const char *label;
    wm_slice bytes;
} contents[] = {
    {"empty", {"", 0}},
    {"one byte", {"x", 1}},
    {"NUL and ill-formed bytes", {"a\0\xFF\n", 4}},
};

START_TEST(read_and_map_give_the_bytes)
{
    put("file", contents[_i].bytes);
    wm_slice bytes;
    ck_assert_int_eq(wm_file_read("file", &arena, &bytes, NULL), WM_OK);
    ck_assert_msg(wm_slice_equal(bytes, contents[_i].bytes), "%s: read differs", contents[_i].label);
    ck_assert_msg(bytes.at[bytes.len] == '\0', "%s: no NUL behind", contents[_i].label);
    wm_map map;
    ck_assert_int_eq(wm_file_map("file", &map, NULL), WM_OK);
    ck_assert_msg(wm_slice_equal((wm_slice){map.at, map.len}, contents[_i].bytes), "%s: map differs",
                  contents[_i].label);
    wm_file_unmap(&map);
    ck_assert_ptr_null(map.at);
    wm_file_unmap(&map); /* twice is harmless */
}
END_TEST

START_TEST(large_files_come_whole)
{
    size_t size = 3 * 1024 * 1024 + 17;
    char *large = wm_arena_alloc(&arena, size);
    for (size_t i = 0; i < size; i++)
        large[i] = (char)(i * 31 >> 3);
    put("file", (wm_slice){large, size});
    wm_slice bytes;
    ck_assert_int_eq(wm_file_read("file", &arena, &bytes, NULL), WM_OK);
    ck_assert(wm_slice_equal(bytes, (wm_slice){large, size}));
}
END_TEST

START_TEST(files_that_hide_their_size_are_read)
{
    wm_slice bytes;
    ck_assert_int_eq(wm_file_read("/proc/self/maps", &arena, &bytes, NULL), WM_OK);
    ck_assert_uint_gt(bytes.len, 0);
}
END_TEST

static const struct {
    const char *label, *path, *message;
} refusals[] = {
    {"missing", "none", "cannot open 'none': No such file or directory"},
    {"folder", ".", "'.' is a directory"},
    {"file as folder", "file/x", "cannot open 'file/x': Not a directory"},
    {"no name", "", "cannot open '': No such file or directory"},
};

START_TEST(refusals_name_the_path_and_the_reason)
{
    put("file", wm_slice_of("x"));
    wm_slice bytes = {"untouched", 9};
    wm_error err = {0};
    ck_assert_int_eq(wm_file_read(refusals[_i].path, &arena, &bytes, &err), WM_IO);
    ck_assert_msg(strcmp(err.message, refusals[_i].message) == 0, "%s: %s", refusals[_i].label, err.message);
    ck_assert_str_eq(err.path, refusals[_i].path);
    ck_assert_str_eq(bytes.at, "untouched");
    wm_map map = {"untouched", 9};
    err = (wm_error){0};
    ck_assert_int_eq(wm_file_map(refusals[_i].path, &map, &err), WM_IO);
    ck_assert_msg(strcmp(err.message, refusals[_i].message) == 0, "%s: map: %s", refusals[_i].label, err.message);
    ck_assert_str_eq(map.at, "untouched");
}
END_TEST

START_TEST(replace_swaps_the_whole_file)
{
    ck_assert_int_eq(wm_file_replace("file", wm_slice_of("first, longer"), NULL), WM_OK);
    ck_assert_int_eq(wm_file_replace("file", wm_slice_of("second"), NULL), WM_OK);
    wm_slice bytes;
    ck_assert_int_eq(wm_file_read("file", &arena, &bytes, NULL), WM_OK);
    ck_assert_str_eq(bytes.at, "second");
    char **names;
    uint32_t count;
    ck_assert_int_eq(wm_file_list(".", NULL, &arena, &names, &count, NULL), WM_OK);
    ck_assert_uint_eq(count, 1);
}
END_TEST

START_TEST(replace_keeps_the_mode)
{
    struct stat info;
    put("file", (wm_slice){"x", 1});
    ck_assert_int_eq(chmod("file", 0640), 0);
    ck_assert_int_eq(wm_file_replace("file", wm_slice_of("second"), NULL), WM_OK);
    ck_assert_int_eq(stat("file", &info), 0);
    ck_assert_int_eq(info.st_mode & 0777, 0640);
}
END_TEST

/* As a link, so that a failure costs the link only. */
START_TEST(a_device_is_written_to_not_replaced)
{
    struct stat info;
    ck_assert_int_eq(symlink("/dev/null", "file"), 0);
    ck_assert_int_eq(wm_file_replace("file", wm_slice_of("x"), NULL), WM_OK);
    ck_assert_int_eq(lstat("file", &info), 0);
    ck_assert_msg(S_ISLNK(info.st_mode), "the link to a device was replaced");
}
END_TEST

START_TEST(a_link_stays_and_its_file_is_replaced)
{
    struct stat info;
    wm_slice bytes;
    put("target", wm_slice_of("old"));
    ck_assert_int_eq(symlink("target", "file"), 0);
    ck_assert_int_eq(wm_file_replace("file", wm_slice_of("new"), NULL), WM_OK);
    ck_assert_int_eq(lstat("file", &info), 0);
    ck_assert_msg(S_ISLNK(info.st_mode), "the link was replaced");
    ck_assert_int_eq(wm_file_read("target", &arena, &bytes, NULL), WM_OK);
    ck_assert_str_eq(bytes.at, "new");
}
END_TEST

START_TEST(a_link_to_nothing_is_refused)
{
    wm_error err = {0};
    ck_assert_int_eq(symlink("none", "file"), 0);
    ck_assert_int_eq(wm_file_replace("file", wm_slice_of("x"), &err), WM_IO);
    ck_assert_str_eq(err.message, "'file' is a link that leads nowhere: repair it or remove it");
    ck_assert(!wm_file_exists("none"));
}
END_TEST

/* A lock keeps other processes out, so another one has to try; it may as soon as the first one is gone. */
START_TEST(a_lock_keeps_others_out_until_it_ends)
{
    int lock, status;
    ck_assert_int_eq(wm_file_lock("lock", &lock, NULL), WM_OK);
    pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
        int fd = open("lock", O_RDWR);
        bool kept_out = fd >= 0 && fcntl(fd, F_SETLK, &whole) != 0;
        int own;
        _exit(kept_out && wm_file_lock("lock", &own, NULL) == WM_OK ? 0 : 1);
    }
    nanosleep(&(struct timespec){0, 200000000L}, NULL);
    ck_assert_int_eq(waitpid(child, &status, WNOHANG), 0);
    wm_file_unlock(lock);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the other process: status %d", status);
}
END_TEST

START_TEST(a_lock_in_a_missing_folder_fails)
{
    wm_error err = {0};
    int lock = -5;
    ck_assert_int_eq(wm_file_lock("none/lock", &lock, &err), WM_IO);
    ck_assert_str_eq(err.message, "cannot create 'none/lock': No such file or directory");
    ck_assert_int_eq(lock, -5);
}
END_TEST

START_TEST(replace_that_fails_leaves_nothing)
{
    wm_error err = {0};
    ck_assert_int_eq(wm_file_replace("none/file", wm_slice_of("x"), &err), WM_IO);
    ck_assert_str_eq(err.message, "cannot create 'none/file': No such file or directory");
    ck_assert_int_eq(mkdir("folder", 0700), 0);
    ck_assert_int_eq(wm_file_replace("folder", wm_slice_of("x"), &err), WM_IO);
    ck_assert_str_eq(err.message, "cannot write 'folder': Is a directory");
    char **names;
    uint32_t count;
    ck_assert_int_eq(wm_file_list(".", NULL, &arena, &names, &count, NULL), WM_OK);
    ck_assert_uint_eq(count, 1);
}
END_TEST

START_TEST(a_path_longer_than_any_is_refused)
{
    char path[5000];
    memset(path, 'p', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    wm_error err = {0};
    ck_assert_int_eq(wm_file_replace(path, wm_slice_of("x"), &err), WM_IO);
    ck_assert_msg(strncmp(err.message, "path too long", 13) == 0, "%s", err.message);
}
END_TEST

static const struct {
    const char *label, *suffix, *names;
} lists[] = {
    {"all, by bytes, without dot files", NULL, "B.tsv a.tsv b.txt tsv "},
    {"by ending", ".tsv", "B.tsv a.tsv "},
    {"nothing ends so", ".rules", ""},
};

START_TEST(list_sorts_and_chooses)
{
    static const char *const made[] = {"b.txt", "a.tsv", ".hidden.tsv", "B.tsv", "tsv"};
    for (int i = 0; i < ROWS(made); i++)
        put(made[i], wm_slice_of(""));
    char **names, joined[128] = "";
    uint32_t count;
    ck_assert_int_eq(wm_file_list(".", lists[_i].suffix, &arena, &names, &count, NULL), WM_OK);
    for (uint32_t i = 0; i < count; i++) {
        strcat(joined, names[i]);
        strcat(joined, " ");
    }
    ck_assert_msg(strcmp(joined, lists[_i].names) == 0, "%s: %s", lists[_i].label, joined);
}
END_TEST

START_TEST(list_of_a_missing_folder_fails)
{
    char **names;
    uint32_t count;
    wm_error err = {0};
    ck_assert_int_eq(wm_file_list("none", NULL, &arena, &names, &count, &err), WM_IO);
    ck_assert_str_eq(err.message, "cannot list 'none': No such file or directory");
}
END_TEST

static const struct {
    const char *label, *path, *message;
} folders[] = {
    {"one", "a", ""},           {"many, again and with slashes to spare", "a//b/c/", ""},
    {"that is there", ".", ""}, {"below a file", "file/x", "cannot make the folder 'file/x': Not a directory"},
    {"in nothing", "", ""},
};

START_TEST(folders_are_made_with_those_above)
{
    wm_error err = {0};
    put("file", wm_slice_of("x"));
    wm_status status = wm_file_make_dirs(folders[_i].path, &arena, &err);
    ck_assert_msg(strcmp(err.message, folders[_i].message) == 0, "%s: %s", folders[_i].label, err.message);
    ck_assert_int_eq(status, folders[_i].message[0] == '\0' ? WM_OK : WM_IO);
    if (status == WM_OK && folders[_i].path[0] != '\0')
        ck_assert_msg(wm_file_is_dir(folders[_i].path), "%s: no folder", folders[_i].label);
    remove("a/b/c");
    remove("a/b");
}
END_TEST

START_TEST(questions_about_paths)
{
    put("file", wm_slice_of("x"));
    ck_assert(wm_file_exists("file") && !wm_file_is_dir("file"));
    ck_assert(wm_file_exists(".") && wm_file_is_dir("."));
    ck_assert(!wm_file_exists("none") && !wm_file_is_dir("none"));
    char *dir = wm_file_program_dir(&arena);
    ck_assert_ptr_nonnull(dir);
    ck_assert_msg(wm_file_is_dir(dir), "'%s' is no folder", dir);
    ck_assert_int_ne(dir[strlen(dir) - 1], '/');
}
END_TEST

Suite *file_suite(void)
{
    Suite *suite = suite_create("file");
    TCase *all = tcase_create("file");
    tcase_add_checked_fixture(all, open_folder, close_folder);
    tcase_add_loop_test(all, read_and_map_give_the_bytes, 0, ROWS(contents));
    tcase_add_test(all, large_files_come_whole);
    tcase_add_test(all, files_that_hide_their_size_are_read);
    tcase_add_loop_test(all, refusals_name_the_path_and_the_reason, 0, ROWS(refusals));
    tcase_add_test(all, replace_swaps_the_whole_file);
    tcase_add_test(all, replace_keeps_the_mode);
    tcase_add_test(all, a_device_is_written_to_not_replaced);
    tcase_add_test(all, a_link_stays_and_its_file_is_replaced);
    tcase_add_test(all, a_link_to_nothing_is_refused);
    tcase_add_test(all, replace_that_fails_leaves_nothing);
    tcase_add_test(all, a_path_longer_than_any_is_refused);
    tcase_add_loop_test(all, list_sorts_and_chooses, 0, ROWS(lists));
    tcase_add_test(all, list_of_a_missing_folder_fails);
    tcase_add_test(all, a_lock_keeps_others_out_until_it_ends);
    tcase_add_test(all, a_lock_in_a_missing_folder_fails);
    tcase_add_loop_test(all, folders_are_made_with_those_above, 0, ROWS(folders));
    tcase_add_test(all, questions_about_paths);
    suite_add_tcase(suite, all);
    return suite;
}
