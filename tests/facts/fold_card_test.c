/* fold_card_test.c - what the events of cards do to the facts. */
#include "folding.h"

TEST(fold_life_of_a_card)
{
    PersonFacts *person = person_new(arena);
    FOLD(person, CARD_APPLIED, card_applied, .card = 1, .region = 110000, .bank = 3, .kind = CARD_FIRST, .expected = DAY0 + 30,
         .photo_ok = 1);
    CardFacts *card = person_card(person, 1);
    CHECK(card != NULL);
    CHECK_EQ(card->prod, PROD_APPLIED);
    CHECK_EQ(card->app, 0);
    CHECK_EQ(card->fin, FIN_NONE);
    CHECK_EQ(card->photo_ok, 1);
    CHECK_EQ(person->next_card, 1);
    CHECK(person_card_in_production(person) == card);
    CHECK(person_current_card(person) == NULL);
    FOLD(person, CARD_PHOTO, card_photo, .card = 1, .accepted = 0, .rejected = PHOTO_CODE_SIZE);
    CHECK_EQ(card->photo_ok, 0);
    CHECK_EQ(card->rejected, PHOTO_CODE_SIZE);
    FOLD(person, CARD_PROD, card_prod, .card = 1, .state = PROD_BANK_REFUSED);
    FOLD(person, CARD_PROD, card_prod, .card = 1, .state = PROD_BATCHED, .batch = 12);
    FOLD(person, CARD_PROD, card_prod, .card = 1, .state = PROD_MAKE_FAILED);
    CHECK_EQ(card->batch, 12);
    CHECK_EQ(card->retries, 2);
    FOLD(person, CARD_MADE, card_made, .card = 1, .issued = DAY0, .valid_until = DAY0 + 3652, .tries = 3, .card_no = S("A12345678"),
         .card_id_code = S("C1"));
    CHECK_EQ(card->prod, PROD_MADE);
    CHECK_EQ(card->app, APP_SEALED);
    CHECK_EQ(card->pin, PIN_INITIAL);
    CHECK_EQ(card->tries, 3);
    CHECK_STR(FACT_STR(card->card_no), S("A12345678"));
    CHECK(person_card_no(person, S("A12345678")) == card);
    CHECK(person_card_no(person, S("A1234567")) == NULL);
    CHECK(person_card_no(person, (Str){ 0 }) == NULL);
    FOLD(person, CARD_PROD, card_prod, .card = 1, .state = PROD_AT_OUTLET);
    FOLD(person, CARD_PLACED, card_placed, .card = 1, .outlet = 3);
    CHECK_EQ(card->at_outlet.n, DAY0);
    CHECK_EQ(card->outlet, 3);
    FOLD(person, CARD_HANDED, card_handed, .card = 1, .deadline = DAY0 + 181);
    CHECK_EQ(card->prod, PROD_HANDED_OVER);
    CHECK_EQ(card->handed.n, DAY0);
    CHECK_EQ(card->deadline.n, DAY0 + 181);
    CHECK(person_current_card(person) == card);
    CHECK(person_card_in_production(person) == NULL);
    FOLD(person, CARD_APP, card_app, .card = 1, .state = APP_NORMAL);
    FOLD(person, CARD_FIN, card_fin, .card = 1, .state = FIN_ACTIVE);
    FOLD(person, CARD_PIN, card_pin, .card = 1, .state = PIN_SET, .tries = 2);
    FOLD(person, CARD_ACTIVATED, card_activated, .card = 1);
    FOLD(person, CARD_USED, card_used, .card = 1);
    CHECK_EQ(card->app, APP_NORMAL);
    CHECK_EQ(card->fin, FIN_ACTIVE);
    CHECK_EQ(card->pin, PIN_SET);
    CHECK_EQ(card->tries, 2);
    CHECK_EQ(card->activated.n, DAY0);
    CHECK_EQ(card->last_use.n, DAY0);
    CHECK_EQ(person->last_use.n, DAY0);
    FOLD(person, CARD_APP, card_app, .card = 1, .state = APP_CANCELLED, .reason = CANCEL_DEATH);
    CHECK_EQ(card->cancel_reason, CANCEL_DEATH);
    CHECK(person_current_card(person) == card);
}

