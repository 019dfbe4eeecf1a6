/* names_test.c - an index of pairs finds by a piece of a name whoever has it, and in order; those that it offers for a look
 * are few; and a bureau that was made before there was any index gets it. */
#include "registry/names.h"
#include "support/db_fixture.h"

enum { UNITS = 1500, PIECES = 300, NAME_POINTS = 9 };

typedef struct {
    Str names[UNITS + 1]; /* by number, from 1 */
    int64_t next;
    Arena *arena;
} City;

/* Few characters of every length in UTF-8, so that pairs repeat, also within one name. */
static Str some_name(Arena *arena, uint64_t *seed, size_t points)
{
    static const char *const letters[] = { "青", "山", "a", "B", "é", "𠀀", " " };
    Buf text = { .arena = arena };
    for (size_t i = 0; i < points; i++)
        buf_add(&text, str(letters[test_random(seed) % (sizeof letters / sizeof *letters)]));
    return buf_str(&text);
}

static bool next_unit(void *context, Val *cells)
{
    City *city = context;
    if (city->next == UNITS)
        return false;
    UnitFacts unit = { .id = ++city->next };
    Buf body = { .arena = city->arena };
    FACT_SET(unit.name, city->names[unit.id]);
    unit_write(&body, &unit);
    cells[0] = val_i(unit.id);
    cells[1] = val_b(buf_str(&body));
    cells[2] = val_b((Str){ 0 });
    return true;
}

static bool has_every_pair(Arena *arena, Str name, Str piece)
{
    while (str_points(piece) > 1) {
        size_t first = 1, two;
        while (first < piece.n && ((unsigned char)piece.p[first] & 0xC0) == 0x80)
            first++;
        for (two = first + 1; two < piece.n && ((unsigned char)piece.p[two] & 0xC0) == 0x80;)
            two++;
        if (str_find(str_lower(arena, name), str_lower(arena, str_head(piece, two))) < 0)
            return false;
        piece = str_from(piece, first);
    }
    return true;
}

/* Exactly those with all pairs are offered, each once, in order. */
static void finds_what_is_there(Store *store, Arena *arena, const City *city, Str piece)
{
    NameSearch search = names_search(store, arena, piece);
    int64_t unit = 0;
    for (int64_t id = 1; id <= UNITS; id++) {
        if (!has_every_pair(arena, city->names[id], piece))
            continue;
        CHECK_EQ(names_next(&search, unit + 1, &unit), OK);
        if (unit != id)
            test_fail(__FILE__, __LINE__, "\"" STR_FMT "\" finds %lld instead of %lld", STR_ARG(piece), (long long)unit,
                      (long long)id);
        if (unit != id)
            return;
    }
    CHECK_EQ(names_next(&search, unit + 1, &unit), OK);
    CHECK_EQ(unit, 0);
}

static void city_make(City *city, Arena *arena)
{
    uint64_t seed = 20251122;
    *city = (City){ .arena = arena };
    for (int64_t id = 1; id <= UNITS; id++)
        city->names[id] = some_name(arena, &seed, 1 + test_random(&seed) % NAME_POINTS);
}

TEST(employers_are_found_by_any_piece_of_their_name)
{
    City *city = arena_new(arena, City, 1);
    city_make(city, arena);
    EACH_ENGINE(arena, f)
    {
        Store store = { 0 };
        uint64_t seed = 7;
        int64_t rows = 0, unit = 5;
        Str before = { 0 }, after = { 0 };
        city->next = 0;
        CHECK_EQ(store_open(&store, f.db, S("names")), OK);
        store.bureau.units = UNITS;
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(db_bulk(f.db, "unit_facts", next_unit, city, &rows), OK);
        CHECK_EQ(db_commit(f.db), OK);
        CHECK_EQ(names_fill(&store), OK);
        CHECK_EQ(db_dump_table(f.db, arena, "unit_pair", &before), OK);
        CHECK_EQ(names_fill(&store), OK);
        CHECK_EQ(db_dump_table(f.db, arena, "unit_pair", &after), OK);
        CHECK(before.n > 0 && str_eq(before, after));
        for (int i = 0; i < PIECES; i++) {
            size_t mark = arena_mark(arena);
            finds_what_is_there(&store, arena, city, some_name(arena, &seed, 2 + test_random(&seed) % 4));
            arena_back(arena, mark);
        }
        NameSearch one = names_search(&store, arena, S("青")), nothing = names_search(&store, arena, (Str){ 0 });
        CHECK_EQ(names_next(&one, 1, &unit), OK);
        CHECK_EQ(unit, 0);
        CHECK_EQ(names_next(&nothing, 1, &unit), OK);
        CHECK_EQ(unit, 0);
    }
}
