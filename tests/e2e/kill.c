/* kill.c - the server killed again and again (SIGKILL) while sixteen clients send commands: what was acknowledged
 * is there after the restart, with the same bytes for its id, and nothing is there twice. SHEBAO_KILLS says how often
 * (100). Guards B11, F4. */
#include "base/require.h"
#include "core/verify.h"
#include "core/writer.h"
#include "real.h"
#include "support/db_fixture.h"
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS = 16, EACH_MAX = 20000, KILLS = 100, KILLS_POSTGRES = 10, REFUSED_EVERY = 5 };

typedef struct Load Load;

typedef struct {
    Load *load;
    int number, next; /* of its next command */
    pthread_t thread;
    uint64_t *seen; /* of each of its commands: a hash of the answer's bytes; 0 = no answer yet */
    int wrong;
} Client;

struct Load {
    Real real;
    Str token;
    atomic_int port; /* 0: no server */
    atomic_bool stop;
    atomic_llong acknowledged, repeated;
    Client clients[CLIENTS];
};

static const char commands_path[] = "/api/v1/commands/institution.register";

/* What client c sends as its command n: mostly a new institution, sometimes the one before under another name, which is
 * refused, and the refusal kept. */
static bool is_refused(int n) { return n % REFUSED_EVERY == REFUSED_EVERY - 1; }
static Str id_of(Arena *arena, int c, int n) { return str_format(arena, "load-%02d-%06d", c, n); }
static Str body_of(Arena *arena, int c, int n)
{
    return str_format(arena, "{\"institution\":\"L%02d-%06d\",\"kind\":\"pharmacy\",\"name\":\"%s\",\"region\":\"330100\"}", c,
                      n - is_refused(n), is_refused(n) ? "other" : "load");
}

static uint64_t sum_of(Str bytes)
{
    Hash hash = hash_of(bytes);
    uint64_t sum;
    memcpy(&sum, hash.b, sizeof sum);
    return sum | 1;
}

static void pause_ms(int ms) { nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000L }, NULL); }

/* Sends command n and reads its answer; false when the connection ended. */
static bool send_one(Client *client, Arena *arena, int fd, int n)
{
    if (!client_send(fd, request_post(arena, commands_path, client->load->token, id_of(arena, client->number, n),
                                      body_of(arena, client->number, n))))
        return false;
    Reply reply = client_read(arena, fd, false);
    if (!reply.status)
        return false;
    if (reply.status == 503)
        return true; /* busy: the same again */
    uint64_t sum = sum_of(reply.body);
    bool done = reply.status == 200 && str_find(reply.body, S("\"result\":\"done\"")) >= 0,
         refused = reply.status == 409 && str_find(reply.body, S("\"conflict\"")) >= 0;
    if ((is_refused(n) ? !refused : !done) || (client->seen[n] && client->seen[n] != sum)) {
        if (client->wrong++ < 3)
            fprintf(stderr, "  client %d, command %d: %d %.*s\n", client->number, n, reply.status, STR_ARG(reply.body));
    }
    atomic_fetch_add(client->seen[n] ? &client->load->repeated : &client->load->acknowledged, 1);
    client->seen[n] = sum;
    return true;
}

static void *client_run(void *context)
{
    Client *client = context;
    Load *load = client->load;
    Arena arena = arena_make((size_t)1 << 20);
    while (!atomic_load(&load->stop)) {
        int fd = atomic_load(&load->port) ? client_dial(atomic_load(&load->port)) : -1;
        if (fd < 0) {
            pause_ms(2);
            continue;
        }
        /* After each restart: the last three that were answered, then the one that was not. */
        bool open = true;
        for (int n = client->next > 3 ? client->next - 3 : 0; open && n < client->next; n++) {
            arena_reset(&arena);
            open = send_one(client, &arena, fd, n);
        }
        while (open && !atomic_load(&load->stop) && client->next < EACH_MAX) {
            arena_reset(&arena);
            open = send_one(client, &arena, fd, client->next);
            client->next += client->seen[client->next] != 0;
        }
        close(fd);
    }
    arena_drop(&arena);
    return NULL;
}

