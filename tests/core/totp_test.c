/* totp_test.c - the codes of staff: RFC 6238's own vectors, what counts and what does not, on every engine, and that neither
 * dump nor journal has anything of a secret. */
#include "core/totp.h"
#include "support/city.h"

#define AT 1748830000

/* RFC 6238, appendix B, SHA-1; six of its eight digits. */
TEST(codes_are_those_of_rfc_6238)
{
    static const struct {
        int64_t at;
        const char *code;
    } rows[] = { { 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
                 { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" } };
    TotpSecret secret;
    memcpy(secret.b, "12345678901234567890", sizeof secret.b);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(totp_code(arena, &secret, (Time){ rows[i].at }), str(rows[i].code));
}

/* RFC 4648, section 10, without the padding. */
TEST(secrets_are_written_as_rfc_4648_says)
{
    static const char *const rows[][2] = { { "", "" },
                                           { "f", "MY" },
                                           { "fo", "MZXQ" },
                                           { "foo", "MZXW6" },
                                           { "foob", "MZXW6YQ" },
                                           { "fooba", "MZXW6YTB" },
                                           { "foobar", "MZXW6YTBOI" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CHECK_STR(totp_base32(arena, str(rows[i][0])), str(rows[i][1]));
    TotpSecret secret = { 0 };
    CHECK_STR(totp_address(arena, &secret, S("A&B \xe5\xb1\x80"), S("li.na")),
              S("otpauth://totp/A%26B%20%E5%B1%80:li.na?secret=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&issuer=A%26B%20%E5%B1%80"));
}

TEST(a_code_counts_once_and_only_around_its_time)
{
    TotpSecret secret = { .b = { 1, 2, 3 } };
    int64_t now = AT / TOTP_STEP_S, step = 0;
    for (int64_t at = now - 3; at <= now + 3; at++) {
        Str code = totp_code(arena, &secret, (Time){ at * TOTP_STEP_S });
        bool near = at >= now - 1 && at <= now + 1;
        CHECK_EQ(totp_fits(arena, &secret, code, (Time){ AT }, 0, &step), near);
        CHECK(!near || step == at);
        CHECK(!totp_fits(arena, &secret, code, (Time){ AT }, at, &step)); /* used */
        CHECK(!totp_fits(arena, &secret, code, (Time){ AT }, at + 1, &step));
        CHECK_EQ(totp_fits(arena, &secret, code, (Time){ AT }, at - 1, &step), near);
    }
    Str code = totp_code(arena, &secret, (Time){ AT });
    const Str wrong[] = { { 0 }, str_head(code, 5), str_format(arena, STR_FMT "0", STR_ARG(code)), S("abcdef") };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK(!totp_fits(arena, &secret, wrong[i], (Time){ AT }, 0, &step));
}

static bool holds(Arena *arena, Db *db, Str part) { return part.n && str_find(fixture_dump(arena, db), part) >= 0; }

static bool set_up(City *city, Arena *arena, Totp *totp)
{
    Actor actor = { .role = ROLE_CLERK, .user = S("li.na"), .org = S("office") };
    bool done = db_begin(city->bureau.db) == OK && totp_begin(&city->bureau, arena, S("li.na")) == OK &&
                totp_find(&city->bureau, arena, S("li.na"), totp) == OK;
    CHECK(done && !totp_is_on(totp) && totp->next.n == TOTP_SALT);
    done = done && totp_confirm(&city->bureau, arena, &actor, totp, AT / TOTP_STEP_S, (Time){ AT }) == OK &&
           db_commit(city->bureau.db) == OK && totp_find(&city->bureau, arena, S("li.na"), totp) == OK;
    CHECK(done && totp_is_on(totp) && !totp->next.n && totp->since.s == AT);
    return done;
}

/* The journal says that codes are asked for from now on; the secret is in no table that leaves the bureau. */
TEST(a_secret_is_nowhere_but_in_its_own_table)
{
    for (int engine = 0; engine < ENGINE_END; engine++) {
        City city;
        Totp totp;
        if (!city_found(&city, arena, (Engines)engine) || !set_up(&city, arena, &totp))
            return;
        TotpSecret secret = totp_secret(&city.bureau.store.secret, arena, totp.name, totp.salt);
        Str bytes = { (const char *)secret.b, sizeof secret.b };
        CHECK(!holds(arena, city.bureau.db, bytes) && !holds(arena, city.bureau.db, totp.salt));
        CHECK(!holds(arena, city.bureau.db, totp_base32(arena, bytes)));
        Str rows;
        CHECK_EQ(db_dump_table(city.bureau.db, arena, "totp", &rows), OK);
        CHECK(rows.n > 0 && str_find(rows, bytes) < 0); /* nor in its own: only what it is made of */
        const JsonNode *items =
            json_member(city_ask(&city, "{\"role\":\"auditor\",\"user\":\"a1\",\"org\":\"audit\"}", "audit.list", "{}"), "items");
        CHECK(items && items->count == 1);
        CHECK_STR(json_text_of(json_member(&items->items[0], "command")), S("totp.record"));
        CHECK_STR(json_text_of(json_member(&items->items[0], "user")), S("li.na"));
        city_close(&city);
    }
}

/* A copy from before the last sign-in is put back: what was used since is not valid again (trust.md F14). */
TEST(what_an_old_copy_does_not_know_was_used_counts_no_more)
{
    for (int engine = 0; engine < ENGINE_END; engine++) {
        City city;
        Totp totp;
        int64_t step = 0;
        if (!city_found(&city, arena, (Engines)engine) || !set_up(&city, arena, &totp))
            return;
        TotpSecret secret = totp_secret(&city.bureau.store.secret, arena, totp.name, totp.salt);
        Str used[] = { totp_code(arena, &secret, (Time){ AT + TOTP_STEP_S }),
                       totp_code(arena, &secret, (Time){ AT + 2 * TOTP_STEP_S }) };
        Time restored = { AT + TOTP_STEP_S };
        CHECK(totp_fits(arena, &secret, used[0], restored, totp.step, &step) &&
              totp_fits(arena, &secret, used[1], restored, totp.step, &step));
        CHECK_EQ(db_begin(city.bureau.db), OK);
        CHECK_EQ(totp_epoch(&city.bureau, restored), OK);
        CHECK_EQ(db_commit(city.bureau.db), OK);
        CHECK_EQ(totp_find(&city.bureau, arena, S("li.na"), &totp), OK);
        for (size_t i = 0; i < 2; i++)
            CHECK(!totp_fits(arena, &secret, used[i], restored, totp.step, &step));
        Time later = { AT + 4 * TOTP_STEP_S };
        CHECK(totp_fits(arena, &secret, totp_code(arena, &secret, later), later, totp.step, &step));
        city_close(&city);
    }
}
