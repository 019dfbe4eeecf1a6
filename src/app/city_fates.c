/* city_fates.c - the lives that people in the city lead, each with its share. The first people take one each, in the
 * order of the table, so that a small city has them all; the others are drawn by the shares. */
#include "app/city_inside.h"

/* Days of the production after the application; what lies behind the base day has not happened yet. */
enum { AFTER_CHECK = 1, AFTER_BANK = 2, AFTER_MADE = 14, AFTER_SHIP = 15, AFTER_RECEIVE = 17, AFTER_HAND = 21, USUAL_DAYS = 24, LONG_AGO = 1090 };

typedef enum { UNTIL_APPLY, UNTIL_CHECK, UNTIL_BANK, UNTIL_RECEIVE } Until;

static Day ago(const City *city, int days) { return day_add(city->plan.base, -days); }

/* ---- parts of a life ---- */

static void join(City *city, Citizen *who, Day day)
{
    if (who->granted)
        city_plan(city, who, day, life_grant, 0);
    city_plan(city, who, day, life_register, 0);
    if (who->category)
        city_plan(city, who, day, life_open, 0);
}

static void card_until(City *city, Citizen *who, Day day, CardKind kind, Until until)
{
    city_plan(city, who, day, life_apply, kind);
    if (until == UNTIL_APPLY)
        return;
    city_plan(city, who, day_add(day, AFTER_CHECK), life_photo, HOW_USUAL);
    city_plan(city, who, day_add(day, AFTER_CHECK), life_check, HOW_USUAL);
    if (until == UNTIL_CHECK)
        return;
    city_plan(city, who, day_add(day, AFTER_BANK), life_bank, HOW_USUAL);
    if (until == UNTIL_BANK)
        return;
    city_plan(city, who, day_add(day, AFTER_MADE), life_made, 0);
    city_plan(city, who, day_add(day, AFTER_SHIP), life_ship, 0);
    city_plan(city, who, day_add(day, AFTER_RECEIVE), life_receive, 0);
}

/* Handed over; then enabled by that channel. The bank enables and hands over in one. */
static void enable(City *city, Citizen *who, Day day, Channel channel)
{
    bool in_one = (channel == CHANNEL_BANK_COUNTER && !who->office) || (channel == CHANNEL_COUNTER && who->office);
    if (!in_one)
        city_plan(city, who, day, life_hand, who->child ? TO_GUARDIAN : TO_HOLDER);
    city_plan(city, who, in_one ? day : day_add(day, 2), life_activate, channel);
    if (channel == CHANNEL_BANK_COUNTER)
        return;
    city_plan(city, who, day_add(day, 3), life_notice, 0);
    city_plan(city, who, day_add(day, 3), life_pin, PIN_EVENT_SET);
}

static Channel usual_channel(Citizen *who)
{
    static const Channel others[] = { CHANNEL_HOSPITAL, CHANNEL_HOTLINE, CHANNEL_KIOSK, CHANNEL_COUNTER };
    int kind = draw_below(&who->draws, 100);
    if (kind < 60)
        return CHANNEL_BANK_COUNTER;
    if (kind < 70 && who->has_legacy)
        return CHANNEL_PHARMACY;
    if (kind < 80 && who->granted)
        return CHANNEL_ONLINE;
    return others[kind % 4];
}

/* Somebody whose card works since so many days after its application; the usual life of most. */
static void working_since(City *city, Citizen *who, int days, Channel channel)
{
    Day day = ago(city, days);
    join(city, who, day);
    if (who->has_legacy || channel == CHANNEL_PHARMACY)
        city_plan(city, who, day, life_legacy, 0);
    card_until(city, who, day, CARD_FIRST, UNTIL_RECEIVE);
    enable(city, who, day_add(day, AFTER_HAND), channel);
}

static void working(City *city, Citizen *who) { working_since(city, who, 60 + draw_below(&who->draws, 900), CHANNEL_BANK_COUNTER); }

/* ---- lives: everyday ---- */

static void live_parent(City *city, Citizen *who)
{
    citizen_born(city, who, 30 + draw_below(&who->draws, 12));
    who->category = CATEGORY_FLEXIBLE;
    who->granted = true;
    working_since(city, who, LONG_AGO, CHANNEL_BANK_COUNTER);
    city->parents[city->parent_count++] = who;
    city_cast(city, who, "working card, online password");
}

