/* page_open.c - see open.h: the start page, the way from question to question, the path for who only wants to know it,
 * and the last look before everything is sent. */
#include "web/open.h"
#include "web/portrait.h"
#include "web/routes.h"
#include "web/sign.h"

static Str none;

static bool is_asked(const PageVisit *visit, size_t at) { return !open_questions[at].asked || open_questions[at].asked(visit); }

static size_t question_named(Str name)
{
    for (size_t i = 0; i < open_question_count; i++)
        if (str_is(name, open_questions[i].name))
            return i;
    return open_question_count;
}

static bool belongs(const OpenQuestion *question, Str field)
{
    for (size_t i = 0; question->fields[i]; i++)
        if (str_is(field, question->fields[i]))
            return true;
    return false;
}

/* Every answer but those that the open page asks for travels hidden. */
static void carry(Ui *ui, const PageVisit *visit, const OpenQuestion *open)
{
    for (size_t i = 0; i < visit->request.count; i++) {
        const struct PageField *field = &visit->request.fields[i];
        bool known = false;
        for (size_t q = 0; q < open_question_count; q++)
            known |= belongs(&open_questions[q], field->name);
        if (known && !(open && belongs(open, field->name)))
            form_hidden(ui, str_z(ui->buf.arena, field->name), field->value);
    }
}

static Page begin(PageVisit *visit, Word title, const FormErrors *errors, int status)
{
    Page page = visit_page(visit);
    page.nav = NAV_OPEN;
    page.status = status;
    page.wrong = errors->count > 0;
    page_begin(&page, word(visit->request.lang, title));
    return page;
}

/* ---- the start ---- */

/* What was answered before, in place of this visit's own fields: the form that goes on carries it. */
static bool resumed(PageVisit *visit)
{
    struct PageField *fields = NULL;
    size_t count = 0;
    if (kept_get(visit, S("/open"), &fields, &count) != OK || !count)
        return false;
    visit->request.fields = fields;
    visit->request.count = count;
    return true;
}

static void put_resume(Ui *ui, const PageVisit *visit)
{
    ui_put(ui, "<div class=\"govuk-inset-text\"><p class=\"govuk-body\">{}</p>\n",
           word_format(visit->arena, ui->lang, W_KEPT_OPEN_TEXT, DRAFT_DAYS));
    form_open(ui, visit, S("/open"));
    form_hidden(ui, "go", S("resume"));
    carry(ui, visit, NULL);
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_KEPT_OPEN) });
    form_close(ui);
    ui_put(ui, "</div>\n");
}

void show_open(PageVisit *visit, Str name)
{
    (void)name;
    static const Word have[] = { W_OPEN_HAVE_ID, W_OPEN_HAVE_CONTRACT, W_OPEN_HAVE_HUKOU, W_OPEN_HAVE_PHOTO };
    PageRequest asked = visit->request;
    Page page = begin(visit, W_HOME_CARD_OPEN, &(FormErrors){ 0 }, 200);
    Ui *ui = &page.ui;
    ui_put(ui, "<div class=\"sb-narrow\">\n<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body-l\">{}</p>\n",
           word(ui->lang, W_HOME_CARD_OPEN), word(ui->lang, W_OPEN_LEAD));
    if (resumed(visit))
        put_resume(ui, visit);
    visit->request = asked;
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n<ul class=\"govuk-list govuk-list--bullet\">\n",
           word(ui->lang, W_OPEN_HAVE));
    for (size_t i = 0; i < sizeof have / sizeof *have; i++)
        ui_put(ui, "<li>{}</li>\n", word(ui->lang, have[i]));
    ui_put(ui, "</ul>\n<h2 class=\"govuk-heading-m\">{}</h2>\n<p class=\"govuk-body\">{}</p>\n<p class=\"govuk-body\">{}</p>\n",
           word(ui->lang, W_OPEN_TAKES), word(ui->lang, W_OPEN_TAKES_TEXT), word(ui->lang, W_OPEN_WHO_TEXT));
    form_open(ui, visit, S("/open"));
    form_hidden(ui, "go", S("category"));
    carry(ui, visit, NULL); /* what the link here knew already */
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_HOME_CARD_OPEN_CALL), .is_start = true });
    form_close(ui);
    ui_put(ui, "</div>\n");
    visit_show(visit, &page, page_end(&page));
}

