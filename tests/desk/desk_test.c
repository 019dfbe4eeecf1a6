/* desk_test.c - cases on their own: opening, checklist, time limits, who may touch and review them. */
#include "base/require.h"
#include "desk/desk.h"
#include "desk/office.h"
#include "hold/papers.h"

/* Reviews without acting: what approving does is act's matter. */
static Err review(const View *view, const Command *command, Decision *out)
{
    const CaseFacts *c = NULL;
    TRY(desk_review_check(view, command, &c, out));
    desk_close(view, command, c, out);
    return OK;
}

static Err decide(const View *view, const Command *command, Decision *out)
{
    switch (command->id) {
    case CMD_CASE_OPEN:
        return desk_decide_open(view, command, out);
    case CMD_CASE_ADD:
        return desk_decide_add(view, command, out);
    case CMD_CASE_SUBMIT:
        return desk_decide_submit(view, command, out);
    case CMD_CASE_WITHDRAW:
        return desk_decide_withdraw(view, command, out);
    case CMD_CASE_REVIEW:
        return review(view, command, out);
    case CMD_DEATH_WITHDRAW:
        return desk_open_waiting(view, command, PROC_WITHDRAW_DEATH, out);
    case CMD_PERSON_CORRECT:
        return desk_open_waiting(view, command, PROC_CORRECT_PERSON, out);
    case CMD_CARD_CANCEL:
        return desk_open_waiting(view, command, PROC_CANCEL_CARD, out);
    case CMD_CARD_DESTROY:
        return desk_open_waiting(view, command, PROC_DESTROY_CARD, out);
    case CMD_UNIT_SEAL_MEMBER:
        return desk_open_waiting(view, command, PROC_SEAL_MEMBER, out);
    default:
        return desk_open_waiting(view, command, PROC_SEAL_END, out);
    }
}

static Office *office(Arena *arena) { return office_make(arena, decide); }

static void hold(Office *o, Cause cause, int64_t unit, Day until)
{
    person_fold(
        &o->person,
        &(Event){ .kind = EVENT_HOLD_PLACED,
                  .subject = HOLDER,
                  .at = { o->view.now.s - 86400 },
                  .hold_placed = { .cause = cause, .unit = unit, .until = until.n ? day_end(until).s : 0, .by = S("clerk w9") } });
}

TEST(desk_identity_is_the_person)
{
    Actor clerk = { .role = ROLE_CLERK, .user = S("w1"), .org = S("B01") }, reviewer = clerk, other = clerk,
          holder = { .role = ROLE_HOLDER, .person = 7 };
    reviewer.role = ROLE_REVIEWER;
    other.user = S("w2");
    CHECK_EQ(desk_identity(&clerk), desk_identity(&reviewer));
    CHECK(desk_identity(&clerk) != desk_identity(&other));
    CHECK(desk_identity(&clerk) >= (int64_t)1 << 62);
    CHECK_EQ(desk_identity(&holder), 7);
    Actor moved = { .role = ROLE_CLERK, .user = S("w1B"), .org = S("01") };
    CHECK(desk_identity(&moved) != desk_identity(&clerk));
}

TEST(desk_numbers_carry_what_is_asked)
{
    SealSpan span = desk_seal_unpack(desk_seal_pack((SealSpan){ SEAL_MISSING, day_make(2025, 5, 1), day_make(9999, 12, 31) }));
    CHECK_EQ(span.reason, SEAL_MISSING);
    CHECK_EQ(span.from.n, day_make(2025, 5, 1).n);
    CHECK_EQ(span.until.n, day_make(9999, 12, 31).n);
    CHECK_EQ(desk_seal_unpack(desk_seal_pack((SealSpan){ SEAL_OTHER, day_make(2025, 5, 1), { 0 } })).until.n, 0);
    SealEnding ending = desk_ending_unpack(desk_ending_pack((SealEnding){ SEAL_END_RENEW, day_make(2026, 10, 31) }));
    CHECK_EQ(ending.decision, SEAL_END_RENEW);
    CHECK_EQ(ending.until.n, day_make(2026, 10, 31).n);
    Claim claim = desk_claim_unpack(desk_claim_pack((Claim){ month_make(2031, 11), true }));
    CHECK_EQ(claim.month.n, month_make(2031, 11).n);
    CHECK(claim.deemed);
}

