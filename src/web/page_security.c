/* page_security.c - one's own sign-in: where one is signed in, another password, and for whom one acts. */
#include "web/record.h"
#include "web/routes.h"
#include "web/sign.h"

static const char *const fields[] = { "old_password", "password", "again", "ssn", NULL };

static void put_sessions(Ui *ui, PageVisit *visit, const Session *sessions, size_t count)
{
    static const Word heads[] = { W_SECURITY_AGENT, W_SECURITY_BEGAN, W_SECURITY_SEEN, W_STATE };
    enum { WIDTH = sizeof heads / sizeof *heads };
    UiCell *cells = arena_new(visit->arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        row[0].text = sessions[i].agent.n ? sessions[i].agent : S("—");
        row[1].text = said_time(visit->arena, ui->lang, time_text(visit->arena, sessions[i].began));
        row[2].text = said_time(visit->arena, ui->lang, time_text(visit->arena, sessions[i].seen));
        if (str_eq(sessions[i].hash, visit->session.hash)) {
            row[3].text = word(ui->lang, W_SECURITY_HERE);
            continue;
        }
        Ui end = ui_inside(ui);
        form_open(&end, visit, S("/security/end"));
        form_hidden(&end, "session", str_hex(visit->arena, sessions[i].hash));
        ui_put(&end, "<button type=\"submit\" class=\"sb-link\">{}</button>\n", word(ui->lang, W_SECURITY_END));
        form_close(&end);
        row[3].html = ui_done(&end);
    }
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_SECURITY_SESSIONS),
           word(ui->lang, W_SECURITY_SESSIONS_TEXT));
    record_table(ui, heads, WIDTH, cells, count);
    if (count < 2)
        return;
    form_open(ui, visit, S("/security/end"));
    form_hidden(ui, "session", S("others"));
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_SECURITY_END_OTHERS), .classes = "govuk-button--secondary" });
    form_close(ui);
}

static void put_change(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n", word(ui->lang, W_SECURITY_CHANGE));
    form_open(ui, visit, S("/security/password"));
    sign_password(ui, "old_password", W_SECURITY_OLD, 0, "current-password", errors);
    sign_password(ui, "password", W_SET_NEW, W_SET_NEW_HINT, "new-password", errors);
    sign_password(ui, "again", W_SET_AGAIN, 0, "new-password", errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_SECURITY_CHANGE), .once = true });
    form_close(ui);
}

static void put_act(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    if (!visit->actor.person)
        return;
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_ACT_TITLE),
           word(ui->lang, visit->session.acts_for ? W_ACT_NOW : W_ACT_TEXT));
    form_open(ui, visit, S("/security/act"));
    if (visit->session.acts_for)
        form_hidden(ui, "self", S("1"));
    else
        form_input(ui, visit, "ssn", W_ACT_SSN, W_ACT_TEXT, "govuk-input--width-20", errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, visit->session.acts_for ? W_ACT_END : W_ACT_BEGIN),
                               .classes = "govuk-button--secondary" });
    form_close(ui);
}

/* The list was read before the visit was laid aside, for pages that say what was wrong. */
typedef struct {
    Session *sessions;
    size_t count;
} Listed;

static Err list(PageVisit *visit, Listed *out)
{
    Bureau *bureau = NULL;
    TRY(visit_reader(visit, &bureau));
    return session_list(bureau, visit->arena, visit->session.name, visit->now, &out->sessions, &out->count);
}

static void write_security(PageVisit *visit, const Listed *listed, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.wrong = errors->count > 0;
    page.status = status;
    page_begin(&page, word(ui->lang, W_SECURITY_TITLE));
    form_summary(ui, errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_SECURITY_TITLE));
    if (str_is(visit_field(visit, "changed"), "1"))
        ui_notification(ui, &(UiBanner){ .success = true, .text = word(ui->lang, W_SECURITY_CHANGED) });
    if (str_is(visit_field(visit, "code"), "1"))
        ui_notification(ui, &(UiBanner){ .success = true, .text = word(ui->lang, W_TOTP_DONE) });
    put_sessions(ui, visit, listed->sessions, listed->count);
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    put_change(ui, visit, errors);
    put_act(ui, visit, errors);
    if (visit_role(visit, R_USERS))
        ui_put(ui,
               "<h2 class=\"govuk-heading-m\">{}</h2>\n<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n",
               word(ui->lang, W_TOTP_TITLE), ui_path(ui, S("/security/code")), word(ui->lang, W_TOTP_LINK));
    ui_put(ui, "</div>\n");
    visit_show(visit, &page, page_end(&page));
}

static void busy(PageVisit *visit) { visit_refused(visit, &(Why){ .arena = visit->arena, .code = ERR_BUSY }, S("/security")); }

void show_security(PageVisit *visit, Str name)
{
    (void)name;
    Listed listed = { 0 };
    if (list(visit, &listed) != OK)
        busy(visit);
    else
        write_security(visit, &listed, &(FormErrors){ 0 }, 200);
}

/* ---- ending sessions ---- */

typedef struct {
    PageVisit *visit;
    Listed listed;
    Str hash;  /* the one to end; empty: all but this one */
    Role role; /* to act in from now on */
    int64_t person;
    FormErrors errors;
} Doing;

static Doing *doing(PageVisit *visit)
{
    Doing *d = arena_new(visit->arena, Doing, 1);
    *d = (Doing){ .visit = visit };
    return d;
}

