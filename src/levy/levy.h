/* levy.h - what employers declare, what is assessed from it, and what is paid: the commands about contributions. They
 * read and write more than one person's facts, so they stand beside act's decide functions: the caller (core/money.c)
 * checks role, existence and rights first, holds a savepoint around them, and undoes it when they refuse. */
#pragma once
#include "facts/view.h"
#include "journal/journal.h"
#include "ledger/ledger.h"
#include "registry/identity.h"

/* One command under way. */
typedef struct {
    Work *work; /* records; work->store is the bureau's */
    Journal *journal;
    Ledger *ledger; /* of this entry */
    const View *view;
    const Command *command;
    int64_t actor; /* who acts, as a number that is never two people's: for "another person" */
    Decision *out;
} Levy;

static inline Db *levy_db(const Levy *levy) { return levy->work->store->db; }
static inline Arena *levy_arena(const Levy *levy) { return levy->work->arena; }

typedef Err LevyFn(Levy *levy);

/* declare.c - wage.declare: what an employer's people earn in a month, as lines or as a file. mode `report` stores
 * nothing; `good-rows` stores the rows that are right; `all` stores all of them or none. The latest declaration of a
 * person-month holds. *already: each good row says what is on record. Law: Social Insurance Law 60.
 * Refusals in order: ERR_NOT_PERMITTED an agency without that employer's people; ERR_BAD_FIELD neither or both of
 * lines and file, a file that cannot be read, more than WAGE_LINES_MAX rows (ERR_TOO_LARGE); ERR_TOO_EARLY a month to
 * come; ERR_MONTH_CLOSED; ERR_BUSY. A wrong row is no refusal: it stands in `rejected`. */
LevyFn levy_declare;

/* Whether an account was one of its month: begun by the day up to which somebody pays the whole month, not ended
 * before, its person alive in it. Law: Social Insurance Law 58; domain rule enrol_cutoff_day. */
bool levy_in_month(const RegionPolicy *rules, const PersonFacts *person, const AccountFacts *account, Month month);
