/* login.c - see login.h. Law: Personal Information Protection Law article 51; Cybersecurity Law article 21. */
#include "core/login.h"
#include "core/session.h"
#include "core/totp.h"
#include "ident/ident.h"

#define LOGIN_COLUMNS \
    "name, role, person, username, org, password, grant_n, grant_at, grant_used, set_at, waits, proposal, proposer, proposed_by, " \
    "proposed_at"
#define LOGIN_TYPED \
    "name t, role i, person i, username t, org t, password b, grant_n i, grant_at i, grant_used i, set_at i, waits i, " \
    "proposal i, proposer i, proposed_by t, proposed_at i"
TABLE(login, TABLE_OWN, 10, LOGIN_TYPED, "name", NULL)
SQL(LOGIN_GET, "t", "tiittbiiiiiiiti", "SELECT " LOGIN_COLUMNS " FROM login WHERE name = $1")
SQL(LOGIN_USERS, "ti", "tiittbiiiiiiiti",
    "SELECT " LOGIN_COLUMNS " FROM login WHERE name > $1 AND person = 0 AND role > 0 ORDER BY name LIMIT $2")
SQL(LOGIN_PUT, "tiittbiiiiiiiti", "",
    "INSERT INTO login (" LOGIN_COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) "
    "ON CONFLICT (name) DO UPDATE SET role = excluded.role, person = excluded.person, "
    "username = excluded.username, org = excluded.org, password = excluded.password, "
    "grant_n = excluded.grant_n, grant_at = excluded.grant_at, grant_used = excluded.grant_used, set_at = excluded.set_at, "
    "waits = excluded.waits, proposal = excluded.proposal, proposer = excluded.proposer, "
    "proposed_by = excluded.proposed_by, proposed_at = excluded.proposed_at")
SQL(LOGIN_REHASH, "bt", "", "UPDATE login SET password = $1 WHERE name = $2")

Str login_of_person(Arena *arena, int64_t person) { return str_format(arena, "#%lld", (long long)person); }

Err login_name(Bureau *bureau, Arena *arena, Str typed, Time now, Str *name)
{
    IdentResult ident = ident_check(IDENT_SSN, typed, time_day(now));
    int64_t person = 0;
    *name = str_starts(typed, S("#")) ? (Str){ 0 } : str_lower(arena, typed);
    if (!ident.valid)
        return OK;
    TRY(identity_find(&bureau->store, arena, str_copy(arena, ident_text(&ident)), &person));
    *name = person ? login_of_person(arena, person) : (Str){ 0 };
    return OK;
}

static Login login_row(const Rows *rows, size_t i)
{
    Login login = { .name = cell(rows, i, 0)->s,
                    .actor = { .role = (Role)cell(rows, i, 1)->i,
                               .person = cell(rows, i, 2)->i,
                               .user = cell(rows, i, 3)->s,
                               .org = cell(rows, i, 4)->s },
                    .grant = cell(rows, i, 6)->i,
                    .granted = { cell(rows, i, 7)->i },
                    .grant_used = cell(rows, i, 8)->i != 0,
                    .set = { cell(rows, i, 9)->i },
                    .waits = (LoginWaits)cell(rows, i, 10)->i,
                    .proposal = cell(rows, i, 11)->i,
                    .proposer = cell(rows, i, 12)->i,
                    .proposed_by = cell(rows, i, 13)->s,
                    .proposed = { cell(rows, i, 14)->i } };
    login.has_password = password_read(cell(rows, i, 5)->s, &login.password);
    return login;
}

Err login_find(Bureau *bureau, Arena *arena, Str name, Login *out, bool *found)
{
    Rows rows;
    TRY(db_rows(bureau->db, arena, &LOGIN_GET, VALS(val_t(name)), &rows));
    *found = rows.count > 0;
    *out = rows.count ? login_row(&rows, 0) : (Login){ .name = name };
    return OK;
}

