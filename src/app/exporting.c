/* exporting.c - `shebao export`: what other programs read. Today one format: the ledger as a plain-text journal. */
#include "app/cli.h"
#include "app/office.h"
#include "core/export.h"

enum { LIFE_BYTES = 64 << 20 };

static void put_part(void *context, Str text)
{
    (void)context;
    talk_put(text);
}

static int export_run(Arena *life, Str url, bool en)
{
    Bureau bureau;
    Why why = { .arena = life };
    Err err = bureau_open(&bureau, &(BureauOptions){ .url = url, .mode = DB_READER }, &why);
    err = err == OK ? export_ledger(&bureau, en, put_part, NULL) : err;
    bureau_close(&bureau);
    if (err == OK)
        return EXIT_DONE;
    why.code = err;
    return talk_refused(&why, en);
}

int export_main(int count, char **words)
{
    Arena life = arena_make(LIFE_BYTES);
    const char *db = NULL, *format = NULL;
    Options options;
    const Option list[] = { { .name = "db", .text = &db }, { .name = "format", .text = &format }, { 0 } };
    if (!options_read("export", count, words, list, 0, &options))
        return EXIT_USAGE;
    if (options.help) {
        talk_put(S("  shebao export --format ledger\n  shebao export --format ledger --db ./bureau --lang zh > bureau.journal\n"));
        return EXIT_DONE;
    }
    if (!format || strcmp(format, "ledger")) {
        talk_say(options.en, "请写明 --format ledger（目前只有这一种格式）。", "say --format ledger (the only format there is).");
        return EXIT_USAGE;
    }
    Str url = cli_db(db);
    if (!cli_db_exists(&life, url)) {
        talk_say(options.en, STR_FMT " 里没有业务数据库。", "there is no bureau in " STR_FMT ".", STR_ARG(url));
        return EXIT_NOT_FOUND;
    }
    int code = export_run(&life, url, options.en);
    arena_drop(&life);
    return code;
}
