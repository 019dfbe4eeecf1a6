/* idempotency_test.c - the same id from the same credential gives the first answer byte for byte, for ever; and the
 * order in which refusals are tested when two apply at once. Guards B2, B11, C3, D1 of the abuse cases. */
#include "core/writer.h"
#include "stage.h"

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define ADMIN "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"office\"}"
#define CENTRE "{\"role\":\"centre\",\"user\":\"c1\",\"org\":\"centre\"}"
#define BANK "{\"role\":\"bank\",\"user\":\"b1\",\"org\":\"B01\"}"
#define UNIT "{\"role\":\"unit\",\"user\":\"hr\",\"org\":\"91330106MA27XK3D59\"}"
#define P1 "330106199003078817"
#define P2 "330106198511204029"
#define AT "2025-02-14T10:00:00+08:00"
#define LATER "2025-03-14T10:00:00+08:00"

typedef struct {
    const char *id, *actor, *command, *args;
    Err err;
} Ask;

/* Answers that are kept: done, already, refused in every way that is kept. */
static const Ask asks[] = {
    { "m1", ADMIN, "institution.register",
      "{\"institution\":\"B77\",\"kind\":\"bank\",\"name\":\"\xe9\x93\xb6\xe8\xa1\x8c\",\"region\":\"330100\",\"bank_bin\":"
      "\"621700\"}",
      OK },
    { "m2", ADMIN, "institution.register",
      "{\"institution\":\"B77\",\"kind\":\"bank\",\"name\":\"\xe9\x93\xb6\xe8\xa1\x8c\",\"region\":\"330100\",\"bank_bin\":"
      "\"621700\"}",
      OK },
    { "m3", ADMIN, "institution.register",
      "{\"institution\":\"B77\",\"kind\":\"bank\",\"name\":\"x\",\"region\":\"330100\",\"bank_bin\":\"621700\"}", ERR_CONFLICT },
    { "m4", CLERK, "person.register",
      "{\"ssn\":\"110101199003070134\",\"name\":\"\xe6\x9d\x8e\",\"mobile\":\"13900000000\",\"evidence\":[{\"kind\":\"id-card\"}]}",
      OK },
    { "m5", CLERK, "person.register",
      "{\"ssn\":\"110101199003070134\",\"name\":\"\xe6\x9d\x8e\",\"mobile\":\"13900000000\",\"evidence\":[{\"kind\":\"id-card\"}]}",
      OK },
    { "m6", CLERK, "person.register",
      "{\"ssn\":\"110101199003070135\",\"name\":\"\xe6\x9d\x8e\",\"evidence\":[{\"kind\":\"id-card\"}]}", ERR_BAD_ID_NUMBER },
    { "m7", CLERK, "hold.place", "{\"ssn\":\"110101199003070291\",\"cause\":\"dormant\"}", ERR_BAD_ID_NUMBER },
    { "m8", CLERK, "hold.place", "{\"ssn\":\"110101199003070214\",\"cause\":\"dormant\"}", ERR_UNKNOWN_PERSON },
    { "m9", CLERK, "hold.place", "{\"ssn\":\"" P1 "\",\"cause\":\"dormant\",\"evidence\":[]}", OK },
    { "m10", CLERK, "hold.release", "{\"ssn\":\"" P1 "\",\"cause\":\"arrears\",\"evidence\":[]}", ERR_WRONG_STATE },
    { "m11", CENTRE, "card.ship", "{\"application\":\"K1-1\",\"outlet\":\"B01\"}", ERR_WRONG_STATE },
    { "m12", CENTRE, "card.ship", "{\"application\":\"K99-1\",\"outlet\":\"B01\"}", ERR_UNKNOWN_APPLICATION },
    { "m13", BANK, "card.activate",
      "{\"channel\":\"bank-notice\",\"person_serial\":\"1\",\"ssn\":\"" P1
      "\",\"bank_card_no\":\"6228480012345678028\",\"institution\":\"B01\"}",
      ERR_MISMATCH },
    { "m14", CLERK, "card.lose", "{\"card_no\":\"A12345678\",\"kind\":\"formal\",\"channel\":\"counter\",\"evidence\":[]}",
      ERR_MISSING_EVIDENCE },
    { "m15", CLERK, "person.correct",
      "{\"ssn\":\"" P1 "\",\"changes\":{\"name\":\"\xe8\xb5\xb5\xe5\xb0\x8f\"},\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":"
      "\"household-register\"}]}",
      OK },
};
enum { ASKS = sizeof asks / sizeof *asks };

