/* batch_cut_test.c - long work that is cut: whichever write or fsync fails, wherever the power goes, wherever the line to the
 * server is cut, it ends as if nothing had been. Guards design 5. */
#include "core/batch.h"
#include "core/verify.h"
#include "crowd.h"
#include "db/disk_vfs.h"
#include "db/proxy.h"
#include "till.h"
#include <stdlib.h>

/* One kind of long work: what stands before it, the line that asks for it, what comes behind it. */
typedef struct {
    const char *name;
    void (*before)(City *city);
    const char *(*line)(City *city);
    void (*after)(City *city, Str answer);
    int writes; /* at least */
    int stride; /* every so manieth place: 1 where pieces differ, odd, so that both ways of going on are met */
} Job;

static const char *line_of(City *city, const char *id, const char *actor, const char *command, const char *args)
{
    return str_format(city->arena, "{\"id\":\"%s\",\"at\":\"" CROWD_AT "\",\"actor\":%s,\"command\":\"%s\",\"args\":%s}", id, actor,
                      command, args)
        .p;
}

/* ---- assess ---- */

static const char *assess_line(City *city) { return line_of(city, "february", CROWD_CLERK, "levy.assess", CROWD_FEB); }

/* ---- release ---- */

static void release_before(City *city)
{
    crowd_live(city);
    CHECK(answer_is(crowd_say(city, "february", CROWD_CLERK, "levy.assess", CROWD_FEB), "done"));
}

/* Said again it answers the same, so what was assessed is asked once more. */
static const char *release_line(City *city)
{
    Str assessed = crowd_say(city, "february", CROWD_CLERK, "levy.assess", CROWD_FEB);
    return line_of(city, "february-out", CROWD_REVIEWER, "levy.release", crowd_release_args(city, assessed));
}

static void release_after(City *city, Str answer)
{
    CHECK(answer_is(answer, "done"));
    CHECK(answer_is(crowd_say(city, "again", CROWD_REVIEWER, "levy.release",
                              crowd_release_args(city, crowd_say(city, "february", CROWD_CLERK, "levy.assess", CROWD_FEB))),
                    "already"));
}

/* ---- interest: a short year, the disk that is watched is a small one ---- */

static void interest_before(City *city)
{
    till_fill(city, 3);
    till_contribution(city, 1, month_make(2024, 11), 80000);
    till_contribution_alone(city, 2, month_make(2024, 12), 64000);
    till_line(city, 3, day_make(2024, 11, 5), 8888888);
    till_close(city, 2024, 11);
}

static const char *interest_line(City *city)
{
    return line_of(city, "credit", TILL_JOB, "interest.credit", "{\"region\":\"330100\",\"year\":2024}");
}

static void interest_after(City *city, Str answer)
{
    CHECK(answer_is(answer, "done"));
    CHECK(till_balance(city, 3, day_make(2025, 6, 1)) > 8888888);
}

/* ---- a file of wages ---- */

#define WAGES_ARGS(mode) \
    "{\"credit_code\":\"91330106MA2CFK4K7U\",\"month\":\"2025-02\",\"mode\":\"" mode "\",\"file\":\"crowd-wages.csv\"}"

static void wages_before(City *city)
{
    crowd_live(city);
    crowd_wages(city->arena, "crowd-wages.csv");
}

static const char *wages_line(City *city) { return line_of(city, "wages", CROWD_CLERK, "wage.declare", WAGES_ARGS("good-rows")); }

static void wages_after(City *city, Str answer)
{
    CHECK(str_find(answer, S("\"accepted\":4,\"good\":4,\"rejected_rows\":3")) > 0);
    Str again = crowd_say(city, "again", CROWD_CLERK, "wage.declare", WAGES_ARGS("good-rows"));
    CHECK(str_find(again, S("\"accepted\":4,\"good\":4,\"rejected_rows\":3")) > 0);
    crowd_release(city, crowd_say(city, "february", CROWD_CLERK, "levy.assess", CROWD_FEB));
}

/* ---- files of the bank and of the tax authority ---- */

#define BANK_ARGS "{\"kind\":\"bank-statement\",\"region\":\"330100\",\"file\":\"crowd-bank.csv\",\"mode\":\"good-rows\"}"
#define TAX_ARGS "{\"kind\":\"tax-detail\",\"file\":\"crowd-tax.csv\",\"mode\":\"good-rows\"}"

static void bank_before(City *city)
{
    crowd_live(city);
    crowd_money(city, "crowd-bank.csv", "crowd-tax.csv");
}

static const char *bank_line(City *city) { return line_of(city, "bank", CROWD_CLERK, "file.import", BANK_ARGS); }

