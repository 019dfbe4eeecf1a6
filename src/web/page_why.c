/* page_why.c - why is it sealed, and how do I get out: the question, and the answer from the person's own record.
 * The number is typed into a form and never stands in an address. */
#include "web/form.h"
#include "web/papers.h"
#include "web/record.h"
#include "web/routes.h"

static const char *const fields[] = { "ssn", "function", NULL };

/* The functions to choose from, as options of a select. */
static void function_select(Ui *ui, Str chosen)
{
    UiOption options[Effect_END];
    size_t count = 0;
    for (Effect effect = 1; effect < Effect_END; effect++) {
        const Choice *choice = choice_of(SET_EFFECT, effect);
        if (effect != EFFECT_QUERY)
            options[count++] = (UiOption){ .value = str(choice->code),
                                           .text = said_head(ui->buf.arena, str(ui->lang == LANG_EN ? choice->en : choice->zh)) };
    }
    ui_select(ui,
              &(UiSelect){ .field = { .name = "function", .id = "function", .label = { .text = word(ui->lang, W_WHY_FUNCTION) } },
                           .items = options,
                           .count = count,
                           .value = choice_from(SET_EFFECT, chosen) ? chosen : S("medical") });
}

static void question_form(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    bool self = visit->self; /* also of whom one acts for */
    form_open(ui, visit, S("/why-sealed"));
    if (!self)
        ui_input(ui, &(UiInput){ .field = { .name = "ssn",
                                            .id = "ssn",
                                            .classes = "govuk-input--width-20",
                                            .label = { .text = word(ui->lang, W_NUMBER_LABEL), .classes = "govuk-label--m" },
                                            .hint = { .text = word(ui->lang, W_NUMBER_HINT) },
                                            .error = form_error(errors, "ssn") },
                                 .value = visit_field(visit, "ssn"),
                                 .autocomplete = "off",
                                 .spellcheck = "false" });
    function_select(ui, visit_field(visit, "function"));
    ui_button(ui, &(UiButton){ .text = word(ui->lang, self ? W_WHY_ASK_OWN : W_WHY_ASK), .is_start = true });
    form_close(ui);
}

/* Who is not signed in learns who can answer for them today. */
static void question_door(Ui *ui)
{
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n<ul class=\"govuk-list govuk-list--bullet\">\n", word(ui->lang, W_WHY_DOOR));
    ui_put(ui, "<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>\n", ui_path(ui, S("/sign-in")),
           word(ui->lang, W_WHY_DOOR_TOKEN));
    ui_put(ui, "<li>{}</li>\n<li>{}</li>\n", word(ui->lang, W_WHY_DOOR_CALL), word(ui->lang, W_WHY_DOOR_COUNTER));
    ui_put(ui, "<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>\n</ul>\n", ui_path(ui, S("/guide/sealed-causes")),
           word(ui->lang, W_WHY_DOOR_READ));
}

static void write_question(PageVisit *visit, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.nav = NAV_WHY;
    page.status = status;
    form_page_begin(&page, W_HOME_CARD_WHY, W_WHY_LEAD, errors, fields);
    if (visit_role(visit, R_OFFICE | R_OWN))
        question_form(ui, visit, errors);
    else
        question_door(ui);
    form_page_end(visit, &page);
}

void show_why_question(PageVisit *visit, Str name)
{
    (void)name;
    write_question(visit, &(FormErrors){ 0 }, 200);
}

/* Another function of the same person, without typing the number again. */
static void other_function(Ui *ui, const JsonNode *status, Str function)
{
    ui_put(ui, "<form method=\"get\" class=\"sb-inline\" action=\"{}\">\n",
           ui_path(ui, str_format(ui->buf.arena, "/person/%lld/why", (long long)node_int(status, "person"))));
    function_select(ui, function);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_WHY_OTHER));
}

static void write_out(Ui *ui, const PageVisit *visit, const JsonNode *status, const JsonNode *why)
{
    size_t ways = 0;
    node_list(why, "ways", &ways);
    ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, W_WHY_WAYS));
    if (ways)
        record_ways(ui, visit, node_int(status, "person"), why);
    else
        ui_inset(ui, &(UiInset){ .text = node_said(why, "why", ui->lang) });
}

