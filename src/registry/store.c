/* store.c - see store.h. */
#include "registry/store.h"
#include "base/require.h"
#include "journal/letter.h"
#include "registry/identity.h"
#include "registry/roster.h"
#include "registry/side.h"

/* A table a kind, its key one integer: SQLite finds a row by its own row number, in half the time that a key of two
 * columns takes. */
#define FACTS(name) \
    TABLE(name##_facts, TABLE_CACHE, 1, "id i, body b, cells b", "id", NULL) \
    SQL(name##_get, "i", "bb", "SELECT body, cells FROM " #name "_facts WHERE id = $1") \
    SQL(name##_new, "ibb", "", "INSERT INTO " #name "_facts (id, body, cells) VALUES ($1, $2, $3)") \
    SQL(name##_set, "ibb", "", "UPDATE " #name "_facts SET body = $2, cells = $3 WHERE id = $1")
FACTS(person)
FACTS(unit)
FACTS(institution)
FACTS(contract)
FACTS(batch)
FACTS(bureau)
SQL(person_page, "ii", "ib", "SELECT id, body FROM person_facts WHERE id >= $1 ORDER BY id LIMIT $2")
SQL(unit_span, "ii", "ib", "SELECT id, body FROM unit_facts WHERE id >= $1 AND id <= $2 ORDER BY id")
SQL(institution_all, "", "b", "SELECT body FROM institution_facts ORDER BY id")
TABLE(secret, TABLE_OWN, 1, "name t, body b", "name", NULL)
SQL(SECRET_GET, "t", "b", "SELECT body FROM secret WHERE name = $1")
SQL(SECRET_PUT, "tb", "", "INSERT INTO secret (name, body) VALUES ($1, $2)")

/* What each kind of record is made of: one row a kind, so that loading and keeping are written once. */
typedef struct {
    size_t size;
    const Sql *get, *add, *set;
    bool (*read)(Str bytes, void *out);
    void (*write)(Buf *buf, const void *facts);
    void (*fold)(void *facts, const Event *event);
} Shape;

#define SHAPE(Type, member) \
    static bool member##_shape_read(Str bytes, void *out) { return member##_read(bytes, out); } \
    static void member##_shape_write(Buf *buf, const void *facts) { member##_write(buf, facts); } \
    static void member##_shape_fold(void *facts, const Event *event) { member##_fold(facts, event); }
SHAPE(PersonFacts, person)
SHAPE(UnitFacts, unit)
SHAPE(InstitutionFacts, institution)
SHAPE(ContractFacts, contract)
SHAPE(BatchFacts, batch)
SHAPE(BureauFacts, bureau)
#define SHAPE_ROW(Type, member) \
    { \
        sizeof(Type), &member##_get, &member##_new, &member##_set, member##_shape_read, member##_shape_write, member##_shape_fold \
    }
static const Shape shapes[SUBJECT_END] = {
    [SUBJECT_PERSON] = SHAPE_ROW(PersonFacts, person),
    [SUBJECT_UNIT] = SHAPE_ROW(UnitFacts, unit),
    [SUBJECT_INSTITUTION] = SHAPE_ROW(InstitutionFacts, institution),
    [SUBJECT_CONTRACT] = SHAPE_ROW(ContractFacts, contract),
    [SUBJECT_BATCH] = SHAPE_ROW(BatchFacts, batch),
    [SUBJECT_BUREAU] = SHAPE_ROW(BureauFacts, bureau),
};

static Err secret_read(Store *store, Arena *arena, bool *found)
{
    Rows rows;
    TRY(db_rows(store->db, arena, &SECRET_GET, VALS(val_t(S("bureau"))), &rows));
    *found = rows.count == 1;
    if (*found && cell(&rows, 0, 0)->s.n != HASH_BYTES)
        return ERR_BUSY; /* a damaged file */
    if (*found)
        memcpy(store->secret.b, cell(&rows, 0, 0)->s.p, HASH_BYTES);
    return OK;
}

static Err secret_make(Store *store, Str seed)
{
    if (seed.n)
        store->secret = hash_of(seed);
    else
        random_bytes(store->secret.b, HASH_BYTES);
    TRY(db_begin(store->db));
    TRY(db_run(store->db, &SECRET_PUT, VALS(val_t(S("bureau")), val_b(hash_str(&store->secret)))));
    return db_commit(store->db);
}

Err store_open(Store *store, Db *db, Str seed)
{
    Arena arena = arena_make((size_t)1 << 20);
    store->db = db;
    bool found = false;
    Err err = secret_read(store, &arena, &found);
    if (err == OK && !found)
        err = secret_make(store, seed);
    if (err == OK)
        err = store_refresh(store, &arena);
    arena_drop(&arena);
    return err;
}

static void forget_places(Store *store)
{
    for (int i = 0; i < STORE_PLACES; i++)
        store->places[i].id = 0;
}

void store_restore(Store *store, const BureauFacts *bureau)
{
    store->bureau = *bureau;
    forget_places(store);
}

Err store_refresh(Store *store, Arena *arena)
{
    Rows rows;
    forget_places(store);
    TRY(db_rows(store->db, arena, &bureau_get, VALS(val_i(0)), &rows));
    if (!rows.count)
        store->bureau = (BureauFacts){ 0 };
    else if (!bureau_read(cell(&rows, 0, 0)->s, &store->bureau))
        return ERR_BUSY;
    return OK;
}

/* Most commands hold three records; the release of a month's bills holds those of everybody who pays alone. */
enum { LIST_MAX = 32, PLACE_BITS = 14 };

static Held **held_at(const Work *work, SubjectKind kind, int64_t id)
{
    return &work->places[((uint64_t)id * 8 + (uint64_t)kind) * UINT64_C(0x9e3779b97f4a7c15) >> (64 - PLACE_BITS)];
}

static Held *held_find(Work *work, SubjectKind kind, int64_t id)
{
    Held *held = work->places ? *held_at(work, kind, id) : work->first;
    while (held && (held->kind != kind || held->id != id))
        held = work->places ? held->beside : held->next;
    return held;
}

static void held_place(Work *work, Held *held)
{
    Held **place = held_at(work, held->kind, held->id);
    held->beside = *place;
    *place = held;
}

/* A new record is all zero; one that is read is written whole by its reader. */
static Held *held_add(Work *work, SubjectKind kind, int64_t id, bool is_new)
{
    Held *held = arena_new(work->arena, Held, 1);
    size_t size = shapes[kind].size;
    *held = (Held){ .kind = kind, .id = id, .next = work->first };
    held->facts = is_new ? arena_alloc(work->arena, size, 1) : arena_take(work->arena, size);
    work->first = held;
    if (work->places)
        held_place(work, held);
    if (++work->count != LIST_MAX)
        return held;
    work->places = arena_new(work->arena, Held *, 1 << PLACE_BITS);
    for (Held *one = work->first; one; one = one->next)
        held_place(work, one);
    return held;
}

Err work_find(Work *work, SubjectKind kind, int64_t id, Held **out)
{
    Held *held = held_find(work, kind, id);
    if (!held && id > 0) {
        Rows rows;
        TRY(db_rows(work->store->db, work->arena, shapes[kind].get, VALS(val_i(id)), &rows));
        if (rows.count) {
            held = held_add(work, kind, id, false);
            held->stored = true;
            held->cells = cell(&rows, 0, 1)->s;
            /* A row that cannot be read is a damaged cache: verify names it; until then nobody may act on it. */
            if (!shapes[kind].read(cell(&rows, 0, 0)->s, held->facts))
                return ERR_BUSY;
        }
    }
    *out = held;
    return OK;
}

Err work_person(Work *work, int64_t id, PersonFacts **out)
{
    Held *held = NULL;
    TRY(work_find(work, SUBJECT_PERSON, id, &held));
    *out = held ? held->facts : NULL;
    return OK;
}

static InstitutionFacts *place_of(Store *store, Str code)
{
    uint32_t mix = 0;
    for (size_t i = 0; i < code.n; i++)
        mix = mix * 31 + (unsigned char)code.p[i];
    return &store->places[mix % STORE_PLACES];
}

Err work_institution(Work *work, Str code, const InstitutionFacts **out)
{
    InstitutionFacts *place = place_of(work->store, code), *copy = NULL;
    if (!place->id || !str_eq(FACT_STR(place->code), code)) {
        int64_t id = 0, n = 0;
        Held *held = NULL;
        TRY(store_thing(work->store, work->arena, THING_INSTITUTION, code, &id, &n));
        TRY(work_find(work, SUBJECT_INSTITUTION, id, &held));
        *out = NULL;
        if (!held)
            return OK;
        *place = *(const InstitutionFacts *)held->facts;
    }
    copy = arena_take(work->arena, sizeof *copy); /* the next look-up may want the place */
    *copy = *place;
    *out = copy;
    return OK;
}

Err store_people(Store *store, Arena *arena, int64_t from, int64_t limit, Rows *out)
{
    return db_rows(store->db, arena, &person_page, VALS(val_i(from), val_i(limit)), out);
}

Err store_units(const Store *store, Arena *arena, int64_t from, int64_t until, Rows *out)
{
    return db_rows(store->db, arena, &unit_span, VALS(val_i(from), val_i(until)), out);
}

Err store_institutions(Store *store, Arena *arena, InstitutionFacts **out, size_t *count)
{
    Rows rows;
    TRY(db_rows(store->db, arena, &institution_all, NULL, &rows));
    InstitutionFacts *all = arena_new(arena, InstitutionFacts, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        if (!institution_read(cell(&rows, i, 0)->s, &all[i]))
            return ERR_BUSY;
    *out = all;
    *count = rows.count;
    return OK;
}

/* The record an event is about; a new one is made when the event creates it. */
static Err held_of(Work *work, const Event *event, Held **out)
{
    SubjectKind kind = event_row(event->kind)->subject;
    if (kind == SUBJECT_BUREAU || kind == SUBJECT_WEBHOOKS)
        return OK;
    TRY(work_find(work, kind, event->subject, out));
    if (!*out)
        *out = held_add(work, kind, event->subject, true);
    return OK;
}

static Err held_keep(Work *work, Held *held)
{
    Buf body = { .arena = work->arena };
    shapes[held->kind].write(&body, held->facts);
    const Sql *sql = held->stored ? shapes[held->kind].set : shapes[held->kind].add;
    TRY(db_run(work->store->db, sql, VALS(val_i(held->id), val_b(buf_str(&body)), val_b(held->cells))));
    held->stored = true;
    held->changed = false;
    if (held->kind != SUBJECT_PERSON)
        return OK;
    RosterLine lines[ROSTER_LINES_MAX];
    TRY(roster_follow(work->store, work->arena, held->roster, held->roster_count, lines, roster_lines(held->facts, lines)));
    return side_due(work->store, held->facts, held->due);
}

static Err bureau_keep(Store *store, Arena *arena, bool stored)
{
    Buf body = { .arena = arena };
    bureau_write(&body, &store->bureau);
    return db_run(store->db, stored ? &bureau_set : &bureau_new, VALS(val_i(0), val_b(buf_str(&body)), val_b((Str){ 0 })));
}

/* What its side rows were made of, before the first change. */
static void held_remember(Work *work, Held *held)
{
    const PersonFacts *person = held->facts;
    held->due = side_next_due(work->store, person);
    held->roster = arena_take(work->arena, 2 * person->account_count * sizeof *held->roster);
    held->roster_count = roster_lines(person, held->roster);
}

static void held_fold(Work *work, Held *held, const Event *event)
{
    Store *store = work->store;
    if (held->kind == SUBJECT_PERSON && held->stored && !held->changed)
        held_remember(work, held);
    if (held->kind == SUBJECT_INSTITUTION)
        forget_places(store);
    shapes[held->kind].fold(held->facts, event);
    held->changed = true;
}

/* Before the fold: that notices shall go another way is told where they went until then, so that whoever did not choose it
 * hears of it. */
static Letter letter_begin(const Held *held, const Event *event)
{
    const PersonFacts *person = held ? held->facts : NULL;
    if (event->kind != EVENT_NOTICE_CHOSEN || !person || person->notice_channel <= NOTICES_STAY)
        return (Letter){ 0 };
    return (Letter){ .channel = person->notice_channel, .cell = person->cell[identity_address(person->notice_channel)] };
}

/* A notice of somebody who wants notices sent goes into the queue. Its number: the fold has just counted it. */
static Err letters_follow(Store *store, const Held *held, const Event *event, Letter letter)
{
    Notice notices[NOTICES_MAX];
    const PersonFacts *person = held ? held->facts : NULL;
    if (!held || held->kind != SUBJECT_PERSON || (person->notice_channel <= NOTICES_STAY && !letter.channel))
        return OK;
    int count = notices_of(event, notices);
    letter.person = held->id;
    letter.at = event->at;
    for (int i = 0; i < count; i++) {
        letter.notice = person->next_notice - count + 1 + i;
        TRY(letter_add(store->db, &letter));
    }
    return OK;
}

Err work_apply(Work *work, int64_t entry, Event *events, size_t count)
{
    Store *store = work->store;
    BureauFacts before = store->bureau;
    Rows rows;
    for (size_t i = 0; i < count; i++) {
        Event *event = &events[i];
        Held *held = NULL;
        event->entry = entry;
        TRY(held_of(work, event, &held));
        bool names = held && identity_names(event);
        Str name_key = names ? identity_name_key(store, work->arena, held) : (Str){ 0 };
        if (event->kind == EVENT_PERSON_CELL)
            TRY(identity_put(store, work->arena, held, event, entry));
        Letter letter = letter_begin(held, event);
        if (held)
            held_fold(work, held, event);
        if (names)
            TRY(identity_follow(store, work->arena, held, name_key));
        bureau_fold(&store->bureau, event);
        TRY(side_event(store, work->arena, held ? held->facts : NULL, event));
        TRY(letters_follow(store, held, event, letter));
    }
    for (Held *held = work->first; held; held = held->next)
        if (held->changed)
            TRY(held_keep(work, held));
    if (memcmp(&before, &store->bureau, sizeof before) == 0)
        return OK;
    TRY(db_rows(store->db, work->arena, &bureau_get, VALS(val_i(0)), &rows));
    return bureau_keep(store, work->arena, rows.count > 0);
}