static void live_usual(City *city, Citizen *who)
{
    int days = 45 + draw_below(&who->draws, 1000);
    working_since(city, who, days, usual_channel(who));
    if (draw_below(&who->draws, 3) == 0)
        city_plan(city, who, ago(city, draw_below(&who->draws, days - 30)), life_use, 0);
}

static void live_no_account(City *city, Citizen *who)
{
    who->category = Category_NONE;
    join(city, who, ago(city, draw_below(&who->draws, 300)));
    city_cast(city, who, "no-account, no-card");
}

static void live_account_only(City *city, Citizen *who)
{
    join(city, who, ago(city, draw_below(&who->draws, 60)));
    city_cast(city, who, "no-card");
}

static void live_foreign(City *city, Citizen *who)
{
    citizen_foreign(city, who, who->index % 2);
    who->granted = false;
    working(city, who);
    city_cast(city, who, who->index % 2 ? "foreigner" : "resident of Hong Kong, Macao or Taiwan");
}

static void live_child(City *city, Citizen *who)
{
    int days = 60 + draw_below(&who->draws, 600);
    if (!city->parent_count)
        return;
    citizen_born(city, who, 4 + draw_below(&who->draws, 10));
    who->category = CATEGORY_RESIDENT;
    who->granted = false;
    who->has_legacy = false;
    who->other = city->parents[draw_below(&who->draws, city->parent_count)];
    join(city, who, ago(city, days));
    city_plan(city, who, ago(city, days), life_relation, RELATION_GUARDIAN);
    card_until(city, who, ago(city, days), CARD_FIRST, UNTIL_RECEIVE);
    city_plan(city, who, ago(city, days - AFTER_HAND), life_hand, TO_GUARDIAN);
    city_plan(city, who, ago(city, days - USUAL_DAYS), life_activate, CHANNEL_HOSPITAL);
    city_cast(city, who, "child with a guardian");
}

static void live_proxied(City *city, Citizen *who)
{
    int days = 60 + draw_below(&who->draws, 600);
    if (!city->parent_count)
        return;
    citizen_born(city, who, 70 + draw_below(&who->draws, 15));
    who->category = CATEGORY_RESIDENT;
    who->other = city->parents[draw_below(&who->draws, city->parent_count)];
    join(city, who, ago(city, days));
    city_plan(city, who, ago(city, days), life_relation, RELATION_PROXY);
    card_until(city, who, ago(city, days), CARD_FIRST, UNTIL_RECEIVE);
    city_plan(city, who, ago(city, days - AFTER_HAND), life_hand, TO_PROXY);
    city_plan(city, who, ago(city, days - USUAL_DAYS), life_activate, CHANNEL_HOSPITAL);
    city_cast(city, who, "old person with a proxy");
}

static void live_agency(City *city, Citizen *who)
{
    int days = 60 + draw_below(&who->draws, 500);
    who->category = CATEGORY_FLEXIBLE;
    who->granted = false;
    city_plan(city, who, ago(city, days), life_register, 0);
    city_plan(city, who, ago(city, days), life_contract, 0);
    city_plan(city, who, ago(city, days - 1), life_open, 0);
    card_until(city, who, ago(city, days - 2), CARD_FIRST, UNTIL_RECEIVE);
    enable(city, who, ago(city, days - USUAL_DAYS), CHANNEL_BANK_COUNTER);
    city_cast(city, who, "client of an agency");
}

/* ---- lives: the card on its way ---- */

static void live_production(City *city, Citizen *who)
{
    static const char *const words[] = { "applied", "bank-requested", "bank-opened", "bank-opened", "batched", "making" };
    int days = who->index % 21;
    join(city, who, ago(city, days));
    card_until(city, who, ago(city, days), CARD_FIRST, UNTIL_RECEIVE);
    city_cast(city, who, days < 6 ? words[days] : days < AFTER_MADE ? "making" : days == AFTER_MADE ? "made" : days < AFTER_RECEIVE ? "shipped" : "at-outlet");
}

