/* sign_test.c - in and out: the password by grant, what a wrong one costs whom, cookies, sessions that end, users, and who
 * acts for whom. That two answers take the same is counted. */
#include "browser.h"
#include "core/attempt.h"
#include "core/login.h"
#include "web/visit.h"
#include <time.h>

#define SSN "330106199003078817"   /* person 1, with a grant in town.jsonl */
#define OTHER "330106199509230126" /* person 4, without */
#define GOOD "four words in a row"

/* A grant of the tax office for a person, by password.reset: town.jsonl has given the first one. */
static const char *granted(Town *town, const char *ssn)
{
    Str body = str_format(town->arena, "{\"ssn\":\"%s\",\"evidence\":[{\"kind\":\"id-card\"}]}", ssn);
    static int n;
    Reply reply = town_api(town, BY_TAX, "/api/v1/commands/password.grant", str_z(town->arena, str_format(town->arena, "g%d", n++)),
                           str_z(town->arena, body));
    if (reply_says(&reply, "\"already\""))
        reply = town_api(town, BY_TAX, "/api/v1/commands/password.reset", str_z(town->arena, str_format(town->arena, "g%d", n++)),
                         str_z(town->arena, body));
    CHECK_EQ(reply.status, 200);
    return str_z(town->arena, json_text_of(json_member(json_member(reply_json(town, &reply), "data"), "grant")));
}

static bool citizen(Town *town, Browser *b)
{
    *b = (Browser){ .town = town };
    Reply set = browser_set_password(b, SSN, granted(town, SSN), GOOD, NULL);
    CHECK_EQ(set.status, 303);
    return set.status == 303;
}

TEST(a_citizen_sets_a_password_and_signs_in_and_out)
{
    Town town;
    Browser b;
    if (!town_open(&town, arena) || !citizen(&town, &b))
        return;
    Reply in = browser_sign_in(&b, SSN, "  " GOOD " ", NULL);
    CHECK_EQ(in.status, 303);
    CHECK_STR(reply_header(&in, "Location"), S("/me"));
    const char *const rules[] = { "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Strict" };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        CHECK(str_find(reply_header(&in, "Set-Cookie"), str(rules[i])) > 0);
    CHECK(str_starts(b.session, S("__Host-shebao=")) && str_find(reply_header(&in, "Set-Cookie"), S("Domain")) < 0);
    Reply me = browser_get(&b, "/me");
    CHECK_EQ(me.status, 200);
    CHECK(!reply_says(&me, SSN)); /* masked, also to oneself */
    CHECK_STR(reply_header(&me, "Cache-Control"), S("no-store"));
    CHECK_EQ(browser_get(&b, "/person/4").status, 403); /* a citizen sees only themselves */
    CHECK_EQ(browser_get(&b, "/cases").status, 403);
    CHECK_EQ(browser_get(&b, "/users").status, 403);
    Browser thief = b;
    Reply out = browser_post(&b, "/sign-out", form_of(&town, &me, "/sign-out"), NULL);
    CHECK_EQ(out.status, 303);
    CHECK(str_find(reply_header(&out, "Set-Cookie"), S("Max-Age=0")) > 0 && reply_header(&out, "Clear-Site-Data").n > 0);
    CHECK_EQ(browser_get(&thief, "/me").status, 403); /* a copy of the cookie is worth nothing any more */
    town_close(&town);
}

TEST(a_grant_works_once_for_whom_it_was_given)
{
    Town town;
    Browser b;
    if (!town_open(&town, arena))
        return;
    b = (Browser){ .town = &town };
    const char *first = granted(&town, SSN), *grant = granted(&town, SSN), *other = granted(&town, OTHER);
    const char *const wrong[] = { first, other, "G1-1", "G1-99-000000000000", "x", "G1-2-" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Reply reply = browser_set_password(&b, SSN, wrong[i], GOOD, NULL);
        CHECK(reply.status == 422 || reply.status == 409);
        CHECK(reply_says(&reply, "href=\"#grant\"") && !reply_says(&reply, GOOD));
    }
    /* Whether there is such a person is not to be learned here. */
    Reply unknown = browser_set_password(&b, "330106198001010018", grant, GOOD, NULL),
          known = browser_set_password(&b, OTHER, grant, GOOD, NULL);
    CHECK_EQ(unknown.status, 422);
    CHECK_EQ(known.status, 422);
    CHECK_EQ(browser_set_password(&b, SSN, grant, GOOD, "other words in a row").status, 422);
    CHECK_EQ(browser_set_password(&b, SSN, grant, GOOD, NULL).status, 303);
    CHECK_EQ(browser_set_password(&b, SSN, grant, "other words in a row", NULL).status, 409);
    CHECK_EQ(browser_sign_in(&b, SSN, "other words in a row", NULL).status, 422);
    CHECK_EQ(browser_sign_in(&(Browser){ .town = &town }, SSN, GOOD, "10.0.0.9").status, 303);
    town_close(&town);
}

