/* interest_batch_test.c - the yearly interest in slices: what one run credits, on every engine, to every kind of account;
 * what changes between two slices is not seen. Guards design 5; batch_cut_test.c cuts it. */
#include "core/batch.h"
#include "core/verify.h"
#include "crowd.h"
#include "desk.h"
#include "ledger/year.h"
#include "till.h"

SQL(LOSE_BOOKS, "", "", "DELETE FROM year_pack")
SQL(LOSE_DUES, "", "", "DELETE FROM year_due")

#define CREDIT "{\"region\":\"330100\",\"year\":2024}"
enum { PERSONS = 8, YEAR = 2024 };

/* One of each kind: who is paid for, who pays alone, who was brought from elsewhere, who took something out, who died in the
 * year, who has nothing; and the months of the year are closed. */
static void accounts(City *city)
{
    for (int month = 1; month <= 12; month++) {
        till_contribution(city, 1, month_make(YEAR, month), 80000 + month);
        till_contribution(city, 2, month_make(YEAR, month), 70001);
        till_contribution_alone(city, 3, month_make(YEAR, month), 64000 + month * 7);
        till_contribution_alone(city, 4, month_make(YEAR, month), 51234);
    }
    till_brought(city, 5, YEAR, 8888888);
    till_brought(city, 1, YEAR, 123456);
    till_line(city, 6, day_make(YEAR, 5, 20), 3000000);
    till_line(city, 6, day_make(YEAR, 9, 2), -1234567);
    till_line(city, 7, day_make(YEAR, 2, 29), 5555555);
    Str dead = city_command(city, city->arena, "dead", "2024-07-02T09:00:00+08:00", TILL_CLERK, "death.report",
                            "{\"person\":7,\"day\":\"2024-06-30\",\"evidence\":[{\"kind\":\"death-certificate\"}]}");
    CHECK(answer_is(dead, "done"));
    till_close(city, YEAR, 1);
}

static void prepare(City *city)
{
    till_fill(city, PERSONS);
    accounts(city);
}

static void same_numbers(Arena *arena, Str a, Str b)
{
    static const char *const names[] = { "accounts", "total_fen", "rate_ppm", "year" };
    JsonNode *x = NULL, *y = NULL;
    CHECK(json_read(arena, a, &x, NULL) == OK && json_read(arena, b, &y, NULL) == OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *path = str_z(arena, str_format(arena, "data.%s", names[i]));
        CHECK_EQ(number_at(x, path), number_at(y, path));
    }
    CHECK_EQ(number_at(x, "data.accounts"), PERSONS - 1);
}

static Str credit(City *city, const char *id)
{
    return city_command(city, city->arena, id, "2025-03-08T09:00:00+08:00", TILL_JOB, "interest.credit", CREDIT);
}

TEST(interest_in_slices_is_what_one_run_credits)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City once, sliced;
        if (!city_found(&once, arena, engine) || !city_found(&sliced, arena, engine))
            continue;
        prepare(&once);
        prepare(&sliced);
        crowd_sliced(&sliced);
        Str at_once = credit(&once, "credit"), run = credit(&sliced, "credit");
        CHECK(answer_is(run, "done"));
        same_numbers(arena, at_once, run);
        CHECK(str_eq(run, credit(&sliced, "credit")));
        CHECK(answer_is(credit(&sliced, "again"), "already"));
        CHECK_EQ(json_member(city_ask(&sliced, TILL_CLERK, "batch.progress", "{}"), "open")->count, 0);
        for (int64_t person = 1; person <= PERSONS; person++)
            CHECK_EQ(till_balance(&once, person, day_make(YEAR + 1, 6, 1)),
                     till_balance(&sliced, person, day_make(YEAR + 1, 6, 1)));
        till_verify(&once);
        till_verify(&sliced);
        Str dump = fixture_dump(arena, sliced.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&once);
        city_close(&sliced);
    }
}

static Str table_text(Arena *arena, const City *city, const char *table)
{
    Str text;
    CHECK_EQ(db_dump_table(city->bureau.db, arena, table, &text), OK);
    return text;
}

/* The daily job of January makes books of the year that is over; one of two cities loses them again. */
TEST(interest_from_year_books_is_that_from_sheets)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City cities[2];
        Str openings[2];
        if (!city_found(&cities[0], arena, engine) || !city_found(&cities[1], arena, engine))
            continue;
        for (int i = 0; i < 2; i++) {
            City *city = &cities[i];
            Db *db = city->bureau.db;
            prepare(city);
            Str daily =
                city_command(city, arena, "daily", "2025-03-01T01:00:00+08:00", TILL_JOB, "job.daily", "{\"day\":\"2025-03-01\"}");
            CHECK(answer_is(daily, "done") && str_find(daily, S("\"more\":false")) > 0);
            CHECK(table_text(arena, city, "year_pack").n > 0 && !table_text(arena, city, "year_waiting").n);
            if (i)
                CHECK(db_begin(db) == OK && db_run(db, &LOSE_BOOKS, NULL) == OK && db_run(db, &LOSE_DUES, NULL) == OK &&
                      db_commit(db) == OK && years_fill(db) == OK);
            crowd_sliced(city);
            CHECK(answer_is(credit(city, "credit"), "done"));
            openings[i] = table_text(arena, city, "opening");
            till_verify(city);
        }
        CHECK(openings[0].n > 0);
        CHECK_STR(openings[1], openings[0]);
        city_close(&cities[0]);
        city_close(&cities[1]);
    }
}

/* ---- what comes between two slices ---- */

typedef struct {
    City *city;
    int calls;
    int64_t most;
    bool brought;
} Between;

