/* SPDX-License-Identifier: MIT */
/* The public interface. whomet_read() is the table of contents of the program: five stages, in data-flow order, over
 * each part of the text. Running out of memory jumps here from any depth; nothing below has to check.
 */
#include "whomet.h"

#include "base/file.h"
#include "data.h"
#include "read/check.h"
#include "read/entity.h"
#include "read/factbook.h"
#include "read/memory.h"
#include "read/label.h"
#include "read/names.h"
#include "read/trace.h"
#include "read/when.h"
#include "read/wordbook.h"
#include "rule/source.h"

#include <stdlib.h>

/* ---- errors and faults ------------------------------------------------------------------------------------------ */

/* The two structs are twins: the public one must not drag base/ into the programs of others. */
static whomet_status tell(const wm_error *from, whomet_error *error)
{
    whomet_status status = (whomet_status)from->status;
    if (error == NULL)
        return status;
    *error = (whomet_error){.status = status, .line = from->line, .column = from->column};
    memcpy(error->path, from->path, sizeof error->path);
    memcpy(error->message, from->message, sizeof error->message);
    return status;
}

/* Without allocating anything. */
static whomet_status tell_no_memory(whomet_error *error)
{
    wm_error err;
    wm_fail(&err, WM_NO_MEMORY, NULL, "out of memory");
    return tell(&err, error);
}

static void report(const wm_faults *faults, whomet_fault_report *report_fault, void *user)
{
    for (uint32_t i = 0; report_fault != NULL && i < faults->list.count; i++) {
        const wm_fault *f = &faults->list.items[i];
        whomet_fault fault = {f->path, f->line, f->column, f->width, f->source, f->message, f->note, f->hint};
        report_fault(user, &fault);
    }
}

/* ---- knowledge -------------------------------------------------------------------------------------------------- */

/* Faults are reported also when the opening fails, which is when they are wanted. */
static wm_status open_knowledge(whomet_knowledge *knowledge, const whomet_options *options, wm_error *err)
{
    wm_knowledge_files files;
    wm_faults faults = {.arena = &knowledge->keep}, lints = {.arena = &knowledge->keep};
    bool lint = options != NULL && options->lint;
    wm_status status = wm_data_files(options, &knowledge->keep, &files, err);
    if (status == WM_OK)
        status = wm_knowledge_load(knowledge, &files, &faults, lint ? &lints : NULL, err);
    if (options != NULL)
        report(&faults, options->report_fault, options->report_user);
    if (lint)
        report(&lints, options->report_fault, options->report_user);
    return status;
}

/* All that is opened hangs on the knowledge as soon as it exists, so one call cleans up after a fault and after a jump
 * alike. */
whomet_status whomet_knowledge_open(const whomet_options *options, whomet_knowledge **ret_knowledge,
                                    whomet_error *error)
{
    wm_error err;
    jmp_buf oom;
    whomet_knowledge *knowledge = calloc(1, sizeof *knowledge);
    if (knowledge == NULL)
        return tell_no_memory(error);
    knowledge->keep.on_oom = &oom;
    if (setjmp(oom) != 0) {
        whomet_knowledge_close(knowledge);
        return tell_no_memory(error);
    }
    wm_status status = open_knowledge(knowledge, options, &err);
    knowledge->keep.on_oom = NULL;
    if (status != WM_OK) {
        whomet_knowledge_close(knowledge);
        return tell(&err, error);
    }
    *ret_knowledge = knowledge;
    return WHOMET_OK;
}

/* Documents that were read with it must not be looked at any more: their strings may be the knowledge's. */
void whomet_knowledge_close(whomet_knowledge *knowledge)
{
    if (knowledge == NULL)
        return;
    wm_knowledge_done(knowledge);
    free(knowledge);
}

static wm_status find_names(const whomet_knowledge *knowledge, const char *text, bool near, wm_arena *scratch,
                            whomet_name_found *found, void *user, uint32_t *ret_count, wm_error *err)
{
    wm_slice bytes = wm_slice_of(text);
    if (bytes.len > WM_NAME_MAX_BYTES)
        return wm_fail(err, WM_BAD_USE, NULL, "a name of %zu bytes is too long", bytes.len);
    *ret_count = wm_names_find(knowledge, bytes, near, scratch, found, user);
    return WM_OK;
}

