/* assess.h - inside levy: a run of assessments under way. Everything is read by payer and packed: rosters, declared
 * wages, the sheets of this month and of the month before. One payer after the other, so that a run can stop behind any
 * of them and go on from its tally. */
#pragma once
#include "db/ahead.h"
#include "ledger/sheet.h"
#include "levy/line.h"
#include "levy/wage.h"
#include "registry/roster.h"

enum { OUTLIERS_MAX = 20, OUTLIER_PERCENT = 50 };

/* A person's line that is more than half above or below that of the month before. */
typedef struct {
    int64_t kind, payer, person, account, total, last;
} Outlier;

/* What a run has come to so far, and where it goes on. */
typedef struct {
    int64_t kind, payer; /* the payer that comes next */
    int64_t bills, lines, total, skipped, undeclared, no_wage;
    int64_t last_total; /* what the same people were billed for the month before */
    int64_t outliers, listed;
    Outlier list[OUTLIERS_MAX]; /* the greatest differences, the greatest first */
} AssessTally;
Str tally_write(Arena *arena, const AssessTally *tally);
bool tally_read(Str bytes, AssessTally *out);

/* The lines of a payer's month as they were billed, those of one account added up, in order of (person, account). */
typedef struct {
    const SheetLine *lines;
    size_t count, next;
} Past;
/* The present one, NULL behind the last. */
static inline const SheetLine *past_line(const Past *past) { return past->next < past->count ? &past->lines[past->next] : NULL; }
/* Goes on to the line of an account; NULL if there is none. Accounts are asked for in order. */
const SheetLine *past_find(Past *past, int64_t person, int account);

/* What a run must know of one payer. */
typedef struct {
    int64_t payer;
    const UnitFacts *unit; /* NULL: a group of persons */
    RosterLine *lines;
    Wage *wages; /* of the month, in order of person */
    size_t count, wage_count;
    bool declared;
    Past before, last; /* billed for this month; for the month before */
} AssessPayer;

/* Payers side by side are read at once: a statement costs as much as the rows of many payers. They are then taken one after
 * the other, in order of number. */
enum { SPAN_PAYERS = 64 };
typedef struct {
    SheetPayer kind;
    int64_t from, until;
    AssessPayer payers[SPAN_PAYERS]; /* those of these numbers that there are */
    size_t count, at;
} AssessSpan;

/* The spans of a region's run, one behind the other: employers in order of number, then the groups of persons. What they
 * bring is the same whenever it is read: rosters are kept for an open batch, all else counts up to `known`. */
typedef struct {
    const Store *store;
    Db *db; /* of wages and sheets */
    Month month;
    int64_t known, units, groups; /* the last of each */
    SheetPayer kind;
    int64_t payer; /* of the next span the first */
} AssessScan;

/* What is kept between the slices of a batch: spans are read ahead of them. */
typedef struct {
    AssessScan scan; /* of the thread that reads */
    Store store;     /* with its handle */
    Ahead *ahead;
    AssessSpan *span; /* under way, NULL: the next */
} AssessAhead;

typedef struct {
    Store *store; /* rosters, employers, contracts */
    Db *db;       /* wages and sheets: those of the store, but when a copy is asked (levy_assess_again) */
    bool compare; /* what would be written is held against what was; *same */
    bool same;
    int64_t sheets;
    Arena *arena;
    const PolicySet *policy;
    Why *why;
    const RegionPolicy *rules;
    int32_t region;
    Month month;
    Day last_begin;     /* the last day on which a member of the month has begun */
    int64_t run, known; /* number of the run; what was billed and declared counts up to this entry */
    bool dry;
    SheetKind kind; /* of the run: a run is bills or differences, not both */
    Tariff tariffs[Category_END];
    bool made[Category_END];
    SheetLine *slice;
    uint8_t *indexed;   /* of each line: billed in the month before (sheet.h) */
    size_t count, most; /* lines; of a sheet at most */
    bool began;         /* the present payer has a line */
    int64_t payer_kind, payer;
    AssessAhead *kept; /* of a batch, NULL: the run reads for itself */
    AssessSpan *span;
    int32_t ours[256], others[256]; /* regions that are, and are not, under the same rules: by number % 256 */
    AssessTally tally;
} Assess;

/* Refusals: ERR_NO_RULE the region, or a parameter of the month. */
Err assess_begin(Assess *a, int64_t region, Month month) NODISCARD;
/* What is known of one employer, NULL if there is none. Refusals: ERR_BUSY. */
Err assess_read_unit(const Assess *a, int64_t unit, AssessPayer **out) NODISCARD;
/* Where the run goes on; and its next span into `arena`, NULL behind the last. Refusals: ERR_BUSY. */
AssessScan scan_begin(const Assess *a);
Err scan_next(AssessScan *scan, Arena *arena, AssessSpan **out) NODISCARD;
/* Reads ahead for the slices of a batch; NULL where there is no second handle. */
AssessAhead *assess_ahead(const Assess *a, Arena *life);
void assess_ahead_drop(void *kept);
/* One employer by name: who has a bill gets the difference. Refusals: ERR_NO_RULE, ERR_BAD_AMOUNT, ERR_BUSY. */
Err assess_named(Assess *a, const UnitFacts *unit) NODISCARD;
/* One person who pays alone, by name: who has a bill gets the difference. Refusals: the same. */
Err assess_person(Assess *a, const PersonFacts *person) NODISCARD;
/* The payers behind the tally, who have no bill yet, until none is left (*done) or the clock stands at `until_ns`, at least
 * one. */
Err assess_more(Assess *a, int64_t until_ns, bool *done) NODISCARD;
/* Whether the rules of that region are those of the run. */
bool assess_is_ours(Assess *a, int32_t region);

/* assess_put.c: one line of the present payer, into its sheet. */
Err assess_payer(Assess *a, SheetPayer kind, int64_t payer) NODISCARD;
Err assess_put(Assess *a, const SheetLine *line, const SheetLine *last) NODISCARD;
Err assess_flush(Assess *a) NODISCARD;
