/* page_appoint.c - a visit to a counter: what for, on which day, at what time, one question a page; then the answers with the
 * papers to bring, and the command. What was answered stands in the address, so that the way back keeps it; a person's number
 * never does. Everybody may look which times are free. */
#include "web/appointments.h"
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"

static const char *const fields[] = { "region", "matter", "day", "time", "ssn", NULL };
enum { STEPS = 4 };

/* The address of this way with the first `n` answers: region and matter, day, time. */
static Str way(const PageVisit *visit, int n)
{
    Arena *arena = visit->arena;
    Buf out = { .arena = arena };
    buf_add(&out, S("/appoint"));
    for (int i = 0; i < n; i++)
        buf_format(&out, "%s%s=" STR_FMT, i ? "&" : "?", fields[i], STR_ARG(page_encoded(arena, visit_field(visit, fields[i]))));
    return buf_str(&out);
}

/* A question is sent with what was answered before it. */
static void question_open(Ui *ui, const PageVisit *visit, int answered)
{
    ui_put(ui, "<form method=\"get\" action=\"{}\" novalidate>\n", ui_path(ui, S("/appoint")));
    for (int i = 0; i < answered; i++)
        form_hidden(ui, fields[i], visit_field(visit, fields[i]));
}

static void question_close(Ui *ui)
{
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_CONTINUE) });
    ui_put(ui, "</form>\n");
}

static void ask_matter(Ui *ui, PageVisit *visit, const FormErrors *errors)
{
    question_open(ui, visit, 0);
    entry_field(ui, visit, F_REGION, errors);
    entry_field(ui, visit, F_MATTER, errors);
    question_close(ui);
    if (visit_role(visit, R_SELF | R(ONLINE)))
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, S("/me/appointments")),
               word(ui->lang, W_APPOINT_MINE));
}

static void ask_day(Ui *ui, PageVisit *visit, const JsonNode *slots, const FormErrors *errors)
{
    size_t count = 0;
    const JsonNode *days = node_list(slots, "days", &count);
    UiOption *items = arena_new(visit->arena, UiOption, count + 1);
    items[0] = (UiOption){ .value = S(""), .text = word(ui->lang, W_CHOOSE) };
    for (size_t i = 0; i < count; i++)
        items[i + 1] = (UiOption){ .value = node_text(&days[i], "day"),
                                   .text = word_format(visit->arena, ui->lang, W_APPOINT_LEFT_N,
                                                       STR_ARG(said_day(visit->arena, ui->lang, node_text(&days[i], "day"))),
                                                       (int)node_int(&days[i], "left")) };
    if (!count) {
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_APPOINT_NO_DAY) });
        return;
    }
    question_open(ui, visit, 2);
    ui_select(ui, &(UiSelect){ .field = { .name = "day",
                                          .id = "day",
                                          .label = { .text = word(ui->lang, W_APPOINT_DAY), .classes = "govuk-label--s" },
                                          .error = form_error(errors, "day") },
                               .items = items,
                               .count = count + 1,
                               .value = visit_field(visit, "day") });
    question_close(ui);
}

static void ask_time(Ui *ui, PageVisit *visit, const JsonNode *slots, const FormErrors *errors)
{
    size_t count = 0, n = 0;
    const JsonNode *times = node_list(slots, "times", &count);
    UiChoice *items = arena_new(visit->arena, UiChoice, count);
    for (size_t i = 0; i < count; i++)
        if (node_int(&times[i], "left"))
            items[n++] = (UiChoice){ .value = node_text(&times[i], "time"),
                                     .text = str_head(str_from(node_text(&times[i], "time"), 11), 5) };
    if (!n) {
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_APPOINT_NO_TIME) });
        return;
    }
    question_open(ui, visit, 3);
    ui_radios(ui, &(UiChoices){ .name = "time",
                                .id_prefix = "time",
                                .classes = "govuk-radios--small",
                                .fieldset = &(UiFieldset){ .legend = said_day(visit->arena, ui->lang, visit_field(visit, "day")),
                                                           .legend_classes = "govuk-fieldset__legend--s" },
                                .error = form_error(errors, "time"),
                                .items = items,
                                .count = n,
                                .value = visit_field(visit, "time") });
    question_close(ui);
}

