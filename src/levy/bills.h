/* bills.h - between the ledger and the facts of those who pay for themselves: what was billed and what was settled become
 * events of the person, so that the clock, the gatekeeper and the guide know it (hold/arrears.h). The ledger stays the
 * books; the facts carry only what is open. */
#pragma once
#include "ledger/sheet.h"
#include "levy/post.h"
#include "words/words.h"

enum { BILLS_PAID_MAX = 128 };

/* An event for each person of the run who is the payer. A flexible worker's proxy acts in that person's name: what is
 * billed through such a contract is owed by the person; any other contract is that of an employer, who owes. Months that
 * can no longer be made up on the day of release are not asked of anybody. due: the last day to pay, where that is later
 * than today and the month's own. Refusals: ERR_BUSY. */
Err bills_issue(Post *post, int64_t run, Day due) NODISCARD;
/* At most `most` events of it, for the lines behind *place, which follows; *done: no line is left. since: the entry in which
 * the run was released when others were served behind it, else 0: who has paid since is asked for what the ledger says is
 * open. Refusals: ERR_BUSY. */
typedef struct {
    int64_t run, since;
    Day due;
    size_t most;
} BillsPiece;
Err bills_issue_some(Post *post, const BillsPiece *piece, RunPlace *place, bool *done) NODISCARD;
/* Whether a contract's bills are owed by the person. */
static inline bool bills_own(const ContractFacts *contract) { return contract->basis == BASIS_FLEXIBLE_PROXY; }

/* Whether something of that insurance is still asked. */
bool bills_asked(const BillFacts *bill, Insurance insurance);

/* What one payment, or its reversal (with the opposite sign), settles of the bills of one payer. */
typedef struct {
    int64_t person, contract;
    int32_t region;
    int64_t held; /* how much more the bureau holds for the payer after it */
    size_t count;
    struct {
        Month month;
        int64_t pension, medical, other;
    } rows[BILLS_PAID_MAX];
} BillsPaid;
/* false: too many months at once. */
bool bills_paid_add(BillsPaid *paid, Month month, Insurance insurance, int64_t fen);
/* Appends the events, and the release of the hold if nothing is overdue after them: of one placed by hand, with no bill
 * behind it, only if `settled`. View.person is the payer. */
void bills_paid_emit(Decision *out, const View *view, const BillsPaid *paid, bool settled, Str by);
/* The same from what was written to the ledger: `lines` of entries about the payer. Refusals: ERR_TOO_LARGE more than
 * BILLS_PAID_MAX months. */
typedef struct {
    int64_t contract; /* through which it is paid, or 0 */
    int32_t region;
    const LedgerLine *lines;
    size_t count;
    int sign;     /* -1: it is taken back */
    bool settled; /* as for bills_paid_emit */
} BillsWritten;
Err bills_written(Decision *out, const View *view, const BillsWritten *written, Str by) NODISCARD;
/* Only what it settles, without telling. */
Err bills_read(const BillsWritten *written, int64_t person, BillsPaid *out, Why *why) NODISCARD;

/* payment.record as it will be booked, from the facts alone: the same events for whoever tries it on a copy (guide).
 * The ledger's own bookings (pay.c) are what counts; a test compares the two. */
DecideFn bills_expect;
