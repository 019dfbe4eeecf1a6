/* arrears.h - inside tests/core: a person who pays alone, from the first bill to what is open, as the tests of arrears say and
 * ask it. */
#pragma once
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

static inline Str line(Desk *desk, const char *kind, const char *at, const char *actor, const char *what, const char *args)
{
    Str text = str_format(desk->arena, "{\"id\":\"a%d\",\"at\":\"%s:00+08:00\",\"actor\":%s,\"%s\":\"%s\",\"args\":%s}",
                          ++desk->said, at, actor, kind, what, args);
    return city_say(&desk->city, desk->arena, text);
}

static inline Str say(Desk *desk, const char *at, const char *actor, const char *command, const char *args)
{
    return line(desk, "command", at, actor, command, args);
}

static inline void done(Desk *desk, const char *at, const char *actor, const char *command, const char *args)
{
    Str answer = say(desk, at, actor, command, args);
    if (!answer_is(answer, "done"))
        test_fail(__FILE__, __LINE__, "%s at %s: %.*s", command, at, STR_ARG(answer));
}

static inline const JsonNode *ask(Desk *desk, const char *at, const char *query, const char *args)
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

static inline bool found(Desk *desk, Arena *arena, Engines engine)
{
    *desk = (Desk){ .arena = arena };
    if (!city_found(&desk->city, arena, engine))
        return false;
    done(desk, "2025-07-02T09:00", CLERK, "person.register", PERSON);
    return true;
}

static inline void open_account(Desk *desk, const char *payer)
{
    done(desk, "2025-07-02T09:30", CLERK, "account.open", str_z(desk->arena, str_format(desk->arena, OPEN, payer)));
}

static inline void bill(Desk *desk, const char *at, const char *month)
{
    Arena *arena = desk->arena;
    Str run =
        say(desk, at, CLERK, "levy.assess", str_z(arena, str_format(arena, "{\"region\":\"110000\",\"month\":\"%s\"}", month)));
    if (!answer_is(run, "already"))
        done(desk, at, REVIEWER, "levy.release",
             str_z(arena, str_format(arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, run, "data.run")))));
}

static inline Str pay(Desk *desk, const char *at, const char *payer, int64_t fen, const char *no, const char *more)
{
    Str args = str_format(
        desk->arena,
        "{\"payer\":\"%s\",\"amount_fen\":%lld,\"voucher\":{\"kind\":\"tax-certificate\",\"no\":\"%s\",\"day\":\"%.10s\"}%s}",
        payer, (long long)fen, no, at, more);
    return say(desk, at, TAX, "payment.record", str_z(desk->arena, args));
}

static inline bool has_cause(const JsonNode *holds, const char *cause)
{
    for (size_t i = 0; i < holds->count; i++)
        if (str_is(text_at(&holds->items[i], "cause"), cause))
            return true;
    return false;
}

static inline bool held(Desk *desk, const char *at, const char *cause)
{
    return has_cause(json_member(ask(desk, at, "person.status", "{\"ssn\":\"" WHO "\"}"), "holds"), cause);
}

/* As it was at the end of that day. */
static inline bool held_as_of(Desk *desk, const char *at, const char *day, const char *cause)
{
    Str args = str_format(desk->arena, "{\"ssn\":\"" WHO "\",\"as_of\":\"%s\"}", day);
    return has_cause(json_member(ask(desk, at, "person.status", str_z(desk->arena, args)), "holds"), cause);
}

static inline Str effect(Desk *desk, const char *at, const char *function)
{
    const char *path = str_z(desk->arena, str_format(desk->arena, "effects.%s", function));
    return text_at(ask(desk, at, "person.status", "{\"ssn\":\"" WHO "\"}"), path);
}

/* The steps of the cheapest way to that function, as "command,command". */
static inline Str way(Desk *desk, const char *at, const char *function, const JsonNode **steps)
{
    Str args = str_format(desk->arena, "{\"ssn\":\"" WHO "\",\"function\":\"%s\"}", function);
    const JsonNode *why = ask(desk, at, "person.why", str_z(desk->arena, args)), *ways = json_member(why, "ways");
    Buf out = { .arena = desk->arena };
    *steps = ways->count ? json_member(&ways->items[0], "steps") : NULL;
    for (size_t i = 0; *steps && i < (*steps)->count; i++)
        buf_format(&out, "%s" STR_FMT, i ? "," : "", STR_ARG(text_at(&(*steps)->items[i], "command")));
    return buf_str(&out);
}

static inline void whole(Desk *desk, Str *first)
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
static inline int64_t open_in_facts(Desk *desk)
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

static inline int64_t open_in_ledger(Desk *desk)
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