/* `found` may be called before memory runs out: what it was told then is true, but perhaps not all. */
whomet_status whomet_names_find(const whomet_knowledge *knowledge, const char *text, int near, whomet_name_found *found,
                                void *user, uint32_t *ret_count, whomet_error *error)
{
    wm_error err;
    wm_arena scratch;
    jmp_buf oom;
    uint32_t count = 0;
    wm_arena_init(&scratch);
    scratch.on_oom = &oom;
    if (setjmp(oom) != 0) {
        wm_arena_done(&scratch);
        return tell_no_memory(error);
    }
    wm_status status =
        find_names(knowledge, text, near != 0, &scratch, found, user, ret_count != NULL ? ret_count : &count, &err);
    wm_arena_done(&scratch);
    return status == WM_OK ? WHOMET_OK : tell(&err, error);
}

static wm_status compile(const char *const *paths, size_t count, const char *out_path, wm_arena *keep,
                         wm_faults *faults, wm_error *err)
{
    wm_slice image;
    wm_gaz_source *sources = WM_NEW_N(keep, wm_gaz_source, count);
    for (size_t i = 0; i < count; i++) {
        if (wm_file_same(paths[i], out_path))
            return wm_fail(err, WM_BAD_USE, out_path,
                           "'%s' is an entry file too and would be lost: name another output", out_path);
        sources[i].path = paths[i];
        sources[i].shown = wm_data_shown(paths[i]);
    }
    wm_status status = wm_gaz_compile(sources, (uint32_t)count, keep, &image, faults, err);
    return status == WM_OK ? wm_file_replace(out_path, image, err) : status;
}

/* All memory is the call's own and is given back, whatever comes of it. */
whomet_status whomet_compile(const char *const *paths, size_t count, const char *out_path,
                             whomet_fault_report *report_fault, void *report_user, whomet_error *error)
{
    wm_error err;
    wm_arena keep;
    jmp_buf oom;
    wm_arena_init(&keep);
    keep.on_oom = &oom;
    if (setjmp(oom) != 0) {
        wm_arena_done(&keep);
        return tell_no_memory(error);
    }
    wm_faults faults = {.arena = &keep};
    wm_status status = compile(paths, count, out_path, &keep, &faults, &err);
    report(&faults, report_fault, report_user);
    wm_arena_done(&keep);
    return status == WM_OK ? WHOMET_OK : tell(&err, error);
}

/* ---- folders ---------------------------------------------------------------------------------------------------- */

/* Copies what `find` gives, which lives in an arena, to a caller that has none. */
static size_t tell_folder(const char *(*find)(wm_arena *keep), char *path, size_t room)
{
    wm_arena keep;
    jmp_buf oom;
    wm_arena_init(&keep);
    keep.on_oom = &oom;
    if (room != 0)
        path[0] = '\0';
    if (setjmp(oom) != 0) {
        wm_arena_done(&keep);
        return 0;
    }
    const char *folder = find(&keep);
    size_t len = folder != NULL ? strlen(folder) : 0, fits = len < room ? len : room - (room != 0);
    if (fits != 0)
        memcpy(path, folder, fits);
    if (room != 0)
        path[fits] = '\0';
    wm_arena_done(&keep);
    return len;
}

size_t whomet_data_dir(char *path, size_t room)
{
    return tell_folder(wm_data_dir, path, room);
}

size_t whomet_names_dir(char *path, size_t room)
{
    return tell_folder(wm_data_names_dir, path, room);
}

/* ---- documents -------------------------------------------------------------------------------------------------- */

/* Zeros are two arenas without memory, so an unused document costs its struct. */
whomet_document *whomet_document_new(void)
{
    return calloc(1, sizeof(whomet_document));
}

void whomet_document_free(whomet_document *document)
{
    if (document == NULL)
        return;
    wm_matcher_free(document->matcher);
    wm_label_memo_free(document->labels);
    wm_wordbook_free(document->wordbook);
    wm_factbook_free(document->factbook);
    wm_arena_done(&document->keep);
    wm_arena_done(&document->scratch);
    free(document);
}

/* Never NULL; before a reading it is all zeros, which are empty lists. */
const whomet_result *whomet_document_result(const whomet_document *document)
{
    return &document->result;
}

/* Forgets what the document held; memory and matcher stay. */
static void reset(whomet_document *document)
{
    whomet_document fresh = {.keep = document->keep, .scratch = document->scratch, .matcher = document->matcher,
                             .labels = document->labels, .wordbook = document->wordbook,
                             .factbook = document->factbook, .rules_serial = document->rules_serial};
    *document = fresh;
    wm_arena_rewind(&document->keep, (wm_arena_mark){0});
    wm_arena_rewind(&document->scratch, (wm_arena_mark){0});
}

