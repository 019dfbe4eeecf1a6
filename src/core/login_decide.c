/* login_decide.c - passwords: granted to citizens by the tax office, set with a grant, changed by who is signed in. Law:
 * Personal Information Protection Law article 51; Cybersecurity Law article 21. */
#include "act/rights.h"
#include "core/login_inside.h"
#include "core/stored.h"

enum { DAY_SECONDS = 86400 };

Str deciding_by(const Deciding *d) { return stored_user(&d->bureau->store, d->arena, &d->command->actor, d->command->at); }

Err deciding_find(Deciding *d, Str name) { return login_find(d->bureau, d->arena, name, &d->login, &d->found); }

static Err one_of(const Deciding *d)
{
    return arg_is(d->command, F_SSN) != arg_is(d->command, F_USER)
               ? OK
               : REFUSE(d->out, ERR_BAD_FIELD, "ssn", "请给出社会保障号码或用户名，只给一项。",
                        "Give the social security number or the user's name, one of them.");
}

Err deciding_only(const Deciding *d, Role role, const char *zh, const char *en)
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

static Err decide_reset(Deciding *d)
{
    TRY(one_of(d));
    if (arg_is(d->command, F_SSN)) {
        TRY(deciding_only(d, ROLE_TAX, "公民的网上密码由税务机关重置。",
                          "A citizen's online password is reset by the tax office."));
        return decide_grant(d);
    }
    TRY(deciding_only(d, ROLE_ADMIN, "工作人员的密码由管理员重置。", "A user's password is reset by an administrator."));
    return user_reset(d);
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
        return deciding_find(d, login_of_person(d->arena, d->command->actor.person));
    TRY(deciding_find(d, str_lower(d->arena, d->command->actor.user)));
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
        TRY(deciding_only(d, ROLE_ONLINE, "网上密码只能由本人设置。", "An online password is set by the person alone."));
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
        return user_add(&d);
    case CMD_USER_APPROVE:
        return user_approve(&d);
    default:
        return user_end(&d);
    }
}