/* ---- the answers ---- */

static void put_answers(Ui *ui, const PageVisit *visit, const JsonNode *slots)
{
    const UiAction change[2] = {
        { .text = word(ui->lang, W_CHANGE), .href = ui_path(ui, S("/appoint")), .hidden = word(ui->lang, W_APPOINT_MATTER) },
        { .text = word(ui->lang, W_CHANGE), .href = ui_path(ui, way(visit, 2)), .hidden = word(ui->lang, W_APPOINT_TIME) },
    };
    const UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_APPOINT_MATTER),
          .value = said_head(visit->arena, said_word(ui->lang, SET_MATTER, visit_field(visit, "matter"))),
          .actions = &change[0],
          .count = 1 },
        { .key = word(ui->lang, W_APPOINT_WHERE), .value = appointment_where(ui, slots) },
        { .key = word(ui->lang, W_APPOINT_TIME),
          .value = said_time(visit->arena, ui->lang, visit_field(visit, "time")),
          .actions = &change[1],
          .count = 1 },
    };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n", word(ui->lang, W_APPOINT_PAPERS));
    appointment_papers(ui, json_member(slots, "papers"));
}

static void put_sending(Ui *ui, const PageVisit *visit, const FormErrors *errors)
{
    if (!visit->actor.role) {
        Str to = str_format(visit->arena, "/sign-in?back=" STR_FMT, STR_ARG(page_encoded(visit->arena, way(visit, STEPS))));
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_APPOINT_SIGN));
        ui_button(ui, &(UiButton){ .text = word(ui->lang, W_SIGN_IN), .href = ui_path(ui, to) });
        return;
    }
    if (!visit_role(visit, R_APPOINT)) {
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_APPOINT_NOT_YOU) });
        return;
    }
    form_open(ui, visit, S("/appoint"));
    for (int i = 0; i < STEPS; i++)
        form_hidden(ui, fields[i], visit_field(visit, fields[i]));
    if (!visit_role(visit, R_SELF | R(ONLINE)))
        form_input(ui, visit, "ssn", W_APPOINT_WHOSE, W_APPOINT_WHOSE_HINT, "govuk-input--width-20", errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_APPOINT_DO), .once = true });
    form_close(ui);
}

/* slots: the answer of appointment.slots, or NULL before a region and a matter are chosen. */
static void write_step(PageVisit *visit, const JsonNode *slots, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    bool matter = slots != NULL, day = matter && visit_field(visit, "day").n && !form_error(errors, "day").text.n;
    bool time = day && visit_field(visit, "time").n;
    page.status = status;
    page.not_indexed = visit->actor.role != 0 || matter;
    page.back = time ? way(visit, 3) : day ? way(visit, 2) : matter ? S("/appoint") : S("/");
    form_page_begin(&page, time ? W_APPOINT_CHECK : W_APPOINT_TITLE, time ? W_APPOINT_CHECK_TEXT : W_APPOINT_TEXT, errors, fields);
    if (time) {
        put_answers(ui, visit, slots);
        put_sending(ui, visit, errors);
    } else if (day)
        ask_time(ui, visit, slots, errors);
    else if (matter)
        ask_day(ui, visit, slots, errors);
    else
        ask_matter(ui, visit, errors);
    form_page_end(visit, &page);
}

