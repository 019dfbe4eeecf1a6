/* cert_test.c - certificates: a code that nobody can make up, what it says then and later, who sees whose name, and the
 * seal of a file. */
#include "core/cert.h"
#include "support/city.h"

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define REVIEWER "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}"
#define AUDITOR "{\"role\":\"auditor\",\"user\":\"a9\",\"org\":\"office\"}"
#define ANYBODY "{\"role\":\"online\",\"user\":\"\"}"
#define HOLDER(person) "{\"role\":\"holder\",\"user\":\"" person "\"}"
#define UNIT "91330106MA27XK3D59"
#define FEB "{\"region\":\"330100\",\"month\":\"2025-02\",\"credit_code\":\"" UNIT "\"}"
#define AT "2025-03-05T10:00:00+08:00"

enum { CODES = 2000, PAID = 694100 + 3648 + 1809 + 80 + 16 };

/* February billed, released and paid (tests/core/levy_test.c has the sums). */
static bool paid_city(City *city, Arena *arena, Engines engine)
{
    if (!city_found(city, arena, engine))
        return false;
    city_live(city);
    Str run = city_command(city, arena, "r-1", AT, CLERK, "levy.assess", FEB);
    Str args = str_format(arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, run, "data.run")));
    CHECK(answer_is(city_command(city, arena, "r-2", AT, REVIEWER, "levy.release", args.p), "done"));
    args = str_format(arena,
                      "{\"payer\":\"" UNIT "\",\"amount_fen\":%d,\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"R1\",\"day\":"
                      "\"2025-03-05\"}}",
                      PAID);
    CHECK(answer_is(city_command(city, arena, "r-3", AT, CLERK, "payment.record", args.p), "done"));
    return true;
}

static Str issue(City *city, Arena *arena, const char *id, const char *actor, const char *args)
{
    Str answer = city_command(city, arena, id, AT, actor, "cert.issue", args);
    CHECK(answer_is(answer, "done"));
    return str_copy(arena, answer_member(arena, answer, "data.code"));
}

static const JsonNode *verify(City *city, Arena *arena, const char *actor, Str code)
{
    return city_ask(city, actor, "cert.verify", str_z(arena, str_format(arena, "{\"code\":\"" STR_FMT "\"}", STR_ARG(code))));
}

static Err verify_refused(City *city, Arena *arena, Str code)
{
    return city_refused(city, ANYBODY, "cert.verify", str_z(arena, str_format(arena, "{\"code\":\"" STR_FMT "\"}", STR_ARG(code))));
}

static Store secret_of(uint8_t seed)
{
    Store store = { 0 };
    memset(store.secret.b, seed, sizeof store.secret.b);
    return store;
}

TEST(a_code_leads_to_its_entry_and_to_no_other)
{
    Store store = secret_of(7), other = secret_of(8);
    for (int64_t entry = 1; entry <= CODES; entry++) {
        int64_t found = 0;
        Str code = cert_code(&store, arena, entry);
        CHECK(cert_entry(&store, arena, code, &found));
        CHECK_EQ(found, entry);
        CHECK(!cert_entry(&other, arena, code, &found));
    }
    int64_t found = 0, far = (1LL << 40) - 1;
    CHECK(cert_entry(&store, arena, cert_code(&store, arena, far), &found) && found == far);
}

TEST(a_code_is_read_however_it_was_typed)
{
    Store store = secret_of(7);
    for (int64_t entry = 1; entry <= CODES; entry += 50) {
        int64_t found = 0;
        Str code = cert_code(&store, arena, entry), typed = str_lower(arena, code);
        char *p = (char *)(uintptr_t)typed.p;
        CHECK_EQ(code.n, CERT_CODE_CHARS + 4);
        for (size_t i = 0; i < typed.n; i++)
            p[i] = p[i] == '-' ? ' ' : p[i] == '0' ? 'o' : p[i] == '1' ? (i % 2 ? 'l' : 'I') : p[i];
        CHECK(cert_entry(&store, arena, typed, &found) && found == entry);
    }
}

