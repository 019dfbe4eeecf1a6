/* appointment_test.c - visits to a counter: only when it is open, no more than there are places, one for each matter; what is
 * cancelled is free again; the papers are those of the policy; and all of it follows from the events. On every engine. */
#include "core/verify.h"
#include "support/city.h"

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define HOTLINE "{\"role\":\"hotline\",\"user\":\"t1\",\"org\":\"12333\"}"
#define HOLDER "{\"role\":\"holder\",\"user\":\"330106199003078817\"}"
#define NOBODY "{\"role\":\"bank\",\"user\":\"b1\",\"org\":\"B01\"}"
#define NOW "2025-03-03T10:00:00+08:00" /* a Monday */

typedef struct {
    City city;
    Arena *arena;
    int said;
} Counter;

static Str say_at(Counter *counter, const char *at, const char *actor, const char *command, const char *args)
{
    const char *id = str_z(counter->arena, str_format(counter->arena, "visit-%d", ++counter->said));
    return city_command(&counter->city, counter->arena, id, at, actor, command, args);
}

static Str book(Counter *counter, const char *actor, int64_t person, const char *matter, const char *time)
{
    return say_at(counter, NOW, actor, "appointment.book",
                  str_z(counter->arena,
                        str_format(counter->arena, "{\"person\":%lld,\"region\":\"330106\",\"matter\":\"%s\",\"time\":\"%s\"}",
                                   (long long)person, matter, time)));
}

static Err book_err(Counter *counter, const char *time)
{
    return answer_err(counter->arena, book(counter, CLERK, 1, "retirement/any", time));
}

static size_t items(Counter *counter, const char *actor, const char *args)
{
    return json_member(city_ask(&counter->city, actor, "appointment.list", args), "items")->count;
}

static int64_t left(Counter *counter, size_t i)
{
    const JsonNode *slots = city_ask(&counter->city, NOBODY, "appointment.slots",
                                     "{\"region\":\"330100\",\"day\":\"2025-03-04\",\"matter\":\"card.apply/reissue\"}");
    return json_member(&json_member(slots, "times")->items[i], "left")->number;
}

typedef void CounterTest(Counter *counter, Arena *arena);
static void each_counter(Arena *arena, CounterTest *test)
{
    for (Engines engine = 0; engine < ENGINE_END; engine++) {
        Counter *counter = arena_new(arena, Counter, 1);
        counter->arena = arena;
        bool open = city_found(&counter->city, arena, engine);
        CHECK(open);
        if (!open)
            continue;
        city_live(&counter->city);
        VerifyResult found = { 0 };
        test(counter, arena);
        CHECK_EQ(verify_bureau(arena, &counter->city.bureau, false, &found), OK);
        CHECK(found.whole);
        city_close(&counter->city);
    }
}

static void opening(Counter *counter, Arena *arena)
{
    (void)arena;
    CHECK_EQ(book_err(counter, "2025-03-03T09:30:00+08:00"), ERR_TOO_LATE);
    CHECK_EQ(book_err(counter, "2025-04-03T09:30:00+08:00"), ERR_TOO_EARLY); /* 31 days ahead */
    CHECK_EQ(book_err(counter, "2025-03-08T09:30:00+08:00"), ERR_NOT_OPEN);  /* a Saturday */
    CHECK_EQ(book_err(counter, "2025-03-04T12:00:00+08:00"), ERR_NOT_OPEN);  /* noon */
    CHECK_EQ(book_err(counter, "2025-03-04T17:00:00+08:00"), ERR_NOT_OPEN);  /* it closes */
    CHECK_EQ(book_err(counter, "2025-03-04T09:45:00+08:00"), ERR_NOT_OPEN);  /* between two slots */
    CHECK_EQ(book_err(counter, "2025-03-04"), ERR_NOT_OPEN);                 /* midnight */
    CHECK_EQ(answer_err(arena, book(counter, CLERK, 1, "dance", "2025-03-04T09:30:00+08:00")), ERR_BAD_FIELD);
    CHECK_EQ(answer_err(arena, book(counter, CLERK, 999, "retirement/any", "2025-03-04T09:30:00+08:00")), ERR_UNKNOWN_PERSON);
    CHECK_EQ(answer_err(arena, book(counter, HOLDER, 2, "retirement/any", "2025-03-04T09:30:00+08:00")), ERR_NOT_PERMITTED);
    CHECK_EQ(answer_err(arena, book(counter, NOBODY, 1, "retirement/any", "2025-03-04T09:30:00+08:00")), ERR_NOT_PERMITTED);
    CHECK_EQ(answer_err(arena, say_at(counter, NOW, CLERK, "appointment.book",
                                      "{\"person\":1,\"region\":\"650100\",\"matter\":\"retirement/any\","
                                      "\"time\":\"2025-03-04T09:30:00+08:00\"}")),
             ERR_NO_RULE);
    CHECK_EQ(book_err(counter, "2025-04-02T16:30:00+08:00"), OK); /* the last slot of the last day */
}
TEST(a_counter_is_visited_when_it_is_open_and_not_too_far_ahead) { each_counter(arena, opening); }

