/* person_test.c - registering, correcting, the police check, relations, passwords, death. */
#include "act/act.h"
#include "act_help.h"

/* A valid number of an invented person: Beijing Chaoyang, 1980-05-17, a man. */
static Str number_of_holder(Arena *arena)
{
    Str head = S("11010519800517001");
    return str_format(arena, "%.*s%c", STR_ARG(head), ident_citizen_check(head));
}

static Office *newcomer(Arena *arena)
{
    Office *o = office(arena);
    o->with.person = NULL;
    o->with.ssn = number_of_holder(arena);
    o->with.match.birth = day_make(1980, 5, 17);
    o->with.match.sex = SEX_IS_MALE;
    o->with.match.name = false;
    return o;
}

TEST(register_takes_birth_and_sex_from_the_number)
{
    Office *o = newcomer(arena);
    DONE("clerk w1", "person.register", "ssn=0 name=Zhang mobile=13800138000 ethnicity=满族 hukou_region=110105 evidence=id-card");
    const Event *e = office_event(o, EVENT_PERSON_REGISTERED);
    CHECK_EQ(e->subject, 9);
    CHECK_EQ(e->person_registered.born, day_make(1980, 5, 17).n);
    CHECK_EQ(e->person_registered.sex, SEX_IS_MALE);
    CHECK_EQ(e->person_registered.id_type, ID_CITIZEN);
    CHECK_EQ(e->person_registered.retire_category, RETIRE_M60);
    CHECK_EQ(e->person_registered.ethnicity, 11);
    CHECK_EQ(o->bureau.persons, 9);
    CHECK_STR(office_answer(o, "ssn"), o->with.ssn);
    CHECK(str_find(o->data, S("\"person\":9")) > 0);
}

TEST(register_refusals)
{
    Office *o = newcomer(arena);
    REFUSED("clerk w1", "person.register", "ssn=0 name=Zhang", ERR_MISSING_EVIDENCE, "evidence");
    REFUSED("clerk w1", "person.register", "ssn=0 name=Zhang evidence=id-card@2025-01-09", ERR_EXPIRED_EVIDENCE, "evidence");
    REFUSED("clerk w1", "person.register", "ssn=0 name=Zhang birth=1980-05-18 evidence=id-card", ERR_MISMATCH, "birth");
    REFUSED("clerk w1", "person.register", "ssn=0 name=Zhang sex=female evidence=id-card", ERR_MISMATCH, "sex");
    REFUSED("clerk w1", "person.register", "ssn=0 name=Zhang retire_category=F50 evidence=id-card", ERR_MISMATCH,
            "retire_category");
    REFUSED("clerk w1", "person.register", "ssn=0 name=Zhang mobile=123 evidence=id-card", ERR_BAD_FIELD, "changes");
    REFUSED("clerk w1", "person.register", "ssn=0 name=Zhang ethnicity=火星 evidence=id-card", ERR_BAD_FIELD, "ethnicity");
    REFUSED("clerk w1", "person.register", "ssn=0 name=Zhang hukou_region=119999 evidence=id-card", ERR_BAD_FIELD, "hukou_region");
    o->with.ssn = (Str){ 0 };
    REFUSED("clerk w1", "person.register", "name=Zhang evidence=id-card", ERR_BAD_FIELD, "ssn");
}

TEST(register_again)
{
    Office *o = newcomer(arena);
    o->with.person = &o->person;
    o->with.match.taken = HOLDER;
    REFUSED("clerk w1", "person.register", "ssn=7 name=Li evidence=id-card", ERR_DUPLICATE_PERSON, "name");
    o->with.match.name = true;
    REFUSED("clerk w1", "person.register", "ssn=7 name=Zhang mobile=13800138001 evidence=id-card", ERR_CONFLICT, "ssn");
    o->with.match.same = true;
    ALREADY("clerk w1", "person.register", "ssn=7 name=Zhang evidence=id-card");
    CHECK_STR(office_answer(o, "ssn"), o->with.ssn);
}

TEST(register_without_a_social_security_number)
{
    Office *o = newcomer(arena);
    o->with.ssn = S("E12345678");
    o->with.match.birth = DAY_NONE;
    o->with.match.sex = 0;
    DONE("clerk w1", "person.register",
         "id_type=passport id_no=E12345678 name=Smith birth=1990-02-03 sex=female evidence=passport");
    CHECK_EQ(office_event(o, EVENT_PERSON_REGISTERED)->person_registered.retire_category, RETIRE_F50);
    CHECK_EQ(office_event(o, EVENT_PERSON_CELL)->person_cell.field, PF_ID_NO);
}

