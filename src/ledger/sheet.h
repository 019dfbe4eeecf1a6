/* sheet.h - contribution sheets in the database: who was levied what, by month, one row for at most 500 persons of one
 * payer. A sheet belongs to a run; it is seen from the moment the run is released, and never changes: what was wrong is
 * corrected by a run of differences. Sums of sheets and ledger agree because the ledger's control lines are made of the
 * sheets here and nowhere else.
 *
 * How it is called: the opening command gives the run its number (that of its journal entry). Slices then call
 * sheet_put in transactions of their own, in any order; nobody sees them. The releasing command calls run_release with
 * its Ledger. A run that is never released stays unseen. */
#pragma once
#include "ledger/ledger.h"
#include "ledger/sheet_code.h"

/* Whose sheet: an employer's, or that of 256 persons who pay for themselves (or through an agency's contract): the
 * group of a person is person / 256, so nobody is ever assigned. */
typedef enum { SHEET_OF_UNIT = 1, SHEET_OF_GROUP = 2 } SheetPayer;
enum { GROUP_BITS = 8 };
static inline int64_t sheet_group(int64_t person) { return person >> GROUP_BITS; }

/* Stores one slice of a run. The lines of one (payer, month) in a run must not overlap.
 * Refusals in order: ERR_BAD_FIELD run, payer, month, a person outside the group, and what sheet_check says (of
 * differences for DIFFERENCE and CANCEL); ERR_BAD_AMOUNT; ERR_WRONG_STATE the run is released; ERR_CONFLICT persons of
 * it stand in the run already; ERR_BUSY. */
typedef struct {
    int64_t run;
    SheetKind kind;
    SheetPayer payer_kind;
    int64_t payer;
    Month month;
    const SheetLine *lines;
    size_t count;
    const uint8_t *indexed; /* of each line: the person stands in a released sheet of this payer of the month before, and is
                               found from there; or NULL */
    bool in_order;          /* the caller puts the sheets of the run in order of (payer_kind, payer, person) and knows that
                               it is not released: neither is looked up */
} SheetDraft;
Err sheet_put(Db *db, Arena *arena, const SheetDraft *draft, Why *why) NODISCARD;
/* For verify: whether a sheet stands in its run byte for byte; how many sheets a run has, and how many lines the longest of
 * them. Refusals: ERR_BUSY. */
Err sheet_same(Db *db, Arena *arena, const SheetDraft *draft, bool *out) NODISCARD;
Err sheet_count(Db *db, Arena *arena, int64_t run, int64_t *sheets, int64_t *longest) NODISCARD;
/* The last slice that is stored of a run, in order of (payer_kind, payer, month, person), to go on behind it after a
 * crash. payer 0 = none. Refusals: ERR_BUSY. */
typedef struct {
    SheetPayer payer_kind;
    int64_t payer;
    Month month;
    int64_t last;
} SheetPlace;
Err sheet_last(Db *db, Arena *arena, int64_t run, SheetPlace *out) NODISCARD;

/* Releases a run: one entry with its control totals, debit RECEIVABLE of SHEETS, credit BILLED, per region, insurance
 * and side. The key of the entry is the run's. *already: released before with the same kind, day and reason.
 * Refusals in order: ERR_BAD_FIELD kind, reason (wanted for DIFFERENCE and CANCEL); ERR_UNKNOWN_ID no sheet of that
 * run; ERR_BAD_AMOUNT the totals overflow or are all zero; ERR_CONFLICT; ERR_MONTH_CLOSED; ERR_BUSY. */
typedef struct {
    int64_t run;
    SheetKind kind;
    Day day;    /* value day of the bill */
    Str reason; /* the notice or decision; at most LEDGER_VOUCHER_MAX bytes */
} RunDraft;
typedef struct {
    LedgerId id;
    int64_t sheets, lines;
    SheetTotals totals;
    Hash digest; /* over every sheet of the run, in order */
    Month first; /* the earliest of its months */
} RunResult;
Err run_release(Ledger *ledger, Arena *arena, const RunDraft *draft, RunResult *out, bool *already, Why *why) NODISCARD;

