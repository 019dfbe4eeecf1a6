/* query_appointment.c - appointment.slots: when the counters of a region can be visited, and which papers a matter needs;
 * appointment.list: a person's visits ahead, or those of a day at the counters of a region. Of a day it names numbers alone:
 * who opens a record looks at a person, and that look is recorded as any other. */
#include "core/list.h"
#include "core/shapes.h"
#include "policy/counter.h"
#include "registry/appointment.h"

/* The list of papers of a matter is named by its code: "card.apply/first". */
static void put_papers(Query *query, const RegionPolicy *rules, int64_t matter, Day day)
{
    Str of = str(choice_code(SET_MATTER, (int)matter)), procedure = str_cut(&of, '/');
    const PaperList *list = matter ? policy_papers(rules, procedure, of, day) : NULL;
    json_key(query->data, "papers");
    if (list)
        shape_paper_list(query, procedure, of, list);
    else
        json_nil(query->data);
}

static void put_region(Query *query, const RegionPolicy *rules)
{
    json_put(query->data, "region", shape_region(query->arena, policy_region_code(rules)));
    json_put(query->data, "region_name", policy_region_name(rules, false));
    json_put(query->data, "region_name_en", policy_region_name(rules, true));
}

/* ---- free times ---- */

typedef struct {
    Query *query;
    const RegionPolicy *rules;
    Rows taken; /* in order of time */
    size_t at;
} Slots;

static int64_t taken_at(Slots *slots, Time time)
{
    while (slots->at < slots->taken.count && cell(&slots->taken, slots->at, 0)->i < time.s)
        slots->at++;
    bool here = slots->at < slots->taken.count && cell(&slots->taken, slots->at, 0)->i == time.s;
    return here ? cell(&slots->taken, slots->at, 1)->i : 0;
}

/* The places that are left on a day; with `say` each of its times that has not begun. */
static int64_t put_day(Slots *slots, Day day, bool say)
{
    Query *query = slots->query;
    Time times[COUNTER_TIMES_MAX];
    size_t count = counter_times(query->policy, slots->rules, day, times);
    int64_t places = counter_places(slots->rules, day), left = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t taken = taken_at(slots, times[i]), here = taken < places ? places - taken : 0;
        if (times[i].s <= query->now.s)
            continue;
        left += here;
        if (!say)
            continue;
        json_open(query->data, '{');
        json_put(query->data, "time", time_text(query->arena, times[i]));
        json_put_int(query->data, "left", here);
        json_close(query->data, '}');
    }
    return left;
}

Err query_appointment_slots(Query *query)
{
    Slots slots = { .query = query };
    Json *json = query->data;
    TRY(policy_region_get(query->policy, (int)arg_int(&query->command, F_REGION), &slots.rules, &query->why));
    Day today = time_day(query->now), until = counter_until(slots.rules, today),
        asked = { (int32_t)arg_int(&query->command, F_DAY) };
    TRY(appointment_counts(&query->bureau->store, query->arena, policy_region_code(slots.rules), query->now, day_end(until),
                           &slots.taken));
    put_region(query, slots.rules);
    json_put_int(json, "minutes", counter_minutes(slots.rules, today));
    json_put(json, "until", day_text(query->arena, until));
    put_papers(query, slots.rules, arg_int(&query->command, F_MATTER), today);
    json_key(json, "days");
    json_open(json, '[');
    for (Day day = today; day.n <= until.n; day = day_add(day, 1)) {
        int64_t left = put_day(&slots, day, false);
        if (!left)
            continue;
        json_open(json, '{');
        json_put(json, "day", day_text(query->arena, day));
        json_put_int(json, "left", left);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_key(json, "times");
    json_open(json, '[');
    slots.at = 0;
    if (arg_is(&query->command, F_DAY) && asked.n >= today.n && asked.n <= until.n)
        put_day(&slots, asked, true);
    json_close(json, ']');
    return OK;
}

/* ---- what is booked ---- */

static Err put_appointment(Query *query, const Appointment *booked, bool papers)
{
    const RegionPolicy *rules = NULL;
    Json *json = query->data;
    TRY(policy_region_get(query->policy, (int)booked->region, &rules, &query->why));
    json_open(json, '{');
    json_put(json, "appointment", number_of_person(query->arena, 'Y', booked->person, booked->entry));
    json_put_int(json, "person", booked->person);
    json_put_or_null(json, "time", shape_safe_time(query->arena, booked->time.s));
    list_word(json, "matter", SET_MATTER, booked->matter);
    put_region(query, rules);
    if (papers)
        put_papers(query, rules, booked->matter, time_day(booked->time));
    json_close(json, '}');
    return OK;
}

/* Whose, or where. */
static Err list_of(Query *query, int64_t *person, int64_t *region)
{
    const View *view = &query->loaded.view;
    const RegionPolicy *rules = NULL;
    *person = view->person ? view->person->id : 0;
    *region = 0;
    if (*person)
        return OK;
    if (!role_in(R_OFFICE, query->command.actor.role))
        return refuse(&query->why, ERR_BAD_FIELD, "ssn", "请填写社会保障号码或个人编号。", "Give the number of the person.");
    if (!arg_is(&query->command, F_REGION))
        return refuse(&query->why, ERR_BAD_FIELD, "region", "请填写地区（看某天的预约）或社会保障号码（看某人的预约）。",
                      "Give the region for the visits of a day, or the number of a person.");
    TRY(policy_region_get(query->policy, (int)arg_int(&query->command, F_REGION), &rules, &query->why));
    *region = policy_region_code(rules);
    return OK;
}

Err query_appointment_list(Query *query)
{
    Appointment *all = NULL;
    size_t count = 0;
    int64_t person = 0, region = 0;
    List list;
    bool day_asked = arg_is(&query->command, F_DAY);
    Day day = day_asked ? (Day){ (int32_t)arg_int(&query->command, F_DAY) } : time_day(query->now);
    TRY(list_of(query, &person, &region));
    TRY(list_open(query, 2, &list));
    /* A person sees all that is ahead, the counters one day: both are few. */
    TRY(appointment_list(&query->bureau->store, query->arena, person, region, day_start(day),
                         person && !day_asked ? (Time){ INT64_MAX } : day_end(day), &all, &count));
    for (size_t i = 0; i < count; i++) {
        const int64_t at[2] = { all[i].time.s, all[i].entry };
        if (at[0] < list.after[0] || (at[0] == list.after[0] && at[1] <= list.after[1]))
            continue;
        if (!list_room(&list, at))
            break;
        TRY(put_appointment(query, &all[i], person != 0));
    }
    list_close(query, &list);
    return OK;
}
