/* batch_test.c - long work in slices: the same result as at once, on every engine; whatever fails at any write, and
 * wherever the power goes, the same end; what changes between two slices is not seen. Guards design 5. */
#include "core/batch.h"
#include "core/verify.h"
#include "crowd.h"
#include "desk.h"
#include "ledger/due.h"
#include "registry/roster.h"

#define CROWD_FEB_DRY "{\"region\":\"330100\",\"month\":\"2025-02\",\"dry\":true}"

static void same_numbers(Arena *arena, Str a, Str b)
{
    static const char *const names[] = {
        "bills", "lines", "total_fen", "skipped", "undeclared", "no_wage", "last_fen", "outliers"
    };
    JsonNode *x = NULL, *y = NULL;
    CHECK(json_read(arena, a, &x, NULL) == OK && json_read(arena, b, &y, NULL) == OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *path = str_z(arena, str_format(arena, "data.%s", names[i]));
        CHECK_EQ(number_at(x, path), number_at(y, path));
    }
    CHECK(number_at(x, "data.lines") == CROWD_UNITS * CROWD_STAFF + CROWD_ALONE + 2);
}

TEST(a_batch_bills_what_one_run_bills)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City once, sliced;
        if (!city_found(&once, arena, engine) || !city_found(&sliced, arena, engine))
            continue;
        crowd_live(&once);
        crowd_live(&sliced);
        crowd_sliced(&sliced);
        Str at_once = crowd_say(&once, "february", CROWD_CLERK, "levy.assess", CROWD_FEB);
        Hash before = stage_facts(&sliced);
        Str dry = crowd_say(&sliced, "dry", CROWD_CLERK, "levy.assess", CROWD_FEB_DRY);
        Hash after = stage_facts(&sliced);
        CHECK(hash_eq(&before, &after));
        Str run = crowd_say(&sliced, "february", CROWD_CLERK, "levy.assess", CROWD_FEB);
        same_numbers(arena, at_once, dry);
        same_numbers(arena, at_once, run);
        CHECK(str_eq(run, crowd_say(&sliced, "february", CROWD_CLERK, "levy.assess", CROWD_FEB)));
        CHECK_EQ(json_member(city_ask(&sliced, CROWD_CLERK, "batch.progress", "{}"), "open")->count, 0);
        CHECK_EQ(answer_err(arena, crowd_say(&sliced, "own", CROWD_CLERK, "levy.release", "{\"run\":\"L1\"}")), ERR_NOT_PERMITTED);
        crowd_release(&sliced, run);
        CHECK(answer_is(crowd_say(&sliced, "again", CROWD_CLERK, "levy.assess", CROWD_FEB), "already"));
        whole(&sliced.bureau, arena);
        whole(&once.bureau, arena);
        Str dump = fixture_dump(arena, sliced.bureau.db);
        first = first.n ? first : dump;
        CHECK(str_eq(first, dump));
        city_close(&once);
        city_close(&sliced);
    }
}

/* One of the rosters that a run reads loses a line, or gets it back: damage of a cache, as no command makes it. */
static void roster_damage(City *city, bool mend)
{
    Db *db = city->bureau.db;
    PersonFacts *person = NULL;
    RosterLine lines[ACCOUNTS_MAX];
    Work work = { .store = &city->bureau.store, .arena = city->arena };
    CHECK_EQ(db_begin(db), OK);
    CHECK(work_person(&work, city->bureau.store.bureau.persons, &person) == OK && person);
    size_t count = roster_lines(person, lines);
    CHECK_EQ(count, 1);
    CHECK_EQ(roster_follow(&city->bureau.store, city->arena, lines, mend ? 0 : count, lines, mend ? count : 0), OK);
    CHECK_EQ(db_commit(db), OK);
}