static void bank_after(City *city, Str answer)
{
    CHECK(str_find(answer, S("\"accepted\":5,\"good\":5,\"known\":0")) > 0);
    CHECK(str_find(answer, S("\"matched\":2,")) > 0 && str_find(answer, S("\"suspense\":3,")) > 0);
    CHECK(str_find(answer, S("\"rejected_rows\":3")) > 0);
    CHECK(str_find(answer, S("bill-amount")) > 0 && str_find(answer, S("no-payer")) > 0);
    Str again = crowd_say(city, "bank-again", CROWD_CLERK, "file.import", BANK_ARGS);
    CHECK(str_find(again, S("\"accepted\":0,\"good\":0,\"known\":5")) > 0);
    Str tax = crowd_say(city, "tax", CROWD_CLERK, "file.import", TAX_ARGS);
    CHECK(str_find(tax, S("\"matched\":1,")) > 0);
}

static void tax_before(City *city)
{
    bank_before(city);
    CHECK(answer_is(crowd_say(city, "bank", CROWD_CLERK, "file.import", BANK_ARGS), "done"));
}

static const char *tax_line(City *city) { return line_of(city, "tax", CROWD_CLERK, "file.import", TAX_ARGS); }

static void tax_after(City *city, Str answer)
{
    CHECK(str_find(answer, S("\"matched\":1,")) > 0 && str_find(answer, S("\"rejected_rows\":1")) > 0);
    Str again = crowd_say(city, "tax-again", CROWD_CLERK, "file.import", TAX_ARGS);
    CHECK(str_find(again, S("\"accepted\":0,\"good\":0")) > 0 && str_find(again, S("\"matched\":0")) > 0);
}

/* ---- the approval of a case: differences of a base that was published late ---- */

#define FLOOR_ARGS \
    "{\"region\":\"330100\",\"from\":\"2025-02\",\"free_until\":\"2025-06-30\",\"notice\":{\"no\":\"N12\",\"day\":\"2025-03-04\"}}"

static void floor_before(City *city)
{
    wages_before(city);
    CHECK(answer_is(crowd_say(city, "wages", CROWD_CLERK, "wage.declare", WAGES_ARGS("good-rows")), "done"));
    crowd_release(city, crowd_say(city, "february", CROWD_CLERK, "levy.assess", CROWD_FEB));
    Str set = crowd_say(city, "floor", "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"office\"}", "policy.propose",
                        stage_floor(city->arena, "2025-02-01", 1000000));
    Str args = str_format(city->arena, "{\"set\":\"" STR_FMT "\"}", STR_ARG(answer_member(city->arena, set, "data.set")));
    CHECK(answer_is(crowd_say(city, "floor-used", CROWD_REVIEWER, "policy.approve", args.p), "done"));
    CHECK(answer_is(crowd_say(city, "adjust", CROWD_CLERK, "base.adjust", FLOOR_ARGS), "done"));
}

static Str floor_case(City *city)
{
    Str asked = crowd_say(city, "adjust", CROWD_CLERK, "base.adjust", FLOOR_ARGS);
    return answer_member(city->arena, asked, "data.case");
}

static const char *floor_line(City *city)
{
    Str args = str_format(city->arena, "{\"case\":\"" STR_FMT "\",\"decision\":\"approve\"}", STR_ARG(floor_case(city)));
    return line_of(city, "adjusted", CROWD_REVIEWER, "case.review", args.p);
}

static void floor_after(City *city, Str answer)
{
    CHECK(answer_is(answer, "done"));
    CHECK(str_find(answer, S("\"bills\":2,\"lines\":7,\"unknown\":10")) > 0);
    Str again = crowd_say(city, "adjust-again", CROWD_CLERK, "base.adjust", FLOOR_ARGS);
    CHECK_EQ(answer_err(city->arena, again), ERR_WRONG_STATE);
}

#define JOBS(X) \
    X(assess, "levy.assess", crowd_live, assess_line, crowd_release, 40, 1) \
    X(release, "levy.release", release_before, release_line, release_after, 30, 3) \
    X(interest, "interest.credit", interest_before, interest_line, interest_after, 20, 1) \
    X(wages, "wage.declare", wages_before, wages_line, wages_after, 15, 3) \
    X(bank, "file.import, bank", bank_before, bank_line, bank_after, 20, 3) \
    X(tax, "file.import, tax", tax_before, tax_line, tax_after, 15, 5) \
    X(adjust, "case.review of base.adjust", floor_before, floor_line, floor_after, 20, 3)
#define X(id, name, before, line, after, writes, stride) \
    static const Job job_##id = { name, before, line, after, writes, stride };
JOBS(X)
#undef X