static Str ask(City *city, Arena *arena, const Ask *a, const char *at)
{
    return city_command(city, arena, a->id, at, a->actor, a->command, a->args);
}

static void ask_all(City *city, Arena *arena, Str *first)
{
    for (int i = 0; i < ASKS; i++) {
        first[i] = ask(city, arena, &asks[i], AT);
        Err err = answer_err(arena, first[i]);
        if (err != asks[i].err)
            test_fail(__FILE__, __LINE__, "%s: %s, should be %s: %.*s", asks[i].id, err == OK ? "ok" : err_code(err),
                      asks[i].err == OK ? "ok" : err_code(asks[i].err), STR_ARG(first[i]));
    }
    CHECK(answer_is(first[1], "already"));
    CHECK(answer_is(first[4], "already"));
    CHECK(str_find(first[3], S("110101199003070134")) >= 0);
}

/* Every answer again, and nothing written. */
static void same_again(City *city, Arena *arena, const Str *first, const char *at)
{
    Hash before = stage_dump(city);
    for (int i = 0; i < ASKS; i++)
        CHECK_STR(ask(city, arena, &asks[i], at), first[i]);
    Hash after = stage_dump(city);
    CHECK(hash_eq(&before, &after));
}

TEST(idempotent_for_ever)
{
    for (int engine = 0; engine < ENGINE_END; engine++) {
        City city;
        Str first[ASKS];
        if (!city_found(&city, arena, (Engines)engine))
            continue;
        city_live(&city);
        ask_all(&city, arena, first);
        same_again(&city, arena, first, AT);
        same_again(&city, arena, first, "2020-01-01T00:00:00+08:00"); /* the time is not compared */
        for (int i = 0; i < 1000; i++) {
            Str id = str_format(arena, "other-%d", i),
                args = str_format(arena, "{\"institution\":\"Z%d\",\"kind\":\"pharmacy\",\"name\":\"x\",\"region\":\"330100\"}", i);
            CHECK_EQ(answer_err(arena, city_command(&city, arena, id.p, LATER, ADMIN, "institution.register", args.p)), OK);
        }
        same_again(&city, arena, first, "2026-03-01T00:00:00+08:00");
        Str url = city.url;
        city_close(&city);
        if (engine == ENGINE_MEMORY || !city_open(&city, arena, url))
            continue;
        same_again(&city, arena, first, LATER); /* by a program that has never seen them */
        city_close(&city);
    }
}

/* The first answer stays although the number in it was corrected since: the cell is the one of that time. */
TEST(idempotent_after_a_correction)
{
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    city_live(&city);
    const char *args = "{\"ssn\":\"110101199003070134\",\"name\":\"\xe6\x9d\x8e\",\"evidence\":[{\"kind\":\"id-card\"}]}";
    Str first = city_command(&city, arena, "m1", AT, CLERK, "person.register", args);
    const JsonNode *node = json_tree(arena, first);
    Str person = str_format(arena, "%lld", (long long)number_at(node, "data.person"));
    Str change = str_format(arena,
                            "{\"person\":%.*s,\"changes\":{\"ssn\":\"11010119900307053X\"},\"evidence\":[{\"kind\":\"id-card\"},{"
                            "\"kind\":\"household-register\"}]}",
                            STR_ARG(person));
    Str opened = city_command(&city, arena, "m2", AT, CLERK, "person.correct", change.p);
    Str review =
        str_format(arena, "{\"case\":\"%.*s\",\"decision\":\"approve\"}", STR_ARG(answer_member(arena, opened, "data.case")));
    CHECK_EQ(answer_err(arena, city_command(&city, arena, "m3", AT, "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}",
                                            "case.review", review.p)),
             OK);
    CHECK_STR(city_command(&city, arena, "m1", AT, CLERK, "person.register", args), first);
    city_close(&city);
}

