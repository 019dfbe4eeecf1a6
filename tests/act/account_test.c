/* account_test.c - enrolment, stopping, resuming, transfers and agency contracts. */
#include "act_help.h"

#define FLEXIBLE \
    "ssn=7 region=110000 category=flexible payer=self insurances=pension,medical " \
    "from=2025-01 channel=counter evidence=id-card"
#define EMPLOYEE \
    "ssn=7 region=110000 category=employee payer=" CODE_UNIT \
    " insurances=pension,medical,unemployment,injury from=2025-01 channel=unit "

TEST(account_flexible)
{
    Office *o = office(arena);
    o->person.hold_count = 0;
    DONE("clerk w1", "account.open", FLEXIBLE);
    CHECK_STR(office_answer(o, "account"), S("J7-1"));
    CHECK_EQ(office_list(o, "next"), 3); /* card, payment, mobile */
    const AccountFacts *a = &o->person.accounts[0];
    CHECK_EQ(a->insurances, 6);
    CHECK_EQ(a->payer_kind, PAYER_SELF);
    CHECK_EQ(a->since.n, day_make(2025, 1, 1).n);
    ALREADY("clerk w1", "account.open", FLEXIBLE);
    REFUSED("clerk w1", "account.open",
            "ssn=7 region=310000 category=flexible payer=self insurances=medical from=2025-01 channel=counter "
            "evidence=id-card,household-register,residence-proof",
            ERR_ALREADY_OPEN, "insurances");
}

TEST(account_employee_needs_a_contract)
{
    Office *o = office(arena);
    REFUSED("unit", "account.open", EMPLOYEE "evidence=id-card", ERR_MISSING_EVIDENCE, "evidence");
    DONE("unit", "account.open", EMPLOYEE "evidence=id-card,labour-contract");
    CHECK_EQ(o->person.accounts[0].payer, UNIT);
    CHECK_EQ(o->person.last_unit, UNIT);
    REFUSED("unit u1@" CODE_OTHER_UNIT, "account.open", EMPLOYEE "evidence=id-card,labour-contract", ERR_NOT_PERMITTED, "payer");
    /* A second employer may add work injury alone. */
    DONE("clerk w1", "account.open",
         "ssn=7 region=110000 category=employee payer=" CODE_OTHER_UNIT
         " insurances=injury from=2025-01 channel=counter evidence=id-card,labour-contract");
}

TEST(account_unlawful_bases)
{
    Office *o = office(arena);
    REFUSED("clerk w1", "account.open",
            "ssn=7 region=110000 category=employee payer=self insurances=pension from=2025-01 "
            "channel=counter evidence=id-card,labour-contract",
            ERR_UNLAWFUL_BASIS, "payer");
    CHECK(str_find(o->out.why.zh, S("挂靠")) > 0 && str_find(o->out.why.zh, S("灵活就业")) > 0);
    CHECK(str_find(str(o->out.why.law), S("第48号")) > 0);
    REFUSED("clerk w1", "account.open",
            "ssn=7 region=110000 category=flexible payer=" CODE_UNIT
            " insurances=pension from=2025-01 channel=counter evidence=id-card",
            ERR_UNLAWFUL_BASIS, "category");
    REFUSED("agency", "account.open",
            "ssn=7 region=110000 category=employee payer=X5 insurances=pension from=2025-01 "
            "channel=agency evidence=id-card,labour-contract",
            ERR_UNLAWFUL_BASIS, "payer");
    o->contract.basis = BASIS_DISPATCH;
    REFUSED("agency", "account.open",
            "ssn=7 region=110000 category=flexible payer=X5 insurances=pension "
            "from=2025-01 channel=agency evidence=id-card",
            ERR_UNLAWFUL_BASIS, "category");
}