TEST(hostile_passwords_are_refused_or_kept_as_they_are)
{
    Town town;
    Browser b;
    if (!town_open(&town, arena))
        return;
    b = (Browser){ .town = &town };
    const char *grant = granted(&town, SSN);
    Buf long_one = { .arena = arena };
    for (int i = 0; i < 1 << 10; i++)
        buf_add(&long_one, S("long words "));
    const char *const bad[] = { "",
                                " ",
                                "short",
                                "1234567890",
                                "aaaaaaaaaaaa",
                                "\xe2\x80\xae"
                                "turned round",
                                str_z(arena, buf_str(&long_one)) };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Reply reply = browser_set_password(&b, SSN, grant, bad[i], NULL);
        CHECK_EQ(reply.status, 422);
        CHECK(reply_says(&reply, "href=\"#password\""));
    }
    Reply page = browser_get(&b, "/sign-in");
    Str form = form_with(&town, form_of(&town, &page, "/sign-in"), "account", SSN);
    CHECK_EQ(browser_post(&b, "/sign-in", str_format(arena, STR_FMT "&password=a%%00b", STR_ARG(form)), NULL).status, 400);
    int64_t hashes = password_hashes();
    char *mega = arena_alloc(arena, 1, 900 << 10);
    memset(mega, 'a', (900 << 10) - 1);
    CHECK_EQ(browser_post(&b, "/sign-in", str_format(arena, STR_FMT "&password=%s", STR_ARG(form), mega), NULL).status, 422);
    CHECK_EQ(password_hashes(), hashes); /* not worth a hash */
    /* Wide letters and letters with their accents apart are the same on another keyboard. */
    CHECK_EQ(browser_set_password(&b, SSN, grant, "\xef\xbc\xb3ocial \xe7\xa4\xbe\xe4\xbf\x9d caf\xc3\xa9 \xf0\xa0\xae\xb7", NULL)
                 .status,
             303);
    CHECK_EQ(browser_sign_in(&b, SSN, "Social \xe7\xa4\xbe\xe4\xbf\x9d cafe\xcc\x81 \xf0\xa0\xae\xb7", NULL).status, 303);
    town_close(&town);
}

/* The same words, status and work for who is there and who is not. */
TEST(nobody_learns_who_has_a_password)
{
    static const char *const accounts[] = {
        SSN, OTHER, "330106198001010018", "clerk-9", "nobody", "#1", "'; drop table login; --"
    };
    Town town;
    Browser b;
    if (!town_open(&town, arena) || !citizen(&town, &b))
        return;
    for (size_t i = 0; i < sizeof accounts / sizeof *accounts; i++) {
        Browser fresh = { .town = &town };
        int64_t hashes = password_hashes();
        Reply reply = browser_sign_in(&fresh, accounts[i], "not the password", str_z(arena, str_format(arena, "10.0.1.%zu", i)));
        CHECK_EQ(reply.status, 422);
        CHECK_EQ(password_hashes() - hashes, 1);
        CHECK(reply_says(&reply, "号码或密码不正确") && !fresh.session.n);
    }
    town_close(&town);
}

TEST(wrong_passwords_lock_out_only_who_types_them)
{
    Town town;
    Browser owner, b;
    if (!town_open(&town, arena) || !citizen(&town, &owner))
        return;
    CHECK_EQ(browser_sign_in(&owner, SSN, GOOD, "10.1.0.1").status, 303); /* from now on the browser is known */
    b = (Browser){ .town = &town };
    CHECK_EQ(browser_sign_in(&b, SSN, "wrong words here", "10.2.0.1").status, 422);
    int64_t hashes = password_hashes();
    Reply wait = browser_sign_in(&b, SSN, GOOD, "10.2.0.1"); /* at once again: not even looked at */
    CHECK_EQ(wait.status, 429);
    CHECK(reply_says(&wait, "秒后再试"));
    CHECK_EQ(password_hashes(), hashes);
    /* The owner, elsewhere or beside, signs in as ever. */
    CHECK_EQ(browser_sign_in(&(Browser){ .town = &town }, SSN, GOOD, "10.1.0.1").status, 303);
    owner.session = (Str){ 0 };
    CHECK_EQ(browser_sign_in(&owner, SSN, GOOD, "10.2.0.1").status, 303);
    town_close(&town);
}

