/* sending.c - `shebao outbox send` and `shebao witness`: what leaves the bureau for others to keep. */
#include "app/cli.h"
#include "app/office.h"
#include "core/letters.h"
#include "core/witness.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

enum { LIFE_BYTES = 1 << 30, PAUSE_SECONDS = 5, TIMEOUT_MOST_S = 3600, RECORD_TRIES = 20, RECORD_PAUSE_MS = 100 };

typedef struct {
    const char *db, *policy, *with, *notices;
    int64_t timeout_s;
    bool once, json, en;
    Arena *life;
} Wish;

static atomic_bool stopped;

static void stop_now(int number)
{
    (void)number;
    atomic_store(&stopped, true);
}

static int refused(Why *why, Err err, bool en)
{
    why->code = err;
    return talk_refused(why, en);
}

/* The bureau is taken only for the moment in which the result is written: other commands go on between two messages. */
static Err record_now(const Wish *wish, Arena *arena, const Delivery *delivery, int64_t mark)
{
    Db *db = NULL;
    Why why = { .arena = arena };
    TRY(db_open(arena, cli_db(wish->db), DB_WRITER, &db, &why));
    Err err = db_begin(db);
    err = err == OK && delivery ? delivery_put(db, delivery, mark) : err;
    err = err == OK ? db_commit(db) : err;
    db_rollback(db);
    db_close(db);
    return err == OK ? OK : ERR_BUSY;
}

static Err record(void *context, const Delivery *delivery, int64_t mark)
{
    const Wish *wish = context;
    Err err = ERR_BUSY;
    for (int i = 0; err != OK && i < RECORD_TRIES; i++) {
        size_t before = arena_mark(wish->life);
        if (i)
            nanosleep(&(struct timespec){ .tv_nsec = RECORD_PAUSE_MS * 1000000L }, NULL);
        err = record_now(wish, wish->life, delivery, mark);
        arena_back(wish->life, before);
    }
    return err;
}

static void say_counts(const Wish *wish, Arena *arena, const SenderCounts *counts)
{
    long long sent = (long long)counts->sent, failed = (long long)counts->failed, waiting = (long long)counts->waiting;
    if (wish->json)
        talk_put(str_format(arena, "{\"sent\":%lld,\"failed\":%lld,\"waiting\":%lld}\n", sent, failed, waiting));
    else if (wish->once || sent || failed)
        talk_put(str_format(arena, wish->en ? "sent %lld, failed %lld, waiting %lld\n" : "已送达 %lld，失败 %lld，等待 %lld\n",
                            sent, failed, waiting));
}

/* Messages to the one command, notices of people to the other. */
static Err pass(const Wish *wish, Sender sender, Arena *arena, SenderCounts *out)
{
    SenderCounts notices = { 0 };
    Err err = OK;
    Time now = { (int64_t)time(NULL) };
    *out = (SenderCounts){ 0 };
    sender.command = wish->with;
    if (wish->with)
        err = sender_pass(&sender, arena, now, out);
    sender.command = wish->notices;
    if (wish->notices && err == OK)
        err = letters_pass(&sender, arena, now, &notices);
    out->sent += notices.sent;
    out->failed += notices.failed;
    out->waiting += notices.waiting;
    return err;
}

static int send_all(Wish *wish, Bureau *reader, Arena *arena)
{
    Sender sender = {
        .reader = reader, .timeout_ms = (int)wish->timeout_s * 1000, .record = record, .context = wish, .stop = &stopped
    };
    SenderCounts counts = { 0 };
    Err err = OK;
    while (!atomic_load(&stopped)) {
        err = pass(wish, sender, arena, &counts);
        say_counts(wish, arena, &counts);
        arena_reset(arena);
        if (wish->once || err != OK)
            break;
        sleep(PAUSE_SECONDS);
    }
    Why why = { .arena = arena };
    if (err != OK)
        return refused(&why, err, wish->en);
    return wish->once && (counts.failed || counts.waiting) ? EXIT_AGAIN : EXIT_DONE;
}

static int send_run(Wish *wish)
{
    Arena life = arena_make(LIFE_BYTES), arena = arena_make(LIFE_BYTES);
    Bureau reader;
    Why why = { .arena = &life };
    wish->life = &life;
    /* What cannot be recorded is not sent at all; this also brings an older schema up to date. */
    if (record_now(wish, &life, NULL, 0) != OK) {
        talk_say(wish->en, "业务数据库正被使用；服务运行时请用 shebao serve --outbox 命令。",
                 "the bureau is in use; while it is served, let shebao serve --outbox COMMAND send.");
        return EXIT_AGAIN;
    }
    Err err = bureau_open(&reader, &(BureauOptions){ .url = cli_db(wish->db), .mode = DB_READER, .policy = wish->policy }, &why);
    if (err != OK)
        return refused(&why, err, wish->en);
    signal(SIGTERM, stop_now);
    signal(SIGINT, stop_now);
    int code = send_all(wish, &reader, &arena);
    bureau_close(&reader);
    arena_drop(&arena);
    arena_drop(&life);
    return code;
}

