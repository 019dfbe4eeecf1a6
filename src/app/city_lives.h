/* city_lives.h - the lives that people in the city can lead, and the parts they are made of. Only city_*.c. */
#pragma once
#include "app/city_inside.h"

/* Days of the production after the application; what lies behind the base day has not happened yet. */
enum {
    AFTER_CHECK = 1,
    AFTER_BANK = 2,
    AFTER_MADE = 14,
    AFTER_SHIP = 15,
    AFTER_RECEIVE = 17,
    AFTER_HAND = 21,
    USUAL_DAYS = 24
};

typedef enum { UNTIL_APPLY, UNTIL_CHECK, UNTIL_BANK, UNTIL_RECEIVE } Until;

/* ---- parts: city_lives.c ---- */
static inline Day ago(const City *city, int days) { return day_add(city->plan.base, -days); }
/* Registered and insured, with an online password where the citizen has one. */
void live_join(City *city, Citizen *who, Day day);
/* An application, and the production as far as that. */
void live_card(City *city, Citizen *who, Day day, CardKind kind, Until until);
/* Handed over, then enabled by that channel; the bank does both in one. */
void live_enable(City *city, Citizen *who, Day day, Channel channel);
/* Somebody whose card was asked for so many days ago and works since; without days: some time in the last years. */
void live_since(City *city, Citizen *who, int days, Channel channel);
void live_working(City *city, Citizen *who);

/* ---- whole lives: city_lives.c, city_lives_card.c, city_lives_hold.c ---- */
typedef void CityLife(City *city, Citizen *who);
CityLife live_parent, live_usual, live_no_account, live_account_only, live_foreign, live_child, live_proxied;
CityLife live_agency, live_production, live_applied, live_bank_requested, live_photo_pending;
CityLife live_data_rejected, live_bank_refused, live_make_failed, live_returned, live_destroyed, live_sealed;
CityLife live_restricted, live_bank_inactive, live_pin_initial, live_pin_locked, live_lost_temporary;
CityLife live_lost_formal, live_reissue_begun, live_reissued, live_exchanged, live_locked, live_cancelled;
CityLife live_expired, live_bank_state, live_elsewhere, live_dormant, live_arrears, live_two_holds;
CityLife live_investigated, live_interrupted, live_resumed, live_transfer, live_transferred;
CityLife live_employer_seal, live_seal_ended, live_seal_asked, live_retirement, live_retired, live_mismatch;
CityLife live_correcting, live_dead, live_settled, live_undead, live_case;
