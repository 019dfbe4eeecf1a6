/* sets_load_test.c - a set is approved while the writer is busy and readers read: everybody changes over at the entry of the
 * approval; a program that ends between the approval and the change goes on by the new set. */
#include "core/apply.h"
#include "core/due.h"
#include "core/sets.h"
#include "desk.h"
#include <unistd.h>

enum { BEFORE = 200, AFTER = 200, MARCH_10 = 1741572000, READER_BYTES = 64 << 20 };

static Request request(Arena *arena, const char *id, const char *command, Role role, const char *user, Str args)
{
    JsonNode *node = NULL;
    CHECK_EQ(json_read(arena, args, &node, NULL), OK);
    return (Request){ .id = str(id),
                      .command = str(command),
                      .actor = { .role = role, .user = str(user), .org = S("office") },
                      .at = { MARCH_10 },
                      .args = node };
}

/* The nation with other months until a card sleeps, so that due days move. */
static Request proposal(Arena *arena)
{
    size_t count = 0;
    const PolicyFile *files = policy_builtin_files(&count);
    Str text = { 0 };
    for (size_t i = 0; i < count; i++)
        text = str_is(files[i].name, "national.yaml") ? files[i].text : text;
    long at = str_find(text, S("    dormant_months:\n"));
    CHECK(at > 0);
    Str rest = str_from(text, (size_t)at + strlen("    dormant_months:\n")), list = rest;
    while (str_starts(rest, S("      ")))
        str_cut(&rest, '\n');
    list.n -= rest.n;
    Json json = json_make(arena);
    json_open(&json, '{');
    json_put(&json, "region", S("national"));
    json_put(&json, "text",
             str_format(arena, STR_FMT "      - {from: 2025-04-01, value: 2, reference: 甲号文, status: final}\n" STR_FMT,
                        STR_ARG(str_head(text, text.n - rest.n)), STR_ARG(rest)));
    json_close(&json, '}');
    return request(arena, "propose", "policy.propose", ROLE_ADMIN, "root", json_str(&json));
}

static Request approval(Arena *arena)
{
    return request(arena, "approve", "policy.approve", ROLE_REVIEWER, "r1", S("{\"set\":\"P2\"}"));
}

typedef struct {
    Str url;
    _Atomic int stop;
    _Atomic int64_t turns, old_turns, new_turns, wrong;
} Reader;

/* In one moment of the database: the set in hand is the new one exactly where the approval's entry is seen. */
static void turn(Reader *reader, Bureau *bureau, Arena *arena)
{
    SetUse *uses = NULL;
    size_t count = 0;
    Journal journal = { .db = bureau->db };
    int64_t entry = 0;
    if (db_begin(bureau->db) != OK)
        return;
    if (sets_follow(bureau, NULL) == OK && sets_uses(bureau->db, arena, 0, &uses, &count) == OK &&
        journal_entry_at(&journal, arena, (Time){ INT64_MAX / 2 }, &entry) == OK) {
        bool approved = count == 1 && uses[0].entry <= entry;
        reader->wrong += (bureau->policy_n == 2) != approved || (bureau->policy == bureau->policy_first) == approved;
        reader->old_turns += !approved;
        reader->new_turns += approved;
        reader->turns++;
    }
    db_rollback(bureau->db);
}

static void *reads(void *context)
{
    Reader *reader = context;
    Bureau bureau;
    Arena arena = arena_make(READER_BYTES);
    BureauOptions options = { .url = reader->url, .mode = DB_READER };
    if (bureau_open(&bureau, &options, NULL) == OK)
        while (!reader->stop) {
            turn(reader, &bureau, &arena);
            arena_reset(&arena);
        }
    bureau_close(&bureau);
    arena_drop(&arena);
    return NULL;
}

