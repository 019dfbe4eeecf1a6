/* term.h - text as the search sees it. Chinese has no spaces between words, so each two neighbouring Hanzi are a
 * term, and each single one; everything else is words, folded (full width, case, accents) and cut to a stem. */
#pragma once
#include "base/str.h"

typedef enum { TERM_SINGLE, TERM_PAIR, TERM_WORD } TermKind;
typedef struct {
    uint64_t key;     /* equal keys are equal terms */
    uint32_t from, n; /* bytes of the text it stands for */
    TermKind kind;
} Term;

/* The terms of a text in order; bytes that are no UTF-8 are passed over. */
size_t term_split(Arena *arena, Str text, Term **out);
/* The same for what somebody typed: single Hanzi only where they stand alone, no term twice. */
size_t term_query(Arena *arena, Str text, Term **out);