TEST(desk_insurances_are_read)
{
    CHECK_EQ(insurances_read(S("pension medical")), 6);
    CHECK_EQ(insurances_read(S("pension,medical, injury")), 22);
    CHECK_EQ(insurances_read(S("pension,money")), 0);
    CHECK_EQ(insurances_read(S("")), 0);
}

TEST(desk_open_names_what_is_missing)
{
    Office *o = office(arena);
    hold(o, CAUSE_INVESTIGATION, 0, day_make(2025, 6, 1));
    DONE("clerk w1", "case.open", "procedure=unseal ssn=7 args=cause:investigation");
    CHECK_STR(office_answer(o, "case"), S("C7-1"));
    CHECK_STR(office_answer(o, "state"), S("draft"));
    CHECK_EQ(office_list(o, "missing"), 2);
    REFUSED("clerk w1", "case.submit", "case=C7-1", ERR_MISSING_EVIDENCE, "evidence");
    CHECK(str_find(o->out.why.zh, S("居民身份证")) > 0);
    CHECK(str_find(o->out.why.en, S("labour contract")) > 0);
    DONE("clerk w1", "case.add", "case=C7-1 evidence=id-card");
    CHECK_EQ(office_list(o, "missing"), 1);
    REFUSED("clerk w1", "case.submit", "case=C7-1", ERR_MISSING_EVIDENCE, "evidence");
    CHECK(str_find(o->out.why.en, S("identity card")) < 0);
    DONE("clerk w1", "case.add", "case=C7-1 evidence=payroll");
    CHECK_EQ(office_list(o, "missing"), 0);
    DONE("clerk w1", "case.submit", "case=C7-1");
    CHECK_STR(office_answer(o, "state"), S("submitted"));
    ALREADY("clerk w1", "case.submit", "case=C7-1");
    REFUSED("clerk w1", "case.add", "case=C7-1 evidence=payroll", ERR_WRONG_STATE, "case");
}

TEST(desk_expired_papers_are_refused)
{
    Office *o = office(arena);
    hold(o, CAUSE_INVESTIGATION, 0, day_make(2025, 6, 1));
    REFUSED("clerk w1", "case.open", "procedure=unseal ssn=7 args=cause:investigation evidence=id-card@2025-01-09",
            ERR_EXPIRED_EVIDENCE, "evidence");
    DONE("clerk w1", "case.open", "procedure=unseal ssn=7 args=cause:investigation evidence=id-card@2025-01-10");
    REFUSED("clerk w1", "case.add", "case=C7-1 evidence=other@2024-12-31", ERR_EXPIRED_EVIDENCE, "evidence");
}

/* The limit is in working days: over the spring festival of 2025 it is far longer than the same number of days. */
TEST(desk_due_counts_working_days)
{
    Office *o = office(arena);
    office_clock(o, 2025, 1, 24); /* a Friday; 28 January to 4 February are holidays, 26 January and 8 February worked */
    hold(o, CAUSE_INVESTIGATION, 0, day_make(2025, 6, 1));
    DONE("clerk w1", "case.open", "procedure=unseal ssn=7 args=cause:investigation evidence=id-card,payroll");
    int days = policy_case_workdays(policy_region(o->view.policy, 110000), S("unseal"), day_make(2025, 1, 24));
    CHECK_EQ(days, 5);
    CHECK_STR(office_answer(o, "due"), S("2025-02-07"));
    office_clock(o, 2025, 3, 3); /* counted again from the day it is submitted */
    DONE("clerk w1", "case.submit", "case=C7-1");
    CHECK_STR(office_answer(o, "due"), S("2025-03-10"));
}

