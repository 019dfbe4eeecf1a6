/* event_test.c - the bytes of events: every event there and back, and bytes that are none. */
#include "words/event.h"
#include "random_facts.h"

static Str event_bytes(Arena *arena, const Event *event)
{
    Buf buf = { .arena = arena };
    event_write(&buf, event);
    return buf_str(&buf);
}

TEST(event_rows_are_complete_and_distinct)
{
    for (int i = 0; i < EVENT_KINDS; i++) {
        const EventRow *row = event_row(event_kinds[i]);
        CHECK(row->code[0] && row->zh[0] && row->en[0]);
        CHECK(row->subject >= SUBJECT_PERSON && row->subject < SUBJECT_END);
        for (int k = 0; k < i; k++)
            CHECK(strcmp(row->code, event_row(event_kinds[k])->code) != 0);
    }
}

TEST(event_round_trip)
{
    uint64_t seed = 1;
    for (int round = 0; round < 200; round++)
        for (int i = 0; i < EVENT_KINDS; i++) {
            size_t mark = arena_mark(arena);
            Event event = random_event(arena, &seed, event_kinds[i]), back = { 0 };
            Str bytes = event_bytes(arena, &event);
            CHECK(event_read(bytes, &back));
            CHECK_EQ(back.kind, event.kind);
            CHECK_EQ(back.at.s, event.at.s);
            CHECK_EQ(back.subject, 0);
            CHECK_STR(event_bytes(arena, &back), bytes);
            arena_back(arena, mark);
        }
}

TEST(event_keeps_its_members_apart)
{
    Event event = { .kind = EVENT_CARD_MADE, .at = { 1736470800 }, .card_made = { .card = 2, .issued = 20098,
        .valid_until = 23750, .tries = 3,
        .card_no = S("A12345678"), .card_id_code = S("110000D156000005"), .atr = { 0 } } }, back = { 0 };
    CHECK(event_read(event_bytes(arena, &event), &back));
    CHECK_EQ(back.card_made.card, 2);
    CHECK_EQ(back.card_made.issued, 20098);
    CHECK_EQ(back.card_made.valid_until, 23750);
    CHECK_EQ(back.card_made.tries, 3);
    CHECK_STR(back.card_made.card_no, S("A12345678"));
    CHECK_STR(back.card_made.card_id_code, S("110000D156000005"));
    CHECK_EQ(back.card_made.atr.n, 0);
}

TEST(event_leaves_out_personal_values)
{
    Event event = { .kind = EVENT_PERSON_CELL, .at = { 1 }, .person_cell = { .field = PF_NAME, .cell = 3,
        .commitment = S("c"), .value = S("Wei Ming") } };
    CHECK(str_find(event_bytes(arena, &event), S("Wei Ming")) < 0);
}

/* The bytes of a stored event: no change to the tables may alter them. */
TEST(event_bytes_are_what_was_promised)
{
    Event event = { .kind = EVENT_CARD_PROD, .at = { 258 }, .card_prod = { .card = 1, .state = 64, .batch = -1,
        .detail = S("ok") } };
    CHECK_STR(str_hex(arena, event_bytes(arena, &event)), S("00330000000000000102028001" "01046f6b"));
}

TEST(event_refuses_every_cut_and_every_tail)
{
    uint64_t seed = 2;
    for (int i = 0; i < EVENT_KINDS; i++) {
        Event event = random_event(arena, &seed, event_kinds[i]), back = { 0 };
        Str bytes = event_bytes(arena, &event);
        for (size_t n = 0; n < bytes.n; n++)
            CHECK(!event_read(str_copy(arena, str_head(bytes, n)), &back));
        Buf longer = { .arena = arena };
        buf_add(&longer, bytes);
        buf_char(&longer, 0);
        CHECK(!event_read(buf_str(&longer), &back));
    }
}

/* Whatever is read from wrong bytes is a proper event: it has exactly these bytes. */
TEST(event_survives_wrong_bytes)
{
    uint64_t seed = 3;
    int taken = 0;
    for (int round = 0; round < 30000; round++) {
        size_t mark = arena_mark(arena);
        Event event = random_event(arena, &seed, event_kinds[test_random(&seed) % EVENT_KINDS]), back = { 0 };
        Str bytes = str_copy(arena, event_bytes(arena, &event));
        for (uint64_t k = 1 + test_random(&seed) % 3; k; k--)
            ((char *)bytes.p)[test_random(&seed) % bytes.n] ^= (char)(1 << test_random(&seed) % 8);
        if (event_read(bytes, &back)) {
            taken++;
            CHECK_STR(event_bytes(arena, &back), bytes);
        }
        arena_back(arena, mark);
    }
    CHECK(taken > 1000);
}

TEST(event_refuses_longer_forms_of_numbers)
{
    Event back = { 0 };
    Str head = S("\0\x21\0\0\0\0\0\0\0\0"); /* retirement-claimed, one number */
    const Str numbers[] = { S("\x80\0"), S("\x81\x80\0"), S("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02"),
        S("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01") };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        Buf buf = { .arena = arena };
        buf_add(&buf, head);
        buf_add(&buf, numbers[i]);
        CHECK(!event_read(buf_str(&buf), &back));
    }
    Buf buf = { .arena = arena };
    buf_add(&buf, head);
    buf_add(&buf, S("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01"));
    CHECK(event_read(buf_str(&buf), &back));
    CHECK(back.retirement_claimed.month == INT64_MIN);
}

typedef struct {
    Buf buf;
} Seen;

static void see_member(void *context, const char *name, bool is_text, int64_t number, Str text)
{
    Seen *seen = context;
    if (is_text)
        buf_format(&seen->buf, "%s='" STR_FMT "' ", name, STR_ARG(text));
    else
        buf_format(&seen->buf, "%s=%lld ", name, (long long)number);
}

TEST(event_members_are_named_in_order)
{
    Event event = { .kind = EVENT_CARD_LOST, .card_lost = { .card = 1, .kind = 2, .until = 3, .channel = 4 } };
    Seen seen = { .buf = { .arena = arena } };
    event_members(&event, see_member, &seen);
    CHECK_STR(buf_str(&seen.buf), S("card=1 kind=2 until=3 channel=4 "));
    event = (Event){ .kind = EVENT_PERSON_CELL, .person_cell = { .field = 3, .cell = 9, .commitment = S("x"),
        .value = S("secret") } };
    seen.buf.n = 0;
    event_members(&event, see_member, &seen);
    CHECK_STR(buf_str(&seen.buf), S("field=3 card=0 cell=9 commitment='x' "));
}
