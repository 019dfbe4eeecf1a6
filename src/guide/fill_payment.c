/* fill_payment.c - see fill.h: a payment that ends arrears, or that is the first one after an interruption. Who pays, how
 * much on the day it is taken, and until when it is accepted follow from the bills and the rules; number and day of the
 * voucher are asked of whoever brings it. */
#include "guide/fill.h"
#include "hold/cover.h"

static Day today_of(const Fill *fill) { return time_day(fill->view->now); }

static Str payer_of(const Fill *fill, const Arrears *owed)
{
    return owed->contract ? number_of(fill->arena, 'X', owed->contract)
                          : str_format(fill->arena, "%lld", (long long)fill->person->id);
}

/* A payment at a bank is shown by its remittance, at the tax office by its certificate, at the counter by any. */
static EvidenceKind voucher_of(Role role)
{
    return role == ROLE_BANK ? EV_BANK_REMITTANCE : role == ROLE_TAX ? EV_TAX_CERTIFICATE : EV_CASH_RECEIPT;
}

static void put_voucher(Fill *fill)
{
    const Str values[] = { str(choice_code(SET_EVIDENCE, (int)voucher_of(fill->remedy->role))), S("0"),
                           day_text(fill->arena, today_of(fill)) };
    static const char *const keys[] = { "kind", "no", "day" };
    GuideStep *step = fill->step;
    Arg *items = arena_new(fill->arena, Arg, 3), *value = arg_set(&step->command, F_VOUCHER);
    for (int i = 0; i < 3; i++)
        items[i] = (Arg){ .given = true, .key = str(keys[i]), .s = values[i] };
    value->items = items;
    value->n = 3;
    if (step->asks < STEP_ASKS_MAX)
        step->ask[step->asks++] = F_VOUCHER;
}

/* The first month after an interruption is paid before or after it is billed; it is accepted as long as any month is. */
static bool first_month(const Fill *fill, Arrears *out)
{
    Cover cover;
    const PolicySet *policy = fill->context->policy;
    if (!cover_waits(fill->person, policy, today_of(fill), &cover) || cover.amount.fen <= 0)
        return false;
    const RegionPolicy *rules = policy_or_national(policy, cover.region);
    *out = (Arrears){ .contract = cover.contract,
                      .region = cover.region,
                      .amount = cover.amount,
                      .until = makeup_until(policy, rules, INSURANCE_MEDICAL, cover.month),
                      .from = cover.month,
                      .last = cover.month };
    return true;
}

static bool payment_of(const Fill *fill, Arrears *out)
{
    return fill->remedy->cause == CAUSE_INTERRUPTED ? first_month(fill, out)
                                                    : arrears_of(fill->person, fill->context->policy, today_of(fill), out);
}

void fill_payment(Fill *fill, Field field)
{
    Arrears *owed = &fill->step->pays;
    if (!owed->amount.fen && !payment_of(fill, owed))
        return;
    if (field == F_MONEY_PAYER)
        arg_set(&fill->step->command, field)->s = payer_of(fill, owed);
    else if (field == F_AMOUNT_FEN)
        arg_set(&fill->step->command, field)->i = owed->amount.fen;
    else if (field == F_VOUCHER)
        put_voucher(fill);
}