TEST(desk_same_case_once)
{
    Office *o = office(arena);
    hold(o, CAUSE_INVESTIGATION, 0, day_make(2025, 6, 1));
    hold(o, CAUSE_EMPLOYER_SEAL, UNIT, day_make(2025, 6, 1));
    DONE("clerk w1", "case.open", "procedure=unseal ssn=7 args=cause:investigation");
    ALREADY("clerk w2", "case.open", "procedure=unseal ssn=7 args=cause:investigation");
    CHECK_STR(office_answer(o, "case"), S("C7-1"));
    DONE("unit", "case.open", "procedure=seal-end ssn=7 args=decision:renew,until:2025-12");
    REFUSED("unit", "case.open", "procedure=seal-end ssn=7 args=decision:unseal", ERR_CONFLICT, "case");
}

TEST(desk_unseal_only_what_a_decision_ends)
{
    Office *o = office(arena);
    REFUSED("clerk w1", "case.open", "procedure=unseal ssn=7", ERR_BAD_FIELD, "args");
    REFUSED("clerk w1", "case.open", "procedure=unseal ssn=7 args=cause:loss", ERR_BAD_FIELD, "args");
    REFUSED("clerk w1", "case.open", "procedure=unseal ssn=7 args=reason:x", ERR_BAD_FIELD, "args");
    REFUSED("clerk w1", "case.open", "procedure=unseal ssn=7 args=cause:investigation", ERR_WRONG_STATE, "args");
    hold(o, CAUSE_RETIREMENT_UNCLAIMED, 0, (Day){ 0 });
    REFUSED("clerk w1", "case.open", "procedure=unseal ssn=7 args=cause:retirement-unclaimed", ERR_WRONG_STATE, "args");
    CHECK(str_find(o->out.why.en, S("case.open retirement")) > 0);
    REFUSED("unit", "case.open", "procedure=unseal ssn=7 args=cause:investigation", ERR_NOT_PERMITTED, "procedure");
}

TEST(desk_procedures_of_other_commands)
{
    Office *o = office(arena);
    const char *const money[] = { "refund", "waiver", "enforce", "adjust-base", "approve-policy" };
    for (size_t i = 0; i < sizeof money / sizeof *money; i++)
        REFUSED("clerk w1", "case.open", str_z(arena, str_format(arena, "procedure=%s ssn=7", money[i])), ERR_BAD_FIELD,
                "procedure");
    CHECK(str_find(o->out.why.en, S("policy.approve")) > 0);
    REFUSED("clerk w1", "case.open", "procedure=cancel-card ssn=7", ERR_BAD_FIELD, "procedure");
    CHECK(str_find(o->out.why.en, S("card.cancel")) > 0);
    REFUSED("clerk w1", "case.open", "procedure=reverse ssn=7", ERR_BAD_FIELD, "procedure");
    REFUSED("clerk w1", "case.open", "procedure=close-month ssn=7", ERR_BAD_FIELD, "procedure");
    CHECK(str_find(o->out.why.en, S("month.close")) > 0);
    REFUSED("clerk w1", "case.open", "procedure=unseal ssn=999", ERR_UNKNOWN_PERSON, "ssn");
}

TEST(desk_seal_end_by_whom)
{
    Office *o = office(arena);
    REFUSED("unit", "case.open", "procedure=seal-end ssn=7 args=decision:unseal", ERR_WRONG_STATE, "ssn");
    hold(o, CAUSE_EMPLOYER_SEAL, UNIT, day_make(2025, 10, 31));
    REFUSED("unit", "case.open", "procedure=seal-end ssn=7", ERR_BAD_FIELD, "args");
    REFUSED("unit", "case.open", "procedure=seal-end ssn=7 args=decision:renew", ERR_BAD_FIELD, "args");
    REFUSED("unit", "case.open", "procedure=seal-end ssn=7 args=decision:renew,until:2024-12", ERR_BAD_FIELD, "args");
    REFUSED("unit u1@" CODE_OTHER_UNIT, "case.open", "procedure=seal-end ssn=7 args=decision:unseal", ERR_NOT_PERMITTED, "ssn");
    REFUSED("holder", "case.open", "procedure=seal-end ssn=7 args=decision:unseal", ERR_NOT_PERMITTED, "args");
    DONE("holder", "case.open", "procedure=seal-end ssn=7 args=decision:transfer");
    CHECK_EQ(o->person.cases[0].unit, UNIT);
    CHECK_EQ(desk_ending_unpack(o->person.cases[0].argument).decision, SEAL_END_TRANSFER);
}

