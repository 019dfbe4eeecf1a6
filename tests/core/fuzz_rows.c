/* fuzz_rows.c - any bytes as rows that a command brings, on the bureau of city.jsonl: wages as JSON lines, and files of wages,
 * of the tax authority and of a bank. It is answered; every row is accepted, known or rejected; the ledger stays balanced,
 * and the same again changes nothing. First byte: what it is; second: the mode. */
#include "base/require.h"
#include "core/apply.h"
#include "core/replay.h"
#include "ledger/ledger.h"
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const Actor clerk = { .role = ROLE_CLERK, .user = { "w1", 2 }, .org = { "office", 6 } };
static Bureau bureau;
static int entries;

static void shut(void) { bureau_close(&bureau); }

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

static void text_add(JsonNode *args, const char *key, Str text)
{
    args->items[args->count++] = (JsonNode){ .type = JSON_TEXT, .key = str(key), .text = text };
}

static int64_t number_of_answer(const JsonNode *data, const char *name)
{
    const JsonNode *node = data ? json_member(data, name) : NULL;
    return node && node->type == JSON_INT ? node->number : 0;
}

/* Applies it inside the open transaction; gives the data of the answer, or NULL for a refusal. */
static const JsonNode *applied(Arena *arena, const char *command, const JsonNode *args, Answer *answer)
{
    JsonNode *node = NULL;
    Request request = {
        .id = str_format(arena, "f%d", ++entries), .command = str(command), .actor = clerk, .at = { 1741140000 }, .args = args
    };
    *answer = (Answer){ 0 };
    require(apply_command(&bureau, arena, &request, answer) == OK);
    require(json_read(arena, answer->json, &node, NULL) == OK);
    require(answer->err == OK || err_from(json_text_of(json_member(node, "code"))) == answer->err);
    return answer->err == OK ? json_member(node, "data") : NULL;
}

static void balanced(Arena *arena)
{
    TrialRow *rows = NULL;
    size_t count = 0;
    int64_t sum = 0;
    require(ledger_trial(bureau.db, arena, 330100, day_make(9998, 12, 31), known_now, &rows, &count) == OK);
    for (size_t i = 0; i < count; i++)
        sum += rows[i].balance.fen;
    require(sum == 0);
}

/* false: these bytes are no lines. */
static bool args_make(Arena *arena, int what, int mode, Str bytes, JsonNode *args)
{
    static const char *const kinds[] = { "", "wages", "tax-detail", "bank-statement" };
    args->type = JSON_MEMBERS;
    args->items = arena_new(arena, JsonNode, 8);
    text_add(args, "mode", str(choice_code(SET_FILE_MODE, mode)));
    text_add(args, "credit_code", S("91330106MA27XK3D59"));
    text_add(args, "month", S("2025-02"));
    if (what) {
        text_add(args, "kind", str(kinds[what]));
        text_add(args, "region", S("330100"));
        text_add(args, "file", str_base64(arena, bytes));
        return bytes.n > 0;
    }
    JsonNode *lines = NULL;
    if (json_read(arena, bytes, &lines, NULL) != OK)
        return false;
    lines->key = S("lines");
    args->items[args->count++] = *lines;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static Arena arena;
    if (!arena.base) {
        arena = arena_make((size_t)512 << 20);
        found();
    }
    arena_reset(&arena);
    JsonNode args = { 0 };
    if (size < 3 || !args_make(&arena, data[0] % 4, 1 + data[1] % 3, (Str){ (const char *)data + 2, size - 2 }, &args))
        return 0;
    const char *command = data[0] % 4 ? "file.import" : "wage.declare";
    Journal journal = bureau.journal;
    BureauFacts facts = bureau.store.bureau;
    Answer answer;
    require(db_begin(bureau.db) == OK);
    const JsonNode *first = applied(&arena, command, &args, &answer);
    balanced(&arena);
    int64_t accepted = number_of_answer(first, "accepted"), good = number_of_answer(first, "good");
    require(accepted == 0 || accepted == good);
    require(1 + data[1] % 3 != FILE_REPORT || !accepted);
    if (accepted) {
        const JsonNode *again = applied(&arena, command, &args, &answer);
        require(again != NULL && (answer.already || number_of_answer(again, "rejected_rows") > 0));
        require(number_of_answer(again, "matched") == 0 || data[0] % 4 == 0);
        balanced(&arena);
    }
    db_rollback(bureau.db);
    bureau.journal = journal;
    store_restore(&bureau.store, &facts);
    return 0;
}
