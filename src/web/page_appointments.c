/* page_appointments.c - visits to a counter that are booked: a person's own with the papers to bring, and for the clerks those of
 * a day. Law: Social Insurance Law 4. */
#include "web/appointments.h"
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/rules.h"

static Str none;

Str appointment_where(const Ui *ui, const JsonNode *item)
{
    return word_format(ui->buf.arena, ui->lang, W_APPOINT_COUNTER_N, STR_ARG(node_said(item, "region_name", ui->lang)));
}

/* "Identity card or passport, 2 copies (an adult)". */
static Str paper_said(const Ui *ui, const JsonNode *item)
{
    Arena *arena = ui->buf.arena;
    Buf out = { .arena = arena };
    size_t count = 0;
    const JsonNode *kinds = node_list(item, "any", &count);
    Str when = node_said(item, "when", ui->lang);
    for (size_t i = 0; i < count; i++) {
        Str kind = said_word(ui->lang, SET_EVIDENCE, kinds[i].text);
        buf_add(&out, !i ? S("") : word(ui->lang, W_APPOINT_OR));
        buf_add(&out, i ? kind : said_head(arena, kind));
    }
    if (node_int(item, "copies") > 1)
        buf_add(&out, word_format(arena, ui->lang, W_APPOINT_COPIES_N, (int)node_int(item, "copies")));
    if (node_truth(item, "of_other"))
        buf_add(&out, word(ui->lang, W_APPOINT_OF_OTHER));
    if (when.n)
        buf_format(&out, ui->lang == LANG_EN ? " (" STR_FMT ")" : "（" STR_FMT "）", STR_ARG(when));
    return buf_str(&out);
}

void appointment_papers(Ui *ui, const JsonNode *papers)
{
    size_t count = 0;
    const JsonNode *items = node_list(papers, "items", &count);
    if (!count) {
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_APPOINT_NO_PAPERS));
        return;
    }
    ui_put(ui, "<ul class=\"govuk-list govuk-list--bullet\">\n");
    for (size_t i = 0; i < count; i++)
        ui_put(ui, "<li>{}</li>\n", paper_said(ui, &items[i]));
    ui_put(ui, "</ul>\n<p class=\"sb-law\">{}</p>\n", node_text(papers, "reference"));
}

/* The code of a matter is that of its list of papers: what the step does, and for what. */
Str appointment_for(Arena *arena, const JsonNode *step)
{
    static const char *const parts[] = { "cause", "kind", "channel", "event", "reason" };
    const JsonNode *args = json_member(step, "args"), *inside = json_member(args, "args");
    Str command = node_text(step, "command"), procedure = node_text(args, "procedure");
    bool unseal = str_is(command, "hold.release") || str_is(procedure, "unseal");
    Str what = unseal ? S("unseal") : procedure.n ? procedure : command;
    for (size_t i = 0; i <= sizeof parts / sizeof *parts; i++) {
        bool any = i == sizeof parts / sizeof *parts;
        Str of = any ? S("any") : node_text(args, parts[i]);
        of = of.n || any ? of : node_text(inside, parts[i]);
        Str code = str_format(arena, STR_FMT "/" STR_FMT, STR_ARG(what), STR_ARG(of));
        if (of.n && choice_from(SET_MATTER, code))
            return str_format(arena, "/appoint?matter=" STR_FMT, STR_ARG(page_encoded(arena, code)));
    }
    return none;
}

/* ---- one's own ---- */

static void put_own(Ui *ui, const PageVisit *visit, const JsonNode *item)
{
    Str number = node_text(item, "appointment");
    ui_put(ui, "<li class=\"sb-part\">\n<h2 class=\"govuk-heading-m\">{} · {}</h2>\n<p class=\"govuk-body\">{} · {}</p>\n",
           said_time(visit->arena, ui->lang, node_text(item, "time")),
           said_head(visit->arena, node_said(json_member(item, "matter"), NULL, ui->lang)), appointment_where(ui, item), number);
    ui_put(ui, "<h3 class=\"govuk-heading-s\">{}</h3>\n", word(ui->lang, W_APPOINT_PAPERS));
    appointment_papers(ui, json_member(item, "papers"));
    form_open(ui, visit, S("/me/appointments"));
    form_hidden(ui, "appointment", number);
    ui_put(ui,
           "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}"
           "<span class=\"govuk-visually-hidden\"> {}</span></button>\n",
           word(ui->lang, W_APPOINT_CANCEL), number);
    form_close(ui);
    ui_put(ui, "</li>\n");
}

void show_my_appointments(PageVisit *visit, Str name)
{
    (void)name;
    const JsonNode *data = NULL;
    size_t count = 0;
    Why why = { .arena = visit->arena };
    Json args = visit_args(visit);
    visit_self(visit, &args);
    if (visit_ask(visit, "appointment.list", &args, &data, &why) != OK) {
        visit_refused(visit, &why, S("/me"));
        return;
    }
    const JsonNode *items = node_list(data, "items", &count);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    Str fresh = visit_field(visit, "booked");
    page.not_indexed = true;
    page.back = visit->kiosk ? S("/kiosk/me") : S("/me");
    page_begin(&page, word(ui->lang, W_APPOINT_MINE));
    if (fresh.n)
        ui_panel(ui, &(UiPanel){ .title = word(ui->lang, W_APPOINT_DONE), .text = fresh });
    else if (visit_field(visit, "cancelled").n)
        ui_notification(ui, &(UiBanner){ .success = true, .text = word(ui->lang, W_APPOINT_CANCELLED) });
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_APPOINT_MINE),
           word(ui->lang, count ? W_APPOINT_MINE_TEXT : W_APPOINT_NONE));
    ui_put(ui, "<ul class=\"govuk-list\">\n");
    for (size_t i = 0; i < count; i++)
        put_own(ui, visit, &items[i]);
    ui_put(ui, "</ul>\n");
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_APPOINT_TITLE), .href = ui_path(ui, S("/appoint")) });
    visit_show(visit, &page, page_end(&page));
}