static void live_applied(City *city, Citizen *who)
{
    join(city, who, ago(city, 2));
    card_until(city, who, ago(city, 1), CARD_FIRST, UNTIL_APPLY);
    city_cast(city, who, "applied");
}

static void live_bank_requested(City *city, Citizen *who)
{
    join(city, who, ago(city, 3));
    card_until(city, who, ago(city, 2), CARD_FIRST, UNTIL_CHECK);
    city_cast(city, who, "bank-requested");
}

static void live_photo_pending(City *city, Citizen *who)
{
    join(city, who, ago(city, 9));
    card_until(city, who, ago(city, 9), CARD_FIRST, UNTIL_APPLY);
    city_plan(city, who, ago(city, 8), life_photo, HOW_BAD);
    city_cast(city, who, "photo-pending");
}

static void live_data_rejected(City *city, Citizen *who)
{
    join(city, who, ago(city, 12));
    card_until(city, who, ago(city, 12), CARD_FIRST, UNTIL_APPLY);
    city_plan(city, who, ago(city, 11), life_photo, HOW_USUAL);
    city_plan(city, who, ago(city, 11), life_check, HOW_BAD);
    city_cast(city, who, "data-rejected");
}

static void live_bank_refused(City *city, Citizen *who)
{
    join(city, who, ago(city, 12));
    card_until(city, who, ago(city, 12), CARD_FIRST, UNTIL_CHECK);
    city_plan(city, who, ago(city, 9), life_bank, HOW_BAD);
    city_cast(city, who, "bank-refused");
}

static void live_make_failed(City *city, Citizen *who)
{
    join(city, who, ago(city, 20));
    card_until(city, who, ago(city, 20), CARD_FIRST, UNTIL_BANK);
    city_plan(city, who, ago(city, 6), life_make_failed, 0);
    city_cast(city, who, "make-failed");
}

enum { UNCLAIMED_DAYS = 800 };

static void live_returned(City *city, Citizen *who)
{
    join(city, who, ago(city, UNCLAIMED_DAYS));
    card_until(city, who, ago(city, UNCLAIMED_DAYS), CARD_FIRST, UNTIL_RECEIVE);
    city_plan(city, who, ago(city, 30), life_return, 0);
    city_cast(city, who, "returned");
}

static void live_destroyed(City *city, Citizen *who)
{
    live_returned(city, who);
    city_plan(city, who, ago(city, 20), life_destroy, 0);
    city_plan(city, who, ago(city, 18), life_case_review, -DECISION_APPROVE);
    city_cast(city, who, "destroyed");
}

/* ---- lives: the card in hand, not working ---- */

static void handed_since(City *city, Citizen *who, int days)
{
    join(city, who, ago(city, days + AFTER_HAND));
    city_plan(city, who, ago(city, days + AFTER_HAND), life_legacy, 0);
    card_until(city, who, ago(city, days + AFTER_HAND), CARD_FIRST, UNTIL_RECEIVE);
    city_plan(city, who, ago(city, days), life_hand, TO_HOLDER);
}

static void live_sealed(City *city, Citizen *who)
{
    handed_since(city, who, 3 + draw_below(&who->draws, 150));
    city_cast(city, who, "not-enabled, old card still works");
}

static void live_restricted(City *city, Citizen *who)
{
    handed_since(city, who, 220 + draw_below(&who->draws, 300));
    city_cast(city, who, "legacy-restricted");
}

static void live_bank_inactive(City *city, Citizen *who)
{
    join(city, who, ago(city, 200));
    card_until(city, who, ago(city, 200), CARD_FIRST, UNTIL_RECEIVE);
    city_plan(city, who, ago(city, 170), life_hand, TO_HOLDER);
    city_plan(city, who, ago(city, 160), life_activate, CHANNEL_HOSPITAL);
    city_plan(city, who, ago(city, 159), life_pin, PIN_EVENT_SET);
    city_cast(city, who, "bank-inactive");
}

static void live_pin_initial(City *city, Citizen *who)
{
    join(city, who, ago(city, 150));
    card_until(city, who, ago(city, 150), CARD_FIRST, UNTIL_RECEIVE);
    city_plan(city, who, ago(city, 120), life_hand, TO_HOLDER);
    city_plan(city, who, ago(city, 110), life_activate, CHANNEL_KIOSK);
    city_plan(city, who, ago(city, 109), life_notice, 0);
    city_cast(city, who, "pin-initial");
}