/* The matcher and what is remembered of names go with the knowledge. Its address would not tell: another one may have
 * been opened where a closed one lay. */
static wm_status ready_matcher(const whomet_knowledge *knowledge, whomet_document *document, wm_error *err)
{
    uint64_t serial = wm_rules_serial(knowledge->rules);
    if (document->rules_serial == serial && document->matcher != NULL)
        return WM_OK;
    wm_matcher_free(document->matcher);
    wm_label_memo_free(document->labels);
    wm_wordbook_free(document->wordbook);
    wm_factbook_free(document->factbook);
    document->matcher = NULL;
    document->rules_serial = serial;
    document->labels = wm_label_memo_new();
    document->wordbook = wm_wordbook_new();
    document->factbook = wm_factbook_new();
    if (document->labels == NULL || document->wordbook == NULL || document->factbook == NULL)
        return wm_fail(err, WM_NO_MEMORY, NULL, "out of memory");
    return wm_matcher_new(knowledge->rules, &document->matcher, err);
}

/* What the caller could have known; what is odd in the text itself becomes a warning. */
static wm_status check_input(const whomet_input *input, wm_error *err)
{
    if (input->text == NULL && input->size != 0)
        return wm_fail(err, WM_BAD_USE, NULL, "no text: set whomet_input.text");
    if (input->size >= UINT32_MAX)
        return wm_fail(err, WM_BAD_USE, NULL, "text of %zu bytes is too long: split it below 4 GiB", input->size);
    if (input->date != NULL && !wm_when_is_date(input->date))
        return wm_fail(err, WM_BAD_USE, NULL, "'%s' is no date: write YYYY-MM-DD", input->date);
    return WM_OK;
}

/* The first line, when it is a headline. */
static void take_title(wm_reading *reading)
{
    whomet_document *d = reading->document;
    if (reading->text.sentence_count == 0 || !reading->text.sentences[0].headline)
        return;
    whomet_range range = wm_read_token_range(reading, 0, reading->text.sentences[0].end);
    wm_slice text = {reading->text.bytes.at + range.begin_byte, range.end_byte - range.begin_byte};
    d->result.title = wm_entity_clean(&d->keep, text);
}

/* Where to go when any of the document's memory runs out; NULL: nowhere. */
static void catch_oom(whomet_document *document, jmp_buf *handler)
{
    document->keep.on_oom = document->scratch.on_oom = handler;
    wm_matcher_on_oom(document->matcher, handler);
    wm_wordbook_on_oom(document->wordbook, handler);
    wm_factbook_on_oom(document->factbook, handler);
}

static void read_part(wm_reading *reading, uint32_t begin, uint32_t end)
{
    wm_arena *scratch = &reading->document->scratch;
    wm_text_tokenize(&reading->text, begin, end, scratch);
    wm_text_split(&reading->text, &reading->knowledge->words, scratch);
    reading->first_mention = reading->document->mentions.count;
    if (begin == 0)
        take_title(reading);
    wm_read_lookup(reading);  /* what the gazetteers know at each place */
    wm_read_cascade(reading); /* rules vote for spans and kinds */
    wm_read_resolve(reading); /* the best spans become mentions */
    wm_trace_part(reading);
    wm_read_corefer(reading); /* mentions of the same become entities */
    wm_read_relate(reading);  /* contacts and relations between them */
}

/* Part by part, so that scratch memory has a bound that does not grow with the text; mentions and entities go on from
 * one part to the next. */
static void read_text(const whomet_knowledge *knowledge, whomet_document *document, const whomet_input *input)
{
    wm_slice bytes = {input->text, input->size};
    uint32_t sentences = 0;
    document->memory = wm_memory_new(&document->keep);
    wm_factbook_begin(document->factbook);
    wm_read_survey(document, bytes);
    if (input->profile != 0)
        document->costs = WM_NEW_N(&document->keep, wm_rule_cost, wm_rules_count(knowledge->rules) + 1);
    wm_matcher_profile(document->matcher, document->costs);
    if (input->date != NULL)
        document->result.date = wm_arena_copy(&document->keep, input->date, strlen(input->date));
    wm_reading reading = {.knowledge = knowledge, .document = document, .trace = input->trace != 0};
    for (uint32_t begin = 0, end; begin < bytes.len; begin = end) {
        wm_arena_mark mark = wm_arena_tell(&document->scratch);
        end = wm_text_part_end(bytes, begin, WM_PART_BYTES);
        reading = (wm_reading){.knowledge = knowledge, .document = document, .trace = input->trace != 0,
                               .text = {.bytes = bytes}, .first_sentence = sentences,
                               .probe_begin = (uint32_t)input->probe_begin, .probe_end = (uint32_t)input->probe_end};
        read_part(&reading, begin, end);
        sentences += reading.text.sentence_count;
        wm_arena_rewind(&document->scratch, mark);
    }
    wm_read_finish(&reading);
}

