/* mixed_test.c - money in any order: whatever is billed, paid, reversed, refunded and waived, the books balance, verify
 * finds nothing, and the bank holds what came in less what went out. */
#include "counter.h"

enum { STEPS = 120, SEEDS = 6, VOUCHERS = 40, MONTHS = 3 };

typedef struct {
    City city;
    uint64_t seed;
    int64_t paid[VOUCHERS]; /* what stands under a voucher; 0 = none */
    int64_t bank;
    int64_t alone; /* number of the person */
    int day;       /* of March and April 2025, only forward */
    int did[6];
} Mixed;

static int draw(Mixed *m, int below) { return (int)(test_random(&m->seed) % (uint64_t)below); }

static const char *today(Mixed *m)
{
    int n = m->day;
    return str_z(m->city.arena,
                 n > 31 ? str_format(m->city.arena, "2025-04-%02d", n - 31) : str_format(m->city.arena, "2025-03-%02d", n));
}

static void bill(Mixed *m)
{
    static const char *const months[MONTHS] = { "2025-01", "2025-02", "2025-03" };
    const char *month = months[draw(m, MONTHS)];
    if (draw(m, 3) == 0)
        counter_sayf(&m->city, today(m), COUNTER_CLERK, "wage.declare",
                     "{" COUNTER_CODE
                     ",\"month\":\"%s\",\"mode\":\"all\",\"lines\":[{\"ssn\":\"330106199003078817\",\"wage_fen\":%d}]}",
                     month, 300000 + draw(m, 3000000));
    Str answer = counter_bill(&m->city, today(m), month, draw(m, 2) ? "," COUNTER_CODE : ",\"ssn\":\"" COUNTER_ALONE "\"");
    m->did[0] += answer_is(answer, "done");
}

static void pay(Mixed *m)
{
    int voucher = draw(m, VOUCHERS);
    int64_t fen = 1 + draw(m, draw(m, 4) ? 900000 : 9);
    const char *payer = draw(m, 2) ? COUNTER_PAYER : COUNTER_ALONE;
    const char *no = str_z(m->city.arena, str_format(m->city.arena, "V%d", voucher));
    Str answer = counter_pay(&m->city, today(m), payer, fen, no, today(m));
    CHECK_EQ(answer_err(m->city.arena, answer), m->paid[voucher] ? ERR_DUPLICATE_VOUCHER : OK);
    if (m->paid[voucher])
        return;
    m->paid[voucher] = fen;
    m->bank += fen;
    m->did[1]++;
}

static void reverse(Mixed *m, int voucher)
{
    Str answer = counter_two(&m->city, today(m), "payment.reverse",
                             "{\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"V%d\"},\"reason\":\"x\"}", voucher);
    Err err = answer_err(m->city.arena, answer);
    CHECK(err == (m->paid[voucher] ? OK : ERR_WRONG_STATE) || err == ERR_CONFLICT || (!m->paid[voucher] && err == ERR_UNKNOWN_ID));
    CHECK(err != OK || m->paid[voucher]);
    if (err != OK)
        return;
    m->bank -= m->paid[voucher];
    m->paid[voucher] = 0;
    m->did[2]++;
}

static void refund(Mixed *m)
{
    int64_t fen = 1 + draw(m, 30000);
    Str answer =
        counter_two(&m->city, today(m), "payment.refund", "{\"payer\":\"%s\",\"amount_fen\":%lld,\"to\":\"6228480012345678\"}",
                    draw(m, 2) ? COUNTER_PAYER : COUNTER_ALONE, (long long)fen);
    Err err = answer_err(m->city.arena, answer);
    CHECK(err == OK || err == ERR_BAD_AMOUNT);
    m->bank -= err == OK ? fen : 0;
    m->did[3] += err == OK;
}

static void waive(Mixed *m)
{
    Str answer = counter_two(&m->city, today(m), "fee.waive",
                             "{\"bill\":\"" COUNTER_PAYER "/2025-0%d\",\"notice\":{\"no\":\"n\",\"day\":\"2025-03-01\"},"
                             "\"share_percent\":%d}",
                             1 + draw(m, MONTHS), 1 + draw(m, 100));
    Err err = answer_err(m->city.arena, answer);
    CHECK(err == OK || err == ERR_WRONG_STATE);
    m->did[4] += err == OK;
}