static void live_pin_locked(City *city, Citizen *who)
{
    int64_t region = 0;
    working(city, who);
    str_int(city_region(who), &region);
    int64_t tries = policy_int(policy_region(city->bureau->policy, (int)region), KEY_CARD_PIN_TRIES, city->plan.base);
    for (int64_t i = 0; i < tries; i++)
        city_plan(city, who, ago(city, 4), life_pin, PIN_EVENT_WRONG);
    city_cast(city, who, "pin-locked");
}

static void live_lost_temporary(City *city, Citizen *who)
{
    working(city, who);
    city_plan(city, who, ago(city, 0), life_lose, LOSS_TEMPORARY);
    city_cast(city, who, "lost-temporary");
}

static void live_lost_formal(City *city, Citizen *who)
{
    working(city, who);
    city_plan(city, who, ago(city, 5 + draw_below(&who->draws, 25)), life_lose, LOSS_FORMAL);
    city_cast(city, who, "lost-formal");
}

static void live_reissue_begun(City *city, Citizen *who)
{
    working(city, who);
    city_plan(city, who, ago(city, 18), life_lose, LOSS_FORMAL);
    card_until(city, who, ago(city, 10), CARD_REISSUE, UNTIL_RECEIVE);
    city_cast(city, who, "lost, replacement being made");
}

static void live_renewed(City *city, Citizen *who, CardKind kind)
{
    working_since(city, who, 500 + draw_below(&who->draws, 400), CHANNEL_BANK_COUNTER);
    if (kind == CARD_REISSUE)
        city_plan(city, who, ago(city, 210), life_lose, LOSS_FORMAL);
    card_until(city, who, ago(city, 200), kind, UNTIL_RECEIVE);
    enable(city, who, ago(city, 200 - USUAL_DAYS), CHANNEL_BANK_COUNTER);
    city_cast(city, who, kind == CARD_REISSUE ? "lost and reissued" : "exchanged");
}

static void live_reissued(City *city, Citizen *who) { live_renewed(city, who, CARD_REISSUE); }
static void live_exchanged(City *city, Citizen *who) { live_renewed(city, who, CARD_EXCHANGE); }

static void live_locked(City *city, Citizen *who)
{
    working(city, who);
    city_plan(city, who, ago(city, 15), life_lock, 0);
    city_cast(city, who, "card-locked");
}

static void live_cancelled(City *city, Citizen *who)
{
    working(city, who);
    city_plan(city, who, ago(city, 30), life_cancel, CANCEL_EMIGRATION);
    city_plan(city, who, ago(city, 25), life_case_review, DECISION_APPROVE);
    city_cast(city, who, "card-cancelled");
}

enum { TEN_YEARS = 3653 };

static void live_expired(City *city, Citizen *who)
{
    citizen_born(city, who, 35 + draw_below(&who->draws, 15));
    working_since(city, who, TEN_YEARS + AFTER_MADE + 5 + draw_below(&who->draws, 60), CHANNEL_BANK_COUNTER);
    city_cast(city, who, "expired");
}

static void live_bank_state(City *city, Citizen *who)
{
    static const Financial states[] = { FIN_COUNTER_ONLY, FIN_LOST_ORAL, FIN_LOST_FORMAL, FIN_FROZEN, FIN_CLOSED };
    Financial state = states[who->index % 5];
    working(city, who);
    city_plan(city, who, ago(city, 12), life_bank_state, (int)state);
    city_cast(city, who, str_z(city->life, str_format(city->life, "bank function %s", choice_code(SET_FINANCIAL, (int)state))));
}

static void live_elsewhere(City *city, Citizen *who)
{
    join(city, who, ago(city, 40));
    city_plan(city, who, ago(city, 39), life_elsewhere, 0);
    city_cast(city, who, "live card in another region");
}

/* ---- lives: holds and cases ---- */

static void held(City *city, Citizen *who, Cause cause)
{
    working_since(city, who, 400 + draw_below(&who->draws, 500), CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 10 + draw_below(&who->draws, 30)), life_hold, (int)cause);
    city_cast(city, who, cause_row(cause)->code);
}

