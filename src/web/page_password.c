/* page_password.c - choosing a password with a grant: citizens with that of the tax office, users with that of their
 * administrator. Whether the grant is one of ours is known without reading anything, so who tries numbers and grants at
 * random costs nothing and learns nothing. */
#include "web/routes.h"
#include "web/sign.h"

static const char *const fields[] = { "account", "grant", "password", "again", NULL };

static void write_set(PageVisit *visit, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = status;
    form_page_begin(&page, W_SET_TITLE, W_SET_TEXT, errors, fields);
    form_open(ui, visit, S("/password"));
    form_input(ui, visit, "account", W_SIGN_ACCOUNT, W_SIGN_TEXT, "", errors);
    form_input(ui, visit, "grant", W_SET_GRANT, W_SET_GRANT_HINT, "", errors);
    sign_password(ui, "password", W_SET_NEW, W_SET_NEW_HINT, "new-password", errors);
    sign_password(ui, "again", W_SET_AGAIN, 0, "new-password", errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_SET_TITLE), .once = true });
    form_close(ui);
    form_page_end(visit, &page);
}

void show_set(PageVisit *visit, Str name)
{
    (void)name;
    write_set(visit, &(FormErrors){ 0 }, 200);
}

static void set(PageVisit *visit, void *context, const Done *done)
{
    const Session *before = context;
    visit->actor = before->actor; /* whoever is signed in here stays so: the password may be somebody else's */
    if (done->err == OK) {
        visit_go(visit, S("/sign-in?set=1"));
        return;
    }
    FormErrors errors = { 0 };
    form_refused(&errors, visit, &done->why);
    write_set(visit, &errors, err_http(done->err) == 400 ? 422 : err_http(done->err));
}

/* Typed by hand: capitals or not, with or without blanks; a user's two parts with or without a hyphen between them. */
static Str grant_typed(const PageVisit *visit)
{
    Str typed = visit_field(visit, "grant");
    Buf out = { .arena = visit->arena };
    bool user = str_starts(typed, S("U-")) || str_starts(typed, S("u-"));
    size_t code = typed.n;
    for (int letters = 0; code > 0 && letters < 2 * GRANT_PART_LETTERS; code--)
        letters += typed.p[code - 1] != '-' && typed.p[code - 1] != ' ';
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.p[i];
        bool name = user && i > 0 && i < code; /* of a user the name is in small letters */
        if (c != ' ' && !(user && c == '-' && i > code))
            buf_char(&out, name || c < 'a' || c > 'z' ? c : (char)(c - 'a' + 'A'));
    }
    return buf_str(&out);
}

static bool grant_ours(PageVisit *visit, Str account, Str grant, Login *login)
{
    Bureau *bureau = NULL;
    int64_t n = 0;
    bool found = false;
    return login_grant_reads(visit->arena, serve_secret(visit->thread), account, grant, &n) && visit_reader(visit, &bureau) == OK &&
           login_find(bureau, visit->arena, account, login, &found) == OK && found;
}

void do_set(PageVisit *visit, Str name)
{
    (void)name;
    enum { ACCOUNT_MAX = 60 };
    FormErrors errors = { 0 };
    Language lang = visit->request.lang;
    Login login;
    Str account = { 0 }, grant = grant_typed(visit), password = sign_typed(visit, "password");
    if (sign_account(visit, str_head(visit_field(visit, "account"), ACCOUNT_MAX), &account) != OK ||
        !grant_ours(visit, account, grant, &login))
        form_wrong(&errors, S("grant"), word(lang, W_SET_GRANT_WRONG));
    if (!password.n)
        form_wrong(&errors, S("password"), word(lang, W_SIGN_PASSWORD_EMPTY));
    else if (!str_eq(password, sign_typed(visit, "again")))
        form_wrong(&errors, S("again"), word(lang, W_SET_AGAIN_WRONG));
    if (!serve_may_try(visit->thread, sign_source(visit)) || errors.count) {
        if (!errors.count)
            form_wrong(&errors, S("grant"), word(lang, W_BUSY_TEXT));
        write_set(visit, &errors, 422);
        return;
    }
    Session *before = arena_new(visit->arena, Session, 1);
    *before = (Session){ .actor = visit->actor };
    Json args = visit_args(visit);
    if (login.actor.person)
        json_put_int(&args, "person", login.actor.person);
    else
        json_put(&args, "user", login.name);
    json_put(&args, "grant", grant);
    json_put(&args, "password", password);
    visit->actor = login.actor;
    visit_do(visit, "password.set", form_id(visit, NULL), &args, set, before);
}
