/* SPDX-License-Identifier: MIT */
/* Scores for people, in columns of an 80-column terminal, and for programs, one figure a line.
 *
 * In: scored sets. Out: text. A table gives per cent with one decimal and intervals in whole ones; TSV gives shares
 * with six decimals, and counts. Figures that do not exist (nothing was found, so no precision) are "-" or empty.
 * Errors, if wanted, follow behind an empty line.
 */
#include "cli/eval.h"
#include "out/screen.h"

#include <stdio.h>

enum { LABEL_WIDTH = 18, COUNT_WIDTH = 7, FIGURE_WIDTH = 14, FEW = 30 };

/* printf follows the locale, but this program never sets one, so the point is a point. */
void wm_eval_put_number(wm_buffer *out, double number, int decimals)
{
    char text[64];
    int len = snprintf(text, sizeof text, "%.*f", decimals, number);
    wm_buffer_put_bytes(out, text, len > 0 && (size_t)len < sizeof text ? (size_t)len : 0);
}

/* Ends a cell that began at `begin`: filled up with blanks, and one more as a gap. */
static void pad(wm_buffer *out, size_t begin, size_t width)
{
    size_t used = out->len - begin;
    wm_buffer_put_run(out, ' ', used < width ? width - used : 1);
}

/* Padded behind; what is too wide moves the rest of its row and no other. */
static void put_cell(wm_buffer *out, const char *text, size_t width)
{
    size_t begin = out->len;
    wm_buffer_put_text(out, text);
    pad(out, begin, width);
}

/* Counts of coreference are sums of shares, which people want rounded. */
static void put_count(wm_buffer *out, double count)
{
    char text[32];
    snprintf(text, sizeof text, "%*.0f", COUNT_WIDTH - 1, count);
    put_cell(out, text, COUNT_WIDTH);
}

/* ---- table ------------------------------------------------------------------------------------------------------ */

/* 84.8  82-87 */
static void put_figure(wm_buffer *out, const wm_figure *figure, double scale)
{
    char text[64];
    if (!figure->known)
        snprintf(text, sizeof text, "%5s", "-");
    else if (!figure->bounded)
        snprintf(text, sizeof text, "%5.1f", figure->value * scale);
    else
        snprintf(text, sizeof text, "%5.1f %3.0f-%.0f", figure->value * scale, figure->low * scale,
                 figure->high * scale);
    put_cell(out, text, FIGURE_WIDTH);
}

/* Cells are padded before anybody knows which is the last, and no line ends in blanks. */
static void end_row(wm_buffer *out)
{
    while (out->len != 0 && out->at[out->len - 1] == ' ')
        out->len--;
    wm_buffer_put_char(out, '\n');
}

/* Accuracies have one count less than F1 has. */
static void put_row(wm_buffer *out, const wm_eval_set *set, unsigned measure)
{
    const wm_measure *m = wm_measure_of(measure);
    const wm_count *count = &set->sum.of[measure];
    const wm_figures *figures = &set->figures[measure];
    double scale = m->form == WM_SCORE_PER_HUNDRED ? 1 : 100; /* the former is per hundred already */
    char label[64];
    snprintf(label, sizeof label, "%s %s", m->name, m->type);
    put_cell(out, label, LABEL_WIDTH);
    put_count(out, count->gold);
    if (m->form <= WM_SCORE_PRF_KNOWN)
        put_count(out, count->system);
    put_count(out, count->hit);
    if (m->form > WM_SCORE_PRF_KNOWN)
        wm_buffer_put_run(out, ' ', COUNT_WIDTH);
    for (unsigned f = 0; f < wm_measure_figures(measure); f++)
        put_figure(out, &figures->of[f], scale);
    end_row(out);
}

/* The columns mean something else where the form changes. */
static void put_head(wm_buffer *out, unsigned measure, bool color)
{
    static const char *const parts[WM_SCORE_PARTS] = {"names", "coreference", "contacts"};
    static const char prf[] = "   gold system  right precision     recall        F1";
    static const char *const heads[] = {prf, prf, "  cases  right        accuracy",
                                        "  texts events        in a hundred texts"};
    const wm_measure *m = wm_measure_of(measure);
    wm_screen_style(out, WM_STYLE_HEAD, color);
    put_cell(out, m->form > WM_SCORE_PRF_KNOWN ? "" : parts[m->part], LABEL_WIDTH - 1);
    wm_buffer_put_text(out, heads[m->form]);
    wm_screen_style(out, WM_STYLE_PLAIN, color);
    wm_buffer_put_char(out, '\n');
}

/* Below FEW texts a bootstrap draws the same ones again and again, and its interval promises too much. */
static void put_title(wm_buffer *out, const wm_eval_set *set, bool color)
{
    wm_screen_style(out, WM_STYLE_PATH, color);
    wm_screen_put_cell(out, wm_slice_of(set->path != NULL ? set->path : "all files"));
    wm_screen_style(out, WM_STYLE_PLAIN, color);
    WM_BUFFER_LITERAL(out, ": ");
    wm_buffer_put_uint(out, set->count);
    wm_buffer_put_text(out, set->count == 1 ? " text" : " texts");
    WM_BUFFER_LITERAL(out, ", 95 % intervals");
    if (set->count < FEW)
        WM_BUFFER_LITERAL(out, " (too narrow: few texts)");
    wm_buffer_put_char(out, '\n');
}

