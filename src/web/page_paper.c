/* page_paper.c - papers to take away, and the page on which anybody checks a certificate. A certificate is issued by a
 * command and shown from the answer that verifies it; every other paper is made from the answers of the page it is on. */
#include "core/cert.h"
#include "report/paper.h"
#include "web/form.h"
#include "web/pages.h"
#include "web/papers.h"
#include "web/record.h"
#include "web/routes.h"

static Str none;
static const char *const code_fields[] = { "code", NULL };

/* Where our pages are, for QR codes: as the browser was asked for them. */
static Str site_of(const PageVisit *visit)
{
    Str host = http_header(visit->http, "Host");
    bool secure = str_is(http_header(visit->http, "X-Forwarded-Proto"), "https");
    for (size_t i = 0; i < host.n; i++) {
        char c = host.p[i];
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr(".:-[]", c)))
            return none;
    }
    return host.n ? str_format(visit->arena, "http%s://" STR_FMT, secure ? "s" : "", STR_ARG(host)) : none;
}

static PaperWanted wanted_of(const PageVisit *visit, PaperKind kind)
{
    bool en = visit_en(visit);
    return (PaperWanted){
        .kind = kind, .en = en, .bureau = en ? visit->site.name_en : visit->site.name_zh, .made = visit->now, .site = site_of(visit)
    };
}

static void paper_show(PageVisit *visit, const PaperWanted *paper)
{
    Str bytes = { 0 };
    Why why = { .arena = visit->arena };
    if (paper_make(visit->arena, paper, &bytes, &why) != OK) {
        visit_refused(visit, &why, none);
        return;
    }
    visit_file(visit, "application/pdf", str_format(visit->arena, "%s.pdf", paper_name(paper->kind)), bytes);
}

void paper_show_of(PageVisit *visit, PaperKind kind, const JsonNode *answer)
{
    PaperWanted paper = wanted_of(visit, kind);
    paper.answers[0] = answer;
    paper_show(visit, &paper);
}

/* ---- papers from answers ---- */

/* Links name what a paper is about by the bureau's own numbers. */
static Json args_given(const PageVisit *visit)
{
    static const char *const texts[] = { "case", "receipt", "application" };
    Json args = visit_args(visit);
    Str function = visit_field(visit, "function");
    if (record_person(visit_field(visit, "person")))
        json_put_int(&args, "person", record_person(visit_field(visit, "person")));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (visit_field(visit, texts[i]).n)
            json_put(&args, texts[i], visit_field(visit, texts[i]));
    json_put(&args, "function", choice_from(SET_EFFECT, function) ? function : S("medical"));
    json_close(&args, '}');
    return args;
}

static Err answers_ask(PageVisit *visit, PaperWanted *paper, Why *why)
{
    JsonNode *given = NULL;
    Json all = args_given(visit);
    Str names = str(paper_queries(paper->kind));
    TRY(json_read(visit->arena, json_str(&all), &given, why));
    for (size_t i = 0; names.n; i++) {
        Str name = str_cut(&names, ' ');
        Json args = json_make(visit->arena);
        paper_args(&args, name, given);
        args.buf.n--; /* visit_ask closes it */
        TRY(visit_ask(visit, str_z(visit->arena, name), &args, &paper->answers[i], why));
    }
    return OK;
}

void show_paper(PageVisit *visit, Str name)
{
    PaperWanted paper = wanted_of(visit, paper_kind(name));
    Why why = { .arena = visit->arena };
    if (!paper.kind || paper_cert(paper.kind)) {
        Page page = visit_page(visit);
        Str html = page_missing(&page);
        visit_show(visit, &page, html);
        return;
    }
    if (answers_ask(visit, &paper, &why) != OK)
        visit_refused(visit, &why, none);
    else
        paper_show(visit, &paper);
}

/* ---- certificates ---- */

static void issued(PageVisit *visit, void *context, const Done *done)
{
    (void)context;
    if (done->err != OK)
        visit_refused(visit, &done->why, none);
    else
        visit_go(visit, str_format(visit->arena, "/v/" STR_FMT, STR_ARG(node_text(done->data, "code"))));
}

void do_certificate(PageVisit *visit, Str name)
{
    static const char *const texts[] = { "kind", "from", "until" };
    Json args = visit_args(visit);
    (void)name;
    if (record_person(visit_field(visit, "person")))
        json_put_int(&args, "person", record_person(visit_field(visit, "person")));
    else
        visit_self(visit, &args);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (visit_field(visit, texts[i]).n)
            json_put(&args, texts[i], visit_field(visit, texts[i]));
    visit_do(visit, "cert.issue", form_id(visit, NULL), &args, issued, NULL);
}

