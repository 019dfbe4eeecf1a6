/* query_find.c - desk.find: what somebody at a desk types into one box, as whatever it can be: a number of identity, a card,
 * a case or another number of the bureau, an organisation, or a name with a day of birth. The answer names numbers and
 * organisations, nothing of a person: who follows it looks at a record, and that look is recorded as any other. */
#include "core/list.h"
#include "registry/names.h"
#include <string.h>

enum { FOUND_MAX = 20, NAME_POINTS_MIN = 2 };

typedef struct {
    Query *query;
    Str text;  /* as typed, without blanks around it */
    Str upper; /* the same in capitals, as numbers are kept */
    int64_t seen[FOUND_MAX];
    size_t persons, count;
    bool more;
} Finding;

static bool room(Finding *f)
{
    f->more |= f->count == FOUND_MAX;
    f->count += !f->more;
    return !f->more;
}

/* ---- people ---- */

/* Once, whatever led there; not who was only given a grant and never registered. */
static Err put_person(Finding *f, int64_t id)
{
    PersonFacts *person = NULL;
    for (size_t i = 0; i < f->persons; i++)
        if (f->seen[i] == id)
            return OK;
    TRY(work_person(&f->query->loaded.work, id, &person));
    if (!id || !person || !person->registered.n || id_is_office(id) || !room(f))
        return OK;
    f->seen[f->persons++] = id;
    json_open(f->query->data, '{');
    json_put(f->query->data, "kind", S("person"));
    json_put_int(f->query->data, "person", id);
    json_close(f->query->data, '}');
    return OK;
}

static Err by_identity(Finding *f, Str number)
{
    Store *store = &f->query->bureau->store;
    int64_t person = 0, card = 0;
    TRY(identity_find(store, f->query->arena, number, &person));
    TRY(put_person(f, person));
    TRY(identity_find_bank_card(store, f->query->arena, number, &person, &card));
    return put_person(f, person);
}

/* As typed, and as the kind of number that it most probably is would be written. */
static Err people_by_number(Finding *f)
{
    Query *query = f->query;
    Store *store = &query->bureau->store;
    static const ThingKind kinds[] = { THING_CARD_NO, THING_CARD_ID };
    IdentKind kind = ident_guess(f->text, time_day(query->now));
    TRY(by_identity(f, f->text));
    TRY(by_identity(f, f->upper));
    if (kind) {
        IdentResult number = ident_check(kind, f->text, time_day(query->now));
        if (number.valid)
            TRY(by_identity(f, str_copy(query->arena, ident_text(&number))));
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        int64_t person = 0, n = 0;
        TRY(store_thing(store, query->arena, kinds[i], f->text, &person, &n));
        if (!person)
            TRY(store_thing(store, query->arena, kinds[i], f->upper, &person, &n));
        TRY(put_person(f, person));
    }
    return OK;
}

/* The bureau's own numbers of people, and of what belongs to one: "17", "K17-1". */
static Err people_by_own_number(Finding *f)
{
    static const char letters[] = "KJTRNGY";
    int64_t person = 0, n = 0;
    if (str_int(f->text, &n) && n > 0 && n <= f->query->bureau->store.bureau.persons)
        TRY(put_person(f, n));
    for (const char *letter = letters; *letter; letter++)
        if (number_read_person(f->upper, *letter, &person, &n))
            TRY(put_person(f, person));
    if (number_read(f->upper, 'X', &n)) {
        Held *held = NULL;
        TRY(work_find(&f->query->loaded.work, SUBJECT_CONTRACT, n, &held));
        if (held)
            TRY(put_person(f, ((const ContractFacts *)held->facts)->person));
    }
    return OK;
}

/* ---- a name with a day of birth ---- */

/* How many bytes at the end of the text belong to a date: digits and what people write between them. */
static size_t date_bytes(Str text)
{
    static const char *const parts[] = { "年", "月", "日", "-", "/", ".", " " };
    size_t n = text.n;
    for (;;) {
        Str head = str_head(text, n);
        size_t cut = n && head.p[n - 1] >= '0' && head.p[n - 1] <= '9';
        for (size_t i = 0; i < sizeof parts / sizeof *parts && !cut; i++)
            cut = str_ends(head, str(parts[i])) ? strlen(parts[i]) : 0;
        if (!cut)
            return text.n - n;
        n -= cut;
    }
}

/* "1985-03-12", "1985年3月12日", "19850312". */
static bool date_read(Arena *arena, Str text, Day *out)
{
    int64_t parts[3] = { 0 };
    size_t count = 0, digits = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool digit = text.p[i] >= '0' && text.p[i] <= '9', begins = digit && (!i || text.p[i - 1] < '0' || text.p[i - 1] > '9');
        if (begins && count++ == 3)
            return false;
        digits += digit;
        if (digits > sizeof "19850312" - 1)
            return false;
        if (digit)
            parts[count - 1] = parts[count - 1] * 10 + (text.p[i] - '0');
    }
    if (count == 1 && digits == sizeof "19850312" - 1) {
        parts[2] = parts[0] % 100;
        parts[1] = parts[0] / 100 % 100;
        parts[0] /= 10000;
    } else if (count != 3) {
        return false;
    }
    Str said = str_format(arena, "%04lld-%02lld-%02lld", (long long)parts[0], (long long)parts[1], (long long)parts[2]);
    return day_read(said, out);
}

