/* SPDX-License-Identifier: MIT */
/* An external merge sort (Knuth, volume 3, 5.4.1). Lines are held up to a limit, then sorted and written behind each
 * other to one temporary file; at the end the sorted runs are merged through a window on each. What fits the limit
 * never touches the disk.
 *
 * In: lines below 1 MB. Out: the same, by bytes. Memory: the limit, a tenth for pointers, and 256 KB a run while they
 * are merged, so 12 million rows of 100 bytes need 64 MB and then 5.
 */
#define _XOPEN_SOURCE 700 /* P_tmpdir */
#include "cli/sort.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { WINDOW = 256 * 1024, LENGTH = sizeof(uint32_t) };

/* Nothing is allocated before the first line. */
void wm_sort_init(wm_sort *sort, size_t held_max)
{
    *sort = (wm_sort){.held_max = held_max};
}

/* The temporary file has no name any more and goes with its descriptor. */
void wm_sort_done(wm_sort *sort)
{
    for (uint32_t i = 0; i < sort->run_count; i++)
        free(sort->runs[i].window);
    if (sort->file != NULL)
        fclose(sort->file);
    free(sort->runs);
    free(sort->heap);
    free(sort->lines);
    free(sort->bytes);
    *sort = (wm_sort){0};
}

/* Keeps the first error; everything else does nothing from then on. */
static bool fail(wm_sort *sort, int error)
{
    if (sort->error == 0)
        sort->error = error != 0 ? error : EIO;
    return false;
}

/* ---- in memory --------------------------------------------------------------------------------------------------- */

/* A length and the bytes; memcpy(), as lengths are not aligned. */
static wm_slice line_at(const char *at)
{
    uint32_t len;
    memcpy(&len, at, LENGTH);
    return (wm_slice){at + LENGTH, len};
}

/* Equal lines are equal to the byte, so qsort() need not be stable. */
static int compare_lines(const void *a, const void *b)
{
    return wm_slice_compare(line_at(*(const char *const *)a), line_at(*(const char *const *)b));
}

/* Pointers are sorted, not lines. Two passes, since counting first lets them be allocated at once. */
static bool sort_held(wm_sort *sort)
{
    size_t count = 0;
    for (size_t at = 0; at < sort->len; at += LENGTH + line_at(sort->bytes + at).len)
        count++;
    free(sort->lines);
    sort->lines = malloc((count + 1) * sizeof *sort->lines);
    if (sort->lines == NULL)
        return fail(sort, ENOMEM);
    sort->line_count = 0;
    for (size_t at = 0; at < sort->len; at += LENGTH + line_at(sort->bytes + at).len)
        sort->lines[sort->line_count++] = sort->bytes + at;
    qsort(sort->lines, sort->line_count, sizeof *sort->lines, compare_lines);
    return true;
}

/* ---- runs -------------------------------------------------------------------------------------------------------- */

/* `begin` and `end` are bytes of the temporary file. */
static bool add_run(wm_sort *sort, uint64_t begin, uint64_t end)
{
    if (sort->run_count == sort->run_room) {
        uint32_t room = sort->run_room * 2 + 8;
        wm_sort_run *runs = realloc(sort->runs, room * sizeof *runs);
        if (runs == NULL)
            return fail(sort, ENOMEM);
        sort->runs = runs;
        sort->run_room = room;
    }
    sort->runs[sort->run_count++] = (wm_sort_run){.at_byte = begin, .end_byte = end};
    return true;
}

/* A file in TMPDIR that goes when it is closed. tmpfile() would not ask TMPDIR, and large dumps want a large disk. */
static FILE *open_temporary(void)
{
    char path[4096];
    const char *folder = getenv("TMPDIR");
    if (folder == NULL || *folder == '\0')
        folder = P_tmpdir;
    if ((size_t)snprintf(path, sizeof path, "%s/whomet-XXXXXX", folder) >= sizeof path) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    int fd = mkstemp(path);
    if (fd < 0)
        return NULL;
    unlink(path);
    FILE *file = fdopen(fd, "w+b");
    if (file == NULL)
        close(fd);
    return file;
}

/* Sorts what is held and writes it to the file; nothing is held then. */
static bool write_run(wm_sort *sort)
{
    uint64_t begin = sort->file_bytes;
    if (sort->file == NULL && (sort->file = open_temporary()) == NULL)
        return fail(sort, errno);
    if (!sort_held(sort))
        return false;
    for (size_t i = 0; i < sort->line_count; i++) {
        size_t size = LENGTH + line_at(sort->lines[i]).len;
        if (fwrite(sort->lines[i], 1, size, sort->file) != size)
            return fail(sort, errno);
        sort->file_bytes += size;
    }
    sort->len = 0;
    return fflush(sort->file) == 0 ? add_run(sort, begin, sort->file_bytes) : fail(sort, errno);
}

