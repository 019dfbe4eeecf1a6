/* side.c - see side.h. */
#include "registry/side.h"
#include "registry/appointment.h"
#include "registry/identity.h"
#include "registry/names.h"

TABLE(thing_key, TABLE_CACHE, 1, "kind i, key t, owner i, n i", "kind, key", NULL)
TABLE(due, TABLE_CACHE, 1, "person i, at i", "person", "at, person")
TABLE(case_row, TABLE_CACHE, 1, "person i, n i, procedure i, state i, cause i, opened i, due i, region i, unit i", "person, n",
      "state, due, person, n")
TABLE(roster, TABLE_CACHE, 9, "payer_kind i, payer i, person i, account i, state i", "payer_kind, payer, person, account",
      "person account")

/* Which entry closed the batch that an entry opened. */
TABLE(batch_closed, TABLE_CACHE, 4, "run i, entry i", "run", NULL)
/* What was assessed and not released yet: the entry that has its totals. */
TABLE(run_waiting, TABLE_CACHE, 5, "entry i", "entry", NULL)
TABLE(batch_card, TABLE_CACHE, 9, "batch i, person i, card i", "batch, person, card", "person card")

/* The contracts of an agency. */
TABLE(agency_contract, TABLE_CACHE, 1, "agency i, contract i, person i, basis i", "agency, contract", NULL)
SQL(CONTRACT_PUT, "iiii", "",
    "INSERT INTO agency_contract (agency, contract, person, basis) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (agency, contract) DO UPDATE SET person = $3, basis = $4")
SQL(CONTRACT_LIST, "iii", "ii",
    "SELECT contract, person FROM agency_contract WHERE agency = $1 AND contract > $2 ORDER BY agency, contract LIMIT $3")
SQL(CONTRACT_COUNT, "i", "ii", "SELECT basis, count(*) FROM agency_contract WHERE agency = $1 GROUP BY basis ORDER BY basis")

/* Which notices an employer or agency has read, and when first. */
TABLE(org_read, TABLE_CACHE, 8, "kind i, org i, notice t, at i", "kind, org, notice", NULL)
SQL(READ_PUT, "iiti", "",
    "INSERT INTO org_read (kind, org, notice, at) VALUES ($1, $2, $3, $4) ON CONFLICT (kind, org, notice) DO NOTHING")
SQL(READ_GET, "iit", "i", "SELECT at FROM org_read WHERE kind = $1 AND org = $2 AND notice = $3")

SQL(CLOSED_PUT, "ii", "", "INSERT INTO batch_closed (run, entry) VALUES ($1, $2) ON CONFLICT (run) DO UPDATE SET entry = $2")
SQL(CLOSED_GET, "i", "i", "SELECT entry FROM batch_closed WHERE run = $1")
SQL(WAITING_PUT, "i", "", "INSERT INTO run_waiting (entry) VALUES ($1) ON CONFLICT (entry) DO NOTHING")
SQL(WAITING_DROP, "i", "", "DELETE FROM run_waiting WHERE entry = $1")
SQL(WAITING_LIST, "ii", "i", "SELECT entry FROM run_waiting WHERE entry > $1 ORDER BY entry LIMIT $2")
SQL(BATCH_PUT, "iii", "",
    "INSERT INTO batch_card (batch, person, card) VALUES ($1, $2, $3) ON CONFLICT (batch, person, card) DO NOTHING")
SQL(BATCH_DROP, "ii", "", "DELETE FROM batch_card WHERE person = $1 AND card = $2")
SQL(BATCH_LIST, "i", "ii", "SELECT person, card FROM batch_card WHERE batch = $1 ORDER BY person, card")
SQL(THING_GET, "it", "ii", "SELECT owner, n FROM thing_key WHERE kind = $1 AND key = $2")
SQL(THING_PUT, "itii", "",
    "INSERT INTO thing_key (kind, key, owner, n) VALUES ($1, $2, $3, $4) ON CONFLICT (kind, key) DO UPDATE SET owner = $3, n = $4")
