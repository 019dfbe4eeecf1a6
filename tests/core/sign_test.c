/* sign_test.c - passwords, grants, users and sessions in core, on every engine: what is refused, what a stranger's tries
 * cost the owner, and what of all this the journal and the dump must never hold. */
#include "core/attempt.h"
#include "core/draft.h"
#include "core/login.h"
#include "core/session.h"
#include "support/city.h"

#define TAX "{\"role\":\"tax\",\"user\":\"t1\",\"org\":\"tax\"}"
#define ADMIN "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"office\"}"
#define DEPUTY "{\"role\":\"admin\",\"user\":\"deputy\",\"org\":\"office\"}"
#define SELF "{\"role\":\"online\",\"user\":\"" SSN "\"}"
#define USER "{\"role\":\"clerk\",\"user\":\"li.na\",\"org\":\"office\"}"
#define SSN "330106199003078817"
#define OTHER "330106198511204029"
#define AT "2025-06-02T10:00:00+08:00"
#define GOOD "four words in a row"
#define CARD_ID "\"evidence\":[{\"kind\":\"id-card\"}]"

static int lines;

static Str say(City *city, const char *at, const char *actor, const char *command, const char *args)
{
    const char *id = str_z(city->arena, str_format(city->arena, "s%d", ++lines));
    return city_command(city, city->arena, id, at, actor, command, args);
}

#define DONE(at, actor, command, args) CHECK_EQ(answer_err(city.arena, say(&city, at, actor, command, args)), OK)
#define REFUSED(at, actor, command, args, err, field) \
    do { \
        Str said_ = say(&city, at, actor, command, args); \
        CHECK_EQ(answer_err(city.arena, said_), err); \
        CHECK_STR(answer_member(city.arena, said_, "field"), S(field)); \
    } while (0)

static bool found(City *city, Arena *arena, int engine)
{
    if (!city_found(city, arena, (Engines)engine))
        return false;
    city_live(city);
    return true;
}

/* {"ssn":...,"grant":...,"password":...} */
static const char *setting(City *city, const char *who, const char *name, Str grant, const char *password)
{
    return str_z(city->arena, str_format(city->arena, "{\"%s\":\"%s\",\"grant\":\"" STR_FMT "\",\"password\":\"%s\"}", who, name,
                                         STR_ARG(grant), password));
}

static Str grant_of(City *city, Str answer) { return answer_member(city->arena, answer, "data.grant"); }

TEST(a_grant_is_used_once_by_whom_it_is_for)
{
    for (int engine = 0; engine < ENGINE_END; engine++) {
        City city;
        if (!found(&city, arena, engine))
            return;
        Str grant = grant_of(&city, say(&city, AT, TAX, "password.grant", "{\"ssn\":\"" SSN "\"," CARD_ID "}")); /* of January */
        CHECK(str_starts(grant, S("G1-1-")) && grant.n == strlen("G1-1-") + 12);
        Str again = say(&city, AT, TAX, "password.grant", "{\"ssn\":\"" SSN "\"," CARD_ID "}");
        CHECK(answer_is(again, "already"));
        CHECK_STR(grant_of(&city, again), grant);
        REFUSED(AT, TAX, "password.reset", "{\"ssn\":\"" OTHER "\"," CARD_ID "}", ERR_WRONG_STATE, "ssn");
        REFUSED(AT, TAX, "password.reset", "{\"ssn\":\"" SSN "\"}", ERR_MISSING_EVIDENCE, "evidence");
        REFUSED(AT, TAX, "password.reset", "{" CARD_ID "}", ERR_BAD_FIELD, "ssn");
        REFUSED(AT, ADMIN, "password.reset", "{\"ssn\":\"" SSN "\"," CARD_ID "}", ERR_NOT_PERMITTED, "role");
        REFUSED(AT, SELF, "password.set", setting(&city, "ssn", SSN, S("G1-1"), GOOD), ERR_MISMATCH, "grant");
        REFUSED(AT, SELF, "password.set", setting(&city, "ssn", SSN, S("G1-1-000000000000"), GOOD), ERR_MISMATCH, "grant");
        REFUSED(AT, SELF, "password.set", setting(&city, "ssn", OTHER, grant, GOOD), ERR_NOT_PERMITTED, "user");
        REFUSED(AT, USER, "password.set", setting(&city, "ssn", SSN, grant, GOOD), ERR_NOT_PERMITTED, "role");
        REFUSED(AT, SELF, "password.set", setting(&city, "ssn", SSN, grant, "short"), ERR_BAD_FIELD, "password");
        REFUSED("2025-06-09T10:00:01+08:00", SELF, "password.set", setting(&city, "ssn", SSN, grant, GOOD), ERR_TOO_LATE, "grant");
        Str second = grant_of(&city, say(&city, AT, TAX, "password.reset", "{\"ssn\":\"" SSN "\"," CARD_ID "}"));
        REFUSED(AT, SELF, "password.set", setting(&city, "ssn", SSN, grant, GOOD), ERR_WRONG_STATE, "grant");
        DONE(AT, SELF, "password.set", setting(&city, "ssn", SSN, second, GOOD));
        REFUSED(AT, SELF, "password.set", setting(&city, "ssn", SSN, second, GOOD), ERR_WRONG_STATE, "grant");
        city_close(&city);
    }
}

