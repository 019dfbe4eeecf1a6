/* city_people.c - who lives in the city, and what they ask for before there is a card: registration, accounts,
 * relations, contracts, transfers. */
#include "app/city_inside.h"
#include "base/require.h"
#include "ident/region.h"

enum { YEAR_DAYS = 365, YOUNGEST = 19, AGES = 38, GUARDIAN_UNDER = 16 };

/* ---- inventing somebody ---- */

/* Puts a number into the set; false if it was there. */
static bool number_new(City *city, Str number)
{
    uint64_t mark = 14695981039346656037u;
    for (size_t i = 0; i < number.n; i++)
        mark = (mark ^ (unsigned char)number.p[i]) * 1099511628211u;
    mark |= 1; /* 0 = free */
    for (size_t at = mark >> 7;; at++) {
        uint64_t *place = &city->numbers[at & (city->numbers_size - 1)];
        if (*place == mark)
            return false;
        if (!*place) {
            *place = mark;
            return true;
        }
    }
}

/* Most are born where they live, a quarter elsewhere in the country. */
static int birth_region(City *city, Citizen *who)
{
    if (draw_below(&who->draws, 4))
        return city->counties[who->city][draw_below(&who->draws, city->county_count[who->city])];
    for (;;) {
        Region region = region_at((size_t)draw_below(&who->draws, (int)region_count()));
        if (!region.old && region.code % 100 && region.code < 700000)
            return region.code;
    }
}

static Str number_of_eighteen(City *city, Citizen *who, int head)
{
    int y = 0, m = 0, d = 0;
    day_split(who->born, &y, &m, &d);
    int order = 2 * draw_below(&who->draws, 500) + (who->woman ? 0 : 1);
    Str seventeen = str_format(city->life, "%06d%04d%02d%02d%03d", head, y, m, d, order);
    return str_format(city->life, STR_FMT "%c", STR_ARG(seventeen), ident_citizen_check(seventeen));
}

void citizen_born(City *city, Citizen *who, int years)
{
    who->born = day_add(city->plan.base, -years * YEAR_DAYS - years / 4 - draw_below(&who->draws, YEAR_DAYS));
    do
        who->ssn = number_of_eighteen(city, who, birth_region(city, who));
    while (!number_new(city, who->ssn));
    who->child = years < GUARDIAN_UNDER;
    who->paper = who->child ? "household-register" : "id-card";
}

/* 0: residents of Hong Kong, Macao and Taiwan with a residence permit; 1: foreigners by their passport. */
void citizen_foreign(City *city, Citizen *who, int kind)
{
    static const char *const countries[] = { "KOR", "DEU", "JPN", "FRA", "BRA", "ITA" };
    do {
        if (kind == 0) {
            who->ssn = number_of_eighteen(city, who, 810000 + 10000 * draw_below(&who->draws, 3));
        } else {
            char number[19];
            Str passport = str_format(city->life, "M%08d", draw_below(&who->draws, 100000000));
            bool made = ident_ssn_make(str(countries[draw_below(&who->draws, 6)]), passport, number);
            require(made);
            who->ssn = str_copy(city->life, str(number));
            who->name = name_foreigner(city->life, &who->draws);
        }
    } while (!number_new(city, who->ssn));
    who->paper = kind == 0 ? "permit" : "passport";
}

void citizen_make(City *city, Citizen *who, int index)
{
    static const int weights[CITIES] = { 40, 14, 14, 11, 11, 10 };
    *who = (Citizen){ .index = index, .draws = draws_make(city->plan.seed, (uint64_t)index) };
    int at = draw_below(&who->draws, 100);
    while (at >= weights[who->city])
        at -= weights[who->city++];
    who->woman = draw_below(&who->draws, 2);
    who->bank = draw_below(&who->draws, CITY_BANKS);
    who->hospital = draw_below(&who->draws, CITY_HOSPITALS);
    who->pharmacy = draw_below(&who->draws, CITY_PHARMACIES);
    who->agency = draw_below(&who->draws, CITY_AGENCIES);
    who->unit = draw_below(&who->draws, city->units[who->city]);
    int kind = draw_below(&who->draws, 100);
    who->category = kind < 55 ? CATEGORY_EMPLOYEE : kind < 80 ? CATEGORY_FLEXIBLE : CATEGORY_RESIDENT;
    who->name = name_person(city->life, &who->draws, who->woman);
    who->mobile =
        str_format(city->life, "19%d%08d", draw_below(&who->draws, 2) * 8 + 1, 10000000 + (index * 7919) % 89999999);
    who->address = name_address(city->life, &who->draws, who->city);
    who->granted = draw_below(&who->draws, 100) < 25;
    who->has_legacy = draw_below(&who->draws, 100) < 20;
    who->office = draw_below(&who->draws, 100) < 12;
    citizen_born(city, who, YOUNGEST + draw_below(&who->draws, AGES));
}

/* ---- their acts ---- */