/* After a jump the matcher may be in the middle of anything: it is thrown away and made anew by the next reading. */
whomet_status whomet_read(const whomet_knowledge *knowledge, whomet_document *document, const whomet_input *input,
                          whomet_error *error)
{
    wm_error err;
    jmp_buf oom;
    reset(document);
    wm_status status = check_input(input, &err);
    if (status == WM_OK)
        status = ready_matcher(knowledge, document, &err);
    if (status != WM_OK)
        return tell(&err, error);
    catch_oom(document, &oom);
    if (setjmp(oom) != 0) {
        wm_matcher_free(document->matcher); /* it was stopped in the middle of a tape */
        document->matcher = NULL;
        reset(document);
        document->keep.on_oom = document->scratch.on_oom = NULL;
        return tell_no_memory(error);
    }
    read_text(knowledge, document, input);
    catch_oom(document, NULL);
    return WHOMET_OK;
}

/* ---- examples --------------------------------------------------------------------------------------------------- */

/* Points into the rule file itself: at the slot that is wrong, or at what should not have matched. */
static void report_example(const whomet_knowledge *knowledge, uint32_t rule, wm_slice part, const char *what,
                           wm_arena *keep, whomet_fault_report *report_fault, void *user)
{
    wm_faults faults = {.arena = keep};
    wm_source source = wm_rules_source(knowledge->rules, rule, &faults);
    wm_source_fault(&source, part, "%s", what);
    report(&faults, report_fault, user);
}

typedef struct checking {
    const whomet_knowledge *knowledge;
    whomet_document *document;
    whomet_fault_report *report_fault;
    void *user;
    uint32_t passed, failed;
} checking;

/* What is compared and reported after the reading takes memory of the document too, so it needs its own handler. */
static whomet_status check_example(checking *c, uint32_t rule, const wm_example *example, whomet_error *error)
{
    whomet_input input = {.text = example->text, .size = strlen(example->text), .trace = 1};
    whomet_status status = whomet_read(c->knowledge, c->document, &input, error);
    if (status != WHOMET_OK)
        return status;
    whomet_document *d = c->document;
    const char *what = NULL;
    wm_slice part;
    jmp_buf oom;
    catch_oom(d, &oom);
    if (setjmp(oom) != 0) {
        catch_oom(d, NULL);
        return tell_no_memory(error);
    }
    bool holds = wm_check_example(c->knowledge, rule, example, &d->result, &d->keep, &what, &part);
    if (!holds)
        report_example(c->knowledge, rule, part, what, &d->keep, c->report_fault, c->user);
    catch_oom(d, NULL);
    c->passed += holds;
    c->failed += !holds;
    return WHOMET_OK;
}

/* One document for all examples, so each of them also tests that nothing is left of the one before. */
whomet_status whomet_check(const whomet_knowledge *knowledge, uint32_t *ret_passed, uint32_t *ret_failed,
                           whomet_fault_report *report_fault, void *report_user, whomet_error *error)
{
    checking c = {knowledge, whomet_document_new(), report_fault, report_user, 0, 0};
    if (c.document == NULL)
        return tell_no_memory(error);
    whomet_status status = WHOMET_OK;
    for (uint32_t rule = 0; status == WHOMET_OK && rule < wm_rules_count(knowledge->rules); rule++) {
        const wm_rule_info *info = wm_rules_info(knowledge->rules, rule);
        for (uint32_t i = 0; status == WHOMET_OK && i < info->example_count; i++)
            status = check_example(&c, rule, &info->examples[i], error);
    }
    whomet_document_free(c.document);
    if (ret_passed != NULL)
        *ret_passed = c.passed;
    if (ret_failed != NULL)
        *ret_failed = c.failed;
    return status;
}

/* By counting; examples are asked for one after another, but rules are few. */
const char *whomet_example(const whomet_knowledge *knowledge, uint32_t index)
{
    for (uint32_t rule = 0; rule < wm_rules_count(knowledge->rules); rule++) {
        const wm_rule_info *info = wm_rules_info(knowledge->rules, rule);
        if (index < info->example_count)
            return info->examples[index].text;
        index -= info->example_count;
    }
    return NULL;
}

const char *whomet_version(void)
{
    return WHOMET_VERSION;
}