#define LI_NA "{\"user\":\"li.na\",\"role\":\"clerk\",\"org\":\"office\"}"

/* By two administrators: the grant is both of their parts. */
static Str admitted(City *city, const char *command, const char *args, const char *approved)
{
    Str first = say(city, AT, ADMIN, command, args), second = say(city, AT, DEPUTY, "user.approve", approved);
    CHECK(answer_is(first, "done") && answer_is(second, "done"));
    CHECK(!grant_of(city, first).n && !grant_of(city, second).n); /* the whole is nowhere */
    return str_format(city->arena, STR_FMT STR_FMT, STR_ARG(answer_member(city->arena, first, "data.part")),
                      STR_ARG(answer_member(city->arena, second, "data.part")));
}

/* Neither of the two, nor who is to be the user, gets anywhere before both have acted, or with one part alone. */
TEST(no_administrator_lets_in_a_user_alone)
{
    for (int engine = 0; engine < ENGINE_END; engine++) {
        City city;
        Login login;
        bool there = false;
        if (!found(&city, arena, engine))
            return;
        Str first = answer_member(arena, say(&city, AT, ADMIN, "user.add", LI_NA), "data.part");
        CHECK(str_starts(first, S("U-li.na-1-")) && first.n == strlen("U-li.na-1-") + 8);
        REFUSED(AT, USER, "password.set", setting(&city, "user", "li.na", first, GOOD), ERR_MISMATCH, "grant");
        REFUSED(AT, USER, "password.change", "{\"password\":\"" GOOD "\"}", ERR_WRONG_STATE, "password");
        REFUSED(AT, ADMIN, "user.approve", LI_NA, ERR_SAME_PERSON, "user");
        REFUSED(AT, ADMIN, "password.reset", "{\"user\":\"li.na\"}", ERR_WRONG_STATE, "user");
        /* Asking again tells the proposer the same, and nobody else. */
        Str again = say(&city, AT, ADMIN, "user.add", LI_NA);
        CHECK(answer_is(again, "already"));
        CHECK_STR(answer_member(arena, again, "data.part"), first);
        REFUSED(AT, DEPUTY, "user.add", LI_NA, ERR_CONFLICT, "user");
        /* What is approved is what was seen. */
        REFUSED(AT, DEPUTY, "user.approve", "{\"user\":\"li.na\",\"role\":\"admin\",\"org\":\"office\"}", ERR_CONFLICT, "role");
        REFUSED(AT, DEPUTY, "user.approve", "{\"user\":\"li.na\",\"role\":\"clerk\"}", ERR_CONFLICT, "role");
        REFUSED("2025-06-05T10:00:01+08:00", DEPUTY, "user.approve", LI_NA, ERR_TOO_LATE, "user");
        REFUSED(AT, "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}", "user.approve", LI_NA, ERR_NOT_PERMITTED, "role");
        Str second = answer_member(arena, say(&city, "2025-06-05T10:00:01+08:00", DEPUTY, "user.add", LI_NA), "data.part");
        CHECK(str_starts(second, S("U-li.na-2-"))); /* forgotten after three days: now the other one has proposed it */
        Str rest = answer_member(arena, say(&city, AT, ADMIN, "user.approve", LI_NA), "data.part");
        CHECK_EQ(rest.n, 8);
        REFUSED(AT, ADMIN, "user.approve", LI_NA, ERR_WRONG_STATE, "user");
        REFUSED(AT, USER, "password.set", setting(&city, "user", "li.na", rest, GOOD), ERR_MISMATCH, "grant");
        /* Who proposed in vain and now approves holds two parts that do not belong together. */
        Str mixed = str_format(arena, STR_FMT STR_FMT, STR_ARG(first), STR_ARG(rest)),
            whole = str_format(arena, STR_FMT STR_FMT, STR_ARG(second), STR_ARG(rest));
        REFUSED(AT, USER, "password.set", setting(&city, "user", "li.na", mixed, GOOD), ERR_MISMATCH, "grant");
        DONE(AT, USER, "password.set", setting(&city, "user", "li.na", whole, GOOD));
        /* A new password is asked for: until it is approved the old one works. */
        DONE(AT, ADMIN, "password.reset", "{\"user\":\"li.na\"}");
        CHECK(answer_is(say(&city, AT, ADMIN, "password.reset", "{\"user\":\"li.na\"}"), "already"));
        REFUSED(AT, DEPUTY, "password.reset", "{\"user\":\"li.na\"}", ERR_CONFLICT, "user");
        CHECK_EQ(login_find(&city.bureau, arena, S("li.na"), &login, &there), OK);
        CHECK(there && login.has_password && login.grant == 2 && login.waits == WAITS_RESET);
        DONE(AT, DEPUTY, "user.approve", LI_NA);
        CHECK_EQ(login_find(&city.bureau, arena, S("li.na"), &login, &there), OK);
        CHECK(there && !login.has_password && login.grant == 3 && login.waits == WAITS_NOT);
        city_close(&city);
    }
}

