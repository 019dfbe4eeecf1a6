/* verifying.c - `shebao verify`: whether the bureau is what its journal says. */
#include "app/cli.h"
#include "app/office.h"
#include "core/verify.h"

static const size_t life_bytes = (size_t)4 << 30; /* pages cost memory only when touched */

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
    return en ? str_format(arena, "table " STR_FMT ", row " STR_FMT ": " STR_FMT "\n", STR_ARG(result->table),
                           STR_ARG(result->row), STR_ARG(result->en))
              : str_format(arena, "表 " STR_FMT " 的行 " STR_FMT "：" STR_FMT "\n", STR_ARG(result->table),
                           STR_ARG(result->row), STR_ARG(result->zh));
}

static int verify_run(Arena *life, Str url, const char *policy, bool deep, bool json, bool en)
{
    Bureau bureau;
    VerifyResult result = { 0 };
    Why why = { .arena = life };
    Err err = bureau_open(&bureau, &(BureauOptions){ .url = url, .mode = DB_READER, .policy = policy }, &why);
    err = err == OK ? verify_bureau(life, &bureau, deep, &result) : err;
    bureau_close(&bureau);
    if (err != OK) {
        why.code = err;
        return talk_refused(&why, en);
    }
    talk_put(json ? as_json(life, &result) : in_words(life, &result, en));
    return result.whole ? EXIT_DONE : EXIT_INTEGRITY;
}

int verify_main(int count, char **words)
{
    Arena life = arena_make(life_bytes);
    const char *db = NULL, *policy = NULL;
    bool deep = false, json = false;
    Options options;
    const Option list[] = { { .name = "db", .text = &db },
                            { .name = "policy", .text = &policy },
                            { .name = "deep", .flag = &deep },
                            { .name = "json", .flag = &json },
                            { 0 } };
    if (!options_read("verify", count, words, list, 0, &options))
        return EXIT_USAGE;
    if (options.help) {
        talk_put(S("  shebao verify\n  shebao verify --db ./bureau --deep --json\n"));
        return EXIT_DONE;
    }
    Str url = cli_db(db);
    if (!cli_db_exists(&life, url)) {
        talk_say(options.en, STR_FMT " 里没有业务数据库。", "there is no bureau in " STR_FMT ".", STR_ARG(url));
        return EXIT_NOT_FOUND;
    }
    int code = verify_run(&life, url, policy, deep, json, options.en);
    arena_drop(&life);
    return code;
}
