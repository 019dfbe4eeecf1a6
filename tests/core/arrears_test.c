/* arrears_test.c - people who pay for themselves: billed, overdue, paid in parts, given up; to the fen and to the day, said
 * to a whole bureau on every engine. Beijing asks 20 % for pension and, for medical, 7 % of the floor: of the base 7,162.00
 * in late 2025 that is 1,432.40 and 501.34 a month; due on the 15th, in November on the 17th. */
#include "core/verify.h"
#include "levy/bills.h"
#include "levy/owed.h"
#include "root.h"
#include "support/city.h"

enum { PENSION = 143240, MEDICAL = 50134, MONTH = PENSION + MEDICAL };

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define REVIEWER "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}"
#define TAX "{\"role\":\"tax\",\"user\":\"t1\",\"org\":\"tax\"}"
#define AUDITOR "{\"role\":\"auditor\",\"user\":\"a1\",\"org\":\"\"}"
#define JOB "{\"role\":\"job\",\"user\":\"job\",\"org\":\"\"}"
#define WHO "110105199003078211"

typedef struct {
    Arena *arena;
    City city;
    int said;
} Desk;

static Str line(Desk *desk, const char *kind, const char *at, const char *actor, const char *what, const char *args)
{
    Str text = str_format(desk->arena, "{\"id\":\"a%d\",\"at\":\"%s:00+08:00\",\"actor\":%s,\"%s\":\"%s\",\"args\":%s}",
                          ++desk->said, at, actor, kind, what, args);
    return city_say(&desk->city, desk->arena, text);
}

static Str say(Desk *desk, const char *at, const char *actor, const char *command, const char *args)
{
    return line(desk, "command", at, actor, command, args);
}

static void done(Desk *desk, const char *at, const char *actor, const char *command, const char *args)
{
    Str answer = say(desk, at, actor, command, args);
    if (!answer_is(answer, "done"))
        test_fail(__FILE__, __LINE__, "%s at %s: %.*s", command, at, STR_ARG(answer));
}

static const JsonNode *ask(Desk *desk, const char *at, const char *query, const char *args)
{
    Str answer = line(desk, "query", at, AUDITOR, query, args);
    CHECK_EQ(answer_err(desk->arena, answer), OK);
    return json_member(json_tree(desk->arena, answer), "data");
}

#define PERSON \
    "{\"ssn\":\"" WHO "\",\"name\":\"周宁\",\"hukou_region\":\"110105\",\"residence_region\":\"110105\"," \
    "\"mobile\":\"13800000001\",\"evidence\":[{\"kind\":\"id-card\"}]}"
#define OPEN \
    "{\"ssn\":\"" WHO \
    "\",\"region\":\"110000\",\"category\":\"flexible\",\"payer\":\"%s\",\"insurances\":[\"pension\",\"medical\"]," \
    "\"from\":\"2025-07\",\"base_fen\":716200,\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"}]}"

static bool found(Desk *desk, Arena *arena, Engines engine)
{
    *desk = (Desk){ .arena = arena };
    if (!city_found(&desk->city, arena, engine))
        return false;
    done(desk, "2025-07-02T09:00", CLERK, "person.register", PERSON);
    return true;
}

static void open_account(Desk *desk, const char *payer)
{
    done(desk, "2025-07-02T09:30", CLERK, "account.open", str_z(desk->arena, str_format(desk->arena, OPEN, payer)));
}

static void bill(Desk *desk, const char *at, const char *month)
{
    Arena *arena = desk->arena;
    Str run =
        say(desk, at, CLERK, "levy.assess", str_z(arena, str_format(arena, "{\"region\":\"110000\",\"month\":\"%s\"}", month)));
    if (!answer_is(run, "already"))
        done(desk, at, REVIEWER, "levy.release",
             str_z(arena, str_format(arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, run, "data.run")))));
}

static Str pay(Desk *desk, const char *at, const char *payer, int64_t fen, const char *no, const char *more)
{
    Str args = str_format(
        desk->arena,
        "{\"payer\":\"%s\",\"amount_fen\":%lld,\"voucher\":{\"kind\":\"tax-certificate\",\"no\":\"%s\",\"day\":\"%.10s\"}%s}",
        payer, (long long)fen, no, at, more);
    return say(desk, at, TAX, "payment.record", str_z(desk->arena, args));
}