static void live_dormant(City *city, Citizen *who) { held(city, who, CAUSE_DORMANT); }

static void live_arrears(City *city, Citizen *who)
{
    who->category = CATEGORY_FLEXIBLE;
    held(city, who, CAUSE_ARREARS);
}

static void live_two_holds(City *city, Citizen *who)
{
    who->category = CATEGORY_FLEXIBLE;
    held(city, who, CAUSE_ARREARS);
    city_plan(city, who, ago(city, 6), life_lose, LOSS_FORMAL);
    city_cast(city, who, "arrears and loss");
}

static void live_investigated(City *city, Citizen *who) { held(city, who, CAUSE_INVESTIGATION); }

static void live_interrupted(City *city, Citizen *who)
{
    working(city, who);
    city_plan(city, who, ago(city, 20), life_stop, STOP_LEFT_JOB);
    city_cast(city, who, "interrupted");
}

static void live_resumed(City *city, Citizen *who)
{
    working_since(city, who, 500, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 200), life_stop, STOP_LEFT_JOB);
    city_plan(city, who, ago(city, 120), life_resume, 0);
    city_cast(city, who, "interrupted and resumed");
}

static void live_transfer(City *city, Citizen *who)
{
    working(city, who);
    city_plan(city, who, ago(city, 30), life_transfer, 0);
    if (who->index % 3)
        city_plan(city, who, ago(city, 16), life_transfer, TRANSFER_LETTER);
    city_cast(city, who, "transfer");
}

static void live_transferred(City *city, Citizen *who)
{
    working_since(city, who, 500, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 90), life_transfer, 0);
    city_plan(city, who, ago(city, 75), life_transfer, TRANSFER_LETTER);
    city_plan(city, who, ago(city, 60), life_transfer, TRANSFER_OUT);
    city_plan(city, who, ago(city, 45), life_transfer, TRANSFER_IN);
    city_cast(city, who, "transferred away");
}

static void sealed_by_employer(City *city, Citizen *who, int until)
{
    who->category = CATEGORY_EMPLOYEE;
    working_since(city, who, 300, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 100), life_seal, 100 + until);
}

static void live_employer_seal(City *city, Citizen *who)
{
    sealed_by_employer(city, who, 60);
    city_plan(city, who, ago(city, 95), life_case_review, DECISION_APPROVE);
    city_cast(city, who, "employer-seal");
}

/* Its end has passed: a case asks whether to unseal, transfer or renew. */
static void live_seal_ended(City *city, Citizen *who)
{
    sealed_by_employer(city, who, -20);
    city_plan(city, who, ago(city, 95), life_case_review, DECISION_APPROVE);
    city_cast(city, who, "employer-seal past its end");
}

static void live_seal_asked(City *city, Citizen *who)
{
    who->category = CATEGORY_EMPLOYEE;
    working_since(city, who, 300, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 2), life_seal, 180);
    city_cast(city, who, "case submitted: employer's seal");
}

static void live_retirement(City *city, Citizen *who)
{
    citizen_born(city, who, who->woman ? 58 : 64);
    who->category = CATEGORY_EMPLOYEE;
    working_since(city, who, 700, CHANNEL_BANK_COUNTER);
    city_cast(city, who, "retirement-unclaimed");
}

static void live_retired(City *city, Citizen *who)
{
    citizen_born(city, who, who->woman ? 58 : 64);
    who->category = CATEGORY_EMPLOYEE;
    working_since(city, who, 700, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 40), life_case, PROC_RETIREMENT);
    city_plan(city, who, ago(city, 40), life_case_submit, 0);
    city_plan(city, who, ago(city, 30), life_case_review, DECISION_APPROVE);
    city_cast(city, who, "retired");
}

static void live_mismatch(City *city, Citizen *who)
{
    working(city, who);
    city_plan(city, who, ago(city, 9), life_police, HOW_BAD);
    city_cast(city, who, "data-mismatch");
}

static void live_correcting(City *city, Citizen *who)
{
    live_mismatch(city, who);
    city_plan(city, who, ago(city, 3), life_correct, 0);
    city_cast(city, who, "case submitted: correction");
}