TEST(a_batch_that_does_not_follow_from_its_inputs_is_found)
{
    for (Engines engine = ENGINE_FOLDER; engine < ENGINE_END; engine++) {
        City city;
        VerifyResult deep = { 0 }, plain = { 0 };
        if (!city_found(&city, arena, engine))
            continue;
        crowd_live(&city);
        crowd_sliced(&city);
        roster_damage(&city, false);
        CHECK_EQ(verify_bureau(arena, &city.bureau, false, &plain), OK);
        CHECK(!plain.whole && str_is(plain.table, "roster_pack"));
        crowd_release(&city, crowd_say(&city, "february", CROWD_CLERK, "levy.assess", CROWD_FEB));
        roster_damage(&city, true);
        CHECK_EQ(verify_bureau(arena, &city.bureau, false, &plain), OK);
        CHECK(plain.whole);
        CHECK_EQ(verify_bureau(arena, &city.bureau, true, &deep), OK);
        CHECK(!deep.whole && str_is(deep.table, "sheet"));
        city_close(&city);
    }
}

/* ---- what comes between two slices ---- */

typedef struct {
    City *city;
    int calls;
    int64_t most; /* payers done, as batch.progress tells */
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
    CHECK_EQ(answer.err, OK);
}

/* Behind the first payer: the last employer's people earn more, one has left, and one of those who pay alone stops. */
static bool between(void *context)
{
    Between *b = context;
    City *city = b->city;
    Arena scratch = arena_make((size_t)64 << 20);
    const JsonNode *open = json_member(city_ask(city, CROWD_CLERK, "batch.progress", "{}"), "open");
    CHECK_EQ(open->count, 1);
    int64_t payers = open->count ? number_at(&open->items[0], "done") : 0;
    CHECK(payers >= b->most);
    b->most = payers;
    if (!b->calls++) {
        Str last = stage_ssn(&scratch, CROWD_FIRST + CROWD_UNITS * CROWD_STAFF - 1),
            alone = stage_ssn(&scratch, CROWD_FIRST + CROWD_UNITS * CROWD_STAFF);
        Str wages = str_format(&scratch,
                               "{\"credit_code\":\"%s\",\"month\":\"2025-02\",\"mode\":\"all\",\"lines\":[{\"ssn\":\"" STR_FMT
                               "\",\"wage_fen\":2000000}]}",
                               crowd_codes[CROWD_UNITS - 1], STR_ARG(last));
        Str stop = str_format(&scratch, "{\"ssn\":\"" STR_FMT "\",\"month\":\"2025-01\",\"reason\":\"other\"}", STR_ARG(last));
        Str stop_alone =
            str_format(&scratch, "{\"ssn\":\"" STR_FMT "\",\"month\":\"2025-01\",\"reason\":\"other\"}", STR_ARG(alone));
        say_between(city, &scratch, "between-1", "wage.declare", wages.p);
        say_between(city, &scratch, "between-2", "account.stop", stop.p);
        say_between(city, &scratch, "between-3", "account.stop", stop_alone.p);
    }
    arena_drop(&scratch);
    return true;
}

TEST(what_changes_between_two_slices_is_not_seen)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City once, sliced;
        if (!city_found(&once, arena, engine) || !city_found(&sliced, arena, engine))
            continue;
        crowd_live(&once);
        crowd_live(&sliced);
        crowd_sliced(&sliced);
        Str at_once = crowd_say(&once, "february", CROWD_CLERK, "levy.assess", CROWD_FEB);
        Arena scratch = arena_make((size_t)64 << 20);
        Between b = { .city = &sliced };
        JsonNode *args = NULL;
        CHECK_EQ(json_read(arena, S(CROWD_FEB), &args, NULL), OK);
        Request request = { .id = S("february"),
                            .command = S("levy.assess"),
                            .args = args,
                            .at = sliced.bureau.journal.last_at,
                            .actor = { .role = ROLE_CLERK, .user = S("w1"), .org = S("office") } };
        Answer answer = { .wants_batch = true };
        CHECK_EQ(batch_run(&sliced.bureau, &scratch, arena, &request, &answer, between, &b), OK);
        CHECK_EQ(answer.err, OK);
        CHECK(b.calls > CROWD_UNITS && b.most > CROWD_UNITS);
        same_numbers(arena, at_once, answer.json);
        crowd_release(&sliced, answer.json);
        Str named =
            str_format(arena, "{\"region\":\"330100\",\"month\":\"2025-02\",\"credit_code\":\"%s\"}", crowd_codes[CROWD_UNITS - 1]);
        Str more = crowd_say(&sliced, "more", CROWD_CLERK, "levy.assess", named.p); /* now it is seen */
        CHECK_STR(answer_member(arena, more, "data.kind"), S("difference"));
        whole(&sliced.bureau, arena);
        arena_drop(&scratch);
        city_close(&once);
        city_close(&sliced);
    }
}

