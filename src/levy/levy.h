/* levy.h - what employers declare, what is assessed from it, and what is paid: the commands about contributions. Each
 * goes through the door of post.h: what must be refused before anything is read has been refused there. */
#pragma once
#include "levy/post.h"

/* declare.c - wage.declare: what an employer's people earn in a month, as lines or as a file. mode `report` stores
 * nothing; `good-rows` stores the rows that are right; `all` stores all of them or none. The latest declaration of a
 * person-month holds. *already: each good row says what is on record. Law: Social Insurance Law 60.
 * Refusals in order: ERR_NOT_PERMITTED an agency without that employer's people; ERR_BAD_FIELD neither or both of
 * lines and file, a file that cannot be read, more than WAGE_FILE_ROWS_MAX rows (ERR_TOO_LARGE); ERR_TOO_EARLY a month to
 * come; ERR_MONTH_CLOSED; ERR_BAD_AMOUNT wages beyond all sums; ERR_BUSY. A wrong row is no refusal: it stands in
 * `rejected`, of which the first 5,000 are said; `rejected_rows` and `faults` count them all. */
PostFn levy_declare;
/* The same for an employer and a month that another command names. */
Err levy_declare_month(Post *post, const UnitFacts *unit, Month month) NODISCARD;
/* The bytes of the command's file, read into `arena` unless they came with it. Refusals: ERR_UNKNOWN_ID no such bytes are
 * kept; ERR_CONFLICT they have changed; ERR_BUSY. */
Err levy_file(const Post *post, Arena *arena, Str *out) NODISCARD;

/* assess.c - levy.assess: what a region, one employer or one person who pays alone or by contract owes for a month, as
 * sheets of a run that nobody sees before it is released. Bases are the latest declared wage (of this month or the twelve
 * before it), else the base of the account; an employer that has declared nothing for the month is assessed at the
 * policy's percentage of the month before. Named by itself, an employer or person that has a bill gets the difference;
 * in a run over a region it is `skipped`. Residents choose what they pay (yearly.h) and are not assessed. dry: totals, nothing
 * written. *already: nothing differs from what was billed. Law: Social Insurance Law 60, 62.
 * Refusals in order: ERR_NO_RULE the region, or a parameter of the month; ERR_BAD_FIELD an employer and a person;
 * ERR_TOO_EARLY a month to come; ERR_BUSY. Any number of people: a region's run in a large bureau is a batch (batch.h). */
PostFn levy_assess;
/* release.c - levy.release: by another person. In a large bureau it is a batch (batch.h): the books in its first slice, then
 * the persons who pay for themselves, any number of them. *already: it is released.
 * Refusals in order: ERR_UNKNOWN_ID no such run; ERR_SAME_PERSON; ERR_CONFLICT another run of the same payer and month was
 * released since it was assessed; those of run_release. */
PostFn levy_release;

/* pay.c - payment.record: what came in, by its paper, once. Oldest month first; within it insurance by insurance, the
 * employee's part before the employer's; principal or late fee first as the region's policy says. An insurance of a month
 * that is whole goes to the funds and to the persons' own accounts; what is left stays with the payer. What a resident
 * brings makes the bill of the year (yearly.h).
 * Refusals in order: ERR_NOT_PERMITTED an employer for somebody else; ERR_NOT_OPEN a person who pays no account;
 * ERR_NO_RULE; ERR_BAD_FIELD the voucher; ERR_DUPLICATE_VOUCHER; ERR_BAD_AMOUNT; ERR_TOO_LARGE too many months;
 * ERR_MONTH_CLOSED the day of the voucher; those of yearly_bill for a resident; ERR_BUSY. */
PostFn levy_pay;

/* reverse.c - payment.reverse: the entries of the payment that stands under a voucher are reversed, late fees that were
 * charged with it too, and what was decided upon it (waivers, what was set free): what is owed is as if it had never come,
 * and the voucher may be recorded again. Value day: that of the payment; today's once its month is closed.
 * Refusals in order: ERR_BAD_FIELD voucher, reason; ERR_UNKNOWN_ID no payment with it; ERR_WRONG_STATE reversed already;
 * ERR_CONFLICT a later payment or refund builds on it, which is named; ERR_TOO_LARGE; ERR_MONTH_CLOSED; ERR_BUSY. */
PostFn levy_reverse;
/* refund.c - payment.refund: what lies with a payer, and what was billed too much, goes to a bank account.
 * Refusals in order: ERR_BAD_AMOUNT not above zero; ERR_BAD_FIELD to; ERR_UNKNOWN_UNIT; those of pay_over; ERR_BAD_AMOUNT
 * more than is there when what is overdue is kept back; ERR_MONTH_CLOSED; ERR_BUSY. */
