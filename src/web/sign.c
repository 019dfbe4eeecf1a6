/* sign.c - see sign.h: reader -> hasher -> writer -> answer. */
#include "web/sign.h"
#include "core/draft.h"
#include "core/totp.h"
#include <arpa/inet.h>

Str sign_source(const PageVisit *visit)
{
    enum { NETWORK_BYTES = 8, ADDRESS_BYTES = 16 };
    Str peer = http_peer(visit->http);
    uint8_t address[ADDRESS_BYTES];
    if (inet_pton(AF_INET6, str_z(visit->arena, str_head(peer, INET6_ADDRSTRLEN)), address) != 1)
        return str_copy(visit->arena, str_head(peer, INET6_ADDRSTRLEN));
    return str_hex(visit->arena, (Str){ (const char *)address, NETWORK_BYTES });
}

Str sign_said(const SignCheck *check)
{
    enum { HOUR = 3600 };
    const PageVisit *visit = check->visit;
    Language lang = visit->request.lang;
    if (check->result == CHECK_BUSY)
        return word(lang, W_BUSY_TEXT);
    if (check->result == CHECK_WRONG)
        return word(lang, W_SIGN_WRONG);
    bool hours = check->wait > HOUR;
    return word_format(visit->arena, lang, hours ? W_SIGN_WAIT_HOURS_N : W_SIGN_WAIT_N,
                       (long long)(hours ? (check->wait + HOUR - 1) / HOUR : check->wait));
}

Str sign_home(const PageVisit *visit, Role role, Str back)
{
    static const struct {
        unsigned roles;
        const char *path;
    } homes[] = { { R_SELF | R(ONLINE), "/me" },      { R(BANK), "/bank/activate" }, { R(UNIT), "/unit" },
                  { R_OFFICE | R(CENTRE), "/cases" }, { R(ADMIN), "/users" },        { R(TAX) | R(AGENCY), "/desk" } };
    Str path = visit_back(visit, back);
    if (path.n)
        return path;
    for (size_t i = 0; i < sizeof homes / sizeof *homes; i++)
        if (role_in(homes[i].roles, role))
            return str(homes[i].path);
    return S("/");
}

/* ---- on the writer's thread ---- */

Err sign_begin(Bureau *bureau, Arena *arena, SignCheck *check)
{
    PageVisit *visit = check->visit;
    Session session = { .name = check->login.name, .actor = check->login.actor, .agent = http_header(visit->http, "user-agent") };
    check->secret = session_secret(visit->arena);
    TRY(session_begin(bureau, arena, check->secret, &session, visit->now));
    if (visit->token.n) /* who signs in again leaves the session before */
        TRY(session_end(bureau, visit->session.name, visit->session.hash));
    return draft_move(bureau, arena, draft_owner(bureau, arena, false, visit->browser),
                      draft_owner(bureau, arena, true, check->login.name), visit->now);
}

/* In order, one after the other: whoever tries many passwords at once learns of the first alone. */
static Err decide(Bureau *bureau, Arena *arena, void *context)
{
    SignCheck *check = context;
    Login now = { 0 };
    bool found = false;
    TRY(attempt_wait(bureau, arena, &check->attempt, check->visit->now, &check->wait));
    if (check->wait) {
        check->result = CHECK_WAIT;
        return attempt_enter(bureau, arena, &check->attempt, check->visit->now);
    }
    TRY(login_find(bureau, arena, check->login.name, &now, &found));
    bool same = found && now.has_password && now.actor.role && !memcmp(&now.password, &check->against, sizeof now.password);
    check->result = check->fits && same ? CHECK_RIGHT : CHECK_WRONG;
    if (check->result == CHECK_WRONG)
        return attempt_failed(bureau, arena, &check->attempt, check->visit->now);
    if (check->refresh)
        TRY(login_rehash(bureau, check->login.name, &check->fresh));
    Totp totp;
    TRY(totp_find(bureau, arena, check->login.name, &totp));
    if (check->begins && totp_is_on(&totp)) {
        check->result = CHECK_CODE; /* nothing is forgotten, and the browser not known, before that is right too */
        return OK;
    }
    TRY(attempt_passed(bureau, arena, &check->attempt, check->visit->browser, check->visit->now));
    return check->begins ? sign_begin(bureau, arena, check) : OK;
}

static void decided(HttpRequest *http, void *context, const Answer *answer)
{
    SignCheck *check = context;
    (void)http;
    if (answer->err != OK)
        check->result = CHECK_BUSY;
    check->next(check);
}

static Err begin_again(Bureau *bureau, Arena *arena, void *context) { return sign_begin(bureau, arena, context); }

void sign_again(SignCheck *check, void (*next)(SignCheck *check))
{
    Request request = serve_own(begin_again, check);
    check->next = next;
    serve_follow(check->visit->thread, check->visit->http, &request, decided, check);
}

/* ---- on the hasher's thread ---- */

static void hash(HasherJob *job)
{
    SignCheck *check = job->context;
    const Hash *secret = serve_secret(check->visit->thread);
    check->fits = password_fits(secret, check->plain, &check->against) && check->found && check->login.has_password;
    check->refresh = check->fits && password_is_old(&check->against);
    if (check->refresh)
        password_make(secret, check->plain, check->against.salt, &check->fresh);
    Request request = serve_own(decide, check);
    serve_follow(check->visit->thread, check->visit->http, &request, decided, check);
}

/* ---- on the reader's thread ---- */

static void end_early(SignCheck *check, CheckResult result)
{
    check->result = result;
    check->next(check);
}

static Err look(SignCheck *check, Str account)
{
    PageVisit *visit = check->visit;
    Bureau *bureau = NULL;
    bool known = false;
    TRY(visit_reader(visit, &bureau));
    TRY(login_find(bureau, visit->arena, account, &check->login, &check->found));
    TRY(attempt_knows(bureau, visit->arena, visit->browser, account, visit->now, &known));
    check->attempt = (Attempt){ .account = account, .source = known ? visit->browser : sign_source(visit), .known = known };
    return attempt_wait(bureau, visit->arena, &check->attempt, visit->now, &check->wait);
}

static Err enter(Bureau *bureau, Arena *arena, void *context)
{
    const SignCheck *check = context;
    return attempt_enter(bureau, arena, &check->attempt, check->visit->now);
}

void sign_check(PageVisit *visit, Str account, Str typed, bool begins, void (*next)(SignCheck *check))
{
    SignCheck *check = arena_new(visit->arena, SignCheck, 1);
    *check = (SignCheck){ .visit = visit, .begins = begins, .next = next };
    (void)visit_browser(visit);
    if (look(check, account) != OK) {
        end_early(check, CHECK_BUSY);
        return;
    }
    if (check->wait) {
        visit_work(visit, enter, check);
        end_early(check, CHECK_WAIT);
        return;
    }
    if (!password_plain(visit->arena, typed, &check->plain)) {
        end_early(check, CHECK_WRONG); /* no password looks like this: nothing is learned from it, nothing counted */
        return;
    }
    if (check->found && check->login.has_password)
        check->against = check->login.password;
    else
        password_nobody(&check->against);
    http_suspend(visit->http);
    visit->aside = true;
    check->job = (HasherJob){ .work = hash, .context = check };
    if (!serve_hash(visit->thread, &check->job))
        end_early(check, CHECK_BUSY);
}
