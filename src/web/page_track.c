/* page_track.c - how far a card application is, by its number and the last characters of the person's number, without
 * signing in. Only the progress is shown, and one address may try only so often a minute. */
#include "web/form.h"
#include "web/papers.h"
#include "web/routes.h"
#include "web/said.h"

static const char *const fields[] = { "application", "tail", NULL };

/* The road of a card; what lies beside it is said in words. */
static const Production road[] = { PROD_APPLIED, PROD_BANK_REQUESTED, PROD_BANK_OPENED, PROD_BATCHED,    PROD_MAKING,
                                   PROD_MADE,    PROD_SHIPPED,        PROD_AT_OUTLET,   PROD_HANDED_OVER };
enum { ROAD = sizeof road / sizeof *road };

static void write_form(PageVisit *visit, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.status = status;
    form_page_begin(&page, W_TRACK_TITLE, W_TRACK_LEAD, errors, fields);
    form_open(ui, visit, S("/track"));
    form_input(ui, visit, "application", W_TRACK_NUMBER, W_TRACK_NUMBER_HINT, "govuk-input--width-10", errors);
    form_input(ui, visit, "tail", W_TRACK_TAIL, W_TRACK_TAIL_HINT, "govuk-input--width-10", errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_TRACK_DO) });
    form_close(ui);
    form_page_end(visit, &page);
}

void show_track(PageVisit *visit, Str name)
{
    (void)name;
    write_form(visit, &(FormErrors){ 0 }, 200);
}

static void put_road(Ui *ui, const JsonNode *data)
{
    Str code = node_text(json_member(data, "production"), "code");
    size_t here = ROAD, count = 0;
    UiPoint points[ROAD + 1];
    for (size_t i = 0; i < ROAD; i++)
        if (str_is(code, choice_code(SET_PRODUCTION, road[i])))
            here = i;
    if (here == ROAD)
        points[count++] =
            (UiPoint){ .kind = UI_POINT_BAD,
                       .title = said_head(ui->buf.arena, node_said(json_member(data, "production"), NULL, ui->lang)) };
    for (size_t i = 0; i < ROAD && here < ROAD; i++)
        points[count++] = (UiPoint){ .kind = i < here || here + 1 == ROAD ? UI_POINT_DONE
                                             : i == here                  ? UI_POINT_NOW
                                                                          : UI_POINT_AHEAD,
                                     .title = said_head(ui->buf.arena, said_word(ui->lang, SET_PRODUCTION,
                                                                                 str(choice_code(SET_PRODUCTION, road[i])))) };
    if (count && node_text(data, "applied").n)
        points[0].when = said_day(ui->buf.arena, ui->lang, node_text(data, "applied"));
    ui_timeline(ui, &(UiTimeline){ .items = points, .count = count, .level = 2 });
}

/* The same two values again, as a form: no part of a person's number stands in an address. */
static void put_slip(Ui *ui, const PageVisit *visit)
{
    form_open(ui, visit, S("/track/slip"));
    for (size_t i = 0; fields[i]; i++)
        form_hidden(ui, fields[i], visit_field(visit, fields[i]));
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n",
           word(ui->lang, W_PAPER_SLIP_DO));
    form_close(ui);
}

static void write_answer(PageVisit *visit, const JsonNode *data)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    Arena *arena = visit->arena;
    Str expected = node_text(data, "expected");
    const JsonNode *place = json_member(data, "collect_at");
    page.back = S("/track");
    page.not_indexed = true;
    page_begin(&page, node_text(data, "application"));
    ui_put(
        ui,
        "<div class=\"sb-narrow\">\n<span class=\"govuk-caption-l\">{}</span>\n<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n",
        node_text(data, "application"), said_head(ui->buf.arena, node_said(json_member(data, "production"), NULL, ui->lang)));
    if (expected.n)
        ui_put(ui, "<p class=\"govuk-body-l\">{}{}{}</p>\n", word(ui->lang, W_CARD_EXPECTED), said_colon(ui->lang),
               said_day(arena, ui->lang, expected));
    if (node_truth(data, "late"))
        ui_warning(ui, &(UiWarning){ .text = word(ui->lang, W_TRACK_LATE) });
    if (place && place->type == JSON_MEMBERS)
        ui_steps(ui,
                 &(UiStep){ .title = word(ui->lang, W_TRACK_COLLECT),
                            .place = { node_said(place, "name", ui->lang), node_text(place, "address"), node_text(place, "hours"),
                                       node_text(place, "phone") } },
                 1);
    put_road(ui, data);
    put_slip(ui, visit);
    ui_put(ui, "</div>\n");
    visit_show(visit, &page, page_end(&page));
}

/* What is asked with a number and the last characters of the person's; `answer` shows it. */
static void ask(PageVisit *visit, void (*answer)(PageVisit *visit, const JsonNode *data))
{
    FormErrors errors = { 0 };
    Why why = { .arena = visit->arena };
    const JsonNode *data = NULL;
    Json args = visit_args(visit);
    Str application = visit_field(visit, "application"), tail = visit_field(visit, "tail");
    if (!application.n)
        form_wrong(&errors, S("application"), word(visit->request.lang, W_TRACK_NUMBER_EMPTY));
    if (!tail.n)
        form_wrong(&errors, S("tail"), word(visit->request.lang, W_TRACK_TAIL_EMPTY));
    if (!errors.count && !serve_may_try(visit->thread, http_peer(visit->http)))
        form_wrong(&errors, S(""), word(visit->request.lang, W_TRACK_TOO_OFTEN));
    if (errors.count) {
        write_form(visit, &errors, 422);
        return;
    }
    json_put(&args, "application", application);
    json_put(&args, "tail", tail);
    visit->actor = (Actor){ .role = ROLE_ONLINE }; /* whoever knows both: nobody's rights are needed */
    Err err = visit_ask(visit, "application.status", &args, &data, &why);
    visit->actor = (Actor){ 0 };
    if (err == OK) {
        answer(visit, data);
        return;
    }
    form_refused(&errors, visit, &why);
    write_form(visit, &errors, err_http(err));
}

void do_track(PageVisit *visit, Str name)
{
    (void)name;
    ask(visit, write_answer);
}

static void write_slip(PageVisit *visit, const JsonNode *data) { paper_show_of(visit, PAPER_SLIP, data); }

void do_slip(PageVisit *visit, Str name)
{
    (void)name;
    ask(visit, write_slip);
}
