/* SPDX-License-Identifier: MIT */
/* Reading, mapping, replacing, locking and listing.
 *
 * In: paths. Out: bytes in an arena or mapped, or what the system said. Every function closes what it opened on every
 * path, also when memory runs out in between. Sizes told by the system are hints only: files below /proc say 0.
 */
#define _POSIX_C_SOURCE 200809L
#define _XOPEN_SOURCE 700 /* realpath() */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Called before anything that could change errno, so before close() and free(). */
static wm_status fail_errno(wm_error *err, const char *path, const char *what)
{
    return wm_fail(err, WM_IO, path, "cannot %s '%s': %s", what, path, strerror(errno));
}

/* An open descriptor of a file that is not a directory, or -1 with `err` filled. */
static int open_file(const char *path, struct stat *ret_info, wm_error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        fail_errno(err, path, "open");
        return -1;
    }
    bool known = fstat(fd, ret_info) == 0;
    if (known && !S_ISDIR(ret_info->st_mode))
        return fd;
    if (known)
        wm_fail(err, WM_IO, path, "'%s' is a directory", path);
    else
        fail_errno(err, path, "read");
    close(fd);
    return -1;
}

/* `expected` is what the system says of the size; the room grows when it lied. */
static wm_status read_all(int fd, const char *path, size_t expected, wm_arena *keep, wm_slice *ret_bytes, wm_error *err)
{
    size_t room = expected + 4096, len = 0;
    char *bytes = wm_arena_alloc(keep, room + 1);
    for (;;) {
        ssize_t got = read(fd, bytes + len, room - len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail_errno(err, path, "read");
        if (got == 0)
            break;
        len += (size_t)got;
        if (len == room) {
            char *larger = wm_arena_alloc(keep, room * 2 + 1);
            memcpy(larger, bytes, len);
            bytes = larger;
            room *= 2;
        }
    }
    bytes[len] = '\0';
    *ret_bytes = (wm_slice){bytes, len};
    return WM_OK;
}

/* Memory ran out while something was open, and that is closed now: on to where the caller wanted to go. */
static _Noreturn void pass_on(wm_arena *keep, jmp_buf *outer)
{
    keep->on_oom = outer;
    if (outer == NULL)
        abort();
    longjmp(*outer, 1);
}

/* The arena's handler is taken over while a descriptor is open: a jump past us would leak it. */
wm_status wm_file_read(const char *path, wm_arena *keep, wm_slice *ret_bytes, wm_error *err)
{
    struct stat info;
    int fd = open_file(path, &info, err);
    if (fd < 0)
        return WM_IO;
    size_t expected = info.st_size > 0 ? (size_t)info.st_size : 0;
    jmp_buf oom, *outer = keep->on_oom;
    keep->on_oom = &oom;
    if (setjmp(oom) != 0) {
        close(fd);
        pass_on(keep, outer);
    }
    wm_status status = read_all(fd, path, expected, keep, ret_bytes, err);
    keep->on_oom = outer;
    close(fd);
    return status;
}

/* The descriptor is not needed once the file is mapped. A file that is cut while it is mapped kills whoever reads it
 * (SIGBUS), so compiled files are replaced, never written in place. */
wm_status wm_file_map(const char *path, wm_map *ret_map, wm_error *err)
{
    struct stat info;
    int fd = open_file(path, &info, err);
    if (fd < 0)
        return WM_IO;
    wm_map map = {NULL, (size_t)(info.st_size > 0 ? info.st_size : 0)};
    if (map.len != 0) {
        void *at = mmap(NULL, map.len, PROT_READ, MAP_PRIVATE, fd, 0);
        if (at == MAP_FAILED) {
            fail_errno(err, path, "map");
            close(fd);
            return WM_IO;
        }
        map.at = at;
    }
    close(fd);
    *ret_map = map;
    return WM_OK;
}

/* The cast takes away a const that munmap() does not know. */
void wm_file_unmap(wm_map *map)
{
    if (map->at != NULL)
        munmap((void *)(uintptr_t)map->at, map->len);
    *map = (wm_map){NULL, 0};
}

/* A signal, or a pipe that is full, may end a write() early; errno tells why it failed. */
static bool write_all(int fd, wm_slice bytes)
{
    while (bytes.len != 0) {
        ssize_t put = write(fd, bytes.at, bytes.len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        bytes = (wm_slice){bytes.at + put, bytes.len - (size_t)put};
    }
    return true;
}

/* A device or pipe cannot be replaced: a renamed file would take the place of /dev/null itself. */
static wm_status write_through(const char *path, wm_slice bytes, wm_error *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(err, path, "open");
    bool written = write_all(fd, bytes);
    written = close(fd) == 0 && written;
    return written ? WM_OK : fail_errno(err, path, "write");
}

/* rename() is the step that cannot be seen half done; without fsync() before it a crash may leave the new name with
 * none of the bytes. The new file lies in the folder of the old one, since rename() does not cross file systems. */
static wm_status replace_at(const char *path, const char *target, mode_t mode, wm_slice bytes, wm_error *err)
{
    char fresh[4096];
    if (snprintf(fresh, sizeof fresh, "%s.XXXXXX", target) >= (int)sizeof fresh)
        return wm_fail(err, WM_IO, path, "path too long: '%s'", path);
    int fd = mkstemp(fresh);
    if (fd < 0)
        return fail_errno(err, path, "create");
    bool written = write_all(fd, bytes) && fchmod(fd, mode) == 0 && fsync(fd) == 0;
    written = close(fd) == 0 && written;
    if (written && rename(fresh, target) == 0)
        return WM_OK;
    wm_status status = fail_errno(err, path, "write");
    unlink(fresh);
    return status;
}

/* A symbolic link stays and what it leads to is replaced: people keep such files elsewhere, under version control say.
 * The file keeps the mode that it had; mkstemp() gives 0600, which no one else could read. */
wm_status wm_file_replace(const char *path, wm_slice bytes, wm_error *err)
{
    struct stat old, link;
    bool exists = stat(path, &old) == 0;
    if (exists && !S_ISREG(old.st_mode) && !S_ISDIR(old.st_mode))
        return write_through(path, bytes, err);
    if (lstat(path, &link) != 0 || !S_ISLNK(link.st_mode))
        return replace_at(path, path, exists ? old.st_mode & 0777 : 0644, bytes, err);
    char *target = exists ? realpath(path, NULL) : NULL;
    if (target == NULL)
        return wm_fail(err, WM_IO, path, "'%s' is a link that leads nowhere: repair it or remove it", path);
    wm_status status = replace_at(path, target, old.st_mode & 0777, bytes, err);
    free(target);
    return status;
}

/* A record lock, which ends with the process however that ends: there is no stale one to clean up after. The file
 * stays, as between looking and removing it somebody else may have locked it. */
wm_status wm_file_lock(const char *path, int *ret_lock, wm_error *err)
{
    enum { TRIES = 100, PAUSE_MS = 50 };
    struct timespec pause = {0, PAUSE_MS * 1000000L};
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return fail_errno(err, path, "create");
    bool held = fcntl(fd, F_SETLK, &whole) == 0;
    for (int i = 0; !held && i < TRIES && (errno == EACCES || errno == EAGAIN || errno == EINTR); i++) {
        nanosleep(&pause, NULL);
        held = fcntl(fd, F_SETLK, &whole) == 0;
    }
    if (!held) {
        fail_errno(err, path, "lock");
        close(fd);
        return WM_IO;
    }
    *ret_lock = fd;
    return WM_OK;
}

/* Closing is unlocking. To close any other descriptor of the same file would unlock it too, which is why the lock has a
 * file of its own that nobody else opens. */
void wm_file_unlock(int lock)
{
    close(lock);
}

/* ".tsv" alone ends in ".tsv"; the callers never see it, as names with a dot in front are left out. */
static bool ends_with(const char *name, const char *suffix)
{
    size_t len = strlen(name), tail = suffix != NULL ? strlen(suffix) : 0;
    return len >= tail && (tail == 0 || strcmp(name + len - tail, suffix) == 0);
}

/* Not strcoll(): the order must be that of every other machine. */
static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorted, because readdir() gives any order and the order of files decides which of two entries wins. As in
 * wm_file_read() the handler is taken over while the folder is open. */
wm_status wm_file_list(const char *dir, const char *suffix, wm_arena *keep, char ***ret_names, uint32_t *ret_count,
                       wm_error *err)
{
    DIR *open_dir = opendir(dir);
    if (open_dir == NULL)
        return fail_errno(err, dir, "list");
    jmp_buf oom, *outer = keep->on_oom;
    keep->on_oom = &oom;
    if (setjmp(oom) != 0) {
        closedir(open_dir);
        pass_on(keep, outer);
    }
    WM_ARRAY(char *) names = {0};
    for (struct dirent *entry; (entry = readdir(open_dir)) != NULL;)
        if (entry->d_name[0] != '.' && ends_with(entry->d_name, suffix))
            *WM_PUSH(keep, &names) = wm_arena_copy(keep, entry->d_name, strlen(entry->d_name));
    keep->on_oom = outer;
    closedir(open_dir);
    if (names.count != 0)
        qsort(names.items, names.count, sizeof *names.items, by_bytes);
    *ret_names = names.items;
    *ret_count = names.count;
    return WM_OK;
}

/* Each part is made and EEXIST is fine: looking first would leave room for another program in between. */
wm_status wm_file_make_dirs(const char *path, wm_arena *scratch, wm_error *err)
{
    char *part = wm_arena_copy(scratch, path, strlen(path));
    for (char *at = part; *at != '\0';) {
        at += strspn(at, "/");
        at += strcspn(at, "/");
        char mark = *at;
        *at = '\0';
        if (part[0] != '\0' && mkdir(part, 0777) != 0 && errno != EEXIST)
            return wm_fail(err, WM_IO, part, "cannot make the folder '%s': %s", part, strerror(errno));
        *at = mark;
    }
    return WM_OK;
}

/* A bare name lies in the folder that everybody is in. */
wm_status wm_file_make_parents(const char *path, wm_arena *scratch, wm_error *err)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? WM_OK
                         : wm_file_make_dirs(wm_arena_copy(scratch, path, (size_t)(slash - path)), scratch, err);
}

/* What cannot be looked at is no folder; who wants to know why opens it. */
bool wm_file_is_dir(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* True for folders and devices too. */
bool wm_file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

/* By device and inode, which links of either kind cannot hide. */
bool wm_file_same(const char *path, const char *other)
{
    struct stat one, two;
    return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

/* Linux only; elsewhere the link is not there and the installed folder is used. */
char *wm_file_program_dir(wm_arena *keep)
{
    char path[4096];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
    while (len > 0 && path[len - 1] != '/')
        len--;
    return len > 1 ? wm_arena_copy(keep, path, (size_t)len - 1) : NULL;
}
