/* contribution.h - what one person and the employer owe for one month, to the fen, from a tariff and what is known of the
 * person. Pure, whole numbers only, no look-up: domain rules are in tariff.h and keys_table.h. */
#pragma once
#include "policy/tariff.h"

#define PAY_FEN_MAX INT64_C(100000000000000) /* the greatest amount that is accepted: 10^12 yuan */

/* Where the money goes; the amounts sum to the whole.
 *    no. name                    word                 zh / en */
#define PAY_FUNDS(X) \
    X(1, PAY_PENSION_POOL, "pension_pool", "养老保险统筹基金", "pension pool") \
    X(2, PAY_PENSION_PERSONAL, "pension_personal", "养老保险个人账户", "personal pension account") \
    X(3, PAY_MEDICAL_POOL, "medical_pool", "医疗保险统筹基金", "medical pool") \
    X(4, PAY_MEDICAL_PERSONAL, "medical_personal", "医疗保险个人账户", "personal medical account") \
    X(5, PAY_SERIOUS_ILLNESS, "serious_illness", "大额医疗互助资金", "serious illness fund") \
    X(6, PAY_UNEMPLOYMENT, "unemployment", "失业保险基金", "unemployment fund") \
    X(7, PAY_INJURY, "injury", "工伤保险基金", "work injury fund")
#define AS_FUND(number, NAME, word, zh, en) NAME = number,
typedef enum { PAY_FUND_NONE, PAY_FUNDS(AS_FUND) PAY_FUND_END } PayFund;
#undef AS_FUND

typedef struct {
    Money amount;        /* employee: the wage; flexible: the chosen base; resident: the tier */
    int injury_class;    /* employee: 1 ... 8 */
    int injury_percent;  /* employee: the float, 100 where none was set */
    bool local;          /* employee: hukou of the region */
    unsigned insurances; /* flexible: 1 << Insurance for each that is asked for; 0 = all that have a rule */
} Payer;

typedef struct {
    Money base[Insurance_END], employer[Insurance_END], employee[Insurance_END];
    Money total_employer, total_employee, total;
    Money account;         /* what of the pension share goes to the personal account */
    Money serious_illness; /* the flat amount inside employee[INSURANCE_MEDICAL] */
    Money subsidy;         /* resident: from the government, outside the total */
} Contribution;

/* *out only on OK. An insurance that is not levied is 0.
 * Refusals:
 *   ERR_BAD_AMOUNT  "amount": below 0 or above PAY_FEN_MAX; a chosen base outside the limits, which are named; a tier
 *                   that does not exist or lies outside the limits, the tiers are named;
 *   ERR_BAD_FIELD   "injury_class" not 1 ... 8; "injury_float" not one that the class may have;
 *   ERR_NO_RULE     "insurances": one is asked for that has no rule for flexible workers. */
Err contribution_of(const Tariff *tariff, const Payer *payer, Contribution *out, Why *why) NODISCARD;
/* Splits the total by fund; funds[PAY_FUND_NONE] is 0. */
void contribution_funds(const Tariff *tariff, const Contribution *contribution, Money funds[PAY_FUND_END]);
const char *pay_fund_word(PayFund fund); /* "pension_pool" */
const char *pay_fund_label(PayFund fund, bool en);