TEST(fold_loss_and_return)
{
    PersonFacts *person = person_with_card(arena);
    CardFacts *card = person_card(person, 1);
    FOLD(person, CARD_LOST, card_lost, .card = 1, .kind = LOSS_TEMPORARY, .until = NOON + 7 * 86400);
    CHECK_EQ(card->app, APP_LOST_TEMPORARY);
    CHECK_EQ(card->app_before, APP_SEALED);
    CHECK_EQ(card->lost_until.s, NOON + 7 * 86400);
    FOLD(person, CARD_LOST, card_lost, .card = 1, .kind = LOSS_TEMPORARY, .until = NOON + 8 * 86400);
    CHECK_EQ(card->app_before, APP_SEALED);
    CHECK_EQ(card->lost_until.s, NOON + 8 * 86400);
    FOLD(person, CARD_FOUND, card_found, .card = 1);
    CHECK_EQ(card->app, APP_SEALED);
    CHECK_EQ(card->app_before, 0);
    CHECK_EQ(card->lost_until.s, 0);
    FOLD(person, CARD_FOUND, card_found, .card = 1);
    CHECK_EQ(card->app, APP_SEALED);
    FOLD(person, CARD_APP, card_app, .card = 1, .state = APP_NORMAL);
    FOLD(person, CARD_APP, card_app, .card = 1, .state = APP_LOST_TEMPORARY);
    CHECK_EQ(card->app_before, APP_NORMAL);
    FOLD(person, CARD_LOST, card_lost, .card = 1, .kind = LOSS_FORMAL);
    CHECK_EQ(card->app, APP_LOST_FORMAL);
    CHECK_EQ(card->app_before, APP_NORMAL);
    CHECK_EQ(card->lost_until.s, 0);
    FOLD(person, CARD_FOUND, card_found, .card = 1);
    CHECK_EQ(card->app, APP_NORMAL);
}

/* A lost card stays current until its successor is activated; then it is replaced. */
TEST(fold_successor)
{
    PersonFacts *person = person_with_card(arena);
    FOLD(person, CARD_LOST, card_lost, .card = 1, .kind = LOSS_FORMAL);
    FOLD(person, CARD_APPLIED, card_applied, .card = 2, .kind = CARD_REISSUE, .reason = REASON_LOST, .replaces = 1);
    CHECK_EQ(person_current_card(person)->n, 1);
    CHECK_EQ(person_card_in_production(person)->n, 2);
    FOLD(person, CARD_MADE, card_made, .card = 2, .card_no = S("A23456789"));
    FOLD(person, CARD_HANDED, card_handed, .card = 2);
    CHECK_EQ(person_current_card(person)->n, 1);
    CHECK_EQ(person->cards[0].replaced_by, 0);
    FOLD(person, CARD_ACTIVATED, card_activated, .card = 2);
    CHECK_EQ(person->cards[0].replaced_by, 2);
    CHECK_EQ(person_current_card(person)->n, 2);
}

TEST(fold_cancelled_card_makes_way)
{
    PersonFacts *person = person_with_card(arena);
    FOLD(person, CARD_APPLIED, card_applied, .card = 2, .kind = CARD_EXCHANGE, .replaces = 1);
    FOLD(person, CARD_HANDED, card_handed, .card = 2);
    CHECK_EQ(person_current_card(person)->n, 1);
    FOLD(person, CARD_APP, card_app, .card = 1, .state = APP_CANCELLED, .reason = CANCEL_OTHER);
    CHECK_EQ(person_current_card(person)->n, 2);
    FOLD(person, CARD_APPLIED, card_applied, .card = 3);
    FOLD(person, CARD_PROD, card_prod, .card = 3, .state = PROD_RETURNED);
    CHECK_EQ(person_card_in_production(person)->n, 3);
    FOLD(person, CARD_PROD, card_prod, .card = 3, .state = PROD_DESTROYED);
    CHECK(person_card_in_production(person) == NULL);
    CHECK_EQ(person_current_card(person)->n, 2);
}

