/* page_pay.c - the payment desk: who pays, how much, by which paper; then what it was for, what stays, and a receipt to
 * print. Law: Social Insurance Law 12, 60, 86. */
#include "base/money.h"
#include "web/entry.h"
#include "web/papers.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/said.h"

static const char *const fields[] = { "payer", "amount_fen", "voucher", "voucher.no", "voucher.day", "month", NULL };

static Str none;

static void write_form(PageVisit *visit, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    bool unit = visit_role(visit, R(UNIT));
    page.not_indexed = true;
    page.status = status;
    form_page_begin(&page, W_PAY_TITLE, unit ? W_PAY_LEAD_UNIT : W_PAY_LEAD, errors, fields);
    form_open(ui, visit, S("/pay"));
    if (unit)
        ui_put(ui, "<p class=\"govuk-body\"><b>{}</b>{}{}</p>\n", entry_label(visit->arena, ui->lang, F_MONEY_PAYER),
               said_colon(ui->lang), visit->actor.org);
    else
        entry_field_as(ui, visit, F_MONEY_PAYER, entry_label(visit->arena, ui->lang, F_MONEY_PAYER), word(ui->lang, W_PAYER_HINT),
                       errors);
    entry_field(ui, visit, F_AMOUNT_FEN, errors);
    entry_field_as(ui, visit, F_VOUCHER, word(ui->lang, W_VOUCHER_KIND), none, errors);
    entry_field_as(ui, visit, F_MONTH, word(ui->lang, W_PAY_MONTH), word(ui->lang, W_PAY_MONTH_HINT), errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_PAY_DO), .once = true });
    form_close(ui);
    form_page_end(visit, &page);
}

void show_pay(PageVisit *visit, Str name)
{
    (void)name;
    visit_usual(visit, "payer", visit_field(visit, "credit_code")); /* from the page of an employer */
    visit_usual(visit, "voucher.day", day_text(visit->arena, time_day(visit->now)));
    write_form(visit, &(FormErrors){ 0 }, 200);
}

/* ---- the receipt ---- */

static void put_head(Ui *ui, const PageVisit *visit, const JsonNode *data)
{
    Money amount = { 0 };
    bool read = money_read(visit_field(visit, "amount_fen"), &amount);
    Str payer = visit_role(visit, R(UNIT)) ? visit->actor.org : visit_field(visit, "payer");
    Arena *arena = visit->arena;
    const UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_RECEIPT_NO), .value = node_text(data, "receipt") },
        { .key = word(ui->lang, W_RECEIPT_FROM), .value = record_masked(arena, payer) },
        { .key = entry_label(arena, ui->lang, F_AMOUNT_FEN), .value = read ? said_money(arena, ui->lang, amount.fen) : none },
        { .key = word(ui->lang, W_VOUCHER_KIND),
          .value = str_format(arena, STR_FMT " " STR_FMT,
                              STR_ARG(said_head(arena, said_word(ui->lang, SET_EVIDENCE, visit_field(visit, "voucher.kind")))),
                              STR_ARG(visit_field(visit, "voucher.no"))) },
        { .key = word(ui->lang, W_VOUCHER_DAY), .value = said_day(arena, ui->lang, visit_field(visit, "voucher.day")) },
        { .key = word(ui->lang, W_RECEIPT_BY),
          .value = str_format(arena, STR_FMT " " STR_FMT, STR_ARG(visit->actor.org), STR_ARG(visit->actor.user)) },
    };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
}

static void paid(PageVisit *visit, void *context, const Done *done)
{
    (void)context;
    if (done->err != OK) {
        FormErrors errors = { 0 };
        form_refused(&errors, visit, &done->why);
        write_form(visit, &errors, err_http(done->err));
        return;
    }
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page_begin(&page, word(ui->lang, W_RECEIPT_TITLE));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_RECEIPT_TITLE));
    put_head(ui, visit, done->data);
    record_paid_for(ui, done->data);
    put_paper_link(ui, visit, PAPER_RECEIPT,
                   str_format(visit->arena, "receipt=" STR_FMT, STR_ARG(node_text(done->data, "receipt"))), W_PAPER_RECEIPT_DO);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_PAY_AGAIN), .href = ui_path(ui, S("/pay")) });
    visit_show(visit, &page, page_end(&page));
}

void do_pay(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Json args = visit_args(visit);
    if (visit_role(visit, R(UNIT)))
        json_put(&args, "payer", visit->actor.org);
    else
        entry_put(visit, &args, F_MONEY_PAYER, true, &errors);
    entry_put(visit, &args, F_AMOUNT_FEN, true, &errors);
    entry_put(visit, &args, F_VOUCHER, true, &errors);
    entry_put(visit, &args, F_MONTH, false, &errors);
    if (errors.count)
        write_form(visit, &errors, 422);
    else
        visit_do(visit, "payment.record", form_id(visit, NULL), &args, paid, NULL);
}
