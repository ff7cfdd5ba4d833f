/* SPDX-License-Identifier: MIT */
/* Scores as one JSON object, for programs that read more than one of them.
 *
 * In: scored sets. Out: {"schema": "whomet-eval/1", "sets": [{"file", "texts", "scores": [{"part", "measure", "of",
 * counts, figures}]}], "errors": [...]}. A figure is {"value", "low", "high"}, null where there is none; the set of all
 * files has the file null. Key order is fixed, numbers have six decimals.
 */
#include "cli/eval.h"
#include "out/json_part.h"

/* Never the first of its object, so it brings its comma. */
static void put_key(wm_buffer *out, const char *key)
{
    WM_BUFFER_LITERAL(out, ",\"");
    wm_buffer_put_text(out, key);
    WM_BUFFER_LITERAL(out, "\":");
}

/* Null and not 0: nothing found is no precision, which is not a bad one. */
static void put_number(wm_buffer *out, const char *key, double number, bool known)
{
    put_key(out, key);
    if (known)
        wm_eval_put_number(out, number, 6);
    else
        WM_BUFFER_LITERAL(out, "null");
}

/* Counts are whole but for coreference. */
static void put_count(wm_buffer *out, const char *key, double count)
{
    put_key(out, key);
    wm_eval_put_number(out, count, count != (double)(uint64_t)count ? 6 : 0);
}

/* Null where nothing can be said; the bounds are null where no draw of texts had a value. */
static void put_figure(wm_buffer *out, const char *name, const wm_figure *figure)
{
    put_key(out, name);
    if (!figure->known) {
        WM_BUFFER_LITERAL(out, "null");
        return;
    }
    WM_BUFFER_LITERAL(out, "{\"value\":");
    wm_eval_put_number(out, figure->value, 6);
    put_number(out, "low", figure->low, figure->bounded);
    put_number(out, "high", figure->high, figure->bounded);
    wm_buffer_put_char(out, '}');
}

/* Counts have the names of what they count, so that nobody has to look up what `gold` means for an accuracy. */
static void put_score(wm_buffer *out, const wm_eval_set *set, unsigned measure)
{
    static const char *const parts[WM_SCORE_PARTS] = {"names", "coreference", "contacts"};
    const wm_measure *m = wm_measure_of(measure);
    const wm_count *count = &set->sum.of[measure];
    WM_BUFFER_LITERAL(out, "{\"part\":");
    wm_json_put_text(out, parts[m->part]);
    put_key(out, "measure");
    wm_json_put_text(out, m->name);
    put_key(out, "of");
    wm_json_put_text(out, m->type);
    if (m->form <= WM_SCORE_PRF_KNOWN) {
        put_count(out, "gold", count->gold);
        put_count(out, "system", count->system);
        put_count(out, "right", count->right);
        if (m->part == WM_PART_COREFERENCE)
            put_count(out, "recalled", count->hit);
    } else {
        bool accuracy = m->form == WM_SCORE_ACCURACY;
        put_count(out, accuracy ? "cases" : "texts", count->gold);
        put_count(out, accuracy ? "right" : "events", count->hit);
    }
    for (unsigned f = 0; f < wm_measure_figures(measure); f++)
        put_figure(out, wm_measure_figure_name(measure, f), &set->figures[measure].of[f]);
    wm_buffer_put_char(out, '}');
}

/* Measures of a part that is not annotated are left out. */
static void put_set(wm_buffer *out, const wm_eval_set *set)
{
    bool first = true;
    WM_BUFFER_LITERAL(out, "{\"file\":");
    if (set->path != NULL)
        wm_json_put_text(out, set->path);
    else
        WM_BUFFER_LITERAL(out, "null");
    put_count(out, "texts", set->count);
    put_key(out, "scores");
    wm_buffer_put_char(out, '[');
    for (unsigned m = 0; m < WM_MEASURES; m++) {
        if (set->texts[wm_measure_of(m)->part] == 0)
            continue;
        if (!first)
            wm_buffer_put_char(out, ',');
        first = false;
        put_score(out, set, m);
    }
    WM_BUFFER_LITERAL(out, "]}");
}

/* Keys of what is not there are left out, as in schema whomet/1. */
static void put_error(wm_buffer *out, const wm_eval_error *error)
{
    WM_BUFFER_LITERAL(out, "{\"file\":");
    wm_json_put_text(out, error->path);
    put_key(out, "id");
    wm_json_put_string(out, error->id);
    put_key(out, "at");
    wm_buffer_put_uint(out, error->begin);
    WM_JSON_OPTIONAL(out, ",\"error\":", error->kind);
    WM_JSON_OPTIONAL(out, ",\"what\":", error->what);
    WM_JSON_OPTIONAL(out, ",\"context\":", error->context);
    WM_JSON_OPTIONAL(out, ",\"instead\":", error->instead);
    WM_JSON_OPTIONAL(out, ",\"by\":", error->by);
    wm_buffer_put_char(out, '}');
}

/* One object and a line feed, so that runs can be collected in one file of JSON Lines. */
void wm_eval_put_json(wm_buffer *out, const wm_eval *eval)
{
    WM_BUFFER_LITERAL(out, "{\"schema\":\"whomet-eval/1\",\"sets\":[");
    for (uint32_t i = 0; i < eval->sets.count; i++) {
        if (i != 0)
            wm_buffer_put_char(out, ',');
        put_set(out, &eval->sets.items[i]);
    }
    wm_buffer_put_char(out, ']');
    if (eval->options->errors) {
        put_key(out, "errors");
        wm_buffer_put_char(out, '[');
        for (uint32_t i = 0; i < eval->errors.count; i++) {
            if (i != 0)
                wm_buffer_put_char(out, ',');
            put_error(out, &eval->errors.items[i]);
        }
        wm_buffer_put_char(out, ']');
    }
    WM_BUFFER_LITERAL(out, "}\n");
}
