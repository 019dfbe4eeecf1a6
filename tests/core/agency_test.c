/* agency_test.c - the money of an agency's clients, from the receipt to the funds and back, said to a whole bureau on every
 * engine; after each story the bureau verifies and the engines are equal byte for byte. */
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

static Str at(City *city, const char *day, const char *actor, const char *command, const char *args)
{
    const char *id = str_z(city->arena, str_format(city->arena, "agency-%d", ++said));
    const char *time = str_z(city->arena, str_format(city->arena, "%sT10:00:00+08:00", day));
    return city_command(city, city->arena, id, time, actor, command, args);
}

static void client(City *city, const char *ssn, int person, int contract)
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

static bool agency_city(City *city, Arena *arena, Engines engine)
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

static Str receive(City *city, const char *day, const char *contract, int64_t fen, const char *no)
{
    Arena *arena = city->arena;
    return at(
        city, day, AGENCY, "agency.receive",
        str_z(arena, str_format(arena,
                                "{\"contract\":\"%s\",\"amount_fen\":%lld,\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"%s\","
                                "\"day\":\"%s\"}}",
                                contract, (long long)fen, no, day)));
}

static Str remit(City *city, const char *day, const char *month)
{
    return at(city, day, AGENCY, "agency.remit", str_z(city->arena, str_format(city->arena, "{\"month\":\"%s\"}", month)));
}

static void bill(City *city, const char *day, const char *month)
{
    Arena *arena = city->arena;
    Str run = at(city, day, JOB, "levy.assess", str_z(arena, str_format(arena, "{\"region\":\"330100\",\"month\":\"%s\"}", month)));
    CHECK(answer_is(run, "done"));
    CHECK(
        answer_is(at(city, day, REVIEWER, "levy.release",
                     str_z(arena, str_format(arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, run, "data.run"))))),
                  "done"));
}

static int64_t balance(City *city, LedgerAccount account, LedgerOwner kind, int64_t owner)
{
    Money out = { -1 };
    BalanceOf of = { .account = account, .region = 330100, .owner_kind = kind, .owner = owner };
    CHECK_EQ(db_begin(city->bureau.db), OK);
    CHECK_EQ(ledger_balance(city->bureau.db, city->arena, &of, day_make(9998, 12, 31), known_now, &out), OK);
    db_rollback(city->bureau.db);
    return out.fen;
}

static void split(City *city, Str answer, int64_t contribution, int64_t fee, int64_t held)
{
    CHECK(answer_is(answer, "done"));
    CHECK(str_find(answer, str_format(city->arena, "\"split\":{\"contribution_fen\":%lld,\"fee_fen\":%lld,\"held_fen\":%lld}",
                                      (long long)contribution, (long long)fee, (long long)held)) > 0);
}

/* What the record says is held is what the client book says, and the book stands by itself. */
static void held(City *city, int64_t person, int64_t contract, int64_t fen)
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

static void whole(City *city, Str *first)
{
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(city->arena, &city->bureau, true, &result), OK);
    CHECK_STR(result.zh, (Str){ 0 });
    Str dump = fixture_dump(city->arena, city->bureau.db);
    *first = first->n ? *first : dump;
    CHECK(str_eq(*first, dump));
    city_close(city);
}