TEST(password_first_then_online)
{
    Office *o = newcomer(arena);
    REFUSED("tax t1", "password.grant", "ssn=99", ERR_MISSING_EVIDENCE, "evidence");
    DONE("tax t1", "password.grant", "ssn=99 evidence=id-card");
    CHECK_STR(office_answer(o, "grant"), S("G9-1"));
    CHECK_EQ(office_event(o, EVENT_PASSWORD_GRANTED)->subject, 9);
    CHECK_EQ(office_event(o, EVENT_PERSON_CELL)->person_cell.field, PF_SSN);
    CHECK_EQ(o->bureau.persons, 9);
    PersonFacts record = { 0 };
    for (size_t i = 0; i < o->out.count; i++)
        person_fold(&record, &o->out.events[i]);
    CHECK_EQ(record.id, 9);
    CHECK(record.granted && !record.registered.n);
    /* Online registration needs the grant alone, and keeps the number. */
    o->with.person = &record;
    office_try(o, "online", "person.register", "ssn=0 name=Zhang");
    o->command.actor.person = 9;
    CHECK_EQ(act_decide(&o->view, &o->command, &o->out), OK);
    CHECK_EQ(office_event(o, EVENT_PERSON_REGISTERED)->subject, 9);
    CHECK_EQ(office_event(o, EVENT_PERSON_CELL)->person_cell.field, PF_NAME); /* the number is there already */
}

TEST(password_granted_once)
{
    Office *o = office(arena);
    ALREADY("tax t1", "password.grant", "ssn=7 evidence=id-card");
    CHECK_STR(office_answer(o, "grant"), S("G7-1"));
    o->person.granted = 0;
    DONE("tax t1", "password.grant", "ssn=7 evidence=id-card");
    CHECK_STR(office_answer(o, "grant"), S("G7-2"));
}

TEST(correct_contact_at_once)
{
    Office *o = office(arena);
    DONE("holder", "person.correct", "ssn=7 changes=mobile:13900139000,address:Street");
    CHECK_EQ(o->out.count, 2);
    CHECK_EQ(o->out.events[0].person_cell.field, PF_MOBILE);
    CHECK_STR(o->out.events[0].person_cell.value, S("13900139000"));
    CHECK_EQ(o->person.case_count, 0);
    REFUSED("holder", "person.correct", "ssn=7 changes=mobile:1390013900", ERR_BAD_FIELD, "changes");
}

TEST(correct_identity_by_two_persons)
{
    Office *o = office(arena);
    REFUSED("clerk w1", "person.correct", "ssn=7 changes=name:Wang", ERR_MISSING_EVIDENCE, "evidence");
    REFUSED("clerk w1", "person.correct", "ssn=7 changes=colour:red evidence=id-card,household-register", ERR_BAD_FIELD, "changes");
    REFUSED("clerk w1", "person.correct", "ssn=7 changes=birth:1880-01-01 evidence=id-card,household-register", ERR_BAD_FIELD,
            "changes");
    REFUSED("clerk w1", "person.correct", "ssn=7 changes=ssn:110105198005170011 evidence=id-card,household-register",
            ERR_BAD_ID_NUMBER, "changes");
    DONE("clerk w1", "person.correct", "ssn=7 changes=name:Wang,hukou_region:310000 evidence=id-card,household-register");
    CHECK_STR(office_answer(o, "case"), S("C7-1"));
    CHECK(!office_has(o, EVENT_PERSON_CHANGED));
    REFUSED("reviewer w1", "case.review", "case=C7-1 decision=approve", ERR_SAME_PERSON, "case");
    DONE("reviewer r1", "case.review", "case=C7-1 decision=approve");
    CHECK_EQ(o->person.hukou_region, 310000);
    CHECK_STR(office_event(o, EVENT_PERSON_CELL)->person_cell.value, S("Wang"));
    CHECK_EQ(o->person.case_count, 0);
}

