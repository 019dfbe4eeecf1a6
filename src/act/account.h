/* account.h - what account.open, account.stop and account.resume share. Inside act only. */
#pragma once
#include "act/inside.h"

#define LAW_REAL_WORK "《社会保险法》第五十八条、第八十八条；《社会保险基金行政监督办法》（人社部令第48号）第三十二条"

typedef struct {
    int kind; /* PAYER_SELF ... */
    int64_t id;
} Payer;

/* The payer that the command names. ERR_UNKNOWN_UNIT. */
Err account_payer(const View *view, const Command *command, Payer *out, Decision *why) NODISCARD;
/* Whether that payer may stand behind an account of that category: employees need a real employer.
 * ERR_UNLAWFUL_BASIS, ERR_MISMATCH, ERR_WRONG_STATE. */
Err account_basis(const View *view, const Payer *payer, Category category, unsigned insurances, Decision *out) NODISCARD;
/* Whether the contract that pays, if one does, lasts to that month: ERR_WRONG_STATE. And, behind the event that lets it pay the
 * account, the last month of a contract that has one: the account ends with it by itself. */
Err account_contract_reaches(const View *view, Month month, Decision *out) NODISCARD;
void account_contract_until(const View *view, int account, Decision *out);
/* Whether the category may join these insurances in the region. ERR_BAD_FIELD, ERR_NO_RULE. */
Err account_insurances(const View *view, const RegionPolicy *rules, Category category, unsigned insurances,
                       Decision *out) NODISCARD;
/* An open account other than `but` that has one of the insurances; NULL if none. */
const AccountFacts *account_overlap(const PersonFacts *person, unsigned insurances, int but);