static void certificate_button(Ui *ui, const PageVisit *visit, int64_t person, CertKind kind, Str year, Str text)
{
    form_open(ui, visit, S("/certificate"));
    form_hidden(ui, "person", str_format(visit->arena, "%lld", (long long)person));
    form_hidden(ui, "kind", str(choice_code(SET_CERT, (int)kind)));
    if (year.n) {
        form_hidden(ui, "from", str_format(visit->arena, STR_FMT "-01", STR_ARG(year)));
        form_hidden(ui, "until", str_format(visit->arena, STR_FMT "-12", STR_ARG(year)));
    }
    ui_put(ui, "<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">{}</button>\n", text);
    form_close(ui);
}

void put_certificates(Ui *ui, const PageVisit *visit, int64_t person, Str year)
{
    if (!visit_role(visit, command_row(CMD_CERT_ISSUE)->roles))
        return;
    ui_put(ui, "<h2 class=\"govuk-heading-l sb-part\">{}</h2>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_PAPERS_TITLE),
           word(ui->lang, W_PAPERS_TEXT));
    if (year.n)
        certificate_button(ui, visit, person, CERT_CONTRIBUTIONS, year,
                           word_format(visit->arena, ui->lang, W_PAPER_YEAR_N, STR_ARG(year)));
    certificate_button(ui, visit, person, CERT_CONTRIBUTIONS, none, word(ui->lang, W_PAPER_ALL));
    certificate_button(ui, visit, person, CERT_ACCOUNT, none, word(ui->lang, W_PAPER_ACCOUNT_DO));
    certificate_button(ui, visit, person, CERT_PARTICIPATION, none, word(ui->lang, W_PAPER_PARTICIPATION_DO));
}

void put_paper_link(Ui *ui, const PageVisit *visit, PaperKind kind, Str query, Word text)
{
    Str names = str(paper_queries(kind));
    while (names.n)
        if (!visit_role(visit, query_row(query_from(str_cut(&names, ' ')))->roles))
            return;
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n",
           ui_path(ui, str_format(ui->buf.arena, "/paper/%s?" STR_FMT, paper_name(kind), STR_ARG(query))), word(ui->lang, text));
}

/* ---- the page for everybody ---- */

static void write_question(PageVisit *visit, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.status = status;
    form_page_begin(&page, W_VERIFY_TITLE, W_VERIFY_LEAD, errors, code_fields);
    form_open(ui, visit, S("/v"));
    form_input(ui, visit, "code", W_VERIFY_CODE, W_VERIFY_CODE_HINT, "govuk-input--width-20", errors);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_VERIFY_DO) });
    form_close(ui);
    form_page_end(visit, &page);
}

void show_verify_question(PageVisit *visit, Str name)
{
    (void)name;
    write_question(visit, &(FormErrors){ 0 }, 200);
}

/* Codes have letters and digits only: nothing else goes into an address. */
static Str code_plain(Arena *arena, Str typed)
{
    Buf out = { .arena = arena };
    for (size_t i = 0; i < typed.n; i++)
        if ((typed.p[i] >= '0' && typed.p[i] <= '9') || (typed.p[i] >= 'A' && typed.p[i] <= 'Z') ||
            (typed.p[i] >= 'a' && typed.p[i] <= 'z') || typed.p[i] == '-')
            buf_char(&out, typed.p[i]);
    return buf_str(&out);
}

void do_verify(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Str code = code_plain(visit->arena, visit_field(visit, "code"));
    if (!code.n) {
        form_wrong(&errors, S("code"), word(visit->request.lang, W_VERIFY_CODE_EMPTY));
        write_question(visit, &errors, 422);
        return;
    }
    visit_go(visit, str_format(visit->arena, "/v/" STR_FMT, STR_ARG(code)));
}

/* Nobody's rights are needed to ask; who is signed in asks as themselves. */
static Err verify(PageVisit *visit, Str code, const JsonNode **data, Why *why)
{
    Actor actor = visit->actor;
    Json args = visit_args(visit);
    if (!actor.role && !serve_may_try(visit->thread, http_peer(visit->http)))
        return refuse(why, ERR_BUSY, "", "尝试过于频繁，请一分钟后再试。", "Too many tries; try again in a minute.");
    json_put(&args, "code", code_plain(visit->arena, code));
    if (!actor.role)
        visit->actor = (Actor){ .role = ROLE_ONLINE };
    Err err = visit_ask(visit, "cert.verify", &args, data, why);
    visit->actor = actor;
    return err;
}

static void put_table(Ui *ui, const PaperTable *table)
{
    UiCell *head = arena_new(ui->buf.arena, UiCell, table->width),
           *cells = arena_new(ui->buf.arena, UiCell, table->width * table->rows);
    for (size_t i = 0; i < table->width; i++)
        head[i] = (UiCell){ .text = table->head[i], .numeric = table->right[i] };
    for (size_t i = 0; i < table->width * table->rows; i++)
        cells[i] = (UiCell){ .text = table->cells[i], .numeric = table->right[i % table->width] };
    ui_put(ui, "<div class=\"sb-scroll\">\n");
    ui_table(ui,
             &(UiTable){ .head = head, .head_width = table->width, .cells = cells, .width = table->width, .count = table->rows });
    ui_put(ui, "</div>\n");
}

