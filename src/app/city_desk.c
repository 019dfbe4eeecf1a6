/* city_desk.c - what the bureau's desks do: holds, cases with a second person, deaths, the daily job. */
#include "app/city_inside.h"

/* A hold placed by a clerk; how: Cause. */
/* A clerk places it; where the ledger knows what somebody owes, it is there by itself. */
void life_hold(City *city, Citizen *who, int how)
{
    enum { LIMIT_DAYS = 85 };
    if (how == CAUSE_ARREARS && city_pays_alone(city, who))
        return;
    JsonNode args = args_make();
    args_text(city_room(city), &args, "ssn", who->ssn);
    args_text(city_room(city), &args, "cause", str(choice_code(SET_CAUSE, how)));
    if (how == CAUSE_INVESTIGATION) {
        args_text(city_room(city), &args, "until", day_text(city_room(city), day_add(city_today(city), LIMIT_DAYS)));
        args_papers(city_room(city), &args, "written-decision");
    }
    city_clerk(city, who, "hold.place", &args);
}

static const char *case_papers(int procedure)
{
    switch (procedure) {
    case PROC_UNSEAL:
        return "id-card labour-contract";
    case PROC_HEIRS:
        return "id-card household-register death-certificate";
    case PROC_RETIREMENT:
        return "id-card retirement-approval";
    default:
        return "id-card";
    }
}

/* how: Procedure; its negative leaves out the papers, so that the case stays a draft. */
void life_case(City *city, Citizen *who, int how)
{
    JsonNode args = args_make();
    int procedure = how < 0 ? -how : how;
    who->cases++;
    args_text(city_room(city), &args, "procedure", str(choice_code(SET_PROCEDURE, procedure)));
    args_text(city_room(city), &args, "ssn", who->ssn);
    if (procedure == PROC_UNSEAL)
        args_pair(city_room(city), &args, "args", S("cause"), S("investigation"));
    if (how > 0)
        args_papers(city_room(city), &args, case_papers(procedure));
    city_clerk(city, who, "case.open", &args);
}

static JsonNode about_case(City *city, const Citizen *who)
{
    JsonNode args = args_make();
    args_text(city_room(city), &args, "case", number_of_person(city_room(city), 'C', who->person, who->cases));
    return args;
}

void life_case_submit(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = about_case(city, who);
    city_clerk(city, who, "case.submit", &args);
}

void life_case_withdraw(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = about_case(city, who);
    city_clerk(city, who, "case.withdraw", &args);
}

/* how: CaseDecision, its negative by another person of the card centre. */
void life_case_review(City *city, Citizen *who, int how)
{
    JsonNode args = about_case(city, who);
    int decision = how < 0 ? -how : how;
    args_text(city_room(city), &args, "decision", str(choice_code(SET_DECISION, decision)));
    if (decision != DECISION_APPROVE)
        args_text(city_room(city), &args, "reason",
                  decision == DECISION_RETURN ? S("劳动合同缺少签字页，请补正。") : S("所附材料不能证明所述事实。"));
    if (how < 0)
        city_do(city, "centre", city_user(city, "centre", who->city, 1), S("centre"), "case.review", &args, (Str){ 0 });
    else
        city_do(city, "reviewer", city_user(city, "reviewer", who->city, 0), str(city_names[who->city].office),
                "case.review", &args, (Str){ 0 });
}

/* An employer asks to seal an employee's account for unpaid leave; how: days until its end. */
void life_seal(City *city, Citizen *who, int how)
{
    Arena *room = city_room(city);
    JsonNode args = args_make();
    Str code = city_unit_code(city, who->city, who->unit);
    who->cases++;
    args_text(room, &args, "credit_code", code);
    args_text(room, &args, "ssn", who->ssn);
    args_text(room, &args, "reason", S("unpaid-leave"));
    args_text(room, &args, "from", day_text(room, city_today(city)));
    args_text(room, &args, "until", day_text(room, day_add(city_today(city), how)));
    args_papers(room, &args, "unpaid-leave-agreement");
    city_do(city, "unit", S("hr"), code, "unit.seal-member", &args, (Str){ 0 });
}

/* how: 0 reports, 1 asks to withdraw the report. */
void life_death(City *city, Citizen *who, int how)
{
    JsonNode args = args_make();
    args_text(city_room(city), &args, "ssn", who->ssn);
    if (how == 0)
        args_text(city_room(city), &args, "day", day_text(city_room(city), day_add(city_today(city), -5)));
    else
        who->cases++;
    args_papers(city_room(city), &args, how == 0 ? "death-certificate" : "id-card household-register");
    city_clerk(city, who, how == 0 ? "death.report" : "death.withdraw", &args);
}

/* A correction of the name waits for a second person. */
void life_correct(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = args_make();
    who->cases++;
    args_text(city_room(city), &args, "ssn", who->ssn);
    args_pair(city_room(city), &args, "changes", S("name"), name_person(city->life, &who->draws, who->woman));
    args_papers(city_room(city), &args, "id-card household-register");
    city_clerk(city, who, "person.correct", &args);
}

void life_daily(City *city, Citizen *nobody, int how)
{
    (void)nobody;
    (void)how;
    JsonNode args = args_make();
    args_text(city_room(city), &args, "day", day_text(city_room(city), city_today(city)));
    city_do(city, "job", S("job"), (Str){ 0 }, "job.daily", &args, (Str){ 0 });
}

/* A weekend is announced on which the system will be migrated. */
void life_window(City *city, Citizen *nobody, int how)
{
    enum { NOTICE_DAYS = 21 };
    (void)nobody;
    (void)how;
    Day day = day_add(city_today(city), NOTICE_DAYS);
    JsonNode args = args_make();
    args_text(city_room(city), &args, "from", day_text(city_room(city), day));
    args_text(city_room(city), &args, "until", day_text(city_room(city), day_add(day, 1)));
    args_text(city_room(city), &args, "note", S("系统切换，业务暂停两天"));
    city_do(city, "admin", S("admin-1"), S("office"), "system.window", &args, (Str){ 0 });
}