/* Up to the limit and not beyond, unless one line is longer. */
static bool make_room(wm_sort *sort, size_t size)
{
    if (sort->room - sort->len >= size)
        return true;
    size_t room = sort->room * 2 > sort->len + size ? sort->room * 2 : sort->len + size + WINDOW;
    room = room > sort->held_max && sort->held_max > sort->len + size ? sort->held_max : room;
    char *bytes = realloc(sort->bytes, room);
    if (bytes == NULL)
        return fail(sort, ENOMEM);
    sort->bytes = bytes;
    sort->room = room;
    return true;
}

/* One line is always held, however long, so a limit below the longest line does no harm. */
void wm_sort_put(wm_sort *sort, wm_slice line)
{
    uint32_t len = (uint32_t)line.len;
    if (sort->error != 0 || (sort->len != 0 && sort->len + LENGTH + len > sort->held_max && !write_run(sort)))
        return;
    if (!make_room(sort, LENGTH + len))
        return;
    memcpy(sort->bytes + sort->len, &len, LENGTH);
    memcpy(sort->bytes + sort->len + LENGTH, line.at, len);
    sort->len += LENGTH + len;
}

/* ---- merging ----------------------------------------------------------------------------------------------------- */

/* Moves the window on, so that it holds `need` bytes; the run is known to have them. */
static bool read_window(wm_sort *sort, wm_sort_run *run, size_t need)
{
    if (run->len - run->begin >= need)
        return true;
    size_t rest = run->len - run->begin, room = need > WINDOW ? need : WINDOW;
    if (room > run->room) {
        char *window = realloc(run->window, room);
        if (window == NULL)
            return fail(sort, ENOMEM);
        run->window = window;
        run->room = room;
    }
    memmove(run->window, run->window + run->begin, rest);
    run->begin = 0;
    run->len = rest;
    while (run->len < need) {
        uint64_t left = run->end_byte - run->at_byte, room_left = run->room - run->len;
        ssize_t got =
            pread(fileno(sort->file), run->window + run->len, left < room_left ? left : room_left, (off_t)run->at_byte);
        if (got <= 0)
            return fail(sort, got < 0 ? errno : EIO);
        run->len += (size_t)got;
        run->at_byte += (uint64_t)got;
    }
    return true;
}

/* Reads the next line of a run; false at its end. */
static bool advance(wm_sort *sort, wm_sort_run *run)
{
    if (run->begin == run->len && run->at_byte == run->end_byte)
        return false;
    if (!read_window(sort, run, LENGTH))
        return false;
    size_t size = LENGTH + line_at(run->window + run->begin).len;
    if (!read_window(sort, run, size))
        return false;
    run->line = line_at(run->window + run->begin);
    run->begin += size;
    return true;
}

/* Of two places of the heap. */
static bool is_before(const wm_sort *sort, uint32_t a, uint32_t b)
{
    return wm_slice_compare(sort->runs[sort->heap[a]].line, sort->runs[sort->heap[b]].line) < 0;
}

/* The heap holds numbers of runs, ordered by their current lines; the least is on top. */
static void sift_down(wm_sort *sort, uint32_t at)
{
    for (;;) {
        uint32_t least = at, child = 2 * at + 1;
        if (child < sort->heap_count && is_before(sort, child, least))
            least = child;
        if (child + 1 < sort->heap_count && is_before(sort, child + 1, least))
            least = child + 1;
        if (least == at)
            return;
        uint32_t swapped = sort->heap[at];
        sort->heap[at] = sort->heap[least];
        sort->heap[least] = swapped;
        at = least;
    }
}

/* The memory for holding goes before the windows come, so the two never stand side by side. */
static bool start_merge(wm_sort *sort)
{
    if (sort->len != 0 && !write_run(sort))
        return false;
    free(sort->lines);
    free(sort->bytes);
    sort->lines = NULL;
    sort->bytes = NULL;
    sort->heap = malloc((sort->run_count + 1) * sizeof *sort->heap);
    if (sort->heap == NULL)
        return fail(sort, ENOMEM);
    for (uint32_t i = 0; i < sort->run_count; i++)
        if (advance(sort, &sort->runs[i]))
            sort->heap[sort->heap_count++] = i;
    for (uint32_t i = sort->heap_count; i > 0; i--)
        sift_down(sort, i - 1);
    return sort->error == 0;
}

/* The line handed out stays in the window of its run, which moves on only when the next one is asked for. */
static bool next_merged(wm_sort *sort, bool first, wm_slice *ret_line)
{
    if (!first && !advance(sort, &sort->runs[sort->heap[0]]))
        sort->heap[0] = sort->heap[--sort->heap_count];
    if (!first)
        sift_down(sort, 0);
    if (sort->heap_count == 0 || sort->error != 0)
        return false;
    *ret_line = sort->runs[sort->heap[0]].line;
    return true;
}

/* The first call ends the putting. */
bool wm_sort_next(wm_sort *sort, wm_slice *ret_line)
{
    bool first = !sort->started;
    sort->started = true;
    if (sort->error != 0 || (first && !(sort->run_count != 0 ? start_merge(sort) : sort_held(sort))))
        return false;
    if (sort->run_count != 0)
        return (first || sort->heap_count != 0) && next_merged(sort, first, ret_line);
    if (sort->at == sort->line_count)
        return false;
    *ret_line = line_at(sort->lines[sort->at++]);
    return true;
}
