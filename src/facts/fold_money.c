/* fold_money.c - money of a person that was wrong: it stands in the ledger, the record keeps only that it happened. */
#include "facts/fold.h"

void fold_payment_reversed(PersonFacts *person, const Event *event)
{
    (void)person;
    (void)event;
}

void fold_refunded(PersonFacts *person, const Event *event)
{
    (void)person;
    (void)event;
}