static void places(Counter *counter, Arena *arena)
{
    static const char time[] = "2025-03-04T09:30:00+08:00";
    CHECK_EQ(left(counter, 1), 4);
    CHECK(answer_is(book(counter, HOLDER, 1, "card.apply/reissue", time), "done"));
    CHECK(answer_is(book(counter, CLERK, 1, "card.apply/reissue", time), "already"));
    CHECK_EQ(answer_err(arena, book(counter, CLERK, 1, "retirement/any", time)), ERR_CONFLICT);
    CHECK_EQ(answer_err(arena, book(counter, CLERK, 1, "card.apply/reissue", "2025-03-05T09:30:00+08:00")), ERR_CONFLICT);
    CHECK(answer_is(book(counter, HOTLINE, 2, "card.apply/reissue", time), "done"));
    CHECK_EQ(left(counter, 1), 2);
    CHECK_EQ(left(counter, 2), 4);
    for (int i = 0; i < 3; i++) {
        Str person =
            say_at(counter, NOW, CLERK, "person.register",
                   str_z(arena, str_format(arena,
                                           "{\"id_type\":\"passport\",\"id_no\":\"E1234567%d\",\"name\":\"Kim\","
                                           "\"birth\":\"1990-01-0%d\",\"sex\":\"male\",\"evidence\":[{\"kind\":\"passport\"}]}",
                                           i, i + 1)));
        CHECK(answer_is(person, "done"));
        int64_t number = counter->city.bureau.store.bureau.persons;
        Err err = answer_err(arena, book(counter, CLERK, number, "retirement/any", time));
        CHECK_EQ(err, i < 2 ? OK : ERR_CONFLICT);
    }
    CHECK_EQ(left(counter, 1), 0);
    CHECK_EQ(items(counter, CLERK, "{\"region\":\"330106\",\"day\":\"2025-03-04\"}"), 4);
    CHECK_EQ(items(counter, CLERK, "{\"region\":\"330100\",\"day\":\"2025-03-05\"}"), 0);
    CHECK_EQ(items(counter, CLERK, "{\"region\":\"110000\",\"day\":\"2025-03-04\"}"), 0);
    /* Page by page. */
    const JsonNode *page =
        city_ask(&counter->city, CLERK, "appointment.list", "{\"region\":\"330100\",\"day\":\"2025-03-04\",\"limit\":3}");
    CHECK_EQ(json_member(page, "items")->count, 3);
    Str rest = str_format(arena, "{\"region\":\"330100\",\"day\":\"2025-03-04\",\"after\":\"" STR_FMT "\"}",
                          STR_ARG(text_at(page, "next")));
    CHECK_EQ(items(counter, CLERK, str_z(arena, rest)), 1);
    CHECK_EQ(city_refused(&counter->city, HOLDER, "appointment.list", "{\"region\":\"330100\"}"), ERR_BAD_FIELD);
    CHECK_EQ(city_refused(&counter->city, HOLDER, "appointment.list", "{\"person\":2}"), ERR_NOT_PERMITTED);
    CHECK_EQ(city_refused(&counter->city, NOBODY, "appointment.list", "{\"person\":1}"), ERR_NOT_PERMITTED);
}
TEST(a_slot_takes_as_many_as_it_has_places_and_a_person_one_visit_for_a_matter) { each_counter(arena, places); }

