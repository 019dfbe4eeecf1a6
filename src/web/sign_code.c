/* sign_code.c - the second step of signing in: the code behind the password. Between the two nothing is kept: the page carries a
 * mark that says who gave the right password, in which browser and until when, and only this server can make it. */
#include "core/totp.h"
#include "web/routes.h"
#include "web/sign.h"

enum { MARK_SECONDS = 300, NAME_MAX = 60, MARK_MAX = 2 * HASH_BYTES };
static const char *const fields[] = { "code", NULL };

void sign_code_field(Ui *ui, const FormErrors *errors)
{
    ui_input(ui, &(UiInput){ .field = { .name = "code",
                                        .id = "code",
                                        .classes = "govuk-input--width-10",
                                        .label = { .text = word(ui->lang, W_CODE_FIELD), .classes = "govuk-label--s" },
                                        .error = form_error(errors, "code") },
                             .inputmode = "numeric",
                             .autocomplete = "one-time-code",
                             .spellcheck = "false" });
}

/* Worth nothing for another name, browser or time, and none any more once the password is another. */
static Str mark_of(PageVisit *visit, const Login *login, int64_t until)
{
    Buf what = { .arena = visit->arena };
    buf_add(&what, S("mark of a right password"));
    buf_text(&what, login->name);
    buf_text(&what, visit->browser);
    buf_format(&what, "%lld %lld", (long long)login->set.s, (long long)until);
    Hash hash = hash_keyed(hash_str(serve_secret(visit->thread)), buf_str(&what));
    return str_hex(visit->arena, str_copy(visit->arena, hash_str(&hash)));
}

static void write_code(PageVisit *visit, Str name, Str mark, Str until, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.nav = NAV_SIGN;
    page.not_indexed = true;
    page.status = status;
    form_page_begin(&page, W_CODE_TITLE, W_CODE_TEXT, errors, fields);
    form_open(ui, visit, S("/sign-in/code"));
    form_hidden(ui, "account", name);
    form_hidden(ui, "mark", mark);
    form_hidden(ui, "until", until);
    form_hidden(ui, "back", visit_field(visit, "back"));
    sign_code_field(ui, errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_SIGN_IN), .once = true });
    form_close(ui);
    form_page_end(visit, &page);
}

void sign_ask_code(SignCheck *check)
{
    PageVisit *visit = check->visit;
    int64_t until = visit->now.s + MARK_SECONDS;
    write_code(visit, check->login.name, mark_of(visit, &check->login, until), str_format(visit->arena, "%lld", (long long)until),
               &(FormErrors){ 0 }, 200);
}

/* ---- the code ---- */

/* On the writer's thread: one after the other, so that no code counts twice. */
static Err decide(Bureau *bureau, Arena *arena, void *context)
{
    SignCheck *check = context;
    Login now = { 0 };
    Totp totp;
    bool found = false;
    int64_t step = 0;
    Time at = check->visit->now;
    Attempt password = check->attempt;
    password.account = check->login.name;
    TRY(attempt_wait(bureau, arena, &check->attempt, at, &check->wait));
    if (check->wait) {
        check->result = CHECK_WAIT;
        return attempt_enter(bureau, arena, &check->attempt, at);
    }
    TRY(login_find(bureau, arena, check->login.name, &now, &found));
    TRY(totp_find(bureau, arena, check->login.name, &totp));
    TotpSecret secret = totp_secret(&bureau->store.secret, arena, totp.name, totp.salt);
    bool same = found && now.has_password && now.actor.role && now.set.s == check->login.set.s && totp_is_on(&totp);
    check->result = same && totp_fits(arena, &secret, check->code, at, totp.step, &step) ? CHECK_RIGHT : CHECK_WRONG;
    if (check->result == CHECK_WRONG)
        return attempt_failed(bureau, arena, &check->attempt, at);
    TRY(totp_used(bureau, totp.name, step));
    TRY(attempt_passed(bureau, arena, &check->attempt, check->visit->browser, at));
    TRY(attempt_passed(bureau, arena, &password, check->visit->browser, at));
    return sign_begin(bureau, arena, check);
}

static void again(SignCheck *check, Str said, int status)
{
    PageVisit *visit = check->visit;
    FormErrors errors = { 0 };
    form_wrong(&errors, S("code"), said);
    write_code(visit, check->login.name, visit_field(visit, "mark"), visit_field(visit, "until"), &errors, status);
}

static void decided(HttpRequest *http, void *context, const Answer *answer)
{
    SignCheck *check = context;
    PageVisit *visit = check->visit;
    (void)http;
    if (answer->err != OK)
        check->result = CHECK_BUSY;
    if (check->result == CHECK_RIGHT) {
        visit_cookie(visit, COOKIE_SESSION, check->secret, 0);
        visit_go(visit, sign_home(visit, check->login.actor.role, visit_field(visit, "back")));
    } else if (check->result == CHECK_WRONG) {
        again(check, word(visit->request.lang, W_CODE_WRONG), 422);
    } else {
        again(check, sign_said(check), check->result == CHECK_WAIT ? 429 : 503);
    }
}

/* The login for which this page was made, if it was, here and in time. */
static bool mark_holds(PageVisit *visit, SignCheck *check)
{
    Bureau *bureau = NULL;
    int64_t until = 0;
    bool known = false;
    Str name = str_head(visit_field(visit, "account"), NAME_MAX), mark = str_head(visit_field(visit, "mark"), MARK_MAX);
    if (!str_int(visit_field(visit, "until"), &until) || until < visit->now.s || until > visit->now.s + MARK_SECONDS ||
        visit_reader(visit, &bureau) != OK || login_find(bureau, visit->arena, name, &check->login, &check->found) != OK ||
        !check->found || attempt_knows(bureau, visit->arena, visit->browser, name, visit->now, &known) != OK)
        return false;
    Str right = mark_of(visit, &check->login, until);
    uint8_t differs = right.n != mark.n;
    for (size_t i = 0; i < right.n && i < mark.n; i++)
        differs |= (uint8_t)(right.p[i] ^ mark.p[i]);
    /* No typed account begins like this (sign_account): tries of codes are counted by themselves. */
    check->attempt = (Attempt){ .account = str_format(visit->arena, "code " STR_FMT, STR_ARG(name)),
                                .source = known ? visit->browser : sign_source(visit),
                                .known = known };
    return !differs;
}

void do_sign_code(PageVisit *visit, Str name)
{
    (void)name;
    SignCheck *check = arena_new(visit->arena, SignCheck, 1);
    *check = (SignCheck){ .visit = visit };
    if (!visit->browser.n || !mark_holds(visit, check)) {
        visit_go(visit, S("/sign-in?late=1"));
        return;
    }
    check->code = code_typed(visit);
    if (check->code.n != TOTP_DIGITS) { /* no code looks like this: nothing is counted */
        again(check, word(visit->request.lang, W_CODE_EMPTY), 422);
        return;
    }
    Request request = serve_own(decide, check);
    visit->aside = true;
    serve_command(visit->thread, visit->http, &request, decided, check);
}

Str code_typed(const PageVisit *visit)
{
    enum { TYPED_MAX = 20 };
    Str typed = str_head(visit_field(visit, "code"), TYPED_MAX);
    Buf out = { .arena = visit->arena };
    for (size_t i = 0; i < typed.n; i++)
        if (typed.p[i] >= '0' && typed.p[i] <= '9')
            buf_char(&out, typed.p[i]);
        else if (typed.p[i] != ' ')
            return (Str){ 0 };
    return buf_str(&out);
}