/* Somebody has to let in the first two: whoever runs the program on the bureau's own files. */
TEST(the_operator_on_the_machine_lets_in_the_first_users)
{
    for (int engine = 0; engine < ENGINE_END; engine++) {
        City city;
        if (!found(&city, arena, engine))
            return;
        DONE(AT, ADMIN, "user.add", LI_NA);
        city.bureau.by_operator = true;
        Str grant = grant_of(&city, say(&city, AT, ADMIN, "user.add", LI_NA));
        CHECK(str_starts(grant, S("U-li.na-2-")) && grant.n == strlen("U-li.na-2-") + 16);
        DONE(AT, USER, "password.set", setting(&city, "user", "li.na", grant, GOOD));
        Str second = grant_of(&city, say(&city, AT, ADMIN, "password.reset", "{\"user\":\"li.na\"}"));
        city.bureau.by_operator = false;
        REFUSED(AT, USER, "password.set", setting(&city, "user", "li.na", grant, GOOD), ERR_WRONG_STATE, "grant");
        DONE(AT, USER, "password.set", setting(&city, "user", "li.na", second, GOOD));
        city_close(&city);
    }
}

TEST(users_are_added_reset_and_ended)
{
    for (int engine = 0; engine < ENGINE_END; engine++) {
        City city;
        Login login;
        bool there = false;
        if (!found(&city, arena, engine))
            return;
        REFUSED(AT, USER, "user.add", "{\"user\":\"x1\",\"role\":\"admin\"}", ERR_NOT_PERMITTED, "role");
        REFUSED(AT, ADMIN, "user.add", "{\"user\":\"" SSN "\",\"role\":\"clerk\"}", ERR_BAD_FIELD, "user");
        REFUSED(AT, ADMIN, "user.add", "{\"user\":\"#1\",\"role\":\"clerk\"}", ERR_BAD_FIELD, "user");
        REFUSED(AT, ADMIN, "user.add", "{\"user\":\"1234\",\"role\":\"clerk\"}", ERR_BAD_FIELD, "user");
        REFUSED(AT, ADMIN, "user.add", "{\"user\":\"li.na\",\"role\":\"online\"}", ERR_BAD_FIELD, "role");
        REFUSED(AT, ADMIN, "user.add", "{\"user\":\"li.na\",\"role\":\"job\"}", ERR_BAD_FIELD, "role");
        REFUSED(AT, ADMIN, "user.add", "{\"user\":\"li.na\",\"role\":\"bank\"}", ERR_BAD_FIELD, "org");
        Str grant = admitted(&city, "user.add", "{\"user\":\"Li.Na\",\"role\":\"clerk\",\"org\":\"office\"}", LI_NA);
        CHECK(str_starts(grant, S("U-li.na-1-")));
        CHECK(answer_is(say(&city, AT, ADMIN, "user.add", LI_NA), "already"));
        REFUSED(AT, ADMIN, "user.add", "{\"user\":\"li.na\",\"role\":\"reviewer\",\"org\":\"office\"}", ERR_CONFLICT, "user");
        REFUSED(AT, USER, "password.change", "{\"password\":\"" GOOD "\"}", ERR_WRONG_STATE, "password");
        REFUSED(AT, "{\"role\":\"reviewer\",\"user\":\"li.na\",\"org\":\"office\"}", "password.set",
                setting(&city, "user", "li.na", grant, GOOD), ERR_NOT_PERMITTED, "user");
        REFUSED(AT, "{\"role\":\"clerk\",\"user\":\"li.na\",\"org\":\"HZ\"}", "password.set",
                setting(&city, "user", "li.na", grant, GOOD), ERR_NOT_PERMITTED, "user");
        REFUSED(AT, "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}", "password.set",
                setting(&city, "user", "li.na", grant, GOOD), ERR_NOT_PERMITTED, "user");
        DONE(AT, USER, "password.set", setting(&city, "user", "li.na", grant, GOOD));
        DONE(AT, USER, "password.change", "{\"password\":\"other words in a row\"}");
        CHECK_EQ(login_find(&city.bureau, arena, S("li.na"), &login, &there), OK);
        CHECK(there && login.has_password && login.grant_used && login.actor.role == ROLE_CLERK);
        REFUSED(AT, TAX, "password.reset", "{\"user\":\"li.na\"," CARD_ID "}", ERR_NOT_PERMITTED, "role");
        CHECK(str_starts(admitted(&city, "password.reset", "{\"user\":\"li.na\"}", LI_NA), S("U-li.na-2-")));
        CHECK_EQ(login_find(&city.bureau, arena, S("li.na"), &login, &there), OK);
        CHECK(!login.has_password && login.grant == 2);
        REFUSED(AT, ADMIN, "user.end", "{\"user\":\"nobody\"}", ERR_UNKNOWN_ID, "user");
        REFUSED(AT, ADMIN, "user.end", "{\"user\":\"#1\"}", ERR_UNKNOWN_ID, "user");
        DONE(AT, ADMIN, "user.add", "{\"user\":\"root\",\"role\":\"admin\",\"org\":\"office\"}");
        REFUSED(AT, ADMIN, "user.end", "{\"user\":\"Root\"}", ERR_SELF_DEALING, "user");
        DONE(AT, ADMIN, "user.end", "{\"user\":\"li.na\"}");
        REFUSED(AT, ADMIN, "user.end", "{\"user\":\"li.na\"}", ERR_UNKNOWN_ID, "user");
        Str anew = admitted(&city, "user.add", LI_NA, LI_NA);
        CHECK(str_starts(anew, S("U-li.na-3-"))); /* no grant comes twice */
        city_close(&city);
    }
}