static void cancelled(Counter *counter, Arena *arena)
{
    Str booked = book(counter, HOLDER, 1, "card.apply/reissue", "2025-03-04T09:30:00+08:00");
    const char *args = str_z(
        arena, str_format(arena, "{\"appointment\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, booked, "data.appointment"))));
    CHECK(str_starts(answer_member(arena, booked, "data.appointment"), S("Y1-")));
    const JsonNode *own = city_ask(&counter->city, HOLDER, "appointment.list", "{\"person\":1}");
    CHECK_STR(text_at(own, "items.0.time"), S("2025-03-04T09:30:00+08:00"));
    CHECK_STR(text_at(own, "items.0.matter.code"), S("card.apply/reissue"));
    CHECK_STR(text_at(own, "items.0.papers.procedure"), S("card.apply"));
    CHECK_STR(text_at(own, "items.0.papers.items.0.any.0"), S("id-card"));
    CHECK_EQ(answer_err(arena,
                        say_at(counter, NOW, "{\"role\":\"holder\",\"user\":\"330106198511204029\"}", "appointment.cancel", args)),
             ERR_NOT_PERMITTED);
    CHECK(answer_is(say_at(counter, NOW, HOLDER, "appointment.cancel", args), "done"));
    CHECK(answer_is(say_at(counter, NOW, HOLDER, "appointment.cancel", args), "already"));
    CHECK_EQ(left(counter, 1), 4);
    CHECK_EQ(items(counter, HOLDER, "{\"person\":1}"), 0);
    CHECK_EQ(answer_err(arena, say_at(counter, NOW, CLERK, "appointment.cancel", "{\"appointment\":\"Y1-1\"}")), ERR_UNKNOWN_ID);
    CHECK_EQ(answer_err(arena, say_at(counter, NOW, CLERK, "appointment.cancel", "{\"appointment\":\"Y1\"}")), ERR_UNKNOWN_ID);
    /* It may be booked again, told both times, and is over when its time has come. */
    booked = book(counter, HOLDER, 1, "card.apply/reissue", "2025-03-04T09:30:00+08:00");
    args = str_z(arena,
                 str_format(arena, "{\"appointment\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, booked, "data.appointment"))));
    CHECK_EQ(answer_err(arena, say_at(counter, "2025-03-04T09:30:00+08:00", HOLDER, "appointment.cancel", args)), ERR_TOO_LATE);
    const JsonNode *told = json_member(city_ask(&counter->city, HOLDER, "notice.list", "{\"person\":1,\"limit\":1000}"), "items");
    CHECK(told->count > 3);
    CHECK(str_find(text_at(&told->items[told->count - 1], "zh"), S("2025-03-04T09:30")) > 0);
    CHECK(str_find(text_at(&told->items[told->count - 1], "zh"), S("补领社保卡")) > 0);
    CHECK(str_find(text_at(&told->items[told->count - 2], "en"), S("is cancelled: replace a lost card")) > 0);
}
TEST(a_visit_that_is_cancelled_is_free_again_and_both_are_told) { each_counter(arena, cancelled); }

TEST(every_matter_names_a_list_of_papers)
{
    const ChoiceSet *matters = choice_set(SET_MATTER);
    const PolicySet *set = NULL;
    CHECK_EQ(policy_load(arena, NULL, &set, NULL), OK);
    for (int i = 0; i < matters->count; i++) {
        Str of = str(matters->items[i].code), procedure = str_cut(&of, '/');
        const PaperList *list = policy_papers_more(policy_national(set), procedure, of, day_make(2025, 3, 3));
        if (!list)
            printf("%s\n", matters->items[i].code);
        CHECK(list && list->count > 0);
    }
}