/* Another content under a known id is refused, whatever else is wrong with it, and changes nothing. */
TEST(idempotency_mismatch)
{
    City city;
    Str first[ASKS];
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    city_live(&city);
    ask_all(&city, arena, first);
    Hash before = stage_dump(&city);
    for (int i = 0; i < ASKS; i++)
        for (int k = 0; k < ASKS; k++) {
            if (i == k || strcmp(asks[i].actor, asks[k].actor) != 0)
                continue; /* another credential is another matter */
            if (!strcmp(asks[i].command, asks[k].command) && !strcmp(asks[i].args, asks[k].args))
                continue;
            Str answer = city_command(&city, arena, asks[i].id, AT, asks[i].actor, asks[k].command, asks[k].args);
            if (answer_err(arena, answer) != ERR_IDEMPOTENCY_MISMATCH || !str_is(answer_member(arena, answer, "field"), "id"))
                test_fail(__FILE__, __LINE__, "%s with the content of %s: %.*s", asks[i].id, asks[k].id, STR_ARG(answer));
        }
    Hash after = stage_dump(&city);
    CHECK(hash_eq(&before, &after));
    same_again(&city, arena, first, AT);
    city_close(&city);
}

/* The same content in other clothes: order of members, spaces, escapes, ways to write a number. */
TEST(idempotent_in_other_clothes)
{
    static const char *const same[] = {
        "{\"ssn\":\"" P1 "\",\"cause\":\"dormant\",\"note\":\"\xe4\xb8\xad\"}",
        "{\"note\":\"\\u4e2d\",\"cause\":\"dormant\",\"ssn\":\"" P1 "\"}",
        "{ \"cause\" : \"dormant\" ,\t\"ssn\":\" " P1 " \", \"note\":\" \xe4\xb8\xad \" }",
    };
    static const char *const other[] = {
        "{\"ssn\":\"" P1 "\",\"cause\":\"dormant\"}",
        "{\"ssn\":\"" P1 "\",\"cause\":\"dormant\",\"note\":\"\xe4\xb8\xad\",\"evidence\":[]}",
        "{\"ssn\":\"" P2 "\",\"cause\":\"dormant\",\"note\":\"\xe4\xb8\xad\"}",
        "{\"ssn\":\"" P1 "\",\"cause\":\"dormant\",\"note\":\"\xe4\xb8\xad\",\"until\":\"2025-12-31\"}",
        "{\"ssn\":\"" P1 "\",\"cause\":\"dormant\",\"note\":\"\xe4\xb8\xad\",\"evidence\":[{\"kind\":\"id-card\"}]}",
    };
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    city_live(&city);
    Str first = city_command(&city, arena, "c", AT, CLERK, "hold.place", same[0]);
    CHECK_EQ(answer_err(arena, first), OK);
    for (size_t i = 1; i < sizeof same / sizeof *same; i++)
        CHECK_STR(city_command(&city, arena, "c", AT, CLERK, "hold.place", same[i]), first);
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        CHECK_EQ(answer_err(arena, city_command(&city, arena, "c", AT, CLERK, "hold.place", other[i])), ERR_IDEMPOTENCY_MISMATCH);
    city_close(&city);
}

