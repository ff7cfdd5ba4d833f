/* SPDX-License-Identifier: MIT */
/* wm_rules_load(), step by step: lexicons and files in the order of their phases are read; macros are linked; slots,
 * actions and examples of each rule; then, when all labels are known, names are resolved and trees checked; and when
 * there is no fault at all, programs, triggers and the index are made. Each step goes on after a fault, so one run
 * tells all of them; the steps that need a sound tree leave out what is not.
 *
 * Also the small accessors of the set.
 */
#include "rule/lex.h"
#include "rule/lint.h"

#include <stdlib.h>
#include <time.h>

/* A file of rules and where it comes in the order. */
typedef struct rule_file {
    const wm_rule_source *source;
    const char *name; /* its last part */
    uint32_t phase;
    bool numbered;
} rule_file;

/* The number before the first '-' is the phase; a name without one is told later, when the file is open. */
static rule_file file_of(const wm_rule_source *source)
{
    const char *slash = strrchr(source->shown, '/');
    rule_file file = {.source = source, .name = slash != NULL ? slash + 1 : source->shown};
    const char *p = file.name;
    for (; *p >= '0' && *p <= '9' && p - file.name < 4; p++)
        file.phase = file.phase * 10 + (uint32_t)(*p - '0');
    file.numbered = p != file.name && (*p == '-' || *p == '.');
    return file;
}

/* Phase, name, path: the order in which rules run never depends on how files were found. */
static int by_phase(const void *a, const void *b)
{
    const rule_file *x = a, *y = b;
    if (x->phase != y->phase)
        return x->phase < y->phase ? -1 : 1;
    int names = strcmp(x->name, y->name);
    return names != 0 ? names : strcmp(x->source->shown, y->source->shown);
}

/* Before the rules, which name their lemmas. A fault in a lexicon is a fault of the set. */
static wm_status read_lexicons(wm_loading *l, wm_error *err)
{
    for (uint32_t i = 0; i < l->input->lexicon_count; i++) {
        wm_source source;
        wm_status status = wm_source_read(&l->input->lexicons[i], l->scratch, l->faults, &source, err);
        if (status != WM_OK)
            return status;
        wm_lexicon_read(&l->lexicon, &source, l->scratch);
    }
    return WM_OK;
}

/* One file to blocks and macros. */
static wm_status read_file(wm_loading *l, const rule_file *file, wm_error *err)
{
    /* kept: explanations and failed examples show its lines */
    wm_source *source = WM_NEW(l->keep, wm_source);
    wm_rule_source from = *file->source;
    if (from.bytes.at != NULL)
        from.bytes.at = wm_arena_copy(l->keep, from.bytes.at, from.bytes.len);
    wm_status status = wm_source_read(&from, l->keep, l->faults, source, err);
    if (status != WM_OK)
        return status;
    if (!file->numbered) {
        wm_fault *fault = wm_source_fault(source, (wm_slice){source->bytes.at, 0},
                                          "file name '%s' does not start with the number of its phase", file->name);
        fault->hint = "name it like 60-contact.rules";
    }
    *WM_PUSH(l->keep, &l->rules->sources) = source;
    wm_load_blocks(l, source, file->phase, strncmp(file->name, "00-macros", 9) == 0);
    return WM_OK;
}

/* Macros of 00-macros come first by its number, so they are known when the others are read. */
static wm_status read_files(wm_loading *l, wm_error *err)
{
    rule_file *files = WM_NEW_N(l->scratch, rule_file, l->input->file_count + 1);
    for (uint32_t i = 0; i < l->input->file_count; i++)
        files[i] = file_of(&l->input->files[i]);
    qsort(files, l->input->file_count, sizeof *files, by_phase);
    for (uint32_t i = 0; i < l->input->file_count; i++) {
        wm_status status = read_file(l, &files[i], err);
        if (status != WM_OK)
            return status;
    }
    return WM_OK;
}

