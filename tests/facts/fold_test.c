/* fold_test.c - what events do to units, institutions, contracts, batches and the bureau; and any events in any order. */
#include "folding.h"
#include "random_facts.h"

TEST(fold_units_institutions_contracts_batches)
{
    UnitFacts unit = { 0 };
    unit_fold(&unit, &(Event){ .kind = EVENT_UNIT_REGISTERED,
                               .subject = 4,
                               .at = { NOON },
                               .unit_registered = { .region = 110000,
                                                    .injury_class = 2,
                                                    .injury_float = 100,
                                                    .credit_code = S("91110000600037341L"),
                                                    .name = S("a") } });
    CHECK_EQ(unit.id, 4);
    CHECK_EQ(unit.registered.n, DAY0);
    CHECK_STR(FACT_STR(unit.credit_code), S("91110000600037341L"));
    InstitutionFacts bank = { 0 };
    institution_fold(
        &bank,
        &(Event){ .kind = EVENT_INSTITUTION_REGISTERED,
                  .subject = 3,
                  .at = { NOON },
                  .institution_registered = {
                      .kind = INSTITUTION_BANK, .code = S("B01"), .bank_bin = S("622202"), .phone = S("12333"), .key = S("k") } });
    CHECK_EQ(bank.kind, INSTITUTION_BANK);
    CHECK_STR(FACT_STR(bank.bank_bin), S("622202"));
    CHECK_STR(FACT_STR(bank.key), S("k"));
    ContractFacts contract = { 0 };
    contract_fold(&contract,
                  &(Event){ .kind = EVENT_CONTRACT_MADE,
                            .subject = 5,
                            .contract_made = {
                                .person = 7, .agency = 2, .basis = BASIS_DISPATCH, .from = 10, .until = 20, .base_fen = 30 } });
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
    const EventKind makes[] = { EVENT_PERSON_REGISTERED, EVENT_UNIT_REGISTERED, EVENT_INSTITUTION_REGISTERED, EVENT_CONTRACT_MADE,
                                EVENT_BATCH_MADE };
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