TEST(client_money_comes_in_once_and_is_split_to_the_fen)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        CHECK_EQ(answer_err(arena, receive(&city, "2025-03-01", "X9", 1, "C0")), ERR_UNKNOWN_CONTRACT);
        CHECK_EQ(answer_err(arena, receive(&city, "2025-03-01", "X2", 0, "C0")), ERR_BAD_AMOUNT);
        CHECK_EQ(answer_err(arena, at(&city, "2025-03-01", OTHER_AGENCY, "agency.receive",
                                      "{\"contract\":\"X2\",\"amount_fen\":1,\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"1\","
                                      "\"day\":\"2025-03-01\"}}")),
                 ERR_NOT_PERMITTED);
        CHECK_EQ(answer_err(arena, at(&city, "2025-03-01", CLERK, "agency.receive",
                                      "{\"contract\":\"X2\",\"amount_fen\":1,\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"1\","
                                      "\"day\":\"2025-03-01\"}}")),
                 ERR_NOT_PERMITTED);
        CHECK_EQ(answer_err(arena, at(&city, "2025-03-01", AGENCY, "agency.receive",
                                      "{\"contract\":\"X2\",\"amount_fen\":1,\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"1\","
                                      "\"day\":\"2025-03-02\"}}")),
                 ERR_BAD_FIELD); /* a paper of tomorrow */
        /* Before any bill: what the month will cost, then the fee, then ahead; one fen at a time at the edges. */
        split(&city, receive(&city, "2025-03-01", "X2", COST - 1, "C1"), COST - 1, 0, 0);
        split(&city, receive(&city, "2025-03-01", "X2", 2, "C2"), 1, 1, 0);
        split(&city, receive(&city, "2025-03-01", "X2", FEE, "C3"), 0, FEE - 1, 1);
        split(&city, receive(&city, "2025-03-01", "X2", 50, "C4"), 0, 0, 50);
        CHECK_EQ(answer_err(arena, receive(&city, "2025-03-02", "X3", 5, "C4")), ERR_DUPLICATE_VOUCHER); /* nor by another client */
        held(&city, 4, 2, COST + FEE + 51);
        held(&city, 5, 3, 0);
        CHECK_EQ(balance(&city, LEDGER_BANK, OWNER_NONE, 0), 0); /* nothing of it is the bureau's */
        CHECK_EQ(balance(&city, LEDGER_CLIENT_MONEY, OWNER_NONE, 0), COST + FEE + 51);
        whole(&city, &first);
    }
}

TEST(a_month_is_remitted_of_each_clients_own_money)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        split(&city, receive(&city, "2025-03-01", "X2", 3 * (COST + FEE), "C1"), COST, FEE, 2 * (COST + FEE));
        split(&city, receive(&city, "2025-03-01", "X3", COST - 1, "C2"), COST - 1, 0, 0);
        CHECK(answer_is(remit(&city, "2025-03-02", "2025-03"), "already")); /* no bill yet */
        CHECK_EQ(answer_err(arena, remit(&city, "2025-03-02", "2025-04")), ERR_TOO_EARLY);
        bill(&city, "2025-03-03", "2025-03");
        CHECK(answer_is(at(&city, "2025-03-04", OTHER_AGENCY, "agency.remit", "{\"month\":\"2025-03\"}"), "already"));
        Str paid = remit(&city, "2025-03-04", "2025-03");
        split(&city, paid, COST, FEE, 2 * (COST + FEE) + COST - 1);
        CHECK_STR(answer_member(arena, paid, "data.lines.0.contract"), S("X2"));
        CHECK_STR(answer_member(arena, paid, "data.lines.0.result"), S("paid"));
        CHECK_STR(answer_member(arena, paid, "data.lines.1.result"), S("short"));
        CHECK(str_find(paid, S("\"short_fen\":1")) > 0);
        held(&city, 4, 2, 2 * (COST + FEE)); /* the second client's missing fen is not taken from the first */
        held(&city, 5, 3, COST - 1);
        CHECK_EQ(balance(&city, LEDGER_AGENCY_FEE, OWNER_CONTRACT, 2), FEE);
        CHECK_EQ(balance(&city, LEDGER_BANK, OWNER_NONE, 0), COST);
        CHECK_EQ(balance(&city, LEDGER_POOL_PENSION, OWNER_NONE, 0), COST * 12 / 20);
        CHECK_EQ(balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 4), COST * 8 / 20);
        CHECK_EQ(balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 5), 0);
        CHECK(answer_is(remit(&city, "2025-03-05", "2025-03"), "already")); /* paid once; short is known */
        split(&city, receive(&city, "2025-03-06", "X3", 11, "C3"), 1, 10, 0);
        split(&city, remit(&city, "2025-03-06", "2025-03"), COST, 10, 2 * (COST + FEE)); /* the fee only of what is left */
        held(&city, 5, 3, 0);
        Str rest = at(&city, "2025-03-07", AGENCY, "agency.remit", "{\"month\":\"2025-03\",\"after\":\"X2\"}");
        CHECK(answer_is(rest, "already"));
        CHECK_EQ(answer_err(arena, at(&city, "2025-03-07", AGENCY, "agency.remit", "{\"month\":\"2025-03\",\"after\":\"2\"}")),
                 ERR_BAD_FIELD);
        CHECK(answer_is(at(&city, "2025-04-01", JOB, "job.daily", "{\"day\":\"2025-04-01\"}"), "done"));
        const JsonNode *status = city_ask(&city, CLERK, "person.status", "{\"person\":5}");
        CHECK_STR(text_at(status, "accounts.0.state"), S("open")); /* made up in time */
        whole(&city, &first);
    }
}

