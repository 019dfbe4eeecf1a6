/* bill.c - see bill.h. */
#include "levy/bill.h"

Err bill_get(Post *post, Bill *out)
{
    Str payer = { 0 }, text = arg_str(post->command, F_BILL);
    Owed *rows = NULL;
    size_t count = 0, kept = 0;
    Day today = view_today(post->view);
    *out = (Bill){ 0 };
    if (!bill_read(text, &payer, &out->month))
        return REFUSE(post->out, ERR_BAD_FIELD, "bill", "账单写作“缴费人/月份”，例如 91330106MA27XK3D59/2025-02（见 unit.bill）。",
                      "A bill is written payer/month, for example 91330106MA27XK3D59/2025-02 (see unit.bill).");
    TRY(payer_named(post->work, payer, today, &out->payer));
    if (!out->payer.kind)
        return REFUSE(post->out, ERR_UNKNOWN_UNIT, "bill", NULL, NULL);
    if (!out->payer.unit)
        return REFUSE(post->out, ERR_NO_RULE, "bill", "只有用人单位的账单有滞纳金和责令缴纳；个人缴费没有，无须办理。",
                      "Only employers bear late fees and are ordered to pay; for who pays alone there is nothing to do.");
    TRY(owed_list(post_db(post), post_arena(post), post->view->policy, OWNER_UNIT, out->payer.owner, 0, day_make(9998, 12, 31),
                  today, &rows, &count, &post->out->why));
    for (size_t i = 0; i < count; i++)
        if (rows[i].month.n == out->month.n)
            rows[kept++] = rows[i];
    out->rows = rows;
    out->count = kept;
    return OK;
}