/* A head for each part and wherever the columns change their meaning. */
static void put_set(wm_buffer *out, const wm_eval_set *set, bool color)
{
    bool any = false;
    put_title(out, set, color);
    for (unsigned m = 0; m < WM_MEASURES; m++) {
        const wm_measure *measure = wm_measure_of(m), *before = m != 0 ? wm_measure_of(m - 1) : NULL;
        if (set->texts[measure->part] == 0)
            continue;
        if (!any || before->part != measure->part || before->form != measure->form) {
            if (before == NULL || before->part != measure->part)
                wm_buffer_put_char(out, '\n');
            put_head(out, m, color);
        }
        any = true;
        put_row(out, set, m);
    }
    if (!any)
        WM_BUFFER_LITERAL(out, "nothing is annotated in it: no entities, no events\n");
}

/* Two lines an error: what and where, then what stands there instead and who said so. */
static void put_errors(wm_buffer *out, const wm_eval *eval, bool color)
{
    for (uint32_t i = 0; i < eval->errors.count; i++) {
        const wm_eval_error *e = &eval->errors.items[i];
        wm_buffer_put_char(out, '\n');
        wm_screen_style(out, WM_STYLE_PATH, color);
        wm_screen_put_cell(out, e->id);
        wm_screen_style(out, WM_STYLE_PLAIN, color);
        wm_buffer_put_char(out, ':');
        wm_buffer_put_uint(out, e->begin);
        WM_BUFFER_LITERAL(out, ": ");
        wm_screen_style(out, WM_STYLE_ERROR, color);
        wm_buffer_put_text(out, e->kind);
        wm_screen_style(out, WM_STYLE_PLAIN, color);
        const char *const lines[] = {e->what, e->context, e->instead, e->by};
        static const char *const heads[] = {" ", "\n    ", "\n    instead: ", "\n    by: "};
        for (size_t k = 0; k < sizeof lines / sizeof *lines; k++)
            if (lines[k] != NULL) {
                wm_buffer_put_text(out, heads[k]);
                wm_screen_put_cell(out, wm_slice_of(lines[k]));
            }
        wm_buffer_put_char(out, '\n');
    }
    if (eval->errors.count == 0)
        WM_BUFFER_LITERAL(out, "\nno errors\n");
}

/* Files first, all together last, where it is seen. */
void wm_eval_put_table(wm_buffer *out, const wm_eval *eval, const wm_view *view)
{
    for (uint32_t i = 0; i < eval->sets.count; i++) {
        if (i != 0)
            wm_buffer_put_char(out, '\n');
        put_set(out, &eval->sets.items[i], view->color);
    }
    if (eval->options->errors)
        put_errors(out, eval, view->color);
}

/* ---- TSV -------------------------------------------------------------------------------------------------------- */

/* The counts that a figure is made of, where it is a quotient of two of them. */
static void put_quotient(wm_buffer *out, const wm_measure *m, const wm_count *count, unsigned figure)
{
    bool prf = m->form <= WM_SCORE_PRF_KNOWN;
    if (prf && figure == 2) {
        WM_BUFFER_LITERAL(out, "\t\t");
        return;
    }
    double part = prf && figure == 0 ? count->right : count->hit;
    wm_buffer_put_char(out, '\t');
    wm_eval_put_number(out, part, part != (double)(uint64_t)part ? 6 : 0);
    wm_buffer_put_char(out, '\t');
    wm_eval_put_number(out, prf && figure == 0 ? count->system : count->gold, 0);
}

/* One figure with everything known of it: long, but every line alike, which is what programs want. */
static void put_line(wm_buffer *out, const wm_eval_set *set, unsigned measure, unsigned f)
{
    const wm_measure *m = wm_measure_of(measure);
    const wm_figure *figure = &set->figures[measure].of[f];
    const char *const words[] = {m->name, m->type, wm_measure_figure_name(measure, f)};
    const double numbers[] = {figure->value, figure->low, figure->high};
    wm_screen_put_cell(out, wm_slice_of(set->path != NULL ? set->path : ""));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        wm_buffer_put_char(out, '\t');
        wm_buffer_put_text(out, words[i]);
    }
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        wm_buffer_put_char(out, '\t');
        if (i == 0 ? figure->known : figure->bounded)
            wm_eval_put_number(out, numbers[i], 6);
    }
    put_quotient(out, m, &set->sum.of[measure], f);
    wm_buffer_put_char(out, '\n');
}

/* A second block, with columns of its own. */
static void put_error_lines(wm_buffer *out, const wm_eval *eval)
{
    WM_BUFFER_LITERAL(out, "\nfile\tid\tat\terror\twhat\tcontext\tinstead\tby\n");
    for (uint32_t i = 0; i < eval->errors.count; i++) {
        const wm_eval_error *e = &eval->errors.items[i];
        const char *const cells[] = {e->kind, e->what, e->context, e->instead, e->by};
        wm_screen_put_cell(out, wm_slice_of(e->path));
        wm_buffer_put_char(out, '\t');
        wm_screen_put_cell(out, e->id);
        wm_buffer_put_char(out, '\t');
        wm_buffer_put_uint(out, e->begin);
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
            wm_buffer_put_char(out, '\t');
            wm_screen_put_cell(out, wm_slice_of(cells[k] != NULL ? cells[k] : ""));
        }
        wm_buffer_put_char(out, '\n');
    }
}

/* Lists of errors come behind an empty line, with a head of their own. */
void wm_eval_put_tsv(wm_buffer *out, const wm_eval *eval)
{
    WM_BUFFER_LITERAL(out, "file\tmeasure\tof\tfigure\tvalue\tlow\thigh\tright\tall\n");
    for (uint32_t i = 0; i < eval->sets.count; i++)
        for (unsigned m = 0; m < WM_MEASURES; m++)
            for (unsigned f = 0; eval->sets.items[i].texts[wm_measure_of(m)->part] != 0 && f < wm_measure_figures(m);
                 f++)
                put_line(out, &eval->sets.items[i], m, f);
    if (eval->options->errors)
        put_error_lines(out, eval);
}