/* ---- a question ---- */

static size_t before(const PageVisit *visit, size_t at)
{
    while (at > 0)
        if (is_asked(visit, --at))
            return at;
    return open_question_count;
}

static void write_question(PageVisit *visit, size_t at, const FormErrors *errors)
{
    const OpenQuestion *question = &open_questions[at];
    Page page = begin(visit, question->title, errors, errors->count ? 422 : 200);
    Ui *ui = &page.ui;
    size_t back = before(visit, at);
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    form_summary(ui, errors, question->fields);
    form_open(ui, visit, S("/open"));
    form_hidden(ui, "at", str(question->name));
    carry(ui, visit, question);
    question->write(ui, visit, errors);
    ui_put(ui, "<div class=\"govuk-button-group\">\n");
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_CONTINUE) });
    if (back < open_question_count)
        ui_put(ui, "<button type=\"submit\" name=\"go\" value=\"{}\" class=\"sb-link\" formnovalidate>{}</button>\n",
               str(open_questions[back].name), word(ui->lang, W_PREVIOUS_STEP));
    ui_put(ui, "</div>\n");
    form_close(ui);
    ui_put(ui, "</div>\n");
    visit_show(visit, &page, page_end(&page));
}

/* ---- the path, for who cannot send it from here ---- */

static void write_path(PageVisit *visit)
{
    static const Word who[] = { [CATEGORY_EMPLOYEE] = W_OPEN_PATH_EMPLOYEE,
                                [CATEGORY_FLEXIBLE] = W_OPEN_PATH_FLEXIBLE,
                                [CATEGORY_RESIDENT] = W_OPEN_PATH_RESIDENT };
    OpenPaper *papers = NULL;
    Category category = open_category(visit);
    size_t count = open_papers(visit, &papers);
    Page page = begin(visit, W_OPEN_PATH_TITLE, &(FormErrors){ 0 }, 200);
    Ui *ui = &page.ui;
    ui_put(ui, "<div class=\"sb-narrow\">\n<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n<p class=\"govuk-body-l\">{}</p>\n",
           word(ui->lang, W_OPEN_PATH_TITLE), word(ui->lang, who[category]));
    UiSummaryRow rows[] = {
        { .key = word(ui->lang, W_ACCOUNT_CATEGORY), .value = open_said(visit, "category") },
        { .key = word(ui->lang, W_OPEN_REGION_SHORT), .value = open_said(visit, "region") },
        { .key = word(ui->lang, W_ACCOUNT_INSURANCES), .value = open_said(visit, "insurances") },
    };
    ui_summary_list(ui, &(UiSummary){ .rows = rows, .count = sizeof rows / sizeof *rows });
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n<ul class=\"govuk-list govuk-list--bullet\">\n", word(ui->lang, W_BRING));
    for (size_t i = 0; i < count; i++) {
        Str kinds[8];
        size_t n = 0;
        for (Str rest = papers[i].kinds; rest.n && n < 8;)
            kinds[n++] = str_cut(&rest, ' ');
        ui_put(ui, "<li>{}{}{}</li>\n", said_head(visit->arena, said_words(visit->arena, ui->lang, SET_EVIDENCE, kinds, n)),
               n > 1 ? word(ui->lang, W_ANY_ONE) : none,
               papers[i].when.n
                   ? str_format(visit->arena, ui->lang == LANG_EN ? " (" STR_FMT ")" : "（" STR_FMT "）", STR_ARG(papers[i].when))
                   : none);
    }
    ui_put(ui, "</ul>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_OPEN_PATH_WHERE));
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_SIGN_IN), .href = ui_path(ui, S("/sign-in")) });
    static const char *const guides[] = { [CATEGORY_EMPLOYEE] = "/guide/open-employee",
                                          [CATEGORY_FLEXIBLE] = "/guide/open-flexible",
                                          [CATEGORY_RESIDENT] = "/guide/open-resident" };
    ui_put(ui, "<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{}\">{}</a></p>\n</div>\n",
           ui_path(ui, str(guides[category])), word(ui->lang, W_OPEN_PATH_READ));
    visit_show(visit, &page, page_end(&page));
}

