/* SPDX-License-Identifier: MIT */
/* A set → the bytes of its file. Every struct with pointers is copied to the linked part, every array without to the
 * flat one, and each pointer is noted with what it leads to; the sizes of all arrays are those with which load.c and
 * its steps made them. A pointer that is left out here would stay what it was in this process: tests/unit/test_image.c
 * packs two sets made from one text, which lie at different places, and wants the same bytes.
 *
 * In: a set without faults. Out: bytes. Nothing of the set is changed.
 */
#include "rule/image.h"

#include <stddef.h>

typedef struct part_bytes {
    char *at;
    size_t len, room;
} part_bytes;

/* Something that many pointers lead to, and where it has been put. */
typedef struct shared_thing {
    const void *from;
    size_t at;
} shared_thing;

typedef struct packer {
    const wm_rules *rules;
    wm_arena *scratch;
    part_bytes flat, linked;
    WM_ARRAY(uint32_t) links;
    wm_intern sets;              /* word sets that are there, by address … */
    WM_ARRAY(size_t) set_places; /* … and where */
    WM_ARRAY(shared_thing) sources;
    size_t atoms_at;
} packer;

/* ---- parts ------------------------------------------------------------------------------------------------------ */

/* Appends, with zeros up to the next multiple of WM_IMAGE_ALIGN; gives where. `from` may be NULL for zeros. */
static size_t append(packer *p, part_bytes *to, const void *from, size_t size)
{
    size_t at = to->len, end = (at + size + WM_IMAGE_ALIGN - 1) / WM_IMAGE_ALIGN * WM_IMAGE_ALIGN;
    if (end > to->room) {
        to->room = end * 2;
        char *more = wm_arena_alloc(p->scratch, to->room);
        if (at != 0)
            memcpy(more, to->at, at);
        to->at = more;
    }
    if (end != at)
        memset(to->at + at, 0, end - at);
    if (from != NULL && size != 0)
        memcpy(to->at + at, from, size);
    to->len = end;
    return at;
}

/* What is no pointer, in a struct that is not copied whole because what lies between its fields is anything. */
static void put_plain(packer *p, size_t field, const void *from, size_t size)
{
    memcpy(p->linked.at + field, from, size);
}

/* The pointer at `field` of the linked part leads to `target`. */
static void put_link(packer *p, size_t field, wm_link_to to, size_t target)
{
    uintptr_t value = target;
    memcpy(p->linked.at + field, &value, sizeof value);
    *WM_PUSH(p->scratch, &p->links) = (uint32_t)field | (uint32_t)to;
}

static void put_null(packer *p, size_t field)
{
    memset(p->linked.at + field, 0, sizeof(void *));
}

static size_t put_flat(packer *p, size_t field, const void *from, size_t size)
{
    if (from == NULL) {
        put_null(p, field);
        return 0;
    }
    size_t at = append(p, &p->flat, from, size);
    put_link(p, field, WM_LINK_FLAT, at);
    return at;
}

/* An array of structs, whose own pointers are the caller's to put; gives where it is. */
static size_t put_linked(packer *p, size_t field, const void *from, size_t size)
{
    size_t at = append(p, &p->linked, from, size);
    put_link(p, field, WM_LINK_LINKED, at);
    return at;
}

static void put_text(packer *p, size_t field, const char *text)
{
    put_flat(p, field, text, text != NULL ? strlen(text) + 1 : 0);
}

/* A slice of its own, with a NUL behind. */
static void put_slice(packer *p, size_t field, wm_slice slice)
{
    size_t at = put_flat(p, field + offsetof(wm_slice, at), slice.at, slice.len);
    if (slice.at != NULL && at + slice.len == p->flat.len)
        append(p, &p->flat, NULL, 1);
}

