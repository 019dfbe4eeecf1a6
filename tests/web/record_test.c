/* record_test.c - the pages of records over a running server, without script: both languages, hostile names, forms that
 * only our own pages can have sent, the second person, and an account from the first question to the confirmation. */
#include "town.h"
#include <stdio.h>

static const struct {
    TownRole by;
    const char *path;
    int status;
} pages[] = {
    { BY_NOBODY, "/", 200 },
    { BY_NOBODY, "/guide", 200 },
    { BY_NOBODY, "/guide/sealed-card", 200 },
    { BY_NOBODY, "/guide/nothing", 404 },
    { BY_NOBODY, "/search", 200 },
    { BY_NOBODY, "/search?q=%E5%B0%81%E5%AD%98", 200 },
    { BY_NOBODY, "/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E", 200 },
    { BY_NOBODY, "/track", 200 },
    { BY_NOBODY, "/sign-in", 200 },
    { BY_NOBODY, "/password", 200 },
    { BY_NOBODY, "/security", 403 },
    { BY_ONLINE, "/security", 200 },
    { BY_CLERK, "/security", 200 },
    { BY_ADMIN, "/users", 200 },
    { BY_CLERK, "/users", 403 },
    { BY_CLERK, "/kept?form=/step/done", 200 },
    { BY_NOBODY, "/view", 200 },
    { BY_NOBODY, "/view/nonsense", 404 },
    { BY_NOBODY, "/open", 200 },
    { BY_NOBODY, "/why-sealed", 200 },
    { BY_CLERK, "/why-sealed", 200 },
    { BY_NOBODY, "/person/1", 403 },
    { BY_NOBODY, "/cases", 403 },
    { BY_NOBODY, "/bank/activate", 403 },
    { BY_CLERK, "/bank/activate", 403 },
    { BY_ONLINE, "/cases", 403 },
    { BY_CLERK, "/person/1", 200 },
    { BY_CLERK, "/person/2", 200 },
    { BY_CLERK, "/person/3", 200 },
    { BY_AUDITOR, "/person/4", 200 },
    { BY_CLERK, "/person/5", 200 },
    { BY_CLERK, "/person/6", 200 },
    { BY_CLERK, "/person/7", 200 },
    { BY_CLERK, "/person/8", 200 },
    { BY_CLERK, "/desk/find", 200 },
    { BY_BANK, "/desk/find", 403 },
    { BY_NOBODY, "/desk/find", 403 },
    { BY_CLERK, "/person/6/timeline", 200 },
    { BY_CLERK, "/person/4/timeline?kind=card", 200 },
    { BY_CLERK, "/person/4/timeline?kind=nonsense", 200 },
    { BY_CLERK, "/person/4/timeline?after=nonsense", 400 },
    { BY_CLERK, "/person/999/timeline", 404 },
    { BY_HOLDER, "/me/timeline", 200 },
    { BY_HOLDER, "/person/2/timeline", 403 },
    { BY_BANK, "/person/4/timeline", 403 },
    { BY_UNIT, "/unit/notices", 200 },
    { BY_UNIT, "/unit/notices?after=x", 400 },
    { BY_CLERK, "/unit/notices?credit_code=91330106MA27XK3D59", 200 },
    { BY_CLERK, "/unit/notices?credit_code=nonsense", 404 },
    { BY_HOLDER, "/unit/notices", 403 },
    { BY_CLERK, "/person/999", 404 },
    { BY_CLERK, "/person/x", 400 },
    { BY_CLERK, "/person/1/why", 200 },
    { BY_CLERK, "/person/2/why?function=contribute", 200 },
    { BY_BANK, "/person/4/why?function=bank", 200 },
    { BY_CLERK, "/person/5/why?function=nonsense", 200 },
    { BY_CLERK, "/person/6/why", 200 },
    { BY_CLERK, "/person/7/why", 200 },
    { BY_BANK, "/person/4/step?function=medical&way=cheapest", 200 },
    { BY_CLERK, "/person/4/step?function=medical&way=nonsense", 303 },
    { BY_ONLINE, "/me", 200 },
    { BY_HOLDER, "/me", 200 },
    { BY_ONLINE, "/person/2", 403 },
    { BY_UNIT, "/person/1", 200 },
    { BY_BANK, "/bank/activate", 200 },
    { BY_REVIEWER, "/cases", 200 },
    { BY_REVIEWER, "/cases?state=draft", 200 },
    { BY_REVIEWER, "/cases/C3-1", 200 },
    { BY_CLERK, "/cases/C8-1", 200 },
    { BY_REVIEWER, "/cases/C999-1", 404 },
    { BY_REVIEWER, "/cases/nonsense", 404 },
    { BY_NOBODY, "/nowhere", 404 },
    { BY_NOBODY, "/nowhere/at/all", 404 },
    { BY_NOBODY, "/step/done", 405 },
};

