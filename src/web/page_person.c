/* page_person.c - one person's record: cards and accounts as they stand, what works, what is held, cases, what has
 * happened, and who has looked. */
#include "web/record.h"
#include "web/routes.h"
#include <stdio.h>

enum { LIST_ASKED = 1000 };

static Str none;

static void part(Ui *ui, Word title) { ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n", word(ui->lang, title)); }

static Str head(const Ui *ui, ChoiceSetId set, Str code) { return said_head(ui->buf.arena, said_word(ui->lang, set, code)); }

/* ---- as it stands ---- */

static void card_row(Ui *ui, UiSummaryRow *rows, size_t *count, Word key, Str value)
{
    if (value.n)
        rows[(*count)++] = (UiSummaryRow){ .key = word(ui->lang, key), .value = value };
}

static void put_card(Ui *ui, const PageVisit *visit, const JsonNode *card)
{
    enum { ROWS_MAX = 8 };
    Arena *arena = ui->buf.arena;
    UiSummaryRow rows[ROWS_MAX];
    size_t count = 0;
    Ui title = ui_inside(ui);
    Str number = node_text(card, "card_no"), application = node_text(card, "application");
    ui_put(&title, "{} ", number.n ? number : node_text(card, "application_no"));
    if (application.n && str_is(node_text(card, "production"), "handed-over"))
        ui_html(&title, record_tag_html(ui, SET_APPLICATION, application));
    else
        ui_html(&title, record_tag_html(ui, SET_PRODUCTION, node_text(card, "production")));
    card_row(ui, rows, &count, W_CARD_PRODUCTION, head(ui, SET_PRODUCTION, node_text(card, "production")));
    card_row(ui, rows, &count, W_CARD_EXPECTED, said_day(arena, ui->lang, node_text(card, "expected")));
    card_row(ui, rows, &count, W_CARD_HANDED, said_day(arena, ui->lang, node_text(card, "handed_over")));
    card_row(ui, rows, &count, W_CARD_FINANCIAL, head(ui, SET_FINANCIAL, node_text(card, "financial")));
    card_row(ui, rows, &count, W_CARD_PIN, head(ui, SET_PIN, node_text(card, "pin")));
    card_row(ui, rows, &count, W_CARD_UNTIL, said_day(arena, ui->lang, node_text(card, "valid_until")));
    card_row(ui, rows, &count, W_CARD_REPLACED, node_text(card, "replaced_by"));
    ui_summary_list(
        ui, &(UiSummary){ .card = true, .card_level = 3, .card_title_html = ui_done(&title), .rows = rows, .count = count });
    Str production = node_text(card, "production");
    if (visit_role(visit, R(CLERK) | R_SELF | R(ONLINE)) && (str_is(production, "applied") || str_is(production, "photo-pending")))
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n",
               ui_path(ui, str_format(arena, "/photo?application=" STR_FMT, STR_ARG(node_text(card, "application_no")))),
               word(ui->lang, W_PHOTO_SEND_LINK));
}

static void put_cards(Ui *ui, const PageVisit *visit, const JsonNode *status)
{
    size_t count = 0;
    const JsonNode *cards = node_list(status, "cards", &count);
    part(ui, W_CARDS_TITLE);
    if (!count)
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_CARDS_NONE));
    for (size_t i = 0; i < count; i++)
        put_card(ui, visit, &cards[i]);
}

static void put_legacy(Ui *ui, const JsonNode *status)
{
    const JsonNode *legacy = json_member(status, "legacy_card");
    Arena *arena = ui->buf.arena;
    if (!legacy || legacy->type != JSON_MEMBERS)
        return;
    UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_LEGACY_STATE), .value = head(ui, SET_LEGACY, node_text(legacy, "state")) },
        { .key = word(ui->lang, W_BALANCE), .value = said_money(arena, ui->lang, node_int(legacy, "balance_fen")) },
        { .key = word(ui->lang, W_LEGACY_UNTIL), .value = said_day(arena, ui->lang, node_text(legacy, "usable_until")) },
    };
    size_t count = rows[2].value.n ? 3 : 2;
    ui_summary_list(ui, &(UiSummary){ .card = true,
                                      .card_level = 3,
                                      .card_title = str_format(arena, STR_FMT " " STR_FMT, STR_ARG(word(ui->lang, W_LEGACY_TITLE)),
                                                               STR_ARG(node_text(legacy, "old_card_no"))),
                                      .rows = rows,
                                      .count = count });
}