/* Where who cancelled goes on. */
static Str back_to(const PageVisit *visit)
{
    return visit_role(visit, R_SELF | R(ONLINE)) ? S("/me/appointments?cancelled=1")
                                                 : str_format(visit->arena, "/desk/appointments?region=" STR_FMT "&day=" STR_FMT,
                                                              STR_ARG(page_encoded(visit->arena, visit_field(visit, "region"))),
                                                              STR_ARG(page_encoded(visit->arena, visit_field(visit, "day"))));
}

static void cancelled(PageVisit *visit, void *context, const Done *done)
{
    (void)context;
    if (done->err == OK)
        visit_go(visit, back_to(visit));
    else
        visit_refused(visit, &done->why, back_to(visit));
}

void do_appointment_cancel(PageVisit *visit, Str name)
{
    (void)name;
    Json args = visit_args(visit);
    json_put(&args, "appointment", visit_field(visit, "appointment"));
    visit_do(visit, "appointment.cancel", form_id(visit, "cancel"), &args, cancelled, NULL);
}

/* ---- those of a day ---- */

static const char *const fields[] = { "region", "day", NULL };

static Html person_html(const Ui *ui, const PageVisit *visit, int64_t person)
{
    Ui inside = ui_inside(ui);
    Str number = str_format(visit->arena, "%lld", (long long)person);
    ui_put(&inside, "<a class=\"govuk-link\" href=\"{}\">{}</a>",
           ui_path(ui, str_format(visit->arena, "/person/%lld", (long long)person)), number);
    return ui_done(&inside);
}

static Html cancel_html(const Ui *ui, const PageVisit *visit, const JsonNode *item)
{
    Ui inside = ui_inside(ui);
    Str number = node_text(item, "appointment");
    form_open(&inside, visit, S("/desk/appointments"));
    form_hidden(&inside, "appointment", number);
    form_hidden(&inside, "region", node_text(item, "region"));
    form_hidden(&inside, "day", str_head(node_text(item, "time"), 10));
    ui_put(&inside, "<button type=\"submit\" class=\"sb-link\">{}<span class=\"govuk-visually-hidden\"> {}</span></button>\n",
           word(ui->lang, W_APPOINT_CANCEL), number);
    form_close(&inside);
    return ui_done(&inside);
}

static void put_day(Ui *ui, PageVisit *visit, const JsonNode *data)
{
    static const Word heads[] = { W_APPOINT_TIME, W_APPOINT_MATTER, W_FIND_PERSON, W_FIND_NUMBER, W_APPOINT_CANCEL };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0, width = visit_role(visit, R(CLERK)) ? WIDTH : WIDTH - 1;
    const JsonNode *items = node_list(data, "items", &count);
    UiCell *cells = arena_new(visit->arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * width];
        row[0].text = str_head(str_from(node_text(&items[i], "time"), 11), 5);
        row[1].text = said_head(visit->arena, node_said(json_member(&items[i], "matter"), NULL, ui->lang));
        row[2].html = person_html(ui, visit, node_int(&items[i], "person"));
        row[3].text = node_text(&items[i], "appointment");
        if (width == WIDTH)
            row[4].html = cancel_html(ui, visit, &items[i]);
    }
    if (count)
        record_table(ui, heads, width, cells, count);
    else
        ui_inset(ui, &(UiInset){ .text = word(ui->lang, W_APPOINT_DAY_NONE) });
}

/* Today, in the region of this browser, until something else is chosen. */
static void usual_day(PageVisit *visit)
{
    visit_usual(visit, "region", rules_region(visit));
    visit_usual(visit, "day", day_text(visit->arena, time_day(visit->now)));
}

void show_appointments(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Why why = { .arena = visit->arena };
    const JsonNode *data = NULL;
    usual_day(visit);
    Json args = visit_args(visit);
    json_put_int(&args, "limit", 1000);
    entry_put(visit, &args, F_REGION, true, &errors);
    entry_put(visit, &args, F_DAY, true, &errors);
    if (!errors.count && visit_ask(visit, "appointment.list", &args, &data, &why) != OK)
        form_refused(&errors, visit, &why);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.wrong = errors.count > 0;
    page.status = page.wrong ? err_http(ERR_BAD_FIELD) : 200;
    page.back = S("/desk");
    page_begin(&page, word(ui->lang, W_APPOINT_DESK));
    form_summary(ui, &errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_APPOINT_DESK),
           word(ui->lang, W_APPOINT_DESK_TEXT));
    ui_put(ui, "<form method=\"get\" class=\"sb-inline\" action=\"{}\" novalidate>\n", ui_path(ui, S("/desk/appointments")));
    entry_field(ui, visit, F_REGION, &errors);
    entry_field(ui, visit, F_DAY, &errors);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_SHOW));
    if (data)
        put_day(ui, visit, data);
    if (visit_role(visit, R(CLERK)))
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, S("/appoint")),
               word(ui->lang, W_APPOINT_FOR_OTHER));
    visit_show(visit, &page, page_end(&page));
}
