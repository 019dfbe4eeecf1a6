/* verify_test.c - an auditor finds every change: single bits in every column of every table, rows taken away,
 * added, exchanged, and history written anew. */
#include "journal/entry.h"
#include "small_bureau.h"
#include <sqlite3.h>

enum { FLIPS = 1000 };

/* The file of an SQLite bureau, opened past the program, without its guards. */
static sqlite3 *raw_open(Arena *arena, Str url)
{
    sqlite3 *raw = NULL;
    CHECK_EQ(sqlite3_open(str_format(arena, STR_FMT "/bureau.db", STR_ARG(url)).p, &raw), SQLITE_OK);
    static const char *const logs[] = { "entry", "event" };
    for (int i = 0; i < 2; i++) {
        CHECK_EQ(sqlite3_exec(raw, str_format(arena, "DROP TRIGGER %s_no_UPDATE; DROP TRIGGER %s_no_DELETE", logs[i],
            logs[i]).p,
                              NULL, NULL, NULL), SQLITE_OK);
    }
    return raw;
}

static bool raw_run(sqlite3 *raw, const char *text)
{
    int code = sqlite3_exec(raw, text, NULL, NULL, NULL);
    if (code != SQLITE_OK && code != SQLITE_CONSTRAINT)
        test_fail(__FILE__, __LINE__, "%s: %s", text, sqlite3_errmsg(raw));
    return code == SQLITE_OK && sqlite3_changes(raw) > 0;
}

/* A column of a table: its name, and whether it holds bytes. */
typedef struct {
    const char *table, *key, *name;
    bool bytes;
} Place;
static const Place places[] = {
    { "entry", "n", "n", false }, { "entry", "n", "at", false }, { "entry", "n", "body", true }, { "entry", "n", "body", true },
    { "entry", "n", "hash", true }, { "event", "subject_kind, subject, entry, ord", "subject_kind", false },
    { "event", "subject_kind, subject, entry, ord", "subject", false }, { "event", "subject_kind, subject, entry, ord",
        "entry", false },
    { "event", "subject_kind, subject, entry, ord", "ord", false }, { "event", "subject_kind, subject, entry, ord", "at",
        false },
    { "event", "subject_kind, subject, entry, ord", "body", true }, { "idem", "\"key\"", "\"key\"", true },
    { "idem", "\"key\"", "entry", false }, { "notice", "person, n", "person", false },
    { "notice", "person, n", "n", false }, { "notice", "person, n", "entry", false }, { "notice", "person, n", "at", false },
    { "notice", "person, n", "kind", false }, { "notice", "person, n", "body", true }, { "notice", "person, n", "seen", false },
    { "outbox", "n", "n", false }, { "outbox", "n", "entry", false }, { "outbox", "n", "at", false }, { "outbox", "n",
        "kind", false },
    { "outbox", "n", "body", true },
};
enum { PLACES = sizeof places / sizeof *places };

/* Writes a bound value into the column of the row whose key is given; false if the key is taken. */
static bool raw_set(Arena *arena, sqlite3 *raw, const Place *place, Str key, const char *bytes, int n, int64_t number)
{
    sqlite3_stmt *stmt = NULL;
    const char *text = str_format(arena, "UPDATE %s SET %s = ?1 WHERE (%s) = " STR_FMT, place->table, place->name,
        place->key, STR_ARG(key)).p;
    if (sqlite3_prepare_v2(raw, text, -1, &stmt, NULL) != SQLITE_OK) {
        test_fail(__FILE__, __LINE__, "%s: %s", text, sqlite3_errmsg(raw));
        return false;
    }
    if (place->bytes)
        sqlite3_bind_blob(stmt, 1, bytes, n, SQLITE_STATIC);
    else
        sqlite3_bind_int64(stmt, 1, number);
    int code = sqlite3_step(stmt);
    sqlite3_finalize(stmt);
    return code == SQLITE_DONE && sqlite3_changes(raw) == 1;
}

/* Flips one random bit of a random row in this column, lets `audit` look, and puts it back. false: there was
 * nothing to flip, or the new key was taken. */
