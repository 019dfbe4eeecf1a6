/* batch_test.c - long work in slices: the same result as at once, on every engine; whatever fails at any write, and
 * wherever the power goes, the same end; what changes between two slices is not seen. Guards design 5. */
#include "core/batch.h"
#include "core/verify.h"
#include "db/disk_vfs.h"
#include "desk.h"
#include "registry/roster.h"
#include <stdlib.h>

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define REVIEWER "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}"
#define REGION_FEB "{\"region\":\"330100\",\"month\":\"2025-02\"}"
#define REGION_FEB_DRY "{\"region\":\"330100\",\"month\":\"2025-02\",\"dry\":true}"

enum { UNITS = 3, STAFF = 4, ALONE = 3, FIRST_PERSON = 50 };
static const char *const codes[UNITS] = { "91330106MA2CFK4K7U", "91330106MA2H1TUB53", "91330106MA2KD7QW49" };

static Str say_at(City *city, const char *id, const char *actor, const char *command, const char *args)
{
    return city_command(city, city->arena, id, "2025-03-05T10:00:00+08:00", actor, command, args);
}

static void done(City *city, const char *id, const char *actor, const char *command, const char *args)
{
    Str answer = say_at(city, id, actor, command, args);
    if (!answer_is(answer, "done"))
        test_fail(__FILE__, __LINE__, "%s: %.*s", id, STR_ARG(answer));
}

static void open_account(City *city, int n, const char *payer, const char *category, const char *evidence)
{
    Arena *arena = city->arena;
    Str ssn = stage_ssn(arena, n);
    done(city, str_format(arena, "person-%d", n).p, CLERK, "person.register",
         str_format(arena,
                    "{\"ssn\":\"" STR_FMT "\",\"name\":\"林云\",\"hukou_region\":\"330106\",\"residence_region\":\"330106\","
                    "\"evidence\":[{\"kind\":\"id-card\"}]}",
                    STR_ARG(ssn))
             .p);
    done(city, str_format(arena, "account-%d", n).p, CLERK, "account.open",
         str_format(arena,
                    "{\"ssn\":\"" STR_FMT
                    "\",\"region\":\"330100\",\"category\":\"%s\",\"payer\":\"%s\",\"insurances\":[\"pension\","
                    "\"medical\"],\"from\":\"2025-01\",\"base_fen\":%d,\"channel\":\"counter\",\"evidence\":[%s]}",
                    STR_ARG(ssn), category, payer, 800000 + n * 1000, evidence)
             .p);
}

/* Four employers and three who pay for themselves; January is billed. */
static void crowd(City *city)
{
    Arena *arena = city->arena;
    city_live(city);
    for (int u = 0; u < UNITS; u++) {
        Str args = str_format(arena,
                              "{\"credit_code\":\"%s\",\"name\":\"云溪公司\",\"region\":\"330100\",\"injury_class\":2,"
                              "\"evidence\":[{\"kind\":\"business-licence\"}]}",
                              codes[u]);
        Str answer = say_at(city, str_format(arena, "unit-%d", u).p, CLERK, "unit.register", args.p);
        CHECK(!answer_is(answer, "refused"));
        for (int i = 0; i < STAFF; i++)
            open_account(city, FIRST_PERSON + u * STAFF + i, codes[u], "employee",
                         "{\"kind\":\"id-card\"},{\"kind\":\"labour-contract\"}");
    }
    for (int i = 0; i < ALONE; i++)
        open_account(city, FIRST_PERSON + UNITS * STAFF + i, "self", "flexible", "{\"kind\":\"id-card\"}");
    Str january = say_at(city, "january", CLERK, "levy.assess", "{\"region\":\"330100\",\"month\":\"2025-01\"}");
    CHECK(answer_is(january, "done"));
    done(city, "january-out", REVIEWER, "levy.release",
         str_format(arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, january, "data.run"))).p);
}