TEST(account_through_an_agency)
{
    Office *o = office(arena);
    REFUSED("agency", "account.open",
            "ssn=7 region=110000 category=flexible payer=X5 insurances=pension,unemployment "
            "from=2025-01 channel=agency evidence=id-card",
            ERR_MISMATCH, "insurances");
    o->contract.person = OTHER;
    REFUSED("agency", "account.open",
            "ssn=7 region=110000 category=flexible payer=X5 insurances=pension "
            "from=2025-01 channel=agency evidence=id-card",
            ERR_MISMATCH, "payer");
    o->contract.person = HOLDER;
    o->contract.ended_month = month_make(2024, 12).n;
    REFUSED("agency", "account.open",
            "ssn=7 region=110000 category=flexible payer=X5 insurances=pension "
            "from=2025-01 channel=agency evidence=id-card",
            ERR_WRONG_STATE, "payer");
    o->contract.ended_month = 0;
    DONE("agency", "account.open",
         "ssn=7 region=110000 category=flexible payer=X5 insurances=pension "
         "from=2025-01 channel=agency evidence=id-card");
    CHECK_EQ(o->person.accounts[0].payer_kind, PAYER_CONTRACT);
}

TEST(account_open_refusals)
{
    Office *o = office(arena);
#define OPEN(region, category, insurances, from, channel) \
    "ssn=7 region=" region " category=" category " payer=self insurances=" insurances " from=" from " channel=" channel \
    " evidence=id-card"
    REFUSED("clerk w1", "account.open", OPEN("320100", "flexible", "pension", "2025-01", "counter"), ERR_NO_RULE, "region");
    REFUSED("clerk w1", "account.open", OPEN("110000", "flexible", "injury", "2025-01", "counter"), ERR_BAD_FIELD, "insurances");
    REFUSED("clerk w1", "account.open", OPEN("110000", "resident", "unemployment", "2025-01", "counter"), ERR_BAD_FIELD,
            "insurances");
    REFUSED("clerk w1", "account.open", OPEN("110000", "flexible", "pension", "2025-01", "online"), ERR_WRONG_CHANNEL, "channel");
    REFUSED("online", "account.open", OPEN("110000", "flexible", "pension", "2025-01", "counter"), ERR_WRONG_CHANNEL, "channel");
    REFUSED("clerk w1", "account.open", OPEN("110000", "flexible", "pension", "2026-02", "counter"), ERR_TOO_EARLY, "from");
    REFUSED("clerk w1", "account.open", OPEN("110000", "flexible", "pension", "2014-12", "counter"), ERR_TOO_LATE, "from");
    REFUSED("clerk w1", "account.open",
            "ssn=999 region=110000 category=flexible payer=self insurances=pension from=2025-01 channel=counter evidence=id-card",
            ERR_UNKNOWN_PERSON, "ssn");
    REFUSED("clerk w1", "account.open",
            "ssn=7 region=110000 category=flexible payer=self insurances=pension from=2025-01 "
            "channel=counter base_fen=0 evidence=id-card",
            ERR_BAD_AMOUNT, "base_fen");
    REFUSED("clerk w1", "account.open",
            "ssn=7 region=110000 category=flexible payer=self insurances=pension from=2025-01 channel=counter",
            ERR_MISSING_EVIDENCE, "evidence");
    o->person.granted = 0;
    REFUSED("online", "account.open", OPEN("110000", "flexible", "pension", "2025-01", "online"), ERR_NOT_PERMITTED, "user");
#undef OPEN
}

/* Whoever is not on record as belonging to the region shows it, by the region's rule. */
TEST(account_place)
{
    Office *o = office(arena);
    o->person.hukou_region = o->person.residence_region = 440100;
    REFUSED("clerk w1", "account.open", FLEXIBLE, ERR_MISSING_EVIDENCE, "evidence");
    int64_t rule = policy_int(policy_region(o->view.policy, 110000), KEY_FLEXIBLE_RULE, day_make(2025, 1, 10));
    CHECK_EQ(office_try(o, "clerk w1", "account.open", FLEXIBLE ",residence-proof"),
             rule == FLEXIBLE_BY_HUKOU ? ERR_MISSING_EVIDENCE : OK);
    CHECK_EQ(office_try(o, "clerk w1", "account.open", FLEXIBLE ",household-register"),
             rule == FLEXIBLE_BY_RESIDENCE ? ERR_MISSING_EVIDENCE : OK);
}