/* G14: at the end of the seal the daily job asks with an empty draft; the answer takes its place. */
TEST(desk_answer_takes_the_place_of_the_question)
{
    Office *o = office(arena);
    hold(o, CAUSE_EMPLOYER_SEAL, UNIT, day_make(2025, 1, 9));
    person_fold(
        &o->person,
        &(Event){ .kind = EVENT_CASE_OPENED,
                  .subject = HOLDER,
                  .at = o->view.now,
                  .case_opened = {
                      .n = 1, .procedure = PROC_SEAL_END, .state = CASE_DRAFT, .cause = CAUSE_EMPLOYER_SEAL, .unit = UNIT } });
    REFUSED("clerk w1", "case.submit", "case=C7-1", ERR_WRONG_STATE, "case");
    DONE("unit", "unit.unseal-member", "credit_code=" CODE_UNIT " ssn=7 evidence=labour-contract");
    CHECK_EQ(o->person.case_count, 1);
    CHECK_EQ(o->person.cases[0].n, 2);
    CHECK_EQ(o->person.cases[0].state, CASE_SUBMITTED);
}

TEST(desk_retirement_by_month)
{
    Office *o = office(arena);
    REFUSED("holder", "case.open", "procedure=retirement ssn=7", ERR_TOO_EARLY, "ssn");
    o->person.born = day_make(1965, 1, 20); /* statutory month 2025-02, one month later than before the reform */
    office_clock(o, 2025, 2, 10);
    REFUSED("holder", "case.open", "procedure=retirement ssn=7 args=month:2025-01", ERR_TOO_EARLY, "args");
    REFUSED("holder", "case.open", "procedure=retirement ssn=7 args=month:2028-03", ERR_TOO_LATE, "args");
    REFUSED("holder", "case.open", "procedure=retirement ssn=7 args=month:soon", ERR_BAD_FIELD, "args");
    DONE("holder", "case.open", "procedure=retirement ssn=7 args=deemed:yes evidence=id-card");
    CHECK_EQ(office_list(o, "missing"), 1); /* years before the scheme need the approval form */
    CHECK_EQ(desk_claim_unpack(o->person.cases[0].argument).month.n, month_make(2025, 2).n);
    DONE("holder", "case.add", "case=C7-1 evidence=retirement-approval");
    DONE("holder", "case.submit", "case=C7-1");
    Office *again = office(arena);
    again->person.retired = 1;
    o = again;
    ALREADY("holder", "case.open", "procedure=retirement ssn=7");
}

TEST(desk_retirement_early_with_notice)
{
    Office *o = office(arena);
    o->person.born = day_make(1968, 6, 20); /* 11 months' delay: 2029-05; early at most to 2028-06, with notice */
    office_clock(o, 2028, 4, 1);
    REFUSED("holder", "case.open", "procedure=retirement ssn=7 args=month:2028-05", ERR_TOO_EARLY, "args");
    REFUSED("holder", "case.open", "procedure=retirement ssn=7 args=month:2028-06", ERR_TOO_EARLY, "args");
    DONE("holder", "case.open", "procedure=retirement ssn=7 args=month:2028-07");
}

