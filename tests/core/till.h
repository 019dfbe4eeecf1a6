/* till.h - money in a bureau's ledger before the commands that bring it exist: each piece in a journal entry of its own,
 * as the writer makes it, and what is asked of a month or a year. */
#pragma once
#include "ledger/opening.h"
#include "ledger/settle.h"
#include "support/city.h"

enum { TILL_REGION = 330100 };
#define TILL_CLERK "{\"role\":\"clerk\",\"user\":\"w2\",\"org\":\"office\"}"
#define TILL_REVIEWER "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}"
#define TILL_AUDITOR "{\"role\":\"auditor\",\"user\":\"a9\",\"org\":\"office\"}"
#define TILL_JOB "{\"role\":\"job\",\"user\":\"job\",\"org\":\"office\"}"

/* A bureau with one employer and `persons` persons, registered in 2015; persons have the numbers 1, 2, ... */
bool till_found(City *city, Arena *arena, Engines engine, int persons);
/* The same into a bureau that is open and empty. */
void till_fill(City *city, int persons);
/* A contribution of the pension's employee part to an employer's sheet, billed, paid and credited in one month. */
void till_contribution(City *city, int64_t person, Month month, int64_t fen);
/* The same of somebody who pays alone. */
void till_contribution_alone(City *city, int64_t person, Month month, int64_t fen);
/* A single line into (or, negative, out of) a personal pension account. */
void till_line(City *city, int64_t person, Day day, int64_t fen);
/* A balance from another system. */
void till_brought(City *city, int64_t person, int year, int64_t fen);
/* Closes every month of the year from `first` on, each by a clerk and a reviewer, in January after it. */
void till_close(City *city, int year, int first);
/* interest.credit by the job in March of the year after; the answer's data. */
const JsonNode *till_interest(City *city, int year, const char *id, const char *result);
/* The balance of a personal pension account as the ledger has it. */
int64_t till_balance(City *city, int64_t person, Day day);
/* verify finds nothing. */
void till_verify(City *city);