/* The same request again is the same: its salt comes from its id. A different password under the id is another request. */
TEST(a_password_set_twice_under_one_id_is_set_once)
{
    for (int engine = 0; engine < ENGINE_END; engine++) {
        City city;
        if (!found(&city, arena, engine))
            return;
        Str grant = grant_of(&city, say(&city, AT, TAX, "password.reset", "{\"ssn\":\"" SSN "\"," CARD_ID "}"));
        const char *args = setting(&city, "ssn", SSN, grant, GOOD),
                   *other = setting(&city, "ssn", SSN, grant, "other words in a row");
        Str first = city_command(&city, arena, "p", AT, SELF, "password.set", args);
        CHECK(answer_is(first, "done"));
        CHECK_STR(city_command(&city, arena, "p", AT, SELF, "password.set", args), first);
        CHECK_EQ(answer_err(arena, city_command(&city, arena, "p", AT, SELF, "password.set", other)), ERR_IDEMPOTENCY_MISMATCH);
        city_close(&city);
    }
}

static bool holds(Arena *arena, Db *db, Str part) { return str_find(fixture_dump(arena, db), part) >= 0; }

TEST(nothing_of_a_password_is_in_the_dump)
{
    for (int engine = 0; engine < ENGINE_END; engine++) {
        City city;
        Login login;
        bool there = false;
        if (!found(&city, arena, engine))
            return;
        Str grant = grant_of(&city, say(&city, AT, TAX, "password.reset", "{\"ssn\":\"" SSN "\"," CARD_ID "}"));
        DONE(AT, SELF, "password.set", setting(&city, "ssn", SSN, grant, GOOD));
        CHECK_EQ(login_find(&city.bureau, arena, S("#1"), &login, &there), OK);
        CHECK(there && login.has_password);
        Hash before = fixture_sum(city.bureau.db);
        Session session = { .name = S("#1"), .actor = login.actor, .agent = S("agent of a test") };
        Str secret = session_secret(arena), owner = draft_owner(&city.bureau, arena, true, S("#1"));
        CHECK_EQ(db_begin(city.bureau.db), OK);
        CHECK_EQ(session_begin(&city.bureau, arena, secret, &session, (Time){ 1748830000 }), OK);
        CHECK_EQ(
            attempt_failed(&city.bureau, arena, &(Attempt){ .account = S("#1"), .source = S("10.0.0.1") }, (Time){ 1748830000 }),
            OK);
        CHECK_EQ(draft_keep(&city.bureau, arena, owner, S("/open"), S("what was typed"), (Time){ 1748830000 }), OK);
        CHECK_EQ(db_commit(city.bureau.db), OK);
        Hash after = fixture_sum(city.bureau.db);
        CHECK(hash_eq(&before, &after));
        CHECK(!holds(arena, city.bureau.db, S(GOOD)));
        CHECK(!holds(arena, city.bureau.db, (Str){ (const char *)login.password.hash, sizeof login.password.hash }));
        CHECK(!holds(arena, city.bureau.db, secret) && !holds(arena, city.bureau.db, S("what was typed")));
        /* The table of sessions holds no secret either: only what it hashes to. */
        Str rows;
        CHECK_EQ(db_dump_table(city.bureau.db, arena, "session", &rows), OK);
        CHECK(rows.n > 0 && str_find(rows, secret) < 0);
        city_close(&city);
    }
}