/* March is short of its fee; June brings what is lacking. What a bill still asks is never touched for a fee. */
TEST(a_fee_that_was_not_covered_is_taken_later)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        bill(&city, "2025-03-03", "2025-03");
        split(&city, receive(&city, "2025-03-03", "X2", COST + 10, "C1"), COST, 10, 0);
        split(&city, remit(&city, "2025-03-04", "2025-03"), COST, 10, 0);
        bill(&city, "2025-04-03", "2025-04");
        split(&city, receive(&city, "2025-04-03", "X2", COST + FEE, "C2"), COST, FEE, 0);
        split(&city, remit(&city, "2025-04-04", "2025-04"), COST, FEE, 0);
        bill(&city, "2025-05-05", "2025-05");
        bill(&city, "2025-06-03", "2025-06");
        split(&city, receive(&city, "2025-06-03", "X2", 2 * COST + FEE, "C3"), 2 * COST, FEE, 0);
        split(&city, remit(&city, "2025-06-04", "2025-05"), COST, FEE, COST); /* June is asked for: nothing of it */
        split(&city, receive(&city, "2025-06-05", "X2", 2 * FEE - 11, "C4"), 0, 2 * FEE - 11, 0);
        split(&city, remit(&city, "2025-06-06", "2025-06"), COST, 2 * FEE - 11, 0);
        const JsonNode *account = city_ask(&city, AGENCY, "agency.account", "{\"contract\":\"X2\"}");
        CHECK_EQ(number_at(account, "fees_fen"), 4 * FEE - 1); /* a fen of March is left, and no more */
        bill(&city, "2025-07-03", "2025-07");
        split(&city, receive(&city, "2025-07-03", "X2", COST + FEE + 100, "C5"), COST, FEE + 1, 99);
        split(&city, remit(&city, "2025-07-04", "2025-07"), COST, FEE + 1, 99);
        held(&city, 4, 2, 99);
        whole(&city, &first);
    }
}

TEST(whatever_is_left_goes_back_when_a_contract_ends)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        CHECK(answer_is(receive(&city, "2025-03-01", "X2", 2 * (COST + FEE) + 7, "C1"), "done"));
        Str end = at(&city, "2025-03-02", CLERK, "agency.terminate", "{\"contract\":\"X2\",\"month\":\"2025-03\"}");
        CHECK(answer_is(end, "done"));
        CHECK(str_find(end, S("\"refunded_fen\":0")) > 0); /* March is still to be paid */
        CHECK(answer_is(at(&city, "2025-03-02", CLERK, "account.resume", "{\"person\":4,\"payer\":\"self\",\"month\":\"2025-04\"}"),
                        "done"));
        bill(&city, "2025-03-03", "2025-03"); /* after the change of payer: still the contract's */
        Str paid = remit(&city, "2025-03-04", "2025-03");
        CHECK(str_find(paid, S("\"refunded_fen\":106007")) > 0);
        held(&city, 4, 2, 0);
        CHECK_EQ(answer_err(arena, at(&city, "2025-04-01", AGENCY, "agency.remit",
                                      "{\"month\":\"2025-03\",\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"B7\"}}")),
                 ERR_BAD_FIELD); /* a paper without its day */
        CHECK(answer_is(receive(&city, "2025-04-01", "X3", COST, "C9"), "done"));
        CHECK(answer_is(at(&city, "2025-04-01", AGENCY, "agency.remit",
                           "{\"month\":\"2025-03\",\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"B7\",\"day\":"
                           "\"2025-04-01\"}}"),
                        "done"));
        CHECK_STR(text_at(city_ask(&city, CLERK, "person.statement", "{\"person\":5}"), "months.0.voucher"), S("B7"));
        bill(&city, "2025-04-02", "2025-04");
        const JsonNode *statement = city_ask(&city, CLERK, "person.statement", "{\"person\":4}");
        CHECK_EQ(count_at(statement, "months"), 2); /* no month lost, none twice */
        CHECK_STR(text_at(statement, "months.0.payer"), S("X2"));
        CHECK_STR(text_at(statement, "months.1.payer"), S("self"));
        CHECK_STR(text_at(statement, "months.1.month"), S("2025-04"));
        /* Nothing was billed or is owed: what is held goes back at once. */
        CHECK(answer_is(receive(&city, "2025-04-03", "X1", 500, "C2"), "done"));
        Str at_once = at(&city, "2025-04-03", CLERK, "agency.terminate", "{\"contract\":\"X1\",\"month\":\"2025-04\"}");
        CHECK(str_find(at_once, S("\"held_fen\":0,\"refunded_fen\":500")) > 0);
        held(&city, 3, 1, 0);
        CHECK_EQ(answer_err(arena, receive(&city, "2025-05-03", "X1", 500, "C3")), ERR_WRONG_STATE);
        const JsonNode *account = city_ask(&city, AGENCY, "agency.account", "{\"contract\":\"X2\"}");
        CHECK_EQ(number_at(account, "received_fen"), 2 * (COST + FEE) + 7);
        CHECK_EQ(number_at(account, "remitted_fen"), COST);
        CHECK_EQ(number_at(account, "fees_fen"), FEE);
        CHECK_EQ(number_at(account, "refunded_fen"), COST + FEE + 7);
        CHECK_EQ(number_at(account, "held_fen"), 0);
        whole(&city, &first);
    }
}

