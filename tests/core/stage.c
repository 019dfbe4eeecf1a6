/* stage.c - see stage.h. */
#include "stage.h"
#include "base/require.h"
#include "ident/ident.h"

Hash stage_facts(City *city)
{
    Hash hash = { 0 };
    Arena scratch = arena_make((size_t)256 << 20);
    for (const Table *table = table_first(); table; table = table->next) {
        Str text = { 0 };
        if (table->kind == TABLE_OWN || str_is(str(table->name), "entry") || str_is(str(table->name), "idem"))
            continue;
        if (db_begin(city->bureau.db) != OK || db_dump_table(city->bureau.db, &scratch, table->name, &text) != OK)
            test_fail(__FILE__, __LINE__, "no dump of %s: %s", table->name, db_error(city->bureau.db));
        db_rollback(city->bureau.db);
        hash = hash_keyed(hash_str(&hash), text);
        arena_reset(&scratch);
    }
    arena_drop(&scratch);
    return hash;
}

Str stage_ssn(Arena *arena, int n)
{
    Day today = { 20000 };
    for (int check = 0; check < 11; check++) {
        Str text = str_format(arena, "330106199%d%02d%02d%03d%c", n / 336000 % 10, n / 28000 % 12 + 1, n / 1000 % 28 + 1, n % 1000,
                              "0123456789X"[check]);
        if (ident_check(IDENT_SSN, text, today).valid)
            return text;
    }
    require(false);
    return (Str){ 0 };
}

const char *stage_floor(Arena *arena, const char *from, int64_t fen)
{
    size_t count = 0;
    Str text = { 0 };
    const PolicyFile *files = policy_builtin_files(&count);
    for (size_t i = 0; i < count; i++)
        text = str_is(files[i].name, "330100.yaml") ? files[i].text : text;
    long at = str_find(text, S("    pension_cap_fen:\n")); /* the list of the floors ends there */
    require(at > 0);
    Json json = json_make(arena);
    json_open(&json, '{');
    json_put(&json, "region", S("330100"));
    json_put(&json, "text",
             str_format(arena,
                        STR_FMT "      - {from: %s, value: %lld, reference: 浙人社发〔2025〕12号, status: final, "
                                "correction: 浙人社发〔2025〕12号}\n" STR_FMT,
                        STR_ARG(str_head(text, (size_t)at)), from, (long long)fen, STR_ARG(str_from(text, (size_t)at))));
    json_close(&json, '}');
    return str_z(arena, json_str(&json));
}

Str good_value(Arena *arena, Field field)
{
    const FieldRow *row = field_row(field);
    const char *word = row->set ? choice_set(row->set)->items[0].code : "";
    switch (row->type) {
    case TYPE_PERSON:
        return S("\"330106199003078817\"");
    case TYPE_TEXT:
        return S("\"1\"");
    case TYPE_DAY:
    case TYPE_START:
    case TYPE_END:
        return S("\"2025-01-10\"");
    case TYPE_MONTH:
        return S("\"2025-01\"");
    case TYPE_INT:
    case TYPE_FEN:
        return S("1");
    case TYPE_BOOL:
        return S("true");
    case TYPE_CHOICE:
        return str_format(arena, "\"%s\"", word);
    case TYPE_CHOICES:
        return str_format(arena, "[\"%s\"]", word);
    case TYPE_REGION:
        return S("\"330100\"");
    case TYPE_BYTES:
        return S("\"QUJD\"");
    case TYPE_TEXTS:
        return S("[\"1\"]");
    case TYPE_PAIRS:
        return S("{\"mobile\":\"1\"}");
    case TYPE_EVIDENCE:
        return S("[{\"kind\":\"id-card\"}]");
    case TYPE_LINES:
        return S("[{\"ssn\":\"330106199003078817\",\"wage_fen\":1}]");
    }
    return (Str){ 0 };
}

Str good_args(Arena *arena, const CatalogueRow *row, Field field, const char *instead)
{
    Buf buf = { .arena = arena };
    buf_char(&buf, '{');
    for (int i = 0; i < row->count; i++) {
        buf_format(&buf, "%s\"%s\":", i ? "," : "", field_row(row->fields[i])->name);
        buf_add(&buf, instead && row->fields[i] == field ? str(instead) : good_value(arena, row->fields[i]));
    }
    buf_char(&buf, '}');
    return buf_str(&buf);
}

Str good_actor(Arena *arena, unsigned roles)
{
    static const struct {
        Role role;
        const char *user, *org;
    } actors[] = {
        { ROLE_CLERK, "w1", "office" },    { ROLE_CENTRE, "c1", "centre" },  { ROLE_BANK, "b1", "B01" },
        { ROLE_HOSPITAL, "h1", "H01" },    { ROLE_AGENCY, "g1", "A01" },     { ROLE_UNIT, "u1", "91330106MA27XK3D59" },
        { ROLE_FACTORY, "f1", "factory" }, { ROLE_ADMIN, "root", "office" }, { ROLE_REVIEWER, "r1", "office" },
        { ROLE_TAX, "t1", "tax" },         { ROLE_JOB, "job", "office" },    { ROLE_AUDITOR, "a1", "audit" },
        { ROLE_HOLDER, "1", "" },
    };
    for (size_t i = 0; i < sizeof actors / sizeof *actors; i++)
        if (role_in(roles, actors[i].role))
            return str_format(arena, "{\"role\":\"%s\",\"user\":\"%s\",\"org\":\"%s\"}", choice_code(SET_ROLE, actors[i].role),
                              actors[i].user, actors[i].org);
    require(false);
    return (Str){ 0 };
}
