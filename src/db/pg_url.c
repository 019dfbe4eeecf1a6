/* pg_url.c - "postgres://...?schema=NAME" or "postgresql:key=value ... schema=NAME": the schema is our own
 * parameter, libpq would refuse it. */
#include "db/pg.h"

static bool schema_name(Str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool letter = (c >= 'a' && c <= 'z') || c == '_';
        if (!letter && !(i && c >= '0' && c <= '9'))
            return false;
    }
    return name.n > 0 && name.n < 64 && !str_starts(name, S("pg_"));
}

/* Moves "schema=..." from the parts of `from` (separated by `at`, not inside quotes) to *schema and copies
 * the rest. false if it is given twice. */
static bool take_schema(Str from, char at, Buf *rest, Str *schema)
{
    bool quoted = false;
    for (size_t start = 0, i = 0; i <= from.n; i++) {
        bool escaped = i && at == ' ' && from.p[i - 1] == '\\';
        if (i < from.n && at == ' ' && from.p[i] == '\'' && !escaped)
            quoted = !quoted;
        if (i < from.n && (from.p[i] != at || quoted))
            continue;
        Str part = { from.p + start, i - start };
        start = i + 1;
        if (str_starts(part, S("schema="))) {
            if (schema->p)
                return false;
            *schema = str_from(part, 7);
            if (!schema->p)
                return false;
        } else if (part.n) {
            if (rest->n && rest->p[rest->n - 1] != '?' && rest->p[rest->n - 1] != at)
                buf_char(rest, at);
            buf_add(rest, part);
        }
    }
    return true;
}

bool pg_url_read(Arena *arena, Str url, PgUrl *out)
{
    if (!str_utf8(url))
        return false;
    Buf rest = { .arena = arena };
    Str schema = { 0 };
    bool uri = str_starts(url, S("postgres://")) || str_starts(url, S("postgresql://"));
    if (uri) {
        Str query = url, head = str_cut(&query, '?');
        buf_add(&rest, head);
        buf_char(&rest, '?');
        if (query.p && !take_schema(query, '&', &rest, &schema))
            return false;
    } else if (!str_starts(url, S("postgresql:")) || !take_schema(str_from(url, 11), ' ', &rest, &schema)) {
        return false;
    }
    if (!schema_name(schema))
        return false;
    *out = (PgUrl){ str_z(arena, buf_str(&rest)), str_z(arena, schema) };
    return true;
}
