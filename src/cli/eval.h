/* SPDX-License-Identifier: MIT */
/* What the pieces of eval share: the texts, their answers, the sets that they are scored in. */
#ifndef WM_CLI_EVAL_H
#define WM_CLI_EVAL_H

#include "cli/options.h"
#include "cli/score.h"
#include "cli/view.h"
#include "out/buffer.h"
#include "whomet.h"

/* An annotated text and what was answered about it. */
typedef struct wm_eval_text {
    wm_gold gold, answer;
    wm_counts counts;
} wm_eval_text;

/* The texts of a file, or of all files. */
typedef struct wm_eval_set {
    const char *path; /* NULL: all of them */
    uint32_t first, count;
    uint32_t texts[WM_SCORE_PARTS]; /* that are scored for this part; 0: the part is not annotated */
    wm_counts sum;
    wm_figures figures[WM_MEASURES];
} wm_eval_set;

/* Something wrong in an answer, in words. */
typedef struct wm_eval_error {
    const char *path;
    wm_slice id;         /* of the text */
    uint32_t begin;      /* code points; where it is */
    const char *kind;    /* "missed", "false", "differs" */
    const char *what;    /* "PER", or the event */
    const char *context; /* the text around it, which stands in brackets */
    const char *instead; /* what the other side has there; NULL: nothing */
    const char *by;      /* the rule or entry that said so; NULL: nobody did */
} wm_eval_error;

typedef struct wm_eval {
    const wm_options *options;
    wm_arena *keep, scratch;
    WM_ARRAY(wm_eval_text) texts;
    WM_ARRAY(wm_eval_set) sets; /* the last one is the total when there are several files */
    WM_ARRAY(wm_eval_error) errors;
    uint64_t failed;         /* lines, files, texts */
    wm_arena *answer_arenas; /* of the threads that annotated */
    unsigned answer_arena_count;
} wm_eval;

/* Reads the files; tells what is wrong and goes on. A set for each file. */
void wm_eval_load(wm_eval *eval);
/* Takes the answers from a file instead of annotating. */
void wm_eval_load_answers(wm_eval *eval, const char *path);
/* Annotates all texts. */
void wm_eval_annotate(wm_eval *eval, const whomet_knowledge *knowledge);

/* `result` in the shape of the gold, in `keep`. Names are mentions of form "name"; places that a dateline gave are left
 * out, since the text does not say that the contact was there. */
void wm_eval_answer(const whomet_result *result, wm_arena *keep, wm_gold *ret_answer);

/* One floor of --at-least. */
typedef struct wm_floor {
    const char *name;
    unsigned measure;
    double least;
} wm_floor;

typedef WM_ARRAY(wm_floor) wm_floors;

/* "0.8", or "names:0.8,pairs:0.6". */
wm_status wm_floors_read(const char *text, wm_arena *keep, wm_floors *ret_floors, wm_error *err);
/* Tells which figures of `set` are too low; are all of them high enough? */
bool wm_floors_hold(const wm_floors *floors, const wm_eval_set *set);

/* Fills the list of errors, by --errors, from texts and sets that are complete. */
void wm_eval_find_errors(wm_eval *eval);

void wm_eval_put_table(wm_buffer *out, const wm_eval *eval, const wm_view *view);
void wm_eval_put_tsv(wm_buffer *out, const wm_eval *eval);
void wm_eval_put_json(wm_buffer *out, const wm_eval *eval);
/* `number` with so many decimals, and a point in every locale. */
void wm_eval_put_number(wm_buffer *out, double number, int decimals);

#endif
