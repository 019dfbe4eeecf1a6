/* page_receipt.c - a receipt called up again by its number: what was paid, for which months, by which paper, whether it
 * stands; to look at and to print. Law: Social Insurance Law 4, 60. */
#include "web/entry.h"
#include "web/papers.h"
#include "web/record.h"
#include "web/routes.h"
#include "web/said.h"

static const char *const fields[] = { "receipt", NULL };

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

void record_paid_for(Ui *ui, const JsonNode *data)
{
    size_t count = 0;
    const JsonNode *items = node_list(data, "allocated", &count);
    int64_t stays = node_int(data, "unallocated_fen");
    ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, W_RECEIPT_FOR));
    if (count)
        put_allocated(ui, items, count);
    else
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_RECEIPT_FOR_NOTHING));
    if (stays)
        ui_inset(ui, &(UiInset){ .text = word_format(ui->buf.arena, ui->lang, W_RECEIPT_STAYS_N,
                                                     STR_ARG(said_money(ui->buf.arena, ui->lang, stays))) });
}

static void put_facts(Ui *ui, const JsonNode *data)
{
    Arena *arena = ui->buf.arena;
    const JsonNode *voucher = json_member(data, "voucher"), *by = json_member(data, "by");
    const UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_RECEIPT_NO), .value = node_text(data, "receipt") },
        { .key = word(ui->lang, W_RECEIPT_FROM), .value = record_masked(arena, node_text(data, "payer")) },
        { .key = entry_label(arena, ui->lang, F_AMOUNT_FEN), .value = said_money(arena, ui->lang, node_int(data, "amount_fen")) },
        { .key = word(ui->lang, W_VOUCHER_KIND),
          .value = str_format(arena, STR_FMT " " STR_FMT,
                              STR_ARG(said_head(arena, node_said(json_member(voucher, "kind"), NULL, ui->lang))),
                              STR_ARG(node_text(voucher, "no"))) },
        { .key = word(ui->lang, W_VOUCHER_DAY), .value = said_day(arena, ui->lang, node_text(voucher, "day")) },
        { .key = word(ui->lang, W_RECEIPT_BY),
          .value = str_format(arena, STR_FMT " " STR_FMT " · " STR_FMT, STR_ARG(node_text(by, "org")),
                              STR_ARG(node_text(by, "user")), STR_ARG(said_time(arena, ui->lang, node_text(data, "at")))) },
    };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
}

/* Of client money: what it was for then. */
static void put_split(Ui *ui, const JsonNode *split)
{
    static const struct {
        const char *key;
        Word text;
    } parts[] = { { "contribution_fen", W_PRINCIPAL }, { "fee_fen", W_RECEIPT_FEE }, { "held_fen", W_RECEIPT_HELD } };
    enum { PARTS = sizeof parts / sizeof *parts };
    UiSummaryRow rows[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        rows[i] = (UiSummaryRow){ .key = word(ui->lang, parts[i].text),
                                  .value = said_money(ui->buf.arena, ui->lang, node_int(split, parts[i].key)) };
    ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, W_RECEIPT_FOR));
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = PARTS });
}

static void put_receipt(Ui *ui, const PageVisit *visit, const JsonNode *data)
{
    const JsonNode *split = json_member(data, "split");
    put_facts(ui, data);
    if (node_truth(data, "reversed"))
        ui_warning(ui, &(UiWarning){ .text = word_format(ui->buf.arena, ui->lang, W_RECEIPT_BACK_N,
                                                         STR_ARG(node_text(data, "reversed_by"))) });
    if (split)
        put_split(ui, split);
    else
        record_paid_for(ui, data);
    put_paper_link(ui, visit, PAPER_RECEIPT, str_format(ui->buf.arena, "receipt=" STR_FMT, STR_ARG(node_text(data, "receipt"))),
                   W_PAPER_RECEIPT_DO);
}

void show_receipt(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Why why = { .arena = visit->arena };
    const JsonNode *data = NULL;
    Str receipt = visit_field(visit, "receipt");
    Json args = visit_args(visit);
    json_put(&args, "receipt", receipt);
    Err err = receipt.n ? visit_ask(visit, "receipt.show", &args, &data, &why) : OK;
    if (err != OK)
        form_refused(&errors, visit, &why);
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.status = err != OK ? err_http(err) : 200;
    form_page_begin(&page, W_RECEIPT_FIND, W_RECEIPT_LEAD, &errors, fields);
    ui_put(ui, "<form method=\"get\" class=\"sb-inline\" action=\"{}\" novalidate>\n", ui_path(ui, S("/receipt")));
    entry_field_as(ui, visit, F_RECEIPT, word(ui->lang, W_RECEIPT_NO), word(ui->lang, W_RECEIPT_HINT), &errors);
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n</form>\n",
           word(ui->lang, W_SHOW));
    if (data)
        put_receipt(ui, visit, data);
    form_page_end(visit, &page);
}
