/* verify_test.c - no change behind the program's back stays unseen (guards F1): every bit of every row of every table
 * but the own ones counts. */
#include "core/verify.h"
#include "root.h"
#include "support/city.h"
#include <sys/stat.h>

enum { FLIPS = 750, EDITS = 60, COLUMNS_MAX = 16, FILE_FLIPS = 300 };

#define EACH_ENGINE_AT(e) for (Engines e = ENGINE_FOLDER; e < ENGINE_END; e++)

static VerifyResult verified(City *city)
{
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(city->arena, &city->bureau, false, &result), OK);
    return result;
}

/* One row of a table, and how it is named and written in statements. */
typedef struct {
    const Table *table;
    Str names[COLUMNS_MAX], cells[COLUMNS_MAX];
    char kinds[COLUMNS_MAX];
    bool in_key[COLUMNS_MAX];
    size_t width;
} Row;

static Row row_shape(const Table *table)
{
    Row row = { .table = table };
    for (Str rest = str(table->columns); rest.p; row.width++) {
        Str kind = str_trim(str_cut(&rest, ','));
        row.names[row.width] = str_cut(&kind, ' ');
        row.kinds[row.width] = str_trim(kind).p[0];
        for (Str keys = str(table->key); keys.p;)
            row.in_key[row.width] |= str_eq(str_trim(str_cut(&keys, ',')), row.names[row.width]);
    }
    return row;
}

static Str joined(Arena *arena, const Row *row, const Str *cells, bool names, bool values, const char *between, bool key_only)
{
    Buf text = { .arena = arena };
    for (size_t i = 0; i < row->width; i++) {
        if (key_only && !row->in_key[i])
            continue;
        if (text.n)
            buf_add(&text, str(between));
        if (names)
            buf_format(&text, "\"" STR_FMT "\"%s", STR_ARG(row->names[i]), values ? " = " : "");
        if (values)
            buf_add(&text, cells[i]);
    }
    return buf_str(&text);
}

static bool row_update(Root *root, const Row *row, const Str *from, const Str *to)
{
    Arena *arena = root->arena;
    return root_run(root, str_format(arena, "UPDATE %s SET " STR_FMT " WHERE " STR_FMT, row->table->name,
                                     STR_ARG(joined(arena, row, to, true, true, ", ", false)),
                                     STR_ARG(joined(arena, row, from, true, true, " AND ", true))));
}

static bool row_insert(Root *root, const Row *row, const Str *cells)
{
    Arena *arena = root->arena;
    return root_run(root, str_format(arena, "INSERT INTO %s (" STR_FMT ") VALUES (" STR_FMT ")", row->table->name,
                                     STR_ARG(joined(arena, row, cells, true, false, ", ", false)),
                                     STR_ARG(joined(arena, row, cells, false, true, ", ", false))));
}

static bool row_delete(Root *root, const Row *row, const Str *cells)
{
    Arena *arena = root->arena;
    return root_run(root, str_format(arena, "DELETE FROM %s WHERE " STR_FMT, row->table->name,
                                     STR_ARG(joined(arena, row, cells, true, true, " AND ", true))));
}

/* A row of any table but the own ones. */
static Row row_any(Root *root, uint64_t *seed)
{
    for (;;) {
        const Table *table = table_first();
        for (uint64_t skip = test_random(seed) % 64; skip; skip--)
            table = table->next ? table->next : table_first();
        int64_t count =
            table->kind == TABLE_OWN ? 0 : root_number(root, str_format(root->arena, "SELECT count(*) FROM %s", table->name));
        if (!count)
            continue;
        Row row = row_shape(table);
        Str sql = str_format(root->arena, "SELECT " STR_FMT " FROM %s ORDER BY " STR_FMT " LIMIT 1 OFFSET %lld",
                             STR_ARG(joined(root->arena, &row, NULL, true, false, ", ", false)), table->name,
                             STR_ARG(joined(root->arena, &row, NULL, true, false, ", ", true)),
                             (long long)(test_random(seed) % (uint64_t)count));
        CHECK(root_row(root, sql, row.cells, row.width));
        return row;
    }
}

