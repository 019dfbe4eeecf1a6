/* money_test.c - contributions from the wage sheet to the receipt, walked on the pages as people walk them: the employer,
 * the clerk, the second person, the insured; files, refusals and who may not. */
#include "base/day.h"
#include "base/money.h"
#include "markup.h"
#include "town.h"
#include <stdio.h>

#define UNIT "91330106MA27XK3D59"
#define MONTH "2026-02"
#define ONE "330106199003078817"
#define FOUR "330106199509230126"

/* A form filled in and sent; pairs end with NULL. */
static Reply send_form(Town *town, TownRole by, const char *page, const char *action, const char *const *pairs)
{
    Reply shown = town_get(town, by, page);
    Str form = form_of(town, &shown, action);
    for (size_t i = 0; pairs[i]; i += 2)
        form = form_with(town, form, pairs[i], pairs[i + 1]);
    return town_post(town, by, action, form, NULL);
}

/* The form that stands on a page that was answered, sent as it is. */
static Reply send_next(Town *town, TownRole by, const Reply *page, const char *action)
{
    return town_post(town, by, action, form_of(town, page, action), NULL);
}

static Str between(Arena *arena, const Reply *reply, const char *before, const char *after)
{
    long from = str_find(reply->body, str(before));
    if (from < 0) {
        test_fail(__FILE__, __LINE__, "no %s in %.*s", before, STR_ARG(str_head(reply->body, 400)));
        return S("?");
    }
    Str rest = str_from(reply->body, (size_t)from + strlen(before));
    return str_copy(arena, str_head(rest, (size_t)str_find(rest, str(after))));
}

/* February assessed and released on the pages; the number of the run. */
static Str bill_february(Town *town)
{
    static const char *const scope[] = { "region", "330100", "month", MONTH, "credit_code", UNIT, NULL };
    Reply tried = send_form(town, BY_CLERK, "/desk/assess", "/desk/assess", scope);
    CHECK_EQ(tried.status, 200);
    CHECK(reply_says(&tried, "试算结果") && !reply_says(&tried, "govuk-panel"));
    Reply kept = send_next(town, BY_CLERK, &tried, "/desk/assess");
    CHECK_EQ(kept.status, 200);
    Str run = between(town->arena, &kept, "<div class=\"govuk-panel__body\">", "</div>");
    run = str_trim(run);
    const char *path = str_z(town->arena, str_format(town->arena, "/desk/release?run=" STR_FMT, STR_ARG(run)));
    Reply list = town_get(town, BY_REVIEWER, "/desk/release"), desk = town_get(town, BY_REVIEWER, "/desk");
    CHECK(reply_says(&list, path) && reply_says(&list, "2026年2月") && reply_says(&desk, "1 个批次等待"));
    Reply seen = town_get(town, BY_REVIEWER, path);
    CHECK_EQ(seen.status, 200);
    CHECK(reply_says(&seen, "控制总数") && reply_says(&seen, "2026年2月"));
    Reply done = send_next(town, BY_REVIEWER, &seen, "/desk/release");
    CHECK_EQ(done.status, 200);
    CHECK(reply_says(&done, "已发布"));
    return run;
}

/* What core says is open, in fen. */
static int64_t open_fen(Town *town, const char *member)
{
    Reply reply = town_api(town, BY_CLERK, "/api/v1/queries/unit.arrears", NULL, "{\"credit_code\":\"" UNIT "\"}");
    return number_at(reply_json(town, &reply), str_z(town->arena, str_format(town->arena, "data.%s", member)));
}

static const char *yuan(Town *town, int64_t fen) { return str_z(town->arena, money_text(town->arena, (Money){ fen })); }

static const char *today(Town *town) { return str_z(town->arena, day_text(town->arena, time_day(serve_now()))); }

static Reply pay(Town *town, TownRole by, const char *amount, const char *number)
{
    const char *const pairs[] = { "payer", UNIT,          "amount_fen", amount, "voucher.kind", "bank-remittance", "voucher.no",
                                  number,  "voucher.day", today(town),  NULL };
    return send_form(town, by, "/pay", "/pay", pairs);
}

