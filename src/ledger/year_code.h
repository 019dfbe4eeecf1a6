/* year_code.h - a page of a year book as bytes: what the sheets of one payer and calendar year say of some persons, person by
 * person, with what happened to them. Pure, and the same on both engines. Head: parts, settlements with their vouchers,
 * regions; then how many bytes each person has; then of each line what becomes the person's own, in three bytes or one; then
 * the lines themselves as sheets have them (sheet_code.h), none where a line says what the one before it says. */
#pragma once
#include "ledger/settle.h"

/* A part is what one released run says of one month. */
typedef struct {
    Month month;
    int64_t run;
    SheetKind kind;
    LedgerId id; /* the entry of the release */
    Day day;     /* its value day */
} YearPart;

typedef struct {
    YearPart *parts; /* in order of (month, run) */
    size_t part_count;
    Settlement *settled; /* in order of (entry, ord, n); payer_kind and payer are the reader's to know */
    size_t settled_count;
} YearHead;

/* The part that a settlement is about; part_count: none. */
size_t year_part(const YearHead *head, const Settlement *row);

/* A page that is being written: persons in ascending order, of each the lines in order of (part, account). */
typedef struct {
    Buf persons, owns, lines;
    SheetWalk before; /* of the person's lines: the one before, in both forms, and its part */
    SheetOwn own;
    size_t part;
    int64_t first, last; /* persons; 0 = none yet */
    size_t count, own_at, line_at;
} YearPage;
void year_page_begin(YearPage *page, Arena *arena);
void year_page_person(YearPage *page, int64_t person);
/* A line of the person begun last. false: more regions than a page can name. */
bool year_page_line(YearPage *page, size_t part, const SheetLine *line) NODISCARD;
/* The bytes of its persons so far, without the head. */
size_t year_page_bytes(const YearPage *page);
/* The page, with what of the year's settlements concerns its persons. Requires that each is of a part. */
Str year_page_end(YearPage *page, Arena *arena, const YearHead *head);

/* A page that is being read. Damage ends it with `bad`. */
typedef struct {
    YearHead head;
    In persons;                                        /* behind the person that is being read */
    size_t left;                                       /* persons left */
    size_t own_behind, own_end, line_behind, line_end; /* where the bytes of the next person begin, and those of the last end */
    int64_t person;
    In owns;
    SheetOwn own; /* the line that is being read */
    bool same;    /* it says what the one before it says */
    size_t part;
    SheetWalk walk;
    bool bad;
} YearWalk;
bool year_walk(YearWalk *walk, Arena *arena, Str bytes) NODISCARD;
/* Goes to the next person that is not below `person`; false: there is none, or the page is damaged. */
bool year_walk_to(YearWalk *walk, int64_t person);
/* The next line of that person, or NULL; it lives until the next call. `part`: which of the head's. */
const SheetLine *year_walk_next(YearWalk *walk, size_t *part);
/* The same for whoever needs no more of it than walk->own: a person's lines are read in one way or the other. */
bool year_walk_own(YearWalk *walk, size_t *part);