static void check_page(Town *town, TownRole by, const char *path, int status)
{
    static const char *const hostile[] = { "<script>alert", "</script>&", "alert(1)</script>", "\u202e" };
    static const char *const headers[] = { "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy" };
    Reply reply = town_get(town, by, path);
    if (reply.status != status) {
        test_fail(__FILE__, __LINE__, "%s: %d, should be %d: %.*s", path, reply.status, status, STR_ARG(str_head(reply.body, 200)));
        return;
    }
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++)
        if (reply_says(&reply, hostile[i]))
            test_fail(__FILE__, __LINE__, "%s says %s", path, hostile[i]);
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        if (!reply_header(&reply, headers[i]).n)
            test_fail(__FILE__, __LINE__, "%s has no %s", path, headers[i]);
    CHECK_STR(reply_header(&reply, "Cache-Control"), S("no-store"));
    if (status != 303)
        CHECK(reply_says(&reply, str_starts(str(path), S("/en")) ? "<html lang=\"en\"" : "<html lang=\"zh-CN\""));
    /* A number of identity stands masked, or not at all. */
    CHECK(!reply_says(&reply, "330106199003078817"));
    CHECK(!reply_says(&reply, "6228480012345600014"));
}

TEST(pages_answer_in_both_languages)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        check_page(&town, pages[i].by, pages[i].path, pages[i].status);
        check_page(&town, pages[i].by, str_z(arena, str_format(arena, "/en%s", pages[i].path)), pages[i].status);
    }
    town_close(&town);
}

TEST(a_hostile_name_is_only_a_name)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply reply = town_get(&town, BY_CLERK, "/person/6");
    CHECK(reply_says(&reply, "script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;"));
    CHECK(!reply_says(&reply, "alert(1)</script>"));
    town_close(&town);
}

TEST(what_the_server_refuses_is_a_page_too)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply put = town_send(
        &town,
        str_format(
            arena,
            "PUT /guide HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/html\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            town.port));
    CHECK_EQ(put.status, 405);
    CHECK_STR(reply_header(&put, "Content-Type"), S("text/html; charset=utf-8"));
    Reply bad = town_send(
        &town,
        str_format(arena, "GET /en/guide/%%ff HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/html\r\nConnection: close\r\n\r\n",
                   town.port));
    CHECK_EQ(bad.status, 400);
    Buf path = { .arena = arena };
    for (int i = 0; i < 3000; i++)
        buf_char(&path, 'a');
    Reply far = town_send(&town, str_format(arena, "GET /" STR_FMT " HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n",
                                            STR_ARG(buf_str(&path)), town.port));
    CHECK_EQ(far.status, 414);
    Reply head =
        town_send(&town, str_format(arena, "HEAD /guide HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n", town.port));
    CHECK_EQ(head.status, 200);
    CHECK_EQ(head.body.n, 0);
    town_close(&town);
}

TEST(the_files_of_the_pages_are_kept_for_a_year)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply home = town_get(&town, BY_NOBODY, "/");
    long at = str_find(home.body, S("/assets/"));
    CHECK(at > 0);
    Str path = str_from(home.body, (size_t)at);
    path = str_head(path, (size_t)str_find(path, S("\"")));
    Reply file = town_get(&town, BY_NOBODY, str_z(arena, path));
    CHECK_EQ(file.status, 200);
    CHECK(str_find(reply_header(&file, "Cache-Control"), S("immutable")) > 0);
    Reply old = town_get(&town, BY_NOBODY, "/assets/0000000000000000/pages.css");
    CHECK_EQ(old.status, 404);
    town_close(&town);
}