static bool has_digit(Str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9')
            return true;
    return false;
}

/* *alone: it may be a name, and nothing says when its bearer was born. */
static Err people_by_name(Finding *f, bool *alone)
{
    Query *query = f->query;
    size_t date = date_bytes(f->text), count = 0;
    Str name = str_trim(str_head(f->text, f->text.n - date));
    int64_t *persons = NULL;
    Day birth;
    *alone = !has_digit(f->text) && str_points(f->text) >= NAME_POINTS_MIN;
    if (!name.n || !date_read(query->arena, str_from(f->text, f->text.n - date), &birth))
        return OK;
    TRY(identity_find_name(&query->bureau->store, query->arena, name, birth, FOUND_MAX + 1, &persons, &count));
    for (size_t i = 0; i < count; i++)
        TRY(put_person(f, persons[i]));
    return OK;
}

/* ---- cases ---- */

static Err cases(Finding *f)
{
    int64_t person = 0, n = 0;
    PersonFacts *facts = NULL;
    if (!number_read_person(f->upper, 'C', &person, &n))
        return OK;
    TRY(work_person(&f->query->loaded.work, person, &facts));
    if (!facts || n > facts->next_case || !room(f))
        return OK;
    json_open(f->query->data, '{');
    json_put(f->query->data, "kind", S("case"));
    json_put(f->query->data, "case", f->upper);
    json_close(f->query->data, '}');
    return OK;
}

/* ---- organisations ---- */

static void put_organisation(Finding *f, const char *kind, const char *key, Str code, Str name)
{
    if (!room(f))
        return;
    json_open(f->query->data, '{');
    json_put_word(f->query->data, "kind", kind);
    json_put(f->query->data, key, code);
    json_put(f->query->data, "name", name);
    json_close(f->query->data, '}');
}

/* A piece of a name; nobody finds everything that has one character in it. */
static bool names(const Finding *f, Str name)
{
    return str_points(f->text) >= NAME_POINTS_MIN &&
           str_find(str_lower(f->query->arena, name), str_lower(f->query->arena, f->text)) >= 0;
}

static Err unit_put(Finding *f, int64_t id, bool by_name)
{
    Query *query = f->query;
    Rows rows;
    UnitFacts unit;
    size_t mark = arena_mark(query->arena);
    TRY(store_units(&query->bureau->store, query->arena, id, id, &rows));
    if (rows.count && !unit_read(cell(&rows, 0, 1)->s, &unit))
        return ERR_BUSY;
    if (rows.count && (!by_name || names(f, FACT_STR(unit.name))))
        put_organisation(f, "unit", "credit_code", FACT_STR(unit.credit_code), FACT_STR(unit.name));
    else /* what was written lies in the same arena */
        arena_back(query->arena, mark);
    return OK;
}

static Err units(Finding *f)
{
    Query *query = f->query;
    Store *store = &query->bureau->store;
    int64_t owner = 0, n = 0;
    TRY(store_thing(store, query->arena, THING_CREDIT_CODE, f->upper, &owner, &n));
    if (owner)
        return unit_put(f, owner, false);
    if (f->count) /* a number or a person: nobody's name has it */
        return OK;
    NameSearch search = names_search(store, query->arena, f->text);
    do {
        TRY(names_next(&search, owner + 1, &owner));
        if (owner)
            TRY(unit_put(f, owner, true));
    } while (owner && !f->more);
    return OK;
}

static Err institutions(Finding *f)
{
    Query *query = f->query;
    InstitutionFacts *places = NULL;
    size_t count = 0;
    TRY(store_institutions(&query->bureau->store, query->arena, &places, &count));
    for (size_t i = 0; i < count; i++) {
        bool same = str_eq(FACT_STR(places[i].code), f->text) || str_eq(FACT_STR(places[i].code), f->upper);
        if (same || (!f->persons && names(f, FACT_STR(places[i].name))))
            put_organisation(f, "institution", "institution", FACT_STR(places[i].code), FACT_STR(places[i].name));
    }
    return OK;
}

static Str capitals(Arena *arena, Str text)
{
    Str out = str_copy(arena, text);
    char *p = (char *)(uintptr_t)out.p;
    for (size_t i = 0; i < out.n; i++)
        if (p[i] >= 'a' && p[i] <= 'z')
            p[i] = (char)(p[i] - 'a' + 'A');
    return out;
}

Err query_desk_find(Query *query)
{
    Str text = str_trim(arg_str(&query->command, F_TEXT));
    Finding f = { .query = query, .text = text, .upper = capitals(query->arena, text) };
    bool alone = false;
    if (!text.n)
        return refuse(&query->why, ERR_BAD_FIELD, "text", "请输入要找的号码、名称或业务编号。",
                      "Type the number, the name or the case that you look for.");
    json_key(query->data, "items");
    json_open(query->data, '[');
    TRY(people_by_number(&f));
    TRY(people_by_own_number(&f));
    TRY(cases(&f));
    TRY(people_by_name(&f, &alone));
    TRY(units(&f));
    TRY(institutions(&f));
    json_close(query->data, ']');
    json_put_bool(query->data, "more", f.more);
    json_put_bool(query->data, "needs_birth", alone);
    return OK;
}