static bool has_cause(const JsonNode *holds, const char *cause)
{
    for (size_t i = 0; i < holds->count; i++)
        if (str_is(text_at(&holds->items[i], "cause"), cause))
            return true;
    return false;
}

static bool held(Desk *desk, const char *at, const char *cause)
{
    return has_cause(json_member(ask(desk, at, "person.status", "{\"ssn\":\"" WHO "\"}"), "holds"), cause);
}

/* As it was at the end of that day. */
static bool held_as_of(Desk *desk, const char *at, const char *day, const char *cause)
{
    Str args = str_format(desk->arena, "{\"ssn\":\"" WHO "\",\"as_of\":\"%s\"}", day);
    return has_cause(json_member(ask(desk, at, "person.status", str_z(desk->arena, args)), "holds"), cause);
}

static Str effect(Desk *desk, const char *at, const char *function)
{
    const char *path = str_z(desk->arena, str_format(desk->arena, "effects.%s", function));
    return text_at(ask(desk, at, "person.status", "{\"ssn\":\"" WHO "\"}"), path);
}

/* The steps of the cheapest way to that function, as "command,command". */
static Str way(Desk *desk, const char *at, const char *function, const JsonNode **steps)
{
    Str args = str_format(desk->arena, "{\"ssn\":\"" WHO "\",\"function\":\"%s\"}", function);
    const JsonNode *why = ask(desk, at, "person.why", str_z(desk->arena, args)), *ways = json_member(why, "ways");
    Buf out = { .arena = desk->arena };
    *steps = ways->count ? json_member(&ways->items[0], "steps") : NULL;
    for (size_t i = 0; *steps && i < (*steps)->count; i++)
        buf_format(&out, "%s" STR_FMT, i ? "," : "", STR_ARG(text_at(&(*steps)->items[i], "command")));
    return buf_str(&out);
}

static void whole(Desk *desk, Str *first)
{
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(desk->arena, &desk->city.bureau, true, &result), OK);
    CHECK_STR(result.zh, (Str){ 0 });
    Str dump = fixture_dump(desk->arena, desk->city.bureau.db);
    *first = first->n ? *first : dump;
    CHECK(str_eq(*first, dump));
    city_close(&desk->city);
}

/* What the facts say is open of the person, and what the ledger does. */
static int64_t open_in_facts(Desk *desk)
{
    int64_t sum = 0;
    Work work = { .store = &desk->city.bureau.store, .arena = desk->arena };
    PersonFacts *person = NULL;
    CHECK_EQ(db_begin(desk->city.bureau.db), OK);
    CHECK_EQ(work_person(&work, 1, &person), OK);
    for (int i = 0; person && i < person->bill_count; i++)
        sum += bill_open(&person->bills[i]);
    db_rollback(desk->city.bureau.db);
    return sum;
}

static int64_t open_in_ledger(Desk *desk)
{
    Owed *owed = NULL;
    size_t count = 0;
    int64_t sum = 0;
    Money kept = { 0 };
    Why why = { .arena = desk->arena };
    Day end = day_make(9998, 12, 31);
    BalanceOf of = { .account = LEDGER_CLEARING, .region = 110000, .owner_kind = OWNER_PERSON, .owner = 1, .person = 1 };
    CHECK_EQ(db_begin(desk->city.bureau.db), OK);
    CHECK_EQ(owed_list(desk->city.bureau.db, desk->arena, desk->city.bureau.policy, OWNER_PERSON, 1, 1, end, day_make(2025, 12, 1),
                       &owed, &count, &why),
             OK);
    CHECK_EQ(ledger_balance(desk->city.bureau.db, desk->arena, &of, end, known_now, &kept), OK);
    for (size_t i = 0; i < count; i++)
        sum += owed_principal(&owed[i]);
    db_rollback(desk->city.bureau.db);
    return sum - kept.fen;
}

