/* city_lives_hold.c - see city_lives.h: people with a hold, a case, or an end. */
#include "app/city_lives.h"

/* ---- lives: holds and cases ---- */

static void held(City *city, Citizen *who, Cause cause)
{
    live_since(city, who, 400 + draw_below(&who->draws, 500), CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 10 + draw_below(&who->draws, 30)), life_hold, (int)cause);
    city_cast(city, who, cause_row(cause)->code);
}

void live_dormant(City *city, Citizen *who) { held(city, who, CAUSE_DORMANT); }

void live_arrears(City *city, Citizen *who)
{
    who->category = CATEGORY_FLEXIBLE;
    who->owes = true;
    held(city, who, CAUSE_ARREARS);
}

void live_two_holds(City *city, Citizen *who)
{
    who->category = CATEGORY_FLEXIBLE;
    who->owes = true;
    held(city, who, CAUSE_ARREARS);
    city_plan(city, who, ago(city, 6), life_lose, LOSS_FORMAL);
    city_cast(city, who, "arrears and loss");
}

void live_investigated(City *city, Citizen *who) { held(city, who, CAUSE_INVESTIGATION); }

void live_interrupted(City *city, Citizen *who)
{
    live_working(city, who);
    city_plan(city, who, ago(city, 20), life_stop, STOP_LEFT_JOB);
    city_cast(city, who, "interrupted");
}

void live_resumed(City *city, Citizen *who)
{
    live_since(city, who, 500, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 200), life_stop, STOP_LEFT_JOB);
    city_plan(city, who, ago(city, 120), life_resume, 0);
    city_cast(city, who, "interrupted and resumed");
}

void live_transfer(City *city, Citizen *who)
{
    live_working(city, who);
    city_plan(city, who, ago(city, 30), life_transfer, 0);
    if (who->index % 3)
        city_plan(city, who, ago(city, 16), life_transfer, TRANSFER_LETTER);
    city_cast(city, who, "transfer");
}

void live_transferred(City *city, Citizen *who)
{
    live_since(city, who, 500, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 90), life_transfer, 0);
    city_plan(city, who, ago(city, 75), life_transfer, TRANSFER_LETTER);
    city_plan(city, who, ago(city, 60), life_transfer, TRANSFER_OUT);
    city_plan(city, who, ago(city, 45), life_transfer, TRANSFER_IN);
    city_cast(city, who, "transferred away");
}

static void sealed_by_employer(City *city, Citizen *who, int until)
{
    who->category = CATEGORY_EMPLOYEE;
    live_since(city, who, 300, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 100), life_seal, 100 + until);
}

void live_employer_seal(City *city, Citizen *who)
{
    sealed_by_employer(city, who, 60);
    city_plan(city, who, ago(city, 95), life_case_review, DECISION_APPROVE);
    city_cast(city, who, "employer-seal");
}

/* Its end has passed: a case asks whether to unseal, transfer or renew. */
void live_seal_ended(City *city, Citizen *who)
{
    sealed_by_employer(city, who, -20);
    city_plan(city, who, ago(city, 95), life_case_review, DECISION_APPROVE);
    city_cast(city, who, "employer-seal past its end");
}

void live_seal_asked(City *city, Citizen *who)
{
    who->category = CATEGORY_EMPLOYEE;
    live_since(city, who, 300, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 2), life_seal, 180);
    city_cast(city, who, "case submitted: employer's seal");
}

void live_retirement(City *city, Citizen *who)
{
    citizen_born(city, who, who->woman ? 58 : 64);
    who->category = CATEGORY_EMPLOYEE;
    live_since(city, who, 700, CHANNEL_BANK_COUNTER);
    city_cast(city, who, "retirement-unclaimed");
}

void live_retired(City *city, Citizen *who)
{
    citizen_born(city, who, who->woman ? 58 : 64);
    who->category = CATEGORY_EMPLOYEE;
    live_since(city, who, 700, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 40), life_case, PROC_RETIREMENT);
    city_plan(city, who, ago(city, 40), life_case_submit, 0);
    city_plan(city, who, ago(city, 30), life_case_review, DECISION_APPROVE);
    city_cast(city, who, "retired");
}

void live_mismatch(City *city, Citizen *who)
{
    live_working(city, who);
    city_plan(city, who, ago(city, 9), life_police, HOW_BAD);
    city_cast(city, who, "data-mismatch");
}

void live_correcting(City *city, Citizen *who)
{
    live_mismatch(city, who);
    city_plan(city, who, ago(city, 3), life_correct, 0);
    city_cast(city, who, "case submitted: correction");
}

void live_dead(City *city, Citizen *who)
{
    citizen_born(city, who, 72 + draw_below(&who->draws, 15));
    who->category = CATEGORY_RESIDENT;
    live_working(city, who);
    city_plan(city, who, ago(city, 25), life_death, 0);
    city_cast(city, who, "death");
}

void live_settled(City *city, Citizen *who)
{
    citizen_born(city, who, 72 + draw_below(&who->draws, 15));
    who->category = CATEGORY_RESIDENT;
    live_since(city, who, 600, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 90), life_death, 0);
    city_plan(city, who, ago(city, 70), life_case, PROC_HEIRS);
    city_plan(city, who, ago(city, 70), life_case_submit, 0);
    city_plan(city, who, ago(city, 60), life_case_review, DECISION_APPROVE);
    city_plan(city, who, ago(city, 50), life_cancel, CANCEL_DEATH);
    city_plan(city, who, ago(city, 45), life_case_review, DECISION_APPROVE);
    city_cast(city, who, "death, heirs settled");
}

void live_undead(City *city, Citizen *who)
{
    live_since(city, who, 600, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 60), life_death, 0);
    city_plan(city, who, ago(city, 50), life_death, 1);
    city_plan(city, who, ago(city, 45), life_case_review, DECISION_APPROVE);
    city_cast(city, who, "death withdrawn");
}

void live_case(City *city, Citizen *who)
{
    static const char *const words[] = { "case draft", "case submitted", "case returned", "case refused",
                                         "case withdrawn" };
    int which = who->index % 5;
    live_since(city, who, 400, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 20), life_hold, CAUSE_INVESTIGATION);
    city_plan(city, who, ago(city, 9), life_case, which == 0 ? -PROC_UNSEAL : PROC_UNSEAL);
    if (which >= 1 && which <= 3)
        city_plan(city, who, ago(city, 9), life_case_submit, 0);
    if (which == 2 || which == 3)
        city_plan(city, who, ago(city, 4), life_case_review, which == 2 ? DECISION_RETURN : DECISION_REFUSE);
    if (which == 4)
        city_plan(city, who, ago(city, 4), life_case_withdraw, 0);
    city_cast(city, who, words[which]);
}
