/* unit_test.c - employers, institutions, an employer's seal (G14), and the migration window. */
#include "act_help.h"

static const char *code_new(Arena *arena)
{
    Str head = S("91110000MA00099X8");
    return str_z(arena, str_format(arena, "%.*s%c", STR_ARG(head), ident_credit_check(head)));
}

static const char *line(Arena *arena, const char *format, const char *text)
{
    return str_z(arena, str_format(arena, format, text));
}

TEST(unit_register)
{
    Office *o = office(arena);
    const char *code = code_new(arena);
    REFUSED("clerk w1", "unit.register", line(arena, "credit_code=%s name=W region=110000 injury_class=1 evidence=other", code),
            ERR_MISSING_EVIDENCE, "evidence");
    CHECK_EQ(office_try(o, "clerk w1", "unit.register", line(arena, "credit_code=%s name=W region=110000 injury_class=1", code)),
             OK); /* shared data */
    REFUSED("clerk w1", "unit.register",
            "credit_code=91110000MA00099X80 name=W region=110000 injury_class=1 evidence=business-licence", ERR_BAD_FIELD,
            "credit_code");
    REFUSED("clerk w1", "unit.register",
            line(arena, "credit_code=%s name=W region=119999 injury_class=1 evidence=business-licence", code), ERR_BAD_FIELD,
            "region");
    REFUSED("clerk w1", "unit.register",
            line(arena, "credit_code=%s name=W region=110000 injury_class=0 evidence=business-licence", code), ERR_BAD_FIELD,
            "injury_class");
    REFUSED("clerk w1", "unit.register",
            line(arena, "credit_code=%s name=W region=110000 injury_class=1 injury_float=80 evidence=business-licence", code),
            ERR_BAD_FIELD, "injury_float");
    DONE("clerk w1", "unit.register",
         line(arena, "credit_code=%s name=W region=110000 injury_class=2 injury_float=80 evidence=business-licence", code));
    CHECK_EQ(office_event(o, EVENT_UNIT_REGISTERED)->subject, 5);
    CHECK(str_find(o->data, S("\"unit\":5")) > 0);
}

TEST(unit_register_again)
{
    Office *o = office(arena);
    FACT_SET(o->unit.name, S("Works"));
    const char *words = "credit_code=" CODE_UNIT " name=Works region=110000 injury_class=1 evidence=business-licence";
    ALREADY("clerk w1", "unit.register", words);
    REFUSED("clerk w1", "unit.register",
            "credit_code=" CODE_UNIT " name=Works region=110000 injury_class=3 evidence=business-licence", ERR_CONFLICT,
            "credit_code");
    REFUSED("unit", "unit.register",
            "credit_code=" CODE_OTHER_UNIT " name=Works region=110000 injury_class=3 evidence=business-licence", ERR_NOT_PERMITTED,
            "credit_code");
}

TEST(institution_register)
{
    Office *o = office(arena);
    REFUSED("admin a1", "institution.register", "institution=NEW kind=bank name=Bank region=110000", ERR_BAD_FIELD, "bank_bin");
    REFUSED("admin a1", "institution.register", "institution=NEW kind=bank name=Bank region=110000 bank_bin=62x2", ERR_BAD_FIELD,
            "bank_bin");
    REFUSED("admin a1", "institution.register", "institution=NEW kind=hospital name=H region=119999", ERR_BAD_FIELD, "region");
    DONE("admin a1", "institution.register", "institution=NEW kind=bank name=Bank region=110000 bank_bin=622200");
    CHECK_STR(office_answer(o, "institution"), S("NEW"));
    CHECK_EQ(o->bank.id, 22);
    ALREADY("admin a1", "institution.register", "institution=NEW kind=bank name=Bank region=110000 bank_bin=622200");
    REFUSED("admin a1", "institution.register", "institution=NEW kind=bank name=Bank region=110000 bank_bin=622201", ERR_CONFLICT,
            "institution");
}

#define SEAL "credit_code=" CODE_UNIT " ssn=7 reason=unpaid-leave from=2025-05 until=2025-10 evidence=unpaid-leave-agreement"

