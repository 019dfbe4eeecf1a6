/* inbox_test.c - what a person, an employer and an agency were told: shown newest first, marked as read once, one's own alone; by
 * which way notices reach a person; and how far long work is. */
#include "town.h"
#include <string.h>

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

TEST(a_person_chooses_how_notices_are_sent)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply inbox = town_get(&town, BY_HOLDER, "/en/me/notices"), page = town_get(&town, BY_HOLDER, "/en/me/notices/way");
    CHECK(reply_says(&inbox, "/en/me/notices/way"));
    CHECK_EQ(page.status, 200);
    CHECK(reply_says(&page, "the inbox alone"));
    Str form = form_with(&town, form_of(&town, &page, "/en/me/notices/way"), "channel", "email");
    Reply wrong = town_post(&town, BY_HOLDER, "/en/me/notices/way",
                            form_with(&town, form_with(&town, form, "email", "\"><script>alert(1)</script>"), "lang", "en"), "");
    CHECK(wrong.status >= 400 && wrong.status < 500);
    CHECK(reply_says(&wrong, "govuk-error-summary"));
    CHECK(reply_says(&wrong, "&lt;script&gt;alert(1)") && !reply_says(&wrong, "<script>alert"));
    page = town_get(&town, BY_HOLDER, "/en/me/notices/way");
    form = form_with(&town, form_of(&town, &page, "/en/me/notices/way"), "channel", "email");
    form = form_with(&town, form_with(&town, form, "email", "lin@mail.example.com"), "lang", "en");
    Reply saved = town_post(&town, BY_HOLDER, "/en/me/notices/way", form, "");
    CHECK_EQ(saved.status, 303);
    page = town_get(&town, BY_HOLDER, "/en/me/notices/way");
    CHECK(reply_says(&page, "lin@mail.example.com"));
    Reply chinese = town_get(&town, BY_HOLDER, "/me/notices");
    CHECK(reply_says(&chinese, "通知方式已设为：电子邮件"));
    /* The administrator sees that it waits, and neither what it says nor where it goes. */
    Reply letters = town_get(&town, BY_ADMIN, "/en/letters"), other = town_get(&town, BY_HOLDER, "/en/letters");
    CHECK_EQ(letters.status, 200);
    CHECK(reply_says(&letters, "N4-") && reply_says(&letters, "Waiting"));
    CHECK(!reply_says(&letters, "example.com"));
    CHECK_EQ(other.status, 403);
    town_close(&town);
}

TEST(an_employer_marks_its_notices_as_read)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply page = town_get(&town, BY_UNIT, "/en/unit/notices");
    CHECK_EQ(page.status, 200);
    CHECK(reply_says(&page, "Your registration is complete") && reply_says(&page, "Mark as read"));
    Reply done = town_post(&town, BY_UNIT, "/en/unit/notices", form_of(&town, &page, "/en/unit/notices"), "");
    CHECK_EQ(done.status, 303);
    page = town_get(&town, BY_UNIT, "/en/unit/notices");
    CHECK(reply_says(&page, "Your registration is complete") && !reply_says(&page, "Mark as read"));
    town_close(&town);
}

TEST(an_agency_has_an_inbox)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply desk = town_get(&town, BY_AGENCY, "/en/desk"), page = town_get(&town, BY_AGENCY, "/en/agency/notices");
    CHECK(reply_says(&desk, "/en/agency/notices"));
    CHECK_EQ(page.status, 200);
    CHECK(reply_says(&page, "Your registration is complete") && reply_says(&page, "Mark as read"));
    Str form = form_with(&town, form_of(&town, &page, "/en/agency/notices"), "notice", "E1-0");
    CHECK_EQ(town_post(&town, BY_AGENCY, "/en/agency/notices", form, "").status, 303);
    Reply unit = town_get(&town, BY_UNIT, "/en/agency/notices");
    CHECK_EQ(unit.status, 403);
    town_close(&town);
}
