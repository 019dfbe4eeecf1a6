/* calc_test.c - what anybody may work out and look up without signing in: contributions, retirement, and where to go. */
#include "town.h"

TEST(the_calculator_says_what_is_paid_and_by_which_rule)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply empty = town_get(&town, BY_NOBODY, "/calc");
    CHECK_EQ(empty.status, 200);
    CHECK(reply_says(&empty, "name=\"wage_fen\"") && !reply_says(&empty, "govuk-panel"));
    Reply zh = town_get(&town, BY_NOBODY, "/calc?region=330100&month=2025-03&category=employee&wage_fen=9000.00&hukou=other");
    CHECK_EQ(zh.status, 200);
    CHECK(reply_says(&zh, "3,339.00") && reply_says(&zh, "2,394.00") && reply_says(&zh, "945.00"));
    CHECK(reply_says(&zh, "国发〔2005〕38号") && reply_says(&zh, "<svg"));
    Reply en = town_get(&town, BY_NOBODY, "/en/calc?region=330100&month=2025-03&category=flexible&base_fen=5000.00");
    CHECK_EQ(en.status, 200);
    CHECK(reply_says(&en, "Employer and person together"));
    Reply age = town_get(&town, BY_NOBODY, "/calc?retire_category=M60&birth=1975-03");
    CHECK(age.status == 200 && reply_says(&age, "2037年10月") && reply_says(&age, "62 年 7 个月"));
    town_close(&town);
}

TEST(what_cannot_be_worked_out_is_said_at_its_field)
{
    static const struct {
        const char *path, *says;
    } rows[] = {
        { "/calc?region=330100&month=2025-03&category=employee", "#wage_fen" },
        { "/calc?region=330100&month=2025-03&category=employee&wage_fen=-1", "#wage_fen" },
        { "/calc?region=330100&month=2025-03&category=employee&wage_fen=99999999999999999999", "#wage_fen" },
        { "/calc?region=330100&month=2025-03&category=flexible&base_fen=1.00", "#base_fen" },
        { "/calc?region=330100&month=2025-13&category=employee&wage_fen=9000", "#month" },
        { "/calc?retire_category=M60", "#birth" },
        { "/calc?retire_category=M60&birth=%3Cscript%3E", "#birth" },
    };
    Town town;
    if (!town_open(&town, arena))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Reply reply = town_get(&town, BY_NOBODY, rows[i].path);
        if (reply.status != 400 || !reply_says(&reply, rows[i].says) || reply_says(&reply, "<script>"))
            test_fail(__FILE__, __LINE__, "%s: %d without %s", rows[i].path, reply.status, rows[i].says);
    }
    town_close(&town);
}

TEST(places_are_found_by_region_and_kind)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply all = town_get(&town, BY_NOBODY, "/outlets?region=330100");
    CHECK_EQ(all.status, 200);
    CHECK(reply_says(&all, "云溪农商银行文三路支行") && reply_says(&all, "tel:0571-88000001"));
    Reply hospitals = town_get(&town, BY_NOBODY, "/en/outlets?region=330100&kind=hospital");
    CHECK(hospitals.status == 200 && !reply_says(&hospitals, "云溪农商银行文三路支行"));
    Reply none = town_get(&town, BY_NOBODY, "/outlets?region=440300&kind=bank");
    CHECK(none.status == 200 && reply_says(&none, "没有符合条件的网点"));
    CHECK_EQ(town_get(&town, BY_NOBODY, "/outlets?kind=nonsense").status, 400);
    town_close(&town);
}