SQL(DUE_PUT, "ii", "", "INSERT INTO due (person, at) VALUES ($1, $2) ON CONFLICT (person) DO UPDATE SET at = $2")
SQL(DUE_DROP, "i", "", "DELETE FROM due WHERE person = $1")
SQL(DUE_LIST, "ii", "ii", "SELECT person, at FROM due WHERE at <= $1 ORDER BY at, person LIMIT $2")
SQL(CASE_PUT, "iiiiiiiii", "",
    "INSERT INTO case_row (person, n, procedure, state, cause, opened, due, region, unit)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (person, n) DO UPDATE SET state = $4, due = $7")
SQL(CASE_STATE, "iiii", "", "UPDATE case_row SET state = $3, due = $4 WHERE person = $1 AND n = $2")
SQL(CASES_OF, "iiii", "iiiiiiiii",
    "SELECT person, n, procedure, state, cause, opened, due, region, unit FROM case_row"
    " WHERE person = $1 AND ($2 = 0 OR state = $2) AND n > $3 ORDER BY person, n LIMIT $4")
SQL(CASES_ALL, "iiiiiii", "iiiiiiiii",
    "SELECT person, n, procedure, state, cause, opened, due, region, unit FROM case_row"
    " WHERE state = $1 AND (due, person, n) > ($2, $3, $4) AND ($5 = 0 OR unit = $5) AND ($6 = 0 OR procedure = $6)"
    " ORDER BY state, due, person, n LIMIT $7")
SQL(CASE_COUNT, "ii", "ii",
    "SELECT procedure, count(*) FROM case_row WHERE state = $1 AND ($2 = 0 OR (due > 0 AND due < $2)) GROUP BY procedure"
    " ORDER BY procedure")
SQL(CASES_BEHIND, "iii", "iiiiiiiii",
    "SELECT person, n, procedure, state, cause, opened, due, region, unit FROM case_row WHERE (person, n) > ($1, $2)"
    " ORDER BY person, n LIMIT $3")
SQL(ROSTER_PUT, "iiiii", "",
    "INSERT INTO roster (payer_kind, payer, person, account, state) VALUES ($1, $2, $3, $4, $5)"
    " ON CONFLICT (payer_kind, payer, person, account) DO UPDATE SET state = $5")
SQL(ROSTER_LEFT, "iiiii", "",
    "UPDATE roster SET state = $5 WHERE person = $3 AND account = $4 AND NOT (payer_kind = $1 AND payer = $2)")
SQL(ROSTER_LIST, "iiiii", "iii",
    "SELECT person, account, state FROM roster WHERE payer_kind = $1 AND payer = $2 AND (person, account) > ($3, $4)"
    " ORDER BY payer_kind, payer, person, account LIMIT $5")

Err store_thing(Store *store, Arena *arena, ThingKind kind, Str key, int64_t *owner, int64_t *n)
{
    Rows rows;
    TRY(db_rows(store->db, arena, &THING_GET, VALS(val_i(kind), val_t(key)), &rows));
    *owner = rows.count ? cell(&rows, 0, 0)->i : 0;
    *n = rows.count ? cell(&rows, 0, 1)->i : 0;
    return OK;
}

Err store_thing_put(Store *store, ThingKind kind, Str key, int64_t owner, int64_t n)
{
    return db_run(store->db, &THING_PUT, VALS(val_i(kind), val_t(key), val_i(owner), val_i(n)));
}

Err store_due(Store *store, Arena *arena, Time until, int64_t limit, Rows *out)
{
    return db_rows(store->db, arena, &DUE_LIST, VALS(val_i(until.s), val_i(limit)), out);
}

Err store_cases_behind(Store *store, Arena *arena, int64_t person, int64_t number, int64_t limit, Rows *out)
{
    return db_rows(store->db, arena, &CASES_BEHIND, VALS(val_i(person), val_i(number), val_i(limit)), out);
}

Err store_case_counts(Store *store, Arena *arena, int64_t state, Day before, Rows *out)
{
    return db_rows(store->db, arena, &CASE_COUNT, VALS(val_i(state), val_i(before.n)), out);
}

