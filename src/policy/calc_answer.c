/* calc_answer.c - the answers of the calculators as JSON members and in words (calc_line.h). */
#include "policy/calc_line.h"

static void put_insurances(Json *json, const char *key, const Money *amounts)
{
    json_key(json, key);
    json_open(json, '{');
    for (Insurance i = INSURANCE_PENSION; i < Insurance_END; i++)
        json_put_int(json, choice_code(SET_INSURANCE, i), amounts[i].fen);
    json_close(json, '}');
}

/* Insurances that a flexible worker may have by law, and for which the region has no rule on file. */
static void put_without_rule(Json *json, const Tariff *tariff)
{
    if (tariff->category != CATEGORY_FLEXIBLE)
        return;
    json_key(json, "no_rule");
    json_open(json, '[');
    for (Insurance i = INSURANCE_PENSION; i <= INSURANCE_UNEMPLOYMENT; i++)
        if (!tariff->levied[i])
            json_text(json, str(choice_code(SET_INSURANCE, i)));
    json_close(json, ']');
}

static void put_status(Json *json, bool provisional) { json_put(json, "status", provisional ? S("provisional") : S("final")); }

static void contribution_members(Json *json, const CalcResult *result)
{
    const Contribution *sum = &result->contribution;
    Money funds[PAY_FUND_END];
    contribution_funds(result->tariff, sum, funds);
    put_insurances(json, "base_fen", sum->base);
    put_insurances(json, "employer_fen", sum->employer);
    put_insurances(json, "employee_fen", sum->employee);
    json_put_int(json, "total_employer_fen", sum->total_employer.fen);
    json_put_int(json, "total_employee_fen", sum->total_employee.fen);
    json_put_int(json, "total_fen", sum->total.fen);
    json_key(json, "funds_fen");
    json_open(json, '{');
    for (PayFund fund = PAY_PENSION_POOL; fund < PAY_FUND_END; fund++)
        json_put_int(json, pay_fund_word(fund), funds[fund].fen);
    json_close(json, '}');
    if (result->tariff->category == CATEGORY_RESIDENT)
        json_put_int(json, "subsidy_fen", sum->subsidy.fen);
    put_without_rule(json, result->tariff);
    put_status(json, result->tariff->provisional);
}

static void interest_members(Json *json, const Interest *interest)
{
    json_put_int(json, "interest_opening_fen", interest->opening.fen);
    json_put_int(json, "interest_credits_fen", interest->credits.fen);
    json_put_int(json, "closing_fen", interest->closing.fen);
    json_put_int(json, "rate_ppm", interest->rate_ppm);
    put_status(json, interest->provisional);
}

static void retirement_members(Json *json, Arena *arena, const Retirement *retirement)
{
    json_put_int(json, "delay_months", retirement->delay_months);
    json_put_int(json, "age_months", retirement->age_months);
    json_put(json, "month", month_text(arena, retirement->month));
    json_put_int(json, "minimum_months", retirement->minimum_months);
}

static void pension_members(Json *json, const Pension *pension)
{
    json_put_int(json, "basic_fen", pension->basic.fen);
    json_put_int(json, "account_fen", pension->account.fen);
    json_put_int(json, "total_fen", pension->total.fen);
    json_put_int(json, "divisor_tenths", pension->divisor_tenths);
}

void calc_members(Json *json, Arena *arena, const CalcResult *result)
{
    switch (result->calc) {
    case CALC_WORKDAY:
        json_put(json, "day", day_text(arena, result->day));
        break;
    case CALC_RETIREMENT:
        retirement_members(json, arena, &result->retirement);
        break;
    case CALC_CONTRIBUTION:
        contribution_members(json, result);
        break;
    case CALC_LATE_FEE:
        json_put_int(json, "days", result->late_fee.days);
        json_put_int(json, "late_fee_fen", result->late_fee.fee.fen);
        break;
    case CALC_INTEREST:
        interest_members(json, &result->interest);
        break;
    default:
        pension_members(json, &result->pension);
    }
    if (result->traced) {
        json_key(json, "trace");
        trace_json(json, &result->trace);
    }
}

/* ---- in words ---- */

/* The text with spaces behind it (or before it) up to a width; a Chinese character is two columns wide. */
static void put_wide(Buf *out, Str text, size_t width, bool right)
{
    size_t points = str_points(text), columns = points + (text.n - points) / 2;
    if (!right)
        buf_add(out, text);
    for (; columns < width; columns++)
        buf_char(out, ' ');
    if (right)
        buf_add(out, text);
}

static void put_row(Buf *out, Str name, const Str *cells, size_t count)
{
    enum { NAME_WIDTH = 22, CELL_WIDTH = 14 };
    buf_add(out, S("  "));
    put_wide(out, name, NAME_WIDTH, false);
    for (size_t i = 0; i < count; i++)
        put_wide(out, cells[i], CELL_WIDTH, true);
    buf_char(out, '\n');
}

static void insurance_rows(Buf *out, Arena *arena, const Contribution *sum, bool en)
{
    for (Insurance i = INSURANCE_PENSION; i < Insurance_END; i++) {
        const Choice *name = choice_of(SET_INSURANCE, i);
        if (sum->employer[i].fen || sum->employee[i].fen || sum->base[i].fen)
            put_row(out, str(en ? name->en : name->zh),
                    (Str[]){ money_text(arena, sum->base[i]), money_text(arena, sum->employer[i]),
                             money_text(arena, sum->employee[i]) },
                    3);
    }
}

