/* opening.h - balances of personal accounts at the beginning of a year: one packed row for a group of 256 persons.
 * A balance is then the opening and what was credited since. An opening run also posts what is new to the ledger, the
 * interest of the year before or what is brought forward from another system, as one entry of control totals.
 * Called like a run of sheets: opening_put in slices, opening_release in a command. */
#pragma once
#include "ledger/sheet.h"

typedef struct {
    int64_t person;
    int32_t region;                   /* whose fund pays the interest */
    Money pension, medical;           /* what the ledger had already: the balance at the end of the year before, or
                                             the sum of an earlier opening of this year */
    Money pension_more, medical_more; /* what this run adds: interest, or what is brought forward */
} OpeningLine;

enum { OPENING_LINES_MAX = 1 << GROUP_BITS };
/* The bytes of one group, in order of person, and back (false unless exactly that). opening_write requires what
 * opening_put checks. */
void opening_write(Buf *buf, const OpeningLine *lines, size_t count);
bool opening_read(Arena *arena, Str bytes, OpeningLine **lines, size_t *count);

/* Stores a group of a run. Refusals in order: ERR_BAD_FIELD run, year, lines (1 .. 256, one group, in order, region);
 * ERR_BAD_AMOUNT; ERR_WRONG_STATE the run is released; ERR_CONFLICT the group is there already; ERR_BUSY. */
Err opening_put(Db *db, Arena *arena, int64_t run, int year, const OpeningLine *lines, size_t count, Why *why) NODISCARD;

typedef struct {
    int64_t run;
    int year;
    Day day;               /* value day of what is added; in the year */
    LedgerAccount counter; /* LEDGER_INTEREST or LEDGER_BROUGHT_FORWARD */
    Str reason;            /* the notice of the rate */
} OpeningDraft;
/* Releases a run: debit `counter`, credit the personal accounts of SHEETS, per region; no entry if nothing is added.
 * Refusals in order: ERR_BAD_FIELD year, day, counter, reason; ERR_WRONG_STATE a region with entries before the year has
 * not closed its December; ERR_CONFLICT another opening of the year was released since the run was opened; ERR_UNKNOWN_ID no
 * group of that run; ERR_BAD_AMOUNT;
 * ERR_CONFLICT released before otherwise; ERR_MONTH_CLOSED; ERR_BUSY. */
Err opening_release(Ledger *ledger, Arena *arena, const OpeningDraft *draft, RunResult *out, bool *already, Why *why) NODISCARD;

/* Whether a year may have an opening at all. Refusals: ERR_WRONG_STATE as above; ERR_BUSY. */
Err opening_allowed(Db *db, Arena *arena, int year, Why *why) NODISCARD;
/* Whether everybody who had a balance at the end of the year before has an opening of that year: each region with entries
 * before it has posted the interest. false: nobody knows. Refusals: ERR_BUSY. */
Err opening_covers(Db *db, Arena *arena, int year, int64_t known_at, bool *out) NODISCARD;

/* The opening that holds for a person on a day: the latest that was released with a value day up to it. year 0 = none:
 * everything since the beginning counts. `line` holds the sums (more is in them). Refusals: ERR_BUSY. */
typedef struct {
    int year;
    Day day;
    Money pension, medical;
} Opening;
Err opening_of(Db *db, Arena *arena, int64_t person, Day day, int64_t known_at, Opening *out) NODISCARD;
/* What each released opening added to a person's accounts, with a value day up to `until`, in order of (day, entry,
 * run); those that added nothing to anybody have no entry and are left out. Refusals: ERR_BUSY. */
typedef struct {
    int64_t run;
    int year;
    int32_t region;
    Day day;
    LedgerId id;
    LedgerText text;        /* TEXT_INTEREST, of the year before; TEXT_BRING_FORWARD */
    Money pension, medical; /* what is new */
    Str reason;
} OpeningAdded;
typedef bool OpeningAddedSee(void *context, const OpeningAdded *added);
Err opening_added(Db *db, Arena *arena, int64_t person, Day until, int64_t known_at, OpeningAddedSee *see, void *context) NODISCARD;
/* The same for a whole group, line by line, of the openings of some years, those that added nothing too (text 0). */
typedef void OpeningGroupSee(void *context, const OpeningAdded *added, const OpeningLine *line);
Err opening_group(Db *db, Arena *arena, int64_t group, int from, int until, int64_t known_at, OpeningGroupSee *see,
                  void *context) NODISCARD;
/* For verify: whether a group stands in its run byte for byte; how many groups a run has. Refusals: ERR_BUSY. */
Err opening_same(Db *db, Arena *arena, int64_t run, const OpeningLine *lines, size_t count, bool *out) NODISCARD;
Err opening_count(Db *db, Arena *arena, int64_t run, int64_t *out) NODISCARD;
/* Every line of a released run in order of person; constant memory. */
typedef bool OpeningSee(void *context, const OpeningLine *line);
Err opening_each(Db *db, int64_t run, OpeningSee *see, void *context) NODISCARD;