/* The credential is part of the id: role, user and org. */
TEST(idempotent_by_credential)
{
    static const char *const actors[] = {
        "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}",
        "{\"role\":\"clerk\",\"user\":\"w2\",\"org\":\"office\"}",
        "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"branch\"}",
        "{\"role\":\"clerk\",\"user\":\"w1offic\",\"org\":\"e\"}",
        "{\"role\":\"clerk\",\"user\":\"w1\"}",
        "{\"role\":\"clerk\",\"org\":\"w1\"}",
        "{\"role\":\"clerk\",\"user\":\"\",\"org\":\"\"}",
        "{\"role\":\"centre\",\"user\":\"w1\",\"org\":\"office\"}",
    };
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    city_live(&city);
    for (size_t i = 0; i < sizeof actors / sizeof *actors; i++) {
        Str args = str_format(arena, "{\"ssn\":\"" P1 "\",\"old_card_no\":\"HZ%d\",\"balance_fen\":%d}", (int)i, (int)i);
        Str answer = city_command(&city, arena, "same", AT, actors[i], "legacy-card.record", args.p);
        Err err = answer_err(arena, answer);
        if (err == ERR_IDEMPOTENCY_MISMATCH || err == ERR_NOT_PERMITTED)
            test_fail(__FILE__, __LINE__, "%s: %.*s", actors[i], STR_ARG(answer));
        CHECK_STR(city_command(&city, arena, "same", LATER, actors[i], "legacy-card.record", args.p), answer);
    }
    city_close(&city);
}

/* Refusals that say "not yet you" are not kept: the id does its work once it is right. */
TEST(idempotent_but_not_kept)
{
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    city_live(&city);
    int64_t entries = city.bureau.journal.last;
    const char *bank = "{\"role\":\"bank\",\"user\":\"b9\",\"org\":\"B09\"}",
               *use = "{\"card_no\":\"A12345678\",\"function\":\"bank\",\"institution\":\"B09\"}";
    CHECK_EQ(answer_err(arena, city_command(&city, arena, "n1", AT, bank, "card.use", use)), ERR_NOT_PERMITTED);
    CHECK_EQ(answer_err(arena, city_command(&city, arena, "n1", AT, bank, "card.use", "{\"card_no\":5}")), ERR_BAD_FIELD);
    CHECK_EQ(answer_err(arena, city_command(&city, arena, "n1", AT, bank, "card.apply", "{}")), ERR_BAD_FIELD);
    CHECK_EQ(answer_err(arena, city_command(&city, arena, "n1", AT, bank, "no.such", "{}")), ERR_BAD_FIELD);
    CHECK_EQ(city.bureau.journal.last, entries);
    city_command(&city, arena, "n2", AT, ADMIN, "institution.register",
                 "{\"institution\":\"B09\",\"kind\":\"bank\",\"name\":\"x\",\"region\":\"330100\",\"bank_bin\":\"621700\"}");
    Str answer = city_command(&city, arena, "n1", AT, bank, "card.use", use);
    CHECK(answer_err(arena, answer) != ERR_NOT_PERMITTED && answer_err(arena, answer) != ERR_IDEMPOTENCY_MISMATCH);
    CHECK_STR(city_command(&city, arena, "n1", AT, bank, "card.use", use), answer);
    city_close(&city);
}

/* Several with one id in one group: the first does it, the others get its answer. */
TEST(idempotent_inside_a_group)
{
    EACH_ENGINE(arena, f)
    {
        enum { SAME = 8 };
        City city = { 0 };
        db_close(f.db);
        bool found = city_open(&city, arena, f.engine == ENGINE_MEMORY ? S(":memory:") : f.url);
        Arena scratch = arena_make((size_t)64 << 20), out = arena_make((size_t)8 << 20);
        const JsonNode *args = json_tree(arena, str(asks[3].args));
        Request requests[SAME];
        Answer answers[SAME];
        for (int i = 0; i < SAME; i++)
            requests[i] = (Request){ .id = S("one"),
                                     .command = S("person.register"),
                                     .actor = { .role = ROLE_CLERK, .user = S("w1"), .org = S("office") },
                                     .at = { 1739498400 },
                                     .args = args };
        CHECK_EQ(found ? writer_group(&city.bureau, &scratch, &out, requests, answers, SAME) : OK, OK);
        for (int i = 1; found && i < SAME; i++)
            CHECK_STR(answers[i].json, answers[0].json);
        CHECK(answer_is(answers[0].json, "done"));
        int64_t entries = city.bureau.journal.last;
        CHECK_EQ(writer_group(&city.bureau, &scratch, &out, requests, answers, SAME), OK);
        CHECK_EQ(city.bureau.journal.last, entries);
        arena_drop(&scratch);
        arena_drop(&out);
        city_close(&city);
        f.db = fixture_open(arena, ENGINE_MEMORY); /* what the loop closes */
    }
}

