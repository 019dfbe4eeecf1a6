/* appoint.c - visits to a counter: booked and cancelled. The times come from the policy of the region (policy/counter.h), what
 * is taken from the events (registry/appointment.h). Law: Social Insurance Law 4. */
#include "act/inside.h"
#include "policy/counter.h"
#include "registry/appointment.h"

/* "09:00, 09:30, ..." */
static Str times_said(Arena *arena, const Time *times, size_t count)
{
    Buf buf = { .arena = arena };
    for (size_t i = 0; i < count; i++) {
        buf_add(&buf, i ? S(", ") : S(""));
        buf_add(&buf, str_head(str_from(time_text(arena, times[i]), 11), 5));
    }
    return buf_str(&buf);
}

Err act_appointment_book(const View *view, const Command *command, Decision *out)
{
    const RegionPolicy *rules = NULL;
    Time time = { arg_int(command, F_APPOINTMENT_TIME) }, times[COUNTER_TIMES_MAX];
    TRY(act_need_living(view, out));
    TRY(policy_region_get(view->policy, (int)arg_int(command, F_REGION), &rules, &out->why));
    Day day = time_day(time), until = counter_until(rules, view_today(view));
    if (time.s <= view->now.s)
        return REFUSE(out, ERR_TOO_LATE, "time", "预约时间已过，请另选时间。", "That time is past; choose another one.");
    if (day.n > until.n)
        return REFUSE(out, ERR_TOO_EARLY, "time", "最远可以预约到 %s，请另选时间。",
                      "Visits can be booked up to %s; choose another time.", str_z(out->arena, day_text(out->arena, until)));
    size_t count = counter_places(rules, day) ? counter_times(view->policy, rules, day, times) : 0;
    if (!count)
        return REFUSE(out, ERR_NOT_OPEN, "time", "当天窗口不对外预约，请另选日期。",
                      "The counters take no visits on that day; choose another one.");
    for (size_t i = 0; i < count; i++)
        if (times[i].s == time.s)
            return OK;
    return REFUSE(out, ERR_NOT_OPEN, "time", "这个时间不能预约，当天的时段为：%s。",
                  "No visit begins then; those of that day begin at %s.", str_z(out->arena, times_said(out->arena, times, count)));
}

/* What the person has ahead. */
static Err own_visits(Post *post, int64_t region, int64_t matter, Time time)
{
    Store *store = post->work->store;
    Appointment *all = NULL;
    size_t count = 0;
    TRY(appointment_list(store, post_arena(post), post->view->person->id, 0, (Time){ post->view->now.s + 1 }, (Time){ INT64_MAX },
                         &all, &count));
    for (size_t i = 0; i < count; i++) {
        const Appointment *own = &all[i];
        Str number = number_of_person(post_arena(post), 'Y', own->person, own->entry);
        if (own->time.s == time.s && own->matter == matter && own->region == region) {
            answer_text(post->out, "appointment", number);
            post->out->already = true;
            return OK;
        }
        if (own->time.s == time.s)
            return REFUSE(post->out, ERR_CONFLICT, "time", "这个时间已有预约 %.*s，请另选时间或先取消。",
                          "There is a visit at that time already (%.*s); choose another time or cancel it first.", STR_ARG(number));
        if (own->matter == matter)
            return REFUSE(post->out, ERR_CONFLICT, "matter", "这件事已有预约 %.*s，要改时间请先取消。",
                          "There is a visit for this already (%.*s); to change its time cancel it first.", STR_ARG(number));
    }
    return OK;
}

Err act_post_appointment(Post *post)
{
    const View *view = post->view;
    const RegionPolicy *rules = NULL;
    Time time = { arg_int(post->command, F_APPOINTMENT_TIME) };
    int64_t matter = arg_int(post->command, F_MATTER);
    Rows taken;
    TRY(policy_region_get(view->policy, (int)arg_int(post->command, F_REGION), &rules, &post->out->why));
    int64_t region = policy_region_code(rules); /* a district's counters are those of its city */
    TRY(own_visits(post, region, matter, time));
    if (post->out->already)
        return OK;
    TRY(appointment_counts(post->work->store, post_arena(post), region, time, time, &taken));
    if (taken.count && cell(&taken, 0, 1)->i >= counter_places(rules, time_day(time)))
        return REFUSE(post->out, ERR_CONFLICT, "time", "这个时段已约满，请另选时间。",
                      "No place is left at that time; choose another one.");
    Event *event = emit(post->out, view, EVENT_APPOINTMENT_BOOKED, view->person->id);
    event->appointment_booked = (Event_appointment_booked){ .region = region, .matter = matter, .time = time.s };
    answer_text(post->out, "appointment", number_of_person(post_arena(post), 'Y', view->person->id, post->ledger->entry));
    return OK;
}

Err act_appointment_cancel(Post *post)
{
    Appointment own;
    bool found = false;
    int64_t person = 0, entry = 0;
    if (number_read_person(arg_str(post->command, F_APPOINTMENT), 'Y', &person, &entry))
        TRY(appointment_get(post->work->store, post_arena(post), person, entry, &own, &found));
    if (!found)
        return REFUSE(post->out, ERR_UNKNOWN_ID, "appointment", NULL, NULL);
    post->out->already = own.cancelled;
    if (own.cancelled)
        return OK;
    if (own.time.s <= post->view->now.s)
        return REFUSE(post->out, ERR_TOO_LATE, "appointment", "预约时间已过，不能再取消。",
                      "Its time has come; it cannot be cancelled any more.");
    Event *event = emit(post->out, post->view, EVENT_APPOINTMENT_CANCELLED, person);
    event->appointment_cancelled =
        (Event_appointment_cancelled){ .appointment = entry, .region = own.region, .matter = own.matter, .time = own.time.s };
    return OK;
}
