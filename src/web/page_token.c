/* page_token.c - in and out with a bearer token, until people can sign in by themselves. The token goes into a cookie
 * that no script can read and no other site can send. */
#include "web/form.h"
#include "web/routes.h"

static void write_page(PageVisit *visit, const FormErrors *errors)
{
    static const char *const fields[] = { "token", NULL };
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.wrong = errors->count > 0;
    page.status = errors->count ? 422 : 200;
    page_begin(&page, word(ui->lang, W_TOKEN_TITLE));
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    form_summary(ui, errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_TOKEN_TITLE),
           word(ui->lang, W_TOKEN_TEXT));
    form_open(ui, visit, S("/token"));
    ui_input(ui, &(UiInput){ .field = { .name = "token",
                                        .id = "token",
                                        .label = { .text = word(ui->lang, W_TOKEN_LABEL), .classes = "govuk-label--m" },
                                        .hint = { .text = word(ui->lang, W_TOKEN_HINT) },
                                        .error = form_error(errors, "token") },
                             .type = "password",
                             .autocomplete = "off",
                             .spellcheck = "false" });
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_SIGN_IN) });
    form_close(ui);
    ui_put(ui, "</div>\n");
    visit_show(visit, &page, page_end(&page));
}

void show_token(PageVisit *visit, Str name)
{
    (void)name;
    write_page(visit, &(FormErrors){ 0 });
}

/* What may stand in a cookie: letters, digits, "-" and "_" only. */
static bool is_plain(Str token)
{
    for (size_t i = 0; i < token.n; i++) {
        char c = token.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'))
            return false;
    }
    return token.n > 0;
}

void do_token(PageVisit *visit, Str name)
{
    (void)name;
    Str token = visit_field(visit, "token");
    Actor actor = { 0 };
    if (is_plain(token) && serve_actor(visit->thread, visit->arena, token, &actor) != OK) {
        Why why = { .arena = visit->arena, .code = ERR_BUSY };
        visit_refused(visit, &why, S("/token"));
        return;
    }
    if (!actor.role) {
        FormErrors errors = { 0 };
        form_wrong(&errors, S("token"), word(visit->request.lang, token.n ? W_TOKEN_WRONG : W_TOKEN_EMPTY));
        write_page(visit, &errors);
        return;
    }
    bool office = role_in(R_OFFICE | R(CENTRE), actor.role);
    visit_go(visit,
             actor.role == ROLE_BANK                   ? S("/bank/activate")
             : office                                  ? S("/cases")
             : role_in(R_SELF | R(ONLINE), actor.role) ? S("/me")
             : actor.role == ROLE_UNIT                 ? S("/unit")
             : role_in(R(ADMIN) | R(TAX), actor.role)  ? S("/desk")
                                                       : S("/"),
             str_format(visit->arena, "shebao-token=" STR_FMT "; Path=/; HttpOnly; SameSite=Strict", STR_ARG(token)));
}

void do_leave(PageVisit *visit, Str name)
{
    (void)name;
    visit_go(visit, S("/"), S("shebao-token=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"));
}
