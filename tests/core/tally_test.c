/* tally_test.c - what money pays is the same whether what is owed stays in memory or is forgotten between two lines. */
#include "crowd.h"
#include "levy/tally.h"

enum { LINES = 4 * CROWD_UNITS, SHORT_BYTES = 3 * sizeof(Owed) }; /* no more than one employer's list */

typedef struct {
    int64_t end, parts;
} Said;

static int64_t owed_sum(Db *db, Arena *arena, const PolicySet *policy, int64_t unit, Day day)
{
    Owed *owed = NULL;
    size_t count = 0;
    int64_t sum = 0;
    Why why = { .arena = arena };
    CHECK_EQ(owed_list(db, arena, policy, OWNER_UNIT, unit, 0, day_make(9998, 12, 31), day, &owed, &count, &why), OK);
    for (size_t i = 0; i < count; i++)
        sum += owed_principal(&owed[i]) + owed[i].fee.fen;
    return sum;
}

/* Each employer in turn pays a fen too little, then everything, then everything once more, then on another day. */
static int64_t tally_all(City *city, Arena *life, size_t lists, Said said[LINES])
{
    View view = { .policy = city->bureau.policy };
    Decision decision = { .why = { .arena = life } };
    Work work = { .store = &city->bureau.store, .arena = city->arena };
    Post post = { .work = &work, .view = &view, .out = &decision };
    Tally tally = tally_make(&post, life, lists);
    for (int i = 0; i < LINES; i++) {
        int turn = i / CROWD_UNITS;
        int64_t unit = 2 + i % CROWD_UNITS;
        Day day = turn < 3 ? day_make(2025, 2, 14) : day_make(2025, 3, 14);
        MoneyKept bank = { .kind = IMPORT_BANK_STATEMENT,
                           .no = S("Z1"),
                           .day = day,
                           .amount = { owed_sum(city->bureau.db, city->arena, view.policy, unit, day) - (turn == 0) },
                           .region = 330100,
                           .payer_kind = OWNER_UNIT,
                           .payer = unit };
        MoneyPay pay = { 0 };
        CHECK(bank.amount.fen > 100);
        TallyEnd end = TALLY_NONE;
        CHECK_EQ(tally_line(&tally, &bank, NULL, 0, &end, &pay), OK);
        said[i] = (Said){ end, end == TALLY_PAID ? (int64_t)pay.only_count : 0 };
    }
    return tally.forgotten;
}

TEST(what_is_forgotten_is_looked_up_once_more)
{
    for (Engines engine = ENGINE_MEMORY; engine < ENGINE_END; engine++) {
        City city;
        Said kept[LINES], forgot[LINES];
        if (!city_found(&city, arena, engine))
            continue;
        crowd_live(&city);
        CHECK_EQ(db_begin(city.bureau.db), OK);
        CHECK_EQ(tally_all(&city, arena, 0, kept), 0);
        Arena life = arena_make((size_t)64 << 20);
        CHECK(tally_all(&city, &life, (size_t)4 << 20, forgot) == 0 && !memcmp(kept, forgot, sizeof kept));
        CHECK(tally_all(&city, &life, SHORT_BYTES, forgot) > LINES / 2 && !memcmp(kept, forgot, sizeof kept));
        arena_drop(&life);
        db_rollback(city.bureau.db);
        for (int i = 0; i < LINES; i++) {
            CHECK_EQ(kept[i].end, i / CROWD_UNITS == 1 ? TALLY_PAID : TALLY_BILL);
            CHECK_EQ(kept[i].parts > 0, i / CROWD_UNITS == 1);
        }
        city_close(&city);
    }
}