TEST(fold_full_list_of_cards)
{
    PersonFacts *person = person_new(arena);
    for (int n = 1; n <= CARDS_MAX; n++)
        FOLD(person, CARD_APPLIED, card_applied, .card = n);
    Str full = without_notices(arena, person);
    FOLD(person, CARD_APPLIED, card_applied, .card = CARDS_MAX + 1);
    CHECK_STR(without_notices(arena, person), full);
    FOLD(person, CARD_PROD, card_prod, .card = 3, .state = PROD_DESTROYED);
    FOLD(person, CARD_PROD, card_prod, .card = 5, .state = PROD_DESTROYED);
    FOLD(person, CARD_APPLIED, card_applied, .card = CARDS_MAX + 1);
    CHECK_EQ(person->card_count, CARDS_MAX);
    CHECK(person_card(person, 3) == NULL);
    CHECK(person_card(person, 5) != NULL);
    CHECK_EQ(person->cards[CARDS_MAX - 1].n, CARDS_MAX + 1);
    CHECK_EQ(person->cards[0].n, 1);
    FOLD(person, CARD_APPLIED, card_applied, .card = 3);
    CHECK(person_card(person, 3) == NULL);
}

TEST(fold_elsewhere)
{
    PersonFacts *person = person_new(arena);
    FOLD(person, CARD_ELSEWHERE, card_elsewhere, .region = 310000, .live = 1, .card_no = S("B1"));
    FOLD(person, CARD_ELSEWHERE, card_elsewhere, .region = 310000, .live = 1, .card_no = S("B1"));
    CHECK_EQ(person->elsewhere_count, 1);
    FOLD(person, CARD_ELSEWHERE, card_elsewhere, .region = 440100, .live = 1, .card_no = S("B1"));
    CHECK_EQ(person->elsewhere_count, 2);
    FOLD(person, CARD_ELSEWHERE, card_elsewhere, .region = 310000, .live = 0, .card_no = S("B1"));
    CHECK_EQ(person->elsewhere_count, 1);
    CHECK_EQ(person->elsewhere[0].region, 440100);
    for (int i = 0; i < 9; i++)
        FOLD(person, CARD_ELSEWHERE, card_elsewhere, .region = 500000 + i, .live = 1);
    CHECK_EQ(person->elsewhere_count, ELSEWHERE_MAX);
}

TEST(fold_legacy_card)
{
    PersonFacts *person = person_with_card(arena);
    FOLD(person, LEGACY_RECORDED, legacy_recorded, .balance_fen = 12345, .old_card_no = S("L0001"));
    CHECK_EQ(person->legacy_state, LEGACY_NORMAL);
    CHECK_STR(FACT_STR(person->legacy_card_no), S("L0001"));
    FOLD(person, LEGACY_MOVED, legacy_moved, .state = LEGACY_NORMAL, .until = DAY0 + 181);
    FOLD(person, LEGACY_MOVED, legacy_moved, .state = LEGACY_RESTRICTED);
    CHECK_EQ(person->legacy_state, LEGACY_RESTRICTED);
    CHECK_EQ(person->legacy_until.n, DAY0 + 181);
    FOLD(person, BALANCE_MOVED, balance_moved, .amount_fen = 12345, .card = 1);
    CHECK_EQ(person->medical_balance_fen, 12345);
    CHECK_EQ(person->legacy_balance_fen, 0);
    FOLD(person, BALANCE_MOVED, balance_moved, .amount_fen = INT64_MAX);
    CHECK_EQ(person->medical_balance_fen, 12345);
}