static int told(const JsonNode *notices, const char *code)
{
    char path[32];
    int times = 0;
    for (int i = 0; i < count_at(notices, "items"); i++) {
        snprintf(path, sizeof path, "items.%d.code", i);
        times += str_is(text_at(notices, path), code);
    }
    return times;
}

/* C15: an agency that keeps the money. Day 1 is the day on which it took it. */
TEST(a_crooked_agency_is_seen_on_day_61)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        CHECK(answer_is(receive(&city, "2025-03-01", "X2", COST + FEE, "C1"), "done"));
        bill(&city, "2025-03-03", "2025-03");
        CHECK(answer_is(at(&city, "2025-04-29", JOB, "job.daily", "{\"day\":\"2025-04-29\"}"), "done"));
        const JsonNode *before = city_ask(&city, HOLDER_4, "agency.account", "{\"contract\":\"X2\",\"as_of\":\"2025-04-29\"}");
        const JsonNode *day_61 = city_ask(&city, HOLDER_4, "agency.account", "{\"contract\":\"X2\",\"as_of\":\"2025-04-30\"}");
        CHECK(!at_path(before, "alarm.code"));
        CHECK_STR(text_at(day_61, "alarm.code"), S("money-kept")); /* whether the job ran or not */
        CHECK_EQ(number_at(day_61, "alarm.held_fen"), COST + FEE);
        CHECK(answer_is(at(&city, "2025-04-30", JOB, "job.daily", "{\"day\":\"2025-04-30\"}"), "done"));
        CHECK(answer_is(at(&city, "2025-05-02", JOB, "job.daily", "{\"day\":\"2025-05-02\"}"), "done"));
        const JsonNode *notices = city_ask(&city, HOLDER_4, "notice.list", "{\"person\":4}");
        CHECK_EQ(told(notices, "agency-kept"), 1);
        /* The other one took nothing that the bureau knows of, and paid nothing: that is told as well. */
        const JsonNode *silent = city_ask(&city, CLERK, "notice.list", "{\"person\":5}");
        CHECK_EQ(told(silent, "agency-silent"), 1);
        const JsonNode *signals = city_ask(&city, REVIEWER, "agency.signals", "{\"institution\":\"A01\"}");
        CHECK_EQ(number_at(signals, "agencies.0.contracts"), 3);
        CHECK_STR(text_at(signals, "items.0.contract"), S("X2"));
        CHECK_STR(text_at(signals, "items.0.signal.code"), S("money-kept"));
        CHECK_STR(text_at(signals, "items.1.signal.code"), S("remitted-less"));
        CHECK_EQ(count_at(signals, "items"), 2);
        const JsonNode *page = city_ask(&city, REVIEWER, "agency.signals", "{\"limit\":1}");
        CHECK_EQ(count_at(page, "items"), 1);
        CHECK_STR(text_at(page, "next"), S("2.1"));
        page = city_ask(&city, REVIEWER, "agency.signals", "{\"limit\":1,\"after\":\"2.1\"}");
        CHECK_STR(text_at(page, "items.0.signal.code"), S("remitted-less"));
        CHECK_EQ(city_refused(&city, AGENCY, "agency.signals", "{}"), ERR_NOT_PERMITTED);
        /* It pays after all: what is left to see is that the other one gave nothing. */
        split(&city, remit(&city, "2025-05-03", "2025-03"), COST, FEE, 0);
        signals = city_ask(&city, REVIEWER, "agency.signals", "{\"institution\":\"A01\"}");
        CHECK_EQ(count_at(signals, "items"), 1);
        CHECK_STR(text_at(signals, "items.0.contract"), S("X3"));
        CHECK_STR(text_at(signals, "items.0.signal.code"), S("short"));
        whole(&city, &first);
    }
}

