/* levy.h - what employers declare, what is assessed from it, and what is paid: the commands about contributions. Each
 * goes through the door of post.h: what must be refused before anything is read has been refused there. */
#pragma once
#include "levy/post.h"

/* declare.c - wage.declare: what an employer's people earn in a month, as lines or as a file. mode `report` stores
 * nothing; `good-rows` stores the rows that are right; `all` stores all of them or none. The latest declaration of a
 * person-month holds. *already: each good row says what is on record. Law: Social Insurance Law 60.
 * Refusals in order: ERR_NOT_PERMITTED an agency without that employer's people; ERR_BAD_FIELD neither or both of
 * lines and file, a file that cannot be read, more than WAGE_LINES_MAX rows (ERR_TOO_LARGE); ERR_TOO_EARLY a month to
 * come; ERR_MONTH_CLOSED; ERR_BUSY. A wrong row is no refusal: it stands in `rejected`. */
PostFn levy_declare;

/* assess.c - levy.assess: what a region, one employer or one person who pays alone or by contract owes for a month, as
 * sheets of a run that nobody sees before it is released. Bases are the latest declared wage (of this month or the twelve
 * before it), else the base of the account; an employer that has declared nothing for the month is assessed at the
 * policy's percentage of the month before. Named by itself, an employer or person that has a bill gets the difference;
 * in a run over a region it is `skipped`. Residents pay by the year and are not assessed here. dry: totals, nothing
 * written. *already: nothing differs from what was billed. Law: Social Insurance Law 60, 62.
 * Refusals in order: ERR_NO_RULE the region, or a parameter of the month; ERR_BAD_FIELD an employer and a person;
 * ERR_TOO_EARLY a month to come; ERR_BUSY. Any number of people: a region's run in a large bureau is a batch (batch.h). */
PostFn levy_assess;
/* release.c - levy.release: by another person. *already: it is released.
 * Refusals in order: ERR_UNKNOWN_ID no such run; ERR_SAME_PERSON; ERR_CONFLICT another run of the same payer and month was
 * released since it was assessed; those of run_release. */
PostFn levy_release;

/* pay.c - payment.record: what came in, by its paper, once. Oldest month first; within it insurance by insurance, the
 * employee's part before the employer's; principal or late fee first as the region's policy says. An insurance of a month
 * that is whole goes to the funds and to the persons' own accounts; what is left stays with the payer.
 * Refusals in order: ERR_NOT_PERMITTED an employer for somebody else; ERR_NOT_OPEN a person who pays no account;
 * ERR_NO_RULE; ERR_BAD_FIELD the voucher; ERR_DUPLICATE_VOUCHER; ERR_BAD_AMOUNT; ERR_TOO_LARGE too many months;
 * ERR_MONTH_CLOSED the day of the voucher; ERR_BUSY. */
PostFn levy_pay;

/* Whether an account was one of its month: begun by the day up to which somebody pays the whole month, not ended
 * before, its person alive in it. Law: Social Insurance Law 58; domain rule enrol_cutoff_day. */
bool levy_in_month(const RegionPolicy *rules, const PersonFacts *person, const AccountFacts *account, Month month);
