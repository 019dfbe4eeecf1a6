/* yearly.c - see yearly.h. */
#include "levy/yearly.h"
#include "ledger/sheet.h"
#include "levy/levy.h"
#include "levy/line.h"

static const SheetAsOf ever = { { INT32_MAX }, INT64_MAX };

const AccountFacts *yearly_account(const PersonFacts *person)
{
    for (int i = 0; i < person->account_count; i++)
        if (person->accounts[i].payer_kind == PAYER_SELF)
            return person->accounts[i].category == CATEGORY_RESIDENT ? &person->accounts[i] : NULL;
    return NULL;
}

/* What stands in the books for one account and year. */
typedef struct {
    int account;
    bool paid, waits;
} Year;

static bool year_take(void *context, const SheetSeen *seen)
{
    Year *year = context;
    if (seen->line->account != year->account || seen->line->category != CATEGORY_RESIDENT)
        return true;
    bool credited = seen->credited >> INSURANCE_PENSION & 1;
    year->paid |= credited;
    year->waits |= !credited;
    return true;
}

static Err line_of(const Post *post, const RegionPolicy *rules, const AccountFacts *account, Month month, Day day, Money tier,
                   SheetLine *out)
{
    Tariff tariff;
    Contribution pays;
    Why *why = &post->out->why;
    Payer payer = { .amount = tier, .injury_class = 1, .injury_percent = 100 };
    TRY(tariff_make(rules, CATEGORY_RESIDENT, month, &tariff, why));
    Err err = contribution_of(&tariff, &payer, &pays, why);
    if (err == ERR_BAD_AMOUNT)
        why->field = S("amount_fen");
    TRY(err);
    *out = (SheetLine){ .person = post->view->person->id,
                        .region = policy_region_code(rules),
                        .account = (uint8_t)account->n,
                        .category = CATEGORY_RESIDENT,
                        .flags = tariff.provisional ? SHEET_PROVISIONAL : 0 };
    out->amounts.employee[INSURANCE_PENSION] = out->amounts.pension_personal = pays.total;
    if (month_year(month) == month_year(day_month(day)))
        out->amounts.government[INSURANCE_PENSION] = pays.subsidy;
    return OK;
}

static Err bill(Post *post, const SheetLine *line, Month month, Day day)
{
    bool already = false;
    RunResult result;
    Why *why = &post->out->why;
    SheetDraft sheet = { .run = post->ledger->entry,
                         .kind = SHEET_DECLARED,
                         .payer_kind = SHEET_OF_GROUP,
                         .payer = sheet_group(line->person),
                         .month = month,
                         .lines = line,
                         .count = 1 };
    RunDraft run = { .run = sheet.run, .kind = SHEET_DECLARED, .day = day, .reason = S("payment.record") };
    TRY(sheet_put(post_db(post), post_arena(post), &sheet, why));
    TRY(run_release(post->ledger, post_arena(post), &run, &result, &already, why));
    answer_int(post->out, "subsidy_fen", line->amounts.government[INSURANCE_PENSION].fen);
    return OK;
}

Err yearly_bill(Post *post, const RegionPolicy *rules, const AccountFacts *account, Month month, Day day, Money tier)
{
    SheetLine line;
    Year year = { .account = account->n };
    const PersonFacts *person = post->view->person;
    int number = month_year(month);
    bool open = levy_in_month(rules, person, account, month) && account->insurances >> INSURANCE_PENSION & 1;
    if (!open || account->n > SHEET_ACCOUNT_MAX)
        return REFUSE(post->out, ERR_NOT_OPEN, "month", "该月没有参加城乡居民养老保险，请核对月份（month）。",
                      "The person was no member of the residents' pension insurance in that month; check it (month).");
    if (number > month_year(day_month(view_today(post->view))))
        return REFUSE(post->out, ERR_TOO_EARLY, "month", "不能预缴以后年度的居民养老保险费。",
                      "A year to come cannot be paid yet.");
    TRY(sheet_years(post_db(post), post_arena(post), person->id, number, number, ever, year_take, &year));
    if (year.waits)
        return OK;
    if (year.paid)
        return REFUSE(post->out, ERR_WRONG_STATE, "month",
                      "%d 年度已经缴费，居民养老保险每年缴费一次；补缴其他年度请写明月份（month）。",
                      "The year %d is paid: residents pay once a year. For another year give a month of it (month).", number);
    TRY(line_of(post, rules, account, month, day, tier, &line));
    return bill(post, &line, month, day);
}
