/* city_fates.c - which life falls to whom: each has its share. The first people take one each, in the order of the
 * table, so that a small city has them all; the others are drawn by the shares. */
#include "app/city_lives.h"

typedef struct {
    int share, first; /* of ten thousand; how many of the first people */
    CityLife *live;
} Fate;
static const Fate fates[] = {
    { 150, 3, live_parent },       { 5900, 1, live_usual },        { 150, 1, live_no_account },
    { 120, 1, live_account_only }, { 120, 2, live_foreign },       { 500, 1, live_child },
    { 150, 1, live_proxied },      { 300, 1, live_agency },        { 220, 21, live_production },
    { 20, 1, live_applied },       { 20, 1, live_bank_requested }, { 20, 1, live_photo_pending },
    { 20, 1, live_data_rejected }, { 20, 1, live_bank_refused },   { 15, 1, live_make_failed },
    { 30, 1, live_returned },      { 10, 1, live_destroyed },      { 250, 1, live_sealed },
    { 150, 1, live_restricted },   { 150, 1, live_bank_inactive }, { 100, 1, live_pin_initial },
    { 40, 1, live_pin_locked },    { 20, 1, live_lost_temporary }, { 40, 1, live_lost_formal },
    { 30, 1, live_reissue_begun }, { 120, 1, live_reissued },      { 100, 1, live_exchanged },
    { 15, 1, live_locked },        { 30, 1, live_cancelled },      { 60, 1, live_expired },
    { 50, 5, live_bank_state },    { 20, 1, live_elsewhere },      { 150, 1, live_dormant },
    { 150, 1, live_arrears },      { 20, 1, live_two_holds },      { 30, 1, live_investigated },
    { 200, 1, live_interrupted },  { 80, 1, live_resumed },        { 40, 1, live_transfer },
    { 40, 1, live_transferred },   { 30, 1, live_employer_seal },  { 10, 1, live_seal_ended },
    { 10, 1, live_seal_asked },    { 80, 1, live_retirement },     { 60, 1, live_retired },
    { 30, 1, live_mismatch },      { 15, 1, live_correcting },     { 30, 1, live_dead },
    { 30, 1, live_settled },       { 10, 1, live_undead },         { 50, 5, live_case },
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