/* Every character changed into every other, one left out, one too many, and what is no code at all. */
TEST(a_code_that_was_changed_is_none)
{
    static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    Store store = secret_of(7);
    Str code = cert_code(&store, arena, 318);
    int64_t found = 0;
    for (size_t i = 0; i < code.n; i++)
        for (size_t k = 0; code.p[i] != '-' && k < sizeof letters - 1; k++) {
            Str changed = str_copy(arena, code);
            ((char *)(uintptr_t)changed.p)[i] = letters[k];
            CHECK(letters[k] == code.p[i] || !cert_entry(&store, arena, changed, &found));
        }
    CHECK(!cert_entry(&store, arena, str_head(code, code.n - 1), &found));
    CHECK(!cert_entry(&store, arena, str_format(arena, STR_FMT "0", STR_ARG(code)), &found));
    const Str none[] = {
        S(""), S("-"), S("7KQ2"), S("\x00\x01"), S("一二三四五六七八九十一二三四五六七八九十"), S("UUUU-UUUU-UUUU-UUUU-UUUU")
    };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        CHECK(!cert_entry(&store, arena, none[i], &found));
}

TEST(a_certificate_says_to_everybody_what_was_paid_and_to_few_whose_it_is)
{
    Str codes[ENGINE_END] = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!paid_city(&city, arena, engine))
            continue;
        codes[engine] = issue(&city, arena, "c-1", CLERK, "{\"person\":1,\"kind\":\"contributions\",\"from\":\"2025-01\"}");
        CHECK_STR(codes[engine], codes[ENGINE_MEMORY]); /* the same commands, the same code on every engine */
        const JsonNode *own = city_ask(&city, AUDITOR, "person.statement", "{\"person\":1}");
        const JsonNode *said = verify(&city, arena, ANYBODY, codes[engine]);
        CHECK_EQ(number_at(said, "intact"), 1);
        CHECK_EQ(number_at(said, "corrected"), 0);
        CHECK_EQ(number_at(said, "months"), 1);
        CHECK_STR(text_at(said, "from"), S("2025-01"));
        CHECK_STR(text_at(said, "until"), S("2025-02"));
        CHECK_EQ(count_at(said, "statement.months.0.insurances"), count_at(own, "months.0.insurances"));
        CHECK_EQ(number_at(said, "statement.months.0.insurances.0.base_fen"), number_at(own, "months.0.insurances.0.base_fen"));
        CHECK(str_find(text_at(said, "name"), S("*")) >= 0);
        CHECK(str_find(text_at(said, "number"), S("*")) >= 0);
        CHECK_EQ(number_at(said, "person"), INT64_MIN);
        const JsonNode *whole = verify(&city, arena, CLERK, codes[engine]);
        CHECK(str_find(text_at(whole, "name"), S("*")) < 0);
        CHECK(str_find(text_at(whole, "number"), S("*")) >= 0);
        CHECK_EQ(number_at(whole, "person"), 1);
        CHECK_STR(text_at(verify(&city, arena, HOLDER("1"), codes[engine]), "name"), text_at(whole, "name"));
        CHECK(str_find(text_at(verify(&city, arena, HOLDER("2"), codes[engine]), "name"), S("*")) >= 0);
        city_close(&city);
    }
}

TEST(every_kind_says_its_own_part)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!paid_city(&city, arena, engine))
            continue;
        const JsonNode *account =
            verify(&city, arena, CLERK, issue(&city, arena, "c-2", HOLDER("1"), "{\"person\":1,\"kind\":\"account\"}"));
        CHECK(number_at(account, "statement.pension_balance_fen") > 0);
        CHECK(!at_path(account, "statement.months") && !at_path(account, "accounts"));
        const JsonNode *proof =
            verify(&city, arena, CLERK, issue(&city, arena, "c-3", CLERK, "{\"person\":1,\"kind\":\"participation\"}"));
        CHECK_EQ(count_at(proof, "accounts"), count_at(city_ask(&city, CLERK, "person.status", "{\"person\":1}"), "accounts"));
        CHECK(!at_path(proof, "statement"));
        city_close(&city);
    }
}

/* A payment taken back: the certificate still says what it said, and that this is no longer so. */
TEST(what_is_corrected_later_does_not_change_a_certificate)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!paid_city(&city, arena, engine))
            continue;
        Str code = issue(&city, arena, "c-1", CLERK, "{\"person\":1,\"kind\":\"contributions\"}");
        Str before = text_at(verify(&city, arena, ANYBODY, code), "statement.months.0.voucher");
        Str opened = city_command(&city, arena, "v-1", "2025-03-06T10:00:00+08:00", CLERK, "payment.reverse",
                                  "{\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"R1\"},\"reason\":\"wrong payer\"}");
        Str args = str_format(arena, "{\"case\":\"" STR_FMT "\",\"decision\":\"approve\",\"reason\":\"seen\"}",
                              STR_ARG(answer_member(arena, opened, "data.case")));
        CHECK(answer_is(city_command(&city, arena, "v-2", "2025-03-06T11:00:00+08:00", REVIEWER, "case.review", args.p), "done"));
        const JsonNode *said = verify(&city, arena, ANYBODY, code);
        CHECK_EQ(number_at(said, "intact"), 1);
        CHECK_EQ(number_at(said, "corrected"), 1);
        CHECK_EQ(number_at(said, "months"), 1);
        CHECK(before.n > 0);
        CHECK_STR(text_at(said, "statement.months.0.voucher"), before);
        city_close(&city);
    }
}

