/* holds_test.c - which holds are placed and released by hand, against which papers; everything else names the
 * business that does it. */
#include "hold/effects.h"
#include "hold/holds.h"
#include "hold/papers.h"
#include "support/decide.h"

typedef struct {
    PersonFacts person;
    BureauFacts bureau;
    View view;
    Command command;
    Paper paper;
    Decision out;
} Desk;

static Desk *desk_make(Arena *arena)
{
    Desk *desk = arena_new(arena, Desk, 1);
    desk->person = (PersonFacts){ .id = 7, .registered = day_make(2020, 1, 2), .residence_region = 110000 };
    desk->view =
        (View){ .now = hour_of(2025, 1, 10, 10), .policy = policy_shipped(), .bureau = &desk->bureau, .person = &desk->person };
    return desk;
}

/* until.s = 0: not given; paper 0: none. */
static Err desk_do(Desk *desk, Arena *arena, CommandId id, Cause cause, Time until, Paper paper)
{
    desk->command = (Command){ .id = id, .actor = { .role = ROLE_CLERK, .user = S("w1") } };
    arg_set(&desk->command, F_CAUSE)->i = cause;
    if (until.s)
        arg_set(&desk->command, F_UNTIL)->i = until.s;
    desk->paper = paper;
    Arg *evidence = arg_set(&desk->command, F_EVIDENCE);
    evidence->papers = &desk->paper;
    evidence->n = paper.kind != 0;
    DecideFn *decide = id == CMD_HOLD_PLACE ? hold_decide_place : hold_decide_release;
    Err err = decide_once(decide, arena, &desk->view, &desk->command, &desk->out, NULL);
    for (size_t i = 0; err == OK && i < desk->out.count; i++)
        person_fold(&desk->person, &desk->out.events[i]);
    CHECK(err == OK || desk->out.count == 0);
    return err;
}

static Err place(Desk *desk, Arena *arena, Cause cause)
{
    return desk_do(desk, arena, CMD_HOLD_PLACE, cause, (Time){ 0 }, (Paper){ 0 });
}
static Err release(Desk *desk, Arena *arena, Cause cause, Paper paper)
{
    return desk_do(desk, arena, CMD_HOLD_RELEASE, cause, (Time){ 0 }, paper);
}
static Time end_of(int year, int month, int day) { return day_end(day_make(year, month, day)); }

static Err investigate(Desk *desk, Arena *arena, Time until, Paper paper)
{
    return desk_do(desk, arena, CMD_HOLD_PLACE, CAUSE_INVESTIGATION, until, paper);
}

TEST(place_every_cause)
{
    Desk *desk = desk_make(arena);
    for (Cause cause = CAUSE_NO_ACCOUNT; cause < Cause_END; cause++) {
        Err want = cause <= CAUSE_LEGACY_RESTRICTED                   ? ERR_BAD_FIELD
                   : cause == CAUSE_DORMANT || cause == CAUSE_ARREARS ? OK
                   : cause == CAUSE_INVESTIGATION                     ? ERR_BAD_FIELD /* no limit */
                                                                      : ERR_NOT_PERMITTED;
        Err got = place(desk, arena, cause);
        if (got != want)
            test_fail(__FILE__, __LINE__, "%s: %s", cause_row(cause)->code, got ? err_code(got) : "ok");
    }
    CHECK_EQ(desk->person.hold_count, 2);
    CHECK_STR(FACT_STR(desk->person.holds[0].by), S("clerk w1"));
    CHECK_EQ(desk->person.holds[0].since.s, desk->view.now.s);
    CHECK_EQ(place(desk, arena, CAUSE_DORMANT), OK);
    CHECK(desk->out.already);
    CHECK_EQ(desk_do(desk, arena, CMD_HOLD_PLACE, CAUSE_DORMANT, end_of(2025, 3, 1), (Paper){ 0 }), ERR_CONFLICT);
    CHECK_EQ(place(desk, arena, CAUSE_DEATH), ERR_NOT_PERMITTED);
    CHECK(str_find(desk->out.why.en, S("death.report")) > 0);
    CHECK_EQ(place(desk, arena, CAUSE_LOSS), ERR_BAD_FIELD);
    CHECK(str_find(desk->out.why.en, S("dormant, arrears and investigation")) > 0);
}

