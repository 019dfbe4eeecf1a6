/* money_test.c - contributions from the wage sheet to the receipt, walked on the pages as people walk them: the employer,
 * the clerk, the second person, the insured, and their files. */
#include "money.h"
#include <stdio.h>

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
        Reply page = town_get(&town, BY_UNIT, "/unit/declare");
        Str form = form_with(&town, form_of(&town, &page, "/unit/declare"), "month", MONTH);
        Reply again = town_post_file(&town, BY_UNIT, "/unit/declare", form, "file", "text/csv", files[i]);
        CHECK(reply_says(&again, "正确 1 行，有误 2 行"));
    }
    static const char *const mended[] = { "month", MONTH, "table",
                                          "社会保障号码,缴费工资,错误\n" ONE ",9000,\n" FOUR ",8000,工资应大于零\n", NULL };
    Reply right = send_form(&town, BY_UNIT, "/unit/declare", "/unit/declare", mended);
    CHECK(reply_says(&right, "正确 2 行，有误 0 行"));
    town_close(&town);
}

TEST(the_report_of_a_file_is_found_again_without_the_file)
{
    static const char *const mixed[] = { "month", MONTH, "table", ONE ",9000\n" FOUR ",0\n", NULL };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply before = town_get(&town, BY_UNIT, "/unit/declare");
    CHECK(!reply_says(&before, "/unit/declare/last"));
    Reply first = send_form(&town, BY_UNIT, "/unit/declare", "/unit/declare", mixed);
    CHECK(reply_says(&first, "正确 1 行，有误 1 行"));
    /* Whoever left the page comes back another way: the same rows, the file to mend, and the good rows taken from here. */
    Reply progress = town_get(&town, BY_UNIT, "/desk/progress"), other = town_get(&town, BY_CLERK, "/unit/declare");
    CHECK(reply_says(&progress, "/unit/declare/last") && !reply_says(&other, "/unit/declare/last"));
    Reply report = send_next(&town, BY_UNIT, &progress, "/unit/declare/last");
    CHECK(report.status == 200 && reply_says(&report, "正确 1 行，有误 1 行") && reply_says(&report, "在原表上改"));
    Reply csv = town_post(&town, BY_UNIT, "/unit/declare",
                          form_having(&town, &report, "/unit/declare", "name=\"annotated\" value=\"csv\""), NULL);
    CHECK(csv.status == 200 && reply_says(&csv, FOUR ",0,"));
    Reply taken = send_next(&town, BY_UNIT, &report, "/unit/declare");
    CHECK(reply_says(&taken, "申报已受理"));
    /* What was taken is not taken twice by looking. */
    Reply again = town_get(&town, BY_UNIT, "/unit/declare");
    Reply same = send_next(&town, BY_UNIT, &again, "/unit/declare/last");
    CHECK(same.status == 200 && reply_says(&same, "申报已受理") && reply_says(&same, "正确 1 行，有误 1 行"));
    Reply clerk = town_get(&town, BY_CLERK, "/desk/progress");
    CHECK(!reply_says(&clerk, "/unit/declare/last"));
    Reply forged = town_post(&town, BY_UNIT, "/unit/declare/last", S("a=b"), NULL);
    CHECK_EQ(forged.status, 403);
    town_close(&town);
}

TEST(the_example_of_wages_is_a_file_to_keep)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply csv = town_get(&town, BY_NOBODY, "/unit/declare/example?format=csv");
    CHECK_EQ(csv.status, 200);
    CHECK(reply_says(&csv, "社会保障号码,姓名,费款所属期,缴费工资"));
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