/* Whoever guesses learns nothing from how the answer is worded: a code of the right form, of the wrong, of another entry. */
TEST(unknown_codes_are_answered_alike)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!paid_city(&city, arena, engine))
            continue;
        const Store *store = &city.bureau.store;
        CHECK_EQ(verify_refused(&city, arena, S("7KQ2-M0XA-BCDE-FGHJ-KMNP")), ERR_UNKNOWN_ID);
        CHECK_EQ(verify_refused(&city, arena, S("x")), ERR_UNKNOWN_ID);
        CHECK_EQ(verify_refused(&city, arena, cert_code(store, arena, 1)), ERR_UNKNOWN_ID); /* an entry, but no certificate */
        CHECK_EQ(verify_refused(&city, arena, cert_code(store, arena, 1 << 30)), ERR_UNKNOWN_ID);
        city_close(&city);
    }
}

TEST(only_the_person_and_the_office_issue)
{
    static const struct {
        const char *actor, *args;
        Err err;
    } tries[] = {
        { HOLDER("2"), "{\"person\":1,\"kind\":\"account\"}", ERR_NOT_PERMITTED },
        { "{\"role\":\"unit\",\"user\":\"hr\",\"org\":\"" UNIT "\"}", "{\"person\":1,\"kind\":\"account\"}", ERR_NOT_PERMITTED },
        { AUDITOR, "{\"person\":1,\"kind\":\"account\"}", ERR_NOT_PERMITTED },
        { CLERK, "{\"person\":99,\"kind\":\"account\"}", ERR_UNKNOWN_PERSON },
        { CLERK, "{\"person\":1,\"kind\":\"diploma\"}", ERR_BAD_FIELD },
        { CLERK, "{\"person\":1,\"kind\":\"account\",\"from\":\"2025-01\"}", ERR_BAD_FIELD },
        { CLERK, "{\"person\":1,\"kind\":\"contributions\",\"from\":\"2025-03\",\"until\":\"2025-01\"}", ERR_BAD_FIELD },
        { CLERK, "{\"kind\":\"contributions\"}", ERR_BAD_FIELD },
    };
    City city;
    if (!paid_city(&city, arena, ENGINE_MEMORY))
        return;
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        const char *id = str_z(arena, str_format(arena, "t-%d", (int)i));
        CHECK_EQ(answer_err(arena, city_command(&city, arena, id, AT, tries[i].actor, "cert.issue", tries[i].args)), tries[i].err);
    }
    city_close(&city);
}

/* ---- the seal of a file ---- */

TEST(a_sealed_file_is_known_and_no_byte_of_it_can_change)
{
    Store store = secret_of(7), other = secret_of(8);
    Str code = cert_code(&store, arena, 318), got = { 0 };
    Str file = cert_seal(&store, arena, code, S("%PDF-1.5\nhello\n%%EOF"));
    CHECK_EQ(cert_seal_check(&store, arena, file, &got), SEAL_WHOLE);
    CHECK_STR(got, code);
    CHECK_EQ(cert_seal_check(&other, arena, file, &got), SEAL_BROKEN);
    for (size_t i = 0; i < file.n; i++) {
        Str changed = str_copy(arena, file);
        ((char *)(uintptr_t)changed.p)[i] ^= 1;
        CHECK(cert_seal_check(&store, arena, changed, &got) != SEAL_WHOLE);
    }
    for (size_t n = 0; n < file.n; n++)
        CHECK(cert_seal_check(&store, arena, str_head(file, n), &got) != SEAL_WHOLE);
    CHECK(cert_seal_check(&store, arena, str_format(arena, STR_FMT " ", STR_ARG(file)), &got) != SEAL_WHOLE);
    CHECK_EQ(cert_seal_check(&store, arena, S("%PDF-1.5\n%%EOF\n"), &got), SEAL_NONE);
    CHECK_EQ(got.n, 0);
}
