/* pay.h - what a payer has at the bureau besides what it owes. */
#pragma once
#include "levy/post.h"

typedef struct {
    LedgerOwner kind;
    int64_t owner, person;
    int32_t region;
    int64_t there;   /* lies with the payer, in fen */
    int64_t overdue; /* of what must have been paid by today, and late fees */
} PayerMoney;

/* Moves what was billed too much to what lies with the payer (of post->view), taking it out of funds and accounts again,
 * and says what then is there. Answers set_free. Refusals: those of levy_pay about the payer; ERR_TOO_LARGE; ERR_BUSY. */
Err pay_over(Post *post, PayerMoney *out) NODISCARD;
