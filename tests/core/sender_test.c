/* sender_test.c - outgoing messages: taken, refused, tried again, hanging, flooding, and a crash between sending and
 * recording; in order for one person; nothing of it in dump and verify. On every engine. */
#include "support/city.h"
#include "core/program.h"
#include "core/sender.h"
#include "outgoing.h"
#include "core/verify.h"
#include "core/witness.h"
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const Time noon = { 1740801600 };
static const char auditor[] = "{\"role\":\"auditor\",\"user\":\"x\"}";

typedef struct {
    City city;
    Arena work;
    const char *folder;
    Sender sender;
    int records, record_fails; /* the next so many recordings fail */
    SenderCounts counts;
} Post;

static Err record(void *context, const Delivery *delivery, int64_t mark)
{
    Post *post = context;
    Db *db = post->city.bureau.db;
    post->records++;
    if (post->record_fails-- > 0)
        return ERR_BUSY;
    TRY(db_begin(db)); /* refused inside another transaction: none may be open while a program runs */
    TRY(delivery_put(db, delivery, mark));
    return db_commit(db);
}

static bool post_open(Post *post, Arena *arena, Engines engine)
{
    *post = (Post){ .folder = str_z(arena, str_format(arena, "%s/post-XXXXXX", test_scratch_dir())) };
    if (!mkdtemp((char *)(uintptr_t)post->folder) || !city_found(&post->city, arena, engine))
        return false;
    post->work = arena_make((size_t)256 << 20);
    city_live(&post->city);
    post->sender = (Sender){ .reader = &post->city.bureau, .timeout_ms = 20000, .record = record, .context = post };
    return true;
}

static void post_close(Post *post)
{
    arena_drop(&post->work);
    city_close(&post->city);
}

/* `@` stands for the folder. */
static Err post_send(Post *post, Time now, const char *command)
{
    post->sender.command = outgoing_command(post->city.arena, post->folder, command);
    post->records = 0;
    return sender_pass(&post->sender, &post->work, now, &post->counts);
}

static Str post_file(Post *post, const char *name)
{
    return outgoing_file(post->city.arena, post->folder, name);
}

static int64_t lines_in(Str text)
{
    int64_t lines = 0;
    for (size_t i = 0; i < text.n; i++)
        lines += text.p[i] == '\n';
    return lines;
}

static int64_t messages_of(Post *post)
{
    Journal journal;
    CHECK_EQ(journal_open(&journal, post->city.bureau.db), OK);
    return journal.outbox;
}

static const JsonNode *outbox(Post *post) { return city_ask(&post->city, auditor, "outbox.list", "{}"); }

typedef void PostTest(Post *post, Arena *arena);
static void each_post(Arena *arena, PostTest *test)
{
    for (Engines engine = 0; engine < ENGINE_END; engine++) {
        Post *post = arena_new(arena, Post, 1);
        bool open = post_open(post, arena, engine);
        CHECK(open);
        if (open) {
            test(post, arena);
            post_close(post);
        }
    }
}

static const char take[] = "cat >>@/got && echo \"$SHEBAO_MESSAGE_ID\" >>@/ids";

static void taken_once(Post *post, Arena *arena)
{
    int64_t all = messages_of(post);
    VerifyResult before = { 0 }, after = { 0 };
    CHECK(all > 3);
    CHECK_EQ(verify_bureau(arena, &post->city.bureau, false, &before), OK);
    CHECK_EQ(post_send(post, noon, take), OK);
    CHECK_EQ(post->counts.sent, all);
    CHECK_EQ(post->counts.failed + post->counts.waiting, 0);
    Str got = post_file(post, "got"), ids = post_file(post, "ids"), first = got, first_id = ids;
    CHECK_EQ(lines_in(got), all);
    /* Each is one line of JSON with its id, which is also in the environment, and a witness of the chain. */
    JsonNode *node = NULL;
    Why why = { .arena = arena };
    CHECK_EQ(json_read(arena, str_cut(&first, '\n'), &node, &why), OK);
    CHECK_STR(text_at(node, "id"), str_cut(&first_id, '\n'));
    CHECK_EQ(number_at(node, "n"), 1);
    Witness witness;
    CHECK(witness_read(text_at(node, "witness"), &witness));
    CHECK_EQ(witness.entry, number_at(node, "entry"));
    CHECK_EQ(post_send(post, (Time){ noon.s + 86400 }, take), OK); /* nothing twice */
    CHECK_EQ(post->counts.sent, 0);
    CHECK_EQ(post->records, 0);
    CHECK_EQ(lines_in(post_file(post, "ids")), all);
    CHECK_STR(text_at(outbox(post), "items.0.delivered_at"), time_text(arena, noon));
    CHECK_EQ(number_at(outbox(post), "items.0.attempts"), 1);
    /* What is outside the chain is neither compared nor counted. */
    CHECK_EQ(verify_bureau(arena, &post->city.bureau, false, &after), OK);
    CHECK(before.whole && after.whole);
    CHECK_EQ(after.rows, before.rows);
}
TEST(messages_are_taken_once) { each_post(arena, taken_once); }

