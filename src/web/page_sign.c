/* page_sign.c - in and out: one page for citizens, staff and partners. The answer to a name that is not there is that to a
 * wrong password, in words, in time and in what is written. */
#include "web/routes.h"
#include "web/sign.h"

static const char *const fields[] = { "account", "password", NULL };

void sign_password(Ui *ui, const char *name, Word label, Word hint, const char *autocomplete, const FormErrors *errors)
{
    ui_input(ui, &(UiInput){ .field = { .name = name,
                                        .id = name,
                                        .label = { .text = word(ui->lang, label), .classes = "govuk-label--s" },
                                        .hint = { .text = hint ? word(ui->lang, hint) : (Str){ 0 } },
                                        .error = form_error(errors, name) },
                             .type = "password",
                             .autocomplete = autocomplete,
                             .autocapitalize = "none",
                             .spellcheck = "false" });
}

/* The same for all of the demonstration, and said on its page alone. */
static void demo_users(Ui *ui, PageVisit *visit)
{
    enum { SHOWN = 24, WIDTH = 3 };
    Bureau *bureau = NULL;
    Login *users = NULL;
    size_t count = 0;
    if (!visit->site.demo || visit->aside || visit_reader(visit, &bureau) != OK ||
        login_users(bureau, visit->arena, (Str){ 0 }, SHOWN, &users, &count) != OK || !count)
        return;
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n<p class=\"govuk-body\">{} <code>{}</code></p>\n",
           word(ui->lang, W_SIGN_DEMO), word(ui->lang, W_SIGN_DEMO_TEXT), S(DEMO_PASSWORD));
    UiCell *cells = arena_new(visit->arena, UiCell, count * WIDTH), head[WIDTH] = { { .text = word(ui->lang, W_SIGN_DEMO_WHO) },
                                                                                    { .text = word(ui->lang, W_SIGN_DEMO_ROLE) },
                                                                                    { .text = word(ui->lang, W_USERS_ORG) } };
    for (size_t i = 0; i < count; i++) {
        const Choice *role = choice_of(SET_ROLE, users[i].actor.role);
        cells[i * WIDTH].text = users[i].name;
        cells[i * WIDTH + 1].text = str(ui->lang == LANG_EN ? role->en : role->zh);
        cells[i * WIDTH + 2].text = users[i].actor.org;
    }
    ui_table(ui, &(UiTable){ .head = head, .head_width = WIDTH, .cells = cells, .width = WIDTH, .count = count });
}

static void write_sign(PageVisit *visit, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    (void)visit_browser(visit);
    page.nav = NAV_SIGN;
    page.not_indexed = true;
    page.status = status;
    form_page_begin(&page, W_SIGN_TITLE, W_SIGN_TEXT, errors, fields);
    if (str_is(visit_field(visit, "set"), "1"))
        ui_notification(ui, &(UiBanner){ .success = true, .text = word(ui->lang, W_SET_DONE) });
    if (str_is(visit_field(visit, "late"), "1"))
        ui_notification(ui, &(UiBanner){ .text = word(ui->lang, W_CODE_LATE) });
    form_open(ui, visit, S("/sign-in"));
    form_hidden(ui, "back", visit_field(visit, "back"));
    ui_input(ui, &(UiInput){ .field = { .name = "account",
                                        .id = "account",
                                        .label = { .text = word(ui->lang, W_SIGN_ACCOUNT), .classes = "govuk-label--s" },
                                        .error = form_error(errors, "account") },
                             .value = visit_field(visit, "account"),
                             .autocomplete = "username",
                             .autocapitalize = "none",
                             .spellcheck = "false" });
    sign_password(ui, "password", W_SIGN_PASSWORD, 0, "current-password", errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_SIGN_IN), .once = true });
    form_close(ui);
    ui_put(ui,
           "<h2 class=\"govuk-heading-s\">{}</h2>\n<p class=\"govuk-body\">{} <a class=\"govuk-link\" href=\"{}\">{}</a>"
           "{}</p>\n",
           word(ui->lang, W_SIGN_FIRST), word(ui->lang, W_SIGN_FIRST_TEXT), ui_path(ui, S("/password")),
           word(ui->lang, W_SIGN_FIRST_LINK), ui->lang == LANG_EN ? S(".") : S("。"));
    demo_users(ui, visit);
    form_page_end(visit, &page);
}

