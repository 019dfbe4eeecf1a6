/* kept_test.c - nothing typed is lost: a form that comes when the session is over is kept for whom it was, and goes on when
 * they sign in again; half an account opened goes on another day, for nobody else. */
#include "town.h"

TEST(a_form_that_comes_too_late_is_kept_for_whom_it_was)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    CHECK_EQ(town_get(&town, BY_LATE, "/me").status, 403);
    Reply late =
        town_post(&town, BY_LATE, "/step/done", S("mobile=13900001234&name=%3Cb%3Ex&old_password=a+secret&form-mark=zz"), NULL);
    CHECK_EQ(late.status, 403);
    CHECK(reply_says(&late, "已经保留") && reply_says(&late, "/sign-in?back=/kept%3Fform%3D/step/done"));
    Reply page = town_get(&town, BY_ONLINE, "/kept?form=/step/done");
    CHECK_EQ(page.status, 200);
    CHECK(reply_says(&page, "13900001234") && reply_says(&page, "&lt;b&gt;x") && reply_says(&page, "action=\"/step/done\""));
    CHECK(!reply_says(&page, "a secret") && !reply_says(&page, "\"zz\""));
    Reply other = town_get(&town, BY_HOLDER, "/kept?form=/step/done"), clerk = town_get(&town, BY_CLERK, "/kept?form=/step/done");
    CHECK(!reply_says(&other, "13900001234") && !reply_says(&clerk, "13900001234"));
    /* Sent from there it comes as the form would have, with a mark of now; then it is kept no longer. */
    Reply sent = town_post(&town, BY_ONLINE, "/step/done", form_of(&town, &page, "/step/done"), NULL);
    CHECK(sent.status != 403);
    Reply gone = town_get(&town, BY_ONLINE, "/kept?form=/step/done");
    CHECK_EQ(gone.status, 200);
    CHECK(!reply_says(&gone, "13900001234"));
    town_close(&town);
}

/* Whoever was signed out on purpose leaves nothing for who comes next. */
TEST(nothing_is_kept_of_a_session_that_was_ended)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply home = town_get(&town, BY_ONLINE, "/me");
    CHECK_EQ(town_post(&town, BY_ONLINE, "/sign-out", form_of(&town, &home, "/sign-out"), NULL).status, 303);
    Reply late = town_post(&town, BY_ONLINE, "/step/done", S("mobile=13900001234"), NULL);
    CHECK_EQ(late.status, 403);
    CHECK(!reply_says(&late, "已经保留"));
    town_close(&town);
}

static Str answered(Town *town, Reply *page, const char *name, const char *value)
{
    return form_with(town, form_of(town, page, "/open"), name, value);
}

TEST(half_an_account_opened_goes_on_another_day)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply page = town_get(&town, BY_ONLINE, "/open");
    CHECK(!reply_says(&page, "接着上次填写"));
    page = town_post(&town, BY_ONLINE, "/open", form_of(&town, &page, "/open"), NULL);
    page = town_post(&town, BY_ONLINE, "/open", answered(&town, &page, "category", "flexible"), NULL);
    CHECK_EQ(page.status, 200);
    page = town_post(&town, BY_ONLINE, "/open", answered(&town, &page, "region", "330100"), NULL);
    CHECK_EQ(page.status, 200);
    /* Another day: the next question comes, with what was answered. */
    page = town_get(&town, BY_ONLINE, "/open");
    CHECK(reply_says(&page, "接着上次填写"));
    Reply next = town_post(&town, BY_ONLINE, "/open", form_of(&town, &page, "/open"), NULL);
    CHECK_EQ(next.status, 200);
    CHECK(reply_says(&next, "name=\"region\" value=\"330100\"") && reply_says(&next, "name=\"insurances\""));
    Reply other = town_get(&town, BY_HOLDER, "/open"), nobody = town_get(&town, BY_NOBODY, "/open");
    CHECK(!reply_says(&other, "接着上次填写") && !reply_says(&nobody, "接着上次填写"));
    town_close(&town);
}

/* Before signing in it belongs to the browser, and goes along with who signs in there. */
TEST(who_is_not_signed_in_goes_on_in_the_same_browser)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply page = town_get(&town, BY_NOBODY, "/open");
    page = town_post(&town, BY_NOBODY, "/open", form_of(&town, &page, "/open"), NULL);
    page = town_post(&town, BY_NOBODY, "/open", answered(&town, &page, "category", "flexible"), NULL);
    Str mark = reply_cookie(&town, &page, "__Host-shebao-browser");
    CHECK(mark.n > 0);
    Reply same = town_get_as(&town, mark, "/open"), other = town_get(&town, BY_NOBODY, "/open");
    CHECK(reply_says(&same, "接着上次填写") && !reply_says(&other, "接着上次填写"));
    town_close(&town);
}