static void put_facts(Ui *ui, const PaperTable *table)
{
    UiSummaryRow *rows = arena_new(ui->buf.arena, UiSummaryRow, table->rows);
    for (size_t i = 0; i < table->rows; i++)
        rows[i] = (UiSummaryRow){ .key = table->cells[i * table->width], .value = table->cells[i * table->width + 1] };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = table->rows });
}

static void put_paper(Ui *ui, const PageVisit *visit, PaperKind kind, const JsonNode *data)
{
    PaperWanted paper = wanted_of(visit, kind);
    PaperTable *tables = NULL;
    size_t count = 0;
    Why why = { .arena = visit->arena };
    paper.answers[0] = data;
    if (paper_tables(visit->arena, &paper, &tables, &count, &why) != OK)
        return;
    for (size_t i = 0; i < count; i++) {
        if (tables[i].title.n)
            ui_put(ui, "<h3 class=\"govuk-heading-m\">{}</h3>\n", tables[i].title);
        if (tables[i].facts)
            put_facts(ui, &tables[i]);
        else
            put_table(ui, &tables[i]);
    }
}

static PaperKind kind_of(const JsonNode *data)
{
    return paper_of_cert(choice_from(SET_CERT, node_text(json_member(data, "kind"), "code")));
}

static bool may_take(const PageVisit *visit, const JsonNode *data) { return visit->actor.role && node_int(data, "person") != 0; }

void show_verify(PageVisit *visit, Str name)
{
    const JsonNode *data = NULL;
    Why why = { .arena = visit->arena };
    if (verify(visit, name, &data, &why) != OK) {
        visit_refused(visit, &why, S("/v"));
        return;
    }
    Page page = visit_page(visit);
    Ui *ui = &page.ui;
    page.not_indexed = true;
    page.back = S("/v");
    page_begin(&page, word(ui->lang, W_VERIFY_TITLE));
    ui_panel(ui, &(UiPanel){ .title = word(ui->lang, W_VERIFY_GENUINE), .text = node_text(data, "code") });
    ui_put(ui, "<h2 class=\"govuk-heading-l\">{}</h2>\n<p class=\"govuk-body-l\">{}</p>\n",
           said_head(visit->arena, node_said(json_member(data, "kind"), NULL, ui->lang)), word(ui->lang, W_VERIFY_COMPARE));
    if (!node_truth(data, "intact"))
        ui_warning(ui, &(UiWarning){ .text = word(ui->lang, W_VERIFY_NOT_INTACT) });
    if (node_truth(data, "corrected"))
        ui_warning(ui, &(UiWarning){ .text = word(ui->lang, W_VERIFY_CORRECTED) });
    ui_put(ui, "<p class=\"govuk-body\">{}{}{}</p>\n", word(ui->lang, W_VERIFY_ISSUED), said_colon(ui->lang),
           said_time(visit->arena, ui->lang, node_text(data, "issued")));
    put_paper(ui, visit, kind_of(data), data);
    if (may_take(visit, data))
        ui_button(ui, &(UiButton){
                          .text = word(ui->lang, W_PAPER_FILE_DO),
                          .href = ui_path(ui, str_format(visit->arena, "/v/" STR_FMT "/file", STR_ARG(node_text(data, "code")))) });
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n", ui_path(ui, S("/v")),
           word(ui->lang, W_VERIFY_AGAIN));
    visit_show(visit, &page, page_end(&page));
}

/* The certificate itself, sealed: for who may have one made. */
void show_certificate(PageVisit *visit, Str name)
{
    const JsonNode *data = NULL;
    Str bytes = { 0 };
    Bureau *bureau = NULL;
    Time issued_at;
    Why why = { .arena = visit->arena };
    Err err = verify(visit, name, &data, &why);
    if (err == OK && !may_take(visit, data))
        err = refuse(&why, ERR_NOT_PERMITTED, "", "只有本人和经办机构可以下载证明。",
                     "Only the person and the bureau may download it.");
    if (err == OK)
        err = serve_reader(visit->thread, visit->arena, &bureau);
    if (err != OK) {
        why.code = err;
        visit_refused(visit, &why, none);
        return;
    }
    PaperWanted paper = wanted_of(visit, kind_of(data));
    paper.answers[0] = data;
    if (time_read(node_text(data, "issued"), &issued_at))
        paper.made = issued_at;
    if (paper_make(visit->arena, &paper, &bytes, &why) != OK) {
        visit_refused(visit, &why, none);
        return;
    }
    visit_file(visit, "application/pdf", str_format(visit->arena, "%s.pdf", paper_name(paper.kind)),
               cert_seal(&bureau->store, visit->arena, node_text(data, "code"), bytes));
}
