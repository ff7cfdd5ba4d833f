/* SPDX-License-Identifier: MIT */
/* Entry files to an image: reads all, gathers, writes. The build has arenas of its own, which are gone
 * when the call returns; only the image lives on, in `keep`. When memory runs out anywhere inside, the call returns
 * WM_NO_MEMORY, whatever handlers its arenas had before.
 */
#include "gaz/build.h"
#include "gaz/gaz.h"

#include "base/file.h"

/* All files are read before the first is compiled: their sizes tell how much room the tables need, and a file that is
 * missing is told before minutes of work. */
static wm_status compile_all(wm_gaz_build *build, const wm_gaz_source *sources, uint32_t count, wm_arena *keep,
                             wm_slice *ret_image, wm_error *err)
{
    uint32_t faults_before = build->faults->list.count;
    wm_slice *files = WM_NEW_N(&build->file, wm_slice, count);
    for (uint32_t i = 0; i < count; i++) {
        wm_status status = wm_file_read(sources[i].path, &build->file, &files[i], err);
        if (status != WM_OK)
            return status;
    }
    wm_gaz_build_reserve(build, files, count);
    for (uint32_t i = 0; i < count; i++)
        wm_gaz_build_add(build, sources[i].shown, sources[i].label, files[i]);
    if (build->faults->list.count != faults_before)
        return wm_faults_status(build->faults, err);
    *ret_image = wm_gaz_build_image(build, keep);
    return WM_OK;
}

/* All that allocates runs below the setjmp; nothing that changes there is read here after a jump but through pointers.
 */
static wm_status compile_guarded(wm_gaz_build *build, const wm_gaz_source *sources, uint32_t count, wm_arena *keep,
                                 wm_slice *ret_image, wm_faults *faults, wm_error *err)
{
    jmp_buf on_oom;
    keep->on_oom = faults->arena->on_oom = &on_oom;
    *build = (wm_gaz_build){0};
    if (setjmp(on_oom) != 0)
        return wm_fail(err, WM_NO_MEMORY, NULL, "out of memory while compiling gazetteers");
    wm_gaz_build_init(build, faults, &on_oom);
    return compile_all(build, sources, count, keep, ret_image, err);
}

/* The handlers of the caller's arenas are put back on every path, also after a jump. */
wm_status wm_gaz_compile(const wm_gaz_source *sources, uint32_t count, wm_arena *keep, wm_slice *ret_image,
                         wm_faults *faults, wm_error *err)
{
    jmp_buf *keep_handler = keep->on_oom, *faults_handler = faults->arena->on_oom;
    wm_gaz_build build;
    wm_status status = compile_guarded(&build, sources, count, keep, ret_image, faults, err);
    wm_gaz_build_done(&build);
    keep->on_oom = keep_handler;
    faults->arena->on_oom = faults_handler;
    return status;
}
