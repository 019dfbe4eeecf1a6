/* rows_test.c - facts as bytes: there and back, copies, and bytes that are no facts. */
#include "facts/facts.h"
#include "folding.h"
#include "random_facts.h"

TEST(person_round_trip)
{
    uint64_t seed = 11;
    PersonFacts *person = arena_new(arena, PersonFacts, 1), *back = arena_new(arena, PersonFacts, 1);
    for (int round = 0; round < 2000; round++) {
        size_t mark = arena_mark(arena);
        random_person(arena, &seed, person);
        Str bytes = bytes_of(arena, person);
        CHECK(person_read(bytes, back));
        CHECK_STR(bytes_of(arena, back), bytes);
        CHECK_EQ(back->card_count, person->card_count);
        arena_back(arena, mark);
    }
}

TEST(person_copy_is_the_same_facts)
{
    uint64_t seed = 12;
    PersonFacts *person = arena_new(arena, PersonFacts, 1), *copy = arena_new(arena, PersonFacts, 1);
    for (int round = 0; round < 500; round++) {
        size_t mark = arena_mark(arena);
        random_person(arena, &seed, person);
        memset(copy, 0xA5, sizeof *copy);
        person_copy(copy, person);
        CHECK_STR(bytes_of(arena, copy), bytes_of(arena, person));
        arena_back(arena, mark);
    }
}

TEST(person_refuses_every_cut_tail_and_version)
{
    uint64_t seed = 13;
    PersonFacts *person = arena_new(arena, PersonFacts, 1), *back = arena_new(arena, PersonFacts, 1);
    random_person(arena, &seed, person);
    back->id = 77;
    Str bytes = bytes_of(arena, person);
    for (size_t n = 0; n < bytes.n; n++) {
        size_t mark = arena_mark(arena);
        CHECK(!person_read(str_copy(arena, str_head(bytes, n)), back));
        arena_back(arena, mark);
    }
    Buf longer = { .arena = arena };
    buf_add(&longer, bytes);
    buf_char(&longer, 0);
    CHECK(!person_read(buf_str(&longer), back));
    Str newer = str_copy(arena, bytes);
    ((char *)newer.p)[0] = 6;
    CHECK(!person_read(newer, back));
    ((char *)newer.p)[0] = 0;
    CHECK(!person_read(newer, back));
    CHECK_EQ(back->id, 77);
}

/* A reversal keeps a person's facts inside the journal: what earlier versions wrote is read for ever. The cards of the
 * first had no reminders; the second did not know who paid an account before, nor what agencies hold and bills ask, which
 * are the last two lists; the third did not know how notices are sent, three numbers at the end; the fourth not from when
 * cover begins anew. */
enum { LISTS_OF_3 = 2, NUMBERS_OF_4 = 3, ENDS_OF_NOW = LISTS_OF_3 + NUMBERS_OF_4, COVER_OF_5 = 3 };

TEST(person_of_the_first_version_is_read)
{
    enum { REMINDERS = 2, EMPTY_LISTS = 6 + ENDS_OF_NOW };
    PersonFacts *person = arena_new(arena, PersonFacts, 1), *back = arena_new(arena, PersonFacts, 1);
    memset(back, 0xA5, sizeof *back);
    person->id = 17;
    person->card_count = 1;
    person->cards[0] = (CardFacts){ .n = 3, .prod = PROD_AT_OUTLET, .app = APP_SEALED, .app_since = { 1736500000 } };
    Str now = bytes_of(arena, person);
    Buf then = { .arena = arena };
    buf_char(&then, 1);
    buf_add(&then, str_from(str_head(now, now.n - EMPTY_LISTS - REMINDERS), 1));
    buf_add(&then, str_from(str_head(now, now.n - ENDS_OF_NOW), now.n - EMPTY_LISTS));
    CHECK(person_read(buf_str(&then), back));
    CHECK_STR(bytes_of(arena, back), now);
}

