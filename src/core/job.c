/* job.c - job.daily: makes durable what fell due (card/settle.h says what), person by person in the order of the
 * due-days table. A record read at any time is settled anyway, so the job may run twice, late or never without harm;
 * what it adds are the events and the notices that follow from them. */
#include "base/require.h"
#include "core/apply.h"
#include "journal/letter.h"
#include "ledger/year.h"

/* One entry holds at most so many persons; the answer says how many are left, and the job is run again. */
enum { DAILY_PERSONS_MAX = 5000, DAILY_LETTERS_MAX = 5000, DAILY_LINES_MAX = 50000 };

Err apply_daily(Bureau *bureau, Loaded *loaded, const Command *command, Decision *out)
{
    Day day = { (int32_t)arg_int(command, F_DAY) };
    View *view = &loaded->view;
    /* A day that is still to come cannot fall due yet; an earlier day is simply done again. */
    Time until = { day_end(day).s < view->now.s ? day_end(day).s : view->now.s };
    if (day.n > view_today(view).n)
        return refuse(&out->why, ERR_TOO_EARLY, "day", "该日期还没有到，请到当天再运行。",
                      "That day has not come yet; run the job on the day.");
    Rows due;
    bool years = false;
    TRY(letter_sweep(bureau->db, view->now, DAILY_LETTERS_MAX));
    TRY(years_pack(bureau->db, month_year(day_month(view_today(view))), DAILY_LINES_MAX, &years));
    TRY(store_due(&bureau->store, loaded->work.arena, until, DAILY_PERSONS_MAX + 1, &due));
    size_t count = due.count > DAILY_PERSONS_MAX ? DAILY_PERSONS_MAX : due.count;
    for (size_t i = 0; i < count; i++) {
        PersonFacts *facts = NULL;
        size_t before = loaded->settled.count;
        TRY(load_person(loaded, cell(&due, i, 0)->i, &facts));
        require(facts != NULL);
        /* The row stands for a moment that is past, so settling must have brought something; if not, nothing is
         * changed and the row would come again for ever. */
        if (loaded->settled.count == before)
            return ERR_BUSY;
    }
    for (size_t i = 0; i < loaded->settled.count; i++)
        *emit(out, view, loaded->settled.events[i].kind, 0) = loaded->settled.events[i];
    size_t events = loaded->settled.count;
    loaded->settled.count = 0;
    if (!events && view->bureau->last_daily.n >= day.n)
        out->already = true;
    else {
        Event *done = emit(out, view, EVENT_DAILY_DONE, 0);
        done->daily_done.day = day.n;
        done->daily_done.persons = (int64_t)count;
        done->daily_done.left = due.count > count;
    }
    if (out->data) {
        json_key(out->data, "counts");
        json_open(out->data, '{');
        json_put_int(out->data, "persons", (int64_t)count);
        json_put_int(out->data, "events", (int64_t)events);
        json_put_bool(out->data, "more", due.count > count || years);
        json_close(out->data, '}');
    }
    return OK;
}
