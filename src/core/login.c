/* login.c - see login.h. Law: Personal Information Protection Law article 51; Cybersecurity Law article 21. */
#include "core/login.h"
#include "act/act.h"
#include "act/rights.h"
#include "core/session.h"
#include "core/stored.h"
#include "ident/ident.h"

TABLE(login, TABLE_OWN, 6, "name t, role i, person i, username t, org t, password b, grant_n i, grant_at i, grant_used i, set_at i",
      "name", NULL)
SQL(LOGIN_GET, "t", "tiittbiiii",
    "SELECT name, role, person, username, org, password, grant_n, grant_at, grant_used, set_at FROM login WHERE name = $1")
SQL(LOGIN_USERS, "ti", "tiittbiiii",
    "SELECT name, role, person, username, org, password, grant_n, grant_at, grant_used, set_at FROM login "
    "WHERE name > $1 AND person = 0 AND role > 0 ORDER BY name LIMIT $2")
SQL(LOGIN_PUT, "tiittbiiii", "",
    "INSERT INTO login (name, role, person, username, org, password, grant_n, grant_at, grant_used, set_at) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (name) DO UPDATE SET role = excluded.role, "
    "person = excluded.person, username = excluded.username, org = excluded.org, password = excluded.password, "
    "grant_n = excluded.grant_n, grant_at = excluded.grant_at, grant_used = excluded.grant_used, set_at = excluded.set_at")
SQL(LOGIN_REHASH, "bt", "", "UPDATE login SET password = $1 WHERE name = $2")

enum { CODE_LETTERS = 12, USER_LEAST = 2, DAY_SECONDS = 86400 };

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
                    .set = { cell(rows, i, 9)->i } };
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
                       val_i(login->grant), val_i(login->granted.s), val_i(login->grant_used), val_i(login->set.s)));
}

Err login_rehash(Bureau *bureau, Str name, const PasswordHash *password)
{
    uint8_t room[PASSWORD_FORM];
    return db_run(bureau->db, &LOGIN_REHASH, VALS(val_b(password_form(password, room)), val_t(name)));
}

/* ---- grants ---- */

/* Letters and digits that nobody takes for another (Crockford's): twelve of them are sixty bits. */
static void code_put(Buf *out, const Hash *secret, Str number)
{
    static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    Buf what = { .arena = out->arena };
    buf_add(&what, S("code of a grant"));
    buf_text(&what, number);
    Hash hash = hash_keyed(hash_str(secret), buf_str(&what));
    for (int i = 0; i < CODE_LETTERS; i++)
        buf_char(out, letters[hash.b[i] & 31]);
}

Str login_grant(Arena *arena, const Hash *secret, Str number)
{
    Buf out = { .arena = arena };
    buf_add(&out, number);
    buf_char(&out, '-');
    code_put(&out, secret, number);
    return buf_str(&out);
}

/* "G17-1" of a person, "U-NAME-1" of a user. */
static Str grant_number(Arena *arena, Str name, int64_t n)
{
    int64_t person = 0;
    if (str_starts(name, S("#")) && str_int(str_from(name, 1), &person))
        return number_of_person(arena, 'G', person, n);
    return str_format(arena, "U-" STR_FMT "-%lld", STR_ARG(name), (long long)n);
}

bool login_grant_reads(Arena *arena, const Hash *secret, Str name, Str grant, int64_t *n)
{
    enum { GRANTS_MAX = 1000000 };
    size_t dash = grant.n > CODE_LETTERS ? grant.n - CODE_LETTERS - 1 : 0, digits = dash;
    while (digits > 0 && grant.p[digits - 1] >= '0' && grant.p[digits - 1] <= '9')
        digits--;
    Str number = str_head(str_from(grant, digits), dash - digits);
    if (!dash || !str_int(number, n) || *n < 1 || *n > GRANTS_MAX)
        return false;
    Str right = login_grant(arena, secret, grant_number(arena, name, *n));
    uint8_t differs = right.n != grant.n;
    for (size_t i = 0; i < right.n && i < grant.n; i++)
        differs |= (uint8_t)(right.p[i] ^ grant.p[i]);
    return !differs;
}

