/* kiosk_test.c - a kiosk: every page in its frame and back to the beginning after a minute, the session of the last person ended
 * there, and nothing that a number of identity alone would open. */
#include "town.h"

#define VIEW "__Host-shebao-view"
#define KIOSK VIEW "=kiosk"
#define IDLE "<noscript><meta http-equiv=\"refresh\" content=\"60; url=/kiosk\"></noscript>"

static Str cookies(Town *town, TownRole by)
{
    return str_format(town->arena, KIOSK "; __Host-shebao=" STR_FMT, STR_ARG(town->session[by]));
}

TEST(a_kiosk_shows_every_page_in_its_frame_and_begins_again_after_a_minute)
{
    static const char *const pages[] = { "/kiosk",    "/en/kiosk", "/sign-in?back=/kiosk/me", "/track", "/v", "/guide",
                                         "/kiosk/me", "/nowhere" };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply first = town_get(&town, BY_NOBODY, "/kiosk");
    CHECK_EQ(first.status, 200);
    CHECK_STR(reply_cookie(&town, &first, VIEW), S(KIOSK));
    CHECK(reply_says(&first, "/sign-in?back=/kiosk/me") && reply_says(&first, "60 秒"));
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        Reply page = town_get_as(&town, S(KIOSK), pages[i]);
        bool framed = reply_says(&page, IDLE) && reply_says(&page, "data-idle-seconds=\"60\"") && reply_says(&page, "sb-large");
        bool leads_out = reply_says(&page, "href=\"tel:") || reply_says(&page, "/view/") || reply_says(&page, "openapi.json");
        if (!framed || leads_out)
            test_fail(__FILE__, __LINE__, "%s is no page of a kiosk", pages[i]);
    }
    Reply ordinary = town_get(&town, BY_NOBODY, "/track"), back = town_get_as(&town, S(KIOSK), "/view/normal");
    CHECK(!reply_says(&ordinary, "refresh") && !reply_says(&ordinary, "data-idle"));
    CHECK(str_find(reply_header(&back, "Set-Cookie"), S("Max-Age=0")) > 0);
    /* No face is looked at here, and none is offered. */
    CHECK(!reply_says(&first, "人脸") && !reply_says(&first, "刷脸"));
    town_close(&town);
}

TEST(a_person_sees_their_state_prints_a_certificate_and_is_signed_out)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply door = town_get_as(&town, S(KIOSK), "/kiosk/me");
    CHECK_EQ(door.status, 403);
    Reply me = town_get_as(&town, cookies(&town, BY_ONLINE), "/kiosk/me");
    CHECK_EQ(me.status, 200);
    CHECK(reply_says(&me, "330106********8817") && reply_says(&me, "sb-effects__state"));
    Str form = form_of(&town, &me, "/certificate");
    Reply issued = town_post_as(&town, cookies(&town, BY_ONLINE), "/certificate", form, NULL);
    CHECK_EQ(issued.status, 303);
    CHECK(str_starts(reply_header(&issued, "Location"), S("/v/")));
    Reply shown = town_get_as(&town, cookies(&town, BY_ONLINE), str_z(arena, reply_header(&issued, "Location")));
    CHECK(shown.status == 200 && reply_says(&shown, IDLE));
    /* The beginning ends the session, here and at the bureau. */
    Reply left = town_get_as(&town, cookies(&town, BY_ONLINE), "/kiosk");
    CHECK_EQ(left.status, 303);
    CHECK_STR(reply_header(&left, "Location"), S("/kiosk"));
    Reply after = town_get_as(&town, cookies(&town, BY_ONLINE), "/kiosk/me");
    CHECK_EQ(after.status, 403);
    Reply start = town_get_as(&town, cookies(&town, BY_ONLINE), "/kiosk"); /* the stale cookie leads nowhere in circles */
    CHECK_EQ(start.status, 200);
    /* What somebody had begun to fill in, kept for this browser, is not the next person's. */
    Str mark = S("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    Reply fresh = town_get_as(&town, str_format(arena, KIOSK "; __Host-shebao-browser=" STR_FMT, STR_ARG(mark)), "/kiosk");
    CHECK(str_find(fresh.head, S("__Host-shebao-browser=; ")) > 0);
    /* Staff who look are not signed out, and have no record of their own here. */
    Reply clerk = town_get_as(&town, cookies(&town, BY_CLERK), "/kiosk"),
          none = town_get_as(&town, cookies(&town, BY_CLERK), "/kiosk/me");
    CHECK(clerk.status == 200 && none.status == 403);
    Reply desk = town_get(&town, BY_CLERK, "/desk");
    CHECK_EQ(desk.status, 200);
    town_close(&town);
}