TEST(a_new_session_at_every_sign_in_and_all_end_with_a_new_password)
{
    Town town;
    Browser b, second;
    if (!town_open(&town, arena) || !citizen(&town, &b))
        return;
    /* A session that somebody else has planted is no session, and signing in does not take it over. */
    Str planted = S(COOKIE_SESSION "=00000000000000000000000000000000000000000000000000000000000000aa");
    b.session = planted;
    CHECK_EQ(browser_get(&b, "/me").status, 403);
    CHECK_EQ(browser_sign_in(&b, SSN, GOOD, NULL).status, 303);
    CHECK(!str_eq(b.session, planted));
    Browser before = b;
    CHECK_EQ(browser_sign_in(&b, SSN, GOOD, NULL).status, 303);
    CHECK(!str_eq(b.session, before.session));
    CHECK_EQ(browser_get(&before, "/me").status, 403);
    second = (Browser){ .town = &town };
    CHECK_EQ(browser_sign_in(&second, SSN, GOOD, "10.3.0.1").status, 303);
    Reply page = browser_get(&b, "/security");
    CHECK_EQ(page.status, 200);
    Str form = form_of(&town, &page, "/security/password");
    Str wrong = form_with(
        &town, form_with(&town, form_with(&town, form, "old_password", "not this one at all"), "password", "new words in a row"),
        "again", "new words in a row");
    CHECK_EQ(browser_post(&b, "/security/password", wrong, NULL).status, 422);
    CHECK_EQ(browser_get(&second, "/me").status, 200);
    Browser stolen = b;
    /* The delay counts here too; on a slow machine the first of them is over before the next word is typed. */
    int status = 422;
    for (int i = 0; i < 4 && status == 422; i++)
        status = browser_post(&b, "/security/password", wrong, NULL).status;
    CHECK_EQ(status, 429);
    page = browser_get(&b, "/security");
    form = form_of(&town, &page, "/security/password");
    Str right = form_with(&town, form_with(&town, form_with(&town, form, "old_password", GOOD), "password", "new words in a row"),
                          "again", "new words in a row");
    Reply changed = browser_post(&b, "/security/password", right, NULL);
    for (int i = 0; i < 100 && changed.status == 429; i++) {
        nanosleep(&(struct timespec){ .tv_nsec = 200000000 }, NULL);
        changed = browser_post(&b, "/security/password", right, NULL);
    }
    CHECK_EQ(changed.status, 303);
    CHECK_STR(reply_header(&changed, "Location"), S("/security?changed=1"));
    CHECK_EQ(browser_get(&b, "/me").status, 200);
    CHECK(!str_eq(b.session, stolen.session));
    CHECK_EQ(browser_get(&stolen, "/me").status, 403);
    CHECK_EQ(browser_get(&second, "/me").status, 403);
    CHECK_EQ(browser_sign_in(&second, SSN, GOOD, "10.3.0.2").status, 422);
    CHECK_EQ(browser_sign_in(&(Browser){ .town = &town }, SSN, "new words in a row", "10.3.0.3").status, 303);
    town_close(&town);
}

TEST(sessions_are_listed_and_ended_by_their_owner_alone)
{
    Town town;
    Browser a, b;
    if (!town_open(&town, arena) || !citizen(&town, &a))
        return;
    CHECK_EQ(browser_sign_in(&a, SSN, GOOD, NULL).status, 303);
    b = (Browser){ .town = &town };
    CHECK_EQ(browser_sign_in(&b, SSN, GOOD, "10.4.0.1").status, 303);
    Reply page = browser_get(&a, "/security"), clerk = town_get(&town, BY_CLERK, "/security");
    Str form = form_of(&town, &page, "/security/end");
    /* A clerk who sends the number of somebody else's session ends nothing. */
    long at = str_find(form, S("session="));
    CHECK(at > 0);
    if (at < 0)
        return;
    (void)clerk;
    Reply mine = town_get(&town, BY_CLERK, "/security");
    Str theirs = form_of(&town, &mine, "/security/password"); /* a mark of another address: refused */
    CHECK_EQ(town_post(&town, BY_CLERK, "/security/end",
                       str_format(arena, STR_FMT "&" STR_FMT, STR_ARG(theirs), STR_ARG(str_from(form, (size_t)at))), NULL)
                 .status,
             403);
    CHECK_EQ(browser_get(&b, "/me").status, 200);
    CHECK_EQ(browser_post(&a, "/security/end", form, NULL).status, 303);
    CHECK_EQ(browser_get(&b, "/me").status, 403);
    CHECK_EQ(browser_get(&a, "/me").status, 200);
    town_close(&town);
}

/* The part of a grant that a page shows. */
static Str part_of(Arena *arena, const Reply *reply)
{
    long at = str_find(reply->body, S("<code>"));
    CHECK(at > 0);
    if (at < 0)
        return (Str){ 0 };
    Str rest = str_from(reply->body, (size_t)at + strlen("<code>"));
    return str_copy(arena, str_cut(&rest, '<'));
}