TEST(investigation_needs_decision_and_limit)
{
    Desk *desk = desk_make(arena);
    Paper decision = { .kind = EV_WRITTEN_DECISION };
    int most = (int)policy_int(policy_region(desk->view.policy, 110000), KEY_HOLD_INVESTIGATION_DAYS, day_make(2025, 1, 10));
    Time last = day_end(day_add(day_make(2025, 1, 10), most));
    CHECK_EQ(investigate(desk, arena, (Time){ desk->view.now.s }, decision), ERR_BAD_FIELD);
    CHECK_EQ(investigate(desk, arena, (Time){ last.s + 1 }, decision), ERR_BAD_FIELD);
    CHECK_EQ(investigate(desk, arena, last, (Paper){ 0 }), ERR_MISSING_EVIDENCE);
    CHECK_EQ(investigate(desk, arena, last, (Paper){ .kind = EV_ID_CARD }), ERR_MISSING_EVIDENCE);
    CHECK_EQ(investigate(desk, arena, last, (Paper){ .kind = EV_WRITTEN_DECISION, .valid_until = day_make(2025, 1, 9) }),
             ERR_EXPIRED_EVIDENCE);
    CHECK_EQ(investigate(desk, arena, end_of(2025, 2, 28), (Paper){ .kind = EV_COURT_PAPER, .valid_until = day_make(2025, 1, 10) }),
             OK);
    CHECK_EQ(desk->person.holds[0].until.s, end_of(2025, 2, 28).s);
    CHECK_EQ(desk->person.holds[0].evidence, PAPER(COURT_PAPER));
    CHECK_EQ(investigate(desk, arena, end_of(2025, 2, 28), decision), OK);
    CHECK(desk->out.already);
    CHECK_EQ(investigate(desk, arena, end_of(2025, 2, 27), decision), ERR_CONFLICT);
    CHECK_EQ(investigate(desk, arena, end_of(2025, 3, 31), (Paper){ 0 }),
             ERR_MISSING_EVIDENCE); /* a renewal has its own decision */
    CHECK_EQ(investigate(desk, arena, end_of(2025, 3, 31), decision), OK);
    CHECK_EQ(desk->person.holds[0].until.s, end_of(2025, 3, 31).s);
    CHECK_EQ(desk->person.hold_count, 1);
}

TEST(release_every_cause)
{
    for (Cause cause = CAUSE_NO_ACCOUNT; cause < Cause_END; cause++) {
        Desk *desk = desk_make(arena);
        bool derived = cause <= CAUSE_LEGACY_RESTRICTED;
        CHECK_EQ(release(desk, arena, cause, (Paper){ 0 }), derived ? ERR_BAD_FIELD : ERR_WRONG_STATE); /* there is none */
        desk->person.holds[desk->person.hold_count++] = (HoldFacts){ .cause = (uint8_t)cause };
        bool reviewed = cause == CAUSE_EMPLOYER_SEAL || cause == CAUSE_RETIREMENT_UNCLAIMED || cause == CAUSE_INVESTIGATION ||
                        cause == CAUSE_DEATH || cause == CAUSE_DATA_MISMATCH;
        Err want = derived ? ERR_BAD_FIELD : reviewed ? ERR_WRONG_STATE : cause == CAUSE_ARREARS ? OK : ERR_NOT_PERMITTED;
        Err got = release(desk, arena, cause, (Paper){ .kind = EV_TAX_CERTIFICATE });
        if (got != want || hold_needs_case(&desk->person, cause) != reviewed)
            test_fail(__FILE__, __LINE__, "%s: %s", cause_row(cause)->code, got ? err_code(got) : "ok");
        desk->view.approved = true;
        if (reviewed) {
            CHECK_EQ(release(desk, arena, cause, (Paper){ 0 }), OK);
            CHECK_EQ(desk->person.hold_count, 0);
        }
    }
}

