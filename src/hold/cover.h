/* cover.h - medical cover after an interruption: it works again with the first month that is paid, not with the day on which
 * the account is resumed (domain 8.2, N3). Who pays alone, or as a flexible worker through a proxy, pays it; what the bureau
 * holds for a payer counts as paid. An employer's month counts with its first day: whether the employer has paid is never
 * the employee's affair (Social Insurance Law 58, 60). After a gap that cannot be made up any more a region may let some
 * months more pass (medical transfer rules 2021-43). From the facts alone. Pure. */
#pragma once
#include "base/money.h"
#include "facts/view.h"

typedef struct {
    const AccountFacts *account;
    int64_t contract; /* through which it is paid, or 0 */
    int32_t region;   /* in which the payment is booked */
    Month month;      /* the first one */
    Money amount;     /* what, paid today, pays it; 0: it is paid, or an employer's */
    Day works;        /* from which it works once it is paid */
} Cover;
/* Medical cover of a person that waits on that day. false: nothing waits. Facts are settled. */
bool cover_waits(const PersonFacts *person, const PolicySet *policy, Day today, Cover *out);
