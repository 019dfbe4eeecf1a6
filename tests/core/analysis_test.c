/* analysis_test.c - the relational copy for analysts: what it holds is what the books hold, on both engines the same; nobody's
 * name or number is in it, and nothing that is there is written over. */
#include "core/analysis.h"
#include "ledger/ledger.h"
#include "saga.h"
#include "sheet/sheet.h"
#include "support/city.h"
#include <dirent.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#define EVIL "=cmd|/C calc!A0"

static const char *place(Arena *arena, const char *name, Engines engine)
{
    return str_z(arena, str_format(arena, "%s/%s-%s", test_scratch_dir(), name, fixture_name(engine)));
}

/* A bureau in which everything has happened at least once. */
static bool lived(City *city, Arena *arena, Engines engine)
{
    if (!city_found(city, arena, engine))
        return false;
    Arena scratch = arena_make(64 << 20);
    for (Str text = saga_text(arena, 1, 20); text.n;) {
        arena_reset(&scratch);
        (void)city_say(city, &scratch, str_cut(&text, '\n'));
    }
    (void)city_command(city, &scratch, "evil-unit", "2027-01-01T09:00:00+08:00",
                       "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}", "unit.register",
                       "{\"credit_code\":\"91350100M000100Y43\",\"name\":\"" EVIL
                       "\",\"region\":\"330100\",\"injury_class\":1,\"evidence\":[{\"kind\":\"business-licence\"}]}");
    arena_drop(&scratch);
    return true;
}

static Time copied_at(void)
{
    Time time = { 0 };
    CHECK(time_read(S("2027-01-02T09:00:00+08:00"), &time));
    return time;
}

static Err copy(City *city, AnalysisForm form, const char *path, int64_t *rows)
{
    Why why = { .arena = city->arena };
    return analysis_export(&city->bureau, form, path, copied_at(), rows, &why);
}