/* ---- decisions ---- */

typedef struct {
    Bureau *bureau;
    Arena *arena;
    const View *view;
    const Command *command;
    Decision *out;
    Login login;
    bool found;
} Deciding;

static Str by(const Deciding *d) { return stored_user(&d->bureau->store, d->arena, &d->command->actor, d->command->at); }

static Err find(Deciding *d, Str name)
{
    TRY(login_find(d->bureau, d->arena, name, &d->login, &d->found));
    return OK;
}

static Err find_user(Deciding *d)
{
    TRY(find(d, str_lower(d->arena, arg_str(d->command, F_USER))));
    return d->found && d->login.actor.role && !d->login.actor.person /* a citizen is no user */
               ? OK
               : REFUSE(d->out, ERR_UNKNOWN_ID, "user", "没有这个用户，请核对用户名。", "There is no such user; check the name.");
}

static Err one_of(const Deciding *d)
{
    return arg_is(d->command, F_SSN) != arg_is(d->command, F_USER)
               ? OK
               : REFUSE(d->out, ERR_BAD_FIELD, "ssn", "请给出社会保障号码或用户名，只给一项。",
                        "Give the social security number or the user's name, one of them.");
}

static Err only_role(const Deciding *d, Role role, const char *zh, const char *en)
{
    return d->command->actor.role == role ? OK : REFUSE(d->out, ERR_NOT_PERMITTED, "role", zh, en);
}

/* A grant by the tax office: act decides, the code is put behind the number that it gives. */
static Err decide_grant(Deciding *d)
{
    Json *data = d->out->data;
    d->out->data = NULL;
    Err err = act_decide(d->view, d->command, d->out);
    d->out->data = data;
    TRY(err);
    int64_t person = d->out->already ? d->view->person->id : d->out->events[0].subject;
    int64_t n = d->view->person ? d->view->person->next_grant + !d->out->already : 1;
    answer_text(d->out, "grant", login_grant(d->arena, &d->bureau->store.secret, number_of_person(d->arena, 'G', person, n)));
    return OK;
}

static Err grant_user(Deciding *d, EventKind kind)
{
    int64_t n = d->login.grant + 1;
    Event *event = emit(d->out, d->view, kind, 0);
    if (kind == EVENT_USER_ADDED)
        event->user_added = (Event_user_added){
            .role = d->login.actor.role, .grant = n, .user = d->login.name, .org = text_or_empty(d->login.actor.org), .by = by(d)
        };
    else
        event->user_granted = (Event_user_granted){ .grant = n, .user = d->login.name, .by = by(d) };
    answer_text(d->out, "user", d->login.name);
    answer_text(d->out, "grant", login_grant(d->arena, &d->bureau->store.secret, grant_number(d->arena, d->login.name, n)));
    return OK;
}

static Err decide_reset(Deciding *d)
{
    TRY(one_of(d));
    if (arg_is(d->command, F_SSN)) {
        TRY(only_role(d, ROLE_TAX, "公民的网上密码由税务机关重置。", "A citizen's online password is reset by the tax office."));
        return decide_grant(d);
    }
    TRY(only_role(d, ROLE_ADMIN, "工作人员的密码由管理员重置。", "A user's password is reset by an administrator."));
    TRY(find_user(d));
    return grant_user(d, EVENT_USER_GRANTED);
}

/* Whether the actor is the very user: by name, role and organisation. */
static bool is_self(const Deciding *d)
{
    const Actor *actor = &d->command->actor, *own = &d->login.actor;
    return own->role && actor->role == own->role && str_eq(actor->org, own->org) &&
           str_eq(str_lower(d->arena, actor->user), d->login.name);
}

static Err own_login(Deciding *d)
{
    if (d->command->actor.role == ROLE_ONLINE)
        return find(d, login_of_person(d->arena, d->command->actor.person));
    TRY(find(d, str_lower(d->arena, d->command->actor.user)));
    return is_self(d) ? OK
                      : REFUSE(d->out, ERR_NOT_PERMITTED, "user", "只能设置本人的密码。", "You may only set your own password.");
}

