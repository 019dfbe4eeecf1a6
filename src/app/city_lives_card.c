/* city_lives_card.c - see city_lives.h: people whose card is on its way, or does not work. */
#include "app/city_lives.h"

/* ---- lives: the card on its way ---- */

void live_production(City *city, Citizen *who)
{
    static const char *const words[] = { "applied", "bank-requested", "bank-opened", "bank-opened", "batched", "making" };
    int days = who->index % 21;
    live_join(city, who, ago(city, days));
    live_card(city, who, ago(city, days), CARD_FIRST, UNTIL_RECEIVE);
    city_cast(city, who,
              days < 6               ? words[days]
              : days < AFTER_MADE    ? "making"
              : days == AFTER_MADE   ? "made"
              : days < AFTER_RECEIVE ? "shipped"
                                     : "at-outlet");
}

void live_applied(City *city, Citizen *who)
{
    live_join(city, who, ago(city, 2));
    live_card(city, who, ago(city, 1), CARD_FIRST, UNTIL_APPLY);
    city_cast(city, who, "applied");
}

void live_bank_requested(City *city, Citizen *who)
{
    live_join(city, who, ago(city, 3));
    live_card(city, who, ago(city, 2), CARD_FIRST, UNTIL_CHECK);
    city_cast(city, who, "bank-requested");
}

void live_photo_pending(City *city, Citizen *who)
{
    live_join(city, who, ago(city, 9));
    live_card(city, who, ago(city, 9), CARD_FIRST, UNTIL_APPLY);
    city_plan(city, who, ago(city, 8), life_photo, HOW_BAD);
    city_cast(city, who, "photo-pending");
}

void live_data_rejected(City *city, Citizen *who)
{
    live_join(city, who, ago(city, 12));
    live_card(city, who, ago(city, 12), CARD_FIRST, UNTIL_APPLY);
    city_plan(city, who, ago(city, 11), life_photo, HOW_USUAL);
    city_plan(city, who, ago(city, 11), life_check, HOW_BAD);
    city_cast(city, who, "data-rejected");
}

void live_bank_refused(City *city, Citizen *who)
{
    live_join(city, who, ago(city, 12));
    live_card(city, who, ago(city, 12), CARD_FIRST, UNTIL_CHECK);
    city_plan(city, who, ago(city, 9), life_bank, HOW_BAD);
    city_cast(city, who, "bank-refused");
}

void live_make_failed(City *city, Citizen *who)
{
    live_join(city, who, ago(city, 20));
    live_card(city, who, ago(city, 20), CARD_FIRST, UNTIL_BANK);
    city_plan(city, who, ago(city, 6), life_make_failed, 0);
    city_cast(city, who, "make-failed");
}

enum { UNCLAIMED_DAYS = 800 };

void live_returned(City *city, Citizen *who)
{
    live_join(city, who, ago(city, UNCLAIMED_DAYS));
    live_card(city, who, ago(city, UNCLAIMED_DAYS), CARD_FIRST, UNTIL_RECEIVE);
    city_plan(city, who, ago(city, 30), life_return, 0);
    city_cast(city, who, "returned");
}

void live_destroyed(City *city, Citizen *who)
{
    live_returned(city, who);
    city_plan(city, who, ago(city, 20), life_destroy, 0);
    city_plan(city, who, ago(city, 18), life_case_review, -DECISION_APPROVE);
    city_cast(city, who, "destroyed");
}

/* ---- lives: the card in hand, not working ---- */

static void handed_since(City *city, Citizen *who, int days)
{
    live_join(city, who, ago(city, days + AFTER_HAND));
    city_plan(city, who, ago(city, days + AFTER_HAND), life_legacy, 0);
    live_card(city, who, ago(city, days + AFTER_HAND), CARD_FIRST, UNTIL_RECEIVE);
    city_plan(city, who, ago(city, days), life_hand, TO_HOLDER);
}

void live_sealed(City *city, Citizen *who)
{
    handed_since(city, who, 3 + draw_below(&who->draws, 150));
    city_cast(city, who, "not-enabled, old card still works");
}

void live_restricted(City *city, Citizen *who)
{
    handed_since(city, who, 220 + draw_below(&who->draws, 300));
    city_cast(city, who, "legacy-restricted");
}

void live_bank_inactive(City *city, Citizen *who)
{
    live_join(city, who, ago(city, 200));
    live_card(city, who, ago(city, 200), CARD_FIRST, UNTIL_RECEIVE);
    city_plan(city, who, ago(city, 170), life_hand, TO_HOLDER);
    city_plan(city, who, ago(city, 160), life_activate, CHANNEL_HOSPITAL);
    city_plan(city, who, ago(city, 159), life_pin, PIN_EVENT_SET);
    city_cast(city, who, "bank-inactive");
}

