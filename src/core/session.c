/* session.c - see session.h. */
#include "core/session.h"

TABLE(session, TABLE_OWN, 9,
      "hash b, name t, role i, person i, username t, org t, acts_for i, began i, seen i, ends i, idle i, agent t", "hash",
      "name hash; ends hash")
#define COLUMNS "hash, name, role, person, username, org, acts_for, began, seen, ends, idle, agent"
SQL(SESSION_PUT, "btiittiiiiit", "", "INSERT INTO session (" COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
SQL(SESSION_GET, "b", "btiittiiiiit", "SELECT " COLUMNS " FROM session WHERE hash = $1")
SQL(SESSION_LIST, "t", "btiittiiiiit", "SELECT " COLUMNS " FROM session WHERE name = $1 ORDER BY seen DESC, began DESC, hash")
SQL(SESSION_SEEN, "ib", "", "UPDATE session SET seen = $1 WHERE hash = $2 AND seen < $1")
SQL(SESSION_ACT, "iib", "", "UPDATE session SET role = $1, acts_for = $2 WHERE hash = $3")
SQL(SESSION_END, "tb", "", "DELETE FROM session WHERE name = $1 AND hash = $2")
SQL(SESSION_END_ALL, "t", "", "DELETE FROM session WHERE name = $1")
SQL(SESSION_SWEEP, "i", "", "DELETE FROM session WHERE ends < $1")

enum { SECRET_BYTES = 32, AGENT_MAX = 120, SWEEP_AFTER = 7 * 86400 };

SessionLimits session_limits(Role role)
{
    return role_in(R_SELF | R(ONLINE), role) ? (SessionLimits){ 30 * 60, INT64_C(12) * 3600 }
                                             : (SessionLimits){ 15 * 60, INT64_C(8) * 3600 };
}

Str session_secret(Arena *arena)
{
    uint8_t bytes[SECRET_BYTES];
    random_bytes(bytes, sizeof bytes);
    return str_hex(arena, (Str){ (const char *)bytes, sizeof bytes });
}

static Str secret_hash(Arena *arena, Str secret)
{
    Hash hash = hash_of(secret);
    return str_copy(arena, hash_str(&hash));
}

static Str text(Str given) { return given.p ? given : S(""); }

/* What a browser says of itself is shown to its owner: cut, and plain letters alone. */
static Str agent_cut(Arena *arena, Str agent)
{
    Buf out = { .arena = arena };
    for (size_t i = 0; i < agent.n && i < AGENT_MAX; i++)
        buf_char(&out, agent.p[i] >= 0x20 && agent.p[i] < 0x7f ? agent.p[i] : '?');
    return text(buf_str(&out));
}

static Session session_row(const Rows *rows, size_t i)
{
    return (Session){ .hash = cell(rows, i, 0)->s,
                      .name = cell(rows, i, 1)->s,
                      .actor = { .role = (Role)cell(rows, i, 2)->i,
                                 .person = cell(rows, i, 3)->i,
                                 .user = cell(rows, i, 4)->s,
                                 .org = cell(rows, i, 5)->s },
                      .acts_for = cell(rows, i, 6)->i,
                      .began = { cell(rows, i, 7)->i },
                      .seen = { cell(rows, i, 8)->i },
                      .agent = cell(rows, i, 11)->s };
}

static bool is_live(const Rows *rows, size_t i, Time now)
{
    return now.s <= cell(rows, i, 9)->i && now.s <= cell(rows, i, 8)->i + cell(rows, i, 10)->i;
}

/* Whoever begins one more than is allowed ends the one that was used longest ago. */
static Err make_room(Bureau *bureau, Arena *arena, Str name)
{
    Rows rows;
    TRY(db_rows(bureau->db, arena, &SESSION_LIST, VALS(val_t(name)), &rows));
    for (size_t i = SESSIONS_MAX - 1; i < rows.count; i++)
        TRY(session_end(bureau, name, cell(&rows, i, 0)->s));
    return OK;
}

Err session_begin(Bureau *bureau, Arena *arena, Str secret, const Session *session, Time now)
{
    SessionLimits limits = session_limits(session->actor.role);
    const Actor *actor = &session->actor;
    TRY(db_run(bureau->db, &SESSION_SWEEP, VALS(val_i(now.s - SWEEP_AFTER))));
    TRY(make_room(bureau, arena, session->name));
    return db_run(bureau->db, &SESSION_PUT,
                  VALS(val_b(secret_hash(arena, secret)), val_t(session->name), val_i(actor->role), val_i(actor->person),
                       val_t(text(actor->user)), val_t(text(actor->org)), val_i(session->acts_for), val_i(now.s), val_i(now.s),
                       val_i(now.s + limits.whole_s), val_i(limits.idle_s), val_t(agent_cut(arena, session->agent))));
}

Err session_find(Bureau *bureau, Arena *arena, Str secret, Time now, Session *out, bool *live)
{
    Rows rows;
    *out = (Session){ 0 };
    *live = false;
    if (secret.n != SESSION_SECRET)
        return OK;
    TRY(db_rows(bureau->db, arena, &SESSION_GET, VALS(val_b(secret_hash(arena, secret))), &rows));
    if (!rows.count)
        return OK;
    *out = session_row(&rows, 0);
    *live = is_live(&rows, 0, now);
    return OK;
}

Err session_seen(Bureau *bureau, Str hash, Time now) { return db_run(bureau->db, &SESSION_SEEN, VALS(val_i(now.s), val_b(hash))); }

Err session_act(Bureau *bureau, Str hash, Role role, int64_t acts_for)
{
    return db_run(bureau->db, &SESSION_ACT, VALS(val_i(role), val_i(acts_for), val_b(hash)));
}

Err session_list(Bureau *bureau, Arena *arena, Str name, Time now, Session **out, size_t *count)
{
    Rows rows;
    TRY(db_rows(bureau->db, arena, &SESSION_LIST, VALS(val_t(name)), &rows));
    *out = arena_new(arena, Session, rows.count);
    *count = 0;
    for (size_t i = 0; i < rows.count; i++)
        if (is_live(&rows, i, now))
            (*out)[(*count)++] = session_row(&rows, i);
    return OK;
}

Err session_end(Bureau *bureau, Str name, Str hash) { return db_run(bureau->db, &SESSION_END, VALS(val_t(name), val_b(hash))); }
Err session_end_all(Bureau *bureau, Str name) { return db_run(bureau->db, &SESSION_END_ALL, VALS(val_t(name))); }