/* ---- delays ---- */

static int64_t wait_of(City *city, const Attempt *attempt, int64_t now)
{
    int64_t seconds = -1;
    CHECK_EQ(attempt_wait(&city->bureau, city->arena, attempt, (Time){ now }, &seconds), OK);
    return seconds;
}

TEST(the_delay_grows_for_who_fails_and_becomes_a_lock)
{
    static const int64_t waits[] = { 1, 2, 4, 8, 24 * 3600 };
    for (int engine = 0; engine < ENGINE_END; engine++) {
        City city;
        int64_t now = 1748830000;
        if (!found(&city, arena, engine))
            return;
        Attempt a = { .account = S("#1"), .source = S("10.0.0.1") }, other = { .account = S("#2"), .source = S("10.0.0.1") };
        for (size_t i = 0; i < sizeof waits / sizeof *waits; i++) {
            CHECK_EQ(wait_of(&city, &a, now), 0);
            CHECK_EQ(db_begin(city.bureau.db), OK);
            CHECK_EQ(attempt_failed(&city.bureau, arena, &a, (Time){ now }), OK);
            CHECK_EQ(db_commit(city.bureau.db), OK);
            CHECK_EQ(wait_of(&city, &a, now), waits[i]);
            CHECK_EQ(wait_of(&city, &other, now), 0);
            now += waits[i];
        }
        CHECK_EQ(wait_of(&city, &a, now), 0);
        CHECK_EQ(db_begin(city.bureau.db), OK);
        CHECK_EQ(attempt_passed(&city.bureau, arena, &a, S("mark"), (Time){ now }), OK);
        CHECK_EQ(db_commit(city.bureau.db), OK);
        bool known = false;
        CHECK_EQ(attempt_knows(&city.bureau, arena, S("mark"), S("#1"), (Time){ now }, &known), OK);
        CHECK(known);
        CHECK_EQ(attempt_knows(&city.bureau, arena, S("mark"), S("#2"), (Time){ now }, &known), OK);
        CHECK(!known);
        city_close(&city);
    }
}