PostFn levy_refund;
/* waive.c - fee.waive: the late fee of an employer's bill to today, or a share of it, by a notice. Contributions are never
 * waived. Refusals in order: ERR_BAD_FIELD notice, share_percent; those of bill_get; ERR_WRONG_STATE there is no late fee;
 * ERR_MONTH_CLOSED; ERR_BUSY. */
PostFn levy_waive;
/* order.c - levy.order: orders an employer to pay an overdue bill by a day (levy.order_days unless one is named).
 * Refusals in order: those of bill_get; ERR_BAD_FIELD deadline; ERR_WRONG_STATE nothing is overdue; ERR_ALREADY_OPEN there
 * is an order; ERR_BUSY. */
PostFn levy_order;
/* order.c - levy.enforce: the next step against an employer whose day has passed (order.h). Without `step` the only one
 * that may follow. Refusals in order: ERR_UNKNOWN_ID; ERR_WRONG_STATE the bill is paid; ERR_BAD_FIELD step is wanted;
 * ERR_WRONG_STATE it may not follow; ERR_TOO_EARLY the day has not passed; ERR_BAD_FIELD notice, deadline;
 * ERR_MISSING_EVIDENCE the paper of the step; ERR_BUSY. */
PostFn levy_enforce;
/* adjust.c - base.adjust: differences of all bills since a month by the limits of now, released at once; they bear no late
 * fee up to free_until. Refusals in order: ERR_NO_RULE; ERR_BAD_FIELD notice; ERR_TOO_EARLY, ERR_TOO_LATE from;
 * ERR_BAD_FIELD free_until; ERR_UNKNOWN_UNIT; ERR_TOO_LARGE more than ADJUST_LINES_MAX lines; ERR_WRONG_STATE nothing
 * differs; those of run_release. */
PostFn levy_adjust;
/* agency.c - agency.receive: client money that an agency took, by its paper, once for each agency; it stands in the client
 * book alone. The answer splits it: contributions of the months that are open or running, the fee of these months, the rest
 * held ahead.
 * Refusals in order: ERR_NOT_PERMITTED another agency's contract; ERR_NO_RULE; ERR_WRONG_STATE the contract is over and
 * nothing is open; ERR_BAD_FIELD the voucher; ERR_DUPLICATE_VOUCHER; ERR_BAD_AMOUNT; ERR_CONFLICT too many agencies hold
 * money of the person; ERR_MONTH_CLOSED; ERR_BUSY. */
PostFn levy_agency_receive;
/* agency_reverse.c - agency.reverse: a receipt that an agency recorded wrongly is taken back by a new entry, asked by the
 * agency or a clerk and approved by another person; the paper may then be recorded again. What has been paid or given back
 * out of it stands: the money must still be held.
 * Refusals in order: ERR_BAD_FIELD voucher, reason; ERR_NOT_PERMITTED another agency's contract; ERR_UNKNOWN_ID no such
 * receipt of this contract; ERR_WRONG_STATE it is reversed; ERR_CONFLICT less is held; those of entry_reverse. */
PostFn levy_agency_reverse;
/* remit.c - agency.remit: for each contract of the agency in order, at most REMIT_CONTRACTS_MAX at once, the month is paid
 * if its client's own money covers it, and the fee is taken of what is left; what is short is told and not paid, and the
 * account stops with the next month by rule (card/settle.h). A contract that has ended and is settled gives the rest back.
 * voucher: the paper of the transfer, which stands in the statement of each person whose month it paid.
 * *already: nothing was open, or all that is short is known.
 * Refusals in order: ERR_TOO_EARLY; ERR_BAD_FIELD voucher, after; ERR_NO_RULE; ERR_MONTH_CLOSED; ERR_BUSY. */
PostFn levy_agency_remit;
/* agency.c - what agency.terminate does in the ledger: whatever is held goes back at once when all months are paid. */
PostFn levy_agency_ended;
/* suspense.c - suspense.match: an item of suspense is assigned to a payer, and to one month if the bill names one; it is
 * divided as payment.record divides. The value day is today; late fees end with the day on which the money came in.
 * Refusals in order: ERR_NOT_OPEN, ERR_NO_RULE the payer; ERR_BAD_FIELD the bill; ERR_UNKNOWN_ID no such item;
 * ERR_WRONG_STATE it was assigned; ERR_MISMATCH it came in in another region; those of payment.record. */
PostFn levy_match;

/* The account as it was in that month, of the payer of then (facts.h, account_then); NULL when there is none. */
const AccountFacts *levy_account(Arena *arena, const PersonFacts *person, int account, Month month);
/* Whether an account was one of its month: begun by the day up to which somebody pays the whole month, not ended
 * before, its person alive in it. Law: Social Insurance Law 58; domain rule enrol_cutoff_day. */
bool levy_in_month(const RegionPolicy *rules, const PersonFacts *person, const AccountFacts *account, Month month);
