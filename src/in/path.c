/* SPDX-License-Identifier: MIT */
/* Directories are walked in the byte order of names, so the order of the output is the same everywhere.
 *
 * In: arguments. Out: paths. Links to directories are not followed below an argument (no loops); files named by the
 * user are taken whatever they are called. Whether a file can be read shows when it is read.
 */
#define _POSIX_C_SOURCE 200809L
#include "in/path.h"

#include "base/file.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

/* Deeper than any news archive; it bounds the recursion. */
enum { MAX_FOLDERS = 256 };

typedef struct walk {
    wm_paths *paths;
    const char *const *suffixes;
    wm_arena *keep;
    wm_path_report *report;
    void *user;
    uint32_t reports;
} walk;

/* A file that is called ".txt" and nothing else has no such ending. */
static bool ends_with_one_of(const char *name, const char *const *suffixes)
{
    size_t len = strlen(name);
    for (; *suffixes != NULL; suffixes++) {
        size_t tail = strlen(*suffixes);
        if (len > tail && strcmp(name + len - tail, *suffixes) == 0)
            return true;
    }
    return false;
}

/* Told, not returned: one folder that cannot be read does not cost the others. */
static void tell(walk *w, const wm_error *error)
{
    w->reports++;
    w->report(w->user, error);
}

/* lstat() first: a link to a folder is not entered. stat() then: a link to a file is read, a pipe or device is not. */
static void walk_folder(walk *w, const char *folder, unsigned depth)
{
    char **names;
    uint32_t count;
    wm_error error;
    if (depth == MAX_FOLDERS) {
        wm_fail(&error, WM_IO, folder, "folders nested deeper than %d: '%s' is left out", MAX_FOLDERS, folder);
        tell(w, &error);
        return;
    }
    if (wm_file_list(folder, NULL, w->keep, &names, &count, &error) != WM_OK) {
        tell(w, &error);
        return;
    }
    size_t len = strlen(folder);
    const char *slash = len != 0 && folder[len - 1] == '/' ? "" : "/";
    for (uint32_t i = 0; i < count; i++) {
        const char *path = wm_arena_format(w->keep, "%s%s%s", folder, slash, names[i]);
        struct stat info;
        if (lstat(path, &info) == 0 && S_ISDIR(info.st_mode))
            walk_folder(w, path, depth + 1);
        else if (ends_with_one_of(names[i], w->suffixes) && stat(path, &info) == 0 && S_ISREG(info.st_mode))
            *WM_PUSH(w->keep, &w->paths->list) = path;
    }
}

/* What was named by the user and is no folder is taken as it is, even when it is not there: reading tells best. */
uint32_t wm_paths_add(wm_paths *paths, const char *argument, const char *const *suffixes, wm_arena *keep,
                      wm_path_report *report, void *user)
{
    walk w = {paths, suffixes, keep, report, user, 0};
    if (strcmp(argument, "-") != 0 && wm_file_is_dir(argument))
        walk_folder(&w, argument, 0);
    else
        *WM_PUSH(keep, &paths->list) = argument;
    return w.reports;
}

/* Not by the path /dev/stdin, which cannot be opened for sockets or after a change of user. Nothing has to be closed,
 * so a jump for want of memory may pass through. */
static wm_status read_stdin(wm_arena *keep, wm_slice *ret_bytes, wm_error *err)
{
    size_t room = 64 * 1024, len = 0;
    char *bytes = wm_arena_alloc(keep, room);
    for (;;) {
        ssize_t got = read(STDIN_FILENO, bytes + len, room - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return wm_fail(err, WM_IO, "-", "cannot read standard input: %s", strerror(errno));
        if (got == 0)
            break;
        len += (size_t)got;
        if (len == room) {
            char *larger = wm_arena_alloc(keep, room * 2);
            memcpy(larger, bytes, len);
            bytes = larger;
            room *= 2;
        }
    }
    *ret_bytes = (wm_slice){bytes, len};
    return WM_OK;
}

/* No limit on the size: what is too long is told by whoever reads it. */
wm_status wm_path_read(const char *path, wm_arena *keep, wm_slice *ret_bytes, wm_error *err)
{
    return strcmp(path, "-") == 0 ? read_stdin(keep, ret_bytes, err) : wm_file_read(path, keep, ret_bytes, err);
}

/* The id of a text that has no other: "a" for "news/a.txt", but ".a" stays, since its dot starts the name. */
wm_slice wm_path_stem(const char *path)
{
    if (strcmp(path, "-") == 0)
        return wm_slice_of("stdin");
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL && slash[1] != '\0' ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return (wm_slice){name, dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name)};
}