/* G14: sealed for unpaid leave from May to October; at its end somebody is asked; nothing ends by itself. */
TEST(seal_by_case)
{
    Office *o = office(arena);
    REFUSED("unit", "unit.seal-member", SEAL, ERR_NOT_PERMITTED, "ssn"); /* not their employee */
    office_employ(o);
    office_clock(o, 2025, 4, 28);
    REFUSED("unit", "unit.seal-member", "credit_code=" CODE_UNIT " ssn=7 reason=unpaid-leave from=2025-05 until=2025-10",
            ERR_MISSING_EVIDENCE, "evidence");
    REFUSED("unit", "unit.seal-member",
            "credit_code=" CODE_UNIT " ssn=7 reason=detention from=2025-05 evidence=unpaid-leave-agreement", ERR_MISSING_EVIDENCE,
            "evidence");
    REFUSED("unit", "unit.seal-member", "credit_code=" CODE_UNIT " ssn=7 reason=other from=2025-05 until=2025-04 evidence=other",
            ERR_BAD_FIELD, "until");
    REFUSED("unit", "unit.seal-member", "credit_code=" CODE_UNIT " ssn=7 reason=other from=2025-08 evidence=other", ERR_TOO_EARLY,
            "from");
    DONE("unit", "unit.seal-member", SEAL);
    CHECK_STR(office_answer(o, "case"), S("C7-1"));
    CHECK(!person_hold(&o->person, CAUSE_EMPLOYER_SEAL));
    ALREADY("unit", "unit.seal-member", SEAL);
    REFUSED("unit", "unit.seal-member",
            "credit_code=" CODE_UNIT " ssn=7 reason=unpaid-leave from=2025-05 until=2025-11 evidence=unpaid-leave-agreement",
            ERR_CONFLICT, "case");
    DONE("reviewer r1", "case.review", "case=C7-1 decision=approve");
    const HoldFacts *hold = person_hold(&o->person, CAUSE_EMPLOYER_SEAL);
    CHECK(hold != NULL);
    CHECK_EQ(hold->unit, UNIT);
    CHECK_EQ(hold->until.s, day_end(day_make(2025, 10, 31)).s);
    CHECK_STR(FACT_STR(hold->by), S("unit " CODE_UNIT));
    CHECK_EQ(hold->evidence, (int64_t)1 << EV_UNPAID_LEAVE_AGREEMENT);
    ALREADY("unit", "unit.seal-member", SEAL);
    REFUSED("unit", "unit.seal-member",
            "credit_code=" CODE_UNIT " ssn=7 reason=unpaid-leave from=2025-05 until=2025-12 evidence=unpaid-leave-agreement",
            ERR_CONFLICT, "ssn");
}

static Office *sealed(Arena *arena)
{
    Office *o = office(arena);
    office_employ(o);
    office_clock(o, 2025, 4, 28);
    office_do(o, "unit", "unit.seal-member", SEAL);
    office_do(o, "reviewer r1", "case.review", "case=C7-1 decision=approve");
    return o;
}

TEST(seal_ends_by_case)
{
    Office *o = sealed(arena);
    REFUSED("unit", "unit.unseal-member", "credit_code=" CODE_UNIT " ssn=7", ERR_MISSING_EVIDENCE, "evidence");
    REFUSED("clerk w1", "hold.release", "ssn=7 cause=employer-seal evidence=id-card", ERR_WRONG_STATE, "cause");
    REFUSED("clerk w1", "account.resume", "ssn=7 payer=" CODE_UNIT " month=2025-05 insurances=maternity", ERR_WRONG_STATE, "ssn");
    DONE("unit", "unit.unseal-member", "credit_code=" CODE_UNIT " ssn=7 evidence=labour-contract");
    DONE("reviewer r1", "case.review", "case=C7-2 decision=approve");
    CHECK(!person_hold(&o->person, CAUSE_EMPLOYER_SEAL));
    CHECK_EQ(o->person.accounts[0].state, ACCOUNT_OPEN);
    REFUSED("unit", "unit.unseal-member", "credit_code=" CODE_UNIT " ssn=7 evidence=labour-contract", ERR_WRONG_STATE, "ssn");
}

TEST(seal_renewed)
{
    Office *o = sealed(arena);
    office_clock(o, 2025, 11, 3);
    DONE("unit", "case.open", "procedure=seal-end ssn=7 args=decision:renew,until:2026-04");
    DONE("unit", "case.submit", "case=C7-2");
    DONE("reviewer r1", "case.review", "case=C7-2 decision=approve");
    CHECK_EQ(person_hold(&o->person, CAUSE_EMPLOYER_SEAL)->until.s, day_end(day_make(2026, 4, 30)).s);
    CHECK_EQ(person_hold(&o->person, CAUSE_EMPLOYER_SEAL)->unit, UNIT);
}