/* What is free for what was answered so far; NULL while that is not enough. */
static const JsonNode *slots_of(PageVisit *visit, FormErrors *errors)
{
    const JsonNode *data = NULL;
    Why why = { .arena = visit->arena };
    Str region = visit_field(visit, "region"), matter = visit_field(visit, "matter"), day = visit_field(visit, "day");
    if (!region.n) /* nothing was sent yet, or only the matter by a link */
        return NULL;
    if (!matter.n)
        form_wrong(errors, S("matter"), word(visit->request.lang, W_APPOINT_MATTER_EMPTY));
    for (int tries = 0; tries < 2 && matter.n && !data; tries++) {
        Json args = visit_args(visit);
        json_put(&args, "region", region);
        json_put(&args, "matter", matter);
        if (day.n && !errors->count)
            json_put(&args, "day", day);
        if (visit_ask(visit, "appointment.slots", &args, &data, &why) == OK || !str_is(why.field, "day"))
            break;
        form_refused(errors, visit, &why); /* asked once more without it: the days that there are */
    }
    if (matter.n && !data && !errors->count)
        form_refused(errors, visit, &why);
    return data;
}

void show_appoint(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    if (visit_field(visit, "matter").n)
        visit_usual(visit, "region", visit->region);
    const JsonNode *slots = slots_of(visit, &errors);
    write_step(visit, slots, &errors, errors.count ? err_http(ERR_BAD_FIELD) : 200);
}

static void booked(PageVisit *visit, void *context, const Done *done)
{
    FormErrors errors = { 0 };
    if (done->err == OK) {
        Str number = node_text(done->data, "appointment");
        bool own = visit_role(visit, R_SELF | R(ONLINE));
        visit_go(visit, own ? str_format(visit->arena, "/me/appointments?booked=" STR_FMT, STR_ARG(number))
                            : str_format(visit->arena, "/appoint/done?appointment=" STR_FMT "&matter=" STR_FMT "&time=" STR_FMT,
                                         STR_ARG(number), STR_ARG(page_encoded(visit->arena, visit_field(visit, "matter"))),
                                         STR_ARG(page_encoded(visit->arena, visit_field(visit, "time")))));
        return;
    }
    form_refused(&errors, visit, &done->why);
    write_step(visit, context, &errors, err_http(done->err));
}

void do_appoint(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    const JsonNode *slots = slots_of(visit, &errors); /* before the writer has it: the page may have to be shown again */
    if (!slots || errors.count || !visit_field(visit, "time").n) {
        write_step(visit, slots, &errors, err_http(ERR_BAD_FIELD));
        return;
    }
    Json args = visit_args(visit);
    if (visit_role(visit, R_SELF | R(ONLINE)))
        visit_self(visit, &args);
    else if (visit_field(visit, "ssn").n)
        json_put(&args, "ssn", visit_field(visit, "ssn"));
    json_put(&args, "region", visit_field(visit, "region"));
    json_put(&args, "matter", visit_field(visit, "matter"));
    json_put(&args, "time", visit_field(visit, "time"));
    visit_do(visit, "appointment.book", form_id(visit, "book"), &args, booked, (void *)(uintptr_t)slots);
}

/* For who booked for somebody else: what to tell them. */
void show_appoint_done(PageVisit *visit, Str name)
{
    (void)name;
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.back = S("/appoint");
    page_begin(&page, word(ui->lang, W_APPOINT_DONE));
    ui_panel(ui, &(UiPanel){ .title = word(ui->lang, W_APPOINT_DONE), .text = visit_field(visit, "appointment") });
    ui_put(ui, "<p class=\"govuk-body-l\">{} · {}</p>\n<p class=\"govuk-body\">{}</p>\n",
           said_time(visit->arena, ui->lang, visit_field(visit, "time")),
           said_head(visit->arena, said_word(ui->lang, SET_MATTER, visit_field(visit, "matter"))),
           word(ui->lang, W_APPOINT_DONE_TEXT));
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_APPOINT_ANOTHER), .href = ui_path(ui, S("/appoint")) });
    visit_show(visit, &page, page_end(&page));
}
