/* totp_test.c - the second step of signing in: set up with what the page shows, as an app reads it; asked for from then on; no
 * code twice, none for another browser or too late; a delay behind wrong ones; gone with a new grant. */
#include "browser.h"
#include "core/totp.h"
#include "web/visit.h"

#define GOOD "four words in a row"
#define WHO "{\"user\":\"wang.l\",\"role\":\"clerk\",\"org\":\"office\"}"

static Str part(Town *town, TownRole by, const char *command, const char *id, const char *args)
{
    Reply reply = town_api(town, by, str_z(town->arena, str_format(town->arena, "/api/v1/commands/%s", command)), id, args);
    CHECK_EQ(reply.status, 200);
    return json_text_of(json_member(json_member(reply_json(town, &reply), "data"), "part"));
}

/* A grant by two administrators, and the password set with it. */
static bool admitted(Town *town, Browser *b, const char *command, const char *id, const char *args)
{
    Str first = part(town, BY_ADMIN, command, id, args),
        second = part(town, BY_DEPUTY, "user.approve", str_z(town->arena, str_format(town->arena, "%s-2", id)), WHO);
    *b = (Browser){ .town = town };
    Str grant = str_format(town->arena, STR_FMT STR_FMT, STR_ARG(first), STR_ARG(second));
    int status = browser_set_password(b, "wang.l", str_z(town->arena, grant), GOOD, NULL).status;
    CHECK_EQ(status, 303);
    return status == 303;
}

static Reply send_code(Browser *b, const Reply *page, const char *path, Str code)
{
    return browser_post(b, path, form_with(b->town, form_of(b->town, page, path), "code", str_z(b->town->arena, code)), NULL);
}

/* What an app makes of the letters that are shown. */
static bool secret_shown(const Reply *page, TotpSecret *out)
{
    long at = str_find(page->body, S("<code>"));
    unsigned held = 0, bits = 0;
    size_t n = 0;
    for (size_t i = at < 0 ? page->body.n : (size_t)at + 6; i < page->body.n && page->body.p[i] != '<'; i++) {
        char c = page->body.p[i];
        if (c == ' ')
            continue;
        held = (held << 5 | (unsigned)(c >= 'A' ? c - 'A' : c - '2' + 26)) & 0xffff;
        for (bits += 5; bits >= 8 && n < sizeof out->b; bits -= 8)
            out->b[n++] = (uint8_t)(held >> (bits - 8));
    }
    CHECK_EQ((int)n, TOTP_SECRET_BYTES);
    return n == TOTP_SECRET_BYTES;
}

static Str code_at(Town *town, const TotpSecret *secret, int64_t steps)
{
    return totp_code(town->arena, secret, (Time){ serve_now().s + steps * TOTP_STEP_S });
}

static void later(int64_t seconds) { serve_clock((Time){ serve_now().s + seconds }); }

/* Signs in and sets up; the code that confirmed it is used. */
static bool set_up(Town *town, Browser *b, TotpSecret *secret, Str *used)
{
    CHECK_EQ(browser_sign_in(b, "wang.l", GOOD, NULL).status, 303);
    Reply page = browser_get(b, "/security/code");
    CHECK_EQ(page.status, 200);
    Str form = form_of(town, &page, "/security/code/begin");
    CHECK_EQ(browser_post(b, "/security/code/begin", form_with(town, form, "password", ""), NULL).status, 422);
    CHECK_EQ(browser_post(b, "/security/code/begin", form_with(town, form, "password", GOOD), NULL).status, 303);
    page = browser_get(b, "/security/code");
    CHECK(reply_says(&page, "<svg role=\"img\""));
    if (!secret_shown(&page, secret))
        return false;
    *used = code_at(town, secret, 0);
    CHECK_EQ(send_code(b, &page, "/security/code", code_at(town, secret, 9)).status, 422); /* not of this time */
    CHECK_EQ(send_code(b, &page, "/security/code", S("12345x")).status, 422);
    Reply done = send_code(b, &page, "/security/code", *used);
    CHECK_EQ(done.status, 303);
    page = browser_get(b, "/security/code");
    CHECK(!reply_says(&page, "<code>")); /* shown no more */
    return done.status == 303;
}

