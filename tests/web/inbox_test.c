/* inbox_test.c - what a person was told: shown newest first, marked as read once, one's own alone; and how far long work is. */
#include "town.h"

static size_t times(Str text, const char *words)
{
    size_t n = 0;
    for (long at = str_find(text, str(words)); at >= 0; at = str_find(text, str(words)), n++)
        text = str_from(text, (size_t)at + strlen(words));
    return n;
}

/* How many notices core says are read, or unread. */
static size_t count_of(Town *town, const char *words)
{
    Reply reply = town_api(town, BY_HOLDER, "/api/v1/queries/notice.list", NULL, "{\"person\":4,\"limit\":1000}");
    return times(reply.body, words);
}
static size_t unread(Town *town) { return count_of(town, "\"read\":false"); }

TEST(notices_are_shown_newest_first_and_marked_as_read)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    size_t all = unread(&town);
    CHECK(all > 2);
    Reply page = town_get(&town, BY_HOLDER, "/en/me/notices");
    CHECK_EQ(page.status, 200);
    CHECK_EQ(times(page.body, ">\n  New\n") + times(page.body, "New</strong>"), all);
    long registered = str_find(page.body, S("Your personal data are registered")), card = str_find(page.body, S("Card "));
    CHECK(registered > 0 && card > 0 && card < registered);
    Reply chinese = town_get(&town, BY_HOLDER, "/me/notices");
    CHECK(reply_says(&chinese, "您的个人信息已登记"));
    /* One, then all of them; the form of the first button marks all. */
    Str form = form_with(&town, form_of(&town, &page, "/en/me/notices"), "notice", "N4-1");
    Reply one = town_post(&town, BY_HOLDER, "/en/me/notices", form, "");
    CHECK_EQ(one.status, 303);
    CHECK_EQ(count_of(&town, "\"read\":true"), 1); /* what has fallen due since then may have brought new ones */
    page = town_get(&town, BY_HOLDER, "/en/me/notices");
    Reply rest = town_post(&town, BY_HOLDER, "/en/me/notices", form_of(&town, &page, "/en/me/notices"), "");
    CHECK_EQ(rest.status, 303);
    CHECK_EQ(unread(&town), 0);
    page = town_get(&town, BY_HOLDER, "/en/me/notices");
    CHECK(!reply_says(&page, "Mark as read"));
    /* Not somebody else's; the bureau reads them, and marks nothing. */
    Reply other = town_get(&town, BY_HOLDER, "/en/person/2/notices");
    CHECK(other.status == 403);
    Reply clerk = town_get(&town, BY_CLERK, "/en/person/2/notices");
    CHECK_EQ(clerk.status, 200);
    CHECK(!reply_says(&clerk, "Mark as read"));
    Reply me = town_get(&town, BY_HOLDER, "/en/me");
    CHECK(reply_says(&me, "/en/me/notices"));
    town_close(&town);
}

TEST(progress_says_that_nothing_is_open)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply page = town_get(&town, BY_CLERK, "/en/desk/progress"), desk = town_get(&town, BY_CLERK, "/en/desk");
    CHECK_EQ(page.status, 200);
    CHECK(reply_says(&page, "No long work is open now."));
    CHECK(reply_says(&desk, "/en/desk/progress"));
    Reply holder = town_get(&town, BY_HOLDER, "/en/desk/progress");
    CHECK_EQ(holder.status, 403);
    town_close(&town);
}