static bool no_bureau(Arena *arena, const char *db, bool en)
{
    if (cli_db_exists(arena, cli_db(db)))
        return false;
    talk_say(en, STR_FMT " 里没有业务数据库。", "there is no bureau in " STR_FMT ".", STR_ARG(cli_db(db)));
    return true;
}

int outbox_main(int count, char **words)
{
    int used = 0;
    char noun[] = "outbox", *name[] = { noun, count ? words[0] : noun };
    const CatalogueRow *row = cli_row(2, name, true, &used); /* `shebao outbox list` asks what it says */
    if (count && row && used == 2)
        return cli_run(row, true, count - 1, words + 1);
    Arena life = arena_make(LIFE_BYTES);
    Wish wish = { .timeout_s = SENDER_TIMEOUT_MS / 1000 };
    Options options;
    const Option list[] = { { .name = "db", .text = &wish.db },
                            { .name = "policy", .text = &wish.policy },
                            { .name = "with", .text = &wish.with },
                            { .name = "notices", .text = &wish.notices },
                            { .name = "timeout", .number = &wish.timeout_s, .least = 1, .most = TIMEOUT_MOST_S },
                            { .name = "once", .flag = &wish.once },
                            { .name = "json", .flag = &wish.json },
                            { 0 } };
    if (!options_read("outbox", count, words, list, 1, &options))
        return EXIT_USAGE;
    wish.en = options.en;
    if (options.help || !options.plains || strcmp(options.plain[0], "send") || (!wish.with && !wish.notices)) {
        talk_put(S("  shebao outbox send --with ./deliver --once\n"
                   "  shebao outbox send --db ./bureau --with 'curl -fsS --data-binary @- http://partner/messages' --timeout 10\n"
                   "  shebao outbox send --notices ./send-sms-or-mail --once\n"
                   "  shebao query outbox.list\n"
                   "  shebao query letter.list\n"));
        return options.help ? EXIT_DONE : EXIT_USAGE;
    }
    if (no_bureau(&life, wish.db, wish.en))
        return EXIT_NOT_FOUND;
    arena_drop(&life);
    return send_run(&wish);
}

/* ---- witness ---- */

/* The line is on the disk when this answers. */
static bool append(const char *path, Str line)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    bool done = fd >= 0 && write(fd, line.p, line.n) == (ssize_t)line.n && fsync(fd) == 0;
    return fd >= 0 && close(fd) == 0 && done;
}

static Err head(Arena *life, const char *db, const char *policy, Witness *out, Why *why)
{
    Bureau bureau;
    TRY(bureau_open(&bureau, &(BureauOptions){ .url = cli_db(db), .mode = DB_READER, .policy = policy }, why));
    Journal journal = { .db = bureau.db };
    Err err = db_begin(bureau.db);
    err = err == OK ? witness_head(&journal, life, out) : err;
    db_rollback(bureau.db);
    bureau_close(&bureau);
    if (err == OK && !out->entry)
        return refuse(why, ERR_WRONG_STATE, "", "日志还是空的，没有可见证的内容。",
                      "The journal is empty: there is nothing to witness yet.");
    return err;
}

int witness_main(int count, char **words)
{
    Arena life = arena_make(LIFE_BYTES);
    const char *db = NULL, *policy = NULL, *file = NULL;
    Options options;
    const Option list[] = {
        { .name = "db", .text = &db }, { .name = "policy", .text = &policy }, { .name = "append", .text = &file }, { 0 }
    };
    if (!options_read("witness", count, words, list, 0, &options))
        return EXIT_USAGE;
    if (options.help) {
        talk_put(S("  shebao witness\n  shebao witness --db ./bureau --append witness.txt\n"
                   "  shebao witness | mail -s witness notary@example.org\n  shebao verify --witness witness.txt\n"));
        return EXIT_DONE;
    }
    if (no_bureau(&life, db, options.en))
        return EXIT_NOT_FOUND;
    Why why = { .arena = &life };
    Witness witness = { 0 };
    Err err = head(&life, db, policy, &witness, &why);
    if (err != OK)
        return refused(&why, err, options.en);
    Str line = str_format(&life, STR_FMT "\n", STR_ARG(witness_line(&life, &witness)));
    if (file && !append(file, line)) {
        talk_say(options.en, "无法写入 %s。", "cannot write %s.", file);
        return EXIT_AGAIN;
    }
    talk_put(line);
    arena_drop(&life);
    return EXIT_DONE;
}
