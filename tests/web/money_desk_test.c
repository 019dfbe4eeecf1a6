/* money_desk_test.c - the bureau's desks for money on the pages: books, runs, rules, what lapsed; every page in both languages,
 * who may not, and what comes from elsewhere. */
#include "money.h"

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
    { BY_CLERK, "/desk/lapsed", 200 },
    { BY_AUDITOR, "/desk/lapsed?region=330100", 200 },
    { BY_AUDITOR, "/desk/lapsed?region=330100&after=x", 400 },
    { BY_UNIT, "/desk/lapsed", 403 },
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
