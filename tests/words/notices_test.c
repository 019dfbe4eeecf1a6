/* notices_test.c - notices and messages follow from events by the table alone; every text is whole. */
#include "words/notices.h"
#include "support/test.h"

static void see_name(void *context, const char *name, bool is_text, int64_t number, Str text)
{
    (void)is_text, (void)number, (void)text;
    buf_format(context, "%s ", name);
}

static void check_holes(Arena *arena, Str text, const Event *event)
{
    Buf names = { .arena = arena };
    buf_char(&names, ' ');
    event_members(event, see_name, &names);
    CHECK(text.n > 0);
    for (str_cut(&text, '{'); text.p; str_cut(&text, '{')) {
        Str form = str_cut(&text, '}'), name = str_cut(&form, ':');
        CHECK(form.n > 0);
        if (str_find(buf_str(&names), str_format(arena, " " STR_FMT " ", STR_ARG(name))) < 0)
            test_fail(__FILE__, __LINE__, "no member " STR_FMT " in %s", STR_ARG(name), event_row(event->kind)->code);
    }
}

#define CHECK_NOTICE(number, NAME, code_, EVENT, member, when, zh_, en_) \
    { \
        Event event = { .kind = EVENT_##EVENT, .subject = 17 }; \
        CHECK_EQ(event_row(event.kind)->subject, SUBJECT_PERSON); \
        CHECK(str_is(str(code_), notice_row(NAME)->code)); \
        check_holes(arena, str(zh_), &event); \
        check_holes(arena, str(en_), &event); \
        CHECK(str_find(notice_text(arena, NAME, &event, false), S("{")) < 0); \
        CHECK(str_find(notice_text(arena, NAME, &event, true), S("{")) < 0); \
    }
TEST(notices_fill_their_texts)
{
    NOTICES(CHECK_NOTICE)
}

/* Numbers may leave gaps. */
#define NOTICE_NUMBER(number, NAME, ...) NAME,
TEST(notices_have_codes_of_their_own)
{
    static const Notice all[] = { NOTICES(NOTICE_NUMBER) };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        for (size_t k = 0; k < i; k++)
            CHECK(strcmp(notice_row(all[i])->code, notice_row(all[k])->code) != 0);
    for (int i = 1; i < Message_END; i++)
        CHECK(message_row((Message)i)->code[0] && message_row((Message)i)->zh[0] && message_row((Message)i)->en[0]);
}

#define TEXT_OF(notice, en, NAME, member, ...) \
    notice_text(arena, notice, &(Event){ .kind = EVENT_##NAME, .subject = 17, .member = { __VA_ARGS__ } }, en)

TEST(notice_texts)
{
    CHECK_STR(TEXT_OF(NOTICE_HANDED, true, CARD_HANDED, card_handed, .card = 2, .deadline = 20279),
              S("Card K17-2 is handed over. Enable it by 2025-07-10; after that the old medical card is restricted."));
    CHECK_STR(TEXT_OF(NOTICE_HOLD, false, HOLD_PLACED, hold_placed, .cause = CAUSE_ARREARS),
              S("已登记封存：欠费。受影响的业务和解除办法请查看“为什么不能用”。"));
    CHECK_STR(TEXT_OF(NOTICE_LOST_TEMPORARY, true, CARD_LOST, card_lost, .card = 1, .kind = LOSS_TEMPORARY,
        .until = 1741397400),
              S("Card K17-1 is reported lost until 2025-03-08T09:30, then it works again. "
                "If it is gone, report the loss formally before."));
    CHECK_STR(TEXT_OF(NOTICE_BALANCE, true, BALANCE_MOVED, balance_moved, .amount_fen = 12345),
              S("The balance of 123.45 yuan has moved to the new card."));
    CHECK_STR(TEXT_OF(NOTICE_CASE_RETURNED, true, CASE_MOVED, case_moved, .n = 3, .reason = S("photo missing")),
              S("Case C17-3 is returned: photo missing. Add what is missing and submit it again."));
    CHECK_STR(TEXT_OF(NOTICE_CASE_REFUSED, false, CASE_MOVED, case_moved, .n = 3),
              S("业务 C17-3 未获批准：未注明。不服的可以申请行政复议或提起行政诉讼。"));
    CHECK_STR(TEXT_OF(NOTICE_ACCOUNT_STOPPED, true, ACCOUNT_STOPPED, account_stopped, .account = 1, .month = 24302,
        .reason = STOP_RETIRED),
              S("Account J17-1 is stopped from 2025-03 (retired). To stay insured, resume it or join as a flexible worker."));
    CHECK_STR(TEXT_OF(NOTICE_ACCOUNT_ENDED, true, ACCOUNT_ENDED, account_ended, .account = 1, .state = 77),
        S("Account J17-1 is now 77."));
    CHECK_STR(TEXT_OF(NOTICE_DEATH_WITHDRAWN, true, DEATH_WITHDRAWN, death_withdrawn, .day = 1),
        S("The death report is withdrawn; everything is restored."));
}

#define GIVES(want, NAME, member, ...) \
    { \
        Notice notices[NOTICES_MAX]; \
        int n = notices_of(&(Event){ .kind = EVENT_##NAME, .member = { __VA_ARGS__ } }, notices); \
        CHECK_EQ(n ? notices[0] : 0, want); \
        CHECK(n <= 1); \
    }
TEST(notices_follow_their_conditions)
{
    GIVES(NOTICE_HOLD, HOLD_PLACED, hold_placed, .cause = 1)
    GIVES(NOTICE_HOLD_UNTIL, HOLD_PLACED, hold_placed, .cause = 1, .until = 5)
    GIVES(NOTICE_AT_OUTLET, CARD_PROD, card_prod, .state = PROD_AT_OUTLET)
    GIVES(0, CARD_PROD, card_prod, .state = PROD_MAKING)
    GIVES(NOTICE_LOST_FORMAL, CARD_LOST, card_lost, .kind = LOSS_FORMAL)
    GIVES(NOTICE_FOUND, CARD_FOUND, card_found, .card = 1)
    GIVES(NOTICE_LOSS_LAPSED, CARD_FOUND, card_found, .lapsed = 1)
    GIVES(NOTICE_UNLOCKED, CARD_APP, card_app, .state = APP_NORMAL, .order = S("2025-1"))
    GIVES(0, CARD_APP, card_app, .state = APP_NORMAL)
    GIVES(0, LOOKED, looked, .role = ROLE_CLERK)
    GIVES(0, NOTICE_READ, notice_read, .notice = 1)
    GIVES(NOTICE_POLICE_DIFFERS, POLICE_CHECKED, police_checked, .match = 0)
    GIVES(0, POLICE_CHECKED, police_checked, .match = 1)
}

#define SENDS(want, NAME, member, ...) \
    { \
        Outgoing out[OUTGOING_MAX]; \
        int n = outgoing_of(&(Event){ .kind = EVENT_##NAME, .member = { __VA_ARGS__ } }, out); \
        Buf text = { .arena = arena }; \
        for (int i = 0; i < n; i++) \
            buf_format(&text, "%s %d;", message_row(out[i].message)->code, out[i].type); \
        CHECK_STR(buf_str(&text), S(want)); \
    }
TEST(messages_of_the_catalogue)
{
    SENDS("ACCOUNT_OPEN_REQ 0;", CARD_PROD, card_prod, .state = PROD_BANK_REQUESTED)
    SENDS("MAKE_TASK 0;", BATCH_SENT, batch_sent, .count = 2)
    SENDS("ACTIVATION 0;", CARD_ACTIVATED, card_activated, .card = 1)
    SENDS("LOSS 0;BLACKLIST_DELTA 2;", CARD_LOST, card_lost, .kind = LOSS_FORMAL)
    SENDS("LOSS 0;BLACKLIST_DELTA 3;", CARD_LOST, card_lost, .kind = LOSS_TEMPORARY)
    SENDS("UNLOSS 0;BLACKLIST_DELTA 5;", CARD_FOUND, card_found, .card = 1)
    SENDS("BLACKLIST_DELTA 4;", CARD_APP, card_app, .state = APP_LOCKED)
    SENDS("BLACKLIST_DELTA 5;", CARD_APP, card_app, .state = APP_NORMAL, .order = S("1"))
    SENDS("CANCEL 0;BLACKLIST_DELTA 99;", CARD_APP, card_app, .state = APP_CANCELLED)
    SENDS("BLACKLIST_DELTA 1;", DEATH_REPORTED, death_reported, .day = 1)
    SENDS("BLACKLIST_DELTA 5;", DEATH_WITHDRAWN, death_withdrawn, .day = 1)
    SENDS("", CARD_USED, card_used, .card = 1)
}