TEST(account_by_case)
{
    Office *o = office(arena);
    DONE("holder", "case.open",
         "procedure=open-account ssn=7 "
         "args=category:flexible,region:110000,insurances:pension,from:2025-01,base_fen:800000 evidence=id-card");
    DONE("holder", "case.submit", "case=C7-1");
    DONE("reviewer r1", "case.review", "case=C7-1 decision=approve");
    CHECK_STR(office_answer(o, "account"), S("J7-1"));
    CHECK_STR(office_answer(o, "state"), S("approved"));
    CHECK_EQ(o->person.accounts[0].base_fen, 800000);
    CHECK_EQ(o->person.accounts[0].insurances, 2);
    /* What the rules refuse at the end, the reviewer is told; the case stays. */
    DONE("holder", "case.open",
         "procedure=open-account ssn=7 "
         "args=category:flexible,region:110000,insurances:pension,from:2025-02 evidence=id-card");
    DONE("holder", "case.submit", "case=C7-2");
    REFUSED("reviewer r1", "case.review", "case=C7-2 decision=approve", ERR_ALREADY_OPEN, "insurances");
}

TEST(account_stop_and_interruption)
{
    Office *o = office(arena);
    office_employ(o);
    REFUSED("unit", "account.stop", "ssn=7 month=2019-11 reason=left-job", ERR_TOO_LATE, "month");
    REFUSED("unit", "account.stop", "ssn=7 month=2026-12 reason=left-job", ERR_TOO_EARLY, "month");
    REFUSED("online", "account.stop", "ssn=7 month=2025-01 reason=left-job", ERR_NOT_PERMITTED, "ssn");
    REFUSED("unit u1@" CODE_OTHER_UNIT, "account.stop", "ssn=7 month=2025-01 reason=left-job", ERR_NOT_PERMITTED, "ssn");
    DONE("unit", "account.stop", "ssn=7 insurances=unemployment month=2025-01 reason=other");
    CHECK_EQ(o->person.accounts[0].state, ACCOUNT_OPEN);
    CHECK(!person_hold(&o->person, CAUSE_INTERRUPTED));
    DONE("unit", "account.stop", "ssn=7 month=2025-01 reason=left-job");
    CHECK_EQ(o->person.accounts[0].state, ACCOUNT_SUSPENDED);
    CHECK(person_hold(&o->person, CAUSE_INTERRUPTED));
    ALREADY("unit", "account.stop", "ssn=7 month=2025-01 reason=left-job");
    REFUSED("unit", "account.stop", "ssn=7 month=2025-02 reason=left-job", ERR_NOT_OPEN, "ssn");
}

TEST(account_stop_that_interrupts_nothing)
{
    Office *o = office(arena);
    office_employ(o);
    DONE("unit", "account.stop", "ssn=7 month=2025-01 reason=retired");
    CHECK(!person_hold(&o->person, CAUSE_INTERRUPTED));
}

TEST(account_resume)
{
    Office *o = office(arena);
    REFUSED("clerk w1", "account.resume", "ssn=7 payer=self month=2025-01", ERR_NOT_OPEN, "ssn");
    office_employ(o);
    ALREADY("unit", "account.resume", "ssn=7 payer=" CODE_UNIT " month=2025-01");
    DONE("unit", "account.stop", "ssn=7 month=2025-01 reason=left-job");
    REFUSED("clerk w1", "account.resume", "ssn=7 payer=self month=2025-02", ERR_UNLAWFUL_BASIS, "payer");
    DONE("clerk w1", "account.resume", "ssn=7 payer=" CODE_OTHER_UNIT " month=2025-02");
    CHECK_EQ(o->person.accounts[0].state, ACCOUNT_OPEN);
    CHECK_EQ(o->person.accounts[0].payer, OTHER_UNIT);
    CHECK_EQ(o->person.accounts[0].insurances, 30);
    CHECK(!person_hold(&o->person, CAUSE_INTERRUPTED));
}