TEST(wages_are_checked_before_they_are_taken)
{
    static const char *const rows[] = { "month", MONTH, "table", ONE ",9000\n" FOUR "\t8000\n" ONE "X,1\n", NULL };
    static const char *const mixed[] = { "month", MONTH, "table", ONE ",9000\n" FOUR ",0\n330106199003078818,5\n", NULL };
    static const char *const good[] = { "month", MONTH, "table", "社会保障号码;缴费工资\n" ONE ";9000.50\n" FOUR ";8000\n", NULL };
    static const char *const empty[] = { "table", "", NULL };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply nothing = send_form(&town, BY_UNIT, "/unit/declare", "/unit/declare", empty);
    CHECK_EQ(nothing.status, 422);
    CHECK(reply_says(&nothing, "href=\"#month\"") && reply_says(&nothing, "href=\"#file\""));
    Reply report = send_form(&town, BY_UNIT, "/unit/declare", "/unit/declare", mixed);
    CHECK_EQ(report.status, 200);
    CHECK(reply_says(&report, "正确 1 行，有误 2 行") && reply_says(&report, "请对照证件原件改正号码"));
    CHECK(!reply_says(&report, FOUR) && reply_says(&report, "只提交正确的行"));
    Reply bad = send_form(&town, BY_UNIT, "/unit/declare", "/unit/declare", rows);
    CHECK_EQ(bad.status, 200);
    CHECK(reply_says(&bad, "正确 1 行，有误 2 行")); /* one separator a file: that of its first line */
    Reply taken = send_next(&town, BY_UNIT, &report, "/unit/declare");
    CHECK_EQ(taken.status, 200);
    CHECK(reply_says(&taken, "申报已受理") && reply_says(&taken, "1 人"));
    Reply all = send_form(&town, BY_UNIT, "/unit/declare", "/unit/declare", good);
    CHECK(reply_says(&all, "正确 2 行，有误 0 行") && reply_says(&all, "提交全部"));
    Reply done = send_next(&town, BY_UNIT, &all, "/unit/declare");
    CHECK(reply_says(&done, "2 人"));
    Reply again = town_get(&town, BY_UNIT, "/unit/declare");
    Str form = form_with(&town, form_of(&town, &again, "/unit/declare"), "month", "2099-01");
    Reply early = town_post(&town, BY_UNIT, "/unit/declare", form_with(&town, form, "table", ONE ",1"), NULL);
    CHECK_EQ(early.status, 409);
    CHECK(reply_says(&early, "href=\"#month\""));
    town_close(&town);
}

/* A form of the page that has this hidden field. */
static Str form_having(Town *town, const Reply *page, const char *action, const char *field)
{
    Reply rest = *page;
    long at = str_find(rest.body, str(field));
    if (at < 0) {
        test_fail(__FILE__, __LINE__, "no %s on the page", field);
        return (Str){ 0 };
    }
    Str before = str_head(rest.body, (size_t)at), mark = S("<form");
    size_t begin = 0;
    for (long next; (next = str_find(str_from(before, begin + 1), mark)) >= 0;)
        begin += (size_t)next + 1;
    rest.body = str_from(rest.body, begin);
    return form_of(town, &rest, action);
}