TEST(seal_ended_to_transfer)
{
    Office *o = sealed(arena);
    office_clock(o, 2025, 5, 6);
    REFUSED("holder", "transfer.start", "ssn=7 from_region=110000 to_region=310000 evidence=id-card", ERR_WRONG_STATE, "ssn");
    CHECK(str_find(o->out.why.en, S("seal-end")) > 0);
    DONE("holder", "case.open", "procedure=seal-end ssn=7 args=decision:transfer");
    DONE("holder", "case.submit", "case=C7-2");
    DONE("reviewer r1", "case.review", "case=C7-2 decision=approve");
    CHECK(!person_hold(&o->person, CAUSE_EMPLOYER_SEAL));
    CHECK(person_hold(&o->person, CAUSE_INTERRUPTED));
    CHECK_EQ(o->person.accounts[0].state, ACCOUNT_SUSPENDED);
    DONE("holder", "transfer.start", "ssn=7 from_region=110000 to_region=310000 evidence=id-card");
}

/* What was approved for somebody who has died since is not done. */
TEST(seal_not_for_the_dead)
{
    Office *o = office(arena);
    office_employ(o);
    office_clock(o, 2025, 4, 28);
    DONE("unit", "unit.seal-member", SEAL);
    DONE("clerk w1", "death.report", "ssn=7 day=2025-04-01 evidence=death-certificate");
    REFUSED("reviewer r1", "case.review", "case=C7-1 decision=approve", ERR_WRONG_STATE, "ssn");
    DONE("reviewer r1", "case.review", "case=C7-1 decision=refuse reason=died");
}

TEST(release_of_an_investigation_by_case)
{
    Office *o = office(arena);
    DONE("clerk w1", "hold.place", "ssn=7 cause=investigation until=2025-03-01 evidence=written-decision");
    DONE("clerk w1", "hold.release", "ssn=7 cause=investigation evidence=id-card,payroll");
    CHECK_STR(office_answer(o, "case"), S("C7-1"));
    CHECK(person_hold(&o->person, CAUSE_INVESTIGATION));
    REFUSED("reviewer w1", "case.review", "case=C7-1 decision=approve", ERR_SAME_PERSON, "case");
    DONE("reviewer r1", "case.review", "case=C7-1 decision=approve");
    CHECK(!person_hold(&o->person, CAUSE_INVESTIGATION));
}

TEST(unseal_case_from_open_to_release)
{
    Office *o = office(arena);
    DONE("clerk w1", "hold.place", "ssn=7 cause=investigation until=2025-03-01 evidence=written-decision");
    DONE("clerk w1", "case.open", "procedure=unseal ssn=7 args=cause:investigation evidence=id-card,labour-contract");
    DONE("clerk w1", "case.submit", "case=C7-1");
    o->person.hold_count = 0; /* it lapsed meanwhile */
    REFUSED("reviewer r1", "case.review", "case=C7-1 decision=approve", ERR_WRONG_STATE, "case");
}

TEST(window_of_migration)
{
    Office *o = office(arena);
    REFUSED("admin a1", "system.window", "from=2025-02-02 until=2025-02-01 note=n", ERR_BAD_FIELD, "until");
    REFUSED("admin a1", "system.window", "from=2024-02-01 until=2024-02-02 note=n", ERR_BAD_FIELD, "until");
    DONE("admin a1", "system.window", "from=2025-02-01 until=2025-02-02 note=n");
    CHECK_EQ(o->bureau.window_from.s, day_start(day_make(2025, 2, 1)).s);
    ALREADY("admin a1", "system.window", "from=2025-02-01 until=2025-02-02 note=n");
}

TEST(reversal_restores_by_two_persons)
{
    Office *o = office(arena);
    REFUSED("clerk w1", "event.reverse", "command=m9 reason=mistake", ERR_UNKNOWN_ID, "command");
    PersonFacts before = o->person;
    DONE("clerk w1", "death.report", "ssn=7 day=2025-01-05 evidence=death-certificate");
    o->with.person = &o->person;
    o->with.restored = &before;
    o->with.restored_entry = 17;
    office_try(o, "clerk w1", "event.reverse", "command=m1 reason=wrong-person");
    CHECK(office_has(o, EVENT_CASE_OPENED));
    CHECK_EQ(office_event(o, EVENT_CASE_OPENED)->case_opened.argument, 17);
    DONE("clerk w1", "event.reverse", "command=m1 reason=wrong-person");
    DONE("reviewer r1", "case.review", "case=C7-1 decision=approve");
    const Event *e = office_event(o, EVENT_RESTORED);
    CHECK_EQ(e->restored.entry, 17);
    CHECK_STR(e->restored.reason, S("wrong-person"));
    CHECK(!person_hold(&o->person, CAUSE_DEATH));
    CHECK_EQ(o->person.death.n, 0);
    CHECK_EQ(o->person.case_count, 0);
    CHECK_EQ(o->person.next_case, 1);
}