static Str undo(City *city, const char *day, const char *actor, const char *contract, const char *no)
{
    Arena *arena = city->arena;
    Str asked = at(city, day, actor, "agency.reverse",
                   str_z(arena, str_format(arena,
                                           "{\"contract\":\"%s\",\"voucher\":{\"kind\":\"cash-receipt\",\"no\":\"%s\"},"
                                           "\"reason\":\"x\"}",
                                           contract, no)));
    if (!answer_is(asked, "done"))
        return asked;
    return at(city, day, REVIEWER, "case.review",
              str_z(arena, str_format(arena, "{\"case\":\"" STR_FMT "\",\"decision\":\"approve\"}",
                                      STR_ARG(answer_member(arena, asked, "data.case")))));
}

/* Of outgoing messages those of a kind. */
static int messages(City *city, const char *code)
{
    const JsonNode *list = city_ask(city, CLERK, "outbox.list", "{\"limit\":1000}"), *items = json_member(list, "items");
    int count = 0;
    for (size_t i = 0; items && i < items->count; i++)
        count += str_is(text_at(&items->items[i], "message"), code);
    return count;
}

TEST(what_is_short_is_told_to_the_agency_by_a_message_once)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        CHECK(answer_is(receive(&city, "2025-03-01", "X2", COST - 1, "C1"), "done"));
        bill(&city, "2025-03-03", "2025-03");
        CHECK_EQ(messages(&city, "AGENCY_SHORT"), 0);
        remit(&city, "2025-03-04", "2025-03");
        CHECK_EQ(messages(&city, "AGENCY_SHORT"), 2); /* X3 has paid in nothing */
        remit(&city, "2025-03-05", "2025-03");
        CHECK_EQ(messages(&city, "AGENCY_SHORT"), 2);
        const JsonNode *list = city_ask(&city, CLERK, "outbox.list", "{\"limit\":1000}"), *items = json_member(list, "items");
        const JsonNode *last = &items->items[items->count - 2];
        CHECK_STR(text_at(last, "detail.contract"), S("X2"));
        CHECK_EQ(number_at(last, "detail.owed_fen"), COST);
        CHECK_EQ(number_at(last, "detail.left_fen"), COST - 1);
        whole(&city, &first);
    }
}