static void tried_again(Post *post, Arena *arena)
{
    int64_t all = messages_of(post);
    static const int64_t delays[] = { 30, 60, 120, 240, 480, 960, 1920, 3600, 3600 };
    Time now = noon;
    CHECK_EQ(post_send(post, now, "echo x >>@/tries; exit 3"), OK);
    CHECK(post->counts.failed >= 1 && post->counts.failed <= SENDER_FAILURES_MAX);
    CHECK_EQ(post->counts.sent, 0);
    int64_t tries = lines_in(post_file(post, "tries"));
    CHECK_EQ(tries, post->counts.failed);
    CHECK_STR(text_at(outbox(post), "items.0.last_error"), S("exit-3"));
    CHECK_STR(text_at(outbox(post), "items.0.next_at"), time_text(arena, (Time){ now.s + 30 }));
    CHECK(!text_at(outbox(post), "items.0.delivered_at").n);
    for (size_t i = 1; i < sizeof delays / sizeof *delays; i++) {
        CHECK_EQ(post_send(post, (Time){ now.s + delays[i - 1] - 1 },
                           "test $SHEBAO_MESSAGE_ID = x; echo $SHEBAO_MESSAGE_ID >>@/early; exit 3"),
                 OK);
        CHECK(str_find(post_file(post, "early"), S("M1-")) < 0);
        now.s += delays[i - 1];
        CHECK_EQ(post_send(post, now, "exit 3"), OK);
        CHECK_EQ(number_at(outbox(post), "items.0.attempts"), (int64_t)i + 1);
        CHECK_STR(text_at(outbox(post), "items.0.next_at"), time_text(arena, (Time){ now.s + delays[i] }));
    }
    CHECK_EQ(post_send(post, (Time){ now.s + 3600 }, take), OK);
    CHECK_EQ(post->counts.sent, all);
    CHECK(!text_at(outbox(post), "items.0.last_error").n);
}
TEST(messages_are_tried_again_later_and_later) { each_post(arena, tried_again); }

/* The program refuses what speaks of the blacklist: the others leave, but none of that person's behind it. */
static void in_order(Post *post, Arena *arena)
{
    (void)arena;
    CHECK_EQ(post_send(post, noon, "cat >@/one; if grep -q BLACKLIST @/one; then exit 1; fi; cat @/one >>@/got"), OK);
    CHECK(post->counts.failed >= 1);
    const JsonNode *items = json_member(outbox(post), "items");
    int64_t blocked[16] = { 0 }, seen = 0, checked = 0;
    for (size_t k = 0; k < items->count; k++) {
        const JsonNode *item = &items->items[k];
        int64_t person = number_at(item, "person");
        bool behind = false;
        for (int64_t i = 0; i < seen; i++)
            behind |= blocked[i] == person;
        if (behind) {
            CHECK(!text_at(item, "delivered_at").n);
            CHECK_EQ(number_at(item, "attempts"), 0);
            checked++;
        } else if (!text_at(item, "delivered_at").n && seen < 16)
            blocked[seen++] = person;
    }
    CHECK(seen > 0 && checked > 0);
    CHECK_EQ(post_send(post, (Time){ noon.s + 30 }, take), OK);
    CHECK_EQ(post->counts.waiting, 0);
}
TEST(no_message_overtakes_another_of_the_same_person) { each_post(arena, in_order); }