static Str flip_number(Arena *arena, Str literal, int bit)
{
    int64_t number = INT64_MIN;
    str_int(literal, &number);
    number = (int64_t)((uint64_t)number ^ (uint64_t)1 << bit);
    return number == INT64_MIN ? S("(-9223372036854775807-1)") : str_format(arena, "%lld", (long long)number);
}

/* One bit of a literal: of a number; of one byte in hex; of one plain character. Empty where there is none to flip. */
static Str flipped(Arena *arena, char kind, Str literal, uint64_t *seed)
{
    uint64_t pick = test_random(seed);
    if (kind == 'i')
        return flip_number(arena, literal, (int)(pick % 64));
    Str open = str_starts(literal, S("decode('")) ? S("decode('") : str_starts(literal, S("x'")) ? S("x'") : S("'");
    Str rest = str_from(literal, open.n);
    long end = str_find(rest, S("'"));
    if (end <= 0)
        return (Str){ 0 };
    Str copy = str_copy(arena, literal);
    char *at = (char *)copy.p + open.n + pick % (uint64_t)end;
    pick >>= 32;
    if (kind == 'b') {
        static const char digits[] = "0123456789abcdef";
        int digit = *at <= '9' ? *at - '0' : *at - 'a' + 10;
        *at = digits[digit ^ 1 << pick % 4];
        return copy;
    }
    char changed = (char)(*at ^ 1 << pick % 7);
    if ((unsigned char)*at >= 0x80 || !changed || changed == '\'')
        return (Str){ 0 };
    *at = changed;
    return copy;
}

static void fail_unseen(const Row *row, size_t column, const char *what)
{
    test_fail(__FILE__, __LINE__, "%s was not seen in %s." STR_FMT " where " STR_FMT "=" STR_FMT, what, row->table->name,
              STR_ARG(row->names[column]), STR_ARG(row->names[0]), STR_ARG(row->cells[0]));
}

/* Flips one bit, looks, flips it back. false: this cell cannot be flipped so. */
static bool try_flip(City *city, Root *root, uint64_t *seed)
{
    Row row = row_any(root, seed);
    size_t column = test_random(seed) % row.width;
    Str changed[COLUMNS_MAX];
    memcpy(changed, row.cells, sizeof changed);
    changed[column] = flipped(root->arena, row.kinds[column], row.cells[column], seed);
    if (!changed[column].n || !row_update(root, &row, row.cells, changed))
        return false;
    if (verified(city).whole)
        fail_unseen(&row, column, "a flipped bit");
    CHECK(row_update(root, &row, changed, row.cells));
    return true;
}

TEST(every_flipped_bit_is_found)
{
    EACH_ENGINE_AT(e)
    {
        City city;
        Root root;
        Arena scratch = arena_make((size_t)256 << 20);
        uint64_t seed = 17;
        if (!city_found(&city, arena, e))
            continue;
        city_live(&city);
        city.arena = &scratch;
        CHECK(verified(&city).whole);
        if (root_open(&root, &scratch, city.url)) {
            for (int i = 0; i < FLIPS;) {
                size_t mark = arena_mark(&scratch);
                i += try_flip(&city, &root, &seed);
                arena_back(&scratch, mark);
            }
            root_close(&root);
        }
        CHECK(verified(&city).whole);
        city_close(&city);
        arena_drop(&scratch);
    }
}

/* A row more: the same with another key. */
static bool try_insert(City *city, Root *root, uint64_t *seed)
{
    Row row = row_any(root, seed);
    Str other[COLUMNS_MAX];
    memcpy(other, row.cells, sizeof other);
    size_t column = 0;
    while (!row.in_key[column])
        column++;
    other[column] = flipped(root->arena, row.kinds[column], row.cells[column], seed);
    if (!other[column].n || !row_insert(root, &row, other))
        return false;
    if (verified(city).whole)
        fail_unseen(&row, column, "a row more");
    CHECK(row_delete(root, &row, other));
    return true;
}

static void try_delete(City *city, Root *root, uint64_t *seed)
{
    Row row = row_any(root, seed);
    CHECK(row_delete(root, &row, row.cells));
    if (verified(city).whole)
        fail_unseen(&row, 0, "a row less");
    CHECK(row_insert(root, &row, row.cells));
}