TEST(only_our_own_forms_are_taken)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply page = town_get(&town, BY_BANK, "/bank/activate");
    Str form = form_of(&town, &page, "/bank/activate");
    form = form_with(&town, form_with(&town, form, "card_no", "A12345604"), "ssn", "330106199509230126");
    form = form_with(&town, form_with(&town, form, "evidence", "id-card"), "evidence", "social-card");
    Reply search = town_get(&town, BY_CLERK, "/why-sealed");
    Str mark_of_other = form_with(&town, form_of(&town, &search, "/why-sealed"), "card_no", "A12345604");
    const struct {
        Str form;
        const char *extra;
    } foreign[] = {
        { S("card_no=A12345604&ssn=330106199509230126"), NULL }, /* no mark */
        { mark_of_other, NULL },                                 /* of another form and another visitor */
        { form, "Origin: https://elsewhere.example\r\n" },
        { form, "Sec-Fetch-Site: cross-site\r\n" },
        { form, "Sec-Fetch-Site: same-site\r\n" },
    };
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        Reply reply = town_post(&town, BY_BANK, "/bank/activate", foreign[i].form, foreign[i].extra);
        CHECK_EQ(reply.status, 403);
    }
    Reply as_clerk = town_post(&town, BY_CLERK, "/bank/activate", form, NULL);
    CHECK_EQ(as_clerk.status, 403);
    Reply before = town_api(&town, BY_CLERK, "/api/v1/queries/person.status", NULL, "{\"person\":4}");
    CHECK(reply_says(&before, "\"application\":\"sealed\""));
    Reply done = town_post(&town, BY_BANK, "/bank/activate", form, "Sec-Fetch-Site: same-origin\r\nOrigin: null\r\n");
    CHECK_EQ(done.status, 200);
    CHECK(reply_says(&done, "社保卡已启用") && reply_says(&done, "A12345604"));
    CHECK(reply_says(&done, "1234.56")); /* the old medical card's balance came along */
    Reply again = town_post(&town, BY_BANK, "/bank/activate", form, NULL);
    CHECK_EQ(again.status, 200);
    CHECK(reply_says(&again, "社保卡已启用")); /* sent twice, done once: the first answer again */
    Reply history = town_api(&town, BY_CLERK, "/api/v1/queries/person.timeline", NULL, "{\"person\":4,\"limit\":1000}");
    size_t activated = 0;
    for (long at; (at = str_find(history.body, S("\"event\":\"card-activated\""))) >= 0; activated++)
        history.body = str_from(history.body, (size_t)at + 10);
    CHECK_EQ(activated, 1);
    town_close(&town);
}

/* Every address that takes a form: without a mark, with one of somebody else, from elsewhere. */
TEST(no_form_is_taken_from_elsewhere)
{
    static const struct {
        TownRole by;
        const char *path, *page, *other;
    } rows[] = {
        { BY_NOBODY, "/track", "/track", "/sign-in" },
        { BY_NOBODY, "/sign-in", "/sign-in", "/track" },
        { BY_NOBODY, "/password", "/password", "/track" },
        { BY_ONLINE, "/security/password", "/security", "/open" },
        { BY_ONLINE, "/security/act", "/security", "/open" },
        { BY_ADMIN, "/users", "/users", "/open" },
        { BY_CLERK, "/why-sealed", "/why-sealed", "/open" },
        { BY_NOBODY, "/view", "/view", "/track" },
        { BY_CLERK, "/desk/find", "/desk/find", "/open" },
        { BY_BANK, "/step/done", "/person/4/step?function=medical&way=cheapest", "/bank/activate" },
        { BY_CLERK, "/open", "/open", "/why-sealed" },
        { BY_BANK, "/bank/activate", "/bank/activate", "/why-sealed" },
        { BY_REVIEWER, "/cases/C3-1", "/cases/C3-1", "/why-sealed" },
    };
    Town town;
    if (!town_open(&town, arena))
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Reply page = town_get(&town, rows[i].by, rows[i].page), other = town_get(&town, rows[i].by, rows[i].other);
        Str form = form_of(&town, &page, rows[i].path), foreign = form_of(&town, &other, rows[i].other);
        CHECK_EQ(town_post(&town, rows[i].by, rows[i].path, S("a=b"), NULL).status, 403);
        CHECK_EQ(town_post(&town, rows[i].by, rows[i].path, foreign, NULL).status, 403);
        CHECK_EQ(town_post(&town, rows[i].by, rows[i].path, form, "Origin: https://elsewhere.example\r\n").status, 403);
        CHECK_EQ(town_post(&town, rows[i].by, rows[i].path, form, "Sec-Fetch-Site: cross-site\r\n").status, 403);
        if (rows[i].by)
            CHECK_EQ(town_post(&town, BY_AUDITOR, rows[i].path, form, NULL).status, 403);
        CHECK(town_post(&town, rows[i].by, rows[i].path, form, "Sec-Fetch-Site: same-origin\r\n").status != 403);
    }
    town_close(&town);
}

