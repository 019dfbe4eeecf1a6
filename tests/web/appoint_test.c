/* appoint_test.c - a visit to a counter: question by question in the address, the papers before it is booked, told by whom it may
 * be booked, found again and cancelled; and what a clerk sees of the day. */
#include "town.h"

/* The value of the `nth` control of that name on the page; empty: there is none. */
static Str offered(const Reply *reply, Str before, const char *after)
{
    Str rest = reply->body;
    long at = str_find(rest, before);
    if (at < 0)
        return (Str){ 0 };
    rest = str_from(rest, (size_t)at + before.n);
    return str_head(rest, (size_t)str_find(rest, str(after)));
}

/* The address with the first day and the first time that are offered. */
static const char *chosen(Town *town, TownRole by, const char *matter)
{
    Arena *arena = town->arena;
    const char *path = str_z(arena, str_format(arena, "/appoint?region=330100&matter=%s", matter));
    Reply days = town_get(town, by, path);
    CHECK_EQ(days.status, 200);
    Str day = offered(&days, S("<option value=\"20"), "\"");
    CHECK_EQ(day.n, 8);
    path = str_z(arena, str_format(arena, "%s&day=20" STR_FMT, path, STR_ARG(day)));
    Reply times = town_get(town, by, path);
    CHECK_EQ(times.status, 200);
    Str time = offered(&times, S("name=\"time\" type=\"radio\" value=\""), "\"");
    CHECK_EQ(time.n, 25);
    CHECK(str_ends(time, S("+08:00")));
    return str_z(arena, str_format(arena, "%s&time=" STR_FMT "%%2B08:00", path, STR_ARG(str_head(time, 19))));
}

TEST(a_visit_is_asked_for_step_by_step_and_booked_with_its_papers)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply first = town_get(&town, BY_NOBODY, "/appoint"), none = town_get(&town, BY_NOBODY, "/appoint?region=330100&matter=");
    CHECK(first.status == 200 && reply_says(&first, "补领社保卡"));
    CHECK(none.status == 400 && reply_says(&none, "请选择办理事项"));
    Reply wrong = town_get(&town, BY_NOBODY, "/appoint?region=330100&matter=dance");
    CHECK_EQ(wrong.status, 400);
    Reply old = town_get(&town, BY_NOBODY, "/appoint?region=330100&matter=card.apply/reissue&day=yesterday");
    CHECK(old.status == 400 && reply_says(&old, "name=\"day\""));
    const char *path = chosen(&town, BY_ONLINE, "card.apply/reissue");
    Reply stranger = town_get(&town, BY_NOBODY, path);
    CHECK(stranger.status == 200 && reply_says(&stranger, "/sign-in?back=") &&
          !reply_says(&stranger, "method=\"post\" action=\"/appoint\""));
    Reply check = town_get(&town, BY_ONLINE, path);
    CHECK(check.status == 200 && reply_says(&check, "杭州市社会保险经办窗口") && reply_says(&check, "居民身份证"));
    Reply done = town_post(&town, BY_ONLINE, "/appoint", form_of(&town, &check, "/appoint"), NULL);
    CHECK_EQ(done.status, 303);
    CHECK(str_starts(reply_header(&done, "Location"), S("/me/appointments?booked=Y1-")));
    Reply mine = town_get(&town, BY_ONLINE, str_z(arena, reply_header(&done, "Location")));
    CHECK(mine.status == 200 && reply_says(&mine, "预约成功") && reply_says(&mine, "居民身份证") &&
          reply_says(&mine, "补领社保卡"));
    /* Another time for the same matter is refused where it was asked, and nothing is lost. */
    Reply again = town_get(&town, BY_ONLINE, path);
    Str form = form_of(&town, &again, "/appoint");
    Reply same = town_post(&town, BY_ONLINE, "/appoint", form, NULL);
    CHECK_EQ(same.status, 303);
    /* The clerk sees it on its day, and so does the inbox. */
    Str day = offered(&mine, S("Y1-"), "<");
    CHECK(day.n > 0);
    Reply inbox = town_get(&town, BY_ONLINE, "/me/notices");
    CHECK(reply_says(&inbox, "已预约"));
    Reply cancelled = town_post(&town, BY_ONLINE, "/me/appointments", form_of(&town, &mine, "/me/appointments"), NULL);
    CHECK_EQ(cancelled.status, 303);
    Reply after = town_get(&town, BY_ONLINE, "/me/appointments?cancelled=1");
    CHECK(reply_says(&after, "预约已取消") && reply_says(&after, "没有预约"));
    town_close(&town);
}

TEST(the_hotline_books_for_a_caller_and_the_clerk_sees_the_day)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    const char *path = chosen(&town, BY_HOTLINE, "retirement/any");
    Reply check = town_get(&town, BY_HOTLINE, path);
    Str form = form_of(&town, &check, "/appoint");
    Reply nobody = town_post(&town, BY_HOTLINE, "/appoint", form, NULL);
    CHECK(nobody.status == 400 && reply_says(&nobody, "name=\"ssn\""));
    Reply wrong = town_post(&town, BY_HOTLINE, "/appoint",
                            form_with(&town, form_of(&town, &nobody, "/appoint"), "ssn", "330106199003078818"), NULL);
    CHECK(wrong.status >= 400 && reply_says(&wrong, "value=\"330106199003078818\""));
    Reply done = town_post(&town, BY_HOTLINE, "/appoint",
                           form_with(&town, form_of(&town, &wrong, "/appoint"), "ssn", "330106199003078817"), NULL);
    CHECK_EQ(done.status, 303);
    Reply shown = town_get(&town, BY_HOTLINE, str_z(arena, reply_header(&done, "Location")));
    CHECK(shown.status == 200 && reply_says(&shown, "Y1-"));
    Reply refused = town_get(&town, BY_HOTLINE, "/desk/appointments");
    CHECK_EQ(refused.status, 403);
    Str day = str_head(str_from(str(path), (size_t)str_find(str(path), S("day=")) + 4), 10);
    Reply list =
        town_get(&town, BY_CLERK, str_z(arena, str_format(arena, "/desk/appointments?region=330106&day=" STR_FMT, STR_ARG(day))));
    CHECK(list.status == 200 && reply_says(&list, "Y1-") && reply_says(&list, "/person/1\"") && reply_says(&list, "办理退休"));
    CHECK(!reply_says(&list, "330106199003078817"));
    Reply auditor =
        town_get(&town, BY_AUDITOR, str_z(arena, str_format(arena, "/desk/appointments?region=330100&day=" STR_FMT, STR_ARG(day))));
    CHECK(reply_says(&auditor, "Y1-") && !reply_says(&auditor, "action=\"/desk/appointments\">\n<input"));
    Reply gone = town_post(&town, BY_CLERK, "/desk/appointments", form_of(&town, &list, "/desk/appointments"), NULL);
    CHECK_EQ(gone.status, 303);
    Reply empty = town_get(&town, BY_CLERK, str_z(arena, reply_header(&gone, "Location")));
    CHECK(empty.status == 200 && reply_says(&empty, "这一天没有预约"));
    town_close(&town);
}

TEST(a_way_out_that_leads_to_a_counter_offers_to_book_the_visit)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply away = town_get(&town, BY_HOSPITAL, "/person/5/why"), desk = town_get(&town, BY_CLERK, "/person/5/why");
    CHECK(away.status == 200 && reply_says(&away, "href=\"/appoint?matter=unseal/arrears\""));
    CHECK(desk.status == 200 && !reply_says(&desk, "/appoint?matter="));
    town_close(&town);
}
