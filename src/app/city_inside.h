/* city_inside.h - how the city is told: citizens, their steps through time, and commands in groups. Only city_*.c. */
#pragma once
#include "app/city.h"

typedef struct City City;
typedef struct Citizen Citizen;

/* One thing that happens to somebody; `how` says which way. */
typedef void CityAct(City *city, Citizen *who, int how);

struct Citizen {
    int index, city, bank, hospital, pharmacy, agency, unit; /* places count within the city */
    Draws draws;
    /* office: the card comes to the bureau's counter, not the bank's; owes: has stopped paying for himself */
    bool woman, granted, has_legacy, office, child, owes;
    const char *paper; /* with which they show who they are */
    int category;                                   /* Category, 0 = no account */
    Day born;
    Str ssn, name, mobile, address;
    int64_t person; /* the bureau's number, as it will be */
    bool opened; /* has, or had, an account */
    int cards, cases, transfers;
    int64_t serial; /* of the newest card; its numbers follow from it */
    int64_t contract;
    Day applied;    /* of the newest application */
    Citizen *other; /* guardian or proxy */
    Citizen *next_in_batch;
};

typedef struct {
    int32_t day, order;
    Citizen *who;
    CityAct *act;
    int how;
} CityStep;

enum { GROUP = GROUP_SQLITE, BATCH_DAYS = 4400 };

/* The part of the first city that pays contributions: so many employers, and people who pay themselves. */
enum { CITY_PAYING_UNITS = 16, CITY_PAYING_PEOPLE = 40, CITY_PAYERS = 64, CITY_PAYING_MONTHS = 24, CITY_MONEY_REGION = 330100 };
typedef struct {
    int unit;
    Citizen *who;       /* NULL: the employer */
    int64_t run, total; /* assessed this month; run 0: nothing */
} CityPayer;

struct City {
    Bureau *bureau;
    Arena *life;
    Arena group_arena, scratch, answers_arena;
    CityPlan plan;
    CityMade *made;
    Why *why;
    Err err;
    Citizen *citizens;
    CityStep *steps;
    size_t step_count, step_size;
    Citizen *batches[BATCH_DAYS]; /* by days before the base day on which they applied: whose card waits for its batch */
    int64_t batch_first[BATCH_DAYS];
    Citizen **parents; /* grown-up, in the bureau early: guardians and proxies */
    int parent_count;
    uint64_t *numbers; /* of persons that are taken: a set, so that none is invented twice */
    size_t numbers_size;
    int *counties[CITIES], county_count[CITIES], units[CITIES];
    Str *unit_codes[CITIES];
    int64_t persons, serials, batch_count, contracts;
    Time now;
    int64_t number; /* of the command, for its id */
    Request requests[GROUP];
    Answer answers[GROUP];
    int notes[GROUP], note; /* of the next command: whose answer it is, for city_money_answer; 0 = nobody asks */
    CityPayer payers[CITY_PAYERS];
    int payer_count;
    Str closing; /* the case of the month that is being closed */
    Str expected[GROUP]; /* must stand in the answer: the number that was foreseen */
    size_t waiting;
};

/* Plans a step on a day; not at all when the day lies behind the base day. */
void city_plan(City *city, Citizen *who, Day day, CityAct *act, int how);

/* Puts one command into the group; role, user and org are kept as they are. Nothing more is done after a refusal.
 * The answer must contain `expected` (empty: anything). */
void city_do(City *city, const char *role, Str user, Str org, const char *command, const JsonNode *args, Str expected);
/* Sends what waits. */
void city_flush(City *city);

/* Arguments under construction live until the group is sent. */
static inline Arena *city_room(City *city) { return &city->group_arena; }
static inline Day city_today(const City *city) { return time_day(city->now); }
/* Somebody for the welcome, the first of each kind. */
void city_cast(City *city, const Citizen *who, const char *what);

/* ---- who acts, and numbers ---- */
Str city_region(const Citizen *who);
Str city_place(City *city, int in, const char *letter, int n); /* "HZB1" */
Str city_unit_code(City *city, int in, int n);
/* A clerk of the person's city does it. */
void city_clerk(City *city, const Citizen *who, const char *command, const JsonNode *args);
Str city_user(City *city, const char *role, int city_of, int n);
Str city_application(City *city, const Citizen *who);
Str city_card_no(City *city, const Citizen *who);
Str city_card_code(City *city, const Citizen *who);
Str city_bank_card(City *city, const Citizen *who);

/* Whether that person's bills stand in the ledger, so that arrears come and go by themselves. */
bool city_pays_alone(const City *city, const Citizen *who);

/* ---- city_people.c: the acts of a life ---- */
CityAct life_grant, life_register, life_open, life_legacy, life_relation, life_contract, life_stop, life_resume,
    life_transfer, life_police, life_elsewhere;
void citizen_make(City *city, Citizen *who, int index);
/* A day of birth that many years before the base day, and the number and name that go with it. */
void citizen_born(City *city, Citizen *who, int years);
void citizen_foreign(City *city, Citizen *who, int kind);

/* ---- city_card.c: the card from application to use ---- */
CityAct life_apply, life_photo, life_check, life_bank, life_batch, life_send, life_made, life_make_failed, life_ship,
    life_receive, life_return, life_destroy;
CityAct life_hand, life_activate, life_notice, life_pin, life_use, life_lose, life_lock, life_cancel, life_bank_state;
enum { HOW_USUAL = 0, HOW_BAD = 1 };

/* ---- city_desk.c: holds, cases, deaths ---- */
CityAct life_hold, life_case, life_case_submit, life_case_review, life_case_withdraw, life_seal, life_death, life_correct,
    life_daily, life_window;

/* ---- city_money.c: contributions of a part of the first city; `how` is the month ---- */
CityAct money_declare, money_assess, money_release, money_pay, money_pay_late, money_close;
CityAct money_interest; /* `how` is the year */
void city_money_plan(City *city);
void city_money_answer(City *city, int note, const Answer *answer);

/* ---- city_fates.c ---- */
/* Gives a citizen a life: plans all of its steps. */
void citizen_live(City *city, Citizen *who);

/* ---- city_places.c ---- */
void city_places(City *city);