static void write_answer(PageVisit *visit, const JsonNode *status, const JsonNode *why, Str function)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    bool usable = node_truth(why, "usable");
    page.nav = NAV_WHY;
    page.not_indexed = true;
    page.back = S("/why-sealed");
    Str what = said_word(ui->lang, SET_EFFECT, node_text(why, "function"));
    bool limited = str_is(node_text(json_member(status, "effects"), str_z(visit->arena, node_text(why, "function"))), "c");
    Str title = word_format(visit->arena, ui->lang,
                            usable    ? W_WHY_WORKS_N
                            : limited ? W_WHY_LIMITED_N
                                      : W_WHY_BLOCKED_N,
                            STR_ARG(what));
    page_begin(&page, title);
    record_identity(ui, visit, status, "/why");
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", title);
    if (visit_field(visit, "done").n)
        ui_notification(ui, &(UiBanner){ .success = true, .text = word(ui->lang, usable ? W_WHY_DONE_WORKS : W_WHY_DONE_NEXT) });
    if (usable) {
        ui_put(ui, "<p class=\"govuk-body-l\">{}</p>\n", word(ui->lang, W_WHY_WORKS_TEXT));
    } else {
        ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, W_WHY_CAUSES));
        record_causes(ui, why);
        write_out(ui, visit, status, why);
        put_paper_link(ui, visit, PAPER_PLAN,
                       str_format(visit->arena, "person=%lld&function=" STR_FMT, (long long)node_int(status, "person"),
                                  STR_ARG(node_text(why, "function"))),
                       W_PAPER_PLAN_DO);
    }
    ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, W_EFFECTS_TITLE));
    record_effects(ui, status);
    ui_put(ui, "<p class=\"govuk-body sb-law\">{}</p>\n", word(ui->lang, W_NEVER_LOST));
    other_function(ui, status, function);
    visit_show(visit, &page, page_end(&page));
}

/* Asks both questions about a person; the arguments name who it is. */
static Err ask_both(PageVisit *visit, Json *who, Str function, const JsonNode **status, const JsonNode **why_data, Why *why)
{
    TRY(visit_ask(visit, "person.status", who, status, why));
    Json args = visit_args(visit);
    json_put_int(&args, "person", node_int(*status, "person"));
    json_put(&args, "function", choice_from(SET_EFFECT, function) ? function : S("medical"));
    return visit_ask(visit, "person.why", &args, why_data, why);
}

void do_why(PageVisit *visit, Str name)
{
    (void)name;
    Str ssn = visit_field(visit, "ssn"), function = visit_field(visit, "function");
    Json who = visit_args(visit);
    const JsonNode *status = NULL, *data = NULL;
    Why why = { .arena = visit->arena };
    FormErrors errors = { 0 };
    bool self = visit->self; /* also of whom one acts for */
    if (self)
        visit_self(visit, &who);
    else if (record_person(ssn) && ssn.n < 12) /* the bureau's own number, as banks call it */
        json_put_int(&who, "person", record_person(ssn));
    else
        json_put(&who, "ssn", ssn);
    if (!self && !ssn.n) {
        form_wrong(&errors, S("ssn"), word(visit->request.lang, W_NUMBER_EMPTY));
        write_question(visit, &errors, 422);
        return;
    }
    if (ask_both(visit, &who, function, &status, &data, &why) != OK) {
        why.field = str_is(why.field, "person") || !why.field.n ? S("ssn") : why.field;
        form_refused(&errors, visit, &why);
        write_question(visit, &errors, err_http(why.code));
        return;
    }
    write_answer(visit, status, data, function);
}

void show_person_why(PageVisit *visit, Str name)
{
    Json who = visit_args(visit);
    const JsonNode *status = NULL, *data = NULL;
    Why why = { .arena = visit->arena };
    Str function = visit_field(visit, "function");
    json_put_int(&who, "person", record_person(name));
    if (ask_both(visit, &who, function, &status, &data, &why) != OK)
        visit_refused(visit, &why, S("/why-sealed"));
    else
        write_answer(visit, status, data, function);
}