/* In whatever state the books are: a payment that comes and is taken back leaves what is owed as it was. */
static void there_and_back(Mixed *m)
{
    City *city = &m->city;
    bool unit = draw(m, 2);
    LedgerOwner kind = unit ? OWNER_UNIT : OWNER_PERSON;
    int64_t owner = unit ? 1 : m->alone, person = unit ? 0 : m->alone;
    int voucher = 0;
    while (voucher < VOUCHERS && m->paid[voucher])
        voucher++;
    if (voucher == VOUCHERS)
        return;
    Str before = counter_owed(city, kind, owner, person, "2025-05-31");
    int64_t held = counter_balance(city, LEDGER_CLEARING, kind, owner);
    CHECK(answer_is(counter_pay(city, today(m), unit ? COUNTER_PAYER : COUNTER_ALONE, 1 + draw(m, 1500000),
                                str_z(city->arena, str_format(city->arena, "V%d", voucher)), today(m)),
                    "done"));
    CHECK(answer_is(counter_two(city, today(m), "payment.reverse",
                                "{\"voucher\":{\"kind\":\"bank-remittance\",\"no\":\"V%d\"},\"reason\":\"x\"}", voucher),
                    "done"));
    CHECK_STR(counter_owed(city, kind, owner, person, "2025-05-31"), before);
    CHECK_EQ(counter_balance(city, LEDGER_CLEARING, kind, owner), held);
    m->did[5]++;
}

static void step(Mixed *m)
{
    m->day += m->day < 55 && draw(m, 3) == 0;
    switch (draw(m, 9)) {
    case 0:
    case 1:
        bill(m);
        break;
    case 2:
    case 3:
    case 4:
        pay(m);
        break;
    case 5:
        reverse(m, draw(m, VOUCHERS));
        break;
    case 6:
        refund(m);
        break;
    case 7:
        there_and_back(m);
        break;
    default:
        waive(m);
        break;
    }
    CHECK_EQ(counter_balance(&m->city, LEDGER_BANK, OWNER_NONE, 0), m->bank);
    CHECK(counter_balance(&m->city, LEDGER_CLEARING, OWNER_UNIT, 1) >= 0);
    CHECK(counter_balance(&m->city, LEDGER_CLEARING, OWNER_PERSON, m->alone) >= 0);
    CHECK_EQ(counter_balance(&m->city, LEDGER_REFUND, OWNER_UNIT, 1), 0);
}

/* The latest first, everything that was paid can be taken back, unless it was refunded. */
static void take_all_back(Mixed *m)
{
    bool more = true;
    while (more) {
        more = false;
        for (int i = 0; i < VOUCHERS; i++) {
            int64_t before = m->bank;
            if (m->paid[i])
                reverse(m, i);
            more |= m->bank != before;
        }
    }
}

TEST(money_in_any_order_balances)
{
    int did[6] = { 0 };
    for (uint64_t seed = 1; seed <= SEEDS; seed++) {
        Mixed m = { .seed = seed, .day = 5 };
        if (!counter_open(&m.city, arena, ENGINE_MEMORY))
            return;
        m.alone = counter_alone(&m.city, "498600");
        for (int i = 0; i < STEPS; i++) {
            size_t mark = arena_mark(arena);
            step(&m);
            arena_back(arena, mark);
        }
        counter_whole(&m.city);
        take_all_back(&m);
        counter_whole(&m.city);
        if (!m.did[3]) {
            CHECK_EQ(counter_balance(&m.city, LEDGER_BANK, OWNER_NONE, 0), 0);
            CHECK_EQ(counter_balance(&m.city, LEDGER_PERSONAL_PENSION, OWNER_NONE, 0), 0);
            CHECK_EQ(counter_balance(&m.city, LEDGER_LATE_FEE_INCOME, OWNER_NONE, 0),
                     counter_balance(&m.city, LEDGER_WAIVER, OWNER_NONE, 0));
        }
        for (int i = 0; i < 6; i++)
            did[i] += m.did[i];
        city_close(&m.city);
    }
    for (int i = 0; i < 6; i++)
        if (!did[i])
            test_fail(__FILE__, __LINE__, "nothing of kind %d was done", i);
}

