/* SPDX-License-Identifier: MIT */
/* The text of a pattern, cut into its signs. */
#ifndef WM_RULE_LEX_H
#define WM_RULE_LEX_H

#include "rule/source.h"

typedef enum wm_sign_kind {
    WM_SIGN_WORD,   /* talks  'S  ,  and other words */
    WM_SIGN_EXACT,  /* "US" */
    WM_SIGN_LEMMA,  /* %meet */
    WM_SIGN_LABEL,  /* <…> */
    WM_SIGN_REGEX,  /* /…/ */
    WM_SIGN_ANY,    /* _ */
    WM_SIGN_MACRO,  /* @name */
    WM_SIGN_SLOT,   /* name= */
    WM_SIGN_NOT,    /* ! */
    WM_SIGN_OPEN,   /* ( */
    WM_SIGN_LOOK,   /* (?=  (?!  (?<=  (?<! */
    WM_SIGN_CLOSE,  /* ) */
    WM_SIGN_BAR,    /* | */
    WM_SIGN_REPEAT, /* ? * + {m,n}, each with a ? behind it when lazy */
    WM_SIGN_BEGIN,  /* ^ */
    WM_SIGN_END,    /* $ */
    WM_SIGN_NONE,   /* the pattern is over */
    WM_SIGN_BAD,    /* a fault was told */
} wm_sign_kind;

typedef struct wm_sign {
    wm_sign_kind kind;
    wm_slice part;     /* the whole sign */
    wm_slice name;     /* without its marks */
    uint32_t min, max; /* of a repetition */
    bool lazy;
    bool negative, behind; /* of a look-around */
    bool fold_case;        /* of a regex */
} wm_sign;

/* Reads from `at` up to `end`, both inside the source. */
typedef struct wm_lexer {
    const wm_source *source;
    const char *at, *end;
} wm_lexer;

wm_sign wm_lex(wm_lexer *lexer);
/* Moves *at behind blanks, line ends and comment lines. */
void wm_lex_skip(const char **at, const char *end);
/* The longest [a-z0-9-_] name, starting with a letter, at `at`; empty when there is none. */
wm_slice wm_lex_name(const char *at, const char *end);

#endif
