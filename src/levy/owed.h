/* owed.h - what a payer owes: by fee period and insurance, to a day, with the late fee that employers bear. */
#pragma once
#include "ledger/due.h"
#include "levy/levy.h"

/* One fee period and insurance of a payer. Late fees are simple and borne by employers alone (Social Insurance Law 86;
 * Order 13 article 20): they count from the last day to pay, day by day on what was open. */
typedef struct {
    Month month;
    int32_t region;
    Insurance insurance;
    Money employer, employee; /* open principal; negative: billed too much */
    Day due;                  /* the last day to pay in time */
    bool provisional;         /* the calendar of that day is not final */
    Money charged;            /* of the late fee: what earlier payments brought to the books and is not paid */
    Day charged_until;        /* the day up to which it was charged, at least the due day */
    Money fee;                /* the whole late fee to the day asked */
    Money free;               /* of the principal: differences of a new base that bear no late fee up to a day of their own */
    Day free_until;           /* the latest of those days; n = 0: none */
    bool lapsed;              /* it is not asked any more, and stands apart (lapse.h) */
} Owed;

/* Everything that is open by bills and payments up to `as_of`, in order of (month, region, insurance), with the late fee
 * to `day`. kind as due_rows.
 * Refusals: those of due_rows and late_fee_of. */
Err owed_list(Db *db, Arena *arena, const PolicySet *policy, LedgerOwner kind, int64_t owner, int64_t person, Day as_of, Day day,
              Owed **out, size_t *count, Why *why) NODISCARD;
static inline int64_t owed_principal(const Owed *owed) { return owed->employer.fen + owed->employee.fen; }
