/* login_user.c - who may sign in for the bureau and its partners: one administrator proposes, another approves, and each holds
 * one part of the grant, so that neither can choose the user's password. Ending a user needs nobody else: it only takes away.
 * Whoever runs the program on the bureau's own files does it alone (Bureau.by_operator): somebody has to let in the first two.
 * Law: Cybersecurity Law article 21. */
#include "core/login_inside.h"
#include "desk/desk.h"
#include "ident/ident.h"

enum { USER_LEAST = 2, DAY_SECONDS = 86400 };

/* ---- proposing ---- */

static bool still_waits(const Deciding *d)
{
    return d->login.waits && d->view->now.s <= d->login.proposed.s + (int64_t)USER_PROPOSAL_DAYS * DAY_SECONDS;
}

static int64_t me(const Deciding *d) { return desk_identity(&d->command->actor); }

/* A number that no part of any grant of this user ever bore: who proposed in vain keeps a part that fits no other. */
static int64_t grant_next(const Deciding *d)
{
    return (d->login.grant > d->login.proposal ? d->login.grant : d->login.proposal) + 1;
}

static void emit_granted(const Deciding *d, int64_t n, bool added)
{
    Event *event = emit(d->out, d->view, added ? EVENT_USER_ADDED : EVENT_USER_GRANTED, 0);
    if (added)
        event->user_added = (Event_user_added){ .role = d->login.actor.role,
                                                .grant = n,
                                                .user = d->login.name,
                                                .org = d->login.actor.org.n ? d->login.actor.org : S(""),
                                                .by = deciding_by(d) };
    else
        event->user_granted = (Event_user_granted){ .grant = n, .user = d->login.name, .by = deciding_by(d) };
}

static void answer_part(const Deciding *d, int64_t n, GrantPart part)
{
    answer_text(d->out, "user", d->login.name);
    answer_text(d->out, part == GRANT_WHOLE ? "grant" : "part",
                login_grant_of(d->arena, &d->bureau->store.secret, d->login.name, n, part));
}

static Err propose(Deciding *d, LoginWaits what)
{
    int64_t n = grant_next(d);
    if (d->bureau->by_operator) {
        emit_granted(d, n, what == WAITS_ADDED);
        answer_part(d, n, GRANT_WHOLE);
        return OK;
    }
    Str org = d->login.actor.org.n ? d->login.actor.org : S("");
    emit(d->out, d->view, EVENT_USER_PROPOSED, 0)->user_proposed = (Event_user_proposed){ .role = d->login.actor.role,
                                                                                          .again = what == WAITS_RESET,
                                                                                          .grant = n,
                                                                                          .proposer = me(d),
                                                                                          .user = d->login.name,
                                                                                          .org = org,
                                                                                          .by = deciding_by(d) };
    answer_part(d, n, GRANT_FIRST);
    return OK;
}

/* The proposer who asks again is answered the same; nobody else ever sees that part. */
static Err proposed_already(Deciding *d)
{
    if (d->login.proposer != me(d))
        return REFUSE(d->out, ERR_CONFLICT, "user", "另一名管理员已经提出，请核对后批准。",
                      "Another administrator has proposed this; look at it and approve it.");
    d->out->already = true;
    answer_part(d, d->login.proposal, GRANT_FIRST);
    return OK;
}

/* ---- the commands ---- */