/* The number of the next record, for what must stand in an answer. */
static Str foreseen_person(City *city, Citizen *who)
{
    who->person = ++city->persons;
    return str_format(city_room(city), "\"person\":%lld,", (long long)who->person);
}

void life_grant(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = args_make();
    args_text(city_room(city), &args, "ssn", who->ssn);
    args_papers(city_room(city), &args, who->paper);
    if (!who->person)
        foreseen_person(city, who); /* the record begins with the grant */
    city_do(city, "tax", city_user(city, "tax", who->city, 0), str(city_names[who->city].office), "password.grant", &args,
            (Str){ 0 });
}

void life_register(City *city, Citizen *who, int how)
{
    (void)how;
    Arena *room = city_room(city);
    JsonNode args = args_make();
    bool citizen = strcmp(who->paper, "permit") != 0 && strcmp(who->paper, "passport") != 0, granted = who->person != 0;
    Str expected = granted ? str_format(room, "\"person\":%lld,", (long long)who->person) : foreseen_person(city, who);
    args_text(room, &args, "ssn", who->ssn);
    args_text(room, &args, "name", who->name);
    if (!strcmp(who->paper, "passport")) {
        args_text(room, &args, "birth", day_text(room, who->born));
        args_text(room, &args, "sex", who->woman ? S("female") : S("male"));
    }
    if (citizen) {
        args_text(room, &args, "hukou_region", str_head(who->ssn, 6));
        args_text(room, &args, "hukou_type", draw_below(&who->draws, 3) ? S("urban") : S("rural"));
    }
    args_text(room, &args, "residence_region", city_region(who));
    args_text(room, &args, "birth_place", str(city_names[who->city].zh));
    args_text(room, &args, "mobile", who->mobile);
    args_text(room, &args, "address", who->address);
    args_papers(room, &args, who->paper);
    if (granted)
        city_do(city, "online", who->ssn, (Str){ 0 }, "person.register", &args, expected);
    else if (who->category == CATEGORY_EMPLOYEE)
        city_do(city, "unit", S("hr"), city_unit_code(city, who->city, who->unit), "person.register", &args, expected);
    else
        city_do(city, "clerk", city_user(city, "clerk", who->city, 1), str(city_names[who->city].office), "person.register",
                &args, expected);
}

static JsonNode account_args(City *city, const Citizen *who, const char *category, const char *insurances,
                             const char *channel)
{
    Arena *room = city_room(city);
    JsonNode args = args_make();
    args_text(room, &args, "ssn", who->ssn);
    args_text(room, &args, "region", city_region(who));
    args_text(room, &args, "category", str(category));
    args_words(room, &args, "insurances", insurances);
    args_text(room, &args, "from", month_text(room, day_month(city_today(city))));
    args_text(room, &args, "channel", str(channel));
    return args;
}

static void open_flexible(City *city, Citizen *who)
{
    static const char *const kinds[] = { "freelancer", "entrepreneur", "flexible", "unemployed", "short-term" };
    Arena *room = city_room(city);
    bool agency = who->contract, online = who->granted && !agency;
    JsonNode args = account_args(city, who, "flexible", "pension medical",
                                 agency   ? "agency"
                                 : online ? "online"
                                          : "counter");
    args_text(room, &args, "flexible_kind", str(kinds[draw_below(&who->draws, 5)]));
    args_text(room, &args, "payer", agency ? number_of(room, 'X', who->contract) : S("self"));
    if (!agency)
        args_int(room, &args, "base_fen", 600000 + who->index % 30 * 20000);
    args_papers(room, &args, str_z(room, str_format(room, "%s household-register residence-proof", who->paper)));
    if (agency)
        city_do(city, "agency", S("agent"), city_place(city, who->city, "A", who->agency), "account.open", &args,
                S("\"account\":"));
    else if (online)
        city_do(city, "online", who->ssn, (Str){ 0 }, "account.open", &args, S("\"account\":"));
    else
        city_clerk(city, who, "account.open", &args);
}

void life_open(City *city, Citizen *who, int how)
{
    (void)how;
    Arena *room = city_room(city);
    who->opened = true;
    if (who->category == CATEGORY_FLEXIBLE) {
        open_flexible(city, who);
    } else if (who->category == CATEGORY_EMPLOYEE) {
        JsonNode args = account_args(city, who, "employee", "pension medical unemployment injury maternity", "unit");
        args_text(room, &args, "payer", city_unit_code(city, who->city, who->unit));
        args_papers(room, &args, str_z(room, str_format(room, "%s labour-contract", who->paper)));
        city_do(city, "unit", S("hr"), city_unit_code(city, who->city, who->unit), "account.open", &args,
                S("\"account\":"));
    } else if (who->category == CATEGORY_RESIDENT) {
        JsonNode args = account_args(city, who, "resident", who->child ? "medical" : "pension medical", "counter");
        args_text(room, &args, "payer", S("self"));
        args_papers(room, &args, str_z(room, str_format(room, "%s household-register residence-proof", who->paper)));
        city_clerk(city, who, "account.open", &args);
    }
}