TEST(desk_after_death)
{
    Office *o = office(arena);
    REFUSED("clerk w1", "case.open", "procedure=heirs ssn=7", ERR_WRONG_STATE, "ssn");
    hold(o, CAUSE_DEATH, 0, (Day){ 0 });
    hold(o, CAUSE_INVESTIGATION, 0, day_make(2025, 6, 1));
    REFUSED("clerk w1", "case.open", "procedure=unseal ssn=7 args=cause:investigation", ERR_WRONG_STATE, "ssn");
    REFUSED("holder", "case.open", "procedure=heirs ssn=7", ERR_NOT_PERMITTED, "procedure");
    DONE("clerk w1", "case.open", "procedure=heirs ssn=7 evidence=id-card,death-certificate");
    CHECK_EQ(office_list(o, "missing"), 1);
    DONE("holder", "case.open",
         "procedure=withdraw-death ssn=7 evidence=id-card"); /* somebody reported dead stands at the counter */
}

TEST(desk_open_account_case)
{
    Office *o = office(arena);
    REFUSED("holder", "case.open", "procedure=open-account ssn=7 args=category:flexible", ERR_BAD_FIELD, "args");
    REFUSED("holder", "case.open",
            "procedure=open-account ssn=7 args=category:employee,region:110000,insurances:pension,from:2025-01", ERR_BAD_FIELD,
            "args");
    REFUSED("holder", "case.open",
            "procedure=open-account ssn=7 args=category:flexible,region:320100,insurances:pension,from:2025-01", ERR_NO_RULE,
            "region");
    DONE("holder", "case.open",
         "procedure=open-account ssn=7 args=category:flexible,region:110000,insurances:pension,from:2025-01 evidence=id-card");
    CHECK_EQ(office_list(o, "missing"), 0);
    CHECK(o->pending[1].n > 0);
    Office *away = office(arena);
    o = away;
    o->person.hukou_region = o->person.residence_region = 310000;
    DONE("holder", "case.open",
         "procedure=open-account ssn=7 args=category:flexible,region:110000,insurances:pension,from:2025-01 evidence=id-card");
    CHECK_EQ(office_list(o, "missing"), 1); /* the record does not show hukou or residence */
}

TEST(desk_waiting_command_is_kept_sealed)
{
    Office *o = office(arena);
    DONE("clerk w1", "person.correct", "ssn=7 changes=name:Somebody evidence=id-card,household-register");
    CHECK_STR(office_answer(o, "case"), S("C7-1"));
    CHECK_STR(office_answer(o, "state"), S("submitted"));
    CHECK(office_answer(o, "due").n > 0);
    CHECK(!office_event(o, EVENT_CASE_OPENED)->case_opened.args.n); /* no name outside the cell */
    CHECK_EQ(case_copies(&o->person.cases[0], EV_HOUSEHOLD_REGISTER), 1);
    Command kept;
    CHECK(command_from_bytes(arena, o->pending[1], &kept));
    CHECK_STR(arg_pair(arg(&kept, F_CHANGES), "name"), S("Somebody"));
    ALREADY("clerk w2", "person.correct", "ssn=7 changes=name:Somebody evidence=id-card,household-register");
    REFUSED("clerk w1", "person.correct", "ssn=7 changes=name:Another evidence=id-card,household-register", ERR_CONFLICT, "case");
}

TEST(desk_review_by_another_person)
{
    Office *o = office(arena);
    hold(o, CAUSE_DEATH, 0, (Day){ 0 });
    DONE("clerk w1", "death.withdraw", "ssn=7 evidence=id-card");
    REFUSED("clerk w2", "case.review", "case=C7-1 decision=approve", ERR_NOT_PERMITTED, "role");
    REFUSED("centre c1", "case.review", "case=C7-1 decision=approve", ERR_NOT_PERMITTED, "role");
    REFUSED("reviewer w1", "case.review", "case=C7-1 decision=approve", ERR_SAME_PERSON, "case");
    REFUSED("reviewer r1", "case.review", "case=C7-1 decision=refuse", ERR_BAD_FIELD, "reason");
    REFUSED("reviewer r1", "case.review", "case=C7-1 decision=return", ERR_BAD_FIELD, "reason");
    REFUSED("reviewer r1", "case.review", "case=C7-9 decision=approve", ERR_UNKNOWN_CASE, "case");
    DONE("reviewer r1", "case.review", "case=C7-1 decision=approve");
    CHECK_EQ(o->person.case_count, 0);
    CHECK(!o->pending[1].n); /* the sealed command is taken out */
    REFUSED("reviewer r1", "case.review", "case=C7-1 decision=approve", ERR_WRONG_STATE, "case");
    REFUSED("clerk w1", "case.submit", "case=C7-1", ERR_WRONG_STATE, "case");
}