/* Ten thousand wrong passwords from as many places: the owner's own place waits a minute at most, once; the browser in
 * which they have signed in before not at all; and so does everybody else's account. */
TEST(strangers_lock_nobody_out)
{
    enum { STRANGERS = 10000 };
    City city;
    int64_t now = 1748830000;
    if (!found(&city, arena, ENGINE_MEMORY))
        return;
    Arena scratch = arena_make(1 << 20);
    CHECK_EQ(db_begin(city.bureau.db), OK);
    for (int i = 0; i < STRANGERS; i++) {
        arena_reset(&scratch);
        Attempt stranger = { .account = S("#1"), .source = str_format(&scratch, "10.%d.%d.1", i / 250, i % 250) };
        CHECK_EQ(attempt_failed(&city.bureau, &scratch, &stranger, (Time){ now + i / 100 }), OK);
    }
    CHECK_EQ(db_commit(city.bureau.db), OK);
    now += STRANGERS / 100;
    Attempt owner = { .account = S("#1"), .source = S("192.0.2.7") },
            home = { .account = S("#1"), .source = S("mark"), .known = true };
    CHECK_EQ(wait_of(&city, &home, now), 0);
    CHECK_EQ(wait_of(&city, &owner, now), ATTEMPT_DELAY_MAX);
    CHECK_EQ(db_begin(city.bureau.db), OK);
    CHECK_EQ(attempt_enter(&city.bureau, arena, &owner, (Time){ now }), OK);
    CHECK_EQ(attempt_enter(&city.bureau, arena, &owner, (Time){ now + 30 }), OK); /* asking again does not begin it anew */
    for (int i = 0; i < 100; i++) /* and what strangers go on doing meanwhile changes nothing */
        CHECK_EQ(
            attempt_failed(&city.bureau, arena, &(Attempt){ .account = S("#1"), .source = S("10.99.0.1") }, (Time){ now + i / 2 }),
            OK);
    CHECK_EQ(db_commit(city.bureau.db), OK);
    CHECK_EQ(wait_of(&city, &owner, now + 59), 1);
    CHECK_EQ(wait_of(&city, &owner, now + ATTEMPT_DELAY_MAX), 0);
    CHECK_EQ(wait_of(&city, &(Attempt){ .account = S("#2"), .source = S("192.0.2.7") }, now), 0);
    arena_drop(&scratch);
    city_close(&city);
}

TEST(a_source_that_tries_many_accounts_is_slowed_down)
{
    City city;
    int64_t now = 1748830000;
    if (!found(&city, arena, ENGINE_MEMORY))
        return;
    CHECK_EQ(db_begin(city.bureau.db), OK);
    for (int i = 0; i < ATTEMPT_SOURCE_FREE + 40; i++)
        CHECK_EQ(attempt_failed(&city.bureau, arena, &(Attempt){ .account = str_format(arena, "a%d", i), .source = S("10.0.0.1") },
                                (Time){ now }),
                 OK);
    CHECK_EQ(db_commit(city.bureau.db), OK);
    CHECK_EQ(wait_of(&city, &(Attempt){ .account = S("new"), .source = S("10.0.0.1") }, now), ATTEMPT_DELAY_MAX);
    CHECK_EQ(wait_of(&city, &(Attempt){ .account = S("new"), .source = S("10.0.0.2") }, now), 0);
    city_close(&city);
}

/* ---- sessions and drafts ---- */