TEST(a_file_with_errors_comes_back_to_be_mended_and_is_taken_then)
{
    static const char *const mixed[] = { "month", MONTH, "table",
                                         "工资表\n社会保障号码,姓名,缴费工资\n" ONE ",=1+1,9000\n" FOUR
                                         ",b,0\n330106199003078818,c,5\n",
                                         NULL };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply report = send_form(&town, BY_UNIT, "/unit/declare", "/unit/declare", mixed);
    CHECK(reply_says(&report, "正确 1 行，有误 2 行") && reply_says(&report, "在原表上改"));
    Reply csv = town_post(&town, BY_UNIT, "/unit/declare",
                          form_having(&town, &report, "/unit/declare", "name=\"annotated\" value=\"csv\""), NULL);
    CHECK_EQ(csv.status, 200);
    CHECK_STR(reply_header(&csv, "Content-Disposition"), S("attachment; filename=\"wages-to-mend.csv\""));
    CHECK(reply_says(&csv, "社会保障号码,姓名,缴费工资,错误\r\n" ONE ",\"'=1+1\",9000,\r\n" FOUR ",b,0,") &&
          reply_says(&csv, "330106199003078818,c,5,证件号码有误。"));
    Reply xlsx = town_post(&town, BY_UNIT, "/en/unit/declare",
                           form_having(&town, &report, "/unit/declare", "name=\"annotated\" value=\"xlsx\""), NULL);
    CHECK(xlsx.status == 200 && str_starts(xlsx.body, S("PK")));
    /* Sent again as it came it has the same errors; mended, with the column still there, it is taken. */
    const Str files[] = { csv.body, xlsx.body };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *const sent[] = { "month", MONTH, "file64", str_z(arena, str_base64(arena, files[i])), NULL };
        Reply again = send_form(&town, BY_UNIT, "/unit/declare", "/unit/declare", sent);
        CHECK(reply_says(&again, "正确 1 行，有误 2 行"));
    }
    static const char *const mended[] = { "month", MONTH, "table",
                                          "社会保障号码,缴费工资,错误\n" ONE ",9000,\n" FOUR ",8000,工资应大于零\n", NULL };
    Reply right = send_form(&town, BY_UNIT, "/unit/declare", "/unit/declare", mended);
    CHECK(reply_says(&right, "正确 2 行，有误 0 行"));
    town_close(&town);
}

TEST(the_example_of_wages_is_a_file_to_keep)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply csv = town_get(&town, BY_NOBODY, "/unit/declare/example?format=csv");
    CHECK_EQ(csv.status, 200);
    CHECK(reply_says(&csv, "社会保障号码,姓名,缴费工资"));
    CHECK_STR(reply_header(&csv, "Content-Disposition"), S("attachment; filename=\"wages.csv\""));
    Reply xlsx = town_get(&town, BY_UNIT, "/unit/declare/example?format=xlsx");
    CHECK(str_starts(xlsx.body, S("PK")));
    town_close(&town);
}

TEST(a_month_is_assessed_released_billed_and_paid)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Str run = bill_february(&town);
    int64_t open = open_fen(&town, "open_fen"), fee = open_fen(&town, "late_fee_fen");
    CHECK(open > 0 && fee > 0);
    Reply unit = town_get(&town, BY_UNIT, "/unit");
    CHECK(reply_says(&unit, yuan(&town, open)) && reply_says(&unit, yuan(&town, fee)) && reply_says(&unit, "已逾期"));
    Reply bill = town_get(&town, BY_UNIT, "/unit/bill?month=" MONTH);
    CHECK(reply_says(&bill, yuan(&town, open)) && reply_says(&bill, str_z(arena, run)) && reply_says(&bill, "未缴"));
    Reply as_clerk = town_get(&town, BY_TAX, "/unit/bill?credit_code=" UNIT "&month=" MONTH);
    CHECK(reply_says(&as_clerk, yuan(&town, open)));
    Reply part = pay(&town, BY_UNIT, "100.00", "R1");
    CHECK_EQ(part.status, 200);
    CHECK(reply_says(&part, "缴费收据") && reply_says(&part, UNIT) && reply_says(&part, "100.00") && reply_says(&part, "R1"));
    /* The same receipt once more, by its number. */
    Str number = str_trim(between(arena, &part, "收据编号", "</dd>"));
    while (number.n && str_find(number, S(">")) >= 0)
        number = str_trim(str_from(number, (size_t)str_find(number, S(">")) + 1));
    const char *path = str_z(arena, str_format(arena, "/receipt?receipt=" STR_FMT, STR_ARG(number)));
    Reply found = town_get(&town, BY_UNIT, path);
    CHECK_EQ(found.status, 200);
    CHECK(reply_says(&found, UNIT) && reply_says(&found, "100.00") && reply_says(&found, "R1"));
    CHECK_EQ(town_get(&town, BY_ONLINE, path).status, 403);
    Reply twice = pay(&town, BY_CLERK, "100.00", "R1");
    CHECK_EQ(twice.status, 409);
    CHECK(reply_says(&twice, "href=\"#voucher\"") && reply_says(&twice, "value=\"R1\""));
    Reply rest = pay(&town, BY_CLERK, yuan(&town, open_fen(&town, "open_fen") + open_fen(&town, "late_fee_fen") + 77), "R2");
    CHECK_EQ(rest.status, 200);
    CHECK(reply_says(&rest, "0.77 元") && reply_says(&rest, "滞纳金"));
    CHECK_EQ(open_fen(&town, "open_fen"), 0);
    Reply settled = town_get(&town, BY_UNIT, "/unit");
    CHECK(reply_says(&settled, "没有未缴的费用"));
    Reply paid = town_get(&town, BY_UNIT, "/unit/bill?month=" MONTH);
    CHECK(reply_says(&paid, "已缴") && !reply_says(&paid, "未缴</strong>"));
    town_close(&town);
}

