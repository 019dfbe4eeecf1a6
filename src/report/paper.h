/* paper.h - answers of queries as papers: tagged PDF with text that can be searched, in Chinese or English. What a paper
 * says stands in a table (paper_table.h); what stands in it is what the answers say, nothing is computed here. */
#pragma once
#include "base/day.h"
#include "base/json.h"
#include "report/paper_table.h"
#include "words/words.h"

#define AS_PAPER(id, ...) id,
typedef enum { PAPER_NONE, PAPERS(AS_PAPER) PAPER_END } PaperKind;

/* The kind of that name ("plan"); PAPER_NONE: there is none. And back: its name, its title. */
PaperKind paper_kind(Str name);
const char *paper_name(PaperKind kind);
const char *paper_title(PaperKind kind, bool en);
const char *paper_lead(PaperKind kind, bool en); /* what it is, a sentence */
/* Where its QR code leads, behind the site's address: "/v/" and the code; or empty. */
const char *paper_link(PaperKind kind);
/* The queries whose answers it is made of, with blanks between: "person.status person.why". */
const char *paper_queries(PaperKind kind);
/* The word under which it is certified (SET_CERT), or 0. */
int paper_cert(PaperKind kind);
/* Of what somebody gave, the arguments that the query takes. */
void paper_args(Json *args, Str query, const JsonNode *given);
PaperKind paper_of_cert(int cert);

enum { PAPER_ANSWERS_MAX = 3 };

typedef struct {
    PaperKind kind;
    bool en;
    const JsonNode *answers[PAPER_ANSWERS_MAX]; /* the data of each query, in the order of paper_queries */
    Str bureau;                                 /* who issues it; empty: a general name */
    Time made;
    Str site; /* "https://sb.example.gov.cn": where its pages are, for the QR code; empty: there is none on it */
} PaperWanted;

/* One part of a paper with the answers put in. */
typedef struct {
    Str title, name;   /* the heading of the part; of one of several tables of it; or empty */
    bool facts;        /* label and value a row, without a head */
    size_t width, rows;
    const Str *head;   /* of each column, with its share of the width in hundredths; amounts stand on the right */
    const int *share;
    const bool *right;
    const Str *cells;  /* rows * width */
} PaperTable;
/* The parts that say something, in order: for pages that show what a paper says.
 * Refusals: ERR_TOO_LARGE more than PAPER_ROWS_MAX rows. */
enum { PAPER_ROWS_MAX = 20000 };
Err paper_tables(Arena *arena, const PaperWanted *wanted, PaperTable **out, size_t *count, Why *why) NODISCARD;

/* The bytes of the PDF, in `arena`. Refusals: those of paper_tables; ERR_BUSY no memory. */
Err paper_make(Arena *arena, const PaperWanted *wanted, Str *bytes, Why *why) NODISCARD;