TEST(account_new_one_ends_the_interruption)
{
    Office *o = office(arena);
    office_employ(o);
    DONE("unit", "account.stop", "ssn=7 month=2025-01 reason=left-job");
    DONE("clerk w1", "account.open", FLEXIBLE);
    CHECK(!person_hold(&o->person, CAUSE_INTERRUPTED));
    REFUSED("clerk w1", "account.resume", "ssn=7 payer=" CODE_UNIT " month=2025-02", ERR_ALREADY_OPEN, "insurances");
}

/* Employed, old enough, and the pension not claimed. */
static Office *past_the_age(Arena *arena)
{
    Office *o = office(arena);
    office_employ(o);
    o->person.born = day_make(1962, 1, 5);
    person_fold(&o->person, &(Event){ .kind = EVENT_HOLD_PLACED,
                                      .subject = HOLDER,
                                      .at = o->view.now,
                                      .hold_placed = { .cause = CAUSE_RETIREMENT_UNCLAIMED } });
    return o;
}

/* Old enough and short of months: going on paying lifts the hold; with months enough the pension is claimed. */
TEST(account_resume_past_the_age)
{
    Office *o = past_the_age(arena);
    o->person.paid_months = 180;
    REFUSED("unit", "account.resume", "ssn=7 payer=" CODE_UNIT " month=2025-01", ERR_WRONG_STATE, "ssn");
    o->person.paid_months = 179;
    DONE("unit", "account.resume", "ssn=7 payer=" CODE_UNIT " month=2025-01");
    CHECK(!person_hold(&o->person, CAUSE_RETIREMENT_UNCLAIMED));
}

TEST(retirement_claimed_by_case)
{
    Office *o = past_the_age(arena);
    DONE("holder", "case.open", "procedure=retirement ssn=7 evidence=id-card");
    DONE("holder", "case.submit", "case=C7-1");
    DONE("reviewer r1", "case.review", "case=C7-1 decision=approve");
    CHECK_STR(office_answer(o, "month"), S("2022-01"));
    CHECK(o->person.retired);
    CHECK(!person_hold(&o->person, CAUSE_RETIREMENT_UNCLAIMED));
}

TEST(account_list_makes_room)
{
    Office *o = office(arena);
    for (int i = 0; i < ACCOUNTS_MAX; i++) {
        office_employ(o);
        o->person.accounts[i].state = ACCOUNT_SUSPENDED;
    }
    DONE("clerk w1", "account.open", FLEXIBLE);
    CHECK_EQ(o->person.account_count, ACCOUNTS_MAX);
    CHECK_EQ(o->person.accounts[ACCOUNTS_MAX - 1].n, ACCOUNTS_MAX + 1);
    CHECK_EQ(o->person.accounts[ACCOUNTS_MAX - 1].state, ACCOUNT_OPEN);
}

/* ---- transfers ---- */

#define MOVE "ssn=7 from_region=110000 to_region=310000 evidence=id-card"

