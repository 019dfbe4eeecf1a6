/* totp.c - see totp.h. Law: Cybersecurity Law article 21; GB/T 22239-2019, 8.1.4.1. */
#include "core/totp.h"
#include "base/require.h"
#include <liboath/oath.h>
#include <sodium.h>

/* salt, next: of the secret in use and of the one that is being set up. */
TABLE(totp, TABLE_OWN, 12, "name t, salt b, next b, since i, step i", "name", NULL)
SQL(TOTP_GET, "t", "tbbii", "SELECT name, salt, next, since, step FROM totp WHERE name = $1")
SQL(TOTP_PUT, "tbbii", "",
    "INSERT INTO totp (name, salt, next, since, step) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO UPDATE SET "
    "salt = excluded.salt, next = excluded.next, since = excluded.since, step = excluded.step")
SQL(TOTP_USED, "it", "", "UPDATE totp SET step = $1 WHERE name = $2")
SQL(TOTP_DROP, "t", "", "DELETE FROM totp WHERE name = $1")
SQL(TOTP_EPOCH, "i", "", "UPDATE totp SET step = $1 WHERE step < $1")

static int64_t step_of(Time at) { return at.s / TOTP_STEP_S; }

Err totp_find(Bureau *bureau, Arena *arena, Str name, Totp *out)
{
    Rows rows;
    *out = (Totp){ .name = name };
    TRY(db_rows(bureau->db, arena, &TOTP_GET, VALS(val_t(name)), &rows));
    if (rows.count)
        *out = (Totp){ .name = cell(&rows, 0, 0)->s,
                       .salt = cell(&rows, 0, 1)->s,
                       .next = cell(&rows, 0, 2)->s,
                       .since = { cell(&rows, 0, 3)->i },
                       .step = cell(&rows, 0, 4)->i };
    return OK;
}

static Err put(Bureau *bureau, const Totp *totp)
{
    return db_run(bureau->db, &TOTP_PUT,
                  VALS(val_t(totp->name), val_b(totp->salt), val_b(totp->next), val_i(totp->since.s), val_i(totp->step)));
}

Err totp_begin(Bureau *bureau, Arena *arena, Str name)
{
    Totp totp;
    uint8_t salt[TOTP_SALT];
    random_bytes(salt, sizeof salt);
    TRY(totp_find(bureau, arena, name, &totp));
    totp.next = (Str){ (const char *)salt, sizeof salt };
    return put(bureau, &totp);
}

static Err record(Bureau *bureau, Arena *arena, const Actor *actor, Str name, Time now)
{
    Event event = { .kind = EVENT_USER_TOTP, .at = now };
    event.user_totp.user = name;
    EntryDraft draft = { .at = now, .command = CMD_TOTP_RECORD, .role = (int)actor->role, .user = actor->user, .org = actor->org };
    return journal_append(&bureau->journal, arena, &draft, &event, 1);
}

Err totp_confirm(Bureau *bureau, Arena *arena, const Actor *actor, const Totp *shown, int64_t step, Time now)
{
    const Totp totp = { .name = shown->name, .salt = shown->next, .since = now, .step = step };
    TRY(record(bureau, arena, actor, totp.name, now));
    return put(bureau, &totp);
}

Err totp_used(Bureau *bureau, Str name, int64_t step) { return db_run(bureau->db, &TOTP_USED, VALS(val_i(step), val_t(name))); }
Err totp_drop(Bureau *bureau, Str name) { return db_run(bureau->db, &TOTP_DROP, VALS(val_t(name))); }
/* The next step's code is valid already: it may have been used too. */
Err totp_epoch(Bureau *bureau, Time now) { return db_run(bureau->db, &TOTP_EPOCH, VALS(val_i(step_of(now) + 1))); }

/* ---- secret and code ---- */

TotpSecret totp_secret(const Hash *secret, Arena *arena, Str name, Str salt)
{
    TotpSecret out;
    Buf what = { .arena = arena };
    buf_add(&what, S("secret of codes"));
    buf_text(&what, name);
    buf_text(&what, salt);
    Hash hash = hash_keyed(hash_str(secret), buf_str(&what));
    memcpy(out.b, hash.b, sizeof out.b);
    return out;
}

Str totp_base32(Arena *arena, Str bytes)
{
    enum { BITS = 5 };
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    Buf out = { .arena = arena };
    unsigned held = 0, bits = 0;
    for (size_t i = 0; i < bytes.n; i++) {
        held = (held << 8 | (uint8_t)bytes.p[i]) & 0xffff;
        for (bits += 8; bits >= BITS; bits -= BITS)
            buf_char(&out, letters[held >> (bits - BITS) & 31]);
    }
    if (bits)
        buf_char(&out, letters[held << (BITS - bits) & 31]);
    return buf_str(&out);
}

/* As Key URI Format of the apps has it: issuer and name escaped byte by byte. */
static void escaped(Buf *out, Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_';
        if (plain)
            buf_char(out, c);
        else
            buf_format(out, "%%%02X", (uint8_t)c);
    }
}

Str totp_address(Arena *arena, const TotpSecret *secret, Str issuer, Str name)
{
    Buf out = { .arena = arena };
    buf_add(&out, S("otpauth://totp/"));
    escaped(&out, issuer);
    buf_char(&out, ':');
    escaped(&out, name);
    buf_add(&out, S("?secret="));
    buf_add(&out, totp_base32(arena, (Str){ (const char *)secret->b, sizeof secret->b }));
    buf_add(&out, S("&issuer="));
    escaped(&out, issuer);
    return buf_str(&out);
}

Str totp_code(Arena *arena, const TotpSecret *secret, Time at)
{
    char *digits = arena_take(arena, TOTP_DIGITS + 1);
    /* Refused only for want of memory or a wrong length: then nobody can be let in. */
    require(oath_totp_generate((const char *)secret->b, sizeof secret->b, at.s, TOTP_STEP_S, OATH_TOTP_DEFAULT_START_TIME,
                               TOTP_DIGITS, digits) == OATH_OK);
    return (Str){ digits, TOTP_DIGITS };
}

bool totp_fits(Arena *arena, const TotpSecret *secret, Str code, Time now, int64_t last, int64_t *step)
{
    bool fits = false;
    for (int64_t at = step_of(now) - 1; at <= step_of(now) + 1; at++) {
        Str right = totp_code(arena, secret, (Time){ at * TOTP_STEP_S });
        if (code.n == right.n && !sodium_memcmp(code.p, right.p, right.n) && at > last && !fits) {
            fits = true;
            *step = at;
        }
    }
    return fits;
}