TEST(release_arrears_by_each_proof)
{
    for (EvidenceKind kind = EvidenceKind_NONE; kind < EvidenceKind_END; kind++) {
        Desk *desk = desk_make(arena);
        CHECK_EQ(place(desk, arena, CAUSE_ARREARS), OK);
        bool proof = kind == EV_BANK_REMITTANCE || kind == EV_CASH_RECEIPT || kind == EV_TAX_CERTIFICATE;
        Paper expired = { .kind = kind, .valid_until = day_make(2025, 1, 9) };
        CHECK_EQ(release(desk, arena, CAUSE_ARREARS, expired), proof ? ERR_EXPIRED_EVIDENCE : ERR_MISSING_EVIDENCE);
        CHECK_EQ(release(desk, arena, CAUSE_ARREARS, (Paper){ .kind = kind }), proof ? OK : ERR_MISSING_EVIDENCE);
        CHECK_EQ(desk->person.hold_count, !proof);
    }
}

/* A paper counts as long as the region says, to the day. */
TEST(papers_age_by_kind)
{
    Desk *desk = desk_make(arena);
    const RegionPolicy *rules = policy_region(desk->view.policy, 110000);
    Day today = day_make(2025, 1, 10);
    desk->command = (Command){ .id = CMD_HOLD_PLACE };
    Arg *evidence = arg_set(&desk->command, F_EVIDENCE);
    evidence->papers = &desk->paper;
    evidence->n = 1;
    for (EvidenceKind kind = EvidenceKind_NONE; kind < EvidenceKind_END; kind++) {
        int days = kind ? policy_evidence_days(rules, kind, today) : 0;
        desk->paper = (Paper){ .kind = kind, .day = day_add(today, -days) };
        CHECK_EQ(papers_have(&desk->view, rules, &desk->command, ~(uint64_t)0), kind != 0);
        desk->paper.day = day_add(today, -days - 1);
        CHECK_EQ(papers_have(&desk->view, rules, &desk->command, ~(uint64_t)0), kind && !days);
    }
    desk->paper = (Paper){ .kind = (EvidenceKind)99 };
    CHECK(!papers_have(&desk->view, rules, &desk->command, ~(uint64_t)0));
    CHECK_EQ(papers_given(&desk->command), 0);
}

TEST(rules_of_a_person)
{
    Desk *desk = desk_make(arena);
    const PolicySet *set = desk->view.policy;
    PersonFacts *person = &desk->person;
    CHECK(person_policy(set, person) == policy_region(set, 110000));
    person->residence_region = 0;
    CHECK(person_policy(set, person) == policy_national(set));
    person->hukou_region = 330106; /* a district follows its city */
    CHECK(person_policy(set, person) == policy_region(set, 330100));
    person->accounts[person->account_count++] = (AccountFacts){ .n = 1, .region = 310000, .state = ACCOUNT_OPEN };
    CHECK(person_policy(set, person) == policy_region(set, 310000));
    person->cards[person->card_count++] = (CardFacts){ .n = 1, .region = 440300, .prod = PROD_APPLIED };
    CHECK(person_policy(set, person) == policy_region(set, 440300));
    person->cards[0].region = 659999; /* nothing on file: the nation's */
    CHECK(person_policy(set, person) == policy_national(set));
}

TEST(who_did_it)
{
    Command command = { .id = CMD_HOLD_PLACE, .actor = { .role = ROLE_HOLDER, .user = S("110101199003070000"), .org = S("X") } };
    CHECK_STR(actor_label(arena, &command), S("holder"));
    command.actor.role = ROLE_BANK;
    CHECK_STR(actor_label(arena, &command), S("bank X"));
    command.actor.role = ROLE_REVIEWER;
    command.actor.user = S("w2");
    CHECK_STR(actor_label(arena, &command), S("reviewer w2"));
}
