/* identity.c - see identity.h. Values lie sealed by the identity function until sealing comes: the form of a cell
 * (suite byte, key number, bytes) is already the final one. */
#include "registry/identity.h"
#include "base/require.h"

TABLE(cell, TABLE_LOG, 1, "person i, n i, body b", "person, n", NULL)
TABLE(person_key, TABLE_CACHE, 1, "kind i, key b, person i, n i", "kind, key", NULL)
SQL(CELL_PUT, "iib", "", "INSERT INTO cell (person, n, body) VALUES ($1, $2, $3)")
SQL(CELL_GET, "ii", "b", "SELECT body FROM cell WHERE person = $1 AND n = $2")
SQL(KEY_PUT, "ibii", "", "INSERT INTO person_key (kind, key, person, n) VALUES ($1, $2, $3, $4) ON CONFLICT (kind, key) DO NOTHING")
SQL(KEY_GET, "ib", "ii", "SELECT person, n FROM person_key WHERE kind = $1 AND key = $2")
SQL(KEY_DROP, "ib", "", "DELETE FROM person_key WHERE kind = $1 AND key = $2")
SQL(KEY_PAGE, "ibi", "bi", "SELECT key, person FROM person_key WHERE kind = $1 AND key >= $2 ORDER BY kind, key LIMIT $3")

enum { KEY_NUMBER = 1, KEY_BANK_CARD = 2, KEY_NAME = 3, KEY_BYTES = IDENTITY_KEY_BYTES, SUITE_NONE = 0 };
enum { PAGE_KEYS = 256, PAGE_WORTH = 24, SINGLES = 512 }; /* a page costs about as much as so many single look-ups */

/* A keyed index: without the bureau's secret the hash of an 18-digit number can be guessed in seconds. */
static Str key_of(const Store *store, Arena *arena, int kind, Str number)
{
    Buf text = { .arena = arena };
    buf_u8(&text, (uint8_t)kind);
    buf_add(&text, number);
    Hash hash = hash_keyed(hash_str(&store->secret), buf_str(&text));
    return str_copy(arena, (Str){ (const char *)hash.b, KEY_BYTES });
}

Str identity_number_key(const Store *store, Arena *arena, Str number) { return key_of(store, arena, KEY_NUMBER, number); }

static Err find(Store *store, Arena *arena, int kind, Str number, int64_t *person, int64_t *n)
{
    Rows rows;
    TRY(db_rows(store->db, arena, &KEY_GET, VALS(val_i(kind), val_b(key_of(store, arena, kind, number))), &rows));
    *person = rows.count ? cell(&rows, 0, 0)->i : 0;
    *n = rows.count ? cell(&rows, 0, 1)->i : 0;
    return OK;
}

Err identity_find(Store *store, Arena *arena, Str number, int64_t *person)
{
    int64_t n = 0;
    return find(store, arena, KEY_NUMBER, number, person, &n);
}

static Str key_at(const uint8_t *keys, size_t i) { return (Str){ (const char *)keys + i * KEY_BYTES, KEY_BYTES }; }

/* What one page holds of the keys from *i on; moves *i behind those that lie within it. */
static Err page_find(Store *store, Arena *arena, const uint8_t *keys, size_t count, size_t *i, int64_t *persons)
{
    Rows rows;
    size_t at = 0;
    TRY(db_rows(store->db, arena, &KEY_PAGE, VALS(val_i(KEY_NUMBER), val_b(key_at(keys, *i)), val_i(PAGE_KEYS)), &rows));
    bool last = rows.count < PAGE_KEYS;
    for (; *i < count; (*i)++) {
        while (at < rows.count && str_cmp(cell(&rows, at, 0)->s, key_at(keys, *i)) < 0)
            at++;
        if (at == rows.count && !last)
            return OK;
        bool same = at < rows.count && str_eq(cell(&rows, at, 0)->s, key_at(keys, *i));
        persons[*i] = same ? cell(&rows, at, 1)->i : 0;
    }
    return OK;
}

Err identity_find_all(Store *store, Arena *arena, const uint8_t *keys, size_t count, int64_t *persons)
{
    size_t single = 0; /* how many more are looked up one by one, since the last page held few of them */
    for (size_t i = 0; i < count;) {
        size_t mark = arena_mark(arena), before = i;
        Rows rows;
        if (single) {
            TRY(db_rows(store->db, arena, &KEY_GET, VALS(val_i(KEY_NUMBER), val_b(key_at(keys, i))), &rows));
            persons[i++] = rows.count ? cell(&rows, 0, 0)->i : 0;
            single--;
        } else {
            TRY(page_find(store, arena, keys, count, &i, persons));
            single = i - before < PAGE_WORTH ? SINGLES : 0;
        }
        arena_back(arena, mark);
    }
    return OK;
}

