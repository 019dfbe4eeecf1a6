/* page_users.c - the administrators' page: who may sign in for the bureau and its partners. One proposes, another approves, and
 * each is shown one part of the grant once, on the page that answers. */
#include "web/record.h"
#include "web/routes.h"
#include "web/sign.h"

static const char *const fields[] = { "user", "role", "org", NULL };

/* Read before a command lays the visit aside. */
typedef struct {
    const JsonNode *items;
    size_t count;
    bool approving; /* the part that is shown is the second */
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

static void put_button(Ui *ui, PageVisit *visit, const char *path, const JsonNode *item, Word text)
{
    Str user = node_text(item, "user");
    form_open(ui, visit, str(path));
    form_hidden(ui, "user", user);
    if (text == W_USERS_APPROVE) { /* what is approved is what is seen here */
        form_hidden(ui, "role", node_text(item, "role"));
        form_hidden(ui, "org", node_text(item, "org"));
    }
    ui_put(ui, "<button type=\"submit\" class=\"sb-link\">{}<span class=\"govuk-visually-hidden\"> {}</span></button>\n",
           word(ui->lang, text), user);
    form_close(ui);
}

static Str state_said(const PageVisit *visit, Language lang, const JsonNode *item)
{
    Str waits = node_text(item, "waits"), by = node_text(item, "proposed_by");
    if (!waits.n)
        return word(lang, node_truth(item, "password_set") ? W_USERS_HAS : W_USERS_WAITS);
    return word_format(visit->arena, lang, str_is(waits, "reset") ? W_USERS_OPEN_RESET_N : W_USERS_OPEN_ADD_N, STR_ARG(by));
}

static void put_users(Ui *ui, PageVisit *visit, const Users *users)
{
    static const Word heads[] = { W_USERS_NAME, W_USERS_ROLE, W_USERS_ORG, W_USERS_STATE, W_CHANGE };
    enum { WIDTH = sizeof heads / sizeof *heads };
    UiCell *cells = arena_new(visit->arena, UiCell, users->count * WIDTH);
    for (size_t i = 0; i < users->count; i++) {
        UiCell *row = &cells[i * WIDTH];
        const JsonNode *item = &users->items[i];
        Str org = node_text(item, "org");
        bool waits = node_text(item, "waits").n > 0;
        Ui buttons = ui_inside(ui);
        if (waits && !node_truth(item, "proposed_by_you"))
            put_button(&buttons, visit, "/users/approve", item, W_USERS_APPROVE);
        if (!waits)
            put_button(&buttons, visit, "/users/reset", item, W_USERS_RESET);
        put_button(&buttons, visit, "/users/end", item, W_USERS_END);
        row[0].text = node_text(item, "user");
        row[1].text = said_word(ui->lang, SET_ROLE, node_text(item, "role"));
        row[2].text = org.n ? org : S("—");
        row[3].text = state_said(visit, ui->lang, item);
        row[4].html = ui_done(&buttons);
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

/* The part that was just given, on a page of its own: of the proposer the first, of the approver the second. */
static void put_part(Ui *ui, const JsonNode *data, bool second)
{
    ui_put(ui,
           "<div class=\"govuk-inset-text\"><p class=\"govuk-body\">{}</p>\n"
           "<p class=\"govuk-body\">{}: <code>{}</code></p></div>\n"
           "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n",
           word(ui->lang, second ? W_USERS_SECOND : W_USERS_FIRST), node_text(data, "user"), node_text(data, "part"),
           ui_path(ui, S("/users")), word(ui->lang, W_USERS_TITLE));
}

/* `given`: the answer with a part, or NULL. */
static void write_users(PageVisit *visit, const Users *users, const FormErrors *errors, const JsonNode *given)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.wrong = errors->count > 0;
    page.status = errors->count ? 422 : 200;
    page_begin(&page, word(ui->lang, W_USERS_TITLE));
    form_summary(ui, errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_USERS_TITLE));
    if (given) {
        put_part(ui, given, users->approving);
    } else {
        put_users(ui, visit, users);
        ui_put(ui, "<div class=\"sb-narrow\">\n");
        put_add(ui, visit, errors);
        ui_put(ui, "</div>\n");
    }
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
        write_users(visit, &users, &(FormErrors){ 0 }, NULL);
}

static void answered(PageVisit *visit, void *context, const Done *done)
{
    FormErrors errors = { 0 };
    if (done->err == OK && !node_text(done->data, "part").n) {
        visit_go(visit, S("/users"));
        return;
    }
    if (done->err != OK)
        form_refused(&errors, visit, &done->why);
    write_users(visit, context, &errors, done->err == OK ? done->data : NULL);
}

static void act(PageVisit *visit, CommandId command)
{
    static const char *const given[] = { "user", "role", "org" };
    Users *users = arena_new(visit->arena, Users, 1);
    Why why = { 0 };
    Json args = visit_args(visit);
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (visit_field(visit, given[i]).n)
            json_put(&args, given[i], visit_field(visit, given[i]));
    if (users_read(visit, users, &why) != OK) {
        visit_refused(visit, &why, (Str){ 0 });
        return;
    }
    users->approving = command == CMD_USER_APPROVE;
    visit_do(visit, command_row(command)->name, form_id(visit, NULL), &args, answered, users);
}

void do_user_add(PageVisit *visit, Str name)
{
    (void)name;
    act(visit, CMD_USER_ADD);
}

void do_user_approve(PageVisit *visit, Str name)
{
    (void)name;
    act(visit, CMD_USER_APPROVE);
}

void do_user_reset(PageVisit *visit, Str name)
{
    (void)name;
    act(visit, CMD_PASSWORD_RESET);
}

void do_user_end(PageVisit *visit, Str name)
{
    (void)name;
    act(visit, CMD_USER_END);
}