/* A slice of a file that is there already. */
static void put_part(packer *p, size_t field, wm_slice part)
{
    for (uint32_t i = p->sources.count; part.at != NULL && i-- != 0;) {
        wm_slice file = ((const wm_source *)p->sources.items[i].from)->bytes;
        uintptr_t begin = (uintptr_t)file.at, here = (uintptr_t)part.at, at; /* pointers would have to be of one file */
        if (here < begin || here - begin > file.len)
            continue;
        memcpy(&at, p->linked.at + p->sources.items[i].at + offsetof(wm_source, bytes.at), sizeof at);
        put_link(p, field + offsetof(wm_slice, at), WM_LINK_FLAT, at + (here - begin));
        return;
    }
    put_slice(p, field, part);
}

/* ---- what programs are made of ---------------------------------------------------------------------------------- */

/* Word sets are many rules' at once. */
static void put_words(packer *p, size_t field, const uint64_t *words)
{
    if (words == NULL) {
        put_null(p, field);
        return;
    }
    uint32_t id = wm_intern_put(&p->sets, (wm_slice){(const char *)&words, sizeof words});
    if (id == p->set_places.count) {
        size_t at = append(p, &p->flat, words, (p->rules->word_count / 64 + 1) * sizeof *words);
        *WM_PUSH(p->scratch, &p->set_places) = at;
    }
    put_link(p, field, WM_LINK_FLAT, p->set_places.items[id]);
}

static void put_regex(packer *p, size_t field, const wm_regex *regex)
{
    put_null(p, field);
    for (uint32_t i = 0; regex != NULL && i < p->rules->regexes.count; i++)
        if (p->rules->regexes.items[i] == regex)
            put_link(p, field, WM_LINK_REGEX, i);
}

static void put_atom(packer *p, size_t at, const wm_atom *atom)
{
    put_words(p, at + offsetof(wm_atom, words), atom->words);
    put_slice(p, at + offsetof(wm_atom, exact), atom->exact);
    put_regex(p, at + offsetof(wm_atom, regex), atom->regex);
}

static void put_program(packer *p, size_t at, const wm_program *program)
{
    size_t count = program->code_count;
    put_flat(p, at + offsetof(wm_program, code), program->code, count * sizeof *program->code);
    put_flat(p, at + offsetof(wm_program, parts), program->parts, count * sizeof *program->parts);
    put_flat(p, at + offsetof(wm_program, users), program->users, count * sizeof *program->users);
    put_link(p, at + offsetof(wm_program, atoms), WM_LINK_LINKED, p->atoms_at);
    put_atom(p, at + offsetof(wm_program, trigger.atom), &program->trigger.atom);
    for (uint32_t i = 0; i < WM_ALSO_MAX; i++)
        put_atom(p, at + offsetof(wm_program, also) + i * sizeof(wm_atom), &program->also[i]);
    put_regex(p, at + offsetof(wm_program, open_regex), program->open_regex);
    put_regex(p, at + offsetof(wm_program, text), program->text);
}

/* The question at `field`, those behind it, and their kids, whose depth is that of macros. */
static void put_questions(packer *p, size_t field, const wm_question *question)
{
    put_null(p, field);
    for (; question != NULL; question = question->next) {
        size_t at = put_linked(p, field, question, sizeof *question);
        put_atom(p, at + offsetof(wm_question, atom), &question->atom);
        put_part(p, at + offsetof(wm_question, part), question->part);
        put_questions(p, at + offsetof(wm_question, first), question->first);
        field = at + offsetof(wm_question, next);
        put_null(p, field);
    }
}

/* ---- what rules say of themselves ------------------------------------------------------------------------------- */