static Str insurances_said(const Ui *ui, const JsonNode *account)
{
    size_t count = 0;
    const JsonNode *items = node_list(account, "insurances", &count);
    Str *codes = arena_new(ui->buf.arena, Str, count);
    for (size_t i = 0; i < count; i++)
        codes[i] = items[i].text;
    return said_words(ui->buf.arena, ui->lang, SET_INSURANCE, codes, count);
}

static void put_accounts(Ui *ui, const JsonNode *status)
{
    static const Word heads[] = { W_ACCOUNT_NO, W_ACCOUNT_CATEGORY, W_ACCOUNT_INSURANCES, W_ACCOUNT_PAYER, W_SINCE, W_STATE };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0;
    const JsonNode *accounts = node_list(status, "accounts", &count);
    part(ui, W_ACCOUNTS_TITLE);
    if (!count) {
        ui_put(ui, "<p class=\"govuk-body\">{} <a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", word(ui->lang, W_ACCOUNTS_NONE),
               ui_path(ui, S("/open")), word(ui->lang, W_NAV_OPEN));
        return;
    }
    UiCell *cells = arena_new(ui->buf.arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        Str payer = node_text(&accounts[i], "payer");
        row[0].text = node_text(&accounts[i], "account");
        row[1].text = head(ui, SET_CATEGORY, node_text(&accounts[i], "category"));
        row[2].text = said_head(ui->buf.arena, insurances_said(ui, &accounts[i]));
        row[3].text = str_is(payer, "self") ? word(ui->lang, W_PAYER_SELF) : payer;
        row[4].text = said_day(ui->buf.arena, ui->lang, node_text(&accounts[i], "since"));
        row[5].html = record_tag_html(ui, SET_ACCOUNT_STATE, node_text(&accounts[i], "state"));
    }
    record_table(ui, heads, WIDTH, cells, count);
}

static void put_holds(Ui *ui, const JsonNode *status)
{
    static const Word heads[] = { W_HOLD_CAUSE, W_SINCE, W_HOLD_UNTIL, W_PLACED_BY };
    enum { WIDTH = sizeof heads / sizeof *heads };
    size_t count = 0;
    const JsonNode *holds = node_list(status, "holds", &count);
    if (!count)
        return;
    part(ui, W_HOLDS_TITLE);
    UiCell *cells = arena_new(ui->buf.arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        Str until = node_text(&holds[i], "until"), by = node_text(&holds[i], "by");
        row[0].text = head(ui, SET_CAUSE, node_text(&holds[i], "cause"));
        row[1].text = said_time(ui->buf.arena, ui->lang, node_text(&holds[i], "since"));
        row[2].text = until.n ? said_time(ui->buf.arena, ui->lang, until) : S("—");
        row[3].text = by.n ? head(ui, SET_ROLE, str_cut(&by, ' ')) : S("—");
    }
    record_table(ui, heads, WIDTH, cells, count);
}

/* ---- what has happened ---- */

/* Lists stand oldest first: the last page of one, however long it is. NULL: not for this visitor. */
static const JsonNode *last_page(PageVisit *visit, const char *query, int64_t person)
{
    enum { PAGES_MAX = 20 };
    const JsonNode *data = NULL;
    Why why = { 0 };
    Str after = none;
    for (int i = 0; i < PAGES_MAX; i++) {
        Json args = visit_args(visit);
        json_put_int(&args, "person", person);
        json_put_int(&args, "limit", LIST_ASKED);
        if (after.n)
            json_put(&args, "after", after);
        if (visit_ask(visit, query, &args, &data, &why) != OK)
            return NULL;
        after = node_text(data, "next");
        if (!after.n)
            break;
    }
    return data;
}

static void put_cases(Ui *ui, PageVisit *visit, int64_t person)
{
    static const Word heads[] = { W_CASE, W_CASE_PROCEDURE, W_CASE_DUE, W_STATE };
    enum { WIDTH = sizeof heads / sizeof *heads };
    Json args = visit_args(visit);
    const JsonNode *data = NULL;
    Why why = { 0 };
    size_t count = 0;
    json_put_int(&args, "person", person);
    if (visit_ask(visit, "case.list", &args, &data, &why) != OK)
        return;
    const JsonNode *items = node_list(data, "items", &count);
    if (!count)
        return;
    part(ui, W_PERSON_CASES);
    UiCell *cells = arena_new(visit->arena, UiCell, count * WIDTH);
    for (size_t i = 0; i < count; i++) {
        UiCell *row = &cells[i * WIDTH];
        Str number = node_text(&items[i], "case");
        Ui link = ui_inside(ui);
        ui_put(&link, "<a class=\"govuk-link\" href=\"{}\">{}</a>",
               ui_path(ui, str_format(visit->arena, "/cases/" STR_FMT, STR_ARG(number))), number);
        row[0].html = ui_done(&link);
        row[1].text = said_head(visit->arena, node_said(json_member(&items[i], "procedure"), NULL, ui->lang));
        row[2].text = said_day(visit->arena, ui->lang, node_text(&items[i], "due"));
        row[3].html = record_tag_html(ui, SET_CASE_STATE, node_text(json_member(&items[i], "state"), "code"));
    }
    record_table(ui, heads, WIDTH, cells, count);
}