Err store_cases(Store *store, Arena *arena, const CaseFilter *f, int64_t limit, Rows *out)
{
    if (f->person)
        return db_rows(store->db, arena, &CASES_OF, VALS(val_i(f->person), val_i(f->state), val_i(f->after[2]), val_i(limit)), out);
    return db_rows(store->db, arena, &CASES_ALL,
                   VALS(val_i(f->state), val_i(f->after[0]), val_i(f->after[1]), val_i(f->after[2]), val_i(f->unit),
                        val_i(f->procedure), val_i(limit)),
                   out);
}

Err store_roster(Store *store, Arena *arena, int64_t payer_kind, int64_t payer, const int64_t after[2], int64_t limit, Rows *out)
{
    return db_rows(store->db, arena, &ROSTER_LIST,
                   VALS(val_i(payer_kind), val_i(payer), val_i(after[0]), val_i(after[1]), val_i(limit)), out);
}

static Err side_case(Store *store, const PersonFacts *person, const Event *event)
{
    if (event->kind == EVENT_CASE_OPENED) {
        const Event_case_opened *c = &event->case_opened;
        return db_run(store->db, &CASE_PUT,
                      VALS(val_i(person->id), val_i(c->n), val_i(c->procedure), val_i(c->state), val_i(c->cause),
                           val_i(time_day(event->at).n), val_i(c->due), val_i(c->region), val_i(c->unit)));
    }
    const Event_case_moved *c = &event->case_moved;
    return db_run(store->db, &CASE_STATE, VALS(val_i(person->id), val_i(c->n), val_i(c->state), val_i(c->due)));
}

/* A card is in the batch into which it was put last. */
static Err side_batch(Store *store, const PersonFacts *person, const Event_card_prod *moved)
{
    if (moved->state != PROD_BATCHED)
        return OK;
    TRY(db_run(store->db, &BATCH_DROP, VALS(val_i(person->id), val_i(moved->card))));
    return db_run(store->db, &BATCH_PUT, VALS(val_i(moved->batch), val_i(person->id), val_i(moved->card)));
}

static Err side_batch_closed(Store *store, const Event *event)
{
    return db_run(store->db, &CLOSED_PUT, VALS(val_i(event->batch_closed.run), val_i(event->entry)));
}

Err store_batch_closed(Store *store, Arena *arena, int64_t run, int64_t *entry)
{
    Rows rows;
    TRY(db_rows(store->db, arena, &CLOSED_GET, VALS(val_i(run)), &rows));
    *entry = rows.count ? cell(&rows, 0, 0)->i : 0;
    return OK;
}

/* The totals of a batch stand in the entry that closed it, of any other run in its own. */
static Err side_released(Store *store, Arena *arena, int64_t run)
{
    int64_t closed = 0;
    TRY(store_batch_closed(store, arena, run, &closed));
    return db_run(store->db, &WAITING_DROP, VALS(val_i(closed ? closed : run)));
}

Err store_runs_waiting(Store *store, Arena *arena, int64_t after, int64_t limit, Rows *out)
{
    return db_rows(store->db, arena, &WAITING_LIST, VALS(val_i(after), val_i(limit)), out);
}

Err store_batch(Store *store, Arena *arena, int64_t batch, Rows *out)
{
    return db_rows(store->db, arena, &BATCH_LIST, VALS(val_i(batch)), out);
}

/* The account's row under its present payer; what stands under an earlier payer is marked closed. */
static Err side_account(Store *store, const PersonFacts *person, int64_t n)
{
    const AccountFacts *account = person_account(person, (int)n);
    if (!account)
        return OK;
    Val of[] = { val_i(account->payer_kind), val_i(account->payer), val_i(person->id), val_i(n), val_i(account->state) };
    TRY(db_run(store->db, &ROSTER_PUT, of));
    of[4] = val_i(ACCOUNT_CLOSED);
    return db_run(store->db, &ROSTER_LEFT, of);
}

static Err side_contract(Store *store, const Event *event)
{
    const Event_contract_made *e = &event->contract_made;
    return db_run(store->db, &CONTRACT_PUT, VALS(val_i(e->agency), val_i(event->subject), val_i(e->person), val_i(e->basis)));
}

