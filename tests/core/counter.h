/* counter.h - the counter where money is billed, paid and corrected: what is said there, by one person or by two, and what
 * the books say afterwards. City lives in Hangzhou: one employer with two people, and a contract for a third. */
#pragma once
#include "ledger/ledger.h"
#include "support/city.h"

#define COUNTER_CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define COUNTER_REVIEWER "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}"
#define COUNTER_UNIT "{\"role\":\"unit\",\"user\":\"u1\",\"org\":\"91330106MA27XK3D59\"}"
#define COUNTER_PAYER "91330106MA27XK3D59"
#define COUNTER_CODE "\"credit_code\":\"" COUNTER_PAYER "\""
#define COUNTER_ALONE "110105199003078211"

/* A living city with February not yet billed. false: the engine is not there. */
bool counter_open(City *city, Arena *arena, Engines engine);
/* On a day at ten; ids count up. */
Str counter_say(City *city, const char *day, const char *actor, const char *command, const char *args);
/* The same with what str_format makes of it. */
Str counter_sayf(City *city, const char *day, const char *actor, const char *command, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* A clerk asks, a reviewer approves; the answer of the approval, or of the clerk when that was refused. */
Str counter_two(City *city, const char *day, const char *command, const char *format, ...) __attribute__((format(printf, 4, 5)));
/* Assesses and releases; scope: "" or members behind the month. The answer of the assessment. */
Str counter_bill(City *city, const char *day, const char *month, const char *scope);
Str counter_pay(City *city, const char *day, const char *payer, int64_t fen, const char *no, const char *paid);
/* A person who pays alone from 2025-01 on: number of the record. */
int64_t counter_alone(City *city, const char *base_fen);

int64_t counter_balance(City *city, LedgerAccount account, LedgerOwner kind, int64_t owner);
/* Everything that is owed on a day, as text, to compare. */
Str counter_owed(City *city, LedgerOwner kind, int64_t owner, int64_t person, const char *day);
/* The books balance and verify finds nothing. */
void counter_whole(City *city);