static void put_looks(Ui *ui, PageVisit *visit, int64_t person)
{
    static const Word heads[] = { W_LOOK_WHEN, W_LOOK_WHO, W_LOOK_WHAT, W_LOOK_WHY };
    enum { WIDTH = sizeof heads / sizeof *heads, SHOWN = 20 };
    const JsonNode *data = last_page(visit, "access.list", person);
    size_t count = 0;
    if (!data)
        return;
    const JsonNode *items = node_list(data, "items", &count);
    part(ui, W_LOOKS_TITLE);
    ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, count ? W_LOOKS_TEXT : W_LOOKS_NONE));
    size_t rows = count < SHOWN ? count : SHOWN;
    UiCell *cells = arena_new(visit->arena, UiCell, rows * WIDTH);
    for (size_t i = 0; i < rows; i++) {
        const JsonNode *item = &items[count - 1 - i];
        UiCell *row = &cells[i * WIDTH];
        QueryId query = query_from(node_text(item, "query"));
        Str said = node_text(item, "why");
        row[0].text = said_time(visit->arena, ui->lang, node_text(item, "at"));
        row[1].text =
            str_format(visit->arena, STR_FMT " " STR_FMT " " STR_FMT, STR_ARG(node_said(json_member(item, "role"), NULL, ui->lang)),
                       STR_ARG(node_text(item, "org")), STR_ARG(node_text(item, "who")));
        row[2].text = query ? str(ui->lang == LANG_EN ? query_row(query)->en : query_row(query)->zh) : node_text(item, "query");
        row[3].text = said.n ? said : S("—");
    }
    if (rows)
        record_table(ui, heads, WIDTH, cells, rows);
}

/* To what the person was told; only for those who may read it. */
static void put_inbox_link(Ui *ui, const PageVisit *visit, int64_t person)
{
    bool own = person == visit->self;
    Str path = own ? S("/me/notices") : str_format(visit->arena, "/person/%lld/notices", (long long)person);
    if (own || visit_role(visit, R_OFFICE))
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, path),
               word(ui->lang, W_INBOX_LINK));
    if (own)
        ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, S("/me/appointments")),
               word(ui->lang, W_APPOINT_MINE));
}

static void write_person(PageVisit *visit, const JsonNode *status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    int64_t person = node_int(status, "person");
    bool own = person == visit->self;
    Str title = word(ui->lang, own ? W_NAV_ME : W_PERSON_TITLE);
    page.not_indexed = true;
    page_begin(&page, title);
    record_identity(ui, visit, status, "");
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", title);
    if (str_is(visit_field(visit, "done"), "1"))
        ui_notification(ui, &(UiBanner){ .success = true, .text = word(ui->lang, W_DONE) });
    record_effects(ui, status);
    put_holds(ui, status);
    put_cards(ui, visit, status);
    put_legacy(ui, status);
    put_accounts(ui, status);
    put_cases(ui, visit, person);
    put_inbox_link(ui, visit, person);
    put_timeline(ui, visit, person);
    put_looks(ui, visit, person);
    if (!own)
        identity_form(ui, visit, person, &(FormErrors){ 0 });
    visit_show(visit, &page, page_end(&page));
}

static void show(PageVisit *visit, Json *who)
{
    const JsonNode *status = NULL;
    Why why = { .arena = visit->arena };
    if (visit_ask(visit, "person.status", who, &status, &why) != OK)
        visit_refused(visit, &why, none);
    else
        write_person(visit, status);
}

void show_person(PageVisit *visit, Str name)
{
    Json who = visit_args(visit);
    json_put_int(&who, "person", record_person(name));
    show(visit, &who);
}

/* One's own record, whatever its number. */
void show_me(PageVisit *visit, Str name)
{
    (void)name;
    Json who = visit_args(visit);
    visit_self(visit, &who);
    show(visit, &who);
}

/* Who looked, as a page of its own: for who was told of it. */
void show_seen(PageVisit *visit, Str name)
{
    (void)name;
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.back = S("/me");
    page_begin(&page, word(ui->lang, W_SEEN_TITLE));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_SEEN_TITLE));
    put_looks(ui, visit, visit->self);
    visit_show(visit, &page, page_end(&page));
}
