/* find_test.c - the search box of the desks over a running server: in the head of every staff page, straight to the one hit, a list
 * of several, nothing typed in an address, hostile text shown as text; and the timeline by page and kind. */
#include "town.h"

static Reply seek(Town *town, TownRole by, const char *page, const char *text)
{
    Reply reply = town_get(town, by, page);
    bool english = str_starts(str(page), S("/en"));
    Str form = form_with(town, form_of(town, &reply, english ? "/en/desk/find" : "/desk/find"), "text", text);
    return town_post(town, by, english ? "/en/desk/find" : "/desk/find", form, NULL);
}

static bool goes(const Reply *reply, const char *where) { return reply->status == 303 && str_find(reply->head, str(where)) >= 0; }

/* How many looks at the holder are on record: asked by the holder, which is none. */
static size_t looks(Town *town, int person)
{
    Str args = str_format(town->arena, "{\"person\":%d,\"limit\":1000}", person);
    Reply reply = town_api(town, BY_HOLDER, "/api/v1/queries/access.list", NULL, str_z(town->arena, args));
    size_t n = 0;
    for (long at; (at = str_find(reply.body, S("\"at\":"))) >= 0; n++)
        reply.body = str_from(reply.body, (size_t)at + 1);
    return n;
}

TEST(the_box_stands_in_the_head_of_every_staff_page_and_leads_to_the_one_hit)
{
    static const struct {
        const char *text, *where;
    } rows[] = { { "A12345604", "/person/4" },
                 { "330106199509230126", "/person/4" },
                 { "李秋分 1995-09-23", "/person/4" },
                 { "4", "/person/4" },
                 { "C3-1", "/cases/C3-1" },
                 { "91330106MA27XK3D59", "/unit?credit_code=91330106MA27XK3D59" } };
    static const TownRole staff[] = { BY_CLERK, BY_REVIEWER, BY_AUDITOR };
    Town town;
    if (!town_open(&town, arena))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Reply reply = seek(&town, staff[i % 3], i % 2 ? "/en/desk" : "/why-sealed", rows[i].text);
        CHECK(goes(&reply, rows[i].where));
    }
    Reply bank = town_get(&town, BY_BANK, "/desk"), me = town_get(&town, BY_HOLDER, "/me");
    CHECK(!reply_says(&bank, "/desk/find") && !reply_says(&me, "/desk/find"));
    Reply own = town_get(&town, BY_CLERK, "/desk/find");
    CHECK(!reply_says(&own, "find-head") && reply_says(&own, "id=\"text\""));
    town_close(&town);
}

TEST(what_is_found_is_a_list_masked_and_recorded_and_shows_hostile_text_as_text)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    size_t before = looks(&town, 4);
    Reply nothing = seek(&town, BY_CLERK, "/desk", "</script><script>alert(1)</script>\"'&");
    CHECK_EQ(nothing.status, 200);
    CHECK(reply_says(&nothing, "没有找到") && !reply_says(&nothing, "<script>alert"));
    CHECK(reply_says(&nothing, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    Reply empty = seek(&town, BY_CLERK, "/en/desk", "   ");
    CHECK_EQ(empty.status, 422);
    CHECK(reply_says(&empty, "#text"));
    Reply name = seek(&town, BY_CLERK, "/en/desk", "李秋分");
    CHECK_EQ(name.status, 200);
    CHECK(reply_says(&name, "add the day of birth"));
    CHECK_EQ(looks(&town, 4), before); /* finding nobody is no look */
    /* Person 6 has hostile text for a name, and a day of birth. */
    Reply hostile = seek(&town, BY_CLERK, "/desk", "<script>alert(1)</script>&\"' 1991-01-01");
    CHECK(goes(&hostile, "/person/6"));
    /* Several of a kind: who is named here was looked at. */
    Reply several = seek(&town, BY_CLERK, "/desk", "云溪");
    CHECK_EQ(several.status, 200);
    CHECK(reply_says(&several, "云溪市第一医院") && reply_says(&several, "云溪农商银行文三路支行"));
    town_close(&town);
}

TEST(a_timeline_says_who_and_by_which_law_and_is_filtered)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply all = town_get(&town, BY_CLERK, "/en/person/4/timeline"),
          cards = town_get(&town, BY_CLERK, "/person/4/timeline?kind=card");
    CHECK(reply_says(&all, "Person registered") && reply_says(&all, "Law: ") && reply_says(&all, "Clerk w1"));
    CHECK(reply_says(&cards, "申领社保卡") && !reply_says(&cards, "登记个人信息"));
    Reply own = town_get(&town, BY_HOLDER, "/en/me/timeline");
    CHECK(reply_says(&own, "Law: ") && !reply_says(&own, "Clerk w1")); /* of the bureau's desks the role says enough */
    Reply record = town_get(&town, BY_CLERK, "/person/4");
    CHECK(reply_says(&record, "/person/4/timeline"));
    Reply none = town_get(&town, BY_CLERK, "/en/person/7/timeline?kind=money");
    CHECK(reply_says(&none, "Nothing of this kind"));
    town_close(&town);
}