TEST(person_of_the_second_version_is_read)
{
    enum { BEFORE = 4 + COVER_OF_5, EMPTY_LISTS = 5 + ENDS_OF_NOW };
    PersonFacts *person = arena_new(arena, PersonFacts, 1), *back = arena_new(arena, PersonFacts, 1);
    memset(back, 0xA5, sizeof *back);
    person->id = 17;
    person->account_count = 1;
    person->accounts[0] = (AccountFacts){ .n = 2, .payer_kind = PAYER_SELF, .insurances = 6, .base_fen = 500000 };
    Str now = bytes_of(arena, person);
    Buf then = { .arena = arena };
    buf_char(&then, 2);
    buf_add(&then, str_from(str_head(now, now.n - EMPTY_LISTS - BEFORE), 1));
    buf_add(&then, str_from(str_head(now, now.n - ENDS_OF_NOW), now.n - EMPTY_LISTS));
    CHECK(person_read(buf_str(&then), back));
    CHECK_STR(bytes_of(arena, back), now);
}

TEST(person_of_the_third_version_is_read)
{
    PersonFacts *person = arena_new(arena, PersonFacts, 1), *back = arena_new(arena, PersonFacts, 1);
    memset(back, 0xA5, sizeof *back);
    person->id = 17;
    person->bill_count = 1;
    person->bills[0] = (BillFacts){ .month = 24303, .region = 330100, .pension_fen = 99720 };
    Str now = bytes_of(arena, person);
    Buf then = { .arena = arena };
    buf_char(&then, 3);
    buf_add(&then, str_from(str_head(now, now.n - NUMBERS_OF_4), 1));
    CHECK(person_read(buf_str(&then), back));
    CHECK_STR(bytes_of(arena, back), now);
    CHECK_EQ(back->cell[PF_EMAIL], 0);
}

TEST(person_of_the_fourth_version_is_read)
{
    enum { BEHIND = 5 + ENDS_OF_NOW };
    PersonFacts *person = arena_new(arena, PersonFacts, 1), *back = arena_new(arena, PersonFacts, 1);
    memset(back, 0xA5, sizeof *back);
    person->id = 17;
    person->account_count = 1;
    person->accounts[0] = (AccountFacts){ .n = 2, .payer_kind = PAYER_UNIT, .before_kind = PAYER_SELF, .before_month = 24300 };
    Str now = bytes_of(arena, person);
    Buf then = { .arena = arena };
    buf_char(&then, 4);
    buf_add(&then, str_from(str_head(now, now.n - BEHIND - COVER_OF_5), 1));
    buf_add(&then, str_from(now, now.n - BEHIND));
    CHECK(person_read(buf_str(&then), back));
    CHECK_STR(bytes_of(arena, back), now);
}

/* Who never was the payer of anything pays one byte for it. */
TEST(people_without_bills_have_one_byte_of_them)
{
    PersonFacts *person = arena_new(arena, PersonFacts, 1);
    size_t without = bytes_of(arena, person).n;
    person->bill_count = 1;
    person->bills[0] =
        (BillFacts){ .month = 24303, .region = 330100, .pension_fen = 99720, .medical_fen = 50134, .due = { 20166 } };
    CHECK(bytes_of(arena, person).n - without <= 20);
}

TEST(person_survives_wrong_bytes)
{
    uint64_t seed = 14;
    int taken = 0;
    PersonFacts *person = arena_new(arena, PersonFacts, 1), *back = arena_new(arena, PersonFacts, 1);
    for (int round = 0; round < 20000; round++) {
        size_t mark = arena_mark(arena);
        if (round % 50 == 0)
            random_person(arena, &seed, person);
        Str bytes = str_copy(arena, bytes_of(arena, person));
        ((char *)bytes.p)[test_random(&seed) % bytes.n] ^= (char)(1 << test_random(&seed) % 8);
        if (person_read(bytes, back)) {
            taken++;
            CHECK_STR(bytes_of(arena, back), bytes);
        }
        arena_back(arena, mark);
    }
    CHECK(taken > 1000);
}