/* "a.b" makes "a" known too. */
static void add_label(wm_loading *l, wm_slice name)
{
    wm_slice rest = name, kind = wm_slice_cut(&rest, '.');
    wm_intern_put(&l->rules->labels, kind);
    wm_intern_put(&l->rules->labels, name);
}

/* The caller's labels get the lowest numbers. */
static wm_status add_input_labels(wm_loading *l, wm_error *err)
{
    for (uint32_t i = 0; i < l->input->label_count; i++)
        add_label(l, wm_slice_of(l->input->labels[i]));
    if (l->rules->labels.strings.count <= WM_LABELS_MAX)
        return WM_OK;
    return wm_fail(err, WM_BAD_USE, NULL, "%u labels of gazetteers: at most %d are possible",
                   l->rules->labels.strings.count, WM_LABELS_MAX);
}

/* Lower-case words joined by '-', with at most one '.'. */
static bool is_kind(wm_slice kind)
{
    wm_slice name = wm_lex_name(kind.at, kind.at + kind.len);
    if (name.len == 0 || name.len == kind.len)
        return name.len != 0;
    wm_slice rest = {kind.at + name.len + 1, kind.len - name.len - 1};
    return kind.at[name.len] == '.' && rest.len != 0 && wm_lex_name(rest.at, rest.at + rest.len).len == rest.len;
}

/* The kinds that rules tag become labels. */
static void add_tagged(wm_loading *l, wm_block *block)
{
    for (uint32_t i = 0; i < block->actions.count; i++) {
        wm_slice kind = block->action_whats.items[i];
        if (block->actions.items[i].verb != WM_DO_TAG || kind.at == NULL)
            continue;
        if (!is_kind(kind)) {
            wm_fault *fault = wm_source_fault(block->source, kind, "bad kind '%.*s'", WM_SLICE_ARG(kind));
            fault->hint = "a kind is of lower-case letters, digits and '-': person";
        } else if (l->rules->labels.strings.count >= WM_LABELS_MAX - 1) {
            wm_source_fault(block->source, kind, "too many labels: %d are possible", WM_LABELS_MAX);
        } else {
            add_label(l, kind);
        }
    }
}

/* `veto` and `retype` speak of kinds that must be known; `tag` makes its own known. */
static void number_labels(wm_loading *l, wm_block *block)
{
    for (uint32_t i = 0; i < block->actions.count; i++) {
        wm_action *action = &block->actions.items[i];
        wm_slice kind = block->action_whats.items[i];
        bool has_kind = action->verb == WM_DO_TAG || action->verb == WM_DO_VETO || action->verb == WM_DO_RETYPE;
        if (has_kind && kind.at != NULL && (action->verb != WM_DO_TAG || is_kind(kind)))
            action->label = wm_load_label(l, block->source, kind);
    }
}

/* All kinds of all files first: a pattern may speak of what a later file tags. */
static void resolve_blocks(wm_loading *l)
{
    for (uint32_t i = 0; i < l->blocks.count; i++)
        add_tagged(l, l->blocks.items[i]);
    for (uint32_t i = 0; i < l->all_macros.count; i++)
        if (l->all_macros.items[i]->tree != NULL)
            wm_load_names(l, l->all_macros.items[i]->source, l->all_macros.items[i]->tree);
    for (uint32_t i = 0; i < l->blocks.count; i++) {
        wm_block *block = l->blocks.items[i];
        number_labels(l, block);
        wm_load_names(l, block->source, block->tree);
        wm_load_names(l, block->source, block->near);
    }
}

/* Macros on their own, once, then the patterns that use them. */
static void check_blocks(wm_loading *l)
{
    for (uint32_t i = 0; i < l->all_macros.count; i++)
        if (l->all_macros.items[i]->tree != NULL)
            wm_check_tree(l->all_macros.items[i]->source, l->all_macros.items[i]->tree, false);
    for (uint32_t i = 0; i < l->blocks.count; i++)
        if (l->blocks.items[i]->tree != NULL)
            wm_check_tree(l->blocks.items[i]->source, l->blocks.items[i]->tree, true);
}