TEST(the_hold_comes_the_day_after_the_last_day_and_goes_with_the_last_fen)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        Desk desk;
        const JsonNode *steps = NULL;
        if (!found(&desk, arena, engine))
            continue;
        open_account(&desk, "self");
        bill(&desk, "2025-11-05T09:00", "2025-11");
        CHECK(!held(&desk, "2025-11-15T23:59", "arrears")); /* a Saturday: the last day is the 17th */
        CHECK(!held(&desk, "2025-11-17T23:59", "arrears"));
        CHECK(held(&desk, "2025-11-18T00:00", "arrears"));
        CHECK_STR(effect(&desk, "2025-11-30T23:59", "medical"), S("c")); /* the card is missing, cover is not */
        CHECK_STR(effect(&desk, "2025-11-30T23:59", "benefits"), S("c"));
        CHECK_STR(way(&desk, "2025-11-30T23:59", "benefits", &steps), S("payment.record"));
        CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), MONTH);
        CHECK_STR(effect(&desk, "2025-12-01T00:00", "medical"), S("b"));
        done(&desk, "2025-12-01T00:10", JOB, "job.daily", "{\"day\":\"2025-12-01\"}");
        CHECK_EQ(
            answer_err(arena, say(&desk, "2025-12-01T09:00", CLERK, "hold.place", "{\"ssn\":\"" WHO "\",\"cause\":\"arrears\"}")),
            ERR_NOT_PERMITTED);
        Str by_hand = say(&desk, "2025-12-01T09:00", CLERK, "hold.release",
                          "{\"ssn\":\"" WHO "\",\"cause\":\"arrears\",\"evidence\":[{\"kind\":\"tax-certificate\"}]}");
        CHECK_EQ(answer_err(arena, by_hand), ERR_NOT_PERMITTED);
        CHECK(str_find(by_hand, S("1933.74")) > 0 && str_find(by_hand, S("payment.record")) > 0);
        CHECK(answer_is(pay(&desk, "2025-12-01T10:00", WHO, MONTH - 1, "Q1", ""), "done"));
        CHECK(held(&desk, "2025-12-01T10:01", "arrears"));
        CHECK_STR(way(&desk, "2025-12-01T10:02", "benefits", &steps), S("payment.record"));
        CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), 1);
        CHECK_EQ(open_in_facts(&desk), open_in_ledger(&desk));
        CHECK(answer_is(pay(&desk, "2025-12-01T10:05", WHO, 501, "Q2", ""), "done"));
        CHECK(!held(&desk, "2025-12-01T10:06", "arrears"));
        CHECK_EQ(open_in_facts(&desk), -500);
        CHECK_EQ(open_in_ledger(&desk), -500); /* what was too much stays with the payer */
        CHECK(held_as_of(&desk, "2025-12-02T09:00", "2025-11-18", "arrears"));
        CHECK(!held_as_of(&desk, "2025-12-02T09:00", "2025-11-17", "arrears"));
        CHECK(!held_as_of(&desk, "2025-12-02T09:00", "2025-12-01", "arrears"));
        /* the next month costs what is held less */
        bill(&desk, "2025-12-05T09:00", "2025-12");
        CHECK(held(&desk, "2025-12-16T00:00", "arrears"));
        way(&desk, "2025-12-18T09:00", "benefits", &steps);
        CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), MONTH - 500);
        CHECK_STR(text_at(&steps->items[0], "pays.payer"), S("self"));
        CHECK_STR(text_at(&steps->items[0], "pays.accepted_until"), S("2025-12-31"));
        CHECK(text_at(&steps->items[0], "where.name").n && json_member(&steps->items[0], "vouchers")->count);
        CHECK(answer_is(pay(&desk, "2025-12-18T10:00", WHO, MONTH - 500, "Q3", ""), "done"));
        CHECK(!held(&desk, "2025-12-18T10:01", "arrears"));
        CHECK_EQ(open_in_ledger(&desk), 0);
        whole(&desk, &first);
    }
}

