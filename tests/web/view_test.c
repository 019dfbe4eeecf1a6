/* view_test.c - large type and the region of a browser: remembered in a cookie that names nobody, changed on every page, obeyed by
 * every page, and never led off the site. */
#include "town.h"

#define VIEW "__Host-shebao-view"

static size_t times(Str text, const char *words)
{
    size_t n = 0;
    for (long at; (at = str_find(text, str(words))) >= 0; n++)
        text = str_from(text, (size_t)at + strlen(words));
    return n;
}

TEST(large_type_is_remembered_and_leads_back_to_the_page)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply guide = town_get(&town, BY_NOBODY, "/en/search?q=lost");
    CHECK(reply_says(&guide, "/en/view/large?back=/en/search%3Fq%3Dlost"));
    CHECK(!reply_says(&guide, "sb-large"));
    Reply large = town_get(&town, BY_NOBODY, "/en/view/large?back=/en/search%3Fq%3Dlost");
    CHECK_EQ(large.status, 303);
    CHECK_STR(reply_header(&large, "Location"), S("/en/search?q=lost"));
    Str cookie = reply_cookie(&town, &large, VIEW), line = reply_header(&large, "Set-Cookie");
    CHECK_STR(cookie, S(VIEW "=large"));
    CHECK(str_find(line, S("SameSite=Strict")) > 0 && str_find(line, S("Secure")) > 0 && str_find(line, S("HttpOnly")) > 0 &&
          str_find(line, S("Path=/")) > 0);
    static const char *const pages[] = { "/",        "/en",    "/guide", "/guide/sealed-card", "/why-sealed", "/open",
                                         "/sign-in", "/track", "/view",  "/nowhere",           "/person/1" };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        Reply page = town_get_as(&town, cookie, pages[i]);
        CHECK(reply_says(&page, "govuk-template sb-large"));
        CHECK(reply_says(&page, "/view/normal?back="));
        if (times(page.body, "href=\"tel:") != 1)
            test_fail(__FILE__, __LINE__, "%s has not one number to call", pages[i]);
    }
    Reply home = town_get_as(&town, cookie, "/"), small = town_get(&town, BY_NOBODY, "/");
    CHECK(times(home.body, "<a ") < times(small.body, "<a ") / 2); /* fewer choices */
    Reply normal = town_get_as(&town, cookie, "/view/normal?back=/guide");
    CHECK_STR(reply_header(&normal, "Location"), S("/guide"));
    CHECK(!str_find(reply_header(&normal, "Set-Cookie"), S(VIEW "=;")) ||
          str_find(reply_header(&normal, "Set-Cookie"), S("Max-Age=0")) > 0);
    town_close(&town);
}

TEST(the_switch_leads_nowhere_else)
{
    static const char *const elsewhere[] = { "//evil.example",
                                             "https://evil.example/",
                                             "javascript:alert(1)",
                                             "/\\evil.example",
                                             "%2F%2Fevil.example",
                                             "/%0d%0aSet-Cookie:%20x=y",
                                             "" };
    Town town;
    if (!town_open(&town, arena))
        return;
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
        Reply reply = town_get(&town, BY_NOBODY, str_z(arena, str_format(arena, "/view/large?back=%s", elsewhere[i])));
        CHECK_EQ(reply.status, 303);
        CHECK_STR(reply_header(&reply, "Location"), S("/"));
        CHECK(str_find(reply.head, S("x=y")) < 0);
    }
    town_close(&town);
}

TEST(a_region_is_kept_and_questions_begin_with_it)
{
    static const char *const foreign[] = { "330100x", "1", "large.99999999", ".<script>", "....", "large.\"><b>" };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply page = town_get(&town, BY_NOBODY, "/view");
    Str form = form_with(&town, form_with(&town, form_of(&town, &page, "/view"), "size", "normal"), "region", "330100");
    Reply saved = town_post(&town, BY_NOBODY, "/view", form, NULL);
    CHECK_EQ(saved.status, 303);
    Str cookie = reply_cookie(&town, &saved, VIEW);
    CHECK_STR(cookie, S(VIEW "=.330100"));
    Reply again = town_get_as(&town, cookie, "/view?saved=1"), rules = town_get_as(&town, cookie, "/policy");
    CHECK(reply_says(&again, "value=\"330100\" selected") && reply_says(&again, "已保存"));
    CHECK_EQ(rules.status, 200);
    Reply open = town_get_as(&town, cookie, "/open");
    Reply first = town_post_as(&town, cookie, "/open", form_of(&town, &open, "/open"), NULL);
    Str answer = form_with(&town, form_of(&town, &first, "/open"), "category", "flexible");
    Reply question = town_post_as(&town, cookie, "/open", answer, NULL);
    CHECK(reply_says(&question, "value=\"330100\" checked"));
    /* A region that is on no list is not kept, and a cookie that is none of ours is nothing. */
    Str other = form_with(&town, form_with(&town, form_of(&town, &page, "/view"), "size", "large"), "region", "<script>");
    Reply refused = town_post(&town, BY_NOBODY, "/view", other, NULL);
    CHECK_STR(reply_cookie(&town, &refused, VIEW), S(VIEW "=large"));
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        Reply reply = town_get_as(&town, str_format(arena, VIEW "=%s", foreign[i]), "/view");
        CHECK_EQ(reply.status, 200);
        CHECK(!reply_says(&reply, "<b>") && !reply_says(&reply, "<script>"));
    }
    town_close(&town);
}