/* ---- the order of refusals ---- */

TEST(refusals_in_order)
{
    static const struct {
        const char *what, *actor, *command, *args;
        Err err;
    } cases[] = {
        { "shape before id", CLERK, "no.such", "{\"x\":1}", ERR_BAD_FIELD },
        { "shape before role", BANK, "hold.place", "{\"ssn\":\"" P1 "\",\"cause\":\"nope\"}", ERR_BAD_FIELD },
        { "shape before role: a number", BANK, "hold.place", "{\"ssn\":\"330106199003078818\",\"cause\":\"dormant\"}",
          ERR_BAD_ID_NUMBER },
        { "shape before existence", CLERK, "hold.place", "{\"ssn\":\"110101199003070214\",\"cause\":\"nope\"}", ERR_BAD_FIELD },
        { "role before existence: person", BANK, "hold.place", "{\"ssn\":\"110101199003070214\",\"cause\":\"dormant\"}",
          ERR_NOT_PERMITTED },
        { "role before existence: application", CLERK, "card.ship", "{\"application\":\"K99-1\",\"outlet\":\"B01\"}",
          ERR_NOT_PERMITTED },
        { "org before existence", "{\"role\":\"bank\",\"user\":\"b1\",\"org\":\"B99\"}", "card.hand-over",
          "{\"card_no\":\"ZZZ\",\"to\":\"holder\"}", ERR_NOT_PERMITTED },
        { "org of another kind", "{\"role\":\"bank\",\"user\":\"b1\",\"org\":\"H01\"}", "card.hand-over",
          "{\"card_no\":\"ZZZ\",\"to\":\"holder\"}", ERR_NOT_PERMITTED },
        { "existence before relation: holder", "{\"role\":\"holder\",\"user\":\"" P2 "\"}", "card.lose",
          "{\"card_no\":\"ZZZ\",\"kind\":\"temporary\",\"channel\":\"online\"}", ERR_UNKNOWN_CARD },
        { "existence before relation: unit", UNIT, "unit.seal-member",
          "{\"credit_code\":\"91330106MA27XK3D59\",\"ssn\":\"110101199003070214\",\"reason\":\"missing\",\"from\":\"2025-03-01\"}",
          ERR_UNKNOWN_PERSON },
        { "existence of the institution before whose it is", BANK, "card.use",
          "{\"card_no\":\"A12345678\",\"function\":\"bank\",\"institution\":\"B99\"}", ERR_UNKNOWN_INSTITUTION },
        { "relation before state: another's card", "{\"role\":\"holder\",\"user\":\"" P2 "\"}", "card.find",
          "{\"card_no\":\"A12345678\",\"channel\":\"online\"}", ERR_NOT_PERMITTED },
        { "relation before evidence: another's card", "{\"role\":\"holder\",\"user\":\"" P2 "\"}", "card.lose",
          "{\"card_no\":\"A12345678\",\"kind\":\"formal\",\"channel\":\"online\"}", ERR_NOT_PERMITTED },
        { "relation before state: not its member", UNIT, "unit.seal-member",
          "{\"credit_code\":\"91330106MA27XK3D59\",\"person\":3,\"reason\":\"missing\",\"from\":\"2025-03-01\"}",
          ERR_NOT_PERMITTED },
        { "relation before state: one's own record", "{\"role\":\"clerk\",\"user\":\"" P1 "\",\"org\":\"office\"}", "hold.release",
          "{\"ssn\":\"" P1 "\",\"cause\":\"arrears\"}", ERR_SELF_DEALING },
        { "relation before state: another's name", BANK, "card.use",
          "{\"card_no\":\"A12345678\",\"function\":\"bank\",\"institution\":\"H01\"}", ERR_WRONG_INSTITUTION },
        { "identity before state", "{\"role\":\"hotline\",\"user\":\"t1\",\"org\":\"12333\"}", "card.find",
          "{\"card_no\":\"A12345678\",\"channel\":\"hotline\",\"call\":\"c1\",\"answers\":{\"mobile\":\"1\",\"address\":\"2\"}}",
          ERR_MISMATCH },
        { "identity before state: three facts", BANK, "card.activate",
          "{\"channel\":\"bank-notice\",\"person_serial\":\"2\",\"ssn\":\"" P1
          "\",\"bank_card_no\":\"6228480012345678010\",\"institution\":\"B01\"}",
          ERR_MISMATCH },
        { "state before evidence: handed over", BANK, "card.hand-over", "{\"card_no\":\"A12345678\",\"to\":\"holder\"}",
          ERR_WRONG_STATE },
        { "state before evidence: nothing lost", CLERK, "card.find", "{\"card_no\":\"A12345678\",\"channel\":\"counter\"}",
          ERR_WRONG_STATE },
        { "state before evidence: no such hold", CLERK, "hold.release", "{\"ssn\":\"" P1 "\",\"cause\":\"arrears\"}",
          ERR_WRONG_STATE },
        { "evidence before the rest: a base out of range", CLERK, "account.open",
          "{\"person\":3,\"region\":\"330100\",\"category\":\"flexible\",\"flexible_kind\":\"freelancer\",\"payer\":\"self\","
          "\"insurances\":[\"pension\"],\"from\":\"2025-02\",\"base_fen\":1,\"channel\":\"counter\"}",
          ERR_MISSING_EVIDENCE },
    };
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    city_live(&city);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str id = str_format(arena, "o%d", (int)i),
            answer = city_command(&city, arena, id.p, AT, cases[i].actor, cases[i].command, cases[i].args);
        if (answer_err(arena, answer) != cases[i].err)
            test_fail(__FILE__, __LINE__, "%s: %.*s, should be %s", cases[i].what, STR_ARG(answer), err_code(cases[i].err));
    }
    /* A known id before role and existence: another content that this credential may not even ask. */
    city_command(&city, arena, "known", AT, BANK, "card.use",
                 "{\"card_no\":\"A12345678\",\"function\":\"bank\",\"institution\":\"B01\"}");
    CHECK_EQ(answer_err(arena, city_command(&city, arena, "known", AT, BANK, "hold.place",
                                            "{\"ssn\":\"110101199003070214\",\"cause\":\"dormant\"}")),
             ERR_IDEMPOTENCY_MISMATCH);
    CHECK_EQ(answer_err(arena, city_command(&city, arena, "known", AT, BANK, "hold.place",
                                            "{\"ssn\":\"110101199003070214\",\"cause\":\"nope\"}")),
             ERR_BAD_FIELD);
    city_close(&city);
}

