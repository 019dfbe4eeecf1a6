/* fold_person_test.c - what the events of a person, of holds, cases and accounts do to the facts. */
#include "folding.h"

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
    person_fold(person,
                &(Event){ .kind = EVENT_HOLD_PLACED,
                          .at = { NOON + 60 },
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
    person_fold(person, &(Event){ .kind = EVENT_CASE_OPENED,
                                  .at = { NOON },
                                  .entry = 31,
                                  .case_opened = { .n = 1,
                                                   .procedure = PROC_UNSEAL,
                                                   .state = CASE_DRAFT,
                                                   .cause = CAUSE_EMPLOYER_SEAL,
                                                   .command = CMD_CASE_OPEN,
                                                   .opener = 9,
                                                   .unit = 4,
                                                   .due = DAY0 + 5,
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
         .payer_kind = PAYER_UNIT, .payer = 4, .insurances = 62, .from = DAY0 - 9, .base_fen = 700000);
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
    FOLD(person, RELATION_MADE, relation_made, .relation = 1, .kind = RELATION_PROXY, .other = 8, .from = NOON, .until = NOON + 5);
    FOLD(person, RELATION_MADE, relation_made, .relation = 2, .kind = RELATION_GUARDIAN, .other = 9, .from = NOON);
    FOLD(person, RELATION_MADE, relation_made, .relation = 2, .kind = RELATION_GUARDIAN, .other = 9, .from = NOON);
    CHECK_EQ(person->relation_count, 2);
    for (int n = 3; n <= RELATIONS_MAX + 1; n++)
        FOLD(person, RELATION_MADE, relation_made, .relation = n, .other = n);
    CHECK_EQ(person->next_relation, RELATIONS_MAX);
    person_fold(person, &(Event){ .kind = EVENT_RELATION_MADE,
                                  .at = { NOON + 6 },
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
