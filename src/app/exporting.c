/* exporting.c - `shebao export`: what other programs read: the ledger as a plain-text journal, or a relational copy for
 * analysts with masked persons. Both read one moment of the bureau and change nothing in it. */
#include "app/cli.h"
#include "app/office.h"
#include "core/analysis.h"
#include "core/export.h"
#include "web/serve.h"

enum { LIFE_BYTES = 64 << 20 };
typedef enum { TO_LEDGER, TO_SQLITE = ANALYSIS_SQLITE, TO_CSV = ANALYSIS_CSV, TO_XLSX = ANALYSIS_XLSX, FORMATS } Format;
static const char *const formats[FORMATS + 1] = {
    [TO_LEDGER] = "ledger", [TO_SQLITE] = "sqlite", [TO_CSV] = "csv", [TO_XLSX] = "xlsx"
};

static const char help[] =
    "  shebao export --format ledger > bureau.journal\n"
    "  shebao export --format sqlite --out city.sqlite\n"
    "  shebao export --format csv --out city-csv        (a folder, one file a table)\n"
    "  shebao export --format xlsx --out city.xlsx      (one worksheet a table)\n"
    "  options: --db DIR  --lang zh|en\n"
    "  sqlite, csv and xlsx: persons stand there by number alone, amounts in fen; the table \"columns\" says what each\n"
    "  column means.\n";

static void put_part(void *context, Str text)
{
    (void)context;
    talk_put(text);
}

/* How many rows went where: to whoever is looking, not into the data. */
static void say_rows(const int64_t *rows, const char *path, bool en)
{
    for (AnalysisTableId id = 0; id < ANALYSIS_TABLE_END; id++)
        talk_say(en, "%-12s %10lld 行  %s", "%-12s %10lld rows  %s", analysis_table(id)->name, (long long)rows[id],
                 en ? analysis_table(id)->en : analysis_table(id)->zh);
    talk_say(en, "已写入 %s。", "written to %s.", path);
}

static int export_run(Arena *life, Str url, Format format, const char *path, bool en)
{
    Bureau bureau;
    Why why = { .arena = life };
    int64_t rows[ANALYSIS_TABLE_END] = { 0 };
    Err err = bureau_open(&bureau, &(BureauOptions){ .url = url, .mode = DB_SCANNER }, &why);
    if (err == OK)
        err = format == TO_LEDGER ? export_ledger(&bureau, en, put_part, NULL)
                                  : analysis_export(&bureau, (AnalysisForm)format, path, serve_now(), rows, &why);
    bureau_close(&bureau);
    if (err == OK && format != TO_LEDGER)
        say_rows(rows, path, en);
    if (err == OK)
        return EXIT_DONE;
    why.code = err;
    return talk_refused(&why, en);
}

static bool format_read(const char *word, Format *out)
{
    for (Format format = 0; format < FORMATS; format++)
        if (word && !strcmp(word, formats[format])) {
            *out = format;
            return true;
        }
    return false;
}

int export_main(int count, char **words)
{
    Arena life = arena_make(LIFE_BYTES);
    const char *db = NULL, *word = NULL, *out = NULL;
    Format format = TO_LEDGER;
    Options options;
    const Option list[] = {
        { .name = "db", .text = &db }, { .name = "format", .text = &word, .words = formats }, { .name = "out", .text = &out }, { 0 }
    };
    if (!options_read("export", count, words, list, 0, &options))
        return EXIT_USAGE;
    if (options.help) {
        talk_put(str(help));
        return EXIT_DONE;
    }
    if (!format_read(word, &format)) {
        talk_say(options.en, "请写明 --format ledger、sqlite、csv 或 xlsx。", "say --format ledger, sqlite, csv or xlsx.");
        return EXIT_USAGE;
    }
    if ((format == TO_LEDGER) != !out) {
        talk_say(options.en, format == TO_LEDGER ? "ledger 格式写到标准输出，不用 --out。" : "请用 --out 写明写到哪里。",
                 format == TO_LEDGER ? "the ledger goes to standard output; leave --out away." : "say --out and where to write.");
        return EXIT_USAGE;
    }
    Str url = cli_db(db);
    if (!cli_db_exists(&life, url)) {
        talk_say(options.en, STR_FMT " 里没有业务数据库。", "there is no bureau in " STR_FMT ".", STR_ARG(url));
        return EXIT_NOT_FOUND;
    }
    int code = export_run(&life, url, format, out, options.en);
    arena_drop(&life);
    return code;
}