TEST(rows_put_in_and_taken_out_are_found)
{
    EACH_ENGINE_AT(e)
    {
        City city;
        Root root;
        uint64_t seed = 4;
        if (!city_found(&city, arena, e))
            continue;
        city_live(&city);
        if (root_open(&root, arena, city.url)) {
            for (int i = 0; i < EDITS;)
                i += try_insert(&city, &root, &seed);
            for (int i = 0; i < EDITS; i++)
                try_delete(&city, &root, &seed);
            root_close(&root);
        }
        CHECK(verified(&city).whole);
        city_close(&city);
    }
}

/* What is named is what was changed. */
TEST(the_first_wrong_entry_or_row_is_named)
{
    static const struct {
        const char *change, *back, *table, *row;
        int64_t entry;
    } rows[] = {
        { "UPDATE entry SET at = at + 1 WHERE n = 5", "UPDATE entry SET at = at - 1 WHERE n = 5", "", "", 5 },
        { "UPDATE event SET at = at + 1 WHERE entry = 7 AND ord = 0", "UPDATE event SET at = at - 1 WHERE entry = 7 AND ord = 0",
          "", "", 7 },
        { "UPDATE cell SET n = 99 WHERE person = 2 AND n = 1", "UPDATE cell SET n = 1 WHERE person = 2 AND n = 99", "", "", 6 },
        { "UPDATE roster SET state = 3 WHERE person = 2", "UPDATE roster SET state = 1 WHERE person = 2", "roster",
          "payer_kind=2 payer=1 person=2 account=1", 0 },
        { "UPDATE case_row SET n = 9 WHERE person = 2", "UPDATE case_row SET n = 1 WHERE person = 2", "case_row", "person=2 n=1",
          0 },
        { "INSERT INTO due (person, at) VALUES (77, 1)", "DELETE FROM due WHERE person = 77", "due", "person=77", 0 },
        { "UPDATE person_facts SET id = 9 WHERE id = 3", "UPDATE person_facts SET id = 3 WHERE id = 9", "person_facts", "id=3", 0 },
    };
    EACH_ENGINE_AT(e)
    {
        City city;
        Root root;
        if (!city_found(&city, arena, e))
            continue;
        city_live(&city);
        if (root_open(&root, arena, city.url)) {
            for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                CHECK(root_run(&root, str(rows[i].change)));
                VerifyResult result = verified(&city);
                CHECK(!result.whole && result.zh.n && result.en.n);
                CHECK_EQ(result.entry, rows[i].entry);
                CHECK_STR(result.table, str(rows[i].table));
                CHECK_STR(result.row, str(rows[i].row));
                CHECK(root_run(&root, str(rows[i].back)));
            }
            root_close(&root);
        }
        CHECK(verified(&city).whole);
        city_close(&city);
    }
}

/* In a folder, where memory is constant, the outcome is the same; and a reader may look too. */
TEST(a_large_bureau_is_made_anew_on_disk)
{
    EACH_ENGINE_AT(e)
    {
        City city;
        VerifyResult small = { 0 }, large = { 0 };
        if (!city_found(&city, arena, e))
            continue;
        city_live(&city);
        CHECK_EQ(verify_bureau_within(arena, &city.bureau, false, 1000, &small), OK);
        CHECK_EQ(verify_bureau_within(arena, &city.bureau, true, 0, &large), OK);
        CHECK(small.whole && large.whole && small.entries > 30 && small.cells > 5 && small.rows > 10);
        CHECK_EQ(large.entries, small.entries);
        CHECK_EQ(large.rows, small.rows);
        Bureau reader;
        BureauOptions options = { .url = city.url, .mode = DB_READER };
        CHECK_EQ(bureau_open(&reader, &options, NULL), OK);
        CHECK_EQ(verify_bureau(arena, &reader, false, &small), OK);
        CHECK(small.whole);
        bureau_close(&reader);
        city_close(&city);
    }
}

static void file_write(Arena *arena, Str folder, Str bytes)
{
    FILE *file = fopen(str_format(arena, STR_FMT "/bureau.db", STR_ARG(folder)).p, "wb");
    CHECK(file && fwrite(bytes.p, 1, bytes.n, file) == bytes.n && fclose(file) == 0);
}