/* All files, before anything that is a part of them. */
static void put_sources(packer *p)
{
    const wm_rules *rules = p->rules;
    size_t field = put_linked(p, offsetof(wm_rules, sources.items), rules->sources.items,
                              rules->sources.count * sizeof *rules->sources.items);
    for (uint32_t i = 0; i < rules->sources.count; i++, field += sizeof(void *)) {
        const wm_source *source = rules->sources.items[i];
        size_t at = put_linked(p, field, NULL, sizeof *source); /* `shown` and `faults` are those of loading */
        put_plain(p, at + offsetof(wm_source, bytes.len), &source->bytes.len, sizeof source->bytes.len);
        put_plain(p, at + offsetof(wm_source, line_count), &source->line_count, sizeof source->line_count);
        put_slice(p, at + offsetof(wm_source, bytes), source->bytes);
        put_flat(p, at + offsetof(wm_source, line_begins), source->line_begins,
                 source->line_count * sizeof *source->line_begins);
        *WM_PUSH(p->scratch, &p->sources) = (shared_thing){source, at};
    }
}

static void put_source(packer *p, size_t field, const wm_source *source)
{
    for (uint32_t i = 0; i < p->sources.count; i++)
        if (p->sources.items[i].from == source)
            put_link(p, field, WM_LINK_LINKED, p->sources.items[i].at);
}

static void put_actions(packer *p, size_t field, const wm_rule_info *info)
{
    size_t at = put_linked(p, field, info->actions, info->action_count * sizeof *info->actions);
    for (uint32_t i = 0; i < info->action_count; i++, at += sizeof(wm_action)) {
        const wm_action *action = &info->actions[i];
        put_text(p, at + offsetof(wm_action, what), action->what);
        size_t arg =
            put_linked(p, at + offsetof(wm_action, args), action->args, action->arg_count * sizeof *action->args);
        for (uint32_t j = 0; j < action->arg_count; j++, arg += sizeof(wm_arg)) {
            put_text(p, arg + offsetof(wm_arg, key), action->args[j].key);
            put_text(p, arg + offsetof(wm_arg, text), action->args[j].text);
        }
    }
}

static void put_examples(packer *p, size_t field, const wm_rule_info *info)
{
    size_t at = put_linked(p, field, info->examples, info->example_count * sizeof *info->examples);
    for (uint32_t i = 0; i < info->example_count; i++, at += sizeof(wm_example)) {
        const wm_example *example = &info->examples[i];
        put_text(p, at + offsetof(wm_example, text), example->text);
        put_part(p, at + offsetof(wm_example, part), example->part);
        size_t mark = put_linked(p, at + offsetof(wm_example, marks), example->marks,
                                 example->mark_count * sizeof *example->marks);
        for (uint32_t j = 0; j < example->mark_count; j++, mark += sizeof(wm_example_mark))
            put_part(p, mark + offsetof(wm_example_mark, part), example->marks[j].part);
    }
}

static void put_info(packer *p, size_t at, const wm_rule_info *info)
{
    put_text(p, at + offsetof(wm_rule_info, id), info->id);
    put_text(p, at + offsetof(wm_rule_info, why), info->why);
    put_text(p, at + offsetof(wm_rule_info, file), info->file);
    put_source(p, at + offsetof(wm_rule_info, source), info->source);
    size_t names = put_linked(p, at + offsetof(wm_rule_info, slot_names), info->slot_names,
                              info->slot_count * sizeof *info->slot_names);
    for (uint32_t i = 0; i < info->slot_count; i++)
        put_text(p, names + i * sizeof *info->slot_names, info->slot_names[i]);
    put_actions(p, at + offsetof(wm_rule_info, actions), info);
    put_examples(p, at + offsetof(wm_rule_info, examples), info);
}

/* ---- the set ---------------------------------------------------------------------------------------------------- */

static void put_labels(packer *p, const wm_rules *rules)
{
    const wm_intern *labels = &rules->labels;
    size_t at = put_linked(p, offsetof(wm_rules, labels.strings.items), labels->strings.items,
                           labels->strings.count * sizeof *labels->strings.items);
    for (uint32_t i = 0; i < labels->strings.count; i++)
        put_slice(p, at + i * sizeof(wm_slice), labels->strings.items[i]);
    put_flat(p, offsetof(wm_rules, labels.slots), labels->slots, labels->slot_count * sizeof *labels->slots);
    put_null(p, offsetof(wm_rules, labels.arena));
    put_flat(p, offsetof(wm_rules, derivable), rules->derivable, WM_LABELS_MAX * sizeof *rules->derivable);
    put_flat(p, offsetof(wm_rules, plain), rules->plain, WM_LABELS_MAX * sizeof *rules->plain);
}