static Err grant_holds(const Deciding *d)
{
    int64_t n = 0;
    if (!login_grant_reads(d->arena, &d->bureau->store.secret, d->login.name, arg_str(d->command, F_GRANT), &n))
        return REFUSE(d->out, ERR_MISMATCH, "grant", "授权凭证与本人不符，请按凭证原样填写。",
                      "The grant does not belong to this account; write it as it was handed out.");
    if (n != d->login.grant)
        return REFUSE(d->out, ERR_WRONG_STATE, "grant", "已有更新的授权凭证，请使用最近一次的。",
                      "There is a newer grant; use the latest.");
    if (d->login.grant_used)
        return REFUSE(d->out, ERR_WRONG_STATE, "grant", "授权凭证只能使用一次；忘记密码请重新办理授权。",
                      "A grant works once; ask for another if the password is forgotten.");
    if (d->view->now.s > d->login.granted.s + (int64_t)GRANT_DAYS * DAY_SECONDS)
        return REFUSE(d->out, ERR_TOO_LATE, "grant", "授权凭证已过 %d 天有效期，请重新办理授权。",
                      "The grant was valid for %d days; ask for another.", GRANT_DAYS);
    return OK;
}

static void emit_set(const Deciding *d, int64_t grant)
{
    if (d->login.actor.person)
        emit(d->out, d->view, EVENT_PASSWORD_SET, d->login.actor.person)->password_set.grant = grant;
    else
        emit(d->out, d->view, EVENT_USER_PASSWORD, 0)->user_password =
            (Event_user_password){ .grant = grant, .user = d->login.name };
}

static Err decide_set(Deciding *d)
{
    TRY(one_of(d));
    if (arg_is(d->command, F_SSN)) {
        TRY(only_role(d, ROLE_ONLINE, "网上密码只能由本人设置。", "An online password is set by the person alone."));
        TRY(rights_check(d->view, d->command, &d->out->why));
    } else if (!str_eq(str_lower(d->arena, arg_str(d->command, F_USER)), str_lower(d->arena, d->command->actor.user))) {
        return REFUSE(d->out, ERR_NOT_PERMITTED, "user", "只能设置本人的密码。", "You may only set your own password.");
    }
    TRY(own_login(d));
    TRY(grant_holds(d));
    emit_set(d, d->login.grant);
    return OK;
}

/* Whoever changes it is signed in; that the old one is known the pages ask (web/page_security.c). */
static Err decide_change(Deciding *d)
{
    TRY(own_login(d));
    if (!d->login.has_password)
        return REFUSE(d->out, ERR_WRONG_STATE, "password", "还没有设置密码，请先用授权凭证设置。",
                      "No password is set yet; set one with the grant first.");
    emit_set(d, 0);
    return OK;
}

static bool name_is_plain(Str name)
{
    bool letter = false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool small = c >= 'a' && c <= 'z';
        letter |= small;
        if (!small && !(c >= '0' && c <= '9') && !(i && strchr("._-", c)))
            return false;
    }
    return letter && name.n >= USER_LEAST;
}

static Err decide_add(Deciding *d)
{
    Role role = (Role)arg_int(d->command, F_ROLE);
    Str org = arg_str(d->command, F_ORG);
    TRY(find(d, str_lower(d->arena, arg_str(d->command, F_USER))));
    if (!name_is_plain(d->login.name) || ident_check(IDENT_SSN, d->login.name, view_today(d->view)).valid)
        return REFUSE(d->out, ERR_BAD_FIELD, "user", "用户名用小写字母、数字、点和连字符，以字母或数字开头，至少 %d 个字符。",
                      "A user's name has at least %d small letters, digits, dots and hyphens, and one letter.", USER_LEAST);
    if (!role_in(R_USERS, role))
        return REFUSE(d->out, ERR_BAD_FIELD, "role", "此角色没有用户：公民用网上密码登录。",
                      "This role has no users: citizens sign in with their online password.");
    if (!org.n && role_in(R(UNIT) | R(AGENCY) | R(BANK) | R(HOSPITAL) | R(PHARMACY), role))
        return REFUSE(d->out, ERR_BAD_FIELD, "org", "请写明所属单位或机构。", "Name the employer or institution.");
    if (d->found && d->login.actor.role) {
        if (d->login.actor.role != role || !str_eq(d->login.actor.org, org))
            return REFUSE(d->out, ERR_CONFLICT, "user", "此用户名已用于另一角色或单位。",
                          "This name stands for another role or organisation.");
        answer_text(d->out, "user", d->login.name);
        d->out->already = true;
        return OK;
    }
    d->login.actor = (Actor){ .role = role, .user = d->login.name, .org = org };
    return grant_user(d, EVENT_USER_ADDED);
}