TEST(a_refused_form_keeps_what_was_typed)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply page = town_get(&town, BY_BANK, "/en/bank/activate");
    Str form = form_of(&town, &page, "/en/bank/activate");
    Reply empty = town_post(&town, BY_BANK, "/en/bank/activate", form, NULL);
    CHECK_EQ(empty.status, 422);
    CHECK(reply_says(&empty, "<title>Error:") && reply_says(&empty, "href=\"#card_no\"") && reply_says(&empty, "href=\"#ssn\""));
    Str filled = form_with(&town, form_with(&town, form, "card_no", "\"><script>alert(1)"), "ssn", "330106199509230126");
    Reply refused = town_post(&town, BY_BANK, "/en/bank/activate", filled, NULL);
    CHECK_EQ(refused.status, 404); /* unknown-card, in words */
    CHECK(reply_says(&refused, "value=\"&quot;&gt;&lt;script&gt;alert(1)\""));
    CHECK(!reply_says(&refused, "<script>alert"));
    CHECK(reply_says(&refused, "check the card number"));
    town_close(&town);
}

TEST(why_is_it_sealed_is_asked_without_a_number_in_the_address)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply page = town_get(&town, BY_CLERK, "/why-sealed");
    Str form = form_of(&town, &page, "/why-sealed");
    Str ask = form_with(&town, form_with(&town, form, "ssn", "330106199509230126"), "function", "medical");
    Reply answer = town_post(&town, BY_CLERK, "/why-sealed", ask, NULL);
    CHECK_EQ(answer.status, 200);
    CHECK(reply_says(&answer, "社保卡已领取但未启用") && reply_says(&answer, "原医保卡受限"));
    CHECK(reply_says(&answer, "云溪农商银行文三路支行") && reply_says(&answer, "文三路 118 号"));
    CHECK(!reply_says(&answer, "330106199509230126"));
    Reply wrong = town_post(&town, BY_CLERK, "/why-sealed", form_with(&town, form, "ssn", "330106199509230127"), NULL);
    CHECK_EQ(wrong.status, 422);
    CHECK(reply_says(&wrong, "href=\"#ssn\"") && reply_says(&wrong, "value=\"330106199509230127\""));
    Reply own = town_get(&town, BY_ONLINE, "/why-sealed");
    Reply mine = town_post(&town, BY_ONLINE, "/why-sealed",
                           form_with(&town, form_of(&town, &own, "/why-sealed"), "function", "medical"), NULL);
    CHECK_EQ(mine.status, 200);
    CHECK(reply_says(&mine, "长期未使用"));
    town_close(&town);
}

TEST(a_page_looks_once)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    CHECK_EQ(town_get(&town, BY_CLERK, "/person/2").status, 200);
    town_api(&town, BY_CLERK, "/api/v1/commands/hold.place", "l1", "{\"person\":4,\"cause\":\"dormant\"}");
    Reply looks = town_api(&town, BY_AUDITOR, "/api/v1/queries/access.list", NULL, "{\"person\":2}");
    size_t count = 0;
    Str rest = looks.body;
    for (long at; (at = str_find(rest, S("\"who\":\"w1\""))) >= 0; count++)
        rest = str_from(rest, (size_t)at + 5);
    CHECK_EQ(count, 1);
    town_close(&town);
}