TEST(a_code_is_asked_for_behind_the_password)
{
    Town town;
    Browser b, c, thief;
    TotpSecret secret = { 0 };
    Str used;
    if (!town_open(&town, arena) || !admitted(&town, &b, "user.add", "add", WHO) || !set_up(&town, &b, &secret, &used))
        return;
    c = (Browser){ .town = &town };
    Reply page = browser_sign_in(&c, "wang.l", GOOD, NULL);
    CHECK_EQ(page.status, 200);
    CHECK(reply_says(&page, "one-time-code") && !c.session.n);
    CHECK_EQ(browser_get(&c, "/cases").status, 403);
    CHECK_EQ(send_code(&c, &page, "/sign-in/code", S("")).status, 422);
    Reply again = send_code(&c, &page, "/sign-in/code", used);
    CHECK(again.status == 422 && reply_says(&again, "已经用过"));
    later(2);
    /* What another browser takes from this page is worth nothing, nor is it once its time is over. */
    thief = (Browser){ .town = &town };
    (void)browser_get(&thief, "/sign-in");
    Reply page_of_thief = browser_sign_in(&thief, "nobody", GOOD, "10.7.0.1");
    (void)page_of_thief;
    Str form = form_with(&town, form_of(&town, &page, "/sign-in/code"), "code", str_z(arena, code_at(&town, &secret, 1)));
    CHECK(browser_post(&thief, "/sign-in/code", form, NULL).status != 200 && !thief.session.n);
    CHECK_EQ(browser_get(&thief, "/cases").status, 403);
    Reply in = browser_post(&c, "/sign-in/code", form, NULL);
    CHECK_EQ(in.status, 303);
    CHECK(c.session.n > 0);
    CHECK_EQ(browser_get(&c, "/cases").status, 200);
    Browser d = { .town = &town, .mark = c.mark };
    in = browser_post(&d, "/sign-in/code", form, NULL); /* the same once more */
    CHECK(in.status != 303 && !d.session.n);
    page = browser_sign_in(&d, "wang.l", GOOD, NULL);
    later(301);
    Reply late = send_code(&d, &page, "/sign-in/code", code_at(&town, &secret, 0));
    CHECK_STR(reply_header(&late, "Location"), S("/sign-in?late=1"));
    CHECK(!d.session.n);
    serve_clock((Time){ 0 });
    town_close(&town);
}

TEST(wrong_codes_are_delayed_and_a_new_grant_ends_them)
{
    static const int64_t waits[] = { 1, 2, 4, 8 };
    Town town;
    Browser b, c;
    TotpSecret secret = { 0 };
    Str used;
    if (!town_open(&town, arena) || !admitted(&town, &b, "user.add", "add", WHO) || !set_up(&town, &b, &secret, &used))
        return;
    c = (Browser){ .town = &town };
    Reply page = browser_sign_in(&c, "wang.l", GOOD, "10.6.0.1");
    for (int i = 0; i <= 4; i++) {
        CHECK_EQ(send_code(&c, &page, "/sign-in/code", code_at(&town, &secret, 9)).status, 422);
        CHECK_EQ(send_code(&c, &page, "/sign-in/code", code_at(&town, &secret, 1)).status, 429);
        if (i < 4)
            later(waits[i] + 1);
    }
    later(100);
    CHECK_EQ(send_code(&c, &page, "/sign-in/code", code_at(&town, &secret, 1)).status, 429); /* hours */
    CHECK(!c.session.n);
    /* The phone is lost: two administrators. */
    if (!admitted(&town, &b, "password.reset", "reset", "{\"user\":\"wang.l\"}"))
        return;
    CHECK_EQ(browser_sign_in(&b, "wang.l", GOOD, NULL).status, 303);
    CHECK_EQ(browser_get(&b, "/cases").status, 200);
    serve_clock((Time){ 0 });
    town_close(&town);
}

TEST(staff_set_up_codes_first_where_the_operator_says_so)
{
    Town town;
    if (!town_open_strict(&town, arena))
        return;
    Reply sent = town_get(&town, BY_CLERK, "/cases");
    CHECK_EQ(sent.status, 303);
    CHECK_STR(reply_header(&sent, "Location"), S("/security/code?must=1"));
    CHECK_EQ(town_get(&town, BY_ADMIN, "/users").status, 303);
    Reply page = town_get(&town, BY_CLERK, "/security/code?must=1");
    CHECK(page.status == 200 && reply_says(&page, "请先设置"));
    CHECK_EQ(town_get(&town, BY_CLERK, "/security").status, 200);
    CHECK_EQ(town_get(&town, BY_UNIT, "/unit").status, 200); /* a partner's own affair */
    CHECK_EQ(town_get(&town, BY_ONLINE, "/me").status, 200);
    CHECK_EQ(town_get(&town, BY_ONLINE, "/security/code").status, 403);
    town_close(&town);
}
