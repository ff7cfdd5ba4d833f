/* SPDX-License-Identifier: MIT */
/* Version, and which data folder would be used: the first question when two machines answer differently.
 *
 * In: nothing but the environment. Out: text for a buffer. The folder is what the library itself would take, looked
 * for in the same way. With -v the files in it are counted and the project file is named.
 */
#include "cli/version.h"

#include "base/file.h"
#include "whomet.h"

/* In `keep`. */
const char *wm_version_data_folder(wm_arena *keep)
{
    size_t room = whomet_data_dir(NULL, 0) + 1;
    char *path = wm_arena_zalloc(keep, room, 1);
    whomet_data_dir(path, room);
    return path;
}

/* A folder that cannot be listed has 0 files, which is what a reader wants to know. */
static void put_files(wm_buffer *out, wm_arena *keep, const char *data, const char *folder)
{
    char **names;
    uint32_t count = 0;
    wm_error error;
    if (wm_file_list(wm_arena_format(keep, "%s/%s", data, folder), NULL, keep, &names, &count, &error) != WM_OK)
        count = 0;
    wm_buffer_put_text(out, folder);
    WM_BUFFER_LITERAL(out, ": ");
    wm_buffer_put_uint(out, count);
    WM_BUFFER_LITERAL(out, " files\n");
}

/* Lines of `key: value`, which are easy to quote and to cut. */
void wm_version_put(wm_buffer *out, const wm_options *options)
{
    const char *data = wm_version_data_folder(options->keep);
    WM_BUFFER_LITERAL(out, "whomet ");
    wm_buffer_put_text(out, whomet_version());
    WM_BUFFER_LITERAL(out, "\ndata: ");
    wm_buffer_put_text(out, data);
    wm_buffer_put_text(out, wm_file_is_dir(data) ? "\n" : " (missing)\n");
    if (options->verbose) {
        put_files(out, options->keep, data, "gazetteers");
        put_files(out, options->keep, data, "rules");
        WM_BUFFER_LITERAL(out, "project: ");
        wm_buffer_put_text(out, options->project != NULL ? options->project : "none");
        wm_buffer_put_char(out, '\n');
    }
}
