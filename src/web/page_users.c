/* page_users.c - the administrator's page: who may sign in for the bureau and its partners. A grant is shown once, on the
 * page that answers, and nowhere kept. */
#include "web/record.h"
#include "web/routes.h"
#include "web/sign.h"

static const char *const fields[] = { "user", "role", "org", NULL };

/* Read before a command lays the visit aside. */
typedef struct {
    const JsonNode *items;
    size_t count;
} Users;

static Err users_read(PageVisit *visit, Users *out, Why *why)
{
    const JsonNode *data = NULL;
    Json args = visit_args(visit);
    why->arena = visit->arena;
    TRY(visit_ask(visit, "user.list", &args, &data, why));
    out->items = node_list(data, "items", &out->count);
    return OK;
}

static void put_button(Ui *ui, PageVisit *visit, const char *path, Str user, Word text)
{
    form_open(ui, visit, str(path));
    form_hidden(ui, "user", user);
    ui_put(ui, "<button type=\"submit\" class=\"sb-link\">{}<span class=\"govuk-visually-hidden\"> {}</span></button>\n",
           word(ui->lang, text), user);
    form_close(ui);
}

static void put_users(Ui *ui, PageVisit *visit, const Users *users)
{
    static const Word heads[] = { W_USERS_NAME, W_USERS_ROLE, W_USERS_ORG, W_USERS_STATE, W_CHANGE };
    enum { WIDTH = sizeof heads / sizeof *heads };
    UiCell *cells = arena_new(visit->arena, UiCell, users->count * WIDTH);
    for (size_t i = 0; i < users->count; i++) {
        UiCell *row = &cells[i * WIDTH];
        Str name = node_text(&users->items[i], "user"), org = node_text(&users->items[i], "org");
        Ui both = ui_inside(ui);
        put_button(&both, visit, "/users/reset", name, W_USERS_RESET);
        put_button(&both, visit, "/users/end", name, W_USERS_END);
        row[0].text = name;
        row[1].text = said_word(ui->lang, SET_ROLE, node_text(&users->items[i], "role"));
        row[2].text = org.n ? org : S("—");
        row[3].text = word(ui->lang, node_truth(&users->items[i], "password_set") ? W_USERS_HAS : W_USERS_WAITS);
        row[4].html = ui_done(&both);
    }
    if (users->count)
        record_table(ui, heads, WIDTH, cells, users->count);
}

static void put_add(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    UiOption options[Role_END];
    size_t count = 0;
    for (int role = 1; role < Role_END; role++)
        if (role_in(R_USERS, (Role)role))
            options[count++] = (UiOption){ .value = str(choice_code(SET_ROLE, role)),
                                           .text = said_word(ui->lang, SET_ROLE, str(choice_code(SET_ROLE, role))) };
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n", word(ui->lang, W_USERS_ADD));
    form_open(ui, visit, S("/users"));
    form_input(ui, visit, "user", W_USERS_NAME, W_USERS_TEXT, "govuk-input--width-20", errors);
    ui_select(ui, &(UiSelect){ .field = { .name = "role",
                                          .id = "role",
                                          .label = { .text = word(ui->lang, W_USERS_ROLE), .classes = "govuk-label--s" },
                                          .error = form_error(errors, "role") },
                               .items = options,
                               .count = count,
                               .value = visit_field(visit, "role") });
    form_input(ui, visit, "org", W_USERS_ORG, W_USERS_ORG, "govuk-input--width-20", errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_USERS_ADD), .once = true });
    form_close(ui);
}

static void write_users(PageVisit *visit, const Users *users, const FormErrors *errors, Str user, Str grant)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.wrong = errors->count > 0;
    page.status = errors->count ? 422 : 200;
    page_begin(&page, word(ui->lang, W_USERS_TITLE));
    form_summary(ui, errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_USERS_TITLE));
    if (grant.n)
        ui_put(
            ui,
            "<div class=\"govuk-inset-text\"><p class=\"govuk-body\">{}</p>\n"
               "<p class=\"govuk-body\">{}: <code>{}</code></p></div>\n",
            word(ui->lang, W_USERS_GRANT), user, grant);
    put_users(ui, visit, users);
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    put_add(ui, visit, errors);
    ui_put(ui, "</div>\n");
    visit_show(visit, &page, page_end(&page));
}

void show_users(PageVisit *visit, Str name)
{
    (void)name;
    Users users = { 0 };
    Why why = { 0 };
    if (users_read(visit, &users, &why) != OK)
        visit_refused(visit, &why, (Str){ 0 });
    else
        write_users(visit, &users, &(FormErrors){ 0 }, (Str){ 0 }, (Str){ 0 });
}

static void answered(PageVisit *visit, void *context, const Done *done)
{
    FormErrors errors = { 0 };
    if (done->err == OK && !node_text(done->data, "grant").n) {
        visit_go(visit, S("/users"));
        return;
    }
    if (done->err != OK)
        form_refused(&errors, visit, &done->why);
    write_users(visit, context, &errors, node_text(done->data, "user"), node_text(done->data, "grant"));
}

static void act(PageVisit *visit, const char *command, bool all)
{
    static const char *const given[] = { "user", "role", "org" };
    Users *users = arena_new(visit->arena, Users, 1);
    Why why = { 0 };
    Json args = visit_args(visit);
    for (size_t i = 0; i < (all ? 3 : 1); i++)
        if (visit_field(visit, given[i]).n)
            json_put(&args, given[i], visit_field(visit, given[i]));
    if (users_read(visit, users, &why) != OK)
        visit_refused(visit, &why, (Str){ 0 });
    else
        visit_do(visit, command, form_id(visit, NULL), &args, answered, users);
}

void do_user_add(PageVisit *visit, Str name)
{
    (void)name;
    act(visit, "user.add", true);
}

void do_user_reset(PageVisit *visit, Str name)
{
    (void)name;
    act(visit, "password.reset", false);
}

void do_user_end(PageVisit *visit, Str name)
{
    (void)name;
    act(visit, "user.end", false);
}