/* ---- the last look ---- */

static Str field_label(const PageVisit *visit, const char *field)
{
    static const struct {
        const char *field;
        Word label;
    } labels[] = {
        { "category", W_ACCOUNT_CATEGORY },
        { "region", W_OPEN_REGION_SHORT },
        { "insurances", W_ACCOUNT_INSURANCES },
        { "id_type", W_OPEN_DOCUMENT_SHORT },
        { "name", W_NAME_LABEL },
        { "number", W_OPEN_NUMBER_SHORT },
        { "birth", W_OPEN_BIRTH },
        { "sex", W_OPEN_SEX },
        { "mobile", W_ANSWER_MOBILE },
        { "hukou_region", W_OPEN_HUKOU },
        { "residence_region", W_OPEN_RESIDENCE },
        { "payer", W_ACCOUNT_PAYER },
        { "flexible_kind", W_OPEN_FLEXIBLE_KIND_SHORT },
        { "bank", W_OPEN_BANK_SHORT },
        { "evidence", W_CASE_PAPERS },
    };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (!strcmp(labels[i].field, field))
            return word(visit->request.lang, labels[i].label);
    return str(field);
}

static void put_answers(Ui *ui, PageVisit *visit)
{
    ui_put(ui, "<dl class=\"govuk-summary-list\">\n");
    for (size_t q = 0; q < open_question_count; q++) {
        const OpenQuestion *question = &open_questions[q];
        for (size_t f = 0; is_asked(visit, q) && question->fields[f]; f++) {
            Str said = open_said(visit, question->fields[f]), label = field_label(visit, question->fields[f]);
            if (said.n)
                ui_put(ui,
                       "<div class=\"govuk-summary-list__row\" id=\"{}\">"
                       "<dt class=\"govuk-summary-list__key\">{}</dt><dd class=\"govuk-summary-list__value\">{}</dd>"
                       "<dd class=\"govuk-summary-list__actions\">"
                       "<button type=\"submit\" name=\"go\" value=\"{}\" class=\"sb-link\">{}"
                       "<span class=\"govuk-visually-hidden\"> {}</span></button></dd></div>\n",
                       str(question->fields[f]), label, said, str(question->name), word(ui->lang, W_CHANGE), label);
        }
    }
    ui_put(ui, "</dl>\n");
}

static void write_check(PageVisit *visit, const FormErrors *errors, int status)
{
    static const char *const fields[] = {
        "category",     "region",           "insurances", "id_type",       "name", "number",   "birth", "sex", "mobile",
        "hukou_region", "residence_region", "payer",      "flexible_kind", "bank", "evidence", "photo", NULL
    };
    Page page = begin(visit, W_OPEN_CHECK, errors, status);
    Ui *ui = &page.ui;
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    form_summary(ui, errors, fields);
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_OPEN_CHECK));
    form_open_files(ui, visit, S("/open"));
    form_hidden(ui, "at", S("check"));
    carry(ui, visit, NULL);
    put_answers(ui, visit);
    if (open_wants_card(visit))
        ui_upload(ui, &(UiUpload){ .field = { .name = "photo",
                                              .id = "photo",
                                              .label = { .text = word(ui->lang, W_OPEN_PHOTO), .classes = "govuk-label--s" },
                                              .hint = { .text = word(ui->lang, W_OPEN_PHOTO_HINT) },
                                              .error = form_error(errors, "photo") },
                                   .accept = "image/jpeg" });
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_OPEN_DECLARE),
           word(ui->lang, W_OPEN_DECLARE_TEXT));
    ui_button(ui, &(UiButton){ .text = word(ui->lang, W_OPEN_SUBMIT), .name = "send", .value = S("1"), .once = true });
    form_close(ui);
    ui_put(ui, "</div>\n");
    visit_show(visit, &page, page_end(&page));
}