static void put_derived(packer *p, const wm_rules *rules)
{
    size_t at = put_linked(p, offsetof(wm_rules, derived.items), rules->derived.items,
                           rules->derived.count * sizeof *rules->derived.items);
    for (uint32_t i = 0; i < rules->derived.count; i++, at += sizeof(wm_derived)) {
        const wm_derived *derived = &rules->derived.items[i];
        size_t test = put_linked(p, at + offsetof(wm_derived, tests), derived->tests,
                                 derived->test_count * sizeof *derived->tests);
        for (uint32_t j = 0; j < derived->test_count; j++, test += sizeof(wm_label_test)) {
            put_text(p, test + offsetof(wm_label_test, key), derived->tests[j].key);
            put_slice(p, test + offsetof(wm_label_test, value), derived->tests[j].value);
        }
    }
}

static void put_programs(packer *p, const wm_rules *rules)
{
    p->atoms_at = put_linked(p, offsetof(wm_rules, atoms.items), rules->atoms.items,
                             rules->atoms.count * sizeof *rules->atoms.items);
    for (uint32_t i = 0; i < rules->atoms.count; i++)
        put_atom(p, p->atoms_at + i * sizeof(wm_atom), &rules->atoms.items[i]);
    size_t parts = put_linked(p, offsetof(wm_rules, parts.items), rules->parts.items,
                              rules->parts.count * sizeof *rules->parts.items);
    for (uint32_t i = 0; i < rules->parts.count; i++)
        put_part(p, parts + i * sizeof(wm_slice), rules->parts.items[i]);
    size_t programs =
        put_linked(p, offsetof(wm_rules, programs), rules->programs, rules->count * sizeof *rules->programs);
    size_t infos = put_linked(p, offsetof(wm_rules, infos), rules->infos, rules->count * sizeof *rules->infos);
    for (uint32_t i = 0; i < rules->count; i++) {
        put_program(p, programs + i * sizeof(wm_program), &rules->programs[i]);
        put_info(p, infos + i * sizeof(wm_rule_info), &rules->infos[i]);
    }
    size_t questions = put_linked(p, offsetof(wm_rules, questions.items), rules->questions.items,
                                  rules->questions.count * sizeof *rules->questions.items);
    for (uint32_t i = 0; i < rules->questions.count; i++)
        put_questions(p, questions + i * sizeof(void *), rules->questions.items[i]);
}

static void put_index(packer *p, const wm_rules *rules)
{
    size_t set_size = (rules->word_count / 64 + 1) * sizeof(uint64_t);
    put_flat(p, offsetof(wm_rules, words), rules->words, rules->word_room * sizeof *rules->words);
    put_flat(p, offsetof(wm_rules, watched_words), rules->watched_words, set_size);
    put_flat(p, offsetof(wm_rules, word_phases), rules->word_phases,
             (rules->word_count + 1) * sizeof *rules->word_phases);
    put_flat(p, offsetof(wm_rules, phase_numbers), rules->phase_numbers,
             rules->phase_count * sizeof *rules->phase_numbers);
    size_t at = put_linked(p, offsetof(wm_rules, phases), rules->phases, rules->phase_count * sizeof *rules->phases);
    for (uint32_t i = 0; i < rules->phase_count; i++)
        put_flat(p, at + i * sizeof(wm_phase) + offsetof(wm_phase, words), rules->phases[i].words, set_size);
}