/* Asks the bureau itself: every acknowledged id has its first answer, byte for byte, and there is one entry for each. */
static void look_inside(Load *load, Arena *arena)
{
    Bureau bureau;
    Why why = { .arena = arena };
    BureauOptions options = { .url = load->real.url, .mode = DB_WRITER };
    if (bureau_open(&bureau, &options, &why) != OK) {
        test_fail(__FILE__, __LINE__, "it does not open: %.*s", STR_ARG(why.en));
        return;
    }
    Arena scratch = arena_make((size_t)64 << 20), out = arena_make((size_t)1 << 20);
    int64_t entries = bureau.journal.last, different = 0, added = 0;
    for (int c = 0; c < CLIENTS; c++)
        for (int n = 0; n <= load->clients[c].next; n++) {
            JsonNode *args = NULL;
            Answer answer = { 0 };
            arena_reset(&scratch);
            arena_reset(&out);
            require(json_read(&scratch, body_of(&scratch, c, n), &args, NULL) == OK);
            Request request = { .id = id_of(&scratch, c, n),
                                .command = S("institution.register"),
                                .actor = { .role = ROLE_ADMIN, .user = S("load"), .org = S("office") },
                                .at = { 2000000000 },
                                .args = args };
            CHECK_EQ(writer_group(&bureau, &scratch, &out, &request, &answer, 1), OK);
            added += answer.stored;
            if (n == load->clients[c].next)
                continue; /* not answered yet: it may be there or not */
            different += answer.stored || (!is_refused(n) && load->clients[c].seen[n] != sum_of(answer.json)) || answer.already;
        }
    CHECK_EQ(different, 0);
    /* What is there beyond the acknowledged is at most the one that each client was waiting for. */
    int64_t acknowledged = atomic_load(&load->acknowledged), first = 0;
    for (int c = 0; c < CLIENTS; c++)
        first += load->clients[c].next;
    CHECK_EQ(first, acknowledged);
    CHECK(added <= CLIENTS);
    CHECK_EQ(entries + added, acknowledged + CLIENTS);
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(arena, &bureau, true, &result), OK);
    CHECK(result.whole);
    arena_drop(&scratch);
    arena_drop(&out);
    bureau_close(&bureau);
}

static void kill_again_and_again(Arena *arena, Str url, int kills)
{
    Load *load = arena_new(arena, Load, 1);
    uint64_t seed = 7;
    int done = 0;
    if (!real_found(&load->real, url))
        return;
    load->token = real_token(arena, url);
    for (int c = 0; c < CLIENTS; c++) {
        Client *client = &load->clients[c];
        *client = (Client){ .load = load, .number = c, .seen = arena_new(arena, uint64_t, EACH_MAX + 1) };
        require(pthread_create(&client->thread, NULL, client_run, client) == 0);
    }
    for (; done < kills && real_start(&load->real); done++) {
        int64_t before = atomic_load(&load->acknowledged);
        atomic_store(&load->port, load->real.port);
        for (int i = 0; i < 5000 && atomic_load(&load->acknowledged) == before; i++)
            pause_ms(1);
        pause_ms((int)(test_random(&seed) % 80));
        atomic_store(&load->port, 0);
        CHECK_EQ(real_end(&load->real, SIGKILL), -SIGKILL);
    }
    /* One more life, which ends as it should. */
    if (done == kills && real_start(&load->real)) {
        atomic_store(&load->port, load->real.port);
        pause_ms(300);
        atomic_store(&load->stop, true);
        for (int c = 0; c < CLIENTS; c++)
            pthread_join(load->clients[c].thread, NULL);
        CHECK_EQ(real_end(&load->real, SIGTERM), 0);
    }
    atomic_store(&load->stop, true);
    CHECK_EQ(done, kills);
    for (int c = 0; done < kills && c < CLIENTS; c++)
        pthread_join(load->clients[c].thread, NULL);
    for (int c = 0; c < CLIENTS; c++)
        CHECK_EQ(load->clients[c].wrong, 0);
    CHECK(atomic_load(&load->acknowledged) > kills * 10 && atomic_load(&load->repeated) > kills);
    printf("  %d kills, %lld acknowledged, %lld asked again\n", done, (long long)load->acknowledged, (long long)load->repeated);
    CHECK_EQ(real_run(&load->real, "verify"), 0);
    look_inside(load, arena);
}

static int kills_wanted(int usual)
{
    const char *said = getenv("SHEBAO_KILLS");
    return said && atoi(said) > 0 ? atoi(said) * usual / KILLS + 1 : usual;
}

TEST(killed_on_sqlite) { kill_again_and_again(arena, fixture_url(arena, ENGINE_FOLDER), kills_wanted(KILLS)); }

TEST(killed_on_postgres) { kill_again_and_again(arena, fixture_url(arena, ENGINE_POSTGRES), kills_wanted(KILLS_POSTGRES)); }
