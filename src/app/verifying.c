/* verifying.c - `shebao verify`: whether the bureau is what its journal says, and the journal what others have witnessed. */
#include "app/cli.h"
#include "app/office.h"
#include "core/verify.h"
#include "core/witness.h"
#include <fcntl.h>
#include <unistd.h>

static const size_t life_bytes = (size_t)4 << 30; /* pages cost memory only when touched */

static const size_t witness_bytes = (size_t)64 << 20;

typedef struct {
    Str url;
    const char *policy, *witness;
    bool deep, json, en;
} Wish;

static Str as_json(Arena *arena, const VerifyResult *result)
{
    Json json = json_make(arena);
    json_open(&json, '{');
    json_put_bool(&json, "whole", result->whole);
    if (!result->whole) {
        if (result->entry)
            json_put_int(&json, "entry", result->entry);
        json_put_or_null(&json, "table", result->table);
        json_put_or_null(&json, "row", result->row);
        json_put(&json, "why", result->zh);
        json_put(&json, "why_en", result->en);
    }
    json_put_int(&json, "entries", result->entries);
    json_put_int(&json, "events", result->events);
    json_put_int(&json, "cells", result->cells);
    json_put_int(&json, "rows", result->rows);
    json_put_int(&json, "batches", result->batches);
    json_close(&json, '}');
    buf_char(&json.buf, '\n');
    return json_str(&json);
}

static Str in_words(Arena *arena, const VerifyResult *result, bool en)
{
    long long entries = (long long)result->entries, events = (long long)result->events, rows = (long long)result->rows;
    if (result->whole)
        return en ? str_format(arena, "whole: %lld entries, %lld events, %lld rows\n", entries, events, rows)
                  : str_format(arena, "完整无误：%lld 条日志，%lld 个事件，%lld 行记录\n", entries, events, rows);
    if (result->entry)
        return en ? str_format(arena, "entry %lld: " STR_FMT "\n", (long long)result->entry, STR_ARG(result->en))
                  : str_format(arena, "第 %lld 条日志：" STR_FMT "\n", (long long)result->entry, STR_ARG(result->zh));
    return en ? str_format(arena, "table " STR_FMT ", row " STR_FMT ": " STR_FMT "\n", STR_ARG(result->table), STR_ARG(result->row),
                           STR_ARG(result->en))
              : str_format(arena, "表 " STR_FMT " 的行 " STR_FMT "：" STR_FMT "\n", STR_ARG(result->table), STR_ARG(result->row),
                           STR_ARG(result->zh));
}

/* ---- witnesses ---- */

/* The whole of a file or, with "-", of standard input. */
static bool file_read(Arena *arena, const char *path, Str *out)
{
    Buf text = { .arena = arena };
    char part[16384];
    ssize_t n = -1;
    int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    while (fd >= 0 && (n = read(fd, part, sizeof part)) > 0 && text.n < witness_bytes)
        buf_add(&text, (Str){ part, (size_t)n });
    if (fd > STDIN_FILENO)
        close(fd);
    *out = buf_str(&text);
    return n == 0;
}

static Err witness_run(Arena *arena, Bureau *bureau, Str text, WitnessResult *out)
{
    Journal journal = { .db = bureau->db };
    TRY(db_begin(bureau->db));
    Err err = witness_check(&journal, arena, text, out);
    db_rollback(bureau->db);
    return err;
}

static int witness_said(Arena *arena, const WitnessResult *result, bool json, bool en)
{
    long long line = (long long)result->line, lines = (long long)result->lines, entry = (long long)result->witness.entry;
    Str why = en ? result->why_en : result->why_zh;
    if (json && result->line)
        talk_put(str_format(
            arena, "{\"witnesses\":%lld,\"line\":%lld,\"entry\":%lld,\"why\":\"" STR_FMT "\",\"why_en\":\"" STR_FMT "\"}\n", lines,
            line, result->unreadable ? 0 : entry, STR_ARG(result->why_zh), STR_ARG(result->why_en)));
    else if (json)
        talk_put(str_format(arena, "{\"witnesses\":%lld}\n", lines));
    else if (!result->line)
        talk_put(str_format(arena, en ? "%lld witnessed heads still stand\n" : "%lld 条见证均与日志一致\n", lines));
    else if (result->unreadable)
        talk_say(en, "见证文件第 %lld 行：" STR_FMT "。", "line %lld of the witness: " STR_FMT ".", line, STR_ARG(why));
    else
        talk_put(str_format(arena,
                            en ? "witness line %lld, entry %lld: " STR_FMT "\n" : "见证第 %lld 行，第 %lld 条日志：" STR_FMT "\n",
                            line, entry, STR_ARG(why)));
    return !result->line ? EXIT_DONE : result->unreadable ? EXIT_BAD_ROWS : EXIT_INTEGRITY;
}

static int verify_run(Arena *life, const Wish *wish)
{
    Bureau bureau;
    VerifyResult result = { 0 };
    WitnessResult witness = { 0 };
    Why why = { .arena = life };
    Str text = { 0 };
    if (wish->witness && !file_read(life, wish->witness, &text)) {
        talk_say(wish->en, "无法读取 %s。", "cannot read %s.", wish->witness);
        return EXIT_NOT_FOUND;
    }
    Err err = bureau_open(&bureau, &(BureauOptions){ .url = wish->url, .mode = DB_SCANNER, .policy = wish->policy }, &why);
    err = err == OK ? verify_bureau(life, &bureau, wish->deep, &result) : err;
    if (err == OK && wish->witness)
        err = witness_run(life, &bureau, text, &witness);
    bureau_close(&bureau);
    if (err != OK) {
        why.code = err;
        return talk_refused(&why, wish->en);
    }
    talk_put(wish->json ? as_json(life, &result) : in_words(life, &result, wish->en));
    int code = wish->witness ? witness_said(life, &witness, wish->json, wish->en) : EXIT_DONE;
    return result.whole ? code : EXIT_INTEGRITY;
}

int verify_main(int count, char **words)
{
    Arena life = arena_make(life_bytes);
    const char *db = NULL;
    Wish wish = { 0 };
    Options options;
    const Option list[] = { { .name = "db", .text = &db },
                            { .name = "policy", .text = &wish.policy },
                            { .name = "witness", .text = &wish.witness },
                            { .name = "deep", .flag = &wish.deep },
                            { .name = "json", .flag = &wish.json },
                            { 0 } };
    if (!options_read("verify", count, words, list, 0, &options))
        return EXIT_USAGE;
    if (options.help) {
        talk_put(S("  shebao verify\n  shebao verify --db ./bureau --deep --json\n  shebao verify --witness witness.txt\n"));
        return EXIT_DONE;
    }
    wish.url = cli_db(db);
    wish.en = options.en;
    if (!cli_db_exists(&life, wish.url)) {
        talk_say(options.en, STR_FMT " 里没有业务数据库。", "there is no bureau in " STR_FMT ".", STR_ARG(wish.url));
        return EXIT_NOT_FOUND;
    }
    int code = verify_run(&life, &wish);
    arena_drop(&life);
    return code;
}