/* However a sum is split, on one day, the same arrives in the same funds and the same is owed. */
TEST(parts_of_a_payment_are_the_whole)
{
    enum { WHOLE = 600000 };
    Str whole = { 0 };
    int64_t funds = 0;
    for (int parts = 1; parts <= 9; parts += 2) {
        City city;
        uint64_t seed = (uint64_t)parts;
        int64_t left = WHOLE;
        if (!counter_open(&city, arena, ENGINE_MEMORY))
            return;
        counter_bill(&city, "2025-03-05", "2025-02", "," COUNTER_CODE);
        for (int i = 1; i <= parts; i++) {
            int64_t fen = i == parts ? left : 1 + (int64_t)(test_random(&seed) % (uint64_t)(left / 2));
            left -= fen;
            CHECK(answer_is(
                counter_pay(&city, "2025-03-05", COUNTER_PAYER, fen, str_z(arena, str_format(arena, "P%d", i)), "2025-03-05"),
                "done"));
        }
        Str owed = counter_owed(&city, OWNER_UNIT, 1, 0, "2025-06-30");
        int64_t now = counter_balance(&city, LEDGER_POOL_PENSION, OWNER_NONE, 0) +
                      counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_NONE, 0);
        whole = whole.n ? whole : owed;
        funds = funds ? funds : now;
        CHECK_STR(owed, whole);
        CHECK_EQ(now, funds);
        CHECK(now > 0);
        counter_whole(&city);
        city_close(&city);
    }
}

/* A contract is a payer of its own: what it is billed and pays is the person's, and never the person's debt. */
TEST(a_contract_pays_for_its_person)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!counter_open(&city, arena, engine))
            continue;
        CHECK(answer_is(counter_say(&city, "2025-03-05", COUNTER_CLERK, "account.open",
                                    "{\"ssn\":\"440306196202155515\",\"region\":\"330100\",\"category\":\"flexible\","
                                    "\"flexible_kind\":\"freelancer\",\"payer\":\"X1\",\"insurances\":[\"pension\"],\"from\":"
                                    "\"2025-02\",\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"},"
                                    "{\"kind\":\"agency-contract\"},{\"kind\":\"residence-proof\"}]}"),
                        "done"));
        Str run = counter_bill(&city, "2025-03-05", "2025-03", "");
        CHECK_EQ(number_at(json_tree(arena, run), "data.bills"), 2);
        CHECK_STR(counter_owed(&city, OWNER_PERSON, 3, 3, "2025-04-30"), S("owed"));
        /* 5,000.00 of base: 20 percent, 8 of them to the account. No late fee: the law charges employers. */
        CHECK(str_find(counter_owed(&city, OWNER_CONTRACT, 1, 3, "2025-04-30"), S(":0+100000 fee 0 of 0")) > 0);
        CHECK_EQ(answer_err(arena, counter_pay(&city, "2025-03-05", "440306196202155515", 100000, "K0", "2025-03-05")),
                 ERR_NOT_OPEN);
        CHECK(answer_is(counter_pay(&city, "2025-03-05", "X1", 60000, "K1", "2025-03-05"), "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 3), 0);
        CHECK(answer_is(counter_pay(&city, "2025-03-05", "X1", 40001, "K2", "2025-03-05"), "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_PERSONAL_PENSION, OWNER_PERSON, 3), 40000);
        CHECK_EQ(counter_balance(&city, LEDGER_POOL_PENSION, OWNER_NONE, 0), 60000);
        CHECK_EQ(counter_balance(&city, LEDGER_CLEARING, OWNER_CONTRACT, 1), 1);
        Str refunded = counter_two(&city, "2025-03-06", "payment.refund",
                                   "{\"payer\":\"X1\",\"amount_fen\":1,\"to\":\"6228480012345678010\"}");
        CHECK(answer_is(refunded, "done"));
        CHECK_EQ(counter_balance(&city, LEDGER_CLEARING, OWNER_CONTRACT, 1), 0);
        counter_whole(&city);
        Str dump = fixture_dump(arena, city.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&city);
    }
}