/* A failed identity check counts although it is refused; when there were too many, the next is locked whatever it
 * says, until the next day; and a repeated id is no new attempt. */
TEST(attempts_are_counted_once)
{
    static const char wrong[] = "{\"channel\":\"bank-notice\",\"person_serial\":\"2\",\"ssn\":\"" P1
                                "\",\"bank_card_no\":\"6228480012345678010\",\"institution\":\"B01\"}";
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    city_live(&city);
    for (int i = 0; i < 5; i++) {
        Str id = str_format(arena, "w%d", i);
        for (int again = 0; again < 3; again++)
            CHECK_EQ(answer_err(arena, city_command(&city, arena, id.p, AT, BANK, "card.activate", wrong)), ERR_MISMATCH);
    }
    CHECK_EQ(answer_err(arena, city_command(&city, arena, "w9", AT, BANK, "card.activate", wrong)), ERR_LOCKED);
    CHECK_EQ(answer_err(arena, city_command(&city, arena, "w10", "2025-02-15T08:00:00+08:00", BANK, "card.activate", wrong)),
             ERR_MISMATCH);
    CHECK_EQ(answer_err(arena, city_command(&city, arena, "w9", "2025-02-15T09:00:00+08:00", BANK, "card.activate", wrong)),
             ERR_LOCKED);
    city_close(&city);
}