static bool flip(Arena *arena, sqlite3 *raw, const Place *place, uint64_t *seed, Db *auditor)
{
    Str literal = str_is(str(place->key), "person, n") ? S("'('||person||','||n||')'") : str_is(str(place->key), "n") ? S("n")
        : str_is(str(place->key), "\"key\"") ? S("'x'''||hex(key)||''''")
                                            : S("'('||subject_kind||','||subject||','||entry||','||ord||')'");
    const char *text = str_format(arena,
        "SELECT %s, " STR_FMT " FROM %s ORDER BY %s LIMIT 1 OFFSET abs(?1) %% (SELECT count(*) FROM %s)",
                                  place->name, STR_ARG(literal), place->table, place->key, place->table).p;
    sqlite3_stmt *stmt = NULL;
    CHECK_EQ(sqlite3_prepare_v2(raw, text, -1, &stmt, NULL), SQLITE_OK);
    sqlite3_bind_int64(stmt, 1, (int64_t)(test_random(seed) >> 1));
    CHECK_EQ(sqlite3_step(stmt), SQLITE_ROW);
    Str key = str_copy(arena, str((const char *)sqlite3_column_text(stmt, 1)));
    int n = sqlite3_column_bytes(stmt, 0);
    int64_t old = place->bytes ? 0 : sqlite3_column_int64(stmt, 0);
    Str bytes = place->bytes ? str_copy(arena, (Str){ sqlite3_column_blob(stmt, 0), (size_t)n }) : (Str){ 0 };
    sqlite3_finalize(stmt);
    if (place->bytes && !n)
        return false;
    size_t bit = place->bytes ? test_random(seed) % ((size_t)n * 8) : test_random(seed) % 64;
    Str other = str_copy(arena, bytes);
    if (place->bytes)
        ((char *)other.p)[bit / 8] ^= (char)(1 << bit % 8);
    int64_t changed = old ^ (int64_t)((uint64_t)1 << bit % 64);
    bool in_key = str_find(str(place->key), str(place->name)) >= 0;
    sqlite3_exec(raw, "BEGIN", NULL, NULL, NULL);
    bool done = raw_set(arena, raw, place, key, other.p, n, changed);
    sqlite3_exec(raw, done ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL);
    if (!done)
        return false;
    JournalFault fault = small_verify(auditor, 1);
    if (!fault.zh)
        test_fail(__FILE__, __LINE__, "bit %zu of %s.%s at %.*s was not found", bit, place->table, place->name, STR_ARG(key));
    if (in_key) { /* The row has moved: find it by what it has become. */
        Place moved = *place;
        moved.key = place->name;
        Str now = place->bytes ? str_format(arena, "x'" STR_FMT "'", STR_ARG(str_hex(arena, other))) : str_format(arena,
            "%lld", (long long)changed);
        if (str_is(str(place->key), "person, n") || str_find(str(place->key), S("ord")) >= 0) {
            /* Other rows may share the value: undo by exchanging only rows that were not there before. */
            Buf where = { .arena = arena };
            Str names = str(place->key), values = str_head(str_from(key, 1), key.n - 2);
            while (names.n) {
                Str name = str_trim(str_cut(&names, ',')), value = str_cut(&values, ',');
                bool self = str_is(name, place->name);
                buf_format(&where, "%s" STR_FMT " = " STR_FMT, where.n ? " AND " : "", STR_ARG(name),
                    STR_ARG(self ? now : value));
            }
            CHECK(raw_run(raw, str_format(arena, "UPDATE %s SET %s = %lld WHERE " STR_FMT, place->table, place->name,
                (long long)old,
                                          STR_ARG(buf_str(&where))).p));
        } else {
            CHECK(raw_set(arena, raw, &moved, now, bytes.p, n, old));
        }
    } else {
        CHECK(raw_set(arena, raw, place, key, bytes.p, n, old));
    }
    return true;
}

/* A bureau in a folder, closed again; *url says where. */
static void small_folder(Arena *arena, Str *url)
{
    *url = fixture_url(arena, ENGINE_FOLDER);
    Db *db = fixture_open_url(arena, *url, DB_WRITER);
    Journal journal;
    CHECK_EQ(journal_open(&journal, db), OK);
    small_fill(&journal, arena);
    db_close(db);
}

