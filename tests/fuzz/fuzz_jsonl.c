/* SPDX-License-Identifier: MIT */
/* Lines of JSON: whatever comes, a record is read or refused with a message, jansson agrees on what is valid, and what
 * was decoded can be written as JSON and read again unchanged.
 */
#include "base/utf8.h"
#include "in/jansson.h"
#include "in/line.h"
#include "in/record.h"
#include "in/scan.h"
#include "out/json_part.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
    if (!holds)
        abort();
}

/* Valid for both, but for what jansson.c says: our limit of depth, numbers and NULs that jansson treats in its own way.
 */
static void compare_judges(wm_slice line, bool taken, const char *code)
{
    wm_error err;
    if (taken || strcmp(code, "no-text") == 0) {
        demand(!wm_jansson_refuses(line, &err) || strstr(err.message, "number overflow") != NULL ||
               strstr(err.message, "NUL byte in object key") != NULL);
        return;
    }
    wm_scan scan = {line.at, line.at + line.len};
    char first = wm_scan_peek(&scan);
    bool nul = line.len != 0 && memchr(line.at, '\0', line.len) != NULL;
    demand(nul || first != '{' || line.len > 2 * WM_SCAN_MAX_DEPTH || wm_jansson_refuses(line, &err));
}

static void write_again(wm_slice text)
{
    wm_buffer out;
    wm_buffer_init(&out, -1);
    wm_json_put_string(&out, text);
    wm_scan scan = {out.at, out.at + out.len};
    wm_slice raw;
    bool escapes;
    demand(wm_scan_string(&scan, &raw, &escapes) && scan.at == scan.end);
    char *again = malloc(raw.len + 1);
    demand(again != NULL);
    size_t len = wm_scan_decode(raw, again);
    demand(wm_slice_equal((wm_slice){again, len}, text));
    free(again);
    wm_buffer_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    wm_record_reader reader = {0};
    wm_slice rest = {(const char *)data, size}, line;
    while (wm_lines_cut(&rest, &line)) {
        wm_record record;
        const char *code = NULL;
        wm_error err = {0};
        bool taken = wm_record_read(&reader, line, &record, &code, &err) == WM_OK;
        demand(taken || (code != NULL && err.message[0] != '\0'));
        bool ascii;
        demand(record.id.at == NULL || wm_utf8_valid(record.id, &ascii) == record.id.len);
        compare_judges(line, taken, code);
        if (taken)
            write_again(record.text);
    }
    wm_record_reader_done(&reader);
    return 0;
}