TEST(desk_centre_reviews_destruction)
{
    Office *o = office(arena);
    DONE("centre c1", "card.destroy", "application=K7-1");
    REFUSED("reviewer r1", "case.review", "case=C7-1 decision=approve", ERR_NOT_PERMITTED, "role");
    REFUSED("centre c1", "case.review", "case=C7-1 decision=approve", ERR_SAME_PERSON, "case");
    DONE("centre c2", "case.review", "case=C7-1 decision=approve");
}

TEST(desk_nobody_reviews_their_own)
{
    Office *o = office(arena);
    DONE("clerk w1", "person.correct", "ssn=7 changes=name:Somebody evidence=id-card,household-register");
    office_try(o, "reviewer r1", "case.review", "case=C7-1 decision=approve");
    o->command.actor.person = HOLDER;
    CHECK_EQ(decide(&o->view, &o->command, &o->out), ERR_SELF_DEALING);
}

TEST(desk_refusal_tells_how_to_appeal)
{
    Office *o = office(arena);
    DONE("clerk w1", "person.correct", "ssn=7 changes=name:Somebody evidence=id-card,household-register");
    DONE("reviewer r1", "case.review", "case=C7-1 decision=refuse reason=unclear");
    CHECK_STR(office_answer(o, "state"), S("refused"));
    CHECK(str_find(o->data, S("\"review_until\":\"2025-03-11\"")) > 0); /* 60 days */
    CHECK(str_find(o->data, S("\"suit_until\":\"2025-07-10\"")) > 0);   /* 6 months */
    CHECK(str_find(o->data, S("第八十三条")) > 0);
    CHECK_STR(office_event(o, EVENT_CASE_MOVED)->case_moved.reason, S("unclear"));
}

TEST(desk_returned_case_comes_again)
{
    Office *o = office(arena);
    DONE("clerk w1", "person.correct", "ssn=7 changes=name:Somebody evidence=id-card,household-register");
    DONE("reviewer r1", "case.review", "case=C7-1 decision=return reason=unreadable");
    CHECK_EQ(o->person.cases[0].state, CASE_RETURNED);
    CHECK(o->pending[1].n > 0);
    REFUSED("holder", "case.add", "case=C7-1 evidence=court-paper", ERR_NOT_PERMITTED, "case");
    DONE("clerk w1", "case.add", "case=C7-1 evidence=court-paper");
    DONE("clerk w1", "case.submit", "case=C7-1");
    CHECK_EQ(o->person.cases[0].state, CASE_SUBMITTED);
}

TEST(desk_withdraw_by_the_opener)
{
    Office *o = office(arena);
    hold(o, CAUSE_INVESTIGATION, 0, day_make(2025, 6, 1));
    DONE("holder", "case.open", "procedure=unseal ssn=7 args=cause:investigation");
    REFUSED("clerk w1", "case.withdraw", "case=C7-1", ERR_NOT_PERMITTED, "case");
    DONE("holder", "case.withdraw", "case=C7-1");
    CHECK_EQ(o->person.case_count, 0);
    REFUSED("holder", "case.withdraw", "case=C7-1", ERR_WRONG_STATE, "case");
}

