/* counter.c - see counter.h. */
#include "counter.h"
#include "core/verify.h"
#include "levy/owed.h"

static int said;

bool counter_open(City *city, Arena *arena, Engines engine)
{
    if (!city_found(city, arena, engine))
        return false;
    city_live(city);
    said = 0;
    return true;
}

Str counter_say(City *city, const char *day, const char *actor, const char *command, const char *args)
{
    const char *id = str_z(city->arena, str_format(city->arena, "counter-%d", ++said));
    const char *at = str_z(city->arena, str_format(city->arena, "%sT10:00:00+08:00", day));
    return city_command(city, city->arena, id, at, actor, command, args);
}

Str counter_sayf(City *city, const char *day, const char *actor, const char *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str text = str_vformat(city->arena, format, args);
    va_end(args);
    return counter_say(city, day, actor, command, str_z(city->arena, text));
}

Str counter_two(City *city, const char *day, const char *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Str text = str_vformat(city->arena, format, args);
    va_end(args);
    Str asked = counter_say(city, day, COUNTER_CLERK, command, str_z(city->arena, text));
    if (!answer_is(asked, "done"))
        return asked;
    return counter_sayf(city, day, COUNTER_REVIEWER, "case.review", "{\"case\":\"" STR_FMT "\",\"decision\":\"approve\"}",
                        STR_ARG(answer_member(city->arena, asked, "data.case")));
}

Str counter_bill(City *city, const char *day, const char *month, const char *scope)
{
    Str assessed =
        counter_sayf(city, day, COUNTER_CLERK, "levy.assess", "{\"region\":\"330100\",\"month\":\"%s\"%s}", month, scope);
    if (!answer_is(assessed, "done"))
        return assessed;
    Str released = counter_sayf(city, day, COUNTER_REVIEWER, "levy.release", "{\"run\":\"" STR_FMT "\"}",
                                STR_ARG(answer_member(city->arena, assessed, "data.run")));
    CHECK(answer_is(released, "done"));
    return assessed;
}

Str counter_pay(City *city, const char *day, const char *payer, int64_t fen, const char *no, const char *paid)
{
    return counter_sayf(city, day, COUNTER_CLERK, "payment.record",
                        "{\"payer\":\"%s\",\"amount_fen\":%lld,\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"%s\",\"day\":"
                        "\"%s\"}}",
                        payer, (long long)fen, no, paid);
}

int64_t counter_alone(City *city, const char *base_fen)
{
    CHECK(answer_is(counter_say(city, "2025-02-14", COUNTER_CLERK, "person.register",
                                "{\"ssn\":\"" COUNTER_ALONE "\",\"name\":\"周清明\",\"hukou_region\":\"330106\",\"evidence\":"
                                "[{\"kind\":\"id-card\"}]}"),
                    "done"));
    CHECK(answer_is(counter_sayf(city, "2025-02-14", COUNTER_CLERK, "account.open",
                                 "{\"ssn\":\"" COUNTER_ALONE
                                 "\",\"region\":\"330100\",\"category\":\"flexible\",\"flexible_kind\":\"freelancer\",\"payer\":"
                                 "\"self\",\"insurances\":[\"pension\"],\"from\":\"2025-01\",\"base_fen\":%s,\"channel\":"
                                 "\"counter\",\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"household-register\"}]}",
                                 base_fen),
                    "done"));
    return city->bureau.store.bureau.persons;
}

int64_t counter_balance(City *city, LedgerAccount account, LedgerOwner kind, int64_t owner)
{
    Money out = { -1 };
    BalanceOf of = { .account = account, .region = 330100, .owner_kind = kind, .owner = owner };
    CHECK_EQ(db_begin(city->bureau.db), OK);
    CHECK_EQ(ledger_balance(city->bureau.db, city->arena, &of, day_make(9998, 12, 31), known_now, &out), OK);
    db_rollback(city->bureau.db);
    return out.fen;
}

Str counter_owed(City *city, LedgerOwner kind, int64_t owner, int64_t person, const char *day)
{
    Why why = { .arena = city->arena };
    Owed *rows = NULL;
    size_t count = 0;
    Day asked = DAY_NONE;
    Str text = S("owed");
    CHECK(day_read(str(day), &asked));
    CHECK_EQ(db_begin(city->bureau.db), OK);
    CHECK_EQ(owed_list(city->bureau.db, city->arena, city->bureau.policy, kind, owner, person, day_make(9998, 12, 31), asked, &rows,
                       &count, &why),
             OK);
    db_rollback(city->bureau.db);
    for (size_t i = 0; i < count; i++)
        text = str_format(city->arena, STR_FMT " %d/%d/%d:%lld+%lld fee %lld of %lld free %lld", STR_ARG(text), rows[i].month.n,
                          (int)rows[i].region, (int)rows[i].insurance, (long long)rows[i].employer.fen,
                          (long long)rows[i].employee.fen, (long long)rows[i].charged.fen, (long long)rows[i].fee.fen,
                          (long long)rows[i].free.fen);
    return text;
}

void counter_whole(City *city)
{
    VerifyResult found = { 0 };
    TrialRow *rows = NULL;
    size_t count = 0;
    int64_t sum = 0;
    CHECK_EQ(db_begin(city->bureau.db), OK);
    CHECK_EQ(ledger_trial(city->bureau.db, city->arena, 330100, day_make(9998, 12, 31), known_now, &rows, &count), OK);
    db_rollback(city->bureau.db);
    for (size_t i = 0; i < count; i++)
        sum += rows[i].balance.fen;
    CHECK_EQ(sum, 0);
    CHECK_EQ(verify_bureau(city->arena, &city->bureau, true, &found), OK);
    CHECK_STR(found.en, (Str){ 0 });
}