static void done(HttpRequest *http, void *context, const Answer *answer)
{
    const Doing *d = context;
    (void)http;
    if (answer->err != OK)
        busy(d->visit);
    else
        visit_go(d->visit, d->role ? S("/me") : S("/security"));
}

static void write_own(Doing *d, OwnFn *work)
{
    Request request = serve_own(work, d);
    d->visit->aside = true;
    serve_command(d->visit->thread, d->visit->http, &request, done, d);
}

static Err end(Bureau *bureau, Arena *arena, void *context)
{
    const Doing *d = context;
    (void)arena;
    for (size_t i = 0; i < d->listed.count; i++) {
        Str hash = d->listed.sessions[i].hash;
        if (!str_eq(hash, d->visit->session.hash) && (!d->hash.n || str_eq(hash, d->hash)))
            TRY(session_end(bureau, d->visit->session.name, hash));
    }
    return OK;
}

void do_end(PageVisit *visit, Str name)
{
    (void)name;
    Doing *d = doing(visit);
    Str which = visit_field(visit, "session");
    if (list(visit, &d->listed) != OK)
        busy(visit);
    else if (!str_is(which, "others") && (which.n != 2 * (size_t)HASH_BYTES || !str_unhex(visit->arena, which, &d->hash)))
        visit_refused(visit, &(Why){ .arena = visit->arena, .code = ERR_UNKNOWN_ID }, S("/security"));
    else
        write_own(d, end);
}

/* ---- another password ---- */

static void again(SignCheck *check)
{
    if (check->result == CHECK_BUSY) { /* The password is changed, only the new session could not be begun. */
        visit_go(check->visit, S("/sign-in?set=1"));
        return;
    }
    visit_cookie(check->visit, COOKIE_SESSION, check->secret, 0);
    visit_go(check->visit, S("/security?changed=1"));
}

static Doing *wrong(SignCheck *check, const char *field, Str text)
{
    Doing *d = doing(check->visit);
    form_wrong(&d->errors, str(field), text);
    return d;
}

static void changed(PageVisit *visit, void *context, const Done *result)
{
    SignCheck *check = context;
    if (result->err == OK) {
        visit->token = (Str){ 0 }; /* it has ended with all the others */
        check->result = CHECK_RIGHT;
        sign_again(check, again);
        return;
    }
    write_security(visit, &(Listed){ 0 }, &wrong(check, "password", visit_said(visit, &result->why))->errors, 422);
}

static void old_checked(SignCheck *check)
{
    PageVisit *visit = check->visit;
    if (check->result != CHECK_RIGHT) {
        Str said = check->result == CHECK_WRONG ? word(visit->request.lang, W_SECURITY_OLD_WRONG) : sign_said(check);
        write_security(visit, &(Listed){ 0 }, &wrong(check, "old_password", said)->errors,
                       check->result == CHECK_WRONG ? 422 : 429);
        return;
    }
    Json args = visit_args(visit);
    visit->actor = check->login.actor; /* the password is one's own, also of who acts for somebody else */
    json_put(&args, "password", sign_typed(visit, "password"));
    visit_do(visit, "password.change", form_id(visit, NULL), &args, changed, check);
}

void do_change(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Listed listed = { 0 };
    Language lang = visit->request.lang;
    Str old = sign_typed(visit, "old_password"), fresh = sign_typed(visit, "password");
    if (!old.n)
        form_wrong(&errors, S("old_password"), word(lang, W_SIGN_PASSWORD_EMPTY));
    if (!fresh.n)
        form_wrong(&errors, S("password"), word(lang, W_SIGN_PASSWORD_EMPTY));
    else if (!str_eq(fresh, sign_typed(visit, "again")))
        form_wrong(&errors, S("again"), word(lang, W_SET_AGAIN_WRONG));
    if (!errors.count)
        sign_check(visit, visit->session.name, old, false, old_checked);
    else if (list(visit, &listed) != OK)
        busy(visit);
    else
        write_security(visit, &listed, &errors, 422);
}

/* ---- for somebody else ---- */

static Err act(Bureau *bureau, Arena *arena, void *context)
{
    const Doing *d = context;
    (void)arena;
    return session_act(bureau, d->visit->session.hash, d->role, d->person);
}

/* Core says whether a relation is registered: a question about the person is answered to nobody else. */
static bool may_act(PageVisit *visit, Role role, Str ssn, int64_t *person)
{
    const JsonNode *status = NULL;
    Why why = { .arena = visit->arena };
    Json args = visit_args(visit);
    json_put(&args, "ssn", ssn);
    visit->actor.role = role;
    if (visit_ask(visit, "person.status", &args, &status, &why) != OK)
        return false;
    *person = node_int(status, "person");
    return true;
}

void do_act(PageVisit *visit, Str name)
{
    (void)name;
    Doing *d = doing(visit);
    Role before = visit->actor.role;
    Str ssn = visit_field(visit, "ssn");
    if (!visit_field(visit, "self").n) {
        d->role = may_act(visit, ROLE_GUARDIAN, ssn, &d->person) ? ROLE_GUARDIAN
                  : may_act(visit, ROLE_PROXY, ssn, &d->person)  ? ROLE_PROXY
                                                                 : 0;
        visit->actor.role = before;
    } else {
        d->role = ROLE_ONLINE;
    }
    if (d->role) {
        write_own(d, act);
        return;
    }
    form_wrong(&d->errors, S("ssn"), word(visit->request.lang, W_ACT_NONE));
    if (list(visit, &d->listed) != OK)
        busy(visit);
    else
        write_security(visit, &d->listed, &d->errors, 422);
}