TEST(two_administrators_add_users_who_set_their_own_password)
{
    Town town;
    Browser b;
    if (!town_open(&town, arena))
        return;
    b = (Browser){ .town = &town };
    Reply page = town_get(&town, BY_ADMIN, "/users");
    Str form = form_of(&town, &page, "/users");
    form = form_with(&town, form_with(&town, form_with(&town, form, "user", "Wang.L"), "role", "clerk"), "org", "office");
    Reply added = town_post(&town, BY_ADMIN, "/users", form, NULL);
    CHECK_EQ(added.status, 200);
    Str first = part_of(arena, &added);
    CHECK(str_starts(first, S("U-wang.l-1-")) && first.n == strlen("U-wang.l-1-") + 8);
    CHECK_EQ(browser_set_password(&b, "wang.l", str_z(arena, first), GOOD, NULL).status, 422);
    /* Who proposed has nothing to approve, and cannot. */
    page = town_get(&town, BY_ADMIN, "/users");
    CHECK(reply_says(&page, "root 提出新增，待另一名管理员批准") && !reply_says(&page, "/users/approve"));
    Reply theirs = town_get(&town, BY_DEPUTY, "/users");
    Str approve = form_of(&town, &theirs, "/users/approve");
    CHECK(reply_says(&theirs, "name=\"role\" value=\"clerk\"") && reply_says(&theirs, "name=\"org\" value=\"office\""));
    CHECK_EQ(town_post(&town, BY_ADMIN, "/users/approve", approve, NULL).status, 403); /* the mark of somebody else's form */
    Reply own = town_api(&town, BY_ADMIN, "/api/v1/commands/user.approve", "own",
                         "{\"user\":\"wang.l\",\"role\":\"clerk\",\"org\":\"office\"}");
    CHECK(own.status >= 400 && reply_says(&own, "same-person"));
    Reply approved = town_post(&town, BY_DEPUTY, "/users/approve", approve, NULL);
    CHECK_EQ(approved.status, 200);
    Str second = part_of(arena, &approved);
    CHECK(second.n == 8 && str_find(approved.body, first) < 0);
    CHECK_EQ(browser_set_password(&b, "wang.l", str_z(arena, second), GOOD, NULL).status, 422);
    /* Both parts, as people write them. */
    const char *grant = str_z(arena, str_format(arena, STR_FMT " - " STR_FMT, STR_ARG(first), STR_ARG(str_lower(arena, second))));
    CHECK_EQ(browser_set_password(&b, "wang.l", grant, GOOD, NULL).status, 303);
    CHECK_EQ(browser_sign_in(&b, "WANG.L", GOOD, NULL).status, 303);
    CHECK_EQ(browser_get(&b, "/cases").status, 200);
    CHECK_EQ(browser_get(&b, "/me").status, 403);
    page = town_get(&town, BY_ADMIN, "/users");
    CHECK(reply_says(&page, "wang.l"));
    /* Ended: the session too, and the grant that was used comes never again. */
    Str end = form_with(&town, form_of(&town, &page, "/users/end"), "user", "wang.l");
    CHECK_EQ(town_post(&town, BY_ADMIN, "/users/end", end, NULL).status, 303);
    CHECK_EQ(browser_get(&b, "/cases").status, 403);
    CHECK_EQ(browser_sign_in(&b, "wang.l", GOOD, "10.5.0.1").status, 422);
    town_close(&town);
}

TEST(personal_data_are_masked_until_a_purpose_is_stated)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply masked = town_get(&town, BY_CLERK, "/person/1");
    CHECK(!reply_says(&masked, SSN));
    Reply none = town_api(&town, BY_CLERK, "/api/v1/queries/person.identity", NULL, "{\"person\":1}");
    CHECK_EQ(none.status, 422);
    CHECK(reply_says(&none, "\"purpose\"") && !reply_says(&none, SSN));
    Reply page = town_get(&town, BY_CLERK, "/person/1");
    Str form = form_with(&town, form_of(&town, &page, "/person/1/identity"), "purpose", "");
    CHECK_EQ(town_post(&town, BY_CLERK, "/person/1/identity", form, NULL).status, 422);
    form = form_with(&town, form_of(&town, &page, "/person/1/identity"), "purpose", "case C1-1");
    Reply shown = town_post(&town, BY_CLERK, "/person/1/identity", form, NULL);
    CHECK_EQ(shown.status, 200);
    CHECK(reply_says(&shown, SSN));
    Reply seen = town_get(&town, BY_ONLINE, "/me/seen-by");
    CHECK_EQ(seen.status, 200);
    for (int i = 0; i < 200 && !reply_says(&seen, "case C1-1"); i++) { /* a look is recorded behind the answer */
        nanosleep(&(struct timespec){ .tv_nsec = 20000000 }, NULL);
        seen = town_get(&town, BY_ONLINE, "/me/seen-by");
    }
    CHECK(reply_says(&seen, "case C1-1"));
    town_close(&town);
}