TEST(verify_finds_each_of_a_thousand_bits)
{
    Str url;
    uint64_t seed = 41;
    small_folder(arena, &url);
    sqlite3 *raw = raw_open(arena, url);
    Db *auditor = fixture_open_url(arena, url, DB_READER);
    CHECK(!small_verify(auditor, 1).zh);
    int done = 0, tried = 0;
    for (; done < FLIPS && tried < 4 * FLIPS; tried++) {
        size_t mark = arena_mark(arena);
        done += flip(arena, raw, &places[tried % PLACES], &seed, auditor);
        arena_back(arena, mark);
    }
    CHECK_EQ(done, FLIPS);
    CHECK(!small_verify(auditor, 1).zh);
    db_close(auditor);
    sqlite3_close(raw);
}

/* Each line: what somebody does to the file, and the first wrong entry. */
static const struct {
    const char *change;
    int64_t entry;
} changes[] = {
    { "DELETE FROM entry WHERE n = 10", 10 },
    { "DELETE FROM entry WHERE n = 24", 24 },
    { "DELETE FROM event WHERE entry = 9", 9 },
    { "DELETE FROM event WHERE entry = 22 AND ord = 2", 22 },
    { "DELETE FROM event WHERE entry = 24", 24 },
    { "INSERT INTO event SELECT subject_kind, subject, 23, ord, at, body FROM event WHERE entry = 24", 23 },
    { "INSERT INTO event SELECT subject_kind, subject, 25, ord, at, body FROM event WHERE entry = 24", 25 },
    { "INSERT INTO event SELECT subject_kind, subject, 0, ord, at, body FROM event WHERE entry = 24", 0 },
    { "INSERT INTO event SELECT subject_kind, subject, entry, ord + 1, at, body FROM event WHERE entry = 24", 24 },
    { "UPDATE event SET subject = 4 WHERE entry = 3", 3 },
    { "DELETE FROM idem WHERE entry = 7", 7 },
    { "INSERT INTO idem SELECT x'00112233445566778899aabbccddeeff', 7 FROM idem WHERE entry = 7", 7 },
    { "INSERT INTO idem SELECT x'00112233445566778899aabbccddeeff', 99 FROM idem WHERE entry = 7", 99 },
    { "INSERT INTO idem SELECT x'00112233445566778899aabbccddeeff', 1 FROM idem WHERE entry = 7", 1 },
    { "DELETE FROM notice WHERE person = 2 AND n = 6", 22 },
    { "DELETE FROM notice WHERE person = 1", 2 },
    { "INSERT INTO notice SELECT person, 7, entry, at, kind, body, seen FROM notice WHERE person = 2 AND n = 6", 22 },
    { "INSERT INTO notice SELECT 9, n, entry, at, kind, body, seen FROM notice WHERE person = 2 AND n = 6", 22 },
    { "UPDATE notice SET seen = 0 WHERE person = 1 AND n = 2", 3 },
    { "UPDATE notice SET seen = 1 WHERE person = 3 AND n = 1", 14 },
    { "DELETE FROM outbox WHERE n = 1", 4 },
    { "DELETE FROM outbox WHERE entry = 24", 24 },
    { "INSERT INTO outbox SELECT n + 1, entry, at, kind, body FROM outbox WHERE entry = 24", 24 },
    { "UPDATE entry SET body = (SELECT body FROM entry WHERE n = 6), hash = (SELECT hash FROM entry WHERE n = 6) WHERE n = 5", 5 },
};

TEST(verify_names_the_first_wrong_entry)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        Str url;
        small_folder(arena, &url);
        sqlite3 *raw = raw_open(arena, url);
        CHECK(raw_run(raw, changes[i].change));
        sqlite3_close(raw);
        Db *auditor = fixture_open_url(arena, url, DB_READER);
        JournalFault fault = small_verify(auditor, 1);
        if (!fault.zh || !fault.en || fault.entry != changes[i].entry)
            test_fail(__FILE__, __LINE__, "%s: found at %lld", changes[i].change, (long long)fault.entry);
        db_close(auditor);
    }
}