/* A value over several lines as one line. */
static const char *join_lines(wm_loading *l, wm_slice value)
{
    char *out = wm_arena_copy(l->keep, value.at, value.len), *to = out;
    const char *at = out, *end = out + value.len;
    while (at < end) {
        if (*at == '\n' || *at == '\r') {
            wm_lex_skip(&at, end);
            *to++ = ' ';
        } else {
            *to++ = *at++;
        }
    }
    *to = '\0';
    return out;
}

void *wm_load_keep(wm_loading *loading, const void *from, uint32_t count, size_t size)
{
    void *kept = wm_arena_alloc(loading->keep, count * size);
    if (count != 0)
        memcpy(kept, from, count * size);
    return kept;
}

/* What the set tells about a rule, copied out of the loading step's memory. */
static void fill_info(wm_loading *l, const wm_block *block, wm_rule_info *info)
{
    const char **names = WM_NEW_N(l->keep, const char *, block->slot_count + 1);
    memcpy(names, block->slot_names, block->slot_count * sizeof *names);
    *info = (wm_rule_info){
        .id = wm_arena_copy(l->keep, block->id.at, block->id.len),
        .file = wm_arena_copy(l->keep, block->source->shown, strlen(block->source->shown)),
        .source = block->source,
        .line = block->line,
        .phase = (uint16_t)block->phase,
        .slot_names = names,
        .slot_count = (uint8_t)block->slot_count,
        .actions = wm_load_keep(l, block->actions.items, block->actions.count, sizeof(wm_action)),
        .action_count = (uint8_t)block->actions.count,
        .examples = block->examples,
        .example_count = block->example_count,
    };
    for (uint32_t i = 0; i < block->entries.count; i++)
        if (wm_slice_is(block->entries.items[i].key, "why"))
            info->why = join_lines(l, block->entries.items[i].value);
}

/* Only for sets without a fault: from here on trees can be relied on. */
static void compile_blocks(wm_loading *l)
{
    wm_rules *rules = l->rules;
    rules->count = l->blocks.count;
    rules->programs = WM_NEW_N(l->keep, wm_program, rules->count + 1);
    rules->infos = WM_NEW_N(l->keep, wm_rule_info, rules->count + 1);
    wm_arena_mark before = wm_arena_tell(l->brief);
    for (uint32_t i = 0; i < rules->count; i++) {
        wm_block *block = l->blocks.items[i];
        fill_info(l, block, &rules->infos[i]);
        if (block->tree != NULL)
            wm_load_fold(l, block->tree);
        bool compiled = wm_compile_block(l, block, &rules->programs[i]);
        /* of a pattern that is too large it would take too long */
        bool woken = !compiled || wm_trigger_find(l, block, &rules->programs[i]);
        wm_arena_rewind(l->brief, before);
        if (woken)
            continue;
        wm_fault *fault =
            wm_source_fault(block->source, block->id, "rule '%.*s' has no trigger", WM_SLICE_ARG(block->id));
        fault->hint = block->text != NULL ? "add 'near' with words, one of which every match has in its sentence"
                                          : "every match has to hold some word, lemma, label, regex or shape";
    }
}

/* Faults as a reader goes through the files, not as the steps found them. */
static int by_place(const void *a, const void *b)
{
    const wm_fault *x = a, *y = b;
    int order = strcmp(x->path, y->path);
    if (order == 0)
        order = (x->line > y->line) - (x->line < y->line);
    if (order == 0)
        order = (x->column > y->column) - (x->column < y->column);
    return order != 0 ? order : strcmp(x->message, y->message);
}

/* The programs of a set that is sound are held against each other, and all that the lint found is put in order. */
static void finish_lint(wm_lint *lint)
{
    wm_faults *faults = lint->want->faults; /* of the lint only: those of loading are sorted by load() */
    wm_lint_shadows(lint);
    if (faults->list.count != 0)
        qsort(faults->list.items, faults->list.count, sizeof(wm_fault), by_place);
}

