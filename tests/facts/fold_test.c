/* fold_test.c - what each event does to the facts. */
#include "facts/facts.h"
#include "random_facts.h"

enum { NOON = 1736481600, DAY0 = 20098 }; /* 2025-01-10T12:00:00+08:00 */

#define FOLD(person, NAME, member, ...) \
    person_fold((person), &(Event){ .kind = EVENT_##NAME, .subject = 7, .at = { NOON }, .member = { __VA_ARGS__ } })

static PersonFacts *person_new(Arena *arena)
{
    PersonFacts *person = arena_new(arena, PersonFacts, 1);
    FOLD(person, PERSON_REGISTERED, person_registered, .id_type = ID_CITIZEN, .sex = SEX_IS_FEMALE, .born = 7305,
        .hukou_region = 110105,
         .hukou_type = HUKOU_URBAN, .residence_region = 310000, .retire_category = RETIRE_F55, .ethnicity = 1);
    return person;
}

/* A person with card 1 handed over and still sealed. */
static PersonFacts *person_with_card(Arena *arena)
{
    PersonFacts *person = person_new(arena);
    FOLD(person, CARD_APPLIED, card_applied, .card = 1, .region = 110000, .bank = 3, .kind = CARD_FIRST, .expected = DAY0 + 30);
    FOLD(person, CARD_MADE, card_made, .card = 1, .issued = DAY0, .valid_until = DAY0 + 3652, .tries = 3,
        .card_no = S("A12345678"));
    FOLD(person, CARD_HANDED, card_handed, .card = 1, .receiver = TO_HOLDER, .deadline = DAY0 + 181);
    return person;
}

static Str bytes_of(Arena *arena, const PersonFacts *person)
{
    Buf buf = { .arena = arena };
    person_write(&buf, person);
    return buf_str(&buf);
}

/* Everything but how many notices there have been. */
static Str without_notices(Arena *arena, const PersonFacts *person)
{
    PersonFacts *copy = arena_new(arena, PersonFacts, 1);
    person_copy(copy, person);
    copy->next_notice = 0;
    return bytes_of(arena, copy);
}

TEST(fold_registration)
{
    PersonFacts *person = person_new(arena);
    CHECK_EQ(person->id, 7);
    CHECK_EQ(person->sex, SEX_IS_FEMALE);
    CHECK_EQ(person->born.n, 7305);
    CHECK_EQ(person->hukou_region, 110105);
    CHECK_EQ(person->registered.n, DAY0);
    FOLD(person, PERSON_CHANGED, person_changed, .what = F_RESIDENCE_REGION, .value = 440100);
    FOLD(person, PERSON_CHANGED, person_changed, .what = F_SEX, .value = SEX_IS_MALE);
    FOLD(person, PERSON_CHANGED, person_changed, .what = F_BIRTH, .value = 7306);
    CHECK_EQ(person->residence_region, 440100);
    CHECK_EQ(person->sex, SEX_IS_MALE);
    CHECK_EQ(person->born.n, 7306);
    Str before = without_notices(arena, person);
    FOLD(person, PERSON_CHANGED, person_changed, .what = F_NAME, .value = 1);
    FOLD(person, PERSON_CHANGED, person_changed, .what = 9999, .value = 1);
    CHECK_STR(without_notices(arena, person), before);
}

/* Stored events name these fields by number: fields may be added to the table at its end only. */
TEST(fold_field_numbers_are_stored)
{
    CHECK_EQ(F_ID_TYPE, 3);
    CHECK_EQ(F_SEX, 6);
    CHECK_EQ(F_BIRTH, 7);
    CHECK_EQ(F_ETHNICITY, 9);
    CHECK_EQ(F_HUKOU_REGION, 10);
    CHECK_EQ(F_HUKOU_TYPE, 11);
    CHECK_EQ(F_RESIDENCE_REGION, 12);
    CHECK_EQ(F_RETIRE_CATEGORY, 15);
}

TEST(fold_cells)
{
    PersonFacts *person = person_with_card(arena);
    FOLD(person, PERSON_CELL, person_cell, .field = PF_NAME, .cell = 1);
    FOLD(person, PERSON_CELL, person_cell, .field = PF_MOBILE, .cell = 2);
    FOLD(person, PERSON_CELL, person_cell, .field = PF_MOBILE, .cell = 3);
    FOLD(person, PERSON_CELL, person_cell, .field = PF_BANK_CARD, .card = 1, .cell = 4);
    CHECK_EQ(person->cell[PF_NAME], 1);
    CHECK_EQ(person->cell[PF_MOBILE], 3);
    CHECK_EQ(person->cell[PF_BANK_CARD], 0);
    CHECK_EQ(person->cards[0].bank_cell, 4);
    CHECK_EQ(person->cells, 4);
    FOLD(person, PERSON_CELL, person_cell, .field = PF_ADDRESS);
    CHECK_EQ(person->cell[PF_ADDRESS], 5);
    CHECK_EQ(person->cells, 5);
    Str before = bytes_of(arena, person);
    FOLD(person, PERSON_CELL, person_cell, .field = PF_END, .cell = 9);
    FOLD(person, PERSON_CELL, person_cell, .field = -1, .cell = 9);
    FOLD(person, PERSON_CELL, person_cell, .field = PF_NAME, .cell = (int64_t)INT32_MAX + 1);
    CHECK_STR(bytes_of(arena, person), before);
}

TEST(fold_life_of_a_card)
{
    PersonFacts *person = person_new(arena);
    FOLD(person, CARD_APPLIED, card_applied, .card = 1, .region = 110000, .bank = 3, .kind = CARD_FIRST,
        .expected = DAY0 + 30, .photo_ok = 1);
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
    FOLD(person, CARD_MADE, card_made, .card = 1, .issued = DAY0, .valid_until = DAY0 + 3652, .tries = 3,
        .card_no = S("A12345678"), .card_id_code = S("C1"));
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

TEST(fold_holds)
{
    PersonFacts *person = person_new(arena);
    FOLD(person, HOLD_PLACED, hold_placed, .cause = CAUSE_EMPLOYER_SEAL, .until = 5, .evidence = 9, .unit = 4, .by = S("w1"));
    const HoldFacts *hold = person_hold(person, CAUSE_EMPLOYER_SEAL);
    CHECK(hold != NULL);
    CHECK_EQ(hold->since.s, NOON);
    CHECK_EQ(hold->until.s, 5);
    CHECK_EQ(hold->unit, 4);
    CHECK_STR(FACT_STR(hold->by), S("w1"));
    FOLD(person, HOLD_ASKED, hold_asked, .cause = CAUSE_EMPLOYER_SEAL);
    CHECK_EQ(hold->asked, 1);
    person_fold(person, &(Event){ .kind = EVENT_HOLD_PLACED, .at = { NOON + 60 },
        .hold_placed = { .cause = CAUSE_EMPLOYER_SEAL, .until = 6, .evidence = 8, .unit = 5, .by = S("w2") } });
    CHECK_EQ(person->hold_count, 1);
    CHECK_EQ(hold->since.s, NOON);
    CHECK_EQ(hold->until.s, 6);
    CHECK_EQ(hold->evidence, 8);
    CHECK_EQ(hold->unit, 4);
    CHECK_EQ(hold->asked, 0);
    CHECK_STR(FACT_STR(hold->by), S("w1"));
    FOLD(person, HOLD_PLACED, hold_placed, .cause = CAUSE_DEATH);
    FOLD(person, HOLD_RELEASED, hold_released, .cause = CAUSE_EMPLOYER_SEAL);
    CHECK_EQ(person->hold_count, 1);
    CHECK(person_hold(person, CAUSE_EMPLOYER_SEAL) == NULL);
    CHECK(person_hold(person, CAUSE_DEATH) != NULL);
    FOLD(person, HOLD_PLACED, hold_placed, .cause = Cause_END);
    FOLD(person, HOLD_PLACED, hold_placed, .cause = 0);
    CHECK_EQ(person->hold_count, 1);
}

TEST(fold_cases)
{
    PersonFacts *person = person_new(arena);
    person_fold(person, &(Event){ .kind = EVENT_CASE_OPENED, .at = { NOON }, .entry = 31, .case_opened = { .n = 1,
        .procedure = PROC_UNSEAL,
        .state = CASE_DRAFT, .cause = CAUSE_EMPLOYER_SEAL, .command = CMD_CASE_OPEN, .opener = 9, .unit = 4, .due = DAY0 + 5,
            .region = 110000 } });
    FOLD(person, CASE_OPENED, case_opened, .n = 2, .procedure = PROC_HEIRS, .state = CASE_SUBMITTED);
    CaseFacts *c = person_case(person, 1);
    CHECK(c != NULL);
    CHECK_EQ(c->entry, 31);
    CHECK_EQ(c->opened.n, DAY0);
    CHECK_EQ(c->due.n, DAY0 + 5);
    for (int kind = 1; kind < EvidenceKind_END; kind++) {
        CHECK_EQ(case_copies(c, (EvidenceKind)kind), 0);
        FOLD(person, CASE_PAPER, case_paper, .n = 1, .kind = kind, .copies = kind % 4 + 1);
    }
    for (int kind = 1; kind < EvidenceKind_END; kind++)
        CHECK_EQ(case_copies(c, (EvidenceKind)kind), kind % 4 + 1);
    FOLD(person, CASE_PAPER, case_paper, .n = 1, .kind = EV_OTHER, .copies = 100);
    FOLD(person, CASE_PAPER, case_paper, .n = 1, .kind = EV_PERMIT, .copies = INT64_MAX);
    CHECK_EQ(case_copies(c, EV_OTHER), 15);
    CHECK_EQ(case_copies(c, EV_PERMIT), 15);
    CHECK_EQ(case_copies(c, EV_PASSPORT), 2);
    FOLD(person, CASE_MOVED, case_moved, .n = 1, .state = CASE_SUBMITTED);
    CHECK_EQ(c->state, CASE_SUBMITTED);
    CHECK_EQ(c->due.n, DAY0 + 5);
    FOLD(person, CASE_MOVED, case_moved, .n = 1, .state = CASE_RETURNED, .due = DAY0 + 9);
    CHECK_EQ(c->due.n, DAY0 + 9);
    FOLD(person, CASE_MOVED, case_moved, .n = 1, .state = CASE_APPROVED);
    CHECK_EQ(person->case_count, 1);
    CHECK(person_case(person, 1) == NULL);
    CHECK(person_case(person, 2) != NULL);
    FOLD(person, CASE_MOVED, case_moved, .n = 2, .state = CASE_WITHDRAWN);
    CHECK_EQ(person->case_count, 0);
    CHECK_EQ(person->next_case, 2);
}

TEST(fold_accounts)
{
    PersonFacts *person = person_new(arena);
    int64_t month = month_make(2025, 3).n;
    CHECK(!person_has_account(person));
    FOLD(person, ACCOUNT_OPENED, account_opened, .account = 1, .region = 110000, .category = CATEGORY_EMPLOYEE,
        .payer_kind = PAYER_UNIT, .payer = 4,
         .insurances = 62, .from = DAY0 - 9, .base_fen = 700000);
    const AccountFacts *account = person_account(person, 1);
    CHECK(account != NULL && person_has_account(person));
    CHECK_EQ(account->state, ACCOUNT_OPEN);
    CHECK_EQ(account->since.n, DAY0 - 9);
    CHECK_EQ(account->opened.n, DAY0);
    CHECK_EQ(account->base_fen, 700000);
    CHECK_EQ(person->last_unit, 4);
    FOLD(person, ACCOUNT_STOPPED, account_stopped, .account = 1, .insurances = 2, .month = month, .reason = STOP_OTHER);
    CHECK_EQ(account->state, ACCOUNT_OPEN);
    CHECK_EQ(account->insurances, 60);
    FOLD(person, ACCOUNT_STOPPED, account_stopped, .account = 1, .month = month, .reason = STOP_LEFT_JOB);
    CHECK_EQ(account->state, ACCOUNT_SUSPENDED);
    CHECK_EQ(account->insurances, 60);
    CHECK_EQ(account->stopped_month, month);
    CHECK_EQ(account->stop_reason, STOP_LEFT_JOB);
    CHECK(person_has_account(person));
    FOLD(person, ACCOUNT_RESUMED, account_resumed, .account = 1, .month = month + 2, .payer_kind = PAYER_SELF);
    CHECK_EQ(account->state, ACCOUNT_OPEN);
    CHECK_EQ(account->insurances, 60);
    CHECK_EQ(account->payer_kind, PAYER_SELF);
    CHECK_EQ(account->since.n, month_first(month_make(2025, 5)).n);
    CHECK_EQ(account->stopped_month, 0);
    CHECK_EQ(person->last_unit, 4);
    FOLD(person, ACCOUNT_ENDED, account_ended, .account = 1, .state = ACCOUNT_TRANSFERRED);
    CHECK(!person_has_account(person));
    FOLD(person, ACCOUNT_RESUMED, account_resumed, .account = 1, .month = month + 2);
    CHECK_EQ(account->state, ACCOUNT_TRANSFERRED);
    for (int n = 2; n <= ACCOUNTS_MAX + 1; n++)
        FOLD(person, ACCOUNT_OPENED, account_opened, .account = n);
    CHECK_EQ(person->account_count, ACCOUNTS_MAX);
    CHECK(person_account(person, 1) == NULL);
    CHECK(person_account(person, ACCOUNTS_MAX + 1) != NULL);
    FOLD(person, ACCOUNT_OPENED, account_opened, .account = ACCOUNTS_MAX + 2);
    CHECK(person_account(person, ACCOUNTS_MAX + 2) == NULL);
}

TEST(fold_transfers_and_relations)
{
    PersonFacts *person = person_new(arena);
    FOLD(person, TRANSFER_STARTED, transfer_started, .transfer = 1, .from_region = 110000, .to_region = 310000,
        .expected = DAY0 + 45);
    FOLD(person, TRANSFER_STEPPED, transfer_stepped, .transfer = 1, .step = TRANSFER_OUT);
    CHECK_EQ(person->transfers[0].step, TRANSFER_OUT);
    CHECK_EQ(person->transfers[0].expected.n, DAY0 + 45);
    CHECK_EQ(person->transfers[0].started.n, DAY0);
    FOLD(person, TRANSFER_ENDED, transfer_ended, .transfer = 1, .done = 1);
    CHECK_EQ(person->transfer_count, 0);
    FOLD(person, RELATION_MADE, relation_made, .relation = 1, .kind = RELATION_PROXY, .other = 8, .from = NOON,
        .until = NOON + 5);
    FOLD(person, RELATION_MADE, relation_made, .relation = 2, .kind = RELATION_GUARDIAN, .other = 9, .from = NOON);
    FOLD(person, RELATION_MADE, relation_made, .relation = 2, .kind = RELATION_GUARDIAN, .other = 9, .from = NOON);
    CHECK_EQ(person->relation_count, 2);
    for (int n = 3; n <= RELATIONS_MAX + 1; n++)
        FOLD(person, RELATION_MADE, relation_made, .relation = n, .other = n);
    CHECK_EQ(person->next_relation, RELATIONS_MAX);
    person_fold(person, &(Event){ .kind = EVENT_RELATION_MADE, .at = { NOON + 6 },
        .relation_made = { .relation = RELATIONS_MAX + 1, .other = 70 } });
    CHECK_EQ(person->relation_count, RELATIONS_MAX);
    CHECK_EQ(person->relations[0].n, 2);
    CHECK_EQ(person->relations[RELATIONS_MAX - 1].other, 70);
    FOLD(person, RELATION_ENDED, relation_ended, .relation = 2);
    CHECK_EQ(person->relations[0].n, 3);
}

TEST(fold_death_police_fails_password)
{
    PersonFacts *person = person_new(arena);
    FOLD(person, DEATH_REPORTED, death_reported, .day = DAY0 - 1);
    CHECK_EQ(person->death.n, DAY0 - 1);
    FOLD(person, DEATH_WITHDRAWN, death_withdrawn, .day = DAY0);
    CHECK_EQ(person->death.n, 0);
    FOLD(person, POLICE_CHECKED, police_checked, .match = 1);
    CHECK_EQ(person->police, POLICE_MATCH);
    FOLD(person, POLICE_CHECKED, police_checked, .match = 0, .differs = S("name"));
    CHECK_EQ(person->police, POLICE_DIFFERS);
    for (int i = 0; i < 300; i++)
        FOLD(person, CHECK_FAILED, check_failed, .day = DAY0);
    CHECK_EQ(person->fails, 255);
    FOLD(person, CHECK_FAILED, check_failed, .day = DAY0 + 1);
    CHECK_EQ(person->fails, 1);
    CHECK_EQ(person->fails_day.n, DAY0 + 1);
    FOLD(person, PASSWORD_GRANTED, password_granted, .grant = 1);
    CHECK_EQ(person->granted, 1);
    CHECK_EQ(person->next_grant, 1);
    FOLD(person, RETIREMENT_CLAIMED, retirement_claimed, .month = 1);
    CHECK_EQ(person->retired, 1);
    FOLD(person, PHOTO_FILED, photo_filed, .day = DAY0);
    CHECK_EQ(person->photo_day.n, DAY0);
    CHECK(person->next_notice > 0);
    Str before = bytes_of(arena, person);
    FOLD(person, LOOKED, looked, .role = ROLE_CLERK);
    FOLD(person, NOTICE_READ, notice_read, .notice = 1);
    CHECK_STR(bytes_of(arena, person), before);
}

TEST(fold_restored)
{
    PersonFacts *person = person_with_card(arena);
    FOLD(person, CHECK_FAILED, check_failed, .day = DAY0);
    Str earlier = bytes_of(arena, person);
    FOLD(person, PERSON_CELL, person_cell, .field = PF_NAME, .cell = 1);
    FOLD(person, DEATH_REPORTED, death_reported, .day = DAY0);
    FOLD(person, HOLD_PLACED, hold_placed, .cause = CAUSE_DEATH);
    FOLD(person, CARD_APPLIED, card_applied, .card = 2);
    FOLD(person, CASE_OPENED, case_opened, .n = 1, .procedure = PROC_REVERSE, .state = CASE_SUBMITTED);
    FOLD(person, CHECK_FAILED, check_failed, .day = DAY0);
    FOLD(person, RESTORED, restored, .entry = 5, .facts = earlier);
    CHECK_EQ(person->death.n, 0);
    CHECK_EQ(person->hold_count, 0);
    CHECK_EQ(person->card_count, 1);
    CHECK_EQ(person->cell[PF_NAME], 0);
    CHECK_EQ(person->cells, 1);
    CHECK_EQ(person->next_card, 2);
    CHECK_EQ(person->case_count, 1);
    CHECK_EQ(person->next_case, 1);
    CHECK_EQ(person->fails, 2);
    Str now = without_notices(arena, person);
    FOLD(person, RESTORED, restored, .facts = S("\x01nonsense"));
    PersonFacts *other = person_new(arena);
    other->id = 8;
    FOLD(person, RESTORED, restored, .facts = bytes_of(arena, other));
    CHECK_STR(without_notices(arena, person), now);
}

TEST(fold_units_institutions_contracts_batches)
{
    UnitFacts unit = { 0 };
    unit_fold(&unit, &(Event){ .kind = EVENT_UNIT_REGISTERED, .subject = 4, .at = { NOON },
        .unit_registered = { .region = 110000, .injury_class = 2, .injury_float = 100,
            .credit_code = S("91110000600037341L"), .name = S("a") } });
    CHECK_EQ(unit.id, 4);
    CHECK_EQ(unit.registered.n, DAY0);
    CHECK_STR(FACT_STR(unit.credit_code), S("91110000600037341L"));
    InstitutionFacts bank = { 0 };
    institution_fold(&bank, &(Event){ .kind = EVENT_INSTITUTION_REGISTERED, .subject = 3, .at = { NOON },
        .institution_registered = { .kind = INSTITUTION_BANK, .code = S("B01"), .bank_bin = S("622202"), .phone = S("12333"),
            .key = S("k") } });
    CHECK_EQ(bank.kind, INSTITUTION_BANK);
    CHECK_STR(FACT_STR(bank.bank_bin), S("622202"));
    CHECK_STR(FACT_STR(bank.key), S("k"));
    ContractFacts contract = { 0 };
    contract_fold(&contract, &(Event){ .kind = EVENT_CONTRACT_MADE, .subject = 5,
        .contract_made = { .person = 7, .agency = 2, .basis = BASIS_DISPATCH, .from = 10, .until = 20, .base_fen = 30 } });
    contract_fold(&contract, &(Event){ .kind = EVENT_CONTRACT_ENDED, .subject = 5, .contract_ended = { .month = 24300 } });
    CHECK_EQ(contract.person, 7);
    CHECK_EQ(contract.until.s, 20);
    CHECK_EQ(contract.ended_month, 24300);
    BatchFacts batch = { 0 };
    batch_fold(&batch, &(Event){ .kind = EVENT_BATCH_MADE, .subject = 1, .at = { NOON }, .batch_made = { .count = 3 } });
    CHECK_EQ(batch.sent, 0);
    batch_fold(&batch, &(Event){ .kind = EVENT_BATCH_SENT, .subject = 1, .batch_sent = { .count = 3 } });
    CHECK_EQ(batch.count, 3);
    CHECK_EQ(batch.sent, 1);
    CHECK_EQ(batch.made.n, DAY0);
}

TEST(fold_bureau_counts)
{
    BureauFacts bureau = { 0 };
    const EventKind makes[] = { EVENT_PERSON_REGISTERED, EVENT_UNIT_REGISTERED, EVENT_INSTITUTION_REGISTERED,
        EVENT_CONTRACT_MADE, EVENT_BATCH_MADE };
    for (int i = 0; i < 5; i++)
        for (int n = 1; n <= i + 2; n++)
            bureau_fold(&bureau, &(Event){ .kind = makes[i], .subject = n });
    bureau_fold(&bureau, &(Event){ .kind = EVENT_UNIT_REGISTERED, .subject = 1 });
    CHECK_EQ(bureau.persons, 2);
    CHECK_EQ(bureau.units, 3);
    CHECK_EQ(bureau.institutions, 4);
    CHECK_EQ(bureau.contracts, 5);
    CHECK_EQ(bureau.batches, 6);
    bureau_fold(&bureau, &(Event){ .kind = EVENT_WINDOW_SET, .window_set = { .from = 1, .until = 2 } });
    bureau_fold(&bureau, &(Event){ .kind = EVENT_DAILY_DONE, .daily_done = { .day = DAY0 } });
    CHECK_EQ(bureau.window_from.s, 1);
    CHECK_EQ(bureau.window_until.s, 2);
    CHECK_EQ(bureau.last_daily.n, DAY0);
}

/* Any events in any order: never a crash, and always facts that can be written and read. */
TEST(fold_survives_anything)
{
    uint64_t seed = 21;
    PersonFacts *person = arena_new(arena, PersonFacts, 1), *back = arena_new(arena, PersonFacts, 1);
    BureauFacts bureau = { 0 };
    UnitFacts unit = { 0 };
    InstitutionFacts institution = { 0 };
    ContractFacts contract = { 0 };
    BatchFacts batch = { 0 };
    int cards = 0, accounts = 0, cases = 0, holds = 0;
    for (int round = 0; round < 60000; round++) {
        size_t mark = arena_mark(arena);
        Event event = random_event(arena, &seed, event_kinds[test_random(&seed) % EVENT_KINDS]);
        if (event.kind == EVENT_RESTORED && round % 3 == 0)
            event.restored.facts = bytes_of(arena, person);
        person_fold(person, &event);
        bureau_fold(&bureau, &event);
        unit_fold(&unit, &event);
        institution_fold(&institution, &event);
        contract_fold(&contract, &event);
        batch_fold(&batch, &event);
        Str bytes = bytes_of(arena, person);
        CHECK(person_read(bytes, back));
        CHECK_STR(bytes_of(arena, back), bytes);
        cards += person->card_count;
        accounts += person->account_count;
        cases += person->case_count;
        holds += person->hold_count;
        arena_back(arena, mark);
        if (round % 400 == 399)
            *person = (PersonFacts){ 0 };
    }
    person_fold(person, &(Event){ .kind = EVENT_NONE });
    person_fold(person, &(Event){ .kind = (EventKind)-1 });
    person_fold(person, &(Event){ .kind = (EventKind)60000 });
    CHECK(cards > 0 && accounts > 0 && cases > 0 && holds > 0);
}