Err login_users(Bureau *bureau, Arena *arena, Str after, int limit, Login **out, size_t *count)
{
    Rows rows;
    TRY(db_rows(bureau->db, arena, &LOGIN_USERS, VALS(val_t(after.n ? after : S("")), val_i(limit)), &rows));
    *out = arena_new(arena, Login, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        (*out)[i] = login_row(&rows, i);
    *count = rows.count;
    return OK;
}

static Str text_or_empty(Str text) { return text.p ? text : S(""); }

Err login_put(Bureau *bureau, const Login *login)
{
    uint8_t room[PASSWORD_FORM];
    Str form = login->has_password ? password_form(&login->password, room) : S("");
    return db_run(bureau->db, &LOGIN_PUT,
                  VALS(val_t(login->name), val_i(login->actor.role), val_i(login->actor.person),
                       val_t(text_or_empty(login->actor.user)), val_t(text_or_empty(login->actor.org)), val_b(form),
                       val_i(login->grant), val_i(login->granted.s), val_i(login->grant_used), val_i(login->set.s),
                       val_i(login->waits), val_i(login->proposal), val_i(login->proposer),
                       val_t(text_or_empty(login->proposed_by)), val_i(login->proposed.s)));
}

Err login_rehash(Bureau *bureau, Str name, const PasswordHash *password)
{
    uint8_t room[PASSWORD_FORM];
    return db_run(bureau->db, &LOGIN_REHASH, VALS(val_b(password_form(password, room)), val_t(name)));
}

/* ---- grants ---- */

/* Letters and digits that nobody takes for another (Crockford's): twelve of them are sixty bits, one part of a user's forty. */
static void code_put(Buf *out, const Hash *secret, Str number, int from, int until)
{
    static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    Buf what = { .arena = out->arena };
    buf_add(&what, S("code of a grant"));
    buf_text(&what, number);
    Hash hash = hash_keyed(hash_str(secret), buf_str(&what));
    for (int i = from; i < until; i++)
        buf_char(out, letters[hash.b[i] & 31]);
}

static int code_letters(bool user) { return user ? 2 * GRANT_PART_LETTERS : GRANT_LETTERS; }

static Str grant_make(Arena *arena, const Hash *secret, Str number, bool user, GrantPart part)
{
    Buf out = { .arena = arena };
    if (part != GRANT_SECOND) {
        buf_add(&out, number);
        buf_char(&out, '-');
    }
    code_put(&out, secret, number, part == GRANT_SECOND ? GRANT_PART_LETTERS : 0,
             part == GRANT_FIRST ? GRANT_PART_LETTERS : code_letters(user));
    return buf_str(&out);
}

Str login_grant(Arena *arena, const Hash *secret, Str number) { return grant_make(arena, secret, number, false, GRANT_WHOLE); }

static bool is_citizen(Str name) { return str_starts(name, S("#")); }

/* "G17-1" of a person, "U-NAME-1" of a user. */
static Str grant_number(Arena *arena, Str name, int64_t n)
{
    int64_t person = 0;
    if (is_citizen(name) && str_int(str_from(name, 1), &person))
        return number_of_person(arena, 'G', person, n);
    return str_format(arena, "U-" STR_FMT "-%lld", STR_ARG(name), (long long)n);
}

Str login_grant_of(Arena *arena, const Hash *secret, Str name, int64_t n, GrantPart part)
{
    return grant_make(arena, secret, grant_number(arena, name, n), !is_citizen(name), part);
}

bool login_grant_reads(Arena *arena, const Hash *secret, Str name, Str grant, int64_t *n)
{
    enum { GRANTS_MAX = 1000000 };
    size_t letters = (size_t)code_letters(!is_citizen(name));
    size_t dash = grant.n > letters ? grant.n - letters - 1 : 0, digits = dash;
    while (digits > 0 && grant.p[digits - 1] >= '0' && grant.p[digits - 1] <= '9')
        digits--;
    Str number = str_head(str_from(grant, digits), dash - digits);
    if (!dash || !str_int(number, n) || *n < 1 || *n > GRANTS_MAX)
        return false;
    Str right = login_grant_of(arena, secret, name, *n, GRANT_WHOLE);
    uint8_t differs = right.n != grant.n;
    for (size_t i = 0; i < right.n && i < grant.n; i++)
        differs |= (uint8_t)(right.p[i] ^ grant.p[i]);
    return !differs;
}

/* ---- what follows ---- */

/* Whose row an event changes. */
static Str name_of(Arena *arena, const Event *event)
{
    switch (event->kind) {
    case EVENT_USER_PROPOSED:
        return event->user_proposed.user;
    case EVENT_USER_ADDED:
        return event->user_added.user;
    case EVENT_USER_GRANTED:
        return event->user_granted.user;
    case EVENT_USER_ENDED:
        return event->user_ended.user;
    case EVENT_USER_PASSWORD:
        return event->user_password.user;
    default:
        return login_of_person(arena, event->subject);
    }
}

/* A user who is not approved yet bears the role already: without a grant nothing can be done with it. */
static void follow_proposed(Login *login, const Event *event)
{
    const Event_user_proposed *proposed = &event->user_proposed;
    login->waits = proposed->again ? WAITS_RESET : WAITS_ADDED;
    login->proposal = proposed->grant;
    login->proposer = proposed->proposer;
    login->proposed_by = proposed->by;
    login->proposed = event->at;
    if (!proposed->again)
        login->actor = (Actor){ .role = (Role)proposed->role, .user = login->name, .org = proposed->org };
}

static void follow_set(Login *login, const Command *command, const Event *event)
{
    login->has_password = password_read(arg_str(command, F_PASSWORD), &login->password);
    login->grant_used |= command->id == CMD_PASSWORD_SET;
    login->set = event->at;
}

static int64_t grant_given(const Event *event)
{
    return event->kind == EVENT_PASSWORD_GRANTED ? event->password_granted.grant
           : event->kind == EVENT_PASSWORD_RESET ? event->password_reset.grant
           : event->kind == EVENT_USER_ADDED     ? event->user_added.grant
                                                 : event->user_granted.grant;
}

/* A new grant, or the end: whatever was there before is worth nothing any more. */
static void follow_grant(Login *login, const Event *event)
{
    bool ended = event->kind == EVENT_USER_ENDED;
    login->has_password = false;
    login->waits = WAITS_NOT;
    login->grant_used = ended;
    login->granted = event->at;
    if (ended)
        login->actor.role = 0; /* the name stays, so that no grant of it ever comes again */
    else
        login->grant = grant_given(event);
    if (event->kind == EVENT_USER_ADDED)
        login->actor = (Actor){ .role = (Role)event->user_added.role, .user = login->name, .org = event->user_added.org };
}

/* One event changes one row. */
static Err follow(Bureau *bureau, Arena *arena, const Command *command, const Event *event)
{
    Str name = name_of(arena, event);
    bool found = false, proposed = event->kind == EVENT_USER_PROPOSED;
    Login login;
    TRY(login_find(bureau, arena, name, &login, &found));
    if (event_row(event->kind)->subject == SUBJECT_PERSON)
        login.actor = (Actor){ .role = ROLE_ONLINE, .person = event->subject, .user = str_from(name, 1) };
    if (proposed)
        follow_proposed(&login, event);
    else if (event->kind == EVENT_PASSWORD_SET || event->kind == EVENT_USER_PASSWORD)
        follow_set(&login, command, event);
    else
        follow_grant(&login, event);
    TRY(login_put(bureau, &login));
    if (!login.has_password && !proposed) /* a new grant, or the end: the second factor goes with the first */
        TRY(totp_drop(bureau, name));
    return proposed ? OK : session_end_all(bureau, name);
}

Err login_follow(Bureau *bureau, Arena *arena, const Command *command, const Decision *decided)
{
    for (size_t i = 0; i < decided->count; i++)
        switch (decided->events[i].kind) {
        case EVENT_PASSWORD_GRANTED:
        case EVENT_PASSWORD_RESET:
        case EVENT_PASSWORD_SET:
        case EVENT_USER_PROPOSED:
        case EVENT_USER_ADDED:
        case EVENT_USER_GRANTED:
        case EVENT_USER_ENDED:
        case EVENT_USER_PASSWORD:
            TRY(follow(bureau, arena, command, &decided->events[i]));
            break;
        default:
            break;
        }
    return OK;
}