static Err find_user(Deciding *d)
{
    TRY(deciding_find(d, str_lower(d->arena, arg_str(d->command, F_USER))));
    return d->found && d->login.actor.role && !d->login.actor.person /* a citizen is no user */
               ? OK
               : REFUSE(d->out, ERR_UNKNOWN_ID, "user", "没有这个用户，请核对用户名。", "There is no such user; check the name.");
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

static Err add_check(const Deciding *d, Role role, Str org)
{
    if (!name_is_plain(d->login.name) || ident_check(IDENT_SSN, d->login.name, view_today(d->view)).valid)
        return REFUSE(d->out, ERR_BAD_FIELD, "user", "用户名用小写字母、数字、点和连字符，以字母或数字开头，至少 %d 个字符。",
                      "A user's name has at least %d small letters, digits, dots and hyphens, and one letter.", USER_LEAST);
    if (!role_in(R_USERS, role))
        return REFUSE(d->out, ERR_BAD_FIELD, "role", "此角色没有用户：公民用网上密码登录。",
                      "This role has no users: citizens sign in with their online password.");
    if (!org.n && role_in(R(UNIT) | R(AGENCY) | R(BANK) | R(HOSPITAL) | R(PHARMACY), role))
        return REFUSE(d->out, ERR_BAD_FIELD, "org", "请写明所属单位或机构。", "Name the employer or institution.");
    return OK;
}

Err user_add(Deciding *d)
{
    Role role = (Role)arg_int(d->command, F_ROLE);
    Str org = arg_str(d->command, F_ORG);
    TRY(deciding_find(d, str_lower(d->arena, arg_str(d->command, F_USER))));
    TRY(add_check(d, role, org));
    bool open = d->login.waits == WAITS_ADDED, lapsed = open && !still_waits(d);
    if (d->found && d->login.actor.role && !lapsed) {
        if (d->login.actor.role != role || !str_eq(d->login.actor.org, org))
            return REFUSE(d->out, ERR_CONFLICT, "user", "此用户名已用于另一角色或单位。",
                          "This name stands for another role or organisation.");
        if (open && !d->bureau->by_operator)
            return proposed_already(d);
        if (!open) {
            answer_text(d->out, "user", d->login.name);
            d->out->already = true;
            return OK;
        }
    }
    d->login.actor = (Actor){ .role = role, .user = d->login.name, .org = org };
    return propose(d, WAITS_ADDED);
}

Err user_reset(Deciding *d)
{
    TRY(find_user(d));
    if (d->login.waits == WAITS_ADDED)
        return REFUSE(d->out, ERR_WRONG_STATE, "user", "新增此用户还没有获批准，没有密码可重置。",
                      "Adding this user is not approved yet; there is no password to reset.");
    return still_waits(d) && !d->bureau->by_operator ? proposed_already(d) : propose(d, WAITS_RESET);
}

/* Role and organisation are those that the approver saw: what was proposed meanwhile under the same name is another thing. */
Err user_approve(Deciding *d)
{
    TRY(find_user(d));
    if (!d->login.waits)
        return REFUSE(d->out, ERR_WRONG_STATE, "user", "此用户没有待批准的事项。", "Nothing about this user waits for approval.");
    if (!still_waits(d))
        return REFUSE(d->out, ERR_TOO_LATE, "user", "已超过 %d 天，请重新提出。",
                      "It was proposed more than %d days ago; let it be proposed anew.", USER_PROPOSAL_DAYS);
    if (d->login.actor.role != (Role)arg_int(d->command, F_ROLE) || !str_eq(d->login.actor.org, arg_str(d->command, F_ORG)))
        return REFUSE(d->out, ERR_CONFLICT, "role", "提出的角色或单位与您看到的不同，请重新核对。",
                      "What was proposed is another role or organisation than you saw; look again.");
    if (d->login.proposer == me(d))
        return REFUSE(d->out, ERR_SAME_PERSON, "user", NULL, NULL);
    emit_granted(d, d->login.proposal, d->login.waits == WAITS_ADDED);
    answer_part(d, d->login.proposal, GRANT_SECOND);
    return OK;
}

Err user_end(Deciding *d)
{
    TRY(find_user(d));
    if (str_eq(str_lower(d->arena, d->command->actor.user), d->login.name))
        return REFUSE(d->out, ERR_SELF_DEALING, "user", "不能停用自己的用户，请由另一名管理员办理。",
                      "Nobody ends their own user; another administrator does.");
    emit(d->out, d->view, EVENT_USER_ENDED, 0)->user_ended = (Event_user_ended){ .user = d->login.name, .by = deciding_by(d) };
    return OK;
}