TEST(transfer_step_by_step)
{
    Office *o = office(arena);
    REFUSED("holder", "transfer.start", MOVE, ERR_NOT_OPEN, "from_region");
    office_employ(o);
    REFUSED("holder", "transfer.start", "ssn=7 from_region=110000 to_region=110000 evidence=id-card", ERR_BAD_FIELD, "to_region");
    REFUSED("holder", "transfer.start", "ssn=7 from_region=110000 to_region=310000 evidence=photo", ERR_MISSING_EVIDENCE,
            "evidence");
    office_clock(o, 2025, 1, 20); /* three steps of 15 working days across the spring festival */
    DONE("holder", "transfer.start", MOVE);
    CHECK_STR(office_answer(o, "transfer"), S("T7-1"));
    CHECK_STR(office_answer(o, "expected"), S("2025-03-28"));
    CHECK(person_hold(&o->person, CAUSE_TRANSFER));
    ALREADY("holder", "transfer.start", MOVE);
    REFUSED("holder", "transfer.start", "ssn=7 from_region=110000 to_region=440100 evidence=id-card", ERR_CONFLICT, "ssn");
    REFUSED("centre c1", "transfer.step", "transfer=T7-1 step=out", ERR_WRONG_STATE, "step");
    DONE("centre c1", "transfer.step", "transfer=T7-1 step=letter");
    ALREADY("centre c1", "transfer.step", "transfer=T7-1 step=letter");
    DONE("centre c1", "transfer.step", "transfer=T7-1 step=out amount_fen=100000");
    REFUSED("holder", "transfer.cancel", "transfer=T7-1", ERR_TOO_LATE, "transfer");
    DONE("centre c1", "transfer.step", "transfer=T7-1 step=in amount_fen=100000");
    CHECK(!person_hold(&o->person, CAUSE_TRANSFER));
    CHECK_EQ(o->person.accounts[0].state, ACCOUNT_TRANSFERRED);
    CHECK_EQ(office_list(o, "next"), 1);
    REFUSED("centre c1", "transfer.step", "transfer=T7-1 step=in", ERR_WRONG_STATE, "transfer");
    REFUSED("centre c1", "transfer.step", "transfer=T7-2 step=in", ERR_UNKNOWN_ID, "transfer");
}

TEST(transfer_cancelled)
{
    Office *o = office(arena);
    office_employ(o);
    DONE("clerk w1", "transfer.start", MOVE);
    DONE("centre c1", "transfer.step", "transfer=T7-1 step=letter");
    DONE("clerk w1", "transfer.cancel", "transfer=T7-1");
    CHECK(!person_hold(&o->person, CAUSE_TRANSFER));
    CHECK_EQ(o->person.accounts[0].state, ACCOUNT_OPEN);
    DONE("clerk w1", "transfer.start", MOVE);
    CHECK_STR(office_answer(o, "transfer"), S("T7-2"));
}

TEST(transfer_blocked)
{
    Office *o = office(arena);
    office_employ(o);
    DONE("centre c1", "person.police-check", "ssn=7 match=false");
    REFUSED("holder", "transfer.start", MOVE, ERR_WRONG_STATE, "ssn");
    CHECK(str_find(o->out.why.en, S("police")) > 0);
}

/* ---- agencies ---- */

#define CONTRACT(basis) \
    "ssn=7 basis=" basis " region=110000 insurances=pension,medical base_fen=800000 service_fee_fen=5000 from=2025-01 "

TEST(agency_affiliation_is_unlawful)
{
    Office *o = office(arena);
    REFUSED("agency", "agency.contract", CONTRACT("affiliation") "evidence=agency-contract,labour-contract", ERR_UNLAWFUL_BASIS,
            "basis");
    CHECK(str_find(o->out.why.zh, S("挂靠")) > 0 && str_find(o->out.why.zh, S("flexible-proxy")) > 0);
    CHECK(str_find(o->out.why.en, S("real employer")) > 0 && str_find(o->out.why.en, S("dispatch")) > 0);
    CHECK(str_find(str(o->out.why.law), S("第三十二条")) > 0);
}