/* A list one longer than it may be, and a number too large for its member. */
TEST(person_refuses_what_does_not_fit)
{
    PersonFacts *person = arena_new(arena, PersonFacts, 1), *back = arena_new(arena, PersonFacts, 1);
    Str empty = bytes_of(arena, person);
    Buf cards = { .arena = arena };
    buf_add(&cards, str_head(empty, empty.n - 8));
    buf_char(&cards, 2 * (CARDS_MAX + 1));
    for (int i = 0; i < 1000; i++)
        buf_char(&cards, 0);
    for (size_t n = empty.n - 7; n <= cards.n; n++)
        CHECK(!person_read(str_head(buf_str(&cards), n), back));
    Buf type = { .arena = arena };
    buf_add(&type, str_head(empty, 2)); /* version and id */
    buf_add(&type, S("\x80\x04"));      /* id_type 256 */
    buf_add(&type, str_from(empty, 3));
    CHECK(!person_read(buf_str(&type), back));
    ((char *)type.p)[2] = (char)0xFE; /* 255 */
    ((char *)type.p)[3] = 3;
    CHECK(person_read(buf_str(&type), back));
    CHECK_EQ(back->id_type, 255);
}

#define SMALL(name, Type) \
    TEST(name##_round_trip_and_cuts) \
    { \
        uint64_t seed = 15; \
        for (int round = 0; round < 300; round++) { \
            size_t mark = arena_mark(arena); \
            Type facts = { 0 }, back = { 0 }; \
            random_##name(arena, &seed, &facts); \
            Buf buf = { .arena = arena }, again = { .arena = arena }; \
            name##_write(&buf, &facts); \
            CHECK(name##_read(buf_str(&buf), &back)); \
            name##_write(&again, &back); \
            CHECK_STR(buf_str(&again), buf_str(&buf)); \
            for (size_t n = 0; n < buf.n; n++) \
                CHECK(!name##_read(str_head(buf_str(&buf), n), &back)); \
            buf_char(&buf, 0); \
            CHECK(!name##_read(buf_str(&buf), &back)); \
            arena_back(arena, mark); \
        } \
    }
SMALL(unit, UnitFacts)
SMALL(institution, InstitutionFacts)
SMALL(contract, ContractFacts)
SMALL(batch, BatchFacts)
SMALL(bureau, BureauFacts)

TEST(numbers_are_written_one_way)
{
    int64_t person = 0, n = 0;
    CHECK_STR(number_of_person(arena, 'K', 17, 1), S("K17-1"));
    CHECK_STR(number_of(arena, 'B', 12), S("B12"));
    CHECK(number_read_person(S("K17-1"), 'K', &person, &n));
    CHECK_EQ(person, 17);
    CHECK_EQ(n, 1);
    CHECK(number_read(S("X9223372036854775807"), 'X', &n));
    CHECK(n == INT64_MAX);
    person = n = 5;
    const char *wrong[] = { "",       "K",      "K17",   "K17-", "K-1",    "K17-1-1", "k17-1",  "J17-1",
                            "K017-1", "K17-01", "K17-0", "K0-1", "K+17-1", "K17- 1",  "K17-1 ", "K99999999999999999999-1",
                            "17-1" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK(!number_read_person(str(wrong[i]), 'K', &person, &n));
    const char *wrong_plain[] = { "", "B", "B0", "B01", "B-1", "X12", "B1-2", "B1x" };
    for (size_t i = 0; i < sizeof wrong_plain / sizeof *wrong_plain; i++)
        CHECK(!number_read(str(wrong_plain[i]), 'B', &n));
    CHECK_EQ(person, 5);
    CHECK_EQ(n, 5);
}