TEST(a_payment_form_keeps_what_was_typed)
{
    static const char *const wrong[] = { "payer", "\"><script>alert(1)", "amount_fen", "1,5", "voucher.no", "V7", NULL };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply refused = send_form(&town, BY_CLERK, "/en/pay", "/en/pay", wrong);
    CHECK_EQ(refused.status, 422);
    CHECK(reply_says(&refused, "<title>Error:") && reply_says(&refused, "href=\"#amount_fen\"") &&
          reply_says(&refused, "href=\"#voucher\""));
    CHECK(reply_says(&refused, "value=\"V7\"") && reply_says(&refused, "value=\"1,5\""));
    CHECK(!reply_says(&refused, "<script>alert"));
    markup_check(arena, refused.body, LANG_EN, "pay-refused");
    Reply other = pay(&town, BY_UNIT, "5.00", "V8"); /* whatever the form says, an employer pays for itself */
    CHECK_EQ(other.status, 200);
    CHECK(reply_says(&other, UNIT));
    town_close(&town);
}

/* The figures of the office are those of the books: what went into and out of a fund is what it holds, and what was billed less
 * what was collected is what is still to come. */
static void check_figures(Town *town)
{
    Reply answer = town_api(town, BY_AUDITOR, "/api/v1/queries/office.figures", NULL, "{\"region\":\"330100\"}");
    Reply books = town_api(town, BY_AUDITOR, "/api/v1/queries/fund.balance", NULL, "{\"region\":\"330100\"}");
    const JsonNode *figures = json_member(reply_json(town, &answer), "data"),
                   *balance = json_member(reply_json(town, &books), "data");
    const JsonNode *funds = json_member(balance, "funds"), *accounts = json_member(balance, "accounts");
    CHECK_EQ(count_at(figures, "months"), 12);
    int64_t moved = 0, receivable = 0;
    for (size_t i = 0; i < funds->count; i++) {
        int64_t net = 0;
        for (size_t k = 0; k < 12; k++) {
            const JsonNode *fund = &json_member(&json_member(figures, "months")->items[k], "funds")->items[i];
            net += number_at(fund, "in_fen") - number_at(fund, "out_fen");
        }
        CHECK_EQ(net, number_at(&funds->items[i], "balance_fen"));
        moved += net;
    }
    for (size_t i = 0; i < accounts->count; i++)
        if (str_is(text_at(&accounts->items[i], "code"), "receivable"))
            receivable += number_at(&accounts->items[i], "balance_fen");
    CHECK(moved > 0 && number_at(figures, "months.11.collected_in_all_fen") > 0);
    CHECK_EQ(number_at(figures, "months.11.billed_in_all_fen") - number_at(figures, "months.11.collected_in_all_fen"), receivable);
    CHECK(number_at(figures, "commands_counted") > 10 && count_at(figures, "channels") > 1 && count_at(figures, "holds") > 1);
    CHECK_EQ(number_at(figures, "persons_looked_at"), number_at(figures, "persons"));
    CHECK_EQ(count_at(figures, "queues"), 1); /* person 3's correction waits for its second person */
    Reply page = town_get(town, BY_CLERK, "/desk/figures?region=330100");
    CHECK(page.status == 200 && reply_says(&page, "各项业务的待办件数") && reply_says(&page, "征缴率") &&
          reply_says(&page, "养老统筹基金"));
    CHECK_EQ(town_api(town, BY_BANK, "/api/v1/queries/office.figures", NULL, "{\"region\":\"330100\"}").status, 403);
}