static int64_t answer(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *stmt = NULL;
    int64_t n = INT64_MIN;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
        n = sqlite3_column_int64(stmt, 0);
    else
        test_fail(__FILE__, __LINE__, "%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_finalize(stmt);
    return n;
}

/* Every account of the ledger, and the lines behind the bills. */
static void check_money(City *city, sqlite3 *db)
{
    TrialRow *rows = NULL;
    size_t count = 0;
    CHECK_EQ(db_begin(city->bureau.db), OK);
    CHECK_EQ(ledger_trial(city->bureau.db, city->arena, 330100, day_make(2999, 1, 1), known_now, &rows, &count), OK);
    db_rollback(city->bureau.db);
    CHECK(count > 5);
    int64_t bank = 0;
    for (size_t i = 0; i < count; i++) {
        const AccountRow *account = account_row((int)rows[i].account);
        const Choice *side = side_word((int)rows[i].side);
        Str sql = str_format(city->arena,
                             "SELECT sum(debit_fen) - sum(credit_fen) FROM postings WHERE account = '%s' AND region = '330100' AND "
                             "coalesce(insurance, '') = '%s' AND coalesce(side, '') = '%s'",
                             account->code, choice_code(SET_INSURANCE, (int)rows[i].insurance), side ? side->code : "");
        CHECK_EQ(answer(db, str_z(city->arena, sql)), rows[i].balance.fen);
        bank += rows[i].account == LEDGER_BANK ? rows[i].balance.fen : 0;
    }
    CHECK(bank > 0);
    CHECK_EQ(answer(db, "SELECT sum(in_fen) - sum(out_fen) FROM payments WHERE region = '330100'"), bank);
    CHECK_EQ(answer(db, "SELECT sum(debit_fen) - sum(credit_fen) FROM postings"), 0);
    int64_t lines = answer(db, "SELECT sum(employer_fen + employee_fen + government_fen) FROM lines");
    CHECK(lines > 0);
    CHECK_EQ(answer(db, "SELECT sum(employer_fen + employee_fen + government_fen) FROM bills"), lines);
    CHECK_EQ(answer(db,
                    "SELECT sum(debit_fen) - sum(credit_fen) FROM postings WHERE account = 'receivable' AND owner_kind = 'sheets' "
                    "AND kind IN ('bill', 'adjust', 'correction')"),
             lines);
}

static void check_people(City *city, sqlite3 *db, const int64_t *rows)
{
    const BureauFacts *facts = &city->bureau.store.bureau;
    CHECK_EQ(answer(db, "SELECT count(*) FROM persons"), rows[ANALYSIS_TABLE_persons]);
    CHECK_EQ(rows[ANALYSIS_TABLE_persons], facts->persons);
    CHECK_EQ(rows[ANALYSIS_TABLE_units], facts->units);
    CHECK_EQ(answer(db, "SELECT count(*) FROM accounts a JOIN persons USING (person)"), rows[ANALYSIS_TABLE_accounts]);
    CHECK_EQ(answer(db, "SELECT count(*) FROM events"), rows[ANALYSIS_TABLE_events]);
    CHECK_EQ(answer(db, "SELECT count(DISTINCT entry) FROM events WHERE entry NOT IN (SELECT entry FROM commands)"), 0);
    CHECK(answer(db, "SELECT count(*) FROM cards WHERE activated_on IS NOT NULL") > 0);
    CHECK(answer(db, "SELECT count(*) FROM holds") > 0 && answer(db, "SELECT count(*) FROM cases") > 0);
    CHECK_EQ(answer(db, "SELECT count(*) FROM units WHERE name = '" EVIL "'"), 1);
    CHECK_EQ(answer(db, "SELECT count(*) FROM columns WHERE table_name = 'lines' AND zh <> '' AND en <> ''"), 19);
    CHECK_EQ(answer(db, "SELECT value FROM about WHERE name = 'last_entry'"), answer(db, "SELECT max(entry) FROM commands"));
}

/* No byte of anybody's: the names, numbers, telephones and cards of the saga. */
static void check_masked(Str bytes)
{
    static const char *const values[] = { "\xe6\x9d\x8e", "139000000", "\xe8\xb7\xaf ", "62284800", "33010619", "622848" };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (str_find(bytes, str(values[i])) >= 0)
            test_fail(__FILE__, __LINE__, "%s stands in the copy", values[i]);
}

static Str bytes_of(Arena *arena, const char *path)
{
    struct stat there;
    FILE *file = fopen(path, "rb");
    if (!file || fstat(fileno(file), &there)) {
        test_fail(__FILE__, __LINE__, "%s cannot be read", path);
        return (Str){ 0 };
    }
    char *p = arena_take(arena, (size_t)there.st_size + 1);
    size_t n = fread(p, 1, (size_t)there.st_size, file);
    fclose(file);
    return (Str){ p, n };
}

/* All files of a folder in order of the tables. */
static Str folder_of(Arena *arena, const char *path)
{
    Buf out = { .arena = arena };
    for (AnalysisTableId id = 0; id < ANALYSIS_TABLE_END; id++) {
        Str name = str_format(arena, "%s/%s.csv", path, analysis_table(id)->name);
        buf_add(&out, bytes_of(arena, str_z(arena, name)));
    }
    return buf_str(&out);
}

TEST(the_copy_for_analysts_agrees_with_the_books_on_both_engines)
{
    City city;
    Str folders[ENGINE_END] = { 0 };
    for (Engines e = ENGINE_FOLDER; e < ENGINE_END; e++) {
        int64_t rows[ANALYSIS_TABLE_END] = { 0 };
        if (!lived(&city, arena, e))
            continue;
        const char *file = place(arena, "copy.sqlite", e), *folder = place(arena, "copy", e);
        sqlite3 *db = NULL;
        CHECK_EQ(copy(&city, ANALYSIS_SQLITE, file, rows), OK);
        CHECK_EQ(sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
        check_people(&city, db, rows);
        check_money(&city, db);
        sqlite3_close(db);
        CHECK_EQ(copy(&city, ANALYSIS_CSV, folder, rows), OK);
        folders[e] = folder_of(arena, folder);
        CHECK(str_find(folders[e], S("\"'" EVIL "\"")) > 0 && str_find(folders[e], S("," EVIL)) < 0);
        check_masked(folders[e]);
        check_masked(bytes_of(arena, file));
        struct stat there;
        CHECK(!stat(file, &there) && (there.st_mode & 0777) == 0600);
        CHECK_EQ(copy(&city, ANALYSIS_SQLITE, file, rows), ERR_CONFLICT);
        CHECK_EQ(copy(&city, ANALYSIS_CSV, folder, rows), ERR_CONFLICT);
        CHECK_EQ(copy(&city, ANALYSIS_XLSX, file, rows), ERR_CONFLICT);
        CHECK_EQ(copy(&city, ANALYSIS_CSV, place(arena, "no/such", e), rows), ERR_BUSY);
        CHECK_EQ(copy(&city, ANALYSIS_SQLITE, place(arena, "no/such", e), rows), ERR_BUSY);
        city_close(&city);
    }
    CHECK_STR(folders[ENGINE_POSTGRES], folders[ENGINE_FOLDER]);
}

/* How many rows a worksheet has, its titles left out; -1: there is none of that name. */
static int64_t rows_on(Str book, const char *name)
{
    SheetOptions options = sheet_options();
    Sheet *sheet = NULL;
    Row row = { 0 };
    int64_t n = -1;
    options.name = str(name);
    if (sheet_open(book, &options, &sheet, NULL) != OK)
        return -1;
    while (sheet_next(sheet, &row, NULL) == OK && row.number)
        n++;
    sheet_close(sheet);
    return n;
}

TEST(a_table_with_more_rows_than_a_worksheet_goes_on_the_next)
{
    enum { A_SHEET = 40 };
    City city;
    int64_t rows[ANALYSIS_TABLE_END] = { 0 };
    Why why = { .arena = arena };
    if (!lived(&city, arena, ENGINE_MEMORY))
        return;
    const char *file = place(arena, "copy.xlsx", ENGINE_MEMORY);
    CHECK_EQ(analysis_export_within(&city.bureau, ANALYSIS_XLSX, file, copied_at(), A_SHEET, rows, &why), OK);
    Str book = bytes_of(arena, file);
    CHECK_EQ(rows_on(book, "persons"), rows[ANALYSIS_TABLE_persons]);
    CHECK_EQ(rows_on(book, "columns"), -1 + 1 + A_SHEET);
    int64_t seen = rows_on(book, "postings");
    CHECK(rows[ANALYSIS_TABLE_postings] > A_SHEET && seen == A_SHEET);
    for (int i = 2; seen < rows[ANALYSIS_TABLE_postings] && i < 200; i++) {
        int64_t more = rows_on(book, str_format(arena, "postings %d", i).p);
        CHECK(more > 0);
        seen += more > 0 ? more : A_SHEET;
    }
    CHECK_EQ(seen, rows[ANALYSIS_TABLE_postings]);
    city_close(&city);
}
