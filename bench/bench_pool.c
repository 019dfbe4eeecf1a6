/* bench_pool.c - many postings to one fund while its total is asked all the time, beside the same postings spread over a
 * thousand funds whose totals are asked in turn. No row holds a balance that every posting would have to change, so one pool is
 * no slower. Sixty-four postings a commit, as the writer groups what comes at once; the asking has a thread and a handle of its
 * own. */
#include "bench.h"
#include "core/writer.h"
#include "ledger/ledger.h"
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { POSTINGS = 32768, GROUP = 64, SPREAD = 1000, PAUSE_US = 100000 };
static const Day day = { 20160 };

typedef struct {
    Str url;
    atomic_bool stop, failed;
    int regions, first;
    int64_t asked, ns;
} Asking;

/* Ten totals a second, more than all desks of an office ask. */
static void *ask(void *context)
{
    Asking *asking = context;
    Arena arena = arena_make((size_t)64 << 20);
    BureauOptions how = { .url = asking->url, .mode = DB_READER };
    Why why = { .arena = &arena };
    Bureau reader;
    asking->failed = bureau_open(&reader, &how, &why) != OK;
    size_t mark = arena_mark(&arena);
    for (int i = 0; !asking->stop && !asking->failed; i++) {
        Money total;
        BalanceOf of = { .account = LEDGER_POOL_PENSION, .region = asking->first + i % asking->regions };
        int64_t began = bench_now_ns();
        bool fine = db_begin(reader.db) == OK && ledger_balance(reader.db, &arena, &of, day, known_now, &total) == OK;
        db_rollback(reader.db);
        asking->failed = asking->failed || !fine;
        asking->ns += bench_now_ns() - began;
        asking->asked++;
        arena_back(&arena, mark);
        nanosleep(&(struct timespec){ .tv_nsec = PAUSE_US * 1000L }, NULL);
    }
    bureau_close(&reader);
    arena_drop(&arena);
    return NULL;
}

static LedgerLine line_of(LedgerAccount account, int region, LedgerNormal way)
{
    return (LedgerLine){ .account = account, .region = region, .month = MONTH_NONE, .way = way, .amount = { 12345 } };
}

static bool group_post(Bureau *bureau, Arena *arena, const Asking *asking, int at)
{
    Journal *journal = &bureau->journal;
    size_t mark = arena_mark(arena);
    bool fine = db_begin(bureau->db) == OK, already = false;
    for (int i = at; fine && i < at + GROUP; i++) {
        Ledger ledger = ledger_open(bureau->db, journal->last + 1);
        int region = asking->first + i % asking->regions;
        LedgerLine lines[] = { line_of(LEDGER_BANK, region, DEBIT), line_of(LEDGER_POOL_PENSION, region, CREDIT) };
        Str key = str_format(arena, "pool/%lld", (long long)journal->last);
        LedgerDraft draft = { .key = key, .text = TEXT_PAYMENT, .day = day, .voucher = S("bench"), .lines = lines, .count = 2 };
        LedgerId id;
        EntryDraft entry = { .at = day_start(day),
                             .command = CMD_PAYMENT_RECORD,
                             .role = ROLE_JOB,
                             .user = S("bench"),
                             .org = S("office"),
                             .key = journal_key(arena, S("office"), S("bench"), key) };
        fine = entry_post(&ledger, arena, &draft, &id, &already, NULL) == OK;
        entry.side = ledger_side(&ledger);
        fine = fine && journal_append(journal, arena, &entry, NULL, 0) == OK;
    }
    fine = fine && db_commit(bureau->db) == OK;
    db_checkpoint(bureau->db);
    arena_back(arena, mark);
    return fine;
}

/* Postings a second into that many funds; 0: it failed. */
static int64_t rate_of(Bureau *bureau, Arena *arena, Asking *asking, int64_t postings)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, ask, asking))
        return 0;
    int64_t began = bench_now_ns();
    bool fine = true;
    for (int64_t i = 0; fine && i < postings; i += GROUP)
        fine = group_post(bureau, arena, asking, (int)i);
    int64_t ns = bench_now_ns() - began;
    asking->stop = true;
    pthread_join(thread, NULL);
    return fine && !asking->failed ? bench_rate(postings, ns) : 0;
}

static bool open_fresh(const BenchOptions *options, int which, Bureau *bureau, Str *url)
{
    Why why = { .arena = options->arena };
    *url = bench_url(options, which == 1 ? "pool_one" : "pool_many");
    BureauOptions how = { .url = *url, .mode = DB_WRITER, .seed = S("bench") };
    return bureau_open(bureau, &how, &why) == OK;
}

bool bench_pool(const BenchOptions *options, BenchResult *out)
{
    Bureau one, spread;
    Str one_url, spread_url;
    int64_t postings = (options->size ? options->size : POSTINGS) / GROUP * GROUP, one_ns = 0, one_asked = 0;
    if (!postings || !open_fresh(options, 1, &one, &one_url) || !open_fresh(options, 2, &spread, &spread_url))
        return false;
    out->rounds = options->rounds;
    out->unit = "postings/s";
    out->yardstick_is = "the same postings spread over a thousand funds";
    out->target_permille = 950; /* the same, within what two measurements of one thing differ here */
    for (int i = 0; i < options->rounds; i++) {
        Asking to_one = { .url = one_url, .regions = 1, .first = 330100 + i };
        Asking to_many = { .url = spread_url, .regions = SPREAD, .first = 400000 + i * SPREAD };
        out->figures[i] = rate_of(&one, options->arena, &to_one, postings);
        out->yardsticks[i] = rate_of(&spread, options->arena, &to_many, postings);
        one_ns += to_one.ns;
        one_asked += to_one.asked;
        if (!out->figures[i] || !out->yardsticks[i])
            return false;
    }
    bench_extra(out, "total_mean_us", "us", one_asked ? one_ns / one_asked / 1000 : 0, 0, true);
    bench_extra(out, "totals_asked", "", one_asked, 0, false);
    bureau_close(&one);
    bureau_close(&spread);
    return true;
}
