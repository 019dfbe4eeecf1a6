/* page_cases.c - the worklist by the day each case is due; and several of its cases decided at once, each by its own command,
 * so that each is refused or done for itself. */
#include "web/decide.h"
#include "web/entry.h"
#include "web/record.h"
#include "web/routes.h"

/* As many as a list shows. */
enum { TICKED_MAX = 100 };

static const char *const fields[] = { "decision", "reason", NULL };

static Str none;

static Html case_link(const Ui *ui, Str number)
{
    Ui link = ui_inside(ui);
    ui_put(&link, "<a class=\"govuk-link\" href=\"{}\">{}</a>",
           ui_path(ui, str_format(ui->buf.arena, "/cases/" STR_FMT, STR_ARG(number))), number);
    return ui_done(&link);
}

/* A box to tick, for who decides several at once. */
static Html case_pick(const Ui *ui, const PageVisit *visit, Str number)
{
    Ui pick = ui_inside(ui);
    ui_put(&pick,
           "<div class=\"govuk-checkboxes govuk-checkboxes--small\"><div class=\"govuk-checkboxes__item\">"
           "<input class=\"govuk-checkboxes__input\" id=\"case-{}\" name=\"case\" type=\"checkbox\" value=\"{}\"",
           number, number);
    if (entry_ticked(visit, "case", number))
        ui_put(&pick, " checked");
    ui_put(&pick,
           "><label class=\"govuk-label govuk-checkboxes__label\" for=\"case-{}\">"
           "<span class=\"govuk-visually-hidden\">{} {}</span></label></div></div>",
           number, word(ui->lang, W_CASES_PICK), number);
    return ui_done(&pick);
}

static void case_row(const Ui *ui, const JsonNode *item, UiCell *row)
{
    Str state = node_text(json_member(item, "state"), "code"), cause = node_said(json_member(item, "cause"), NULL, ui->lang);
    Str what = said_head(ui->buf.arena, node_said(json_member(item, "procedure"), NULL, ui->lang));
    row[0].html = case_link(ui, node_text(item, "case"));
    row[1].text = cause.n ? str_format(ui->buf.arena, ui->lang == LANG_EN ? STR_FMT " (" STR_FMT ")" : STR_FMT "（" STR_FMT "）",
                                       STR_ARG(what), STR_ARG(cause))
                          : what;
    row[2].text = said_day(ui->buf.arena, ui->lang, node_text(item, "opened"));
    row[3].text = said_day(ui->buf.arena, ui->lang, node_text(item, "due"));
    if (node_truth(item, "late")) {
        Ui late = ui_inside(ui);
        ui_tag(&late, &(UiTag){ .text = word(ui->lang, W_CASE_LATE), .classes = "govuk-tag--red" });
        row[4].html = ui_done(&late);
    } else {
        row[4].html = record_tag_html(ui, SET_CASE_STATE, state);
    }
}

/* The states to choose from: what waits first. */
static void state_links(Ui *ui, Str chosen)
{
    static const char *const states[] = { "submitted", "returned", "draft", "approved", "refused" };
    ui_put(ui, "<nav class=\"sb-filter\" aria-label=\"{}\"><ul>\n", word(ui->lang, W_STATE));
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        ui_put(ui, "<li><a class=\"govuk-link govuk-link--no-visited-state{}\" href=\"{}\">{}</a></li>\n",
               str_is(chosen, states[i]) ? S(" sb-filter__current") : none,
               ui_path(ui, str_format(ui->buf.arena, "/cases?state=%s", states[i])),
               said_word(ui->lang, SET_CASE_STATE, str(states[i])));
    ui_put(ui, "</ul></nav>\n");
}

static void put_cases(Ui *ui, const PageVisit *visit, const JsonNode *items, size_t count, bool picks)
{
    static const Word heads[] = { W_CASES_PICK, W_CASE, W_CASE_PROCEDURE, W_CASE_OPENED, W_CASE_DUE, W_STATE };
    size_t width = sizeof heads / sizeof *heads - !picks;
    UiCell *cells = arena_new(visit->arena, UiCell, count * width);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * width];
        if (picks)
            row++->html = case_pick(ui, visit, node_text(&items[i], "case"));
        case_row(ui, &items[i], row);
    }
    if (count)
        record_table(ui, heads + !picks, width, cells, count);
    else
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_CASES_NONE));
}

static void write_cases(PageVisit *visit, Str state, const JsonNode *data, const FormErrors *errors)
{
    size_t count = 0;
    const JsonNode *items = node_list(data, "items", &count);
    bool picks = count && str_is(state, "submitted") && visit_role(visit, R(REVIEWER) | R(CENTRE));
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.wrong = errors->count > 0;
    page.status = page.wrong ? 422 : 200;
    page_begin(&page, word(ui->lang, W_CASES_TITLE));
    form_summary(ui, errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_CASES_TITLE));
    state_links(ui, state);
    if (picks)
        form_open(ui, visit, S("/cases"));
    put_cases(ui, visit, items, count, picks);
    if (picks) {
        ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n<p class=\"govuk-body\">{}</p>\n",
               word(ui->lang, W_CASES_DECIDE), word(ui->lang, W_CASES_DECIDE_TEXT));
        decide_fields(ui, visit, errors);
        ui_button(ui, &(UiButton){ .text = word(ui->lang, W_CASES_DECIDE_DO), .once = true });
        form_close(ui);
    }
    Str next = node_text(data, "next");
    if (next.n)
        ui_pagination(ui, &(UiPagination){ .next = ui_path(ui, str_format(visit->arena, "/cases?state=" STR_FMT "&after=" STR_FMT,
                                                                          STR_ARG(state), STR_ARG(next))) });
    visit_show(visit, &page, page_end(&page));
}