/* A bill of money that the bureau holds already is no arrears. */
TEST(paid_ahead_is_paid)
{
    Desk desk;
    if (!found(&desk, arena, ENGINE_MEMORY))
        return;
    open_account(&desk, "self");
    CHECK(answer_is(pay(&desk, "2025-07-03T10:00", WHO, 2 * MONTH, "Q1", ""), "done"));
    bill(&desk, "2025-07-06T09:00", "2025-07");
    bill(&desk, "2025-08-06T09:00", "2025-08");
    CHECK(!held(&desk, "2025-08-20T09:00", "arrears"));
    bill(&desk, "2025-09-06T09:00", "2025-09");
    CHECK(held(&desk, "2025-09-18T09:00", "arrears"));
    const JsonNode *steps = NULL;
    way(&desk, "2025-09-18T09:00", "benefits", &steps);
    CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), MONTH);
    CHECK(answer_is(pay(&desk, "2025-09-18T09:10", WHO, MONTH, "Q2", ""), "done"));
    CHECK(!held(&desk, "2025-09-18T09:11", "arrears"));
    CHECK_EQ(open_in_ledger(&desk), 0);
    CHECK_EQ(open_in_facts(&desk), 0);
    city_close(&desk.city);
}

/* Three payments of one day: in every order the hold ends with the last, and the same is open. */
TEST(the_order_of_a_days_payments_does_not_matter_to_the_hold)
{
    static const int64_t parts[3] = { 60000, MONTH, 2 * MONTH - 60000 };
    static const int orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
    static const char *const no[] = { "Q1", "Q2", "Q3" };
    for (int i = 0; i < 6; i++) {
        Desk desk;
        if (!found(&desk, arena, ENGINE_MEMORY))
            return;
        open_account(&desk, "self");
        bill(&desk, "2025-07-05T09:00", "2025-07");
        bill(&desk, "2025-08-05T09:00", "2025-08");
        bill(&desk, "2025-09-05T09:00", "2025-09");
        for (int k = 0; k < 3; k++) {
            CHECK(held(&desk, "2025-09-20T09:00", "arrears"));
            CHECK(answer_is(pay(&desk, "2025-09-20T10:00", WHO, parts[orders[i][k]], no[k], ""), "done"));
            CHECK_EQ(open_in_facts(&desk), open_in_ledger(&desk));
        }
        CHECK(!held(&desk, "2025-09-20T10:00", "arrears"));
        CHECK_EQ(open_in_ledger(&desk), 0);
        city_close(&desk.city);
    }
}

/* Unpaid from July on; medical can be made up for three months: on the first of November July is lost, contributions are
 * interrupted, nothing is owed any more, and the way is to resume. */
TEST(what_cannot_be_made_up_lapses_to_interrupted)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        Desk desk;
        const JsonNode *steps = NULL;
        if (!found(&desk, arena, engine))
            continue;
        open_account(&desk, "self");
        bill(&desk, "2025-07-05T09:00", "2025-07");
        bill(&desk, "2025-08-05T09:00", "2025-08");
        bill(&desk, "2025-09-05T09:00", "2025-09");
        CHECK_STR(way(&desk, "2025-10-31T09:00", "benefits", &steps), S("payment.record"));
        CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), 3 * MONTH);
        CHECK_STR(text_at(&steps->items[0], "pays.accepted_until"), S("2025-10-31"));
        CHECK(held(&desk, "2025-10-31T23:59", "arrears") && !held(&desk, "2025-10-31T23:59", "interrupted"));
        CHECK(!held(&desk, "2025-11-01T00:00", "arrears") && held(&desk, "2025-11-01T00:00", "interrupted"));
        done(&desk, "2025-11-03T01:00", JOB, "job.daily", "{\"day\":\"2025-11-03\"}");
        CHECK(held_as_of(&desk, "2025-11-03T09:00", "2025-10-31", "arrears"));
        CHECK(held_as_of(&desk, "2025-11-03T09:00", "2025-11-01", "interrupted"));
        CHECK_STR(effect(&desk, "2025-11-03T09:00", "medical"), S("b"));
        CHECK_STR(way(&desk, "2025-11-03T09:00", "contribute", &steps), S("account.resume"));
        Str kept = pay(&desk, "2025-11-03T10:00", WHO, 700, "Q1", ""); /* August is not asked any more */
        CHECK(str_find(kept, S("\"unallocated_fen\":700")) > 0);
        Str named = pay(&desk, "2025-11-03T10:10", WHO, MEDICAL + PENSION - 600, "Q2", ",\"month\":\"2025-08\"");
        CHECK(str_find(named, S("\"unallocated_fen\":100")) > 0);
        CHECK(answer_is(say(&desk, "2025-11-03T11:00", CLERK, "levy.assess", "{\"region\":\"110000\",\"month\":\"2025-11\"}"),
                        "already"));
        done(&desk, "2025-11-03T12:00", CLERK, "account.resume", "{\"ssn\":\"" WHO "\",\"payer\":\"self\",\"month\":\"2025-11\"}");
        CHECK(!held(&desk, "2025-11-03T12:01", "interrupted") && !held(&desk, "2025-11-03T12:01", "arrears"));
        bill(&desk, "2025-11-06T09:00", "2025-11");
        CHECK(held(&desk, "2025-11-18T00:00", "arrears")); /* it begins anew with the month of November */
        way(&desk, "2025-11-18T09:00", "benefits", &steps);
        CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), MONTH - 100);
        CHECK(answer_is(pay(&desk, "2025-11-18T10:00", WHO, MONTH - 100, "Q3", ""), "done"));
        CHECK(!held(&desk, "2025-11-18T10:01", "arrears"));
        whole(&desk, &first);
    }
}