/* Every payer is a slice of its own. */
static void in_slices(City *city)
{
    city->bureau.store.batch.at_once = 1;
    city->bureau.batch_slice_ms = -1;
}

static void release_february(City *city, Str assessed)
{
    done(city, "february-out", REVIEWER, "levy.release",
         str_format(city->arena, "{\"run\":\"" STR_FMT "\"}", STR_ARG(answer_member(city->arena, assessed, "data.run"))).p);
}

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
    CHECK(number_at(x, "data.lines") == UNITS * STAFF + ALONE + 2);
}

TEST(a_batch_bills_what_one_run_bills)
{
    Str first = { 0 };
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City once, sliced;
        if (!city_found(&once, arena, engine) || !city_found(&sliced, arena, engine))
            continue;
        crowd(&once);
        crowd(&sliced);
        in_slices(&sliced);
        Str at_once = say_at(&once, "february", CLERK, "levy.assess", REGION_FEB);
        Hash before = stage_facts(&sliced);
        Str dry = say_at(&sliced, "dry", CLERK, "levy.assess", REGION_FEB_DRY);
        Hash after = stage_facts(&sliced);
        CHECK(hash_eq(&before, &after));
        Str run = say_at(&sliced, "february", CLERK, "levy.assess", REGION_FEB);
        same_numbers(arena, at_once, dry);
        same_numbers(arena, at_once, run);
        CHECK(str_eq(run, say_at(&sliced, "february", CLERK, "levy.assess", REGION_FEB)));
        CHECK_EQ(json_member(city_ask(&sliced, CLERK, "batch.progress", "{}"), "open")->count, 0);
        CHECK_EQ(answer_err(arena, say_at(&sliced, "own", CLERK, "levy.release", "{\"run\":\"L1\"}")), ERR_NOT_PERMITTED);
        release_february(&sliced, run);
        CHECK(answer_is(say_at(&sliced, "again", CLERK, "levy.assess", REGION_FEB), "already"));
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
        crowd(&city);
        in_slices(&city);
        roster_damage(&city, false);
        CHECK_EQ(verify_bureau(arena, &city.bureau, false, &plain), OK);
        CHECK(!plain.whole && str_is(plain.table, "roster_pack"));
        release_february(&city, say_at(&city, "february", CLERK, "levy.assess", REGION_FEB));
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
static void between(void *context)
{
    Between *b = context;
    City *city = b->city;
    Arena scratch = arena_make((size_t)64 << 20);
    const JsonNode *open = json_member(city_ask(city, CLERK, "batch.progress", "{}"), "open");
    CHECK_EQ(open->count, 1);
    int64_t payers = open->count ? number_at(&open->items[0], "done") : 0;
    CHECK(payers >= b->most);
    b->most = payers;
    if (!b->calls++) {
        Str last = stage_ssn(&scratch, FIRST_PERSON + UNITS * STAFF - 1), alone = stage_ssn(&scratch, FIRST_PERSON + UNITS * STAFF);
        Str wages = str_format(&scratch,
                               "{\"credit_code\":\"%s\",\"month\":\"2025-02\",\"mode\":\"all\",\"lines\":[{\"ssn\":\"" STR_FMT
                               "\",\"wage_fen\":2000000}]}",
                               codes[UNITS - 1], STR_ARG(last));
        Str stop = str_format(&scratch, "{\"ssn\":\"" STR_FMT "\",\"month\":\"2025-01\",\"reason\":\"other\"}", STR_ARG(last));
        Str stop_alone =
            str_format(&scratch, "{\"ssn\":\"" STR_FMT "\",\"month\":\"2025-01\",\"reason\":\"other\"}", STR_ARG(alone));
        say_between(city, &scratch, "between-1", "wage.declare", wages.p);
        say_between(city, &scratch, "between-2", "account.stop", stop.p);
        say_between(city, &scratch, "between-3", "account.stop", stop_alone.p);
    }
    arena_drop(&scratch);
}

TEST(what_changes_between_two_slices_is_not_seen)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City once, sliced;
        if (!city_found(&once, arena, engine) || !city_found(&sliced, arena, engine))
            continue;
        crowd(&once);
        crowd(&sliced);
        in_slices(&sliced);
        Str at_once = say_at(&once, "february", CLERK, "levy.assess", REGION_FEB);
        Arena scratch = arena_make((size_t)64 << 20);
        Between b = { .city = &sliced };
        JsonNode *args = NULL;
        CHECK_EQ(json_read(arena, S(REGION_FEB), &args, NULL), OK);
        Request request = { .id = S("february"),
                            .command = S("levy.assess"),
                            .args = args,
                            .at = sliced.bureau.journal.last_at,
                            .actor = { .role = ROLE_CLERK, .user = S("w1"), .org = S("office") } };
        Answer answer = { .wants_batch = true };
        CHECK_EQ(batch_run(&sliced.bureau, &scratch, arena, &request, &answer, between, &b), OK);
        CHECK_EQ(answer.err, OK);
        CHECK(b.calls > UNITS && b.most > UNITS);
        same_numbers(arena, at_once, answer.json);
        release_february(&sliced, answer.json);
        Str named = str_format(arena, "{\"region\":\"330100\",\"month\":\"2025-02\",\"credit_code\":\"%s\"}", codes[UNITS - 1]);
        Str more = say_at(&sliced, "more", CLERK, "levy.assess", named.p); /* now it is seen */
        CHECK_STR(answer_member(arena, more, "data.kind"), S("difference"));
        whole(&sliced.bureau, arena);
        arena_drop(&scratch);
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
        crowd(&city);
        in_slices(&city);
        Asked *asked = ask(arena, &desk, OTHERS + RUNS);
        CHECK_EQ(json_read(arena, S(REGION_FEB), &args, NULL), OK);
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

/* ---- whatever fails ---- */

static Str copy_of(Arena *arena, Str folder, int n)
{
    Str copy = str_format(arena, STR_FMT "-%d", STR_ARG(folder), n);
    Str command = str_format(arena, "rm -rf '" STR_FMT "' && cp -r '" STR_FMT "' '" STR_FMT "'", STR_ARG(copy), STR_ARG(folder),
                             STR_ARG(copy));
    CHECK_EQ(system(command.p), 0);
    return copy;
}

static void remove_copy(Arena *arena, Str copy) { CHECK_EQ(system(str_format(arena, "rm -rf '" STR_FMT "'", STR_ARG(copy)).p), 0); }

/* The answer of the command said as often as it takes; how often it was busy in *busy. */
static Str said_until_done(City *city, int *busy)
{
    Str answer = { 0 };
    for (int i = 0; i < 4; i++) {
        if (replay_line(city->replay,
                        S("{\"id\":\"february\",\"at\":\"2025-03-05T10:00:00+08:00\",\"actor\":" CLERK
                          ",\"command\":\"levy.assess\",\"args\":" REGION_FEB "}"),
                        &answer) == OK &&
            answer_is(answer, "done"))
            return str_copy(city->arena, answer);
        ++*busy;
    }
    test_fail(__FILE__, __LINE__, "never done: %.*s", STR_ARG(answer));
    return (Str){ 0 };
}

static Str prepared(Arena *arena)
{
    City city;
    Str folder = fixture_url(arena, ENGINE_FOLDER);
    if (!city_open(&city, arena, folder))
        return (Str){ 0 };
    crowd(&city);
    city_close(&city);
    return folder;
}

/* One run in a copy, the nth write of it fails; odd: in the same process, even: after a start. */
static bool one_fault(Arena *arena, Str folder, int nth, FaultKind kind, Hash *out)
{
    City city;
    int busy = 0;
    Str answer = { 0 }, copy = copy_of(arena, folder, nth);
    disk_install();
    bool open = city_open(&city, arena, copy), hit = false;
    if (open) {
        in_slices(&city);
        fault_arm(kind, nth);
        (void)!replay_line(city.replay,
                           S("{\"id\":\"february\",\"at\":\"2025-03-05T10:00:00+08:00\",\"actor\":" CLERK
                             ",\"command\":\"levy.assess\",\"args\":" REGION_FEB "}"),
                           &answer);
        hit = fault_disarm();
        if (nth % 2 == 0 || db_dead(city.bureau.db)) {
            city_close(&city);
            open = city_open(&city, arena, copy);
            in_slices(&city);
        }
    }
    disk_remove();
    if (open) {
        release_february(&city, said_until_done(&city, &busy));
        *out = stage_dump(&city);
        city_close(&city);
    }
    remove_copy(arena, copy);
    return hit && open;
}

static int every_fault(Str folder, FaultKind kind, Hash wanted)
{
    int hits = 0;
    for (int nth = 1;; nth++) {
        Arena own = arena_make((size_t)256 << 20);
        Hash is = { 0 };
        bool hit = one_fault(&own, folder, nth, kind, &is);
        CHECK(hash_eq(&is, &wanted));
        arena_drop(&own);
        if (!hit)
            return hits;
        hits++;
    }
}

TEST(a_run_ends_the_same_whichever_write_fails)
{
    Str folder = prepared(arena);
    Hash wanted = { 0 };
    if (!folder.n)
        return;
    (void)one_fault(arena, folder, 0, FAULT_NONE, &wanted);
    int writes = every_fault(folder, FAULT_WRITE, wanted), syncs = every_fault(folder, FAULT_SYNC, wanted);
    CHECK(writes > 40 && syncs >= 2);
    printf("  %d writes and %d fsyncs failed\n", writes, syncs);
}

/* ---- wherever the power goes ---- */

/* A life on a watched disk from its first byte: where the run begins, and what it ends as. */
static bool recorded(Arena *arena, size_t *begun, size_t *answered, Hash *out)
{
    City city;
    int busy = 0;
    if (!city_open(&city, arena, fixture_url(arena, ENGINE_FOLDER)))
        return false;
    crowd(&city);
    in_slices(&city);
    *begun = record_count();
    Str answer = said_until_done(&city, &busy);
    *answered = record_count();
    release_february(&city, answer);
    *out = stage_dump(&city);
    city_close(&city);
    return true;
}

static Hash after_cut(Arena *arena, Str folder, size_t at, bool answered, uint64_t *seed)
{
    City city;
    int busy = 0;
    Hash is = { 0 };
    CHECK_EQ(system(str_format(arena, "rm -rf '" STR_FMT "' && mkdir -m 700 '" STR_FMT "'", STR_ARG(folder), STR_ARG(folder)).p),
             0);
    record_build(arena, at, seed, false, folder.p);
    if (!city_open(&city, arena, folder))
        return is;
    in_slices(&city);
    CHECK(!answered || !city.bureau.store.batch.run);
    release_february(&city, said_until_done(&city, &busy));
    CHECK_EQ(busy, 0);
    is = stage_dump(&city);
    city_close(&city);
    return is;
}

TEST(a_run_ends_the_same_wherever_the_power_goes)
{
    size_t begun = 0, answered = 0;
    uint64_t seed = 11;
    Hash wanted = { 0 };
    Str folder = str_format(arena, STR_FMT "-cut", STR_ARG(fixture_url(arena, ENGINE_FOLDER)));
    db_close(fixture_open(arena, ENGINE_MEMORY));
    disk_install();
    record_start(arena);
    bool fine = recorded(arena, &begun, &answered, &wanted);
    size_t operations = record_count();
    disk_remove();
    for (size_t at = begun; fine && at <= operations; at++) {
        Arena own = arena_make((size_t)256 << 20);
        Hash is = after_cut(&own, folder, at, at >= answered, &seed);
        if (!hash_eq(&is, &wanted))
            test_fail(__FILE__, __LINE__, "cut after operation %zu of %zu", at, operations);
        arena_drop(&own);
    }
    CHECK(operations > begun + 50);
    remove_copy(arena, folder);
}
