/* death.c - the program on a disk that fails, and on a bureau that another has taken: it answers busy, stops with exit code
 * 75 (start me again), and after the restart everything that was acknowledged is there, byte for byte. Guards F6. */
#include "base/require.h"
#include "core/bureau.h"
#include "real.h"
#include "support/db_fixture.h"
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { CROWD = 16, ROUNDS = 3, EXIT_AGAIN = 75, END_SECONDS = 30 };

static const char commands_path[] = "/api/v1/commands/institution.register";

typedef struct {
    Real real;
    Arena *arena;
    Str token;
    Str first[ROUNDS * CROWD]; /* answers */
} Scene;

static Str command(const Scene *scene, int n)
{
    Str body =
        str_format(scene->arena, "{\"institution\":\"D%03d\",\"kind\":\"pharmacy\",\"name\":\"x\",\"region\":\"330100\"}", n);
    return request_post(scene->arena, commands_path, scene->token, str_format(scene->arena, "death-%03d", n), body);
}

/* All at once, each on a connection of its own; command first + i is answered in replies[i]. */
static void ask_together(const Scene *scene, int first, Reply *replies)
{
    int fds[CROWD];
    for (int i = 0; i < CROWD; i++) {
        fds[i] = client_dial(scene->real.port);
        client_send(fds[i], command(scene, first + i));
    }
    for (int i = 0; i < CROWD; i++) {
        replies[i] = fds[i] >= 0 ? client_read(scene->arena, fds[i], false) : (Reply){ 0 };
        close(fds[i]);
    }
}

static bool scene_open(Scene *scene, Arena *arena, Str url)
{
    *scene = (Scene){ .arena = arena };
    if (!url.p || !real_found(&scene->real, url))
        return false;
    /* The program founds its bureau itself: this one does not know all tables. */
    if (!real_start(&scene->real) || real_end(&scene->real, SIGTERM) != 0)
        return false;
    scene->token = real_token(arena, url);
    if (!real_start(&scene->real))
        return false;
    for (int round = 0; round < ROUNDS; round++) {
        Reply replies[CROWD];
        ask_together(scene, round * CROWD, replies);
        for (int i = 0; i < CROWD; i++) {
            CHECK_EQ(replies[i].status, 200);
            scene->first[round * CROWD + i] = replies[i].body;
        }
    }
    Reply ready = client_ask(arena, scene->real.port, S("GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    CHECK_EQ(ready.status, 200);
    return true;
}

/* Whoever still sends is told busy, or finds nobody; nobody is told that it was done. It ends by itself, with 75. */
static void check_death(Scene *scene)
{
    Reply replies[CROWD];
    int busy = 0;
    ask_together(scene, ROUNDS * CROWD, replies);
    for (int i = 0; i < CROWD; i++) {
        busy += replies[i].status == 503;
        CHECK(replies[i].status == 503 || !replies[i].status);
        CHECK(!replies[i].status || str_find(replies[i].body, S("\"code\":\"busy\"")) >= 0);
    }
    CHECK(busy >= 1);
    Reply ready = client_ask(scene->arena, scene->real.port, S("GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    CHECK(ready.status == 503 || !ready.status);
    for (int i = 0; i < END_SECONDS * 50 && real_alive(&scene->real); i++)
        nanosleep(&(struct timespec){ .tv_nsec = 20000000 }, NULL);
    bool ended = !real_alive(&scene->real);
    CHECK(ended);
    CHECK_EQ(real_end(&scene->real, ended ? 0 : SIGKILL), EXIT_AGAIN);
}

static int64_t entries_of(Arena *arena, Str url)
{
    Bureau bureau;
    Why why = { .arena = arena };
    BureauOptions options = { .url = url, .mode = DB_WRITER };
    if (bureau_open(&bureau, &options, &why) != OK)
        return -1;
    int64_t last = bureau.journal.last;
    bureau_close(&bureau);
    return last;
}

/* Started again it goes on as if nothing had been: the same ids have the same answers, the others are done now. */
static void check_restart(Scene *scene)
{
    if (!real_start(&scene->real))
        return;
    for (int round = 0; round <= ROUNDS; round++) {
        Reply replies[CROWD];
        ask_together(scene, round * CROWD, replies);
        for (int i = 0; i < CROWD; i++) {
            CHECK(replies[i].status == 200 && str_find(replies[i].body, S("\"result\":\"done\"")) >= 0);
            if (round < ROUNDS)
                CHECK_STR(replies[i].body, scene->first[round * CROWD + i]);
        }
    }
    CHECK_EQ(real_end(&scene->real, SIGTERM), 0);
    CHECK_EQ(real_run(&scene->real, "verify"), 0);
    CHECK_EQ(entries_of(scene->arena, scene->real.url), (ROUNDS + 1) * CROWD);
}

TEST(a_disk_that_fails_ends_the_program_with_75)
{
    Scene scene;
    const char *library = getenv("SHEBAO_BROKEN_LIBRARY"), *options = getenv("ASAN_OPTIONS");
    CHECK(library && access(library, R_OK) == 0);
    Str trigger = str_format(arena, "%s/broken", test_scratch_dir());
    Str loose = str_format(arena, "%s:verify_asan_link_order=0", options ? options : "");
    setenv("SHEBAO_BROKEN_SYNC", str_z(arena, trigger), 1);
    setenv("LD_PRELOAD", library ? library : "", 1);
    setenv("ASAN_OPTIONS", str_z(arena, loose), 1);
    bool started = scene_open(&scene, arena, fixture_url(arena, ENGINE_FOLDER));
    if (started) {
        int fd = open(str_z(arena, trigger), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
        require(fd >= 0 && close(fd) == 0);
        check_death(&scene);
        unlink(str_z(arena, trigger));
        check_restart(&scene);
    }
    unsetenv("LD_PRELOAD");
    unsetenv("SHEBAO_BROKEN_SYNC");
}

TEST(a_bureau_that_another_has_taken_ends_the_program_with_75)
{
    Scene scene;
    Str url = fixture_url(arena, ENGINE_POSTGRES);
    if (!scene_open(&scene, arena, url))
        return;
    CHECK(fixture_psql(arena, url, "UPDATE db_lease SET fence = fence + 1"));
    check_death(&scene);
    check_restart(&scene);
}
