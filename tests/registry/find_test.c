/* find_test.c - many numbers looked up at once say what each of them says alone, however many of those on record are asked
 * for; and records are read in order. */
#include "registry/identity.h"
#include "support/db_fixture.h"
#include <stdlib.h>

enum { PEOPLE = 3000 };

typedef struct {
    Arena *arena;
    Store *store;
    int64_t next;
    uint8_t (*keys)[IDENTITY_KEY_BYTES]; /* in order; then the person */
    int64_t *persons;
} Filling;

static Str number(Arena *arena, int64_t i) { return str_format(arena, "33010619%010lld", (long long)i); }

static bool next_key(void *context, Val *cells)
{
    Filling *f = context;
    if (f->next >= PEOPLE)
        return false;
    cells[0] = val_i(1);
    cells[1] = val_b((Str){ (const char *)f->keys[f->next], IDENTITY_KEY_BYTES });
    cells[2] = val_i(f->persons[f->next++]);
    cells[3] = val_i(0);
    return true;
}

typedef struct {
    uint8_t key[IDENTITY_KEY_BYTES];
    int64_t person;
} Pair;

static int by_key(const void *a, const void *b)
{
    return memcmp(((const Pair *)a)->key, ((const Pair *)b)->key, IDENTITY_KEY_BYTES);
}

static void pairs_make(Arena *arena, Store *store, Pair *pairs, int64_t from, int64_t step, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int64_t person = from + step * (int64_t)i;
        Str key = identity_number_key(store, arena, number(arena, person));
        memcpy(pairs[i].key, key.p, IDENTITY_KEY_BYTES);
        pairs[i].person = person;
    }
    qsort(pairs, count, sizeof *pairs, by_key);
}

/* Every `step`-th number from `from` on; those above PEOPLE are nobody's. */
static void ask(Arena *arena, Store *store, int64_t from, int64_t step, size_t count)
{
    Pair *pairs = arena_new(arena, Pair, count);
    uint8_t *keys = arena_take(arena, count * IDENTITY_KEY_BYTES + 1);
    int64_t *persons = arena_new(arena, int64_t, count + 1);
    pairs_make(arena, store, pairs, from, step, count);
    for (size_t i = 0; i < count; i++)
        memcpy(keys + i * IDENTITY_KEY_BYTES, pairs[i].key, IDENTITY_KEY_BYTES);
    persons[count] = -7;
    CHECK_EQ(identity_find_all(store, arena, keys, count, persons), OK);
    for (size_t i = 0; i < count; i++)
        CHECK_EQ(persons[i], pairs[i].person <= PEOPLE ? pairs[i].person : 0);
    CHECK_EQ(persons[count], -7);
}

TEST(registry_statements_run_on_both_engines) { fixture_prepare_all(arena); }

TEST(many_numbers_are_found_as_one_by_one)
{
    EACH_ENGINE(arena, f)
    {
        Store store = { 0 };
        Pair *pairs = arena_new(arena, Pair, PEOPLE);
        Filling fill = { .arena = arena, .store = &store };
        int64_t rows = 0;
        CHECK_EQ(store_open(&store, f.db, S("find")), OK);
        fill.keys = arena_take(arena, sizeof *fill.keys * PEOPLE);
        fill.persons = arena_new(arena, int64_t, PEOPLE);
        pairs_make(arena, &store, pairs, 1, 1, PEOPLE);
        for (size_t i = 0; i < PEOPLE; i++) {
            memcpy(fill.keys[i], pairs[i].key, IDENTITY_KEY_BYTES);
            fill.persons[i] = pairs[i].person;
        }
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(db_bulk(f.db, "person_key", next_key, &fill, &rows), OK);
        CHECK_EQ(db_commit(f.db), OK);
        ask(arena, &store, 1, 1, 0);
        ask(arena, &store, 1, 1, 1);
        ask(arena, &store, 1, 1, PEOPLE);        /* all: page by page */
        ask(arena, &store, 1, 100, PEOPLE / 50); /* few: one by one, half of them nobody's */
        ask(arena, &store, PEOPLE + 1, 1, 2000); /* nobody's at all */
        ask(arena, &store, PEOPLE - 1000, 1, 2000);
        int64_t person = 0;
        CHECK_EQ(identity_find(&store, arena, number(arena, 17), &person), OK);
        CHECK_EQ(person, 17);
    }
}
