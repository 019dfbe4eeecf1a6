/* suspense.c - suspense.match: a clerk says whose an unmatched payment is. Law: the accounting rules of the social insurance
 * funds (Caikuai 2017-28): what is not known to be whose stands in suspense until it is. */
#include "base/require.h"
#include "levy/tally.h"

/* "2025-08" behind the payer, or nothing. */
static Err month_read_behind(Post *post, Str bill, Month *out)
{
    Str month = bill;
    (void)str_cut(&month, '/');
    *out = MONTH_NONE;
    if (!month.p)
        return OK;
    return month_read(month, out)
               ? OK
               : REFUSE(post->out, ERR_BAD_FIELD, "bill", "账单应写成“缴费人”或“缴费人/月份”，例如 X17/2025-08。",
                        "A bill is the payer, or payer/month, such as X17/2025-08.");
}

static Err item_read(Post *post, MoneyKept *item, bool *matched)
{
    int64_t entry = 0, n = 0, by = 0;
    bool found = false;
    Str number = arg_str(post->command, F_ITEM);
    if (number_read_person(number, 'S', &entry, &n))
        TRY(money_get(post_db(post), post_arena(post), entry, n, item, &found, &by));
    if (!found || !item->held)
        return REFUSE(post->out, ERR_UNKNOWN_ID, "item", "没有这笔待查款项，请核对编号（例如 S17-1）。",
                      "There is no such item in suspense; check its number, such as S17-1.");
    *matched = by != 0;
    return OK;
}

static Str item_key(Post *post, const MoneyKept *item)
{
    return str_format(post_arena(post), "match/S%lld-%lld", (long long)item->entry, (long long)item->n);
}

Err suspense_take(Post *post, const MoneyKept *item, MoneyPay *pay, int64_t *left)
{
    pay->key = item_key(post, item);
    pay->no = item->no;
    pay->day = view_today(post->view);
    if (!pay->came.n || item->day.n < pay->came.n)
        pay->came = item->day; /* that nobody knew whose it was costs the payer nothing */
    pay->amount = item->amount;
    pay->item = money_item(item->entry, item->n);
    TRY(levy_pay_money(post, pay, left));
    TRY(money_match_put(post_db(post), item->entry, item->n, post->ledger->entry));
    Event *event = emit(post->out, post->view, EVENT_SUSPENSE_MATCHED, 0);
    event->suspense_matched = (Event_suspense_matched){ .of = item->entry,
                                                        .line = item->n,
                                                        .amount_fen = item->amount.fen,
                                                        .payer_kind = pay->kind,
                                                        .payer = pay->owner,
                                                        .month = pay->month.n };
    return OK;
}

Err levy_match(Post *post)
{
    MoneyKept item = { 0 };
    MoneyPay pay = { .month = MONTH_NONE };
    bool matched = false;
    int64_t left = 0;
    TRY(levy_payer(post, &pay));
    TRY(month_read_behind(post, arg_str(post->command, F_ITEM_BILL), &pay.month));
    TRY(item_read(post, &item, &matched));
    if (matched)
        return REFUSE(post->out, ERR_WRONG_STATE, "item", "这笔款项已经认领。", "This item was assigned before.");
    if (item.region != pay.region)
        return REFUSE(post->out, ERR_MISMATCH, "bill", "款项收在其他统筹地区，不能直接认领；请由该地区转付。",
                      "The money came in in another region; that region passes it on.");
    TRY(suspense_take(post, &item, &pay, &left));
    answer_int(post->out, "amount_fen", item.amount.fen);
    answer_int(post->out, "unallocated_fen", left);
    answer_text(post->out, "receipt", number_of(post_arena(post), 'P', post->ledger->entry));
    return OK;
}