void show_sign(PageVisit *visit, Str name)
{
    (void)name;
    write_sign(visit, &(FormErrors){ 0 }, 200);
}

static void checked(SignCheck *check)
{
    PageVisit *visit = check->visit;
    if (check->result == CHECK_RIGHT) {
        visit_cookie(visit, COOKIE_SESSION, check->secret, 0);
        visit_go(visit, sign_home(visit, check->login.actor.role, visit_field(visit, "back")));
        return;
    }
    if (check->result == CHECK_CODE) {
        sign_ask_code(check);
        return;
    }
    FormErrors errors = { 0 };
    form_wrong(&errors, S("password"), sign_said(check));
    write_sign(visit, &errors, check->result == CHECK_WRONG ? 422 : check->result == CHECK_WAIT ? 429 : 503);
}

/* A name for what was typed, also where nobody bears it: so that the delay is the same. */
Err sign_account(PageVisit *visit, Str typed, Str *name)
{
    Bureau *bureau = NULL;
    TRY(visit_reader(visit, &bureau));
    TRY(login_name(bureau, visit->arena, typed, visit->now, name));
    if (!name->n)
        *name = str_format(visit->arena, "?" STR_FMT, STR_ARG(typed));
    return OK;
}

void do_sign(PageVisit *visit, Str name)
{
    (void)name;
    enum { ACCOUNT_MAX = 60 };
    FormErrors errors = { 0 };
    Str typed = str_head(visit_field(visit, "account"), ACCOUNT_MAX), password = sign_typed(visit, "password"), account;
    if (!typed.n)
        form_wrong(&errors, S("account"), word(visit->request.lang, W_SIGN_ACCOUNT_EMPTY));
    if (!password.n)
        form_wrong(&errors, S("password"), word(visit->request.lang, W_SIGN_PASSWORD_EMPTY));
    if (errors.count)
        write_sign(visit, &errors, 422);
    else if (sign_account(visit, typed, &account) != OK)
        visit_refused(visit, &(Why){ .arena = visit->arena, .code = ERR_BUSY }, S("/sign-in"));
    else
        sign_check(visit, account, password, true, checked);
}

/* ---- out ---- */

typedef struct {
    PageVisit *visit;
    Str to;
} Leaving;

static Err end_this(Bureau *bureau, Arena *arena, void *context)
{
    const Leaving *leaving = context;
    (void)arena;
    return session_end(bureau, leaving->visit->session.name, leaving->visit->session.hash);
}

static void left(HttpRequest *http, void *context, const Answer *answer)
{
    const Leaving *leaving = context;
    PageVisit *visit = leaving->visit;
    (void)http;
    if (answer->err != OK) { /* It still lives: that must not look like an end. */
        visit_refused(visit, &(Why){ .arena = visit->arena, .code = ERR_BUSY }, S("/"));
        return;
    }
    visit_cookie(visit, COOKIE_SESSION, (Str){ 0 }, 0);
    visit_header(visit, S("Clear-Site-Data"), S("\"cache\", \"storage\"")); /* the browser's own mark stays */
    visit_go(visit, leaving->to);
}

void sign_leave(PageVisit *visit, Str to)
{
    if (!visit->token.n) {
        visit_go(visit, to);
        return;
    }
    Leaving *leaving = arena_new(visit->arena, Leaving, 1);
    *leaving = (Leaving){ visit, to };
    Request request = serve_own(end_this, leaving);
    visit->aside = true;
    serve_command(visit->thread, visit->http, &request, left, leaving);
}

void do_leave(PageVisit *visit, Str name)
{
    (void)name;
    sign_leave(visit, S("/"));
}