TEST(a_person_sees_months_accounts_and_files)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    bill_february(&town);
    CHECK_EQ(pay(&town, BY_CLERK, yuan(&town, open_fen(&town, "open_fen") + open_fen(&town, "late_fee_fen")), "R1").status, 200);
    Reply answer = town_api(&town, BY_CLERK, "/api/v1/queries/person.statement", NULL, "{\"person\":1}");
    const JsonNode *data = reply_json(&town, &answer);
    int64_t pension = number_at(data, "data.pension_balance_fen");
    CHECK(pension > 0);
    Reply own = town_get(&town, BY_ONLINE, "/me/contributions");
    CHECK_EQ(own.status, 200);
    CHECK(reply_says(&own, yuan(&town, pension)) && reply_says(&own, UNIT) && reply_says(&own, "2026年2月") &&
          reply_says(&own, "R1"));
    CHECK(reply_says(&own, "已缴</strong>") && !reply_says(&own, "未缴</strong>"));
    CHECK(reply_says(&own, "养老统筹基金") && reply_says(&own, "/me/contributions/file?part=months&amp;format=xlsx"));
    Reply clerk = town_get(&town, BY_CLERK, "/en/person/1/contributions?year=2026");
    CHECK(reply_says(&clerk, "February 2026") && reply_says(&clerk, "Personal pension account"));
    Reply csv = town_get(&town, BY_ONLINE, "/me/contributions/file?part=months&format=csv");
    CHECK_STR(reply_header(&csv, "Content-Type"), S("text/csv; charset=utf-8"));
    CHECK(reply_says(&csv, "2026-02,") && reply_says(&csv, yuan(&town, pension)));
    Reply xlsx = town_get(&town, BY_CLERK, "/person/1/contributions/file?part=accounts&format=xlsx");
    CHECK(str_starts(xlsx.body, S("PK")));
    Reply json = town_get(&town, BY_ONLINE, "/me/contributions/file?format=json");
    CHECK_EQ(number_at(json_tree(arena, json.body), "pension_balance_fen"), pension);
    CHECK(reply_says(&own, "<svg class=\"sb-chart__drawing\"") && reply_says(&own, "2026 年逐月缴费") &&
          reply_says(&own, "归统筹基金") && reply_says(&own, "逐年余额和利息"));
    check_figures(&town);
    Reply forecast = town_get(&town, BY_ONLINE, "/me/forecast");
    CHECK_EQ(forecast.status, 200);
    CHECK(reply_says(&forecast, "什么时候退休，每月领多少"));
    CHECK(reply_says(&forecast, "每月养老金（测算）") && reply_says(&forecast, "国发〔2005〕38号"));
    Reply other = town_get(&town, BY_CLERK, "/person/1/forecast?growth=x");
    CHECK_EQ(other.status, 422);
    CHECK(reply_says(&other, "href=\"#growth\""));
    Reply past = town_get(&town, BY_CLERK, "/person/1/forecast?until=2020-01");
    CHECK(past.status == 400 && reply_says(&past, "href=\"#until\""));
    CHECK_EQ(town_get(&town, BY_HOLDER, "/person/1/contributions").status, 403);
    CHECK_EQ(town_get(&town, BY_HOLDER, "/person/1/contributions/file?format=csv").status, 403);
    CHECK_EQ(town_get(&town, BY_BANK, "/person/1/contributions").status, 403);
    CHECK_EQ(town_get(&town, BY_CLERK, "/person/x/contributions").status, 400);
    town_close(&town);
}

