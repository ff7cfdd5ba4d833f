/* SPDX-License-Identifier: MIT */
/* One row a shape atom; text/text.h says what the bits mean. Behind them what a capital is worth where it stands: a
 * sentence begins with one anyway, and a headline may give one to every word of some length.
 */
#include "read/shape.h"

const wm_rule_shape wm_shape_names[] = {
    {"Cap", WM_SHAPE_CAP, 20},         {"CAPS", WM_SHAPE_CAPS, 3},
    {"lower", WM_SHAPE_LOWER, 60},     {"number", WM_SHAPE_NUMBER, 4},
    {"Initial", WM_SHAPE_INITIAL, 1},  {"Dotted", WM_SHAPE_DOTTED, 1},
    {"punct", WM_SHAPE_PUNCT, 13},     {"quote", WM_SHAPE_QUOTE, 2},
    {"dash", WM_SHAPE_DASH, 2},        {"possessive", WM_SHAPE_POSSESSIVE, 2},
    {"address", WM_SHAPE_ADDRESS, 1},  {"word", WM_SHAPE_WORD, 80},
    {"glued", WM_SHAPE_GLUED, 20},     {"end", WM_SHAPE_END, 5},
    {"Proper", WM_SHAPE_PROPER, 15},   {"-", WM_SHAPE_HYPHEN, 2},
};

const uint32_t wm_shape_name_count = sizeof wm_shape_names / sizeof *wm_shape_names;

/* Shorter words ("of", "the", "and") stay small in headlines; fewer capitals may all be names. */
enum { LONG_BYTES = 4, HEADLINE_CAPS_MIN = 3, HEADLINE_CAPS_SURE = 6 };

bool wm_shape_case_tells(const wm_text *text, const wm_sentence *sentence)
{
    uint32_t lower = 0, caps = 0, shouted = 0;
    for (uint32_t i = sentence->begin; i < sentence->end; i++) {
        const wm_token *token = &text->tokens[i];
        uint32_t is_long = token->end - token->begin >= LONG_BYTES; /* computed, as a processor cannot guess it */
        lower += token->shape / WM_SHAPE_LOWER & is_long;
        caps += token->shape / WM_SHAPE_CAP & is_long;
        shouted += token->shape / WM_SHAPE_CAPS & is_long;
    }
    if (caps < HEADLINE_CAPS_MIN || lower * 3 > caps)
        return true;
    return !sentence->headline && shouted < caps && (lower != 0 || caps < HEADLINE_CAPS_SURE);
}

/* Whether the word begins something: nothing, an opening quote, a colon, a full stop or a dash with blanks before. */
static bool begins(const wm_text *text, const wm_sentence *sentence, uint32_t i)
{
    if (i == sentence->begin)
        return true;
    const wm_token *before = &text->tokens[i - 1];
    if ((before->shape & WM_SHAPE_PUNCT) == 0)
        return false;
    bool opens = (before->shape & WM_SHAPE_QUOTE) != 0 && text->tokens[i].gap == WM_GAP_NONE;
    bool dash = (before->shape & WM_SHAPE_DASH) != 0 && text->tokens[i].gap != WM_GAP_NONE;
    return opens || dash || (before->shape & WM_SHAPE_END) != 0 || text->bytes.at[before->begin] == ':' ||
           i - 1 == sentence->begin;
}

uint32_t wm_shape_of_capital(const wm_text *text, const wm_sentence *sentence, uint32_t i)
{
    return text->tokens[i].shape | (begins(text, sentence, i) ? 0 : WM_SHAPE_PROPER);
}
