/* city_test.c - the demo city: the same from the same seed, every state and cause in it, numbers that are valid. */
#include "app/city.h"
#include "card/settle.h"
#include "core/verify.h"
#include "hold/effects.h"
#include "ledger/ledger.h"
#include "support/city.h"

enum { PEOPLE = 130, EVERYBODY_FIRST = 115 };

typedef struct {
    City city;
    CityMade made;
} Town;

static bool town_of(Town *town, Arena *arena, int persons, uint64_t seed, Day base)
{
    Why why = { .arena = arena };
    if (!city_open(&town->city, arena, S(":memory:")))
        return false;
    CityPlan plan = { .persons = persons, .seed = seed, .base = base };
    if (city_make(&town->city.bureau, &town->city.life, &plan, NULL, NULL, &town->made, &why) == OK)
        return true;
    test_fail(__FILE__, __LINE__, "%.*s", STR_ARG(why.en));
    city_close(&town->city);
    return false;
}

static bool town_make(Town *town, Arena *arena, uint64_t seed, Day base) { return town_of(town, arena, PEOPLE, seed, base); }

TEST(the_same_seed_gives_the_same_city)
{
    Town town;
    Hash sums[3];
    const uint64_t seeds[] = { 7, 7, 8 };
    for (int i = 0; i < 3; i++) {
        if (!town_make(&town, arena, seeds[i], day_make(2026, 6, 30)))
            return;
        sums[i] = fixture_sum(town.city.bureau.db);
        city_close(&town.city);
    }
    CHECK(hash_eq(&sums[0], &sums[1]));
    CHECK(!hash_eq(&sums[0], &sums[2]));
}

typedef struct {
    int prod[Production_END], app[Application_END], fin[Financial_END], pin[Pin_END], legacy[LegacyState_END],
        account[AccountState_END], state[CaseState_END], cause[Cause_END], relation[RelationKind_END], category[Category_END];
} Seen;

static void see_person(Town *town, int64_t id, Time now, Seen *seen)
{
    Arena arena = arena_make(64 << 20);
    Work work = { .store = &town->city.bureau.store, .arena = &arena };
    PersonFacts *person = NULL;
    Effects effects;
    CHECK_EQ(work_person(&work, id, &person), OK);
    settle(person, town->city.bureau.policy, &town->city.bureau.store.bureau, now, NULL);
    effects_of(person, town->city.bureau.policy, &town->city.bureau.store.bureau, now, &effects);
    for (int i = 0; i < effects.count; i++)
        seen->cause[effects.causes[i].cause]++;
    for (int i = 0; i < person->card_count; i++) {
        seen->prod[person->cards[i].prod]++;
        seen->app[person->cards[i].app]++;
        seen->fin[person->cards[i].fin]++;
        seen->pin[person->cards[i].pin]++;
    }
    for (int i = 0; i < person->account_count; i++) {
        seen->account[person->accounts[i].state]++;
        seen->category[person->accounts[i].category]++;
    }
    for (int i = 0; i < person->relation_count; i++)
        seen->relation[person->relations[i].kind]++;
    seen->legacy[person->legacy_state]++;
    arena_drop(&arena);
}

static int cases_in(Town *town, int state)
{
    Rows rows = { 0 };
    CHECK_EQ(store_cases(&town->city.bureau.store, &town->city.life, &(CaseFilter){ .state = state }, 100, &rows), OK);
    return (int)rows.count;
}

static void all_seen(const char *what, ChoiceSetId set, const int *counts)
{
    const ChoiceSet *words = choice_set(set);
    for (int i = 0; i < words->count; i++)
        if (!counts[words->items[i].number])
            test_fail(__FILE__, __LINE__, "nobody is %s %s", what, words->items[i].code);
}

TEST(a_small_city_has_everything_once)
{
    Town town;
    Seen seen = { 0 };
    Day base = day_make(2026, 6, 30);
    if (!town_make(&town, arena, 1, base))
        return;
    Time now = day_end(base);
    CHECK(town.city.bureau.store.bureau.persons > EVERYBODY_FIRST);
    CHECK_EQ(db_begin(town.city.bureau.db), OK);
    for (int64_t id = 1; id <= town.city.bureau.store.bureau.persons; id++)
        see_person(&town, id, now, &seen);
    see_person(&town, 1, (Time){ day_end(base).s + (int64_t)22 * 86400 }, &seen); /* the window that was announced */
    for (int state = 1; state < CaseState_END; state++)
        seen.state[state] = cases_in(&town, state);
    db_rollback(town.city.bureau.db);
    seen.fin[FIN_NONE] += seen.fin[0];
    all_seen("in production", SET_PRODUCTION, seen.prod);
    all_seen("application", SET_APPLICATION, seen.app);
    all_seen("bank function", SET_FINANCIAL, seen.fin);
    all_seen("pin", SET_PIN, seen.pin);
    all_seen("old card", SET_LEGACY, seen.legacy);
    all_seen("case", SET_CASE_STATE, seen.state);
    all_seen("cause", SET_CAUSE, seen.cause);
    all_seen("relation", SET_RELATION, seen.relation);
    all_seen("category", SET_CATEGORY, seen.category);
    CHECK(seen.account[ACCOUNT_OPEN] && seen.account[ACCOUNT_SUSPENDED] && seen.account[ACCOUNT_TRANSFERRED]);
    CHECK(town.made.cast_count > 50 && town.made.unit.n == 18);
    city_close(&town.city);
}

