/* page_desk.c - the work of a desk: the pages that the signed-in role has, each with one line, and every command. */
#include "web/routes.h"

/* How many runs wait, of the first so many; empty: none, or it is not this visitor's work. */
static Str waiting_said(PageVisit *visit)
{
    const JsonNode *data = NULL;
    size_t count = 0;
    Why why = { .arena = visit->arena };
    Json args = visit_args(visit);
    if (!visit_role(visit, R(REVIEWER)) || visit_ask(visit, "run.list", &args, &data, &why) != OK)
        return (Str){ 0 };
    node_list(data, "items", &count);
    return count ? word_format(visit->arena, visit->request.lang, W_RELEASE_COUNT_N, (int)count) : (Str){ 0 };
}

void show_desk(PageVisit *visit, Str name)
{
    (void)name;
    static const struct {
        const char *path;
        Word title, hint;
        unsigned roles;
    } rows[] = {
        { "/desk/find", W_FIND_TITLE, W_FIND_HINT, R_OFFICE },
        { "/cases", W_CASES_TITLE, W_CASES_SHORT, R_OFFICE | R(CENTRE) },
        { "/desk/appointments", W_APPOINT_DESK, W_APPOINT_DESK_SHORT, R_OFFICE },
        { "/appoint", W_APPOINT_FOR_OTHER, W_APPOINT_TITLE, R(CLERK) | R(HOTLINE) },
        { "/pay", W_PAY_TITLE, W_PAY_SHORT, R(CLERK) | R(TAX) | R(BANK) },
        { "/receipt", W_RECEIPT_FIND, W_RECEIPT_SHORT, R_OFFICE | R(TAX) | R(UNIT) | R(AGENCY) },
        { "/unit", W_UNIT_TITLE, W_UNIT_SHORT, R_OFFICE | R(TAX) },
        { "/unit/declare", W_DECLARE_TITLE, W_DECLARE_SHORT, R(CLERK) | R(AGENCY) },
        { "/agency/notices", W_AGENCY_INBOX_TITLE, W_AGENCY_INBOX_SHORT, R(AGENCY) },
        { "/desk/assess", W_ASSESS_TITLE, W_ASSESS_SHORT, R(CLERK) },
        { "/desk/release", W_RELEASE_TITLE, W_RELEASE_SHORT, R(REVIEWER) },
        { "/desk/progress", W_PROGRESS_TITLE, W_PROGRESS_SHORT, R_OFFICE | R(ADMIN) | R(BANK) | R(TAX) | R(UNIT) | R(AGENCY) },
        { "/desk/figures", W_FIGURES_TITLE, W_FIGURES_SHORT, R_OFFICE },
        { "/desk/books", W_BOOKS_TITLE, W_BOOKS_SHORT, R_OFFICE },
        { "/policy", W_POLICY_TITLE, W_POLICY_SHORT, ~0u },
        { "/letters", W_LETTERS_TITLE, W_LETTERS_SHORT, R_OFFICE | R(ADMIN) },
        { "/users", W_USERS_TITLE, W_USERS_TEXT, R(ADMIN) },
        { "/policy/alarms", W_ALARMS_TITLE, W_ALARMS_SHORT, R_OFFICE | R(ADMIN) },
        { "/policy/propose", W_PROPOSE_TITLE, W_PROPOSE_SHORT, R(ADMIN) },
        { "/policy/approve", W_APPROVE_TITLE, W_APPROVE_SHORT, R(REVIEWER) },
    };
    UiTask tasks[sizeof rows / sizeof *rows];
    size_t count = 0;
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (visit_role(visit, rows[i].roles))
            tasks[count++] = (UiTask){ .title = word(ui->lang, rows[i].title),
                                       .hint = word(ui->lang, rows[i].hint),
                                       .status = str_is(str(rows[i].path), "/desk/release") ? waiting_said(visit) : (Str){ 0 },
                                       .href = ui_path(ui, str(rows[i].path)) };
    page.not_indexed = true;
    page_begin(&page, word(ui->lang, W_DESK_TITLE));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_DESK_TITLE));
    if (count)
        ui_task_list(ui, &(UiTaskList){ .items = tasks, .count = count, .id_prefix = "work" });
    deeds_menu(ui, visit);
    visit_show(visit, &page, page_end(&page));
}