TEST(a_session_ends_without_use_and_after_a_day)
{
    static const struct {
        Role role;
        int64_t idle_s, whole_s;
    } rows[] = { { ROLE_ONLINE, 30 * 60, 12 * 3600 },
                 { ROLE_GUARDIAN, 30 * 60, 12 * 3600 },
                 { ROLE_CLERK, 15 * 60, 8 * 3600 },
                 { ROLE_BANK, 15 * 60, 8 * 3600 },
                 { ROLE_ADMIN, 15 * 60, 8 * 3600 } };
    for (int engine = 0; engine < ENGINE_END; engine++) {
        City city;
        if (!found(&city, arena, engine))
            return;
        CHECK_EQ(db_begin(city.bureau.db), OK);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            Session in = { .name = S("x"), .actor = { .role = rows[i].role, .user = S("x") } }, out;
            bool live = false;
            Str secret = session_secret(arena);
            int64_t began = 1748830000;
            CHECK_EQ(session_begin(&city.bureau, arena, secret, &in, (Time){ began }), OK);
            CHECK_EQ(session_find(&city.bureau, arena, secret, (Time){ began + rows[i].idle_s }, &out, &live), OK);
            CHECK(live);
            CHECK_EQ(session_find(&city.bureau, arena, secret, (Time){ began + rows[i].idle_s + 1 }, &out, &live), OK);
            CHECK(!live && str_eq(out.name, S("x"))); /* over, and still known whose it was */
            CHECK_EQ(session_seen(&city.bureau, out.hash, (Time){ began + rows[i].whole_s }), OK);
            CHECK_EQ(session_find(&city.bureau, arena, secret, (Time){ began + rows[i].whole_s }, &out, &live), OK);
            CHECK(live);
            CHECK_EQ(session_find(&city.bureau, arena, secret, (Time){ began + rows[i].whole_s + 1 }, &out, &live), OK);
            CHECK(!live);
        }
        CHECK_EQ(db_commit(city.bureau.db), OK);
        city_close(&city);
    }
}

TEST(only_so_many_sessions_and_drafts_at_once)
{
    for (int engine = 0; engine < ENGINE_END; engine++) {
        City city;
        Session *list = NULL;
        size_t count = 0;
        Str fields, first = session_secret(arena);
        if (!found(&city, arena, engine))
            return;
        CHECK_EQ(db_begin(city.bureau.db), OK);
        for (int i = 0; i <= SESSIONS_MAX; i++) {
            Session in = { .name = S("x"), .actor = { .role = ROLE_CLERK, .user = S("x") } };
            CHECK_EQ(session_begin(&city.bureau, arena, i ? session_secret(arena) : first, &in, (Time){ 1748830000 + i }), OK);
        }
        CHECK_EQ(session_list(&city.bureau, arena, S("x"), (Time){ 1748830010 }, &list, &count), OK);
        CHECK_EQ((int)count, SESSIONS_MAX);
        Session out;
        bool live = true;
        CHECK_EQ(session_find(&city.bureau, arena, first, (Time){ 1748830010 }, &out, &live), OK);
        CHECK(!live); /* the oldest went */
        Str mine = draft_owner(&city.bureau, arena, true, S("x")), browser = draft_owner(&city.bureau, arena, false, S("x"));
        CHECK(!str_eq(mine, browser));
        for (int i = 0; i <= DRAFTS_MAX; i++)
            CHECK_EQ(draft_keep(&city.bureau, arena, browser, str_format(arena, "/f%02d", i), S("typed"), (Time){ 1748830000 + i }),
                     OK);
        CHECK_EQ(draft_find(&city.bureau, arena, browser, S("/f00"), (Time){ 1748830100 }, &fields), OK);
        CHECK(!fields.n);
        CHECK_EQ(draft_move(&city.bureau, arena, browser, mine, (Time){ 1748830100 }), OK);
        CHECK_EQ(draft_find(&city.bureau, arena, mine, S("/f20"), (Time){ 1748830100 }, &fields), OK);
        CHECK_STR(fields, S("typed"));
        CHECK_EQ(draft_find(&city.bureau, arena, browser, S("/f20"), (Time){ 1748830100 }, &fields), OK);
        CHECK(!fields.n);
        CHECK_EQ(draft_find(&city.bureau, arena, mine, S("/f20"), (Time){ 1748830101 + DRAFT_DAYS * 86400 }, &fields), OK);
        CHECK(!fields.n);
        CHECK_EQ(db_commit(city.bureau.db), OK);
        city_close(&city);
    }
}