/* Whoever rewrites an entry and its hash breaks the chain at the next one. */
TEST(verify_finds_an_entry_written_anew)
{
    Str url;
    small_folder(arena, &url);
    Db *db = fixture_open_url(arena, url, DB_READER);
    Journal journal = { .db = db };
    JournalEntry entry;
    CHECK_EQ(journal_entry(&journal, arena, 5, &entry), OK);
    entry.said.answer = S("{\"result\":\"refused\"}");
    Buf body = { .arena = arena };
    entry_write(&body, &entry);
    Hash hash = hash_of(buf_str(&body));
    db_close(db);
    sqlite3 *raw = raw_open(arena, url);
    CHECK(raw_run(raw, str_format(arena, "UPDATE entry SET body = x'" STR_FMT "', hash = x'" STR_FMT "' WHERE n = 5",
                                  STR_ARG(str_hex(arena, buf_str(&body))), STR_ARG(str_hex(arena, hash_str(&hash)))).p));
    sqlite3_close(raw);
    db = fixture_open_url(arena, url, DB_READER);
    CHECK_EQ(small_verify(db, 1).entry, 6);
    CHECK_EQ(small_verify(db, 6).entry, 6);
    CHECK_EQ(small_verify(db, 7).entry, 0);
    db_close(db);
}

TEST(verify_from_the_middle)
{
    EACH_ENGINE(arena, f)
    {
        Journal journal;
        CHECK_EQ(journal_open(&journal, f.db), OK);
        CHECK(!small_verify(f.db, 1).zh);
        small_fill(&journal, arena);
        for (int64_t from = 0; from <= SMALL_ENTRIES + 1; from++) {
            JournalFault fault = small_verify(f.db, from);
            if (fault.zh)
                test_fail(__FILE__, __LINE__, "from %lld: %s at %lld", (long long)from, fault.en, (long long)fault.entry);
        }
        CHECK_EQ(small_verify(f.db, SMALL_ENTRIES + 2).entry, SMALL_ENTRIES + 1);
    }
}

TEST(verify_finds_changes_on_postgres)
{
    Str url = fixture_url(arena, ENGINE_POSTGRES);
    Db *db = fixture_open_url(arena, url, DB_WRITER);
    if (!db)
        return;
    Journal journal;
    CHECK_EQ(journal_open(&journal, db), OK);
    small_fill(&journal, arena);
    db_close(db);
    CHECK(fixture_psql(arena, url, "ALTER TABLE event DISABLE TRIGGER USER"));
    db = fixture_open_url(arena, url, DB_READER);
    CHECK(!small_verify(db, 1).zh);
    CHECK(fixture_psql(arena, url, "UPDATE event SET body = set_bit(body, 3, 1 - get_bit(body, 3)) WHERE entry = 12"));
    CHECK_EQ(small_verify(db, 1).entry, 12);
    CHECK(fixture_psql(arena, url, "UPDATE event SET body = set_bit(body, 3, 1 - get_bit(body, 3)) WHERE entry = 12"));
    CHECK(!small_verify(db, 1).zh);
    CHECK(fixture_psql(arena, url, "UPDATE idem SET entry = 3 WHERE entry = 13"));
    CHECK_EQ(small_verify(db, 1).entry, 13);
    db_close(db);
}

/* Thousands of entries, and a region that would not hold a tenth of them. */
TEST(verify_needs_constant_memory)
{
    Db *db = fixture_open(arena, ENGINE_MEMORY);
    Journal journal;
    CHECK_EQ(journal_open(&journal, db), OK);
    CHECK_EQ(db_begin(db), OK);
    for (int64_t n = 1; n <= 3000; n++) {
        size_t mark = arena_mark(arena);
        EntryDraft draft = { .at = { NOON + n }, .key = small_key(arena, n),
            .answer = S("done") };
        Event event = ABOUT(CARD_LOST, n % 50 + 1, card_lost, .card = 1, .kind = LOSS_FORMAL);
        CHECK_EQ(journal_append(&journal, arena, &draft, &event, 1), OK);
        arena_back(arena, mark);
    }
    CHECK_EQ(db_commit(db), OK);
    Arena small = arena_make(64 << 10);
    JournalFault fault = { 0 };
    CHECK_EQ(db_begin(db), OK);
    CHECK_EQ(journal_verify(db, &small, 1, &fault), OK);
    CHECK(!fault.zh);
    db_rollback(db);
    arena_drop(&small);
    db_close(db);
}