TEST(correct_number_brings_birth_and_sex)
{
    Office *o = office(arena);
    Str head = S("11010519810203002"); /* a woman, 1981-02-03 */
    Str number = str_format(arena, "%.*s%c", STR_ARG(head), ident_citizen_check(head));
    const char *change =
        str_z(arena, str_format(arena, "ssn=7 changes=ssn:%.*s evidence=id-card,household-register", STR_ARG(number)));
    DONE("clerk w1", "person.correct", change);
    DONE("reviewer r1", "case.review", "case=C7-1 decision=approve");
    CHECK_EQ(o->person.born.n, day_make(1981, 2, 3).n);
    CHECK_EQ(o->person.sex, SEX_IS_FEMALE);
    o->with.match.taken = OTHER;
    REFUSED("clerk w1", "person.correct", change, ERR_DUPLICATE_PERSON, "changes");
}

/* A case that cannot be read any more is not approved by guesswork. */
TEST(correct_without_the_sealed_command)
{
    Office *o = office(arena);
    DONE("clerk w1", "person.correct", "ssn=7 changes=name:Wang evidence=id-card,household-register");
    o->pending[1] = (Str){ 0 };
    REFUSED("reviewer r1", "case.review", "case=C7-1 decision=approve", ERR_WRONG_STATE, "case");
    DONE("reviewer r1", "case.review", "case=C7-1 decision=refuse reason=lost");
}

TEST(police_mismatch_until_corrected)
{
    Office *o = office(arena);
    DONE("centre c1", "person.police-check", "ssn=7 match=false differs=name,sex");
    CHECK_STR(office_event(o, EVENT_POLICE_CHECKED)->police_checked.differs, S("name sex"));
    CHECK(person_hold(&o->person, CAUSE_DATA_MISMATCH));
    ALREADY("centre c1", "person.police-check", "ssn=7 match=false differs=name,sex");
    REFUSED("centre c1", "person.police-check", "ssn=7 match=true", ERR_WRONG_STATE, "match");
    DONE("holder", "person.correct", "ssn=7 changes=mobile:13900139000"); /* not what the police compare */
    REFUSED("centre c1", "person.police-check", "ssn=7 match=true", ERR_WRONG_STATE, "match");
    DONE("clerk w1", "person.correct", "ssn=7 changes=name:Wang evidence=id-card,household-register");
    DONE("reviewer r1", "case.review", "case=C7-1 decision=approve");
    CHECK(person_hold(&o->person, CAUSE_DATA_MISMATCH));
    DONE("centre c1", "person.police-check", "ssn=7 match=true");
    CHECK(!person_hold(&o->person, CAUSE_DATA_MISMATCH));
    ALREADY("centre c1", "person.police-check", "ssn=7 match=true");
}

TEST(relation_of_a_proxy)
{
    Office *o = office(arena);
    REFUSED("clerk w1", "relation.register", "ssn=7 other_ssn=8 kind=proxy from=2025-01-01", ERR_MISSING_EVIDENCE, "evidence");
    REFUSED("clerk w1", "relation.register", "ssn=7 other_ssn=7 kind=proxy from=2025-01-01 evidence=power-of-attorney",
            ERR_BAD_FIELD, "other_ssn");
    REFUSED("clerk w1", "relation.register",
            "ssn=7 other_ssn=8 kind=proxy from=2025-02-01 until=2025-01-20 evidence=power-of-attorney", ERR_BAD_FIELD, "until");
    REFUSED("clerk w1", "relation.register",
            "ssn=7 other_ssn=8 kind=proxy from=2024-01-01 until=2025-01-09 evidence=power-of-attorney", ERR_BAD_FIELD, "until");
    DONE("clerk w1", "relation.register",
         "ssn=7 other_ssn=8 kind=proxy from=2025-01-01 until=2025-12-31 evidence=power-of-attorney");
    CHECK_STR(office_answer(o, "relation"), S("R7-1"));
    ALREADY("clerk w1", "relation.register",
            "ssn=7 other_ssn=8 kind=proxy from=2025-01-01 until=2025-12-31 evidence=power-of-attorney");
    REFUSED("clerk w1", "relation.register", "ssn=7 other_ssn=8 kind=proxy from=2025-01-01 evidence=power-of-attorney",
            ERR_CONFLICT, "from");
    DONE("proxy x", "person.correct", "ssn=7 changes=mobile:13900139000"); /* the proxy may do what the holder may */
    DONE("clerk w1", "relation.revoke", "relation=R7-1");
    ALREADY("clerk w1", "relation.revoke", "relation=R7-1");
    REFUSED("proxy x", "person.correct", "ssn=7 changes=mobile:13900139001", ERR_NOT_PERMITTED, "ssn");
    REFUSED("clerk w1", "relation.revoke", "relation=R7-2", ERR_UNKNOWN_ID, "relation");
}

