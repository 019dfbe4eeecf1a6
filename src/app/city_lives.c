/* city_lives.c - see city_lives.h: the parts of a life, and everyday lives. */
#include "app/city_lives.h"

enum { LONG_AGO = 1090 };

/* ---- parts of a life ---- */

void live_join(City *city, Citizen *who, Day day)
{
    if (who->granted)
        city_plan(city, who, day, life_grant, 0);
    city_plan(city, who, day, life_register, 0);
    if (who->category)
        city_plan(city, who, day, life_open, 0);
}

void live_card(City *city, Citizen *who, Day day, CardKind kind, Until until)
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
void live_enable(City *city, Citizen *who, Day day, Channel channel)
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
void live_since(City *city, Citizen *who, int days, Channel channel)
{
    Day day = ago(city, days);
    live_join(city, who, day);
    if (who->has_legacy || channel == CHANNEL_PHARMACY)
        city_plan(city, who, day, life_legacy, 0);
    live_card(city, who, day, CARD_FIRST, UNTIL_RECEIVE);
    live_enable(city, who, day_add(day, AFTER_HAND), channel);
}

void live_working(City *city, Citizen *who)
{
    live_since(city, who, 60 + draw_below(&who->draws, 900), CHANNEL_BANK_COUNTER);
}

/* ---- lives: everyday ---- */

void live_parent(City *city, Citizen *who)
{
    citizen_born(city, who, 30 + draw_below(&who->draws, 12));
    who->category = CATEGORY_FLEXIBLE;
    who->granted = true;
    live_since(city, who, LONG_AGO, CHANNEL_BANK_COUNTER);
    city->parents[city->parent_count++] = who;
    city_cast(city, who, "working card, online password");
}

void live_usual(City *city, Citizen *who)
{
    int days = 45 + draw_below(&who->draws, 1000);
    live_since(city, who, days, usual_channel(who));
    if (draw_below(&who->draws, 3) == 0)
        city_plan(city, who, ago(city, draw_below(&who->draws, days - 30)), life_use, 0);
}

void live_no_account(City *city, Citizen *who)
{
    who->category = Category_NONE;
    live_join(city, who, ago(city, draw_below(&who->draws, 300)));
    city_cast(city, who, "no-account, no-card");
}

void live_account_only(City *city, Citizen *who)
{
    live_join(city, who, ago(city, draw_below(&who->draws, 60)));
    city_cast(city, who, "no-card");
}

void live_foreign(City *city, Citizen *who)
{
    citizen_foreign(city, who, who->index % 2);
    who->granted = false;
    live_working(city, who);
    city_cast(city, who, who->index % 2 ? "foreigner" : "resident of Hong Kong, Macao or Taiwan");
}

void live_child(City *city, Citizen *who)
{
    int days = 60 + draw_below(&who->draws, 600);
    if (!city->parent_count)
        return;
    citizen_born(city, who, 4 + draw_below(&who->draws, 10));
    who->category = CATEGORY_RESIDENT;
    who->granted = false;
    who->has_legacy = false;
    who->other = city->parents[draw_below(&who->draws, city->parent_count)];
    live_join(city, who, ago(city, days));
    city_plan(city, who, ago(city, days), life_relation, RELATION_GUARDIAN);
    live_card(city, who, ago(city, days), CARD_FIRST, UNTIL_RECEIVE);
    city_plan(city, who, ago(city, days - AFTER_HAND), life_hand, TO_GUARDIAN);
    city_plan(city, who, ago(city, days - USUAL_DAYS), life_activate, CHANNEL_HOSPITAL);
    city_cast(city, who, "child with a guardian");
}

void live_proxied(City *city, Citizen *who)
{
    int days = 60 + draw_below(&who->draws, 600);
    if (!city->parent_count)
        return;
    citizen_born(city, who, 70 + draw_below(&who->draws, 15));
    who->category = CATEGORY_RESIDENT;
    who->other = city->parents[draw_below(&who->draws, city->parent_count)];
    live_join(city, who, ago(city, days));
    city_plan(city, who, ago(city, days), life_relation, RELATION_PROXY);
    live_card(city, who, ago(city, days), CARD_FIRST, UNTIL_RECEIVE);
    city_plan(city, who, ago(city, days - AFTER_HAND), life_hand, TO_PROXY);
    city_plan(city, who, ago(city, days - USUAL_DAYS), life_activate, CHANNEL_HOSPITAL);
    city_cast(city, who, "old person with a proxy");
}

void live_agency(City *city, Citizen *who)
{
    int days = 60 + draw_below(&who->draws, 500);
    who->category = CATEGORY_FLEXIBLE;
    who->granted = false;
    city_plan(city, who, ago(city, days), life_register, 0);
    city_plan(city, who, ago(city, days), life_contract, 0);
    city_plan(city, who, ago(city, days - 1), life_open, 0);
    live_card(city, who, ago(city, days - 2), CARD_FIRST, UNTIL_RECEIVE);
    live_enable(city, who, ago(city, days - USUAL_DAYS), CHANNEL_BANK_COUNTER);
    city_cast(city, who, "client of an agency");
}
