/* yearly.h - residents pay once a year, as much as they choose: nothing is owed before. So the bill of the year is made by
 * the payment itself, and what the government adds follows from it. Law: Social Insurance Law 20-22; 国发〔2014〕8号. */
#pragma once
#include "levy/post.h"

/* The first account that a person pays alone, if it is a resident's; NULL otherwise. */
const AccountFacts *yearly_account(const PersonFacts *person);

/* Bills `tier` for the year in which `month` lies, unless that year has a bill that waits to be paid (a payment of it
 * was reversed). For an earlier year the government adds nothing: it pays for the year in which it is asked.
 * Refusals in order: ERR_NOT_OPEN the account was none of that month; ERR_TOO_EARLY a year to come; ERR_NO_RULE;
 * ERR_WRONG_STATE the year is paid; ERR_BAD_AMOUNT no such tier, the tiers are named; those of run_release. */
Err yearly_bill(Post *post, const RegionPolicy *rules, const AccountFacts *account, Month month, Day day, Money tier) NODISCARD;
