/* stumble_test.c - over what people stumbled on their way through the pages: nobody has to type a number twice, a page leads
 * to where most people go next, nothing is asked that nobody can show. */
#include "town.h"

static Reply send_form(Town *town, TownRole by, const char *page, const char *action, const char *const *pairs)
{
    Reply shown = town_get(town, by, page);
    CHECK_EQ(shown.status, 200);
    Str form = form_of(town, &shown, action);
    for (size_t i = 0; pairs[i]; i += 2)
        form = form_with(town, form, pairs[i], pairs[i + 1]);
    return town_post(town, by, action, form, NULL);
}

TEST(every_page_has_a_way_in_until_somebody_is_in)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply home = town_get(&town, BY_NOBODY, "/"), guide = town_get(&town, BY_NOBODY, "/en/guide"),
          mine = town_get(&town, BY_ONLINE, "/");
    CHECK(reply_says(&home, "href=\"/sign-in\"") && reply_says(&guide, "href=\"/en/sign-in\""));
    CHECK(!reply_says(&mine, "href=\"/sign-in\"") && reply_says(&mine, "action=\"/sign-out\""));
    town_close(&town);
}

TEST(only_papers_are_asked_that_somebody_can_see)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply hotline = town_get(&town, BY_HOTLINE, "/hotline/activate"), pharmacy = town_get(&town, BY_PHARMACY, "/pharmacy/activate"),
          bank = town_get(&town, BY_BANK, "/bank/activate");
    CHECK(!reply_says(&hotline, "name=\"evidence\"") && !reply_says(&pharmacy, "name=\"evidence\""));
    CHECK(reply_says(&bank, "value=\"social-card\""));
    town_close(&town);
}

TEST(a_deed_leads_to_the_next_with_its_number)
{
    static const char *const both[] = { "old_card_no", "YX0004", "card_id_code", "330100D156000005AABBCCDDEEFF0004", NULL };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply done = send_form(&town, BY_PHARMACY, "/pharmacy/activate", "/pharmacy/activate", both);
    CHECK(reply_says(&done, "href=\"/card/pin?event=set&amp;card_no=A12345604\""));
    Reply pin = town_get(&town, BY_PHARMACY, "/card/pin?event=set&card_no=A12345604");
    CHECK(reply_says(&pin, "value=\"A12345604\"") && reply_says(&pin, "value=\"set\" checked"));
    town_close(&town);
}

TEST(a_contract_goes_along_to_the_account)
{
    static const char *const go[] = { NULL };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply start = send_form(&town, BY_AGENCY, "/open?category=flexible&payer=X5", "/open", go);
    CHECK_EQ(start.status, 200);
    CHECK(reply_says(&start, "name=\"payer\" value=\"X5\"") && reply_says(&start, "value=\"flexible\" checked"));
    town_close(&town);
}

TEST(who_acts_for_somebody_is_asked_for_no_number)
{
    static const char *const function[] = { "function", "medical", NULL };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply page = town_get(&town, BY_HOLDER, "/why-sealed");
    CHECK(!reply_says(&page, "name=\"ssn\""));
    CHECK_EQ(send_form(&town, BY_HOLDER, "/why-sealed", "/why-sealed", function).status, 200);
    town_close(&town);
}

/* Who is on record with another telephone is not sent to a counter before the account: the record stays as it is. */
TEST(a_record_that_says_otherwise_does_not_stand_in_the_way_of_an_account)
{
    static const char *const answers[] = { "category",
                                           "flexible",
                                           "region",
                                           "330100",
                                           "insurances",
                                           "medical",
                                           "id_type",
                                           "id-card",
                                           "name",
                                           "吴白露",
                                           "number",
                                           "330106200009071283",
                                           "mobile",
                                           "13900000000",
                                           "flexible_kind",
                                           "freelancer",
                                           "bank",
                                           "none",
                                           "evidence",
                                           "id-card",
                                           "evidence",
                                           "household-register",
                                           "evidence",
                                           "residence-proof",
                                           NULL };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply first = send_form(&town, BY_CLERK, "/open", "/open", answers); /* which carries the rest along */
    Str again = form_with(&town, form_of(&town, &first, "/open"), "category", "flexible");
    Reply last = town_post(&town, BY_CLERK, "/open", again, NULL);
    CHECK(reply_says(&last, "name=\"send\""));
    Str form = form_with(&town, form_of(&town, &last, "/open"), "send", "1");
    Reply opened = town_post(&town, BY_CLERK, "/open", form, NULL);
    CHECK_EQ(opened.status, 200);
    CHECK(reply_says(&opened, "J7-1") && reply_says(&opened, "没有改动"));
    Reply record = town_api(&town, BY_CLERK, "/api/v1/queries/person.status", NULL, "{\"person\":7}");
    CHECK(reply_says(&record, "J7-1"));
    town_close(&town);
}
