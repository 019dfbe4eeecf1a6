/* ident.h - numbers that people, employers, cards and telephones carry: whether one is right, and if not what
 * is probably wrong with it. Nothing here takes memory or looks anything up outside: a number is judged by
 * itself. Law: GB 11643-1999, GB 32100-2015, GB 11714-1997, GB/T 2260; Social Insurance Law article 58. */
#pragma once
#include "base/day.h"
#include "ident/ident_table.h"

#define AS_KIND(number, NAME, word, zh, en, length_zh, length_en) NAME = number,
typedef enum { IDENT_FREE = 0, IDENT_KINDS(AS_KIND) IDENT_KIND_END } IdentKind;
#undef AS_KIND
#define AS_FORM(number, NAME, word, zh, en) NAME = number,
typedef enum { FORM_NONE = 0, IDENT_FORMS(AS_FORM) FORM_END } IdentForm;
#undef AS_FORM
#define AS_MISTAKE(number, NAME, code, zh, en) NAME = number,
typedef enum { MISTAKE_NONE = 0, IDENT_MISTAKES(AS_MISTAKE) MISTAKE_END } IdentMistake;
typedef enum { IDENT_NOTES(AS_MISTAKE) } IdentNote; /* bits */
#undef AS_MISTAKE

typedef enum { SEX_UNKNOWN, SEX_MALE, SEX_FEMALE } IdentSex; /* GB/T 2261.1 */

enum { IDENT_TEXT_MAX = 40 };

typedef struct {
    bool valid;
    IdentKind kind;       /* as asked */
    IdentForm form;       /* which of the kind's forms it has, as far as that could be told */
    IdentMistake mistake; /* MISTAKE_NONE when valid */
    unsigned notes;       /* of IdentNote */
    IdentKind other;      /* of MISTAKE_OTHER_KIND */
    size_t length;        /* characters that were given, without spaces around */
    size_t at;            /* place of the mistake counted from 1, or 0 */
    char got[8];          /* what stands there, ended by zero */
    /* What would explain a number that does not hold together (region, day, check): in how many ways one
     * wrong character would, and how many swaps of two neighbours; and the place if there is only one way. */
    bool explained;       /* the four below were looked for */
    uint8_t singles, single_at, swaps, swap_at;
    int16_t year;         /* of birth, as written in the number, also when there is no such day */
    uint8_t month, day;
    uint8_t n;            /* of text */
    char text[IDENT_TEXT_MAX + 1]; /* normalised: narrow, upper case, no separators, 18 digits; ended by zero */
    Day birth;            /* DAY_NONE if the number has none */
    IdentSex sex;
    int region;           /* six digits, or 0 */
} IdentResult;

static inline Str ident_text(const IdentResult *result) { return (Str){ result->text, result->n }; }

/* Judges a value as a number of that kind (not IDENT_FREE). Full-width forms, lower case and spaces around are
 * put right first, separators too where people write them (telephone and bank card). A day of birth may not be
 * after `today`. The first mistake is named, tested in this order: empty, text, spaces inside, length,
 * characters, prefix or region, day, check character. Pure. */
IdentResult ident_check(IdentKind kind, Str value, Day today);
/* The kind that the value most probably is: one in which it is valid, or else by its shape. Pure. */
IdentKind ident_guess(Str value, Day today);

/* The kind of that word ("citizen-id"), or IDENT_FREE. */
IdentKind ident_kind(Str word);
const char *ident_kind_word(IdentKind kind);
const char *ident_kind_name(IdentKind kind, bool en);
const char *ident_form_word(IdentForm form);
const char *ident_form_name(IdentForm form, bool en);
const char *ident_mistake_code(IdentMistake mistake); /* "ok" for none */
const char *ident_note_code(IdentNote note);
const char *ident_sex_word(IdentSex sex); /* "male", "female", "" */

/* Adds what is wrong and what to do, or for a valid number its notes (perhaps nothing). */
void ident_say(Buf *out, const IdentResult *result, bool en);
Str ident_sentence(Arena *arena, const IdentResult *result, bool en);

/* Check characters for whoever makes numbers. The arguments must have the length and alphabet named. */
char ident_citizen_check(Str seventeen_digits);
char ident_credit_check(Str seventeen);
char ident_organisation_check(Str eight);
char ident_bank_check(Str digits);

/* The social security number of a foreigner without permanent card: country (three letters), 0, and the number
 * of the document, filled with zeros in front to 14. false if they do not have that form. */
bool ident_ssn_make(Str country, Str document_no, char out[19]);

/* Types of identity documents. */
#define AS_DOCUMENT(NAME, national, other, word, kind, zh, en) NAME,
typedef enum { DOCUMENT_NONE, IDENT_DOCUMENTS(AS_DOCUMENT) DOCUMENT_END } IdentDocument;
#undef AS_DOCUMENT
typedef struct {
    int national, other; /* codes, 0 = none */
    const char *word;
    IdentKind kind;      /* how its number is judged; IDENT_FREE: any text */
    const char *zh, *en;
} IdentDocumentRow;

/* The type named by our word, or by the national two digits ("01"); DOCUMENT_NONE if there is none. */
IdentDocument ident_document(Str word_or_code);
/* The type behind the one-digit code of other systems. */
IdentDocument ident_document_from_other(int code);
const IdentDocumentRow *ident_document_row(IdentDocument document);