TEST(desk_cases_have_a_bound)
{
    Office *o = office(arena);
    for (int n = 1; n <= CASES_MAX - 1; n++)
        person_fold(&o->person,
                    &(Event){ .kind = EVENT_CASE_OPENED,
                              .subject = HOLDER,
                              .at = o->view.now,
                              .case_opened = { .n = n, .procedure = PROC_CANCEL_CARD, .state = CASE_DRAFT, .card = n } });
    DONE("clerk w1", "person.correct", "ssn=7 changes=name:Somebody evidence=id-card,household-register");
    hold(o, CAUSE_DEATH, 0, (Day){ 0 });
    REFUSED("clerk w1", "death.withdraw", "ssn=7 evidence=id-card", ERR_CONFLICT, "ssn");
}

TEST(desk_checklist_by_procedure)
{
    Office *o = office(arena);
    CaseFacts c = { .procedure = PROC_SEAL_MEMBER,
                    .region = 440100,
                    .argument = desk_seal_pack((SealSpan){ SEAL_DETENTION, day_make(2025, 1, 1), { 0 } }) };
    DeskMissing missing[DESK_MISSING_MAX];
    office_try(o, "clerk w1", "death.withdraw", "ssn=7"); /* fills the view */
    CHECK_STR(desk_list_word(&c), S("detention"));
    CHECK_EQ(desk_missing(&o->view, &c, missing), 1);
    CHECK(paper_accepts(missing[0].item, EV_DETENTION_NOTICE));
    c.argument = desk_seal_pack((SealSpan){ SEAL_UNPAID_LEAVE, day_make(2025, 1, 1), { 0 } });
    CHECK_EQ(desk_missing(&o->view, &c, missing), 1);
    CHECK(paper_accepts(missing[0].item, EV_UNPAID_LEAVE_AGREEMENT));
    c = (CaseFacts){ .procedure = PROC_CANCEL_CARD, .argument = CANCEL_DEATH };
    CHECK_EQ(desk_missing(&o->view, &c, missing), 1);
    CHECK(paper_accepts(missing[0].item, EV_DEATH_CERTIFICATE) && !paper_accepts(missing[0].item, EV_ID_CARD));
}

/* Everything that is missing is named at once, in both languages. */
TEST(desk_papers_are_named_together)
{
    Office *o = office(arena);
    office_try(o, "clerk w1", "account.open",
               "ssn=7 region=110000 category=employee payer=" CODE_UNIT " insurances=pension from=2025-01 channel=counter");
    o->out.why = (Why){ .arena = arena };
    const RegionPolicy *rules = policy_region(o->view.policy, 110000);
    const PaperList *list = policy_papers(rules, S("open-account"), S("employee"), view_today(&o->view));
    CHECK_EQ(papers_need_list(&o->view, rules, &o->command, list, 0, &o->out), ERR_MISSING_EVIDENCE);
    CHECK(str_find(o->out.why.zh, S("居民身份证")) > 0 && str_find(o->out.why.zh, S("劳动合同")) > 0);
    CHECK(str_find(o->out.why.en, S("identity card")) > 0 && str_find(o->out.why.en, S("labour contract")) > 0);
    o->out.why = (Why){ 0 }; /* as the guide calls it */
    CHECK_EQ(papers_need_list(&o->view, rules, &o->command, list, 0, &o->out), ERR_MISSING_EVIDENCE);
}

/* Guangzhou takes no temporary identity card for a first card; the nation does. */
TEST(desk_papers_by_region)
{
    Office *o = office(arena);
    Str first = S("first");
    const int so = PAPER_IF_ADULT;
    office_try(o, "clerk w1", "card.apply", "ssn=7 region=440100 bank=B kind=first channel=counter evidence=temp-id");
    o->out.why = (Why){ .arena = arena };
    const RegionPolicy *guangzhou = policy_region(o->view.policy, 440100), *beijing = policy_region(o->view.policy, 110000);
    Day today = view_today(&o->view);
    CHECK_EQ(
        papers_need_list(&o->view, guangzhou, &o->command, policy_papers(guangzhou, S("card.apply"), first, today), so, &o->out),
        ERR_MISSING_EVIDENCE);
    CHECK_EQ(papers_need_list(&o->view, beijing, &o->command, policy_papers(beijing, S("card.apply"), first, today), so, &o->out),
             OK);
}