static void give_card(Office *o, Production prod, Application app)
{
    o->person.card_count = 1;
    o->person.next_card = 1;
    o->person.cards[0] = (CardFacts){ .n = 1,
                                      .kind = CARD_FIRST,
                                      .prod = (uint8_t)prod,
                                      .app = (uint8_t)app,
                                      .fin = FIN_ACTIVE,
                                      .pin = PIN_SET,
                                      .region = 110000,
                                      .bank = 22,
                                      .valid_until = day_make(2034, 1, 1),
                                      .handed = day_make(2024, 1, 2),
                                      .at_outlet = day_make(2023, 1, 2) };
    FACT_SET(o->person.cards[0].card_no, S("A12345678"));
}

TEST(card_cancelled_by_two_persons)
{
    Office *o = office(arena);
    give_card(o, PROD_HANDED_OVER, APP_NORMAL);
    REFUSED("clerk w1", "card.cancel", "card_no=A12345678 reason=emigration", ERR_MISSING_EVIDENCE, "evidence");
    DONE("clerk w1", "card.cancel", "card_no=A12345678 reason=emigration evidence=passport");
    CHECK_EQ(o->person.cards[0].app, APP_NORMAL);
    REFUSED("reviewer w1", "case.review", "case=C7-1 decision=approve", ERR_SAME_PERSON, "case");
    DONE("reviewer r1", "case.review", "case=C7-1 decision=approve");
    CHECK_EQ(o->person.cards[0].app, APP_CANCELLED);
    CHECK_EQ(o->person.cards[0].cancel_reason, CANCEL_EMIGRATION);
    ALREADY("clerk w1", "card.cancel", "card_no=A12345678 reason=emigration evidence=passport");
}

/* A card replaced by another region's is the centre's own matter; for other reasons it has no say. */
TEST(card_cancelled_by_the_centre)
{
    Office *o = office(arena);
    give_card(o, PROD_HANDED_OVER, APP_NORMAL);
    REFUSED("centre c1", "card.cancel", "card_no=A12345678 reason=other evidence=other", ERR_NOT_PERMITTED, "reason");
    DONE("centre c1", "card.cancel", "card_no=A12345678 reason=transferred");
    CHECK_EQ(o->person.cards[0].app, APP_CANCELLED);
    CHECK_EQ(o->person.case_count, 0);
}

TEST(card_destroyed_by_two_of_the_centre)
{
    Office *o = office(arena);
    give_card(o, PROD_RETURNED, APP_SEALED);
    DONE("centre c1", "card.destroy", "application=K7-1");
    REFUSED("reviewer r1", "case.review", "case=C7-1 decision=approve", ERR_NOT_PERMITTED, "role");
    DONE("centre c2", "case.review", "case=C7-1 decision=approve");
    CHECK_EQ(o->person.cards[0].prod, PROD_DESTROYED);
}

/* Every procedure that can be opened has its approval: none is accepted that could never be done. */
TEST(every_open_procedure_is_approved)
{
    Office *o = office(arena);
    CHECK_EQ(office_try(o, "clerk w1", "case.open", "procedure=heirs ssn=7"), ERR_WRONG_STATE); /* fills the view */
    for (int procedure = 1; procedure < Procedure_END; procedure++) {
        CaseFacts c = { .n = 1, .procedure = (uint8_t)procedure, .state = CASE_SUBMITTED };
        if (procedure == PROC_RETIREMENT)
            c.argument = desk_claim_pack((Claim){ month_make(2025, 2), false });
        o->out.why = (Why){ .arena = arena };
        o->out.data = NULL;
        Err err = act_approve(&o->view, &c, &o->out);
        CHECK_EQ(err == ERR_NO_RULE, procedure == PROC_APPROVE_POLICY); /* policy.approve is a command of its own */
    }
}
