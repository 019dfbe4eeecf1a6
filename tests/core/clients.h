/* clients.h - inside tests/core: an agency with two clients in a city, as the tests of its money say and ask it. */
#pragma once
#include "core/verify.h"
#include "ledger/ledger.h"
#include "levy/client.h"
#include "root.h"
#include "stage.h"
#include "support/city.h"
#include <stdio.h>

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define REVIEWER "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}"
#define JOB "{\"role\":\"job\",\"user\":\"job\",\"org\":\"office\"}"
#define ADMIN "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"office\"}"
#define AGENCY "{\"role\":\"agency\",\"user\":\"g1\",\"org\":\"A01\"}"
#define OTHER_AGENCY "{\"role\":\"agency\",\"user\":\"g2\",\"org\":\"A02\"}"
#define HOLDER_4 "{\"role\":\"holder\",\"user\":\"4\",\"org\":\"\"}"
#define PAPERS "\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"agency-contract\"},{\"kind\":\"power-of-attorney\"}]"

/* In the city persons 1 to 3 live and contract X1 is person 3's. X2 and X3 are of persons 4 and 5: flexible, base 5,000.00,
 * fee 60.00; in Hangzhou that is 1,000.00 for pension a month. */
enum { COST = 100000, FEE = 6000 };

static int said;

static inline Str at(City *city, const char *day, const char *actor, const char *command, const char *args)
{
    const char *id = str_z(city->arena, str_format(city->arena, "agency-%d", ++said));
    const char *time = str_z(city->arena, str_format(city->arena, "%sT10:00:00+08:00", day));
    return city_command(city, city->arena, id, time, actor, command, args);
}

static inline void client(City *city, const char *ssn, int person, int contract)
{
    Arena *arena = city->arena;
    CHECK(answer_is(at(city, "2025-02-20", AGENCY, "person.register",
                       str_z(arena, str_format(arena,
                                               "{\"ssn\":\"%s\",\"name\":\"\xe6\x9d\x8e%d\",\"hukou_region\":\"330106\","
                                               "\"residence_region\":\"330106\"," PAPERS "}",
                                               ssn, person))),
                    "done"));
    CHECK(answer_is(
        at(city, "2025-02-20", AGENCY, "agency.contract",
           str_z(arena, str_format(arena,
                                   "{\"person\":%d,\"basis\":\"flexible-proxy\",\"region\":\"330100\",\"insurances\":"
                                   "[\"pension\"],\"base_fen\":500000,\"service_fee_fen\":6000,\"from\":\"2025-03\"," PAPERS "}",
                                   person))),
        "done"));
    CHECK(answer_is(at(city, "2025-02-20", AGENCY, "account.open",
                       str_z(arena, str_format(arena,
                                               "{\"person\":%d,\"region\":\"330100\",\"category\":\"flexible\",\"flexible_kind\":"
                                               "\"flexible\",\"payer\":\"X%d\",\"insurances\":[\"pension\"],\"from\":\"2025-03\","
                                               "\"channel\":\"agency\"," PAPERS "}",
                                               person, contract))),
                    "done"));
}

static inline bool agency_city(City *city, Arena *arena, Engines engine)
{
    if (!city_found(city, arena, engine))
        return false;
    city_live(city);
    said = 0;
    CHECK(answer_is(at(city, "2025-02-19", ADMIN, "institution.register",
                       "{\"institution\":\"A02\",\"kind\":\"agency\",\"name\":\"x\",\"region\":\"330100\"}"),
                    "done"));
    client(city, "330106199003078219", 4, 2);
    client(city, "330106198807123420", 5, 3);
    return true;
}

static inline Str receive(City *city, const char *day, const char *contract, int64_t fen, const char *no)
{
    Arena *arena = city->arena;
    return at(
        city, day, AGENCY, "agency.receive",
        str_z(arena, str_format(arena,
                                "{\"contract\":\"%s\",\"amount_fen\":%lld,\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"%s\","
                                "\"day\":\"%s\"}}",
                                contract, (long long)fen, no, day)));
}

static inline Str remit(City *city, const char *day, const char *month)
{
    return at(city, day, AGENCY, "agency.remit", str_z(city->arena, str_format(city->arena, "{\"month\":\"%s\"}", month)));
}

static inline void bill(City *city, const char *day, const char *month)
{
    Arena *arena = city->arena;
    Str run = at(city, day, JOB, "levy.assess", str_z(arena, str_format(arena, "{\"region\":\"330100\",\"month\":\"%s\"}", month)));
    CHECK(answer_is(run, "done"));
    CHECK(
        answer_is(at(city, day, REVIEWER, "levy.release",
                     str_z(arena, str_format(arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, run, "data.run"))))),
                  "done"));
}

static inline int64_t balance(City *city, LedgerAccount account, LedgerOwner kind, int64_t owner)
{
    Money out = { -1 };
    BalanceOf of = { .account = account, .region = 330100, .owner_kind = kind, .owner = owner };
    CHECK_EQ(db_begin(city->bureau.db), OK);
    CHECK_EQ(ledger_balance(city->bureau.db, city->arena, &of, day_make(9998, 12, 31), known_now, &out), OK);
    db_rollback(city->bureau.db);
    return out.fen;
}

static inline void split(City *city, Str answer, int64_t contribution, int64_t fee, int64_t held)
{
    CHECK(answer_is(answer, "done"));
    CHECK(str_find(answer, str_format(city->arena, "\"split\":{\"contribution_fen\":%lld,\"fee_fen\":%lld,\"held_fen\":%lld}",
                                      (long long)contribution, (long long)fee, (long long)held)) > 0);
}

/* What the record says is held is what the client book says, and the book stands by itself. */
static inline void held(City *city, int64_t person, int64_t contract, int64_t fen)
{
    PersonFacts *facts = NULL;
    Work work = { .store = &city->bureau.store, .arena = city->arena };
    CHECK_EQ(balance(city, LEDGER_CLIENT_MONEY, OWNER_CONTRACT, contract), fen);
    CHECK_EQ(balance(city, LEDGER_AGENCY_HELD, OWNER_CONTRACT, contract),
             fen + balance(city, LEDGER_AGENCY_FEE, OWNER_CONTRACT, contract));
    CHECK_EQ(db_begin(city->bureau.db), OK);
    CHECK_EQ(work_person(&work, person, &facts), OK);
    db_rollback(city->bureau.db);
    const ClientFacts *client = facts ? person_client(facts, contract) : NULL;
    CHECK_EQ(client ? client->held_fen : 0, fen);
}

static inline void whole(City *city, Str *first)
{
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(city->arena, &city->bureau, true, &result), OK);
    CHECK_STR(result.zh, (Str){ 0 });
    Str dump = fixture_dump(city->arena, city->bureau.db);
    *first = first->n ? *first : dump;
    CHECK(str_eq(*first, dump));
    city_close(city);
}

/* How many of the notices are of that kind. */
static inline int told(const JsonNode *notices, const char *code)
{
    char path[32];
    int times = 0;
    for (int i = 0; i < count_at(notices, "items"); i++) {
        snprintf(path, sizeof path, "items.%d.code", i);
        times += str_is(text_at(notices, path), code);
    }
    return times;
}
