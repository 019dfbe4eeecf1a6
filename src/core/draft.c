/* draft.c - see draft.h. */
#include "core/draft.h"

TABLE(draft, TABLE_OWN, 6, "owner b, form t, fields b, at i, until i", "owner, form", "until owner")
SQL(DRAFT_PUT, "btbii", "",
    "INSERT INTO draft (owner, form, fields, at, until) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (owner, form) DO UPDATE SET "
    "fields = excluded.fields, at = excluded.at, until = excluded.until")
SQL(DRAFT_GET, "bti", "b", "SELECT fields FROM draft WHERE owner = $1 AND form = $2 AND until >= $3")
SQL(DRAFT_LIST, "b", "tb", "SELECT form, fields FROM draft WHERE owner = $1 ORDER BY at DESC, form")
SQL(DRAFT_DROP, "bt", "", "DELETE FROM draft WHERE owner = $1 AND form = $2")
SQL(DRAFT_DROP_ALL, "b", "", "DELETE FROM draft WHERE owner = $1")
SQL(DRAFT_SWEEP, "i", "", "DELETE FROM draft WHERE until < $1")

enum { DAY_SECONDS = 86400 };

Str draft_owner(Bureau *bureau, Arena *arena, bool signed_in, Str name)
{
    Buf what = { .arena = arena };
    buf_add(&what, signed_in ? S("draft of a login") : S("draft of a browser"));
    buf_text(&what, name);
    Hash hash = hash_keyed(hash_str(&bureau->store.secret), buf_str(&what));
    return str_copy(arena, hash_str(&hash));
}

Err draft_keep(Bureau *bureau, Arena *arena, Str owner, Str form, Str fields, Time now)
{
    Rows rows;
    if (fields.n > DRAFT_BYTES_MAX)
        return OK;
    TRY(db_run(bureau->db, &DRAFT_SWEEP, VALS(val_i(now.s))));
    TRY(db_run(bureau->db, &DRAFT_PUT,
               VALS(val_b(owner), val_t(form), val_b(fields), val_i(now.s), val_i(now.s + (int64_t)DRAFT_DAYS * DAY_SECONDS))));
    TRY(db_rows(bureau->db, arena, &DRAFT_LIST, VALS(val_b(owner)), &rows));
    for (size_t i = DRAFTS_MAX; i < rows.count; i++)
        TRY(draft_drop(bureau, owner, cell(&rows, i, 0)->s));
    return OK;
}

Err draft_find(Bureau *bureau, Arena *arena, Str owner, Str form, Time now, Str *fields)
{
    Rows rows;
    TRY(db_rows(bureau->db, arena, &DRAFT_GET, VALS(val_b(owner), val_t(form), val_i(now.s)), &rows));
    *fields = rows.count ? cell(&rows, 0, 0)->s : (Str){ 0 };
    return OK;
}

Err draft_drop(Bureau *bureau, Str owner, Str form) { return db_run(bureau->db, &DRAFT_DROP, VALS(val_b(owner), val_t(form))); }

Err draft_move(Bureau *bureau, Arena *arena, Str from, Str to, Time now)
{
    Rows rows;
    TRY(db_rows(bureau->db, arena, &DRAFT_LIST, VALS(val_b(from)), &rows));
    for (size_t i = 0; i < rows.count; i++)
        TRY(draft_keep(bureau, arena, to, cell(&rows, i, 0)->s, cell(&rows, i, 1)->s, now));
    return rows.count ? db_run(bureau->db, &DRAFT_DROP_ALL, VALS(val_b(from))) : OK;
}