TEST(a_receipt_of_an_agency_is_taken_back_by_two_people)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        CHECK_EQ(answer_err(arena, undo(&city, "2025-03-01", AGENCY, "X2", "C1")), ERR_UNKNOWN_ID);
        CHECK(answer_is(receive(&city, "2025-03-01", "X2", 30000, "C1"), "done"));
        CHECK(answer_is(receive(&city, "2025-03-03", "X2", COST, "C2"), "done"));
        CHECK_EQ(answer_err(arena, undo(&city, "2025-03-04", OTHER_AGENCY, "X2", "C2")), ERR_NOT_PERMITTED);
        CHECK_EQ(answer_err(arena, undo(&city, "2025-03-04", AGENCY, "X3", "C2")), ERR_UNKNOWN_ID);
        held(&city, 4, 2, COST + 30000);
        Str done = undo(&city, "2025-03-04", AGENCY, "X2", "C2");
        CHECK(answer_is(done, "done"));
        CHECK_EQ(number_at(json_tree(arena, done), "data.reversed_fen"), COST);
        held(&city, 4, 2, 30000);
        CHECK_EQ(answer_err(arena, undo(&city, "2025-03-04", AGENCY, "X2", "C2")), ERR_WRONG_STATE);
        CHECK_EQ(told(city_ask(&city, HOLDER_4, "notice.list", "{\"person\":4}"), "agency-receipt-reversed"), 1);
        /* What is still held came on the first: the sixty days count from there. */
        const JsonNode *account = city_ask(&city, CLERK, "agency.account", "{\"contract\":\"X2\"}");
        CHECK_EQ(number_at(account, "held_fen"), 30000);
        PersonFacts *facts = NULL;
        Work work = { .store = &city.bureau.store, .arena = arena };
        CHECK_EQ(db_begin(city.bureau.db), OK);
        CHECK_EQ(work_person(&work, 4, &facts), OK);
        db_rollback(city.bureau.db);
        CHECK_EQ(person_client(facts, 2)->since.n, day_make(2025, 3, 1).n);
        /* Recorded rightly by the same paper; a clerk may ask as well. What was paid on cannot be taken back. */
        CHECK(answer_is(receive(&city, "2025-03-05", "X2", COST + FEE, "C2"), "done"));
        CHECK(answer_is(undo(&city, "2025-03-05", CLERK, "X2", "C1"), "done"));
        held(&city, 4, 2, COST + FEE);
        bill(&city, "2025-03-05", "2025-03");
        split(&city, remit(&city, "2025-03-06", "2025-03"), COST, FEE, 0);
        CHECK_EQ(answer_err(arena, undo(&city, "2025-03-07", AGENCY, "X2", "C2")), ERR_CONFLICT);
        held(&city, 4, 2, 0);
        whole(&city, &first);
    }
}

/* Person 6 by contract X4, which lasts through April. */
static void client_until(City *city, const char *until)
{
    Arena *arena = city->arena;
    client(city, str_z(arena, stage_ssn(arena, 1006)), 6, 4);
    CHECK(answer_is(at(city, "2025-02-21", AGENCY, "account.stop", "{\"person\":6,\"month\":\"2025-02\",\"reason\":\"other\"}"),
                    "done"));
    CHECK(answer_is(
        at(city, "2025-02-21", AGENCY, "agency.contract",
           str_z(arena, str_format(arena,
                                   "{\"person\":6,\"basis\":\"flexible-proxy\",\"region\":\"330100\",\"insurances\":[\"pension\"],"
                                   "\"base_fen\":500000,\"service_fee_fen\":6000,\"from\":\"2025-03\",\"until\":\"%s\"," PAPERS "}",
                                   until))),
        "done"));
    CHECK_EQ(answer_err(arena,
                        at(city, "2025-02-21", AGENCY, "account.resume", "{\"person\":6,\"payer\":\"X5\",\"month\":\"2025-05\"}")),
             ERR_WRONG_STATE);
    CHECK(answer_is(at(city, "2025-02-21", AGENCY, "account.resume", "{\"person\":6,\"payer\":\"X5\",\"month\":\"2025-03\"}"),
                    "done"));
}

TEST(a_contract_whose_time_is_over_ends_the_account_without_a_gap)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        client_until(&city, "2025-04-15");
        CHECK(answer_is(receive(&city, "2025-03-01", "X5", 3 * COST + 3 * FEE, "C1"), "done"));
        bill(&city, "2025-03-05", "2025-03");
        CHECK(answer_is(remit(&city, "2025-03-06", "2025-03"), "done"));
        /* It ends on the fifteenth; April is still a whole month of it. */
        const JsonNode *status = city_ask(&city, CLERK, "person.status", "{\"person\":6,\"as_of\":\"2025-04-30\"}");
        CHECK_STR(text_at(status, "accounts.0.state"), S("open"));
        CHECK_EQ(
            answer_err(arena, at(&city, "2025-04-20", AGENCY, "agency.terminate", "{\"contract\":\"X5\",\"month\":\"2025-08\"}")),
            ERR_CONFLICT);
        status = city_ask(&city, CLERK, "person.status", "{\"person\":6,\"as_of\":\"2025-05-01\"}");
        CHECK_STR(text_at(status, "accounts.0.state"), S("suspended")); /* whether the job ran or not */
        CHECK_STR(text_at(status, "holds.0.cause"), S("interrupted"));
        CHECK(answer_is(at(&city, "2025-05-01", JOB, "job.daily", "{\"day\":\"2025-05-01\"}"), "done"));
        CHECK_EQ(told(city_ask(&city, CLERK, "notice.list", "{\"person\":6}"), "agency-ended"), 1);
        /* April comes late, and is still the contract's; what is left goes back. */
        bill(&city, "2025-05-02", "2025-04");
        split(&city, remit(&city, "2025-05-03", "2025-04"), COST, FEE, 0);
        CHECK_EQ(told(city_ask(&city, CLERK, "notice.list", "{\"person\":6}"), "agency-refunded"), 1);
        held(&city, 6, 5, 0);
        /* From May on the person pays: three months in a row, none twice. */
        CHECK(answer_is(at(&city, "2025-05-04", CLERK, "account.resume", "{\"person\":6,\"payer\":\"self\",\"month\":\"2025-05\"}"),
                        "done"));
        bill(&city, "2025-05-05", "2025-05");
        const JsonNode *months = city_ask(&city, CLERK, "person.statement", "{\"person\":6}");
        CHECK_EQ(count_at(months, "months"), 3);
        CHECK_STR(text_at(months, "months.0.month"), S("2025-03"));
        CHECK_STR(text_at(months, "months.2.month"), S("2025-05"));
        CHECK_EQ(count_at(city_ask(&city, CLERK, "person.status", "{\"person\":6}"), "holds"), 0);
        whole(&city, &first);
    }
}