/* ---- who pays while a run is being released ---- */

typedef struct {
    City *city;
    int64_t person, fen;
    int calls;
} Paying;

/* What the ledger has open of February, and what the facts know of it. */
static int64_t open_of(City *city, int64_t person, int64_t *facts)
{
    DueRow *rows = NULL;
    size_t count = 0;
    int64_t sum = 0;
    Db *db = city->bureau.db;
    PersonFacts *found = NULL;
    Work work = { .store = &city->bureau.store, .arena = city->arena };
    Month month = month_make(2025, 2);
    CHECK_EQ(db_begin(db), OK);
    CHECK_EQ(due_rows(db, city->arena, OWNER_PERSON, person, 0, month, (SheetAsOf){ { INT32_MAX }, INT64_MAX }, &rows, &count), OK);
    CHECK(work_person(&work, person, &found) == OK && found);
    db_rollback(db);
    for (size_t i = 0; i < count; i++)
        sum += rows[i].open.fen;
    const BillFacts *bill = found ? person_bill(found, 0, 330100, month.n) : NULL;
    *facts = bill ? bill->pension_fen + bill->medical_fen + bill->other_fen : 0;
    return sum;
}

/* Behind the books, before the person is told: the whole month is paid. */
static bool pay_between(void *context)
{
    Paying *p = context;
    int64_t facts = 0;
    if (p->calls++)
        return false;
    Arena scratch = arena_make((size_t)64 << 20);
    p->fen = open_of(p->city, p->person, &facts);
    CHECK(p->fen > 0 && !facts);
    Str args =
        str_format(&scratch,
                   "{\"payer\":\"" STR_FMT "\",\"amount_fen\":%lld,\"month\":\"2025-02\",\"voucher\":{\"kind\":"
                   "\"bank-remittance\",\"no\":\"V1\",\"day\":\"2025-03-05\"}}",
                   STR_ARG(stage_ssn(&scratch, CROWD_FIRST + CROWD_UNITS * CROWD_STAFF + CROWD_ALONE - 1)), (long long)p->fen);
    say_between(p->city, &scratch, "paid", "payment.record", args.p);
    arena_drop(&scratch);
    return true;
}

TEST(who_pays_while_a_run_is_released_is_not_asked_again)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        JsonNode *args = NULL;
        int64_t facts = 0;
        if (!city_found(&city, arena, engine))
            continue;
        crowd_live(&city);
        crowd_sliced(&city);
        Str run = crowd_say(&city, "february", CROWD_CLERK, "levy.assess", CROWD_FEB);
        Paying paying = { .city = &city, .person = city.bureau.store.bureau.persons };
        CHECK_EQ(json_read(arena, str(crowd_release_args(&city, run)), &args, NULL), OK);
        Request request = { .id = S("out"),
                            .command = S("levy.release"),
                            .args = args,
                            .at = city.bureau.journal.last_at,
                            .actor = { .role = ROLE_REVIEWER, .user = S("r1"), .org = S("office") } };
        Answer answer = { 0 };
        Arena scratch = arena_make((size_t)64 << 20);
        CHECK_EQ(batch_run(&city.bureau, &scratch, arena, &request, &answer, pay_between, &paying), OK);
        CHECK_EQ(answer.err, OK);
        CHECK(paying.calls >= CROWD_ALONE);
        CHECK_EQ(open_of(&city, paying.person, &facts), 0);
        CHECK_EQ(facts, 0);
        CHECK_EQ(open_of(&city, paying.person - 1, &facts), facts);
        CHECK(facts > 0);
        whole(&city.bureau, arena);
        arena_drop(&scratch);
        city_close(&city);
    }
}

