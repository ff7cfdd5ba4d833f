/* SPDX-License-Identifier: MIT */
/* Lexicon files. Forms are folded as words of a text are, so that the lexicon is compared like with like. The spelling
 * rules are the four of any schoolbook; a form they get wrong is no word, so it harms nobody, and the right one can be
 * written on the line.
 */
#include "rule/lexicon.h"

#include "base/utf8.h"

/* In folded letters; the schoolbook's rules speak of no others. */
static bool ends_in(wm_slice word, const char *tail)
{
    size_t len = strlen(tail);
    return word.len >= len && memcmp(word.at + word.len - len, tail, len) == 0;
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* carry: a y behind a consonant becomes i before -ed and -es. */
static bool has_soft_y(wm_slice word)
{
    return word.len > 1 && ends_in(word, "y") && !is_vowel(word.at[word.len - 2]);
}

/* `stem` without its last `drop` bytes, and the ending. */
static void add(wm_forms *forms, wm_arena *keep, wm_slice stem, size_t drop, const char *ending)
{
    const char *form = wm_arena_format(keep, "%.*s%s", (int)(stem.len - drop), stem.at, ending);
    *WM_PUSH(keep, forms) = wm_slice_of(form);
}

/* visits, reaches, carries, vetoes. */
static void add_s(wm_forms *forms, wm_arena *keep, wm_slice word)
{
    bool hiss =
        ends_in(word, "s") || ends_in(word, "x") || ends_in(word, "z") || ends_in(word, "ch") || ends_in(word, "sh");
    bool hard_o = word.len > 1 && ends_in(word, "o") && !is_vowel(word.at[word.len - 2]);
    if (has_soft_y(word))
        add(forms, keep, word, 1, "ies");
    else
        add(forms, keep, word, 0, hiss || hard_o ? "es" : "s");
}

/* visited, agreed, carried. */
static void add_ed(wm_forms *forms, wm_arena *keep, wm_slice word)
{
    if (has_soft_y(word))
        add(forms, keep, word, 1, "ied");
    else
        add(forms, keep, word, 0, ends_in(word, "e") ? "d" : "ed");
}

/* visiting, hosting, lying; but agreeing, dyeing, canoeing. */
static void add_ing(wm_forms *forms, wm_arena *keep, wm_slice word)
{
    bool mute_e = ends_in(word, "e") && !ends_in(word, "ee") && !ends_in(word, "ye") && !ends_in(word, "oe");
    if (ends_in(word, "ie"))
        add(forms, keep, word, 2, "ying");
    else
        add(forms, keep, word, mute_e ? 1 : 0, "ing");
}

/* The next word of the line, folded into `keep`; a NULL `at` at its end. */
static wm_slice next_form(wm_slice *line, wm_arena *keep, wm_slice *ret_part)
{
    *line = wm_slice_trim(*line);
    size_t len = 0;
    while (len < line->len && line->at[len] != ' ' && line->at[len] != '\t')
        len++;
    if (len == 0)
        return (wm_slice){NULL, 0};
    char folded[WM_FOLD_MAX];
    *ret_part = (wm_slice){line->at, len};
    *line = (wm_slice){line->at + len, line->len - len};
    size_t size = wm_utf8_fold(*ret_part, folded);
    return (wm_slice){wm_arena_copy(keep, folded, size), size};
}

/* One lemma and its forms. The lemma itself is always one of them. */
static void read_line(wm_lexicon *lexicon, const wm_source *source, wm_slice line, wm_arena *keep)
{
    bool as_written = line.at[0] == '=';
    if (as_written)
        line = (wm_slice){line.at + 1, line.len - 1};
    wm_slice part = line, lemma = next_form(&line, keep, &part);
    if (lemma.at == NULL) {
        wm_source_fault(source, part, "'=' without a lemma");
        return;
    }
    if (wm_intern_find(&lexicon->lemmas, lemma) != WM_NO_ID) {
        wm_fault *fault = wm_source_fault(source, part, "lemma '%.*s' is given twice", WM_SLICE_ARG(part));
        fault->hint = "put all forms on one line";
        return;
    }
    wm_intern_put(&lexicon->lemmas, lemma);
    wm_forms *forms = WM_PUSH(keep, &lexicon->forms);
    *WM_PUSH(keep, forms) = lemma;
    for (wm_slice form; (form = next_form(&line, keep, &part)).at != NULL;)
        *WM_PUSH(keep, forms) = form;
    if (as_written)
        return;
    if (forms->count == 1)
        add_ed(forms, keep, lemma);
    add_s(forms, keep, lemma);
    add_ing(forms, keep, lemma);
}

/* Several files make one lexicon; a lemma stands in one of them only. */
void wm_lexicon_read(wm_lexicon *lexicon, const wm_source *source, wm_arena *keep)
{
    lexicon->lemmas.arena = keep;
    wm_slice rest = source->bytes;
    while (rest.at != NULL) {
        wm_slice line = wm_slice_trim(wm_slice_cut(&rest, '\n'));
        if (line.len != 0 && line.at[0] != '#')
            read_line(lexicon, source, line, keep);
    }
}

/* Asked by any spelling: %Meet is %meet. */
const wm_forms *wm_lexicon_forms(const wm_lexicon *lexicon, wm_slice lemma)
{
    char folded[WM_FOLD_MAX];
    wm_slice key = {folded, wm_utf8_fold(lemma, folded)};
    uint32_t id = wm_intern_find(&lexicon->lemmas, key);
    return id == WM_NO_ID ? NULL : &lexicon->forms.items[id];
}