static void live_dead(City *city, Citizen *who)
{
    citizen_born(city, who, 72 + draw_below(&who->draws, 15));
    who->category = CATEGORY_RESIDENT;
    working(city, who);
    city_plan(city, who, ago(city, 25), life_death, 0);
    city_cast(city, who, "death");
}

static void live_settled(City *city, Citizen *who)
{
    citizen_born(city, who, 72 + draw_below(&who->draws, 15));
    who->category = CATEGORY_RESIDENT;
    working_since(city, who, 600, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 90), life_death, 0);
    city_plan(city, who, ago(city, 70), life_case, PROC_HEIRS);
    city_plan(city, who, ago(city, 70), life_case_submit, 0);
    city_plan(city, who, ago(city, 60), life_case_review, DECISION_APPROVE);
    city_plan(city, who, ago(city, 50), life_cancel, CANCEL_DEATH);
    city_plan(city, who, ago(city, 45), life_case_review, DECISION_APPROVE);
    city_cast(city, who, "death, heirs settled");
}

static void live_undead(City *city, Citizen *who)
{
    working_since(city, who, 600, CHANNEL_BANK_COUNTER);
    city_plan(city, who, ago(city, 60), life_death, 0);
    city_plan(city, who, ago(city, 50), life_death, 1);
    city_plan(city, who, ago(city, 45), life_case_review, DECISION_APPROVE);
    city_cast(city, who, "death withdrawn");
}

static void live_case(City *city, Citizen *who)
{
    static const char *const words[] = { "case draft", "case submitted", "case returned", "case refused", "case withdrawn" };
    int which = who->index % 5;
    working_since(city, who, 400, CHANNEL_BANK_COUNTER);
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

/* ---- the shares ---- */

typedef struct {
    int share, first; /* of ten thousand; how many of the first people */
    void (*live)(City *city, Citizen *who);
} Fate;
static const Fate fates[] = {
    { 150, 3, live_parent },      { 5900, 1, live_usual },      { 150, 1, live_no_account },  { 120, 1, live_account_only }, { 120, 2, live_foreign },
    { 500, 1, live_child },       { 150, 1, live_proxied },     { 300, 1, live_agency },      { 220, 21, live_production },  { 20, 1, live_applied },
    { 20, 1, live_bank_requested }, { 20, 1, live_photo_pending }, { 20, 1, live_data_rejected }, { 20, 1, live_bank_refused }, { 15, 1, live_make_failed },
    { 30, 1, live_returned },     { 10, 1, live_destroyed },    { 250, 1, live_sealed },      { 150, 1, live_restricted },   { 150, 1, live_bank_inactive },
    { 100, 1, live_pin_initial }, { 40, 1, live_pin_locked },   { 20, 1, live_lost_temporary }, { 40, 1, live_lost_formal }, { 30, 1, live_reissue_begun },
    { 120, 1, live_reissued },    { 100, 1, live_exchanged },   { 15, 1, live_locked },       { 30, 1, live_cancelled },     { 60, 1, live_expired },
    { 50, 5, live_bank_state },   { 20, 1, live_elsewhere },    { 150, 1, live_dormant },     { 150, 1, live_arrears },      { 20, 1, live_two_holds },
    { 30, 1, live_investigated }, { 200, 1, live_interrupted }, { 80, 1, live_resumed },      { 40, 1, live_transfer },      { 40, 1, live_transferred },
    { 30, 1, live_employer_seal }, { 10, 1, live_seal_ended },  { 10, 1, live_seal_asked },   { 80, 1, live_retirement },    { 60, 1, live_retired },
    { 30, 1, live_mismatch },     { 15, 1, live_correcting },   { 30, 1, live_dead },         { 30, 1, live_settled },       { 10, 1, live_undead },
    { 50, 5, live_case },
};
enum { FATES = sizeof fates / sizeof *fates };

void citizen_live(City *city, Citizen *who)
{
    int at = who->index, all = 0;
    for (int i = 0; i < FATES; i++) {
        if (at < fates[i].first) {
            fates[i].live(city, who);
            return;
        }
        at -= fates[i].first;
        all += fates[i].share;
    }
    at = draw_below(&who->draws, all);
    int i = 0;
    while (at >= fates[i].share)
        at -= fates[i++].share;
    fates[i].live(city, who);
}