Err store_contracts(Store *store, Arena *arena, int64_t agency, int64_t after, int64_t limit, Rows *out)
{
    return db_rows(store->db, arena, &CONTRACT_LIST, VALS(val_i(agency), val_i(after), val_i(limit)), out);
}

static Err side_read(Store *store, const Event *event)
{
    const Event_inbox_read *e = &event->inbox_read;
    return db_run(store->db, &READ_PUT, VALS(val_i(e->kind), val_i(e->org), val_t(e->notice), val_i(event->at.s)));
}

Err store_inbox_read(Store *store, Arena *arena, SubjectKind kind, int64_t org, Str notice, Time *out)
{
    Rows rows;
    TRY(db_rows(store->db, arena, &READ_GET, VALS(val_i(kind), val_i(org), val_t(notice)), &rows));
    *out = (Time){ rows.count ? cell(&rows, 0, 0)->i : 0 };
    return OK;
}

Err store_contract_counts(Store *store, Arena *arena, int64_t agency, Rows *out)
{
    return db_rows(store->db, arena, &CONTRACT_COUNT, VALS(val_i(agency)), out);
}

Err side_event(Store *store, Arena *arena, const void *facts, const Event *event)
{
    const PersonFacts *person = facts;
    switch (event->kind) {
    case EVENT_CARD_MADE:
        TRY(store_thing_put(store, THING_CARD_NO, event->card_made.card_no, person->id, event->card_made.card));
        return store_thing_put(store, THING_CARD_ID, event->card_made.card_id_code, person->id, event->card_made.card);
    case EVENT_CARD_PROD:
        return side_batch(store, person, &event->card_prod);
    case EVENT_UNIT_REGISTERED:
        TRY(names_put(store, arena, event->subject, event->unit_registered.name));
        return store_thing_put(store, THING_CREDIT_CODE, event->unit_registered.credit_code, event->subject, 0);
    case EVENT_INSTITUTION_REGISTERED:
        return store_thing_put(store, THING_INSTITUTION, event->institution_registered.code, event->subject, 0);
    case EVENT_CONTRACT_MADE:
        return side_contract(store, event);
    case EVENT_INBOX_READ:
        return side_read(store, event);
    case EVENT_APPOINTMENT_BOOKED:
    case EVENT_APPOINTMENT_CANCELLED:
        return appointment_event(store, event);
    case EVENT_CASE_OPENED:
    case EVENT_CASE_MOVED:
        return side_case(store, person, event);
    case EVENT_ACCOUNT_OPENED:
        return side_account(store, person, event->account_opened.account);
    case EVENT_ACCOUNT_STOPPED:
        return side_account(store, person, event->account_stopped.account);
    case EVENT_ACCOUNT_RESUMED:
        return side_account(store, person, event->account_resumed.account);
    case EVENT_BATCH_CLOSED:
        return side_batch_closed(store, event);
    case EVENT_LEVY_ASSESSED:
        return db_run(store->db, &WAITING_PUT, VALS(val_i(event->entry)));
    case EVENT_LEVY_RELEASED:
        return side_released(store, arena, event->levy_released.run);
    case EVENT_ACCOUNT_ENDED:
        return side_account(store, person, event->account_ended.account);
    default:
        return OK;
    }
}

Time side_next_due(const Store *store, const PersonFacts *person)
{
    return store->next_due ? store->next_due(person, store->next_due_context) : (Time){ 0 };
}

Err side_due(Store *store, const PersonFacts *person, Time before)
{
    Time next = side_next_due(store, person);
    if (next.s == before.s)
        return OK;
    return next.s ? db_run(store->db, &DUE_PUT, VALS(val_i(person->id), val_i(next.s)))
                  : db_run(store->db, &DUE_DROP, VALS(val_i(person->id)));
}

Err side_due_again(Store *store, const PersonFacts *person)
{
    TRY(db_run(store->db, &DUE_DROP, VALS(val_i(person->id))));
    return side_due(store, person, (Time){ 0 });
}