/* On this day somebody who is told to be in arrears is also one whose bills stand in the ledger. */
TEST(arrears_that_the_ledger_knows_are_not_placed_by_hand)
{
    enum { MORE_PEOPLE = 400 };
    Town town;
    if (town_of(&town, arena, MORE_PEOPLE, 1, day_make(2026, 11, 21)))
        city_close(&town.city);
}

TEST(the_city_is_what_its_journal_says)
{
    Town town;
    VerifyResult result = { 0 };
    if (!town_make(&town, arena, 3, day_make(2026, 6, 30)))
        return;
    CHECK_EQ(verify_bureau(&town.city.life, &town.city.bureau, true, &result), OK);
    if (!result.whole)
        test_fail(__FILE__, __LINE__, "%.*s %.*s: %.*s", STR_ARG(result.table), STR_ARG(result.row), STR_ARG(result.en));
    CHECK_EQ(result.entries, town.city.bureau.journal.last);
    city_close(&town.city);
}

static int64_t arrears_of(Town *town, Str unit, const char *day, const char *member)
{
    Arena *life = &town->city.life;
    Str args = str_format(life, "{\"credit_code\":\"" STR_FMT "\",\"as_of\":\"%s\"}", STR_ARG(unit), day);
    const JsonNode *data =
        city_ask(&town->city, "{\"role\":\"auditor\",\"user\":\"a\",\"org\":\"o\"}", "unit.arrears", str_z(life, args));
    return number_at(data, member);
}

/* The first employer pays in time; the second has stopped, and owes four months with their late fees. */
TEST(employers_of_the_city_pay_and_owe)
{
    Town town;
    if (!town_make(&town, arena, 1, day_make(2026, 6, 30)))
        return;
    CHECK(town.made.debtor.n == 18);
    CHECK_EQ(arrears_of(&town, town.made.unit, "2026-06-30", "overdue_fen"), 0);
    CHECK(arrears_of(&town, town.made.debtor, "2026-06-30", "overdue_fen") > 0);
    CHECK(arrears_of(&town, town.made.debtor, "2026-06-30", "late_fee_fen") > 0);
    const JsonNode *books = city_ask(&town.city, "{\"role\":\"auditor\",\"user\":\"a\",\"org\":\"o\"}", "fund.balance",
                                     "{\"region\":\"330100\",\"as_of\":\"2026-06-30\"}");
    CHECK_EQ(number_at(books, "balance_fen"), 0);
    CHECK(number_at(books, "debit_fen") > 0);
    city_close(&town.city);
}

/* The months up to the last are closed, and the accounts have borne interest. */
TEST(books_of_the_city_are_closed_and_accounts_bear_interest)
{
    Town town;
    Month closed = MONTH_NONE;
    Money interest = { 0 };
    BalanceOf of = { .account = LEDGER_INTEREST, .region = 330100 };
    if (!town_make(&town, arena, 1, day_make(2026, 6, 30)))
        return;
    CHECK_EQ(month_closed(town.city.bureau.db, arena, 330100, known_now, &closed), OK);
    CHECK_EQ(closed.n, month_make(2026, 5).n);
    CHECK_EQ(ledger_balance(town.city.bureau.db, arena, &of, day_make(2026, 6, 30), known_now, &interest), OK);
    CHECK(interest.fen > 0);
    city_close(&town.city);
}

/* A day for which no figures are on file yet: the city is told without its money. */
TEST(a_city_of_a_far_day_is_told_as_far_as_the_law_is_known)
{
    Town town;
    if (!town_make(&town, arena, 2, day_make(2033, 6, 30)))
        return;
    CHECK_EQ(arrears_of(&town, town.made.debtor, "2033-06-30", "open_fen"), 0);
    city_close(&town.city);
}

TEST(invented_names_and_numbers_are_plausible)
{
    Draws draws = draws_make(5, 9);
    for (int i = 0; i < 500; i++) {
        Str name = name_person(arena, &draws, i % 2), address = name_address(arena, &draws, i % CITIES),
            unit = name_unit(arena, &draws, i % CITIES);
        CHECK(str_utf8(name) && str_points(name) >= 2 && str_points(name) <= 4);
        CHECK(str_utf8(address) && str_utf8(unit) && str_ends(unit, S("有限公司")));
    }
    CHECK(draw(&draws) != draw(&draws));
}