TEST(sets_change_over_at_one_entry_under_load)
{
    for (int engine = ENGINE_FOLDER; engine < ENGINE_END; engine++) {
        City city;
        Writer writer;
        pthread_t threads[2];
        Desk desk = { .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER };
        if (!city_found(&city, arena, (Engines)engine))
            continue;
        city_live(&city);
        Reader reader = { .url = city.url };
        Asked *asked = ask(arena, &desk, BEFORE + AFTER), rules[2] = { { .desk = &desk }, { .desk = &desk } };
        rules[0].item = (WriterItem){ .request = proposal(arena), .done = on_done, .context = &rules[0] };
        rules[1].item = (WriterItem){ .request = approval(arena), .done = on_done, .context = &rules[1] };
        for (int i = 0; i < 2; i++)
            CHECK(pthread_create(&threads[i], NULL, reads, &reader) == 0);
        while (reader.turns < 20)
            usleep(1000);
        writer_start(&writer, &city.bureau, 0);
        for (int i = 0; i < BEFORE; i++)
            CHECK(writer_put(&writer, &asked[i].item));
        CHECK(writer_put(&writer, &rules[0].item) && writer_put(&writer, &rules[1].item));
        for (int i = BEFORE; i < BEFORE + AFTER; i++)
            CHECK(writer_put(&writer, &asked[i].item));
        wait_answers(&desk, BEFORE + AFTER + 2);
        int64_t seen = reader.new_turns;
        for (int i = 0; i < 10000 && reader.new_turns < seen + 20; i++)
            usleep(1000);
        writer_stop(&writer);
        reader.stop = 1;
        for (int i = 0; i < 2; i++)
            pthread_join(threads[i], NULL);
        CHECK_EQ(desk.done, BEFORE + AFTER + 2);
        CHECK_EQ(reader.wrong, 0);
        CHECK(reader.old_turns > 0 && reader.new_turns > 0);
        CHECK_EQ(city.bureau.policy_n, 2);
        bool current = false;
        CHECK(due_is_current(&city.bureau, arena, &current) == OK && current);
        whole(&city.bureau, arena);
        city_close(&city);
    }
}

/* The approval is stored, and the program ends before it has changed over. */
TEST(sets_approved_before_a_crash_hold_after_it)
{
    for (int engine = ENGINE_FOLDER; engine < ENGINE_END; engine++) {
        Hash sums[2] = { 0 };
        for (int crash = 0; crash < 2; crash++) {
            City city;
            Arena scratch = arena_make((size_t)1 << 30);
            Request both[2] = { proposal(arena), approval(arena) };
            Answer answers[2];
            if (!city_found(&city, arena, (Engines)engine))
                continue;
            city_live(&city);
            CHECK_EQ(writer_group(&city.bureau, &scratch, arena, both, answers, crash ? 1 : 2), OK);
            if (crash) {
                CHECK_EQ(db_begin(city.bureau.db), OK);
                CHECK_EQ(apply_command(&city.bureau, &scratch, &both[1], &answers[1]), OK);
                CHECK_EQ(answers[1].err, OK);
                CHECK_EQ(db_commit(city.bureau.db), OK);
                CHECK_EQ(city.bureau.policy_n, 0);
                bool current = true;
                city_close(&city);
                if (!city_open(&city, arena, city.url))
                    continue;
                CHECK(due_is_current(&city.bureau, arena, &current) == OK && current);
            }
            CHECK_EQ(answers[0].err, OK);
            CHECK_EQ(answers[1].err, OK);
            CHECK(str_find(answers[0].json, S("\"due_days_moved\":0")) < 0);
            CHECK_EQ(city.bureau.policy_n, 2);
            whole(&city.bureau, arena);
            sums[crash] = stage_dump(&city);
            city_close(&city);
            arena_drop(&scratch);
        }
        CHECK(hash_eq(&sums[0], &sums[1]));
    }
}

/* A group that is taken back takes the approval with it. */
TEST(sets_of_a_group_that_is_taken_back_do_not_hold)
{
    City city;
    Arena scratch = arena_make((size_t)1 << 30);
    Request both[2] = { proposal(arena), approval(arena) };
    Answer answer;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    CHECK_EQ(writer_group(&city.bureau, &scratch, arena, both, &answer, 1), OK);
    Hash before = stage_dump(&city);
    Journal journal = city.bureau.journal;
    CHECK_EQ(db_begin(city.bureau.db), OK);
    CHECK_EQ(apply_command(&city.bureau, &scratch, &both[1], &answer), OK);
    CHECK_EQ(answer.err, OK);
    db_rollback(city.bureau.db);
    city.bureau.journal = journal;
    city.bureau.policy_moves = true;
    CHECK_EQ(writer_group(&city.bureau, &scratch, arena, both, &answer, 1), OK); /* the same proposal: nothing new */
    CHECK_EQ(city.bureau.policy_n, 0);
    Hash after = stage_dump(&city);
    CHECK(hash_eq(&before, &after));
    city_close(&city);
    arena_drop(&scratch);
}
