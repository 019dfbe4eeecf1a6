/* token.c - see token.h. */
#include "core/token.h"

TABLE(token, TABLE_OWN, 1, "hash b, role i, person i, username t, org t", "hash", NULL)
SQL(TOKEN_PUT, "biitt", "",
    "INSERT INTO token (hash, role, person, username, org) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING")
SQL(TOKEN_GET, "b", "iitt", "SELECT role, person, username, org FROM token WHERE hash = $1")
SQL(TOKEN_DROP, "b", "", "DELETE FROM token WHERE hash = $1")

enum { TOKEN_BYTES = 24 };

static Str token_hash(Arena *arena, Str token)
{
    Hash hash = hash_of(token);
    return str_copy(arena, hash_str(&hash));
}

Err token_new(Bureau *bureau, Arena *arena, const Actor *actor, Str seed, Str *token)
{
    uint8_t bytes[HASH_BYTES];
    if (seed.n) {
        Hash hash = hash_keyed(hash_str(&bureau->store.secret), seed);
        memcpy(bytes, hash.b, sizeof bytes);
    } else {
        random_bytes(bytes, sizeof bytes);
    }
    *token = str_format(arena, "%s_" STR_FMT, choice_code(SET_ROLE, actor->role),
                        STR_ARG(str_hex(arena, (Str){ (char *)bytes, TOKEN_BYTES })));
    return db_run(
        bureau->db, &TOKEN_PUT,
        VALS(val_b(token_hash(arena, *token)), val_i(actor->role), val_i(actor->person), val_t(actor->user), val_t(actor->org)));
}

Err token_find(Bureau *bureau, Arena *arena, Str token, Actor *actor)
{
    Rows rows;
    *actor = (Actor){ 0 };
    TRY(db_rows(bureau->db, arena, &TOKEN_GET, VALS(val_b(token_hash(arena, token))), &rows));
    if (rows.count)
        *actor = (Actor){ .role = (Role)cell(&rows, 0, 0)->i,
                          .person = cell(&rows, 0, 1)->i,
                          .user = cell(&rows, 0, 2)->s,
                          .org = cell(&rows, 0, 3)->s };
    return OK;
}

Err token_revoke(Bureau *bureau, Arena *arena, Str token, bool *was)
{
    Actor actor;
    TRY(token_find(bureau, arena, token, &actor));
    *was = actor.role != 0;
    return db_run(bureau->db, &TOKEN_DROP, VALS(val_b(token_hash(arena, token))));
}