static void contribution_human(Buf *out, Arena *arena, const CalcResult *result, bool en)
{
    const Contribution *sum = &result->contribution;
    const Tariff *tariff = result->tariff;
    const Choice *category = choice_of(SET_CATEGORY, tariff->category);
    Money funds[PAY_FUND_END];
    contribution_funds(tariff, sum, funds);
    buf_format(out, en ? STR_FMT ", " STR_FMT ", %s (yuan)\n" : STR_FMT " " STR_FMT " %s（元）\n",
               STR_ARG(policy_region_name(result->region, en)), STR_ARG(month_text(arena, tariff->month)),
               en ? category->en : category->zh);
    put_row(out, (Str){ 0 }, en ? (Str[]){ S("base"), S("employer"), S("person") } : (Str[]){ S("缴费基数"), S("单位"), S("个人") },
            3);
    insurance_rows(out, arena, sum, en);
    put_row(out, en ? S("total") : S("合计"),
            (Str[]){ (Str){ 0 }, money_text(arena, sum->total_employer), money_text(arena, sum->total_employee),
                     money_text(arena, sum->total) },
            4);
    buf_add(out, en ? S("where it goes\n") : S("资金去向\n"));
    for (PayFund fund = PAY_PENSION_POOL; fund < PAY_FUND_END; fund++)
        if (funds[fund].fen)
            put_row(out, str(pay_fund_label(fund, en)), (Str[]){ money_text(arena, funds[fund]) }, 1);
    if (tariff->category == CATEGORY_RESIDENT)
        buf_format(out, en ? "government subsidy besides: " STR_FMT "\n" : "另有政府补贴：" STR_FMT "\n",
                   STR_ARG(money_text(arena, sum->subsidy)));
    for (Insurance i = INSURANCE_PENSION; tariff->category == CATEGORY_FLEXIBLE && i <= INSURANCE_UNEMPLOYMENT; i++)
        if (!tariff->levied[i])
            buf_format(out, en ? "no rule on file for %s; ask 12333\n" : "没有录入%s的规定，请咨询 12333\n",
                       en ? choice_of(SET_INSURANCE, i)->en : choice_of(SET_INSURANCE, i)->zh);
    if (tariff->provisional)
        buf_add(out, en ? S("provisional: some of the parameters are not final\n") : S("暂定：所用参数中有尚未确定的\n"));
}

static void interest_human(Buf *out, Arena *arena, const Interest *interest, bool en)
{
    Str opening = money_text(arena, interest->opening), credits = money_text(arena, interest->credits),
        closing = money_text(arena, interest->closing);
    buf_format(out,
               en ? "closing " STR_FMT " yuan: interest on the opening balance " STR_FMT ", on the credits " STR_FMT
                    " (rate %lld.%04lld%%%s)\n"
                  : "年末余额 " STR_FMT " 元：年初余额利息 " STR_FMT "，当年记账额利息 " STR_FMT "（利率 %lld.%04lld%%%s）\n",
               STR_ARG(closing), STR_ARG(opening), STR_ARG(credits), (long long)interest->rate_ppm / 10000,
               (long long)interest->rate_ppm % 10000,
               !interest->provisional ? ""
               : en                   ? ", provisional"
                                      : "，暂定");
}

static void retirement_human(Buf *out, Arena *arena, const Retirement *r, bool en)
{
    Str month = month_text(arena, r->month);
    buf_format(out,
               en ? STR_FMT ": %d years %d months (%d months later than before); least contributions %d months\n"
                  : STR_FMT "：%d 周岁 %d 个月（比原规定延迟 %d 个月），最低缴费 %d 个月\n",
               STR_ARG(month), r->age_months / 12, r->age_months % 12, r->delay_months, r->minimum_months);
}

static void pension_human(Buf *out, Arena *arena, const Pension *pension, bool en)
{
    Str basic = money_text(arena, pension->basic), account = money_text(arena, pension->account),
        total = money_text(arena, pension->total);
    buf_format(out,
               en ? STR_FMT " yuan a month: basic " STR_FMT ", from the account " STR_FMT " (divisor %lld.%lld)\n"
                  : "每月 " STR_FMT " 元：基础养老金 " STR_FMT "，个人账户养老金 " STR_FMT "（计发月数 %lld.%lld）\n",
               STR_ARG(total), STR_ARG(basic), STR_ARG(account), (long long)pension->divisor_tenths / 10,
               (long long)pension->divisor_tenths % 10);
}

static void workday_human(Buf *out, Arena *arena, Day day, bool en)
{
    static const char *const weekday[7][2] = { { "星期一", "Monday" },   { "星期二", "Tuesday" }, { "星期三", "Wednesday" },
                                               { "星期四", "Thursday" }, { "星期五", "Friday" },  { "星期六", "Saturday" },
                                               { "星期日", "Sunday" } };
    buf_format(out, STR_FMT " %s\n", STR_ARG(day_text(arena, day)), weekday[day_weekday(day)][en]);
}

void calc_human(Buf *out, Arena *arena, const CalcResult *result, bool en)
{
    switch (result->calc) {
    case CALC_WORKDAY:
        workday_human(out, arena, result->day, en);
        break;
    case CALC_RETIREMENT:
        retirement_human(out, arena, &result->retirement, en);
        break;
    case CALC_CONTRIBUTION:
        contribution_human(out, arena, result, en);
        break;
    case CALC_LATE_FEE:
        buf_format(out, en ? STR_FMT " yuan for %d days\n" : "滞纳金 " STR_FMT " 元，%d 天\n",
                   STR_ARG(money_text(arena, result->late_fee.fee)), result->late_fee.days);
        break;
    case CALC_INTEREST:
        interest_human(out, arena, &result->interest, en);
        break;
    default:
        pension_human(out, arena, &result->pension, en);
    }
    if (result->traced) {
        buf_add(out, en ? S("why\n") : S("依据\n"));
        trace_human(out, arena, &result->trace, en);
    }
}