Err identity_find_bank_card(Store *store, Arena *arena, Str bank_card_no, int64_t *person, int64_t *card)
{
    return find(store, arena, KEY_BANK_CARD, bank_card_no, person, card);
}

/* Current values are a list of (field u8, card u16, cell u32, text); one per field, and one per card. */
Str identity_value(const Held *person, PersonalField field, int card)
{
    Take take = { .rest = person->cells };
    while (take.rest.n && !take.bad) {
        int f = take_u8(&take), c = take_u16(&take);
        take_u32(&take);
        Str value = take_text(&take);
        if (f == (int)field && c == card && !take.bad)
            return value;
    }
    return (Str){ 0 };
}

static Str values_with(Arena *arena, Str cells, int field, int card, int64_t n, Str value)
{
    Buf out = { .arena = arena };
    Take take = { .rest = cells };
    while (take.rest.n && !take.bad) {
        int f = take_u8(&take), c = take_u16(&take);
        uint32_t old = take_u32(&take);
        Str text = take_text(&take);
        if (take.bad || (f == field && c == card))
            continue;
        buf_u8(&out, (uint8_t)f);
        buf_u16(&out, (uint16_t)c);
        buf_u32(&out, old);
        buf_text(&out, text);
    }
    buf_u8(&out, (uint8_t)field);
    buf_u16(&out, (uint16_t)card);
    buf_u32(&out, (uint32_t)n);
    buf_text(&out, value);
    return buf_str(&out);
}

Str identity_values_add(Arena *arena, Str cells, PersonalField field, int card, int64_t n, Str value)
{
    return values_with(arena, cells, (int)field, card, n, value);
}

Hash identity_commitment(const Store *store, int64_t person, int64_t cell_n, Str value)
{
    uint8_t room[512];
    Arena arena = { .base = room, .size = sizeof room };
    Buf text = { .arena = &arena };
    Hash digest = hash_of(value);
    buf_i64(&text, person);
    buf_i64(&text, cell_n);
    buf_add(&text, hash_str(&digest));
    return hash_keyed(hash_str(&store->secret), buf_str(&text));
}

static int key_kind(int64_t field)
{
    if (field == PF_SSN || field == PF_OLD_SSN || field == PF_ID_NO)
        return KEY_NUMBER;
    return field == PF_BANK_CARD ? KEY_BANK_CARD : 0;
}

Err identity_put(Store *store, Arena *arena, Held *person, Event *event, int64_t entry)
{
    (void)entry;
    Event_person_cell *c = &event->person_cell;
    PersonFacts *facts = person->facts;
    c->cell = facts->cells + 1;
    Hash commitment = identity_commitment(store, person->id, c->cell, c->value);
    c->commitment = str_copy(arena, hash_str(&commitment));
    Buf body = { .arena = arena };
    buf_u8(&body, SUITE_NONE);
    buf_u8(&body, (uint8_t)c->field);
    buf_u16(&body, (uint16_t)c->card);
    buf_add(&body, c->value);
    TRY(db_run(store->db, &CELL_PUT, VALS(val_i(person->id), val_i(c->cell), val_b(buf_str(&body)))));
    int kind = key_kind(c->field);
    if (kind && c->value.n)
        TRY(db_run(store->db, &KEY_PUT,
                   VALS(val_i(kind), val_b(key_of(store, arena, kind, c->value)), val_i(person->id), val_i(c->card))));
    person->cells = values_with(arena, person->cells, (int)c->field, (int)c->card, c->cell, c->value);
    return OK;
}

Err identity_cell(Store *store, Arena *arena, int64_t person, int64_t n, Str *out)
{
    Rows rows;
    TRY(db_rows(store->db, arena, &CELL_GET, VALS(val_i(person), val_i(n)), &rows));
    *out = rows.count && cell(&rows, 0, 0)->s.n >= 4 ? str_from(cell(&rows, 0, 0)->s, 4) : (Str){ 0 };
    return OK;
}

static Str plain_name(Arena *arena, Str name)
{
    static const char *const skipped[] = { " ", "·", "．", "•", "　" };
    Buf out = { .arena = arena };
    while (name.n) {
        size_t skip = 0;
        for (size_t i = 0; i < sizeof skipped / sizeof *skipped && !skip; i++)
            skip = str_starts(name, str(skipped[i])) ? strlen(skipped[i]) : 0;
        if (!skip)
            buf_char(&out, name.p[0]);
        name = str_from(name, skip ? skip : 1);
    }
    return str_lower(arena, buf_str(&out));
}

bool identity_same_name(Arena *arena, Str a, Str b) { return a.n && str_eq(plain_name(arena, a), plain_name(arena, b)); }