static void say_between(City *city, Arena *scratch, const char *id, const char *command, const char *args)
{
    JsonNode *node = NULL;
    Answer answer = { 0 };
    CHECK_EQ(json_read(scratch, str(args), &node, NULL), OK);
    Request request = { .id = str(id),
                        .command = str(command),
                        .at = city->bureau.journal.last_at,
                        .args = node,
                        .actor = { .role = ROLE_CLERK, .user = S("w2"), .org = S("office") } };
    CHECK_EQ(writer_group(&city->bureau, scratch, scratch, &request, &answer, 1), OK);
    if (answer.err != OK)
        test_fail(__FILE__, __LINE__, "%s: %.*s", id, STR_ARG(answer.json));
}

/* Behind the first piece: one is said to have died in the year, and of one who was it turns out otherwise; money of the year
 * after comes in, and (brought) a balance from elsewhere. */
static bool between(void *context)
{
    Between *b = context;
    City *city = b->city;
    const JsonNode *open = json_member(city_ask(city, TILL_CLERK, "batch.progress", "{}"), "open");
    CHECK_EQ(open->count, 1);
    int64_t done = open->count ? number_at(&open->items[0], "done") : 0;
    CHECK(done > b->most && done <= number_at(&open->items[0], "of"));
    b->most = done;
    if (b->calls++)
        return false;
    Arena scratch = arena_make((size_t)64 << 20);
    say_between(city, &scratch, "between-1", "death.report",
                "{\"person\":2,\"day\":\"2024-03-05\",\"evidence\":[{\"kind\":\"death-certificate\"}]}");
    say_between(city, &scratch, "between-2", "death.report",
                "{\"person\":5,\"day\":\"2024-01-05\",\"evidence\":[{\"kind\":\"death-certificate\"}]}");
    till_line(city, 8, day_make(YEAR + 1, 2, 3), 4444);
    if (b->brought)
        till_brought(city, 8, YEAR + 1, 100);
    arena_drop(&scratch);
    return true;
}

static Answer credit_with(City *city, Arena *arena, Between *b)
{
    Arena scratch = arena_make((size_t)64 << 20);
    JsonNode *args = NULL;
    CHECK_EQ(json_read(arena, S(CREDIT), &args, NULL), OK);
    Request request = { .id = S("credit"),
                        .command = S("interest.credit"),
                        .args = args,
                        .at = day_start(day_make(2025, 3, 8)),
                        .actor = { .role = ROLE_JOB, .user = S("job"), .org = S("office") } };
    Answer answer = { .wants_batch = true };
    CHECK_EQ(batch_run(&city->bureau, &scratch, arena, &request, &answer, between, b), OK);
    arena_drop(&scratch);
    return answer;
}

TEST(interest_does_not_see_what_changes_between_two_slices)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City once, sliced;
        if (!city_found(&once, arena, engine) || !city_found(&sliced, arena, engine))
            continue;
        prepare(&once);
        prepare(&sliced);
        crowd_sliced(&sliced);
        Str at_once = credit(&once, "credit");
        Between b = { .city = &sliced };
        Answer answer = credit_with(&sliced, arena, &b);
        CHECK_EQ(answer.err, OK);
        CHECK(b.calls > 1);
        same_numbers(arena, at_once, answer.json);
        till_verify(&sliced);
        city_close(&once);
        city_close(&sliced);
    }
}

/* A balance that came in between is not in what the run carries over: it must not be released. */
TEST(interest_is_refused_when_a_balance_was_brought_forward_meanwhile)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        if (!city_found(&city, arena, engine))
            continue;
        prepare(&city);
        crowd_sliced(&city);
        Between b = { .city = &city, .brought = true };
        CHECK_EQ(credit_with(&city, arena, &b).err, ERR_CONFLICT);
        int64_t before = till_balance(&city, 1, day_make(YEAR + 1, 6, 1));
        CHECK(answer_is(credit(&city, "again"), "done"));
        CHECK(till_balance(&city, 1, day_make(YEAR + 1, 6, 1)) > before);
        CHECK_EQ(till_balance(&city, 8, day_make(YEAR + 1, 6, 1)), 4444 + 100);
        till_verify(&city);
        city_close(&city);
    }
}

/* A record as no command makes it: damage of a cache while the run went on. */
SQL(TEST_PERSON_SET, "ib", "", "UPDATE person_facts SET body = $2 WHERE id = $1")

static void died(City *city, int64_t person, Day day)
{
    Db *db = city->bureau.db;
    PersonFacts *facts = NULL;
    Buf body = { .arena = city->arena };
    Work work = { .store = &city->bureau.store, .arena = city->arena };
    CHECK_EQ(db_begin(db), OK);
    CHECK(work_person(&work, person, &facts) == OK && facts);
    facts->death = day;
    person_write(&body, facts);
    CHECK_EQ(db_run(db, &TEST_PERSON_SET, VALS(val_i(person), val_b(buf_str(&body)))), OK);
    CHECK_EQ(db_commit(db), OK);
}

TEST(interest_that_does_not_follow_from_the_records_is_found)
{
    for (int slices = 0; slices < 2; slices++) {
        City city;
        VerifyResult plain = { 0 }, deep = { 0 };
        if (!city_found(&city, arena, ENGINE_MEMORY))
            continue;
        prepare(&city);
        if (slices)
            crowd_sliced(&city);
        died(&city, 1, day_make(YEAR, 3, 1));
        CHECK(answer_is(credit(&city, "credit"), "done"));
        died(&city, 1, (Day){ 0 });
        CHECK_EQ(verify_bureau(arena, &city.bureau, false, &plain), OK);
        CHECK(plain.whole);
        CHECK_EQ(verify_bureau(arena, &city.bureau, true, &deep), OK);
        CHECK(!deep.whole && str_is(deep.table, "opening"));
        city_close(&city);
    }
}