/* The steps in order; each takes what the ones before it left sound. */
static wm_status load(wm_loading *l, wm_error *err)
{
    uint32_t faults_before = l->faults->list.count;
    wm_status status = add_input_labels(l, err);
    if (status == WM_OK)
        status = read_lexicons(l, err);
    if (status == WM_OK)
        status = read_files(l, err);
    if (status != WM_OK)
        return status;
    wm_load_macros(l);
    /* slots first: actions and examples name them */
    for (uint32_t i = 0; i < l->blocks.count; i++) {
        wm_block *block = l->blocks.items[i];
        wm_load_slots(l, block);
        uint32_t before = l->faults->list.count;
        wm_load_actions(l, block);
        if (!block->bad && l->faults->list.count == before)
            wm_load_unused(l, block);
        wm_load_examples(l, block);
    }
    resolve_blocks(l);
    check_blocks(l);
    wm_load_derivable(l);
    wm_lint *lint = l->input->lint != NULL && l->faults->list.count == 0 ? wm_lint_new(l) : NULL;
    if (lint != NULL)
        wm_lint_trees(lint);
    if (l->faults->list.count == 0)
        compile_blocks(l);
    if (l->faults->list.count == 0)
        wm_index_build(l);
    if (lint != NULL && l->faults->list.count == 0)
        finish_lint(lint);
    if (l->faults->list.count > faults_before)
        qsort(l->faults->list.items + faults_before, l->faults->list.count - faults_before, sizeof(wm_fault), by_place);
    return wm_faults_status(l->faults, err);
}

/* The time, with the address for sets that are loaded at the same moment by two threads. */
uint64_t wm_rules_new_serial(const wm_rules *rules)
{
    struct timespec now;
    timespec_get(&now, TIME_UTC);
    return (((uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec) << 8) ^ (uintptr_t)rules;
}

wm_status wm_rules_load(const wm_rules_input *input, wm_rules **ret_rules, wm_faults *faults, wm_error *err)
{
    wm_rules *rules = calloc(1, sizeof *rules);
    if (rules == NULL)
        return wm_fail(err, WM_NO_MEMORY, NULL, "out of memory");
    wm_arena scratch, brief;
    jmp_buf on_oom, *faults_oom = faults->arena->on_oom;
    wm_arena_init(&rules->keep);
    wm_arena_init(&scratch);
    wm_arena_init(&brief);
    rules->keep.on_oom = scratch.on_oom = brief.on_oom = faults->arena->on_oom = &on_oom;
    rules->labels.arena = &rules->keep;
    rules->serial = wm_rules_new_serial(rules);
    wm_status status;
    if (setjmp(on_oom) == 0) {
        wm_loading *l = WM_NEW(&scratch, wm_loading);
        *l = (wm_loading){.input = input, .rules = rules, .keep = &rules->keep, .faults = faults};
        l->scratch = &scratch;
        l->brief = &brief;
        l->words.arena = l->sets.arena = l->atoms.arena = l->ids.arena = &scratch;
        l->lexicon.lemmas.arena = &scratch;
        status = load(l, err);
    } else {
        status = wm_fail(err, WM_NO_MEMORY, NULL, "out of memory while rules were loaded");
    }
    faults->arena->on_oom = faults_oom; /* the caller's again: this frame ends */
    rules->keep.on_oom = NULL;
    wm_arena_done(&scratch);
    wm_arena_done(&brief);
    if (status == WM_OK)
        *ret_rules = rules;
    else
        wm_rules_free(rules); /* with every regex, which are the only things here that no arena frees */
    return status;
}

/* Takes what load() left behind at any point, too: nothing in the set is half made. */
void wm_rules_free(wm_rules *rules)
{
    if (rules == NULL)
        return;
    for (uint32_t i = 0; i < rules->regexes.count; i++)
        wm_regex_free(rules->regexes.items[i]);
    wm_arena_done(&rules->keep);
    wm_file_unmap(&rules->map);
    free(rules);
}
