/* page_pay.c - the payment desk: who pays, how much, by which paper; then what it was for, what stays, and a receipt to
 * print. Law: Social Insurance Law 12, 60, 86. */
#include "base/money.h"
#include "web/entry.h"
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

static void put_allocated(Ui *ui, const JsonNode *items, size_t count)
{
    static const Word heads[] = { W_MONTH_OF, W_INSURANCE, W_PAID_FOR, W_AMOUNT };
    enum { WIDTH = sizeof heads / sizeof *heads };
    int64_t sum = 0;
    UiCell *cells = arena_new(ui->buf.arena, UiCell, (count + 1) * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        int64_t fen = node_int(&items[i], "amount_fen");
        row[0].text = said_month(ui->buf.arena, ui->lang, node_text(&items[i], "month"));
        row[1].text = said_head(ui->buf.arena, said_word(ui->lang, SET_INSURANCE, node_text(&items[i], "insurance")));
        row[2].text = word(ui->lang, str_is(node_text(&items[i], "part"), "late-fee") ? W_LATE_FEE : W_PRINCIPAL);
        row[3] = (UiCell){ .text = said_amount(ui->buf.arena, fen), .numeric = true };
        sum += fen;
    }
    UiCell *last = &cells[count * WIDTH];
    last[0].text = word(ui->lang, W_TOTAL);
    last[3] = (UiCell){ .text = said_amount(ui->buf.arena, sum), .numeric = true };
    record_table(ui, heads, WIDTH, cells, count + 1);
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
    size_t count = 0;
    const JsonNode *items = node_list(done->data, "allocated", &count);
    int64_t stays = node_int(done->data, "unallocated_fen");
    page.not_indexed = true;
    page_begin(&page, word(ui->lang, W_RECEIPT_TITLE));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_RECEIPT_TITLE));
    put_head(ui, visit, done->data);
    ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, W_RECEIPT_FOR));
    if (count)
        put_allocated(ui, items, count);
    else
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_RECEIPT_FOR_NOTHING));
    if (stays)
        ui_inset(ui, &(UiInset){ .text = word_format(visit->arena, ui->lang, W_RECEIPT_STAYS_N,
                                                     STR_ARG(said_money(visit->arena, ui->lang, stays))) });
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_RECEIPT_PRINT));
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