/* Opens the damaged file: refused, or found by verify, or the bit meant nothing and every row is what it was. */
static void look_at_file(Arena *arena, Str folder, const Hash *whole, int64_t *found)
{
    Bureau bureau;
    BureauOptions options = { .url = folder, .mode = DB_WRITER };
    VerifyResult result = { 0 };
    if (bureau_open(&bureau, &options, NULL) != OK) {
        ++*found;
    } else if (verify_bureau(arena, &bureau, false, &result) != OK || !result.whole) {
        ++*found;
    } else {
        Hash sum = fixture_sum(bureau.db);
        CHECK(hash_eq(&sum, whole));
    }
    bureau_close(&bureau);
}

/* Every other flip falls on a byte that holds something: many tables of a small bureau are empty pages. */
static size_t flip_place(const char *bytes, size_t size, int i, uint64_t *seed)
{
    size_t at = test_random(seed) % size;
    while (i % 2 && !bytes[at])
        at = test_random(seed) % size;
    return at;
}

/* Bits of the file itself, wherever they fall: never a crash, and never a changed row that is not seen. */
TEST(no_flipped_bit_of_the_file_changes_a_row_unseen)
{
    City city;
    Root root;
    uint64_t seed = 99;
    int64_t found = 0;
    if (!city_found(&city, arena, ENGINE_FOLDER))
        return;
    city_live(&city);
    Hash whole = fixture_sum(city.bureau.db);
    if (root_open(&root, arena, city.url)) {
        CHECK_EQ(root_number(&root, S("PRAGMA wal_checkpoint(TRUNCATE)")), 0);
        root_close(&root);
    }
    bureau_close(&city.bureau);
    FILE *file = fopen(str_format(arena, STR_FMT "/bureau.db", STR_ARG(city.url)).p, "rb");
    char *bytes = arena_new(arena, char, 4 << 20);
    size_t size = file ? fread(bytes, 1, 4 << 20, file) : 0;
    CHECK(size > 100000 && file && fclose(file) == 0);
    for (int i = 0; i < FILE_FLIPS; i++) {
        size_t mark = arena_mark(arena), at = flip_place(bytes, size, i, &seed);
        Str folder = str_format(arena, "%s/flip-%d", test_scratch_dir(), i);
        CHECK_EQ(mkdir(folder.p, 0700), 0);
        bytes[at] ^= (char)(1 << i % 8);
        file_write(arena, folder, (Str){ bytes, size });
        look_at_file(arena, folder, &whole, &found);
        bytes[at] ^= (char)(1 << i % 8);
        arena_back(arena, mark);
    }
    CHECK(found > FILE_FLIPS / 10);
    arena_drop(&city.life);
}

/* Started with other rules than before, the writer makes the due days anew; until then nobody blames them. */
TEST(due_days_follow_the_policy)
{
    EACH_ENGINE_AT(e)
    {
        City city;
        Root root;
        if (!city_found(&city, arena, e))
            continue;
        city_live(&city);
        if (root_open(&root, arena, city.url)) {
            CHECK(root_number(&root, S("SELECT count(*) FROM due")) > 0);
            CHECK(root_run(&root, S("UPDATE due SET at = 1")));
            CHECK_STR(verified(&city).table, S("due"));
            CHECK(root_run(&root, S("DELETE FROM due_policy")));
            CHECK(verified(&city).whole);
            bureau_close(&city.bureau);
            BureauOptions options = { .url = city.url, .mode = DB_WRITER };
            CHECK_EQ(bureau_open(&city.bureau, &options, NULL), OK);
            CHECK_EQ(root_number(&root, S("SELECT count(*) FROM due WHERE at = 1")), 0);
            CHECK_EQ(root_number(&root, S("SELECT count(*) FROM due_policy")), 1);
            root_close(&root);
        }
        CHECK(verified(&city).whole);
        city_close(&city);
    }
}

TEST(an_empty_bureau_is_whole)
{
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    VerifyResult result = verified(&city);
    CHECK(result.whole);
    CHECK_EQ(result.entries, 0);
    city_close(&city);
}