static void list_cases(PageVisit *visit, const FormErrors *errors)
{
    Json args = visit_args(visit);
    const JsonNode *data = NULL;
    Why why = { .arena = visit->arena };
    Str state = visit_field(visit, "state"), after = visit_field(visit, "after");
    state = choice_from(SET_CASE_STATE, state) ? state : S("submitted");
    json_put(&args, "state", state);
    if (after.n)
        json_put(&args, "after", after);
    if (visit_ask(visit, "case.list", &args, &data, &why) != OK)
        visit_refused(visit, &why, none);
    else
        write_cases(visit, state, data, errors);
}

void show_cases(PageVisit *visit, Str name)
{
    (void)name;
    list_cases(visit, &(FormErrors){ 0 });
}

/* ---- several at once ---- */

/* The cases that were ticked, decided one after the other, and what came of each. */
typedef struct {
    Str numbers[TICKED_MAX], said[TICKED_MAX];
    bool fine[TICKED_MAX];
    size_t count, at;
} Deciding;

static void write_decided(PageVisit *visit, const Deciding *deciding)
{
    static const Word heads[] = { W_CASE, W_STATE, W_CASES_SAID };
    enum { WIDTH = sizeof heads / sizeof *heads };
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    size_t fine = 0;
    page.not_indexed = true;
    page.back = S("/cases");
    page_begin(&page, word(ui->lang, W_CASES_DECIDED));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_CASES_DECIDED));
    UiCell *cells = arena_new(visit->arena, UiCell, deciding->count * WIDTH);
    for (size_t i = 0; i < deciding->count; i++) {
        Ui tag = ui_inside(ui);
        bool done = deciding->fine[i];
        fine += done;
        ui_tag(&tag, &(UiTag){ .text = word(ui->lang, done ? W_DONE : W_CASES_NOT_DONE),
                               .classes = done ? "govuk-tag--green" : "govuk-tag--red" });
        cells[i * WIDTH].html = case_link(ui, deciding->numbers[i]);
        cells[i * WIDTH + 1].html = ui_done(&tag);
        cells[i * WIDTH + 2].text = deciding->said[i].n ? deciding->said[i] : S("—");
    }
    ui_put(ui, "<p class=\"govuk-body-l\">{}</p>\n",
           word_format(visit->arena, ui->lang, W_CASES_DECIDED_N, (int)fine, (int)deciding->count));
    record_table(ui, heads, WIDTH, cells, deciding->count);
    visit_show(visit, &page, page_end(&page));
}

/* A refusal of one does not keep the others. */
static void decide_next(PageVisit *visit, void *context, const Done *done)
{
    Deciding *deciding = context;
    if (done) {
        deciding->fine[deciding->at - 1] = done->err == OK;
        if (done->err != OK)
            deciding->said[deciding->at - 1] = str_copy(visit->arena, visit_said(visit, &done->why));
    }
    if (deciding->at == deciding->count) {
        write_decided(visit, deciding);
        return;
    }
    Json args = visit_args(visit);
    Str number = deciding->numbers[deciding->at++], reason = visit_field(visit, "reason");
    json_put(&args, "case", number);
    json_put(&args, "decision", visit_field(visit, "decision"));
    if (reason.n)
        json_put(&args, "reason", reason);
    visit_do(visit, "case.review", form_id(visit, str_z(visit->arena, number)), &args, decide_next, deciding);
}

static bool is_ticked(const Deciding *deciding, Str number)
{
    for (size_t i = 0; i < deciding->count; i++)
        if (str_eq(deciding->numbers[i], number))
            return true;
    return false;
}

void do_cases(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Deciding *deciding = arena_new(visit->arena, Deciding, 1);
    for (size_t i = 0; i < visit->request.count && deciding->count < TICKED_MAX; i++)
        if (str_is(visit->request.fields[i].name, "case") && !is_ticked(deciding, visit->request.fields[i].value))
            deciding->numbers[deciding->count++] = visit->request.fields[i].value;
    if (!deciding->count)
        form_wrong(&errors, S("case"), word(visit->request.lang, W_CASES_PICK_EMPTY));
    if (!choice_from(SET_DECISION, visit_field(visit, "decision")))
        form_wrong(&errors, S("decision"), word(visit->request.lang, W_DECIDE_EMPTY));
    if (errors.count)
        list_cases(visit, &errors);
    else
        decide_next(visit, deciding, NULL);
}