TEST(the_books_close_with_a_second_person)
{
    static const char *const january[] = { "month", "2026-01", NULL };
    static const char *const far[] = { "year", "2099", NULL };
    Town town;
    if (!town_open(&town, arena))
        return;
    bill_february(&town);
    CHECK_EQ(pay(&town, BY_CLERK, "1000.00", "R1").status, 200);
    Reply books = town_get(&town, BY_CLERK, "/desk/books?region=330100");
    CHECK(reply_says(&books, "1,000.00") && reply_says(&books, "试算平衡") && reply_says(&books, "还没有结账"));
    Reply early = send_form(&town, BY_CLERK, "/desk/books?region=330100", "/desk/interest", far);
    CHECK_EQ(early.status, 409);
    CHECK(reply_says(&early, "href=\"#year\""));
    Reply asked = send_form(&town, BY_CLERK, "/desk/books?region=330100", "/desk/close", january);
    CHECK_EQ(asked.status, 200);
    Str number = str_trim(between(arena, &asked, "<div class=\"govuk-panel__body\">", "</div>"));
    const char *path = str_z(arena, str_format(arena, "/cases/" STR_FMT, STR_ARG(number)));
    Reply page = town_get(&town, BY_REVIEWER, path);
    CHECK_EQ(page.status, 200);
    CHECK(!reply_says(&page, "/person/")); /* it is about nobody */
    Reply done = town_post(&town, BY_REVIEWER, path, form_with(&town, form_of(&town, &page, path), "decision", "approve"), NULL);
    CHECK_EQ(done.status, 303);
    Reply closed = town_get(&town, BY_AUDITOR, "/desk/books?region=330100");
    CHECK(reply_says(&closed, "2026年1月") && !reply_says(&closed, "action=\"/desk/close\""));
    town_close(&town);
}

TEST(nobody_releases_a_run_of_their_own_or_one_that_is_none)
{
    static const char *const runs[] = { "L999999", "L1", "nonsense", "L", "L-1", "L1%27--" };
    Town town;
    if (!town_open(&town, arena))
        return;
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        Reply reply = town_get(&town, BY_REVIEWER, str_z(arena, str_format(arena, "/desk/release?run=%s", runs[i])));
        CHECK_EQ(reply.status, 404);
        CHECK(reply_says(&reply, "没有这个核定批次") && !reply_says(&reply, "确认发布"));
    }
    CHECK_EQ(town_get(&town, BY_CLERK, "/desk/release").status, 403);
    CHECK_EQ(town_get(&town, BY_REVIEWER, "/desk/assess").status, 403);
    town_close(&town);
}

/* ---- the rules ---- */