/* What is still held when a contract ends without a month that is open goes back with the next remittance. */
TEST(money_that_a_contract_leaves_behind_goes_back)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!agency_city(&city, arena, engine))
            continue;
        client_until(&city, "2025-03");
        CHECK(answer_is(receive(&city, "2025-03-01", "X5", 2 * COST, "C1"), "done"));
        bill(&city, "2025-03-05", "2025-03");
        split(&city, remit(&city, "2025-03-06", "2025-03"), COST, FEE, COST - FEE);
        CHECK(answer_is(at(&city, "2025-04-01", JOB, "job.daily", "{\"day\":\"2025-04-01\"}"), "done"));
        held(&city, 6, 5, COST - FEE);
        Str back = remit(&city, "2025-04-02", "2025-03");
        CHECK(str_find(back, S("\"result\":\"settled\"")) > 0 && str_find(back, S("\"refunded_fen\":94000")) > 0);
        held(&city, 6, 5, 0);
        CHECK(answer_is(remit(&city, "2025-04-02", "2025-03"), "already"));
        whole(&city, &first);
    }
}

/* More clients than one command takes: it says where to go on. */
TEST(an_agency_with_many_clients_goes_on_behind_the_last)
{
    enum { CLIENTS = 203 };
    City city;
    if (!agency_city(&city, arena, ENGINE_MEMORY))
        return;
    for (int i = 6; i < 4 + CLIENTS; i++) {
        size_t mark = arena_mark(arena);
        client(&city, str_z(arena, stage_ssn(arena, 1000 + i)), i, i - 2);
        arena_back(arena, mark);
    }
    char contract[8], voucher[8];
    for (int n = 2; n < 2 + CLIENTS; n++) {
        size_t mark = arena_mark(arena);
        snprintf(contract, sizeof contract, "X%d", n);
        snprintf(voucher, sizeof voucher, "C%d", n);
        CHECK(answer_is(receive(&city, "2025-03-01", contract, n == 150 ? COST - 1 : COST + FEE, voucher), "done"));
        arena_back(arena, mark);
    }
    bill(&city, "2025-03-03", "2025-03");
    Str begin = remit(&city, "2025-03-04", "2025-03");
    CHECK_STR(answer_member(arena, begin, "data.after"), S("X200"));
    CHECK(str_find(begin, S("\"paid\":198,\"short\":1,\"more\":true")) > 0); /* X1 has no account and no bill */
    Str end = at(&city, "2025-03-04", AGENCY, "agency.remit", "{\"month\":\"2025-03\",\"after\":\"X200\"}");
    CHECK(str_find(end, S("\"paid\":4,\"short\":0,\"more\":false")) > 0);
    CHECK_EQ(balance(&city, LEDGER_BANK, OWNER_NONE, 0), (int64_t)COST * (CLIENTS - 1));
    CHECK_EQ(balance(&city, LEDGER_CLIENT_MONEY, OWNER_NONE, 0), COST - 1);
    CHECK_EQ(balance(&city, LEDGER_AGENCY_FEE, OWNER_NONE, 0), (int64_t)FEE * (CLIENTS - 1));
    Str none = { 0 };
    whole(&city, &none);
}