static void after(const Job *job, City *city, Str answer)
{
    crowd_at_once(city);
    job->after(city, answer);
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
static Str said_until_done(City *city, const char *line, int *busy)
{
    Str answer = { 0 };
    for (int i = 0; i < 20; i++) {
        if (replay_line(city->replay, str(line), &answer) == OK && answer_is(answer, "done"))
            return str_copy(city->arena, answer);
        ++*busy;
    }
    test_fail(__FILE__, __LINE__, "never done: %.*s", STR_ARG(answer));
    return (Str){ 0 };
}

static Str prepared(Arena *arena, const Job *job)
{
    City city;
    Str folder = fixture_url(arena, ENGINE_FOLDER);
    if (!city_open(&city, arena, folder))
        return (Str){ 0 };
    job->before(&city);
    city_close(&city);
    return folder;
}

/* The work in a copy, its nth write fails; odd: in the same process, even: after a start. */
static bool one_fault(Arena *arena, const Job *job, Str folder, int nth, FaultKind kind, Hash *out)
{
    City city;
    int busy = 0;
    Str answer = { 0 }, copy = copy_of(arena, folder, nth);
    disk_install();
    bool open = city_open(&city, arena, copy), hit = false;
    if (open) {
        const char *line = job->line(&city);
        crowd_sliced(&city);
        fault_arm(kind, nth);
        (void)!replay_line(city.replay, str(line), &answer);
        hit = fault_disarm();
        if (nth % 2 == 0 || db_dead(city.bureau.db)) {
            city_close(&city);
            open = city_open(&city, arena, copy);
            crowd_sliced(&city);
        }
    }
    disk_remove();
    if (open) {
        after(job, &city, said_until_done(&city, job->line(&city), &busy));
        *out = stage_dump(&city);
        city_close(&city);
    }
    remove_copy(arena, copy);
    return hit && open;
}

static int every_fault(const Job *job, Str folder, FaultKind kind, Hash wanted)
{
    int hits = 0;
    for (int nth = 1;; nth += job->stride) {
        Arena own = arena_make((size_t)256 << 20);
        Hash is = { 0 };
        bool hit = one_fault(&own, job, folder, nth, kind, &is);
        if (!hash_eq(&is, &wanted))
            test_fail(__FILE__, __LINE__, "%s: fault %d at number %d", job->name, kind, nth);
        arena_drop(&own);
        if (!hit)
            return hits;
        hits++;
    }
}

static void each_fault(Arena *arena, const Job *job)
{
    Str folder = prepared(arena, job);
    Hash wanted = { 0 };
    if (!folder.n)
        return;
    (void)one_fault(arena, job, folder, 0, FAULT_NONE, &wanted);
    int writes = every_fault(job, folder, FAULT_WRITE, wanted), syncs = every_fault(job, folder, FAULT_SYNC, wanted);
    CHECK(writes * job->stride > job->writes && syncs >= 1);
    printf("  %s: %d writes and %d fsyncs failed\n", job->name, writes, syncs);
}

/* Once its books may be written, an approval is no longer anybody else's to undo. */
TEST(nobody_touches_a_case_that_is_being_carried_out)
{
    City city;
    int busy = 0;
    Str answer = { 0 };
    db_close(fixture_open(arena, ENGINE_MEMORY));
    disk_install();
    bool open = city_open(&city, arena, fixture_url(arena, ENGINE_FOLDER));
    if (open) {
        floor_before(&city);
        const char *line = floor_line(&city);
        Str args = str_format(arena, "{\"case\":\"" STR_FMT "\"}", STR_ARG(floor_case(&city)));
        crowd_sliced(&city);
        for (int nth = 1; nth < 40 && !city.bureau.store.batch.run; nth++) {
            fault_arm(FAULT_WRITE, nth);
            (void)!replay_line(city.replay, str(line), &answer);
            CHECK(fault_disarm());
        }
        CHECK(city.bureau.store.batch.run != 0 && !city.bureau.store.batch.done);
        Str gone = crowd_say(&city, "gone", CROWD_CLERK, "case.withdraw", args.p);
        CHECK_EQ(answer_err(arena, gone), ERR_CONFLICT);
        floor_after(&city, said_until_done(&city, line, &busy));
        CHECK_EQ(answer_err(arena, crowd_say(&city, "late", CROWD_CLERK, "case.withdraw", args.p)), ERR_WRONG_STATE);
        city_close(&city);
    }
    disk_remove();
}

/* ---- wherever the power goes ---- */

/* A life on a watched disk from its first byte: where the work begins, and what it ends as. */
static bool recorded(Arena *arena, const Job *job, size_t *begun, size_t *answered, Hash *out)
{
    City city;
    int busy = 0;
    if (!city_open(&city, arena, fixture_url(arena, ENGINE_FOLDER)))
        return false;
    job->before(&city);
    const char *line = job->line(&city);
    crowd_sliced(&city);
    *begun = record_count();
    Str answer = said_until_done(&city, line, &busy);
    *answered = record_count();
    after(job, &city, answer);
    *out = stage_dump(&city);
    city_close(&city);
    return true;
}

static Hash after_cut(Arena *arena, const Job *job, Str folder, size_t at, bool answered, uint64_t *seed)
{
    City city;
    int busy = 0;
    Hash is = { 0 };
    CHECK_EQ(system(str_format(arena, "rm -rf '" STR_FMT "' && mkdir -m 700 '" STR_FMT "'", STR_ARG(folder), STR_ARG(folder)).p),
             0);
    record_build(arena, at, seed, false, folder.p);
    if (!city_open(&city, arena, folder))
        return is;
    crowd_sliced(&city);
    if (answered && city.bureau.store.batch.run)
        test_fail(__FILE__, __LINE__, "%s: open after it was answered, operation %zu", job->name, at);
    after(job, &city, said_until_done(&city, job->line(&city), &busy));
    CHECK_EQ(busy, 0);
    is = stage_dump(&city);
    city_close(&city);
    return is;
}

static void every_cut(Arena *arena, const Job *job)
{
    size_t begun = 0, answered = 0;
    uint64_t seed = 11;
    Hash wanted = { 0 };
    Str folder = str_format(arena, STR_FMT "-cut", STR_ARG(fixture_url(arena, ENGINE_FOLDER)));
    db_close(fixture_open(arena, ENGINE_MEMORY));
    disk_install();
    Arena disk = arena_make((size_t)256 << 20); /* its own: a life takes back what it took of the other */
    record_start(&disk);
    bool fine = recorded(arena, job, &begun, &answered, &wanted);
    size_t operations = record_count();
    disk_remove();
    for (size_t at = begun; fine && at <= operations; at += (size_t)job->stride) {
        Arena own = arena_make((size_t)256 << 20);
        Hash is = after_cut(&own, job, folder, at, at >= answered, &seed);
        if (!hash_eq(&is, &wanted))
            test_fail(__FILE__, __LINE__, "%s: cut after operation %zu of %zu", job->name, at, operations);
        arena_drop(&own);
    }
    printf("  %s: %zu operations, answered at %zu\n", job->name, operations - begun, answered - begun);
    CHECK(operations > begun + (size_t)job->writes);
    arena_drop(&disk);
    remove_copy(arena, folder);
}

/* ---- wherever the line to the server is cut ---- */

/* The work through a line that is cut after so many bytes; false: it was over before. */
static bool one_line(Arena *arena, const Job *job, int bytes, Hash *out)
{
    City city;
    int busy = 0;
    Str answer = { 0 }, url = fixture_url(arena, ENGINE_POSTGRES);
    bool cut = false;
    if (!url.p)
        return false;
    Proxy *proxy = proxy_start(arena, proxy_server(arena).p);
    if (city_open(&city, arena, str_format(arena, STR_FMT "&host=%s", STR_ARG(url), proxy_folder(proxy)))) {
        job->before(&city);
        const char *line = job->line(&city);
        crowd_sliced(&city);
        proxy_arm(proxy, bytes ? PROXY_CUT_AT : PROXY_PASS, bytes);
        (void)!replay_line(city.replay, str(line), &answer);
        cut = bytes && !proxy_armed(proxy);
        proxy_arm(proxy, PROXY_PASS, 0);
        after(job, &city, said_until_done(&city, line, &busy));
        CHECK_EQ(city.bureau.store.batch.run, 0);
        *out = stage_dump(&city);
        city_close(&city);
    }
    proxy_stop(proxy);
    return cut;
}

static void each_line_cut(const Job *job)
{
    Arena first = arena_make((size_t)256 << 20);
    Hash wanted = { 0 };
    int cuts = 0;
    bool cut = true;
    (void)one_line(&first, job, 0, &wanted);
    for (int bytes = 700; cut; bytes += bytes / (job->stride > 1 ? 2 : 3)) {
        Arena own = arena_make((size_t)256 << 20);
        Hash is = { 0 };
        cut = one_line(&own, job, bytes, &is);
        cuts += cut;
        if (!hash_eq(&is, &wanted))
            test_fail(__FILE__, __LINE__, "%s: cut after %d bytes", job->name, bytes);
        arena_drop(&own);
    }
    CHECK(cuts >= 5);
    printf("  %s: %d cuts of the line\n", job->name, cuts);
    arena_drop(&first);
}

/* ---- each of them ---- */

#define X(id, ...) \
    TEST(long_work_of_##id##_ends_the_same_whichever_write_fails) { each_fault(arena, &job_##id); } \
    TEST(long_work_of_##id##_ends_the_same_wherever_the_power_goes) { every_cut(arena, &job_##id); } \
    TEST(long_work_of_##id##_ends_the_same_wherever_its_line_is_cut) { each_line_cut(&job_##id); }
JOBS(X)