TEST(rules_are_proposed_and_approved_with_their_effect)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Str text = test_file(arena, "policy/330100.yaml");
    long at = str_find(text, S("    pension_floor_fen:\n"));
    CHECK(at > 0);
    Str rest = str_from(text, (size_t)at + strlen("    pension_floor_fen:\n"));
    size_t end = 0;
    while (end < rest.n && str_starts(str_from(rest, end), S("      "))) {
        Str tail = str_from(rest, end);
        str_cut(&tail, '\n');
        end = tail.p ? rest.n - tail.n : rest.n;
    }
    text = str_format(arena,
                      STR_FMT
                      "      - from: 2099-01-01\n        value: 512300\n        reference: 甲号文\n        status: final\n" STR_FMT,
                      STR_ARG(str_head(text, (size_t)at + strlen("    pension_floor_fen:\n") + end)), STR_ARG(str_from(rest, end)));
    const char *const proposal[] = { "region", "330100", "text", str_z(arena, text), NULL };
    static const char *const broken[] = { "region", "330100", "text", "region: [", NULL };
    Reply wrong = send_form(&town, BY_ADMIN, "/policy/propose", "/policy/propose", broken);
    CHECK_EQ(wrong.status, 400);
    Reply proposed = send_form(&town, BY_ADMIN, "/policy/propose", "/policy/propose", proposal);
    CHECK_EQ(proposed.status, 200);
    CHECK(reply_says(&proposed, "甲号文") && reply_says(&proposed, "5123.00 元"));
    Reply sets = town_get(&town, BY_REVIEWER, "/policy?region=330100&month=" MONTH);
    CHECK(reply_says(&sets, "等待批准") && reply_says(&sets, "/policy/approve?set=P2"));
    Reply effect = town_get(&town, BY_REVIEWER, "/policy/approve?set=P2");
    CHECK_EQ(effect.status, 200);
    CHECK(reply_says(&effect, "甲号文") && reply_says(&effect, "5123.00 元") && reply_says(&effect, "影响到谁"));
    CHECK_EQ(town_get(&town, BY_REVIEWER, "/policy/approve?set=P9").status, 404);
    Reply approved = send_next(&town, BY_REVIEWER, &effect, "/policy/approve");
    CHECK_EQ(approved.status, 200);
    CHECK(reply_says(&approved, "已批准") && reply_says(&approved, "甲号文"));
    Reply history = town_get(&town, BY_NOBODY, "/policy/parameter?region=330100&month=2099-02&key=base.pension_floor_fen");
    CHECK(reply_says(&history, "5123.00 元") && reply_says(&history, "历次数值"));
    Reply differs = town_get(&town, BY_NOBODY, "/policy/compare?region=330100&from=2098-12&month=2099-02");
    CHECK(reply_says(&differs, "甲号文"));
    Reply same = town_get(&town, BY_NOBODY, "/policy/compare?region=330100&from=" MONTH "&month=" MONTH);
    CHECK(reply_says(&same, "没有不同"));
    town_close(&town);
}

/* ---- every page ---- */

static const struct {
    TownRole by;
    const char *path;
    int status;
} pages[] = {
    { BY_ONLINE, "/me/contributions", 200 },
    { BY_ONLINE, "/me/forecast", 200 },
    { BY_CLERK, "/person/1/contributions", 200 },
    { BY_CLERK, "/person/7/contributions", 200 },
    { BY_CLERK, "/person/1/contributions?year=1999", 200 },
    { BY_CLERK, "/person/999/contributions", 404 },
    { BY_AUDITOR, "/person/6/forecast", 200 },
    { BY_UNIT, "/unit", 200 },
    { BY_UNIT, "/unit/bill", 200 },
    { BY_UNIT, "/unit/bill?month=" MONTH, 200 },
    { BY_UNIT, "/unit/bill?month=nonsense", 400 },
    { BY_UNIT, "/unit/declare", 200 },
    { BY_CLERK, "/unit", 200 },
    { BY_CLERK, "/unit?credit_code=" UNIT, 200 },
    { BY_CLERK, "/unit?credit_code=%22%3E%3Cscript%3Ealert(1)", 404 },
    { BY_CLERK, "/unit/bill?credit_code=" UNIT "&month=" MONTH, 200 },
    { BY_CLERK, "/unit/declare", 200 },
    { BY_CLERK, "/pay", 200 },
    { BY_CLERK, "/receipt", 200 },
    { BY_UNIT, "/receipt?receipt=P1", 404 },
    { BY_BANK, "/receipt", 403 },
    { BY_UNIT, "/pay", 200 },
    { BY_TAX, "/pay", 200 },
    { BY_CLERK, "/desk", 200 },
    { BY_REVIEWER, "/desk", 200 },
    { BY_TAX, "/desk", 200 },
    { BY_ADMIN, "/desk", 200 },
    { BY_CLERK, "/desk/assess", 200 },
    { BY_REVIEWER, "/desk/release", 200 },
    { BY_REVIEWER, "/desk/release?run=L1", 404 },
    { BY_CLERK, "/desk/books", 200 },
    { BY_CLERK, "/desk/figures", 200 },
    { BY_AUDITOR, "/desk/figures?region=330100&as_of=2026-03-31", 200 },
    { BY_AUDITOR, "/desk/figures?region=330100&as_of=x", 400 },
    { BY_UNIT, "/desk/figures", 403 },
    { BY_AUDITOR, "/desk/books?region=330100&as_of=2026-03-31", 200 },
    { BY_AUDITOR, "/desk/books?region=330100&as_of=x", 400 },
    { BY_NOBODY, "/policy", 200 },
    { BY_NOBODY, "/policy?region=330100&month=" MONTH, 200 },
    { BY_NOBODY, "/policy?region=330100&month=x", 400 },
    { BY_NOBODY, "/policy/parameter?region=330100&month=" MONTH "&key=base.pension_floor_fen", 200 },
    { BY_NOBODY, "/policy/parameter?region=330100&month=" MONTH "&key=nothing", 404 },
    { BY_NOBODY, "/policy/compare?region=330100", 200 },
    { BY_CLERK, "/policy/alarms", 200 },
    { BY_NOBODY, "/policy/alarms", 403 },
    { BY_ADMIN, "/policy/propose", 200 },
    { BY_CLERK, "/policy/propose", 403 },
    { BY_REVIEWER, "/policy/approve", 200 },
    { BY_NOBODY, "/unit", 403 },
    { BY_BANK, "/desk/assess", 403 },
    { BY_ONLINE, "/pay", 403 },
};

