/* close.c - see close.h. */
#include "levy/close.h"

Err levy_region(const PolicySet *policy, int64_t code, const RegionPolicy **out, Why *why)
{
    const RegionPolicy *region = policy_region(policy, (int)code);
    if (!region || policy_region_code(region) != code)
        return refuse(why, ERR_NO_RULE, "region", "%06d 不是有独立基金账簿的统筹地区，请填写统筹地区代码。",
                      "%06d is no region with funds of its own; give the code of the pooling region.", (int)code);
    *out = region;
    return OK;
}

Err levy_decide_close(const View *view, const Command *command, Decision *out)
{
    const RegionPolicy *region = NULL;
    return levy_region(view->policy, arg_int(command, F_REGION), &region, &out->why);
}

static Day month_end(Month month) { return day_add(month_first((Month){ month.n + 1 }), -1); }

Err levy_post_close(Post *post)
{
    Decision *out = post->out;
    int32_t region = (int32_t)arg_int(post->command, F_REGION);
    Month month = { (int32_t)arg_int(post->command, F_MONTH) };
    bool already = false;
    TRY(month_close(post->ledger, out->arena, region, month, view_today(post->view), &already, &out->why));
    if (already)
        return REFUSE(out, ERR_MONTH_CLOSED, "month", "该月已经结账，不能重复办理。", "The month is closed already.");
    TrialRow *rows = NULL;
    size_t count = 0;
    Money debit = { 0 }, credit = { 0 };
    TRY(ledger_trial(post_db(post), out->arena, region, month_end(month), known_now, &rows, &count));
    for (size_t i = 0; i < count; i++)
        if (!money_add(debit, rows[i].debit, &debit) || !money_add(credit, rows[i].credit, &credit))
            return REFUSE(out, ERR_BAD_AMOUNT, "month", NULL, NULL);
    emit(out, post->view, EVENT_MONTH_CLOSED, 0)->month_closed = (Event_month_closed){
        .region = region, .month = month.n, .accounts = (int64_t)count, .debit_fen = debit.fen, .credit_fen = credit.fen
    };
    answer_int(out, "region", region);
    answer_text(out, "month", month_text(out->arena, month));
    answer_int(out, "accounts", (int64_t)count);
    answer_int(out, "debit_fen", debit.fen);
    answer_int(out, "credit_fen", credit.fen);
    return OK;
}