TEST(relation_guardian_is_an_adult)
{
    Office *o = office(arena);
    o->other.born = day_make(2008, 1, 1);
    REFUSED("clerk w1", "relation.register", "ssn=7 other_ssn=8 kind=guardian from=2025-01-01 evidence=household-register",
            ERR_BAD_FIELD, "other_ssn");
}

/* G15: a death stops everything; withdrawn, everything is as before. */
TEST(death_and_back)
{
    Office *o = office(arena);
    office_employ(o);
    PersonFacts before = o->person;
    REFUSED("clerk w1", "death.report", "ssn=7 day=2025-01-05", ERR_MISSING_EVIDENCE, "evidence");
    REFUSED("clerk w1", "death.report", "ssn=7 day=2025-01-11 evidence=death-certificate", ERR_BAD_FIELD, "day");
    REFUSED("clerk w1", "death.report", "ssn=7 day=1979-01-11 evidence=death-certificate", ERR_BAD_FIELD, "day");
    REFUSED("clerk w1", "death.withdraw", "ssn=7 evidence=id-card", ERR_WRONG_STATE, "ssn");
    DONE("centre c1", "death.report", "ssn=7 day=2025-01-05 evidence=shared-data");
    CHECK(person_hold(&o->person, CAUSE_DEATH));
    ALREADY("centre c1", "death.report", "ssn=7 day=2025-01-05 evidence=shared-data");
    REFUSED("clerk w1", "death.report", "ssn=7 day=2025-01-06 evidence=death-certificate", ERR_CONFLICT, "day");
    REFUSED("clerk w1", "account.resume", "ssn=7 payer=" CODE_UNIT " month=2025-01", ERR_WRONG_STATE, "ssn");
    REFUSED("clerk w1", "death.withdraw", "ssn=7", ERR_MISSING_EVIDENCE, "evidence");
    DONE("clerk w1", "death.withdraw", "ssn=7 evidence=id-card");
    CHECK(person_hold(&o->person, CAUSE_DEATH)); /* not before the second person */
    DONE("reviewer r1", "case.review", "case=C7-1 decision=approve");
    CHECK(!person_hold(&o->person, CAUSE_DEATH));
    CHECK_EQ(o->person.death.n, 0);
    CHECK_EQ(o->person.accounts[0].state, before.accounts[0].state);
    CHECK_EQ(o->person.hold_count, before.hold_count);
}

TEST(death_and_heirs)
{
    Office *o = office(arena);
    office_employ(o);
    o->person.medical_balance_fen = 12345;
    o->person.legacy_balance_fen = 5;
    DONE("clerk w1", "death.report", "ssn=7 day=2025-01-05 evidence=death-certificate");
    DONE("clerk w1", "case.open", "procedure=heirs ssn=7 evidence=id-card,household-register,death-certificate");
    DONE("clerk w1", "case.submit", "case=C7-1");
    DONE("reviewer r1", "case.review", "case=C7-1 decision=approve");
    CHECK(str_find(o->data, S("\"heritable_fen\":12350")) > 0);
    CHECK(!person_hold(&o->person, CAUSE_DEATH));
    CHECK_EQ(o->person.accounts[0].state, ACCOUNT_CLOSED);
    CHECK(o->person.death.n != 0);
    REFUSED("clerk w1", "death.withdraw", "ssn=7 evidence=id-card", ERR_WRONG_STATE, "ssn");
    REFUSED("clerk w1", "account.open",
            "ssn=7 region=110000 category=resident payer=self insurances=pension from=2025-01 channel=counter evidence=id-card",
            ERR_WRONG_STATE, "ssn");
}

TEST(notice_is_read_once)
{
    Office *o = office(arena);
    o->person.next_notice = 2;
    DONE("holder", "notice.read", "notice=N7-2");
    CHECK_EQ(office_event(o, EVENT_NOTICE_READ)->notice_read.notice, 2);
    o->view.person = &o->person;
    REFUSED("holder", "notice.read", "notice=N7-9", ERR_UNKNOWN_ID, "notice");
}