static void not_recorded(Post *post, Arena *arena)
{
    (void)arena;
    post->record_fails = 1;
    CHECK_EQ(post_send(post, noon, take), ERR_BUSY);
    CHECK_EQ(post->records, 1);
    post->record_fails = 0;
    Str first = post_file(post, "ids"), id = str_cut(&first, '\n');
    CHECK_EQ(post_send(post, noon, take), OK);
    Str ids = post_file(post, "ids");
    CHECK_EQ(lines_in(ids), messages_of(post) + 1);
    CHECK_STR(str_cut(&ids, '\n'), id); /* the same message under the same id */
    CHECK_STR(str_cut(&ids, '\n'), id);
}
TEST(message_that_was_not_recorded_is_sent_again_under_its_id) { each_post(arena, not_recorded); }

/* ---- the program itself ---- */

static int64_t run(Arena *arena, const char *command, int timeout_ms)
{
    return program_run(arena, command, S("M1-00"), S("{\"n\":1}\n"), timeout_ms, NULL);
}

TEST(program_results)
{
    CHECK_EQ(run(arena, "true", 20000), 0);
    CHECK_EQ(run(arena, "exit 42", 20000), 42);
    CHECK_EQ(run(arena, "kill -9 $$", 20000), DELIVERY_SIGNAL + SIGKILL);
    CHECK_EQ(run(arena, "no-such-program-anywhere", 20000), 127);
    CHECK_EQ(run(arena, "read line && test \"$line\" = '{\"n\":1}'", 20000), 0);
    CHECK_EQ(run(arena, "test \"$SHEBAO_MESSAGE_ID\" = M1-00", 20000), 0);
    CHECK_EQ(run(arena, "test -z \"$(ls /proc/self/fd | tail -n +5)\"", 20000), 0); /* no other file of ours is open */
    CHECK_STR(delivery_error(arena, 42), S("exit-42"));
    CHECK_STR(delivery_error(arena, DELIVERY_SIGNAL + 9), S("signal-9"));
    CHECK_STR(delivery_error(arena, DELIVERY_TIMEOUT), S("timeout"));
    CHECK_STR(delivery_error(arena, DELIVERY_NOT_STARTED), S("not-started"));
    CHECK_EQ(delivery_error(arena, 0).n, 0);
}

TEST(program_that_hangs_is_killed_with_all_it_started)
{
    const char *file = str_z(arena, str_format(arena, "%s/child", test_scratch_dir()));
    const char *command = str_z(arena, str_format(arena, "sleep 1000 & echo $! >%s; wait", file));
    CHECK_EQ(run(arena, command, 700), DELIVERY_TIMEOUT);
    FILE *opened = fopen(file, "r");
    int child = 0;
    CHECK(opened && fscanf(opened, "%d", &child) == 1 && child > 1);
    if (opened)
        fclose(opened);
    for (int i = 0; i < 50 && kill(child, 0) == 0; i++)
        usleep(20000);
    char state = 'x'; /* gone, or dead and not yet buried */
    FILE *stat_file = fopen(str_z(arena, str_format(arena, "/proc/%d/stat", child)), "r");
    if (stat_file) {
        CHECK(fscanf(stat_file, "%*d %*s %c", &state) == 1);
        fclose(stat_file);
    }
    CHECK(state == 'x' || state == 'Z');
    /* Nobody reads the message, and nobody ends: the other side of not reading. */
    CHECK_EQ(run(arena, "exec <&-; sleep 1000", 300), DELIVERY_TIMEOUT);
}

TEST(program_that_floods_is_read_by_nobody)
{
    CHECK_EQ(run(arena, "head -c 300000000 /dev/zero; head -c 300000000 /dev/zero >&2", 60000), 0);
    Buf large = { .arena = arena }; /* a message larger than any pipe, of which nothing is read */
    for (int i = 0; i < 1 << 20; i++)
        buf_char(&large, 'x');
    CHECK_EQ(program_run(arena, "true", S("M1-00"), buf_str(&large), 20000, NULL), 0);
    CHECK_EQ(program_run(arena, "test $(wc -c) = 1048576", S("M1-00"), buf_str(&large), 20000, NULL), 0);
}

TEST(program_is_stopped_when_we_stop)
{
    atomic_bool stop = true;
    CHECK_EQ(program_run(arena, "sleep 1000", S("M1-00"), S("x"), 60000, &stop), PROGRAM_STOPPED);
}

TEST(delays_are_bounded)
{
    CHECK_EQ(delivery_delay(1), 30);
    CHECK_EQ(delivery_delay(2), 60);
    CHECK_EQ(delivery_delay(1000000), 3600);
    CHECK_EQ(delivery_delay(0), 30);
}