static Str masked_middle(Arena *arena, Str value, size_t head, size_t tail)
{
    if (value.n <= head + tail)
        return str_format(arena, "****");
    Buf out = { .arena = arena };
    buf_add(&out, str_head(value, head));
    for (size_t i = head + tail; i < value.n; i++)
        buf_char(&out, '*');
    buf_add(&out, str_from(value, value.n - tail));
    return buf_str(&out);
}

Str identity_masked(Arena *arena, PersonalField field, Str value)
{
    if (!value.n)
        return value;
    if (field == PF_NAME) {
        size_t first = 1;
        while (first < value.n && ((unsigned char)value.p[first] & 0xC0) == 0x80)
            first++;
        return str_format(arena, "*" STR_FMT, STR_ARG(str_from(value, first)));
    }
    if (field == PF_MOBILE)
        return masked_middle(arena, value, 3, 4);
    if (field == PF_BANK_CARD)
        return masked_middle(arena, value, 0, 4);
    if (field == PF_ADDRESS || field == PF_BIRTH_PLACE)
        return str_format(arena, "****");
    return masked_middle(arena, value, 6, 4);
}

/* ---- names ---- */

/* The key of everybody with this name and day of birth; behind it stands the number of one of them, so that each has a row. */
static Str namesakes(const Store *store, Arena *arena, Str name, Day birth)
{
    Buf text = { .arena = arena };
    buf_text(&text, plain_name(arena, name));
    buf_i64(&text, birth.n);
    return key_of(store, arena, KEY_NAME, buf_str(&text));
}

bool identity_names(const Event *event)
{
    return event->kind == EVENT_PERSON_REGISTERED || event->kind == EVENT_RESTORED ||
           (event->kind == EVENT_PERSON_CELL && event->person_cell.field == PF_NAME) ||
           (event->kind == EVENT_PERSON_CHANGED && event->person_changed.what == F_BIRTH);
}

Str identity_name_key(const Store *store, Arena *arena, const Held *person)
{
    const PersonFacts *facts = person->facts;
    Str name = identity_value(person, PF_NAME, 0);
    Buf key = { .arena = arena };
    if (!facts || !facts->born.n || !name.n)
        return (Str){ 0 };
    buf_add(&key, namesakes(store, arena, name, facts->born));
    buf_i64(&key, person->id);
    return buf_str(&key);
}

Err identity_follow(Store *store, Arena *arena, const Held *person, Str before)
{
    Str after = identity_name_key(store, arena, person);
    if (str_eq(before, after))
        return OK;
    if (before.n)
        TRY(db_run(store->db, &KEY_DROP, VALS(val_i(KEY_NAME), val_b(before))));
    return after.n ? db_run(store->db, &KEY_PUT, VALS(val_i(KEY_NAME), val_b(after), val_i(person->id), val_i(0))) : OK;
}

Err identity_find_name(Store *store, Arena *arena, Str name, Day birth, size_t limit, int64_t **persons, size_t *count)
{
    Rows rows;
    Str key = namesakes(store, arena, name, birth);
    TRY(db_rows(store->db, arena, &KEY_PAGE, VALS(val_i(KEY_NAME), val_b(key), val_i((int64_t)limit)), &rows));
    *persons = arena_new(arena, int64_t, rows.count);
    for (*count = 0; *count < rows.count && str_starts(cell(&rows, *count, 0)->s, key); (*count)++)
        (*persons)[*count] = cell(&rows, *count, 1)->i;
    return OK;
}

static Err name_of(Store *store, Arena *arena, int64_t id, bool *missing)
{
    Work work = { .store = store, .arena = arena };
    Held *held = NULL;
    Rows rows;
    TRY(work_find(&work, SUBJECT_PERSON, id, &held));
    Str key = held ? identity_name_key(store, arena, held) : (Str){ 0 };
    *missing = false;
    if (!key.n)
        return OK;
    TRY(db_rows(store->db, arena, &KEY_GET, VALS(val_i(KEY_NAME), val_b(key)), &rows));
    *missing = !rows.count;
    return *missing ? identity_follow(store, arena, held, (Str){ 0 }) : OK;
}

/* The first few tell whether the rows are there: they came with all, or with none. */
static Err fill_names(Store *store, Arena *arena, bool *filled)
{
    enum { SAMPLE = 8, PEOPLE = 256 };
    for (int64_t id = 1; id <= store->bureau.persons && (*filled || id <= SAMPLE); id++) {
        bool missing = false;
        TRY(name_of(store, arena, id, &missing));
        *filled |= missing;
        if (id % PEOPLE == 0)
            arena_reset(arena);
    }
    return OK;
}

Err identity_fill(Store *store)
{
    Arena arena = arena_make((size_t)64 << 20);
    bool filled = false;
    Err err = db_begin(store->db);
    if (err == OK)
        err = fill_names(store, &arena, &filled);
    if (filled && err == OK)
        err = db_commit(store->db);
    db_rollback(store->db);
    arena_drop(&arena);
    return err;
}