static void put_sieve(packer *p, const wm_rules *rules)
{
    const wm_sieve *sieve = &rules->sieve;
    uint32_t features = WM_FEATURE_SET + sieve->set_count, vocabulary = rules->word_count + 1;
    put_flat(p, offsetof(wm_rules, sieve.words), sieve->words, sieve->word_count * sizeof *sieve->words);
    put_flat(p, offsetof(wm_rules, sieve.besides), sieve->besides, sieve->beside_count * sizeof *sieve->besides);
    put_flat(p, offsetof(wm_rules, sieve.always), sieve->always, sieve->raw_count * sizeof *sieve->always);
    put_flat(p, offsetof(wm_rules, sieve.first), sieve->first, (features + 1) * sizeof *sieve->first);
    put_flat(p, offsetof(wm_rules, sieve.entries), sieve->entries, sieve->first[features] * sizeof *sieve->entries);
    put_flat(p, offsetof(wm_rules, sieve.set_first), sieve->set_first, (vocabulary + 1) * sizeof *sieve->set_first);
    put_flat(p, offsetof(wm_rules, sieve.sets), sieve->sets, sieve->set_first[vocabulary] * sizeof *sieve->sets);
}

/* The regexes are made anew from what they were made from; gives where that is. */
static size_t put_regexes(packer *p, const wm_rules *rules)
{
    size_t at = put_linked(p, offsetof(wm_rules, regexes.items), rules->regexes.items,
                           rules->regexes.count * sizeof *rules->regexes.items);
    size_t sources = append(p, &p->linked, NULL, rules->regexes.count * sizeof(wm_regex_source));
    for (uint32_t i = 0; i < rules->regexes.count; i++) {
        put_link(p, at + i * sizeof(void *), WM_LINK_REGEX, i);
        size_t field = sources + i * sizeof(wm_regex_source);
        const wm_regex_source *source = wm_regex_source_of(rules->regexes.items[i]);
        put_plain(p, field + offsetof(wm_regex_source, pattern.len), &source->pattern.len, sizeof source->pattern.len);
        put_plain(p, field + offsetof(wm_regex_source, whole), &source->whole, sizeof source->whole);
        put_plain(p, field + offsetof(wm_regex_source, fold_case), &source->fold_case, sizeof source->fold_case);
        put_part(p, field + offsetof(wm_regex_source, pattern), source->pattern);
    }
    return sources;
}

/* The head is filled last, when all sizes are known. */
static wm_slice finish(packer *p, wm_slice key, size_t regexes_at)
{
    wm_image_head head = {.magic = WM_IMAGE_MAGIC, .regexes_at = regexes_at, .link_count = p->links.count};
    part_bytes all = {0};
    append(p, &all, &head, sizeof head);
    append(p, &all, key.at, key.len);
    size_t from = all.len;
    append(p, &all, p->flat.at, p->flat.len);
    append(p, &all, p->linked.at, p->linked.len);
    append(p, &all, p->links.items, p->links.count * sizeof *p->links.items);
    head.key_size = from - sizeof head;
    head.flat_size = p->flat.len;
    head.linked_size = p->linked.len;
    wm_image_sum(&head, (wm_slice){all.at + from, all.len - from}, head.sums);
    memcpy(all.at, &head, sizeof head);
    return (wm_slice){all.at, all.len};
}

/* The set itself is the first of the linked structs: its fields are at their own offsets. */
wm_slice wm_rules_pack(const wm_rules *rules, wm_slice key, wm_arena *scratch)
{
    packer p = {.rules = rules, .scratch = scratch};
    p.sets.arena = scratch;
    append(&p, &p.linked, rules, sizeof *rules);
    memset(p.linked.at + offsetof(wm_rules, keep), 0, sizeof rules->keep);
    memset(p.linked.at + offsetof(wm_rules, map), 0, sizeof rules->map);
    memset(p.linked.at + offsetof(wm_rules, serial), 0, sizeof rules->serial);
    put_sources(&p);
    put_labels(&p, rules);
    put_derived(&p, rules);
    put_programs(&p, rules);
    put_index(&p, rules);
    put_sieve(&p, rules);
    size_t regexes_at = put_regexes(&p, rules);
    return finish(&p, key, regexes_at);
}
