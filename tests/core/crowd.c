/* crowd.c - see crowd.h. */
#include "crowd.h"
#include "ledger/due.h"
#include "registry/identity.h"

const char *const crowd_codes[CROWD_UNITS] = { "91330106MA2CFK4K7U", "91330106MA2H1TUB53", "91330106MA2KD7QW49" };

Str crowd_say(City *city, const char *id, const char *actor, const char *command, const char *args)
{
    return city_command(city, city->arena, id, CROWD_AT, actor, command, args);
}

static void done(City *city, const char *id, const char *actor, const char *command, const char *args)
{
    Str answer = crowd_say(city, id, actor, command, args);
    if (!answer_is(answer, "done"))
        test_fail(__FILE__, __LINE__, "%s: %.*s", id, STR_ARG(answer));
}

static void open_account(City *city, int n, const char *payer, const char *category, const char *evidence)
{
    Arena *arena = city->arena;
    Str ssn = stage_ssn(arena, n);
    done(city, str_format(arena, "person-%d", n).p, CROWD_CLERK, "person.register",
         str_format(arena,
                    "{\"ssn\":\"" STR_FMT "\",\"name\":\"林云\",\"hukou_region\":\"330106\",\"residence_region\":\"330106\","
                    "\"evidence\":[{\"kind\":\"id-card\"}]}",
                    STR_ARG(ssn))
             .p);
    done(city, str_format(arena, "account-%d", n).p, CROWD_CLERK, "account.open",
         str_format(arena,
                    "{\"ssn\":\"" STR_FMT
                    "\",\"region\":\"330100\",\"category\":\"%s\",\"payer\":\"%s\",\"insurances\":[\"pension\","
                    "\"medical\"],\"from\":\"2025-01\",\"base_fen\":%d,\"channel\":\"counter\",\"evidence\":[%s]}",
                    STR_ARG(ssn), category, payer, 800000 + n * 1000, evidence)
             .p);
}

void crowd_at_once(City *city) { city->bureau.store.batch.at_once = INT64_MAX; }

/* Four employers and three who pay for themselves; January is billed. */
void crowd_live(City *city)
{
    Arena *arena = city->arena;
    city_live(city);
    for (int u = 0; u < CROWD_UNITS; u++) {
        Str args = str_format(arena,
                              "{\"credit_code\":\"%s\",\"name\":\"云溪公司\",\"region\":\"330100\",\"injury_class\":2,"
                              "\"evidence\":[{\"kind\":\"business-licence\"}]}",
                              crowd_codes[u]);
        Str answer = crowd_say(city, str_format(arena, "unit-%d", u).p, CROWD_CLERK, "unit.register", args.p);
        CHECK(!answer_is(answer, "refused"));
        for (int i = 0; i < CROWD_STAFF; i++)
            open_account(city, CROWD_FIRST + u * CROWD_STAFF + i, crowd_codes[u], "employee",
                         "{\"kind\":\"id-card\"},{\"kind\":\"labour-contract\"}");
    }
    for (int i = 0; i < CROWD_ALONE; i++)
        open_account(city, CROWD_FIRST + CROWD_UNITS * CROWD_STAFF + i, "self", "flexible", "{\"kind\":\"id-card\"}");
    Str january = crowd_say(city, "january", CROWD_CLERK, "levy.assess", "{\"region\":\"330100\",\"month\":\"2025-01\"}");
    CHECK(answer_is(january, "done"));
    done(city, "january-out", CROWD_REVIEWER, "levy.release",
         str_format(arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, january, "data.run"))).p);
}

void crowd_sliced(City *city)
{
    city->bureau.store.batch.at_once = 1;
    city->bureau.batch_slice_ms = -1;
}

const char *crowd_release_args(City *city, Str assessed)
{
    return str_format(city->arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(answer_member(city->arena, assessed, "data.run"))).p;
}

void crowd_release(City *city, Str assessed)
{
    done(city, "february-out", CROWD_REVIEWER, "levy.release", crowd_release_args(city, assessed));
}