/* Money for a month that is lost is not taken for it; what was paid in time and comes late is. */
TEST(the_day_of_the_voucher_counts)
{
    Desk desk;
    if (!found(&desk, arena, ENGINE_MEMORY))
        return;
    open_account(&desk, "self");
    bill(&desk, "2025-07-05T09:00", "2025-07");
    Str late = pay(&desk, "2026-01-05T09:00", WHO, MONTH, "Q1", ",\"month\":\"2025-07\"");
    CHECK_EQ(answer_err(arena, late), ERR_TOO_LATE);
    Str rest = pay(&desk, "2026-01-05T09:10", WHO, MONTH, "Q2", "");
    CHECK(str_find(rest, S("\"unallocated_fen\":193374")) > 0);
    Str args = str_format(arena,
                          "{\"payer\":\"" WHO
                          "\",\"amount_fen\":%d,\"voucher\":{\"kind\":\"tax-certificate\",\"no\":\"Q3\",\"day\":\"2025-10-31\"},"
                          "\"month\":\"2025-07\"}",
                          10);
    Str in_time = say(&desk, "2026-01-05T09:20", TAX, "payment.record", str_z(arena, args));
    CHECK(str_find(in_time, S("\"unallocated_fen\":10")) > 0);
    city_close(&desk.city);
}

/* Who skips a month but goes on paying loses that month and nothing else. */
TEST(a_skipped_month_is_lost_but_does_not_interrupt_who_goes_on)
{
    Desk desk;
    if (!found(&desk, arena, ENGINE_MEMORY))
        return;
    open_account(&desk, "self");
    bill(&desk, "2025-07-05T09:00", "2025-07");
    bill(&desk, "2025-08-05T09:00", "2025-08");
    CHECK(answer_is(pay(&desk, "2025-08-06T09:00", WHO, MONTH, "Q1", ",\"month\":\"2025-08\""), "done"));
    CHECK(held(&desk, "2025-10-31T09:00", "arrears"));
    CHECK(held(&desk, "2025-11-01T09:00", "arrears")); /* the pension of July can be paid until the end of the year */
    CHECK(!held(&desk, "2025-11-01T09:00", "interrupted"));
    const JsonNode *steps = NULL;
    way(&desk, "2025-11-01T09:00", "benefits", &steps);
    CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), PENSION);
    CHECK_STR(text_at(&steps->items[0], "pays.accepted_until"), S("2025-12-31"));
    CHECK(held(&desk, "2025-12-31T23:59", "arrears"));
    CHECK(!held(&desk, "2026-01-01T00:00", "arrears") && !held(&desk, "2026-01-01T00:00", "interrupted"));
    city_close(&desk.city);
}