/* Whether a run of the same payer and month, and of persons between the same numbers, was released after this one was
 * opened: its sheets then say what was right before. Refusals: ERR_BUSY. */
Err run_overtaken(Db *db, Arena *arena, int64_t run, bool *out) NODISCARD;

/* A released run as it stands. Refusals: ERR_UNKNOWN_ID; ERR_BUSY. */
typedef struct {
    int64_t run;
    SheetKind kind;
    LedgerId id;
    Day day;
    int64_t sheets, lines;
    Str reason, digest;
} RunRow;
Err run_get(Db *db, Arena *arena, int64_t run, RunRow *out) NODISCARD;

/* One person's line as it stands in a released run, with what was settled and credited of it. */
typedef struct {
    SheetPayer payer_kind;
    int64_t payer; /* number of the employer; of a group it says nothing, the line's contract or person pays */
    Month month;
    int64_t run;
    SheetKind kind;
    LedgerId id;                /* the entry of the release */
    Day day;                    /* its value day */
    unsigned settled, credited; /* masks of insurances, as of the asked day and knowledge */
    LedgerId credit_id;         /* the last entry that credited it; 0 = none */
    Day credit_day;
    Str credit_voucher; /* the paper behind it, told by sheet_years alone; lives like the line */
    const SheetLine *line;
} SheetSeen;
typedef bool SheetSee(void *context, const SheetSeen *seen);

/* As of when: releases and settlements up to a value day and a journal entry. */
typedef struct {
    Day day;
    int64_t known_at;
} SheetAsOf;

/* Every line of every released run, in order of (run, payer_kind, payer, month, person). Constant memory. */
Err sheet_each(Db *db, SheetAsOf as_of, SheetSee *see, void *context) NODISCARD;

/* The lines of a run of persons who pay alone or by contract, released or not, in order of (group, month, person), behind
 * *place, which follows: who comes again with it goes on where `see` said enough. Constant memory; what is seen lives until
 * `see` returns, false = enough. Refusals: ERR_BUSY. */
typedef struct {
    int64_t group, month, first; /* the sheet under way */
    int64_t lines;               /* of it are seen */
} RunPlace;
typedef bool RunSee(void *context, Month month, const SheetLine *line);
Err run_lines_alone(Db *db, int64_t run, RunPlace *place, RunSee *see, void *context) NODISCARD;

/* A person's lines with one payer in one month (usually one; the differences behind it), in order of run. What is seen
 * lives until `see` returns. Refusals: ERR_BUSY (also when a sheet is damaged). */
Err sheet_line(Db *db, Arena *arena, SheetPayer payer_kind, int64_t payer, Month month, int64_t person, SheetAsOf as_of,
               SheetSee *see, void *context) NODISCARD;
/* All lines of a person in the calendar years `from` .. `until` of fee periods, with every payer, in order of (payer_kind,
 * payer, month, run); the caller sorts by month if it wants months. Refusals: ERR_BUSY (also when something is damaged). */
Err sheet_years(Db *db, Arena *arena, int64_t person, int from, int until, SheetAsOf as_of, SheetSee *see, void *context) NODISCARD;
enum { SHEET_YEAR_FIRST = 1900, SHEET_YEAR_LAST = 9999 };
/* The sheets of months of the payers `payer` .. `until_payer` as they are stored, released or not (`released`: the entry
 * that released it, or 0), in order of (payer, month, first, last, run). Columns: payer, month, run, first, last, lines,
 * released, body. */
Err sheet_bodies(Db *db, Arena *arena, SheetPayer payer_kind, int64_t payer, int64_t until_payer, Month from, Month until,
                 Rows *out) NODISCARD;
/* All lines of a payer in a month, in order of (run, person): the unit's monthly sheet. Constant memory. */
Err sheet_month(Db *db, SheetPayer payer_kind, int64_t payer, Month month, SheetAsOf as_of, SheetSee *see, void *context) NODISCARD;
