/* fuzz_apply.c - any arguments of any command, by any actor, on the bureau of city.jsonl: it is answered, what was
 * parsed comes back from its canonical bytes, and a refusal has a code. First byte: the command; second: the actor; the
 * rest: the arguments as JSON. */
#include "base/require.h"
#include "core/apply.h"
#include "core/parse.h"
#include "core/replay.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const Actor actors[] = {
    { .role = ROLE_CLERK, .user = { "w1", 2 }, .org = { "office", 6 } },
    { .role = ROLE_CENTRE, .user = { "c1", 2 }, .org = { "centre", 6 } },
    { .role = ROLE_BANK, .user = { "b1", 2 }, .org = { "B01", 3 } },
    { .role = ROLE_HOSPITAL, .user = { "h1", 2 }, .org = { "H01", 3 } },
    { .role = ROLE_AGENCY, .user = { "g1", 2 }, .org = { "A01", 3 } },
    { .role = ROLE_UNIT, .user = { "hr", 2 }, .org = { "91330106MA27XK3D59", 18 } },
    { .role = ROLE_HOLDER, .user = { "330106199003078817", 18 } },
    { .role = ROLE_ONLINE, .user = { "330106199003078817", 18 } },
    { .role = ROLE_PROXY, .user = { "2", 1 } },
    { .role = ROLE_HOTLINE, .user = { "t1", 2 }, .org = { "12333", 5 } },
    { .role = ROLE_KIOSK, .user = { "k1", 2 }, .org = { "hall", 4 } },
    { .role = ROLE_FACTORY, .user = { "f1", 2 }, .org = { "factory", 7 } },
    { .role = ROLE_REVIEWER, .user = { "r1", 2 }, .org = { "office", 6 } },
    { .role = ROLE_ADMIN, .user = { "root", 4 }, .org = { "office", 6 } },
    { .role = ROLE_TAX, .user = { "t1", 2 }, .org = { "tax", 3 } },
    { .role = ROLE_JOB, .user = { "cron", 4 }, .org = { "office", 6 } },
};
enum { ACTORS = sizeof actors / sizeof *actors };

static Bureau bureau;
static void shut(void) { bureau_close(&bureau); }

/* The bureau of the tests, once. */
static void found(void)
{
    static char line[1 << 16];
    Arena life = arena_make((size_t)64 << 20);
    Why why = { .arena = &life };
    BureauOptions options = { .url = S(":memory:"), .mode = DB_WRITER, .seed = S("fuzz") };
    require(bureau_open(&bureau, &options, &why) == OK && atexit(shut) == 0);
    Replay *replay = replay_begin(&life, &bureau, (Str){ 0 });
    FILE *file = fopen(SOURCE_DIR "/tests/core/city.jsonl", "rb");
    require(file != NULL);
    while (fgets(line, sizeof line, file)) {
        Str answer = { 0 };
        require(replay_line(replay, str_trim(str(line)), &answer) == OK);
    }
    fclose(file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base) {
        arena = arena_make((size_t)256 << 20);
        found();
    }
    arena_reset(&arena);
    JsonNode *args = NULL;
    CommandId id = (CommandId)(size ? data[0] % CMD_END : 0);
    if (size < 3 || id == CMD_NONE || !command_row(id)->number ||
        json_read(&arena, (Str){ (const char *)data + 2, size - 2 }, &args, NULL) != OK)
        return 0;
    const CatalogueRow *row = command_row(id);
    Command command = { .id = id }, back = { 0 };
    Why why = { .arena = &arena };
    if (parse_args(&arena, row, args, (Day){ 20133 }, command.args, &why) == OK) {
        Str bytes = command_bytes(&arena, &command);
        require(command_from_bytes(&arena, bytes, &back) && back.id == id);
        require(str_eq(command_bytes(&arena, &back), bytes));
    }
    Journal journal = bureau.journal;
    BureauFacts facts = bureau.store.bureau;
    Request request = {
        .id = S("fuzz"), .command = str(row->name), .actor = actors[data[1] % ACTORS], .at = { 1739505600 }, .args = args
    };
    Answer answer = { 0 };
    require(db_begin(bureau.db) == OK);
    require(apply_command(&bureau, &arena, &request, &answer) == OK);
    JsonNode *node = NULL;
    require(json_read(&arena, answer.json, &node, NULL) == OK);
    require(answer.err == OK || err_from(json_text_of(json_member(node, "code"))) == answer.err);
    db_rollback(bureau.db);
    bureau.journal = journal;
    store_restore(&bureau.store, &facts);
    return 0;
}
