/* roster.h - who belongs to which payer, packed: what a monthly run must know of an account, a few bytes a line, read by
 * employer or by group of persons who pay for themselves instead of person by person. A cache of the facts: a block is
 * what follows from them alone, whatever came before, so that verify and a fill from nothing give the same rows. */
#pragma once
#include "registry/store.h"

/* Whose roster: an employer's, or that of 256 persons who pay alone or through a contract (person / 256). */
typedef enum { ROSTER_OF_UNIT = 1, ROSTER_OF_GROUP = 2 } RosterKind;
enum { ROSTER_GROUP_BITS = 8 };

typedef struct RosterLine {
    int64_t person;
    int64_t unit;     /* the employer that pays, 0 = none; not in the bytes of a block, whose payer says it */
    int64_t contract; /* the contract that pays, 0 = none */
    int64_t base_fen;
    int32_t account, region, hukou_region;
    bool earlier; /* of the payer before the present one (facts.h, account_then) */
    uint8_t category, insurances;
    Day since;
    int32_t until; /* the month in which it was stopped; -1: it is open */
    int32_t died;  /* the month of death, 0 = none */
} RosterLine;

/* All lines of a payer in order of (person, account), that of an earlier payer first. Refusals: ERR_BUSY (also damage). */
Err roster_of(Db *db, Arena *arena, RosterKind kind, int64_t payer, RosterLine **out, size_t *count) NODISCARD;
/* The rosters of the payers `from` .. `until` as they stood when the batch that is open began, or stand now: read at once,
 * and taken one after the other, in order of number. Refusals: the same. */
typedef struct {
    Rows now, kept;
} RosterSpan;
Err roster_span(const Store *store, Arena *arena, RosterKind kind, int64_t from, int64_t until, RosterSpan *out) NODISCARD;
Err roster_then(RosterSpan *span, Arena *arena, int64_t payer, RosterLine **out, size_t *count) NODISCARD;

/* The line of one account as it stands. Pure. */
RosterLine roster_line(const PersonFacts *person, const AccountFacts *account);
/* Whether the account is one of the month: begun by `last_begin`, not ended before, its person alive in it. Pure. */
static inline bool roster_in_month(const RosterLine *line, Day last_begin, Month month)
{
    bool ended = line->until >= 0 && line->until < month.n, dead = line->died && line->died < month.n;
    return line->since.n <= last_begin.n && !ended && !dead;
}
/* The lines of one person, in the same order, into `out`, at most two an account; how many. Pure. */
enum { ROSTER_LINES_MAX = 2 * ACCOUNTS_MAX };
size_t roster_lines(const PersonFacts *person, RosterLine *out);
/* The blocks follow: the lines of one person were `before`, and are `after`. */
Err roster_follow(Store *store, Arena *arena, const RosterLine *before, size_t before_count, const RosterLine *after,
                  size_t after_count) NODISCARD;
/* Makes every block from the facts, once, in a bureau that was made before there were blocks; else does nothing. In a
 * transaction of its own. */
Err roster_fill(Store *store) NODISCARD;

/* Looks whether anything was kept for the batch: at the begin of a slice. Refusals: ERR_BUSY. */
Err roster_kept(Store *store, Arena *arena) NODISCARD;
/* Forgets what was kept for a batch that is over. */
Err roster_forget(Store *store) NODISCARD;

/* The bytes of a block and back; false unless exactly that. */
void roster_write(Buf *buf, const RosterLine *lines, size_t count);
bool roster_read(Str bytes, size_t count, RosterLine *out);