/* The step of a way is done on the page of its form, and then it works. */
TEST(a_way_out_is_walked_on_the_pages)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply step = town_get(&town, BY_ONLINE, "/person/1/step?function=medical&way=no-visit");
    Str form = form_of(&town, &step, "/step/done");
    Reply without = town_post(&town, BY_ONLINE, "/step/done", form, NULL);
    CHECK_EQ(without.status, 422); /* the face check is not ticked */
    CHECK(reply_says(&without, "href=\"#evidence\""));
    Reply again = town_get(&town, BY_ONLINE, "/person/1/step?function=medical&way=no-visit");
    Reply done =
        town_post(&town, BY_ONLINE, "/step/done", form_with(&town, form_of(&town, &again, "/step/done"), "evidence", "face"), NULL);
    CHECK_EQ(done.status, 303);
    CHECK_STR(reply_header(&done, "Location"), S("/person/1/why?function=medical&done=1"));
    Reply after = town_get(&town, BY_ONLINE, "/person/1/why?function=medical&done=1");
    CHECK(reply_says(&after, "可以正常使用"));
    /* Whatever a form says, core decides: args that are no object, a command that is none. */
    Reply third = town_get(&town, BY_BANK, "/person/4/step?function=medical&way=cheapest");
    Str other = form_of(&town, &third, "/step/done");
    long at = str_find(other, S("&command="));
    Str bent =
        str_format(arena, STR_FMT "&command=%s&args=%%7B%%7D&person=4", STR_ARG(str_head(other, (size_t)at)), "nothing.here");
    CHECK_EQ(town_post(&town, BY_BANK, "/step/done", bent, NULL).status, 400);
    bent = str_format(arena, STR_FMT "&command=%s&args=%%7B%%7D&person=4&ask=ssn+ssn&ssn=1", STR_ARG(str_head(other, (size_t)at)),
                      "hold.place");
    CHECK_EQ(town_post(&town, BY_BANK, "/step/done", bent, NULL).status, 400);
    town_close(&town);
}

TEST(a_case_needs_a_second_person)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply page = town_get(&town, BY_SAME_REVIEWER, "/cases/C3-1");
    Str form = form_of(&town, &page, "/cases/C3-1");
    Reply none = town_post(&town, BY_SAME_REVIEWER, "/cases/C3-1", form, NULL);
    CHECK_EQ(none.status, 422);
    CHECK(reply_says(&none, "href=\"#decision\""));
    Reply same = town_post(&town, BY_SAME_REVIEWER, "/cases/C3-1", form_with(&town, form, "decision", "approve"), NULL);
    CHECK_EQ(same.status, 403);
    CHECK(reply_says(&same, "复核须由另一人办理"));
    Reply clerk = town_get(&town, BY_CLERK, "/cases/C3-1");
    CHECK(!reply_says(&clerk, "name=\"decision\"")); /* a clerk decides nothing */
    CHECK(reply_says(&clerk, "*立冬") && reply_says(&clerk, "*冬至") && !reply_says(&clerk, "孙冬至"));
    Reply full = town_get(&town, BY_REVIEWER, "/cases/C3-1?purpose=%E5%A4%8D%E6%A0%B8");
    CHECK(reply_says(&full, "孙立冬") && reply_says(&full, "孙冬至"));
    Reply other = town_get(&town, BY_REVIEWER, "/cases/C3-1");
    Reply unreasoned = town_post(&town, BY_REVIEWER, "/cases/C3-1",
                                 form_with(&town, form_of(&town, &other, "/cases/C3-1"), "decision", "refuse"), NULL);
    CHECK_EQ(unreasoned.status, 400);
    CHECK(reply_says(&unreasoned, "href=\"#reason\""));
    other = town_get(&town, BY_REVIEWER, "/cases/C3-1");
    Reply done = town_post(&town, BY_REVIEWER, "/cases/C3-1",
                           form_with(&town, form_of(&town, &other, "/cases/C3-1"), "decision", "approve"), NULL);
    CHECK_EQ(done.status, 303);
    Reply after = town_get(&town, BY_REVIEWER, "/cases/C3-1?done=1");
    CHECK(reply_says(&after, "已批准") && !reply_says(&after, "name=\"decision\""));
    Reply person = town_get(&town, BY_CLERK, "/person/3");
    CHECK(reply_says(&person, "*冬至"));
    town_close(&town);
}

static Reply answer_question(Town *town, TownRole by, const Reply *page, const char *const *pairs)
{
    Str form = form_of(town, page, "/open");
    for (size_t i = 0; pairs[i]; i += 2)
        form = form_with(town, form, pairs[i], pairs[i + 1]);
    return town_post(town, by, "/open", form, NULL);
}