/* A photo of another shape: the answers wait in the form of this page until a part of it is chosen. */
static void write_photo(PageVisit *visit, const Portrait *portrait)
{
    Page page = begin(visit, W_PHOTO_FOUND, &(FormErrors){ 0 }, 200);
    Ui *ui = &page.ui;
    ui_put(ui, "<div class=\"sb-narrow\">\n");
    portrait_findings(ui, portrait);
    form_open(ui, visit, S("/open"));
    form_hidden(ui, "at", S("check"));
    carry(ui, visit, NULL);
    portrait_choose(ui, portrait, "send", S("1"));
    ui_put(ui, "<button type=\"submit\" name=\"go\" value=\"resume\" class=\"sb-link\" formnovalidate>{}</button>\n",
           word(ui->lang, W_PHOTO_OTHER));
    form_close(ui);
    ui_put(ui, "</div>\n");
    visit_show(visit, &page, page_end(&page));
}

static void send_with_photo(PageVisit *visit)
{
    FormErrors errors = { 0 };
    Portrait portrait = { 0 };
    int64_t region = 0;
    (void)!str_int(visit_field(visit, "region"), &region);
    PortraitState state = open_wants_card(visit) ? portrait_take(visit, (int)region, &portrait, &errors) : PORTRAIT_NONE;
    if (state == PORTRAIT_WRONG)
        write_check(visit, &errors, 422);
    else if (state == PORTRAIT_CUT)
        write_photo(visit, &portrait);
    else
        open_send(visit, portrait.jpeg, write_check);
}

/* Every answer is looked at again before anything is sent: the form came from outside. */
static size_t first_unanswered(PageVisit *visit, FormErrors *errors)
{
    for (size_t i = 0; i < open_question_count; i++) {
        if (is_asked(visit, i))
            open_questions[i].check(visit, errors);
        if (errors->count)
            return i;
    }
    return open_question_count;
}

/* The first question from `at` on that is asked; who cannot send it gets the path instead of private questions. */
static void write_from(PageVisit *visit, size_t at)
{
    while (at < open_question_count && !is_asked(visit, at))
        at++;
    bool all = at == open_question_count;
    if (at > 0 && !open_category(visit))
        write_question(visit, 0, &(FormErrors){ 0 });
    else if ((all || open_questions[at].private_page) && !open_may_send(visit))
        write_path(visit);
    else if (all)
        write_check(visit, &(FormErrors){ 0 }, 200);
    else
        write_question(visit, at, &(FormErrors){ 0 });
}

void do_open(PageVisit *visit, Str name)
{
    (void)name;
    FormErrors errors = { 0 };
    Str go = visit_field(visit, "go"), at = visit_field(visit, "at");
    size_t wanted = question_named(go), here = question_named(at);
    if (at.n)
        kept_draft(visit, S("/open"));
    if (go.n) {
        FormErrors rest = { 0 };
        write_from(visit, str_is(go, "resume") ? first_unanswered(visit, &rest) : wanted < open_question_count ? wanted : 0);
        return;
    }
    if (here < open_question_count && open_questions[here].private_page && !open_may_send(visit)) {
        write_from(visit, here);
        return;
    }
    if (here < open_question_count) {
        open_questions[here].check(visit, &errors);
        if (errors.count) {
            write_question(visit, here, &errors);
            return;
        }
        FormErrors rest = { 0 };
        write_from(visit, first_unanswered(visit, &rest)); /* also for who came back to change one answer */
        return;
    }
    size_t missing = first_unanswered(visit, &errors);
    if (missing < open_question_count && (open_may_send(visit) || !open_questions[missing].private_page))
        write_question(visit, missing, &errors);
    else if (!open_may_send(visit))
        write_path(visit);
    else
        send_with_photo(visit);
}