void life_legacy(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = args_make();
    args_text(city_room(city), &args, "ssn", who->ssn);
    args_text(city_room(city), &args, "old_card_no",
              str_format(city_room(city), "M%s%07d", city_names[who->city].area, who->index));
    args_int(city_room(city), &args, "balance_fen", 100 + draw_below(&who->draws, 400000));
    city_clerk(city, who, "legacy-card.record", &args);
}

/* how: RelationKind. */
void life_relation(City *city, Citizen *who, int how)
{
    Arena *room = city_room(city);
    JsonNode args = args_make();
    args_text(room, &args, "ssn", who->ssn);
    args_text(room, &args, "other_ssn", who->other->ssn);
    args_text(room, &args, "kind", str(choice_code(SET_RELATION, how)));
    args_text(room, &args, "from", day_text(room, city_today(city)));
    args_papers(room, &args, how == RELATION_GUARDIAN ? "household-register" : "power-of-attorney");
    city_clerk(city, who, "relation.register", &args);
}

void life_contract(City *city, Citizen *who, int how)
{
    (void)how;
    Arena *room = city_room(city);
    JsonNode args = args_make();
    who->contract = ++city->contracts;
    args_text(room, &args, "ssn", who->ssn);
    args_text(room, &args, "basis", S("flexible-proxy"));
    args_text(room, &args, "region", city_region(who));
    args_words(room, &args, "insurances", "pension medical");
    args_int(room, &args, "base_fen", 500000 + 1000 * draw_below(&who->draws, 500));
    args_int(room, &args, "service_fee_fen", 5000);
    args_text(room, &args, "from", month_text(room, day_month(city_today(city))));
    args_papers(room, &args, "agency-contract");
    Str expected = str_format(room, "\"contract\":\"X%lld\"", (long long)who->contract);
    city_do(city, "agency", S("agent"), city_place(city, who->city, "A", who->agency), "agency.contract", &args, expected);
}

void life_stop(City *city, Citizen *who, int how)
{
    JsonNode args = args_make();
    args_text(city_room(city), &args, "ssn", who->ssn);
    args_text(city_room(city), &args, "month", month_text(city_room(city), day_month(city_today(city))));
    args_text(city_room(city), &args, "reason", str(choice_code(SET_STOP_REASON, how)));
    if (who->category == CATEGORY_EMPLOYEE)
        city_do(city, "unit", S("hr"), city_unit_code(city, who->city, who->unit), "account.stop", &args, (Str){ 0 });
    else
        city_clerk(city, who, "account.stop", &args);
}

void life_resume(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = args_make();
    bool employee = who->category == CATEGORY_EMPLOYEE;
    args_text(city_room(city), &args, "ssn", who->ssn);
    args_text(city_room(city), &args, "payer", employee ? city_unit_code(city, who->city, who->unit) : S("self"));
    args_text(city_room(city), &args, "month", month_text(city_room(city), day_month(city_today(city))));
    city_clerk(city, who, "account.resume", &args);
}

/* how: 0 starts one to the next city, otherwise the TransferStep that was done. */
void life_transfer(City *city, Citizen *who, int how)
{
    Arena *room = city_room(city);
    JsonNode args = args_make();
    if (how == 0) {
        who->transfers++;
        args_text(room, &args, "ssn", who->ssn);
        args_text(room, &args, "from_region", city_region(who));
        args_text(room, &args, "to_region", str(city_names[(who->city + 1) % CITIES].code));
        city_clerk(city, who, "transfer.start", &args);
        return;
    }
    args_text(room, &args, "transfer", number_of_person(room, 'T', who->person, who->transfers));
    args_text(room, &args, "step", str(choice_code(SET_TRANSFER_STEP, how)));
    if (how != TRANSFER_LETTER)
        args_int(room, &args, "amount_fen", 1000000 + draw_below(&who->draws, 5000000));
    city_do(city, "centre", city_user(city, "centre", who->city, 0), S("centre"), "transfer.step", &args, (Str){ 0 });
}

void life_police(City *city, Citizen *who, int how)
{
    JsonNode args = args_make();
    args_text(city_room(city), &args, "ssn", who->ssn);
    args_bool(city_room(city), &args, "match", how == HOW_USUAL);
    if (how != HOW_USUAL)
        args_words(city_room(city), &args, "differs", "name");
    city_do(city, "centre", city_user(city, "centre", who->city, 0), S("centre"), "person.police-check", &args, (Str){ 0 });
}

void life_elsewhere(City *city, Citizen *who, int how)
{
    (void)how;
    JsonNode args = args_make();
    args_text(city_room(city), &args, "ssn", who->ssn);
    args_text(city_room(city), &args, "region", str(city_names[(who->city + 2) % CITIES].code));
    args_text(city_room(city), &args, "card_no", str_format(city_room(city), "E%08d", who->index));
    args_bool(city_room(city), &args, "live", true);
    city_do(city, "centre", city_user(city, "centre", who->city, 0), S("centre"), "card.elsewhere", &args, (Str){ 0 });
}