void live_pin_initial(City *city, Citizen *who)
{
    live_join(city, who, ago(city, 150));
    live_card(city, who, ago(city, 150), CARD_FIRST, UNTIL_RECEIVE);
    city_plan(city, who, ago(city, 120), life_hand, TO_HOLDER);
    city_plan(city, who, ago(city, 110), life_activate, CHANNEL_KIOSK);
    city_plan(city, who, ago(city, 109), life_notice, 0);
    city_cast(city, who, "pin-initial");
}

void live_pin_locked(City *city, Citizen *who)
{
    int64_t region = 0;
    live_working(city, who);
    str_int(city_region(who), &region);
    int64_t tries = policy_int(policy_region(city->bureau->policy, (int)region), KEY_CARD_PIN_TRIES, city->plan.base);
    for (int64_t i = 0; i < tries; i++)
        city_plan(city, who, ago(city, 4), life_pin, PIN_EVENT_WRONG);
    city_cast(city, who, "pin-locked");
}

void live_lost_temporary(City *city, Citizen *who)
{
    live_working(city, who);
    city_plan(city, who, ago(city, 0), life_lose, LOSS_TEMPORARY);
    city_cast(city, who, "lost-temporary");
}

void live_lost_formal(City *city, Citizen *who)
{
    live_working(city, who);
    city_plan(city, who, ago(city, 5 + draw_below(&who->draws, 25)), life_lose, LOSS_FORMAL);
    city_cast(city, who, "lost-formal");
}

void live_reissue_begun(City *city, Citizen *who)
{
    live_working(city, who);
    city_plan(city, who, ago(city, 18), life_lose, LOSS_FORMAL);
    live_card(city, who, ago(city, 10), CARD_REISSUE, UNTIL_RECEIVE);
    city_cast(city, who, "lost, replacement being made");
}

static void live_renewed(City *city, Citizen *who, CardKind kind)
{
    live_since(city, who, 500 + draw_below(&who->draws, 400), CHANNEL_BANK_COUNTER);
    if (kind == CARD_REISSUE)
        city_plan(city, who, ago(city, 210), life_lose, LOSS_FORMAL);
    live_card(city, who, ago(city, 200), kind, UNTIL_RECEIVE);
    live_enable(city, who, ago(city, 200 - USUAL_DAYS), CHANNEL_BANK_COUNTER);
    city_cast(city, who, kind == CARD_REISSUE ? "lost and reissued" : "exchanged");
}

void live_reissued(City *city, Citizen *who) { live_renewed(city, who, CARD_REISSUE); }
void live_exchanged(City *city, Citizen *who) { live_renewed(city, who, CARD_EXCHANGE); }

void live_locked(City *city, Citizen *who)
{
    live_working(city, who);
    city_plan(city, who, ago(city, 15), life_lock, 0);
    city_cast(city, who, "card-locked");
}

void live_cancelled(City *city, Citizen *who)
{
    live_working(city, who);
    city_plan(city, who, ago(city, 30), life_cancel, CANCEL_EMIGRATION);
    city_plan(city, who, ago(city, 25), life_case_review, DECISION_APPROVE);
    city_cast(city, who, "card-cancelled");
}

enum { TEN_YEARS = 3653 };

void live_expired(City *city, Citizen *who)
{
    citizen_born(city, who, 35 + draw_below(&who->draws, 15));
    live_since(city, who, TEN_YEARS + AFTER_MADE + 5 + draw_below(&who->draws, 60), CHANNEL_BANK_COUNTER);
    city_cast(city, who, "expired");
}

void live_bank_state(City *city, Citizen *who)
{
    static const Financial states[] = { FIN_COUNTER_ONLY, FIN_LOST_ORAL, FIN_LOST_FORMAL, FIN_FROZEN, FIN_CLOSED };
    Financial state = states[who->index % 5];
    live_working(city, who);
    city_plan(city, who, ago(city, 12), life_bank_state, (int)state);
    city_cast(city, who,
              str_z(city->life, str_format(city->life, "bank function %s", choice_code(SET_FINANCIAL, (int)state))));
}

void live_elsewhere(City *city, Citizen *who)
{
    live_join(city, who, ago(city, 40));
    city_plan(city, who, ago(city, 39), life_elsewhere, 0);
    city_cast(city, who, "live card in another region");
}