void crowd_wages(Arena *arena, const char *name)
{
    Buf file = { .arena = arena };
    buf_add(&file, S("身份证号码,缴费工资\n"));
    for (int i = CROWD_STAFF - 1; i >= 0; i--)
        buf_format(&file, STR_FMT ",%d.00\n", STR_ARG(stage_ssn(arena, CROWD_FIRST + i)), 9000 + 100 * i);
    buf_format(&file, STR_FMT ",9000.00\n330106199003078818,1.00\n" STR_FMT ",0\n",
               STR_ARG(stage_ssn(arena, CROWD_FIRST + CROWD_STAFF)), STR_ARG(stage_ssn(arena, CROWD_FIRST + 2 * CROWD_STAFF)));
    test_write(name, buf_str(&file));
}

/* What an employer, or a person who pays alone, owes by now. */
static size_t owed(City *city, const char *code, Str ssn, DueRow **rows, int64_t *fen)
{
    static const SheetAsOf ever = { { INT32_MAX }, INT64_MAX };
    Store *store = &city->bureau.store;
    int64_t id = 0, n = 0;
    size_t count = 0;
    CHECK_EQ(db_begin(city->bureau.db), OK);
    CHECK_EQ(code ? store_thing(store, city->arena, THING_CREDIT_CODE, str(code), &id, &n)
                  : identity_find(store, city->arena, ssn, &id),
             OK);
    CHECK_EQ(
        due_rows(city->bureau.db, city->arena, code ? OWNER_UNIT : OWNER_PERSON, id, 0, month_make(1900, 1), ever, rows, &count),
        OK);
    db_rollback(city->bureau.db);
    *fen = 0;
    for (size_t i = 0; i < count; i++)
        *fen += (*rows)[i].open.fen;
    CHECK(*fen > 0);
    return count;
}

static void put_line(Buf *file, const char *day, int64_t fen, const char *no, const char *code, Str ssn)
{
    buf_format(file, "%s,%lld.%02lld,%s,某,%s," STR_FMT "\n", day, (long long)(fen / 100), (long long)(fen % 100), no, code,
               STR_ARG(ssn));
}

/* Both parts of an insurance stand in one line of a certificate. */
static void put_certificate(Buf *file, const char *code, const DueRow *rows, size_t count, const char *no)
{
    for (size_t i = 0; i < count; i++) {
        bool both = i + 1 < count && rows[i + 1].insurance == rows[i].insurance;
        int64_t fen = rows[i].open.fen + (both ? rows[i + 1].open.fen : 0);
        buf_format(file, "%s,2025-01,%s,%lld.%02lld,%s,2025-01-14\n", code, choice_code(SET_INSURANCE, (int)rows[i].insurance),
                   (long long)(fen / 100), (long long)(fen % 100), no);
        i += both;
    }
}

void crowd_money(City *city, const char *bank, const char *tax)
{
    Buf money = { .arena = city->arena }, certificates = { .arena = city->arena };
    DueRow *rows = NULL;
    int64_t fen = 0;
    Str alone = stage_ssn(city->arena, CROWD_FIRST + CROWD_UNITS * CROWD_STAFF);
    buf_add(&money, S("交易日期,交易金额,流水号,付款人,统一社会信用代码,身份证号码\n"));
    buf_add(&certificates, S("统一社会信用代码,费款所属期,险种,金额,完税证明号,缴费日期\n"));
    (void)owed(city, crowd_codes[0], (Str){ 0 }, &rows, &fen);
    put_line(&money, "2025-01-14", fen, "C1", crowd_codes[0], (Str){ 0 });
    put_line(&money, "2025-01-14", 100, "C1-more", crowd_codes[0], (Str){ 0 });
    size_t count = owed(city, crowd_codes[1], (Str){ 0 }, &rows, &fen);
    put_line(&money, "2025-01-14", fen, "C2", "", (Str){ 0 });
    put_certificate(&certificates, crowd_codes[1], rows, count, "C2");
    put_certificate(&certificates, crowd_codes[2], rows, 1, "C3");
    buf_format(&certificates, "%s,2025-01,住房公积金,1.00,C4,2025-01-14\n", crowd_codes[2]);
    (void)owed(city, NULL, alone, &rows, &fen);
    put_line(&money, "2025-01-14", fen, "C5", "", alone);
    put_line(&money, "2025-01-14", 100, "C6", "", (Str){ 0 });
    put_line(&money, "2025-01-14", 100, "C7", "", (Str){ 0 });
    put_line(&money, "2025-01-14", 200, "C7", "", (Str){ 0 });
    put_line(&money, "2025-02-30", 100, "C8", "", (Str){ 0 });
    test_write(bank, buf_str(&money));
    test_write(tax, buf_str(&certificates));
}