TEST(an_account_is_opened_from_question_to_confirmation)
{
    static const char *const answers[][12] = {
        { NULL },
        { "category", "employee" },
        { "region", "330100" },
        { "insurances", "pension", "insurances", "medical", "insurances", "unemployment", "insurances", "injury" },
        { "id_type", "id-card" },
        { "name", "郑立春", "number", "330106199202040037" },
        { "mobile", "13800000099" },
        { "payer", "91330106MA27XK3D59" },
        { "bank", "B01" },
        { "evidence", "id-card", "evidence", "labour-contract", "evidence", "photo" },
    };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply page = town_get(&town, BY_CLERK, "/open");
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        page = answer_question(&town, BY_CLERK, &page, answers[i]);
        CHECK_EQ(page.status, 200);
    }
    CHECK(reply_says(&page, "核对填写的内容") && reply_says(&page, "郑立春") && reply_says(&page, "云溪农商银行文三路支行"));
    Str form = form_with(&town, form_of(&town, &page, "/open"), "send", "1");
    /* One answer is changed, and the way leads back to the last page. */
    Reply change = town_post(&town, BY_CLERK, "/open", form_with(&town, form_of(&town, &page, "/open"), "go", "contact"), NULL);
    CHECK(reply_says(&change, "name=\"mobile\"") && reply_says(&change, "value=\"13800000099\""));
    static const char *const mobile[] = { "mobile", "13800000098", NULL };
    Reply changed = answer_question(&town, BY_CLERK, &change, mobile);
    CHECK(reply_says(&changed, "核对填写的内容") && reply_says(&changed, "13800000098"));
    Reply done = town_post(&town, BY_CLERK, "/open", form, NULL);
    CHECK_EQ(done.status, 200);
    CHECK(reply_says(&done, "参保登记已办好") && reply_says(&done, "J9-1") && reply_says(&done, "K9-1"));
    Reply again = town_post(&town, BY_CLERK, "/open", form, NULL);
    CHECK(reply_says(&again, "J9-1") && reply_says(&again, "K9-1")); /* a double click counts once */
    Reply person = town_get(&town, BY_CLERK, "/person/9");
    CHECK(reply_says(&person, "J9-1") && !reply_says(&person, "J9-2") && reply_says(&person, "*立春"));
    Reply track = town_get(&town, BY_NOBODY, "/track");
    Str look = form_with(&town, form_of(&town, &track, "/track"), "application", "K9-1");
    Reply shown = town_post(&town, BY_NOBODY, "/track", form_with(&town, look, "tail", "0037"), NULL);
    CHECK_EQ(shown.status, 200);
    CHECK(reply_says(&shown, "已申领") && !reply_says(&shown, "立春"));
    Reply wrong = town_post(&town, BY_NOBODY, "/track", form_with(&town, look, "tail", "0030"), NULL);
    CHECK_EQ(wrong.status, 422);
    for (int i = 0; i < TRIES_A_MINUTE * 2; i++)
        wrong = town_post(&town, BY_NOBODY, "/track", form_with(&town, look, "tail", "0030"), NULL);
    CHECK(reply_says(&wrong, "查询过于频繁"));
    town_close(&town);
}

TEST(a_refusal_leads_back_to_its_answer)
{
    static const char *const answers[][10] = {
        { NULL },
        { "category", "employee" },
        { "region", "330100" },
        { "insurances", "pension" },
        { "id_type", "id-card" },
        { "name", "郑立春", "number", "330106199202040030" },
        { "mobile", "13800000099" },
        { "payer", "91330106MA27XK3D59" },
        { "bank", "none" },
        { "evidence", "id-card" },
    };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply page = town_get(&town, BY_CLERK, "/open");
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        page = answer_question(&town, BY_CLERK, &page, answers[i]);
    Reply refused = town_post(&town, BY_CLERK, "/open", form_of(&town, &page, "/open"), NULL);
    CHECK_EQ(refused.status, 422);
    CHECK(reply_says(&refused, "href=\"#number\"") && reply_says(&refused, "id=\"number\""));
    CHECK(reply_says(&refused, "杭州")); /* lists are still there when the writer answers */
    town_close(&town);
}

TEST(who_may_not_open_an_account_is_told_the_way)
{
    static const char *const answers[][4] = {
        { NULL }, { "category", "flexible" }, { "region", "330100" }, { "insurances", "pension" }
    };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply page = town_get(&town, BY_NOBODY, "/open");
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        page = answer_question(&town, BY_NOBODY, &page, answers[i]);
    CHECK_EQ(page.status, 200);
    CHECK(reply_says(&page, "您的参保方式") && reply_says(&page, "户口簿") && reply_says(&page, "/guide/open-flexible"));
    Reply start = town_get(&town, BY_NOBODY, "/open");
    Str jump = form_with(&town, form_of(&town, &start, "/open"), "at", "identity");
    Reply private_page = town_post(&town, BY_NOBODY, "/open", jump, NULL);
    CHECK(!reply_says(&private_page, "name=\"number\""));
    town_close(&town);
}