/* ---- a file ---- */

TEST(a_file_is_judged_in_slices_as_at_once)
{
    static const char *const modes[] = { "report", "all", "good-rows", "good-rows", "report" };
    static const char *const sent[] = { "wage.declare", "file.import" };
    crowd_wages(arena, "crowd-wages.csv");
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City once, sliced;
        if (!city_found(&once, arena, engine) || !city_found(&sliced, arena, engine))
            continue;
        crowd_live(&once);
        crowd_live(&sliced);
        crowd_sliced(&sliced);
        for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
            const char *id = str_format(arena, "wages-%zu", i).p;
            Str args = str_format(arena,
                                  "{%s\"credit_code\":\"%s\",\"month\":\"2025-02\",\"mode\":\"%s\",\"file\":"
                                  "\"crowd-wages.csv\"}",
                                  i % 2 ? "\"kind\":\"wages\"," : "", crowd_codes[0], modes[i]);
            int64_t last = sliced.bureau.journal.last;
            Str a = crowd_say(&once, id, CROWD_CLERK, sent[i % 2], args.p),
                b = crowd_say(&sliced, id, CROWD_CLERK, sent[i % 2], args.p);
            CHECK_STR(b, a);
            CHECK(str_find(a, S("\"rejected_rows\":3")) > 0);
            CHECK_EQ(sliced.bureau.journal.last - last, strcmp(modes[i], "report") ? 2 : 1); /* a report opens nothing */
        }
        CHECK(str_find(crowd_say(&sliced, "none", CROWD_CLERK, "wage.declare",
                                 "{\"credit_code\":\"91330106MA2CFK4K7U\",\"month\":\"2025-04\",\"mode\":\"all\",\"file\":"
                                 "\"crowd-wages.csv\"}"),
                       S("\"too-early\"")) > 0);
        crowd_at_once(&sliced);
        Str x = crowd_say(&once, "february", CROWD_CLERK, "levy.assess", CROWD_FEB);
        Str y = crowd_say(&sliced, "february", CROWD_CLERK, "levy.assess", CROWD_FEB);
        same_numbers(arena, x, y);
        whole(&sliced.bureau, arena);
        city_close(&once);
        city_close(&sliced);
    }
}

/* The writer's thread: two runs and a hundred others, each answered once; the second run finds what the first has not
 * released. What was left open by a program that is gone is finished first. */
TEST(others_are_served_while_a_batch_is_under_way)
{
    enum { OTHERS = 100, RUNS = 2 };
    for (Engines engine = ENGINE_FOLDER; engine < ENGINE_END; engine++) {
        City city;
        Writer writer;
        JsonNode *args = NULL;
        Desk desk = { .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER };
        if (!city_found(&city, arena, engine))
            continue;
        crowd_live(&city);
        crowd_sliced(&city);
        Asked *asked = ask(arena, &desk, OTHERS + RUNS);
        CHECK_EQ(json_read(arena, S(CROWD_FEB), &args, NULL), OK);
        for (int i = 0; i < RUNS; i++)
            asked[i].item.request = (Request){ .id = str_format(arena, "run-%d", i),
                                               .command = S("levy.assess"),
                                               .args = args,
                                               .at = city.bureau.journal.last_at,
                                               .actor = { .role = ROLE_CLERK, .user = S("w1"), .org = S("office") } };
        writer_start(&writer, &city.bureau, 0);
        for (int i = 0; i < OTHERS + RUNS; i++)
            CHECK(writer_put(&writer, &asked[i].item));
        wait_answers(&desk, OTHERS + RUNS);
        writer_stop(&writer);
        CHECK_EQ(desk.done, OTHERS + RUNS);
        for (int i = 0; i < OTHERS + RUNS; i++)
            CHECK_EQ(asked[i].answers, 1);
        CHECK_EQ(city.bureau.store.batch.run, 0);
        whole(&city.bureau, arena);
        city_close(&city);
    }
}