/* Nobody asks the dead; a report that was wrong brings everything back as if it had not been. */
TEST(death_in_between)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        Desk desk;
        if (!found(&desk, arena, engine))
            continue;
        open_account(&desk, "self");
        bill(&desk, "2025-07-05T09:00", "2025-07");
        done(&desk, "2025-07-10T09:00", CLERK, "death.report",
             "{\"ssn\":\"" WHO "\",\"day\":\"2025-07-09\",\"evidence\":[{\"kind\":\"death-certificate\"}]}");
        CHECK(!held(&desk, "2025-08-20T09:00", "arrears"));
        CHECK(!held(&desk, "2025-12-20T09:00", "interrupted"));
        Str withdraw = say(&desk, "2025-12-21T09:00", CLERK, "death.withdraw",
                           "{\"ssn\":\"" WHO "\",\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"household-register\"}]}");
        CHECK(answer_is(withdraw, "done"));
        Str approve = str_format(arena, "{\"case\":\"" STR_FMT "\",\"decision\":\"approve\"}",
                                 STR_ARG(answer_member(arena, withdraw, "data.case")));
        done(&desk, "2025-12-21T10:00", REVIEWER, "case.review", str_z(arena, approve));
        CHECK(held(&desk, "2025-12-21T10:01", "interrupted") && !held(&desk, "2025-12-21T10:01", "arrears"));
        whole(&desk, &first);
    }
}

/* ---- who is the payer ---- */

#define SHOP "91110105MA00000012"
static void employer(Desk *desk)
{
    done(desk, "2025-07-02T09:10", CLERK, "unit.register",
         "{\"credit_code\":\"" SHOP
         "\",\"name\":\"北京木棉书店\",\"region\":\"110000\",\"injury_class\":1,\"evidence\":[{\"kind\":\"business-licence\"}]}");
    done(desk, "2025-07-02T09:20", CLERK, "account.open",
         "{\"ssn\":\"" WHO "\",\"region\":\"110000\",\"category\":\"employee\",\"payer\":\"" SHOP
         "\",\"insurances\":[\"pension\",\"medical\"],"
         "\"from\":\"2025-07\",\"base_fen\":800000,\"channel\":\"counter\","
         "\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"labour-contract\"}]}");
}

TEST(an_employers_arrears_do_not_touch_the_employee)
{
    Desk desk;
    if (!found(&desk, arena, ENGINE_MEMORY))
        return;
    employer(&desk);
    bill(&desk, "2025-07-05T09:00", "2025-07");
    bill(&desk, "2025-08-05T09:00", "2025-08");
    CHECK(!held(&desk, "2025-12-20T09:00", "arrears"));
    CHECK(!held(&desk, "2026-12-20T09:00", "arrears") && !held(&desk, "2026-12-20T09:00", "interrupted"));
    const char *const untouched[] = { "query", "contribute", "interest", "transfer", "benefits" };
    for (size_t i = 0; i < sizeof untouched / sizeof *untouched; i++)
        CHECK_STR(effect(&desk, "2026-12-20T09:00", untouched[i]), S("w"));
    Work work = { .store = &desk.city.bureau.store, .arena = arena };
    PersonFacts *person = NULL;
    CHECK_EQ(db_begin(desk.city.bureau.db), OK);
    CHECK_EQ(work_person(&work, 1, &person), OK);
    CHECK_EQ(person->bill_count, 0);
    db_rollback(desk.city.bureau.db);
    city_close(&desk.city);
}

#define AGENCY "{\"institution\":\"A01\",\"kind\":\"agency\",\"name\":\"青禾人力资源\",\"region\":\"110000\",\"licence\":\"HR-1\"}"
#define CONTRACT(basis, more) \
    "{\"person\":1,\"basis\":\"" basis "\",\"region\":\"110000\",\"insurances\":[\"pension\",\"medical\"],\"base_fen\":716200," \
    "\"service_fee_fen\":5000,\"from\":\"2025-07-01\",\"evidence\":[{\"kind\":\"agency-contract\"},{\"kind\":\"id-card\"}," \
    "{\"kind\":\"labour-contract\"},{\"kind\":\"business-licence\"}]" more "}"