static Err decide_end(Deciding *d)
{
    TRY(find_user(d));
    if (str_eq(str_lower(d->arena, d->command->actor.user), d->login.name))
        return REFUSE(d->out, ERR_SELF_DEALING, "user", "不能停用自己的用户，请由另一名管理员办理。",
                      "Nobody ends their own user; another administrator does.");
    emit(d->out, d->view, EVENT_USER_ENDED, 0)->user_ended = (Event_user_ended){ .user = d->login.name, .by = by(d) };
    return OK;
}

Err login_decide(Bureau *bureau, Loaded *loaded, const Command *command, Decision *out)
{
    Deciding d = { .bureau = bureau, .arena = loaded->work.arena, .view = &loaded->view, .command = command, .out = out };
    switch (command->id) {
    case CMD_PASSWORD_GRANT:
        return decide_grant(&d);
    case CMD_PASSWORD_RESET:
        return decide_reset(&d);
    case CMD_PASSWORD_SET:
        return decide_set(&d);
    case CMD_PASSWORD_CHANGE:
        return decide_change(&d);
    case CMD_USER_ADD:
        return decide_add(&d);
    default:
        return decide_end(&d);
    }
}

/* ---- what follows ---- */

/* One event changes one row. */
static Err follow(Bureau *bureau, Arena *arena, const Command *command, const Event *event)
{
    bool person = event_row(event->kind)->subject == SUBJECT_PERSON, found = false;
    Str name = person                              ? login_of_person(arena, event->subject)
               : event->kind == EVENT_USER_ADDED   ? event->user_added.user
               : event->kind == EVENT_USER_GRANTED ? event->user_granted.user
               : event->kind == EVENT_USER_ENDED   ? event->user_ended.user
                                                   : event->user_password.user;
    Login login;
    TRY(login_find(bureau, arena, name, &login, &found));
    bool set = event->kind == EVENT_PASSWORD_SET || event->kind == EVENT_USER_PASSWORD;
    if (set) {
        login.has_password = password_read(arg_str(command, F_PASSWORD), &login.password);
        login.grant_used |= command->id == CMD_PASSWORD_SET;
        login.set = event->at;
    } else {
        login.has_password = false;
        login.grant_used = event->kind == EVENT_USER_ENDED;
        login.granted = event->at;
        login.grant += event->kind != EVENT_USER_ENDED;
    }
    if (person)
        login.actor = (Actor){ .role = ROLE_ONLINE, .person = event->subject, .user = str_from(name, 1) };
    if (event->kind == EVENT_PASSWORD_GRANTED)
        login.grant = event->password_granted.grant;
    if (event->kind == EVENT_PASSWORD_RESET)
        login.grant = event->password_reset.grant;
    if (event->kind == EVENT_USER_ADDED)
        login.actor = (Actor){ .role = (Role)event->user_added.role, .user = name, .org = event->user_added.org };
    if (event->kind == EVENT_USER_ENDED)
        login.actor.role = 0; /* the name stays, so that no grant of it ever comes again */
    TRY(login_put(bureau, &login));
    return session_end_all(bureau, name);
}

Err login_follow(Bureau *bureau, Arena *arena, const Command *command, const Decision *decided)
{
    for (size_t i = 0; i < decided->count; i++)
        switch (decided->events[i].kind) {
        case EVENT_PASSWORD_GRANTED:
        case EVENT_PASSWORD_RESET:
        case EVENT_PASSWORD_SET:
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
