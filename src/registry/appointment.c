/* appointment.c - see appointment.h. */
#include "registry/appointment.h"

TABLE(appointment, TABLE_CACHE, 11, "entry i, person i, region i, at i, matter i, cancelled i", "entry",
      "person at entry; region at entry")

SQL(BOOKED_PUT, "iiiii", "",
    "INSERT INTO appointment (entry, person, region, at, matter, cancelled) VALUES ($1, $2, $3, $4, $5, 0)"
    " ON CONFLICT (entry) DO NOTHING")
SQL(BOOKED_END, "ii", "", "UPDATE appointment SET cancelled = 1 WHERE entry = $1 AND person = $2")
SQL(BOOKED_GET, "ii", "iiiiii",
    "SELECT entry, person, region, at, matter, cancelled FROM appointment WHERE entry = $1 AND person = $2 ORDER BY entry")
SQL(BOOKED_OF_PERSON, "iii", "iiiiii",
    "SELECT entry, person, region, at, matter, cancelled FROM appointment"
    " WHERE person = $1 AND at >= $2 AND at <= $3 AND cancelled = 0 ORDER BY person, at, entry")
SQL(BOOKED_OF_REGION, "iii", "iiiiii",
    "SELECT entry, person, region, at, matter, cancelled FROM appointment"
    " WHERE region = $1 AND at >= $2 AND at <= $3 AND cancelled = 0 ORDER BY region, at, entry")
SQL(BOOKED_COUNT, "iii", "ii",
    "SELECT at, count(*) FROM appointment WHERE region = $1 AND at >= $2 AND at <= $3 AND cancelled = 0 GROUP BY at ORDER BY at")

Err appointment_event(Store *store, const Event *event)
{
    const Event_appointment_booked *e = &event->appointment_booked;
    if (event->kind == EVENT_APPOINTMENT_CANCELLED)
        return db_run(store->db, &BOOKED_END, VALS(val_i(event->appointment_cancelled.appointment), val_i(event->subject)));
    return db_run(store->db, &BOOKED_PUT,
                  VALS(val_i(event->entry), val_i(event->subject), val_i(e->region), val_i(e->time), val_i(e->matter)));
}

static Appointment row_of(const Rows *rows, size_t i)
{
    const Val *row = cell(rows, i, 0);
    return (Appointment){ .entry = row[0].i,
                          .person = row[1].i,
                          .region = row[2].i,
                          .time = { row[3].i },
                          .matter = row[4].i,
                          .cancelled = row[5].i != 0 };
}

Err appointment_get(Store *store, Arena *arena, int64_t person, int64_t entry, Appointment *out, bool *found)
{
    Rows rows;
    TRY(db_rows(store->db, arena, &BOOKED_GET, VALS(val_i(entry), val_i(person)), &rows));
    *found = rows.count > 0;
    if (*found)
        *out = row_of(&rows, 0);
    return OK;
}

Err appointment_list(Store *store, Arena *arena, int64_t person, int64_t region, Time from, Time until, Appointment **out,
                     size_t *count)
{
    Rows rows;
    TRY(db_rows(store->db, arena, person ? &BOOKED_OF_PERSON : &BOOKED_OF_REGION,
                VALS(val_i(person ? person : region), val_i(from.s), val_i(until.s)), &rows));
    *out = arena_new(arena, Appointment, rows.count);
    *count = rows.count;
    for (size_t i = 0; i < rows.count; i++)
        (*out)[i] = row_of(&rows, i);
    return OK;
}

Err appointment_counts(Store *store, Arena *arena, int64_t region, Time from, Time until, Rows *out)
{
    return db_rows(store->db, arena, &BOOKED_COUNT, VALS(val_i(region), val_i(from.s), val_i(until.s)), out);
}