TEST(agency_contract_by_basis)
{
    Office *o = office(arena);
    REFUSED("agency", "agency.contract", CONTRACT("real-employer") "evidence=agency-contract,labour-contract", ERR_BAD_FIELD,
            "employer");
    REFUSED("agency", "agency.contract", CONTRACT("real-employer") "employer=" CODE_UNIT " evidence=agency-contract",
            ERR_MISSING_EVIDENCE, "evidence");
    REFUSED("agency", "agency.contract", CONTRACT("flexible-proxy") "employer=" CODE_UNIT " evidence=agency-contract",
            ERR_UNLAWFUL_BASIS, "employer");
    REFUSED("agency", "agency.contract", CONTRACT("flexible-proxy") "until=2025-01-09 evidence=agency-contract", ERR_BAD_FIELD,
            "until");
    REFUSED("clerk w1", "agency.contract", CONTRACT("flexible-proxy") "evidence=agency-contract", ERR_NOT_PERMITTED, "org");
    DONE("agency", "agency.contract", CONTRACT("flexible-proxy") "evidence=agency-contract");
    CHECK_STR(office_answer(o, "contract"), S("X6"));
    const Event *e = office_event(o, EVENT_CONTRACT_MADE);
    CHECK_EQ(e->contract_made.agency, AGENCY);
    CHECK_EQ(e->contract_made.insurances, 6);
    DONE("clerk w1@AG1", "agency.contract", CONTRACT("dispatch") "evidence=agency-contract,dispatch-licence");
    REFUSED("agency", "agency.contract", CONTRACT("dispatch") "evidence=agency-contract,labour-contract", ERR_MISSING_EVIDENCE,
            "evidence"); /* nobody has shown a licence */
    FACT_SET(o->agency.licence, S("HR-1"));
    DONE("agency", "agency.contract", CONTRACT("dispatch") "evidence=agency-contract,labour-contract");
    FACT_SET(o->agency.code, S(CODE_UNIT)); /* the employer would be the agency itself */
    REFUSED("agency", "agency.contract",
            CONTRACT("real-employer") "employer=" CODE_UNIT " evidence=agency-contract,labour-contract", ERR_UNLAWFUL_BASIS,
            "employer");
}

/* The account ends with the contract's last month, and whoever goes on pays from the next: no month belongs to nobody. */
TEST(agency_terminate_leaves_no_gap)
{
    Office *o = office(arena);
    PersonFacts *p = &o->person;
    DONE("agency", "account.open",
         "ssn=7 region=110000 category=flexible flexible_kind=freelancer payer=X5 insurances=pension,medical from=2025-01 "
         "channel=agency evidence=id-card");
    CHECK_EQ(p->accounts[0].base_fen, 800000); /* that of the contract */
    DONE("agency", "agency.terminate", "contract=X5 month=2025-02");
    const Event *told = office_event(o, EVENT_AGENCY_ENDED);
    CHECK_EQ(told->agency_ended.month, month_make(2025, 2).n);
    const Event *hold = office_event(o, EVENT_HOLD_PLACED);
    CHECK_EQ(hold->hold_placed.from, day_start(day_make(2025, 3, 1)).s);
    CHECK_EQ(p->accounts[0].state, ACCOUNT_SUSPENDED);
    CHECK_EQ(p->accounts[0].stopped_month, month_make(2025, 2).n);
    DONE("clerk w1", "account.resume", "ssn=7 payer=self month=2025-03");
    CHECK_EQ(p->accounts[0].since.n, day_make(2025, 3, 1).n);
    AccountFacts february = account_then(&p->accounts[0], month_make(2025, 2)),
                 march = account_then(&p->accounts[0], month_make(2025, 3));
    CHECK_EQ(february.payer_kind, PAYER_CONTRACT);
    CHECK_EQ(february.payer, 5);
    CHECK_EQ(february.stopped_month, month_make(2025, 2).n);
    CHECK_EQ(february.since.n, day_make(2025, 1, 1).n);
    CHECK_EQ(march.payer_kind, PAYER_SELF);
    CHECK(person_hold(p, CAUSE_INTERRUPTED) == NULL);
}

TEST(agency_terminate)
{
    Office *o = office(arena);
    REFUSED("clerk w1", "agency.terminate", "contract=X9 month=2025-02", ERR_UNKNOWN_CONTRACT, "contract");
    REFUSED("agency", "agency.terminate", "contract=X5 month=2025-01", ERR_TOO_EARLY, "month"); /* notice */
    REFUSED("clerk w1", "agency.terminate", "contract=X5 month=2023-12", ERR_TOO_LATE, "month");
    DONE("agency", "agency.terminate", "contract=X5 month=2025-02");
    ALREADY("agency", "agency.terminate", "contract=X5 month=2025-02");
    REFUSED("clerk w1", "agency.terminate", "contract=X5 month=2025-03", ERR_CONFLICT, "month");
}
