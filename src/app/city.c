/* city.c - see city.h: steps in the order of days, commands in groups, and that each was answered as foreseen. */
#include "app/city_inside.h"
#include "base/require.h"
#include "ident/region.h"
#include <stdlib.h>

enum { OPENING = 9 * 3600, WORKING_SECONDS = 8 * 3600, STEPS_FIRST = 4096 };
static const size_t room_bytes = (size_t)1 << 30;

/* ---- planning ---- */

void city_plan(City *city, Citizen *who, Day day, CityAct *act, int how)
{
    if (day.n > city->plan.base.n)
        return;
    if (city->step_count == city->step_size) {
        size_t size = city->step_size ? 2 * city->step_size : STEPS_FIRST;
        CityStep *steps = arena_take(city->life, size * sizeof *steps);
        if (city->step_count)
            memcpy(steps, city->steps, city->step_count * sizeof *steps);
        city->steps = steps;
        city->step_size = size;
    }
    city->steps[city->step_count] = (CityStep){ day.n, (int32_t)city->step_count, who, act, how };
    city->step_count++;
}

static int earlier(const void *a, const void *b)
{
    const CityStep *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* ---- commands ---- */

void city_do(City *city, const char *role, Str user, Str org, const char *command, const JsonNode *args, Str expected)
{
    Arena *room = city_room(city);
    if (city->err != OK)
        return;
    JsonNode *kept = arena_new(room, JsonNode, 1);
    *kept = *args;
    city->requests[city->waiting] =
        (Request){ .id = str_format(room, "demo-%lld", (long long)++city->number),
                   .command = str(command),
                   .actor = { .role = (Role)choice_from(SET_ROLE, str(role)), .user = user, .org = org },
                   .at = city->now,
                   .args = kept };
    city->expected[city->waiting] = expected;
    city->notes[city->waiting] = city->note;
    city->note = 0;
    if (++city->waiting == GROUP)
        city_flush(city);
}

static void check_answer(City *city, const Request *request, const Answer *answer, Str expected)
{
    Err err = answer->err;
    if (err == OK && expected.n && str_find(answer->json, expected) < 0)
        err = ERR_CONFLICT;
    if (err == OK || city->err != OK)
        return;
    city->err = err;
    if (!city->why || !city->why->arena)
        return;
    Json asked = json_make(city->why->arena);
    json_node(&asked, request->args);
    city->why->code = err;
    city->why->zh = city->why->en = str_format(city->why->arena, STR_FMT " " STR_FMT " " STR_FMT ": " STR_FMT,
                                               STR_ARG(time_text(city->why->arena, request->at)), STR_ARG(request->command),
                                               STR_ARG(json_str(&asked)), STR_ARG(answer->json));
}

void city_flush(City *city)
{
    if (city->err != OK || !city->waiting)
        return;
    city->err =
        writer_group(city->bureau, &city->scratch, &city->answers_arena, city->requests, city->answers, city->waiting);
    for (size_t i = 0; i < city->waiting && city->err == OK; i++) {
        check_answer(city, &city->requests[i], &city->answers[i], city->expected[i]);
        if (city->notes[i])
            city_money_answer(city, city->notes[i], &city->answers[i]);
    }
    city->made->commands += (int64_t)city->waiting;
    city->waiting = 0;
    arena_reset(&city->group_arena);
    arena_reset(&city->scratch);
    arena_reset(&city->answers_arena);
    db_checkpoint(city->bureau->db);
}

/* ---- who acts, and numbers ---- */

Str city_region(const Citizen *who) { return str(city_names[who->city].code); }

Str city_place(City *city, int in, const char *letter, int n)
{
    return str_format(city_room(city), "%s%s%d", city_names[in].office, letter, n + 1);
}

Str city_unit_code(City *city, int in, int n) { return city->unit_codes[in][n]; }

Str city_user(City *city, const char *role, int in, int n)
{
    return str_format(city_room(city), "%s-%s-%d", role, city_names[in].office, n + 1);
}

void city_clerk(City *city, const Citizen *who, const char *command, const JsonNode *args)
{
    enum { CLERKS = 4 };
    city_do(city, "clerk", city_user(city, "clerk", who->city, who->index % CLERKS), str(city_names[who->city].office),
            command, args, (Str){ 0 });
}

Str city_application(City *city, const Citizen *who)
{
    return number_of_person(city_room(city), 'K', who->person, who->cards);
}

/* Nine characters, a letter for the city first; thirty-two digits, the region first; nineteen, the bank's own first. */
Str city_card_no(City *city, const Citizen *who)
{
    return str_format(city_room(city), "%c%08lld", "HBSGZC"[who->city], (long long)who -> serial);
}

Str city_card_code(City *city, const Citizen *who)
{
    return str_format(city_room(city), "%s%026lld", city_names[who->city].code, (long long)who->serial);
}

Str city_bank_card(City *city, const Citizen *who)
{
    Str digits = str_format(city_room(city), "6217%02d%012lld", who->city * CITY_BANKS + who->bank, (long long)who->serial);
    return str_format(city_room(city), STR_FMT "%c", STR_ARG(digits), ident_bank_check(digits));
}

void city_cast(City *city, const Citizen *who, const char *what)
{
    for (int i = 0; i < city->made->cast_count; i++)
        if (!strcmp(city->made->cast[i].what, what))
            return;
    if (city->made->cast_count < CAST_MAX)
        city->made->cast[city->made->cast_count++] =
            (CityCast){ what, who->ssn, who->name, who->other ? who->other->ssn : (Str){ 0 } };
}

/* ---- the whole story ---- */

/* Counties of the six cities, for numbers that begin where somebody was born. */
static void counties_read(City *city)
{
    for (int in = 0; in < CITIES; in++) {
        int64_t code = 0;
        str_int(str(city_names[in].code), &code);
        bool province = code % 10000 == 0; /* Beijing and Shanghai: the counties stand below 1101 and 3101 */
        int prefix = (int)code / 100 + province;
        city->counties[in] = arena_new(city->life, int, region_count());
        for (size_t i = 0; i < region_count(); i++) {
            Region region = region_at(i);
            if (region.code / 100 == prefix && region.code % 100 && !region.old)
                city->counties[in][city->county_count[in]++] = region.code;
        }
        require(city->county_count[in] > 0);
    }
}

static void lives_plan(City *city)
{
    Day first = day_add(city->plan.base, 1 - BATCH_DAYS);
    for (int i = 0; i < city->plan.persons; i++) {
        citizen_make(city, &city->citizens[i], i);
        citizen_live(city, &city->citizens[i]);
    }
    for (Day day = first; day.n <= city->plan.base.n; day = day_add(day, 1)) {
        city_plan(city, NULL, day, life_batch, 0);
        city_plan(city, NULL, day, life_send, 0);
        if (day.n > city->plan.base.n - 30 || (day.n > city->plan.base.n - 1200 && day_weekday(day) == 0))
            city_plan(city, NULL, day, life_daily, 0);
    }
    city_plan(city, NULL, city->plan.base, life_window, 0);
    city_money_plan(city);
}

/* The working hours of a day are shared among its steps. */
static void lives_run(City *city, CityProgress *progress, void *context)
{
    for (size_t i = 0; i < city->step_count && city->err == OK;) {
        size_t end = i;
        while (end < city->step_count && city->steps[end].day == city->steps[i].day)
            end++;
        Day day = { city->steps[i].day };
        size_t count = end - i;
        for (size_t k = 0; k < count && city->err == OK; k++, i++) {
            city->now.s = day_start(day).s + OPENING + (int64_t)(k * WORKING_SECONDS / count);
            city->steps[i].act(city, city->steps[i].who, city->steps[i].how);
        }
        if (progress)
            progress(context, (int64_t)i, (int64_t)city->step_count, day);
    }
    city_flush(city);
}

Err city_make(Bureau *bureau, Arena *life, const CityPlan *plan, CityProgress *progress, void *context, CityMade *made,
              Why *why)
{
    City *city = arena_new(life, City, 1);
    *made = (CityMade){ 0 };
    *city = (City){ .bureau = bureau, .life = life, .plan = *plan, .made = made, .why = why };
    city->group_arena = arena_make(room_bytes);
    city->scratch = arena_make(room_bytes);
    city->answers_arena = arena_make(room_bytes);
    city->citizens = arena_new(life, Citizen, (size_t)plan->persons);
    city->parents = arena_new(life, Citizen *, (size_t)plan->persons);
    for (city->numbers_size = 64; city->numbers_size < 4 * (size_t)plan->persons;)
        city->numbers_size *= 2;
    city->numbers = arena_new(life, uint64_t, city->numbers_size);
    counties_read(city);
    city->now = (Time){ day_start(day_add(plan->base, -BATCH_DAYS)).s + OPENING };
    city_places(city);
    lives_plan(city);
    qsort(city->steps, city->step_count, sizeof *city->steps, earlier);
    lives_run(city, progress, context);
    arena_drop(&city->group_arena);
    arena_drop(&city->scratch);
    arena_drop(&city->answers_arena);
    return city->err;
}