TEST(every_money_page_is_well_formed_in_both_languages)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    bill_february(&town);
    CHECK_EQ(pay(&town, BY_CLERK, "3000.00", "R1").status, 200);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        for (Language lang = LANG_ZH; lang < Language_END; lang++) {
            const char *path = str_z(arena, str_format(arena, "%s%s", lang == LANG_EN ? "/en" : "", pages[i].path));
            Reply reply = town_get(&town, pages[i].by, path);
            if (reply.status != pages[i].status)
                test_fail(__FILE__, __LINE__, "%s: %d, should be %d: %.*s", path, reply.status, pages[i].status,
                          STR_ARG(str_head(reply.body, 300)));
            markup_check(arena, reply.body, lang, str_z(arena, str_format(arena, "money-page-%02zu", i)));
            CHECK(!reply_says(&reply, ONE) && !reply_says(&reply, "<script>alert"));
        }
    town_close(&town);
}

/* Forms of money are taken from our own pages alone. */
TEST(no_money_form_is_taken_from_elsewhere)
{
    static const struct {
        TownRole by;
        const char *page, *action;
    } rows[] = {
        { BY_UNIT, "/unit/declare", "/unit/declare" }, { BY_CLERK, "/pay", "/pay" },
        { BY_CLERK, "/desk/assess", "/desk/assess" },  { BY_CLERK, "/desk/books", "/desk/close" },
        { BY_CLERK, "/desk/books", "/desk/interest" }, { BY_ADMIN, "/policy/propose", "/policy/propose" },
    };
    Town town;
    if (!town_open(&town, arena))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Reply page = town_get(&town, rows[i].by, rows[i].page);
        Str form = form_of(&town, &page, rows[i].action);
        CHECK_EQ(town_post(&town, rows[i].by, rows[i].action, S("a=b"), NULL).status, 403);
        CHECK_EQ(town_post(&town, rows[i].by, rows[i].action, form, "Sec-Fetch-Site: cross-site\r\n").status, 403);
        CHECK_EQ(town_post(&town, BY_BANK, rows[i].action, form, NULL).status, 403);
        CHECK(town_post(&town, rows[i].by, rows[i].action, form, "Sec-Fetch-Site: same-origin\r\n").status != 403);
    }
    town_close(&town);
}
