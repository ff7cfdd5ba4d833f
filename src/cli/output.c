/* SPDX-License-Identifier: MIT */
/* Results must arrive or the exit code must say that they did not: a full disk, a closed descriptor and a reader that
 * has left are all noticed, since every error of write() and close() ends here.
 *
 * In: bytes in a buffer. Out: a file or standard output. `whomet … | head` ends quietly, but not with 0: what was
 * asked for was not all written.
 */
#define _POSIX_C_SOURCE 200809L
#include "cli/output.h"

#include "cli/say.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each open() takes the lowest number that is free, so what was closed is filled first. A file opened later as number 2
 * would receive messages as if it were standard error. */
bool wm_output_secure_streams(void)
{
    bool closed = fcntl(STDOUT_FILENO, F_GETFD) < 0;
    signal(SIGPIPE, SIG_IGN);
    int fd;
    do
        fd = open("/dev/null", O_RDWR);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        close(fd);
    return !closed;
}

/* By device and inode, since one file has many paths. */
static bool is_one_of(int fd, const char *const *inputs, uint32_t count, uint32_t *ret_index)
{
    struct stat mine, other;
    if (fstat(fd, &mine) != 0 || !S_ISREG(mine.st_mode))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (stat(inputs[i], &other) == 0 && mine.st_dev == other.st_dev && mine.st_ino == other.st_ino) {
            *ret_index = i;
            return true;
        }
    return false;
}

/* What options name is read as well as what the user calls inputs. */
wm_status wm_output_open_for(wm_output *output, const wm_options *options, const char *const *inputs, uint32_t count,
                             wm_error *err)
{
    const wm_words *lists[] = {&options->gazetteers, &options->rules};
    const char *const named[] = {options->answers_path, options->alias_path, options->class_path};
    wm_words all = {0};
    for (uint32_t i = 0; i < count; i++)
        *WM_PUSH(options->keep, &all) = inputs[i];
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
        for (uint32_t i = 0; i < lists[k]->count; i++)
            *WM_PUSH(options->keep, &all) = lists[k]->items[i];
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (named[i] != NULL)
            *WM_PUSH(options->keep, &all) = named[i];
    return wm_output_open(output, options->out_path, all.items, all.count, err);
}

/* The file is emptied only after it is known to be no input. Devices and pipes cannot be emptied and need not. */
wm_status wm_output_open(wm_output *output, const char *path, const char *const *inputs, uint32_t count, wm_error *err)
{
    int fd = STDOUT_FILENO;
    if (path != NULL) {
        uint32_t index;
        fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
        if (fd >= 0 && is_one_of(fd, inputs, count, &index)) {
            close(fd);
            return wm_fail(err, WM_BAD_USE, path, "'%s' is an input too and would be lost: name another output", path);
        }
        struct stat info;
        if (fd < 0 || (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && ftruncate(fd, 0) != 0)) {
            wm_fail(err, WM_IO, path, "cannot write '%s': %s", path, strerror(errno));
            if (fd >= 0)
                close(fd);
            return WM_IO;
        }
    }
    wm_buffer_init(&output->buffer, fd);
    output->path = path;
    return WM_OK;
}

/* A disk on a network may report at close() only that it is full. */
bool wm_output_close(wm_output *output)
{
    wm_buffer *buffer = &output->buffer;
    int error = wm_buffer_flush(buffer);
    if (output->path != NULL && close(buffer->fd) != 0 && error == 0)
        error = errno;
    wm_buffer_done(buffer);
    if (error != 0 && error != EPIPE)
        wm_say("cannot write '%s': %s", output->path != NULL ? output->path : "standard output", strerror(error));
    return error == 0;
}