/* Through a proxy the person pays; under dispatch the dispatching employer does. */
TEST(through_a_proxy_the_person_is_the_payer_under_dispatch_not)
{
    for (int dispatch = 0; dispatch < 2; dispatch++) {
        Desk desk;
        const JsonNode *steps = NULL;
        if (!found(&desk, arena, ENGINE_MEMORY))
            return;
        done(&desk, "2025-07-02T09:05", "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"\"}", "institution.register", AGENCY);
        if (dispatch)
            employer(&desk);
        const char *agency = "{\"role\":\"agency\",\"user\":\"g1\",\"org\":\"A01\"}";
        if (dispatch)
            done(&desk, "2025-07-02T09:21", CLERK, "account.stop",
                 "{\"ssn\":\"" WHO "\",\"month\":\"2025-06\",\"reason\":\"other\"}");
        Str contract = say(&desk, "2025-07-02T09:25", agency, "agency.contract",
                           dispatch ? CONTRACT("dispatch", ",\"employer\":\"" SHOP "\"") : CONTRACT("flexible-proxy", ""));
        CHECK_STR(answer_member(arena, contract, "data.contract"), S("X1"));
        Str args = str_format(
            arena,
            "{\"ssn\":\"" WHO
            "\",\"region\":\"110000\",\"category\":\"%s\",\"payer\":\"X1\",\"insurances\":[\"pension\",\"medical\"],"
            "\"from\":\"2025-07\",\"channel\":\"agency\",\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"labour-contract\"}]}",
            dispatch ? "employee" : "flexible");
        done(&desk, "2025-07-02T09:30", agency, "account.open", str_z(arena, args));
        bill(&desk, "2025-07-05T09:00", "2025-07");
        CHECK_EQ(held(&desk, "2025-07-16T09:00", "arrears"), !dispatch);
        CHECK_EQ(held(&desk, "2025-11-01T09:00", "interrupted"), !dispatch);
        city_close(&desk.city);
        if (dispatch || !found(&desk, arena, ENGINE_MEMORY))
            continue;
        done(&desk, "2025-07-02T09:05", "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"\"}", "institution.register", AGENCY);
        CHECK(answer_is(say(&desk, "2025-07-02T09:25", agency, "agency.contract", CONTRACT("flexible-proxy", "")), "done"));
        done(&desk, "2025-07-02T09:30", agency, "account.open", str_z(arena, args));
        bill(&desk, "2025-07-05T09:00", "2025-07");
        way(&desk, "2025-07-16T09:00", "benefits", &steps);
        CHECK_STR(text_at(&steps->items[0], "args.payer"), S("X1"));
        CHECK_STR(text_at(&steps->items[0], "pays.payer"), S("X1"));
        CHECK_EQ(number_at(&steps->items[0], "args.amount_fen"), MONTH);
        CHECK(answer_is(pay(&desk, "2025-07-16T10:00", "X1", MONTH, "Q1", ""), "done"));
        CHECK(!held(&desk, "2025-07-16T10:01", "arrears"));
        city_close(&desk.city);
    }
}

/* ---- the twin of the guide ---- */

/* Random bills and payments: what bills_expect says from the facts is what the ledger then books, event by event. */
TEST(what_the_guide_expects_of_a_payment_is_what_is_booked)
{
    static const char *const days[] = { "2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12" };
    uint64_t seed = 7;
    for (int round = 0; round < 12; round++) {
        Desk desk;
        if (!found(&desk, arena, ENGINE_MEMORY))
            return;
        open_account(&desk, "self");
        for (int m = 0; m < 6; m++) {
            const char *month = days[m];
            if (test_random(&seed) % 4)
                bill(&desk, str_z(arena, str_format(arena, "%s-05T09:00", month)), month);
            for (int k = 0; k < 2; k++) {
                int64_t fen = 1 + (int64_t)(test_random(&seed) % MONTH);
                const char *at = str_z(arena, str_format(arena, "%s-%02dT10:00", month, 8 + 10 * k)),
                           *no = str_z(arena, str_format(arena, "V%d-%d-%d", round, m, k));
                CHECK(answer_is(pay(&desk, at, WHO, fen, no, ""), "done"));
                Work work = { .store = &desk.city.bureau.store, .arena = arena };
                PersonFacts *person = NULL;
                CHECK_EQ(db_begin(desk.city.bureau.db), OK);
                CHECK_EQ(work_person(&work, 1, &person), OK);
                db_rollback(desk.city.bureau.db);
                if (person->accounts[0].state == ACCOUNT_OPEN)
                    CHECK_EQ(open_in_facts(&desk), open_in_ledger(&desk));
            }
        }
        VerifyResult result = { 0 };
        CHECK_EQ(verify_bureau(arena, &desk.city.bureau, true, &result), OK);
        CHECK_STR(result.zh, (Str){ 0 });
        city_close(&desk.city);
    }
}
