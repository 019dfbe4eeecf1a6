/* roster.h - who belonged to a month, also when the account was stopped and resumed since, or went to another payer. */
#pragma once
#include "facts/facts.h"
#include "journal/journal.h"
#include "ledger/sheet_code.h"
#include "policy/policy.h"
#include "registry/store.h"

/* The day up to which somebody who begins pays the whole month. Domain rule enrol_cutoff_day. */
Day levy_last_begin(const RegionPolicy *rules, Month month);

/* Who paid an account in a month. */
typedef struct {
    bool in;        /* it was one of the month */
    int payer_kind; /* PAYER_SELF, PAYER_UNIT, PAYER_CONTRACT */
    int64_t payer;
} Member;

/* Whether an account was one of a month, and whose then. Where the facts say that it was, they are taken at their word
 * unless `by_events`: an account that changed its payer while it was open has no trace of the one before. Else the events
 * of the person say it, those of reversed entries left out.
 * Refusals: ERR_BUSY. */
Err levy_member(Db *db, Arena *arena, const RegionPolicy *rules, const PersonFacts *person, const AccountFacts *account,
                Month month, bool by_events, Member *out) NODISCARD;

/* The line that brings what was billed to nothing. */
SheetLine levy_cancelled(const SheetLine *billed);

/* Whether somebody whom an employer was billed for was none of its month: a person who has another payer by now was.
 * Refusals: ERR_BUSY. */
Err levy_left(Store *store, Arena *arena, const RegionPolicy *rules, const SheetLine *billed, int64_t unit, Month month,
              bool *left) NODISCARD;

/* What an account that its person or a contract pays was billed for a month in all; *billed: anything at all.
 * Refusals: ERR_BUSY. */
Err levy_billed(Db *db, Arena *arena, int64_t person, int account, Month month, SheetLine *sum, bool *billed) NODISCARD;
